# Threads that make, start, join, count and drop threads, while others look at all lists of them and collect: nobody is lost, counted twice or
# kept.
import gc
import threading
import time
import weakref

N = 100
done = threading.Event()
problems = []


class Own(threading.Thread):
    def run(self):
        self.result = super().run()


def work(out, i):
    out.append((i, threading.current_thread().ident == threading.get_ident()))


def make(kept):
    out = []
    for i in range(N):
        t = (Own if i % 3 == 0 else threading.Thread)(target=work, args=(out, i), daemon=i % 2 == 0)
        if t in threading.enumerate():
            problems.append("active too early")
        t.start()
        if not t._started.is_set() or t.ident is None or t.native_id is None:
            problems.append("not started")
        if i % 5:
            t.join()
            if t.is_alive() or t.ident in threading._active and threading._active[t.ident] is t or hasattr(t, "_target"):
                problems.append("not over")
        else:
            kept.append(t)
    for t in kept:
        t.join()
    if sorted(out) != [(i, True) for i in range(N)]:
        problems.append("lost")


def look():
    while not done.is_set():
        for t in threading.enumerate():
            repr(t), t.name, t.is_alive()
        len(threading._dangling), len(set(threading._dangling)), threading.active_count()


def collect():
    while not done.is_set():
        gc.collect()
        done.wait(0.003)


keeps = [[] for _ in range(4)]
makers = [threading.Thread(target=make, args=(k,)) for k in keeps]
lookers = [threading.Thread(target=f) for f in (look, collect)]
for t in makers + lookers:
    t.start()
for t in makers:
    t.join()
done.set()
for t in lookers:
    t.join()
print(problems, [len(k) for k in keeps] == [N // 5] * 4)
gc.collect()
print({t for k in keeps for t in k} <= set(threading._dangling), len(threading.enumerate()), threading.active_count(), threading._limbo)
refs = [weakref.ref(t) for k in keeps for t in k]
del keeps, makers, lookers, t
for _ in range(200):  # a thread that has been joined may still be about to let go of what it ran
    gc.collect()
    if len(threading._dangling) == 1:
        break
    time.sleep(0.01)
print(sum(r() is not None for r in refs), len(set(threading._dangling) - {threading.main_thread()}))

# Many that wait at once, started by several.
gate, there, lock = threading.Event(), [], threading.Lock()


def wait():
    with lock:
        there.append(threading.get_ident())
    gate.wait()


def start(ts):
    for _ in range(N):
        ts.append(threading.Thread(target=wait))
        ts[-1].start()


lists = [[] for _ in range(4)]
starters = [threading.Thread(target=start, args=(ts,)) for ts in lists]
for t in starters:
    t.start()
for t in starters:
    t.join()
print(threading.active_count() == 4 * N + 1, {t.is_alive() for ts in lists for t in ts})
gate.set()
for ts in lists:
    for t in ts:
        t.join()
print(len(set(there)) == 4 * N, threading.active_count(), {t.is_alive() for ts in lists for t in ts})
