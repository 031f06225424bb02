"""Primes: a sieve in a bytearray, a sieve in a list, and trial division."""
N = 6800000


def bench(n):
    s = bytearray([1]) * (n + 1)
    s[0] = s[1] = 0
    for i in range(2, int(n ** 0.5) + 1):
        if s[i]:
            s[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    a = s.count(1)
    m = n // 3
    flags = [True] * (m + 1)
    b = 0
    for i in range(2, m + 1):
        if flags[i]:
            b += 1
            for j in range(i * i, m + 1, i):
                flags[j] = False
    primes = [2]
    for c in range(3, n // 20, 2):
        for p in primes:
            if p * p > c:
                primes.append(c)
                break
            if c % p == 0:
                break
    return a, b, len(primes)


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
