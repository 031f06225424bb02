// This file implements the Linux side of waiting for file descriptors: the epoll poller, and transfers with RWF_NOWAIT.

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

// fdPoller tells the threads of a runtime when descriptors become ready: one-shot, registered for as long as someone waits (WaitFD, here), or
// edge-triggered, for sockets (pollfd_linux.go). In ModelSingle the one OS thread serves it, else a goroutine.
type fdPoller struct {
	once    sync.Once
	failed  syscall.Errno // why there is no poller; written by once
	running atomic.Bool
	single  bool // ModelSingle
	rt      *Runtime

	nestMu sync.Mutex
	file   *os.File        // guarded by nestMu; a duplicate of edgefd as long as Go's poller watches it, else nil
	conn   syscall.RawConn // guarded by nestMu; of file
	spare  int             // guarded by nestMu; the next duplicate, -1: none; as many are open all the time
	nestAt time.Duration   // guarded by nestMu; when file may next be made

	table   atomic.Pointer[[]atomic.Pointer[fdDesc]] // by number
	tableMu sync.Mutex                               // held while the table changes
	edgefd  int                                      // epoll: sockets, epfd, postfd
	postfd  int                                      // ModelSingle: an eventfd that ends waiting
	alarmfd int                                      // the other models: a timerfd for Runtime.clock
	looked  atomic.Int64                             // when a busy thread looked
	gap     atomic.Int64                             // how long after that the next is to look

	mu    sync.Mutex
	epfd  int                 // epoll: one-shot waits
	waits map[int32][]*fdWait // guarded by mu
}

const (
	epollOneShot  = 1 << 30
	edgeTriggered = 1 << 31
)

// start makes the epoll descriptors and lets somebody serve them.
func (p *fdPoller) start() syscall.Errno {
	p.once.Do(func() {
		err := p.open()
		if err != nil {
			p.failed, _ = err.(syscall.Errno)
			return
		}
		p.running.Store(true)
	})
	return p.failed
}

func (p *fdPoller) open() (err error) {
	if p.edgefd, err = syscall.EpollCreate1(syscall.EPOLL_CLOEXEC); err != nil {
		return err
	}
	if p.epfd, err = syscall.EpollCreate1(syscall.EPOLL_CLOEXEC); err != nil {
		return err
	}
	p.waits = map[int32][]*fdWait{}
	inner := syscall.EpollEvent{Events: unix.EPOLLIN | edgeTriggered, Fd: eventOneShot}
	if err := syscall.EpollCtl(p.edgefd, syscall.EPOLL_CTL_ADD, p.epfd, &inner); err != nil {
		return err
	}
	if p.single {
		if p.postfd, err = unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK); err != nil {
			return err
		}
		post := syscall.EpollEvent{Events: unix.EPOLLIN | edgeTriggered, Fd: eventPost}
		return syscall.EpollCtl(p.edgefd, syscall.EPOLL_CTL_ADD, p.postfd, &post)
	}
	if p.alarmfd, err = unix.TimerfdCreate(unix.CLOCK_MONOTONIC, unix.TFD_CLOEXEC|unix.TFD_NONBLOCK); err != nil {
		return err
	}
	alarm := syscall.EpollEvent{Events: unix.EPOLLIN | edgeTriggered, Fd: eventAlarm}
	if err := syscall.EpollCtl(p.edgefd, syscall.EPOLL_CTL_ADD, p.alarmfd, &alarm); err != nil {
		return err
	}
	if err := syscall.SetNonblock(p.edgefd, true); err != nil { // or Go's poller does not take it
		return err
	}
	p.duplicate()
	p.rt.pool.appoint(p.rt)
	return nil
}

// nest lets Go's poller watch the descriptor; unnest ends that. It returns nil if it cannot, or should not yet: to nest one epoll descriptor in
// another, the kernel looks at all that it watches.
func (p *fdPoller) nest() syscall.RawConn {
	p.nestMu.Lock()
	defer p.nestMu.Unlock()
	now := Clock()
	if p.conn != nil || now < p.nestAt {
		return p.conn
	}
	if p.spare < 0 && !p.duplicate() {
		return nil
	}
	f := os.NewFile(uintptr(p.spare), "epoll")
	p.spare = -1
	conn, err := f.SyscallConn()
	if err != nil {
		f.Close()
		return nil
	}
	p.file, p.conn = f, conn
	p.nestAt = now + 100*(Clock()-now)
	return conn
}

func (p *fdPoller) unnest() {
	p.nestMu.Lock()
	if p.file != nil {
		p.duplicate()
		p.file.Close()
		p.file, p.conn = nil, nil
	}
	p.nestMu.Unlock()
}

// duplicate makes p.spare; it reports false if there are too many descriptors.
func (p *fdPoller) duplicate() bool {
	fd, err := unix.FcntlInt(uintptr(p.edgefd), unix.F_DUPFD_CLOEXEC, nestedFrom)
	if err != nil {
		fd = -1
	}
	p.spare = fd
	return err == nil
}

// nestedFrom keeps a descriptor that comes and goes away from those that programs get.
const nestedFrom = 900

// await is called by w, the leader. It passes on what happens until there are threads in b, or another worker may be leading. Watched by Go's
// poller, an idle poller costs neither an OS thread nor a processor. But to wait there takes a search for other work, by one or two OS threads,
// and three more system calls; so when events come fast, here is true and the OS thread waits itself.
func (p *fdPoller) await(b *batch, w *worker, here bool) {
	if !here {
		if conn := p.nest(); conn != nil {
			_ = conn.Read(func(uintptr) bool {
				if p.pollInto(b); len(b.ths) > 0 {
					return true
				}
				w.rested = int64(Clock()) // the processor is free
				return false
			})
			return
		}
	}
	p.unnest()
	var evs [maxEvents]syscall.EpollEvent
	timeout := time.Duration(-1)
	if p.rt.busy() {
		// Who is busy passes on what happens sooner than this goroutine, which has to wait for a processor.
		fds := []unix.PollFd{{Fd: int32(p.edgefd), Events: unix.POLLIN}}
		_, _ = unix.Poll(fds, -1)
		timeout = 0
	}
	n := p.fetch(&evs, timeout)
	p.tell(evs[:n], b)
}

// fetchOneShot passes on what has happened to descriptors with one-shot waits.
func (p *fdPoller) fetchOneShot() {
	var evs [maxEvents]syscall.EpollEvent
	for {
		n, _ := syscall.EpollWait(p.epfd, evs[:], 0)
		p.mu.Lock()
		for _, ev := range evs[:max(n, 0)] {
			p.wakeLocked(ev.Fd, ev.Events)
		}
		p.mu.Unlock()
		if n < maxEvents {
			return
		}
	}
}

// idle lets the one OS thread of ModelSingle wait for events, posts, or the end of a timeout (negative: none); it reports false when
// there is no poller yet.
func (p *fdPoller) idle(s *single, timeout time.Duration) bool {
	if timeout > 0 {
		p.start() // it waits more exactly than Go's timers
	}
	if !p.running.Load() {
		return false
	}
	s.mu.Lock()
	if s.back.n+s.busy.n > 0 {
		s.mu.Unlock()
		return true
	}
	s.polling = true
	s.mu.Unlock()
	var evs [maxEvents]syscall.EpollEvent
	n := p.fetch(&evs, timeout)
	s.notPolling()
	p.tell(evs[:n], nil)
	s.breathe()
	return true
}

// post ends idle.
func (p *fdPoller) post() {
	one := [8]byte{1}
	_, _ = syscall.Write(p.postfd, one[:])
}

// setAlarm lets the clock run after a time; it reports false if there is no poller.
func (p *fdPoller) setAlarm(after time.Duration) bool {
	if p.start() != 0 || p.single {
		return false
	}
	at := unix.ItimerSpec{Value: unix.NsecToTimespec(int64(after))}
	_, _, e := syscall.RawSyscall6(unix.SYS_TIMERFD_SETTIME, uintptr(p.alarmfd), 0, uintptr(unsafe.Pointer(&at)), 0, 0, 0)
	return e == 0
}

// How often busy threads look for events: often while there are some, else seldom. A look takes about half a microsecond.
const (
	minGap = 50 * time.Microsecond
	maxGap = 800 * time.Microsecond
)

// lookSometimes passes on what has happened, unless somebody did a moment ago, and reports whether there was anything.
func (p *fdPoller) lookSometimes(now int64) bool {
	if !p.running.Load() {
		return false
	}
	last, gap := p.looked.Load(), p.gap.Load()
	if now-last < gap || !p.looked.CompareAndSwap(last, now) {
		return false
	}
	if p.poll() {
		p.gap.Store(int64(minGap))
		return true
	}
	p.gap.Store(max(min(2*gap, int64(maxGap)), int64(minGap)))
	return false
}

// lookNow passes on what has happened, if there is a poller.
func (p *fdPoller) lookNow() {
	if p.running.Load() {
		p.poll()
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
	w := &fdWait{th: th, fd: int32(fd), events: events}
	if d := th.Rt.seeded(); d != nil {
		return w, d.watchFD(w)
	}
	if e := p.start(); e != 0 {
		return nil, e
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	old := p.waits[int32(fd)]
	if err := p.setLocked(int32(fd), append(old[:len(old):len(old)], w)); err != nil {
		return nil, err
	}
	return w, nil
}

// forget removes a waiter that gives up.
func (p *fdPoller) forget(fd int, w *fdWait) {
	if d := w.th.Rt.seeded(); d != nil {
		d.forgetFD(w)
		return
	}
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
		end = th.Now().Add(timeout)
	}
	for {
		if got := atomic.LoadUint32(&w.got); got != 0 {
			return got, 0, nil
		}
		left := time.Duration(-1)
		if timeout >= 0 {
			if left = end.Sub(th.Now()); left <= 0 {
				p.forget(fd, w)
				return atomic.LoadUint32(&w.got), 0, nil
			}
		}
		th.Park(WaitForFD(fd), left)
		if atomic.LoadUint32(&w.got) == 0 {
			if err := th.SafePoint(); err != nil {
				p.forget(fd, w)
				return 0, 0, err
			}
		}
	}
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

// PollFDs is poll(2) that parks the thread: it fills in what happened to each descriptor and returns how many have something,
// 0 when the timeout (negative: none) has passed. A negative descriptor is passed over. The Python thread's pending work runs
// meanwhile: err is an exception that came out of it.
func PollFDs(th *Thread, fds []unix.PollFd, timeout time.Duration) (n int, errno syscall.Errno, err error) {
	p := &th.Rt.poller
	var end time.Time
	if timeout > 0 {
		end = th.Now().Add(timeout)
	}
	for {
		n, perr := unix.Poll(fds, 0)
		if e, _ := perr.(syscall.Errno); perr != nil && e != syscall.EINTR {
			return 0, e, nil
		}
		if n > 0 || timeout == 0 {
			return max(n, 0), 0, nil
		}
		left := time.Duration(-1)
		if timeout > 0 {
			if left = end.Sub(th.Now()); left <= 0 {
				return 0, 0, nil
			}
		}
		if err := p.parkOnAny(th, fds, left); err != nil {
			return 0, 0, err
		}
	}
}

// parkOnAny parks th until something happens to one of fds, the timeout has passed, or its pending work has run.
func (p *fdPoller) parkOnAny(th *Thread, fds []unix.PollFd, timeout time.Duration) error {
	ws := make([]*fdWait, len(fds))
	defer func() {
		for i, w := range ws {
			if w != nil {
				p.forget(int(fds[i].Fd), w)
			}
		}
	}()
	for i := range fds {
		if fds[i].Fd < 0 {
			continue
		}
		w, err := p.watch(th, int(fds[i].Fd), uint32(uint16(fds[i].Events)))
		switch err {
		case nil:
			ws[i] = w
		case syscall.EPERM: // never ready for what it is asked: a regular file without events
		default:
			return nil // closed meanwhile, or no poller: poll(2) will say so
		}
	}
	for _, w := range ws {
		if w != nil && atomic.LoadUint32(&w.got) != 0 {
			return nil
		}
	}
	th.Park(WaitForFD(-1), timeout)
	return th.SafePoint()
}

// hasChildren reports whether the process has child processes.
func hasChildren() bool {
	return unix.Waitid(unix.P_ALL, 0, nil, unix.WNOHANG|unix.WNOWAIT|unix.WEXITED, nil) != unix.ECHILD
}
