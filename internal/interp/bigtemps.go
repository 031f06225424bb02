// This file implements the arithmetic instructions for large ints: which of them are intermediate results, whose memory can be reused.

package interp

import (
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// largeInts is binary for ints one of which is large; it reports whether it knows the operator.
//
// The code tells which operands an instruction of the same block made for this one alone; what the thread remembers tells that the object is
// what that instruction made, and that nothing else refers to it.
func largeInts(th *object.Thread, f *frame, dst *value, op object.BinOp, x, y value) bool {
	t := th.IntTemps()
	var freeX, freeY, keep bool
	pc := uintptr(framePC(f)) - 8
	if i := f.Lasti(); i >= 0 && f.Code.Plain() {
		ins, regs := uint64(f.Code.C.Instrs[i]), unsafe.Pointer(f.Regs)
		if code.Op(ins&0xffff).Arithmetic() && ra(regs, ins) == dst && *rb(regs, ins) == x {
			m := t.Code(f.Code)[i]
			freeX = m.X != 0 && t.MadeAt(x) == pc-uintptr(m.X)*8
			freeY = m.Y != 0 && t.MadeAt(y) == pc-uintptr(m.Y)*8
			keep = int(ins>>16&0xffff) >= len(f.Code.C.Locals)
		}
	}
	v, fresh, ok := t.Binary(op, x, y, freeX, freeY)
	if !ok {
		return false
	}
	*dst = v
	if fresh && keep {
		t.Made(v, pc)
	}
	return true
}

// largeCompare compares ints one of which is large, and keeps the memory of intermediate results.
func largeCompare(th *object.Thread, f *frame, x, y value, op object.CompareOp) bool {
	t := th.IntTemps()
	r := object.CompareInts(x, y, op)
	if i := f.Lasti(); i >= 0 && f.Code.Plain() {
		pc := uintptr(framePC(f)) - 8
		m := t.Code(f.Code)[i]
		if m.X != 0 && t.MadeAt(x) == pc-uintptr(m.X)*8 {
			t.Give(x)
		}
		if m.Y != 0 && t.MadeAt(y) == pc-uintptr(m.Y)*8 {
			t.Give(y)
		}
	}
	return r
}
