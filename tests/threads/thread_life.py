# The life of a Thread, step by step: what everybody may see of it before, while and after it runs, and who is asked on the way.
import contextvars
import gc
import io
import sys
import threading
import time
import traceback
import weakref

go, came = threading.Event(), threading.Event()


def stay():
    came.set()
    go.wait()


def shown(t):
    text = repr(t)
    if t.ident is not None:
        text = text.replace(str(t.ident), "ID")
    return text


# States, names, idents.
t = threading.Thread(target=stay, name="stay")
print(shown(t), t.ident, t.native_id, t.is_alive(), t.daemon, t._started.is_set(), t in threading.enumerate())
t.start()
came.wait()
print(shown(t), t.ident == t._ident, t.native_id > 0, t.is_alive(), t in threading.enumerate(), threading._active[t.ident] is t, t in threading._limbo)
go.set()
t.join()
print(shown(t), t.is_alive(), t in threading.enumerate(), t.ident in threading._active, hasattr(t, "_target"), hasattr(t, "_args"), hasattr(t, "_kwargs"))
print(sorted(t.__dict__))
t.join()
t.join(0)
for call in t.start, lambda: setattr(t, "daemon", True), threading.Thread().join, threading.current_thread().join, lambda: threading.Thread(group=1):
    try:
        call()
    except (RuntimeError, AssertionError) as e:
        print(type(e).__name__, e)


class NoInit(threading.Thread):
    def __init__(self):
        pass


for call in NoInit().start, NoInit().join, lambda: NoInit().name, lambda: repr(NoInit()), lambda: NoInit().is_alive(), lambda: setattr(NoInit(), "daemon", 1):
    try:
        call()
    except (RuntimeError, AssertionError) as e:
        print(type(e).__name__, e)


# Names: by count and target; any value.
def number(t):
    return int(t.name.split()[0].split("-")[1])


a, b = threading.Thread(), threading.Thread(target=stay)
print(number(b) - number(a), a.name.rstrip("0123456789"), b.name.split()[1])


class Called:
    def __call__(self):
        pass


class Named(Called):
    __name__ = "own name"


class Awkward(Called):
    @property
    def __name__(self):
        raise AttributeError("none")


print([threading.Thread(target=f).name.split(" ", 1)[1:] for f in (Called(), Named(), Awkward(), Called, [].append, "x".join, lambda: 0, Called().__call__)])


def grüße():
    pass


long = type(grüße)(grüße.__code__, {}, "long" * 40)
print(threading.Thread(target=grüße).name.split()[1], threading.Thread(target=long).name.split()[1], threading.Thread(name=7).name, threading.Thread(name="").name[:7])
kept = threading.Thread(target=grüße).name
gc.collect()
print(kept.split()[1])

# Every Thread has its own keyword arguments, event, handle and context.
a, b = threading.Thread(), threading.Thread()
a._kwargs["x"] = 1
print(b._kwargs, a._started is b._started, a._os_thread_handle is b._os_thread_handle, a._context, type(a._started).__name__)

# What runs in it sees itself.
seen = []


def look():
    me = threading.current_thread()
    seen.append((me.name, me.is_alive(), me in threading.enumerate(), me.ident == threading.get_ident(), me.native_id == threading.get_native_id(), shown(me)))
    seen.append([f.name for f in traceback.extract_stack()])


for how in {}, {"daemon": True}:
    t = threading.Thread(target=look, name="look", **how)
    t.start()
    t.join()
    print(seen)
    seen.clear()


# Daemon is inherited.
def nested():
    t = threading.Thread(target=lambda: None)
    seen.append((threading.current_thread().daemon, t.daemon, threading.Thread(daemon=False).daemon))


for daemon in False, True:
    t = threading.Thread(target=nested, daemon=daemon)
    t.start()
    t.join()
print(seen)

# Exceptions: the hook, the traceback, SystemExit; another hook; a hook that raises; sys.stderr of then and of now.
def boom(n):
    if n:
        boom(n - 1)
    raise ValueError("boom", n)


def with_stderr(f):
    old, sys.stderr = sys.stderr, io.StringIO()
    try:
        f()
        return sys.stderr.getvalue()
    finally:
        sys.stderr = old


def run(**kw):
    t = threading.Thread(name="T", **kw)
    t.start()
    t.join()
    return t


def lines(text):
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("File"):
            file, _, name = line[6:].partition('", line ')
            line = file.replace("\\", "/").rsplit("/", 1)[-1] + " in " + name.rsplit(" ", 1)[-1]
        elif line.startswith(("^", "~")):
            continue
        yield line


print(*lines(with_stderr(lambda: run(target=boom, args=(1,)))), sep="\n")
print(repr(with_stderr(lambda: run(target=sys.exit))), repr(with_stderr(lambda: run(target=sys.exit, args=("x",)))))
old, threading.excepthook = threading.excepthook, lambda args: print("hook", args.exc_type.__name__, args.exc_value, args.thread.name, args.thread.is_alive())
t = run(target=boom, args=(0,))
print(hasattr(t, "_target"), t.ident in threading._active)


def bad_hook(args):
    raise KeyError("hook")


threading.excepthook = bad_hook
print([x for x in with_stderr(lambda: run(target=boom, args=(0,))).splitlines() if not x.startswith(" ")])
threading.excepthook = old
t = threading.Thread(target=boom, args=(0,), name="T")
t._invoke_excepthook = lambda thread: print("own hook", thread is t)
t.start()
t.join()

# Contexts: a thread has a copy or an empty one, or what it is given; one that is in use.
var = contextvars.ContextVar("var", default="default")
given = contextvars.copy_context()
given.run(var.set, "given")
run(target=lambda: print(var.get()), context=given)
given.run(lambda: print(with_stderr(lambda: run(target=print, args=(1,), context=given)).splitlines()[-1].split("<")[0]))


def set_var():
    var.set("in thread")
    seen[:] = [threading.current_thread()._context[var]]


run(target=set_var)
print(seen, var.get())


# Overridden, hidden, replaced.
class Steps(threading.Thread):
    def _bootstrap(self):
        print("_bootstrap")
        super()._bootstrap()

    def _bootstrap_inner(self):
        print("_bootstrap_inner")
        super()._bootstrap_inner()

    def _set_ident(self):
        print("_set_ident")
        super()._set_ident()

    def _set_native_id(self):
        print("_set_native_id")
        super()._set_native_id()

    def _delete(self):
        super()._delete()
        print("_delete", threading.get_ident() in threading._active)

    def run(self):
        print("run", self.is_alive())
        super().run()

    def join(self, timeout=None):
        super().join(timeout)
        print("join", timeout)


t = Steps(target=print, args=("target",))
t.start()
t.join()
t = threading.Thread(target=print, args=("target",))
t.run = lambda: print("own run")
t.start()
t.join()
t = threading.Thread(target=print, args=("target",))
t._bootstrap_inner = lambda: print("own _bootstrap_inner", t.is_alive()) or t._started.set() or threading._limbo.pop(t)
t.start()
t.join()


class Other(threading.Thread):
    def run(self):
        self.result = self._target
        del self._args


t = Other(target=stay)
t.start()
t.join()
print(t.result is stay, hasattr(t, "_target"), hasattr(t, "_args"))


def changes():
    me = threading.current_thread()
    me._args, me._target, me.extra = 1, 2, 3


t = run(target=changes)
print(hasattr(t, "_args"), hasattr(t, "_target"), hasattr(t, "_kwargs"), t.extra)


def deletes():
    del threading.current_thread()._args


print(with_stderr(lambda: run(target=deletes)).splitlines()[-1].split(". ")[0])
print(with_stderr(lambda: run(target=boom, args=5)).splitlines()[-1])
print(with_stderr(lambda: run(target=boom, kwargs={"m": 5})).splitlines()[-1])
run(target=lambda *a, **k: print(a, k), args=[1, 2], kwargs={"x": 3})
real = threading._active


class Watched(dict):
    def __setitem__(self, key, value):
        print("_active[ ]", value.name)
        super().__setitem__(key, value)


threading._active = Watched(real)
run(target=print, args=("with another _active",))
threading._active = real
set_name, threading._set_name = threading._set_name, lambda name: print("_set_name", name)
run(target=print, args=("with another _set_name",))
threading._set_name = set_name
make = threading._make_invoke_excepthook
threading._make_invoke_excepthook = lambda: print
print(threading.Thread()._invoke_excepthook is print)
threading._make_invoke_excepthook = make
threading.Thread.extra = property(lambda self: "of the class")
print(run(target=int).extra)
del threading.Thread.extra

# Tracing sees the library's functions.
calls = []


def trace(frame, event, arg):
    if event == "call" and frame.f_code.co_filename == threading.__file__:
        calls.append(frame.f_code.co_name)


threading.setprofile(trace)
t = threading.Thread(target=int)
t.start()
t.join()
threading.setprofile(None)
print([c for c in calls if c in ("run", "_delete", "_bootstrap_inner")])

def collect():
    for _ in range(4):  # a thread that has been joined may still be about to let go of what it ran
        gc.collect()
        time.sleep(0.01)


# Which Threads there are: those that somebody refers to, whatever was made and dropped in between.
gc.collect()
before = set(threading._dangling)
kept = []
for i in range(100):
    t = threading.Thread(target=int)
    if i % 2:
        t.start()
        t.join()
    if i % 10 == 0:
        kept.append(t)
    if i == 50:
        gc.collect()
del t
collect()
now = set(threading._dangling) - before
print(len(now), now == set(kept))


class Dies(threading.Thread):
    def __del__(self):
        print("__del__", self.name, self.is_alive())


refs = [weakref.ref(x) for x in kept]
d = Dies(name="d", target=int)
d.start()
d.join()
others = [threading.Thread() for _ in range(5)]
print(d in threading._dangling)
del d, kept, now
collect()
print([r() for r in refs], len(set(threading._dangling) - before - set(others)))
