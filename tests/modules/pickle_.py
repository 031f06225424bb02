# _pickle: every reduction with its errors and notes, every opcode with its errors, buffers, memos, persistent ids.
import _pickle, pickle, io, copyreg, sys
def t(f,*a,**k):
    try: print(repr(f(*a,**k))[:300])
    except BaseException as e: print(type(e).__module__, type(e).__name__, e, getattr(e,'__notes__',None), repr(e.__cause__), repr(e.__context__))
def loc():
    class L: pass
    return L
D=pickle.dumps
t(D, loc()); t(D, loc()()); t(D, lambda:1); t(D,[{'a':lambda:1}])
class X: pass
X.__module__='nosuch'
t(D,X); t(D,X())
class Y: pass
Y.__qualname__='Z'
t(D,Y())
class Y1: pass
YY=Y1
class Y1: pass
t(D,YY)
class R:
    def __init__(s,r): s.r=r
    def __reduce__(s): return s.r
for r in [5,(1,),(1,2),(print,2),(print,(),None,1),(print,(),None,None,1),(print,(),None,None,None,1),(print,(),1,2,3,4,5,6),(print,(object(),)), (print,(),sys), 'nope', 'a.b', (R,(sys,)), (print,(1,),None,iter([sys])), (print,(1,),None,None,iter([(1,sys)])), (print,(1,),None,None,iter([1])), (print,(1,),sys,None,None,print),(print,(1,),1,None,None,lambda:1)]:
    for p in (0,2,4): t(D,R(r),p)
def newobj(*a): pass
newobj.__name__='__newobj__'
def newobjx(*a): pass
newobjx.__name__='__newobj_ex__'
for r in [(newobj,()),(newobj,(1,)),(newobj,(int,)),(newobj,(R,sys)),(newobjx,()),(newobjx,(1,2,3)),(newobjx,(R,2,3)),(newobjx,(R,(),3)),(newobjx,(int,(),{})),(newobjx,(R,(sys,),{})),(newobjx,(R,(1,),{'a':sys}))]:
    for p in (0,2,4): t(D,R(r),p)
t(D,sys); t(D,[sys]); t(D,{sys}); t(D,frozenset([sys])); t(D,(sys,)); t(D,{sys:1}); t(D,{1:sys}); t(D,[1,2,sys],0); t(D,{1:sys},0)

t(D,1,6); t(D,1,'a'); t(D,1,-1); t(D,1,1.5); t(D); t(D,1,buffer_callback=print); t(_pickle.Pickler,1); t(_pickle.Pickler)
P=_pickle.Pickler
class P2(P):
    def __init__(self): pass
t(P2().dump,1)
class U2(_pickle.Unpickler):
    def __init__(self): pass
t(U2().load); t(_pickle.Unpickler,1)
L=pickle.loads
for b in [b'',b'\x80',b'\x80\x07.',b'.',b'(.',b'(N.',b'Np0\n.',b'N0.',b'N1.',b't.',b'(t.','x',b'I\n.',b'Iabc\n.',b'I1',b'I01\n.',b'I 12\n.',b'I99999999999999999999\n.',b'L12\n.',b'L12L\n.',b'Labc\n.',b'F1.5\n.',b'Fabc\n.',b'F1.5x\n.',b'F\n.',b'\x8a\x00.',b'\x8a\x01\xff.',b'\x8b\xff\xff\xff\xff.',b'\x8b\x01\x00\x00\x00',b"S'abc'\n.",b"Sabc\n.",b"S'\xe9'\n.",b'U\x02ab.',b'U\x05ab.',b'T\xff\xff\xff\xff.',b'T\xff\xff\xff\x7f.',b'\x8e\xff\xff\xff\xff\xff\xff\xff\xff.',b'\x96\xff\xff\xff\xff\xff\xff\xff\xff.',b'\x8d\xff\xff\xff\xff\xff\xff\xff\xff.',b'\x95\xff\xff\xff\xff\xff\xff\xff\xff.',b'\x95\x00\x00\x00\x00\x00\x00\x10\x00.',b'Vabc\\u00e9\\U0001f600\n.',b'V\\u12\n.',b'X\x01\x00\x00\x00\xff.',b'\x8c\x03\xed\xa0\x80.',b'h\x00.',b'j\x00\x00\x00\x00.',b'g5\n.',b'gx\n.',b'Np-1\n.',b'q\x00.',b'\x94.',b'a.',b'Na.',b'NNa.',b']Na.',b'(e.',b']N(e.',b'N(Ne.',b's.',b'Ns.',b'}N(u.',b'}(Nu.',b'}(]Nu.',b'N(NNu.',b'd.',b'(Nd.',b'(]Nd.',b'\x90.',b'(N\x90.',b'N(N\x90.',b'\x8f(]\x90.',b'(]\x91.',b'b.',b'Nb.',b'NNb.',b'NK\x01b.',b'N}b.',b'NN]\x86b.',b'R.',b'NR.',b'NNR.',b'N)R.',b'\x81.',b'N)\x81.',b'c__builtin__\nint\n)\x81.',b'c__builtin__\nint\nN\x81.',b'c__builtin__\nint\n)N\x92.',b'c\n.',b'cos\n.',b'cos\nnope\n.',b'cnope\nx\n.',b'\x80\x04\x8c\x02os\x8c\x06path.x\x93.',b'\x80\x04\x8c\x02os\x8c\x09path.join\x93.',b'NN\x93.',b'\x82\x00.',b'\x82\x05.',b'\x84\x00\x00\x00\x80.',b'P5\n.',b'P\xff\n.',b'NQ.',b'\x97.',b'N\x98.',b'z.',b"'.",b'\xfe.',b'(i__builtin__\nint\n.',b'(c__builtin__\nint\no.',b'(o.',b'o.',b'2.',b'N2\x86.',b'N(2.',b'(2.',b'(0N.',b'0.',b'(01.',b'((0tt.', b'\x85.',b'(\x85.',b'N(N\x86.',b'G\x00.',b'J\x01.',b'\x80\x02cos\npath.x\n.', b'\x88\x89\x86.',b'I00\n.',b'I2\n.',b'I-5\n.',b'I0x1\n.',b'I1_0\n.',b'L1_0L\n.',b'c__builtin__\nprint\n)\x81.',b'c\xff\nx\n.',b'V\xff\n.',b'F1e999\n.',b'Fnan\n.',b'F 1\n.']:
    print(b[:40], end=' '); t(L,b)
for b in [b'cos\npath.join\n.',b'S"\xe9"\n.',b'U\x01\xe9.',b'V\xe9\n.']:
    t(L,b,encoding='latin1'); t(L,b,encoding='bytes'); t(L,b,encoding='nope'); t(L,b,encoding='ascii',errors='replace')
t(L,b'\x97.',buffers=[]); t(L,b'\x97\x98.',buffers=[b'a']); t(L,b'\x97\x98.',buffers=[bytearray(b'a')]); t(L,b'\x97.',buffers=5); t(L,'abc'); t(L); t(L,b'N.',encoding=5)
p=P(io.BytesIO()); t(lambda:p.memo.clear()); 
def s(o,n,v):
    setattr(o,n,v); return getattr(o,n)
t(s,p,'memo',5); t(s,p,'memo',{1:2}); t(s,p,'memo',{1:(2,3)}); t(s,p,'memo',{1:('a',3)}); t(delattr,p,'memo'); t(s,p,'fast',1); t(s,p,'bin',0); t(s,p,'fast','a'); t(getattr,p,'dispatch_table'); t(s,p,'dispatch_table',{}); t(delattr,p,'dispatch_table');t(delattr,p,'dispatch_table'); t(p.persistent_id,1); t(s,p,'persistent_id',5); t(delattr,p,'persistent_id'); t(delattr,p,'persistent_id'); t(lambda:p.persistent_id); t(s,p,'x',1)
u=_pickle.Unpickler(io.BytesIO(b'N.')); t(s,u,'memo',5); t(s,u,'memo',{'a':1}); t(s,u,'memo',{-1:1}); t(delattr,u,'memo'); t(u.persistent_load,1); t(u.find_class,1,'path'); t(u.load,1); t(u.load); t(u.load)
PB=pickle.PickleBuffer
t(PB); t(PB,1); b=PB(b'abc'); t(b.raw); t(bytes,b); t(b.release); t(b.raw); t(b.release); t(bytes,b); m=memoryview(b'abcdef')[::2]; t(PB(m).raw); t(D,PB(m),5); t(D,PB(b'abc'),4); t(D,PB(b'abc'),5);t(D,PB(bytearray(b'abc')),5); l=[]; t(D,PB(b'abc'),5,buffer_callback=l.append); print(len(l)); t(D,PB(b'abc'),5,buffer_callback=lambda x:1); t(D,PB(bytearray(b'abc')),5,buffer_callback=lambda x:0); t(D,PB(memoryview(b"abcdabcd").cast("i")),5) ; t(lambda: PB(memoryview(b"abcdabcd").cast("i")).raw()); t(D,b,5); t(PB,x=1)
class P3(P):
    def persistent_id(self,o): return 'pid\u20ac' if o==5 else None
t(lambda: P3(io.BytesIO(),0).dump(5))
def dm(cls,o,proto,**kw):
    f=io.BytesIO(); p=cls(f,proto); p.__dict__ if hasattr(p,'__dict__') else 0
    for k,v in kw.items(): setattr(p,k,v)
    p.dump(o); return f.getvalue()
class P4(P):
    def persistent_id(self,o): return ('p',o) if o==5 else None
t(dm,P,[5,6],2,persistent_id=lambda o: 7 if o==5 else None)
class P5(P):
    def reducer_override(self,o): return (int,(5,)) if isinstance(o,type) else NotImplemented
copyreg.add_extension('__main__','R',200); t(D,R,2); t(D,R,1); t(L,D(R,2)); copyreg.add_extension('__main__','Y',70000); Y.__qualname__='Y'; t(D,Y,4); t(L,D(Y,4)); t(D,[R,R],3)
import _compat_pickle
class Rec:
    pass
a=[];a.append(a)
for pr in range(6): t(D,a,pr); t=t; b=([],); b[0].append(b); print(D(b,pr)); f=[frozenset()]; r=Rec(); r.s=frozenset([r]); print(D(r,pr)); c=(1,2,3,4,[]); c[4].append(c); print(D(c,pr)); 
class P6(P):
    def reducer_override(self,o): self.dump(1)
t(dm,P6,sys,4)
class U6(_pickle.Unpickler):
    def find_class(self,a,b): return self.load()
t(U6(io.BytesIO(b'cos\npath\n.')).load)
class PS(str):
    def __reduce_ex__(s,p): return str(s)
t(D,PS('R')); t(D,PS('nope')); t(D, PS('R.__init__'))
copyreg.pickle(complex, lambda c: 5); t(D,1j)
