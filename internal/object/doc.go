// Package object holds Weft's data: values, objects, types, slots, the call and attribute protocols, every built-in type with
// its methods, exceptions, threads and the state of a runtime.
//
// Invariant: every heap slot that threads may race on is exactly one word and is read and written only through the slot
// helpers (LoadSlot, StoreSlot, and the typed loads beside each field), so that no race can tear a value or index out of bounds.
//
// Concurrency: reads of shared slots are lock-free; compound mutations take the object's own one-word lock (Header.Lock),
// which does nothing while the process has never started a second Python thread. No Python code runs under such a lock.
//
// Start reading at value.go (what a Value is), header.go (what every object starts with), type.go (types and slots), call.go
// (native functions) and protocol.go (the operations everything else is written with). bootstrap.go lists every type.
package object
