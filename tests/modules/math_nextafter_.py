# nextafter around zero: without steps the zero keeps the sign of the start.
import math
for x in (0.0, -0.0, 5e-324, -5e-324, 1e-323, -1e-323, 1.0):
    for y in (0.0, -0.0, 5e-324, -5e-324, 2.0, -2.0, math.inf):
        print(x, y, math.nextafter(x, y), [math.nextafter(x, y, steps=n) for n in range(4)])
