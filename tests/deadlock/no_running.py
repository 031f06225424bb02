# quiet
# out: done
import threading, time
lock = threading.Lock()
lock.acquire()
def busy():
    end = time.monotonic() + 0.6
    n = 0
    while time.monotonic() < end:
        n += 1
    sorted([str(i * 7919 % 100003) for i in range(100000)], key=lambda s: s[::-1])
    lock.release()
threading.Thread(target=busy).start()
lock.acquire()
print("done")
