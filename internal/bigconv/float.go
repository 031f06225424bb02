// This file implements the traffic between int and float: conversion both ways, true division, comparison.

package bigconv

import (
	"math"
	"math/big"
)

// Float64 returns float(n), rounded half to even. The error is ErrFloatOverflow.
func Float64(n *big.Int) (float64, error) {
	f, _ := n.Float64()
	if math.IsInf(f, 0) {
		return 0, ErrFloatOverflow
	}
	return f, nil
}

// FromFloat returns int(f), truncated: small when big is nil. Errors: ErrInf, ErrNaN.
func FromFloat(f float64) (small int64, large *big.Int, err error) {
	if f > -(1<<63) && f < 1<<63 {
		return int64(f), nil, nil
	}
	switch {
	case f != f:
		return 0, nil, ErrNaN
	case math.IsInf(f, 0):
		return 0, nil, ErrInf
	}
	m, e := mantissa(f)
	n := big.NewInt(m)
	n.Lsh(n, uint(e)) // |f| >= 2**63, so e > 0
	if n.IsInt64() {
		return n.Int64(), nil, nil
	}
	return 0, n, nil
}

// mantissa returns f = m * 2**e with |m| < 2**53, f finite.
func mantissa(f float64) (m int64, e int) {
	fr, e := math.Frexp(f)
	return int64(fr * (1 << 53)), e - 53
}

// AsIntegerRatio returns f.as_integer_ratio(). Errors: ErrRatioInf, ErrRatioNaN.
func AsIntegerRatio(f float64) (num, den *big.Int, err error) {
	switch {
	case f != f:
		return nil, nil, ErrRatioNaN
	case math.IsInf(f, 0):
		return nil, nil, ErrRatioInf
	case f == 0:
		return new(big.Int), big.NewInt(1), nil
	}
	m, e := mantissa(f)
	for m&1 == 0 {
		m >>= 1
		e++
	}
	num, den = big.NewInt(m), big.NewInt(1)
	if e > 0 {
		num.Lsh(num, uint(e))
	} else {
		den.Lsh(den, uint(-e))
	}
	return num, den, nil
}

// CompareFloat compares n with f exactly: -1, 0, 1. For a NaN ok is false.
func CompareFloat(n *big.Int, f float64) (c int, ok bool) {
	switch {
	case f != f:
		return 0, false
	case math.IsInf(f, 1):
		return -1, true
	case math.IsInf(f, -1):
		return 1, true
	}
	t := math.Trunc(f)
	_, large, _ := FromFloat(t)
	if large == nil {
		large = big.NewInt(int64(t))
	}
	if c := n.Cmp(large); c != 0 {
		return c, true
	}
	switch {
	case t < f:
		return -1, true
	case t > f:
		return 1, true
	}
	return 0, true
}

// TrueDiv returns a / b correctly rounded. Errors: ErrZeroDivision, ErrDivOverflow.
func TrueDiv(a, b *big.Int) (float64, error) {
	if b.Sign() == 0 {
		return 0, ErrZeroDivision
	}
	if a.Sign() == 0 {
		if b.Sign() < 0 {
			return math.Copysign(0, -1), nil // as CPython
		}
		return 0, nil
	}
	if a.BitLen() <= 53 && b.BitLen() <= 53 {
		return float64(a.Int64()) / float64(b.Int64()), nil
	}
	diff := a.BitLen() - b.BitLen() // 2**(diff-1) < |a/b| < 2**(diff+1)
	if diff > 1024 {
		return 0, ErrDivOverflow
	}
	neg := a.Sign() != b.Sign()
	if diff < -1076 {
		if neg {
			return math.Copysign(0, -1), nil
		}
		return 0, nil
	}
	// Scale so that the integer quotient has at least 55 bits; what is below it only matters as a sticky bit.
	shift := 56 - diff
	x, y := new(big.Int).Abs(a), new(big.Int).Abs(b)
	if shift > 0 {
		x.Lsh(x, uint(shift))
	} else {
		y.Lsh(y, uint(-shift))
	}
	q, r := x.QuoRem(x, y, new(big.Int))
	m := q.Uint64() // 56 or 57 bits
	sticky := r.Sign() != 0
	exp := -shift // value = (m + fraction) * 2**exp
	top := exp + q.BitLen()
	lsb := max(top-53, -1074)
	if drop := uint(lsb - exp); drop > 63 {
		m = 0
	} else if drop > 0 {
		rest, half := m&(1<<drop-1), uint64(1)<<(drop-1)
		m >>= drop
		if rest > half || rest == half && (sticky || m&1 == 1) {
			m++
		}
	}
	f := math.Ldexp(float64(m), lsb)
	if math.IsInf(f, 0) {
		return 0, ErrDivOverflow
	}
	if neg {
		f = -f
	}
	return f, nil
}

// TrueDivInt64 is TrueDiv for machine integers.
func TrueDivInt64(a, b int64) (float64, error) {
	const exact = 1 << 53
	if b != 0 && -exact <= a && a <= exact && -exact <= b && b <= exact {
		return float64(a) / float64(b), nil
	}
	return TrueDiv(big.NewInt(a), big.NewInt(b))
}
