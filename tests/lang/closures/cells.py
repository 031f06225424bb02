# Closures: shared cells, late binding, nonlocal, nesting, deletion, class bodies between scopes.
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
inc, get = counter()
inc(); inc(5)
print(get(), counter()[1]())
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
def late():
    out = []
    for x in range(3):
        out.append(lambda: x)
    x = "changed"
    return [f() for f in out]
print(late())
def unbound():
    def f(): return later
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)
    later = 1
    print(f())
    del later
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)
    try:
        later
    except UnboundLocalError as e:
        print(type(e).__name__, e)
unbound()
def deep():
    a = 1
    def l1():
        b = 2
        def l2():
            c = 3
            def l3():
                nonlocal a, b
                a += 10; b += 20
                return a, b, c
            return l3
        return l2, lambda: b
    two, getb = l1()
    three = two()
    return three(), three(), getb(), a
print(deep())
def params(x, *args, y=1, **kw):
    def inner():
        nonlocal x, args, y, kw
        x, args, y, kw = x + 1, args + (1,), y + 1, {**kw, "n": len(kw)}
        return x, args, y, kw
    inner()
    return inner(), x, args, y, kw
print(params(1, 2, z=3))
x = "global"
def classy():
    x = "function"
    class C:
        print(x)
        x = "class"
        print(x)
        def m(self): return x
        y = [x for _ in range(2)]
        z = [(lambda: x)() for _ in range(1)]
    return C.x, C().m(), C.y, C.z
print(classy())
def fib():
    memo = {}
    def go(n):
        if n < 2: return n
        if n not in memo: memo[n] = go(n - 1) + go(n - 2)
        return memo[n]
    return go
print(fib()(80))
def compose(*fs):
    def run(x):
        for f in fs: x = f(x)
        return x
    return run
print(compose(lambda x: x + 1, lambda x: x * 2, str)(5))
def gen_closure():
    n = 0
    def g():
        nonlocal n
        while n < 3:
            n += 1
            yield n
    return g, lambda: n
g, now = gen_closure()
it = g()
print(next(it), now(), next(it), now(), list(it), now())
def exc_var():
    try:
        1 / 0
    except ZeroDivisionError as e:
        f = lambda: e
        print(f())
    try:
        f()
    except NameError as err:
        print(err)
exc_var()
print([f.__closure__ and [c.cell_contents for c in f.__closure__] for f in (inc, exc_var, compose(len))][0])
def same_cell():
    v = 0
    def a():
        nonlocal v
        v = "a"
    def b(): return v
    return a, b
a, b = same_cell()
a()
print(b(), a.__closure__[0] is b.__closure__[0], a.__closure__[0] == b.__closure__[0])
import types
c = types.CellType(5)
print(c.cell_contents, types.CellType() == types.CellType())
try:
    types.CellType().cell_contents
except ValueError as e:
    print(e)
