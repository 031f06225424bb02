package main

// This file implements one run of one program on one side.

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// once runs p with the command exe, an executable and its first arguments.
func once(p program, exe []string, timeout time.Duration) sample {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	args := p.command
	if args == nil {
		args = []string{p.path}
	}
	argv := slices.Concat(exe, args)
	if p.onCore {
		argv = append([]string{"taskset", "-c", "0"}, argv...)
	}
	self, err := os.Executable()
	if err != nil {
		return sample{err: err.Error()}
	}
	cmd := exec.CommandContext(ctx, self, append([]string{measureFlag}, argv...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	var figures []byte
	r, w, err := os.Pipe()
	if err != nil {
		return sample{err: err.Error()}
	}
	cmd.ExtraFiles = []*os.File{w}
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "PYTHONHASHSEED=0"}
	for _, k := range []string{"GOGC", "GOMEMLIMIT", "GOMAXPROCS", "GODEBUG", "WEFT_STDLIB"} {
		if v, ok := os.LookupEnv(k); ok {
			cmd.Env = append(cmd.Env, k+"="+v)
		}
	}
	var out, errb bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errb
	err = cmd.Start()
	w.Close()
	if err == nil {
		figures, err = io.ReadAll(r)
		err = cmp.Or(cmd.Wait(), err)
	}
	r.Close()
	var s sample
	if ctx.Err() != nil {
		s.err = fmt.Sprintf("not finished after %v", timeout)
		return s
	}
	var m measured
	if err == nil {
		err = json.Unmarshal(figures, &m)
	}
	if err == nil && m.Err != "" {
		err = errors.New(m.Err)
	}
	if err != nil {
		last := strings.TrimSpace(errb.String())
		if i := strings.LastIndexByte(last, '\n'); i >= 0 {
			last = last[i+1:]
		}
		s.err = strings.TrimSpace(err.Error() + ": " + last)
		return s
	}
	s.rss, s.value, s.unit = m.RSS, -1, "s"
	if p.process {
		s.value = m.Wall
	}
	for _, l := range strings.Split(out.String(), "\n") {
		key, rest, _ := strings.Cut(l, " ")
		switch key {
		case "checksum":
			s.checksum = rest
		case "seconds":
			s.value, err = strconv.ParseFloat(rest, 64)
		case "metric":
			num, unit, _ := strings.Cut(rest, " ")
			s.unit = unit
			s.value, err = strconv.ParseFloat(num, 64)
		}
		if err != nil {
			s.err = "odd output: " + l
			return s
		}
	}
	if s.value < 0 {
		s.err = "printed no time"
	}
	return s
}
