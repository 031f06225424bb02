// This file implements the module _json: its functions and its table.

// Package json is the native module _json, the inner loops of the json package.
//
// A scanner makes one pass over the bytes of the text; positions become code points only where Python sees them. An encoder writes
// to one buffer. Both hold their options in fields that never change, so threads may share them.
package json

import (
	"math/bits"
	"unsafe"

	"weft/internal/object"
	"weft/internal/wtf8"
)

type (
	value  = object.Value
	thread = object.Thread
)

var (
	scannerType = &object.Type{Name: "Scanner"}
	encoderType = &object.Type{Name: "Encoder"}
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_json",
		Doc:  "json speedups\n",
		Methods: []object.Method{
			{Name: "encode_basestring_ascii", Sig: "(object, /)", Fn: jsonEncodeBasestringASCII, Doc: "encode_basestring_ascii(string) -> string\n\nThe string as a JSON literal in ASCII."},
			{Name: "encode_basestring", Sig: "(object, /)", Fn: jsonEncodeBasestring, Doc: "encode_basestring(string) -> string\n\nThe string as a JSON literal."},
			{Name: "scanstring", Raw: jsonScanstring, Doc: "scanstring(string, end, strict=True) -> (string, end)\n\nRead the JSON literal whose opening quote is before index end; return its text\nand the index behind the closing quote. Unless strict is false, control\ncharacters in it are errors."},
		},
		Types: nil,
		Exec: func(th *thread, m *object.Module) error {
			for name, spec := range map[string]object.TypeSpec{"make_scanner": scannerSpec(), "make_encoder": encoderSpec()} {
				m.Dict().SetName(name, object.ReadyType(&spec).Value())
			}
			return nil
		},
	}
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// load8 reads eight bytes of s at i.
func load8(s string, i int) uint64 {
	return *(*uint64)(unsafe.Add(unsafe.Pointer(unsafe.StringData(s)), i))
}

// plainEnd returns the offset of the first byte at or after i that is a quote, a backslash, a control character or, if ascii is
// set, DEL or not ASCII; len(s) if there is none.
func plainEnd(s string, i int, ascii bool) int {
	var mask uint64
	if ascii { // then DEL, too, is written as an escape
		mask = highs
	}
	for i+8 <= len(s) {
		x := load8(s, i)
		q := x ^ '"'*ones
		b := x ^ '\\'*ones
		m := (q-ones)&^q | (b-ones)&^b | (x-0x20*ones)&^x
		m = m&highs | x&mask
		if ascii {
			d := x ^ 0x7f*ones
			m |= (d - ones) &^ d & highs
		}
		if m != 0 {
			return i + bits.TrailingZeros64(m)>>3
		}
		i += 8
	}
	for ; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' || c >= 0x7f && ascii {
			break
		}
	}
	return i
}

const hex = "0123456789abcdef"

// appendQuoted appends s as a JSON literal.
func appendQuoted(b []byte, s string, ascii bool) []byte {
	b = append(b, '"')
	for i := 0; ; {
		j := plainEnd(s, i, ascii)
		b = append(b, s[i:j]...)
		if j == len(s) {
			break
		}
		i = j + 1
		switch c := s[j]; c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		case '\f':
			b = append(b, '\\', 'f')
		case '\b':
			b = append(b, '\\', 'b')
		default:
			if c < 0x80 {
				b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
				continue
			}
			r, n := wtf8.DecodeRune(s, j)
			i = j + n
			if r >= 0x10000 {
				r -= 0x10000
				b = appendEscape(b, 0xd800|r>>10)
				r = 0xdc00 | r&0x3ff
			}
			b = appendEscape(b, r)
		}
	}
	return append(b, '"')
}

func appendEscape(b []byte, r rune) []byte {
	return append(b, '\\', 'u', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15])
}

// result makes a str of what was built in the thread's buffer.
func result(th *thread, b []byte) value {
	v := object.CopyText(unsafe.String(unsafe.SliceData(b), len(b)))
	th.GiveBuf(b)
	return v
}

func jsonEncodeBasestringASCII(th *thread, args []value) (value, error) {
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "first argument must be a string, not %.80s", args[0].Type().DisplayName())
	}
	return result(th, appendQuoted(th.TakeBuf(), object.AsStr(args[0]).String(), true)), nil
}

func jsonEncodeBasestring(th *thread, args []value) (value, error) {
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "first argument must be a string, not %.80s", args[0].Type().DisplayName())
	}
	return result(th, appendQuoted(th.TakeBuf(), object.AsStr(args[0]).String(), false)), nil
}

func jsonScanstring(th *thread, args []value, kwnames *object.Tuple) (value, error) {
	if kwnames.Len() > 0 {
		return value{}, object.TypeErrorf(th, "scanstring() takes no keyword arguments")
	}
	if len(args) < 2 {
		return value{}, object.TypeErrorf(th, "scanstring() takes at least 2 arguments (%d given)", len(args))
	}
	if len(args) > 3 {
		return value{}, object.TypeErrorf(th, "scanstring() takes at most 3 arguments (%d given)", len(args))
	}
	end, err := object.AsSsize(th, args[1])
	if err != nil {
		return value{}, err
	}
	strict := true
	if len(args) == 3 {
		if strict, err = object.IsTrue(th, args[2]); err != nil {
			return value{}, err
		}
	}
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "first argument must be a string, not %.80s", args[0].Type().DisplayName())
	}
	doc := object.AsStr(args[0])
	if end < 0 || end > doc.Len() {
		return value{}, object.ValueErrorf(th, "end is out of bounds")
	}
	s := scan{doc: doc, s: doc.String(), strict: strict}
	v, next, err := s.str(th, doc.ByteIndex(end), false)
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(v, object.SmallInt(int64(s.index(next)))), nil
}
