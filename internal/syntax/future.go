// This file implements the __future__ imports of a module: which features they switch on, and their errors.

package syntax

// Features is a set of __future__ features that still change something.
type Features uint8

// The features that this version heeds; the others are known, and mandatory by now.
const (
	FeatureBarryAsFLUFL Features = 1 << iota
	FeatureAnnotations
)

// Futures returns the features that the __future__ imports of mod switch on. The error (an *Error) is that of an unknown
// feature or of an import that is not at the beginning of the file, as the Language Reference, section 7.11.1, has it. CPython
// looks for them after parsing and before it makes its symbol table.
func Futures(src *Source, mod Mod) (Features, error) {
	var body []Stmt
	switch m := mod.(type) {
	case *Module:
		body = m.Body
	case *Interactive:
		body = m.Body
	default:
		return 0, nil
	}
	var f Features
	done := false // a statement other than a future import has been seen
	for i, s := range body {
		switch s := s.(type) {
		case *ImportFrom:
			if s.Module != "__future__" || s.Level != 0 {
				done = true
				continue
			}
			if done {
				return 0, src.errorAt(SyntaxError, "from __future__ imports must occur at the beginning of the file", s.Pos)
			}
			for _, n := range s.Names {
				switch n.Name {
				case "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
					"unicode_literals", "generator_stop":
				case "barry_as_FLUFL":
					f |= FeatureBarryAsFLUFL
				case "annotations":
					f |= FeatureAnnotations
				case "braces":
					return 0, src.errorAt(SyntaxError, "not a chance", n.Pos)
				default:
					return 0, src.errorAt(SyntaxError, "future feature "+n.Name+" is not defined", n.Pos)
				}
			}
		case *ExprStmt:
			if i > 0 || !isString(s.Value) {
				done = true
			}
		default:
			done = true
		}
	}
	return f, nil
}

func isString(e Expr) bool {
	c, ok := e.(*Constant)
	if !ok {
		return false
	}
	_, ok = c.Value.(ConstStr)
	return ok
}
