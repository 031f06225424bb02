# Multiple inheritance, C3, super() in all its forms, cooperative calls.
def names(c): return [x.__name__ for x in c.__mro__]
class O: pass
class A(O): pass
class B(O): pass
class C(A, B): pass
class D(B): pass
class E(C, D): pass
print(names(E))
try:
    class F(A, O, B): pass
    print(names(F))
except TypeError as e:
    print(e)
try:
    class X(A, B): pass
    class Y(B, A): pass
    class Z(X, Y): pass
except TypeError as e:
    print(e)
class Base:
    def f(self, trail): return trail + ["Base"]
class L(Base):
    def f(self, trail): return super().f(trail + ["L"])
class R(Base):
    def f(self, trail): return super().f(trail + ["R"])
class Bottom(L, R):
    def f(self, trail): return super().f(trail + ["Bottom"])
print(Bottom().f([]))
print(super(L, Bottom()).f([]), super(L, Bottom).f(Bottom(), []))
s = super(Bottom, Bottom())
print(s.__thisclass__.__name__, s.__self_class__.__name__, type(s.__self__).__name__)
class K(Base):
    @classmethod
    def make(cls): return "K:" + cls.__name__
    @staticmethod
    def st(): return "st"
    attr = "K.attr"
    @property
    def prop(self): return "K.prop"
class K2(K):
    @classmethod
    def make(cls): return super().make() + "!"
    def test(self):
        return super().attr, super().prop, super().st(), __class__.__name__
    def in_comp(self): return [super(K2, self).attr for _ in range(1)]
    def in_lambda(self): return (lambda me: super().attr)(self)
    def set_it(self):
        super().q = 1
        return self.q
print(K2.make(), K2().test(), K2().in_comp(), K2().in_lambda())
try:
    K2().set_it()
except AttributeError as e:
    print(e)
for f in (lambda: super(), lambda: super(int, "x"), lambda: super(5), lambda: super(Bottom, Base()), lambda: super(L, Bottom()).zzz):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
class NoArgs:
    def f(): super()
    def g(*a): return super()
    def h(self):
        del self
        super()
for f in (NoArgs.f, NoArgs().h):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
class Grand:
    def __init__(self, **kw): print("Grand", kw)
class P1(Grand):
    def __init__(self, a, **kw): print("P1", a); super().__init__(**kw)
class P2(Grand):
    def __init__(self, b, **kw): print("P2", b); super().__init__(**kw)
class Child(P1, P2):
    def __init__(self, **kw): super().__init__(**kw)
Child(a=1, b=2, c=3)
# Changing __bases__ and the MRO with it.
class One:
    def f(self): return 1
class Two:
    def f(self): return 2
class Sub(One): pass
s = Sub()
print(s.f())
Sub.__bases__ = (Two,)
print(s.f(), names(Sub), Two.__subclasses__() == [Sub], One.__subclasses__())
for bad in ((), (int,), 5, (Sub,)):
    try:
        Sub.__bases__ = bad
    except TypeError as e:
        print(e)
class Meta(type):
    def mro(cls):
        return [cls, Two, object] if cls.__name__ == "Odd" else super().mro()
class Odd(One, metaclass=Meta): pass
print(names(Odd), Odd().f())
class MixInt(int):
    def __add__(self, o): return MixInt(super().__add__(o))
    def __repr__(self): return f"MixInt({int(self)})"
print(MixInt(2) + 3 + 4, 3 + MixInt(2), sum([MixInt(1), 2], MixInt(0)))
class ML(list):
    def append(self, x): super().append(x * 2)
m = ML([1]); m.append(2)
print(m, len(m), m[1:], type(m[1:]).__name__, type(m + m).__name__)
class MD(dict):
    def __missing__(self, k): return f"missing {k}"
print(MD(a=1)["a"], MD()["b"], MD().get("c"))
