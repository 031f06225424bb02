# complex.
import sys, os
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from _show import show
class C(complex): pass
show(globals(), r'''
1j, 1 + 2j, -1j, 1 - 0j, -0.0 + 1j, complex(1, -0.0), complex(0, float("nan")), complex(float("inf"), -1), (1 + 2j) * (3 - 4j), (1 + 2j) / (3 - 4j), (1 + 2j) ** 2, (1 + 2j) ** -1, (1 + 2j) ** 0.5, 1j ** 1j, 2 ** 1j, (1 + 1j) + 1, 1 - 1j, 2 * 1j, 1 / 1j, 1.5 + 2j
complex("1+2j"), complex(" -1.5e3j "), complex("(1-2j)"), complex("inf-nanj"), complex("j"), complex("-j"), complex("1e-5+.5j"), complex(1.5), complex(1, 2), complex(1j, 2j), complex(), complex(True), complex("3")
complex("1 + 2j")
complex("abc")
complex("")
complex("1", 2)
complex(1, "2")
complex(None)
complex([])
(1 + 2j).real, (1 + 2j).imag, (1 + 2j).conjugate(), abs(3 + 4j), -(1 + 2j), +(1 + 2j), bool(0j), bool(1j), (1 + 2j) == (1 + 2j), 1 + 0j == 1, 1 + 0j == 1.0, 1j != 1
1j < 2j
1j // 1
1j % 1
divmod(1j, 1)
int(1j)
float(1j)
0j ** -1
1j / 0
hash(1 + 0j) == hash(1), hash(1j), hash(1 + 2j)
format(1 + 2j, ".2f"), format(1 + 2j, "g"), format(1 + 2j, "e"), format(1.5 + 2j, ">20"), format(1 + 2j, "+.1f"), format(1234567 + 2j, ","), format(1 + 2j, "")
format(1j, "d")
format(1j, "=10")
format(1j, "010")
C(1, 2), type(C(1, 2) + 1).__name__, repr(C(1)), complex.from_number(3), sum([1j, 2, 3.5])
pow(1j, 2), pow(1j, 2.5), (1e200 + 1j) * 1e200 if False else 0
pow(1j, 2, 3)
round(1j)
1j.__getnewargs__(), str(1e16 + 1e-7j), repr(complex(0.0, -0.0)), repr(complex(-0.0, 0.0)), eval(repr(3.5 - 2.25j))
''')
