"""Operators that are methods written in Python: which method runs, in what order, and what NotImplemented leads to."""


def show(label, f):
    try:
        print(label, "->", f())
    except BaseException as e:
        print(label, "!!", type(e).__name__, e)


log = []


class A:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"{type(self).__name__}({self.n})"
    def __add__(self, o): log.append("add"); return A(self.n + o.n) if isinstance(o, A) else NotImplemented
    def __radd__(self, o): log.append("radd"); return A(o + self.n) if isinstance(o, int) else NotImplemented
    def __iadd__(self, o): log.append("iadd"); return NotImplemented
    def __sub__(self, o): log.append("sub"); return NotImplemented
    def __mul__(self, o): log.append("mul"); return NotImplemented
    def __mod__(self, o): yield o
    def __lt__(self, o): log.append("lt"); return self.n < o.n if isinstance(o, A) else NotImplemented
    def __gt__(self, o): log.append("gt"); return NotImplemented
    def __eq__(self, o): log.append("eq"); return isinstance(o, A) and self.n == o.n
    def __ge__(self, o): return []
    def __le__(self, o): return "yes"
    def __getitem__(self, i): return i * 2
    def __setitem__(self, i, v): log.append((i, v)); return 99
    def __and__(self, o): raise KeyError(o)
    __hash__ = None


class B(A):
    def __radd__(self, o): log.append("B.radd"); return "B"
    def __rsub__(self, o): log.append("B.rsub"); return "Bsub"
    def __lt__(self, o): log.append("B.lt"); return True
    def __gt__(self, o): log.append("B.gt"); return True


class C:
    def __rsub__(self, o): return "C.rsub"
    def __ror__(self, o): return NotImplemented
    def __isub__(self, o): return "C.isub"


class Falsy:
    def __bool__(self): log.append("bool"); raise ZeroDivisionError("no truth")


class D:
    def __lt__(self, o): return Falsy()
    def __add__(self, o): return self + o
    def __eq__(self, o): return self == o


def step(label, f):
    log.clear()
    show(label, f)
    print("   ", log)


a, a2, b, c = A(1), A(2), B(3), C()
step("a+a", lambda: a + a2)
step("a+1", lambda: a + 1)
step("a+[]", lambda: a + [])
step("1+a", lambda: 1 + a)
step("a+b", lambda: a + b)
step("b+a", lambda: b + a)
step("a-a", lambda: a - a2)
step("a-b", lambda: a - b)
step("a-c", lambda: a - c)
step("c-a", lambda: c - a)
step("a*2", lambda: a * 2)
step("a*[1]", lambda: a * [1])
step("a%3", lambda: list(a % 3))
step("a&3", lambda: a & 3)
step("a|c", lambda: a | c)
step("a<a", lambda: a < a2)
step("a<b", lambda: a < b)
step("a<1", lambda: a < 1)
step("1>a", lambda: 1 > a)
step("a>a", lambda: a > a2)
step("a==1", lambda: a == 1)
step("a!=1", lambda: a != 1)
step("a>=1", lambda: a >= 1)
step("1 if a>=1", lambda: 1 if a >= 1 else 2)
step("1 if a<=1", lambda: 1 if a <= 1 else 2)
step("1 if not a<=1", lambda: 1 if not a <= 1 else 2)
step("1 if a<a", lambda: 1 if a < a2 else 2)
step("1 if a<1", lambda: 1 if a < 1 else 2)
step("1 if a==5", lambda: 1 if a == 5 else 2)
step("1 if a!=5", lambda: 1 if a != 5 else 2)
step("1 if D<", lambda: 1 if D() < 1 else 2)
step("a<a<a", lambda: a < a2 < b)
step("a[3]", lambda: a[3])


def iadd(x, y):
    x += y
    return x


def isub(x, y):
    x -= y
    return x


def ione(x):
    x += 1
    return x


step("a+=a", lambda: iadd(A(1), A(2)))
step("a+=1", lambda: ione(A(1)))
step("a+=[]", lambda: iadd(A(1), []))
step("a-=1", lambda: isub(A(1), 1))
step("c-=1", lambda: isub(c, 1))
step("1-=c", lambda: isub(1, c))


def store():
    a[1] = 2
    a["k"] = a
    return "stored"


step("store", store)
import sys
sys.setrecursionlimit(300)
for name, f in (("add", lambda: D() + 1), ("eq", lambda: D() == 1)):
    try:
        f()
    except RecursionError as e:
        print(name, "RecursionError")


def where():
    import traceback
    try:
        a & 7
    except KeyError:
        print([(f.name, f.line) for f in traceback.extract_tb(sys.exc_info()[2])])


where()


class G:
    def __add__(self, o):
        return [f.f_code.co_name for f in frames()]

    def __eq__(self, o):
        print([f.f_code.co_name for f in frames()])
        return True


def frames():
    f = sys._getframe(1)
    out = []
    while f:
        out.append(f)
        f = f.f_back
    return out


def gen():
    yield G() + 1
    if G() == 2:
        yield 3


print(list(gen()))
