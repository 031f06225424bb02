"""Sets: membership, algebra, building, removal, frozen sets as keys."""
N = 500000


def bench(n):
    a = set(range(0, n, 2))
    b = {i * i % n for i in range(n)}
    hits = 0
    for i in range(n):
        if i in a:
            hits += 1
        if i in b:
            hits += 2
    total = len(a & b) + len(a | b) + len(a - b) + len(a ^ b)
    seen = set()
    for i in range(n * 2):
        k = i * 7919 % 5003
        if k in seen:
            seen.discard(k)
        else:
            seen.add(k)
    words = set()
    for i in range(n):
        words.add(f"w{i % 3000}")
    reach, edge = {0}, [0]
    while edge:
        new = []
        for v in edge:
            for u in ((v * 3 + 1) % 20011, (v * 5 + 7) % 20011):
                if u not in reach:
                    reach.add(u)
                    new.append(u)
        edge = new
    fz = {frozenset((i % 50, i % 7)): i for i in range(n // 4)}
    return hits, total, len(seen), len(words), len(reach), len(fz)


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
