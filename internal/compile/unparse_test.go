// This file implements tests that compare unparse with CPython's.

package compile

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"weft/internal/code"
	"weft/internal/syntax"
	"weft/internal/testkit/oracle"
)

// unparseScript collects expressions of the library and prints them with the text CPython's compiler makes of each as an
// annotation.
const unparseScript = `
import sys, json, ast, random, warnings
warnings.simplefilter("ignore")
random.seed(SEED)
exprs = set(json.loads(sys.stdin.readline()))
for line in sys.stdin:
    with open(line.strip(), "rb") as f: src = f.read().decode("utf-8", "replace")
    try: tree = ast.parse(src)
    except Exception: continue
    lines = src.splitlines()
    nodes = [n for n in ast.walk(tree) if isinstance(n, ast.expr) and n.lineno == n.end_lineno]
    for n in random.sample(nodes, min(len(nodes), 20)):
        s = ast.get_source_segment(src, n)
        if s and "\n" not in s and len(s) < 300: exprs.add(s)
out = []
for s in sorted(exprs):
    try:
        c = compile("from __future__ import annotations\nx: (%s)" % s, "f", "exec", dont_inherit=True)
    except SyntaxError: continue
    out.append([s, [k for k in c.co_consts if isinstance(k, str)][0]])
print(json.dumps(out))
`

func TestUnparseAgreesWithTheOracle(t *testing.T) {
	extra := []string{
		"(yield)", "lambda *, a=1, **k: 0", "lambda a, /, b, *c: (a, b)", "1e400", "-1e400j", "1e16", "1e-5", "123456789012345678901234567890",
		"1.0 .real", "1 .real", "'a' 'b'", "u'x'", "b'\\x00\"'", "'\\U0001F600\\ud800\\x7f\\xa0'", `f"a{b!r:>{c}}{{}}"`, `f'{x!s}' "q'"`, `t"a{b!r}{c + 1:x}"`,
		"(a := 1)", "a[(b := 1)]", "a[1:2, ::3]", "a[1,]", "a[()]", "x if y else (z if w else v)", "(x if y else z) if a else b", "not (not a)", "-(-a)", "~-a ** -b",
		"(-1) ** 2", "2 ** 3 ** 4", "(2 ** 3) ** 4", "a - (b - c)", "a - b - c", "(a, b)", "[*a, b]", "{**a, 'b': 1}", "{*a}", "f(*a, **b, c=1)", "f(x for x in y)", "f((x for x in y), 1)",
		"[x async for x in y]", "(await_ for x, y in z if a if b)", "a < b == c is not d not in e", "(a < b) < c", "a and b or c and (d or e)", "...", "...[0]", "await_.b()", "(lambda: 0)()", "(lambda: 0).x",
		"{a: b for a, b in c}", "{x for x in y}", "x @ y // z % w", "a | b ^ c & d << e", "(a | b) & c", "None.x", "True", "f'{a}' f'{b}'", "f'{lambda_:x}'", "f'{(lambda: 1)}'", "f'{ {1: 2} }'", `f"{x:{'a'}}"`, "*a, b",
	}
	first, _ := json.Marshal(extra)
	files := library(t)
	script := strings.Replace(unparseScript, "SEED", "1", 1)
	var pairs [][2]string
	if err := json.Unmarshal([]byte(oracle.Run(t, script, string(first)+"\n"+strings.Join(files, "\n")+"\n")), &pairs); err != nil {
		t.Fatal(err)
	}
	bad := 0
	for _, p := range pairs {
		co, _, err := CompileSource("f", []byte(fmt.Sprintf("from __future__ import annotations\nx: (%s)", p[0])), syntax.ModeExec, Options{})
		got := ""
		if err != nil {
			got = "error " + err.Error()
		} else {
			for _, k := range co.Consts {
				if s, ok := k.(code.Str); ok {
					got = string(s)
					break
				}
			}
		}
		if got != p[1] {
			if bad++; bad < 20 {
				t.Errorf("%s\nwant %s\n got %s", p[0], p[1], got)
			}
		}
	}
	t.Log(bad, "of", len(pairs), "differ")
}
