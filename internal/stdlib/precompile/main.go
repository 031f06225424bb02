// Command precompile makes the library pack that is embedded in the binary: it reads the sources that tools/mkstdlib chose
// (internal/stdlib/library.zip), puts Weft's own modules (internal/stdlib/overlay) in the place of CPython's, compiles every module with Weft's own compiler, and writes internal/stdlib/data/library.pack.
//
// The pack depends only on its input, on the compiler's sources and on the Go release, so it is the same on every machine.
package main

// This file implements the command.

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"weft/internal/code"
	"weft/internal/compile"
	"weft/internal/stdlib/overlay"
	"weft/internal/stdlib/packfile"
	"weft/internal/syntax"
)

func main() {
	in := flag.String("in", "internal/stdlib/library.zip", "the sources, a zip file")
	out := flag.String("out", "internal/stdlib/data/library.pack", "the pack to write")
	root := flag.String("root", ".", "the module's folder, for the tag of the compiler")
	flag.Parse()
	if err := run(*in, *out, *root); err != nil {
		fmt.Fprintln(os.Stderr, "precompile:", err)
		os.Exit(1)
	}
}

func run(in, out, root string) error {
	tag, err := packfile.CompilerTag(root)
	if err != nil {
		return err
	}
	files, err := read(in)
	if err != nil {
		return err
	}
	if err := compileAll(files); err != nil {
		return err
	}
	w := packfile.NewWriter(tag)
	for _, f := range files {
		if err := w.Add(f.path, f.source, f.code); err != nil {
			return err
		}
	}
	b, err := w.Bytes()
	if err != nil {
		return err
	}
	if old, err := os.ReadFile(out); err == nil && bytes.Equal(old, b) {
		return nil // keep the file's time, so that nothing is rebuilt for it
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	tmp := out + ".tmp"
	if err := os.WriteFile(tmp, b, 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, out)
}

type file struct {
	path         string
	source, code []byte
	err          error
}

func read(in string) ([]*file, error) {
	z, err := zip.OpenReader(in)
	if err != nil {
		return nil, err
	}
	defer z.Close()
	var out []*file
	seen := map[string]bool{}
	for _, f := range z.File {
		seen[f.Name] = true
		r, err := f.Open()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		source, err := io.ReadAll(r)
		if err == nil {
			err = r.Close()
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		if ours, ok := overlay.Lookup(f.Name); ok {
			source = ours
		}
		source = overlay.Edit(f.Name, source)
		out = append(out, &file{path: f.Name, source: source})
	}
	for _, path := range overlay.Paths() { // what CPython has in C
		if source, ok := overlay.Lookup(path); ok && !seen[path] {
			out = append(out, &file{path: path, source: source})
		}
	}
	return out, nil
}

// compileAll fills in the compiled forms, on all processors. A module that does not compile or verify is an error: the
// library is not ours to have faults.
func compileAll(files []*file) error {
	var wg sync.WaitGroup
	work := make(chan *file)
	for range runtime.GOMAXPROCS(0) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for f := range work {
				f.code, f.err = compileFile(f.path, f.source)
			}
		}()
	}
	for _, f := range files {
		if strings.HasSuffix(f.path, ".py") {
			work <- f
		}
	}
	close(work)
	wg.Wait()
	for _, f := range files {
		if f.err != nil {
			return fmt.Errorf("%s: %w", f.path, f.err)
		}
	}
	return nil
}

func compileFile(path string, source []byte) ([]byte, error) {
	c, _, err := compile.CompileSource(path, source, syntax.ModeExec, compile.Options{})
	if err != nil {
		return nil, err
	}
	if err := code.Verify(c); err != nil {
		return nil, err
	}
	return code.Encode(c), nil
}
