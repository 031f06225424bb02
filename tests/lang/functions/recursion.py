# Recursion, mutual recursion, deep recursion, RecursionError and recovery from it.
import sys
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(30))
def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)
print(even(100), odd(77))
def ack(m, n):
    if m == 0: return n + 1
    if n == 0: return ack(m - 1, 1)
    return ack(m - 1, ack(m, n - 1))
print(ack(2, 9))
def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)
print(deep(900))
try:
    deep(10**6)
except RecursionError as e:
    print("RecursionError:", e)
print(deep(500))
print(sys.getrecursionlimit())
sys.setrecursionlimit(5000)
print(deep(4500))
sys.setrecursionlimit(200)
try:
    deep(300)
except RecursionError:
    print("limited")
sys.setrecursionlimit(1000)
for bad in (0, -5, "x"):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
class R:
    def __repr__(self): return repr(self)
    def __getattr__(self, n): return getattr(self, n)
    def __eq__(self, o): return self == o
    def __len__(self): return len(self)
    def __call__(self): return self()
    def __add__(self, o): return self + o
    def __getitem__(self, i): return self[i]
for what in (repr, lambda r: r.x, lambda r: r == r.__class__(), len, lambda r: r(), lambda r: r + 1, lambda r: r[0]):
    try:
        what(R())
    except RecursionError as e:
        print("RecursionError")
l = []
l.append(l)
print(l, l == l)
a, b = [], []
a.append(b); b.append(a)
try:
    print(a == b)
except RecursionError as e:
    print("RecursionError")
d = {}
d["d"] = d
print(d)
t = ([],)
t[0].append(t)
print(t)
nest = []
for _ in range(100000):
    nest = [nest]
try:
    repr(nest)
except RecursionError as e:
    print("RecursionError in repr")
def hanoi(n, a, b, c):
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)
print(hanoi(10, "a", "b", "c"))
