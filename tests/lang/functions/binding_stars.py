"""Arguments of every kind meet parameters of every kind: f(*a, **k)."""


def show(f,*a,**k):
    try:
        print(f(*a,**k))
    except Exception as e:
        print(type(e).__name__, e)
def a0(): return 0
def a1(a,b=2,*c,d,e=5,**f): return a,b,c,d,e,f
def a2(a,/,b,*,c=3): return a,b,c
def a3(a=1,b=2): return a,b
def a4(*a,**k): return a,k
def g(a,b=2,*,c=3):
    yield a,b,c
class C:
    def m(self,a,b=3,**k): return a,b,k
    def n(*args,**kw): return args[1:],kw
    def __call__(self,*a,**k): return a,k
class S(str): pass
class M:
    def keys(self): return ['b','c']
    def __getitem__(self,k): return k+'!'
c=C()
for f in (a0,a1,a2,a3,a4,c.m,c.n,c,lambda *a,**k: list(g(*a,**k))):
    for args in ((), [1, 2, 3], iter((1, 2)), 5):
        for kw in ({}, {'b':1},{'c':1},{'d':4},{'a':1},{'self':3},{'e':1,'d':2,'zz':3},{'ab'[1:]:9},{1:2},{S('b'):2},M(),{'b':1,'c':2},7):
            try:
                print(f(*args,**kw))
            except Exception as e:
                print(type(e).__name__, e)
            try:
                print(f(**kw))
            except Exception as e:
                print(type(e).__name__, e)
            try:
                print(f(1,c=5,**kw))
            except Exception as e:
                print(type(e).__name__, e)
d={'x':1}
r=a4(**d)[1]; r['y']=2; print(d)
def mut():
    yield 1
    d['z']=1
print(a4(*mut(),**d))
show(a2,1,2,c=3); show(a2,a=1,b=2); show(a1); show(a1,1,d=2,a=3); show(a3,1,2,3); show(a3,b=3); show(a3,x=1)
import functools
p=functools.partial(a1,1,d=3)
show(p); show(p,2,3,d=4,q=5)
def rec(n): return rec(n,)+1 if n else 0
def recd(n,k=1): return recd(n+1)
def reck(n,*,k=1): return reck(n+1,k=2)
def recx(*a,**k): return recx(*a,**k)
for f in (recd,reck,recx):
    try:
        f(1)
    except RecursionError as e:
        print(e)
