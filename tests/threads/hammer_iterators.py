# One iterator of every kind pulled by many threads: items may be missed or come twice where CPython says so, but they are items.
# test: timeout=120
import threading, itertools, collections, re, io
N, ROUNDS = 6, 200
def together(*fs, n=N):
    start, errors = threading.Barrier(n), []
    def run(i):
        start.wait()
        try:
            fs[i % len(fs)](i)
        except BaseException as e:
            errors.append(f"{type(e).__name__}: {e}")
    ts = [threading.Thread(target=run, args=(i,)) for i in range(n)]
    for t in ts: t.start()
    for t in ts: t.join()
    return sorted(set(errors))
def share(name, make, possible, *, kinds=(), once=False):
    """Many threads pull one iterator dry, again and again."""
    bad, total = [], []
    for _ in range(8):
        it = make()
        got = [[] for _ in range(N)]
        def pull(i):
            while True:
                try:
                    got[i].append(next(it))
                except StopIteration: return
                except kinds: continue
                if len(got[i]) > 20000: return
        errors = together(pull)
        bad += errors + [repr(x) for g in got for x in g if not possible(x)][:3]
        if once: total.append(sorted(x for g in got for x in g) == sorted(make()))
        assert next(it, "end") == "end" or kinds
    print(name, sorted(set(bad)), all(total))
n = 400
nums = list(range(n))
isnum = lambda x: type(x) is int and 0 <= x < n
share("list", lambda: iter(nums), isnum)
share("tuple", lambda: iter(tuple(nums)), isnum)
share("range", lambda: iter(range(n)), isnum)
share("long range", lambda: iter(range(2**70, 2**70 + n)), lambda x: 0 <= x - 2**70 < n)
share("reversed", lambda: reversed(nums), isnum)
share("str", lambda: iter("aé😀b" * 100), lambda x: x in "aé😀b")
share("bytes", lambda: iter(bytes(200)), lambda x: x == 0)
share("bytearray", lambda: iter(bytearray(200)), lambda x: x == 0)
share("memoryview", lambda: iter(memoryview(bytes(200))), lambda x: x == 0)
share("dict", lambda: iter(dict.fromkeys(nums)), isnum)
share("dict values", lambda: iter(dict.fromkeys(nums, 5).values()), lambda x: x == 5)
share("dict items", lambda: iter({i: -i for i in nums}.items()), lambda x: x[0] == -x[1] and isnum(x[0]))
share("reversed dict", lambda: reversed({i: -i for i in nums}.items()), lambda x: x[0] == -x[1] and isnum(x[0]))
share("set", lambda: iter(set(nums)), isnum)
share("deque", lambda: iter(collections.deque(nums)), isnum)
share("reversed deque", lambda: reversed(collections.deque(nums)), isnum)
share("OrderedDict", lambda: iter(collections.OrderedDict.fromkeys(nums)), isnum)
class Seq:
    def __getitem__(self, i):
        if i < n: return i
        raise IndexError
share("sequence", lambda: iter(Seq()), isnum)
def calls(c=None):
    c = itertools.count()
    return iter(lambda: min(next(c), n), n)
share("callable", calls, isnum)
share("enumerate", lambda: enumerate(nums), lambda x: 0 <= x[0] < N * n and isnum(x[1]))
share("zip", lambda: zip(nums, range(n), iter(nums)), lambda x: len(x) == 3 and all(map(isnum, x)))
share("map", lambda: map(lambda a, b: (a, b), nums, range(n)), lambda x: isnum(x[0]) and isnum(x[1]))
share("filter", lambda: filter(lambda a: a % 2, range(n)), lambda x: x % 2 and isnum(x))
share("count", lambda: itertools.takewhile(lambda x: x < n, itertools.count()), isnum)
share("cycle", lambda: itertools.islice(itertools.cycle(range(7)), n), lambda x: 0 <= x < 7)
share("repeat", lambda: itertools.repeat("x", n), lambda x: x == "x")
share("chain", lambda: itertools.chain(range(50), nums, (1, 2)), isnum)
share("chain of", lambda: itertools.chain.from_iterable([i] * 3 for i in range(50)), isnum, kinds=ValueError)
share("islice", lambda: itertools.islice(nums, 3, 300, 2), isnum)
share("accumulate", lambda: itertools.accumulate([1] * n), lambda x: type(x) is int and 0 < x <= 2 * n)
share("batched", lambda: itertools.batched(nums, 7), lambda x: 0 < len(x) <= 7 and all(map(isnum, x)))
share("pairwise", lambda: itertools.pairwise(nums), lambda x: len(x) == 2 and isnum(x[0]) and isnum(x[1]))
share("groupby", lambda: ((k, list(g)) for k, g in itertools.groupby(nums, lambda x: x // 9)), lambda x: True, kinds=ValueError)
share("raw groupby", lambda: itertools.groupby(nums, lambda x: x // 9), lambda x: all(map(isnum, x[1])) or True)
share("compress", lambda: itertools.compress(nums, itertools.cycle([1, 0])), isnum)
share("dropwhile", lambda: itertools.dropwhile(lambda x: x < 9, nums), isnum)
share("filterfalse", lambda: itertools.filterfalse(lambda a: a % 2, nums), lambda x: x % 2 == 0)
share("starmap", lambda: itertools.starmap(pow, [(2, 3)] * n), lambda x: x == 8)
share("tee", lambda: itertools.tee(nums)[1], isnum, kinds=RuntimeError)
share("zip_longest", lambda: itertools.zip_longest(nums, range(n // 2)), lambda x: len(x) == 2)
share("product", lambda: itertools.product(range(5), "ab", [0, 1]), lambda x: len(x) == 3 and x[0] < 5 and x[1] in "ab")
share("permutations", lambda: itertools.permutations(range(5), 3), lambda x: len(x) == 3 and max(x) < 5)
share("combinations", lambda: itertools.combinations(range(9), 3), lambda x: len(x) == 3 and max(x) < 9)
share("replacement", lambda: itertools.combinations_with_replacement(range(7), 3), lambda x: len(x) == 3 and max(x) < 7)
share("finditer", lambda: re.finditer("a+", "aab" * 60), lambda m: set(m.group()) == {"a"}, kinds=ValueError)
share("StringIO", lambda: io.StringIO("line\n" * 200), lambda x: x == "line\n", once=True)
share("BytesIO", lambda: io.BytesIO(b"line\n" * 200), lambda x: x == b"line\n", once=True)
share("generator", lambda: (x for x in range(n)), isnum, kinds=ValueError, once=True)
def nested():
    yield from range(100)
    yield from (x for x in range(100))
    try:
        for x in range(100): yield x
    finally: pass
share("yield from", nested, isnum, kinds=ValueError, once=True)

# Containers that change while they are iterated.
def changing(name, c, change, kinds=(RuntimeError,), possible=isnum, make=iter):
    stop = threading.Event()
    def run(i):
        if i == 0:
            for j in range(ROUNDS * 3):
                try: change(j)
                except (KeyError, IndexError): pass
            stop.set()
        else:
            while not stop.is_set():
                try:
                    for x in make(c): assert possible(x), x
                except kinds: pass
    print(name, together(run, n=3))
l = list(range(50))
changing("list changes", l, lambda j: (l.append(j % n), l.pop(0), l.__setitem__(slice(2, 5), [1, 2, 3, 4]), l.pop()))
changing("reversed changes", l, lambda j: (l.append(j % n), l.pop(0), l.insert(3, 4), l.pop()), make=reversed)
d = dict.fromkeys(range(50), 1)
changing("dict changes", d, lambda j: (d.__setitem__(j % n, 1), d.pop((j * 7) % n, 0)))
changing("items change", d, lambda j: (d.__setitem__(j % n, 1), d.pop((j * 7) % n, 0)), make=lambda d: (k for k, v in d.items() if v == 1))
changing("reversed dict changes", d, lambda j: (d.__setitem__(j % n, 1), d.pop((j * 7) % n, 0)), make=reversed)
s = set(range(50))
changing("set changes", s, lambda j: (s.add(j % n), s.discard((j * 7) % n)))
q = collections.deque(range(50))
changing("deque changes", q, lambda j: (q.append(j % n), q.popleft(), q.rotate(1)))
o = collections.OrderedDict.fromkeys(range(50), 1)
changing("OrderedDict changes", o, lambda j: (o.__setitem__(j % n, 1), o.pop((j * 7) % n, 0), o.move_to_end(next(iter(o)))))
b = bytearray(range(100))
changing("bytearray changes", b, lambda j: (b.append(j % 100), b.pop(0), b.extend(b"abc"), b.__delitem__(slice(0, 3))), kinds=(BufferError,))

# A generator's methods from many threads.
def gen():
    x = 0
    while x < 100000:
        try:
            got = yield x
            x = (got or x) + 1
        except KeyError: pass
for _ in range(5):
    g = gen()
    next(g)
    def use(i):
        for j in range(ROUNDS):
            try:
                k = (i + j) % 6
                if k == 0: next(g)
                elif k == 1: g.send(j)
                elif k == 2: g.throw(KeyError)
                elif k == 3: g.gi_running, g.gi_suspended, g.gi_yieldfrom, repr(g)
                elif k == 4: g.gi_frame and (g.gi_frame.f_lineno, g.gi_frame.f_locals)
                elif j == ROUNDS - 1 and i == 5: g.close()
            except ValueError as e: assert "already executing" in str(e), e
            except StopIteration: pass
            except TypeError as e: assert "just-started" in str(e), e
            except KeyError: pass
    print("generator methods", together(use))
async def coro():
    await Sleep()
    return 7
class Sleep:
    def __await__(self): yield 1
for _ in range(5):
    c, results = coro(), []
    def drive(i):
        try: c.send(None)
        except StopIteration as e: results.append(e.value)
        except (RuntimeError, ValueError): pass
    errors = together(drive)
    try: c.send(None)
    except StopIteration as e: results.append(e.value)
    except RuntimeError: pass
    print("coroutine", errors, results)
