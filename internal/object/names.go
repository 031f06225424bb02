// This file implements the interned names that the runtime itself uses.

package object

// Names the evaluator looks up.
var (
	NameInit       = Intern("__init__")
	NameBuiltins   = Intern("__builtins__")
	NameBuildClass = Intern("__build_class__")
	NameImport     = Intern("__import__")
	NameName       = Intern("__name__")
	NameDict       = Intern("__dict__")

	// SpecialNames are the methods of LOAD_SPECIAL, by kind.
	SpecialNames = [...]*Str{Intern("__enter__"), Intern("__exit__"), Intern("__aenter__"), Intern("__aexit__")}
)
