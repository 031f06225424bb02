// This file implements timeouts of parked threads in the models goroutine and os: one heap of deadlines, and one alarm for the earliest.
//
// Go's own timers are exact to a millisecond or two on Linux, since its poller waits in milliseconds, and cost a timer, a channel and
// a select for each thread. Here a thread with a timeout waits as any other, and the alarm is a timerfd in the poller, or one timer of Go's where
// there is none. A busy thread looks at the earliest deadline too (Runtime.look), so that nobody waits for a processor to be free.

package object

import (
	"math"
	"sync"
	"sync/atomic"
	"time"
)

type clock struct {
	next  atomic.Int64 // the earliest deadline on Clock, never if there is none; changes under mu
	mu    sync.Mutex
	heap  []deadline  // guarded by mu; a heap of four children per node, earliest first
	armed int64       // guarded by mu; what the alarm is set to
	alarm *time.Timer // guarded by mu; nil: the poller has a timerfd
}

// deadline is an entry of the heap; Thread.timer is its index + 1, or timerFired.
type deadline struct {
	at int64
	th *Thread
}

const (
	never      = math.MaxInt64
	timerFired = -1 // run has woken the thread
)

// parkUntil parks the goroutine of th, which is in state parkWaits, until Unpark or the end of a timeout, and reports whether it was woken
// before that.
func (c *clock) parkUntil(th *Thread, timeout time.Duration) bool {
	at := int64(Clock()) + int64(timeout)
	if at < 0 {
		at = never - 1
	}
	c.mu.Lock()
	c.heap = append(c.heap, deadline{})
	c.upLocked(len(c.heap)-1, deadline{at, th})
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
		c.removeLocked(int(th.timer) - 1)
	}
	return true
}

// setAway has th, which is being suspended, woken at th.until.
func (c *clock) setAway(th *Thread) {
	at := th.until
	c.mu.Lock()
	th.timedAway = true
	c.heap = append(c.heap, deadline{})
	c.upLocked(len(c.heap)-1, deadline{at, th})
	c.armLocked(th.Rt, never)
	c.mu.Unlock()
}

// dropAway undoes setAway, if its time has not come.
func (c *clock) dropAway(th *Thread) {
	c.mu.Lock()
	if th.timedAway {
		th.timedAway = false
		c.removeLocked(int(th.timer) - 1)
	}
	c.mu.Unlock()
}

// armLocked brings next up to date, and the alarm if it is set too late; left is the time to the earliest deadline, or more.
func (c *clock) armLocked(rt *Runtime, left time.Duration) {
	if len(c.heap) == 0 {
		c.next.Store(never)
		return
	}
	first := c.heap[0].at
	if c.next.Load() != first {
		c.next.Store(first)
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
			th := c.heap[0].th
			c.removeLocked(0)
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

// removeLocked removes an entry.
func (c *clock) removeLocked(i int) {
	c.heap[i].th.timer = 0
	last := len(c.heap) - 1
	d := c.heap[last]
	c.heap[last] = deadline{}
	c.heap = c.heap[:last]
	if cap(c.heap) > 1024 && last < cap(c.heap)/4 {
		c.heap = append(make([]deadline, 0, cap(c.heap)/2), c.heap...)
	}
	if i == last {
		return
	}
	if i > 0 && c.heap[(i-1)/4].at > d.at {
		c.upLocked(i, d)
	} else {
		c.downLocked(i, d)
	}
}

func (c *clock) setLocked(i int, d deadline) {
	c.heap[i] = d
	d.th.timer = int32(i + 1)
}

// upLocked puts d into the free place i or above it.
func (c *clock) upLocked(i int, d deadline) {
	for i > 0 {
		parent := (i - 1) / 4
		if c.heap[parent].at <= d.at {
			break
		}
		c.setLocked(i, c.heap[parent])
		i = parent
	}
	c.setLocked(i, d)
}

// downLocked puts d into the free place i or below it.
func (c *clock) downLocked(i int, d deadline) {
	for {
		child := 4*i + 1
		if child >= len(c.heap) {
			break
		}
		for k, end := child+1, min(child+4, len(c.heap)); k < end; k++ {
			if c.heap[k].at < c.heap[child].at {
				child = k
			}
		}
		if c.heap[child].at >= d.at {
			break
		}
		c.setLocked(i, c.heap[child])
		i = child
	}
	c.setLocked(i, d)
}
