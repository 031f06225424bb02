# Sleeps and timeouts cost nothing with a seed, and their order is exact.
import datetime
import os
import queue
import random
import select
import socket
import threading
import time


class Took:
    """The time a block takes, as the program sees it, is what it should be."""

    def __init__(self, seconds):
        self.seconds = seconds

    def __enter__(self):
        self.start = time.monotonic()

    def __exit__(self, *exc):
        took = time.monotonic() - self.start
        assert self.seconds - 0.001 <= took < self.seconds + 0.01, (took, self.seconds)


with Took(3600):
    time.sleep(3600)

order = []


def sleeper(i):
    time.sleep(10 + i * 0.001)
    order.append(i)


ids = list(range(1000))
random.Random(1).shuffle(ids)
threads = [threading.Thread(target=sleeper, args=(i,)) for i in ids]
for t in threads:
    t.start()
for t in threads:
    t.join()
assert order == sorted(order)

lock = threading.Lock()
lock.acquire()


def hold():
    time.sleep(5)
    lock.release()


threading.Thread(target=hold).start()
with Took(2):
    assert not lock.acquire(timeout=2)
with Took(3):
    assert lock.acquire(timeout=10)
for q in queue.Queue(), queue.SimpleQueue():
    with Took(77):
        try:
            q.get(timeout=77)
        except queue.Empty:
            pass
condition = threading.Condition()
with condition, Took(600):
    assert not condition.wait(timeout=600)
with Took(9):
    assert not threading.Event().wait(9)
r, w = os.pipe()
with Took(1000):
    assert select.select([r], [], [], 1000) == ([], [], [])


def later():
    time.sleep(3)
    os.write(w, b"x")


threading.Thread(target=later).start()
with Took(3):
    assert os.read(r, 1) == b"x"
a, b = socket.socketpair()
a.settimeout(50)
with Took(50):
    try:
        a.recv(1)
    except TimeoutError:
        pass
done = False


def setter():
    global done
    time.sleep(0.05)
    done = True


threading.Thread(target=setter).start()
while not done:  # time passes for those who wait without sleeping, too
    pass
end = time.monotonic() + 0.05
while time.monotonic() < end:
    pass
assert abs(datetime.datetime.now().timestamp() - time.time()) < 0.01
print("ok")
