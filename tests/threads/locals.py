# threading.local: an object of its own in each thread; what it holds goes when the thread or the local does.
import gc
import threading
import time
import weakref
from threading import local


class V:
    pass


class Sub(local):
    def __init__(self, a=0, *, b=0):
        self.args = a, b


class Slotted(local):
    __slots__ = ("shared",)


def shows(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def wash(n):
    a = b = c = d = e = f = g = h = None
    if n:
        wash(n - 1)
    return a, b, c, d, e, f, g, h


def until(f):
    for _ in range(100):
        gc.collect()
        if f():
            return True
        time.sleep(0.01)
    return False


def in_thread(f):
    t = threading.Thread(target=f)
    t.start()
    t.join()


def test_dies(n, cycle):
    """The local dies while the threads wait."""
    go, ready = threading.Event(), threading.Barrier(n + 1)
    refs, box = [], []

    def make():
        box.append(Sub())
        if cycle:
            box[0].me = box[0]
        return weakref.ref(box[0])

    def put():
        box[0].v = v = V()
        if cycle:
            box[0].me = v.me = box[0]
        refs.append(weakref.ref(v))

    def run():
        put()
        wash(5)
        ready.wait()
        go.wait()

    ref = make()
    ts = [threading.Thread(target=run) for _ in range(n)]
    for t in ts:
        t.start()
    ready.wait()
    print(sum(r() is not None for r in refs))
    box.clear()
    wash(5)
    print(until(lambda: ref() is None and all(r() is None for r in refs)))
    go.set()
    for t in ts:
        t.join()


test_dies(1, False)
test_dies(20, False)
test_dies(20, True)

kept = local()
refs = []


def put():
    kept.v = V()
    refs.append(weakref.ref(kept.v))


for i in range(300):
    in_thread(put)
put()
print(until(lambda: sum(r() is not None for r in refs) == 1), kept.v is refs[-1]())

s = Sub(1, b=2)
s.x = 5
in_thread(lambda: print(s.args, hasattr(s, "x"), s.__dict__))
print(s.__dict__, vars(s) is s.__dict__)
s = Slotted()
s.shared, s.own = 1, 2
in_thread(lambda: [print(s.shared, hasattr(s, "own")), setattr(s, "shared", 3)])
print(s.shared, s.own, s.__dict__)

for f in (lambda: local(1), lambda: local(a=1), lambda: Slotted(1), lambda: Sub(1, 2), lambda: setattr(local(), "__dict__", {}), lambda: delattr(local(), "__dict__"),
          lambda: local().x, lambda: delattr(local(), "x"), lambda: setattr(Sub(), "__dict__", 1), lambda: Sub().nothing):
    shows(f)


class Fails(local):
    def __init__(self):
        self.count = 1
        if threading.current_thread() is not threading.main_thread():
            raise ValueError("not here")


s = Fails()
in_thread(lambda: [shows(lambda: s.count), shows(lambda: s.count)])
print(s.count)
many = [local() for _ in range(1000)]
for i, x in enumerate(many):
    x.n = i
out = []


def all_of_them():
    for i, x in enumerate(many):
        if hasattr(x, "n"):
            out.append("taken")
        x.n = -i
    out.append(sum(x.n for x in many))


in_thread(all_of_them)
in_thread(all_of_them)
print(out, sum(x.n for x in many))
