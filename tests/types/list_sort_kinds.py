"""Sorting lists of one kind, short and long, with and without keys: a digest of the results."""
import random
random.seed(7)
h=0
def mix(x):
    global h
    h = (h * 31 + sum(map(ord, repr(x)))) % (1 << 61)
for n in (0,1,2,5,20,64,199,200,201,1000,5000):
    for rep in range(6):
        cases=[
         [random.randrange(-10**k,10**k) for _ in range(n)] if (k:=random.randrange(1,14)) else 0,
         [random.choice([0.0,-0.0,1.5,-2.25,float('inf'),-float('inf'),random.uniform(-1e9,1e9)]) for _ in range(n)],
         [random.choice([0.0,float('nan'),1.5]) for _ in range(n)],
         [''.join(random.choice('ab\x00é\U0001F600z') for _ in range(random.randrange(0,14))) for _ in range(n)],
         ['common-prefix-long'+''.join(random.choice('ab\x00') for _ in range(random.randrange(0,12))) for _ in range(n)],
        ]
        for c in cases:
            for rev in (False,True):
                s=sorted(c,reverse=rev); mix(s)
                pairs=list(enumerate(c)); pairs.sort(key=lambda p:p[1],reverse=rev); mix(pairs)
                if c and isinstance(c[0],str):
                    pairs=sorted(pairs,key=lambda p:p[1][:3],reverse=rev); mix(pairs)
                    mix(sorted(c,key=len))
print(h)
