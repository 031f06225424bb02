"""Generators, coroutines and async generators: protocol, attributes, errors."""
import types
import warnings
warnings.simplefilter('ignore')
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
def g(): yield
async def c(): pass
async def ag(): yield
class A:
    def __await__(self): return 5
class B:
    def __await__(self): return c()
def run(co):
    try: co.send(None)
    except StopIteration as e: print('ret',e.value)
    except BaseException as e: print(type(e).__name__, e)
async def m1(): await 5
async def m2(): await A()
async def m3(): await B()
run(m1());run(m2());run(m3())
def gg():
    yield 1
t(lambda: gg().send(5))
t(lambda: c().send(5))
t(lambda: ag().asend(5).send(None))
t(lambda: gg().throw(5))
t(lambda: gg().throw(ValueError,5))
t(lambda: gg().throw(ValueError(1),5))
t(lambda: gg().throw(ValueError,ValueError(3)))
t(lambda: gg().throw(ValueError,(1,2),5))
t(lambda: gg().throw())
t(lambda: gg().throw(1,2,3,4))
t(lambda: gg().send())
t(lambda: gg().send(1,2))
t(lambda: gg().close(1))
t(lambda: setattr(gg(),'__name__',5))
t(lambda: setattr(gg(),'x',5))
t(lambda: setattr(gg(),'gi_frame',5))
t(lambda: setattr(gg(),'gi_code',5))
t(lambda: setattr(gg(),'gi_running',5))
t(lambda: types.GeneratorType())
# protocol
def me():
    try: next(it)
    except ValueError as e: print(e)
    try: it.send(3)
    except ValueError as e: print(e)
    try: it.throw(KeyError)
    except ValueError as e: print(e)
    try: it.close()
    except ValueError as e: print(e)
    print(it.gi_running, it.gi_suspended, it.gi_frame is not None)
    yield 1
it=me(); print(it.gi_running, it.gi_suspended, it.gi_yieldfrom); print(next(it), it.gi_running, it.gi_suspended)
def inner():
    try:
        x = yield 'i1'
        print('inner got', x)
        yield 'i2'
    except KeyError as e:
        print('inner caught', repr(e))
        yield 'i3'
    except GeneratorExit:
        print('inner exit'); raise
    finally: print('inner fin')
    return 'iret'
def outer():
    try:
        r = yield from inner()
        print('outer r', r)
    except ValueError as e: print('outer caught', e); yield 'o2'
    return 'oret'
o=outer(); print(next(o), o.gi_yieldfrom is not None); print(o.send('s')); print(o.throw(KeyError('k')))
t(lambda: next(o)); print(o.gi_frame, o.gi_yieldfrom)
o=outer(); next(o); print(o.throw(ValueError('v'))); t(lambda: o.send(None))
o=outer(); next(o); print(o.close()); t(lambda: next(o))
class It:
    def __iter__(self): return self
    def __next__(self): return 1
    def send(self, v): print('It.send', v); return 's'
    def throw(self, *a): print('It.throw', a); raise StopIteration('fromthrow')
    def close(self): print('It.close')
def oo():
    r = yield from It(); print('r', r); yield 9
o=oo(); print(next(o), o.send(5)); print(o.throw(ValueError('z'))); t(lambda: next(o))
o=oo(); next(o); print(o.close())
def l():
    r = yield from [1,2,3]; print('lr', r); yield 'after'
o=l(); next(o); t(lambda: o.throw(ValueError('pp')))
o=l(); next(o); t(lambda: o.throw(StopIteration(77)))
o=l(); next(o); t(lambda: o.send(1))
def ign():
    try: yield 1
    except GeneratorExit: yield 2
o=ign(); next(o); t(o.close); t(o.close)
def rv():
    try: yield 1
    except GeneratorExit: return 'closed'
o=rv(); next(o); t(o.close); t(o.close)
def si(): yield 1; raise StopIteration('x')
o=si(); next(o)
try: next(o)
except RuntimeError as e: print(e, repr(e.__cause__), repr(e.__context__))
def ctx():
    try: 1/0
    except ZeroDivisionError: yield 1
o=ctx(); next(o)
try: o.throw(KeyError('c'))
except KeyError as e: print(repr(e.__context__))
try:
    try: raise ValueError('outerctx')
    except ValueError:
        o=g(); next(o); o.throw(KeyError('d'))
except KeyError as e: print(repr(e.__context__))
# coroutine
async def aw(x):
    return await x
class Aw:
    def __await__(self):
        r = yield 'y'
        print('Aw got', r)
        return 'awret'
k=aw(Aw()); print(k.send(None), k.cr_await is not None, k.cr_running, k.cr_suspended); t(lambda: k.send('v')); t(lambda: k.send(None))
k=c(); k.close(); t(lambda: k.send(None)); t(lambda: k.throw(ValueError)); t(k.close)
k=aw(Aw()); k.send(None)
async def double(): await k
t(lambda: double().send(None))
w=aw(Aw()).__await__(); print(type(w).__name__, iter(w) is w, next(w)); t(lambda: w.send(1))
w=aw(Aw()).__await__(); print(next(w)); t(lambda: w.throw(KeyError('q'))); t(w.close)
for s in ['for x in c(): pass','[*c()]','iter(c())','next(c())']:
    try: exec(s)
    except TypeError as e: print(e)
@types.coroutine
def tc():
    r = yield 't'
    return r
k=aw(tc()); print(k.send(None)); t(lambda: k.send('tcv'))
def plain(): yield from c()
t(lambda: next(plain()))
# async gens
async def ag2():
    try:
        x = yield 1
        print('ag got', x)
        yield 2
    except ValueError as e:
        print('ag caught', e); yield 3
    finally:
        print('ag fin')
def drive(co):
    try:
        while True: co.send(None)
    except StopIteration as e: return ('ret', e.value)
    except BaseException as e: return (type(e).__name__, str(e))
a=ag2(); print(drive(a.__anext__()), a.ag_running, a.ag_suspended, drive(a.asend('AS')), drive(a.athrow(ValueError('av'))), drive(a.aclose()), drive(a.__anext__()))
a=ag2(); print(drive(a.__anext__()), drive(a.aclose()), drive(a.aclose()), drive(a.asend(1)))
a=ag2(); print(drive(a.aclose()), drive(a.__anext__()))
a=ag2(); s=a.asend(None); print(drive(s)); print(drive(s)); t(lambda: s.throw(ValueError)); t(s.close); drive(a.aclose())
a=ag2(); s=a.aclose(); print(drive(s)); print(drive(s))
async def agw():
    await Aw()
    yield 1
    await Aw()
a=agw(); s=a.__anext__(); print(s.send(None), a.ag_running, a.ag_await is not None); s2=a.__anext__(); t(lambda: s2.send(None)); t(lambda: s.send('w')); 
s=a.__anext__(); print(s.send(None)); t(lambda: s.throw(KeyError('in'))); t(lambda: s.send(1))
async def agi():
    try: yield 1
    finally: yield 2
a=agi(); drive(a.__anext__()); print(drive(a.aclose()))
async def agr():
    yield 1
    raise StopAsyncIteration
a=agr(); drive(a.__anext__()); print(drive(a.__anext__()))
async def an():
    a=ag2()
    print(await anext(a, 'd'), await anext(a,'d'), await anext(a,'d'), await anext(a, 'd'))
print(drive(an()))
async def comp(): return [x async for x in ag2()], {x: 1 async for x in ag2() if x > 1}
print(drive(comp()))
async def withm():
    class CM:
        async def __aenter__(self): return 'entered'
        async def __aexit__(self, *a): print('aexit', a[0]); return True
    async with CM() as v:
        print(v); raise ValueError
    return 'done'
print(drive(withm()))
import sys
KEEP2=[]
hooks=sys.get_asyncgen_hooks(); print(hooks)
sys.set_asyncgen_hooks(firstiter=lambda a: print('first'), finalizer=lambda a: print('fin'))
a=ag2(); KEEP2.append(a); drive(a.__anext__()); drive(a.__anext__()); drive(a.aclose())
sys.set_asyncgen_hooks(None,None)
sys.set_coroutine_origin_tracking_depth(2)
k=c(); print(k.cr_origin); k.close()
sys.set_coroutine_origin_tracking_depth(0)
print(c.__code__.co_flags & 0x80, ag.__code__.co_flags & 0x200, g.__code__.co_flags & 0x20)
