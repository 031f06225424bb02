# Steps of async generators that the loop runs itself: values, ends, errors, awaits inside, steps driven by hand; and generators that
# only a loop or an await refers to, when somebody gets hold of them after all.
import sys
import types


class Yield:
    def __init__(self, v=None):
        self.v = v

    def __await__(self):
        return (yield self.v)


def run(co, *sends):
    out = []
    sends = list(sends)
    try:
        v = co.send(None)
        while True:
            out.append(v)
            v = co.send(sends.pop(0) if sends else None)
    except StopIteration as e:
        return out, e.value
    except BaseException as e:
        return out, type(e).__name__, str(e)


async def src(n, pause=False):
    for i in range(n):
        if pause:
            got = await Yield(("pause", i))
            if got:
                raise got
        yield i


async def collect(it):
    out = []
    async for x in it:
        out.append(x)
    else:
        out.append("else")
    return out

print(run(collect(src(3))))
print(run(collect(src(3, True))))
print(run(collect(src(3, True)), None, KeyError("k")))
print(run(collect(src(0))))


async def failing():
    yield 1
    raise ValueError("inside")

print(run(collect(failing())))


async def stopping():
    yield 1
    raise StopAsyncIteration("own")

print(run(collect(stopping())))


async def byhand():
    g = src(2)
    out = [await g.__anext__(), await anext(g), await anext(g, "end")]
    try:
        await g.__anext__()
    except StopAsyncIteration as e:
        out.append(("stop", e.args, e.__traceback__.tb_next is None, e.__context__))
    return out

print(run(byhand()))


async def echo():
    x = None
    while True:
        x = yield x
        if x == "end":
            return

async def driver():
    g = echo()
    out = [await g.asend(None)]
    for v in (1, None, "two", "end"):
        try:
            out.append(await g.asend(v))
        except StopAsyncIteration:
            out.append("stopped")
    return out

print(run(driver()))


async def early():
    g = echo()
    try:
        await g.asend(5)
    except TypeError as e:
        return str(e)

print(run(early()))


async def nested(n):
    async for x in src(n, True):
        async for y in src(x):
            yield x, y

print(run(collect(nested(4))))


async def twice(g):
    s = g.__anext__()
    a = await s
    try:
        await s
    except RuntimeError as e:
        return a, str(e)

print(run(twice(src(3))))


async def concurrently(g):
    a, b = g.__anext__(), g.__anext__()
    c = a.send(None)
    try:
        await b
    except RuntimeError as e:
        return c, str(e)

print(run(concurrently(src(2, True))))


async def cleanup(log):
    try:
        yield 1
        await Yield("in try")
        yield 2
    finally:
        await Yield("closing")
        log.append("closed")


async def breaks():
    log = []
    g = cleanup(log)
    async for x in g:
        break
    await g.aclose()
    try:
        await g.__anext__()
    except StopAsyncIteration:
        log.append("ended")
    return log

print(run(breaks()))


async def throws():
    log = []
    g = cleanup(log)
    await g.__anext__()
    try:
        await g.athrow(KeyError("t"))
    except KeyError as e:
        log.append(str(e))
    return log, g.ag_running

print(run(throws()))

# An exception thrown into the awaiter reaches the async generator.
co = collect(src(3, True))
print(co.send(None))
print(type(co.cr_await).__name__, co.cr_await is co.cr_await)
try:
    co.throw(KeyError("from outside"))
except KeyError as e:
    names = []
    tb = e.__traceback__
    while tb:
        names.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    print(names)

# Coroutines and generators that escape.
kept = []


async def leaf(n):
    f = sys._getframe()
    if n % 2:
        kept.append(f.f_generator)
    return n


async def many():
    return [await leaf(i) for i in range(6)]

print(run(many()), [(c.cr_code.co_name, c.cr_frame, c.cr_running) for c in kept], len({id(c) for c in kept}))


async def sleeper(n):
    await Yield(n)
    return n


async def outer():
    return [await sleeper(i) for i in range(4)]

co, seen = outer(), []
try:
    co.send(None)
    while True:
        seen.append(co.cr_await)
        co.send(None)
except StopIteration as e:
    print(e.value)
print(len({id(c) for c in seen}), [c.cr_suspended for c in seen], len({c.__qualname__ for c in seen}))


def count(n):
    if n == 2:
        kept.append(sys._getframe().f_generator)
    for i in range(n):
        yield i


kept.clear()
print([x for n in range(5) for x in count(n)], [list(g) for g in kept])


def perms(items):
    if len(items) <= 1:
        yield items
    else:
        for i, x in enumerate(items):
            for rest in perms(items[:i] + items[i + 1:]):
                yield [x] + rest

print(["".join(p) for p in perms(list("abcd"))])


def fails(n):
    yield n
    if n == 2:
        raise ValueError(n)

out = []
for n in range(4):
    try:
        for x in fails(n):
            out.append(x)
    except ValueError as e:
        out.append(repr(e))
for n in range(3):
    for x in fails(n):
        break
print(out)


@types.coroutine
def old():
    r = yield "old"
    return r


async def new():
    return [await old(), await old()]

print(run(new(), 1, 2))
