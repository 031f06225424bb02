// This file implements the environment, identities of user and process, and facts about the system.

package posix

import (
	"os"
	"os/user"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"weft/internal/object"

	"golang.org/x/sys/unix"
)

// environ returns the environment as a dict of bytes.
func environ(th *thread) (value, error) {
	d := object.NewDict()
	for _, kv := range os.Environ() {
		k, v, ok := strings.Cut(kv, "=")
		if !ok || k == "" {
			continue
		}
		if _, err := d.SetDefault(th, object.NewBytes(k), object.NewBytes(v)); err != nil {
			return value{}, err
		}
	}
	return d.Value(), nil
}

func posixCreateEnviron(th *thread, args []value) (value, error) { return environ(th) }

func posixPutenv(th *thread, args []value) (value, error) {
	k, err := fsBytes(th, args[0])
	if err != nil {
		return value{}, err
	}
	v, err := fsBytes(th, args[1])
	if err != nil {
		return value{}, err
	}
	if strings.IndexByte(k, '=') >= 0 {
		return value{}, object.ValueErrorf(th, "illegal environment variable name")
	}
	if err := object.Audit(th, "os.putenv", object.NewBytes(k), object.NewBytes(v)); err != nil {
		return value{}, err
	}
	return done(th, unwrapErrno(os.Setenv(k, v)))
}

// unwrapErrno returns the errno inside an error of package os.
func unwrapErrno(err error) error {
	if se, ok := err.(*os.SyscallError); ok {
		return se.Err
	}
	return err
}

func posixUnsetenv(th *thread, args []value) (value, error) {
	k, err := fsBytes(th, args[0])
	if err != nil {
		return value{}, err
	}
	if k == "" || strings.IndexByte(k, '=') >= 0 {
		return value{}, osError(th, syscall.EINVAL)
	}
	if err := object.Audit(th, "os.unsetenv", object.NewBytes(k)); err != nil {
		return value{}, err
	}
	return done(th, unwrapErrno(os.Unsetenv(k)))
}

var (
	unameResult  = object.NewStructSeq("posix.uname_result", "sysname", "nodename", "release", "version", "machine")
	terminalSize = object.NewStructSeq("os.terminal_size", "columns", "lines")
	timesResult  = object.NewStructSeq("posix.times_result", "user", "system", "children_user", "children_system", "elapsed")
)

func posixUname(th *thread, args []value) (value, error) {
	var u unix.Utsname
	if err := unix.Uname(&u); err != nil {
		return value{}, osError(th, err)
	}
	s := func(b []byte) value { return object.NewStr(object.DecodeFS(unix.ByteSliceToString(b))) }
	return unameResult.New(th, s(u.Sysname[:]), s(u.Nodename[:]), s(u.Release[:]), s(u.Version[:]), s(u.Machine[:])), nil
}

func posixGetTerminalSize(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 1)
	if err != nil {
		return value{}, err
	}
	ws, err := unix.IoctlGetWinsize(fd, unix.TIOCGWINSZ)
	if err != nil {
		return value{}, osError(th, err)
	}
	return terminalSize.New(th, num(int(ws.Col)), num(int(ws.Row))), nil
}

func posixTimes(th *thread, args []value) (value, error) {
	t, err := sysTimes()
	if err != nil {
		return value{}, osError(th, err)
	}
	return timesResult.New(th, object.Float(t[0]), object.Float(t[1]), object.Float(t[2]), object.Float(t[3]), object.Float(t[4])), nil
}

func posixCPUCount(th *thread, args []value) (value, error) {
	if n := th.Rt.CPUCount(); n > 0 {
		return num(n), nil
	}
	if n := onlineCPUs(); n > 0 {
		return num(n), nil
	}
	return none, nil
}

// onlineCPUs counts the processors of the machine, not only those this process may use.
func onlineCPUs() int {
	b, err := os.ReadFile("/sys/devices/system/cpu/online")
	if err != nil {
		return runtime.NumCPU()
	}
	n := 0
	for _, r := range strings.Split(strings.TrimSpace(string(b)), ",") {
		lo, hi, ok := strings.Cut(r, "-")
		a, err := strconv.Atoi(lo)
		if err != nil {
			return runtime.NumCPU()
		}
		z := a
		if ok {
			if z, err = strconv.Atoi(hi); err != nil {
				return runtime.NumCPU()
			}
		}
		n += z - a + 1
	}
	return n
}

func posixGetloadavg(th *thread, args []value) (value, error) {
	b, err := os.ReadFile("/proc/loadavg")
	f := strings.Fields(string(b))
	if err != nil || len(f) < 3 {
		return value{}, object.RaiseArgs(th, object.OSErrorType, object.NewStr("Load averages are unobtainable"))
	}
	var out [3]value
	for i := range out {
		x, _ := strconv.ParseFloat(f[i], 64)
		out[i] = object.Float(x)
	}
	return object.TupleOf(out[:]...), nil
}

// idFunc is the body of functions that return a number of the process.
func idFunc(f func() int) object.NativeFn {
	return func(th *thread, args []value) (value, error) { return num(f()), nil }
}

func posixGetpgid(th *thread, args []value) (value, error) { return pidFunc(th, args, unix.Getpgid) }
func posixGetsid(th *thread, args []value) (value, error)  { return pidFunc(th, args, unix.Getsid) }

func pidFunc(th *thread, args []value, f func(int) (int, error)) (value, error) {
	pid, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	n, err := f(pid)
	if err != nil {
		return value{}, osError(th, err)
	}
	return num(n), nil
}

func posixGetresuid(th *thread, args []value) (value, error) {
	r, e, s := sysGetresuid()
	return object.TupleOf(num(r), num(e), num(s)), nil
}

func posixGetresgid(th *thread, args []value) (value, error) {
	r, e, s := sysGetresgid()
	return object.TupleOf(num(r), num(e), num(s)), nil
}

// setIDs is the body of the functions that set user or group ids of all threads.
func setIDs(what string, names []string, f func(ids []int) error) object.NativeFn {
	return func(th *thread, args []value) (value, error) {
		ids := make([]int, len(args))
		for i, v := range args {
			n, err := idOf(th, names[i], v)
			if err != nil {
				return value{}, err
			}
			ids[i] = n
		}
		return done(th, f(ids))
	}
}

func posixGetgroups(th *thread, args []value) (value, error) {
	gs, err := unix.Getgroups()
	if err != nil {
		return value{}, osError(th, err)
	}
	return numList(gs), nil
}

func numList(ns []int) value {
	out := make([]value, len(ns))
	for i, n := range ns {
		out[i] = num(n)
	}
	return object.NewList(out).Value()
}

func posixSetgroups(th *thread, args []value) (value, error) {
	if args[0].Type().Slots().GetItem == nil {
		return value{}, object.TypeErrorf(th, "setgroups argument must be a sequence")
	}
	items, err := object.ToSlice(th, args[0])
	if err != nil {
		return value{}, err
	}
	ids := make([]int, len(items))
	for i, v := range items {
		if !object.IsInt(v) {
			return value{}, object.TypeErrorf(th, "groups must be integers")
		}
		if ids[i], err = idOf(th, "gid", v); err != nil {
			return value{}, err
		}
	}
	return done(th, syscall.Setgroups(ids))
}

// groupList returns the groups of a user, base first.
func groupList(name string, base int) []int {
	out := []int{base}
	u, err := user.Lookup(name)
	if err != nil {
		return out
	}
	ids, err := u.GroupIds()
	if err != nil {
		return out
	}
next:
	for _, s := range ids {
		n, err := strconv.Atoi(s)
		if err != nil {
			continue
		}
		for _, o := range out {
			if o == n {
				continue next
			}
		}
		out = append(out, n)
	}
	return out
}

func posixGetgrouplist(th *thread, args []value) (value, error) {
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "getgrouplist() argument 1 must be str, not %s", object.ArgTypeName(args[0]))
	}
	gid, err := idOf(th, "gid", args[1])
	if err != nil {
		return value{}, err
	}
	return numList(groupList(object.AsStr(args[0]).String(), gid)), nil
}

func posixInitgroups(th *thread, args []value) (value, error) {
	name, err := fsBytes(th, args[0])
	if err != nil {
		return value{}, err
	}
	gid, err := idOf(th, "gid", args[1])
	if err != nil {
		return value{}, err
	}
	return done(th, syscall.Setgroups(groupList(name, gid)))
}

func posixGetlogin(th *thread, args []value) (value, error) {
	b, err := os.ReadFile("/proc/self/loginuid")
	if err == nil {
		if id := strings.TrimSpace(string(b)); id != "4294967295" {
			if u, err := user.LookupId(id); err == nil {
				return object.NewStr(object.DecodeFS(u.Username)), nil
			}
		}
	}
	return value{}, osError(th, syscall.ENXIO)
}

func posixGetpriority(th *thread, args []value) (value, error) {
	which, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	who, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	n, err := unix.Getpriority(which, who)
	if err != nil {
		return value{}, osError(th, err)
	}
	return num(20 - n), nil // the system call returns 20 minus the nice value
}

func posixSetpriority(th *thread, args []value) (value, error) {
	var n [3]int
	for i := range n {
		var err error
		if n[i], err = intOf(th, args[i], 0); err != nil {
			return value{}, err
		}
	}
	return done(th, unix.Setpriority(n[0], n[1], n[2]))
}

func posixNice(th *thread, args []value) (value, error) {
	inc, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	n, err := unix.Getpriority(unix.PRIO_PROCESS, 0)
	if err != nil {
		return value{}, osError(th, err)
	}
	nice := max(-20, min(19, 20-n+inc))
	if inc != 0 {
		if err := unix.Setpriority(unix.PRIO_PROCESS, 0, nice); err != nil {
			if err == syscall.EACCES {
				err = syscall.EPERM
			}
			return value{}, osError(th, err)
		}
	}
	return num(nice), nil
}

func posixStrerror(th *thread, args []value) (value, error) {
	n, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	return object.NewStr(object.Strerror(syscall.Errno(uint32(n)))), nil
}

func posixTTYname(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	if _, err := unix.IoctlGetTermios(fd, sysTcgets); err != nil {
		return value{}, osError(th, err)
	}
	s, err := os.Readlink("/proc/self/fd/" + itoa(fd))
	if err != nil {
		return value{}, osError(th, syscall.ENODEV)
	}
	return object.NewStr(object.DecodeFS(s)), nil
}

func posixTcgetpgrp(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPGRP)
	if err != nil {
		return value{}, osError(th, err)
	}
	return num(n), nil
}

func posixTcsetpgrp(th *thread, args []value) (value, error) {
	fd, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	pg, err := intOf(th, args[1], 0)
	if err != nil {
		return value{}, err
	}
	return done(th, unix.IoctlSetPointerInt(fd, unix.TIOCSPGRP, pg))
}

func posixOpenpty(th *thread, args []value) (value, error) {
	m, err := unix.Open("/dev/ptmx", unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	if err != nil {
		return value{}, osError(th, err)
	}
	var n int
	if err = unix.IoctlSetPointerInt(m, sysTiocsptlck, 0); err == nil {
		n, err = unix.IoctlGetInt(m, sysTiocgptn)
	}
	s := -1
	if err == nil {
		s, err = unix.Open("/dev/pts/"+itoa(n), unix.O_RDWR|unix.O_NOCTTY|unix.O_CLOEXEC, 0)
	}
	if err != nil {
		unix.Close(m)
		return value{}, osError(th, err)
	}
	return object.TupleOf(num(m), num(s)), nil
}

func posixPosixOpenpt(th *thread, args []value) (value, error) {
	flags, err := intOf(th, args[0], 0)
	if err != nil {
		return value{}, err
	}
	fd, err := unix.Open("/dev/ptmx", flags|unix.O_CLOEXEC, 0)
	if err != nil {
		return value{}, osError(th, err)
	}
	return num(fd), nil
}

func posixUnlockpt(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	return done(th, unix.IoctlSetPointerInt(fd, sysTiocsptlck, 0))
}

func posixPtsname(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	n, err := unix.IoctlGetInt(fd, sysTiocgptn)
	if err != nil {
		return value{}, osError(th, err)
	}
	return object.NewStr("/dev/pts/" + itoa(n)), nil
}

func posixLoginTTY(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	if _, err := unix.Setsid(); err != nil {
		return value{}, osError(th, err)
	}
	if err := unix.IoctlSetInt(fd, unix.TIOCSCTTY, 0); err != nil {
		return value{}, osError(th, err)
	}
	for i := 0; i < 3; i++ {
		if i != fd {
			if err := sysDup3(fd, i, 0); err != nil {
				return value{}, osError(th, err)
			}
		}
	}
	if fd > 2 {
		unix.Close(fd)
	}
	return none, nil
}

// confNumber resolves a configuration name: an int, or a key of names.
func confNumber(th *thread, v value, names []confName) (int, error) {
	if object.IsInt(v) {
		return intOf(th, v, 0)
	}
	if !object.IsStr(v) {
		return 0, object.TypeErrorf(th, "configuration names must be strings or integers")
	}
	s := object.AsStr(v).String()
	for _, c := range names {
		if c.name == s {
			return c.n, nil
		}
	}
	return 0, object.ValueErrorf(th, "unrecognized configuration name")
}

func posixSysconf(th *thread, args []value) (value, error) {
	n, err := confNumber(th, args[0], sysconfNames())
	if err != nil {
		return value{}, err
	}
	v, ok := sysconf(n)
	if !ok {
		return value{}, osError(th, syscall.EINVAL)
	}
	return object.Int(v), nil
}

func posixConfstr(th *thread, args []value) (value, error) {
	n, err := confNumber(th, args[0], confstrNames())
	if err != nil {
		return value{}, err
	}
	s, ok := confstr(n)
	switch {
	case !ok:
		return value{}, osError(th, syscall.EINVAL)
	case s == "":
		return none, nil
	}
	return object.NewStr(s), nil
}

func posixPathconf(th *thread, args []value) (value, error) {
	p, err := pathOf(th, "pathconf", "path", args[0], orFD)
	if err != nil {
		return value{}, err
	}
	n, err := confNumber(th, args[1], pathconfNames())
	if err != nil {
		return value{}, err
	}
	var st unix.Statfs_t
	err = call(th, func() error {
		if p.isFD {
			return unix.Fstatfs(p.fd, &st)
		}
		return unix.Statfs(p.s, &st)
	})
	if err != nil {
		return value{}, p.error(th, err)
	}
	v, ok := pathconf(n, &st)
	if !ok {
		return value{}, p.error(th, syscall.EINVAL)
	}
	return object.Int(v), nil
}

func posixFpathconf(th *thread, args []value) (value, error) {
	fd, err := object.AsFD(th, args[0])
	if err != nil {
		return value{}, err
	}
	n, err := confNumber(th, args[1], pathconfNames())
	if err != nil {
		return value{}, err
	}
	var st unix.Statfs_t
	if err := call(th, func() error { return unix.Fstatfs(fd, &st) }); err != nil {
		return value{}, osError(th, err)
	}
	v, ok := pathconf(n, &st)
	if !ok {
		return value{}, osError(th, syscall.EINVAL)
	}
	return object.Int(v), nil
}
