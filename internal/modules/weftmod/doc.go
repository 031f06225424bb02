// Package weftmod is the native package weft: what Weft tells of itself and its threads. docs/seeing-threads.md describes it.
//
// Invariant: nothing here is needed to run a program. The functions look at the runtime (Runtime.Waits, Thread.Waiting) and change
// nothing of the program's.
//
// Start reading at the table in weft.go; threads.go has weft.threads.
package weftmod
