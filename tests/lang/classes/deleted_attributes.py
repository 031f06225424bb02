# Attributes that are deleted: the others keep their places, a new one with the same name comes last.
class A: pass
import copy, pickle
a = A(); a.x = 1; a.y = 2; a.z = 3
del a.y; print(hasattr(a, "y"), vars(copy.copy(a)) if 0 else "")
a.y = 5; a.w = 6
try: del a.q
except AttributeError as e: print(e)
print(a.x, a.y, a.z, a.w, vars(a))
b = A(); b.x = 1; del b.x
print(b.__reduce_ex__(2)[2], vars(b)); b.x = 2; print(b.x, vars(b))
c = A()
for i in range(300): c.v = i; del c.v; c.u = i; del c.u
print(vars(c))
c = A()
for i in range(5): setattr(c, f"n{i}", i)
for i in range(0, 5, 2): delattr(c, f"n{i}")
c.n2 = "again"; del c.n2; c.n0 = "zero"; c.n2 = "more"
print([getattr(c, f"n{i}", None) for i in range(5)]); d = copy.copy(c); print(vars(d), vars(c))
class B(A): __slots__ = ("s",)
class C(A): pass
e = A(); e.p = 1; e.q = 2; del e.p; e.__class__ = C; print(vars(e), e.q)
f = C(); f.a = 1; f.b = 2; del f.a; print(pickle.loads(pickle.dumps(f)).__dict__ if __name__ == "__main__" else 0)
class E(Exception): pass
x = E(1); x.n = 1; x.m = 2; del x.n; print(vars(x), x.m); del x.m; print(vars(x))
class S:
    __slots__ = ("a", "__dict__")
s = S(); s.a = 1; s.b = 2; s.c = 3; del s.b; s.d = 4; del s.a; print(vars(s)); s.a = 9; s.b = 7; print(s.a, vars(s))
def f2():
    for i in range(3):
        t = A(); t._t = i; t._a = (); t._k = {}
        yield t
        del t._t, t._a, t._k
        yield vars(t)
print([type(v).__name__ for v in f2()])
g = A(); g.a = 1; g.b = 2; g.c = 3
for k in list("abc"): delattr(g, k); print(dir(g)[-3:], sorted(set("abc") & set(dir(g))))
for n in range(30): setattr(g, f"k{n}", n)
for n in range(0, 30, 3): delattr(g, f"k{n}")
print(sorted(vars(g)), g.k1)
