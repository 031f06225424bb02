// This file implements a test against exponential time in the diagnosis.

package syntax

import (
	"strings"
	"testing"
	"time"
)

// TestErrorsInNestedCodeAreFoundQuickly nests each construct around a mistake. Two programs of different depth show whether
// the time doubles with each level.
func TestErrorsInNestedCodeAreFoundQuickly(t *testing.T) {
	indent := func(head string) func(int, string) string {
		return func(n int, core string) string {
			var b strings.Builder
			for i := range n {
				b.WriteString(strings.ReplaceAll(strings.Repeat(" ", i)+head, "\n", "\n"+strings.Repeat(" ", i)) + "\n")
			}
			return b.String() + strings.Repeat(" ", n) + core + "\n"
		}
	}
	wrap := func(open, end string) func(int, string) string {
		return func(n int, core string) string { return strings.Repeat(open, n) + core + strings.Repeat(end, n) }
	}
	for name, make := range map[string]func(int, string) string{
		"parentheses": wrap("(", ")"), "lists": wrap("[", "]"), "sets": wrap("{", "}"), "dict values": wrap("{1:", "}"),
		"dict keys": wrap("{", ":1}"), "later dict keys": wrap("{1:1,", ":1}"), "calls": wrap("f(", ")"),
		"keyword arguments": wrap("f(a=", ")"), "later arguments": wrap("f(a,", ")"), "stars": wrap("f(*", ")"),
		"double stars": wrap("f(**", ")"), "subscripts": wrap("a[", "]"), "slices": wrap("a[1:", "]"),
		"list comprehensions": wrap("[x for x in ", "]"), "comprehension elements": wrap("[", " for x in y]"),
		"generators": wrap("f(x for x in ", ")"), "conditions": wrap("[x for x in y if ", "]"), "lambdas": wrap("lambda x=", ":1"),
		"lambda bodies": wrap("(lambda:", ")"), "tuples": wrap("(1,", ")"), "walruses": wrap("(a:=", ")"), "ternaries": wrap("(1 if ", " else 2)"),
		"not": wrap("not (", ")"), "f-strings": wrap("f'{", "}'"), "t-strings": wrap("t'{", "}'"), "starred displays": wrap("[*", "]"),
		"dict unpacking": wrap("{**", "}"), "await": wrap("await (", ")"), "powers": wrap("2**(", ")"), "yields": wrap("(yield ", ")"),
		"targets": wrap("(a, ", ") = 1"), "targets of for": func(n int, core string) string {
			return "for " + strings.Repeat("(", n) + core + strings.Repeat(")", n) + " in x: pass"
		},
		"with items": func(n int, core string) string {
			return "with " + strings.Repeat("(", n) + core + strings.Repeat(")", n) + ": pass"
		},
		"patterns": func(n int, core string) string {
			return "match x:\n case " + strings.Repeat("[", n) + core + strings.Repeat("]", n) + ": pass"
		},
		"group patterns": func(n int, core string) string {
			return "match x:\n case " + strings.Repeat("(", n) + core + strings.Repeat(")", n) + ": pass"
		},
		"class patterns": func(n int, core string) string {
			return "match x:\n case " + strings.Repeat("A(", n) + core + strings.Repeat(")", n) + ": pass"
		},
		"keyword patterns": func(n int, core string) string {
			return "match x:\n case " + strings.Repeat("A(b=", n) + core + strings.Repeat(")", n) + ": pass"
		},
		"mapping patterns": func(n int, core string) string {
			return "match x:\n case " + strings.Repeat("{1:", n) + core + strings.Repeat("}", n) + ": pass"
		},
		"parameters": func(n int, core string) string {
			return "def f(a=" + strings.Repeat("(", n) + core + strings.Repeat(")", n) + "): pass"
		},
		"annotations": func(n int, core string) string {
			return "def f(a:" + strings.Repeat("[", n) + core + strings.Repeat("]", n) + "): pass"
		},
		"if": indent("if x:"), "while": indent("while x:"), "for": indent("for x in y:"), "try": indent("try:"), "with": indent("with x:"),
		"except": indent("try: pass\nexcept:"), "finally": indent("try: pass\nfinally:"), "else": indent("if x: pass\nelse:"),
		"elif": indent("if x: pass\nelif x:"), "def": indent("def f():"), "class": indent("class A:"), "async": indent("async def f():"),
		"except*": indent("try: pass\nexcept* A:"), "decorated": indent("@a\ndef f():"),
	} {
		for _, core := range []string{"x y", "x = ", "1 +", "*", "x for"} {
			for _, n := range []int{12, 24, 60} {
				begin := time.Now()
				verdictOf(make(n, core), "exec")
				if d := time.Since(begin); d > time.Second {
					t.Errorf("%s, %d deep around %q: %v", name, n, core, d)
					break
				}
			}
		}
	}
}
