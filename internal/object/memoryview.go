// This file implements memoryview objects (in work).

package object

// MemoryViewType is memoryview.
var MemoryViewType = &Type{Name: "memoryview"}

// managedBuffer is a buffer shared by memoryviews.
type managedBuffer struct{ released uint32 }

func (m *managedBuffer) held() bool { return loadUint32(&m.released) == 0 }

func isMemoryView(v Value) bool { return v.isExact(MemoryViewType) }

func newBufferView(th *Thread, v Value, flags BufferFlags) (Value, error) {
	return Value{}, notYet(th, "__buffer__")
}

// NewMemoryView returns memoryview(v).
func NewMemoryView(th *Thread, v Value) (Value, error) {
	return Value{}, notYet(th, "memoryview")
}
