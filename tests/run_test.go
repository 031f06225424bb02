// Package tests runs the Python programs under this folder: see README.md.
package tests

// This file implements the runner: every program must do under Weft what is recorded beside it, and the oracle must still do
// so too.

import (
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"weft/internal/testkit"
	"weft/internal/testkit/oracle"
)

var (
	record = flag.Bool("record", false, "with -run TestRecorded: write down what the oracle does")
	only   = flag.String("only", "", "run only programs whose path contains this")
	with   = flag.String("weft", "", "the weft executable to test, instead of building one")
)

// programFolders are the folders whose programs must do the same under Weft and CPython.
var programFolders = []string{"lang", "types", "modules", "threads"}

// programs lists the programs of some folders, in the order of their paths.
func programs(t *testing.T, folders ...string) []testkit.Program {
	t.Helper()
	var out []testkit.Program
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			// Folders and files that begin with "_" hold what programs import.
			if d.IsDir() && strings.HasPrefix(d.Name(), "_") {
				return fs.SkipDir
			}
			if d.IsDir() || !strings.HasSuffix(path, ".py") || strings.HasPrefix(d.Name(), "_") || !strings.Contains(path, *only) {
				return nil
			}
			p, err := testkit.ReadProgram(path)
			out = append(out, p)
			return err
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	return out
}

// buildWeft builds the interpreter under test, with the race detector when this test has it.
func buildWeft(t testing.TB) string {
	t.Helper()
	testkit.NoCache(t, "..")
	if *with != "" {
		p, err := filepath.Abs(*with)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	if _, err := os.Stat("../cmd/weft"); err != nil {
		t.Skip("no cmd/weft yet")
	}
	exe := filepath.Join(t.TempDir(), "weft")
	cmd := exec.Command("make", "-s", "-C", "..", "build", "WEFT="+exe) // the program that users get
	if raceEnabled {
		cmd = exec.Command("go", "build", "-race", "-o", exe, "../cmd/weft")
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("building weft: %v\n%s", err, out)
	}
	return exe
}

// readTodo reads todo.txt: the programs that do not print yet what CPython prints, each with its reason.
func readTodo(t *testing.T) map[string]string {
	b, err := os.ReadFile("todo.txt")
	if err != nil {
		t.Fatal(err)
	}
	todo := map[string]string{}
	for _, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		path, reason, ok := strings.Cut(line, ": ")
		if !ok {
			t.Fatalf("todo.txt: %q has no reason", line)
		}
		if _, err := os.Stat(path); err != nil {
			t.Fatalf("todo.txt: %v", err)
		}
		todo[path] = reason
	}
	return todo
}

// judge decides on the difference d between what a program should print and what it printed.
func judge(t *testing.T, todo map[string]string, p testkit.Program, d string) {
	t.Helper()
	switch reason, listed := todo[filepath.ToSlash(p.Path)]; {
	case d != "" && listed:
		t.Skip("todo.txt: " + reason)
	case d != "":
		t.Error(tail(d))
	case listed && !raceEnabled:
		t.Error("passes now: take it out of todo.txt")
	}
}

func runAll(t *testing.T, weft string, list []testkit.Program) {
	todo := readTodo(t)
	for _, p := range list {
		t.Run(strings.TrimSuffix(filepath.ToSlash(p.Path), ".py"), func(t *testing.T) {
			t.Parallel()
			if p.Skip != "" {
				t.Skip(p.Skip)
			}
			want, err := os.ReadFile(testkit.RecordPath(p.Path))
			if err != nil {
				t.Fatalf("%v: run `make record`", err)
			}
			if raceEnabled {
				p.Timeout *= 10
			}
			got, err := p.Run(weft)
			if err != nil {
				t.Errorf("%v\nso far it wrote:\n%s", err, tail(got.Text()))
				return
			}
			judge(t, todo, p, testkit.Diff("CPython 3.14.6", "Weft", string(want), got.Text()))
		})
	}
}

// TestPrograms runs the programs that share nothing between threads.
func TestPrograms(t *testing.T) {
	runAll(t, buildWeft(t), programs(t, "lang", "types", "modules"))
}

// TestThreadPrograms runs the programs with threads; the race pass runs them under a Weft built with the race detector.
func TestThreadPrograms(t *testing.T) {
	runAll(t, buildWeft(t), programs(t, "threads"))
}

// TestThreadModels runs the programs with threads under the other threading models, and under a GIL. What they print is the same.
func TestThreadModels(t *testing.T) {
	weft := buildWeft(t)
	for _, flags := range models[1:] {
		if raceEnabled && flags[1] != "threads=os" {
			continue // one thread at a time: nothing for the race detector
		}
		list := programs(t, "threads")
		for i := range list {
			list[i].Flags = append(flags, list[i].Flags...)
		}
		t.Run(flags[1], func(t *testing.T) { runAll(t, weft, list) })
	}
}

// TestInstalledPackages uses pure-Python packages in the wild, those that are installed, and compares with the oracle here and
// now, since their versions differ from machine to machine.
func TestInstalledPackages(t *testing.T) {
	python := oracle.Path()
	if python == "" {
		t.Skip("no oracle: run make oracle")
	}
	weft, todo := buildWeft(t), readTodo(t)
	for _, p := range programs(t, "packages") {
		t.Run(strings.TrimSuffix(filepath.ToSlash(p.Path), ".py"), func(t *testing.T) {
			t.Parallel()
			if testkit.PackageFolder(p.Package) == "" {
				t.Skipf("the package %s is not installed", p.Package)
			}
			want, err := p.Run(python)
			if err != nil {
				t.Fatal(err)
			}
			if want.Exit != 0 {
				t.Skipf("this version of %s does not run under CPython 3.14.6:\n%s", p.Package, tail(want.Text()))
			}
			got, err := p.Run(weft)
			if err != nil {
				t.Fatalf("%v\n%s", err, tail(got.Text()))
			}
			judge(t, todo, p, testkit.Diff("CPython 3.14.6", "Weft", want.Text(), got.Text()))
		})
	}
}

// TestRecordedOutputIsTheOracles runs every program under the oracle: what is recorded beside a program is what CPython does,
// and nobody edited it. With -record it writes instead.
func TestRecordedOutputIsTheOracles(t *testing.T) {
	python := oracle.Path()
	if python == "" {
		t.Skip("no oracle: run make oracle")
	}
	if raceEnabled {
		t.Skip("nothing of ours runs here")
	}
	for _, p := range programs(t, append([]string{"differences"}, programFolders...)...) {
		t.Run(strings.TrimSuffix(filepath.ToSlash(p.Path), ".py"), func(t *testing.T) {
			t.Parallel()
			if p.Skip != "" {
				t.Skip(p.Skip)
			}
			got, err := p.Run(python)
			if err != nil {
				t.Fatalf("%v\n%s", err, tail(got.Text()))
			}
			file := testkit.RecordPath(p.Path)
			if *record {
				if err := os.WriteFile(file, []byte(got.Text()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatalf("%v: run `make record`", err)
			}
			if d := testkit.Diff("recorded", "CPython 3.14.6 now", string(want), got.Text()); d != "" {
				t.Error(tail(d))
			}
		})
	}
}

// TestDeliberateDifferences runs the programs that show where Weft means to differ: each has a second record, name.weft.out.
func TestDeliberateDifferences(t *testing.T) {
	weft := buildWeft(t)
	for _, p := range programs(t, "differences") {
		t.Run(strings.TrimSuffix(filepath.ToSlash(p.Path), ".py"), func(t *testing.T) {
			t.Parallel()
			file := strings.TrimSuffix(p.Path, ".py") + ".weft.out"
			got, err := p.Run(weft)
			if err != nil {
				t.Fatalf("%v\n%s", err, tail(got.Text()))
			}
			if *record {
				if err := os.WriteFile(file, []byte(got.Text()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := testkit.Diff("recorded", "Weft now", string(want), got.Text()); d != "" {
				t.Error(d)
			}
			cpython, err := os.ReadFile(testkit.RecordPath(p.Path))
			if err != nil {
				t.Fatal(err)
			}
			if string(cpython) == got.Text() {
				t.Error("Weft does here what CPython does: this is no difference any more; move the program out of differences/")
			}
		})
	}
}

// tail bounds what one failure prints.
func tail(s string) string {
	const most = 6000
	if len(s) <= most {
		return s
	}
	return s[:most] + "\n… (cut)\n"
}
