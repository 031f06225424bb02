# Coroutines, async for, async with, async generators and comprehensions, driven by hand without asyncio.
import types
class Yielder:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        return got
def drive(co, *sends):
    out = []
    try:
        out.append(co.send(None))
        for s in sends: out.append(co.send(s))
        while True: out.append(co.send("more"))
    except StopIteration as e:
        return out, e.value
    except BaseException as e:
        return out, type(e).__name__, str(e)
async def simple(): return 5
async def two():
    a = await Yielder("y1")
    b = await Yielder("y2")
    return a, b, await simple()
print(drive(simple()), drive(two(), "s1", "s2"))
class AIter:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        if self.n == 0: raise StopAsyncIteration
        self.n -= 1
        await Yielder(f"next {self.n}")
        return self.n
async def loop():
    out = []
    async for x in AIter(3): out.append(x)
    else: out.append("else")
    async for x in AIter(3):
        if x == 1: break
    else: out.append("never")
    return out
print(drive(loop()))
class ACM:
    def __init__(self, swallow=False): self.swallow = swallow
    async def __aenter__(self): await Yielder("enter"); return "val"
    async def __aexit__(self, t, v, tb): await Yielder(("exit", t and t.__name__)); return self.swallow
async def withs():
    async with ACM() as v, ACM(True) as w:
        await Yielder("body")
        raise ValueError("swallowed by the inner")
    async with ACM(): return v, w
print(drive(withs()))
async def with_raise():
    async with ACM(): raise KeyError("out")
print(drive(with_raise()))
async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got: await Yielder(("got", got))
    finally:
        await Yielder("agen cleanup")
async def use_agen():
    out = [x async for x in agen(3)]
    s = {x async for x in agen(2)}
    d = {x: x async for x in agen(2) if x}
    g = (x * 2 async for x in agen(2))
    return out, s, d, [y async for y in g], [await simple() for _ in range(2)]
print(drive(use_agen()))
async def asend_athrow():
    g = agen(5)
    r = [await g.__anext__(), await g.asend("hello"), await g.asend(None)]
    try:
        await g.athrow(ValueError("thrown in"))
    except ValueError as e:
        r.append(str(e))
    try:
        await g.__anext__()
    except StopAsyncIteration:
        r.append("finished")
    h = agen(5)
    await h.__anext__()
    await h.aclose()
    r.append(await anext(agen(0), "default"))
    r.append(await anext(aiter(AIter(1))))
    return r
print(drive(asend_athrow()))
co = two()
print(type(co).__name__, co.cr_running, co.cr_await, co.cr_frame is not None, co.__name__, co.cr_code.co_name)
co.send(None)
print(co.cr_await is not None, co.cr_suspended)
try:
    co.throw(RuntimeError("thrown"))
except RuntimeError as e:
    print(e)
try:
    co.send(None)
except RuntimeError as e:
    print(e)
c = simple()
try:
    iter(c)
except TypeError as e:
    print(e)
try:
    c.send(1)
except TypeError as e:
    print(e)
c.close()
async def bad_await(): await 5
async def bad_for():
    async for x in [1]: pass
async def bad_with():
    async with 5: pass
class BadAwait:
    def __await__(self): return 5
async def bad2(): await BadAwait()
class BadNext:
    def __aiter__(self): return self
    def __anext__(self): return 5
async def bad3():
    async for x in BadNext(): pass
class NoNext:
    def __aiter__(self): return 5
async def bad4():
    async for x in NoNext(): pass
async def bad5():
    async with M(): pass
class M:
    def __enter__(self): pass
    def __exit__(self, *a): pass
async def bad6():
    with ACM(): pass
async def twice():
    c = simple()
    await c
    await c
async def stop(): raise StopIteration("x")
async def agen_stop():
    yield 1
    raise StopAsyncIteration
async def use_stop():
    async for x in agen_stop(): pass
for f in (bad_await, bad_for, bad_with, bad2, bad3, bad4, bad5, bad6, twice, stop, use_stop): print(f.__name__, drive(f()))
@types.coroutine
def gen_co():
    x = yield "from gen"
    return x
async def use_gen_co(): return await gen_co()
print(drive(use_gen_co(), "answer"))
a = agen(1)
print(type(a).__name__, a.ag_running, a.ag_frame is not None, a.__name__)
for src in ("await x", "def f(): await x", "async for x in y: pass", "async with a: pass", "[x async for x in y]", "async def f(): yield from x", "async def f():\n yield 1\n return 2", "def f(): [await x for x in y]", "async def f(): def g(): await x"):
    try:
        compile(src, "<s>", "exec")
        print("ok", src)
    except SyntaxError as e:
        print(e.msg)
import inspect
print(inspect.iscoroutinefunction(simple), inspect.isasyncgenfunction(agen), inspect.isawaitable(Yielder(1)))
class Trampoline:
    def __init__(self): self.ready, self.log = [], []
    def spawn(self, name, co): self.ready.append((name, co, None))
    def run(self):
        while self.ready:
            name, co, v = self.ready.pop(0)
            try:
                r = co.send(v)
                self.log.append((name, r))
                self.ready.append((name, co, r))
            except StopIteration as e:
                self.log.append((name, "done", e.value))
async def worker(n):
    total = 0
    for i in range(n): total += await Yielder(i)
    return total
t = Trampoline()
t.spawn("a", worker(2)); t.spawn("b", worker(3))
t.run()
print(t.log)
