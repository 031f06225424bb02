// This file implements the iterators of for loops that no program can get hold of: made by the evaluator for a loop, kept in a
// temporary register, and used again for the thread's next loop when exhausted.

package object

import "unsafe"

// flagLoop marks a list or range iterator of a loop.
const flagLoop = flagType

// OfLoop reports whether the iterator is one of a loop.
func (h *Header) OfLoop() bool { return h.flags&flagLoop != 0 }

// ListLoop returns an iterator over l for a loop.
func (th *Thread) ListLoop(l *List) Value {
	it := th.SpareList
	if it == nil {
		it = &ListIter{Header: Header{typ: ListIterType, flags: flagLoop}, L: l}
	} else {
		th.SpareList, th.SpareList2 = th.SpareList2, nil
		it.L, it.I = l, 0
	}
	return Value{unsafe.Pointer(it)}
}

// TupleLoop returns an iterator over t for a loop.
func (th *Thread) TupleLoop(t *Tuple) Value {
	it := th.SpareTuple
	if it == nil {
		it = &TupleIter{Header: Header{typ: TupleIterType, flags: flagLoop}, T: t}
	} else {
		th.SpareTuple = nil
		it.T, it.I = t, 0
	}
	return Value{unsafe.Pointer(it)}
}

// RangeLoop returns an iterator over range(*args) for a loop, or absent if that needs another type or raises an error.
func (th *Thread) RangeLoop(args []Value) Value {
	var start, step int64 = 0, 1
	if n := len(args); n == 0 || n > 3 || !args[0].IsInt() || !args[n-1].IsInt() {
		return Value{}
	}
	stop := args[0].Int()
	if len(args) > 1 {
		if !args[1].IsInt() {
			return Value{}
		}
		start, stop = stop, args[1].Int()
		if len(args) > 2 {
			step = args[2].Int()
		}
	}
	var n int64
	switch {
	case step == 0:
		return Value{}
	case step > 0 && start < stop:
		n = (stop - start + step - 1) / step
	case step < 0 && start > stop:
		n = (start - stop - step - 1) / -step
	}
	it := th.SpareRange
	if it == nil {
		it = &RangeIter{Header: Header{typ: RangeIterType, flags: flagLoop}}
	} else {
		th.SpareRange = nil
	}
	it.End, it.By, it.Left = start+n*step, step, int(n)
	return Value{unsafe.Pointer(it)}
}
