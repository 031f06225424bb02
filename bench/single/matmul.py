"""Matrix multiplication and Gaussian elimination with lists of lists."""
N = 140


def bench(n):
    a = [[(i * 7 + j * 3) % 11 - 5 for j in range(n)] for i in range(n)]
    b = [[(i * 5 - j * 2) % 13 - 6 for j in range(n)] for i in range(n)]
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        ai, ci = a[i], c[i]
        for k in range(n):
            x, bk = ai[k], b[k]
            for j in range(n):
                ci[j] += x * bk[j]
    cols = list(zip(*b))
    d = [[sum(x * y for x, y in zip(row, col)) for col in cols] for row in a]
    m = [[float(v) + (10.0 * n if i == j else 0.0) for j, v in enumerate(row)] for i, row in enumerate(a)]
    det = 1.0
    for i in range(n):
        piv = m[i][i]
        det *= piv / (10.0 * n)
        for r in range(i + 1, n):
            f = m[r][i] / piv
            if f:
                mr, mi = m[r], m[i]
                for j in range(i, n):
                    mr[j] -= f * mi[j]
    return sum(map(sum, c)), c == d, round(det, 6)


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
