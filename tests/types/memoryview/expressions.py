def show(t):
    try:
        r = ascii(eval(t))
        if ' at 0x' in r: r = r[:r.index(' at 0x')]
    except BaseException as e:
        r = type(e).__name__ + ' ' + ascii(str(e))
    print(ascii(t)[1:-1], ' => ', r)
m=memoryview
def rel():
    x=m(b'abc'); x.release(); return x
def ex():
    x=m(bytearray(b'abc')); z=x.__buffer__(0); x.release()
def ex2():
    x=bytearray(b'abc'); y=m(x); x.append(1)
def ex3():
    x=bytearray(b'abc'); y=m(x); y.release(); x.append(1); return x
def ex4():
    x=bytearray(b'abc')
    with m(x) as y: y[0]=65
    x.append(1); return x
def ex5():
    x=bytearray(b'abc')
    y=m(x)[1:]; z=y[1:]; y.release(); del y
    try:
        x.append(1)
    except BufferError as e: print(e)
    z.release()
    x.append(1); return x
def ex6():
    x=bytearray(b'abc')
    y=m(x); del y
    x.append(1); return x
def st(x,k,v): x[k]=v; return bytes(x)
def dl(x,k): del x[k]
n2=m(bytes(12)).cast('B',(3,4))
w2=m(bytearray(12)).cast('B',(3,4))
z=m(b'a').cast('B',[])
wz=m(bytearray(b'a')).cast('B',[])
T = r"""
m('a')
m()
m(1,2)
m(object=b'a').obj
rel()
rel().obj
rel().tobytes()
rel()[0]
len(rel())
rel().release()
hash(rel())
rel()==rel()
rel().__enter__()
ex()
ex2()
ex3()
ex4()
ex5()
ex6()
m(b'abc')[5]
m(b'abc')['a']
m(b'abc')[1.5]
m(b'abc')[0,0]
m(b'abc')[0,]
m(b'abc')[()]
m(b'abc')[...]
n2[0]
n2[0,0]
n2[5,0]
n2[0,5]
n2[-1,-1]
n2[0,0,0]
n2[0:1].shape
n2[0:1,0:1]
n2[0:1,0]
n2['a']
n2.tolist()
n2.tobytes('F')
n2.tobytes('X')
n2.tobytes(None)
m(bytes(range(6))).cast('B',(2,3)).tobytes('F')
n2.strides
n2.f_contiguous
len(n2)
list(n2)
n2.hex()
z[()]
z[...]
z[0]
len(z)
list(z)
z.tolist()
z.shape
st(wz,(),98)
st(wz,...,98)
st(wz,0,98)
wz.tolist()
st(m(b'a'),0,1)
st(m(bytearray(b'abc')),0,256)
st(m(bytearray(b'abc')),0,'a')
st(m(bytearray(b'abc')),0,b'a')
st(m(bytearray(b'abc')),5,1)
st(m(bytearray(b'abc')),'a',1)
st(m(bytearray(b'abc')),slice(0,2),b'xy')
st(m(bytearray(b'abc')),slice(0,2),b'x')
st(m(bytearray(b'abc')),slice(0,2),1)
st(m(bytearray(b'abc')),slice(None,None,2),b'xy')
st(m(bytearray(b'abcd')).cast('c'),0,b'z')
st(m(bytearray(b'abcd')).cast('c'),0,1)
st(m(bytearray(b'abcd')).cast('c'),0,b'zz')
st(m(bytearray(b'abcd')).cast('h'),0,2**20)
st(m(bytearray(b'abcd')).cast('h'),0,-2)
st(m(bytearray(b'abcd')).cast('?'),0,5)
st(m(bytearray(b'abcd')).cast('f'),0,'a')
st(m(bytearray(b'abcd')).cast('f'),0,1e300)
st(m(bytearray(b'abcd')).cast('e'),0,1e300)
st(m(bytearray(b'abcd')).cast('e'),0,1.5)
st(m(bytearray(b'abcdefgh')).cast('P'),0,-1)
st(m(bytearray(b'abcdefgh')).cast('Q'),0,-1)
st(m(bytearray(b'abcdefgh')).cast('q'),0,2**63)
st(m(bytearray(b'abcdefgh')).cast('d'),0,1.5)
st(m(bytearray(b'abcdefgh')).cast('h'),slice(0,2),b'abcd')
st(m(bytearray(b'abcdefgh')).cast('h'),slice(0,2),m(b'1234').cast('h'))
st(w2,(0,0),5)
st(w2,0,5)
st(w2,slice(0,1),b'abcd')
st(w2,(slice(0,1),0),b'abcd')
dl(m(bytearray(b'abc')),0)
dl(m(b'abc'),0)
m(b'abc').cast('i')
m(b'abcd').cast('i').cast('h')
m(b'abcd').cast('<i')
m(b'abcd').cast('@i').format
m(b'abcd').cast('zz')
m(b'abcd').cast(1)
m(b'abcd')[::2].cast('i')
m(b'abcd').cast('B',5)
m(b'abcd').cast('B',(5,))
m(b'abcd').cast('B',(0,))
m(b'abcd').cast('B',('a',))
m(b'abcd').cast('B',(2**62,4))
n2.cast('B',(2,6))
n2.cast('B')
n2.cast('B').shape
m(b'').cast('B',(0,))
m(b'').cast('i').tolist()
m(b'abcd').cast('B',(1,)*65)
m(b'abcd').cast('i').tolist(), m(b'abcd').cast('I')[0], m(b'\xff\xff').cast('h')[0], m(b'\0\0\x80?').cast('f')[0]
hash(m(b'abc'))==hash(b'abc')
hash(m(bytearray(b'abc')))
hash(m(b'abcd').cast('i'))
hash(m(b'abcd')[::2])==hash(b'ac')
m(b'abc')==b'abc'
b'abc'==m(b'abc')
m(b'abc')==bytearray(b'abc')
m(b'abc')==[1]
m(b'abc')<m(b'abd')
m(b'abcd').cast('i')==m(b'abcd').cast('I')
m(b'abcd').cast('b')==m(b'abcd')
m(b'abcd').cast('f')==m(b'abcd').cast('f')
m(b'abc').toreadonly().readonly
m(bytearray(b'abc')).toreadonly()[0]
m(b'abca').count(97)
m(b'abca').count('a')
m(b'abca').index(99)
m(b'abca').index(1)
m(b'abca').index(97,1)
n2.index(0)
n2.count(0)
m._from_flags(b'abc',0)
m._from_flags(b'abc',1)
m._from_flags(b'abc',0x100|8)
97 in m(b'abc')
iter(m(b'abc'))
next(iter(n2))
list(m(b'abc'))
m(b'abc').suboffsets
m(b'abc').nbytes
b'abc'.__buffer__(0)
b'abc'.__buffer__(1)
b'abc'.__buffer__('a')
m(b'abc').__buffer__(0).obj
m(b'abc')[1:].__buffer__(0)
m(b'abc').__release_buffer__(m(b'abc'))
m(b'abc')[::-1].tobytes()
m(b'abcdef')[::2][1:].tolist()
m(b'abc').hex('-')
m(b'abc').contiguous, m(b'abc').itemsize, m(b'abc').ndim, m(b'abc').readonly, m(bytearray(3)).readonly
""".strip().split('\n')
for t in T: show(t)
