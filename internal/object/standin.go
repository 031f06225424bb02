// This file implements stand-ins: native code for a few hot functions of the Python library, which stay the Python functions they are.
//
// A stand-in belongs to a code object of the library. A call binds the arguments and pushes the frame as always; then the stand-in
// either does all that the code would do, or reports that this is not the ordinary case and has done nothing: then the code runs.
// While a thread is traced, or anything is pending, and in copies of the code (code.replace, monitoring), the code runs.

package object

import (
	"sync/atomic"
	"unsafe"
)

// Standin does what the code of fn does, whose parameters are in regs, and returns its result; ok is false if it has done nothing.
type Standin func(th *Thread, fn *Function, regs []Value) (result Value, ok bool)

// SetStandin gives the code, no generator's, a stand-in. Nobody may be running or calling the code yet.
func (c *Code) SetStandin(s Standin) {
	c.Lock()
	c.standin = s
	if atomic.LoadUint32(&c.Runs) == CodeRuns {
		atomic.StoreUint32(&c.Runs, CodeStandin)
	}
	c.Unlock()
}

// runsPlain is Runs for a copy of the code, which has no stand-in.
func (c *Code) runsPlain() uint32 {
	if runs := atomic.LoadUint32(&c.Runs); runs != CodeStandin {
		return runs
	}
	return CodeRuns
}

// Standin returns the code's stand-in, if Runs is CodeStandin.
func (c *Code) Standin() Standin { return c.standin }

// AttrPlan says where instances of one class keep the attributes that are stored one after another into a new instance. It is immutable.
type AttrPlan struct {
	typ     *Type
	version uint32
	root    *Shape
	shape   *Shape // of an instance with all of them
}

// PlanAttrs returns the plan for instances of t and these names (interned), or nil if storing them would do more than store: own
// __setattr__, properties, slots, no __dict__.
func PlanAttrs(t *Type, names []*Str) *AttrPlan {
	if t.layout != instanceLayout || !t.HasFlag(TypeHeap) || !t.HasFlag(TypeHasDict) || len(names) > maxShapeAttrs || funcPtr(t.Slots().SetAttr) != funcPtr(SetAttrFunc(GenericSetAttr)) {
		return nil
	}
	p := &AttrPlan{typ: t, version: t.Version(), root: t.rootShape()}
	p.shape = p.root
	for _, name := range names {
		if attr := t.Lookup(name); !attr.IsAbsent() && (attr.Type() == MemberType || attr.Type().Slots().DescrSet != nil) {
			return nil
		}
		if p.shape = p.shape.add(name); p.shape == nil {
			return nil
		}
	}
	return p
}

// For reports whether the plan is for v's class as it is now.
func (p *AttrPlan) For(v Value) bool {
	return p != nil && v.IsObj() && v.Header().Type() == p.typ && p.typ.VersionIs(p.version)
}

// Valid reports whether the class has not changed since the plan was made.
func (p *AttrPlan) Valid() bool { return p != nil && p.typ.VersionIs(p.version) }

// New returns a new instance with these attributes.
func (p *AttrPlan) New(vals ...Value) Value {
	v := p.typ.New()
	p.Fill(v, vals)
	return v
}

// Fill gives v, an instance the plan is For, its attributes; false: it has some already, and nothing was done.
func (p *AttrPlan) Fill(v Value, vals []Value) bool {
	h, e := v.Header(), v.ext()
	h.Lock()
	if e.shape != p.root {
		h.Unlock()
		return false
	}
	to := e.vals
	if to == nil || int(to.n) < p.shape.n {
		to = newVals(p.shape.n)
		if e.vals != nil { // of __slots__
			if Multithreaded() {
				atomic.StoreUint32(&e.vals.moving, 1)
			}
			for i := 0; i < p.root.n; i++ {
				*to.at(i) = LoadSlot(e.vals.at(i))
			}
		}
	}
	for i, x := range vals {
		StoreSlot(to.at(p.root.n+i), x)
	}
	if e.vals != to {
		storePtr(&e.vals, to)
	}
	storePtr(&e.shape, p.shape)
	h.Unlock()
	e.noteSize(p.shape)
	return true
}

// Load returns attribute i of v, an instance the plan is For; absent: v does not have exactly these attributes.
func (p *AttrPlan) Load(v Value, i int) Value {
	e := v.ext()
	if loadPtr(&e.shape) != p.shape {
		return Value{}
	}
	return LoadSlot(loadPtr(&e.vals).at(p.root.n + i))
}

// Store stores attribute i of v, an instance the plan is For; false: v does not have exactly these attributes.
func (p *AttrPlan) Store(v Value, i int, val Value) bool {
	e := v.ext()
	return loadPtr(&e.shape) == p.shape && e.storeChecked(p.shape, p.root.n+i, val)
}

// HasAttributes reports whether v, an instance of a class, has attributes of its own, in its dictionary or in slots.
func HasAttributes(v Value) bool {
	e := v.ext()
	return e != nil && loadPtr(&e.shape) != v.Header().Type().rootShape()
}

// OwnAttribute returns the attribute of v itself, not of its class, or absent. name is interned.
func OwnAttribute(th *Thread, v Value, name *Str) Value {
	if e := v.ext(); e != nil {
		return e.getAttr(th, name)
	}
	return Value{}
}

// Sub is an instance of a class whose base is the built-in type of Go struct T, for structs that hold several objects in one allocation,
// of which it must be the first.
type Sub[T any] = subclassOf[T]

// InitSub makes p, which is zero, an instance of t, a class with the layout LayoutOf[T] and without __slots__ and __del__.
func InitSub[T any](p *Sub[T], t *Type) Value {
	(*Header)(unsafe.Pointer(p)).typ = t
	p.ext.shape = t.rootShape()
	return Value{unsafe.Pointer(p)}
}

// Init makes d, which is zero, an empty dict.
func (d *Dict) Init() Value {
	d.typ, d.t = DictType, emptyTable
	return d.Value()
}

// NextOf returns the iterator whose __next__ the method v is, and the function behind that; nil: v is nothing of the kind.
func NextOf(v Value) (Value, UnaryFunc) {
	if !v.isExact(MethodWrapperType) {
		return Value{}, nil
	}
	m := (*MethodWrapper)(v.p)
	t := m.Self.Type()
	if next := t.Slots().Next; next != nil && !t.HasFlag(TypeHeap) && m.Descr.def.name == nmNext {
		return m.Self, next
	}
	return Value{}, nil
}

// StartGate is where the starter of a thread waits until the new thread has come so far that nobody need wait for it.
type StartGate struct {
	open   uint32 // atomic
	waiter *Thread
}

// NewStartGate gives th, not yet started, a gate, at which waiter will wait.
func NewStartGate(th, waiter *Thread) *StartGate {
	g := &StartGate{waiter: waiter}
	th.extra().gate = g
	return g
}

// Wait waits until the gate is open or something is pending for the waiting thread.
func (g *StartGate) Wait() {
	for atomic.LoadUint32(&g.open) == 0 && loadUint32(&g.waiter.Pending)&^PendingSeed == 0 {
		g.waiter.Park(Wait{Kind: WaitStart, On: unsafe.Pointer(g)}, -1)
	}
}

// OpenGate lets the starter of th go on, if it waits.
func (th *Thread) OpenGate() {
	if x := th.extras; x != nil && x.gate != nil {
		g := x.gate
		x.gate = nil
		atomic.StoreUint32(&g.open, 1)
		g.waiter.UnparkBy(th)
	}
}

// OnLibraryModule arranges for f to be called with the namespace of a module of the embedded library when it has just been executed.
func (rt *Runtime) OnLibraryModule(name string, f func(th *Thread, d *Dict)) {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	if rt.completers == nil {
		rt.completers = map[string]func(th *Thread, d *Dict){}
	}
	rt.completers[name] = f
}

// LibraryModuleDone calls what OnLibraryModule arranged.
func (rt *Runtime) LibraryModuleDone(th *Thread, name string, d *Dict) {
	rt.mu.Lock()
	f := rt.completers[name]
	rt.mu.Unlock()
	if f != nil {
		f(th, d)
	}
}
