// This file implements type(): the creation of classes, and the attributes of type objects.

package object

func objectSpec() TypeSpec { return TypeSpec{Type: ObjectType, Flags: TypeBase} }

func typeSpec() TypeSpec { return TypeSpec{Type: TypeType, Flags: TypeBase | TypeSubType} }
