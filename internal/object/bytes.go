// This file implements the bytes object's representation. Methods: bytes_methods.go.

package object

import "unsafe"

// BytesType is bytes.
var BytesType = &Type{Name: "bytes"}

// Bytes is a bytes object; immutable. The data is a Go string so that nobody can change it.
type Bytes struct {
	Header
	s    string
	hash int64 // atomic; 0: not computed
	buf  *growBuf
}

var emptyBytes = &Bytes{Header: Header{typ: BytesType, flags: flagImmortal}}

// NewBytes returns a bytes object with the data s.
func NewBytes(s string) Value {
	if len(s) == 0 {
		return Value{unsafe.Pointer(emptyBytes)}
	}
	return Value{unsafe.Pointer(&Bytes{Header: Header{typ: BytesType}, s: s})}
}

// BytesOf returns a bytes object that takes b over: b must not be changed afterwards.
func BytesOf(b []byte) Value { return NewBytes(unsafe.String(unsafe.SliceData(b), len(b))) }

// IsBytes reports whether v is a bytes object or an instance of a subclass.
func IsBytes(v Value) bool {
	if !v.IsObj() {
		return false
	}
	t := v.Header().Type()
	return t == BytesType || t.HasFlag(TypeSubBytes)
}

// AsBytes casts v; call only if IsBytes.
func AsBytes(v Value) *Bytes { return (*Bytes)(v.p) }

// String returns the data.
func (b *Bytes) String() string { return b.s }

// BufferFlags are what a consumer of the buffer protocol asks for, with CPython's PyBUF values.
type BufferFlags int

// Buffer flags.
const (
	BufferSimple    BufferFlags = 0
	BufferWritable  BufferFlags = 1
	BufferFormat    BufferFlags = 4
	BufferND        BufferFlags = 8
	BufferStrides   BufferFlags = 0x10 | BufferND
	BufferCContig   BufferFlags = 0x20 | BufferStrides
	BufferFContig   BufferFlags = 0x40 | BufferStrides
	BufferAnyContig BufferFlags = 0x80 | BufferStrides
	BufferIndirect  BufferFlags = 0x100 | BufferStrides
	BufferFullRO    BufferFlags = BufferIndirect | BufferFormat
)

// Buffer is memory exported by an object (PEP 3118). Data is the whole block; the view starts at Offset. While ReadOnly,
// Data must not be written. Release must be called exactly once.
type Buffer struct {
	Obj      Value
	Data     []byte
	Offset   int
	Len      int // bytes covered
	ReadOnly bool
	ItemSize int
	Format   string // "" means "B"
	Shape    []int  // nil: one dimension of Len/ItemSize items
	Strides  []int  // nil: C-contiguous
	Release  func(th *Thread)
}

// Bytes returns the contiguous bytes of a simple buffer.
func (b *Buffer) Bytes() []byte { return b.Data[b.Offset : b.Offset+b.Len] }

// GetBuffer returns the buffer of v, raising TypeError ("a bytes-like object is required, not 'X'") or BufferError.
func GetBuffer(th *Thread, v Value, flags BufferFlags) (*Buffer, error) {
	f := v.Type().Slots().Buffer
	if f == nil {
		return nil, TypeErrorf(th, "a bytes-like object is required, not '%s'", v.Type().DisplayName())
	}
	return f(th, v, flags)
}
