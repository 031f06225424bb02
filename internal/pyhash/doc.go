// This file implements the package comment of pyhash.

// Package pyhash computes the hashes that CPython 3.14 computes on a 64-bit machine: the keyed hash of text and bytes
// (SipHash-1-3, PEP 456), numeric hashes modulo the prime 2**61-1 (Library Reference, "Hashing of numeric types"), and the
// mixing functions of tuple, frozenset, complex, slice and identity hashes.
//
// The one invariant: with the same PYTHONHASHSEED every result equals CPython's, so iteration orders that depend on it
// and doctests that print hashes agree. No function ever returns -1, which CPython reserves for errors.
//
// Everything here is a pure function; a Key is immutable. Safe for concurrent use.
package pyhash
