// Package symtable decides for each name of each block whether it is local, a cell, free or global, before code is made.
//
// Invariant: after Build without an error, every symbol of every block has a Scope, and every free symbol of a block is a
// local cell, or free in turn, in each block between it and the block that binds it. A Table is immutable after Build.
//
// Start reading at symtable.go (what comes out), then build.go (the walk over the tree that records facts) and analyze.go
// (the pass that decides scopes). future.go finds the "from __future__" imports.
package symtable
