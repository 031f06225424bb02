# Generators: send, throw, close, return values, yield from, states, errors.
def g():
    print("start")
    try:
        x = yield 1
        print("got", x)
        y = yield 2
        print("got", y)
    except ValueError as e:
        print("caught", e)
        yield "after"
    finally:
        print("finally")
    return "result"
it = g()
print(next(it), it.send("a"))
try:
    it.send("b")
except StopIteration as e:
    print("stop", e.value)
try:
    next(it)
except StopIteration as e:
    print("stop again", e.value)
it = g()
try:
    it.send(1)
except TypeError as e:
    print(e)
print(next(it), it.throw(ValueError("v")))
it.close()
it = g()
it.close()
print(list(it))
it = g()
next(it)
try:
    it.throw(KeyError("k"))
except KeyError as e:
    print("out", e)
print(next(it, "exhausted"))
def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            print("ignored")
            yield 2
it = stubborn()
next(it)
try:
    it.close()
except RuntimeError as e:
    print(e)
def returns_on_close():
    try:
        yield 1
    except GeneratorExit:
        return "closed value"
it = returns_on_close()
next(it)
print(it.close(), it.close())
def inner():
    try:
        r = yield "i1"
        print("inner got", r)
        r = yield "i2"
        print("inner got", r)
    except ValueError as e:
        print("inner caught", e)
        yield "i-except"
    finally:
        print("inner done")
    return "inner result"
def outer():
    r = yield from inner()
    print("outer has", r)
    r2 = yield from [10, 20]
    print("list gives", r2)
    r3 = yield from (x * x for x in range(3))
    return "outer result"
it = outer()
print(next(it), it.send("s1"))
print(it.throw(ValueError("thrown")))
print(list(it))
it = outer()
next(it)
it.close()
it = outer()
next(it)
try:
    it.throw(RuntimeError, "old style")
except RuntimeError as e:
    print("passed through", e)
def stop_inside():
    yield 1
    raise StopIteration("inside")
try:
    list(stop_inside())
except RuntimeError as e:
    print(e, repr(e.__cause__))
def reenter():
    yield next(me)
me = reenter()
try:
    next(me)
except ValueError as e:
    print(e)
def frames():
    yield 1
f = frames()
print(f.gi_running, f.gi_frame is not None, f.gi_yieldfrom, f.__name__, f.__qualname__, f.gi_code.co_name, f.gi_suspended)
next(f)
print(f.gi_suspended)
list(f)
print(f.gi_frame, f.gi_suspended)
print(type(f).__name__, hasattr(f, "__next__"), iter(f) is f)
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
from itertools import islice
print(list(islice(fib(), 20)))
def walk(t):
    if isinstance(t, list):
        for x in t: yield from walk(x)
    else:
        yield t
print(list(walk([1, [2, [3, [4]], 5], [[6]]])))
class Iter:
    def __iter__(self):
        yield from "abc"
print(list(Iter()), list(Iter()))
ge = (print("evaluating", x) or x for x in [1, 2, 3] if x != 2)
print(next(ge))
print(list(ge))
try:
    (x for x in 5)
except TypeError as e:
    print(e)
lazy = (1 // x for x in [1, 0])
print(next(lazy))
try:
    next(lazy)
except ZeroDivisionError as e:
    print(e)
print(sum(x * y for x in range(4) for y in range(x)), max((len(w), w) for w in ["a", "bbb", "cc"]))
def with_args(*a, **k):
    got = yield a, k
    yield got
w = with_args(1, b=2)
print(next(w), w.send((yield_ := 5)))
for args in ((), (1,), (ValueError, 1, 2, 3), ("str",)):
    try:
        w.throw(*args)
    except BaseException as e:
        print(type(e).__name__, e)
def lam(): return lambda: (yield 5)
print(list(lam()()))
def deep(n):
    if n: yield from deep(n - 1)
    yield n
print(sum(deep(200)))
def exc_context():
    try:
        raise KeyError("in gen")
    except KeyError:
        yield 1
        raise ValueError("second")
e = exc_context()
next(e)
try:
    next(e)
except ValueError as x:
    print(repr(x.__context__))
import sys
def exc_state():
    try:
        raise TypeError("gen")
    except TypeError:
        yield sys.exception()
        yield sys.exception()
s = exc_state()
print(repr(next(s)), sys.exception())
try:
    raise OSError("outer")
except OSError:
    print(repr(next(s)), repr(sys.exception()))
