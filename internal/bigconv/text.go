// This file implements int to text and text to int.

package bigconv

import (
	"math/big"
	"math/bits"
	"strings"
)

// Threshold is the number of digits below which the limit of sys.set_int_max_str_digits never applies.
const Threshold = 640

// Text returns str(n). maxDigits is sys.get_int_max_str_digits() (0: no limit); past it the error is a ValueError.
func Text(n *big.Int, maxDigits int) (string, error) {
	if err := CheckDigits(n, maxDigits); err != nil {
		return "", err
	}
	s := n.Text(10)
	if maxDigits > 0 && len(s) > maxDigits {
		d := len(s)
		if s[0] == '-' {
			d--
		}
		if d > maxDigits {
			return "", errDigits(maxDigits)
		}
	}
	return s, nil
}

// CheckDigits returns Text's error without converting, when n's size alone shows that n has more than maxDigits digits.
func CheckDigits(n *big.Int, maxDigits int) error {
	// A number of b bits has at least floor((b-1)*log10(2)) + 1 digits.
	if maxDigits > 0 && float64(n.BitLen()-1)*0.301029995663981 > float64(maxDigits)+1 {
		return errDigits(maxDigits)
	}
	return nil
}

func errDigits(maxDigits int) error {
	return newError("ValueError", "Exceeds the limit (%d digits) for integer string conversion; "+
		"use sys.set_int_max_str_digits() to increase the limit", maxDigits)
}

// digitVal is 0..35 for 0-9, a-z, A-Z, else 37.
func digitVal(c byte) int {
	switch {
	case c-'0' < 10:
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'z':
		return int(c|0x20-'a') + 10
	}
	return 37
}

func isSpace(c byte) bool { return c == ' ' || c-'\t' < 5 }

// ParseInt returns int(s, base) for text whose Unicode digits and spaces are ASCII already; base is 0 or 2..36. The result
// is small when big is nil. maxDigits is the limit of sys.set_int_max_str_digits (0: none), which holds for bases that
// are not powers of two. Errors: ErrBase, ErrSyntax, and the ValueError of the limit.
func ParseInt(s string, base, maxDigits int) (small int64, large *big.Int, err error) {
	if base != 0 && (base < 2 || base > 36) {
		return 0, nil, ErrBase
	}
	for len(s) > 0 && isSpace(s[0]) {
		s = s[1:]
	}
	neg := false
	if len(s) > 0 && (s[0] == '+' || s[0] == '-') {
		neg = s[0] == '-'
		s = s[1:]
	}
	// A literal of base 0 that starts with '0' and has no prefix may only be zero.
	onlyZero := false
	prefix := 0
	if len(s) >= 2 && s[0] == '0' {
		switch s[1] | 0x20 {
		case 'x':
			prefix = 16
		case 'o':
			prefix = 8
		case 'b':
			prefix = 2
		}
	}
	if base == 0 {
		switch {
		case len(s) == 0 || s[0] != '0':
			base = 10
		case prefix != 0:
			base = prefix
		default:
			onlyZero = true
			base = 10
		}
	}
	if prefix != 0 && base == prefix {
		s = s[2:]
		if len(s) > 0 && s[0] == '_' {
			s = s[1:]
		}
	}
	// Find the digits.
	if len(s) == 0 || digitVal(s[0]) >= base {
		return 0, nil, ErrSyntax
	}
	i, nd := 0, 0
	underscores := false
	for ; i < len(s); i++ {
		if s[i] == '_' {
			underscores = true
			if s[i-1] == '_' {
				return 0, nil, ErrSyntax
			}
			continue
		}
		if digitVal(s[i]) >= base {
			break
		}
		nd++
	}
	if s[i-1] == '_' {
		return 0, nil, ErrSyntax
	}
	digits := s[:i]
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	if i != len(s) {
		return 0, nil, ErrSyntax
	}
	if nd > Threshold && base&(base-1) != 0 && maxDigits > 0 && nd > maxDigits {
		return 0, nil, newError("ValueError", "Exceeds the limit (%d digits) for integer string conversion: "+
			"value has %d digits; use sys.set_int_max_str_digits() to increase the limit", maxDigits, nd)
	}
	if underscores {
		digits = strings.ReplaceAll(digits, "_", "")
	}
	small, large = parseDigits(digits, base)
	if onlyZero && (large != nil || small != 0) {
		return 0, nil, ErrSyntax
	}
	if neg {
		if large == nil {
			return -small, nil, nil
		}
		large.Neg(large)
		if large.IsInt64() { // -2**63
			return large.Int64(), nil, nil
		}
	}
	return small, large, nil
}

func parseDigits(digits string, base int) (int64, *big.Int) {
	digits = strings.TrimLeft(digits, "0")
	if len(digits) <= 12 || len(digits) <= 18 && base <= 10 { // 36**12 < 2**63, 10**18 < 2**63
		v := int64(0)
		for i := 0; i < len(digits); i++ {
			v = v*int64(base) + int64(digitVal(digits[i]))
		}
		return v, nil
	}
	var n *big.Int
	if base&(base-1) == 0 {
		n = parsePow2(digits, uint(bits.TrailingZeros(uint(base))))
	} else {
		p := powers{base: base}
		n = p.parse(digits)
	}
	if n.IsInt64() {
		return n.Int64(), nil
	}
	return 0, n
}

// parsePow2 packs digits of sh bits each into words.
func parsePow2(digits string, sh uint) *big.Int {
	words := make([]big.Word, 0, (uint(len(digits))*sh+bits.UintSize-1)/bits.UintSize)
	var acc big.Word
	var fill uint
	for i := len(digits) - 1; i >= 0; i-- {
		v := big.Word(digitVal(digits[i]))
		acc |= v << fill
		if fill += sh; fill >= bits.UintSize {
			words = append(words, acc)
			fill -= bits.UintSize
			acc = v >> (sh - fill)
		}
	}
	if acc != 0 {
		words = append(words, acc)
	}
	return new(big.Int).SetBits(words)
}

// leafDigits is the length up to which math/big's quadratic scan is used. Not tuned.
const leafDigits = 4000

// powers holds base**(leafDigits*2**k) for the divide-and-conquer scan.
type powers struct {
	base int
	pow  []*big.Int
}

func (p *powers) get(k int) *big.Int {
	for len(p.pow) <= k {
		next := new(big.Int)
		if len(p.pow) == 0 {
			next.Exp(big.NewInt(int64(p.base)), big.NewInt(leafDigits), nil)
		} else {
			last := p.pow[len(p.pow)-1]
			next.Mul(last, last)
		}
		p.pow = append(p.pow, next)
	}
	return p.pow[k]
}

func (p *powers) parse(digits string) *big.Int {
	if len(digits) <= leafDigits {
		n, _ := new(big.Int).SetString(digits, p.base)
		return n
	}
	k := 0
	for leafDigits<<(k+1) < len(digits) {
		k++
	}
	cut := len(digits) - leafDigits<<k
	hi := p.parse(digits[:cut])
	lo := p.parse(digits[cut:])
	hi.Mul(hi, p.get(k))
	return hi.Add(hi, lo)
}
