# Import, sys.modules, warnings and logging under many threads: modules run once, circles do not deadlock, records come whole.
# test: timeout=180
import atexit, importlib, io, logging, os, shutil, sys, tempfile, threading, time, warnings
N = 8

def together(f, n=N):
    start, errors = threading.Barrier(n), []
    def run(i):
        start.wait()
        try:
            f(i)
        except BaseException as e:
            errors.append(f"{type(e).__name__}: {e}")
    ts = [threading.Thread(target=run, args=(i,), daemon=True) for i in range(n)]
    for t in ts: t.start()
    for t in ts: t.join(60)
    return sorted(set(errors)), sum(t.is_alive() for t in ts)

folder = tempfile.mkdtemp()
atexit.register(shutil.rmtree, folder)  # a run with a seed takes the same names each time
sys.path.insert(0, folder)
sys.dont_write_bytecode = True
def module(name, text):
    path = os.path.join(folder, *name.split(".")) + ".py"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f: f.write(text)
    importlib.invalidate_caches()
def clear(*names):
    for name in names: sys.modules.pop(name, None)
runs = sys.ht_runs = []

# The code of a module runs once, and nobody gets it before its end.
good = 0
for k in range(10):
    module(f"ht_one{k}", f"import sys, time\nsys.ht_runs.append({k})\na = 1\ntime.sleep(0.002)\nb = 2\ndef f(): return a + b\n")
    got = []
    def imp(i):
        m = __import__(f"ht_one{k}")
        got.append((id(m), m.f()))
    good += together(imp) == ([], 0) and len(set(got)) == 1 and got[0][1] == 3
print("one module", good, sorted(runs) == list(range(10)))

# Many modules that import one another in a chain, started from every end.
for k in range(12): module(f"ht_chain{k}", (f"import ht_chain{k - 1}\n" if k else "") + f"x = {k}\n")
print("chain", together(lambda i: [__import__(f"ht_chain{(i * 5 + j) % 12}").x for j in range(12)]), sorted(n for n in sys.modules if n.startswith("ht_chain")) == sorted(f"ht_chain{k}" for k in range(12)))

# A failing module fails for each thread that imports it, and is gone afterwards; then it works.
runs.clear()
module("ht_bad", "import sys, time\nsys.ht_runs.append(1)\ntime.sleep(0.001)\nif len(sys.ht_runs) < 4: raise ValueError(len(sys.ht_runs))\nx = 1\n")
bad, ok = [], []
def attempt(i):
    for j in range(3):
        try: ok.append(__import__("ht_bad").x)
        except ValueError as e: bad.append(e.args[0])
print("failing module", together(attempt), sorted(bad), len(ok) == 3 * N - 3, sys.modules["ht_bad"].x)

# Two modules that import each other, from two threads at once: no deadlock, and both end whole.
good = 0
for k in range(15):
    a, b = f"ht_a{k}", f"ht_b{k}"
    module(a, f"import time\ntime.sleep(0.001)\nimport {b}\nx = 1\ndef f(): return {b}.y\n")
    module(b, f"import time\ntime.sleep(0.001)\nimport {a}\ny = 2\ndef f(): return {a}.x\n")
    def circle(i): importlib.import_module(a if i % 2 else b)
    good += together(circle, 4) == ([], 0) and sys.modules[a].f() == 2 and sys.modules[b].f() == 1
print("circle of two", good)
good = 0
for k in range(8):
    names = [f"ht_c{k}_{i}" for i in range(3)]
    for i in range(3): module(names[i], f"import time\ntime.sleep(0.001)\nimport {names[(i + 1) % 3]} as other\nx = {i}\n")
    outcome = together(lambda i: importlib.import_module(names[i % 3]), 6), [getattr(sys.modules.get(n), "x", None) for n in names]
    if outcome == (([], 0), [0, 1, 2]): good += 1
    else: print(outcome)
print("circle of three", good)

# A package and its submodules: attributes of the package appear with them.
good = 0
for k in range(6):
    p = f"ht_pack{k}"
    module(f"{p}.__init__", "from . import inner\nz = inner.y\n")
    module(f"{p}.inner", "y = 5\n")
    module(f"{p}.other", "from . import inner, z\nw = inner.y + z\n")
    def pack(i):
        if i % 3 == 0: assert importlib.import_module(f"{p}.other").w == 10
        elif i % 3 == 1: assert importlib.import_module(p).inner.y == 5
        else:
            ns = {}
            exec(f"from {p} import inner, z\nfrom {p}.other import w", ns)
            assert (ns["inner"].y, ns["z"], ns["w"]) == (5, 5, 10)
    good += together(pack) == ([], 0)
print("package", good)

# Threads that take modules out of sys.modules while others import them.
module("ht_gone", "x = [1]\n")
def gone(i):
    for j in range(40):
        if i < 2: sys.modules.pop("ht_gone", None)
        else:
            try: assert importlib.import_module("ht_gone").x == [1]
            except KeyError as e: assert e.args == ("ht_gone",)
            list(sys.modules), "ht_gone" in sys.modules, len(sys.modules)
print("sys.modules", together(gone))
import ht_chain1
def reload(i):  # importlib moves the module to the end of sys.modules: whoever reloads it too may find it missing meanwhile (also on CPython)
    for j in range(10):
        try: assert importlib.reload(ht_chain1).x == 1
        except ImportError as e: assert e.name == "ht_chain1"
        except KeyError as e: assert e.args == ("ht_chain1",)
        assert ht_chain1.x == 1
print("reload", together(reload))
# An import inside a module that another thread runs, waited for by that module: a thread started while importing.
module("ht_starter", "import threading\ngot = []\ndef run():\n    import ht_started\n    got.append(ht_started.x)\nt = threading.Thread(target=run)\nt.start()\nt.join()\n")
module("ht_started", "x = 3\n")
print("thread started in a module", together(lambda i: __import__("ht_starter").got), sys.modules["ht_starter"].got)

# Filters and registries of warnings.
def warn(i):
    reg = {}
    for j in range(60):
        with warnings.catch_warnings():
            warnings.simplefilter("error" if j % 2 else "ignore")
            try:
                warnings.warn_explicit(f"m{j % 5}", UserWarning, "file", j, registry=reg)
                assert j % 2 == 0
            except UserWarning as e: assert j % 2 == 1 and e.args == (f"m{j % 5}",)
        warnings.filters[:1], len(reg)
print("warnings", together(warn if getattr(sys.flags, "context_aware_warnings", 0) else lambda i: None))
shared, shown = {}, []
def once(i):
    for j in range(30): warnings.warn_explicit(f"once {j}", UserWarning, "file", 1, registry=shared)
old, warnings.showwarning = warnings.showwarning, lambda *a, **k: shown.append(str(a[0]))
with warnings.catch_warnings():
    warnings.simplefilter("default")
    warnings.showwarning = lambda *a, **k: shown.append(str(a[0]))
    together(once, 1)
warnings.showwarning = old
print("registry", len(set(shown)) == 30)

# Logging: one object per name, whole lines, handlers and levels that come and go.
out = io.StringIO()
root = logging.getLogger("ht")
root.setLevel(logging.INFO)
root.propagate = False
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter("%(name)s|%(threadName)s|%(message)s|"))
root.addHandler(handler)
seen = [set() for _ in range(N)]
def log(i):
    for j in range(50):
        logger = logging.getLogger(f"ht.l{j % 7}")
        seen[i].add((j % 7, id(logger)))
        logger.info("%d %d", i, j)
        logger.debug("not shown")
        if i == 0:
            h = logging.NullHandler()
            root.addHandler(h); logger.setLevel(logging.DEBUG if j % 2 else logging.NOTSET); root.removeHandler(h); logger.setLevel(logging.NOTSET)
        logger.isEnabledFor(logging.INFO), logger.getEffectiveLevel(), logging.getLevelName(20)
errors = together(log)
lines = [l.split("|") for l in out.getvalue().splitlines() if "not shown" not in l]
print("logging", errors, len(set.union(*seen)) == 7, len(lines) == N * 50, all(len(l) == 4 and l[0].startswith("ht.l") for l in lines), sorted(l[2] for l in lines) == sorted(f"{i} {j}" for i in range(N) for j in range(50)))
