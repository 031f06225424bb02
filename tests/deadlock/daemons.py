# exit: 1
# err: ^Thread "daemon" .* for a lock
import threading
lock = threading.Lock()
lock.acquire()
threading.Thread(target=lock.acquire, daemon=True, name="daemon").start()
threading.Event().wait()
