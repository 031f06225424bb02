// This file implements the errors of bigconv.

package bigconv

import "fmt"

// Error is a Python exception that is still to be raised.
type Error struct {
	Class string // "ValueError", "OverflowError", "ZeroDivisionError", "MemoryError"
	Msg   string
}

func (e *Error) Error() string { return e.Msg }

func newError(class, format string, args ...any) error {
	return &Error{class, fmt.Sprintf(format, args...)}
}

// Errors that carry no argument. ErrSyntax has no message: the caller writes "invalid literal for int() with base %d: %r".
var (
	ErrSyntax        error = &Error{"ValueError", "invalid literal for int()"}
	ErrBase          error = &Error{"ValueError", "int() base must be >= 2 and <= 36, or 0"}
	ErrZeroDivision  error = &Error{"ZeroDivisionError", "division by zero"}
	ErrDivOverflow   error = &Error{"OverflowError", "integer division result too large for a float"}
	ErrFloatOverflow error = &Error{"OverflowError", "int too large to convert to float"}
	ErrInf           error = &Error{"OverflowError", "cannot convert float infinity to integer"}
	ErrNaN           error = &Error{"ValueError", "cannot convert float NaN to integer"}
	ErrRatioInf      error = &Error{"OverflowError", "cannot convert Infinity to integer ratio"}
	ErrRatioNaN      error = &Error{"ValueError", "cannot convert NaN to integer ratio"}
	ErrNegShift      error = &Error{"ValueError", "negative shift count"}
	ErrTooManyDigits error = &Error{"OverflowError", "too many digits in integer"}
	ErrPowZeroMod    error = &Error{"ValueError", "pow() 3rd argument cannot be 0"}
	ErrNotInvertible error = &Error{"ValueError", "base is not invertible for the given modulus"}
	ErrMemory        error = &Error{"MemoryError", ""}
	ErrBytesTooBig   error = &Error{"OverflowError", "int too big to convert"}
	ErrBytesNegative error = &Error{"OverflowError", "can't convert negative int to unsigned"}
	ErrIsqrtNegative error = &Error{"ValueError", "isqrt() argument must be nonnegative"}
)
