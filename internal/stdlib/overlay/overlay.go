// Package overlay holds the few modules of the Python library that Weft writes itself, because CPython's describe its own
// machine: dis, opcode, _opcode_metadata and _remote_debugging. They take the place of CPython's files of the same path, in the
// embedded library (internal/stdlib/precompile) as in a folder (internal/stdlib/archive.go). Edit changes single lines of others.
//
// Everything here is immutable and may be used by many goroutines.
package overlay

// This file implements the package.

import (
	"embed"
	"io/fs"
)

// "all:" because of the names that begin with an underscore.
//
//go:embed all:modules
var files embed.FS

// Lookup returns our source of the library file with this slash-separated path, in a new slice; ok is false when there is none.
func Lookup(path string) (source []byte, ok bool) {
	b, err := files.ReadFile("modules/" + path)
	return b, err == nil
}

// Paths lists the files, in order.
func Paths() []string {
	var out []string
	_ = fs.WalkDir(files, "modules", func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, p[len("modules/"):])
		}
		return nil
	})
	return out
}
