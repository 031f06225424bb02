# Attributes of type objects.
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, '|', e)


class A: pass
class B(A): 'doc of B'


t(setattr, A, '__mro__', 1)
t(setattr, A, '__bases__', 1)
t(setattr, A, '__bases__', ())
t(setattr, A, '__bases__', (B,))
t(setattr, B, '__bases__', (int,))
t(setattr, B, '__bases__', (1,))
t(setattr, int, '__bases__', (A,))
for n in ('__bases__', '__name__', '__qualname__', '__doc__', '__module__', '__dict__', '__abstractmethods__', '__annotate__', 'nix', '__type_params__', '__base__'):
    t(delattr, B, n)
for n in ('__name__', '__qualname__', '__dict__', '__flags__'):
    t(setattr, B, n, 1)
t(setattr, B, '__name__', 'a\0')
for n in ('__name__', '__qualname__', '__bases__', 'x', '__doc__', '__module__', '__abstractmethods__', '__annotations__', '__annotate__', '__type_params__'):
    t(setattr, int, n, 'a')
t(delattr, int, 'x')
t(getattr, B, '__abstractmethods__')
t(getattr, B, 'nope')
t(getattr, B(), 'nope')
t(getattr, int, '__annotations__')
t(getattr, int, '__annotate__')
B.__doc__ = 3
print(B.__doc__, A.__doc__, B.__name__, B.__qualname__, B.__module__, int.__module__, int.__name__)
B.__name__ = 'BB'
print(B, B.__name__, B())if 0 else print(B, B.__name__)
B.__qualname__ = 'x.y'
print(B)
B.__module__ = 4
print(B)
B.__abstractmethods__ = ['x', 'b']
t(B)
B.__abstractmethods__ = ['x']
t(B)
B.__abstractmethods__ = []
t(lambda: type(B()))
print(B.__type_params__, B.__annotations__, B.__annotate__)
B.__type_params__ = 1
B.__annotations__ = 1
print(B.__type_params__, B.__annotations__)
t(setattr, B, '__annotate__', 1)
B.__annotate__ = None


class C:
    x: int
    y: str = 'a'


print(C.__annotations__, C.__annotate__(1), C.__annotations__ is C.__annotations__)
del C.__annotations__
print(C.__annotations__)
print(A.__base__, int.__base__, object.__base__, bool.__base__, object.__bases__, A.__bases__)
print(type(A.__dict__), type.__dict__['__doc__'], A.__dictoffset__ != 0, A.__weakrefoffset__ != 0, int.__dictoffset__, int.__itemsize__, tuple.__itemsize__)
for c in (int, str, bool, type, object, A, B, property, BaseException, list, dict, tuple, bytes):
    f = c.__flags__
    print(c.__name__, [i for i in (7, 8, 9, 10, 20, 24, 25, 26, 27, 28, 29, 30, 31) if f >> i & 1], sep=' ')


# __bases__ assignment.
class P1:
    def who(self): return 'P1'
    def __len__(self): return 1


class P2:
    def who(self): return 'P2'
    def __len__(self): return 2


class K(P1): pass
class K2(K): pass


k = K2()
print(k.who(), len(k), K2.__mro__)
K.__bases__ = (P2,)
print(k.who(), len(k), K2.__mro__, K in P1.__subclasses__(), K in P2.__subclasses__())
K.__bases__ = (P1, P2)
print(k.who(), len(k), [c.__name__ for c in K2.__mro__])
t(setattr, P1, '__bases__', (K2,))
class K3(K, P2): pass
t(setattr, K, '__bases__', (P2, P1))
t(setattr, K, '__bases__', (P2,))
print([c.__name__ for c in K3.__mro__])

# Attribute lookup of classes and metaclasses.
class Meta(type):
    x = 'meta x'
    y = 'meta y'
    @property
    def p(cls): return 'meta property of ' + cls.__name__
    def m(cls): return cls.__name__
    def __getattr__(cls, n): return 'meta getattr ' + n


class Cl(metaclass=Meta):
    x = 'class x'
    p = 'class p'


print(Cl.x, Cl.y, Cl.p, Cl.m(), Cl.zz, Cl().x, Cl().p)
t(lambda: Cl().y)
print(object.__getattribute__(A, '__dict__') is not None)
Cl.q = classmethod(lambda c: c.__name__)
Cl.s = staticmethod(lambda: 's')
print(Cl.q(), Cl().q(), Cl.s(), Cl().s())
print(type(Cl.__dict__['q']), Cl.__dict__['x'])
t(lambda: Cl.__dict__.__setitem__)
print(sorted(set(dir(Cl)) - set(dir(object))), 'mro' in dir(type), 'mro' in dir(Cl))
print(int | str, int | None, A | int) if 0 else None
