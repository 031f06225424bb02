// This file implements _ThreadHandle: what a Thread object knows of the thread it started.

package thread

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"weft/internal/object"
)

var handleType = &object.Type{Name: "_ThreadHandle"}

// States of a handle.
const (
	handleNew int32 = iota
	handleRunning
	handleDone
)

// handle is a _ThreadHandle object. Its fields are atomic but for the last ones.
type handle struct {
	object.Header
	ident      atomic.Int64
	state      atomic.Int32
	daemon     bool // like boot
	exact      bool // likewise: the Thread has the attributes that Thread.__init__ gives it, and no others
	tail       bool // likewise: the frames below run go on as Python code
	done       object.Event
	prev, next *handle   // guarded by handleSet.mu
	block      *blockRef // see dangling.go; set once
	boot       boot      // set when the thread is started, and used by it
}

func ptr(h *handle) unsafe.Pointer { return unsafe.Pointer(h) }

func asHandle(v value) *handle { return (*handle)(v.Ptr()) }

func newHandle() *handle { return asHandle(handleType.New()) }

// begin moves a new handle to running and reports whether it was new.
func (h *handle) begin() bool { return h.state.CompareAndSwap(handleNew, handleRunning) }

// wait waits until the thread has ended, at most timeout (negative: without limit).
func (h *handle) wait(th *thread, timeout time.Duration) error {
	_, err := h.done.Wait(th, object.WaitForObject(object.WaitJoin, object.FromPtr(ptr(h))), timeout)
	return err
}

// waitQuietly waits for the thread's end, or until something is pending for th; it reports which.
func (h *handle) waitQuietly(th *thread) bool {
	return h.done.WaitQuietly(th, object.WaitForObject(object.WaitJoin, object.FromPtr(ptr(h))))
}

func (h *handle) finish(by *thread) {
	h.state.Store(handleDone)
	h.done.SetBy(by)
}

// handleSet is the set of handles of running non-daemon threads: a doubly linked list.
type handleSet struct {
	mu    sync.Mutex
	first *handle // guarded by mu
}

func (s *handleSet) add(h *handle) {
	s.mu.Lock()
	if s.first != nil {
		s.first.prev = h
	}
	h.next, s.first = s.first, h
	s.mu.Unlock()
}

func (s *handleSet) remove(h *handle) {
	s.mu.Lock()
	if h.prev != nil {
		h.prev.next = h.next
	} else if s.first == h {
		s.first = h.next
	}
	if h.next != nil {
		h.next.prev = h.prev
	}
	h.prev, h.next = nil, nil
	s.mu.Unlock()
}

// other returns a handle of another thread than ident, or nil.
func (s *handleSet) other(ident int64) *handle {
	s.mu.Lock()
	defer s.mu.Unlock()
	for h := s.first; h != nil; h = h.next {
		if h.ident.Load() != ident {
			return h
		}
	}
	return nil
}

func handleSpec() object.TypeSpec {
	return object.TypeSpec{
		Type:   handleType,
		Module: "_thread",
		Doc:    "What is known of a thread that was or will be started.",
		Layout: object.LayoutOf[handle](),
		Slots: object.Slots{
			New: func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
				if len(args) > 0 {
					return value{}, object.TypeErrorf(th, "_ThreadHandle() takes no arguments")
				}
				return t.New(), nil
			},
			Repr: func(th *thread, self value) (value, error) {
				return object.NewStr(fmt.Sprintf("<_thread._ThreadHandle object: ident=%d>", asHandle(self).ident.Load())), nil
			},
		},
		Methods: []object.Method{
			{Name: "join", Fn: handleJoin, Sig: "(self, timeout=-1, /)", Doc: "Wait until the thread has ended, at most timeout seconds unless it is None or negative."},
			{Name: "is_done", Fn: func(th *thread, a []value) (value, error) {
				return object.Bool(asHandle(a[0]).state.Load() == handleDone), nil
			}, Sig: "(self)", Doc: "Return whether the thread has ended."},
			{Name: "_set_done", Fn: func(th *thread, a []value) (value, error) {
				h := asHandle(a[0])
				if h.state.Load() == handleNew {
					return value{}, object.RuntimeErrorf(th, "thread not started")
				}
				h.finish(th)
				return object.None, nil
			}, Sig: "(self)", Doc: "Mark the thread as ended."},
		},
		GetSets: []object.GetSet{
			{Name: "ident", Get: func(th *thread, self value) (value, error) { return object.Int(asHandle(self).ident.Load()), nil }, Doc: "The thread's identifier, 0 before it is started."},
		},
	}
}

func handleJoin(th *thread, args []value) (value, error) {
	h := asHandle(args[0])
	timeout := -1.0
	if !args[1].IsAbsent() && !args[1].Is(object.None) {
		t, err := object.ToFloat(th, args[1])
		if err != nil {
			return value{}, err
		}
		if timeout = t; timeout > timeoutMax {
			return value{}, object.OverflowErrorf(th, "timestamp out of range for platform time_t")
		}
	}
	if h.state.Load() == handleNew {
		return value{}, object.RuntimeErrorf(th, "thread not started")
	}
	if !h.done.IsSet() && h.ident.Load() == th.Ident() {
		return value{}, object.RuntimeErrorf(th, "Cannot join current thread")
	}
	d := duration(timeout)
	if d != 0 && !h.done.IsSet() && th.CanSuspend(handleJoin) {
		return object.None, h.done.Suspend(th, object.WaitForObject(object.WaitJoin, object.FromPtr(ptr(h))), (*joinWait)(h), object.ClockTimeout(d))
	}
	return object.None, h.wait(th, d)
}

// joinWait is a handle as the rest of calls of join.
type joinWait handle

// Proceed implements object.Waiter.
func (w *joinWait) Proceed(th *thread) (value, bool, error) {
	_, over, err := w.done.Happened(th)
	return object.None, over, err
}

func threadMakeThreadHandle(th *thread, args []value) (value, error) {
	if !object.IsInt(args[0]) {
		return value{}, object.TypeErrorf(th, "thread identifier must be an integer")
	}
	id, _ := object.Int64(args[0])
	h := newHandle()
	h.ident.Store(id)
	h.state.Store(handleRunning)
	return object.FromPtr(ptr(h)), nil
}
