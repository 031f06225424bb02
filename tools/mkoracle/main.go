// Command mkoracle extracts the CPython 3.14.6 that differential tests and benchmarks compare Weft with, to a git-ignored
// folder (default .oracle). It does nothing when the folder is complete.
package main

// This file implements the command.

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"weft/tools/internal/cpython"
)

func main() {
	dir := flag.String("dir", "../.oracle", "where to put it")
	flag.Parse()
	if err := run(*dir); err != nil {
		fmt.Fprintln(os.Stderr, "mkoracle:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	had := cpython.Complete(dir)
	if err := cpython.Extract(dir); err != nil {
		return err
	}
	exe := filepath.Join(dir, "bin", "python3")
	out, err := exec.Command(exe, "-I", "-c", "import sys; print(sys.version)").CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s does not run: %w\n%s", exe, err, out)
	}
	if !strings.HasPrefix(string(out), "3.14.6 ") {
		return fmt.Errorf("%s is not CPython 3.14.6: %s", exe, out)
	}
	if !had {
		fmt.Printf("oracle: %s, %s", exe, out)
	}
	return nil
}
