# One object of every mutable builtin type under many threads: what CPython documents as atomic loses nothing.
# test: timeout=60
import threading, itertools
from collections import deque, Counter, OrderedDict, defaultdict
N, ROUNDS = 8, 1500
def together(f):
    start = threading.Barrier(N)
    errors = []
    def run(i):
        start.wait()
        try:
            f(i)
        except BaseException as e:
            errors.append(repr(e))
    ts = [threading.Thread(target=run, args=(i,)) for i in range(N)]
    for t in ts: t.start()
    for t in ts: t.join()
    return errors
l = []
print("append", together(lambda i: [l.append((i, j)) for j in range(ROUNDS)]), len(l), len(set(l)))
order = {i: [j for k, j in l if k == i] for i in range(N)}
print("order kept per thread", all(v == list(range(ROUNDS)) for v in order.values()))
popped = [[] for _ in range(N)]
def pop(i):
    while True:
        try:
            popped[i].append(l.pop())
        except IndexError: return
print("pop", together(pop), sorted(x for p in popped for x in p) == sorted((i, j) for i in range(N) for j in range(ROUNDS)))
l = []
print("extend", together(lambda i: [l.extend([i] * 3) for j in range(ROUNDS)]), len(l), [l.count(i) for i in range(N)] == [ROUNDS * 3] * N)
l = [0] * N
def own(i):
    for j in range(ROUNDS): l[i] += 1
print("own slots", together(own), l == [ROUNDS] * N)
d = {}
def store(i):
    for j in range(ROUNDS): d[i, j] = j
print("dict store", together(store), len(d), sum(d.values()) == N * sum(range(ROUNDS)))
firsts = [[] for _ in range(N)]
d = {}
def setdef(i):
    for j in range(ROUNDS): firsts[i].append(d.setdefault(j, i) )
print("setdefault", together(setdef), all(len({f[j] for f in firsts}) == 1 for j in range(ROUNDS)))
taken = [[] for _ in range(N)]
d = {j: j for j in range(ROUNDS)}
def take(i):
    for j in range(ROUNDS):
        v = d.pop(j, None)
        if v is not None: taken[i].append(v)
print("dict pop", together(take), sorted(x for t in taken for x in t) == list(range(ROUNDS)), d)
d = {j: j for j in range(ROUNDS)}
items = [[] for _ in range(N)]
def popitem(i):
    while True:
        try:
            items[i].append(d.popitem()[0])
        except KeyError: return
print("popitem", together(popitem), sorted(x for t in items for x in t) == list(range(ROUNDS)))
s = set()
print("set add", together(lambda i: [s.add(i * ROUNDS + j) for j in range(ROUNDS)]), len(s))
got = [[] for _ in range(N)]
def spop(i):
    while True:
        try:
            got[i].append(s.pop())
        except KeyError: return
print("set pop", together(spop), sorted(x for g in got for x in g) == list(range(N * ROUNDS)))
dq = deque()
print("deque append", together(lambda i: [(dq.append(1), dq.appendleft(1)) for j in range(ROUNDS)]), len(dq))
n = [0] * N
def dpop(i):
    while True:
        try:
            dq.popleft() if i % 2 else dq.pop()
            n[i] += 1
        except IndexError: return
print("deque pop", together(dpop), sum(n))
ba = bytearray()
print("bytearray append", together(lambda i: [ba.append(i) for j in range(ROUNDS)]), len(ba), [ba.count(i) for i in range(N)] == [ROUNDS] * N)
class O: pass
o = O()
def attrs(i):
    for j in range(200): setattr(o, f"a{i}_{j}", j)
print("attributes", together(attrs), len(vars(o)), all(getattr(o, f"a{i}_{j}") == j for i in range(N) for j in range(200)))
class C: pass
def cattrs(i):
    for j in range(100):
        setattr(C, f"c{i}", j)
        assert getattr(C(), f"c{i}") == j
print("class attributes", together(cattrs), [getattr(C, f"c{i}") for i in range(N)])
c = itertools.count()
vals = [[] for _ in range(N)]
print("count", together(lambda i: [vals[i].append(next(c)) for j in range(ROUNDS)]), sorted(x for v in vals for x in v) == list(range(N * ROUNDS)))
# Readers beside writers never see anything impossible.
l, stop = list(range(100)), threading.Event()
def churn(i):
    if i == 0:
        for j in range(ROUNDS): l.append(j); l.pop(0); l[:] = l[::-1]; l.sort()
        stop.set()
    else:
        while not stop.is_set():
            for x in l: assert isinstance(x, int)
            l[len(l) // 2:]; x in l; sum(l); sorted(l); repr(l)[:5]
print("list churn", together(churn), len(l))
d, stop = {i: str(i) for i in range(50)}, threading.Event()
def dchurn(i):
    if i == 0:
        for j in range(ROUNDS):
            d[j + 50] = str(j + 50)
            del d[j]
        stop.set()
    else:
        while not stop.is_set():
            try:
                for k, v in d.items(): assert str(k) == v
            except RuntimeError: pass
            k = i * 7
            v = d.get(k)
            assert v is None or v == str(k)
            len(d)
            dict(d) if i == 1 else None
print("dict churn", together(dchurn), len(d), sorted(d) == list(range(ROUNDS, ROUNDS + 50)))
g = (x for x in range(N * ROUNDS))
seen, busy = [[] for _ in range(N)], [0] * N
def pull(i):
    while True:
        try:
            seen[i].append(next(g))
        except ValueError: busy[i] += 1
        except StopIteration: return
print("generator", together(pull), sorted(x for v in seen for x in v) == list(range(N * ROUNDS)))
