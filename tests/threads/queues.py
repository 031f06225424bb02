# queue: Queue, LifoQueue, PriorityQueue, SimpleQueue; task_done, join, shutdown; pools of workers.
import queue, threading, time
from threading import Thread
def err(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
q = queue.Queue(2)
q.put(1); q.put(2, timeout=1)
print(q.qsize(), q.full(), q.empty(), q.maxsize)
err(lambda: q.put_nowait(3)); err(lambda: q.put(3, timeout=0.01)); err(lambda: q.put(3, timeout=-1))
print(q.get(), q.get_nowait())
err(q.get_nowait); err(lambda: q.get(timeout=0.01)); err(lambda: q.get(timeout=-1))
q.task_done(); q.task_done()
err(q.task_done)
lq = queue.LifoQueue()
for i in range(3): lq.put(i)
print([lq.get() for _ in range(3)])
pq = queue.PriorityQueue()
for x in (5, 1, 3): pq.put((x, str(x)))
print([pq.get() for _ in range(3)])
sq = queue.SimpleQueue()
sq.put(1)
print(sq.get(), sq.empty(), sq.qsize())
err(sq.get_nowait); err(lambda: sq.get(timeout=0.01))
work, done = queue.Queue(), queue.Queue()
def worker():
    while (n := work.get()) is not None:
        done.put(n * n)
        work.task_done()
    work.task_done()
ts = [Thread(target=worker) for _ in range(6)]
for t in ts: t.start()
for i in range(500): work.put(i)
for t in ts: work.put(None)
work.join()
for t in ts: t.join()
print(sum(done.get() for _ in range(500)) == sum(i * i for i in range(500)), done.empty())
# Order from one producer to one consumer, through a small queue.
small, got = queue.Queue(3), []
def produce():
    for i in range(1000): small.put(i)
    small.put(None)
def consume():
    while (x := small.get()) is not None: got.append(x)
a, b = Thread(target=produce), Thread(target=consume)
a.start(); b.start(); a.join(); b.join()
print(got == list(range(1000)))
# Many producers and consumers on a SimpleQueue: nothing is lost or doubled.
sq, parts = queue.SimpleQueue(), []
def sprod(k):
    for i in range(300): sq.put(k * 1000 + i)
def scons():
    mine = []
    while (x := sq.get()) is not None: mine.append(x)
    parts.append(mine)
ps = [Thread(target=sprod, args=(k,)) for k in range(4)]
cs = [Thread(target=scons) for _ in range(4)]
for t in ps + cs: t.start()
for t in ps: t.join()
for t in cs: sq.put(None)
for t in cs: t.join()
print(sorted(x for p in parts for x in p) == [k * 1000 + i for k in range(4) for i in range(300)])
s = queue.Queue()
s.put("left")
s.shutdown()
err(lambda: s.put(1))
print(s.get())
err(s.get)
s2 = queue.Queue()
r = []
t = Thread(target=lambda: r.append(type(capture(s2.get)).__name__))
def capture(f):
    try:
        return f()
    except Exception as e:
        return e
t.start()
time.sleep(0.02)
s2.shutdown(immediate=True)
t.join()
print(r)
from concurrent.futures import ThreadPoolExecutor, as_completed, wait
with ThreadPoolExecutor(4) as ex:
    print(list(ex.map(lambda x: x * 2, range(10))))
    fs = [ex.submit(pow, 2, i) for i in range(8)]
    print(sorted(f.result() for f in as_completed(fs)), all(f.done() for f in fs))
    bad = ex.submit(lambda: 1 / 0)
    print(repr(bad.exception()))
    err(bad.result)
err(lambda: ex.submit(len, ()))
