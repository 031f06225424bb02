// This file implements putting the native classes in the places of threading's own: Condition, Semaphore, BoundedSemaphore, Event and
// Barrier become subclasses of native types, which are classes like others: they can be subclassed and changed, and their objects have a
// dictionary.

package thread

import (
	"strconv"
	"unsafe"

	"weft/internal/object"
)

// natives are the native types by the names of the classes.
func natives() []*object.Type {
	return []*object.Type{conditionType, semaphoreType, boundedSemaphoreType, eventType, barrierType}
}

// installClasses puts the native classes into d, threading's namespace; false: it is not the library that is known, and nothing was done.
func (l *library) installClasses(th *thread) bool {
	lock, rlock, broken := l.d.GetName("Lock"), l.d.GetName("RLock"), l.d.GetName("BrokenBarrierError")
	deque := l.d.GetName("_deque")
	if !lock.Is(lockType.Value()) || rlock.IsAbsent() || !rlock.IsExact(object.FunctionType) || broken.IsAbsent() || deque.IsAbsent() {
		return false
	}
	for _, base := range natives() {
		if old := l.d.GetName(base.Name[1:]); old.IsAbsent() || old.Type() != object.TypeType {
			return false
		}
	}
	l.rlock, l.deque = rlock, deque
	l.rlockName, l.brokenName, l.releaseName = object.Intern("RLock"), object.Intern("BrokenBarrierError"), object.Intern("release")
	l.condVirtual = internAll(condVirtual[:])
	classes := map[*object.Type]*object.Type{}
	for _, base := range natives() {
		name := base.Name[1:]
		ns := object.NewDict()
		ns.SetName("__module__", object.Intern("threading").Value())
		ns.SetName("__qualname__", object.Intern(name).Value())
		if doc, err := object.GetAttrName(th, l.d.GetName(name), "__doc__"); err == nil {
			ns.SetName("__doc__", doc)
		}
		bases := object.TupleOf(base.Value())
		if base == boundedSemaphoreType {
			bases = object.TupleOf(classes[semaphoreType].Value(), base.Value())
		}
		c, err := object.Call(th, object.TypeType.Value(), object.Intern(name).Value(), bases, ns.Value())
		if err != nil {
			return false
		}
		classes[base] = object.AsType(c)
		object.AsType(c).Data = unsafe.Pointer(l)
	}
	l.cond, l.event, l.semaphore, l.bounded = classes[conditionType], classes[eventType], classes[semaphoreType], classes[boundedSemaphoreType]
	l.condVersion, l.eventVersion = l.cond.Version(), l.event.Version()
	for base, c := range classes {
		l.d.SetName(base.Name[1:], c.Value())
	}
	// The main thread has an event already.
	if main := l.d.GetName("_main_thread"); !main.IsAbsent() {
		ev := l.event.New()
		asEvent(ev).setFlag(true)
		_ = object.SetAttrName(th, main, "_started", ev)
	}
	return true
}

// libraryOf returns the library that made t, one of its native classes, or a class that t inherits from; nil: there is none.
func libraryOf(t *object.Type) *library {
	if t.Data != nil {
		return (*library)(t.Data)
	}
	if t.HasFlag(object.TypeHeap) {
		for _, b := range t.MRO()[1:] {
			if b.Data != nil && b.HasFlag(object.TypeHeap) {
				return (*library)(b.Data)
			}
		}
	}
	return nil
}

// newCondition returns Condition(Lock()) and the native part of the lock.
func newCondition(lib *library) (*condition, *object.Lock) {
	t := conditionType
	if lib != nil {
		t = lib.cond
	}
	c, lock := asCondition(t.New()), lockType.New()
	c.lock = lock
	return c, &asLock(lock).l
}

// formatted returns format(v, "").
func formatted(th *thread, v value) (string, error) {
	if v.IsInt() {
		return strconv.FormatInt(v.Int(), 10), nil
	}
	s, err := object.Format(th, v, object.Intern(""))
	if err != nil {
		return "", err
	}
	return s.String(), nil
}
