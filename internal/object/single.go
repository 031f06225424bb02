// This file implements ModelSingle: all Python threads run on one OS thread, which jumps from one to the next.
//
// Every Python thread but the main one runs on a coroutine (iter.Pull): it runs until it waits or its slice is over, then it yields,
// and the loop of single.others resumes the next that is ready. A thread that has ended or is suspended (worker.go) leaves the
// coroutine to others. The main thread is the goroutine that the loop runs on, locked to its OS
// thread: when it waits, it runs the loop until it is ready itself. So blocking works anywhere, also below native code that called
// back into Python. Other goroutines do what cannot be polled and run no Python code; they come in through unpark.

package object

import (
	"iter"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

type single struct {
	main     *Thread
	timers   deadlines     // used by the one OS thread only; on Clock, or on the virtual one with a seed
	idle     []*coroutine  // likewise; those without a thread
	chosen   *Thread       // likewise; whose turn it is, if that has been decided
	lockWait *LockWait     // likewise; see Lock.SuspendAcquire
	sinceT   int           // turns since the timers and the poller were looked at
	breathed time.Duration // likewise; on Clock: see breathe
	looked   time.Duration // on Clock, when the poller was looked at in the middle of a turn
	seeded   *seeded       // nil: no seed, see seeded.go
	wake     chan struct{} // capacity 1: ready is no longer empty

	current *Thread // atomic; whose turn it is, or was last

	mu         sync.Mutex
	back       threadQueue   // guarded by mu; came back from waiting
	busy       threadQueue   // guarded by mu; used up their slice, or are new
	overtaking time.Duration // guarded by mu; since when, on Clock, threads of back have gone before those of busy; 0: they have not
	mainAway   bool          // used by the one OS thread only; main runs on coroutines: see runMain
	mainEnded  bool          // likewise; its job there has ended
	alive      int           // guarded by mu; threads that started and have not ended, without the main one
	polling    bool          // guarded by mu; the one OS thread waits in the poller
	ticking    bool          // guarded by mu; tick runs
	resting    bool          // guarded by mu; tick waits for ticks, as nobody has run for a while
	ticks      chan struct{} // capacity 1; the one OS thread has something to do again
}

// turn is a thread's part in a single. The fields down to token are guarded by single.mu, the others used by the one OS thread.
type turn struct {
	th      *Thread
	waiting bool // in Park, in no queue
	token   bool // Unpark came
	ended   bool // never to run again

	co       *coroutine    // nil: it has not started, or is suspended
	left     int           // a decision comes when switch points that weigh so much have passed, with a seed
	priority int64         // with a seed; 0: none yet
	ran      int           // switch points since it last waited, with a seed
	at       time.Duration // virtual time with a seed; written by the one OS thread, and under single.mu while waiting
}

func newSingle(main *Thread) *single {
	main.turn = &turn{th: main}
	s := &single{main: main, wake: make(chan struct{}, 1), ticks: make(chan struct{}, 1)}
	s.setCurrent(main)
	return s
}

// start makes th ready.
func (s *single) start(th *Thread) {
	if th.turn == nil {
		th.turn = new(turn)
	}
	s.mu.Lock()
	*th.turn = turn{th: th}
	if d := s.seeded; d != nil {
		s.mu.Unlock()
		d.begin(loadPtr(&s.current), th)
		s.mu.Lock()
		d.ready = append(d.ready, th.turn)
		s.alive++
		s.mu.Unlock()
		return
	}
	s.busy.push(th)
	s.alive++
	start := !s.ticking
	s.ticking = true
	s.mu.Unlock()
	if start {
		go s.tick()
	}
}

// tick brings a thread that runs for long to a safe point, as long as there are others: it may make no backward jumps.
func (s *single) tick() {
	var last *Thread
	var waits uint64
	for {
		time.Sleep(s.main.Rt.SwitchInterval())
		th := loadPtr(&s.current)
		n := atomic.LoadUint64(&th.wait.state)
		same := th == last && n == waits
		last, waits = th, n
		s.mu.Lock()
		s.ticking = s.alive > 0
		stop := !s.ticking
		s.resting = !stop && same && s.polling // nobody has run since the last tick
		rest := s.resting
		s.mu.Unlock()
		switch {
		case stop:
			return
		case rest:
			<-s.ticks
		case same: // who has only just begun to run is not to queue behind those that are busy
			th.setPending(PendingSwitch)
		}
	}
}

// notPolling notes that the one OS thread waits no more.
func (s *single) notPolling() {
	s.mu.Lock()
	s.polling = false
	rests := s.resting
	s.resting = false
	s.mu.Unlock()
	if rests {
		s.ticks <- struct{}{} // it has room: tick takes one each time it rests
	}
}

// park is Thread.Park.
func (s *single) park(th *Thread, timeout time.Duration) bool {
	t := th.turn
	s.mu.Lock()
	if t.token || timeout == 0 {
		token := t.token
		t.token = false
		s.mu.Unlock()
		return token
	}
	t.waiting = true
	s.mu.Unlock()
	if s.seeded != nil {
		s.seeded.park(s, th, timeout)
	} else {
		if timeout > 0 {
			s.timers.add(laterBy(int64(Clock()), int64(timeout)), th)
		}
		s.others(th)
		if th.timer > 0 {
			s.timers.remove(th)
		}
	}
	s.mu.Lock()
	token := t.token
	t.token = false
	s.mu.Unlock()
	return token
}

// setTimer has th, which is being suspended, made ready at th.until; dropTimer undoes that.
func (s *single) setTimer(th *Thread) { s.timers.add(th.until, th) }

func (s *single) dropTimer(th *Thread) {
	if th.timer > 0 {
		s.timers.remove(th)
	}
}

// unpark is Thread.Unpark; inside: the one OS thread calls it.
func (s *single) unpark(th *Thread, inside bool) {
	t := th.turn
	s.mu.Lock()
	if t == nil || t.token { // a thread that has not started waits for nothing
		s.mu.Unlock()
		return
	}
	t.token = true
	if inside && t.waiting && s.seeded == nil {
		t.waiting = false
		s.back.push(th)
	} else {
		s.readyLocked(t)
	}
	s.mu.Unlock()
}

// readyLocked makes a waiting thread ready.
func (s *single) readyLocked(t *turn) {
	if !t.waiting {
		return
	}
	t.waiting = false
	if s.seeded != nil {
		s.seeded.readyLocked(s, t)
		return
	}
	s.back.push(t.th)
	if s.polling {
		s.polling = false
		s.main.Rt.poller.post()
		return
	}
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// yield lets those run that are ready before th.
func (s *single) yield(th *Thread) {
	if s.seeded != nil {
		s.seeded.decide(th, true)
		return
	}
	s.fireTimers()
	s.mu.Lock()
	if s.back.n+s.busy.n == 0 {
		s.mu.Unlock()
		return
	}
	s.busy.push(th)
	s.mu.Unlock()
	t := th.Rt.timeline.Load()
	if t != nil {
		t.yield(th)
	}
	s.others(th)
	if t != nil {
		t.run(th)
	}
}

// endSlice is Thread.EndSlice.
func (s *single) endSlice(th *Thread) {
	if s.seeded != nil {
		return // see Thread.SwitchPoint
	}
	now := Clock()
	if th.SliceStart == 0 {
		th.SliceStart = int64(now) // the turn's first look at the clock
		return
	}
	if s.timers.first() <= int64(now) {
		s.fireTimers()
	}
	if now-s.looked > quickSlice/2 {
		s.looked = now
		th.Rt.poller.lookNow()
	}
	slice := th.Rt.SwitchInterval()
	s.mu.Lock()
	back, busy := s.back.n, s.busy.n
	s.mu.Unlock()
	if back > 0 {
		slice = min(slice, quickSlice)
	}
	if back+busy > 0 && Clock()-time.Duration(th.SliceStart) > slice {
		s.yield(th)
	}
}

// blocking runs f on another goroutine, if there are other threads that could run meanwhile.
func (s *single) blocking(th *Thread, k WaitKind, f func()) {
	if s.seeded != nil {
		s.seeded.blocking(s, th, k, f)
		return
	}
	if th.Rt.Count() == 1 {
		f()
		return
	}
	var done atomic.Bool
	go func() {
		f()
		done.Store(true)
		th.Unpark()
	}()
	for !done.Load() {
		s.park(th, -1)
	}
}

// stop ends th: it never runs again.
func (s *single) stop(th *Thread) {
	s.mu.Lock()
	th.turn.ended = true
	s.mu.Unlock()
	for {
		s.others(th)
	}
}

func (s *single) setCurrent(th *Thread) { storePtr(&s.current, th) }

// others runs others until it is th's turn again.
func (s *single) others(th *Thread) {
	if co := th.turn.co; co != nil {
		co.yield(struct{}{})
	} else {
		for next := s.next(); next != s.main; next = s.next() {
			s.setCurrent(next)
			s.step(next.turn)
		}
	}
	s.setCurrent(th)
	th.SliceStart = 0
}

// runMain runs threads until the main one, which is suspended, has ended its job m.
func (s *single) runMain(th *Thread, m *mainJob) {
	t := th.turn
	for {
		s.mu.Lock()
		token := t.token
		t.token = false
		t.waiting = !token
		s.mu.Unlock()
		if !token {
			break
		}
		if th.proceed() {
			return
		}
	}
	s.mainAway = true
	for !s.mainEnded {
		next := s.next()
		s.setCurrent(next)
		s.step(next.turn)
	}
	s.mainAway, s.mainEnded = false, false
	s.setCurrent(th)
	th.SliceStart = 0
}

// stays reports whether th is not free to run on any coroutine.
func (s *single) stays(th *Thread) bool { return th.turn.co != nil || th == s.main && !s.mainAway }

// next takes the thread whose turn it is, waiting until there is one.
func (s *single) next() *Thread {
	if s.seeded != nil {
		return s.seeded.next(s)
	}
	if th := s.chosen; th != nil {
		s.chosen = nil
		return th
	}
	for {
		if s.sinceT++; s.sinceT > 16 {
			s.fireTimers()
			s.main.Rt.poller.lookNow()
		}
		th := s.pop()
		if th == nil {
			s.fireTimers()
			th = s.pop()
		}
		if th != nil {
			if th.turn.ended {
				continue
			}
			return th
		}
		left := time.Duration(-1)
		if len(s.timers) > 0 {
			left = max(time.Duration(s.timers.first())-Clock(), 0)
		}
		if s.main.Rt.poller.idle(s, left) {
			continue
		}
		if len(s.timers) == 0 {
			<-s.wake
			continue
		}
		timer := time.NewTimer(left)
		select {
		case <-s.wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// breathe is called when the one OS thread has waited. When that comes often, Go's scheduler does not see the goroutine change for 10 ms; then its
// monitor takes the processor away from each wait, and looks every 20 us.
func (s *single) breathe() {
	now := Clock()
	since := now - s.breathed
	if since < breatheFrom {
		return
	}
	if s.breathed = now; since < breatheTo { // else it is idle rather
		runtime.Gosched()
	}
}

// How long after the last time the one OS thread breathes: see breathe.
const (
	breatheFrom = 5 * time.Millisecond
	breatheTo   = 20 * time.Millisecond
)

// pop takes the first thread that is ready, or nil.
func (s *single) pop() *Thread {
	s.mu.Lock()
	th := s.popLocked()
	s.mu.Unlock()
	return th
}

// popLocked is pop with s.mu held, which it may let go of meanwhile.
func (s *single) popLocked() *Thread {
	if s.busy.n == 0 {
		return s.back.pop()
	}
	if th := s.busy.ring[s.busy.head]; s.back.n == 0 && s.stays(th) {
		// It will run for a while: the answer to what a thread has just sent goes first.
		s.mu.Unlock()
		s.main.Rt.poller.lookNow()
		s.mu.Lock()
	}
	if s.back.n > 0 {
		switch now := Clock(); {
		case s.overtaking == 0:
			s.overtaking = now
			return s.back.pop()
		case now-s.overtaking <= overtakeFor:
			return s.back.pop()
		}
	}
	s.overtaking = 0
	return s.busy.pop()
}

// fireTimers makes those ready whose time has come.
func (s *single) fireTimers() {
	s.sinceT = 0
	if len(s.timers) == 0 {
		return
	}
	for now := int64(Clock()); s.timers.first() <= now; {
		t := s.timers.pop().turn
		s.mu.Lock()
		if t.waiting {
			s.readyLocked(t)
		} else { // it is just being suspended, for a shorter time than that takes; or has been woken, and has a token
			t.token = true
		}
		s.mu.Unlock()
	}
}

// step runs the thread, and perhaps others that have no coroutine, until one yields or there is none.
func (s *single) step(t *turn) {
	c := t.co
	if c == nil {
		if n := len(s.idle) - 1; n >= 0 {
			c = s.idle[n]
			s.idle[n] = nil
			s.idle = s.idle[:n]
		} else {
			c = &coroutine{}
			c.resume, _ = iter.Pull(func(yield func(struct{}) bool) {
				c.yield = yield
				c.loop(s)
			})
		}
		c.th = t.th
		s.awake(t.th)
	}
	c.resume()
}

// coroutine runs threads, one after another.
type coroutine struct {
	th     *Thread // what it runs next
	resume func() (struct{}, bool)
	yield  func(struct{}) bool
}

// maxIdleCoroutines is how many are kept.
const maxIdleCoroutines = 64

func (c *coroutine) loop(s *single) {
	for {
		if c.th = c.run(s, c.th); c.th != nil {
			continue
		}
		if len(s.idle) >= maxIdleCoroutines {
			return
		}
		s.idle = append(s.idle, c)
		c.yield(struct{}{})
	}
}

// run runs th until it ends or is suspended, and returns the thread to run next; nil: ask single.next.
func (c *coroutine) run(s *single, th *Thread) *Thread {
	t := th.turn
	t.co = c
	for {
		end := th.proceed()
		main := end && th == s.main
		if main {
			s.mainEnded = true
		} else if end {
			th.retire()
		}
		if s.sinceT++; s.sinceT > 16 {
			s.fireTimers()
			s.main.Rt.poller.lookNow()
		}
		s.mu.Lock()
		if end || !t.token {
			t.co = nil
			t.waiting = !end
			if end && !main {
				s.alive--
			}
			th := s.nextAwayLocked()
			s.mu.Unlock()
			return th
		}
		t.token = false
		s.mu.Unlock()
	}
}

// nextAwayLocked takes the thread whose turn it is if it can run on any coroutine; nil: ask next.
func (s *single) nextAwayLocked() *Thread {
	if s.seeded != nil || s.mainEnded {
		return nil
	}
	th := s.popLocked()
	switch {
	case th == nil || th.turn.ended:
		return nil
	case s.stays(th):
		s.chosen = th
		return nil
	}
	th.turn.token = false // the Unpark that has made it ready
	s.setCurrent(th)
	th.SliceStart = 0
	return th
}

// awake forgets the Unpark that has made th ready.
func (s *single) awake(th *Thread) {
	s.mu.Lock()
	th.turn.token = false
	s.mu.Unlock()
}

// threadQueue is a queue of threads in a ring.
type threadQueue struct {
	ring []*Thread // its length is 0 or a power of two
	head int
	n    int
}

func (q *threadQueue) push(th *Thread) {
	if q.n == len(q.ring) {
		ring := make([]*Thread, max(16, 2*q.n))
		for i := range q.n {
			ring[i] = q.ring[(q.head+i)&(len(q.ring)-1)]
		}
		q.ring, q.head = ring, 0
	}
	q.ring[(q.head+q.n)&(len(q.ring)-1)] = th
	q.n++
}

// pop returns the first thread, or nil.
func (q *threadQueue) pop() *Thread {
	if q.n == 0 {
		return nil
	}
	th := q.ring[q.head]
	q.ring[q.head] = nil
	q.head = (q.head + 1) & (len(q.ring) - 1)
	q.n--
	return th
}
