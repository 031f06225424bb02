// This file implements how threads wait for conditions, and for the events, semaphores and barriers that have one: a thread puts itself on
// the condition's list, lets go of the lock, and is suspended or parks until somebody takes it off the list and wakes it.

package thread

import (
	"strconv"
	"time"
	"unsafe"

	"weft/internal/object"
)

// wait is a thread's wait in a condition's list. What goes on behind it is in the Proceed of the struct that it is the beginning of.
type wait struct {
	object.WaitNode
	c        *condition
	on       object.Wait
	until    time.Time // zero: no timeout
	suspends bool      // the thread is suspended; else it parks
}

// ending says why a wait has ended.
type ending uint8

const (
	goesOn  ending = iota // it has not
	woken                 // somebody took the thread off the list
	expired               // the timeout did
	failed                // an exception did
)

// prepare readies w for th in the native method fn. timeout is in nanoseconds; negative: none. The thread is put on the list after that.
func (w *wait) prepare(th *thread, fn object.NativeFn, c *condition, kind object.WaitKind, of unsafe.Pointer, timeout time.Duration) {
	w.Th, w.c, w.on = th, c, object.WaitForObject(kind, object.FromPtr(of))
	if timeout >= 0 {
		w.until = th.Now().Add(timeout)
	}
	if fn != nil && th.CanSuspend(fn) {
		w.suspends = true
		th.ReadyToSuspend()
	}
}

// end returns when the timeout is over, on Clock; 0: there is none.
func (w *wait) end(th *thread) time.Duration {
	if w.until.IsZero() {
		return 0
	}
	return object.ClockAfter(w.until.Sub(th.Now()))
}

// enlist puts w on its condition's list.
func (w *wait) enlist(front bool) {
	w.c.Lock()
	w.c.waiters.Add(&w.WaitNode, front)
	w.c.Unlock()
}

// leave takes w off the list and reports whether somebody had done so to wake the thread.
func (w *wait) leave() bool {
	w.c.Lock()
	defer w.c.Unlock()
	w.c.waiters.Remove(&w.WaitNode)
	return w.Woken
}

// wait waits on behalf of rest, which begins with w, until that is done.
func (w *wait) wait(th *thread, rest object.Waiter) (value, error) {
	if w.suspends {
		return value{}, th.SuspendUntil(w.on, rest, w.end(th))
	}
	for {
		left := time.Duration(-1)
		if !w.until.IsZero() {
			left = max(w.until.Sub(th.Now()), 0)
		}
		th.Park(w.on, left)
		if v, done, err := rest.Proceed(th); done || err != nil {
			return v, err
		}
	}
}

// ended reports whether the wait of th has ended, when th has become awake; then w is off the list. wasWoken: somebody had woken it although
// it ends for another reason.
func (w *wait) ended(th *thread) (how ending, wasWoken bool, err error) {
	w.c.Lock()
	on := w.Listed()
	w.c.Unlock()
	if !on {
		return woken, true, nil
	}
	if err = th.SafePoint(); err != nil {
		return failed, w.leave(), err
	}
	if !w.until.IsZero() && !th.Now().Before(w.until) {
		if w.leave() {
			return woken, true, nil
		}
		return expired, false, nil
	}
	return goesOn, false, nil
}

// wake wakes the n threads that have waited longest.
func (c *condition) wake(th *thread, n int) {
	for ; n > 0; n-- {
		c.Lock()
		t := c.waiters.Pop()
		c.Unlock()
		if t == nil {
			return
		}
		t.UnparkBy(th)
	}
}

// waiting returns how many threads wait.
func (c *condition) waiting() int {
	c.Lock()
	defer c.Unlock()
	return c.waiters.Len()
}

// waitTimeout reads a timeout as Condition.wait does: negative for None, 0 for what is not above 0.
func waitTimeout(th *thread, v value) (time.Duration, error) {
	if v.IsAbsent() || v.Is(object.None) {
		return -1, nil
	}
	if v.IsFloat() && !(v.Float() > 0) || v.IsInt() && v.Int() <= 0 {
		return 0, nil
	}
	if !v.IsFloat() && !v.IsInt() {
		if above, err := object.CompareBool(th, v, object.SmallInt(0), object.CmpGT); err != nil || !above {
			return 0, err
		}
	}
	s, err := object.ToFloat(th, v)
	switch {
	case err != nil:
		return 0, err
	case s > timeoutMax:
		return 0, object.OverflowErrorf(th, "timestamp out of range for platform time_t")
	}
	return max(duration(s), 0), nil
}

// endTimeout is waitTimeout for code that adds the timeout to the time first.
func endTimeout(th *thread, v value) (time.Duration, error) {
	if v.IsObj() && !v.Is(object.None) {
		if _, err := object.Binary(th, object.OpAdd, object.Float(th.Now().Sub(time.Time{}).Seconds()), v); err != nil {
			return 0, err
		}
	}
	return waitTimeout(th, v)
}

// initWith calls the definition of an __init__ method.
func initWith(def *object.NativeDef) object.InitFunc {
	return func(th *thread, self value, args []value, kw *object.Tuple) error {
		full := th.Args(len(args) + 1)
		full[0] = self
		copy(full[1:], args)
		_, err := def.Call(th, full, kw)
		th.FreeArgs(full)
		return err
	}
}

// newOf is Slots.New of types whose __init__ looks at the arguments.
func newOf(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	return t.New(), nil
}

// idRepr begins the repr of events, semaphores and barriers.
func idRepr(th *thread, self value) string {
	t := self.Type()
	name := t.QualName()
	if m, err := object.GetAttrName(th, t.Value(), "__module__"); err == nil && object.IsStr(m) {
		name = object.AsStr(m).String() + "." + name
	}
	return "<" + name + " at 0x" + strconv.FormatUint(uint64(object.Address(self)), 16) + ": "
}
