// This file implements tests of the compiler's errors and warnings.

package compile

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"weft/internal/syntax"
	"weft/internal/testkit/oracle"
)

const errorScript = `
import sys, json, warnings
def run(s):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter("always")
        try:
            compile(s, "f", "exec", dont_inherit=True); r = "ok"
        except SyntaxError as e:
            r = f"{type(e).__name__}|{e.msg}|{e.lineno}|{e.offset}|{e.end_lineno}|{e.end_offset}"
        except Exception as e: r = f"{type(e).__name__}|{e}"
    return r + "".join(f" W {x.message}@{x.lineno}" for x in w)
print(json.dumps([run(s) for s in json.load(sys.stdin)]))
`

func describe(src string) string {
	_, warnings, err := CompileSource("f", []byte(src), syntax.ModeExec, Options{})
	r := "ok"
	if err != nil {
		e := err.(*syntax.Error)
		if e.Line == 0 {
			r = fmt.Sprintf("%s|%s", e.Kind, e.Msg)
		} else {
			r = fmt.Sprintf("%s|%s|%d|%d|%d|%d", e.Kind, e.Msg, e.Line, e.Col, e.EndLine, e.EndCol)
		}
	}
	for _, w := range warnings {
		r += fmt.Sprintf(" W %s@%d", w.Msg, w.Line)
	}
	return r
}

// TestErrorsAgreeWithTheOracle compiles the parts of testdata/errors.txt with both.
func TestErrorsAgreeWithTheOracle(t *testing.T) {
	data, err := os.ReadFile("testdata/errors.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n---\n")
	in, _ := json.Marshal(cases)
	var want []string
	if err := json.Unmarshal([]byte(oracle.Run(t, errorScript, string(in))), &want); err != nil {
		t.Fatal(err)
	}
	for i, src := range cases {
		if got := describe(src); got != want[i] {
			t.Errorf("%s\nwant %s\n got %s", src, want[i], got)
		}
	}
}
