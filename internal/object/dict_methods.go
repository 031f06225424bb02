// This file implements the methods of dict.

package object

import "unsafe"

var (
	nmMissing = Intern("__missing__")
	nmKeys    = Intern("keys")
)

func dictSpec() TypeSpec {
	return TypeSpec{
		Type:   DictType,
		Make:   makeDict,
		Doc:    "dict() -> new empty dictionary\ndict(mapping) -> new dictionary with the items of a mapping\ndict(iterable) -> new dictionary with the (key, value) pairs of an iterable\ndict(**kwargs) -> new dictionary with the keyword arguments as items, as in dict(one=1, two=2)",
		Flags:  TypeBase | TypeSubDict | TypeMapping | TypeMatchSelf,
		Layout: LayoutOf[Dict](),
		NoHash: true,
		Slots: Slots{
			New: dictNew, Init: dictInit, Repr: dictRepr, Compare: dictCompare, Iter: dictIter, Items: dictItemsNow, Len: dictLen,
			GetItem: dictGetitem, SetItem: dictSetitem, Contains: dictContains,
			Bin: [numBinOps]BinaryFunc{OpOr: dictOr}, IBin: [numBinOps]BinaryFunc{OpOr: dictInplaceOr},
		},
		Methods: []Method{
			{Name: "__getitem__", Sig: "(self, key, /)", Fn: dictGetitemMethod, Doc: "Return self[key]."},
			{Name: "__contains__", Sig: "(self, key, /)", Fn: dictContainsMethod, Doc: "Return whether the dictionary has the key."},
			{Name: "__sizeof__", Sig: "(self, /)", Fn: dictSizeof, Doc: "Return the size of the dict in memory."},
			{Name: "get", Sig: "(self, key, default=None, /)", Fn: dictGet, Doc: "Return the value for key if it is in the dictionary, else default."},
			{Name: "setdefault", Sig: "(self, key, default=None, /)", Fn: dictSetdefault, Doc: "Return the value for key; where there is none, insert key with the default first."},
			{Name: "pop", Sig: "(self, key, default=<unrepresentable>, /)", Fn: dictPop, Doc: "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nWhere the key is not found the default is returned if given;\notherwise KeyError is raised."},
			{Name: "popitem", Sig: "(self, /)", Fn: dictPopitem, Doc: "Remove and return a (key, value) pair.\n\nPairs come in LIFO order. KeyError is raised if the dict is empty."},
			{Name: "keys", Sig: "(self, /)", Fn: dictKeys, Doc: "Return a set-like object providing a view on the dict's keys."},
			{Name: "items", Sig: "(self, /)", Fn: dictItems, Doc: "Return a set-like object providing a view on the dict's items."},
			{Name: "values", Sig: "(self, /)", Fn: dictValues, Doc: "Return an object providing a view on the dict's values."},
			{Name: "update", Raw: dictUpdate, Doc: "D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\nIf E is given and has a .keys() method, does:  for k in E.keys(): D[k] = E[k]\nIf E is given and lacks it, does:  for k, v in E: D[k] = v\nIn either case, this is followed by: for k in F:  D[k] = F[k]"},
			{Name: "fromkeys", Sig: "(type, iterable, value=None, /)", Kind: ClassMethod, Fn: dictFromkeys, Doc: "Create a new dictionary with keys from the iterable, all with the given value."},
			{Name: "clear", Sig: "(self, /)", Fn: dictClear, Doc: "Remove all items from the dict."},
			{Name: "copy", Sig: "(self, /)", Fn: dictCopy, Doc: "Return a shallow copy of the dict."},
			{Name: "__reversed__", Sig: "(self, /)", Fn: dictReversed, Doc: "Return a reverse iterator over the dict keys."},
			{Name: "__class_getitem__", Sig: "(type, object, /)", Kind: ClassMethod, Fn: classGetItemAlias, Doc: "See PEP 585"},
		},
	}
}

func dictNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	v := t.New()
	AsDict(v).t = emptyTable
	return v, nil
}

func dictInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	return dictUpdateArgs(th, AsDict(self), "dict", args, kwnames)
}

// dictUpdateArgs is update() and the constructor: at most one positional argument, and keywords.
func dictUpdateArgs(th *Thread, d *Dict, name string, args []Value, kwnames *Tuple) error {
	npos := len(args) - kwnames.Len()
	if npos > 1 {
		return TypeErrorf(th, "%s expected at most 1 argument, got %d", name, npos)
	}
	if npos == 1 {
		if err := DictUpdate(th, d, args[0]); err != nil {
			return err
		}
	}
	for i, k := range kwnames.Items() {
		if err := d.Set(th, k, args[npos+i]); err != nil {
			return err
		}
	}
	return nil
}

// DictUpdate stores the items of v in d, as dict.update(d, v) does: those of a mapping, which has a method keys, or of an
// iterable of pairs.
func DictUpdate(th *Thread, d *Dict, v Value) error {
	if v.isExact(DictType) {
		return DictMerge(th, d, v)
	}
	keys, err := GetAttrOpt(th, v, nmKeys)
	if err != nil {
		return err
	}
	if !keys.IsAbsent() {
		return DictMerge(th, d, v)
	}
	return dictMergePairs(th, d, v)
}

// plainDict reports whether the items of v can be read past its methods: a dict that does not say otherwise how to iterate.
func plainDict(v Value) bool {
	return v.isExact(DictType) || IsDict(v) && (!v.Type().HasFlag(TypeHeap) || funcPtr(v.Type().Slots().Iter) == funcPtr(UnaryFunc(dictIter)))
}

// DictMerge stores the items of the mapping v in d.
func DictMerge(th *Thread, d *Dict, v Value) error {
	if plainDict(v) {
		return d.mergeDict(th, AsDict(v))
	}
	keys, err := mappingList(th, v, "keys")
	if err != nil {
		return err
	}
	for _, k := range keys {
		x, err := GetItem(th, v, k)
		if err != nil {
			return err
		}
		if err := setDictItem(th, d, k, x); err != nil {
			return err
		}
	}
	return nil
}

// setDictItem is d[k] = v past any method of a subclass.
func setDictItem(th *Thread, d *Dict, k, v Value) error { return d.Set(th, k, v) }

// mergeDict stores the items of src in d.
func (d *Dict) mergeDict(th *Thread, src *Dict) error {
	if src == d || src.Len() == 0 {
		return nil
	}
	d.Lock()
	empty := d.live == 0
	d.Unlock()
	if empty {
		c := src.Copy()
		d.Lock()
		if empty = d.live == 0; empty {
			d.setTableLocked(c.table())
			storeInt(&d.live, c.live)
		}
		d.Unlock()
		if empty {
			return nil
		}
	}
	n := src.Len()
	t := src.table()
	for pos := 0; ; {
		k, v, h, ok := t.next(&pos)
		if !ok {
			return nil
		}
		d.Lock()
		dt := d.table()
		if i, _, sure := dt.findPlainLocked(k); sure {
			d.storeLocked(dt, i, k, h, v)
			d.Unlock()
			continue
		}
		d.Unlock()
		if err := d.SetHash(th, k, h, v); err != nil {
			return err
		}
		if src.Len() != n {
			return RuntimeErrorf(th, "dict mutated during update")
		}
	}
}

// mappingList returns the list that the method name of a mapping returns: keys, values or items.
func mappingList(th *Thread, v Value, name string) ([]Value, error) {
	r, err := CallMethod(th, v, name)
	if err != nil {
		return nil, err
	}
	if items, ok := ItemsNow(r); ok {
		return items, nil
	}
	it, err := GetIter(th, r)
	if err != nil {
		if IsErr(err, TypeErrorType) {
			err = TypeErrorf(th, "%s.%s() returned a non-iterable (type %s)", v.Type().DisplayName(), name, r.Type().DisplayName())
		}
		return nil, err
	}
	return ToSlice(th, it)
}

func dictMergePairs(th *Thread, d *Dict, v Value) error {
	it, err := GetIter(th, v)
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		x, err := Next(th, it)
		if err != nil || x.IsAbsent() {
			return err
		}
		var pair []Value
		if x.isExact(TupleType) {
			pair = AsTuple(x).items
		} else {
			if pair, err = iterableItems(th, x, "object is not iterable"); err != nil {
				if IsErr(err, TypeErrorType) {
					_ = addNote(th, err, "Cannot convert dictionary update sequence element #"+itoa(int64(i))+" to a sequence")
				}
				return err
			}
		}
		if len(pair) != 2 {
			return ValueErrorf(th, "dictionary update sequence element #%d has length %d; 2 is required", i, len(pair))
		}
		if err := d.Set(th, pair[0], pair[1]); err != nil {
			return err
		}
	}
}

func dictRepr(th *Thread, self Value) (Value, error) {
	d := AsDict(self)
	if d.Len() == 0 {
		return NewASCII("{}"), nil
	}
	if ReprEnter(th, self) {
		return NewASCII("{...}"), nil
	}
	defer ReprLeave(th, self)
	b := append(make([]byte, 0, 64), '{')
	for pos := 0; ; {
		k, v, ok := d.Next(&pos)
		if !ok {
			break
		}
		if len(b) > 1 {
			b = append(b, ", "...)
		}
		s, err := Repr(th, k)
		if err != nil {
			return Value{}, err
		}
		b = append(append(b, s.s...), ": "...)
		if s, err = Repr(th, v); err != nil {
			return Value{}, err
		}
		b = append(b, s.s...)
	}
	b = append(b, '}')
	return NewStr(unsafe.String(&b[0], len(b))), nil
}

func dictCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if !IsDict(a) || !IsDict(b) || op != CmpEQ && op != CmpNE {
		return NotImplemented, nil
	}
	eq, err := dictEqual(th, AsDict(a), AsDict(b))
	if err != nil {
		return Value{}, err
	}
	return Bool(eq == (op == CmpEQ)), nil
}

func dictEqual(th *Thread, a, b *Dict) (bool, error) {
	if a.Len() != b.Len() {
		return false, nil
	}
	for pos := 0; ; {
		k, v, h, ok := a.table().next(&pos)
		if !ok {
			return true, nil
		}
		w, err := b.GetHash(th, k, h)
		if err != nil || w.IsAbsent() {
			return false, err
		}
		if eq, err := EqualOrIs(th, v, w); err != nil || !eq {
			return false, err
		}
	}
}

// dictItemsNow returns the keys at one moment.
func dictItemsNow(self Value) []Value {
	d := AsDict(self)
	return d.AppendKeys(make([]Value, 0, d.Len()))
}

func dictLen(th *Thread, self Value) (int, error) { return AsDict(self).Len(), nil }

func dictGetitem(th *Thread, self, key Value) (Value, error) {
	v, err := AsDict(self).Get(th, key)
	if err != nil || !v.IsAbsent() {
		return v, err
	}
	if !self.isExact(DictType) {
		f, unbound, err := LookupSpecial(th, self, nmMissing)
		if err != nil {
			return Value{}, err
		}
		if !f.IsAbsent() {
			return callLoaded(th, f, unbound, self, []Value{key})
		}
	}
	return Value{}, KeyError(th, key)
}

func dictGetitemMethod(th *Thread, args []Value) (Value, error) {
	return dictGetitem(th, args[0], args[1])
}

func dictSetitem(th *Thread, self, key, val Value) error {
	d := AsDict(self)
	if !val.IsAbsent() {
		return d.Set(th, key, val)
	}
	found, err := d.Del(th, key)
	if err == nil && !found {
		err = KeyError(th, key)
	}
	return err
}

func dictContains(th *Thread, self, key Value) (bool, error) {
	v, err := AsDict(self).Get(th, key)
	return !v.IsAbsent(), err
}

func dictContainsMethod(th *Thread, args []Value) (Value, error) {
	in, err := dictContains(th, args[0], args[1])
	return boolResult(in, err)
}

func dictOr(th *Thread, a, b Value) (Value, error) {
	if !IsDict(a) || !IsDict(b) {
		return NotImplemented, nil
	}
	d := AsDict(a).Copy()
	return d.Value(), DictUpdate(th, d, b)
}

func dictInplaceOr(th *Thread, a, b Value) (Value, error) {
	return a, DictUpdate(th, AsDict(a), b)
}

func dictSizeof(th *Thread, args []Value) (Value, error) {
	t := AsDict(args[0]).table()
	n := unsafe.Sizeof(Dict{}) + t.bytes()
	return Int(int64(n)), nil
}

func dictGet(th *Thread, args []Value) (Value, error) {
	v, err := AsDict(args[0]).Get(th, args[1])
	if err == nil && v.IsAbsent() {
		if v = args[2]; v.IsAbsent() {
			v = None
		}
	}
	return v, err
}

func dictSetdefault(th *Thread, args []Value) (Value, error) {
	v := args[2]
	if v.IsAbsent() {
		v = None
	}
	return AsDict(args[0]).SetDefault(th, args[1], v)
}

func dictPop(th *Thread, args []Value) (Value, error) {
	v, err := AsDict(args[0]).Pop(th, args[1])
	if err != nil || !v.IsAbsent() {
		return v, err
	}
	if args[2].IsAbsent() {
		return Value{}, KeyError(th, args[1])
	}
	return args[2], nil
}

func dictPopitem(th *Thread, args []Value) (Value, error) {
	k, v, ok := AsDict(args[0]).popLast()
	if !ok {
		return Value{}, KeyError(th, NewStr("popitem(): dictionary is empty"))
	}
	return th.pair(k, v).Value(), nil
}

func dictKeys(th *Thread, args []Value) (Value, error) {
	return newDictView(DictKeysType, args[0]), nil
}

func dictItems(th *Thread, args []Value) (Value, error) {
	return newDictView(DictItemsType, args[0]), nil
}

func dictValues(th *Thread, args []Value) (Value, error) {
	return newDictView(DictValuesType, args[0]), nil
}

func dictUpdate(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
	return noneResult(dictUpdateArgs(th, AsDict(args[0]), "update", args[1:], kwnames))
}

func dictFromkeys(th *Thread, args []Value) (Value, error) {
	cls, val := args[0], args[2]
	if val.IsAbsent() {
		val = None
	}
	r, err := Call(th, cls)
	if err != nil {
		return Value{}, err
	}
	if r.isExact(DictType) {
		d := AsDict(r)
		switch src := args[1]; { // whose hashes are known
		case src.isExact(DictType):
			t := AsDict(src).table()
			for pos := 0; ; {
				k, _, h, ok := t.next(&pos)
				if !ok {
					return r, nil
				}
				if err := d.SetHash(th, k, h, val); err != nil {
					return Value{}, err
				}
			}
		case isExactSet(src):
			t := AsSet(src).table()
			for pos := 0; ; {
				k, h, ok := t.next(&pos)
				if !ok {
					return r, nil
				}
				if err := d.SetHash(th, k, h, val); err != nil {
					return Value{}, err
				}
			}
		}
		return r, IterateNow(th, args[1], func(k Value) (bool, error) { return true, d.Set(th, k, val) })
	}
	return r, Iterate(th, args[1], func(k Value) (bool, error) { return true, SetItem(th, r, k, val) })
}

func dictClear(th *Thread, args []Value) (Value, error) {
	AsDict(args[0]).Clear()
	return None, nil
}

func dictCopy(th *Thread, args []Value) (Value, error) { return AsDict(args[0]).Copy().Value(), nil }

func dictReversed(th *Thread, args []Value) (Value, error) {
	return newDictReverseIter(DictReverseKeyIterType, AsDict(args[0])), nil
}
