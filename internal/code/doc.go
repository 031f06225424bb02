// Package code holds code objects as plain, immutable data: the opcode table, instruction encoding, constants, exception
// and position tables, verifier, disassembler and the cache-file form.
//
// Invariant: nothing here knows a Python value; a *Code is shared by all threads and runtimes and never changes after the
// compiler (or the cache reader, through Verify) has produced it. Inline caches live in object.Code, not here.
//
// Start reading at opcodes.go (what each instruction means), then code.go.
package code
