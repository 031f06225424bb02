# bytes and bytearray and memoryview.
import sys, os
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from _show import show
b = b"Hello, World"
class B(bytes): pass
def ba(f):
    x = bytearray(b"hello")
    r = f(x)
    return r, x
def setslice(x, sl, v): x[sl] = v
def dele(x, sl): del x[sl]
show(globals(), r'''
b, b"\x00\xff'\"", b'\'"', bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"x"), bytes(bytearray(b"q")), bytes(range(5)), bytes(), bytes(memoryview(b"mv")), bytes.fromhex("00 ff 1a"), bytes.fromhex("DEAD"), bytes(iter([1]))
bytes(-1)
bytes([256])
bytes("x")
bytes(5, "utf-8")
bytes([1.5])
bytes(["a"])
bytes(None)
bytes(1.5)
bytes.fromhex("0")
bytes.fromhex("zz")
bytes.fromhex("0 0")
b.hex(), b.hex(":"), b.hex("-", 2), b.hex("-", -2), b"".hex(), bytearray(b"\x01").hex(), memoryview(b"ab").hex()
b.hex("ab")
b[0], b[-1], b[1:3], b[::-1], len(b), b + b"x", b * 2, 72 in b, b"ell" in b, b"" in b, b == b"Hello, World", b < b"Z", b == "Hello, World", sorted(b)[:3], list(b[:3]), max(b), b"a" != bytearray(b"a"), bytes(b"a") == bytearray(b"a")
300 in b
"a" in b
b + "x"
b[100]
b["x"]
b < "a"
b.upper(), b.lower(), b.title(), b.swapcase(), b.capitalize(), b.find(b"o"), b.find(111), b.rfind(b"o"), b.index(b"W"), b.count(b"l"), b.count(108), b.count(b""), b.split(b", "), b.split(), b.rsplit(b"o", 1), b.partition(b", "), b.rpartition(b"l"), b.replace(b"l", b"LL"), b.replace(b"", b"-", 2), b.startswith(b"He"), b.startswith((b"x", b"H")), b.endswith(b"ld"), b.strip(b"Hd"), b.lstrip(), b.rstrip(b"d"), b.center(20, b"*"), b.ljust(15), b.rjust(15, b"-"), b"42".zfill(5), b.join([b"1", b"2"]), b.removeprefix(b"He"), b.removesuffix(b"ld"), b"a\nb\r\nc".splitlines(), b"a\tb".expandtabs(), b.translate(None, b"lo"), b.translate(bytes.maketrans(b"lo", b"xy")), b.isalpha(), b"ab1".isalnum(), b"12".isdigit(), b"ab".islower(), b"AB".isupper(), b" \t".isspace(), b"Ab".istitle(), b"\x80".isascii()
b.find("o")
b.index(b"zz")
b.find(256)
b.split("x")
b.split(b"")
b.join(["a"])
b.join([1])
b.replace("a", "b")
b.startswith("H")
b.center(5, b"xx")
b.translate(b"short")
b.decode(), b"\xc3\xa9".decode(), b"\xff".decode("latin-1"), b"\xffa\xc3".decode("utf-8", "replace"), b"\xffa".decode("utf-8", "ignore"), b"\xff".decode("utf-8", "backslashreplace"), b"\xff".decode("utf-8", "surrogateescape"), b"\xed\xa0\x80".decode("utf-8", "surrogatepass"), b"\xff\xfea\x00".decode("utf-16"), b"\x80".decode("cp1252"), b"+AOk-".decode("utf-7"), b"a\\u00e9".decode("unicode_escape"), b"\xf0\x9f\x98\x80".decode(), b"\xe2\x82".decode("utf-8", "replace"), b"\xf0\x80\x80\x80x".decode("utf-8", "replace")
b"\xff".decode()
b"ab\xc3".decode()
b"\xed\xa0\x80".decode()
b"\xf4\x90\x80\x80".decode()
b"\xc0\x80".decode()
b"\x80".decode("ascii")
b"a".decode("nope")
b"a".decode("utf-16")
b"%d %s %x %b %c %a %r %%" % (1, b"x", 255, b"y", 65, "é", "q"), b"%(k)s" % {b"k": b"v"}, b"%5d|%-5s|%.2s" % (42, b"ab", b"xyz"), b"%f" % 1.5
b"%s" % "x"
b"%c" % 256
b"%d" % b"x"
repr(B(b"x")), type(B(b"x") + b"y").__name__, B(b"ab")[0], hash(b"a") == hash(B(b"a")), str(b"x"), b"a" b"b", ascii(b"\xe9")
ba(lambda x: x.append(33)), ba(lambda x: x.extend(b"!!")), ba(lambda x: x.extend([1, 2])), ba(lambda x: x.insert(0, 65)), ba(lambda x: x.insert(-1, 65)), ba(lambda x: x.pop()), ba(lambda x: x.pop(0)), ba(lambda x: x.remove(108)), ba(lambda x: x.reverse()), ba(lambda x: x.clear()), ba(lambda x: x.copy()), ba(lambda x: x.__iadd__(b"z")), ba(lambda x: x.__imul__(2)), ba(lambda x: x.resize(3)), ba(lambda x: x.resize(7))
ba(lambda x: setslice(x, 0, 65)), ba(lambda x: setslice(x, slice(1, 3), b"XYZ")), ba(lambda x: setslice(x, slice(0, 0), b"pre")), ba(lambda x: setslice(x, slice(None, None, 2), b"123")), ba(lambda x: setslice(x, slice(1, 3), [1, 2])), ba(lambda x: dele(x, 0)), ba(lambda x: dele(x, slice(1, 3))), ba(lambda x: dele(x, slice(None, None, 2))), ba(lambda x: setslice(x, slice(2, 2), x))
ba(lambda x: setslice(x, 0, 256))
ba(lambda x: setslice(x, 0, "a"))
ba(lambda x: setslice(x, 10, 1))
ba(lambda x: setslice(x, slice(None, None, 2), b"1"))
ba(lambda x: x.append(256))
ba(lambda x: x.append("a"))
ba(lambda x: x.pop(10))
ba(lambda x: x.remove(0))
bytearray().pop()
hash(bytearray())
bytearray(5), bytearray("é", "latin-1"), bytearray(b"x") + b"y", b"x" + bytearray(b"y"), bytearray(b"ab") * 2, bytearray(b"abc")[1:], repr(bytearray(b"\x00")), bytearray(b"a") == b"a", bytearray(b"abc").upper(), bytearray([1, 2]).hex()
memoryview(b"abc")[1], memoryview(b"abcdef")[1:4].tobytes(), memoryview(b"abc").tolist(), memoryview(b"abc") == b"abc", len(memoryview(b"abc")), memoryview(b"abc").readonly, memoryview(bytearray(b"x")).readonly, memoryview(b"abcd").cast("H").tolist() == [25185, 25699], memoryview(b"abc").format, memoryview(b"abc").itemsize, memoryview(b"abc").nbytes, memoryview(b"abc").shape, memoryview(b"abc").strides, memoryview(b"abc")[::-1].tobytes(), memoryview(b"abc").contiguous, bytes(memoryview(b"abc")[::2]), 98 in memoryview(b"abc"), memoryview(b"abcd").cast("B", (2, 2)).tolist(), hash(memoryview(b"a")) == hash(b"a")
memoryview("x")
memoryview(b"abc")[5]
memoryview(b"abc").__setitem__(0, 1)
memoryview(b"abc").cast("H")
memoryview(b"abc").cast("zz")
(lambda x, m: (x.append(1), x))(bytearray(b"a"), None), (lambda x: (m := memoryview(x), m.__setitem__(0, 65), m.__setitem__(slice(1, 3), b"BC"), x))(bytearray(b"abc"))[3]
(lambda x: (memoryview(x), x.append(1)) if False else (lambda m: x.append(1))(memoryview(x)))(bytearray(b"a"))
(lambda m: (m.release(), m[0]))(memoryview(b"a"))
''')
