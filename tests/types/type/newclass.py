# Making classes: metaclasses, bases, MRO, __slots__, errors.
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, '|', e, getattr(e, '__notes__', ''))


def mk(src):
    def f(): exec(src, globals())
    t(f)


class A: pass
class B(A): pass


mk("class X(A,B): pass")
mk("class X(A,A): pass")
mk("class X(int,str): pass")
mk("class X(bool): pass")
mk("class X(1): pass")
mk("class X(A,1): pass")
mk("class M1(type): pass\nclass M2(type): pass\nclass a(metaclass=M1): pass\nclass b(metaclass=M2): pass\nclass c(a,b):pass")
mk("class X:\n __slots__='a b'")
mk("class X:\n __slots__=[1]")
mk("class X:\n __slots__=['a']\n a=1")
mk("class X(A):\n __slots__=['__dict__']")
mk("class X(A):\n __slots__=['__weakref__']")
mk("class X:\n __slots__=['__dict__','__dict__']")
mk("class X(int):\n __slots__=['a']")
mk("class X(int):\n __slots__=['__weakref__']")
mk("class X:\n __slots__=5")
mk("class X:\n __qualname__=5")
mk("class X:\n __classcell__=5")
t(type)
t(type, 1, 2)
t(type, 1, 2, 3)
t(type, 'a', 2, 3)
t(type, 'a', (), 3)
t(type.__new__, type)
t(type.__new__, type, 'a')
t(type.__new__, type, 1, (), {})
t(type.__new__, type, 'a', [], {})
t(type.__new__, type, 'a', (), {}, x=1)
t(type, 1, x=2)
t(type, 'a\0b', (), {})
t(type.__init__, int, 1, 2)
t(type.__init__, int, 1, x=3)


class M(type):
    def mro(cls): return [1]


mk("class X(metaclass=M): pass")


class M(type):
    def mro(cls): return (cls, int)


mk("class X(metaclass=M): pass")


class M(type):
    def mro(cls): return 5


mk("class X(metaclass=M): pass")


class M(type):
    def mro(cls): return (cls, A, object)


mk("class X(metaclass=M): pass\nprint(X.__mro__, X.__bases__)")


class D:
    def __set_name__(s, a, b): 1/0


mk("class X:\n  x=D()")
mk("class X(z=1): pass")


class Slots: __slots__ = ('a', 'b')
class Slots2: __slots__ = ('a', 'b')
class Slots3: __slots__ = ('a', 'c')


def setclass(o, c):
    o.__class__ = c
    return type(o).__name__


t(setclass, A(), Slots)
t(setclass, Slots(), Slots2)
t(setclass, Slots(), Slots3)
t(setclass, A(), 3)
t(setclass, A(), int)
t(setclass, A(), B)
t(setclass, 1, B)
t(lambda: delattr(A(), '__class__'))
t(lambda: setattr(A(), '__dict__', 3))
t(lambda: (lambda a: (delattr(a, '__dict__'), a.__dict__))(A()))
mk("class X(Slots,Slots3): pass")


class Meta(type):
    def __prepare__(n, b): return 5


mk("class X(metaclass=Meta): pass")
mk("class X(metaclass=lambda *a: 5): pass\nprint(X)")


class Meta2(type):
    def __new__(m, n, b, d):
        d.pop('__classcell__', None)
        return type.__new__(m, n, b, d)


mk("class X(metaclass=Meta2):\n  def f(self): return __class__")


class MRO:
    def __mro_entries__(s, b): return 1


mk("class X(MRO()): pass")
t(lambda: type('a', (MRO(),), {}))
t(lambda: __build_class__())
t(lambda: __build_class__(1))
t(lambda: __build_class__(1, 'x'))
t(lambda: __build_class__(lambda: 1, 1))
t(lambda: __build_class__(lambda: 1, 'x'))
t(lambda: __build_class__(lambda: 1, 'x', metaclass=5))


class MRO2:
    def __mro_entries__(s, b): return (A, B)[:1]


class Y(MRO2(), int): pass


print(Y.__bases__, Y.__orig_bases__[1:], Y.__mro__)


# The order of calls of a metaclass.
class Loud(type):
    @classmethod
    def __prepare__(m, n, b, **k):
        print('prepare', m.__name__, n, b, k)
        return {'prep': 1}
    def __new__(m, n, b, d, **k):
        print('new', n, sorted(x for x in d if x[0] != '_'), k)
        return super().__new__(m, n, b, d)
    def __init__(c, n, b, d, **k):
        print('init', n, k)
        super().__init__(n, b, d)
    def __call__(c, *a, **k):
        print('call', c.__name__, a, k)
        return super().__call__(*a, **k)


class Base(metaclass=Loud, k=1):
    def __init_subclass__(cls, **k): print('init_subclass', cls.__name__, k)
    def __new__(cls, *a): print('inst new', a); return super().__new__(cls)
    def __init__(self, *a): print('inst init', a)


class Derived(Base): y = 2


Derived(1, 2)
print(type(Derived), Derived.prep, Derived.__mro__)


class Other(Base):
    def __new__(cls): return 5


print(Other())


# Slots.
class S:
    __slots__ = {'a': 'doc of a', '__b': 'doc of b'}
    def __init__(self): self.a = 1; self.__b = 2


s = S()
print(s.a, s._S__b, S.a.__doc__, S.__slots__, hasattr(s, '__dict__'))
t(setattr, s, 'zzz', 1)
del s.a
t(lambda: s.a)


class S2(S):
    __slots__ = ('c', '__dict__')


s2 = S2()
s2.c = 3
s2.zzz = 4
print(s2.a, s2.c, s2.__dict__)


class S3(S2):
    pass


s3 = S3()
for i in range(20): setattr(s3, 'v%d' % i, i)
print(s3.a, s3.v19, len(s3.__dict__))
s3.a = 'new'
print(s3.a)


class Mixin:
    __slots__ = ()
    def m(self): return 'm'


class S4(S, Mixin):
    __slots__ = ()


print(S4().m(), S4().a)
print(A.__dict__.keys() >= {'__module__', '__dict__', '__weakref__', '__doc__'}, list(A.__dict__))
print(sorted(x.__name__ for x in A.__subclasses__() if x.__name__ in 'BY'))


# Multiple inheritance and C3.
class O: pass
class a(O): pass
class b(O): pass
class c(a, b): pass
class d(b): pass
class e(c, d): pass


print([x.__name__ for x in e.__mro__], e.mro() == list(e.__mro__))


class E1(ValueError, OSError): pass


t(lambda: type('E2', (OSError, ImportError), {}))
print(E1.__base__, E1(1, 'x').errno)
