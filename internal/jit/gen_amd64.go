//go:build linux && amd64 && !race

// This file implements the machine code of generators: their frames are suspended and resumed as the evaluator does it (see resumeInline and
// suspend in internal/interp/gen.go), so that it can go on at any way out.

package jit

import (
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// Offsets of fields of the Fold of a sink.
const (
	foldMode  = int32(unsafe.Offsetof(object.Fold{}.Mode))
	foldN     = int32(unsafe.Offsetof(object.Fold{}.N))
	foldF     = int32(unsafe.Offsetof(object.Fold{}.F))
	foldC     = int32(unsafe.Offsetof(object.Fold{}.C))
	foldItems = int32(unsafe.Offsetof(object.Fold{}.Items))
)

// What Frame.Entry, OfGen and Flags are, as one number, of a generator's frame: one that is being drained, one that machine code has resumed,
// and one that is suspended.
const (
	frameDrainedWord   = 1 | frameSuspendedWord | int32(object.FrameDrained)<<16
	frameResumedWord   = frameSuspendedWord | frameMachine
	frameSuspendedWord = 1 << 8
)

// genAt is an offset of a generator's field from its frame.
func genAt(at uintptr) int32 { return int32(at) - int32(object.GeneratorFrameAt) }

// Offsets of fields from the frame of a generator.
var (
	ofFrameState   = genAt(object.GeneratorStateAt)
	ofFrameExc     = genAt(object.GeneratorExcAt)
	ofFrameExcPrev = ofFrameExc + int32(unsafe.Offsetof(object.ExcState{}.Prev))
	ofFrameWatched = genAt(object.GeneratorWatchedAt)
	ofFrameRare    = genAt(object.GeneratorRareAt)
)

// yield emits a YIELD or YIELD_DELEGATE. There are two ways: if the generator is being drained, the sink takes the item; if machine code
// has resumed it, its frame is suspended, and control goes back there. That which the frame went when it was compiled is the straight one; if it
// does not come out below, c.at is nil.
func (c *compiler) yield(pc int, s *scope, ins inst) bool {
	if !c.req.Frame.OfGen || s.parent != nil || s.c.Flags&code.FlagAsyncGenerator != 0 && ins.Op() == code.YIELD || !c.canHelp(pc, ins) {
		return false
	}
	y := c.exitAt(pc)
	y.Helps, y.Plain = true, false
	c.loop.Waits = append(c.loop.Waits, y)
	// Where the generator goes on.
	on := c.newLabel()
	c.edges = append(c.edges, edge{from: pc, to: pc + 1, label: on})
	suspend := func() {
		c.boxed(rdx, ins.A())
		c.flushAll()
		c.suspend(pc, ins.A(), y, on)
	}
	if c.req.Frame.Flags&object.FrameDrained == 0 {
		c.gain += 6 * c.weight(pc)
		suspend()
		c.at = nil
		return true
	}
	out := aside{label: c.newLabel(), state: c.snapshot(), emit: suspend}
	c.asides = append(c.asides, out)
	c.load(rax, thread, int32(object.ThreadFrameAt))
	c.load32(rcx, rax, frameEntry)
	c.ri(immCmp, rcx, frameDrainedWord)
	c.jcc(condNE, out.label)
	c.take(pc, ins.A())
	c.movImm(rax, word(object.None))
	c.putWord(ins.A())
	return true
}

// suspend emits suspending the generator, whose frame holds everything but the item, in RDX; register a is that of the item, on is where it
// goes on later. Whatever makes that more than leaving the frame is left to the evaluator.
func (c *compiler) suspend(pc, a int, y *Exit, on label) {
	fail := c.failTo(y)
	if !c.req.Code.GuardedAt(pc) {
		c.load(rax, thread, int32(object.ThreadFrameAt))
		c.load32(r8, rax, frameEntry)
		c.mov(rcx, r8)
		c.ri(immAnd, rcx, ^frameMachine)
		c.ri(immCmp, rcx, frameSuspendedWord)
		c.jcc(condNE, fail)
		c.unseen(fail)

		c.storeImm(regsBase, int32(a*8), 0)
		c.load(rcx, rax, framePrev)
		c.load(rbx, rax, frameRet)
		c.load(rsi, rcx, frameRegs)
		c.rx(0x89, rdx, rsi, rbx, 8, 0)
		c.addImm(thread, int32(object.ThreadDepthAt), -1)
		c.store(thread, int32(object.ThreadFrameAt), rcx)
		c.load(rdi, rax, ofFrameExcPrev)
		c.store(thread, int32(object.ThreadExcAt), rdi)
		c.storeImm(rax, framePrev, 0)
		c.storeImm(rax, ofFrameExcPrev, 0)
		c.store32(rax, frameEntry, frameSuspendedWord)
		c.address(rdi, unsafe.Pointer(y))
		c.store(rax, frameResume, rdi)
		c.movImm(rdi, uint64(y.IP))
		c.store(rax, frameIP, rdi)
		// From now on another thread may resume it.
		c.store32(rax, ofFrameState, int32(object.GenSuspended))
		c.mov(r12, rsi)
		if c.suspended == nil {
			c.suspended = c.exitAt(pc)
			c.suspended.Suspended, c.suspended.Plain = true, false
		}
		gone := c.failTo(c.suspended)
		c.ri(immCmp, r8, frameResumedWord)
		c.jcc(condNE, gone) // the evaluator has
		c.waitsAt(rax, rcx, rdx, gone)
		c.cmpMem(rax, exitYielded, 0)
		c.jcc(condE, gone)
		c.storeImm(rcx, frameResume, 0)
		c.jmpMem(rax, exitYielded)
	} else {
		c.jmp(fail)
	}

	l := c.newLabel()
	c.bind(l)
	c.resumes = append(c.resumes, resume{&y.Back, l})
	c.store(regsBase, int32(a*8), rdx)
	c.jmp(on)
	l = c.newLabel()
	c.bind(l)
	c.resumes = append(c.resumes, resume{&y.Next, l})
	c.load(sliceReg, thread, int32(object.ThreadSliceAt))
	c.jmp(on)
}

// resumeGenerator emits resuming the generator in register it by its machine code, with what is in register sent, or None if that is -1; what
// it yields goes to register ret, and control to x.Yielded. If it does not wait in machine code, the evaluator resumes it.
//
// It also begins one, if there is machine code for its whole body.
func (c *compiler) resumeGenerator(pc int, s *scope, it, sent, ret int, coroutines bool) *Exit {
	c.flushAll()
	clear(c.cur)
	x := c.exitAt(pc)
	x.Helps, x.Plain = true, false
	fail := c.failTo(x)
	c.load(rdx, regsBase, int32(it*8))
	c.rm(opLea, rcx, rdx, -1)
	c.shift(shr, rcx, 48)
	c.jcc(condNE, fail)
	right := c.newLabel()
	c.load(rcx, rdx, 0)
	if coroutines {
		c.address(rax, unsafe.Pointer(object.CoroutineType))
		c.rr(opCmp, rcx, rax)
		c.jcc(condE, right)
	}
	c.address(rax, unsafe.Pointer(object.GeneratorType))
	c.rr(opCmp, rcx, rax)
	c.jcc(condNE, fail)
	c.bind(right)
	c.ri(immAdd, rdx, int32(object.GeneratorFrameAt))
	c.loop.Calls = true
	begin, ready := c.newLabel(), c.newLabel()
	c.cmpMem32Imm(rdx, ofFrameState, int32(object.GenSuspended))
	c.jcc(condNE, begin)
	c.waitsAt(rax, rdx, rcx, fail)
	c.load(r8, rax, exitBack)
	c.asides = append(c.asides, aside{label: begin, emit: func() {
		c.cmpMem32Imm(rdx, ofFrameState, int32(object.GenCreated))
		c.jcc(condNE, fail)
		if sent >= 0 {
			c.movImm(rax, word(object.None))
			c.rm(opCmp, rax, regsBase, int32(sent*8))
			c.jcc(condNE, fail)
		}
		c.load(rax, rdx, int32(unsafe.Offsetof(object.Frame{}.Code)))
		c.load(rax, rax, int32(unsafe.Offsetof(object.Code{}.Body)))
		c.rr(opTest, rax, rax)
		c.jcc(condE, fail)
		c.load(rcx, rax, int32(unsafe.Offsetof(Loop{}.Globals)))
		c.rm(opCmp, rcx, rdx, int32(unsafe.Offsetof(object.Frame{}.Globals)))
		c.jcc(condNE, fail)
		c.load(rcx, rax, int32(unsafe.Offsetof(Loop{}.Builtins)))
		c.rm(opCmp, rcx, rdx, int32(unsafe.Offsetof(object.Frame{}.Builtins)))
		c.jcc(condNE, fail)
		c.load(r8, rax, int32(unsafe.Offsetof(Loop{}.Begin)))
		c.load(r9, rax, int32(unsafe.Offsetof(Loop{}.First)))
		c.jmp(ready)
	}})
	c.load(r9, rdx, frameIP)
	c.bind(ready)
	c.movImm(rcx, uint64(object.MultithreadedAt()))
	c.cmpMem32Imm(rcx, 0, 0)
	c.jcc(condNE, fail)
	c.cmpMem32Imm(thread, int32(object.ThreadPendingAt), 0)
	c.jcc(condNE, fail)
	c.cmpMem(rdx, frameRegs, 0)
	c.jcc(condE, fail)
	c.cmpMem(rdx, ofFrameRare, 0)
	c.jcc(condNE, fail)
	c.load(rcx, thread, int32(object.ThreadDepthAt))
	c.load(rbx, thread, int32(object.ThreadRtAt))
	c.rm(opCmp, rcx, rbx, int32(object.RuntimeLimitAt))
	c.jcc(condGE, fail)

	c.store32(rdx, ofFrameState, int32(object.GenRunning))
	c.store(rdx, frameIP, r9)
	c.addImm(thread, int32(object.ThreadDepthAt), 1)
	c.load(rsi, thread, int32(object.ThreadFrameAt))
	c.storeImm(rdx, frameRet, int32(ret-s.base))
	c.store(rdx, framePrev, rsi)
	c.store32(rdx, frameEntry, frameResumedWord)
	c.load(rcx, thread, int32(object.ThreadExcAt))
	c.store(rdx, ofFrameExcPrev, rcx)
	c.store(thread, int32(object.ThreadFrameAt), rdx)
	c.rm(opLea, rcx, rdx, ofFrameExc)
	c.store(thread, int32(object.ThreadExcAt), rcx)
	c.address(rcx, unsafe.Pointer(x))
	c.store(rsi, frameResume, rcx)
	c.movImm(rcx, uint64(x.IP))
	c.store(rsi, frameIP, rcx)
	c.load(rcx, rdx, frameRegs)
	if sent < 0 {
		c.movImm(rdx, word(object.None))
	} else {
		c.load(rdx, regsBase, int32(sent*8))
	}
	c.mov(r12, rcx)
	c.jmpReg(r8)
	return x
}

// generatorLoop emits a FOR_LOOP over a generator.
func (c *compiler) generatorLoop(pc int, s *scope, ins inst) bool {
	to := pc + 1 + ins.SC()
	if s.parent != nil || c.kindAt(pc, ins.B()) != Generator || !c.canHelp(pc, ins) {
		return false
	}
	c.gain += 6 * c.weight(pc)
	c.tick(pc, to)
	x := c.resumeGenerator(pc, s, ins.B(), -1, ins.A(), false)
	x.Plain = true
	on := c.newLabel()
	c.edges = append(c.edges, edge{from: pc, to: to, label: on})
	c.resumes = append(c.resumes, resume{&x.Yielded, on})
	c.resumeAt(&x.Jump, pc, to)
	if s.unpacks(ins.Instr, to-s.off) {
		c.resumeAt(&x.Unpacked, pc, to+1)
	}
	c.resumeHere(x)
	back := c.newLabel()
	c.bind(back)
	c.endedHere(x, ins.B(), -1, back)
	return true
}

// send emits a SEND, which goes on below when something was yielded, and jumps at the end.
func (c *compiler) send(pc int, s *scope, ins inst) bool {
	if s.parent != nil || !c.canHelp(pc, ins) {
		return false
	}
	c.gain += 6 * c.weight(pc)
	x := c.resumeGenerator(pc, s, ins.B(), ins.A(), ins.A(), true)
	c.loop.Waits = append(c.loop.Waits, x)
	to := pc + 1 + ins.SC()
	c.resumeAt(&x.Jump, pc, to)
	end := c.newLabel()
	c.edges = append(c.edges, edge{from: pc, to: to, label: end, state: make([]value, c.total)})
	c.endedHere(x, ins.B(), ins.A(), end)
	c.resumeHere(x)
	c.yieldedHere(x)
	return true
}

// resumeCall emits a call with n arguments from register args on, if that is one of next() or send() that may resume a generator.
func (c *compiler) resumeCall(pc int, s *scope, ins inst, args, n int) bool {
	obj := c.cur[ins.A()].obj
	if obj == nil || s.parent != nil || !c.canHelp(pc, ins) || n < 1 || n > 2 || object.Resumes(object.FromPtr(obj)) != n {
		return false
	}
	if k := c.kindAt(pc, args); k != Any && k != Generator {
		return false
	}
	c.gain += 6 * c.weight(pc)
	sent := -1
	if n == 2 {
		sent = args + 1
	}
	x := c.resumeGenerator(pc, s, args, sent, ins.C(), false)
	c.resumeHere(x)
	c.yieldedHere(x)
	return true
}

// yieldedHere makes the code that follows, behind resumeHere, what control comes to when a generator resumed at x has yielded.
func (c *compiler) yieldedHere(x *Exit) {
	l := c.newLabel()
	c.bind(l)
	c.resumes = append(c.resumes, resume{&x.Yielded, l})
}

// endGenerator emits the end of the generator, which returns register a, or None if that is -1, to the for loop, yield from or await that
// waits for it in machine code: see finish and object.Generator.End. RAX is the generator then, RDX the result, R9 where object.Generator.Reuse
// keeps it.
func (c *compiler) endGenerator(pc, a int) bool {
	size := object.GeneratorSize(int32(c.nregs))
	if !c.req.Frame.OfGen || size < 0 || c.req.Code.C.Flags&code.FlagAsyncGenerator != 0 {
		return false
	}
	if a < 0 {
		c.movImm(rdx, word(object.None))
	} else {
		c.boxed(rdx, a)
	}
	c.flushAll()
	x := c.exitAt(pc)
	x.Plain = false // it depends on who has resumed it
	fail := c.failTo(x)
	c.movImm(rax, uint64(object.MultithreadedAt()))
	c.cmpMem32Imm(rax, 0, 0)
	c.jcc(condNE, fail) // another thread may ask for its frame meanwhile
	c.load(rax, thread, int32(object.ThreadFrameAt))
	c.cmpMem32Imm(rax, frameEntry, frameResumedWord)
	c.jcc(condNE, fail)
	c.unseen(fail)
	c.cmpMem(rax, int32(unsafe.Offsetof(object.Frame{}.Fn)), 0)
	c.jcc(condE, fail) // a generator expression: its cells are to be forgotten
	c.load(rcx, rax, framePrev)
	c.waitsAt(rsi, rcx, rbx, fail)
	c.cmpMem(rsi, exitEnded, 0)
	c.jcc(condE, fail)

	c.addImm(thread, int32(object.ThreadDepthAt), -1)
	c.store(thread, int32(object.ThreadFrameAt), rcx)
	c.load(rdi, rax, ofFrameExcPrev)
	c.store(thread, int32(object.ThreadExcAt), rdi)
	c.storeImm(rax, framePrev, 0)
	c.storeImm(rax, ofFrameExcPrev, 0)
	c.storeImm(rax, ofFrameExc, 0)
	c.storeImm(rax, frameResume, 0)
	c.store32(rax, frameEntry, frameSuspendedWord)
	c.clearRegisters()
	c.storeImm(rax, frameRegs, 0) // they are behind it
	c.store32(rax, ofFrameState, int32(object.GenClosed))
	c.load(r12, rcx, frameRegs)
	c.storeImm(rcx, frameResume, 0)
	c.ri(immSub, rax, int32(object.GeneratorFrameAt))
	c.movImm(r9, uint64(object.ExtrasGensAt)+uint64(size*8))
	c.jmpMem(rsi, exitEnded)
	return true
}

// unseen goes to fail if somebody has the generator's frame, which is in RAX, as an object, watches the generator, or has set something of it.
func (c *compiler) unseen(fail label) {
	c.cmpMem(rax, frameObj, 0)
	c.jcc(condNE, fail)
	c.cmpMem32Imm(rax, ofFrameWatched, 0)
	c.jcc(condNE, fail)
	c.cmpMem(rax, ofFrameRare, 0)
	c.jcc(condNE, fail)
}

// clearRegisters writes zeros to all registers of the frame.
func (c *compiler) clearRegisters() {
	c.xorpd(0, 0)
	n := int32(c.nregs)
	for i := int32(0); i+1 < n; i += 2 {
		c.storeX(r12, i*8, 0)
	}
	if n%2 != 0 {
		c.storeImm(r12, (n-1)*8, 0)
	}
}

// endedHere emits, aside, where control comes when the generator in register it that was resumed at x has ended: its result goes to register
// ret, if that is not -1, and control to the label on.
func (c *compiler) endedHere(x *Exit, it, ret int, on label) {
	l := c.newLabel()
	c.resumes = append(c.resumes, resume{&x.Ended, l})
	c.asides = append(c.asides, aside{label: l, emit: func() {
		over := c.newLabel()
		c.rm(opCmp, rax, regsBase, int32(it*8))
		c.jcc(condNE, over)
		c.bytes(rex(false, 0, 0, rax), 0xf7) // test dword [rax+flags], imm32
		c.mem(0, rax, int32(object.HeaderFlagsAt))
		c.imm32(int32(object.GeneratorSoleFlag))
		c.jcc(condE, over)
		c.load(rdi, thread, int32(object.ThreadExtrasAt))
		c.rr(opTest, rdi, rdi)
		c.jcc(condE, over)
		c.rx(0x89, rax, rdi, r9, 1, 0)
		c.storeImm(regsBase, int32(it*8), 0)
		c.bind(over)
		if ret >= 0 {
			c.store(regsBase, int32(ret*8), rdx)
		}
		c.jmp(on)
	}})
}

// take emits that the sink takes register a, or bails out.
func (c *compiler) take(pc, a int) {
	done, bail := c.newLabel(), c.bail(pc)
	mode := func(m uint32) label {
		other := c.newLabel()
		c.cmpMem32Imm(rax, foldMode, int32(m))
		c.jcc(condNE, other)
		return other
	}
	k := c.kindAt(pc, a)
	if isNumber(k) {
		c.get(pc, a, k, rdx)
	}
	switch c.cur[a].kind {
	case Int:
		p := c.general[a]
		c.load(rax, thread, int32(object.ThreadFoldAt))
		c.rr(opTest, rax, rax)
		c.jcc(condE, bail)
		other := mode(object.FoldInts)
		c.mov(rcx, p)
		c.shift(sar, rcx, intShift)
		c.rm(opAdd, rcx, rax, foldN)
		c.jcc(condO, bail)
		c.store(rax, foldN, rcx)
		c.jmp(done)
		c.bind(other)
		other = mode(object.FoldFloats)
		c.mov(rcx, p)
		c.shift(sar, rcx, intShift)
		c.xorpd(0, 0)
		c.cvtsi2sd(0, rcx)
		c.load(rcx, rax, foldF)
		c.movXG(1, rcx)
		c.sd(sseAdd, 0, 1)
		c.movGX(rcx, 0)
		c.store(rax, foldF, rcx)
		c.jmp(done)
		c.bind(other)
		other = mode(object.FoldTrue)
		c.rr(opTest, p, p)
		c.jcc(condNE, done)
		c.bind(other)
	case Float:
		p := c.floats[a]
		c.load(rax, thread, int32(object.ThreadFoldAt))
		c.rr(opTest, rax, rax)
		c.jcc(condE, bail)
		other := mode(object.FoldFloats)
		c.addFloat(p)
		c.jmp(done)
		c.bind(other)
	default:
		c.boxed(rdx, a)
		c.load(rax, thread, int32(object.ThreadFoldAt))
		c.rr(opTest, rax, rax)
		c.jcc(condE, bail)
		other := mode(object.FoldInts)
		c.mov(rcx, rdx)
		c.shift(shr, rcx, 49)
		c.ri(immCmp, rcx, 1)
		c.jcc(condNE, bail)
		c.mov(rcx, rdx)
		c.rc(opSub, rcx, object.IntBias)
		c.rm(opAdd, rcx, rax, foldN)
		c.jcc(condO, bail)
		c.store(rax, foldN, rcx)
		c.jmp(done)
		c.bind(other)
		other = mode(object.FoldFloats)
		c.mov(rcx, rdx)
		c.rc(opSub, rcx, object.FloatBias)
		c.jcc(condB, bail)
		c.movXG(0, rcx)
		c.addFloat(0)
		c.jmp(done)
		c.bind(other)
		pass := func(v object.Value) {
			c.rc(opCmp, rdx, word(v))
			c.jcc(condE, done)
		}
		other = mode(object.FoldFalse)
		pass(object.False)
		pass(object.None)
		c.bind(other)
		other = mode(object.FoldTrue)
		pass(object.True)
		c.bind(other)
	}
	// All that is left is to keep it.
	c.boxed(rdx, a)
	c.load(rax, thread, int32(object.ThreadFoldAt))
	c.cmpMem32Imm(rax, foldMode, int32(object.FoldItems))
	c.jcc(condNE, bail)
	c.load(rcx, rax, foldItems+8)
	c.rm(opCmp, rcx, rax, foldItems+16)
	c.jcc(condGE, bail)
	c.incMem(rax, foldItems+8)
	c.load(rax, rax, foldItems)
	c.rx(0x89, rdx, rax, rcx, 8, 0)
	c.bind(done)
}

// addFloat adds the float in x to the sum of the Fold in RAX. It uses RCX, RDX and X0 to X2.
func (c *compiler) addFloat(x reg) {
	less, join := c.newLabel(), c.newLabel()
	c.movX(2, x)
	c.load(rcx, rax, foldF)
	c.movXG(1, rcx)
	c.movX(0, 2)
	c.sd(sseAdd, 0, 1)
	// Which is the larger: of what is no number, either way gives none.
	c.movGX(rdx, 2)
	c.shift(shl, rdx, 1)
	c.shift(shl, rcx, 1)
	c.rr(opCmp, rcx, rdx)
	c.jcc(condB, less)
	c.sd(sseSub, 1, 0)
	c.sd(sseAdd, 2, 1)
	c.jmp(join)
	c.bind(less)
	c.sd(sseSub, 2, 0)
	c.sd(sseAdd, 2, 1)
	c.bind(join)
	c.load(rcx, rax, foldC)
	c.movXG(1, rcx)
	c.sd(sseAdd, 2, 1)
	c.movGX(rcx, 2)
	c.store(rax, foldC, rcx)
	c.movGX(rcx, 0)
	c.store(rax, foldF, rcx)
}
