// This file implements ending the process by a signal, and the parts of timers that depend on the system, on Linux.

package signal

import (
	"runtime"
	"syscall"
	"unsafe"
)

// setUsec sets the microseconds of a time.
func setUsec(tv *syscall.Timeval, us float64) { tv.Usec = int64(us) }

// sigaction is the kernel's struct.
type sigaction struct {
	handler, flags, restorer uintptr
	mask                     uint64
}

// swapAction sets what the system does at signal n, nil for the default, and returns what it did; nil if that cannot be told.
func swapAction(n int, to *sigaction) *sigaction {
	if to == nil {
		to = &sigaction{}
	}
	old := &sigaction{}
	if _, _, e := syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, uintptr(n), uintptr(unsafe.Pointer(to)), uintptr(unsafe.Pointer(old)), 8, 0, 0); e != 0 {
		return nil
	}
	return old
}

// Die ends the process by the signal's default action. It returns only if the system does not let it.
func Die(n int) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var act sigaction
	syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, uintptr(n), uintptr(unsafe.Pointer(&act)), 0, 8, 0, 0)
	set := bit(n - 1)
	syscall.RawSyscall6(syscall.SYS_RT_SIGPROCMASK, 1, uintptr(unsafe.Pointer(&set)), 0, 8, 0, 0)
	syscall.Kill(syscall.Getpid(), syscall.Signal(n))
	syscall.RawSyscall(syscall.SYS_TGKILL, uintptr(syscall.Getpid()), uintptr(syscall.Gettid()), uintptr(n))
}
