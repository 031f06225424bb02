"""functools and itertools: lru_cache, partial, reduce, chain, groupby, accumulate, product."""
import functools
import itertools
import operator
N = 440


@functools.lru_cache(maxsize=None)
def stairs(n):
    return 1 if n < 2 else stairs(n - 1) + stairs(n - 2) + stairs(n - 3) * (n > 2)


@functools.lru_cache(maxsize=128)
def slow(a, b=1):
    return a * b


def bench(n):
    total = 0
    for k in range(n):
        stairs.cache_clear()
        total += stairs(120) % 1000003
        for i in range(1500):
            total += slow(i % 200) + slow(i % 50, b=2)
        total += functools.reduce(operator.add, range(500))
        total += sum(itertools.chain(range(100), (1, 2, 3), [4] * 50))
        total += sum(len(list(g)) for _, g in itertools.groupby(range(400), key=lambda x: x // 7))
        total += list(itertools.accumulate(range(300)))[-1]
        total += sum(a * b for a, b in itertools.product(range(20), repeat=2))
        total += sum(1 for _ in itertools.combinations(range(15), 3))
        total += sum(map(operator.mul, range(300), itertools.count(1)))
        total += len(list(itertools.islice(itertools.cycle("abc"), 200)))
        total += sum(itertools.starmap(pow, [(2, 5), (3, 2)])) + max(itertools.takewhile(lambda x: x < 50, itertools.count()))
        total += len(sorted(range(300), key=functools.cmp_to_key(lambda a, b: b - a)))
    return total


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
