// This file implements the UTF-8 codec: bytes to WTF-8 strings and back, with CPython's error positions and handlers.

package wtf8

import (
	"fmt"
	"unsafe"
)

// Reasons, as they appear in UnicodeDecodeError.reason and UnicodeEncodeError.reason.
const (
	ReasonStart = "invalid start byte"
	ReasonCont  = "invalid continuation byte"
	ReasonEnd   = "unexpected end of data"
	ReasonSurr  = "surrogates not allowed"
)

// DecodeError says that bytes Start..End of the input are not UTF-8. It carries what UnicodeDecodeError needs.
type DecodeError struct {
	Start, End int
	Reason     string
}

func (e *DecodeError) Error() string {
	return fmt.Sprintf("utf-8: bytes %d-%d: %s", e.Start, e.End, e.Reason)
}

// EncodeError says that code points Start..End of the string (not byte offsets) are surrogates.
type EncodeError struct {
	Start, End int
	Reason     string
}

func (e *EncodeError) Error() string {
	return fmt.Sprintf("utf-8: characters %d-%d: %s", e.Start, e.End, e.Reason)
}

// ScanUTF8 checks b from offset i on. It returns the end of the valid part; when that is not len(b), bad is the length
// of the offending sequence and reason what is wrong with it. With final false, a sequence that more input could complete
// is not an error: then reason is "" and bad 0 although end < len(b).
func ScanUTF8(b []byte, i int, final bool) (end, bad int, reason string) {
	s := unsafe.String(unsafe.SliceData(b), len(b))
	n := len(s)
	for i < n {
		c := s[i]
		if c < 0x80 {
			i += asciiPrefix(s[i:])
			continue
		}
		rest := n - i
		switch {
		case c < 0xC2 || c > 0xF4:
			return i, 1, ReasonStart
		case c < 0xE0:
			if rest < 2 {
				return scanEnd(i, n, final)
			}
			if s[i+1]&0xC0 != 0x80 {
				return i, 1, ReasonCont
			}
			i += 2
		case c < 0xF0:
			if rest < 2 {
				return scanEnd(i, n, final)
			}
			c1 := s[i+1]
			if c1&0xC0 != 0x80 || c == 0xE0 && c1 < 0xA0 || c == 0xED && c1 >= 0xA0 {
				if !final && rest == 2 && c == 0xED && c1&0xC0 == 0x80 {
					// The start of a surrogate: left for the handler to see whole (surrogatepass).
					return i, 0, ""
				}
				return i, 1, ReasonCont
			}
			if rest < 3 {
				return scanEnd(i, n, final)
			}
			if s[i+2]&0xC0 != 0x80 {
				return i, 2, ReasonCont
			}
			i += 3
		default:
			if rest < 2 {
				return scanEnd(i, n, final)
			}
			c1 := s[i+1]
			if c1&0xC0 != 0x80 || c == 0xF0 && c1 < 0x90 || c == 0xF4 && c1 >= 0x90 {
				return i, 1, ReasonCont
			}
			if rest < 3 {
				return scanEnd(i, n, final)
			}
			if s[i+2]&0xC0 != 0x80 {
				return i, 2, ReasonCont
			}
			if rest < 4 {
				return scanEnd(i, n, final)
			}
			if s[i+3]&0xC0 != 0x80 {
				return i, 3, ReasonCont
			}
			i += 4
		}
	}
	return n, 0, ""
}

func scanEnd(i, n int, final bool) (int, int, string) {
	if !final {
		return i, 0, ""
	}
	return i, n - i, ReasonEnd
}

// A DecodeHandler answers a decoding error: the WTF-8 text that stands for the bad bytes b[start:end] and the offset at
// which decoding goes on (0 <= resume <= len(b)). An error stops the decoding and is returned as it is.
type DecodeHandler func(b []byte, start, end int, reason string) (text string, resume int, err error)

// Decode converts b to a string. A nil handler is "strict": the error is a *DecodeError. With final false it stops before
// an incomplete sequence at the end; consumed tells where.
func Decode(b []byte, h DecodeHandler, final bool) (s string, consumed int, err error) {
	end, bad, reason := ScanUTF8(b, 0, final)
	if reason == "" {
		return string(b[:end]), end, nil
	}
	out := make([]byte, 0, len(b)+len(b)/4)
	i := 0
	for {
		out = append(out, b[i:end]...)
		if reason == "" {
			break
		}
		if h == nil {
			return "", end, &DecodeError{end, end + bad, reason}
		}
		text, resume, err := h(b, end, end+bad, reason)
		if err != nil {
			return "", end, err
		}
		out = append(out, text...)
		i = resume
		end, bad, reason = ScanUTF8(b, i, final)
	}
	return unsafe.String(unsafe.SliceData(out), len(out)), end, nil
}

// DecodeHandlerFor returns the built-in handler of that name for Decode: strict, replace, ignore, surrogateescape,
// surrogatepass, backslashreplace. For any other name ok is false.
func DecodeHandlerFor(name string) (h DecodeHandler, ok bool) {
	switch name {
	case "strict":
		return nil, true
	case "replace":
		return decodeReplace, true
	case "ignore":
		return decodeIgnore, true
	case "surrogateescape":
		return decodeSurrogateEscape, true
	case "surrogatepass":
		return decodeSurrogatePass, true
	case "backslashreplace":
		return decodeBackslash, true
	}
	return nil, false
}

func decodeReplace(b []byte, start, end int, reason string) (string, int, error) {
	return "\uFFFD", end, nil
}

func decodeIgnore(b []byte, start, end int, reason string) (string, int, error) {
	return "", end, nil
}

// decodeSurrogateEscape maps each bad byte 0x80..0xFF to U+DC80..U+DCFF (PEP 383), at most 4 at a time. ASCII bytes are
// never escaped: they are left to be decoded again.
func decodeSurrogateEscape(b []byte, start, end int, reason string) (string, int, error) {
	var buf [16]byte
	out := buf[:0]
	i := start
	for i < end && i < start+4 && b[i] >= 0x80 {
		out = AppendRune(out, 0xDC00+rune(b[i]))
		i++
	}
	if i == start {
		return "", 0, &DecodeError{start, end, reason}
	}
	return string(out), i, nil
}

// decodeSurrogatePass accepts one three-byte surrogate.
func decodeSurrogatePass(b []byte, start, end int, reason string) (string, int, error) {
	if len(b)-start >= 3 && b[start] == 0xED && b[start+1]&0xE0 == 0xA0 && b[start+2]&0xC0 == 0x80 {
		return string(b[start : start+3]), start + 3, nil
	}
	return "", 0, &DecodeError{start, end, reason}
}

func decodeBackslash(b []byte, start, end int, reason string) (string, int, error) {
	const hex = "0123456789abcdef"
	var buf [32]byte
	out := buf[:0]
	for _, c := range b[start:end] {
		out = append(out, '\\', 'x', hex[c>>4], hex[c&15])
	}
	return string(out), end, nil
}

// An EncodeHandler answers an encoding error at code points start..end of s, which are a run of surrogates at byte
// offsets bstart..bend. It gives the bytes to write and the code point at which encoding goes on.
type EncodeHandler func(s string, start, end, bstart, bend int) (out []byte, resume int, err error)

// Encode converts s to UTF-8. A nil handler is "strict": the error is an *EncodeError. Without surrogates the bytes are
// those of s.
func Encode(s string, h EncodeHandler) ([]byte, error) {
	at := NextSurrogate(s, 0)
	if at < 0 {
		return []byte(s), nil
	}
	out := make([]byte, 0, len(s)+8)
	i, cp := 0, 0 // byte offset and code point index
	for at >= 0 {
		out = append(out, s[i:at]...)
		start := cp + RuneCount(s[i:at])
		bend, end := at, start
		for bend+2 < len(s) && s[bend] == 0xED && s[bend+1] >= 0xA0 {
			bend += 3
			end++
		}
		if h == nil {
			return nil, &EncodeError{start, end, ReasonSurr}
		}
		rep, resume, err := h(s, start, end, at, bend)
		if err != nil {
			return nil, err
		}
		out = append(out, rep...)
		switch {
		case resume == end:
			i, cp = bend, end
		case resume > end:
			i, cp = IndexFrom(s, bend, resume-end), resume
		default:
			i, cp = Index(s, resume), resume
		}
		if i < 0 {
			i = len(s)
		}
		at = NextSurrogate(s, i)
	}
	return append(out, s[i:]...), nil
}

// EncodeHandlerFor returns the built-in handler of that name for Encode: strict, replace, ignore, surrogateescape,
// surrogatepass, backslashreplace, xmlcharrefreplace. For any other name ok is false.
func EncodeHandlerFor(name string) (h EncodeHandler, ok bool) {
	switch name {
	case "strict":
		return nil, true
	case "replace":
		return encodeReplace, true
	case "ignore":
		return encodeIgnore, true
	case "surrogateescape":
		return encodeSurrogateEscape, true
	case "surrogatepass":
		return encodeSurrogatePass, true
	case "backslashreplace":
		return encodeBackslash, true
	case "xmlcharrefreplace":
		return encodeXML, true
	}
	return nil, false
}

func encodeReplace(s string, start, end, bstart, bend int) ([]byte, int, error) {
	out := make([]byte, end-start)
	for i := range out {
		out[i] = '?'
	}
	return out, end, nil
}

func encodeIgnore(s string, start, end, bstart, bend int) ([]byte, int, error) {
	return nil, end, nil
}

func encodeSurrogateEscape(s string, start, end, bstart, bend int) ([]byte, int, error) {
	var out []byte
	cp := start
	for i := bstart; i < bend; i += 3 {
		r, _ := DecodeRune(s, i)
		if r < 0xDC80 || r > 0xDCFF {
			return nil, 0, &EncodeError{cp, end, ReasonSurr}
		}
		out = append(out, byte(r-0xDC00))
		cp++
	}
	return out, end, nil
}

func encodeSurrogatePass(s string, start, end, bstart, bend int) ([]byte, int, error) {
	return []byte(s[bstart:bend]), end, nil
}

func encodeBackslash(s string, start, end, bstart, bend int) ([]byte, int, error) {
	var out []byte
	for i := bstart; i < bend; i += 3 {
		r, _ := DecodeRune(s, i)
		out = fmt.Appendf(out, "\\u%04x", r)
	}
	return out, end, nil
}

func encodeXML(s string, start, end, bstart, bend int) ([]byte, int, error) {
	var out []byte
	for i := bstart; i < bend; i += 3 {
		r, _ := DecodeRune(s, i)
		out = fmt.Appendf(out, "&#%d;", r)
	}
	return out, end, nil
}
