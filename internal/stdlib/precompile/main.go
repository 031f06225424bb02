// Command precompile makes the library pack that is embedded in the binary: it reads the sources that tools/mkstdlib chose
// (internal/stdlib/library.zip), and writes internal/stdlib/data/library.pack.
//
// The pack depends only on its input and on the Go release, so it is the same on every machine.
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

	"weft/internal/stdlib/packfile"
)

func main() {
	in := flag.String("in", "internal/stdlib/library.zip", "the sources, a zip file")
	out := flag.String("out", "internal/stdlib/data/library.pack", "the pack to write")
	flag.Parse()
	if err := run(*in, *out); err != nil {
		fmt.Fprintln(os.Stderr, "precompile:", err)
		os.Exit(1)
	}
}

func run(in, out string) error {
	z, err := zip.OpenReader(in)
	if err != nil {
		return err
	}
	defer z.Close()
	w := packfile.NewWriter("")
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		source, err := io.ReadAll(r)
		if err == nil {
			err = r.Close()
		}
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		if err := w.Add(f.Name, source, nil); err != nil {
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
