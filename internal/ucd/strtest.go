// This file implements the predicates of str over whole strings, and the reading of numbers in Unicode digits.

package ucd

import "weft/internal/wtf8"

// all reports whether s is not empty and every code point has one of the flags.
func all(s string, f typeFlags) bool {
	for i := 0; i < len(s); {
		r, n := wtf8.DecodeRune(s, i)
		if !is(r, f) {
			return false
		}
		i += n
	}
	return s != ""
}

// StrIsAlpha returns s.isalpha(); the others alike.
func StrIsAlpha(s string) bool     { return all(s, flagAlpha) }
func StrIsAlnum(s string) bool     { return all(s, flagAlpha|flagDecimal|flagDigit|flagNumeric) }
func StrIsDecimal(s string) bool   { return all(s, flagDecimal) }
func StrIsDigit(s string) bool     { return all(s, flagDigit) }
func StrIsNumeric(s string) bool   { return all(s, flagNumeric) }
func StrIsSpace(s string) bool     { return all(s, flagSpace) }
func StrIsPrintable(s string) bool { return s == "" || all(s, flagPrintable) }

// StrIsIdentifier returns s.isidentifier(). Keywords are identifiers here, as in Python.
func StrIsIdentifier(s string) bool {
	r, n := wtf8.DecodeRune(s, 0)
	if n == 0 || !is(r, flagXIDStart) {
		return false
	}
	return n == len(s) || all(s[n:], flagXIDContinue)
}

// StrIsLower returns s.islower().
func StrIsLower(s string) bool { return caseOnly(s, flagLower, flagUpper|flagTitle) }

// StrIsUpper returns s.isupper().
func StrIsUpper(s string) bool { return caseOnly(s, flagUpper, flagLower|flagTitle) }

func caseOnly(s string, want, reject typeFlags) bool {
	seen := false
	for i := 0; i < len(s); {
		r, n := wtf8.DecodeRune(s, i)
		f := typeOf(r).flags
		if f&reject != 0 {
			return false
		}
		seen = seen || f&want != 0
		i += n
	}
	return seen
}

// StrIsTitle returns s.istitle().
func StrIsTitle(s string) bool {
	seen, inWord := false, false
	for i := 0; i < len(s); {
		r, n := wtf8.DecodeRune(s, i)
		switch f := typeOf(r).flags; {
		case f&(flagUpper|flagTitle) != 0:
			if inWord {
				return false
			}
			seen, inWord = true, true
		case f&flagLower != 0:
			if !inWord {
				return false
			}
			seen = true
		default:
			inWord = false
		}
		i += n
	}
	return seen
}

// DecimalASCII prepares s for int(), float() and complex(): Unicode decimal digits become ASCII digits, white space
// becomes blanks, and from the first other character outside ASCII on everything is replaced by '?', which no number
// contains. ASCII text is returned as it is.
func DecimalASCII(s string) string {
	if wtf8.IsASCII(s) {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, n := wtf8.DecodeRune(s, i)
		i += n
		switch {
		case r < 0x7F:
			out = append(out, byte(r))
		case IsSpace(r):
			out = append(out, ' ')
		case Decimal(r) >= 0:
			out = append(out, '0'+byte(Decimal(r)))
		default:
			return take(append(out, '?'))
		}
	}
	return take(out)
}

// TrimSpace returns s.strip().
func TrimSpace(s string) string { return TrimLeftSpace(TrimRightSpace(s)) }

// TrimLeftSpace returns s.lstrip().
func TrimLeftSpace(s string) string {
	for i := 0; ; {
		r, n := wtf8.DecodeRune(s, i)
		if n == 0 || !IsSpace(r) {
			return s[i:]
		}
		i += n
	}
}

// TrimRightSpace returns s.rstrip().
func TrimRightSpace(s string) string {
	for end := len(s); ; {
		r, n := wtf8.DecodeLast(s, end)
		if n == 0 || !IsSpace(r) {
			return s[:end]
		}
		end -= n
	}
}
