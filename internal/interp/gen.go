// This file implements generators, coroutines and async generators in the loop: making, resuming and suspending their frames.

package interp

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// callGenerator is the call of a generator function for the instruction of f whose result goes to register ret.
func callGenerator(th *object.Thread, f *frame, fn *object.Function, c *object.Code, args []value, kw *object.Tuple, ret int) (value, error) {
	awaited, sole := soleUse(f, ret)
	return makeGenerator(th, fn, c, args, kw, awaited, sole)
}

// soleUse is asked for a generator that f's current instruction will put into register ret. It reports whether nothing else will
// refer to it than that temporary: the next instruction takes it out of there, into the same, to await it or to loop over it, or
// hands it to a native function that only drains it.
func soleUse(f *frame, ret int) (awaited, sole bool) {
	if ret < len(f.Code.C.Locals) {
		return false, false
	}
	ins := *(*uint64)(framePC(f))
	a, b := int(uint16(ins>>16)), int(uint16(ins>>32))
	switch code.Op(ins & 0xffff) {
	case code.GET_AWAITABLE:
		// What takes it into another register overwrites this one next.
		awaited = b == ret && (a == ret || a >= len(f.Code.C.Locals) && loadsConst(f.Code.C.Instrs[f.Lasti()+2], ret))
		return awaited, awaited
	case code.GET_ITER:
		return false, a == ret && b == ret && code.Op(f.Code.C.Instrs[f.Lasti()+2]&0xffff) == code.JUMP
	case code.FOR_ITER:
		return false, b == ret
	case code.CALL:
		return false, a+1 == ret && b == 1 && object.Drains(*f.Reg(a))
	case code.CALL_METHOD:
		return false, a+2 == ret && b == 1 && !f.Reg(a+1).IsAbsent() && object.Drains(*f.Reg(a))
	}
	return false, false
}

// startAwaited is for a call in f that has put a coroutine into dst, perhaps a new one. If it is, and what comes next is awaiting it, its
// frame is pushed as the SEND of that would.
func startAwaited(th *object.Thread, f *frame, dst *value) {
	g := (*object.Generator)(dst.Ptr())
	if !g.Sole() || th.Traced() || th.OverLimit() {
		return
	}
	regs, pc := unsafe.Pointer(f.Regs), framePC(f)
	get, load, send := *(*uint64)(pc), *(*uint64)(unsafe.Add(pc, 8)), *(*uint64)(unsafe.Add(pc, 16))
	if code.Op(get&0xffff) != code.GET_AWAITABLE || rb(regs, get) != dst || code.Op(load&0xffff) != code.LOAD_CONST ||
		code.Op(send&0xffff) != code.SEND || ra(regs, load) != ra(regs, send) || ra(regs, get) != rb(regs, send) {
		return
	}
	if atomic.LoadUint32(&g.State) != object.GenCreated || g.TryRun() != object.GenCreated {
		return
	}
	*rb(regs, send) = g.Value()
	*ra(regs, send) = f.Code.Consts[uint32(load>>32)]
	f.IP = uintptr(pc) + 24
	linkFrom(th, g, f, int(uint16(send>>16)))
	g.Frame.SetLasti(-1)
}

// loadsConst reports whether in stores a constant into register r.
func loadsConst(in code.Instr, r int) bool { return in.Op() == code.LOAD_CONST && in.A() == r }

// generatorExpr is MAKE_GENERATOR: register r of f has the iterator, those behind it n cells.
func generatorExpr(th *object.Thread, f *frame, r, n int, c *object.Code) error {
	w := window(f.Reg(r), n+1)
	for _, x := range w[1:] {
		if !x.IsExact(object.CellType) {
			return object.Raise(th, object.SystemErrorType, "bad closure")
		}
	}
	_, sole := soleUse(f, r)
	w[0] = object.NewGeneratorExpr(th, f, c.Ready(), w, sole).Value()
	return nil
}

// makeGenerator binds the arguments into registers that the new generator owns. awaited: see Generator.Born; sole: see
// object.NewGenerator.
func makeGenerator(th *object.Thread, fn *object.Function, c *object.Code, args []value, kw *object.Tuple, awaited, sole bool) (value, error) {
	g := object.NewGenerator(th, fn, c, sole)
	regs := window(g.Frame.Regs, int(c.NumRegs))
	if kw == nil && len(args) == c.C.ArgCount && c.Simple {
		//lint:ignore S1001 copy() has a high fixed price
		for i, x := range args {
			regs[i] = x
		}
	} else if err := bind(th, fn, c, regs, args, kw); err != nil {
		return value{}, err
	}
	g.Born(th, awaited)
	if c.C.Flags&code.FlagOptimized == 0 {
		g.Frame.NS = fn.Globals.Value() // code with an await outside functions, see ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
	}
	return g.Value(), nil
}

// resumeInline makes the frame of it the innermost, called from f, if it is a generator ready to run, or that of the one it delegates to;
// what it yields goes to register ret of f. sent is the value of the yield expression it is suspended at; only None may be sent to one that has not
// started. A SEND also takes the steps of async generators.
func resumeInline(th *object.Thread, f *frame, it, sent value, ret int) bool {
	if !it.IsObj() {
		return false
	}
	if t := it.Header().Type(); t != object.GeneratorType && t != object.CoroutineType {
		return t == object.AsyncGenASendType && code.Op(*(*uint64)(unsafe.Add(framePC(f), -8))&0xffff) == code.SEND && stepInline(th, f, it, sent, ret)
	}
	if th.Traced() || th.OverLimit() {
		return false // beyond the limit, the slow path raises
	}
	g := (*object.Generator)(it.Ptr())
	switch g.TryRun() {
	case object.GenCreated:
		if !sent.Is(object.None) {
			g.Unrun()
			return false
		}
	case object.GenSuspended:
	default:
		return false
	}
	linkFrom(th, g, f, ret)
	gf := &g.Frame
	if gf.IP == 0 {
		gf.SetLasti(-1)
		return true
	}
	regs, pc := unsafe.Pointer(gf.Regs), framePC(gf)
	ins := *(*uint64)(unsafe.Add(pc, -8))
	switch code.Op(ins & 0xffff) {
	case code.YIELD:
		*ra(regs, ins) = sent
	case code.YIELD_DELEGATE:
		*ra(regs, ins) = sent
		// It delegates: go to the SEND of that, and do it.
		jump := *(*uint64)(pc)
		if code.Op(jump&0xffff) != code.JUMP {
			return true
		}
		pc = unsafe.Add(pc, 8+wide(jump)*8)
		ins = *(*uint64)(pc)
		if code.Op(ins&0xffff) != code.SEND {
			return true
		}
		gf.IP = uintptr(pc) + 8
		if !resumeInline(th, gf, *rb(regs, ins), *ra(regs, ins), int(uint16(ins>>16))) {
			gf.IP -= 8
		}
	}
	return true
}

// linkFrom makes the frame of a running generator the thread's innermost, called from f; what it yields goes to register ret of f.
func linkFrom(th *object.Thread, g *object.Generator, f *frame, ret int) {
	gf := &g.Frame
	gf.Ret, gf.Entry = ret, false
	if g.Folded() {
		g.Unfold()
	}
	th.Depth++
	// Stored together, the pointers need few looks at the state of the collector.
	exc := th.Exc
	gf.Prev = f
	g.Exc.Prev = exc
	th.Frame = gf
	th.Exc = &g.Exc
}

// resumeCall is the call of a native function that resumes the generator or coroutine *args, with the second of its n arguments or None, if
// the frame of that can be pushed; what it yields goes to dst.
func resumeCall(th *object.Thread, f *frame, dst, args *value, n int) bool {
	sent := object.None
	if n == 2 {
		sent = *next(args, 1)
	} else if !args.IsExact(object.GeneratorType) {
		return false // a coroutine is no iterator
	}
	return resumeInline(th, f, *args, sent, regOf(f, dst))
}

// getAwaitable is GET_AWAITABLE of kind kind for v, whose result goes to register ret of f.
func getAwaitable(th *object.Thread, f *frame, v value, kind, ret int) (value, error) {
	if fn := object.PythonAwait(v); fn != nil {
		return methodGenerator(th, fn, v, ret >= len(f.Code.C.Locals))
	}
	return object.GetAwaitable(th, v, kind)
}

// getIter returns the iterator for a loop over v, or for delegating to it.
func getIter(th *object.Thread, v value) (value, error) {
	if v.IsExact(object.TupleType) {
		if f := th.Frame; forLoop(f, *(*uint64)(unsafe.Add(framePC(f), -8))) {
			return th.TupleLoop(object.AsTuple(v)), nil
		}
	} else if fn := object.PythonIter(v); fn != nil {
		return methodGenerator(th, fn, v, false)
	}
	return object.GetIter(th, v)
}

// methodGenerator returns the generator of a call of fn with self alone. sole: see object.NewGenerator.
func methodGenerator(th *object.Thread, fn *object.Function, self value, sole bool) (value, error) {
	w := th.Args(1)
	w[0] = self
	r, err := makeGenerator(th, fn, fn.LoadCode().Ready(), w, nil, false, sole)
	th.FreeArgs(w)
	return r, err
}

// stepInline is resumeInline for a step of an async generator.
func stepInline(th *object.Thread, f *frame, it, sent value, ret int) bool {
	if th.Traced() || th.OverLimit() {
		return false
	}
	g, arg := object.EnterStep(it, sent)
	if g == nil {
		return false
	}
	linkFrom(th, g, f, ret)
	give(&g.Frame, arg)
	return true
}

// yieldAsync is for the value x that the innermost frame, an async generator's, yields: that ends the step it runs for. If the
// loop runs the step itself, x goes to the SEND behind it as its result (done); otherwise it is wrapped.
func yieldAsync(th *object.Thread, x value) (r value, done bool) {
	f := th.Frame
	if f.Entry {
		return object.AsyncGenWrap(x), false
	}
	object.LeaveStep(sentTo(f.Prev), false)
	return x, true
}

// sentTo returns what the SEND resumes that is f's current instruction.
func sentTo(f *frame) value {
	return *rb(unsafe.Pointer(f.Regs), *(*uint64)(unsafe.Add(framePC(f), -8)))
}

// endAsyncGen is for an async generator whose frame has returned to prev, where the loop runs its step: the exception that tells
// of the end is raised, unless prev is an async for statement without more ado.
func endAsyncGen(th *object.Thread, prev *frame) error {
	object.LeaveStep(sentTo(prev), true)
	c := prev.Code.C
	if h := handlerAt(c, prev.Lasti()); h != nil && c.Instrs[h.Target].Op() == code.END_ASYNC_FOR && prev.Flags&object.FrameTraced == 0 {
		prev.SetLasti(int(h.Target))
		return nil
	}
	return object.RaiseArgs(th, object.StopAsyncIterationType)
}

// link makes the frame of a running generator the thread's innermost.
func link(th *object.Thread, g *object.Generator) {
	if g.Folded() {
		g.Unfold()
	}
	th.Frame = &g.Frame
	th.Depth++
	g.Exc.Prev = th.Exc
	th.Exc = &g.Exc
}

// give gives a generator's frame the value of the yield expression it is suspended at.
func give(gf *frame, sent value) {
	if gf.IP == 0 {
		gf.SetLasti(-1)
		return
	}
	// It is suspended at a yield, or moved behind one by a throw() that ended a delegation.
	ins := *(*uint64)(unsafe.Add(framePC(gf), -8))
	if op := code.Op(ins & 0xffff); op == code.YIELD || op == code.YIELD_DELEGATE {
		*ra(unsafe.Pointer(gf.Regs), ins) = sent
	}
}

// unlink is the reverse of link.
func unlink(th *object.Thread, g *object.Generator) {
	gf := &g.Frame
	prev, exc := gf.Prev, g.Exc.Prev
	th.Depth--
	th.Frame = prev
	th.Exc = exc
	gf.Prev = nil
	g.Exc.Prev = nil
	gf.Flags &^= object.FrameDrained | object.FrameMachine
}

// suspend leaves a generator's frame at a yield.
func suspend(th *object.Thread, g *object.Generator) {
	unlink(th, g)
	if g.FoldsUp() {
		g.Suspend(th)
		return
	}
	g.Leave(object.GenSuspended)
}

// finish ends a generator's frame: it returned or raised.
func finish(th *object.Thread, f *frame) {
	g := f.Generator()
	unlink(th, g)
	g.End()
}

// endAsyncFor is END_ASYNC_FOR: an exception other than StopAsyncIteration goes on.
func endAsyncFor(exc value) error {
	if e := object.AsException(exc); !object.IsErr(e, object.StopAsyncIterationType) {
		return e
	}
	return nil
}

// Resume continues a generator from Go; see object.Engine. The caller has set it running with TryRun.
func Resume(th *object.Thread, g *object.Generator, sent value, exc error) (v value, done bool, err error) {
	if err := enter(th); err != nil {
		g.Abandon() // as if its frame had raised the error
		return value{}, false, err
	}
	gf := &g.Frame
	gf.Prev, gf.Entry = th.Frame, true
	event := uint32(object.EventPyResume)
	switch {
	case exc != nil:
		event = object.EventPyThrow
	case gf.IP == 0:
		event = object.EventPyStart
	}
	if exc != nil {
		if gf.IP == 0 {
			gf.SetLasti(0)
		}
		link(th, g)
	} else {
		link(th, g)
		give(gf, sent)
	}
	if th.Traced() {
		if terr := object.TraceCall(th, gf, event, exc); terr != nil {
			exc = terr
		}
	}
	v, err = run(th, gf, exc)
	th.Leave()
	return v, err != nil || !th.Yielded, err
}

// drain is object.Engine's Drain.
func drain(th *object.Thread, g *object.Generator, s object.Sink) (v value, done bool, err error) {
	if err := enter(th); err != nil {
		g.Abandon()
		return value{}, false, err
	}
	gf := &g.Frame
	gf.Prev, gf.Entry = th.Frame, true
	gf.Flags |= object.FrameDrained
	outer, outerFold := th.Sink, th.Fold
	th.Sink, th.Fold = s, s.Fold()
	link(th, g)
	give(gf, object.None)
	v, err = run(th, gf, nil)
	th.Sink, th.Fold = outer, outerFold
	th.Leave()
	if err != nil || !th.Yielded {
		gf.Flags &^= object.FrameDrained // it has ended: no other thread will run it
		return v, true, err
	}
	return v, false, nil
}

// sendSlow is SEND to anything that is not a generator ready to be resumed in the loop.
func sendSlow(th *object.Thread) (r value, done bool, err error) {
	regs, ins := unsafe.Pointer(th.Frame.Regs), *(*uint64)(unsafe.Add(framePC(th.Frame), -8))
	it, v := *rb(regs, ins), *ra(regs, ins)
	if v.Is(object.None) && it.Type().Slots().Next != nil && !isGenerator(it) {
		r, err = object.NextValue(th, it)
	} else {
		r, err = object.CallMethod(th, it, "send", v)
	}
	if err != nil && object.IsErr(err, object.StopIterationType) {
		return object.Exc(err).StopValue(), true, nil
	}
	return r, false, err
}

func isGenerator(v value) bool {
	return v.IsExact(object.GeneratorType) || v.IsExact(object.CoroutineType)
}

// yieldFromIter is GET_YIELD_FROM_ITER.
func yieldFromIter(th *object.Thread, f *frame, v value) (value, error) {
	if v.IsExact(object.CoroutineType) {
		if f.Code.C.Flags&(code.FlagCoroutine|code.FlagIterableCoroutine) == 0 {
			return value{}, object.TypeErrorf(th, "cannot 'yield from' a coroutine object in a non-coroutine generator")
		}
		return v, nil
	}
	if v.IsExact(object.GeneratorType) {
		return v, nil
	}
	return getIter(th, v)
}

func getAIter(th *object.Thread, v value) (value, error) {
	f := v.Type().Slots().AIter
	if f == nil {
		return value{}, object.TypeErrorf(th, "'async for' requires an object with __aiter__ method, got %s", v.Type().DisplayName())
	}
	it, err := f(th, v)
	if err != nil {
		return value{}, err
	}
	if it.Type().Slots().ANext == nil {
		return value{}, object.TypeErrorf(th, "'async for' received an object from __aiter__ that does not implement __anext__: %s", it.Type().DisplayName())
	}
	return it, nil
}

func getANext(th *object.Thread, v value) (value, error) {
	if v.IsExact(object.AsyncGenType) {
		return object.AsyncGenStep(th, v, value{})
	}
	f := v.Type().Slots().ANext
	if f == nil {
		return value{}, object.TypeErrorf(th, "'async for' requires an iterator with __anext__ method, got %s", v.Type().DisplayName())
	}
	a, err := f(th, v)
	if err != nil {
		return value{}, err
	}
	r, err := object.GetAwaitable(th, a, 0)
	if err != nil {
		e := object.TypeErrorf(th, "'async for' received an invalid object from __anext__: %s", a.Type().DisplayName())
		object.Exc(e).SetCause(object.Exc(err).Value())
		return value{}, e
	}
	return r, nil
}
