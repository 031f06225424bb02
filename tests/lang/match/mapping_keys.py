"""Mapping patterns over dicts and other mappings, with keys of every kind."""
import functools


class D(dict):
    def get(self, k, default=None):
        return ("got", k)


class K:
    def __init__(self, s):
        self.s = s

    def __hash__(self):
        return hash(self.s)

    def __eq__(self, o):
        return self.s == o

    def __repr__(self):
        return f"K({self.s})"


X = "x"


class N:
    one = 1
    big = 10 ** 20
    other = "x"
    true = True


def f(m):
    match m:
        case {"x": 1, "y": y, **rest}:
            return "xy", y, rest
        case {1: a, 2.5: b}:
            return "num", a, b
        case {N.big: v}:
            return "big", v
        case {N.true: v, "t": _}:
            return "true", v
        case {"x": v}:
            return "x", v
        case {}:
            return "any"
    return None


for m in ({"x": 1, "y": 2}, {"x": 1, "y": 3, "z": 4}, {"x": 2}, {1: "a", 2.5: "b"}, {1: "a"}, {1.0: "c", 2.5: 2}, {10 ** 20: 5}, {True: 6, "t": 0},
          D(), D(x=1), {K("x"): 9}, {K("x"): 1, "y": 7}, {"xx"[:1]: 1, "yy"[1:]: 8}, {}, [], {"x": None}):
    print(f(m))


def dup(m):
    match m:
        case {"x": a, N.other: b}:
            return a, b


for m in ({"x": 1}, {}, D()):
    try:
        print(dup(m))
    except ValueError as e:
        print(e)


@functools.lru_cache(maxsize=3, typed=True)
def g(*a, **k):
    return a, k


@functools.lru_cache
def h(a, b=2, *, c=3):
    if a:
        return h(a - 1, b=b, c=c)
    return b, c


for _ in range(2):
    for call in (lambda: g(), lambda: g(1), lambda: g(1.0), lambda: g(1, b=2), lambda: g(1, 2, 3), lambda: g(True, x="y"), lambda: g((1, 2), z=(3,))):
        print(call(), g.cache_info())
print(h(5, b=7), h(6, b=7), h.cache_info(), h(3, c=1), h.cache_info())
for bad in (lambda: h([]), lambda: h(1, b=[]), lambda: h(), lambda: h(1, d=2)):
    try:
        bad()
    except TypeError as e:
        print(e)
print(h(0, c=K("q")), h(0, c="q"), h.cache_info().hits)
