// This file implements the codecs of UTF-8, UTF-16, UTF-32, ASCII and Latin-1.

package object

import (
	"unsafe"

	"weft/internal/wtf8"
)

// EncodeUTF8 returns s in UTF-8.
func EncodeUTF8(th *Thread, s *Str, errors string) (Value, error) {
	if s.IsASCII() {
		return bytesOfText(s.s), nil
	}
	at := wtf8.NextSurrogate(s.s, 0)
	if at < 0 {
		return bytesOfText(s.s), nil
	}
	e := encodeErrors{th: th, s: s, encoding: "utf-8", errors: errors}
	b := make([]byte, 0, len(s.s))
	from := 0
	for at >= 0 {
		b = append(b, s.s[from:at]...)
		start := s.runeIndex(at)
		end := start
		next := at
		for next < len(s.s) && isSurrogateAt(s.s, next) {
			next += 3
			end++
		}
		bytes, repl, resume, err := e.handle(start, end, wtf8.ReasonSurr)
		if err != nil {
			return Value{}, err
		}
		if repl != nil {
			if !repl.IsASCII() {
				return Value{}, e.fail(start, end, wtf8.ReasonSurr)
			}
			bytes = repl.s
		}
		b = append(b, bytes...)
		from = s.byteIndex(resume)
		at = wtf8.NextSurrogate(s.s, from)
	}
	return NewBytes(byteString(append(b, s.s[from:]...))), nil
}

func isSurrogateAt(t string, i int) bool { return t[i] == 0xED && t[i+1] >= 0xA0 }

// bytesOfText returns the bytes of a str's text, which they share if it is not short.
func bytesOfText(s string) Value {
	if len(s) <= maxInline {
		return copyBytes(s)
	}
	return NewBytes(s)
}

// DecodeUTF8 decodes UTF-8. Unless final, it stops before an incomplete sequence at the end; consumed tells where.
func DecodeUTF8(th *Thread, data, errors string, final bool) (s *Str, consumed int, err error) {
	if wtf8.IsASCII(data) {
		return strOfASCII(data), len(data), nil
	}
	raw := unsafe.Slice(unsafe.StringData(data), len(data))
	end, bad, reason := wtf8.ScanUTF8(raw, 0, final)
	if end == len(data) {
		return newStr(data, wtf8.RuneCount(data)), end, nil
	}
	d := decodeErrors{th: th, data: data, encoding: "utf-8", errors: errors}
	b := make([]byte, 0, len(data)+16)
	from := 0
	for {
		b = append(b, d.data[from:end]...)
		if end == len(d.data) || reason == "" {
			return strBytes(b, -1), end, nil
		}
		if b, from, err = d.handle(b, end, end+bad, reason); err != nil {
			return nil, 0, err
		}
		raw = unsafe.Slice(unsafe.StringData(d.data), len(d.data))
		end, bad, reason = wtf8.ScanUTF8(raw, from, final)
	}
}

// strOfASCII returns the str of ASCII data, which must not change any more.
func strOfASCII(data string) *Str {
	if len(data) <= maxInline {
		return copyStr(nil, data, len(data))
	}
	return newStr(data, len(data))
}

// EncodeASCII returns s in ASCII.
func EncodeASCII(th *Thread, s *Str, errors string) (Value, error) {
	if s.IsASCII() {
		return bytesOfText(s.s), nil
	}
	return encodeBelow(th, s, errors, "ascii", 0x80, "ordinal not in range(128)")
}

// EncodeLatin1 returns s in Latin-1.
func EncodeLatin1(th *Thread, s *Str, errors string) (Value, error) {
	if s.IsASCII() {
		return bytesOfText(s.s), nil
	}
	return encodeBelow(th, s, errors, "latin-1", 0x100, "ordinal not in range(256)")
}

// encodeBelow encodes code points below limit as one byte each.
func encodeBelow(th *Thread, s *Str, errors, encoding string, limit rune, reason string) (Value, error) {
	e := encodeErrors{th: th, s: s, encoding: encoding, errors: errors}
	b := make([]byte, 0, s.n)
	t := s.s
	pos := 0 // code points before i
	for i := 0; i < len(t); {
		r, w := wtf8.DecodeRune(t, i)
		if r < limit {
			b = append(b, byte(r))
			i += w
			pos++
			continue
		}
		end := pos
		for j := i; j < len(t); end++ {
			r, w := wtf8.DecodeRune(t, j)
			if r < limit {
				break
			}
			j += w
		}
		bytes, repl, resume, err := e.handle(pos, end, reason)
		if err != nil {
			return Value{}, err
		}
		b = append(b, bytes...)
		if repl != nil {
			for j := 0; j < len(repl.s); {
				r, w := wtf8.DecodeRune(repl.s, j)
				if r >= limit {
					return Value{}, e.fail(pos, end, reason)
				}
				b = append(b, byte(r))
				j += w
			}
		}
		pos = resume
		i = s.byteIndex(resume)
	}
	return NewBytes(byteString(b)), nil
}

// DecodeASCII decodes ASCII.
func DecodeASCII(th *Thread, data, errors string) (*Str, error) {
	if wtf8.IsASCII(data) {
		return strOfASCII(data), nil
	}
	d := decodeErrors{th: th, data: data, encoding: "ascii", errors: errors}
	b := make([]byte, 0, len(data)+16)
	for i := 0; i < len(d.data); {
		if c := d.data[i]; c < 0x80 {
			b = append(b, c)
			i++
			continue
		}
		var err error
		if b, i, err = d.handle(b, i, i+1, "ordinal not in range(128)"); err != nil {
			return nil, err
		}
	}
	return strBytes(b, -1), nil
}

// DecodeLatin1 decodes Latin-1, which cannot fail.
func DecodeLatin1(data string) *Str {
	if wtf8.IsASCII(data) {
		return strOfASCII(data)
	}
	b := make([]byte, 0, len(data)+len(data)/2)
	for i := 0; i < len(data); i++ {
		if c := data[i]; c < 0x80 {
			b = append(b, c)
		} else {
			b = append(b, 0xC0|c>>6, 0x80|c&0x3F)
		}
	}
	return strBytes(b, len(data))
}

// utfEncoding names a UTF-16 or UTF-32 codec in errors: byte order -1 little, 1 big, 0 native with a byte order mark.
func utfEncoding(base string, order int) string {
	switch order {
	case -1:
		return base + "-le"
	case 1:
		return base + "-be"
	}
	return base
}

// EncodeUTF16 returns s in UTF-16: order -1 little-endian, 1 big-endian, 0 little-endian behind a byte order mark.
func EncodeUTF16(th *Thread, s *Str, errors string, order int) (Value, error) {
	if err := checkAlloc(th, s.n+1, 4); err != nil {
		return Value{}, err
	}
	e := encodeErrors{th: th, s: s, encoding: utfEncoding("utf-16", order), errors: errors}
	b := make([]byte, 0, 2*s.n+2)
	put := func(u rune) {
		if order == 1 {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	if order == 0 {
		put(0xFEFF)
	}
	t := s.s
	pos := 0
	for i := 0; i < len(t); {
		r, w := wtf8.DecodeRune(t, i)
		if wtf8.IsSurrogate(r) {
			bytes, repl, resume, err := e.handle(pos, pos+1, wtf8.ReasonSurr)
			if err != nil {
				return Value{}, err
			}
			if repl != nil {
				if !repl.IsASCII() {
					return Value{}, e.fail(pos, pos+1, wtf8.ReasonSurr)
				}
				for j := 0; j < len(repl.s); j++ {
					put(rune(repl.s[j]))
				}
			} else if len(bytes)&1 != 0 {
				return Value{}, e.fail(pos, pos+1, wtf8.ReasonSurr)
			}
			b = append(b, bytes...)
			pos, i = resume, s.byteIndex(resume)
			continue
		}
		if r >= 0x10000 {
			put(0xD800 + (r-0x10000)>>10)
			put(0xDC00 + (r-0x10000)&0x3FF)
		} else {
			put(r)
		}
		i += w
		pos++
	}
	return NewBytes(byteString(b)), nil
}

// EncodeUTF32 returns s in UTF-32; order as for EncodeUTF16.
func EncodeUTF32(th *Thread, s *Str, errors string, order int) (Value, error) {
	if err := checkAlloc(th, s.n+1, 4); err != nil {
		return Value{}, err
	}
	e := encodeErrors{th: th, s: s, encoding: utfEncoding("utf-32", order), errors: errors}
	b := make([]byte, 0, 4*s.n+4)
	put := func(u rune) {
		if order == 1 {
			b = append(b, byte(u>>24), byte(u>>16), byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8), byte(u>>16), byte(u>>24))
		}
	}
	if order == 0 {
		put(0xFEFF)
	}
	t := s.s
	pos := 0
	for i := 0; i < len(t); {
		r, w := wtf8.DecodeRune(t, i)
		if wtf8.IsSurrogate(r) {
			bytes, repl, resume, err := e.handle(pos, pos+1, wtf8.ReasonSurr)
			if err != nil {
				return Value{}, err
			}
			if repl != nil {
				if !repl.IsASCII() {
					return Value{}, e.fail(pos, pos+1, wtf8.ReasonSurr)
				}
				for j := 0; j < len(repl.s); j++ {
					put(rune(repl.s[j]))
				}
			} else if len(bytes)&3 != 0 {
				return Value{}, e.fail(pos, pos+1, wtf8.ReasonSurr)
			}
			b = append(b, bytes...)
			pos, i = resume, s.byteIndex(resume)
			continue
		}
		put(r)
		i += w
		pos++
	}
	return NewBytes(byteString(b)), nil
}

// DecodeUTF16 decodes UTF-16. order 0 takes the byte order from a mark at the start, else the machine's; it returns the order
// found. Unless final, it stops before incomplete data; consumed tells where.
func DecodeUTF16(th *Thread, data, errors string, order int, final bool) (s *Str, consumed, orderOut int, err error) {
	d := decodeErrors{th: th, data: data, encoding: "utf-16", errors: errors}
	i := 0
	if order == 0 && len(data) >= 2 {
		switch data[:2] {
		case "\xff\xfe":
			i, order = 2, -1
		case "\xfe\xff":
			i, order = 2, 1
		}
	}
	// CPython names the byte order that the data turned out to have, except where it was left to the machine.
	switch order {
	case -1:
		d.encoding = "utf-16-le"
	case 1:
		d.encoding = "utf-16-be"
	default:
		d.encoding = "utf-16-le"
	}
	at := func(i int) rune {
		if order == 1 {
			return rune(d.data[i])<<8 | rune(d.data[i+1])
		}
		return rune(d.data[i+1])<<8 | rune(d.data[i])
	}
	b := make([]byte, 0, len(data))
	for i < len(d.data) {
		if len(d.data)-i < 2 {
			if !final {
				break
			}
			if b, i, err = d.handle(b, i, len(d.data), "truncated data"); err != nil {
				return nil, 0, 0, err
			}
			continue
		}
		u := at(i)
		switch {
		case u < 0x80:
			b = append(b, byte(u))
			i += 2
			continue
		case u < 0xD800 || u > 0xDFFF:
			b = wtf8.AppendRune(b, u)
			i += 2
			continue
		case u > 0xDBFF:
			b, i, err = d.handle(b, i, i+2, "illegal encoding")
		case len(d.data)-i < 4:
			if !final {
				return strBytes(b, -1), i, order, nil
			}
			b, i, err = d.handle(b, i, len(d.data), "unexpected end of data")
		default:
			u2 := at(i + 2)
			if u2 >= 0xDC00 && u2 <= 0xDFFF {
				b = wtf8.AppendRune(b, 0x10000+(u-0xD800)<<10+(u2-0xDC00))
				i += 4
				continue
			}
			b, i, err = d.handle(b, i, i+2, "illegal UTF-16 surrogate")
		}
		if err != nil {
			return nil, 0, 0, err
		}
	}
	return strBytes(b, -1), i, order, nil
}

// DecodeUTF32 decodes UTF-32; see DecodeUTF16.
func DecodeUTF32(th *Thread, data, errors string, order int, final bool) (s *Str, consumed, orderOut int, err error) {
	d := decodeErrors{th: th, data: data, errors: errors}
	i := 0
	if order == 0 && len(data) >= 4 {
		switch data[:4] {
		case "\xff\xfe\x00\x00":
			i, order = 4, -1
		case "\x00\x00\xfe\xff":
			i, order = 4, 1
		}
	}
	if order == 1 {
		d.encoding = "utf-32-be"
	} else {
		d.encoding = "utf-32-le"
	}
	b := make([]byte, 0, len(data)/2)
	for i < len(d.data) {
		if len(d.data)-i < 4 {
			if !final {
				break
			}
			if b, i, err = d.handle(b, i, len(d.data), "truncated data"); err != nil {
				return nil, 0, 0, err
			}
			continue
		}
		p := d.data[i : i+4]
		var u uint32
		if order == 1 {
			u = uint32(p[0])<<24 | uint32(p[1])<<16 | uint32(p[2])<<8 | uint32(p[3])
		} else {
			u = uint32(p[3])<<24 | uint32(p[2])<<16 | uint32(p[1])<<8 | uint32(p[0])
		}
		switch {
		case u > wtf8.MaxRune:
			b, i, err = d.handle(b, i, i+4, "code point not in range(0x110000)")
		case wtf8.IsSurrogate(rune(u)):
			b, i, err = d.handle(b, i, i+4, "code point in surrogate code point range(0xd800, 0xe000)")
		default:
			b = wtf8.AppendRune(b, rune(u))
			i += 4
			continue
		}
		if err != nil {
			return nil, 0, 0, err
		}
	}
	return strBytes(b, -1), i, order, nil
}
