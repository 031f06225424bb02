// This file implements the types of None, NotImplemented and Ellipsis.

package object

func noneSpec() TypeSpec {
	return TypeSpec{
		Type:  NoneType,
		Flags: typeHidden,
		Doc:   "The type of the None singleton.",
		Slots: Slots{New: singletonNew(None, "NoneType"), Repr: constRepr("None"), Bool: constBool(false), Hash: noneHash, Compare: objectCompare},
	}
}

func notImplementedSpec() TypeSpec {
	return TypeSpec{
		Type:  NotImplementedType,
		Flags: typeHidden,
		Doc:   "The type of the NotImplemented singleton.",
		Slots: Slots{New: singletonNew(NotImplemented, "NotImplementedType"), Repr: constRepr("NotImplemented"),
			Bool: func(th *Thread, self Value) (bool, error) {
				return false, TypeErrorf(th, "NotImplemented should not be used in a boolean context")
			}},
		Methods: []Method{{Name: "__reduce__", Sig: "(self, /)", Fn: constReduce("NotImplemented")}},
	}
}

func ellipsisSpec() TypeSpec {
	return TypeSpec{
		Type:    EllipsisType,
		Flags:   typeHidden,
		Doc:     "The type of the Ellipsis singleton.",
		Slots:   Slots{New: singletonNew(Ellipsis, "EllipsisType"), Repr: constRepr("Ellipsis")},
		Methods: []Method{{Name: "__reduce__", Sig: "(self, /)", Fn: constReduce("Ellipsis")}},
	}
}

func singletonNew(v Value, name string) NewFunc {
	return func(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
		if len(args) > 0 {
			return Value{}, TypeErrorf(th, "%s takes no arguments", name)
		}
		return v, nil
	}
}

func constRepr(text string) UnaryFunc {
	return func(th *Thread, self Value) (Value, error) { return NewASCII(text), nil }
}

func constBool(b bool) BoolFunc {
	return func(th *Thread, self Value) (bool, error) { return b, nil }
}

func constReduce(text string) NativeFn {
	return func(th *Thread, args []Value) (Value, error) { return NewASCII(text), nil }
}

// noneHash is CPython's, the same in every process.
func noneHash(th *Thread, self Value) (int64, error) { return 0xfca86420, nil }
