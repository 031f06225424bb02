# One row for each operation in docs/atomicity.md that is not shown by another hammer program: what is lost, doubled or torn.
# test: timeout=180
import array, collections, functools, io, itertools, operator, queue, random, sys, tempfile, threading, types
from collections import Counter, OrderedDict, defaultdict, deque
N, ROUNDS = 4, 120

def row(label, make, *works, check=lambda o: True, may=(), n=N):
    """n threads do works[i % len(works)](object, i, j) for j in range(ROUNDS) to one object; then check(object) must hold."""
    o, start, errors = make(), threading.Barrier(n), set()
    def run(i):
        work = works[i % len(works)]
        start.wait()
        try:
            for j in range(ROUNDS):
                try:
                    work(o, i, j)
                except may: pass
        except BaseException as e:
            errors.add(f"{type(e).__name__}: {e}")
    ts = [threading.Thread(target=run, args=(i,)) for i in range(n)]
    for t in ts: t.start()
    for t in ts: t.join()
    print(label, sorted(errors), check(o))

def that(cond, *what): assert cond, what
ALL = [(i, j) for i in range(N) for j in range(ROUNDS)]
ordered = lambda xs: all([j for k, j in xs if k == i] == list(range(ROUNDS)) for i in range(N))
class Got:
    """A container beside what each thread took out of it."""
    def __init__(self, c): self.c, self.got = c, [[] for _ in range(N)]
    def all(self): return sorted(x for g in self.got for x in g)
full = lambda c: lambda: Got(c(range(N * ROUNDS)))
each_once = lambda o: o.all() == list(range(N * ROUNDS)) and not o.c
class Key:
    def __init__(self, n): self.n = n
    def __eq__(self, o): return type(o) is Key and self.n == o.n
    def __hash__(self): return self.n % 3

# --- list
row("list.append", list, lambda l, i, j: l.append((i, j)), check=lambda l: sorted(l) == ALL and ordered(l))
row("list.extend", list, lambda l, i, j: l.extend([(i, j)] * 3), check=lambda l: len(l) == 3 * len(ALL) and all(l[k] == l[k + 1] == l[k + 2] for k in range(0, len(l), 3)))
row("list +=", list, lambda l, i, j: operator.iadd(l, ((i, j),) * 2), check=lambda l: all(l[k] == l[k + 1] for k in range(0, len(l), 2)) and sorted(l[::2]) == ALL)
row("list.extend(iterator)", list, lambda l, i, j: l.extend(iter([(i, j), (i, j)])), check=lambda l: sorted(l) == sorted(ALL * 2))
row("list.insert", list, lambda l, i, j: l.insert(0, (i, j)), check=lambda l: sorted(l) == ALL and ordered(l[::-1]))
row("list.pop", full(list), lambda o, i, j: o.got[i].append(o.c.pop()), check=each_once)
row("list.pop(0)", full(list), lambda o, i, j: o.got[i].append(o.c.pop(0)), check=each_once)
row("list.remove", lambda: [7] * N * ROUNDS, lambda l, i, j: l.remove(7), check=lambda l: l == [])
row("list.clear", list, lambda l, i, j: l.append(j), lambda l, i, j: l.clear(), check=lambda l: all(type(x) is int for x in l) and len(l) <= 2 * ROUNDS)
row("list[i]", lambda: [0] * N, lambda l, i, j: l.__setitem__(i, j) or that(l[i] == j), check=lambda l: l == [ROUNDS - 1] * N)
row("list[i] = v", lambda: list(range(60)), lambda l, i, j: l.append(l.pop()), lambda l, i, j: l.__setitem__(3, j), check=lambda l: len(l) == 60 and l[3] == ROUNDS - 1)
row("del list[i]", lambda: list(range(N * ROUNDS)), lambda l, i, j: l.__delitem__(0), check=lambda l: l == [])
row("list[a:b] = v", lambda: [0] * 8, lambda l, i, j: l.__setitem__(slice(2, 4), [j, j]), lambda l, i, j: that((c := l[2:4])[0] == c[1], c), check=lambda l: len(l) == 8)
row("list[:] = v", lambda: [0] * 5, lambda l, i, j: l.__setitem__(slice(None), [j] * (4 + j % 3)), lambda l, i, j: that(len(set(l[:])) == 1 and 4 <= len(l) <= 6, l))
row("del list[a:b]", lambda: [0] * 4 * N * ROUNDS, lambda l, i, j: l.__delitem__(slice(1, 5)), check=lambda l: l == [0] or len(l) == 1)
row("list.copy", lambda: list(range(30)), lambda l, i, j: l.append(l.pop(0)) if i == 0 else None, lambda l, i, j: [that(len(c) in (29, 30) and len(set(c)) == len(c), c) for c in (l.copy(), l[:], list(l), tuple(l), [*l], sorted(l))])
row("list + list", lambda: [1, 2], lambda l, i, j: l.__setitem__(slice(None), [j] * 2), lambda l, i, j: that((c := l + l)[:2] == c[2:], c))
row("list *= n", lambda: [1] * 3, lambda l, i, j: (l.__imul__(2), l.__delitem__(slice(3, None))) if i == 0 else None, lambda l, i, j: that(len(l) >= 3), check=lambda l: l == [1] * 3)
row("list.reverse", lambda: list(range(9)), lambda l, i, j: l.reverse(), lambda l, i, j: that((c := l.copy())[0] in (0, 8) and c[4] == 4, c), check=lambda l: sorted(l) == list(range(9)))
row("list.sort", lambda: list(range(50)), lambda l, i, j: l.sort(), lambda l, i, j: that(len(c := l[:]) in (0, 50) and c == sorted(c), c), check=lambda l: l == list(range(50)), n=2)
row("list.index, in, count", lambda: [5] * 20 + list(range(9)), lambda l, i, j: (l.append(5), l.pop(0)), lambda l, i, j: (that(5 in l), l.index(5), that(l.count(5) <= 40)), check=lambda l: len(l) == 29)
row("list ==, <, repr", lambda: [1, 2, 3], lambda l, i, j: (l.append(4), l.pop()), lambda l, i, j: (l == [1, 2, 3], l < [9], repr(l), len(l), bool(l), hash(tuple(l))), check=lambda l: l == [1, 2, 3] or len(l) == 3)
row("list iteration", lambda: list(range(20)), lambda l, i, j: (l.append(3), l.pop(0)), lambda l, i, j: that(all(type(x) is int for x in l)))
row("list[i] += 1", lambda: [0], lambda l, i, j: l.__setitem__(0, l[0] + 1), check=lambda l: ROUNDS <= l[0] <= N * ROUNDS)

# --- dict
row("dict[k] = v", dict, lambda d, i, j: d.__setitem__((i, j), j), check=lambda d: sorted(d) == ALL and all(v == k[1] for k, v in d.items()))
row("dict[k] = v (Key)", dict, lambda d, i, j: d.__setitem__(Key(j % 30), j % 30), check=lambda d: len(d) == 30 and all(k.n == v for k, v in d.items()))
row("dict[k]", lambda: dict.fromkeys(range(50), 0), lambda d, i, j: d.__setitem__(100 + j, 1), lambda d, i, j: that(d[j % 50] == 0 and (j % 50) in d and d.get(j % 50) == 0 and -1 not in d))
row("del dict[k]", lambda: Got({j: j for j in range(N * ROUNDS)}), lambda o, i, j: (o.c.__delitem__(j), o.got[i].append(j)), check=lambda o: o.all() == list(range(ROUNDS)) and len(o.c) == (N - 1) * ROUNDS, may=KeyError)
row("dict.pop", lambda: Got({j: j for j in range(ROUNDS)}), lambda o, i, j: o.got[i].append(o.c.pop(j)), check=lambda o: o.all() == list(range(ROUNDS)) and not o.c, may=KeyError)
row("dict.popitem", lambda: Got({j: j for j in range(N * ROUNDS)}), lambda o, i, j: o.got[i].append(o.c.popitem()[0]), check=each_once)
row("dict.setdefault", lambda: Got({}), lambda o, i, j: o.got[i].append((j, o.c.setdefault(j, i))), check=lambda o: len(set(x for g in o.got for x in g)) == ROUNDS)
row("dict.setdefault (Key)", lambda: Got({}), lambda o, i, j: o.got[i].append((j, o.c.setdefault(Key(j), i))), check=lambda o: len(set(x for g in o.got for x in g)) == ROUNDS == len(o.c))
row("dict.update", dict, lambda d, i, j: d.update({(i, j): 1, "same": i}), check=lambda d: len(d) == len(ALL) + 1)
row("dict |= d", dict, lambda d, i, j: operator.ior(d, {(i, j): 1}), check=lambda d: sorted(d) == ALL)
row("dict.clear", dict, lambda d, i, j: d.__setitem__(j, j), lambda d, i, j: d.clear() or len(d), check=lambda d: len(d) == len(list(d)) and all(k == v for k, v in d.items()))
def snapshots(d, i, j):
    for c in (d.copy(), dict(d), {**d}, d | {}): that(len(c) in (19, 20) and all(k == v for k, v in c.items()), c)
    for c in (list(d), tuple(d), sorted(d), [*d], list(d.keys()), list(d.values()), set(d), [k for k, v in list(d.items())]): that(len(set(c)) == len(c) and len(c) in (19, 20), c)
    that(sum(d.values()) >= 0 and max(d) <= 20)
turn = lambda d, i, j: d.__setitem__(j % 20, d.pop(j % 20))
row("dict.copy, list(dict)", lambda: {k: k for k in range(20)}, lambda d, i, j: turn(d, i, j) if i == 0 else snapshots(d, i, j), snapshots)
row("dict iteration", lambda: dict.fromkeys(range(30), 1), lambda d, i, j: (d.__setitem__(j, 1), d.pop(j + 1, 0)), lambda d, i, j: that(all(v == 1 for v in d.values()) and all(type(k) is int for k, v in d.items())), may=RuntimeError)
row("dict views", lambda: dict.fromkeys(range(30), 1), lambda d, i, j: (d.__setitem__(j, 1), d.pop(j + 1, 0)), lambda d, i, j: (d.keys() & {1, 2}, d.items() - {(1, 1)}, d.keys() | {5}, 3 in d.keys(), len(d.items())), may=RuntimeError)
row("dict ==, repr", lambda: {1: 1}, lambda d, i, j: turn(d, i, 1), lambda d, i, j: (d == {1: 1}, repr(d), len(d), bool(d)), may=KeyError)
row("dict[k] += 1", lambda: {0: 0}, lambda d, i, j: d.__setitem__(0, d[0] + 1), check=lambda d: ROUNDS <= d[0] <= N * ROUNDS)
row("dict.fromkeys", lambda: [1, 2, 3], lambda l, i, j: that(list(dict.fromkeys(l, j)) == [1, 2, 3]))

# --- OrderedDict, defaultdict, Counter, ChainMap
row("OrderedDict[k] = v", OrderedDict, lambda d, i, j: d.__setitem__((i, j), j), check=lambda d: sorted(d) == ALL and ordered(list(d)))
row("OrderedDict.popitem", lambda: Got(OrderedDict((k, k) for k in range(N * ROUNDS))), lambda o, i, j: o.got[i].append(o.c.popitem(last=bool(i % 2))[0]), check=each_once)
row("OrderedDict.move_to_end", lambda: OrderedDict.fromkeys(range(20)), lambda d, i, j: d.move_to_end((i * 7 + j) % 20, last=bool(j % 2)), lambda d, i, j: that(j % 20 in d and len(d) == 20), check=lambda d: sorted(d) == sorted(reversed(d)) == list(range(20)))
row("OrderedDict.pop, setdefault", lambda: Got(OrderedDict((k, k) for k in range(ROUNDS))), lambda o, i, j: (o.got[i].append(o.c.pop(j)), o.c.setdefault(j + 1, j + 1)), check=lambda o: set(o.all()) == set(range(ROUNDS)), may=KeyError)
row("list(OrderedDict)", lambda: OrderedDict((k, k) for k in range(20)), turn, lambda d, i, j: [that(len(set(c)) == len(c) >= 18, c) for c in (list(d), tuple(d), list(d.values()), [k for k, v in list(d.items())])], may=KeyError)
row("OrderedDict iteration", lambda: OrderedDict.fromkeys(range(20)), lambda d, i, j: d.move_to_end(j % 20), lambda d, i, j: that(all(k < 20 for k in d)), may=RuntimeError)
row("defaultdict[k]", lambda: defaultdict(list), lambda d, i, j: d[j].append(i), check=lambda d: len(d) == ROUNDS and all(sorted(v) == list(range(N)) for v in d.values()))
row("defaultdict[k] (function)", lambda: defaultdict(lambda: [0]), lambda d, i, j: that(type(d[j]) is list), check=lambda d: len(d) == ROUNDS)
row("defaultdict[k] += 1", lambda: defaultdict(int), lambda d, i, j: d.__setitem__(0, d[0] + 1), check=lambda d: ROUNDS <= d[0] <= N * ROUNDS)
row("Counter.update", Counter, lambda c, i, j: c.update("abca"), check=lambda c: c == {"a": 2 * N * ROUNDS, "b": N * ROUNDS, "c": N * ROUNDS})
row("Counter[k] += 1", Counter, lambda c, i, j: c.__setitem__(i, c[i] + 1), check=lambda c: c == {i: ROUNDS for i in range(N)})
row("Counter.subtract, most_common, +", lambda: Counter(a=5, b=N * ROUNDS), lambda c, i, j: c.subtract({i: 1}), lambda c, i, j: (that(c.most_common(1) == [("b", N * ROUNDS)] and (c + c)["a"] == 10 and (c & c)["a"] == 5), c.total()), check=lambda c: (c[0], c[2]) == (-ROUNDS, -ROUNDS), may=RuntimeError)
row("UserDict, UserList", lambda: (collections.UserDict(), collections.UserList()), lambda o, i, j: (o[0].__setitem__((i, j), j), o[1].append((i, j))), check=lambda o: sorted(o[0]) == sorted(o[1]) == ALL)
row("ChainMap", lambda: collections.ChainMap({}, {"a": 1}), lambda c, i, j: (c.__setitem__((i, j), j), that(c["a"] == 1 and c[i, j] == j)), check=lambda c: len(c) == len(ALL) + 1)

# --- set, frozenset
row("set.add", set, lambda s, i, j: s.add((i, j)), check=lambda s: sorted(s) == ALL)
row("set.add (Key)", set, lambda s, i, j: s.add(Key(j % 20)), check=lambda s: len(s) == 20 == len({k.n for k in s}))
row("set.remove", lambda: Got(set(range(ROUNDS))), lambda o, i, j: (o.c.remove(j), o.got[i].append(j)), check=lambda o: o.all() == list(range(ROUNDS)) and not o.c, may=KeyError)
row("set.discard", lambda: set(range(ROUNDS)), lambda s, i, j: s.discard(j), check=lambda s: s == set())
row("set.pop", full(set), lambda o, i, j: o.got[i].append(o.c.pop()), check=each_once)
row("set.update, |=", set, lambda s, i, j: (s.update([(i, j)]), operator.ior(s, {(i, j, 1)})), check=lambda s: len(s) == 2 * len(ALL))
every = set(range(N * ROUNDS)) | {-1}
row("set.intersection_update, &=", set, lambda s, i, j: (s.add(i * ROUNDS + j), that(i * ROUNDS + j in s)), lambda s, i, j: (s.intersection_update(every), operator.iand(s, every)), check=lambda s: len(s) == (N // 2) * ROUNDS)
row("set.difference_update, -=", lambda: set(range(-50, 0)), lambda s, i, j: s.add(i * ROUNDS + j), lambda s, i, j: (s.difference_update([-1 - j]), operator.isub(s, {-1 - j})), check=lambda s: s == {i * ROUNDS + j for i in (0, 2) for j in range(ROUNDS)})
row("set.symmetric_difference_update, ^=", set, lambda s, i, j: operator.ixor(s, {(i, j)}), check=lambda s: sorted(s) == ALL)
row("set.clear", set, lambda s, i, j: s.add(j), lambda s, i, j: s.clear(), check=lambda s: len(s) == len(list(s)))
def setviews(s, i, j):
    for c in (s.copy(), set(s), frozenset(s), list(s), tuple(s), [*s], {*s}, sorted(s), set() | s): that(len(set(c)) == len(list(c)) and len(c) in (19, 20), c)
row("set.copy, list(set)", lambda: set(range(20)), lambda s, i, j: (s.remove(j % 20), s.add(j % 20)) if i == 0 else setviews(s, i, j), setviews)
row("set algebra", lambda: set(range(20)), lambda s, i, j: (s.discard(j % 20), s.add(j % 20)), lambda s, i, j: (that((s & every) <= every and (s | every) >= {5, -1} and s - every == set()), s ^ every, s <= every, s == every, s.isdisjoint({-5})))
row("x in set", lambda: set(range(20)), lambda s, i, j: (s.add(100 + j), s.discard(99 + j)), lambda s, i, j: that(j % 20 in s and -j - 1 not in s))
row("set iteration", lambda: set(range(20)), lambda s, i, j: (s.add(100 + j), s.discard(99 + j)), lambda s, i, j: that(all(type(x) is int for x in s)), may=RuntimeError)
row("frozenset", lambda: frozenset(range(20)), lambda s, i, j: that(hash(s) == hash(frozenset(range(20))) and len(s | {j + 100}) == 21 and j % 20 in s))

# --- deque
row("deque.append, appendleft", deque, lambda q, i, j: (q.append((i, j)), q.appendleft((i, j))), check=lambda q: sorted(q) == sorted(ALL * 2) and ordered(list(q)[len(ALL):]) or sorted(q) == sorted(ALL * 2))
row("deque.pop, popleft", full(deque), lambda o, i, j: o.got[i].append(o.c.pop()), lambda o, i, j: o.got[i].append(o.c.popleft()), check=each_once)
row("deque.extend(list)", deque, lambda q, i, j: q.extend([(i, j)] * 3), check=lambda q: (l := list(q)) and all(l[k] == l[k + 1] == l[k + 2] for k in range(0, len(l), 3)) and len(l) == 3 * len(ALL))
row("deque.extend(iterator)", deque, lambda q, i, j: (q.extend(iter([j, j])), q.extendleft(iter([j]))), check=lambda q: len(q) == 3 * len(ALL))
row("deque maxlen", lambda: deque(maxlen=5), lambda q, i, j: (q.append(j), q.extendleft([j, j])), lambda q, i, j: that(len(q) <= 5 and len(list(q)) <= 5), check=lambda q: len(q) == 5)
row("deque.rotate", lambda: deque(range(9)), lambda q, i, j: q.rotate(j % 5 - 2), lambda q, i, j: that(sorted(c := list(q)) == list(range(9)) and all((c[k] + 1) % 9 == c[k + 1] for k in range(8)), c))
row("deque.reverse", lambda: deque(range(9)), lambda q, i, j: q.reverse(), lambda q, i, j: that((c := list(q)) == sorted(c, reverse=c[0] == 8), c))
row("deque[i], deque[i] = v", lambda: deque([0] * N), lambda q, i, j: (q.__setitem__(i, j), that(q[i] == j)), check=lambda q: list(q) == [ROUNDS - 1] * N)
row("deque.insert, del", lambda: deque(range(6)), lambda q, i, j: (q.insert(3, j), q.__delitem__(2)), check=lambda q: len(q) == 6)
row("deque.remove", lambda: deque([7] * N * ROUNDS), lambda q, i, j: q.remove(7), check=lambda q: len(q) >= 0, may=(IndexError, ValueError, RuntimeError))
row("deque.index, in, count", lambda: deque([5] * 30), lambda q, i, j: q.rotate(1), lambda q, i, j: (5 in q, q.index(5), q.count(5), q == deque([5]), repr(q), q < deque([6])), may=RuntimeError)
row("deque.copy, list(deque)", lambda: deque(range(20)), lambda q, i, j: q.append(q.popleft()) if i == 0 else None, lambda q, i, j: [that(len(c) in (19, 20) and len(set(c)) == len(c), c) for c in (list(q), tuple(q), q.copy(), sorted(q), set(q))])
row("deque.clear, *=", lambda: deque([1]), lambda q, i, j: (q.append(1), q.__imul__(2)) if len(q) < 50 else q.clear(), lambda q, i, j: that(set(q.copy()) <= {1}))
row("deque iteration", lambda: deque(range(20)), lambda q, i, j: q.rotate(1), lambda q, i, j: that(all(type(x) is int for x in q)), may=RuntimeError)

# --- bytearray, memoryview, array
row("bytearray.append", bytearray, lambda b, i, j: b.append(i), check=lambda b: [b.count(i) for i in range(N)] == [ROUNDS] * N)
row("bytearray.extend, +=", bytearray, lambda b, i, j: (b.extend(bytes([i + 1]) * 3), b.__iadd__(bytes([i + 1]) * 3)), check=lambda b: len(b) == 6 * N * ROUNDS and all(b[k] == b[k + 1] == b[k + 2] for k in range(0, len(b), 3)))
row("bytearray.pop", lambda: Got(bytearray(range(256)) + bytearray(N * ROUNDS - 256)), lambda o, i, j: o.got[i].append(o.c.pop()), check=lambda o: len(o.all()) == N * ROUNDS and set(o.all()) == set(range(256)) and not o.c)
row("bytearray[i], [i] = v", lambda: bytearray(N), lambda b, i, j: (b.__setitem__(i, j), that(b[i] == j)), check=lambda b: b == bytes([ROUNDS - 1]) * N)
row("bytearray[a:b] = v", lambda: bytearray(8), lambda b, i, j: b.__setitem__(slice(2, 6), bytes([j]) * 4), lambda b, i, j: that(len(set(b[2:6])) == 1, b), check=lambda b: len(b) == 8)
row("bytearray.insert, del, remove", lambda: bytearray(b"abcdef"), lambda b, i, j: (b.insert(2, 120), b.remove(120)), check=lambda b: b == b"abcdef")
row("bytearray.resize, clear", lambda: bytearray(b"x" * 9), lambda b, i, j: (b.clear(), b.extend(b"xxx"), b.resize(2)), lambda b, i, j: that(set(bytes(b)) <= {120, 0}))
row("bytearray searching", lambda: bytearray(b"aaaaabbbbb"), lambda b, i, j: b.__setitem__(slice(None), b"aaaaabbbbb" if j % 2 else b"bbbbbaaaaa"), lambda b, i, j: that(b.count(b"a") == 5 and b.find(b"ab") in (4, -1) and len(b.replace(b"a", b"")) == 5 and bytes(b) in (b"aaaaabbbbb", b"bbbbbaaaaa") and b.split(b"a")))
row("bytearray under a view", lambda: bytearray(9), lambda b, i, j: (b.append(1), b.pop()), lambda b, i, j: (m := memoryview(b), that(len(m) == len(b) == m.nbytes), m.release()), may=BufferError, check=lambda b: len(b) >= 9)
row("bytearray iteration", lambda: bytearray(b"xxxx"), lambda b, i, j: (b.append(120), b.pop(0)), lambda b, i, j: that(set(b) <= {120}, b))
row("memoryview[i] = v", lambda: memoryview(bytearray(N * 8)).cast("q"), lambda m, i, j: (m.__setitem__(i, j * 2 ** 40 + j), that(m[i] == j * 2 ** 40 + j)), check=lambda m: len(set(m.tolist())) == 1)
row("memoryview.release", lambda: [memoryview(bytearray(8))], lambda o, i, j: (o[0].release(), o.__setitem__(0, memoryview(bytearray(8)))), lambda o, i, j: (o[0][3], o[0].tobytes(), len(o[0][1:])), may=ValueError)
row("array.append, pop", lambda: array.array("q"), lambda a, i, j: (a.append(2 ** 40 + i), that(a.pop() >> 40 == 1)), check=lambda a: len(a) == 0)
row("array.extend, slices", lambda: array.array("q", [1] * 4), lambda a, i, j: (a.extend([1, 1]), a.__delitem__(slice(4, None)), a.__setitem__(slice(0, 2), array.array("q", [1, 1]))), lambda a, i, j: that(set(a.tolist()) <= {1} and set(a) <= {1} and a.count(1) >= 0 and len(a.tobytes()) % 8 == 0 and a[0] == 1), check=lambda a: len(a) == 4)

# --- instances, classes, modules, functions, cells
class O: pass
row("attribute store", O, lambda o, i, j: (setattr(o, f"a{i}", j), that(getattr(o, f"a{i}") == j)), check=lambda o: vars(o) == {f"a{i}": ROUNDS - 1 for i in range(N)})
row("attribute creation", O, lambda o, i, j: setattr(o, f"a{i}_{j}", j), check=lambda o: len(vars(o)) == len(ALL) and all(getattr(o, f"a{i}_{j}") == j for i, j in ALL))
row("attribute deletion", lambda: Got(O()), lambda o, i, j: (setattr(o.c, "x", 1), delattr(o.c, "x"), o.got[i].append(j)), check=lambda o: not vars(o.c) or vars(o.c) == {"x": 1}, may=AttributeError)
row("o.__dict__", O, lambda o, i, j: (setattr(o, f"a{i}", j), that(o.__dict__[f"a{i}"] == j)), lambda o, i, j: (o.__dict__.__setitem__(f"b{i}", j), that(getattr(o, f"b{i}") == j)), check=lambda o: len(vars(o)) == N)
row("o.x += 1", lambda: types.SimpleNamespace(x=0), lambda o, i, j: setattr(o, "x", o.x + 1), check=lambda o: ROUNDS <= o.x <= N * ROUNDS)
class A: m = lambda self: 1
class B: m = lambda self: 2
row("o.__class__ = C", A, lambda o, i, j: setattr(o, "__class__", B if j % 2 else A), lambda o, i, j: that(o.m() in (1, 2)))
row("class attribute", lambda: type("C", (), {"x": 0}), lambda c, i, j: (setattr(c, f"x{i}", j), that(getattr(c, f"x{i}") == j and getattr(c(), f"x{i}") == j)))
row("method replaced", lambda: type("C", (), {"f": lambda self: 0}), lambda c, i, j: setattr(c, "f", lambda self, j=j: j), lambda c, i, j: that(0 <= c().f() < ROUNDS))
row("__bases__ replaced", lambda: type("C", (A,), {}), lambda c, i, j: setattr(c, "__bases__", (B,) if j % 2 else (A,)), lambda c, i, j: that(c().m() in (1, 2) and c.__mro__[1] in (A, B) and len(c.__mro__) == 3), check=lambda c: (c in A.__subclasses__()) + (c in B.__subclasses__()) == 1, n=2)
row("subclasses", lambda: type("Base", (), {}), lambda c, i, j: that(type(f"S{i}", (c,), {"v": j}).v == j and all(issubclass(s, c) for s in c.__subclasses__())))
row("module attribute", lambda: types.ModuleType("m"), lambda m, i, j: (setattr(m, f"v{i}", j), that(getattr(m, f"v{i}") == j and f"v{i}" in dir(m))))
row("function attributes", lambda: types.FunctionType((lambda a=1, *, b=2: (a, b)).__code__, {}, "f", (1,)), lambda f, i, j: (setattr(f, "__defaults__", (j,)), setattr(f, "__kwdefaults__", {"b": -j})), lambda f, i, j: that(f(b=1)[0] >= 0), may=TypeError)
def cell():
    v = 0
    def get(): return v
    def put(x):
        nonlocal v
        v = x
    return get, put
row("closure cell", cell, lambda c, i, j: (c[1]((i, i)), that((v := c[0]())[0] == v[1])))
row("sys.intern", lambda: None, lambda o, i, j: that(sys.intern("".join(["in", "tern", str(j)])) is sys.intern(f"intern{j}")))
row("str +=", lambda: ["ab" * 30], lambda o, i, j: (s := o[0], t := s + "xy", u := s + "zw", that(t == s + "xy" and u[:-2] == s and u[-2:] == "zw"), o.__setitem__(0, t[:60] if len(t) > 200 else t)))

# --- iterators, functools, queue, io, random
row("next(count)", lambda: Got(itertools.count()), lambda o, i, j: o.got[i].append(next(o.c)), check=lambda o: o.all() == list(range(N * ROUNDS)))
row("next(generator)", lambda: Got(x for x in range(N * ROUNDS)), lambda o, i, j: o.got[i].append(next(o.c)), check=lambda o: sorted(set(o.all())) == o.all(), may=ValueError)
calls = []
@functools.lru_cache(maxsize=4)
def cached(n):
    calls.append(n)
    return (n, -n)
row("lru_cache", lambda: cached, lambda f, i, j: that(f(j % 7) == (j % 7, -(j % 7)) and f.cache_info().currsize <= 4), check=lambda f: (k := f.cache_info()).hits + k.misses == N * ROUNDS and k.misses == len(calls))
row("cache_clear", lambda: functools.cache(lambda n: (n, n)), lambda f, i, j: that(f(j % 9) == (j % 9, j % 9)), lambda f, i, j: f.cache_clear() if j % 9 == 0 else f(j), check=lambda f: f.cache_info().currsize <= ROUNDS)
class P:
    @functools.cached_property
    def v(self): return object()
row("cached_property", P, lambda p, i, j: p.v, check=lambda p: p.v is p.v)
row("partial", lambda: functools.partial(max, 1), lambda p, i, j: that(p(j + 2) == j + 2), lambda p, i, j: p.__setstate__((max, (0,), {}, None)))
row("SimpleQueue", lambda: Got(queue.SimpleQueue()), lambda o, i, j: (o.c.put((i, j)), o.got[i].append(o.c.get())), check=lambda o: o.all() == ALL and o.c.empty())
row("Queue", lambda: Got(queue.Queue(3)), lambda o, i, j: (o.c.put((i, j)), o.got[i].append(o.c.get())), check=lambda o: o.all() == ALL)
row("BytesIO.write", io.BytesIO, lambda f, i, j: f.write(b"%d%03d" % (i, j)), check=lambda f: sorted(f.getvalue()[k:k + 4] for k in range(0, 4 * len(ALL), 4)) == sorted(b"%d%03d" % x for x in ALL))
row("StringIO.write", io.StringIO, lambda f, i, j: f.write("%d%03d" % (i, j)), check=lambda f: sorted(f.getvalue()[k:k + 4] for k in range(0, 4 * len(ALL), 4)) == sorted("%d%03d" % x for x in ALL))
row("BytesIO.read", lambda: Got(io.BytesIO(bytes(k % 251 for k in range(2 * N * ROUNDS)))), lambda o, i, j: o.got[i].append(o.c.read(2)), check=lambda o: sorted(o.all()) == sorted(bytes([k % 251, (k + 1) % 251]) for k in range(0, 2 * N * ROUNDS, 2)))
row("BytesIO.getbuffer", lambda: io.BytesIO(b"x" * 9), lambda f, i, j: (f.seek(0), f.write(b"y" * (9 + j % 3)), f.truncate(9)), lambda f, i, j: (m := f.getbuffer(), that(set(bytes(m)) <= set(b"xy")), m.release()), may=BufferError)
class Raw(io.RawIOBase):
    def __init__(self): self.data = []
    def writable(self): return True
    def write(self, b): self.data.append(bytes(b)); return len(b)
def lines(f):
    f.flush()
    raw = f.buffer.raw if hasattr(f, "buffer") else f.raw
    return sorted(b"".join(raw.data).split()) == sorted(b"%d-%03d" % x for x in ALL)
row("BufferedWriter.write", lambda: io.BufferedWriter(Raw(), 50), lambda f, i, j: (f.write(b"%d-%03d\n" % (i, j)), f.flush() if j % 9 == 0 else None), check=lines)
row("TextIOWrapper.write", lambda: io.TextIOWrapper(io.BufferedWriter(Raw(), 50), encoding="ascii", newline="\n"), lambda f, i, j: (f.write("%d-%03d\n" % (i, j)), f.flush() if j % 9 == 0 else None), check=lines)
row("BufferedReader.read", lambda: Got(io.BufferedReader(io.BytesIO(bytes(k % 251 for k in range(2 * N * ROUNDS))), 16)), lambda o, i, j: o.got[i].append(o.c.read(2)), check=lambda o: sorted(o.all()) == sorted(bytes([k % 251, (k + 1) % 251]) for k in range(0, 2 * N * ROUNDS, 2)))
row("BufferedRandom", lambda: io.BufferedRandom(io.BytesIO(b"y" * 400), 16), lambda f, i, j: (f.seek(j), f.write(b"y" * 3), f.flush()), lambda f, i, j: that(set(f.read(5)) <= {121}))
NUMBERS = ["%05d\n" % k for k in range(2 * N * ROUNDS)]
numbers = lambda: io.BytesIO("".join(NUMBERS).encode())
row("TextIOWrapper.read, readline", lambda: Got(io.TextIOWrapper(numbers(), encoding="ascii")), lambda o, i, j: o.got[i].extend((o.c.readline(), o.c.read(6))), check=lambda o: o.all() == NUMBERS)
row("TextIOWrapper.seek, tell", lambda: io.TextIOWrapper(numbers(), encoding="ascii"), lambda f, i, j: f.seek(6 * j), lambda f, i, j: that(f.readline() in NUMBERS and f.tell() % 6 == 0))
row("file iteration", lambda: Got((io.BufferedReader(numbers(), 16), io.TextIOWrapper(numbers(), encoding="ascii"))), lambda o, i, j: o.got[i].extend((next(o.c[0]), next(o.c[0]))) if i % 2 else o.got[i].extend((next(o.c[1]), next(o.c[1]))), check=lambda o: sorted(x for g in o.got[::2] for x in g) == NUMBERS[:2 * 2 * ROUNDS] and sorted(x.decode() for g in o.got[1::2] for x in g) == NUMBERS[:2 * 2 * ROUNDS])
row("BytesIO.seek, tell, truncate", lambda: io.BytesIO(b"x" * 99), lambda f, i, j: (that(f.seek(j) == j), f.truncate(50 + j % 50)), lambda f, i, j: (that(0 <= f.tell() < 2 * ROUNDS), that(len(f.getvalue()) < 100), f.readline()), check=lambda f: set(f.getvalue()) == {120})
row("FileIO.write", lambda: tempfile.TemporaryFile(buffering=0), lambda f, i, j: that(f.write(b"%d-%03d\n" % (i, j)) == 6), check=lambda f: f.seek(0) == 0 and sorted(f.read().split()) == sorted(b"%d-%03d" % x for x in ALL))
def numbered():
    f = tempfile.TemporaryFile(buffering=0)
    f.write("".join(NUMBERS).encode())
    f.seek(0)
    return Got(f)
row("FileIO.read", numbered, lambda o, i, j: o.got[i].extend((o.c.read(6).decode(), o.c.read(6).decode())), check=lambda o: o.all() == NUMBERS)
row("BufferedRWPair", lambda: Got(io.BufferedRWPair(numbers(), Raw(), 16)), lambda o, i, j: (o.got[i].extend((o.c.read(6).decode(), o.c.read(6).decode())), o.c.write(b"x")), check=lambda o: o.all() == NUMBERS)
row("file closed under way", lambda: [io.BytesIO(b"x" * 99)], lambda o, i, j: (o[0].close(), o.__setitem__(0, io.BytesIO(b"x"))), lambda o, i, j: (o[0].read(3), o[0].getvalue(), o[0].write(b"x")), may=ValueError)
row("Random", lambda: random.Random(1), lambda r, i, j: that(0 <= r.random() < 1 and 0 <= r.getrandbits(9) < 512 and sorted(r.sample(range(5), 5)) == [0, 1, 2, 3, 4]))
