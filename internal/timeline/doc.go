// Package timeline records what the threads of an interpreter do and writes it into a file that Chrome, Perfetto and `weft view` draw:
// the JSON Array Format of "Trace Event Format". It knows nothing of Python: threads are numbers.
//
// # How it works
//
// Threads put Records, small and without pointers, into a Recorder: a few shards, each a mutex and a chunk of records. One goroutine, the
// writer, takes the records every flushEvery, sorts them by time, runs each thread's little state machine (track.go) and writes the
// events that come out of it. A thread never waits for the file.
//
// # What is bounded
//
// At most MaxRecords records wait for the writer (MaxRecords*40 bytes of memory), and the file grows to Config.Limit bytes. At most
// PerSecond records are taken in a second, after a first Burst, so that a program that does nothing but hand over is slowed down by a few
// per cent only: it is recorded in full for a while, then not at all, then in full again. What is not recorded is counted, and the pauses
// and the count stand in the file and in the Summary. The writer works at most about a sixteenth of the time while the program runs;
// what is left over it writes at the end.
//
// # What a broken-off file holds
//
// Every event is one line and the array's end may be missing: a process that is killed leaves what happened until the last flush. A
// state that lasts longer than openAfter is written as a "B" event when it has lasted so long, so that what a killed program was
// waiting for can be seen.
//
// Start reading at Record, then Recorder.Put, then (*writer).step.
package timeline
