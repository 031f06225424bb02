// Package ast is the native module _ast (Library Reference, "ast"): the node classes, and trees between the parser's form and
// Python's.
//
// Invariant: grammar.go holds the abstract grammar once, as a table; classes are made from it, and both conversions walk the
// parser's structs by reflection, whose names follow the table (a test checks every field).
//
// Start reading at grammar.go, then convert.go.
package ast
