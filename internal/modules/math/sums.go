// This file implements the functions of sequences: sums, products and distances.

package math

import (
	"math"
	"math/big"

	"weft/internal/libm"
	"weft/internal/object"
)

// exactSum is a sum of floats without any rounding: parts that do not overlap, in growing order (J. R. Shewchuk 1997).
type exactSum struct{ parts []float64 }

// add adds a finite x; it reports false if the sum overflows.
func (s *exactSum) add(x float64) bool {
	n := 0
	for _, y := range s.parts {
		if math.Abs(x) < math.Abs(y) {
			x, y = y, x
		}
		hi := x + y
		lo := y - (hi - x)
		if lo != 0 {
			s.parts[n] = lo
			n++
		}
		x = hi
	}
	s.parts = s.parts[:n]
	if math.IsInf(x, 0) {
		return false
	}
	if x != 0 {
		s.parts = append(s.parts, x)
	}
	return true
}

// value rounds the sum once.
func (s *exactSum) value() float64 {
	n := len(s.parts)
	if n == 0 {
		return 0
	}
	n--
	hi, lo := s.parts[n], 0.0
	for n > 0 {
		x := hi
		n--
		y := s.parts[n]
		hi = x + y
		if lo = y - (hi - x); lo != 0 {
			break
		}
	}
	// Half-even needs the sign of what is below a tie.
	if n > 0 && (lo < 0 && s.parts[n-1] < 0 || lo > 0 && s.parts[n-1] > 0) {
		y := lo * 2
		if x := hi + y; y == x-hi {
			hi = x
		}
	}
	return hi
}

func mathFsum(th *thread, a []value) (value, error) {
	var sum exactSum
	special, infs := 0.0, 0.0
	err := object.Iterate(th, a[0], func(v value) (bool, error) {
		x, err := real(th, v)
		if err != nil {
			return false, err
		}
		if !finite(x) {
			if x == x {
				infs += x
			}
			special += x
			return true, nil
		}
		if !sum.add(x) {
			return false, object.OverflowErrorf(th, "intermediate overflow in fsum")
		}
		return true, nil
	})
	if err != nil {
		return value{}, err
	}
	if special != 0 {
		if infs != infs {
			return value{}, object.ValueErrorf(th, "-inf + inf in fsum")
		}
		return object.Float(special), nil
	}
	return object.Float(sum.value()), nil
}

func mathProd(th *thread, a []value) (value, error) {
	r := a[1]
	if r.IsAbsent() {
		r = object.Int(1)
	}
	err := object.Iterate(th, a[0], func(v value) (bool, error) {
		if r.IsFloat() && v.IsFloat() {
			r = object.Float(r.Float() * v.Float())
			return true, nil
		}
		var err error
		r, err = object.Binary(th, object.OpMul, r, v)
		return err == nil, err
	})
	return r, err
}

// asFloat returns the float of an exact int or float.
func asFloat(v value) (float64, bool) {
	switch {
	case v.IsFloat():
		return v.Float(), true
	case v.IsInt():
		return float64(v.Int()), true
	case object.IsInt(v) && (v.IsExact(object.IntType) || object.IsBool(v)):
		x, _ := new(big.Float).SetInt(object.Big(v)).Float64()
		return x, !math.IsInf(x, 0)
	}
	return 0, false
}

func mathSumprod(th *thread, a []value) (value, error) {
	p, err := object.ToSlice(th, a[0])
	if err != nil {
		return value{}, err
	}
	q, err := object.ToSlice(th, a[1])
	if err != nil {
		return value{}, err
	}
	if len(p) != len(q) {
		return value{}, object.ValueErrorf(th, "Inputs are not the same length")
	}
	var total value
	i := 0
	// First integers, then floats, and from the first pair of anything else on whatever + and * do.
	var ints big.Int
	for ; i < len(p); i++ {
		x, y := p[i], q[i]
		if x.IsInt() && y.IsInt() && x.Int()>>31 == 0 && y.Int()>>31 == 0 {
			n := x.Int() * y.Int()
			for i+1 < len(p) && n < 1<<61 && p[i+1].IsInt() && q[i+1].IsInt() && p[i+1].Int()>>30 == 0 && q[i+1].Int()>>30 == 0 {
				i++
				n += p[i].Int() * q[i].Int()
			}
			ints.Add(&ints, big.NewInt(n))
			continue
		}
		if !x.IsExact(object.IntType) || !y.IsExact(object.IntType) {
			break
		}
		ints.Add(&ints, new(big.Int).Mul(object.Big(x), object.Big(y)))
	}
	total = object.BigInt(&ints)
	var sum exactSum
	plain, special, start := 0.0, false, i
	for ; i < len(p); i++ {
		x, okx := asFloat(p[i])
		y, oky := asFloat(q[i])
		if !okx || !oky || !p[i].IsFloat() && !q[i].IsFloat() {
			break
		}
		hi := x * y
		if plain += hi; !finite(hi) {
			special = true
			continue
		}
		if !sum.add(hi) || !sum.add(math.FMA(x, y, -hi)) {
			special = true
		}
	}
	if i > start {
		f := plain
		if !special {
			f = sum.value()
		}
		if total, err = object.Binary(th, object.OpAdd, total, object.Float(f)); err != nil {
			return value{}, err
		}
	}
	for ; i < len(p); i++ {
		t, err := object.Binary(th, object.OpMul, p[i], q[i])
		if err != nil {
			return value{}, err
		}
		if total, err = object.Binary(th, object.OpAdd, total, t); err != nil {
			return value{}, err
		}
	}
	return total, nil
}

func mathHypot(th *thread, args []value) (value, error) {
	var room [8]float64
	xs := room[:0]
	for _, v := range args {
		x, err := real(th, v)
		if err != nil {
			return value{}, err
		}
		xs = append(xs, x)
	}
	return object.Float(libm.Hypot(xs)), nil
}

func mathDist(th *thread, a []value) (value, error) {
	p, err := object.ToSlice(th, a[0])
	if err != nil {
		return value{}, err
	}
	q, err := object.ToSlice(th, a[1])
	if err != nil {
		return value{}, err
	}
	if len(p) != len(q) {
		return value{}, object.ValueErrorf(th, "both points must have the same number of dimensions")
	}
	xs := make([]float64, len(p))
	for i := range p {
		x, err := real(th, p[i])
		if err != nil {
			return value{}, err
		}
		y, err := real(th, q[i])
		if err != nil {
			return value{}, err
		}
		xs[i] = x - y
	}
	return object.Float(libm.Hypot(xs)), nil
}
