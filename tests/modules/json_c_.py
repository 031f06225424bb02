# _json: scanner, encoder and string functions of the C module, their errors and their notes.
import _json, json
from json.encoder import c_make_encoder as me
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e, getattr(e,'__notes__',None), repr(e.__context__))
d=lambda o: str(o)
enc=_json.encode_basestring
t(me); t(me,1,2,3,4,5,6,7,8,9); t(me,None,d,enc,4,':',',',0,0,1); t(me,None,d,enc,None,5,',',0,0,1)
t(me,None,d,enc,4.5,':',',',0,0,1)
e=me(None,d,enc,'\t',': ',',',0,0,1); t(e,[1,[2,{3:4}]],0); t(e,[1,[2]],2); t(e,[1],-1);t(e,[1]);t(e,[1],'a');t(e,[],5,6); t(e,obj=[1],_current_indent_level=1)
print(e.markers,e.indent, e.sort_keys, e.skipkeys)
e=me({},d,enc,None,': ',',',0,0,1)
l=[];l.append([{'a':l}]); t(e,l,0)
class D(dict):
    def items(self): return [1,2]
t(e,D(a=1),0)
class D(dict):
    def items(self): return 5
t(e,D(a=1),0)
t(json.dumps,{'a':[1,{2:object()}]}); t(json.dumps,{(1,):2}); t(json.dumps,[{'x':{(1,):2}}]); t(json.dumps,[float('nan')],allow_nan=False)
t(json.dumps,{float('nan'):1},allow_nan=False)
t(json.dumps,{1:2,'a':3},sort_keys=True)
e=me({},d,lambda s:5,None,': ',',',0,0,1); t(e,'a',0); t(e,{'a':1},0); t(e, {1:2},0)
e=me({},d,lambda s:'\u20ac',None,': ',',',0,0,1); t(e,'a',0); t(e,{'a':1},0)
def rec():
    l=[]
    for i in range(100000): l=[l]
    return l
try: json.dumps(rec())
except RecursionError as e: print("RE")
def bad(o): return [o]
class X: pass
t(json.dumps,X(),default=bad)
for z in ("[","{\"a\":"):
  try: json.loads(z*100000)
  except RecursionError: print("RE")
t(_json.scanstring,1,2); t(_json.scanstring,'abc"',0); t(_json.scanstring,'abc"',5);t(_json.scanstring,'abc"',-1);t(_json.scanstring,'abc'); t(_json.scanstring,'a\nb"',0); t(_json.scanstring,'a\nb"',0,False);t(_json.scanstring,'a\nb"',0,strict=False)
t(_json.encode_basestring,1); t(_json.encode_basestring_ascii,1);
class C: pass
t(_json.make_scanner,C()); t(_json.make_scanner); t(_json.make_scanner,1,2)
s=json.decoder.JSONDecoder().scan_once
t(s,'1',-1);t(s,'1',0);t(s,1,0);t(s,'1');t(s,'1',1); t(s,'1',5); t(s,string='1',idx=0); t(s,'x',0)
print(s, s.strict, s.parse_float, s.object_hook)
try: s.strict=3
except Exception as e: print(type(e),e)
t(json.loads,'1'*5000)
t(json.loads,'['+'1'*5000+']', parse_int=len)
for x in ['', '[', '[1', '[1,', '[1,]', '{', '{"a"', '{"a":', '{"a":1','{"a":1,','{"a":1,}','{1:2}','[1 2]','nul','tru','-','-I','-Infinity','Infinity','NaN','[NaN]','0123','1.','1.e5','1e','1e+','1E5','-0','-0.0','1.5e400','"\\ud83d\\ude00"','"\\ud83d"','"\\ud83dx\\ude00"','"\\ud83d\\u12"','"\\x"','"\\','"abc','"\\u12','"\\u12zz"','"é\\u12zé"','["é",}','"\x01"','  1  2','"\\ud83d\\u12é"','é','"\\ud83d\\ud83d\\ude00"','\ufeff1', '"\\/\\b\\f\\n\\r\\t\\"\\\\"', '[1]]','{"a":1 "b":2}','{"a" 1}']:
    t(json.loads,x)
t(json.loads,'{"a":1,"a":2}', object_pairs_hook=lambda p:p); t(json.loads,'{"a":{"b":1}}', object_hook=lambda p:[p]);t(json.loads,'[1.5,1,NaN]',parse_float=lambda s:s,parse_int=lambda s:s,parse_constant=lambda s:s)
t(_json.encode_basestring_ascii,'a\x7fb'*5); t(_json.encode_basestring,'a\x7fb'); t(_json.encode_basestring_ascii,'\x7f')
