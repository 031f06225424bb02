# global, nonlocal, builtins, class scopes, exec and eval namespaces, locals().
x = 1
def f():
    global x, y
    x += 1
    y = "made"
f()
print(x, y)
def unb():
    try:
        print(x)
    except UnboundLocalError as e:
        print(e)
    x = 5
    return x
print(unb())
try:
    undefined_thing
except NameError as e:
    print(e, e.name)
try:
    prin
except NameError as e:
    print(e)
def shadow(len): return len
print(shadow(3), len("abc"))
len = lambda x: "shadowed"
print(len("abc"))
del len
print(len("abc"))
import builtins
builtins.my_builtin = "hello"
print(my_builtin)
del builtins.my_builtin
class C:
    x = "class x"
    def m(self): return x
    y = x
    global gx
    gx = "set global in class"
    def n(self):
        nonlocal_ = 1
        return C.x
print(C().m(), C.y, gx, hasattr(C, "gx"), C().n())
ns = {}
exec("a = 1\nb = a + 1\ndef g(): return a, b", ns)
print(ns["b"], ns["g"](), "__builtins__" in ns)
gl, lo = {"q": 1}, {"q": 2}
exec("r = q; global s; s = q", gl, lo)
print(lo, gl["s"], gl.get("r"))
print(eval("x + z", {"x": 10}, {"z": 5}), eval("[q for _ in range(2)]", {"q": 3}), eval(compile("1 + 1", "s", "eval")), eval("  7"))
for bad in ("eval('1;2')", "eval('x = 1')", "exec(5)", "eval(5)", "exec('1', 5)", "eval('1', {}, 5)", "eval('')", "eval('1 +')", "eval('a\\0b')"):
    try:
        eval(bad)
    except Exception as e:
        print(bad, type(e).__name__, e)
def loc(a, b=2):
    c = 3
    l = locals()
    d = 4
    return l, sorted(locals())
print(loc(1))
def loc_snapshot():
    v = 1
    l = locals()
    l["v"] = 100
    return v, l["v"], locals()["v"]
print(loc_snapshot())
class LC:
    a = 1
    locals()["injected"] = "yes"
print(LC.injected)
def free():
    v = "free"
    class In:
        try:
            w = v
        except NameError as e:
            w = str(e)
        v = "own"
        def get(self): return v
    return In.w, In.v, In().get()
print(free())
def delglob():
    global to_delete
    del to_delete
to_delete = 1
delglob()
print("to_delete" in globals())
try:
    delglob()
except NameError as e:
    print(e)
def dloc():
    a = 1
    del a
    del a
try:
    dloc()
except UnboundLocalError as e:
    print(e)
for src in ("def f():\n x = 1\n global x", "def f():\n print(x)\n global x", "nonlocal x", "def f():\n nonlocal zz", "def f(a):\n global a", "def f(a):\n nonlocal a", "def f():\n global q\n nonlocal q", "def f(a, a): pass", "class C:\n def f(self):\n  nonlocal x",
            "def f():\n x = 1\n def g():\n  x = 2\n  nonlocal x", "def f():\n global x\n def g():\n  nonlocal x", "x: int = 1\nglobal x", "def f():\n x: int\n global x", "def f():\n for x in y: pass\n global x", "def f():\n import os\n global os", "def f():\n [x := 1 for x in y]", "global a\na = 1"):
    try:
        compile(src, "<s>", "exec")
        print("compiles")
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset)
def nested_global():
    gv = "local"
    def a():
        global gv
        gv = "global"
        def b(): return gv
        return b()
    return a(), gv
print(nested_global(), gv)
print(__name__, __doc__, __builtins__ is builtins or __builtins__ is builtins.__dict__, "__file__" in globals(), __spec__, __package__)
if True:
    block_scoped = "no such thing"
print(block_scoped)
def outer():
    def inner(): return value
    value = 1
    yield inner()
    value = 2
    yield inner()
print(list(outer()))
print((lambda a, *b, c=1, **d: (a, b, c, d, sorted(locals())))(1, 2, z=3))
def module_getattr_like():
    import types
    m = types.ModuleType("m", "doc of m")
    m.__getattr__ = lambda n: f"dynamic {n}"
    m.real = 1
    return m.real, m.fake, m.__doc__, m.__name__, repr(m)
print(module_getattr_like())
