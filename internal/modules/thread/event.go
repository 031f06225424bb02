// This file implements Event.
//
// An event is a flag; its condition, with a lock, is made when a thread waits or Python code looks at it. Who sets the flag looks for the
// condition after that, who waits makes it before looking at the flag, under the object lock of the condition: so one sees the other. The
// lock of the condition matters only when Python code may hold it.

package thread

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/object"
)

var eventType = &object.Type{Name: "_Event"}

// event is an Event.
type event struct {
	object.Header
	flag uint32         // atomic
	cond unsafe.Pointer // atomic; a *condition, or nil
}

func asEvent(v value) *event { return (*event)(v.Ptr()) }

func eventSpec() object.TypeSpec {
	init := object.NewDef(object.Method{Name: "__init__", Sig: "(self)", Fn: func(th *thread, args []value) (value, error) {
		e := asEvent(args[0])
		atomic.StorePointer(&e.cond, nil)
		atomic.StoreUint32(&e.flag, 0)
		return object.None, nil
	}, Python: true}, eventType)
	own := func(name, sig, doc string, fn object.NativeFn) object.Method {
		return object.Method{Name: name, Sig: sig, Fn: fn, Doc: doc, Python: true}
	}
	return object.TypeSpec{
		Type:   eventType,
		Module: "_thread",
		Doc:    "What threading.Event is made of.",
		Flags:  object.TypeBase,
		Layout: object.LayoutOf[event](),
		Slots: object.Slots{New: newOf, Init: initWith(init), Repr: func(th *thread, self value) (value, error) {
			s := "unset"
			if asEvent(self).isSet() {
				s = "set"
			}
			return object.NewStr(idRepr(th, self) + s + ">"), nil
		}},
		Methods: []object.Method{
			own("is_set", "(self)", "Return whether the event is set.", eventIsSet),
			own("isSet", "(self)", "Return whether the event is set. Deprecated: the method is called is_set().", eventIsSetOld),
			own("set", "(self)", "Set the event and wake all threads that wait for it.", eventSet),
			own("clear", "(self)", "Let the event not be set any more.", eventClear),
			own("wait", "(self, timeout=None)", "Wait until the event is set, at most timeout seconds; return whether it was.", eventWait),
			own("_at_fork_reinit", "(self)", "Forget the threads that wait.", func(th *thread, args []value) (value, error) {
				return conditionAtForkReinit(th, []value{asEvent(args[0]).condition().value()})
			}),
			own("__getstate__", "(self)", "What copy and pickle keep.", func(th *thread, args []value) (value, error) {
				e := asEvent(args[0])
				return stateWith(th, args[0], []string{"_cond", "_flag"}, e.shown().value(), object.Bool(e.isSet()))
			}),
			own("__setstate__", "(self, state)", "Take what __getstate__() returned.", func(th *thread, args []value) (value, error) { return setState(th, args) }),
		},
		GetSets: []object.GetSet{
			{Name: "_cond", Get: func(th *thread, self value) (value, error) { return asEvent(self).shown().value(), nil },
				Set: func(th *thread, self, v value) error {
					c, _, err := condOf(th, self, v)
					if err == nil {
						atomic.StoreUint32(&c.seen, 1)
						atomic.StorePointer(&asEvent(self).cond, unsafe.Pointer(c))
					}
					return err
				}},
			{Name: "_flag", Get: func(th *thread, self value) (value, error) { return object.Bool(asEvent(self).isSet()), nil },
				Set: func(th *thread, self, v value) error {
					if v.IsAbsent() {
						return noAttribute(th, self, "_flag")
					}
					on, err := object.IsTrue(th, v)
					if err == nil {
						asEvent(self).setFlag(on)
					}
					return err
				}},
		},
	}
}

func (e *event) isSet() bool { return atomic.LoadUint32(&e.flag) != 0 }

func (e *event) setFlag(on bool) {
	n := uint32(0)
	if on {
		n = 1
	}
	atomic.StoreUint32(&e.flag, n)
}

// condition returns the condition, making it if need be.
func (e *event) condition() *condition {
	for {
		if p := atomic.LoadPointer(&e.cond); p != nil {
			return (*condition)(p)
		}
		c, _ := newCondition(libraryOf(e.Type()))
		if atomic.CompareAndSwapPointer(&e.cond, nil, unsafe.Pointer(c)) {
			return c
		}
	}
}

// shown is condition for Python code, which may take the lock.
func (e *event) shown() *condition {
	c := e.condition()
	atomic.StoreUint32(&c.seen, 1)
	return c
}

// locked takes the lock of the condition if Python code knows it, and returns it, or nil.
func (e *event) locked(th *thread) (*object.Lock, error) {
	c := (*condition)(atomic.LoadPointer(&e.cond))
	if c == nil || atomic.LoadUint32(&c.seen) == 0 {
		return nil, nil
	}
	l, _ := c.native()
	if l == nil {
		return nil, nil
	}
	return l, lockFor(th, l)
}

func eventIsSet(th *thread, args []value) (value, error) {
	return object.Bool(asEvent(args[0]).isSet()), nil
}

func eventIsSetOld(th *thread, args []value) (value, error) {
	if err := object.Warn(th, object.DeprecationWarningType, "isSet() is deprecated, use is_set() instead", 1); err != nil {
		return value{}, err
	}
	return object.CallMethod(th, args[0], "is_set")
}

func eventSet(th *thread, args []value) (value, error) {
	e := asEvent(args[0])
	l, err := e.locked(th)
	if err != nil {
		return value{}, err
	}
	e.set(th)
	if l != nil {
		l.ReleaseBy(th)
	}
	th.OpenGate()
	return object.None, nil
}

// set sets the event and wakes those who wait.
func (e *event) set(th *thread) {
	atomic.StoreUint32(&e.flag, 1)
	if c := (*condition)(atomic.LoadPointer(&e.cond)); c != nil {
		c.wake(th, c.waiting())
	}
}

func eventClear(th *thread, args []value) (value, error) {
	e := asEvent(args[0])
	l, err := e.locked(th)
	if err != nil {
		return value{}, err
	}
	atomic.StoreUint32(&e.flag, 0)
	if l != nil {
		l.ReleaseBy(th)
	}
	return object.None, nil
}

// eventWaiter is the wait of a wait().
type eventWaiter struct{ wait }

func eventWait(th *thread, args []value) (value, error) {
	e := asEvent(args[0])
	if e.isSet() {
		return object.True, nil
	}
	d, err := waitTimeout(th, args[1])
	if err != nil {
		return value{}, err
	}
	c := e.condition()
	if atomic.LoadUint32(&c.seen) != 0 { // as others do who hold the lock
		l, err := e.locked(th)
		if err != nil {
			return value{}, err
		}
		if l != nil {
			l.ReleaseBy(th)
		}
	}
	w := &eventWaiter{}
	w.prepare(th, eventWait, c, object.WaitEvent, unsafe.Pointer(e), d)
	c.Lock()
	if e.isSet() {
		c.Unlock()
		return object.True, nil
	}
	c.waiters.Add(&w.WaitNode, false)
	c.Unlock()
	return w.wait.wait(th, w)
}

// Proceed implements object.Waiter.
func (w *eventWaiter) Proceed(th *thread) (value, bool, error) {
	how, _, err := w.ended(th)
	return object.Bool(how == woken), how != goesOn, err
}
