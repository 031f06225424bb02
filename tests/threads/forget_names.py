# What was deleted is collected, though code has learnt where the names of its module were kept, and goes on with other code in its place:
# that for tracing, or that for a run with a seed.
import gc
import sys
import threading
import weakref


class Thing:
    pass


def more(name):
    for i in range(100):
        globals()[f"{name}{i}"] = i


thing = Thing()
ref = weakref.ref(thing)
for _ in range(3):
    thing, ref
threading.Thread(target=int).start()
more("a")
for _ in range(3):
    thing, ref
del thing
gc.collect()
print(ref() is None)

other = Thing()
ref = weakref.ref(other)


def use():
    return other


def trace(frame, event, arg):
    frame.f_trace_opcodes = True
    return trace


use(), use()
sys.settrace(trace)
more("b")
use(), use()
sys.settrace(None)
del other
gc.collect()
print(ref() is None)
