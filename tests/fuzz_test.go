package tests

// This file implements the comparison of generated programs: Weft and the oracle must print the same.

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"weft/internal/testkit"
	"weft/internal/testkit/oracle"
)

// runner is an interpreter that runs _fuzz_driver.py; it belongs to one goroutine.
type runner struct {
	exe string
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader

	limit time.Duration // for one program
}

func (r *runner) start() error {
	cmd := exec.Command(r.exe, "_fuzz_driver.py")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	r.in, r.out = in, bufio.NewReader(out)
	cmd.Env = append(os.Environ(), "PYTHONHASHSEED=0")
	cmd.Stderr = &tailWriter{}
	if err := cmd.Start(); err != nil {
		return err
	}
	r.cmd = cmd
	return nil
}

// run gives a program to the interpreter; the error says that it died or took too long.
func (r *runner) run(program string) (string, error) {
	if r.cmd == nil {
		if err := r.start(); err != nil {
			return "", err
		}
	}
	timer := time.AfterFunc(r.limit, func() { _ = r.cmd.Process.Kill() })
	defer timer.Stop()
	answer, err := r.ask(program)
	if err != nil {
		_ = r.cmd.Process.Kill()
		_ = r.cmd.Wait()
		err = fmt.Errorf("%s: %w\n%s", r.exe, err, r.cmd.Stderr.(*tailWriter).text)
		r.cmd = nil
	}
	return answer, err
}

func (r *runner) ask(program string) (string, error) {
	if _, err := fmt.Fprintf(r.in, "%d\n%s", len(program), program); err != nil {
		return "", err
	}
	line, err := r.out.ReadString('\n')
	if err != nil {
		return "", err
	}
	n, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		return "", err
	}
	b := make([]byte, n)
	_, err = io.ReadFull(r.out, b)
	return string(b), err
}

func (r *runner) stop() {
	if r.cmd != nil {
		_ = r.in.Close()
		_ = r.cmd.Process.Kill()
		_ = r.cmd.Wait()
	}
}

// tailWriter keeps the beginning of what is written to it: of a Go panic that is the part to read.
type tailWriter struct{ text string }

func (w *tailWriter) Write(p []byte) (int, error) {
	if len(w.text) < 4000 {
		w.text += string(p)
	}
	return len(p), nil
}

// compare runs the program that generate makes of a seed on both sides.
func compare(t *testing.T, weft, python *runner, generate func(seed int64) string, seed int64) {
	t.Helper()
	program := generate(seed)
	start := time.Now()
	want, err := python.run(program)
	if err != nil {
		t.Skipf("seed %d: the oracle: %v", seed, err)
	}
	if took := time.Since(start); took > python.limit/4 {
		t.Skipf("seed %d: the oracle needs %v", seed, took) // seed -40 is such a program
	}
	got, err := weft.run(program)
	if err != nil {
		t.Fatalf("seed %d: %v\nthe program:\n%s", seed, err, program)
	}
	if d := testkit.Diff("CPython 3.14.6", "Weft", want, got); d != "" {
		t.Errorf("seed %d:\n%s\nthe program:\n%s", seed, tail(d), program)
	}
}

func runners(t testing.TB, build func() string) (weft, python *runner) {
	t.Helper()
	p := oracle.Path()
	if p == "" {
		t.Skip("no oracle: run make oracle")
	}
	weft, python = &runner{exe: build(), limit: 20 * time.Second}, &runner{exe: p, limit: 20 * time.Second}
	t.Cleanup(weft.stop)
	t.Cleanup(python.stop)
	return weft, python
}

// TestGeneratedPrograms runs some hundreds of generated programs, always the same.
func TestGeneratedPrograms(t *testing.T) { compareSome(t, generate) }

// TestGeneratedLoops does so with programs of hot loops.
func TestGeneratedLoops(t *testing.T) { compareSome(t, generateHot) }

func compareSome(t *testing.T, generate func(seed int64) string) {
	if raceEnabled {
		t.Skip("one thread only")
	}
	weft, python := runners(t, func() string { return buildWeft(t) })
	n := int64(400)
	if testing.Short() {
		n = 50
	}
	for seed := range n {
		compare(t, weft, python, generate, seed)
		if t.Failed() && seed > 0 && !testing.Verbose() {
			break // one is enough to read; -v shows all
		}
	}
}

// FuzzPrograms runs generated programs for as long as it is let: go test ./tests -fuzz FuzzPrograms.
func FuzzPrograms(f *testing.F) { fuzzPrograms(f, generate) }

// FuzzLoops does so with programs of hot loops.
func FuzzLoops(f *testing.F) { fuzzPrograms(f, generateHot) }

func fuzzPrograms(f *testing.F, generate func(seed int64) string) {
	f.Add(int64(1))
	weft, python := runners(f, func() string { return buildWeft(f) })
	// Go ends a fuzz worker without a word ("exit status 2") when one input takes ten seconds: programs that come near are left out.
	weft.limit, python.limit = 5*time.Second, 4*time.Second
	f.Fuzz(func(t *testing.T, seed int64) { compare(t, weft, python, generate, seed) })
}
