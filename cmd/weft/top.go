// This file implements the commands `weft ps` and `weft top`: what the threads of a running process do.

package main

import (
	"fmt"
	"io"
	"os"
	"sort"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"weft"
)

const topUsage = `usage: weft ps [PID]
       weft top [-d SECONDS] [-n COUNT] [PID]
ps lists the threads of a process that was started with -X inspect, top does so
again and again: every SECONDS (1), COUNT times (for ever). Without PID, ps lists
the processes that can be asked, and top takes the only one.
`

// runTop runs `weft ps` or `weft top` and returns the exit status.
func runTop(word string, args []string) int {
	fail := func(status int, format string, a ...any) int {
		fmt.Fprintf(os.Stderr, "weft "+word+": "+format+"\n", a...)
		return status
	}
	every, count, pid := time.Second, -1, 0
	if word == "ps" {
		count = 1
	}
	for i := 0; i < len(args); i++ {
		switch a := args[i]; {
		case a == "-h" || a == "--help":
			fmt.Print(topUsage)
			return 0
		case word == "top" && (a == "-d" || a == "-n") && i+1 < len(args):
			i++
			f, err := strconv.ParseFloat(args[i], 64)
			if err != nil || !(f > 0) || f > 1e6 {
				fmt.Fprint(os.Stderr, topUsage)
				return fail(2, "%s %s: a positive number is wanted", a, args[i])
			}
			if a == "-d" {
				every = time.Duration(f * float64(time.Second))
			} else {
				count = int(f)
			}
		case pid == 0 && !strings.HasPrefix(a, "-"):
			n, err := strconv.Atoi(a)
			if err != nil || n <= 0 {
				fmt.Fprint(os.Stderr, topUsage)
				return fail(2, "%q is not the number of a process", a)
			}
			pid = n
		default:
			fmt.Fprint(os.Stderr, topUsage)
			return fail(2, "unknown argument %q", a)
		}
	}
	if pid == 0 {
		pids := weft.InspectedProcesses()
		if word == "ps" {
			for _, p := range pids {
				if t, err := weft.InspectProcess(p); err == nil {
					fmt.Printf("%d  %s\n     %s\n", t.PID, strings.Join(t.Args, " "), t.Summary)
				}
			}
		}
		switch {
		case len(pids) == 0:
			return fail(1, "no process of yours was started with -X inspect")
		case word == "ps":
			return 0
		case len(pids) > 1:
			return fail(1, "say which: %s", strings.Trim(fmt.Sprint(pids), "[]"))
		}
		pid = pids[0]
	}
	rows, screen := 0, false
	for n := 0; count < 0 || n < count; n++ {
		if n > 0 {
			time.Sleep(every)
		}
		t, err := weft.InspectProcess(pid)
		if err != nil {
			if n > 0 && word == "top" {
				return fail(0, "process %d has ended", pid)
			}
			return fail(1, "%v", err)
		}
		columns := 0
		if word == "top" {
			if w, err := unix.IoctlGetWinsize(1, unix.TIOCGWINSZ); err == nil {
				rows, columns, screen = int(w.Row), int(w.Col), true
			}
			if screen {
				fmt.Print("\x1b[H\x1b[2J")
			} else if n > 0 {
				fmt.Println()
			}
			sort.SliceStable(t.Threads, func(i, j int) bool { return stateOrder(t.Threads[i].State) < stateOrder(t.Threads[j].State) })
		}
		if err := printThreads(os.Stdout, t, rows, columns); err != nil {
			return 1 // nobody reads it
		}
	}
	return 0
}

// stateOrder puts threads that run first.
func stateOrder(state string) int { return strings.Index("running ready blocked waiting", state) }

// printThreads prints what a process tells, in at most rows lines of columns characters (0: as many as it takes).
func printThreads(w io.Writer, p *weft.ProcessThreads, rows, columns int) error {
	lines := []string{
		fmt.Sprintf("process %d: %s", p.PID, strings.Join(p.Args, " ")),
		fmt.Sprintf("%s, up %s, %d switches", p.Summary, seconds(p.Seconds), p.Switches),
	}
	var states []string
	for _, s := range []string{"running", "ready", "blocked", "waiting"} {
		if n := p.States[s]; n > 0 {
			states = append(states, fmt.Sprintf("%d %s", n, s))
		}
	}
	lines = append(lines, strings.Join(states, ", "), "")
	width := len("NAME")
	for _, t := range p.Threads {
		width = max(width, min(len([]rune(t.Name)), 30))
	}
	line := func(name, ident, os, state, since, what, where string) {
		if what != "" && where != "" {
			what += "  at "
		}
		lines = append(lines, strings.TrimRight(fmt.Sprintf("%-*s  %-15s  %-9s  %-7s  %8s  %s%s", width, name, ident, os, state, since, what, where), " "))
	}
	line("NAME", "IDENT", "OS THREAD", "STATE", "FOR", "WAITS FOR", "")
	shown := 0
	for _, t := range p.Threads {
		if rows > 0 && len(lines) >= rows-2 {
			break
		}
		osThread := "-"
		if t.OSThread != 0 {
			osThread = strconv.Itoa(t.OSThread)
		}
		name := []rune(t.Name)
		if len(name) > 30 {
			name = append(name[:29:29], '…')
		}
		line(string(name), strconv.FormatInt(t.Ident, 10), osThread, t.State, seconds(t.Seconds), t.What, t.Where)
		shown++
	}
	if n := p.All - shown; n > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", n))
	}
	for _, l := range lines {
		if r := []rune(l); columns > 0 && len(r) > columns {
			l = string(r[:columns])
		}
		if _, err := fmt.Fprintln(w, printable(l)); err != nil {
			return err
		}
	}
	return nil
}

// printable replaces what a terminal might take for orders: names of threads are the program's.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			return '?'
		}
		return r
	}, s)
}

// seconds writes a time with three digits.
func seconds(s float64) string {
	switch {
	case s < 1:
		return fmt.Sprintf("%.0f ms", s*1000)
	case s < 100:
		return fmt.Sprintf("%.1f s", s)
	case s < 36000:
		return fmt.Sprintf("%d:%02d min", int(s)/60, int(s)%60)
	}
	return fmt.Sprintf("%.0f h", s/3600)
}
