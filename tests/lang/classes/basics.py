# Classes: bodies, attributes, methods, inheritance, special names.
class A:
    """Doc."""
    x = 1
    def __init__(self, v=0): self.v = v
    def who(self): return "A"
    def call(self): return self.who()
    print("body runs", __name__, __qualname__)
    for i in range(3): pass
class B(A):
    def who(self): return "B" + super().who()
    class Inner:
        def f(self): return self.__class__.__qualname__
a, b = A(), B(5)
print(a.v, b.v, a.call(), b.call(), A.i, B.Inner().f(), A.__doc__, B.__doc__)
print(A.__name__, B.__qualname__, B.__bases__, B.__mro__, B.__module__, A.__dict__["x"], type(A.__dict__).__name__)
print(isinstance(b, A), isinstance(a, B), issubclass(B, A), issubclass(A, (int, B, A)), type(b) is B, b.__class__ is B)
a.x = 2
print(A.x, a.x, B.x)
A.x = 3
print(B.x, b.x, a.x)
del a.x
print(a.x)
try:
    del a.x
except AttributeError as e:
    print(e)
for expr in ("a.nope", "A.nope", "a.who.nope", "a.vv", "B.Innner", "a.__wh", "A().callx", "None.x", "(1).foo", "b.who()()"):
    try:
        print(eval(expr))
    except Exception as e:
        print(expr, type(e).__name__, e)
class Mangled:
    def __init__(self): self.__secret = 1; self.__dunder__ = 2; self._Mangled__x = 3
    def get(self): return self.__secret, self.__x
    def __private(self): return "private"
    def call(self): return self.__private()
m = Mangled()
print(sorted(m.__dict__), m.get(), m.call(), hasattr(m, "__secret"))
class __Under:
    def f(self): self.__z = 1; return list(self.__dict__)
print(__Under().f())
class Empty: pass
e = Empty()
e.a, e.b = 1, 2
print(vars(e), e.__dict__ is vars(e), e.__weakref__)
e.__dict__ = {"c": 3}
print(e.c, hasattr(e, "a"))
try:
    e.__dict__ = 5
except TypeError as ex:
    print(ex)
class Other(Empty): who = "other"
e.__class__ = Other
print(e.who, e.c)
for bad in (int, 5, type):
    try:
        e.__class__ = bad
    except TypeError as ex:
        print(ex)
T = type("T", (A,), {"y": 9, "m": lambda self: self.y})
print(T().m(), T.__name__, T.__module__, T(3).v)
for args in (("T",), ("T", ()), ("T", 1, {}), (1, (), {}), ("T", (1,), {}), ("T", (bool,), {}), ("T", (A, A), {}), ("a\0b", (), {})):
    try:
        print(type(*args))
    except Exception as ex:
        print(type(ex).__name__, ex)
def method(self, n): return (self.v, n)
A.late = method
print(b.late(1), B.late(b, 2))
class Call:
    def __call__(self, *a, **k): return a, k
print(Call()(1, 2, k=3))
class S:
    def __str__(self): return "str"
class R:
    def __repr__(self): return "repr"
print(str(S()), repr(R()), str(R()), f"{S()} {R()!r} {R()}", [R(), R()])
class BadRepr:
    def __repr__(self): return 5
    def __bool__(self): return "x"
    def __len__(self): return -1
    def __hash__(self): return "h"
    def __index__(self): return 1.5
    def __iter__(self): return 5
    def __contains__(self, x): return []
    def __int__(self): return "1"
    def __float__(self): return 1
    def __format__(self, s): return 3
    def __bytes__(self): return "s"
    def __init__(self): return None
r = BadRepr()
for f in (repr, str, bool, len, hash, iter, int, float, format, bytes, lambda r: [1, 2][r], lambda r: 5 in r, lambda r: range(r), hex):
    try:
        print(f(r))
    except Exception as ex:
        print(type(ex).__name__, ex)
class BadInit:
    def __init__(self): return 5
try:
    BadInit()
except TypeError as ex:
    print(ex)
class New:
    def __new__(cls, *a):
        print("new", cls.__name__, a)
        return 42 if a == (1,) else super().__new__(cls)
    def __init__(self, *a): print("init", a)
print(New(1))
New(2)
for c, args in ((Empty, (1,)), (object, (1,)), (A, (1, 2))):
    try:
        c(*args)
    except TypeError as ex:
        print(ex)
print(A.__eq__(a, a), A.__eq__(a, b), a == a, a != b, a.__ne__(b), hash(a) == hash(a))
print(object() == object(), object().__lt__(1), [m for m in ("__lt__", "__ge__") if hasattr(a, m)])
