"""Fannkuch: flipping prefixes of permutations."""
N = 9


def bench(n):
    p, count = list(range(n)), list(range(1, n + 1))
    most = checksum = perm = 0
    r = n
    while True:
        while r != 1:
            count[r - 1] = r
            r -= 1
        if p[0] != 0:
            q = p[:]
            flips = 0
            k = q[0]
            while k:
                q[:k + 1] = q[k::-1]
                flips += 1
                k = q[0]
            if flips > most:
                most = flips
            checksum += -flips if perm & 1 else flips
        while True:
            if r == n:
                return checksum, most
            first = p[0]
            for i in range(r):
                p[i] = p[i + 1]
            p[r] = first
            count[r] -= 1
            if count[r] > 0:
                break
            r += 1
        perm += 1


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
