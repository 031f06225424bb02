# Descriptors: property, staticmethod, classmethod, user-defined ones, super.
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, '|', e)


t(property, 1, 2, 3, 4, 5)
t(property, x=1)
t(property, 1, fget=2)
t(staticmethod)
t(staticmethod, 1, 2)
t(classmethod, x=1)


class C:
    def get(self): "getter doc"; return self._x
    def set(self, v): self._x = v
    def dele(self): del self._x
    full = property(get, set, dele)
    ro = property(get)
    wo = property(None, set)
    none = property()
    doc = property(get, doc='explicit')

    @property
    def deco(self):
        "deco doc"
        return 1

    @deco.setter
    def deco(self, v): print('set', v)

    @deco.deleter
    def deco(self): print('del')

    @staticmethod
    def sm(a, b=2):
        "sm doc"
        return (a, b)

    @classmethod
    def cm(cls, a=1):
        "cm doc"
        return (cls.__name__, a)


c = C()
c.full = 5
print(c.full)
del c.full
t(lambda: c.full)
t(setattr, c, 'ro', 1)
t(delattr, c, 'ro')
t(getattr, c, 'wo')
t(getattr, c, 'none')
t(setattr, c, 'none', 1)
t(delattr, c, 'none')
t(lambda: property().__get__(c))
t(lambda: property().__set__(c, 1))
t(lambda: property().__name__)
t(lambda: property(lambda s: 1).__name__)
print(C.full.__doc__, C.ro.__doc__, C.wo.__doc__, C.doc.__doc__, C.deco.__doc__, C.full.__name__, C.deco.__name__)
c.deco = 3
del c.deco
print(c.deco, C.deco.fget.__name__, C.none.fget, C.ro.fset)
t(setattr, C.full, 'fget', 1)
t(C.full.__set_name__, 1)
C.full.__doc__ = 'changed'
print(C.full.__doc__)
print(type(C.full.getter(lambda s: 7)), C.full.getter(lambda s: 7).__get__(c))


class SubProp(property):
    "class doc"


class D:
    @SubProp
    def p(self):
        "p doc"
        return 1
    q = SubProp(lambda s: 2)


print(D.p.__doc__, D.q.__doc__, D().p, D.p.__dict__)

print(C.sm(1), c.sm(1, 3), C.cm(), c.cm(4))
sm, cm = C.__dict__['sm'], C.__dict__['cm']
print(sm.__func__ is C.sm, sm.__wrapped__ is C.sm, sm.__name__, sm.__doc__, sm.__qualname__, sm.__module__, sm(5))
print(cm.__func__.__name__, cm.__name__, cm.__doc__, C.cm.__self__, C.cm.__func__ is cm.__func__)
print(sm.__isabstractmethod__, property(sm).__isabstractmethod__)
t(cm)
t(staticmethod(1))
sm.attr = 3
print(sm.__dict__['attr'], sorted(sm.__dict__))
print(classmethod(print).__get__(None, int).__self__)
t(lambda: staticmethod.__new__(staticmethod).__get__(1))
t(lambda: classmethod.__new__(classmethod).__get__(1))


class Data:
    def __get__(self, o, t=None): return ('get', o is None, t.__name__)
    def __set__(self, o, v): print('set', v)
    def __delete__(self, o): print('delete')
    def __set_name__(self, o, n): print('set_name', o.__name__, n)


class NonData:
    def __get__(self, o, t=None): return ('nondata', o is None)


class U:
    d = Data()
    n = NonData()


u = U()
print(u.d, U.d, u.n, U.n)
u.d = 1
del u.d
u.__dict__['d'] = 'hidden'
u.__dict__['n'] = 'visible'
print(u.d, u.n)
U.d = 'plain'
print(u.d, u.__dict__)
U.late = Data()
print(U.late)


# super
class S1:
    x = 1
    def f(self): return 'S1.f'
    @classmethod
    def c(cls): return ('S1.c', cls.__name__)
    @staticmethod
    def s(): return 'S1.s'
    @property
    def p(self): return ('S1.p', type(self).__name__)
    def __init__(self): self.i = 1


class S2(S1):
    x = 2
    def f(self): return 'S2.f ' + super().f()
    @classmethod
    def c(cls): return super().c()
    @staticmethod
    def s(): return super(S2, S2).s()
    @property
    def p(self): return super().p
    def attrs(self): return super().x, super().__class__, super(S2, self).__thisclass__, super().__self_class__, super().__self__ is self
    def missing(self): return super().nope
    def nested(self):
        def g(): return super().f()
        return g()
    def comp(self): return [super().x for _ in 'a']
    def cell(self):
        def g(): return self
        return super().x
    def deleted(self):
        del self
        super()
    def unbound(self): return super(S2)
    def setx(self): super().x = 5


s = S2()
print(s.f(), s.c(), S2.c(), s.s(), s.p, s.attrs(), s.comp() if 0 else '', s.cell())
t(s.missing)
t(s.nested)
t(s.deleted)
t(s.setx)
print(repr(s.unbound()), repr(super(S2, s)).replace(hex(id(s)), '0x0'))
print(s.unbound().__get__(s).x, s.unbound().__self__)
t(super)
t(super, 1)
t(super, int, 'a')
t(super, int, str)
t(super, 1, 2, 3)
t(super, int, x=1)
t(lambda: super())


def noargs():
    return super()


t(noargs)


class S3(S2):
    @property
    def __class__(self): return int


print(super(S2, S3()).x, isinstance(S3(), int), isinstance(S3(), S2))


class Diamond(S2):
    def f(self): return 'D ' + super().f()


class Other(S1):
    def f(self): return 'O ' + super().f()


class Both(Diamond, Other): pass


print(Both().f())
