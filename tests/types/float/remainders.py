# Remainders and quotients of floats are exact wherever they can be: the sign is that of the divisor, of math.fmod that of the dividend, and
# neither huge quotients, subnormal numbers nor quotients that the division rounds up to the next whole number are off.
import math
import random
import struct
import zlib

SPECIAL = [0.0, 1.0, 3.0, 7.5, 0.1, 1e-300, 5e-324, 2.2250738585072014e-308, 1e16, 1e308, 1.7976931348623157e308, 2.0 ** 53, math.inf]
SPECIAL += [-x for x in SPECIAL] + [math.nan]


def all_of(x, y):
    out = []
    for f in (lambda: x % y, lambda: x // y, lambda: divmod(x, y), lambda: math.fmod(x, y), lambda: math.remainder(x, y)):
        try:
            out.append(repr(f()))
        except (ValueError, ZeroDivisionError) as e:
            out.append(f"{type(e).__name__}: {e}")
    return " ".join(out)


for x in SPECIAL:
    for y in SPECIAL:
        print(x, y, "|", all_of(x, y))
for x in (7, -7, 10 ** 17, True):
    for y in (2.5, -2.5, 0.1, 0.0):
        print(x, y, "|", all_of(x, y), all_of(y, x))

rnd = random.Random(5)


def some():
    match rnd.randrange(5):
        case 0:
            return struct.unpack("d", rnd.randbytes(8))[0]
        case 1:
            return rnd.randrange(-1000, 1000) / 8
        case 2:
            return (rnd.random() - 0.5) * 1000
        case 3:
            return math.ldexp(rnd.random() - 0.5, rnd.randrange(-1074, -1000))
    return math.ldexp(rnd.random() - 0.5, rnd.randrange(-60, 70))


crc = 0
for i in range(30000):
    x, y = some(), some()
    if rnd.random() < 0.4:  # next to a multiple
        x = math.nextafter(y * rnd.randrange(1 << rnd.randrange(40)), rnd.choice((-math.inf, math.inf)))
    if y:
        crc = zlib.crc32(repr((x % y, x // y, divmod(x, y), math.fmod(x, y) if math.isfinite(x) else 0)).encode(), crc)
    if i % 5000 == 0:
        print(i, crc)


def loop(n):
    seed, out, back, q = 12345.0, 0.0, 0.0, 0.0
    for i in range(n):
        seed = (seed * 16807.0) % 2147483647.0
        out += i % 7.5 + -i % 7.5 + i % -7.5
        back += seed % -0.1 + (i * 0.1) % 0.1
        q += seed // 3.7 + -i // 0.3
    return seed, out, back, q


print(loop(5000))


def mixed(values, y):
    out = []
    for x in values:
        try:
            out.append((x % y, x // y))
        except ZeroDivisionError as e:
            out.append(str(e))
    return out


print(mixed([0.0, -0.0, 1.0, -1e-320, 1e300, math.inf, -math.inf, math.nan, 5, 2 ** 70, 6.0] * 40, 3.0)[-11:])
print(mixed([0.0, -0.0, 1.0, -1e-320, 1e300, 6.0] * 60, -math.inf)[-6:])
print(mixed([1.0] * 300 + [0.0], 0.0)[-1])
