"""Generators that are hot: resumed by for, next(), send(), yield from; thrown into, closed, left, traced, finished while others wait."""
import gc
import sys
import threading
import weakref

N = 3000


def show(name, f):
    try:
        print(name, f())
    except Exception as e:
        print(name, type(e).__name__, e)


def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1


def squares(it):
    for x in it:
        yield x * x


def evens(it):
    for x in it:
        if not x & 1:
            yield x


def halves(it):
    for x in it:
        yield x / 2


def total(it):
    n = 0
    for x in it:
        n += x
    return n


for _ in range(3):
    show("pipeline", lambda: total(evens(squares(numbers(N)))))
    show("floats", lambda: total(halves(numbers(N))))
    show("big", lambda: total(squares(squares(squares(numbers(N))))))
    show("strs", lambda: len("".join(str(x) for x in evens(numbers(N)))))


def mixed(n):
    for i in range(n):
        if i % 5 == 0:
            yield str(i)
        elif i % 5 == 1:
            yield i * 1.5
        elif i % 5 == 2:
            yield None
        elif i % 5 == 3:
            yield (i, i + 1)
        else:
            yield i


def tally():
    kinds = {}
    for x in mixed(N):
        kinds[type(x).__name__] = kinds.get(type(x).__name__, 0) + 1
    return kinds


show("mixed", tally)


def pairs(n):
    for i in range(n):
        yield i, i + 1


def unpacked():
    n = 0
    for a, b in pairs(N):
        n += a * b
    return n


show("unpacked", unpacked)


print("send and next")


def averager():
    total = count = 0
    avg = None
    while True:
        x = yield avg
        total += x
        count += 1
        avg = total // count


def averages():
    g = averager()
    next(g)
    c = 0
    for i in range(N):
        c ^= g.send(i)
    return c


def echo():
    got = []
    while True:
        x = yield len(got)
        got.append(x)
        if len(got) > 2000:
            return got


def echoes():
    g = echo()
    print(next(g))
    try:
        for i in range(N):
            g.send(None if i % 3 else str(i))
    except StopIteration as e:
        return i, len(e.value), e.value[:7]


def nexts():
    g, n = numbers(N), 0
    try:
        while True:
            n += next(g)
    except StopIteration as e:
        return n, e.value, list(g)


def defaults():
    g, n = numbers(N), 0
    while True:
        x = next(g, None)
        if x is None:
            return n
        n += x


def dunder():
    g, n = numbers(N), 0
    for i in range(N):
        n += g.__next__() * i
    return n


def not_a_generator():
    n = 0
    for it in [numbers(N), iter(range(N)), iter([1] * N), numbers(N)]:
        for i in range(N):
            n += next(it)
    return n


for f in averages, echoes, nexts, defaults, dunder, not_a_generator:
    show(f.__name__, f)
    show(f.__name__, f)


def wrong_first():
    bad = 0
    for i in range(N):
        g = averager()
        try:
            g.send(i)
        except TypeError as e:
            bad += 1
    return bad, str(e) if bad == 0 else bad


show("wrong first", wrong_first)

print("yield from")


class Tree:
    def __init__(self, depth, base=0):
        self.value = base
        self.left = Tree(depth - 1, base * 2) if depth else None
        self.right = Tree(depth - 1, base * 2 + 1) if depth else None

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right


tree = Tree(8, 1)
show("tree", lambda: [sum(tree) for _ in range(6)])
show("tree kept", lambda: list(tree)[:20])
show("tree loop", lambda: total(tree))
show("half a tree", lambda: [next(it) for it in [iter(tree)] for _ in range(250)][-5:])


def chain(*its):
    n = 0
    for it in its:
        n += 1
        got = yield from it
        if got is not None:
            yield ("got", got)
    return n


def counted(n):
    s = 0
    for i in range(n):
        x = yield i
        if x is not None:
            s += x
    return s


def chained():
    n, seen, g = 0, [], chain(counted(400), [1, 2, 3] * 200, "abc", counted(300), iter(range(300)), numbers(200))
    try:
        while True:
            x = next(g)
            if isinstance(x, int):
                n += x
            else:
                seen.append(x)
    except StopIteration as e:
        return n, seen, e.value


def sent_through():
    g = chain(counted(500), counted(500))
    next(g)
    out = []
    try:
        for i in range(N):
            x = g.send(i)
            if isinstance(x, tuple):
                out.append(x)
    except StopIteration as e:
        return i, out, e.value


for f in chained, sent_through:
    show(f.__name__, f)
    show(f.__name__, f)


def deep(n):
    if n:
        yield n
        yield from deep(n - 1)


show("deep", lambda: total(deep(300)))
show("too deep", lambda: total(deep(5000)))


def permutations(items):
    if len(items) <= 1:
        yield items
    else:
        for i, x in enumerate(items):
            for rest in permutations(items[:i] + items[i + 1:]):
                yield [x] + rest


show("permutations", lambda: (sum(1 for _ in permutations(list(range(6)))), list(permutations([1, 2, 3]))))


def hanoi(n, a, b, c):
    if n == 0:
        return 0
    m = yield from hanoi(n - 1, a, c, b)
    yield a + b
    return m + 1 + (yield from hanoi(n - 1, c, b, a))


def moves():
    g, n, x = hanoi(9, "a", "b", "c"), 0, ""
    try:
        while True:
            x = next(g)
            n += 1
    except StopIteration as e:
        return n, x, e.value


show("hanoi", moves)

print("errors")


def fails_at(n, k):
    for i in range(n):
        yield 1 // (k - i)


def lines(e):
    tb, out = e.__traceback__, []
    while tb:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    return out


def failing():
    n = 0
    try:
        for x in squares(fails_at(N, 1500)):
            n += 1
    except ZeroDivisionError as e:
        return n, lines(e)


def stops():
    for i in range(N):
        if i == 2000:
            raise StopIteration(i)
        yield i


def consumer_fails():
    g, n = numbers(N), 0
    for i in range(3):
        try:
            for x in g:
                n += 1 // (x % 700 - 690)
        except ZeroDivisionError as e:
            n += x
    return n, g.gi_frame is None


def guarded(log):
    for i in range(N):
        try:
            yield i
        except ValueError as e:
            log.append(str(e))
        finally:
            if i % 1000 == 0:
                log.append(i)


def thrown():
    log, n = [], 0
    g = guarded(log)
    for x in g:
        n += x
        if x % 500 == 7:
            n += g.throw(ValueError("at %d" % x))
    return n, log


def thrown_unguarded():
    g, n = numbers(N), 0
    for x in g:
        n += x
        if x == 2000:
            try:
                g.throw(KeyError("k"))
            except KeyError as e:
                n += 1
    return n, list(g)


def thrown_through():
    log = []
    g = chain(guarded(log), guarded(log))
    n = 0
    for x in g:
        n += 1
        if x == 1234:
            g.throw(ValueError("through"))
    return n, log


def closed():
    log, n = [], 0
    for k in range(40):
        def body():
            try:
                for i in range(N):
                    yield i
            finally:
                log.append(k)
        g = body()
        for x in g:
            n += 1
            if x == k * 10:
                g.close()
    return n, len(log), log[-3:]


def closes_itself():
    def body():
        for i in range(N):
            if i == 2000:
                g.close()
            yield i
    g = body()
    return total(g)


def reentered():
    def body():
        for i in range(N):
            if i == 2000:
                yield next(g)
            yield i
    g = body()
    return total(g)


def reentered_by_for():
    def body():
        for i in range(N):
            if i == 2000:
                for x in g:
                    yield x
            yield i
    g = body()
    return total(g)


def shared_by_two_loops():
    g, n = numbers(N), 0
    for x in g:
        for y in g:
            n += x * y
            if y % 7 == 0:
                break
    return n


def exhausted():
    g = numbers(5)
    n = total(g)
    for _ in range(N):
        for x in g:
            n += 1000
        n += next(g, 1)
    return n


def handled():
    seen = []

    def body():
        for i in range(N):
            if i % 1000 == 0:
                seen.append(repr(sys.exception()))
            try:
                if i % 500 == 0:
                    raise ValueError(i)
            except ValueError:
                yield repr(sys.exception())
            yield i
    n = 0
    try:
        raise KeyError("outer")
    except KeyError:
        for x in body():
            if isinstance(x, str):
                seen.append((x, repr(sys.exception())))
            else:
                n += x
    return n, seen[:6]


for f in (failing, lambda: total(stops()), consumer_fails, thrown, thrown_unguarded, thrown_through, closed, closes_itself, reentered,
          reentered_by_for, shared_by_two_loops, exhausted, handled):
    show(f.__name__, f)

print("with and finally")


class Manager:
    entered = left = 0

    def __enter__(self):
        Manager.entered += 1

    def __exit__(self, *a):
        Manager.left += 1


def managed(n):
    for i in range(n):
        with Manager():
            yield i


def cut_off():
    for k in range(30):
        for x in managed(50):
            if x == k:
                break
    gc.collect()
    return Manager.entered, Manager.left


show("managed", lambda: total(managed(N)))
show("cut off", cut_off)


def dropped():
    log = []

    def body(k):
        try:
            for i in range(100):
                yield i
        finally:
            log.append(k)
    for k in range(100):
        for x in body(k):
            if x == 5:
                break
    gc.collect()
    return len(log)


show("dropped", dropped)

print("who looks")


def look(i):
    if i % 1000 == 0:
        f = sys._getframe(1)
        looked.append((f.f_code.co_name, f.f_lineno - f.f_code.co_firstlineno, f.f_locals["i"], f.f_back.f_code.co_name))
    return i


def looking():
    for i in range(N):
        yield look(i)


looked = []
show("frames", lambda: (total(squares(looking())), looked))


def states():
    g, out = numbers(N), []
    for x in g:
        if x % 1000 == 0:
            out.append((g.gi_running, g.gi_suspended, g.gi_frame.f_locals["i"], g.gi_frame.f_lineno, g.gi_yieldfrom))
    return out, g.gi_running, g.gi_suspended, g.gi_frame


show("states", states)


def collects():
    n = 0
    for x in squares(numbers(N)):
        n += x
        if x % 1000000 == 0:
            gc.collect()
    return n


show("collects", collects)


class Item:
    pass


def keeps_nothing():
    def items():
        for i in range(N):
            yield Item()
    refs, g = [], items()
    for x in g:
        if len(refs) < 3:
            refs.append(weakref.ref(x))
    del x
    gc.collect()
    return [r() for r in refs]


show("keeps nothing", keeps_nothing)


def traced():
    events = []

    def tracer(frame, event, arg):
        if frame.f_code.co_name in ("numbers", "squares") and len(events) < 12:
            events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg))
        return tracer
    n = 0
    for x in squares(numbers(N)):
        n += x
        if x == 2000 * 2000:
            sys.settrace(tracer)
        if x == 2003 * 2003:
            sys.settrace(None)
    return n, events


show("traced", traced)


def profiled():
    events = []

    def profiler(frame, event, arg):
        if frame.f_code.co_name in ("numbers", "squares"):
            events.append((frame.f_code.co_name, event, arg))
    n = 0
    for x in squares(numbers(N)):
        n += x
        if x == 2000 * 2000:
            sys.setprofile(profiler)
        if x == 2003 * 2003:
            sys.setprofile(None)
    return n, events


show("profiled", profiled)


def names():
    g, n = numbers(N), 0
    for x in g:
        n += x
        if x == 1500:
            g.__name__ = "renamed"
    return n, g.__name__, g.__qualname__


show("names", names)


def recursion():
    limit = sys.getrecursionlimit()

    def body():
        for i in range(N):
            yield i

    def down(k, g):
        if k:
            return down(k - 1, g)
        return sum(x for x in g)
    out = []
    g = body()
    for x in g:
        if x == 1000:
            break
    sys.setrecursionlimit(150)
    try:
        out.append(down(500, g))
    except RecursionError as e:
        out.append(str(e))
    finally:
        sys.setrecursionlimit(limit)
    return out, next(g)


show("recursion", recursion)

print("threads")


def shared():
    g, lock, out = numbers(20000), threading.Lock(), []

    def work():
        n = busy = 0
        while True:
            try:
                n += next(g)
            except StopIteration:
                break
            except ValueError as e:
                assert str(e) == "generator already executing", e
                busy += 1
        with lock:
            out.append(n)
    ts = [threading.Thread(target=work) for _ in range(4)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    return sum(out), len(out)


def own():
    out = []

    def work(k):
        out.append(total(evens(squares(numbers(N + k)))))
    ts = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for t in ts:
        t.start()
    for t in ts:
        t.join()
    return sorted(out)


def handed_over():
    g = squares(numbers(N))
    n = [0]

    def work():
        for x in g:
            n[0] += x
            if x % 900 == 0:
                break
    for _ in range(30):
        work()
        t = threading.Thread(target=work)
        t.start()
        t.join()
    return n[0], next(g, None)


for f in shared, own, handed_over:
    show(f.__name__, f)
show("after threads", lambda: total(evens(squares(numbers(N)))))

print("await")


class Pause:
    def __await__(self):
        return (yield self)


async def add(a, b):
    return a + b


async def slow(a):
    for i in range(a % 4):
        await Pause()
    return a


async def ticks(n):
    for i in range(n):
        if i % 3 == 0:
            await Pause()
        yield i


async def worker(k):
    n = 0
    for i in range(30):
        n += await add(i, k)
        n += await slow(i)
    async for x in ticks(40):
        n += x
    n += sum([x async for x in ticks(20)])
    return n


def scheduler(k):
    ready, n, rounds = [worker(i) for i in range(k)], 0, 0
    while ready:
        again = []
        for co in ready:
            try:
                co.send(None)
                again.append(co)
            except StopIteration as e:
                n += e.value
        ready, rounds = again, rounds + 1
    return n, rounds


show("coroutines", lambda: scheduler(60))


async def cancelled():
    try:
        for i in range(N):
            await Pause()
    except KeyError as e:
        return repr(e), i


def cancels():
    co = cancelled()
    for i in range(1000):
        co.send(None)
    try:
        co.throw(KeyError("stop"))
    except StopIteration as e:
        return e.value


show("cancels", cancels)
show("awaited twice", lambda: (lambda co: [co.send(None) for _ in range(2)])(add(1, 2)))
