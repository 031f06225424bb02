# What Thread objects are made of, and that replaced names, methods and subclasses are heeded.
import sys
import threading


def boom():
    raise ValueError("x")


class Sub(threading.Thread):
    def __init__(self, a):
        self.a = a
        super().__init__(name="sub", daemon=True)

    def run(self):
        print(self.name, self.daemon, self.a, sorted(self.__dict__))


class Watched(threading.Thread):
    def __setattr__(self, name, value):
        names.append(name)
        super().__setattr__(name, value)


class Slotted(threading.Thread):
    __slots__ = ("_target", "own")


class Name(threading.Thread):
    @property
    def _name(self):
        return "fixed"

    @_name.setter
    def _name(self, value):
        print("set", value)


t = Sub(3)
t.start()
t.join()
print(list(threading.Thread(target=boom).__dict__))
print(threading.Thread(target=boom).name, threading.Thread().name, threading.Thread(target=Sub).name, threading.Thread(target=[].append).name,
      threading.Thread(target=t.run).name)
names = []
Watched(target=boom)
print(names)
s = Slotted(target=boom)
print(s._target is boom, list(s.__dict__))
print(Name(target=boom).name)
print(t in threading._dangling)
e = threading.Event()
e.set()
print(e.wait(), e.is_set())
e.clear()
print(e.wait(0.01), e._cond._waiters)


def wait():
    print(e.wait(10))


t = threading.Thread(target=wait)
t.start()
e.set()
t.join()
calls = []
sys.setprofile(lambda frame, event, arg: calls.append(frame.f_code.co_name) if event == "call" else None)
kept = threading.Thread(target=wait)
sys.setprofile(None)
print([c for c in calls if c != "__init__"])  # those of Event are native
h = threading.Thread()._invoke_excepthook
print(h.__name__, h.__qualname__, h.__module__, h.__code__.co_freevars, [type(c.cell_contents).__name__ for c in h.__closure__][3:])

seen = []


def trace(frame, event, arg):
    seen.append(frame.f_code.co_name)


threading.settrace(trace)
t = threading.Thread(target=wait)
t.start()
t.join()
threading.settrace(None)
print([s for s in dict.fromkeys(seen) if s not in ("__enter__", "__exit__")])

threading._newname = lambda template: "custom"
print(threading.Thread(target=boom).name)


class Ev(threading.Event):
    def __init__(self):
        print("Ev")
        super().__init__()


threading.Event = Ev
t = threading.Thread(target=print, args=("hi",))
t.start()
t.join()
plain = threading.Event.__base__
was = plain.set
plain.set = lambda self: print("set") or was(self)
t = threading.Thread(target=print, args=("hi",))
t.start()
t.join()
