// This file implements range and its iterators.

package object

import (
	"math/big"
	"unsafe"

	"weft/internal/pyhash"
)

// The range types.
var (
	RangeType         = &Type{Name: "range"}
	RangeIterType     = &Type{Name: "range_iterator"}
	LongRangeIterType = &Type{Name: "longrange_iterator"}
)

// Range is a range object; immutable. Where start, stop and step are small enough that no arithmetic on positions overflows,
// they stand in the fields and n is the length; otherwise big is set and the fields are unused.
type Range struct {
	Header
	start, stop, step int64
	n                 int
	big               *bigRange
}

// bigRange is a range of any ints.
type bigRange struct{ start, stop, step, n *big.Int }

// rangeLimit bounds the numbers of a range without big.
const rangeLimit = 1 << 61

func rangeSpec() TypeSpec {
	return TypeSpec{
		Type:   RangeType,
		Make:   makeRange,
		Doc:    "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nThe sequence of integers from start (inclusive, 0 by default) to stop (exclusive), by step (1 by default).",
		Flags:  TypeSequence,
		Layout: LayoutOf[Range](),
		Slots: Slots{
			New: rangeNew, Repr: rangeRepr, Hash: rangeHash, Compare: rangeCompare, Iter: rangeIter, Bool: rangeBool, Len: rangeLen,
			GetItem: rangeGetitem, Contains: rangeContains,
		},
		GetSets: []GetSet{
			{Name: "start", Get: rangeStart, Set: readonlyAttr},
			{Name: "stop", Get: rangeStop, Set: readonlyAttr},
			{Name: "step", Get: rangeStep, Set: readonlyAttr},
		},
		Methods: []Method{
			{Name: "__reversed__", Sig: "(self, /)", Fn: rangeReversed, Doc: "Return a reverse iterator."},
			{Name: "__reduce__", Sig: "(self, /)", Fn: rangeReduce, Doc: docReduce},
			{Name: "count", Sig: "(self, object, /)", Fn: rangeCount, Doc: "rangeobject.count(value) -> integer -- return number of occurrences of value"},
			{Name: "index", Sig: "(self, object, /)", Fn: rangeIndex, Doc: "rangeobject.index(value) -> integer -- return index of value.\nRaise ValueError if the value is not present."},
		},
	}
}

func rangeIterSpec() TypeSpec {
	return TypeSpec{
		Type:   RangeIterType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[RangeIter](),
		Slots:  Slots{Iter: selfIter, Next: rangeIterNext},
		Methods: []Method{
			{Name: "__length_hint__", Sig: "(self, /)", Fn: rangeIterLengthHint, Doc: docLengthHint},
			{Name: "__reduce__", Sig: "(self, /)", Fn: rangeIterReduce, Doc: docReduce},
			{Name: "__setstate__", Sig: "(self, object, /)", Fn: rangeIterSetstate, Doc: docSetstate},
		},
	}
}

func longRangeIterSpec() TypeSpec {
	return TypeSpec{
		Type:   LongRangeIterType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[longRangeIterator](),
		Slots:  Slots{Iter: selfIter, Next: longRangeIterNext},
		Methods: []Method{
			{Name: "__length_hint__", Sig: "(self, /)", Fn: longRangeIterLengthHint, Doc: docLengthHint},
			{Name: "__reduce__", Sig: "(self, /)", Fn: longRangeIterReduce, Doc: docReduce},
			{Name: "__setstate__", Sig: "(self, object, /)", Fn: longRangeIterSetstate, Doc: docSetstate},
		},
	}
}

// newRange returns range(start, stop, step) of ints; step is not 0.
func newRange(start, stop, step Value) Value {
	a, ok1 := Int64(start)
	b, ok2 := Int64(stop)
	c, ok3 := Int64(step)
	if ok1 && ok2 && ok3 && rangeFits(a) && rangeFits(b) && rangeFits(c) {
		return Value{unsafe.Pointer(smallRange(a, b, c))}
	}
	return newBigRange(Big(start), Big(stop), Big(step))
}

func rangeFits(i int64) bool { return -rangeLimit < i && i < rangeLimit }

func smallRange(start, stop, step int64) *Range {
	n := 0
	if step > 0 && start < stop {
		n = int((stop-start-1)/step) + 1
	} else if step < 0 && stop < start {
		n = int((start-stop-1)/-step) + 1
	}
	return &Range{Header: Header{typ: RangeType}, start: start, stop: stop, step: step, n: n}
}

// newBigRange returns the range of the three ints, which must not change; step is not 0.
func newBigRange(start, stop, step *big.Int) Value {
	if start.IsInt64() && stop.IsInt64() && step.IsInt64() && rangeFits(start.Int64()) && rangeFits(stop.Int64()) && rangeFits(step.Int64()) {
		return Value{unsafe.Pointer(smallRange(start.Int64(), stop.Int64(), step.Int64()))}
	}
	n := new(big.Int)
	if step.Sign() > 0 {
		n.Sub(stop, start)
	} else {
		n.Sub(start, stop)
	}
	if n.Sign() <= 0 {
		n.SetInt64(0)
	} else {
		n.Sub(n, big.NewInt(1)).Quo(n, new(big.Int).Abs(step)).Add(n, big.NewInt(1))
	}
	return Value{unsafe.Pointer(&Range{Header: Header{typ: RangeType}, big: &bigRange{start, stop, step, n}})}
}

// smallItems reports whether the range and its iterators can count with small ints.
func (r *Range) smallItems() bool {
	return r.big == nil && (r.n == 0 || FitsSmall(r.start) && FitsSmall(r.start+int64(r.n-1)*r.step))
}

// bigs returns the numbers of any range.
func (r *Range) bigs() *bigRange {
	if r.big != nil {
		return r.big
	}
	return &bigRange{big.NewInt(r.start), big.NewInt(r.stop), big.NewInt(r.step), big.NewInt(int64(r.n))}
}

func rangeNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if err := NoKw(th, "range", kwnames); err != nil {
		return Value{}, err
	}
	if len(args) < 1 || len(args) > 3 {
		return Value{}, rangeArity(th, "range", len(args), 1, 3)
	}
	part := [3]Value{SmallInt(0), SmallInt(0), SmallInt(1)}
	at := 0
	if len(args) == 1 {
		at = 1
	}
	for i, a := range args {
		v, err := Index(th, a)
		if err != nil {
			return Value{}, err
		}
		part[at+i] = v
	}
	if n, ok := Int64(part[2]); ok && n == 0 {
		return Value{}, ValueErrorf(th, "range() arg 3 must not be zero")
	}
	return newRange(part[0], part[1], part[2]), nil
}

func rangeRepr(th *Thread, self Value) (Value, error) {
	b := (*Range)(self.p).bigs()
	s := "range(" + b.start.String() + ", " + b.stop.String()
	if !b.step.IsInt64() || b.step.Int64() != 1 {
		s += ", " + b.step.String()
	}
	return NewASCII(s + ")"), nil
}

func rangeHash(th *Thread, self Value) (int64, error) {
	b := (*Range)(self.p).bigs()
	none, err := Hash(th, None)
	if err != nil {
		return 0, err
	}
	start, step := none, none
	if b.n.Sign() > 0 {
		start = pyhash.HashBig(b.start)
		if b.n.Cmp(big.NewInt(1)) > 0 {
			step = pyhash.HashBig(b.step)
		}
	}
	acc := pyhash.NewTuple()
	acc.Add(pyhash.HashBig(b.n))
	acc.Add(start)
	acc.Add(step)
	return acc.Sum(3), nil
}

func rangeCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if !a.isExact(RangeType) || !b.isExact(RangeType) || op != CmpEQ && op != CmpNE {
		return NotImplemented, nil
	}
	x, y := (*Range)(a.p), (*Range)(b.p)
	eq := false
	if x.big == nil && y.big == nil {
		eq = x.n == y.n && (x.n == 0 || x.start == y.start && (x.n == 1 || x.step == y.step))
	} else {
		p, q := x.bigs(), y.bigs()
		eq = p.n.Cmp(q.n) == 0 && (p.n.Sign() == 0 || p.start.Cmp(q.start) == 0 && (p.n.Cmp(big.NewInt(1)) == 0 || p.step.Cmp(q.step) == 0))
	}
	return Bool(eq == (op == CmpEQ)), nil
}

func rangeBool(th *Thread, self Value) (bool, error) {
	r := (*Range)(self.p)
	return r.n > 0 || r.big != nil && r.big.n.Sign() > 0, nil
}

func rangeLen(th *Thread, self Value) (int, error) {
	r := (*Range)(self.p)
	if r.big == nil {
		return r.n, nil
	}
	if r.big.n.IsInt64() {
		return int(r.big.n.Int64()), nil
	}
	return 0, OverflowErrorf(th, "Python int too large to convert to C ssize_t")
}

// at returns item i, 0 <= i < n.
func (b *bigRange) at(i *big.Int) *big.Int {
	x := new(big.Int).Mul(i, b.step)
	return x.Add(x, b.start)
}

func rangeGetitem(th *Thread, self, key Value) (Value, error) {
	r := (*Range)(self.p)
	if key.IsInt() && r.big == nil {
		i := int(key.Int())
		if i < 0 {
			i += r.n
		}
		if uint(i) < uint(r.n) {
			return Int(r.start + int64(i)*r.step), nil
		}
		return Value{}, IndexErrorf(th, "range object index out of range")
	}
	if IsSlice(key) {
		b := r.bigs()
		start, stop, step, err := AsSlice(key).bigIndices(th, b.n)
		if err != nil {
			return Value{}, err
		}
		return newBigRange(b.at(start), b.at(stop), new(big.Int).Mul(step, b.step)), nil
	}
	if !IsInt(key) && key.Type().Slots().Index == nil {
		return Value{}, TypeErrorf(th, "range indices must be integers or slices, not %s", key.Type().DisplayName())
	}
	k, err := Index(th, key)
	if err != nil {
		return Value{}, err
	}
	b := r.bigs()
	i := Big(k)
	if i.Sign() < 0 {
		i = new(big.Int).Add(i, b.n)
	}
	if i.Sign() < 0 || i.Cmp(b.n) >= 0 {
		return Value{}, IndexErrorf(th, "range object index out of range")
	}
	return BigInt(b.at(i)), nil
}

// indexOf returns the position of x in the range, or nil.
func (r *Range) indexOf(x *big.Int) *big.Int {
	b := r.bigs()
	if b.step.Sign() > 0 {
		if x.Cmp(b.start) < 0 || x.Cmp(b.stop) >= 0 {
			return nil
		}
	} else if x.Cmp(b.start) > 0 || x.Cmp(b.stop) <= 0 {
		return nil
	}
	i, rem := new(big.Int).QuoRem(new(big.Int).Sub(x, b.start), b.step, new(big.Int))
	if rem.Sign() != 0 {
		return nil
	}
	return i
}

// isPlainInt reports whether v is exactly an int, or a bool.
func isPlainInt(v Value) bool {
	return v.IsInt() || v.IsObj() && (v.Header().Type() == IntType || v.Header().Type() == BoolType)
}

func rangeContains(th *Thread, self, item Value) (bool, error) {
	r := (*Range)(self.p)
	if item.IsInt() && r.big == nil {
		x := item.Int()
		if r.step > 0 {
			return r.start <= x && x < r.stop && (x-r.start)%r.step == 0, nil
		}
		return r.stop < x && x <= r.start && (x-r.start)%r.step == 0, nil
	}
	if isPlainInt(item) {
		return r.indexOf(Big(item)) != nil, nil
	}
	return iterSearch(th, self, item)
}

// iterSearch reports item in v by iteration.
func iterSearch(th *Thread, v, item Value) (found bool, err error) {
	err = Iterate(th, v, func(x Value) (bool, error) {
		found, err = EqualOrIs(th, x, item)
		return !found, err
	})
	return found, err
}

func rangeStart(th *Thread, self Value) (Value, error) {
	return bigCopy((*Range)(self.p).bigs().start), nil
}

func rangeStop(th *Thread, self Value) (Value, error) {
	return bigCopy((*Range)(self.p).bigs().stop), nil
}

func rangeStep(th *Thread, self Value) (Value, error) {
	return bigCopy((*Range)(self.p).bigs().step), nil
}

func rangeReversed(th *Thread, args []Value) (Value, error) {
	r := (*Range)(args[0].p)
	if r.smallItems() {
		return Value{unsafe.Pointer(&RangeIter{Header: Header{typ: RangeIterType}, End: r.start - r.step, By: -r.step, Left: r.n})}, nil
	}
	b := r.bigs()
	it := &longRangeIterator{Header: Header{typ: LongRangeIterType}, step: new(big.Int).Neg(b.step)}
	it.state = &longRangeState{next: b.at(new(big.Int).Sub(b.n, big.NewInt(1))), n: b.n}
	return Value{unsafe.Pointer(it)}, nil
}

func rangeReduce(th *Thread, args []Value) (Value, error) {
	b := (*Range)(args[0].p).bigs()
	return TupleOf(RangeType.Value(), TupleOf(bigCopy(b.start), bigCopy(b.stop), bigCopy(b.step))), nil
}

func rangeCount(th *Thread, args []Value) (Value, error) {
	if isPlainInt(args[1]) {
		in, err := rangeContains(th, args[0], args[1])
		if in {
			return SmallInt(1), err
		}
		return SmallInt(0), err
	}
	n := int64(0)
	err := Iterate(th, args[0], func(x Value) (bool, error) {
		eq, err := EqualOrIs(th, x, args[1])
		if eq {
			n++
		}
		return true, err
	})
	return Int(n), err
}

func rangeIndex(th *Thread, args []Value) (Value, error) {
	r := (*Range)(args[0].p)
	if isPlainInt(args[1]) {
		if i := r.indexOf(Big(args[1])); i != nil {
			return BigInt(i), nil
		}
		return Value{}, ValueErrorf(th, "range.index(x): x not in range")
	}
	i, found := int64(-1), false
	err := Iterate(th, args[0], func(x Value) (bool, error) {
		i++
		eq, err := EqualOrIs(th, x, args[1])
		found = eq
		return !eq, err
	})
	if err != nil {
		return Value{}, err
	}
	if !found {
		return Value{}, ValueErrorf(th, "sequence.index(x): x not in sequence")
	}
	return Int(i), nil
}

// RangeIter is an iterator over a range whose items are all small ints.
type RangeIter struct {
	Header
	End  int64 // what would come behind the last item
	By   int64
	Left int // atomic; items left. It is all that changes: threads that share the iterator get nothing that is not in the range.
}

// Step returns the next item, or absent at the end. The evaluator does it by hand.
func (it *RangeIter) Step() Value {
	n := loadInt(&it.Left)
	if n <= 0 {
		return Value{}
	}
	storeInt(&it.Left, n-1)
	return SmallInt(it.End - int64(n)*it.By)
}

func rangeIter(th *Thread, self Value) (Value, error) {
	r := (*Range)(self.p)
	if !r.smallItems() {
		b := r.bigs()
		it := &longRangeIterator{Header: Header{typ: LongRangeIterType}, step: b.step, state: &longRangeState{next: b.start, n: b.n}}
		return Value{unsafe.Pointer(it)}, nil
	}
	return Value{unsafe.Pointer(&RangeIter{Header: Header{typ: RangeIterType}, End: r.start + int64(r.n)*r.step, By: r.step, Left: r.n})}, nil
}

func rangeIterNext(th *Thread, self Value) (Value, error) {
	return (*RangeIter)(self.p).Step(), nil
}

func rangeIterLengthHint(th *Thread, args []Value) (Value, error) {
	return Int(int64(loadInt(&(*RangeIter)(args[0].p).Left))), nil
}

func rangeIterReduce(th *Thread, args []Value) (Value, error) {
	it := (*RangeIter)(args[0].p)
	return reduceIter(th, "iter", func() (seq, state Value) {
		return newRange(Int(it.End-int64(loadInt(&it.Left))*it.By), Int(it.End), Int(it.By)), None
	})
}

func rangeIterSetstate(th *Thread, args []Value) (Value, error) {
	it := (*RangeIter)(args[0].p)
	i, err := stateIndex(th, args[1])
	if err != nil {
		return Value{}, err
	}
	n := loadInt(&it.Left)
	i = min(max(i, 0), n)
	storeInt(&it.Left, n-i)
	return None, nil
}

// longRangeIterator is an iterator over a range of big ints.
type longRangeIterator struct {
	Header
	step  *big.Int
	state *longRangeState // atomic
}

// longRangeState is what changes as the iterator moves; immutable.
type longRangeState struct{ next, n *big.Int }

func longRangeIterNext(th *Thread, self Value) (Value, error) {
	it := (*longRangeIterator)(self.p)
	s := loadPtr(&it.state)
	if s.n.Sign() <= 0 {
		return Value{}, nil
	}
	storePtr(&it.state, &longRangeState{new(big.Int).Add(s.next, it.step), new(big.Int).Sub(s.n, big.NewInt(1))})
	return bigCopy(s.next), nil
}

func longRangeIterLengthHint(th *Thread, args []Value) (Value, error) {
	return bigCopy(loadPtr(&(*longRangeIterator)(args[0].p).state).n), nil
}

func longRangeIterReduce(th *Thread, args []Value) (Value, error) {
	it := (*longRangeIterator)(args[0].p)
	return reduceIter(th, "iter", func() (seq, state Value) {
		s := loadPtr(&it.state)
		stop := new(big.Int).Mul(s.n, it.step)
		return newBigRange(s.next, stop.Add(stop, s.next), it.step), None
	})
}

func longRangeIterSetstate(th *Thread, args []Value) (Value, error) {
	it := (*longRangeIterator)(args[0].p)
	if !IsInt(args[1]) {
		return Value{}, TypeErrorf(th, "state must be an int, not %s", args[1].Type().DisplayName())
	}
	s := loadPtr(&it.state)
	i := Big(args[1])
	if i.Sign() < 0 {
		i = new(big.Int)
	} else if i.Cmp(s.n) > 0 {
		i = s.n
	}
	next := new(big.Int).Mul(i, it.step)
	storePtr(&it.state, &longRangeState{next.Add(next, s.next), new(big.Int).Sub(s.n, i)})
	return None, nil
}
