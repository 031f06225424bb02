# Condition, Semaphore, BoundedSemaphore, Event and Barrier: arguments and their errors, texts, attributes, subclasses, foreign locks.
import copy
import pickle
import threading
import warnings
from threading import Barrier, BoundedSemaphore, BrokenBarrierError, Condition, Event, Lock, RLock, Semaphore


def shows(f, *args, **kwargs):
    try:
        r = f(*args, **kwargs)
    except BaseException as e:
        print(type(e).__name__, e)
    else:
        print(r)


for cls in Condition, Semaphore, BoundedSemaphore, Event, Barrier:
    print(cls, cls.__module__, cls.__qualname__, cls.__name__, bool(cls.__doc__))
    shows(cls, 1, 2, 3, 4, 5)
    shows(cls, nothing=1)
shows(Barrier)
shows(Barrier, 0)
shows(Barrier, "x")
shows(Barrier, 1, parties=2)
shows(Semaphore, -1)
shows(BoundedSemaphore, -1.5)
shows(Semaphore, "x")
shows(Condition, 5)
shows(Semaphore, None)

# Condition
for lock in None, Lock(), RLock():
    c = Condition(lock)
    shows(c.wait)
    shows(c.wait, 0)
    shows(c.notify)
    shows(c.notify_all)
    shows(c.wait_for, lambda: False)
    shows(c.wait_for, lambda: [1])
    shows(c.wait, 1, 2)
    shows(c.wait, time=2)
    shows(c.wait_for)
    shows(c.notify, 1, 2, 3)
    shows(c.release)
    print(c.locked(), c._is_owned(), len(c._waiters), isinstance(c, Condition), type(c._lock).__name__)
    with c as entered:
        print(entered, c.locked(), c._is_owned(), c.acquire(blocking=False), repr(c).replace(repr(c._lock), "LOCK"))
        print(c.wait(0), c.wait(-1), c.wait(timeout=0.01), c.wait_for(lambda: 0, 0), c.wait_for(lambda: "", timeout=0.02), c.wait_for(lambda: 7, None))
        shows(c.wait, "x")
        shows(c.wait, 1e30)
        shows(c.wait_for, lambda: 1 / 0)
        shows(c.wait_for, lambda: 0, "x")
        shows(c.notify, "x")
        print(c.notify(), c.notify(0), c.notify(-3), c.notify(n=2), c.notify_all())
    print(c.locked())
    if c.locked():
        c.release()
    print(c.locked())
c = Condition()
c.acquire()
c.acquire()
c.acquire()
print(c.wait(0.01), c._lock._recursion_count())
saved = c._release_save()
print(type(saved), c.locked())
c._acquire_restore(saved)
print(c._lock._recursion_count())
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    c.notifyAll()
    Event().isSet()
    print([(w.category.__name__, str(w.message), w.filename == __file__) for w in seen])
for f in pickle.dumps, copy.deepcopy:
    for x in c, Semaphore(), Event(), Barrier(2):
        shows(f, x)
e = copy.copy(Event())
print(e.is_set(), type(e))
s = copy.copy(BoundedSemaphore(3))
print(s._value, s._initial_value, s.acquire(), s._value)
b = copy.copy(Barrier(1))
print(b.parties, b.wait())


def print_(*args):
    if not quiet:
        print(*args)


quiet = False


class Own:
    """A lock that tells what is done with it."""

    def __init__(self):
        self.lock = Lock()

    def acquire(self, *args):
        print_("acquire", args)
        return self.lock.acquire(*args)

    def release(self):
        print_("release")
        return self.lock.release()

    def locked(self):
        return self.lock.locked()

    def __enter__(self):
        print_("enter")
        return self.lock.__enter__()

    def __exit__(self, *args):
        print_("exit", args[0])
        return self.lock.__exit__(*args)


class More(Own):
    def _is_owned(self):
        print_("owned?")
        return self.lock.locked()

    def _release_save(self):
        print_("release all")
        self.lock.release()
        return "state"

    def _acquire_restore(self, state):
        print_("again", state)
        self.lock.acquire()


class SubLock(type(RLock())):
    def _is_owned(self):
        print_("sub owned?")
        return super()._is_owned()


for lock in Own(), More(), SubLock():
    c = Condition(lock)
    print(c.acquire == lock.acquire, hasattr(c, "_waiters"))
    with c:
        print(c.wait(0.01), c.wait_for(lambda: 0, 0.01))
        c.notify()
    shows(c.wait)
    quiet = True
    c.acquire()
    t = threading.Thread(target=lambda: [c.acquire(), c.notify_all(), c.release()])
    t.start()
    print(c.wait())
    c.release()
    t.join()
    quiet = False


class Sub(Condition):
    def _is_owned(self):
        print("asked")
        return super()._is_owned()

    def wait(self, timeout=None):
        print("wait", timeout)
        return super().wait(timeout)

    def notify(self, n=1):
        print("notify", n)
        super().notify(n)


c = Sub()
with c:
    print(c.wait(0.01))
    c.notify_all()
    print(c.wait_for(lambda: 0, 0))
c = Condition()
c._is_owned = lambda: True
c.notify()
c.extra = 5
print(c.extra, hasattr(c, "nothing"))

# Semaphores
for cls in Semaphore, BoundedSemaphore:
    s = cls(2)
    print(repr(s).split(":")[1:], s._value, s.acquire(), s.acquire(blocking=True, timeout=1), s.acquire(False), s.acquire(timeout=0.01), s.acquire(True, -1), s._value)
    shows(s.acquire, False, 1)
    shows(s.acquire, False, None)
    shows(s.acquire, timeout="x")
    shows(s.acquire, timeout=1e30)
    shows(s.acquire, 1, 2, 3)
    shows(s.acquire, wait=1)
    print(s.release(), s.release(n=1))
    shows(s.release, 0)
    shows(s.release, -1)
    shows(s.release, "x")
    shows(s.release)
    print(s._value)
    with s as got:
        print(got, s._value)
    shows(s.__exit__)
    shows(s.__exit__, 1, 2)
    s._value = 7
    print(s.acquire(), s._value, repr(s).split(":")[1:])
    s = cls(1.5)
    print(s.acquire(), s._value, s.release(), s._value, repr(s).split(":")[1:])
    s = cls(float("inf"))
    print(s.acquire(), s._value)
    with s._cond:
        print(s._cond.locked(), s._value)


class SubSemaphore(BoundedSemaphore):
    def __init__(self, name):
        super().__init__(3)
        self.name = name

    def release(self, n=1):
        print("release", n)
        super().release(n)

    def acquire(self, *args):
        print("not called by with")
        return super().acquire(*args)


with SubSemaphore("x") as got:
    print(got)
s = SubSemaphore("y")
print(repr(s).split(" at ")[0], s.name, s.acquire(), s.release())

# Events
e = Event()
print(repr(e).split(":")[1:], e.is_set(), e.set(), e.is_set(), e.wait(), e.wait(0), e.clear(), e.wait(0), e.wait(0.01), e.wait(-5), repr(e).split(":")[1:])
shows(e.wait, "x")
shows(e.wait, 1, 2)
shows(e.set, 1)
shows(e.wait, 1e30)
with e._cond:
    print(e._cond.locked(), e._flag)
e._flag = True
print(e.is_set(), e.wait())


class SubEvent(Event):
    def __init__(self, name):
        super().__init__()
        self.name = name

    def is_set(self):
        return "mine"


with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    e = SubEvent("n")
    print(e.name, e.is_set(), e.isSet(), repr(e).split(" at ")[0], repr(e).split(":")[1:])

# Barriers
print(issubclass(BrokenBarrierError, RuntimeError))
b = Barrier(1, lambda: print("action"))
print(b.wait(), b.wait(), b.parties, b.n_waiting, b.broken, repr(b).split(":")[1:])
b = Barrier(2, timeout=0.01)
shows(b.wait)
print(b.broken, b.n_waiting, repr(b).split(":")[1:])
shows(b.wait)
shows(b.wait, 1, 2)
b.reset()
print(b.broken, b.abort(), b.broken, b.reset(), b.broken)
shows(b.wait, "x")
print(b.n_waiting)
shows(setattr, b, "parties", 3)
shows(delattr, b, "broken")
b = Barrier(1, lambda: 1 / 0)
shows(b.wait)
print(b.broken)
shows(b.wait)
results = []
b = Barrier(5, lambda: results.append("action"))
ts = [threading.Thread(target=lambda: [results.append(b.wait()) for _ in range(3)]) for _ in range(5)]
for t in ts:
    t.start()
for t in ts:
    t.join()
print(sorted(map(str, results)), b.n_waiting)


def broken(how):
    b = Barrier(3)
    out = []

    def wait():
        try:
            b.wait()
        except BrokenBarrierError:
            out.append("broken")

    ts = [threading.Thread(target=wait) for _ in range(2)]
    for t in ts:
        t.start()
    while b.n_waiting < 2:
        threading.Event().wait(0.001)
    how(b)
    for t in ts:
        t.join()
    print(out, b.broken, b.n_waiting, repr(b).split(":")[1:])


broken(Barrier.reset)
broken(Barrier.abort)

# Classes can be changed, and objects have what others have.
Event.extra = 5
print(Event().extra, Event.extra)
del Event.extra
for x in Event(), Semaphore(), Condition(), Barrier(1):
    import weakref
    print(weakref.ref(x)() is x, x == x, hash(x) == hash(x))
    x.anything = 1
    print(x.anything)


class NoInit(Semaphore):
    def __init__(self):
        pass


shows(NoInit().acquire)
shows(repr, NoInit())
