# Loops over and into containers that run long enough to be compiled.
N = 3000


def indices():
    a, t = list(range(50)), 0
    for i in range(N):
        t += a[i % 50] + a[-1 - i % 50] * 2
        a[i % 50] = a[i * 7 % 50] + 1
        a[-(i % 50) - 1] = i
    return t, a


print(indices())


def out_of_range(limit):
    a, t = [1] * limit, 0
    try:
        for i in range(N * 2):
            t += a[i]
    except IndexError as e:
        return t, i, str(e)


print(out_of_range(N), out_of_range(2 * N - 1))


def store_out_of_range():
    a = [0] * 2500
    try:
        for i in range(N):
            a[i] = i
    except IndexError as e:
        return i, str(e), sum(a)


print(store_out_of_range())


def shrinking():
    a, seen = list(range(N)), 0
    for x in a:
        seen += x
        if x % 3 == 0:
            a.pop()
    return seen, len(a)


print(shrinking())


def growing():
    a, t = [0], 0
    for x in a:
        t += x
        if len(a) < N:
            a.append(x + 1)
            a.append(x + 2)
    return t, len(a)


print(growing())


def tuples():
    pairs, t = [(i, i * 0.5) for i in range(N)], 0
    for i, x in pairs:
        t += i * x
    for i, (a, b) in enumerate(pairs):
        t -= i + a - b
    p = (1, 2.5, "x", None)
    for i in range(N):
        v = p[i % 4]
        if v is not None and v != "x":
            t += v
    return t


print(tuples())


def wrong_unpacking():
    rows = [(1, 2)] * N + [(1, 2, 3)]
    t = 0
    try:
        for a, b in rows:
            t += a + b
    except ValueError as e:
        return t, str(e)


print(wrong_unpacking())


def byte_strings():
    b, a, t = bytes(range(256)), bytearray(300), 0
    for i in range(N):
        t += b[i % 256] * b[-1 - i % 200]
        a[i % 300] = i & 255
        a[-1 - i % 300] = b[i % 17]
        t ^= a[i * 3 % 300]
    try:
        for i in range(N):
            a[i % 300] = i
    except ValueError as e:
        return t, bytes(a)[:20], i, str(e)


print(byte_strings())


def nested():
    n = 40
    a = [[i * j % 7 for j in range(n)] for i in range(n)]
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        ai, ci = a[i], c[i]
        for k in range(n):
            x, bk = ai[k], a[k]
            for j in range(n):
                ci[j] += x * bk[j]
    return sum(map(sum, c)), c[3][4], [row[0] for row in c][:5]


print(nested())


def mixed_items():
    a, ints, floats, others = [1, 2.5, "s", None, True, 1 << 60] * 600, 0, 0.0, 0
    for x in a:
        if x is None or x is True:
            others += 1
        elif isinstance(x, str):
            others += len(x)
        elif isinstance(x, float):
            floats += x
        else:
            ints += x
    return ints, floats, others


print(mixed_items())


def comprehension():
    return sum([i * i for i in range(N) if i % 3]), [x + 0.5 for x in range(N)][-1], len([x for x in [None, 0, 1, []] * 900 if x])


print(comprehension())


class Sub(list):
    def __getitem__(self, i):
        return list.__getitem__(self, i) + 100


def subclass():
    t = 0
    for a in ([1, 2, 3], Sub([1, 2, 3]), [4, 5, 6]):
        for i in range(N):
            t += a[i % 3]
    return t


print(subclass())


def while_list():
    stack, n = list(range(N)), 0
    while stack:
        x = stack.pop()
        if x % 5 == 0 and x:
            stack.append(x - 1)
        n += 1
    return n


print(while_list())


def iterators():
    it, t = iter(range(N)), 0
    for x in it:
        t += x
        if x % 10 == 0:
            t += next(it, 0)
    it = iter([1] * N)
    for x in it:
        t += x
        for y in it:
            t += 2
            if t % 7 == 0:
                break
    return t, list(it)


print(iterators())


def lists_made():
    t, a, n = 0, [], 0
    while n < N:
        a = ([n, n + 1] + []) + list(range(3))
        b = [n] + a + [n]
        b += [1]
        t += len(a) * len(b) + a[1] + b[3]
        for x in (n, 2):
            for y in (x, 1):
                t += y
        n += 1
    return t, a, b


print(lists_made())
