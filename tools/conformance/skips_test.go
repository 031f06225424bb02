package main

// This file implements the tests of the skip file: models and "sometimes" in brackets.

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSkipsNameModels(t *testing.T) {
	file := filepath.Join(t.TempDir(), "skips.txt")
	text := "# comment\na.b.C.test_all  everywhere\na.b.C.test_os [os single]  no signals\na.b.C.test_flaky [sometimes]  by chance\n"
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	listed, err := readSkips(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		id, model string
		found     bool
	}{
		{"a.b.C.test_all", "goroutine", true}, {"a.b.C.test_all", "gil", true}, {"a.b.C.test_os", "os", true},
		{"a.b.C.test_os", "single", true}, {"a.b.C.test_os", "goroutine", false}, {"a.b.C.test_flaky", "os", true}, {"a.b.C.test", "os", false},
	} {
		if got := find(listed, c.id, c.model) != nil; got != c.found {
			t.Errorf("find(%q, %q): %v, want %v", c.id, c.model, got, c.found)
		}
	}
	if !find(listed, "a.b.C.test_flaky", "os").sometimes || find(listed, "a.b.C.test_os", "os").sometimes {
		t.Error("sometimes")
	}
	// Writing the list anew keeps what has tags, whatever passes in this model.
	if err := writeSkips(file, listed, map[string]string{"a.b.C.test_flaky": "by chance", "a.b.C.test_new": "why"}, map[string]bool{"a.b.C.test_os": true, "a.b.C.test_all": true}); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := "a.b.C.test_flaky [sometimes]  by chance\na.b.C.test_new  why\na.b.C.test_os [os single]  no signals\n"
	if got := string(b); !strings.HasSuffix(got, want) || strings.Contains(got, "test_all") {
		t.Errorf("written:\n%s", got)
	}
	if err := os.WriteFile(file, []byte("a.b [green]  no model\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := readSkips(file); err == nil || !strings.Contains(err.Error(), "green") {
		t.Errorf("an unknown model: %v", err)
	}
}
