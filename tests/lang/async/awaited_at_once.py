# Coroutines that are awaited where they are made, with and without suspending, raising, recursion and async with.
import sys, inspect


class Yield:
    def __init__(self, v): self.v = v
    def __await__(self): return (yield self.v)


class Gate:
    async def __aenter__(self):
        got = await Yield('enter')
        return got
    async def __aexit__(self, t, e, tb):
        await Yield('exit')
        return t is KeyError


class Plain:
    async def __aenter__(self): return self
    async def __aexit__(self, *a): return False


async def add(a, b=2, *c, **d): return a + b + sum(c) + sum(d.values())
async def fail(x): raise ValueError(x)
async def deep(n): return 0 if n == 0 else 1 + await deep(n - 1)
async def forever(n): return await forever(n + 1)
async def wait(x):
    got = await Yield(x)
    return [x, got]


async def main():
    print(await add(1), await add(1, 3, 4, k=5), await deep(50))
    try:
        await fail(3)
    except ValueError as e:
        print('caught', e, e.__traceback__.tb_next.tb_frame.f_code.co_name)
    print(await wait('a'), [await wait(i) for i in range(3)])
    async with Gate() as g, Plain() as p:
        print('in', g, type(p).__name__)
        raise KeyError
    print('out')
    c = add(1)
    print(inspect.getcoroutinestate(c), await c)
    try:
        await c
    except RuntimeError as e:
        print(e)
    try:
        await forever(0)
    except RecursionError as e:
        print('RecursionError', len(str(e)) > 0)
    try:
        await add()
    except TypeError as e:
        print(e)
    return sys._getframe().f_code.co_name


def drive(c):
    sent = None
    try:
        while True:
            v = c.send(sent)
            print('yielded', v)
            sent = (v, 1)
    except StopIteration as e:
        print('returned', e.value)


drive(main())
drive(main())
