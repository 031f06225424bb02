// This file implements the error type of fmtspec.

package fmtspec

import "fmt"

// Kind names the Python exception class of an Error.
type Kind uint8

const (
	ValueError Kind = iota
	TypeError
	OverflowError
	MemoryError
)

// Error is a Python exception that is still to be raised: its class and message.
type Error struct {
	Kind Kind
	Msg  string
}

func (e *Error) Error() string { return e.Msg }

func valueErr(format string, args ...any) error {
	return &Error{ValueError, fmt.Sprintf(format, args...)}
}

// maxSize bounds the padding or precision one value may ask for, in bytes. CPython fails to allocate such a string or
// not depending on the machine; in Go that failure would end the process.
const maxSize = 1 << 31

func errMemory() error { return &Error{MemoryError, ""} }
