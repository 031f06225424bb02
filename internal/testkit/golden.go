package testkit

// This file implements golden files: expected output kept in a file, rewritten by `go test -update`.

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "rewrite golden files instead of comparing with them")

// Golden compares got with the contents of file, and reports a diff on t. With -update it writes the file instead; review
// the change like code.
func Golden(t testing.TB, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Errorf("%v (run with -update to write it)", err)
		return
	}
	if d := Diff(file, "now", string(want), got); d != "" {
		t.Errorf("differs from the golden file (-update rewrites it):\n%s", d)
	}
}
