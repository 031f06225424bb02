// This file implements the fork on Linux: with a creation mask, with default actions for ignored signals, and of nothing at all.

package posixsubprocess

import (
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

const fdDir = "/proc/self/fd"

// fork starts path. The file creation mask belongs to the process, but an OS thread can have a copy of its own: with a mask the
// fork happens on a thread that ends afterwards.
func (r *request) fork(path string, attr *syscall.ProcAttr) (int, error) {
	if r.restore {
		defer defaultAction(syscall.SIGXFSZ)()
	}
	if r.umask < 0 {
		return syscall.ForkExec(path, r.argv, attr)
	}
	type result struct {
		pid int
		err error
	}
	done := make(chan result, 1)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		var res result
		if res.err = unix.Unshare(unix.CLONE_FS); res.err == nil {
			unix.Umask(r.umask)
			res.pid, res.err = syscall.ForkExec(path, r.argv, attr)
		}
		done <- res
	}()
	res := <-done
	return res.pid, res.err
}

// defaultAction gives a signal that is ignored its default action until the returned function is called, since a program that is
// executed inherits what is ignored. Go's runtime is not told.
func defaultAction(sig syscall.Signal) (restore func()) {
	var old, dfl [32]byte // struct sigaction of the kernel: handler, flags, restorer, mask
	at := func(a *[32]byte) uintptr { return uintptr(unsafe.Pointer(a)) }
	if _, _, e := unix.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(sig), 0, at(&old), 8, 0, 0); e != 0 || old[0] != 1 {
		return func() {}
	}
	unix.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(sig), at(&dfl), 0, 8, 0, 0)
	return func() { unix.RawSyscall6(unix.SYS_RT_SIGACTION, uintptr(sig), at(&old), 0, 8, 0, 0) }
}

// ended returns the id of a child that does nothing but end with status 255.
//
//go:norace
func ended() (int, error) {
	syscall.ForkLock.Lock()
	defer syscall.ForkLock.Unlock()
	pid, _, e := syscall.RawSyscall6(syscall.SYS_CLONE, uintptr(syscall.SIGCHLD), 0, 0, 0, 0, 0)
	if e != 0 {
		return 0, e
	}
	if pid == 0 {
		for {
			syscall.RawSyscall(syscall.SYS_EXIT_GROUP, 255, 0, 0)
		}
	}
	return int(pid), nil
}
