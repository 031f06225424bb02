import random
def trial(seed, prefix):
    r=random.Random(seed); out=[]
    d={i:i for i in range(prefix)} if seed%2 else dict.fromkeys(range(prefix))
    if seed%3==0:
        for k in range(0,prefix,3): del d[k]
    nxt=1000
    try:
        n=0
        for k in d:
            out.append(k); n+=1
            if n>40: break
            for _ in range(r.randrange(4)):
                ks=list(d)
                if not ks: break
                del d[r.choice(ks)]; d[nxt]=1; nxt+=1
    except RuntimeError as e: out.append(str(e))
    return out
import hashlib
tot=hashlib.md5()
for p in range(0,24):
    for s in range(20):
        t=trial(s,p)
        tot.update(repr(t).encode())
    print(p,tot.hexdigest()[:8],t[:6])
d={1:1}
try:
    for k in d: del d[k]; d["x"]=1
except RuntimeError as e: print(e)
d=dict(a=1)
n=0
try:
    for k in d: del d[k]; d[k+"x"]=1; n+=1
except RuntimeError as e: print(e)
print(n,d)
