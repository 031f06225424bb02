// This file implements the calls and numbers of Linux that other systems lack, under the names that the package uses.

package posix

import (
	"os"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	sysTcgets                  = unix.TCGETS
	sysTiocsptlck              = unix.TIOCSPTLCK
	sysTiocgptn                = unix.TIOCGPTN
	sysMfdCloexec              = unix.MFD_CLOEXEC
	sysEfdCloexec              = unix.EFD_CLOEXEC
	sysPPid                    = unix.P_PID
	sysRlimitSigpending        = unix.RLIMIT_SIGPENDING
	sysTrapSchedGetaffinity    = unix.SYS_SCHED_GETAFFINITY
	sysTrapSchedSetaffinity    = unix.SYS_SCHED_SETAFFINITY
	sysTrapSchedGetPriorityMax = unix.SYS_SCHED_GET_PRIORITY_MAX
	sysTrapSchedGetPriorityMin = unix.SYS_SCHED_GET_PRIORITY_MIN
	sysTrapSchedGetscheduler   = unix.SYS_SCHED_GETSCHEDULER
	sysTrapSchedGetparam       = unix.SYS_SCHED_GETPARAM
	sysTrapSchedSetparam       = unix.SYS_SCHED_SETPARAM
	sysTrapSchedSetscheduler   = unix.SYS_SCHED_SETSCHEDULER
	sysTrapSchedRrGetInterval  = unix.SYS_SCHED_RR_GET_INTERVAL
)

func sysGetresuid() (r, e, s int)                          { return unix.Getresuid() }
func sysGetresgid() (r, e, s int)                          { return unix.Getresgid() }
func sysSetresuid(r, e, s int) error                       { return syscall.Setresuid(r, e, s) }
func sysSetresgid(r, e, s int) error                       { return syscall.Setresgid(r, e, s) }
func sysFadvise(fd int, off, n int64, how int) error       { return unix.Fadvise(fd, off, n, how) }
func sysFallocate(fd int, mode uint32, off, n int64) error { return unix.Fallocate(fd, mode, off, n) }
func sysMemfdCreate(name string, flags int) (int, error)   { return unix.MemfdCreate(name, flags) }
func sysEventfd(n uint, flags int) (int, error)            { return unix.Eventfd(n, flags) }
func sysPidfdOpen(pid, flags int) (int, error)             { return unix.PidfdOpen(pid, flags) }
func sysUnshare(flags int) error                           { return unix.Unshare(flags) }
func sysSetns(fd, typ int) error                           { return unix.Setns(fd, typ) }
func sysFdatasync(fd int) error                            { return unix.Fdatasync(fd) }
func sysSync()                                             { unix.Sync() }
func sysDup3(fd, fd2, flags int) error                     { return unix.Dup3(fd, fd2, flags) }
func sysPipe2(p []int, flags int) error                    { return unix.Pipe2(p, flags) }
func sysGetrandom(buf []byte, flags int) (int, error)      { return unix.Getrandom(buf, flags) }
func sysMknodat(at int, path string, mode uint32, dev int) error {
	return unix.Mknodat(at, path, mode, dev)
}

func sysSplice(src int, so *int64, dst int, do *int64, n, flags int) (int64, error) {
	return unix.Splice(src, so, dst, do, n, flags)
}

func sysCopyFileRange(src int, so *int64, dst int, do *int64, n, flags int) (int, error) {
	return unix.CopyFileRange(src, so, dst, do, n, flags)
}

func sysPreadv2(fd int, bufs [][]byte, off int64, flags int) (int, error) {
	return unix.Preadv2(fd, bufs, off, flags)
}

func sysPwritev2(fd int, bufs [][]byte, off int64, flags int) (int, error) {
	return unix.Pwritev2(fd, bufs, off, flags)
}

// missing lists the functions that the module does not have on this system.
var missing []string

// sysTimes returns the user and system times of this process and of its children, and the time that has passed, in seconds.
func sysTimes() (t [5]float64, err error) {
	var tms unix.Tms
	ticks, err := unix.Times(&tms)
	for i, n := range [...]int64{tms.Utime, tms.Stime, tms.Cutime, tms.Cstime, int64(ticks)} {
		t[i] = float64(n) / 100
	}
	return t, err
}

// sysNow is the time that stands for the present in utime.
func sysNow() unix.Timespec { return unix.Timespec{Nsec: unix.UTIME_NOW} }

func sysFutimens(fd int, ts *[2]unix.Timespec) error {
	_, _, e := unix.Syscall6(unix.SYS_UTIMENSAT, uintptr(fd), 0, uintptr(unsafe.Pointer(ts)), 0, 0, 0)
	if e != 0 {
		return e
	}
	return nil
}

// sysDefaultAction gives a signal its default action, behind the Go runtime's back.
func sysDefaultAction(sig syscall.Signal) {
	var sa [32]byte // handler SIG_DFL, no flags, empty mask
	unix.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(sig), uintptr(unsafe.Pointer(&sa)), 0, 8, 0, 0)
}

// statfsSizes returns the size of a fragment and the longest name of a file system.
func statfsSizes(s *unix.Statfs_t) (frag, name int64) { return s.Frsize, s.Namelen }

// memPages counts the pages of memory, all or the free ones; -1 if it is not known.
func memPages(free bool) int64 {
	var si unix.Sysinfo_t
	if unix.Sysinfo(&si) != nil {
		return -1
	}
	mem := si.Totalram
	if free {
		mem = si.Freeram
	}
	return int64(mem) * int64(si.Unit) / int64(os.Getpagesize())
}

// linkMax is how many names a file can have.
func linkMax(st *unix.Statfs_t) int64 {
	switch st.Type {
	case unix.EXT4_SUPER_MAGIC:
		return 65000
	case unix.BTRFS_SUPER_MAGIC:
		return 65535
	}
	return 127
}
