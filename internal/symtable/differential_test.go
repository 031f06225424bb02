// This file implements tests that compare the analysis with that of CPython's _symtable module.

package symtable

import (
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"weft/internal/syntax"
	"weft/internal/testkit/oracle"
)

var (
	all     = flag.Bool("symtable.all", false, "compare every file of the oracle's library, not a sample")
	verbose = flag.Int("symtable.diffs", 5, "how many differing files to report")
)

// dumpScript prints the symbol table of each source as one JSON string per line: the text that dump below makes, or
// "error ..." with the exception's attributes.
const dumpScript = `
import sys, json, _symtable
def dump(t, ind, out):
    out.append(f"{'  '*ind}{t.name} type={t.type} nested={t.nested} line={t.lineno} vars={','.join(t.varnames)}")
    made, passed = [], []
    for k, v in t.symbols.items():
        (made if v & 0xfff & ~64 else passed).append((k, v))
    for k, v in made + sorted(passed):
        out.append(f"{'  '*ind}  {k}={v:#x}")
    for c in t.children:
        dump(c, ind + 2, out)
for line in sys.stdin:
    src = json.loads(line)
    if src.startswith("file:"):
        with open(src[5:], "rb") as f: src = f.read()
    try:
        out = []
        dump(_symtable.symtable(src, "<s>", "exec"), 0, out)
        print(json.dumps("\n".join(out)))
    except SyntaxError as e:
        print(json.dumps(f"error {e.msg} @ {e.lineno}:{e.offset}-{e.end_lineno}:{e.end_offset}"))
    except RecursionError as e:
        print(json.dumps("recursion"))
    except ValueError as e:
        print(json.dumps(f"error {e}"))
`

// dump makes the text that dumpScript makes for t.
func dump(b *Block, indent int, out *[]string) {
	pad := strings.Repeat("  ", indent)
	nested := 0
	if b.Nested {
		nested = 1
	}
	*out = append(*out, fmt.Sprintf("%s%s type=%d nested=%d line=%d vars=%s", pad, b.Name, b.Kind, nested, b.Pos.Line,
		strings.Join(b.Varnames, ",")))
	var made, passed []string
	for _, name := range b.Order {
		if b.Symbols[name].Flags&^DefFreeClass != 0 {
			made = append(made, name)
		} else {
			passed = append(passed, name)
		}
	}
	slices.Sort(passed)
	for _, name := range append(made, passed...) {
		s := b.Symbols[name]
		*out = append(*out, fmt.Sprintf("%s  %s=%#x", pad, name, uint32(s.Flags)|uint32(s.Scope)<<ScopeShift))
	}
	for _, c := range b.Children {
		dump(c, indent+2, out)
	}
}

// ours returns what dumpScript prints for the source. ok is false when the text does not parse here.
func ours(filename string, data []byte) (text string, ok bool) {
	src, err := syntax.Decode(filename, data, nil)
	if err != nil {
		return err.Error(), false
	}
	mod, _, err := syntax.Parse(src, syntax.ModeExec, syntax.Options{})
	if err != nil {
		return err.Error(), false
	}
	t, err := Build(mod, filename, 0)
	if err != nil {
		e := err.(*syntax.Error)
		if e.Kind == syntax.RecursionError {
			return "recursion", true
		}
		return fmt.Sprintf("error %s @ %d:%d-%d:%d", e.Msg, e.Line, e.Col, e.EndLine, e.EndCol), true
	}
	var out []string
	dump(t.Top, 0, &out)
	return strings.Join(out, "\n"), true
}

func oracleDumps(t *testing.T, sources []string) []string {
	var in strings.Builder
	for _, s := range sources {
		b, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		in.Write(append(b, '\n'))
	}
	lines := oracle.Lines(t, dumpScript, in.String())
	if len(lines) != len(sources) {
		t.Fatalf("the oracle answers %d lines to %d sources", len(lines), len(sources))
	}
	for i, l := range lines {
		if err := json.Unmarshal([]byte(l), &lines[i]); err != nil {
			t.Fatal(err)
		}
	}
	return lines
}

// firstDifference returns the first lines in which two texts differ, with the block around.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	block := ""
	for i := 0; ; i++ {
		var gl, wl string
		if i < len(g) {
			gl = g[i]
		}
		if i < len(w) {
			wl = w[i]
		}
		if gl != wl || (i >= len(g) && i >= len(w)) {
			return fmt.Sprintf("in %s\n got  %s\n want %s", strings.TrimSpace(block), strings.TrimSpace(gl), strings.TrimSpace(wl))
		}
		if strings.Contains(wl, " type=") {
			block = wl
		}
	}
}

func TestLibraryLikeTheOracle(t *testing.T) {
	p := oracle.Path()
	if p == "" {
		t.Skip("no oracle")
	}
	root := filepath.Join(filepath.Dir(filepath.Dir(p)), "lib", "python3.14")
	var files []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, ".py") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Skip(err)
	}
	if !*all {
		var sample []string
		for i := 0; i < len(files); i += 1 + len(files)/80 {
			sample = append(sample, files[i])
		}
		for _, name := range []string{"typing.py", "dataclasses.py", "enum.py", "annotationlib.py", "collections/__init__.py",
			"asyncio/base_events.py", "contextlib.py", "test/test_type_params.py", "test/test_listcomps.py", "test/test_scope.py"} {
			if path := filepath.Join(root, name); slices.Contains(files, path) && !slices.Contains(sample, path) {
				sample = append(sample, path)
			}
		}
		files = sample
	}
	sources := make([]string, len(files))
	for i, path := range files {
		sources[i] = "file:" + path
	}
	wants := oracleDumps(t, sources)
	differ, unparsed, compared := 0, 0, 0
	for i, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := ours(path, data)
		if !ok {
			if !strings.HasPrefix(wants[i], "error") {
				unparsed++
				if unparsed <= *verbose {
					t.Logf("%s: not parsed: %s", path, got)
				}
			}
			continue
		}
		compared++
		if got != wants[i] {
			differ++
			if differ <= *verbose {
				t.Errorf("%s: %s", path, firstDifference(got, wants[i]))
			}
		}
	}
	t.Logf("%d files compared, %d differ, %d not parsed", compared, differ, unparsed)
	if differ > *verbose {
		t.Errorf("%d files differ in all", differ)
	}
}
