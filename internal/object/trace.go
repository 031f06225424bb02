// This file implements sys.settrace and sys.setprofile: the functions of a thread, the calls of them, and code that reports its
// lines.
//
// Code that is not traced knows nothing of tracing. A frame that has a trace function of its own (f_trace) runs a twin of its
// code, in which an instruction of the program is preceded by a NOP with an operand wherever a line begins: a stub. All else
// that is seen from outside is in terms of the original: see Code.Original and Frame.Pos.

package object

import (
	"unsafe"

	"sync/atomic"

	"weft/internal/code"
)

// What the A operand of a stub says.
const (
	stubLine    = 1 << iota // a line begins here, perhaps
	stubOpcode              // an instruction follows
	stubLoop                // a loop goes round that is all in one line
	stubSwitch              // other threads may get their turn, see seeded.go
	stubLibrary             // besides: in the code of the library
)

// twin is a code object with stubs, and how its instructions correspond to the original's.
type twin struct {
	code *Code
	// from maps instructions of the twin to the original's, a stub to the one behind it; to maps the original's to the twin's.
	from, to []int32
	library  bool   // its switch points are those of the library
	none     []bool // of the original's instructions: has no line of its own, but that of where control comes from
}

// Original returns the code object that the program knows: c itself unless it is one with stubs.
func (c *Code) Original() *Code {
	if c.original != nil {
		return c.original
	}
	return c
}

// withStubs returns the twin of c, or nil if its jumps would become too long.
func (c *Code) withStubs(opcodes bool) *twin {
	n := 0
	if opcodes {
		n = 1
	}
	if t := loadPtr(&c.twins[n]); t != nil {
		return t
	}
	t := makeTwin(c, true, opcodes, false)
	if t == nil {
		return nil
	}
	t.code.self = t
	casPtr(&c.twins[n], nil, t)
	return loadPtr(&c.twins[n])
}

// addSwitches makes f, which th runs or nobody does, go on in code with switch points.
func (f *Frame) addSwitches(library bool) {
	c := f.Code
	t := loadPtr(&c.switching)
	if t == nil {
		if t = makeTwin(c, false, false, library); t == nil {
			t = &twin{} // jumps too long: it is switched where functions begin and loops go round only
		} else {
			t.code.self = t
		}
		casPtr(&c.switching, nil, t)
		t = loadPtr(&c.switching)
	}
	if t.code != nil {
		f.moveTo(t)
	}
}

// switchesBefore reports whether an instruction reads or writes what several threads may share.
func switchesBefore(op code.Op) bool {
	switch op {
	case code.LOAD_GLOBAL, code.STORE_GLOBAL, code.DELETE_GLOBAL, code.LOAD_NAME, code.STORE_NAME, code.DELETE_NAME, code.LOAD_DEREF,
		code.STORE_DEREF, code.DELETE_DEREF, code.LOAD_DICT_OR_DEREF, code.LOAD_DICT_OR_GLOBAL, code.IN, code.NOT_IN, code.GET_ITER,
		code.FOR_ITER, code.UNPACK_SEQUENCE, code.UNPACK_EX, code.GETITEM, code.GETITEM_I, code.SETITEM, code.DELITEM, code.GETSLICE,
		code.SETSLICE, code.LIST_EXTEND, code.SET_UPDATE, code.DICT_UPDATE, code.LOAD_ATTR, code.LOAD_METHOD, code.STORE_ATTR,
		code.DELETE_ATTR, code.LOAD_SUPER_ATTR, code.LOAD_SUPER_METHOD, code.LOAD_SUPER_ATTR_0, code.LOAD_SUPER_METHOD_0,
		code.LOAD_SPECIAL, code.CALL, code.CALL_METHOD, code.CALL_KW, code.CALL_METHOD_KW, code.CALL_EX:
		return true
	}
	return false
}

// jumpTarget returns the index of the instruction to which instruction i may jump, -1 if it does not jump.
func jumpTarget(in code.Instr, i int) int {
	switch f := code.Ops()[in.Op()].Format; {
	case len(f) > 0 && f[len(f)-1] == 'J':
		return i + 1 + in.W()
	case len(f) > 0 && f[len(f)-1] == 'j':
		return i + 1 + in.SC()
	}
	return -1
}

// makeTwin makes a twin of c with stubs for lines and instructions, and for switch points if c has run with those.
func makeTwin(c *Code, traced, opcodes, library bool) *twin {
	cc := c.C
	n := len(cc.Instrs)
	spans := make([]code.Span, n)
	lines := make([]int32, n)
	for i := range spans {
		spans[i] = cc.SpanAt(i)
		lines[i] = spans[i].Line
	}
	i := 0
	for ; i < n; i++ { // what binds the arguments, or loads constants once, is not of a line
		op := cc.Instrs[i].Op()
		if op != code.MAKE_CELL && op != code.COPY_FREE_VARS && (len(cc.Runs()) == 0 || i >= int(cc.Runs()[0].Start)) {
			break
		}
		lines[i] = 0
	}
	stubs := make([]int, n)
	for line := int32(0); i < n; i++ {
		if lines[i] > 0 && lines[i] != line {
			stubs[i], line = stubLine, lines[i]
		}
	}
	// An instruction that only jumps lead to and that has no place of its own, as the return at the end of a function, belongs to
	// the lines of the jumps.
	none, handler := make([]bool, n), make([]bool, n+1)
	for _, h := range cc.Handlers {
		handler[h.Target] = true
	}
	for i := 1; i < n; i++ {
		if !handler[i] && spans[i] == spans[i-1] && (none[i-1] || cc.Instrs[i-1].Op().Terminates()) {
			none[i], lines[i], stubs[i] = true, 0, 0
		}
	}
	for i, in := range cc.Instrs {
		// A loop in one line is a line again each time around; but waiting for a sub-iterator is not.
		t := jumpTarget(in, i)
		if t < 0 || t >= n || lines[t] <= 0 || t <= i && i > 0 && cc.Instrs[i-1].Op() == code.YIELD_DELEGATE {
			continue
		}
		switch {
		case lines[t] != lines[i]:
			stubs[t] |= stubLine
		case t > i:
		case in.Op() == code.JUMP:
			stubs[t] |= stubLine
			stubs[i] |= stubLoop
		default: // the test at the bottom
			stubs[t] |= stubLoop
			stubs[i] |= stubLine
		}
	}
	for _, h := range cc.Handlers {
		for t := int(h.Target); t < n; t++ {
			if lines[t] > 0 {
				stubs[t] |= stubLine
				break
			}
		}
	}
	if !traced {
		clear(stubs)
	}
	if switches := !traced || loadPtr(&c.switching) != nil; switches {
		for i, in := range cc.Instrs {
			if switchesBefore(in.Op()) {
				if stubs[i] |= stubSwitch; library {
					stubs[i] |= stubLibrary
				}
			}
		}
	}
	if opcodes {
		for i := range stubs {
			// Nothing may stand between the instructions of a delegation.
			if i > 0 && (cc.Instrs[i].Op() == code.YIELD_DELEGATE || cc.Instrs[i-1].Op() == code.YIELD_DELEGATE) {
				continue
			}
			stubs[i] |= stubOpcode
		}
	}

	t := &twin{library: library, to: make([]int32, n), none: none}
	entry := make([]int32, n+1) // where control arrives that goes to an original instruction
	var out []code.Instr
	cc.Runs() // all of it
	nc := *cc
	nc.Positions = nil
	for i, in := range cc.Instrs {
		entry[i] = int32(len(out))
		if k := len(nc.Positions); k == 0 || nc.Positions[k-1].Span != spans[i] {
			nc.Positions = append(nc.Positions, code.PosRun{Start: uint32(len(out)), Span: spans[i]})
		}
		if stubs[i] != 0 {
			out = append(out, code.Make(code.NOP, stubs[i], 0, 0))
			t.from = append(t.from, int32(i))
		}
		t.to[i] = int32(len(out))
		out = append(out, in)
		t.from = append(t.from, int32(i))
	}
	entry[n] = int32(len(out))
	for i, in := range cc.Instrs {
		target := jumpTarget(in, i)
		if target < 0 {
			continue
		}
		off := int(entry[target]) - int(t.to[i]) - 1
		f := code.Ops()[in.Op()].Format
		if f[len(f)-1] == 'J' {
			out[t.to[i]] = code.MakeWide(in.Op(), in.A(), int32(off))
			continue
		}
		if off != int(int16(off)) {
			return nil
		}
		out[t.to[i]] = code.Make(in.Op(), in.A(), in.B(), off)
	}
	nc.Instrs = out
	nc.Handlers = make([]code.Handler, len(cc.Handlers))
	for i, h := range cc.Handlers {
		nc.Handlers[i] = code.Handler{Start: uint32(entry[h.Start]), End: uint32(entry[h.End]), Target: uint32(entry[h.Target]), Reg: h.Reg}
	}
	o := &Code{Header: Header{typ: CodeType}, C: &nc, Consts: c.Consts, Names: c.Names, Name: c.Name, Filename: c.Filename,
		Locals: c.Locals, Simple: c.Simple, Fast: c.Fast, Runs: c.runsPlain(), VarArgs: c.VarArgs, VarKw: c.VarKw,
		ArgCount: c.ArgCount, PosOnly: c.PosOnly, KwOnly: c.KwOnly, NumRegs: c.NumRegs, original: c}
	o.Sites = make([]Site, len(c.Sites))
	for i := range o.Sites {
		o.Sites[i].Name = c.Sites[i].Name
	}
	if c.guards != nil {
		o.guards = findGuards(&nc)
	}
	t.code = o
	return t
}

// Pos returns the index of the instruction being executed in the original code, -1 before the first.
func (f *Frame) Pos() int {
	i := f.Lasti()
	if c := loadPtr(&f.Code); i >= 0 && c.self != nil && i < len(c.self.from) {
		return int(c.self.from[i])
	}
	return i
}

// foreignPos is Pos for a frame that another thread may be running: then any index, for what it runs may be changing. (The owner
// writes plainly: the race detector must not look.)
//
//go:norace
func (f *Frame) foreignPos() int {
	c, ip := f.Code, f.IP
	if ip == 0 {
		return -1
	}
	i := int(ip-uintptr(unsafe.Pointer(unsafe.SliceData(c.C.Instrs))))/8 - 1
	if i >= 0 && c.self != nil && i < len(c.self.from) {
		return int(c.self.from[i])
	}
	return i
}

// SetPos makes instruction i of the original code the current one.
func (f *Frame) SetPos(i int) {
	if f.Code.self != nil && i >= 0 {
		i = int(f.Code.self.to[i])
	}
	f.SetLasti(i)
}

// atStub reports whether the current instruction is a stub.
func (f *Frame) atStub() bool {
	t, i := f.Code.self, f.Lasti()
	return t != nil && i >= 0 && int(t.to[t.from[i]]) != i
}

// addStubs makes f, which th runs or nobody does, go on in code with stubs.
func (f *Frame) addStubs(opcodes bool) {
	t := f.Code.Original().withStubs(opcodes)
	if t != nil && f.Code != t.code {
		f.moveTo(t)
	}
}

// moveTo makes f go on in t.
func (f *Frame) moveTo(t *twin) {
	i, started, stub := f.Pos(), f.IP != 0, f.atStub()
	storePtr(&f.Code, t.code)
	switch {
	case stub: // instruction i comes next
		f.SetLasti(int(t.to[i]) - 1)
	case started:
		f.SetPos(i)
	}
}

// follow makes a frame with a trace function of its own report what it does.
func (o *FrameObject) follow(th *Thread) {
	f := loadPtr(&o.F)
	if f == nil || o.foreign {
		return
	}
	if g := f.Generator(); g != nil {
		if g.state() == GenRunning && !th.owns(f) || g.state() == GenClosed {
			return
		}
	} else if !th.owns(f) {
		return
	}
	f.Flags |= FrameTraced
	f.addStubs(o.TraceOpcodes)
}

// SetTrace is sys.settrace: absent stops tracing.
func (th *Thread) SetTrace(fn Value) {
	StoreSlot(&th.TraceFunc, fn)
	th.updateTracing()
}

// SetProfile is sys.setprofile: absent stops profiling.
func (th *Thread) SetProfile(fn Value) {
	StoreSlot(&th.ProfileFunc, fn)
	th.updateTracing()
}

// StopTracing ends tracing, profiling and monitoring by all tools: the program is over.
func (th *Thread) StopTracing() {
	th.SetTrace(Value{})
	th.SetProfile(Value{})
	if m := &th.Rt.Monitor; loadUint32(&m.active) != 0 {
		for tool := range MonitorTools {
			m.Clear(th, tool)
		}
	}
}

func (th *Thread) updateTracing() {
	if LoadSlot(&th.TraceFunc).IsAbsent() && LoadSlot(&th.ProfileFunc).IsAbsent() && loadUint32(&th.Rt.Monitor.active) == 0 {
		th.ClearPending(PendingTrace)
		return
	}
	for {
		old := atomic.LoadUint32(&th.Pending)
		if atomic.CompareAndSwapUint32(&th.Pending, old, old|PendingTrace) {
			return
		}
	}
}

// Traced reports whether a trace or profile function or a tool is installed, or code has switch points: calls go the long way then.
func (th *Thread) Traced() bool { return loadUint32(&th.Pending)&(PendingTrace|PendingSeed) != 0 }

// Profiled reports whether a profile function wants to hear of calls of native functions.
func (th *Thread) Profiled() bool {
	return th.Traced() && !th.tracing && !LoadSlot(&th.ProfileFunc).IsAbsent()
}

// CallTracing calls fn with tracing on, from inside a trace function: sys.call_tracing.
func (th *Thread) CallTracing(fn Value, args []Value) (Value, error) {
	was := th.tracing
	th.tracing = false
	v, err := CallArgs(th, fn, args, nil)
	th.tracing = was
	return v, err
}

func (th *Thread) report(fn Value, o *FrameObject, event string, arg Value) (Value, error) {
	th.tracing = true
	r, err := Call(th, fn, o.Value(), Intern(event).Value(), arg)
	th.tracing = false
	return r, err
}

// profile calls the profile function, if there is one.
func (th *Thread) profile(o *FrameObject, event string, arg Value) error {
	fn := LoadSlot(&th.ProfileFunc)
	if fn.IsAbsent() {
		return nil
	}
	if _, err := th.report(fn, o, event, arg); err != nil {
		th.SetProfile(Value{})
		return err
	}
	return nil
}

// trace calls the frame's own trace function, if there is one and tracing is on.
func (th *Thread) trace(o *FrameObject, event string, arg Value) error {
	fn := LoadSlot(&o.Trace)
	if fn.IsAbsent() || LoadSlot(&th.TraceFunc).IsAbsent() {
		return nil
	}
	r, err := th.report(fn, o, event, arg)
	if err != nil {
		th.SetTrace(Value{})
		StoreSlot(&o.Trace, Value{})
		return err
	}
	if !r.Is(None) {
		StoreSlot(&o.Trace, r)
	}
	return nil
}

// TraceCall reports that frame f, th's innermost, begins (EventPyStart), goes on, or goes on with exception exc. An error is to be
// raised in it.
func TraceCall(th *Thread, f *Frame, event uint32, exc error) error {
	if th.Rt.Seeded() {
		enterSeeded(th.Rt, f)
	}
	if th.tracing {
		return nil
	}
	if m := &th.Rt.Monitor; loadUint32(&m.active) != 0 {
		var err error
		if event == EventPyThrow {
			err = th.monitor(f, event, f.offset(), Exc(exc).Value())
		} else {
			err = th.monitor(f, event, f.offset())
		}
		if err != nil {
			return err
		}
		m.join(f, f.Code.Original())
	}
	if LoadSlot(&th.TraceFunc).IsAbsent() && LoadSlot(&th.ProfileFunc).IsAbsent() {
		return nil
	}
	o := FrameObjectOf(th, f)
	f.Flags |= FrameTraced
	if fn := LoadSlot(&th.TraceFunc); !fn.IsAbsent() {
		r, err := th.report(fn, o, "call", None)
		if err != nil {
			th.SetTrace(Value{})
			StoreSlot(&o.Trace, Value{})
			return err
		}
		if !r.Is(None) {
			StoreSlot(&o.Trace, r)
		}
		if !LoadSlot(&o.Trace).IsAbsent() {
			f.addStubs(o.TraceOpcodes)
		}
	}
	return th.profile(o, "call", None)
}

// TraceReturn reports that th's innermost frame returns (EventPyReturn) or yields v, which it returns.
func TraceReturn(th *Thread, v Value, event uint32) (Value, error) {
	if th.tracing || !th.Traced() {
		return v, nil
	}
	if err := th.monitor(th.Frame, event, th.Frame.offset(), v); err != nil {
		return v, err
	}
	return v, th.reportReturn(v)
}

// TraceUnwind reports that an exception leaves th's innermost frame, and returns it or another that does so instead.
func TraceUnwind(th *Thread, exc error) error {
	if th.tracing || !th.Traced() {
		return exc
	}
	err := th.monitor(th.Frame, EventPyUnwind, th.Frame.offset(), Exc(exc).Value())
	if err == nil {
		err = th.reportReturn(None)
	}
	if err != nil {
		return err
	}
	return exc
}

func (th *Thread) reportReturn(v Value) error {
	o := th.Frame.Obj
	if LoadSlot(&th.TraceFunc).IsAbsent() && LoadSlot(&th.ProfileFunc).IsAbsent() {
		return nil
	}
	if o == nil {
		o = FrameObjectOf(th, th.Frame)
	}
	if t, i := th.Frame.Code.self, th.Frame.Pos(); t != nil && i >= 0 && t.none[i] && o.Lineno == 0 {
		o.Lineno = o.lastLine
		defer func() { o.Lineno = 0 }()
	}
	if err := th.trace(o, "return", v); err != nil {
		return err
	}
	return th.profile(o, "return", v)
}

// TraceException reports an exception that has arrived in frame f, and returns it or another that is to be raised instead.
func TraceException(th *Thread, f *Frame, err error) error {
	if th.tracing || !th.Traced() {
		return err
	}
	e := Exc(err)
	if merr := th.monitor(f, EventRaise, f.offset(), e.Value()); merr != nil {
		return merr
	}
	if f.Obj == nil {
		return err
	}
	if terr := th.trace(f.Obj, "exception", TupleOf(e.Type().Value(), e.Value(), e.TracebackValue())); terr != nil {
		return terr
	}
	return err
}

// TraceStub is what a stub in the code of th's innermost frame does; what is its A operand.
func TraceStub(th *Thread, what int) error {
	if what&stubSwitch != 0 {
		if d := th.Rt.seeded(); d != nil {
			d.step(th, 1-what/stubLibrary)
		}
		if what &^= stubSwitch | stubLibrary; what == 0 {
			return nil
		}
	}
	f := th.Frame
	if th.tracing || !th.Traced() {
		return nil
	}
	o := FrameObjectOf(th, f)
	if what&stubLine != 0 {
		line := int(o.Code.C.SpanAt(f.Pos()).Line)
		again := line == int(o.lastLine)
		o.lastLine = int32(line)
		if !again {
			if err := th.monitor(f, EventLine, Int(int64(line))); err != nil {
				return err
			}
		}
		if !again && o.TraceLines {
			if err := th.trace(o, "line", None); err != nil {
				return err
			}
		}
	}
	if what&stubLoop != 0 {
		o.lastLine = 0
	}
	if what&stubOpcode != 0 {
		if err := th.monitor(f, EventInstruction, f.offset()); err != nil {
			return err
		}
	}
	if what&stubOpcode != 0 && o.TraceOpcodes {
		return th.trace(o, "opcode", None)
	}
	return nil
}

// ProfileCall calls a native function and reports that. fn has been found to be one.
func ProfileCall(th *Thread, fn Value, args []Value, kw *Tuple) (Value, error) {
	o := FrameObjectOf(th, th.Frame)
	if err := th.profile(o, "c_call", fn); err != nil {
		return Value{}, err
	}
	v, err := CallArgs(th, fn, args, kw)
	if th.tracing {
		return v, err
	}
	if err != nil {
		if perr := th.profile(o, "c_exception", fn); perr != nil {
			return Value{}, perr
		}
		return Value{}, err
	}
	return v, th.profile(o, "c_return", fn)
}
