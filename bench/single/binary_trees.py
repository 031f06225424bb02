"""Allocation and collection: many short-lived binary trees beside a long-lived one."""
N = 16


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left, self.right = left, right


def make(d):
    return Node(make(d - 1), make(d - 1)) if d else Node(None, None)


def check(t):
    return 1 + check(t.left) + check(t.right) if t.left else 1


def pairs(d):
    return (pairs(d - 1), pairs(d - 1)) if d else (None, None)


def count(t):
    l, r = t
    return 1 + count(l) + count(r) if l is not None else 1


def bench(n):
    keep = make(n)
    total = 0
    for d in range(4, n + 1, 2):
        for _ in range(1 << n - d + 1):
            total += check(make(d)) + count(pairs(d - 2))
    return total, check(keep)


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
