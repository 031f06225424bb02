// This file implements waiting for file descriptors: reads and writes that block only their own Python thread, can be
// interrupted by signals and asynchronous exceptions, and never change the flags of a descriptor.
//
// On Linux, a descriptor whose calls might block is first tried with RWF_NOWAIT, which pipes and sockets honour whatever their flags say; if
// it is not ready, the thread parks until the runtime's poller reports it. Terminals do not know RWF_NOWAIT: they are polled first.
// Regular files are read and written directly.

package object

import "syscall"

// Conditions to wait for, with the values of poll(2) and epoll(7).
const (
	PollIn   = 0x1
	PollPri  = 0x2
	PollOut  = 0x4
	PollErr  = 0x8
	PollHup  = 0x10
	PollNval = 0x20 // closed meanwhile
)

// waitOr waits for fd and reports whether the caller may make its blocking call now.
func waitOr(th *Thread, fd int, events uint32) (syscall.Errno, error) {
	_, errno, err := WaitFD(th, fd, events, -1)
	if errno == syscall.EPERM {
		errno = 0
	}
	return errno, err
}

// isNonblocking reports whether the descriptor has O_NONBLOCK set.
func isNonblocking(fd int) bool {
	fl, _, e := syscall.RawSyscall(syscall.SYS_FCNTL, uintptr(fd), syscall.F_GETFL, 0)
	return e == 0 && fl&syscall.O_NONBLOCK != 0
}

// plainFD reports whether calls on fd need no waiting: regular files and block devices.
func plainFD(fd int) bool {
	var st syscall.Stat_t
	if syscall.Fstat(fd, &st) != nil {
		return true // the call itself will say what is wrong
	}
	switch st.Mode & syscall.S_IFMT {
	case syscall.S_IFREG, syscall.S_IFDIR, syscall.S_IFBLK:
		return true
	}
	return false
}

// FDWaits reports whether a call on fd that cannot be served at once waits in the kernel.
func FDWaits(fd int) bool { return !plainFD(fd) && !isNonblocking(fd) }

// MayBlock reports whether reading or writing fd may wait for something outside: pipes, terminals, sockets, devices.
func MayBlock(fd int) bool { return !plainFD(fd) }

// ReadFD is read(2) that parks the thread instead of blocking, and continues after interruptions (PEP 475). waits tells that fd
// may block (MayBlock). errno is 0, or what the call failed with: EAGAIN only if the descriptor is non-blocking.
func ReadFD(th *Thread, fd int, p []byte, waits bool) (n int, errno syscall.Errno, err error) {
	return transferFD(th, fd, p, waits, sysPreadv2, PollIn, syscall.Read)
}

// WriteFD is write(2) in the same way. A blocking pipe takes what fits now, at least one byte.
func WriteFD(th *Thread, fd int, p []byte, waits bool) (n int, errno syscall.Errno, err error) {
	return transferFD(th, fd, p, waits, sysPwritev2, PollOut, syscall.Write)
}

func transferFD(th *Thread, fd int, p []byte, waits bool, trap uintptr, event uint32, plain func(int, []byte) (int, error)) (int, syscall.Errno, error) {
	const maxTransfer = 0x7ffff000 // what Linux transfers at most
	if len(p) > maxTransfer {
		p = p[:maxTransfer]
	}
	ready := !waits
	for {
		if !ready {
			n, e := rwNowait(trap, fd, p)
			switch e {
			case 0:
				return n, 0, nil
			case syscall.EINTR:
			case syscall.EAGAIN:
				if isNonblocking(fd) {
					return 0, e, nil
				}
				if plainFD(fd) {
					ready = true
					continue
				}
				if e, err := waitOr(th, fd, event); e != 0 || err != nil {
					return 0, e, err
				}
			case syscall.EOPNOTSUPP, syscall.ENOSYS, syscall.EINVAL, syscall.ESPIPE:
				if event == PollIn && !isNonblocking(fd) && len(p) > 0 {
					if e, err := waitOr(th, fd, event); e != 0 || err != nil {
						return 0, e, err
					}
				}
				ready = true
				continue
			default:
				return 0, e, nil
			}
		} else {
			var n int
			var cerr error
			th.Blocking(WaitFile, func() { n, cerr = plain(fd, p) })
			e, _ := cerr.(syscall.Errno)
			if cerr == nil {
				return n, 0, nil
			}
			if e != syscall.EINTR {
				return 0, e, nil
			}
			ready = !waits
		}
		if err := th.SafePoint(); err != nil {
			return 0, 0, err
		}
	}
}

// WriteAllFD writes p with the rule of write(2): a blocking descriptor takes everything, unless an error or an exception comes in
// between. n is what was written; what went out before an error counts, and hides it.
func WriteAllFD(th *Thread, fd int, p []byte, waits bool) (n int, errno syscall.Errno, err error) {
	for {
		k, e, err := WriteFD(th, fd, p[n:], waits)
		n += k
		switch {
		case err != nil:
			return n, 0, err
		case e != 0:
			if n > 0 {
				e = 0
			}
			return n, e, nil
		case !waits || k == 0 || n >= len(p) || isNonblocking(fd):
			return n, 0, nil
		}
	}
}
