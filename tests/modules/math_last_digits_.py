# Functions whose last digits depend on how the C library computes them (glibc).
import math
x = 0.0137
for i in range(60):
    x *= 1.37
    print(x, math.cbrt(x), math.cbrt(-x), math.log10(x), (-x) ** 0.5, complex(x, 1) ** 2.5, abs(complex(x, 3)))
print(math.cbrt(0.0), math.cbrt(-0.0), math.cbrt(5e-324), math.log10(1000), math.log10(10**30), math.log10(5e-324), math.cbrt(math.inf), math.cbrt(27))
