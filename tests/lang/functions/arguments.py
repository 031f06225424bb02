# Calls: positional, keyword, defaults, stars, keyword-only, positional-only, and every complaint.
def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return (a, b, c, args, d, e, kw)
def show(call, **ns):
    try:
        print(call, "->", eval(call, {"f": f, "g": g, "h": h, "k": k, "m": m, "N": N, **ns}))
    except Exception as e:
        print(call, "!!", type(e).__name__ + ":", e)
def g(): return "g"
def h(x, y): return (x, y)
def k(*, a, b, c=1): return (a, b, c)
def m(a, b, c, d=4): return (a, b, c, d)
class N:
    def __init__(self, a, b=1): self.v = (a, b)
    def meth(self, x, /, *, y=2): return (x, y)
    @staticmethod
    def st(x): return x
    @classmethod
    def cl(cls, x): return (cls.__name__, x)
for call in """f(1, d=4)
f(1, 2, 3, 4, 5, d=6, z=7)
f(1, c=9, d=4, a=5, b=6)
f(d=1)
f(1)
f(a=1, d=2)
f(1, 2, 3, c=4, d=5)
f(*[1, 2], *(3, 4), d=0, **{'q': 1}, **{'r': 2})
f(1, d=2, **{'d': 3})
f(1, **{'x': 1}, **{'x': 2}, d=1)
f(1, **{1: 2}, d=1)
f(*5)
f(**5)
f(1, *None, d=2)
g(1)
g(1, 2)
g(x=1)
g(*[], **{})
h()
h(1)
h(1, 2, 3)
h(y=1, x=2)
h(1, x=2)
h(1, 2, z=3)
h(1, 2, 3, z=3)
h(y=1)
k()
k(a=1)
k(1, 2)
k(b=1, a=2)
k(a=1, b=2, d=3)
m()
m(1)
m(1, 2)
m(d=1)
m(1, 2, 3, 4, 5)
m(1, 2, 3, 4, 5, 6, x=2)
m(1, c=2)
N()
N(1).v
N(1, 2, 3)
N(1).meth()
N(1).meth(1, 2)
N(1).meth(1, y=3)
N(1).meth(x=1)
N.meth()
N.st()
N.st(1, 2)
N.cl(5)
N(1).cl()
(lambda x, *, y: x)(1)
(lambda: 0)(1)
len()
len(1, 2)
len([], x=1)
print(end='', foo=1)
int(1, 2, 3)
isinstance(1)
[].append()
[].append(1, 2)
'abc'.split(1, 2, 3)
'abc'.split(sepp=1)
dict(1)
dict(1, 2)
sorted()
sorted([1], reverse=1, key=None, x=1)
1()
'a'(1)
None()""".splitlines():
    show(call)

def one_off(anything, colour=1): pass
for call in ("one_off(1, color=2)", "one_off(1, colours=2)", "one_off(1, zzz=3)"):
    try:
        eval(call)
    except TypeError as e:
        print(e)

# Defaults are evaluated once, left to right, in the enclosing scope.
def trace(x):
    print("eval", x)
    return x
def dflt(a=trace(1), *, b=trace(2), c=trace([])):
    c.append(a)
    return c
print(dflt(), dflt(5), dflt.__defaults__, dflt.__kwdefaults__)
dflt.__defaults__ = (77,)
print(dflt())
print(f.__name__, f.__qualname__, f.__defaults__, f.__kwdefaults__, f.__code__.co_argcount,
      f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount, f.__code__.co_varnames)
# The order of evaluation in a call.
def t(x):
    print("arg", x, end="; ")
    return x
f(t(1), *[t(2)], d=t(3), *[t(4)], **{t("w"): t(5)}, e=t(6))
print()
def kwonly_order(**kw): return list(kw)
print(kwonly_order(z=1, a=2, m=3))
