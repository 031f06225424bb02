// This file implements trigonometric functions and their inverses.

package libm

import (
	"math"
	"math/big"
)

// reduce returns j and r with x = j*pi/32 + r modulo 2 pi, |r| <= pi/64, 0 <= j < 64.
func reduce(x float64) (int, dd) {
	if math.Abs(x) >= 1<<16 {
		return reduceLarge(x)
	}
	k := math.RoundToEven(x * (32 / math.Pi))
	if k == 0 {
		return 0, dd{x, 0}
	}
	r := twoSum(x, -k*piParts[0])
	r = r.add(dd{-k * piParts[1], 0})
	r = r.add(dd{-k * piParts[2], 0})
	r = r.sub(twoProd(k, piParts[3]))
	return int(k) & 63, r
}

// reduceLarge is reduce with as many digits of pi as it takes.
func reduceLarge(x float64) (int, dd) {
	m, e := math.Frexp(x)
	mant := big.NewInt(int64(math.Ldexp(m, 53)))
	e -= 53 // x = mant * 2^e
	p, _ := new(big.Int).SetString(twoOverPi, 16)
	p.Mul(p, mant)
	// x*32/pi = p * 16 * 2^(e-1216)
	shift := uint(1216 - 4 - e)
	k := new(big.Int).Rsh(p, shift-1)
	k.Add(k, big.NewInt(1)).Rsh(k, 1) // nearest
	frac := new(big.Int).Sub(p, new(big.Int).Lsh(k, shift))
	j := int(new(big.Int).And(k, big.NewInt(63)).Int64())
	// frac * 2^-shift, at most 1/2 in size, times pi/32.
	f := new(big.Float).SetPrec(200).SetInt(frac)
	f.SetMantExp(f, -int(shift))
	hi, _ := f.Float64()
	f.Sub(f, big.NewFloat(hi))
	lo, _ := f.Float64()
	return j, piDD.mul(dd{hi, lo}).scale(-5)
}

// sincosSeries returns sin(r) and 1-cos(r)... for |r| <= pi/64: s = sin r, c = cos r - 1.
func sincosSeries(r dd) (s, c dd) {
	q := r.mul(r)
	h := q.hi
	tail := math.FMA(math.FMA(invFact[15].hi, -h, invFact[13].hi), h, -invFact[11].hi)
	tail = math.FMA(tail, h, invFact[9].hi)
	s = twoProd(tail, h).sub(invFact[7])
	s = s.mul(q).add(invFact[5])
	s = s.mul(q).sub(invFact[3])
	s = s.mul(q).mul(r).add(r)
	tail = math.FMA(math.FMA(invFact[16].hi, -h, invFact[14].hi), -h, invFact[12].hi)
	tail = math.FMA(tail, h, -invFact[10].hi)
	c = twoProd(tail, h).add(invFact[8])
	c = c.mul(q).sub(invFact[6])
	c = c.mul(q).add(invFact[4])
	c = c.mul(q).sub(invFact[2])
	c = c.mul(q)
	return s, c
}

// tableSin returns sin(j*pi/32) for 0 <= j < 64.
func tableSin(j int) dd {
	switch {
	case j <= 16:
		return sinTable[j]
	case j <= 32:
		return sinTable[32-j]
	case j <= 48:
		return sinTable[j-32].neg()
	}
	return sinTable[64-j].neg()
}

func sincosDD(x float64) (sin, cos dd) {
	j, r := reduce(x)
	s, c := sincosSeries(r)
	if j == 0 {
		return s, c.addF(1)
	}
	a, b := tableSin(j), tableSin((j+16)&63)
	sin = b.mul(s).add(a.mul(c)).add(a)
	cos = b.mul(c).sub(a.mul(s)).add(b)
	return sin, cos
}

// Sin returns the sine of x radians.
func Sin(x float64) float64 {
	if special(x) || math.Abs(x) < 1.0/(1<<28) {
		if special(x) {
			return math.NaN()
		}
		return x
	}
	if r, ok := sinFast(x, 0); ok {
		return r
	}
	s, _ := sincosDD(x)
	return s.value()
}

// Cos returns the cosine of x radians.
func Cos(x float64) float64 {
	if special(x) {
		return math.NaN()
	}
	if r, ok := sinFast(x, 16); ok {
		return r
	}
	_, c := sincosDD(x)
	return c.value()
}

// Tan returns the tangent of x radians.
func Tan(x float64) float64 {
	if special(x) || math.Abs(x) < 1.0/(1<<28) {
		if special(x) {
			return math.NaN()
		}
		return x
	}
	s, c := sincosDD(x)
	return s.div(c).value()
}

// angle returns the angle of the point (x, y), which Atan2 knows nearly: y0.
func angle(y, x dd, y0 float64) dd {
	s, c := sincosDD(y0)
	n := y.mul(c).sub(x.mul(s))
	d := x.mul(c).add(y.mul(s))
	return n.div(d).addF(y0)
}

// Atan returns the arc tangent.
func Atan(x float64) float64 {
	a := math.Abs(x)
	switch {
	case special(x) || a > 1<<60:
		return math.Atan(x)
	case a < 1.0/(1<<28):
		return x
	}
	return angle(dd{x, 0}, dd{1, 0}, math.Atan(x)).value()
}

// Atan2 returns the angle of the point (x, y).
func Atan2(y, x float64) float64 {
	r := math.Copysign(math.Atan2(y, x), y) // Go's forgets the sign where y/x underflows
	if special(y) || special(x) || x == 0 || y == 0 {
		return r
	}
	_, ex := math.Frexp(x)
	_, ey := math.Frexp(y)
	switch {
	case ey-ex > 60 || ex-ey > 900:
		return r
	case ex-ey > 60:
		if x > 0 {
			return y / x
		}
		return r
	}
	e := max(ex, ey)
	return angle(dd{math.Ldexp(y, -e), 0}, dd{math.Ldexp(x, -e), 0}, r).value()
}

// Asin returns the arc sine of |x| <= 1.
func Asin(x float64) float64 {
	a := math.Abs(x)
	if special(x) || a >= 1 || a < 1.0/(1<<28) {
		if a < 1.0/(1<<28) {
			return x
		}
		return math.Asin(x)
	}
	w := twoSum(1, -x).mul(twoSum(1, x)).sqrt()
	return angle(dd{x, 0}, w, math.Atan2(x, w.hi)).value()
}

// Acos returns the arc cosine of |x| <= 1.
func Acos(x float64) float64 {
	if special(x) || math.Abs(x) >= 1 || x == 0 {
		return math.Acos(x)
	}
	w := twoSum(1, -x).mul(twoSum(1, x)).sqrt()
	return angle(w, dd{x, 0}, math.Atan2(w.hi, x)).value()
}

// Hypot returns the length of a vector; it neither overflows nor underflows on the way.
func Hypot(xs []float64) float64 {
	largest, nan := 0.0, false
	for _, x := range xs {
		if x != x {
			nan = true
		}
		largest = max(largest, math.Abs(x))
	}
	for _, x := range xs {
		if math.IsInf(x, 0) {
			return math.Inf(1)
		}
	}
	if nan {
		return math.NaN()
	}
	if largest == 0 || len(xs) == 1 {
		return largest
	}
	var sum dd
	if e := int(math.Float64bits(largest)>>52) - 1022; e > -1000 && e < 1000 {
		down := math.Float64frombits(uint64(1023-e) << 52)
		for _, x := range xs {
			sum = sum.add(twoProd(x*down, x*down))
		}
		return sum.sqrt().value() / down
	}
	_, e := math.Frexp(largest)
	for _, x := range xs {
		x = math.Ldexp(x, -e)
		sum = sum.add(twoProd(x, x))
	}
	return math.Ldexp(sum.sqrt().value(), e) // rounded again where it is subnormal, as CPython does
}

// Length returns the length of a vector of two as C's hypot does, by C. F. Borges' correction of the plain formula (2019): it is not rounded
// to the nearest, but what CPython shows for the absolute value of a complex number.
func Length(x, y float64) float64 {
	x, y = math.Abs(x), math.Abs(y)
	if x < y {
		x, y = y, x
	}
	switch {
	case math.IsInf(x, 0) || math.IsInf(y, 0):
		return math.Inf(1)
	case y <= x*0x1p-54:
		return x + y
	case x > 0x1p500:
		return lengthInRange(x*0x1p-600, y*0x1p-600) * 0x1p600
	case y < 0x1p-440:
		return lengthInRange(x*0x1p600, y*0x1p600) * 0x1p-600
	}
	return lengthInRange(x, y) // or not a number
}

// lengthInRange is Length for x >= y where no square overflows or loses places.
func lengthInRange(x, y float64) float64 {
	h := math.Sqrt(float64(x*x) + float64(y*y))
	var s, t float64
	if h <= 2*y {
		d := h - y
		s, t = x*(2*d-x), (d-2*(x-y))*d
	} else {
		d := h - x
		s, t = 2*d*(x-2*y), float64((4*d-y)*y)+float64(d*d)
	}
	return h - (s+t)/(2*h)
}
