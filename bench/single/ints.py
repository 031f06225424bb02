"""Small-integer arithmetic: gcd, Collatz, digit sums, bit tricks, modular exponentiation."""
N = 190000


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def powmod(b, e, m):
    r = 1
    b %= m
    while e:
        if e & 1:
            r = r * b % m
        b = b * b % m
        e >>= 1
    return r


def bench(n):
    total = 0
    for i in range(1, n):
        total += gcd(i * 91, 360360)
    for i in range(1, n // 4):
        total += collatz(i)
    for i in range(n // 4):
        total += powmod(i, 65537, 1000003)
    for i in range(n * 2):
        x = i
        x ^= x << 13 & 0xffffffff
        x ^= x >> 17
        x ^= x << 5 & 0xffffffff
        total += x & 0xff
    for i in range(n):
        d = i
        while d:
            d, r = divmod(d, 10)
            total += r
    return total


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
