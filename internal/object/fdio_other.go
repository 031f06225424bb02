// This file implements waiting for file descriptors where there is no epoll: poll(2) in short turns, between which the thread's
// pending work runs. There is no RWF_NOWAIT: transfers poll first and then make the plain call, which may block in the kernel.

//go:build !linux

package object

import (
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// fdPoller has no state here: each waiter polls for itself.
type fdPoller struct {
	single bool
	rt     *Runtime
}

// pollTurn is how long a waiter polls before it looks at its pending work.
const pollTurn = 20 * time.Millisecond

// WaitFD waits until one of events (PollIn, PollOut) happens to fd, or the timeout (negative: none) has passed; it returns what
// happened, 0 for a timeout. The Python thread's pending work runs meanwhile: err is an exception that came out of it.
func WaitFD(th *Thread, fd int, events uint32, timeout time.Duration) (got uint32, errno syscall.Errno, err error) {
	var end time.Time
	if timeout >= 0 {
		end = time.Now().Add(timeout)
	}
	for {
		turn, last := pollTurn, false
		if timeout >= 0 {
			if left := time.Until(end); left <= turn {
				turn, last = max(left, 0), true
			}
		}
		fds := []unix.PollFd{{Fd: int32(fd), Events: int16(events)}}
		var n int
		var perr error
		th.Blocking(WaitDescriptor, func() { n, perr = unix.Poll(fds, int((turn+time.Millisecond-1)/time.Millisecond)) })
		switch e, _ := perr.(syscall.Errno); {
		case perr == nil && n > 0 && fds[0].Revents&unix.POLLNVAL != 0:
			return 0, syscall.EBADF, nil
		case perr == nil && n > 0:
			return uint32(uint16(fds[0].Revents)), 0, nil
		case perr != nil && e != syscall.EINTR && e != syscall.EAGAIN:
			return 0, e, nil
		}
		if err := th.SafePoint(); err != nil {
			return 0, 0, err
		}
		if last && perr == nil {
			return 0, 0, nil
		}
	}
}

// The calls that rwNowait knows: none here.
const (
	sysPreadv2  = 0
	sysPwritev2 = 0
)

// rwNowait always says that the descriptor cannot do it.
func rwNowait(uintptr, int, []byte) (int, syscall.Errno) { return 0, syscall.EOPNOTSUPP }

// PollFDs is poll(2) in short turns: it fills in what happened to each descriptor and returns how many have something, 0 when the
// timeout (negative: none) has passed. A negative descriptor is passed over. The Python thread's pending work runs meanwhile: err
// is an exception that came out of it.
func PollFDs(th *Thread, fds []unix.PollFd, timeout time.Duration) (n int, errno syscall.Errno, err error) {
	var end time.Time
	if timeout >= 0 {
		end = time.Now().Add(timeout)
	}
	for {
		turn, last := pollTurn, false
		if timeout >= 0 {
			if left := time.Until(end); left <= turn {
				turn, last = max(left, 0), true
			}
		}
		var n int
		var perr error
		th.Blocking(WaitDescriptor, func() { n, perr = unix.Poll(fds, int((turn+time.Millisecond-1)/time.Millisecond)) })
		switch e, _ := perr.(syscall.Errno); {
		case perr == nil && n > 0:
			return n, 0, nil
		case perr != nil && e != syscall.EINTR && e != syscall.EAGAIN:
			return 0, e, nil
		}
		if err := th.SafePoint(); err != nil {
			return 0, 0, err
		}
		if last && perr == nil {
			return 0, 0, nil
		}
	}
}

// hasChildren reports whether the process has child processes, which is not known here.
func hasChildren() bool { return false }
