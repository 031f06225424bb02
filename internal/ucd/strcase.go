// This file implements the case methods of str: lower, upper, title, capitalize, swapcase, casefold.

package ucd

import (
	"unsafe"

	"weft/internal/wtf8"
)

const (
	sigma      = 0x3A3
	finalSigma = 0x3C2
	smallSigma = 0x3C3
)

func take(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// Lower returns s.lower(). When nothing changes it is s itself.
func Lower(s string) string {
	if wtf8.IsASCII(s) {
		return asciiMap(s, 'A', 'Z')
	}
	out := make([]byte, 0, len(s)+8)
	for i := 0; i < len(s); {
		if out, i = asciiRun(out, s, i, 'A'); i == len(s) {
			break
		}
		r, n := wtf8.DecodeRune(s, i)
		out = appendLowerAt(out, s, i, r)
		i += n
	}
	return take(out)
}

// Upper returns s.upper(). When nothing changes it is s itself, if s is ASCII.
func Upper(s string) string {
	if wtf8.IsASCII(s) {
		return asciiMap(s, 'a', 'z')
	}
	out := make([]byte, 0, len(s)+8)
	for i := 0; i < len(s); {
		if out, i = asciiRun(out, s, i, 'a'); i == len(s) {
			break
		}
		r, n := wtf8.DecodeRune(s, i)
		out = AppendUpper(out, r)
		i += n
	}
	return take(out)
}

// Casefold returns s.casefold().
func Casefold(s string) string {
	if wtf8.IsASCII(s) {
		return asciiMap(s, 'A', 'Z')
	}
	out := make([]byte, 0, len(s)+8)
	for i := 0; i < len(s); {
		if out, i = asciiRun(out, s, i, 'A'); i == len(s) {
			break
		}
		r, n := wtf8.DecodeRune(s, i)
		out = AppendFold(out, r)
		i += n
	}
	return take(out)
}

// asciiMap flips the case of the letters lo..hi in an ASCII string.
func asciiMap(s string, lo, hi byte) string {
	i := 0
	for i < len(s) && s[i]-lo > hi-lo {
		i++
	}
	if i == len(s) {
		return s
	}
	b := []byte(s)
	for ; i < len(b); i++ {
		if b[i]-lo <= hi-lo {
			b[i] ^= 0x20
		}
	}
	return take(b)
}

// asciiRun appends the ASCII characters that follow at offset i, the letters of one case, from lo on, as the other.
func asciiRun(dst []byte, s string, i int, lo byte) ([]byte, int) {
	from := i
	for i < len(s) && s[i] < 0x80 {
		i++
	}
	k := len(dst)
	dst = append(dst, s[from:i]...)
	for run := dst[k:]; len(run) > 0; run = run[1:] {
		if run[0]-lo < 26 {
			run[0] ^= 0x20
		}
	}
	return dst, i
}

// appendLowerAt appends the lower case of r, which stands at byte offset i of s: a capital sigma at the end of a word
// becomes the final form.
func appendLowerAt(dst []byte, s string, i int, r rune) []byte {
	if r == sigma {
		if isFinal(s, i) {
			return wtf8.AppendRune(dst, finalSigma)
		}
		return wtf8.AppendRune(dst, smallSigma)
	}
	return AppendLower(dst, r)
}

// isFinal reports whether the sigma at i has a cased letter before it and none behind it, case-ignorable characters left
// out of account.
func isFinal(s string, i int) bool {
	before := false
	for j := i; j > 0; {
		r, n := wtf8.DecodeLast(s, j)
		j -= n
		if f := typeOf(r).flags; f&flagIgnorable == 0 {
			before = f&flagCased != 0
			break
		}
	}
	if !before {
		return false
	}
	for j := i + 2; j < len(s); {
		r, n := wtf8.DecodeRune(s, j)
		j += n
		if f := typeOf(r).flags; f&flagIgnorable == 0 {
			return f&flagCased == 0
		}
	}
	return true
}

// Capitalize returns s.capitalize().
func Capitalize(s string) string {
	if s == "" {
		return s
	}
	if wtf8.IsASCII(s) {
		b := []byte(s)
		for i, c := range b {
			if i == 0 && c-'a' < 26 || i > 0 && c-'A' < 26 {
				b[i] = c ^ 0x20
			}
		}
		return take(b)
	}
	out := make([]byte, 0, len(s)+8)
	r, n := wtf8.DecodeRune(s, 0)
	out = AppendTitle(out, r)
	for i := n; i < len(s); i += n {
		r, n = wtf8.DecodeRune(s, i)
		out = appendLowerAt(out, s, i, r)
	}
	return take(out)
}

// Title returns s.title().
func Title(s string) string {
	if wtf8.IsASCII(s) {
		b := []byte(s)
		inWord := false
		for i, c := range b {
			letter := (c|0x20)-'a' < 26
			if letter && (c < 'a') == inWord {
				b[i] = c ^ 0x20
			}
			inWord = letter
		}
		return take(b)
	}
	out := make([]byte, 0, len(s)+8)
	inWord := false
	for i := 0; i < len(s); {
		r, n := wtf8.DecodeRune(s, i)
		if inWord {
			out = appendLowerAt(out, s, i, r)
		} else {
			out = AppendTitle(out, r)
		}
		inWord = wordCased(r)
		i += n
	}
	return take(out)
}

// wordCased is the full Cased property: title() starts a word behind whatever lacks it. The tables know it for what is
// not case-ignorable; the case-ignorable ones that are cased are those with a case.
func wordCased(r rune) bool {
	return is(r, flagCased) || isIgnorableCased(r)
}

func isIgnorableCased(r rune) bool {
	f := typeOf(r).flags
	return f&flagIgnorable != 0 && f&(flagLower|flagUpper|flagTitle) != 0
}

// Swapcase returns s.swapcase().
func Swapcase(s string) string {
	if wtf8.IsASCII(s) {
		b := []byte(s)
		for i, c := range b {
			if (c|0x20)-'a' < 26 {
				b[i] = c ^ 0x20
			}
		}
		return take(b)
	}
	out := make([]byte, 0, len(s)+8)
	for i := 0; i < len(s); {
		r, n := wtf8.DecodeRune(s, i)
		switch f := typeOf(r).flags; {
		case f&flagUpper != 0:
			out = appendLowerAt(out, s, i, r)
		case f&flagLower != 0:
			out = AppendUpper(out, r)
		default:
			out = wtf8.AppendRune(out, r)
		}
		i += n
	}
	return take(out)
}
