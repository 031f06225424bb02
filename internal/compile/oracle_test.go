// This file implements tests that compare code objects with those that CPython makes of the same source.

package compile

import (
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"weft/internal/code"
	"weft/internal/syntax"
	"weft/internal/testkit/oracle"
)

// metaScript prints for each file one JSON list of strings, one for each code object.
const metaScript = `
import sys, json, types, warnings
warnings.simplefilter("ignore")
MASK = ~0
def walk(c, out):
    doc = c.co_consts[0] if c.co_flags & 0x4000000 else None
    out.append("|".join([c.co_qualname, c.co_name, str(c.co_firstlineno), str(c.co_argcount), str(c.co_posonlyargcount),
        str(c.co_kwonlyargcount), hex(c.co_flags & MASK), ",".join(c.co_varnames), ",".join(c.co_cellvars), ",".join(c.co_freevars), json.dumps(doc)]))
    for k in c.co_consts:
        if isinstance(k, types.CodeType): walk(k, out)
for line in sys.stdin:
    with open(line.strip(), "rb") as f: src = f.read()
    out = []
    try: walk(compile(src, "<s>", "exec", dont_inherit=True, optimize=OPT), out)
    except Exception as e: out.append("error " + str(e))
    print(json.dumps(out))
`

// metaOf is metaScript's walk.
func metaOf(c *code.Code, out *[]string) {
	var vars, cells, frees []string
	seen := map[string]bool{}
	for _, l := range c.Locals {
		switch {
		case l.Kind&code.KindFree != 0:
			frees = append(frees, l.Name)
			continue
		case l.Kind&code.KindCell != 0:
			if !seen["cell "+l.Name] {
				cells = append(cells, l.Name)
			}
			seen["cell "+l.Name] = true
			if l.Kind&code.KindArg == 0 {
				continue
			}
		}
		if !seen[l.Name] {
			vars = append(vars, l.Name)
		}
		seen[l.Name] = true
	}
	doc := "null"
	if c.Flags&code.FlagHasDocstring != 0 {
		doc = pyJSON(string(c.Consts[0].(code.Str)))
	}
	*out = append(*out, strings.Join([]string{c.QualName, c.Name, fmt.Sprint(c.FirstLine), fmt.Sprint(c.ArgCount),
		fmt.Sprint(c.PosOnlyArgCount), fmt.Sprint(c.KwOnlyArgCount), fmt.Sprintf("%#x", c.Flags), strings.Join(vars, ","),
		strings.Join(cells, ","), strings.Join(frees, ","), doc}, "|"))
	for _, k := range c.Consts {
		if k, ok := k.(*code.Code); ok {
			metaOf(k, out)
		}
	}
}

func pyJSON(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\b':
			b.WriteString(`\b`)
		case r == '\f':
			b.WriteString(`\f`)
		case r < ' ' || r >= 0x7f && r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		case r >= 0x10000:
			r -= 0x10000
			fmt.Fprintf(&b, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func TestCodeObjectsAgreeWithTheOracle(t *testing.T) {
	files := library(t)
	if testing.Short() {
		files = files[:40]
	}
	for opt := 0; opt < 3; opt += 2 {
		lines := oracle.Lines(t, strings.Replace(metaScript, "OPT", fmt.Sprint(opt), 1), strings.Join(files, "\n")+"\n")
		if len(lines) != len(files) {
			t.Fatalf("%d answers for %d files", len(lines), len(files))
		}
		bad := 0
		for i, path := range files {
			var want, got []string
			if err := json.Unmarshal([]byte(lines[i]), &want); err != nil {
				t.Fatal(err)
			}
			data, _ := os.ReadFile(path)
			co, _, err := CompileSource("<s>", data, syntax.ModeExec, Options{Optimize: opt})
			if err != nil {
				got = []string{"error " + err.Error()}
			} else {
				metaOf(co, &got)
			}
			sort.Strings(want)
			sort.Strings(got)
			if w, g := diffLists(want, got); len(w)+len(g) > 0 {
				bad++
				if bad <= 10 {
					t.Errorf("%s (optimize %d):\nwant %s\n got %s", path, opt, strings.Join(w, "\n     "), strings.Join(g, "\n     "))
				}
			}
		}
		t.Log(bad, "of", len(files), "files differ")
	}
}

// diffLists returns what only one of two sorted lists has.
func diffLists(a, b []string) (onlyA, onlyB []string) {
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case j == len(b) || i < len(a) && a[i] < b[j]:
			onlyA = append(onlyA, a[i])
			i++
		case i == len(a) || b[j] < a[i]:
			onlyB = append(onlyB, b[j])
			j++
		default:
			i++
			j++
		}
	}
	return
}
