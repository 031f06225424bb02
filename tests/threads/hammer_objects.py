# Instances, classes, functions, cells, globals, properties, files and patterns that threads change and use at the same time.
# test: timeout=120
import threading, io, re, os, tempfile, contextvars, gc, types, sys, copy, weakref
N, ROUNDS = 6, 300
def together(*fs, n=N):
    start, errors = threading.Barrier(n), []
    def run(i):
        start.wait()
        try:
            fs[i % len(fs)](i)
        except BaseException as e:
            errors.append(f"{type(e).__name__}: {e}")
    ts = [threading.Thread(target=run, args=(i,)) for i in range(n)]
    for t in ts: t.start()
    for t in ts: t.join()
    return sorted(set(errors))
def allowed(*kinds):
    def wrap(f):
        def g(i):
            for j in range(ROUNDS):
                try:
                    f(i, j)
                except kinds: pass
        return g
    return wrap

# --- instances: attribute a<k> only ever holds multiples of k.
class O:
    def __init__(self): self.a1 = 1
o = O()
names = [f"a{k}" for k in range(1, 30)]
@allowed(AttributeError, KeyError)
def omut(i, j):
    k = (i * 5 + j) % 29
    name, what = names[k], (i + j) % 8
    if what < 3: setattr(o, name, (k + 1) * j)
    elif what == 3: delattr(o, name)
    elif what == 4: vars(o)[name] = (k + 1) * 3
    elif what == 5: vars(o).pop(name, None)
    elif what == 6: o.a1 = j; o.a2 = 2 * j; o.a1 += 1
    elif j % 60 == 7: o.__dict__ = {"a1": 5}
@allowed(AttributeError, RuntimeError)
def olook(i, j):
    for k, name in enumerate(names):
        v = getattr(o, name, 0)
        assert v % (k + 1) == 0, (name, v)
    for name, v in dict(vars(o)).items(): assert v % int(name[1:]) == 0, (name, v)
    c = copy.copy(o)
    for name, v in vars(c).items(): assert v % int(name[1:]) == 0, (name, v)
    assert o.a1 % 1 == 0 and o.a2 % 2 == 0 and hasattr(o, "zz") is False
    dir(o), o.__reduce_ex__(2), o.__dict__ == o.__dict__, o.__sizeof__()
print("instance", together(omut, olook))
# Many instances of one class, made and filled at the same time: shapes are shared.
class P: pass
def shapes(i):
    for j in range(ROUNDS):
        p = P()
        for k in range(8): setattr(p, f"s{(i * j + k) % 16}", k)
        assert len(vars(p)) == len({(i * j + k) % 16 for k in range(8)})
        for k in range(8): assert getattr(p, f"s{(i * j + k) % 16}") == k
print("shapes", together(shapes))
class S:
    __slots__ = ("x", "y", "__weakref__")
s = S(); s.x = s.y = 0
@allowed(AttributeError)
def slots(i, j):
    if (i + j) % 5 == 0: del s.x
    elif (i + j) % 5 == 1: s.x = (j, j)
    elif (i + j) % 5 == 2: s.y = [j]; assert weakref.ref(s)() is s
    else:
        x, y = s.x, s.y
        assert x == 0 or x[0] == x[1]
        assert y == 0 or len(y) == 1
print("slots", together(slots))
# Lost updates would show: every thread has its own attribute.
o = O()
def own(i):
    name = f"mine{i}"
    setattr(o, name, 0)
    for j in range(ROUNDS * 2):
        setattr(o, name, getattr(o, name) + 1)
        setattr(o, f"tmp{i}_{j % 3}", j); delattr(o, f"tmp{i}_{j % 3}")
print("own attributes", together(own), [getattr(o, f"mine{i}") for i in range(N)])

# --- __class__ and classes that change
class A:
    kind = "A"
    def who(self): return "A"
class B:
    kind = "B"
    def who(self): return "B"
x = A()
def swap(i):
    for j in range(ROUNDS):
        x.__class__ = (A, B)[j % 2]
        assert x.who() in "AB" and x.kind in "AB" and type(x) in (A, B)
print("__class__", together(swap))
class Base:
    def m(self): return 0
class Derived(Base): pass
class Other(Base):
    def m(self): return 10
d = Derived()
def define(i):
    for j in range(ROUNDS):
        k = (i + j) % 7
        if k == 0: Base.m = lambda self: 1
        elif k == 1: Derived.m = lambda self: 2
        elif k == 2:
            try: del Derived.m
            except AttributeError: pass
        elif k == 3: Derived.__bases__ = (Other,) if j % 2 else (Base,)
        elif k == 4: Derived.p = property(lambda self: 3)
        elif k == 5: Derived.__call__ = lambda self: 4
        else: Derived.__len__ = lambda self, j=j: j; type("Sub", (Derived,), {"m": lambda self: 5})().m()
        assert d.m() in (0, 1, 2, 10)
        assert getattr(d, "p", 3) == 3
        try: assert d() == 4
        except TypeError: pass
        try: assert 0 <= len(d) < ROUNDS
        except TypeError: pass
        Derived.__mro__, Derived.__subclasses__(), Base.__subclasses__(), dir(Derived), issubclass(Derived, Base), super(Derived, d).m()
print("classes", together(define))
print(len(Derived.__subclasses__()) >= 0)

# --- functions, cells, globals
def f(a, b=1, *, c=2): return ("f", a + b + c)
def g1(a, b=1, *, c=2): return ("g", a + b + c)
codes = (f.__code__, g1.__code__)
def fun(i):
    for j in range(ROUNDS):
        k = (i + j) % 6
        if k == 0: f.__code__ = codes[j % 2]
        elif k == 1: f.__defaults__ = (j,)
        elif k == 2: f.__kwdefaults__ = {"c": j}
        elif k == 3: f.__name__ = f"n{j}"; f.__qualname__ = "q"; f.__doc__ = "d"; f.attr = j; f.__dict__
        elif k == 4: f.__annotations__ = {"a": int}; f.__module__ = "m"; repr(f)
        name, v = f(1)
        assert name in "fg" and type(v) is int
        assert f(1, 2, c=3)[1] == 6
print("functions", together(fun))
def make():
    v = 0
    def get(): return v
    def put(x):
        nonlocal v
        v = x
    def drop():
        nonlocal v
        del v
    return get, put, drop
get, put, drop = make()
@allowed(NameError, ValueError)
def cells(i, j):
    if (i + j) % 9 == 0: drop()
    elif (i + j) % 3 == 0: put((j, j))
    else:
        v = get()
        assert v == 0 or v[0] == v[1]
        get.__closure__[0].cell_contents if j % 2 else None
        if j % 50 == 0: get.__closure__[0].cell_contents = (1, 1)
@allowed(NameError, ValueError)
def cells2(i, j): assert len(get.__closure__[0].cell_contents) == 2
def cells3(i):
    try: cells2(i)
    except TypeError: pass
print("cells", together(cells, cells, cells3))
G = 0
@allowed(NameError)
def globs(i, j):
    global G, H
    k = (i + j) % 6
    if k == 0: G = (j, j)
    elif k == 1: H = j
    elif k == 2: del H
    elif k == 3: globals()[f"made{j % 20}"] = j
    elif k == 4: globals().pop(f"made{j % 20}", None)
    g = G
    assert g == 0 or g[0] == g[1]
    assert H >= 0 and len("x") == 1
print("globals", together(globs))
mod = types.ModuleType("mod")
exec("def f(): return X + Y\nX = Y = 0", mod.__dict__)
def module(i):
    for j in range(ROUNDS):
        mod.X = j; mod.Y = -j
        if j % 10 == i: setattr(mod, f"n{i}{j}", 1); delattr(mod, f"n{i}{j}")
        if j % 37 == 0: vars(mod)["len"] = len; vars(mod).pop("len", None)
        assert type(mod.f()) is int
print("module", together(module))

# --- exceptions shared by threads
shared = ValueError("shared")
def raising(i):
    for j in range(ROUNDS):
        try: raise shared
        except ValueError as e:
            assert e is shared
            e.__traceback__, e.__context__, e.args, str(e)
            if j % 50 == 0: e.__traceback__ = None
            if j % 70 == 0: e.args = ("shared",); e.__notes__ = ["n"]
            e.__cause__ = None
            if j % 100 == 0: e.__traceback__ = None
print("one exception", together(raising), shared)
shared.__traceback__ = None

# --- files in memory and on disk
b, t = io.BytesIO(), io.StringIO()
def write(i):
    for j in range(ROUNDS): b.write(b"%03d\n" % j); t.write(f"{j:03d}\n")
print("writes", together(write), len(b.getvalue()) == 4 * ROUNDS * N, len(t.getvalue()) == 4 * ROUNDS * N,
      sorted(b.getvalue().split()) == sorted(b"%03d" % j for j in range(ROUNDS) for i in range(N)), sorted(t.getvalue().split()) == sorted(f"{j:03d}" for j in range(ROUNDS) for i in range(N)))
@allowed(ValueError, BufferError)
def memfile(i, j):
    k = (i + j) % 9
    if k == 0: b.seek(j % 50); b.read(7)
    elif k == 1: b.truncate(100 + j % 50)
    elif k == 2: b.write(b"x" * (j % 100))
    elif k == 3: b.readline(), b.readlines(20), b.tell()
    elif k == 4:
        with b.getbuffer() as v:
            if len(v): v[0] = 65
    elif k == 5: t.seek(j % 50); t.read(5); t.readline()
    elif k == 6: t.truncate(100); t.write("é" * (j % 30))
    elif k == 7: t.getvalue(), b.getvalue()
    else: b.readinto(bytearray(9)); t.seek(0, 2); b.seek(-1, 2); io.BytesIO(b"abc").read1(2)
print("memory files", together(memfile), type(b.getvalue()), type(t.getvalue()))
fd, path = tempfile.mkstemp()
os.close(fd)
with open(path, "wb") as out:
    def disk(i):
        for j in range(ROUNDS): out.write(b"%d,%03d\n" % (i, j))
    errors = together(disk)
with open(path, "rb") as inp:
    got, lock = [], threading.Lock()
    def read(i):
        while line := inp.readline():
            with lock: got.append(line)
    errors += together(read)
print("file", errors, sorted(got) == sorted(b"%d,%03d\n" % (i, j) for i in range(N) for j in range(ROUNDS)))
with open(path, "w", encoding="utf-8") as out:
    def text(i):
        for j in range(ROUNDS): out.write(f"{i},{j:03d},é\n"); (j % 50 == 0 and out.flush())
    errors = together(text)
with open(path, encoding="utf-8") as inp:
    print("text file", errors, len(inp.read()) == 8 * N * ROUNDS)
raced = open(path, "r+b")
@allowed(ValueError, OSError)
def closing(i, j):
    if i == 0 and j == ROUNDS // 2: raced.close()
    raced.seek(j); raced.read(10); raced.write(b"abc"); raced.flush(); raced.tell(); raced.peek(3)
print("closed under way", together(closing), raced.closed)
os.unlink(path)

# --- patterns, context variables, strings with lazily made indexes
pat = re.compile(r"(?P<a>\w+)-(\d+)")
def match(i):
    for j in range(ROUNDS):
        m = pat.search(f"xx word{j}-{i * j} yy")
        assert m["a"] == f"word{j}" and m[2] == str(i * j) and m.span() == (3, 3 + len(m[0]))
        assert pat.sub(lambda m: m[2], f"a-{j} b-{i}") == f"{j} {i}" and re.compile(rf"x{j}").match(f"x{j}") and pat.split("a-1b") == ["", "a", "1", "b"]
print("re", together(match))
var = contextvars.ContextVar("var", default=-1)
ctx = contextvars.copy_context()
def context(i):
    for j in range(ROUNDS):
        tok = var.set(i * 1000 + j)
        assert var.get() == i * 1000 + j
        c = contextvars.copy_context()
        assert c[var] == i * 1000 + j and c.run(lambda: (var.set(7), var.get())[1]) == 7 and var.get() == i * 1000 + j
        var.reset(tok)
        try: ctx.run(var.set, i)
        except RuntimeError as e: assert "already entered" in str(e)
        dict(ctx), len(ctx), ctx.get(var), list(ctx.items())
print("contextvars", together(context), ctx[var] in range(N))
long = "aé✓😀" * 2000
half = len(long) // 2
def index(i):
    for j in range(ROUNDS):
        text = long + str(j)
        assert text[half:half + 4] == "aé✓😀" and text[-1] == str(j)[-1] and text.find("😀", half) == half + 3 and hash(text) == hash(long + str(j))
        assert long[half + j % 4] == "aé✓😀"[j % 4]
print("strings", together(index))
big = 3 ** 5000
def ints(i):
    for j in range(50): assert str(big)[:5] == str(3 ** 5000)[:5] and big % 1000 == 3 ** 5000 % 1000 and hash(big) == hash(3 ** 5000)
print("ints", together(ints))
