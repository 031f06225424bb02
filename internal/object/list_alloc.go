// This file implements the allocation of list and tuple objects whose items lie behind them in one piece.
//
// A Go allocation costs 20-30 ns whatever its size, so a short list or tuple that is born with its items is one allocation of
// exactly a size class. When such a list grows, its first array stays where it is until the list dies.

package object

import "unsafe"

// newListN returns a list of n items, all absent, which the caller stores before anybody else sees the list. Its array has no
// spare room that an allocation of its own would not have had.
func newListN(n int) *List {
	var p unsafe.Pointer
	c := 0
	switch {
	case n == 0:
		return &List{Header: Header{typ: ListType}, a: &emptyItems[0]}
	case n <= 3:
		c, p = 3, unsafe.Pointer(new(listWith[[4]Value]))
	case n <= 5:
		c, p = 5, unsafe.Pointer(new(listWith[[6]Value]))
	case n <= 7:
		c, p = 7, unsafe.Pointer(new(listWith[[8]Value]))
	case n <= 9:
		c, p = 9, unsafe.Pointer(new(listWith[[10]Value]))
	case n <= 11:
		c, p = 11, unsafe.Pointer(new(listWith[[12]Value]))
	case n <= 15:
		c, p = 15, unsafe.Pointer(new(listWith[[16]Value]))
	default:
		return &List{Header: Header{typ: ListType}, a: newItems(n), n: n}
	}
	l := (*List)(p)
	l.typ = ListType
	l.n = n
	l.a = (*Value)(unsafe.Add(p, unsafe.Sizeof(List{})))
	*l.a = SmallInt(int64(c))
	return l
}

// listWith is a list with its array behind it; A is an array of one Value for the capacity, and the items.
type listWith[A any] struct {
	l List
	a A
}

// NewTupleLen returns a tuple of n items, all absent, which the caller stores before anybody else sees the tuple.
func NewTupleLen(n int) *Tuple {
	if n == 0 {
		return emptyTuple
	}
	return newTupleN(n)
}

// MatchTuple returns a tuple of a copy of items that is good until the thread's next call: for a class pattern, whose code unpacks it
// at once and shows it to nobody.
func (th *Thread) MatchTuple(items []Value) Value {
	if len(items) == 0 {
		return emptyTuple.Value()
	}
	t := th.matched
	if t == nil || len(items) > cap(t.items) {
		t = &Tuple{Header: Header{typ: TupleType}, items: make([]Value, max(len(items), 8))}
		th.matched = t
	}
	t.items = t.items[:len(items)]
	copy(t.items, items)
	return t.Value()
}

// TakeTuple returns a tuple of n items, all absent, for a look-up: nobody may keep it, and GiveTuple takes it back.
func (th *Thread) TakeTuple(n int) *Tuple {
	t := th.tuple
	if t == nil || n > cap(t.items) || n == 0 {
		t = &Tuple{Header: Header{typ: TupleType}, items: make([]Value, max(n, 16))}
	}
	th.tuple = nil
	t.items = t.items[:n]
	return t
}

// GiveTuple takes back what TakeTuple returned.
func (th *Thread) GiveTuple(t *Tuple) {
	if cap(t.items) > 64 {
		return
	}
	for i := range t.items {
		StoreSlot(&t.items[i], Value{})
	}
	t.hash = 0
	th.tuple = t
}

// newTupleN is NewTupleLen for n > 0.
func newTupleN(n int) *Tuple {
	var p unsafe.Pointer
	switch n {
	case 1:
		p = unsafe.Pointer(new(tupleWith[[1]Value]))
	case 2:
		p = unsafe.Pointer(new(tupleWith[[2]Value]))
	case 3:
		p = unsafe.Pointer(new(tupleWith[[3]Value]))
	case 4:
		p = unsafe.Pointer(new(tupleWith[[4]Value]))
	case 5, 6:
		p = unsafe.Pointer(new(tupleWith[[6]Value]))
	case 7, 8:
		p = unsafe.Pointer(new(tupleWith[[8]Value]))
	case 9, 10:
		p = unsafe.Pointer(new(tupleWith[[10]Value]))
	case 11, 12:
		p = unsafe.Pointer(new(tupleWith[[12]Value]))
	default:
		return &Tuple{Header: Header{typ: TupleType}, items: make([]Value, n)}
	}
	t := (*Tuple)(p)
	t.typ = TupleType
	t.items = unsafe.Slice((*Value)(unsafe.Add(p, unsafe.Sizeof(Tuple{}))), n)
	return t
}

// tupleWith is a tuple with its items behind it.
type tupleWith[A any] struct {
	t Tuple
	a A
}
