// Command bench runs the programs under bench/ with Weft and with the oracle, alternately and in one run, and writes the ratios
// as tables.
//
// A program of bench/single prints "seconds S" and "checksum C"; one of bench/threads prints "metric V unit" and "checksum C".
// The checksums of both sides must be equal. What a side cannot run is listed as such; it does not count in the means.
package main

// This file implements the command: choosing programs, running them, and the exit status.

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"time"
)

type program struct {
	name    string
	path    string
	title   string   // first line of its docstring
	threads bool     // prints a metric
	process bool     // timed from outside, as a whole process
	command []string // run instead of the file
	pinned  bool     // run once more on one core
	onCore  bool     // this row is the run on one core
	rounds  int
}

// sample is one run of one side.
type sample struct {
	value    float64 // seconds, or the metric
	unit     string
	checksum string
	rss      int64 // bytes
	err      string
}

type row struct {
	program
	weft, cpython []sample
	others        []sample // one for each of the other sides that run thread programs
	mismatch      bool
}

// side is another way to run the programs with threads.
type side struct {
	name string
	exe  []string
}

// geventMain runs a program with gevent's greenlets in place of threads.
const geventMain = "import sys, runpy; from gevent import monkey; monkey.patch_all(); sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"

// otherSides are Weft's single model, and PyPy and gevent where they are installed.
func otherSides(weft string) []side {
	sides := []side{{"Weft single", []string{weft, "-X", "threads=single"}}}
	if exe, err := exec.LookPath("pypy3"); err == nil {
		sides = append(sides, side{"PyPy", []string{exe}})
	}
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exe, err := exec.LookPath(name); err == nil && exec.Command(exe, "-c", "import gevent").Run() == nil {
			return append(sides, side{"gevent", []string{exe, "-c", geventMain}})
		}
	}
	return sides
}

func main() {
	if len(os.Args) > 2 && os.Args[1] == measureFlag {
		measure(os.Args[2:])
		return
	}
	weft := flag.String("weft", "../bin/weft", "the Weft executable")
	oracle := flag.String("oracle", "../.oracle/bin/python3", "the CPython executable")
	dir := flag.String("dir", "../bench", "where the programs are")
	rounds := flag.Int("rounds", 5, "runs of each program on each side")
	only := flag.String("only", "", "a regular expression: only programs whose name it matches")
	out := flag.String("out", "", "the file to write, default DIR/results.md; - for none")
	readme := flag.String("readme", "", "a README whose lines between bench markers are replaced by the summary")
	timeout := flag.Duration("timeout", 2*time.Minute, "for one run")
	others := flag.Bool("others", true, "run thread programs in Weft's single model, PyPy and gevent, too")
	flag.Parse()
	var sides []side
	if *others {
		sides = otherSides(*weft)
	}
	if err := run(*weft, *oracle, sides, *dir, *rounds, *only, *out, *readme, *timeout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(weft, oracle string, sides []side, dir string, rounds int, only, out, readme string, timeout time.Duration) error {
	for _, exe := range []*string{&weft, &oracle} {
		abs, err := filepath.Abs(*exe)
		if err != nil {
			return err
		}
		if _, err := os.Stat(abs); err != nil {
			return err
		}
		*exe = abs
	}
	filter, err := regexp.Compile(only)
	if err != nil {
		return err
	}
	programs, err := find(dir, filter)
	if err != nil {
		return err
	}
	var rows []*row
	mismatch := false
	for _, p := range programs {
		r := &row{program: p}
		if p.process { // so that both have written and read their cache files
			once(p, []string{oracle}, timeout)
			once(p, []string{weft}, timeout)
		}
		n := rounds
		if p.rounds > 0 {
			n = p.rounds
		}
		for range n {
			// Alternate, so that a change of the machine's speed meets both.
			r.cpython = append(r.cpython, once(p, []string{oracle}, timeout))
			r.weft = append(r.weft, once(p, []string{weft}, timeout))
			if r.weft[0].err != "" || r.cpython[0].err != "" {
				break
			}
		}
		if p.threads {
			for _, s := range sides {
				r.others = append(r.others, once(p, s.exe, timeout))
			}
		}
		r.check()
		mismatch = mismatch || r.mismatch
		fmt.Println(r.line())
		rows = append(rows, r)
	}
	text := report(rows, sides, rounds)
	if out == "" {
		out = filepath.Join(dir, "results.md")
	}
	if out != "-" && only == "" {
		if err := os.WriteFile(out, []byte(text), 0o644); err != nil {
			return err
		}
	}
	fmt.Print(summary(rows))
	if readme != "" {
		if err := intoReadme(readme, summary(rows)); err != nil {
			return err
		}
	}
	if mismatch {
		return errors.New("checksums differ: see above")
	}
	return nil
}

// find lists the programs, those with one thread first, each in the order of their names.
func find(dir string, filter *regexp.Regexp) ([]program, error) {
	var out []program
	for _, kind := range []string{"single", "threads"} {
		files, err := filepath.Glob(filepath.Join(dir, kind, "*.py"))
		if err != nil {
			return nil, err
		}
		sort.Strings(files)
		for _, f := range files {
			p, err := read(f, kind == "threads")
			if err != nil {
				return nil, err
			}
			if !filter.MatchString(p.name) {
				continue
			}
			out = append(out, p)
			if p.pinned {
				if _, err := exec.LookPath("taskset"); err == nil {
					p.onCore = true
					p.name += " (one core)"
					out = append(out, p)
				}
			}
		}
	}
	return out, nil
}

// read takes a program's title and its directives ("# bench: process", "# bench: command=-c pass", "# bench: rounds=20",
// "# bench: pinned") from its text.
func read(file string, threads bool) (program, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return program{}, err
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return program{}, err
	}
	p := program{name: strings.TrimSuffix(filepath.Base(file), ".py"), path: abs, threads: threads}
	lines := strings.Split(string(b), "\n")
	p.title = strings.Trim(lines[0], `"`)
	for _, l := range lines {
		d, ok := strings.CutPrefix(l, "# bench: ")
		if !ok {
			continue
		}
		key, val, _ := strings.Cut(d, "=")
		switch key {
		case "process":
			p.process = true
		case "command":
			p.process, p.command = true, strings.Fields(val)
		case "rounds":
			if p.rounds, err = strconv.Atoi(val); err != nil {
				return p, fmt.Errorf("%s: %w", file, err)
			}
		case "pinned":
			p.pinned = true
		default:
			return p, fmt.Errorf("%s: unknown directive %q", file, l)
		}
	}
	return p, nil
}

// check compares the sides' checksums.
func (r *row) check() {
	for _, s := range r.weft {
		if s.err == "" && r.cpython[0].err == "" && s.checksum != r.cpython[0].checksum {
			r.mismatch = true
		}
	}
}
