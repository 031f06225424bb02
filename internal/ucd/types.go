// This file implements the predicates, mappings and numeric values of single code points.

package ucd

import "weft/internal/wtf8"

type typeFlags uint16

// ORDER: as the tests in tools/genucd/dump.py, flags().
const (
	flagAlpha typeFlags = 1 << iota
	flagDecimal
	flagDigit
	flagNumeric
	flagLower
	flagUpper
	flagTitle
	flagSpace
	flagPrintable
	flagLineBreak
	flagXIDStart
	flagXIDContinue
	flagCased     // cased and not ignorable, for the final sigma
	flagIgnorable // case-ignorable
)

// typeRecord is one combination of the properties that str needs.
type typeRecord struct {
	flags               typeFlags
	lower, upper, title int32 // simple mappings, as differences
	special             uint16
	decimal, digit      int8 // -1: none
}

// specialCase holds full mappings; "" means the simple mapping, for fold the lower case.
type specialCase struct{ lower, upper, title, fold string }

func typeOf(r rune) *typeRecord {
	if uint32(r) > wtf8.MaxRune {
		return &typeRecords[0]
	}
	const mask = 1<<typeShift - 1
	return &typeRecords[typeBlocks[int(typeIndex[r>>typeShift])<<typeShift|int(r&mask)]]
}

func is(r rune, f typeFlags) bool { return typeOf(r).flags&f != 0 }

// IsAlpha reports str.isalpha for one code point.
func IsAlpha(r rune) bool { return is(r, flagAlpha) }

// IsAlnum reports str.isalnum for one code point.
func IsAlnum(r rune) bool { return is(r, flagAlpha|flagDecimal|flagDigit|flagNumeric) }

// IsDecimal reports str.isdecimal for one code point.
func IsDecimal(r rune) bool { return is(r, flagDecimal) }

// IsDigit reports str.isdigit for one code point.
func IsDigit(r rune) bool { return is(r, flagDigit) }

// IsNumeric reports str.isnumeric for one code point.
func IsNumeric(r rune) bool { return is(r, flagNumeric) }

// IsLower reports str.islower for one code point.
func IsLower(r rune) bool { return is(r, flagLower) }

// IsUpper reports str.isupper for one code point.
func IsUpper(r rune) bool { return is(r, flagUpper) }

// IsSpace reports str.isspace for one code point; it is also what split and strip cut at.
func IsSpace(r rune) bool { return is(r, flagSpace) }

// IsPrintable reports str.isprintable for one code point: whether repr shows it as it is.
func IsPrintable(r rune) bool { return is(r, flagPrintable) }

// IsLineBreak reports whether str.splitlines ends a line at r.
func IsLineBreak(r rune) bool { return is(r, flagLineBreak) }

// Decimal returns unicodedata.decimal(r), or -1: the digit that int() and float() read.
func Decimal(r rune) int {
	if r < 0x80 {
		if d := r - '0'; d >= 0 && d <= 9 {
			return int(d)
		}
		return -1
	}
	return int(typeOf(r).decimal)
}

// Digit returns unicodedata.digit(r), or -1.
func Digit(r rune) int { return int(typeOf(r).digit) }

// Numeric returns unicodedata.numeric(r).
func Numeric(r rune) (v float64, ok bool) {
	if uint32(r) > wtf8.MaxRune {
		return 0, false
	}
	const mask = 1<<numericShift - 1
	k := numericBlocks[int(numericIndex[r>>numericShift])<<numericShift|int(r&mask)]
	return numericValues[k], k != 0
}

// ToLower returns the simple lower-case mapping.
func ToLower(r rune) rune { return r + typeOf(r).lower }

// FirstLower returns the first code point of the full lower-case mapping, as the re module folds case.
func FirstLower(r rune) rune {
	t := typeOf(r)
	if s := specialCases[t.special].lower; s != "" {
		return firstOf(s)
	}
	return r + t.lower
}

// FirstUpper returns the first code point of the full upper-case mapping, as the re module compares with ranges.
func FirstUpper(r rune) rune {
	t := typeOf(r)
	if s := specialCases[t.special].upper; s != "" {
		return firstOf(s)
	}
	return r + t.upper
}

func firstOf(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// IsCased reports whether r has a simple case mapping to another code point.
func IsCased(r rune) bool {
	t := typeOf(r)
	return t.lower != 0 || t.upper != 0
}

// AppendLower appends the full lower-case mapping of r, without regard to context (see Lower for the final sigma).
func AppendLower(dst []byte, r rune) []byte {
	t := typeOf(r)
	if s := specialCases[t.special].lower; s != "" {
		return append(dst, s...)
	}
	return wtf8.AppendRune(dst, r+t.lower)
}

// AppendUpper appends the full upper-case mapping of r.
func AppendUpper(dst []byte, r rune) []byte {
	t := typeOf(r)
	if s := specialCases[t.special].upper; s != "" {
		return append(dst, s...)
	}
	return wtf8.AppendRune(dst, r+t.upper)
}

// AppendTitle appends the full title-case mapping of r.
func AppendTitle(dst []byte, r rune) []byte {
	t := typeOf(r)
	if s := specialCases[t.special].title; s != "" {
		return append(dst, s...)
	}
	return wtf8.AppendRune(dst, r+t.title)
}

// AppendFold appends the full case folding of r.
func AppendFold(dst []byte, r rune) []byte {
	t := typeOf(r)
	sp := &specialCases[t.special]
	switch {
	case sp.fold != "":
		return append(dst, sp.fold...)
	case sp.lower != "":
		return append(dst, sp.lower...)
	}
	return wtf8.AppendRune(dst, r+t.lower)
}
