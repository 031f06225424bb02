# Functions whose last digits depend on how the C library computes them (glibc).
import math
x = 0.0137
for i in range(60):
    x *= 1.37
    print(x, math.cbrt(x), math.cbrt(-x), math.log10(x), (-x) ** 0.5, complex(x, 1) ** 2.5, abs(complex(x, 3)))
print(math.cbrt(0.0), math.cbrt(-0.0), math.cbrt(5e-324), math.log10(1000), math.log10(10**30), math.log10(5e-324), math.cbrt(math.inf), math.cbrt(27))
x = -7.0
while x < 28:
    x += 0.37
    print(x, math.erf(x), math.erfc(x))
for x in (0.0, -0.0, 5e-324, -5e-324, 1e-310, 1e-300, 1e-20, 0.25, 0.84375, 1.25, 6.0, -6.5, 26.5, 27.3, 30.0, math.inf, -math.inf, math.nan):
    print(x, math.erf(x), math.erfc(x))
