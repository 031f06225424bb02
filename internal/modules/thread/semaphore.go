// This file implements Semaphore and BoundedSemaphore.
//
// A semaphore has a condition with a lock, as in the library, and the lock guards its value. release raises the value and wakes as many
// threads, which compete with newcomers; one that loses waits on in front of the others.

package thread

import (
	"unsafe"

	"weft/internal/object"
)

var (
	semaphoreType        = &object.Type{Name: "_Semaphore"}
	boundedSemaphoreType = &object.Type{Name: "_BoundedSemaphore"}
)

// semaphore is a Semaphore. Its values are slots that the condition's lock guards; others may look.
type semaphore struct {
	object.Header
	c     *condition // nil: __init__ was not called; set once
	l     *object.Lock
	value value
	bound value // of a BoundedSemaphore, else absent
}

func asSemaphore(v value) *semaphore { return (*semaphore)(v.Ptr()) }

func (s *semaphore) self() value { return object.FromPtr(unsafe.Pointer(s)) }

func semaphoreSpec() object.TypeSpec {
	init := object.NewDef(object.Method{Name: "__init__", Sig: "(self, value=1)", Fn: semaphoreInit, Python: true}, semaphoreType)
	return object.TypeSpec{
		Type:   semaphoreType,
		Module: "_thread",
		Doc:    "What threading.Semaphore is made of.",
		Flags:  object.TypeBase,
		Layout: object.LayoutOf[semaphore](),
		Slots:  object.Slots{New: newOf, Init: initWith(init), Repr: semaphoreRepr},
		Methods: []object.Method{
			{Name: "acquire", Sig: "(self, blocking=True, timeout=None)", Fn: semaphoreAcquire, Python: true, Doc: "Decrement the counter, waiting, at most timeout seconds, while it is zero; return whether that was done.\n\nWithout blocking, do not wait."},
			{Name: "__enter__", Sig: "(self, blocking=True, timeout=None)", Fn: semaphoreAcquire, Python: true, Doc: "As acquire()."},
			{Name: "release", Sig: "(self, n=1)", Fn: semaphoreRelease, Python: true, Doc: "Increment the counter by n and wake as many threads that wait."},
			{Name: "__exit__", Sig: "(self, t, v, tb)", Fn: semaphoreExit, Python: true, Doc: "As release()."},
			{Name: "__getstate__", Sig: "(self)", Fn: semaphoreGetstate, Python: true, Doc: "What copy and pickle keep."},
			{Name: "__setstate__", Sig: "(self, state)", Fn: func(th *thread, args []value) (value, error) { return setState(th, args) }, Python: true, Doc: "Take what __getstate__() returned."},
		},
		GetSets: []object.GetSet{
			{Name: "_cond", Get: func(th *thread, self value) (value, error) {
				s := asSemaphore(self)
				if err := s.check(th); err != nil {
					return value{}, err
				}
				return s.c.value(), nil
			}, Set: func(th *thread, self, v value) error {
				s := asSemaphore(self)
				c, l, err := condOf(th, self, v)
				if err == nil {
					s.c, s.l = c, l
				}
				return err
			}},
			valueAttr("_value", func(v value) *value { return &asSemaphore(v).value }),
		},
	}
}

func boundedSemaphoreSpec() object.TypeSpec {
	init := object.NewDef(object.Method{Name: "__init__", Sig: "(self, value=1)", Fn: boundedSemaphoreInit, Python: true}, boundedSemaphoreType)
	return object.TypeSpec{
		Type:   boundedSemaphoreType,
		Base:   semaphoreType,
		Module: "_thread",
		Doc:    "What threading.BoundedSemaphore is made of.",
		Flags:  object.TypeBase,
		Slots:  object.Slots{Init: initWith(init)},
		Methods: []object.Method{
			{Name: "release", Sig: "(self, n=1)", Fn: semaphoreRelease, Python: true, Doc: "Increment the counter by n and wake as many threads that wait. ValueError if it would be above its first value."},
		},
		GetSets: []object.GetSet{valueAttr("_initial_value", func(v value) *value { return &asSemaphore(v).bound })},
	}
}

// valueAttr is an attribute that is a slot of the struct.
func valueAttr(name string, at func(v value) *value) object.GetSet {
	return object.GetSet{Name: name, Get: func(th *thread, self value) (value, error) {
		v := object.LoadSlot(at(self))
		if v.IsAbsent() {
			return v, noAttribute(th, self, name)
		}
		return v, nil
	}, Set: func(th *thread, self, v value) error {
		object.StoreSlot(at(self), v)
		return nil
	}}
}

func noAttribute(th *thread, self value, name string) error {
	return object.RaiseAttribute(th, self, object.Intern(name), "'"+self.Type().ShortName()+"' object has no attribute '"+name+"'")
}

// condOf returns v as the condition of self, and its lock: what an attribute _cond is set to.
func condOf(th *thread, self, v value) (*condition, *object.Lock, error) {
	if !v.IsAbsent() && object.IsInstance(v, conditionType) {
		if l, r := asCondition(v).native(); l != nil && r == nil {
			return asCondition(v), l, nil
		}
	}
	return nil, nil, object.TypeErrorf(th, "the _cond of a %s must be a Condition with a Lock", self.Type().ShortName())
}

// check raises what the lack of __init__ raises.
func (s *semaphore) check(th *thread) error {
	if s.c == nil {
		return noAttribute(th, s.self(), "_cond")
	}
	return nil
}

func semaphoreInit(th *thread, args []value) (value, error) {
	v := args[1]
	if v.IsAbsent() {
		v = object.SmallInt(1)
	}
	if !v.IsInt() || v.Int() < 0 {
		low, err := object.CompareBool(th, v, object.SmallInt(0), object.CmpLT)
		if err == nil && low {
			err = object.ValueErrorf(th, "semaphore initial value must be >= 0")
		}
		if err != nil {
			return value{}, err
		}
	}
	s := asSemaphore(args[0])
	s.c, s.l = newCondition(libraryOf(s.Type()))
	object.StoreSlot(&s.value, v)
	return object.None, nil
}

func boundedSemaphoreInit(th *thread, args []value) (value, error) {
	if _, err := semaphoreInit(th, args); err != nil {
		return value{}, err
	}
	s := asSemaphore(args[0])
	object.StoreSlot(&s.bound, object.LoadSlot(&s.value))
	return object.None, nil
}

func semaphoreRepr(th *thread, self value) (value, error) {
	s := asSemaphore(self)
	if s.c == nil {
		return value{}, noAttribute(th, self, "_value")
	}
	text, err := formatted(th, object.LoadSlot(&s.value))
	if b := object.LoadSlot(&s.bound); err == nil && !b.IsAbsent() {
		var bound string
		bound, err = formatted(th, b)
		text += "/" + bound
	}
	return object.NewStr(idRepr(th, self) + "value=" + text + ">"), err
}

// take takes one of the value, if there is one; the lock is held.
func (s *semaphore) take(th *thread) (bool, error) {
	v := object.LoadSlot(&s.value)
	if v.IsInt() {
		if v.Int() == 0 {
			return false, nil
		}
		object.StoreSlot(&s.value, object.Int(v.Int()-1))
		return true, nil
	}
	none, err := object.Equal(th, v, object.SmallInt(0))
	if err != nil || none {
		return false, err
	}
	if v, err = object.Inplace(th, object.OpSub, v, object.SmallInt(1)); err == nil {
		object.StoreSlot(&s.value, v)
	}
	return err == nil, err
}

// semWait is the wait of an acquire().
type semWait struct {
	wait
	s *semaphore
}

func semaphoreAcquire(th *thread, args []value) (value, error) {
	s := asSemaphore(args[0])
	if err := s.check(th); err != nil {
		return value{}, err
	}
	blocking, timed := true, false
	if !args[1].IsAbsent() || !args[2].IsAbsent() {
		var err error
		if !args[1].IsAbsent() {
			if blocking, err = object.IsTrue(th, args[1]); err != nil {
				return value{}, err
			}
		}
		timed = !args[2].IsAbsent() && !args[2].Is(object.None)
		if !blocking && timed {
			return value{}, object.ValueErrorf(th, "can't specify timeout for non-blocking acquire")
		}
	}
	if err := lockFor(th, s.l); err != nil {
		return value{}, err
	}
	got, err := s.take(th)
	if got || err != nil || !blocking {
		s.l.ReleaseBy(th)
		return object.Bool(got), err
	}
	d, err := endTimeout(th, args[2])
	if err != nil {
		s.l.ReleaseBy(th)
		return value{}, err
	}
	w := &semWait{s: s}
	w.prepare(th, semaphoreAcquire, s.c, object.WaitSemaphore, unsafe.Pointer(s), d)
	w.enlist(false)
	s.l.ReleaseBy(th)
	return w.wait.wait(th, w)
}

// Proceed implements object.Waiter.
func (w *semWait) Proceed(th *thread) (value, bool, error) {
	s := w.s
	how, wasWoken, err := w.ended(th)
	if how == goesOn {
		return value{}, false, nil
	}
	if again := lockFor(th, s.l); again != nil {
		if wasWoken {
			s.c.wake(th, 1)
		}
		return value{}, true, again
	}
	if how != failed {
		var got bool
		if got, err = s.take(th); got || err != nil || how == expired {
			s.l.ReleaseBy(th)
			return object.Bool(got), true, err
		}
		// Somebody was faster.
		if w.suspends {
			th.ReadyToSuspend()
		}
		w.enlist(true)
		s.l.ReleaseBy(th)
		if w.suspends {
			th.WaitOn(w.on, w.end(th))
		}
		return value{}, false, nil
	}
	if wasWoken { // the next may take what this one leaves
		s.c.wake(th, 1)
	}
	s.l.ReleaseBy(th)
	return value{}, true, err
}

// lockFor takes a lock that is never held for long.
func lockFor(th *thread, l *object.Lock) error {
	if l.TryLock(th) {
		return nil
	}
	_, err := l.Acquire(th, object.WaitLock, -1)
	return err
}

func semaphoreRelease(th *thread, args []value) (value, error) {
	s, n := asSemaphore(args[0]), args[1]
	if err := s.check(th); err != nil {
		return value{}, err
	}
	if n.IsAbsent() {
		n = object.SmallInt(1)
	}
	if !n.IsInt() || n.Int() < 1 {
		low, err := object.CompareBool(th, n, object.SmallInt(1), object.CmpLT)
		if err == nil && low {
			err = object.ValueErrorf(th, "n must be one or more")
		}
		if err != nil {
			return value{}, err
		}
	}
	if err := lockFor(th, s.l); err != nil {
		return value{}, err
	}
	err := s.give(th, n)
	s.l.ReleaseBy(th)
	return object.None, err
}

// give adds n to the value; the lock is held.
func (s *semaphore) give(th *thread, n value) error {
	v, bound := object.LoadSlot(&s.value), object.LoadSlot(&s.bound)
	if v.IsInt() && n.IsInt() && (bound.IsAbsent() || bound.IsInt()) {
		sum := v.Int() + n.Int()
		if !bound.IsAbsent() && sum > bound.Int() {
			return object.ValueErrorf(th, "Semaphore released too many times")
		}
		object.StoreSlot(&s.value, object.Int(sum))
		s.c.wake(th, int(n.Int()))
		return nil
	}
	sum, err := object.Binary(th, object.OpAdd, v, n)
	if err == nil && !bound.IsAbsent() {
		var above bool
		if above, err = object.CompareBool(th, sum, bound, object.CmpGT); err == nil && above {
			err = object.ValueErrorf(th, "Semaphore released too many times")
		}
	}
	if err != nil {
		return err
	}
	object.StoreSlot(&s.value, sum)
	for s.c.waiting() > 0 {
		more, err := object.CompareBool(th, n, object.SmallInt(0), object.CmpGT)
		if err != nil || !more {
			return err
		}
		s.c.wake(th, 1)
		if n, err = object.Binary(th, object.OpSub, n, object.SmallInt(1)); err != nil {
			return err
		}
	}
	return nil
}

func semaphoreExit(th *thread, args []value) (value, error) {
	s := asSemaphore(args[0])
	if l := libraryOf(s.Type()); l != nil && !isOwn(s.Type(), l.releaseName, semaphoreType) && !isOwn(s.Type(), l.releaseName, boundedSemaphoreType) || object.HasAttributes(args[0]) {
		_, err := object.CallMethod(th, args[0], "release")
		return object.None, err
	}
	return semaphoreRelease(th, []value{args[0], {}})
}

func semaphoreGetstate(th *thread, args []value) (value, error) {
	s := asSemaphore(args[0])
	if err := s.check(th); err != nil {
		return value{}, err
	}
	names, vals := []string{"_cond", "_value"}, []value{s.c.value(), object.LoadSlot(&s.value)}
	if b := object.LoadSlot(&s.bound); !b.IsAbsent() {
		names, vals = append(names, "_initial_value"), append(vals, b)
	}
	return stateWith(th, args[0], names, vals...)
}
