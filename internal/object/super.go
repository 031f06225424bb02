// This file implements super (Library Reference, super; Data model 3.3.2.4).

package object

import (
	"unsafe"

	"weft/internal/code"
)

// SuperType is super.
var SuperType = &Type{Name: "super"}

// Super is a super object: attribute lookup on Obj that starts behind Type in the MRO of ObjType. Its fields are set once by
// __init__; calling __init__ again replaces them together through one pointer.
type Super struct {
	Header
	s *superState // atomic; nil: not initialized
}

type superState struct {
	typ     *Type
	obj     Value // absent: unbound
	objType *Type // nil: unbound
}

func superSpec() TypeSpec {
	part := func(f func(*superState) Value) UnaryFunc {
		return func(th *Thread, self Value) (Value, error) {
			if s := loadPtr(&(*Super)(self.p).s); s != nil {
				return orNone(f(s)), nil
			}
			return None, nil
		}
	}
	return TypeSpec{
		Type:   SuperType,
		Flags:  TypeBase,
		Layout: LayoutOf[Super](),
		Doc: "super() -> the next classes' view of the first argument of the method it is called in\n" +
			"super(type) -> unbound super object\nsuper(type, obj) -> bound super object; isinstance(obj, type) holds\n" +
			"super(type, type2) -> bound super object; issubclass(type2, type) holds",
		Slots: Slots{
			New:      func(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) { return t.New(), nil },
			Init:     superInit,
			Repr:     superRepr,
			GetAttr:  superGetattribute,
			DescrGet: superGet,
		},
		GetSets: []GetSet{
			{Name: "__thisclass__", Get: part(func(s *superState) Value { return s.typ.Value() }), Set: readonlyAttr, Doc: "the class invoking super()"},
			{Name: "__self__", Get: part(func(s *superState) Value { return s.obj }), Set: readonlyAttr, Doc: "the instance invoking super(); may be None"},
			{Name: "__self_class__", Get: part(func(s *superState) Value {
				if s.objType == nil {
					return Value{}
				}
				return s.objType.Value()
			}), Set: readonlyAttr, Doc: "the type of the instance invoking super(); may be None"},
		},
	}
}

func superInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	if err := NoKw(th, "super", kwnames); err != nil {
		return err
	}
	if len(args) > 2 {
		return TypeErrorf(th, "super() expected at most 2 arguments, got %d", len(args))
	}
	var t *Type
	var obj Value
	switch len(args) {
	case 0:
		var err error
		if t, obj, err = superFromFrame(th); err != nil {
			return err
		}
	default:
		if !IsType(args[0]) {
			return TypeErrorf(th, "super() argument 1 must be a type, not %s", args[0].Type().DisplayName())
		}
		t = AsType(args[0])
		if len(args) == 2 {
			obj = noneToAbsent(args[1])
		}
	}
	s := &superState{typ: t, obj: obj}
	if !obj.IsAbsent() {
		var err error
		if s.objType, err = superCheck(th, t, obj); err != nil {
			return err
		}
	}
	storePtr(&(*Super)(self.p).s, s)
	return nil
}

// superFromFrame finds the class and first argument for super() without arguments: the __class__ cell and the first parameter
// of the innermost Python frame.
func superFromFrame(th *Thread) (*Type, Value, error) {
	f := th.Frame
	if f == nil {
		return nil, Value{}, RuntimeErrorf(th, "super(): no current frame")
	}
	c := f.Code.C
	if c.ArgCount == 0 {
		return nil, Value{}, RuntimeErrorf(th, "super(): no arguments")
	}
	obj := LoadSlot(f.Reg(0))
	if c.Locals[0].Kind&code.KindCell != 0 && obj.isExact(CellType) {
		obj = LoadSlot(&(*Cell)(obj.p).V)
	}
	if obj.IsAbsent() {
		return nil, Value{}, RuntimeErrorf(th, "super(): arg[0] deleted")
	}
	for i := len(c.Locals) - c.NumFree; i < len(c.Locals); i++ {
		if c.Locals[i].Name != "__class__" {
			continue
		}
		cell := *f.Reg(i)
		if !cell.isExact(CellType) {
			return nil, Value{}, RuntimeErrorf(th, "super(): bad __class__ cell")
		}
		t := LoadSlot(&(*Cell)(cell.p).V)
		if t.IsAbsent() {
			return nil, Value{}, RuntimeErrorf(th, "super(): empty __class__ cell")
		}
		if !IsType(t) {
			return nil, Value{}, RuntimeErrorf(th, "super(): __class__ is not a type (%s)", t.Type().DisplayName())
		}
		return AsType(t), obj, nil
	}
	return nil, Value{}, RuntimeErrorf(th, "super(): __class__ cell not found")
}

// superCheck returns the class whose MRO is searched for super(t, obj). It raises TypeError.
func superCheck(th *Thread, t *Type, obj Value) (*Type, error) {
	if IsType(obj) && AsType(obj).IsSubtype(t) {
		return AsType(obj), nil
	}
	ot := obj.Type()
	if ot == t || ot.IsSubtype(t) {
		return ot, nil
	}
	// A proxy may say that it is of another class.
	k, err := GetAttrOpt(th, obj, nmClass)
	if err != nil {
		return nil, err
	}
	if !k.IsAbsent() && IsType(k) && AsType(k) != ot && AsType(k).IsSubtype(t) {
		return AsType(k), nil
	}
	kind, name := "instance of", ot.DisplayName()
	if IsType(obj) {
		kind, name = "type", AsType(obj).DisplayName()
	}
	return nil, TypeErrorf(th, "super(type, obj): obj (%s %s) is not an instance or subtype of type (%s).", kind, name, t.DisplayName())
}

func superGetattribute(th *Thread, self Value, name *Str) (Value, error) {
	if s := loadPtr(&(*Super)(self.p).s); s != nil && s.objType != nil {
		v, _, err := superLookup(th, s, name, false)
		if err != nil || !v.IsAbsent() {
			return v, err
		}
	}
	return GenericGetAttr(th, self, name)
}

// superLookup finds name behind s.typ in the MRO of s.objType and binds it; absent if there is none. With method, a function is
// returned unbound with self true, as LoadMethod does.
func superLookup(th *Thread, s *superState, name *Str, method bool) (v Value, self bool, err error) {
	if name.s == "__class__" {
		return Value{}, false, nil
	}
	if !name.interned() {
		name = InternStr(name)
	}
	mro := s.objType.MRO()
	i := 0
	for i < len(mro) && mro[i] != s.typ {
		i++
	}
	for i++; i < len(mro); i++ {
		attr := mro[i].dict.GetStr(name)
		if attr.IsAbsent() {
			continue
		}
		bound := !s.obj.Is(s.objType.Value())
		if method && bound && isMethodLike(attr.Type()) {
			return attr, true, nil
		}
		if get := attr.Type().Slots().DescrGet; get != nil {
			var obj Value
			if bound {
				obj = s.obj
			}
			v, err = get(th, attr, obj, s.objType.Value())
			return v, false, err
		}
		return attr, false, nil
	}
	return Value{}, false, nil
}

// LoadSuper is super(cls, obj).name, or with method what LoadMethod returns for it: (function, true) stands for the function
// with obj as its first argument. It makes a super object only to report an error.
func LoadSuper(th *Thread, cls, obj Value, name *Str, method bool) (f Value, self bool, err error) {
	if !IsType(cls) {
		return Value{}, false, TypeErrorf(th, "super() argument 1 must be a type, not %s", cls.Type().DisplayName())
	}
	s := superState{typ: AsType(cls), obj: noneToAbsent(obj)}
	if !s.obj.IsAbsent() {
		if s.objType, err = superCheck(th, s.typ, s.obj); err != nil {
			return Value{}, false, err
		}
		f, self, err = superLookup(th, &s, name, method)
		if err != nil || !f.IsAbsent() {
			return f, self, err
		}
	}
	sup := &Super{Header: Header{typ: SuperType}, s: &superState{s.typ, s.obj, s.objType}}
	f, err = GenericGetAttr(th, Value{unsafe.Pointer(sup)}, name)
	return f, false, err
}

func superRepr(th *Thread, self Value) (Value, error) {
	s := loadPtr(&(*Super)(self.p).s)
	if s == nil {
		return NewStr("<super: <class 'NULL'>, NULL>"), nil
	}
	if s.objType != nil {
		return NewStr("<super: <class '" + s.typ.DisplayName() + "'>, <" + s.objType.DisplayName() + " object>>"), nil
	}
	return NewStr("<super: <class '" + s.typ.DisplayName() + "'>, NULL>"), nil
}

func superGet(th *Thread, self, obj, typ Value) (Value, error) {
	s := loadPtr(&(*Super)(self.p).s)
	if obj.IsAbsent() || obj.Is(None) || s == nil || !s.obj.IsAbsent() {
		return self, nil
	}
	if !self.isExact(SuperType) {
		return Call(th, self.Type().Value(), s.typ.Value(), obj)
	}
	ot, err := superCheck(th, s.typ, obj)
	if err != nil {
		return Value{}, err
	}
	return Value{unsafe.Pointer(&Super{Header: Header{typ: SuperType}, s: &superState{s.typ, obj, ot}})}, nil
}
