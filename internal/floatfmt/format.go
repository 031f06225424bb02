// This file implements float64 to text: repr, the 'e', 'f', 'g' and 'r' codes, hex, and complex repr.

package floatfmt

import (
	"math"
	"strconv"
)

// Flags modify Format, as Py_DTSF_* modify PyOS_double_to_string.
type Flags uint8

const (
	// Sign puts '+' before a value that is not negative.
	Sign Flags = 1 << iota
	// AddDot0 makes a finite result without exponent look like a float: "1.0" for "1".
	AddDot0
	// Alt keeps the decimal point, and the trailing zeros of 'g'.
	Alt
	// NoNegZero drops the sign of a result whose digits are all zero ('z').
	NoNegZero
)

// Repr returns repr(f).
func Repr(f float64) string {
	var buf [32]byte
	return string(AppendRepr(buf[:0], f))
}

// AppendRepr appends repr(f) to dst.
func AppendRepr(dst []byte, f float64) []byte {
	if f == math.Trunc(f) && math.Abs(f) < 1e15 && (f != 0 || !math.Signbit(f)) {
		dst = strconv.AppendInt(dst, int64(f), 10)
		return append(dst, '.', '0')
	}
	return AppendFormat(dst, f, 'r', 0, AddDot0)
}

// Format returns f by one of the codes e, E, f, F, g, G (prec digits after the point or, for g, significant) or r (the
// shortest text that reads back as f; prec is ignored). prec must not be negative.
func Format(f float64, code byte, prec int, flags Flags) string {
	var buf [64]byte
	return string(AppendFormat(buf[:0], f, code, prec, flags))
}

// AppendFormat is Format that appends to dst.
func AppendFormat(dst []byte, f float64, code byte, prec int, flags Flags) []byte {
	upper := false
	switch code {
	case 'E', 'F', 'G':
		upper = true
		code += 'a' - 'A'
	}
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return appendNonFinite(dst, f, upper, flags)
	}
	neg := math.Signbit(f)
	f = math.Abs(f)

	start := len(dst)
	if neg {
		dst = append(dst, '-')
	} else if flags&Sign != 0 {
		dst = append(dst, '+')
	}
	body := len(dst)

	switch code {
	case 'f':
		dst = strconv.AppendFloat(dst, f, 'f', prec, 64)
		if prec == 0 {
			if flags&AddDot0 != 0 {
				dst = append(dst, '.', '0')
			} else if flags&Alt != 0 {
				dst = append(dst, '.')
			}
		}
	case 'e':
		dst = strconv.AppendFloat(dst, f, 'e', prec, 64)
		if prec == 0 && flags&Alt != 0 {
			// d e+XX -> d . e+XX
			dst = append(dst, 0)
			copy(dst[body+2:], dst[body+1:])
			dst[body+1] = '.'
		}
		if upper {
			dst[body+exponentAt(dst[body:])] = 'E'
		}
	case 'g':
		if prec == 0 {
			prec = 1
		}
		// More digits than the exact value can have are zeros; do not make them only to drop them.
		const exact = 770
		digs, decpt := digits(f, min(prec, exact))
		limit := prec
		if flags&AddDot0 != 0 {
			limit--
		}
		end := len(digs)
		if flags&Alt != 0 {
			end = prec
		}
		dst = layout(dst, digs, decpt, end, decpt <= -4 || decpt > limit, upper, flags)
	default:
		digs, decpt := digits(f, 0)
		dst = layout(dst, digs, decpt, len(digs), decpt <= -4 || decpt > 16, upper, flags)
	}
	if neg && flags&NoNegZero != 0 && allZero(dst[body:]) {
		if flags&Sign != 0 {
			dst[start] = '+'
		} else {
			dst = append(dst[:start], dst[body:]...)
		}
	}
	return dst
}

func appendNonFinite(dst []byte, f float64, upper bool, flags Flags) []byte {
	s := "nan"
	if f == f {
		s = "inf"
	}
	if f < 0 {
		dst = append(dst, '-')
	} else if flags&Sign != 0 {
		dst = append(dst, '+')
	}
	if upper {
		if f == f {
			s = "INF"
		} else {
			s = "NAN"
		}
	}
	return append(dst, s...)
}

func exponentAt(b []byte) int {
	for i := len(b) - 1; i > 0; i-- {
		if b[i] == 'e' {
			return i
		}
	}
	return 0
}

// allZero reports whether the mantissa digits of a finite result are all '0'.
func allZero(b []byte) bool {
	for _, c := range b {
		if c >= '1' && c <= '9' {
			return false
		}
		if c == 'e' || c == 'E' {
			break
		}
	}
	return true
}

// digits returns f >= 0 as 0.DIGITS * 10**decpt: n significant digits, or the shortest that identify f when n is 0;
// trailing zeros are dropped. Zero is "0" with decpt 1.
func digits(f float64, n int) (digs []byte, decpt int) {
	var buf [32]byte
	b := strconv.AppendFloat(buf[:0], f, 'e', n-1, 64)
	i := exponentAt(b)
	exp := 0
	for _, c := range b[i+2:] {
		exp = exp*10 + int(c-'0')
	}
	if b[i+1] == '-' {
		exp = -exp
	}
	digs = b[:1]
	if i > 1 {
		copy(b[1:], b[2:i])
		digs = b[:i-1]
	}
	for len(digs) > 1 && digs[len(digs)-1] == '0' {
		digs = digs[:len(digs)-1]
	}
	return digs, exp + 1
}

// layout writes digits in positional or exponent form, padded with zeros up to digit number end.
func layout(dst, digs []byte, decpt, end int, useExp, upper bool, flags Flags) []byte {
	exp := 0
	if useExp {
		exp = decpt - 1
		decpt = 1
	}
	if !useExp && flags&AddDot0 != 0 {
		end = max(end, decpt+1)
	} else {
		end = max(end, decpt)
	}
	i := 0
	if decpt <= 0 {
		dst = append(dst, '0')
	} else {
		for ; i < decpt; i++ {
			dst = appendDigit(dst, digs, i)
		}
	}
	dst = append(dst, '.')
	mark := len(dst)
	for k := decpt; k < 0 && k < end; k++ {
		dst = append(dst, '0')
	}
	for ; i < end; i++ {
		dst = appendDigit(dst, digs, i)
	}
	if len(dst) == mark && flags&Alt == 0 {
		dst = dst[:mark-1]
	}
	if useExp {
		if upper {
			dst = append(dst, 'E')
		} else {
			dst = append(dst, 'e')
		}
		if exp < 0 {
			dst = append(dst, '-')
			exp = -exp
		} else {
			dst = append(dst, '+')
		}
		if exp < 10 {
			dst = append(dst, '0')
		}
		dst = strconv.AppendInt(dst, int64(exp), 10)
	}
	return dst
}

func appendDigit(dst, digs []byte, i int) []byte {
	if i < len(digs) {
		return append(dst, digs[i])
	}
	return append(dst, '0')
}

// ComplexRepr returns repr(complex(re, im)), which is also its str.
func ComplexRepr(re, im float64) string {
	var buf [64]byte
	dst := buf[:0]
	if re == 0 && !math.Signbit(re) {
		dst = AppendFormat(dst, im, 'r', 0, 0)
		return string(append(dst, 'j'))
	}
	dst = append(dst, '(')
	dst = AppendFormat(dst, re, 'r', 0, 0)
	dst = AppendFormat(dst, im, 'r', 0, Sign)
	return string(append(dst, 'j', ')'))
}

// Hex returns f.hex().
func Hex(f float64) string {
	switch {
	case f != f:
		return "nan"
	case math.IsInf(f, 1):
		return "inf"
	case math.IsInf(f, -1):
		return "-inf"
	}
	const digits = "0123456789abcdef"
	var buf [32]byte
	dst := buf[:0]
	b := math.Float64bits(f)
	if b>>63 != 0 {
		dst = append(dst, '-')
	}
	mant := b & (1<<52 - 1)
	exp := int(b >> 52 & 0x7FF)
	switch {
	case exp == 0 && mant == 0:
		return string(append(dst, "0x0.0p+0"...))
	case exp == 0:
		dst = append(dst, "0x0."...)
		exp = -1022
	default:
		dst = append(dst, "0x1."...)
		exp -= 1023
	}
	for sh := 48; sh >= 0; sh -= 4 {
		dst = append(dst, digits[mant>>uint(sh)&15])
	}
	dst = append(dst, 'p')
	if exp >= 0 {
		dst = append(dst, '+')
	}
	return string(strconv.AppendInt(dst, int64(exp), 10))
}
