"""Native functions that drain generators, and generator expressions that are made for them."""
import sys
def f(t, n):
    return sum(y+n for y in t), any(y > n for y in t), all(y for y in t), list(y for y in t), tuple(y*n for y in t), sorted(-y for y in t), max(y for y in t), min(str(y) for y in t), ",".join(str(y) for y in t), {*(y for y in t)}, set(y%2 for y in t), sorted(frozenset(str(y) for y in t))
for i in range(300):
    r = f([1,2,3,4.5], 2)
print(r)
def g():
    for i in range(5):
        yield i
    return 7
def dele():
    r = yield from g()
    yield r
print(sum(dele()), list(dele()), sum((sum(x for x in range(y)) for y in range(5))))
class A:
    def __init__(s,v): s.v=v
    def __add__(s,o):
        return A(s.v+(o.v if isinstance(o,A) else o))
    __radd__=__add__
    def __bool__(s):
        return s.v>2
    def __eq__(s,o): return s.v==o.v
    def __hash__(s): return s.v
print(sum(A(i) for i in range(5)).v, any(A(i) for i in range(2)), sum(x if x<3 else A(x) for x in range(6)).v, len(set(A(i%3) for i in range(9))))
it=(A(i) for i in range(5)); print(any(it), [a.v for a in it])
def bad():
    yield 1
    yield 2
    raise ValueError("x")
for fn in sum, list, set, tuple, sorted, max, "".join:
    try: fn(str(x) if fn=="".join else x for x in bad())
    except ValueError as e:
        tb=e.__traceback__
        print(fn.__name__, [(l:=tb.tb_frame.f_code.co_name), tb.tb_next.tb_frame.f_code.co_name])
def stopper():
    yield 1
    raise StopIteration
try: print(sum(stopper()))
except RuntimeError as e: print(repr(e), repr(e.__cause__))
# reentrancy
def re():
    yield 1
    try:
        next(me)
    except ValueError as e: print(e)
    yield 2
me=re(); print(sum(me))
class B:
    def __add__(self,o):
        print('suspended', G.gi_running, G.gi_suspended, next(G)); return 5
G=(i for i in range(10)); print(sum(G, B()))
# frame object seen
fr=[]
def h(i):
    fr.append(sys._getframe(1)); return i
print(sum(h(i) for i in range(3)), fr[0].f_code.co_name, fr[0] is fr[1])
gens=[]
def h2(i):
    gens.append(sys._getframe(1).f_generator); return i
for k in range(3): print(sum(h2(i) for i in range(3)))
print(len(set(map(id,gens))), [x.gi_frame for x in gens][:1])
def tr():
    seen=[]
    def t(fr,ev,arg): seen.append((fr.f_code.co_name,ev)); return t
    sys.settrace(t)
    try: r=sum(x for x in [1,2])
    finally: sys.settrace(None)
    return r,seen
print(tr())
def on(): 
    sys.settrace(lambda *a: None); return 1
print(sum(on() if i==1 else i for i in range(4))); sys.settrace(None)
try:
    sum(1/(2-x) for x in range(5))
except ZeroDivisionError:
    import traceback; traceback.print_exc(file=sys.stdout)
def deep(n): return sum(deep(n-1) for _ in range(1)) if n else 1
print(deep(50))
try: print(deep(100000))
except RecursionError as e: print(e)
