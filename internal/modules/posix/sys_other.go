// This file implements, where there is no Linux, what the package needs of it: by other calls where they exist. What does not
// exist fails with ENOSYS, and its functions are left out of the module.

//go:build !linux

package posix

import (
	"crypto/rand"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// Numbers of Linux only are 0: the functions that use them are missing.
const (
	sysTcgets                  = unix.TIOCGETA
	sysTiocsptlck              = 0
	sysTiocgptn                = 0
	sysMfdCloexec              = 0
	sysEfdCloexec              = 0
	sysPPid                    = 1
	sysRlimitSigpending        = unix.RLIMIT_NPROC // there is no limit of its own
	sysTrapSchedGetaffinity    = 0
	sysTrapSchedSetaffinity    = 0
	sysTrapSchedGetPriorityMax = 0
	sysTrapSchedGetPriorityMin = 0
	sysTrapSchedGetscheduler   = 0
	sysTrapSchedGetparam       = 0
	sysTrapSchedSetparam       = 0
	sysTrapSchedSetscheduler   = 0
	sysTrapSchedRrGetInterval  = 0
)

// missing lists the functions that the module does not have on this system.
var missing = []string{
	"copy_file_range", "eventfd", "eventfd_read", "eventfd_write", "fdatasync", "getrandom", "getresgid", "getresuid",
	"memfd_create", "openpty", "pidfd_open", "pipe2", "posix_fadvise", "posix_fallocate", "ptsname", "sched_get_priority_max",
	"sched_get_priority_min", "sched_getaffinity", "sched_getparam", "sched_getscheduler", "sched_rr_get_interval",
	"sched_setaffinity", "sched_setparam", "sched_setscheduler", "setns", "setresgid", "setresuid", "splice", "unlockpt", "unshare",
	"waitid",
}

func sysGetresuid() (r, e, s int) { return -1, -1, -1 }
func sysGetresgid() (r, e, s int) { return -1, -1, -1 }

func sysSetresuid(r, e, s int) error                       { return syscall.ENOSYS }
func sysSetresgid(r, e, s int) error                       { return syscall.ENOSYS }
func sysFadvise(fd int, off, n int64, how int) error       { return syscall.ENOSYS }
func sysFallocate(fd int, mode uint32, off, n int64) error { return syscall.ENOSYS }
func sysMemfdCreate(name string, flags int) (int, error)   { return -1, syscall.ENOSYS }
func sysEventfd(n uint, flags int) (int, error)            { return -1, syscall.ENOSYS }
func sysPidfdOpen(pid, flags int) (int, error)             { return -1, syscall.ENOSYS }
func sysUnshare(flags int) error                           { return syscall.ENOSYS }
func sysSetns(fd, typ int) error                           { return syscall.ENOSYS }
func sysSplice(src int, so *int64, dst int, do *int64, n, flags int) (int64, error) {
	return 0, syscall.ENOSYS
}
func sysCopyFileRange(src int, so *int64, dst int, do *int64, n, flags int) (int, error) {
	return 0, syscall.ENOSYS
}

func sysFdatasync(fd int) error { return unix.Fsync(fd) }
func sysSync()                  { unix.Sync() }

func sysDup3(fd, fd2, flags int) error {
	err := unix.Dup2(fd, fd2)
	if err == nil && flags&unix.O_CLOEXEC != 0 {
		unix.CloseOnExec(fd2)
	}
	return err
}

func sysPipe2(p []int, flags int) error {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	err := unix.Pipe(p)
	if err == nil && flags&unix.O_CLOEXEC != 0 {
		unix.CloseOnExec(p[0])
		unix.CloseOnExec(p[1])
	}
	return err
}

func sysPreadv2(fd int, bufs [][]byte, off int64, flags int) (int, error) {
	if flags != 0 {
		return 0, syscall.ENOTSUP
	}
	return unix.Preadv(fd, bufs, off)
}

func sysPwritev2(fd int, bufs [][]byte, off int64, flags int) (int, error) {
	if flags != 0 {
		return 0, syscall.ENOTSUP
	}
	return unix.Pwritev(fd, bufs, off)
}

func sysMknodat(at int, path string, mode uint32, dev int) error {
	switch {
	case at != unix.AT_FDCWD:
		return syscall.ENOTSUP
	case mode&unix.S_IFMT == unix.S_IFIFO:
		return unix.Mkfifo(path, mode&^unix.S_IFMT)
	}
	return unix.Mknod(path, mode, dev)
}

func sysGetrandom(buf []byte, flags int) (int, error) { return rand.Read(buf) }

// sysTimes returns the user and system times of this process and of its children, and the time that has passed, in seconds.
func sysTimes() (t [5]float64, err error) {
	for i, who := range [...]int{unix.RUSAGE_SELF, unix.RUSAGE_CHILDREN} {
		var ru unix.Rusage
		if err := unix.Getrusage(who, &ru); err != nil {
			return t, err
		}
		t[2*i], t[2*i+1] = float64(ru.Utime.Nano())/1e9, float64(ru.Stime.Nano())/1e9
	}
	t[4] = float64(time.Now().UnixMilli()) / 1000
	return t, nil
}

// sysNow is the time that stands for the present in utime.
func sysNow() unix.Timespec { return unix.NsecToTimespec(time.Now().UnixNano()) }

func sysFutimens(fd int, ts *[2]unix.Timespec) error {
	return unix.Futimes(fd, []unix.Timeval{unix.NsecToTimeval(ts[0].Nano()), unix.NsecToTimeval(ts[1].Nano())})
}

// sysDefaultAction can do no more than package signal has done.
func sysDefaultAction(syscall.Signal) {}

// statfsSizes returns the size of a fragment (0: that of a block) and the longest name of a file system.
func statfsSizes(*unix.Statfs_t) (frag, name int64) { return 0, 255 }

// memPages says that the pages of memory are not known.
func memPages(bool) int64 { return -1 }

// linkMax is how many names a file can have.
func linkMax(*unix.Statfs_t) int64 { return 32767 }
