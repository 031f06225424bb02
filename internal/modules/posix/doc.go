// Package posix is the native module posix, what the library's os module is made of (Library Reference, "os").
//
// Invariant: a function that may wait for another process or device parks its Python thread and keeps no OS thread; it goes
// through object.WaitFD, object.ReadFD and object.WriteFD. Errors are OSError with the file names CPython attaches.
//
// The functions that would copy the process without executing another program (fork) raise OSError: a Go process has threads
// that a copy would not have. Start reading at the table in spec.go and the argument conversions in args.go.
package posix
