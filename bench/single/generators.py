"""Generators: pipelines, recursion with yield from, send, generator expressions."""
N = 630000


def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1


def squares(it):
    for x in it:
        yield x * x


def evens(it):
    for x in it:
        if not x & 1:
            yield x


class Tree:
    def __init__(self, depth, base=0):
        self.value = base
        self.left = Tree(depth - 1, base * 2) if depth else None
        self.right = Tree(depth - 1, base * 2 + 1) if depth else None

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


def averager():
    total = count = 0
    avg = None
    while True:
        x = yield avg
        total += x
        count += 1
        avg = total // count


def bench(n):
    a = sum(evens(squares(numbers(n * 4))))
    tree = Tree(9, 1)
    b = sum(sum(tree) % 97 for _ in range(n // 2000))
    avg = averager()
    next(avg)
    c = 0
    for i in range(n * 2):
        c ^= avg.send(i)
    d = sum(x * y for x in range(n // 100) for y in range(100) if (x + y) % 3)
    return a, b, c, d


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
