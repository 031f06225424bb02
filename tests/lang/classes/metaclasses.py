# Metaclasses: __prepare__, __new__, __init__, __call__, conflicts, __init_subclass__, __class_getitem__, keywords.
class Meta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print("prepare", name, [b.__name__ for b in bases], kw)
        return {"prepared": True}
    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, [k for k in ns if not k.startswith("__")], kw)
        return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)
    def __call__(cls, *a, **k):
        print("call", cls.__name__, a, k)
        return super().__call__(*a, **k)
    def __len__(cls): return 99
    def __iter__(cls): return iter([1, 2, 3])
    def __contains__(cls, x): return x == "in"
    def __getitem__(cls, k): return ("meta item", k)
    def __repr__(cls): return f"<Meta {cls.__name__}>"
    def __add__(cls, o): return ("add", o)
    def __instancecheck__(cls, o): return o == 5
    def __subclasscheck__(cls, c): return c is int
class A(metaclass=Meta, opt=1):
    z = 1
    def __init__(self, x=0): self.x = x
class B(A, other=2):
    a = 1
print(A, type(B).__name__, A.prepared, len(B), list(A), "in" in A, "out" in A, A[3], A + 1)
print(B(7).x, isinstance(5, A), isinstance(6, A), issubclass(int, A), issubclass(str, B))
class M1(type): pass
class M2(type): pass
class C1(metaclass=M1): pass
class C2(metaclass=M2): pass
try:
    class C3(C1, C2): pass
except TypeError as e:
    print(e)
class M3(M1, M2): pass
class C3(C1, C2, metaclass=M3): pass
print(type(C3).__name__)
def func_meta(name, bases, ns, **kw):
    return (name, bases, sorted(k for k in ns if not k.startswith("__")), kw)
class F(metaclass=func_meta, q=1):
    x = 1
print(F)
class Plugin:
    registry = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, tag))
class P1(Plugin, tag="one"): pass
class P2(P1): pass
print(Plugin.registry)
for src in ("class X(int, foo=1): pass", "class X(Plugin, foo=1): pass", "class X(metaclass=5): pass", "class X(5): pass",
            "class X(bool): pass", "class X(None): pass", "class X(int, str): pass", "class X(int, int): pass", "class X(*[int], **{'metaclass': type}): pass\nprint(X.__mro__)",
            "class X(type(None)): pass", "class X(type(lambda: 0)): pass", "class X(metaclass=lambda *a, **k: 5, y=1): pass\nprint(X)"):
    try:
        exec(src)
    except TypeError as e:
        print(src, "->", e)
class G:
    def __class_getitem__(cls, k): return f"{cls.__name__}[{k}]"
class G2(G): pass
print(G[int], G2["x", 1])
try:
    A.__class__[5]
except TypeError as e:
    print(e)
class Bases:
    def __mro_entries__(self, bases): return (dict,)
class FromInstance(Bases()): pass
print(FromInstance.__bases__, len(FromInstance.__orig_bases__))
class Single(type):
    _inst = {}
    def __call__(cls, *a):
        if cls not in cls._inst: cls._inst[cls] = super().__call__(*a)
        return cls._inst[cls]
class S(metaclass=Single): pass
print(S() is S())
class Order(type):
    def __prepare__(name, bases): return Log()
    def __new__(m, name, bases, ns): return type.__new__(m, name, bases, dict(ns))
class Log(dict):
    def __setitem__(self, k, v):
        if not k.startswith("__"): print("store", k)
        super().__setitem__(k, v)
    def __getitem__(self, k):
        if not k.startswith("__"): print("load", k)
        return super().__getitem__(k)
class Ordered(metaclass=Order):
    a = 1
    b = a
    def m(self): pass
    try:
        undefined_name
    except NameError as e:
        print(e)
class BadPrep(type):
    @classmethod
    def __prepare__(m, n, b): return 5
try:
    class BP(metaclass=BadPrep): pass
except TypeError as e:
    print(e)
print(type.__call__(int, "12"), type(type), type.__base__, isinstance(type, object), isinstance(object, type), type(5) is int)
print(type.__subclasses__(Meta), type("Dyn", (Plugin,), {}, tag="dyn").__name__, Plugin.registry[-1])
