// This file implements the values of literals: numbers, strings with their escapes, and the warnings about escapes.

package syntax

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"weft/internal/floatfmt"
)

const defaultMaxIntDigits = 4300

// literalError is a literal that has the shape of one but no value. Numbers put it at their token.
type literalError struct {
	msg string
}

// numberValue returns the constant for the text of a number token.
func numberValue(text string, maxDigits int) (ConstValue, *literalError) {
	if strings.IndexByte(text, '_') >= 0 {
		text = strings.ReplaceAll(text, "_", "")
	}
	last := text[len(text)-1]
	if len(text) > 2 && text[0] == '0' {
		base := 0
		switch text[1] {
		case 'x', 'X':
			base = 16
		case 'o', 'O':
			base = 8
		case 'b', 'B':
			base = 2
		}
		if base != 0 {
			return intValue(text[2:], base), nil
		}
	}
	if last == 'j' || last == 'J' {
		f, _ := floatfmt.Parse(text[:len(text)-1]) // the scanner checked the form
		return ConstComplex(f), nil
	}
	n := int64(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c < '0' || c > '9' {
			f, _ := floatfmt.Parse(text)
			return ConstFloat(f), nil
		}
		if i < 18 {
			n = n*10 + int64(c-'0')
		}
	}
	if len(text) <= 18 {
		return ConstInt{Small: n}, nil
	}
	if maxDigits < 0 {
		maxDigits = defaultMaxIntDigits
	}
	if maxDigits > 0 && len(text) > 640 && len(text) > maxDigits {
		return nil, &literalError{fmt.Sprintf("Exceeds the limit (%d digits) for integer string conversion: value has %d digits; "+
			"use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid "+
			"decimal conversion limits.", maxDigits, len(text))}
	}
	return intValue(text, 10), nil
}

func intValue(digits string, base int) ConstInt {
	if n, err := strconv.ParseInt(digits, base, 64); err == nil {
		return ConstInt{Small: n}
	}
	b, _ := new(big.Int).SetString(digits, base)
	return ConstInt{Big: b}
}

// escapes is what decoding a string found besides its value.
type escapes struct {
	text    string // the value
	bad     int    // offset of the first backslash that begins no escape, or -1
	octal   bool   // that one is an octal escape above \377
	err     error
	unicode bool // err is a UnicodeDecodeError, else a ValueError
}

// decodeString replaces the escapes of a str literal. names is the lookup of \N{}.
func decodeString(body string, names func(string) (string, bool)) escapes {
	i := strings.IndexByte(body, '\\')
	if i < 0 {
		return escapes{text: body, bad: -1}
	}
	r := escapes{bad: -1}
	out := make([]byte, 0, len(body))
	out = append(out, body[:i]...)
	for i < len(body) {
		c := body[i]
		if c != '\\' {
			j := strings.IndexByte(body[i:], '\\')
			if j < 0 {
				j = len(body) - i
			}
			out = append(out, body[i:i+j]...)
			i += j
			continue
		}
		start := i
		i++
		if i >= len(body) || body[i] >= 0x80 {
			out = append(out, '\\')
			continue
		}
		c = body[i]
		i++
		if s, ok := simpleEscape(c); ok {
			out = append(out, s...)
			continue
		}
		switch c {
		case '0', '1', '2', '3', '4', '5', '6', '7':
			n, w := octal(body[i-1:])
			i += w - 1
			if n > 0o377 && r.bad < 0 {
				r.bad, r.octal = start, true
			}
			out = utf8.AppendRune(out, rune(n))
		case 'x', 'u', 'U':
			want, what := 2, `\xXX`
			if c == 'u' {
				want, what = 4, `\uXXXX`
			} else if c == 'U' {
				want, what = 8, `\UXXXXXXXX`
			}
			n, j := rune(0), i
			for j < len(body) && j < i+want && class[body[j]]&cHex != 0 {
				n = n<<4 | rune(hexDigit(body[j]))
				j++
			}
			if j < i+want {
				r.fail(body, start, j, "truncated "+what+" escape")
				return r
			}
			i = j
			if uint32(n) > utf8.MaxRune {
				r.fail(body, start, i, "illegal Unicode character")
				return r
			}
			out = appendWTF8(out, n)
		case 'N':
			if i >= len(body) || body[i] != '{' {
				r.fail(body, start, i, `malformed \N character escape`)
				return r
			}
			i++
			j := strings.IndexByte(body[i:], '}')
			if j <= 0 {
				if j < 0 {
					i = len(body)
				}
				r.fail(body, start, i, `malformed \N character escape`)
				return r
			}
			name := body[i : i+j]
			i += j + 1
			text, ok := "", false
			if names != nil {
				text, ok = names(name)
			}
			if !ok {
				r.fail(body, start, i, "unknown Unicode character name")
				return r
			}
			out = append(out, text...)
		default:
			if r.bad < 0 {
				r.bad = start
			}
			out = append(out, '\\', c)
		}
	}
	r.text = string(out)
	return r
}

// fail records a UnicodeDecodeError over body[start:end]. CPython decodes a copy in which each non-ASCII character is ten
// bytes long; its positions are those of the copy.
func (r *escapes) fail(body string, start, end int, msg string) {
	a, b := escapedLen(body[:start]), escapedLen(body[:end])
	if b == a+1 {
		r.err = fmt.Errorf("'unicodeescape' codec can't decode byte 0x5c in position %d: %s", a, msg)
	} else {
		r.err = fmt.Errorf("'unicodeescape' codec can't decode bytes in position %d-%d: %s", a, b-1, msg)
	}
	r.unicode = true
}

func escapedLen(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			n++
			i++
			if i >= len(s) {
				break
			}
			if s[i] >= 0x80 {
				n += 5
				i--
			} else {
				n++
			}
		case s[i] < 0x80:
			n++
		case s[i] >= 0xC0:
			n += 10
		}
	}
	return n
}

// decodeBytes replaces the escapes of a bytes literal.
func decodeBytes(body string) escapes {
	r := escapes{bad: -1}
	if strings.IndexByte(body, '\\') < 0 {
		r.text = body
		return r
	}
	out := make([]byte, 0, len(body))
	for i := 0; i < len(body); {
		c := body[i]
		if c != '\\' {
			out = append(out, c)
			i++
			continue
		}
		start := i
		i++
		if i >= len(body) {
			r.err = errors.New(`Trailing \ in string`)
			return r
		}
		c = body[i]
		i++
		if s, ok := simpleEscape(c); ok {
			out = append(out, s...)
			continue
		}
		switch c {
		case '0', '1', '2', '3', '4', '5', '6', '7':
			n, w := octal(body[i-1:])
			i += w - 1
			if n > 0o377 && r.bad < 0 {
				r.bad, r.octal = start, true
			}
			out = append(out, byte(n))
		case 'x':
			if i+1 < len(body) && class[body[i]]&cHex != 0 && class[body[i+1]]&cHex != 0 {
				out = append(out, byte(hexDigit(body[i])<<4|hexDigit(body[i+1])))
				i += 2
				continue
			}
			r.err = fmt.Errorf(`invalid \x escape at position %d`, start)
			return r
		default:
			if r.bad < 0 {
				r.bad = start
			}
			out = append(out, '\\', c)
		}
	}
	r.text = string(out)
	return r
}

// simpleEscape returns the text of a one-letter escape.
func simpleEscape(c byte) (string, bool) {
	switch c {
	case '\n':
		return "", true
	case '\\':
		return "\\", true
	case '\'':
		return "'", true
	case '"':
		return "\"", true
	case 'b':
		return "\b", true
	case 'f':
		return "\f", true
	case 't':
		return "\t", true
	case 'n':
		return "\n", true
	case 'r':
		return "\r", true
	case 'v':
		return "\v", true
	case 'a':
		return "\a", true
	}
	return "", false
}

// octal reads up to three octal digits.
func octal(s string) (n, width int) {
	for width < 3 && width < len(s) && s[width] >= '0' && s[width] <= '7' {
		n = n<<3 | int(s[width]-'0')
		width++
	}
	return n, width
}

func hexDigit(c byte) int {
	switch {
	case c <= '9':
		return int(c - '0')
	case c >= 'a':
		return int(c-'a') + 10
	}
	return int(c-'A') + 10
}

// appendWTF8 appends a code point, a surrogate as its three-byte sequence.
func appendWTF8(b []byte, r rune) []byte {
	if r >= 0xD800 && r <= 0xDFFF {
		return append(b, 0xE0|byte(r>>12), 0x80|byte(r>>6)&0x3F|0x80, 0x80|byte(r)&0x3F)
	}
	return utf8.AppendRune(b, r)
}

// escapeWarning returns the warning about an escape that means nothing, and the error in its place. c is what follows the
// backslash.
func escapeWarning(c string, octal bool) (msg, errMsg string) {
	kind := "escape"
	if octal {
		kind = "octal escape"
	}
	head := `"\` + c + `" is an invalid ` + kind + " sequence. "
	tail := `Did you mean "\\` + c + `"? A raw string is also an option.`
	return head + "Such sequences will not work in the future. " + tail, head + tail
}

// stringParts splits the text of a string token.
func stringParts(text string) (body string, raw, bytes, u bool) {
	i := 0
	for text[i] != '"' && text[i] != '\'' {
		switch text[i] {
		case 'r', 'R':
			raw = true
		case 'b', 'B':
			bytes = true
		case 'u':
			u = true // U"" has no kind
		}
		i++
	}
	q := 1
	if n := len(text) - i; n >= 6 && text[i+1] == text[i] && text[i+2] == text[i] {
		q = 3
	}
	return text[i+q : len(text)-q], raw, bytes, u
}
