package testkit

// This file implements keeping `go test` from reusing a result that depends on more than it can see.

import (
	"os"
	"path/filepath"
	"testing"
)

// NoCache makes the result of this test binary's run not reusable. go test remembers a result together with the files that
// the test opened; what a test learns from running the go command or a program it does not see. A file that was written just
// now, inside the module, is never remembered. root is the module's folder as seen from the test.
func NoCache(t testing.TB, root string) {
	t.Helper()
	dir := filepath.Join(root, "bin")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.CreateTemp(dir, ".nocache*.tmp")
	if err != nil {
		t.Fatal(err)
	}
	name := f.Name()
	_ = f.Close()
	t.Cleanup(func() { _ = os.Remove(name) })
	if _, err := os.ReadFile(name); err != nil {
		t.Fatal(err)
	}
}
