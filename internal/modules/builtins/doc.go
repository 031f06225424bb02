// Package builtins is the native module builtins (Library Reference, "Built-in Functions"): the functions here, the types from
// package object.
//
// Invariant: a function here only binds arguments and calls package object; semantics that the evaluator shares live there.
// Start reading at the table in builtins.go.
package builtins
