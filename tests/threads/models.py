"""What every threading model must do alike: waiting inside native callbacks, interrupts, other threads beside busy ones, the end."""
import concurrent.futures
import os
import signal
import socket
import subprocess
import threading
import time

lock = threading.Lock()


def key(x):
    time.sleep(0.001)
    with lock:
        return -x


def sort():
    assert sorted(range(20), key=key)[0] == 19


def waits_inside_callbacks():
    threads = [threading.Thread(target=sort) for _ in range(10)]
    for t in threads:
        t.start()
    sort()
    for t in threads:
        t.join()
    print("sorted")


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def sleeps_beside_recursion():
    woke = []
    busy = True

    def sleep():
        while len(woke) < 20:
            time.sleep(0.001)
            woke.append(busy)

    t = threading.Thread(target=sleep)
    t.start()
    while len(woke) < 20:
        fib(18)  # no backward jumps
    busy = False
    t.join()
    print("woke", woke[:20].count(True))


def interrupt():
    time.sleep(0.05)
    os.kill(os.getpid(), signal.SIGINT)


def interrupts(wait):
    t = threading.Thread(target=interrupt)
    t.start()
    try:
        wait()
        print("not interrupted")
    except KeyboardInterrupt:
        print("interrupted")
    t.join()


def spin():
    while True:
        pass


def reads():
    a, b = socket.socketpair()
    with a, b:
        t = threading.Thread(target=lambda: print(a.recv(10)))
        t.start()
        time.sleep(0.01)
        b.send(b"hello")
        t.join()
    print(subprocess.run(["echo", "hi"], capture_output=True).stdout)


waits_inside_callbacks()
sleeps_beside_recursion()
interrupts(lambda: time.sleep(20))
interrupts(threading.Event().wait)
interrupts(spin)
reads()
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    print(sum(pool.map(lambda x: x * x, range(100))))

# The program ends although daemon threads sleep, wait and compute.
for target in (lambda: time.sleep(100), lock.acquire, spin):
    threading.Thread(target=target, daemon=True).start()
lock.acquire(timeout=0.01)
print("end")
