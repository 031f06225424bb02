// This file implements noticing that a generator was dropped before its end, or an awaitable before it was awaited: CPython
// finds out from reference counts, we from Go's collector, through the finalizers of collect.go.
//
// A finalizer costs more than resuming a generator does. So only what a generator suspended inside a try or with statement
// would still do, a coroutine that has not been started, and such, are watched; and each thread keeps the latest candidates in
// Thread.fresh and gives one a finalizer only when there are others: most coroutines are awaited, and most context managers
// left, before that. What is left in fresh is seen to by every cycle of Go's collector.

package object

import (
	"runtime"
	"sync/atomic"
	"unsafe"
	"weak"

	"weft/internal/code"
)

// freshRing holds a thread's latest candidates.
type freshRing struct {
	at [32]*Header // atomic: cycles of the collector empty it
	n  int
}

// watchSoon makes h, a generator or a step of one, the latest candidate of th.
func (th *Thread) watchSoon(h *Header) {
	r := loadPtr(&th.fresh)
	if r == nil {
		r = &freshRing{}
		storePtr(&th.fresh, r)
	}
	slot := (*unsafe.Pointer)(unsafe.Pointer(&r.at[r.n%len(r.at)]))
	r.n++
	if old := (*Header)(atomic.SwapPointer(slot, unsafe.Pointer(h))); old != nil {
		th.Rt.watchDropped(old)
	}
	if loadUint32(&th.Rt.anyFresh) == 0 {
		atomic.StoreUint32(&th.Rt.anyFresh, 1)
		th.Rt.hookCycles()
	}
}

// OnCycle has f called when a cycle of Go's collector has ended, on any goroutine, and before gc.collect() collects (asked). It is for
// native modules that keep objects alive for a while.
func (rt *Runtime) OnCycle(f func(asked bool)) {
	rt.mu.Lock()
	rt.onCycle = append(rt.onCycle, f)
	rt.mu.Unlock()
	rt.hookCycles()
}

// endCycle does what is to be done when a cycle of the collector has ended, or is asked for.
func (rt *Runtime) endCycle(asked bool) {
	if loadUint32(&rt.anyFresh) != 0 {
		rt.watchFresh()
	}
	rt.mu.Lock()
	fs := rt.onCycle
	rt.mu.Unlock()
	for _, f := range fs {
		f(asked)
	}
}

// watchFresh gives the latest candidates of all threads their finalizers.
func (rt *Runtime) watchFresh() {
	for _, th := range rt.Threads() {
		th.watchFresh()
	}
}

func (th *Thread) watchFresh() {
	r := loadPtr(&th.fresh)
	if r == nil {
		return
	}
	for i := range r.at {
		if h := (*Header)(atomic.SwapPointer((*unsafe.Pointer)(unsafe.Pointer(&r.at[i])), nil)); h != nil {
			th.Rt.watchDropped(h)
		}
	}
}

// hookCycles makes every cycle of Go's collector call endCycle.
func (rt *Runtime) hookCycles() {
	if atomic.CompareAndSwapUint32(&rt.cycleHook, 0, 1) {
		hookCycle(weak.Make(rt))
	}
}

func hookCycle(w weak.Pointer[Runtime]) {
	type sentinel struct {
		p *int
		_ [4]int
	}
	runtime.SetFinalizer(&sentinel{p: new(int)}, func(*sentinel) {
		if rt := w.Value(); rt != nil {
			rt.endCycle(false)
			hookCycle(w)
		}
	})
}

// watchDropped gives a candidate its finalizer, if dropping it would run anything now.
func (rt *Runtime) watchDropped(h *Header) {
	switch h.typ {
	case AsyncGenASendType:
		if o := (*asyncGenASend)(unsafe.Pointer(h)); loadUint32(&o.state) == agInit {
			rt.watch(h)
		}
	case AsyncGenAThrowType:
		if o := (*asyncGenAThrow)(unsafe.Pointer(h)); loadUint32(&o.state) == agInit {
			rt.watch(h)
		}
	default:
		g := (*Generator)(unsafe.Pointer(h))
		if s := g.state(); s == GenClosed || s == GenRunning {
			atomic.StoreUint32(&g.watched, genUnwatched)
		} else if atomic.CompareAndSwapUint32(&g.watched, genFresh, genWatched) {
			rt.watch(h)
		}
	}
}

// pendingWork reports whether the finalizer of a dropped h still has something to do.
func pendingWork(h *Header) bool {
	switch h.typ {
	case AsyncGenASendType:
		return loadUint32(&(*asyncGenASend)(unsafe.Pointer(h)).state) == agInit
	case AsyncGenAThrowType:
		return loadUint32(&(*asyncGenAThrow)(unsafe.Pointer(h)).state) == agInit
	case GeneratorType, CoroutineType, AsyncGenType:
		return (*Generator)(unsafe.Pointer(h)).state() != GenClosed
	}
	return true
}

// GuardedAt reports whether instruction pc, at which a generator of this code is suspended, lies inside a statement that would
// run code if the generator were closed: try, with, async with.
func (c *Code) GuardedAt(pc int) bool {
	return c.guards != nil && c.guards[pc/64]>>(pc%64)&1 != 0
}

// Guarded reports whether there is such an instruction at all.
func (c *Code) Guarded() bool { return c.guards != nil }

// findGuards computes guards.
func findGuards(c *code.Code) []uint64 {
	if len(c.Handlers) == 0 {
		return nil
	}
	var guards []uint64
	for i, in := range c.Instrs {
		if op := in.Op(); (op == code.YIELD || op == code.YIELD_DELEGATE) && runsWhenClosed(c, i) {
			if guards == nil {
				guards = make([]uint64, (len(c.Instrs)+63)/64)
			}
			guards[i/64] |= 1 << (i % 64)
		}
	}
	return guards
}

// runsWhenClosed reports whether an exception at instruction pc reaches code of the program. Handlers that the compiler makes
// on its own account do not count: those that forget the variables of a comprehension, leave an except clause, end an async for,
// or convert a StopIteration.
func runsWhenClosed(c *code.Code, pc int) bool {
	for range 64 { // as deep as statements nest, surely
		target := -1
		for _, h := range c.Handlers {
			if int(h.Start) <= pc && pc < int(h.End) {
				target = int(h.Target)
			}
		}
		if target < 0 {
			return false
		}
		for ; target < len(c.Instrs); target++ {
			if op := c.Instrs[target].Op(); op != code.UNBIND && op != code.POP_EXC {
				break
			}
		}
		if target >= len(c.Instrs) {
			return true
		}
		switch in := c.Instrs[target]; {
		case in.Op() == code.RERAISE, in.Op() == code.END_ASYNC_FOR:
			pc = target
		case in.Op() == code.INTRINSIC1 && in.C() == code.IntrinsicStopIterationError:
			return false
		default:
			return true
		}
	}
	return true
}

// Values of Generator.watched.
const (
	genUnwatched = iota
	genFresh     // in a thread's fresh
	genWatched   // it has a finalizer, or had
)

// FoldsUp reports whether suspending g takes Suspend: it may have a finalizer, rare fields, or a frame object.
func (g *Generator) FoldsUp() bool {
	return g.Frame.Code.guards != nil || loadUint32(&g.watched) != genUnwatched || loadPtr(&g.rare) != nil || loadPtr(&g.Frame.Obj) != nil
}

// Suspend makes a running generator suspended that is not the thread's innermost frame any more, and watches it if dropping it
// would run code.
func (g *Generator) Suspend(th *Thread) {
	if loadPtr(&g.Frame.Obj) != nil {
		g.stashFrameObject()
	}
	c := g.Frame.Code
	guarded := c.guards != nil && c.GuardedAt(g.Frame.Lasti())
	if guarded || loadUint32(&g.watched) != genUnwatched || g.rare != nil {
		g.hideRegs()
	}
	g.Leave(GenSuspended)
	if guarded && loadUint32(&g.watched) == genUnwatched && atomic.CompareAndSwapUint32(&g.watched, genUnwatched, genFresh) {
		th.watchSoon(&g.Header)
	}
}

// End makes a running generator a closed one that is not the thread's innermost frame any more.
func (g *Generator) End() {
	g.Leave(GenClosed)
	f := &g.Frame
	if o := g.frameObject(); o != nil {
		g.forgetFrameObject(o)
	}
	for i := range int(f.Code.NumRegs) { // by hand: clear() has a high fixed price
		*f.Reg(i) = Value{}
	}
	if f.Resume != nil {
		f.Resume = nil // it keeps machine code alive
	}
	g.hideRegs()
	g.Exc.Value = Value{}
}

// Generator returns the generator that the frame belongs to, or nil. There is no pointer to it in the frame: Go does not
// finalize what can be reached from itself.
func (f *Frame) Generator() *Generator {
	if !f.OfGen {
		return nil
	}
	return (*Generator)(unsafe.Add(unsafe.Pointer(f), -int(unsafe.Offsetof(Generator{}.Frame))))
}

// stashFrameObject is for a generator that is being suspended: its frame object, which refers to it, becomes a weak reference.
// One with a trace function stays.
func (g *Generator) stashFrameObject() {
	f := &g.Frame
	if o := loadPtr(&f.Obj); LoadSlot(&o.Trace).IsAbsent() {
		w := weak.Make(o)
		storePtr(&g.rareOf().stash, &w)
		storePtr(&f.Obj, nil)
	}
}

// frameObject returns the generator's frame object, or nil if there is none (any more).
func (g *Generator) frameObject() *FrameObject {
	if o := loadPtr(&g.Frame.Obj); o != nil {
		return o
	}
	if r := loadPtr(&g.rare); r != nil {
		if w := loadPtr(&r.stash); w != nil {
			return w.Value()
		}
	}
	return nil
}

// Folded reports whether Unfold has something to do.
func (g *Generator) Folded() bool { return g.Frame.Regs == nil || loadPtr(&g.rare) != nil }

// Unfold is for a generator that is about to run: it undoes hideRegs and stashFrameObject.
func (g *Generator) Unfold() {
	if g.Frame.Regs == nil {
		g.Frame.Regs = g.behind()
	}
	r := loadPtr(&g.rare)
	if r == nil {
		return
	}
	if w := loadPtr(&r.stash); w != nil {
		if o := w.Value(); o != nil {
			storePtr(&g.Frame.Obj, o)
		}
		storePtr(&r.stash, nil)
	}
}

// generatorFrameObject is FrameObjectOf for the frame of g.
func generatorFrameObject(th *Thread, g *Generator) *FrameObject {
	f := &g.Frame
	if o := g.frameObject(); o != nil {
		return o
	}
	o := newFrameObject(th, f)
	if g.state() == GenRunning {
		if !casPtr(&f.Obj, nil, o) {
			if other := loadPtr(&f.Obj); other != nil { // nil: suspended meanwhile
				return other
			}
		}
		return o
	}
	w := weak.Make(o)
	storePtr(&g.rareOf().stash, &w)
	return o
}
