// This file implements generators, coroutines and async generators as Python objects: construction, attributes and methods.
// Their frames are run by the evaluator.

package object

import "weft/internal/code"

// NewGenerator returns the generator, coroutine or async generator of a call of fn, whose code is c, with an empty frame.
func NewGenerator(th *Thread, fn *Function, c *Code) *Generator {
	g := &Generator{Header: Header{typ: GeneratorType}, Name: loadPtr(&fn.Name), QualName: loadPtr(&fn.QualName), CodeObj: c}
	switch {
	case c.C.Flags&code.FlagCoroutine != 0:
		g.typ = CoroutineType
	case c.C.Flags&code.FlagAsyncGenerator != 0:
		g.typ = AsyncGenType
	}
	return g
}
