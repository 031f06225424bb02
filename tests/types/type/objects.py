# object's methods; isinstance, issubclass; mappingproxy; None and friends.
import types


def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, '|', e)


class A:
    pass


class NoInit:
    def __new__(cls, *a): return object.__new__(cls, *a)


class NoNew:
    def __init__(self, *a): object.__init__(self, *a)


class Both:
    def __new__(cls, *a): return object.__new__(cls)
    def __init__(self, *a): object.__init__(self, *a)


t(A, 1)
t(A, x=1)
t(NoInit, 1)
t(NoNew, 1)
t(Both, 1)
t(lambda: A.__init__(A(), 1))
t(object().__format__, 'x')
t(object().__format__, 1)
t(object.__init_subclass__, 1)
t(object.__init_subclass__, x=1)
t(object.__subclasshook__)
t(object.__subclasshook__, 1)
t(object().__getstate__)
t(lambda: object() == object())
t(lambda: object() < object())
t(lambda: (lambda o: (o == o, o != o, o.__eq__(1), o.__ne__(o), o.__ne__(1), o.__lt__(1)))(object()))
a = A()
print(repr(a) == f'<__main__.A object at {hex(id(a))}>', str(a) == repr(a), object.__repr__(1).startswith('<int object at 0x'))
a.x = 1
a.y = 2
print(a.__dict__, a.__getstate__(), sorted(set(dir(a)) - set(dir(object)) - {'__slotnames__'}))
a.__dict__['z'] = 3
print(a.z, vars(a))
a.__dict__ = {'n': 1}
print(a.n, hasattr(a, 'x'))
del a.n
t(lambda: a.n)
t(delattr, a, 'n')
t(setattr, object(), 'x', 1)
t(getattr, object(), 'x')
t(delattr, object(), 'x')
t(setattr, 1, 'real', 1)
t(setattr, [], 'append', 1)
t(delattr, [], 'append')
t(setattr, a, 1, 2)
t(getattr, a, 1)
t(setattr, a, '__class__', 1)


class R:
    def __init__(self): self.v = 1


class S:
    __slots__ = ('p', 'q')


class GN(tuple):
    def __new__(cls, *a): return tuple.__new__(cls, a)
    def __getnewargs__(self): return (1, 2)


class GE(A):
    def __getnewargs_ex__(self): return ((1,), {'k': 2})


class Bad(A):
    def __getnewargs_ex__(self): return 1


class Bad2(A):
    def __getnewargs__(self): return 1


def red(o, p):
    r = o.__reduce_ex__(p)
    return (r[0].__name__,) + tuple(x if not hasattr(x, '__next__') else list(x) for x in r[1:])


import copyreg
s = S()
s.p = 5
for o in (A(), R(), s, GN(), GE()):
    for p in (0, 2):
        t(lambda: str(red(o, p)).replace('__main__.', '').replace(hex(id(o)), ''))
t(Bad().__reduce_ex__, 2)
t(Bad2().__reduce_ex__, 2)


class LL(list): pass
class DD(dict): pass


t(lambda: red(LL([1]), 2))
t(lambda: red(DD(a=1), 2))

# isinstance and issubclass
t(isinstance, 1, 1)
t(issubclass, 1, int)
t(issubclass, int, 1)
print(isinstance(1, (str, (float, int))), isinstance(True, int), issubclass(bool, (str, int)), isinstance(1, ()), isinstance(int, type))
t(isinstance, 1, (str, 1))


class MetaI(type):
    def __instancecheck__(c, o): return 'yes'
    def __subclasscheck__(c, o): return []


class VI(metaclass=MetaI): pass


print(isinstance(1, VI), issubclass(int, VI), isinstance(1, (VI,)))
t(issubclass, VI, VI)


class Fake:
    def __init__(self, bases): self._b = bases
    @property
    def __bases__(self): return self._b


f1 = Fake(())
f2 = Fake((f1,))


class HasClass:
    __class__ = f2


t(issubclass, f2, f1)
t(issubclass, f1, f2)
t(isinstance, HasClass(), f1)
# mappingproxy
MP = types.MappingProxyType
t(MP)
t(MP, 1, 2)
t(MP, 1)
t(MP, [])
t(MP, x=1)
m = MP({'a': 1, 'b': 2})
print(m, m['a'], len(m), 'a' in m, list(m), m.get('z'), m.get('z', 9), m.keys(), list(m.values()), m.items(), m | {'c': 3}, {'d': 4} | m, m == {'a': 1, 'b': 2}, list(reversed(m)), m.copy())
t(lambda: m['zz'])
t(lambda: setattr(m, 'x', 1))
t(lambda: m.__setitem__)
t(lambda: hash(m))
def ior(x): x |= {}
t(ior, m)
def put(): m['a'] = 1
t(put)
def rem(): del m['a']
t(rem)
print(repr(MP(MP({1: 2}))), str(m), MP({}) == MP({}))

# singletons
t(type(None), 1)
t(type(...), 1)
t(type(NotImplemented), 1)
print(type(None)(), type(...)(), type(NotImplemented)(), bool(None), bool(...), hash(None), None == None, None != 1)
t(bool, NotImplemented)
print(type(None), type(...), type(NotImplemented), Ellipsis.__reduce__(), NotImplemented.__reduce__())
t(lambda: None.x)
t(lambda: setattr(None, 'x', 1))
t(lambda: None())
t(lambda: None < None)
t(type('NT', (object,), {}).__subclasses__)
for c in (type(None), type(...), types.FunctionType, types.GeneratorType, types.MethodWrapperType, types.WrapperDescriptorType, types.GetSetDescriptorType, types.MemberDescriptorType, types.MappingProxyType):
    t(lambda: type('X', (c,), {}))
