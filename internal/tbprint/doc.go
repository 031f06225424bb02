// Package tbprint writes uncaught exceptions as CPython does, for when the library's traceback module cannot: no library, an
// exhausted stack, an interpreter that is shutting down.
//
// Invariant: it runs as little Python code as it can (str() of exceptions and notes, dir() for suggestions), and whatever such
// code raises is swallowed; Format always returns a text.
//
// Concurrency: no state; tracebacks and code objects are read as they are at the moment.
//
// Start reading at format.go; frames.go shows source lines with carets, syntax.go syntax errors, suggest.go the "Did you mean".
package tbprint
