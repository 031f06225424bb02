// This file implements, for the moment, what other files of this package will define: each raises an error that says so.

package object

func notYet(th *Thread, what string) error {
	return Raise(th, NotImplementedErrorType, "weft: "+what+" is not written yet")
}

func ListSort(th *Thread, args []Value, kw *Tuple) (Value, error) {
	return Value{}, notYet(th, "list.sort")
}
