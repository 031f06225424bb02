// This file implements nothing: it describes package sre.

// Package sre runs the code lists that CPython 3.14's pure-Python re package
// (re/_compiler.py) produces. It is the matching engine behind the _sre module
// and knows nothing of Python values.
//
// # How a pattern travels
//
//	[]uint32 code ──parse (parse.go)──► node tree ──measure (analyze.go)──►
//	first sets, widths ──emit (emit.go)──► []inst ──run (run.go)──► marks
//
// parse checks the code list as strictly as CPython's validator, so that a
// hostile list yields ErrInvalidCode and never an out-of-range access. The
// code list itself is not kept, except for the character sets that need it
// for characters above 255.
//
// # The machine
//
// run is a backtracking machine over instructions that name their successor.
// It never recurses: choices live on an explicit stack of frames, and a frame
// names the instruction that pushed it, which also knows how to resume. What a
// path changed (marks, loop registers) is undone by frames of its own. The one
// invariant everything rests on: popping all frames above a choice restores
// marks, last index and the registers of all active loops to what they were
// when the choice was made. With an empty stack nothing has to be restored,
// since the whole attempt fails, and no undo frames are pushed.
//
// A first set is the set of characters, below 256 exactly and above as a
// single bit, that may come next if the rest of the pattern is to match. Loops,
// branches and repeats look at the next character before they push a choice.
// First sets only prune what cannot succeed; they never change a result.
//
// # Text
//
// A Subject holds one code unit per position: 8 bits (bytes, ASCII, Latin-1),
// 16 or 32. The machine is generic over the unit and instantiated for each.
//
// # Concurrency
//
// A Program and a Subject are immutable and may be shared by any number of
// threads; each call of Match takes a machine from the program's own pool.
//
// Start reading at parse.go, then emit.go, then run.go.
package sre
