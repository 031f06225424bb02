package main

// This file implements the figures and the tables.

import (
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"sort"
	"strings"
	"time"
)

// more is the unit of speed-ups: the only one of which more is better.
const more = "times as much work"

func values(s []sample) []float64 {
	var v []float64
	for _, x := range s {
		if x.err == "" {
			v = append(v, x.value)
		}
	}
	sort.Float64s(v)
	return v
}

// best is the minimum, or for speed-ups the maximum; median is the middle one. Both are NaN when nothing ran.
func best(s []sample) float64 {
	v := values(s)
	if len(v) == 0 {
		return math.NaN()
	}
	if s[0].unit == more {
		return v[len(v)-1]
	}
	return v[0]
}

func median(s []sample) float64 {
	v := values(s)
	if len(v) == 0 {
		return math.NaN()
	}
	return (v[(len(v)-1)/2] + v[len(v)/2]) / 2
}

func peak(s []sample) int64 {
	var m int64
	for _, x := range s {
		m = max(m, x.rss)
	}
	return m
}

// ratio says how many times faster Weft is, by the better of the runs.
func (r *row) ratio() float64 {
	if r.failed() != "" {
		return math.NaN()
	}
	return best(r.cpython) / best(r.weft)
}

func (r *row) medianRatio() float64 {
	if r.failed() != "" {
		return math.NaN()
	}
	return median(r.cpython) / median(r.weft)
}

func (r *row) memory() float64 {
	if r.failed() != "" {
		return math.NaN()
	}
	return float64(peak(r.weft)) / float64(peak(r.cpython))
}

// failed says why the row has no figures, or "".
func (r *row) failed() string {
	for _, s := range r.cpython {
		if s.err != "" {
			return "CPython: " + s.err
		}
	}
	for _, s := range r.weft {
		if s.err != "" {
			return s.err
		}
	}
	if r.mismatch {
		return "the checksum differs"
	}
	return ""
}

// line is what is shown while the benchmarks run.
func (r *row) line() string {
	if f := r.failed(); f != "" {
		return fmt.Sprintf("%-28s %s", r.name, f)
	}
	if r.threads {
		return fmt.Sprintf("%-28s CPython %8s   Weft %8s   %s", r.name, figure(best(r.cpython)), figure(best(r.weft)), r.weft[0].unit)
	}
	return fmt.Sprintf("%-28s CPython %8s ms   Weft %8s ms   %5.2fx   memory %.2f", r.name, figure(best(r.cpython)*1e3), figure(best(r.weft)*1e3), r.ratio(), r.memory())
}

// figure rounds to three digits or so.
func figure(x float64) string {
	switch {
	case math.IsNaN(x):
		return "-"
	case x >= 100:
		return fmt.Sprintf("%.0f", x)
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.2f", x)
}

// geomean is over the rows that have figures; n is their number.
func geomean(rows []*row, f func(*row) float64) (mean float64, n int) {
	sum := 0.0
	for _, r := range rows {
		if v := f(r); !math.IsNaN(v) && v > 0 {
			sum += math.Log(v)
			n++
		}
	}
	return math.Exp(sum / float64(max(n, 1))), n
}

func split(rows []*row) (single, threads []*row) {
	for _, r := range rows {
		if r.threads {
			threads = append(threads, r)
		} else {
			single = append(single, r)
		}
	}
	return single, threads
}

// summary is the handful of lines that the README shows.
func summary(rows []*row) string {
	single, _ := split(rows)
	mean, n := geomean(single, (*row).ratio)
	mem, _ := geomean(single, (*row).memory)
	slower := 0
	for _, r := range single {
		if r.ratio() < 1 {
			slower++
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Single-thread programs: %d of %d run; geometric mean %.2f times CPython 3.14.6's speed, %d of them slower than CPython; "+
		"peak memory %.2f times CPython's (geometric mean).\n", n, len(single), mean, slower, mem)
	return b.String()
}

func report(rows []*row, sides []side, rounds int) string {
	single, threads := split(rows)
	sort.SliceStable(single, func(i, j int) bool { return less(single[i].ratio(), single[j].ratio()) })
	var b strings.Builder
	b.WriteString("# Benchmarks: Weft and CPython 3.14.6\n\n")
	b.WriteString("Written by `make bench`; nobody edits it. Both interpreters run in the same minutes, alternately.\n\n")
	fmt.Fprintf(&b, "- Machine: %s\n- Weft: %s, %s\n- Runs: %d of each program on each side; times are the minimum, \"median\" is the ratio of the medians\n- Date: %s\n\n",
		machine(), commit(), runtime.Version(), rounds, time.Now().UTC().Format("2006-01-02"))
	b.WriteString(summary(rows))
	b.WriteString("\n## One thread\n\nThe ratio says how many times faster Weft is (below 1: slower); memory is Weft's peak over CPython's.\n\n")
	b.WriteString("| program | CPython ms | Weft ms | ratio | median | memory | what it does |\n|---|---:|---:|---:|---:|---:|---|\n")
	for _, r := range single {
		if f := r.failed(); f != "" {
			fmt.Fprintf(&b, "| %s | %s | - | - | - | - | does not run: %s |\n", r.name, figure(best(r.cpython)*1e3), clean(f))
			continue
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %.2f | %.2f | %.2f | %s |\n", r.name, figure(best(r.cpython)*1e3), figure(best(r.weft)*1e3),
			r.ratio(), r.medianRatio(), r.memory(), clean(r.title))
	}
	mean, _ := geomean(single, (*row).ratio)
	med, _ := geomean(single, (*row).medianRatio)
	mem, _ := geomean(single, (*row).memory)
	fmt.Fprintf(&b, "| **geometric mean** | | | **%.2f** | **%.2f** | **%.2f** | |\n", mean, med, mem)
	b.WriteString("\n## Threads\n\nCosts: less is better. Speed-ups (\"times as much work\"): what two threads do in the time one needs for its own; 2 is perfect.\n")
	b.WriteString("The columns after the median are of one run each; what failed or took too long has a dash.\n\n")
	b.WriteString("| program | CPython | Weft | Weft median |")
	for _, s := range sides {
		b.WriteString(" " + s.name + " |")
	}
	b.WriteString(" unit | what it does |\n|---|---:|---:|---:|" + strings.Repeat("---:|", len(sides)) + "---|---|\n")
	for _, r := range threads {
		if f := r.failed(); f != "" {
			fmt.Fprintf(&b, "| %s | %s | - | - |%s | does not run: %s |\n", r.name, figure(best(r.cpython)), strings.Repeat(" |", len(sides)), clean(f))
			continue
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |", r.name, figure(best(r.cpython)), figure(best(r.weft)), figure(median(r.weft)))
		for _, s := range r.others {
			b.WriteString(" " + figure(best([]sample{s})) + " |")
		}
		fmt.Fprintf(&b, " %s | %s |\n", r.weft[0].unit, clean(r.title))
	}
	return b.String()
}

func less(a, b float64) bool { return a < b || math.IsNaN(a) && !math.IsNaN(b) }

func clean(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ").Replace(s)
}

func machine() string {
	cpu := runtime.GOARCH
	if b, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for _, l := range strings.Split(string(b), "\n") {
			if k, v, ok := strings.Cut(l, ":"); ok && strings.TrimSpace(k) == "model name" {
				cpu = strings.TrimSpace(v)
				break
			}
		}
	}
	return fmt.Sprintf("%s, %d cores, %s/%s", cpu, runtime.NumCPU(), runtime.GOOS, runtime.GOARCH)
}

// commit names the tree that was measured, with a mark when it held uncommitted changes.
func commit() string {
	out, err := exec.Command("git", "describe", "--always", "--dirty", "--exclude", "*").Output()
	if err != nil {
		return "unknown commit"
	}
	return "commit " + strings.TrimSpace(string(out))
}

const readmeFrom, readmeTo = "<!-- bench: begin -->\n", "<!-- bench: end -->"

func intoReadme(file, text string) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, rest, ok := strings.Cut(string(b), readmeFrom)
	_, tail, ok2 := strings.Cut(rest, readmeTo)
	if !ok || !ok2 {
		return fmt.Errorf("%s has no bench markers", filepath.Base(file))
	}
	return os.WriteFile(file, []byte(head+readmeFrom+text+readmeTo+tail), 0o644)
}
