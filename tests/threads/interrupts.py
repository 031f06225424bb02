# test: timeout=120
"""Ctrl-C ends whatever the main thread waits for, at once, while other threads wait or run."""
import concurrent.futures
import fcntl
import os
import queue
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.unraisablehook = lambda args: None  # an interrupt may come while a finalizer or a weakref callback runs
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
held = threading.RLock()


def hold():
    with held:
        stop.wait()


background.append(threading.Thread(target=hold))
background[-1].start()
a, b = socket.socketpair()
server = socket.create_server(("127.0.0.1", 0))
r, w = os.pipe()
full_socket, empty_socket = socket.socketpair()
empty_pipe, full_pipe = os.pipe()
poll = select.poll()
poll.register(b, select.POLLIN)
epoll = select.epoll()
epoll.register(b, select.EPOLLIN)
child = subprocess.Popen(["sleep", "60"])


folder = tempfile.TemporaryDirectory()
fifo = os.path.join(folder.name, "fifo")
os.mkfifo(fifo)
locked_file = open(os.path.join(folder.name, "file"), "w")
other_file = open(locked_file.name, "w")
fcntl.flock(locked_file, fcntl.LOCK_EX)
locker = subprocess.Popen([sys.executable, "-c", "import fcntl, sys, time; f = open(sys.argv[1], 'r+'); fcntl.lockf(f, fcntl.LOCK_EX); print(flush=True); time.sleep(120)", locked_file.name], stdout=subprocess.PIPE)
locker.stdout.readline()
local = socket.socket(socket.AF_UNIX)
local.bind(os.path.join(folder.name, "socket"))
local.listen(0)
clients = []


def connect():
    while True:
        clients.append(socket.socket(socket.AF_UNIX))
        clients[-1].connect(local.getsockname())


def with_condition():
    with condition:
        condition.wait()


def fill():
    while True:
        full_socket.sendall(b"x" * 100000)


def fill_pipe():
    while True:
        os.write(full_pipe, b"x" * 100000)


def file():
    with open(r, "rb", closefd=False) as f:
        f.read()


def fill_sendfile():
    with open("/dev/zero", "rb") as zeros, tempfile.TemporaryFile() as file:
        file.write(zeros.read(1000000))
        file.flush()
        while True:
            os.sendfile(full_pipe, file.fileno(), 0, 1000000)


def timed(function):
    """Run function with a timeout for the socket."""
    def run():
        b.settimeout(60)
        server.settimeout(60)
        full_socket.settimeout(60)
        try:
            function()
        finally:
            for s in full_socket, b, server:
                s.settimeout(None)
    return run


def with_lock(lock):
    with lock:
        pass


def full():
    q = queue.Queue(1)
    q.put(0)
    return q


def condition_of(lock, timeout=None):
    c = threading.Condition(lock)
    with c:
        c.wait(timeout)


def wait_for(timeout=None):
    with condition:
        condition.wait_for(bool, timeout)


def readline():
    with b.makefile() as f:
        f.readline()


def loop():
    for _ in iter(int, 1):
        pass


def below(function):
    """Let function wait inside a native one."""
    return lambda: sorted([0], key=lambda x: function())


waits = {
    "sleep": lambda: time.sleep(60),
    "Lock": lambda: lock.acquire(),
    "Lock with a timeout": lambda: lock.acquire(timeout=60),
    "with Lock": lambda: with_lock(lock),
    "RLock": lambda: held.acquire(),
    "RLock with a timeout": lambda: held.acquire(timeout=60),
    "with RLock": lambda: with_lock(held),
    "Condition": with_condition,
    "Condition with a timeout": lambda: condition_of(None, 60),
    "Condition of a Lock": lambda: condition_of(threading.Lock()),
    "Condition of a Lock with a timeout": lambda: condition_of(threading.Lock(), 60),
    "wait_for": wait_for,
    "wait_for with a timeout": lambda: wait_for(60),
    "with Condition": lambda: with_lock(threading.Condition(held)),
    "Semaphore": lambda: threading.Semaphore(0).acquire(),
    "Semaphore with a timeout": lambda: threading.Semaphore(0).acquire(timeout=60),
    "Event": lambda: threading.Event().wait(),
    "Event with a timeout": lambda: threading.Event().wait(60),
    "Barrier": lambda: threading.Barrier(2).wait(),
    "Barrier with a timeout": lambda: threading.Barrier(2).wait(60),
    "join": lambda: background[0].join(),
    "join with a timeout": lambda: background[0].join(60),
    "Queue": lambda: queue.Queue().get(),
    "Queue with a timeout": lambda: queue.Queue().get(timeout=60),
    "Queue.put": lambda: full().put(1),
    "Queue.put with a timeout": lambda: full().put(1, timeout=60),
    "Queue.join": lambda: full().join(),
    "SimpleQueue": lambda: queue.SimpleQueue().get(),
    "SimpleQueue with a timeout": lambda: queue.SimpleQueue().get(timeout=60),
    "Future": lambda: concurrent.futures.Future().result(),
    "select": lambda: select.select([b], [], []),
    "select with a timeout": lambda: select.select([b], [], [], 60),
    "poll": lambda: poll.poll(),
    "poll with a timeout": lambda: poll.poll(60000),
    "epoll": lambda: epoll.poll(),
    "epoll with a timeout": lambda: epoll.poll(60),
    "recv": lambda: b.recv(1),
    "recv with a timeout": timed(lambda: b.recv(1)),
    "recv_into": lambda: b.recv_into(bytearray(1)),
    "recvfrom with a timeout": timed(lambda: b.recvfrom(1)),
    "readline": readline,
    "accept": lambda: server.accept(),
    "accept with a timeout": timed(lambda: server.accept()),
    "read a pipe": lambda: os.read(r, 1),
    "read a file": file,
    "write a pipe": fill_pipe,
    "sendfile": fill_sendfile,
    "send": fill,
    "send with a timeout": timed(fill),
    "Popen.wait": lambda: child.wait(),
    "Popen.wait with a timeout": lambda: child.wait(60),
    "waitpid": lambda: os.waitpid(child.pid, 0),
    "waitid": lambda: os.waitid(os.P_PID, child.pid, os.WEXITED),
    "wait4": lambda: os.wait4(child.pid, 0),
    "flock": lambda: fcntl.flock(other_file, fcntl.LOCK_EX),
    "lockf": lambda: fcntl.lockf(locked_file, fcntl.LOCK_EX),
    "open a fifo": lambda: open(fifo),
    "open a fifo to write": lambda: os.open(fifo, os.O_WRONLY),
    "connect": connect,
    "pause": lambda: signal.pause(),
    "sigtimedwait": lambda: signal.sigtimedwait([signal.SIGUSR2], 60),
    "busy": loop,
}
for name in "sleep", "Lock", "Condition", "Event with a timeout", "join", "Queue", "SimpleQueue", "select", "recv", "read a pipe", "waitpid":
    waits[name + " inside sorted"] = below(waits[name])
go = queue.SimpleQueue()


def interrupt():
    while (waiting := go.get()) is not None:
        time.sleep(0.02)
        while waiting:
            os.kill(os.getpid(), signal.SIGINT)
            for _ in range(100):  # what was raised in a weakref callback was ignored: again
                if waiting:
                    time.sleep(0.02)


background.append(threading.Thread(target=interrupt))
background[-1].start()
for name, wait in waits.items():
    start = time.monotonic()
    waiting = [True]
    try:
        go.put(waiting)
        wait()
        print(name, "returned")
    except KeyboardInterrupt:
        took = time.monotonic() - start
        print(name, "interrupted", "at once" if took < 5 else took)
    waiting.clear()
go.put(None)
spin = False
stop.set()
for t in background:
    t.join()
for p in child, locker:
    p.kill()
    p.wait()
locker.stdout.close()
for x in locked_file, other_file, local, *clients:
    x.close()
folder.cleanup()
for x in a, b, server, epoll, full_socket, empty_socket:
    x.close()
for fd in r, w, empty_pipe, full_pipe:
    os.close(fd)
