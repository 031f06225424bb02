"""async and await without a library: a round-robin scheduler over coroutines, async generators and context managers."""
N = 46000


class Yield:
    def __await__(self):
        return (yield)


class Gate:
    async def __aenter__(self):
        await Yield()
        return self

    async def __aexit__(self, *a):
        return False


async def add(a, b):
    return a + b


async def source(n):
    for i in range(n):
        if i % 4 == 0:
            await Yield()
        yield i


async def worker(k):
    total = 0
    for i in range(20):
        total += await add(i, k)
        if i % 5 == 0:
            await Yield()
    async with Gate():
        async for x in source(10):
            total += x
    return total


def bench(n):
    ready = [worker(k) for k in range(n)]
    total = rounds = 0
    while ready:
        again = []
        for co in ready:
            try:
                co.send(None)
                again.append(co)
            except StopIteration as e:
                total += e.value
        ready = again
        rounds += 1
    return total, rounds


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
