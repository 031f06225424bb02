# Decorators: order, arguments, classes, any expression, evaluation before the function exists.
log = []
def deco(tag):
    log.append(f"eval {tag}")
    def apply(f):
        log.append(f"apply {tag} to {getattr(f, '__name__', f)}")
        return f
    return apply
@deco("a")
@deco("b")
def f(x=log.append("default") or 1): return x
@deco("c")
class C:
    @deco("m")
    def m(self): return "m"
    @staticmethod
    @deco("s")
    def s(): return "s"
    @property
    def p(self): return "p"
    @classmethod
    def k(cls): return cls
print(f(), C().m(), C.s(), C().p, C.k() is C)
print(log)
def replace(f): return "replaced"
@replace
def g(): pass
@replace
class D: pass
print(g, D)
table = {"k": [lambda f: ("sub", f.__name__)]}
@table["k"][0]
def h(): pass
@(lambda f: f)
def i(): return "i"
@(x := lambda f: ("walrus", f.__name__))
def j(): pass
@print if False else (lambda f: "cond")
def k(): pass
print(h, i(), j, k)
class Count:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *a):
        self.n += 1
        return self.f(*a)
    def __get__(self, o, t=None): return self if o is None else (lambda *a: self(o, *a))
@Count
def add(a, b): return a + b
add(1, 2); add(3, 4)
print(add.n, add(5, 6))
class WithCount:
    @Count
    def m(self, x): return x * 2
w = WithCount()
print(w.m(4), WithCount.m.n)
import functools
def wrap(f):
    @functools.wraps(f)
    def inner(*a, **k):
        "inner doc"
        return ("wrapped", f(*a, **k))
    return inner
@wrap
def documented(a: int):
    "my doc"
    return a
print(documented(1), documented.__name__, documented.__doc__, documented.__wrapped__(2), documented.__annotations__)
@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(100), fib.cache_info())
@functools.singledispatch
def kind(x): return "object"
@kind.register
def _(x: int): return "int"
@kind.register(list)
def _(x): return "list"
print(kind(1), kind([]), kind("s"), kind(True))
try:
    @undefined_deco
    def z(): pass
except NameError as e:
    print(e)
try:
    @5
    def z(): pass
except TypeError as e:
    print(e)
@functools.total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(T(1) <= T(1), T(2) > T(1), T(1) >= T(2))
def meth_deco(f):
    def inner(self): return f(self) + "!"
    return inner
class M:
    @meth_deco
    def a(self): return "a"
class N(M):
    @meth_deco
    def a(self): return "N" + super().a()
print(N().a())
