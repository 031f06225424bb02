// This file implements Word, an int that threads may race on.

package object

// Word is an int in a heap object that threads may race on, as the position of an iterator. It publishes nothing.
type Word struct{ n int }

// Load returns the value.
func (w *Word) Load() int { return loadInt(&w.n) }

// Store sets the value.
func (w *Word) Store(n int) { storeInt(&w.n, n) }

// BinSlots returns a table of binary operators in which only op has a function.
func BinSlots(op BinOp, f BinaryFunc) (t [numBinOps]BinaryFunc) {
	t[op] = f
	return
}

// HasOwnDict reports whether v has attributes of its own, or a __dict__ that somebody asked for.
func HasOwnDict(v Value) bool {
	e := v.ext()
	if e == nil || !v.Type().HasFlag(TypeHasDict) {
		return false
	}
	if loadPtr(&e.dict) != nil {
		return true
	}
	s := loadPtr(&e.shape)
	return s != nil && s.parent != nil
}

// OverridesInit reports whether a class has an __init__ other than object's.
func OverridesInit(t *Type) bool {
	return funcPtr(t.Slots().Init) != funcPtr(ObjectType.Slots().Init)
}
