# bz2: compressor and decompressor objects, faults; the bytes are those of libbzip2 1.0.8.
import _bz2, bz2
def t(s, **k):
    try: r=eval(s, dict(globals(), **k)); print(s,'=>',repr(r))
    except BaseException as e: print(s,'=>', type(e).__name__,e)
Z=bz2.compress(b'hello world '*20)
def use(o, *calls):
    out=[]
    for c in calls:
        try: out.append(eval('o.'+c, dict(globals(),o=o)))
        except BaseException as e: out.append((type(e).__name__, str(e)))
    return out
C=_bz2.BZ2Compressor; D=_bz2.BZ2Decompressor
for s in '''C(0)
C(10)
C('a')
C(compresslevel=5)
C(1,2)
D(1)
use(C(),'compress(b"abc")','flush()','flush()','compress(b"x")')
use(C(),'compress("abc")','flush()')
use(C(1),'flush()')
use(D(),'decompress(Z)','eof','needs_input','unused_data','decompress(b"")')
use(D(),'decompress(Z+b"tail",5)','eof','needs_input','unused_data','decompress(b"",10)','needs_input','decompress(b"yy")','eof','unused_data','needs_input')
use(D(),'decompress(Z,240)','eof','needs_input','unused_data')
use(D(),'decompress(Z[:9])','needs_input','decompress(b"")','needs_input','decompress(Z[9:],0)','needs_input','decompress(b"",max_length=-1)','eof')
use(D(),'decompress(b"xx")','decompress(Z)')
use(D(),'decompress(b"BZx")','decompress(Z)')
use(D(),'decompress(b"BZh0")')
use(D(),'decompress(Z[:20]+b"zz"+Z[22:])')
use(D(),'decompress(Z[:-1]+b"z")','eof')
use(D(),'decompress(Z[:10]+b"zz"+Z[12:])','eof')
use(D(),'decompress("x")')
use(D(),'decompress(b"BZh9\\x17rE8P\\x90\\0\\0\\0\\0")','eof')
bz2.decompress(Z+Z)==b'hello world '*40
bz2.decompress(Z+b'junk')==b'hello world '*20
bz2.decompress(Z[:-3])
bz2.decompress(b'')
bz2.decompress(b'nope')
bz2.compress(b'')
bz2.compress(b'a')
bz2.compress(b'ab'*50)
bz2.compress(b'a'*255*4)
bz2.compress(b'a'*1000)'''.split('\n'): t(s)
import pickle
for o in (C(),D()):
    try: pickle.dumps(o)
    except Exception as e: print(type(e).__name__, e)
import random,hashlib
random.seed(3)
h=hashlib.sha256()
for k in range(60):
    r=random.random(); n=random.choice([0,1,2,10,100,1000,20000,150000])
    if r<.2: d=bytes(random.randrange(256) for _ in range(n))
    elif r<.4: d=bytes(random.choice(b'ab') for _ in range(n))
    elif r<.6: d=b''.join(random.choice([b'hello ',b'world ',b'foo',b'\0\0\0\0',b'x'*300]) for _ in range(n//5))
    elif r<.8: d=b''.join(b'%d %x,'%(i*i,i) for i in range(n//8))
    else: d=bytes(int(random.gauss(128,20))&255 for _ in range(n))
    lv=random.choice([1,1,2,9])
    c=C(lv); out=[]; i=0
    while i<len(d):
        j=i+random.choice([1,10,1000,30000,70000]); out.append(c.compress(d[i:j])); i=j
    out.append(c.flush())
    z=b''.join(out); h.update(repr(out).encode())
    o=D(); log=[]; i=0; back=b''; x=z+b'tail'
    while not o.eof and len(log)<5000:
        if o.needs_input: j=i+random.choice([1,50,3000,100000]); y=x[i:j]; i=j
        else: y=b''
        p=o.decompress(y,random.choice([-1,5,1000,50000])); back+=p
        log.append((len(p),o.needs_input,o.eof,o.unused_data))
    print(k,len(d),lv,back==d,h.hexdigest()[:8],hashlib.md5(repr(log).encode()).hexdigest()[:8])
