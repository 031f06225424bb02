# flags: -X deadlock=off
# quiet
# out: still here
import os, threading
def end():
    import time
    time.sleep(0.01)
lock = threading.Lock()
lock.acquire()
threading.Thread(target=lambda: (lock.acquire(timeout=0.3), print("still here", flush=True), os._exit(0))).start()
threading.Event().wait()
