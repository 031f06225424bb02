package main

// This file implements the list of tests that do not pass: one a line, its id, spaces, and the reason; "#" begins a comment.

import (
	"fmt"
	"os"
	"sort"
	"strings"
)

type skip struct{ id, reason string }

func readSkips(file string) ([]skip, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		if os.IsNotExist(err) {
			return nil, nil
		}
		return nil, err
	}
	var out []skip
	for i, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		id, reason, _ := strings.Cut(line, "  ")
		if reason = strings.TrimSpace(reason); reason == "" {
			return nil, fmt.Errorf("%s:%d: %s has no reason (two spaces, then the reason)", file, i+1, id)
		}
		out = append(out, skip{id, reason})
	}
	return out, nil
}

// find returns the entry for a test: its own, or one that ends in "*" and begins as the test's id does.
func find(listed []skip, id string) *skip {
	var found *skip
	for i := range listed {
		k := &listed[i]
		if k.id == id {
			return k
		}
		if p, ok := strings.CutSuffix(k.id, "*"); ok && strings.HasPrefix(id, p) {
			found = k
		}
	}
	return found
}

// writeSkips writes the list anew: what fails now, with its reason if it had one, and what did not pass this time.
func writeSkips(file string, old []skip, now map[string]string, passes map[string]bool) error {
	keep := map[string]string{}
	for _, k := range old {
		if !passes[k.id] {
			keep[k.id] = k.reason
		}
	}
	for id, why := range now {
		keep[id] = why
	}
	var ids []string
	for id := range keep {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	var b strings.Builder
	b.WriteString("# Tests of CPython that Weft does not pass, each with its reason. `make conformance` compares; -update adds new failures with\n" +
		"# their errors as reasons, for a person to replace. An id that ends in * stands for all that begin so.\n")
	for _, id := range ids {
		fmt.Fprintf(&b, "%s  %s\n", id, strings.ReplaceAll(keep[id], "\n", " "))
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}
