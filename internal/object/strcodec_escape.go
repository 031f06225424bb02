// This file implements the codecs of Python's own escapes: unicode_escape, raw_unicode_escape, and escape (of bytes).

package object

import (
	"fmt"

	"weft/internal/ucd"
	"weft/internal/wtf8"
)

// EncodeUnicodeEscape returns s in ASCII with the escapes of a string literal.
func EncodeUnicodeEscape(s *Str) Value {
	b := make([]byte, 0, len(s.s)+len(s.s)/4)
	t := s.s
	for i := 0; i < len(t); {
		r, w := wtf8.DecodeRune(t, i)
		i += w
		switch {
		case r == '\\':
			b = append(b, '\\', '\\')
		case r >= ' ' && r < 0x7f:
			b = append(b, byte(r))
		case r == '\t':
			b = append(b, '\\', 't')
		case r == '\n':
			b = append(b, '\\', 'n')
		case r == '\r':
			b = append(b, '\\', 'r')
		default:
			b = appendEscape(b, r)
		}
	}
	return NewBytes(byteString(b))
}

// EncodeRawUnicodeEscape returns s in Latin-1 with \u and \U escapes for the rest.
func EncodeRawUnicodeEscape(s *Str) Value {
	if s.IsASCII() {
		return NewBytes(s.s)
	}
	b := make([]byte, 0, len(s.s)*2)
	t := s.s
	for i := 0; i < len(t); {
		r, w := wtf8.DecodeRune(t, i)
		i += w
		if r < 0x100 {
			b = append(b, byte(r))
		} else {
			b = appendEscape(b, r)
		}
	}
	return NewBytes(byteString(b))
}

// hexEscape reads count hexadecimal digits at data[i:]; it returns the offset behind those that are there. ok is false if one is
// missing, and short if that is because the data ends.
func hexEscape(data string, i, count int) (r uint32, next int, ok, short bool) {
	for ; count > 0; count-- {
		if i >= len(data) {
			return r, i, false, true
		}
		v := hexValue(data[i])
		if v < 0 {
			return r, i, false, false
		}
		r = r<<4 | uint32(v)
		i++
	}
	return r, i, true, false
}

// invalidEscape warns of an escape that does not exist: c is a character or, above 0xff, the value of an octal escape.
func invalidEscape(th *Thread, c rune, bytes bool) error {
	prefix := ""
	if bytes {
		prefix = "b"
	}
	if c > 0xff {
		return Warn(th, DeprecationWarningType, fmt.Sprintf("%s\"\\%o\" is an invalid octal escape sequence. Such sequences will not work in the future. ", prefix, c), 1)
	}
	return Warn(th, DeprecationWarningType, fmt.Sprintf("%s\"\\%c\" is an invalid escape sequence. Such sequences will not work in the future. ", prefix, c), 1)
}

// simpleEscape gives what the one-letter escapes stand for; 0: none.
func simpleEscape(c byte) byte {
	switch c {
	case '\\', '\'', '"':
		return c
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 't':
		return '\t'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 'v':
		return '\v'
	case 'a':
		return '\a'
	}
	return 0
}

// DecodeUnicodeEscape decodes Latin-1 text with the escapes of a string literal. Unless final, it stops before an incomplete
// escape; consumed tells where.
func DecodeUnicodeEscape(th *Thread, data, errors string, final bool) (s *Str, consumed int, err error) {
	d := decodeErrors{th: th, data: data, encoding: "unicodeescape", errors: errors}
	b := make([]byte, 0, len(data))
	invalid := rune(-1)
	i := 0
loop:
	for i < len(d.data) {
		c := d.data[i]
		if c != '\\' {
			b = wtf8.AppendRune(b, rune(c))
			i++
			continue
		}
		start := i
		i++
		reason, short := "", false
		if i >= len(d.data) {
			reason, short = "\\ at end of string", true
		} else {
			c = d.data[i]
			i++
			if e := simpleEscape(c); e != 0 {
				b = append(b, e)
				continue
			}
			count := 0
			switch c {
			case '\n':
				continue
			case '0', '1', '2', '3', '4', '5', '6', '7':
				r := rune(c - '0')
				for k := 0; k < 2 && i < len(d.data) && d.data[i] >= '0' && d.data[i] <= '7'; k++ {
					r = r<<3 | rune(d.data[i]-'0')
					i++
				}
				if r > 0o377 && invalid < 0 {
					invalid = r
				}
				b = wtf8.AppendRune(b, r)
				continue
			case 'x':
				count, reason = 2, "truncated \\xXX escape"
			case 'u':
				count, reason = 4, "truncated \\uXXXX escape"
			case 'U':
				count, reason = 8, "truncated \\UXXXXXXXX escape"
			case 'N':
				reason = "malformed \\N character escape"
				if i >= len(d.data) {
					short = true
					break
				}
				if d.data[i] != '{' {
					break
				}
				i++
				from := i
				for i < len(d.data) && d.data[i] != '}' {
					i++
				}
				if i >= len(d.data) {
					short = true
					break
				}
				if i == from {
					break
				}
				i++
				reason = "unknown Unicode character name"
				if r, ok := ucd.LookupChar(d.data[from : i-1]); ok {
					b = wtf8.AppendRune(b, r)
					continue loop
				}
			default:
				if invalid < 0 {
					invalid = rune(c)
				}
				b = append(b, '\\')
				b = wtf8.AppendRune(b, rune(c))
				continue
			}
			if count > 0 {
				var r uint32
				var ok bool
				if r, i, ok, short = hexEscape(d.data, i, count); ok {
					if r <= wtf8.MaxRune {
						b = wtf8.AppendRune(b, rune(r))
						continue
					}
					reason = "illegal Unicode character"
				}
			}
		}
		if short && !final {
			i = start
			break
		}
		if b, i, err = d.handle(b, start, i, reason); err != nil {
			return nil, 0, err
		}
	}
	if invalid >= 0 {
		if err := invalidEscape(th, invalid, false); err != nil {
			return nil, 0, err
		}
	}
	return strBytes(b, -1), i, nil
}

// DecodeRawUnicodeEscape decodes Latin-1 text with \u and \U escapes; final as for DecodeUnicodeEscape.
func DecodeRawUnicodeEscape(th *Thread, data, errors string, final bool) (s *Str, consumed int, err error) {
	d := decodeErrors{th: th, data: data, encoding: "rawunicodeescape", errors: errors}
	b := make([]byte, 0, len(data))
	i := 0
	for i < len(d.data) {
		c := d.data[i]
		i++
		if c != '\\' || i >= len(d.data) && final {
			b = wtf8.AppendRune(b, rune(c))
			continue
		}
		start := i - 1
		if i >= len(d.data) {
			i = start
			break
		}
		c = d.data[i]
		i++
		count, reason := 0, ""
		switch c {
		case 'u':
			count, reason = 4, "truncated \\uXXXX escape"
		case 'U':
			count, reason = 8, "truncated \\UXXXXXXXX escape"
		default:
			b = append(b, '\\')
			b = wtf8.AppendRune(b, rune(c))
			continue
		}
		r, next, ok, short := hexEscape(d.data, i, count)
		i = next
		if ok {
			if r <= wtf8.MaxRune {
				b = wtf8.AppendRune(b, rune(r))
				continue
			}
			reason = "\\Uxxxxxxxx out of range"
		}
		if short && !final {
			i = start
			break
		}
		if b, i, err = d.handle(b, start, i, reason); err != nil {
			return nil, 0, err
		}
	}
	return strBytes(b, -1), i, nil
}

// EscapeBytes returns data with the escapes of a bytes literal in single quotes.
func EscapeBytes(data string) Value {
	b := make([]byte, 0, len(data)+len(data)/4)
	for i := 0; i < len(data); i++ {
		c := data[i]
		switch {
		case c == '\'' || c == '\\':
			b = append(b, '\\', c)
		case c == '\t':
			b = append(b, '\\', 't')
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\r':
			b = append(b, '\\', 'r')
		case c < ' ' || c >= 0x7f:
			b = append(b, '\\', 'x', lowerHex[c>>4], lowerHex[c&15])
		default:
			b = append(b, c)
		}
	}
	return NewBytes(byteString(b))
}

// UnescapeBytes is the reverse of EscapeBytes. It raises ValueError, unless errors is "replace" or "ignore".
func UnescapeBytes(th *Thread, data, errors string) (Value, error) {
	b := make([]byte, 0, len(data))
	invalid := rune(-1)
	for i := 0; i < len(data); {
		c := data[i]
		i++
		if c != '\\' {
			b = append(b, c)
			continue
		}
		if i >= len(data) {
			return Value{}, ValueErrorf(th, "Trailing \\ in string")
		}
		c = data[i]
		i++
		if e := simpleEscape(c); e != 0 {
			b = append(b, e)
			continue
		}
		switch c {
		case '\n':
		case '0', '1', '2', '3', '4', '5', '6', '7':
			r := rune(c - '0')
			for k := 0; k < 2 && i < len(data) && data[i] >= '0' && data[i] <= '7'; k++ {
				r = r<<3 | rune(data[i]-'0')
				i++
			}
			if r > 0o377 && invalid < 0 {
				invalid = r
			}
			b = append(b, byte(r))
		case 'x':
			if r, next, ok, _ := hexEscape(data, i, 2); ok {
				b = append(b, byte(r))
				i = next
				continue
			}
			switch errors {
			case "", "strict":
				return Value{}, ValueErrorf(th, "invalid \\x escape at position %d", i-2)
			case "replace":
				b = append(b, '?')
			case "ignore":
			default:
				return Value{}, ValueErrorf(th, "decoding error; unknown error handling code: %s", errors)
			}
			if i < len(data) && hexValue(data[i]) >= 0 {
				i++
			}
		default:
			if invalid < 0 {
				invalid = rune(c)
			}
			b = append(b, '\\')
			i--
		}
	}
	if invalid >= 0 {
		if err := invalidEscape(th, invalid, true); err != nil {
			return Value{}, err
		}
	}
	return NewBytes(byteString(b)), nil
}
