// This file implements async generators: the objects that asend(), athrow(), aclose() and __anext__() return, which drive the
// generator one step (PEP 525).

package object

import (
	"sync/atomic"
	"unsafe"
)

// The helper types of async generators.
var (
	AsyncGenASendType   = &Type{Name: "async_generator_asend"}
	AsyncGenAThrowType  = &Type{Name: "async_generator_athrow"}
	AsyncGenWrappedType = &Type{Name: "async_generator_wrapped_value"}
)

func asyncGenSpec() TypeSpec {
	return TypeSpec{
		Type:   AsyncGenType,
		Flags:  typeHidden | TypeHasWeakref | TypeNoInstantiate,
		Layout: LayoutOf[Generator](),
		Slots:  Slots{Repr: generatorRepr, AIter: selfIter, ANext: asyncGenAnext, Del: generatorDel},
		Methods: []Method{
			{Name: "asend", Sig: "(self, object, /)", Fn: asyncGenAsend},
			{Name: "athrow", Sig: "(self, type, value=None, traceback=None, /)", Fn: asyncGenAthrow},
			{Name: "aclose", Sig: "(self, /)", Fn: asyncGenAclose},
			{Name: "__class_getitem__", Sig: "(type, object, /)", Fn: classGetItemAlias, Kind: ClassMethod, Doc: "See PEP 585"},
		},
		GetSets: append(generatorGetSets("ag", "async generator"),
			GetSet{Name: "ag_await", Get: generatorYieldFrom},
			GetSet{Name: "ag_running", Get: asyncGenRunning, Set: readonlyAttr}),
	}
}

func asyncGenRunning(th *Thread, self Value) (Value, error) {
	return Bool(asGenerator(self).rare.AGRunning), nil
}

// wrapped marks a value that an async generator yields, as opposed to one that an await inside it passes up.
type wrapped struct {
	Header
	v Value
}

// AsyncGenWrap wraps a value yielded by an async generator.
func AsyncGenWrap(v Value) Value {
	return Value{unsafe.Pointer(&wrapped{Header: Header{typ: AsyncGenWrappedType}, v: v})}
}

func asyncGenWrappedSpec() TypeSpec {
	return TypeSpec{Type: AsyncGenWrappedType, Flags: typeHidden | TypeNoInstantiate, Layout: LayoutOf[wrapped]()}
}

// agState is the state of one step.
type agState = uint32

const (
	agInit agState = iota
	agIter
	agClosed
)

// asyncGenASend is one step of asend() or __anext__() (val absent).
type asyncGenASend struct {
	Header
	g     *Generator
	val   Value
	state agState // atomic
}

// asyncGenAThrow is one step of athrow() or, with typ absent, aclose().
type asyncGenAThrow struct {
	Header
	g            *Generator
	typ, val, tb Value
	state        agState // atomic
}

// initHooks calls the first-iteration hook and remembers the finalizer hook, once per generator.
func (g *Generator) initHooks(th *Thread) error {
	if g.rare.AGHooks {
		return nil
	}
	g.rare.AGHooks = true
	x := th.extras
	if x == nil {
		return nil
	}
	g.rare.finalizer = x.hooks.AsyncGenFinalizer
	if !g.rare.finalizer.IsAbsent() && !g.rare.finalizer.Is(None) && atomic.CompareAndSwapUint32(&g.watched, genUnwatched, genWatched) {
		th.Rt.watch(&g.Header)
	}
	if h := x.hooks.AsyncGenFirstIter; !h.IsAbsent() && !h.Is(None) {
		_, err := Call(th, h, g.Value())
		return err
	}
	return nil
}

func newASend(th *Thread, self, val Value) (Value, error) {
	o, err := AsyncGenStep(th, self, val)
	if err == nil {
		th.watchSoon(o.Header())
	}
	return o, err
}

// AsyncGenStep returns a step of the async generator self that is to be awaited at once: nobody watches that it is. val is absent
// for __anext__().
func AsyncGenStep(th *Thread, self, val Value) (Value, error) {
	g := asGenerator(self)
	if !g.rare.AGHooks {
		if err := g.initHooks(th); err != nil {
			return Value{}, err
		}
	}
	return Value{unsafe.Pointer(&asyncGenASend{Header: Header{typ: AsyncGenASendType}, g: g, val: val})}, nil
}

// EnterStep is the send() of v, a step of asend() or __anext__(), as far as it does not run the generator: that is returned, set
// running, with the value to give it. It is nil, and nothing has changed, where send() would raise instead.
func EnterStep(v, sent Value) (g *Generator, arg Value) {
	o := (*asyncGenASend)(v.p)
	g = o.g
	arg = sent
	if o.state == agInit {
		if g.rare.AGRunning {
			return nil, arg
		}
		if sent.Is(None) {
			arg = orNone(o.val)
		}
	} else if o.state == agClosed {
		return nil, arg
	}
	s := g.TryRun()
	if s == GenCreated && !arg.Is(None) {
		g.Unrun()
		return nil, arg
	}
	if s > GenSuspended {
		return nil, arg
	}
	atomic.StoreUint32(&o.state, agIter)
	g.rare.AGRunning = true
	return g, arg
}

// LeaveStep ends the step v that EnterStep began: the generator has yielded, or has ended.
func LeaveStep(v Value, ended bool) {
	o := (*asyncGenASend)(v.p)
	if ended {
		o.g.rare.AGClosed = true
	}
	o.g.rare.AGRunning = false
	atomic.StoreUint32(&o.state, agClosed)
}

func asyncGenAnext(th *Thread, self Value) (Value, error) { return newASend(th, self, Value{}) }

func asyncGenAsend(th *Thread, args []Value) (Value, error) { return newASend(th, args[0], args[1]) }

func newAThrow(th *Thread, self, typ, val, tb Value) (Value, error) {
	g := asGenerator(self)
	if err := g.initHooks(th); err != nil {
		return Value{}, err
	}
	o := &asyncGenAThrow{Header: Header{typ: AsyncGenAThrowType}, g: g, typ: typ, val: val, tb: tb}
	th.watchSoon(&o.Header)
	return Value{unsafe.Pointer(o)}, nil
}

func asyncGenAthrow(th *Thread, args []Value) (Value, error) {
	if err := warnThrow(th, "athrow", args[2], args[3]); err != nil {
		return Value{}, err
	}
	return newAThrow(th, args[0], args[1], args[2], args[3])
}

func asyncGenAclose(th *Thread, args []Value) (Value, error) {
	return newAThrow(th, args[0], Value{}, Value{}, Value{})
}

// unwrap turns the result of resuming an async generator into that of a step: a yielded value ends the step, as StopIteration.
func (g *Generator) unwrap(th *Thread, v Value, err error) (Value, error) {
	if err != nil {
		if IsErr(err, StopAsyncIterationType) || IsErr(err, GeneratorExitType) {
			g.rare.AGClosed = true
		}
		g.rare.AGRunning = false
		return Value{}, err
	}
	if v.isExact(AsyncGenWrappedType) {
		g.rare.AGRunning = false
		return Value{}, stopWith(th, (*wrapped)(v.p).v)
	}
	return v, nil
}

// sendAG resumes the generator; its end is StopAsyncIteration.
func (g *Generator) sendAG(th *Thread, arg Value) (Value, error) {
	r, err := g.send(th, arg)
	return g.stop(th, r, err)
}

// throwAG throws into the generator; its end is StopAsyncIteration.
func (g *Generator) throwAG(th *Thread, typ, val, tb Value, closeOnExit bool) (Value, error) {
	e, err := thrownException(th, typ, val, tb)
	if err != nil {
		return Value{}, err
	}
	r, err := g.throwInto(th, e, closeOnExit)
	return g.stop(th, r, err)
}

func asyncGenASendSpec() TypeSpec {
	return TypeSpec{
		Type:   AsyncGenASendType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[asyncGenASend](),
		Slots:  Slots{Iter: selfIter, Await: selfIter, Next: asendNext, Del: asendDel},
		Methods: []Method{
			{Name: "__next__", Sig: "(self, /)", Fn: asendNextMethod, Doc: "Implement next(self)."},
			{Name: "send", Sig: "(self, object, /)", Fn: asendSend},
			{Name: "throw", Sig: "(self, type, value=None, traceback=None, /)", Fn: asendThrow},
			{Name: "close", Sig: "(self, /)", Fn: asendClose},
		},
	}
}

func asendDel(th *Thread, self Value) error {
	if o := (*asyncGenASend)(self.p); o.state == agInit {
		warnUnawaitedStep(th, o.g, "asend")
	}
	return nil
}

// warnUnawaitedStep issues the RuntimeWarning for a step that is dropped without having been awaited.
func warnUnawaitedStep(th *Thread, g *Generator, method string) {
	msg := "coroutine method '" + method + "' of '" + g.qualName().s + "' was never awaited"
	if err := WarnValue(th, RuntimeWarningType.Value(), NewStr(msg), 1, g.Value()); err != nil {
		WriteUnraisable(th, err, g.Value())
	}
}

func asendNext(th *Thread, self Value) (Value, error) {
	return endsIteration((*asyncGenASend)(self.p).send(th, Value{}))
}

func asendNextMethod(th *Thread, args []Value) (Value, error) {
	return (*asyncGenASend)(args[0].p).send(th, Value{})
}

func asendSend(th *Thread, args []Value) (Value, error) {
	return (*asyncGenASend)(args[0].p).send(th, args[1])
}

// start moves a step from its initial state to running.
func (o *asyncGenASend) start(th *Thread) error {
	switch o.state {
	case agClosed:
		return RuntimeErrorf(th, "cannot reuse already awaited __anext__()/asend()")
	case agInit:
		if o.g.rare.AGRunning {
			atomic.StoreUint32(&o.state, agClosed)
			return RuntimeErrorf(th, "anext(): asynchronous generator is already running")
		}
		atomic.StoreUint32(&o.state, agIter)
	}
	o.g.rare.AGRunning = true
	return nil
}

func (o *asyncGenASend) send(th *Thread, arg Value) (Value, error) {
	first := o.state == agInit
	if err := o.start(th); err != nil {
		return Value{}, err
	}
	if first && (arg.IsAbsent() || arg.Is(None)) {
		arg = o.val
	}
	v, err := o.g.sendAG(th, arg)
	return o.end(o.g.unwrap(th, v, err))
}

func (o *asyncGenASend) end(v Value, err error) (Value, error) {
	if err != nil {
		atomic.StoreUint32(&o.state, agClosed)
	}
	return v, err
}

func asendThrow(th *Thread, args []Value) (Value, error) {
	if err := warnThrow(th, "throw", args[2], args[3]); err != nil {
		return Value{}, err
	}
	return (*asyncGenASend)(args[0].p).throw(th, args[1], args[2], args[3])
}

func (o *asyncGenASend) throw(th *Thread, typ, val, tb Value) (Value, error) {
	if err := o.start(th); err != nil {
		return Value{}, err
	}
	v, err := o.g.throwAG(th, typ, val, tb, true)
	return o.end(o.g.unwrap(th, v, err))
}

func asendClose(th *Thread, args []Value) (Value, error) {
	o := (*asyncGenASend)(args[0].p)
	if o.state == agClosed {
		return None, nil
	}
	_, err := o.throw(th, GeneratorExitType.Value(), Value{}, Value{})
	return closedStep(th, err)
}

// closedStep turns the outcome of throwing GeneratorExit into a step into that of its close().
func closedStep(th *Thread, err error) (Value, error) {
	switch {
	case err == nil:
		return Value{}, RuntimeErrorf(th, "coroutine ignored GeneratorExit")
	case IsErr(err, StopIterationType), IsErr(err, StopAsyncIterationType), IsErr(err, GeneratorExitType):
		return None, nil
	}
	return Value{}, err
}

func asyncGenAThrowSpec() TypeSpec {
	return TypeSpec{
		Type:   AsyncGenAThrowType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[asyncGenAThrow](),
		Slots:  Slots{Iter: selfIter, Await: selfIter, Next: athrowNext, Del: athrowDel},
		Methods: []Method{
			{Name: "__next__", Sig: "(self, /)", Fn: athrowNextMethod, Doc: "Implement next(self)."},
			{Name: "send", Sig: "(self, object, /)", Fn: athrowSend},
			{Name: "throw", Sig: "(self, type, value=None, traceback=None, /)", Fn: athrowThrow},
			{Name: "close", Sig: "(self, /)", Fn: athrowClose},
		},
	}
}

// closing reports whether this is a step of aclose().
func (o *asyncGenAThrow) closing() bool { return o.typ.IsAbsent() }

func (o *asyncGenAThrow) method() string {
	if o.closing() {
		return "aclose"
	}
	return "athrow"
}

func athrowDel(th *Thread, self Value) error {
	if o := (*asyncGenAThrow)(self.p); o.state == agInit {
		warnUnawaitedStep(th, o.g, o.method())
	}
	return nil
}

func athrowNext(th *Thread, self Value) (Value, error) {
	return endsIteration((*asyncGenAThrow)(self.p).send(th, None))
}

func athrowNextMethod(th *Thread, args []Value) (Value, error) {
	return (*asyncGenAThrow)(args[0].p).send(th, None)
}

func athrowSend(th *Thread, args []Value) (Value, error) {
	return (*asyncGenAThrow)(args[0].p).send(th, args[1])
}

// alreadyRunning raises for a step on a generator another step is driving.
func (o *asyncGenAThrow) alreadyRunning(th *Thread) error {
	atomic.StoreUint32(&o.state, agClosed)
	return RuntimeErrorf(th, "%s(): asynchronous generator is already running", o.method())
}

// ignoredExit raises for a generator that yields in response to aclose().
func (o *asyncGenAThrow) ignoredExit(th *Thread) (Value, error) {
	o.g.rare.AGRunning = false
	atomic.StoreUint32(&o.state, agClosed)
	return Value{}, RuntimeErrorf(th, "async generator ignored GeneratorExit")
}

// ended closes the step after an exception; the normal end of aclose() is StopIteration.
func (o *asyncGenAThrow) ended(th *Thread, err error) (Value, error) {
	o.g.rare.AGRunning = false
	atomic.StoreUint32(&o.state, agClosed)
	if o.closing() && (IsErr(err, StopAsyncIterationType) || IsErr(err, GeneratorExitType)) {
		return Value{}, newException(StopIterationType, nil)
	}
	return Value{}, err
}

func (o *asyncGenAThrow) send(th *Thread, arg Value) (Value, error) {
	g := o.g
	if o.state == agClosed {
		return Value{}, RuntimeErrorf(th, "cannot reuse already awaited aclose()/athrow()")
	}
	if g.state() == GenClosed {
		atomic.StoreUint32(&o.state, agClosed)
		return Value{}, StopIteration(th, Value{})
	}
	var v Value
	var err error
	if o.state == agInit {
		switch {
		case g.rare.AGRunning:
			return Value{}, o.alreadyRunning(th)
		case g.rare.AGClosed:
			atomic.StoreUint32(&o.state, agClosed)
			return Value{}, RaiseArgs(th, StopAsyncIterationType)
		case !arg.Is(None):
			return Value{}, RuntimeErrorf(th, "can't send non-None value to a just-started coroutine")
		}
		atomic.StoreUint32(&o.state, agIter)
		g.rare.AGRunning = true
		if o.closing() {
			g.rare.AGClosed = true
			v, err = g.throwAG(th, GeneratorExitType.Value(), Value{}, Value{}, false)
			if err == nil && v.isExact(AsyncGenWrappedType) {
				return o.ignoredExit(th)
			}
		} else {
			v, err = g.throwAG(th, o.typ, o.val, o.tb, false)
			v, err = g.unwrap(th, v, err)
		}
		if err != nil {
			return o.ended(th, err)
		}
		return v, nil
	}
	v, err = g.sendAG(th, arg)
	if !o.closing() {
		if v, err = g.unwrap(th, v, err); err != nil {
			atomic.StoreUint32(&o.state, agClosed)
		}
		return v, err
	}
	switch {
	case err != nil:
		return o.ended(th, err)
	case v.isExact(AsyncGenWrappedType):
		return o.ignoredExit(th)
	}
	return v, nil
}

func athrowThrow(th *Thread, args []Value) (Value, error) {
	if err := warnThrow(th, "throw", args[2], args[3]); err != nil {
		return Value{}, err
	}
	return (*asyncGenAThrow)(args[0].p).throw(th, args[1], args[2], args[3])
}

func (o *asyncGenAThrow) throw(th *Thread, typ, val, tb Value) (Value, error) {
	g := o.g
	switch o.state {
	case agClosed:
		return Value{}, RuntimeErrorf(th, "cannot reuse already awaited aclose()/athrow()")
	case agInit:
		if g.rare.AGRunning {
			return Value{}, o.alreadyRunning(th)
		}
		atomic.StoreUint32(&o.state, agIter)
		g.rare.AGRunning = true
	}
	v, err := g.throwAG(th, typ, val, tb, true)
	if !o.closing() {
		if v, err = g.unwrap(th, v, err); err != nil {
			atomic.StoreUint32(&o.state, agClosed)
		}
		return v, err
	}
	switch {
	case err != nil:
		atomic.StoreUint32(&o.state, agClosed)
		if IsErr(err, StopAsyncIterationType) || IsErr(err, GeneratorExitType) {
			return Value{}, newException(StopIterationType, nil)
		}
		return Value{}, err
	case v.isExact(AsyncGenWrappedType):
		return o.ignoredExit(th)
	}
	return v, nil
}

func athrowClose(th *Thread, args []Value) (Value, error) {
	o := (*asyncGenAThrow)(args[0].p)
	if o.state == agClosed {
		return None, nil
	}
	_, err := o.throw(th, GeneratorExitType.Value(), Value{}, Value{})
	return closedStep(th, err)
}
