// This file implements weft race: it runs a program with one seed after the other until a run fails or differs from the others.

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"time"
)

const raceUsage = `usage: %s race [--runs N] [--seed FIRST] [--timeout S] [--jobs N] [option] ... file [arg] ...
Run a program with seeds FIRST (0), FIRST+1 and so on (-X seed), at most N (1000) times, JOBS at once, until a run fails: its exit status is
not 0, a thread dies of an exception, it waits for ever or longer than S (60) seconds, or prints something else than most. The options may
also stand behind the file; what follows -- is for the program. Exit status: 0 if all runs are alike, 1 if one failed, 2 for wrong use.
`

// raceSettled is how many runs are looked at before the first verdict: whether all fail, and what most of them print.
const raceSettled = 8

// raceOutput is how much of each stream of a run is kept.
const raceOutput = 1 << 20

// raceCommand is a parsed command line of weft race.
type raceCommand struct {
	runs    int
	first   uint64
	timeout time.Duration
	jobs    int
	args    []string // of weft, behind -X seed=N
}

// raceRun is what one run did.
type raceRun struct {
	seed     uint64
	wrong    string // what is wrong with it in itself, or ""
	out, err []byte
}

// output is what is compared between runs.
func (r *raceRun) output() string { return string(r.out) + "\x00" + string(r.err) }

// parseRace reads the arguments behind "race".
func parseRace(args []string) (*raceCommand, error) {
	c := &raceCommand{runs: 1000, timeout: time.Minute, jobs: runtime.NumCPU()}
	for i := 0; i < len(args); i++ {
		a := args[i]
		if a == "--" {
			c.args = append(c.args, args[i+1:]...)
			break
		}
		name, val, has := strings.Cut(a, "=")
		switch name {
		case "--runs", "--seed", "--timeout", "--jobs":
		default:
			c.args = append(c.args, a)
			continue
		}
		if !has {
			if i++; i >= len(args) {
				return nil, &usageError{"Argument expected for the " + name + " option"}
			}
			val = args[i]
		}
		n, err := strconv.ParseUint(val, 10, 64)
		seconds, ferr := strconv.ParseFloat(val, 64)
		switch {
		case name == "--seed" && err == nil:
			c.first = n
		case name == "--timeout" && ferr == nil && seconds > 0 && seconds < 1e9:
			c.timeout = time.Duration(seconds * float64(time.Second))
		case name == "--runs" && err == nil && n > 0 && n < 1<<31:
			c.runs = int(n)
		case name == "--jobs" && err == nil && n > 0 && n < 1<<16:
			c.jobs = int(n)
		default:
			return nil, &usageError{name + "=" + val + ": not a number that makes sense"}
		}
	}
	p, err := parse(c.args)
	switch {
	case err != nil:
		return nil, err
	case p.kind == runStdin:
		return nil, &usageError{"race: no program"}
	case p.help != "" || p.version > 0:
		return nil, &usageError{"race: nothing to run"}
	}
	return c, nil
}

// race does what weft race is asked to do and returns the exit status.
func race(prog string, args []string) int {
	if len(args) == 1 && (args[0] == "-h" || args[0] == "--help") {
		fmt.Printf(raceUsage, prog)
		return 0
	}
	c, err := parseRace(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		var u *usageError
		if errors.As(err, &u) {
			fmt.Fprintf(os.Stderr, raceUsage, prog)
			return 2
		}
		return 1
	}
	self, err := os.Executable()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	start := time.Now()
	var done []*raceRun
	var bad *raceRun
	for r := range c.results(ctx, self) {
		done = append(done, r)
		if len(done) >= min(raceSettled, c.runs) {
			if bad = verdict(done); bad != nil {
				break
			}
		}
	}
	took := fmt.Sprintf("%d runs, %.1f s", len(done), time.Since(start).Seconds())
	if bad == nil {
		if ctx.Err() != nil {
			fmt.Printf("weft race: interrupted; nothing found so far (%s)\n", took)
			return 130
		}
		fmt.Printf("weft race: all runs are alike (%s)\n", took)
		return 0
	}
	report(os.Stdout, done, bad, took)
	fmt.Printf("weft race: to see it again:\n    %s -X seed=%d %s\n", quote(prog), bad.seed, quoteAll(c.args))
	return 1
}

// results runs the program and yields what the runs did, in the order of their seeds.
func (c *raceCommand) results(ctx context.Context, self string) func(yield func(*raceRun) bool) {
	return func(yield func(*raceRun) bool) {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		slots := make([]chan *raceRun, c.runs)
		for i := range slots {
			slots[i] = make(chan *raceRun, 1)
		}
		free := make(chan struct{}, c.jobs)
		go func() {
			for i := range slots {
				select {
				case free <- struct{}{}:
				case <-ctx.Done():
					return
				}
				go func() {
					r := c.run(ctx, self, c.first+uint64(i))
					<-free
					slots[i] <- r
				}()
			}
		}()
		for _, s := range slots {
			select {
			case r := <-s:
				if ctx.Err() != nil || !yield(r) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// run runs the program once.
func (c *raceCommand) run(ctx context.Context, self string, seed uint64) *raceRun {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, self, append([]string{"-X", "seed=" + strconv.FormatUint(seed, 10)}, c.args...)...)
	cmd.WaitDelay = time.Second // for pipes that its own children hold
	var out, errs limited
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	r := &raceRun{seed: seed, out: out.b, err: errs.b}
	var exit *exec.ExitError
	switch {
	case ctx.Err() == context.DeadlineExceeded:
		r.wrong = fmt.Sprintf("it has not ended after %v", c.timeout)
	case errors.As(err, &exit):
		r.wrong = exit.Error()
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		r.wrong = err.Error()
	case threadDied(r.err):
		r.wrong = "a thread died of an exception"
	}
	return r
}

// threadDied reports whether threading.excepthook has written something to standard error.
func threadDied(err []byte) bool {
	const sign = "Exception in thread "
	return bytes.HasPrefix(err, []byte(sign)) || bytes.Contains(err, []byte("\n"+sign))
}

// limited keeps the beginning of what is written to it.
type limited struct{ b []byte }

func (l *limited) Write(p []byte) (int, error) {
	l.b = append(l.b, p[:min(len(p), raceOutput-len(l.b))]...)
	return len(p), nil
}

// verdict returns the first run that failed or is not like most, or nil.
func verdict(done []*raceRun) *raceRun {
	for _, r := range done {
		if r.wrong != "" {
			return r
		}
	}
	usual := mostOutput(done)
	for _, r := range done {
		if r.output() != usual {
			return r
		}
	}
	return nil
}

// mostOutput returns what most of the runs that did not fail have printed: the earlier, if it is even.
func mostOutput(done []*raceRun) string {
	count := map[string]int{}
	best := ""
	for _, r := range done {
		if r.wrong == "" {
			count[r.output()]++
		}
	}
	for _, r := range done {
		if o := r.output(); count[o] > count[best] {
			best = o
		}
	}
	return best
}

// report writes what is the matter with a run.
func report(w io.Writer, done []*raceRun, bad *raceRun, took string) {
	usual := mostOutput(done)
	good := (*raceRun)(nil)
	failed, alike := 0, 0
	outputs := map[string]bool{}
	for _, r := range done {
		switch {
		case r.wrong != "":
			failed++
		case r.output() == usual:
			alike++
			if good == nil {
				good = r
			}
		}
		outputs[r.output()] = true
	}
	if bad.wrong != "" {
		fmt.Fprintf(w, "weft race: seed %d fails: %s (%s, %d failed)\n", bad.seed, bad.wrong, took, failed)
		if good == nil && len(done) > 1 {
			fmt.Fprintf(w, "weft race: every run failed\n")
		}
	} else {
		fmt.Fprintf(w, "weft race: seed %d is not like most: %d of %d runs print the same, and there are %d different outputs (%s)\n",
			bad.seed, alike, len(done), len(outputs), took)
	}
	if good != nil && !bytes.Equal(good.out, bad.out) {
		differ(w, "standard output", good, bad, good.out, bad.out)
	}
	switch {
	case bad.wrong != "":
		tail(w, bad)
	case good != nil && !bytes.Equal(good.err, bad.err):
		differ(w, "standard error", good, bad, good.err, bad.err)
	}
}

// differ shows the first line in which two outputs differ.
func differ(w io.Writer, name string, good, bad *raceRun, a, b []byte) {
	x, y := strings.SplitAfter(string(a), "\n"), strings.SplitAfter(string(b), "\n")
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	line := func(lines []string) string {
		if i < len(lines) && lines[i] != "" {
			return strings.TrimSuffix(lines[i], "\n")
		}
		return "(nothing more)"
	}
	fmt.Fprintf(w, "--- line %d of %s\nseed %d: %s\nseed %d: %s\n", i+1, name, good.seed, line(x), bad.seed, line(y))
}

// tail shows the end of a run's standard error.
func tail(w io.Writer, r *raceRun) {
	const most = 40
	text := strings.TrimSuffix(string(r.err), "\n")
	if text == "" {
		return
	}
	lines := strings.Split(text, "\n")
	fmt.Fprintf(w, "--- standard error of seed %d\n", r.seed)
	if len(lines) > most {
		fmt.Fprintf(w, "(%d lines more)\n", len(lines)-most)
		lines = lines[len(lines)-most:]
	}
	fmt.Fprintln(w, strings.Join(lines, "\n"))
	fmt.Fprintln(w, "---")
}

// quote writes an argument as a shell reads it.
func quote(a string) string {
	if a != "" && strings.IndexFunc(a, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("-_=+,./:@%", r))
	}) < 0 {
		return a
	}
	return "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
}

func quoteAll(args []string) string {
	q := make([]string, len(args))
	for i, a := range args {
		q[i] = quote(a)
	}
	return strings.Join(q, " ")
}
