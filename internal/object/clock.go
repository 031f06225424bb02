// This file implements timeouts of parked threads in the models goroutine and os: one heap of deadlines, and one alarm for the earliest.
//
// Go's own timers are exact to a millisecond or two on Linux, since its poller waits in milliseconds, and cost a timer, a channel and
// a select for each thread. Here a thread with a timeout waits as any other, and the alarm is a timerfd in the poller, or one timer of Go's where
// there is none. A busy thread looks at the earliest deadline too (Runtime.look), so that nobody waits for a processor to be free.

package object

import (
	"sync"
	"sync/atomic"
	"time"
)

type clock struct {
	next  atomic.Int64 // the earliest deadline on Clock, never if there is none; changes under mu
	mu    sync.Mutex
	heap  deadlines   // guarded by mu
	armed int64       // guarded by mu; what the alarm is set to
	alarm *time.Timer // guarded by mu; nil: the poller has a timerfd
}

// timerFired is the Thread.timer of one that run has woken.
const timerFired = -1

// parkUntil parks the goroutine of th, which is in state parkWaits, until Unpark or the end of a timeout, and reports whether it was woken
// before that.
func (c *clock) parkUntil(th *Thread, timeout time.Duration) bool {
	at := laterBy(int64(Clock()), int64(timeout))
	c.mu.Lock()
	c.heap.add(at, th)
	c.armLocked(th.Rt, timeout)
	c.mu.Unlock()
	<-th.worker.park
	c.mu.Lock()
	defer c.mu.Unlock()
	switch th.timer {
	case timerFired:
		th.timer = 0
		return false
	case 0: // its time had come, but somebody else was about to wake it
	default:
		c.heap.remove(th)
	}
	return true
}

// setAway has th, which is being suspended, woken at th.until.
func (c *clock) setAway(th *Thread) {
	c.mu.Lock()
	th.timedAway = true
	c.heap.add(th.until, th)
	c.armLocked(th.Rt, never)
	c.mu.Unlock()
}

// dropAway undoes setAway, if its time has not come.
func (c *clock) dropAway(th *Thread) {
	c.mu.Lock()
	if th.timedAway {
		th.timedAway = false
		c.heap.remove(th)
	}
	c.mu.Unlock()
}

// armLocked brings next up to date, and the alarm if it is set too late; left is the time to the earliest deadline, or more.
func (c *clock) armLocked(rt *Runtime, left time.Duration) {
	first := c.heap.first()
	if c.next.Load() != first {
		c.next.Store(first)
	}
	if first == never {
		return
	}
	if c.armed != 0 && c.armed <= first {
		return
	}
	c.armed = first
	left = max(min(left, time.Duration(first-int64(Clock()))), 1)
	switch {
	case rt.poller.setAlarm(left):
	case c.alarm == nil:
		c.alarm = time.AfterFunc(left, func() { c.run(rt, nil) })
	default:
		c.alarm.Reset(left)
	}
}

// run wakes the threads whose time has come and reports whether there were any (b: see unparkInto). It runs no Python code.
func (c *clock) run(rt *Runtime, b *batch) bool {
	woke := false
	for more := true; more; {
		now := int64(Clock())
		c.mu.Lock()
		if c.armed != 0 && c.armed <= now {
			c.armed = 0 // it has gone off
		}
		more = false
		for n := 0; len(c.heap) > 0 && c.heap[0].at <= now; n++ {
			if more = n == 64; more {
				break // let others have the lock
			}
			th := c.heap.pop()
			if th.timedAway {
				th.timedAway = false
				th.unparkWorker(nil, b)
				woke = true
				continue
			}
			if th.parked.CompareAndSwap(parkWaits, parkRuns) {
				th.timer = timerFired
				th.goOn()
				woke = true
			}
		}
		if !more {
			c.armLocked(rt, never)
		}
		c.mu.Unlock()
	}
	return woke
}

// due reports whether a deadline has passed.
func (c *clock) due(now int64) bool {
	at := c.next.Load()
	return at <= now && at != 0
}
