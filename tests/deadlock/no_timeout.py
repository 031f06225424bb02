# quiet
# out: False
# out: False
# out: done
import threading, queue
lock = threading.Lock()
lock.acquire()
t = threading.Thread(target=lock.acquire, daemon=True)
t.start()
print(lock.acquire(timeout=0.4))
print(threading.Event().wait(0.3))
t.join(0.2)
try:
    queue.Queue().get(timeout=0.3)
except queue.Empty:
    print("done")
