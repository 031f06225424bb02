// Package signal is the native module _signal (Library Reference, "signal").
//
// Go's runtime receives the process's signals; one goroutine takes over those we asked for, notes them at the runtime
// (TripSignal), and the main thread runs the handlers at its next safe point, or at once where it is parked.
//
// Invariant: what Go would do with a signal by default never shows. A signal whose default action ends the process is left to
// the system where that can be done, else it is asked for as well, and the goroutine ends the process by that signal itself.
//
// Concurrency: state is guarded by its mu; handlers run in the main thread without it. The mask of pthread_sigmask is one per
// runtime, not one per thread: it decides whether the main thread runs handlers. Start reading at deliver.
package signal
