// This file implements the allocation of short str and bytes objects and of short tuples of numbers, and the text buffer of a thread.
//
// A short text lies behind its object in the same allocation, which the collector need not scan: the pointers in it lead to
// itself and to the type, a static variable. So that this stays true, such an object is exactly str or bytes, and is never given
// an extra (it is ASCII or too short for an offset table) or a growBuf. This makes small strings half as expensive as two
// allocations with pointers, and a piece of a text does not keep the text alive. The two pointers are written as numbers: they
// keep nothing alive, so there is nothing in them for the collector's write barrier.

package object

import (
	"strings"
	"unsafe"

	"weft/internal/wtf8"
)

// maxInline is the largest size in bytes of a text that lies behind its object, if the text is not ASCII.
const maxInline = 56

// maxInlineASCII is the largest size of an ASCII text, or of bytes, that lies behind its object.
const maxInlineASCII = 968

// maxPieceCopy is the size up to which a piece of a text is copied rather than shared: an object without pointers costs less to
// allocate and nothing to scan.
const maxPieceCopy = 200

// Size classes of Go's allocator hold these exactly.
const (
	strWords   = int(unsafe.Sizeof(Str{}) / 8)
	bytesWords = int(unsafe.Sizeof(Bytes{}) / 8)
	tupleWords = int(unsafe.Sizeof(Tuple{}) / 8)
)

// newInline returns a str of size bytes, at most maxInline, and n code points; the caller fills it before anybody else sees it. It is
// cut from the thread's piece of memory, if th is not nil.
func newInline(th *Thread, size, n int) (*Str, []byte) {
	words := uint32(strWords + (size+7)/8)
	var p unsafe.Pointer
	if th != nil {
		p = th.cut(words)
	} else {
		p = noPointers(words)
	}
	s := (*Str)(p)
	d := unsafe.Add(p, 8*strWords)
	setRaw(unsafe.Pointer(&s.typ), unsafe.Pointer(StrType))
	setRaw(unsafe.Pointer(&s.s), d)
	*(*int)(unsafe.Add(unsafe.Pointer(&s.s), 8)) = size
	s.n = n
	return s, unsafe.Slice((*byte)(d), size)
}

// pieceWords is the size of a piece of memory that a thread cuts small objects without pointers from: four or three of them. One that lives
// longer than the others keeps the whole piece, so it should not be large; a quarter of an allocation for each is most of the gain.
const pieceWords = 32

// pieceAfter is the number of such objects from which on a thread has a piece: most threads never need one.
const pieceAfter = 32

// cutter is where a thread, or a function that makes many, cuts such objects from.
type cutter struct {
	mem  *[pieceWords]uint64
	left uint32 // words of mem that are not used
	made uint32 // objects so far, up to pieceAfter
}

// cut returns zeroed memory of at most 14 words.
func (c *cutter) cut(words uint32) unsafe.Pointer {
	if c.left >= words {
		p := unsafe.Pointer(&c.mem[pieceWords-c.left])
		c.left -= words
		return p
	}
	return c.cutSlow(words)
}

// cutSlow is cut where there is no piece, or not enough of it is left.
func (c *cutter) cutSlow(words uint32) unsafe.Pointer {
	if c.made < pieceAfter {
		c.made++
		return noPointers(words)
	}
	c.mem = new([pieceWords]uint64)
	c.left = pieceWords - words
	return unsafe.Pointer(c.mem)
}

// noPointers returns zeroed memory of at most 14 words for an object of its own.
func noPointers(words uint32) unsafe.Pointer {
	switch {
	case words <= 8:
		return unsafe.Pointer(new([8]uint64))
	case words <= 10:
		return unsafe.Pointer(new([10]uint64))
	case words <= 12:
		return unsafe.Pointer(new([12]uint64))
	}
	return unsafe.Pointer(new([14]uint64))
}

// TupleCopy is NewTupleCopy; a short tuple of numbers is an object without pointers, as a short string is.
func (c *cutter) TupleCopy(items []Value) *Tuple {
	n := len(items)
	if uint(n-1) >= maxNumbers {
		return NewTupleCopy(items)
	}
	for _, x := range items {
		if x.IsObj() {
			return NewTupleCopy(items)
		}
	}
	t, d := c.numbers(n)
	for i, x := range items {
		*(*uint64)(unsafe.Add(d, 8*i)) = uint64(x.word())
	}
	return t
}

// pair is newPair; see TupleCopy.
func (c *cutter) pair(x, y Value) *Tuple {
	if x.IsObj() || y.IsObj() {
		return newPair(x, y)
	}
	t, d := c.numbers(2)
	*(*uint64)(d), *(*uint64)(unsafe.Add(d, 8)) = uint64(x.word()), uint64(y.word())
	return t
}

// maxNumbers is the largest number of items of a tuple without pointers.
const maxNumbers = 8

// numbers returns a tuple of n numbers, which the caller stores at d before anybody else sees the tuple.
func (c *cutter) numbers(n int) (t *Tuple, d unsafe.Pointer) {
	p := c.cut(uint32(tupleWords + n))
	t, d = (*Tuple)(p), unsafe.Add(p, 8*tupleWords)
	setRaw(unsafe.Pointer(&t.typ), unsafe.Pointer(TupleType))
	setRaw(unsafe.Pointer(&t.items), d)
	at := unsafe.Pointer(&t.items)
	*(*int)(unsafe.Add(at, 8)), *(*int)(unsafe.Add(at, 16)) = n, n
	return t, d
}

// setRaw stores a pointer that keeps nothing alive into memory that the collector does not scan.
func setRaw(at, p unsafe.Pointer) { *(*uintptr)(at) = uintptr(p) }

// newLong is newInline for an ASCII text of more than maxInline and at most maxInlineASCII bytes.
func newLong(size int) (*Str, []byte) {
	p := unsafe.Pointer(unsafe.SliceData(rawMemory(8*strWords + size)))
	*(*[strWords]uint64)(p) = [strWords]uint64{}
	s := (*Str)(p)
	d := unsafe.Add(p, 8*strWords)
	setRaw(unsafe.Pointer(&s.typ), unsafe.Pointer(StrType))
	setRaw(unsafe.Pointer(&s.s), d)
	*(*int)(unsafe.Add(unsafe.Pointer(&s.s), 8)) = size
	s.n = size
	return s, unsafe.Slice((*byte)(d), size)
}

// rawMemory returns n bytes, at least 64, that are not zeroed and begin at a multiple of eight.
func rawMemory(n int) []byte {
	var b strings.Builder
	b.Grow(n)
	b.WriteByte(0)
	return unsafe.Slice(unsafe.StringData(b.String()), n)
}

// newText returns a str of size bytes, at least 1, and n code points, that the caller fills before anybody else sees it.
func newText(th *Thread, size, n int) (*Str, []byte) {
	if size <= maxInline {
		return newInline(th, size, n)
	}
	if size <= maxInlineASCII && n == size {
		return newLong(size)
	}
	b := rawMemory(size)
	return newStr(byteString(b), n), b
}

// newData is newText for bytes.
func newData(size int) (*Bytes, []byte) {
	if size <= maxInlineASCII {
		return newInlineBytes(size)
	}
	b := rawMemory(size)
	return AsBytes(NewBytes(byteString(b))), b
}

// NewBytesBuf returns bytes of size zeros, and their memory, which the caller may write to before anybody else knows them.
func NewBytesBuf(size int) (Value, []byte) {
	if size == 0 {
		return emptyBytes.Value(), nil
	}
	r, b := newData(size)
	clear(b)
	return r.Value(), b
}

// newInlineBytes is newInline for bytes.
func newInlineBytes(size int) (*Bytes, []byte) {
	var p unsafe.Pointer
	switch {
	case size <= 16:
		p = unsafe.Pointer(new([bytesWords + 2]uint64))
	case size <= 32:
		p = unsafe.Pointer(new([bytesWords + 4]uint64))
	case size <= maxInline:
		p = unsafe.Pointer(new([bytesWords + 7]uint64))
	default:
		p = unsafe.Pointer(unsafe.SliceData(rawMemory(8*bytesWords + size)))
		*(*[bytesWords]uint64)(p) = [bytesWords]uint64{}
	}
	b := (*Bytes)(p)
	d := unsafe.Add(p, 8*bytesWords)
	setRaw(unsafe.Pointer(&b.typ), unsafe.Pointer(BytesType))
	setRaw(unsafe.Pointer(&b.s), d)
	*(*int)(unsafe.Add(unsafe.Pointer(&b.s), 8)) = size
	return b, unsafe.Slice((*byte)(d), size)
}

// copyStr returns a str with a copy of the text s of n code points.
func copyStr(th *Thread, s string, n int) *Str {
	if uint(len(s)-2) < maxInline-1 {
		r, b := newInline(th, len(s), n)
		copy(b, s)
		return r
	}
	if len(s) <= 1 {
		if len(s) == 0 {
			return emptyStr
		}
		return asciiStrs[s[0]&0x7f]
	}
	r, b := newText(th, len(s), n)
	copy(b, s)
	return r
}

// CopyStr returns a str with a copy of text, which is WTF-8; b may be reused.
func CopyStr(th *Thread, b []byte) Value {
	s := byteString(b)
	return copyStr(th, s, wtf8.RuneCount(s)).Value()
}

// CopyASCII returns a str with a copy of an ASCII text; b may be reused.
func CopyASCII(th *Thread, b []byte) Value { return copyStr(th, byteString(b), len(b)).Value() }

// copyBytes returns bytes with a copy of s.
func copyBytes(s string) Value {
	if len(s) <= 1 {
		if len(s) == 0 {
			return emptyBytes.Value()
		}
		return byteObjs[s[0]].Value()
	}
	r, b := newData(len(s))
	copy(b, s)
	return r.Value()
}

// CopyBytes returns bytes with a copy of b, which may be reused.
func CopyBytes(b []byte) Value { return copyBytes(byteString(b)) }

// takeBuf returns the thread's buffer for building a text, empty. Whoever needs another one meanwhile gets a new one.
func (th *Thread) takeBuf() []byte {
	x := th.extra()
	b := x.textBuf
	x.textBuf = nil
	if b == nil {
		b = make([]byte, 0, 256)
	}
	return b[:0]
}

// giveBuf gives back what takeBuf returned, grown or not.
func (th *Thread) giveBuf(b []byte) {
	if cap(b) <= 1<<16 {
		th.extra().textBuf = b
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
	r := copyStr(th, s, n)
	th.giveBuf(b)
	return r
}
