// This file implements the methods of tuple, and its iterator.

package object

import (
	"unsafe"

	"weft/internal/pyhash"
)

// TupleIterType is the iterator over tuples.
var TupleIterType = &Type{Name: "tuple_iterator"}

func tupleSpec() TypeSpec {
	return TypeSpec{
		Type:   TupleType,
		Make:   makeTuple,
		Doc:    "Built-in immutable sequence.\n\nWithout an argument the tuple is empty; otherwise it holds the items of the iterable.\nA tuple given as the argument is returned itself.",
		Sig:    "(iterable=(), /)",
		Flags:  TypeBase | TypeSubTuple | TypeSequence | TypeMatchSelf,
		Layout: LayoutOf[Tuple](),
		Slots: Slots{
			New: tupleNew, Repr: tupleRepr, Hash: tupleHash, Compare: tupleCompare, Iter: tupleIter, Len: tupleLen,
			GetItem: tupleGetitem, Contains: tupleContains, Concat: tupleConcat, Repeat: tupleRepeat,
		},
		Methods: []Method{
			{Name: "__getnewargs__", Sig: "(self, /)", Fn: tupleGetnewargs},
			{Name: "index", Sig: "(self, value, start=0, stop=sys.maxsize, /)", Fn: tupleIndex, Doc: "Return the position of the first item equal to value.\n\nRaises ValueError if there is none."},
			{Name: "count", Sig: "(self, value, /)", Fn: tupleCount, Doc: "Return the number of items equal to value."},
			{Name: "__class_getitem__", Sig: "(type, object, /)", Kind: ClassMethod, Fn: classGetItemAlias, Doc: "See PEP 585"},
		},
	}
}

func tupleIterSpec() TypeSpec {
	return TypeSpec{
		Type:   TupleIterType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[TupleIter](),
		Slots:  Slots{Iter: selfIter, Next: tupleIterNext},
		Methods: []Method{
			{Name: "__length_hint__", Sig: "(self, /)", Fn: tupleIterLengthHint, Doc: docLengthHint},
			{Name: "__reduce__", Sig: "(self, /)", Fn: tupleIterReduce, Doc: docReduce},
			{Name: "__setstate__", Sig: "(self, object, /)", Fn: tupleIterSetstate, Doc: docSetstate},
		},
	}
}

func tupleNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if kwnames.Len() > 0 && (t == TupleType || funcPtr(t.Slots().Init) == funcPtr(TupleType.Slots().Init)) {
		return Value{}, TypeErrorf(th, "tuple() takes no keyword arguments")
	}
	args = args[:len(args)-kwnames.Len()]
	if len(args) > 1 {
		return Value{}, TypeErrorf(th, "tuple expected at most 1 argument, got %d", len(args))
	}
	var items []Value
	if len(args) == 1 {
		x := args[0]
		if x.isExact(TupleType) {
			if t == TupleType {
				return x, nil
			}
			items = AsTuple(x).items
		} else if t == TupleType && x.isExact(ListType) {
			return AsList(x).snapshotTuple().Value(), nil
		} else {
			var err error
			if items, err = ToSlice(th, x); err != nil {
				return Value{}, err
			}
		}
	}
	if t == TupleType {
		return NewTuple(items).Value(), nil
	}
	v := t.New()
	AsTuple(v).items = items
	return v, nil
}

func tupleRepr(th *Thread, self Value) (Value, error) {
	items := AsTuple(self).items
	if len(items) == 0 {
		return NewASCII("()"), nil
	}
	if ReprEnter(th, self) {
		return NewASCII("(...)"), nil
	}
	defer ReprLeave(th, self)
	b := append(make([]byte, 0, 64), '(')
	for i, x := range items {
		if i > 0 {
			b = append(b, ", "...)
		}
		s, err := Repr(th, x)
		if err != nil {
			return Value{}, err
		}
		b = append(b, s.s...)
	}
	if len(items) == 1 {
		b = append(b, ',')
	}
	b = append(b, ')')
	return NewStr(unsafe.String(&b[0], len(b))), nil
}

func tupleHash(th *Thread, self Value) (int64, error) {
	t := AsTuple(self)
	if h := loadInt64(&t.hash); h != 0 {
		return h, nil
	}
	acc := pyhash.NewTuple()
	for _, x := range t.items {
		var h int64
		if x.IsInt() {
			h = pyhash.HashInt64(x.Int())
		} else if x.isExact(StrType) {
			h = AsStr(x).Hash()
		} else {
			if err := th.Enter(""); err != nil {
				return 0, err
			}
			var err error
			h, err = Hash(th, x)
			th.Leave()
			if err != nil {
				return 0, err
			}
		}
		acc.Add(h)
	}
	h := acc.Sum(len(t.items))
	storeInt64(&t.hash, h)
	return h, nil
}

func tupleCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if !IsTuple(a) || !IsTuple(b) {
		return NotImplemented, nil
	}
	return compareItems(th, AsTuple(a).items, AsTuple(b).items, op)
}

func tupleLen(th *Thread, self Value) (int, error) { return len(AsTuple(self).items), nil }

func tupleGetitem(th *Thread, self, key Value) (Value, error) {
	items := AsTuple(self).items
	i := 0
	switch {
	case key.IsInt():
		i = int(key.Int())
	case IsSlice(key):
		start, stop, step, err := AsSlice(key).unpack(th)
		if err != nil {
			return Value{}, err
		}
		start, n := adjustSlice(start, stop, step, len(items))
		if step == 1 {
			if n == len(items) && self.isExact(TupleType) {
				return self, nil
			}
			return NewTupleCopy(items[start : start+n]).Value(), nil
		}
		if n == 0 {
			return emptyTuple.Value(), nil
		}
		out := newTupleN(n)
		for j := range out.items {
			out.items[j] = items[start+j*step]
		}
		return out.Value(), nil
	default:
		var err error
		if i, err = seqIndex(th, key, "tuple"); err != nil {
			return Value{}, err
		}
	}
	if i < 0 {
		i += len(items)
	}
	if uint(i) >= uint(len(items)) {
		return Value{}, IndexErrorf(th, "tuple index out of range")
	}
	return items[i], nil
}

func tupleContains(th *Thread, self, item Value) (bool, error) {
	isStr := item.isExact(StrType)
	for _, x := range AsTuple(self).items {
		if x.p == item.p {
			return true, nil
		}
		if BothInt(x, item) {
			continue
		}
		if isStr && x.isExact(StrType) {
			if AsStr(x).s == AsStr(item).s {
				return true, nil
			}
			continue
		}
		if eq, err := EqualOrIs(th, x, item); err != nil || eq {
			return eq, err
		}
	}
	return false, nil
}

func tupleConcat(th *Thread, a, b Value) (Value, error) {
	x := AsTuple(a)
	if len(x.items) == 0 && b.isExact(TupleType) {
		return b, nil
	}
	if !IsTuple(b) {
		return Value{}, TypeErrorf(th, "can only concatenate tuple (not \"%s\") to tuple", b.Type().DisplayName())
	}
	y := AsTuple(b)
	if len(y.items) == 0 && a.isExact(TupleType) {
		return a, nil
	}
	if len(x.items)+len(y.items) == 0 {
		return emptyTuple.Value(), nil
	}
	out := newTupleN(len(x.items) + len(y.items))
	copy(out.items, x.items)
	copy(out.items[len(x.items):], y.items)
	return out.Value(), nil
}

func tupleRepeat(th *Thread, self Value, times int) (Value, error) {
	items := AsTuple(self).items
	if (len(items) == 0 || times == 1) && self.isExact(TupleType) {
		return self, nil
	}
	n, err := repeatSize(th, len(items), times)
	if err != nil || n == 0 {
		return emptyTuple.Value(), err
	}
	out := newTupleN(n)
	copy(out.items, items)
	fillRepeat(out.items, len(items))
	return out.Value(), nil
}

func tupleGetnewargs(th *Thread, args []Value) (Value, error) {
	return TupleOf(NewTuple(AsTuple(args[0]).items).Value()), nil
}

func tupleIndex(th *Thread, args []Value) (Value, error) {
	items := AsTuple(args[0]).items
	i, stop, err := seqStartStop(th, args[2], args[3], len(items))
	if err != nil {
		return Value{}, err
	}
	for ; i < stop && i < len(items); i++ {
		eq, err := EqualOrIs(th, items[i], args[1])
		if err != nil {
			return Value{}, err
		}
		if eq {
			return Int(int64(i)), nil
		}
	}
	return Value{}, ValueErrorf(th, "tuple.index(x): x not in tuple")
}

func tupleCount(th *Thread, args []Value) (Value, error) {
	n := int64(0)
	for _, x := range AsTuple(args[0]).items {
		eq, err := EqualOrIs(th, x, args[1])
		if err != nil {
			return Value{}, err
		}
		if eq {
			n++
		}
	}
	return Int(n), nil
}

// TupleIter is an iterator over a tuple. At the end it drops the tuple.
type TupleIter struct {
	Header
	T *Tuple // atomic; nil: exhausted
	I int    // atomic; position of the next item
}

func tupleIter(th *Thread, self Value) (Value, error) {
	return Value{unsafe.Pointer(&TupleIter{Header: Header{typ: TupleIterType}, T: AsTuple(self)})}, nil
}

func tupleIterNext(th *Thread, self Value) (Value, error) { return TupleIterStep(self), nil }

// TupleIterStep returns the next item of a tuple_iterator, or absent at the end.
func TupleIterStep(self Value) Value {
	it := (*TupleIter)(self.p)
	t := loadPtr(&it.T)
	if t == nil {
		return Value{}
	}
	i := loadInt(&it.I)
	if uint(i) >= uint(len(t.items)) {
		storePtr(&it.T, nil)
		return Value{}
	}
	storeInt(&it.I, i+1)
	return t.items[i]
}

func tupleIterLengthHint(th *Thread, args []Value) (Value, error) {
	it := (*TupleIter)(args[0].p)
	if t := loadPtr(&it.T); t != nil {
		return Int(int64(max(len(t.items)-loadInt(&it.I), 0))), nil
	}
	return SmallInt(0), nil
}

func tupleIterReduce(th *Thread, args []Value) (Value, error) {
	it := (*TupleIter)(args[0].p)
	return reduceIter(th, "iter", func() (seq, state Value) {
		if t := loadPtr(&it.T); t != nil {
			return t.Value(), Int(int64(loadInt(&it.I)))
		}
		return emptyTuple.Value(), Value{}
	})
}

func tupleIterSetstate(th *Thread, args []Value) (Value, error) {
	it := (*TupleIter)(args[0].p)
	i, err := stateIndex(th, args[1])
	if err != nil {
		return Value{}, err
	}
	if t := loadPtr(&it.T); t != nil {
		storeInt(&it.I, min(max(i, 0), len(t.items)))
	}
	return None, nil
}
