# What a generator, coroutine or step does that is dropped before its end; test programs collect at once.
import gc, sys
def g(n):
    try:
        yield 1
        yield 2
    finally:
        print("closed", n)
a = g(1); next(a); del a
gc.collect(); print("-")
a = g(2); next(a); b = g(3); next(b)
a = None
gc.collect(); print("--")
b = None
gc.collect(); print("---")
def bad():
    try: yield
    finally: raise ValueError("oops")
x = bad(); next(x); del x; gc.collect()
def ign():
    while True:
        try: yield
        except GeneratorExit: pass
x = ign(); next(x); del x; gc.collect()
def outer():
    yield from g(4)
x = outer(); next(x); del x; gc.collect()
async def coro(): pass
coro(); gc.collect()
async def ag():
    yield 1
ag().asend(None); gc.collect()
ag().aclose(); gc.collect()
def h():
    try:
        try:
            yield 0
        except KeyError:
            pass
        yield 1
        try: yield 2
        finally: print("h done")
    finally: print("h done2")
x = h(); next(x); x.throw(KeyError()); 
f = x.gi_frame
print(f is x.gi_frame)
next(x)
print(f is x.gi_frame, f.f_lineno)
del f
del x; gc.collect()
keep = g(9); next(keep)
print("end")
