# Struct sequences: construction, attributes, __replace__; and what __index__ and __int__ may return.
import time, os, sys, operator, re
t=time.struct_time
def show(f,*a,**k):
    try: print(f(*a,**k))
    except BaseException as e: print(type(e).__name__, e)
show(t); show(t,None); show(t,'123'); show(t,'123',dict={}); show(t,'123456789',dict=None); show(t,seq='123456789',dict={}); show(t,'123456789',{}); show(t,sequence='123456789',dict={}); show(t,'1234567890'); show(t,'123456789',{'tm_zone':'z'})
show(t,'1234567890',dict={'tm_zone':1}); show(t,'1234567890',dict={'tm_zone':1,'tm_mon':1}); show(t,'1234567890',dict={'error':0}); show(t,'123456789',dict={'error':0}); show(t,'123456789',dict={'tm_zone':1,'tm_mon':1}); show(t,'123456789',dict={'tm_zone':1,1:1}); show(t,'1'*20)
show(t,'123456789',[]); show(t,'123456789',1); show(t,'123456789',''); show(t,1,2,3); show(t,x=1); show(t,'123456789',x=1); show(t,dict={})
n=os.stat_result.n_sequence_fields
r=os.stat_result(range(n),{'st_atime':-1.0}); print(r.st_atime, r)
r=os.stat_result(range(n+1)); print(r.st_atime, r.st_mtime)
show(os.stat_result,range(n+1),{'st_atime':-1.0}); show(os.stat_result,range(n+2),{'st_atime':-1.0}); show(os.stat_result,range(n),{'st_mode':-1.0});show(os.stat_result,range(n),{'st_birthtime':-1.0}) 
show(sys.version_info.__class__, (1,)); show(type(sys.flags),(1,)); show(os.terminal_size,(1,2)); show(os.terminal_size,(1,2,3)); show(os.terminal_size,[1],{'lines':2}); show(os.terminal_size,range(2),{'lines':3})
x=time.gmtime(0)
show(setattr,x,'tm_zone',1); show(setattr,x,'tm_year',1); show(delattr,x,'tm_zone'); show(delattr,x,'tm_year'); show(setattr,x,'foo',1)
show(x.__replace__,tm_year=3); show(x.__replace__,foo=3); show(x.__replace__,foo=3,bar=4); show(x.__replace__,1); show(x.__replace__,tm_zone='q'); print(x.__replace__(tm_zone='q').tm_zone)
print(t.__match_args__, t.n_fields, t.__name__, t.__qualname__, t.__module__)
show(setattr,sys.version_info,'major',3); show(setattr, sys.flags,'debug',1); show(setattr,os.stat('/'),'st_mode',3)
class BadInt:
    def __index__(self): return True
class BadInt2(int):
    def __index__(self): return True
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    print(operator.index(BadInt()), operator.index(BadInt2()), [1,2][BadInt()], int(BadInt()), range(5)[BadInt()], hex(BadInt()), 'ab'[BadInt()], list(range(BadInt())), [1]*BadInt(), slice(BadInt()).indices(BadInt()), bytes(BadInt()), float(BadInt()), complex(BadInt()), chr(BadInt()), bin(BadInt()), round(1.55,BadInt()))
    for x in w: print(x.message)
class I:
    def __int__(self): return True
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always')
    print(int(I())); 
    for x in w: print(x.message)
