# Tracebacks printed for many kinds of expressions, with carets.
import traceback
class O:
    def __getattr__(self, n): raise AttributeError("no " + n)
    @property
    def p(self): return 1 / 0
def f(x): return x.y.z
def g(*a): return f(*a) + f(None)
def binop(a, b): return (a + 1) * (a + b) - 5
def sub(d): return d["x"]["y"]["z"]
def call(fn): return fn(1, 2)(3)[
    4](5)
def multi(a):
    return (a
            + "x"
            + undefined_name
            * 2)
def rec(n): return rec(n - 1) if n else 1 / n
def unpack(v):
    a, b, c = v
def attr_store(o): o.missing.x = 5
def iterate(v):
    for i in v: pass
def with_stmt(m):
    with m: pass
def comp(v): return [1 / x for x in v]
def lam(): return (lambda q: q.nope)(5)
def assertion(a): assert a == 1, ("message", a)
def wide(): return "é✓" + 5, "日本語".x
def del_it(d): del d["k"]
def aug(a):
    a += "s"
def cmp(a, b): return a < b < a
def fstr(v): return f"{v.x} and {v!r:>{'bad'}}"
def decorated():
    @f
    class X: pass
def raise_it(): raise ValueError("multi\nline message")
def imp(): import no_such_module
def kw(): return f(x=1, y=2)
def star(): return f(*None)
def neg(v): return -v
def nested(): return max(len(5), 1)
def generator():
    def gen():
        yield 1
        raise KeyError("in gen")
    return list(gen())
def prop(): return O().p
def walrus(): return (y := 1 / 0)
def index(l): return l[10] + l[0]
def long_line(): return "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" + "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb" + 5 + "ccc"
for fn, *args in ((g, O()), (binop, 1, "b"), (sub, {"x": {"y": None}}), (sub, {}), (call, lambda a, b: lambda c: [1]), (call, 5), (multi, "a"), (rec, 8), (unpack, [1, 2]), (attr_store, 5), (iterate, 5), (with_stmt, 5), (comp, [1, 0]), (lam,), (assertion, 2), (wide,), (del_it, {}), (aug, 5), (cmp, 1, "x"), (fstr, 5), (fstr, type("V", (), {"x": 1})()), (decorated,), (raise_it,), (imp,), (kw,), (star,), (neg, "s"), (nested,), (generator,), (prop,), (walrus,), (index, [1]), (long_line,)):
    try:
        fn(*args)
    except Exception as e:
        print("".join(traceback.format_exception(e)).replace(__file__, "FILE"))
