// This file implements golden tests: sources in testdata and their disassembly.

package compile

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"weft/internal/code"
	"weft/internal/syntax"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestDisassembly(t *testing.T) {
	files, err := filepath.Glob("testdata/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		co, _, err := CompileSource(filepath.Base(path), data, syntax.ModeExec, Options{})
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if err := code.Verify(co); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		got := code.Disassemble(co)
		golden := strings.TrimSuffix(path, ".py") + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs from its golden file; rewrite with -update and review the diff", path)
		}
	}
}

// FuzzCompile checks that whatever the parser accepts compiles to verified code or a clean error.
func FuzzCompile(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.py")
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
		for _, part := range strings.Split(string(data), "\n\n") {
			f.Add(part)
		}
	}
	if data, err := os.ReadFile("testdata/errors.txt"); err == nil {
		for _, part := range strings.Split(string(data), "\n---\n") {
			f.Add(part)
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		for _, mode := range []syntax.Mode{syntax.ModeExec, syntax.ModeSingle, syntax.ModeEval} {
			start := time.Now()
			co, _, err := CompileSource("f", []byte(src), mode, Options{})
			if d := time.Since(start); d > 5*time.Second {
				t.Fatalf("took %v", d)
			}
			if err != nil {
				continue
			}
			if err := code.Verify(co); err != nil {
				t.Fatalf("%v\n%s\n%s", err, src, code.Disassemble(co))
			}
		}
	})
}
