// This file implements the character properties and case mappings that the
// engine and the _sre functions need.

package sre

import (
	"weft/internal/ucd"
	"weft/internal/wtf8"
)

// ASCIIIsCased reports whether ch is an ASCII letter (_sre.ascii_iscased).
func ASCIIIsCased(ch uint32) bool {
	return ch|0x20 >= 'a' && ch|0x20 <= 'z'
}

// ASCIIToLower lowers an ASCII letter and returns anything else unchanged
// (_sre.ascii_tolower).
func ASCIIToLower(ch uint32) uint32 {
	if ch-'A' < 26 {
		return ch + 32
	}
	return ch
}

func asciiToUpper(ch uint32) uint32 {
	if ch-'a' < 26 {
		return ch - 32
	}
	return ch
}

// UnicodeIsCased reports whether a case mapping changes ch
// (_sre.unicode_iscased).
func UnicodeIsCased(ch uint32) bool {
	return UnicodeToLower(ch) != ch || unicodeToUpper(ch) != ch
}

// UnicodeToLower is the lower-case mapping, of several characters the first (_sre.unicode_tolower).
func UnicodeToLower(ch uint32) uint32 {
	if ch < 128 {
		return ASCIIToLower(ch)
	}
	if ch > wtf8.MaxRune {
		return ch
	}
	return uint32(ucd.FirstLower(rune(ch)))
}

func unicodeToUpper(ch uint32) uint32 {
	if ch < 128 {
		return asciiToUpper(ch)
	}
	if ch > wtf8.MaxRune {
		return ch
	}
	return uint32(ucd.FirstUpper(rune(ch)))
}

func isASCIIWord(ch uint32) bool {
	return ASCIIIsCased(ch) || ch-'0' < 10 || ch == '_'
}

func isASCIISpace(ch uint32) bool {
	return ch == ' ' || ch-'\t' < 5
}

func isUniWord(ch uint32) bool {
	if ch < 128 {
		return isASCIIWord(ch)
	}
	return ch <= wtf8.MaxRune && ucd.IsAlnum(rune(ch))
}

func isUniDigit(ch uint32) bool {
	if ch < 128 {
		return ch-'0' < 10
	}
	return ch <= wtf8.MaxRune && ucd.IsDecimal(rune(ch))
}

func isUniSpace(ch uint32) bool {
	if ch < 128 {
		return isASCIISpace(ch) || ch-0x1c < 4
	}
	switch ch {
	case 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return ch >= 0x2000 && ch <= 0x200a
}

func isUniLinebreak(ch uint32) bool {
	switch ch {
	case '\n', '\v', '\f', '\r', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// inCategory reports whether ch is in the category; cat < catCount.
func inCategory(cat, ch uint32) bool {
	var in bool
	switch cat &^ 1 {
	case catDigit:
		in = ch-'0' < 10
	case catSpace:
		in = isASCIISpace(ch)
	case catWord, catLocWord:
		in = isASCIIWord(ch)
	case catLinebreak:
		in = ch == '\n'
	case catUniDigit:
		in = isUniDigit(ch)
	case catUniSpace:
		in = isUniSpace(ch)
	case catUniWord:
		in = isUniWord(ch)
	case catUniLinebreak:
		in = isUniLinebreak(ch)
	}
	return in == (cat&1 == 0)
}
