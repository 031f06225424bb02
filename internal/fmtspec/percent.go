// This file implements printf-style formatting: directives of str % and bytes %, and the layout of their values
// (Library Reference, "printf-style String Formatting").

package fmtspec

import (
	"math"
	"math/big"
	"strconv"
	"strings"

	"weft/internal/floatfmt"
	"weft/internal/wtf8"
)

// Directive is one step of a printf-style format: literal text, then a conversion unless End.
//
// Values are taken in this order, as CPython does: the mapping (HasKey), the '*' width, the '*' precision, the value.
// So a caller that gets a directive together with an error first does what the directive already says (a missing mapping,
// a failing key lookup or too few arguments win), then raises the error.
type Directive struct {
	Literal string
	End     bool // the format is exhausted after Literal

	HasKey  bool // "%(": a mapping is required even when the key is incomplete
	KeyDone bool // the key is complete
	Key     string

	Left, Sign, Space, Alt, Zero bool // flags - + blank # 0

	WidthStar, PrecStar bool
	Width               int // -1 when absent
	Prec                int // -1 when absent

	Conv  rune // conversion character; '%' with nothing between is a literal percent sign and takes no value
	Index int  // position of Conv in code points (bytes for bytes), for Unsupported

	afterNumber bool // Conv came right behind the digits of a width or precision
}

// Scanner walks a printf-style format. Create it with NewScanner; it is owned by one thread.
type Scanner struct {
	s     string
	i     int  // byte offset
	cp    int  // code points before i
	bytes bool // units are bytes
}

// NewScanner starts at the beginning of format; isBytes says that it is bytes, not WTF-8.
func NewScanner(format string, isBytes bool) *Scanner {
	return &Scanner{s: format, bytes: isBytes}
}

// Seek moves forward to byte offset i, the start of a directive or literal text.
func (sc *Scanner) Seek(i int) {
	if sc.bytes {
		sc.cp += i - sc.i
	} else {
		sc.cp += wtf8.RuneCount(sc.s[sc.i:i])
	}
	sc.i = i
}

// Pos returns the byte offset of what Next will read.
func (sc *Scanner) Pos() int { return sc.i }

func (sc *Scanner) next() (r rune, ok bool) {
	if sc.i >= len(sc.s) {
		return 0, false
	}
	n := 1
	if c := sc.s[sc.i]; sc.bytes || c < 0x80 {
		r = rune(c)
	} else {
		r, n = wtf8.DecodeRune(sc.s, sc.i)
	}
	sc.i += n
	sc.cp++
	return r, true
}

// Next returns the next step. "%%" comes as a directive with Conv '%' and Percent() true. The error is a ValueError.
func (sc *Scanner) Next() (d Directive, err error) {
	d.Width, d.Prec = -1, -1
	start := sc.i
	k := strings.IndexByte(sc.s[start:], '%')
	if k < 0 {
		d.Literal = sc.s[start:]
		d.End = true
		sc.i = len(sc.s)
		return d, nil
	}
	d.Literal = sc.s[start : start+k]
	if sc.bytes {
		sc.cp += k + 1
	} else {
		sc.cp += wtf8.RuneCount(d.Literal) + 1
	}
	sc.i = start + k + 1
	incomplete := func() (Directive, error) { return d, valueErr("incomplete format") }

	c, ok := sc.next()
	if !ok {
		return incomplete()
	}
	if c == '%' {
		d.Conv = '%'
		d.Index = -1
		return d, nil
	}
	if c == '(' {
		d.HasKey = true
		from := sc.i
		depth := 1
		for depth > 0 {
			c, ok = sc.next()
			if !ok {
				return d, valueErr("incomplete format key")
			}
			switch c {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		d.Key = sc.s[from : sc.i-1]
		d.KeyDone = true
		if c, ok = sc.next(); !ok {
			return incomplete()
		}
	}
flags:
	for {
		switch c {
		case '-':
			d.Left = true
		case '+':
			d.Sign = true
		case ' ':
			d.Space = true
		case '#':
			d.Alt = true
		case '0':
			d.Zero = true
		default:
			break flags
		}
		if c, ok = sc.next(); !ok {
			return incomplete()
		}
	}
	if c == '*' {
		d.WidthStar = true
		if c, ok = sc.next(); !ok {
			return incomplete()
		}
	} else if c >= '0' && c <= '9' {
		if c, ok, err = sc.number(c, math.MaxInt, "width too big", &d.Width); err != nil {
			return d, err
		}
		if !ok {
			return incomplete()
		}
		d.afterNumber = true
	}
	if c == '.' {
		d.afterNumber = false
		d.Prec = 0
		if c, ok = sc.next(); !ok {
			return incomplete()
		}
		if c == '*' {
			d.PrecStar = true
			if c, ok = sc.next(); !ok {
				return incomplete()
			}
		} else if c >= '0' && c <= '9' {
			msg := "precision too big"
			if sc.bytes {
				msg = "prec too big"
			}
			if c, ok, err = sc.number(c, math.MaxInt32, msg, &d.Prec); err != nil {
				return d, err
			}
			if !ok {
				return incomplete()
			}
			d.afterNumber = true
		}
	}
	if c == 'h' || c == 'l' || c == 'L' {
		d.afterNumber = false
		if c, ok = sc.next(); !ok {
			return incomplete()
		}
	}
	d.Conv = c
	d.Index = sc.cp - 1
	return d, nil
}

// number reads a number whose first digit is c; it returns the character behind it.
func (sc *Scanner) number(c rune, limit int, msg string, into *int) (rune, bool, error) {
	n := int(c - '0')
	for {
		c, ok := sc.next()
		if !ok || c < '0' || c > '9' {
			*into = n
			return c, ok, nil
		}
		d := int(c - '0')
		if n > (limit-d)/10 {
			return 0, false, valueErr("%s", msg)
		}
		n = n*10 + d
	}
}

// Percent reports whether the directive is a literal "%%".
func (d *Directive) Percent() bool { return d.Conv == '%' && d.Index < 0 }

// SetWidth stores the value of a '*' width: a negative one means left adjustment.
func (d *Directive) SetWidth(n int) {
	if n < 0 {
		d.Left = true
		if n = -n; n < 0 {
			n = math.MaxInt
		}
	}
	d.Width = n
}

// SetPrec stores the value of a '*' precision: a negative one counts as 0. The caller rejects one outside int32 with
// OverflowError "Python int too large to convert to C int" (too small alike), and a '*' width outside int64 with the same
// for "C ssize_t".
func (d *Directive) SetPrec(n int) { d.Prec = max(n, 0) }

// Unsupported returns the exception for a conversion character that does not exist; CPython raises it after it took the
// value.
func (d *Directive) Unsupported(isBytes bool) error {
	c := d.Conv
	if isBytes {
		if c >= 0x80 && !d.afterNumber {
			// CPython holds the byte in a signed char here and hands it to its own formatter as a negative number.
			return &Error{OverflowError, "character argument not in range(0x110000)"}
		}
	} else if c < 31 || c > 126 {
		return valueErr("unsupported format character '?' (0x%x) at index %d", c, d.Index)
	}
	return valueErr("unsupported format character '%c' (0x%x) at index %d", c, c, d.Index)
}

// AppendDirectiveStr appends s (for bytes: isBytes) cut to the precision and padded with blanks to the width. It serves
// s, r, a, b; for c the caller clears Prec.
func AppendDirectiveStr(dst []byte, s string, d *Directive, isBytes bool) ([]byte, error) {
	if d.Prec >= 0 && d.Prec < len(s) {
		if isBytes {
			s = s[:d.Prec]
		} else if end := wtf8.Index(s, d.Prec); end >= 0 {
			s = s[:end]
		}
	}
	if d.Width <= 0 {
		return append(dst, s...), nil
	}
	n := len(s)
	if !isBytes {
		n = wtf8.RuneCount(s)
	}
	pad := d.Width - n
	if pad > maxSize {
		return dst, errMemory()
	}
	if !d.Left {
		dst = appendFill(dst, ' ', pad)
	}
	dst = append(dst, s...)
	if d.Left {
		dst = appendFill(dst, ' ', pad)
	}
	return dst, nil
}

// AppendDirectiveInt64 appends n by conversion d, i, u, o, x or X.
func AppendDirectiveInt64(dst []byte, n int64, d *Directive) ([]byte, error) {
	var buf [64]byte
	u := uint64(n)
	if n < 0 {
		u = -u
	}
	return d.appendInt(dst, n < 0, takeString(strconv.AppendUint(buf[:0], u, d.base())))
}

// AppendDirectiveBig appends n by conversion d, i, u, o, x or X. maxDigits is as in AppendBig.
func AppendDirectiveBig(dst []byte, n *big.Int, d *Directive, maxDigits int) ([]byte, error) {
	neg, text, err := bigText(n, d.base(), maxDigits)
	if err != nil {
		return dst, err
	}
	return d.appendInt(dst, neg, text)
}

func (d *Directive) base() int {
	switch d.Conv {
	case 'o':
		return 8
	case 'x', 'X':
		return 16
	}
	return 10
}

func (d *Directive) appendInt(dst []byte, neg bool, digits string) ([]byte, error) {
	if d.Prec > math.MaxInt32-3 {
		return dst, &Error{OverflowError, "precision too large"}
	}
	if d.Prec > maxSize/2 {
		return dst, errMemory()
	}
	prefix := ""
	if d.Alt {
		switch d.Conv {
		case 'o':
			prefix = "0o"
		case 'x':
			prefix = "0x"
		case 'X':
			prefix = "0X"
		}
	}
	if d.Conv == 'X' {
		digits = strings.ToUpper(digits)
	}
	return d.appendNumber(dst, neg, prefix, max(0, d.Prec-len(digits)), digits)
}

// AppendDirectiveFloat appends f by conversion e, E, f, F, g or G.
func AppendDirectiveFloat(dst []byte, f float64, d *Directive) ([]byte, error) {
	prec := d.Prec
	if prec < 0 {
		prec = 6
	}
	if prec > maxSize/2 {
		return dst, errMemory()
	}
	var flags floatfmt.Flags
	if d.Alt {
		flags |= floatfmt.Alt
	}
	var buf [64]byte
	text := takeString(floatfmt.AppendFormat(buf[:0], f, byte(d.Conv), prec, flags))
	neg := text[0] == '-'
	if neg {
		text = text[1:]
	}
	return d.appendNumber(dst, neg, "", 0, text)
}

func (d *Directive) appendNumber(dst []byte, neg bool, prefix string, zeros int, digits string) ([]byte, error) {
	sign := byte(0)
	switch {
	case neg:
		sign = '-'
	case d.Sign:
		sign = '+'
	case d.Space:
		sign = ' '
	}
	n := len(prefix) + zeros + len(digits)
	if sign != 0 {
		n++
	}
	pad := max(0, d.Width-n)
	if pad > maxSize {
		return dst, errMemory()
	}
	if !d.Left && !d.Zero {
		dst = appendFill(dst, ' ', pad)
	}
	if sign != 0 {
		dst = append(dst, sign)
	}
	dst = append(dst, prefix...)
	if !d.Left && d.Zero {
		dst = appendFill(dst, '0', pad)
	}
	dst = appendFill(dst, '0', zeros)
	dst = append(dst, digits...)
	if d.Left {
		dst = appendFill(dst, ' ', pad)
	}
	return dst, nil
}
