// This file implements Condition.
//
// A condition has a lock: an exact lock or RLock object, whose native part is used, or any other object, whose methods are called. Its list
// of waiting threads is guarded by the object lock. A thread that is notified leaves the list and then takes the lock, as another would.

package thread

import (
	"strconv"
	"unsafe"

	"weft/internal/object"
)

var conditionType = &object.Type{Name: "_Condition"}

// condition is a Condition. Its lock is set by __init__.
type condition struct {
	object.Header
	lock    value // absent: __init__ was not called
	waiters object.WaitList
	seen    uint32 // atomic; not 0: an event's condition that Python code may hold the lock of
}

func asCondition(v value) *condition { return (*condition)(v.Ptr()) }

func (c *condition) value() value { return object.FromPtr(unsafe.Pointer(c)) }

// Names that a subclass or an instance may replace, and those that __init__ takes from the lock.
var (
	condVirtual  = [...]string{"_is_owned", "_release_save", "_acquire_restore", "wait", "notify"}
	condExported = [...]string{"acquire", "release", "locked", "_release_save", "_acquire_restore", "_is_owned"}
)

func conditionSpec() object.TypeSpec {
	init := object.NewDef(object.Method{Name: "__init__", Sig: "(self, lock=None)", Fn: conditionInit, Python: true}, conditionType)
	own := func(name, sig, doc string, fn object.NativeFn) object.Method {
		return object.Method{Name: name, Sig: sig, Fn: fn, Doc: doc, Python: true}
	}
	return object.TypeSpec{
		Type:   conditionType,
		Module: "_thread",
		Doc:    "What threading.Condition is made of.",
		Flags:  object.TypeBase,
		Layout: object.LayoutOf[condition](),
		Slots:  object.Slots{New: newOf, Init: initWith(init), Repr: conditionRepr},
		Methods: []object.Method{
			{Name: "acquire", Fn: conditionAcquire, Sig: "(self, /, blocking=True, timeout=-1)", Doc: "Acquire the lock of the condition."},
			{Name: "release", Fn: conditionRelease, Sig: "(self, /)", Doc: "Release the lock of the condition."},
			{Name: "locked", Fn: conditionLocked, Sig: "(self, /)", Doc: "Return whether the lock of the condition is locked."},
			own("__enter__", "(self)", "Acquire the lock.", conditionEnter),
			own("__exit__", "(self, *args)", "Release the lock.", conditionExit),
			own("_release_save", "(self)", "Release the lock and return what _acquire_restore() needs.", conditionReleaseSave),
			own("_acquire_restore", "(self, x)", "Acquire the lock again.", conditionAcquireRestore),
			own("_is_owned", "(self)", "Return whether the current thread holds the lock, as far as the lock can tell.", conditionIsOwned),
			own("_at_fork_reinit", "(self)", "Make a new lock and an empty list of the old ones.", conditionAtForkReinit),
			own("wait", "(self, timeout=None)", "Release the lock, wait for notify() or the timeout in seconds, acquire the lock again.\n\nReturn whether the thread was notified.", conditionWait),
			own("wait_for", "(self, predicate, timeout=None)", "Call wait() until predicate() is true or the timeout in seconds has passed; return what predicate() gave last.", conditionWaitFor),
			own("notify", "(self, n=1)", "Wake n of the threads that wait, those that have waited longest.", conditionNotify),
			own("notify_all", "(self)", "Wake all threads that wait.", conditionNotifyAll),
			own("notifyAll", "(self)", "Wake all threads that wait. Deprecated: the method is called notify_all().", conditionNotifyAllOld),
			own("__getstate__", "(self)", "What copy and pickle keep.", conditionGetstate),
			own("__setstate__", "(self, state)", "Take what __getstate__() returned.", conditionSetstate),
		},
		GetSets: []object.GetSet{
			{Name: "_lock", Get: func(th *thread, self value) (value, error) { return asCondition(self).lockFor(th) },
				Set: func(th *thread, self, v value) error {
					object.StoreSlot(&asCondition(self).lock, v)
					return nil
				}},
			{Name: "_waiters", Get: conditionWaiters},
		},
	}
}

// lockFor returns the lock, or raises what the lack of __init__ raises.
func (c *condition) lockFor(th *thread) (value, error) {
	v := object.LoadSlot(&c.lock)
	if v.IsAbsent() {
		return v, noAttribute(th, c.value(), "_lock")
	}
	return v, nil
}

// native returns the native part of the lock, r too if it is an RLock; nil if it is another object.
func (c *condition) native() (l *object.Lock, r *rlock) {
	v := object.LoadSlot(&c.lock)
	switch {
	case v.IsAbsent():
		return nil, nil
	case v.IsExact(rlockType):
		r = asRLock(v)
		return &r.l, r
	case v.IsExact(lockType):
		return &asLock(v).l, nil
	}
	return nil, nil
}

// plain reports whether c's methods do what those of Condition do with a native lock: neither a subclass nor the object has its own.
func (c *condition) plain(th *thread) bool {
	t := c.Type()
	l := libraryOf(t)
	if l == nil {
		return !t.HasFlag(object.TypeHeap)
	}
	if t != l.cond || !t.VersionIs(l.condVersion) {
		for _, n := range l.condVirtual {
			if !isOwn(t, n, conditionType) {
				return false
			}
		}
	}
	if v := c.value(); object.HasAttributes(v) {
		for _, n := range l.condVirtual {
			if !object.OwnAttribute(th, v, n).IsAbsent() {
				return false
			}
		}
	}
	return true
}

// isOwn reports whether the name is a method of the native type owner in t.
func isOwn(t *object.Type, name *object.Str, owner *object.Type) bool {
	m := t.Lookup(name)
	return !m.IsAbsent() && m.IsExact(object.MethodDescriptorType) && (*object.MethodDescriptor)(m.Ptr()).Owner == owner
}

func conditionInit(th *thread, args []value) (value, error) {
	c, lock := asCondition(args[0]), args[1]
	lib := libraryOf(c.Type())
	if lock.IsAbsent() || lock.Is(object.None) {
		lock = value{}
		if lib != nil {
			if f := lib.d.GetStr(lib.rlockName); !f.IsAbsent() && !f.Is(lib.rlock) {
				var err error
				if lock, err = object.Call(th, f); err != nil {
					return value{}, err
				}
			}
		}
		if lock.IsAbsent() {
			lock = rlockType.New()
		}
	}
	object.StoreSlot(&c.lock, lock)
	l, _ := c.native()
	if l != nil && (lib == nil || c.Type() == lib.cond && c.Type().VersionIs(lib.condVersion)) {
		return object.None, nil
	}
	for i, n := range condExported {
		name := object.Intern(n)
		if l != nil && isOwn(c.Type(), name, conditionType) {
			continue
		}
		var m value
		var err error
		if i < 3 {
			m, err = object.GetAttr(th, lock, name)
		} else {
			m, err = object.GetAttrOpt(th, lock, name)
		}
		if err == nil && !m.IsAbsent() {
			err = object.SetAttr(th, args[0], name, m)
		}
		if err != nil {
			return value{}, err
		}
	}
	return object.None, nil
}

func conditionRepr(th *thread, self value) (value, error) {
	c := asCondition(self)
	lock, err := c.lockFor(th)
	if err != nil {
		return value{}, err
	}
	s, err := object.ToString(th, lock)
	return object.NewStr("<Condition(" + s + ", " + strconv.Itoa(c.waiting()) + ")>"), err
}

// delegate calls a method of the lock.
func (c *condition) delegate(th *thread, name string, args ...value) (value, error) {
	lock, err := c.lockFor(th)
	if err != nil {
		return value{}, err
	}
	return object.CallMethod(th, lock, name, args...)
}

func conditionAcquire(th *thread, args []value) (value, error) {
	c := asCondition(args[0])
	switch l, r := c.native(); {
	case r != nil:
		return r.acquire(th, conditionAcquire, args[1:])
	case l != nil:
		return acquireLock(th, l, conditionAcquire, args[1:])
	}
	var given []value
	for _, a := range args[1:] {
		if a.IsAbsent() {
			break
		}
		given = append(given, a)
	}
	return c.delegate(th, "acquire", given...)
}

// release gives the lock up.
func (c *condition) release(th *thread, name string) (value, error) {
	switch l, r := c.native(); {
	case r != nil:
		return r.release(th)
	case l != nil:
		return releaseLock(th, l)
	}
	return c.delegate(th, name)
}

func conditionRelease(th *thread, args []value) (value, error) {
	return asCondition(args[0]).release(th, "release")
}

func conditionLocked(th *thread, args []value) (value, error) {
	c := asCondition(args[0])
	if l, _ := c.native(); l != nil {
		return object.Bool(l.Held()), nil
	}
	return c.delegate(th, "locked")
}

func conditionEnter(th *thread, args []value) (value, error) {
	c := asCondition(args[0])
	switch l, r := c.native(); {
	case r != nil:
		return r.acquire(th, conditionEnter, nil)
	case l != nil:
		return acquireLock(th, l, conditionEnter, nil)
	}
	return c.delegate(th, "__enter__")
}

func conditionExit(th *thread, args []value) (value, error) {
	c := asCondition(args[0])
	if l, _ := c.native(); l != nil {
		return c.release(th, "release")
	}
	return c.delegate(th, "__exit__", args[1:]...)
}

func conditionReleaseSave(th *thread, args []value) (value, error) {
	c := asCondition(args[0])
	if l, r := c.native(); r != nil {
		return rlockReleaseSave(th, []value{c.lock})
	} else if l != nil {
		return releaseLock(th, l)
	}
	_, err := c.delegate(th, "release")
	return object.None, err
}

func conditionAcquireRestore(th *thread, args []value) (value, error) {
	c := asCondition(args[0])
	switch l, r := c.native(); {
	case r != nil:
		return rlockAcquireRestore(th, []value{c.lock, args[1]})
	case l != nil:
		_, err := l.Acquire(th, object.WaitLock, -1)
		return object.None, err
	}
	_, err := c.delegate(th, "acquire")
	return object.None, err
}

func conditionIsOwned(th *thread, args []value) (value, error) {
	c := asCondition(args[0])
	if l, r := c.native(); l != nil {
		return object.Bool(owned(th, l, r)), nil
	}
	got, err := c.delegate(th, "acquire", object.False)
	if err != nil {
		return value{}, err
	}
	free, err := object.IsTrue(th, got)
	if err == nil && free {
		_, err = c.delegate(th, "release")
	}
	return object.Bool(!free), err
}

// owned reports whether th has the lock; of one that is no RLock, whether anybody has.
func owned(th *thread, l *object.Lock, r *rlock) bool {
	if r != nil {
		return l.HeldBy(th)
	}
	return l.Held()
}

// checkOwned raises RuntimeError if the current thread does not hold the lock.
func (c *condition) checkOwned(th *thread, what string) error {
	ok, err := false, error(nil)
	if c.plain(th) {
		if l, r := c.native(); l != nil {
			if owned(th, l, r) {
				return nil
			}
			return object.RuntimeErrorf(th, "cannot %s on un-acquired lock", what)
		}
	}
	v, err := object.CallMethod(th, c.value(), "_is_owned")
	if err == nil {
		ok, err = object.IsTrue(th, v)
	}
	if err == nil && !ok {
		err = object.RuntimeErrorf(th, "cannot %s on un-acquired lock", what)
	}
	return err
}

func conditionAtForkReinit(th *thread, args []value) (value, error) {
	c := asCondition(args[0])
	if _, err := c.delegate(th, "_at_fork_reinit"); err != nil {
		return value{}, err
	}
	c.Lock()
	for c.waiters.Pop() != nil {
	}
	c.Unlock()
	return object.None, nil
}

// conditionWaiters makes what _waiters shows: as many locks as threads wait. Changing it changes nothing.
func conditionWaiters(th *thread, self value) (value, error) {
	n := asCondition(self).waiting()
	locks := make([]value, n)
	for i := range locks {
		locks[i] = lockType.New()
		asLock(locks[i]).l.TryLock(th)
	}
	if lib := libraryOf(self.Type()); lib != nil {
		return object.Call(th, lib.deque, object.NewList(locks).Value())
	}
	return object.NewList(locks).Value(), nil
}

// condWait is a wait() or wait_for() with a native lock.
type condWait struct {
	wait
	l       *object.Lock
	r       *rlock
	lw      object.LockWait
	count   int   // how often r was held
	locking bool  // the wait has ended, the thread is to have the lock
	result  bool  // it was notified
	err     error // what ended the wait
	pred    value // of wait_for
}

// begin puts the thread on the list and releases the lock.
func (w *condWait) begin(th *thread) {
	w.locking, w.result = false, false
	w.enlist(false)
	if w.r != nil {
		w.count, w.r.count = w.r.count, 0
	}
	w.l.ReleaseBy(th)
}

// Proceed implements object.Waiter.
func (w *condWait) Proceed(th *thread) (value, bool, error) {
	if w.locking {
		taken, err := w.lw.Taken(th)
		if err != nil || !taken {
			return value{}, err != nil, err
		}
		return w.locked(th)
	}
	how, _, err := w.ended(th)
	if how == goesOn {
		return value{}, false, nil
	}
	w.result, w.err, w.locking = how == woken, err, true
	kind := object.WaitLock
	if w.r != nil {
		kind = object.WaitRLock
	}
	switch {
	case w.l.TryLock(th):
	case w.suspends:
		th.WaitOn(object.Wait{Kind: kind, On: unsafe.Pointer(w.l)}, 0)
		w.lw.Quietly = w.r != nil // as RLock._acquire_restore()
		if w.l.Join(th, &w.lw) {
			return value{}, false, nil
		}
	case w.r != nil:
		if err := w.l.AcquireQuietly(th, kind); err != nil {
			return value{}, true, err
		}
	default:
		if _, err := w.l.Acquire(th, kind, -1); err != nil {
			return value{}, true, err
		}
	}
	return w.locked(th)
}

// locked goes on when the thread has the lock again.
func (w *condWait) locked(th *thread) (value, bool, error) {
	if w.r != nil {
		w.r.count = w.count
	}
	if err := th.SafePoint(); err != nil { // what had to wait for the lock
		if w.err != nil {
			object.Exc(err).SetContext(object.Exc(w.err))
		}
		return value{}, true, err
	}
	if w.err != nil || w.pred.IsAbsent() {
		return object.Bool(w.result), true, w.err
	}
	if w.suspends {
		th.Running()
	}
	v, ok, err := callPredicate(th, w.pred)
	if ok || err != nil || !w.until.IsZero() && !th.Now().Before(w.until) {
		return v, true, err
	}
	if err := w.c.checkOwned(th, "wait"); err != nil {
		return value{}, true, err
	}
	if w.suspends {
		th.ReadyToSuspend()
	}
	w.begin(th)
	if w.suspends {
		th.WaitOn(w.on, w.end(th))
	}
	return value{}, false, nil
}

func callPredicate(th *thread, pred value) (value, bool, error) {
	v, err := object.Call(th, pred)
	if err != nil {
		return value{}, false, err
	}
	ok, err := object.IsTrue(th, v)
	return v, ok, err
}

func conditionWait(th *thread, args []value) (value, error) {
	c := asCondition(args[0])
	if err := c.checkOwned(th, "wait"); err != nil {
		return value{}, err
	}
	if l, r := c.native(); l != nil && c.plain(th) {
		timeout, err := waitTimeout(th, args[1])
		if err != nil {
			return value{}, err
		}
		w := &condWait{l: l, r: r}
		w.prepare(th, conditionWait, c, object.WaitCondition, unsafe.Pointer(c), timeout)
		w.begin(th)
		return w.wait.wait(th, w)
	}
	return c.waitByMethods(th, args[1])
}

// foreignWait is a wait() of a condition whose lock, or subclass, has its own methods.
type foreignWait struct{ wait }

// Proceed implements object.Waiter.
func (w *foreignWait) Proceed(th *thread) (value, bool, error) {
	how, _, err := w.ended(th)
	return object.Bool(how == woken), how != goesOn, err
}

func (c *condition) waitByMethods(th *thread, timeout value) (value, error) {
	w := &foreignWait{}
	w.prepare(th, nil, c, object.WaitCondition, unsafe.Pointer(c), -1)
	w.enlist(false)
	saved, err := object.CallMethod(th, c.value(), "_release_save")
	if err != nil {
		w.leave()
		return value{}, err
	}
	d, err := waitTimeout(th, timeout)
	if err == nil && d >= 0 {
		w.until = th.Now().Add(d)
	}
	var v value
	if err == nil {
		v, err = w.wait.wait(th, w)
	} else {
		w.leave()
	}
	if _, again := object.CallMethod(th, c.value(), "_acquire_restore", saved); again != nil {
		return value{}, again
	}
	return v, err
}

func conditionWaitFor(th *thread, args []value) (value, error) {
	c, pred, timeout := asCondition(args[0]), args[1], args[2]
	v, ok, err := callPredicate(th, pred)
	if ok || err != nil {
		return v, err
	}
	d, err := endTimeout(th, timeout)
	if err != nil {
		return value{}, err
	}
	if l, r := c.native(); l != nil && c.plain(th) {
		if err := c.checkOwned(th, "wait"); err != nil {
			return value{}, err
		}
		w := &condWait{l: l, r: r, pred: pred}
		w.prepare(th, conditionWaitFor, c, object.WaitCondition, unsafe.Pointer(c), d)
		w.begin(th)
		return w.wait.wait(th, w)
	}
	until := th.Now().Add(d)
	wait := timeout
	if wait.IsAbsent() {
		wait = object.None
	}
	for first := true; ; first = false {
		if d >= 0 && !first {
			left := until.Sub(th.Now())
			if left <= 0 {
				return v, nil
			}
			wait = object.Float(left.Seconds())
		}
		if _, err := object.CallMethod(th, args[0], "wait", wait); err != nil {
			return value{}, err
		}
		if v, ok, err = callPredicate(th, pred); ok || err != nil {
			return v, err
		}
	}
}

func conditionNotify(th *thread, args []value) (value, error) {
	c, n := asCondition(args[0]), args[1]
	if err := c.checkOwned(th, "notify"); err != nil {
		return value{}, err
	}
	if n.IsAbsent() {
		c.wake(th, 1)
		return object.None, nil
	}
	if n.IsInt() {
		c.wake(th, int(n.Int()))
		return object.None, nil
	}
	for c.waiting() > 0 {
		more, err := object.CompareBool(th, n, object.SmallInt(0), object.CmpGT)
		if err != nil || !more {
			return object.None, err
		}
		c.wake(th, 1)
		if n, err = object.Binary(th, object.OpSub, n, object.SmallInt(1)); err != nil {
			return value{}, err
		}
	}
	return object.None, nil
}

func conditionNotifyAll(th *thread, args []value) (value, error) {
	c := asCondition(args[0])
	n := c.waiting()
	if !c.plain(th) {
		return object.CallMethod(th, args[0], "notify", object.SmallInt(int64(n)))
	}
	if err := c.checkOwned(th, "notify"); err != nil {
		return value{}, err
	}
	c.wake(th, n)
	return object.None, nil
}

func conditionNotifyAllOld(th *thread, args []value) (value, error) {
	if err := object.Warn(th, object.DeprecationWarningType, "notifyAll() is deprecated, use notify_all() instead", 1); err != nil {
		return value{}, err
	}
	_, err := object.CallMethod(th, args[0], "notify_all")
	return object.None, err
}

// stateWith returns what __getstate__ gives: these attributes, and those that the object has besides.
func stateWith(th *thread, self value, names []string, vals ...value) (value, error) {
	d := object.NewDict()
	for i, n := range names {
		d.SetName(n, vals[i])
	}
	if object.HasAttributes(self) {
		own, err := object.GetAttrName(th, self, "__dict__")
		if err != nil {
			return value{}, err
		}
		if _, err := object.CallMethod(th, d.Value(), "update", own); err != nil {
			return value{}, err
		}
	}
	return d.Value(), nil
}

// setState sets the attributes of a state: what has no setter is left alone.
func setState(th *thread, args []value, readonly ...string) (value, error) {
	if !args[1].IsExact(object.DictType) {
		return value{}, object.TypeErrorf(th, "state is not a dictionary")
	}
	keys, vals := object.AsDict(args[1]).Items()
	for i, k := range keys {
		if !object.IsStr(k) || len(readonly) > 0 && object.AsStr(k).String() == readonly[0] {
			continue
		}
		if err := object.SetAttr(th, args[0], object.AsStr(k), vals[i]); err != nil {
			return value{}, err
		}
	}
	return object.None, nil
}

func conditionGetstate(th *thread, args []value) (value, error) {
	c := asCondition(args[0])
	lock, err := c.lockFor(th)
	if err != nil {
		return value{}, err
	}
	waiters, err := conditionWaiters(th, args[0])
	if err != nil {
		return value{}, err
	}
	return stateWith(th, args[0], []string{"_lock", "_waiters"}, lock, waiters)
}

func conditionSetstate(th *thread, args []value) (value, error) {
	return setState(th, args, "_waiters")
}
