// This file implements the error handlers of encoders and decoders (Library Reference, "Error Handlers"): the built-in ones on
// Go's side, and the calls of those that codecs.register_error added.

package object

import (
	"strconv"
	"unsafe"

	"weft/internal/ucd"
	"weft/internal/wtf8"
)

// encodeErrors is what an encoder knows about handling its errors. One value serves one run.
type encodeErrors struct {
	th       *Thread
	s        *Str
	encoding string
	errors   string
	handler  Value
	exc      *Exception
}

// fail raises the UnicodeEncodeError for code points start to end.
func (e *encodeErrors) fail(start, end int, reason string) error {
	exc := NewUnicodeEncodeError(e.encoding, e.s, start, end, reason)
	setContext(e.th, exc)
	return exc
}

// handle answers an encoding error at code points start to end: what stands for them, as bytes (repl absent) or as text that is
// still to be encoded, and the code point to go on with.
func (e *encodeErrors) handle(start, end int, reason string) (bytes string, repl *Str, resume int, err error) {
	switch e.errors {
	case "strict":
		return "", nil, 0, e.fail(start, end, reason)
	case "ignore":
		return "", nil, end, nil
	case "replace":
		b := make([]byte, end-start)
		for i := range b {
			b[i] = '?'
		}
		return "", strBytes(b, -1), end, nil
	case "backslashreplace", "xmlcharrefreplace", "namereplace":
		return "", escapeRunes(e.s, start, end, e.errors), end, nil
	case "surrogateescape":
		b := make([]byte, 0, end-start)
		for i := start; i < end; i++ {
			r := e.s.At(i)
			if r < 0xDC80 || r > 0xDCFF {
				if e.encoding != "charmap" {
					start = i // what came before is all right
				}
				return "", nil, 0, e.fail(start, end, reason)
			}
			b = append(b, byte(r))
		}
		return string(b), nil, end, nil
	case "surrogatepass":
		if out, ok := passSurrogates(e.encoding, e.s, start, end); ok {
			return out, nil, end, nil
		}
		if surrogateForm(e.encoding) != formOther {
			return "", nil, 0, e.fail(start, end, reason)
		}
	}
	if e.handler.IsAbsent() {
		if e.handler, err = CodecLookupError(e.th, e.errors); err != nil {
			return
		}
	}
	if e.exc == nil {
		e.exc = NewUnicodeEncodeError(e.encoding, e.s, start, end, reason)
		setContext(e.th, e.exc)
	} else {
		e.exc.setUnicode(start, end, reason)
	}
	r, err := Call(e.th, e.handler, e.exc.Value())
	if err != nil {
		return
	}
	x, pos, ok := errorResult(r)
	if !ok || !IsStr(x) && !IsBytes(x) {
		return "", nil, 0, TypeErrorf(e.th, "encoding error handler must return (str/bytes, int) tuple")
	}
	if resume, err = errorPosition(e.th, pos, e.s.n); err != nil {
		return
	}
	if IsBytes(x) {
		return AsBytes(x).s, nil, resume, nil
	}
	return "", AsStr(x), resume, nil
}

func errorResult(r Value) (x, pos Value, ok bool) {
	if !IsTuple(r) || AsTuple(r).Len() != 2 {
		return
	}
	x, pos = AsTuple(r).items[0], AsTuple(r).items[1]
	return x, pos, IsInt(pos)
}

// errorPosition converts the position that a handler returned, in n items.
func errorPosition(th *Thread, pos Value, n int) (int, error) {
	p, err := asSsize(th, pos)
	if err != nil {
		return 0, err
	}
	i := p
	if i < 0 {
		i += n
	}
	if i < 0 || i > n {
		return 0, IndexErrorf(th, "position %d from error handler out of bounds", i)
	}
	return i, nil
}

// setUnicode changes the range and the reason of a UnicodeError.
func (e *Exception) setUnicode(start, end int, reason string) {
	e.setField(fieldUnicodeStart, SmallInt(clampSmall(start)))
	e.setField(fieldUnicodeEnd, SmallInt(clampSmall(end)))
	e.setField(fieldUnicodeReason, NewStr(reason))
}

// escapeRunes returns code points start to end of s as the handlers backslashreplace, xmlcharrefreplace and namereplace write
// them.
func escapeRunes(s *Str, start, end int, how string) *Str {
	b := make([]byte, 0, (end-start)*8)
	for i := start; i < end; i++ {
		r := s.At(i)
		switch how {
		case "xmlcharrefreplace":
			b = append(b, '&', '#')
			b = strconv.AppendInt(b, int64(r), 10)
			b = append(b, ';')
			continue
		case "namereplace":
			if name, ok := ucd.Latest.Name(r); ok {
				b = append(b, '\\', 'N', '{')
				b = append(b, name...)
				b = append(b, '}')
				continue
			}
		}
		b = appendEscape(b, r)
	}
	return strBytes(b, -1)
}

// The forms of surrogates that surrogatepass knows.
const (
	formOther = iota
	formUTF8
	formUTF16LE
	formUTF16BE
	formUTF32LE
	formUTF32BE
)

// surrogateForm returns how an encoding writes surrogates.
func surrogateForm(encoding string) int {
	switch normalizeEncoding(encoding) {
	case "utf_8", "utf8", "cp_utf8":
		return formUTF8
	case "utf_16", "utf16", "utf_16_le", "utf16_le", "utf16le", "utf_16le":
		return formUTF16LE
	case "utf_16_be", "utf16_be", "utf16be", "utf_16be":
		return formUTF16BE
	case "utf_32", "utf32", "utf_32_le", "utf32_le", "utf32le", "utf_32le":
		return formUTF32LE
	case "utf_32_be", "utf32_be", "utf32be", "utf_32be":
		return formUTF32BE
	}
	return formOther
}

// passSurrogates encodes code points start to end, which must be surrogates; ok is false if one is not.
func passSurrogates(encoding string, s *Str, start, end int) (string, bool) {
	form := surrogateForm(encoding)
	if form == formOther {
		return "", false
	}
	var b []byte
	for i := start; i < end; i++ {
		r := s.At(i)
		if !wtf8.IsSurrogate(r) {
			return "", false
		}
		switch form {
		case formUTF8:
			b = wtf8.AppendRune(b, r)
		case formUTF16LE:
			b = append(b, byte(r), byte(r>>8))
		case formUTF16BE:
			b = append(b, byte(r>>8), byte(r))
		case formUTF32LE:
			b = append(b, byte(r), byte(r>>8), 0, 0)
		case formUTF32BE:
			b = append(b, 0, 0, byte(r>>8), byte(r))
		}
	}
	return string(b), true
}

// unpassSurrogate reads one surrogate at data[start:]; width is 0 if there is none.
func unpassSurrogate(encoding, data string, start int) (r rune, width int) {
	p := data[min(start, len(data)):]
	switch surrogateForm(encoding) {
	case formUTF8:
		if len(p) >= 3 && p[0]&0xF0 == 0xE0 && p[1]&0xC0 == 0x80 && p[2]&0xC0 == 0x80 {
			r, width = rune(p[0]&0x0F)<<12|rune(p[1]&0x3F)<<6|rune(p[2]&0x3F), 3
		}
	case formUTF16LE:
		if len(p) >= 2 {
			r, width = rune(p[1])<<8|rune(p[0]), 2
		}
	case formUTF16BE:
		if len(p) >= 2 {
			r, width = rune(p[0])<<8|rune(p[1]), 2
		}
	case formUTF32LE:
		if len(p) >= 4 {
			r, width = rune(p[3])<<24|rune(p[2])<<16|rune(p[1])<<8|rune(p[0]), 4
		}
	case formUTF32BE:
		if len(p) >= 4 {
			r, width = rune(p[0])<<24|rune(p[1])<<16|rune(p[2])<<8|rune(p[3]), 4
		}
	}
	if width > 0 && !wtf8.IsSurrogate(r) {
		return 0, 0
	}
	return
}

// decodeErrors is what a decoder knows about handling its errors; data is what it decodes, which a handler may replace.
type decodeErrors struct {
	th       *Thread
	data     string
	encoding string
	errors   string
	handler  Value
	exc      *Exception
}

// fail raises the UnicodeDecodeError for bytes start to end.
func (d *decodeErrors) fail(start, end int, reason string) error {
	exc := NewUnicodeDecodeError(d.encoding, d.data, start, end, reason)
	setContext(d.th, exc)
	return exc
}

// handle answers a decoding error at bytes start to end: it appends what stands for them to b and returns the offset to go on
// with. After it, d.data may be different.
func (d *decodeErrors) handle(b []byte, start, end int, reason string) (out []byte, resume int, err error) {
	switch d.errors {
	case "strict":
		return b, 0, d.fail(start, end, reason)
	case "ignore":
		return b, end, nil
	case "replace":
		return append(b, "\uFFFD"...), end, nil
	case "backslashreplace":
		for i := start; i < end; i++ {
			c := d.data[i]
			b = append(b, '\\', 'x', lowerHex[c>>4], lowerHex[c&15])
		}
		return b, end, nil
	case "surrogateescape":
		i := start
		for ; i < end && i < start+4 && d.data[i] >= 0x80; i++ {
			b = wtf8.AppendRune(b, 0xDC00+rune(d.data[i]))
		}
		if i == start {
			return b, 0, d.fail(start, end, reason)
		}
		return b, i, nil
	case "surrogatepass":
		if surrogateForm(d.encoding) != formOther {
			r, width := unpassSurrogate(d.encoding, d.data, start)
			if width == 0 {
				return b, 0, d.fail(start, end, reason)
			}
			return wtf8.AppendRune(b, r), start + width, nil
		}
	}
	if d.handler.IsAbsent() {
		if d.handler, err = CodecLookupError(d.th, d.errors); err != nil {
			return
		}
	}
	if d.exc == nil {
		d.exc = NewUnicodeDecodeError(d.encoding, d.data, start, end, reason)
		setContext(d.th, d.exc)
	} else {
		d.exc.setUnicode(start, end, reason)
	}
	r, err := Call(d.th, d.handler, d.exc.Value())
	if err != nil {
		return
	}
	x, pos, ok := errorResult(r)
	if !ok || !IsStr(x) {
		return b, 0, TypeErrorf(d.th, "decoding error handler must return (str, int) tuple")
	}
	obj := d.exc.rawField(fieldUnicodeObject)
	if !IsBytes(obj) {
		return b, 0, TypeErrorf(d.th, "exception attribute object must be bytes")
	}
	d.data = AsBytes(obj).s
	if resume, err = errorPosition(d.th, pos, len(d.data)); err != nil {
		return
	}
	return append(b, AsStr(x).s...), resume, nil
}

// callErrorHandler is a built-in error handler as a Python function: it answers the exception exc.
func callErrorHandler(th *Thread, name string, v Value) (Value, error) {
	if !IsException(v) {
		if name == "strict" {
			return Value{}, TypeErrorf(th, "codec must pass exception instance")
		}
		return Value{}, wrongErrorType(th, v)
	}
	exc := AsException(v)
	t := exc.Type()
	kind := 0
	switch {
	case t.IsSubtype(UnicodeEncodeErrorType):
		kind = 'e'
	case t.IsSubtype(UnicodeDecodeErrorType):
		kind = 'd'
	case t.IsSubtype(UnicodeTranslateErrorType):
		kind = 't'
	}
	if name == "strict" {
		return Value{}, RaiseValue(th, v)
	}
	allowed := "edt"
	switch name {
	case "xmlcharrefreplace", "namereplace":
		allowed = "e"
	case "surrogatepass", "surrogateescape":
		allowed = "ed"
	}
	ok := false
	for _, c := range allowed {
		ok = ok || int(c) == kind
	}
	if !ok {
		return Value{}, wrongErrorType(th, v)
	}
	obj, start, end, err := exc.UnicodeErrorParts(th)
	if err != nil {
		return Value{}, err
	}
	result := func(x Value, pos int) (Value, error) { return TupleOf(x, Int(int64(pos))), nil }
	if name == "ignore" {
		return result(emptyStr.Value(), end)
	}
	if kind == 'd' {
		data := AsBytes(obj).s
		enc := ""
		if e := exc.Encoding(); IsStr(e) {
			enc = AsStr(e).s
		} else if name == "surrogatepass" {
			return Value{}, TypeErrorf(th, "UnicodeError 'encoding' attribute must be a string")
		}
		if name == "surrogatepass" {
			// A run: as many as the range holds.
			var b []byte
			i := start
			if i < end {
				if r, w := unpassSurrogate(enc, data, i); w > 0 {
					b = wtf8.AppendRune(b, r)
					i += w
				}
			}
			if i == start {
				return Value{}, RaiseValue(th, v)
			}
			return result(strBytes(b, -1).Value(), i)
		}
		d := decodeErrors{th: th, data: data, encoding: enc, errors: name}
		if name == "surrogateescape" && (start >= end || data[start] < 0x80) {
			return Value{}, RaiseValue(th, v)
		}
		b, pos, err := d.handle(nil, start, end, "")
		if err != nil {
			return Value{}, err
		}
		return result(strBytes(b, -1).Value(), pos)
	}
	s := AsStr(obj)
	switch name {
	case "replace":
		n := max(end-start, 0)
		if kind == 't' {
			b := make([]byte, 0, 3*n)
			for range n {
				b = append(b, "\uFFFD"...)
			}
			return result(strBytes(b, n).Value(), end)
		}
		b := make([]byte, n)
		for i := range b {
			b[i] = '?'
		}
		return result(strBytes(b, n).Value(), end)
	case "surrogateescape":
		var b []byte
		for i := start; i < end; i++ {
			r := s.At(i)
			if r < 0xDC80 || r > 0xDCFF {
				return Value{}, RaiseValue(th, v)
			}
			b = append(b, byte(r))
		}
		return result(NewBytes(string(b)), end)
	case "surrogatepass":
		e := exc.Encoding()
		if !IsStr(e) {
			return Value{}, TypeErrorf(th, "UnicodeError 'encoding' attribute must be a string")
		}
		out, ok := passSurrogates(AsStr(e).s, s, start, end)
		if !ok {
			return Value{}, RaiseValue(th, v)
		}
		return result(NewBytes(out), end)
	}
	return result(escapeRunes(s, start, max(start, end), name).Value(), end)
}

func wrongErrorType(th *Thread, v Value) error {
	return TypeErrorf(th, "don't know how to handle %s in error callback", v.Type().DisplayName())
}

// byteString returns b, which must not change any more, as a string.
func byteString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
