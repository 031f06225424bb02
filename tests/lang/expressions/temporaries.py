"""Lists, sets and tuples that are seen by nobody: operands of one operator, results that are unpacked at once."""
def pair(a,b): return a,b
def three(a): return a,a+1,a+2
class C:
    def m(self): return self,1
def g():
    x,y=pair(1,2); yield x,y
    a,b,c=three(5); yield a,b,c
    try:
        a,b=three(1)
    except ValueError as e: print(e)
    p,q=C().m(); print(type(p).__name__,q)
    x,y=pair(*[4,5]); print(x,y)
    y,x=pair(x,y); print(x,y)
    t=pair(1,2); print(t)
print(list(g()))
x,y=pair(7,8); print(x,y)
def loc():
    l=[1]; m=l
    l+=[2]; l+=[3,4]; print(l,m is l)
    n=l+[5]; print(n,l)
    n=[0]+l; print(n)
    n=[0]+[1]; print(n)
    n=l+l; print(n)
    class L(list):
        def __add__(s,o): return ('add',o)
        def __radd__(s,o): return ('radd',o)
        def __iadd__(s,o): return ('iadd',o)
    z=L([1]); print(z+[1],[1]+z)
    z+=[3]; print(z)
    try: n=l+(1,)
    except TypeError as e: print(e)
    try: n=[1]+5
    except TypeError as e: print(e)
    s={1}; f=frozenset({2}); c=3
    print(s|{c},f|{c},s|{1},f|{2},frozenset()|{c}, s)
    try: s|{[]}
    except TypeError as e: print(e)
    s|={9}; print(s)
    class SS(set): pass
    print(type(SS()|{1}).__name__)
    print(sorted(set(range(30))|{77}))
    print('a'=='a','a'!='a','a'=='b',"ab"=="a"+"b")
    class S(str):
        def __eq__(s,o): return 'eq'
        __hash__=str.__hash__
    q=S('a'); w='a'
    print(w==q,q==w,w!='b',w=='b')
    if w==q: print('yes')
    if w!='a': print('no')
    if not w=='a': print('no')
    print('abc'.isalpha(), len('abc'), ord('a'))
    try: len(3)
    except TypeError as e: print(e)
    try: ord()
    except TypeError as e: print(e)
loc()
