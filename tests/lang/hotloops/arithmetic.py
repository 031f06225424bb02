# Remainders, quotients and powers of floats, divmod, conversions and sums of comparisons in loops that are compiled, with operands for which
# the machine code has to leave.
import math

N = 700
ODD = [0.0, -0.0, 1.0, -1.0, 0.5, 7.25, -7.25, 1e15, 1e16, -1e16, 3e17, 1e300, -1e300, 1e-300, 5e-324, -5e-324, math.inf, -math.inf, math.nan,
       4503599627000001.5, 0.1, 0.30000000000000004, -0.1, 2.0, 3.0, 0, 7, -7, 2 ** 47, -2 ** 48, 2 ** 60, True, False]


def attempt(f, *args):
    try:
        return f(*args)
    except (ArithmeticError, ValueError, TypeError) as e:
        return f"{type(e).__name__}: {e}"


def remainders(xs, y):
    out = []
    for x in xs:
        a = x % y
        b = x // y
        out.append((a, b))
    return out


def warm(f, *args):
    for _ in range(3):
        f([i * 0.37 - 50 for i in range(N)], *args)


for y in (2.5, -2.5, 0.1, 3.0, 1e-300, math.inf, -math.inf, math.nan, 7, 0.0):
    if y:
        warm(remainders, y)
    for x in ODD:
        print(x, y, attempt(remainders, [1.5, x], y))


def small_divisors(xs):
    out = []
    for x in xs:
        out.append((x % 7, x // 7, x % 2, x // 2))
    return out


warm(small_divisors)
print([attempt(small_divisors, [x]) for x in ODD])


def halves(xs):
    out = []
    for x in xs:
        out.append((x ** 1.5, x ** -1.5, x ** 0.5, x ** -0.5, x ** 2.0, x ** -2.0, x ** 3.0, x ** -3.0, x ** 1.0, x ** -1.0, x ** 2.5))
    return out


def whole(xs):
    out = []
    for x in xs:
        out.append((x ** 2, x ** 3, x ** 1, x ** 0))
    return out


def inverses(xs):
    out = []
    for x in xs:
        out.append((x ** -1, x ** -2, x ** -3))
    return out


for f in halves, whole, inverses:
    for _ in range(3):
        last = f([i * 0.37 + 0.01 for i in range(N)])
    print(last[-1], last[3])
    print([attempt(f, [2.25, x]) for x in ODD])
    f(list(range(1, N)))
    print(f([3, 10, 12345]), [attempt(f, [3, x]) for x in ODD])


def exponent(x, n):
    out = 0.0
    for y in (1.5, 2, 2.5, -1.5, 0.3):
        for i in range(n):
            out += (x + i) ** y
    return out


print(exponent(1.5, N), exponent(2, N))


def digits(n, base):
    out = []
    for i in range(n):
        d, total = i * i * 7919, 0
        while d:
            d, r = divmod(d, base)
            total += r
        out.append(total)
    return sum(out), out[-3:]


print(digits(N, 10), digits(N, 3), digits(N, 1 << 40), attempt(digits, N, 0))


def parts(pairs):
    out, q = [], None
    for a, b in pairs:
        q, r = divmod(a, b)
        out.append((q, r))
    return out, q


parts([(i - 300, i % 11 + 1) for i in range(N)])
for a in (7, -7, 0, 2 ** 47, -2 ** 48, 2 ** 70, 7.5, True):
    for b in (2, -2, 1, 0, 2 ** 47, 3.5, False):
        print(a, b, attempt(parts, [(5, 3), (a, b)]))


def both(n):
    t = 0
    for i in range(n):
        q, r = divmod(i, 7)
        pair = divmod(i, 5)
        t += q * r + pair[0] + len(pair)
    return t, pair


print(both(N))


def sums(xs, y):
    t = 0
    for i, x in enumerate(xs):
        t = t + (x > y)
        t += x == y
        t -= x < y
        t = (x != y) + t
        t = t - (i is None)
        b = x >= y
        t += b
    return t, b


print(sums(list(range(N)), 300), sums([i / 3 for i in range(N)], 100.0), sums(["a", "b"] * N, "a"))


def mixed_sum(xs):
    t = 0
    for x in xs:
        t += x
        t = x + t
        t -= x
    return t


print(mixed_sum([True, False] * N), mixed_sum([1, True, 0.5, False] * N), mixed_sum([2 ** 47, True] * N), True + True, True - False)


def converted(xs):
    out = []
    for x in xs:
        out.append((int(x), math.floor(x), float(x)))
    return out


def roots(xs):
    t = 0.0
    for x in xs:
        t += math.sqrt(x)
    return t


for f in converted, roots:
    for _ in range(3):
        f([abs(i * 0.37 - 50) for i in range(N)])
    f(range(N))
    print([attempt(f, [1.5, x]) for x in ODD])
print(converted([-0.5, -1.0, -1.5, 2.0 ** 46, -2.0 ** 47 + 0.5, 2.0 ** 47, -2.0 ** 60 + 0.5]))


def of_modules(n):
    t = 0
    for i in range(n):
        t += math.sqrt(i) + abs(math.floor(i / 3.0) - 50) + math.floor(-i / 7) + math.fmod(i, 7.5)
        if i == n - 100:
            math.floor = lambda x: 1000
        elif i == n - 50:
            math.floor = floor
    return t


floor = math.floor
print(of_modules(N), of_modules(N * 3))


def many(n):
    # More ints than there are registers for.
    a = b = c = d = e = f = g = h = t = 0
    for i in range(1, n):
        for j in range(i * i, n * 9, i):
            t += j + a + b
            a ^= j; b += i; c = b - a; d += c & 3; e = d * 2; f = e - a; g = f | 1; h = g ^ d
    return t, a, b, c, d, e, f, g, h


print(many(N), many(30))
