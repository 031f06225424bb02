// This file implements the allocation of ints outside the small range: an exact int, its big.Int and up to eight words of it are
// one piece. math/big keeps the room that a number comes with, so that nothing else is allocated for it.

package object

import (
	"math/big"
	"unsafe"
)

// bigWith is an int with its big.Int and the words of it; W is an array of words.
type bigWith[W any] struct {
	IntObj
	b big.Int
	w W
}

// bigAlone is an int with its big.Int; the words are another allocation.
type bigAlone struct {
	IntObj
	b big.Int
}

// maxRawWords is the size in words up to which a result gets its room at once, in memory that is not zeroed first.
const maxRawWords = 1 << 16

// newBigResult returns a number of value 0 with room for so many words, for a result that intResult makes an int.
func newBigResult(words int) *big.Int {
	var p unsafe.Pointer
	c := 8
	switch {
	case words <= 2:
		c, p = 2, unsafe.Pointer(new(bigWith[[2]big.Word]))
	case words <= 4:
		c, p = 4, unsafe.Pointer(new(bigWith[[4]big.Word]))
	case words <= 8:
		p = unsafe.Pointer(new(bigWith[[8]big.Word]))
	default:
		b := &new(bigAlone).b
		if words <= maxRawWords {
			c = words + 4
			b.SetBits(unsafe.Slice((*big.Word)(unsafe.Pointer(unsafe.SliceData(rawMemory(8*c)))), c)[:0])
		}
		return b
	}
	w := (*big.Word)(unsafe.Add(p, unsafe.Sizeof(IntObj{})+unsafe.Sizeof(big.Int{})))
	b := (*big.Int)(unsafe.Add(p, unsafe.Sizeof(IntObj{})))
	return b.SetBits(unsafe.Slice(w, c)[:0])
}

// intResult returns the int b, which came from newBigResult and must not be changed afterwards.
func intResult(b *big.Int) Value {
	if w := b.Bits(); len(w) <= 1 && b.IsInt64() {
		return Int(b.Int64())
	}
	o := (*IntObj)(unsafe.Add(unsafe.Pointer(b), -int(unsafe.Sizeof(IntObj{}))))
	o.typ, o.big = IntType, b
	return Value{unsafe.Pointer(o)}
}

// hide returns p so that the compiler does not see that it is p. It keeps what a local variable points to, itself local, on the
// stack; that is right as long as nobody keeps it.
//
//go:nocheckptr
func hide(p unsafe.Pointer) unsafe.Pointer { return unsafe.Add(unsafe.Pointer(nil), uintptr(p)) }

// smallBig sets the number z, which has w for its words, to n.
func smallBig(z *big.Int, w *[1]big.Word, n int64) *big.Int {
	neg := n < 0
	if neg {
		n = -n
	}
	w[0] = big.Word(n)
	z.SetBits(unsafe.Slice((*big.Word)(hide(unsafe.Pointer(w))), 1))
	if neg {
		z.Neg(z)
	}
	return z
}

// bigOperand returns the value of an int; small ones are put into z.
func bigOperand(v Value, z *big.Int, w *[1]big.Word) *big.Int {
	if v.IsInt() {
		return smallBig(z, w, v.Int())
	}
	o := (*IntObj)(v.p)
	if o.big != nil {
		return o.big
	}
	return smallBig(z, w, o.n)
}

// bigOperands is room for the operands of an operation that are not big themselves; it lives on the stack.
type bigOperands struct {
	x, y big.Int
	w, v [1]big.Word
}

// pair is intPair without allocations.
func (o *bigOperands) pair(a, b Value) (x, y int64, p, q *big.Int, ok bool) {
	if !IsInt(a) || !IsInt(b) {
		return 0, 0, nil, nil, false
	}
	x, small := Int64(a)
	y, small2 := Int64(b)
	if small && small2 {
		return x, y, nil, nil, true
	}
	return 0, 0, bigOperand(a, &o.x, &o.w), bigOperand(b, &o.y, &o.v), true
}

// bigs returns two machine words as big ints.
func (o *bigOperands) bigs(x, y int64) (p, q *big.Int) {
	return smallBig(&o.x, &o.w, x), smallBig(&o.y, &o.v, y)
}
