# Generators, coroutines and async generators made, resumed and dropped by several threads, and one exception that all raise.
import threading, sys, gc
errs=[]
def gen(n):
    for i in range(n): yield i
def guarded(n):
    try:
        for i in range(n): yield i
    finally: pass
async def co(i): return i
async def agen(n):
    for i in range(n): yield i
async def main(n):
    t=0
    for i in range(n): t+=await co(i)
    async for x in agen(n): t+=x
    return t
def run(c):
    try:
        while True: c.send(None)
    except StopIteration as e: return e.value
shared=guarded(200000)
exc=ValueError("shared")
def thrower(n):
    if n: thrower(n-1)
    raise exc
def w():
    try:
        for r in range(60):
            assert sum([x for x in gen(50)])==1225
            assert sum(x for x in guarded(50))==1225
            for x in gen(3): 
                for y in gen(3): pass
            assert run(main(20))==380
            for _ in range(20):
                try: next(shared)
                except (ValueError, StopIteration): pass
            try: thrower(3)
            except ValueError as e:
                tb=e.__traceback__
                k=0
                while tb and k<50:
                    tb.tb_frame.f_back; tb.tb_frame.f_locals; tb=tb.tb_next; k+=1
                e.__traceback__=None
            g=guarded(3); next(g); del g
            c=co(1); c.close()
    except BaseException as e:
        errs.append(repr(e))
ts=[threading.Thread(target=w) for _ in range(6)]
[t.start() for t in ts]; 
gc.collect()
[t.join() for t in ts]
print("generators", errs)
