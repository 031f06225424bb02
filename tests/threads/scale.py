"""Many threads: what waits is suspended, what is new is started in another way than the library does it; nobody can tell."""
import sys, threading, queue, traceback, io, contextvars
from threading import Thread, Lock, RLock, Condition, Event, Barrier, Semaphore, BoundedSemaphore, current_thread, enumerate as threads

N = 300


def start(ts):
    for t in ts:
        t.start()
    return ts


def join(ts):
    for t in ts:
        t.join()


# Many waiters on every primitive, woken together or one by one.
lock, got = Lock(), []
lock.acquire()


def take(i):
    lock.acquire()
    got.append(i)
    lock.release()


ts = start([Thread(target=take, args=(i,)) for i in range(N)])
lock.release()
join(ts)
print("lock", sorted(got) == list(range(N)), lock.locked())

rlock, depth = RLock(), []
rlock.acquire()


def nest():
    with rlock:
        with rlock:
            depth.append(rlock._recursion_count())


ts = start([Thread(target=nest) for _ in range(N)])
rlock.release()
join(ts)
print("rlock", depth == [2] * N, rlock._is_owned())

cond, ready, woken = Condition(), 0, []


def await_turn(i):
    global ready
    with cond:
        ready += 1
        cond.notify_all()
        while not turn[0]:
            cond.wait()
        woken.append(i)


turn = [False]
ts = start([Thread(target=await_turn, args=(i,)) for i in range(60)])
with cond:
    while ready < 60:
        cond.wait()
    turn[0] = True
    cond.notify_all()
join(ts)
print("condition", sorted(woken) == list(range(60)))

q, out = queue.SimpleQueue(), queue.SimpleQueue()


def serve():
    while (x := q.get()) is not None:
        out.put(x * x)


ts = start([Thread(target=serve) for _ in range(N)])
for i in range(1000):
    q.put(i)
print("queue", sum(out.get() for _ in range(1000)) == sum(i * i for i in range(1000)))
for _ in ts:
    q.put(None)
join(ts)
print("queue", q.qsize(), out.qsize())

sem, inside, most = BoundedSemaphore(3), [], []


def enter():
    with sem:
        inside.append(1)
        most.append(len(inside))
        inside.pop()


join(start([Thread(target=enter) for _ in range(100)]))
print("semaphore", max(most) <= 3, len(most))
bar, order = Barrier(50), []


def meet():
    order.append("in")
    bar.wait()
    order.append("out")


join(start([Thread(target=meet) for _ in range(50)]))
print("barrier", order[:50] == ["in"] * 50, order[50:] == ["out"] * 50)

# A wait below native code cannot be suspended; it works as well.
box = Lock()
box.acquire()
seen = []


class Key:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        with box:
            return self.n < other.n


def by_key():
    seen.append([k.n for k in sorted(map(Key, (3, 1, 2)))])
    seen.append(list(map(box.acquire, (True,))))
    box.release()
    seen.append([box.acquire() for _ in range(1)])
    box.release()


ts = start([Thread(target=by_key) for _ in range(5)])
box.release()
join(ts)
print("native", sum(x == [1, 2, 3] for x in seen), seen.count([True]))


def gen():
    for i in range(3):
        with box:
            yield i


ts, sums = [], []
box.acquire()
ts = start([Thread(target=lambda: sums.append(sum(gen()))) for _ in range(5)])
box.release()
join(ts)
print("generators", sums)


# What a thread is, seen from inside and outside.
def look():
    me = current_thread()
    f, names = sys._getframe(), []
    while f:
        names.append(f.f_code.co_name)
        f = f.f_back
    print(me.name, me.ident == threading.get_ident(), isinstance(me.native_id, int), me.daemon, me.is_alive(), me in threads(), names)


t = Thread(target=look, name="looker")
print(t.ident, t.native_id, t.is_alive(), t)
t.start()
t.join()
print(t.is_alive(), t in threads(), repr(t).replace(str(t.ident), "IDENT"), t._started.is_set())
for f in (t.start, t.join, lambda: Thread(target=look).join(), lambda: current_thread().join()):
    try:
        print(f())
    except RuntimeError as e:
        print("RuntimeError:", e)


class Mine(Thread):
    def __init__(self, n):
        super().__init__(daemon=False)
        self.n, self.result = n, None

    def run(self):
        self.result = self.n * 2


class Loud(Thread):
    def start(self):
        log.append("start")
        super().start()

    def _bootstrap_inner(self):
        log.append("inner")
        super()._bootstrap_inner()

    def join(self, timeout=None):
        super().join(timeout)
        log.append("join")


log = []
ts = [Mine(i) for i in range(20)]
join(start(ts))
print([t.result for t in ts])
t = Loud(target=log.append, args=("run",))
t.start()
t.join()
print(log)
t = Thread()
t.run = lambda: log.append("own run")
t.start()
t.join(5)
print(log[-1])


# Exceptions.
def fail(n):
    if n:
        fail(n - 1)
    raise ValueError("from a thread")


def report(args):
    names = [(f.name, f.line) for f in traceback.extract_tb(args.exc_traceback)]
    print(args.exc_type.__name__, args.exc_value, args.thread.name, names)


threading.excepthook = report
t = Thread(target=fail, args=(1,), name="failing")
t.start()
t.join()
gate = Lock()
gate.acquire()


def fail_after():
    gate.acquire()
    raise KeyError("woken")


t = Thread(target=fail_after, name="waiter")
t.start()
gate.release()
t.join()
threading.excepthook = threading.__excepthook__
t = Thread(target=sys.exit, name="quiet")
t.start()
t.join()
err, sys.stderr = sys.stderr, io.StringIO()
t = Thread(target=fail, args=(0,), name="loud")
t.start()
t.join()
text, sys.stderr = sys.stderr.getvalue(), err
print([line for line in text.splitlines() if not line.startswith("  File") and "^" not in line])

# Contexts.
var = contextvars.ContextVar("var", default="none")
var.set("outer")
result = []
gate.release()


def change():
    gate.acquire()
    result.append(var.get())
    var.set("inner")
    gate.release()
    result.append(var.get())


context = contextvars.copy_context()
t = Thread(target=change, context=context)
t.start()
t.join()
print(result, var.get(), context[var])

# Threads that start threads; enumerate and active_count meanwhile.
total, total_lock = 0, Lock()


def tree(n):
    global total
    with total_lock:
        total += 1
    if n:
        join(start([Thread(target=tree, args=(n - 1,)) for _ in range(3)]))
    assert current_thread() in threads()


join(start([Thread(target=tree, args=(4,))]))
print(total, threading.active_count(), len(threading._active), len(threading._limbo))

# Daemons that wait for ever do not keep the program.
ts = start([Thread(target=Event().wait, daemon=True) for _ in range(100)])
print(threading.active_count())
