"""List, dict and set comprehensions, nested, filtered, with unpacking."""
N = 4600


def bench(n):
    total = 0
    for k in range(n):
        xs = [i * k for i in range(500)]
        ev = [x for x in xs if x % 2 == 0]
        sq = {x: x * x for x in range(200)}
        st = {x % 17 for x in xs}
        pairs = [(a, b) for a in range(15) for b in range(15) if a < b]
        sw = {v: k2 for k2, v in sq.items()}
        grid = [[r * c for c in range(12)] for r in range(12)]
        flat = [v for row in grid for v in row]
        sums = [a + b for a, b in pairs]
        total += len(ev) + len(sw) + sum(st) + sum(flat) + sum(sums)
    return total


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
