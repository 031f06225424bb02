// This file implements the package comment of bigconv.

// Package bigconv adds to math/big what Python's int needs: text in any base in sub-quadratic time with int()'s grammar,
// conversions to and from float with exact rounding and Python's errors, floor division, bytes, isqrt, pow.
//
// The one invariant: arguments are never modified and results never share memory with them, so a *big.Int behind a
// Python int is immutable. math/big's And, Or, Xor, Not and Rsh already have Python's two's-complement meaning and are
// used directly.
//
// Every error is one of the package's *Error values or made by newError; it names the Python exception and carries
// CPython 3.14's message. All functions are pure and safe for concurrent use.
package bigconv
