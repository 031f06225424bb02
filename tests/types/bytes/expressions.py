def show(t):
    try:
        r = ascii(eval(t))
    except BaseException as e:
        r = type(e).__name__ + ' ' + ascii(str(e))
    print(ascii(t)[1:-1], ' => ', r)
class I:
    def __index__(self): return 65
class B:
    def __bytes__(self): return 'a'
class B2:
    def __bytes__(self): return b'x'
class BS(bytes): pass
class BAS(bytearray): pass
ba = bytearray
def st(x,k,v):
    x[k]=v; return x
def dl(x,k):
    del x[k]; return x
def call(x, name, *a):
    r = getattr(x,name)(*a); return x, r
def iadd(x, y):
    x += y; return x
def imul(x, y):
    x *= y; return x
T = r"""
bytes('a')
bytes(1,'utf8')
bytes(encoding='utf8')
bytes(errors='utf8')
bytes(b'a',errors='x')
bytes('a',errors='x')
bytes('é','utf-8')
bytes('é','latin-1')
bytes(3)
bytes(I())
bytes(-1)
bytes(2**100)
bytes(1.5)
bytes([1,255])
bytes((1,2))
bytes([1,256])
bytes([-1])
bytes(['a'])
bytes(x for x in (1,2))
bytes(range(5))
bytes([I()])
bytes(B())
bytes(B2())
bytes(object())
bytes(ba(b'x'))
bytes(BS(b'x')).__class__
bytes(1,2,3,4)
bytes(foo=1)
bytes('a',1)
ba('a')
ba('é','utf-8')
ba(3)
ba(1,'utf8')
ba(encoding='utf8')
ba(-1)
ba(2**100)
ba(1.5)
ba([256])
ba([1,2,3])
ba(['a'])
ba(object())
ba(b'abc')
ba(1,2,3,4)
ba('a',1)
b'a'.find('a')
b'abc'.find(99)
b'abc'.find(b'c',1)
b'abcb'.rfind(b'b')
b'abcb'.rfind(98,0,3)
b'a'.find(256)
b'a'.find(-1)
b'a'.find(1.5)
b'a'.index(b'b')
b'a'.rindex(b'b')
ba(b'a').index(b'b')
b'a'.count('a')
b'aaa'.count(b'a'), b'aaa'.count(97), b'aaa'.count(b'')
b'a' + 'a'
b'a' + 1
b'a'+b'b', b'a'+ba(b'b'), ba(b'a')+b'b'
ba(b'a') + 'a'
b'a' * 'a'
b'ab'*3, 2*ba(b'ab'), b'ab'*0
'a' in b'a'
97 in b'a', b'' in b'', b'bc' in b'abc', ba(b'a') in b'a'
256 in b'a'
-1 in b'a'
1.5 in b'a'
b'a'['a']
b'a'[5]
b'abc'[0], b'abc'[-1], b'abc'[1:], b'abc'[::-1], b'abc'[::2]
ba(b'a')['a']
ba(b'a')[5]
ba(b'abc')[0], ba(b'abc')[-1], ba(b'abc')[1:], ba(b'abc')[::-1], ba(b'abc')[::2]
b'a'.join(1)
b'a'.join([1])
b'a'.join('abc')
b','.join([b'a',ba(b'b'),memoryview(b'c')])
b','.join([b'a',b'b'])
ba(b',').join([b'a',b'b'])
b','.join([]), b','.join([b'a']), ba(b',').join([b'a'])
ba(b'a').join([1])
b'a'.split('a')
b'a'.split(b'')
b'a,b,c'.split(b','), b'a,b,c'.split(b',',1), b'a,b,c'.rsplit(b',',1), ba(b'a,b').split(b',')
b' a  b '.split(), b' a  b c '.split(None,1), b' a  b c '.rsplit(None,1), b'a\x1cb\x85c'.split()
b'a'.partition('a')
b'a'.partition(b'')
b'a,b,c'.partition(b','), b'a,b,c'.rpartition(b','), b'abc'.partition(b','), ba(b'a,b').partition(b','), ba(b'ab').rpartition(b',')
b'a'.replace('a','b')
b'a'.replace(b'a','b')
b'a'.replace(b'a')
b'a'.replace(b'a',b'b',count=1)
b'abab'.replace(b'a',b'xx'), b'abab'.replace(b'a',b'',1), b'abc'.replace(b'',b'-'), b'abc'.replace(b'',b'-',2), ba(b'abab').replace(b'a',b'x')
b'a'.startswith('a')
b'a'.startswith(('a',))
b'abc'.startswith(b'ab'), b'abc'.startswith((b'x',b'a')), b'abc'.endswith(b'bc',2), b'abc'.endswith(b'')
ba(b'a').startswith('a')
ba(b'a').endswith((1,))
b'a'.strip('a')
b' a '.strip(), b'xax'.strip(b'x'), b' a '.lstrip(), b' a '.rstrip(), ba(b' a ').strip()
b'a'.center(5,'a')
b'a'.center(5,b'ab')
b'a'.center(5,ba(b'x'))
b'a'.ljust(5,1)
ba(b'a').ljust(5,1)
b'a'.ljust(3), b'a'.rjust(3,b'-'), b'a'.center(4), b'-5'.zfill(4)
b'a'.zfill('a')
b'a'.translate(b'a')
b'a'.translate(1)
b'a'.translate(None,'a')
b'a'.translate(None,b'a')
b'abc'.translate(bytes.maketrans(b'ab',b'xy')), b'abc'.translate(bytes.maketrans(b'ab',b'xy'),b'c'), b'abc'.translate(None,delete=b'b')
bytes.maketrans(b'a',b'bc')
bytes.maketrans('a',b'bc')
bytes.fromhex('a')
bytes.fromhex('az')
bytes.fromhex('zz')
bytes.fromhex('61 6')
bytes.fromhex('61 6 2')
bytes.fromhex('é')
bytes.fromhex(1)
bytes.fromhex(b'6162')
bytes.fromhex(ba(b'61 62'))
bytes.fromhex(b'6')
bytes.fromhex(' 61  62\n63 '), ba.fromhex('6162'), BS.fromhex('61').__class__, BAS.fromhex('61')
b'abc'.hex('ab')
b'abc'.hex('é')
b'abc'.hex(1)
b'abc'.hex(b'-',2)
b'abc'.hex('-',-2)
b'abcdef'.hex('-',4), b'abcdef'.hex(':',-4), b'abcdef'.hex(':',0), b'abcdef'.hex(':'), b''.hex(':')
b'abc'.hex('-','a')
b'abc'.hex('')
b'abc'.hex(bytes_per_sep=2)
b'abc'.decode(1)
b'abc'.decode('utf-8',1)
b'abc'.expandtabs('a')
b'a\tb'.expandtabs(4)
b'abc'.removeprefix('a')
b'abc'.removeprefix(b'a'), b'abc'.removesuffix(b'c'), ba(b'abc').removeprefix(b'ab')
b'abc'.__mul__(1.5)
b'abc' < 'abc'
b'abc'.__lt__('abc')
b'a'<b'b', b'a'==ba(b'a'), ba(b'a')==b'a', ba(b'a')<b'b', b'a'=='a', b'a'==memoryview(b'a')
call(ba(b'abc'),'append','a')
call(ba(b'abc'),'append',97)
call(ba(b'abc'),'append',256)
call(ba(b'abc'),'append',-1)
call(ba(b'abc'),'extend','abc')
call(ba(b'abc'),'extend',b'abc')
call(ba(b'abc'),'extend',[1,2])
call(ba(b'abc'),'extend',(x for x in (97,98)))
call(ba(b'abc'),'extend',1)
call(ba(b'abc'),'extend',[256])
call(ba(b'abc'),'extend',['a'])
call(ba(b'abc'),'extend',1.5)
call(ba(b'abc'),'insert','a',1)
call(ba(b'abc'),'insert',1,256)
call(ba(b'abc'),'insert',1,65)
call(ba(b'abc'),'insert',-100,65)
call(ba(b'abc'),'insert',100,65)
call(ba(b'abc'),'pop','a')
call(ba(b'abc'),'pop',10)
call(ba(b'abc'),'pop')
call(ba(b'abc'),'pop',0)
call(ba(),'pop')
call(ba(b'abc'),'remove',1)
call(ba(b'abc'),'remove',98)
call(ba(b'abc'),'remove','a')
call(ba(b'abc'),'remove',256)
call(ba(b'abc'),'resize',-1)
call(ba(b'abc'),'resize',5)
call(ba(b'abc'),'resize',1)
call(ba(b'abc'),'resize','a')
call(ba(b'abc'),'reverse')
call(ba(b'abc'),'clear')
call(ba(b'abc'),'copy')
st(ba(b'abc'),0,256)
st(ba(b'abc'),0,'a')
st(ba(b'abc'),0,65)
st(ba(b'abc'),-1,65)
st(ba(b'abc'),10,1)
st(ba(b'abc'),'a',1)
st(ba(b'abc'),slice(0,1),1)
st(ba(b'abc'),slice(0,1),'a')
st(ba(b'abc'),slice(0,1),[1,256])
st(ba(b'abc'),slice(0,1),[65,66])
st(ba(b'abc'),slice(0,1),b'xyz')
st(ba(b'abc'),slice(1,2),b'')
st(ba(b'abc'),slice(3,3),b'zz')
st(ba(b'abc'),slice(2,1),b'zz')
st(ba(b'abcdef'),slice(0,3,2),b'XY')
st(ba(b'abcdef'),slice(None,None,2),b'')
st(ba(b'abcdef'),slice(None,None,-2),b'XYZ')
st(ba(b'abc'),slice(0,3,2),b'abc')
st(ba(b'abc'),slice(None),ba(b'abc'))
dl(ba(b'abc'),10)
dl(ba(b'abc'),0)
dl(ba(b'abc'),slice(0,2))
dl(ba(b'abc'),slice(1,2))
dl(ba(b'abcdefgh'),slice(None,None,2))
dl(ba(b'abcdefgh'),slice(None,None,3))
dl(ba(b'abcdefgh'),slice(None,None,-3))
dl(ba(b'abc'),slice(5,2))
iadd(ba(b'abc'),b'def')
iadd(ba(b'abc'),1)
iadd(ba(b'abc'),'a')
iadd(ba(b'abc'),memoryview(b'xx'))
imul(ba(b'abc'),'a')
imul(ba(b'abc'),3)
imul(ba(b'abc'),0)
'a' in ba(b'abc')
256 in ba(b'abc')
98 in ba(b'abc'), b'bc' in ba(b'abc')
hash(ba())
repr(ba(b"a'b")), repr(b"a'b"), repr(b'a"b'), repr(b'a\'"b'), repr(ba(b'a\'"b')), repr(b'\x00\xff\n\t\r\\')
str(ba(b'a')), repr(BAS(b'a'))
ba(b'a').__reduce__()
ba(b'a').__reduce_ex__(2)
ba(b'a').__reduce_ex__(3)
list(b'ab'), list(ba(b'ab')), list(reversed(b'ab'))
iter(b'ab').__reduce__()
iter(b'').__reduce__()
b'a'.__getnewargs__(), b'a'.__bytes__()
b'%s' % 'a'
ba(b'a')==1
ba(b'a')<1
call(ba(10),'resize',2**62)
ba(2**62)
bytes(2**62)
b'ab'*(2**62)
b'%f' % 2.5
b'%f' % 'a'
b'%f' % 1j
b'%d' % 'a'
b'%d' % 1.7
b'%c' % 1.7
b'%c' % b'ab'
b'%c' % bytearray(b'ab')
b'%c' % 'a'
b'%c' % 256
b'%c' % I()
b'%s' % 'a'
b'%b' % 1
b'%s' % I()
b'%r' % 'é'
b'%a' % 'é'
b'%z' % 1
b'%(a)s' % {b'a':b'1'}
b'%(a)s' % {'a':b'1'}
b'%(a)s' % b'a'
b'%s' % b'a'
b'%s' % bytearray(b'a')
b'%s' % memoryview(b'a')
b'%s' % B2()
b'%s %s' % b'a'
b'a' % b'a'
b'a' % 1
b'a' % {}
b'a' % []
b'%5s|%-5b|%.2s' % (b'a',b'b',b'cdef')
b'%*d' % (5,3)
b'%*d' % (b'5',3)
b'%i' % '1'
b'%' % 1
b'%(a' % {}
b'%.99999999999d' % 1
b'%99999999999999999999d' % 1
b'%c' % -1
b'%5c' % 65
bytearray(b'%s') % b'1'
b'%a' % 1
b'%5a' % 'x'
b'%.2a' % 'x'
b'\xff%d' % 5
b'abc'.isalnum(), b'abc'.isalpha(), b'12'.isdigit(), b' '.isspace(), b'ab'.islower(), b'AB'.isupper(), b'Ab Cd'.istitle(), b'\xff'.isascii(), b''.isalpha()
b'aBc dE'.upper(), b'aBc dE'.lower(), b'aBc dE'.title(), b'aBc dE'.swapcase(), b'aBc dE'.capitalize(), ba(b'ab').upper()
b'a\nb\r\nc\rd'.splitlines(), b'a\nb\r\nc\rd\n'.splitlines(True), b'a\x0bb'.splitlines(), ba(b'a\nb').splitlines(keepends=False)
hash(b'a')==hash(BS(b'a')), hash(b'a')==hash('a')
b'a'.find(), 1
b'a'.decode(), BS(b'abc').decode('ascii')
bytes.find(ba(b'a'),b'a')
""".strip().split('\n')
for t in T: show(t)
