// This file implements waiting for file descriptors: reads and writes that block only their own Python thread, can be
// interrupted by signals and asynchronous exceptions, and never change the flags of a descriptor.
//
// A descriptor whose calls might block is first tried with RWF_NOWAIT, which pipes and sockets honour whatever their flags say; if
// it is not ready, the thread parks until the runtime's poller reports it. Terminals do not know RWF_NOWAIT: they are polled first.
// Regular files are read and written directly.

package object

import (
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Conditions to wait for, with the values of poll(2) and epoll(7).
const (
	PollIn  = 0x1
	PollPri = 0x2
	PollOut = 0x4
	PollErr = 0x8
	PollHup = 0x10
)

// fdPoller tells the threads of a runtime when descriptors become ready. Descriptors are registered one-shot, for as long as
// someone waits.
type fdPoller struct {
	mu    sync.Mutex
	epfd  int
	err   error
	up    bool
	waits map[int32][]*fdWait // guarded by mu
}

type fdWait struct {
	th     *Thread
	events uint32
	got    uint32 // atomic; what happened
}

const epollOneShot = 1 << 30

// startLocked makes the epoll descriptor and the goroutine that serves it. It is itself watched by Go's poller, so an idle poller
// costs no OS thread.
func (p *fdPoller) startLocked() error {
	if p.up {
		return p.err
	}
	p.up = true
	fd, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	if err == nil {
		err = syscall.SetNonblock(fd, true)
	}
	if err != nil {
		p.err = err
		return err
	}
	p.epfd, p.waits = fd, map[int32][]*fdWait{}
	f := os.NewFile(uintptr(fd), "epoll")
	rc, err := f.SyscallConn()
	if err != nil {
		p.err = err
		return err
	}
	go p.serve(f, rc)
	return nil
}

func (p *fdPoller) serve(f *os.File, rc syscall.RawConn) {
	defer f.Close()
	var evs [64]syscall.EpollEvent
	for {
		n := 0
		err := rc.Read(func(fd uintptr) bool {
			n, _ = syscall.EpollWait(int(fd), evs[:], 0)
			return n > 0
		})
		if err != nil {
			return
		}
		p.mu.Lock()
		for _, ev := range evs[:n] {
			p.wakeLocked(ev.Fd, ev.Events)
		}
		p.mu.Unlock()
	}
}

// wakeLocked wakes those who wait for what happened to fd and watches on for the others.
func (p *fdPoller) wakeLocked(fd int32, events uint32) {
	var rest []*fdWait
	for _, w := range p.waits[fd] {
		if got := events & (w.events | PollErr | PollHup); got != 0 {
			atomic.StoreUint32(&w.got, got)
			w.th.Unpark()
		} else {
			rest = append(rest, w)
		}
	}
	p.setLocked(fd, rest)
}

// setLocked replaces the waiters of fd and registers what they wait for.
func (p *fdPoller) setLocked(fd int32, ws []*fdWait) error {
	if len(ws) == 0 {
		if _, ok := p.waits[fd]; ok {
			delete(p.waits, fd)
			syscall.EpollCtl(p.epfd, syscall.EPOLL_CTL_DEL, int(fd), nil)
		}
		return nil
	}
	ev := syscall.EpollEvent{Fd: fd, Events: epollOneShot}
	for _, w := range ws {
		ev.Events |= w.events
	}
	op := syscall.EPOLL_CTL_ADD
	if _, ok := p.waits[fd]; ok {
		op = syscall.EPOLL_CTL_MOD
	}
	err := syscall.EpollCtl(p.epfd, op, int(fd), &ev)
	switch err {
	case syscall.ENOENT: // closed and opened again behind our back
		err = syscall.EpollCtl(p.epfd, syscall.EPOLL_CTL_ADD, int(fd), &ev)
	case syscall.EEXIST:
		err = syscall.EpollCtl(p.epfd, syscall.EPOLL_CTL_MOD, int(fd), &ev)
	}
	if err == nil {
		p.waits[fd] = ws
	}
	return err
}

// watch registers th as waiting for events of fd.
func (p *fdPoller) watch(th *Thread, fd int, events uint32) (*fdWait, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.startLocked(); err != nil {
		return nil, err
	}
	w := &fdWait{th: th, events: events}
	old := p.waits[int32(fd)]
	if err := p.setLocked(int32(fd), append(old[:len(old):len(old)], w)); err != nil {
		return nil, err
	}
	return w, nil
}

// forget removes a waiter that gives up.
func (p *fdPoller) forget(fd int, w *fdWait) {
	p.mu.Lock()
	defer p.mu.Unlock()
	old := p.waits[int32(fd)]
	for i, x := range old {
		if x == w {
			p.setLocked(int32(fd), append(old[:i:i], old[i+1:]...))
			return
		}
	}
}

// WaitFD parks th until one of events (PollIn, PollOut) happens to fd, or the timeout (negative: none) has passed; it returns
// what happened, 0 for a timeout. errno is EPERM for a descriptor that is always ready, such as a regular file's. The Python
// thread's pending work runs meanwhile: err is an exception that came out of it.
func WaitFD(th *Thread, fd int, events uint32, timeout time.Duration) (got uint32, errno syscall.Errno, err error) {
	p := &th.Rt.poller
	w, werr := p.watch(th, fd, events)
	if werr != nil {
		e, _ := werr.(syscall.Errno)
		return 0, e, nil
	}
	var end time.Time
	if timeout >= 0 {
		end = time.Now().Add(timeout)
	}
	for {
		if got := atomic.LoadUint32(&w.got); got != 0 {
			return got, 0, nil
		}
		left := time.Duration(-1)
		if timeout >= 0 {
			if left = time.Until(end); left <= 0 {
				p.forget(fd, w)
				return atomic.LoadUint32(&w.got), 0, nil
			}
		}
		th.Park(left)
		if atomic.LoadUint32(&w.got) == 0 {
			if err := th.SafePoint(); err != nil {
				p.forget(fd, w)
				return 0, 0, err
			}
		}
	}
}

// waitOr waits for fd and reports whether the caller may make its blocking call now.
func waitOr(th *Thread, fd int, events uint32) (syscall.Errno, error) {
	_, errno, err := WaitFD(th, fd, events, -1)
	if errno == syscall.EPERM {
		errno = 0
	}
	return errno, err
}

const (
	sysPreadv2  = unix.SYS_PREADV2
	sysPwritev2 = unix.SYS_PWRITEV2
	rwfNowait   = unix.RWF_NOWAIT
)

func rwNowait(trap uintptr, fd int, p []byte) (int, syscall.Errno) {
	if len(p) == 0 {
		return 0, syscall.EOPNOTSUPP
	}
	iov := syscall.Iovec{Base: &p[0], Len: uint64(len(p))}
	n, _, e := syscall.RawSyscall6(trap, uintptr(fd), uintptr(unsafe.Pointer(&iov)), 1, ^uintptr(0), ^uintptr(0), rwfNowait)
	return int(n), e
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
			th.Blocking(func() { n, cerr = plain(fd, p) })
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
