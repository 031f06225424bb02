// This file implements Barrier.
//
// The lock of its condition guards a barrier's state, also while the action runs. A barrier fills until as many threads wait as it has
// parties; then it drains, or after a reset it empties: in both states newcomers wait until the last of the old ones has left.

package thread

import (
	"strconv"
	"unsafe"

	"weft/internal/object"
)

var barrierType = &object.Type{Name: "_Barrier"}

// States of a barrier, as in its attribute _state.
const (
	barrierFills   = 0
	barrierDrains  = 1
	barrierEmpties = -1
	barrierBroken  = -2
)

// barrier is a Barrier. The values are slots.
type barrier struct {
	object.Header
	c       *condition // nil: __init__ was not called; set once
	l       *object.Lock
	action  value
	timeout value
	parties value
	state   value // a small int
	count   value // a small int
}

func asBarrier(v value) *barrier { return (*barrier)(v.Ptr()) }

func (b *barrier) self() value { return object.FromPtr(unsafe.Pointer(b)) }

func barrierSpec() object.TypeSpec {
	init := object.NewDef(object.Method{Name: "__init__", Sig: "(self, parties, action=None, timeout=None)", Fn: barrierInit, Python: true}, barrierType)
	own := func(name, sig, doc string, fn object.NativeFn) object.Method {
		return object.Method{Name: name, Sig: sig, Fn: fn, Doc: doc, Python: true}
	}
	number := func(name string, at func(v value) *value) object.GetSet {
		g := valueAttr(name, at)
		set := g.Set
		g.Set = func(th *thread, self, v value) error {
			if !v.IsInt() {
				return object.TypeErrorf(th, "the %s of a Barrier must be a small int", name)
			}
			return set(th, self, v)
		}
		return g
	}
	return object.TypeSpec{
		Type:   barrierType,
		Module: "_thread",
		Doc:    "What threading.Barrier is made of.",
		Flags:  object.TypeBase,
		Layout: object.LayoutOf[barrier](),
		Slots:  object.Slots{New: newOf, Init: initWith(init), Repr: barrierRepr},
		Methods: []object.Method{
			own("wait", "(self, timeout=None)", "Wait until as many threads have called wait() as the barrier has parties; return which of them this one was, from 0.\n\nBrokenBarrierError if the barrier is or becomes broken, or is reset.", barrierWait),
			own("reset", "(self)", "Empty the barrier: threads that wait get a BrokenBarrierError.", barrierReset),
			own("abort", "(self)", "Break the barrier: threads that wait, now or later, get a BrokenBarrierError.", barrierAbort),
			own("__getstate__", "(self)", "What copy and pickle keep.", barrierGetstate),
			own("__setstate__", "(self, state)", "Take what __getstate__() returned.", func(th *thread, args []value) (value, error) { return setState(th, args) }),
		},
		GetSets: []object.GetSet{
			{Name: "parties", Set: noSetter("parties"), Get: func(th *thread, self value) (value, error) {
				b := asBarrier(self)
				return b.parties, b.check(th, "_parties")
			}, Doc: "The number of threads that pass together."},
			{Name: "n_waiting", Set: noSetter("n_waiting"), Get: func(th *thread, self value) (value, error) {
				b := asBarrier(self)
				return object.SmallInt(b.waiters()), b.check(th, "_state")
			}, Doc: "The number of threads that wait."},
			{Name: "broken", Set: noSetter("broken"), Get: func(th *thread, self value) (value, error) {
				b := asBarrier(self)
				return object.Bool(b.get(&b.state) == barrierBroken), b.check(th, "_state")
			}, Doc: "Whether the barrier is broken."},
			{Name: "_cond", Get: func(th *thread, self value) (value, error) {
				b := asBarrier(self)
				if err := b.check(th, "_cond"); err != nil {
					return value{}, err
				}
				return b.c.value(), nil
			}, Set: func(th *thread, self, v value) error {
				c, l, err := condOf(th, self, v)
				if err == nil {
					asBarrier(self).c, asBarrier(self).l = c, l
				}
				return err
			}},
			valueAttr("_action", func(v value) *value { return &asBarrier(v).action }),
			valueAttr("_timeout", func(v value) *value { return &asBarrier(v).timeout }),
			valueAttr("_parties", func(v value) *value { return &asBarrier(v).parties }),
			number("_state", func(v value) *value { return &asBarrier(v).state }),
			number("_count", func(v value) *value { return &asBarrier(v).count }),
		},
	}
}

// noSetter is how a property without a setter refuses.
func noSetter(name string) func(th *thread, self, v value) error {
	return func(th *thread, self, v value) error {
		what := "setter"
		if v.IsAbsent() {
			what = "deleter"
		}
		return object.RaiseAttribute(th, self, object.Intern(name), "property '"+name+"' of '"+self.Type().QualName()+"' object has no "+what)
	}
}

// get reads a number.
func (b *barrier) get(p *value) int64 {
	if v := object.LoadSlot(p); v.IsInt() {
		return v.Int()
	}
	return 0
}

func (b *barrier) put(p *value, n int64) { object.StoreSlot(p, object.SmallInt(n)) }

func (b *barrier) waiters() int64 {
	if b.get(&b.state) != barrierFills {
		return 0
	}
	return b.get(&b.count)
}

// check raises what the lack of __init__ raises.
func (b *barrier) check(th *thread, name string) error {
	if b.c == nil {
		return noAttribute(th, b.self(), name)
	}
	return nil
}

func barrierInit(th *thread, args []value) (value, error) {
	low, err := object.CompareBool(th, args[1], object.SmallInt(1), object.CmpLT)
	if err == nil && low {
		err = object.ValueErrorf(th, "parties must be >= 1")
	}
	if err != nil {
		return value{}, err
	}
	b := asBarrier(args[0])
	orNone := func(v value) value {
		if v.IsAbsent() {
			return object.None
		}
		return v
	}
	object.StoreSlot(&b.parties, args[1])
	object.StoreSlot(&b.action, orNone(args[2]))
	object.StoreSlot(&b.timeout, orNone(args[3]))
	b.put(&b.state, barrierFills)
	b.put(&b.count, 0)
	b.c, b.l = newCondition(libraryOf(b.Type()))
	return object.None, nil
}

func barrierRepr(th *thread, self value) (value, error) {
	b := asBarrier(self)
	if err := b.check(th, "_state"); err != nil {
		return value{}, err
	}
	if b.get(&b.state) == barrierBroken {
		return object.NewStr(idRepr(th, self) + "broken>"), nil
	}
	parties, err := formatted(th, b.parties)
	return object.NewStr(idRepr(th, self) + "waiters=" + strconv.FormatInt(b.waiters(), 10) + "/" + parties + ">"), err
}

// change changes the state and wakes all who wait; the lock is held.
func (b *barrier) change(th *thread, state int64) {
	b.put(&b.state, state)
	b.c.wake(th, b.c.waiting())
}

// brokenError is BrokenBarrierError.
func (b *barrier) brokenError(th *thread) error {
	if l := libraryOf(b.Type()); l != nil {
		if v := l.d.GetStr(l.brokenName); !v.IsAbsent() && object.IsType(v) {
			return object.RaiseArgs(th, object.AsType(v))
		}
	}
	return object.RaiseArgs(th, object.RuntimeErrorType)
}

// barrierWaiter is the wait of a wait().
type barrierWaiter struct {
	wait
	b      *barrier
	given  value // the timeout
	index  int64
	inside bool // counted
}

func barrierWait(th *thread, args []value) (value, error) {
	b := asBarrier(args[0])
	if err := b.check(th, "_timeout"); err != nil {
		return value{}, err
	}
	timeout := args[1]
	if timeout.IsAbsent() || timeout.Is(object.None) {
		timeout = object.LoadSlot(&b.timeout)
	}
	if err := lockFor(th, b.l); err != nil {
		return value{}, err
	}
	var w *barrierWaiter
	if b.get(&b.state) == barrierFills {
		if v, done, err := b.enter(th, nil); done {
			b.l.ReleaseBy(th)
			return v, err
		}
	}
	w = &barrierWaiter{b: b, given: timeout}
	d, err := endTimeout(th, timeout)
	if err == nil {
		// A timeout begins when the thread has entered; until then it waits without one.
		inside := b.get(&b.state) == barrierFills
		if !inside && d >= 0 {
			w.prepare(th, nil, b.c, object.WaitBarrier, unsafe.Pointer(b), -1)
		} else {
			w.prepare(th, barrierWait, b.c, object.WaitBarrier, unsafe.Pointer(b), d)
		}
		v, done, e := w.advance(th)
		b.l.ReleaseBy(th)
		if done || e != nil {
			return v, e
		}
		return w.wait.wait(th, w)
	}
	if b.get(&b.state) == barrierFills {
		b.put(&b.count, b.get(&b.count)+1)
		b.leave(th)
	}
	b.l.ReleaseBy(th)
	return value{}, err
}

// enter is what the last party does, done: there is nothing to wait for. The barrier fills, and the lock is held.
func (b *barrier) enter(th *thread, w *barrierWaiter) (v value, done bool, err error) {
	index := b.get(&b.count)
	last := false
	if p := b.parties; p.IsInt() {
		last = index+1 == p.Int()
	} else if last, err = object.Equal(th, object.SmallInt(index+1), p); err != nil {
		return value{}, true, err
	}
	if !last {
		return value{}, false, nil
	}
	b.put(&b.count, index+1)
	if !b.action.Is(object.None) {
		var on bool
		if on, err = object.IsTrue(th, b.action); err == nil && on {
			if w != nil && w.suspends {
				th.Running()
			}
			_, err = object.Call(th, b.action)
		}
	}
	if err != nil {
		b.change(th, barrierBroken)
	} else {
		b.change(th, barrierDrains)
	}
	b.leave(th)
	if err != nil {
		return value{}, true, err
	}
	return object.SmallInt(index), true, nil
}

// leave uncounts a thread; the lock is held.
func (b *barrier) leave(th *thread) {
	n := b.get(&b.count) - 1
	b.put(&b.count, n)
	if s := b.get(&b.state); n == 0 && (s == barrierDrains || s == barrierEmpties) {
		b.change(th, barrierFills)
	}
}

// advance goes as far as it can; the lock is held. If it is not done, the thread is on the list.
func (w *barrierWaiter) advance(th *thread) (value, bool, error) {
	b := w.b
	if !w.inside {
		switch b.get(&b.state) {
		case barrierDrains, barrierEmpties:
			w.enlistAgain(th)
			return value{}, false, nil
		case barrierBroken:
			return value{}, true, b.brokenError(th)
		}
		v, done, err := b.enter(th, w)
		if done {
			return v, true, err
		}
		if w.until.IsZero() && !w.suspends { // it may have waited to enter
			d, err := waitTimeout(th, w.given)
			if err != nil {
				return value{}, true, err
			}
			if d >= 0 {
				w.until = th.Now().Add(d)
			}
		}
		w.index = b.get(&b.count)
		b.put(&b.count, w.index+1)
		w.inside = true
		w.enlistAgain(th)
		return value{}, false, nil
	}
	s := b.get(&b.state)
	if s == barrierFills {
		w.enlistAgain(th)
		return value{}, false, nil
	}
	b.leave(th)
	if s < 0 {
		return value{}, true, b.brokenError(th)
	}
	return object.SmallInt(w.index), true, nil
}

func (w *barrierWaiter) enlistAgain(th *thread) {
	if w.suspends {
		th.ReadyToSuspend()
	}
	w.enlist(false)
}

// Proceed implements object.Waiter.
func (w *barrierWaiter) Proceed(th *thread) (value, bool, error) {
	how, _, err := w.ended(th)
	if how == goesOn {
		return value{}, false, nil
	}
	b := w.b
	var v value
	done := true
	for again := lockFor(th, b.l); again != nil; again = lockFor(th, b.l) { // it has to leave in any case
		how, err = failed, again
	}
	switch {
	case how == woken, how == expired && b.get(&b.state) != barrierFills:
		v, done, err = w.advance(th)
	case how == expired:
		b.change(th, barrierBroken)
		b.leave(th)
		err = b.brokenError(th)
	case w.inside:
		b.leave(th)
	}
	b.l.ReleaseBy(th)
	if !done && w.suspends {
		th.WaitOn(w.on, w.end(th))
	}
	return v, done, err
}

func barrierReset(th *thread, args []value) (value, error) {
	b := asBarrier(args[0])
	if err := b.check(th, "_cond"); err != nil {
		return value{}, err
	}
	if err := lockFor(th, b.l); err != nil {
		return value{}, err
	}
	s := b.get(&b.state)
	switch {
	case b.get(&b.count) <= 0:
		s = barrierFills
	case s == barrierFills || s == barrierBroken:
		s = barrierEmpties
	}
	b.change(th, s)
	b.l.ReleaseBy(th)
	return object.None, nil
}

func barrierAbort(th *thread, args []value) (value, error) {
	b := asBarrier(args[0])
	if err := b.check(th, "_cond"); err != nil {
		return value{}, err
	}
	if err := lockFor(th, b.l); err != nil {
		return value{}, err
	}
	b.change(th, barrierBroken)
	b.l.ReleaseBy(th)
	return object.None, nil
}

func barrierGetstate(th *thread, args []value) (value, error) {
	b := asBarrier(args[0])
	if err := b.check(th, "_cond"); err != nil {
		return value{}, err
	}
	return stateWith(th, args[0], []string{"_cond", "_action", "_timeout", "_parties", "_state", "_count"}, b.c.value(), b.action, b.timeout, b.parties, b.state, b.count)
}
