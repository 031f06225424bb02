// Package cpython extracts the CPython 3.14.6 distribution that the Go module github.com/kluctl/go-embed-python carries.
//
// It serves two tools: mkstdlib takes the pure-Python library from it, mkoracle the executable. The extracted tree is whole
// or not used: a stamp file is written last, and names the module version.
package cpython

// This file implements the extraction.

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/kluctl/go-embed-python/python"
)

// Version is the version of the Go module; the stamp of an extracted tree must name it.
const Version = "v0.0.0-3.14.6-20260610-1"

const stamp = ".complete"

// Extract makes sure that dir holds the distribution (bin/python3, lib/python3.14). It does nothing, quickly, when dir is
// already complete, and starts over when an earlier extraction was cut short.
func Extract(dir string) error {
	if Complete(dir) {
		return nil
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	// The module unpacks into a folder it creates, with a lock file beside it.
	fresh := abs + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return err
	}
	ep, err := python.NewEmbeddedPythonWithTmpDir(fresh, false)
	if err != nil {
		return fmt.Errorf("extracting CPython: %w", err)
	}
	if _, err := ep.GetExePath(); err != nil {
		return err
	}
	_ = os.Remove(fresh + ".lock")
	// The three names of the executable are three copies of 29 MB: keep one.
	for _, extra := range []string{"bin/python", "bin/python3.14"} {
		_ = os.Remove(filepath.Join(fresh, extra))
	}
	if err := os.WriteFile(filepath.Join(fresh, stamp), []byte(Version+"\n"), 0o644); err != nil {
		return err
	}
	if err := os.RemoveAll(abs); err != nil {
		return err
	}
	return os.Rename(fresh, abs)
}

// Complete reports whether dir holds the whole distribution of this version.
func Complete(dir string) bool {
	b, err := os.ReadFile(filepath.Join(dir, stamp))
	return err == nil && strings.TrimSpace(string(b)) == Version
}
