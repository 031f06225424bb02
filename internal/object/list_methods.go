// This file implements the methods of list, and its iterators.

package object

import (
	"math"
	"unsafe"
)

// The iterators over lists.
var (
	ListIterType        = &Type{Name: "list_iterator"}
	ListReverseIterType = &Type{Name: "list_reverseiterator"}
)

func listSpec() TypeSpec {
	return TypeSpec{
		Type:   ListType,
		Make:   makeList,
		Doc:    "Built-in mutable sequence.\n\nWithout an argument the list is empty; otherwise it holds the items of the iterable.",
		Sig:    "(iterable=(), /)",
		Flags:  TypeBase | TypeSubList | TypeSequence | TypeMatchSelf,
		Layout: LayoutOf[List](),
		NoHash: true,
		Slots: Slots{
			New: listNew, Init: listInit, Repr: listRepr, Compare: listCompare, Iter: listIter, Len: listLen,
			GetItem: listGetitem, SetItem: listSetitem, Contains: listContains,
			Concat: listConcat, Repeat: listRepeat, IConcat: listInplaceConcat, IRepeat: listInplaceRepeat,
		},
		Methods: []Method{
			{Name: "__getitem__", Sig: "(self, index, /)", Fn: listGetitemMethod, Doc: "Return self[index]."},
			{Name: "__reversed__", Sig: "(self, /)", Fn: listReversed, Doc: "Return an iterator over the items in reverse order."},
			{Name: "__sizeof__", Sig: "(self, /)", Fn: listSizeof, Doc: "Return the size of the list in memory, in bytes."},
			{Name: "clear", Sig: "(self, /)", Fn: listClear, Doc: "Remove all items."},
			{Name: "copy", Sig: "(self, /)", Fn: listCopy, Doc: "Return a shallow copy."},
			{Name: "append", Sig: "(self, object, /)", Fn: listAppend, Doc: "Add an item at the end.", Appends: true},
			{Name: "insert", Sig: "(self, index, object, /)", Fn: listInsert, Doc: "Insert an item before the given position."},
			{Name: "extend", Sig: "(self, iterable, /)", Fn: listExtend, Doc: "Add the items of the iterable at the end."},
			{Name: "pop", Sig: "(self, index=-1, /)", Fn: listPop, Doc: "Remove and return the item at the position, the last by default.\n\nRaises IndexError if the list is empty or the position is out of range."},
			{Name: "remove", Sig: "(self, value, /)", Fn: listRemove, Doc: "Remove the first item equal to value.\n\nRaises ValueError if there is none."},
			{Name: "index", Sig: "(self, value, start=0, stop=sys.maxsize, /)", Fn: listIndex, Doc: "Return the position of the first item equal to value.\n\nRaises ValueError if there is none."},
			{Name: "count", Sig: "(self, value, /)", Fn: listCount, Doc: "Return the number of items equal to value."},
			{Name: "reverse", Sig: "(self, /)", Fn: listReverse, Doc: "Reverse the order of the items in place."},
			{Name: "sort", Sig: "(self, /, *, key=None, reverse=False)", Raw: ListSort, Doc: "Sort the items in place, in ascending order, and return None.\n\nThe sort is stable. A key function is called once for each item, and the items are\nordered by what it returns. With reverse true the order is descending."},
			{Name: "__class_getitem__", Sig: "(type, object, /)", Kind: ClassMethod, Fn: classGetItemAlias, Doc: "See PEP 585"},
		},
	}
}

func listIterSpec() TypeSpec {
	return TypeSpec{
		Type:   ListIterType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[ListIter](),
		Slots:  Slots{Iter: selfIter, Next: listIterNext},
		Methods: []Method{
			{Name: "__length_hint__", Sig: "(self, /)", Fn: listIterLengthHint, Doc: docLengthHint},
			{Name: "__reduce__", Sig: "(self, /)", Fn: listIterReduce, Doc: docReduce},
			{Name: "__setstate__", Sig: "(self, object, /)", Fn: listIterSetstate, Doc: docSetstate},
		},
	}
}

func listReverseIterSpec() TypeSpec {
	return TypeSpec{
		Type:   ListReverseIterType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[ListIter](),
		Slots:  Slots{Iter: selfIter, Next: listReverseIterNext},
		Methods: []Method{
			{Name: "__length_hint__", Sig: "(self, /)", Fn: listReverseIterLengthHint, Doc: docLengthHint},
			{Name: "__reduce__", Sig: "(self, /)", Fn: listReverseIterReduce, Doc: docReduce},
			{Name: "__setstate__", Sig: "(self, object, /)", Fn: listReverseIterSetstate, Doc: docSetstate},
		},
	}
}

const (
	docLengthHint = "Private method returning an estimate of len(list(it))."
	docReduce     = "Return state information for pickling."
	docSetstate   = "Set state information for unpickling."
)

func listNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	v := t.New()
	AsList(v).a = &emptyItems[0]
	return v, nil
}

func listInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	if kwnames.Len() > 0 && (self.Type() == ListType || funcPtr(self.Type().Slots().New) == funcPtr(NewFunc(listNew))) {
		return TypeErrorf(th, "list() takes no keyword arguments")
	}
	args = args[:len(args)-kwnames.Len()]
	if len(args) > 1 {
		return TypeErrorf(th, "list expected at most 1 argument, got %d", len(args))
	}
	l := AsList(self)
	if l.Len() > 0 {
		l.Lock()
		l.truncateLocked(0)
		l.Unlock()
	}
	if len(args) == 0 {
		return nil
	}
	return ListExtend(th, l, args[0])
}

// ListExtend appends the items of an iterable to l.
func ListExtend(th *Thread, l *List, v Value) error {
	if v.IsObj() {
		switch v.Header().Type() {
		case ListType:
			src := AsList(v)
			if !Multithreaded() && src != l {
				l.spliceLocked(l.n, l.n, src.view())
				return nil
			}
			l.extend(src.Snapshot())
			return nil
		case TupleType:
			l.extend(AsTuple(v).items)
			return nil
		case RangeType:
			if r := (*Range)(v.p); r.big == nil {
				if err := checkAlloc(th, r.n, 10); err != nil {
					return err
				}
				l.extendRange(r)
				return nil
			}
		case GeneratorType:
			return drainGenerator(th, asGenerator(v), l)
		}
		if items, ok := ItemsNow(v); ok {
			l.extend(items)
			return nil
		}
	}
	it, err := GetIter(th, v)
	if err != nil {
		return err
	}
	if n, err := LengthHint(th, v, 8); err != nil {
		return err
	} else if n > 0 && n < math.MaxInt64-l.Len() {
		if err := checkAlloc(th, l.Len()+n, 8); err != nil {
			return err
		}
		l.Lock()
		if l.n+n > itemsCap(l.a) && l.a != &sortingItems[0] {
			l.resizeLocked(roundItems(l.n + n))
		}
		l.Unlock()
	}
	next := it.Type().Slots().Next
	for {
		x, err := next(th, it)
		if err != nil {
			return err
		}
		if x.IsAbsent() {
			break
		}
		if err := l.checkGrowth(th); err != nil {
			return err
		}
		l.Append(x)
	}
	return nil
}

// Take implements Sink.
func (l *List) Take(x Value) bool {
	if l.Len() > 1<<23 {
		return false
	}
	l.Append(x)
	return true
}

// Fold implements Sink.
func (l *List) Fold() *Fold { return nil }

// TakeSlow implements Sink.
func (l *List) TakeSlow(th *Thread, x Value) (bool, error) {
	if err := l.checkGrowth(th); err != nil {
		return false, err
	}
	l.Append(x)
	return true, nil
}

// checkGrowth raises MemoryError if the list is long, has no room for one more item, and cannot get it.
func (l *List) checkGrowth(th *Thread) error {
	if n := l.Len(); n > 1<<23 && n == itemsCap(l.Array()) {
		return checkAlloc(th, n+n/4, 8)
	}
	return nil
}

// extendRange appends the ints of a range.
func (l *List) extendRange(r *Range) {
	l.Lock()
	n, k := l.n, r.n
	if n+k > itemsCap(l.a) {
		if n == 0 {
			l.resizeLocked(k)
		} else {
			l.growLocked(n + k)
		}
	}
	x := r.start
	s := itemsOf(l.a, n+k)[n:]
	if FitsSmall(x) && (k == 0 || FitsSmall(x+int64(k-1)*r.step)) {
		for i := range s {
			StoreSlot(&s[i], SmallInt(x))
			x += r.step
		}
	} else {
		for i := range s {
			StoreSlot(&s[i], Int(x))
			x += r.step
		}
	}
	storeInt(&l.n, n+k)
	l.Unlock()
}

func listRepr(th *Thread, self Value) (Value, error) {
	l := AsList(self)
	if l.Len() == 0 {
		return NewASCII("[]"), nil
	}
	if ReprEnter(th, self) {
		return NewASCII("[...]"), nil
	}
	defer ReprLeave(th, self)
	b := append(make([]byte, 0, 64), '[')
	for i := 0; i < l.Len(); i++ {
		x := l.Get(i)
		if x.IsAbsent() {
			break
		}
		if i > 0 {
			b = append(b, ", "...)
		}
		s, err := Repr(th, x)
		if err != nil {
			return Value{}, err
		}
		b = append(b, s.s...)
	}
	b = append(b, ']')
	return NewStr(unsafe.String(&b[0], len(b))), nil
}

func listCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if !IsList(a) || !IsList(b) {
		return NotImplemented, nil
	}
	x, y := AsList(a), AsList(b)
	if x.Len() != y.Len() && (op == CmpEQ || op == CmpNE) {
		return Bool(op == CmpNE), nil
	}
	for i := 0; ; i++ {
		v, w := x.Get(i), y.Get(i)
		if v.IsAbsent() || w.IsAbsent() {
			break
		}
		if v.p == w.p {
			continue
		}
		eq, err := EqualOrIs(th, v, w)
		if err != nil {
			return Value{}, err
		}
		if !eq {
			// The comparison may have changed the lists: what counts is what they hold now.
			if v, w = x.Get(i), y.Get(i); v.IsAbsent() || w.IsAbsent() {
				break
			}
			switch op {
			case CmpEQ:
				return False, nil
			case CmpNE:
				return True, nil
			}
			return Compare(th, v, w, op)
		}
	}
	return Bool(compareInt(int64(x.Len()), int64(y.Len()), op)), nil
}

func listLen(th *Thread, self Value) (int, error) { return AsList(self).Len(), nil }

// seqIndex converts the key of a sequence item, which is no slice, to a Go int. kind begins the error's text.
func seqIndex(th *Thread, key Value, kind string) (int, error) {
	if !IsInt(key) && key.Type().Slots().Index == nil {
		return 0, TypeErrorf(th, "%s indices must be integers or slices, not %s", kind, key.Type().DisplayName())
	}
	return AsIndex(th, key, IndexErrorType)
}

func listGetitemMethod(th *Thread, args []Value) (Value, error) {
	return listGetitem(th, args[0], args[1])
}

func listGetitem(th *Thread, self, key Value) (Value, error) {
	l := AsList(self)
	i := 0
	switch {
	case key.IsInt():
		i = int(key.Int())
	case IsSlice(key):
		return listGetslice(th, l, AsSlice(key))
	default:
		var err error
		if i, err = seqIndex(th, key, "list"); err != nil {
			return Value{}, err
		}
	}
	if i < 0 {
		i += l.Len()
	}
	if v := l.Get(i); !v.IsAbsent() {
		return v, nil
	}
	return Value{}, IndexErrorf(th, "list index out of range")
}

func listGetslice(th *Thread, l *List, s *Slice) (Value, error) {
	start, stop, step, err := s.unpack(th)
	if err != nil {
		return Value{}, err
	}
	l.Lock()
	start, n := adjustSlice(start, stop, step, l.n)
	out := newListN(n)
	dst, src := itemsOf(out.a, n), itemsOf(l.a, l.n)
	switch {
	case step == 1:
		copy(dst, src[start:start+n])
	case step == -1:
		for i := range dst {
			dst[i] = src[start-i]
		}
	default:
		for i := range dst {
			dst[i] = src[start+i*step]
		}
	}
	l.Unlock()
	return out.Value(), nil
}

func listSetitem(th *Thread, self, key, val Value) error {
	l := AsList(self)
	i := 0
	switch {
	case key.IsInt():
		i = int(key.Int())
	case IsSlice(key):
		if val.IsAbsent() {
			return listDelslice(th, l, AsSlice(key))
		}
		return listSetslice(th, l, AsSlice(key), val)
	default:
		var err error
		if i, err = seqIndex(th, key, "list"); err != nil {
			return err
		}
	}
	ok := false
	if val.IsAbsent() {
		ok = !l.popAt(i).IsAbsent()
	} else {
		if i < 0 {
			i += l.Len()
		}
		ok = l.Set(th, i, val)
	}
	if !ok {
		return IndexErrorf(th, "list assignment index out of range")
	}
	return nil
}

func listDelslice(th *Thread, l *List, s *Slice) error {
	start, stop, step, err := s.unpack(th)
	if err != nil {
		return err
	}
	l.Lock()
	defer l.Unlock()
	start, n := adjustSlice(start, stop, step, l.n)
	if n == 0 {
		return nil
	}
	step = max(-l.n, min(l.n, step)) // a longer one reaches no second item
	if step < 0 {
		start, step = start+(n-1)*step, -step
	}
	if step == 1 {
		l.spliceLocked(start, start+n, nil)
		return nil
	}
	a := itemsOf(l.a, l.n)
	to := start
	for i := 0; i < n; i++ {
		from := start + i*step + 1
		end := min(from+step-1, len(a))
		moveSlots(a[to:], a[from:end])
		to += end - from
	}
	if from := start + (n-1)*step + step; from < len(a) {
		moveSlots(a[to:], a[from:])
	}
	l.truncateLocked(l.n - n)
	return nil
}

// iterableItems returns the items of v for an assignment to a slice; the error for what is not iterable has the text msg.
func iterableItems(th *Thread, v Value, msg string) ([]Value, error) {
	if !v.isExact(ListType) && !v.isExact(TupleType) {
		if s := v.Type().Slots(); s.Iter == nil && s.GetItem == nil {
			return nil, TypeErrorf(th, "%s", msg)
		}
		it, err := GetIter(th, v)
		if err != nil {
			if IsErr(err, TypeErrorType) {
				err = TypeErrorf(th, "%s", msg)
			}
			return nil, err
		}
		_ = it
	}
	return ToSlice(th, v)
}

func listSetslice(th *Thread, l *List, s *Slice, val Value) error {
	start, stop, step, err := s.unpack(th)
	if err != nil {
		return err
	}
	if step == 1 {
		return listSetrange(th, l, start, stop, val)
	}
	items, err := iterableItems(th, val, "must assign iterable to extended slice")
	if err != nil {
		return err
	}
	l.Lock()
	start, n := adjustSlice(start, stop, step, l.n)
	if n != len(items) {
		l.Unlock()
		return ValueErrorf(th, "attempt to assign sequence of size %d to extended slice of size %d", len(items), n)
	}
	a := itemsOf(l.a, l.n)
	for i, v := range items {
		StoreSlot(&a[start+i*step], v)
	}
	l.Unlock()
	return nil
}

// listSetrange is l[start:stop] = val; start and stop are not yet adjusted to the length.
func listSetrange(th *Thread, l *List, start, stop int, val Value) error {
	var items []Value
	switch {
	case val.isExact(TupleType):
		items = AsTuple(val).items
	case val.isExact(ListType) && AsList(val) != l && !Multithreaded():
		items = AsList(val).view()
	default:
		var err error
		if items, err = iterableItems(th, val, "must assign iterable to extended slice"); err != nil {
			return err
		}
	}
	l.Lock()
	start, n := adjustSlice(start, stop, 1, l.n)
	l.spliceLocked(start, start+n, items)
	l.Unlock()
	return nil
}

func listContains(th *Thread, self, item Value) (bool, error) {
	l := AsList(self)
	for i := 0; ; i++ {
		x := l.Get(i)
		if x.IsAbsent() {
			return false, nil
		}
		if x.p == item.p {
			return true, nil
		}
		if BothInt(x, item) {
			continue
		}
		if eq, err := EqualOrIs(th, x, item); err != nil || eq {
			return eq, err
		}
	}
}

func listConcat(th *Thread, a, b Value) (Value, error) {
	if !IsList(b) {
		return Value{}, TypeErrorf(th, "can only concatenate list (not \"%s\") to list", b.Type().DisplayName())
	}
	return ListConcat(AsList(a), AsList(b)), nil
}

// ListConcat returns x + y.
func ListConcat(x, y *List) Value {
	LockTwo(&x.Header, &y.Header)
	n, m := x.n, y.n
	out := x.sum(m)
	copy(itemsOf(out.a, n+m)[n:], itemsOf(y.a, m))
	UnlockTwo(&x.Header, &y.Header)
	return out.Value()
}

// flagSum marks a list that only the addition refers to of which it is the left operand: it may become the sum. flagScratch marks one
// that only the assignment to a slice refers to which it is the value of.
const (
	flagSum     = flagType
	flagScratch = flagType << 1
)

// Expose is for a list that an instruction shows to others after all.
func (l *List) Expose() {
	if l.flags&(flagSum|flagScratch) != 0 {
		l.flags &^= flagSum | flagScratch
	}
}

// TakeScratch returns l[from:to:by] for a SETSLICE that nothing else comes before which could see it; SetSlice gives it back. It reports
// false if the bounds are not None or small ints, or the list would be a large one.
func (th *Thread) TakeScratch(l *List, from, to, by Value) (Value, bool) {
	if !plainIndex(from) || !plainIndex(to) || !plainIndex(by) {
		return Value{}, false
	}
	start, stop, step := 0, math.MaxInt, 1
	if by.IsInt() {
		if step = int(by.Int()); step == 0 {
			return Value{}, false
		}
		if step < 0 {
			start, stop = math.MaxInt, math.MinInt
		}
	}
	if from.IsInt() {
		start = int(from.Int())
	}
	if to.IsInt() {
		stop = int(to.Int())
	}
	l.Lock()
	start, n := adjustSlice(start, stop, step, l.n)
	if n > maxScratch {
		l.Unlock()
		return Value{}, false
	}
	out := th.scratchList
	th.scratchList = nil
	if out == nil {
		out = newListN(maxScratch)
	}
	dst, src := itemsOf(out.a, n), itemsOf(l.a, l.n)
	for i := range dst {
		dst[i] = src[start+i*step]
	}
	out.n = n
	l.Unlock()
	out.flags |= flagScratch
	return out.Value(), true
}

// maxScratch is the largest number of items of a list that TakeScratch returns.
const maxScratch = 32

func plainIndex(v Value) bool { return v.IsInt() || v.Is(None) }

// giveScratch takes back what TakeScratch returned.
func (th *Thread) giveScratch(l *List) {
	for i := range itemsOf(l.a, l.n) {
		StoreSlot(itemAt(l.a, i), Value{})
	}
	l.n = 0
	l.flags &^= flagScratch
	th.scratchList = l
}

// sum returns a list of the items of x, whose lock is held, and of m more, which the caller stores.
func (x *List) sum(m int) *List {
	n := x.n
	if x.flags&flagSum != 0 && n+m <= itemsCap(x.a) {
		x.flags &^= flagSum
		x.n = n + m
		return x
	}
	out := newListN(n + m)
	copy(itemsOf(out.a, n+m), itemsOf(x.a, n))
	return out
}

// sliceBounds resolves the bounds of a slice of n items; each is None or a small int.
func sliceBounds(start, stop Value, n int) (i, count int) {
	lo, hi := 0, n
	if start.IsInt() {
		lo = int(start.Int())
	}
	if stop.IsInt() {
		hi = int(stop.Int())
	}
	return adjustSlice(lo, hi, 1, n)
}

// WithSlice returns x + y[start:stop]; the bounds are None or small ints.
func (x *List) WithSlice(y *List, start, stop Value) Value {
	LockTwo(&x.Header, &y.Header)
	i, m := sliceBounds(start, stop, y.n)
	n := x.n
	out := x.sum(m)
	copy(itemsOf(out.a, n+m)[n:], itemsOf(y.a, i+m)[i:])
	UnlockTwo(&x.Header, &y.Header)
	return out.Value()
}

// SliceToExtend returns l[start:stop] for an instruction that adds something to it and that nothing else comes before which could see
// it; the bounds are None or small ints.
func (l *List) SliceToExtend(start, stop Value) Value {
	l.Lock()
	i, m := sliceBounds(start, stop, l.n)
	out := newListN(min(l.n, 2*m+8))
	copy(itemsOf(out.a, m), itemsOf(l.a, i+m)[i:])
	out.n = m
	l.Unlock()
	if out.a != &emptyItems[0] {
		out.flags |= flagSum
	}
	return out.Value()
}

// With returns x + [*items]; own: x itself, extended, as x += [*items] does.
func (x *List) With(items []Value, own bool) Value {
	if own {
		for _, v := range items {
			x.Append(v)
		}
		return x.Value()
	}
	x.Lock()
	n := x.n
	out := x.sum(len(items))
	dst := itemsOf(out.a, n+len(items))
	x.Unlock()
	copy(dst[n:], items)
	return out.Value()
}

// Behind returns [*items] + x.
func (x *List) Behind(items []Value) Value {
	x.Lock()
	n := x.n
	out := newListN(n + len(items))
	dst := itemsOf(out.a, n+len(items))
	copy(dst[len(items):], itemsOf(x.a, n))
	x.Unlock()
	copy(dst, items)
	return out.Value()
}

// repeatSize returns n*times for repetition; it raises MemoryError where that is beyond reason.
func repeatSize(th *Thread, n, times int) (int, error) {
	if n == 0 || times <= 0 {
		return 0, nil
	}
	if times > maxItems/n {
		return 0, RaiseArgs(th, MemoryErrorType)
	}
	return n * times, checkAlloc(th, n*times, 8)
}

// maxItems bounds the length of sequences: what asks for more gets MemoryError instead of ending the process.
const maxItems = 1 << 37

// fillRepeat fills dst with copies of its first n items.
func fillRepeat(dst []Value, n int) {
	if n == 1 {
		x := dst[0]
		for i := 1; i < len(dst); i++ {
			dst[i] = x
		}
		return
	}
	for n < len(dst) {
		n += copy(dst[n:], dst[:n])
	}
}

func listRepeat(th *Thread, self Value, times int) (Value, error) {
	l := AsList(self)
	l.Lock()
	n, err := repeatSize(th, l.n, times)
	if err != nil {
		l.Unlock()
		return Value{}, err
	}
	out := newListN(n)
	if n > 0 {
		dst := itemsOf(out.a, n)
		copy(dst, itemsOf(l.a, l.n))
		fillRepeat(dst, l.n)
	}
	l.Unlock()
	return out.Value(), nil
}

func listInplaceConcat(th *Thread, self, other Value) (Value, error) {
	return self, ListExtend(th, AsList(self), other)
}

func listInplaceRepeat(th *Thread, self Value, times int) (Value, error) {
	l := AsList(self)
	l.Lock()
	defer l.Unlock()
	n, err := repeatSize(th, l.n, times)
	if err != nil {
		return Value{}, err
	}
	if n == l.n {
		return self, nil
	}
	if n == 0 {
		l.truncateLocked(0)
		return self, nil
	}
	b := newItems(n)
	dst := itemsOf(b, n)
	copy(dst, itemsOf(l.a, l.n))
	fillRepeat(dst, l.n)
	a := l.a
	storePtr(&l.a, b) // the items of before are in it: nobody finds the list shorter
	storeInt(&l.n, n)
	l.dropLocked(a)
	return self, nil
}

func listReversed(th *Thread, args []Value) (Value, error) {
	l := AsList(args[0])
	return Value{unsafe.Pointer(&ListIter{Header: Header{typ: ListReverseIterType}, L: l, I: l.Len() - 1})}, nil
}

func listSizeof(th *Thread, args []Value) (Value, error) {
	return Int(int64(unsafe.Sizeof(List{})) + 8*int64(itemsCap(loadPtr(&AsList(args[0]).a)))), nil
}

func listClear(th *Thread, args []Value) (Value, error) {
	l := AsList(args[0])
	l.Lock()
	l.truncateLocked(0)
	l.Unlock()
	return None, nil
}

func listCopy(th *Thread, args []Value) (Value, error) {
	l := AsList(args[0])
	l.Lock()
	out := NewListCopy(itemsOf(l.a, l.n))
	l.Unlock()
	return out.Value(), nil
}

func listAppend(th *Thread, args []Value) (Value, error) {
	l := AsList(args[0])
	if err := l.checkGrowth(th); err != nil {
		return Value{}, err
	}
	l.Append(args[1])
	return None, nil
}

func listInsert(th *Thread, args []Value) (Value, error) {
	i, err := AsIndex(th, args[1], OverflowErrorType)
	if err != nil {
		return Value{}, err
	}
	AsList(args[0]).insert(i, args[2])
	return None, nil
}

func listExtend(th *Thread, args []Value) (Value, error) {
	return noneResult(ListExtend(th, AsList(args[0]), args[1]))
}

func listPop(th *Thread, args []Value) (Value, error) {
	i := -1
	if !args[1].IsAbsent() {
		var err error
		if i, err = AsIndex(th, args[1], IndexErrorType); err != nil {
			return Value{}, err
		}
	}
	l := AsList(args[0])
	if v := l.popAt(i); !v.IsAbsent() {
		return v, nil
	}
	if l.Len() == 0 {
		return Value{}, IndexErrorf(th, "pop from empty list")
	}
	return Value{}, IndexErrorf(th, "pop index out of range")
}

func listRemove(th *Thread, args []Value) (Value, error) {
	l := AsList(args[0])
	for i := 0; ; i++ {
		x := l.Get(i)
		if x.IsAbsent() {
			return Value{}, ValueErrorf(th, "list.remove(x): x not in list")
		}
		eq, err := EqualOrIs(th, x, args[1])
		if err != nil {
			return Value{}, err
		}
		if eq {
			// Another thread, or the comparison, may have moved the item.
			l.Lock()
			if Multithreaded() && (i >= l.n || *itemAt(l.a, i) != x) {
				for i = 0; i < l.n && *itemAt(l.a, i) != x; i++ {
				}
			}
			if i < l.n {
				l.spliceLocked(i, i+1, nil)
			}
			l.Unlock()
			return None, nil
		}
	}
}

// seqStartStop converts the start and stop arguments of index(): clamped, counted from the end if negative.
func seqStartStop(th *Thread, start, stop Value, n int) (i, j int, err error) {
	conv := func(v Value, def int) (int, error) {
		if v.IsAbsent() {
			return def, nil
		}
		if !IsInt(v) && v.Type().Slots().Index == nil {
			return 0, TypeErrorf(th, "slice indices must be integers or have an __index__ method")
		}
		return AsIndex(th, v, nil)
	}
	if i, err = conv(start, 0); err != nil {
		return
	}
	if j, err = conv(stop, math.MaxInt); err != nil {
		return
	}
	if i < 0 {
		i = max(i+n, 0)
	}
	if j < 0 {
		j = max(j+n, 0)
	}
	return
}

func listIndex(th *Thread, args []Value) (Value, error) {
	l := AsList(args[0])
	i, stop, err := seqStartStop(th, args[2], args[3], l.Len())
	if err != nil {
		return Value{}, err
	}
	for ; i < stop; i++ {
		x := l.Get(i)
		if x.IsAbsent() {
			break
		}
		eq, err := EqualOrIs(th, x, args[1])
		if err != nil {
			return Value{}, err
		}
		if eq {
			return Int(int64(i)), nil
		}
	}
	return Value{}, ValueErrorf(th, "list.index(x): x not in list")
}

func listCount(th *Thread, args []Value) (Value, error) {
	l := AsList(args[0])
	n := int64(0)
	for i := 0; ; i++ {
		x := l.Get(i)
		if x.IsAbsent() {
			return Int(n), nil
		}
		eq, err := EqualOrIs(th, x, args[1])
		if err != nil {
			return Value{}, err
		}
		if eq {
			n++
		}
	}
}

func listReverse(th *Thread, args []Value) (Value, error) {
	l := AsList(args[0])
	l.Lock()
	a := itemsOf(l.a, l.n)
	for i, j := 0, len(a)-1; i < j; i, j = i+1, j-1 {
		x := a[i]
		StoreSlot(&a[i], a[j])
		StoreSlot(&a[j], x)
	}
	l.Unlock()
	return None, nil
}

// ListIter is an iterator over a list, forwards or backwards. At the end it drops the list.
type ListIter struct {
	Header
	L *List // atomic; nil: exhausted
	I int   // atomic; position of the next item
}

func listIter(th *Thread, self Value) (Value, error) {
	return Value{unsafe.Pointer(&ListIter{Header: Header{typ: ListIterType}, L: AsList(self)})}, nil
}

func listIterNext(th *Thread, self Value) (Value, error) { return ListIterStep(self), nil }

// ListIterStep returns the next item of a list_iterator, or absent at the end.
func ListIterStep(self Value) Value {
	it := (*ListIter)(self.p)
	l := loadPtr(&it.L)
	if l == nil {
		return Value{}
	}
	i := loadInt(&it.I)
	v := l.Get(i)
	if v.IsAbsent() {
		storePtr(&it.L, nil)
		return Value{}
	}
	storeInt(&it.I, i+1)
	return v
}

func listReverseIterNext(th *Thread, self Value) (Value, error) {
	it := (*ListIter)(self.p)
	l := loadPtr(&it.L)
	if l == nil {
		return Value{}, nil
	}
	i := loadInt(&it.I)
	v := l.Get(i)
	if v.IsAbsent() {
		storeInt(&it.I, -1)
		storePtr(&it.L, nil)
		return Value{}, nil
	}
	storeInt(&it.I, i-1)
	return v, nil
}

func listIterLengthHint(th *Thread, args []Value) (Value, error) {
	it := (*ListIter)(args[0].p)
	if l := loadPtr(&it.L); l != nil {
		return Int(int64(max(l.Len()-loadInt(&it.I), 0))), nil
	}
	return SmallInt(0), nil
}

func listReverseIterLengthHint(th *Thread, args []Value) (Value, error) {
	it := (*ListIter)(args[0].p)
	if l := loadPtr(&it.L); l != nil {
		if n := loadInt(&it.I) + 1; n <= l.Len() {
			return Int(int64(n)), nil
		}
	}
	return SmallInt(0), nil
}

// BuiltinNamed returns what the running code's builtins call name now, or AttributeError. The lookup may run Python code, when a key
// of that dictionary is no str; what is to go with the builtin is read after it.
func BuiltinNamed(th *Thread, name string) (Value, error) {
	b := th.Rt.Builtins
	if th.Frame != nil && th.Frame.Builtins != nil {
		b = th.Frame.Builtins
	}
	var f Value
	var err error
	if b.Type() == DictType {
		f, err = b.Get(th, Intern(name).Value())
	} else {
		f, err = FromBuiltins(th, b, Intern(name))
	}
	if err == nil && f.IsAbsent() {
		err = Raise(th, AttributeErrorType, name)
	}
	return f, err
}

// reduceIter makes the result of __reduce__ of an iterator: (iter, (seq,), index), or without a state if state is absent. get says
// seq and state, after the lookup of maker among the builtins.
func reduceIter(th *Thread, maker string, get func() (seq, state Value)) (Value, error) {
	f, err := BuiltinNamed(th, maker)
	if err != nil {
		return Value{}, err
	}
	seq, state := get()
	if state.IsAbsent() {
		return TupleOf(f, TupleOf(seq)), nil
	}
	return TupleOf(f, TupleOf(seq), state), nil
}

func listIterReduce(th *Thread, args []Value) (Value, error) {
	it := (*ListIter)(args[0].p)
	return reduceIter(th, "iter", func() (seq, state Value) {
		if l := loadPtr(&it.L); l != nil {
			return l.Value(), Int(int64(loadInt(&it.I)))
		}
		return NewList(nil).Value(), Value{}
	})
}

func listReverseIterReduce(th *Thread, args []Value) (Value, error) {
	it := (*ListIter)(args[0].p)
	f, err := BuiltinNamed(th, "reversed")
	if err != nil {
		return Value{}, err
	}
	if l := loadPtr(&it.L); l != nil {
		return TupleOf(f, TupleOf(l.Value()), Int(int64(loadInt(&it.I)))), nil
	}
	return TupleOf(f, TupleOf(NewList(nil).Value())), nil
}

// stateIndex converts the argument of an iterator's __setstate__.
func stateIndex(th *Thread, v Value) (int, error) {
	if !IsInt(v) {
		return 0, TypeErrorf(th, "an integer is required")
	}
	i, ok := Int64(v)
	if !ok {
		return 0, OverflowErrorf(th, "Python int too large to convert to C ssize_t")
	}
	return int(i), nil
}

func listIterSetstate(th *Thread, args []Value) (Value, error) {
	it := (*ListIter)(args[0].p)
	i, err := stateIndex(th, args[1])
	if err != nil {
		return Value{}, err
	}
	if l := loadPtr(&it.L); l != nil {
		storeInt(&it.I, min(max(i, 0), l.Len()))
	}
	return None, nil
}

func listReverseIterSetstate(th *Thread, args []Value) (Value, error) {
	it := (*ListIter)(args[0].p)
	i, err := stateIndex(th, args[1])
	if err != nil {
		return Value{}, err
	}
	if l := loadPtr(&it.L); l != nil {
		storeInt(&it.I, min(max(i, -1), l.Len()-1))
	}
	return None, nil
}
