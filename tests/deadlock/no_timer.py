# quiet
# out: woken
import threading, time
e = threading.Event()
threading.Timer(0.5, e.set).start()
e.wait()
lock = threading.Lock()
lock.acquire()
def later():
    time.sleep(0.4)
    lock.release()
threading.Thread(target=later, daemon=True).start()
lock.acquire()
print("woken")
