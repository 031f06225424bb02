# Function objects: their attributes, assignment to them, and what they refuse.
def f(a, b: int = 2, *c, d: str = "x", **e) -> list:
    """Doc of f."""
    x = a
    return lambda: x
print(f.__doc__, f.__name__, f.__qualname__, f.__module__, f.__defaults__, f.__kwdefaults__)
print(f.__annotations__)
print(type(f).__name__, f.__closure__, f(1).__closure__[0].cell_contents, f(1).__qualname__)
print(f.__code__.co_name, f.__code__.co_varnames, f.__code__.co_freevars, f.__code__.co_cellvars, f.__code__.co_flags & 0x0c)
f.attr = 5
f.__dict__["other"] = 6
print(f.attr, f.other, sorted(f.__dict__))
del f.attr
try:
    f.attr
except AttributeError as e:
    print(e)
f.__name__ = "renamed"
f.__qualname__ = "Q.renamed"
print(f.__name__, f.__qualname__, f.__code__.co_name, f.__code__.co_qualname)
for name, val in (("__name__", 1), ("__qualname__", None), ("__defaults__", 5), ("__code__", 1), ("__dict__", 3), ("__kwdefaults__", []), ("__closure__", ()), ("__globals__", {})):
    try:
        setattr(f, name, val)
        print(name, "set")
    except (TypeError, AttributeError) as e:
        print(name, type(e).__name__, e)
def g(q, r): return ("g", q, r)
def h(q, r=9): return ("h", q, r)
g.__code__ = h.__code__
print(g(1, 2))
try:
    g(1)
except TypeError as e:
    print(e)
g.__defaults__ = (7,)
print(g(1))
def outer():
    v = 1
    def inner(): return v
    return inner
try:
    g.__code__ = outer().__code__
except ValueError as e:
    print(e)
inner = outer()
inner.__closure__[0].cell_contents = "changed"
print(inner())
import types
print(isinstance(f, types.FunctionType), isinstance(len, types.BuiltinFunctionType), isinstance([].append, types.BuiltinMethodType))
made = types.FunctionType(h.__code__, {"__builtins__": {}}, "made", (1, 2))
print(made(), made.__name__)
class C:
    def m(self): return self
c = C()
print(c.m.__self__ is c, c.m.__func__ is C.m, c.m == c.m, c.m is c.m, C.m is C.m, c.m() is c)
print(type(c.m).__name__, c.m.__name__, C.m.__qualname__)
bound = types.MethodType(lambda self, x: (self, x), 42)
print(bound(1))
print((lambda: 0).__name__, (lambda: 0).__qualname__)
print(hash(f) == hash(f), f == f, f != g, bool(f))
print([n for n in dir(f) if not n.startswith("__")])
