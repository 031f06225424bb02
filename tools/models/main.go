// Command models runs examples/models/models.py with Weft under every threading model, with and without a GIL, and with CPython, and
// writes what it measured into docs/threads.md and a picture of who ran when beside it.
package main

// This file implements the command: the configurations, the runs, and the table.

import (
	"bytes"
	"cmp"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// config is one way to run the program.
type config struct {
	name   string
	python bool // the oracle
	args   []string
}

var configs = []config{
	{name: "goroutine"},
	{name: "goroutine, GIL", args: []string{"-X", "gil=1"}},
	{name: "os", args: []string{"-X", "threads=os"}},
	{name: "os, GIL", args: []string{"-X", "threads=os", "-X", "gil=1"}},
	{name: "single", args: []string{"-X", "threads=single"}},
	{name: "CPython 3.14.6", python: true},
}

// line is a row of the table: a measurement of a scene.
type line struct {
	scene, name, title string
	format             func(v float64) string
}

var lines = []line{
	{"sleepers", "took", "99 threads that sleep 200 ms: all done after", unit("%.0f ms", 1)},
	{"sleepers", "os-threads", "... on how many OS threads", unit("%.0f", 1)},
	{"compute", "speed-up", "two threads that compute, times as fast as one after the other", unit("%.2f", 1)},
	{"handoff", "took", "a turn from one thread to the other, by locks", unit("%.2f us", 1e-3)},
	{"beside", "quiet", "messages sent and answered in a second, thousands", unit("%.1f", 1e-3)},
	{"beside", "busy", "... beside four threads that compute, thousands", unit("%.2f", 1e-3)},
	{"beside", "busy-reply", "... the median answer then takes", unit("%.3f ms", 1e-3)},
	{"many", "threads", "threads that wait: 100,000, or as many as start in ten seconds", unit("%.0f", 1)},
	{"many", "start", "... to start one", unit("%.1f us", 1)},
	{"many", "memory", "... memory of each", unit("%.1f KB", 1)},
	{"many", "wake-and-join", "... to wake and join one", unit("%.1f us", 1)},
}

func unit(format string, factor float64) func(float64) string {
	return func(v float64) string { return fmt.Sprintf(format, v*factor) }
}

func main() {
	weft := flag.String("weft", "../bin/weft", "the Weft executable")
	oracle := flag.String("oracle", "../.oracle/bin/python3", "the CPython executable")
	program := flag.String("program", "../examples/models/models.py", "the program")
	doc := flag.String("doc", "../docs/threads.md", "the document whose lines between the models markers are replaced")
	picture := flag.String("picture", "../docs/threads.svg", "the picture to write")
	rounds := flag.Int("rounds", 3, "runs of each scene; the table has the medians")
	timeout := flag.Duration("timeout", 5*time.Minute, "for one run")
	flag.Parse()
	if err := run(*weft, *oracle, *program, *doc, *picture, *rounds, *timeout); err != nil {
		fmt.Fprintln(os.Stderr, "models:", err)
		os.Exit(1)
	}
}

func run(weft, oracle, program, doc, picture string, rounds int, timeout time.Duration) error {
	text, err := os.ReadFile(doc)
	if err != nil {
		return err
	}
	results := make([]map[string][]float64, len(configs))
	panels := make([]panel, len(configs))
	dir, err := os.MkdirTemp("", "models")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for i, c := range configs {
		exe := weft
		if c.python {
			exe = oracle
		}
		results[i] = map[string][]float64{}
		for _, scene := range []string{"sleepers", "compute", "handoff", "beside", "many"} {
			for range rounds {
				out, err := output(timeout, exe, append(slices.Clone(c.args), program, scene)...)
				if err != nil {
					return fmt.Errorf("%s: %s: %w", c.name, scene, err)
				}
				if err := collect(results[i], out); err != nil {
					return fmt.Errorf("%s: %s: %w", c.name, scene, err)
				}
			}
			fmt.Fprintf(os.Stderr, "models: %s: %s\n", c.name, scene)
		}
		spans := filepath.Join(dir, "spans.json")
		if _, err := output(timeout, exe, append(slices.Clone(c.args), program, "--draw", spans)...); err != nil {
			return fmt.Errorf("%s: --draw: %w", c.name, err)
		}
		if panels[i], err = readPanel(c.name, spans); err != nil {
			return fmt.Errorf("%s: --draw: %w", c.name, err)
		}
	}
	text, err = replace(text, table(results, rounds))
	if err != nil {
		return fmt.Errorf("%s: %w", doc, err)
	}
	if err := os.WriteFile(doc, text, 0o644); err != nil {
		return err
	}
	return os.WriteFile(picture, draw(panels), 0o644)
}

// output runs a command and returns what it prints.
func output(timeout time.Duration, exe string, args ...string) (string, error) {
	cmd := exec.Command(exe, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Start(); err != nil {
		return "", err
	}
	stop := time.AfterFunc(timeout, func() { cmd.Process.Kill() })
	defer stop.Stop()
	if err := cmd.Wait(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, errs.String())
	}
	return out.String(), nil
}

// collect adds the measurements of a run, lines "scene: name value unit", to m under "scene name".
func collect(m map[string][]float64, out string) error {
	for text := range strings.Lines(out) {
		scene, rest, ok := strings.Cut(strings.TrimSpace(text), ": ")
		words := strings.Fields(rest)
		if !ok || len(words) < 2 {
			return fmt.Errorf("odd line %q", text)
		}
		v, err := strconv.ParseFloat(words[1], 64)
		if err != nil {
			continue // a message
		}
		key := scene + " " + words[0]
		m[key] = append(m[key], v)
	}
	return nil
}

func median(vs []float64) float64 {
	s := slices.SortedFunc(slices.Values(vs), cmp.Compare)
	return s[len(s)/2]
}

// table returns the measurements, of so many rounds, as a table, and where they come from.
func table(results []map[string][]float64, rounds int) string {
	var b strings.Builder
	b.WriteString("| |")
	for _, c := range configs {
		b.WriteString(" " + c.name + " |")
	}
	b.WriteString("\n|---|" + strings.Repeat("---|", len(configs)) + "\n")
	for _, l := range lines {
		b.WriteString("| " + l.title + " |")
		for _, r := range results {
			if vs := r[l.scene+" "+l.name]; len(vs) > 0 {
				b.WriteString(" " + l.format(median(vs)) + " |")
			} else {
				b.WriteString(" |")
			}
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "\nMedians of %d, on %d cores (%s/%s), %s. `make models` runs everything again and writes this table and the picture.\n", rounds, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, time.Now().Format("2006-01-02"))
	return b.String()
}

const (
	beginMark = "<!-- models: begin -->\n"
	endMark   = "<!-- models: end -->\n"
)

// replace puts the table between the markers of the document.
func replace(doc []byte, table string) ([]byte, error) {
	head, rest, ok := bytes.Cut(doc, []byte(beginMark))
	_, tail, ok2 := bytes.Cut(rest, []byte(endMark))
	if !ok || !ok2 {
		return nil, errors.New("the models markers are missing")
	}
	return slices.Concat(head, []byte(beginMark+table+endMark), tail), nil
}
