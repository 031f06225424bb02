// This file implements the tests of deadlock reports: programs that end with one, programs that look like it and go on, and what
// SIGQUIT, `weft ps` and `weft top` show.

package tests

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// deadlockModels are the ways to run threads.
var deadlockModels = [...]string{"threads=goroutine", "threads=os", "threads=single", "gil=1"}

// deadlockCase is a program of tests/deadlock: its first lines say what is expected of it.
type deadlockCase struct {
	path    string
	flags   []string
	exit    int
	stdout  string
	stderr  []*regexp.Regexp // all must match
	noAlarm bool             // standard error is empty
}

// deadlockCases reads the programs. Lines "# flags: …", "# exit: N", "# out: text", "# err: regexp" and "# quiet" open them.
func deadlockCases(t *testing.T) []deadlockCase {
	files, err := filepath.Glob("deadlock/*.py")
	if err != nil || len(files) == 0 {
		t.Fatal("no programs", err)
	}
	var cases []deadlockCase
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		c := deadlockCase{path: file}
		for _, line := range strings.Split(string(text), "\n") {
			word, rest, _ := strings.Cut(strings.TrimPrefix(line, "# "), ": ")
			switch {
			case !strings.HasPrefix(line, "# "):
			case word == "flags":
				c.flags = strings.Fields(rest)
			case word == "exit":
				c.exit, _ = strconv.Atoi(rest)
			case word == "out":
				c.stdout += rest + "\n"
			case word == "err":
				c.stderr = append(c.stderr, regexp.MustCompile("(?m)"+rest))
			case word == "quiet":
				c.noAlarm = true
			}
		}
		cases = append(cases, c)
	}
	return cases
}

// TestDeadlocks runs the programs of tests/deadlock in every model.
func TestDeadlocks(t *testing.T) {
	weft := buildWeft(t)
	for _, c := range deadlockCases(t) {
		for _, model := range deadlockModels {
			t.Run(strings.TrimSuffix(filepath.Base(c.path), ".py")+"/"+model, func(t *testing.T) {
				t.Parallel()
				ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
				defer cancel()
				args := append([]string{"-X", model}, c.flags...)
				cmd := exec.CommandContext(ctx, weft, append(args, c.path)...)
				var out, errs bytes.Buffer
				cmd.Stdout, cmd.Stderr = &out, &errs
				err := cmd.Run()
				if ctx.Err() != nil {
					t.Fatalf("it hangs; it wrote %q and %q", out.String(), errs.String())
				}
				status := 0
				var ee *exec.ExitError
				if errors.As(err, &ee) {
					status = ee.ExitCode()
				}
				if status != c.exit || out.String() != c.stdout {
					t.Errorf("status %d, output %q; want %d, %q", status, out.String(), c.exit, c.stdout)
				}
				for _, re := range c.stderr {
					if !re.MatchString(errs.String()) {
						t.Errorf("standard error has nothing like %s", re)
					}
				}
				if c.noAlarm && errs.Len() > 0 {
					t.Error("a false alarm")
				}
				if t.Failed() {
					t.Logf("standard error:\n%s", errs.String())
				}
			})
		}
	}
}

// TestDeadlockFlag gives -X deadlock= a wrong word, and lets a deadlock wait.
func TestDeadlockFlag(t *testing.T) {
	weft := buildWeft(t)
	out, err := exec.Command(weft, "-X", "deadlock=never", "-c", "0").CombinedOutput()
	var ee *exec.ExitError
	if !errors.As(err, &ee) || ee.ExitCode() != 2 || !strings.HasPrefix(string(out), "-X deadlock=never: unknown word (choose exit, wait or off)\nusage: ") {
		t.Errorf("%v, %q", err, out)
	}
	cmd := exec.Command(weft, "-X", "deadlock=wait", "-c", "import threading; threading.Event().wait()")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1500 * time.Millisecond)
	cmd.Process.Signal(syscall.SIGINT) // what it waits for
	cmd.Wait()
	if s := errs.String(); strings.Count(s, "Deadlock: ") != 1 || !strings.Contains(s, "KeyboardInterrupt") {
		t.Errorf("it wrote %q", s)
	}
}

// liveProgram runs until it reads a line, with a thread that waits for a lock.
const liveProgram = `
import threading, sys
lock = threading.Lock()
def wait():
    with lock: pass
with lock:
    t = threading.Thread(target=wait, name="the waiter")
    t.start()
    print("up", flush=True)
    sys.stdin.readline()
t.join()
`

// TestSeeingThreads asks a living process with SIGQUIT, weft ps and weft top.
func TestSeeingThreads(t *testing.T) {
	weft := buildWeft(t)
	for _, model := range deadlockModels {
		t.Run(model, func(t *testing.T) {
			cmd := exec.Command(weft, "-X", model, "-X", "inspect", "-c", liveProgram)
			var errs bytes.Buffer
			cmd.Stderr = &errs
			in, _ := cmd.StdinPipe()
			out, _ := cmd.StdoutPipe()
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			defer cmd.Process.Kill()
			out.Read(make([]byte, 3))
			time.Sleep(300 * time.Millisecond)
			pid := strconv.Itoa(cmd.Process.Pid)
			for _, args := range [][]string{{"ps", pid}, {"top", "-n", "2", "-d", "0.1", pid}} {
				b, err := exec.Command(weft, args...).CombinedOutput()
				if err != nil {
					t.Errorf("weft %v: %v", args, err)
				}
				if want := regexp.MustCompile(`(?m)^the waiter +\d+ +(-|\d+) +waiting .* a lock at 0x[0-9a-f]+, held by "MainThread" since File "<string>", line 6 in <module>  at <string>:5 wait$`); !want.Match(b) {
					t.Errorf("weft %v wrote\n%s", args, b)
				}
			}
			if b, err := exec.Command(weft, "ps", strconv.Itoa(os.Getpid())).CombinedOutput(); err == nil || !strings.Contains(string(b), "is no Weft that was started with -X inspect") {
				t.Errorf("%v %s", err, b)
			}
			cmd.Process.Signal(syscall.SIGQUIT)
			time.Sleep(300 * time.Millisecond)
			in.Write([]byte("\n"))
			if err := cmd.Wait(); err != nil {
				t.Error(err)
			}
			for _, want := range []string{
				`^Threads of process ` + pid + `: 2 Python threads, model `,
				`^Thread "MainThread" \(ident \d+\), (OS thread \d+, )?waiting .* for `,
				`^Thread "the waiter" \(ident \d+\), (OS thread \d+, )?waiting .* for a lock at 0x.*, held by "MainThread" since File "<string>", line 6 in <module>`,
				`^  File "<string>", line 5 in wait$`,
			} {
				if !regexp.MustCompile("(?m)" + want).MatchString(errs.String()) {
					t.Errorf("SIGQUIT shows nothing like %s:\n%s", want, errs.String())
				}
			}
		})
	}
}

// TestDeadlockExample runs examples/deadlock.py.
func TestDeadlockExample(t *testing.T) {
	out, err := exec.Command(buildWeft(t), "../examples/deadlock.py").CombinedOutput()
	var ee *exec.ExitError
	if !errors.As(err, &ee) || ee.ExitCode() != 1 || !regexp.MustCompile(`"buyer" waits for a lock at 0x[0-9a-f]+, which "seller" has held since File ".*deadlock.py", line \d+ in sell\n`).Match(out) {
		t.Errorf("%v\n%s", err, out)
	}
}
