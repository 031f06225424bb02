// This file implements, for the moment, what other files of this package will define: each raises an error that says so.

package object

func notYet(th *Thread, what string) error {
	return Raise(th, NotImplementedErrorType, "weft: "+what+" is not written yet")
}

func NewTypeVar(th *Thread, name, bound, constraints Value) (Value, error) {
	return Value{}, notYet(th, "TypeVar")
}
func NewParamSpec(th *Thread, name Value) (Value, error) { return Value{}, notYet(th, "ParamSpec") }
func NewTypeVarTuple(th *Thread, name Value) (Value, error) {
	return Value{}, notYet(th, "TypeVarTuple")
}
func NewTypeAlias(th *Thread, v Value) (Value, error)     { return Value{}, notYet(th, "type alias") }
func SubscriptGeneric(th *Thread, v Value) (Value, error) { return Value{}, notYet(th, "Generic") }
func SetTypeParamDefault(th *Thread, p, f Value) (Value, error) {
	return Value{}, notYet(th, "type parameter default")
}
func NewTemplate(th *Thread, strings, interpolations Value) (Value, error) {
	return Value{}, notYet(th, "template string")
}
func NewInterpolation(th *Thread, v, expr Value, conv int, spec Value) (Value, error) {
	return Value{}, notYet(th, "interpolation")
}
func GetAwaitable(th *Thread, v Value, kind int) (Value, error) { return Value{}, notYet(th, "await") }
func AsyncGenWrap(v Value) Value                                { return v }
func NewAnextAwaitable(a, def Value) Value                      { return a }
func NewCallIter(f, sentinel Value) Value                       { panic("todo") }
func ASCII(th *Thread, v Value) (Value, error)                  { return Value{}, notYet(th, "ascii") }
func ListSort(th *Thread, args []Value, kw *Tuple) (Value, error) {
	return Value{}, notYet(th, "list.sort")
}

var ByteArrayType = &Type{Name: "bytearray"}

func newUnion(th *Thread, a, b Value) (Value, error) { return Value{}, notYet(th, "union") }

func isMemoryView(v Value) bool { return v.Type().Name == "memoryview" }

func newBufferView(th *Thread, v Value, flags BufferFlags) (Value, error) {
	return Value{}, notYet(th, "__buffer__")
}

func NewNamespace(th *Thread, d *Dict) (Value, error) {
	m := NewModule("namespace")
	for pos := 0; ; {
		k, v, ok := d.Next(&pos)
		if !ok {
			return m.Value(), nil
		}
		m.Dict().SetStr(AsStr(k), v)
	}
}

func FrameLocals(th *Thread, f *Frame) (Value, error) {
	if !f.NS.IsAbsent() {
		return f.NS, nil
	}
	return Value{}, notYet(th, "locals")
}
