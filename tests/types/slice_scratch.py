"""Slices that the evaluator makes for one index only, and concatenation of lists."""
l=list(range(10)); t=tuple(l); s='abcdefgh'; b=b'abcdefgh'
class L(list):
    def __getitem__(self,k): return k
keep=[]
for i in range(3):
    print(l[i::2],t[::-1],s[i:7:2],b[::-3],l[::True] if i else l[::1])
    keep.append(L()[i::2])
    x=slice(i,None,2)
    keep.append(x)
print(keep)
for k in (0,):
    try: l[::k]
    except ValueError as e: print(e)
    try: s[::k]
    except ValueError as e: print(e)
class I:
    def __init__(s,n): s.n=n
    def __index__(s): return l[::s.n][0]+1
print(l[I(1)::I(2)])
print([1]+[2], [1]+l[::5])
try: [1]+(2,)
except TypeError as e: print(e)
