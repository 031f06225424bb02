# threading: start, join, names, idents, daemon flags, enumerate, current_thread, local, excepthook, errors.
import threading, time, sys
from threading import Thread, current_thread, main_thread
print(current_thread() is main_thread(), main_thread().name, main_thread().ident == threading.get_ident(), threading.active_count(), main_thread().daemon)
seen = []
def work(n, *, k=None):
    seen.append((current_thread().name, n, k, current_thread().is_alive(), threading.active_count() >= 2))
t = Thread(target=work, args=(1,), kwargs={"k": 2})
print(t.name, t.ident, t.native_id, t.is_alive(), t.daemon, repr(t))
t.start()
t.join()
print(seen, t.is_alive(), t.ident is not None, "stopped" in repr(t))
for f in (t.start, lambda: Thread().join(), lambda: current_thread().join(), lambda: Thread(target=5).start() or time.sleep(0.05), lambda: Thread(5), lambda: setattr(current_thread(), "daemon", 5)):
    try:
        f()
    except (RuntimeError, AssertionError) as e:
        print(type(e).__name__, e)
    except Exception as e:
        print(type(e).__name__)
t2 = Thread(target=lambda: None, name="named", daemon=True)
print(t2.name, t2.daemon, Thread(target=len).name.startswith("Thread-"), Thread(target=work).name.endswith("(work)"))
t2.name = "renamed"
print(t2.name)
class Sub(Thread):
    def __init__(self, v):
        super().__init__()
        self.v, self.result = v, None
    def run(self): self.result = self.v ** 2
ts = [Sub(i) for i in range(10)]
for t in ts: t.start()
for t in ts: t.join()
print([t.result for t in ts])
loc = threading.local()
loc.x = "main"
out = []
def use_local(n):
    out.append(hasattr(loc, "x"))
    loc.x = n
    time.sleep(0.01)
    out.append(loc.x == n)
ts = [Thread(target=use_local, args=(i,)) for i in range(4)]
[t.start() for t in ts]; [t.join() for t in ts]
print(sorted(out), loc.x)
class MyLocal(threading.local):
    base = 1
    def __init__(self, v): self.v = v
ml = MyLocal("init")
ml.v = "changed in main"
r = []
t = Thread(target=lambda: r.append((ml.v, ml.base, sorted(ml.__dict__))))
t.start(); t.join()
print(r, ml.v)
hooked = []
threading.excepthook = lambda a: hooked.append((a.exc_type.__name__, str(a.exc_value), a.thread.name, a.exc_traceback is not None))
def fail(): raise ValueError("in thread")
t = Thread(target=fail, name="failing")
t.start(); t.join()
print(hooked)
threading.excepthook = threading.__excepthook__
t = Thread(target=sys.exit, args=(3,))
t.start(); t.join()
print("sys.exit in a thread is silent")
ev = threading.Event()
t = Thread(target=ev.wait)
t.start()
t0 = time.monotonic()
t.join(timeout=0.05)
print(t.is_alive(), time.monotonic() - t0 >= 0.04, t in threading.enumerate(), len({x.ident for x in threading.enumerate()}) == threading.active_count())
ev.set()
t.join()
print(t.is_alive(), t in threading.enumerate())
idents = set()
barrier = threading.Barrier(8)
def collect():
    barrier.wait()
    idents.add((threading.get_ident(), threading.get_native_id() > 0, current_thread().ident == threading.get_ident()))
    barrier.wait()
ts = [Thread(target=collect) for _ in range(8)]
[t.start() for t in ts]; [t.join() for t in ts]
print(len(idents), {x[1:] for x in idents})
print(threading.stack_size() >= 0, threading.TIMEOUT_MAX > 1e6)
for bad in ("x", None):
    try:
        threading.stack_size(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
order = []
tm = threading.Timer(0.02, lambda a, b: order.append((a, b)), args=(1,), kwargs={"b": 2})
tm.start(); tm.join()
tc = threading.Timer(5, order.append, ["never"])
tc.start(); tc.cancel(); tc.join()
print(order)
d = Thread(target=time.sleep, args=(60,), daemon=True)
d.start()
def late(): 
    time.sleep(0.05)
    print("non-daemon threads are waited for at exit")
Thread(target=late).start()
print("main ends")
