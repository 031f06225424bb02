"""Big integers: factorials, Fibonacci, powers, division, conversion to and from decimal."""
import sys
N = 12000


def bench(n):
    sys.set_int_max_str_digits(0)
    f = 1
    for i in range(1, n):
        f *= i
    a, b = 0, 1
    for _ in range(n * 10):
        a, b = b, a + b
    total = f % 1000000007 + a % 1000000007
    p = 3 ** (n * 5)
    q = 7 ** (n * 2)
    total += p // q % 1000003 + p % q % 1000003
    total += pow(p, 65537, (1 << 521) - 1) % 1000003
    for i in range(40):
        s = str(q >> i)
        total += len(s) + int(s) % 1009
    x = (1 << 607) - 1
    acc = 1
    for i in range(n):
        acc = acc * (i + 12345678901234567890) % x
        acc ^= i << 300
        acc = acc >> 3 | acc & 7
    return total, acc % 1000000007


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
