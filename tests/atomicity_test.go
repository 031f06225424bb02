package tests

// This file implements the check that docs/atomicity.md and the hammer programs say the same: each row names lines that they print.

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var shownBy = regexp.MustCompile("`(hammer_[a-z]+)`: ([^`]*)")

// labels splits "a, b, c" into labels that lines of a program's output begin with; a label may itself hold commas.
func labels(text string, known func(label string) bool) ([]string, bool) {
	if known(text) {
		return []string{text}, true
	}
	for i := len(text); i > 0; {
		i = strings.LastIndex(text[:i], ", ")
		if i < 0 {
			break
		}
		if known(text[:i]) {
			if rest, ok := labels(text[i+2:], known); ok {
				return append([]string{text[:i]}, rest...), true
			}
		}
	}
	return nil, false
}

func TestAtomicityDocument(t *testing.T) {
	b, err := os.ReadFile("../docs/atomicity.md")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, row := range strings.Split(string(b), "\n") {
		if !strings.HasPrefix(row, "| ") || strings.HasPrefix(row, "| operation |") || strings.HasPrefix(row, "| iterator |") {
			continue
		}
		row = strings.NewReplacer(`\|`, "|", `\_`, "_").Replace(row)
		found := shownBy.FindAllStringSubmatch(row, -1)
		if found == nil {
			t.Errorf("no program shows this row: %s", row)
		}
		for _, m := range found {
			out, err := os.ReadFile(filepath.Join("threads", m[1]+".out"))
			if err != nil {
				t.Error(err)
				continue
			}
			known := func(label string) bool {
				return strings.Contains("\n"+string(out), "\n"+label+" ")
			}
			list, ok := labels(strings.TrimRight(m[2], "; |"), known)
			if !ok {
				t.Errorf("%s does not print all of %q", m[1], m[2])
			}
			for _, l := range list {
				named[m[1]+": "+l] = true
			}
		}
	}
	out, err := os.ReadFile("threads/hammer_atomic.out")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		label, _, _ := strings.Cut(line, " [] ")
		if !named["hammer_atomic: "+label] {
			t.Errorf("no row names %q of hammer_atomic", label)
		}
	}
}
