# Events of sys.monitoring; offsets are ours and not shown.
import sys
m=sys.monitoring
E=m.events
m.use_tool_id(0,"x")
def cb(name):
    def f(*a):
        print(name, a[0].co_name, a[1:] if name == "LINE" else a[2:])
    return f
def f(x):
    y = x+1
    return y
def g():
    yield 1
    try: yield 2
    except ValueError: pass
for n in "PY_START PY_RESUME PY_RETURN PY_YIELD PY_UNWIND PY_THROW RAISE LINE".split():
    m.register_callback(0,getattr(E,n),cb(n))
m.set_events(0, E.PY_START|E.PY_RESUME|E.PY_RETURN|E.PY_YIELD|E.PY_UNWIND|E.PY_THROW|E.RAISE|E.LINE)
f(3)
x=g(); next(x); next(x)
try: x.throw(ValueError)
except StopIteration: pass
m.set_events(0,0)
n=0
def line(c,l):
    global n
    n+=1
    return m.DISABLE
m.register_callback(0,E.LINE,line)
m.set_local_events(0,f.__code__,E.LINE)
f(1);f(2);f(3)
print(n, m.get_local_events(0,f.__code__))
m.restart_events()
f(1)
print(n)
m.free_tool_id(0)
