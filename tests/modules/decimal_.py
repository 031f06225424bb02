# decimal: construction, arithmetic, functions, contexts, signals, formats, errors; one expression a line.
from decimal import *
import decimal
def t(s, **k):
    try: r=eval(s, dict(globals(), **k)); print(s, "=>", ascii(r))
    except BaseException as e: print(s, "=>", type(e).__name__, ascii(str(e)))
L='''getcontext()
Decimal("1.10")+Decimal("2.20")
Decimal(1)/Decimal(7)
Decimal("1E+5"), Decimal(0.1), Decimal(2).sqrt(), Decimal("NaN"), Decimal("-0"), Decimal("sNaN123")
Decimal("123.456").as_tuple()
Decimal("x")
Decimal(1)/0
Decimal(0)/0
Decimal(1)+1.5
Decimal(3).ln()
Decimal(3).exp()
Decimal(3).log10()
Decimal(1000).log10()
Decimal(2)**Decimal("0.5")
Decimal(4)**Decimal("0.5")
Decimal(2)**-1
Decimal(2)**100
Decimal(3)**-2
Decimal("1.1")**10
Decimal(10)**-5
pow(Decimal(3),5,7)
divmod(Decimal(7),Decimal(2))
Decimal(-7)//2, Decimal(-7)%2
round(Decimal("2.675"),2), round(Decimal("2.5")), round(Decimal("3.5"))
f"{Decimal('1234.5'):,.2f}", f"{Decimal('1234567'):010,}", f"{Decimal('0.00001234'):e}", f"{Decimal('5'):%}", f"{Decimal('12.3'):>10}", f"{Decimal('-12.3'):=+10.3f}", f"{Decimal('1E5')}", f"{Decimal('1E5'):g}",f"{Decimal('1E5'):f}",f"{Decimal('0'):e}",f"{Decimal('0.0'):.3e}", f"{Decimal('1234567.891'):015,.2f}", f"{Decimal('NaN'):010}", f"{Decimal('1.5'):.0f}", f"{Decimal('123456'):.3g}"
Decimal("1.5").quantize(Decimal("1"), ROUND_HALF_EVEN)
Decimal("1e30").quantize(Decimal("1"))
hash(Decimal("1.5"))==hash(1.5), hash(Decimal(10**20))==hash(10**20), hash(Decimal("-1"))==hash(-1)
Decimal("1.0")==1, Decimal("0.5")==0.5, Decimal(1)<2, Decimal("NaN")==1
Decimal("NaN")<1
Decimal((0,(1,2,3),-2)), Decimal((1,(),"F")), Decimal((0,(1,),"n"))
Decimal((0,(1,2,3)))
Decimal([1])
Decimal(1j)
Decimal(None)
Decimal("1",5)
int(Decimal("3.7")), float(Decimal("3.7")), complex(Decimal(2))
int(Decimal("NaN"))
int(Decimal("Inf"))
Decimal("3.25").as_integer_ratio()
Context(prec=5)
Context(prec=0)
Context(rounding="x")
Context(traps=[Inexact])
Context(traps=[1])
Context(foo=1)
BasicContext, ExtendedContext, DefaultContext
getcontext().flags
getcontext().traps[Inexact]
getcontext().traps[5]
getcontext().foo
Decimal(1).compare(2), Decimal(1).max(2), Decimal(1).next_plus(), Decimal(1).next_minus()
Decimal("1E+1000000")
Decimal("1E+999999")*10
Decimal("1E-999999")/10**30
Decimal("1e9999999999999999999")
Decimal(1).quantize("x")
Decimal(1).quantize(Decimal(1), "foo")
Decimal(1).quantize(Decimal(1), context=5)
Decimal("12.30").normalize(), Decimal("1200").normalize()
Decimal("1.23E+5").to_eng_string()
Decimal(1).is_zero(), Decimal("-0").is_signed()
Decimal("1_000.5"), Decimal(" 1 "), Decimal("\\u0661")
IEEEContext(32), IEEEContext(64)
IEEEContext(33)
Decimal.from_float(0.1)
Decimal.from_float("x")
Decimal.from_number(5)
Decimal(7).__reduce__()
getcontext().__reduce__()
localcontext(prec=5).__enter__()
localcontext(foo=5)
Decimal(5).sqrt(Context(prec=3))
Decimal("1.5")*Decimal("1.5"), Decimal(10**30)+1, Decimal(5)-Decimal(5)
setattr(getcontext(),"prec","x")
setattr(getcontext(),"Emin",5)
getcontext().create_decimal("1.23456789012345678901234567890123")
getcontext().divide(1,3), getcontext().power(2,3), getcontext().power(2,3,5)
abs(Decimal(-5)), -Decimal(5), +Decimal("1.23456789012345678901234567890123")
Decimal("0E-10"), Decimal("1E-7"), Decimal("0.000001"), Decimal("1E+3")
Decimal(1).copy_sign(-2), Decimal(5).logb(), Decimal(5).scaleb(3), Decimal(12345).shift(2), Decimal(12345).rotate(-2)
Decimal("1010").logical_and("1100")
Decimal("1010").logical_and(Decimal("1100"))
sum([Decimal("0.1")]*10)
Decimal(1).number_class()
getcontext().copy() == getcontext()
Decimal("Infinity")-Decimal("Infinity")
Decimal("Infinity")*0
Decimal("0")**0
Decimal(-8)**Decimal("0.33")'''
for l in L.split('\n'): t(l)
with localcontext() as ctx:
    ctx.prec=5; print(Decimal(1)/3, ctx.flags[Inexact])
    ctx.traps[Inexact]=True
    t('Decimal(1)/3')
    t('Decimal("1e999999")*Decimal("1e99999")')
print(getcontext())
import pickle, copy
print(pickle.loads(pickle.dumps(Decimal("1.5"))), pickle.loads(pickle.dumps(getcontext())))
class D(Decimal): pass
print(repr(D("1.5")), type(D(1)+D(2)), D.from_float(1.5))
import fractions; print(Decimal("0.5")==fractions.Fraction(1,2), Decimal("0.5")<fractions.Fraction(2,3))
with localcontext(prec=60): print(Decimal(2).sqrt(), Decimal(2).ln(), Decimal(10).ln(), Decimal("1.5").exp(), Decimal("0.1").log10(), Decimal("1.00000001").ln(), Decimal(2)**Decimal("0.1"), Decimal("1e-20").exp())

# Of the three operands of fma() the first two are multiplied before the third is looked at.
import decimal, itertools
for x, y, z in itertools.product(("2", "0", "-Inf", "NaN5", "-sNaN7"), repeat=3):
    c = decimal.Context(prec=9, traps=[])
    print(c.fma(decimal.Decimal(x), decimal.Decimal(y), decimal.Decimal(z)), [f.__name__ for f, on in c.flags.items() if on])
for x, y, z in (("1.23E+123456791", "10123898", "17291065"), ("-7E+1234", "3", "1000003"), ("4E+5", "2", "1"), ("50E-1", "3", "7"), ("0E+99", "3", "7")):
    print(decimal.Context(prec=9, Emax=999999999, Emin=-999999999).power(decimal.Decimal(x), decimal.Decimal(y), decimal.Decimal(z)))
