// Package thread is the native module _thread (Library Reference, "_thread"): starting threads, locks, thread-local data.
//
// Invariant: a Python thread is an object.Thread running on a goroutine of its own, started by (*object.Runtime).Go; everything
// that waits goes through object.Lock or object.Event and so through Thread.Park.
//
// Start reading at the table in thread.go; lock.go has the locks, local.go thread-local data, handle.go joining.
package thread
