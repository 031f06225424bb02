// This file implements None, NotImplemented, Ellipsis, True and False: the objects and their identity. Their methods are in
// none.go and bool.go.

package object

import "unsafe"

// The types of the singletons.
var (
	NoneType           = &Type{Name: "NoneType"}
	NotImplementedType = &Type{Name: "NotImplementedType"}
	EllipsisType       = &Type{Name: "ellipsis"}
	BoolType           = &Type{Name: "bool"}
)

type singleton struct {
	Header
	n int64 // bools: 0 or 1
	_ [16]byte
}

var (
	noneObj           = singleton{Header: Header{typ: NoneType, flags: flagImmortal}}
	notImplementedObj = singleton{Header: Header{typ: NotImplementedType, flags: flagImmortal}}
	ellipsisObj       = singleton{Header: Header{typ: EllipsisType, flags: flagImmortal}}
	trueObj           = singleton{Header: Header{typ: BoolType, flags: flagImmortal}, n: 1}
	falseObj          = singleton{Header: Header{typ: BoolType, flags: flagImmortal}}
)

// The singletons.
var (
	None           = Value{unsafe.Pointer(&noneObj)}
	NotImplemented = Value{unsafe.Pointer(&notImplementedObj)}
	Ellipsis       = Value{unsafe.Pointer(&ellipsisObj)}
	True           = Value{unsafe.Pointer(&trueObj)}
	False          = Value{unsafe.Pointer(&falseObj)}
)

// Bool returns True or False.
func Bool(b bool) Value {
	if b {
		return True
	}
	return False
}

// IsBool reports whether v is True or False.
func IsBool(v Value) bool { return v.p == True.p || v.p == False.p }
