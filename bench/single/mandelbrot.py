"""Mandelbrot set, with complex numbers and with pairs of floats."""
N = 450


def bench(n):
    inside = steps = 0
    for py in range(n):
        ci = 2.0 * py / n - 1.0
        for px in range(n):
            cr = 3.0 * px / n - 2.0
            zr = zi = 0.0
            k = 0
            while k < 50:
                r2, i2 = zr * zr, zi * zi
                if r2 + i2 > 4.0:
                    break
                zi = 2.0 * zr * zi + ci
                zr = r2 - i2 + cr
                k += 1
            else:
                inside += 1
            steps += k
    for py in range(0, n, 3):
        for px in range(0, n, 3):
            c = complex(3.0 * px / n - 2.0, 2.0 * py / n - 1.0)
            z = 0j
            for k in range(50):
                if abs(z) > 2.0:
                    break
                z = z * z + c
            steps += k
    return inside, steps


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
