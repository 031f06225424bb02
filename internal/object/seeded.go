// This file implements -X seed=N: ModelSingle with a seed. A generator of random numbers chooses which of the ready threads runs, and
// when another gets its turn, and time is virtual, so that the same seed gives the same run.
//
// One seed in eight chooses with equal chances at every decision. The others let the thread with the highest of random priorities run, and
// a decision makes it the lowest: so a thread can be left alone in the middle of something until all others wait, are at their end, or
// have been made lower, which is how most races show (Burckhardt et al., "A Randomized Scheduler with Probabilistic Guarantees of
// Finding Bugs", 2010). Few decisions at the right place do more than many: figures in docs/race.md.
//
// A thread may lose its turn at a switch point: where a function begins, where a loop goes round, and before every instruction that
// reads or writes what other threads can see. The latter are stubs in twins of the code (trace.go): frames that run while there are
// several threads run a twin (enterSeeded); other code, and other runs, know nothing of it.
//
// Virtual time passes as on a machine with a processor for every thread: each thread has a clock of its own (turn.at), now is the
// furthest of them, and when nothing is ready it jumps to the next deadline. A thread that is woken is not behind the one that woke
// it. So how long a thread had to wait for its turn does not matter to when its sleeps end. A thread that has just waited runs
// quickSteps switch points in almost no time: work between sleeps does not disturb their order. One that goes on running may be
// waiting for another in a loop of its own, and takes busyTime for each.
//
// What comes from outside (descriptors, system calls that take long, child processes) is noticed at points that the program's run
// determines, not the time of day: when nothing is ready, and at every noticeEvery-th decision. While something outside may still
// happen, time does not jump but passes as on the wall.

package object

import (
	crand "crypto/rand"
	"math/bits"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

const (
	stepTime     = time.Nanosecond       // what the way from one switch point to the next takes at first
	quickSteps   = 1 << 14               // how long
	busyTime     = 100 * time.Nanosecond // what it takes from then on
	noticeEvery  = 64                    // decisions between two looks at what comes from outside
	collectEvery = 1 << 22               // switch points between two collections
	loopbackTime = 2 * time.Millisecond  // what the kernel may take to deliver what was sent to a socket on the same machine
)

// How long a blocking call may take before other threads run. It is much longer than such calls take: the order of events
// depends on the machine where it passes.
const (
	fileGrace = 2 * time.Second
	callGrace = time.Minute
)

// virtualStart is the time of day when a seeded run begins, and monotonicStart what the other clocks show then.
const monotonicStart = 100 * time.Second

func virtualStart() time.Time { return time.Unix(1767225600, 0) } // 2026-01-01 UTC

// meanGaps are the mean numbers of switch points in the program's own code between two decisions; a seed chooses one. Races inside a
// statement are found with small ones, those that take a long detour with large ones. With priorities, a switch point in the library
// counts for less by ownWeight: most of what a short thread does is there.
var meanGaps = [...]int{4, 8, 8, 16, 16, 32, 64, 256}

const ownWeight = 16

// seeded is what a single has besides when it runs with a seed. The fields down to calls are used by the one OS thread only.
type seeded struct {
	rng        seedRand
	mean       int
	startFirst bool          // with priorities, the main thread has the highest at first, and so can start others undisturbed
	priority   bool          // the thread with the highest priority runs
	lowest     int64         // with priorities, the lowest so far
	weight     [2]int        // of a switch point in the library, and in other code
	taken      int           // switch points since time was last accounted for
	steps      int64         // switch points until then
	collectAt  int64         // steps at the next collection
	decisions  int           // so far
	chosen     *turn         // who runs next, if that is decided
	ready      []*turn       // guarded by single.mu
	fds        []*fdWait     // who waits for descriptors, in the order they came
	calls      []*seededCall // blocking calls under way, in the order they came
	told       bool          // a deadlock was reported

	woken  atomic.Bool  // with priorities, a thread with a higher one than the running one has become ready
	now    atomic.Int64 // virtual nanoseconds since the start
	random *rand.ChaCha8

	polling bool   // guarded by single.mu: readyLocked has to write to pipe
	pipe    [2]int // wakes the scheduler from poll
}

// fdWait is a thread that waits for a descriptor.
type fdWait struct {
	th     *Thread
	fd     int32
	events uint32
	got    uint32 // atomic; what happened
}

// seededCall is a blocking call.
type seededCall struct {
	th       *Thread
	finished atomic.Bool // f has returned
	noticed  bool
}

// seedRand is a generator of random numbers whose sequence is part of the meaning of a seed: SplitMix64 (Steele, Lea, Flood, 2014).
type seedRand uint64

func (r *seedRand) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below returns a number from 0 to n-1.
func (r *seedRand) below(n int) int {
	hi, _ := bits.Mul64(r.next(), uint64(n))
	return int(hi)
}

func newSeeded(seed uint64) *seeded {
	d := &seeded{rng: seedRand(seed), collectAt: collectEvery}
	var key [32]byte
	for i := range key {
		key[i] = byte(d.rng.next())
	}
	d.random = rand.NewChaCha8(key)
	d.mean = meanGaps[d.rng.below(len(meanGaps))] * ownWeight
	d.weight = [2]int{ownWeight, ownWeight}
	if d.priority = d.rng.below(8) != 0; d.priority {
		d.weight[0] = 1
		d.startFirst = d.rng.below(2) == 0
	}
	serials.on.Store(true)
	return d
}

// seeded returns the runtime's seeded scheduler, or nil.
func (rt *Runtime) seeded() *seeded {
	if rt.single == nil {
		return nil
	}
	return rt.single.seeded
}

// Seeded reports whether the runtime runs with a seed.
func (rt *Runtime) Seeded() bool { return rt.seeded() != nil }

// ReadRandom fills p with random bytes: the system's, or with a seed the same in every run.
func (rt *Runtime) ReadRandom(p []byte) {
	if d := rt.seeded(); d != nil {
		d.random.Read(p)
		return
	}
	crand.Read(p) // never fails
}

// Now is the time that deadlines of th's waits are computed from and compared with.
func (th *Thread) Now() time.Time {
	if d := th.Rt.seeded(); d != nil {
		d.account(th)
		return d.timeAt(th.turn.at)
	}
	return time.Now()
}

// Time is the time of day, as the program sees it.
func (th *Thread) Time() time.Time {
	if d := th.Rt.seeded(); d != nil {
		return d.timeAt(d.look(th))
	}
	return time.Now()
}

// Virtual returns what the clocks but that of the time of day show, if time is virtual.
func (th *Thread) Virtual() (time.Duration, bool) {
	if d := th.Rt.seeded(); d != nil {
		return monotonicStart + d.look(th), true
	}
	return 0, false
}

func (d *seeded) timeAt(at time.Duration) time.Time { return virtualStart().Add(at) }

// look is a look of th at the clock: it takes a step, and no thread sees less afterwards.
func (d *seeded) look(th *Thread) time.Duration {
	d.account(th)
	now := time.Duration(d.now.Load()) + stepTime
	d.now.Store(int64(now))
	th.turn.at = now
	return now
}

// account adds to th's clock, the calling thread's, the switch points that it passed since it was last accounted for.
func (d *seeded) account(th *Thread) {
	n := d.taken
	d.taken = 0
	d.steps += int64(n)
	t := th.turn
	quick := min(n, max(0, quickSteps-t.ran))
	t.ran += n
	if t.at += time.Duration(quick)*stepTime + time.Duration(n-quick)*busyTime; int64(t.at) > d.now.Load() {
		d.now.Store(int64(t.at))
	}
}

// begin makes th, which starts another thread, and that one run with switch points.
func (d *seeded) begin(starter, th *Thread) {
	th.setPending(PendingSeed)
	if loadUint32(&starter.Pending)&PendingSeed == 0 {
		starter.setPending(PendingSeed)
		for f := starter.Frame; f != nil; f = f.Prev {
			enterSeeded(th.Rt, f)
		}
	}
	d.account(starter)
	th.turn.at = starter.turn.at
	d.rank(th.turn)
	if starter.turn.priority == 0 {
		d.rank(starter.turn)
		if d.startFirst {
			starter.turn.priority = 1 << 40
		}
	}
}

// rank gives a thread its first priority.
func (d *seeded) rank(t *turn) {
	t.priority = 1 + int64(d.rng.below(1<<40))
	d.draw(t)
}

// draw says when the next decision comes while t runs.
func (d *seeded) draw(t *turn) {
	t.left = 1 + d.rng.below(2*d.mean)
}

// enterSeeded makes f, which its thread runs or is about to run, go on in code with switch points.
func enterSeeded(rt *Runtime, f *Frame) {
	if f.Code.self == nil {
		dir := rt.Config.LibraryDir
		f.addSwitches(dir != "" && strings.HasPrefix(f.Code.Filename.s, dir))
	}
}

// SwitchPoint is a place where other threads may get their turn; the calling thread's innermost frame goes on in code that has such.
func (th *Thread) SwitchPoint() {
	if d := th.Rt.seeded(); d != nil && loadUint32(&th.Pending)&PendingSeed != 0 {
		own := 1
		if f := th.Frame; f != nil {
			enterSeeded(th.Rt, f)
			if t := f.Code.self; t != nil && t.library {
				own = 0
			}
		}
		d.step(th, own)
	}
}

// step is a switch point; own is 0 in the library and 1 in other code.
func (d *seeded) step(th *Thread, own int) {
	d.taken++
	t := th.turn
	if t.left -= d.weight[own]; t.left <= 0 || d.woken.Load() {
		d.decide(th, false)
	}
}

// decide lets the generator choose who goes on; other: not th if there are others.
func (d *seeded) decide(th *Thread, other bool) {
	s := th.Rt.single
	d.account(th)
	change := other || th.turn.left <= 0
	d.woken.Store(false)
	if th.Rt.Finalizing() && th == s.main {
		th.turn.left = d.mean
		return // daemon threads do not see the end of the interpreter
	}
	if change {
		d.draw(th.turn)
	}
	if d.steps >= d.collectAt {
		d.collectAt = d.steps + collectEvery
		th.Forget(false)
		th.Rt.collectOrdered()
	}
	if d.decisions++; d.decisions%noticeEvery == 0 {
		d.notice(s, 0)
	}
	d.fire(s)
	s.mu.Lock()
	n := len(d.ready)
	if n == 0 {
		s.mu.Unlock()
		return
	}
	k := n
	switch {
	case d.priority:
		if k = d.highestLocked(); change {
			d.lowest--
			th.turn.priority = d.lowest
		} else if d.ready[k].priority < th.turn.priority {
			s.mu.Unlock()
			return
		}
	case other:
		k = d.rng.below(n)
	default:
		if k = d.rng.below(n + 1); k == n {
			s.mu.Unlock()
			return
		}
	}
	t := d.ready[k]
	d.ready[k] = th.turn
	s.mu.Unlock()
	if t.ended {
		return
	}
	d.chosen = t
	s.others(th)
}

// highestLocked returns the index of the ready thread with the highest priority, of some if there are very many.
func (d *seeded) highestLocked() int {
	const most = 256
	n := len(d.ready)
	first := 0
	if n > most {
		first = d.rng.below(n)
	}
	best := first
	for i := 1; i < min(n, most); i++ {
		if k := (first + i) % n; d.ready[k].priority > d.ready[best].priority {
			best = k
		}
	}
	return best
}

// park is single.park behind the test for a token.
func (d *seeded) park(s *single, th *Thread, timeout time.Duration) {
	t := th.turn
	d.account(th)
	if timeout > 0 {
		s.timers.add(laterBy(int64(t.at), int64(timeout)), th)
	}
	s.others(th)
	t.ran = 0
	if th.timer > 0 {
		s.timers.remove(th)
	}
}

// readyLocked is single.readyLocked: t's wait is over.
func (d *seeded) readyLocked(s *single, t *turn) {
	if now := time.Duration(d.now.Load()); t.at < now {
		t.at = now
	}
	d.ready = append(d.ready, t)
	if d.priority && t.priority > loadPtr(&s.current).turn.priority {
		d.woken.Store(true)
	}
	if d.polling {
		d.polling = false
		unix.Write(d.pipe[1], []byte{0})
	}
}

// fire makes those ready whose deadline has come.
func (d *seeded) fire(s *single) {
	if len(s.timers) == 0 {
		return
	}
	for now := d.now.Load(); s.timers.first() <= now; {
		at := s.timers.first()
		t := s.timers.pop().turn
		t.at = max(t.at, time.Duration(at))
		s.mu.Lock()
		if t.waiting {
			t.waiting = false
			d.ready = append(d.ready, t)
		}
		s.mu.Unlock()
	}
}

// next is single.next.
func (d *seeded) next(s *single) *Thread {
	if t := d.chosen; t != nil {
		d.chosen = nil
		return t.th
	}
	for {
		s.mu.Lock()
		if n := len(d.ready); n > 0 {
			k := 0
			if d.priority {
				k = d.highestLocked()
			} else {
				k = d.rng.below(n)
			}
			t := d.ready[k]
			d.ready[k] = d.ready[n-1]
			d.ready[n-1] = nil
			d.ready = d.ready[:n-1]
			ended := t.ended
			s.mu.Unlock()
			if ended {
				continue
			}
			return t.th
		}
		s.mu.Unlock()
		d.idle(s)
	}
}

// idle is called when nothing is ready: it waits, or lets time pass.
func (d *seeded) idle(s *single) {
	if d.notice(s, 0) {
		return
	}
	if len(s.timers) == 0 {
		if len(d.fds) == 0 && len(d.calls) == 0 {
			d.deadlocked(s)
		}
		d.notice(s, -1)
		return
	}
	first := time.Duration(s.timers.first())
	if left := first - time.Duration(d.now.Load()); left > 0 {
		outside, wait := len(d.calls) > 0 || hasChildren(), time.Duration(0)
		for _, w := range d.fds {
			switch descriptorKind(int(w.fd)) {
			case fdOutside:
				outside = true
			case fdLoopback:
				wait = loopbackTime
			}
		}
		if outside {
			wait = left
		}
		if wait > 0 && d.notice(s, wait) {
			return
		}
		d.now.Store(int64(first))
	}
	d.fire(s)
}

// notice makes those ready for whom something has happened outside, waiting up to timeout (negative: without limit) in real time for
// that or for an Unpark by another goroutine, and reports whether anybody is ready.
func (d *seeded) notice(s *single, timeout time.Duration) bool {
	for {
		d.noticeCalls()
		fds := make([]unix.PollFd, 0, len(d.fds)+1)
		for _, w := range d.fds {
			fds = append(fds, unix.PollFd{Fd: w.fd, Events: int16(w.events)})
		}
		ms := 0
		if timeout != 0 {
			if !d.openPipe() {
				timeout = 0
			} else {
				fds = append(fds, unix.PollFd{Fd: int32(d.pipe[0]), Events: unix.POLLIN})
				if ms = -1; timeout > 0 {
					ms = int((timeout + time.Millisecond - 1) / time.Millisecond)
				}
			}
		}
		s.mu.Lock()
		if len(d.ready) > 0 {
			ms = 0
		}
		d.polling = ms != 0
		s.mu.Unlock()
		if ms != 0 {
			for _, c := range d.calls {
				if c.finished.Load() { // before it could know that we poll
					ms = 0
				}
			}
		}
		start := time.Now()
		n := 0
		if len(fds) > 0 {
			n, _ = unix.Poll(fds, ms)
		}
		s.mu.Lock()
		d.polling = false
		s.mu.Unlock()
		if ms != 0 {
			var b [16]byte
			for {
				if k, _ := unix.Read(d.pipe[0], b[:]); k < len(b) {
					break
				}
			}
		}
		if n > 0 {
			var rest []*fdWait
			for i, w := range d.fds {
				if got := uint32(uint16(fds[i].Revents)); got != 0 {
					atomic.StoreUint32(&w.got, got)
					w.th.Unpark()
				} else {
					rest = append(rest, w)
				}
			}
			d.fds = rest
		}
		d.noticeCalls()
		s.mu.Lock()
		n = len(d.ready)
		s.mu.Unlock()
		if n > 0 || timeout == 0 {
			return n > 0
		}
		if timeout > 0 {
			if timeout -= time.Since(start); timeout <= 0 {
				return false
			}
		}
	}
}

// openPipe makes the pipe that wakes the scheduler.
func (d *seeded) openPipe() bool {
	if d.pipe != [2]int{} {
		return true
	}
	var p [2]int
	if unix.Pipe(p[:]) != nil {
		return false
	}
	for _, fd := range p {
		unix.CloseOnExec(fd)
		unix.SetNonblock(fd, true)
	}
	d.pipe = p
	return true
}

// noticeCalls wakes those whose blocking calls have ended.
func (d *seeded) noticeCalls() {
	rest := d.calls[:0]
	for _, c := range d.calls {
		if c.finished.Load() {
			c.noticed = true
			c.th.Unpark()
		} else {
			rest = append(rest, c)
		}
	}
	clear(d.calls[len(rest):])
	d.calls = rest
}

// blocking is Thread.Blocking. What is over soon is over before anybody else runs. What may take long, or may depend on another thread,
// runs beside the others, and its end is noticed where notice is called.
func (d *seeded) blocking(s *single, th *Thread, k WaitKind, f func()) {
	grace := callGrace
	switch k {
	case WaitProcess, WaitHost, WaitDescriptor:
		grace = 0
	case WaitFile:
		grace = fileGrace
	}
	if th.Rt.Count() == 1 {
		f()
		return
	}
	c := &seededCall{th: th}
	done := make(chan struct{})
	go func() {
		f()
		c.finished.Store(true)
		close(done)
		s.mu.Lock()
		if d.polling {
			d.polling = false
			unix.Write(d.pipe[1], []byte{0})
		}
		s.mu.Unlock()
	}()
	if grace > 0 {
		t := time.NewTimer(grace)
		defer t.Stop()
		select {
		case <-done:
			return
		case <-t.C:
		}
	}
	d.calls = append(d.calls, c)
	for !c.noticed {
		s.park(th, -1)
	}
}

// watchFD registers w.
func (d *seeded) watchFD(w *fdWait) error {
	fds := []unix.PollFd{{Fd: w.fd, Events: int16(w.events)}}
	if unix.Poll(fds, 0); fds[0].Revents&unix.POLLNVAL != 0 {
		return syscall.EBADF
	}
	if plainFD(int(w.fd)) {
		return syscall.EPERM
	}
	d.fds = append(d.fds, w)
	return nil
}

// forgetFD undoes watchFD.
func (d *seeded) forgetFD(w *fdWait) {
	for i, x := range d.fds {
		if x == w {
			d.fds = append(d.fds[:i:i], d.fds[i+1:]...)
			return
		}
	}
}

// closedFD wakes those who wait for a descriptor that is about to be closed.
func (d *seeded) closedFD(fd int32) {
	var rest []*fdWait
	for _, w := range d.fds {
		if w.fd == fd {
			atomic.StoreUint32(&w.got, PollNval)
			w.th.Unpark()
		} else {
			rest = append(rest, w)
		}
	}
	d.fds = rest
}

// What descriptorKind tells.
const (
	fdInside   = iota // what happens to it comes from this process
	fdLoopback        // from this machine, over the network's code
	fdOutside         // from elsewhere
)

// descriptorKind guesses from where what is waited for will come.
func descriptorKind(fd int) int {
	var st unix.Stat_t
	if unix.Fstat(fd, &st) != nil {
		return fdInside
	}
	switch st.Mode & unix.S_IFMT {
	case unix.S_IFCHR:
		return fdOutside
	case unix.S_IFIFO:
		if fd == 0 {
			return fdOutside
		}
	case unix.S_IFSOCK:
		peer, err := unix.Getpeername(fd)
		switch a := peer.(type) {
		case *unix.SockaddrInet4:
			if err == nil && a.Addr[0] != 127 {
				return fdOutside
			}
		case *unix.SockaddrInet6:
			if err == nil && a.Addr != [16]byte{15: 1} {
				return fdOutside
			}
		case *unix.SockaddrUnix:
			return fdInside
		}
		return fdLoopback
	}
	return fdInside
}

// deadlocked reports that every thread waits for another one, for ever, once.
func (d *seeded) deadlocked(s *single) {
	rt := s.main.Rt
	if d.told || rt.Config.Deadlock == DeadlockOff {
		return
	}
	threads := rt.allStuck()
	if threads == nil {
		return
	}
	d.told = true
	rt.tellDeadlock(threads)
}
