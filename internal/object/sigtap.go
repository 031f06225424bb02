// This file implements what the signal and faulthandler modules share: taps on signals, and a look at threads from outside.

package object

import (
	"fmt"
	"sync/atomic"
	"unsafe"
)

// SetSignalTap makes f see each arrival of a signal before the signal module; f returns whether that is to go on as if there
// were no tap. f nil removes the tap. f may be called from any goroutine.
func (rt *Runtime) SetSignalTap(sig int, f func() bool) {
	rt.mu.Lock()
	if rt.signalTaps == nil {
		rt.signalTaps = map[int]func() bool{}
	}
	if f == nil {
		delete(rt.signalTaps, sig)
	} else {
		rt.signalTaps[sig] = f
	}
	ask := rt.onSignalTap
	rt.mu.Unlock()
	if f != nil && ask != nil {
		ask(sig)
	}
}

// OnSignalTap makes f hear of each signal that gets a tap, so that it arrives.
func (rt *Runtime) OnSignalTap(f func(sig int)) {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	rt.onSignalTap = f
}

// SignalTap returns the tap of a signal, or nil.
func (rt *Runtime) SignalTap(sig int) func() bool {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	return rt.signalTaps[sig]
}

// DumpFrames returns the frames of a thread, innermost first, in faulthandler's form. The thread may be running: then what is
// shown may be a mixture of two moments, but it is never out of bounds.
func (th *Thread) DumpFrames() string {
	const limit = 100
	out := ""
	f := (*Frame)(atomic.LoadPointer((*unsafe.Pointer)(unsafe.Pointer(&th.Frame))))
	for n := 0; f != nil; n++ {
		if n == limit {
			return out + "  ...\n"
		}
		c := (*Code)(atomic.LoadPointer((*unsafe.Pointer)(unsafe.Pointer(&f.Code))))
		ip := atomic.LoadUintptr(&f.IP)
		f = (*Frame)(atomic.LoadPointer((*unsafe.Pointer)(unsafe.Pointer(&f.Prev))))
		if c == nil || len(c.C.Instrs) == 0 {
			continue
		}
		line := c.C.FirstLine
		if i := int(ip-uintptr(unsafe.Pointer(&c.C.Instrs[0])))/8 - 1; ip != 0 && i >= 0 && i < len(c.C.Instrs) {
			if l := c.C.SpanAt(i).Line; l > 0 {
				line = int(l)
			}
		}
		out += fmt.Sprintf("  File \"%s\", line %d in %s\n", c.Filename.s, line, c.Name.s)
	}
	if out == "" {
		return "  <no Python frame>\n"
	}
	return out
}

// SetSignalSelf sets what SignalSelf calls.
func (rt *Runtime) SetSignalSelf(f func(sig int) bool) {
	rt.mu.Lock()
	rt.signalSelf = f
	rt.mu.Unlock()
}

// SignalSelf delivers a signal of this process to itself without the operating system, so that it is pending when this returns.
// It reports false if the signal has no handler written in Python: then it must be sent.
func (rt *Runtime) SignalSelf(sig int) bool {
	rt.mu.Lock()
	f := rt.signalSelf
	rt.mu.Unlock()
	return f != nil && f(sig)
}
