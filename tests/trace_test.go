package tests

// This file implements the tests of traces: weft --trace, weft.trace and weft view, under every threading model.

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"
)

// traceEvent is one event of a trace.
type traceEvent struct {
	Ph, Name string
	Pid, Tid int
	ID       int
	TS, Dur  float64
	Args     map[string]any
}

func readTrace(t *testing.T, path string) []traceEvent {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasSuffix(bytes.TrimSpace(b), []byte("]")) { // its process was killed
		b = append(bytes.TrimSuffix(bytes.TrimSpace(b), []byte(",")), ']')
	}
	var es []traceEvent
	if err := json.Unmarshal(b, &es); err != nil {
		t.Fatalf("%v\n%s", err, b[max(0, len(b)-300):])
	}
	return es
}

// runTraced runs a program and returns its exit status and what it wrote to standard error.
func runTraced(t *testing.T, weft, program string, options ...string) (int, string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "program.py")
	if err := os.WriteFile(file, []byte(program), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(weft, append(options, file)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil {
		if _, ok := err.(*exec.ExitError); !ok {
			t.Fatal(err)
		}
	}
	return cmd.ProcessState.ExitCode(), stderr.String()
}

const tracedProgram = `
import queue, threading, time
jobs, lock = queue.SimpleQueue(), threading.Lock()
def worker():
    threading.current_thread().name = "renamed"
    n = 0
    while (x := jobs.get()) is not None:
        for i in range(2000):
            n += i * x
        with lock:
            time.sleep(0.001)
def holder():
    for _ in range(50):
        with lock:
            time.sleep(0.002)
ts = [threading.Thread(target=worker, name="worker"), threading.Thread(target=holder, name="holder")]
for t in ts:
    t.start()
for i in range(20):
    time.sleep(0.008)
    jobs.put(i)
jobs.put(None)
for t in ts:
    t.join()
import gc
gc.collect()
`

func TestTraceOfEveryModel(t *testing.T) {
	weft := buildWeft(t)
	for _, options := range [][]string{{"-X", "threads=goroutine"}, {"-X", "threads=os"}, {"-X", "threads=single"}, {"-X", "gil=1"}, {"-X", "threads=os", "-X", "gil=1"}} {
		t.Run(strings.Join(options, " "), func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out.json")
			if status, stderr := runTraced(t, weft, tracedProgram, append(options, "--trace", out)...); status != 0 || stderr != "" {
				t.Fatalf("status %d\n%s", status, stderr)
			}
			type track struct{ pid, tid int }
			slices := map[track][]traceEvent{}
			names, kinds, starts, arrows := map[int]string{}, map[string]int{}, map[int]int{}, 0
			for _, e := range readTrace(t, out) {
				k := track{e.Pid, e.Tid}
				switch e.Ph {
				case "X":
					slices[k] = append(slices[k], e)
					if e.Pid == 1 {
						kinds[e.Name]++
					}
				case "M":
					if e.Name == "thread_name" && e.Pid == 1 {
						names[e.Tid] = e.Args["name"].(string)
					}
				case "s":
					starts[e.ID] = e.Tid
				case "f":
					if from, ok := starts[e.ID]; !ok || from == e.Tid {
						t.Errorf("arrow %d goes from %d to %d", e.ID, from, e.Tid)
					}
					arrows++
				}
			}
			osTracks, gil := 0, 0
			for k, l := range slices {
				sort.SliceStable(l, func(i, j int) bool { return l[i].TS < l[j].TS })
				for i := 1; i < len(l); i++ {
					if l[i].TS < l[i-1].TS+l[i-1].Dur-0.0015 {
						t.Errorf("track %v: %s at %.3f overlaps %s at %.3f", k, l[i].Name, l[i].TS, l[i-1].Name, l[i-1].TS)
					}
				}
				switch k.pid {
				case 2:
					osTracks++
				case 3:
					if k.tid == 1 {
						gil = len(l)
					}
				}
			}
			have := fmt.Sprint(names[1], names)
			for _, want := range []string{"MainThread", "renamed", "holder"} {
				if !strings.Contains(have, want) {
					t.Errorf("no thread %q among %v", want, names)
				}
			}
			for _, want := range []string{"running", "ready", "sleep", "queue", "lock"} {
				if kinds[want] == 0 {
					t.Errorf("no slice %q among %v", want, kinds)
				}
			}
			if arrows < 15 || arrows != len(starts) {
				t.Errorf("%d arrows begin, %d end", len(starts), arrows)
			}
			mode := strings.Join(options, " ")
			if one := osTracks == 1; one != strings.Contains(mode, "single") {
				t.Errorf("%d OS threads", osTracks)
			}
			if strings.Contains(mode, "threads=os") && osTracks != 3 {
				t.Errorf("%d OS threads for 3 Python threads", osTracks)
			}
			if (gil > 0) != strings.Contains(mode, "gil") {
				t.Errorf("%d slices on the GIL's track", gil)
			}
		})
	}
}

func TestTraceOfAPart(t *testing.T) {
	weft := buildWeft(t)
	out := filepath.Join(t.TempDir(), "out.json")
	program := fmt.Sprintf(`
import threading, time, weft.trace
gate = threading.Lock()
gate.acquire()
t = threading.Thread(target=gate.acquire, name="waits")
t.start()
time.sleep(0.02)
assert not weft.trace.active()
weft.trace.start(%q)
assert weft.trace.active()
try:
    weft.trace.start("other")
except RuntimeError as e:
    print(e)
time.sleep(0.01)
gate.release()
t.join()
r = weft.trace.stop()
assert r["dropped"] == r["beyond_limit"] == 0 and r["events"] > 10 and r["bytes"] > 500 and 0.01 < r["seconds"] == r["until"], r
for f in weft.trace.stop, lambda: weft.trace.start("/nonexistent/x"), lambda: weft.trace.start("x", -1), lambda: weft.trace.start(1):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
weft.trace.start("/dev/null", limit=10000)
for i in range(1000):
    time.sleep(0)
    time.sleep(0.00001)
r = weft.trace.stop()
assert r["bytes"] <= 10000 and (r["beyond_limit"] or r["dropped"]), r
`, out)
	if status, stderr := runTraced(t, weft, program); status != 0 {
		t.Fatalf("status %d\n%s", status, stderr)
	}
	waits := false
	for _, e := range readTrace(t, out) {
		waits = waits || e.Name == "lock" && strings.HasPrefix(e.Args["for"].(string), "lock at 0x")
	}
	if !waits {
		t.Error("the wait that began before the recording is not in it")
	}
}

func TestTracesThatCannotBeWritten(t *testing.T) {
	weft := buildWeft(t)
	status, stderr := runTraced(t, weft, "print(1)", "--trace=/nonexistent/out.json")
	if want := "weft: cannot write the trace /nonexistent/out.json: No such file or directory\n"; status != 1 || stderr != want {
		t.Errorf("status %d, %q", status, stderr)
	}
	if status, stderr = runTraced(t, weft, "print(1)", "--trace=/dev/full"); status != 1 || !strings.Contains(stderr, "No space left on device") {
		t.Errorf("status %d, %q", status, stderr)
	}
	if status, stderr = runTraced(t, weft, "print(1)", "-X", "trace_limit=x"); status != 2 || !strings.HasPrefix(stderr, "-X trace_limit=x: not a number of megabytes\n") {
		t.Errorf("status %d, %q", status, stderr)
	}
	out := filepath.Join(t.TempDir(), "out.json")
	status, stderr = runTraced(t, weft, `
import time
for i in range(12000):
    time.sleep(0.000001)
`, "-X", "trace_limit=1", "--trace", out)
	if status != 0 || !strings.Contains(stderr, "is full at 1 MB: it ends after ") {
		t.Errorf("status %d, %q", status, stderr)
	}
	if st, err := os.Stat(out); err != nil || st.Size() > 1<<20 {
		t.Errorf("%v, %v", st, err)
	}
	readTrace(t, out)
}

func TestTraceOfAKilledProgram(t *testing.T) {
	weft := buildWeft(t)
	out := filepath.Join(t.TempDir(), "out.json")
	runTraced(t, weft, `
import os, signal, threading, time
gate = threading.Lock()
gate.acquire()
threading.Thread(target=gate.acquire, name="stuck").start()
time.sleep(1)
os.kill(os.getpid(), signal.SIGKILL)
`, "--trace", out)
	begun := ""
	for _, e := range readTrace(t, out) {
		if e.Ph == "B" {
			begun += " " + e.Name
		}
	}
	if !strings.Contains(begun, "lock") || !strings.Contains(begun, "sleep") {
		t.Errorf("what it waited for is not in the file, but%s", begun)
	}
}

func TestViewSaysWhatIsWrong(t *testing.T) {
	weft := buildWeft(t)
	dir := t.TempDir()
	for name, text := range map[string]string{"empty.json": "", "text.json": "hello", "good.json": "[]\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	port := fmt.Sprint(l.Addr().(*net.TCPAddr).Port)
	for _, c := range []struct {
		args   []string
		status int
		stderr string
	}{
		{[]string{"none.json"}, 1, "weft view: cannot read the trace none.json: No such file or directory\n"},
		{[]string{"."}, 1, "weft view: cannot read the trace .: it is a directory\n"},
		{[]string{"empty.json"}, 1, "weft view: cannot read the trace empty.json: it is empty\n"},
		{[]string{"text.json"}, 1, "weft view: cannot read the trace text.json: not a trace: it should begin with [ or {\n"},
		{[]string{"--port", port, "--no-browser", "good.json"}, 1, "weft view: cannot use port " + port + ": Address already in use\n"},
		{[]string{"--port", "x", "good.json"}, 2, "weft view: --port x: not a port (0 to 65535)\n"},
		{[]string{"--wrong", "good.json"}, 2, "weft view: unknown option: --wrong\n"},
		{nil, 2, "weft view: the name of a trace is missing\n"},
	} {
		cmd := exec.Command(weft, append([]string{"view"}, c.args...)...)
		cmd.Dir = dir
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		timer := time.AfterFunc(20*time.Second, func() { _ = cmd.Process.Kill() })
		_ = cmd.Run()
		timer.Stop()
		if got := stderr.String(); cmd.ProcessState.ExitCode() != c.status || !strings.HasPrefix(got, c.stderr) {
			t.Errorf("weft view %s: status %d, %q", strings.Join(c.args, " "), cmd.ProcessState.ExitCode(), got)
		}
	}
}
