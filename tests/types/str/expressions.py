def show(t):
    try:
        r = ascii(eval(t))
    except BaseException as e:
        r = type(e).__name__ + ' ' + ascii(str(e))
    print(ascii(t)[1:-1], ' => ', r)
class F:
    def __float__(self): return 2.5
class I:
    def __index__(self): return 65
class N:
    def __int__(self): return 'a'
class B:
    def __bytes__(self): return 'a'
class S(str): pass
class SR(str):
    def __repr__(self): return 'SR'
    def __str__(self): return 'SS'
class Fmt:
    def __format__(self, s): return 'F<%s>' % s
    def __repr__(self): return 'rép'
class BadF:
    def __format__(self, s): return 1
ba = bytearray
m = memoryview
T = r"""
'a'.join(1)
'a'.join([1,2])
'a'.join(['a',b''])
'a'.join('xyz')
'ä'.join(['x','ö',''])
''.join(x for x in ['a','b'])
''.join([S('a')]).__class__
','.join(['a'])
'a'.split('')
'a'.split(1)
'a,b,c'.split(',')
'a,b,c'.split(',',1)
'a,b,c'.rsplit(',',1)
'a--b--c'.split('--')
'a--b--c'.rsplit('--',1)
' a  b c '.split()
' a  b c '.split(None,1)
' a  b c '.rsplit(None,1)
' a\u2003b\x1cc\x85d '.split()
'a,b'.split(',',maxsplit=0)
' a b '.split(maxsplit=0)
''.split()
''.split(',')
'abc'.split('abc')
'a'.replace('a')
'a'.replace(1,2)
'a'.replace('a',2)
'abcabc'.replace('b','xx')
'abcabc'.replace('b','')
'abcabc'.replace('','-')
'abcabc'.replace('','-',3)
'äöü'.replace('','-')
'äöü'.replace('ö','o')
'äöü'.replace('ö','oo',0)
'abcabc'.replace('b','x',1)
'abcabc'.replace('b','x',count=1)
'abcabc'.replace('bc','x',-5)
'aaa'.replace('a','b')
'aaa'.replace('aa','b')
''.replace('','x')
''.replace('','x',0)
'a'.find(1)
'abc'.find('c',-1)
'abc'.find('',4)
'abc'.find('',3)
'abc'.rfind('',1,2)
'äbcb'.find('b',2)
'äbcb'.rfind('b',0,3)
'abc'.find('c',None,None)
'abc'.find('c','a')
'a'.index('b')
'a'.rindex('b')
'a'.count(1)
'aaa'.count('a',1)
'aaa'.count('')
'aäa'.count('')
'aäa'.count('',5)
'aäa'.count('a')
'abc'.count('a', 0, 10**30)
'a' in 1
1 in 'a'
'a' in 'bab'
'' in ''
'a'+1
1+'a'
'a'+'b'
S('a')+''
(S('a')+'').__class__
''+S('a')
(''+S('a')).__class__
'a'*'b'
'ab'*3
3*'äb'
'ab'*-1
(S('ab')*1).__class__
'a'['a']
'a'[5]
'a'[-1]
'äöü'[1]
'äöü'[-1]
'äöü'[::-1]
'äöü'[::2]
'abcdef'[1:5:2]
'abcdef'[::-2]
'abcdef'[5:0:-1]
'äbcdef'[5:0:-2]
'abc'[I():]
'abc'[True]
'abc'[1.5]
'abc'['a':]
'abc'[::0]
'a'[10**30]
'a'.strip(1)
'a'.lstrip(1)
' a '.strip()
'\u2003a\x85'.strip()
'xaxy'.strip('xy')
'öaö'.strip('ö')
'öaöb'.lstrip('öa')
'öaöb'.rstrip('böq')
'abc'.strip('')
'abc'.strip(None)
'   '.strip()
'a'.startswith(1)
'a'.startswith((1,))
'a'.startswith(('b','a'))
'a'.startswith('')
'a'.startswith('',2)
'abc'.startswith('c',2)
'äbc'.startswith('c',2)
'äbc'.endswith('b',0,2)
'a'.endswith((1,))
'a'.endswith(1)
'a'.endswith(())
'a'.partition(1)
'a'.partition('')
'a,b,c'.partition(',')
'a,b,c'.rpartition(',')
'a,b,c'.partition('x')
'a,b,c'.rpartition('x')
'a'.rpartition('')
'a'.center('a')
'a'.center(5,'ab')
'a'.center(5,1)
'a'.center(4)
'ab'.center(5,'é')
'ab'.center(1)
'a'.ljust(5,'')
'a'.ljust(5,'*')
'a'.rjust(5,'*')
'a'.zfill('a')
'-5'.zfill(5)
'+5'.zfill(5)
'ä'.zfill(3)
''.zfill(3)
'a'.expandtabs('a')
'a\tb\n\tc'.expandtabs()
'a\tb\n\tc'.expandtabs(4)
'a\tb\n\tc'.expandtabs(0)
'ä\tb'.expandtabs(tabsize=3)
'a\tb'.expandtabs(10**20)
'a'.removeprefix(1)
'abc'.removeprefix('ab')
'abc'.removesuffix('bc')
'abc'.removesuffix('')
'a'.removesuffix(1)
'a'.translate(1)
'abc'.translate({97:None,98:'xx',99:100})
'aäb'.translate({0xe4:'ae'})
'abc'.translate('x'*98+'y')
'a'.translate({97:-1})
'a'.translate({97:0x110000})
'a'.translate({97:1.5})
'a\n'.isspace()
str.maketrans(1)
str.maketrans({'ab':1})
str.maketrans({'a':1, 5:6})
str.maketrans({1.5:1})
str.maketrans('a','bc')
str.maketrans('ab','xy','z')
str.maketrans('a',1)
str.maketrans(1,'a')
str.maketrans('a','b',1)
'a'.encode(1)
'a'.encode('foo')
'a'.encode('utf-8','foo')
'\ud800'.encode('utf-8','foo')
'\ud800x\udc80'.encode('utf-8','surrogatepass')
'\ud800x\udc80'.encode('utf-8','replace')
'\ud800x\udc80'.encode('utf-8','ignore')
'\ud800x\udc80'.encode('utf-8','backslashreplace')
'\ud800x\udc80'.encode('utf-8','namereplace')
'\ud800x\udc80'.encode('utf-8','xmlcharrefreplace')
'\ud800x\udc80'.encode('utf-8','surrogateescape')
'x\udc80'.encode('utf-8','surrogateescape')
'\ud800'.encode()
'aä€'.encode('ascii','namereplace')
'aä€'.encode('ascii','xmlcharrefreplace')
'aä€'.encode('ascii','backslashreplace')
'aä€'.encode('latin-1')
'aä€€'.encode('latin-1')
'aä€€'.encode('latin1','replace')
'aä€€'.encode('ascii')
'aä\U0001f600'.encode('utf-16')
'aä\U0001f600'.encode('utf-32')
'a'.encode('utf\0')
b'\xff'.decode()
b'a\xff\xe4b'.decode('utf-8','replace')
b'a\xff\xe4b'.decode('utf-8','surrogateescape')
b'a\xff\xe4b'.decode('utf-8','backslashreplace')
b'a\xff\xe4b'.decode('ascii','ignore')
b'a\xff\xe4b'.decode('ascii')
b'a\xff\xe4b'.decode('latin-1')
b'\xed\xa0\x80'.decode('utf-8')
b'\xed\xa0\x80'.decode('utf-8','surrogatepass')
b'\x00\xd8'.decode('utf-16')
b'\xff\xfea\0'.decode('utf-16')
b'\xfe\xff\0a'.decode('utf-16')
b'abc'.decode('utf-16')
b'\0\0\x11\0'.decode('utf-32')
str(b'a','utf-8','strict')
str(1,'utf-8')
str('a','utf-8')
str(b'a',1)
str(b'a',errors=1)
str(encoding='utf-8')
str(b'abc')
str(1,2,3,4)
str(object=1)
str(foo=1)
str(object=b'a', encoding='ascii')
str(ba(b'abc'),'ascii')
str(1, object=1)
str()
str(S('x')).__class__
S(5), S(5).__class__
S(b'a','ascii')
str(SR('x')), repr(SR('x')), '%s' % SR('x'), '{}'.format(SR('x')), f'{SR("x")}'
'a'.splitlines(keepends=True)
'a\nb\r\nc\rd\x0be\x0cf\x1cg\x1dh\x1ei\x85j\u2028k\u2029l'.splitlines()
'a\nb\r\nc\rd\x0be\x0cf\x1cg\x1dh\x1ei\x85j\u2028k\u2029l\n\n'.splitlines(True)
''.splitlines()
'\n'.splitlines()
'%d' % 'a'
'%d %d' % (1,)
'%d' % (1,2)
'%s' % ()
'%(a)s' % 1
'%(a)s' % (1,)
'%(a)s' % {}
'%(a)s %(b)d' % {'a':1,'b':2}
'%z' % 1
'%' % 1
'%(a' % {}
'%c' % 'ab'
'%c' % 'é'
'%c%c' % (97,'b')
'%5c|%-5c|' % (97,'b')
'%c' % -1
'%c' % 0x110000
'%c' % 1.5
'%x' % 1.5
'%x %X %o %#x %#o' % (255,255,8,255,8)
'%d' % 1j
'%d' % 1.9
'%d' % 10**30
'%x' % (-10**30)
'%i' % '1'
'%f' % 'a'
'%e' % 1j
'%f %e %g %F %E %G' % (1.5,1.5,1.5,1.5,1.5e300,1e-10)
'%.3f|%10.2f|%-10.2f|%+d|% d|%05d' % (1.23456,2.5,2.5,3,3,3)
'%5s|%-5s|%.2s|%5.1s' % ('ab','ab','abc','xyz')
'%r %a %s' % ('é','é','é')
'%*d|%-*d|%.*f' % (5,1,5,1,2,3.14159)
'%*d' % ('a',1)
'%.*d' % ('a',1)
'%*d' % (10**20,1)
'%.*f' % (10**12,1)
'%%' % ()
'%5%' % ()
'%s %%' % 1
'abc' % 1
'abc' % {}
'abc' % []
'abc' % 'a'
'abc' % (1,)
'abc' % b''
'%s' % [1]
'%s' % {1:2}
'%d' % True
'%d' % F()
'%d' % I()
'%c' % I()
'%x' % I()
'%d' % N()
'%f' % I()
'%f' % F()
'{}'.format()
'{} {1}'.format(1,2)
'{1} {}'.format(1,2)
'{a}'.format()
'{0.a}'.format(1)
'{0[a]}'.format(1)
'{0[0]}'.format([])
'{0[0]} {0[1]}'.format([1,2])
'{a[b]} {a[c]}'.format(a={'b':1,'c':2})
'{0.real}'.format(5)
'{!x}'.format(1)
'{!r}{!s}{!a}'.format('é','é','é')
'{!r'.format(1)
'{:d}'.format('a')
'{'.format()
'}'.format()
'{{}}'.format()
'{a.}'.format(a=1)
'{0[}'.format([1])
'{:{:{}}}'.format(1,2,3)
'{:{}}'.format(1,5)
'{:{w}.{p}f}'.format(3.14159,w=8,p=2)
'{:>10}|{:<10}|{:^10}|{:*^10}'.format('a','b','c','d')
'{:,}'.format(1234567)
'{:é>5}'.format('a')
'{}'.format(Fmt())
'{:abc}'.format(Fmt())
'{!r:>5}'.format(Fmt())
'{!a:>8}'.format(Fmt())
'{}'.format(BadF())
'{}'.format_map(1)
'{a}'.format_map({})
'{a} {b[0]}'.format_map({'a':1,'b':[2]})
'a'.format_map()
'a'.__format__(1)
'a'.__format__('d')
'a'.__format__('=5')
'a'.__format__('+')
'a'.__format__(',')
'a'.__format__('_')
'a'.__format__('#')
'a'.__format__('z')
'a'.__format__('.1.2')
'abc'.__format__('.1')
'abc'.__format__('05')
f'{"a":>5}{1!r}{2.5:.1f}'
format('a', 5)
format(BadF())
'a'.__getitem__(1,2)
'a'<1
'a'<'b', 'a'<='a', 'b'>'a', 'é'>'z', '\ud800'<'\U0001f600', '\uffff'<'\U0001f600'
'a'.__lt__(1)
'a'.__add__(1)
'a'.__mul__('a')
'a'.__contains__(1)
'a'*(10**30)
'a'*(2**62)
'Straße'.upper(), 'STRASSE'.lower(), 'ǆ'.title(), 'ΑΣ'.lower(), 'İ'.lower(), 'ﬁ'.upper(), 'ß'.casefold()
'hello world'.title(), 'hello'.capitalize(), 'Hello'.swapcase(), "they're".title()
'a1'.isalnum(), 'a'.isalpha(), '1'.isdigit(), '²'.isdigit(), '½'.isnumeric(), '١'.isdecimal(), ''.isalpha()
'a b'.isidentifier(), 'ä_1'.isidentifier(), '1a'.isidentifier(), 'def'.isidentifier(), ''.isidentifier()
'a\n'.isprintable(), ''.isprintable(), 'é'.isprintable(), '\u200b'.isprintable()
'Ab'.islower(), 'ab1'.islower(), 'AB'.isupper(), 'Ab Cd'.istitle(), '1'.islower()
'a'.isascii(), 'ä'.isascii(), ''.isascii()
repr('a\'b'), repr('a"b'), repr('a\'"b'), repr('\\ \n \t \r \0 \x7f \x80 \xa0 é \u200b \ud800 \U0001f600')
ascii('é\u1234\U0001f600\n')
'a'.__getnewargs__(), S('x').__getnewargs__()
list('aé\U0001f600'), list(reversed('aé'))
iter('a').__reduce__()
iter('').__length_hint__()
hash('')==0, hash('a')==hash(S('a'))
type(iter('a')).__name__, type(iter('é')).__name__
len('aé\U0001f600')
'abc'.__len__()
str.upper('a')
str.upper(1)
str.join()
'a'.upper(1)
'a'.find()
'a'.find('a',1,2,3)
'a'.split(sep=',', foo=1)
'a'.split(',',1,2)
""".strip().split('\n')
for t in T: show(t)
