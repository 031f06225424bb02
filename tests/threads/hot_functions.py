# Threads in functions that are called often enough to be compiled, while others replace what these rely on: code, defaults, methods,
# globals, keys; and drop the machine code under them (gc.collect), trace, or interrupt them.
import gc
import sys
import threading
import time

N = 4000


def run(*targets):
    threads = [threading.Thread(target=t) for t in targets]
    for t in threads:
        t.start()
    for t in threads:
        t.join()


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def shared_recursion():
    out = []
    run(*(lambda: out.append(fib(17)) for _ in range(6)))
    return out


print(shared_recursion())


def plus(x):
    return x + 1


def minus(x):
    return x - 1


def second(x, y=10):
    return x + y


def replaced():
    codes = plus.__code__, minus.__code__
    stop, bad = [], []

    def change():
        n = 0
        while not stop:
            plus.__code__ = codes[n % 2]
            second.__defaults__ = ((10,), (20,), (1, 30))[n % 3]
            n += 1
            if n % 20 == 0:
                gc.collect()
                time.sleep(0.0005)

    def work():
        for i in range(N):
            if plus(i) not in (i + 1, i - 1):
                bad.append(i)
            if second(i) not in (i + 10, i + 20, i + 30):
                bad.append(i)
        done.append(1)
        if len(done) == 4:
            stop.append(1)
    done = []
    run(change, work, work, work, work)
    plus.__code__ = codes[0]
    return bad


print(replaced())


class A:
    def __init__(self, v):
        self.v = v

    def get(self):
        return self.v

    def twice(self):
        return self.get() + self.get()


class B(A):
    __slots__ = ()

    def get(self):
        return self.v + 1


def methods():
    stop, bad, old = [], [], A.get

    def change():
        n = 0
        while not stop:
            A.get = (old, lambda self: self.v, lambda self: self.v * 1)[n % 3]
            for x in things:
                x.other = n  # another shape
                if n % 3 == 0:
                    del x.other
            n += 1
            if n % 10 == 0:
                time.sleep(0.0005)

    def work():
        for i in range(N):
            for x in things:
                if x.twice() != 2 * x.v + 2 * (type(x) is B):
                    bad.append(i)
            if A(i).twice() != 2 * i:
                bad.append(i)
        stop.append(1)
    things = [A(1), B(2), A(3), B(4)]
    run(change, work, work, work)
    A.get = old
    return bad


print(methods())


def lookups():
    stop, bad = [], []
    d = {i: i for i in range(40)} | {"k%d" % i: i for i in range(40)}
    s = set(range(40))
    keys = list(d)

    def change():
        n = 0
        while not stop:
            k = keys[n % len(keys)]
            del d[k]
            d[k] = n % 40 if type(k) is int and k == n % 40 else int(str(k).strip("k"))
            s.discard(n % 40)
            s.add(n % 40)
            if n % 500 == 0:
                for i in range(1000, 1200):
                    d[i] = i
                for i in range(1000, 1200):
                    del d[i]
                time.sleep(0.0005)
            n += 1

    def value(k):
        return d[k] if k in d else None

    def work():
        for i in range(N // 20):
            for k in keys:
                try:
                    v = value(k)
                except KeyError:
                    continue
                if v is not None and v != (k if type(k) is int else int(k[1:])):
                    bad.append((k, v))
            if 50 in s or "k1" in s or -1 in d:
                bad.append(i)
        stop.append(1)
    run(change, work, work, work)
    return bad


print(lookups())


def inner(x):
    return x * 2


def middle(x):
    return inner(x) + 1


def interrupted():
    # Asynchronous exceptions arrive in whatever function the thread is in.
    inside, hits = [], []

    def work():
        while len(hits) < 20:
            try:
                while True:
                    middle(3)
                    if not inside:
                        inside.append(1)
            except KeyError:
                hits.append(1)
    t = threading.Thread(target=work)
    t.start()
    for n in range(20):
        inside.clear()
        while not inside:
            time.sleep(0.0002)
        set_async_exc(t.ident, KeyError)
        while len(hits) == n:
            time.sleep(0.0002)
    t.join()
    return len(hits)


try:
    from weft.threads import set_async_exc
except ImportError:
    print(20)
else:
    print(interrupted())


def looked_at():
    # Other threads look at the frames of those that run.
    stop, names = [], set()

    def work():
        while not stop:
            middle(1)
    threads = [threading.Thread(target=work) for _ in range(3)]
    for t in threads:
        t.start()
    for _ in range(300):
        for f in sys._current_frames().values():
            while f is not None:
                names.add(f.f_code.co_name)
                f.f_lineno
                f = f.f_back
        time.sleep(0.0001)
    stop.append(1)
    for t in threads:
        t.join()
    return {"work"} <= names


print(looked_at())


def collected():
    # A function and its machine code go while others call theirs.
    def work():
        for i in range(60):
            space = {}
            exec("def f(x): return x + 1\ndef g(x): return f(x) + f(x)\n", space)
            g = space["g"]
            for x in range(400):
                g(x)
            if i % 10 == 0:
                gc.collect()
        done.append(1)
    done = []
    run(work, work, work)
    return len(done)


print(collected())
