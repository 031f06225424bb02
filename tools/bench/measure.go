package main

// This file implements the process between the benchmark runner and a program that it measures. A program that is started inherits the
// peak memory of the process that starts it (Linux counts what vfork shares), and this one is small.

import (
	"encoding/json"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

// measureFlag, as the first argument, makes this program run the others as a command, and tell on descriptor 3 what it took.
const measureFlag = "-measure"

type measured struct {
	Wall float64 // seconds
	RSS  int64   // the greatest, bytes
	Err  string  // how it failed
}

func measure(argv []string) {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	var m measured
	start := time.Now()
	err := cmd.Start()
	if err == nil {
		go func() {
			<-stop
			_ = cmd.Process.Kill()
		}()
		err = cmd.Wait()
		m.Wall = time.Since(start).Seconds()
		if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
			m.RSS = u.Maxrss
			if runtime.GOOS == "linux" {
				m.RSS *= 1024
			}
		}
	}
	if err != nil {
		m.Err = err.Error()
	}
	if err := json.NewEncoder(os.NewFile(3, "figures")).Encode(m); err != nil {
		os.Exit(1)
	}
}
