package testkit

// This file implements keeping `go test` from reusing a result that depends on more than it can see.

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// NoCache makes the result of this test binary's run not reusable. go test remembers a result together with the files that
// the test opened; what a test learns from running the go command or a program it does not see. It remembers nothing when a
// file inside the module is too new, and a file of tomorrow always is. root is the module's folder as seen from the test.
func NoCache(t testing.TB, root string) {
	t.Helper()
	file := filepath.Join(root, "bin", ".nocache.tmp")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	tomorrow := time.Now().Add(24 * time.Hour)
	if err := os.Chtimes(file, tomorrow, tomorrow); err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadFile(file); err != nil {
		t.Fatal(err)
	}
}
