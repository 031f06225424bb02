# Type parameters, type aliases, deferred annotations, generic classes.
import typing
from typing import TypeVar, ParamSpec, TypeVarTuple, Generic
def first[T](x: list[T]) -> T: return x[0]
print(first([1, 2]), first.__type_params__, first.__annotations__)
class Box[T, *Ts, **P]:
    item: T
    def get(self) -> T: return self.item
    def map[U](self, f: "Callable[[T], U]") -> "Box[U]": return f(self.item)
print(Box.__type_params__, Box.__bases__, Box.__orig_bases__, Box.__parameters__, Box.map.__type_params__)
b = Box()
b.item = 3
print(b.get(), b.map(lambda x: x + 1), Box[int, str, bool, [int]])
type Alias = int | str
type Pair[A, B = A] = tuple[A, B]
type Rec = list[Rec]
print(Alias, Alias.__value__, Alias.__name__, Pair[int, str], Pair.__type_params__, Pair.__value__, Rec.__value__, type(Alias))
T1 = first.__type_params__[0]
print(T1.__name__, T1.__bound__, T1.__constraints__, T1.__infer_variance__, T1.has_default())
def bound[S: str, C: (int, float), D = bool, *E = *tuple[int, ...], **F = [int]](): pass
for p in bound.__type_params__: print(p, type(p).__name__, getattr(p, "__bound__", None), getattr(p, "__constraints__", None), p.has_default(), p.__default__)
def lazy[Z: undefined_name](): pass
z = lazy.__type_params__[0]
try:
    z.__bound__
except NameError as e:
    print(e)
undefined_name = int
print(z.__bound__)
type Bad = nope
try:
    Bad.__value__
except NameError as e:
    print(e)
def ann(a: later, *args: int, b: "str" = 1, **kw: 1 + 1) -> later2: pass
try:
    ann.__annotations__
except NameError as e:
    print(e)
later = later2 = float
print(ann.__annotations__)
class A:
    x: later
    y: "fwd" = 2
    z: Undefined2
import annotationlib
print(annotationlib.get_annotations(A, format=annotationlib.Format.FORWARDREF)["x"], annotationlib.get_annotations(A, format=annotationlib.Format.STRING))
class B:
    if True:
        p: int
    else:
        q: str
print(B.__annotations__)
def func():
    v: print("never evaluated")
    w: int = 5
    return w
print(func(), func.__annotations__)
m: int = 1
print(__annotate__ is not None, sorted(annotationlib.get_annotations(__import__("sys").modules[__name__])))
def outer[T](x: T):
    def inner[U](y: U, z: T): return (y, z)
    class L[V]:
        t = T
        def m(self): return T, V
    return inner(1, x), L.t, L().m()
print(outer("s"))
class Scope:
    n = 5
    def f[T: n](self): return T
    type Al = n
print(Scope.f.__type_params__[0].__bound__, Scope.Al.__value__, Scope().f())
class Base[T]:
    def __class_getitem__(cls, k): return super().__class_getitem__(k)
class Derived[T](Base[T]): pass
print(Derived.__mro__[1:3], Derived[int], Base[str].__args__, Base[str].__origin__, typing.get_args(Base[str]))
print(list[int], dict[str, list[int]], int | None, (int | str) == (str | int), isinstance(5, int | str), tuple[()], tuple[int, ...], type[int], list[T1][int], int | list[T1])
print(typing.Optional[int], typing.Union[int, str], typing.Callable[[int], str], typing.get_type_hints(func))
for src in ("def f[T, T](): pass", "class A[T, T]: pass", "type X[T = int, U] = 1", "def f[T](): nonlocal T", "def f[T: (yield)](): pass", "class A[T]((yield)): pass", "type X = (yield)", "type X = (y := 1)", "def f[*T: int](): pass", "def f[]():pass", "type X[T: await x] = 1", "def f[**P: int](): pass"):
    try:
        compile(src, "<s>", "exec")
        print("compiles", src)
    except SyntaxError as e:
        print(src, "->", e.msg)
type = "soft keyword"
print(type)
type = 5; print(type)
class Slot[T]:
    __slots__ = ("v",)
print(Slot[int]().__class__.__name__, Slot[int]() .__orig_class__ if hasattr(Slot[int](), "__orig_class__") else "no orig")
for expr in ("Box[int]()", "Base[int, str]", "first[int]", "int[str]", "Pair[int, str, bool]", "Alias[int]", "isinstance(1, list[int])", "issubclass(int, list[int])", "TypeVar('T')()", "list[int][str]"):
    try:
        print(expr, eval(expr) if not expr.startswith("Box[int]()") else "made")
    except TypeError as e:
        print(expr, "!!", e)
