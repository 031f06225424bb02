# math, random (seeded), statistics, fractions, decimal, bisect, heapq, operator.
import math, random, statistics, bisect, heapq, operator
from fractions import Fraction
from decimal import Decimal, getcontext, ROUND_HALF_EVEN, localcontext
print(math.gcd(12, 18, 27), math.lcm(4, 6), math.factorial(20), math.comb(10, 3), math.perm(5, 2), math.isqrt(10 ** 20 + 1), math.prod([2, 3, 4]), math.hypot(3, 4), math.dist((0, 0), (3, 4)), math.copysign(1, -0.0), math.fmod(-7, 3), math.remainder(7, 4), math.frexp(10), math.ldexp(0.5, 4), math.modf(-2.5), math.log(8, 2), math.log2(8), math.log10(1000), math.log1p(0), math.exp(1), math.expm1(0), math.degrees(math.pi), math.isclose(0.1 + 0.2, 0.3), math.isnan(math.nan), math.isinf(-math.inf), math.fsum([0.1] * 10), math.trunc(-2.7), math.atan2(1, -1), math.sumprod([1, 2], [3, 4]), math.cbrt(27), math.erf(0.5), math.gamma(5), math.lgamma(10), math.fma(2, 3, 4), math.nextafter(0, 1), math.tau)
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.isqrt(-1), lambda: math.acos(2), lambda: math.exp(1000), lambda: math.gcd(1.5), lambda: math.floor("x"), lambda: math.comb(-1, 2), lambda: math.pow(0, -1), lambda: math.fmod(1, 0), lambda: math.log("x"), lambda: math.ldexp(1, 5000)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
random.seed(12345)
print(random.random(), random.randint(1, 100), random.choice("abcdef"), random.sample(range(100), 5), random.shuffle(l := list(range(8))), l, random.uniform(1, 2), random.gauss(0, 1), random.getrandbits(70), random.choices("ab", weights=[1, 3], k=5), random.randrange(0, 1000, 7), random.expovariate(2), random.triangular(), random.betavariate(1, 2), random.randbytes(4))
r = random.Random("text seed")
print(r.random(), r.getstate()[1][:2], random.Random(3.5).random(), random.Random(b"x").randint(0, 9), random.Random(2 ** 100).random())
st = r.getstate(); a = r.random(); r.setstate(st); print(a == r.random())
print(statistics.mean([1, 2, 3, 4]), statistics.median([3, 1, 2]), statistics.mode("aab"), statistics.stdev([1, 2, 3, 4]), statistics.pvariance([1, 2, 3]), statistics.quantiles([1, 2, 3, 4, 5]), statistics.fmean([1, 2]), statistics.geometric_mean([1, 4]), statistics.harmonic_mean([1, 2]), statistics.multimode("aabb"), statistics.correlation([1, 2, 3], [1, 2, 4]), statistics.NormalDist(0, 1).cdf(1), statistics.linear_regression([1, 2], [3, 5]))
print(Fraction(3, 6), Fraction("1.25"), Fraction(0.5), Fraction("3/4") + 1, Fraction(1, 3) * 3, Fraction(7, 2) // 1, Fraction(-7, 2) % 2, Fraction(1, 3) ** -2, Fraction(22, 7).limit_denominator(5), float(Fraction(1, 3)), repr(Fraction(1, 2)), hash(Fraction(1, 2)) == hash(0.5), Fraction(1, 2) < 0.6, round(Fraction(7, 2)), f"{Fraction(1, 3):.4f}", sum([Fraction(1, i) for i in range(1, 6)]))
print(Decimal("1.10") + Decimal("2.20"), Decimal(1) / Decimal(7), Decimal("1E+5"), Decimal(0.1), Decimal("1.5").quantize(Decimal("1"), ROUND_HALF_EVEN), Decimal(2).sqrt(), Decimal("NaN"), Decimal("-0"), Decimal("123.456").as_tuple(), Decimal("1.0") == Decimal("1"), round(Decimal("2.675"), 2), f"{Decimal('1234.5'):,.2f}", Decimal("1e3").to_integral_value(), divmod(Decimal(7), Decimal(2)), Decimal(3).ln(), max(Decimal(1), Decimal(2)))
with localcontext() as ctx:
    ctx.prec = 5
    print(Decimal(1) / 3)
for f in (lambda: Decimal("x"), lambda: Decimal(1) / 0, lambda: Fraction(1, 0), lambda: Fraction("x"), lambda: Decimal(1) + 1.5, lambda: statistics.mean([]), lambda: random.choice([]), lambda: random.randint(2, 1), lambda: random.sample([1], 2)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e)[:80])
h = [5, 3, 8, 1]
heapq.heapify(h); heapq.heappush(h, 0)
print([heapq.heappop(h) for _ in range(5)], heapq.nlargest(2, [1, 5, 3]), heapq.nsmallest(2, "dbca"), heapq.heappushpop([1, 2], 0), heapq.heapreplace([1, 2], 5), list(heapq.merge([1, 4], [2, 3])), heapq.nsmallest(2, [3, 1, 2], key=lambda x: -x))
a = [1, 2, 2, 3]
print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.insort(a, 2.5), a, bisect.bisect_left(["a", "bb"], 2, key=len))
print(operator.itemgetter(1, 0)("ab"), operator.attrgetter("real", "imag")(1j), operator.methodcaller("upper")("a"), operator.index(True), operator.concat([1], [2]), operator.countOf([1, 1], 1), operator.not_(0), operator.is_(None, None), repr(operator.itemgetter(1)), operator.iadd([1], [2]))
