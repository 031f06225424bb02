// This file implements lock and RLock objects.

package thread

import (
	"fmt"
	"time"

	"weft/internal/object"
)

var (
	lockType  = &object.Type{Name: "lock"}
	rlockType = &object.Type{Name: "RLock"}
)

type lock struct {
	object.Header
	l object.Lock
}

// rlock is a lock with an owner; count belongs to the owner.
type rlock struct {
	object.Header
	l     object.Lock
	count int
}

func asLock(v value) *lock   { return (*lock)(v.Ptr()) }
func asRLock(v value) *rlock { return (*rlock)(v.Ptr()) }

func threadAllocateLock(th *thread, args []value) (value, error) { return lockType.New(), nil }

func lockSpec() object.TypeSpec {
	acquire := object.Method{Name: "acquire", Fn: lockAcquire, Sig: "(self, /, blocking=True, timeout=-1)", Doc: "Lock the lock.\n\nWithout arguments, wait until it is unlocked, even if this thread itself holds\nit, and return True. With blocking false, or at the end of the timeout in\nseconds, return False instead if another thread holds it."}
	release := object.Method{Name: "release", Fn: lockRelease, Sig: "(self, /)", Doc: "Release the lock; any thread may do so. RuntimeError if it is not locked."}
	locked := object.Method{Name: "locked", Fn: lockLocked, Sig: "(self, /)", Doc: "Return whether the lock is locked."}
	alias := func(m object.Method, name string) object.Method {
		m.Name = name
		return m
	}
	return object.TypeSpec{
		Type:   lockType,
		Module: "_thread",
		Flags:  object.TypeHasWeakref,
		Doc:    "A lock object is a synchronization primitive.",
		Layout: object.LayoutOf[lock](),
		Slots: object.Slots{
			TryEnter: func(th *thread, self value) bool { return asLock(self).l.TryLock(th) },
			New: func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
				if len(args) > 0 {
					return value{}, object.TypeErrorf(th, "lock() takes no arguments")
				}
				return t.New(), nil
			},
			Repr: func(th *thread, self value) (value, error) {
				s := "unlocked"
				if asLock(self).l.Held() {
					s = "locked"
				}
				return object.NewStr(fmt.Sprintf("<%s %s object at %#x>", s, self.Type().FullName(), object.Address(self))), nil
			},
		},
		Methods: []object.Method{
			acquire, release, locked,
			alias(acquire, "acquire_lock"), alias(release, "release_lock"), alias(locked, "locked_lock"), alias(acquire, "__enter__"),
			{Name: "__exit__", Fn: func(th *thread, a []value) (value, error) { return lockRelease(th, a[:1]) }, Sig: "(self, /, *exc_info)", Doc: "Release the lock."},
			{Name: "_at_fork_reinit", Fn: func(th *thread, a []value) (value, error) {
				asLock(a[0]).l.Release()
				return object.None, nil
			}, Sig: "(self, /)"},
		},
	}
}

// acquireArgs reads the arguments of acquire.
func acquireArgs(th *thread, args []value) (time.Duration, error) {
	blocking := true
	var err error
	if len(args) > 0 && !args[0].IsAbsent() {
		if blocking, err = object.IsTrue(th, args[0]); err != nil {
			return 0, err
		}
	}
	timeout := -1.0
	if len(args) > 1 && !args[1].IsAbsent() {
		if timeout, err = object.ToFloat(th, args[1]); err != nil {
			return 0, err
		}
	}
	switch {
	case timeout != timeout:
		return 0, object.ValueErrorf(th, "Invalid value NaN (not a number)")
	case !blocking && timeout != -1:
		return 0, object.ValueErrorf(th, "can't specify a timeout for a non-blocking call")
	case timeout < 0 && timeout != -1:
		return 0, object.ValueErrorf(th, "timeout value must be a non-negative number")
	case !blocking:
		return 0, nil
	case timeout > timeoutMax:
		return 0, object.OverflowErrorf(th, "timestamp out of range for platform time_t")
	}
	return duration(timeout), nil
}

func lockAcquire(th *thread, args []value) (value, error) {
	return acquireLock(th, &asLock(args[0]).l, lockAcquire, args[1:])
}

// acquireLock is acquire with the arguments behind self, for the native method fn.
func acquireLock(th *thread, l *object.Lock, fn object.NativeFn, args []value) (value, error) {
	if len(args) == 0 || args[0].IsAbsent() && args[1].IsAbsent() {
		if l.TryLock(th) {
			return object.True, nil
		}
	}
	timeout, err := acquireArgs(th, args)
	if err != nil {
		return value{}, err
	}
	if timeout != 0 && th.CanSuspend(fn) {
		return object.True, l.SuspendAcquire(th, object.WaitLock, object.ClockTimeout(timeout))
	}
	ok, err := l.Acquire(th, object.WaitLock, timeout)
	return object.Bool(ok), err
}

func lockRelease(th *thread, args []value) (value, error) {
	return releaseLock(th, &asLock(args[0]).l)
}

func releaseLock(th *thread, l *object.Lock) (value, error) {
	if !l.HeldBy(th) {
		l.MarkSignal()
	}
	if !l.ReleaseBy(th) {
		return value{}, object.RuntimeErrorf(th, "release unlocked lock")
	}
	return object.None, nil
}

func lockLocked(th *thread, args []value) (value, error) {
	return object.Bool(asLock(args[0]).l.Held()), nil
}

func rlockSpec() object.TypeSpec {
	acquire := object.Method{Name: "acquire", Fn: rlockAcquire, Sig: "(self, /, blocking=True, timeout=-1)", Doc: "Lock the lock, or count one more if this thread holds it.\n\nblocking and timeout are as for a lock's acquire()."}
	enter := acquire
	enter.Name = "__enter__"
	return object.TypeSpec{
		Type:   rlockType,
		Module: "_thread",
		Flags:  object.TypeBase | object.TypeHasWeakref,
		Layout: object.LayoutOf[rlock](),
		Slots: object.Slots{
			TryEnter: func(th *thread, self value) bool { return asRLock(self).tryEnter(th) },
			New: func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
				return t.New(), nil
			},
			Repr: func(th *thread, self value) (value, error) {
				r := asRLock(self)
				s, owner, count := "unlocked", int64(0), 0
				if o := r.l.Owner(); o != 0 {
					s, owner = "locked", o
					if r.l.HeldBy(th) {
						count = r.count
					} else {
						count = 1
					}
				}
				return object.NewStr(fmt.Sprintf("<%s %s object owner=%d count=%d at %#x>", s, self.Type().FullName(), owner, count, object.Address(self))), nil
			},
		},
		Methods: []object.Method{
			acquire, enter,
			{Name: "release", Fn: rlockRelease, Sig: "(self, /)", Doc: "Release the lock: undo one acquire() of this thread, which must hold it."},
			{Name: "__exit__", Fn: func(th *thread, a []value) (value, error) { return rlockRelease(th, a[:1]) }, Sig: "(self, /, *exc_info)", Doc: "Release the lock."},
			{Name: "locked", Fn: func(th *thread, a []value) (value, error) {
				return object.Bool(asRLock(a[0]).l.Held()), nil
			}, Sig: "(self, /)", Doc: "Return whether the lock is held by any thread."},
			{Name: "_is_owned", Fn: func(th *thread, a []value) (value, error) {
				return object.Bool(asRLock(a[0]).l.HeldBy(th)), nil
			}, Sig: "(self, /)", Doc: "For internal use by threading.Condition."},
			{Name: "_recursion_count", Fn: func(th *thread, a []value) (value, error) {
				r := asRLock(a[0])
				if !r.l.HeldBy(th) {
					return object.SmallInt(0), nil
				}
				return object.SmallInt(int64(r.count)), nil
			}, Sig: "(self, /)", Doc: "For internal use by reentrancy checks."},
			{Name: "_release_save", Fn: rlockReleaseSave, Sig: "(self, /)", Doc: "For internal use by threading.Condition."},
			{Name: "_acquire_restore", Fn: rlockAcquireRestore, Sig: "(self, state, /)", Doc: "For internal use by threading.Condition."},
			{Name: "_at_fork_reinit", Fn: func(th *thread, a []value) (value, error) {
				r := asRLock(a[0])
				r.count = 0
				r.l.Release()
				return object.None, nil
			}, Sig: "(self, /)"},
		},
	}
}

func rlockAcquire(th *thread, args []value) (value, error) {
	return asRLock(args[0]).acquire(th, rlockAcquire, args[1:])
}

// acquire is rlockAcquire with the arguments behind self, for the native method fn.
func (r *rlock) acquire(th *thread, fn object.NativeFn, args []value) (value, error) {
	if len(args) == 0 || args[0].IsAbsent() && args[1].IsAbsent() {
		if r.tryEnter(th) {
			return object.True, nil
		}
	}
	timeout, err := acquireArgs(th, args)
	if err != nil {
		return value{}, err
	}
	if r.l.HeldBy(th) {
		r.count++
		return object.True, nil
	}
	if timeout != 0 && th.CanSuspend(fn) {
		return object.True, r.suspend(th, &rlockWait{r: r, count: 1, result: object.True}, timeout)
	}
	ok, err := r.l.Acquire(th, object.WaitRLock, timeout)
	if ok {
		r.count = 1
	}
	return object.Bool(ok), err
}

// tryEnter takes the RLock for th if that takes no waiting.
func (r *rlock) tryEnter(th *thread) bool {
	if r.l.HeldBy(th) {
		r.count++
		return true
	}
	if !r.l.TryLock(th) {
		return false
	}
	r.count = 1
	return true
}

// leave undoes one tryEnter.
func (r *rlock) leave(th *thread) {
	if r.count--; r.count == 0 {
		r.l.ReleaseBy(th)
	}
}

// rlockWait is the rest of RLock.acquire() or _acquire_restore().
type rlockWait struct {
	object.LockWait
	r      *rlock
	count  int
	result value
}

// suspend suspends th, which CanSuspend, until it holds the RLock w.count times or the timeout (negative: none) is over, unless the RLock is
// free by now: then the error is nil.
func (r *rlock) suspend(th *thread, w *rlockWait, timeout time.Duration) error {
	if err := r.l.SuspendUntil(th, object.WaitRLock, &w.LockWait, w, object.ClockTimeout(timeout)); err != nil {
		return err
	}
	r.count = w.count
	return nil
}

// Proceed implements object.Waiter.
func (w *rlockWait) Proceed(th *thread) (value, bool, error) {
	taken, err := w.Taken(th)
	over := err == nil && !taken && th.TimedOut()
	if over {
		taken = w.GiveUp(th)
	}
	switch {
	case taken:
		w.r.count = w.count
	case over:
		return object.False, true, nil
	}
	return w.result, taken, err
}

func rlockRelease(th *thread, args []value) (value, error) {
	return asRLock(args[0]).release(th)
}

func (r *rlock) release(th *thread) (value, error) {
	if !r.l.HeldBy(th) {
		return value{}, object.RuntimeErrorf(th, "cannot release un-acquired lock")
	}
	r.leave(th)
	return object.None, nil
}

func rlockReleaseSave(th *thread, args []value) (value, error) {
	r := asRLock(args[0])
	if !r.l.HeldBy(th) {
		return value{}, object.RuntimeErrorf(th, "cannot release un-acquired lock")
	}
	n := r.count
	r.count = 0
	r.l.ReleaseBy(th)
	return object.TupleOf(object.SmallInt(int64(n)), object.Int(th.Ident())), nil
}

func rlockAcquireRestore(th *thread, args []value) (value, error) {
	r := asRLock(args[0])
	if !object.IsTuple(args[1]) || object.AsTuple(args[1]).Len() != 2 {
		return value{}, object.TypeErrorf(th, "_acquire_restore() argument 1 must be a 2-item tuple")
	}
	n, err := object.AsIndex(th, object.AsTuple(args[1]).Items()[0], object.OverflowErrorType)
	if err != nil {
		return value{}, err
	}
	if !r.l.TryLock(th) {
		if th.CanSuspend(rlockAcquireRestore) {
			return object.None, r.suspend(th, &rlockWait{LockWait: object.LockWait{Quietly: true}, r: r, count: n, result: object.None}, -1)
		}
		if err := r.l.AcquireQuietly(th, object.WaitRLock); err != nil {
			return value{}, err
		}
	}
	r.count = n
	return object.None, nil
}
