# Loops of numbers that run long enough to be compiled, at the edges of what their machine code knows: every result must be that of the
# slow way.
import math

N = 3000


def overflow(start, step):
    x, big = start, 0
    for i in range(N):
        x += step
        if x > 1 << 48 or x < -(1 << 48):
            big += 1
    return x, big


print(overflow((1 << 48) - 1500, 1), overflow(-(1 << 48) + 1500, -1), overflow(1 << 60, 3))


def multiply():
    out = []
    for a in (3, -3, 1 << 20, -(1 << 24), (1 << 24) + 1, 1 << 47):
        x = 1
        for i in range(N):
            x = x * a
            if x > 1 << 80 or x < -(1 << 80):
                out.append(x)
                x = i % 7 - 3
        out.append(x)
    return hash(tuple(out)), len(out)


print(multiply())


def divide(divisors):
    total, pairs = 0, 0
    for d in divisors:
        for n in range(-N, N, 7):
            total += n // d * 3 + n % d
            pairs ^= (n // d) ^ (n % d)
    return total, pairs


print(divide([1, 2, 3, 7, 10, 64, 1000, 12345]), divide([-1, -2, -7, 1 << 33, -(1 << 40)]))


def divide_constants(n):
    t = 0
    for i in range(-n, n):
        x = i * 987654321
        t += x // 10 + x % 10 + x // 7 - x % 7 + x // 16 + x % 16 + x % 32767 + x // 3
        t ^= x % 1000
    return t


print(divide_constants(N))


def zero_divisor():
    out = []
    for i in range(N):
        try:
            out.append(1000 // (i % 500))
        except ZeroDivisionError as e:
            out.append(str(e))
        try:
            out.append(1.5 / (i % 250))
        except ZeroDivisionError as e:
            out.append(str(e))
        try:
            out.append(i % (i % 100 - 50))
        except ZeroDivisionError as e:
            out.append(str(e))
    return len(out), hash(tuple(out[:700])), out[0:3]


print(len(str(zero_divisor())) > 0, zero_divisor()[0], zero_divisor()[2])


def shifts():
    t = 0
    for i in range(N):
        k = i % 70
        t += (1 << k) ^ (i >> (k // 2)) ^ (-i >> k)
        t &= (1 << 90) - 1
        u = i << 5 & 0xFFFF
        u |= i >> 2
        t ^= u ^ ~i
    return t


print(shifts())


def negative_shift():
    for i in range(N):
        k = 2000 - i
        try:
            i << k & 0xFF if k < 60 else 0
        except ValueError as e:
            return i, str(e)


print(negative_shift())


def floats():
    x, y, n = 0.1, 1e300, 0
    for i in range(N):
        x = x * 1.0000001 + i / 3
        y = y * 1.5
        if y == math.inf:
            y = -1e-320
        if x != x:
            n += 1
    return x, y, n


print(floats())


def nans():
    nan, inf, seen = math.nan, math.inf, [0] * 12
    x = 0.0
    for i in range(N):
        v = nan if i % 3 == 0 else inf if i % 3 == 1 else float(i)
        x = v - inf
        for k, b in enumerate((x < v, x <= v, x == v, x != v, x > v, x >= v, not x < v, not x == x)):
            if b:
                seen[k] += 1
        if x:
            seen[8] += 1
        if not v:
            seen[9] += 1
        if x == x:
            seen[10] += 1
        else:
            seen[11] += 1
    return seen, x, math.copysign(1, x)


print(nans())


def zeros():
    signs = []
    for i in range(N):
        z = 0.0 if i % 2 else -0.0
        signs.append(math.copysign(1, -z) + math.copysign(2, 0 / (5 if i % 3 else -5)) + math.copysign(4, z * -1.0))
    return sum(signs), signs[:6]


print(zeros())


def mixed():
    x, hits = 0, 0
    for i in range(N):
        x = x + 0.5 if i % 2 else x + 1
        if x > i:
            hits += 1
        if x == i:
            hits += 1000
        if i < x - 0.25:
            hits += 7
    return x, hits


print(mixed())


def kinds_change():
    out, x = [], 1
    for i in range(N * 2):
        if i == N:
            x = 0.5
        elif i == N + 500:
            x = True
        elif i == N + 1000:
            x = 1 << 70
        elif i == N + 1500:
            x = 2 + 1j
        x = x + 1
        if i % 500 == 0:
            out.append(x)
    return out, x


print(kinds_change())


def collatz(n):
    steps = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


print(sum(collatz(i) for i in range(1, N)))


def builtins_in_loops():
    t, f = 0, 0.0
    for i in range(-N, N):
        t += abs(i) + min(i, 7) - max(-i, i % 13)
        f += abs(-i / 2) + math.sqrt(abs(i)) + min(0.5, i * 0.1) + max(i * 0.1, -3.0)
    return t, f


print(builtins_in_loops())


def sqrt_of_negative():
    for i in range(N, -5, -1):
        try:
            math.sqrt(i * 1.0)
        except ValueError as e:
            return i, str(e)


print(sqrt_of_negative())
