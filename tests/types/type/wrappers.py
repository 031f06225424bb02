# Slot wrappers, method wrappers and native descriptors: reprs, attributes, errors of their calls.
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, '|', e)


t(int.__add__)
t(int.__add__, 1)
t(int.__add__, 1, 2)
t(int.__add__, 1, 2, 3)
t(int.__add__, 1, x=2)
t(int.__add__, 'a', 2)
t(int.__radd__, 1, 2)
t(int.__rsub__, 1, 2)
t(int.__pow__, 1)
t(int.__pow__, 2, 5, 7)
t(int.__pow__, 1, 2, 3, 4)
t(int.__pow__, 1, 2, x=3)
t(int.__rpow__, 2, 5)
pr = property()
t(property.__get__, pr)
t(property.__get__, pr, None, None)
t(property.__get__, pr, 1, 2, 3)
t(property.__set__, pr)
t(property.__delete__, pr)
t(object.__setattr__, 1)
t(object.__setattr__, 1, 2, 3)
t(object.__setattr__, int, 'a', 3)
t(object.__delattr__, int, 'a')
t(object.__getattribute__, 1, 2)
t(list.__len__, [], 1)
t(list.__len__, [1, 2])
t(list.__setitem__, [], 1)
t(list.__delitem__, [], 0)
t(object.__init__, 1, 2)
t(object.__new__, 1)
t(object.__new__)
t(int.__new__, str)
t(int.__new__)
t(object.__new__, int)
t(object.__new__, object, 1)
t(object, 1)
t(object.__init__, object(), 1)
t(list.__mul__, [], 'a')
t(list.__mul__, [1], 2)
t(list.__rmul__, [1], 2)
t(list.__mul__, [], 1 << 80)
t(list.__lt__, [])
t(list.__lt__, [], [], [])
t(list.__lt__, [1], [2])
t(list.__contains__, [1], 1)
t(iter([]).__next__)
t(iter([]).__next__, 1)
t((1).__add__)
t((1).__add__, 2)
t((1).__hash__)
t((1).__bool__)
t('a'.__len__)
print(int.__add__, str.join, dict.__dict__['fromkeys'])
print(type.__dict__['__dict__'], int.__dict__['real'], staticmethod(1), classmethod(int))
t(type(iter([])))
t(type.__call__)
t(object.__repr__)


class A:
    __slots__ = 'x'


print(A.__dict__['x'], A.x)
t(A.x.__get__, 1)
t(lambda: A().x)
t(lambda: delattr(A(), 'x'))
t(A.x.__set__, 1, 2)
t(int.real.__get__, 'x')
t(int.real.__set__, 1, 2)
t(int.real.__delete__, 1)
t(str.join)
t(str.join, 1)
t(str.join.__get__, 1)
t(dict.__dict__['fromkeys'].__get__, 1)
t(dict.__dict__['fromkeys'].__get__, None, int)
t(dict.__dict__['fromkeys'].__get__, None, None)
t(dict.__dict__['fromkeys'], 1)
t(dict.__dict__['fromkeys'])
for d in (int.__add__, (1).__add__, str.join, dict.__dict__['fromkeys'], int.__dict__['real'], A.x):
    print(d.__name__, d.__qualname__, d.__objclass__, getattr(d, '__text_signature__', '-'))
print((1).__add__.__self__, (1).__add__ == (1).__add__, (1).__add__ != (2).__add__, hash((1).__add__) == hash((1).__add__))
for n in sorted(int.__dict__):
    d = int.__dict__[n]
    if type(d).__name__ == 'wrapper_descriptor':
        print(n, d.__text_signature__, repr(d.__doc__))
for c in (object, type, list, dict, str, bytes, property, tuple, set):
    for n in sorted(c.__dict__):
        d = c.__dict__[n]
        if type(d).__name__ == 'wrapper_descriptor':
            print(c.__name__, n, d.__text_signature__)
