// This file implements syntax errors and warnings as Go values.

package syntax

import (
	"fmt"
	"strings"
)

// ErrorKind is the Python exception that an Error stands for.
type ErrorKind uint8

// The kinds of errors. IncompleteInput is _IncompleteInputError, a SyntaxError that only Options.AllowIncompleteInput asks
// for. MemoryError is what CPython raises for programs that nest too deeply; RecursionError and ValueError come from later passes.
const (
	SyntaxError ErrorKind = iota
	IndentationError
	TabError
	IncompleteInput
	MemoryError
	RecursionError
	ValueError
)

// String returns the name of the Python exception type.
func (k ErrorKind) String() string {
	return [...]string{"SyntaxError", "IndentationError", "TabError", "_IncompleteInputError", "MemoryError", "RecursionError", "ValueError"}[k]
}

// Error is a failure to decode or parse, with what the Python exception shows. Line, Col, EndLine and EndCol are
// SyntaxError.lineno, offset, end_lineno and end_offset: lines from 1, columns in characters from 1; 0 and -1 occur, as in
// CPython. The exception's arguments are (Msg,) when Bare, (Msg, (Filename, Line, Col, Text)) without HasEnd, else (Msg,
// (Filename, Line, Col, Text, EndLine, EndCol)). An empty Filename stands for None, and so does Text without HasText.
type Error struct {
	Kind                       ErrorKind
	Msg                        string
	Filename                   string
	Line, Col, EndLine, EndCol int
	Text                       string
	HasText, HasEnd, Bare      bool
}

// Error formats as str(SyntaxError) does: the message with the file's name and the line.
func (e *Error) Error() string {
	if e.Bare || e.Line == 0 {
		return e.Msg
	}
	return fmt.Sprintf("%s (%s, line %d)", e.Msg, e.Filename, e.Line)
}

// Warning is a SyntaxWarning found while parsing, to be reported with warnings.warn_explicit(Msg, SyntaxWarning, filename,
// Line). When the filter turns it into an error, the exception is the SyntaxError that Err returns.
type Warning struct {
	Msg    string
	Line   int
	ErrMsg string
	Pos    Pos
	// scanned tells that the scanner found it; its errors show the line without its newline.
	scanned bool
}

// Err returns the error to raise in place of the warning.
func (w *Warning) Err(src *Source) *Error {
	e := src.errorAt(SyntaxError, w.ErrMsg, w.Pos)
	if w.scanned {
		e.Text = strings.TrimSuffix(e.Text, "\n")
	}
	return e
}
