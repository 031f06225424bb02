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

func bytesSpec() TypeSpec {
	return TypeSpec{
		Type:   BytesType,
		Flags:  TypeBase | TypeSubBytes | TypeMatchSelf,
		Layout: LayoutOf[Bytes](),
		Doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> bytes\n" +
			"bytes(int) -> bytes\nbytes() -> empty bytes\n\nAn immutable array of bytes: the numbers of an iterable, an encoded text, a copy of a\n" +
			"buffer, or a number of zero bytes.",
		Slots: Slots{
			New:      bytesNew,
			Repr:     bytesRepr,
			Str:      bytesStr,
			Hash:     bytesHash,
			Compare:  bytesCompare,
			Len:      bytesLen,
			GetItem:  bytesGetItem,
			Contains: bytesContains,
			Iter:     bytesIter,
			Concat:   bytesConcat,
			Repeat:   bytesRepeat,
			Bin:      [numBinOps]BinaryFunc{OpMod: bytesMod},
			Buffer:   bytesGetBuffer,
		},
		Methods: append([]Method{
			{Name: "__getnewargs__", Fn: bytesGetnewargs, Sig: "(self, /)"},
			{Name: "__bytes__", Fn: bytesDunderBytes, Sig: "(self, /)", Doc: "Return the value as exactly bytes."},
			{Name: "__sizeof__", Fn: bytesSizeof, Sig: "(self, /)", Doc: "Return the size in memory, in bytes."},
		}, bytesLikeMethods()...),
	}
}

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
