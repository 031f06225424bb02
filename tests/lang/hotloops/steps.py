# Ranges with steps, items taken off lists, loops that begin with a loop whose condition comes last, pairs of enumerate over strs, in loops that
# are compiled.
N = 400


def attempt(f, *args):
    try:
        return f(*args)
    except (ArithmeticError, IndexError, ValueError, TypeError, AttributeError) as e:
        return f"{type(e).__name__}: {e}"


def ranges(bounds):
    out = []
    for a, b, c in bounds:
        t = k = 0
        for i in range(a, b, c):
            t += i
            k += 1
            if k > 50:
                break
        out.append((t, k))
    return out


print(sum(t + k for t, k in ranges([(i % 7 - 3, i % 31 - 10, i % 5 + 1) for i in range(N)])))
print(sum(t + k for t, k in ranges([(i % 31 - 10, i % 7 - 3, -(i % 5) - 1) for i in range(N)])))
BIG = 2 ** 48 - 1
for bounds in (0, 10, 3), (0, 9, 3), (0, 0, 1), (5, 5, -1), (5, 0, -5), (5, -1, -5), (0, 10, 0), (0, BIG, BIG), (-BIG - 1, BIG, BIG), (BIG, -BIG - 1, -1), (0, 2 ** 70, 2 ** 69), \
        (True, 5, 2), (0, 1.5, 1), (-7, 7, 2 ** 40), (7, -7, -2 ** 40):
    print(bounds, attempt(ranges, [(0, 3, 1)] * 9 + [bounds]))


def strided(n):
    flags = [True] * n
    for i in range(2, n):
        if flags[i]:
            for j in range(i * i, n, i):
                flags[j] = False
    best = [0] * n
    for w in range(1, 40):
        for c in range(n - 1, w - 1, -1):
            best[c] = max(best[c], best[c - w] + w * 3 % 11)
    return sum(flags), sum(best), best[-1]


print(strided(N))


def stack(xs):
    s, t = [], 0
    for x in xs:
        if s and s[-1] & 3 == x & 3:
            t += s.pop()
        else:
            s.append(x)
    while s:
        x = s.pop()
        t = t * 3 % 1000003 + x
    return t, s


print(stack([i * i // 3 for i in range(3000)]), stack(list(range(5000))))


def pops(l, n):
    out = []
    for i in range(n):
        x = l.pop()
        out.append(x)
    return out[-3:], len(l)


print(pops(list(range(N)), 300), pops([i / 3 for i in range(N)], 300), pops(["a", 1, 2.5, None, (1,)] * N, 700), pops([[i] for i in range(N)], 399))
print(attempt(pops, [1, 2, 3], 4), attempt(pops, list(range(N)), N + 1), attempt(pops, {1, 2}, 1), attempt(pops, bytearray(b"abc"), 2))


def same_name(l):
    t = 0
    for i in range(N):
        l.append([i])
        x = l
        x = x.pop()
        t += x[0] + len(l)
    return t


print(same_name([[7]]))


class Popped(list):
    def pop(self):
        return super().pop() * 2


print(pops(Popped(range(N)), 300))


def rotated(n):
    # The inner while loop comes first in the outer one, and goes on where the outer one begins.
    count, t, r = [0] * n, 0, n
    for _ in range(3):
        r = n
        while True:
            while r != 1:
                count[r - 1] = r
                r -= 1
            t += 1
            while True:
                if r == n:
                    break
                count[r] -= 1
                if count[r] > 0:
                    break
                r += 1
            if r == n:
                break
    return t, count


print(rotated(5), rotated(6))


def nested(n):
    t = k = 0
    while k < n:
        while k % 3:
            k += 1
            if k % 7 == 0:
                continue
            t += k
        while k % 5:
            k += 1
            t ^= k
        k += 1
    return t


print(nested(3000))


def pairs(a, b, start):
    t = 0
    for i, x in enumerate(a, start):
        for j, y in enumerate(b, start):
            t += i * j * (x == y) + (x != y)
    return t, i, j, x, y


print(pairs("abracadabra" * 4, "banana" * 9, 1), pairs("abracadabra" * 4, "bänäna" * 9, 0), pairs(["a", "n"] * 20, "banana" * 9, 5))
print(pairs("ab" * 30, "x", 2 ** 48 - 30))
