# dict: methods, views, order, updates, keys with odd hashes, mutation during iteration.
import sys, os
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from _show import show
d = {"a": 1, "b": 2, 3: "c"}
def on(f, start=(("a", 1), ("b", 2), ("c", 3))):
    x = dict(start)
    r = f(x)
    return r, x
class D(dict):
    def __missing__(self, k): return ("missing", k)
class K:
    def __init__(self, v, h=1): self.v, self.h = v, h
    def __hash__(self): return self.h
    def __eq__(self, o): return isinstance(o, K) and self.v == o.v
    def __repr__(self): return f"K{self.v}"
class HasKeys:
    def keys(self): return ["x", "y"]
    def __getitem__(self, k): return k * 2
show(globals(), """
dict(), dict(a=1), dict([(1, 2), "ab"]), dict({1: 2}, b=3), dict(HasKeys()), dict(zip("ab", [1, 2])), dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), {**d, "z": 1}, {1: 1, 1.0: 2, True: 3}
dict([1])
dict([(1,)])
dict([(1, 2, 3)])
dict(5)
dict([[[], 1]])
dict(**{1: 2})
dict.fromkeys(5)
d["a"], d[3], d.get("zz"), d.get("zz", 5), "a" in d, "zz" in d, len(d), list(d), d == {3: "c", "b": 2, "a": 1}, d != {}, bool({}), D(a=1)["q"], D().get("q")
d["zz"]
d[[]]
[] in d
{[]: 1}
d < {}
hash({})
on(lambda x: x.pop("a")), on(lambda x: x.pop("z", 0)), on(lambda x: x.popitem()), on(lambda x: x.setdefault("a", 9)), on(lambda x: x.setdefault("z")), on(lambda x: x.setdefault("z", [])), on(lambda x: x.update({"a": 9, "q": 1})), on(lambda x: x.update([("k", 1)], z=2)), on(lambda x: x.update(HasKeys())), on(lambda x: x.clear()), on(lambda x: x.copy()), on(lambda x: x.__delitem__("b")), on(lambda x: x | {"b": 9, "n": 0}), on(lambda x: x.__ior__({"z": 1})), on(lambda x: x.__or__({"b": 0}))
on(lambda x: x.pop("z"))
{}.popitem()
on(lambda x: x.__delitem__("z"))
on(lambda x: x.update(5))
on(lambda x: x.update([1]))
{} | []
d.keys(), d.values(), d.items(), list(d.items()), len(d.keys()), "a" in d.keys(), ("a", 1) in d.items(), ("a", 2) in d.items(), 1 in d.values(), list(reversed(d)), list(reversed(d.values())), list(reversed(d.items()))
{"a": 1}.keys() & {"a", "z"}, {"a": 1}.keys() | ["b"] == {"a", "b"}, {"a": 1, "b": 2}.keys() - {"a"}, {"a": 1}.keys() ^ {"a", "q"}, {"a": 1}.items() & {("a", 1)}, {"a": 1}.keys() == {"a"}, {"a": 1}.keys() <= {"a", "b"}, {"a": 1}.keys().isdisjoint("xyz"), {"a": 1}.values() == {"a": 1}.values(), {"a": [1]}.items() == {"a": [1]}.items(), {"a"} & {"a": 1}.keys(), {"a": 1}.keys().mapping
{"a": 1}.keys() & 5
d.keys()[0]
repr({1: {2: {}}}), str({"a": [1]}), {K(1): 1, K(2): 2, K(1): 3}, {K(1): 1}.get(K(1)), {K(1): 1}.get(K(2)), {1: 2}.items().__len__(), {None: 0, (): 1, (1, (2,)): 2, frozenset(): 3, 1.5: 4, b"": 5}
type(dict.__class_getitem__(int)).__name__, dict[str, int], {}.__sizeof__() > 0, D.fromkeys("a"), type(D(a=1) | {}).__name__, type(D().copy()).__name__
{"x": 1} == {"x": 1.0}, {} == [], {1: 2}.__eq__(5)
""")
x = {}
for i in range(20): x[i] = i
for i in range(0, 20, 2): del x[i]
x["new"] = 1
x[0] = "back"
print(x, len(x))
x = {"a": 1, "b": 2}
x["a"] = 9
print(list(x))
del x["a"]; x["a"] = 1
print(list(x))
for name, mutate in (("add", lambda x: x.__setitem__("n", 1)), ("del", lambda x: x.__delitem__("b")), ("set", lambda x: x.__setitem__("a", 5)), ("swap", lambda x: (x.pop("b"), x.__setitem__("n", 1)))):
    x = {"a": 1, "b": 2, "c": 3}
    seen = []
    try:
        for k in x:
            seen.append(k)
            if len(seen) == 1: mutate(x)
        print(name, seen)
    except RuntimeError as e:
        print(name, seen, e)
x = {i: i for i in range(5)}
it = iter(x.items())
next(it)
print(it.__length_hint__())
x.clear()
try:
    next(it)
except RuntimeError as e:
    print(e)
class BadHash:
    def __hash__(self): raise ValueError("hash failed")
class BadEq:
    def __hash__(self): return 1
    def __eq__(self, o): raise ValueError("eq failed")
for f in (lambda: {BadHash(): 1}, lambda: {}.get(BadHash()), lambda: {1: 1}.get(BadEq()), lambda: {BadEq(): 1, BadEq(): 2}, lambda: BadEq() in {1: 0}):
    try:
        print(f())
    except ValueError as e:
        print(e)
class Mut:
    def __init__(self, d): self.d = d
    def __hash__(self): return 7
    def __eq__(self, o): self.d.clear(); return False
x = {}
x[Mut(x)] = 1
x[Mut(x)] = 2
print(len(x))
big = {i: str(i) for i in range(100000)}
print(len(big), big[99999], sum(big), list(big)[:3], next(reversed(big)))
for i in range(99990): del big[i]
print(list(big), len(big))
big.update((str(i), i) for i in range(5))
print(big)
coll = {K(i, i % 3): i for i in range(50)}
print(sum(coll.values()), coll[K(49, 1)], K(50, 2) in coll)
for i in range(0, 50, 2): del coll[K(i, i % 3)]
print(list(coll.values()))
n = {"a": {"b": 1}}
c = n.copy()
c["a"]["b"] = 2
print(n)
s = {}
s["s"] = s
print(s, [s])
print({k: v for k, v in sorted({"z": 1, "a": 2}.items())}, dict(sorted({3: 1, 1: 2}.items(), key=lambda p: p[1])))
import types
m = types.MappingProxyType({"a": 1})
print(m, m["a"], len(m), m | {"b": 2}, m.get("z"), list(m.items()))
try:
    m["b"] = 1
except TypeError as e:
    print(e)
from collections import OrderedDict, defaultdict, Counter, ChainMap
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a"); o.move_to_end("c", last=False)
print(o, o.popitem(last=False), o == {"b": 2, "a": 1}, o == OrderedDict(a=1, b=2), list(reversed(o)))
dd = defaultdict(list, {"x": [1]})
dd["y"].append(2)
print(dd, dd.default_factory, dict(dd))
c = Counter("mississippi")
print(c, c.most_common(2), c["zz"], c - Counter("miss"), c & Counter("sip"), sorted(c.elements())[:4], c.total())
print(ChainMap({"a": 1}, {"a": 2, "b": 3})["b"], dict(ChainMap({"a": 1}, {"a": 2, "b": 3})))
