// This file implements cancellation: ending, from outside and for good, all that a runtime runs.
//
// A cancelled thread keeps PendingCancel: it raises weft.Cancelled at every safe point from then on, so that code which catches it comes no
// further than to its next call of a Python function, backward jump or wait. What a `finally` or `with` does natively is still done.

package object

import (
	"sync/atomic"
	"time"
)

// CancelledType is weft.Cancelled, what a cancelled thread raises.
var CancelledType = &Type{Name: "Cancelled"}

// Cancel ends all threads of the runtime, also those that wait and those that are started from now on: each raises weft.Cancelled. It may be
// called from any goroutine, and again: the first cause, which must not be nil, counts. What the system does not let go of (a call for a file
// or a host name) it does not interrupt.
func (rt *Runtime) Cancel(cause error) {
	rt.cancelled.CompareAndSwap(nil, &cause)
	for _, th := range rt.Threads() {
		th.Interrupt(PendingCancel)
	}
}

// CancelCause returns the cause that Cancel was called with, or nil.
func (rt *Runtime) CancelCause() error {
	if p := rt.cancelled.Load(); p != nil {
		return *p
	}
	return nil
}

// Cancelled returns what th raises at a safe point if it is cancelled, or nil.
func (th *Thread) Cancelled() error {
	if atomic.LoadUint32(&th.Pending)&PendingCancel == 0 {
		return nil
	}
	return Raise(th, CancelledType, th.Rt.CancelCause().Error())
}

// AwaitEnd waits, in the main thread, until all others have ended, at most limit. The runtime is cancelled.
func (rt *Runtime) AwaitEnd(limit time.Duration) {
	rt.Main.ClearPending(PendingCancel)
	defer rt.Main.setPending(PendingCancel)
	for end := ClockAfter(limit); rt.Count() > 1; {
		left := end - Clock()
		if left <= 0 {
			return
		}
		rt.Main.Park(WaitFor(WaitCall), left)
		rt.Main.ClearPending(pendingWakes) // nothing is run for it any more
	}
}
