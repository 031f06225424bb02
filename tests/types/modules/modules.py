"""Modules, namespaces, sequence iterators, tracebacks: attributes and errors."""
import types
def t(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
NS=types.SimpleNamespace
t(lambda: NS({'a':1},b=2))
t(lambda: NS([('a',1)]))
t(lambda: NS(5))
t(lambda: NS([5]))
t(lambda: NS({1:2}))
t(lambda: NS(1,2))
t(lambda: NS(a=1).__reduce__())
t(lambda: NS(a=1).__replace__(b=2))
t(lambda: NS(a=1).__replace__(5))
class S(NS): pass
t(lambda: S(a=1))
t(lambda: S(a=1).__replace__(b=2))
t(lambda: NS(a=1)==S(a=1))
t(lambda: NS(a=1)<NS(a=2))
n=NS(); n.n=n; print(n)
M=types.ModuleType
t(lambda: M())
t(lambda: M(5))
t(lambda: M('a',1).__doc__)
t(lambda: M('a',doc=1).__doc__)
t(lambda: M('a',1,2))
m=M('abc')
print(m, m.__dict__)
t(lambda: m.x)
del m.__name__
print(m)
t(lambda: m.x)
m.__name__=5
t(lambda: m.x)
print(m)
t(lambda: dir(M('z')))
t(lambda: setattr(m,'__dict__',5))
t(lambda: M('z').__annotations__)
t(lambda: M('z').__annotate__)
m=M('q'); m.__file__='/x/q.py'; print(m)
class Spec:
    def __init__(self): self.name='q'; self.loader=None; self.origin=None; self.has_location=False; self._initializing=False; self._uninitialized_submodules=[]
sp=Spec()
m.__spec__=sp; print(m)
sp._initializing=True
t(lambda: m.xx)
sp.has_location=True; sp.origin='/t/q.py'
t(lambda: m.xx)
sp._uninitialized_submodules=['sub']
t(lambda: m.sub)
sp._initializing=False
t(lambda: m.sub)
class MM(M): pass
t(lambda: MM('u').x)
print(MM('u'))
m=M('g'); m.__getattr__=lambda n: n*2
t(lambda: m.foo)
t(lambda: hasattr(m,'foo'))
m.__getattr__=5
t(lambda: m.foo)
m.__dir__=lambda: ['z','a']
t(lambda: dir(m))
t(lambda: m.__dir__())
m2=M.__new__(M)
print(m2.__dict__, m2)
t(lambda: m2.x)
t(lambda: dir(m2))
t(lambda: iter(int))
t(lambda: iter(5,1))
class Q:
    def __getitem__(self,i):
        if i>2: raise IndexError
        return i
    def __len__(self): return 3
it=iter(Q()); print(type(it), it.__length_hint__(), next(it), it.__reduce__()[0], it.__reduce__()[2], it.__length_hint__())
print(list(it), it.__reduce__())
t(lambda: it.__setstate__(1))
t(lambda: it.__setstate__('a'))
it=iter(Q()); it.__setstate__(1); print(list(it))
it=iter(Q()); it.__setstate__(-5); print(list(it))
c=iter(lambda:1,1); print(c.__reduce__()[1], list(c), c.__reduce__())
tb=None
def f():
    try: 1/0
    except Exception as e: return e.__traceback__
tb=f()
TT=types.TracebackType
for s in ['tb.tb_lasti=5','tb.tb_lineno=5','del tb.tb_next','tb.tb_next=5','TT(1,2,3,4)','TT(None,2,3,4)','TT(None,tb.tb_frame,3.,4)','TT()','tb.tb_next=tb', 'TT(5,tb.tb_frame,1,1)', 'print(TT(tb,tb.tb_frame,2,9).tb_lineno)','u=UnicodeDecodeError("e",b"",1,2,"r");u.start="x"','u=UnicodeDecodeError("e",b"",1,2,"r");del u.reason;print(u)','u=UnicodeDecodeError("e",b"",1,2,"r");u.start=10**30','u=UnicodeDecodeError("e",b"",10**30,2,"r")','print(dir(tb))']:
    try: exec(s); print(s,'ok')
    except BaseException as e: print(s,type(e).__name__,e)
