// Package jit compiles loops and functions of Python bytecode to machine code, on linux/amd64; elsewhere, and under the race detector, it compiles
// nothing. See docs/jit.md.
//
// The unit is a loop, from the target of a backward jump to the last jump back to it, or a function. Code is specialised on the types that
// the frame's registers had when the loop was found hot, or when the function returned: ints and floats live unboxed in processor registers. Wherever an assumption fails, or the
// loop is left, or an instruction has no machine code, the code writes the registers it holds back to the frame and returns the place
// where the evaluator goes on: there is nothing it could not leave.
//
// What makes it safe in Go:
//
//   - machine code calls nothing of Go's, keeps nothing on Go's stack and allocates nothing: functions that call each other push Python frames;
//   - it runs for at most a slice of backward jumps and calls (Thread.Slice), so that the scheduler and the collector can stop the thread;
//   - it does not run while the collector's write barrier is on (enter looks), and the barrier cannot go on while it runs, since the
//     thread is at no safe point; so it may store pointers without one;
//   - it believes nothing about what is in memory, which other threads may change at any time: a type is known only of a value that is
//     in a processor register.
package jit
