"""Spectral norm of an infinite matrix, by the power method."""
N = 200


def elem(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def mul(v):
    return [sum(elem(i, j) * x for j, x in enumerate(v)) for i in range(len(v))]


def mul_t(v):
    n = len(v)
    out = []
    for i in range(n):
        s = 0.0
        for j in range(n):
            s += elem(j, i) * v[j]
        out.append(s)
    return out


def bench(n):
    u = [1.0] * n
    for _ in range(10):
        v = mul_t(mul(u))
        u = mul_t(mul(v))
    vbv = sum(a * b for a, b in zip(u, v))
    vv = sum(b * b for b in v)
    return round((vbv / vv) ** 0.5, 9)


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
