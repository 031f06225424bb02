def arithmetic(a, b):
    x = a + b * 2 - 7 // a
    x += 1
    x *= b
    x <<= 300
    return -x ** 2 % 0.5

def rebinding(x, y, f):
    a = x + (x := 1)
    b = f(x, (x := 2))
    c = x[(x := 3)]
    x += (x := 4)
    d = x < (x := 5) < y
    e = y[x] = (x := 6)
    return [x, (x := 7), x]

def logic(a, b, c):
    x = a and b or c
    y = not (a is None)
    z = a if b and not c else (b or c)
    if a < b <= c != 3 and (a or b is not c): return x
    if not (a in (1, 2, 3) or b not in {"x", "y", "z"}): return y
    return a < b < c

def displays(a, b, d):
    x = [a, *b, 1]
    y = {a, *b}
    z = {**d, "a": a, **b}
    w = (1, 2, (3, "x")), [1, 2, 3], {1, 2, 3}, [], (), {}, (*a, b)
    return a[1], a[-1], a[b], a[b:], a[1:2], a[::b], a[b, 1:b]

def folded():
    return (1 + 2 * 3 ** 2, "ab" * 3, -0.0, 1 - 2j, (1, 2)[1], "abc"[0], 1 / 0, 10 ** 1000, 2.0 ** -3, not 1, ~5,
            1, 1.0, True, 0.0, -0.0, __debug__)

def attrs(o):
    o.a.b = o.c
    del o.x, o.y[0], o.z[1:2]
    o.n += 1
    o.l[o.i] += 2
    o.l[o.i:] += 3
    return o.f(1).g(*o.h, k=2, **o.kw)(3)(*a)
