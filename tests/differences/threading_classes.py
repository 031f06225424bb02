# title: `Condition`, `Semaphore`, `Event` and `Barrier` of `threading` are native
# cause: In CPython they are Python classes of locks and conditions. Here each is one object of the runtime, so that using it costs little and
#   whoever looks at a waiting thread is told what it waits for. Their classes are classes like others, whose base is a native type
#   (`_thread._Condition` and so on), and keep the attributes `_cond`, `_value`, `_flag`, `_lock`, `_waiters` and the like; but these are not
#   in `__dict__`, `_waiters` is a copy that cannot be replaced, and the others have a type: `_flag` is a bool, `_state` and `_count` of a `Barrier` are ints,
#   `_cond` is a `Condition` of a `Lock`. The methods are no Python functions (they have no frames in tracebacks, profiles and `sys.settrace`), and
#   they do not call each other's: replacing methods of `Condition` changes no `Event`, and `Barrier` has no methods `_enter`, `_wait`, `_release`,
#   `_exit` and `_break`. `acquire`, `release` and `locked` are methods of the class `Condition`, not the lock's own methods kept in each
#   condition. A thread that acquires a `Semaphore` and finds that another was faster keeps its place in the queue.
# workaround: Override the public methods, and read the attributes by name.

import threading
import types

e = threading.Event()
e.note = 1
print(vars(e).keys() >= {"_cond", "_flag"}, vars(e)["note"], e._flag, type(e._cond).__name__)
print(isinstance(threading.Event.wait, types.FunctionType), callable(threading.Event.wait))
print(hasattr(threading.Barrier(2), "_enter"), "acquire" in vars(threading.Condition()))
c = threading.Condition()
c._waiters.append(threading.Lock())
print(len(c._waiters))
print(hasattr(threading.Condition, "acquire"), c.acquire == c._lock.acquire)
print([t.__name__ for t in threading.Condition.__mro__])
e._flag = "set"
print(e._flag)
try:
    threading.Barrier(2)._state = "broken"
except TypeError as error:
    print(error)
