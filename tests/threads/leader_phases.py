# Sockets are waited for in one way while much happens and in another while little does, or threads are busy: nobody's answer gets lost on the way from
# one to the other, and no descriptor.
import os
import socket
import threading
import time

PAIRS = 8


def answer(s):
    while data := s.recv(100):
        s.sendall(data)


def ask(pairs, times, pause=0):
    for i in range(times):
        data = b"%d" % i
        for a, b in pairs:
            a.sendall(data)
        for a, b in pairs:
            got = a.recv(100)
            assert got == data, (got, data)
        if pause:
            time.sleep(pause)


def asked(pairs, times, pause=0):
    """Ask from several threads, each with some of the pairs."""
    ts = [threading.Thread(target=ask, args=(pairs[i::4], times, pause)) for i in range(4)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()


def busy(until):
    n = 0
    while not until.is_set():
        n += 1


pairs = [socket.socketpair() for _ in range(PAIRS)]
threads = [threading.Thread(target=answer, args=(b,)) for _, b in pairs]
for t in threads:
    t.start()
asked(pairs, 50)
time.sleep(0.05)
before = len(os.listdir("/proc/self/fd"))
for round in range(4):
    asked(pairs, 400)
    asked(pairs, 10, 0.003)
    stop = threading.Event()
    hogs = [threading.Thread(target=busy, args=(stop,)) for _ in range(2)]
    for t in hogs:
        t.start()
    asked(pairs, 30)
    stop.set()
    for t in hogs:
        t.join()
    time.sleep(0.02)
print("descriptors", len(os.listdir("/proc/self/fd")) - before)

# An alarm among them.
start = time.monotonic()
s = pairs[0][0]
s.settimeout(0.05)
try:
    s.recv(1)
except TimeoutError:
    print("timed out", time.monotonic() - start >= 0.05)
s.settimeout(None)
ask(pairs, 5)

for a, b in pairs:
    a.close()
for t in threads:
    t.join()
for a, b in pairs:
    b.close()
print("done")
