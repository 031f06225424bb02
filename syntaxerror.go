// This file implements the turning of the compiler's errors and warnings into Python ones.

package weft

import (
	"errors"

	"weft/internal/object"
	"weft/internal/syntax"
)

// syntaxError returns the Python exception of a compiler error.
func syntaxError(th *object.Thread, err error) error {
	var e *syntax.Error
	if !errors.As(err, &e) {
		return object.Exc(err)
	}
	t := object.SyntaxErrorType
	switch e.Kind {
	case syntax.IndentationError:
		t = object.IndentationErrorType
	case syntax.TabError:
		t = object.TabErrorType
	case syntax.IncompleteInput:
		t = object.IncompleteInputErrorType
	case syntax.ValueError:
		return object.Raise(th, object.ValueErrorType, e.Msg)
	case syntax.MemoryError:
		return object.Raise(th, object.MemoryErrorType, e.Msg)
	case syntax.RecursionError:
		return object.Raise(th, object.RecursionErrorType, e.Msg)
	}
	info := object.SyntaxInfo{Bare: e.Bare, Line: e.Line, Offset: e.Col, EndLine: e.EndLine, EndOffset: e.EndCol, HasEnd: e.HasEnd || e.EndLine != 0}
	if e.Filename != "" {
		info.Filename = object.NewStr(e.Filename)
	}
	if e.HasText || e.Text != "" {
		info.Text = object.NewStr(e.Text)
	}
	exc := object.NewSyntaxError(t, e.Msg, info)
	return object.RaiseValue(th, exc.Value())
}

// syntaxWarnings issues the compiler's warnings through the warnings machinery; one turned into an error becomes a SyntaxError at
// the same place.
func syntaxWarnings(th *object.Thread, src *syntax.Source, filename string, ws []syntax.Warning) error {
	for i := range ws {
		w := &ws[i]
		if err := object.WarnExplicit(th, object.SyntaxWarningType, w.Msg, filename, w.Line); err != nil {
			if object.IsErr(err, object.SyntaxWarningType) {
				return syntaxError(th, w.Err(src))
			}
			return err
		}
	}
	return nil
}
