# Special methods that return the wrong thing, are None, or are missing.
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, '|', e)


class X:
    def __set__(self, a, b): pass
    def __setitem__(self, a, b): pass
    def __len__(self): return -1
    def __hash__(self): return 1.5
    def __bool__(self): return 2
    def __iter__(self): return 1
    def __repr__(self): return 1
    def __str__(self): return 2
    def __format__(self, s): return 3
    def __index__(self): return 'x'
    def __contains__(self, x): return 'yes'


class Y:
    x = X()


def delitem(o): del o[1]


t(delattr, Y(), 'x')
t(delitem, X())
t(len, X())
t(hash, X())
t(bool, X())
t(iter, X())
t(repr, X())
t(str, X())
t(format, X())
t([1, 2].__getitem__, X())
t(lambda: 1 in X())


class Z:
    def __len__(self): return 1 << 100
    def __init__(self): return 5
    __iter__ = None
    __hash__ = None
    __contains__ = None
    __reversed__ = None


t(Z)
z = Z.__new__(Z)
t(len, z)
t(iter, z)
t(hash, z)
t(lambda: 1 in z)
t(reversed, z)
t(bool, z)


class W:
    def __len__(self): return 'a'
    def __hash__(self): return 1 << 100
    def __bool__(self): raise StopIteration
    def __iter__(self): return self


t(len, W())
t(hash, W())
t(bool, W())
t(iter, W())


class H:
    def __hash__(self): return -1


t(hash, H())


class E:
    def __eq__(self, o): return True


t(hash, E())
print(E.__hash__, E() == 3, E() != 3, 3 == E())


class E2(E):
    pass


print(E2.__hash__)
t(hash, E2())


class E3(E):
    __hash__ = object.__hash__


print(hash(E3()) == hash(E3()) or True)


# Binary operators: subclass priority, reflected methods, NotImplemented.
class N:
    def __init__(self, n): self.n = n
    def __repr__(self): return f'{type(self).__name__}({self.n})'
    def __add__(self, o): return ('add', self, o)
    def __radd__(self, o): return ('radd', self, o)
    def __sub__(self, o): return NotImplemented
    def __iadd__(self, o): return ('iadd', self, o)
    def __pow__(self, o, m=None): return ('pow', self, o, m)
    def __rpow__(self, o, m=None): return ('rpow', self, o, m)
    def __divmod__(self, o): return ('divmod', self, o)
    def __matmul__(self, o): return ('matmul', self, o)


class N2(N):
    pass


class N3(N):
    def __radd__(self, o): return ('N3.radd', self, o)


class M:
    def __rsub__(self, o): return ('M.rsub', o)
    def __rmatmul__(self, o): return 'rmatmul'
    def __rdivmod__(self, o): return 'rdivmod'


print(N(1) + N(2), N(1) + N2(2), N(1) + N3(2), N3(1) + N(2), 1 + N(2), N(1) + 2)
print(N(1) - M(), 2 - M(), 2 ** N(1), pow(2, N(1), 5), pow(N(1), 2), pow(N(1), 2, 3), pow(2, 3, N(4)) if 0 else '')
t(lambda: N(1) - N(2))
t(lambda: N(1) - 2)
t(lambda: 2 - N(1))
t(lambda: divmod(1, M()))
t(lambda: divmod(M(), 1))
t(lambda: 1 @ M())
t(lambda: 1 @ 2)
t(lambda: M() @ 2)
x = N(1)
x += 3
print(x)
x = M()
t(lambda: -x)
t(lambda: +x)
t(lambda: ~x)
t(lambda: abs(x))
t(lambda: int(x))
t(lambda: float(x))
t(lambda: x < x)
t(lambda: x <= 3)
t(lambda: x[1])
t(lambda: x())
t(lambda: len(x))
t(lambda: iter(x))
t(lambda: next(x))
t(lambda: 1 in x)


def setitem(o): o[1] = 2
def isub(o): o -= 1
def ipow(o): o **= 1
def imatmul(o): o @= 1


t(setitem, x)
t(delitem, x)
t(isub, x)
t(ipow, x)
t(imatmul, x)


class L(list):
    def __radd__(self, o): return ('L.radd', o)


print([1] + L([2]), L([1]) + [2], 5 + L())
t(lambda: L() + 5)


class I(int):
    def __add__(self, o): return 'I.add'


print(I(1) + 1, 1 + I(1), I(1) + I(1), I(1) - 1, I(7) == 7, hash(I(7)), I(7).__add__(1))


# Iteration: StopIteration from __next__ with a value.
class It:
    def __iter__(self): return self
    def __next__(self): raise StopIteration(5, 6)


print(list(It()))
try:
    next(It())
except StopIteration as e:
    print(e.args, e.value)
print(next(It(), 'default'))


def gen():
    r = yield from It()
    print('r', r)


print(list(gen()))


class G:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 2


print(list(G()), 4 in G(), 5 in G())


# __getattr__ and __getattribute__.
class GA:
    a = 1
    def __getattr__(self, n): return ('getattr', n)


class GB:
    a = 1
    def __getattribute__(self, n): return ('getattribute', n)


class GC(GA):
    def __getattribute__(self, n):
        if n == 'b': raise AttributeError('no b')
        return object.__getattribute__(self, n)


class GD:
    @property
    def p(self): raise AttributeError('inner')
    def __getattr__(self, n): return 'hook ' + n


print(GA().a, GA().b, GB().a, GB().b, GC().a, GC().b, GC().c, GD().p)
GA.__getattr__ = lambda s, n: 'new'
print(GA().b, GC().zz)
del GA.__getattr__
t(lambda: GA().b)
t(lambda: GC().b)


class SA:
    def __setattr__(self, n, v): print('set', n, v)
    def __delattr__(self, n): print('del', n)


s = SA()
s.x = 1
del s.x


class S1:
    def __setattr__(self, n, v): print('set', n, v)


t(lambda: delattr(S1(), 'x'))


# Setting special methods after the class was made.
class P: pass


class Q(P): pass


q = Q()
t(len, q)
P.__len__ = lambda s: 3
t(len, q)
Q.__len__ = lambda s: 4
t(len, q)
P.__len__ = lambda s: 5
t(len, q)
del Q.__len__
t(len, q)
del P.__len__
t(len, q)
P.__eq__ = lambda s, o: True
print(q == 1, hash(q) is not None)
P.__call__ = lambda s, *a, **k: (a, k)
print(q(1, 2, x=3))
q.__call__ = 5
print(q(1))
P.__bool__ = lambda s: False
print(bool(q), not q)
