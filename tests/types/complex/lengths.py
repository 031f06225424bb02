# abs() of complex numbers is C's hypot, whose last place is not always that of math.hypot; sums and products of complex numbers; powers of floats
# whose exponents are multiples of a half.
import cmath
import math
import random
import zlib

for z in (3 + 4j, -0.0j, complex(math.inf, math.nan), complex(math.nan, 1), complex(0.3598361598309339, 0.5236544461155394), complex(-1.3507733689646466, -1.471507833408673),
          complex(5e-324, 5e-324), complex(1e-310, 2e-310), complex(1e308, 1e308), complex(1e300, 1e-300)):
    print(z, abs(z), math.hypot(z.real, z.imag), z * z, z + z, z - z, z * 1j, cmath.polar(z))
try:
    abs(complex(1.5e308, 1.5e308))
except OverflowError as e:
    print(e)

rnd = random.Random(11)
crc = 0
for i in range(30000):
    match rnd.randrange(3):
        case 0:
            x, y = rnd.random() - 0.5, rnd.random() - 0.5
        case 1:
            x, y = math.ldexp(rnd.random(), rnd.randrange(-1074, 1020)), math.ldexp(rnd.random(), rnd.randrange(-1074, 1020))
        case _:
            x = math.ldexp(rnd.random(), rnd.randrange(-1074, 1020))
            y = x * (rnd.random() + 0.5)
    z = complex(x, y)
    crc = zlib.crc32(repr((abs(z), math.hypot(x, y), z * z, z * -z + z, z - 1j)).encode(), crc)
print(crc)


def loop(c, n):
    z, far = 0j, 0.0
    for _ in range(n):
        z = z * z + c
        far += abs(z)
        if abs(z) > 2.0:
            z -= c * 1.5
    return z, far


print(loop(0.3 + 0.5j, 3000), loop(complex(math.inf, 1), 300), loop(-1.9 + 0j, 3000))


def powers(x, n):
    out = 0.0
    for i in range(n):
        out += x ** 1.5 - x ** -1.5 + x ** 2.5 + x ** 3 + x ** -2 + x ** -0.5 + x ** 0.5 + i ** 1.5
        x += 0.37
    return out


print(powers(0.25, 1000), powers(1e10, 1000), powers(1e-10, 3))
print([4.0 ** 1.5, 2.25 ** -1.5, 1e200 ** 1.5, 1e-200 ** 1.5, (-8.0) ** 3, 9 ** -0.5, 0.0 ** 1.5, math.inf ** -1.5, 1e30 ** 8.0, 3.0 ** 8, 3.0 ** -8])
for x, y in ((0.0, -1.5), (-0.0, -1), (1e300, 2.5), (-1.5, 0.5)):
    try:
        print(x ** y)
    except (ZeroDivisionError, OverflowError) as e:
        print(type(e).__name__, e)
