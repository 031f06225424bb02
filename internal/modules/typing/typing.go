// Package typing is the native module _typing: type parameters and aliases, Generic and Union, which typing.py re-exports.
//
// Invariant and concurrency: everything it shows lives in package object.
package typing

// This file implements the module.

import "weft/internal/object"

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_typing",
		Doc:  "What typing.py needs from the runtime.",
		Methods: []object.Method{
			{Name: "_idfunc", Fn: typingIdfunc, Sig: "(x, /)"},
		},
		Exec: func(th *object.Thread, m *object.Module) error {
			for _, t := range object.TypingTypes() {
				m.Dict().SetName(t.ShortName(), t.Value())
			}
			m.Dict().SetName("NoDefault", object.NoDefault)
			return nil
		},
	}
}

func typingIdfunc(th *object.Thread, args []object.Value) (object.Value, error) { return args[0], nil }
