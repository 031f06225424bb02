// This file implements the methods of set and frozenset, and their iterator.

package object

import (
	"unsafe"

	"weft/internal/pyhash"
)

// SetIterType is the iterator over sets.
var SetIterType = &Type{Name: "set_iterator"}

// sharedSetMethods are the rows that set and frozenset have in common.
func sharedSetMethods() []Method {
	return []Method{
		{Name: "__contains__", Sig: "(self, object, /)", Fn: setContainsMethod, Doc: "x.__contains__(y) <==> y in x."},
		{Name: "copy", Sig: "(self, /)", Fn: setCopy, Doc: "Return a shallow copy of a set."},
		{Name: "difference", Sig: "(self, /, *others)", Fn: setDifference, Doc: "Return a new set with elements in the set that are not in the others."},
		{Name: "intersection", Sig: "(self, /, *others)", Fn: setIntersection, Doc: "Return a new set with elements common to the set and all others."},
		{Name: "isdisjoint", Sig: "(self, other, /)", Fn: setIsdisjoint, Doc: "Return True if two sets have a null intersection."},
		{Name: "issubset", Sig: "(self, other, /)", Fn: setIssubset, Doc: "Report whether another set contains this set."},
		{Name: "issuperset", Sig: "(self, other, /)", Fn: setIssuperset, Doc: "Report whether this set contains another set."},
		{Name: "__reduce__", Sig: "(self, /)", Fn: setReduce, Doc: "Return state information for pickling."},
		{Name: "__sizeof__", Sig: "(self, /)", Fn: setSizeof, Doc: "S.__sizeof__() -> size of S in memory, in bytes."},
		{Name: "symmetric_difference", Sig: "(self, other, /)", Fn: setSymmetricDifference, Doc: "Return a new set with elements in either the set or other but not both."},
		{Name: "union", Sig: "(self, /, *others)", Fn: setUnion, Doc: "Return a new set with elements from the set and all others."},
		{Name: "__class_getitem__", Sig: "(type, object, /)", Kind: ClassMethod, Fn: classGetItemAlias, Doc: "See PEP 585"},
	}
}

func setSpec() TypeSpec {
	return TypeSpec{
		Type:   SetType,
		Make:   makeSet,
		Doc:    "Build an unordered collection of unique elements.",
		Sig:    "(iterable=(), /)",
		Flags:  TypeBase | TypeMatchSelf,
		Layout: LayoutOf[Set](),
		NoHash: true,
		Slots: Slots{
			New: setNew, Init: setInit, Repr: setRepr, Compare: setCompare, Iter: setIter, Items: setItemsNow, Len: setLen, Contains: setContains,
			Bin:  [numBinOps]BinaryFunc{OpSub: setSub, OpAnd: setAnd, OpOr: setOr, OpXor: setXor},
			IBin: [numBinOps]BinaryFunc{OpSub: setInplaceSub, OpAnd: setInplaceAnd, OpOr: setInplaceOr, OpXor: setInplaceXor},
		},
		Methods: append(sharedSetMethods(), []Method{
			{Name: "add", Sig: "(self, object, /)", Fn: setAdd, Doc: "Add an element to a set.\n\nThis has no effect if the element is already present."},
			{Name: "clear", Sig: "(self, /)", Fn: setClear, Doc: "Remove all elements from this set."},
			{Name: "discard", Sig: "(self, object, /)", Fn: setDiscard, Doc: "Remove an element from a set if it is a member.\n\nUnlike set.remove(), the discard() method does not raise\nan exception when an element is missing from the set."},
			{Name: "difference_update", Sig: "(self, /, *others)", Fn: setDifferenceUpdate, Doc: "Update the set, removing elements found in others."},
			{Name: "intersection_update", Sig: "(self, /, *others)", Fn: setIntersectionUpdate, Doc: "Update the set, keeping only elements found in it and all others."},
			{Name: "pop", Sig: "(self, /)", Fn: setPop, Doc: "Remove and return an arbitrary set element.\n\nRaises KeyError if the set is empty."},
			{Name: "remove", Sig: "(self, object, /)", Fn: setRemove, Doc: "Remove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError."},
			{Name: "symmetric_difference_update", Sig: "(self, other, /)", Fn: setSymmetricDifferenceUpdate, Doc: "Update the set, keeping only elements found in either set, but not in both."},
			{Name: "update", Sig: "(self, /, *others)", Fn: setUpdate, Doc: "Update the set, adding elements from all others."},
		}...),
	}
}

func frozensetSpec() TypeSpec {
	return TypeSpec{
		Type:   FrozenSetType,
		Make:   makeFrozenset,
		Doc:    "Build an immutable unordered collection of unique elements.",
		Sig:    "(iterable=(), /)",
		Flags:  TypeBase | TypeMatchSelf,
		Layout: LayoutOf[Set](),
		Slots: Slots{
			New: frozensetNew, Repr: setRepr, Hash: frozensetHash, Compare: setCompare, Iter: setIter, Items: setItemsNow, Len: setLen, Contains: setContains,
			Bin: [numBinOps]BinaryFunc{OpSub: setSub, OpAnd: setAnd, OpOr: setOr, OpXor: setXor},
		},
		Methods: sharedSetMethods(),
	}
}

func setIterSpec() TypeSpec {
	return TypeSpec{
		Type:   SetIterType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[setIterator](),
		Slots:  Slots{Iter: selfIter, Next: setIterNext},
		Methods: []Method{
			{Name: "__length_hint__", Sig: "(self, /)", Fn: setIterLengthHint, Doc: docLengthHint},
			{Name: "__reduce__", Sig: "(self, /)", Fn: setIterReduce, Doc: docReduce},
		},
	}
}

func setNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	v := t.New()
	AsSet(v).t = emptySetTable
	return v, nil
}

func setInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	if kwnames.Len() > 0 {
		return TypeErrorf(th, "set() takes no keyword arguments")
	}
	args = args[:len(args)-kwnames.Len()]
	if len(args) > 1 {
		return TypeErrorf(th, "set expected at most 1 argument, got %d", len(args))
	}
	s := AsSet(self)
	if s.Len() > 0 {
		s.Clear()
	}
	if len(args) == 0 {
		return nil
	}
	return s.Update(th, args[0])
}

func frozensetNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if kwnames.Len() > 0 && (t == FrozenSetType || funcPtr(t.Slots().Init) == funcPtr(FrozenSetType.Slots().Init)) {
		return Value{}, TypeErrorf(th, "frozenset() takes no keyword arguments")
	}
	args = args[:len(args)-kwnames.Len()]
	if len(args) > 1 {
		return Value{}, TypeErrorf(th, "frozenset expected at most 1 argument, got %d", len(args))
	}
	if t == FrozenSetType && len(args) == 1 && args[0].isExact(FrozenSetType) {
		return args[0], nil
	}
	v := t.New()
	s := AsSet(v)
	s.t = emptySetTable
	if len(args) == 1 {
		if err := s.Update(th, args[0]); err != nil {
			return Value{}, err
		}
	}
	return v, nil
}

func setRepr(th *Thread, self Value) (Value, error) {
	s := AsSet(self)
	name := self.Type().DisplayName()
	if s.Len() == 0 {
		return NewStr(name + "()"), nil
	}
	if ReprEnter(th, self) {
		return NewStr(name + "(...)"), nil
	}
	defer ReprLeave(th, self)
	b := make([]byte, 0, 64)
	if self.Type() != SetType {
		b = append(append(b, name...), '(')
	}
	b = append(b, '{')
	for i, x := range s.Items() {
		if i > 0 {
			b = append(b, ", "...)
		}
		r, err := Repr(th, x)
		if err != nil {
			return Value{}, err
		}
		b = append(b, r.s...)
	}
	b = append(b, '}')
	if self.Type() != SetType {
		b = append(b, ')')
	}
	return NewStr(unsafe.String(&b[0], len(b))), nil
}

func frozensetHash(th *Thread, self Value) (int64, error) {
	s := AsSet(self)
	if h := loadInt64(&s.hash); h != 0 {
		return h, nil
	}
	var acc pyhash.Frozenset
	t := s.table()
	for pos := 0; ; {
		_, h, ok := t.next(&pos)
		if !ok {
			break
		}
		acc.Add(h)
	}
	h := acc.Sum(s.Len())
	storeInt64(&s.hash, h)
	return h, nil
}

func setCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if !IsSet(a) || !IsSet(b) {
		return NotImplemented, nil
	}
	x, y := AsSet(a), AsSet(b)
	n, m := x.Len(), y.Len()
	ok, err := false, error(nil)
	switch op {
	case CmpEQ, CmpNE:
		if n == m {
			if p, q := loadInt64(&x.hash), loadInt64(&y.hash); p == 0 || q == 0 || p == q {
				ok, err = x.IsSubset(th, y)
			}
		}
		if op == CmpNE {
			ok = !ok
		}
	case CmpLE:
		ok, err = x.IsSubset(th, y)
	case CmpGE:
		ok, err = y.IsSubset(th, x)
	case CmpLT:
		if n < m {
			ok, err = x.IsSubset(th, y)
		}
	case CmpGT:
		if n > m {
			ok, err = y.IsSubset(th, x)
		}
	}
	return boolResult(ok, err)
}

// setItemsNow returns the elements at one moment.
func setItemsNow(self Value) []Value { return AsSet(self).Items() }

func setLen(th *Thread, self Value) (int, error) { return AsSet(self).Len(), nil }

// setKey runs op with the hash of v; an unhashable set is replaced by a frozenset of its elements.
func setKey(th *Thread, v Value, op func(v Value, h int64) (bool, error)) (bool, error) {
	h, err := setHash(th, v)
	if err != nil {
		if !IsErr(err, TypeErrorType) || !IsSet(v) || v.Type() == FrozenSetType {
			return false, err
		}
		f := NewFrozenSet()
		if err := f.merge(th, AsSet(v)); err != nil {
			return false, err
		}
		v = f.Value()
		if h, err = frozensetHash(th, v); err != nil {
			return false, err
		}
	}
	return op(v, h)
}

func setContains(th *Thread, self, item Value) (bool, error) {
	s := AsSet(self)
	if item.IsInt() || item.isExact(StrType) {
		return s.Has(th, item)
	}
	return setKey(th, item, func(v Value, h int64) (bool, error) { return s.HasHash(th, v, h) })
}

func setContainsMethod(th *Thread, args []Value) (Value, error) {
	in, err := setContains(th, args[0], args[1])
	return boolResult(in, err)
}

func setResult(s *Set, err error) (Value, error) {
	if err != nil {
		return Value{}, err
	}
	return s.Value(), nil
}

func setSub(th *Thread, a, b Value) (Value, error) {
	if !IsSet(a) || !IsSet(b) {
		return NotImplemented, nil
	}
	return setResult(AsSet(a).Difference(th, b))
}

func setAnd(th *Thread, a, b Value) (Value, error) {
	if !IsSet(a) || !IsSet(b) {
		return NotImplemented, nil
	}
	return setResult(AsSet(a).Intersection(th, b))
}

func setOr(th *Thread, a, b Value) (Value, error) {
	if !IsSet(a) || !IsSet(b) {
		return NotImplemented, nil
	}
	s := AsSet(a).Copy()
	if AsSet(a) == AsSet(b) {
		return s.Value(), nil
	}
	return setResult(s, s.merge(th, AsSet(b)))
}

func setXor(th *Thread, a, b Value) (Value, error) {
	if !IsSet(a) || !IsSet(b) {
		return NotImplemented, nil
	}
	return setSymmetricDifference(th, []Value{a, b})
}

func setInplaceSub(th *Thread, a, b Value) (Value, error) {
	if !IsSet(b) {
		return NotImplemented, nil
	}
	return a, AsSet(a).DifferenceUpdate(th, b)
}

func setInplaceAnd(th *Thread, a, b Value) (Value, error) {
	if !IsSet(b) {
		return NotImplemented, nil
	}
	return a, AsSet(a).intersectUpdate(th, []Value{b})
}

func setInplaceOr(th *Thread, a, b Value) (Value, error) {
	if !IsSet(b) {
		return NotImplemented, nil
	}
	return a, AsSet(a).merge(th, AsSet(b))
}

func setInplaceXor(th *Thread, a, b Value) (Value, error) {
	if !IsSet(b) {
		return NotImplemented, nil
	}
	return a, AsSet(a).SymmetricDifferenceUpdate(th, b)
}

func setCopy(th *Thread, args []Value) (Value, error) {
	if args[0].isExact(FrozenSetType) {
		return args[0], nil
	}
	return AsSet(args[0]).Copy().Value(), nil
}

func setUnion(th *Thread, args []Value) (Value, error) {
	self := AsSet(args[0])
	s := self.Copy()
	for _, o := range args[1:] {
		if o.Is(args[0]) {
			continue
		}
		if err := s.Update(th, o); err != nil {
			return Value{}, err
		}
	}
	return s.Value(), nil
}

func setIntersection(th *Thread, args []Value) (Value, error) {
	return setResult(intersectAll(th, AsSet(args[0]), args[1:]))
}

func intersectAll(th *Thread, s *Set, others []Value) (*Set, error) {
	if len(others) == 0 {
		return s.Copy(), nil
	}
	for _, o := range others {
		var err error
		if s, err = s.Intersection(th, o); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func setDifference(th *Thread, args []Value) (Value, error) {
	if len(args) == 1 {
		return AsSet(args[0]).Copy().Value(), nil
	}
	s, err := AsSet(args[0]).Difference(th, args[1])
	if err != nil {
		return Value{}, err
	}
	for _, o := range args[2:] {
		if err := s.DifferenceUpdate(th, o); err != nil {
			return Value{}, err
		}
	}
	return s.Value(), nil
}

func setSymmetricDifference(th *Thread, args []Value) (Value, error) {
	self := AsSet(args[0])
	out := self.newLike()
	if err := out.Update(th, args[1]); err != nil {
		return Value{}, err
	}
	return out.Value(), out.SymmetricDifferenceUpdate(th, args[0])
}

func setIsdisjoint(th *Thread, args []Value) (Value, error) {
	s, o := AsSet(args[0]), args[1]
	if o.Is(args[0]) {
		return Bool(s.Len() == 0), nil
	}
	if isExactSet(o) {
		b := AsSet(o)
		if b.Len() > s.Len() {
			s, b = b, s
		}
		t := b.table()
		for pos := 0; ; {
			k, h, ok := t.next(&pos)
			if !ok {
				return True, nil
			}
			if in, err := s.HasHash(th, k, h); err != nil || in {
				return False, err
			}
		}
	}
	disjoint := true
	err := Iterate(th, o, func(x Value) (bool, error) {
		in, err := s.Has(th, x)
		disjoint = !in
		return disjoint, err
	})
	return boolResult(disjoint, err)
}

func setIssubset(th *Thread, args []Value) (Value, error) {
	s := AsSet(args[0])
	if IsSet(args[1]) {
		return boolResult(s.IsSubset(th, AsSet(args[1])))
	}
	common, err := s.Intersection(th, args[1])
	if err != nil {
		return Value{}, err
	}
	return Bool(common.Len() == s.Len()), nil
}

func setIssuperset(th *Thread, args []Value) (Value, error) {
	s := AsSet(args[0])
	if IsSet(args[1]) {
		return boolResult(AsSet(args[1]).IsSubset(th, s))
	}
	all := true
	err := Iterate(th, args[1], func(x Value) (bool, error) {
		in, err := s.Has(th, x)
		all = in
		return all, err
	})
	return boolResult(all, err)
}

func setReduce(th *Thread, args []Value) (Value, error) {
	state, err := getState(th, args[0], false)
	if err != nil {
		return Value{}, err
	}
	return TupleOf(args[0].Type().Value(), TupleOf(NewList(AsSet(args[0]).Items()).Value()), state), nil
}

func setSizeof(th *Thread, args []Value) (Value, error) {
	n := unsafe.Sizeof(Set{})
	if t := AsSet(args[0]).table(); t != emptySetTable {
		n += unsafe.Sizeof(setTable{}) + uintptr(len(t.e))*unsafe.Sizeof(setEntry{})
	}
	return Int(int64(n)), nil
}

func setAdd(th *Thread, args []Value) (Value, error) {
	return noneResult(AsSet(args[0]).Add(th, args[1]))
}

func setClear(th *Thread, args []Value) (Value, error) {
	AsSet(args[0]).Clear()
	return None, nil
}

func setDiscard(th *Thread, args []Value) (Value, error) {
	s := AsSet(args[0])
	_, err := setKey(th, args[1], func(v Value, h int64) (bool, error) { return s.DiscardHash(th, v, h) })
	return noneResult(err)
}

func setRemove(th *Thread, args []Value) (Value, error) {
	s := AsSet(args[0])
	had, err := setKey(th, args[1], func(v Value, h int64) (bool, error) { return s.DiscardHash(th, v, h) })
	if err == nil && !had {
		err = KeyError(th, args[1])
	}
	return noneResult(err)
}

func setDifferenceUpdate(th *Thread, args []Value) (Value, error) {
	for _, o := range args[1:] {
		if err := AsSet(args[0]).DifferenceUpdate(th, o); err != nil {
			return Value{}, err
		}
	}
	return None, nil
}

func setIntersectionUpdate(th *Thread, args []Value) (Value, error) {
	return noneResult(AsSet(args[0]).intersectUpdate(th, args[1:]))
}

func setPop(th *Thread, args []Value) (Value, error) {
	if v := AsSet(args[0]).pop(); !v.IsAbsent() {
		return v, nil
	}
	return Value{}, KeyError(th, NewStr("pop from an empty set"))
}

func setSymmetricDifferenceUpdate(th *Thread, args []Value) (Value, error) {
	return noneResult(AsSet(args[0]).SymmetricDifferenceUpdate(th, args[1]))
}

func setUpdate(th *Thread, args []Value) (Value, error) {
	for _, o := range args[1:] {
		if err := AsSet(args[0]).Update(th, o); err != nil {
			return Value{}, err
		}
	}
	return None, nil
}

// setIterator is an iterator over a set. At the end it drops the set.
type setIterator struct {
	Header
	s    *Set // atomic; nil: exhausted
	pos  int  // atomic; slot to look at next
	used int  // atomic; length of the set at the start; -1: it has changed
	left int  // atomic; elements still to come
}

func setIter(th *Thread, self Value) (Value, error) {
	s := AsSet(self)
	n := s.Len()
	return Value{unsafe.Pointer(&setIterator{Header: Header{typ: SetIterType}, s: s, used: n, left: n})}, nil
}

// SetIterNext is next() of a SetIterType.
func SetIterNext(th *Thread, self Value) (Value, error) { return setIterNext(th, self) }

func setIterNext(th *Thread, self Value) (Value, error) {
	it := (*setIterator)(self.p)
	s := loadPtr(&it.s)
	if s == nil {
		return Value{}, nil
	}
	if s.Len() != loadInt(&it.used) {
		storeInt(&it.used, -1)
		return Value{}, RuntimeErrorf(th, "Set changed size during iteration")
	}
	e := s.table().e
	for i := loadInt(&it.pos); uint(i) < uint(len(e)); i++ {
		if k := LoadSlot(&e[i].key); k.p != nil && k.p != setDummy.p {
			storeInt(&it.pos, i+1)
			storeInt(&it.left, loadInt(&it.left)-1)
			return k, nil
		}
	}
	storePtr(&it.s, nil)
	return Value{}, nil
}

func setIterLengthHint(th *Thread, args []Value) (Value, error) {
	it := (*setIterator)(args[0].p)
	if s := loadPtr(&it.s); s != nil && s.Len() == loadInt(&it.used) {
		return Int(int64(max(loadInt(&it.left), 0))), nil
	}
	return SmallInt(0), nil
}

func setIterReduce(th *Thread, args []Value) (Value, error) {
	it := (*setIterator)(args[0].p)
	twin := &setIterator{Header: Header{typ: SetIterType}, s: loadPtr(&it.s), pos: loadInt(&it.pos), used: loadInt(&it.used), left: loadInt(&it.left)}
	items, err := ToSlice(th, Value{unsafe.Pointer(twin)})
	if err != nil {
		return Value{}, err
	}
	return reduceIter(th, "iter", func() (seq, state Value) { return NewList(items).Value(), Value{} })
}
