// This file implements text to float64: the grammars of float(), complex() and float.fromhex().

package floatfmt

import (
	"errors"
	"math"
	"math/bits"
	"strconv"
	"strings"
)

var (
	// ErrSyntax says that the text is not a number; the caller words the ValueError with the repr of its argument.
	ErrSyntax = errors.New("could not convert string to float")
	// ErrHexSyntax is the ValueError of fromhex.
	ErrHexSyntax = errors.New("invalid hexadecimal floating-point string")
	// ErrHexOverflow is the OverflowError of fromhex.
	ErrHexOverflow = errors.New("hexadecimal value too large to represent as a float")
	// ErrRoundOverflow is the OverflowError of float.__round__.
	ErrRoundOverflow = errors.New("rounded value too large to represent")
)

func isDigit(c byte) bool { return c-'0' < 10 }

func isSpace(c byte) bool { return c == ' ' || c-'\t' < 5 }

// TrimSpace drops ASCII white space at both ends.
func TrimSpace(s string) string {
	for len(s) > 0 && isSpace(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && isSpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

// StripUnderscores removes the underscores of a numeric text. Each must stand between two digits, else ok is false.
func StripUnderscores(s string) (out string, ok bool) {
	if strings.IndexByte(s, '_') < 0 {
		return s, true
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '_' {
			b = append(b, s[i])
			continue
		}
		if i == 0 || i+1 == len(s) || !isDigit(s[i-1]) || !isDigit(s[i+1]) {
			return "", false
		}
	}
	return string(b), true
}

// Parse returns float(s) for text whose outer white space is stripped and whose Unicode digits are ASCII already. Too
// large a number is an infinity. The only error is ErrSyntax.
func Parse(s string) (float64, error) {
	s, ok := StripUnderscores(s)
	if !ok {
		return 0, ErrSyntax
	}
	f, n := Prefix(s)
	if n == 0 || n != len(s) {
		return 0, ErrSyntax
	}
	return f, nil
}

// Prefix reads the longest number at the start of s, with its sign, or inf, infinity, nan in any case, without
// underscores. It returns its value and length; length 0 when there is none.
func Prefix(s string) (f float64, n int) {
	i := 0
	neg := false
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		neg = s[i] == '-'
		i++
	}
	start := i
	nd := 0
	for i < len(s) && isDigit(s[i]) {
		i++
		nd++
	}
	if i < len(s) && s[i] == '.' {
		i++
		for i < len(s) && isDigit(s[i]) {
			i++
			nd++
		}
	}
	if nd == 0 {
		f, n = nonFinite(s[start:])
		if n == 0 {
			return 0, 0
		}
		if neg {
			f = math.Copysign(f, -1)
		}
		return f, start + n
	}
	mantEnd, expDigits := i, 0
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if j < len(s) && isDigit(s[j]) {
			k := j
			for j < len(s) && isDigit(s[j]) {
				j++
			}
			i = j
			expDigits = j - k
		}
	}
	// strconv clamps exponents of more than four digits, and miscounts the digits before the point beyond 800.
	if expDigits > 4 || mantEnd-start > 800 {
		exp := "0"
		if i > mantEnd {
			exp = s[mantEnd+1 : i]
		}
		f = parseLongExponent(s[start:mantEnd], exp)
	} else {
		// A range error still gives the right infinity.
		f, _ = strconv.ParseFloat(s[start:i], 64)
	}
	if neg {
		f = -f
	}
	return f, i
}

// parseLongExponent reads a mantissa and exponent that strconv would get wrong: it shifts the point first.
func parseLongExponent(mant, exp string) float64 {
	neg := exp[0] == '-'
	if exp[0] == '-' || exp[0] == '+' {
		exp = exp[1:]
	}
	e := 0
	for i := 0; i < len(exp); i++ {
		if e < 1<<50 {
			e = e*10 + int(exp[i]-'0')
		}
	}
	if neg {
		e = -e
	}
	point := strings.IndexByte(mant, '.')
	if point < 0 {
		point = len(mant)
	}
	digs := strings.Replace(mant, ".", "", 1)
	sig := strings.TrimLeft(digs, "0")
	if sig == "" {
		return 0
	}
	e += point - (len(digs) - len(sig)) // value = 0.sig * 10**e
	if e > 400 {
		return math.Inf(1)
	}
	if e < -400 {
		return 0
	}
	f, _ := strconv.ParseFloat("0."+sig+"e"+strconv.Itoa(e), 64)
	return f
}

func nonFinite(s string) (float64, int) {
	switch {
	case hasFold(s, "infinity"):
		return math.Inf(1), 8
	case hasFold(s, "inf"):
		return math.Inf(1), 3
	case hasFold(s, "nan"):
		return math.NaN(), 3
	}
	return 0, 0
}

func hasFold(s, lower string) bool {
	if len(s) < len(lower) {
		return false
	}
	for i := 0; i < len(lower); i++ {
		if s[i]|0x20 != lower[i] {
			return false
		}
	}
	return true
}

// ParseComplex returns complex(s) for text whose Unicode digits and spaces are ASCII already: a real, an imaginary, or
// both, in optional parentheses, white space around either. The only error is ErrSyntax.
func ParseComplex(s string) (re, im float64, err error) {
	s, ok := StripUnderscores(s)
	if !ok {
		return 0, 0, ErrSyntax
	}
	s = TrimSpace(s)
	if len(s) > 0 && s[0] == '(' {
		if s[len(s)-1] != ')' || len(s) < 2 {
			return 0, 0, ErrSyntax
		}
		s = TrimSpace(s[1 : len(s)-1])
	}
	if s == "" {
		return 0, 0, ErrSyntax
	}
	isJ := func(i int) bool { return i < len(s) && (s[i] == 'j' || s[i] == 'J') }
	signed := func(i int) bool { return i < len(s) && (s[i] == '+' || s[i] == '-') }
	unit := func(i int) float64 {
		if s[i] == '-' {
			return -1
		}
		return 1
	}
	var i int
	f, n := Prefix(s)
	switch {
	case n > 0:
		i = n
		switch {
		case signed(i):
			re = f
			g, m := Prefix(s[i:])
			if m > 0 {
				im = g
				i += m
			} else {
				im = unit(i)
				i++
			}
			if !isJ(i) {
				return 0, 0, ErrSyntax
			}
			i++
		case isJ(i):
			im = f
			i++
		default:
			re = f
		}
	default:
		im = 1
		if signed(0) {
			im = unit(0)
			i = 1
		}
		if !isJ(i) {
			return 0, 0, ErrSyntax
		}
		i++
	}
	if i != len(s) {
		return 0, 0, ErrSyntax
	}
	return re, im, nil
}

func hexVal(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// FromHex returns float.fromhex(s). Errors: ErrHexSyntax, ErrHexOverflow.
func FromHex(s string) (float64, error) {
	s = TrimSpace(s)
	neg := false
	if len(s) > 0 && (s[0] == '+' || s[0] == '-') {
		neg = s[0] == '-'
		s = s[1:]
	}
	f, err := fromHexAbs(s)
	if neg {
		f = math.Copysign(f, -1)
	}
	return f, err
}

func fromHexAbs(s string) (float64, error) {
	if f, n := nonFinite(s); n > 0 {
		if n != len(s) {
			return 0, ErrHexSyntax
		}
		return f, nil
	}
	if len(s) >= 2 && s[0] == '0' && s[1]|0x20 == 'x' {
		s = s[2:]
	}
	// m holds the leading significant bits, sticky whether any dropped bit was set; value = m * 2**exp.
	var m uint64
	sticky := false
	exp, nd := 0, 0
	point := false
	i := 0
	for ; i < len(s); i++ {
		if s[i] == '.' && !point {
			point = true
			continue
		}
		v := hexVal(s[i])
		if v < 0 {
			break
		}
		nd++
		if m>>59 == 0 {
			m = m<<4 | uint64(v)
			if point {
				exp -= 4
			}
		} else {
			sticky = sticky || v != 0
			if !point {
				exp += 4
			}
		}
	}
	if nd == 0 {
		return 0, ErrHexSyntax
	}
	if i < len(s) && s[i]|0x20 == 'p' {
		i++
		eneg := false
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			eneg = s[i] == '-'
			i++
		}
		k, e := i, 0
		for ; i < len(s) && isDigit(s[i]); i++ {
			if e < 1<<58 {
				e = e*10 + int(s[i]-'0')
			}
		}
		if i == k {
			return 0, ErrHexSyntax
		}
		if eneg {
			e = -e
		}
		exp += e
	}
	if i != len(s) {
		return 0, ErrHexSyntax
	}
	if m == 0 {
		return 0, nil
	}
	return roundBinary(m, exp, sticky)
}

// roundBinary returns m * 2**exp (plus a nonzero amount below m's last bit when sticky), rounded half to even. m != 0.
func roundBinary(m uint64, exp int, sticky bool) (float64, error) {
	top := exp + bits.Len64(m) // value < 2**top
	if top > 1025 {
		return 0, ErrHexOverflow
	}
	if top < -1076 {
		return 0, nil
	}
	lsb := max(top-53, -1074) // exponent of the result's last bit
	if drop := lsb - exp; drop > 0 {
		if drop > 64 {
			return 0, nil
		}
		var rest, half uint64
		if drop == 64 {
			rest, half, m = m, 1<<63, 0
		} else {
			rest, half = m&(1<<uint(drop)-1), 1<<uint(drop-1)
			m >>= uint(drop)
		}
		if rest > half || rest == half && (sticky || m&1 == 1) {
			m++
		}
		exp = lsb
	}
	f := math.Ldexp(float64(m), exp)
	if math.IsInf(f, 0) {
		return 0, ErrHexOverflow
	}
	return f, nil
}

// Round returns round(f, ndigits) as a float: correctly rounded to ndigits decimals, ties to even, on the exact value.
// The error is ErrRoundOverflow.
func Round(f float64, ndigits int) (float64, error) {
	if f == 0 || math.IsInf(f, 0) || f != f || ndigits > 323 {
		return f, nil
	}
	if ndigits < -308 {
		return math.Copysign(0, f), nil
	}
	var buf [64]byte
	var r float64
	if ndigits >= 0 {
		b := strconv.AppendFloat(buf[:0], f, 'f', ndigits, 64)
		r, _ = strconv.ParseFloat(string(b), 64)
	} else {
		a := math.Abs(f)
		_, decpt := digits(a, 17)
		switch keep := decpt + ndigits; {
		case keep < 0:
		case keep == 0:
			// Between 0 and 10**decpt; the tie goes to 0. 5*10**n is not exact for large n, so compare exactly.
			if aboveHalf(a, decpt) {
				r, _ = strconv.ParseFloat("1e"+strconv.Itoa(decpt), 64)
			}
		default:
			b := strconv.AppendFloat(buf[:0], a, 'e', keep-1, 64)
			r, _ = strconv.ParseFloat(string(b), 64)
		}
		r = math.Copysign(r, f)
	}
	if math.IsInf(r, 0) {
		return 0, ErrRoundOverflow
	}
	return r, nil
}

// aboveHalf reports whether a > 5 * 10**(decpt-1), where 10**(decpt-1) <= a < 10**decpt up to rounding.
func aboveHalf(a float64, decpt int) bool {
	b := strconv.AppendFloat(nil, a, 'e', 400, 64) // exact: integers below 1e309
	exp, _ := strconv.Atoi(string(b[exponentAt(b)+1:]))
	if exp != decpt-1 {
		return exp > decpt-1
	}
	if b[0] != '5' {
		return b[0] > '5'
	}
	return strings.ContainsAny(string(b[2:exponentAt(b)]), "123456789")
}
