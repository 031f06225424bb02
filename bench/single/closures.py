"""Closures: counters, composition, currying, callbacks that share cells."""
N = 270000


def counter(start):
    value = start

    def bump(by):
        nonlocal value
        value += by
        return value

    def peek():
        return value
    return bump, peek


def compose(*fs):
    def run(x):
        for f in fs:
            x = f(x)
        return x
    return run


def curry(a):
    return lambda b: lambda c: a * b + c


def bench(n):
    bump, peek = counter(0)
    pipe = compose(lambda x: x + 1, lambda x: x * 3, lambda x: x % 1000)
    total = 0
    handlers = [lambda x, k=k: x + k for k in range(4)]
    for i in range(n):
        bump(i & 3)
        total += pipe(i) + curry(i)(2)(3)
        for h in handlers:
            total += h(i)
        b, p = counter(i)
        b(1)
        total += p()
    return total, peek()


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
