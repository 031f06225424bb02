# list: methods, slices, sorting, comparison, mutation while sorting.
import sys, os
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from _show import show
def on(f, start=(3, 1, 2)):
    l = list(start)
    r = f(l)
    return r, l
def st(l, k, v): l[k] = v
def de(l, k): del l[k]
class L(list): pass
class E:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == getattr(o, "v", o)
    def __repr__(self): return f"E{self.v}"
show(globals(), """
list(), list("abc"), list((1, 2)), list({1: 2}), [1, 2] + [3], [0] * 3, 3 * [1, 2], [1] * 0, [1] * -1, [[]] * 2, list(range(3))
list(5)
list(1, 2)
list(x=1)
[] + ()
[1] * "a"
on(lambda l: l.append(9)), on(lambda l: l.extend("ab")), on(lambda l: l.extend(l)), on(lambda l: l.insert(1, 9)), on(lambda l: l.insert(-1, 9)), on(lambda l: l.insert(100, 9)), on(lambda l: l.insert(-100, 9)), on(lambda l: l.pop()), on(lambda l: l.pop(0)), on(lambda l: l.pop(-2)), on(lambda l: l.remove(1)), on(lambda l: l.clear()), on(lambda l: l.copy()), on(lambda l: l.reverse()), on(lambda l: l.sort()), on(lambda l: l.sort(reverse=True)), on(lambda l: l.sort(key=lambda x: -x)), on(lambda l: l.__iadd__((7, 8))), on(lambda l: l.__imul__(2)), on(lambda l: l.index(2)), on(lambda l: l.count(1)), on(lambda l: l.__init__("xy"))
on(lambda l: l.pop(5))
[].pop()
on(lambda l: l.remove(9))
on(lambda l: l.index(9))
on(lambda l: l.index(3, 1))
on(lambda l: l.insert("a", 1))
on(lambda l: l.extend(5))
on(lambda l: l.append())
[1, 2, 3, 2].index(2, 2), [1, 2].index(2, -1), [1, True, 1.0].count(1), [E(1), E(2)].index(2), E(2) in [E(1), E(2)], [1, [2, [3]]].index([2, [3]])
on(lambda l: st(l, 0, 9)), on(lambda l: st(l, -1, 9)), on(lambda l: st(l, slice(0, 1), [7, 8, 9])), on(lambda l: st(l, slice(1, 1), "ab")), on(lambda l: st(l, slice(None), [])), on(lambda l: st(l, slice(None, None, 2), [8, 9])), on(lambda l: st(l, slice(5, 10), [1])), on(lambda l: st(l, slice(2, 0), [1])), on(lambda l: st(l, slice(None, None, -1), "abc")), on(lambda l: st(l, slice(0, 2), l)), on(lambda l: de(l, 0)), on(lambda l: de(l, slice(0, 2))), on(lambda l: de(l, slice(None, None, 2))), on(lambda l: de(l, slice(None, None, -2))), on(lambda l: de(l, slice(5, 1)))
on(lambda l: st(l, 5, 1))
on(lambda l: st(l, "a", 1))
on(lambda l: st(l, slice(None, None, 2), [1]))
on(lambda l: st(l, slice(0, 1), 5))
on(lambda l: de(l, 5))
on(lambda l: de(l, "x"))
[1, 2] < [1, 3], [1, 2] < [1, 2, 0], [] < [0], [2] > [1, 9], [1, "a"] == [1, "a"], [1] == (1,), [1, [2]] == [1, [2.0]], [1, 2] != [1, 2], [nan := float("nan")] == [nan]
[1, "a"] < [1, 2]
[] < ()
sorted([3, 1, 2]), sorted("hello"), sorted({"b": 1, "a": 2}), sorted([3, 1, 2], reverse=True), sorted(["bb", "a", "ccc"], key=len), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([1, 2.5, True, 0]), sorted(["b", "A", "a", "B"], key=str.lower), sorted([(2, "x"), (1, "y"), (2, "a")], key=lambda t: t[0]), sorted([(2, "x"), (1, "y"), (2, "a")], key=lambda t: t[0], reverse=True), sorted([])
sorted([1, "a"])
sorted([1, None, 2])
sorted(5)
sorted([1], key=5)
sorted([1j, 2j])
repr([1, "a", None, [2.5]]), str([]), bool([]), bool([0]), len([1, 2]), 1 in [1], [1] in [[1]], max([1, 5, 2]), [*[1], *[2]], list(reversed([1, 2])), list(enumerate("ab")), [1, 2, 3].__len__(), [1].__contains__(1), L([1]) == [1], repr(L("a")), type(L([1]) + [2]).__name__, type(L([1]).copy()).__name__, type(L("abc")[1:]).__name__
hash([])
[1, 2, 3][True], [1, 2, 3][-3], [1, 2, 3][:-1], [1, 2, 3, 4, 5][-1:0:-2], [1, 2, 3][10:], [1, 2, 3][slice(None)], [1, 2, 3][-2 ** 100:2 ** 100]
[1][2 ** 100]
[1, 2, 3][1.0]
[1, 2, 3][None]
[1, 2][::0]
[1, 2]["a":"b"]
""")
# Sorting is stable, works through all the merging cases, and survives trouble in comparisons.
import random
rng = random.Random(42)
for n in (0, 1, 2, 10, 63, 64, 65, 500, 3000):
    for make in (lambda: [rng.randrange(n + 1) for _ in range(n)], lambda: list(range(n)), lambda: list(range(n, 0, -1)), lambda: [i % 7 for i in range(n)], lambda: [i if i % 50 else rng.randrange(n + 1) for i in range(n)]):
        l = make()
        pairs = sorted(((x, i) for i, x in enumerate(l)), key=lambda p: p[0])
        ok = all(a[0] < b[0] or a[0] == b[0] and a[1] < b[1] for a, b in zip(pairs, pairs[1:]))
        rev = sorted(enumerate(l), key=lambda p: p[1], reverse=True)
        okr = all(a[1] > b[1] or a[1] == b[1] and a[0] < b[0] for a, b in zip(rev, rev[1:]))
        if not (ok and okr): print("wrong", n)
print("sorted")
l = [3, 1, 2]
def key(x):
    l.append(x)
    return x
try:
    l.sort(key=key)
except ValueError as e:
    print(e, l)
class Bad:
    def __lt__(self, o): raise RuntimeError("no order")
    def __repr__(self): return "Bad"
l = [Bad(), Bad(), 1]
try:
    l.sort()
except RuntimeError as e:
    print(e, l)
calls = []
class Log:
    def __init__(self, v): self.v = v
    def __lt__(self, o): calls.append((self.v, o.v)); return self.v < o.v
sorted([Log(v) for v in (3, 1, 2, 5, 4)])
print(calls)
class EqClears:
    def __eq__(self, o): target.clear(); return False
target = [EqClears() for _ in range(5)]
print(target.count(1), target, 1 in [EqClears()])
target = [EqClears(), EqClears()]
print(target == [1, 2])
it = iter([1, 2, 3])
print(next(it), it.__length_hint__(), list(it), next(it, "end"))
l = [1, 2]
it = iter(l)
list(it)
l.append(3)
print(next(it, "stays exhausted"))
r = reversed([1, 2, 3])
print(next(r), r.__length_hint__(), list(r))
