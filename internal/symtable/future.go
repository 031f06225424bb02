// This file implements the pass that finds "from __future__ import ..." statements.

package symtable

import "weft/internal/syntax"

// Future is the set of future features that still change anything, with the values of code.Flags.
type Future uint32

// The features of Future. All others are mandatory in 3.14 and leave no flag.
const (
	// AllowTopLevelAwait is compile()'s ast.PyCF_ALLOW_TOP_LEVEL_AWAIT: no future feature, but it travels with them.
	AllowTopLevelAwait Future = 0x2000

	FutureBarryAsBDFL Future = 0x400000
	FutureAnnotations Future = 0x1000000
)

// findFuture also returns the place of the last future statement, Line -1 when there is none. Only other future statements
// and a docstring may stand before one. Language Reference 7.11.1.
func findFuture(mod syntax.Mod, filename string) (Future, syntax.Pos, *syntax.Error) {
	last := syntax.Pos{Line: -1, Col: -1, EndLine: -1, EndCol: -1}
	var features Future
	var body []syntax.Stmt
	switch mod := mod.(type) {
	case *syntax.Module:
		body = mod.Body
	case *syntax.Interactive:
		body = mod.Body
	}
	if hasDocstring(body) {
		body = body[1:]
	}
	for _, s := range body {
		imp, ok := s.(*syntax.ImportFrom)
		if !ok || !isFuture(imp) {
			break
		}
		for _, alias := range imp.Names {
			switch alias.Name {
			case "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
				"unicode_literals", "generator_stop":
			case "barry_as_FLUFL":
				features |= FutureBarryAsBDFL
			case "annotations":
				features |= FutureAnnotations
			case "braces":
				return 0, last, errorAt(filename, alias.Pos, "not a chance")
			default:
				return 0, last, errorAt(filename, alias.Pos, "future feature "+truncate(alias.Name, 100)+" is not defined")
			}
		}
		last = imp.Pos
	}
	return features, last, nil
}

func isFuture(s *syntax.ImportFrom) bool { return s.Level == 0 && s.Module == "__future__" }

// truncate returns the first n bytes of s, without a broken character at the end.
func truncate(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xc0 == 0x80 {
		n--
	}
	return s[:n]
}

// hasDocstring tells whether body opens with a string literal that stands alone.
func hasDocstring(body []syntax.Stmt) bool {
	if len(body) == 0 {
		return false
	}
	if s, ok := body[0].(*syntax.ExprStmt); ok {
		if c, ok := s.Value.(*syntax.Constant); ok {
			_, ok := c.Value.(syntax.ConstStr)
			return ok
		}
	}
	return false
}

// errorAt makes a SyntaxError that covers p. CPython counts the columns of these errors in bytes, not in characters.
func errorAt(filename string, p syntax.Pos, msg string) *syntax.Error {
	return &syntax.Error{
		Kind: syntax.SyntaxError, Msg: msg, Filename: filename,
		Line: int(p.Line), Col: int(p.Col) + 1, EndLine: int(p.EndLine), EndCol: int(p.EndCol) + 1,
	}
}
