// Package syntax turns the source text of Python 3.14 programs into trees.
//
// Bytes become a Source (Decode), a Source becomes a tree (Parse). The tree mirrors CPython's Python.asdl: node and field
// names, order and positions are those that the ast module shows. Errors and warnings are plain Go values with everything
// that Python's SyntaxError carries; messages, lines and columns are CPython's, byte for byte.
//
// # How it works
//
// The scanner (scanner*.go) makes one token at a time from the text, f-strings included, and is as lazy as CPython's, because
// an error further down must not hide one further up. The parser (parser*.go) is recursive descent with precedence climbing;
// it builds the tree but makes no messages. When it fails, the diagnosis (diag*.go) reads the failing statement once more,
// with backtracking, trying the same alternatives in the same order as CPython's grammar with its rules for mistakes: what it
// finds first is the error. So good programs are parsed fast, and bad ones get CPython's words.
//
// # The invariant
//
// Both readings accept the same language, which is CPython's. The tests compare trees of all of CPython's library, and the
// verdicts on hundreds of thousands of damaged programs, with CPython itself when one is there (WEFT_ORACLE).
//
// # Concurrency
//
// A Source and a finished tree are not changed by this package; any number of goroutines may read them. A parse is owned by
// one goroutine. There is no state between parses.
//
// What CPython finds in later passes ("'return' outside function", names both global and nonlocal, future features out of
// place) is not found here.
//
// Start reading at Parse (parse.go), then parser.go, then ast.go.
package syntax
