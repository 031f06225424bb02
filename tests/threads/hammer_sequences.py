# Lists, bytearrays, deques, heaps, arrays of bytes behind memoryviews: many threads change one object, and what is seen is possible.
# test: timeout=120
import threading, heapq, bisect, sys, random, operator
from collections import deque
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
    """Call f as long as it wants, letting pass what a racing change may raise."""
    def wrap(f):
        def g(i):
            for j in range(ROUNDS):
                try:
                    f(i, j)
                except kinds: pass
        return g
    return wrap

# --- list: every mutation at once; items are always ints that somebody stored.
l = list(range(64))
ok = set(range(1000)) | {-1}
@allowed(IndexError, ValueError)
def mutate(i, j):
    k = (i * 7 + j) % 11
    if k == 0: l.append(j % 1000)
    elif k == 1: l.insert(j % 9, j % 1000)
    elif k == 2: l.pop()
    elif k == 3: l.pop(0)
    elif k == 4: l[3:9] = [1, 2, 3, 4, 5, 6, 7]
    elif k == 5: l.extend((j % 1000, 5))
    elif k == 6: l.reverse()
    elif k == 7: del l[2:4]
    elif k == 8: l[::2] = [-1] * len(l[::2])
    elif k == 9: l.sort()
    else:
        if len(l) > 500: l.clear()
        l.remove(-1)
@allowed(IndexError, ValueError, RuntimeError)
def look(i, j):
    for x in l: assert x in ok, x
    for x in reversed(l): assert x in ok, x
    assert all(x in ok for x in l[1:-1])
    assert all(x in ok for x in l + l)
    assert set(l) <= ok and set(tuple(l)) <= ok and set([*l]) <= ok
    a, *b = [0] + l
    assert set(b) <= ok
    sorted(l); sum(l); max(l); l.index(5); l.count(7); l == l[:]; repr(l); l * 2; l.copy(); 3 in l; min(l)
    l[-1]; l[0]; f"{l}"; ",".join(map(str, l)); list(map(operator.neg, l)); bytes(x & 255 for x in l); hash(tuple(l))
print("list", together(mutate, look, mutate))
print(set(l) <= ok)

# --- list.sort is one step: nobody's append or store is lost, and nobody sees the list empty.
l, short = list(range(200, 0, -1)), []
def sorter(i):
    for j in range(ROUNDS): l.sort(reverse=j % 2 == 1)
def appender(i):
    for j in range(ROUNDS): l.append((i + 1) * 1000 + j)
def watcher(i):
    for j in range(ROUNDS * 4):
        if len(l) < 200: short.append(len(l))
print("sort and append", together(sorter, appender, watcher), len(l) == 200 + 2 * ROUNDS, short, sorted(l)[:3], len(set(l)))
l = [0] * 50
def storer(i):
    for j in range(ROUNDS * 3): l[7] = i * 100000 + j
def sorter(i):
    for j in range(ROUNDS): sorted(l); l[::1]; l + []
print("store", together(storer, sorter), l[7] % 100000 == ROUNDS * 3 - 1)
# A key function runs while the list is empty.
l, seen = [3, 1, 2], []
def key(x):
    seen.append(len(l))
    return x
l.sort(key=key); print(l, seen)
def bad(x):
    l.append(9)
    return x
try: l.sort(key=bad)
except ValueError as e: print(e, l)
class Cmp:
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        m.append(1)
        return self.v < o.v
m = [Cmp(2), Cmp(1)]
try: m.sort()
except ValueError as e: print(e, len(m))
l = list(range(100))
def keyed(i):
    for j in range(ROUNDS // 10): l.sort(key=lambda x: -x)
@allowed(ValueError, IndexError)
def poke(i, j):
    l[j % 100] = j % 100
    assert len(l) in (0, 100)
print("sort with key", together(keyed, poke, n=2), len(l))

# --- heapq on one list under a lock, and without one: no crash, still a list of what was pushed.
h, lock, out = [], threading.Lock(), []
def push(i):
    for j in range(ROUNDS):
        with lock: heapq.heappush(h, (j * 7919 % 1000, i, j))
def pop(i):
    for j in range(ROUNDS):
        with lock:
            if h: out.append(heapq.heappop(h))
print("heap", together(push, pop), len(h) + len(out) == ROUNDS * N // 2, len(set(h) | set(out)) == ROUNDS * N // 2)
h = []
@allowed(IndexError)
def raw(i, j):
    heapq.heappush(h, j)
    heapq.heappop(h)
    if j % 16 == 0: heapq.heapify(h)
    if h: heapq.heapreplace(h, j)
    heapq.nsmallest(3, h); bisect.insort(h, j) if j % 32 == 0 else None
print("raw heap", together(raw), all(type(x) is int for x in h))

# --- deque
d = deque(range(20), maxlen=100)
@allowed(IndexError, ValueError)
def dmut(i, j):
    k = (i + j) % 9
    if k == 0: d.append(j)
    elif k == 1: d.appendleft(j)
    elif k == 2: d.pop()
    elif k == 3: d.popleft()
    elif k == 4: d.rotate(j % 7 - 3)
    elif k == 5: d.extend([1, 2, 3])
    elif k == 6: d.extendleft([1, 2, 3])
    elif k == 7: d.remove(2)
    else:
        d[2] = j
        d.insert(1, j)
        del d[0]
        if j % 50 == 0: d.clear()
        d.reverse()
@allowed(IndexError, RuntimeError, ValueError)
def dlook(i, j):
    assert len(d) <= 100
    assert all(type(x) is int for x in d.copy())
    d[0]; d[-1]; d.index(3); d.count(2); 5 in d; repr(d); d == deque(d); d + d
    for x in d: assert type(x) is int
    for x in reversed(d): assert type(x) is int
print("deque", together(dmut, dlook), len(d) <= 100)

# --- bytearray, and memoryviews over one that others try to resize.
b = bytearray(b"abc" * 10)
@allowed(IndexError, ValueError, BufferError)
def bmut(i, j):
    k = (i + j) % 8
    if k == 0: b.append(j & 127)
    elif k == 1: b.extend(b"xyz")
    elif k == 2: b.pop()
    elif k == 3: b[2:5] = b"qq"
    elif k == 4: b.insert(3, 65)
    elif k == 5: b.reverse()
    elif k == 6: del b[:2]
    else:
        b[1] = 66
        if len(b) > 400: b.clear()
        b.resize(len(b) + 1)
        operator.iadd(b, b"--")
@allowed(IndexError, ValueError, BufferError)
def blook(i, j):
    bytes(b); b.find(b"q"); b.split(b"x"); b + b; b.hex(); b.decode("latin-1"); b == bytes(b); b.replace(b"a", b"bb"); b.upper(); list(b)
    b"-".join([b, b]); b.count(b"x"); 65 in b; b[1:-1]; b[-1]; b.strip(); int(b"1" + b[:0]); b.translate(None, b"a"); b.partition(b"q")
    with memoryview(b) as v:
        n = len(v)
        if n:
            v[0] = 1; v[n - 1] = 2
            assert v.tobytes()[-1] in range(256) and len(v.tolist()) == n and len(bytes(v[::2])) == (n + 1) // 2
        assert len(v) == n == v.nbytes
        try:
            b.extend(b"cannot")
            assert False, "resized under a view"
        except BufferError: pass
        assert len(b) == n
print("bytearray", together(bmut, blook), type(bytes(b)))
b = bytearray(100)
def fill(i):
    for j in range(ROUNDS):
        with memoryview(b) as v:
            v[i * 10:i * 10 + 10] = bytes([i + 1]) * 10
            with v[i * 10:i * 10 + 10] as w:
                assert w.tolist() == [i + 1] * 10 and w == bytes([i + 1]) * 10
print("views", together(fill), b[:60] == b"".join(bytes([i + 1]) * 10 for i in range(6)))
mv = memoryview(bytearray(64))
@allowed(ValueError, IndexError)
def release(i, j):
    global mv
    v = mv
    if j % 10 == 0:
        v.release()
        mv = memoryview(bytearray(64))
    v[j % 64] = 1
    v[3:9].tobytes(); v.cast("I").tolist(); v.cast("B", (8, 8))[2, 3]; v.toreadonly()[0]; len(v)
print("release", together(release))
