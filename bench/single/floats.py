"""Float arithmetic in loops: integration, Newton's method, a logistic map, Monte-Carlo with a simple generator."""
import math
N = 1300000


def bench(n):
    h, area = 1.0 / n, 0.0
    for i in range(n):
        x = (i + 0.5) * h
        area += 4.0 / (1.0 + x * x)
    area *= h
    root = 0.0
    for k in range(1, n // 20):
        r = k * 0.5
        for _ in range(5):
            r = 0.5 * (r + k / r)
        root += r
    x = 0.3
    for _ in range(n):
        x = 3.7 * x * (1.0 - x)
    seed, inside = 12345.0, 0
    for _ in range(n // 2):
        seed = (seed * 16807.0) % 2147483647.0
        a = seed / 2147483647.0
        seed = (seed * 16807.0) % 2147483647.0
        b = seed / 2147483647.0
        if a * a + b * b < 1.0:
            inside += 1
    waves = 0.0
    for i in range(n // 4):
        waves += math.sin(i * 0.01) * math.sqrt(i) + abs(math.floor(i / 3.0))
    return round(area, 9), round(root, 3), round(x, 6), inside, round(waves, 3)


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
