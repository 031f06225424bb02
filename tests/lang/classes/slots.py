# __slots__.
class P:
    __slots__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
p = P(1, 2)
p.x = 10
print(p.x, p.y, P.x, type(P.x).__name__, hasattr(p, "__dict__"), P.__slots__)
del p.y
for f in (lambda: p.y, lambda: setattr(p, "z", 1), lambda: p.z, lambda: p.__dict__, lambda: delattr(p, "y"), lambda: P.x.__get__(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Q(P):
    __slots__ = "z"
q = Q(1, 2)
q.z = 3
print(q.x, q.z, Q.__slots__)
class R(P): pass
r = R(1, 2)
r.anything = 5
print(r.__dict__, r.x)
class D:
    __slots__ = ("a", "__dict__", "__weakref__")
d = D()
d.a, d.b = 1, 2
print(d.__dict__, d.a)
class M:
    __slots__ = ("__priv",)
    def __init__(self): self.__priv = 1
print(M()._M__priv)
for src in ("class X:\n __slots__ = ('a',)\n a = 1", "class X(int):\n __slots__ = ('a',)", "class X:\n __slots__ = (1,)", "class X:\n __slots__ = ('1a',)",
            "class X(P, R):\n __slots__ = ()", "class A1:\n __slots__='a'\nclass B1:\n __slots__='b'\nclass C1(A1, B1): pass", "class X(tuple):\n __slots__=('q',)",
            "class X(tuple):\n __slots__=()\nprint(X((1,2)))", "class X:\n __slots__={'a': 'doc of a'}\nprint(X.a.__doc__)", "class X:\n __slots__=('a','a')\nprint(1)", "class X(D):\n __slots__=('__dict__',)"):
    try:
        exec(src)
    except Exception as e:
        print(repr(src), type(e).__name__, e)
class E:
    __slots__ = ()
class E2(E, P):
    __slots__ = ()
print(E2(5, 6).y)
a, b = P(1, 2), P(3, 4)
a.__class__ = P
class SameLayout:
    __slots__ = ("x", "y")
a.__class__ = SameLayout
print(type(a).__name__, a.x)
class OtherLayout:
    __slots__ = ("x", "q")
try:
    b.__class__ = OtherLayout
except TypeError as e:
    print(e)
