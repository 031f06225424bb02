// This file implements the package comment of floatfmt.

// Package floatfmt converts float64 to and from text exactly as CPython 3.14 does: repr, the codes of
// PyOS_double_to_string at any precision, the grammar of float() and complex(), float.hex and float.fromhex, and
// float.__round__.
//
// The one invariant: every conversion is correctly rounded, ties to even, on the exact binary value; Go's strconv
// provides that, and this package decides layout and grammar.
//
// All functions are pure and safe for concurrent use. Format specifications are one floor up, in fmtspec.
package floatfmt
