// This file implements syntax errors and warnings as Go values.

package syntax

import "fmt"

// ErrorKind is the Python exception that an Error stands for.
type ErrorKind uint8

// The kinds of errors. IncompleteInput is _IncompleteInputError, a SyntaxError that only Options.AllowIncompleteInput asks
// for. MemoryError and RecursionError carry a message and no place. ValueError is for text that is no source at all (null
// characters).
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

// Error is a failure to decode or parse. Line, Col, EndLine and EndCol are what SyntaxError.lineno, offset, end_lineno and
// end_offset show: lines and columns from 1, columns in characters. Line 0 means that the error has no place. Text is the
// offending line, HasText tells whether it is known (else SyntaxError.text is None). EndLine 0 means the exception's
// end_lineno and end_offset are absent (None).
type Error struct {
	Kind                       ErrorKind
	Msg                        string
	Filename                   string
	Line, Col, EndLine, EndCol int
	Text                       string
	HasText                    bool
}

// Error formats as str(SyntaxError) does: the message with the file's name and the line.
func (e *Error) Error() string {
	if e.Line == 0 {
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
}

// Err returns the error to raise in place of the warning.
func (w *Warning) Err(src *Source) *Error {
	return src.errorAt(SyntaxError, w.ErrMsg, w.Pos)
}
