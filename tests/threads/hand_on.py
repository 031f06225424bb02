# Threads that wake one another and wait themselves, the main one among them: nobody is forgotten meanwhile.
import os, signal, threading, time
from queue import SimpleQueue


def pingpong(n):
    there, back = SimpleQueue(), SimpleQueue()

    def serve():
        while (x := there.get()) is not None:
            back.put(x + 1)
    t = threading.Thread(target=serve)
    t.start()
    total = 0
    for i in range(n):
        there.put(i)
        total += back.get()
    there.put(None)
    t.join()
    return total


print("ping-pong", pingpong(5000))

# The woken thread goes on although the waker runs on until then, in Python code or below a native call.
def loop(seen):
    while not seen:
        pass


for work in loop, lambda seen: sum(iter(lambda: len(seen), 1)):
    q, seen = SimpleQueue(), []
    t = threading.Thread(target=lambda: seen.append(q.get()))
    t.start()
    time.sleep(0.005)

    def wake():
        q.put(1)
        work(seen)
    w = threading.Thread(target=wake)
    w.start()
    w.join()
    t.join()
    print(seen)

# A waker that wakes many: in turn, and each once.
q, order = SimpleQueue(), []
ts = []
for i in range(50):
    t = threading.Thread(target=lambda: order.append(q.get()))
    t.start()
    ts.append(t)
time.sleep(0.01)
for i in range(50):
    q.put(i)
for t in ts:
    t.join()
print(sorted(order) == list(range(50)))

# A waker that ends at once, and one that raises.
for raises in False, True:
    lock = threading.Lock()
    lock.acquire()
    got = []
    t = threading.Thread(target=lambda: (lock.acquire(), got.append(1)))
    t.start()
    time.sleep(0.005)

    def end():
        lock.release()
        if raises:
            raise SystemExit
    w = threading.Thread(target=end)
    w.start()
    w.join()
    t.join()
    print(got)

# A thread that sleeps wakes in time beside two that take turns.
stop = False
a, b = SimpleQueue(), SimpleQueue()


def left():
    while not stop:
        a.put(1)
        b.get()
    a.put(None)


def right():
    while a.get():
        b.put(1)


ts = [threading.Thread(target=left), threading.Thread(target=right)]
for t in ts:
    t.start()
late = []
for _ in range(8):
    start = time.monotonic()
    time.sleep(0.001)
    late.append(time.monotonic() - start)
stop = True
for t in ts:
    t.join()
print("late" if sorted(late)[4] > 0.05 else "in time")

# Signals find the main thread wherever it waits, and its handlers may wait themselves.
other = threading.Lock()
other.acquire()


def handler(*args):
    t = threading.Thread(target=lambda: (time.sleep(0.01), other.release()))
    t.start()
    other.acquire()
    t.join()
    raise KeyError("from the handler")


signal.signal(signal.SIGUSR1, handler)
for what, wait in [("lock", threading.Lock()), ("queue", SimpleQueue()), ("event", threading.Event()), ("sleep", None)]:
    def send():
        time.sleep(0.02)
        os.kill(os.getpid(), signal.SIGUSR1)
    t = threading.Thread(target=send)
    t.start()
    try:
        if what == "lock":
            wait.acquire()
            wait.acquire()
        elif what == "queue":
            wait.get()
        elif what == "event":
            wait.wait()
        else:
            time.sleep(60)
    except KeyError as e:
        print(what, e, e.__traceback__.tb_lineno > 0, threading.current_thread() is threading.main_thread())
    t.join()

signal.signal(signal.SIGINT, signal.default_int_handler)
threading.Timer(0.02, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
try:
    threading.Event().wait()
except KeyboardInterrupt:
    print("interrupted")


# The main thread ends while another takes turns with a daemon.
def forever():
    x, y = SimpleQueue(), SimpleQueue()
    threading.Thread(target=lambda: [y.put(x.get()) for _ in iter(int, 1)], daemon=True).start()
    while True:
        x.put(1)
        y.get()


threading.Thread(target=forever, daemon=True).start()
done = threading.Event()
threading.Timer(0.003, done.set).start()
done.wait()
print("end")
