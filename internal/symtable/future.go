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

// FindFuture returns the features that the future statements at the beginning of mod ask for. The error, if not nil, is an
// *syntax.Error as Build's: an unknown feature, or a future statement behind other code.
func FindFuture(mod syntax.Mod, filename string) (Future, error) {
	return findFuture(mod, filename)
}
