"""f-strings of numbers, dict displays and comprehensions of any size."""
import sys


class I(int):
    def __format__(self, spec): return "I" + spec
    def __str__(self): return "strI"


class F(float):
    def __format__(self, spec): return "F" + spec


def f():
    i, x, s, u = 5, 1.5, "abc", "naïve"
    print(f"{i} {x} {s} {u}", f"{i}{x}", f"{i}{u}", f"{u}{i}", f"{i!r}{x!s}{i!a}", f"{x}", f"{i}")
    print(f"{-0.0}|{1e100}|{float('nan')}|{float('inf')}|{2**48}|{2**70}|{-2**48}|{10**15}", f"{True}{None}{i}")
    print(f"{I(3)} {F(2)} {I(3)!s} {I(3)!r}", f"{i=} {x=} {i=:>4}", f"{i}{''}", f"{''}{i}", f"{s}{I(2)}")
    t = ""
    for k in range(2000):
        t = f"{t}{k}"
    print(len(t), t[-8:])
    t = ""
    for k in range(300):
        t = f"{k}{t}|{x}"
    print(len(t), t[-8:])
    print("%s-%s" % (i, x), "%r %s %a" % (x, i, u))
    try:
        print(f"{i} {undefined} {x}")
    except NameError as e:
        print(e)
    l = [f"{a}:{b}" for a in range(3) for b in (0.5, "q")]
    print(l, f"{i if i > 3 else x} {x if i > 9 else s}")
    print({"a": 1, "b": 2, "a": 3, "c": 4}, {"a": 1, 1: 2, "b": 3, True: 4})
    a, b = "k1", "k" + str(1)
    print({a: 1, b: 2, "z": 3}, {"a": i, "b": x, "c": s, "d": 1, "e": 2, "f": 3, "g": 4, "h": 5, "i": 6, "j": 7})
    for n in (0, 1, 2, 4, 5, 8, 9, 15, 16, 17, 63, 64, 65, 200, 5000):
        d = {k: k * k for k in range(n)}
        e = {k % 5: k for k in range(n)}
        g = {v: k for k, v in d.items()}
        h = {k: str(k) for k in d}
        q = {str(k): 1 for k in list(d)}
        assert list(d) == list(range(n)) and len(g) == n and list(h.values()) == [str(k) for k in range(n)]
        assert len(e) == min(n, 5) and len(q) == n and all(str(k) in q for k in d) and g == {k * k: k for k in range(n)}
        d["x"] = 1
        del d["x"]
        assert len(d) == n and 0 not in d or n
        print(n, sys.getsizeof(d) > 0, e)


f()
