// This file implements Value, the NaN-boxed word that holds any Python value. All knowledge of the encoding lives here.
//
//	bits 63..48        meaning
//	0x0000             pointer to a heap object (its first field is the Header), or nil = absent
//	0x0002..0x0003     small int: word = 0x0003<<48 + n, n in [-2^48, 2^48)
//	0x0007..0xFFFF     float64 bits + 0x0007<<48
//
// The words that are no pointers lie outside every arena of Go's heap on amd64 and arm64, so the collector, which may look at
// any Value, rejects them by its bounds check.

package object

import (
	"math"
	"unsafe"
)

// Value is any Python value, or absent (the zero Value): an unbound local, an empty cell, a missing argument, the end of an
// iteration. It is one machine word; copies are values, not references to a slot.
type Value struct{ p unsafe.Pointer }

const (
	intBias   = 0x0003 << 48
	floatBias = 0x0007 << 48
	intTag    = 1 // word >> 49

	// MinSmallInt and MaxSmallInt bound the ints that need no heap object.
	MinSmallInt = -(1 << 48)
	MaxSmallInt = 1<<48 - 1
)

func fromWord(w uint64) Value { return Value{unsafe.Add(unsafe.Pointer(nil), w)} }

func (v Value) word() uint64 { return uint64(uintptr(v.p)) }

// IsAbsent reports whether v is the zero Value.
func (v Value) IsAbsent() bool { return v.p == nil }

// IsInt reports whether v is a small int.
func (v Value) IsInt() bool { return v.word()>>49 == intTag }

// Int returns the small int v; call only if IsInt.
func (v Value) Int() int64 { return int64(v.word() - intBias) }

// BothInt reports whether a and b are small ints.
func BothInt(a, b Value) bool { return a.word()>>49 == intTag && b.word()>>49 == intTag }

// FitsSmall reports whether i fits a small int.
func FitsSmall(i int64) bool { return uint64(i+1<<48) < 1<<49 }

// SmallInt boxes i, which must be in [MinSmallInt, MaxSmallInt].
func SmallInt(i int64) Value { return fromWord(uint64(i) + intBias) }

// IsFloat reports whether v is a float (exactly float: instances of subclasses are heap objects).
func (v Value) IsFloat() bool { return v.word() >= floatBias }

// Float returns the float v; call only if IsFloat.
func (v Value) Float() float64 { return math.Float64frombits(v.word() - floatBias) }

// Float boxes f. Of a NaN only the sign is kept, so that a payload cannot alias another encoding.
func Float(f float64) Value {
	if f != f {
		return fromWord(math.Float64bits(f)&(1<<63) | 0x7FF8<<48 + floatBias)
	}
	return fromWord(math.Float64bits(f) + floatBias)
}

// BoxFloat boxes f, which is not a NaN: Float for the evaluator, which has checked.
func BoxFloat(f float64) Value { return fromWord(math.Float64bits(f) + floatBias) }

// IsObj reports whether v is a heap object (not absent, small int or float).
func (v Value) IsObj() bool { return v.p != nil && v.word()>>48 == 0 }

// Header returns the object v points to; call only if IsObj.
func (v Value) Header() *Header { return (*Header)(v.p) }

// Ptr returns the object v points to, for a cast to its Go struct; call only after a type test.
func (v Value) Ptr() unsafe.Pointer { return v.p }

// FromPtr makes a Value of an object; p must point to a struct that starts with a Header.
func FromPtr(p unsafe.Pointer) Value { return Value{p} }

// Is reports identity, Python's `is`. Floats and small ints are identical when they are equal words.
func (v Value) Is(w Value) bool { return v.p == w.p }

// Type returns the type of v, which must not be absent.
func (v Value) Type() *Type {
	if w := v.word(); w>>48 == 0 {
		return (*Header)(v.p).Type()
	} else if w>>49 == intTag {
		return IntType
	}
	return FloatType
}

// isExact reports whether v is a heap object of exactly type t.
func (v Value) isExact(t *Type) bool { return v.IsObj() && v.Header().Type() == t }

// IsExact reports whether v is a heap object of exactly type t (never true for a small int or an unboxed float).
func (v Value) IsExact(t *Type) bool { return v.IsObj() && v.Header().Type() == t }
