# Assignment to every kind of target, and the order in which things are evaluated.
log = []
def v(x):
    log.append(x)
    return x

class Box:
    def __setattr__(self, n, x):
        log.append(("set", n, x))
        object.__setattr__(self, n, x)
    def __setitem__(self, k, x):
        log.append(("item", k, x))
    def __getitem__(self, k):
        log.append(("get", k))
        return 10

b = Box()
a = c = d = v(1)
print(a, c, d, log); log.clear()
b.x = b[v(2)] = v(3)
print(b.x, log); log.clear()
b[v("k")] += v(5)
print(log); log.clear()
x, (y, *z), w = 1, "abcd", [9]
print(x, y, z, w)
*a, b2 = range(5)
print(a, b2)
a, *b3 = [1]
print(a, b3)
[p, q] = {1: 2, 3: 4}
print(p, q)
(r), = (7,)
print(r)
lst = [0, 1, 2, 3, 4, 5]
lst[1:3] = "xyz"
print(lst)
lst[::2] = range(4) if len(lst[::2]) == 4 else lst[::2]
print(lst)
i = 0
i, lst[i] = 2, "second"
print(i, lst)
m = n = []
m += [1]
print(n, m is n)
m = m + [2]
print(n, m)
t = ([],)
try:
    t[0] += [1]
except TypeError as e:
    print("TypeError:", e)
print(t)

def bad(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__ + ":", e)

def f1():
    a, b = 1, 2, 3
def f2():
    a, b, c = 1, 2
def f3():
    a, *b, c = [1]
def f4():
    a, b = 5
def f5():
    a, b = iter([1])
def f6():
    a, b = {1: 2, 2: 3, 3: 4}
def f7():
    [1, 2][0:1:1] = 5
def f8():
    [1, 2, 3][::2] = [1]
def f9():
    a, b = None
for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9):
    bad(f)

# Annotated assignment.
class K:
    x: int
    y: str = "y"
    (z): int = 3
print(sorted(K.__annotations__), K.y, K.z, hasattr(K, "x"))
# del
x = 1
del x
try:
    x
except NameError as e:
    print("NameError:", e)
d = {1: 2, 3: 4}
del d[1]
print(d)
l = list(range(10))
del l[2:5], l[0]
print(l)
class D:
    def __delattr__(self, n): print("delattr", n)
    def __delitem__(self, k): print("delitem", k)
o = D()
del o.abc, o[5], (o.q, o[1, 2])
