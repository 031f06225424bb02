# exit: 1
# out: not flushed
# err: ^Deadlock: the only thread waits
# err: ^Thread "MainThread" .* for a lock at 0x[0-9a-f]+, which it holds itself since File ".*alone.py", line 10 in take
import threading
lock = threading.Lock()
print("not flushed", flush=False)

def take():
    lock.acquire()

take()
lock.acquire()
