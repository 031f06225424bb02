# Arithmetic with large ints whose intermediate results nobody else sees, and such that somebody does see.
import random
import threading

random.seed(7)
BITS = (1, 40, 63, 64, 65, 130, 500, 513, 2000, 9000)


def pick():
    n = random.getrandbits(random.choice(BITS))
    return -n if random.random() < 0.4 else n


def digest(*values):
    h = 0
    for v in values:
        h = (h * 1000003 + v) % ((1 << 61) - 1)
    return h


def expressions(a, b, c, d):
    e = (a * 10 + b - c) * 3 - (d * d - a * (7 * b + 2))
    f = (a * b + c * d) // (b * d or 1) - (a + b) % (c * d or 1)
    g = 5 - (a - b) - (c - (a * c - 1))
    h = (a * b) - (a * b) + (a * b) * (c * d) - ((a + 1) * (b + 1)) * 7
    i = a * b < c * d, a * b == b * a, a * 3 < b * 5 < c * 7 < d * 9
    j = -(a * b) + abs(c * d - 1) + (+(a * c))
    k = (a * b) ** 2 - (a * b) * (a * b) + (c * d >> 3) + ((a + b) & (c - d))
    return digest(e, f, g, h, j, k), i, k - ((c * d) >> 3) - ((a + b) & (c - d))


for _ in range(300):
    print(*expressions(pick(), pick(), pick(), pick()))

# The same temporary from different sources.
big = 3 ** 500
for n in range(4):
    keep = big * 7
    x = (keep if n % 2 else big * 7) + 1
    print(x - keep, keep % 1000)


def choose(flag, kept=[]):
    y = (flag and big * 5 or big * 9) + 2
    kept.append((z := big * 3) + 4)
    return y - big, z - 3 * big, kept[-1] - z


print([choose(k)[1:] for k in (True, False)])


# Operands that Python code keeps and gives back.
class Keeper:
    kept = []

    def __radd__(self, other):
        self.kept.append(other)
        return other

    def __rmul__(self, other):
        self.kept.append(other)
        return 2

    def __mul__(self, other):
        return self.kept[-1]

    def __lt__(self, other):
        self.kept.append(other)
        return False


k = Keeper()
for n in range(3):
    x = (big * 11 + k) * 2 - big
    y = (big * 13 * k) + big
    z = (k * big + 1) - 1
    w = k < big * 17, (big * 19) > k
    print([v % 1000007 for v in Keeper.kept], x % 1009, y % 1013, z % 1019, w)

# x % y may be x itself.
small, large = big, big * big
r = (small % large) * 3 + (small % large) + 1
print(r == small * 4 + 1, small == 3 ** 500)

# Subscripts with an augmented assignment read their key twice.
d = {big * 2: 1, big * 4: 2}
d[big * 2] += big * 3
d[big * 4] -= big * 2 + 1
print([(key // big, v // big) for key, v in d.items()])


def subject(v):
    match v * 3:
        case 6:
            return "six"
        case w if w > big and w - big > big:
            return w // big
    return None


print(subject(2), subject(big), subject(big * 2))

# Generators wait in the middle of an expression.


def waits(n):
    x = (big * n) + (yield 1) + (big * 2) * (yield 2)
    yield x // big


gens = [waits(n) for n in range(3)]
print([next(g) for g in gens], [g.send(big) for g in gens], [g.send(3) for g in gens])

# Results that fall back to small ints, and errors.
print((big * 4 - big * 4) + 5, (big * 6) // (big * 2), (big * 6) % (big * 2) + 1)
for expr in ("(big * 3) // (big - big)", "(big * 3) % 0", "(big * 3) + None", "(big * 3) < 'a'"):
    try:
        eval(expr)
    except Exception as e:
        print(type(e).__name__, e)

# Each thread has its own.


def work(n, out):
    t = 0
    for i in range(200):
        t += (big * i + n) * (big + i) % (1 << 89) - (n * big * 3 - i) // (big * 2 + 1)
    out[n] = t


out = [0] * 4
threads = [threading.Thread(target=work, args=(n, out)) for n in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(out)
