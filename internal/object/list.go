// This file implements the list and tuple objects: representation and the operations the rest of the runtime is written with.
// Methods: list_methods.go, tuple_methods.go.

package object

import "unsafe"

// ListType is list.
var ListType = &Type{Name: "list"}

// TupleType is tuple.
var TupleType = &Type{Name: "tuple"}

// List is a list object: an atomic pointer to a backing array that knows its own capacity, and a length. A reader loads the
// array and the length, in any order, and checks its index against both; it can see an old or a new item, never out of bounds.
// Slots of the array behind the length are absent. Writers hold the list's lock; storing an item holds it too while the process
// is multi-threaded, so that the store is not lost in an array being replaced.
//
// The array is one allocation of Values: slot 0 holds the capacity as a small int, written once before the array is
// published, and the items follow. While a list is being sorted its array is sortingItems.
type List struct {
	Header
	a *Value // atomic; never nil
	n int    // atomic; items in use, always <= the capacity of a
}

// The array of empty lists, and that of lists being sorted: another one, so that the sort notices changes.
var (
	emptyItems   = [2]Value{SmallInt(0)}
	sortingItems = [2]Value{SmallInt(0)}
)

// newItems returns an array with room for c items.
func newItems(c int) *Value {
	if c == 0 {
		return &emptyItems[0]
	}
	b := make([]Value, c+1)
	b[0] = SmallInt(int64(c))
	return &b[0]
}

// itemsCap returns the capacity of an array.
func itemsCap(a *Value) int { return int(a.Int()) }

// itemAt returns slot i of an array, which must be below its capacity.
func itemAt(a *Value, i int) *Value { return (*Value)(unsafe.Add(unsafe.Pointer(a), 8+i*8)) }

// itemsOf returns the first n slots of an array.
func itemsOf(a *Value, n int) []Value { return unsafe.Slice(itemAt(a, 0), n) }

// roundItems rounds a capacity up to what the allocator hands out anyway.
func roundItems(c int) int {
	switch {
	case c <= 3:
		return 3
	case c <= 15:
		return c | 1
	case c <= 63:
		return c | 3
	}
	return c | 15
}

// NewList returns a list of items, which it takes over or copies.
func NewList(items []Value) *List { return NewListCopy(items) }

// NewListCopy returns a list of a copy of items.
func NewListCopy(items []Value) *List {
	n := len(items)
	if n == 0 {
		return &List{Header: Header{typ: ListType}, a: &emptyItems[0]}
	}
	if n <= 3 {
		l := &listWith[[4]Value]{l: List{Header: Header{typ: ListType}, n: n}}
		l.a[0] = SmallInt(3)
		switch n {
		case 3:
			l.a[3] = items[2]
			fallthrough
		case 2:
			l.a[2] = items[1]
			fallthrough
		case 1:
			l.a[1] = items[0]
		}
		l.l.a = &l.a[0]
		return &l.l
	}
	l := newListN(n)
	copyFresh(itemsOf(l.a, n), items)
	return l
}

// NewListSize returns an empty list with room for n items.
func NewListSize(n int) *List {
	l := newListN(n)
	l.n = 0
	return l
}

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

// Array returns the backing array: its capacity as a small int, then the slots, absent from the length on.
func (l *List) Array() *Value { return loadPtr(&l.a) }

// SetLen sets the length, for a caller that has stored the items in question.
func (l *List) SetLen(n int) { storeInt(&l.n, n) }

// Get returns item i, or absent if i is out of range.
func (l *List) Get(i int) Value {
	a := loadPtr(&l.a)
	if uint(i) >= uint(loadInt(&l.n)) || i >= itemsCap(a) {
		return Value{}
	}
	return LoadSlot(itemAt(a, i))
}

// isInline reports whether a is the array behind the list itself.
func (l *List) isInline(a *Value) bool {
	// By number: what follows another list may be in no allocation.
	return uintptr(unsafe.Pointer(a)) == uintptr(unsafe.Pointer(l))+unsafe.Sizeof(*l)
}

// dropLocked forgets the items of the array a, which has been replaced: one that lies behind the list would keep them alive.
// While other threads may be reading a, it stays as it is: who finds a slot absent takes it for the end of the list.
func (l *List) dropLocked(a *Value) {
	if l.isInline(a) && !Several() {
		clearSlots(itemsOf(a, itemsCap(a)))
	}
}

// Set stores item i and reports whether i was in range.
func (l *List) Set(th *Thread, i int, v Value) bool {
	waited := false
	if loadUint32(&multi) != 0 && !l.tryLock() {
		if s := l.share(th); s != nil {
			ok := uint(i) < uint(l.n)
			if ok {
				StoreSlot(itemAt(l.a, i), v)
			}
			s.leave()
			return ok
		}
		l.lockSlow()
		waited = true
	}
	ok := uint(i) < uint(l.n)
	if ok {
		StoreSlot(itemAt(l.a, i), v)
	}
	if waited {
		l.unlockShared()
	} else {
		l.Unlock()
	}
	return ok
}

// ItemsLocked returns the items themselves; the caller holds the list's lock and writes only with StoreSlot.
func (l *List) ItemsLocked() []Value { return itemsOf(l.a, l.n) }

// AppendLocked is Append for a caller that holds the list's lock.
func (l *List) AppendLocked(v Value) {
	n := l.n
	if n == itemsCap(l.a) {
		l.growLocked(n + 1)
	}
	StoreSlot(itemAt(l.a, n), v)
	storeInt(&l.n, n+1)
}

// TruncateLocked shortens the list to n items; the caller holds its lock.
func (l *List) TruncateLocked(n int) { l.truncateLocked(n) }

// Append appends v.
func (l *List) Append(v Value) {
	l.Lock()
	n := l.n
	if n == itemsCap(l.a) {
		l.growLocked(n + 1)
	}
	StoreSlot(itemAt(l.a, n), v)
	storeInt(&l.n, n+1)
	l.Unlock()
}

// Full reports whether appending to l grows it.
func (l *List) Full() bool { return l.n == itemsCap(l.a) }

// Expect makes room for rest more items, if that is more than growing gives.
func (l *List) Expect(rest int) {
	l.Lock()
	if n := l.n; n+rest > 2*itemsCap(l.a) {
		l.resizeLocked(roundItems(n + rest))
	}
	l.Unlock()
}

// growLocked makes room for n items in all, and some more: twice as much for short lists, a quarter for long ones.
func (l *List) growLocked(n int) {
	old := itemsCap(l.a)
	c := old * 2
	if old == 3 { // so that a list of eight is built in two steps
		c = 9
	}
	if old > 256 {
		c = old + (old+3*256)/4
	}
	if c < n {
		c = n
	}
	l.resizeLocked(roundItems(c))
}

// resizeLocked replaces the array by one of capacity c >= n.
func (l *List) resizeLocked(c int) {
	b := newItems(c)
	a := l.a
	copyFresh(itemsOf(b, c), itemsOf(a, l.n))
	storePtr(&l.a, b)
	l.dropLocked(a)
}

// truncateLocked shortens the list to n items, giving memory back if that leaves the array mostly empty.
func (l *List) truncateLocked(n int) {
	old := l.n
	if old == 0 && l.a == &sortingItems[0] {
		return // clearing what a sort has emptied is no change
	}
	storeInt(&l.n, n)
	if n == 0 {
		a := l.a
		storePtr(&l.a, &emptyItems[0])
		if l.isInline(a) {
			clearSlots(itemsOf(a, itemsCap(a))) // who still reads it finds the list at its end, where it is
		}
		return
	}
	if c := itemsCap(l.a); c > 32 && n < c/4 {
		l.resizeLocked(roundItems(n + n/2))
		return
	}
	clearSlots(itemsOf(l.a, old)[n:])
}

// spliceLocked replaces items i to j by ins.
func (l *List) spliceLocked(i, j int, ins []Value) {
	n := l.n
	m := n - (j - i) + len(ins)
	switch {
	case m == 0:
		l.truncateLocked(0)
	case m <= n:
		s := itemsOf(l.a, n)
		moveSlots(s[i:i+len(ins)], ins)
		if m < n {
			moveSlots(s[i+len(ins):m], s[j:])
			l.truncateLocked(m)
		}
	default:
		if m > itemsCap(l.a) {
			l.growLocked(m)
		}
		s := itemsOf(l.a, m)
		moveSlots(s[i+len(ins):], s[j:n])
		moveSlots(s[i:i+len(ins)], ins)
		storeInt(&l.n, m)
	}
}

// extend appends items.
func (l *List) extend(items []Value) {
	l.Lock()
	l.spliceLocked(l.n, l.n, items)
	l.Unlock()
}

// popAt removes and returns item i; absent if i is out of range. i may count from the end.
func (l *List) popAt(i int) Value {
	l.Lock()
	n := l.n
	if i < 0 {
		i += n
	}
	if uint(i) >= uint(n) {
		l.Unlock()
		return Value{}
	}
	v := *itemAt(l.a, i)
	if i == n-1 {
		storeInt(&l.n, n-1)
		StoreSlot(itemAt(l.a, n-1), Value{})
		if c := itemsCap(l.a); c > 32 && n < c/4 {
			l.resizeLocked(roundItems(n + n/2))
		}
	} else {
		l.spliceLocked(i, i+1, nil)
	}
	l.Unlock()
	return v
}

// insert inserts v before item i, which is clamped and may count from the end.
func (l *List) insert(i int, v Value) {
	l.Lock()
	n := l.n
	if i < 0 {
		i = max(i+n, 0)
	}
	i = min(i, n)
	if n == itemsCap(l.a) {
		l.growLocked(n + 1)
	}
	s := itemsOf(l.a, n+1)
	moveSlots(s[i+1:], s[i:n])
	StoreSlot(&s[i], v)
	storeInt(&l.n, n+1)
	l.Unlock()
}

// Replace replaces the whole contents by items.
func (l *List) Replace(items []Value) {
	b := newItems(len(items))
	copyFresh(itemsOf(b, len(items)), items)
	l.Lock()
	a := l.a
	l.replaceLocked(b, len(items))
	l.dropLocked(a)
	l.Unlock()
}

// replaceLocked replaces the array by b, which has n items.
func (l *List) replaceLocked(b *Value, n int) {
	storeInt(&l.n, 0)
	storePtr(&l.a, b)
	storeInt(&l.n, n)
}

// Snapshot returns a copy of the items at one moment.
func (l *List) Snapshot() []Value { return l.slice(0, 1<<62) }

// sliceList returns a list of a copy of items i to j, clamped.
func (l *List) sliceList(i, j int) *List {
	l.Lock()
	j = min(j, l.n)
	i = min(i, j)
	out := newListN(j - i)
	copyFresh(itemsOf(out.a, j-i), itemsOf(l.a, j)[i:])
	l.Unlock()
	return out
}

// ListFrom returns a list of the items of an exact list or tuple; nil for others.
func ListFrom(v Value) *List {
	switch {
	case v.isExact(TupleType):
		return NewListCopy(AsTuple(v).items)
	case v.isExact(ListType):
		return AsList(v).sliceList(0, maxItems)
	}
	return nil
}

// snapshotTuple returns a tuple of the items at one moment.
func (l *List) snapshotTuple() *Tuple {
	l.Lock()
	n := l.n
	if n == 0 {
		l.Unlock()
		return emptyTuple
	}
	t := newTupleN(n)
	copyFresh(t.items, itemsOf(l.a, n))
	l.Unlock()
	return t
}

// slice returns a copy of items i to j, clamped.
func (l *List) slice(i, j int) []Value {
	l.Lock()
	j = min(j, l.n)
	if i >= j {
		l.Unlock()
		return nil
	}
	out := make([]Value, j-i)
	copyFresh(out, itemsOf(l.a, j)[i:])
	l.Unlock()
	return out
}

// view returns the items without a copy. They must not be kept across Python code or anything that may change the list, and
// while other threads run an item may be stale or absent; it is for short loops over a list of one's own.
func (l *List) view() []Value {
	a, n := loadPtr(&l.a), loadInt(&l.n)
	return itemsOf(a, min(n, itemsCap(a)))
}

// Unpack copies the items to dst, if there are as many.
func (l *List) Unpack(dst []Value) bool {
	l.Lock()
	ok := l.n == len(dst)
	if ok {
		for i, v := range itemsOf(l.a, l.n) {
			dst[i] = v
		}
	}
	l.Unlock()
	return ok
}

// Current returns the items, without a copy where no other thread can change them. They must not be kept across Python code.
func (l *List) Current() []Value {
	if Multithreaded() {
		return l.Snapshot()
	}
	return l.view()
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
		t := &tupleWith[[1]Value]{t: Tuple{Header: Header{typ: TupleType}}, a: [1]Value{items[0]}}
		t.t.items = t.a[:]
		return &t.t
	case 2:
		return newPair(items[0], items[1])
	case 3:
		t := &tupleWith[[3]Value]{t: Tuple{Header: Header{typ: TupleType}}, a: [3]Value{items[0], items[1], items[2]}}
		t.t.items = t.a[:]
		return &t.t
	}
	t := newTupleN(len(items))
	copyFresh(t.items, items)
	return t
}

// newPair returns a tuple of two items.
func newPair(x, y Value) *Tuple {
	t := &tupleWith[[2]Value]{t: Tuple{Header: Header{typ: TupleType}}, a: [2]Value{x, y}}
	t.t.items = t.a[:]
	return &t.t
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
