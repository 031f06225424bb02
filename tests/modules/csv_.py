# _csv: dialects, readers and writers with all quoting modes, and their errors.
import _csv, csv, io
def t(f,*a,**k):
    try: print(repr(f(*a,**k))[:300])
    except BaseException as e: print(type(e).__module__, type(e).__name__, e, getattr(e,'__notes__',None), repr(e.__cause__), repr(e.__context__))
def R(lines,*a,**k):
    return list(csv.reader(lines,*a,**k))
def W(rows,*a,**k):
    f=io.StringIO(newline=''); w=csv.writer(f,*a,**k)
    for r in rows: w.writerow(r)
    return f.getvalue()
t(csv.reader); t(csv.reader,1); t(csv.reader,[],'nope'); t(csv.reader,[],1); t(csv.reader,[],'excel',1); t(csv.reader,[],foo=1); t(csv.reader,[],delimiter=''); t(csv.reader,[],delimiter='ab'); t(csv.reader,[],delimiter=1);t(csv.reader,[],delimiter=None); t(csv.reader,[],quotechar='ab'); t(csv.reader,[],quotechar=1); t(csv.reader,[],quotechar=None); t(csv.reader,[],quotechar=None,quoting=0); t(csv.reader,[],quoting=6); t(csv.reader,[],quoting='a'); t(csv.reader,[],quoting=1.5); t(csv.reader,[],quoting=None); t(csv.reader,[],escapechar='ab'); t(csv.reader,[],escapechar=1); t(csv.reader,[],lineterminator=1); t(csv.reader,[],lineterminator=None); t(csv.reader,[],strict='x'); t(csv.reader,[],delimiter='\n'); t(csv.reader,[],delimiter='\r'); t(csv.reader,[],quotechar='\n'); t(csv.reader,[],escapechar='\r'); t(csv.reader,[],delimiter='"'); t(csv.reader,[],delimiter=' ',skipinitialspace=True); t(csv.reader,[],quotechar=' ',skipinitialspace=True); t(csv.reader,[],escapechar=',');t(csv.reader,[],escapechar='"'); t(csv.reader,[],lineterminator='a,'); t(csv.reader,[],delimiter=' '); t(csv.reader,[],escapechar=' ',skipinitialspace=True); t(csv.reader,[],lineterminator='"'); t(csv.reader,[],delimiter='a',lineterminator='abc')
D=_csv.Dialect
t(D); t(D,1); t(D,'excel'); t(D,None); t(D,delimiter=';'); t(D,1,2)
d=D()
for n in 'delimiter doublequote escapechar lineterminator quotechar quoting skipinitialspace strict'.split(): t(getattr,d,n)
t(setattr,d,'delimiter','x'); t(delattr,d,'delimiter'); t(setattr,d,'strict',1); t(delattr,d,'quoting'); t(setattr,d,'quoting',1); t(lambda: D(d) is d); t(lambda: D(d,delimiter=';') is d); t(hash,d) if 0 else None
import copy,pickle
t(copy.copy,d); t(pickle.dumps,d)
class MD: delimiter=';'; quoting='x'
t(D,MD)
class MD: delimiter=';'; quoting=2; skipinitialspace='a'
t(lambda: D(MD).skipinitialspace)
for s in ['','a','a,b','a,b\n','a,b\r\n','a,b\r','a\rb','a\nb','a\n\n','"a","b"','"a""b"','"a"b','"a','"a\n','a"b','a,','a, b',' "a"',',','""','"",""','1,"2"','"1",2','a\\,b','"a\\"b"','a\\','\n','\r\n',' ','a\x00b','é,€','"a" ,b', '"a"\n', "'a,b'"]:
    for kw in [{},{'strict':True},{'escapechar':'\\'},{'doublequote':False},{'quoting':3},{'quoting':2},{'quoting':4},{'quoting':5},{'skipinitialspace':True},{'quotechar':"'"},{'quoting':3,'escapechar':'\\'},{'quoting':4,'skipinitialspace':True},{'quoting':5,'quotechar':None},{'delimiter':' ','quoting':2}]:
        print(ascii(s),kw,end=' '); t(R,[s],**kw)
t(R,['"a\n','b"\n','c']); t(R,['"a\n','b'],strict=True); t(R,['"a\n','b']); t(R,[b'a']); t(R,[1]); t(R,['a\\\n','b'],escapechar='\\'); t(R,['a\\'],escapechar='\\',strict=True); t(R,['"a\\\n','b"'],escapechar='\\'); t(R,'abc'); t(R,io.StringIO('a,b\nc,d')); t(R,['1,2.5,nan,x'],quoting=2); t(R,['1,2.5'],quoting=2)
r=csv.reader(['a\n','"b\n','c"']); t(lambda:r.line_num); t(next,r); t(lambda:r.line_num); t(next,r); t(lambda:r.line_num); t(next,r); t(lambda:r.dialect.delimiter); t(setattr,r,'line_num',5); t(setattr,r,'dialect',5); t(iter,r)
for row in [[],['a'],['a','b'],[''],[None],['',''],[None,None],[1,2.5,'x'],['a,b'],['a"b'],['a\nb'],['a\rb'],[' a'],['"'],['a b'],['\\'],["'"],[True],[b'x'],['a\r\nb'],['é€'],['x',None],['',1],[1.0,'1'],'abc',(1,),{'k':1},5,None,[[1]],[10**20],[1e300],['\x00'],['#'],[' ']]:
    for kw in [{},{'quoting':1},{'quoting':2},{'quoting':3},{'quoting':3,'escapechar':'\\'},{'quoting':4},{'quoting':5},{'doublequote':False},{'doublequote':False,'escapechar':'\\'},{'escapechar':'\\'},{'quotechar':None,'quoting':3},{'lineterminator':'!\n'},{'lineterminator':'','delimiter':' '},{'delimiter':';','quotechar':"'"},{'skipinitialspace':True},{'skipinitialspace':True,'delimiter':' '},{'quoting':3,'quotechar':None,'escapechar':'\\'},{'delimiter':' ','quoting':3,'escapechar':'\\','skipinitialspace':True}]:
        print(ascii(row),kw,end=' '); t(W,[row],**kw)
t(csv.writer,1); t(csv.writer); 
class F:
    def write(s,x): return len(x)
w=csv.writer(F()); t(w.writerow,['a','b']); t(w.writerows,[['a'],['b']]); t(w.writerows,5); t(w.writerows,[5]); t(w.writerow); t(lambda:w.dialect.delimiter); t(setattr,w,'dialect',5)
class Bad:
    def __str__(s): raise ValueError('bad')
t(w.writerow,[Bad()]); 
class F2:
    def write(s,x): raise OSError('w')
t(csv.writer(F2()).writerow,[1])
t(csv.field_size_limit); t(csv.field_size_limit,10); t(R,['a'*11]); t(R,['"'+'a'*11+'"']); t(R,['a'*10]); t(csv.field_size_limit,'a'); t(csv.field_size_limit,None); t(csv.field_size_limit,-1); t(csv.field_size_limit,10**30); t(csv.field_size_limit,1,2); t(csv.field_size_limit,131072)
t(csv.list_dialects); t(csv.get_dialect,'excel'); t(csv.get_dialect,'x'); t(csv.get_dialect,[]); t(csv.register_dialect,'x'); t(csv.register_dialect,5); t(csv.register_dialect,'y',5); t(csv.register_dialect,'y','excel',delimiter='|'); t(lambda:csv.get_dialect('y').delimiter); t(csv.unregister_dialect,'y'); t(csv.unregister_dialect,'y'); t(csv.list_dialects); t(csv.register_dialect,'z',quoting=9); t(csv.register_dialect); t(csv.get_dialect); t(csv.unregister_dialect); t(csv.list_dialects,1); t(csv.reader,[],dialect='excel-tab',delimiter=';'); t(lambda: csv.reader([],dialect='excel-tab').dialect.delimiter); t(csv.reader,[],dialect=None); t(csv.reader,[],None,delimiter=';'); t(csv.get_dialect,name='excel'); t(csv.field_size_limit,new_limit=5)
t(R,['a b  c'],delimiter=' ',skipinitialspace=False); t(_csv.Error('x')); print(_csv.Error.__mro__)
import random, hashlib
total=hashlib.md5()
def t(f,*a,**k):
    try: r=repr(f(*a,**k))
    except BaseException as e: r=type(e).__name__+str(e)
    total.update(r.encode())
rnd=random.Random(1)
for i in range(1500):
    s=''.join(rnd.choice('ab"\\, \n\r\'1.') for _ in range(rnd.randrange(12)))
    kw=dict(quoting=rnd.randrange(6),doublequote=rnd.random()<.5,strict=rnd.random()<.4,skipinitialspace=rnd.random()<.4)
    if rnd.random()<.4: kw['escapechar']='\\'
    if rnd.random()<.3: kw['quotechar']="'"
    t(R,s.splitlines(True),**kw)
    row=[rnd.choice([None,1,1.5,s,s[:2],'',' ','a'])for _ in range(rnd.randrange(4))]
    kw['lineterminator']=rnd.choice(['\n','\r\n','!'])
    if kw['quoting']!=3 or 1: t(W,[row],**kw)
print(total.hexdigest())
