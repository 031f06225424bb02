# exit: 1
# err: ^and 1901 more threads.$
import threading
lock = threading.Lock()
lock.acquire()
for _ in range(2000):
    threading.Thread(target=lock.acquire).start()
