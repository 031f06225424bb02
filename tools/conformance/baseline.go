package main

// This file implements remembering what an interpreter did with a module: the oracle's results do not change, and Weft's, kept
// with -results, make one run of several.

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// baseline is the oracle's outcome for a module, from the folder beside its executable when it is known.
func baseline(s settings, name string) outcome {
	key := strings.NewReplacer("/", "_", " ", "_").Replace(s.tests)
	dir := filepath.Join(filepath.Dir(filepath.Dir(s.oracle)), "conformance"+key)
	return remembered(dir, name, func() outcome { return runModule(s, s.oracle, name) })
}

// ofWeft is Weft's outcome for a module, from the folder of results when one is given and has it.
func ofWeft(s settings, name string) outcome {
	if s.results == "" {
		return runModule(s, s.weft, name)
	}
	return remembered(filepath.Join(s.results, s.threads), name, func() outcome { return runModule(s, s.weft, name) })
}

// remembered is the outcome in the file that dir has for a module, or else that of run, which is written there.
func remembered(dir, name string, run func() outcome) outcome {
	file := filepath.Join(dir, name+".json")
	type stored struct {
		Tests   map[string][2]string
		Trouble string
	}
	if b, err := os.ReadFile(file); err == nil {
		var st stored
		if json.Unmarshal(b, &st) == nil {
			o := outcome{tests: map[string]result{}, trouble: st.Trouble}
			for id, r := range st.Tests {
				o.tests[id] = result{r[0], r[1]}
			}
			return o
		}
	}
	o := run()
	st := stored{Tests: map[string][2]string{}, Trouble: o.trouble}
	for id, r := range o.tests {
		st.Tests[id] = [2]string{r.kind, r.why}
	}
	if b, err := json.Marshal(st); err == nil && os.MkdirAll(dir, 0o755) == nil {
		_ = os.WriteFile(file, b, 0o644) // without it the next run is slower, no more
	}
	return o
}
