"""N queens three ways: sets, bit masks, and permutations by generator."""
N = 10


def by_sets(n, row=0, cols=frozenset(), d1=frozenset(), d2=frozenset()):
    if row == n:
        return 1
    return sum(by_sets(n, row + 1, cols | {c}, d1 | {row + c}, d2 | {row - c})
               for c in range(n) if c not in cols and row + c not in d1 and row - c not in d2)


def by_bits(full, cols, left, right):
    if cols == full:
        return 1
    count, free = 0, full & ~(cols | left | right)
    while free:
        bit = free & -free
        free ^= bit
        count += by_bits(full, cols | bit, (left | bit) << 1, (right | bit) >> 1)
    return count


def permutations(items):
    if len(items) <= 1:
        yield items
    else:
        for i, x in enumerate(items):
            for rest in permutations(items[:i] + items[i + 1:]):
                yield [x] + rest


def bench(n):
    a = by_sets(n)
    b = by_bits((1 << n + 1) - 1, 0, 0, 0)
    m = n - 1
    c = sum(1 for p in permutations(list(range(m)))
            if len({p[i] + i for i in range(m)}) == m and len({p[i] - i for i in range(m)}) == m)
    return a, b, c


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
