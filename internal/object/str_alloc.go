// This file implements the allocation of short str and bytes objects, and the text buffer of a thread.
//
// A short text lies behind its object in the same allocation, which the collector need not scan: the pointers in it lead to
// itself and to the type, a static variable. So that this stays true, such an object is exactly str or bytes, and is never given
// an extra (it is too short for an offset table) or a growBuf. This makes small strings half as expensive as two allocations with
// pointers, and a piece of a text does not keep the text alive.

package object

import (
	"strings"
	"unsafe"

	"weft/internal/wtf8"
)

// maxInline is the largest size in bytes of a text that lies behind its object.
const maxInline = 56

// Size classes of Go's allocator hold these exactly.
const (
	strWords   = int(unsafe.Sizeof(Str{}) / 8)
	bytesWords = int(unsafe.Sizeof(Bytes{}) / 8)
)

// newInline returns a str of size bytes, at most maxInline, and n code points; the caller fills it before anybody else sees it.
func newInline(size, n int) (*Str, []byte) {
	var p unsafe.Pointer
	switch {
	case size <= 8:
		p = unsafe.Pointer(new([strWords + 1]uint64))
	case size <= 24:
		p = unsafe.Pointer(new([strWords + 3]uint64))
	case size <= 40:
		p = unsafe.Pointer(new([strWords + 5]uint64))
	default:
		p = unsafe.Pointer(new([strWords + 7]uint64))
	}
	s := (*Str)(p)
	s.typ, s.n = StrType, n
	d := (*byte)(unsafe.Add(p, 8*strWords))
	s.s = unsafe.String(d, size)
	return s, unsafe.Slice(d, size)
}

// newText returns a str of size bytes, at least 1, and n code points, that the caller fills before anybody else sees it.
func newText(size, n int) (*Str, []byte) {
	if size <= maxInline {
		return newInline(size, n)
	}
	b := make([]byte, size)
	return newStr(byteString(b), n), b
}

// newData is newText for bytes.
func newData(size int) (*Bytes, []byte) {
	if size <= maxInline {
		return newInlineBytes(size)
	}
	b := make([]byte, size)
	return AsBytes(NewBytes(byteString(b))), b
}

// newInlineBytes is newInline for bytes.
func newInlineBytes(size int) (*Bytes, []byte) {
	var p unsafe.Pointer
	switch {
	case size <= 16:
		p = unsafe.Pointer(new([bytesWords + 2]uint64))
	case size <= 32:
		p = unsafe.Pointer(new([bytesWords + 4]uint64))
	default:
		p = unsafe.Pointer(new([bytesWords + 7]uint64))
	}
	b := (*Bytes)(p)
	b.typ = BytesType
	d := (*byte)(unsafe.Add(p, 8*bytesWords))
	b.s = unsafe.String(d, size)
	return b, unsafe.Slice(d, size)
}

// copyStr returns a str with a copy of the text s of n code points.
func copyStr(s string, n int) *Str {
	if len(s) > maxInline {
		return newStr(strings.Clone(s), n)
	}
	if len(s) <= 1 {
		if len(s) == 0 {
			return emptyStr
		}
		return asciiStrs[s[0]&0x7f]
	}
	r, b := newInline(len(s), n)
	copy(b, s)
	return r
}

// CopyStr returns a str with a copy of text, which is WTF-8; b may be reused.
func CopyStr(b []byte) Value {
	s := byteString(b)
	return copyStr(s, wtf8.RuneCount(s)).Value()
}

// CopyASCII returns a str with a copy of an ASCII text; b may be reused.
func CopyASCII(b []byte) Value { return copyStr(byteString(b), len(b)).Value() }

// copyBytes returns bytes with a copy of s.
func copyBytes(s string) Value {
	if len(s) > maxInline {
		return NewBytes(strings.Clone(s))
	}
	if len(s) <= 1 {
		if len(s) == 0 {
			return emptyBytes.Value()
		}
		return byteObjs[s[0]].Value()
	}
	r, b := newInlineBytes(len(s))
	copy(b, s)
	return r.Value()
}

// CopyBytes returns bytes with a copy of b, which may be reused.
func CopyBytes(b []byte) Value { return copyBytes(byteString(b)) }

// takeBuf returns the thread's buffer for building a text, empty. Whoever needs another one meanwhile gets a new one.
func (th *Thread) takeBuf() []byte {
	b := th.textBuf
	th.textBuf = nil
	if b == nil {
		b = make([]byte, 0, 256)
	}
	return b[:0]
}

// giveBuf gives back what takeBuf returned, grown or not.
func (th *Thread) giveBuf(b []byte) {
	if cap(b) <= 1<<16 {
		th.textBuf = b
	}
}

// strOfBuf returns the text in b, which came from takeBuf, as a str of n code points (-1: not known).
func (th *Thread) strOfBuf(b []byte, n int) *Str {
	if len(b) > 4096 {
		return strBytes(b, n)
	}
	s := byteString(b)
	if n < 0 {
		n = wtf8.RuneCount(s)
	}
	r := copyStr(s, n)
	th.giveBuf(b)
	return r
}
