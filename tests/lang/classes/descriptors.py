# Descriptors: data and non-data, lookup order, property, staticmethod, classmethod, __set_name__, __getattr__.
class Data:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name); self.name = name
    def __get__(self, obj, owner=None): return ("get", self.name, obj is not None, owner.__name__)
    def __set__(self, obj, value): print("set", self.name, value); obj.__dict__[self.name] = value
    def __delete__(self, obj): print("delete", self.name)
class NonData:
    def __get__(self, obj, owner): return "nondata"
class C:
    d = Data()
    n = NonData()
c = C()
print(c.d, C.d, c.n, C.n)
c.d = 5
print(c.d, c.__dict__)
c.__dict__["n"] = "instance"
print(c.n)
del c.d
C.late = Data()
try:
    c.late
except AttributeError as e:
    print(e)
class P:
    def __init__(self): self._x = 1
    @property
    def x(self):
        "doc of x"
        return self._x
    @x.setter
    def x(self, v): self._x = v * 2
    @x.deleter
    def x(self): print("deleted"); self._x = None
    @property
    def ro(self): return "ro"
    wo = property(None, lambda self, v: print("wrote", v))
p = P()
p.x = 4
print(p.x, P.x.__doc__, P.x.fget.__name__, P.x.__name__, P.__dict__["x"].__class__)
del p.x
print(p.x)
for f in (lambda: setattr(p, "ro", 1), lambda: delattr(p, "ro"), lambda: p.wo, lambda: delattr(p, "wo")):
    try:
        f()
    except AttributeError as e:
        print(e)
p.wo = 3
class Q(P):
    @P.x.getter
    def x(self): return "Q.x"
print(Q().x)
q = Q()
q.x = 21
print(q._x)
class G:
    a = 1
    def __getattr__(self, n):
        if n.startswith("dyn"): return n.upper()
        raise AttributeError(f"no {n}")
    def __getattribute__(self, n):
        if n == "blocked": raise AttributeError("blocked")
        return super().__getattribute__(n)
g = G()
print(g.a, g.dynamo, hasattr(g, "zzz"), getattr(g, "zzz", "default"))
for n in ("blocked", "zzz"):
    try:
        getattr(g, n)
    except AttributeError as e:
        print(e, e.name, e.obj is g)
class St:
    @staticmethod
    def s(x): return x
    @classmethod
    def k(cls, x): return cls.__name__, x
    @classmethod
    def make(cls): return cls()
class Su(St): pass
print(St.s(1), St().s(2), Su.k(3), Su().k(4), type(Su.make()).__name__, St.__dict__["s"](5), St.__dict__["k"].__func__.__name__)
print(St.k.__self__, Su.k.__func__ is St.k.__func__, callable(St.__dict__["s"]))
def bound_func(self): return ("bound", self)
print(bound_func.__get__(3)(), bound_func.__get__(None, int) is bound_func)
class Lazy:
    def __init__(self, f): self.f = f
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner):
        if obj is None: return self
        print("computing", self.name)
        v = obj.__dict__[self.name] = self.f(obj)
        return v
class L:
    @Lazy
    def val(self): return 42
l = L()
print(l.val, l.val)
class BadName:
    def __set_name__(self, owner, name): raise ValueError("bad name")
try:
    class X:
        b = BadName()
except ValueError as e:
    print(e, e.__notes__)
class OnlyGet:
    def __get__(self, o, t): raise AttributeError("from get")
class Y:
    z = OnlyGet()
    def __getattr__(self, n): return "fallback " + n
print(Y().z)
class M(type):
    @property
    def mp(cls): return "meta " + cls.__name__
    def __getattr__(cls, n): return "metaget " + n
class MC(metaclass=M):
    mp2 = 1
print(MC.mp, MC.other, MC.mp2)
try:
    MC().mp
except AttributeError as e:
    print(e)
class SetOnly:
    def __set__(self, o, v): o.__dict__["so"] = v
class Z:
    so = SetOnly()
z = Z()
print(type(z.so).__name__)
z.so = 1
print(z.so)
print(int.real.__get__(5), type(int.real).__name__, str.upper.__get__("x")(), type(str.__dict__["upper"]).__name__)
try:
    str.upper.__get__(5)
except TypeError as e:
    print(e)
