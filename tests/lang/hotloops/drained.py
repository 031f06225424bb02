"""Generator expressions that are hot: what sums, keeps or searches their items does so where they run; pairs from enumerate and zip."""
import math
import sys


def show(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)


N = 5000
ints = list(range(N))
floats = [i * 0.1 for i in range(N)]
mixed = [i if i % 3 else i / 7 for i in range(N)]
bools = [i % 2 == 0 for i in range(N)]
big = [1 << 40 + i % 3 for i in range(N)]


def scale(a, b):
    return a * 2.0 + b


print("sums")
for _ in range(2):
    show("ints", lambda: sum(x for x in ints))
    show("floats", lambda: repr(sum(x for x in floats)))
    show("mixed", lambda: repr(sum(x for x in mixed)))
    show("bools", lambda: sum(x for x in bools))
    show("big", lambda: sum(x for x in big))
    show("huge", lambda: sum(x << 70 for x in ints))
    show("start", lambda: repr(sum((x for x in ints), 0.5)))
    show("start of another kind", lambda: sum(([x] for x in range(50)), [])[-3:])
    show("str", lambda: sum(str(x) for x in ints))
    show("calls", lambda: repr(sum(scale(i, x) for i, x in enumerate(floats))))
    show("pairs", lambda: sum(x * y for x, y in zip(ints, big)))
    show("mixed pairs", lambda: repr(sum(x * y for x, y in zip(floats, ints))))

print("floats that are special")
inf, nan = math.inf, math.nan
for tail in ([inf], [nan], [inf, -inf], [1e308] * 20, [-0.0], [1e16, 1.0, -1e16] * 100, [True, 2, 3.5]):
    show(str(tail[:3]), lambda: repr(sum(x for x in [0.1] * 600 + tail + [0.25] * 600)))
print(repr(sum(x for x in [-0.0] * 1000)), repr(sum((x for x in [-0.0] * 1000), -0.0)))

print("past a word")
show("int64", lambda: sum((1 << 47) - 1 for _ in range(70000)))
top = (1 << 63) - 1000
show("up", lambda: sum((x for x in ints), top))
show("down", lambda: sum((-x for x in ints), -top))

print("kept")
show("list", lambda: list(x * x for x in ints)[-3:])
show("tuple", lambda: tuple(x + 0.5 for x in ints)[-3:])
show("strs", lambda: list(str(x) for x in ints)[-3:])
show("sorted", lambda: sorted(-x for x in ints)[:3])
show("set", lambda: len(set(x % 7 for x in ints)))
show("join", lambda: len("".join(str(x) for x in ints)))
show("star", lambda: [*(x for x in ints)][-2:])
out = []
show("extend", lambda: out.extend(len(out) for _ in ints))
print(len(out), out[:3], out[-3:])


class Odd:
    def __radd__(self, other):
        log.append(("radd", other))
        return other + 1

    def __bool__(self):
        log.append("bool")
        return False


print("what runs code, and in which order")
log = []


def noisy(n):
    for i in range(n):
        if i % 400 == 399:
            log.append(("yields", i))
            yield Odd()
        else:
            yield i


show("sum", lambda: sum(noisy(2000)))
print(log)
log.clear()
show("any", lambda: any(None if i % 2 else False for i in range(3000)))
show("all", lambda: all(i + 1 for i in range(3000)))
show("any found", lambda: any(i > 2500 and log.append(i) is None for i in range(3000)))
show("all ends", lambda: all(2990 - i for i in range(3000)))
show("any odd", lambda: any(Odd() if i % 1000 == 0 else i < 0 for i in range(3000)))
print(log)
show("min", lambda: (min(abs(i - 77) for i in ints), max(i * 0.5 for i in ints), max((i for i in ints), key=lambda i: i % 1000)))

print("errors")
show("division", lambda: sum(1 // (4000 - i) for i in ints))
show("in the sink", lambda: sum("x" if i == 4000 else i for i in ints))
show("StopIteration", lambda: sum(next(iter(())) if i == 4000 else i for i in ints))


def where():
    try:
        sum(1 / (x - 4000) for x in ints)
    except ZeroDivisionError as e:
        tb, lines = e.__traceback__, []
        while tb:
            lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
            tb = tb.tb_next
        return lines


show("traceback", where)

print("pairs")


def pairs(it):
    n = 0
    for a, b in it:
        n = (n * 31 + a * 7 + b) % 1000003
    return n


for _ in range(2):
    show("enumerate", lambda: pairs(enumerate(ints)))
    show("enumerate tuple", lambda: pairs(enumerate(tuple(ints))))
    show("enumerate range", lambda: pairs(enumerate(range(N), 100)))
    show("enumerate floats", lambda: repr(pairs(enumerate(floats))))
    show("at the small ints' end", lambda: pairs(enumerate(ints, (1 << 48) - 3)))
    show("beyond", lambda: pairs(enumerate(ints, 1 << 70)))
    show("zip", lambda: pairs(zip(ints, reversed(ints))))
    show("zip lists", lambda: pairs(zip(ints, ints[::-1])))
    show("zip tuple", lambda: pairs(zip(tuple(ints), ints)))
    show("zip short", lambda: pairs(zip(ints, ints[:3000])))
    show("zip strict", lambda: pairs(zip(ints, ints[:3000], strict=True)))
    show("dict", lambda: pairs(dict(zip(ints, ints)).items()))
    show("tuples", lambda: pairs([(x, 1) for x in ints]))
    show("lists", lambda: pairs([[x, 1] for x in ints]))
    show("strs", lambda: pairs(zip(ints, "ab")))

it = iter(ints)
show("one iterator twice", lambda: pairs(zip(it, it)))
it = iter(ints)
show("what is left", lambda: (pairs(zip(it, ints[:2500])), next(it)))
show("what is left of the other", lambda: ((lambda a, b: (pairs(zip(a, b)), next(b)))(iter(ints[:2500]), iter(ints))))


def grows():
    l, n = [1, 2, 3], 0
    for i, x in enumerate(l):
        n += x
        if i < 3000:
            l.append(i)
    return n, len(l)


def shrinks():
    l, n = list(ints), 0
    for (i, x) in enumerate(l):
        n += i - x
        if i == 2000:
            del l[100:]
    return n, i


def unpacks_elsewhere():
    n = 0
    for pair in enumerate(ints):
        a, b = pair
        n += a * b
    return n, pair


show("grows", grows)
show("shrinks", shrinks)
show("kept pair", unpacks_elsewhere)
show("drained twice", lambda: sum(sum(y for y in ints[:x % 50]) for x in ints))
show("drains itself", lambda: (lambda g: sum(x + (next(g, 0) if x % 1000 == 0 else 0) for x in g))(iter(ints)))


def executing():
    def body():
        for i in ints:
            if i == 3000:
                yield sum(g)
            yield i
    g = body()
    return sum(g)


show("already executing", executing)


def frames():
    seen = []

    def look(i):
        if i % 1000 == 0:
            f = sys._getframe(1)
            seen.append((f.f_code.co_name, f.f_locals["x"], f.f_back.f_code.co_name))
        return i

    return sum(look(x) for x in ints), seen


show("frames", frames)
