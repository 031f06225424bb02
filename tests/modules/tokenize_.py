# _tokenize: tokens, positions, lines and errors, with and without extra tokens.
import tokenize, io, hashlib, _tokenize
def toks(src,extra=True,lines=None):
    out=[]
    rl=io.StringIO(src,newline='').readline if lines is None else iter(lines).__next__
    try:
        for t in _tokenize.TokenizerIter(rl,extra_tokens=extra): out.append(t)
    except SyntaxError as e: out.append((type(e).__name__,e.msg,e.filename,e.lineno,e.offset,e.text,e.end_lineno,e.end_offset))
    except BaseException as e: out.append((type(e).__name__,str(e)))
    return out
cases=['','\n','a','a\n','  a','if a:\n  b','if a:\n  b\n c\n','if a:\n\tb\n        c\n','(a','(a\n','a)','(a]','"abc','"abc\n','"abc\\\n','"""abc','"""abc\ndef\n','f"abc','f"{a','f"{a}','f"{a!r:>{w}}"','f"{{a}}"','f"a{{b}}c{d}e"',"f'''{\na}b\n{c}'''",'f"{a:b\nc}"','t"x{y}"','\\','\\\n','\\ \n','a\\\nb','a \\\n  b\n','  \\\n  a\n','#c','#c\n','a #c\n','a #c','(#c\n#d\n)\n','#c\n\n#d\nif a:\n  #e\n  b\n  #f\n#g\nc\n','$','a$b','a?b','!','a!b','a!=b','`','\x01','é','é = "ü" # ö\n','\u20ac','a\u20ac','1abc','1.5e','1e5x','0x','0xg','0b12','0o8','00','01','09.5','1_','1__0','1_000','1jx','1if x else y','a\r\nb\r\n','a\r\n','"""a\r\nb"""\r\n','(a,\r\nb)\r\n','#c\r\n\r\n','a\rb','a\x00b','x\x0c\n y','\x0cx','ub""','bf"x"','uf"x"','rb"x"','Rb"x"','tf"x"','f"{a\n}"','f"{','f"}"','f"{}"','f"{a:{b:{c}}}"','f"{a:{b:{c:{d}}}}"','f"{x=}"',"f'{x:\n}'",'f"""{x:\n}"""','f"\\N{DIGIT ONE}"','f"\\{a}"','rf"\\{a}"','f"{lambda x: 1}"','f"{a["b"]}"','a\n  b\n','if 1:\n\n  a\n\n\n','class A:\n  def f(self):\n    pass\n\n  x=1\ny=2','if a:\n    b\n  \n# c\n    d','async def f():\n await x\n',':=->...**=//=>>=<<=<>','@a\n','a;b;\n','x = """a\nb""" + c\n','"a" \'b\'\n','(((\n','a\n\\\n','if a:\n  b\\\n','  \n','\t\n','   # c\n a\n','if x:\n  y\n  # c','if x:\n  y # c','lambda: (yield)\n','print(f"{x!r}" f"{y:10}")\n', "'a\\\nb'\n", "'a\\\r\nb'\r\n", 'f"a\\\nb{c}"\n','"\\', "'''\\", 'x = 1\n\x0c\ndef f(): pass\n', 'a\n b\n  c\n d\n','('*201, 'f"'+'{'*5, 'if a:\n'+'\n'.join(' '*i+'if a:' for i in range(1,103)), 'a\ufeffb', '\ufeffa', 'ａ=1', 'x = 5 if 1else 2', 'match x:\n case 1: pass\n','type X = int\n', '1 .real','1..real','0_7','0e0','0777j','1e+','1e-x','.5','..','...','.. .', 'x: int # type: ignore\n']
def show(c,ex):
    r=repr(toks(c,ex))
    print(repr(c)[:60],ex,r if len(r)<700 else (len(r),hashlib.md5(r.encode()).hexdigest(),r[-200:]))
if True:
    for c in cases:
        for ex in (True,False): show(c,ex)
    for ls in (['a','b'],['a\n','b','c\n'],['(a',',b)'],['"""a','b"""'],['if x:','  y','z'],['',"a"],['a\n',1],['a\n',b'x'],['a\n','(\n',ValueError]):
        def rl(it=iter(ls)):
            x=next(it)
            if x is ValueError: raise x('boom')
            return x
        out=[]
        try:
            for t in _tokenize.TokenizerIter(rl,extra_tokens=True): out.append(t)
        except BaseException as e: out.append((type(e).__name__,str(e)))
        print(ls,out)
import itertools
print([t.string for t in itertools.islice(tokenize.generate_tokens(lambda: 'x = (1,\n 2) # c\n'), 40)][-5:])
n=[0]
def rl():
    n[0]+=1
    if n[0]>30: raise KeyError('end')
    return 'a\n'
g=tokenize.generate_tokens(rl); c=0
try:
    for t in g: c+=1
except KeyError as e: print(c,e)
s="'''\n"+"x\n"*1000+"'''\ny\n"
print(len(list(tokenize.generate_tokens(iter(s.splitlines(True)).__next__))), list(tokenize.generate_tokens(iter(s.splitlines(True)).__next__))[1])
s="(\n"+"x,\n"*1000+")\ny\n"
print(len(list(tokenize.generate_tokens(iter(s.splitlines(True)).__next__))))
