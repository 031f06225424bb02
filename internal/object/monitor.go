// This file implements the events of sys.monitoring (PEP 669), on top of trace.go: which tools want which, and their callbacks.
//
// While any tool wants any event, all threads are traced (Thread.Traced). Frames of other threads that run already report only
// from their next call on. Events that our code does not have are those of branches, of calls, and STOP_ITERATION.

package object

import (
	"sync"
	"sync/atomic"
)

// The events, with CPython's bits.
const (
	EventPyStart = 1 << iota
	EventPyResume
	EventPyReturn
	EventPyYield
	EventCall
	EventLine
	EventInstruction
	EventJump
	EventBranchLeft
	EventBranchRight
	EventStopIteration
	EventRaise
	EventExceptionHandled
	EventPyUnwind
	EventPyThrow
	EventReraise
	EventCReturn
	EventCRaise
	EventBranch
	eventsEnd

	// EventsAll are all of them.
	EventsAll = eventsEnd - 1
	// EventsMissing are those that are never reported and that a tool is told so about.
	EventsMissing = EventCall | EventBranchLeft | EventBranchRight | EventExceptionHandled | EventReraise | EventCReturn | EventCRaise | EventBranch

	eventsLocal = EventPyStart | EventPyResume | EventPyReturn | EventPyYield | EventLine | EventInstruction
	eventsStubs = EventLine | EventInstruction
)

// MonitorTools is how many tools there are.
const MonitorTools = 6

// Monitor is what a runtime's tools have asked for. Its methods may be called by any thread.
type Monitor struct {
	mu       sync.Mutex
	active   uint32 // atomic; the union of all events asked for
	events   [MonitorTools]uint32
	local    map[*Code]*[MonitorTools]uint32
	off      map[monitorPlace]bool
	callback [MonitorTools]map[uint32]Value
	disable  Value
}

// monitorPlace is where a callback has returned DISABLE.
type monitorPlace struct {
	code        *Code
	pos         int
	tool, event uint32
}

// SetDisable says what sys.monitoring.DISABLE is.
func (m *Monitor) SetDisable(v Value) { m.disable = v }

// Events returns the events that a tool gets from all code.
func (m *Monitor) Events(tool int) uint32 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.events[tool]
}

// LocalEvents returns the events that a tool gets from c besides.
func (m *Monitor) LocalEvents(tool int, c *Code) uint32 {
	m.mu.Lock()
	defer m.mu.Unlock()
	if l := m.local[c]; l != nil {
		return l[tool]
	}
	return 0
}

// SetEvents changes Events.
func (m *Monitor) SetEvents(th *Thread, tool int, events uint32) {
	m.mu.Lock()
	m.events[tool] = events
	m.mu.Unlock()
	m.changed(th, nil)
}

// SetLocalEvents changes LocalEvents.
func (m *Monitor) SetLocalEvents(th *Thread, tool int, c *Code, events uint32) {
	m.mu.Lock()
	l := m.local[c]
	if l == nil {
		if m.local == nil {
			m.local = map[*Code]*[MonitorTools]uint32{}
		}
		l = new([MonitorTools]uint32)
		m.local[c] = l
	}
	l[tool] = events
	if *l == [MonitorTools]uint32{} {
		delete(m.local, c)
	}
	m.mu.Unlock()
	m.changed(th, c)
}

// Clear forgets what a tool has asked for.
func (m *Monitor) Clear(th *Thread, tool int) {
	m.mu.Lock()
	m.events[tool], m.callback[tool] = 0, nil
	for c, l := range m.local {
		if l[tool] = 0; *l == [MonitorTools]uint32{} {
			delete(m.local, c)
		}
	}
	for p := range m.off {
		if p.tool == uint32(tool) {
			delete(m.off, p)
		}
	}
	m.mu.Unlock()
	m.changed(th, nil)
}

// Restart makes what callbacks have disabled be reported again.
func (m *Monitor) Restart() {
	m.mu.Lock()
	clear(m.off)
	m.mu.Unlock()
}

// SetCallback sets what is called for an event, absent for nothing, and returns what was.
func (m *Monitor) SetCallback(tool int, event uint32, fn Value) Value {
	m.mu.Lock()
	defer m.mu.Unlock()
	old := m.callback[tool][event]
	if fn.IsAbsent() {
		delete(m.callback[tool], event)
	} else {
		if m.callback[tool] == nil {
			m.callback[tool] = map[uint32]Value{}
		}
		m.callback[tool][event] = fn
	}
	return old
}

// changed brings threads and th's frames (those of c, or all if nil) up to date.
func (m *Monitor) changed(th *Thread, c *Code) {
	m.mu.Lock()
	var all uint32
	for _, e := range m.events {
		all |= e
	}
	for _, l := range m.local {
		for _, e := range l {
			all |= e
		}
	}
	atomic.StoreUint32(&m.active, all)
	m.mu.Unlock()
	for _, t := range th.Rt.Threads() {
		t.updateTracing()
	}
	if all == 0 {
		return
	}
	for f := th.Frame; f != nil; f = f.Prev {
		if own := f.Code.Original(); c == nil || own == c {
			m.join(f, own)
		}
	}
}

// join makes f, which its thread runs or begins, report what tools want of its code c.
func (m *Monitor) join(f *Frame, c *Code) {
	want := m.wanted(c)
	if want == 0 {
		return
	}
	f.Flags |= FrameTraced
	if want&eventsStubs != 0 {
		f.addStubs(want&EventInstruction != 0)
	}
}

// wanted returns the events that any tool wants of c.
func (m *Monitor) wanted(c *Code) uint32 {
	if loadUint32(&m.active) == 0 {
		return 0
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var want uint32
	for _, e := range m.events {
		want |= e
	}
	if l := m.local[c]; l != nil {
		for _, e := range l {
			want |= e
		}
	}
	return want
}

// monitor reports an event of frame f to the tools that want it. An error is to be raised in f.
func (th *Thread) monitor(f *Frame, event uint32, args ...Value) error {
	m := &th.Rt.Monitor
	if loadUint32(&m.active)&event == 0 {
		return nil
	}
	c := f.Code.Original()
	place := monitorPlace{code: c, pos: f.Pos(), event: event}
	for tool := range MonitorTools {
		m.mu.Lock()
		place.tool = uint32(tool)
		wants := m.events[tool]
		if l := m.local[c]; l != nil {
			wants |= l[tool]
		}
		fn := m.callback[tool][event]
		skip := wants&event == 0 || fn.IsAbsent() || m.off[place]
		m.mu.Unlock()
		if skip {
			continue
		}
		th.tracing = true
		r, err := Call(th, fn, append([]Value{c.Value()}, args...)...)
		th.tracing = false
		if err != nil {
			return err
		}
		if !r.Is(m.disable) {
			continue
		}
		if event&eventsLocal == 0 {
			m.SetCallback(tool, event, Value{})
			return ValueErrorf(th, "Cannot disable %s events. Callback removed.", eventName(event))
		}
		m.mu.Lock()
		if m.off == nil {
			m.off = map[monitorPlace]bool{}
		}
		m.off[place] = true
		m.mu.Unlock()
	}
	return nil
}

func eventName(event uint32) string {
	switch event {
	case EventRaise:
		return "RAISE"
	case EventPyUnwind:
		return "PY_UNWIND"
	case EventPyThrow:
		return "PY_THROW"
	}
	return "these"
}

// offset is the argument of callbacks that says where f is.
func (f *Frame) offset() Value { return offsetOf(max(f.Pos(), -1)) }
