// This file implements tests of very large and very deep sources.

package compile

import (
	"fmt"
	"strings"
	"testing"

	"weft/internal/code"
	"weft/internal/syntax"
)

func compileString(src string) (*code.Code, error) {
	co, _, err := CompileSource("f", []byte(src), syntax.ModeExec, Options{})
	if err == nil {
		err = code.Verify(co)
	}
	return co, err
}

func TestLargeSourcesCompile(t *testing.T) {
	rep := func(n int, f func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(f(i))
		}
		return b.String()
	}
	cases := map[string]string{
		"more than 65536 sites": rep(50000, func(i int) string { return fmt.Sprintf("f(x)\ny = z%d\n", i%100) }),
		"more than 65536 constants and keyword calls": rep(70000, func(i int) string {
			return fmt.Sprintf("f(%d.5)\n", i)
		}) + "g(a=1)\n",
		"a loop longer than 16-bit jumps": "def f(x):\n for i in x:\n" + rep(20000, func(int) string { return "  g(i)\n" }) +
			"  if x < i: continue\n  if x is i: break\n while x < 3:\n" + rep(20000, func(int) string { return "  g(x)\n" }),
		"an if longer than 16-bit jumps":   "def f(x):\n if x < 1 and x is not None and x is not f:\n" + rep(20000, func(int) string { return "  g(x)\n" }),
		"a call with many arguments":       "f(" + strings.Repeat("x, ", 1000) + ")\nf(" + rep(1000, func(i int) string { return fmt.Sprintf("a%d=x, ", i) }) + ")",
		"long displays":                    "[" + strings.Repeat("x, ", 70000) + "]\n{" + strings.Repeat("x, ", 3000) + "}\n(" + strings.Repeat("x, ", 3000) + ")\n{" + strings.Repeat("x: y, ", 3000) + "}",
		"a long f-string":                  "f'" + strings.Repeat("{x}a", 3000) + "'",
		"many locals":                      "def f():\n" + rep(3000, func(i int) string { return fmt.Sprintf(" a%d = %d\n", i, i) }),
		"a long sum":                       "x = " + strings.Repeat("a + ", 3000) + "a",
		"a long constant sum":              "x = " + strings.Repeat("1 + ", 3000) + "1",
		"a long comparison":                "x = " + strings.Repeat("a < ", 3000) + "a",
		"a long elif chain":                "if x: pass\n" + rep(3000, func(i int) string { return fmt.Sprintf("elif y == %d: pass\n", i) }),
		"a long and":                       "x = " + strings.Repeat("a and ", 3000) + "a",
		"a long attribute chain":           "x = a" + strings.Repeat(".b", 3000),
		"a match with many cases":          "match x:\n" + rep(3000, func(i int) string { return fmt.Sprintf(" case %d: pass\n", i) }),
		"many parameters":                  "def f(" + rep(1000, func(i int) string { return fmt.Sprintf("a%d=%d, ", i, i) }) + "): pass",
		"unpacking to many":                strings.Repeat("a, ", 3000) + "= x",
		"many decorators":                  strings.Repeat("@d\n", 1000) + "def f(): pass",
		"many with items":                  "def f():\n" + rep(3000, func(int) string { return " with a: b\n" }),
		"many captures":                    "match x:\n case [" + rep(1000, func(i int) string { return fmt.Sprintf("a%d, ", i) }) + "]: pass",
		"a pattern with many alternatives": "match x:\n case " + strings.Repeat("1 | ", 3000) + "1: pass",
	}
	for name, src := range cases {
		if _, err := compileString(src); err != nil {
			t.Errorf("%s: %.200v", name, err)
		}
	}
}

// TestDeepSourcesFailCleanly compiles what nests deeply: all is well, or there is one of CPython's three kinds of error.
func TestDeepSourcesFailCleanly(t *testing.T) {
	for _, n := range []int{50, 1000, 100000} {
		deep := func(pre, mid, post string) string {
			return strings.Repeat(pre, n) + mid + strings.Repeat(post, n)
		}
		for _, src := range []string{
			deep("(", "x", ")"), deep("[", "x", "]"), deep("{1:", "x", "}"), deep("not ", "x", ""), deep("-", "x", ""), deep("-", "1", ""),
			deep("", "x", ".a"), deep("", "x", "()"), deep("", "x", "[0]"), deep("", "x", "(y)"), deep("x if y else ", "x", ""),
			deep("lambda: ", "x", ""), deep("f(", "x", ")"), deep("", "x", " + x"), deep("", "1", " + 1"), deep("", "x", " ** x"), deep("[x for x in ", "y", "]"),
			deep("x = ", "y", ""), deep("", "x", " and (x or y)"), deep("(y := ", "x", ")"), deep("f'{", "x", "}'"),
			"if x: pass\n" + strings.Repeat("elif x: pass\n", n), "match x:\n case " + deep("[", "y", "]") + ": pass",
			"match x:\n case " + deep("{1: ", "y", "}") + ": pass", "x: " + deep("a[", "b", "]"), "from __future__ import annotations\nx: " + deep("", "a", ".b"),
			deep("(", "()", ",)"), deep("(1, ", "2", ")"), "del " + deep("(", "x", ",)"), deep("(", "x", ",)") + " = y",
		} {
			_, err := compileString(src)
			if err == nil {
				continue
			}
			// Code that nests too deeply for a cache file is fine otherwise.
			if _, ok := err.(*syntax.Error); n == 50 || !ok && !strings.Contains(err.Error(), "nest too deeply") {
				t.Errorf("%.40s... %d: %.200v", src, n, err)
			}
		}
	}
}
