// Package libm computes elementary functions to the nearest double in all but very rare cases, where Go's package math may be one
// unit in the last place off. C libraries are as good within about one percent of the arguments, so Python programs see the
// numbers they know from CPython.
//
// Invariant: a dd is an unevaluated sum hi + lo with |lo| <= ulp(hi)/2, about 106 bits; functions evaluate to some 95 correct
// bits and round once at the end.
//
// The package has no state. Start reading at exp.go.
package libm

// This file implements arithmetic with pairs of doubles (T. J. Dekker 1971; M. Joldes et al. 2017).

import "math"

type dd struct{ hi, lo float64 }

// twoSum returns a + b exactly.
func twoSum(a, b float64) dd {
	s := a + b
	t := s - a
	return dd{s, (a - (s - t)) + (b - t)}
}

// fastTwoSum returns a + b exactly, if |a| >= |b| or a is 0.
func fastTwoSum(a, b float64) dd {
	s := a + b
	return dd{s, b - (s - a)}
}

// twoProd returns a * b exactly.
func twoProd(a, b float64) dd {
	p := a * b
	return dd{p, math.FMA(a, b, -p)}
}

func (a dd) add(b dd) dd {
	s, t := twoSum(a.hi, b.hi), twoSum(a.lo, b.lo)
	v := fastTwoSum(s.hi, s.lo+t.hi)
	return fastTwoSum(v.hi, t.lo+v.lo)
}

func (a dd) addF(b float64) dd {
	s := twoSum(a.hi, b)
	return fastTwoSum(s.hi, s.lo+a.lo)
}

func (a dd) neg() dd { return dd{-a.hi, -a.lo} }

func (a dd) sub(b dd) dd { return a.add(b.neg()) }

func (a dd) mul(b dd) dd {
	p := twoProd(a.hi, b.hi)
	return fastTwoSum(p.hi, p.lo+math.FMA(a.hi, b.lo, a.lo*b.hi))
}

func (a dd) mulF(b float64) dd {
	p := twoProd(a.hi, b)
	return fastTwoSum(p.hi, math.FMA(a.lo, b, p.lo))
}

func (a dd) div(b dd) dd {
	q := a.hi / b.hi
	r := a.sub(b.mulF(q))
	q2 := r.hi / b.hi
	r = r.sub(b.mulF(q2))
	return fastTwoSum(q, q2).addF(r.hi / b.hi)
}

// scale multiplies by a power of two, without overflow.
func (a dd) scale(e int) dd { return dd{math.Ldexp(a.hi, e), math.Ldexp(a.lo, e)} }

// sqrt returns the root of a >= 0.
func (a dd) sqrt() dd {
	if a.hi <= 0 {
		return dd{}
	}
	s := math.Sqrt(a.hi)
	r := a.sub(twoProd(s, s))
	return fastTwoSum(s, r.hi/(2*s))
}

func (a dd) value() float64 { return a.hi + a.lo }

// ldexp rounds a * 2^e once, also when the result is subnormal.
func (a dd) ldexp(e int) float64 {
	s := fastTwoSum(a.hi, a.lo)
	if s.hi == 0 || math.IsInf(s.hi, 0) {
		return s.hi
	}
	_, x := math.Frexp(s.hi)
	if x+e > -1021 {
		return math.Ldexp(s.hi, e)
	}
	// The last bit of the result is 2^-1074: round at that place, to even, looking at both parts.
	unit := math.Ldexp(1, -1074-e) // in terms of s
	q := math.RoundToEven(s.hi / unit)
	rest := (s.hi - q*unit) + s.lo
	switch {
	case rest > unit/2:
		q++
	case rest < -unit/2:
		q--
	case (rest == unit/2 || rest == -unit/2) && math.Mod(q, 2) != 0:
		if rest > 0 {
			q++
		} else {
			q--
		}
	}
	return math.Ldexp(q, -1074)
}
