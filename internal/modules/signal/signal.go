// This file implements the module's functions.

package signal

import (
	"fmt"
	"math"
	"os/signal"
	"runtime"
	"syscall"
	"time"
	"unsafe"

	"weft/internal/object"
)

var siginfo = object.NewStructSeq("signal.struct_siginfo", "si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band")

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_signal",
		Doc:  "Signal handling: what happens when the operating system sends a signal.",
		Methods: []object.Method{
			{Name: "default_int_handler", Fn: signalDefaultIntHandler, Sig: "(signalnum, frame, /)", Doc: "The default handler for SIGINT: raise KeyboardInterrupt."},
			{Name: "alarm", Fn: signalAlarm, Sig: "(seconds, /)", Doc: "Arrange for SIGALRM to arrive after the given number of seconds."},
			{Name: "setitimer", Fn: signalSetitimer, Sig: "(which, seconds, interval=0.0, /)", Doc: "Set an interval timer, and return its old setting."},
			{Name: "getitimer", Fn: signalGetitimer, Sig: "(which, /)", Doc: "Return the setting of an interval timer."},
			{Name: "signal", Fn: signalSignal, Sig: "(signalnum, handler, /)", Doc: "Set the action for a signal: SIG_DFL, SIG_IGN, or a callable that gets the\nsignal number and the current frame. Return the previous action."},
			{Name: "raise_signal", Fn: signalRaiseSignal, Sig: "(signalnum, /)", Doc: "Send a signal to the executing process."},
			{Name: "strsignal", Fn: signalStrsignal, Sig: "(signalnum, /)", Doc: "Return the system's description of a signal, or None."},
			{Name: "getsignal", Fn: signalGetsignal, Sig: "(signalnum, /)", Doc: "Return the current action for a signal: SIG_DFL, SIG_IGN, None if it is\nunknown, or a callable."},
			{Name: "set_wakeup_fd", Fn: signalSetWakeupFd, Sig: "(fd, /, *, warn_on_full_buffer=True)", Doc: "Set the descriptor that gets a byte for each signal, and return the old one."},
			{Name: "siginterrupt", Fn: signalSiginterrupt, Sig: "(signalnum, flag, /)", Doc: "Change system call restart behaviour; calls are always restarted."},
			{Name: "pause", Fn: signalPause, Sig: "()", Doc: "Wait until a signal arrives."},
			{Name: "pthread_kill", Fn: signalPthreadKill, Sig: "(thread_id, signalnum, /)", Doc: "Send a signal to a thread."},
			{Name: "pthread_sigmask", Fn: signalPthreadSigmask, Sig: "(how, mask, /)", Doc: "Fetch and/or change the signal mask."},
			{Name: "sigpending", Fn: signalSigpending, Sig: "()", Doc: "Return the blocked signals that have arrived."},
			{Name: "sigwait", Fn: signalSigwait, Sig: "(sigset, /)", Doc: "Wait for one of the signals, and return its number."},
			{Name: "sigwaitinfo", Fn: signalSigwaitinfo, Sig: "(sigset, /)", Doc: "Wait for one of the signals, and return information about it."},
			{Name: "sigtimedwait", Fn: signalSigtimedwait, Sig: "(sigset, timeout, /)", Doc: "Like sigwaitinfo(), but return None after timeout seconds."},
			{Name: "valid_signals", Fn: signalValidSignals, Sig: "()", Doc: "Return the set of signal numbers of this system."},
		},
		Exec: exec,
	}
}

func exec(th *thread, m *object.Module) error {
	d := m.Dict()
	for _, c := range constants {
		d.SetName(c.name, object.SmallInt(int64(c.n)))
	}
	d.SetName("struct_siginfo", siginfo.Ready().Value())
	s := stateOf(th)
	if s.itimerError == nil {
		t, err := object.NewClass(th, "signal", "ItimerError", []*object.Type{object.OSErrorType}, object.NewDict())
		if err != nil {
			return err
		}
		s.itimerError = t
	}
	d.SetName("ItimerError", s.itimerError.Value())
	th.Rt.SetSignalHook(s.run)
	th.Rt.SetSignalSelf(func(sig int) bool {
		if sig < 1 || sig >= nsig {
			return false
		}
		s.mu.Lock()
		// Of what is ours the program shall have felt the effect when it goes on, the end of the process too.
		ours := object.IsCallable(s.handlers[sig]) || s.asked&bit(sig) != 0 && s.handlers[sig].Is(object.SmallInt(sigDfl)) && ends(sig)
		s.mu.Unlock()
		if !ours && th.Rt.SignalTap(sig) == nil {
			return false
		}
		s.deliver(sig)
		return true
	})
	return nil
}

type constant struct {
	name string
	n    int
}

var constants = []constant{
	{"NSIG", nsig}, {"SIG_DFL", sigDfl}, {"SIG_IGN", sigIgn}, {"SIG_BLOCK", 0}, {"SIG_UNBLOCK", 1}, {"SIG_SETMASK", 2},
	{"ITIMER_REAL", 0}, {"ITIMER_VIRTUAL", 1}, {"ITIMER_PROF", 2},
	{"SIGHUP", 1}, {"SIGINT", 2}, {"SIGQUIT", 3}, {"SIGILL", 4}, {"SIGTRAP", 5}, {"SIGABRT", 6}, {"SIGIOT", 6}, {"SIGBUS", 7},
	{"SIGFPE", 8}, {"SIGKILL", 9}, {"SIGUSR1", 10}, {"SIGSEGV", 11}, {"SIGUSR2", 12}, {"SIGPIPE", 13}, {"SIGALRM", 14},
	{"SIGTERM", 15}, {"SIGSTKFLT", 16}, {"SIGCHLD", 17}, {"SIGCLD", 17}, {"SIGCONT", 18}, {"SIGSTOP", 19}, {"SIGTSTP", 20},
	{"SIGTTIN", 21}, {"SIGTTOU", 22}, {"SIGURG", 23}, {"SIGXCPU", 24}, {"SIGXFSZ", 25}, {"SIGVTALRM", 26}, {"SIGPROF", 27},
	{"SIGWINCH", 28}, {"SIGIO", 29}, {"SIGPOLL", 29}, {"SIGPWR", 30}, {"SIGSYS", 31}, {"SIGRTMIN", 34}, {"SIGRTMAX", 64},
}

var descriptions = [...]string{
	1: "Hangup", 2: "Interrupt", 3: "Quit", 4: "Illegal instruction", 5: "Trace/breakpoint trap", 6: "Aborted", 7: "Bus error",
	8: "Floating point exception", 9: "Killed", 10: "User defined signal 1", 11: "Segmentation fault",
	12: "User defined signal 2", 13: "Broken pipe", 14: "Alarm clock", 15: "Terminated", 16: "Stack fault", 17: "Child exited",
	18: "Continued", 19: "Stopped (signal)", 20: "Stopped", 21: "Stopped (tty input)", 22: "Stopped (tty output)",
	23: "Urgent I/O condition", 24: "CPU time limit exceeded", 25: "File size limit exceeded", 26: "Virtual timer expired",
	27: "Profiling timer expired", 28: "Window changed", 29: "I/O possible", 30: "Power failure", 31: "Bad system call",
}

func valid(n int) bool { return n >= 1 && n < nsig && n != 32 && n != 33 }

func outOfRange(th *thread) error { return object.ValueErrorf(th, "signal number out of range") }

// number reads a signal number and checks its range.
func number(th *thread, v value) (int, error) {
	n, err := object.AsCInt(th, v)
	if err == nil && (n < 1 || n >= nsig) {
		err = outOfRange(th)
	}
	return n, err
}

func signalDefaultIntHandler(th *thread, a []value) (value, error) {
	return value{}, object.RaiseType(th, object.KeyboardInterruptType)
}

func signalSignal(th *thread, a []value) (value, error) {
	n, err := object.AsCInt(th, a[0])
	if err != nil {
		return value{}, err
	}
	if th != th.Rt.Main {
		return value{}, object.ValueErrorf(th, "signal only works in main thread of the main interpreter")
	}
	h := a[1]
	ignore, def := h.Is(object.SmallInt(sigIgn)), h.Is(object.SmallInt(sigDfl))
	if !ignore && !def && !object.IsCallable(h) {
		return value{}, object.TypeErrorf(th, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
	}
	if n < 1 || n >= nsig {
		return value{}, outOfRange(th)
	}
	if err := th.SafePoint(); err != nil {
		return value{}, err
	}
	sig := syscall.Signal(n)
	if !valid(n) || sig == syscall.SIGKILL || sig == syscall.SIGSTOP {
		return value{}, object.OSError(th, syscall.EINVAL)
	}
	s := stateOf(th)
	s.mu.Lock()
	defer s.mu.Unlock()
	old := s.handlers[n]
	s.handlers[n] = h
	if sig == syscall.SIGQUIT {
		s.quitReports = false
	}
	switch {
	case ignore:
		s.asked &^= bit(n)
		signal.Ignore(sig)
	case def && !ends(n):
		s.asked &^= bit(n)
		signal.Reset(sig)
	default:
		s.askLocked(n)
	}
	return old, nil
}

func signalGetsignal(th *thread, a []value) (value, error) {
	n, err := number(th, a[0])
	if err != nil {
		return value{}, err
	}
	s := stateOf(th)
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.handlers[n], nil
}

// send delivers a signal to this process and runs what follows from it in this thread before it returns.
func send(th *thread, n int) error {
	s := stateOf(th)
	s.mu.Lock()
	h := s.handlers[n]
	s.mu.Unlock()
	if h.Is(object.SmallInt(sigDfl)) && !ends(n) {
		if err := syscall.Kill(syscall.Getpid(), syscall.Signal(n)); err != nil {
			return object.FromGoError(th, err, value{})
		}
	} else {
		s.deliver(n)
	}
	return th.SafePoint()
}

func signalRaiseSignal(th *thread, a []value) (value, error) {
	n, err := object.AsCInt(th, a[0])
	if err != nil {
		return value{}, err
	}
	if n == 0 {
		return object.None, nil
	}
	if !valid(n) {
		return value{}, object.OSError(th, syscall.EINVAL)
	}
	return object.None, send(th, n)
}

func signalPthreadKill(th *thread, a []value) (value, error) {
	id, ok := object.Int64(a[0])
	if !object.IsInt(a[0]) || !ok {
		return value{}, object.TypeErrorf(th, "an integer is required")
	}
	n, err := object.AsCInt(th, a[1])
	if err != nil {
		return value{}, err
	}
	if err := object.Audit(th, "signal.pthread_kill", a[0], a[1]); err != nil {
		return value{}, err
	}
	if n != 0 && !valid(n) {
		return value{}, object.OSError(th, syscall.EINVAL)
	}
	for _, t := range th.Rt.Threads() {
		if t.Ident() == id {
			if n == 0 {
				return object.None, nil
			}
			return object.None, send(th, n)
		}
	}
	return value{}, object.OSError(th, syscall.ESRCH)
}

func signalStrsignal(th *thread, a []value) (value, error) {
	n, err := number(th, a[0])
	switch {
	case err != nil:
		return value{}, err
	case n < len(descriptions):
		return object.NewStr(descriptions[n]), nil
	case valid(n):
		return object.NewStr(fmt.Sprintf("Real-time signal %d", n-34)), nil
	}
	return object.None, nil
}

func signalSiginterrupt(th *thread, a []value) (value, error) {
	n, err := number(th, a[0])
	if err != nil {
		return value{}, err
	}
	if _, err := object.AsCInt(th, a[1]); err != nil {
		return value{}, err
	}
	if !valid(n) {
		return value{}, object.OSError(th, syscall.EINVAL)
	}
	return object.None, nil
}

func signalSetWakeupFd(th *thread, a []value) (value, error) {
	fd, err := object.AsCInt(th, a[0])
	if err != nil {
		return value{}, err
	}
	warn := true
	if !a[1].IsAbsent() {
		if warn, err = object.IsTrue(th, a[1]); err != nil {
			return value{}, err
		}
	}
	if th != th.Rt.Main {
		return value{}, object.ValueErrorf(th, "set_wakeup_fd only works in main thread of the main interpreter")
	}
	if fd != -1 {
		flags, _, errno := syscall.Syscall(syscall.SYS_FCNTL, uintptr(fd), syscall.F_GETFL, 0)
		if errno != 0 {
			return value{}, object.OSError(th, errno)
		}
		if flags&syscall.O_NONBLOCK == 0 {
			return value{}, object.ValueErrorf(th, "the fd %d must be in non-blocking mode", fd)
		}
	}
	s := stateOf(th)
	s.mu.Lock()
	old := s.wakeFD
	s.wakeFD, s.wakeWarn = fd, warn
	s.mu.Unlock()
	return object.SmallInt(int64(old)), nil
}

func signalPause(th *thread, a []value) (value, error) {
	s := stateOf(th)
	s.mu.Lock()
	start := s.handled
	s.mu.Unlock()
	for {
		if err := th.SafePoint(); err != nil {
			return value{}, err
		}
		s.mu.Lock()
		done := s.handled != start
		s.mu.Unlock()
		if done {
			return object.None, nil
		}
		th.Park(object.WaitFor(object.WaitSignal), -1)
	}
}

// sigset reads an iterable of signal numbers.
func sigset(th *thread, v value) (uint64, error) {
	var set uint64
	err := object.Iterate(th, v, func(x value) (bool, error) {
		n, err := object.AsIndex(th, x, object.OverflowErrorType)
		if err != nil {
			return false, err
		}
		if n < 1 || n >= nsig {
			return false, object.ValueErrorf(th, "signal number %d out of range [1; %d]", n, nsig-1)
		}
		if valid(n) {
			set |= bit(n)
		}
		return true, nil
	})
	return set, err
}

func setValue(th *thread, set uint64) (value, error) {
	out := object.NewSet()
	for n := 1; n < nsig; n++ {
		if set&bit(n) != 0 {
			if err := out.Add(th, object.SmallInt(int64(n))); err != nil {
				return value{}, err
			}
		}
	}
	return out.Value(), nil
}

func signalValidSignals(th *thread, a []value) (value, error) {
	return setValue(th, ^uint64(1<<32|1<<33))
}

func signalPthreadSigmask(th *thread, a []value) (value, error) {
	how, err := object.AsCInt(th, a[0])
	if err != nil {
		return value{}, err
	}
	set, err := sigset(th, a[1])
	if err != nil {
		return value{}, err
	}
	set &^= bit(int(syscall.SIGKILL)) | bit(int(syscall.SIGSTOP))
	s := stateOf(th)
	s.mu.Lock()
	old := s.blocked
	switch how {
	case 0:
		s.blocked |= set
	case 1:
		s.blocked &^= set
	case 2:
		s.blocked = set
	default:
		s.mu.Unlock()
		return value{}, object.OSError(th, syscall.EINVAL)
	}
	s.askSetLocked(s.blocked)
	now := s.pending &^ s.blocked
	s.pending &= s.blocked
	s.mu.Unlock()
	for n := 1; n < nsig; n++ {
		if now&bit(n) != 0 {
			s.deliver(n)
		}
	}
	if err := th.SafePoint(); err != nil {
		return value{}, err
	}
	return setValue(th, old)
}

// askSetLocked makes the signals of a set arrive at deliver, but for those that are ignored.
func (s *state) askSetLocked(set uint64) {
	for n := 1; n < nsig; n++ {
		if set&bit(n) != 0 && valid(n) {
			s.askLocked(n)
		}
	}
}

func signalSigpending(th *thread, a []value) (value, error) {
	s := stateOf(th)
	s.mu.Lock()
	set := s.pending
	s.mu.Unlock()
	return setValue(th, set)
}

// wait waits for a signal of the set; 0 means that the time is over. A negative timeout is none.
func (s *state) wait(th *thread, set uint64, timeout time.Duration) (int, error) {
	s.mu.Lock()
	if p := s.pending & set; p != 0 {
		for n := 1; n < nsig; n++ {
			if p&bit(n) != 0 {
				s.pending &^= bit(n)
				s.mu.Unlock()
				return n, nil
			}
		}
	}
	s.askSetLocked(set)
	w := &waiter{set: set, th: th}
	s.waiters = append(s.waiters, w)
	s.mu.Unlock()
	end := th.Now().Add(max(timeout, 0))
	var err error
	for {
		left := time.Duration(-1)
		if timeout >= 0 {
			left = max(end.Sub(th.Now()), 0)
		}
		th.Park(object.WaitFor(object.WaitSignal), left)
		err = th.SafePoint()
		s.mu.Lock()
		if w.got != 0 || err != nil || timeout >= 0 && !th.Now().Before(end) {
			break
		}
		s.mu.Unlock()
	}
	for i, x := range s.waiters {
		if x == w {
			s.waiters = append(s.waiters[:i:i], s.waiters[i+1:]...)
			break
		}
	}
	got := w.got
	s.mu.Unlock()
	if err != nil && got != 0 {
		s.deliver(got)
	}
	return got, err
}

func signalSigwait(th *thread, a []value) (value, error) {
	set, err := sigset(th, a[0])
	if err != nil {
		return value{}, err
	}
	n, err := stateOf(th).wait(th, set, -1)
	return object.SmallInt(int64(n)), err
}

func info(th *thread, n int) value {
	zero := object.SmallInt(0)
	return siginfo.New(th, object.SmallInt(int64(n)), zero, zero, object.SmallInt(int64(syscall.Getpid())),
		object.SmallInt(int64(syscall.Getuid())), zero, zero)
}

func signalSigwaitinfo(th *thread, a []value) (value, error) {
	set, err := sigset(th, a[0])
	if err != nil {
		return value{}, err
	}
	n, err := stateOf(th).wait(th, set, -1)
	if err != nil {
		return value{}, err
	}
	return info(th, n), nil
}

func signalSigtimedwait(th *thread, a []value) (value, error) {
	set, err := sigset(th, a[0])
	if err != nil {
		return value{}, err
	}
	sec, err := seconds(th, a[1])
	if err != nil {
		return value{}, err
	}
	if sec < 0 {
		return value{}, object.ValueErrorf(th, "timeout must be non-negative")
	}
	n, err := stateOf(th).wait(th, set, time.Duration(min(sec*1e9, math.MaxInt64/2)))
	if err != nil {
		return value{}, err
	}
	if n == 0 {
		return object.None, nil
	}
	return info(th, n), nil
}

// seconds reads a number of seconds, float or int.
func seconds(th *thread, v value) (float64, error) {
	if !object.IsFloat(v) && v.Type().Slots().Index == nil {
		return 0, object.TypeErrorf(th, "'%s' object cannot be interpreted as an integer or float", v.Type().DisplayName())
	}
	f, err := object.ToFloat(th, v)
	if err == nil && math.IsNaN(f) {
		err = object.ValueErrorf(th, "Invalid value NaN (not a number)")
	}
	return f, err
}

type itimerval struct{ interval, value syscall.Timeval }

func timeval(f float64) syscall.Timeval {
	us := math.Ceil(f * 1e6)
	if math.Abs(us) > 1e18 {
		us = math.Copysign(1e18, us)
	}
	tv := syscall.NsecToTimeval(int64(us/1e6) * 1e9)
	setUsec(&tv, math.Mod(us, 1e6))
	return tv
}

func toSeconds(tv syscall.Timeval) value {
	return object.Float(float64(tv.Sec) + float64(tv.Usec)/1e6)
}

func (s *state) itimerFails(th *thread, errno syscall.Errno) error {
	e, err := object.Call(th, s.itimerError.Value(), object.SmallInt(int64(errno)), object.NewStr(object.Strerror(errno)))
	if err != nil {
		return err
	}
	return object.RaiseValue(th, e)
}

func (v *itimerval) tuple() value { return object.TupleOf(toSeconds(v.value), toSeconds(v.interval)) }

func signalSetitimer(th *thread, a []value) (value, error) {
	which, err := object.AsCInt(th, a[0])
	if err != nil {
		return value{}, err
	}
	var set, old itimerval
	sec, err := seconds(th, a[1])
	if err != nil {
		return value{}, err
	}
	set.value = timeval(sec)
	if !a[2].IsAbsent() {
		if sec, err = seconds(th, a[2]); err != nil {
			return value{}, err
		}
		set.interval = timeval(sec)
	}
	if which == itimerProf {
		old = stateOf(th).setProf(set)
		return old.tuple(), nil
	}
	_, _, errno := syscall.Syscall(syscall.SYS_SETITIMER, uintptr(which), uintptr(unsafe.Pointer(&set)), uintptr(unsafe.Pointer(&old)))
	runtime.KeepAlive(&set)
	if errno != 0 {
		return value{}, stateOf(th).itimerFails(th, errno)
	}
	return old.tuple(), nil
}

func signalGetitimer(th *thread, a []value) (value, error) {
	which, err := object.AsCInt(th, a[0])
	if err != nil {
		return value{}, err
	}
	var old itimerval
	if which == itimerProf {
		s := stateOf(th)
		s.mu.Lock()
		defer s.mu.Unlock()
		old = s.prof.setting()
		return old.tuple(), nil
	}
	if _, _, errno := syscall.Syscall(syscall.SYS_GETITIMER, uintptr(which), uintptr(unsafe.Pointer(&old)), 0); errno != 0 {
		return value{}, stateOf(th).itimerFails(th, errno)
	}
	return old.tuple(), nil
}

func signalAlarm(th *thread, a []value) (value, error) {
	n, err := object.AsCInt(th, a[0])
	if err != nil {
		return value{}, err
	}
	set := itimerval{value: syscall.Timeval{Sec: int64(uint32(n))}}
	var old itimerval
	_, _, errno := syscall.Syscall(syscall.SYS_SETITIMER, 0, uintptr(unsafe.Pointer(&set)), uintptr(unsafe.Pointer(&old)))
	if errno != 0 {
		return value{}, object.OSError(th, errno)
	}
	left := old.value.Sec
	if old.value.Usec >= 500000 || left == 0 && old.value.Usec > 0 {
		left++
	}
	return object.SmallInt(left), nil
}
