"""Four threads that compute, three that hand work on, a pair that talks over a socket, and a clock: something to look at.

    weft --trace out.json timeline.py
    weft view out.json
"""

import queue
import socket
import threading
import time

jobs, done = queue.SimpleQueue(), queue.SimpleQueue()
totals, lock = {}, threading.Lock()


def compute(n, rounds):
    """Compute in pieces, and add each to a total that all share."""
    for r in range(rounds):
        x = 0
        for i in range(n):
            x = (x * 31 + i) % 1000003
        with lock:
            totals[r] = totals.get(r, 0) + x
            time.sleep(0.0005)  # holding the lock: the others have to wait
        jobs.put(x)


def check():
    """Take what was computed and hand it on."""
    while (x := jobs.get()) is not None:
        done.put(sum(int(c) for c in str(x) * 200))


def server(s):
    with s:
        while data := s.recv(100):
            s.sendall(data.upper())


def client(s, rounds):
    with s:
        for i in range(rounds):
            s.sendall(b"ping %d" % i)
            s.recv(100)
            time.sleep(0.002)


def clock(stop):
    """Wake up once in five milliseconds."""
    while not stop.wait(0.005):
        pass


def main():
    a, b = socket.socketpair()
    stop = threading.Event()
    ticker = threading.Thread(target=clock, args=(stop,), name="clock")
    workers = [threading.Thread(target=compute, args=(30_000, 8), name=f"compute-{i}") for i in range(4)]
    checkers = [threading.Thread(target=check, name=f"check-{i}") for i in range(2)]
    talkers = [threading.Thread(target=server, args=(a,), name="server"), threading.Thread(target=client, args=(b, 20), name="client")]
    for t in [ticker, *workers, *checkers, *talkers]:
        t.start()
    for t in workers:
        t.join()
    for _ in checkers:
        jobs.put(None)
    for t in checkers + talkers:
        t.join()
    stop.set()
    ticker.join()
    n = 0
    while not done.empty():
        n += done.get()
    print(n, "digits' sum of", sum(totals.values()))


main()
