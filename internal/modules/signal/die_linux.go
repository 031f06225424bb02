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
