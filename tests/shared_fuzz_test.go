package tests

// This file implements running random programs whose threads share objects of every built-in kind: threads/_fuzz_shared.py.

import (
	"flag"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

var sharedFor = flag.Duration("shared", 0, "with -run TestThreadFuzz: how long to go on in each model, instead of a few programs")

// models are the flags of each way to run threads.
var models = [][]string{{"-X", "threads=goroutine"}, {"-X", "threads=single"}, {"-X", "threads=os"}, {"-X", "gil=1"}}

// TestThreadFuzz runs some programs in each model, always the same; with -shared 20m it goes on with others for so long. The race
// pass runs it under a Weft built with the race detector.
func TestThreadFuzz(t *testing.T) {
	weft := buildWeft(t)
	for i, flags := range models {
		t.Run(flags[1], func(t *testing.T) {
			count := 25
			if raceEnabled || testing.Short() {
				count = 6
			}
			args := append(flags[:2:2], "threads/_fuzz_shared.py", "--seed", strconv.Itoa(1+i*1000))
			limit := 10 * time.Minute
			if *sharedFor > 0 {
				args = append(args, "--seconds", strconv.Itoa(int(sharedFor.Seconds())))
				limit += *sharedFor
			} else {
				args = append(args, "--count", strconv.Itoa(count))
			}
			cmd := exec.Command(weft, args...)
			timer := time.AfterFunc(limit, func() { _ = cmd.Process.Kill() })
			defer timer.Stop()
			out, err := cmd.CombinedOutput()
			if err != nil || !strings.Contains(string(out), " 0 failures") {
				t.Errorf("%v: %v\n%s", cmd.Args, err, tail(string(out)))
			}
		})
	}
}
