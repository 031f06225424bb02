// This file implements the place of weak references in objects.

package object

// firstWeakref is __weakref__: the object's first weak reference, or None.
//
// TODO: weak references themselves; until they exist no object has one.
func firstWeakref(th *Thread, self Value) (Value, error) { return None, nil }
