// Package syntax turns the text of a Python module into a tree: decoding and line tables (source.go), tokens (scanner.go), and
// the grammar of Python 3.14 (parser*.go, ast.go). Faults are Go errors that carry CPython's message, position and line.
//
// It knows nothing of values or of running; the invariant that everything rests on is that a tree, once returned, is
// complete, carries a position for every node, and is never changed again by this package. Nothing here is shared: each call
// works on its own data and may run beside others. Start reading at parse.go.
package syntax
