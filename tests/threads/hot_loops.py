# Threads in loops that run long enough to be compiled: shared containers, what changes under them, and what ends them.
import signal
import sys
import threading
import time

N = 20000


def run(*targets):
    threads = [threading.Thread(target=t) for t in targets]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def alone_then_not():
    # The loop is compiled while there is one thread, and goes on while there are more.
    a, seen = [0] * 100, []
    for i in range(N):
        a[i % 100] += 1
        if i == N // 2:
            t = threading.Thread(target=lambda: seen.append(sum(range(N))))
            t.start()
    t.join()
    return sum(a), seen


print(alone_then_not())


def same_code():
    def work(out, k):
        t, x = 0, 0.5
        for i in range(N):
            t += i * k & 0xFF
            x = x * 0.75 + i
        out.append((t, x))
    outs = [[] for _ in range(6)]
    run(*(lambda o=o, k=k: work(o, k) for k, o in enumerate(outs)))
    want = []
    for k in range(6):
        work(want, k)
    return [o[0] for o in outs] == want


print(same_code())


def shared_list():
    a, bad, stop = [1] * 64, [], []

    def change():
        n = 0
        while not stop:
            a[n % 60] = (1, 2.5, "x", None, [1])[n % 5]
            if n % 50 == 0 and len(a) > 60:
                a.pop()
            elif n % 50 == 25:
                a.append(7)
            n += 1

    def read():
        for i in range(N):
            try:
                x = a[i % 64]
            except IndexError:
                continue
            if not (x == 1 or x == 2.5 or x == "x" or x is None or x == [1] or x == 7):
                bad.append(x)
        stop.append(1)

    run(change, read, read)
    return bad


print(shared_list())


class Point:
    def __init__(self):
        self.x, self.y = 1, 2


class Other:
    def __init__(self):
        self.y = self.z = self.x = 3


def shared_object():
    p, bad, stop = Point(), [], []

    def change():
        n = 0
        while not stop:
            if n % 3 == 0:
                p.__class__ = Other if n % 2 else Point
            elif n % 3 == 1:
                p.extra = n
            else:
                try:
                    del p.extra
                except AttributeError:
                    pass
            p.x = n % 7
            n += 1

    def read():
        for i in range(N):
            v = p.x + p.y
            if not 2 <= v <= 9:
                bad.append(v)
        stop.append(1)

    run(change, read, read)
    return bad


print(shared_object())


def shared_iterator():
    it, sums = iter(range(N)), []

    def take():
        t = n = 0
        for x in it:
            t += x
            n += 1
        sums.append((t, n))

    run(take, take, take)
    # An item may be given twice where threads race, but none that is not in the range.
    return all(0 <= t < n * N for t, n in sums if n), sum(n for t, n in sums) >= N


print(shared_iterator())


def interrupted():
    timer = threading.Timer(0.05, signal.raise_signal, (signal.SIGINT,))
    timer.start()
    n = 0
    try:
        while True:
            n += 1
    except KeyboardInterrupt:
        timer.join()
        return n > 0


print(interrupted())


def redefinition():
    stop, bad = [], []
    names = {"f": lambda x: x + 1}
    exec("def loop(n):\n    t = 0\n    for i in range(n):\n        t = f(i) - i\n        if t not in (1, 2, 0.5): bad.append(t)\n", names | {"bad": bad}, ns := names)
    glob = ns["loop"].__globals__

    def change():
        n = 0
        while not stop:
            glob["f"] = (lambda x: x + 1, lambda x: x + 2, lambda x: x + 0.5)[n % 3]
            n += 1

    def work():
        ns["loop"](N)
        stop.append(1)

    run(change, work, work)
    return bad


print(redefinition())


def busy():
    n = 0
    while True:
        n += 1


# The process ends although a thread never does.
threading.Thread(target=busy, daemon=True).start()
time.sleep(0.02)
print("end")
