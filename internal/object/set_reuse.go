// This file implements sets that only one call gets to see, as in len({f(x) for x in y}): they are used again.

package object

import "unsafe"

const (
	// setSole is a flag of sets that nothing but the argument of one call of a function that keeps nothing of it will refer to.
	setSole = flagType
	// setSecondSize is the size of the table that follows a set's first one.
	setSecondSize = 4 * setMinSize
)

// NewSetFor returns an empty set that will be the only argument of a call of f, and that nobody else refers to before that.
func NewSetFor(th *Thread, f Value) *Set {
	if !OnlyLooks(f) {
		return NewSet()
	}
	x := th.extras
	if x == nil || x.set == nil {
		s := NewSet()
		s.flags |= setSole
		return s
	}
	s := x.set
	x.set = nil
	if t := s.t; len(t.e) == setSecondSize {
		clear(t.e)
		t.fill = 0
		x.setTable = t
	}
	t := (*setTable)(unsafe.Add(unsafe.Pointer(s), unsafe.Sizeof(*s))) // see setWith
	clear(t.e)
	t.fill = 0
	storePtr(&s.t, t)
	storeInt(&s.used, 0)
	s.finger = 0
	return s
}

// Reuse keeps s for NewSetFor if nobody refers to it but the call of a native function that is about to return.
func (s *Set) Reuse(th *Thread) {
	if loadUint32(&s.flags)&setSole != 0 {
		th.extra().set = s
	}
}

// grownLocked returns a copy of the table for more than n elements. The set is locked.
func (s *Set) grownLocked(th *Thread, n int) *setTable {
	if n >= setSecondSize/2 && n < setSecondSize && loadUint32(&s.flags)&setSole != 0 && th != nil && th.extras != nil {
		if t := th.extras.setTable; t != nil {
			th.extras.setTable = nil
			s.t.copyTo(t)
			return t
		}
	}
	return s.t.resized(n)
}
