# collections.
from collections import *
import collections.abc as abc
d = deque([1, 2, 3], maxlen=4)
d.append(4); d.append(5); d.appendleft(0)
print(d, d.maxlen, d[0], d[-1], len(d), list(reversed(d)), 3 in d, d.count(3), d.index(3), d.copy() == d, d + deque([9]), d * 2)
d.rotate(2); print(d); d.rotate(-1); print(d)
d.extend("ab"); d.extendleft("xy"); print(d)
d.remove("x"); d.insert(1, "i"); d.reverse(); print(d, d.pop(), d.popleft())
d[0] = "set"; del d[1]; print(d)
d.clear()
for f in (d.pop, d.popleft, lambda: d[0], lambda: d.remove(1), lambda: deque(maxlen=-1), lambda: deque(5), lambda: deque([1], 1).insert(0, 2), lambda: d.index(1), lambda: hash(d)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
q = deque(range(5))
try:
    for x in q: q.append(x)
except RuntimeError as e:
    print(e)
print(deque([1, 2]) < deque([1, 3]), deque("ab") == deque("ab"), bool(deque()))
c = Counter("abracadabra")
print(c, c["z"], c.most_common(2), sorted(c.elements())[:5], c.total(), +Counter(a=-1, b=2), -Counter(a=-1))
c.update("aaa"); c.subtract("ab"); print(c, c - Counter("a" * 10), c & Counter("ab"), c | Counter("zz"), c == Counter(c), Counter(a=1) <= Counter(a=2))
dd = defaultdict(lambda: "made", a=1)
print(dd["x"], dd, sorted(dd), dd.get("q"), dd | {"z": 1}) if False else print(dd["x"], sorted(dd), dd.get("q"))
o = OrderedDict([("b", 1), ("a", 2)])
o["c"] = 3
o.move_to_end("b")
print(o, list(o), o.popitem(), o.popitem(last=False), o)
try:
    o.move_to_end("zz")
except KeyError as e:
    print(repr(e))
cm = ChainMap({"a": 1}, {"a": 2, "b": 3})
cm["c"] = 9
print(cm["a"], cm["b"], len(cm), sorted(cm), cm.maps[0], cm.parents, cm.new_child({"a": 0})["a"])
P = namedtuple("P", "x y z", defaults=(0, 0), module="m")
p = P(1)
print(p, p._asdict(), p._replace(y=5), P._fields, P.__doc__, P.x.__doc__, p == (1, 0, 0), P.__module__, P._field_defaults)
for f in (lambda: namedtuple("T", "a a"), lambda: namedtuple("T", "class"), lambda: namedtuple("T", "_x"), lambda: namedtuple("1T", "x"), lambda: namedtuple("T", ["a", "class", "_b", "a"], rename=True)._fields, lambda: P(), lambda: p._replace(q=1), lambda: P._make([1])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class UD(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
u = UD(a=1)
print(u, UserList([1, 2]) + [3], UserString("abc").upper())
for cls, objs in ((abc.Iterable, ([], 5, "a")), (abc.Mapping, ({}, [])), (abc.Hashable, (1, [])), (abc.Callable, (len, 1)), (abc.Sequence, ((), {}, range(1))), (abc.MutableSet, (set(), frozenset())), (abc.Iterator, (iter([]), []))):
    print(cls.__name__, [isinstance(x, cls) for x in objs])
class S(abc.Sequence):
    def __len__(self): return 3
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 2
s = S()
print(list(s), 4 in s, s.index(2), s.count(4), list(reversed(s)))
try:
    abc.Mapping()
except TypeError as e:
    print(e)
