package main

// This file implements running one test module with one interpreter, over crashes and hangs.

import (
	"embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

//go:embed driver.py
var driverSource []byte

// standins are what Weft finds in place of CPython's helpers in C that test modules import at their top.
//
//go:embed all:standins
var standins embed.FS

type result struct{ kind, why string }

type outcome struct {
	tests   map[string]result // by id
	trouble string            // why tests that are not in the map did not run
}

// runModule runs the module's tests. When a process dies or hangs inside a test, that test fails and another process runs the
// rest.
func runModule(s settings, python, name string) outcome {
	o := outcome{tests: map[string]result{}}
	dir, err := os.MkdirTemp(s.work, name)
	if err != nil {
		o.trouble = err.Error()
		return o
	}
	for attempt := 0; attempt < 40; attempt++ {
		current, finished := runOnce(s, python, name, dir, attempt, &o)
		if finished {
			return o
		}
		if current == "" {
			if o.trouble == "" {
				o.trouble = "the process ended outside a test"
			}
			return o
		}
	}
	o.trouble = "too many crashes"
	return o
}

// runOnce runs one process; current is the test in which it ended, finished says that nothing is left to run.
func runOnce(s settings, python, name, dir string, attempt int, o *outcome) (current string, finished bool) {
	results := filepath.Join(dir, fmt.Sprintf("results%d", attempt))
	skip := filepath.Join(dir, "skip")
	var ids []string
	for id := range o.tests {
		ids = append(ids, id)
	}
	if err := os.WriteFile(skip, []byte(strings.Join(ids, "\n")), 0o644); err != nil {
		o.trouble = err.Error()
		return "", true
	}
	cmd := exec.Command(python, filepath.Join(s.work, "driver.py"), "test."+name, results, skip)
	cwd := filepath.Join(dir, fmt.Sprintf("cwd%d", attempt))
	if err := os.MkdirAll(cwd, 0o755); err != nil {
		o.trouble = err.Error()
		return "", true
	}
	cmd.Dir = cwd
	path := s.work
	if python == s.weft {
		path = strings.TrimSuffix(path+":"+filepath.Join(s.work, "standins")+":"+s.path, ":")
	}
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "TMPDIR=" + dir, "LANG=C.UTF-8", "PYTHONPATH=" + path, "PYTHONDONTWRITEBYTECODE=1",
		"PYTHON_COLORS=0", "WEFT_STDLIB=" + os.Getenv("WEFT_STDLIB")}
	if name == "test_warnings" {
		// Written for the filters of the module, as they are when warnings are not filtered by context, the default of CPython with its
		// GIL: the first test that assigns to them would break those behind it.
		cmd.Env = append(cmd.Env, "PYTHON_CONTEXT_AWARE_WARNINGS=0")
	}
	switch {
	case python != s.weft:
	case s.threads == "gil":
		cmd.Env = append(cmd.Env, "PYTHON_GIL=1")
	case s.threads != "":
		cmd.Env = append(cmd.Env, "WEFT_THREADS="+s.threads)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	errFile, err := os.Create(filepath.Join(dir, "stderr"))
	if err != nil {
		o.trouble = err.Error()
		return "", true
	}
	defer errFile.Close()
	cmd.Stdout, cmd.Stderr = errFile, errFile
	if err := cmd.Start(); err != nil {
		o.trouble = err.Error()
		return "", true
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	var size int64
	last := time.Now()
	how := ""
	for how == "" {
		select {
		case err := <-ended:
			how = "the process ended"
			if err != nil {
				how = "the process ended: " + err.Error() + lastLine(errFile.Name())
			}
		case <-time.After(200 * time.Millisecond):
			if st, err := os.Stat(results); err == nil && st.Size() != size {
				size, last = st.Size(), time.Now()
			}
			if time.Since(last) > s.quiet {
				how = fmt.Sprintf("nothing for %v", s.quiet)
				_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
				<-ended
			}
		}
	}
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // what the tests left behind
	b, err := os.ReadFile(results)
	if err != nil {
		o.trouble = how
		return "", true
	}
	for _, line := range strings.Split(string(b), "\n") {
		f := strings.SplitN(line, "\t", 3)
		switch f[0] {
		case "start":
			current = f[1]
		case "pass", "skip", "fail", "error":
			r := result{kind: f[0]}
			if len(f) > 2 {
				r.why = f[2]
			}
			o.tests[f[1]] = r
			if f[1] == current {
				current = ""
			}
		case "load", "stopped", "skipmodule":
			o.trouble = strings.Join(f[2:], " ")
		case "done":
			return "", true
		}
	}
	if current != "" {
		o.tests[current] = result{kind: "crash", why: how}
	} else if o.trouble == "" {
		o.trouble = how
	}
	return current, false
}

func lastLine(file string) string {
	b, err := os.ReadFile(file)
	if err != nil || len(b) == 0 {
		return ""
	}
	text := string(b)
	// Of a Go panic the first line says what happened.
	for _, mark := range []string{"panic: ", "fatal error: "} {
		if i := strings.Index(text, mark); i >= 0 {
			l, _, _ := strings.Cut(text[i:], "\n")
			return ": " + l
		}
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return ": " + lines[len(lines)-1]
}
