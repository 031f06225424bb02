# pickle: the bytes of every protocol for many kinds of objects, and what comes back.
# test: timeout=120
import pickle, random, hashlib, collections, decimal, fractions, enum, dataclasses, functools, re, pathlib, types, operator, itertools, io
class Color(enum.Enum): RED=1; GREEN='g'
class Fl(enum.IntFlag): A=1;B=2
@dataclasses.dataclass
class DC: x:int; y:list; name:str='n'
NT=collections.namedtuple('NT','a b')
class Slots:
    __slots__=('a','b')
class Sub(dict): pass
class SubL(list):
    def __init__(s,*a): super().__init__(*a); s.extra='extra'
class St:
    def __getstate__(s): return (1,'two')
    def __setstate__(s,x): s.x=x
class NA(tuple):
    def __new__(cls,a,b): return super().__new__(cls,(a,b))
    def __getnewargs__(s): return tuple(s)
class NAX(str):
    def __new__(cls,a,*,k=1): o=super().__new__(cls,a); o.k=k; return o
    def __getnewargs_ex__(s): return ((str(s),),{'k':s.k})
class Outer:
    class Inner:
        def __init__(s): s.name='name'; s.value=1.5
        def meth(s): pass
class E2(Exception):
    def __init__(s,a,b): super().__init__(a,b); s.q=a
sl=Slots(); sl.a=1; sl.b='b'
i1=Outer.Inner(); i2=Outer.Inner(); i1.other=i2; i2.other=i1; i2.name2='name'
shared=['sh',{'k':'k'}]
objs=[None,True,False,0,1,-1,255,256,65535,65536,2**31-1,2**31,-2**31,-2**31-1,2**47,2**48,2**63,2**64,-2**63,-2**64,10**40,-10**40,2**2040-1,2**2048, -2**2047,1.5,-0.0,float('inf'),float('nan'),1e300,'', 'a','é','\u20ac','😀','\ud800','a'*255,'a'*256,'é'*200,'x'*70000,b'',b'a',b'\xff'*255,b'z'*256,b'y'*70000,bytearray(b''),bytearray(b'abc'),bytearray(b'q'*70000),(),(1,),(1,2),(1,2,3),(1,2,3,4),[],[1],[1,2],list(range(1000)),list(range(1001)),list(range(2500)),{}, {'a':1},{'a':1,'b':2},{i:str(i) for i in range(1000)},{i:str(i) for i in range(1001)},set(),{1},frozenset(),frozenset([1]),set(range(50)),
 Color.RED,Color.GREEN,Fl.A,Fl.A|Fl.B,DC(1,[2]),NT(1,2),sl,Sub(a=1),Sub(a=1,b=2),SubL([1,2]),SubL([]),St(),NA(1,2),NAX('s',k=5),i1,[i1,i2,i1],Outer.Inner,E2(1,2),ValueError('x'),KeyError(1,2),OSError(2,'no'),range(5),slice(1,2),complex(1,2),Ellipsis,NotImplemented,type(None),type(...),int,len,print,i1.meth,Outer.Inner.meth,re.compile('a+',re.I),pathlib.PurePosixPath('/a/b'),
 decimal.Decimal('1.50'),fractions.Fraction(1,3),collections.OrderedDict(a=1,b=2),collections.defaultdict(list,{'x':[1]}),collections.Counter('aab'),collections.deque([1,2],5),types.SimpleNamespace(a=1),operator.itemgetter(1),operator.attrgetter('a.b'),itertools.count,io.StringIO,memoryview, shared,[shared,shared,'k','sh','name'],('name','value',i1),[[['a']]],'name',['name','name'],[str(12),str(12)],{'x':'x'},['a','a','ab','ab','a b','a b'],object(),object,[1.5,1.5,10**20,10**20],b'ab'[0:1],['é','é'],[(),()],dict.fromkeys, [].append, "abc".join, collections.OrderedDict.fromkeys, int.from_bytes,str.join,Exception().with_traceback]
rnd=random.Random(5)
def gen(d):
    k=rnd.randrange(12)
    if d==0: k%=6
    return [lambda:rnd.randrange(-300,300),lambda:rnd.randrange(-2**70,2**70),lambda:rnd.random(),lambda:''.join(rnd.choice('abcé\u20ac') for _ in range(rnd.randrange(6))),lambda:rnd.choice([None,True,False]),lambda:bytes(rnd.randrange(256) for _ in range(rnd.randrange(5))),
     lambda:[gen(d-1) for _ in range(rnd.randrange(5))],lambda:tuple(gen(d-1) for _ in range(rnd.randrange(5))),lambda:{rnd.randrange(100):gen(d-1) for _ in range(rnd.randrange(5))},lambda:{gen(0):gen(d-1) for _ in range(rnd.randrange(4))},lambda:DC(gen(d-1),gen(d-1)),lambda:rnd.choice(objs[:60])][k]()
for i in range(300): objs.append(gen(5))
total=hashlib.md5()
for n,o in enumerate(objs):
    for p in range(6):
        try: b=pickle.dumps(o,p)
        except Exception as e: print(n,p,type(e).__name__,str(e)[:150]); continue
        r=''
        try:
            back=pickle.loads(b); b2=pickle.dumps(back,p); f=io.BytesIO(); pickle.dump(o,f,p); f.seek(0); back3=pickle.load(f); r=(hashlib.md5(b2).hexdigest()[:8],f.getvalue()==b, f.tell()==len(b),repr(back)[:60] if ' at 0x' not in repr(back) else '')
        except Exception as e: r=repr(e)[:150]
        if n<144: print(n,p,hashlib.md5(b).hexdigest()[:8],len(b),r, b if len(b)<100 and p in (0,4) else '')
        else: total.update(repr((n,p,b,r)).encode('utf-8','surrogatepass'))
print(total.hexdigest())
