"""Sorting: the built-in with and without keys, and sorts written in Python."""
N = 180000


class Rand:
    def __init__(self, seed):
        self.s = seed

    def next(self, m):
        self.s = (self.s * 1103515245 + 12345) & 0x7fffffff
        return self.s % m


def quick(l, lo, hi):
    while lo < hi:
        p, i, j = l[(lo + hi) // 2], lo, hi
        while i <= j:
            while l[i] < p:
                i += 1
            while l[j] > p:
                j -= 1
            if i <= j:
                l[i], l[j] = l[j], l[i]
                i += 1
                j -= 1
        if j - lo < hi - i:
            quick(l, lo, j)
            lo = i
        else:
            quick(l, i, hi)
            hi = j


def merge(l):
    if len(l) < 2:
        return l
    m = len(l) // 2
    a, b, out, i, j = merge(l[:m]), merge(l[m:]), [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    out.extend(a[i:])
    out.extend(b[j:])
    return out


def bench(n):
    r = Rand(42)
    data = [r.next(1 << 20) for _ in range(n)]
    a = data[:n // 2]
    quick(a, 0, len(a) - 1)
    b = merge(data[:n // 4])
    c = sorted(data)
    d = sorted(data, key=lambda x: -x)
    e = sorted((str(x) for x in data[:n // 2]))
    f = sorted((x % 100, x) for x in data)
    g = sorted([x / 7 for x in data], reverse=True)
    return a[7], b[7], c[7], d[7], e[7], f[7], round(g[7], 3), a == sorted(data[:n // 2])


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
