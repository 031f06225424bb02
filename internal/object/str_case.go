// This file implements the methods of str that change or test the case and the kind of characters. The tables are package ucd's.

package object

import (
	"weft/internal/ucd"
)

// asciiCase returns the ASCII text s with the letters of one case, from lo to lo+25, changed to the other.
func (s *Str) asciiCase(th *Thread, lo byte) Value {
	t := s.s
	for i := 0; i < len(t); i++ {
		if t[i]-lo < 26 {
			if len(t) == 1 {
				return asciiStrs[(t[0]^0x20)&0x7f].Value()
			}
			r, b := newText(th, len(t), len(t))
			copy(b, t[:i])
			for ; i < len(t); i++ {
				c := t[i]
				if c-lo < 26 {
					c ^= 0x20
				}
				b[i] = c
			}
			return r.Value()
		}
	}
	return exactStr(s).Value()
}

// mapped returns the str of t, which a mapping made of s's text; s itself if nothing changed.
func (s *Str) mapped(t string) (Value, error) {
	if len(t) == len(s.s) && t == s.s {
		return exactStr(s).Value(), nil
	}
	if s.IsASCII() {
		if len(t) == 1 {
			return asciiStrs[t[0]&0x7f].Value(), nil
		}
		return newStr(t, len(t)).Value(), nil
	}
	return NewStr(t), nil
}

func strLower(th *Thread, args []Value) (Value, error) {
	s := AsStr(args[0])
	if s.IsASCII() {
		return s.asciiCase(th, 'A'), nil
	}
	return s.mapped(ucd.Lower(s.s))
}

func strUpper(th *Thread, args []Value) (Value, error) {
	s := AsStr(args[0])
	if s.IsASCII() {
		return s.asciiCase(th, 'a'), nil
	}
	return s.mapped(ucd.Upper(s.s))
}

func strTitle(th *Thread, args []Value) (Value, error) {
	s := AsStr(args[0])
	return s.mapped(ucd.Title(s.s))
}

func strCapitalize(th *Thread, args []Value) (Value, error) {
	s := AsStr(args[0])
	if s.IsASCII() && s.n > 1 {
		r, b := newText(th, s.n, s.n)
		for i := 0; i < len(s.s) && i < len(b); i++ {
			c := s.s[i]
			if c-'A' < 26 {
				c += 'a' - 'A'
			}
			b[i] = c
		}
		if b[0]-'a' < 26 {
			b[0] -= 'a' - 'A'
		}
		return r.Value(), nil
	}
	return s.mapped(ucd.Capitalize(s.s))
}

func strSwapcase(th *Thread, args []Value) (Value, error) {
	s := AsStr(args[0])
	return s.mapped(ucd.Swapcase(s.s))
}

func strCasefold(th *Thread, args []Value) (Value, error) {
	s := AsStr(args[0])
	return s.mapped(ucd.Casefold(s.s))
}

func strIsascii(th *Thread, args []Value) (Value, error) { return Bool(AsStr(args[0]).IsASCII()), nil }

func strIslower(th *Thread, args []Value) (Value, error) {
	if t := AsStr(args[0]).s; len(t) == 1 && t[0] < 0x80 {
		c := t[0]
		return Bool(c-'a' < 26), nil
	}
	return Bool(ucd.StrIsLower(AsStr(args[0]).s)), nil
}

func strIsupper(th *Thread, args []Value) (Value, error) {
	if t := AsStr(args[0]).s; len(t) == 1 && t[0] < 0x80 {
		c := t[0]
		return Bool(c-'A' < 26), nil
	}
	return Bool(ucd.StrIsUpper(AsStr(args[0]).s)), nil
}

func strIstitle(th *Thread, args []Value) (Value, error) {
	return Bool(ucd.StrIsTitle(AsStr(args[0]).s)), nil
}

func strIsspace(th *Thread, args []Value) (Value, error) {
	if t := AsStr(args[0]).s; len(t) == 1 && t[0] < 0x80 {
		c := t[0]
		return Bool(asciiSpace[c]), nil
	}
	return Bool(ucd.StrIsSpace(AsStr(args[0]).s)), nil
}

func strIsdecimal(th *Thread, args []Value) (Value, error) {
	return Bool(ucd.StrIsDecimal(AsStr(args[0]).s)), nil
}

func strIsdigit(th *Thread, args []Value) (Value, error) {
	if t := AsStr(args[0]).s; len(t) == 1 && t[0] < 0x80 {
		c := t[0]
		return Bool(c-'0' < 10), nil
	}
	return Bool(ucd.StrIsDigit(AsStr(args[0]).s)), nil
}

func strIsnumeric(th *Thread, args []Value) (Value, error) {
	return Bool(ucd.StrIsNumeric(AsStr(args[0]).s)), nil
}

func strIsalpha(th *Thread, args []Value) (Value, error) {
	if t := AsStr(args[0]).s; len(t) == 1 && t[0] < 0x80 {
		c := t[0]
		return Bool((c|0x20)-'a' < 26), nil
	}
	return Bool(ucd.StrIsAlpha(AsStr(args[0]).s)), nil
}

func strIsalnum(th *Thread, args []Value) (Value, error) {
	if t := AsStr(args[0]).s; len(t) == 1 && t[0] < 0x80 {
		c := t[0]
		return Bool(c-'0' < 10 || (c|0x20)-'a' < 26), nil
	}
	return Bool(ucd.StrIsAlnum(AsStr(args[0]).s)), nil
}

func strIsidentifier(th *Thread, args []Value) (Value, error) {
	return Bool(ucd.StrIsIdentifier(AsStr(args[0]).s)), nil
}

func strIsprintable(th *Thread, args []Value) (Value, error) {
	return Bool(ucd.StrIsPrintable(AsStr(args[0]).s)), nil
}
