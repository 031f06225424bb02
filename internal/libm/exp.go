// This file implements exponentials, logarithms and powers.

package libm

import "math"

// expDD returns e^x as a pair in [0.98, 2) and a power of two. |x| < 2000.
func expDD(x dd) (dd, int) {
	k := math.RoundToEven(x.hi * (32 / math.Ln2))
	r := dd{x.hi - k*ln2Parts[0], 0}.add(dd{-k * ln2Parts[1], 0}).add(dd{x.lo, 0}).sub(twoProd(k, ln2Parts[2]))
	n := int(k)
	return exp2Table[n&31].mul(expSeries(r).addF(1)), n >> 5
}

// expSeries returns e^r - 1 for |r| < 0.011.
func expSeries(r dd) dd {
	h := r.hi
	tail := 0.0
	for n := 12; n >= 6; n-- {
		tail = math.FMA(tail, h, invFact[n].hi)
	}
	s := twoProd(tail, h).add(invFact[5])
	for n := 4; n >= 1; n-- {
		s = s.mul(r).add(invFact[n])
	}
	return s.mul(r)
}

// logDD returns the natural logarithm of x > 0, finite.
func logDD(x float64) dd {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m *= 2
		e--
	}
	i := int(math.RoundToEven(256 / m))
	r := math.FMA(m, float64(i)/256, -1) // exact: i has 9 bits
	l := log1pSeries(dd{r, 0})
	if i != 256 {
		l = logTable[i-181].add(l)
	}
	if e != 0 {
		l = ln2.mulF(float64(e)).add(l)
	}
	return l
}

// log1pSeries returns log(1+r) for |r| < 1/256.
func log1pSeries(r dd) dd {
	h := r.hi
	tail := 0.0
	for n := 14; n >= 7; n-- {
		c := inverse[n].hi
		if n%2 == 0 {
			c = -c
		}
		tail = math.FMA(tail, h, c)
	}
	s := twoProd(tail, h)
	for n := 6; n >= 1; n-- {
		c := inverse[n]
		if n%2 == 0 {
			c = c.neg()
		}
		s = s.add(c)
		s = s.mul(r)
	}
	return s
}

func special(x float64) bool { return x-x != 0 } // infinite or NaN

// Exp returns e**x.
func Exp(x float64) float64 {
	switch {
	case special(x) || x > 710 || x < -746:
		return math.Exp(x)
	case math.Abs(x) < 1.0/(1<<54):
		return 1 + x
	}
	if r, ok := expFast(x); ok {
		return r
	}
	v, e := expDD(dd{x, 0})
	return v.ldexp(e)
}

// Exp2 returns 2**x.
func Exp2(x float64) float64 {
	switch {
	case special(x) || x > 1025 || x < -1076 || x == math.Trunc(x):
		return math.Exp2(x)
	case math.Abs(x) < 1.0/(1<<54):
		return 1 + x
	}
	v, e := expDD(ln2.mulF(x))
	return v.ldexp(e)
}

// Log returns the natural logarithm of x.
func Log(x float64) float64 {
	if special(x) || x <= 0 {
		return math.Log(x)
	}
	if r, ok := logFast(x); ok {
		return r
	}
	return logDD(x).value()
}

// Log2 returns the logarithm to base 2.
func Log2(x float64) float64 {
	if special(x) || x <= 0 {
		return math.Log(x)
	}
	m, e := math.Frexp(x)
	if m == 0.5 {
		return float64(e - 1)
	}
	return logDD(x).mul(invLn2).value()
}

// Log10 returns the logarithm to base 10. It is not rounded to the nearest: it adds the same two rounded terms as fdlibm and the C
// libraries that come from it, so that Python programs see CPython's last digits.
func Log10(x float64) float64 {
	if special(x) || x <= 0 {
		return math.Log(x)
	}
	m, e := math.Frexp(x)
	if e > 0 { // the mantissa is below 1 for x < 1 only
		m, e = 2*m, e-1
	}
	const twoHigh, twoLow = 0x1.34413509f6p-02, 0x1.9fef311f12b36p-42 // log10(2), the first with 11 trailing zero bits
	rest := float64(float64(e)*twoLow) + float64((1/math.Ln10)*Log(m))
	return rest + float64(float64(e)*twoHigh)
}

// Pow returns x**y, with the special cases of C's pow.
func Pow(x, y float64) float64 {
	switch {
	case special(x) || special(y) || x == 0 || y == 0 || x == 1:
		return math.Pow(x, y)
	case y == 1:
		return x
	case y == 2:
		return x * x
	case y == -1:
		return 1 / x
	}
	neg := false
	if x < 0 {
		if y != math.Trunc(y) {
			return math.NaN()
		}
		x = -x
		neg = math.Abs(y) < 1<<53 && math.Mod(y, 2) != 0
		if x == 1 {
			if neg {
				return -1
			}
			return 1
		}
	}
	r := powPositive(x, y)
	if neg {
		r = -r
	}
	return r
}

func powPositive(x, y float64) float64 {
	if y == 0.5 {
		return math.Sqrt(x)
	}
	if r, ok := powHalves(x, y); ok {
		return r
	}
	if r, ok := powFast(x, y); ok {
		return r
	}
	return powSlow(x, y)
}

func powSlow(x, y float64) float64 {
	l := logDD(x)
	z := l.hi * y
	switch {
	case z > 710:
		return math.Inf(1)
	case z < -746:
		return 0
	case math.Abs(z) < 1.0/(1<<55):
		return 1 + z
	}
	v, e := expDD(l.mulF(y))
	return v.ldexp(e)
}

// Cbrt returns the cube root. It is not rounded to the nearest: from the polynomial that glibc starts with, one step of Halley's
// iteration leads to what CPython shows with that library.
func Cbrt(x float64) float64 {
	if special(x) || x == 0 {
		return x
	}
	start := [...]float64{
		0.354895765043919860, 1.50819193781584896, -2.11499494167371287, 2.44693122563534430, -1.83469277483613086,
		0.784932344976639262, -0.145263899385486377,
	}
	m, e := math.Frexp(math.Abs(x))
	u := start[len(start)-1]
	for i := len(start) - 2; i >= 0; i-- {
		u = start[i] + float64(u*m)
	}
	cube := float64(u*u) * u
	root := u * (cube + 2*m) / (2*cube + m)
	twoThirds, third := 1.5874010519681994748, 1.2599210498948731648 // powers of 2; variables, for quotients rounded twice
	root *= [...]float64{1 / twoThirds, 1 / third, 1, third, twoThirds}[2+e%3]
	return math.Copysign(math.Ldexp(root, e/3), x)
}
