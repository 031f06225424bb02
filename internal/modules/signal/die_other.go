// This file implements ending the process by a signal, and the parts of timers that depend on the system, where there is no Linux.

//go:build !linux

package signal

import (
	"os/signal"
	"syscall"
	"time"
)

// setUsec sets the microseconds of a time.
func setUsec(tv *syscall.Timeval, us float64) { tv.Usec = int32(us) }

// sigaction and swapAction: see die_linux.go.
type sigaction struct{}

func swapAction(n int, to *sigaction) *sigaction { return nil }

// Die ends the process by the signal's default action, as far as the Go runtime lets it. It returns if the signal does not arrive.
func Die(n int) {
	signal.Reset(syscall.Signal(n))
	syscall.Kill(syscall.Getpid(), syscall.Signal(n))
	time.Sleep(100 * time.Millisecond)
}
