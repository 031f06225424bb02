// This file implements what class patterns know of abstract base classes: the collection flags of classes.

package object

// SetCollection marks heap type t as matching sequence or mapping patterns (TypeSequence or TypeMapping), and no longer the
// other. Subclasses follow if recursive, but for those that have the flag already, and never types that cannot change.
func (t *Type) SetCollection(flag uint32, recursive bool) {
	typeMu.Lock()
	defer typeMu.Unlock()
	t.setCollectionLocked(flag, recursive)
}

func (t *Type) setCollectionLocked(flag uint32, recursive bool) {
	if !t.HasFlag(TypeHeap) || t.HasFlag(TypeImmutable) || t.Flags()&(TypeSequence|TypeMapping) == flag {
		return
	}
	t.clearFlags(TypeSequence | TypeMapping)
	t.setFlags(flag)
	t.modifiedLocked()
	if recursive {
		for _, s := range t.Subclasses() {
			s.setCollectionLocked(flag, true)
		}
	}
}
