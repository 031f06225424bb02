// This file implements types.GenericAlias and unions.

package object

func newGenericAlias(th *Thread, origin, args Value) (Value, error) {
	return Value{}, Raise(th, NotImplementedErrorType, "generic alias")
}
