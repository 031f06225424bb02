# exit: 1
# err: ^Deadlock: no thread can go on
# err: "Thread-1 \(wait_for_ever\)"
import threading
import time

# Nothing happens for so long that nobody looks after the threads any more; then the last one that could go on ends.
lock = threading.Lock()
lock.acquire()


def wait_for_ever():
    lock.acquire()


def sleep():
    time.sleep(1)


t = threading.Thread(target=wait_for_ever)
t.start()
threading.Thread(target=sleep).start()
t.join()
