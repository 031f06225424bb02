# What native functions say about wrong arguments: order of the checks, suggestions, names of functions and methods.
import collections, functools, heapq, itertools, math, operator, re, struct
def show(f,*a,**k):
    try: f(*a,**k)
    except BaseException as e: print(repr(e))
show(print,sp=1); show(print,en=1); show(print,xyz=1); show(print, sep=3); show(print,1,fil=None)
show(zip,strickt=1); show(map,strickt=1); show(map,int,[],strickt=1); show(map,int,strickt=1)
show(ImportError,nam=1); show(ImportError,pat=1); show(AttributeError,nam=1); show(NameError,nam=1); show(StopIteration,valu=1)
show(max,ke=1); show(max,[1],ke=1); show(max,1,2,defaul=3); show(min, key=1); show(max, default=1); show(max, default=1,key=2);show(max,1,2,default=3); show(max,1,2,default=3,xyz=1)

show(itertools.zip_longest,[],fillvalu=1); show(itertools.zip_longest,[],fillvalue=1,x=2); show(itertools.product,[],repeat=1,x=2)
show(int,'3',bas=1);show(int,bas=1); show(property,fge=1); show(collections.deque,[],maxle=3); show(collections.deque,[],3,maxlen=3); show(collections.deque,[],iterable=3)
show(str,b'a',encodin='u'); show(bytes,'a',encodin='u'); show(bytearray,'a',encodin='u'); show(complex,rea=1); show(enumerate,[],star=1); show(list,iterabl=1); show(sorted,[],revers=1); show([].sort,revers=1); show(open,'x',mod='r'); show(compile,'','','exec',flag=1)
show(dict.fromkeys,[1],valu=3); show(super,x=1); show(type,'a',(),{},x=1); show(memoryview,objec=1); show(range,star=1); show(slice,1,ste=2); show(float,xx=1)
show(__import__,'x',globl=1); show(exec,'',glob=1); show(eval,'',globl={}); show(sum,[],star=1); show(pow,2,3,mo=2); show(round,1,ndigit=2); show(input,x=1); show(hash,x=1)
show(format,1,None); show((1.0).__format__,None); show(float.__getformat__,None); show(int.from_bytes,b'',None); show((1).to_bytes,1,None); show(type,None,(),{}); show(type,'a',None,{}); show(type,'a',(),None); show(str,b'',None); show(str,b'','u',None); show(bytes,'a',None); show(bytearray,'a',None); show('a'.encode,None); show(b'a'.decode,None)

show(heapq.heappush,None,1); show(heapq.heapify,None); show(heapq.heappushpop,None,1); show(struct.calcsize,None); show(struct.Struct,None); show(struct.pack,None); show(heapq.heappop,None); show(heapq.heapreplace,None,1)
show('a'.join,None); show('a'.replace,None,'b'); show('a'.replace,'b',None); show('a'.startswith,None); show('a'.split,3); show('a'.partition,None); show('a'.center,3,None); show('a'.count,None); show('a'.find,None); show('a'.removeprefix,None); show('a'.zfill,None); show('a'.expandtabs,None); show('a'.translate,None); show(str.maketrans,None); show(str.maketrans,'a',None); show('a'.ljust,None); show('a'.index,None); show(ord,None); show(chr,None); show(compile,'',None,None); show(exec,None); show(getattr,1,None); show(hasattr,1,None); show(setattr,1,None,None); show(delattr,1,None); show(isinstance,1,None); show(issubclass,1,None); show(bytes.fromhex,None); show(float.fromhex,None); show(open,None); show(__import__,None); show(sum,None); show(divmod,1,None); show(eval,None); show(iter,None,None); show(b'a'.translate,5); show(b'a'.join,None); show(b'a'.replace,None,b''); show(b'a'.split,5); show(b''.hex,None); show(memoryview,None); show(slice); show(range,None); show([].index); show([].insert,None,None); show([].pop,None); show({}.update,None); show(set().update,None); show(dict,None); show(list,None); show(tuple,None); show(set,None); show(frozenset,None); show(bytes,None); show(bytearray,None); show(int,None); show(float,None); show(complex,None); show(enumerate,None); show(zip,None); show(map,None,None); show(filter,None,None); show(reversed,None)
class L(list): pass
d = collections.defaultdict(int)
b = True
for f in ((1).bit_length, b.bit_length, d.keys, d.get, L().append, L.append, list.append, {}.keys, dict.fromkeys, d.fromkeys, bool.from_bytes, math.acos, math.isclose,
          functools.reduce, itertools.combinations, re.compile("a").sub, re.compile("a").findall, operator.add, round, pow, sum, sorted, "a".replace, "a".upper, int.from_bytes, struct.unpack_from, globals, abs, dir):
    for a, k in (((), {}), ((1, 2, 3, 4, 5, 6), {}), ((), {"xyz": 1}), ((1,), {"xyz": 1}), ((1, 2), {"xyz": 1}), ((1,), {"numbe": 1})):
        show(f, *a, **k)
try: d.keys(1)
except TypeError as e: print(e)
try: b.bit_length(x=1)
except TypeError as e: print(e)
show(round, numbr=1)
