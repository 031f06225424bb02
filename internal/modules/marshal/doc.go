// Package marshal is the native module marshal (Library Reference, "marshal"): Python values as bytes, in CPython's format 5.
//
// Invariant: a reader trusts nothing; whatever the input, it ends with a value or a Python exception, and takes memory in
// proportion to the input. Code objects are written as TYPE_CODE followed by the cache-file form of package code, which CPython
// cannot read, as we cannot read its code objects; what is read passes the verifier before it can run.
//
// Concurrency: readers and writers belong to one call. Start reading at marshal.go; write.go and read.go hold the two directions.
package marshal
