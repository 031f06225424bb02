"""Waits with a timeout, of threads that wait in methods which their own Python code calls: what they return, and that they take their time."""
import socket
import threading
import time
from queue import Empty, SimpleQueue
from time import sleep

lines = []


def took(start, least, most=5):
    return least <= time.perf_counter() - start < most


def later(delay, function, *args):
    def run():
        sleep(delay)
        function(*args)
    t = threading.Thread(target=run)
    t.start()
    return t


def sleeping():
    start = time.perf_counter()
    sleep(.02)
    time.sleep(.02)
    sleep(0)
    yield "sleep", took(start, .04)


def locks():
    lock = threading.Lock()
    lock.acquire()
    start = time.perf_counter()
    yield "lock", lock.acquire(True, .03), lock.acquire(timeout=.01), lock.acquire(False), took(start, .04)
    t = later(.02, lock.release)
    yield "lock in time", lock.acquire(True, 5), lock.locked()
    t.join()
    rlock = threading.RLock()
    t = later(0, lambda: (rlock.acquire(), sleep(.1), rlock.release()))
    sleep(.03)
    yield "rlock", rlock.acquire(True, .01), rlock.acquire(True, 5)
    t.join()
    rlock.acquire()
    yield "rlock held twice", rlock._recursion_count(), rlock.release(), rlock.release(), rlock.locked()


def queues():
    q = SimpleQueue()
    start = time.perf_counter()
    try:
        q.get(True, .03)
    except Empty:
        yield "queue", "empty", took(start, .03)
    t = later(.02, q.put, 7)
    yield "queue in time", q.get(True, 5)
    t.join()
    t = later(.02, q.put, 8)
    yield "queue for ever", q.get()
    t.join()


def joins():
    t = later(.1, int)
    start = time.perf_counter()
    t.join(.02)
    yield "join", t.is_alive(), took(start, .02, .1) or not t.is_alive()
    t.join(5)
    yield "joined", t.is_alive()
    t = later(.02, int)
    t.join()
    yield "joined", t.is_alive()


def conditions():
    cond = threading.Condition()
    start = time.perf_counter()
    with cond:
        yield "condition", cond.wait(.02), cond.wait_for(lambda: False, .02), took(start, .04)

    def notify():
        with cond:
            state.append(1)
            cond.notify()
    state = []
    with cond:
        t = later(.02, notify)
        yield "notified", cond.wait(5), len(state)
    t.join()
    state = []
    with cond:
        t = later(.02, notify)
        u = later(.04, notify)
        yield "waited for", cond.wait_for(lambda: len(state) == 2, 5), len(state)
    t.join()
    u.join()
    # Notified, and then the lock is held for longer than the timeout.
    def hold():
        with cond:
            cond.notify()
            sleep(.1)
    with cond:
        t = later(.01, hold)
        start = time.perf_counter()
        yield "held", cond.wait(.05), took(start, .1)
    t.join()


def sockets():
    a, b = socket.socketpair()
    b.settimeout(.02)
    start = time.perf_counter()
    try:
        b.recv(1)
    except TimeoutError as e:
        yield "recv", str(e), e.errno, took(start, .02)
    b.settimeout(5)
    t = later(.02, a.send, b"xy")
    yield "recv in time", b.recv(1), b.recv(1)
    t.join()
    t = later(.02, a.close)
    yield "recv at the end", b.recv(1)
    t.join()
    b.close()


def others():
    event = threading.Event()
    start = time.perf_counter()
    yield "event", event.wait(.02), took(start, .02)
    t = later(.02, event.set)
    yield "event in time", event.wait(5)
    t.join()
    sem = threading.Semaphore(0)
    start = time.perf_counter()
    yield "semaphore", sem.acquire(True, .02), took(start, .02)
    t = later(.02, sem.release)
    yield "semaphore in time", sem.acquire(True, 5)
    t.join()
    # Woken, but somebody was faster: the timeout goes on.
    start = time.perf_counter()

    def steal():
        sem.release()
        sem.acquire()
    t = later(.01, steal)
    got = sem.acquire(True, .06)
    yield "semaphore stolen", got or took(start, .06)
    if got:
        sem.release()
    t.join()
    bar = threading.Barrier(2)
    start = time.perf_counter()
    try:
        bar.wait(.02)
    except threading.BrokenBarrierError:
        yield "barrier", "broken", took(start, .02)


def interrupted():
    # A daemon thread that sleeps for long ends with the program.
    threading.Thread(target=sleep, args=(1000,), daemon=True).start()
    yield "interrupted",


def work(part):
    lines.extend((part.__name__, *line) for line in part())


for part in (sleeping, locks, queues, joins, conditions, sockets, others, interrupted):
    t = threading.Thread(target=work, args=(part,))
    t.start()
    t.join()
for line in lines:
    print(*line)

# Many at once: every one sleeps its time.
late = []


def sleeper(i):
    at = time.perf_counter() + i % 50 / 1000
    sleep(i % 50 / 1000)
    late.append(time.perf_counter() - at)


ts = [threading.Thread(target=sleeper, args=(i,)) for i in range(2000)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(len(late), min(late) >= 0)
