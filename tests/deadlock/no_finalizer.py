# quiet
# out: collected
import threading, weakref
e = threading.Event()
class C: pass
c = C()
w = weakref.ref(c, lambda r: e.set())
del c
e.wait()
print("collected")
