// Package stdlib gives a runtime its standard library: the list of native modules (native.go), and the Python library
// (archive.go), which is CPython 3.14.6's own pure-Python part, taken at build time and never copied into the repository.
//
// Provenance: tools/mkstdlib takes the library out of the Go module github.com/kluctl/go-embed-python and writes
// library.zip, whose checksum stands in library.sum; precompile puts our own modules (overlay) in the place of CPython's and turns it
// into data/library.pack, which is embedded. Neither
// file is under version control; `make archive` makes both.
//
// Everything here is immutable once opened and may be used by many goroutines. Start reading at archive.go.
package stdlib
