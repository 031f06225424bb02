// This file implements the GIL of -X gil=1: a lock that one Python thread at a time holds while it runs.
//
// Waiters queue in the order they came, those that come back from waiting or blocking in front of those that have used up their
// slice, and a release hands the lock to the first: nobody overtakes. A parked thread that is woken is put into the queue by whoever wakes
// it (admit), and its goroutine goes on when it has the lock. Who comes back while a busy thread holds the lock gets it at the holder's
// next safe point; but when such threads have gone first for overtakeFor, a busy one has its turn, which lasts quickSlice.
// The holder looks at the clock itself (Thread.EndSlice); tick is for code that makes no backward jumps.

package object

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

const (
	gilFree uint32 = iota
	gilHeld
	gilWanted // held, and somebody waits
)

// quickSlice is how long a thread goes on when one waits that has come back from waiting, and it need not give way at once.
const quickSlice = time.Millisecond

// overtakeFor is how long threads that come back from waiting go before those that used up their slice.
const overtakeFor = 3 * time.Millisecond

type gil struct {
	rt         *Runtime
	state      uint32                 // atomic
	quick      uint32                 // atomic: back is not empty
	holder     atomic.Pointer[Thread] // who took it last
	turns      atomic.Uint32          // how often it was taken
	guard      atomic.Int64           // on Clock: until then the holder need not give way to those that come back
	busyHolder atomic.Bool            // the holder was one of busy
	breath     int64                  // used by the holder; on Clock, when it last let go of its processor

	mu         sync.Mutex
	back       threadQueue   // guarded by mu; came back from waiting or blocking
	busy       threadQueue   // guarded by mu; used up their slice, or are new
	overtaking time.Duration // guarded by mu; since when, on Clock, threads of back have gone before those of busy; 0: they have not
	ticking    bool          // guarded by mu
}

// gilWait is what a recording is to know of a thread's wait for the GIL.
type gilWait struct {
	at    uint64
	woken uint64
	by    *Thread
}

func (g *gil) wanted() bool { return atomic.LoadUint32(&g.state) == gilWanted }

// due reports whether th, the holder, is to let others run, at the time now.
func (g *gil) due(th *Thread, now int64) bool {
	if !g.wanted() {
		return false
	}
	ran := time.Duration(now - th.SliceStart)
	if ran > g.rt.SwitchInterval() {
		return true
	}
	if atomic.LoadUint32(&g.quick) == 0 || now < g.guard.Load() {
		return false
	}
	return ran > quickSlice || g.busyHolder.Load()
}

// acquire takes the lock for th; back says that it comes back from waiting.
func (g *gil) acquire(th *Thread, back bool) {
	if atomic.CompareAndSwapUint32(&g.state, gilFree, gilHeld) {
		g.busyHolder.Store(false)
		g.taken(th)
		return
	}
	g.mu.Lock()
	if atomic.SwapUint32(&g.state, gilWanted) == gilFree {
		g.setLocked() // it was given up meanwhile
		g.mu.Unlock()
		g.busyHolder.Store(false)
	} else {
		g.queueLocked(th, back)
		g.mu.Unlock()
		g.wait(th)
	}
	g.taken(th)
}

// admit lets th, which is parked and was woken by the caller, go on when it has the lock; back says that it comes back from waiting.
func (g *gil) admit(th *Thread, back bool) {
	if t := g.rt.timeline.Load(); t != nil {
		th.gilWait = &gilWait{t.rec.Ticks(), atomic.LoadUint64(&th.timeline.woken), g.holder.Load()}
	}
	g.mu.Lock()
	if atomic.SwapUint32(&g.state, gilWanted) == gilFree {
		g.setLocked()
		g.busyHolder.Store(false)
		g.holder.Store(th)
		g.mu.Unlock()
		th.gilWait = nil
		g.wake(th)
		return
	}
	g.queueLocked(th, back)
	g.mu.Unlock()
}

// admitAway is admit for a thread without a worker, which gets one when it has the lock.
func (g *gil) admitAway(th *Thread, back bool) {
	th.noWorker = true
	g.admit(th, back)
}

// wake lets th run, which has the lock now.
func (g *gil) wake(th *Thread) {
	if th.noWorker {
		g.rt.pool.submit(th)
		return
	}
	th.worker.park <- struct{}{} // it has room: whoever waits here is not parked, or was woken
}

// admitted is called by th when it goes on after admit.
func (g *gil) admitted(th *Thread) {
	if w := th.gilWait; w != nil {
		if t := g.rt.timeline.Load(); t != nil {
			t.wantedGIL(th, w)
		}
		th.gilWait = nil
	}
	g.taken(th)
}

func (g *gil) taken(th *Thread) {
	g.holder.Store(th)
	g.turns.Add(1)
	th.SliceStart = int64(Clock())
}

// release gives the lock up, to the first who waits if anybody does.
func (g *gil) release() {
	if atomic.CompareAndSwapUint32(&g.state, gilHeld, gilFree) {
		return
	}
	if atomic.LoadUint32(&g.quick) == 0 {
		g.rt.poller.lookNow() // a busy thread will run for a while: the answer to what this one has just sent goes first
	}
	g.mu.Lock()
	if !g.nextLocked() {
		atomic.StoreUint32(&g.state, gilFree)
	}
	g.mu.Unlock()
}

// hand lets the others that wait run before th.
func (g *gil) hand(th *Thread) {
	if !g.wanted() {
		return
	}
	g.mu.Lock()
	if g.back.n+g.busy.n == 0 {
		g.setLocked()
		g.mu.Unlock()
		return
	}
	next := g.chooseLocked()
	g.queueLocked(th, false)
	g.giveLocked(next)
	g.mu.Unlock()
	g.wait(th)
	g.taken(th)
	if t := g.rt.timeline.Load(); t != nil {
		t.run(th)
	}
}

func (g *gil) queueLocked(th *Thread, back bool) {
	if back {
		g.back.push(th)
	} else {
		g.busy.push(th)
	}
	g.setLocked()
	if back && g.busyHolder.Load() && int64(Clock()) >= g.guard.Load() {
		g.holder.Load().setPending(PendingSwitch)
	}
	if !g.ticking {
		g.ticking = true
		go g.tick()
	}
}

// setLocked brings state and quick in line with the queues while the lock is held.
func (g *gil) setLocked() {
	state, quick := gilHeld, uint32(0)
	if g.back.n+g.busy.n > 0 {
		state = gilWanted
	}
	if g.back.n > 0 {
		quick = 1
	}
	atomic.StoreUint32(&g.state, state)
	atomic.StoreUint32(&g.quick, quick)
}

// nextLocked hands the lock to the first who waits and reports whether anybody did.
func (g *gil) nextLocked() bool {
	th := g.chooseLocked()
	if th == nil {
		return false
	}
	g.giveLocked(th)
	return true
}

// chooseLocked takes who goes next out of its queue.
func (g *gil) chooseLocked() *Thread {
	if g.busy.n == 0 {
		g.overtaking = 0
		g.busyHolder.Store(false)
		return g.back.pop()
	}
	if g.back.n > 0 {
		now := Clock()
		if g.overtaking == 0 {
			g.overtaking = now
		}
		if now-g.overtaking <= overtakeFor {
			g.busyHolder.Store(false)
			return g.back.pop()
		}
		g.guard.Store(int64(now + quickSlice))
	}
	g.overtaking = 0
	g.busyHolder.Store(true)
	return g.busy.pop()
}

func (g *gil) giveLocked(th *Thread) {
	g.setLocked()
	last := g.holder.Swap(th) // at once: a later request to give way is not for last
	if t := g.rt.timeline.Load(); t != nil {
		t.wake(th, last)
	}
	g.wake(th)
}

// wait waits until the lock is handed to th.
func (g *gil) wait(th *Thread) {
	if t := g.rt.timeline.Load(); t != nil {
		t.wantGIL(th, g.holder.Load())
	}
	<-th.worker.park
}

// breathe lets goroutines without the lock, which have work to do for others, have the processor for a moment, if the holder has not for a
// while: there may be only one processor.
func (g *gil) breathe(now int64) {
	if now-g.breath > int64(quickSlice) {
		g.breath = now
		runtime.Gosched()
	}
}

// tick brings the holder to a safe point when it has run for long while others wait: it may make no backward jumps.
func (g *gil) tick() {
	last, quiet := g.turns.Load(), 0
	for {
		time.Sleep(max(g.rt.SwitchInterval(), time.Millisecond))
		if quiet++; g.wanted() {
			quiet = 0
			if n := g.turns.Load(); n != last {
				last = n
			} else if th := g.holder.Load(); th != nil {
				th.setPending(PendingSwitch)
			}
			continue
		}
		if quiet < 20 {
			continue
		}
		g.mu.Lock()
		if g.back.n+g.busy.n == 0 {
			g.ticking = false
			g.mu.Unlock()
			return
		}
		g.mu.Unlock()
	}
}
