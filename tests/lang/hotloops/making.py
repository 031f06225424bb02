"""Objects made in hot loops: instances, tuples and lists that machine code takes from the thread's stock."""
import gc
import sys
import threading
import types
import weakref

N = 3000


class P:
    def __init__(self, x, y=5, z=None):
        self.x = x
        self.y = y
        if z is not None:
            self.z = z


class S:
    __slots__ = ("a", "b")

    def __init__(self, a, b):
        self.a, self.b = a, b


class Sub(P):
    def __init__(self, x):
        super().__init__(x, x + 1, x + 2)
        self.own = [x]


class Big:
    """Does more than is compiled into its caller."""
    def __init__(self, n):
        self.items = []
        for i in range(n):
            self.items.append(i * n)
        self.total = sum(self.items)


class Fails:
    def __init__(self, i):
        self.i = i
        if i % 500 == 499:
            raise ValueError(i)


class Wrong:
    def __init__(self, i):
        self.i = i
        return i if i == 2500 else None


class Nested:
    def __init__(self, depth):
        self.child = Nested(depth - 1) if depth else None


class Looks:
    def __init__(self, seen):
        seen.add((sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name))


space = types.SimpleNamespace(P=P, S=S)


def many(n):
    t = 0
    for i in range(n):
        p = P(i)
        q = P(i, i)
        r = P(i, i + 1, i + 2)
        s = S(p, q)
        t += p.x + p.y + q.y + r.z + s.a.x - s.b.x + len(Sub(i).own) + Sub(i).z
        t += space.P(i).y + space.S(i, i).b
        t += Big(3).total
    return t


print(many(N))


def failing(n):
    bad, good = [], 0
    for i in range(n):
        try:
            good += Fails(i).i
        except ValueError as e:
            bad.append(e.args[0])
    return good, bad


print(failing(N))


def wrong(n):
    try:
        for i in range(n):
            Wrong(i)
    except TypeError as e:
        return i, str(e)


print(wrong(N))


def nested(n, depth):
    t = 0
    for i in range(n):
        x = Nested(depth)
        while x:
            t += 1
            x = x.child
    return t


print(nested(400, 12))
try:
    Nested(10 ** 6)
except RecursionError:
    print("too deep")


def looking(n):
    seen = set()
    for i in range(n):
        Looks(seen)
    return seen


print(looking(N))


def arguments(n):
    """Too few, too many, by name."""
    out = []
    for call in (lambda: P(), lambda: P(1, 2, 3, 4), lambda: P(1, z=3).z, lambda: S(1), lambda: S(b=1, a=2).a):
        for i in range(n):
            try:
                r = call()
            except TypeError as e:
                r = str(e)
        out.append(r)
    return out


print(arguments(N))


def changing(n):
    class C:
        def __init__(self, i):
            self.i = i

    def init(self, i):
        self.i = -i
        self.more = True

    out, deleted = [], []
    for i in range(n):
        c = C(i)
        if i == n // 4:
            C.__init__ = init
        elif i == n // 2:
            C.__init__.__code__ = (lambda self, i: setattr(self, "i", "lambda")).__code__
        elif i == 3 * n // 4:
            C.__new__ = lambda cls, i: "new"
        if i % (n // 8) == 7:
            out.append(c if c == "new" else c.i)
    return out


print(changing(4000))


def finalized(n):
    """__del__ is there from some moment on."""
    class D:
        def __init__(self, i):
            self.i = i

    gone = []
    for i in range(n):
        if i == n // 2:
            D.__del__ = lambda self: gone.append(self.i)
        D(i)
    gc.collect()
    return len(gone) >= n // 2 - 1, min(gone) >= n // 2 - 1


print(finalized(N))


def classes(n):
    """More hot classes than there is room for."""
    made = [type(f"C{k}", (P,), {"k": k}) for k in range(40)]
    t = 0
    for i in range(n // 40):
        for c in made:
            o = c(i)
            t += o.k + o.x + (type(o) is c)
    return t


print(classes(N))


def forgotten(n):
    """A class whose instances were hot dies, and what they refer to."""
    class C:
        def __init__(self, o):
            self.o = o

    for i in range(n):
        c = C(c) if i % 10 else C(None)
    return weakref.ref(C), weakref.ref(c)


refs = forgotten(N)
gc.collect()
print([r() for r in refs])


def containers(n):
    """Tuples and lists of all sizes, of numbers and of anything."""
    t, kept = 0, []
    for i in range(n):
        x = i * 0.5
        a = (i,)
        b = (i, x)
        c = (a, b, i)
        d = (i, i, i, x, "s", None)
        e = (i, 1, 2, 3, 4, 5, 6, 7)
        f = [i]
        g = [a, b, c]
        h = [i, x, a, b]
        k = []
        f.append(i)
        g.append(f)
        h.extend(k)
        k.append(a)
        k.append(b)
        t += len(a) + len(b) + len(c) + len(d) + len(e) + len(f) + len(g) + len(h) + len(k)
        t += hash(a) == hash((i,))
        t += a < (i + 1,)
        t += (i, x) == b
        if i % 100 == 0:
            kept.append((a, b, c, d, e, f, g, h, k))
        x, i = i, x
    return t, kept[3], kept[-1], gc.is_tracked([])


print(containers(N))


def pairs(n):
    def both(i):
        return i, -i

    def inner(i):
        return [i, [i]], (both(i), "x")

    t = 0
    for i in range(n):
        a, b = both(i)
        t += a - b + both(i)[0]
        l, (p, q) = inner(i)
        t += l[1][0] + p[1] + len(q)
        p = both(i)
        t += p[1]
    return t


print(pairs(N))


def truth(n):
    class Yes:
        pass

    class No:
        def __bool__(self):
            return False

    class Empty:
        def __len__(self):
            return 0

    t = 0
    things = [Yes(), No(), Empty(), None, True, False, 0, 1, 0.0, 2.5, "", "a", [], [0], (), (0,), {}, {1}, Yes, len, object()]
    for i in range(n // 20):
        for x in things:
            if x:
                t += 1
            if not x:
                t += 100
            t += 10000 * (not x)
            while x:
                t += 1
                break
    return t


print(truth(N))


def threaded():
    results = []
    start = threading.Barrier(4)

    def work(k):
        start.wait()
        t = 0
        for i in range(N):
            p = P(i, k)
            t += p.x + p.y + (i, k)[1] + [p, p][0].y
        results.append(t - 3 * k * N)

    threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for x in threads:
        x.start()
    for x in threads:
        x.join()
    return set(results)


print(threaded())
