# Dicts and sets of every kind under many threads: what is seen is possible, what is documented as atomic loses nothing.
# test: timeout=120
import threading, functools, weakref, gc
from collections import OrderedDict, defaultdict, Counter, ChainMap
from types import MappingProxyType
N, ROUNDS = 6, 300
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
def allowed(*kinds):
    def wrap(f):
        def g(i):
            for j in range(ROUNDS):
                try:
                    f(i, j)
                except kinds: pass
        return g
    return wrap
class Key:
    """Compares and hashes in Python, with collisions."""
    def __init__(self, n): self.n = n
    def __eq__(self, o): return type(o) is Key and self.n == o.n
    def __hash__(self): return self.n % 7
    def __repr__(self): return f"K{self.n}"

# --- dict: the value under k is always one that was stored under k.
for make, keys in ((dict, [str(i) for i in range(40)]), (dict, list(range(40))), (dict, [Key(i) for i in range(30)]), (OrderedDict, [f"k{i}" for i in range(40)]),
                   (lambda: defaultdict(int), [(i, i) for i in range(40)]), (dict, [i * 1.5 for i in range(6)]), (type("D", (dict,), {}), list("abcdefgh"))):
    d, number = make(), {k: i for i, k in enumerate(keys)}
    for k in keys[::2]: d[k] = number[k]
    @allowed(KeyError)
    def mutate(i, j):
        k = keys[(i * 13 + j * 7) % len(keys)]
        n = number[k]
        what = (i + j) % 10
        if what == 0: d[k] = n + 1000 * j
        elif what == 1: del d[k]
        elif what == 2: d.pop(k, None)
        elif what == 3: d.setdefault(k, n)
        elif what == 4: d.update({k: n})
        elif what == 5: d.popitem()
        elif what == 6:
            if j % 50 == 6: d.clear()
        elif what == 7: d[k] = n
        elif what == 8:
            if make is OrderedDict: d.move_to_end(k, last=j % 2 == 0)
            else: d.pop(k)
        else: d.update([(k, n), (keys[0], 0)])
    @allowed(KeyError, RuntimeError)
    def look(i, j):
        for k in keys[j % 5::5]:
            v = d.get(k)
            assert v is None or v % 1000 == number[k], (k, v)
            k in d
        for k, v in d.copy().items(): assert v % 1000 == number[k], (k, v)
        c = dict(d)
        assert all(number[k] == v % 1000 for k, v in c.items()) and len(c) <= len(keys)
        len(d), list(d), list(d.values()), repr(d), d == c, {**d}, d | {}, list(reversed(d))
        assert set(d.keys()) <= set(keys)
        d.items() & c.items(), d.keys() - c.keys(), sorted(map(repr, d))
        for k in d: assert k in number
        for v in d.values(): assert type(v) is int
    errors = together(mutate, look)
    print(type(d).__name__, type(keys[0]).__name__, errors, all(v % 1000 == number[k] for k, v in d.items()), len(d) == len(list(d)) == sum(1 for k in keys if k in d))

# --- what must not get lost
d = defaultdict(list)
def add(i):
    for j in range(ROUNDS): d[j].append(i)
print("defaultdict", together(add), len(d) == ROUNDS)
d = {}
def inc(i):
    for j in range(ROUNDS): d.setdefault(Key(j % 20), []).append(i)
print("setdefault", together(inc), sorted(d, key=hash) is not None, sum(map(len, d.values())))
o = OrderedDict((i, i) for i in range(100))
ks = OrderedDict((Key(i), i) for i in range(20))
def move(i):
    for j in range(ROUNDS):
        o.move_to_end((i * 37 + j) % 100, last=bool(j % 3))
        ks.move_to_end(Key(j % 20), last=bool(j % 3))
        k = (i * 11 + j) % 100
        assert len(o) == 100 and o[k] == k and k in o and o.get(k) == k and o.setdefault(k, -1) == k
        assert len(ks) == 20 and ks[Key(k % 20)] == k % 20 and ks.setdefault(Key(k % 20), -1) == k % 20
print("move_to_end", together(move), len(ks), sorted(ks.values()) == list(range(20)), len(o), sorted(o) == list(range(100)), sorted(reversed(o)) == list(range(100)))
lock, done = threading.Lock(), Counter()
def count(i):
    for j in range(ROUNDS):
        with lock: done["x"] += 1
print("Counter", together(count), done)
base = {"a": 1}
cm, mp = ChainMap({}, base), MappingProxyType(base)
def chain(i):
    for j in range(ROUNDS):
        base["a"] = j; base[f"{i}"] = j
        assert type(cm["a"]) is int and type(mp["a"]) is int
        len(mp), mp.get("b"), list(mp.copy())
print("proxies", together(chain), len(base))

# --- sets
s, universe = set(range(20)), set(range(100))
@allowed(KeyError)
def smut(i, j):
    k = (i * 31 + j) % 100
    what = (i + j) % 10
    if what == 0: s.add(k)
    elif what == 1: s.discard(k)
    elif what == 2: s.remove(k)
    elif what == 3: s.pop()
    elif what == 4: s.update(range(k, min(k + 5, 100)))
    elif what == 5: s.difference_update({k, k + 1})
    elif what == 6: s.intersection_update(universe - {k})
    elif what == 7: s.symmetric_difference_update({k})
    elif what == 8:
        if j % 50 == 8: s.clear()
    else: s.__ior__({k}); s.__isub__({1, 2}); s.__iand__(universe); s.__ixor__({k})
@allowed(KeyError, RuntimeError)
def slook(i, j):
    assert set(s) <= universe and s.copy() <= universe and frozenset(s) <= universe and s | {5} <= universe
    s & {1, 2}, s - {3}, s ^ {4}, s.issubset(universe), s.isdisjoint({200}), s == universe, len(s), 5 in s, repr(s), list(s), sorted(s)
    for x in s: assert x in universe
print("set", together(smut, slook), s <= universe, len(s) == len(list(s)))
a, b = set(range(50)), set(range(25, 75))
def pair(i):
    for j in range(ROUNDS):
        if i % 2: a.update(b); a.difference_update(b)
        else: b.update(a); b.intersection_update(a)
        a <= b, a & b, a == b
print("two sets", together(pair), a <= universe and b <= universe)
ks = [Key(i) for i in range(40)]
s = set()
def kadd(i):
    for j in range(ROUNDS): s.add(Key((i + j) % 40)); s.discard(Key(j % 40)) if j % 3 == 0 else None
print("set of Key", together(kadd), len(s) == len({x.n for x in s}))

# --- lru_cache
calls = []
@functools.lru_cache(maxsize=16)
def f(x, *, k=0):
    calls.append(x)
    return x * 2 + k
def use(i):
    for j in range(ROUNDS):
        x = (i + j) % 24
        assert f(x) == x * 2 and f(x, k=1) == x * 2 + 1
        if j % 100 == 99: f.cache_clear()
        info = f.cache_info()
        assert info.currsize <= 16 and info.maxsize == 16
print("lru_cache", together(use), f.cache_info().currsize <= 16, len(calls) > 0)
@functools.cache
def g(x): return [x]
first = [None] * N
def use2(i): first[i] = [g(Key(j)) for j in range(ROUNDS)]
print("cache", together(use2), all(v == [Key(j)] for r in first for j, v in enumerate(r)), g.cache_info().currsize)
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print("fib", together(lambda i: [fib(j) for j in range(60)]), fib(60))
class P:
    @functools.cached_property
    def v(self): return object()
p = P()
got = []
print("cached_property", together(lambda i: got.append(p.v)), p.v in got)
@functools.singledispatch
def sd(x): return "object"
kinds = [type(f"T{i}", (), {}) for i in range(20)]
for j, t in enumerate(kinds): sd.register(t, lambda x, j=j: j)
def disp(i):
    for j, t in enumerate(kinds): assert sd(t()) == j and sd(3.0) == "object" and sd(type("S", (t,), {})()) == j
print("singledispatch", together(disp))

# --- weak references
class W:
    def __init__(self, n): self.n = n
wd, wk, ws, keep = weakref.WeakValueDictionary(), weakref.WeakKeyDictionary(), weakref.WeakSet(), [W(i) for i in range(20)]
for w in keep: wd[w.n] = w; wk[w] = w.n; ws.add(w)
def weak(i):
    for j in range(ROUNDS // 3):
        w = W(100 + i)
        wd[100 + i] = w; wk[w] = w.n; ws.add(w)
        r, q = weakref.ref(w), weakref.proxy(w)
        assert r() is w and q.n == w.n and weakref.ref(w) is r and weakref.getweakrefcount(w) >= 2
        assert wd[5] is keep[5] and wk[keep[6]] == 6 and keep[7] in ws
        for k, v in list(wd.items()): assert v.n == k
        for k, v in list(wk.items()): assert k.n == v
        assert all(x.n < 100 + N for x in list(ws))
        if i == 0 and j % 30 == 0: gc.collect()
        weakref.finalize(w, int).detach()
print("weak", together(weak), sorted(w.n for w in list(ws) if w.n < 100) == list(range(20)))
died = []
def callbacks(i):
    for j in range(40):
        w = W(j)
        r = weakref.ref(w, died.append)
        refs.append(r)
        del w
refs = []
print("callbacks", together(callbacks))
gc.collect()
print(len(died), all(r() is None for r in refs))
