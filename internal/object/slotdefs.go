// This file implements the table that binds special-method names to slots, in both directions: wrappers that let Python call a
// slot (int.__add__), and slot functions that call a Python method (a class with __add__). The slot functions are in
// slotfuncs.go.
//
// Every field of Slots is one func value, that is one word; the table names a slot by its offset and moves such words about.

package object

import "unsafe"

// slotDef is one row of the table: one special method of one slot. Several rows may share a slot (__add__ and __radd__), and
// several slots a name (__add__ of numbers and of sequences).
type slotDef struct {
	name *Str
	sig  string // text signature of the wrapper
	doc  string
	off  uintptr // of the slot in Slots
	// generic is the Go function that calls the Python method, as a word; nil: a Python method does not fill this slot.
	generic unsafe.Pointer
	// wrap calls the slot's Go function fn with Python arguments; nil: the row makes no wrapper.
	wrap wrapFunc
	op   int  // the operator of comparisons
	kw   bool // the wrapper takes keywords
}

// wrapFunc calls fn, the slot's function as a word, for a wrapper's call: self is already checked.
type wrapFunc func(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error)

// slotWords is the number of slots in Slots.
const slotWords = unsafe.Sizeof(Slots{}) / unsafe.Sizeof(uintptr(0))

// word returns a pointer to the slot at offset off.
func (s *Slots) word(off uintptr) *unsafe.Pointer {
	return (*unsafe.Pointer)(unsafe.Add(unsafe.Pointer(s), off))
}

// fnOf makes the func value of a slot word.
func fnOf[F any](w unsafe.Pointer) F { return *(*F)(unsafe.Pointer(&w)) }

// slotTable is the table, filled once by bootstrap and constant from then on.
var slotTable struct {
	rows   []*slotDef
	groups [][]*slotDef // rows by slot
	// byName gives the groups that a name belongs to.
	byName map[*Str][]int
}

var slotLayout Slots // only its field offsets are used

// Interned names of special methods.
var (
	nmNew          = Intern("__new__")
	nmInit         = Intern("__init__")
	nmCall         = Intern("__call__")
	nmRepr         = Intern("__repr__")
	nmStr          = Intern("__str__")
	nmHash         = Intern("__hash__")
	nmEq           = Intern("__eq__")
	nmGetattribute = Intern("__getattribute__")
	nmGetattr      = Intern("__getattr__")
	nmSetattr      = Intern("__setattr__")
	nmDelattr      = Intern("__delattr__")
	nmGet          = Intern("__get__")
	nmSet          = Intern("__set__")
	nmDelete       = Intern("__delete__")
	nmDel          = Intern("__del__")
	nmIter         = Intern("__iter__")
	nmNext         = Intern("__next__")
	nmAwait        = Intern("__await__")
	nmAiter        = Intern("__aiter__")
	nmAnext        = Intern("__anext__")
	nmBool         = Intern("__bool__")
	nmLen          = Intern("__len__")
	nmGetitem      = Intern("__getitem__")
	nmSetitem      = Intern("__setitem__")
	nmDelitem      = Intern("__delitem__")
	nmContains     = Intern("__contains__")
	nmPow          = Intern("__pow__")
	nmRpow         = Intern("__rpow__")
	nmIpow         = Intern("__ipow__")
	nmBuffer       = Intern("__buffer__")
	nmReleaseBuf   = Intern("__release_buffer__")
	nmCompare      = [...]*Str{Intern("__lt__"), Intern("__le__"), nmEq, Intern("__ne__"), Intern("__gt__"), Intern("__ge__")}
)

// binNames are the operators' method names without underscores, in ORDER BINOP.
var binNames = [numBinOps]string{"add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor"}

// initSlotTable fills slotTable.
func initSlotTable() {
	var rows []*slotDef
	base := uintptr(unsafe.Pointer(&slotLayout))
	off := func(p unsafe.Pointer) uintptr { return uintptr(p) - base }
	L := &slotLayout
	add := func(name, sig, doc string, field unsafe.Pointer, generic unsafe.Pointer, wrap wrapFunc) *slotDef {
		d := &slotDef{name: Intern(name), sig: sig, doc: doc, off: off(field), generic: generic, wrap: wrap}
		rows = append(rows, d)
		return d
	}
	type up = unsafe.Pointer

	add("__repr__", "(self, /)", "Return repr(self).", up(&L.Repr), funcPtr(UnaryFunc(slotRepr)), wrapUnary)
	add("__hash__", "(self, /)", "Return hash(self).", up(&L.Hash), funcPtr(HashFunc(slotHash)), wrapHash)
	add("__call__", "(self, /, *args, **kwargs)", "Call self as a function.", up(&L.Call), funcPtr(CallFunc(slotCall)), wrapCall).kw = true
	add("__str__", "(self, /)", "Return str(self).", up(&L.Str), funcPtr(UnaryFunc(slotStr)), wrapUnary)
	hook := funcPtr(AttrFunc(slotGetattrHook))
	add("__getattribute__", "(self, name, /)", "Return getattr(self, name).", up(&L.GetAttr), hook, wrapGetattr)
	add("__getattr__", "", "", up(&L.GetAttr), hook, nil)
	setattr := funcPtr(SetAttrFunc(slotSetattr))
	add("__setattr__", "(self, name, value, /)", "Implement setattr(self, name, value).", up(&L.SetAttr), setattr, wrapSetattr)
	add("__delattr__", "(self, name, /)", "Implement delattr(self, name).", up(&L.SetAttr), setattr, wrapDelattr)
	compare := funcPtr(CompareFunc(slotCompare))
	for op, name := range nmCompare {
		add(name.s, "(self, value, /)", "Return self"+CompareOp(op).String()+"value.", up(&L.Compare), compare, wrapCompare).op = op
	}
	add("__iter__", "(self, /)", "Implement iter(self).", up(&L.Iter), funcPtr(UnaryFunc(slotIter)), wrapUnary)
	add("__next__", "(self, /)", "Implement next(self).", up(&L.Next), funcPtr(UnaryFunc(slotNext)), wrapNext)
	add("__get__", "(self, instance, owner=None, /)", "Return an attribute of instance, which is of type owner.", up(&L.DescrGet), funcPtr(DescrGetFunc(slotDescrGet)), wrapDescrGet)
	set := funcPtr(DescrSetFunc(slotDescrSet))
	add("__set__", "(self, instance, value, /)", "Set an attribute of instance to value.", up(&L.DescrSet), set, wrapDescrSet)
	add("__delete__", "(self, instance, /)", "Delete an attribute of instance.", up(&L.DescrSet), set, wrapDescrDelete)
	add("__init__", "(self, /, *args, **kwargs)", "Initialize self.  See help(type(self)) for accurate signature.", up(&L.Init), funcPtr(InitFunc(slotInit)), wrapInit).kw = true
	add("__new__", "", "", up(&L.New), funcPtr(NewFunc(slotNew)), nil)
	add("__del__", "(self, /)", "Called when the instance is about to be destroyed.", up(&L.Del), funcPtr(slotLayoutDel(slotDel)), wrapDel)
	add("__buffer__", "(self, flags, /)", "Return a buffer object that exposes the underlying memory of the object.", up(&L.Buffer), funcPtr(BufferFunc(slotBuffer)), wrapBuffer)
	add("__await__", "(self, /)", "Return an iterator to be used in await expression.", up(&L.Await), funcPtr(UnaryFunc(slotAwait)), wrapUnary)
	add("__aiter__", "(self, /)", "Return an awaitable, that resolves in asynchronous iterator.", up(&L.AIter), funcPtr(UnaryFunc(slotAiter)), wrapUnary)
	add("__anext__", "(self, /)", "Return a value or raise StopAsyncIteration.", up(&L.ANext), funcPtr(UnaryFunc(slotAnext)), wrapUnary)

	for op := OpAdd; op < numBinOps; op++ {
		n := binNames[op]
		if op == OpPow {
			pow, ipow := funcPtr(TernaryFunc(slotPow)), funcPtr(TernaryFunc(slotIpow))
			add("__pow__", "(self, value, mod=None, /)", "Return pow(self, value, mod).", up(&L.Pow), pow, wrapPow)
			add("__rpow__", "(self, value, mod=None, /)", "Return pow(value, self, mod).", up(&L.Pow), pow, wrapRpow)
			add("__ipow__", "(self, value, /)", "Implement self**=value.", up(&L.IPow), ipow, wrapIpow)
			continue
		}
		sym := opNames[op]
		both := funcPtr(makeBinarySlot("__"+n+"__", "__r"+n+"__", off(up(&L.Bin[op]))))
		add("__"+n+"__", "(self, value, /)", "Return self"+sym+"value.", up(&L.Bin[op]), both, wrapBinary)
		add("__r"+n+"__", "(self, value, /)", "Return value"+sym+"self.", up(&L.Bin[op]), both, wrapReflected)
		add("__i"+n+"__", "(self, value, /)", "Implement self"+sym+"=value.", up(&L.IBin[op]), funcPtr(makeInplaceSlot("__i"+n+"__")), wrapBinary)
	}
	divmod := funcPtr(makeBinarySlot("__divmod__", "__rdivmod__", off(up(&L.Divmod))))
	add("__divmod__", "(self, value, /)", "Return divmod(self, value).", up(&L.Divmod), divmod, wrapBinary)
	add("__rdivmod__", "(self, value, /)", "Return divmod(value, self).", up(&L.Divmod), divmod, wrapReflected)
	for _, u := range []struct {
		name, doc string
		field     *UnaryFunc
	}{
		{"__neg__", "-self", &L.Neg}, {"__pos__", "+self", &L.Pos}, {"__abs__", "abs(self)", &L.Abs}, {"__invert__", "~self", &L.Invert},
		{"__int__", "int(self)", &L.Int}, {"__float__", "float(self)", &L.Float},
		{"__index__", "Return self converted to an integer, if self is suitable for use as an index into a list.", &L.Index},
	} {
		add(u.name, "(self, /)", u.doc, up(u.field), funcPtr(makeUnarySlot(u.name)), wrapUnary)
	}
	add("__bool__", "(self, /)", "True if self else False", up(&L.Bool), funcPtr(BoolFunc(slotBool)), wrapBool)
	add("__len__", "(self, /)", "Return len(self).", up(&L.Len), funcPtr(LenFunc(slotLen)), wrapLen)
	add("__getitem__", "(self, key, /)", "Return self[key].", up(&L.GetItem), funcPtr(BinaryFunc(slotGetitem)), wrapBinary)
	setitem := funcPtr(SetItemFunc(slotSetitem))
	add("__setitem__", "(self, key, value, /)", "Set self[key] to value.", up(&L.SetItem), setitem, wrapSetitem)
	add("__delitem__", "(self, key, /)", "Delete self[key].", up(&L.SetItem), setitem, wrapDelitem)
	add("__contains__", "(self, key, /)", "Return bool(key in self).", up(&L.Contains), funcPtr(ContainsFunc(slotContains)), wrapContains)
	add("__add__", "(self, value, /)", "Return self+value.", up(&L.Concat), nil, wrapBinary)
	add("__mul__", "(self, value, /)", "Return self*value.", up(&L.Repeat), nil, wrapRepeat)
	add("__rmul__", "(self, value, /)", "Return value*self.", up(&L.Repeat), nil, wrapRepeat)
	add("__iadd__", "(self, value, /)", "Implement self+=value.", up(&L.IConcat), nil, wrapBinary)
	add("__imul__", "(self, value, /)", "Implement self*=value.", up(&L.IRepeat), nil, wrapRepeat)

	slotTable.rows = rows
	slotTable.byName = map[*Str][]int{}
	at := map[uintptr]int{}
	for _, d := range rows {
		g, ok := at[d.off]
		if !ok {
			g = len(slotTable.groups)
			at[d.off] = g
			slotTable.groups = append(slotTable.groups, nil)
		}
		slotTable.groups[g] = append(slotTable.groups[g], d)
		slotTable.byName[d.name] = append(slotTable.byName[d.name], g)
	}
}

// slotLayoutDel is the type of the Del slot.
type slotLayoutDel = func(th *Thread, self Value) error

// addSlotWrappers puts a wrapper into the dictionary for each slot the specification fills, and __new__.
func (t *Type) addSlotWrappers(s *Slots) {
	if s.New != nil {
		def := &NativeDef{Name: "__new__", Doc: "Create and return a new object.", Sig: "(type, *args, **kwargs)", Raw: typeNewWrapper(t), owner: t, Kind: StaticMethod}
		t.dict.SetStr(nmNew, Value{unsafe.Pointer(&Builtin{Header: Header{typ: BuiltinType}, Def: def, Self: t.Value()})})
	}
	for _, d := range slotTable.rows {
		fn := *s.word(d.off)
		if fn == nil || d.wrap == nil || !t.dict.GetStr(d.name).IsAbsent() {
			continue
		}
		w := &WrapperDescriptor{Header: Header{typ: WrapperDescriptorType}, Owner: t, def: d, fn: fn}
		t.dict.SetStr(d.name, Value{unsafe.Pointer(w)})
	}
}

// wrappers returns how many entries addSlotWrappers makes at most.
func (s *Slots) wrappers() int {
	n := 1
	for _, d := range slotTable.rows {
		if d.wrap != nil && *s.word(d.off) != nil {
			n++
		}
	}
	return n
}

// newWrapperOwner returns the built-in type whose Slots.New the function v (a __new__ made by addSlotWrappers) calls, or nil.
func newWrapperOwner(v Value) *Type {
	if !v.isExact(BuiltinType) {
		return nil
	}
	b := (*Builtin)(v.p)
	if b.Def.owner == nil || b.Def.Name != "__new__" || b.Def.Kind != StaticMethod || !b.Self.Is(b.Def.owner.Value()) {
		return nil
	}
	return b.Def.owner
}

// typeNewWrapper returns the function behind t.__new__: it checks that the class asked for may be made by t.
func typeNewWrapper(t *Type) RawFn {
	return func(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
		if len(args)-kwnames.Len() < 1 {
			return Value{}, TypeErrorf(th, "%s.__new__(): not enough arguments", t.DisplayName())
		}
		if !IsType(args[0]) {
			return Value{}, TypeErrorf(th, "%s.__new__(X): X is not a type object (%s)", t.DisplayName(), args[0].Type().DisplayName())
		}
		sub := AsType(args[0])
		if !sub.IsSubtype(t) {
			return Value{}, TypeErrorf(th, "%s.__new__(%s): %s is not a subtype of %s", t.DisplayName(), sub.DisplayName(), sub.DisplayName(), t.DisplayName())
		}
		// The class's own native constructor must be t's, or the object would have the wrong layout.
		static := sub
		for static != nil && static.HasFlag(TypeHeap) {
			static = static.baseType()
		}
		if static != nil && funcPtr(static.Slots().New) != funcPtr(t.Slots().New) {
			return Value{}, TypeErrorf(th, "%s.__new__(%s) is not safe, use %s.__new__()", t.DisplayName(), sub.DisplayName(), static.DisplayName())
		}
		return t.Slots().New(th, sub, args[1:], kwnames)
	}
}

// overridesHash reports whether a type's own dictionary says how its instances hash or compare equal.
func (t *Type) overridesHash() bool {
	return !t.dict.GetStr(nmEq).IsAbsent() || !t.dict.GetStr(nmHash).IsAbsent()
}

// inheritSlots fills the empty slots of s, the table of a built-in type, from the bases: hash and comparison only together.
func (t *Type) inheritSlots(s *Slots) {
	hashOff, compareOff, newOff := unsafe.Offsetof(s.Hash), unsafe.Offsetof(s.Compare), unsafe.Offsetof(s.New)
	for _, b := range t.MRO() {
		if b == t {
			continue
		}
		bs := b.Slots()
		if s.Compare == nil && s.Hash == nil && !t.overridesHash() {
			s.Compare, s.Hash = bs.Compare, bs.Hash
		}
		for i := uintptr(0); i < slotWords; i++ {
			off := i * unsafe.Sizeof(uintptr(0))
			if off == hashOff || off == compareOff || off == newOff {
				continue
			}
			if w := s.word(off); *w == nil {
				*w = *bs.word(off)
			}
		}
	}
	if s.New == nil && t.Base != nil && !(t.Base == ObjectType && !t.HasFlag(TypeHeap)) && !t.HasFlag(TypeNoInstantiate) {
		s.New = t.Base.Slots().New
	}
}

// lookupRaw finds name along an MRO without the cache, for callers that hold typeMu.
func lookupRaw(mro []*Type, name *Str) Value {
	for _, b := range mro {
		if r := b.dict.GetStr(name); !r.IsAbsent() {
			return r
		}
	}
	return Value{}
}

// updateGroup recomputes one slot of a heap type's table s from what its MRO has under the slot's names: the native function
// where all of them are its wrappers, else the function that calls Python. typeMu is held.
func (t *Type) updateGroup(s *Slots, group []*slotDef) {
	mro := t.MRO()
	var specific, generic unsafe.Pointer
	useGeneric := false
	off := group[0].off
	for _, d := range group {
		attr := lookupRaw(mro, d.name)
		if attr.IsAbsent() {
			continue
		}
		switch {
		case attr.isExact(WrapperDescriptorType) && (*WrapperDescriptor)(attr.p).def.name == d.name:
			w := (*WrapperDescriptor)(attr.p)
			if dup := slotDup(s, d.name); dup == 0 || dup-1 == off {
				generic = d.generic
			}
			if (specific == nil || specific == w.fn) && w.def == d && t.IsSubtype(w.Owner) {
				specific = w.fn
			} else {
				useGeneric = true
			}
		case d.name == nmNew && newWrapperOwner(attr) != nil:
			// The constructor of the nearest built-in base, whichever class's __new__ was found.
			b := t.baseType()
			for b.HasFlag(TypeHeap) {
				b = b.baseType()
			}
			specific = funcPtr(b.Slots().New)
		case d.name == nmHash && attr.Is(None):
			// Unhashable: an empty slot.
		default:
			useGeneric, generic = true, d.generic
		}
	}
	if specific != nil && !useGeneric {
		*s.word(off) = specific
		return
	}
	if off == unsafe.Offsetof(s.GetAttr) {
		generic = t.getattrSlot(mro, generic)
	}
	*s.word(off) = generic
}

// slotDup returns 1 + the offset of the only filled slot among those that share a name, or 0.
func slotDup(s *Slots, name *Str) uintptr {
	groups := slotTable.byName[name]
	if len(groups) < 2 {
		return 0
	}
	var found uintptr
	for _, g := range groups {
		off := slotTable.groups[g][0].off
		if *s.word(off) == nil {
			continue
		}
		if found != 0 {
			return 0
		}
		found = off + 1
	}
	return found
}

// getattrSlot chooses among the functions that look attributes up through Python methods.
func (t *Type) getattrSlot(mro []*Type, generic unsafe.Pointer) unsafe.Pointer {
	if generic == nil {
		return nil
	}
	if lookupRaw(mro, nmGetattr).IsAbsent() {
		return funcPtr(AttrFunc(slotGetattribute))
	}
	if g := lookupRaw(mro, nmGetattribute); g.isExact(WrapperDescriptorType) && (*WrapperDescriptor)(g.p).fn == funcPtr(AttrFunc(GenericGetAttr)) {
		return funcPtr(AttrFunc(slotGetattrOnly))
	}
	return generic
}

// fixupSlots recomputes all slots of a heap type's table that special methods decide. typeMu is held.
func (t *Type) fixupSlots(s *Slots) {
	for _, g := range slotTable.groups {
		t.updateGroup(s, g)
	}
}

// updateSlots recomputes the slots of t and its subclasses that depend on the special method name. typeMu is held.
func (t *Type) updateSlots(name *Str) {
	groups := slotTable.byName[name]
	if len(groups) == 0 {
		return
	}
	t.updateSlotGroups(name, groups)
}

func (t *Type) updateSlotGroups(name *Str, groups []int) {
	if t.HasFlag(TypeHeap) {
		s := *t.Slots()
		for _, g := range groups {
			t.updateGroup(&s, slotTable.groups[g])
		}
		t.publishSlots(&s)
	}
	for _, sub := range t.Subclasses() {
		if sub.dict.GetStr(name).IsAbsent() {
			sub.updateSlotGroups(name, groups)
		}
	}
}

// publishSlots publishes a new slot table and the flag that depends on it.
func (t *Type) publishSlots(s *Slots) {
	if funcPtr(s.GetAttr) != funcPtr(AttrFunc(GenericGetAttr)) {
		t.setFlags(typeHasGetattrHook)
		t.setSlots(s)
		return
	}
	t.setSlots(s)
	t.clearFlags(typeHasGetattrHook)
}

// wrapperCheckArgs raises the TypeError for a wrong number of arguments of a wrapper.
func wrapperCheckArgs(th *Thread, args []Value, n int) error {
	if len(args) == n {
		return nil
	}
	if n == 1 {
		return TypeErrorf(th, "expected 1 argument, got %d", len(args))
	}
	return TypeErrorf(th, "expected %d arguments, got %d", n, len(args))
}

// wrapperUnpack is wrapperCheckArgs for the wrappers whose error names the method and knows a range.
func wrapperUnpack(th *Thread, d *slotDef, args []Value, min, max int) error {
	switch n := len(args); {
	case n >= min && n <= max:
		return nil
	case min == max:
		return TypeErrorf(th, "%s expected %d argument%s, got %d", d.name.s, min, plural(min), n)
	case n < min:
		return TypeErrorf(th, "%s expected at least %d argument%s, got %d", d.name.s, min, plural(min), n)
	default:
		return TypeErrorf(th, "%s expected at most %d argument%s, got %d", d.name.s, max, plural(max), n)
	}
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

func wrapUnary(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 0); err != nil {
		return Value{}, err
	}
	return fnOf[UnaryFunc](fn)(th, self)
}

func wrapNext(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	v, err := wrapUnary(th, d, fn, self, args, kwnames)
	if err == nil && v.IsAbsent() {
		return Value{}, NextStop(th, self)
	}
	return v, err
}

func wrapBinary(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 1); err != nil {
		return Value{}, err
	}
	return fnOf[BinaryFunc](fn)(th, self, args[0])
}

func wrapReflected(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 1); err != nil {
		return Value{}, err
	}
	return fnOf[BinaryFunc](fn)(th, args[0], self)
}

func wrapCompare(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 1); err != nil {
		return Value{}, err
	}
	return fnOf[CompareFunc](fn)(th, self, args[0], CompareOp(d.op))
}

func wrapPow(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	mod, err := wrapPowArgs(th, args)
	if err != nil {
		return Value{}, err
	}
	return fnOf[TernaryFunc](fn)(th, self, args[0], mod)
}

func wrapRpow(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	mod, err := wrapPowArgs(th, args)
	if err != nil {
		return Value{}, err
	}
	return fnOf[TernaryFunc](fn)(th, args[0], self, mod)
}

func wrapPowArgs(th *Thread, args []Value) (mod Value, err error) {
	switch len(args) {
	case 1:
		return None, nil
	case 2:
		return args[1], nil
	}
	return Value{}, TypeErrorf(th, "expected 1 or 2 arguments, got %d", len(args))
}

func wrapIpow(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 1); err != nil {
		return Value{}, err
	}
	return fnOf[TernaryFunc](fn)(th, self, args[0], None)
}

func wrapHash(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 0); err != nil {
		return Value{}, err
	}
	h, err := fnOf[HashFunc](fn)(th, self)
	if err != nil {
		return Value{}, err
	}
	return Int(h), nil
}

func wrapBool(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 0); err != nil {
		return Value{}, err
	}
	b, err := fnOf[BoolFunc](fn)(th, self)
	return boolResult(b, err)
}

func boolResult(b bool, err error) (Value, error) {
	if err != nil {
		return Value{}, err
	}
	return Bool(b), nil
}

func noneResult(err error) (Value, error) {
	if err != nil {
		return Value{}, err
	}
	return None, nil
}

func wrapLen(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 0); err != nil {
		return Value{}, err
	}
	n, err := fnOf[LenFunc](fn)(th, self)
	if err != nil {
		return Value{}, err
	}
	return Int(int64(n)), nil
}

func wrapContains(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 1); err != nil {
		return Value{}, err
	}
	b, err := fnOf[ContainsFunc](fn)(th, self, args[0])
	return boolResult(b, err)
}

func wrapSetitem(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperUnpack(th, d, args, 2, 2); err != nil {
		return Value{}, err
	}
	return noneResult(fnOf[SetItemFunc](fn)(th, self, args[0], args[1]))
}

func wrapDelitem(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 1); err != nil {
		return Value{}, err
	}
	return noneResult(fnOf[SetItemFunc](fn)(th, self, args[0], Value{}))
}

func wrapRepeat(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 1); err != nil {
		return Value{}, err
	}
	n, err := AsIndex(th, args[0], OverflowErrorType)
	if err != nil {
		return Value{}, err
	}
	return fnOf[func(*Thread, Value, int) (Value, error)](fn)(th, self, n)
}

func wrapCall(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	return fnOf[CallFunc](fn)(th, self, args, kwnames)
}

func wrapInit(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	return noneResult(fnOf[InitFunc](fn)(th, self, args, kwnames))
}

func wrapDel(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 0); err != nil {
		return Value{}, err
	}
	return noneResult(fnOf[slotLayoutDel](fn)(th, self))
}

func wrapDescrGet(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperUnpack(th, d, args, 1, 2); err != nil {
		return Value{}, err
	}
	var obj, typ Value
	if !args[0].Is(None) {
		obj = args[0]
	}
	if len(args) > 1 && !args[1].Is(None) {
		typ = args[1]
	}
	if obj.IsAbsent() && typ.IsAbsent() {
		return Value{}, TypeErrorf(th, "__get__(None, None) is invalid")
	}
	return fnOf[DescrGetFunc](fn)(th, self, obj, typ)
}

func wrapDescrSet(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperUnpack(th, d, args, 2, 2); err != nil {
		return Value{}, err
	}
	return noneResult(fnOf[DescrSetFunc](fn)(th, self, args[0], args[1]))
}

func wrapDescrDelete(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 1); err != nil {
		return Value{}, err
	}
	return noneResult(fnOf[DescrSetFunc](fn)(th, self, args[0], Value{}))
}

// attrNameArg returns v as an attribute name.
func attrNameArg(th *Thread, v Value) (*Str, error) {
	if !IsStr(v) {
		return nil, TypeErrorf(th, "attribute name must be string, not '%s'", v.Type().DisplayName())
	}
	return InternStr(AsStr(v)), nil
}

func wrapGetattr(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 1); err != nil {
		return Value{}, err
	}
	name, err := attrNameArg(th, args[0])
	if err != nil {
		return Value{}, err
	}
	return fnOf[AttrFunc](fn)(th, self, name)
}

func wrapSetattr(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperUnpack(th, d, args, 2, 2); err != nil {
		return Value{}, err
	}
	return wrapAttrChange(th, d, fn, self, args[0], args[1])
}

func wrapDelattr(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 1); err != nil {
		return Value{}, err
	}
	return wrapAttrChange(th, d, fn, self, args[0], Value{})
}

// wrapAttrChange refuses to change an object past a built-in base that overrides attribute setting: object.__setattr__(int, …).
func wrapAttrChange(th *Thread, d *slotDef, fn unsafe.Pointer, self, nameArg, val Value) (Value, error) {
	static := self.Type()
	for static.HasFlag(TypeHeap) {
		static = static.baseType()
	}
	if have := funcPtr(static.Slots().SetAttr); have != fn {
		// The nearest class with its own native function must be the one called.
		return Value{}, TypeErrorf(th, "can't apply this %s to %s object", d.name.s, self.Type().DisplayName())
	}
	name, err := attrNameArg(th, nameArg)
	if err != nil {
		return Value{}, err
	}
	return noneResult(fnOf[SetAttrFunc](fn)(th, self, name, val))
}

func wrapBuffer(th *Thread, d *slotDef, fn unsafe.Pointer, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if err := wrapperCheckArgs(th, args, 1); err != nil {
		return Value{}, err
	}
	flags, err := AsIndex(th, args[0], OverflowErrorType)
	if err != nil {
		return Value{}, err
	}
	return newBufferView(th, self, BufferFlags(flags))
}
