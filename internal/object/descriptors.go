// This file implements the descriptors that built-in types' dictionaries hold: native methods, computed attributes, members,
// slot wrappers, static and class methods. property is in property.go.

package object

import (
	"fmt"
	"unsafe"

	"weft/internal/pyhash"
)

// The descriptor types.
var (
	WrapperDescriptorType = &Type{Name: "wrapper_descriptor"}
	MethodWrapperType     = &Type{Name: "method-wrapper"}
	GetSetType            = &Type{Name: "getset_descriptor"}
	MemberType            = &Type{Name: "member_descriptor"}
	StaticMethodType      = &Type{Name: "staticmethod"}
	ClassMethodType       = &Type{Name: "classmethod"}
	PropertyType          = &Type{Name: "property"}
)

// WrapperDescriptor is a slot of a built-in type seen from Python: int.__add__. Immutable.
type WrapperDescriptor struct {
	Header
	Owner *Type
	def   *slotDef
	fn    unsafe.Pointer // the slot's Go function, as a word
}

// MethodWrapper is a WrapperDescriptor bound to an instance: (1).__add__. Immutable.
type MethodWrapper struct {
	Header
	Descr *WrapperDescriptor
	Self  Value
}

// GetSetDescr is a computed attribute. Immutable.
type GetSetDescr struct {
	Header
	Owner *Type
	Def   *GetSet
}

// Member is a __slots__ member: value index of the instance's Ext. For a built-in type it is a read-only attribute, which CPython
// keeps at a fixed place in the object: index is -1 and def computes it. Immutable.
type Member struct {
	Header
	Owner *Type
	Name  *Str
	index int
	def   *GetSet
}

// StaticMethodObj is a staticmethod object; ClassMethodObj is a classmethod object.
type (
	StaticMethodObj struct {
		Header
		Func Value // atomic; None: not initialized
		Ext
	}
	ClassMethodObj struct {
		Header
		Func Value // atomic; None: not initialized
		Ext
	}
)

func newMethodDescr(d *NativeDef, owner *Type) Value {
	return Value{unsafe.Pointer(&MethodDescriptor{Header: Header{typ: MethodDescriptorType}, Def: d, Owner: owner})}
}

func newClassMethodDescr(d *NativeDef, owner *Type) Value {
	return Value{unsafe.Pointer(&MethodDescriptor{Header: Header{typ: ClassMethodDescrType}, Def: d, Owner: owner})}
}

func newStaticMethod(f Value) Value {
	s := &StaticMethodObj{Header: Header{typ: StaticMethodType}, Func: f}
	s.shape = StaticMethodType.rootShape()
	return Value{unsafe.Pointer(s)}
}

func newClassMethod(f Value) Value {
	s := &ClassMethodObj{Header: Header{typ: ClassMethodType}, Func: f}
	s.shape = ClassMethodType.rootShape()
	return Value{unsafe.Pointer(s)}
}

// newGetSetDescr returns the descriptor of a row: a member if its setter is readonlyAttr.
func newGetSetDescr(g *GetSet, owner *Type) Value {
	if g.Set != nil && (funcPtr(g.Set) == funcPtr(readonlyAttr) || funcPtr(g.Set) == funcPtr(ReadonlyAttr)) {
		return Value{unsafe.Pointer(&Member{Header: Header{typ: MemberType}, Owner: owner, Name: Intern(g.Name), index: -1, def: g})}
	}
	return Value{unsafe.Pointer(&GetSetDescr{Header: Header{typ: GetSetType}, Owner: owner, Def: g})}
}

func newMember(owner *Type, name *Str, index int) Value {
	return Value{unsafe.Pointer(&Member{Header: Header{typ: MemberType}, Owner: owner, Name: name, index: index})}
}

// descrInfo returns what all native descriptors have in common.
func descrInfo(v Value) (owner *Type, name, doc, sig string) {
	switch v.Type() {
	case WrapperDescriptorType:
		w := (*WrapperDescriptor)(v.p)
		return w.Owner, w.def.name.s, w.def.doc, w.def.sig
	case GetSetType:
		g := (*GetSetDescr)(v.p)
		return g.Owner, g.Def.Name, g.Def.Doc, ""
	case MemberType:
		m := (*Member)(v.p)
		if m.def != nil {
			doc = m.def.Doc
		}
		return m.Owner, m.Name.s, doc, ""
	}
	m := (*MethodDescriptor)(v.p)
	return m.Owner, m.Def.Name, m.Def.Doc, m.Def.Sig
}

// dollarSig writes a method's signature as __text_signature__ shows it: "$" marks the parameter that is bound.
func dollarSig(sig string) Value {
	if len(sig) < 3 {
		return None
	}
	return NewStr("($" + sig[1:])
}

func descrDoc(th *Thread, self Value) (Value, error) {
	if _, _, doc, _ := descrInfo(self); doc != "" {
		return NewStr(doc), nil
	}
	return None, nil
}

func descrObjclass(th *Thread, self Value) (Value, error) {
	owner, _, _, _ := descrInfo(self)
	return owner.Value(), nil
}

func descrName(th *Thread, self Value) (Value, error) {
	_, name, _, _ := descrInfo(self)
	return Intern(name).Value(), nil
}

func descrQualname(th *Thread, self Value) (Value, error) {
	owner, name, _, _ := descrInfo(self)
	q, err := GetAttr(th, owner.Value(), Intern("__qualname__"))
	if err != nil {
		return Value{}, err
	}
	if !IsStr(q) {
		return Value{}, TypeErrorf(th, "<descriptor>.__objclass__.__qualname__ is not a unicode object")
	}
	return NewStr(AsStr(q).s + "." + name), nil
}

func descrTextSignature(th *Thread, self Value) (Value, error) {
	_, _, _, sig := descrInfo(self)
	return dollarSig(sig), nil
}

func descrReduce(th *Thread, args []Value) (Value, error) {
	owner, name, _, _ := descrInfo(args[0])
	getattr, err := builtinByName(th, "getattr")
	if err != nil {
		return Value{}, err
	}
	return TupleOf(getattr, TupleOf(owner.Value(), NewStr(name))), nil
}

// builtinByName returns an object of the builtins module.
func builtinByName(th *Thread, name string) (Value, error) {
	if v := th.Rt.Builtins.GetName(name); !v.IsAbsent() {
		return v, nil
	}
	return Value{}, Raisef(th, AttributeErrorType, "module 'builtins' has no attribute '%s'", name)
}

func descrGetSets(sig bool) []GetSet {
	gs := []GetSet{
		{Name: "__objclass__", Get: descrObjclass, Set: readonlyAttr},
		{Name: "__name__", Get: descrName, Set: readonlyAttr},
		{Name: "__qualname__", Get: descrQualname},
		{Name: "__doc__", Get: descrDoc},
	}
	if sig {
		gs = append(gs, GetSet{Name: "__text_signature__", Get: descrTextSignature})
	}
	return gs
}

func descrReduceRow() []Method {
	return []Method{{Name: "__reduce__", Sig: "(self, /)", Fn: descrReduce}}
}

func descrRepr(kind string) UnaryFunc {
	return func(th *Thread, self Value) (Value, error) {
		owner, name, _, _ := descrInfo(self)
		return NewStr("<" + kind + " '" + name + "' of '" + owner.DisplayName() + "' objects>"), nil
	}
}

// descrCheck raises TypeError unless objects of class t are instances of the descriptor's class.
func descrCheck(th *Thread, owner *Type, name string, t *Type) error {
	if t != owner && !t.IsSubtype(owner) {
		return TypeErrorf(th, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, owner.DisplayName(), t.DisplayName())
	}
	return nil
}

// Slot wrappers.

func wrapperDescriptorSpec() TypeSpec {
	return TypeSpec{
		Type:    WrapperDescriptorType,
		Flags:   typeHidden,
		Slots:   Slots{Repr: descrRepr("slot wrapper"), Call: wrapperDescriptorCall, DescrGet: wrapperDescriptorGet},
		GetSets: descrGetSets(true),
		Methods: descrReduceRow(),
	}
}

// wrapperDescriptorCall calls the slot with the first argument as self.
func wrapperDescriptorCall(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
	w := (*WrapperDescriptor)(self.p)
	if len(args)-kwnames.Len() < 1 {
		return Value{}, TypeErrorf(th, "descriptor '%s' of '%s' object needs an argument", w.def.name.s, w.Owner.DisplayName())
	}
	if t := args[0].Type(); t != w.Owner && !t.IsSubtype(w.Owner) {
		return Value{}, TypeErrorf(th, "descriptor '%s' requires a '%s' object but received a '%s'", w.def.name.s, w.Owner.DisplayName(), t.DisplayName())
	}
	return w.call(th, args[0], args[1:], kwnames)
}

// call calls the slot; self is an instance of the owner.
func (w *WrapperDescriptor) call(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
	if kwnames.Len() > 0 && !w.def.kw {
		return Value{}, TypeErrorf(th, "wrapper %s() takes no keyword arguments", w.def.name.s)
	}
	return w.def.wrap(th, w.def, w.fn, self, args, kwnames)
}

func wrapperDescriptorGet(th *Thread, self, obj, typ Value) (Value, error) {
	if obj.IsAbsent() {
		return self, nil
	}
	w := (*WrapperDescriptor)(self.p)
	if err := descrCheck(th, w.Owner, w.def.name.s, obj.Type()); err != nil {
		return Value{}, err
	}
	return Value{unsafe.Pointer(&MethodWrapper{Header: Header{typ: MethodWrapperType}, Descr: w, Self: obj})}, nil
}

func methodWrapperSpec() TypeSpec {
	descr := func(f UnaryFunc) UnaryFunc {
		return func(th *Thread, self Value) (Value, error) {
			return f(th, Value{unsafe.Pointer((*MethodWrapper)(self.p).Descr)})
		}
	}
	return TypeSpec{
		Type:  MethodWrapperType,
		Flags: typeHidden,
		Slots: Slots{
			Repr: methodWrapperRepr, Call: methodWrapperCall, Compare: methodWrapperCompare, Hash: methodWrapperHash,
		},
		GetSets: []GetSet{
			{Name: "__self__", Get: func(th *Thread, self Value) (Value, error) { return (*MethodWrapper)(self.p).Self, nil }, Set: readonlyAttr},
			{Name: "__objclass__", Get: descr(descrObjclass)},
			{Name: "__name__", Get: descr(descrName)},
			{Name: "__qualname__", Get: descr(descrQualname)},
			{Name: "__doc__", Get: descr(descrDoc)},
			{Name: "__text_signature__", Get: descr(descrTextSignature)},
		},
		Methods: []Method{{Name: "__reduce__", Sig: "(self, /)", Fn: methodWrapperReduce}},
	}
}

func methodWrapperRepr(th *Thread, self Value) (Value, error) {
	m := (*MethodWrapper)(self.p)
	return NewStr(fmt.Sprintf("<method-wrapper '%s' of %s object at %#x>", m.Descr.def.name.s, m.Self.Type().DisplayName(), Address(m.Self))), nil
}

func methodWrapperCall(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
	m := (*MethodWrapper)(self.p)
	return m.Descr.call(th, m.Self, args, kwnames)
}

func methodWrapperCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if op != CmpEQ && op != CmpNE || !a.isExact(MethodWrapperType) || !b.isExact(MethodWrapperType) {
		return NotImplemented, nil
	}
	x, y := (*MethodWrapper)(a.p), (*MethodWrapper)(b.p)
	return Bool((x.Descr == y.Descr && x.Self.Is(y.Self)) == (op == CmpEQ)), nil
}

func methodWrapperHash(th *Thread, self Value) (int64, error) {
	m := (*MethodWrapper)(self.p)
	h := pyhash.Pointer(Address(m.Self)) ^ pyhash.Pointer(uintptr(unsafe.Pointer(m.Descr)))
	if h == -1 {
		h = -2
	}
	return h, nil
}

func methodWrapperReduce(th *Thread, args []Value) (Value, error) {
	m := (*MethodWrapper)(args[0].p)
	getattr, err := builtinByName(th, "getattr")
	if err != nil {
		return Value{}, err
	}
	return TupleOf(getattr, TupleOf(m.Self, m.Descr.def.name.Value())), nil
}

// Native methods.

func methodDescriptorSpec() TypeSpec {
	return TypeSpec{
		Type:  MethodDescriptorType,
		Flags: typeHidden,
		Slots: Slots{
			Repr: descrRepr("method"),
			Call: func(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
				return CallMethodDescriptor(th, (*MethodDescriptor)(self.p), args, kwnames)
			},
			DescrGet: methodDescriptorGet,
		},
		GetSets: descrGetSets(true),
		Methods: descrReduceRow(),
	}
}

func methodDescriptorGet(th *Thread, self, obj, typ Value) (Value, error) {
	if obj.IsAbsent() {
		return self, nil
	}
	m := (*MethodDescriptor)(self.p)
	if err := descrCheck(th, m.Owner, m.Def.Name, obj.Type()); err != nil {
		return Value{}, err
	}
	return BindBuiltin(m.Def, obj), nil
}

func classMethodDescriptorSpec() TypeSpec {
	return TypeSpec{
		Type:    ClassMethodDescrType,
		Flags:   typeHidden,
		Slots:   Slots{Repr: descrRepr("method"), Call: classMethodDescriptorCall, DescrGet: classMethodDescriptorGet},
		GetSets: descrGetSets(true),
	}
}

func classMethodDescriptorGet(th *Thread, self, obj, typ Value) (Value, error) {
	m := (*MethodDescriptor)(self.p)
	if typ.IsAbsent() {
		if obj.IsAbsent() {
			return Value{}, TypeErrorf(th, "descriptor '%s' for type '%s' needs either an object or a type", m.Def.Name, m.Owner.DisplayName())
		}
		typ = obj.Type().Value()
	}
	if !IsType(typ) {
		return Value{}, TypeErrorf(th, "descriptor '%s' for type '%s' needs a type, not a '%s' as arg 2", m.Def.Name, m.Owner.DisplayName(), typ.Type().DisplayName())
	}
	if !AsType(typ).IsSubtype(m.Owner) {
		return Value{}, TypeErrorf(th, "descriptor '%s' requires a subtype of '%s' but received '%s'", m.Def.Name, m.Owner.DisplayName(), AsType(typ).DisplayName())
	}
	return BindBuiltin(m.Def, typ), nil
}

func classMethodDescriptorCall(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
	m := (*MethodDescriptor)(self.p)
	if len(args)-kwnames.Len() < 1 {
		return Value{}, TypeErrorf(th, "descriptor '%s' of '%s' object needs an argument", m.Def.Name, m.Owner.DisplayName())
	}
	f, err := classMethodDescriptorGet(th, self, Value{}, args[0])
	if err != nil {
		return Value{}, err
	}
	return CallArgs(th, f, args[1:], kwnames)
}

// Computed attributes.

func getSetDescriptorSpec() TypeSpec {
	return TypeSpec{
		Type:    GetSetType,
		Flags:   typeHidden,
		Slots:   Slots{Repr: descrRepr("attribute"), DescrGet: getSetGet, DescrSet: getSetSet},
		GetSets: descrGetSets(false),
	}
}

func getSetGet(th *Thread, self, obj, typ Value) (Value, error) {
	if obj.IsAbsent() {
		return self, nil
	}
	return getSetGetAs(th, (*GetSetDescr)(self.p), obj, obj.Type())
}

// getSetGetAs gets the attribute of obj, whose class is or has just been t.
func getSetGetAs(th *Thread, g *GetSetDescr, obj Value, t *Type) (Value, error) {
	if err := descrCheck(th, g.Owner, g.Def.Name, t); err != nil {
		return Value{}, err
	}
	if g.Def.Get == nil {
		return Value{}, attributeError(th, obj, Intern(g.Def.Name), "attribute '"+g.Def.Name+"' of '"+g.Owner.DisplayName()+"' objects is not readable")
	}
	return g.Def.Get(th, obj)
}

func getSetSet(th *Thread, self, obj, val Value) error {
	return getSetSetAs(th, (*GetSetDescr)(self.p), obj, obj.Type(), val)
}

func getSetSetAs(th *Thread, g *GetSetDescr, obj Value, t *Type, val Value) error {
	if err := descrCheck(th, g.Owner, g.Def.Name, t); err != nil {
		return err
	}
	if g.Def.Set == nil {
		return notWritable(th, g.Owner, g.Def.Name)
	}
	return g.Def.Set(th, obj, val)
}

func notWritable(th *Thread, owner *Type, name string) error {
	return Raisef(th, AttributeErrorType, "attribute '%s' of '%s' objects is not writable", name, owner.DisplayName())
}

// Members.

func memberDescriptorSpec() TypeSpec {
	return TypeSpec{
		Type:    MemberType,
		Flags:   typeHidden,
		Slots:   Slots{Repr: descrRepr("member"), DescrGet: memberGet, DescrSet: memberSet},
		GetSets: descrGetSets(false),
		Methods: descrReduceRow(),
	}
}

// memberSlot returns the place of the member in obj, which must be an instance of the owner. It may be nil for an object that
// has not stored anything yet.
func (m *Member) slot(obj Value) *Value {
	v := loadPtr(&obj.ext().vals)
	if v == nil || m.index >= int(v.n) {
		return nil
	}
	return v.at(m.index)
}

func memberGet(th *Thread, self, obj, typ Value) (Value, error) {
	if obj.IsAbsent() {
		return self, nil
	}
	return memberGetAs(th, (*Member)(self.p), obj, obj.Type())
}

// memberGetAs gets the member of obj, whose class is or has just been t.
func memberGetAs(th *Thread, m *Member, obj Value, t *Type) (Value, error) {
	if err := descrCheck(th, m.Owner, m.Name.s, t); err != nil {
		return Value{}, err
	}
	if m.def != nil {
		return m.def.Get(th, obj)
	}
	if p := m.slot(obj); p != nil {
		if v := LoadSlot(p); !v.IsAbsent() {
			return v, nil
		}
	}
	return Value{}, noAttribute(th, obj, m.Name)
}

func memberSet(th *Thread, self, obj, val Value) error {
	return memberSetAs(th, (*Member)(self.p), obj, obj.Type(), val)
}

func memberSetAs(th *Thread, m *Member, obj Value, t *Type, val Value) error {
	if err := descrCheck(th, m.Owner, m.Name.s, t); err != nil {
		return err
	}
	if m.def != nil {
		return m.def.Set(th, obj, val)
	}
	p := m.slot(obj)
	if p == nil {
		return SystemErrorf(th, "'%s' object has no room for its slots", obj.Type().DisplayName())
	}
	// An attribute added meanwhile may move the values: see Ext.addAttr, which holds the object's lock.
	h := obj.Header()
	h.Lock()
	p = m.slot(obj)
	old := LoadSlot(p)
	StoreSlot(p, val)
	h.Unlock()
	if val.IsAbsent() && old.IsAbsent() {
		return attributeError(th, obj, m.Name, m.Name.s)
	}
	return nil
}

// SystemErrorf raises SystemError.
func SystemErrorf(th *Thread, format string, args ...any) error {
	return Raisef(th, SystemErrorType, format, args...)
}

// staticmethod and classmethod.

func staticMethodSpec() TypeSpec {
	return TypeSpec{
		Type:   StaticMethodType,
		Flags:  TypeBase,
		Layout: LayoutWithExt[StaticMethodObj](unsafe.Offsetof(StaticMethodObj{}.Ext)),
		Doc:    "A function in a class that is not bound to anything when it is got.",
		Sig:    "(function, /)",
		Slots: Slots{
			New: func(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
				v := t.New()
				*staticMethodFunc(v) = None
				return v, nil
			},
			Init: staticMethodInit,
			Repr: func(th *Thread, self Value) (Value, error) {
				return wrappedRepr(th, "staticmethod", *staticMethodFunc(self))
			},
			Call:     staticMethodCall,
			DescrGet: staticMethodGet,
		},
		GetSets: wrappedGetSets(staticMethodFunc),
		Methods: classGetitemRow(),
	}
}

func staticMethodFunc(self Value) *Value { return &(*StaticMethodObj)(self.p).Func }

func classMethodFunc(self Value) *Value { return &(*ClassMethodObj)(self.p).Func }

func staticMethodInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	return wrappedInit(th, "staticmethod", self, staticMethodFunc(self), args, kwnames)
}

func staticMethodCall(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error) {
	return CallArgs(th, LoadSlot(staticMethodFunc(self)), args, kwnames)
}

func staticMethodGet(th *Thread, self, obj, typ Value) (Value, error) {
	return LoadSlot(staticMethodFunc(self)), nil
}

func classMethodSpec() TypeSpec {
	return TypeSpec{
		Type:   ClassMethodType,
		Flags:  TypeBase,
		Layout: LayoutWithExt[ClassMethodObj](unsafe.Offsetof(ClassMethodObj{}.Ext)),
		Doc:    "A function in a class that gets the class as its first argument.",
		Sig:    "(function, /)",
		Slots: Slots{
			New: func(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
				v := t.New()
				*classMethodFunc(v) = None
				return v, nil
			},
			Init: func(th *Thread, self Value, args []Value, kwnames *Tuple) error {
				return wrappedInit(th, "classmethod", self, classMethodFunc(self), args, kwnames)
			},
			Repr: func(th *Thread, self Value) (Value, error) {
				return wrappedRepr(th, "classmethod", *classMethodFunc(self))
			},
			DescrGet: classMethodGet,
		},
		GetSets: wrappedGetSets(classMethodFunc),
		Methods: classGetitemRow(),
	}
}

func classMethodGet(th *Thread, self, obj, typ Value) (Value, error) {
	if typ.IsAbsent() {
		typ = obj.Type().Value()
	}
	return NewBoundMethod(LoadSlot(classMethodFunc(self)), typ), nil
}

// classGetitemRow is __class_getitem__ of generic built-in classes.
func classGetitemRow() []Method {
	return []Method{{Name: "__class_getitem__", Sig: "(type, object, /)", Kind: ClassMethod, Doc: "See PEP 585",
		Fn: func(th *Thread, args []Value) (Value, error) { return newGenericAlias(th, args[0], args[1]) }}}
}

func wrappedInit(th *Thread, name string, self Value, p *Value, args []Value, kwnames *Tuple) error {
	if err := NoKw(th, name, kwnames); err != nil {
		return err
	}
	if len(args) != 1 {
		return TypeErrorf(th, "%s expected 1 argument, got %d", name, len(args))
	}
	f := args[0]
	StoreSlot(p, f)
	for _, n := range []string{"__module__", "__name__", "__qualname__", "__doc__"} {
		nm := Intern(n)
		v, err := GetAttrOpt(th, f, nm)
		if err != nil {
			return err
		}
		if v.IsAbsent() {
			continue
		}
		if err := SetAttr(th, self, nm, v); err != nil {
			return err
		}
	}
	return nil
}

func wrappedRepr(th *Thread, name string, f Value) (Value, error) {
	r, err := ReprString(th, f)
	if err != nil {
		return Value{}, err
	}
	return NewStr("<" + name + "(" + r + ")>"), nil
}

func wrappedGetSets(at func(Value) *Value) []GetSet {
	fn := func(th *Thread, self Value) (Value, error) { return LoadSlot(at(self)), nil }
	// __annotations__ and __annotate__ are asked of the function once and then kept in the dictionary.
	lazy := func(name string) GetSet {
		nm := Intern(name)
		return GetSet{
			Name: name,
			Get: func(th *Thread, self Value) (Value, error) {
				e := self.ext()
				if v := e.getAttr(th, nm); !v.IsAbsent() {
					return v, nil
				}
				v, err := GetAttr(th, LoadSlot(at(self)), nm)
				if err != nil {
					return Value{}, err
				}
				return v, e.setAttr(th, self.Header(), nm, v)
			},
			Set: func(th *Thread, self, val Value) error {
				e := self.ext()
				if val.IsAbsent() {
					if !e.delAttr(self.Header(), nm) {
						return KeyError(th, nm.Value())
					}
					return nil
				}
				return e.setAttr(th, self.Header(), nm, val)
			},
		}
	}
	return []GetSet{
		{Name: "__func__", Get: fn, Set: readonlyAttr},
		{Name: "__wrapped__", Get: fn, Set: readonlyAttr},
		{Name: "__isabstractmethod__", Get: func(th *Thread, self Value) (Value, error) {
			b, err := isAbstract(th, LoadSlot(at(self)))
			return boolResult(b, err)
		}},
		dictGetSet(),
		lazy("__annotations__"),
		lazy("__annotate__"),
	}
}

// isAbstract reports the truth of v.__isabstractmethod__; false if v is absent or has none.
func isAbstract(th *Thread, v Value) (bool, error) {
	if v.IsAbsent() {
		return false, nil
	}
	a, err := GetAttrOpt(th, v, Intern("__isabstractmethod__"))
	if err != nil || a.IsAbsent() {
		return false, err
	}
	return IsTrue(th, a)
}
