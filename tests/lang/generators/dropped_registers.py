# Generators that are dropped in any state are collected, and do what they have left to do; names are kept apart from the function.
import gc, sys, warnings, asyncio, weakref
warnings.simplefilter('always')
log=[]
# leak test: suspended coroutines dropped, generators dropped, etc. must be collected
import contextlib
def g1():
    try:
        yield 1
    finally: log.append('fin')
async def c1(): 
    class Y:
        def __await__(self): yield 1
    await Y()
def refs(mk,n=200):
    ws=[]
    for _ in range(n):
        o=mk(); ws.append(weakref.ref(o))
    del o
    for _ in range(4): gc.collect()
    return sum(w() is not None for w in ws)
def m1():
    g=g1(); next(g); return g
def m2():
    c=c1(); c.send(None); return c
def m3():
    c=c1()
    try: c.send(None); c.send(None)
    except StopIteration: pass
    return c
def m4():
    async def ag():
        try:
            yield 1
        finally: pass
    return ag()
def m5():
    def gg(a,b,c,d,e,f,g,h,i,j,k,l):
        try:
            m=n=o=p=q=r=s=t=u=v=w=x=y=z=1
            yield 1
        finally: log.append('big')
    g=gg(*range(12)); next(g); return g
def m6():
    g=g1(); next(g); list(g); return g
def m7():
    def s():
        yield 1
        yield 2
    g=s(); next(g); return g
def m8():
    def s():
        me=yield 1
        yield 2
    g=s(); next(g); g.send(g); return g
print([refs(m) <= 1 for m in (m1, m2, m3, m5, m6, m7, m8)], log.count("fin"), log.count("big"))
print(refs(m4) <= 1)
c=[c1() for _ in range(100)]
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    c.clear(); del c
    for _ in range(3): gc.collect()
    print(len(w), str(w[0].message))
    async def k(): await c1()
    x=k(); x.send(None); x.close()
    print(len(w))
async def a2():
    out=[]
    async def ag():
        try:
            for i in range(3): yield i
        finally: out.append('closed')
    async for x in ag():
        await asyncio.sleep(0)
        if x==1: break
    for _ in range(3): gc.collect(); await asyncio.sleep(0.01)
    return out
print(asyncio.run(a2()))
def f(): yield 1
g=f(); f.__name__='zz'; print(g.__name__, g.__qualname__); g.__name__='q'; print(g.__name__, f().__name__, g.gi_code.co_name)
