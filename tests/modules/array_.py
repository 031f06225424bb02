# array: construction, methods, slices and errors of all typecodes.
# test: flags=-Wignore
import array, io, pickle, sys


def t(s, **names):
    try:
        print(s, "=>", ascii(eval(s, dict(array=array.array, A=array, **names))))
    except Exception as e:
        print(s, "=>", type(e).__name__, ascii(str(e)))


cases = r"""
array()
array('x')
array(1)
array('ii')
array('i',1)
array('i','abc')
array('u','abc')
array('w','abc')
array('i',['a'])
array('i',[2**31])
array('b',[128])
array('b',[1.0])
array('f',['a'])
array('d',[1,2.5])
array('B',[256])
array('B',[-1])
array('H',[65536])
array('H',[-1])
array('h',[40000])
array('I',[-1])
array('I',[2**32])
array('L',[-1])
array('L',[2**64])
array('q',[2**63])
array('Q',[2**64])
array('Q',[-1])
array('l',[2**63])
array('i',array('u','ab'))
array('w',array('u','ab'))
array('i',b'abcd')
array('i',b'abc')
array('i',bytearray(b'abcd'))
array('i',array('d',[1]))
array('d',array('i',[1]))
array('i',x=1)
array(typecode='i')
array('i',[1],3)
array('w',[1])
array('w',['ab'])
array('u',['ab'])
array('u',[1])
array('u','😀')
array('w',b'abcd')
array('i',[2**31]*0)
array('h',[2**70])
array('b',[2**70])
array('I',['a'])
array('L',['a'])
array('Q',['a'])
array('Q',[1.0])
array('I',[1.0])
array('B',[1.0])
array('H',['a'])
array('w',[''])
array('\0')
array('w','a\x00b')
array('d',[1.5]).tolist()
array('i',[1,2])+[1]
array('i',[1,2])+array('h',[1])
array('i',[1,2])*2
array('i',[1])*'a'
array('i',[1])==[1]
array('i',[1])==array('d',[1])
array('i',[1])<array('i',[2])
array('i',[1,2])[5]
array('i',[1,2])['a']
array('i',[1]).pop()
array('i').pop()
array('i',[1]).pop(3)
array('i',[1]).remove(3)
array('i',[1]).index(3)
array('i',[1]).index(1,2)
array('i',[1]).count(1)
array('i',[1]).fromlist((1,2))
array('i',[1]).fromlist([1,'a'])
array('i',[1]).frombytes(b'abc')
array('i',[1]).frombytes('abc')
array('i',[1]).tounicode()
array('i',[1]).fromunicode('a')
array('w').fromunicode(1)
array('i',[1]).byteswap()
array('i',[1]).buffer_info()[1]
array('i',[1]).extend(1)
array('i',[1]).extend(array('h',[1]))
array('i',[1]).extend(['a'])
array('i',[1]).insert('a',1)
array('i',[1]).tofile(1)
array('i',[1]).fromfile(1,1)
array('i',[1]).__reduce__()
array('i',[1]).__reduce_ex__(2)
array('i',[1]).__reduce_ex__(3)
array('u','ab').__reduce_ex__(2)
array('u','ab').__reduce_ex__(3)
array('w','ab').__reduce_ex__(3)
array('i',[1]).__reduce_ex__('a')
array('i',[1]).__class_getitem__(int)
hash(array('i'))
1 in array('i',[1])
'a' in array('i',[1])
array('i',[1]).__sizeof__()
array('i').__sizeof__()
A._array_reconstructor(array,'i',8,b'abcd')
A._array_reconstructor(array,'i',99,b'abcd')
A._array_reconstructor(array,'x',8,b'abcd')
A._array_reconstructor(int,'i',8,b'abcd')
A._array_reconstructor(1,'i',8,b'abcd')
A._array_reconstructor(array,'i',8,'abcd')
A._array_reconstructor(array,'ii',8,b'abcd')
A._array_reconstructor(array,'i',9,b'abcd')
A._array_reconstructor(array,'i',8,b'abc')
memoryview(array('u','a')).format
memoryview(array('w','a')).format
memoryview(array('l',[1])).format
repr(array('u','a"b'))
repr(array('i'))
array('i',[1]).__copy__()
array('i',[1]).__deepcopy__({})
array('i',[1]).itemsize
array('u').itemsize
array('i',[1]).typecode
array('f',[1e300])
array('f',[0.1])
array('i',[True])
array('i',(x for x in range(3)))
array('i',{1:2})
array('i',None)
array('i',[1]).foo
array('w', 3)
array('u','a')+array('w','a')
array('i',[1,2,3])[::-1]
array('i',[1,2,3])[1:2]
array('i',[1]).__iadd__([1])
array('i',[1]).clear()
array('i',[1])[0:1]
len(array('i', range(9)))
array('i',[1]).__imul__(-1)
array('i',[1]).append('a')
array('i',[1]).append()
array('i',[1]).append(1,2)
array('i',[1]).insert(1)
array('F')
array('D')
array('e')
array('?')
array('i',[1]).__contains__(1)
array('i',[1]).tobytes()
array('i',[1]).tostring()
array('i',[1]).__setitem__(0,'a')
array('i',[1]).__setitem__(slice(0,1),[2])
array('i',[1]).__setitem__(slice(0,1),array('h',[2]))
array('i',[1]).__setitem__('a',2)
array('i',[1]).__delitem__('a')
array('i',[1,2,3,4]).__setitem__(slice(0,4,2),array('i',[2]))
array('i',[1]).__setitem__(5,2)
array('i',[1]).__delitem__(5)
array('i',[1]).__setitem__(0,2**40)
ascii(array('w',b'abcd')[0])
array('u',b'abcd')[0]
array('u',b'abcd').tounicode()
ascii(array('u','\ud800').tounicode())
ascii(array('w','\ud800').tounicode())
ascii(array('w','\ud800')[0])
array('i').frombytes(array('i',[1]))
array('i').frombytes(memoryview(b'abcd'))
array('I',[2**64])
array('I',[-2**64])
array('Q',[-2**64])
array('l',[-2**64])
array('b',[-129])
array('b',[40000])
array('h',[-40000])
array('H',[2**40])
A._array_reconstructor(array,'l',13,b'abcdefgh')
A._array_reconstructor(array,'l',8,b'abcdefgh')
A._array_reconstructor(array,'f',15,b'abcdefgh')
A._array_reconstructor(array,'d',15,b'abcdefgh')
A._array_reconstructor(array,'f',15,b'abcdefg')
A._array_reconstructor(array,'u',19,b'abcdefgh')
A._array_reconstructor(array,'u',18,b'abc')
A._array_reconstructor(array,'i',9,b'abc')
A._array_reconstructor(array,'b',9,b'abcd')
A._array_reconstructor(array,'i',-1,b'abc')
A._array_reconstructor(array,'i')
A._array_reconstructor(array,'i',2**40,b'')
A._array_reconstructor(array,'i','a',b'')
array('i',[1]).fromfile(1,'a')
iter(array('i',[1])).__reduce__()
iter(array('i',[])).__setstate__('a')
iter(array('i',[])).__setstate__(1)
array('i',[1,2]).index(2,-1)
array('i',[1,2]).index(2,'a')
array('i',[1,2]).index(2,None)
array('i',[1,2]).pop('a')
array('i',[1,2]).pop(2**70)
array('i',[1,2])[2**70]
array('i',[1,2]).insert(2**70,1)
array('i',[1,2])*2**62
array('i',[1,2]).fromunicode()
array('d',[float('nan')])==array('d',[float('nan')])
array('d',[1])<array('d',[float('nan')])
array('d',[1])<array('i',[1,2])
array('i',[1,2])<[1]
array('w','a')<array('w','b')
array('w','a')==array('i',[97])
array('w','a')<array('i',[97])
array('i',[1])!=array('i',[1])
array('u','a')==array('w','a')
A._array_reconstructor(array, 'i', 8, bytearray(b'abcd'))
array('i',[1]).__reduce_ex__(True)
array('i',[1]).__reduce_ex__(2**70)
array('f',[10**400])
array('d',[10**400])
array('f',[True])
"""
for line in cases.strip().split("\n"):
    t(line)

# Files.
f = io.BytesIO()
a = array.array("i", range(10))
a.tofile(f)
f.seek(0)
b = array.array("i")
b.fromfile(f, 4)
print(b)
try:
    b.fromfile(f, 40)
except EOFError as e:
    print(e, b)

# While a buffer is exported the size is fixed.
m = memoryview(b)
for s in ["b.append(1)", "b.extend([1])", "b.pop()", "b.insert(0,1)", "b.remove(0)", "b.frombytes(b'abcd')", "b.fromlist([1])", "b.__imul__(2)",
          "b.__delitem__(0)", "b.clear()", "b.__setitem__(slice(0,1),array('i'))", "b.__iadd__(b)", "b.byteswap()", "b.reverse()", "b.fromlist([])",
          "b.__imul__(1)", "b.__setitem__(slice(0,1),array('i',[1]))"]:
    t(s, b=b)
print(m.format, m.itemsize, m.shape, m.nbytes, m[3], m.tolist()[:3])
m[3] = 77
print(b[3])
m.release()
b.append(5)

# Subclasses, pickles, iterators.
class S(array.array):
    pass


s = S("i", [1, 2])
s.x = 1
print(repr(s), s.__reduce_ex__(2), s[0:1], type(s + s), type(s * 2), type(s.__copy__()))
for p in range(pickle.HIGHEST_PROTOCOL + 1):
    for code in array.typecodes:
        x = array.array(code, "ab\u20ac" if code in "uw" else [1, 2, 3])
        y = pickle.loads(pickle.dumps(x, p))
        assert y == x and y.typecode == code, (p, code)
    y = pickle.loads(pickle.dumps(s, p))
    assert type(y) is S and y == s and y.x == 1
i = iter(a)
next(i)
j = pickle.loads(pickle.dumps(i))
print(list(i), list(j), list(i))

# Slices against a list.
ref = list(range(12))
for start in (None, -20, -3, 0, 5, 20):
    for stop in (None, -20, -3, 0, 5, 20):
        for step in (None, 1, 2, 5, -1, -3):
            sl = slice(start, stop, step)
            assert array.array("h", ref)[sl].tolist() == ref[sl]
            l, x = ref[:], array.array("h", ref)
            del l[sl], x[sl]
            assert x.tolist() == l, sl
            for new in ([], [7], [7, 8, 9]):
                l, x = ref[:], array.array("h", ref)
                try:
                    l[sl] = new
                except ValueError as e:
                    try:
                        x[sl] = array.array("h", new)
                        print("no error", sl, new)
                    except ValueError as e2:
                        pass
                else:
                    x[sl] = array.array("h", new)
                    assert x.tolist() == l, (sl, new)

# Growth as __sizeof__ tells it.
a = array.array("i", range(5))
sizes = [a.__sizeof__()]
for k in range(30):
    a.append(1)
    sizes.append(a.__sizeof__())
while a:
    a.pop()
    sizes.append(a.__sizeof__())
print(sizes)
match array.array("i", [1, 2]):
    case [x, y]:
        print(x, y)
print(array.typecodes, array.ArrayType is array.array)
