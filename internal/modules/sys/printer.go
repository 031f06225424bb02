// This file implements the stream that stands for sys.stderr until the io module is there: text goes straight to the descriptor.

package sys

import (
	"os"

	"weft/internal/object"
)

var printerType = &object.Type{Name: "stderrprinter"}

type printer struct{ object.Header }

func printerSpec() *object.TypeSpec {
	nothing := func(th *thread, args []value) (value, error) { return object.None, nil }
	text := func(s string) func(th *thread, self value) (value, error) {
		return func(th *thread, self value) (value, error) { return object.NewStr(s), nil }
	}
	return &object.TypeSpec{
		Type: printerType, Module: "builtins", Flags: object.TypeNoInstantiate,
		Layout: object.LayoutOf[printer](),
		Methods: []object.Method{
			{Name: "close", Sig: "(self, /)", Fn: nothing},
			{Name: "fileno", Sig: "(self, /)", Fn: func(th *thread, args []value) (value, error) { return object.SmallInt(2), nil }},
			{Name: "flush", Sig: "(self, /)", Fn: nothing},
			{Name: "isatty", Sig: "(self, /)", Fn: func(th *thread, args []value) (value, error) { return object.False, nil }},
			{Name: "write", Sig: "(self, text, /)", Fn: stderrprinterWrite},
		},
		GetSets: []object.GetSet{
			{Name: "closed", Get: func(th *thread, self value) (value, error) { return object.False, nil }},
			{Name: "encoding", Get: text("utf-8")},
			{Name: "mode", Get: text("w")},
		},
	}
}

func stderrprinterWrite(th *thread, args []value) (value, error) {
	if !object.IsStr(args[1]) {
		return value{}, object.TypeErrorf(th, "write() argument must be str, not %s", args[1].Type().DisplayName())
	}
	s := object.AsStr(args[1])
	_, _ = os.Stderr.WriteString(object.EncodeFS(s.String())) // there is nowhere to say that this fails
	return object.Int(int64(s.Len())), nil
}
