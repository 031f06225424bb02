// This file implements the methods of object: construction, text, identity, comparison, __class__, and the pickle protocol.

package object

import (
	"fmt"
	"sort"
	"strings"

	"weft/internal/pyhash"
)

func objectSpec() TypeSpec {
	return TypeSpec{
		Type:   ObjectType,
		Flags:  TypeBase,
		Layout: instanceLayout,
		Doc:    "The base class of the class hierarchy; calling it takes no arguments and returns an instance without attributes.",
		Sig:    "()",
		Slots: Slots{
			New: objectNew, Init: objectInit, Repr: objectRepr, Str: objectStr, Hash: objectHash, Compare: objectCompare,
			GetAttr: GenericGetAttr, SetAttr: GenericSetAttr,
		},
		Methods: []Method{
			{Name: "__reduce_ex__", Sig: "(self, protocol, /)", Fn: objectReduceEx, Doc: "Helper for pickle."},
			{Name: "__reduce__", Sig: "(self, /)", Fn: objectReduce, Doc: "Helper for pickle."},
			{Name: "__getstate__", Sig: "(self, /)", Fn: objectGetstate, Doc: "Helper for pickle."},
			{Name: "__subclasshook__", Sig: "(type, object, /)", Kind: ClassMethod, Fn: objectSubclasshook,
				Doc: "Abstract classes override this to customize issubclass(); NotImplemented means the usual test."},
			{Name: "__init_subclass__", Sig: "(type, /)", Kind: ClassMethod, Raw: objectInitSubclass,
				Doc: "Called when the class is subclassed; this one does nothing."},
			{Name: "__format__", Sig: "(self, format_spec, /)", Fn: objectFormat, Doc: "Return str(self) if format_spec is empty, else raise TypeError."},
			{Name: "__sizeof__", Sig: "(self, /)", Fn: objectSizeof, Doc: "Size of object in memory, in bytes."},
			{Name: "__dir__", Sig: "(self, /)", Fn: objectDir, Doc: "Default dir() implementation."},
		},
		GetSets: []GetSet{{Name: "__class__", Get: objectGetClass, Set: objectSetClass, Doc: "the object's class"}},
	}
}

// Address returns what id() and default reprs show: the object's address, or the value's word for ints and floats without one.
func Address(v Value) uintptr { return serialOrAddress(v) }

// objectNew makes a plain instance. It raises TypeError for arguments nobody takes, and for abstract classes.
func objectNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if len(args) > 0 {
		s := t.Slots()
		if funcPtr(s.New) != funcPtr(NewFunc(objectNew)) {
			return Value{}, TypeErrorf(th, "object.__new__() takes exactly one argument (the type to instantiate)")
		}
		if funcPtr(s.Init) == funcPtr(InitFunc(objectInit)) {
			return Value{}, TypeErrorf(th, "%s() takes no arguments", t.DisplayName())
		}
	}
	if t.HasFlag(TypeAbstract) {
		return Value{}, abstractError(th, t)
	}
	return t.New(), nil
}

func abstractError(th *Thread, t *Type) error {
	v := t.dict.GetStr(Intern("__abstractmethods__"))
	var names []string
	if !v.IsAbsent() {
		items, err := ToSlice(th, v)
		if err != nil {
			return err
		}
		for _, x := range items {
			if !IsStr(x) {
				return TypeErrorf(th, "sequence item 0: expected str instance, %s found", x.Type().DisplayName())
			}
			names = append(names, AsStr(x).s)
		}
	}
	sort.Strings(names)
	return TypeErrorf(th, "Can't instantiate abstract class %s without an implementation for abstract method%s '%s'",
		t.DisplayName(), plural(len(names)), strings.Join(names, "', '"))
}

func objectInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	if len(args) > 0 {
		t := self.Type()
		s := t.Slots()
		if funcPtr(s.Init) != funcPtr(InitFunc(objectInit)) {
			return TypeErrorf(th, "object.__init__() takes exactly one argument (the instance to initialize)")
		}
		if funcPtr(s.New) == funcPtr(NewFunc(objectNew)) {
			return TypeErrorf(th, "%s.__init__() takes exactly one argument (the instance to initialize)", t.DisplayName())
		}
	}
	return nil
}

// PlainNew reports whether making an instance of t is t.New() followed by calling its __init__, which is not object's: no
// __new__ of its own, not abstract, instances without a built-in part.
func (t *Type) PlainNew() bool {
	s := t.Slots()
	return funcPtr(s.New) == funcPtr(NewFunc(objectNew)) && funcPtr(s.Init) != funcPtr(InitFunc(objectInit)) &&
		t.layout == instanceLayout && !t.HasFlag(TypeAbstract) && t.HasFlag(TypeHeap)
}

// Ctor returns the Python __init__ of a class whose call is t.New() followed by it, or, if exc is set, NewException; or nil. It is
// remembered while the class does not change.
func (t *Type) Ctor() (init *Function, exc bool) {
	if c := loadPtr(&t.ctor); c != nil && t.VersionIs(c.version) {
		return c.init, c.exc
	}
	c := &ctorCache{version: t.Version()}
	exc = t.keepsArgs()
	if exc || t.PlainNew() {
		if init := t.Lookup(NameInit); init.isExact(FunctionType) {
			c.init, c.exc = (*Function)(init.p), exc
		}
	}
	storePtr(&t.ctor, c)
	return c.init, c.exc
}

// keepsArgs reports whether t is an exception class of a program's whose __new__ is that of BaseException.
func (t *Type) keepsArgs() bool {
	return t.HasFlag(TypeSubException) && t.HasFlag(TypeHeap) && !t.HasFlag(TypeAbstract) && funcPtr(t.Slots().New) == funcPtr(NewFunc(baseExceptionNew))
}

// NewException is BaseException.__new__(t, *args) for a class for which Ctor says so.
func NewException(t *Type, args []Value) Value {
	v := t.New()
	e := AsException(v)
	e.Args = NewTupleCopy(args)
	if n := exceptionFields(t); n > 0 {
		e.Fields = make([]Value, n)
	}
	return v
}

// ctorCache is what Ctor remembers; immutable.
type ctorCache struct {
	version uint32
	init    *Function
	exc     bool
}

// PlainNoInit reports whether making an instance of t without arguments is t.New() alone.
func (t *Type) PlainNoInit() bool {
	s := t.Slots()
	return funcPtr(s.New) == funcPtr(NewFunc(objectNew)) && funcPtr(s.Init) == funcPtr(InitFunc(objectInit)) &&
		t.layout == instanceLayout && !t.HasFlag(TypeAbstract) && t.HasFlag(TypeHeap)
}

func objectRepr(th *Thread, self Value) (Value, error) {
	return NewStr(DefaultRepr(self)), nil
}

// DefaultRepr returns the repr that object gives: "<module.Qualname object at 0x...>".
func DefaultRepr(v Value) string {
	return fmt.Sprintf("<%s object at %#x>", v.Type().moduleQualname(), Address(v))
}

// moduleQualname returns the type's qualified name, with its module unless that is builtins.
func (t *Type) moduleQualname() string {
	mod := t.module
	if t.HasFlag(TypeHeap) {
		mod = ""
		if m := t.dict.GetStr(nmModule); IsStr(m) {
			mod = AsStr(m).s
		}
		if mod == "" {
			return t.DisplayName()
		}
	}
	q := t.qualnameStr()
	if mod == "" || mod == "builtins" {
		return q
	}
	return mod + "." + q
}

func (t *Type) qualnameStr() string {
	if q := loadPtr(&t.qualname); q != nil {
		return q.s
	}
	return t.ShortName()
}

func objectStr(th *Thread, self Value) (Value, error) {
	if f := self.Type().Slots().Repr; f != nil {
		return f(th, self)
	}
	return objectRepr(th, self)
}

func objectHash(th *Thread, self Value) (int64, error) { return pyhash.Pointer(Address(self)), nil }

func objectCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	switch op {
	case CmpEQ:
		if a.Is(b) {
			return True, nil
		}
	case CmpNE:
		// The opposite of __eq__, unless that is not implemented.
		f := a.Type().Slots().Compare
		if f == nil {
			break
		}
		v, err := f(th, a, b, CmpEQ)
		if err != nil || v.Is(NotImplemented) {
			return v, err
		}
		t, err := IsTrue(th, v)
		return boolResult(!t, err)
	}
	return NotImplemented, nil
}

func objectSubclasshook(th *Thread, args []Value) (Value, error) { return NotImplemented, nil }

func objectInitSubclass(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
	if kwnames.Len() > 0 {
		return Value{}, TypeErrorf(th, "%s.__init_subclass__() takes no keyword arguments", AsType(args[0]).qualnameStr())
	}
	if len(args) != 1 {
		return Value{}, TypeErrorf(th, "%s.__init_subclass__() takes no arguments (%d given)", AsType(args[0]).qualnameStr(), len(args)-1)
	}
	return None, nil
}

func objectFormat(th *Thread, args []Value) (Value, error) {
	if !IsStr(args[1]) {
		return Value{}, TypeErrorf(th, "__format__() argument must be str, not %s", ArgTypeName(args[1]))
	}
	if AsStr(args[1]).Len() > 0 {
		return Value{}, TypeErrorf(th, "unsupported format string passed to %s.__format__", args[0].Type().DisplayName())
	}
	s, err := ToStr(th, args[0])
	return strResult(s, err)
}

func objectSizeof(th *Thread, args []Value) (Value, error) {
	t := args[0].Type()
	return Int(int64(t.basicSize())), nil
}

// objectDir is the default of dir(): the instance's attributes and those of its class (or what __class__ says is that).
func objectDir(th *Thread, args []Value) (Value, error) {
	self := args[0]
	d := NewDict()
	own, err := GetAttrOpt(th, self, Intern("__dict__"))
	if err != nil {
		return Value{}, err
	}
	if !own.IsAbsent() && IsDict(own) {
		d = AsDict(own).Copy()
	}
	cls, err := GetAttrOpt(th, self, nmClass)
	if err != nil {
		return Value{}, err
	}
	if !cls.IsAbsent() {
		if err := mergeClassDict(th, d, cls); err != nil {
			return Value{}, err
		}
	}
	keys, _ := d.Items()
	return NewList(keys).Value(), nil
}

// mergeClassDict adds the names in cls.__dict__ and its bases' to d.
func mergeClassDict(th *Thread, d *Dict, cls Value) error {
	if IsType(cls) {
		for _, b := range AsType(cls).MRO() {
			keys, _ := b.dict.Items()
			for _, k := range keys {
				if err := d.Set(th, k, None); err != nil {
					return err
				}
			}
		}
		return nil
	}
	own, err := GetAttrOpt(th, cls, Intern("__dict__"))
	if err != nil {
		return err
	}
	if !own.IsAbsent() {
		keys, err := CallMethod(th, own, "keys")
		if err != nil {
			return err
		}
		if err := Iterate(th, keys, func(k Value) (bool, error) { return true, d.Set(th, k, None) }); err != nil {
			return err
		}
	}
	bases, err := GetAttrOpt(th, cls, nmBases)
	if err != nil || bases.IsAbsent() {
		return err
	}
	n, err := Len(th, bases)
	if err != nil {
		return nil // not a sequence: not a class either
	}
	for i := 0; i < n; i++ {
		b, err := GetItem(th, bases, Int(int64(i)))
		if err != nil {
			return err
		}
		if err := mergeClassDict(th, d, b); err != nil {
			return err
		}
	}
	return nil
}

func objectGetClass(th *Thread, self Value) (Value, error) { return self.Type().Value(), nil }

// objectSetClass assigns __class__: between classes whose instances are laid out alike.
func objectSetClass(th *Thread, self, val Value) error {
	if val.IsAbsent() {
		return TypeErrorf(th, "can't delete __class__ attribute")
	}
	if !IsType(val) {
		return TypeErrorf(th, "__class__ must be set to a class, not '%s' object", val.Type().DisplayName())
	}
	oldT, newT := self.Type(), AsType(val)
	if !(newT.IsSubtype(ModuleType) && oldT.IsSubtype(ModuleType)) && (oldT.HasFlag(TypeImmutable) || newT.HasFlag(TypeImmutable)) {
		return TypeErrorf(th, "__class__ assignment only supported for mutable types or ModuleType subclasses")
	}
	if !sameLayout(oldT, newT) {
		return TypeErrorf(th, "__class__ assignment: '%s' object layout differs from '%s'", newT.DisplayName(), oldT.DisplayName())
	}
	if oldT == newT {
		return nil
	}
	if o, n := oldT.Slots(), newT.Slots(); (o.DescrGet == nil) != (n.DescrGet == nil) || (o.DescrSet == nil) != (n.DescrSet == nil) {
		defer func() {
			typeMu.Lock()
			descriptorsChangedLocked()
			typeMu.Unlock()
		}()
	}
	h := self.Header()
	e := self.ext()
	if e == nil {
		h.SetType(newT)
		return nil
	}
	for {
		s := loadPtr(&e.shape)
		next := s.forType(newT)
		if next == nil { // too many attributes for a shape
			e.toDict(h)
			continue
		}
		h.Lock()
		if e.shape != s {
			h.Unlock()
			continue
		}
		h.SetType(newT)
		storePtr(&e.shape, next)
		h.Unlock()
		return nil
	}
}

// forType returns the shape of instances of t with the attributes of s at the same places, or nil if t has no room for it.
func (s *Shape) forType(t *Type) *Shape {
	if s == nil {
		return t.rootShape()
	}
	if s.isDict {
		return t.dictShapeOnce()
	}
	next := t.rootShape()
	for _, name := range s.names() {
		if name == nil { // a hole
			return nil
		}
		if next = next.add(name); next == nil {
			return nil
		}
	}
	return next
}

// dictShapeOnce returns the shape of instances of t in dict mode.
func (t *Type) dictShapeOnce() *Shape {
	if ds := loadPtr(&t.dictShape); ds != nil {
		return ds
	}
	ds := dictShapeOf(t)
	if !casPtr(&t.dictShape, nil, ds) {
		ds = loadPtr(&t.dictShape)
	}
	return ds
}

// addsNothing reports whether instances of t are laid out exactly as those of its base.
func (t *Type) addsNothing() bool {
	b := t.baseType()
	const look = TypeHasDict | TypeHasWeakref
	return b != nil && t.layout == b.layout && t.nslots == b.nslots && t.Flags()&look == b.Flags()&look && t.HasFlag(TypeHeap)
}

// sameLayout reports whether an instance of one class can become one of the other.
func sameLayout(a, b *Type) bool {
	for a.addsNothing() {
		a = a.baseType()
	}
	for b.addsNothing() {
		b = b.baseType()
	}
	if a == b {
		return true
	}
	const look = TypeHasDict | TypeHasWeakref
	if a.baseType() != b.baseType() || a.layout != b.layout || a.nslots != b.nslots || a.Flags()&look != b.Flags()&look || len(a.ownSlots) != len(b.ownSlots) {
		return false
	}
	for i, n := range a.ownSlots {
		if n.s != b.ownSlots[i].s {
			return false
		}
	}
	return true
}

// DictGetSet is the row __dict__ of built-in types whose instances have attributes.
func DictGetSet() GetSet {
	return GetSet{Name: "__dict__", Get: extGetDict, Set: func(th *Thread, self, val Value) error {
		if val.IsAbsent() {
			return TypeErrorf(th, "cannot delete __dict__")
		}
		return extSetDict(th, self, val)
	}}
}

// dictGetSet is the __dict__ attribute of classes whose instances have an Ext.
func dictGetSet() GetSet { return GetSet{Name: "__dict__", Get: objectGetDict, Set: objectSetDict} }

func objectGetDict(th *Thread, self Value) (Value, error) {
	if d := builtinDictDescr(self); !d.IsAbsent() {
		return d.Type().Slots().DescrGet(th, d, self, self.Type().Value())
	}
	return extGetDict(th, self)
}

func extGetDict(th *Thread, self Value) (Value, error) {
	e := self.ext()
	if e == nil || !self.Type().HasFlag(TypeHasDict) {
		return Value{}, noAttribute(th, self, Intern("__dict__"))
	}
	return e.toDict(self.Header()).Value(), nil
}

// builtinDictDescr returns the __dict__ descriptor of the built-in base of self's type if that base has one of its own, which
// then knows better: types, modules, functions.
func builtinDictDescr(self Value) Value {
	b := self.Type()
	if !b.HasFlag(TypeHeap) {
		return Value{}
	}
	for b.HasFlag(TypeHeap) {
		b = b.baseType()
	}
	if b == ObjectType {
		return Value{}
	}
	d := b.Lookup(nmDict)
	if d.IsAbsent() || d.Type().Slots().DescrSet == nil {
		return Value{}
	}
	return d
}

func objectSetDict(th *Thread, self, val Value) error {
	if d := builtinDictDescr(self); !d.IsAbsent() {
		return d.Type().Slots().DescrSet(th, d, self, val)
	}
	return extSetDict(th, self, val)
}

func extSetDict(th *Thread, self, val Value) error {
	e := self.ext()
	if e == nil || !self.Type().HasFlag(TypeHasDict) {
		return noAttribute(th, self, Intern("__dict__"))
	}
	if val.IsAbsent() {
		val = NewDict().Value()
	}
	if !IsDict(val) {
		return TypeErrorf(th, "__dict__ must be set to a dictionary, not a '%s'", val.Type().DisplayName())
	}
	e.setDict(self.Header(), AsDict(val))
	return nil
}

// Pickling (Library Reference, pickle: __reduce_ex__).

func importAttr(th *Thread, module, attr string) (Value, error) {
	m := th.Rt.Modules.GetName(module)
	if m.IsAbsent() {
		var err error
		if m, err = th.Rt.engine.Import(th, Intern(module), None, None, emptyTuple.Value(), 0); err != nil {
			return Value{}, err
		}
	}
	return GetAttrName(th, m, attr)
}

func objectReduce(th *Thread, args []Value) (Value, error) {
	return commonReduce(th, args[0], 0)
}

func objectReduceEx(th *Thread, args []Value) (Value, error) {
	self := args[0]
	proto, err := AsIndex(th, args[1], OverflowErrorType)
	if err != nil {
		return Value{}, err
	}
	nm := Intern("__reduce__")
	if mine := self.Type().Lookup(nm); !mine.Is(ObjectType.dict.GetStr(nm)) {
		return CallMethod(th, self, "__reduce__")
	}
	return commonReduce(th, self, proto)
}

func commonReduce(th *Thread, self Value, proto int) (Value, error) {
	if proto >= 2 {
		return reduceNewobj(th, self)
	}
	f, err := importAttr(th, "copyreg", "_reduce_ex")
	if err != nil {
		return Value{}, err
	}
	return Call(th, f, self, Int(int64(proto)))
}

// newArguments asks __getnewargs_ex__, then __getnewargs__; both results are absent if the class has neither.
func newArguments(th *Thread, self Value) (args, kwargs Value, err error) {
	r, found, err := CallSpecial(th, self, "__getnewargs_ex__")
	if err != nil {
		return
	}
	if found {
		if !IsTuple(r) {
			err = TypeErrorf(th, "__getnewargs_ex__ should return a tuple, not '%s'", r.Type().DisplayName())
			return
		}
		t := AsTuple(r).items
		if len(t) != 2 {
			err = ValueErrorf(th, "__getnewargs_ex__ should return a tuple of length 2, not %d", len(t))
			return
		}
		if !IsTuple(t[0]) {
			err = TypeErrorf(th, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%s'", t[0].Type().DisplayName())
			return
		}
		if !IsDict(t[1]) {
			err = TypeErrorf(th, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%s'", t[1].Type().DisplayName())
			return
		}
		return t[0], t[1], nil
	}
	r, found, err = CallSpecial(th, self, "__getnewargs__")
	if err != nil || !found {
		return
	}
	if !IsTuple(r) {
		err = TypeErrorf(th, "__getnewargs__ should return a tuple, not '%s'", r.Type().DisplayName())
		return
	}
	return r, Value{}, nil
}

func reduceNewobj(th *Thread, self Value) (Value, error) {
	t := self.Type()
	if t.Slots().New == nil {
		return Value{}, TypeErrorf(th, "cannot pickle '%s' object", t.DisplayName())
	}
	args, kwargs, err := newArguments(th, self)
	if err != nil {
		return Value{}, err
	}
	var newobj, newargs Value
	if kwargs.IsAbsent() || AsDict(kwargs).Len() == 0 {
		if newobj, err = importAttr(th, "copyreg", "__newobj__"); err != nil {
			return Value{}, err
		}
		items := []Value{t.Value()}
		if !args.IsAbsent() {
			items = append(items, AsTuple(args).items...)
		}
		newargs = NewTuple(items).Value()
	} else {
		if newobj, err = importAttr(th, "copyreg", "__newobj_ex__"); err != nil {
			return Value{}, err
		}
		newargs = TupleOf(t.Value(), args, kwargs)
	}
	state, err := getState(th, self, args.IsAbsent() && !IsList(self) && !IsDict(self))
	if err != nil {
		return Value{}, err
	}
	listItems, dictItems := None, None
	if IsList(self) {
		if listItems, err = GetIter(th, self); err != nil {
			return Value{}, err
		}
	}
	if IsDict(self) {
		items, err := CallMethod(th, self, "items")
		if err != nil {
			return Value{}, err
		}
		if dictItems, err = GetIter(th, items); err != nil {
			return Value{}, err
		}
	}
	return NewTuple([]Value{newobj, newargs, state, listItems, dictItems}).Value(), nil
}

func objectGetstate(th *Thread, args []Value) (Value, error) { return defaultState(th, args[0], false) }

// getState calls __getstate__; required is passed to object's own.
func getState(th *Thread, self Value, required bool) (Value, error) {
	nm := Intern("__getstate__")
	if self.Type().Lookup(nm).Is(ObjectType.dict.GetStr(nm)) {
		if e := self.ext(); e == nil || e.getAttr(th, nm).IsAbsent() {
			return defaultState(th, self, required)
		}
	}
	return CallMethod(th, self, "__getstate__")
}

// defaultState is object.__getstate__: the dictionary or None, with the __slots__ values if there are any. required: the state
// is needed to make the object again, so one with a built-in part cannot be pickled.
func defaultState(th *Thread, self Value, required bool) (Value, error) {
	t := self.Type()
	if required && t.itemSize() != 0 {
		return Value{}, TypeErrorf(th, "cannot pickle %s objects", t.DisplayName())
	}
	state := None
	if e := self.ext(); e != nil && t.HasFlag(TypeHasDict) {
		s := loadPtr(&e.shape)
		if s != nil && (s.isDict && loadPtr(&e.dict).Len() > 0 || !s.isDict && s.parent != nil) {
			if d := e.toDict(self.Header()); d.Len() > 0 {
				state = d.Value()
			}
		}
	}
	names, err := slotNames(th, t)
	if err != nil {
		return Value{}, err
	}
	if required && t.layout != instanceLayout {
		return Value{}, TypeErrorf(th, "cannot pickle '%s' object", t.DisplayName())
	}
	if len(names) > 0 {
		slots := NewDict()
		for _, n := range names {
			v, err := GetAttrOpt(th, self, n)
			if err != nil {
				return Value{}, err
			}
			if !v.IsAbsent() {
				slots.SetStr(n, v)
			}
		}
		if slots.Len() > 0 {
			state = TupleOf(state, slots.Value())
		}
	}
	return state, nil
}

// slotNames returns copyreg's list of the __slots__ names of a class.
func slotNames(th *Thread, t *Type) ([]*Str, error) {
	v := t.dict.GetStr(Intern("__slotnames__"))
	if v.IsAbsent() {
		if t.nslots == 0 {
			return nil, nil
		}
		f, err := importAttr(th, "copyreg", "_slotnames")
		if err != nil {
			return nil, err
		}
		if v, err = Call(th, f, t.Value()); err != nil {
			return nil, err
		}
	}
	if v.Is(None) {
		return nil, nil
	}
	if !IsList(v) {
		return nil, TypeErrorf(th, "copyreg._slotnames didn't return a list or None")
	}
	var out []*Str
	for _, x := range AsList(v).Snapshot() {
		if IsStr(x) {
			out = append(out, InternStr(AsStr(x)))
		}
	}
	return out, nil
}
