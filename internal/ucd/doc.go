// This file implements the package comment of ucd.

// Package ucd is the Unicode character database as CPython 3.14 has it: what str's predicates and case methods, identifiers,
// int() and float(), and the unicodedata module need.
//
// The one invariant: every answer, for every code point 0..0x10FFFF, surrogates included, is the oracle's. The tables
// (*_gen.go) are made from it by tools/genucd; Go's own unicode package is of another version and is not used.
//
// Strings are WTF-8. All data is constant; everything is safe for concurrent use.
//
// Start reading: types.go (predicates and simple mappings), strcase.go and strtest.go (whole strings), database.go
// (unicodedata's properties), normalize.go, names.go.
package ucd
