// This file implements the module where it is not written: importing it says so.

//go:build !linux

package termios

import "weft/internal/object"

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "termios",
		Exec: func(th *object.Thread, m *object.Module) error {
			return object.Raise(th, object.ImportErrorType, "Weft has no module termios for this system yet")
		},
	}
}
