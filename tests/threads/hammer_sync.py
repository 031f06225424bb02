# Conditions, semaphores, events, barriers and locals under many threads: nothing is lost, nobody is left behind.
import random
import threading
from collections import deque
from threading import Barrier, BoundedSemaphore, BrokenBarrierError, Condition, Event, Lock, Semaphore, local

N = 8


def run(*fs):
    ts = [threading.Thread(target=f) for f in fs]
    for t in ts:
        t.start()
    for t in ts:
        t.join()


def buffer(make_lock, wait):
    """A bounded buffer: producers and consumers wait for each other."""
    c = Condition(make_lock())
    items, got = deque(), []
    per = 150

    def produce():
        for i in range(per):
            with c:
                wait(c, lambda: len(items) < 3)
                items.append(i)
                c.notify_all() if i % 5 == 0 else c.notify(2)

    def consume():
        for _ in range(per):
            with c:
                wait(c, lambda: items)
                got.append(items.popleft())
                c.notify_all()

    run(*[produce, consume] * (N // 2))
    print(len(got), sum(got), len(items), len(c._waiters))


def loop(c, ready):
    while not ready():
        c.wait()


def timed(c, ready):
    while not ready():
        c.wait(random.random() / 500)


for make in lambda: None, Lock:
    buffer(make, loop)
    buffer(make, timed)
    buffer(make, lambda c, ready: c.wait_for(ready))
    buffer(make, lambda c, ready: c.wait_for(ready, 60))


def semaphores(cls):
    s, lock = cls(3), Lock()
    inside, most, done = 0, 0, 0

    def work():
        nonlocal inside, most, done
        for i in range(150):
            while not (s.acquire() if i % 3 else s.acquire(timeout=random.random() / 500) if i % 2 else s.acquire(False)):
                pass
            with lock:
                inside += 1
                most = max(most, inside)
            with lock:
                inside -= 1
                done += 1
            s.release()

    run(*[work] * N)
    print(s._value, most <= 3, done, len(s._cond._waiters))


semaphores(Semaphore)
semaphores(BoundedSemaphore)
s = Semaphore(0)
taken = []
run(*[lambda: taken.extend(s.acquire() for _ in range(100))] * N, *[lambda: [s.release(4) for _ in range(25 * N // 2)]] * 2)
print(len(taken), s._value)


def events():
    """Ping-pong of several pairs, and one event that all wait for again and again."""
    pairs = [(Event(), Event()) for _ in range(N // 2)]
    stop, rounds = Event(), []

    def ping(a, b):
        for i in range(150):
            a.set()
            b.wait()
            b.clear()
        rounds.append(i)

    def pong(a, b):
        for i in range(150):
            a.wait()
            a.clear()
            b.set()
        rounds.append(i)

    def watch():
        while not stop.wait(random.random() / 1000):
            pass

    fs = [f for a, b in pairs for f in (lambda a=a, b=b: ping(a, b), lambda a=a, b=b: pong(a, b))]
    watchers = [threading.Thread(target=watch) for _ in range(4)]
    for t in watchers:
        t.start()
    run(*fs)
    stop.set()
    for t in watchers:
        t.join()
    print(len(rounds), set(rounds))


events()


def barriers():
    acted, seen, broken = [], [], []
    b = Barrier(N, action=lambda: acted.append(1))

    def rounds():
        for _ in range(60):
            seen.append(b.wait())

    run(*[rounds] * N)
    print(len(acted), sorted(seen) == sorted(list(range(N)) * 60), b.n_waiting, b.broken)
    b = Barrier(3)
    stop = Event()

    def wait():
        while not stop.is_set():
            try:
                b.wait(0.01)
            except BrokenBarrierError:
                broken.append(1)
            stop.wait(0.0001)  # in a seeded run time passes only when all wait

    def reset():
        for _ in range(50):
            b.reset()
            stop.wait(0.0005)
            if random.random() < 0.3:
                b.abort()
        stop.set()
        b.abort()

    run(wait, wait, wait, wait, reset)
    print(b.n_waiting, bool(broken))
    b.reset()
    run(*[lambda: broken.append(b.wait())] * 3)
    print(sorted(broken[-3:]))


barriers()


def locals_():
    class Own(local):
        def __init__(self):
            self.who = threading.get_ident()

    shared, wrong = [Own() for _ in range(5)], []

    def use():
        for i in range(200):
            x = shared[i % 5]
            if x.who != threading.get_ident():
                wrong.append(i)
            x.n = i
            if i % 20 == 0:
                shared[i // 20 % 5] = Own()
            y = local()
            y.a = x.who
            if y.a != threading.get_ident():
                wrong.append(i)

    for _ in range(5):
        run(*[use] * N)
    print(wrong)


locals_()
