"""Make random programs whose threads share objects of every built-in kind, run them, and check what is left.

    weft tests/threads/_fuzz_shared.py [--seed N] [--count N] [--seconds S] [--print]

A seed stands for one program: --print shows it. In a program 4 to 8 threads run functions made of random statements over
the same objects. A statement may fail as racing statements may (StatementError below); nothing else may be raised, every
value that is found must be one that was stored (ok()), and when the threads are done every object must agree with itself
(check()). What a program prints, crashes or hangs on otherwise is a bug of the runtime. The last line says how many ran.
"""
import argparse
import random
import sys
import threading
import time

# What is at hand in a program, before its own statements.
PRELUDE = r'''
import array, bisect, collections, contextlib, contextvars, copy, csv, decimal, functools, gc, hashlib, heapq, io, itertools, json
import operator, pickle, queue, random, re, string, struct, sys, threading, time, traceback, types, warnings, weakref, zlib
from collections import ChainMap, Counter, OrderedDict, defaultdict, deque

class K:
    """A key that compares and hashes in Python, with collisions."""
    def __init__(self, n): self.n = n
    def __eq__(self, o): return type(o) is K and o.n == self.n
    def __hash__(self): return self.n % 5
    def __lt__(self, o): return self.n < o.n
    def __repr__(self): return "K%d" % self.n

class Bad(Exception):
    """A value that nobody stored, or an object at odds with itself."""

BIG = (1 << 80) + 1
def big(n): return n * BIG
def text(n): return "t%d:%d" % (n, n * 7)
def ok(v):
    """Raise Bad if v is no value that a program stores; return it."""
    t = type(v)
    if t is int: good = 0 <= v < 10 ** 6 or v % BIG == 0
    elif t is float: good = v % 1 == 0.5
    elif t is str:
        a, _, b = v[1:].partition(":")
        good = v[:1] == "t" and int(b) == int(a) * 7
    elif t is bytes: good = v[:1] * len(v) == v
    elif t is tuple: good = len(v) == 2 and v[0] == -v[1]
    elif t is K: good = type(v.n) is int
    elif t is frozenset: good = len(v) == 2
    elif t is list: good = len(v) == 2 and v[0] == v[1]
    else: good = v is None
    if not good: raise Bad("value %r" % (v,))
    return v
def allok(vs, most=10 ** 6):
    n = 0
    for v in vs:
        ok(v)
        n += 1
        if n > most: raise Bad("endless")
    return n
def its(vs):
    """allok for what the shared iterators give."""
    for v in vs:
        if type(v) is tuple: expect(all(type(x) is int or x is None or ok(x) is x for x in v), v)
        elif type(v) is not str or v not in "aé😀b": ok(v)
def expect(cond, *what):
    if not cond: raise Bad(*what)
def once(k, v): expect(sys.intern(k) is sys.intern("".join(list(k))), k); return v

class Node:
    cls = 1
    def __init__(self, v=1): self.v = v
    def meth(self): return self.v
    @property
    def prop(self): return self.v
    @prop.setter
    def prop(self, v): self.v = v
    @functools.cached_property
    def lazy(self): return (3, -3)
class Slotted:
    __slots__ = ("a", "b", "__weakref__")
    def __init__(self): self.a = 1
class SubList(list): pass
class SubDict(dict): pass
class Base1:
    x = 1
    def f(self): return 11
class Base2:
    x = 2
    def f(self): return 22
class Derived(Base1): pass
class Iter:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 5: raise StopIteration
        return self.n
def gen(n=200):
    x = 0
    while x < n:
        try:
            got = yield x
            x += 1
        except KeyError: x += 2
        finally: x += 0
def deleg():
    yield from gen(50)
    yield from range(50)
    return 3
def plain(a=1, *args, b=2, **kw): return (a, -a)
def other(a=2, *args, b=3, **kw): return (b, -b)
def mkcells():
    cell = 0
    def get(): return cell
    def put(v):
        nonlocal cell
        cell = v
    def drop():
        nonlocal cell
        del cell
    return get, put, drop
@functools.lru_cache(maxsize=8)
def cached(n): return (n, -n)
@functools.lru_cache(maxsize=None)
def cached_all(n): return (n, -n)
@functools.singledispatch
def single(x): return 0
class Log:
    def __init__(self): self.seen = []
    def write(self, s): self.seen.append(s)
    def flush(self): pass
'''

# The shared objects: name prefix, how many, expression. The statements name them by their prefix: {l} is one of l0, l1, ...
SHARED = [
    ("l", 3, "[ok(i) for i in range(9)]"), ("sl", 1, "SubList(range(5))"), ("nl", 1, "[1.5, 2.5, 3.5]"),
    ("d", 3, "{i: i for i in range(6)}"), ("sd", 2, "{text(i): i for i in range(6)}"), ("kd", 1, "{K(i): i for i in range(6)}"), ("xd", 1, "SubDict(a=1)"),
    ("od", 2, "OrderedDict((i, i) for i in range(8))"), ("dd", 1, "defaultdict(int)"), ("cn", 1, "Counter()"), ("cm", 1, "ChainMap({}, {1: 1})"),
    ("s", 3, "set(range(8))"), ("ks", 1, "{K(i) for i in range(8)}"), ("q", 2, "deque(range(8))"), ("mq", 1, "deque(range(4), maxlen=6)"),
    ("ba", 2, "bytearray(b'abcdefgh')"), ("fb", 1, "bytearray(64)"), ("mv", 1, "memoryview(bytearray(64))"), ("ar", 1, "array.array('q', range(8))"),
    ("o", 3, "Node()"), ("so", 1, "Slotted()"), ("ns", 1, "types.SimpleNamespace(v=1)"), ("mod", 1, "types.ModuleType('m')"), ("exc", 1, "ValueError('x')"),
    ("g", 2, "gen()"), ("yf", 1, "deleg()"), ("it", 2, "iter(list(range(100)))"), ("cyc", 1, "itertools.cycle([1, 2, 3])"), ("cnt", 1, "itertools.count()"),
    ("tee", 1, "itertools.tee(range(300))[1]"), ("grp", 1, "itertools.groupby(range(300), lambda x: x // 5)"), ("sq", 2, "queue.SimpleQueue()"),
    ("pq", 1, "queue.PriorityQueue()"), ("sio", 1, "io.StringIO('t1:7\\n' * 30)"), ("bio", 1, "io.BytesIO(b'xxxx\\n' * 30)"), ("tw", 1, "io.TextIOWrapper(io.BytesIO(), encoding='utf-8')"),
    ("rw", 1, "io.BufferedRandom(io.BytesIO(b'y' * 500))"), ("fn", 1, "types.FunctionType(plain.__code__, globals(), 'fn')"), ("cells", 1, "mkcells()"),
    ("ws", 1, "weakref.WeakSet()"), ("wv", 1, "weakref.WeakValueDictionary()"), ("wk", 1, "weakref.WeakKeyDictionary()"), ("tl", 1, "threading.local()"),
    ("cv", 1, "contextvars.ContextVar('cv', default=0)"), ("ctx", 1, "contextvars.copy_context()"), ("rnd", 1, "random.Random(1)"), ("sh", 1, "hashlib.sha256()"),
    ("part", 1, "functools.partial(plain, 5)"), ("dec", 1, "decimal.Context(prec=9)"), ("zc", 1, "zlib.compressobj()"), ("strm", 1, "Log()"), ("lk", 1, "threading.Lock()"), ("rl", 1, "threading.RLock()"),
    ("big", 1, "{i: text(i) for i in range(200)}"), ("pat", 1, "re.compile('(a+)(b*)')"), ("lv", 1, "[[1, 1], [2, 2]]"), ("st", 1, "contextlib.ExitStack()"), ("fz", 1, "frozenset((1, 2))"),
]

# The statements. {i} is a small int, {v} any value ok() takes, {k} one of them that hashes, {t} a name; {l!} and so on are shared objects.
STATEMENTS = r'''
{l}.append({v})
{l}.pop()
{l}.pop({i})
{l}.insert({i}, {v})
{l}.extend([{v}, {v}])
{l}.extend(({v},) * 3)
{l}.extend(ok(x) for x in range({i}))
{l} += [{v}]
{l}[{i}] = {v}
{l}[-1] = {v}
del {l}[{i}]
{l}[{i}:{i}] = [{v}, {v}]
{l}[::2] = [{v}] * len({l}[::2])
del {l}[{i}:]
del {l}[::3]
{l}.remove({k})
{l}.reverse()
{l}.clear()
{l}[:] = {l}[:40]
{l}.sort(key=repr)
{l}.sort(key=lambda x: {i}, reverse=True)
sorted({l}, key=repr)
allok({l})
allok({l}[{i}:])
allok(reversed({l}))
allok({l}.copy())
ok({l}[{i}])
ok({l}[-1])
for x in {l}: ok(x)
for i, x in enumerate({l}): ok(x)
for x, y in zip({l}, {l}): ok(x); ok(y)
a, *b = {l}; ok(a); allok(b)
{v} in {l}
{l}.index({k}); {l}.count({k})
{l} == {l}; {l} != list({l})
repr({l}); len({l}); bool({l})
allok(tuple({l})); allok({l} + {l}); allok([x for x in {l}]); allok(list(map(ok, {l})))
f = lambda *a: allok(a); f(*{l})
x = {l}; x.extend(x) if len(x) < 50 else x.clear()
x = {l}; x.extend({l}[:20]) if len(x) < 50 else x.clear()
x = {l}; x *= 1 if len(x) > 50 else 2
{l}[:] = []
{sl}.append({i}); {sl}.pop(0); {sl}.attr = {v}; ok({sl}.attr)
{nl}[{i} % 3] = {i} + 0.5; {nl}.append({i} + 0.5); {nl}.pop()
sum({nl}); max({nl}); min({nl}); allok({nl}); sorted({nl})
heapq.heappush({sl}, {i}); heapq.heappop({sl}); bisect.insort({sl}, {i}); heapq.heapify({sl})
{d}[{k}] = {v}
{d}[{i}] = {v}
del {d}[{k}]
ok({d}[{i}])
ok({d}.get({k}))
ok({d}.pop({k}, None))
ok({d}.setdefault({k}, {v}))
{d}.update({{{k}: {v}, {i}: {v}}})
{d}.update([({k}, {v})])
{d}.update({d})
{d} |= {{{k}: {v}}}
k, v = {d}.popitem(); ok(k); ok(v)
{d}.clear()
for k in {d}: ok(k)
for k, v in {d}.items(): ok(k); ok(v)
for v in {d}.values(): ok(v)
allok(reversed({d}))
allok({d}.keys()); allok({d}.values())
c = {d}.copy(); expect(len(c) == allok(c) == allok(c.values()), c)
c = dict({d}); expect(all(k in c for k in c), c)
c = {{**{d}}}; allok(c)
c = {d} | {d}; allok(c)
{k} in {d}; len({d}); repr({d})
{d} == {d}
{d}.keys() & {d}.keys(); {d}.items() - {d}.items(); {d}.keys() | {s}
list({d}); sorted({d}, key=repr); allok([*{d}])
f = lambda **kw: allok(kw.values()); f(**{sd})
{sd}[{name}] = {v}; ok({sd}.get({name}))
del {sd}[{name}]
{sd}.pop({name}, None); {sd}[{name}] = {v}
match {sd}:\n    case {{"t1:7": x, **rest}}: ok(x); allok(rest.values())
{kd}[K({i})] = {v}; ok({kd}[K({i})])
del {kd}[K({i})]
{kd}.setdefault(K({i}), {v}); allok({kd}.copy().values()); {kd}.pop(K({i}))
for k in {kd}: ok(k)
{xd}[{t!r}] = {v}; {xd}.attr = {v}; ok({xd}.attr); ok({xd}[{t!r}])
{od}[{i}] = {v}
{od}.move_to_end({i}, last=bool({i} % 2))
{od}.popitem(last=bool({i} % 2))
del {od}[{i}]
ok({od}.get({i})); ok({od}.pop({i}, None)); ok({od}.setdefault({i}, {v}))
allok({od}); allok(reversed({od})); {od} == {od}; {od}.copy()
for k, v in {od}.items(): ok(k); ok(v)
{od}.update({{{i}: {v}}}); repr({od}); {od}.clear() if {i} == 3 else None
{dd}[{i}]; {dd}[{i}] += 1; {dd}[{k}] = 0; {dd}.pop({i}, None)
{dd}.default_factory = {maybe}; ok({dd}[{i}])
{cn}[{k}] += 1; {cn}.update([{k}, {k}]); {cn}.most_common(2); {cn} + {cn}; {cn}.total()
{cn}.subtract([{k}]); {cn}.clear(); del {cn}[{k}]
{cm}[{k}] = {v}; ok({cm}.get({k})); {cm}.maps[0].pop({k}, None); len({cm}); allok(dict({cm}))
{s}.add({k})
{s}.discard({k})
{s}.remove({k})
ok({s}.pop())
{s}.update([{k}, {k}])
{s} |= {{{k}}}
{s} &= {s} | {{{k}}}
{s} -= {{{k}}}
{s} ^= {{{k}}}
{s}.clear() if {i} == 3 else {s}.add({i})
allok({s}); allok({s}.copy()); allok({s} | {s}); allok({s} & {s}); allok({s} - {s}); allok({s} ^ {s})
for x in {s}: ok(x)
{k} in {s}; len({s}); repr({s}); {s} == {s}; {s} <= {s}; {s}.isdisjoint({s})
c = set({s}); expect(all(x in c for x in c) and len(c) == len(list(c)), c)
frozenset({s}); sorted({s}, key=repr); allok([*{s}]); {s}.intersection_update({s}); {s}.symmetric_difference_update({{{k}}}); {s}.update({d})
{ks}.add(K({i})); K({i}) in {ks}; {ks}.discard(K({i})); {ks}.add(K({i}))
allok({ks}); {ks} - {{K({i})}}; {ks} == {ks}; {ks}.copy()
{q}.append({v})
{q}.appendleft({v})
ok({q}.pop())
ok({q}.popleft())
{q}.extend([{v}, {v}]); {q}.extendleft([{v}])
{q}.rotate({i}); {q}.rotate(-{i})
{q}.insert({i}, {v}); del {q}[{i}]; {q}[{i}] = {v}; ok({q}[0]); ok({q}[-1])
{q}.remove({k})
{q}.reverse(); {q}.clear() if {i} == 3 else None
allok({q}); allok(reversed({q})); allok({q}.copy()); allok(list({q}))
for x in {q}: ok(x)
{q}.index({k}); {q}.count({k}); {k} in {q}
{q} == {q}; repr({q}); len({q}); {q} + {q}; {q} += [{v}]
x = {q}; x.extend(x) if len(x) < 50 else x.clear()
{mq}.append({v}); {mq}.appendleft({v}); expect(len({mq}) <= 6, "maxlen"); {mq} *= 2; allok({mq}); {mq}.extend([{v}] * 9)
{mq}.__init__([{v}], 6)
{ba}.append({i}); {ba}.extend(b"xyz"); {ba}.pop()
{ba}[{i}:] = b"q" * {i}
del {ba}[:{i}]
{ba}.insert({i}, 65); {ba}[0] = 66; {ba}.reverse(); {ba} += b"--"; del {ba}[300:]
{ba}.remove(65)
{ba}.resize({i} + 3)
bytes({ba}); {ba}.find(b"x"); {ba}.split(b"x"); {ba} + {ba}; {ba}.hex(); {ba}.decode("latin-1"); {ba} == bytes({ba}); {ba}.replace(b"x", b"yy"); {ba}.upper()
list({ba}); {ba}.count(b"x"); 65 in {ba}; {ba}[1:-1]; {ba}.translate(None, b"x"); {ba}.partition(b"x"); b"-".join([{ba}, {ba}]); {ba}.startswith(b"x")
for x in {ba}: expect(0 <= x < 256, x)
x = {ba}\nwith memoryview(x) as m: n = len(m); m.tobytes(); m.tolist(); expect(len(m) == n == len(x), "view"); m[:1] == b"x"
x = {ba}; x[:] = x; x.extend(x) if len(x) < 100 else x.clear(); x *= 1
re.findall(b"x|y", {ba}); zlib.crc32({ba}); hashlib.md5({ba}); int.from_bytes({ba}[:4]); struct.pack_into("<q", {fb}, 8, {i}); struct.unpack_from("<q", {fb}, 8)
{mv}[{i}] = {i}; {mv}[3:9] = b"abcdef"; {mv}.tolist(); {mv}.cast("I")[2]; {mv}[::-2].tobytes(); {mv} == {mv}; {mv}.hex(); hash({mv}.toreadonly().obj is None)
{mv}.release() if {i} == 3 and {i} == 4 else None; len({mv}); for_ = list({mv})
{ar}.append({i}); {ar}.pop(); {ar}.extend([{i}, {i}]); {ar}[0] = {i}; {ar}.insert(1, {i}); {ar}.reverse(); {ar}.byteswap() if 0 else None
{ar}.tolist(); {ar}.tobytes(); {ar} + {ar}; {ar} == {ar}; {ar}.index({i}); {ar}.count({i}); allok({ar}); del {ar}[0:2]
{ar}.frombytes(struct.pack("q", {i})); {ar}[1:3] = array.array("q", [{i}]); {ar} *= 1; del {ar}[50:]; repr({ar}); {ar}.remove({i})
with memoryview({ar}) as m: allok(m.tolist())
{o}.{t} = {v}
ok({o}.{t})
del {o}.{t}
{o}.v = {v}; ok({o}.v); ok({o}.meth()); ok({o}.prop); {o}.prop = {v}
setattr({o}, {t!r}, {v}); ok(getattr({o}, {t!r}, None)); hasattr({o}, {t!r})
for k, v in list(vars({o}).items()): ok(v)
vars({o})[{t!r}] = {v}; vars({o}).pop({t!r}, None)
{o}.__dict__ = {{{t!r}: {v}}}
{o}.__dict__.clear(); {o}.v = {v}
ok({o}.lazy); vars({o}).pop("lazy", None)
copy.copy({o}); dir({o}); {o}.__dict__ |= {{"v": {v}}}; del {o}.__dict__
{o}.__class__ = {cls}; {o}.cls; isinstance({o}, Node)
Node.{t} = {v}; ok(Node.{t}); ok({o}.{t})
del Node.{t}
Node.meth = {meth}; ok({o}.meth()); Node.cls = {v}; ok({o}.cls)
Derived.__bases__ = ({base},); expect(Derived().f() in (11, 22, 33), "f"); expect(Derived.x in (1, 2), "x"); Derived.__mro__
Base1.f = lambda self: 33; Derived().f(); Derived.y = {v}; ok(Derived.y); Base1.x = 1; issubclass(Derived, Base1)
class Made(Derived): z = {v}\nok(Made.z); Made().f(); Derived.__subclasses__(); Made.__name__ = {t!r}
Node.__getattr__ = lambda self, n: 5; del Node.__getattr__
Node.__len__ = lambda self: 3; len({o}); del Node.__len__
{so}.a = {v}; ok({so}.a); {so}.b = {v}; ok({so}.b); del {so}.b
{ns}.{t} = {v}; ok({ns}.{t}); repr({ns}); {ns} == {ns}; del {ns}.{t}
{mod}.{t} = {v}; ok({mod}.{t}); dir({mod}); del {mod}.{t}
globals()["gl_" + {t!r}] = {v}; ok(globals().get("gl_" + {t!r}))
global glob; glob = {v}; ok(glob)
global glob; del glob
ok(glob)
{exc}.args = ({v},); ok({exc}.args[0]); str({exc}); {exc}.add_note("n"); {exc}.__notes__[:]; del {exc}.__notes__[3:]
try: raise {exc}\nexcept ValueError as e: traceback.format_exception(e, limit=3); e.__traceback__ = None; e.__context__ = e.__cause__ = None
try:\n    try: raise {exc}\n    finally: raise KeyError(1) from {exc}\nexcept KeyError as e: e.__cause__, e.__context__
ok(next({g})); {g}.send(None)
{g}.throw(KeyError)
{g}.gi_running; {g}.gi_frame and {g}.gi_frame.f_locals; {g}.gi_suspended; {g}.gi_yieldfrom; repr({g}); {g}.gi_code
{g}.close() if {i} == 3 else next({g}, None)
{g} = gen()
next({yf}, None); {yf}.gi_yieldfrom; {yf}.throw(KeyError) if {i} == 5 else None
{yf} = deleg()
its([next({it})]); its({it}); {it} = iter(list(range(50)))
{it} = iter({l}); its(itertools.islice({it}, 30)); {it}.__length_hint__(); copy.copy({it})
{it} = zip(range(50), range(0, -50, -1)); its({it})
{it} = enumerate({l}); next({it})
{it} = map(ok, list({l})); its({it})
{it} = filter(None, list({l})); its({it})
{it} = reversed({l}); its({it})
{it} = iter({s}); its({it})
{it} = iter({d}.values()); its({it})
{it} = itertools.chain([1, 2], {l}, (3, 4)); its(itertools.islice({it}, 50))
{it} = itertools.islice(itertools.count(), 50); its({it})
{it} = itertools.accumulate([1, 2, 3] * 9); its({it})
{it} = itertools.product(range(4), [0]); next({it}); list({it})
{it} = itertools.combinations(range(6), 3); next({it}); {it} = itertools.permutations(range(4)); list({it})
{it} = itertools.pairwise(range(40)); next({it}); {it} = itertools.batched(range(40), 3); next({it}); {it} = itertools.zip_longest(range(9), range(3)); list({it})
{it} = itertools.takewhile(lambda x: x < 30, range(50)); its({it}); {it} = itertools.starmap(plain, [(1,)] * 20); its({it}); {it} = itertools.compress(range(30), [1, 0] * 15); its({it})
{it} = iter("aé😀b" * 20); its({it}); {it} = iter(bytes(50)); its({it}); {it} = iter(range(50)); its({it})
{it} = iter(Iter()); list({it}); {it} = iter(collections.deque(range(30))); its({it}); {it} = iter({ba}); list({it})
ok(next({cyc})); ok(next({cnt})); repr({cnt}); copy.copy({tee}); ok(next({tee}))
{tee} = itertools.tee(range(200))[0]; list(itertools.islice({tee}, 20))
k, v = next({grp}); allok(v)
{grp} = itertools.groupby(range(300), lambda x: x // 5); next({grp})
{sq}.put({v}); ok({sq}.get_nowait()); {sq}.qsize(); {sq}.empty()
{pq}.put(({i}, 1)); {pq}.get_nowait(); {pq}.qsize()
{sio}.write("t2:14\x0a"); {sio}.seek(0); expect(set({sio}.readline()) <= set("t0123456789:\x0a"), "StringIO"); {sio}.getvalue(); {sio}.tell(); {sio}.read({i})
{sio}.seek(0); {sio}.truncate(300); {sio}.readlines(); list({sio})
{bio}.write(b"zz"); {bio}.seek({i}); {bio}.read({i}); {bio}.getvalue(); {bio}.readline(); {bio}.truncate(200); {bio}.tell(); list({bio})
with {bio}.getbuffer() as m: bytes(m[:3])
{tw}.write("t3:21\x0a"); {tw}.flush(); {tw}.tell(); {tw}.buffer.getvalue(); {tw}.seek(0); {tw}.readline(); {tw}.read({i}); {tw}.seek(0, 2)
{rw}.read({i}); {rw}.seek({i}); {rw}.write(b"y" * {i}); {rw}.peek(3); {rw}.tell(); {rw}.flush(); {rw}.readinto(bytearray(5)); {rw}.read1(3); {rw}.seek(0)
{fn}.__defaults__ = ({i},); ok({fn}()); {fn}.__defaults__ = None; {fn}.__kwdefaults__ = {{"b": {i}}}
{fn}.__code__ = {code}.__code__; ok({fn}({i}, b={i})); {fn}.{t} = {v}; ok({fn}.{t}); {fn}.__name__ = {t!r}; {fn}.__doc__ = {t!r}; {fn}.__kwdefaults__ = {{"b": 1}}
ok({cells}[0]()); {cells}[1]({v}); ok({cells}[0].__closure__[0].cell_contents)
{cells}[2](); {cells}[1]({v})
{cells}[0].__closure__[0].cell_contents = {v}; repr({cells}[0].__closure__)
{ws}.add({o}); list({ws}); {o} in {ws}; {ws}.add(K({i})); len({ws}); {ws}.discard({o}); {ws}.add(Node()); {ws} | {ws} if len({ws}) < 50 else {ws}.clear()
{wv}[{i}] = {o}; {wv}.get({i}); list({wv}.items()); {wv}[{i}] = Node(); len({wv}); {wv}.pop({i}, None); {wv}.setdefault({i}, {o})
{wk}[{o}] = {v}; ok({wk}.get({o})); list({wk}); {wk}[Node()] = {v}; len({wk}); {wk}.pop({o}, None)
r = weakref.ref({o}); r(); r is weakref.ref({o}); weakref.getweakrefcount({o}); weakref.proxy({o}).cls
weakref.finalize(Node(), ok, 1)
{tl}.{t} = {i}; expect({tl}.{t} == {i}, "local"); vars({tl}); del {tl}.{t}
tok = {cv}.set({i}); expect({cv}.get() == {i}, "var"); {cv}.reset(tok)
{ctx}.run({cv}.set, {i}); len({ctx}); list({ctx}); {ctx}.copy(); {ctx}.get({cv}); {ctx} == {ctx}
expect(0 <= {rnd}.random() < 1, "random"); {rnd}.getrandbits(70); {rnd}.shuffle([1, 2, 3]); {rnd}.choice("abc"); {rnd}.seed({i}); {rnd}.setstate({rnd}.getstate()); {rnd}.gauss(0, 1)
{sh}.update(b"x" * {i}); {sh}.hexdigest(); {sh}.copy().digest()
ok({part}()); {part}.args; {part}.{t} = {v}; {part}.__setstate__((plain, ({i},), {{}}, None)); repr({part}); copy.copy({part}); {part}.keywords["b"] = {i}
{dec}.prec = {i} + 5; {dec}.divide(1, 3); {dec}.flags; {dec}.clear_flags(); {dec}.copy(); {dec}.rounding = "ROUND_UP"; {dec}.create_decimal("1.234567"); {dec}.traps[decimal.Inexact] = False
{zc}.compress(b"abc" * {i}); {zc}.flush(zlib.Z_SYNC_FLUSH); {zc}.copy()
print("x", {i}, file={strm}); {strm}.seen.clear()
cached({i}) == ({i}, -{i}) or expect(False, "cache"); cached_all({i}); cached.cache_info(); ok(cached({i} + 20))
cached.cache_clear(); cached_all.cache_clear(); ok(cached({i})); cached.cache_parameters()
single.register({typ}, lambda x: 7); expect(single(1.5) in (0, 7), "dispatch"); single({i}); single.dispatch({typ}); single.registry
expect({big}[{i}] == text({i}), "big"); {big}[200 + {i}] = text(200 + {i}); {big}.pop(200 + {i}, None); c = {big}.copy(); expect(c[5] == "t5:35", "copy")
ok({lv}[0]); {lv}[0] = [{i}, {i}]; {lv}.append([{i}, {i}]); ok({lv}.pop()); copy.deepcopy({lv})
expect({pat}.match("aab").group() == "aab", "re"); {pat}.sub("x", "aabab"); [m.span() for m in {pat}.finditer("ab" * 9)]; re.compile("a{{%d}}" % {i}); re.purge() if {i} == 3 else None
pickle.loads(pickle.dumps({d})); json.dumps({sd}, default=repr); pickle.dumps({l}); copy.deepcopy({od}); pickle.dumps({s})
pickle.dumps({q}); pickle.dumps({o}); json.dumps({l}, default=repr); copy.copy({s}); copy.deepcopy({l}); repr({cn}); pickle.dumps({ba})
with {lk}: {rl}.acquire(); {rl}.release(); {lk}.locked()
with {rl}: expect({rl}._is_owned(), "rlock"); repr({rl})
{st}.callback(ok, {i}); {st}.pop_all().close()
gc.collect() if random.random() < 0.03 else gc.get_count()
f = sys._getframe(); f.f_locals; f.f_lineno; [x.f_lineno for x in sys._current_frames().values()]
for fr in sys._current_frames().values(): allok(()) if fr.f_code is None else fr.f_back; len(fr.f_locals)
traceback.extract_stack(limit=2); threading.enumerate(); threading.current_thread().name = {t!r}
t = threading.Thread(target=ok, args=({v},)); t.start(); t.join(); expect(not t.is_alive(), "alive")
once({t!r} + str({i}), 1); sys.intern({t!r} * {i}); str({i}).isdigit(); chr(900 + {i}).upper(); "".join(map(str, {sl}))
global acc; x = acc = (acc + "ab")[-4000:]; expect(x == "ab" * (len(x) // 2), "acc")
global bacc; bacc += b"c"; x = bacc; x += b"c"; expect(x.count(b"c") == len(x), "bacc"); bacc = x[-3000:]
acc2 = acc; acc2 += "x"; acc2 += "y"; expect(acc2.endswith("xy") and acc2[:-2] == "ab" * (len(acc2) // 2 - 1), "acc2")
hash(({k}, {k})); hash({fz}); {fz} | {{{i}}}; {fz} == {{1, 2}}
with warnings.catch_warnings(): warnings.simplefilter("ignore"); warnings.warn("w" + {t!r})
compile("a = %d" % {i}, "<c>", "exec"); eval("[%d]" % {i}); exec("zz = %d" % {i}, {{}}); exec("yy = 1", {d}) if 0 else None
sys.modules["fuzz_" + {t!r}] = {mod}; import_ = sys.modules.get("fuzz_" + {t!r}); sys.modules.pop("fuzz_" + {t!r}, None); list(sys.modules)[:3]
import colorsys, keyword; sys.modules.pop("colorsys", None) if random.random() < 0.1 else 1; sys.path_importer_cache.copy()
types.MappingProxyType({d}).get({k}); len(types.MappingProxyType({d})); Node.__dict__.copy(); list(Node.__dict__)
property(lambda s: 1).__get__({o}); Node.prop.fget({o}); Node.__doc__ = {t!r}; type({o}).__name__; Node.__annotations__ = {{"a": int}}; Node.__annotations__
vars(Node)["meth"]; Node.__qualname__ = {t!r}; Node.__abstractmethods__ = frozenset() if 0 else frozenset(); inspect_ = type.__subclasses__(Node)
operator.itemgetter({i}, 0)({l}); operator.attrgetter("v")({o}); operator.methodcaller("meth")({o}); functools.reduce(lambda a, b: b, {l}, None); "%s" % ({l},); f"{{ {l}!r}}"; "{{}}".format({d})
csv.writer({strm}).writerow({l}); list(csv.reader(["a,b"])); string.Template("$a").substitute(a={i}); struct.Struct("<q").pack({i}); textw = str({l})
def inner(a={l}):\n    return [y for y in a]\nallok(inner())
x = {l} if {i} > 4 else {q}\nfor y in x: ok(y)
if {d}: ok(next(iter({d})))
while {l}: ok({l}.pop())
try: ok({d}[{k}])\nexcept KeyError: {d}[{k}] = {v}\nfinally: len({d})
def g2():\n    for z in {l}: yield z\nallok(g2())
del {l}[50:]
'''

# What the threads of a wild program do to objects of their own set: any method with any arguments.
WILD = r'''
def wild(seed, objs, rounds):
    r = random.Random(seed)
    names = [n for n in dir(object) if n not in ("__class__", "__init__", "__new__", "__getstate__", "__repr__")] + ["__del__", "get", "acquire", "acquire_lock", "join", "wait", "detach",
        "__subclasses__", "mro", "__enter__", "putheader", "__imul__", "__mul__", "__rmul__", "zfill", "ljust", "rjust", "center", "expandtabs", "resize", "__alloc__", "__pow__", "__lshift__", "put", "read", "readinto"]
    def arg():
        n = r.randrange(14)
        if n < 4: return r.randrange(-3, 9)
        if n == 4: return text(r.randrange(5))
        if n == 5: return b"ab"
        if n == 6: return [1, 2, 3]
        if n == 7: return (1, -1)
        if n == 8: return {1: 1}
        if n == 9: return slice(r.randrange(4), r.randrange(9), r.choice((None, 1, 2, -1)))
        if n == 10: return K(r.randrange(5))
        if n == 11: return lambda *a: 1
        if n == 12: return None
        o = r.choice(objs)
        return o if not hasattr(o, "__next__") else 5
    for _ in range(rounds):
        o = r.choice(objs)
        ms = [n for n in dir(o) if n not in names and (n[0] != "_" or n[:2] == "__")]
        if not ms: continue
        m = r.choice(ms)
        try:
            f = getattr(o, m)
            if not callable(f): continue
            x = f(*[arg() for _ in range(r.choice((0, 0, 1, 1, 1, 2, 2, 3)))])
            if hasattr(x, "__next__"): list(itertools.islice(x, 20))
            elif isinstance(x, (list, dict, set, tuple, deque, bytearray)): len(x), repr(x)[:1]
            if isinstance(o, (list, bytearray, deque, array.array)) and len(o) > 2000: o.clear() if hasattr(o, "clear") else o.__delitem__(slice(100, None))
            if isinstance(o, (dict, set)) and len(o) > 2000: o.clear()
        except (SystemError, Bad): raise
        except Exception: pass
        except SystemExit: pass
def wild_objects():
    return [[1, 2, 3], SubList("ab"), {1: 2, "a": "b"}, OrderedDict(a=1, b=2), defaultdict(list), Counter("abca"), {1, 2, K(3)}, frozenset("ab"), deque([1, 2, 3]), deque(maxlen=3), bytearray(b"abc"),
        memoryview(bytearray(16)), array.array("i", [1, 2]), array.array("d", [1.5]), iter([1, 2, 3]), {1: 2}.items(), {1: 2}.keys(), iter({1: 2}), range(9), "text", b"bytes", 1.5, 7, 2 ** 90, 1j, gen(30), gen, plain, Node(), Node.meth,
        Node().meth, Slotted(), types.SimpleNamespace(a=1), io.StringIO("abc\ndef"), io.BytesIO(b"abc\ndef"), io.TextIOWrapper(io.BytesIO(b"abc\n" * 9)), io.BufferedReader(io.BytesIO(b"abc\n" * 9)),
        io.BufferedWriter(io.BytesIO()), io.BufferedRandom(io.BytesIO(b"abc")), io.BufferedRWPair(io.BytesIO(b"x"), io.BytesIO()), slice(1, 2), ValueError("x"), OSError(1, "x"), ExceptionGroup("g", [ValueError(1)]), functools.partial(plain, 1), property(plain),
        itertools.count(), itertools.chain([1], [2]), itertools.tee([1, 2, 3])[0], zip([1], [2]), enumerate([1]), map(str, [1]), cached, weakref.WeakSet(), weakref.WeakValueDictionary(), weakref.WeakKeyDictionary(),
        ChainMap({}, {}), re.compile("a(b)"), re.match("a(b)", "ab"), struct.Struct("<i"), random.Random(3), hashlib.md5(), zlib.compressobj(), zlib.decompressobj(), decimal.Decimal("1.5"), decimal.Context(), queue.SimpleQueue(),
        contextvars.ContextVar("w"), contextvars.copy_context(), types.MappingProxyType({1: 2}), threading.local(), csv.writer(io.StringIO()), json.JSONEncoder(), pickle.Pickler(io.BytesIO()), string.Template("$a"), super(SubList, SubList()),
        staticmethod(plain), classmethod(plain), plain.__code__, mkcells()[0].__closure__[0], type("T", (), {"a": 1}), types.ModuleType("w"), operator.itemgetter(1), itertools.groupby([1, 1]), itertools.cycle([1]), incdec()]
def incdec():
    import codecs
    return codecs.getincrementaldecoder("utf-8")()
'''

# The exceptions that a racing statement may raise.
ALLOWED = "(pickle.PickleError, LookupError, ValueError, RuntimeError, StopIteration, BufferError, AttributeError, NameError, queue.Empty, decimal.DecimalException, TypeError)"


class Maker:
    """Writes the program of a seed."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.names = {p: ["%s%d" % (p, i) for i in range(n)] for p, n, _ in SHARED}
        self.lines = [s.replace("\\n", "\n") for s in STATEMENTS.strip().split("\n")]

    def key(self):
        n = self.r.randrange(12)
        return self.r.choice(["%d" % n, "big(%d)" % n, "%d.5" % n, "text(%d)" % n, "(%d, -%d)" % (n, n), "K(%d)" % n, "b'x' * %d" % n, "None", "frozenset((%d, 'a'))" % n])

    def statement(self, lines):
        r, names = self.r, self.names

        i, t = str(r.randrange(1, 9)), r.choice(("aa", "bb", "cc", "dd", "ee"))

        class Draw:
            """Every hole draws anew, but {i} and {t} are the same in the whole statement."""
            def __getitem__(_, k):
                if k == "i": return i
                if k == "t": return t
                if k == "k": return self.key()
                if k == "v": return self.key() if r.randrange(5) else "[%d, %d]" % ((r.randrange(9),) * 2)
                if k == "name": return "text(%d)" % r.randrange(8)
                if k == "maybe": return r.choice(("int", "None", "lambda: 3"))
                if k == "cls": return r.choice(("Node", "Derived", "Node"))
                if k == "base": return r.choice(("Base1", "Base2"))
                if k == "meth": return r.choice(("lambda self: 5", "lambda self: (1, -1)", "Node.__dict__['meth']"))
                if k == "code": return r.choice(("plain", "other"))
                if k == "typ": return r.choice(("float", "str", "bytes"))
                return r.choice(names[k])
        return r.choice(lines).format_map(Draw())

    def function(self, name):
        """A function of random statements. Half of the functions keep to a few objects, so that they meet there."""
        r = self.r
        lines = r.sample(self.lines, r.randrange(4, 12)) if r.randrange(2) else self.lines
        body, assigned = [], []
        for _ in range(r.randrange(6, 22)):
            s = self.statement(lines)
            one = ["try:"] + ["    " + x for x in s.split("\n")] + ["except ALLOWED as e: note(e)"]
            body += one
        every = sorted({n for ns in self.names.values() for n in ns} | {"glob", "acc", "bacc"})
        text = "\n".join("        " + x for x in body)
        # A statement says which globals it assigns; one declaration in front serves the whole function.
        for g in ("glob", "acc", "bacc"):
            text = text.replace("global %s; " % g, "")
        return "def %s():\n    global %s\n    for _ in range(ROUNDS):\n%s\n" % (name, ", ".join(every), text)

    def program(self):
        r = self.r
        out = [PRELUDE, "ALLOWED = " + ALLOWED, "glob = 1; acc = 'ab'; bacc = b'c'", WILD]
        for prefix, n, expr in SHARED:
            for i in range(n):
                out.append("%s%d = %s" % (prefix, i, expr))
        threads = r.randrange(4, 9)
        kinds = r.randrange(1, threads + 1)
        out.append("ROUNDS = %d" % r.choice((5, 30, 150)))
        for i in range(kinds):
            out.append(self.function("work%d" % i))
        jobs = ["work%d" % r.randrange(kinds) for i in range(threads)]
        if r.randrange(3) == 0:
            out.append("WILD = wild_objects()\nWSEED = %d" % r.randrange(1 << 30))
            out.append("def workw(i): wild(WSEED + i, WILD, ROUNDS * 5)")
            jobs = [j if r.randrange(3) else "lambda i=%d: workw(i)" % i for i, j in enumerate(jobs)]
        out.append("JOBS = [%s]" % ", ".join(jobs))
        return "\n".join(out) + CHECK


# How the threads are run, and what must hold when they are done.
CHECK = r'''
failures = []
def note(e):
    if isinstance(e, TypeError) and not any(s in str(e) for s in TYPE_ERRORS): raise e
TYPE_ERRORS = ("just-started", "not supported between", "unhashable", "object layout", "takes", "is not iterable", "to be bytes", "deallocator", "argument", "cannot unpack", "not callable",
    "unsupported operand", "cannot pickle", "JSON", "must be", "required", "has no len", "not subscriptable", "object cannot be interpreted", "bases", "not an iterator", "can't pickle", "can only", "cannot create weak", "keys must", "MRO", "cannot be used")
def main():
    barrier = threading.Barrier(len(JOBS))
    def run(job):
        barrier.wait()
        try: job()
        except BaseException as e: failures.append("".join(traceback.format_exception(e)))
    ts = [threading.Thread(target=run, args=(j,), daemon=True) for j in JOBS]
    for t in ts: t.start()
    for t in ts: t.join(LIMIT)
    if any(t.is_alive() for t in ts):
        for t in ts:
            f = sys._current_frames().get(t.ident)
            if f: failures.append("hangs: " + "".join(traceback.format_stack(f)))
        return failures
    try: check()
    except BaseException as e: failures.append("".join(traceback.format_exception(e)))
    return failures
def check():
    """Every object agrees with itself."""
    for i in range(200): expect(big0[i] == text(i), "big", i)
    g = globals()
    for name, o in sorted(g.items()):
        if type(o) in (list, deque) and name[-1].isdigit() and name != "mq0":
            n = allok(o)
            expect(n == len(o) == len(list(o)) == len(list(reversed(o))), name, n, len(o))
            o.append(5); expect(o[-1] == 5 and o.pop() == 5 and len(o) == n, name)
        elif type(o) in (dict, OrderedDict, defaultdict) and name[-1].isdigit():
            ks = list(o)
            expect(len(ks) == len(o) == len(list(o.values())) == len(list(o.items())) == len(list(reversed(o))) == len(o.copy()), name, o)
            for k in ks: expect(k in o, name, k); ok(k); ok(o[k])
            expect(len(set(ks)) == len(ks), name, "a key twice")
            o["t0:0"] = 1; expect(o["t0:0"] == 1, name); del o["t0:0"]; expect("t0:0" not in o and "t0:0" not in list(o), name)
            while o: o.popitem()
            expect(not list(o) and len(o) == 0, name)
        elif type(o) is set and name[-1].isdigit():
            xs = list(o)
            allok(xs)
            expect(len(xs) == len(o) == len(o.copy()) and all(x in o for x in xs) and len(set(xs)) == len(xs), name, xs, len(o))
            o.add("t0:0"); expect("t0:0" in o, name); o.remove("t0:0"); expect("t0:0" not in o, name)
            while o: o.pop()
            expect(not list(o), name)
        elif type(o) is bytearray and name[-1].isdigit():
            n = len(o)
            o += b"end"; expect(len(o) == len(bytes(o)) == len(list(o)) == n + 3 and o.endswith(b"end"), name)
        elif type(o) in (Node, Derived):
            for k, v in list(vars(o).items()): expect(getattr(o, k) == v or k == "prop", name, k)
            o.qq = 7; expect(o.qq == 7 and vars(o)["qq"] == 7, name); del o.qq; expect("qq" not in vars(o), name)
    expect(len(mq0) <= 6, "maxlen")
    n = 0
    for q in (sq0, sq1):
        left = q.qsize()
        for _ in range(left): ok(q.get(timeout=5))
        expect(q.empty(), "queue")
    expect(Derived.__mro__ == (Derived,) + Derived.__bases__ + (object,), Derived.__mro__)
    for b in (Base1, Base2): expect((Derived in b.__subclasses__()) == (b in Derived.__bases__), b)
    i = cached.cache_info(); expect(0 <= i.currsize <= 8, i)
    for j in range(30): expect(cached(j) == (j, -j), "cache")
    expect(not lk0.locked(), "lock"); expect(rl0.acquire(False), "rlock"); rl0.release()
'''


def run(seed, limit, show=False):
    """Run the program of a seed; return what went wrong."""
    program = Maker(seed).program()
    if show:
        print(program)
        return []
    module = sys.modules["fuzz"] = type(sys)("fuzz")
    space = vars(module)
    space["LIMIT"] = limit
    exec(compile(program, "<seed %d>" % seed, "exec"), space)
    # The exceptions go to a log of the program's own threads, not to the screen.
    return space["main"]()


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--count", type=int, default=0)
    p.add_argument("--seconds", type=float, default=0)
    p.add_argument("--limit", type=float, default=400) # a BufferError costs a collection: some programs take minutes on a busy machine
    p.add_argument("--print", action="store_true", dest="show")
    p.add_argument("--verbose", action="store_true")
    a = p.parse_args()
    end, n, bad = time.monotonic() + a.seconds, 0, 0
    threading.excepthook = sys.unraisablehook = lambda args: None
    while n < a.count or n == 0 or time.monotonic() < end:
        seed = a.seed + n
        if a.verbose:
            print("seed", seed, file=sys.stderr, flush=True)
        for f in run(seed, a.limit, a.show):
            bad += 1
            print("seed %d: %s" % (seed, f), flush=True)
        n += 1
    if not a.show:
        print(n, "programs,", bad, "failures")
    sys.exit(bad > 0)


main()
