// This file implements, for the moment, what other files of this package will define: each raises an error that says so.

package object

func notYet(th *Thread, what string) error {
	return Raise(th, NotImplementedErrorType, "weft: "+what+" is not written yet")
}

func ASCII(th *Thread, v Value) (Value, error) { return Value{}, notYet(th, "ascii") }
func ListSort(th *Thread, args []Value, kw *Tuple) (Value, error) {
	return Value{}, notYet(th, "list.sort")
}

var ByteArrayType = &Type{Name: "bytearray"}

func isMemoryView(v Value) bool { return v.Type().Name == "memoryview" }

func newBufferView(th *Thread, v Value, flags BufferFlags) (Value, error) {
	return Value{}, notYet(th, "__buffer__")
}
