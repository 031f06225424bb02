// This file runs the program of docs/threads.md, examples/models/models.py, under every threading model.

package tests

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestModelsExample(t *testing.T) {
	weft := buildWeft(t)
	program := filepath.Join("..", "examples", "models", "models.py")
	for name, osThreads := range map[string]string{"goroutine": "", "os": "99", "single": "1"} {
		t.Run(name, func(t *testing.T) {
			out, err := exec.Command(weft, "-X", "threads="+name, program, "sleepers", "handoff").CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			for _, want := range []string{"sleepers: took ", "sleepers: os-threads " + osThreads, "handoff: took "} {
				if !strings.Contains(string(out), want) {
					t.Errorf("no %q in\n%s", want, out)
				}
			}
			path := filepath.Join(t.TempDir(), "spans.json")
			if out, err := exec.Command(weft, "-X", "threads="+name, program, "--draw", path).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			var spans [][][3]float64
			data, err := os.ReadFile(path)
			if err == nil {
				err = json.Unmarshal(data, &spans)
			}
			if err != nil || len(spans) != 4 {
				t.Errorf("%v: %.200s", err, data)
			}
			for i, s := range spans {
				if len(s) == 0 {
					t.Errorf("thread %d never ran", i)
				}
			}
		})
	}
	out, err := exec.Command(weft, program, "nonsense").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "no scene 'nonsense'") {
		t.Errorf("%v\n%s", err, out)
	}
}
