// This file implements attribute access: the generic algorithm of object.__getattribute__ and __setattr__, special-method
// lookup, and what the evaluator's inline caches need to know.

package object

import (
	"runtime"
	"sync/atomic"
)

// GetAttr returns v.name. It may run Python code.
func GetAttr(th *Thread, v Value, name *Str) (Value, error) {
	r, err := v.Type().Slots().GetAttr(th, v, name)
	if err != nil {
		attrContext(err, v, name)
	}
	return r, err
}

// attrContext gives an AttributeError that does not have them yet the name and obj of the access that raised it.
func attrContext(err error, v Value, name *Str) {
	if !IsErr(err, AttributeErrorType) {
		return
	}
	if e := Exc(err); e.field(fieldAttrName).Is(None) && e.field(fieldAttrObj).Is(None) {
		e.setField(fieldAttrName, name.Value())
		e.setField(fieldAttrObj, v)
	}
}

// GetAttrName is GetAttr for a Go string.
func GetAttrName(th *Thread, v Value, name string) (Value, error) {
	return GetAttr(th, v, Intern(name))
}

// GetAttrOpt is GetAttr that returns absent instead of raising AttributeError.
func GetAttrOpt(th *Thread, v Value, name *Str) (Value, error) {
	t := v.Type()
	if !t.HasFlag(typeHasGetattrHook) {
		return genericGet(th, v, name, false)
	}
	r, err := t.Slots().GetAttr(th, v, name)
	if err != nil && IsErr(err, AttributeErrorType) {
		return Value{}, nil
	}
	return r, err
}

// SetAttr stores v.name = val, or deletes v.name when val is absent. It may run Python code.
func SetAttr(th *Thread, v Value, name *Str, val Value) error {
	if f := v.Type().Slots().SetAttr; f != nil {
		return f(th, v, name, val)
	}
	return genericSetError(th, v, name, val)
}

// SetAttrName is SetAttr for a Go string.
func SetAttrName(th *Thread, v Value, name string, val Value) error {
	return SetAttr(th, v, Intern(name), val)
}

// GenericGetAttr is object.__getattribute__ (Data model 3.3.2): data descriptors of the type, then the instance, then other
// attributes of the type.
func GenericGetAttr(th *Thread, v Value, name *Str) (Value, error) {
	return genericGet(th, v, name, true)
}

func genericGet(th *Thread, v Value, name *Str, raise bool) (Value, error) {
	if !name.interned() {
		name = InternStr(name)
	}
	t := v.Type()
	attr := t.Lookup(name)
	var get DescrGetFunc
	if !attr.IsAbsent() {
		s := attr.Type().Slots()
		get = s.DescrGet
		if get != nil && s.DescrSet != nil {
			r, err := nativeDescrGet(th, attr, v, t, get)
			if err != nil && !raise && IsErr(err, AttributeErrorType) {
				return Value{}, nil
			}
			return r, err
		}
	}
	if e := v.ext(); e != nil {
		r, sure := e.getAttrSure(name)
		if !r.IsAbsent() {
			return r, nil
		}
		if !sure {
			if r, err := loadPtr(&e.dict).Get(th, name.Value()); err != nil || !r.IsAbsent() {
				return r, err
			}
		}
	}
	if t.HasFlag(TypeSubType) { // object.__getattribute__(cls, name)
		if r := AsType(v).dict.GetStr(name); !r.IsAbsent() {
			return r, nil
		}
	}
	if get != nil {
		r, err := get(th, attr, v, t.Value())
		if err != nil && !raise && IsErr(err, AttributeErrorType) {
			return Value{}, nil
		}
		return r, err
	}
	if !attr.IsAbsent() {
		return attr, nil
	}
	if t == ModuleType || t.layout == ModuleType.layout {
		r, err := moduleMissing(th, v, name)
		if err != nil && !raise && IsErr(err, AttributeErrorType) {
			return Value{}, nil
		}
		return r, err
	}
	if !raise {
		return attr, nil
	}
	return Value{}, noAttribute(th, v, name)
}

// nativeDescrGet gets the data descriptor attr, found on t, which v's class was when it was looked up: another thread may have
// assigned v's __class__ since, which must not make a native descriptor refuse v.
func nativeDescrGet(th *Thread, attr, v Value, t *Type, get DescrGetFunc) (Value, error) {
	switch attr.Header().Type() {
	case MemberType:
		return memberGetAs(th, (*Member)(attr.p), v, t)
	case GetSetType:
		return getSetGetAs(th, (*GetSetDescr)(attr.p), v, t)
	}
	return get(th, attr, v, t.Value())
}

// noAttribute raises the AttributeError for a missing attribute, with name and obj set for suggestions.
func noAttribute(th *Thread, v Value, name *Str) error {
	return attributeError(th, v, name, "'"+v.Type().DisplayName()+"' object has no attribute '"+name.s+"'")
}

// attributeError raises AttributeError with name and obj set.
func attributeError(th *Thread, v Value, name *Str, msg string) error {
	err := Raise(th, AttributeErrorType, msg)
	e := Exc(err)
	e.setField(fieldAttrName, name.Value())
	e.setField(fieldAttrObj, v)
	return err
}

// GenericSetAttr is object.__setattr__ and __delattr__.
func GenericSetAttr(th *Thread, v Value, name *Str, val Value) error {
	if !name.interned() {
		name = InternStr(name)
	}
	t := v.Type()
	attr := t.Lookup(name)
	if !attr.IsAbsent() {
		if set := attr.Type().Slots().DescrSet; set != nil {
			switch attr.Header().Type() {
			case MemberType:
				return memberSetAs(th, (*Member)(attr.p), v, t, val)
			case GetSetType:
				return getSetSetAs(th, (*GetSetDescr)(attr.p), v, t, val)
			}
			return set(th, attr, v, val)
		}
	}
	if e := v.ext(); e != nil && t.HasFlag(TypeHasDict) {
		if val.IsAbsent() {
			if e.delAttr(v.Header(), name) {
				return nil
			}
			return noAttribute(th, v, name)
		}
		return e.setAttr(th, v.Header(), name, val)
	}
	return genericSetError(th, v, name, val)
}

func genericSetError(th *Thread, v Value, name *Str, val Value) error {
	t := v.Type()
	attr := t.Lookup(name)
	if attr.IsAbsent() {
		if t.Slots().SetAttr == nil || !t.HasFlag(TypeHasDict) && v.ext() == nil || !t.HasFlag(TypeHasDict) {
			if set := t.Slots().SetAttr; set != nil && funcPtr(set) != funcPtr(SetAttrFunc(GenericSetAttr)) { // the class has its own __setattr__
				return noAttribute(th, v, name)
			}
			return attributeError(th, v, name, "'"+t.DisplayName()+"' object has no attribute '"+name.s+"' and no __dict__ for setting new attributes")
		}
		return noAttribute(th, v, name)
	}
	return attributeError(th, v, name, "'"+t.DisplayName()+"' object attribute '"+name.s+"' is read-only")
}

// LoadMethod returns v.name for a call. If it is a function or native method of v's type, that is returned unbound with
// self true: the caller passes v as the first argument. It spares the bound method object.
func LoadMethod(th *Thread, v Value, name *Str) (f Value, self bool, err error) {
	t := v.Type()
	if t.HasFlag(typeHasGetattrHook) {
		f, err = GetAttr(th, v, name)
		return f, false, err
	}
	if !name.interned() {
		name = InternStr(name)
	}
	attr := t.Lookup(name)
	if attr.IsObj() && isMethodLike(attr.Header().Type()) {
		if e := v.ext(); e != nil {
			if r := e.getAttr(th, name); !r.IsAbsent() {
				return r, false, nil
			}
		}
		return attr, true, nil
	}
	f, err = GenericGetAttr(th, v, name)
	if err != nil {
		attrContext(err, v, name)
	}
	return f, false, err
}

// isMethodLike reports whether instances of t, found on a type, bind to an instance as functions do.
func isMethodLike(t *Type) bool {
	return t == FunctionType || t == MethodDescriptorType || t == WrapperDescriptorType
}

// LookupSpecial looks a special method up on the type of v, past the instance; absent if there is none. self is as for
// LoadMethod.
func LookupSpecial(th *Thread, v Value, name *Str) (f Value, self bool, err error) {
	t := v.Type()
	attr := t.Lookup(name)
	if attr.IsAbsent() {
		return Value{}, false, nil
	}
	at := attr.Type()
	if isMethodLike(at) {
		return attr, true, nil
	}
	if get := at.Slots().DescrGet; get != nil {
		f, err = get(th, attr, v, t.Value())
		return f, false, err
	}
	return attr, false, nil
}

// LookupSpecialOpt is LookupSpecial for methods that may be missing: an AttributeError raised by the descriptor says that it is.
func LookupSpecialOpt(th *Thread, v Value, name *Str) (f Value, self bool, err error) {
	f, self, err = LookupSpecial(th, v, name)
	if err != nil && IsErr(err, AttributeErrorType) {
		return Value{}, false, nil
	}
	return f, self, err
}

// AttrKind says what an inline cache may do for an attribute of instances of a type.
type AttrKind uint8

// Kinds of cacheable attributes.
const (
	AttrNone       AttrKind = iota // not cacheable
	AttrSlot                       // value at Ext.vals[Index] of instances with Shape
	AttrMethod                     // Val is a function found on the type; instances with Shape do not shadow it
	AttrValue                      // Val is a plain class attribute; instances with Shape do not shadow it
	AttrDict                       // dict mode: value at Slot while the dict's table is Table
	AttrProperty                   // Val is a property whose getter is a Python function
	AttrTypeMethod                 // as AttrMethod for types without Ext: guarded by the type alone
	AttrTypeValue
	AttrTypeSlot    // member descriptor (__slots__): vals[Index]
	AttrClass       // attribute Val of the type object Obj while its version is ObjVersion
	AttrClassMethod // as AttrClass for a class method: Val is the function, to be called with Obj
	AttrOfClass     // Val is the function of a class method found on the type Obj, to be called with Obj; instances with Shape do not shadow it
)

// AttrInfo is what CacheAttr learnt. It holds while the type's version is Version.
type AttrInfo struct {
	Kind    AttrKind
	Type    *Type
	Shape   *Shape
	Version uint32
	Index   int
	Val     Value
	Table   *DictTable
	Slot    *Value
	Offset  uintptr // of the Ext in the object
	// Obj and ObjVersion: see AttrClass.
	Obj        *Type
	ObjVersion uint32
}

// StoreInfo is what CacheStore learnt about storing an attribute. It holds while the type's version is Version; Type nil: not
// cacheable.
type StoreInfo struct {
	Type    *Type
	Shape   *Shape
	Version uint32
	Index   int
	Offset  uintptr
	Add     bool   // the attribute is new to instances of Shape
	Next    *Shape // Add: the shape with it, its value being number Index; nil: take the slow path
	Slot    bool   // a __slots__ member: value Index whatever the shape
}

// CacheStore says how to store attribute name (interned) of objects like v without a lookup; ask before storing.
func CacheStore(v Value, name *Str) StoreInfo {
	t := v.Type()
	if funcPtr(t.Slots().SetAttr) != funcPtr(SetAttrFunc(GenericSetAttr)) {
		return StoreInfo{}
	}
	e := v.ext()
	if e == nil {
		return StoreInfo{}
	}
	info := StoreInfo{Type: t, Version: t.Version(), Offset: t.layout.extOff}
	if attr := t.Lookup(name); !attr.IsAbsent() {
		if attr.Type() == MemberType && (*Member)(attr.p).index >= 0 {
			info.Slot, info.Index = true, (*Member)(attr.p).index
			return info
		}
		if attr.Type().Slots().DescrSet != nil {
			return StoreInfo{}
		}
	}
	info.Shape = loadPtr(&e.shape)
	if !t.HasFlag(TypeHasDict) || info.Shape == nil || info.Shape.isDict || info.Shape.typ != t {
		return StoreInfo{}
	}
	info.Index = info.Shape.find(name)
	if info.Add = info.Index < 0; info.Add {
		if info.Next = info.Shape.add(name); info.Next != nil {
			info.Index = info.Next.n - 1
		}
	}
	return info
}

// StoreVal stores value i, a __slots__ member.
func (e *Ext) StoreVal(i int, v Value) {
	for {
		vals := loadPtr(&e.vals)
		if loadUint32(&multi) == 0 {
			*vals.at(i) = v
			return
		}
		atomic.StorePointer(&vals.at(i).p, v.p)
		if atomic.LoadUint32(&vals.moving) == 0 {
			return
		}
		runtime.Gosched() // another thread moves the values: see storeChecked
	}
}

// CacheAttr says how to load attribute name (interned) of objects like v without a lookup.
func CacheAttr(v Value, name *Str) AttrInfo {
	t := v.Type()
	if t.HasFlag(typeHasGetattrHook) {
		if t.HasFlag(TypeSubType) {
			return cacheClassAttr(v, name)
		}
		return AttrInfo{}
	}
	info := AttrInfo{Type: t, Version: t.Version()}
	attr := t.Lookup(name)
	method := false
	if !attr.IsAbsent() {
		at := attr.Type()
		s := at.Slots()
		switch {
		case isMethodLike(at):
			method = true
		case at == MemberType:
			if m := (*Member)(attr.p); m.index >= 0 {
				if l := t.layout; v.ext() != nil {
					info.Kind, info.Index, info.Offset, info.Val = AttrTypeSlot, m.index, l.extOff, attr
					return info
				}
			}
			return AttrInfo{}
		case s.DescrSet != nil:
			if at == PropertyType {
				info.Kind, info.Val = AttrProperty, attr
				return info
			}
			if at == GetSetType && (*GetSetDescr)(attr.p).Owner == ObjectType && name == nmClass {
				info.Kind, info.Val = AttrTypeValue, t.Value()
				return info
			}
			return AttrInfo{}
		case at == StaticMethodType:
			attr = LoadSlot(staticMethodFunc(attr))
		case at == ClassMethodType:
			if attr = LoadSlot(classMethodFunc(attr)); !attr.isExact(FunctionType) {
				return AttrInfo{}
			}
			info.Obj = t
		case s.DescrGet != nil:
			return AttrInfo{}
		}
	}
	e := v.ext()
	if e == nil {
		if attr.IsAbsent() || info.Obj != nil {
			return AttrInfo{}
		}
		info.Val = attr
		info.Kind = AttrTypeValue
		if method {
			info.Kind = AttrTypeMethod
		}
		return info
	}
	info.Offset = t.layout.extOff
	info.Shape = loadPtr(&e.shape)
	if info.Shape == nil || info.Shape.typ != t {
		return AttrInfo{}
	}
	if info.Shape.isDict {
		if !attr.IsAbsent() {
			return AttrInfo{}
		}
		if val, tab, pos := loadPtr(&e.dict).GetStrPos(name); !val.IsAbsent() {
			info.Kind, info.Table, info.Slot = AttrDict, tab, tab.Slot(pos)
			return info
		}
		return AttrInfo{}
	}
	if i := info.Shape.find(name); i >= 0 {
		info.Kind, info.Index = AttrSlot, i
		return info
	}
	if attr.IsAbsent() {
		return AttrInfo{}
	}
	info.Val = attr
	info.Kind = AttrValue
	if method {
		info.Kind = AttrMethod
	} else if info.Obj != nil {
		info.Kind = AttrOfClass
	}
	return info
}

// cacheClassAttr is CacheAttr for type objects.
func cacheClassAttr(v Value, name *Str) AttrInfo {
	t, meta := AsType(v), v.Type()
	if funcPtr(meta.Slots().GetAttr) != funcPtr(AttrFunc(TypeGetAttr)) {
		return AttrInfo{}
	}
	info := AttrInfo{Type: meta, Version: meta.Version(), Obj: t, ObjVersion: t.Version()}
	if m := meta.Lookup(name); !m.IsAbsent() && m.Type().Slots().DescrSet != nil {
		return AttrInfo{}
	}
	val := t.Lookup(name)
	if val.IsAbsent() {
		return AttrInfo{}
	}
	kind := AttrClass
	switch at := val.Type(); {
	case isMethodLike(at):
	case at == StaticMethodType:
		val = LoadSlot(staticMethodFunc(val))
	case at == ClassMethodType:
		if val = LoadSlot(classMethodFunc(val)); !val.isExact(FunctionType) {
			return AttrInfo{}
		}
		kind = AttrClassMethod
	case at.Slots().DescrGet != nil:
		return AttrInfo{}
	}
	info.Kind, info.Val = kind, val
	return info
}

// ExtAt returns the Ext of v at a cached offset.
func ExtAt(v Value, off uintptr) *Ext { return (*Ext)(ptrAdd(v.p, off)) }

// Shape returns the current shape.
func (e *Ext) Shape() *Shape { return loadPtr(&e.shape) }

// SetShape says that the values are those of shape s.
func (e *Ext) SetShape(s *Shape) { storePtr(&e.shape, s) }

// Vals returns the current values.
func (e *Ext) Vals() *Vals { return loadPtr(&e.vals) }

// DictOf returns the dictionary in dict mode.
func (e *Ext) DictOf() *Dict { return loadPtr(&e.dict) }

// Store stores into attribute i of shape s; false: the instance has left the shape, take the slow path.
func (e *Ext) Store(s *Shape, i int, val Value) bool { return e.storeChecked(s, i, val) }

// Add adds the attribute name, not yet there, to an instance in shape s; false: take the slow path.
func (e *Ext) Add(h *Header, s *Shape, name *Str, val Value) bool {
	return loadPtr(&e.shape) == s && e.addAttr(h, s, name, val)
}

// GenericGetAttrWithDict is GenericGetAttr for an object whose instance dictionary the caller provides.
func GenericGetAttrWithDict(th *Thread, v Value, name *Str, d *Dict) (Value, error) {
	name = InternStr(name)
	t := v.Type()
	attr := t.Lookup(name)
	var get DescrGetFunc
	if !attr.IsAbsent() {
		s := attr.Type().Slots()
		if get = s.DescrGet; get != nil && s.DescrSet != nil {
			return get(th, attr, v, t.Value())
		}
	}
	if r := d.GetStr(name); !r.IsAbsent() {
		return r, nil
	}
	if get != nil {
		return get(th, attr, v, t.Value())
	}
	if !attr.IsAbsent() {
		return attr, nil
	}
	return Value{}, noAttribute(th, v, name)
}

// GenericSetAttrWithDict is GenericSetAttr for an object whose instance dictionary the caller provides.
func GenericSetAttrWithDict(th *Thread, v Value, name *Str, val Value, d *Dict) error {
	name = InternStr(name)
	if attr := v.Type().Lookup(name); !attr.IsAbsent() {
		if set := attr.Type().Slots().DescrSet; set != nil {
			return set(th, attr, v, val)
		}
	}
	if val.IsAbsent() {
		if !d.DelStr(name) {
			return noAttribute(th, v, name)
		}
		return nil
	}
	d.SetStr(name, val)
	return nil
}
