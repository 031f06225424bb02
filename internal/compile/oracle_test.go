// This file implements tests that compare code objects with those that CPython makes of the same source.

package compile

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
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

// placeScript prints for each file the places of its instructions by kind.
const placeScript = `
import sys, json, types, warnings, dis
warnings.simplefilter("ignore")
KIND = {}
for kind, ops in {"call": "CALL CALL_KW CALL_FUNCTION_EX", "attr": "LOAD_ATTR LOAD_SUPER_ATTR", "storeattr": "STORE_ATTR", "delattr": "DELETE_ATTR",
    "name": "LOAD_NAME LOAD_GLOBAL", "raise": "RAISE_VARARGS", "import": "IMPORT_NAME IMPORT_FROM", "iter": "GET_ITER GET_AITER", "foriter": "FOR_ITER",
    "yield": "YIELD_VALUE", "send": "SEND", "format": "FORMAT_SIMPLE FORMAT_WITH_SPEC", "match": "MATCH_SEQUENCE MATCH_MAPPING MATCH_CLASS MATCH_KEYS",
    "storesub": "STORE_SUBSCR STORE_SLICE", "delsub": "DELETE_SUBSCR", "compare": "COMPARE_OP", "contains": "CONTAINS_OP", "deref": "LOAD_DEREF", "excmatch": "CHECK_EXC_MATCH CHECK_EG_MATCH", "special": "LOAD_SPECIAL",
    "unary": "UNARY_NEGATIVE UNARY_INVERT"}.items():
    for op in ops.split(): KIND[op] = kind
def walk(c, out):
    s = set()
    for i in dis.get_instructions(c):
        k = KIND.get(i.opname)
        if i.opname in ("BINARY_OP", "BINARY_SLICE"): k = "sub" if i.opname == "BINARY_SLICE" or i.argrepr == "[]" else "binop"
        if k:
            p = i.positions
            s.add(f"{c.co_qualname}:{c.co_firstlineno} {k} {p.lineno or 0}:{p.col_offset}-{p.end_lineno or 0}:{p.end_col_offset}")
    out.extend(s)
    for k in c.co_consts:
        if isinstance(k, types.CodeType): walk(k, out)
for line in sys.stdin:
    with open(line.strip(), "rb") as f: src = f.read()
    out = []
    try: walk(compile(src, "<s>", "exec", dont_inherit=True), out)
    except Exception as e: out.append("error " + str(e))
    print(json.dumps(sorted(out)))
`

// placeKind is the kind of an instruction in the words of placeScript.
func placeKind(op code.Op) string {
	switch op {
	case code.CALL, code.CALL_KW, code.CALL_EX, code.CALL_METHOD, code.CALL_METHOD_KW, code.MAKE_GENERATOR:
		return "call"
	case code.LOAD_ATTR, code.LOAD_METHOD, code.LOAD_SUPER_ATTR, code.LOAD_SUPER_METHOD, code.LOAD_SUPER_ATTR_0, code.LOAD_SUPER_METHOD_0:
		return "attr"
	case code.STORE_ATTR:
		return "storeattr"
	case code.DELETE_ATTR:
		return "delattr"
	case code.LOAD_NAME, code.LOAD_GLOBAL:
		return "name"
	case code.RAISE:
		return "raise"
	case code.IMPORT_NAME, code.IMPORT_FROM:
		return "import"
	case code.GET_ITER, code.GET_AITER:
		return "iter"
	case code.FOR_ITER, code.FOR_LOOP:
		return "foriter"
	case code.YIELD, code.YIELD_DELEGATE:
		return "yield"
	case code.SEND:
		return "send"
	case code.FORMAT_SIMPLE, code.FORMAT_PIECE, code.FORMAT_SPEC:
		return "format"
	case code.MATCH_SEQUENCE, code.MATCH_MAPPING, code.MATCH_CLASS, code.MATCH_KEYS:
		return "match"
	case code.SETITEM, code.SETSLICE:
		return "storesub"
	case code.DELITEM:
		return "delsub"
	case code.GETITEM, code.GETITEM_I, code.GETSLICE:
		return "sub"
	case code.IN, code.NOT_IN:
		return "contains"
	case code.LOAD_DEREF:
		return "deref"
	case code.EXC_MATCH, code.EG_MATCH:
		return "excmatch"
	case code.LOAD_SPECIAL:
		return "special"
	case code.NEG, code.INVERT:
		return "unary"
	}
	switch {
	case op >= code.LT && op <= code.GE || op >= code.JLT && op <= code.JNGE_I:
		return "compare"
	case op >= code.ADD && op <= code.ISUB_I:
		return "binop"
	}
	return ""
}

func placesOf(c *code.Code, out *[]string) {
	seen := map[string]bool{}
	for pc, i := range c.Instrs {
		if k := placeKind(i.Op()); k != "" {
			s := c.SpanAt(pc)
			text := fmt.Sprintf("%s:%d %s %d:%d-%d:%d", c.QualName, c.FirstLine, k, s.Line, s.Col, s.EndLine, s.EndCol)
			if !seen[text] {
				seen[text] = true
				*out = append(*out, text)
			}
		}
	}
	for _, k := range c.Consts {
		if k, ok := k.(*code.Code); ok {
			placesOf(k, out)
		}
	}
}

// drop removes the strings that begin with one of the prefixes.
func drop(list []string, prefixes ...string) []string {
	return slices.DeleteFunc(list, func(s string) bool {
		for _, p := range prefixes {
			if strings.HasPrefix(s, p) {
				return true
			}
		}
		return false
	})
}

func TestPlacesAgreeWithTheOracle(t *testing.T) {
	files := library(t)
	lines := oracle.Lines(t, placeScript, strings.Join(files, "\n")+"\n")
	bad, shown := 0, 0
	for i, path := range files {
		var want, got []string
		if err := json.Unmarshal([]byte(lines[i]), &want); err != nil {
			t.Fatal(err)
		}
		data, _ := os.ReadFile(path)
		co, _, err := CompileSource("<s>", data, syntax.ModeExec, Options{})
		if err != nil {
			t.Error(err)
			continue
		}
		placesOf(co, &got)
		sort.Strings(want)
		sort.Strings(got)
		w, g := diffLists(want, got)
		// Known: the annotated names of a module are looked up to note them; "not a == b" has the place of the whole.
		w = drop(w, "<module>:1 name ", "Counter.__ne__")
		g = drop(g, "Counter.__ne__")
		if len(w)+len(g) > 0 {
			bad++
			if shown < 20 {
				shown++
				t.Errorf("%s:\nwant %s\n got %s", path, strings.Join(w, "\n     "), strings.Join(g, "\n     "))
			}
		}
	}
	t.Log(bad, "of", len(files), "files differ")
}
