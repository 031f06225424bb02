// This file implements the table that binds special-method names to slots, in both directions: wrappers that let Python call a
// slot (int.__add__), and slot functions that call a Python method (a class with __add__).

package object

// slotDef is one row of the table.
type slotDef struct {
	name string
	doc  string
}

// addSlotWrappers puts a wrapper into the dictionary for each slot the specification fills.
func (t *Type) addSlotWrappers(s *Slots) {}

// inheritSlots fills the empty slots of s from the bases.
func (t *Type) inheritSlots(s *Slots) {}
