# exit: 1
# err: ^Deadlock: no thread can go on
# err: "Thread-1 \(second\)"
import threading
import time

# Nothing happens for so long that nobody looks after the threads any more; then the last one that could go on waits, too.
a, b = threading.Lock(), threading.Lock()
b.acquire()


def second():
    a.acquire()
    b.acquire()


t = threading.Thread(target=second)
t.start()
time.sleep(1)
a.acquire()
