// This file implements OrderedDict, its views and its iterator. A dict keeps its items in order already; what is added is
// moving items to either end, comparison that minds the order, and iterators that notice every change.

package collections

import (
	"unsafe"

	"weft/internal/object"
)

var (
	orderedDictType = &object.Type{Name: "OrderedDict"}
	odictKeysType   = &object.Type{Name: "odict_keys"}
	odictValuesType = &object.Type{Name: "odict_values"}
	odictItemsType  = &object.Type{Name: "odict_items"}
	odictIterType   = &object.Type{Name: "odict_iterator"}
)

// orderedDict is an OrderedDict: a dict with attributes.
type orderedDict struct {
	object.Dict
	object.Ext
}

func orderedDictSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   orderedDictType,
		Base:   object.DictType,
		Module: "collections",
		Doc:    "Dictionary that remembers insertion order",
		Flags:  object.TypeBase | object.TypeHasWeakref,
		Layout: object.LayoutWithExt[orderedDict](unsafe.Offsetof(orderedDict{}.Ext)),
		NoHash: true,
		Slots: object.Slots{
			Init: orderedDictInit, Repr: orderedDictRepr, Compare: orderedDictCompare, Iter: orderedDictIter, SetItem: orderedDictSetitem,
			Bin: object.BinSlots(object.OpOr, orderedDictOr), IBin: object.BinSlots(object.OpOr, orderedDictInplaceOr),
		},
		GetSets: []object.GetSet{object.DictGetSet()},
		Methods: []object.Method{
			{Name: "fromkeys", Sig: "(type, /, iterable, value=None)", Kind: object.ClassMethod, Fn: orderedDictFromkeys, Doc: "Create a new ordered dictionary with keys from iterable and values set to value."},
			{Name: "__sizeof__", Sig: "(self, /)", Fn: orderedDictSizeof},
			{Name: "__reduce__", Sig: "(self, /)", Fn: orderedDictReduce, Doc: "Return state information for pickling"},
			{Name: "setdefault", Sig: "(self, /, key, default=None)", Fn: orderedDictSetdefault, Doc: "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default."},
			{Name: "pop", Sig: "(self, /, key, default=<unrepresentable>)", Fn: orderedDictPop, Doc: "od.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError."},
			{Name: "popitem", Sig: "(self, /, last=True)", Fn: orderedDictPopitem, Doc: "Remove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last is true or FIFO order if false."},
			{Name: "keys", Sig: "(self, /)", Fn: orderedDictKeys, Doc: "A set-like object providing a view of the keys."},
			{Name: "values", Sig: "(self, /)", Fn: orderedDictValues, Doc: "An object providing a view of the values."},
			{Name: "items", Sig: "(self, /)", Fn: orderedDictItems, Doc: "A set-like object providing a view of the items."},
			{Name: "update", Raw: orderedDictUpdate, Doc: "Update the dictionary from mapping/iterable E and F, as dict.update does."},
			{Name: "clear", Sig: "(self, /)", Fn: orderedDictClear, Doc: "Remove all items from ordered dict."},
			{Name: "copy", Sig: "(self, /)", Fn: orderedDictCopy, Doc: "A shallow copy of ordered dict."},
			{Name: "__reversed__", Sig: "(self, /)", Fn: orderedDictReversed, Doc: "Return a reverse iterator over the keys."},
			{Name: "move_to_end", Sig: "(self, /, key, last=True)", Fn: orderedDictMoveToEnd, Doc: "Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does not exist."},
		},
	}
}

// odictHiddenSpecs are the types that the module does not show.
func odictHiddenSpecs() []object.TypeSpec {
	view := func(t, base *object.Type, kind iterKind) object.TypeSpec {
		return object.TypeSpec{
			Type: t, Base: base, Flags: object.TypeNoInstantiate,
			Slots: object.Slots{Iter: func(th *thread, self value) (value, error) {
				return newOdictIter(th, object.ViewDict(self), kind), nil
			}},
			Methods: []object.Method{
				{Name: "__reversed__", Sig: "(self, /)", Fn: func(th *thread, args []value) (value, error) {
					return newOdictIter(th, object.ViewDict(args[0]), kind|iterReverse), nil
				}},
			},
		}
	}
	return []object.TypeSpec{
		view(odictKeysType, object.DictKeysType, iterKeys),
		view(odictValuesType, object.DictValuesType, iterValues),
		view(odictItemsType, object.DictItemsType, iterKeys|iterValues),
		{
			Type: odictIterType, Flags: object.TypeNoInstantiate, Layout: object.LayoutOf[odictIterator](),
			Slots: object.Slots{
				Iter: func(th *thread, self value) (value, error) { return self, nil },
				Next: odictIterNext,
			},
			Methods: []object.Method{
				{Name: "__reduce__", Sig: "(self, /)", Fn: odictIterReduce, Doc: "Return state information for pickling"},
			},
		},
	}
}

func isOrdered(v value) bool { return object.IsInstance(v, orderedDictType) }

func orderedDictInit(th *thread, self value, args []value, kwnames *object.Tuple) error {
	if n := len(args) - kwnames.Len(); n > 1 {
		return object.TypeErrorf(th, "expected at most 1 argument, got %d", n)
	}
	_, err := odictUpdate(th, self, args, kwnames)
	return err
}

var (
	nmKeys  = object.Intern("keys")
	nmItems = object.Intern("items")
)

// odictUpdate is MutableMapping.update: it stores through __setitem__.
func odictUpdate(th *thread, self value, args []value, kwnames *object.Tuple) (value, error) {
	npos := len(args) - kwnames.Len()
	if npos > 1 {
		return value{}, object.TypeErrorf(th, "update() takes at most 1 positional argument (%d given)", npos)
	}
	if npos == 1 {
		if err := odictAddAll(th, self, args[0]); err != nil {
			return value{}, err
		}
	}
	for i, k := range kwnames.Items() {
		if err := object.SetItem(th, self, k, args[npos+i]); err != nil {
			return value{}, err
		}
	}
	return object.None, nil
}

func odictAddAll(th *thread, self, other value) error {
	pairs := func(it value) error {
		return object.Iterate(th, it, func(p value) (bool, error) {
			pair, err := object.ToSlice(th, p)
			if err != nil {
				return false, err
			}
			if len(pair) < 2 {
				return false, object.ValueErrorf(th, "need more than %d value%s to unpack", len(pair), map[bool]string{true: "s", false: ""}[len(pair) != 1])
			}
			if len(pair) > 2 {
				return false, object.ValueErrorf(th, "too many values to unpack (expected 2)")
			}
			return true, object.SetItem(th, self, pair[0], pair[1])
		})
	}
	if other.IsExact(object.DictType) {
		items, err := object.CallMethod(th, other, "items")
		if err != nil {
			return err
		}
		return pairs(items)
	}
	keys, err := object.GetAttrOpt(th, other, nmKeys)
	if err != nil {
		return err
	}
	if !keys.IsAbsent() {
		ks, err := object.Call(th, keys)
		if err != nil {
			return err
		}
		return object.Iterate(th, ks, func(k value) (bool, error) {
			v, err := object.GetItem(th, other, k)
			if err != nil {
				return false, err
			}
			return true, object.SetItem(th, self, k, v)
		})
	}
	items, err := object.GetAttrOpt(th, other, nmItems)
	if err != nil {
		return err
	}
	if !items.IsAbsent() {
		ps, err := object.Call(th, items)
		if err != nil {
			return err
		}
		return pairs(ps)
	}
	return pairs(other)
}

func orderedDictRepr(th *thread, self value) (value, error) {
	name := self.Type().ShortName()
	if object.AsDict(self).Len() == 0 {
		return object.NewStr(name + "()"), nil
	}
	if object.ReprEnter(th, self) {
		return object.NewASCII("..."), nil
	}
	defer object.ReprLeave(th, self)
	d := object.NewDict()
	if self.IsExact(orderedDictType) {
		if err := object.DictMerge(th, d, object.AsDict(self).Copy().Value()); err != nil {
			return value{}, err
		}
	} else {
		if err := object.DictUpdate(th, d, self); err != nil { // keys() and self[key]
			return value{}, err
		}
	}
	s, err := object.ReprString(th, d.Value())
	return object.NewStr(name + "(" + s + ")"), err
}

func orderedDictCompare(th *thread, a, b value, op object.CompareOp) (value, error) {
	if !object.IsDict(a) || !object.IsDict(b) || op != object.CmpEQ && op != object.CmpNE {
		return object.NotImplemented, nil
	}
	r, err := object.DictType.Slots().Compare(th, a, b, object.CmpEQ)
	if err != nil {
		return value{}, err
	}
	eq := r.Is(object.True)
	if eq && isOrdered(a) && isOrdered(b) {
		x, y := object.AsDict(a), object.AsDict(b)
		markX, markY := x.Mark(), y.Mark()
		for p, q := 0, 0; eq; {
			k, _, ok := x.Next(&p)
			l, _, ok2 := y.Next(&q)
			if !ok || !ok2 {
				eq = ok == ok2
				break
			}
			if eq, err = object.EqualOrIs(th, k, l); err != nil {
				return value{}, err
			}
			if x.Mark() != markX || y.Mark() != markY {
				return value{}, object.Raise(th, object.RuntimeErrorType, "OrderedDict mutated during iteration")
			}
		}
	}
	return object.Bool(eq == (op == object.CmpEQ)), nil
}

func orderedDictSetitem(th *thread, self, key, val value) error {
	return object.DictType.Slots().SetItem(th, self, key, val)
}

func orderedDictOr(th *thread, a, b value) (value, error) {
	self, other := a, b
	if !isOrdered(a) {
		self, other = b, a
	}
	if !object.IsDict(other) {
		return object.NotImplemented, nil
	}
	c, err := object.Call(th, self.Type().Value(), a)
	if err != nil {
		return value{}, err
	}
	return c, odictAddAll(th, c, b)
}

func orderedDictInplaceOr(th *thread, a, b value) (value, error) { return a, odictAddAll(th, a, b) }

func orderedDictFromkeys(th *thread, args []value) (value, error) {
	v := args[2]
	if v.IsAbsent() {
		v = object.None
	}
	d, err := object.Call(th, args[0])
	if err != nil {
		return value{}, err
	}
	return d, object.Iterate(th, args[1], func(k value) (bool, error) { return true, object.SetItem(th, d, k, v) })
}

func orderedDictSizeof(th *thread, args []value) (value, error) {
	r, err := object.CallArgs(th, object.DictType.LookupName("__sizeof__"), args[:1], nil)
	if err != nil {
		return value{}, err
	}
	return object.Int(r.Int() + int64(unsafe.Sizeof(object.Ext{}))), nil
}

func orderedDictReduce(th *thread, args []value) (value, error) {
	state, err := object.CallMethod(th, args[0], "__getstate__")
	if err != nil {
		return value{}, err
	}
	items, err := object.CallMethod(th, args[0], "items")
	if err != nil {
		return value{}, err
	}
	it, err := object.GetIter(th, items)
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(args[0].Type().Value(), object.TupleOf(), state, object.None, it), nil
}

func orderedDictSetdefault(th *thread, args []value) (value, error) {
	v := args[2]
	if v.IsAbsent() {
		v = object.None
	}
	if args[0].IsExact(orderedDictType) {
		return object.AsDict(args[0]).SetDefault(th, args[1], v)
	}
	in, err := object.Contains(th, args[0], args[1])
	if err != nil {
		return value{}, err
	}
	if in {
		return object.GetItem(th, args[0], args[1])
	}
	return v, object.SetItem(th, args[0], args[1], v)
}

func orderedDictPop(th *thread, args []value) (value, error) {
	return odictPop(th, args[0], args[1], args[2])
}

func odictPop(th *thread, self, key, def value) (value, error) {
	v, err := object.AsDict(self).Pop(th, key)
	if err != nil || !v.IsAbsent() {
		return v, err
	}
	if def.IsAbsent() {
		return value{}, object.KeyError(th, key)
	}
	return def, nil
}

func truth(th *thread, v value, def bool) (bool, error) {
	if v.IsAbsent() {
		return def, nil
	}
	return object.IsTrue(th, v)
}

func orderedDictPopitem(th *thread, args []value) (value, error) {
	last, err := truth(th, args[1], true)
	if err != nil {
		return value{}, err
	}
	if k, v, ok := object.AsDict(args[0]).PopEnd(last); ok {
		return object.TupleOf(k, v), nil
	}
	return value{}, object.KeyError(th, object.NewStr("dictionary is empty"))
}

func orderedDictKeys(th *thread, args []value) (value, error) {
	return object.NewDictView(odictKeysType, args[0]), nil
}

func orderedDictValues(th *thread, args []value) (value, error) {
	return object.NewDictView(odictValuesType, args[0]), nil
}

func orderedDictItems(th *thread, args []value) (value, error) {
	return object.NewDictView(odictItemsType, args[0]), nil
}

func orderedDictUpdate(th *thread, args []value, kwnames *object.Tuple) (value, error) {
	return odictUpdate(th, args[0], args[1:], kwnames)
}

func orderedDictClear(th *thread, args []value) (value, error) {
	object.AsDict(args[0]).Clear()
	return object.None, nil
}

func orderedDictCopy(th *thread, args []value) (value, error) {
	self := args[0]
	c, err := object.Call(th, self.Type().Value())
	if err != nil {
		return value{}, err
	}
	if self.IsExact(orderedDictType) {
		return c, object.DictMerge(th, object.AsDict(c), object.AsDict(self).Copy().Value())
	}
	d := object.AsDict(self)
	for pos := 0; ; {
		k, _, ok := d.Next(&pos)
		if !ok {
			return c, nil
		}
		v, err := object.GetItem(th, self, k)
		if err != nil {
			return value{}, err
		}
		if err := object.SetItem(th, c, k, v); err != nil {
			return value{}, err
		}
	}
}

func orderedDictMoveToEnd(th *thread, args []value) (value, error) {
	last, err := truth(th, args[2], true)
	if err != nil {
		return value{}, err
	}
	found, err := object.AsDict(args[0]).MoveToEnd(th, args[1], last)
	if err == nil && !found {
		err = object.KeyError(th, args[1])
	}
	return none(err)
}

type iterKind uint8

const (
	iterKeys iterKind = 1 << iota
	iterValues
	iterReverse
)

// odictIterator is an iterator over an OrderedDict. Like every iterator it may be shared, then items may be skipped.
type odictIterator struct {
	object.Header
	d    value // racy slot; absent: exhausted
	kind iterKind
	pos  object.Word
	seen object.DictMark
}

func newOdictIter(th *thread, d value, kind iterKind) value {
	v := odictIterType.New()
	it := (*odictIterator)(v.Ptr())
	it.d, it.kind = d, kind
	it.seen = object.AsDict(d).Mark()
	if kind&iterReverse != 0 {
		it.pos.Store(object.AsDict(d).Table().Used() - 1)
	}
	return v
}

func orderedDictIter(th *thread, self value) (value, error) {
	return newOdictIter(th, self, iterKeys), nil
}

func orderedDictReversed(th *thread, args []value) (value, error) {
	return newOdictIter(th, args[0], iterKeys|iterReverse), nil
}

func odictIterNext(th *thread, self value) (value, error) {
	it := (*odictIterator)(self.Ptr())
	dv := object.LoadSlot(&it.d)
	if dv.IsAbsent() {
		return value{}, nil
	}
	d := object.AsDict(dv)
	if d.Mark() != it.seen {
		return value{}, object.RuntimeErrorf(th, "OrderedDict mutated during iteration")
	}
	pos := it.pos.Load()
	var k, v value
	var ok bool
	if it.kind&iterReverse != 0 {
		k, v, ok = d.Prev(&pos)
	} else {
		k, v, ok = d.Next(&pos)
	}
	if !ok {
		object.StoreSlot(&it.d, value{})
		return value{}, nil
	}
	it.pos.Store(pos)
	if it.kind&iterValues == 0 {
		return k, nil
	}
	if it.kind&iterKeys == 0 {
		return v, nil
	}
	return object.TupleOf(k, v), nil
}

func odictIterReduce(th *thread, args []value) (value, error) {
	iter, err := object.BuiltinNamed(th, "iter")
	if err != nil {
		return value{}, err
	}
	it := (*odictIterator)(args[0].Ptr())
	c := odictIterType.New()
	twin := (*odictIterator)(c.Ptr())
	twin.d, twin.kind, twin.seen = object.LoadSlot(&it.d), it.kind, it.seen
	twin.pos.Store(it.pos.Load())
	items, err := object.ToSlice(th, c)
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(iter, object.TupleOf(object.NewList(items).Value())), nil
}
