// This file implements the making of the built-in types: the list of their specifications, and ReadyType.

package object

import "sync"

// builtinSpecs lists every built-in type of this package, bases before derived types.
func builtinSpecs() []TypeSpec {
	specs := []TypeSpec{
		objectSpec(),
		typeSpec(),
		functionSpec(),
		codeSpec(),
		frameSpec(),
		cellSpec(),
		tracebackSpec(),
	}
	return append(specs, exceptionSpecs()...)
}

var bootstrapOnce sync.Once

// bootstrap readies the built-in types, once in a process.
func bootstrap() {
	bootstrapOnce.Do(func() {
		specs := builtinSpecs()
		for i := range specs {
			ReadyType(&specs[i])
		}
	})
}
