// Package weft runs Python 3.14 programs: every Python thread is a goroutine, and there is no GIL.
//
// A Runtime is one Python interpreter. New makes it, RunFile, RunString and RunModule run programs, Close ends it: daemon
// threads, atexit functions, files. Cancel, or the end of Config.Context, ends a program from outside, whatever its threads wait for.
//
// Start reading at runtime.go, which wires the parts of internal/ together.
package weft
