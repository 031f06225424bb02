"""A module."""

def fib(n: int) -> int:
    """Fibonacci."""
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def counter(start=0, /, *args, step=1, **kw):
    n = start

    def up(by=None):
        nonlocal n
        n += step if by is None else by
        return n

    return up, lambda: n


def gen(xs):
    for i, x in enumerate(xs):
        got = yield i, x
        if got:
            yield from got
    return [lambda: y for y in xs]


async def fetch(session, *urls):
    async with session as s:
        async for u in s.all(urls):
            print(f"{u!r:>{10}} {await s.get(u)}")
    return {u async for u in urls}


class A[T]:
    x: T
    __private = 1

    def __init__(self):
        super().__init__()
        self.__private += 1


type Pair[T] = tuple[T, T]
