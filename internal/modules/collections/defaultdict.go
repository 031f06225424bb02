// This file implements defaultdict.

package collections

import (
	"weft/internal/object"
)

var defaultdictType = &object.Type{Name: "defaultdict"}

// defaultdict is a dict with a factory of missing values.
type defaultdict struct {
	object.Dict
	factory value // racy slot; absent: None
}

func defaultdictSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   defaultdictType,
		Base:   object.DictType,
		Module: "collections",
		Doc:    "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called without arguments to produce\na new value when a key is not present, in __getitem__ only.\nA defaultdict compares equal to a dict with the same items.\nAll remaining arguments are treated the same as if they were\npassed to the dict constructor, including keyword arguments.",
		Flags:  object.TypeBase,
		Layout: object.LayoutOf[defaultdict](),
		Slots: object.Slots{
			Init: defaultdictInit, Repr: defaultdictRepr, GetAttr: object.GenericGetAttr,
			Bin: object.BinSlots(object.OpOr, defaultdictOr),
		},
		GetSets: []object.GetSet{
			{Name: "default_factory", Get: defaultdictFactory, Set: defaultdictSetFactory, Doc: "Factory for default value called by __missing__()."},
		},
		Methods: []object.Method{
			{Name: "__missing__", Sig: "(self, object, /)", Fn: defaultdictMissing, Doc: "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n  if self.default_factory is None: raise KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value\n"},
			{Name: "copy", Sig: "(self, /)", Fn: defaultdictCopy, Doc: "D.copy() -> a shallow copy of D."},
			{Name: "__copy__", Sig: "(self, /)", Fn: defaultdictCopy, Doc: "D.copy() -> a shallow copy of D."},
			{Name: "__reduce__", Sig: "(self, /)", Fn: defaultdictReduce, Doc: "Return state information for pickling."},
			{Name: "__class_getitem__", Sig: "(type, object, /)", Kind: object.ClassMethod, Fn: classGetitem, Doc: "See PEP 585"},
		},
	}
}

func factoryOf(v value) value {
	if f := object.LoadSlot(&(*defaultdict)(v.Ptr()).factory); !f.IsAbsent() {
		return f
	}
	return object.None
}

func defaultdictInit(th *thread, self value, args []value, kwnames *object.Tuple) error {
	if npos := len(args) - kwnames.Len(); npos > 0 {
		if !args[0].Is(object.None) && !object.IsCallable(args[0]) {
			return object.TypeErrorf(th, "first argument must be callable or None")
		}
		object.StoreSlot(&(*defaultdict)(self.Ptr()).factory, args[0])
		args = args[1:]
	} else {
		object.StoreSlot(&(*defaultdict)(self.Ptr()).factory, object.None)
	}
	return object.DictType.Slots().Init(th, self, args, kwnames)
}

func defaultdictRepr(th *thread, self value) (value, error) {
	items, err := object.DictType.Slots().Repr(th, self)
	if err != nil {
		return value{}, err
	}
	f := factoryOf(self)
	shown := "..."
	if !object.ReprEnter(th, f) {
		shown, err = object.ReprString(th, f)
		object.ReprLeave(th, f)
		if err != nil {
			return value{}, err
		}
	}
	return object.NewStr(self.Type().ShortName() + "(" + shown + ", " + object.AsStr(items).String() + ")"), nil
}

func defaultdictOr(th *thread, a, b value) (value, error) {
	self := a
	if !object.IsInstance(a, defaultdictType) {
		self = b
	}
	if !object.IsDict(a) || !object.IsDict(b) {
		return object.NotImplemented, nil
	}
	c, err := object.Call(th, self.Type().Value(), factoryOf(self), a)
	if err != nil {
		return value{}, err
	}
	if !object.IsDict(c) {
		return object.NotImplemented, nil
	}
	return c, object.DictUpdate(th, object.AsDict(c), b)
}

func defaultdictFactory(th *thread, self value) (value, error) { return factoryOf(self), nil }

func defaultdictSetFactory(th *thread, self, val value) error {
	if val.IsAbsent() {
		val = object.None
	}
	object.StoreSlot(&(*defaultdict)(self.Ptr()).factory, val)
	return nil
}

func defaultdictMissing(th *thread, args []value) (value, error) {
	f := factoryOf(args[0])
	if f.Is(object.None) {
		return value{}, object.KeyError(th, args[1])
	}
	v, err := object.Call(th, f)
	if err != nil {
		return value{}, err
	}
	if t := args[0].Type(); object.IsType(f) && !object.AsType(f).HasFlag(object.TypeHeap) && t.Lookup(nmSetitem).Is(object.DictType.Lookup(nmSetitem)) {
		// Without Python code in between the look-up and the store are one step, as under CPython's lock: all threads get the same value.
		return object.AsDict(args[0]).SetDefault(th, args[1], v)
	}
	return v, object.SetItem(th, args[0], args[1], v)
}

func defaultdictCopy(th *thread, args []value) (value, error) {
	return object.Call(th, args[0].Type().Value(), factoryOf(args[0]), args[0])
}

func defaultdictReduce(th *thread, args []value) (value, error) {
	init := object.TupleOf()
	if f := factoryOf(args[0]); !f.Is(object.None) {
		init = object.TupleOf(f)
	}
	items, err := object.CallMethod(th, args[0], "items")
	if err != nil {
		return value{}, err
	}
	it, err := object.GetIter(th, items)
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(args[0].Type().Value(), init, object.None, object.None, it), nil
}
