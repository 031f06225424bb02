// This file implements tests of the entry points and their options.

package compile

import (
	"strings"
	"testing"

	"weft/internal/code"
	"weft/internal/symtable"
	"weft/internal/syntax"
)

func dis(t *testing.T, src string, mode syntax.Mode, opts Options) string {
	t.Helper()
	co, _, err := CompileSource("f", []byte(src), mode, opts)
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	if err := code.Verify(co); err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	return code.Disassemble(co)
}

func TestOptions(t *testing.T) {
	cases := []struct {
		name, src string
		mode      syntax.Mode
		opts      Options
		want, not string
	}{
		{"an assert is compiled", "assert x", syntax.ModeExec, Options{}, "AssertionError", ""},
		{"-O drops asserts", "assert x", syntax.ModeExec, Options{Optimize: 1}, "", "AssertionError"},
		{"__debug__ is true", "if __debug__: a\nelse: b", syntax.ModeExec, Options{}, "'a'", "'b'"},
		{"-O makes __debug__ false", "if __debug__: a\nelse: b", syntax.ModeExec, Options{Optimize: 1}, "'b'", "'a'"},
		{"-O keeps docstrings", "'doc'", syntax.ModeExec, Options{Optimize: 1}, "__doc__", ""},
		{"-OO drops docstrings", "'doc'\ndef f(): 'doc'", syntax.ModeExec, Options{Optimize: 2}, "", "doc"},
		{"eval returns the value", "a + b", syntax.ModeEval, Options{}, "RETURN              r0", ""},
		{"single prints values", "a\nb", syntax.ModeExec, Options{}, "", "PRINT"},
		{"single prints values at the top only", "if a:\n b\n def f(): c\n", syntax.ModeSingle, Options{}, "PRINT", ""},
		{"top-level await", "await x\nasync with a as b: c\nasync for d in e: f\n[g async for g in h]", syntax.ModeExec,
			Options{Future: symtable.AllowTopLevelAwait}, "[coroutine]", ""},
		{"top-level await without use", "x", syntax.ModeExec, Options{Future: symtable.AllowTopLevelAwait}, "", "[coroutine]"},
		{"future annotations from outside", "x: y.z", syntax.ModeExec, Options{Future: symtable.FutureAnnotations}, `"y.z"`, ""},
		{"both copies of a generator share code", "all(x for x in y)", syntax.ModeExec, Options{}, "genexpr", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := dis(t, c.src, c.mode, c.opts)
			if c.want != "" && !strings.Contains(got, c.want) {
				t.Errorf("no %q in\n%s", c.want, got)
			}
			if c.not != "" && strings.Contains(got, c.not) {
				t.Errorf("%q in\n%s", c.not, got)
			}
		})
	}
}

func TestWarningsAreGivenOncePerCopyThatCPythonWarnsOf(t *testing.T) {
	_, warnings, err := CompileSource("f", []byte("def f():\n try: return\n finally: x is 1"), syntax.ModeExec, Options{})
	if err != nil || len(warnings) != 2 {
		t.Errorf("%v %v", warnings, err)
	}
}

func BenchmarkCompile(b *testing.B) {
	var mods []syntax.Mod
	for _, path := range library(b) {
		_, mod := parseFile(b, path)
		mods = append(mods, mod)
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, m := range mods {
			if _, _, err := Compile(m, nil, Options{Filename: "f"}); err != nil {
				b.Fatal(err)
			}
		}
	}
}
