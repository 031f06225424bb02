// This file implements the views and iterators of dict.

package object

import "unsafe"

// The types of views and iterators of dict.
var (
	DictKeysType             = &Type{Name: "dict_keys"}
	DictValuesType           = &Type{Name: "dict_values"}
	DictItemsType            = &Type{Name: "dict_items"}
	DictKeyIterType          = &Type{Name: "dict_keyiterator"}
	DictValueIterType        = &Type{Name: "dict_valueiterator"}
	DictItemIterType         = &Type{Name: "dict_itemiterator"}
	DictReverseKeyIterType   = &Type{Name: "dict_reversekeyiterator"}
	DictReverseValueIterType = &Type{Name: "dict_reversevalueiterator"}
	DictReverseItemIterType  = &Type{Name: "dict_reverseitemiterator"}
)

// dictView is keys(), values() or items(); its type says which.
type dictView struct {
	Header
	d Value // the dict
}

func newDictView(t *Type, d Value) Value {
	return Value{unsafe.Pointer(&dictView{Header: Header{typ: t}, d: d})}
}

func viewDict(v Value) *Dict { return AsDict((*dictView)(v.p).d) }

// NewDictView returns a view of the dict d; t is DictKeysType, DictValuesType, DictItemsType or derived from one of them.
func NewDictView(t *Type, d Value) Value { return newDictView(t, d) }

// ViewDict returns the dict that a view shows.
func ViewDict(v Value) Value { return (*dictView)(v.p).d }

// isDictView reports whether v is a view of keys or items, or an instance of a subclass.
func isSetView(v Value) bool {
	if !v.IsObj() {
		return false
	}
	t := v.Header().Type()
	return t == DictKeysType || t == DictItemsType || t.IsSubtype(DictKeysType) || t.IsSubtype(DictItemsType)
}

func isItemsView(v Value) bool { return v.IsObj() && v.Header().Type().IsSubtype(DictItemsType) }

const (
	docDisjoint     = "Return True if the view and the given iterable have a null intersection."
	docViewReversed = "Return a reverse iterator over the dict "
)

func dictViewSpec(t *Type, iter UnaryFunc, reversed NativeFn, what string) TypeSpec {
	return TypeSpec{
		Type:   t,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[dictView](),
		Slots:  Slots{Repr: dictViewRepr, Iter: iter, Items: dictViewItemsNow, Len: dictViewLen},
		Methods: []Method{
			{Name: "__reversed__", Sig: "(self, /)", Fn: reversed, Doc: docViewReversed + what + "."},
		},
		GetSets: []GetSet{
			{Name: "mapping", Get: dictViewMapping, Doc: "dictionary that this view refers to"},
		},
	}
}

// dictSetViewSpec adds what makes a view a set.
func dictSetViewSpec(t *Type, iter UnaryFunc, reversed NativeFn, contains ContainsFunc, what string) TypeSpec {
	s := dictViewSpec(t, iter, reversed, what)
	s.Slots.Contains = contains
	s.Slots.Compare = dictViewCompare
	s.Slots.Bin = [numBinOps]BinaryFunc{OpSub: dictViewSub, OpAnd: dictViewAnd, OpOr: dictViewOr, OpXor: dictViewXor}
	s.NoHash = true
	s.Methods = append([]Method{{Name: "isdisjoint", Sig: "(self, object, /)", Fn: dictViewIsdisjoint, Doc: docDisjoint}}, s.Methods...)
	return s
}

func dictKeysSpec() TypeSpec {
	return dictSetViewSpec(DictKeysType, dictKeysIter, dictKeysReversed, dictKeysContains, "keys")
}

func dictItemsSpec() TypeSpec {
	return dictSetViewSpec(DictItemsType, dictItemsIter, dictItemsReversed, dictItemsContains, "items")
}

func dictValuesSpec() TypeSpec {
	return dictViewSpec(DictValuesType, dictValuesIter, dictValuesReversed, "values")
}

func dictIterSpec(t *Type, next UnaryFunc) TypeSpec {
	return TypeSpec{
		Type:   t,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[dictIterator](),
		Slots:  Slots{Iter: selfIter, Next: next},
		Methods: []Method{
			{Name: "__length_hint__", Sig: "(self, /)", Fn: dictIterLengthHint, Doc: docLengthHint},
			{Name: "__reduce__", Sig: "(self, /)", Fn: dictIterReduce, Doc: docReduce},
		},
	}
}

// dictIterSpecs are the iterators.
func dictIterSpecs() []TypeSpec {
	return []TypeSpec{
		dictIterSpec(DictKeyIterType, dictKeyIterNext),
		dictIterSpec(DictValueIterType, dictValueIterNext),
		dictIterSpec(DictItemIterType, dictItemIterNext),
		dictIterSpec(DictReverseKeyIterType, dictReverseIterNext),
		dictIterSpec(DictReverseValueIterType, dictReverseIterNext),
		dictIterSpec(DictReverseItemIterType, dictReverseIterNext),
	}
}

func dictViewRepr(th *Thread, self Value) (Value, error) {
	if ReprEnter(th, self) {
		return NewASCII("..."), nil
	}
	defer ReprLeave(th, self)
	items, err := ToSlice(th, self)
	if err != nil {
		return Value{}, err
	}
	s, err := Repr(th, NewList(items).Value())
	if err != nil {
		return Value{}, err
	}
	return NewStr(self.Type().DisplayName() + "(" + s.s + ")"), nil
}

func dictViewLen(th *Thread, self Value) (int, error) { return viewDict(self).Len(), nil }

func dictViewMapping(th *Thread, self Value) (Value, error) {
	return NewMappingProxy((*dictView)(self.p).d), nil
}

func dictKeysContains(th *Thread, self, item Value) (bool, error) {
	v, err := viewDict(self).Get(th, item)
	return !v.IsAbsent(), err
}

func dictItemsContains(th *Thread, self, item Value) (bool, error) {
	if !IsTuple(item) || AsTuple(item).Len() != 2 {
		return false, nil
	}
	pair := AsTuple(item).items
	v, err := viewDict(self).Get(th, pair[0])
	if err != nil || v.IsAbsent() {
		return false, err
	}
	return EqualOrIs(th, v, pair[1])
}

// allIn reports whether every item of v is in w.
func allIn(th *Thread, v, w Value) (all bool, err error) {
	all = true
	err = Iterate(th, v, func(x Value) (bool, error) {
		all, err = Contains(th, w, x)
		return all, err
	})
	return all && err == nil, err
}

func dictViewCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if !IsSet(b) && !isSetView(b) {
		return NotImplemented, nil
	}
	n := viewDict(a).Len()
	m, err := Len(th, b)
	if err != nil {
		return Value{}, err
	}
	ok := false
	switch op {
	case CmpEQ, CmpNE:
		if n == m {
			ok, err = allIn(th, a, b)
		}
		if err == nil && op == CmpNE {
			ok = !ok
		}
	case CmpLT:
		if n < m {
			ok, err = allIn(th, a, b)
		}
	case CmpLE:
		if n <= m {
			ok, err = allIn(th, a, b)
		}
	case CmpGT:
		if n > m {
			ok, err = allIn(th, b, a)
		}
	case CmpGE:
		if n >= m {
			ok, err = allIn(th, b, a)
		}
	}
	return boolResult(ok, err)
}

// viewToSet returns a new set of the items of a view or any iterable.
func viewToSet(th *Thread, v Value) (*Set, error) {
	s := NewSet()
	if v.isExact(DictKeysType) {
		return s, s.updateDict(th, viewDict(v))
	}
	return s, s.Update(th, v)
}

func dictViewSub(th *Thread, a, b Value) (Value, error) {
	s, err := viewToSet(th, a)
	if err != nil {
		return Value{}, err
	}
	return s.Value(), s.DifferenceUpdate(th, b)
}

func dictViewOr(th *Thread, a, b Value) (Value, error) {
	s, err := viewToSet(th, a)
	if err != nil {
		return Value{}, err
	}
	return s.Value(), s.Update(th, b)
}

func dictViewXor(th *Thread, a, b Value) (Value, error) {
	if isItemsView(a) && isItemsView(b) {
		return dictItemsXor(th, viewDict(a), viewDict(b))
	}
	s, err := viewToSet(th, a)
	if err != nil {
		return Value{}, err
	}
	return s.Value(), s.SymmetricDifferenceUpdate(th, b)
}

// dictItemsXor returns the items that are in one dict only.
func dictItemsXor(th *Thread, x, y *Dict) (Value, error) {
	out := NewSet()
	add := func(k, v Value) error { return out.Add(th, th.pair(k, v).Value()) }
	var right []Value
	for pos := 0; ; {
		k, v, h, ok := x.table().next(&pos)
		if !ok {
			break
		}
		w, err := y.GetHash(th, k, h)
		if err != nil {
			return Value{}, err
		}
		if w.IsAbsent() {
			if err := add(k, v); err != nil {
				return Value{}, err
			}
			continue
		}
		eq, err := EqualOrIs(th, v, w)
		if err != nil {
			return Value{}, err
		}
		if !eq {
			if err := add(k, v); err != nil {
				return Value{}, err
			}
			right = append(right, th.pair(k, w).Value())
		}
	}
	for _, p := range right {
		if err := out.Add(th, p); err != nil {
			return Value{}, err
		}
	}
	for pos := 0; ; {
		k, v, h, ok := y.table().next(&pos)
		if !ok {
			return out.Value(), nil
		}
		w, err := x.GetHash(th, k, h)
		if err != nil {
			return Value{}, err
		}
		if w.IsAbsent() {
			if err := add(k, v); err != nil {
				return Value{}, err
			}
		}
	}
}

func dictViewAnd(th *Thread, a, b Value) (Value, error) {
	if !isSetView(a) {
		a, b = b, a
	}
	n := viewDict(a).Len()
	if b.isExact(SetType) {
		if n <= AsSet(b).Len() {
			s, err := AsSet(b).Intersection(th, a)
			if err != nil {
				return Value{}, err
			}
			return s.Value(), nil
		}
	}
	if isSetView(b) && viewDict(b).Len() > n {
		a, b = b, a
	}
	out := NewSet()
	in := a.Type().Slots().Contains
	return out.Value(), Iterate(th, b, func(x Value) (bool, error) {
		ok, err := in(th, a, x)
		if err == nil && ok {
			err = out.Add(th, x)
		}
		return true, err
	})
}

func dictViewIsdisjoint(th *Thread, args []Value) (Value, error) {
	self, other := args[0], args[1]
	if self.Is(other) {
		return Bool(viewDict(self).Len() == 0), nil
	}
	if b := other; b.isExact(SetType) || b.isExact(FrozenSetType) || isSetView(b) {
		m, err := Len(th, b)
		if err != nil {
			return Value{}, err
		}
		if m > viewDict(self).Len() {
			self, other = other, self
		}
	}
	disjoint := true
	err := Iterate(th, other, func(x Value) (bool, error) {
		in, err := Contains(th, self, x)
		disjoint = !in
		return disjoint, err
	})
	return boolResult(disjoint, err)
}

// dictViewItemsNow returns what a view shows at one moment.
func dictViewItemsNow(self Value) []Value {
	d := viewDict(self)
	t := self.Type()
	switch {
	case t.IsSubtype(DictKeysType):
		return dictItemsNow(d.Value())
	case t.IsSubtype(DictValuesType):
		_, vals := d.Items()
		return vals
	}
	keys, vals := d.Items()
	c := cutter{made: pieceAfter}
	for i, k := range keys {
		vals[i] = c.pair(k, vals[i]).Value()
	}
	return vals
}

// dictIterator is an iterator over a dict, in either direction; its type says what it yields. At the end it drops the dict.
type dictIterator struct {
	Header
	d    *Dict // atomic; nil: exhausted
	live int   // atomic; length of the dict at the start; -1: it has changed
	at   int64 // atomic; see state
}

// DictIterLeft returns how many items an iterator of a dict has still to give.
func DictIterLeft(v Value) int {
	_, left := (*dictIterator)(v.p).state()
	return left
}

// state returns the first position to look at, in either direction, and the number of items still to come. They are one word, so
// that threads which share the iterator may get an item twice, but never find more items than there should be.
func (it *dictIterator) state() (pos, left int) {
	s := loadInt64(&it.at)
	return int(s >> 32), int(int32(s))
}

func (it *dictIterator) setState(pos, left int) {
	storeInt64(&it.at, int64(pos)<<32|int64(uint32(int32(left))))
}

func newDictIter(t *Type, d *Dict) Value {
	n := d.Len()
	return Value{unsafe.Pointer(&dictIterator{Header: Header{typ: t}, d: d, live: n, at: int64(n)})}
}

func newDictReverseIter(t *Type, d *Dict) Value {
	n := d.Len()
	it := &dictIterator{Header: Header{typ: t}, d: d, live: n}
	it.setState(d.table().Used()-1, n)
	return Value{unsafe.Pointer(it)}
}

func dictIter(th *Thread, self Value) (Value, error) {
	return newDictIter(DictKeyIterType, AsDict(self)), nil
}

func dictKeysIter(th *Thread, self Value) (Value, error) {
	return newDictIter(DictKeyIterType, viewDict(self)), nil
}

func dictValuesIter(th *Thread, self Value) (Value, error) {
	return newDictIter(DictValueIterType, viewDict(self)), nil
}

func dictItemsIter(th *Thread, self Value) (Value, error) {
	return newDictIter(DictItemIterType, viewDict(self)), nil
}

func dictKeysReversed(th *Thread, args []Value) (Value, error) {
	return newDictReverseIter(DictReverseKeyIterType, viewDict(args[0])), nil
}

func dictValuesReversed(th *Thread, args []Value) (Value, error) {
	return newDictReverseIter(DictReverseValueIterType, viewDict(args[0])), nil
}

func dictItemsReversed(th *Thread, args []Value) (Value, error) {
	return newDictReverseIter(DictReverseItemIterType, viewDict(args[0])), nil
}

// step returns the next item; an absent key with a nil error is the end.
func (it *dictIterator) step(th *Thread) (k, v Value, err error) {
	d := loadPtr(&it.d)
	if d == nil {
		return
	}
	if d.Len() != loadInt(&it.live) {
		storeInt(&it.live, -1)
		return k, v, RuntimeErrorf(th, "dictionary changed size during iteration")
	}
	pos, left := it.state()
	k, v, _, ok := d.table().next(&pos)
	if !ok {
		storePtr(&it.d, nil)
		return Value{}, Value{}, nil
	}
	if left <= 0 {
		storePtr(&it.d, nil)
		return Value{}, Value{}, RuntimeErrorf(th, "dictionary keys changed during iteration")
	}
	it.setState(pos, left-1)
	return k, v, nil
}

// DictKeyIterNext is next() of a DictKeyIterType.
func DictKeyIterNext(th *Thread, self Value) (Value, error) { return dictKeyIterNext(th, self) }

func dictKeyIterNext(th *Thread, self Value) (Value, error) {
	k, _, err := (*dictIterator)(self.p).step(th)
	return k, err
}

func dictValueIterNext(th *Thread, self Value) (Value, error) {
	_, v, err := (*dictIterator)(self.p).step(th)
	return v, err
}

func dictItemIterNext(th *Thread, self Value) (Value, error) {
	k, v, err := (*dictIterator)(self.p).step(th)
	if err != nil || k.IsAbsent() {
		return Value{}, err
	}
	return th.pair(k, v).Value(), nil
}

func dictReverseIterNext(th *Thread, self Value) (Value, error) {
	it := (*dictIterator)(self.p)
	d := loadPtr(&it.d)
	if d == nil {
		return Value{}, nil
	}
	if d.Len() != loadInt(&it.live) {
		storeInt(&it.live, -1)
		return Value{}, RuntimeErrorf(th, "dictionary changed size during iteration")
	}
	pos, left := it.state()
	k, v, ok := d.table().prev(&pos)
	if !ok {
		storePtr(&it.d, nil)
		return Value{}, nil
	}
	it.setState(pos, left-1)
	switch it.Type() {
	case DictReverseKeyIterType:
		return k, nil
	case DictReverseValueIterType:
		return v, nil
	}
	return th.pair(k, v).Value(), nil
}

func dictIterLengthHint(th *Thread, args []Value) (Value, error) {
	it := (*dictIterator)(args[0].p)
	if d := loadPtr(&it.d); d != nil && d.Len() == loadInt(&it.live) {
		_, left := it.state()
		return Int(int64(max(left, 0))), nil
	}
	return SmallInt(0), nil
}

func dictIterReduce(th *Thread, args []Value) (Value, error) {
	it := (*dictIterator)(args[0].p)
	twin := &dictIterator{Header: Header{typ: it.Type()}, d: loadPtr(&it.d), live: loadInt(&it.live), at: loadInt64(&it.at)}
	items, err := ToSlice(th, Value{unsafe.Pointer(twin)})
	if err != nil {
		return Value{}, err
	}
	return reduceIter(th, "iter", func() (seq, state Value) { return NewList(items).Value(), Value{} })
}
