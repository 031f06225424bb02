# tuple, range, slice, namedtuple.
import sys, os
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from _show import show
class T(tuple): pass
from collections import namedtuple
P = namedtuple("P", "x y", defaults=[5])
show(globals(), r'''
(), (1,), (1, 2), tuple("ab"), tuple(), tuple([1]), (1,) + (2,), (1, 2) * 2, 0 * (1,), (1, 2)[0], (1, 2)[-1], (1, 2, 3)[1:], (1, 2, 3)[::-1], len((1, 2)), 1 in (1,), (1, 2).index(2), (1, 1).count(1), (1, 2) < (1, 3), (1, "a") == (1, "a"), () < (0,), hash((1, 2)) == hash((1, 2)), repr((1,)), repr(((),)), bool(()), (1, 2) == [1, 2]
(1, 2)[5]
(1,) + [2]
(1, 2).index(9)
(1).x
hash(([],))
tuple(5)
(1, 2)["a"]
(1, "a") < (1, 2)
(1,) * 1.5
hash(()) == hash(tuple()), hash((1, 2, 3)), hash((0,)), hash(()), hash((1, (2, 3)))
repr(T((1, 2))), type(T((1,)) + (2,)).__name__, T() == (), type(T((1, 2))[:]).__name__
P(1), P(1, 2), P(y=1, x=2), P(1)._replace(x=9), P(1)._asdict(), P._fields, P._make([1, 2]), P(1) == (1, 5), P(1, 2).x, P(1, 2)[1], P._field_defaults
P()
P(1, 2, 3)
P(1).z
range(5), range(1, 5), range(0, 10, 3), range(5, 0, -1), list(range(0)), list(range(3, 0)), list(range(0, -5, -2)), len(range(0, 10, 3)), range(10)[3], range(10)[-1], range(10)[2:5], range(10)[::-1], range(0, 10, 3)[::2], 3 in range(5), 3.0 in range(5), "a" in range(5), range(5).index(3), range(5).count(9), range(3) == range(0, 3, 1), range(0) == range(2, 2), range(0, 3, 2) == range(0, 4, 2), hash(range(3)) == hash(range(0, 3)), range(2 ** 70, 2 ** 70 + 3)[1], len(range(2 ** 40)), 2 ** 70 in range(2 ** 71), list(reversed(range(3))), range(5).start, range(1, 9, 2).step, bool(range(0)), sum(range(101)), max(range(5)), list(range(True)), range(10, 20)[3:-2]
range(1.5)
range("a")
range()
range(1, 2, 0)
range(3)[5]
range(3)["a"]
range(5).index(9)
len(range(2 ** 70))
range(3) < range(4)
range(3) + range(4)
slice(5), slice(1, 2), slice(1, 2, 3), slice(None), slice(1, 10, 2).indices(5), slice(None, None, -1).indices(5), slice(-3, None).indices(10), slice(1, 2) == slice(1, 2), slice(1) < slice(2), hash(slice(1)) == hash(slice(1)), slice("a", [1]).start, slice(0, 100, 7).indices(50), slice(2 ** 70).indices(3)
slice(0, 5, 0).indices(3)
slice("a").indices(3)
slice(1).indices(-1)
slice()
divmod(*(7, 3)), max((1, 2), (1, 3)), sorted([(2, 1), (1, 2)]), (lambda *a: a)(*(1, 2)), [*(1, 2)], {**{}}, dict([(1, 2)]), (1, 2).__getitem__(0), (1, 2).__contains__(2), (1, (2, (3,)))[1][1][0], ((1, 2),) * 2
''')
