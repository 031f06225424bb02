// This file implements the list and tuple objects: representation and the operations the rest of the runtime is written with.
// Methods: list_methods.go, tuple_methods.go.

package object

import "unsafe"

// ListType is list.
var ListType = &Type{Name: "list"}

// TupleType is tuple.
var TupleType = &Type{Name: "tuple"}

// List is a list object: an atomic pointer to a backing array that knows its own capacity, and a length. A reader loads the
// array, then the length, and checks its index against both; it can see an old or a new item, never out of bounds. Writers
// that change length or array hold the list's lock; storing an item holds it too while the process is multi-threaded, so that
// the store is not lost in an array being replaced.
type List struct {
	Header
	a *listArray // atomic; may be nil
	n int        // atomic; items in use, always <= cap of a
}

type listArray struct {
	items []Value // len is the capacity; the header never changes
}

// NewList returns a list that owns items.
func NewList(items []Value) *List {
	l := &List{Header: Header{typ: ListType}}
	if cap(items) > 0 {
		l.a, l.n = &listArray{items[:cap(items)]}, len(items)
	}
	return l
}

// NewListCopy returns a list of a copy of items.
func NewListCopy(items []Value) *List { return NewList(append([]Value(nil), items...)) }

// IsList reports whether v is a list or an instance of a subclass.
func IsList(v Value) bool {
	if !v.IsObj() {
		return false
	}
	t := v.Header().Type()
	return t == ListType || t.HasFlag(TypeSubList)
}

// AsList casts v; call only if IsList.
func AsList(v Value) *List { return (*List)(v.p) }

// Value returns the list as a Value.
func (l *List) Value() Value { return Value{unsafe.Pointer(l)} }

// Len returns the number of items.
func (l *List) Len() int { return loadInt(&l.n) }

// Get returns item i, or absent if i is out of range.
func (l *List) Get(i int) Value {
	a := loadPtr(&l.a)
	if uint(i) >= uint(loadInt(&l.n)) || a == nil || i >= len(a.items) {
		return Value{}
	}
	return LoadSlot(&a.items[i])
}

// Set stores item i and reports whether i was in range.
func (l *List) Set(i int, v Value) bool {
	l.Lock()
	if uint(i) >= uint(l.n) {
		l.Unlock()
		return false
	}
	StoreSlot(&l.a.items[i], v)
	l.Unlock()
	return true
}

// Append appends v.
func (l *List) Append(v Value) {
	l.Lock()
	n := l.n
	if l.a == nil || n == len(l.a.items) {
		l.growLocked(n + 1)
	}
	StoreSlot(&l.a.items[n], v)
	storeInt(&l.n, n+1)
	l.Unlock()
}

// growLocked makes room for n items in all.
func (l *List) growLocked(n int) {
	c := n + n>>3 + 6
	c &^= 3
	if l.a != nil && len(l.a.items)*2 > c && n == l.n+1 && n < 1024 {
		c = len(l.a.items) * 2
	}
	b := make([]Value, c)
	if l.a != nil {
		copy(b, l.a.items[:l.n])
	}
	storePtr(&l.a, &listArray{b})
}

// setLocked replaces the whole contents by items, which the list then owns.
func (l *List) setLocked(items []Value) {
	storeInt(&l.n, 0)
	storePtr(&l.a, &listArray{items[:cap(items)]})
	storeInt(&l.n, len(items))
}

// Replace replaces the whole contents by items, which the list then owns.
func (l *List) Replace(items []Value) {
	l.Lock()
	l.setLocked(items)
	l.Unlock()
}

// Snapshot returns a copy of the items at one moment.
func (l *List) Snapshot() []Value {
	l.Lock()
	defer l.Unlock()
	if l.a == nil {
		return nil
	}
	return append([]Value(nil), l.a.items[:l.n]...)
}

// view returns the items without a copy. They must not be kept across Python code or anything that may change the list, and
// while other threads run an item may be stale; it is for short loops over a list of one's own.
func (l *List) view() []Value {
	a, n := loadPtr(&l.a), loadInt(&l.n)
	if a == nil {
		return nil
	}
	if n > len(a.items) {
		n = len(a.items)
	}
	return a.items[:n]
}

// Tuple is a tuple object; immutable.
type Tuple struct {
	Header
	items []Value
	hash  int64 // atomic; 0: not computed
}

var emptyTuple = &Tuple{Header: Header{typ: TupleType, flags: flagImmortal}}

// NewTuple returns a tuple that owns items.
func NewTuple(items []Value) *Tuple {
	if len(items) == 0 {
		return emptyTuple
	}
	return &Tuple{Header: Header{typ: TupleType}, items: items}
}

// NewTupleCopy returns a tuple of a copy of items.
func NewTupleCopy(items []Value) *Tuple {
	switch len(items) {
	case 0:
		return emptyTuple
	case 1:
		t := &struct {
			Tuple
			a [1]Value
		}{Tuple: Tuple{Header: Header{typ: TupleType}}, a: [1]Value{items[0]}}
		t.items = t.a[:]
		return &t.Tuple
	case 2:
		t := &struct {
			Tuple
			a [2]Value
		}{Tuple: Tuple{Header: Header{typ: TupleType}}, a: [2]Value{items[0], items[1]}}
		t.items = t.a[:]
		return &t.Tuple
	case 3:
		t := &struct {
			Tuple
			a [3]Value
		}{Tuple: Tuple{Header: Header{typ: TupleType}}, a: [3]Value{items[0], items[1], items[2]}}
		t.items = t.a[:]
		return &t.Tuple
	}
	return &Tuple{Header: Header{typ: TupleType}, items: append([]Value(nil), items...)}
}

// TupleOf returns a tuple of its arguments.
func TupleOf(items ...Value) Value { return NewTupleCopy(items).Value() }

// IsTuple reports whether v is a tuple or an instance of a subclass.
func IsTuple(v Value) bool {
	if !v.IsObj() {
		return false
	}
	t := v.Header().Type()
	return t == TupleType || t.HasFlag(TypeSubTuple)
}

// AsTuple casts v; call only if IsTuple.
func AsTuple(v Value) *Tuple { return (*Tuple)(v.p) }

// Value returns the tuple as a Value.
func (t *Tuple) Value() Value { return Value{unsafe.Pointer(t)} }

// Len returns the number of items; a nil tuple has none.
func (t *Tuple) Len() int {
	if t == nil {
		return 0
	}
	return len(t.items)
}

// Items returns the items; they must not be changed.
func (t *Tuple) Items() []Value {
	if t == nil {
		return nil
	}
	return t.items
}
