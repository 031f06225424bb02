"""Functions that are called often enough to become machine code, and what may happen while they wait for each other."""
import sys
import traceback


def warm(f, *args, n=6000):
    for _ in range(n):
        r = f(*args)
    return r


# Recursion, direct and mutual, with ints that outgrow a word.
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def even(n):
    return n == 0 or odd(n - 1)


def odd(n):
    return n != 0 and even(n - 1)


def power(b, n):
    if n == 0:
        return 1
    return b * power(b, n - 1)


print(fib(22), [even(i) for i in range(40)].count(True), odd(301))
print(warm(power, 3, 20), power(3, 200), power(2.5, 10), power(True, 5))


# The recursion limit, and going on after it.
def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


for _ in range(300):
    deep(50)
try:
    deep(10 ** 6)
except RecursionError as e:
    print(type(e).__name__, e)
print(deep(500))
old = sys.getrecursionlimit()
sys.setrecursionlimit(300)
try:
    deep(400)
except RecursionError as e:
    print(e)
print(deep(100))
sys.setrecursionlimit(old)
print(deep(400))


# Defaults, which may be replaced; wrong numbers of arguments.
def three(a, b=2, c=3):
    return a * 100 + b * 10 + c


def call_three(i):
    return three(i) + three(i, 5) + three(i, 5, 6) + three(a=i, c=1)


print(warm(call_three, 1))
three.__defaults__ = (7, 8)
print(call_three(1))
three.__defaults__ = (9,)
try:
    call_three(1)
except TypeError as e:
    print(e)
three.__defaults__ = None
try:
    call_three(1)
except TypeError as e:
    print(e)
three.__defaults__ = (2, 3)
print(call_three(1))


def too_many(f, n):
    for i in range(n):
        f(i)
    f(1, 2, 3, 4)


try:
    too_many(three, 5000)
except TypeError as e:
    print(e)


# Code that is replaced.
def one(x):
    return x + 1


def other(x):
    return x + 1000


def through(x):
    return one(x) + one(x)


print(warm(through, 1))
one.__code__ = other.__code__
print(through(1), through(1.5))


# Exceptions through waiting frames: the traceback names the lines.
def divide(a, b):
    return a // b


def middle(a, b):
    x = divide(a, b)
    return x + 1


def outer(a, b):
    try:
        return middle(a, b)
    except ZeroDivisionError:
        return -1
    finally:
        counts[b] = counts.get(b, 0) + 1


counts = {}
total = 0
for i in range(6000):
    total += outer(i, i % 7)
print(total, counts)
try:
    middle(1, 0)
except ZeroDivisionError:
    print([(f.name, f.line) for f in traceback.extract_tb(sys.exc_info()[2])])


# Who calls, and with what: frames of callers that wait.
def names():
    f, out = sys._getframe(1), []
    while f is not None and f.f_code.co_name != "<module>":
        out.append((f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, dict(f.f_locals)))
        f = f.f_back
    return out


def asks(flag, depth):
    here = depth * 2
    if flag:
        return names()
    return here


def calls_asks(flag):
    a = 5
    b = asks(flag, a)
    return b


warm(calls_asks, False)
print(calls_asks(True))
print(calls_asks(False))


# Changing a caller's variable, which it sees (PEP 667).
def changes(flag):
    if flag:
        sys._getframe(1).f_locals["v"] = "changed"
    return flag


def changed(flag):
    v = 1
    changes(flag)
    return v


warm(changed, False)
print(changed(True), changed(False))


# Instances: __init__ with and without a result, of several classes.
class Point:
    def __init__(self, x, y=0):
        self.x, self.y = x, y

    def plus(self, other):
        return Point(self.x + other.x, self.y + other.y)

    def kind(self):
        return 1


class Other(Point):
    def kind(self):
        return 2 + super().kind()


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def kind(self):
        return 4


class Wrong:
    wrong = False

    def __init__(self):
        if Wrong.wrong:
            return 5


def build(n):
    p = Point(0)
    for i in range(n):
        p = p.plus(Point(i, 1))
    return p.x, p.y


print(build(5000))


def kinds(things, n):
    t = 0
    for i in range(n):
        for x in things:
            t += x.kind()
            x.x = i
    return t


things = [Point(1), Other(2), Slotted(3)]
print(kinds(things, 3000), [x.x for x in things])


class Late:
    x = 0

    def kind(self):
        return "late"


try:
    kinds(things + [Late()], 2)
except TypeError as e:
    print(e)
Point.kind = lambda self: 100
print(kinds(things, 10))


def wrong(n):
    for _ in range(n):
        Wrong()


wrong(5000)
Wrong.wrong = True
try:
    wrong(1)
except TypeError as e:
    print(e)


# Tuples that the caller takes apart.
def pair(a, b):
    return a, b


def first(a, b):
    return pair(a, b)[0]


def swap(a, b):
    x, y = pair(b, a)
    return x, y


print(warm(first, 1, 2), warm(swap, "a", 2.5))


def bad(a, b):
    x, y, z = pair(a, b)


try:
    warm(bad, 1, 2)
except ValueError as e:
    print(e)


# Closures and cells.
def counter():
    n = 0

    def bump(k=1):
        nonlocal n
        n += k
        return n

    def peek():
        return n
    return bump, peek


bump, peek = counter()
for i in range(5000):
    bump()
    bump(2)
    peek()
print(peek())


def make_adders(n):
    return [lambda x, i=i: x + i for i in range(n)]


print(sum(f(1) for _ in range(500) for f in make_adders(5)))


# Operators written in Python, in values and in conditions.
class V:
    def __init__(self, v):
        self.v = v

    def __add__(self, o):
        return V(self.v + o.v)

    def __lt__(self, o):
        return self.v < o.v

    def __eq__(self, o):
        return NotImplemented if o.v < 0 else self.v == o.v

    def __bool__(self):
        return self.v % 2 == 0

    def __len__(self):
        return self.v

    def __getitem__(self, i):
        if i >= 3:
            raise IndexError(i)
        return self.v + i

    def __contains__(self, x):
        return x == self.v


def compare(a, b, n):
    c = [0] * 5
    for i in range(n):
        s = a + b
        if a < b:
            c[0] += 1
        if s == b:
            c[1] += 1
        if s:
            c[2] += 1
        if i % 5 in a:
            c[3] += 1
        for x in a:
            c[4] += x
        a, b = b, a
    return c


print(compare(V(2), V(3), 3000), compare(V(1), V(-1), 10))


# Dicts and sets that are looked into, with keys of many kinds.
def look(d, keys):
    n = 0
    for k in keys:
        if k in d:
            n += d[k]
            d[k] += 1
    return n


d = {i: i for i in range(50)} | {"k%d" % i: i for i in range(50)} | {-1: 5, 2.0: 7, (1, 2): 9, None: 1}
keys = list(range(-3, 60)) + ["k%d" % i for i in range(60)] + [1.0, 2, True, None, (1, 2), 2 ** 70, "k" + str(3)]
print(sum(look(d, keys) for _ in range(200)), d[2], d["k3"], d[-1], len(d))
small = {"a": 1, 5: 2}
print(sum(look(small, ["a", "b", 5, 6, -1, "a"]) for _ in range(2000)), small)
s = set(range(30)) | {"x", "y", -1, -2, 1000}
print(sum((i % 40 in s) + ("x" in s) + ("z" in s) + (-1 in s) + (-2 in s) + (i not in s) for i in range(5000)))


# Tracing that begins while a caller waits.
def traced(flag):
    if flag:
        sys.settrace(lambda *a: events.append(a[1]))
    return flag


def traces(flag):
    traced(flag)
    one(1)
    return 3


events = []
warm(traces, False)
traces(True)
sys.settrace(None)
print(events)


# Generators that call, and are called by, functions.
def gen(n):
    for i in range(n):
        yield three(i)


def consume(n):
    t = 0
    for x in gen(n):
        t += x
    return t


print(consume(3000), sum(consume(10) for _ in range(500)))
print(list(map(one, range(3))), sorted(range(2000), key=lambda x: one(-x))[:3])
