# The runtime's own tables under threads: imports, compiling, collecting, frames of other threads, tracing, names, signals, thread locals.
# test: timeout=120
import threading, sys, gc, types, warnings, signal, _thread, time, traceback, linecache, io, ast, os
N, ROUNDS = 6, 60
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
def compiling(i):
    for j in range(ROUNDS):
        ns = {}
        exec(compile(f"def f(x):\n    y = [x + {j} for x in range(x)]\n    return sum(y), {i}\nclass C:\n    z: int = {j}\n    def m(self): return self.z\n", f"<{i}>", "exec"), ns)
        assert ns["f"](3) == (3 + 3 * j, i) and ns["C"]().m() == j and eval(f"{i} * {j}") == i * j
        ast.parse(f"x = {j}")
        try: compile("x = (", "<bad>", "exec")
        except SyntaxError as e: assert "never closed" in str(e)
print("compile", together(compiling))
def importing(i):
    for name in ("colorsys", "this_is_missing", "sndhdr_missing", "textwrap", "string", "fractions", "graphlib", "html.entities", "calendar", "bisect", "heapq", "statistics"):
        try:
            __import__(name)
            assert sys.modules[name].__name__ == name and sys.modules[name].__spec__._initializing is False
        except ModuleNotFoundError as e: assert "missing" in e.name
print("import", together(importing))
for name in ("colorsys", "graphlib"): sys.modules.pop(name)
def once(i):
    import colorsys
    mods.append(colorsys)
mods = []
print("one import", together(once), len(set(map(id, mods))))
class Node:
    def __init__(self): self.me = self
def collecting(i):
    for j in range(ROUNDS // 6):
        Node(); gc.collect() if i < 2 else None
        gc.get_count(), gc.isenabled(), gc.is_tracked([])
    gc.disable(); gc.enable()
print("gc", together(collecting))
def deep(n):
    if n: return deep(n - 1)
    time.sleep(0)
    return sys._getframe().f_back.f_lineno
stop = threading.Event()
def frames(i):
    if i % 2:
        for j in range(ROUNDS * 2): assert deep(20) == deep.__code__.co_firstlineno + 1
        if i == 1: stop.set()
    else:
        while not stop.is_set():
            for ident, f in sys._current_frames().items():
                while f:
                    f.f_lineno, f.f_code.co_name, f.f_lasti, f.f_globals, repr(f), f.f_trace, f.f_generator
                    try: dict(f.f_locals), list(f.f_locals)
                    except (RuntimeError, KeyError): pass
                    f = f.f_back
            traceback.format_stack(); sys._current_exceptions()
print("frames", together(frames))
def naming(i):
    t = threading.current_thread()
    for j in range(ROUNDS):
        t.name = f"name{i}-{j}"
        assert t.name == f"name{i}-{j}"
        [x.name for x in threading.enumerate()], threading.active_count(), repr(t), t.is_alive(), t.native_id, t.ident
        if hasattr(_thread, "set_name"): _thread.set_name(f"os{i}-{j}")
print("names", together(naming))
shared = threading.Thread(target=lambda: None)
def rename(i):
    for j in range(ROUNDS): shared.name = f"s{i}"; assert shared.name[0] == "s"; shared.daemon = j % 2 == 0
print("one name", together(rename))
local = threading.local()
class L(threading.local):
    number = 1
    def __init__(self, x): self.x = x; inits.append(x)
inits = []
sub = L(5)
def locals_(i):
    assert not hasattr(local, "v") and sub.x == 5
    for j in range(ROUNDS):
        local.v = (i, j); sub.x = (i, j); sub.number += 1
        assert local.v == (i, j) == sub.x and local.__dict__ == {"v": (i, j)}
        del local.v
print("locals", together(locals_), sub.x, len(inits))
def limits(i):
    for j in range(ROUNDS):
        sys.setrecursionlimit(900 + (i * 7 + j) % 100); assert 900 <= sys.getrecursionlimit() < 1000
        def f(n): return f(n + 1)
        try: f(0)
        except RecursionError: pass
        sys.setswitchinterval(0.005); sys.getswitchinterval(); sys.intern(f"in{j}"); sys.getrefcount(f); sys.getsizeof([])
print("recursion", together(limits))
sys.setrecursionlimit(1000)
def warn(i):
    for j in range(ROUNDS):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore" if j % 2 else "always")
            warnings.filterwarnings("ignore", message=f"m{j}")
            warnings.warn(f"m{j} {i}", UserWarning)
err, sys.stderr = sys.stderr, io.StringIO()
errors = together(warn)
sys.stderr = err
print("warnings", errors)
hits = []
signal.signal(signal.SIGUSR1, lambda n, f: hits.append(n))
def signals(i):
    for j in range(ROUNDS): os.kill(os.getpid(), signal.SIGUSR1) if j % 5 == 0 else signal.raise_signal(signal.SIGUSR1); deep(3)
print("signals", together(signals), len(hits) > 0, set(hits) == {signal.SIGUSR1})
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
def many(i):
    for j in range(ROUNDS):
        t = threading.Thread(target=done.append, args=(1,), daemon=j % 2 == 0)
        t.start()
        if j % 3: t.join()
        else: left.append(t)
done, left = [], []
print("threads", together(many))
for t in left: t.join()
print(len(done), threading.active_count())
def exchook(args): caught.append(args.exc_value.args[0])
caught, threading.excepthook = [], exchook
def failing(i):
    for j in range(ROUNDS):
        t = threading.Thread(target=lambda: 1 / 0 if j % 2 else [].pop())
        t.start(); t.join()
print("excepthook", together(failing), len(caught), len(set(caught)))
def tables(i):
    for j in range(ROUNDS):
        type(f"T{i}{j}", (), {"__slots__": ("a", "b")})().a = 1
        types.SimpleNamespace(a=j).a; types.ModuleType("m").__dict__; linecache.getline(__file__, j); object.__subclasses__()
        (lambda: 0).__code__.replace(co_name=f"n{j}"); sys.getsizeof(""); sys.exc_info(); sys.modules.copy(); sys.path_importer_cache.copy(); vars(sys).copy()
print("tables", together(tables))
