// Package interp is the evaluator: the dispatch loop, calls, unwinding, suspension of generators, and inline caches.
//
// Invariant: Python-to-Python calls never recurse on the Go stack. A frame is pushed on the thread's list of frames and the same
// loop goes on; only Go code that calls Python (slots, key functions, generator methods) re-enters the loop, and that is counted.
//
// Concurrency: the loop is owned by its thread; what it shares are object slots (package object) and the caches in code sites,
// which are single words that point to immutable records.
//
// Start reading at loop.go; call.go binds arguments; attr.go and global.go hold the caches; unwind.go the exceptions.
package interp
