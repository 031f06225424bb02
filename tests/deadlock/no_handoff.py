# quiet
# out: 30000
import threading, queue
# Threads that hand something round: at any moment all but one wait, and often all do but for a wake-up under way.
n = 30000
qs = [queue.SimpleQueue() for _ in range(3)]
locks = [threading.Lock() for _ in range(2)]
for l in locks: l.acquire()
def ring(i):
    for _ in range(n // 3):
        x = qs[i].get()
        qs[(i + 1) % 3].put(x + 1)
def pong():
    for _ in range(n // 10):
        locks[0].acquire()
        locks[1].release()
ts = [threading.Thread(target=ring, args=(i,)) for i in range(3)] + [threading.Thread(target=pong)]
for t in ts: t.start()
qs[0].put(0)
for _ in range(n // 10):
    locks[0].release()
    locks[1].acquire()
for t in ts: t.join()
print(qs[0].get())
