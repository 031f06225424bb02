// This file implements what gc.collect() needs of the object model: forgetting what only looks alive, and finalizers.

package object

import (
	"cmp"
	"runtime"
	"runtime/metrics"
	"slices"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"weft/internal/code"
)

// Forget drops references that nobody will use any more but that keep objects alive: temporaries of th's waiting frames that
// their code will not read again, spare frames, the caches of their code, and that of method lookups. direct says whether the innermost frame's
// current instruction calls a function that has read all its arguments.
//
// The arguments of a native function that has called back into Python lie in its caller's registers, and it may still look at
// them: such frames are left alone.
func (th *Thread) Forget(direct bool) {
	th.Rt.endCycle(true)
	ForgetLookups()
	for _, f := range th.frames[th.fp:] {
		f.Code, f.Fn, f.Globals, f.Builtins, f.Closure, f.NS, f.Resume = nil, nil, nil, nil, nil, Value{}, nil
	}
	if x := th.extras; x != nil {
		clear(x.gens[:])
		x.set, x.setTable = nil, nil
	}
	th.matched, th.collector, th.Stock, th.Operands = nil, nil, nil, [2]Value{}
	known := map[*code.Code]*code.Liveness{}
	seen := map[*Code]bool{}
	free := direct
	for f := th.Frame; f != nil; f = f.Prev {
		if c := f.Code.Original(); !seen[c] {
			seen[c] = true
			c.forgetCaches()
		}
		pc := f.Lasti()
		if free && pc >= 0 && f.Regs != nil {
			c := f.Code.C
			l := known[c]
			if l == nil {
				l = code.NewLiveness(c)
				known[c] = l
			}
			regs := unsafe.Slice(f.Regs, c.NumRegs)
			for r := len(c.Locals); r < len(regs); r++ {
				if !l.Live(pc, r) {
					regs[r] = Value{}
				}
			}
		}
		free = !f.Entry
	}
	clear(th.scratch[th.sp:])
}

// forgetCaches empties the caches of c, of its twins or original, and of the code in its constants. What a name's cache has learnt may be
// a table of a dict that has moved to another, with values that were deleted since.
func (c *Code) forgetCaches() {
	c = c.Original()
	c.forgetSites()
	for _, t := range []*twin{loadPtr(&c.twins[0]), loadPtr(&c.twins[1]), loadPtr(&c.switching)} {
		if t != nil && t.code != nil {
			t.code.forgetSites()
		}
	}
	if atomic.LoadUint32(&c.Runs) == CodeNotReady {
		return
	}
	for _, k := range c.Consts {
		if k.isExact(CodeType) {
			(*Code)(k.p).forgetCaches()
		}
	}
}

// forgetSites empties the caches of c alone, and drops its machine code, which keeps what it has learnt from them.
func (c *Code) forgetSites() {
	storePtr(&c.named, nil)
	atomic.StorePointer(&c.Enter, nil)
	atomic.StoreUint32(&c.Enters, 0)
	atomic.StorePointer(&c.Compiled, nil)
	atomic.StorePointer(&c.Hot, nil)
	if atomic.LoadUint32(&c.Runs) == CodeNotReady {
		return
	}
	for i := range c.Sites {
		atomic.StorePointer(&c.Sites[i].Cache, nil)
	}
}

// CallsNative reports whether the innermost frame's current instruction calls a native function itself, not through another
// native function: what the instruction has in its callee register is the function named name of module module.
func (th *Thread) CallsNative(module, name string) bool {
	f := th.Frame
	if f == nil || f.Lasti() < 0 {
		return false
	}
	i := f.Code.C.Instrs[f.Lasti()]
	switch i.Op() {
	case code.CALL, code.CALL_METHOD, code.CALL_KW, code.CALL_METHOD_KW:
	default:
		return false
	}
	v := unsafe.Slice(f.Regs, f.Code.C.NumRegs)[i.A()]
	if !v.isExact(BuiltinType) {
		return false
	}
	b := (*Builtin)(v.p)
	return b.Def.Name == name && IsStr(b.Module) && AsStr(b.Module).s == module
}

// Collect runs Go's collector and waits until the finalizers and cleanups of what it found have run, so that the pending calls
// they make are queued.
func Collect() {
	done := make(chan struct{}, 2)
	type sentinel struct {
		p *int
		_ [4]int
	}
	func() {
		a, b := &sentinel{p: new(int)}, &sentinel{p: new(int)}
		runtime.SetFinalizer(a, func(*sentinel) { done <- struct{}{} })
		runtime.AddCleanup(b, func(int) { done <- struct{}{} }, 0)
	}()
	limit := time.After(2 * time.Second)
	runtime.GC()
	for range 2 {
		select {
		case <-done:
		case <-limit:
			return
		}
	}
	// The two have run, but not necessarily last: cleanups have several queues.
	counts := []metrics.Sample{{Name: "/gc/cleanups/queued:cleanups"}, {Name: "/gc/cleanups/executed:cleanups"},
		{Name: "/gc/finalizers/queued:finalizers"}, {Name: "/gc/finalizers/executed:finalizers"}}
	for pause := time.Microsecond; pause < 100*time.Millisecond; pause *= 2 {
		metrics.Read(counts)
		if counts[1].Value.Uint64() >= counts[0].Value.Uint64() && counts[3].Value.Uint64() >= counts[2].Value.Uint64() {
			return
		}
		time.Sleep(pause)
	}
}

// collectOrdered is Collect where runs are to be repeatable: the calls of what it found are in a certain order.
func (rt *Runtime) collectOrdered() {
	rt.mu.Lock()
	n := len(rt.calls)
	rt.mu.Unlock()
	Collect()
	rt.mu.Lock()
	found := rt.calls[min(n, len(rt.calls)):]
	slices.SortStableFunc(found, func(a, b pendingCall) int { return cmp.Compare(a.seq, b.seq) })
	rt.mu.Unlock()
	forgetSerials()
}

// CollectFor is Collect for a runtime.
func (rt *Runtime) CollectFor() {
	if rt.Seeded() {
		rt.collectOrdered()
	} else {
		Collect()
	}
}

// PendingCallCount returns how many calls are queued.
func (rt *Runtime) PendingCallCount() int {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	return len(rt.calls)
}

// finalizers are the living objects of a runtime that have a __del__ to be run.
type finalizers struct {
	mu   sync.Mutex
	seq  int
	live []finalizable
	free int // one more than the index of the first unused item of live
}

// finalizable is an object that has a Go finalizer which did not run yet: until it does, the memory at addr is the object's.
type finalizable struct {
	addr uintptr // 0: unused
	seq  int     // unused: as free
}

// add makes h an item of live and returns its index.
func (fs *finalizers) add(h *Header) (i, seq int) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	fs.seq++
	if i = fs.free - 1; i < 0 {
		i = len(fs.live)
		fs.live = append(fs.live, finalizable{})
	} else {
		fs.free = fs.live[i].seq
	}
	fs.live[i] = finalizable{uintptr(unsafe.Pointer(h)), fs.seq}
	return i, fs.seq
}

// remove takes back an add, and reports whether takeAll did not.
func (fs *finalizers) remove(i, seq int) bool {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	if i >= len(fs.live) || fs.live[i].addr == 0 || fs.live[i].seq != seq {
		return false
	}
	fs.live[i] = finalizable{0, fs.free}
	fs.free = i + 1
	return true
}

// takeAll removes all objects and returns them, the oldest first.
func (fs *finalizers) takeAll() []*Header {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	fs.live = slices.DeleteFunc(fs.live, func(f finalizable) bool { return f.addr == 0 })
	slices.SortFunc(fs.live, func(a, b finalizable) int { return cmp.Compare(a.seq, b.seq) })
	todo := make([]*Header, 0, len(fs.live))
	for _, f := range fs.live {
		todo = append(todo, (*Header)(*(*unsafe.Pointer)(unsafe.Pointer(&f.addr)))) // the store tells a collector at work that it is alive
	}
	fs.live, fs.free = nil, 0
	return todo
}

// holds reports whether the object at p is one of live.
func (fs *finalizers) holds(p unsafe.Pointer) bool {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	return slices.ContainsFunc(fs.live, func(f finalizable) bool { return f.addr == uintptr(p) })
}

// newFinalized allocates an instance of the plain layout whose class has a __del__. Its values never lie in line: a pointer
// from an object to itself would keep it from being finalized.
func (t *Type) newFinalized(n int) Value {
	p := new(Instance)
	if n > 0 {
		p.vals = newVals(n)
	}
	p.typ = t
	p.shape = t.rootShape()
	t.watch(&p.Header)
	return Value{unsafe.Pointer(p)}
}

// watch arranges for the __del__ of a new object, whose allocation h begins.
//
// Go never finalizes an object that can be reached from itself: the __del__ of objects in cycles runs at the interpreter's
// end only. TODO: a traversal of our own in gc.collect(), for which rt.finalizers holds the candidates (DESIGN.md 4).
func (t *Type) watch(h *Header) {
	if t.rt != nil {
		t.rt.watch(h)
	}
}

// watch is Type.watch for a type with a Del slot, and for objects that come to need it later in their life.
func (rt *Runtime) watch(h *Header) {
	i, seq := rt.finalizers.add(h)
	runtime.SetFinalizer(h, func(h *Header) {
		if !rt.finalizers.remove(i, seq) || !pendingWork(h) {
			return
		}
		rt.addPendingCall(2*seq+1, func(th *Thread) error {
			runDel(th, h.Value())
			return nil
		})
	})
}

// runDel calls v's __del__ and reports what it raises.
func runDel(th *Thread, v Value) {
	t := v.Type()
	del := t.Slots().Del
	if del == nil {
		return
	}
	if err := del(th, v); err != nil {
		where := t.Lookup(nmDel)
		if where.IsAbsent() {
			where = v
		}
		name, rerr := ReprString(th, where)
		if rerr != nil {
			name = "<object repr() failed>"
		}
		Unraisable(th, err, "Exception ignored while calling deallocator "+name, Value{})
	}
}

// RunFinalizers runs the __del__ of all objects that are still alive, the oldest first: the end of the interpreter.
func (rt *Runtime) RunFinalizers(th *Thread) {
	for range 3 { // a __del__ may make further objects
		rt.watchFresh()
		todo := rt.finalizers.takeAll()
		for _, h := range todo {
			runtime.SetFinalizer(h, nil)
			runDel(th, h.Value())
		}
		if err := rt.RunPendingCalls(th); err != nil {
			Unraisable(th, err, "Exception ignored while finalizing", Value{})
		}
		if len(todo) == 0 {
			return
		}
	}
}

// IsFinalized reports whether v's class has a __del__ that has been called or queued.
func IsFinalized(rt *Runtime, v Value) bool {
	if !v.IsObj() || !v.Type().HasFlag(TypeHeap) || v.Type().Slots().Del == nil {
		return false
	}
	return !rt.finalizers.holds(v.p)
}

// Referents returns the objects that v refers to directly, as far as the runtime knows them: items of containers, attributes.
func Referents(v Value) []Value {
	if !v.IsObj() {
		return nil
	}
	var out []Value
	switch t := v.Type(); {
	case IsList(v):
		out = AsList(v).Snapshot()
		slices.Reverse(out)
	case IsTuple(v):
		out = slices.Clone(AsTuple(v).items)
		slices.Reverse(out)
	case IsDict(v):
		keys, vals := AsDict(v).Items()
		for i := range keys {
			out = append(out, vals[i], keys[i])
		}
	case IsSet(v):
		out = AsSet(v).Items()
	case IsFunction(v):
		f := AsFunction(v)
		out = append(out, loadPtr(&f.Code).Value(), f.Globals.Value())
	case t == CellType:
		if x := LoadSlot(&(*Cell)(v.p).V); !x.IsAbsent() {
			out = append(out, x)
		}
	case IsType(v):
		out = append(out, AsType(v).Bases().Value())
	}
	if e := v.ext(); e != nil && !IsFunction(v) {
		s := loadPtr(&e.shape)
		if s != nil && s.isDict {
			out = append(out, loadPtr(&e.dict).Value())
		}
		// In dict mode the values are those of __slots__.
		if vals := loadPtr(&e.vals); s != nil && vals != nil {
			for i := range min(s.n, int(vals.n)) {
				if x := LoadSlot(vals.at(i)); !x.IsAbsent() {
					out = append(out, x)
				}
			}
		}
	}
	if v.Type().HasFlag(TypeHeap) {
		out = append(out, v.Type().Value())
	}
	return out
}
