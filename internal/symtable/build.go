// This file implements the walk over the tree that records which block binds and reads which name.

package symtable

import "weft/internal/syntax"

type builderState struct{}
type compIter struct{}
type directive struct{}

func build(mod syntax.Mod, filename string, future Future) (*Table, error) {
	return nil, &syntax.Error{Msg: "the symbol table is not built yet", Filename: filename}
}

func findFuture(mod syntax.Mod, filename string) (Future, error) {
	return 0, &syntax.Error{Msg: "the symbol table is not built yet", Filename: filename}
}

func (b *Block) named(keep func(*Symbol) bool) []string { return nil }
