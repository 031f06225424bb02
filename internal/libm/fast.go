// This file implements the short way to the functions that programs call most: the same tables, but only the terms that matter
// are kept in pairs, and a bound of the error says whether the sum could round to another double (Ziv's test). Where it could,
// about one argument in a hundred, the long way decides; so both ways have the same results.

package libm

import "math"

// rounded returns hi + lo rounded, if no value within eps of it rounds otherwise.
func rounded(hi, lo, eps float64) (float64, bool) {
	r := hi + (lo + eps)
	return r, r == hi+(lo-eps)
}

// ln2 in two parts of which e times the first is exact for |e| < 2^11.
const (
	ln2High = 0x1.62e42fefa3800p-1
	ln2Low  = 0x1.ef35793c76730p-45
)

// logPair returns log x as an unevaluated sum, for a normal x > 0, with a relative error below 2^-67.
func logPair(x float64) (hi, lo float64) {
	b := math.Float64bits(x)
	e := int(b>>52) - 1023
	m := math.Float64frombits(b&(1<<52-1) | 1023<<52)
	if m >= math.Sqrt2 {
		m /= 2
		e++
	}
	i := int(256/m + 0.5)
	r := math.FMA(m, float64(i)*(1.0/256), -1) // exact: i has 9 bits
	q := r * r
	qlow := math.FMA(r, r, -q)
	p := q * r * (1.0/3 + r*(-1.0/4+r*(1.0/5+r*(-1.0/6+r*(1.0/7+r*(-1.0/8))))))
	if i == 256 && e == 0 {
		s := fastTwoSum(r, -q/2)
		w := fastTwoSum(s.hi, s.lo-qlow/2+p)
		return w.hi, w.lo
	}
	var t dd
	if i != 256 {
		t = logTable[i-181]
	}
	k := float64(e)
	s := twoSum(k*ln2High, t.hi)
	u := twoSum(s.hi, r)
	v := twoSum(u.hi, -q/2)
	l := (v.lo + u.lo + s.lo) + (t.lo + k*ln2Low - qlow/2) + p
	w := fastTwoSum(v.hi, l)
	return w.hi, w.lo
}

// expPair returns e^(hi+lo) without its power of two, which it returns too: the exponential is (a+b) * 2^n. It has a relative
// error below 2^-63 for |hi| < 740.
func expPair(hi, lo float64) (a, b float64, n int) {
	k := math.RoundToEven(hi * (32 / math.Ln2))
	c := hi - k*ln2Parts[0]
	d := k * ln2Parts[1]
	v := twoSum(c, -d)
	v = fastTwoSum(v.hi, v.lo+(lo-k*ln2Parts[2]))
	r, rl := v.hi, v.lo
	i := int(k)
	t := &exp2Table[i&31]
	p := r * r * (1.0/2 + r*(1.0/6+r*(1.0/24+r*(1.0/120+r*(1.0/720+r*(1.0/5040))))))
	h := t.hi * r
	s := fastTwoSum(t.hi, h)
	l := s.lo + math.FMA(t.hi, r, -h) + (t.lo + t.lo*r) + t.hi*(p+rl)
	w := fastTwoSum(s.hi, l)
	return w.hi, w.lo, i >> 5
}

// powFast is powPositive for most arguments; ok reports whether it knows the result.
func powFast(x, y float64) (r float64, ok bool) {
	if b := math.Float64bits(x); b>>52-1 >= 2046 {
		return 0, false // subnormal
	}
	hi, lo := logPair(x)
	z := hi * y
	if !(math.Abs(z) < 700) || math.Abs(z) < 1.0/(1<<40) {
		return 0, false
	}
	a, b, n := expPair(z, math.FMA(hi, y, -z)+lo*y)
	r, ok = rounded(a, b, 0x1p-62+math.Abs(z)*0x1p-66)
	return math.Float64frombits(math.Float64bits(r) + uint64(n)<<52), ok
}

// powHalves is powPositive for exponents that are small multiples of a half, by products and a root in pairs, whose relative error is below
// 2^-98.
func powHalves(x, y float64) (r float64, ok bool) {
	n := int(y * 2)
	if float64(n) != y*2 || n > 16 || n < -16 || !(x > 0x1p-60 && x < 0x1p60) {
		return 0, false
	}
	p := dd{1, 0}
	if n&1 != 0 {
		s := math.Sqrt(x)
		p = dd{s, math.FMA(-s, s, x) / (2 * s)}
	}
	m := max(n, -n) >> 1
	if m != 0 {
		q := dd{x, 0}
		for {
			if m&1 != 0 {
				if p == (dd{1, 0}) {
					p = q
				} else {
					p = p.mul(q)
				}
			}
			if m >>= 1; m == 0 {
				break
			}
			q = q.mul(q)
		}
	}
	if n < 0 {
		q := 1 / p.hi
		e := math.FMA(-p.hi, q, 1)
		p = dd{q, math.FMA(-p.lo, q, e) * q}
	}
	return rounded(p.hi, p.lo, p.hi*0x1p-90)
}

// expFast is Exp for most arguments.
func expFast(x float64) (r float64, ok bool) {
	if !(math.Abs(x) < 700) {
		return 0, false
	}
	a, b, n := expPair(x, 0)
	r, ok = rounded(a, b, 0x1p-62)
	return math.Float64frombits(math.Float64bits(r) + uint64(n)<<52), ok
}

// logFast is Log for most arguments.
func logFast(x float64) (r float64, ok bool) {
	if b := math.Float64bits(x); b>>52-1 >= 2046 {
		return 0, false
	}
	hi, lo := logPair(x)
	return rounded(hi, lo, math.Abs(hi)*0x1p-65)
}

// sinFast is Sin for most arguments, and with quarter 16 Cos.
func sinFast(x float64, quarter int) (float64, bool) {
	if !(math.Abs(x) < 1<<16) {
		return 0, false
	}
	k := math.RoundToEven(x * (32 / math.Pi))
	c := x - k*piParts[0]
	s := twoSum(c, -k*piParts[1])
	r, rl := s.hi, s.lo-k*piParts[2]
	if math.Abs(r) < 1.0/(1<<20) {
		return 0, false
	}
	j := int(k) + quarter
	t, d := tableSin(j&63), tableSin((j+16)&63)
	q := r * r
	sp := r * q * (-1.0/6 + q*(1.0/120+q*(-1.0/5040+q*(1.0/362880))))
	cp := q * (-1.0/2 + q*(1.0/24+q*(-1.0/720+q*(1.0/40320+q*(-1.0/3628800)))))
	h := d.hi * r
	u := twoSum(t.hi, h)
	l := u.lo + math.FMA(d.hi, r, -h) + (t.lo + d.lo*r) + d.hi*(sp+rl) + t.hi*(cp-r*rl)
	w := fastTwoSum(u.hi, l)
	return rounded(w.hi, w.lo, q*(math.Abs(t.hi)+math.Abs(r))*0x1p-51+math.Abs(w.hi)*0x1p-66)
}
