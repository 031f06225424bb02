# What a suspended generator has yielded it does not keep alive.
import gc, weakref
class O: pass
def make(): return O()
def gen():
    while True: yield make()
def guarded():
    try:
        while True: yield make()
    finally: pass
made = [make() for _ in range(20)]
def popping():
    while made: yield made.pop(0)
def delegating(): yield from gen()
def alive(it):
    n = 0
    for _ in range(4):
        o = next(it)
        w = weakref.ref(o)
        del o
        gc.collect()
        n += w() is not None
    return n
def looped(it):
    n = i = 0
    for o in it:
        w = weakref.ref(o)
        del o
        gc.collect()
        n += w() is not None
        i += 1
        if i == 4: return n
for f in (gen, guarded, popping, delegating, lambda: (make() for _ in range(9)), lambda: map(lambda x: make(), range(9))):
    print(alive(f()), looped(f()))
async def agen():
    for _ in range(9): yield make()
async def main():
    n = 0
    async for o in agen():
        w = weakref.ref(o)
        del o
        gc.collect()
        n += w() is not None
    return n
try: main().send(None)
except StopIteration as e: print(e.value)
