// This file implements the functions of integers.

package math

import (
	"math"
	"math/big"

	"weft/internal/object"
)

// bigIndex returns operator.index(v).
func bigIndex(th *thread, v value) (*big.Int, error) {
	i, err := object.Index(th, v)
	if err != nil {
		return nil, err
	}
	return object.Big(i), nil
}

func mathFactorial(th *thread, a []value) (value, error) {
	n, err := bigIndex(th, a[0])
	if err != nil {
		return value{}, err
	}
	switch {
	case n.Sign() < 0:
		return value{}, object.ValueErrorf(th, "factorial() not defined for negative values")
	case !n.IsInt64():
		return value{}, object.OverflowErrorf(th, "factorial() argument should not exceed %d", int64(math.MaxInt64))
	}
	return falling(th, n.Int64(), n.Int64())
}

// falling returns n * (n-1) * ... of k factors.
func falling(th *thread, n, k int64) (value, error) {
	r := int64(1)
	for i := int64(0); i < k; i++ {
		f := n - i
		if f > math.MaxInt32 || r > math.MaxInt32 {
			if hi := r * f; hi/f != r {
				p, err := product(th, n-k+1, n)
				if err != nil {
					return value{}, err
				}
				return object.BigInt(p), nil
			}
		}
		r *= f
	}
	return object.Int(r), nil
}

// product returns lo * (lo+1) * ... * hi, by halves; it can be interrupted.
func product(th *thread, lo, hi int64) (*big.Int, error) {
	if hi-lo < 64 {
		return new(big.Int).MulRange(lo, hi), nil
	}
	if err := th.SafePoint(); err != nil {
		return nil, err
	}
	mid := lo + (hi-lo)/2
	a, err := product(th, lo, mid)
	if err != nil {
		return nil, err
	}
	b, err := product(th, mid+1, hi)
	if err != nil {
		return nil, err
	}
	return a.Mul(a, b), nil
}

func mathPerm(th *thread, a []value) (value, error) {
	if a[1].IsAbsent() || a[1].Is(object.None) {
		return mathFactorial(th, a[:1])
	}
	n, k, err := choice(th, a)
	if err != nil {
		return value{}, err
	}
	switch {
	case n.Cmp(k) < 0:
		return object.Int(0), nil
	case !k.IsInt64():
		return value{}, object.OverflowErrorf(th, "k must not exceed %d", int64(math.MaxInt64))
	case n.IsInt64():
		return falling(th, n.Int64(), k.Int64())
	}
	p, err := fallingBig(th, n, k.Int64(), false)
	if err != nil {
		return value{}, err
	}
	return object.BigInt(p), nil
}

// fallingBig is falling for large n; with comb it is divided by k factorial.
func fallingBig(th *thread, n *big.Int, k int64, comb bool) (*big.Int, error) {
	r, f := big.NewInt(1), new(big.Int).Set(n)
	one := big.NewInt(1)
	for i := int64(1); i <= k; i++ {
		r.Mul(r, f)
		f.Sub(f, one)
		if comb {
			r.Quo(r, big.NewInt(i))
		}
		if err := th.SafePoint(); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func choice(th *thread, a []value) (n, k *big.Int, err error) {
	if n, err = bigIndex(th, a[0]); err != nil {
		return
	}
	if k, err = bigIndex(th, a[1]); err != nil {
		return
	}
	if n.Sign() < 0 {
		return nil, nil, object.ValueErrorf(th, "n must be a non-negative integer")
	}
	if k.Sign() < 0 {
		return nil, nil, object.ValueErrorf(th, "k must be a non-negative integer")
	}
	return n, k, nil
}

func mathComb(th *thread, a []value) (value, error) {
	n, k, err := choice(th, a)
	if err != nil {
		return value{}, err
	}
	rest := new(big.Int).Sub(n, k)
	if rest.Sign() < 0 {
		return object.Int(0), nil
	}
	if rest.Cmp(k) < 0 {
		k = rest
	}
	if !k.IsInt64() {
		return value{}, object.OverflowErrorf(th, "min(n - k, k) must not exceed %d", int64(math.MaxInt64))
	}
	c := k.Int64()
	if !n.IsInt64() {
		p, err := fallingBig(th, n, c, true)
		if err != nil {
			return value{}, err
		}
		return object.BigInt(p), nil
	}
	if c == 0 {
		return object.Int(1), nil
	}
	m := n.Int64()
	if m <= 61 { // every intermediate product fits
		r := int64(1)
		for i := int64(1); i <= c; i++ {
			r = r * (m - c + i) / i
		}
		return object.Int(r), nil
	}
	p, err := product(th, m-c+1, m)
	if err != nil {
		return value{}, err
	}
	q, err := product(th, 1, c)
	if err != nil {
		return value{}, err
	}
	return object.BigInt(p.Quo(p, q)), nil
}

func mathIsqrt(th *thread, a []value) (value, error) {
	n, err := object.Index(th, a[0])
	if err != nil {
		return value{}, err
	}
	if n.IsInt() && n.Int() >= 0 {
		return object.Int(int64(math.Sqrt(float64(n.Int())))), nil // exact: 49 bits
	}
	b := object.Big(n)
	if b.Sign() < 0 {
		return value{}, object.ValueErrorf(th, "isqrt() argument must be nonnegative")
	}
	return object.BigInt(new(big.Int).Sqrt(b)), nil
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func mathGcd(th *thread, args []value) (value, error) {
	small := int64(0)
	var r *big.Int
	for _, v := range args {
		i, err := object.Index(th, v)
		if err != nil {
			return value{}, err
		}
		if r == nil && i.IsInt() {
			n := i.Int()
			if n < 0 {
				n = -n
			}
			small = gcd(small, n)
			continue
		}
		if r == nil {
			r = big.NewInt(small)
		}
		r = new(big.Int).GCD(nil, nil, r, new(big.Int).Abs(object.Big(i)))
	}
	if r != nil {
		return object.BigInt(r), nil
	}
	return object.Int(small), nil
}

func mathLcm(th *thread, args []value) (value, error) {
	r := big.NewInt(1)
	for _, v := range args {
		b, err := bigIndex(th, v)
		if err != nil {
			return value{}, err
		}
		if r.Sign() == 0 || b.Sign() == 0 {
			r.SetInt64(0)
			continue
		}
		g := new(big.Int).GCD(nil, nil, r, new(big.Int).Abs(b))
		g.Quo(b, g)
		r.Mul(r, g).Abs(r)
	}
	return object.BigInt(r), nil
}
