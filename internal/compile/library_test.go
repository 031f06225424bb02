// This file implements tests that compile the whole library of the oracle.

package compile

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"weft/internal/code"
	"weft/internal/syntax"
	"weft/internal/testkit/oracle"
)

var (
	disFile = flag.String("compile.dis", "", "print the disassembly of this file")
	libAll  = flag.Bool("compile.all", false, "compile every file of the library, not a sample")
)

func TestDisassembleFile(t *testing.T) {
	if *disFile == "" {
		t.Skip("no -compile.dis")
	}
	data, err := os.ReadFile(*disFile)
	if err != nil {
		t.Fatal(err)
	}
	co, warnings, err := CompileSource(*disFile, data, syntax.ModeExec, Options{})
	for _, w := range warnings {
		t.Log(w.Line, w.Msg)
	}
	if err != nil {
		t.Fatalf("%v %+v", err, err)
	}
	os.Stdout.WriteString(code.Disassemble(co))
	if err := code.Verify(co); err != nil {
		t.Error(err)
	}
}

// library returns the files to compile: every one with -compile.all, else every eighth.
func library(t testing.TB) []string {
	libDir := oracle.Library()
	if libDir == "" {
		t.Skip("no oracle")
	}
	var files []string
	n := 0
	filepath.WalkDir(libDir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".py") {
			return nil
		}
		if n++; *libAll || n%8 == 0 {
			files = append(files, path)
		}
		return nil
	})
	return files
}

func TestLibraryCompilesAndVerifies(t *testing.T) {
	n := 0
	for _, path := range library(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		co, _, err := CompileSource(path, data, syntax.ModeExec, Options{})
		if err != nil {
			if !strings.Contains(path, "bad") && !strings.Contains(path, "lib2to3") {
				t.Errorf("%s: %v", path, err)
			}
			continue
		}
		if err := code.Verify(co); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		n++
	}
	t.Log(n, "files")
}

func parseFile(t testing.TB, path string) (*syntax.Source, syntax.Mod) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	src, err := syntax.Decode(path, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	mod, _, err := syntax.Parse(src, syntax.ModeExec, syntax.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return src, mod
}
