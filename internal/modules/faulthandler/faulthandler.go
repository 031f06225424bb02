// Package faulthandler is the native module faulthandler (Library Reference, "faulthandler"): what the Python threads do, written
// to a descriptor without running Python code.
//
// Invariant: dumps look at other threads' frames while these run; see (*object.Thread).DumpFrames. Fatal signals are seen when
// another process or the program itself sends them; a fault inside the runtime is a bug, which Go reports in its own way.
package faulthandler

// This file implements the module.

import (
	"fmt"
	"math"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

type state struct {
	mu         sync.Mutex
	enabled    bool
	keep       map[int]value // files whose descriptors are in use, by signal; 0: enable, -1: later
	timer      *time.Timer
	registered map[int]bool
}

type stateKey struct{}

func stateOf(th *thread) *state {
	return th.Rt.State(stateKey{}, func() any { return &state{keep: map[int]value{}, registered: map[int]bool{}} }).(*state)
}

var fatal = []struct {
	sig  syscall.Signal
	text string
}{
	{syscall.SIGBUS, "Bus error"}, {syscall.SIGILL, "Illegal instruction"}, {syscall.SIGFPE, "Floating-point exception"},
	{syscall.SIGABRT, "Aborted"}, {syscall.SIGSEGV, "Segmentation fault"},
}

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "faulthandler",
		Doc:  "Dump the tracebacks of Python threads on demand, on signals, or after a time.",
		Methods: []object.Method{
			{Name: "enable", Fn: faulthandlerEnable, Sig: "(file=sys.stderr, all_threads=True)", Doc: "Dump the traceback when a fatal signal arrives."},
			{Name: "disable", Fn: faulthandlerDisable, Sig: "()", Doc: "Undo enable()."},
			{Name: "is_enabled", Fn: faulthandlerIsEnabled, Sig: "()", Doc: "Check if the handler is enabled."},
			{Name: "dump_traceback", Fn: faulthandlerDumpTraceback, Sig: "(file=sys.stderr, all_threads=True)", Doc: "Dump the traceback of the current thread, or of all threads, into file."},
			{Name: "dump_traceback_later", Fn: faulthandlerDumpTracebackLater, Sig: "(timeout, repeat=False, file=sys.stderr, exit=False)", Doc: "Dump the traceback of all threads in timeout seconds, or each timeout seconds if repeat\nis True. If exit is True, call _exit(1) which is not safe."},
			{Name: "cancel_dump_traceback_later", Fn: faulthandlerCancel, Sig: "()", Doc: "Cancel the previous call to dump_traceback_later()."},
			{Name: "register", Fn: faulthandlerRegister, Sig: "(signum, file=sys.stderr, all_threads=True, chain=False)", Doc: "Dump the traceback when the signal arrives."},
			{Name: "_sigsegv", Fn: raiser(syscall.SIGSEGV), Sig: "(release_gil=False, /)", Doc: "Raise SIGSEGV."},
			{Name: "_sigabrt", Fn: raiser(syscall.SIGABRT), Sig: "()", Doc: "Raise SIGABRT."},
			{Name: "_sigfpe", Fn: raiser(syscall.SIGFPE), Sig: "()", Doc: "Raise SIGFPE."},
			{Name: "unregister", Fn: faulthandlerUnregister, Sig: "(signum, /)", Doc: "Undo register()."},
		},
	}
}

// descriptor returns the descriptor of a file argument, flushing a file object.
func descriptor(th *thread, f value) (int, error) {
	if f.IsAbsent() || f.Is(object.None) {
		f = th.Rt.Sys.Dict().GetName("stderr")
		if f.IsAbsent() {
			return 0, object.RuntimeErrorf(th, "unable to get sys.stderr")
		}
		if f.Is(object.None) {
			return 0, object.RuntimeErrorf(th, "sys.stderr is None")
		}
	} else if object.IsInt(f) {
		n, err := object.AsCInt(th, f)
		if err == nil && n < 0 {
			err = object.ValueErrorf(th, "file is not a valid file descriptor")
		}
		return n, err
	}
	v, err := object.CallMethod(th, f, "fileno")
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(v)
	if !object.IsInt(v) || !ok || n < 0 || n > math.MaxInt32 {
		return 0, object.RuntimeErrorf(th, "file.fileno() is not a valid file descriptor")
	}
	if _, err := object.CallMethod(th, f, "flush"); err != nil && !object.IsErr(err, object.ExceptionType) {
		return 0, err
	}
	return int(n), nil
}

func boolArg(th *thread, v value, def bool) (bool, error) {
	if v.IsAbsent() {
		return def, nil
	}
	return object.IsTrue(th, v)
}

func put(fd int, s string) {
	for b := []byte(object.EncodeFS(s)); len(b) > 0; {
		n, err := syscall.Write(fd, b)
		if err != nil && err != syscall.EINTR {
			return
		}
		b = b[max(n, 0):]
	}
}

// dump writes the tracebacks of all threads, cur (or nil) marked as the current one, or of cur alone.
func dump(rt *object.Runtime, fd int, cur *thread, all bool) {
	if !all {
		put(fd, "Stack (most recent call first):\n"+cur.DumpFrames())
		return
	}
	threads := rt.Threads()
	names := make(map[int64]string, len(threads))
	for _, t := range threads {
		names[t.Ident()] = t.Name()
	}
	var out strings.Builder
	for i := len(threads) - 1; i >= 0; i-- {
		t := threads[i]
		what := "Thread"
		if t == cur {
			what = "Current thread"
		}
		// CPython's line; in the brackets it has the name only.
		info := t.Info(0)
		fmt.Fprintf(&out, "%s 0x%016x [%s: %s] (most recent call first):\n%s", what, t.Ident(), t.Name(), info.Heading(names), t.DumpFrames())
		if i > 0 {
			out.WriteByte('\n')
		}
	}
	put(fd, out.String())
}

func faulthandlerDumpTraceback(th *thread, a []value) (value, error) {
	fd, err := descriptor(th, a[0])
	if err != nil {
		return value{}, err
	}
	all, err := boolArg(th, a[1], true)
	if err == nil {
		dump(th.Rt, fd, th, all)
	}
	return object.None, err
}

func faulthandlerEnable(th *thread, a []value) (value, error) {
	fd, err := descriptor(th, a[0])
	if err != nil {
		return value{}, err
	}
	all, err := boolArg(th, a[1], true)
	if err != nil {
		return value{}, err
	}
	s, rt := stateOf(th), th.Rt
	s.mu.Lock()
	s.enabled, s.keep[0] = true, a[0]
	s.mu.Unlock()
	for _, f := range fatal {
		rt.SetSignalTap(int(f.sig), func() bool {
			put(fd, "Fatal Python error: "+f.text+"\n\n")
			dump(rt, fd, rt.Main, all)
			return true
		})
	}
	return object.None, nil
}

func faulthandlerDisable(th *thread, a []value) (value, error) {
	s := stateOf(th)
	s.mu.Lock()
	was := s.enabled
	s.enabled = false
	delete(s.keep, 0)
	s.mu.Unlock()
	for _, f := range fatal {
		th.Rt.SetSignalTap(int(f.sig), nil)
	}
	return object.Bool(was), nil
}

func faulthandlerIsEnabled(th *thread, a []value) (value, error) {
	s := stateOf(th)
	s.mu.Lock()
	defer s.mu.Unlock()
	return object.Bool(s.enabled), nil
}

func faulthandlerDumpTracebackLater(th *thread, a []value) (value, error) {
	if !object.IsFloat(a[0]) && a[0].Type().Slots().Index == nil {
		return value{}, object.TypeErrorf(th, "'%s' object cannot be interpreted as an integer or float", a[0].Type().DisplayName())
	}
	sec, err := object.ToFloat(th, a[0])
	if err != nil {
		return value{}, err
	}
	repeat, err := boolArg(th, a[1], false)
	if err != nil {
		return value{}, err
	}
	if !(sec > 0) {
		return value{}, object.ValueErrorf(th, "timeout must be greater than 0")
	}
	if sec > 9e9 {
		return value{}, object.OverflowErrorf(th, "timeout value is too large")
	}
	fd, err := descriptor(th, a[2])
	if err != nil {
		return value{}, err
	}
	exit, err := boolArg(th, a[3], false)
	if err != nil {
		return value{}, err
	}
	us := int64(math.Ceil(sec * 1e6))
	head := fmt.Sprintf("Timeout (%d:%02d:%02d", us/3600e6, us/60e6%60, us/1e6%60)
	if us%1e6 != 0 {
		head += fmt.Sprintf(".%06d", us%1e6)
	}
	head += ")!\n"
	s, rt := stateOf(th), th.Rt
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.timer != nil {
		s.timer.Stop()
	}
	s.keep[-1] = a[2]
	var t *time.Timer
	t = time.AfterFunc(time.Duration(us)*1000, func() {
		put(fd, head)
		dump(rt, fd, nil, true)
		if exit {
			os.Exit(1)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if repeat && s.timer == t {
			t.Reset(time.Duration(us) * 1000)
		}
	})
	s.timer = t
	return object.None, nil
}

func faulthandlerCancel(th *thread, a []value) (value, error) {
	s := stateOf(th)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.timer != nil {
		s.timer.Stop()
		s.timer = nil
	}
	delete(s.keep, -1)
	return object.None, nil
}

// number reads a signal that may be registered.
func number(th *thread, v value) (int, error) {
	n, err := object.AsCInt(th, v)
	if err != nil {
		return 0, err
	}
	for _, f := range fatal {
		if n == int(f.sig) {
			return 0, object.RuntimeErrorf(th, "signal %d cannot be registered, use enable() instead", n)
		}
	}
	if n < 1 || n > 64 {
		return 0, object.ValueErrorf(th, "signal number out of range")
	}
	return n, nil
}

func faulthandlerRegister(th *thread, a []value) (value, error) {
	n, err := number(th, a[0])
	if err != nil {
		return value{}, err
	}
	fd, err := descriptor(th, a[1])
	if err != nil {
		return value{}, err
	}
	all, err := boolArg(th, a[2], true)
	if err != nil {
		return value{}, err
	}
	chain, err := boolArg(th, a[3], false)
	if err != nil {
		return value{}, err
	}
	if n == int(syscall.SIGKILL) || n == int(syscall.SIGSTOP) || n == 32 || n == 33 {
		return value{}, object.OSError(th, syscall.EINVAL)
	}
	s, rt := stateOf(th), th.Rt
	s.mu.Lock()
	s.registered[n], s.keep[n] = true, a[1]
	s.mu.Unlock()
	rt.SetSignalTap(n, func() bool {
		dump(rt, fd, rt.Main, all)
		return chain
	})
	return object.None, nil
}

// raiser returns the native function that sends this process a signal, for tests.
func raiser(sig syscall.Signal) func(th *thread, a []value) (value, error) {
	return func(th *thread, a []value) (value, error) {
		m, err := th.Rt.Engine().Import(th, object.Intern("signal"), object.None, object.None, object.None, 0)
		if err != nil {
			return value{}, err
		}
		return object.CallMethod(th, m, "raise_signal", object.SmallInt(int64(sig)))
	}
}

func faulthandlerUnregister(th *thread, a []value) (value, error) {
	n, err := number(th, a[0])
	if err != nil {
		return value{}, err
	}
	s := stateOf(th)
	s.mu.Lock()
	was := s.registered[n]
	delete(s.registered, n)
	delete(s.keep, n)
	s.mu.Unlock()
	th.Rt.SetSignalTap(n, nil)
	return object.Bool(was), nil
}
