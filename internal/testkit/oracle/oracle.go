// This file implements running Python code under the oracle, the CPython 3.14.6 that differential tests compare with.

// Package oracle finds the reference CPython and runs scripts under it. It is imported by tests only.
//
// The interpreter is $WEFT_ORACLE, or .oracle/bin/python3 in a parent of the working directory, where `make oracle` puts it.
// A test that needs it is skipped when there is none.
package oracle

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Path returns the oracle's executable, or "" when there is none on this machine.
func Path() string {
	if p := os.Getenv("WEFT_ORACLE"); p != "" {
		return p
	}
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	for {
		if p := filepath.Join(dir, ".oracle", "bin", "python3"); exists(p) {
			return p
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// Library returns the folder of the oracle's Python library, or "" when there is no oracle.
func Library() string {
	p := Path()
	if p == "" {
		return ""
	}
	return filepath.Join(filepath.Dir(filepath.Dir(p)), "lib", "python3.14")
}

func exists(p string) bool {
	_, err := os.Stat(p)
	return err == nil
}

// Run executes script under the oracle with stdin as its input and env added to a minimal environment, and returns its
// standard output. It skips the test when there is no oracle and fails it when the script fails.
func Run(t testing.TB, script, stdin string, env ...string) string {
	t.Helper()
	p := Path()
	if p == "" {
		t.Skip("no oracle: set WEFT_ORACLE to a CPython 3.14")
	}
	cmd := exec.Command(p, "-I", "-X", "utf8", "-c", script)
	if len(env) > 0 {
		// -I would ignore PYTHON* variables.
		cmd = exec.Command(p, "-s", "-X", "utf8", "-c", script)
	}
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "PYTHONDONTWRITEBYTECODE=1"}, env...)
	cmd.Stdin = strings.NewReader(stdin)
	var out, errb bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errb
	if err := cmd.Run(); err != nil {
		t.Fatalf("oracle: %v\n%s", err, errb.String())
	}
	return out.String()
}

// Lines is Run with the output split at newlines, the last empty piece dropped.
func Lines(t testing.TB, script, stdin string, env ...string) []string {
	t.Helper()
	out := strings.TrimSuffix(Run(t, script, stdin, env...), "\n")
	if out == "" {
		return nil
	}
	return strings.Split(out, "\n")
}
