// This file implements processes: signals, waiting for children, executing and spawning programs, ending this one.

package posix

import (
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"time"
	"unsafe"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

func posixKill(th *thread, args []value) (value, error) {
	pid, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	sig, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	if err := object.Audit(th, "os.kill", args[0], args[1]); err != nil {
		return value{}, err
	}
	// A handler of ours has run when kill returns, as in CPython.
	if pid == os.Getpid() && th.Rt.SignalSelf(sig) {
		return object.None, th.SafePoint()
	}
	return done(th, unix.Kill(pid, syscall.Signal(sig)))
}

func posixKillpg(th *thread, args []value) (value, error) {
	pg, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	sig, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	if pg < 0 {
		return value{}, osError(th, syscall.EINVAL)
	}
	return done(th, unix.Kill(-pg, syscall.Signal(sig)))
}

// posixExit ends the process at once.
func posixExit(th *thread, args []value) (value, error) {
	n, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	_, _, _ = th.Rt.StopTimeline() // a trace that is being written is complete then
	os.Exit(n & 0xff)
	return none, nil
}

func posixAbort(th *thread, args []value) (value, error) {
	signal.Reset(syscall.SIGABRT)
	// The Go runtime handles SIGABRT with a dump of its goroutines; the default action is wanted.
	sysDefaultAction(syscall.SIGABRT)
	unix.Kill(unix.Getpid(), syscall.SIGABRT)
	time.Sleep(time.Second) // another OS thread may be the one that takes the signal
	os.Exit(134)
	return none, nil
}

func posixFork(th *thread, args []value) (value, error) {
	return value{}, object.OSErrorAs(th, object.OSErrorType, num(int(syscall.ENOSYS)), "weft does not support os.fork(): a copy of this process would have only one of its threads; use subprocess, os.posix_spawn or threads")
}

func posixForkpty(th *thread, args []value) (value, error) {
	return value{}, object.OSErrorAs(th, object.OSErrorType, num(int(syscall.ENOSYS)), "weft does not support os.forkpty(): a copy of this process would have only one of its threads; use os.openpty and subprocess")
}

func posixRegisterAtFork(th *thread, args []value) (value, error) {
	given := false
	for i, name := range []string{"before", "after_in_child", "after_in_parent"} {
		if v := args[i]; !v.IsAbsent() {
			if !object.IsCallable(v) {
				return value{}, object.TypeErrorf(th, "'%s' must be callable, not %s", name, v.Type().DisplayName())
			}
			given = true
		}
	}
	if !given {
		return value{}, object.TypeErrorf(th, "At least one argument is required.")
	}
	return none, nil // nothing ever forks
}

// childWaiter wakes a thread whenever a child changes state.
type childWaiter struct {
	ch   chan os.Signal
	done chan struct{}
}

func newChildWaiter(th *thread) *childWaiter {
	w := &childWaiter{make(chan os.Signal, 1), make(chan struct{})}
	signal.Notify(w.ch, syscall.SIGCHLD)
	go w.run(th)
	return w
}

func (w *childWaiter) run(th *thread) {
	for {
		select {
		case <-w.ch:
			th.Unpark()
		case <-w.done:
			return
		}
	}
}

func (w *childWaiter) stop() {
	signal.Stop(w.ch)
	close(w.done)
}

// waitChild waits for a child without keeping an OS thread: try is a wait call with WNOHANG that reports whether it is done. pid is
// the one child waited for, or not positive.
func waitChild(th *thread, pid int, nohang bool, try func() (bool, error)) error {
	ok, err := try()
	if nohang || ok || err != nil && err != syscall.EINTR {
		return err
	}
	if pid > 0 {
		if fd, perr := sysPidfdOpen(pid, 0); perr == nil {
			defer unix.Close(fd)
			for {
				if _, _, err := object.WaitFD(th, fd, object.PollIn, -1); err != nil {
					return err
				}
				if ok, err = try(); ok || err != nil && err != syscall.EINTR {
					return err
				}
				// It has ended, but another thread may have fetched its status in between: the next try says so.
			}
		}
	}
	w := newChildWaiter(th)
	defer w.stop()
	for {
		if ok, err = try(); ok || err != nil && err != syscall.EINTR {
			return err
		}
		th.Park(object.WaitFor(object.WaitProcess), -1)
		if err := th.SafePoint(); err != nil {
			return err
		}
	}
}

// wait4 waits for a child and returns its pid (0: none with WNOHANG), status and resource usage.
func wait4(th *thread, pid, options int) (int, int, *unix.Rusage, error) {
	var status unix.WaitStatus
	var ru unix.Rusage
	got := 0
	stops := options&(unix.WUNTRACED|unix.WCONTINUED) != 0
	target := pid
	if stops {
		target = 0 // a pidfd tells only of the end
	}
	err := waitChild(th, target, options&unix.WNOHANG != 0, func() (bool, error) {
		n, err := unix.Wait4(pid, &status, options|unix.WNOHANG, &ru)
		got = n
		return n > 0, err
	})
	return got, int(status), &ru, err
}

func posixWaitpid(th *thread, args []value) (value, error) {
	pid, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	options, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	got, status, _, err := wait4(th, pid, options)
	if err != nil {
		return value{}, osError(th, err)
	}
	return object.TupleOf(num(got), num(status)), nil
}

func posixWait(th *thread, args []value) (value, error) {
	got, status, _, err := wait4(th, -1, 0)
	if err != nil {
		return value{}, osError(th, err)
	}
	return object.TupleOf(num(got), num(status)), nil
}

func posixWait3(th *thread, args []value) (value, error) {
	options, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	return wait4Result(th, -1, options)
}

func posixWait4(th *thread, args []value) (value, error) {
	pid, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	options, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	return wait4Result(th, pid, options)
}

func wait4Result(th *thread, pid, options int) (value, error) {
	got, status, ru, err := wait4(th, pid, options)
	if err != nil {
		return value{}, osError(th, err)
	}
	r, err := rusage(th, ru)
	if err != nil {
		return value{}, err
	}
	return object.TupleOf(num(got), num(status), r), nil
}

// rusage makes a resource.struct_rusage.
func rusage(th *thread, ru *unix.Rusage) (value, error) {
	m, err := th.Rt.Engine().Import(th, object.Intern("resource"), none, none, none, 0)
	if err != nil {
		return value{}, err
	}
	t, err := object.GetAttrName(th, m, "struct_rusage")
	if err != nil {
		return value{}, err
	}
	sec := func(tv unix.Timeval) value { return object.Float(float64(tv.Sec) + float64(tv.Usec)*1e-6) }
	i := object.Int
	return object.Call(th, t, object.TupleOf(sec(ru.Utime), sec(ru.Stime), i(ru.Maxrss), i(ru.Ixrss), i(ru.Idrss), i(ru.Isrss), i(ru.Minflt), i(ru.Majflt),
		i(ru.Nswap), i(ru.Inblock), i(ru.Oublock), i(ru.Msgsnd), i(ru.Msgrcv), i(ru.Nsignals), i(ru.Nvcsw), i(ru.Nivcsw)))
}

var waitidResult = object.NewStructSeq("posix.waitid_result", "si_pid", "si_uid", "si_signo", "si_status", "si_code")

func posixWaitid(th *thread, args []value) (value, error) {
	var n [3]int
	for i := range n {
		var err error
		if n[i], err = intOf(th, args[i], 0); err != nil {
			return value{}, err
		}
	}
	var info struct {
		signo, errno, code, _ int32
		pid                   int32
		uid                   uint32
		status                int32
		_                     [100]byte
	}
	pid := 0
	if n[0] == sysPPid && n[2]&(unix.WSTOPPED|unix.WCONTINUED) == 0 {
		pid = n[1]
	}
	err := waitChild(th, pid, n[2]&unix.WNOHANG != 0, func() (bool, error) {
		info.pid = 0
		_, _, e := unix.Syscall6(unix.SYS_WAITID, uintptr(n[0]), uintptr(n[1]), uintptr(unsafe.Pointer(&info)), uintptr(n[2]|unix.WNOHANG), 0, 0)
		if e != 0 {
			return false, e
		}
		return info.pid != 0, nil
	})
	if err != nil {
		return value{}, osError(th, err)
	}
	if info.pid == 0 {
		return none, nil
	}
	return waitidResult.New(th, num(int(info.pid)), num(int(info.uid)), num(int(info.signo)), num(int(info.status)), num(int(info.code))), nil
}

// statusFunc is the body of the W* macros.
func statusFunc(f func(s unix.WaitStatus) value) object.NativeFn {
	return func(th *thread, args []value) (value, error) {
		n, err := intOf(th, args[0], 0)
		if err != nil {
			return value{}, err
		}
		return f(unix.WaitStatus(n)), nil
	}
}

func posixWaitstatusToExitcode(th *thread, args []value) (value, error) {
	n, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	s := unix.WaitStatus(n)
	switch {
	case s.Exited():
		return num(s.ExitStatus()), nil
	case s.Signaled():
		return num(-int(s.Signal())), nil
	case s.Stopped():
		return value{}, object.ValueErrorf(th, "process stopped by delivery of signal %d", int(s.StopSignal()))
	}
	return value{}, object.ValueErrorf(th, "invalid wait status: %d", n)
}

func posixPidfdOpen(th *thread, args []value) (value, error) {
	pid, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	flags, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	fd, err := sysPidfdOpen(pid, flags)
	if err != nil {
		return value{}, osError(th, err)
	}
	return num(fd), nil
}

// argvOf converts the argument list of the exec and spawn functions.
func argvOf(th *thread, fn string, v value) ([]string, error) {
	if !object.IsTuple(v) && !object.IsList(v) {
		return nil, object.TypeErrorf(th, "%s", argvText(fn, "must be a tuple or list"))
	}
	items, err := object.ToSlice(th, v)
	if err != nil {
		return nil, err
	}
	if len(items) == 0 {
		return nil, object.ValueErrorf(th, "%s", argvText(fn, "must not be empty"))
	}
	out := make([]string, len(items))
	for i, x := range items {
		if out[i], err = fsBytes(th, x); err != nil {
			return nil, err
		}
	}
	if out[0] == "" {
		return nil, object.ValueErrorf(th, "%s", argvText(fn, "first element cannot be empty"))
	}
	return out, nil
}

func argvText(fn, what string) string {
	if fn == "execv" {
		return "execv() arg 2 " + what
	}
	return fn + ": argv " + what
}

// envOf converts the environment of execve and the spawn functions.
func envOf(th *thread, fn string, v value) ([]string, error) {
	if !object.IsMapping(v) {
		return nil, object.TypeErrorf(th, "%s: environment must be a mapping object", fn)
	}
	keys, err := object.CallMethod(th, v, "keys")
	if err != nil {
		return nil, err
	}
	vals, err := object.CallMethod(th, v, "values")
	if err != nil {
		return nil, err
	}
	ks, err := object.ToSlice(th, keys)
	if err != nil {
		return nil, err
	}
	vs, err := object.ToSlice(th, vals)
	if err != nil {
		return nil, err
	}
	if len(ks) != len(vs) {
		return nil, object.RuntimeErrorf(th, "environment changed size during conversion")
	}
	var out []string
	for i := range ks {
		k, err := fsBytes(th, ks[i])
		if err != nil {
			return nil, err
		}
		x, err := fsBytes(th, vs[i])
		if err != nil {
			return nil, err
		}
		if k == "" || strings.IndexByte(k, '=') >= 0 {
			return nil, object.ValueErrorf(th, "illegal environment variable name")
		}
		out = append(out, k+"="+x)
	}
	return out, nil
}

func posixExecv(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "execv", "path", args[0], 0)
	if err != nil {
		return value{}, err
	}
	argv, err := argvOf(th, "execv", args[1])
	if err != nil {
		return value{}, err
	}
	if err := object.Audit(th, "os.exec", args[0], args[1], none); err != nil {
		return value{}, err
	}
	return value{}, osError(th, syscall.Exec(p.s, argv, os.Environ()))
}

func posixExecve(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "execve", "path", args[0], orFD)
	if err != nil {
		return value{}, err
	}
	argv, err := argvOf(th, "execve", args[1])
	if err != nil {
		return value{}, err
	}
	env, err := envOf(th, "execve", args[2])
	if err != nil {
		return value{}, err
	}
	if err := object.Audit(th, "os.exec", args[0], args[1], args[2]); err != nil {
		return value{}, err
	}
	if p.isFD {
		p.s = "/proc/self/fd/" + itoa(p.fd)
	}
	return value{}, p.error(th, syscall.Exec(p.s, argv, env))
}

// posixSystem runs a shell command and waits for it.
func posixSystem(th *thread, args []value) (value, error) {
	cmd, err := fsBytes(th, args[0])
	if err != nil {
		return value{}, err
	}
	if err := object.Audit(th, "os.system", object.NewBytes(cmd)); err != nil {
		return value{}, err
	}
	var pid int
	th.Blocking(object.WaitProcess, func() {
		pid, err = syscall.ForkExec("/bin/sh", []string{"sh", "-c", cmd}, &syscall.ProcAttr{Env: os.Environ(), Files: []uintptr{0, 1, 2}})
	})
	if err != nil {
		return num(127 << 8), nil
	}
	_, status, _, err := wait4(th, pid, 0)
	if err != nil {
		return value{}, osError(th, err)
	}
	return num(status), nil
}

// File actions of posix_spawn.
const (
	spawnOpen = iota
	spawnClose
	spawnDup2
)

func posixSpawn(th *thread, args []value) (value, error) {
	return spawn(th, "posix_spawn", args, false)
}
func posixSpawnp(th *thread, args []value) (value, error) {
	return spawn(th, "posix_spawnp", args, true)
}

// spawn starts a program. The file actions are played through on duplicates in this process, so that the child only needs the
// resulting table; signal masks and a scheduler, which Go's fork cannot set, are refused.
func spawn(th *thread, fn string, args []value, search bool) (value, error) {
	p, err := pathOf(th, fn, "path", args[0], 0)
	if err != nil {
		return value{}, err
	}
	argv, err := argvOf(th, fn, args[1])
	if err != nil {
		return value{}, err
	}
	var env []string
	if args[2].Is(none) {
		env = os.Environ()
	} else {
		if !object.IsMapping(args[2]) {
			return value{}, object.TypeErrorf(th, "%s: environment must be a mapping object or None", fn)
		}
		if env, err = envOf(th, fn, args[2]); err != nil {
			return value{}, err
		}
	}
	attr := &syscall.SysProcAttr{}
	files := map[int]int{} // the child's descriptor: ours
	var mine []int
	defer func() {
		for _, fd := range mine {
			unix.Close(fd)
		}
	}()
	closed := map[int]bool{}
	if !args[3].IsAbsent() && !args[3].Is(none) {
		if args[3].Type().Slots().GetItem == nil {
			return value{}, object.TypeErrorf(th, "file_actions must be a sequence or None")
		}
		acts, err := object.ToSlice(th, args[3])
		if err != nil {
			return value{}, err
		}
		for _, a := range acts {
			if !object.IsTuple(a) || object.AsTuple(a).Len() == 0 {
				return value{}, object.TypeErrorf(th, "Each file_actions element must be a non-empty tuple")
			}
			it := object.AsTuple(a).Items()
			kind, err := object.AsCLong(th, it[0])
			if err != nil {
				return value{}, err
			}
			ints := func(want int, text string) ([]int, error) {
				if len(it) != want {
					return nil, object.TypeErrorf(th, "%s", text)
				}
				var out []int
				for _, v := range it[1:] {
					n, err := intOf(th, v, 0)
					if err != nil {
						return nil, err
					}
					out = append(out, n)
				}
				return out, nil
			}
			switch kind {
			case spawnOpen:
				if len(it) != 5 {
					return value{}, object.TypeErrorf(th, "A open file_action tuple must have 5 elements")
				}
				fd, err := intOf(th, it[1], 0)
				if err != nil {
					return value{}, err
				}
				path, err := fsBytes(th, it[2])
				if err != nil {
					return value{}, err
				}
				flags, err := intOf(th, it[3], 0)
				if err != nil {
					return value{}, err
				}
				mode, err := object.AsCLong(th, it[4])
				if err != nil {
					return value{}, err
				}
				var nfd int
				if err := call(th, func() (err error) {
					nfd, err = unix.Open(path, flags|unix.O_CLOEXEC, uint32(mode))
					return
				}); err != nil {
					return value{}, osError(th, err, args[0])
				}
				mine = append(mine, nfd)
				files[fd] = nfd
				delete(closed, fd)
			case spawnClose:
				n, err := ints(2, "A close file_action tuple must have 2 elements")
				if err != nil {
					return value{}, err
				}
				delete(files, n[0])
				closed[n[0]] = true
			case spawnDup2:
				n, err := ints(3, "A dup2 file_action tuple must have 3 elements")
				if err != nil {
					return value{}, err
				}
				src, ok := files[n[0]]
				if !ok {
					src = n[0]
				}
				if closed[n[0]] {
					return value{}, osError(th, syscall.EBADF, args[0])
				}
				files[n[1]] = src
				delete(closed, n[1])
			default:
				return value{}, object.TypeErrorf(th, "Unknown file_actions identifier")
			}
		}
	}
	if !args[4].IsAbsent() && !args[4].Is(none) {
		pg, err := intOf(th, args[4], 0)
		if err != nil {
			return value{}, err
		}
		attr.Setpgid, attr.Pgid = true, pg
	}
	reset, err := boolOf(th, args[5], false)
	if err != nil {
		return value{}, err
	}
	if reset {
		attr.Credential = &syscall.Credential{Uid: uint32(unix.Getuid()), Gid: uint32(unix.Getgid()), NoSetGroups: true}
	}
	if attr.Setsid, err = boolOf(th, args[6], false); err != nil {
		return value{}, err
	}
	if !args[7].IsAbsent() && !args[7].Is(none) {
		if items, err := object.ToSlice(th, args[7]); err != nil {
			return value{}, err
		} else if len(items) > 0 {
			return value{}, object.Raise(th, object.NotImplementedErrorType, "weft does not support setsigmask in "+fn)
		}
	}
	if !args[9].IsAbsent() && !args[9].Is(none) {
		return value{}, object.Raise(th, object.NotImplementedErrorType, "weft does not support scheduler in "+fn)
	}
	// Go resets every handled signal in the child, which is what setsigdef asks for.
	path := p.s
	if search && strings.IndexByte(path, '/') < 0 {
		if path = lookPath(path, env); path == "" {
			return value{}, osError(th, syscall.ENOENT, args[0])
		}
	}
	if err := object.Audit(th, "os.posix_spawn", args[0], args[1], args[2]); err != nil {
		return value{}, err
	}
	pid, err := spawnWith(th, path, argv, env, files, closed, attr)
	if err != nil {
		return value{}, osError(th, err, args[0])
	}
	return num(pid), nil
}

// spawnWith starts a program whose descriptors are those given, and every other inheritable one.
func spawnWith(th *thread, path string, argv, env []string, files map[int]int, closed map[int]bool, attr *syscall.SysProcAttr) (int, error) {
	top := 2
	for fd := range files {
		top = max(top, fd)
	}
	for _, fd := range inheritable() {
		if !closed[fd] {
			if _, ok := files[fd]; !ok {
				files[fd] = fd
				top = max(top, fd)
			}
		}
	}
	table := make([]uintptr, top+1)
	for i := range table {
		if src, ok := files[i]; ok {
			table[i] = uintptr(src)
		} else {
			table[i] = ^uintptr(0)
		}
	}
	var pid int
	var err error
	th.Blocking(object.WaitProcess, func() {
		pid, err = syscall.ForkExec(path, argv, &syscall.ProcAttr{Env: env, Files: table, Sys: attr})
	})
	return pid, err
}

// inheritable lists the open descriptors without close-on-exec.
func inheritable() []int {
	d, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return []int{0, 1, 2}
	}
	var out []int
	for _, e := range d {
		n := 0
		for _, c := range e.Name() {
			n = n*10 + int(c-'0')
		}
		if fl, err := unix.FcntlInt(uintptr(n), unix.F_GETFD, 0); err == nil && fl&unix.FD_CLOEXEC == 0 {
			out = append(out, n)
		}
	}
	return out
}

// lookPath finds a program along PATH of an environment.
func lookPath(name string, env []string) string {
	path := "/bin:/usr/bin"
	for _, kv := range env {
		if s, ok := strings.CutPrefix(kv, "PATH="); ok {
			path = s
		}
	}
	for _, d := range strings.Split(path, ":") {
		if d == "" {
			d = "."
		}
		f := d + "/" + name
		if unix.Access(f, unix.X_OK) == nil {
			return f
		}
	}
	return ""
}

func posixSchedYield(th *thread, args []value) (value, error) {
	runtime.Gosched()
	return none, nil
}

func posixUnshare(th *thread, args []value) (value, error) {
	flags, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	return done(th, sysUnshare(flags))
}

func posixSetns(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	typ, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	return done(th, sysSetns(fd, typ))
}

func posixSetpgid(th *thread, args []value) (value, error) {
	a, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	b, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	return done(th, unix.Setpgid(a, b))
}

func posixSetpgrp(th *thread, args []value) (value, error) { return done(th, unix.Setpgid(0, 0)) }

func posixSetsid(th *thread, args []value) (value, error) {
	_, err := unix.Setsid()
	return done(th, err)
}

func posixCtermid(th *thread, args []value) (value, error) { return object.NewStr("/dev/tty"), nil }

// affinity is a processor mask of up to 1024 bits.
type affinity [16]uint64

func posixSchedGetaffinity(th *thread, args []value) (value, error) {
	pid, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	var m affinity
	_, _, e := unix.RawSyscall(sysTrapSchedGetaffinity, uintptr(pid), unsafe.Sizeof(m), uintptr(unsafe.Pointer(&m)))
	if e != 0 {
		return value{}, osError(th, e)
	}
	var out []value
	for i := 0; i < len(m)*64; i++ {
		if m[i/64]>>(i%64)&1 != 0 {
			out = append(out, num(i))
		}
	}
	return object.Call(th, object.SetType.Value(), object.NewList(out).Value())
}

func posixSchedSetaffinity(th *thread, args []value) (value, error) {
	pid, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	var m affinity
	err = object.Iterate(th, args[1], func(v value) (bool, error) {
		if !object.IsInt(v) {
			return false, object.TypeErrorf(th, "expected an iterator of ints, but iterator yielded %s", v.Type().DisplayName())
		}
		n, err := object.AsCLong(th, v)
		switch {
		case err != nil:
			return false, err
		case n < 0:
			return false, object.ValueErrorf(th, "negative CPU number")
		case n >= int64(len(m)*64):
			return false, object.OverflowErrorf(th, "CPU number too large")
		}
		m[n/64] |= 1 << (n % 64)
		return true, nil
	})
	if err != nil {
		return value{}, err
	}
	// The mask belongs to an OS thread; Python threads run on all of them.
	pids := []int{pid}
	if pid == 0 || pid == unix.Getpid() {
		if d, derr := os.ReadDir("/proc/self/task"); derr == nil {
			pids = pids[:0]
			for _, e := range d {
				n := 0
				for _, c := range e.Name() {
					n = n*10 + int(c-'0')
				}
				pids = append(pids, n)
			}
		}
	}
	for _, p := range pids {
		_, _, e := unix.RawSyscall(sysTrapSchedSetaffinity, uintptr(p), unsafe.Sizeof(m), uintptr(unsafe.Pointer(&m)))
		if e != 0 && (e != syscall.ESRCH || p == pid) {
			return value{}, osError(th, e)
		}
	}
	return none, nil
}

var schedParam = object.NewStructSeq("posix.sched_param", "sched_priority").Plain()

// schedCall is a scheduler call with up to three words.
func schedCall(th *thread, trap uintptr, a ...uintptr) (int, error) {
	var w [3]uintptr
	copy(w[:], a)
	n, _, e := unix.RawSyscall(trap, w[0], w[1], w[2])
	if e != 0 {
		return 0, osError(th, e)
	}
	return int(n), nil
}

func posixSchedGetPriorityMax(th *thread, args []value) (value, error) {
	return sched1(th, sysTrapSchedGetPriorityMax, args)
}

func posixSchedGetPriorityMin(th *thread, args []value) (value, error) {
	return sched1(th, sysTrapSchedGetPriorityMin, args)
}

func posixSchedGetscheduler(th *thread, args []value) (value, error) {
	return sched1(th, sysTrapSchedGetscheduler, args)
}

func sched1(th *thread, trap uintptr, args []value) (value, error) {
	a, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	n, err := schedCall(th, trap, uintptr(a))
	if err != nil {
		return value{}, err
	}
	return num(n), nil
}

func posixSchedGetparam(th *thread, args []value) (value, error) {
	pid, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	var prio int32
	if _, err := schedCall(th, sysTrapSchedGetparam, uintptr(pid), uintptr(unsafe.Pointer(&prio))); err != nil {
		return value{}, err
	}
	return schedParam.New(th, num(int(prio))), nil
}

func schedPrio(th *thread, v value) (int32, error) {
	if v.Type() != schedParam.Ready() {
		return 0, object.TypeErrorf(th, "must have a sched_param object")
	}
	x := object.AsTuple(v).Items()[0]
	i, err := object.Index(th, x)
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(i)
	if !ok || n != int64(int32(n)) {
		return 0, object.OverflowErrorf(th, "sched_priority out of range")
	}
	return int32(n), nil
}

func posixSchedSetparam(th *thread, args []value) (value, error) {
	pid, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	prio, err := schedPrio(th, args[1])
	if err != nil {
		return value{}, err
	}
	_, err = schedCall(th, sysTrapSchedSetparam, uintptr(pid), uintptr(unsafe.Pointer(&prio)))
	return none, err
}

func posixSchedSetscheduler(th *thread, args []value) (value, error) {
	pid, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	policy, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	prio, err := schedPrio(th, args[2])
	if err != nil {
		return value{}, err
	}
	_, err = schedCall(th, sysTrapSchedSetscheduler, uintptr(pid), uintptr(policy), uintptr(unsafe.Pointer(&prio)))
	return none, err
}

func posixSchedRRGetInterval(th *thread, args []value) (value, error) {
	pid, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	var ts unix.Timespec
	if _, err := schedCall(th, sysTrapSchedRrGetInterval, uintptr(pid), uintptr(unsafe.Pointer(&ts))); err != nil {
		return value{}, err
	}
	return object.Float(float64(ts.Sec) + 1e-9*float64(ts.Nsec)), nil
}
