package stdlib

// This file implements finding and reading the Python library: the pack embedded in the binary, or a folder.

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"weft/internal/stdlib/overlay"
	"weft/internal/stdlib/packfile"
)

// The folder is embedded whole, so that the package builds without the pack; `make archive` makes it.
//
//go:embed all:data
var embedded embed.FS

// embeddedPack is where the build step leaves the library.
const embeddedPack = "data/library.pack"

// LibraryVersion is the CPython release whose pure-Python library Weft is made for.
const LibraryVersion = "3.14.6"

// ErrNoLibrary is what Open returns, wrapped in a text for the user, when no Python library can be found.
var ErrNoLibrary = errors.New("no Python library")

// Archive is one Python library, read-only: a pack, or a folder of an installed CPython 3.14. It is immutable after it was
// opened and may be used by many goroutines; a folder is read anew at each call.
type Archive struct {
	pack *packfile.Reader // nil for a folder
	dir  string           // absolute; "" for the embedded pack
}

// Open finds the library to use: the folder or pack that the environment variable WEFT_STDLIB names, else the one embedded in
// this binary, else the library of a CPython 3.14 installed on this machine. The error wraps ErrNoLibrary when there is none
// and says what to do.
func Open() (*Archive, error) {
	if p := os.Getenv("WEFT_STDLIB"); p != "" {
		a, err := OpenPath(p)
		if err != nil {
			return nil, fmt.Errorf("WEFT_STDLIB: %w", err)
		}
		return a, nil
	}
	a, err := OpenEmbedded()
	if err == nil || !errors.Is(err, ErrNoLibrary) {
		return a, err
	}
	for _, dir := range installedLibraries() {
		if a, err := OpenPath(dir); err == nil {
			return a, nil
		}
	}
	return nil, fmt.Errorf("%w: this weft was built without one (run `make build`), WEFT_STDLIB is not set, and "+
		"no CPython 3.14 is installed in the usual places; set WEFT_STDLIB to the folder that holds os.py", ErrNoLibrary)
}

// OpenEmbedded opens the pack inside the binary; the error is ErrNoLibrary when the binary was built without.
func OpenEmbedded() (*Archive, error) {
	f, err := embedded.Open(embeddedPack)
	if err != nil {
		return nil, ErrNoLibrary
	}
	r, ok := f.(io.ReaderAt)
	if !ok {
		return nil, fmt.Errorf("stdlib: the embedded library cannot be read at an offset (%T)", f)
	}
	st, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("stdlib: %w", err)
	}
	p, err := packfile.Open(r, st.Size())
	if err != nil {
		return nil, fmt.Errorf("stdlib: the embedded library: %w", err)
	}
	p.SetText(embeddedText(f))
	return &Archive{pack: p}, nil
}

// embeddedText returns the text of an embedded file as it lies in the binary, or "" if package embed has changed: it offers copies
// only.
func embeddedText(f fs.File) string {
	v := reflect.ValueOf(f)
	for _, name := range []string{"f", "data"} {
		if v.Kind() != reflect.Pointer || v.Elem().Kind() != reflect.Struct {
			return ""
		}
		if v = v.Elem().FieldByName(name); !v.IsValid() {
			return ""
		}
	}
	if v.Kind() != reflect.String {
		return ""
	}
	return v.String()
}

// OpenPath opens a library by its place on disk: a folder that holds os.py, or a pack file.
func OpenPath(path string) (*Archive, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	st, err := os.Stat(abs)
	if err != nil {
		return nil, fmt.Errorf("%w: %s: no such folder or file", ErrNoLibrary, path)
	}
	if !st.IsDir() {
		f, err := os.Open(abs)
		if err != nil {
			return nil, err
		}
		p, err := packfile.Open(f, st.Size()) // the file stays open for as long as the archive is in use
		if err != nil {
			_ = f.Close()
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return &Archive{pack: p}, nil
	}
	if _, err := os.Stat(filepath.Join(abs, "os.py")); err != nil {
		return nil, fmt.Errorf("%w: %s holds no os.py", ErrNoLibrary, path)
	}
	return &Archive{dir: abs}, nil
}

// installedLibraries lists where installers put CPython 3.14's library, whether or not it is there.
func installedLibraries() []string {
	var dirs []string
	for _, prefix := range []string{"/usr/local", "/usr", "/opt/homebrew/opt/python@3.14/Frameworks/Python.framework/Versions/3.14",
		"/usr/local/opt/python@3.14/Frameworks/Python.framework/Versions/3.14", "/Library/Frameworks/Python.framework/Versions/3.14"} {
		dirs = append(dirs, filepath.Join(prefix, "lib", "python3.14"))
	}
	if home, err := os.UserHomeDir(); err == nil {
		for _, pattern := range []string{".pyenv/versions/3.14*/lib/python3.14", ".local/share/uv/python/cpython-3.14*/lib/python3.14"} {
			found, _ := filepath.Glob(filepath.Join(home, pattern))
			dirs = append(dirs, found...)
		}
	}
	return dirs
}

// Dir is the absolute folder of a library on disk, and "" for a pack: its files have no path in the file system.
func (a *Archive) Dir() string { return a.dir }

// Compiler identifies the sources of the compiler behind the compiled forms; "" when there are none. A test compares it with
// the sources beside it.
func (a *Archive) Compiler() string {
	if a.pack == nil {
		return ""
	}
	return a.pack.CodeTag()
}

// Hash identifies the contents of a pack, in hexadecimal; it is "" for a folder, which may change at any time.
func (a *Archive) Hash() string {
	if a.pack == nil {
		return ""
	}
	return a.pack.Sum()
}

// Module is one Python module of an archive.
type Module struct {
	Path      string // inside the archive, with slashes: "json/decoder.py", "json/__init__.py"
	IsPackage bool
}

// FindModule finds a module or package by its dotted name, in constant time and without reading its text. A package wins
// over a module of the same name, as on a file system path.
func (a *Archive) FindModule(name string) (Module, bool) {
	stem := strings.ReplaceAll(name, ".", "/")
	if a.dir != "" && !filepath.IsLocal(filepath.FromSlash(stem)) {
		return Module{}, false
	}
	for _, m := range [...]Module{{stem + "/__init__.py", true}, {stem + ".py", false}} {
		if a.pack != nil {
			if _, ok := a.pack.Find(m.Path); ok {
				return m, true
			}
		} else if _, ok := overlay.Lookup(m.Path); ok {
			return m, true
		} else if st, err := os.Stat(filepath.Join(a.dir, filepath.FromSlash(m.Path))); err == nil && st.Mode().IsRegular() {
			return m, true
		}
	}
	return Module{}, false
}

// Lookup reads the file with this slash-separated path into a new slice; package overlay's comes before that of a folder. ok is false when there is no such file or it cannot
// be read.
func (a *Archive) Lookup(path string) (data []byte, ok bool) {
	if a.pack == nil {
		if !filepath.IsLocal(filepath.FromSlash(path)) {
			return nil, false
		}
		if b, ok := overlay.Lookup(path); ok {
			return b, true
		}
		b, err := os.ReadFile(filepath.Join(a.dir, filepath.FromSlash(path)))
		return overlay.Edit(path, b), err == nil
	}
	e, ok := a.pack.Find(path)
	if !ok {
		return nil, false
	}
	b, err := a.pack.Source(e)
	return b, err == nil
}

// Code reads the compiled form of the file with this path into a new slice, as code.Encode wrote it; ok is false when it has
// none. It was compiled without optimization (-O); code.DecodeAs gives it its file name, and refuses it when it was made for
// another version of the machine.
func (a *Archive) Code(path string) (data []byte, ok bool) {
	if a.pack == nil {
		return nil, false
	}
	e, ok := a.pack.Find(path)
	if !ok || !e.HasCode() {
		return nil, false
	}
	b, err := a.pack.Code(e)
	return b, err == nil
}

// CodeText is Code for the pack embedded in the binary, without a copy; ok is false for all others. What it returns is known to be
// whole: it was made by the build.
func (a *Archive) CodeText(path string) (data string, ok bool) {
	if a.pack == nil {
		return "", false
	}
	e, ok := a.pack.Find(path)
	if !ok || !e.HasCode() {
		return "", false
	}
	return a.pack.CodeText(e)
}

// List names what stands directly in a folder ("" is the root), sorted; subfolders end in "/". It is nil when there is no such
// folder.
func (a *Archive) List(dir string) []string {
	if a.pack != nil {
		return a.pack.List(dir)
	}
	if dir != "" && !filepath.IsLocal(filepath.FromSlash(dir)) {
		return nil
	}
	entries, err := os.ReadDir(filepath.Join(a.dir, filepath.FromSlash(dir)))
	if err != nil {
		return nil
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name()+"/")
		} else {
			names = append(names, e.Name())
		}
	}
	return names
}

// Verify compares a pack with its checksum; a folder has none and passes.
func (a *Archive) Verify() error {
	if a.pack == nil {
		return nil
	}
	return a.pack.Verify()
}
