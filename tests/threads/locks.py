# Locks, RLocks, conditions, semaphores, events, barriers: semantics and errors, and mutual exclusion under load.
import threading, time
from threading import Lock, RLock, Condition, Semaphore, BoundedSemaphore, Event, Barrier, Thread
def run(n, f, *a):
    ts = [Thread(target=f, args=(i, *a)) for i in range(n)]
    for t in ts: t.start()
    for t in ts: t.join()
def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
l = Lock()
print(l.acquire(), l.locked(), l.acquire(False), l.acquire(timeout=0.01), l.acquire(blocking=False))
l.release()
print(l.locked(), "unlocked" in repr(l))
err(l.release)
err(lambda: l.acquire(False, 1))
err(lambda: l.acquire(True, -2))
err(lambda: l.acquire(timeout=1e20))
with l: print("held", l.locked())
# A lock may be released by another thread.
l.acquire()
run(1, lambda i: l.release())
print(l.locked())
r = RLock()
print(r.acquire(), r.acquire(), r._is_owned())
r.release(); r.release()
err(r.release)
got = []
r.acquire()
run(1, lambda i: got.append(r.acquire(False)))
r.release()
run(1, lambda i: err(r.release))
print(got)
count = 0
def add(i):
    global count
    for _ in range(2000):
        with l: count += 1
run(8, add)
print(count)
count = 0
def radd(i):
    global count
    for _ in range(500):
        with r:
            with r: count += 1
run(8, radd)
print(count)
c = Condition()
items, log = [], []
def consumer(i):
    for _ in range(5):
        with c:
            while not items: c.wait()
            log.append(items.pop(0))
def producer(i):
    for n in range(5):
        with c:
            items.append(i * 10 + n)
            c.notify()
ts = [Thread(target=consumer, args=(i,)) for i in range(3)] + [Thread(target=producer, args=(i,)) for i in range(3)]
for t in ts: t.start()
for t in ts: t.join()
print(sorted(log))
with c: print(c.wait(0.01), c.wait_for(lambda: False, 0.01), c.wait_for(lambda: "value"))
err(c.wait); err(c.notify); err(c.notify_all)
woken = []
def waiter(i):
    with c:
        ready.release()
        c.wait()
        woken.append(i)
ready = Semaphore(0)
ts = [Thread(target=waiter, args=(i,)) for i in range(5)]
for t in ts: t.start()
for t in ts: ready.acquire()
with c: c.notify(2)
while len(woken) < 2: time.sleep(0.001)
time.sleep(0.02)
print(len(woken))
with c: c.notify_all()
for t in ts: t.join()
print(sorted(woken))
s = Semaphore(2)
print(s.acquire(), s.acquire(), s.acquire(False), s.acquire(timeout=0.01))
s.release(2)
print(s.acquire(False), s.acquire(False), s.acquire(False))
err(lambda: Semaphore(-1)); err(lambda: s.release(0))
b = BoundedSemaphore(1)
err(b.release)
inside, most = 0, 0
lim = Semaphore(3)
def limited(i):
    global inside, most
    for _ in range(20):
        with lim:
            with l:
                inside += 1
                most = max(most, inside)
            time.sleep(0)
            with l: inside -= 1
run(10, limited)
print(inside, most <= 3)
e = Event()
print(e.is_set(), e.wait(0.01))
res = []
ts = [Thread(target=lambda: res.append(e.wait(5))) for _ in range(5)]
for t in ts: t.start()
e.set()
for t in ts: t.join()
print(res, e.is_set(), e.wait())
e.clear()
print(e.is_set())
bar = Barrier(4, action=lambda: actions.append("all here"))
actions, idx = [], []
run(4, lambda i: idx.append(bar.wait()))
print(sorted(idx), actions, bar.parties, bar.n_waiting, bar.broken)
bar2 = Barrier(2, timeout=0.02)
err(bar2.wait)
print(bar2.broken)
bar2.reset()
print(bar2.broken)
bar2.abort()
err(bar2.wait)
err(lambda: Barrier(0))
bar3 = Barrier(2, action=lambda: 1 / 0)
kinds = []
def hit(i):
    try:
        bar3.wait()
    except Exception as ex: kinds.append(type(ex).__name__)
run(2, hit)
print(sorted(kinds))
# Two threads in strict alternation.
ping, pong, trail = Lock(), Lock(), []
pong.acquire()
def a(i):
    for n in range(50):
        ping.acquire(); trail.append("a"); pong.release()
def bb(i):
    for n in range(50):
        pong.acquire(); trail.append("b"); ping.release()
ts = [Thread(target=a, args=(0,)), Thread(target=bb, args=(0,))]
for t in ts: t.start()
for t in ts: t.join()
print("".join(trail) == "ab" * 50)
# Dining philosophers, ordered forks.
forks = [Lock() for _ in range(5)]
meals = [0] * 5
def dine(i):
    lo, hi = sorted((i, (i + 1) % 5))
    for _ in range(100):
        with forks[lo], forks[hi]: meals[i] += 1
run(5, dine)
print(meals)
# An exception inside a with leaves the lock free.
try:
    with l: raise ValueError
except ValueError:
    print(l.locked())
