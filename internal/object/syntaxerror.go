// This file implements SyntaxError and its subclasses.

package object

import (
	"fmt"
	"path"
)

func syntaxErrorSpec() TypeSpec {
	return TypeSpec{
		Type: SyntaxErrorType, Base: ExceptionType, Flags: TypeBase,
		Doc:    "The source text is not valid Python.",
		Layout: excLayout(9),
		Slots:  Slots{Init: syntaxErrorInit, Str: syntaxErrorStr},
		GetSets: []GetSet{
			excMember("msg", fieldSyntaxMsg, "exception msg"),
			excMember("filename", fieldSyntaxFilename, "exception filename"),
			excMember("lineno", fieldSyntaxLineno, "exception lineno"),
			excMember("offset", fieldSyntaxOffset, "exception offset"),
			excMember("text", fieldSyntaxText, "exception text"),
			excMember("end_lineno", fieldSyntaxEndLineno, "exception end lineno"),
			excMember("end_offset", fieldSyntaxEndOffset, "exception end offset"),
			excMember("print_file_and_line", fieldSyntaxPrintFile, "exception print_file_and_line"),
			excMember("_metadata", fieldSyntaxMetadata, "exception private metadata"),
		},
	}
}

func syntaxErrorInit(th *Thread, self Value, args []Value, kwnames *Tuple) error {
	if err := baseExceptionInit(th, self, args, kwnames); err != nil {
		return err
	}
	e := AsException(self)
	if len(args) >= 1 {
		e.setField(fieldSyntaxMsg, args[0])
	}
	if len(args) != 2 {
		return nil
	}
	info, err := ToSlice(th, args[1])
	if err != nil {
		return err
	}
	switch n := len(info); {
	case n < 4:
		return TypeErrorf(th, "function takes at least 4 arguments (%d given)", n)
	case n > 7:
		return TypeErrorf(th, "function takes at most 7 arguments (%d given)", n)
	case n == 5:
		return TypeErrorf(th, "end_offset must be provided when end_lineno is provided")
	}
	for i := fieldSyntaxFilename; i <= fieldSyntaxEndOffset; i++ {
		e.setField(i, Value{})
	}
	for i, v := range info {
		if i == 6 {
			e.setField(fieldSyntaxMetadata, v)
		} else {
			e.setField(fieldSyntaxFilename+i, v)
		}
	}
	return nil
}

func syntaxErrorStr(th *Thread, self Value) (Value, error) {
	e := AsException(self)
	msg, err := ToStr(th, e.field(fieldSyntaxMsg))
	if err != nil {
		return Value{}, err
	}
	file := e.rawField(fieldSyntaxFilename)
	line := e.rawField(fieldSyntaxLineno)
	haveFile := !file.IsAbsent() && IsStr(file)
	haveLine := !line.IsAbsent() && line.Type() == IntType
	n := int64(0)
	if haveLine {
		var ok bool
		if n, ok = Int64(line); !ok {
			n = -1
		}
	}
	switch {
	case haveFile && haveLine:
		return NewStr(fmt.Sprintf("%s (%s, line %d)", msg.s, path.Base(AsStr(file).s), n)), nil
	case haveFile:
		return NewStr(fmt.Sprintf("%s (%s)", msg.s, path.Base(AsStr(file).s))), nil
	case haveLine:
		return NewStr(fmt.Sprintf("%s (line %d)", msg.s, n)), nil
	}
	return msg.Value(), nil
}

// SyntaxInfo is the position of a SyntaxError: lines and offsets from 1, offsets in code points; 0 and -1 occur.
type SyntaxInfo struct {
	Filename           Value // absent: None
	Line, Offset       int
	Text               Value // the source line, absent: None
	EndLine, EndOffset int
	HasEnd             bool
	Bare               bool // there is nothing but the message
}

// NewSyntaxError returns a SyntaxError or subclass t as the compiler raises it.
func NewSyntaxError(t *Type, msg string, info SyntaxInfo) *Exception {
	if info.Bare {
		return newException(t, NewTuple([]Value{NewStr(msg)}))
	}
	num := func(n int) Value { return Int(int64(n)) }
	details := []Value{orNone(info.Filename), num(info.Line), num(info.Offset), orNone(info.Text)}
	if info.HasEnd {
		details = append(details, num(info.EndLine), num(info.EndOffset))
	}
	e := newException(t, NewTuple([]Value{NewStr(msg), NewTuple(details).Value()}))
	copy(e.Fields[fieldSyntaxFilename:], details)
	return e
}
