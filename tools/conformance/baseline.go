package main

// This file implements remembering what the oracle did with a module: it does not change, and takes minutes.

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// baseline is the oracle's outcome for a module, from the folder beside its executable when it is known.
func baseline(s settings, name string) outcome {
	key := strings.NewReplacer("/", "_", " ", "_").Replace(s.tests)
	file := filepath.Join(filepath.Dir(filepath.Dir(s.oracle)), "conformance"+key, name+".json")
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
	o := runModule(s, s.oracle, name)
	st := stored{Tests: map[string][2]string{}, Trouble: o.trouble}
	for id, r := range o.tests {
		st.Tests[id] = [2]string{r.kind, r.why}
	}
	if b, err := json.Marshal(st); err == nil && os.MkdirAll(filepath.Dir(file), 0o755) == nil {
		_ = os.WriteFile(file, b, 0o644) // without it the next run is slower, no more
	}
	return o
}
