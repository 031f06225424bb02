"""One program, any threading model: five scenes that show what a thread costs and what it can do.

    weft [-X threads=goroutine|os|single] [-X gil=1] models.py [scene ...]
    python3 models.py [scene ...]

Every scene prints lines "scene: name value unit". With --draw FILE the scene "draw" writes, as JSON, when which thread ran on which
OS thread; tools/models makes docs/threads.md and its picture of such runs.
"""

import json
import os
import socket
import sys
import threading
import time
from threading import Thread

now = time.perf_counter


def report(scene, name, value, unit=""):
    print(f"{scene}: {name} {value:.6g} {unit}".rstrip(), flush=True)


def resident():
    """Bytes of memory that this process has."""
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def sleepers():
    """99 threads that sleep: the program that this project began with."""
    ids = set()

    def sleep():
        ids.add(threading.get_native_id())
        time.sleep(0.2)

    start = now()
    threads = [Thread(target=sleep) for _ in range(99)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    report("sleepers", "took", (now() - start) * 1e3, "ms")
    report("sleepers", "os-threads", len(ids))


def work(n):
    """Compute something that needs no memory."""
    x = 0
    for i in range(n):
        x = (x * 31 + i) % 1000003
    return x


def compute():
    """Two threads that only compute, against the same work done one after the other."""
    n = 1_000_000
    while True:
        start = now()
        work(n)
        if now() - start > 0.2:
            break
        n *= 2

    def alone():
        start = now()
        work(n)
        work(n)
        return now() - start

    def together():
        threads = [Thread(target=work, args=(n,)) for _ in range(2)]
        start = now()
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        return now() - start

    report("compute", "speed-up", sorted(alone() / together() for _ in range(5))[2])


def beside():
    """A client and a server that exchange bytes: in quiet, then beside four threads that compute."""
    stop = False

    def serve(s):
        while data := s.recv(16):
            s.sendall(data)

    def busy():
        while not stop:
            work(1000)

    def exchange(s, seconds):
        waits = []
        end = now() + seconds
        while (start := now()) < end:
            s.sendall(b"ping")
            s.recv(16)
            waits.append(now() - start)
        return len(waits) / seconds, sorted(waits)[len(waits) // 2]

    here, there = socket.socketpair()
    server = Thread(target=serve, args=(there,))
    server.start()
    exchange(here, 0.1)
    quiet, reply = exchange(here, 1)
    report("beside", "quiet", quiet, "exchanges/s")
    report("beside", "quiet-reply", reply * 1e6, "us")
    threads = [Thread(target=busy) for _ in range(4)]
    for t in threads:
        t.start()
    beside, reply = exchange(here, 2)
    stop = True
    here.shutdown(socket.SHUT_WR)
    for t in [*threads, server]:
        t.join()
    report("beside", "busy", beside, "exchanges/s")
    report("beside", "busy-reply", reply * 1e6, "us")


def many(n=100_000, patience=10):
    """Many threads that wait, started, woken and joined: n, or as many as the system lets there be or can be started in `patience` seconds."""
    event = threading.Event()
    before = resident()
    threads = []
    start = now()
    try:
        while len(threads) < n and now() - start < patience:
            t = Thread(target=event.wait)
            t.start()
            threads.append(t)
    except RuntimeError as e:  # can't start new thread
        print("many:", e, "after", len(threads), flush=True)
    started = now()
    report("many", "threads", len(threads))
    report("many", "start", (started - start) / len(threads) * 1e6, "us/thread")
    report("many", "memory", (resident() - before) / len(threads) / 1024, "KB/thread")
    woken = now()
    event.set()
    for t in threads:
        t.join()
    report("many", "wake-and-join", (now() - woken) / len(threads) * 1e6, "us/thread")


def handoff(n=100_000):
    """Two threads that take turns, each waiting for its own lock, which the other releases."""
    a, b = threading.Lock(), threading.Lock()
    a.acquire()
    b.acquire()

    def turns(mine, other):
        for _ in range(n):
            mine.acquire()
            other.release()

    threads = [Thread(target=turns, args=(a, b)), Thread(target=turns, args=(b, a))]
    for t in threads:
        t.start()
    start = now()
    a.release()
    for t in threads:
        t.join()
    report("handoff", "took", (now() - start) / (2 * n) * 1e9, "ns/turn")


def draw(path):
    """Two threads that compute and two that mostly sleep, for a fifth of a second: who ran when, and on which OS thread."""
    spans = [[] for _ in range(4)]
    begin = now() + 0.02
    end = begin + 0.2

    def note(mine):
        start = now()
        work(500)
        mine.append((start - begin, now() - begin, threading.get_native_id()))

    def computes(mine):
        while now() < end:
            note(mine)

    def sleeps(mine):
        while now() < end:
            for _ in range(20):
                note(mine)
            time.sleep(0.01)

    def thread(i):
        time.sleep(max(0, begin - now()))
        (computes if i < 2 else sleeps)(spans[i])

    threads = [Thread(target=thread, args=(i,)) for i in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    with open(path, "w") as f:
        json.dump(spans, f)


scenes = {f.__name__: f for f in (sleepers, compute, beside, many, handoff)}

if __name__ == "__main__":
    args = sys.argv[1:]
    if args[:1] == ["--draw"]:
        if len(args) != 2:
            sys.exit("usage: models.py --draw FILE")
        draw(args[1])
        sys.exit()
    for name in args or scenes:
        if name not in scenes:
            sys.exit(f"models.py: no scene {name!r}; there are {', '.join(scenes)}")
        scenes[name]()
