// This file implements the signal that ends a system call on Linux.

package object

import (
	"syscall"
	"unsafe"
)

// endCallSignal is a real-time signal that programs hardly use.
const endCallSignal = syscall.Signal(61)

// restartFlag is SA_RESTART.
const restartFlag = 0x10000000

// catchEndCall gives endCallSignal the handler that Go's runtime has for SIGURG, which does nothing with a signal that nobody asked for; but a system
// call ends instead of going on after it. It reports whether that was possible. (Go considers all real-time signals handled from the start.)
func catchEndCall() bool {
	var act struct {
		handler, flags, restorer uintptr
		mask                     uint64
	}
	if _, _, e := syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, uintptr(syscall.SIGURG), 0, uintptr(unsafe.Pointer(&act)), 8, 0, 0); e != 0 || act.handler <= 1 {
		return false
	}
	act.flags &^= restartFlag
	_, _, e := syscall.RawSyscall6(syscall.SYS_RT_SIGACTION, uintptr(endCallSignal), uintptr(unsafe.Pointer(&act)), 0, 8, 0, 0)
	return e == 0
}

// endCall has a system call on an OS thread end with EINTR.
func endCall(tid int) {
	syscall.RawSyscall(syscall.SYS_TGKILL, uintptr(syscall.Getpid()), uintptr(tid), uintptr(endCallSignal))
}

func osThreadID() int { return syscall.Gettid() }
