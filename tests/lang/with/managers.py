# with: order, suppression, errors in enter and exit, several managers, parenthesised, targets.
class M:
    def __init__(self, n, swallow=False, enter=None, exit=None):
        self.n, self.swallow, self.enter, self.exit = n, swallow, enter, exit
    def __enter__(self):
        print("enter", self.n)
        if self.enter: raise self.enter
        return self.n
    def __exit__(self, t, v, tb):
        print("exit", self.n, t and t.__name__, v, tb is not None)
        if self.exit: raise self.exit
        return self.swallow
with M(1) as a, M(2) as (b), M(3): print("body", a, b)
with (M(1) as a, M(2),): print("parens", a)
with (M("expr")): pass
with (yield_ := M("walrus")) as w: print(w)
with M("s", swallow=True):
    raise ValueError("swallowed")
print("after")
def run(f):
    try:
        return f()
    except BaseException as e:
        print("!!", type(e).__name__, e, "| context", repr(e.__context__))
def f1():
    with M("outer"), M("inner"): raise KeyError("k")
def f2():
    with M("a"), M("b", enter=OSError("in enter")): print("never")
def f3():
    with M("x", exit=TypeError("in exit")): raise ValueError("body")
def f4():
    with M("x", exit=TypeError("in exit")): pass
def f5():
    with M("r") as r: return r
def f6():
    for i in range(3):
        with M(i):
            if i == 0: continue
            break
    return i
def f7():
    with M("o", swallow=True):
        with M("i", exit=RuntimeError("replaced")): raise ValueError("first")
    return "swallowed both"
for f in (f1, f2, f3, f4, f5, f6, f7): print(f.__name__, run(f))
class NoExit:
    def __enter__(self): return 1
class NoEnter:
    def __exit__(self, *a): pass
class Neither: pass
for obj in (NoExit(), NoEnter(), Neither(), 5, None):
    try:
        with obj: pass
    except TypeError as e:
        print(e)
class Inst: pass
i = Inst()
i.__enter__ = lambda: 1
i.__exit__ = lambda *a: None
try:
    with i: pass
except TypeError as e:
    print(e)
class Targets:
    def __enter__(self): return (1, [2, 3])
    def __exit__(self, *a): return False
with Targets() as (x, [y, z]): print(x, y, z)
d = {}
with Targets() as d["k"]: print(d)
class Attr: pass
o = Attr()
with Targets() as o.attr: print(o.attr)
try:
    with Targets() as (p, q, r): print("never")
except ValueError as e:
    print(e)
from contextlib import contextmanager, ExitStack, suppress, closing, nullcontext
@contextmanager
def cm(n):
    print("cm in", n)
    try:
        yield n * 2
    except ValueError as e:
        print("cm caught", e)
    finally:
        print("cm out", n)
with cm(5) as v: print(v)
with cm(6): raise ValueError("for cm")
try:
    with cm(7): raise KeyError("not for cm")
except KeyError as e:
    print("KeyError", e)
with ExitStack() as st:
    for n in range(3): st.enter_context(M(n))
    st.callback(print, "callback", 1)
with suppress(ZeroDivisionError): 1 / 0
with nullcontext(3) as n: print(n)
def gen():
    with M("in generator"):
        yield 1
        yield 2
g = gen()
next(g)
g.close()
def many():
    with M(1):
        with M(2):
            with M(3, swallow=True):
                raise ValueError
            print("between")
            return "done"
print(many())
