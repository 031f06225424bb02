// This file implements SimpleQueue.

// Package queue is the native module _queue.
//
// A queue's items and the list of threads waiting for one are guarded by the object lock; a thread waits parked. put wakes the
// thread that has waited longest, which then takes an item as any other thread may; a thread that leaves although it was woken
// wakes the next.
package queue

import (
	"math"
	"time"
	"unsafe"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

var (
	simpleQueueType = &object.Type{Name: "SimpleQueue"}
	emptyType       = &object.Type{Name: "Empty"}
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_queue",
		Doc:  "C implementation of the Python queue module.\nThis module is an implementation detail, please do not use it directly.",
		Types: []object.TypeSpec{
			{
				Type: emptyType, Base: object.ExceptionType, Module: "_queue", Flags: object.TypeBase,
				Doc: "Exception raised by Queue.get(block=0)/get_nowait().",
			},
			simpleQueueSpec(),
		},
	}
}

// simpleQueue is an unbounded queue.
type simpleQueue struct {
	object.Header
	// The items are in a chain of segments, so that a long queue is never copied.
	first, last *segment // nil as long as nothing was put
	spare       *segment // empty, or nil
	n           int      // items queued
	waiters     object.WaitList
	spareWaiter *waiter
}

// segment is a piece of a queue: items[head:] are queued.
type segment struct {
	items []value
	head  int
	next  *segment
}

// Capacities of the first segment and of the others.
const (
	smallSegment = 8
	segmentSize  = 128
)

func asQueue(v value) *simpleQueue { return (*simpleQueue)(v.Ptr()) }

func simpleQueueSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   simpleQueueType,
		Module: "_queue",
		Doc:    "Simple, unbounded, reentrant FIFO queue.",
		Sig:    "()",
		Flags:  object.TypeBase | object.TypeHasWeakref,
		Layout: object.LayoutOf[simpleQueue](),
		Slots:  object.Slots{New: simpleQueueNew},
		Methods: []object.Method{
			{Name: "empty", Sig: "(self, /)", Fn: simpleQueueEmpty, Doc: "Return True if the queue is empty, False otherwise (not reliable!)."},
			{Name: "get", Sig: "(self, /, block=True, timeout=None)", Fn: simpleQueueGet, Doc: "Remove and return an item from the queue.\n\nIf optional args 'block' is true and 'timeout' is None (the default),\nblock if necessary until an item is available. If 'timeout' is\na non-negative number, it blocks at most 'timeout' seconds and raises\nthe Empty exception if no item was available within that time.\nOtherwise ('block' is false), return an item if one is immediately\navailable, else raise the Empty exception ('timeout' is ignored\nin that case)."},
			{Name: "get_nowait", Sig: "(self, /)", Fn: simpleQueueGetNowait, Doc: "Remove and return an item from the queue without blocking.\n\nOnly get an item if one is immediately available. Otherwise\nraise the Empty exception."},
			{Name: "put", Sig: "(self, /, item, block=True, timeout=None)", Fn: simpleQueuePut, Doc: "Put the item on the queue.\n\nThe optional 'block' and 'timeout' arguments are ignored, as this method\nnever blocks.  They are provided for compatibility with the Queue class."},
			{Name: "put_nowait", Sig: "(self, /, item)", Fn: simpleQueuePut, Doc: "Put an item into the queue without blocking.\n\nThis is exactly equivalent to `put(item)` and is only provided\nfor compatibility with the Queue class."},
			{Name: "qsize", Sig: "(self, /)", Fn: simpleQueueQsize, Doc: "Return the approximate size of the queue (not reliable!)."},
			{Name: "__class_getitem__", Sig: "(type, object, /)", Kind: object.ClassMethod, Doc: "See PEP 585", Fn: func(th *thread, args []value) (value, error) {
				return object.NewGenericAlias(th, args[0], args[1])
			}},
		},
	}
}

func simpleQueueNew(th *thread, t *object.Type, args []value, kwnames *object.Tuple) (value, error) {
	if t == simpleQueueType {
		if err := object.NoKw(th, "SimpleQueue", kwnames); err != nil {
			return value{}, err
		}
		if len(args) > 0 {
			return value{}, object.TypeErrorf(th, "SimpleQueue() takes no positional arguments")
		}
	}
	return t.New(), nil
}

func (q *simpleQueue) put(th *thread, v value) {
	q.Lock()
	t := q.last
	if t == nil || len(t.items) == cap(t.items) {
		t = q.extendLocked()
	}
	t.items = append(t.items, v)
	q.n++
	w := q.waiters.Pop()
	q.Unlock()
	if w != nil {
		w.UnparkBy(th)
	}
}

// waiter is a thread that waits for an item. It is guarded by the queue's lock.
type waiter struct {
	object.WaitNode
	q *simpleQueue
}

// listLocked puts w, or if that is nil a new waiter for th, on the list unless it is there.
func (q *simpleQueue) listLocked(w *waiter, th *thread) *waiter {
	if w == nil {
		if w = q.spareWaiter; w != nil {
			q.spareWaiter = nil
		} else {
			w = &waiter{q: q}
		}
		w.Th = th
	}
	if !w.Listed() {
		q.waiters.Add(&w.WaitNode, false)
	}
	return w
}

// extendLocked returns a new last segment.
func (q *simpleQueue) extendLocked() *segment {
	t := q.spare
	q.spare = nil
	switch {
	case q.last == nil:
		t = &segment{items: make([]value, 0, smallSegment)}
		q.first, q.last = t, t
		return t
	case t == nil:
		t = &segment{items: make([]value, 0, segmentSize)}
	}
	q.last.next = t
	q.last = t
	return t
}

// takeLocked takes the first item; absent if there is none.
func (q *simpleQueue) takeLocked() value {
	if q.n == 0 {
		return value{}
	}
	q.n--
	s := q.first
	if s.head == len(s.items) { // full, and all taken
		q.first, s.next, s.head, s.items = s.next, nil, 0, s.items[:0]
		if cap(s.items) == segmentSize {
			q.spare = s
		}
		s = q.first
	}
	v := s.items[s.head]
	s.items[s.head] = value{}
	if s.head++; q.n == 0 {
		s.items, s.head = s.items[:0], 0
	}
	return v
}

// leaveLocked ends w's waiting. If it was woken and an item is still there, the next thread is to be woken instead.
func (q *simpleQueue) leaveLocked(w *waiter) *thread {
	q.waiters.Remove(&w.WaitNode)
	w.Th, q.spareWaiter = nil, w
	if q.n > 0 {
		return q.waiters.Pop()
	}
	return nil
}

// Proceed implements object.Waiter: it is the rest of a get() that has suspended its thread.
func (w *waiter) Proceed(th *thread) (value, bool, error) {
	q := w.q
	err := th.SafePoint()
	q.Lock()
	var v value
	if err == nil {
		if v = q.takeLocked(); v.IsAbsent() && !th.TimedOut() {
			q.listLocked(w, th)
			q.Unlock()
			return v, false, nil
		}
	}
	next := q.leaveLocked(w)
	q.Unlock()
	if next != nil {
		next.UnparkBy(th)
	}
	v, err = result(th)(v, err)
	return v, true, err
}

// get takes an item, waiting for one until the deadline (zero: for ever). An absent result without an error is a timeout.
func (q *simpleQueue) get(th *thread, block bool, deadline time.Time) (value, error) {
	q.Lock()
	v := q.takeLocked()
	if !v.IsAbsent() || !block {
		q.Unlock()
		return v, nil
	}
	var w *waiter
	if th.CanSuspend(simpleQueueGet) {
		at := time.Duration(0)
		if !deadline.IsZero() {
			at = object.ClockAfter(deadline.Sub(th.Now()))
		}
		th.ReadyToSuspend()
		w = q.listLocked(nil, th)
		q.Unlock()
		return v, th.SuspendUntil(object.WaitForObject(object.WaitQueue, object.FromPtr(unsafe.Pointer(q))), w, at)
	}
	for {
		w = q.listLocked(w, th)
		q.Unlock()
		left := time.Duration(-1)
		if !deadline.IsZero() {
			left = max(deadline.Sub(th.Now()), 0)
		}
		th.Park(object.WaitForObject(object.WaitQueue, object.FromPtr(unsafe.Pointer(q))), left)
		err := th.SafePoint()
		q.Lock()
		var v value
		if err == nil {
			v = q.takeLocked()
		}
		if err != nil || !v.IsAbsent() || !deadline.IsZero() && !th.Now().Before(deadline) {
			next := q.leaveLocked(w)
			q.Unlock()
			if next != nil {
				next.UnparkBy(th)
			}
			return v, err
		}
	}
}

func simpleQueueEmpty(th *thread, args []value) (value, error) {
	q := asQueue(args[0])
	q.Lock()
	n := q.n
	q.Unlock()
	return object.Bool(n == 0), nil
}

func simpleQueueQsize(th *thread, args []value) (value, error) {
	q := asQueue(args[0])
	q.Lock()
	n := q.n
	q.Unlock()
	return object.Int(int64(n)), nil
}

func simpleQueueGet(th *thread, args []value) (value, error) {
	block := true
	if !args[1].IsAbsent() {
		var err error
		if block, err = object.IsTrue(th, args[1]); err != nil {
			return value{}, err
		}
	}
	var deadline time.Time
	if block && !args[2].IsAbsent() && !args[2].Is(object.None) {
		d, err := timeout(th, args[2])
		if err != nil {
			return value{}, err
		}
		deadline = th.Now().Add(d)
	}
	return result(th)(asQueue(args[0]).get(th, block, deadline))
}

// timeout converts a number of seconds.
func timeout(th *thread, v value) (time.Duration, error) {
	var s float64
	switch {
	case object.IsFloat(v):
		s = object.AsFloat(v)
		if math.IsNaN(s) {
			return 0, object.ValueErrorf(th, "Invalid value NaN (not a number)")
		}
	default:
		if !object.IsInt(v) && v.Type().Slots().Index == nil {
			return 0, object.TypeErrorf(th, "'%s' object cannot be interpreted as an integer or float", v.Type().DisplayName())
		}
		i, err := object.Index(th, v)
		if err != nil {
			return 0, err
		}
		s, _ = object.Big(i).Float64()
	}
	if s < 0 {
		return 0, object.ValueErrorf(th, "'timeout' must be a non-negative number")
	}
	if s >= 1<<63 {
		return 0, object.OverflowErrorf(th, "timestamp out of range for platform time_t")
	}
	if s*1e9 >= math.MaxInt64 {
		return 0, object.OverflowErrorf(th, "timeout value is too large")
	}
	return time.Duration(math.Ceil(s * 1e9)), nil
}

// result turns an absent item into Empty.
func result(th *thread) func(v value, err error) (value, error) {
	return func(v value, err error) (value, error) {
		if err == nil && v.IsAbsent() {
			err = object.RaiseArgs(th, emptyType)
		}
		return v, err
	}
}

func simpleQueueGetNowait(th *thread, args []value) (value, error) {
	return result(th)(asQueue(args[0]).get(th, false, time.Time{}))
}

func simpleQueuePut(th *thread, args []value) (value, error) {
	asQueue(args[0]).put(th, args[1])
	return object.None, nil
}
