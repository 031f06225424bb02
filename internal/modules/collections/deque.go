// This file implements deque and its iterators.

package collections

import (
	"math"
	"unsafe"

	"weft/internal/object"
)

var (
	dequeType            = &object.Type{Name: "deque"}
	dequeIterType        = &object.Type{Name: "_deque_iterator"}
	dequeReverseIterType = &object.Type{Name: "_deque_reverse_iterator"}
)

// deque is a ring of items: item i is ring[(head+i) & (len(ring)-1)], and the length of the ring is a power of two or 0. Slots
// outside the items are absent. All fields are guarded by the object's lock.
type deque struct {
	object.Header
	ring   []value
	head   int
	n      int
	maxlen int    // -1: unbounded
	state  uint64 // changes with every mutation that moves items
}

func asDeque(v value) *deque { return (*deque)(v.Ptr()) }

func dequeSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   dequeType,
		Module: "collections",
		Doc:    "A list-like sequence optimized for data accesses near its endpoints.",
		Sig:    "([iterable[, maxlen]])",
		Flags:  object.TypeBase | object.TypeSequence | object.TypeHasWeakref,
		Layout: object.LayoutOf[deque](),
		NoHash: true,
		Slots: object.Slots{
			New: dequeNew, Init: dequeInit, Repr: dequeRepr, Compare: dequeCompare, Iter: dequeIter, Items: dequeItemsNow, Len: dequeLen,
			GetItem: dequeGetitem, SetItem: dequeSetitem, Contains: dequeContains,
			Concat: dequeConcat, Repeat: dequeRepeat, IConcat: dequeInplaceConcat, IRepeat: dequeInplaceRepeat,
		},
		GetSets: []object.GetSet{
			{Name: "maxlen", Get: dequeMaxlen, Doc: "maximum size of a deque or None if unbounded"},
		},
		Methods: []object.Method{
			{Name: "append", Sig: "(self, item, /)", Fn: dequeAppend, Doc: "Add an element to the right side of the deque."},
			{Name: "appendleft", Sig: "(self, item, /)", Fn: dequeAppendleft, Doc: "Add an element to the left side of the deque."},
			{Name: "clear", Sig: "(self, /)", Fn: dequeClear, Doc: "Remove all elements from the deque."},
			{Name: "__copy__", Sig: "(self, /)", Fn: dequeCopy, Doc: "Return a shallow copy of a deque."},
			{Name: "copy", Sig: "(self, /)", Fn: dequeCopy, Doc: "Return a shallow copy of a deque."},
			{Name: "count", Sig: "(self, value, /)", Fn: dequeCount, Doc: "Return number of occurrences of value."},
			{Name: "extend", Sig: "(self, iterable, /)", Fn: dequeExtend, Doc: "Extend the right side of the deque with elements from the iterable."},
			{Name: "extendleft", Sig: "(self, iterable, /)", Fn: dequeExtendleft, Doc: "Extend the left side of the deque with elements from the iterable."},
			{Name: "index", Sig: "(self, value, start=0, stop=sys.maxsize, /)", Fn: dequeIndex, Doc: "Return first index of value.\n\nRaises ValueError if the value is not present."},
			{Name: "insert", Sig: "(self, index, value, /)", Fn: dequeInsert, Doc: "Insert value before index."},
			{Name: "pop", Sig: "(self, /)", Fn: dequePop, Doc: "Remove and return the rightmost element."},
			{Name: "popleft", Sig: "(self, /)", Fn: dequePopleft, Doc: "Remove and return the leftmost element."},
			{Name: "__reduce__", Sig: "(self, /)", Fn: dequeReduce, Doc: "Return state information for pickling."},
			{Name: "remove", Sig: "(self, value, /)", Fn: dequeRemove, Doc: "Remove first occurrence of value."},
			{Name: "__reversed__", Sig: "(self, /)", Fn: dequeReversed, Doc: "Return a reverse iterator over the deque."},
			{Name: "reverse", Sig: "(self, /)", Fn: dequeReverse, Doc: "Reverse *IN PLACE*."},
			{Name: "rotate", Sig: "(self, n=1, /)", Fn: dequeRotate, Doc: "Rotate the deque n steps to the right.  If n is negative, rotates left."},
			{Name: "__sizeof__", Sig: "(self, /)", Fn: dequeSizeof, Doc: "Return the size of the deque in memory, in bytes."},
			{Name: "__class_getitem__", Sig: "(type, object, /)", Kind: object.ClassMethod, Fn: classGetitem, Doc: "See PEP 585"},
		},
	}
}

func classGetitem(th *thread, args []value) (value, error) {
	return object.NewGenericAlias(th, args[0], args[1])
}

func dequeIterSpec(t *object.Type, next object.UnaryFunc, make object.NewFunc) object.TypeSpec {
	return object.TypeSpec{
		Type:   t,
		Module: "collections",
		Layout: object.LayoutOf[dequeIterator](),
		Slots: object.Slots{
			New: make, Next: next,
			Iter: func(th *thread, self value) (value, error) { return self, nil },
		},
		Methods: []object.Method{
			{Name: "__length_hint__", Sig: "(self, /)", Fn: dequeIterLengthHint, Doc: "Private method returning an estimate of len(list(it))."},
			{Name: "__reduce__", Sig: "(self, /)", Fn: dequeIterReduce, Doc: "Return state information for pickling."},
		},
	}
}

func newDeque(maxlen int) *deque {
	d := asDeque(dequeType.New())
	d.maxlen = maxlen
	return d
}

func (d *deque) value() value { return object.FromPtr(unsafe.Pointer(d)) }

func dequeNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	v := t.New()
	asDeque(v).maxlen = -1
	return v, nil
}

func dequeInit(th *thread, self value, args []value, kwnames *object.Tuple) error {
	var iterable, max value
	npos := len(args) - kwnames.Len()
	if len(args) > 2 {
		return object.TypeErrorf(th, "deque() takes at most 2 arguments (%d given)", len(args))
	}
	if npos > 0 {
		iterable = args[0]
	}
	if npos > 1 {
		max = args[1]
	}
	for i, k := range kwnames.Items() {
		var at *value
		pos := 1
		switch name := object.AsStr(k).String(); name {
		case "iterable":
			at = &iterable
		case "maxlen":
			at, pos = &max, 2
		default:
			return object.UnexpectedKeyword(th, "deque", name, []string{"iterable", "maxlen"})
		}
		if !at.IsAbsent() {
			return object.TypeErrorf(th, "argument for deque() given by name ('%s') and position (%d)", object.AsStr(k).String(), pos)
		}
		*at = args[npos+i]
	}
	maxlen := -1
	if !max.IsAbsent() && !max.Is(object.None) {
		if !object.IsInt(max) {
			return object.TypeErrorf(th, "an integer is required")
		}
		n, ok := object.Int64(max)
		if !ok {
			return object.OverflowErrorf(th, "Python int too large to convert to C ssize_t")
		}
		if n < 0 {
			return object.ValueErrorf(th, "maxlen must be non-negative")
		}
		maxlen = int(n)
	}
	d := asDeque(self)
	d.Lock()
	d.maxlen = maxlen
	if d.n > 0 {
		d.clearLocked()
	}
	d.Unlock()
	if iterable.IsAbsent() {
		return nil
	}
	return d.extend(th, iterable)
}

// at returns the slot of item i.
func (d *deque) at(i int) *value { return &d.ring[(d.head+i)&(len(d.ring)-1)] }

// growLocked makes room for one more item.
func (d *deque) growLocked() {
	ring := make([]value, max(8, 2*len(d.ring)))
	d.copyTo(ring)
	d.ring, d.head = ring, 0
}

// copyTo copies the items in order to the start of dst.
func (d *deque) copyTo(dst []value) {
	if d.n == 0 {
		return
	}
	if end := d.head + d.n; end <= len(d.ring) {
		copy(dst, d.ring[d.head:end])
		return
	}
	k := copy(dst, d.ring[d.head:])
	copy(dst[k:], d.ring[:d.n-k])
}

func (d *deque) appendLocked(v value) {
	if d.maxlen >= 0 && d.n >= d.maxlen {
		if d.maxlen == 0 {
			return
		}
		d.popleftLocked()
	}
	if d.n == len(d.ring) {
		d.growLocked()
	}
	*d.at(d.n) = v
	d.n++
	d.state++
}

func (d *deque) appendleftLocked(v value) {
	if d.maxlen >= 0 && d.n >= d.maxlen {
		if d.maxlen == 0 {
			return
		}
		d.popLocked()
	}
	if d.n == len(d.ring) {
		d.growLocked()
	}
	d.head = (d.head - 1) & (len(d.ring) - 1)
	d.ring[d.head] = v
	d.n++
	d.state++
}

func (d *deque) popLocked() value {
	d.n--
	p := d.at(d.n)
	v := *p
	*p = value{}
	d.state++
	d.shrinkLocked()
	return v
}

func (d *deque) popleftLocked() value {
	p := &d.ring[d.head]
	v := *p
	*p = value{}
	d.head = (d.head + 1) & (len(d.ring) - 1)
	d.n--
	d.state++
	d.shrinkLocked()
	return v
}

// shrinkLocked gives memory back when little of the ring is in use.
func (d *deque) shrinkLocked() {
	if len(d.ring) > 64 && d.n < len(d.ring)/8 {
		ring := make([]value, len(d.ring)/4)
		d.copyTo(ring)
		d.ring, d.head = ring, 0
	}
}

func (d *deque) clearLocked() {
	d.ring, d.head, d.n = nil, 0, 0
	d.state++
}

// snapshot returns the items in order, with the state they belong to.
func (d *deque) snapshot() ([]value, uint64) {
	d.Lock()
	items := make([]value, d.n)
	d.copyTo(items)
	s := d.state
	d.Unlock()
	return items, s
}

func (d *deque) len() int {
	d.Lock()
	n := d.n
	d.Unlock()
	return n
}

// get returns item i and the state; absent if out of range.
func (d *deque) get(i int) (value, uint64) {
	d.Lock()
	var v value
	if uint(i) < uint(d.n) {
		v = *d.at(i)
	}
	s := d.state
	d.Unlock()
	return v, s
}

// changed reports whether items have moved since state.
func (d *deque) changed(state uint64) bool {
	d.Lock()
	c := d.state != state
	d.Unlock()
	return c
}

func mutated(th *thread) error {
	return object.RuntimeErrorf(th, "deque mutated during iteration")
}

func (d *deque) extend(th *thread, v value) error {
	if items, ok := object.ItemsNow(v); ok {
		d.appendAll(items)
		return nil
	}
	return object.Iterate(th, v, func(x value) (bool, error) {
		d.Lock()
		d.appendLocked(x)
		d.Unlock()
		return true, nil
	})
}

func (d *deque) appendAll(items []value) {
	d.Lock()
	for _, x := range items {
		d.appendLocked(x)
	}
	d.Unlock()
}

func dequeRepr(th *thread, self value) (value, error) {
	if object.ReprEnter(th, self) {
		return object.NewASCII("[...]"), nil
	}
	defer object.ReprLeave(th, self)
	d := asDeque(self)
	items, _ := d.snapshot()
	list, err := object.ReprString(th, object.NewList(items).Value())
	if err != nil {
		return value{}, err
	}
	s := self.Type().ShortName() + "(" + list
	if d.maxlen >= 0 {
		n, err := object.ReprString(th, object.Int(int64(d.maxlen)))
		if err != nil {
			return value{}, err
		}
		s += ", maxlen=" + n
	}
	return object.NewStr(s + ")"), nil
}

func isDeque(v value) bool { return object.IsInstance(v, dequeType) }

func dequeCompare(th *thread, a, b value, op object.CompareOp) (value, error) {
	if !isDeque(a) || !isDeque(b) {
		return object.NotImplemented, nil
	}
	x, y := asDeque(a), asDeque(b)
	n, m := x.len(), y.len()
	if a.Is(b) {
		switch op {
		case object.CmpEQ, object.CmpLE, object.CmpGE:
			return object.True, nil
		}
		return object.False, nil
	}
	if n != m {
		if op == object.CmpEQ {
			return object.False, nil
		} else if op == object.CmpNE {
			return object.True, nil
		}
	}
	for i := 0; ; i++ {
		v, s := x.get(i)
		w, t := y.get(i)
		if v.IsAbsent() || w.IsAbsent() {
			break
		}
		eq, err := object.EqualOrIs(th, v, w)
		if err != nil {
			return value{}, err
		}
		if !eq {
			switch op {
			case object.CmpEQ:
				return object.False, nil
			case object.CmpNE:
				return object.True, nil
			}
			return object.Compare(th, v, w, op)
		}
		if x.changed(s) || y.changed(t) {
			return value{}, mutated(th)
		}
	}
	return object.Compare(th, object.SmallInt(int64(n)), object.SmallInt(int64(m)), op)
}

// dequeItemsNow returns the items at one moment.
func dequeItemsNow(self value) []value {
	items, _ := asDeque(self).snapshot()
	return items
}

func dequeLen(th *thread, self value) (int, error) { return asDeque(self).len(), nil }

func dequeGetitem(th *thread, self, key value) (value, error) {
	d := asDeque(self)
	if !object.IsInt(key) && key.Type().Slots().Index == nil {
		return value{}, object.TypeErrorf(th, "sequence index must be integer, not '%s'", key.Type().DisplayName())
	}
	i, err := object.AsIndex(th, key, object.IndexErrorType)
	if err != nil {
		return value{}, err
	}
	d.Lock()
	if i < 0 {
		i += d.n
	}
	if uint(i) >= uint(d.n) {
		d.Unlock()
		return value{}, object.IndexErrorf(th, "deque index out of range")
	}
	v := *d.at(i)
	d.Unlock()
	return v, nil
}

func dequeSetitem(th *thread, self, key, val value) error {
	d := asDeque(self)
	if !object.IsInt(key) && key.Type().Slots().Index == nil {
		return object.TypeErrorf(th, "sequence index must be integer, not '%s'", key.Type().DisplayName())
	}
	i, err := object.AsIndex(th, key, object.IndexErrorType)
	if err != nil {
		return err
	}
	d.Lock()
	defer d.Unlock()
	if i < 0 {
		i += d.n
	}
	if uint(i) >= uint(d.n) {
		return object.IndexErrorf(th, "deque index out of range")
	}
	if val.IsAbsent() {
		d.deleteLocked(i)
	} else {
		*d.at(i) = val
	}
	return nil
}

// deleteLocked removes item i, moving the shorter side.
func (d *deque) deleteLocked(i int) {
	if i < d.n/2 {
		for ; i > 0; i-- {
			*d.at(i) = *d.at(i - 1)
		}
		d.popleftLocked()
		return
	}
	for ; i < d.n-1; i++ {
		*d.at(i) = *d.at(i + 1)
	}
	d.popLocked()
}

// search finds the first item from i up to stop that equals x; -1 if there is none.
func (d *deque) search(th *thread, x value, i, stop int) (int, error) {
	_, state := d.get(-1)
	for ; i < stop; i++ {
		v, s := d.get(i)
		if v.IsAbsent() {
			break
		}
		if s != state {
			return -1, mutated(th)
		}
		eq, err := object.EqualOrIs(th, v, x)
		if err != nil {
			return -1, err
		}
		if eq {
			return i, nil
		}
		if d.changed(state) {
			return -1, mutated(th)
		}
	}
	return -1, nil
}

func dequeContains(th *thread, self, item value) (bool, error) {
	i, err := asDeque(self).search(th, item, 0, math.MaxInt)
	return i >= 0, err
}

func dequeConcat(th *thread, a, b value) (value, error) {
	if !isDeque(b) {
		return value{}, object.TypeErrorf(th, "can only concatenate deque (not \"%s\") to deque", b.Type().DisplayName())
	}
	c, err := dequeCopy(th, []value{a})
	if err != nil {
		return value{}, err
	}
	return c, asDeque(c).extend(th, b)
}

func dequeInplaceConcat(th *thread, self, other value) (value, error) {
	return self, asDeque(self).extend(th, other)
}

func dequeRepeat(th *thread, self value, times int) (value, error) {
	c, err := dequeCopy(th, []value{self})
	if err != nil {
		return value{}, err
	}
	return dequeInplaceRepeat(th, c, times)
}

func dequeInplaceRepeat(th *thread, self value, times int) (value, error) {
	d := asDeque(self)
	d.Lock()
	defer d.Unlock()
	if d.n == 0 || times == 1 {
		return self, nil
	}
	if times <= 0 {
		d.clearLocked()
		return self, nil
	}
	if d.maxlen >= 0 {
		// Only the last maxlen items stay.
		if need := (d.maxlen + d.n - 1) / d.n; times > need {
			times = need + 1
		}
	} else if times > 1<<33/d.n {
		return value{}, object.RaiseArgs(th, object.MemoryErrorType)
	} else if err := object.CheckAlloc(th, times*d.n, 9); err != nil {
		return value{}, err
	}
	items := make([]value, d.n)
	d.copyTo(items)
	for i := 1; i < times; i++ {
		for _, x := range items {
			d.appendLocked(x)
		}
	}
	return self, nil
}

func dequeMaxlen(th *thread, self value) (value, error) {
	if n := asDeque(self).maxlen; n >= 0 {
		return object.Int(int64(n)), nil
	}
	return object.None, nil
}

func dequeAppend(th *thread, args []value) (value, error) {
	d := asDeque(args[0])
	d.Lock()
	d.appendLocked(args[1])
	d.Unlock()
	return object.None, nil
}

func dequeAppendleft(th *thread, args []value) (value, error) {
	d := asDeque(args[0])
	d.Lock()
	d.appendleftLocked(args[1])
	d.Unlock()
	return object.None, nil
}

func dequeClear(th *thread, args []value) (value, error) {
	d := asDeque(args[0])
	d.Lock()
	d.clearLocked()
	d.Unlock()
	return object.None, nil
}

func dequeCopy(th *thread, args []value) (value, error) {
	d := asDeque(args[0])
	if t := args[0].Type(); t != dequeType {
		a := []value{args[0]}
		if d.maxlen >= 0 {
			a = append(a, object.Int(int64(d.maxlen)))
		}
		v, err := object.Call(th, t.Value(), a...)
		if err == nil && !isDeque(v) {
			err = object.TypeErrorf(th, "%s() must return a deque, not %s", t.DisplayName(), v.Type().DisplayName())
		}
		return v, err
	}
	items, _ := d.snapshot()
	c := newDeque(d.maxlen)
	c.appendAll(items)
	return c.value(), nil
}

func dequeCount(th *thread, args []value) (value, error) {
	d := asDeque(args[0])
	_, state := d.get(-1)
	n := int64(0)
	for i := 0; ; i++ {
		v, _ := d.get(i)
		if v.IsAbsent() {
			return object.Int(n), nil
		}
		eq, err := object.EqualOrIs(th, v, args[1])
		if err != nil {
			return value{}, err
		}
		if eq {
			n++
		}
		if d.changed(state) {
			return value{}, mutated(th)
		}
	}
}

func none(err error) (value, error) {
	if err != nil {
		return value{}, err
	}
	return object.None, nil
}

func dequeExtend(th *thread, args []value) (value, error) {
	return none(asDeque(args[0]).extend(th, args[1]))
}

func dequeExtendleft(th *thread, args []value) (value, error) {
	d := asDeque(args[0])
	v := args[1]
	if v.Is(args[0]) {
		v = object.NewList(dequeItemsNow(v)).Value()
	} else if items, ok := object.ItemsNow(v); ok {
		v = object.NewList(items).Value()
	}
	return none(object.Iterate(th, v, func(x value) (bool, error) {
		d.Lock()
		d.appendleftLocked(x)
		d.Unlock()
		return true, nil
	}))
}

func dequeIndex(th *thread, args []value) (value, error) {
	d := asDeque(args[0])
	n := d.len()
	bound := func(v value, def int) (int, error) {
		if v.IsAbsent() {
			return def, nil
		}
		if !object.IsInt(v) && v.Type().Slots().Index == nil {
			return 0, object.TypeErrorf(th, "slice indices must be integers or have an __index__ method")
		}
		i, err := object.AsIndex(th, v, nil)
		if i < 0 {
			i = max(i+n, 0)
		}
		return i, err
	}
	start, err := bound(args[2], 0)
	if err != nil {
		return value{}, err
	}
	stop, err := bound(args[3], n)
	if err != nil {
		return value{}, err
	}
	i, err := d.search(th, args[1], start, min(stop, n))
	if err != nil {
		return value{}, err
	}
	if i < 0 {
		return value{}, object.ValueErrorf(th, "deque.index(x): x not in deque")
	}
	return object.Int(int64(i)), nil
}

func dequeInsert(th *thread, args []value) (value, error) {
	d := asDeque(args[0])
	i, err := object.AsIndex(th, args[1], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	d.Lock()
	defer d.Unlock()
	if d.maxlen >= 0 && d.n >= d.maxlen {
		return value{}, object.IndexErrorf(th, "deque already at its maximum size")
	}
	if i < 0 {
		i = max(i+d.n, 0)
	}
	i = min(i, d.n)
	if i < d.n/2 {
		d.appendleftLocked(args[2])
		for j := 0; j < i; j++ {
			*d.at(j) = *d.at(j + 1)
		}
	} else {
		d.appendLocked(args[2])
		for j := d.n - 1; j > i; j-- {
			*d.at(j) = *d.at(j - 1)
		}
	}
	*d.at(i) = args[2]
	return object.None, nil
}

func dequePop(th *thread, args []value) (value, error) {
	d := asDeque(args[0])
	d.Lock()
	if d.n == 0 {
		d.Unlock()
		return value{}, object.IndexErrorf(th, "pop from an empty deque")
	}
	v := d.popLocked()
	d.Unlock()
	return v, nil
}

func dequePopleft(th *thread, args []value) (value, error) {
	d := asDeque(args[0])
	d.Lock()
	if d.n == 0 {
		d.Unlock()
		return value{}, object.IndexErrorf(th, "pop from an empty deque")
	}
	v := d.popleftLocked()
	d.Unlock()
	return v, nil
}

func dequeReduce(th *thread, args []value) (value, error) {
	state, err := object.CallMethod(th, args[0], "__getstate__")
	if err != nil {
		return value{}, err
	}
	it, err := object.GetIter(th, args[0])
	if err != nil {
		return value{}, err
	}
	init := object.TupleOf()
	if n := asDeque(args[0]).maxlen; n >= 0 {
		init = object.TupleOf(object.TupleOf(), object.Int(int64(n)))
	}
	return object.TupleOf(args[0].Type().Value(), init, state, it), nil
}

func dequeRemove(th *thread, args []value) (value, error) {
	d := asDeque(args[0])
	_, state := d.get(-1)
	n := d.len()
	for i := 0; i < n; i++ {
		v, s := d.get(i)
		if s != state {
			return value{}, object.IndexErrorf(th, "deque mutated during remove().")
		}
		eq, err := object.EqualOrIs(th, v, args[1])
		if err != nil {
			return value{}, err
		}
		d.Lock()
		if d.state != state {
			d.Unlock()
			return value{}, object.IndexErrorf(th, "deque mutated during remove().")
		}
		if eq {
			d.deleteLocked(i)
		}
		d.Unlock()
		if eq {
			return object.None, nil
		}
	}
	return value{}, object.ValueErrorf(th, "deque.remove(x): x not in deque")
}

func dequeReverse(th *thread, args []value) (value, error) {
	d := asDeque(args[0])
	d.Lock()
	for i, j := 0, d.n-1; i < j; i, j = i+1, j-1 {
		p, q := d.at(i), d.at(j)
		*p, *q = *q, *p
	}
	d.Unlock()
	return object.None, nil
}

func dequeRotate(th *thread, args []value) (value, error) {
	k := 1
	if !args[1].IsAbsent() {
		var err error
		if k, err = object.AsIndex(th, args[1], object.OverflowErrorType); err != nil {
			return value{}, err
		}
	}
	d := asDeque(args[0])
	d.Lock()
	defer d.Unlock()
	if d.n <= 1 {
		return object.None, nil
	}
	if k %= d.n; k > d.n/2 {
		k -= d.n
	} else if k < -(d.n / 2) {
		k += d.n
	}
	mask := len(d.ring) - 1
	for ; k > 0; k-- {
		p := d.at(d.n - 1)
		v := *p
		*p = value{}
		d.head = (d.head - 1) & mask
		d.ring[d.head] = v
	}
	for ; k < 0; k++ {
		v := d.ring[d.head]
		d.ring[d.head] = value{}
		d.head = (d.head + 1) & mask
		*d.at(d.n - 1) = v
	}
	d.state++
	return object.None, nil
}

func dequeSizeof(th *thread, args []value) (value, error) {
	d := asDeque(args[0])
	d.Lock()
	n := int64(unsafe.Sizeof(deque{})) + 8*int64(len(d.ring))
	d.Unlock()
	return object.Int(n), nil
}

// dequeIterator is an iterator over a deque, in either direction; its fields are guarded by the deque's lock.
type dequeIterator struct {
	object.Header
	d     *deque
	i     int // position of the next item
	left  int
	state uint64
}

func newDequeIter(t *object.Type, d *deque, reverse bool) value {
	v := t.New()
	it := (*dequeIterator)(v.Ptr())
	d.Lock()
	it.d, it.left, it.state = d, d.n, d.state
	if reverse {
		it.i = d.n - 1
	}
	d.Unlock()
	return v
}

func dequeIter(th *thread, self value) (value, error) {
	return newDequeIter(dequeIterType, asDeque(self), false), nil
}

func dequeReversed(th *thread, args []value) (value, error) {
	return newDequeIter(dequeReverseIterType, asDeque(args[0]), true), nil
}

func (it *dequeIterator) next(th *thread, step int) (value, error) {
	d := it.d
	d.Lock()
	if it.state != d.state {
		it.left = 0
		d.Unlock()
		return value{}, mutated(th)
	}
	if it.left <= 0 || uint(it.i) >= uint(d.n) {
		d.Unlock()
		return value{}, nil
	}
	v := *d.at(it.i)
	it.i += step
	it.left--
	d.Unlock()
	return v, nil
}

func dequeIterNext(th *thread, self value) (value, error) {
	return (*dequeIterator)(self.Ptr()).next(th, 1)
}

func dequeReverseIterNext(th *thread, self value) (value, error) {
	return (*dequeIterator)(self.Ptr()).next(th, -1)
}

func dequeIterMake(th *thread, t *object.Type, args []value, reverse bool) (value, error) {
	if len(args) == 0 {
		return value{}, object.TypeErrorf(th, "function takes at least 1 argument (0 given)")
	}
	if len(args) > 2 {
		return value{}, object.TypeErrorf(th, "function takes at most 2 arguments (%d given)", len(args))
	}
	if !isDeque(args[0]) {
		return value{}, object.TypeErrorf(th, "argument 1 must be collections.deque, not %s", args[0].Type().DisplayName())
	}
	v := newDequeIter(t, asDeque(args[0]), reverse)
	if len(args) == 2 {
		n, err := object.AsIndex(th, args[1], object.OverflowErrorType)
		if err != nil {
			return value{}, err
		}
		it := (*dequeIterator)(v.Ptr())
		n = min(max(n, 0), it.left)
		it.left -= n
		if reverse {
			n = -n
		}
		it.i += n
	}
	return v, nil
}

func dequeIterNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	return dequeIterMake(th, t, args[:len(args)-kwnames.Len()], false)
}

func dequeReverseIterNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	return dequeIterMake(th, t, args[:len(args)-kwnames.Len()], true)
}

func dequeIterLengthHint(th *thread, args []value) (value, error) {
	it := (*dequeIterator)(args[0].Ptr())
	it.d.Lock()
	n := it.left
	it.d.Unlock()
	return object.Int(int64(n)), nil
}

func dequeIterReduce(th *thread, args []value) (value, error) {
	it := (*dequeIterator)(args[0].Ptr())
	it.d.Lock()
	n := it.d.n - it.left
	it.d.Unlock()
	return object.TupleOf(args[0].Type().Value(), object.TupleOf(it.d.value(), object.Int(int64(n)))), nil
}
