"""Dictionaries: counting, grouping, lookups with int, str and tuple keys, deletion, iteration, merging."""
N = 340000


def bench(n):
    counts, groups, grid = {}, {}, {}
    words = [f"word{i * 7919 % 997}" for i in range(n // 4)]
    for w in words:
        counts[w] = counts.get(w, 0) + 1
    for i in range(n):
        groups.setdefault(i % 101, []).append(i)
        grid[i % 300, i // 300] = i
    total = 0
    for y in range(n // 300):
        for x in range(300):
            total += grid[x, y]
            if (x + 1, y) in grid:
                total -= 1
    for k, v in groups.items():
        total += k * len(v)
    for k in list(grid):
        if grid[k] % 3 == 0:
            del grid[k]
    merged = {**counts, **{f"x{i}": i for i in range(1000)}} | {"y": 1}
    ints = {}
    for i in range(n * 2):
        ints[i * 31 & 0xffff] = i
    inverted = {v: k for k, v in ints.items()}
    return total, len(grid), sum(merged.values()), len(inverted), max(counts.values())


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
