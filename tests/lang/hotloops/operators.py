"""Operators and properties of instances in hot loops: machine code calls their methods, and whatever is unusual goes the long way."""
import sys
import traceback


class V:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, o):
        return V(self.x + o.x, self.y + o.y)

    def __mul__(self, k):
        if isinstance(k, V):
            return self.x * k.x + self.y * k.y
        return V(self.x * k, self.y * k)

    def __sub__(self, o):
        if not isinstance(o, V):
            return NotImplemented
        return V(self.x - o.x, self.y - o.y)

    def __rsub__(self, o):
        return V(o - self.x, o - self.y)

    def __iadd__(self, o):
        self.x += o.x
        self.y += o.y
        return self

    def __lt__(self, o):
        return self.x < o.x

    def __eq__(self, o):
        if type(o) is not V:
            return NotImplemented
        return self.x == o.x and self.y == o.y

    @property
    def both(self):
        return self.x + self.y

    @property
    def big(self):
        total = 0
        for i in range(3):
            total += self.x * i
        return total

    def __repr__(self):
        return f"V({self.x}, {self.y})"


class W(V):
    def __radd__(self, o):
        return ("reflected", o.x, self.x)

    @property
    def other(self):
        return self.both * 2


class Num:
    """Its operators do not know what to do with anything."""
    def __init__(self):
        self.asked = 0

    def __add__(self, o):
        self.asked += 1
        return NotImplemented

    def __lt__(self, o):
        self.asked += 1
        return NotImplemented

    def __eq__(self, o):
        self.asked += 1
        return NotImplemented


class R:
    def __radd__(self, o):
        return "R's"


def add(n, a, b):
    r = None
    for i in range(n):
        r = a + b
    return r


def sub(n, a, b):
    r = None
    for i in range(n):
        r = a - b
    return r


def mul(n, a, b):
    r = None
    for i in range(n):
        r = a * b
    return r


def mul_imm(n, a):
    r = None
    for i in range(n):
        r = a * 3
    return r


def inplace(n, a, b):
    for i in range(n):
        a += b
    return a


def compared(n, a, b):
    less = same = different = 0
    for i in range(n):
        r = a < b
        less += r
        if a < b:
            less += 1
        s = a == b
        same += s
        if a != b:
            different += 1
    return less, same, different


def props(n, things):
    t = 0
    for i in range(n):
        for x in things:
            t += x.both
        t += x.big
    return t


N = 3000
a, b = V(1, 2), V(3, 4)
print(add(N, a, b), sub(N, a, b), mul(N, a, b), mul(N, a, 2), mul(N, a, 2.5), mul_imm(N, a), inplace(N, V(0, 0), b))
print(add(N, a, W(5, 6)), add(N, W(5, 6), a), add(N, W(1, 1), W(2, 2)))
print(add(N, Num(), R()), compared(N, a, b), compared(N, b, V(3, 4)))
for f in add, sub, mul:
    for x, y in ((a, None), (a, "s"), (Num(), 1), (1, Num()), (a, 1), (1, a), (1.5, a)):
        try:
            print(f.__name__, f(N, x, y))
        except Exception as e:
            print(f.__name__, type(e).__name__, e)
n = Num()
try:
    add(10, n, n)
except TypeError as e:
    print(e, n.asked)
print(n == n, n == 1, n.asked)
try:
    n < n
except TypeError as e:
    print(e, n.asked)
print(props(N, [a, b, W(7, 8)]), props(N, [W(7, 8)]))


def changing(n):
    """The class changes while the loop is hot."""
    class C:
        def __init__(self, v):
            self.v = v

        def __add__(self, o):
            return self.v + o

        @property
        def p(self):
            return self.v

    c, total, out = C(1), 0, []
    for i in range(n):
        if i == n // 2:
            C.__add__ = lambda self, o: self.v + o + 1000
            C.p = property(lambda self: -self.v)
        if i == n - n // 4:
            out.append(total)
            C.__add__.__code__ = (lambda self, o: o).__code__
            C.p = 5
        total += (c + i) + c.p
    out.append(total)
    return out


print(changing(8000))


def raising(n):
    """An operator's method raises now and then."""
    class E:
        def __init__(self, i):
            self.i = i

        def __add__(self, o):
            if self.i % 1000 == 999:
                raise ValueError(self.i)
            return self.i + o

        @property
        def p(self):
            return 100 // (self.i % 700)

    seen = []
    total = 0
    for i in range(n):
        e = E(i)
        try:
            total += e + 1
            total += e.p
        except ValueError as x:
            seen.append(x.args[0])
        except ZeroDivisionError as x:
            tb = x.__traceback__
            seen.append([f.name for f in traceback.extract_tb(tb)])
    return total, seen[:12], len(seen)


print(raising(5000))


class Deep:
    def __init__(self, n):
        self.n = n

    def __add__(self, o):
        return 0 if self.n == 0 else 1 + (Deep(self.n - 1) + o)

    @property
    def depth(self):
        return 0 if self.n == 0 else 1 + Deep(self.n - 1).depth


print([Deep(k) + None for k in range(60)][-1], sum(Deep(k).depth for k in range(60)))
try:
    Deep(10 ** 6) + None
except RecursionError:
    print("too deep")
try:
    Deep(10 ** 6).depth
except RecursionError:
    print("too deep")


class Frames:
    def __init__(self):
        self.names = set()

    def __add__(self, o):
        self.names.add(sys._getframe(1).f_code.co_name)
        return o

    @property
    def p(self):
        self.names.add(sys._getframe(1).f_code.co_name)
        return 1


def looked(n):
    f = Frames()
    t = 0
    for i in range(n):
        t += f + i
        t += f.p
    return t, sorted(f.names)


print(looked(N))


class Yields:
    """An operator whose method is a generator function, or a coroutine function."""
    def __init__(self, k):
        self.k = k

    def __add__(self, o):
        yield self.k + o

    async def __sub__(self, o):
        return self.k - o


def lazily(n):
    t = 0
    y = Yields(5)
    for i in range(n):
        for v in y + i:
            t += v
        c = y - i
        try:
            c.send(None)
        except StopIteration as e:
            t += e.value
    return t


print(lazily(N))


def dropped():
    """What an operator's method was called with does not stay alive."""
    import gc
    import weakref

    class D:
        def __add__(self, o):
            return 0

        def __radd__(self, o):
            return 1

    d = D()
    for i in range(N):
        d + d
    w = weakref.ref(d)
    d = None
    gc.collect()
    return w()


print(dropped())
