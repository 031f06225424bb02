# int: arithmetic, conversions, methods, big numbers.
import sys, os
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from _show import show
big = 3 ** 200
class I(int): pass
show(globals(), r'''
0, -0, 10 ** 30, -(10 ** 30), 2 ** 48, 2 ** 48 - 1, -(2 ** 48), -(2 ** 48) - 1, 2 ** 63, 2 ** 64
2 ** 47 * 2, 2 ** 48 + 2 ** 48, -(2 ** 48) - 1 + 1, 2 ** 48 - 1 + 1, (2 ** 24) * (2 ** 24), (2 ** 24) * (2 ** 25)
(2 ** 62) + (2 ** 62), 2 ** 63 - 1 + 1, -2 ** 63 - 1, 9223372036854775807 * 9223372036854775807
7 // 2, -7 // 2, 7 // -2, -7 // -2, 7 % 3, -7 % 3, 7 % -3, -7 % -3, divmod(-17, 5), divmod(17, -5)
big // 7 ** 30, big % 10 ** 9, -big // 7, -big % 7, divmod(big, -12345678901234567890)
big >> 100, big << 3, -big >> 100, -1 >> 1000, 1 << 70, -5 >> 1, 0 << 10 ** 6, 5 >> 10 ** 20
1 << -1
1 << 10 ** 20
big & 0xffff, big | 1, big ^ big, -big & 0xff, ~big == -big - 1, -1 & 2 ** 70, -(2 ** 70) | 5, -(2 ** 70) ^ 3
2 ** 0, 0 ** 0, 2 ** -2, (-2) ** 3, (-2) ** -3, pow(3, 100, 7), pow(3, -1, 7), pow(-3, 5, 7), pow(3, 5, -7), pow(2, 10 ** 10, 97)
pow(2, -1, 4)
pow(2, 1, 0)
0 ** -1
10 ** 20 / 10 ** 19, 1 / 3, (2 ** 1000) / (2 ** 999), 2 ** 53 / 1, (2 ** 53 + 1) / 1, -1 / 2, 10 ** 400 / 10 ** 399
2 ** 2000 / 1
1 // 0
1 % 0
divmod(1, 0)
int("12"), int(" -12 "), int("+5"), int("1_000"), int("0x1f", 16), int("0b11", 0), int("z", 36), int("0o17", 0), int("ff", 16), int(b"12"), int("٣")
int("12", 2)
int("1__0")
int("_1")
int("0x", 16)
int("010", 0)
int("")
int("1.5")
int("1" * 5000)
int("12", 1)
int("12", 37)
int("12", 0), int("0", 0), int("000", 0)
int(12, 10)
int(1.9), int(-1.9), int(True), int(1e20), int(12345678901234567890.0), int()
int(float("nan"))
int(float("inf"))
int([])
int(None)
int("a" * 10)
int("\ud800")
str(10 ** 40), repr(-5), hex(255), hex(-255), oct(8), bin(5), bin(-5), hex(big), f"{big:x}", f"{big:_d}", f"{-big:,}"[:20]
str(10 ** 4300)
len(str(10 ** 4299))
(5).bit_length(), (-5).bit_length(), (0).bit_length(), big.bit_length(), (5).bit_count(), (-7).bit_count(), big.bit_count()
(255).to_bytes(), (1024).to_bytes(2), (1024).to_bytes(4, "little"), (-1).to_bytes(2, "big", signed=True), (-129).to_bytes(2, signed=True), big.to_bytes(50, "little")[:5]
(256).to_bytes()
(-1).to_bytes(2)
(1).to_bytes(2, "middle")
(128).to_bytes(1, signed=True)
int.from_bytes(b"\x01\x00"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes(b"\x01\x02", "little"), int.from_bytes([1, 2, 3]), int.from_bytes(b"")
int.from_bytes([256])
int.from_bytes("ab")
(6).as_integer_ratio(), (5).numerator, (5).denominator, (5).real, (5).imag, (5).conjugate(), (5).is_integer(), (True).numerator
round(1234, -2), round(1250, -2), round(1350, -2), round(-1250, -2), round(5), round(15, -1), round(25, -1), round(big, -90), round(5, 3), round(5, -5)
(5).__add__(3), (5).__add__(3.0), (5).__radd__(3), (5).__truediv__(2), (5).__pow__(2, 3), (5).__index__(), (5).__bool__(), (5).__floor__(), (5).__round__(-1), (5).__divmod__(3), (5).__rsub__(3)
hash(5), hash(-1), hash(-2), hash(2 ** 61 - 1), hash(2 ** 61), hash(big) == hash(3 ** 200), hash(True), hash(-(2 ** 61 - 1)), hash(2 ** 100)
5 == 5.0, 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 10 ** 400 > 1e308, 10 ** 400 > float("inf"), -10 ** 400 < float("-inf"), 5 < float("nan"), big == float(big)
True + True, True * 5, -True, ~False, True & False, True | 2, True ^ True, True << 2, isinstance(True, int), True == 1, {1: "a", True: "b", 1.0: "c"}
I(5), I(5) + 1, type(I(5) + 1).__name__, type(I(5)).__name__, I("12", 8), repr(I(5)), I(5) == 5, hash(I(5)), type(+I(5)).__name__, type(abs(I(-5))).__name__, type(I(5).real).__name__, type(round(I(5))).__name__
sum(range(100000)), max(3, big), min(-big, 0), abs(-big), sorted([big, -big, 0, 2 ** 50, -(2 ** 50)])
format(42, "b"), format(42, "#x"), format(42, "#o"), format(42, "08b"), format(-42, "+d"), format(42, " d"), format(42, "e"), format(42, ".2f"), format(42, "%"), format(42, "c"), format(42, "n"), format(1234567, ","), format(1234567, "_"), format(0xfffff, "_x"), format(42, ">10"), format(42, "=+10"), format(-42, "010"), format(42, "^10"), format(42, "*<10"), format(10 ** 20, ".3g"), format(-3, "=5"), format(3, "#010b"), format(123, ",.1f")
format(42, "s")
format(42, ".2d")
format(42, ",x")
format(42, ",c")
format(42, "ñ>5"), format(42, "z")
format(1114112, "c")
format(42, "5.5.5")
"%d %i %5d %-5d| %05d %+d %x %X %#x %o %#o %c %s %r %e %g" % (1, 2, 3, 4, 5, 6, 255, 255, 255, 8, 8, 65, 9, 10, 11, 12)
"%x" % -255, "%d" % 3.99, "%s" % big, "%.5d" % 42, "% d" % 42, "%#X" % 255, "%5.3d" % 7, "%c" % "x", "%d" % True
"%d" % "x"
"%x" % 1.5
"%c" % 1114112
"%c" % "xy"
''')
