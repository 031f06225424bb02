// This file implements the parser of the format specification mini-language (Library Reference, "Format Specification
// Mini-Language"; CPython 3.14 errors).

package fmtspec

import (
	"math"
	"strconv"

	"weft/internal/ucd"
	"weft/internal/wtf8"
)

// Spec is a parsed format specification.
type Spec struct {
	Fill      rune
	Align     byte // one of < > = ^
	Sign      byte // '+', '-', ' ' or 0
	NoNegZero bool // z
	Alt       bool // #
	Sep       byte // grouping of the integer part: ',', '_' or 0
	FracSep   byte // grouping of the fraction: ',', '_' or 0
	Width     int  // -1 when absent
	Precision int  // -1 when absent
	Type      rune // the default type when absent
}

func isAlign(c byte) bool { return c == '<' || c == '>' || c == '=' || c == '^' }

// Parse reads a format specification. typeName is the Python type of the value, for messages; defType and defAlign hold
// when the specification gives none: ('s', '<') for str, ('d', '>') for int, (0, '>') for float and complex.
func Parse(spec, typeName string, defType rune, defAlign byte) (Spec, error) {
	sp := Spec{Fill: ' ', Align: defAlign, Width: -1, Precision: -1, Type: defType}
	i := 0
	filled, aligned := false, false
	if len(spec) > 0 && spec[0]-'.' <= '9'-'.' && spec[0] != '/' && (len(spec) == 1 || !isAlign(spec[1])) {
		// Begins with its width or precision.
	} else if r, n := wtf8.DecodeRune(spec, 0); n > 0 && n < len(spec) && isAlign(spec[n]) {
		sp.Fill, sp.Align = r, spec[n]
		filled, aligned = true, true
		i = n + 1
	} else if n > 0 && isAlign(spec[0]) {
		sp.Align = spec[0]
		aligned = true
		i = 1
	}
	at := func(c byte) bool { return i < len(spec) && spec[i] == c }
	if at('+') || at('-') || at(' ') {
		sp.Sign = spec[i]
		i++
	}
	if at('z') {
		sp.NoNegZero = true
		i++
	}
	if at('#') {
		sp.Alt = true
		i++
	}
	if !filled && at('0') {
		sp.Fill = '0'
		if !aligned && defAlign == '>' {
			sp.Align = '='
		}
		i++
	}
	n, next, err := integer(spec, i)
	if err != nil {
		return sp, err
	}
	if next > i {
		sp.Width = n
	}
	i = next
	if at(',') {
		sp.Sep = ','
		i++
	}
	if at('_') {
		if sp.Sep != 0 {
			return sp, errBothSeps()
		}
		sp.Sep = '_'
		i++
	}
	if at(',') && sp.Sep == '_' {
		return sp, errBothSeps()
	}
	if at('.') {
		i++
		n, next, err := integer(spec, i)
		if err != nil {
			return sp, err
		}
		any := next > i
		if any {
			sp.Precision = n
		}
		i = next
		if at(',') {
			sp.FracSep = ','
			any = true
			i++
		}
		if at('_') {
			if sp.FracSep != 0 {
				return sp, errBothSeps()
			}
			sp.FracSep = '_'
			any = true
			i++
		}
		if at(',') && sp.FracSep == '_' {
			return sp, errBothSeps()
		}
		if !any {
			return sp, valueErr("Format specifier missing precision")
		}
	}
	if i < len(spec) {
		r, n := rune(spec[i]), 1
		if r >= 0x80 {
			r, n = wtf8.DecodeRune(spec, i)
		}
		if i+n < len(spec) {
			return sp, valueErr("Invalid format specifier '%s' for object of type '%.200s'", spec, typeName)
		}
		sp.Type = r
	}
	if sp.Sep != 0 {
		switch sp.Type {
		case 'd', 'e', 'f', 'g', 'E', 'G', '%', 'F', 0:
		case 'b', 'o', 'x', 'X':
			if sp.Sep != '_' {
				return sp, errSepType(sp.Sep, sp.Type)
			}
		default:
			return sp, errSepType(sp.Sep, sp.Type)
		}
	}
	if sp.FracSep != 0 && sp.Type == 'n' {
		return sp, errSepType(sp.FracSep, 'n')
	}
	return sp, nil
}

// integer reads decimal digits at byte offset i: their value and the offset behind them.
func integer(s string, i int) (n, next int, err error) {
	for i < len(s) && n < math.MaxInt/16 {
		c := s[i]
		if c-'0' >= 10 {
			if c < 0x80 {
				return n, i, nil
			}
			break
		}
		n = n*10 + int(c-'0')
		i++
	}
	for i < len(s) {
		r, size := wtf8.DecodeRune(s, i)
		d := ucd.Decimal(r)
		if d < 0 {
			break
		}
		if n > (math.MaxInt-d)/10 {
			return 0, i, valueErr("Too many decimal digits in format string")
		}
		n = n*10 + d
		i += size
	}
	return n, i, nil
}

func errBothSeps() error { return valueErr("Cannot specify both ',' and '_'.") }

func errSepType(sep byte, typ rune) error {
	if typ > 32 && typ < 128 {
		return valueErr("Cannot specify '%c' with '%c'.", sep, typ)
	}
	return valueErr("Cannot specify '%c' with '\\x%s'.", sep, strconv.FormatInt(int64(typ), 16))
}

// UnknownCode returns the ValueError for a type letter that the type does not know.
func UnknownCode(typ rune, typeName string) error {
	if typ > 32 && typ < 128 {
		return valueErr("Unknown format code '%c' for object of type '%.200s'", typ, typeName)
	}
	return valueErr("Unknown format code '\\x%s' for object of type '%.200s'", strconv.FormatInt(int64(typ), 16), typeName)
}
