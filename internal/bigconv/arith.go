// This file implements integer arithmetic that math/big defines otherwise than Python, or not at all.

package bigconv

import (
	"math/big"
	"math/bits"
	"slices"
)

// MaxBits bounds the result of Lsh and Pow. CPython's own bound is higher, but its practical one is memory, too.
const MaxBits = 1 << 34

// FloorDivMod returns a // b and a % b; the remainder has the sign of b. The error is ErrZeroDivision.
func FloorDivMod(a, b *big.Int) (q, r *big.Int, err error) {
	if b.Sign() == 0 {
		return nil, nil, ErrZeroDivision
	}
	q, r = new(big.Int).QuoRem(a, b, new(big.Int))
	if r.Sign() != 0 && r.Sign() != b.Sign() {
		q.Sub(q, one())
		r.Add(r, b)
	}
	return q, r, nil
}

func one() *big.Int { return big.NewInt(1) }

// Lsh returns n << count. Errors: ErrNegShift, ErrTooManyDigits for a count beyond any size, ErrMemory beyond MaxBits.
func Lsh(n, count *big.Int) (*big.Int, error) {
	switch {
	case count.Sign() < 0:
		return nil, ErrNegShift
	case n.Sign() == 0:
		return new(big.Int), nil
	case !count.IsInt64():
		return nil, ErrTooManyDigits
	case count.Int64() > MaxBits-int64(n.BitLen()):
		return nil, ErrMemory
	}
	return new(big.Int).Lsh(n, uint(count.Int64())), nil
}

// Rsh returns n >> count, rounding towards minus infinity. The error is ErrNegShift.
func Rsh(n, count *big.Int) (*big.Int, error) {
	if count.Sign() < 0 {
		return nil, ErrNegShift
	}
	if !count.IsInt64() || count.Int64() > int64(n.BitLen()) {
		if n.Sign() < 0 {
			return big.NewInt(-1), nil
		}
		return new(big.Int), nil
	}
	return new(big.Int).Rsh(n, uint(count.Int64())), nil
}

// BitCount returns n.bit_count(): the number of ones in |n|.
func BitCount(n *big.Int) int {
	c := 0
	for _, w := range n.Bits() {
		c += bits.OnesCount(uint(w))
	}
	return c
}

// Pow returns a ** b for b >= 0. The error is ErrMemory when the result has more than MaxBits bits.
func Pow(a, b *big.Int) (*big.Int, error) {
	if a.BitLen() <= 1 { // -1, 0, 1
		switch {
		case b.Sign() == 0 || a.Sign() > 0 || a.Sign() < 0 && b.Bit(0) == 0:
			return one(), nil
		default:
			return new(big.Int).Set(a), nil
		}
	}
	if !b.IsInt64() {
		return nil, ErrMemory
	}
	e := b.Int64()
	if e > MaxBits || int64(a.BitLen()-1) > MaxBits/max(e, 1) {
		return nil, ErrMemory
	}
	// Take out the power of two: a shift is cheaper than squaring zeros.
	z := a.TrailingZeroBits()
	if z == 0 {
		return new(big.Int).Exp(a, b, nil), nil
	}
	odd := new(big.Int).Rsh(a, z)
	odd.Exp(odd, b, nil)
	return odd.Lsh(odd, z*uint(e)), nil
}

// PowMod returns pow(a, b, m), with the sign of m; a negative b inverts a first. Errors: ErrPowZeroMod, ErrNotInvertible.
func PowMod(a, b, m *big.Int) (*big.Int, error) {
	if m.Sign() == 0 {
		return nil, ErrPowZeroMod
	}
	mod := new(big.Int).Abs(m)
	base := new(big.Int).Mod(a, mod)
	e := b
	if b.Sign() < 0 {
		if mod.BitLen() == 1 { // modulo 1 everything is its own inverse
			return new(big.Int), nil
		}
		if base.ModInverse(base, mod) == nil {
			return nil, ErrNotInvertible
		}
		e = new(big.Int).Neg(b)
	}
	r := base.Exp(base, e, mod)
	if m.Sign() < 0 && r.Sign() != 0 {
		r.Sub(r, mod)
	}
	return r, nil
}

// RoundTo returns round(n, -k) for k > 0: the nearest multiple of 10**k, ties to an even multiple.
func RoundTo(n *big.Int, k *big.Int) *big.Int {
	// |n| < 10**k / 2 whenever k exceeds the digits of n.
	if !k.IsInt64() || k.Int64() > int64(n.BitLen())/3+2 {
		return new(big.Int)
	}
	p := new(big.Int).Exp(big.NewInt(10), k, nil)
	q, r, _ := FloorDivMod(n, p)
	twice := new(big.Int).Lsh(r, 1)
	if c := twice.Cmp(p); c > 0 || c == 0 && q.Bit(0) == 1 {
		q.Add(q, one())
	}
	return q.Mul(q, p)
}

// ToBytes returns n.to_bytes(length). Errors: ErrBytesTooBig, ErrBytesNegative.
func ToBytes(n *big.Int, length int, little, signed bool) ([]byte, error) {
	if n.Sign() < 0 && !signed {
		return nil, ErrBytesNegative
	}
	need := n.BitLen()
	v := n
	if n.Sign() < 0 {
		v = new(big.Int).Not(n) // -n-1: the complement's magnitude
		need = v.BitLen()
	}
	if signed && n.Sign() != 0 {
		need++ // the sign bit
	}
	if (need+7)/8 > length {
		return nil, ErrBytesTooBig
	}
	b := v.FillBytes(make([]byte, length))
	if n.Sign() < 0 {
		for i := range b {
			b[i] = ^b[i]
		}
	}
	if little {
		slices.Reverse(b)
	}
	return b, nil
}

// FromBytes returns int.from_bytes(b).
func FromBytes(b []byte, little, signed bool) *big.Int {
	if little {
		b = slices.Clone(b)
		slices.Reverse(b)
	}
	n := new(big.Int).SetBytes(b)
	if signed && len(b) > 0 && b[0] >= 0x80 {
		n.Sub(n, new(big.Int).Lsh(one(), uint(8*len(b))))
	}
	return n
}
