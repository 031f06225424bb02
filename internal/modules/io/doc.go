// Package io is the native module _io, what the library's io module is made of (Library Reference, "io").
//
// Invariants: every stream object may be used by many threads at once. A buffered or text stream has one ioLock that is held
// through each operation, including the calls of the stream below it, so it may be held while Python code runs: it is a lock
// that parks. A buffered stream refuses to be entered again by the thread that is inside it (RuntimeError), as CPython does; a
// text stream lets its thread in again, so its methods look at its state afresh after every call that may have run Python code.
// BytesIO and StringIO use the object's own short lock.
//
// Layers: FileIO (fileio.go) calls the operating system through object.ReadFD and object.WriteFD; Buffered* (buffered.go)
// and TextIOWrapper (textio.go) call the layer below directly when it is of an exact built-in type, else by its methods.
// Start reading at spec.go.
package io
