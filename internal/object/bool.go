// This file implements bool.

package object

func boolSpec() TypeSpec {
	logic := func(f func(a, b bool) bool, ints BinaryFunc) BinaryFunc {
		return func(th *Thread, a, b Value) (Value, error) {
			if IsBool(a) && IsBool(b) {
				return Bool(f(a.Is(True), b.Is(True))), nil
			}
			return ints(th, a, b)
		}
	}
	return TypeSpec{
		Type: BoolType,
		Make: makeBool,
		Base: IntType,
		Sig:  "(object=False, /)",
		Doc:  "Returns True when the argument is true, False otherwise.\nThe builtins True and False are the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.",
		Slots: Slots{
			New:  boolNew,
			Repr: boolRepr,
			Bin: [numBinOps]BinaryFunc{
				OpAnd: logic(func(a, b bool) bool { return a && b }, intAnd),
				OpOr:  logic(func(a, b bool) bool { return a || b }, intOr),
				OpXor: logic(func(a, b bool) bool { return a != b }, intXor),
			},
			Invert: boolInvert,
		},
	}
}

func boolNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if err := NoKw(th, "bool", kwnames); err != nil {
		return Value{}, err
	}
	switch len(args) {
	case 0:
		return False, nil
	case 1:
		b, err := IsTrue(th, args[0])
		return Bool(b), err
	}
	return Value{}, TypeErrorf(th, "bool expected at most 1 argument, got %d", len(args))
}

var (
	nmTrue  = Intern("True")
	nmFalse = Intern("False")
)

func boolRepr(th *Thread, self Value) (Value, error) {
	if self.Is(True) {
		return nmTrue.Value(), nil
	}
	return nmFalse.Value(), nil
}

func boolInvert(th *Thread, self Value) (Value, error) {
	const msg = "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int."
	if err := Warn(th, DeprecationWarningType, msg, 1); err != nil {
		return Value{}, err
	}
	return intInvert(th, self)
}
