# _symtable, _statistics and _uuid.
import _symtable, statistics, uuid, random, _statistics, os
def d(t,i=0):
    print(' '*i,t.name,t.type,t.nested,t.lineno,t.varnames,t.symbols)
    for c in t.children:d(c,i+2)
d(_symtable.symtable('def f(a):\n x=[i for i in a]\n class A:\n  y:int=1\n return x\ntype X[T]=int','f','exec'))
for s in ['def f():\n é=1; x=1\n global x','return','a(','def f(x):\n nonlocal y','class A:\n  def f(self): return __class__']:
  for m in ('exec','eval','x'):
    try: d(_symtable.symtable(s,'f',m))
    except Exception as e: print(type(e).__name__,e.args,{k:getattr(e,k,None) for k in 'filename lineno offset end_lineno end_offset text print_file_and_line msg'.split()})
def tt(f,*a,**k):
    try: r=f(*a,**k); print(type(r).__name__)
    except BaseException as e: print(type(e).__name__,e)
S=_symtable.symtable
tt(S,'a'); tt(S,'a','f','bad'); tt(S,1,'f','exec'); tt(S,b'a','f','exec');tt(S,'a(','f','exec'); tt(S,'a',1,'exec'); tt(S,'a\0','f','exec'); tt(S,'a','f',1); tt(S,'a','f','eval'); tt(S,'a=1','f','eval'); tt(S,'a','f','single'); tt(S,'a',b'f','exec'); tt(S,'(a)->b','f','func_type')
f=_statistics._normal_dist_inv_cdf
print([round(f(i/20,1,2),9) for i in range(1,20)], round(f(1e-300,0,1),9))
tt(f);tt(f,0,0,1);tt(f,1,0,1);print(f(.5,0,0),f(.5,0,-1),f(float('nan'),0,1));tt(f,'a',0,1)
a=[uuid.uuid1() for i in range(1000)]; print(len(set(a)), a==sorted(a,key=lambda u:u.time), a[0].version,a[0].variant)
