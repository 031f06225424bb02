// This file implements arithmetic with large ints that reuses the memory of intermediate results.
//
// The machine tells when an operand is an intermediate result: an int made by an instruction a few before into a temporary register that
// nobody but this instruction reads, so that nothing else refers to it. Its memory becomes that of the result, or is kept for one of the
// next. Without this an expression over numbers of some kilobytes spends most of its time in the allocator and the collector.

package object

import (
	"math/big"
	"unsafe"

	"weft/internal/code"
)

// IntTemps is what a thread knows of the large ints that instructions have made; only the thread uses it.
type IntTemps struct {
	made  [4]intTemp
	next  uint32
	spare [4]*IntObj // seen by nobody; their values are of no meaning
	codes map[*code.Code][]code.Intermediate
}

type intTemp struct {
	o  *IntObj
	at uintptr // the instruction
}

// spareWords is the size in words from which a number is not kept as a spare one.
const spareWords = 1 << 15

// LargeInts reports whether x and y are exact ints and one of them does not fit a machine word.
func LargeInts(x, y Value) bool {
	if x.isExact(IntType) && (*IntObj)(x.p).big != nil {
		return y.IsInt() || y.isExact(IntType)
	}
	return x.IsInt() && y.isExact(IntType) && (*IntObj)(y.p).big != nil || x.isExact(IntType) && y.isExact(IntType) && (*IntObj)(y.p).big != nil
}

// IntTemps returns the thread's.
func (th *Thread) IntTemps() *IntTemps {
	x := th.extra()
	if x.ints == nil {
		x.ints = new(IntTemps)
	}
	return x.ints
}

// Code returns what is known of the operands of the instructions of c.
func (t *IntTemps) Code(c *Code) []code.Intermediate {
	m := t.codes[c.C]
	if m == nil {
		if t.codes == nil || len(t.codes) >= 64 {
			t.codes = map[*code.Code][]code.Intermediate{}
		}
		m = code.Intermediates(c.C)
		t.codes[c.C] = m
	}
	return m
}

// ForgetInts forgets which instructions have made what: one of them may now have a result that another object knows.
func (th *Thread) ForgetInts() {
	if th.extras != nil && th.extras.ints != nil {
		th.extras.ints.made = [4]intTemp{}
	}
}

// Made remembers that the instruction at the address made v, which is fresh, in a temporary.
func (t *IntTemps) Made(v Value, at uintptr) {
	if v.IsObj() && (*IntObj)(v.p).big != nil {
		t.made[t.next&3] = intTemp{(*IntObj)(v.p), at}
		t.next++
	}
}

// MadeAt returns the address of the instruction that made v, 0 if it is not known.
func (t *IntTemps) MadeAt(v Value) uintptr {
	for i := range t.made {
		if unsafe.Pointer(t.made[i].o) == v.p {
			return t.made[i].at
		}
	}
	return 0
}

// room returns how many words a number has room for.
func (o *IntObj) room() int { return cap(o.big.Bits()) }

// Give keeps the memory of v, an intermediate result that was used.
func (t *IntTemps) Give(v Value) { t.give((*IntObj)(v.p)) }

// give keeps a number that nobody sees any more.
func (t *IntTemps) give(o *IntObj) {
	for i := range t.made {
		if t.made[i].o == o {
			t.made[i].o = nil
		}
	}
	if o.room() >= spareWords || o.big != (*big.Int)(unsafe.Add(unsafe.Pointer(o), unsafe.Sizeof(IntObj{}))) {
		return
	}
	least := &t.spare[0]
	for i := range t.spare {
		p := &t.spare[i]
		if *p == nil {
			*p = o
			return
		}
		if (*p).room() < (*least).room() {
			least = p
		}
	}
	*least = o
}

// take returns a number for a result of so many words.
func (t *IntTemps) take(words int) *big.Int {
	for i, o := range t.spare {
		if o != nil && o.room() >= words && o.room() <= 2*words+8 {
			t.spare[i] = nil
			return o.big
		}
	}
	return newBigResult(words)
}

// result is intResult for a number that take returned or an operand that may be overwritten.
func (t *IntTemps) result(b *big.Int) Value {
	v := intResult(b)
	if !v.IsObj() || (*IntObj)(v.p).big != b {
		o := (*IntObj)(unsafe.Add(unsafe.Pointer(b), -int(unsafe.Sizeof(IntObj{}))))
		o.typ, o.big = IntType, b
		t.give(o)
	}
	return v
}

// Binary computes x op y for LargeInts. Nobody else sees x if freeX, y if freeY. fresh reports that nobody else sees the result; ok is false
// for operators and operands that it leaves to the function of that name, unchanged.
func (t *IntTemps) Binary(op BinOp, x, y Value, freeX, freeY bool) (v Value, fresh, ok bool) {
	var o bigOperands
	p, q := bigOperand(x, &o.x, &o.w), bigOperand(y, &o.y, &o.v)
	n, m := len(p.Bits()), len(q.Bits())
	var z *big.Int
	switch op {
	case OpAdd, OpSub:
		z = t.over(max(n, m)+1, x, y, p, q, freeX, freeY)
		if op == OpAdd {
			z.Add(p, q)
		} else {
			z.Sub(p, q)
		}
	case OpMul:
		if n == 1 || m == 1 {
			z = t.over(n+m, x, y, p, q, freeX && m == 1, freeY && n == 1)
		} else {
			z = t.take(n + m)
		}
		z.Mul(p, q)
	case OpFloorDiv, OpMod:
		if m == 0 || n < m || n == m && p.CmpAbs(q) < 0 || m == 1 && n <= maxWordDivision {
			return Value{}, false, false
		}
		d, r := t.take(n-m+2), t.take(n+1)
		divide(d, r, p, q, op == OpFloorDiv)
		if op == OpMod {
			d, r = r, d
		}
		t.result(r.SetInt64(0))
		z = d
	default:
		return Value{}, false, false
	}
	if freeX && z != p {
		t.give((*IntObj)(x.p))
	}
	if freeY && z != q && x.p != y.p {
		t.give((*IntObj)(y.p))
	}
	return t.result(z), true, true
}

// over returns a number for a result of so many words, one of the operands if possible.
func (t *IntTemps) over(words int, x, y Value, p, q *big.Int, freeX, freeY bool) *big.Int {
	if freeX && (*IntObj)(x.p).room() >= words {
		return p
	}
	if freeY && (*IntObj)(y.p).room() >= words {
		return q
	}
	return t.take(words)
}

// divide sets d and r to the floored quotient and the remainder of p and q; d is right only if wantQ.
func divide(d, r, p, q *big.Int, wantQ bool) {
	d.QuoRem(p, q, r)
	if r.Sign() != 0 && r.Sign() != q.Sign() {
		if wantQ {
			d.Sub(d, bigOne)
		}
		r.Add(r, q)
	}
}
