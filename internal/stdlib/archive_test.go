package stdlib

// This file implements the tests of finding and reading the Python library.

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"weft/internal/code"
	"weft/internal/stdlib/packfile"
)

// library is a small library, as files on disk and as a pack.
func library(t *testing.T) (dir, pack string) {
	t.Helper()
	root := t.TempDir()
	dir, pack = filepath.Join(root, "lib"), filepath.Join(root, "library.pack")
	w := packfile.NewWriter("tag")
	for path, text := range map[string]string{"os.py": "# os\n", "json/__init__.py": "# json\n", "json/decoder.py": "# decoder\n", "both.py": "m", "both/__init__.py": "p"} {
		full := filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		var code []byte
		if path == "os.py" {
			code = []byte("compiled os")
		}
		if err := w.Add(path, []byte(text), code); err != nil {
			t.Fatal(err)
		}
	}
	b, err := w.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(pack, b, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir, pack
}

func TestAFolderAndAPackAnswerTheSame(t *testing.T) {
	dir, pack := library(t)
	for _, where := range []string{dir, pack} {
		a, err := OpenPath(where)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			name, path string
			pkg        bool
		}{{"os", "os.py", false}, {"json", "json/__init__.py", true}, {"json.decoder", "json/decoder.py", false}, {"both", "both/__init__.py", true}} {
			m, ok := a.FindModule(c.name)
			if !ok || m.Path != c.path || m.IsPackage != c.pkg {
				t.Errorf("%s: FindModule(%q) = %+v, %v", where, c.name, m, ok)
			}
			if text, ok := a.Lookup(m.Path); !ok || len(text) == 0 {
				t.Errorf("%s: Lookup(%q) = %q, %v", where, m.Path, text, ok)
			}
		}
		for _, name := range []string{"", "nope", "json.nope", "..os"} {
			if m, ok := a.FindModule(name); ok {
				t.Errorf("%s: FindModule(%q) found %+v", where, name, m)
			}
		}
		for _, path := range []string{"nope.py", "../lib/os.py", "/etc/passwd", "json"} {
			if _, ok := a.Lookup(path); ok {
				t.Errorf("%s: Lookup(%q) found something", where, path)
			}
		}
		if got := a.List("json"); !reflect.DeepEqual(got, []string{"__init__.py", "decoder.py"}) {
			t.Errorf("%s: List = %q", where, got)
		}
		if a.List("nope") != nil || a.List("..") != nil {
			t.Errorf("%s: List of a folder that is not there", where)
		}
		if err := a.Verify(); err != nil {
			t.Error(err)
		}
	}
	a, _ := OpenPath(pack)
	if code, ok := a.Code("os.py"); !ok || string(code) != "compiled os" || a.Compiler() != "tag" || a.Hash() == "" {
		t.Errorf("Code = %q, %v; tag %q", code, ok, a.Compiler())
	}
	if _, ok := a.Code("json/__init__.py"); ok {
		t.Error("a file without code has code")
	}
}

func TestWeftStdlibNamesTheLibrary(t *testing.T) {
	dir, _ := library(t)
	t.Setenv("WEFT_STDLIB", dir)
	a, err := Open()
	if err != nil || a.Dir() != dir {
		t.Fatalf("Open = %+v, %v", a, err)
	}
	t.Setenv("WEFT_STDLIB", filepath.Join(dir, "json"))
	if _, err := Open(); !errors.Is(err, ErrNoLibrary) || !strings.Contains(err.Error(), "WEFT_STDLIB") {
		t.Errorf("a folder without os.py: %v", err)
	}
}

// The pack that `make archive` built, when it is there, is whole and complete.
func TestEmbeddedLibraryIsWhole(t *testing.T) {
	a, err := OpenEmbedded()
	if errors.Is(err, ErrNoLibrary) {
		t.Skip("built without the library: run make archive")
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Verify(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"os", "threading", "json.decoder", "importlib._bootstrap", "encodings.utf_8", "concurrent.futures.thread", "unittest.__main__"} {
		m, ok := a.FindModule(name)
		path := m.Path
		if !ok {
			t.Errorf("no %s", name)
			continue
		}
		if text, ok := a.Lookup(path); !ok || len(text) == 0 {
			t.Errorf("%s cannot be read", path)
		}
		data, ok := a.Code(path)
		if !ok {
			t.Errorf("%s is not compiled", path)
			continue
		}
		if c, err := code.DecodeAs(data, "/lib/"+path); err != nil {
			t.Errorf("%s: %v: run make archive", path, err)
		} else if err := code.Verify(c); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	for _, name := range []string{"tkinter", "idlelib", "test", "pip"} {
		if m, ok := a.FindModule(name); ok {
			t.Errorf("%s is in the archive", m.Path)
		}
	}
}

func BenchmarkOpenEmbeddedAndFind(b *testing.B) {
	if _, err := OpenEmbedded(); err != nil {
		b.Skip(err)
	}
	for range b.N {
		a, _ := OpenEmbedded()
		if _, ok := a.FindModule("threading"); !ok {
			b.Fatal("lost")
		}
	}
}

// The compiled forms in the pack were made by the compiler in this tree.
func TestEmbeddedLibraryIsCompiledByThisCompiler(t *testing.T) {
	a, err := OpenEmbedded()
	if errors.Is(err, ErrNoLibrary) {
		t.Skip("built without the library: run make archive")
	}
	if err != nil {
		t.Fatal(err)
	}
	want, err := packfile.CompilerTag("../..")
	if err != nil {
		t.Fatal(err)
	}
	if a.Compiler() != want {
		t.Error("the embedded library was compiled by another compiler than the one in this tree: run make archive")
	}
}

func TestNativeModulesAreListedUnderTheirNames(t *testing.T) {
	for _, n := range Native() {
		if got := n.Spec().Name; got != n.Name {
			t.Errorf("%s is listed as %s", got, n.Name)
		}
	}
}
