# Tuples as keys of dicts and sets: built only to be looked up, found, missing, replaced, and with items of every kind.
class Odd:
    """Equal to any tuple of its hash."""
    def __init__(self, like):
        self.like, self.asked = like, []

    def __hash__(self):
        return hash(self.like)

    def __eq__(self, other):
        self.asked.append(other)
        return other == self.like


class S(str):
    def __eq__(self, other):
        print("S.__eq__", repr(str(self)), repr(other))
        return str.__eq__(self, other)
    __hash__ = str.__hash__


class T(tuple):
    pass


class D(dict):
    def __missing__(self, key):
        return ("missing", key)

    def __getitem__(self, key):
        print("D.__getitem__", key)
        return dict.__getitem__(self, key)


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__, str(e), getattr(e, "args", None)


def get(d, x, y):
    return d[x, y]


def get_local(d, x, y):
    v = d[x, y]
    w = d[y, x]
    return v, w


def has(d, x, y):
    return (x, y) in d, (x, y) not in d


def branch(d, x, y):
    if (x, y) in d:
        return "in"
    if (x, y, x) not in d:
        return "not in"
    return "three"


def put(d, x, y, v):
    d[x, y] = v
    return d


def add(d, x, y, v):
    d[x, y] += v
    d[y, x] = d[x, y] = d[x, y] + d[x, y]
    return d


def drop(d, x, y):
    del d[x, y]
    return d


small = {(1, 2): "a", ("k", 3): "b", (True, 1.0): "c", ("é", "日本"): "d", (2**70, -1): "e", (None, ()): "f", (0,): "g"}
large = {**small, **{(i, str(i)): i for i in range(100)}, **{(i, i + 1): -i for i in range(50)}}
probes = [(1, 2), (1.0, 2), (True, 2), ("k", 3), ("k", 3.0), (1, 1), (True, True), ("é", "日本"), (2**70, -1), (2**70, -2), (None, ()), (0, 0),
          (7, "7"), (7, "8"), (7, 8), (S("k"), 3), (99, "99"), (100, "100"), (-1, -2), ([], 1), (1, {}), (float("nan"), 1)]
for d in small, large, set(large), frozenset(small), D(small):
    print(type(d).__name__, len(d))
    for x, y in probes:
        print((x, y), attempt(has, d, x, y), attempt(branch, d, x, y), attempt(get, d, x, y) if isinstance(d, dict) else "")

print(get_local({(1, 2): 3, (2, 1): 4}, 1, 2))
d = {}
for i in range(40):
    put(d, i % 7, i // 7, i)
    put(d, str(i % 5), i % 3, -i)
print(d)
k = next(iter(d))
put(d, 0, 0, "new")
print(next(iter(d)) is k, d[k], d[T(k)], T(k) in d)
print(add(d, 3, 1, 100))
print(attempt(add, {}, 3, 1, 100), attempt(put, d, [], 1, 2))
for i in range(7):
    drop(d, i, 0)
print(len(d), attempt(drop, d, 0, 0), list(d)[:3])
put(d, 0, 0, "again")
print(list(d)[-1], len(d))

o = Odd((1, 2))
d = {o: "odd"}
print(get(d, 1, 2), has(d, 1, 2), o.asked, all(type(k) is tuple for k in o.asked))
print(put(d, 1, 2, "put") == {o: "put"}, len(d))
s = {o}
print(has(s, 1, 2), has(s, 2, 1))
d = {(S("k"), 1): "s"}
print(get(d, "k", 1), has(d, "k", 1), has(d, "k", 2))
print(put(d, "k", 1, 5), type(next(iter(d))[0]).__name__)

try:
    {}[1, "x"]
except KeyError as e:
    key = e.args[0]
    print(type(key), key, e)


def calls(d):
    return d[(lambda: 1)(), (lambda: 2)()], ((lambda: 1)(), 2) in d


print(calls({(1, 2): "v"}))
cells = {(x, y): x * y for x in range(4) for y in range(4)}
print(sum(cells[x, y] for x in range(4) for y in range(4)), sum((x + 1, y) in cells for x in range(4) for y in range(4)))
a = b = 1
print(cells[a, b], (a, b) in cells, (a, 9) in cells)
cells[a, b] = "global"
print(cells[1, 1])
