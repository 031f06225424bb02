// This file implements how the evaluator uses compiled loops (package jit): finding hot loops, running their code, executing what has no
// machine code, and learning from assumptions that did not hold.

package interp

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"unsafe"

	"weft/internal/code"
	"weft/internal/jit"
	"weft/internal/object"
)

const (
	maxCompile = 30 // how often a loop is compiled
	coldSlices = 32 // when it is no longer tried whether a loop pays
	worthEnter = 60 // the nanoseconds a function that calls no others must gain for the evaluator to enter it
	enterCost  = 20 // roughly the nanoseconds that it takes to enter and leave machine code
	waitCost   = 50 // and to be suspended there, and go on in the evaluator, and enter it again
)

// hotCode is what is known of the loops of a code object: Code.Hot.
type hotCode struct {
	mu    sync.Mutex
	heat  []uint32   // by instruction: slices that ended there; atomic, written under mu
	loops []*hotLoop // by instruction, a loop's header; atomic
	// function is the machine code of the whole function, or nil; atomic. calls counts slices that ended where it returned, like heat.
	function *hotLoop
	calls    uint32
	returned *[]jit.Kind // what its registers were then; atomic

	budget *atomic.Int64
}

// hotLoop is a loop that was compiled. What is learnt of it is guarded by the hotCode's mu; the counts are rough where threads share it.
type hotLoop struct {
	*jit.Loop
	seen  []jit.Kind
	hints map[jit.Place]jit.Kind
	// operators are the methods that operators of instances call; nil: several.
	operators map[jit.Place]*jit.Operator
	tries     int
	multi     bool // compiled when there were several threads
	// entries counts up to jit.Trial how often the code was entered, and rounds how many backward jumps it took then.
	entries, rounds int
	waits           waitCounts
}

// waitCounts is what is known of a loop whose thread waits in it. It stays when the loop is compiled anew.
type waitCounts struct {
	n      int // how often the thread was suspended in the loop
	rounds int // backward jumps until then
	back   int // counts up to jit.Trial how often a call came back into the loop
}

// place is where the machine code of a loop, or the function, is kept.
func (h *hotCode) place(pc int) *unsafe.Pointer {
	if pc == jit.Function {
		return (*unsafe.Pointer)(unsafe.Pointer(&h.function))
	}
	return (*unsafe.Pointer)(unsafe.Pointer(&h.loops[pc]))
}

func (h *hotCode) loop(pc int) *hotLoop { return (*hotLoop)(atomic.LoadPointer(h.place(pc))) }

// setLoop makes l, or nothing, the machine code of the loop of c at pc. h.mu is held.
func (h *hotCode) setLoop(c *object.Code, pc int, l *hotLoop) {
	atomic.StorePointer(h.place(pc), unsafe.Pointer(l))
	if pc == jit.Function {
		if c.MakesGenerator() {
			var body *jit.Loop
			if l != nil {
				body = l.Loop
			}
			atomic.StorePointer(&c.Body, unsafe.Pointer(body))
			return
		}
		var enter *jit.Loop
		var enters uint32
		if l != nil {
			if enter = l.Loop; l.Calls || l.Gain >= worthEnter {
				enters = 1
			}
		}
		atomic.StorePointer(&c.Enter, unsafe.Pointer(enter))
		atomic.StoreUint32(&c.Enters, enters)
		return
	}
	var some unsafe.Pointer
	if slices.ContainsFunc(h.loops, func(l *hotLoop) bool { return l != nil }) {
		some = unsafe.Pointer(h)
	}
	atomic.StorePointer(&c.Compiled, some)
}

// hotOf returns what is known of the code that f runs, nil if that is not for machine code.
func hotOf(th *object.Thread, f *frame) *hotCode {
	c := f.Code
	if !c.Plain() || th.Rt.MachineCode.Load() <= 0 || th.Rt.Seeded() {
		return nil
	}
	if early := &th.Rt.EarlySlices; early.Load() < jit.EarlySlices {
		early.Add(1)
		return nil
	}
	h := (*hotCode)(atomic.LoadPointer(&c.Hot))
	if h == nil {
		n := len(c.C.Instrs)
		h = &hotCode{heat: make([]uint32, n), loops: make([]*hotLoop, n), budget: &th.Rt.MachineCode}
		if !atomic.CompareAndSwapPointer(&c.Hot, nil, unsafe.Pointer(h)) {
			h = (*hotCode)(atomic.LoadPointer(&c.Hot))
		}
	}
	return h
}

// foundHot counts that a slice ended in f at the header of a loop, where it stands, and compiles the loop when that is often enough.
func foundHot(th *object.Thread, f *frame) {
	if h := hotOf(th, f); h != nil {
		pc := f.Lasti() + 1
		h.count(f, pc, &h.heat[pc])
	}
}

// foundCalled is foundHot for the function that f is about to return x from.
func foundCalled(th *object.Thread, f *frame, x value) value {
	jit.NextSlice(th)
	if f.Code.Fast || f.OfGen {
		if h := hotOf(th, f); h != nil {
			h.count(f, jit.Function, &h.calls)
		}
	}
	return x
}

func (h *hotCode) count(f *frame, pc int, heat *uint32) {
	if atomic.LoadUint32(heat) >= coldSlices*jit.HotSlices { // threads that share a loop come here all the time: they only read
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	// What was not worth it may be, when more of it has run.
	n := atomic.AddUint32(heat, 1)
	if q := n / jit.HotSlices; n%jit.HotSlices == 0 && q&(q-1) == 0 && h.loop(pc) == nil {
		seen := jit.Kinds(f)
		if pc == jit.Function {
			atomic.StorePointer((*unsafe.Pointer)(unsafe.Pointer(&h.returned)), unsafe.Pointer(&seen))
		}
		h.compile(f, pc, &hotLoop{seen: seen})
	}
}

// compile compiles the loop at pc anew. f runs it, and is at its header or somewhere in it.
func (h *hotCode) compile(f *frame, pc int, old *hotLoop) {
	c := f.Code
	l := &hotLoop{seen: old.seen, hints: old.hints, operators: map[jit.Place]*jit.Operator{}, tries: old.tries + 1, multi: object.Multithreaded(), waits: old.waits}
	maps.Copy(l.operators, old.operators)
	l.Loop = jit.Compile(&jit.Request{
		Code: c, Frame: f, Header: pc, Seen: l.seen, Hints: l.hints,
		Budget: h.budget,
		SeenIn: seenIn, Global: learntGlobal, Attr: learntAttrs, Store: learntStores, Super: learntSuper, Intrinsic: intrinsic,
		Operator: func(p jit.Place, ins code.Instr) *jit.Operator {
			o, ok := l.operators[p]
			if !ok && p.Scope == 0 {
				if o = operatorOf(f, ins); o != nil {
					l.operators[p] = o
				}
			}
			return o
		},
		Helped: func(ins code.Instr) bool { return helped(ins.Op()) },
	})
	if l.Loop == nil {
		l = nil
	} else {
		l.Owner = l
	}
	h.setLoop(c, pc, l)
}

// drop forgets l, which does not pay.
func (h *hotCode) drop(c *object.Code, l *hotLoop) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.loop(l.Header) == l {
		h.setLoop(c, l.Header, nil)
	}
}

// waited is called when the thread was suspended in l. When it has been a few times, l has to pay: the evaluator goes on behind each wait. If it
// does not, it is compiled again only when much more of it has run, for the last time.
func (h *hotCode) waited(c *object.Code, l *hotLoop) {
	if l.waits.n++; l.waits.n != jit.MaxWaits || l.waits.rounds*l.Gain >= jit.MaxWaits*waitCost {
		return
	}
	h.drop(c, l)
	heat := &h.calls
	if l.Header != jit.Function {
		heat = &h.heat[l.Header]
	}
	h.mu.Lock()
	if n := uint32(coldSlices / 2 * jit.HotSlices); *heat < n {
		atomic.StoreUint32(heat, n)
	}
	h.mu.Unlock()
}

// seenIn returns what the registers of a function were when slices ended where it returned.
func seenIn(c *object.Code) []jit.Kind {
	if h := (*hotCode)(atomic.LoadPointer(&c.Hot)); h != nil {
		if k := (*[]jit.Kind)(atomic.LoadPointer((*unsafe.Pointer)(unsafe.Pointer(&h.returned)))); k != nil {
			return *k
		}
	}
	return nil
}

// operatorOf returns what an arithmetic operator, or a comparison, calls with the operands that are in f's registers, if that is a method
// written in Python.
func operatorOf(f *frame, i code.Instr) *jit.Operator {
	regs, ins := unsafe.Pointer(f.Regs), uint64(i)
	op := i.Op()
	imm := op >= code.ADD_I && op <= code.ISUB_I
	if !imm && (op < code.ADD || op > code.GE || op >= code.NEG && op < code.LT) {
		return nil
	}
	x, y := *rb(regs, ins), value{}
	if imm {
		y = object.SmallInt(sc(ins))
	} else {
		y = *rc(regs, ins)
	}
	if x.IsAbsent() || y.IsAbsent() || !x.IsObj() {
		return nil
	}
	o := &jit.Operator{Flags: object.FrameOp}
	own := false
	switch {
	case imm && op >= code.IADD_I:
		o.Fn, own = object.PythonInplace(immediateOps[op-code.ADD_I], x, y)
	case imm:
		o.Fn = object.PythonBinary(immediateOps[op-code.ADD_I], x, y)
	case op >= code.LT:
		o.Fn = object.PythonCompare(object.CompareOp(op-code.LT), x, y)
	case op >= code.IADD:
		o.Fn, own = object.PythonInplace(object.BinOp(op-code.IADD), x, y)
	default:
		o.Fn = object.PythonBinary(object.BinOp(op-code.ADD), x, y)
	}
	if o.Fn == nil {
		return nil
	}
	if c := o.Fn.LoadCode(); !c.Fast || c.ArgCount != 2 {
		return nil
	}
	if own {
		o.Flags |= object.FrameInplace
	}
	o.Of = x.Type()
	o.Versions[0] = o.Of.Version()
	if y.IsObj() {
		o.With = y.Type()
		o.Versions[1] = o.With.Version()
	}
	return o
}

// learntGlobal returns what a LOAD_GLOBAL of c has learnt.
func learntGlobal(c *object.Code, ins code.Instr) (g jit.Global, ok bool) {
	s := (*globalCache)(atomic.LoadPointer(&c.Sites[ins.C()].Cache))
	if s == nil {
		return g, false
	}
	return jit.Global{Slot: s.slot, Globals: s.globals, Builtins: s.builtins, Used: s.used}, true
}

// learntAttrs returns what a LOAD_ATTR or LOAD_METHOD of c has learnt and is still good.
func learntAttrs(c *object.Code, ins code.Instr) (all []*object.AttrInfo) {
	for s := (*attrCache)(atomic.LoadPointer(&c.Sites[ins.C()].Cache)); s != nil; s = s.next {
		if s.Type.VersionIs(s.Version) {
			all = append(all, &s.AttrInfo)
		}
	}
	return all
}

// learntStores returns what a STORE_ATTR of c has learnt and is still good.
func learntStores(c *object.Code, ins code.Instr) (all []*object.StoreInfo) {
	for s := (*storeCache)(atomic.LoadPointer(&c.Sites[ins.C()].Cache)); s != nil; s = s.next {
		if s.Type != nil && s.Type.VersionIs(s.Version) {
			all = append(all, &s.StoreInfo)
		}
	}
	return all
}

// learntSuper returns what a LOAD_SUPER_METHOD of c has learnt and is still good.
func learntSuper(c *object.Code, ins code.Instr) (l jit.Super, ok bool) {
	s := (*superCache)(atomic.LoadPointer(&c.Sites[ins.C()].Cache))
	if s == nil || !s.start.VersionIs(s.version) {
		return l, false
	}
	return jit.Super{Start: s.start, Class: s.cls, Version: s.version, Attr: s.attr}, true
}

// intrinsic says which function of the library fn is.
func intrinsic(fn value) jit.Intrinsic {
	switch {
	case fn.Is(object.RangeType.Value()):
		return jit.Range
	case fn.Is(object.IntType.Value()):
		return jit.ToInt
	case fn.Is(object.FloatType.Value()):
		return jit.ToFloat
	}
	if fn.Is(object.StrType.Value()) {
		return jit.ToStr
	}
	if fn.IsExact(object.MethodDescriptorType) {
		switch m := (*object.MethodDescriptor)(fn.Ptr()); {
		case m.Owner == object.ListType && m.Def.Appends:
			return jit.Append
		case m.Owner == object.ListType && m.Def.Name == "pop":
			return jit.Pop
		case m.Owner == object.StrType:
			return strIntrinsic(m.Def.Name)
		case m.Owner == object.DictType && m.Def.Name == "get":
			return jit.DictGet
		}
		return jit.NoIntrinsic
	}
	if !fn.IsExact(object.BuiltinType) {
		return jit.NoIntrinsic
	}
	b := (*object.Builtin)(fn.Ptr())
	switch {
	case b.Bound || !b.Module.IsExact(object.StrType):
	case object.AsStr(b.Module).String() == "builtins":
		switch b.Def.Name {
		case "len":
			return jit.Len
		case "abs":
			return jit.Abs
		case "isinstance":
			return jit.IsInstance
		case "min":
			return jit.Min
		case "max":
			return jit.Max
		case "divmod":
			return jit.DivMod
		case "ord":
			return jit.Ord
		case "chr":
			return jit.Chr
		}
	case object.AsStr(b.Module).String() == "math":
		switch b.Def.Name {
		case "sqrt":
			return jit.Sqrt
		case "floor":
			return jit.Floor
		}
	}
	return jit.NoIntrinsic
}

// strIntrinsic is intrinsic for a method of str.
func strIntrinsic(name string) jit.Intrinsic {
	switch name {
	case "isspace":
		return jit.IsSpace
	case "isdigit", "isdecimal", "isnumeric": // of an ASCII character it is the same
		return jit.IsDigit
	case "isalpha":
		return jit.IsAlpha
	case "isalnum":
		return jit.IsAlnum
	case "isupper", "istitle":
		return jit.IsUpper
	case "islower":
		return jit.IsLower
	case "startswith":
		return jit.Startswith
	case "endswith":
		return jit.Endswith
	}
	return jit.NoIntrinsic
}

// runCompiled runs the machine code of the loop whose header f is at, if there is any, until control leaves it: the innermost frame's IP is
// then where the evaluator goes on.
func runCompiled(th *object.Thread, f *frame) error {
	c := f.Code
	h := (*hotCode)(atomic.LoadPointer(&c.Compiled))
	if h == nil { // no more
		return nil
	}
	start := uintptr(unsafe.Pointer(unsafe.SliceData(c.C.Instrs)))
	l := h.loop(int(f.IP-start) / 8)
	if l == nil || !fits(th, f, l.Loop) {
		return nil
	}
	if l.entries < jit.Trial {
		before := th.Slice
		err := runMachine(th, f, l.Entry)
		waiting := th.Frame != f // for a call that the evaluator executes: it goes on then
		n := before - th.Slice
		if n < 0 { // another slice has begun
			n += jit.SliceJumps
		}
		l.waits.rounds += n
		if !waiting {
			l.rounds += n
			if l.entries++; l.entries == jit.Trial && l.rounds*l.Gain < jit.Trial*enterCost {
				h.drop(c, l)
			}
		}
		if th.Suspended {
			h.waited(c, l)
		}
		return err
	}
	return runMachine(th, f, l.Entry)
}

// loopAt returns the machine code of the loop whose header f, the innermost frame, is at, if there is any that fits.
func loopAt(th *object.Thread, f *frame) *jit.Loop {
	h := (*hotCode)(atomic.LoadPointer(&f.Code.Compiled))
	if h == nil {
		return nil
	}
	start := uintptr(unsafe.Pointer(unsafe.SliceData(f.Code.C.Instrs)))
	if l := h.loop(int(f.IP-start) / 8); l != nil && fits(th, f, l.Loop) {
		return l.Loop
	}
	return nil
}

// enterFunction runs the machine code of the function whose frame f has just been pushed, if it fits, like runCompiled.
func enterFunction(th *object.Thread, f *frame) error {
	if l := functionOf(th, f); l != nil {
		return runMachine(th, f, l.Entry)
	}
	return nil
}

// functionOf returns the machine code of the function whose frame f has just been pushed, if there is any that fits.
func functionOf(th *object.Thread, f *frame) *jit.Loop {
	if l := (*jit.Loop)(atomic.LoadPointer(&f.Code.Enter)); l != nil && fits(th, f, l) {
		return l
	}
	return nil
}

// fits reports whether l can run for f, the innermost frame.
func fits(th *object.Thread, f *frame, l *jit.Loop) bool {
	return l.Globals == f.Globals && l.Builtins == f.Builtins && (l.Depth == 0 || th.HasRoom(f, l.Depth, l.Regs)) && atomic.LoadUint32(&th.Pending) == 0
}

// returnCompiled ends f, which its caller waits for in machine code, with the result x, and goes on there.
func returnCompiled(th *object.Thread, f *frame, x value) error {
	prev, gen := f.Prev, f.OfGen
	if err := leaveOdd(th, f, x); err != nil {
		return err
	}
	e := waits(th, prev)
	if ins := *(*uint64)(unsafe.Add(framePC(prev), -8)); gen && code.Op(ins&0xffff) == code.SEND {
		return goOn(th, prev, e, sc(ins))
	}
	return goOn(th, prev, e, 0)
}

// yieldCompiled suspends f, a generator's, which its caller waits for in machine code, with the item x, and goes on there.
func yieldCompiled(th *object.Thread, f *frame, x value) error {
	prev, dst := f.Prev, f.Prev.Reg(f.Ret)
	suspend(th, f.Generator())
	*dst = x
	e := waits(th, prev)
	if ins := *(*uint64)(unsafe.Add(framePC(prev), -8)); code.Op(ins&0xffff) == code.FOR_LOOP {
		return goOn(th, prev, e, sc(ins))
	}
	return goOn(th, prev, e, 0)
}

// waits returns where f, the innermost frame, waits in machine code for what has just ended, nil if it cannot go on there.
func waits(th *object.Thread, f *frame) *jit.Exit {
	e := (*jit.Exit)(f.Resume)
	f.Resume = nil // it keeps the code alive
	if th.Frame == f && e != nil && e.IP == f.IP && atomic.LoadUint32(&th.Pending) == 0 {
		return e
	}
	return nil
}

// goOn goes on in f behind its current instruction, or where that jumps to if off is not 0: in machine code if e is not nil.
func goOn(th *object.Thread, f *frame, e *jit.Exit, off int64) error {
	var from uintptr
	if e != nil {
		if from = e.Next; off != 0 {
			from = e.Jump
		}
	}
	f.IP += uintptr(off * 8)
	if from == 0 {
		return nil
	}
	l := e.Loop.Owner.(*hotLoop)
	if l.waits.back >= jit.Trial {
		return runMachine(th, f, from)
	}
	c, before := f.Code, th.Slice
	err := runMachine(th, f, from)
	l.waits.back++
	l.waits.rounds += max(before-th.Slice, 0)
	if th.Suspended {
		(*hotCode)(atomic.LoadPointer(&c.Hot)).waited(c, l)
	}
	return err
}

// resumed is for a generator that f has resumed, in the evaluator, where it left its machine code by x: f waits there, as do those between
// it and the innermost that delegate. It returns where the machine code of the innermost goes on, or 0.
func resumed(th *object.Thread, f *frame, x *jit.Exit) uintptr {
	g := th.Frame
	if f.IP != x.IP || atomic.LoadUint32(&th.Pending) != 0 {
		return 0
	}
	for ; g.Prev != f; g = g.Prev {
		if !g.OfGen || g.Entry {
			return 0
		}
		if e := waitsAt(g.Prev); e != nil {
			g.Prev.Resume = unsafe.Pointer(e)
			g.Flags |= object.FrameMachine
		}
	}
	if !g.OfGen || g.Entry || g.Code.C.Flags&code.FlagAsyncGenerator != 0 {
		return 0
	}
	f.Resume = unsafe.Pointer(x)
	g.Flags |= object.FrameMachine
	g = th.Frame
	if g.Lasti() < 0 {
		if l := (*jit.Loop)(atomic.LoadPointer(&g.Code.Body)); l != nil && fits(th, g, l) {
			return l.Entry
		}
	} else if e := waitsAt(g); e != nil {
		return e.Next
	}
	return 0
}

// resumeCompiled runs the machine code of f, the innermost frame, a generator's that has been resumed, if it goes on to others.
func resumeCompiled(th *object.Thread, f *frame) error {
	if e := (*jit.Exit)(f.Resume); e.IP == f.IP && e.Loop.Calls && atomic.LoadUint32(&th.Pending) == 0 {
		return runMachine(th, f, e.Next)
	}
	return nil
}

// waitsAt returns the exit of machine code for the instruction at which g, a generator's frame, yields or delegates; nil: there is none.
func waitsAt(g *frame) *jit.Exit {
	if e := (*jit.Exit)(g.Resume); e != nil && e.IP == g.IP {
		return e
	}
	if l := (*jit.Loop)(atomic.LoadPointer(&g.Code.Body)); l != nil && l.Globals == g.Globals && l.Builtins == g.Builtins {
		for _, e := range l.Waits {
			if e.IP == g.IP {
				return e
			}
		}
	}
	return nil
}

// runMachine runs machine code from an address on, f being the innermost frame, until the evaluator is to go on: where the innermost frame's
// IP is.
func runMachine(th *object.Thread, f *frame, from uintptr) error {
	for from != 0 {
		x := jit.Enter(th, f, from)
		if x == nil {
			return nil
		}
		f = th.Frame
		if x.Returned {
			return nil
		}
		if x.Prepare != nil {
			x.Prepare(th)
		}
		if x.Suspended {
			if ins := *(*uint64)(unsafe.Add(framePC(f), -8)); code.Op(ins&0xffff) == code.FOR_LOOP {
				f.IP += uintptr(sc(ins) * 8)
				if th.Slice--; th.Slice < 0 || atomic.LoadUint32(&th.Pending) != 0 {
					return sliceEnds(th, f, int(sc(ins)))
				}
				if l := loopAt(th, f); l != nil {
					from = l.Entry
					continue
				}
			}
			return nil
		}
		if x.Calls != nil {
			leaveCalls(th, f, x)
			return nil
		}
		if x.Count < jit.HotExits && x.Plain {
			if x.Count++; x.Count == jit.HotExits {
				relearn(f, f, x)
			}
		}
		if x.Next == 0 && x.Jump == 0 && x.Skipped == 0 {
			f.IP = x.IP - 8
			return nil
		}
	again:
		f.IP = x.IP
		ins := x.Ins
		ended := th.Slice < 0 // at a call
		if ended {
			if err := safePoint(th); err != nil {
				return err
			}
		}
		took, err := executed, error(nil)
		if op := code.Op(ins & 0xffff); op == code.CALL || op == code.CALL_METHOD { // what is helped most
			err = helpCall(th, f, ins)
		} else {
			took, err = help(th, f, ins)
		}
		if err != nil {
			return err
		}
		if took == returned {
			f = th.Frame
			e := (*jit.Exit)(f.Resume)
			f.Resume = nil
			if e == nil || e.IP+8 != f.IP || e.Skipped == 0 || atomic.LoadUint32(&th.Pending) != 0 {
				return nil
			}
			from = e.Skipped
			continue
		}
		if g := th.Frame; g != f {
			if g.OfGen {
				f, from = g, resumed(th, f, x)
				continue
			}
			if _, jumps := code.Instr(ins).JumpOffset(); g.OfGen || g.Entry || g.Prev != f || jumps || f.IP != x.IP {
				return nil
			}
			f.Resume = unsafe.Pointer(x)
			g.Flags |= object.FrameMachine
			l := functionOf(th, g)
			if l == nil {
				if ended {
					th.Slice = 0 // let it be found hot, if its turn has come
				}
				return nil
			}
			f, from = g, l.Entry
			continue
		}
		switch took {
		case executed:
			switch f.IP {
			case x.IP:
				if from = x.Next; x.Then != nil && f.Code == x.Code && atomic.LoadUint32(&th.Pending) == 0 {
					x = x.Then
					goto again
				}
			case x.IP + 8:
				from = x.Skipped
			default:
				return nil
			}
		case jumped:
			from = x.Jump
			off, _ := code.Instr(ins).JumpOffset()
			f.IP += uintptr(off * 8)
		case unpacked:
			from = x.Unpacked
			f.IP += uintptr(sc(ins)*8) + 8
		case left:
			return nil
		}
		if f.Code != x.Code || atomic.LoadUint32(&th.Pending) != 0 {
			return nil
		}
	}
	return nil
}

// leaveCalls makes the frames of the calls that were under way in f, inside its machine code, when control left that by x.
func leaveCalls(th *object.Thread, f *frame, x *jit.Exit) {
	g := f
	for _, call := range x.Calls {
		g.IP = uintptr(unsafe.Pointer(&g.Code.C.Instrs[call.PC])) + 8
		g = th.PushArgs(call.Fn, call.Code, nil, 0, call.Ret)
		g.Flags = call.Flags
	}
	g.IP = x.IP - 8
	if x.Count < jit.HotExits && x.Plain {
		if x.Count++; x.Count == jit.HotExits {
			relearn(f, g, x)
		}
	}
}

// relearn compiles the code that f runs again if what is in g, the innermost frame, differs from what was assumed where it has just left that
// by x.
func relearn(f, g *frame, x *jit.Exit) {
	l := x.Loop.Owner.(*hotLoop)
	h := (*hotCode)(atomic.LoadPointer(&f.Code.Hot))
	if h == nil || f.Code != l.Code {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.loop(l.Header) != l {
		return
	}
	if l.tries >= maxCompile {
		h.setLoop(f.Code, l.Header, nil)
		return
	}
	hints := make(map[jit.Place]jit.Kind, len(l.hints)+4)
	for p, k := range l.hints {
		hints[p] = k
	}
	changed := false
	set := func(p jit.Place, k jit.Kind) {
		old, ok := hints[p]
		switch {
		case !ok:
			hints[p] = k
		case old == k || old == jit.Mixed:
			return
		default:
			hints[p] = jit.Mixed
		}
		changed = true
	}
	ins := g.Code.C.Instrs[x.PC]
	reads := map[int]bool{}
	read := func(r int) { reads[r] = !x.OfCallee || r == ins.A() }
	ins.Reads(read)
	if ins.Op() == code.BUILD_LIST { // there is machine code for it and an ADD that follows
		g.Code.C.Instrs[x.PC+1].Reads(read)
	}
	for r, k := range jit.Kinds(g) {
		if x.Helps && !reads[r] {
			continue
		}
		p := jit.Place{Scope: x.Scope, PC: x.PC, Reg: r}
		if _, ok := hints[p]; ok || g != f && k != jit.Any || g == f && k != l.seen[r] {
			set(p, k)
		}
	}
	if x.Unexplored && g == f || !x.Helps && !changed { // in the latter case, an instance may have been taken for a number
		regs := jit.Kinds(g)
		ins.Reads(func(r int) {
			if regs[r] == jit.Any {
				set(jit.Place{Scope: x.Scope, PC: x.PC, Reg: r}, jit.Mixed)
			}
		})
	}
	if x.Helps && !changed && jit.Learns(ins.Op()) {
		set(jit.Place{Scope: x.Scope, PC: x.PC, Reg: jit.Cached}, jit.Mixed)
	}
	if !changed && !x.Helps {
		// The operands are as assumed: it is the result that is not.
		ins.Writes(func(r int) { set(jit.Place{Scope: x.Scope, PC: x.PC, Reg: -1 - r}, jit.Mixed) })
		if ins.Op() == code.FOR_LOOP {
			set(jit.Place{Scope: x.Scope, PC: x.PC, Reg: -1 - ins.A()}, jit.Mixed)
		}
	}
	if !changed && !x.Unexplored && (x.Next == 0 || !couldHelp(g, uint64(ins))) {
		set(jit.Place{Scope: x.Scope, PC: x.PC, Reg: jit.Never}, jit.Mixed)
	}
	operators := l.operators
	if o := operatorOf(g, ins); o != nil {
		p := jit.Place{Scope: x.Scope, PC: x.PC}
		if old, ok := operators[p]; !ok || old != nil && *old != *o {
			if ok {
				o = nil
			}
			operators = maps.Clone(operators)
			operators[p] = o
			changed = true
		}
	}
	changed = changed || l.multi != object.Multithreaded()
	if changed {
		h.compile(f, l.Header, &hotLoop{seen: l.seen, hints: hints, operators: operators, tries: l.tries, waits: l.waits})
	}
}

// What help has done.
const (
	executed = iota // executed the instruction
	jumped          // and it jumps
	unpacked        // and executed the UNPACK_SEQUENCE where it jumps to
	returned        // and the RETURN that follows, and the caller's next instruction
	left            // nothing, or all that it could: the evaluator goes on at f.IP
)

// helped reports whether help may know an instruction.
func helped(op code.Op) bool {
	switch op {
	case code.ADD, code.SUB, code.MUL, code.TRUEDIV, code.FLOORDIV, code.MOD, code.POW, code.LSHIFT, code.RSHIFT, code.AND, code.OR, code.XOR,
		code.IADD, code.ISUB, code.IMUL, code.ITRUEDIV, code.IFLOORDIV, code.IMOD, code.IPOW, code.ILSHIFT, code.IRSHIFT, code.IAND, code.IOR, code.IXOR,
		code.ADD_I, code.SUB_I, code.MUL_I, code.FLOORDIV_I, code.MOD_I, code.AND_I, code.LSHIFT_I, code.RSHIFT_I, code.IADD_I, code.ISUB_I,
		code.NEG, code.POS, code.INVERT, code.LT, code.LE, code.EQ, code.NE, code.GT, code.GE, code.IN, code.NOT_IN, code.GET_ITER, code.FOR_LOOP,
		code.NOT, code.JTRUE, code.JFALSE, code.STORE_GLOBAL, code.LOAD_NAME, code.STORE_NAME, code.MAKE_CELL, code.LOAD_COMMON,
		code.UNPACK_SEQUENCE, code.UNPACK_EX, code.GET_LEN, code.BUILD_TUPLE, code.BUILD_LIST, code.BUILD_SET, code.BUILD_MAP, code.BUILD_STRING,
		code.BUILD_SLICE, code.LIST_APPEND, code.LIST_EXTEND, code.LIST_TO_TUPLE, code.SET_ADD, code.SET_UPDATE, code.MAP_ADD, code.DICT_UPDATE,
		code.DICT_MERGE, code.FORMAT_SIMPLE, code.FORMAT_PIECE, code.FORMAT_SPEC, code.CONVERT,
		code.GETITEM, code.GETITEM_I, code.SETITEM, code.DELITEM, code.GETSLICE, code.SETSLICE, code.LOAD_GLOBAL, code.LOAD_ATTR, code.LOAD_METHOD,
		code.STORE_ATTR, code.LOAD_SUPER_ATTR, code.LOAD_SUPER_ATTR_0, code.LOAD_SUPER_METHOD, code.LOAD_SUPER_METHOD_0,
		code.CALL, code.CALL_METHOD, code.CALL_KW, code.CALL_METHOD_KW, code.CALL_EX, code.MAKE_FUNCTION, code.SET_FUNCTION_ATTR, code.SET_CLOSURE,
		code.MAKE_GENERATOR, code.INTRINSIC1, code.MATCH_SEQUENCE, code.MATCH_MAPPING, code.MATCH_KEYS, code.MATCH_CLASS,
		code.YIELD, code.YIELD_DELEGATE, code.SEND, code.GET_YIELD_FROM_ITER, code.GET_AWAITABLE:
		return true
	}
	return op >= code.JLT && op <= code.JNGE_I
}

// help executes ins, the current instruction of f, as the loop in run would where it does not know the types.
func help(th *object.Thread, f *frame, ins uint64) (took int, err error) {
	regs := unsafe.Pointer(f.Regs)
	var x value
	switch op := code.Op(ins & 0xffff); op {
	case code.ADD, code.SUB, code.MUL, code.TRUEDIV, code.FLOORDIV, code.MOD, code.POW, code.LSHIFT, code.RSHIFT, code.AND, code.OR, code.XOR:
		return executed, binary(th, f, ra(regs, ins), object.BinOp(op-code.ADD), *rb(regs, ins), *rc(regs, ins))
	case code.IADD, code.ISUB, code.IMUL, code.ITRUEDIV, code.IFLOORDIV, code.IMOD, code.IPOW, code.ILSHIFT, code.IRSHIFT, code.IAND, code.IOR, code.IXOR:
		return executed, inplace(th, f, ra(regs, ins), object.BinOp(op-code.IADD), *rb(regs, ins), *rc(regs, ins))
	case code.ADD_I, code.SUB_I, code.MUL_I, code.FLOORDIV_I, code.MOD_I, code.AND_I, code.LSHIFT_I, code.RSHIFT_I:
		return executed, binary(th, f, ra(regs, ins), object.BinOp(op.RegisterForm()-code.ADD), *rb(regs, ins), object.SmallInt(sc(ins)))
	case code.IADD_I, code.ISUB_I:
		return executed, inplace(th, f, ra(regs, ins), object.BinOp(op.RegisterForm()-code.IADD), *rb(regs, ins), object.SmallInt(sc(ins)))
	case code.NEG:
		x, err = negSlow(th, *rb(regs, ins))
	case code.POS:
		x, err = posSlow(th, *rb(regs, ins))
	case code.INVERT:
		x, err = invertSlow(th, *rb(regs, ins))
	case code.LT, code.LE, code.EQ, code.NE, code.GT, code.GE:
		return executed, compare(th, f, ra(regs, ins), object.CompareOp(op-code.LT), *rb(regs, ins), *rc(regs, ins))
	case code.NOT:
		var t bool
		t, err = object.IsTrue(th, *rb(regs, ins))
		x = object.Bool(!t)
	case code.JTRUE, code.JFALSE:
		t, err := object.IsTrue(th, *ra(regs, ins))
		if err == nil && t == (op == code.JTRUE) {
			return jumped, nil
		}
		return executed, err
	case code.IN, code.NOT_IN:
		var in bool
		in, err = object.Contains(th, *rc(regs, ins), *rb(regs, ins))
		x = object.Bool(in == (op == code.IN))
	case code.GET_ITER:
		x = *rb(regs, ins)
		switch {
		case x.IsExact(object.ListType) && forLoop(f, ins):
			x = th.ListLoop(object.AsList(x))
		case x.IsExact(object.TupleType) && forLoop(f, ins):
			x = th.TupleLoop(object.AsTuple(x))
		default:
			x, err = object.GetIter(th, x)
		}
	case code.FOR_LOOP:
		return helpLoop(th, f, ins)
	case code.UNPACK_SEQUENCE:
		return executed, unpackSlow(th, *rb(regs, ins), window(ra(regs, ins), int(ins>>48)))
	case code.UNPACK_EX:
		return executed, unpackEx(th, *rb(regs, ins), ra(regs, ins), int(ins>>48))
	case code.GET_LEN:
		x, err = getLen(th, *rb(regs, ins))
	case code.BUILD_SET:
		x, err = buildSet(th, f, ins)
	case code.BUILD_MAP:
		x, err = buildMap(th, window(rb(regs, ins), 2*int(ins>>48)))
	case code.BUILD_STRING:
		x = object.StrJoin(th, window(rb(regs, ins), int(ins>>48)))
	case code.LIST_EXTEND:
		return executed, listExtend(th, object.AsList(*ra(regs, ins)), *rb(regs, ins), ins>>48 == 1)
	case code.LIST_TO_TUPLE:
		x = object.NewTuple(object.AsList(*rb(regs, ins)).Snapshot()).Value()
	case code.SET_ADD:
		return executed, object.AsSet(*ra(regs, ins)).Add(th, *rb(regs, ins))
	case code.SET_UPDATE:
		return executed, setUpdate(th, object.AsSet(*ra(regs, ins)), *rb(regs, ins))
	case code.MAP_ADD:
		return executed, mapAdd(th, f, object.AsDict(*ra(regs, ins)), *rb(regs, ins), *rc(regs, ins))
	case code.DICT_UPDATE:
		return executed, dictUpdate(th, object.AsDict(*ra(regs, ins)), *rb(regs, ins))
	case code.DICT_MERGE:
		return executed, dictMerge(th, object.AsDict(*ra(regs, ins)), *rb(regs, ins), *rc(regs, ins))
	case code.FORMAT_SIMPLE:
		if x = *rb(regs, ins); !x.IsExact(object.StrType) || ins>>48 > code.ConvStr {
			x, err = formatValue(th, x, int(ins>>48), value{})
		}
	case code.FORMAT_PIECE:
		if x = *rb(regs, ins); !x.IsInt() && !x.IsFloat() && (!x.IsExact(object.StrType) || ins>>48 > code.ConvStr) {
			x, err = formatValue(th, x, int(ins>>48), value{})
		}
	case code.FORMAT_SPEC:
		x, err = formatValue(th, *rb(regs, ins), int(ins>>48), *next(rb(regs, ins), 1))
	case code.CONVERT:
		x, err = convert(th, *rb(regs, ins), int(ins>>48))
	case code.BUILD_TUPLE:
		if u := *(*uint64)(framePC(f)); u&0xffff == uint64(code.RETURN) && u>>16&0xffff == ins>>16&0xffff && f.Waited() && returnTuple(th, f, ins) {
			return returned, nil
		}
		x, err = buildTuple(th, f, ins)
	case code.BUILD_LIST:
		x = buildList(f, ins)
	case code.BUILD_SLICE:
		x = buildSlice(th, f, ins)
	case code.LIST_APPEND:
		listAppend(f, object.AsList(*ra(regs, ins)), *rb(regs, ins))
		return executed, nil
	case code.GETITEM:
		return executed, getItem(th, f, ra(regs, ins), *rb(regs, ins), *rc(regs, ins))
	case code.GETITEM_I:
		return executed, getItem(th, f, ra(regs, ins), *rb(regs, ins), object.SmallInt(sc(ins)))
	case code.SETITEM:
		return executed, setItem(th, f, *ra(regs, ins), *rb(regs, ins), *rc(regs, ins))
	case code.DELITEM:
		return executed, object.DelItem(th, *ra(regs, ins), *rb(regs, ins))
	case code.GETSLICE:
		x, err = getSlice(th, f, ins)
	case code.SETSLICE:
		p := ra(regs, ins)
		return executed, object.SetSlice(th, *p, *next(p, 1), *next(p, 2), *rb(regs, ins))
	case code.STORE_GLOBAL:
		f.Globals.SetStr(siteOf(f, ins).Name, *ra(regs, ins))
		return executed, nil
	case code.LOAD_NAME:
		x, err = loadName(th, f, siteOf(f, ins))
	case code.STORE_NAME:
		return executed, storeName(th, f, siteOf(f, ins).Name, *ra(regs, ins))
	case code.MAKE_CELL:
		x = object.NewCell(*ra(regs, ins)).Value()
	case code.LOAD_COMMON:
		x = commonConstant(th, int(uint16(ins>>32)))
	case code.LOAD_SUPER_ATTR, code.LOAD_SUPER_ATTR_0:
		x, err = superAttr(th, window(rb(regs, ins), 3), siteOf(f, ins).Name, op == code.LOAD_SUPER_ATTR_0)
	case code.LOAD_SUPER_METHOD, code.LOAD_SUPER_METHOD_0:
		return executed, superMethod(th, window(rb(regs, ins), 3), siteOf(f, ins), op == code.LOAD_SUPER_METHOD_0, ra(regs, ins))
	case code.MAKE_FUNCTION:
		x = makeFunction(f, (*object.Code)(f.Code.Consts[uint32(ins>>32)].Ptr()))
	case code.SET_FUNCTION_ATTR:
		setFunctionAttr((*object.Function)(ra(regs, ins).Ptr()), int(ins>>48), *rb(regs, ins))
		return executed, nil
	case code.SET_CLOSURE:
		return executed, setClosure(th, *ra(regs, ins), window(rb(regs, ins), int(ins>>48)))
	case code.MAKE_GENERATOR:
		return executed, generatorExpr(th, f, int(uint16(ins>>16)), int(uint16(ins>>32)), (*object.Code)(f.Code.Consts[ins>>48].Ptr()))
	case code.INTRINSIC1:
		x, err = intrinsic1(th, f, int(ins>>48), *rb(regs, ins))
	case code.MATCH_SEQUENCE, code.MATCH_MAPPING:
		x = *rb(regs, ins)
		flag := object.TypeSequence
		if op == code.MATCH_MAPPING {
			flag = object.TypeMapping
		}
		x = object.Bool(x.IsObj() && x.Header().Type().HasFlag(flag))
	case code.MATCH_KEYS:
		x, err = matchKeys(th, *rb(regs, ins), object.AsTuple(*rc(regs, ins)))
	case code.MATCH_CLASS:
		p := rb(regs, ins)
		x, err = matchClass(th, *p, *next(p, 1), int(ins>>48), object.AsTuple(*next(p, 2)))
	case code.CALL_KW:
		fn := ra(regs, ins)
		return executed, callKw(th, f, fn, next(fn, 1), int(uint16(ins>>32)), ins)
	case code.CALL_METHOD_KW:
		fn := ra(regs, ins)
		args, n := next(fn, 1), int(uint16(ins>>32))+1
		if args.IsAbsent() {
			args, n = next(args, 1), n-1
		}
		return executed, callKw(th, f, fn, args, n, ins)
	case code.CALL_EX:
		return executed, callEx(th, f, ra(regs, ins), uint16(ins>>32) != 0)
	case code.LOAD_GLOBAL:
		x, err = loadGlobalSlow(th, f, siteOf(f, ins))
	case code.LOAD_ATTR:
		return executed, loadAttr(th, f, ra(regs, ins), *rb(regs, ins), siteOf(f, ins))
	case code.LOAD_METHOD:
		return executed, loadMethod(th, *rb(regs, ins), siteOf(f, ins), ra(regs, ins))
	case code.STORE_ATTR:
		return executed, storeAttr(th, *ra(regs, ins), siteOf(f, ins), *rb(regs, ins))
	case code.YIELD, code.YIELD_DELEGATE:
		if !couldHelp(f, ins) || !th.Sink.Take(*ra(regs, ins)) {
			f.IP -= 8
			return left, nil
		}
		x = object.None
	case code.GET_YIELD_FROM_ITER:
		x, err = yieldFromIter(th, f, *rb(regs, ins))
	case code.GET_AWAITABLE:
		x, err = getAwaitable(th, f, *rb(regs, ins), int(ins>>48), int(uint16(ins>>16)))
	case code.SEND:
		if resumeInline(th, f, *rb(regs, ins), *ra(regs, ins), int(uint16(ins>>16))) {
			return executed, nil
		}
		x, ended, err := sendSlow(th)
		if err != nil {
			return executed, err
		}
		*ra(unsafe.Pointer(th.Frame.Regs), ins) = x
		if ended {
			return jumped, nil
		}
		return executed, nil
	case code.CALL, code.CALL_METHOD:
		return executed, helpCall(th, f, ins)
	}
	if op := code.Op(ins & 0xffff); op >= code.JLT && op <= code.JNGE_I {
		return helpCompareJump(th, f, ins)
	}
	if err == nil {
		*ra(regs, *(*uint64)(unsafe.Add(framePC(f), -8))) = x // buildList may have executed the next instruction, too
	}
	return executed, err
}

// helpCall is help for CALL and CALL_METHOD: what is called most goes the shortest way.
func helpCall(th *object.Thread, f *frame, ins uint64) error {
	regs := unsafe.Pointer(f.Regs)
	fn := ra(regs, ins)
	args, n := next(fn, 1), int(uint16(ins>>32))
	if code.Op(ins&0xffff) == code.CALL_METHOD {
		if args.IsAbsent() {
			args = next(args, 1)
		} else {
			n++
		}
	}
	if fn.IsObj() {
		var direct object.NativeFn
		switch fn.Header().Type() {
		case object.FunctionType:
			g := (*object.Function)(fn.Ptr())
			if c := g.LoadCode(); c.Fast && n == int(c.ArgCount) && atomic.LoadUint32(&c.Runs) == object.CodeRuns && !th.OverLimit() && atomic.LoadUint32(&th.Pending) == 0 {
				th.PushArgs(g, c, args, n, int(ins>>48))
				return nil
			}
		case object.MethodDescriptorType:
			if m := (*object.MethodDescriptor)(fn.Ptr()); m.Def.Direct == n+1 && args.IsObj() && args.Header().Type() == m.Owner {
				direct = m.Def.Fn
			}
		case object.BuiltinType:
			if b := (*object.Builtin)(fn.Ptr()); !b.Bound && b.Def.Direct == n+1 {
				direct = b.Def.Fn
			}
		}
		if direct != nil && !th.Traced() {
			x, err := direct(th, window(args, n))
			if err == nil {
				*rc(unsafe.Pointer(th.Frame.Regs), ins) = x
			}
			return err
		}
	}
	return call(th, f, rc(regs, ins), fn, args, n, nil)
}

// helpCompareJump is help for the jumps that compare.
func helpCompareJump(th *object.Thread, f *frame, ins uint64) (took int, err error) {
	regs := unsafe.Pointer(f.Regs)
	i := int(code.Op(ins&0xffff) - code.JLT)
	y := *rb(regs, ins)
	if i >= 12 {
		y = object.SmallInt(sb(ins))
	}
	yes, err := compareJump(th, f, *ra(regs, ins), y, object.CompareOp(i%6), i/6%2 == 0)
	if yes && err == nil {
		return jumped, nil
	}
	return executed, err
}

// callKw calls a callable with n arguments, some by name, for a CALL_KW or CALL_METHOD_KW.
func callKw(th *object.Thread, f *frame, fn, args *value, n int, ins uint64) error {
	names := object.AsTuple(f.Code.Consts[ins>>48])
	if fn.IsExact(object.FunctionType) {
		g := (*object.Function)(fn.Ptr())
		if c := g.LoadCode(); atomic.LoadUint32(&c.Runs) == object.CodeRuns && !th.OverLimit() && atomic.LoadUint32(&th.Pending) == 0 {
			_, err := pushBound(th, g, c, args, n, names, int(uint16(ins>>16)))
			return err
		}
	}
	return call(th, f, fn, fn, args, n, names)
}

// couldHelp reports whether help can execute ins, the next instruction of f, rather than leave it to the loop in run.
func couldHelp(f *frame, ins uint64) bool {
	switch code.Op(ins & 0xffff) {
	case code.YIELD, code.YIELD_DELEGATE:
		return f.Flags == object.FrameDrained
	}
	return true
}

// helpLoop is help for FOR_LOOP.
func helpLoop(th *object.Thread, f *frame, ins uint64) (took int, err error) {
	regs := unsafe.Pointer(f.Regs)
	x := *rb(regs, ins)
	if x.IsExact(object.GeneratorType) && resumeInline(th, f, x, object.None, int(uint16(ins>>16))) {
		return executed, nil
	}
	u := *(*uint64)(unsafe.Add(framePC(f), sc(ins)*8))
	if u&0xffff == uint64(code.UNPACK_SEQUENCE) && u>>48 == 2 && uint16(u>>32) == uint16(ins>>16) && int(uint16(ins>>16)) >= len(f.Code.C.Locals) {
		a, b, ok, err := object.NextPair(th, x)
		if err != nil {
			return executed, err
		}
		if ok {
			if a.IsAbsent() {
				return executed, nil
			}
			dst := ra(regs, u)
			*dst, *next(dst, 1) = a, b
			return unpacked, nil
		}
	}
	if x, err = object.Next(th, x); err != nil || x.IsAbsent() {
		return executed, err
	}
	*ra(regs, ins) = x
	return jumped, nil
}
