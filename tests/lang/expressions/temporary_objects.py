# Lists, tuples and argument lists that only one instruction sees are not made, or used again: nobody may notice.
class R:
    def __radd__(s,o): s.o=o; return 'radd'
class T:
    def __setitem__(s,i,v): s.v=v
def f():
    x=list(range(9)); r=R(); t=T()
    print(x[:3]+r, r.o); a=r.o; b=a+[1]; print(a,b, a is b)
    t[:2]=x[4::-1]; u=t.v; y=[1,2,3]; y[:]=u; print(u,y,t.v)
    t[:2]=x[:4]; u=t.v; y[1:]=u; print(u,y)
    y[:3]=x[2::-1]; print(y); y[:3]=x[:2]; print(y)
    y[1:]=y[::-1]; print(y); y[:2]=y[1:]; print(y)
    z=x[:4]+x[5:]; print(z,x, x[:0]+x[:0], x[:2]+[7]+x[3:], x[:2]+[7,8])
    w=x[:4]+z; w2=x[:4]+(z+z); print(w,w2)
    try: x[:4]+5
    except TypeError as e: print(e)
    for i in range(5):
        l=x[:i]+x[i+1:]; m=l; l.append(i); print(m)
        q=x[:]; k=4; q[:k+1]=q[k::-1]; print(q)
    try: y[:2]=x[::0]
    except ValueError as e: print(e)
    big=list(range(100)); big[:50]=big[60::-1]; print(len(big))
    a=[1,2,3]; h=a
    a[:2]=[x[:2] for _ in range(2)]; print(a)
    p,q=[1,2]; print(p,q)
    try: p,q=[1,2,3]
    except ValueError as e: print(e)
    try: p,q,rr=[1,2]
    except ValueError as e: print(e)
    p,q=q,p; [p,q]=[q,p]; print(p,q)
    def va(*a,**k): return a,k
    l=[1,2]; print(va(*l), va(*l,*l), va(0,**{'a':1}), va(*[],**{}), va(*range(3),**{'b':2}))
    print(hash((1,2))==hash((1,2)), (1,2)<(p,q), (p,q)==(1,2), (p,'a')>=(p,'b'), hash((p,'a'))==hash((p,'a')))
    try: hash((p,[]))
    except TypeError as e: print(e)
    try: (p,1)<(p,'a')
    except TypeError as e: print(e)
    s={(p,i) for i in range(3)}; print((p,1) in s, sorted(s))
f(); [f() for _ in range(3)]
