"""Built-in functions and methods called by name, items and membership of strings and tuples, sums across the limits of machine words."""
import sys
def f():
    l=[]; a=l.append
    for i in range(20): a(i)
    print(l)
    try: a()
    except TypeError as e: print(e)
    try: a(1,2)
    except TypeError as e: print(e)
    d={}; g=d.get; g2=d.setdefault
    g2(1,2); print(g(1),g(2),g(2,3))
    j=",".join; print(j(["a","b"]))
    s="hello"; 
    try: s[5]
    except IndexError as e: print(e)
    try: s[-6]
    except IndexError as e: print(e)
    print(s[0],s[-1],s[4],s[-5]); i=-2; print(s[i],s[i+3])
    u="naïve"; print(u[2],u[-1],u[i])
    class S(str): pass
    print(type(S("abc")[1]).__name__, S("abc")[-1])
    print("a" in ("b","a"), "ab" in ("b","a"), S("a") in ("b","a"), "a" in (1,None,"a"), 1.0 in (2,1), "x" in (), True in (1,))
    print("a" in {"a"}, 5 in frozenset({5}), 5 in {6}, 5.0 in {5})
    try: [] in {1}
    except TypeError as e: print(e)
    print(sum([2**62,2**62]), sum([2**62,2**62,-2**63]), sum([2**63-1,True]), sum([True,False,True]), sum([2**70,1,1.5]), sum([2**50]*3), sum([-2**62]*3), sum([1,2.5,3]), sum([],2**60), sum([0.1]*10), sum([True],start=1.5), sum([2**53+1,1.0]))
    print(type(sum([True])).__name__, sum([[1],[2]],[]))
    for m in ((1,2),[1,2],"ab",b"ab",range(2),{1:2},3,None,(1,2,3),bytearray(b"ab"),1.5,memoryview(b"ab")):
        match m:
            case [x,y]: print("seq",x,y)
            case {1:z}: print("map",z)
            case [*r]: print("star",r)
            case _: print("other",m)
f()
