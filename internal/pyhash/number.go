// This file implements the hashes of numbers, and the mixing functions of tuples, sets, slices and identities.

package pyhash

import (
	"math"
	"math/big"
	"math/bits"
)

const (
	// Bits and Modulus are sys.hash_info's: numeric hashes are residues modulo the prime 2**61 - 1.
	Bits    = 61
	Modulus = 1<<Bits - 1
	// Inf is hash(float("inf")); its negation is hash(float("-inf")).
	Inf = 314159
	// Imag is the factor of the imaginary part.
	Imag = 1000003
)

// HashInt64 returns hash(n).
func HashInt64(n int64) int64 {
	if -Modulus < n && n < Modulus {
		return fix(n)
	}
	u := uint64(n)
	if n < 0 {
		u = -u
	}
	h := int64(u % Modulus)
	if n < 0 {
		h = -h
	}
	return fix(h)
}

// HashBig returns hash(n).
func HashBig(n *big.Int) int64 {
	words := n.Bits()
	var h uint64
	if bits.UintSize == 64 {
		// 2**64 = 8 (mod 2**61-1): shift h left by 3 within 61 bits, then add the word.
		for i := len(words) - 1; i >= 0; i-- {
			w := uint64(words[i])
			h = (h<<3)&Modulus | h>>(Bits-3)
			h += w>>Bits + w&Modulus
			if h >= Modulus {
				h -= Modulus
			}
			if h >= Modulus {
				h -= Modulus
			}
		}
	} else {
		for i := len(words) - 1; i >= 0; i-- {
			h = (h<<32)&Modulus | h>>(Bits-32)
			h += uint64(words[i])
			if h >= Modulus {
				h -= Modulus
			}
		}
	}
	if n.Sign() < 0 {
		return fix(-int64(h))
	}
	return fix(int64(h))
}

// HashFloat returns hash(f). For a NaN, whose hash is the identity of its object, it returns 0 and false.
func HashFloat(f float64) (h int64, ok bool) {
	if f == math.Trunc(f) && math.Abs(f) < 1<<62 {
		return HashInt64(int64(f)), true
	}
	if math.IsInf(f, 0) {
		if f > 0 {
			return Inf, true
		}
		return -Inf, true
	}
	if f != f {
		return 0, false
	}
	// f = m * 2**e with an integer m: multiplying by a power of two rotates 61-bit residues.
	m, e := math.Frexp(math.Abs(f))
	x := uint64(m * (1 << 53))
	e = (e - 53) % Bits
	if e < 0 {
		e += Bits
	}
	x = (x<<uint(e))&Modulus | x>>uint(Bits-e)
	if x >= Modulus {
		x -= Modulus
	}
	if f < 0 {
		return fix(-int64(x)), true
	}
	return int64(x), true
}

// Complex combines the hashes of the two parts of a complex.
func Complex(re, im int64) int64 {
	return fix(int64(uint64(re) + Imag*uint64(im)))
}

// Pointer returns the hash of an identity: the address rotated so that alignment bits go last.
func Pointer(p uintptr) int64 {
	return fix(int64(bits.RotateLeft64(uint64(p), -4)))
}

const (
	xxPrime1 = 11400714785074694791
	xxPrime2 = 14029467366897019727
	xxPrime5 = 2870177450012600261
)

// Tuple accumulates hash(tuple): NewTuple, Add the hash of each item in order, Sum.
type Tuple struct{ acc uint64 }

// NewTuple returns the accumulator of the empty tuple.
func NewTuple() Tuple { return Tuple{xxPrime5} }

// Add mixes in the hash of the next item.
func (t *Tuple) Add(h int64) {
	t.acc = bits.RotateLeft64(t.acc+uint64(h)*xxPrime2, 31) * xxPrime1
}

// Sum returns the hash of a tuple of n items.
func (t *Tuple) Sum(n int) int64 {
	return tupleFix(t.acc + (uint64(n) ^ (xxPrime5 ^ 3527539)))
}

// SumSlice returns the hash of a slice object after start, stop and step were added; it leaves the length out.
func (t *Tuple) SumSlice() int64 { return tupleFix(t.acc) }

func tupleFix(u uint64) int64 {
	if u == math.MaxUint64 {
		return 1546275796
	}
	return int64(u)
}

// Frozenset accumulates hash(frozenset): Add the hash of each item in any order, then Sum. The zero value is ready.
type Frozenset struct{ acc uint64 }

// Add mixes in the hash of one item.
func (s *Frozenset) Add(h int64) {
	u := uint64(h)
	s.acc ^= ((u ^ 89869747) ^ (u << 16)) * 3644798167
}

// Sum returns the hash of a set of n items; also the base of collections.abc.Set._hash's native equal.
func (s *Frozenset) Sum(n int) int64 {
	h := s.acc
	h ^= (uint64(n) + 1) * 1927868237
	h ^= (h >> 11) ^ (h >> 25)
	h = h*69069 + 907133923
	if h == math.MaxUint64 {
		return 590923713
	}
	return int64(h)
}
