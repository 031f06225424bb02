// This file implements tests of verifier, disassembler and cache-file form on what the compiler makes.

package code_test

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"weft/internal/code"
	"weft/internal/compile"
	"weft/internal/syntax"
	"weft/internal/testkit/oracle"
)

var all = flag.Bool("code.all", false, "compile every file of the oracle's library, not every tenth")

func compileSource(t *testing.T, name, text string) *code.Code {
	t.Helper()
	c, _, err := compile.CompileSource(name, []byte(text), syntax.ModeExec, compile.Options{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return c
}

// TestCompiledLibrary verifies what the compiler makes of the oracle's library, and that it survives the cache file.
func TestCompiledLibrary(t *testing.T) {
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
		for i := 0; i < len(files); i += 10 {
			sample = append(sample, files[i])
		}
		files = sample
	}
	slices.Sort(files)
	bad, size, source := 0, 0, 0
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c, _, err := compile.CompileSource(path, data, syntax.ModeExec, compile.Options{})
		if err != nil {
			t.Logf("%s: %v", path, err) // the compiler's own tests tell whether that is right
			continue
		}
		if err := code.Verify(c); err != nil {
			if bad++; bad <= 10 {
				t.Errorf("%s: %v", path, err)
			}
			continue
		}
		file := code.Encode(c)
		size, source = size+len(file), source+len(data)
		got, err := code.Decode(file)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if a, b := code.Disassemble(c), code.Disassemble(got); a != b {
			t.Errorf("%s: the cache file changes the code", path)
		}
	}
	t.Logf("%d files, %d not verified; %d bytes of source make %d bytes of cache files", len(files), bad, source, size)
}

func TestCompiledGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".py")
		c := compileSource(t, filepath.Base(path), string(data))
		if err := code.Verify(c); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		code.Golden(t, name, code.Disassemble(c))
	}
}

func FuzzCompiled(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.py")
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, _, err := compile.CompileSource("f.py", []byte(text), syntax.ModeExec, compile.Options{})
		if err != nil {
			return
		}
		if err := code.Verify(c); err != nil {
			t.Fatal(err)
		}
		got, err := code.Decode(code.Encode(c))
		if err != nil {
			t.Fatal(err)
		}
		if code.Disassemble(c) != code.Disassemble(got) {
			t.Fatal("the cache file changes the code")
		}
	})
}
