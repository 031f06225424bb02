package main

// This file implements the tests of the benchmark runner, with shell scripts in the place of interpreters.

import (
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == measureFlag {
		measure(os.Args[2:])
		return
	}
	os.Exit(m.Run())
}

func TestMemoryIsTheProgramsOwn(t *testing.T) {
	dir := t.TempDir()
	small := filepath.Join(dir, "small")
	write(t, small, "#!/bin/sh\necho seconds 0.5\n")
	ballast := make([]byte, 64<<20)
	for i := range ballast {
		ballast[i] = 1
	}
	s := once(program{path: "x"}, []string{small}, time.Minute)
	if s.err != "" || s.rss <= 0 || s.rss > 32<<20 {
		t.Errorf("a shell script: %d bytes, %s", s.rss, s.err)
	}
	runtime.KeepAlive(ballast)
	write(t, small, "#!/bin/sh\nexec sleep 60\n")
	if s := once(program{path: "x"}, []string{small}, 50*time.Millisecond); !strings.Contains(s.err, "not finished") {
		t.Errorf("a program that does not end: %q", s.err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

func TestRowsTellRatiosFailuresAndMismatches(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "single", "a.py"), "\"\"\"Title | of a.\"\"\"\n")
	write(t, filepath.Join(dir, "single", "b.py"), "\"\"\"B.\"\"\"\n")
	write(t, filepath.Join(dir, "single", "c.py"), "\"\"\"C.\"\"\"\n# bench: command=-c pass\n# bench: rounds=3\n")
	write(t, filepath.Join(dir, "threads", "d.py"), "\"\"\"D.\"\"\"\n")
	slow, fast := filepath.Join(dir, "slow"), filepath.Join(dir, "fast")
	write(t, slow, "#!/bin/sh\ncase $1 in */d.py) echo metric 1.0 times as much work; echo checksum 1;; -c) ;; *) echo seconds 0.5; echo checksum 7;; esac\n")
	write(t, fast, "#!/bin/sh\ncase $1 in */d.py) echo metric 1.9 times as much work; echo checksum 1;; */b.py) echo Boom >&2; exit 1;; -c) ;; *) echo seconds 0.25; echo checksum 7;; esac\n")
	out := filepath.Join(dir, "out.md")
	readme := filepath.Join(dir, "README.md")
	write(t, readme, "top\n"+readmeFrom+"old\n"+readmeTo+"\nbottom\n")
	if err := run(fast, slow, nil, dir, 2, "", out, readme, time.Minute); err != nil {
		t.Fatal(err)
	}
	b, _ := os.ReadFile(out)
	for _, want := range []string{"| a | 500 | 250 | 2.00 | 2.00 |", "Title \\| of a.", "| b | 500 | - |", "exit status 1: Boom", "| d | 1.00 | 1.90 | 1.90 | times as much work |", "2 of 3 run"} {
		if !strings.Contains(string(b), want) {
			t.Errorf("the report lacks %q:\n%s", want, b)
		}
	}
	r, _ := os.ReadFile(readme)
	if !strings.HasPrefix(string(r), "top\n") || !strings.HasSuffix(string(r), "bottom\n") || strings.Contains(string(r), "old") {
		t.Errorf("README: %s", r)
	}
	write(t, fast, "#!/bin/sh\necho seconds 0.25; echo checksum 8\n")
	if err := run(fast, slow, nil, dir, 1, "^a$", "-", "", time.Minute); err == nil || !strings.Contains(err.Error(), "checksums") {
		t.Errorf("a wrong checksum: %v", err)
	}
}

func TestBestIsTheLeastCostOrTheGreatestSpeedup(t *testing.T) {
	cost := []sample{{value: 3, unit: "us"}, {value: 1, unit: "us"}, {value: 2, unit: "us"}}
	speed := []sample{{value: 1.5, unit: more}, {value: 1.9, unit: more}}
	if best(cost) != 1 || median(cost) != 2 || best(speed) != 1.9 || median(speed) != 1.7 || !math.IsNaN(best(nil)) {
		t.Error(best(cost), median(cost), best(speed), median(speed))
	}
}
