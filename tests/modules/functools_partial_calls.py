"""Calls of partial objects: in a loop, with keywords that change, nested, recursive, with errors."""
import functools


def f(a, b=2, *c, d=4, **k):
    return a, b, c, d, k


p = functools.partial(f, 1, d=5)
for i in range(3):
    print(p(), p(i), p(i, 7, 8), p(d=i), p(z=i), p(i, y=1, d=2))
p.keywords["e"] = 6
print(p())
del p.keywords["d"]
print(p(9))
p.keywords[3] = 1
try:
    p()
except TypeError as e:
    print(e)
q = functools.partial(print, "x", sep="-")
q("y", "z")
q("y", "z", end="!\n")
for args in ((), (1,), (1, 2)):
    try:
        print(functools.partial(f, functools.Placeholder, 3)(*args))
    except TypeError as e:
        print(e)


def g(n):
    return 0 if n == 0 else h(n - 1) + 1


h = functools.partial(g)
print(h(50))
try:
    h(100000)
except RecursionError as e:
    print(e)
gen = functools.partial(lambda n: (yield n), 3)
print(list(gen()))


class C:
    def __init__(self, a, b=0):
        self.v = a, b

    m = functools.partialmethod(f, 10, d=20)

    @property
    def pair(self):
        return self.v


class D(C):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)

    @property
    def pair(self):
        return super().pair[::-1]


mk = functools.partial(C, b=4)
print(mk(1).v, mk(1, b=2).v, functools.partial(D, 8)(9).pair)
print(C(1).m(2)[1:], C(1).pair)
for bad in (lambda: mk(), lambda: mk(1, 2), lambda: mk(c=1)):
    try:
        bad()
    except TypeError as e:
        print(e)


class Base:
    def who(self):
        return "base"


class Mid(Base):
    def who(self):
        return "mid " + super().who()


class Leaf(Mid):
    def who(self):
        return "leaf " + super().who()


objs = [Leaf(), Mid(), Leaf()]
for _ in range(2):
    print([o.who() for o in objs])
Base.who = lambda self: "other"
print([o.who() for o in objs])


class Other(Base):
    def who(self):
        return "new"


Mid.__bases__ = (Other,)
print([o.who() for o in objs])
print([type(o) is o.__class__ for o in objs], [x.__class__.__name__ for x in (1, "a", objs[0], C, None)])
objs[0].__class__ = Mid
print(objs[0].__class__.__name__, objs[2].__class__.__name__)


class Liar:
    @property
    def __class__(self):
        return int


print([x.__class__.__name__ for x in (Liar(), objs[0], Liar())], isinstance(Liar(), int))
