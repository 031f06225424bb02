# quiet
# out: done
import threading, time
# Locks that other threads release are no circle, though each thread has taken what the other waits for.
a, b = threading.Lock(), threading.Lock()
a.acquire(); b.acquire(); a.release(); b.release()
def use(lock):
    threading.Thread(target=lock.acquire).start()
    while not lock.locked(): time.sleep(0.001)
    lock.release()
use(a); use(b)
taken = threading.Barrier(3)
def worker(mine, other):
    mine.acquire()
    taken.wait()
    other.acquire()
ts = [threading.Thread(target=worker, args=p) for p in [(a, b), (b, a)]]
for t in ts: t.start()
taken.wait()
time.sleep(0.6)
a.release(); b.release()
for t in ts: t.join()
print("done")
