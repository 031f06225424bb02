"""Conway's game of life: on a set of cells, and on a grid of bytes."""
N = 860


def step_set(cells):
    near = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    k = (x + dx, y + dy)
                    near[k] = near.get(k, 0) + 1
    return {k for k, c in near.items() if c == 3 or c == 2 and k in cells}


def step_grid(g, w, h):
    out = bytearray(w * h)
    for y in range(h):
        up, row, down = (y - 1) % h * w, y * w, (y + 1) % h * w
        for x in range(w):
            l, r = (x - 1) % w, (x + 1) % w
            s = g[up + l] + g[up + x] + g[up + r] + g[row + l] + g[row + r] + g[down + l] + g[down + x] + g[down + r]
            if s == 3 or s == 2 and g[row + x]:
                out[row + x] = 1
    return out


def bench(n):
    cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2), (30, 30), (31, 30), (29, 31), (30, 31), (30, 32)}
    for _ in range(n):
        cells = step_set(cells)
    w = h = 40
    g = bytearray(w * h)
    for i in range(w * h):
        g[i] = (i * i // 7 + i) % 3 == 0
    for _ in range(n):
        g = step_grid(g, w, h)
    return len(cells), sum(g)


if __name__ == "__main__":
    import sys
    from time import perf_counter
    n = int(sys.argv[1]) if len(sys.argv) > 1 else N
    start = perf_counter()
    result = bench(n)
    print("seconds", perf_counter() - start)
    print("checksum", result)
