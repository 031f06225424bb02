# set and frozenset. Printed sorted, since their order is nobody's promise.
import sys, os
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from _show import show
def on(f, start=(1, 2, 3)):
    s = set(start)
    r = f(s)
    return (sorted(r) if isinstance(r, (set, frozenset)) else r), sorted(s)
fs = frozenset
class S(set): pass
show(globals(), """
set(), frozenset(), {1}, set("a"), frozenset([1]), set([1, 1.0, True]), sorted(set("hello")), repr(S()), repr(S([1])), fs(), {()}, len({1, 2, 2})
set(5)
set([[]])
{[]}
set(1, 2)
on(lambda s: s.add(4)), on(lambda s: s.add(1)), on(lambda s: s.remove(1)), on(lambda s: s.discard(9)), on(lambda s: s.discard(2)), on(lambda s: s.clear()), on(lambda s: s.copy()), on(lambda s: s.update([5, 6], {7})), on(lambda s: s.intersection_update([2, 3, 9])), on(lambda s: s.difference_update([1], [2])), on(lambda s: s.symmetric_difference_update([3, 4])), on(lambda s: s.__ior__({9})), on(lambda s: s.__iand__({1})), on(lambda s: s.__isub__({1})), on(lambda s: s.__ixor__({1, 8}))
on(lambda s: s.pop(), [7]), on(lambda s: s.union([4], "a") == {1, 2, 3, 4, "a"}), on(lambda s: s.intersection([1, 2], [2])), on(lambda s: s.difference([1])), on(lambda s: s.symmetric_difference([1, 9])), on(lambda s: s.union()), on(lambda s: s - s), on(lambda s: s.difference_update(s))
set().pop()
on(lambda s: s.remove(9))
on(lambda s: s.remove([]))
on(lambda s: s.add([]))
on(lambda s: s.update(5))
{1} | [2]
{1} & 5
{1} - (1,)
{1} < [1]
fs([1]).add(2)
{1, 2} | {3} == {1, 2, 3}, sorted({1, 2, 3} & {2, 3, 4}), sorted({1, 2} ^ {2, 3}), {1, 2} - {2}, {1} | fs([2]) == {1, 2}, type({1} | fs([2])).__name__, type(fs([1]) | {2}).__name__, {1, 2} == fs([2, 1]), {1} < {1, 2}, {1, 2} <= {1, 2}, {1, 2} > {1}, {1} >= {2}, {1}.issubset([1, 2]), {1, 2}.issuperset([1]), {1}.isdisjoint([2]), {1} == {1.0}, {1} != [1]
hash(fs([1, 2])) == hash(fs([2, 1])), {fs([1]): "k"}[fs([1])], {1} in {fs([1])}, fs([1]) in [{1}], hash(fs()) == hash(fs([]))
hash({1})
{{1}}
bool(set()), 1 in {1}, [] in [set()], sorted({3, 1, 2}), max({1, 5}), sum({1, 2}), sorted({*"ab", "c"}), type(S([1]) | {2}).__name__, type(S([1]).copy()).__name__, fs([1]).copy() is not None, set.__class_getitem__(int)
[] in {1}
""")
s = set(range(1000))
for i in range(0, 1000, 2): s.discard(i)
print(len(s), sum(s), 3 in s, 4 in s)
t = {1, 2, 3}
try:
    for x in t: t.add(x + 10)
except RuntimeError as e:
    print(e)
class K:
    def __init__(self, v): self.v = v
    def __hash__(self): return 5
    def __eq__(self, o): return self.v == o.v
    def __repr__(self): return f"K{self.v}"
ks = {K(i % 10) for i in range(100)}
print(len(ks), sorted(k.v for k in ks), K(3) in ks, len(ks & {K(1), K(99)}), len(ks - {K(1)}))
class Bad:
    def __hash__(self): return 1
    def __eq__(self, o): raise ValueError("eq")
try:
    {Bad(), Bad()}
except ValueError as e:
    print(e)
e = {1}
e.add(fs([e.copy() and 1]))
print(len(e))
print(sorted(map(sorted, [set("abc") & set("bcd"), set("abc") | set("x"), set("abc") ^ set("bcd")])))
