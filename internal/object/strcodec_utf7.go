// This file implements the codec of UTF-7 (RFC 2152).

package object

import "weft/internal/wtf8"

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// base64Value returns the value of a base64 digit, or -1.
func base64Value(c byte) int {
	switch {
	case 'A' <= c && c <= 'Z':
		return int(c - 'A')
	case 'a' <= c && c <= 'z':
		return int(c-'a') + 26
	case '0' <= c && c <= '9':
		return int(c-'0') + 52
	case c == '+':
		return 62
	case c == '/':
		return 63
	}
	return -1
}

// utf7Direct reports whether the encoder writes r as itself.
func utf7Direct(r rune) bool {
	switch r {
	case '\t', '\n', '\r':
		return true
	case '+', '\\', '~':
		return false
	}
	return r >= ' ' && r < 0x7f
}

// EncodeUTF7 returns s in UTF-7, which can express everything.
func EncodeUTF7(s *Str) Value {
	b := make([]byte, 0, len(s.s)+8)
	shifted := false
	var bits uint
	var acc uint32
	put := func(u rune) {
		acc = acc<<16 | uint32(u)
		bits += 16
		for bits >= 6 {
			bits -= 6
			b = append(b, base64Digits[acc>>bits&63])
		}
	}
	flush := func() {
		if bits > 0 {
			b = append(b, base64Digits[acc<<(6-bits)&63])
			bits, acc = 0, 0
		}
	}
	t := s.s
	for i := 0; i < len(t); {
		r, w := wtf8.DecodeRune(t, i)
		i += w
		if utf7Direct(r) {
			if shifted {
				flush()
				shifted = false
				if base64Value(byte(r)) >= 0 || r == '-' {
					b = append(b, '-')
				}
			}
			b = append(b, byte(r))
			continue
		}
		if !shifted {
			b = append(b, '+')
			if r == '+' {
				b = append(b, '-')
				continue
			}
			shifted = true
		}
		if r >= 0x10000 {
			put(0xD800 + (r-0x10000)>>10)
			r = 0xDC00 + (r-0x10000)&0x3FF
		}
		put(r)
	}
	flush()
	if shifted {
		b = append(b, '-')
	}
	return NewBytes(byteString(b))
}

// DecodeUTF7 decodes UTF-7. Unless final, it stops before a base64 section that is still open; consumed tells where.
func DecodeUTF7(th *Thread, data, errors string, final bool) (s *Str, consumed int, err error) {
	d := decodeErrors{th: th, data: data, encoding: "utf7", errors: errors}
	b := make([]byte, 0, len(data))
	var shifted bool
	var bits uint
	var acc uint32
	var high rune // a high surrogate whose low one may follow
	start, outStart := 0, 0
	i := 0
	for {
		for i < len(d.data) {
			c := d.data[i]
			reason := ""
			switch {
			case shifted && base64Value(c) >= 0:
				acc = acc<<6 | uint32(base64Value(c))
				bits += 6
				i++
				if bits < 16 {
					continue
				}
				bits -= 16
				u := rune(acc >> bits & 0xFFFF)
				acc &= 1<<bits - 1
				if high != 0 {
					if u >= 0xDC00 && u <= 0xDFFF {
						b = wtf8.AppendRune(b, 0x10000+(high-0xD800)<<10+(u-0xDC00))
						high = 0
						continue
					}
					b = wtf8.AppendRune(b, high)
					high = 0
				}
				if u >= 0xD800 && u <= 0xDBFF {
					high = u
				} else {
					b = wtf8.AppendRune(b, u)
				}
				continue
			case shifted:
				shifted = false
				if bits >= 6 {
					i++
					reason = "partial character in shift sequence"
					break
				}
				if bits > 0 && acc != 0 {
					i++
					reason = "non-zero padding bits in shift sequence"
					break
				}
				if high != 0 && c < 0x80 && c != '+' {
					b = wtf8.AppendRune(b, high)
				}
				high = 0
				if c == '-' {
					i++
				}
				continue
			case c == '+':
				start = i
				i++
				switch {
				case i < len(d.data) && d.data[i] == '-':
					i++
					b = append(b, '+')
					continue
				case i < len(d.data) && base64Value(d.data[i]) < 0:
					i++
					reason = "ill-formed sequence"
				default:
					shifted = true
					high, bits, acc = 0, 0, 0
					outStart = len(b)
					continue
				}
			case c < 0x80:
				b = append(b, c)
				i++
				continue
			default:
				start = i
				i++
				reason = "unexpected special character"
			}
			if b, i, err = d.handle(b, start, i, reason); err != nil {
				return nil, 0, err
			}
		}
		if !shifted || !final {
			break
		}
		shifted = false
		if high == 0 && bits < 6 && (bits == 0 || acc == 0) {
			break
		}
		if b, i, err = d.handle(b, start, len(d.data), "unterminated shift sequence"); err != nil {
			return nil, 0, err
		}
		if i >= len(d.data) {
			break
		}
	}
	if shifted {
		return strBytes(b[:outStart], -1), start, nil
	}
	return strBytes(b, -1), i, nil
}
