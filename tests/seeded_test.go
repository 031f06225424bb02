// This file implements the tests of -X seed=N and weft race.

package tests

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"weft/internal/testkit"
)

func seededRun(t *testing.T, weft, seed string, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	out, _ := exec.CommandContext(ctx, weft, append([]string{"-X", "seed=" + seed}, args...)...).CombinedOutput()
	if ctx.Err() != nil {
		t.Fatalf("seed %s: %v\n%s", seed, ctx.Err(), out)
	}
	return string(out)
}

// TestSeededRunsRepeat compares runs with the same seed byte for byte, the second beside processes that keep the machine busy.
func TestSeededRunsRepeat(t *testing.T) {
	weft := buildWeft(t)
	program := filepath.Join("testdata", "seeded", "everything.py")
	outputs := map[string]bool{}
	for _, seed := range []string{"0", "1", "2", "18446744073709551615"} {
		first := seededRun(t, weft, seed, program)
		if !strings.HasSuffix(first, "\nend\n") {
			t.Fatalf("seed %s:\n%s", seed, first)
		}
		ctx, cancel := context.WithCancel(context.Background())
		for range 3 {
			busy := exec.CommandContext(ctx, weft, "-c", "while True: pass")
			if err := busy.Start(); err != nil {
				t.Fatal(err)
			}
			defer busy.Wait()
		}
		second := seededRun(t, weft, seed, program)
		cancel()
		if first != second {
			t.Errorf("seed %s: two runs differ:\n%s\n----\n%s", seed, first, second)
		}
		outputs[first] = true
	}
	if len(outputs) == 1 {
		t.Error("all seeds give the same run")
	}
}

func TestVirtualTime(t *testing.T) {
	weft := buildWeft(t)
	start := time.Now()
	for _, seed := range []string{"1", "2", "3"} {
		if out := seededRun(t, weft, seed, filepath.Join("testdata", "seeded", "virtual_time.py")); out != "ok\n" {
			t.Errorf("seed %s:\n%s", seed, out)
		}
	}
	if d := time.Since(start); d > time.Minute {
		t.Errorf("it took %v", d)
	}
}

// TestSeededThreadPrograms runs what tests threads under some seeds.
func TestSeededThreadPrograms(t *testing.T) {
	if raceEnabled {
		t.Skip("one thread at a time: nothing for the race detector")
	}
	weft := buildWeft(t)
	for _, seed := range []string{"1", "5"} {
		// waits.py looks at how long other processes take, which no seed decides.
		list := slices.DeleteFunc(programs(t, "threads"), func(p testkit.Program) bool { return filepath.Base(p.Path) == "waits.py" })
		for i := range list {
			list[i].Flags = append([]string{"-X", "seed=" + seed}, list[i].Flags...)
		}
		t.Run(seed, func(t *testing.T) { runAll(t, weft, list) })
	}
}

func TestSeedUsage(t *testing.T) {
	weft := buildWeft(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-X", "seed=x"}, "-X seed=x: not a seed (a number from 0 to 18446744073709551615)"},
		{[]string{"-X", "seed"}, "-X seed=: not a seed"},
		{[]string{"-X", "seed=-1"}, "-X seed=-1: not a seed"},
		{[]string{"-X", "seed=1", "-X", "threads=os"}, "-X seed=1: threads=os cannot be repeated"},
	} {
		out, err := exec.Command(weft, append(c.args, "-c", "pass")...).CombinedOutput()
		if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 2 || !strings.HasPrefix(string(out), c.want) {
			t.Errorf("%v: %v\n%s", c.args, err, out)
		}
	}
}

// TestRace lets weft race find what is wrong with programs, and replays it.
func TestRace(t *testing.T) {
	weft := buildWeft(t)
	dir := t.TempDir()
	write := func(name, text string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return p
	}
	for _, c := range []struct {
		program, want string
		status        int
	}{
		{filepath.Join("..", "examples", "lost_update.py"), "updates were lost", 1},
		{filepath.Join("..", "examples", "transfers.py"), "eadlock", 1},
		{write("order.py", "import threading\nfor i in range(2): threading.Thread(target=print, args=(i,)).start()\n"), "is not like most", 1},
		{write("pop.py", "import threading\nq = [1]\ndef f():\n    if q: q.pop()\nfor _ in '12': threading.Thread(target=f).start()\n"), "a thread died of an exception", 1},
		{write("loop.py", "while True: pass\n"), "it has not ended after 1s", 1},
		{write("fine.py", "print(1)\n"), "all runs are alike (30 runs", 0},
	} {
		args := []string{"race", "--runs", "30", c.program}
		if c.status == 1 {
			args = []string{"race", c.program, "--runs=300", "--timeout", "30"}
		}
		if strings.HasSuffix(c.program, "loop.py") {
			args = []string{"race", c.program, "--runs=2", "--timeout", "1"}
		}
		var out, errs bytes.Buffer
		cmd := exec.Command(weft, args...)
		cmd.Stdout, cmd.Stderr = &out, &errs
		_ = cmd.Run()
		if status := cmd.ProcessState.ExitCode(); status != c.status || !strings.Contains(out.String(), c.want) || errs.Len() > 0 {
			t.Errorf("%s: status %d\n%s%s", c.program, status, out.String(), errs.String())
			continue
		}
		_, command, found := strings.Cut(out.String(), "weft race: to see it again:\n")
		if found != (c.status == 1) {
			t.Errorf("%s: %s", c.program, out.String())
		}
		if c.want == "updates were lost" || c.want == "eadlock" {
			again, err := exec.Command("sh", "-c", command).CombinedOutput()
			if err == nil || !strings.Contains(string(again), c.want) {
				t.Errorf("%s: %s: %v\n%s", c.program, command, err, again)
			}
		}
	}
	out, err := exec.Command(weft, "race", "--runs", "x", "p.py").CombinedOutput()
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 2 || !strings.HasPrefix(string(out), "--runs=x: not a number that makes sense\nusage: ") {
		t.Errorf("%v\n%s", err, out)
	}
}
