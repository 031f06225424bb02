# functools.
import functools, operator
from functools import *
@lru_cache(maxsize=3)
def sq(x, typed=False):
    print("compute", x, end="; ")
    return x * x
print([sq(i) for i in (1, 2, 3, 1, 4, 1, 2)], sq.cache_info(), sq.cache_parameters())
sq.cache_clear()
print(sq.cache_info(), sq.__wrapped__(5), sq.__name__)
@lru_cache
def typed_default(a, b=1): return (a, b)
print(typed_default(1), typed_default(1, 1), typed_default(1, b=1), typed_default.cache_info())
@lru_cache(typed=True)
def ty(x): return type(x).__name__
print(ty(1), ty(1.0), ty(True), ty.cache_info())
@lru_cache(maxsize=0)
def none(x): return x
print(none(1), none(1), none.cache_info())
try:
    sq([])
except TypeError as e:
    print(e)
class C:
    def __init__(self): self.n = 0
    @cached_property
    def v(self):
        self.n += 1
        return self.n
    @lru_cache
    def m(self, x): return x
    pm = partialmethod(lambda self, a, b: (a, b), 1, b=2)
c = C()
print(c.v, c.v, c.__dict__, c.m(1), c.pm())
del c.v
print(c.v, C.v.attrname)
p = partial(pow, 2)
print(p(3), partial(int, base=2)("101"), p.func, p.args, p.keywords, partial(p, 5)())
print(repr(partial(print, 1, sep="-")).startswith("functools.partial(<built-in function print>, 1, sep='-')"))
pl = partial(lambda *a: a, Placeholder, 2, Placeholder, 4)
print(pl(1, 3), pl(1, 3, 5))
try:
    pl(1)
except TypeError as e:
    print(e)
print(reduce(operator.add, [1, 2, 3]), reduce(operator.mul, [], 7), reduce(lambda a, b: a + [b], "abc", []), reduce(operator.add, [1, 2], initial=10))
try:
    reduce(operator.add, [])
except TypeError as e:
    print(e)
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), cmp_to_key(lambda a, b: 0)(1) == cmp_to_key(lambda a, b: 0)(2))
@singledispatch
def f(x): return "default"
@f.register
def _(x: int | float): return "number"
@f.register(list)
@f.register(tuple)
def _(x): return "seq"
print(f(1), f(1.5), f([]), f(()), f("x"), f(True), f.dispatch(bool) is f.dispatch(int), sorted(t.__name__ for t in f.registry))
class M:
    @singledispatchmethod
    def g(self, x): return "default"
    @g.register
    def _(self, x: int): return "int"
    @singledispatchmethod
    @classmethod
    def k(cls, x): return cls.__name__
print(M().g(1), M().g("x"), M.k(1))
try:
    f()
except TypeError as e:
    print(e)
@wraps(f)
def w(): pass
print(w.__name__, w.__wrapped__ is f)
@total_ordering
class T:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __eq__(self, o): return self.v == o.v
print(T(1) <= T(2), T(1) > T(2), T(1) >= T(1), max(T(3), T(9)).v)
print(functools.update_wrapper(partial(len), len).__name__)
