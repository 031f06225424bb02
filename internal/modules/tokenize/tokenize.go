// Package tokenize is the native module _tokenize, which the library's tokenize module is built on.
package tokenize

// This file implements the module. The parser's scanner does not give out comments and line ends yet, so that tokenize can be
// imported (inspect and others do) but not used: README.md says so.

import "weft/internal/object"

var iterType = &object.Type{Name: "TokenizerIter"}

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_tokenize",
		Types: []object.TypeSpec{{
			Type: iterType, Module: "_tokenize", Doc: "Not written yet: making one raises NotImplementedError.",
			Slots: object.Slots{
				New: func(th *object.Thread, t *object.Type, args []object.Value, kw *object.Tuple) (object.Value, error) {
					return object.Value{}, object.Raise(th, object.NotImplementedErrorType, "weft: the tokenize module's tokenizer is not written yet")
				},
			},
		}},
	}
}
