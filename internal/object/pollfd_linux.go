// This file implements waiting for sockets: their descriptors stay registered with the poller, edge-triggered, from the first wait until they
// are closed, so that a wait costs no system call.
//
// Whoever wants to wait makes a mark (MarkFD), then tries the call, and waits for something to have happened since the mark only when the
// call found nothing. What happens is counted per direction, so that no thread can take a wake-up from another: all that wait for a
// direction are woken by each event of it. To close a descriptor is such an event too (ForgetFD).

package object

import (
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

const (
	dirIn  = 0
	dirOut = 1
)

// What an edge-triggered registration asks for, and what of it concerns each direction.
const (
	edgeEvents = unix.EPOLLIN | unix.EPOLLPRI | unix.EPOLLOUT | unix.EPOLLRDHUP | edgeTriggered
	edgeIn     = unix.EPOLLIN | unix.EPOLLPRI | unix.EPOLLRDHUP | unix.EPOLLHUP | unix.EPOLLERR
	edgeOut    = unix.EPOLLOUT | unix.EPOLLHUP | unix.EPOLLERR
)

// fdDesc is what the poller knows of the descriptor with a number, whatever file that is at the time.
type fdDesc struct {
	mu      sync.Mutex
	up      bool             // guarded by mu; registered
	gen     uint32           // guarded by mu; which registration it is
	seq     [2]atomic.Uint32 // how often something happened, per direction; changes under mu, together with waiting
	waiting [2]*Thread       // guarded by mu; linked by nextWaiter
	drained atomic.Uint32    // 1 + seq[dirIn] of a mark after which everything there was has been received
	ended   atomic.Bool      // the other end has closed, which the poller says once: an end may follow what has been received
	quiet   atomic.Uint32    // how often in a row nothing was there yet when Drained might have said so
}

// FDMark is a moment before a call on a descriptor was tried.
type FDMark struct {
	d   *fdDesc
	fd  int32
	dir int8
	seq uint32
}

// MarkFD returns a mark for now; event is PollIn or PollOut.
func MarkFD(th *Thread, fd int, event uint32) FDMark {
	m := FDMark{fd: int32(fd)}
	if event == PollOut {
		m.dir = dirOut
	}
	p := &th.Rt.poller
	if t := p.table.Load(); t != nil && uint(fd) < uint(len(*t)) {
		m.d = (*t)[fd].Load()
	}
	if m.d == nil {
		m.d = p.newDesc(fd)
	}
	m.seq = m.d.seq[m.dir].Load()
	return m
}

// SetDrained says that the call tried after the mark received everything there was, or not.
func (m FDMark) SetDrained(all bool) {
	if m.d.drained.Load() == m.seq+1 {
		m.d.quiet.Store(0) // somebody tried and there was something
	}
	if !all {
		m.d.drained.Store(0)
	} else {
		m.d.drained.Store(m.seq + 1)
	}
}

// Drained reports whether there is nothing to receive as far as anybody knows, and whoever receives from this descriptor usually comes
// before what he receives: then he need not try. (The poller may not have heard of the newest yet, which is a reason to try.)
func (m FDMark) Drained() bool {
	d := m.d
	if d.drained.Load() != m.seq+1 || d.ended.Load() {
		return false
	}
	n := d.quiet.Load()
	d.quiet.Store(n + 1)
	return n >= 3 && n%32 != 0
}

func (p *fdPoller) newDesc(fd int) *fdDesc {
	p.tableMu.Lock()
	defer p.tableMu.Unlock()
	t := p.table.Load()
	if t == nil || fd >= len(*t) {
		size := 64
		if t != nil {
			size = 2 * len(*t)
		}
		grown := make([]atomic.Pointer[fdDesc], max(size, fd+1))
		if t != nil {
			for i := range *t {
				grown[i].Store((*t)[i].Load())
			}
		}
		t = &grown
		p.table.Store(t)
	}
	d := (*t)[fd].Load()
	if d == nil {
		d = new(fdDesc)
		(*t)[fd].Store(d)
	}
	return d
}

// Enlist lets th, the calling thread, be woken when something happens to the descriptor; ready says that it has since the mark was made, and
// that nothing more is to come of this. Else Delist must follow.
func (m FDMark) Enlist(th *Thread) (ready bool, errno syscall.Errno) {
	d := m.d
	d.mu.Lock()
	if d.seq[m.dir].Load() != m.seq {
		d.mu.Unlock()
		return true, 0
	}
	if !d.up {
		if e := th.Rt.poller.registerLocked(d, m.fd); e != 0 {
			d.mu.Unlock()
			return false, e
		}
	}
	th.nextWaiter = d.waiting[m.dir]
	d.waiting[m.dir] = th
	d.mu.Unlock()
	if rt := th.Rt; rt.single == nil && rt.busy() {
		rt.poller.poll() // or whoever is to answer gets the processor only after somebody busy
	}
	return false, 0
}

// Delist ends Enlist, and reports whether something has happened.
func (m FDMark) Delist(th *Thread) bool {
	d := m.d
	d.mu.Lock() // whoever woke the thread is done with nextWaiter then
	defer d.mu.Unlock()
	if d.seq[m.dir].Load() != m.seq {
		return true
	}
	for p := &d.waiting[m.dir]; *p != nil; p = &(*p).nextWaiter {
		if *p == th {
			*p, th.nextWaiter = th.nextWaiter, nil
			break
		}
	}
	return false
}

// Wait parks th until something has happened to the descriptor since the mark was made, or the timeout (negative: none) has passed: ok is
// false then. Wakes may be spurious: the caller tries again. The Python thread's pending work runs meanwhile: err is an exception that came
// out of it.
func (m FDMark) Wait(th *Thread, timeout time.Duration) (ok bool, errno syscall.Errno, err error) {
	if th.Rt.Seeded() {
		event := uint32(PollIn)
		if m.dir == dirOut {
			event = PollOut
		}
		got, errno, err := WaitFD(th, int(m.fd), event, timeout)
		m.d.seq[m.dir].Add(1)
		return got != 0, errno, err
	}
	var end time.Time
	if timeout >= 0 {
		end = th.Now().Add(timeout)
	}
	for {
		if ready, e := m.Enlist(th); ready || e != 0 {
			return ready, e, nil
		}
		th.Park(WaitForFD(int(m.fd)), timeout)
		if m.Delist(th) {
			return true, 0, nil
		}
		if err := th.SafePoint(); err != nil {
			return false, 0, err
		}
		if timeout >= 0 {
			if timeout = end.Sub(th.Now()); timeout <= 0 {
				return m.d.seq[m.dir].Load() != m.seq, 0, nil
			}
		}
	}
}

// Suspend makes th, which CanSuspend, wait until something has happened to the descriptor since the mark was made; then rest, which is to call
// Delist, goes on; also at the time at (see Thread.SuspendUntil). The error is nil if it has already, or if that cannot be waited for (Wait will
// say why).
func (m FDMark) Suspend(th *Thread, rest Waiter, at time.Duration) error {
	th.ReadyToSuspend()
	if ready, e := m.Enlist(th); ready || e != 0 {
		return nil
	}
	return th.SuspendUntil(WaitForFD(int(m.fd)), rest, at)
}

// registerLocked makes the kernel report what happens to fd from now on, and at once what it is ready for.
func (p *fdPoller) registerLocked(d *fdDesc, fd int32) syscall.Errno {
	if e := p.start(); e != 0 {
		return e
	}
	d.gen++
	ev := syscall.EpollEvent{Events: edgeEvents, Fd: fd, Pad: int32(d.gen)}
	err := syscall.EpollCtl(p.edgefd, syscall.EPOLL_CTL_ADD, int(fd), &ev)
	if err == syscall.EEXIST { // closed and opened again behind our back, but it lives on elsewhere
		err = syscall.EpollCtl(p.edgefd, syscall.EPOLL_CTL_MOD, int(fd), &ev)
	}
	if err != nil {
		e, _ := err.(syscall.Errno)
		return e
	}
	d.up = true
	return 0
}

// happenedLocked counts an event and wakes who waits for it: see unparkInto.
func (d *fdDesc) happenedLocked(dir int, b *batch) {
	d.seq[dir].Add(1)
	for th := d.waiting[dir]; th != nil; {
		next := th.nextWaiter
		th.nextWaiter = nil
		th.unparkInto(b)
		th = next
	}
	d.waiting[dir] = nil
}

// ForgetFD is to be called before a descriptor is closed or replaced: whoever waits for it wakes up, and tries again.
func (rt *Runtime) ForgetFD(fd int) {
	rt.NewFD(fd)
	if d := rt.seeded(); d != nil {
		d.closedFD(int32(fd))
		return
	}
	if p := &rt.poller; p.running.Load() {
		p.mu.Lock()
		for _, w := range p.waits[int32(fd)] {
			atomic.StoreUint32(&w.got, PollNval)
			w.th.Unpark()
		}
		p.setLocked(int32(fd), nil)
		p.mu.Unlock()
	}
}

// NewFD is to be called for a descriptor that the system has just given to a socket: nothing is known of it.
func (rt *Runtime) NewFD(fd int) {
	p := &rt.poller
	t := p.table.Load()
	if t == nil || uint(fd) >= uint(len(*t)) {
		return
	}
	d := (*t)[fd].Load()
	if d == nil {
		return
	}
	d.mu.Lock()
	if d.up {
		d.up = false
		_ = syscall.EpollCtl(p.edgefd, syscall.EPOLL_CTL_DEL, fd, nil)
	}
	d.gen++
	d.quiet.Store(0)
	d.ended.Store(false)
	d.happenedLocked(dirIn, nil)
	d.happenedLocked(dirOut, nil)
	d.mu.Unlock()
}

// What is not a descriptor of a thread in the data of an event.
const (
	eventOneShot = -1 // the epoll descriptor for one-shot waits
	eventPost    = -2 // ModelSingle's eventfd
	eventAlarm   = -3 // the timerfd
)

// maxEvents is how many events are fetched at once.
const maxEvents = 64

// fetch gets events, waiting at most timeout (negative: without limit) if it may wait; it returns how many.
func (p *fdPoller) fetch(evs *[maxEvents]syscall.EpollEvent, timeout time.Duration) int {
	if timeout == 0 {
		n, _, e := syscall.RawSyscall6(syscall.SYS_EPOLL_PWAIT, uintptr(p.edgefd), uintptr(unsafe.Pointer(evs)), maxEvents, 0, 0, 0)
		if e != 0 {
			return 0
		}
		return int(n)
	}
	var ts *unix.Timespec
	if timeout > 0 {
		t := unix.NsecToTimespec(int64(timeout))
		ts = &t
	}
	n, _, e := syscall.Syscall6(unix.SYS_EPOLL_PWAIT2, uintptr(p.edgefd), uintptr(unsafe.Pointer(evs)), maxEvents, uintptr(unsafe.Pointer(ts)), 0, 0)
	if e == syscall.ENOSYS || e == syscall.EPERM { // before Linux 5.11, and in sandboxes
		ms := -1
		if timeout > 0 {
			ms = int(min((timeout+time.Millisecond-1)/time.Millisecond, 1<<30))
		}
		k, err := syscall.EpollWait(p.edgefd, evs[:], ms)
		if err != nil {
			return 0
		}
		return k
	}
	if e != 0 {
		return 0
	}
	return int(n)
}

// tell passes on what was fetched: see unparkInto.
func (p *fdPoller) tell(evs []syscall.EpollEvent, b *batch) {
	for i := range evs {
		ev := &evs[i]
		if ev.Fd < 0 {
			switch ev.Fd {
			case eventOneShot:
				p.fetchOneShot()
			case eventAlarm:
				p.rt.clock.run(p.rt, b)
			}
			continue
		}
		t := p.table.Load()
		d := (*t)[ev.Fd].Load()
		d.mu.Lock()
		if d.gen == uint32(ev.Pad) {
			if ev.Events&(unix.EPOLLRDHUP|unix.EPOLLHUP|unix.EPOLLERR) != 0 {
				d.ended.Store(true)
			}
			if ev.Events&edgeIn != 0 {
				d.happenedLocked(dirIn, b)
			}
			if ev.Events&edgeOut != 0 {
				d.happenedLocked(dirOut, b)
			}
		}
		d.mu.Unlock()
	}
}

// poll passes on what has happened, without waiting, and reports whether anything has.
func (p *fdPoller) poll() bool { return p.pollInto(nil) }

func (p *fdPoller) pollInto(b *batch) bool {
	var evs [maxEvents]syscall.EpollEvent
	for any := false; ; any = true {
		n := p.fetch(&evs, 0)
		p.tell(evs[:n], b)
		if n < maxEvents {
			return any || n > 0
		}
	}
}
