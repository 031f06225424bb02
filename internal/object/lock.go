// This file implements Lock, the lock that Python threads wait for: threading.Lock and the locks of native objects that may be
// held while Python code runs. (Header.Lock is for short sections without Python code.)
//
// state is 0, or the serial number of the thread that took the lock. A thread that cannot take the lock counts itself in waiting, tries again, and parks in a queue. Release
// clears state, then looks at waiting; the counter is raised before the second try, so one of the two sees the other. A woken
// thread competes with newcomers (as in CPython, a lock is not handed over), and goes back to the front of the queue if it
// loses. A waiter that gives up after it was woken wakes the next one.

package object

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

// Lock is a mutual-exclusion lock that any thread may release. The zero Lock is free.
type Lock struct {
	state   uint64 // atomic
	waiting int32  // atomic
	signal  uint32 // atomic; see MarkSignal
	code    *Code  // with ip: where it was taken, see note
	ip      uintptr
	mu      sync.Mutex
	queue   WaitList // guarded by mu
}

// TryLock takes the lock for th if it is free.
func (l *Lock) TryLock(th *Thread) bool {
	if atomic.LoadUint64(&l.state) != 0 || !atomic.CompareAndSwapUint64(&l.state, 0, th.serial()) {
		return false
	}
	l.note(th)
	return true
}

// Held reports whether the lock is taken.
func (l *Lock) Held() bool { return atomic.LoadUint64(&l.state) != 0 }

// HeldBy reports whether th took the lock.
func (l *Lock) HeldBy(th *Thread) bool { return atomic.LoadUint64(&l.state) == th.serial() }

// Owner returns the ident of the thread that took the lock, or 0. Another one may release it.
func (l *Lock) Owner() int64 {
	if s := atomic.LoadUint64(&l.state); s != 0 {
		return identOf(s)
	}
	return 0
}

// Acquire takes the lock, waiting at most timeout (negative: without limit). It reports false for a timeout. The error is what
// a signal handler or asynchronous exception raised meanwhile; the lock is not held then. kind says what the lock is.
func (l *Lock) Acquire(th *Thread, kind WaitKind, timeout time.Duration) (bool, error) {
	return l.acquire(th, kind, timeout, false)
}

// AcquireQuietly takes the lock, however long that takes: signals and asynchronous exceptions wait until it is held. The error is what th
// raises because it is to end; the lock is not held then.
func (l *Lock) AcquireQuietly(th *Thread, kind WaitKind) error {
	_, err := l.acquire(th, kind, -1, true)
	return err
}

func (l *Lock) acquire(th *Thread, kind WaitKind, timeout time.Duration, quietly bool) (bool, error) {
	if l.TryLock(th) {
		return true, nil
	}
	if timeout == 0 {
		return false, nil
	}
	var deadline time.Time
	if timeout > 0 {
		deadline = th.Now().Add(timeout)
	}
	atomic.AddInt32(&l.waiting, 1)
	defer atomic.AddInt32(&l.waiting, -1)
	w := &WaitNode{Th: th}
	front := false
	for {
		if !l.enqueue(w, front) {
			return true, nil
		}
		wait := time.Duration(-1)
		if timeout > 0 {
			if wait = deadline.Sub(th.Now()); wait < 0 {
				wait = 0
			}
		}
		on, awake := Wait{Kind: kind, On: unsafe.Pointer(l)}, true
		if quietly && !th.ends() {
			th.parkQuietly(on)
		} else {
			awake = th.Park(on, wait)
		}
		woken := l.dequeue(w)
		front = woken
		if !quietly || th.ends() {
			if err := th.SafePoint(); err != nil {
				if woken {
					l.wake(th)
				}
				return false, err
			}
		}
		if !awake && !woken && timeout > 0 && !th.Now().Before(deadline) {
			return l.TryLock(th), nil
		}
	}
}

// Release gives the lock up and reports whether it was held.
func (l *Lock) Release() bool { return l.ReleaseBy(nil) }

// ReleaseBy is Release by a thread, the calling one: a trace shows whom it wakes.
func (l *Lock) ReleaseBy(by *Thread) bool {
	if atomic.SwapUint64(&l.state, 0) == 0 {
		return false
	}
	if atomic.LoadInt32(&l.waiting) != 0 {
		l.wake(by)
	}
	return true
}

// wake wakes the first waiter.
func (l *Lock) wake(by *Thread) {
	l.mu.Lock()
	th := l.queue.Pop()
	l.mu.Unlock()
	if th != nil {
		th.UnparkBy(by)
	}
}

// enqueue takes the lock, and reports false, or puts w into the queue.
func (l *Lock) enqueue(w *WaitNode, front bool) bool {
	l.mu.Lock()
	taken := l.TryLock(w.Th)
	if !taken {
		l.queue.Add(w, front)
	}
	l.mu.Unlock()
	return !taken
}

// again takes the lock for w, which was in the queue, and reports true, or leaves it there: in front, if a release had taken it out.
func (l *Lock) again(w *WaitNode) bool {
	l.mu.Lock()
	taken := l.TryLock(w.Th)
	switch {
	case taken:
		l.queue.Remove(w)
	case !w.Listed():
		l.queue.Add(w, true)
	}
	l.mu.Unlock()
	return taken
}

// dequeue takes w out of the queue, if it is still there, and reports whether a release had done so.
func (l *Lock) dequeue(w *WaitNode) (woken bool) {
	l.mu.Lock()
	l.queue.Remove(w)
	woken = w.Woken
	l.mu.Unlock()
	return woken
}

// Event is a one-shot event that any number of Python threads may wait for. The zero Event is not set.
type Event struct {
	mu      sync.Mutex
	set     uint32     // atomic
	waiters []*Thread  // guarded by mu
	room    [1]*Thread // where waiters is at first: one waits as a rule
}

// Set sets the event and wakes all who wait for it.
func (e *Event) Set() { e.SetBy(nil) }

// SetBy is Set by a thread, the calling one.
func (e *Event) SetBy(by *Thread) {
	e.mu.Lock()
	atomic.StoreUint32(&e.set, 1)
	for _, w := range e.waiters {
		w.UnparkBy(by)
	}
	e.waiters, e.room[0] = nil, nil
	e.mu.Unlock()
}

func (e *Event) enlistLocked(th *Thread) {
	if e.waiters == nil {
		e.waiters = e.room[:0]
	}
	e.waiters = append(e.waiters, th)
}

// IsSet reports whether the event is set.
func (e *Event) IsSet() bool { return atomic.LoadUint32(&e.set) != 0 }

// WaitQuietly waits until the event is set, or something is pending for th; it reports whether the event is set. w says what the event
// means.
func (e *Event) WaitQuietly(th *Thread, w Wait) bool {
	for !e.IsSet() && loadUint32(&th.Pending) == 0 {
		e.mu.Lock()
		if !e.IsSet() && !slices.Contains(e.waiters, th) {
			e.enlistLocked(th)
		}
		e.mu.Unlock()
		if !e.IsSet() {
			th.Park(w, -1)
		}
	}
	if e.IsSet() {
		return true
	}
	e.forget(th)
	return false
}

// forget takes th from the list of those who wait.
func (e *Event) forget(th *Thread) {
	e.mu.Lock()
	if i := slices.Index(e.waiters, th); i >= 0 {
		e.waiters = slices.Delete(e.waiters, i, i+1)
	}
	e.mu.Unlock()
}

// Wait waits for the event, at most timeout (negative: without limit); it reports whether the event is set. The error is what a
// signal handler or asynchronous exception raised meanwhile. w says what the event means.
func (e *Event) Wait(th *Thread, w Wait, timeout time.Duration) (bool, error) {
	if e.IsSet() || timeout == 0 {
		return e.IsSet(), nil
	}
	var deadline time.Time
	if timeout > 0 {
		deadline = th.Now().Add(timeout)
	}
	for {
		e.mu.Lock()
		if e.IsSet() {
			e.mu.Unlock()
			return true, nil
		}
		e.enlistLocked(th)
		e.mu.Unlock()
		wait := time.Duration(-1)
		if timeout > 0 {
			if wait = deadline.Sub(th.Now()); wait < 0 {
				wait = 0
			}
		}
		th.Park(w, wait)
		e.forget(th)
		if e.IsSet() {
			return true, nil
		}
		if err := th.SafePoint(); err != nil {
			return false, err
		}
		if timeout > 0 && !th.Now().Before(deadline) {
			return e.IsSet(), nil
		}
	}
}

// Suspend makes th, which CanSuspend, wait for the event until a time on Clock (0: for ever); the error is nil if it is set by now. rest is
// the rest of the call, which asks Happened.
func (e *Event) Suspend(th *Thread, on Wait, rest Waiter, at time.Duration) error {
	th.ReadyToSuspend()
	e.mu.Lock()
	if e.IsSet() {
		e.mu.Unlock()
		return nil
	}
	e.enlistLocked(th)
	e.mu.Unlock()
	return th.SuspendUntil(on, rest, at)
}

// Happened is called when a thread that Suspend has suspended was woken: it reports whether the event is set, or else what was raised instead,
// or that the time is up.
func (e *Event) Happened(th *Thread) (set, over bool, err error) {
	if e.IsSet() {
		return true, true, nil
	}
	if err := th.SafePoint(); err != nil {
		e.forget(th)
		return false, true, err
	}
	if th.TimedOut() {
		e.forget(th)
		return e.IsSet(), true, nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.IsSet() {
		return true, true, nil
	}
	if !slices.Contains(e.waiters, th) {
		e.enlistLocked(th)
	}
	return false, false, nil
}
