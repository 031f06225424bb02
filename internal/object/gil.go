// This file implements the GIL of -X gil=1: a lock that one Python thread at a time holds while it runs.
//
// Waiters queue in the order they came, those that come back from waiting or blocking in front of those that have used up their
// slice, and a release hands the lock to the first: nobody overtakes. The holder looks at the clock itself (Thread.EndSlice); a
// waiter's timer is for code that makes no backward jumps.

package object

import (
	"sync"
	"sync/atomic"
	"time"
)

const (
	gilFree uint32 = iota
	gilHeld
	gilWanted // held, and somebody waits
)

// quickSlice is how long a thread goes on when one waits that has come back from waiting: such threads run briefly as a rule.
const quickSlice = time.Millisecond

// maxOvertake is how many threads in a row may come back in front of those that used up their slice.
const maxOvertake = 16

type gil struct {
	state     uint32                 // atomic
	holder    atomic.Pointer[Thread] // who took it last
	mu        sync.Mutex
	back      []*gilWaiter // guarded by mu; came back from waiting or blocking
	busy      []*gilWaiter // guarded by mu; used up their slice
	overtaken int          // guarded by mu
	quick     uint32       // atomic: back is not empty
}

type gilWaiter struct {
	th *Thread
	ch chan struct{}
}

func (g *gil) wanted() bool { return atomic.LoadUint32(&g.state) == gilWanted }

// slice returns how long the holder may run.
func (g *gil) slice(interval time.Duration) time.Duration {
	if atomic.LoadUint32(&g.quick) != 0 {
		return min(interval, quickSlice)
	}
	return interval
}

// acquire takes the lock for th; back says that it comes back from waiting.
func (g *gil) acquire(th *Thread, back bool) {
	if !atomic.CompareAndSwapUint32(&g.state, gilFree, gilHeld) {
		g.mu.Lock()
		if atomic.SwapUint32(&g.state, gilWanted) == gilFree {
			g.setLocked() // it was given up meanwhile
			g.mu.Unlock()
		} else {
			w := g.queueLocked(th, back)
			g.mu.Unlock()
			g.wait(w)
		}
	}
	g.taken(th)
}

func (g *gil) taken(th *Thread) {
	g.holder.Store(th)
	th.SliceStart = int64(Clock())
}

// release gives the lock up, to the first who waits if anybody does.
func (g *gil) release() {
	if atomic.CompareAndSwapUint32(&g.state, gilHeld, gilFree) {
		return
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
	if len(g.back)+len(g.busy) == 0 {
		g.setLocked()
		g.mu.Unlock()
		return
	}
	w := g.queueLocked(th, false)
	g.nextLocked()
	g.mu.Unlock()
	g.wait(w)
	g.taken(th)
	if t := th.Rt.timeline.Load(); t != nil {
		t.run(th)
	}
}

func (g *gil) queueLocked(th *Thread, back bool) *gilWaiter {
	w := &gilWaiter{th, make(chan struct{}, 1)}
	if back {
		g.back = append(g.back, w)
	} else {
		g.busy = append(g.busy, w)
	}
	g.setLocked()
	return w
}

// setLocked brings state and quick in line with the queues while the lock is held.
func (g *gil) setLocked() {
	state, quick := gilHeld, uint32(0)
	if len(g.back)+len(g.busy) > 0 {
		state = gilWanted
	}
	if len(g.back) > 0 {
		quick = 1
	}
	atomic.StoreUint32(&g.state, state)
	atomic.StoreUint32(&g.quick, quick)
}

// nextLocked hands the lock to the first who waits and reports whether anybody did.
func (g *gil) nextLocked() bool {
	q := &g.back
	if len(g.busy) > 0 && (len(g.back) == 0 || g.overtaken >= maxOvertake) {
		q = &g.busy
		g.overtaken = 0
	} else if len(g.busy) > 0 {
		g.overtaken++
	}
	if len(*q) == 0 {
		return false
	}
	w := (*q)[0]
	(*q)[0] = nil
	if *q = (*q)[1:]; len(*q) == 0 {
		*q = nil
	}
	g.setLocked()
	if t := w.th.Rt.timeline.Load(); t != nil {
		t.wake(w.th, g.holder.Load())
	}
	w.ch <- struct{}{}
	return true
}

// wait waits until the lock is handed to w, asking the holder for it when its slice is over.
func (g *gil) wait(w *gilWaiter) {
	if t := w.th.Rt.timeline.Load(); t != nil {
		t.wantGIL(w.th, g.holder.Load())
	}
	interval := w.th.Rt.SwitchInterval()
	t := time.NewTimer(interval)
	defer t.Stop()
	for {
		select {
		case <-w.ch:
			return
		case <-t.C:
			g.holder.Load().setPending(PendingSwitch) // it comes to a safe point soon
			t.Reset(interval)
		}
	}
}
