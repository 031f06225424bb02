// This file implements the descriptors that built-in types' dictionaries hold: native methods, computed attributes, members,
// slot wrappers, static and class methods. property is in property.go.

package object

import "unsafe"

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

// WrapperDescriptor is a slot of a built-in type seen from Python: int.__add__. slotdefs.go says how it calls the slot.
type WrapperDescriptor struct {
	Header
	Owner *Type
	def   *slotDef
	// call runs the slot's Go function with args[0] as self, already checked to be an instance of Owner.
	call RawFn
}

// GetSetDescr is a computed attribute.
type GetSetDescr struct {
	Header
	Owner *Type
	Def   *GetSet
}

// Member is a __slots__ member: value index of the instance's Ext.
type Member struct {
	Header
	Owner *Type
	Name  *Str
	index int
}

// StaticMethodObj is a staticmethod object; ClassMethodObj is a classmethod object.
type (
	StaticMethodObj struct {
		Header
		Ext
		Func Value // atomic
	}
	ClassMethodObj struct {
		Header
		Ext
		Func Value // atomic
	}
)

// Property is a property object.
type Property struct {
	Header
	Ext
	Get, Set, Del, Doc Value // absent or None: not set
	Name               Value
	getterDoc          bool
}

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

func newGetSetDescr(g *GetSet, owner *Type) Value {
	return Value{unsafe.Pointer(&GetSetDescr{Header: Header{typ: GetSetType}, Owner: owner, Def: g})}
}
