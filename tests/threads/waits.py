# test: timeout=120
"""Everything that waits lets the other threads run, takes as long as it was told, and runs signal handlers meanwhile (PEP 475)."""
import os
import queue
import select
import signal
import socket
import subprocess
import sys
import threading
import time

ticks = 0
stop = False


def others():
    global ticks
    while not stop:
        ticks += 1
        time.sleep(0.001)


handled = []
signal.signal(signal.SIGUSR1, lambda *a: handled.append(1))
lock = threading.Lock()
lock.acquire()
rlock_taken, rlock_free = threading.Event(), threading.Event()
rlock = threading.RLock()


def hold():
    with rlock:
        rlock_taken.set()
        rlock_free.wait()


holder = threading.Thread(target=hold)
holder.start()
rlock_taken.wait()
condition, barrier = threading.Condition(), threading.Barrier(2)
sleeper = threading.Thread(target=rlock_free.wait)
a, b = socket.socketpair()
server = socket.create_server(("127.0.0.1", 0))
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("127.0.0.1", 0))
for s in b, server, udp:
    s.settimeout(0.2)
poll = select.poll()
poll.register(b, select.POLLIN)
epoll = select.epoll()
epoll.register(b, select.EPOLLIN)


def attempt(f, *errors):
    def wait():
        try:
            return f()
        except errors as e:
            return type(e).__name__
    return wait


def with_condition():
    with condition:
        return condition.wait(0.2)


def pipe():
    r, w = os.pipe()
    threading.Timer(0.2, os.write, [w, b"x"]).start()
    try:
        return os.read(r, 10)
    finally:
        os.close(r)
        os.close(w)


def file():
    r, w = os.pipe()
    threading.Timer(0.2, os.close, [w]).start()
    with open(r, "rb") as f:
        return f.read()


def fifo():
    name = f"fifo{os.getpid()}"
    os.mkfifo(name)
    threading.Timer(0.2, lambda: open(name, "w").close()).start()
    with open(name) as f:
        os.unlink(name)
        return f.read()


def child():
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(0.2)"] if False else ["sleep", "0.2"])


def waitid():
    p = child()
    r = os.waitid(os.P_PID, p.pid, os.WEXITED)
    p.returncode = 0
    return r.si_status


def wait4():
    p = child()
    r = os.wait4(p.pid, 0)
    p.returncode = 0
    return r[1]


waits = {
    "sleep": lambda: time.sleep(0.2),
    "Lock": lambda: lock.acquire(timeout=0.2),
    "RLock": lambda: rlock.acquire(timeout=0.2),
    "Condition": with_condition,
    "Semaphore": lambda: threading.Semaphore(0).acquire(timeout=0.2),
    "Event": lambda: threading.Event().wait(0.2),
    "Barrier": attempt(lambda: barrier.wait(0.2), threading.BrokenBarrierError),
    "join": lambda: sleeper.join(0.2),
    "Queue": attempt(lambda: queue.Queue().get(timeout=0.2), queue.Empty),
    "SimpleQueue": attempt(lambda: queue.SimpleQueue().get(timeout=0.2), queue.Empty),
    "select": lambda: select.select([b], [], [], 0.2),
    "select nothing": lambda: select.select([], [], [], 0.2),
    "poll": lambda: poll.poll(200),
    "epoll": lambda: epoll.poll(0.2),
    "recv": attempt(lambda: b.recv(1), TimeoutError),
    "recvfrom": attempt(lambda: udp.recvfrom(1), TimeoutError),
    "recvmsg": attempt(lambda: b.recvmsg(1), TimeoutError),
    "accept": attempt(lambda: server.accept(), TimeoutError),
    "pipe": pipe,
    "file": file,
    "open a fifo": fifo,
    "Popen.wait": lambda: child().wait(),
    "waitid": waitid,
    "wait4": wait4,
    "sigtimedwait": lambda: signal.sigtimedwait([signal.SIGUSR2], 0.2),
}
sleeper.start()
ticker = threading.Thread(target=others)
ticker.start()
for name, wait in waits.items():
    before, count = ticks, len(handled)
    timer = threading.Timer(0.1, os.kill, [os.getpid(), signal.SIGUSR1]) if name != "sigtimedwait" else None
    start = time.monotonic()
    if timer:
        timer.start()
    result = wait()
    took = time.monotonic() - start
    if timer:
        timer.join()
        for _ in range(500):
            if len(handled) > count:
                break
            time.sleep(0.01)    # the signal was sent, no more
    print(f"{name}: {result!r}, {'in time' if 0.15 < took < 5 else took}, {'others ran' if ticks - before > 10 else ticks - before}",
          "" if not timer else "handler ran" if len(handled) == count + 1 else handled)
stop = True
rlock_free.set()
ticker.join()
holder.join()
sleeper.join()
for x in a, b, server, udp, epoll:
    x.close()
