package main

// This file implements the list of tests that do not pass: one a line, its id, two spaces or more, and the reason; "#" begins a
// comment. Between id and spaces there may be brackets with the threading models in which it does not pass (default: all), and
// with "sometimes" for a test that passes as often as not.

import (
	"fmt"
	"os"
	"slices"
	"sort"
	"strings"
)

type skip struct {
	id, reason string
	tags       string   // what stands in brackets
	models     []string // none: all
	sometimes  bool
}

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
		k := skip{id: id, reason: reason}
		if head, tags, ok := strings.Cut(id, " ["); ok {
			k.id, k.tags = head, strings.TrimSuffix(tags, "]")
			for _, tag := range strings.Fields(k.tags) {
				switch {
				case tag == "sometimes":
					k.sometimes = true
				case slices.Contains(models, tag):
					k.models = append(k.models, tag)
				default:
					return nil, fmt.Errorf("%s:%d: %q is no threading model", file, i+1, tag)
				}
			}
		}
		out = append(out, k)
	}
	return out, nil
}

// find returns the entry for a test in a model: its own, or one that ends in "*" and begins as the test's id does.
func find(listed []skip, id, model string) *skip {
	var found *skip
	for i := range listed {
		k := &listed[i]
		if k.models != nil && !slices.Contains(k.models, model) {
			continue
		}
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
		id := k.id
		if k.tags != "" {
			id += " [" + k.tags + "]"
		}
		if !passes[k.id] || k.tags != "" {
			keep[id] = k.reason
		}
		if k.tags != "" {
			delete(now, k.id) // it has its line
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
		"# their errors as reasons, for a person to replace. An id that ends in * stands for all that begin so. Brackets behind an id: the\n" +
		"# threading models (-threads) in which it does not pass, if not in all; \"sometimes\" if it passes as often as not.\n")
	for _, id := range ids {
		fmt.Fprintf(&b, "%s  %s\n", id, strings.ReplaceAll(keep[id], "\n", " "))
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}
