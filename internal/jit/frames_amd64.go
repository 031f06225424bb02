//go:build linux && amd64 && !race

// This file implements the machine code that pushes and pops frames, so that functions call each other without the evaluator. The frames
// are those that the evaluator would have (see object.Thread.PushArgs and PopFrame): at any way out it can go on.

package jit

import (
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// maxPopped is the number of registers of a frame that machine code pops: it writes zeros to each.
const maxPopped = 48

// Offsets of fields of frames, exits, functions and code objects.
const (
	frameRegs     = int32(unsafe.Offsetof(object.Frame{}.Regs))
	frameIP       = int32(unsafe.Offsetof(object.Frame{}.IP))
	framePrev     = int32(unsafe.Offsetof(object.Frame{}.Prev))
	frameRet      = int32(unsafe.Offsetof(object.Frame{}.Ret))
	frameObj      = int32(unsafe.Offsetof(object.Frame{}.Obj))
	frameResume   = int32(unsafe.Offsetof(object.Frame{}.Resume))
	frameEntry    = int32(unsafe.Offsetof(object.Frame{}.Entry)) // and OfGen and Flags, in the same 32 bits
	frameMachine  = int32(object.FrameMachine) << 16
	frameInit     = int32(object.FrameInit) << 16
	frameOp       = int32(object.FrameOp|object.FrameInplace) << 16
	exitCallee    = int32(unsafe.Offsetof(Exit{}.Callee))
	exitBack      = int32(unsafe.Offsetof(Exit{}.Back))
	exitEnded     = int32(unsafe.Offsetof(Exit{}.Ended))
	exitYielded   = int32(unsafe.Offsetof(Exit{}.Yielded))
	exitIP        = int32(unsafe.Offsetof(Exit{}.IP))
	functionCode  = int32(unsafe.Offsetof(object.Function{}.Code))
	codeEnter     = int32(unsafe.Offsetof(object.Code{}.Enter))
	codeRuns      = int32(unsafe.Offsetof(object.Code{}.Runs))
	sameWordFlags = unsafe.Offsetof(object.Frame{}.Flags) - unsafe.Offsetof(object.Frame{}.Entry)
)

var _ [sameWordFlags]struct{} = [2]struct{}{} // as frameMachine and frameInit assume

// What machine code tells the machine code of a function that it calls: RDX is the function and RCX its code, RBX the caller's exit, RSI its
// frame, RDI its register for the result, R8 the address of the arguments and R9 their number. Everything is in the frame.
const (
	calledFn   = rdx
	calledCode = rcx
	callerExit = rbx
	callerFrom = rsi
	calledRet  = rdi
	calledArgs = r8
	calledWith = r9
)

// callFrame emits a call of the function in register fn, or of known if that is not nil, with n arguments from register args on; it runs in a
// frame of its own with the given flags. What it is, and whether there is machine code for it, is found out when it is called: otherwise
// the evaluator executes the instruction.
func (c *compiler) callFrame(pc int, s *scope, ins inst, fn int, known *object.Function, args, n, ret int, flags uint16) bool {
	if s.parent != nil || !c.canHelp(pc, ins) {
		return false
	}
	if known == nil {
		if obj := c.cur[fn].obj; obj != nil {
			if !object.FromPtr(obj).IsExact(object.FunctionType) {
				return false
			}
			known = (*object.Function)(obj)
		}
	}
	c.flushAll()
	c.rm(opLea, calledArgs, regsBase, int32(args*8))
	c.enterFrame(pc, s, fn, known, n, ret, flags)
	return true
}

// enterFrame is the rest of callFrame: calledArgs is the address of the arguments, and everything is in the frame. It returns the exit that the
// evaluator takes over from.
func (c *compiler) enterFrame(pc int, s *scope, fn int, known *object.Function, n, ret int, flags uint16) *Exit {
	c.gain += 4 * c.weight(pc)
	c.loop.Calls = true
	x := c.exitAt(pc)
	x.Helps, x.Plain, x.OfCallee = true, known == nil, true
	x.Callee = uint32(frameMachine) | uint32(flags)<<16
	fail := c.failTo(x)
	if known != nil {
		c.address(calledFn, unsafe.Pointer(known))
		c.loop.refs = append(c.loop.refs, known)
	} else {
		c.load(calledFn, regsBase, int32(fn*8))
		c.rm(opLea, rcx, calledFn, -1)
		c.shift(shr, rcx, 48)
		c.jcc(condNE, fail)
		c.address(rax, unsafe.Pointer(object.FunctionType))
		c.rm(opCmp, rax, calledFn, 0)
		c.jcc(condNE, fail)
	}
	c.load(calledCode, calledFn, functionCode)
	c.load(rax, calledCode, codeEnter)
	c.rr(opTest, rax, rax)
	c.jcc(condE, fail)
	c.ri(immSub, sliceReg, 1)
	c.jcc(condS, fail)
	c.load(callerFrom, thread, int32(object.ThreadFrameAt))
	c.address(callerExit, unsafe.Pointer(x))
	c.store(callerFrom, frameResume, callerExit)
	c.movImm(calledRet, uint64(x.IP))
	c.store(callerFrom, frameIP, calledRet)
	c.movImm(calledRet, uint64(ret-s.base))
	c.movImm(calledWith, uint64(n))
	c.jmpMem(rax, int32(unsafe.Offsetof(Loop{}.Call)))
	c.forget(pc)
	if op := s.c.Instrs[pc+1-s.off].Op(); op == code.UNPACK_SEQUENCE || op == code.GETITEM_I || s.loops(pc+1-s.off) {
		c.resumeAt(&x.Skipped, pc, pc+2)
	}
	c.resumeHere(x)
	return x
}

// operator emits an arithmetic operator, or a comparison, of instances: a call of a method written in Python. b is -1 for an immediate. It
// returns the instruction where control goes on.
func (c *compiler) operator(pc int, s *scope, ins inst, a, b int) (ok bool, next int) {
	o := c.req.Operator(c.place(pc, s.base), ins.Instr)
	if o == nil || isNumber(c.kindAt(pc, a)) || o.With != nil && (b < 0 || isNumber(c.cur[b].kind)) {
		return false, pc + 1
	}
	c.loop.refs = append(c.loop.refs, o)
	c.objectIn(pc, a)
	c.sameType(pc, o.Of, o.Versions[0], c.bail(pc))
	if b >= 0 && !isNumber(c.cur[b].kind) {
		c.loadWord(rdx, b)
		c.rm(opLea, rcx, rdx, -1)
		c.shift(shr, rcx, 48)
		if o.With == nil {
			c.jcc(condE, c.bail(pc))
		} else {
			c.jcc(condNE, c.bail(pc))
			c.load(rcx, rdx, 0)
			c.sameType(pc, o.With, o.Versions[1], c.bail(pc))
		}
	}
	if b >= 0 {
		if to := c.inline(pc, s, o.Fn, []int{a, b}, ins.A(), o.Flags, nil); to != pc {
			return true, to
		}
	}
	if s.parent != nil || !c.canHelp(pc, ins) {
		return false, pc + 1
	}
	c.flushAll()
	c.load(rax, regsBase, int32(a*8))
	c.store(thread, int32(object.ThreadOperandsAt), rax)
	if b >= 0 {
		c.load(rax, regsBase, int32(b*8))
	} else {
		c.movImm(rax, word(object.SmallInt(int64(ins.SC()))))
	}
	c.store(thread, int32(object.ThreadOperandsAt)+8, rax)
	c.rm(opLea, calledArgs, thread, int32(object.ThreadOperandsAt))
	c.enterFrame(pc, s, -1, o.Fn, 2, ins.A(), o.Flags)
	return true, pc + 1
}

// property emits LOAD_ATTR of a property whose getter is a Python function.
func (c *compiler) property(pc int, s *scope, ins inst) (ok bool, next int) {
	infos := c.req.Attr(s.code, ins.Instr)
	if len(infos) == 0 {
		return false, pc + 1
	}
	first, n := infos[0], 0
	for n < len(infos) && infos[n].Kind == object.AttrProperty && infos[n].Val == first.Val { // of classes that inherit it
		n++
	}
	if n == 0 {
		return false, pc + 1
	}
	get := object.PropertyGetter(first.Val)
	if get == nil || !c.objectIn(pc, ins.B()) {
		return false, pc + 1
	}
	c.loop.refs = append(c.loop.refs, get)
	eachOf(c, pc, infos[:n], func(i *object.AttrInfo, other label) { c.sameType(pc, i.Type, i.Version, other) })
	c.address(rax, first.Val.Ptr())
	c.address(rcx, unsafe.Pointer(get))
	c.rm(opCmp, rcx, rax, int32(object.PropertyGetAt))
	c.jcc(condNE, c.bail(pc))
	if to := c.inline(pc, s, get, []int{ins.B()}, ins.A(), 0, nil); to != pc {
		return true, to
	}
	return c.callFrame(pc, s, ins, -1, get, ins.B(), 1, ins.A(), 0), pc + 1
}

// waitsAt makes x the exit where the frame f waits in machine code, or goes to no if it does not. It uses tmp.
func (c *compiler) waitsAt(x, f, tmp reg, no label) {
	c.load(x, f, frameResume)
	c.rr(opTest, x, x)
	c.jcc(condE, no)
	c.load(tmp, x, exitIP)
	c.rm(opCmp, tmp, f, frameIP)
	c.jcc(condNE, no)
}

// failTo returns a label that leaves by x, where nothing is to be written back.
func (c *compiler) failTo(x *Exit) label {
	l := c.newLabel()
	c.fails = append(c.fails, exit{label: l, to: x})
	return l
}

// emitCalled emits what a function begins with when machine code calls it: it makes the frame.
func (c *compiler) emitCalled() {
	c.called = c.newLabel()
	c.bind(c.called)
	fail, few, enough, some, copied := c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel()
	l, regs, n := c.loop, int32(c.nregs), int32(c.req.Code.ArgCount)
	c.cmpMem32Imm(calledCode, codeRuns, int32(object.CodeRuns))
	c.jcc(condNE, fail)
	c.cmpMem32Imm(thread, int32(object.ThreadPendingAt), 0)
	c.jcc(condNE, fail)
	// The recursion limit, the frames, the registers: for this function and those that are compiled into it.
	c.load(rax, thread, int32(object.ThreadDepthAt))
	if l.Depth > 0 {
		c.ri(immAdd, rax, int32(l.Depth)+1)
	}
	c.load(r14, thread, int32(object.ThreadRtAt))
	c.rm(opCmp, rax, r14, int32(object.RuntimeLimitAt))
	c.jcc(condGE, fail)
	c.load(r14, thread, int32(object.ThreadInUseAt))
	c.rm(opLea, rax, r14, int32(l.Depth)+1)
	c.rm(opCmp, rax, thread, int32(object.ThreadFramesAt)+8)
	c.jcc(condA, fail)
	c.load(r10, thread, int32(object.ThreadChunkAt))
	c.load(r11, r10, int32(object.ChunkTopAt))
	c.rm(opLea, rax, r11, regs+int32(l.Regs))
	c.rm(opCmp, rax, r10, int32(object.ChunkRegsAt)+8)
	c.jcc(condA, fail)
	c.address(rax, unsafe.Pointer(l.Globals))
	c.rm(opCmp, rax, calledFn, int32(unsafe.Offsetof(object.Function{}.Globals)))
	c.jcc(condNE, fail)
	c.address(rax, unsafe.Pointer(l.Builtins))
	c.rm(opCmp, rax, calledFn, int32(unsafe.Offsetof(object.Function{}.Builtins)))
	c.jcc(condNE, fail)
	c.ri(immCmp, calledWith, n)
	c.jcc(condNE, few)
	c.bind(enough)

	var f object.Frame
	c.load(r12, r10, int32(object.ChunkRegsAt))
	c.rx(opLea, r12, r12, r11, 8, 0)
	c.ri(immAdd, r11, regs)
	c.store(r10, int32(object.ChunkTopAt), r11)
	c.load32(r10, callerExit, exitCallee)
	c.load(rbx, thread, int32(object.ThreadFramesAt))
	c.rx(opMov, rbx, rbx, r14, 8, 0) // the frame
	c.ri(immAdd, r14, 1)
	c.store(thread, int32(object.ThreadInUseAt), r14)
	c.storeImm(rbx, int32(unsafe.Offsetof(f.NPushed)), regs)
	c.store(rbx, int32(unsafe.Offsetof(f.Builtins)), rax)
	c.address(rax, unsafe.Pointer(l.Globals))
	c.store(rbx, int32(unsafe.Offsetof(f.Globals)), rax)
	c.movImm(rax, uint64(uintptr(unsafe.Pointer(&c.c.Instrs[0]))))
	c.store(rbx, frameIP, rax)
	c.store(rbx, frameRet, calledRet)
	c.storeLow(rbx, frameEntry, r10)
	c.store(rbx, frameRegs, r12)
	c.store(rbx, int32(unsafe.Offsetof(f.Code)), calledCode)
	c.store(rbx, int32(unsafe.Offsetof(f.Fn)), calledFn)
	c.load(rax, calledFn, int32(unsafe.Offsetof(object.Function{}.Closure)))
	c.store(rbx, int32(unsafe.Offsetof(f.Closure)), rax)
	c.store(rbx, framePrev, callerFrom)
	c.store(thread, int32(object.ThreadFrameAt), rbx)
	c.addImm(thread, int32(object.ThreadDepthAt), 1)
	c.ri(immCmp, calledWith, n)
	c.jcc(condNE, some)
	for i := range n {
		c.load(rax, calledArgs, i*8)
		c.store(r12, i*8, rax)
	}
	c.bind(copied)
	c.jmp(c.entry)

	// Fewer arguments than parameters: there may be as many defaults.
	c.bind(few)
	c.jcc(condG, fail)
	c.load(rax, calledFn, int32(unsafe.Offsetof(object.Function{}.Defaults)))
	c.rr(opTest, rax, rax)
	c.jcc(condE, fail)
	c.push(rax) // another thread may replace them
	c.load(rax, rax, int32(object.TupleItemsAt)+8)
	c.rr(opAdd, rax, calledWith)
	c.ri(immCmp, rax, n)
	c.address(rax, unsafe.Pointer(l.Builtins))
	c.jcc(condGE, enough)
	c.pop(rax)
	c.bind(fail)
	c.mov(rax, callerExit)
	c.jmp(c.epilogue)

	c.bind(some)
	given, defaults := c.newLabel(), c.newLabel()
	c.movImm(r10, 0)
	c.bind(given)
	c.rr(opCmp, r10, calledWith)
	c.jcc(condGE, defaults)
	c.rx(opMov, rax, calledArgs, r10, 8, 0)
	c.rx(0x89, rax, r12, r10, 8, 0)
	c.ri(immAdd, r10, 1)
	c.jmp(given)
	c.bind(defaults)
	// The last default is that of the last parameter.
	c.pop(r11)
	c.load(r14, r11, int32(object.TupleItemsAt)+8)
	c.load(r11, r11, int32(object.TupleItemsAt))
	c.ri(immSub, r14, n)
	c.rx(opLea, r11, r11, r14, 8, 0)
	next := c.newLabel()
	c.bind(next)
	c.rx(opMov, rax, r11, r10, 8, 0)
	c.rx(0x89, rax, r12, r10, 8, 0)
	c.ri(immAdd, r10, 1)
	c.ri(immCmp, r10, n)
	c.jcc(condL, next)
	c.jmp(copied)
}

// returnFrame emits the return from the frame to the one that called it, if that is one that waits in machine code; otherwise the
// evaluator goes on there. Frames that are not plain are left to the evaluator.
func (c *compiler) returnFrame(pc int, ins inst) bool {
	if c.req.Frame.OfGen || c.nregs > maxPopped {
		return false
	}
	init := ins.Op() == code.RETURN_NONE
	if init {
		c.movImm(rdx, word(object.None))
	} else {
		c.boxed(rdx, ins.A())
	}
	c.load(rax, thread, int32(object.ThreadFrameAt))
	c.load32(rcx, rax, frameEntry)
	allowed := frameMachine | frameOp
	if init {
		allowed |= frameInit
	} else if c.cur[ins.A()].kind == Any { // an operator's method may not know what to do
		c.rc(opCmp, rdx, word(object.NotImplemented))
		c.jcc(condE, c.bail(pc))
	}
	c.ri(immAnd, rcx, ^allowed)
	c.jcc(condNE, c.bail(pc))
	c.cmpMem(rax, frameObj, 0)
	c.jcc(condNE, c.bail(pc))

	c.load(rcx, rax, framePrev)
	c.load(rsi, rcx, frameRegs)
	c.load(rbx, rax, frameRet)
	if init {
		plain, other := c.newLabel(), c.newLabel()
		c.load32(rdi, rax, frameEntry)
		c.ri(immAnd, rdi, frameInit)
		c.jcc(condE, plain)
		// The instance waits where the class was: the registers A and C of the call.
		c.load(rdx, rcx, frameIP)
		c.load(rbx, rdx, -8)
		c.load32(rdx, rdx, -8)
		c.shift(shl, rdx, 48)
		c.shift(shr, rdx, 48)
		is := c.newLabel()
		c.ri(immCmp, rdx, int32(code.CALL))
		c.jcc(condE, is)
		c.ri(immCmp, rdx, int32(code.CALL_METHOD))
		c.jcc(condNE, other)
		c.bind(is)
		c.mov(rdx, rbx)
		c.shift(shr, rbx, 48)
		c.shift(shl, rdx, 32)
		c.shift(shr, rdx, 48)
		c.rx(opMov, rdx, rsi, rdx, 8, 0)
		c.bind(plain)
		c.rx(0x89, rdx, rsi, rbx, 8, 0)
		c.bind(other)
	} else {
		c.rx(0x89, rdx, rsi, rbx, 8, 0)
	}
	n := int32(c.nregs)
	c.clearRegisters()
	c.load(rdi, thread, int32(object.ThreadChunkAt))
	c.load(r8, rdi, int32(object.ChunkTopAt))
	c.ri(immSub, r8, n)
	c.store(rdi, int32(object.ChunkTopAt), r8)
	same := c.newLabel()
	c.jcc(condNE, same)
	c.load(r8, rdi, int32(object.ChunkPrevAt))
	c.rr(opTest, r8, r8)
	c.jcc(condE, same)
	c.store(thread, int32(object.ThreadChunkAt), r8)
	c.bind(same)
	c.addImm(thread, int32(object.ThreadInUseAt), -1)
	c.store(thread, int32(object.ThreadFrameAt), rcx)
	c.addImm(thread, int32(object.ThreadDepthAt), -1)
	c.mov(r12, rsi)
	if c.returned == nil {
		c.returned = c.exitAt(pc)
		c.returned.Returned, c.returned.Plain = true, false
	}
	gone := c.failTo(c.returned)
	c.waitsAt(rax, rcx, rdx, gone)
	c.storeImm(rcx, frameResume, 0) // it keeps the code alive
	c.jmpMem(rax, exitBack)
	return true
}
