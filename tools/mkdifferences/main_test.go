package main

// This file implements the tests of the page of differences, and that the one in the tree is up to date.

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPageShowsProgramBothOutputsAndWayAround(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.py":       "# title: Sizes\n# cause: Objects are laid out\n#   in another way.\n# workaround: None is needed.\n\nprint(1)\n",
		"a.out":      "1\n",
		"a.weft.out": "2\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := page(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := "\n## Sizes\n\nObjects are laid out in another way.\n\n```python\nprint(1)\n```\n\nCPython 3.14.6:\n\n```\n1\n```\n\nWeft:\n\n```\n2\n```\n\n*Instead:* None is needed.\n"
	if len(got) < len(want) || got[len(got)-len(want):] != want {
		t.Errorf("%s", got)
	}
	if _, _, err := cut("x.py", "# title: only\n"); err == nil {
		t.Error("a program without cause and workaround is accepted")
	}
}

func TestPageInTheTreeIsUpToDate(t *testing.T) {
	if err := run("../../tests/differences", "../../docs/differences.md", true); err != nil {
		t.Error(err)
	}
}
