// This file implements Subject, the text that is searched, with one code unit
// per position.

package sre

import "unicode/utf8"

// Subject is an immutable text in which position i is the i-th byte or code
// point. The zero Subject is empty. A caller that matches often against the
// same non-ASCII string keeps the Subject, since making it decodes the string.
type Subject struct {
	u8   []byte // if width is 1 (or 0: empty)
	u16  []uint16
	u32  []uint32
	kind uint8 // 1, 2 or 4 bytes per unit
}

// BytesSubject returns a Subject over b, which must not change while in use.
func BytesSubject(b []byte) Subject { return Subject{u8: b, kind: 1} }

// StringSubject returns a Subject for WTF-8 text. With ascii set s is not
// looked at and not copied.
func StringSubject(s string, ascii bool) Subject {
	if ascii {
		return Subject{u8: bytesOf(s), kind: 1}
	}
	// Lead bytes tell the number of code points and the largest one closely enough.
	n, lead := 0, byte(0)
	for i := range len(s) {
		c := s[i]
		if c&0xc0 != 0x80 {
			n++
			lead = max(lead, c)
		}
	}
	switch {
	case lead < 0x80:
		return Subject{u8: bytesOf(s), kind: 1}
	case lead < 0xc4:
		return Subject{u8: decode(make([]byte, 0, n), s), kind: 1}
	case lead < 0xf0:
		return Subject{u16: decode(make([]uint16, 0, n), s), kind: 2}
	}
	return Subject{u32: decode(make([]uint32, 0, n), s), kind: 4}
}

// Len returns the number of positions.
func (s *Subject) Len() int {
	switch s.kind {
	case 2:
		return len(s.u16)
	case 4:
		return len(s.u32)
	}
	return len(s.u8)
}

// At returns the unit at position i, which must be in range.
func (s *Subject) At(i int) uint32 {
	switch s.kind {
	case 2:
		return uint32(s.u16[i])
	case 4:
		return s.u32[i]
	}
	return uint32(s.u8[i])
}

// decode appends the code points of WTF-8 text; surrogates are units of their own.
// Malformed text gives U+FFFD, one per byte, and never reads out of range.
func decode[T unit](out []T, s string) []T {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c < 0x80:
			out = append(out, T(c))
			i++
		case c < 0xe0 && i+1 < len(s):
			out = append(out, T(rune(c&0x1f)<<6|rune(s[i+1]&0x3f)))
			i += 2
		case c < 0xf0 && i+2 < len(s):
			out = append(out, T(rune(c&0x0f)<<12|rune(s[i+1]&0x3f)<<6|rune(s[i+2]&0x3f)))
			i += 3
		case i+3 < len(s):
			out = append(out, T(rune(c&0x07)<<18|rune(s[i+1]&0x3f)<<12|rune(s[i+2]&0x3f)<<6|rune(s[i+3]&0x3f)))
			i += 4
		default:
			r := rune(utf8.RuneError)
			out = append(out, T(r))
			i++
		}
	}
	return out
}
