// Package decimal is the native module _decimal, which the library's decimal consists of (Library Reference, "decimal").
//
// Invariant: Decimal objects are immutable; the state of a Context is guarded by its lock, and computations run on a copy of it.
//
// num.go and arith.go compute, transcendental.go has exp, ln, log10 and powers; decimal.go, context.go and methods.go are what
// Python sees, format.go is __format__.
package decimal
