# float: repr, arithmetic, methods, formatting.
import sys, os
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from _show import show
inf, nan = float("inf"), float("nan")
import math
class F(float): pass
show(globals(), r'''
0.1, 1.0, -0.0, 1e16, 1e15, 123456789012345680.0, 1e22, 1e23, 1e-4, 1e-5, 0.0001, 1.5e300, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 1/3, 2/3, 100.0, 1e100, inf, -inf, nan
0.1 + 0.2, 0.1 * 3, 1e308 * 10, 1e-320 / 2, 3.0 // 2, -3.0 // 2, 3.5 % 2, -3.5 % 2, 3.5 % -2, divmod(-3.5, 2), divmod(3.5, -2), -0.0 // 1, 0.0 % -1, inf // 1, inf % 5, 5 % inf, -5 % inf, 5 // inf, -5 // inf
2.0 ** 0.5, 2.0 ** -1, (-8.0) ** (1/3), (-2.0) ** 3, 0.0 ** 0, nan ** 0, 1 ** nan, inf ** -1, (-inf) ** 3, (-0.0) ** -1 if False else 0, 2 ** 0.5, 0.0 ** inf
0.0 ** -1
1e200 ** 2
10.0 ** 400
1.0 / 0
1.0 // 0.0
1.0 % 0.0
inf - inf, inf + 1, inf * 0, nan == nan, nan != nan, nan < 1, [nan] == [nan], nan in [nan], inf == inf, -0.0 == 0.0, max(nan, 1), max(1, nan), min(nan, 1), sorted([3.5, -1, 2, inf, -inf])
float("1.5"), float(" -1.5e3 "), float("1_000.5"), float("inf"), float("-Infinity"), float("NaN"), float("+nan"), float(".5"), float("5."), float("1e400"), float("1e-400"), float(b"2.5"), float(5), float(True), float(), float("٣.٥"), float("0x1p3") if False else 0
float("")
float("1.5.2")
float("1__0")
float("abc")
float(None)
float([])
float("1e")
float(10 ** 400)
float("\ud800")
(1.5).as_integer_ratio(), (0.1).as_integer_ratio(), (-0.0).as_integer_ratio(), (1e300).as_integer_ratio() == (int(1e300), 1)
inf.as_integer_ratio()
nan.as_integer_ratio()
(1.5).hex(), (0.1).hex(), (-0.0).hex(), inf.hex(), (5e-324).hex(), (1e308).hex(), float.fromhex("0x1.8p1"), float.fromhex("-0x.8"), float.fromhex("inf"), float.fromhex("1.8"), float.fromhex("  0X1P-1074 "), float.fromhex("0x1.fffffffffffffp1023")
float.fromhex("0x1p1024")
float.fromhex("zz")
float.fromhex("")
(1.5).is_integer(), (2.0).is_integer(), inf.is_integer(), (1.5).real, (1.5).imag, (1.5).conjugate()
round(2.5), round(3.5), round(-2.5), round(0.5), round(1.5), round(2.675, 2), round(1234.5678, -2), round(1e300), round(0.1, 20), round(-0.4), round(5e15 + 0.5), round(1.25, 1), round(1.35, 1), round(1e22, -22), round(15.0, -1), round(nan, 2), round(inf, -3)
round(nan)
round(inf)
int(1e300) % 1000, math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.7), int(-0.9), abs(-1.5), abs(-0.0), -(-0.0), +1.5
hash(1.0), hash(0.5), hash(-1.0), hash(inf), hash(-inf), hash(1e300) == hash(int(1e300)), hash(0.1), hash(-0.0), hash(2.0 ** 61)
1.0 == 1, 1.5 > 1, 2 ** 60 + 1 > 2.0 ** 60, 1.0 is 1, 0.5 < 10 ** 400, -0.5 > -10 ** 400, 1e300 == int(1e300)
format(1.5, ""), format(1.0, ""), format(1234567.891, ","), format(1234567.891, ",.2f"), format(1234567.891, "_.1f"), format(1.5, "e"), format(1.5, "E"), format(1.5, ".0f"), format(2.5, ".0f"), format(0.000012345, "g"), format(1e10, "g"), format(123456789.0, "g"), format(1e-10, ".3g"), format(100.0, "g"), format(100.0, "#g"), format(1.0, "n"), format(0.256, "%"), format(0.256, ".0%"), format(1.5, "+"), format(1.5, " "), format(-1.5, "010"), format(1.5, ">10"), format(1.5, "=+10"), format(1.5, "*^10"), format(1.5, ".3"), format(1e20, ".3"), format(12345.678, ".3"), format(-0.0, "z.1f"), format(-0.04, "z.1f"), format(-0.04, ".1f"), format(inf, "f"), format(nan, "F"), format(-inf, "010"), format(nan, "%"), format(1e16, ""), format(1.5, ".10"), format(0.1, ".20f"), format(0.1, ".55g"), format(5e-324, ".3e"), format(1e308, ".0f")[:10], format(123.456, "10.2f"), format(1234.5, "012,.1f"), format(3.14159, ".2_f") if False else 0
format(1.5, "d")
format(1.5, "x")
format(1.5, "s")
format(1.5, ".f")
format(1.5, ",_")
"%f %.2f %5.1f| %-8.2f| %08.2f %+f %e %.3e %E %g %.3g %G %%" % (1.5, 2.345, 3.14159, 4.5, 5.5, 6.5, 7.5, 12345.678, 1e-10, 1e10, 123456, 1e-10)
"%r %s %a" % (0.1, 1e16, 1.5), "%.0f" % 0.5, "%#.0f" % 1, "%5s" % 1.5, "%.3s" % 1.23456, "%f" % 10 ** 3 if False else 0, "%f" % inf, "%d" % 1e20, "%g" % 0.0001, "%g" % 0.00001
"%f" % "x"
F(1.5), F(1.5) + 1, type(F(1.5) + 1).__name__, repr(F(2)), F("1.5").hex(), type(F.fromhex("0x1p0")).__name__, type(abs(F(-1))).__name__
float.__getformat__("double"), sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig
float.from_number(3), float.from_number(1.5)
float.from_number("1")
[x / 10 for x in range(0, 12)]
[10.0 ** i for i in range(-8, 24, 3)]
[1.1 ** i for i in range(0, 100, 17)]
sum([0.1] * 10), math.fsum([0.1] * 10), sum([1e100, 1.0, -1e100]), math.sqrt(2), math.pi, math.e, math.nextafter(1.0, 2.0), math.ulp(1.0)
''')
