# test: timeout=120
"""Ctrl-C ends whatever the main thread waits for, at once, while other threads wait or run."""
import os
import queue
import select
import signal
import socket
import subprocess
import threading
import time

signal.signal(signal.SIGINT, signal.default_int_handler)
lock = threading.Lock()
lock.acquire()
stop = threading.Event()
background = [threading.Thread(target=stop.wait) for _ in range(3)]
spin = True


def busy():
    while spin:
        pass


background.append(threading.Thread(target=busy))
for t in background:
    t.start()
condition = threading.Condition()
a, b = socket.socketpair()
server = socket.create_server(("127.0.0.1", 0))
r, w = os.pipe()
poll = select.poll()
poll.register(b, select.POLLIN)
epoll = select.epoll()
epoll.register(b, select.EPOLLIN)
child = subprocess.Popen(["sleep", "60"])


def with_condition():
    with condition:
        condition.wait()


def fill():
    while True:
        a.sendall(b"x" * 100000)


def fill_pipe():
    while True:
        os.write(w, b"x" * 100000)


def file():
    with open(r, "rb", closefd=False) as f:
        f.read()


waits = {
    "sleep": lambda: time.sleep(60),
    "Lock": lambda: lock.acquire(),
    "Lock with a timeout": lambda: lock.acquire(timeout=60),
    "Condition": with_condition,
    "Semaphore": lambda: threading.Semaphore(0).acquire(),
    "Event": lambda: threading.Event().wait(),
    "Barrier": lambda: threading.Barrier(2).wait(),
    "join": lambda: background[0].join(),
    "Queue": lambda: queue.Queue().get(),
    "SimpleQueue": lambda: queue.SimpleQueue().get(),
    "select": lambda: select.select([b], [], []),
    "poll": lambda: poll.poll(),
    "epoll": lambda: epoll.poll(),
    "recv": lambda: b.recv(1),
    "recv with a timeout": lambda: (b.settimeout(60), b.recv(1)),
    "accept": lambda: server.accept(),
    "read a pipe": lambda: os.read(r, 1),
    "read a file": file,
    "write a pipe": fill_pipe,
    "send": fill,
    "Popen.wait": lambda: child.wait(),
    "waitpid": lambda: os.waitpid(child.pid, 0),
    "waitid": lambda: os.waitid(os.P_PID, child.pid, os.WEXITED),
    "pause": lambda: signal.pause(),
    "busy": lambda: [None for _ in iter(int, 1)],
}
for name, wait in waits.items():
    threading.Timer(0.05, os.kill, [os.getpid(), signal.SIGINT]).start()
    start = time.monotonic()
    try:
        wait()
        print(name, "returned")
    except KeyboardInterrupt:
        took = time.monotonic() - start
        print(name, "interrupted", "at once" if took < 5 else took)
    for t in threading.enumerate():
        if isinstance(t, threading.Timer):
            t.join()
spin = False
stop.set()
for t in background:
    t.join()
child.kill()
child.wait()
for x in a, b, server, epoll:
    x.close()
os.close(r)
os.close(w)
