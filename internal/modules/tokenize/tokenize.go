// Package tokenize is the native module _tokenize, which the library's tokenize module is built on.
//
// An iterator reads some lines ahead; an error of readline comes out where the lines before it end.
// It works for one thread at a time.
package tokenize

// This file implements the module.

import (
	"sync/atomic"

	"weft/internal/object"
	"weft/internal/syntax"
	"weft/internal/wtf8"
)

type (
	value  = object.Value
	thread = object.Thread
)

var iterType = &object.Type{Name: "TokenizerIter"}

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_tokenize",
		Types: []object.TypeSpec{{
			Type:   iterType,
			Module: "_tokenize",
			Layout: object.LayoutOf[iter](),
			Slots: object.Slots{
				New:  iterNew,
				Iter: func(th *thread, self value) (value, error) { return self, nil },
				Next: iterNext,
			},
		}},
	}
}

// iter is a TokenizerIter object. busy guards the rest.
type iter struct {
	object.Header
	busy     atomic.Bool
	readline value
	encoding string // "": the lines are str
	extra    bool
	tokens   *syntax.Tokenizer // nil: nothing read yet
	th       *thread           // who asks
	pending  error             // of readline, once the lines before are used up
	lineText string            // of line
	line     value
}

func iterNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	npos := len(args) - kwnames.Len()
	if npos != 1 {
		return value{}, object.TypeErrorf(th, "tokenizeriter() takes exactly 1 positional argument (%d given)", npos)
	}
	b, err := object.BindSig(th, object.NewDef(object.Method{Name: "tokenizeriter", Sig: "(readline, /, *, encoding=None, extra_tokens)"}, nil), args, kwnames)
	if err != nil {
		return value{}, err
	}
	v := t.New()
	it := (*iter)(v.Ptr())
	it.readline = b[0]
	if !b[1].IsAbsent() {
		if !object.IsStr(b[1]) {
			return value{}, object.TypeErrorf(th, "tokenizeriter() argument 'encoding' must be str, not %s", b[1].Type().DisplayName())
		}
		it.encoding = object.AsStr(b[1]).String()
	}
	it.extra, err = object.IsTrue(th, b[2])
	return v, err
}

// start makes the token stream. It asks for lines through th of the moment, which the iterator's user changes.
func (it *iter) start() {
	it.tokens = syntax.NewTokenizer(func() (string, bool) {
		line, err := it.next(it.th)
		if err != nil {
			it.pending = err
		}
		return line, err == nil && line != ""
	}, it.extra)
}

// next returns the next line, "" at the end.
func (it *iter) next(th *thread) (string, error) {
	raw, err := object.Call(th, it.readline)
	if err != nil {
		if object.IsErr(err, object.StopIterationType) {
			return "", nil
		}
		return "", err
	}
	var str *object.Str
	switch {
	case it.encoding != "":
		if !object.IsBytes(raw) {
			return "", object.TypeErrorf(th, "readline() returned a non-bytes object")
		}
		if str, err = object.DecodeBytes(th, object.AsBytes(raw).String(), it.encoding, "replace"); err != nil {
			return "", err
		}
	case !object.IsStr(raw):
		return "", object.TypeErrorf(th, "readline() returned a non-string object")
	default:
		str = object.AsStr(raw)
	}
	if wtf8.HasSurrogate(str.String()) {
		_, err := object.EncodeUTF8(th, str, "strict")
		return "", err
	}
	return str.String(), nil
}

func iterNext(th *thread, self value) (value, error) {
	it := (*iter)(self.Ptr())
	if !it.busy.CompareAndSwap(false, true) {
		return value{}, object.RuntimeErrorf(th, "TokenizerIter object is already used")
	}
	defer func() {
		it.th = nil
		it.busy.Store(false)
	}()
	it.th = th
	if it.tokens == nil {
		it.start()
	}
	t, ok, atEnd, fail := it.tokens.Next()
	if atEnd && it.pending != nil {
		err := it.pending
		it.pending = nil
		return value{}, err
	}
	for _, w := range it.tokens.Warnings() {
		if err := object.WarnExplicit(th, object.SyntaxWarningType, w.Msg, "<string>", w.Line); err != nil {
			return value{}, err
		}
	}
	if fail != nil {
		return value{}, raise(th, fail)
	}
	if !ok {
		return value{}, nil
	}
	if it.line.IsAbsent() || it.lineText != t.LineText {
		it.lineText, it.line = t.LineText, object.CopyText(t.LineText)
	}
	num := func(n int) value { return object.SmallInt(int64(n)) }
	return object.NewTuple([]value{
		num(t.Type), object.CopyText(t.Text), object.TupleOf(num(t.Line), num(t.Col)), object.TupleOf(num(t.EndLine), num(t.EndCol)), it.line,
	}).Value(), nil
}

// raise makes the exception of an error.
func raise(th *thread, e *syntax.Error) error {
	t := object.SyntaxErrorType
	switch e.Kind {
	case syntax.IndentationError:
		t = object.IndentationErrorType
	case syntax.TabError:
		t = object.TabErrorType
	}
	info := object.SyntaxInfo{Line: e.Line, Offset: e.Col, EndLine: e.EndLine, EndOffset: e.EndCol, HasEnd: e.HasEnd, Filename: object.NewStr(e.Filename)}
	if e.HasText {
		info.Text = object.NewStr(e.Text)
	} else {
		// The message alone, and the place set afterwards.
		exc := object.NewSyntaxError(t, e.Msg, object.SyntaxInfo{Bare: true}).Value()
		line := object.SmallInt(int64(e.Line))
		for _, a := range []struct {
			name string
			val  value
		}{{"filename", info.Filename}, {"lineno", line}, {"end_lineno", line}, {"offset", object.SmallInt(int64(e.Col))}, {"print_file_and_line", object.None}} {
			if err := object.SetAttrName(th, exc, a.name, a.val); err != nil {
				return err
			}
		}
		return object.RaiseValue(th, exc)
	}
	return object.RaiseValue(th, object.NewSyntaxError(t, e.Msg, info).Value())
}
