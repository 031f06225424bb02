# Which objects say that they have no __dict__.
class A: __slots__=('x',)
class B(A):
    __slots__=()
    def __setattr__(s,n,v): super().__setattr__(n,v)
class C(A):
    __slots__=()
    def __setattr__(s,n,v): object.__setattr__(s,n,v)
class D(A):
    __slots__=()
    def __delattr__(s,n): object.__delattr__(s,n)
class E(A):
    __slots__=()
    __setattr__=object.__setattr__
class F(A):
    __slots__=()
    __setattr__=A.__setattr__
    __delattr__=object.__delattr__
for T in A,B,C,D,E,F,int,list,object:
    o=T()
    for f in (lambda:setattr(o,'zz',1), lambda:delattr(o,'zz'), lambda: o.zz, lambda:object.__setattr__(o,'zz',1), lambda:object.__delattr__(o,'zz')):
        try: f()
        except Exception as e: print(T.__name__, e)
