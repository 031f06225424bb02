# Loops with attributes and calls that run long enough to be compiled, where what they rely on changes under way.
import sys
import traceback

N = 3000


class P:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    def dot(self, o):
        return self.x * o.x + self.y * o.y


class Q:
    scale = 2

    def __init__(self, v):
        self.v = v

    def get(self):
        return self.v * self.scale

    def put(self, v):
        self.v = v


def slots():
    a, b, t = P(1, 2.5), P(3, -1.5), 0
    for i in range(N):
        t += a.dot(b)
        a.x = a.x + 1
        b.y -= 0.25
    return t, a.x, b.y


print(slots())


def instance():
    q, t = Q(1), 0
    for i in range(N):
        q.put(q.get() - i)
        t ^= q.v & 0xFFFF
        if i == 1000:
            q.extra = 1
        if i == 1500:
            Q.scale = 3
        if i == 2000:
            Q.get = lambda self: 7
        if i == 2500:
            q.get = lambda: 11
    return t


print(instance())
Q.scale = 2


def f(x, y):
    return x * y + 1


def redefined():
    global f
    t = 0
    for i in range(N):
        t += f(i, 2)
        if i == 1000:
            def f(x, y):
                return x - y
        elif i == 2000:
            f.__code__ = (lambda x, y: 5).__code__
        elif i == 2500:
            f = len
            try:
                f(1, 2)
            except TypeError as e:
                t += len(str(e))
            f = pow
    return t


print(redefined())


def fails(x):
    if x == 2900:
        raise ValueError("here: %d" % x)
    return x + 1


def calls(x):
    y = fails(x) + 1
    return y


def where():
    t = 0
    try:
        for i in range(N):
            t += calls(i)
    except ValueError:
        traceback.print_exc(file=sys.stdout)
    return t, i


print(where())


def look(x):
    if x == 2900:
        f = sys._getframe()
        return f.f_locals["x"] + f.f_back.f_locals["i"] + f.f_back.f_lineno - where_is.__code__.co_firstlineno
    return x


def where_is():
    t = 0
    for i in range(N):
        t += look(i)
    return t


print(where_is())


def type_error():
    items = [1] * 2000 + ["x"] + [1] * 500
    t = 0

    def plus(a, b):
        return a + b

    for x in items:
        try:
            t = plus(t, x)
        except TypeError as e:
            print(e, e.__traceback__.tb_lineno - type_error.__code__.co_firstlineno)
    return t


print(type_error())


def unbound():
    t = 0
    for i in range(N):
        if i > 2500:
            del t
        try:
            t += i
        except UnboundLocalError as e:
            return i, str(e)


print(unbound())


def closure():
    n, t = 10, 0

    def add(x):
        return x + n

    for i in range(N):
        t += add(i)
        if i == 2000:
            n = 0.5
    return t


print(closure())


def deep(n):
    return 0 if n == 0 else deep(n - 1) + 1


def recursion():
    t = 0
    for i in range(1000):
        t += deep(i % 20)
    try:
        for i in range(N):
            t += deep(i)
    except RecursionError as e:
        t += i > 100
        return t - i // 10000, str(e)


print(recursion()[1])


def leaf(a, b):
    return a if a > b else b


def at_the_limit(depth):
    if depth:
        return at_the_limit(depth - 1)
    t = 0
    try:
        for i in range(N):
            t += leaf(i, 5)
    except RecursionError as e:
        return str(e)
    return t


def limits():
    out = set()
    for d in range(sys.getrecursionlimit() - 60, sys.getrecursionlimit()):
        try:
            out.add(at_the_limit(d))
        except RecursionError as e:
            out.add("outside")
    return sorted(map(str, out))


print(len(limits()) >= 2)


def defaults(a, b=2, *, c=3):
    return a + b + c


def shapes():
    t = 0
    for i in range(N):
        t += defaults(i) + defaults(i, 1) + defaults(b=i, a=1) + defaults(1, c=i) + defaults(*(1, 2))
    return t


print(shapes())


def generator():
    def gen():
        s = 0
        for i in range(N):
            s += i
            if i % 100 == 0:
                yield s
    t = 0
    for x in gen():
        t += x
    g = (x * 2 for x in range(N))
    return t, sum(g)


print(generator())


def late_global():
    t = 0
    for i in range(N):
        if i == 2000:
            globals()["late"] = 5
        try:
            t += late
        except NameError:
            t -= 1
        if i == 2500:
            del globals()["late"]
    return t


print(late_global())


class Meter:
    def __init__(self):
        self.n = 0

    @property
    def total(self):
        return self.n

    def __add__(self, o):
        self.n += o
        return self

    def __lt__(self, o):
        return self.n < o

    def __bool__(self):
        return self.n % 2 == 0


def operators():
    m, hits = Meter(), 0
    for i in range(N):
        m = m + i
        if m < 100000:
            hits += 1
        if m:
            hits += 10
        hits += m.total & 1
    return m.n, hits


print(operators())


def tracing():
    lines = 0

    def tracer(frame, event, arg):
        nonlocal lines
        lines += event == "line"
        return tracer

    def body(x):
        y = x + 1
        return y

    t = 0
    for i in range(N):
        if i == 2000:
            sys.settrace(tracer)
        t += body(i)
        if i == 2100:
            sys.settrace(None)
    return t, lines


print(tracing())


def written_from_outside():
    def write(frame, name, v):
        frame.f_locals[name] = v

    a, t = [1, 2, 3], 0
    for i in range(N):
        if i == 2000:
            write(sys._getframe(), "a", (4.5, "x", 6))
        if i == 2500:
            write(sys._getframe(), "a", [7, 8, 9])
        v = a[i % 3]
        if v != "x":
            t += v
    return t


print(written_from_outside())
