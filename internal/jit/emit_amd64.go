//go:build linux && amd64 && !race

// This file implements the machine code of each instruction. What an instruction does is said by the evaluator's loop
// (internal/interp/loop.go); here it is done for the kinds of values that are assumed, and everything else bails out.

package jit

import (
	"math"
	"math/bits"
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// word returns the representation of a Value that is no heap object, or one that never moves and lives as long as the code.
func word(v object.Value) uint64 { return v.Word() }

// emit emits the instruction at pc and returns the next one, or -1 if control does not go on from here.
func (c *compiler) emit(pc int) int {
	s := c.scopeOf(pc)
	c.at = s
	ins := inst{s.c.Instrs[pc-s.off], s.base}
	op := ins.Op()
	w := c.weight(pc)
	if _, never := c.req.Hints[c.place(pc, s.base+Never)]; never {
		return c.leave(pc, w)
	}
	c.gain += 2 * w
	next := pc + 1
	ok := true
	switch op {
	case code.NOP:
		ok = ins.Instr.A() == 0
	case code.MOVE:
		c.move(ins.A(), ins.B())
	case code.LOAD_CONST:
		c.loadConst(ins.A(), s.code.Consts[uint32(ins.Instr>>32)])
	case code.LOAD_INT:
		c.loadConst(ins.A(), object.SmallInt(int64(ins.W())))
	case code.CHECK_BOUND:
		if c.cur[ins.A()].kind == Any {
			c.cmpMem(regsBase, int32(ins.A()*8), 0)
			c.jcc(condE, c.bail(pc))
		}
	case code.UNBIND:
		c.movImm(rax, 0)
		c.store(regsBase, int32(ins.A()*8), rax)
		c.cur[ins.A()] = value{}
	case code.LOAD_DEREF:
		c.loadWord(rax, ins.B())
		c.load(rax, rax, int32(unsafe.Offsetof(object.Cell{}.V)))
		c.rr(opTest, rax, rax)
		c.jcc(condE, c.bail(pc))
		c.putLoaded(pc, ins.A())
	case code.STORE_DEREF:
		c.boxed(rdx, ins.A())
		c.loadWord(rax, ins.B())
		c.store(rax, int32(unsafe.Offsetof(object.Cell{}.V)), rdx)
	case code.LOAD_GLOBAL:
		ok = c.loadGlobal(pc, s, ins)
	case code.ADD, code.SUB, code.MUL, code.TRUEDIV, code.FLOORDIV, code.MOD, code.LSHIFT, code.RSHIFT, code.AND, code.OR, code.XOR:
		ok = c.arith(pc, op, ins.A(), ins.B(), ins.C(), 0)
		if !ok {
			ok, next = c.operator(pc, s, ins, ins.B(), ins.C())
		}
	case code.IADD, code.ISUB, code.IMUL, code.ITRUEDIV, code.IFLOORDIV, code.IMOD, code.ILSHIFT, code.IRSHIFT, code.IAND, code.IOR, code.IXOR:
		ok = c.arith(pc, op-code.IADD+code.ADD, ins.A(), ins.B(), ins.C(), 0)
		if !ok {
			ok, next = c.operator(pc, s, ins, ins.B(), ins.C())
		}
	case code.POW, code.IPOW:
		ok = c.power(pc, s, ins.A(), ins.B(), ins.C())
	case code.ADD_I, code.SUB_I, code.MUL_I, code.FLOORDIV_I, code.MOD_I, code.AND_I, code.LSHIFT_I, code.RSHIFT_I, code.IADD_I, code.ISUB_I:
		plain := op.RegisterForm()
		if plain >= code.IADD {
			plain -= code.IADD - code.ADD
		}
		ok = c.arith(pc, plain, ins.A(), ins.B(), -1, int64(ins.SC()))
		if !ok {
			ok, next = c.operator(pc, s, ins, ins.B(), -1)
		}
	case code.NEG, code.INVERT:
		ok = c.unary(pc, op, ins.A(), ins.B())
	case code.NOT:
		c.not(pc, ins.A(), ins.B())
	case code.LT, code.LE, code.EQ, code.NE, code.GT, code.GE:
		ok = c.compareValue(pc, object.CompareOp(op-code.LT), ins.A(), ins.B(), ins.C())
		if !ok {
			ok, next = c.operator(pc, s, ins, ins.B(), ins.C())
		}
	case code.IN, code.NOT_IN:
		ok = c.contains(pc, op == code.IN, ins.A(), ins.B(), ins.C()) || c.inSequence(pc, op == code.IN, ins.A(), ins.B(), ins.C())
	case code.MATCH_SEQUENCE:
		ok = c.isSequence(pc, ins.A(), ins.B())
	case code.GET_LEN:
		if ok = c.length(pc, ins.B(), c.kindAt(pc, ins.B())); ok {
			c.putInt(ins.A())
		}
	case code.GETSLICE:
		ok = c.sliceStr(pc, ins.A(), ins.B())
	case code.IS, code.IS_NOT:
		c.sameWord(ins.B(), ins.C())
		c.putBool(ins.A(), [...]cond{condE, condNE}[op-code.IS])
	case code.JUMP:
		to := next + ins.W()
		c.tick(pc, to)
		return to
	case code.JTRUE, code.JFALSE:
		c.tick(pc, next+ins.W())
		c.jumpTruth(pc, ins.A(), next+ins.W(), op == code.JTRUE)
	case code.JNONE, code.JNOT_NONE:
		to := next + ins.W()
		c.tick(pc, to)
		if c.cur[ins.A()].kind != Any {
			if op == code.JNOT_NONE {
				return to
			}
			break
		}
		c.loadWord(rax, ins.A())
		c.rc(opCmp, rax, word(object.None))
		c.jcc([...]cond{condE, condNE}[op-code.JNONE], c.edgeTo(pc, to))
	case code.JIS, code.JIS_NOT:
		to := next + ins.SC()
		c.tick(pc, to)
		c.sameWord(ins.A(), ins.B())
		c.jcc([...]cond{condE, condNE}[op-code.JIS], c.edgeTo(pc, to))
	case code.JABSENT:
		to := next + ins.W()
		c.tick(pc, to)
		if c.cur[ins.A()].kind == Any {
			c.cmpMem(regsBase, int32(ins.A()*8), 0)
			c.jcc(condE, c.edgeTo(pc, to))
		}
	case code.JLT, code.JLE, code.JEQ, code.JNE, code.JGT, code.JGE:
		ok = c.compareJump(pc, object.CompareOp(op-code.JLT), true, ins.A(), ins.B(), 0, next+ins.SC())
	case code.JNLT, code.JNLE, code.JNEQ, code.JNNE, code.JNGT, code.JNGE:
		ok = c.compareJump(pc, object.CompareOp(op-code.JNLT), false, ins.A(), ins.B(), 0, next+ins.SC())
	case code.JLT_I, code.JLE_I, code.JEQ_I, code.JNE_I, code.JGT_I, code.JGE_I:
		ok = c.compareJump(pc, object.CompareOp(op-code.JLT_I), true, ins.A(), -1, int64(ins.SB()), next+ins.SC())
	case code.JNLT_I, code.JNLE_I, code.JNEQ_I, code.JNNE_I, code.JNGT_I, code.JNGE_I:
		ok = c.compareJump(pc, object.CompareOp(op-code.JNLT_I), false, ins.A(), -1, int64(ins.SB()), next+ins.SC())
	case code.FOR_LOOP:
		if c.generatorLoop(pc, s, ins) {
			return next
		}
		ok = c.forLoop(pc, ins) || c.pairLoop(pc, s, ins)
		if !ok {
			return c.helpLoop(pc, w, ins)
		}
	case code.UNPACK_SEQUENCE:
		ok = c.unpack(pc, ins)
	case code.GETITEM:
		ok = c.getItem(pc, ins.A(), ins.B(), ins.C(), 0)
	case code.GETITEM_I:
		ok = c.getItem(pc, ins.A(), ins.B(), -1, int64(ins.SC()))
	case code.SETITEM:
		ok = c.setItem(pc, ins.A(), ins.B(), ins.C())
	case code.LOAD_ATTR:
		if ok, next = c.property(pc, s, ins); !ok {
			ok = c.loadAttr(pc, s, ins)
		}
	case code.LOAD_METHOD:
		ok = c.loadMethod(pc, s, ins)
	case code.LOAD_SUPER_METHOD, code.LOAD_SUPER_METHOD_0:
		ok = c.superMethod(pc, s, ins)
	case code.MAKE_CELL:
		c.fromStock(object.StockCells, nil, c.lacking(pc, (*object.Thread).StockCell))
		c.boxed(rax, ins.A())
		c.store(rdx, int32(unsafe.Offsetof(object.Cell{}.V)), rax)
		c.mov(rax, rdx)
		c.putWord(ins.A())
	case code.STORE_ATTR:
		ok = c.storeAttr(pc, s, ins)
	case code.SET_ADD:
		ok = c.setAdd(pc, ins)
	case code.LIST_APPEND:
		c.listAppend(pc, ins)
	case code.COPY_FREE_VARS:
		if s.parent == nil {
			c.load(rdx, thread, int32(object.ThreadFrameAt))
			c.load(rdx, rdx, int32(unsafe.Offsetof(object.Frame{}.Closure)))
			c.load(rdx, rdx, int32(object.TupleItemsAt))
			for i := range ins.Instr.B() {
				c.load(rax, rdx, int32(i*8))
				c.putWord(ins.A() + i)
			}
			break
		}
		ok = s.fn != nil && s.fn.Closure != nil && len(s.fn.Closure.Items()) == ins.Instr.B()
		if ok {
			for i, v := range s.fn.Closure.Items() {
				c.movImm(rax, word(v)) // the function keeps it
				c.putWord(ins.A() + i)
			}
		}
	case code.GET_ITER:
		ok = c.getIter(pc, s, ins)
	case code.MATCH_CLASS:
		if c.matchClass(pc, s, ins) {
			return pc + 3
		}
		ok = false
	case code.BUILD_TUPLE:
		ok = c.buildTuple(pc, s, ins)
	case code.BUILD_LIST:
		if c.listBefore(pc, s, ins) {
			return pc + 2
		}
		ok = c.buildList(pc, s, ins)
	case code.YIELD, code.YIELD_DELEGATE:
		if ok = c.yield(pc, s, ins); ok && c.at == nil {
			return -1
		}
	case code.SEND:
		if c.send(pc, s, ins) {
			return next
		}
		ok = false
	case code.CALL:
		c.recall(pc, ins.A())
		if c.rangeLoop(pc, s, ins) {
			if c.canHelp(pc, ins) && c.bailAt >= 0 {
				c.resumeAt(&c.bailExit.Skipped, pc, pc+2)
			}
			return pc + 2
		}
		if t := c.class(ins.A()); t != nil {
			ok, next = c.construct(pc, s, ins, t, ins.A()+1, ins.Instr.B())
			break
		}
		if c.resumeCall(pc, s, ins, ins.A()+1, ins.Instr.B()) {
			return next
		}
		if to := c.call(pc, s, ins, ins.A()+1, ins.Instr.B()); to != pc {
			c.calledNative(pc, to, ins)
			return to
		}
		if c.kindAt(pc, ins.A()) == Appender && ins.Instr.B() == 1 && !object.Multithreaded() {
			c.appendBound(pc, ins)
			break
		}
		ok = c.callFrame(pc, s, ins, ins.A(), nil, ins.A()+1, ins.Instr.B(), ins.C(), 0)
	case code.CALL_METHOD:
		c.recall(pc, ins.A())
		if c.cur[ins.A()].obj != nil {
			args, n := ins.A()+1, ins.Instr.B()+1
			if c.cur[args].absent {
				args, n = args+1, n-1
				if t := c.class(ins.A()); t != nil {
					ok, next = c.construct(pc, s, ins, t, args, n)
					break
				}
			}
			if c.resumeCall(pc, s, ins, args, n) {
				return next
			}
			if to := c.call(pc, s, ins, args, n); to != pc {
				c.calledNative(pc, to, ins)
				return to
			}
		}
		ok = !c.cur[ins.A()+1].absent && c.callFrame(pc, s, ins, ins.A(), nil, ins.A()+1, ins.Instr.B()+1, ins.C(), 0)
	case code.RETURN, code.RETURN_NONE:
		if s.parent != nil {
			if init := s.flags&object.FrameInit != 0; init && op == code.RETURN {
				ok = false // which is likely wrong
				break
			} else if init {
				call := inst{s.parent.c.Instrs[s.call-s.parent.off], s.parent.base}
				c.move(s.ret, call.A())
			} else if op == code.RETURN {
				if s.flags != 0 && c.cur[ins.A()].kind == Any {
					c.loadWord(rdx, ins.A())
					c.rc(opCmp, rdx, word(object.NotImplemented))
					c.jcc(condE, c.bail(pc))
				}
				c.move(s.ret, ins.A())
			} else {
				c.movImm(rax, word(object.None))
				c.putWord(s.ret)
			}
			c.endCall(s)
			return s.call + 1
		}
		a := ins.A()
		if op == code.RETURN_NONE {
			a = -1
		}
		if c.endGenerator(pc, a) || c.returnFrame(pc, ins) {
			c.gain += 6 * w
			return -1
		}
		ok = false
	default:
		ok = false
	}
	if ok && next != pc+1 { // a call's first instruction
		return next
	}
	to, jumps := ins.JumpOffset()
	if ok {
		if (c.bailAt >= 0 || c.lacks != nil) && c.canHelp(pc, ins) {
			if jumps && c.bailAt >= 0 {
				c.resumeAt(&c.bailExit.Jump, pc, next+to)
			}
			c.rejoinHere(pc)
		}
		return next
	}
	if c.unexplored(pc, ins) {
		x := c.exitAt(pc)
		x.Unexplored = true
		c.jmp(c.exitFor(x, false))
		return -1
	}
	if op.Terminates() || !c.canHelp(pc, ins) {
		return c.leave(pc, w)
	}
	c.gain -= 7 * w
	if jumps {
		c.tick(pc, next+to)
	}
	learns := kindly(op) || Learns(op) || c.known(op, ins) || op == code.BUILD_LIST && s.c.Instrs[next-s.off].Op() == code.ADD
	x := c.help(pc)
	x.Plain = x.Plain && learns
	if jumps {
		c.resumeAt(&x.Jump, pc, next+to)
	}
	if then := s.c.Instrs[next-s.off].Op(); op == code.CALL && s.loops(next-s.off) || op == code.BUILD_TUPLE ||
		then == code.ADD && (op == code.GETSLICE || op == code.BUILD_LIST) { // which the evaluator may execute at once
		c.resumeAt(&x.Skipped, pc, next+1)
	}
	c.resumeHere(x)
	return next
}

// unexplored reports whether the instruction at pc, of a call, works on registers nothing is known of, which learning will change.
func (c *compiler) unexplored(pc int, ins inst) bool {
	op := ins.Op()
	if c.scopeOf(pc).parent == nil && (!c.isFunction() || !kindly(op)) {
		return false
	}
	if op == code.CALL || op == code.CALL_METHOD {
		// Kinds of arguments matter to few functions of the library only.
		if obj := c.cur[ins.A()].obj; obj == nil || c.req.Intrinsic(object.FromPtr(obj)) == NoIntrinsic {
			return false
		}
	}
	yes := false
	ins.Reads(func(r int) {
		r += ins.base
		yes = yes || c.cur[r].kind == Any && c.cur[r].obj == nil && !c.cur[r].absent && !c.hinted(pc, r)
	})
	return yes
}

// kindly reports whether there is machine code for op if the kinds of its operands are known, and favourable.
func kindly(op code.Op) bool {
	switch {
	case op >= code.ADD && op <= code.GE && op != code.MATMUL && op != code.IMATMUL,
		op >= code.JLT && op <= code.JNGE_I:
		return true
	}
	switch op {
	case code.FOR_LOOP, code.GET_ITER, code.UNPACK_SEQUENCE, code.MATCH_SEQUENCE, code.GET_LEN, code.GETSLICE, code.GETITEM, code.GETITEM_I, code.SETITEM, code.IN, code.NOT_IN:
		return true
	}
	return false
}

// known reports whether op calls a function that there may be machine code for, with other arguments.
func (c *compiler) known(op code.Op, ins inst) bool {
	obj := c.cur[ins.A()].obj
	return (op == code.CALL || op == code.CALL_METHOD) && obj != nil && !object.FromPtr(obj).IsExact(object.FunctionType) && c.req.Intrinsic(object.FromPtr(obj)) != NoIntrinsic
}

// leave emits leaving for the evaluator at an instruction that there is no machine code for.
func (c *compiler) leave(pc, w int) int {
	if s := c.scopeOf(pc); s.parent != nil {
		c.spoilt = s.code // it had better run in a frame of its own, where the evaluator can help
	}
	c.gain -= 14 * w
	c.jmp(c.exitTo(pc, false))
	return -1
}

// canHelp reports whether the evaluator may execute the instruction at pc between two pieces of machine code.
func (c *compiler) canHelp(pc int, ins inst) bool {
	return c.scopeOf(pc).parent == nil && c.req.Helped(ins.Instr)
}

// helpLoop is the rest of emit for a FOR_LOOP over what the machine code does not know.
func (c *compiler) helpLoop(pc, w int, ins inst) int {
	if !c.canHelp(pc, ins) {
		return c.leave(pc, w)
	}
	c.gain -= 7 * w
	to := pc + 1 + ins.SC()
	x := c.help(pc)
	c.resumeAt(&x.Jump, pc, to)
	if s := c.scopeOf(pc); s.unpacks(ins.Instr, to-s.off) {
		c.resumeAt(&x.Unpacked, pc, to+1)
	}
	c.resumeHere(x)
	return pc + 1
}

// tick is the safe point of a jump at pc that leads to to.
func (c *compiler) tick(pc, to int) {
	if to <= pc {
		c.ri(immSub, sliceReg, 1)
		c.jcc(condS, c.exitTo(pc, true))
	}
}

// loadWord loads register r of the frame as a Value into d.
func (c *compiler) loadWord(d reg, r int) {
	if c.cur[r].kind == Any || !c.cur[r].dirty {
		c.load(d, regsBase, int32(r*8))
		return
	}
	c.boxed(d, r)
}

// boxed makes d register r as a Value. It uses RAX.
func (c *compiler) boxed(d reg, r int) {
	switch c.cur[r].kind {
	case Int:
		c.boxInt(c.general[r])
		c.mov(d, rax)
	case Float:
		c.boxFloat(c.floats[r])
		c.mov(d, rax)
	case Any:
		c.load(d, regsBase, int32(r*8))
	default:
		c.mov(d, c.general[r])
	}
}

// sameWord compares two registers as Values.
func (c *compiler) sameWord(a, b int) {
	c.boxed(rdx, a)
	c.boxed(rcx, b)
	c.rr(opCmp, rdx, rcx)
}

// get returns the machine register with register r of the frame, which must be of kind k: its home, or scratch. It uses RAX and RCX.
func (c *compiler) get(pc, r int, k Kind, scratch reg) reg {
	home := c.homeOf(r, k)
	if c.cur[r].kind == k {
		return home
	}
	c.load(rax, regsBase, int32(r*8))
	if home == noHome {
		c.unbox(k, scratch, c.bail(pc))
		return scratch
	}
	c.unbox(k, home, c.bail(pc))
	c.cur[r] = value{kind: k}
	return home
}

// putInt makes register r of the frame the shifted int in RAX.
func (c *compiler) putInt(r int) {
	if h := c.general[r]; h != noHome {
		c.mov(h, rax)
		c.cur[r] = value{kind: Int, dirty: true}
		return
	}
	c.shift(sar, rax, intShift)
	c.rc(opAdd, rax, object.IntBias)
	c.putWord(r)
}

// putFloat makes register r of the frame the float in X0.
func (c *compiler) putFloat(r int) {
	if h := c.floats[r]; h != noHome {
		c.movX(h, 0)
		c.cur[r] = value{kind: Float, dirty: true}
		return
	}
	c.boxFloat(0)
	c.putWord(r)
}

// putWord makes register r of the frame the Value in RAX.
func (c *compiler) putWord(r int) {
	c.store(regsBase, int32(r*8), rax)
	c.cur[r] = value{}
}

// putBool makes register r of the frame True if the condition holds, False otherwise.
func (c *compiler) putBool(r int, yes cond) {
	c.movImm(rax, word(object.False))
	c.movImm(rcx, word(object.True))
	c.cmov(yes, rax, rcx)
	c.putWord(r)
	c.cur[r].boolean = true
}

// putLoaded makes register r of the frame the Value in RAX, which came from somewhere: if it is expected to be of some kind, it must be.
// It uses RCX, and is the last that may bail.
func (c *compiler) putLoaded(pc, r int) {
	k := c.hintWritten(pc, r)
	if h := c.homeOf(r, k); k != Any && h != noHome {
		switch k {
		case Int, Float:
			c.unboxLoaded(pc, k, h)
			c.cur[r] = value{kind: k, dirty: true}
			return
		default:
			c.unboxLoaded(pc, k, h)
			c.store(regsBase, int32(r*8), rax)
			c.cur[r] = value{kind: k}
			return
		}
	}
	c.putWord(r)
}

// unboxLoaded is unbox into a home that the way out, if it is taken, still finds as it was.
func (c *compiler) unboxLoaded(pc int, k Kind, h reg) {
	c.unbox(k, h, c.bail(pc)) // it jumps before it writes h
}

// hintWritten is hint for a register that the instruction at pc writes: the hints of places are about what it was after it.
func (c *compiler) hintWritten(pc, r int) Kind {
	return c.hintOf(c.written(pc, r), r)
}

func (c *compiler) move(a, b int) {
	if a == b {
		return
	}
	switch k := c.cur[b].kind; {
	case k == Int:
		if c.general[a] != noHome {
			c.mov(c.general[a], c.general[b])
			c.cur[a] = value{kind: Int, dirty: true}
			return
		}
	case k == Float:
		if c.floats[a] != noHome {
			c.movX(c.floats[a], c.floats[b])
			c.cur[a] = value{kind: Float, dirty: true}
			return
		}
	case k != Any:
		c.store(regsBase, int32(a*8), c.general[b])
		c.cur[a] = value{}
		if c.general[a] != noHome {
			c.mov(c.general[a], c.general[b])
			c.cur[a] = value{kind: k}
		}
		return
	}
	c.boxed(rax, b)
	c.putWord(a)
}

func (c *compiler) loadConst(a int, v object.Value) {
	switch {
	case v.IsInt() && c.general[a] != noHome:
		c.movImm(c.general[a], uint64(v.Int())<<intShift)
		c.cur[a] = value{kind: Int, dirty: true}
	case v.IsFloat() && c.floats[a] != noHome:
		c.movConst(c.floats[a], v.Float())
		c.cur[a] = value{kind: Float, dirty: true}
	default:
		c.movImm(rax, word(v)) // the code object keeps it
		c.putWord(a)
	}
}

// movConst sets d to f.
func (c *compiler) movConst(d reg, f float64) {
	c.movImm(rax, math.Float64bits(f))
	c.movXG(d, rax)
}

// address sets d to the address of something that does not move and that the loop keeps alive.
func (c *compiler) address(d reg, p unsafe.Pointer) { c.movImm(d, uint64(uintptr(p))) }

func (c *compiler) loadGlobal(pc int, s *scope, ins inst) bool {
	g, ok := c.req.Global(s.code, ins.Instr)
	if !ok {
		return false
	}
	d := c.loop.Globals
	c.loop.refs = append(c.loop.refs, g)
	c.address(rax, unsafe.Pointer(d))
	c.load(rcx, rax, int32(object.DictTableAt))
	c.address(rax, unsafe.Pointer(g.Globals))
	c.rr(opCmp, rcx, rax)
	c.jcc(condNE, c.bail(pc))
	if g.Builtins != nil {
		c.load(rcx, rax, int32(object.TableUsedAt))
		c.ri(immCmp, rcx, int32(g.Used))
		c.jcc(condNE, c.bail(pc))
		c.address(rax, unsafe.Pointer(c.loop.Builtins))
		c.load(rcx, rax, int32(object.DictTableAt))
		c.address(rax, unsafe.Pointer(g.Builtins))
		c.rr(opCmp, rcx, rax)
		c.jcc(condNE, c.bail(pc))
	}
	c.address(rax, unsafe.Pointer(g.Slot))
	c.load(rax, rax, 0)
	c.rr(opTest, rax, rax)
	c.jcc(condE, c.bail(pc))
	c.putObject(pc, ins.A(), object.LoadSlot(g.Slot))
	return true
}

// putObject is putLoaded for a value that is likely always v: where v is a function, it must be.
func (c *compiler) putObject(pc, r int, v object.Value) {
	if !isFunction(v) {
		c.putLoaded(pc, r)
		return
	}
	c.movImm(rcx, word(v))
	c.rr(opCmp, rax, rcx)
	c.jcc(condNE, c.bail(pc))
	c.putWord(r)
	c.cur[r].obj = v.Ptr()
	c.loop.refs = append(c.loop.refs, v)
}

// isFunction reports whether v is something to call.
func isFunction(v object.Value) bool {
	return v.IsExact(object.FunctionType) ||
		v.IsExact(object.BuiltinType) || v.IsExact(object.MethodDescriptorType) || v.IsExact(object.TypeType) || isClass(v)
}

// number returns the machine register with register r of the frame, or the number imm if r is -1, as a float.
func (c *compiler) number(pc, r int, k Kind, imm int64, scratch reg) reg {
	switch {
	case r < 0:
		c.movConst(scratch, float64(imm))
		return scratch
	case k == Float:
		return c.get(pc, r, Float, scratch)
	}
	c.mov(rax, c.get(pc, r, Int, rdx))
	c.shift(sar, rax, intShift)
	c.xorpd(scratch, scratch)
	c.cvtsi2sd(scratch, rax)
	return scratch
}

// kinds2 returns the kinds of two operands; b is -1 for an immediate.
func (c *compiler) kinds2(pc, a, b int) (x, y Kind) {
	x, y = c.kindAt(pc, a), Int
	if b >= 0 {
		y = c.kindAt(pc, b)
		// Where nothing is known of one, it may be like the other.
		if x == Any && isNumber(y) && !c.hinted(pc, a) {
			x = y
		} else if y == Any && isNumber(x) && !c.hinted(pc, b) {
			y = x
		}
	} else if x == Any && !c.hinted(pc, a) {
		x = Int
	}
	return x, y
}

// hinted reports whether something is known, or known to vary, of register r at pc.
func (c *compiler) hinted(pc, r int) bool {
	_, ok := c.req.Hints[c.place(pc, r)]
	return ok || r < c.nregs && !c.isFunction() || c.seenOf(r) != Any
}

func isNumber(k Kind) bool { return k == Int || k == Float }

// arith emits R[dst] = R[a] op R[b], or op imm if b is -1.
func (c *compiler) arith(pc int, op code.Op, dst, a, b int, imm int64) bool {
	if c.arithBool(pc, op, dst, a, b) {
		return true
	}
	x, y := c.kinds2(pc, a, b)
	switch {
	case !isNumber(x) || !isNumber(y):
		return false
	case x == Int && y == Int && op != code.TRUEDIV:
		return c.arithInt(pc, op, dst, a, b, imm)
	}
	var sse byte
	switch op {
	case code.ADD:
		sse = sseAdd
	case code.SUB:
		sse = sseSub
	case code.MUL:
		sse = sseMul
	case code.TRUEDIV:
		sse = sseDiv
	case code.FLOORDIV, code.MOD:
		return c.divideFloat(pc, op, dst, a, b, x, y, imm)
	default:
		return false
	}
	p := c.number(pc, a, x, 0, 1)
	q := c.number(pc, b, y, imm, 2)
	if op == code.TRUEDIV {
		ok := c.newLabel()
		c.xorpd(0, 0)
		c.ucomisd(q, 0)
		c.jcc(condP, ok)
		c.jcc(condE, c.bail(pc))
		c.bind(ok)
	}
	c.movX(0, p)
	c.sd(sse, 0, q)
	c.putFloat(dst)
	return true
}

func (c *compiler) arithInt(pc int, op code.Op, dst, a, b int, imm int64) bool {
	switch op { // what has no machine code with an immediate
	case code.LSHIFT, code.RSHIFT:
		if b < 0 && (imm < 0 || imm > 48) {
			return false
		}
	case code.FLOORDIV, code.MOD:
		if b < 0 && imm <= 0 {
			return false
		}
	}
	p := c.get(pc, a, Int, rdx)
	var q reg
	if b >= 0 {
		q = c.get(pc, b, Int, rcx)
	}
	switch op {
	case code.ADD, code.SUB:
		c.mov(rax, p)
		switch {
		case b < 0 && op == code.ADD:
			c.ri(immAdd, rax, int32(imm)<<intShift)
		case b < 0:
			c.ri(immSub, rax, int32(imm)<<intShift)
		case op == code.ADD:
			c.rr(opAdd, rax, q)
		default:
			c.rr(opSub, rax, q)
		}
		c.jcc(condO, c.bail(pc))
	case code.MUL:
		c.mov(rax, p)
		if b < 0 {
			c.movImm(rcx, uint64(imm))
		} else {
			c.mov(rcx, q)
			c.shift(sar, rcx, intShift)
		}
		c.imul(rax, rcx)
		c.jcc(condO, c.bail(pc))
	case code.AND:
		c.mov(rax, p)
		if b < 0 {
			c.ri(immAnd, rax, int32(imm)<<intShift)
		} else {
			c.rr(opAnd, rax, q)
		}
	case code.OR:
		c.mov(rax, p)
		c.rr(opOr, rax, q)
	case code.XOR:
		c.mov(rax, p)
		c.rr(opXor, rax, q)
	case code.RSHIFT:
		if b >= 0 {
			c.mov(rcx, q)
			c.shift(sar, rcx, intShift)
			c.ri(immCmp, rcx, 63)
			c.jcc(condA, c.bail(pc))
			c.mov(rax, p)
			c.shiftCL(sar, rax)
		} else {
			c.mov(rax, p)
			c.shift(sar, rax, byte(imm))
		}
		c.ri(immAnd, rax, -1<<intShift)
	case code.LSHIFT:
		if b >= 0 {
			c.mov(rcx, q)
			c.shift(sar, rcx, intShift)
		} else {
			c.movImm(rcx, uint64(imm))
		}
		c.ri(immCmp, rcx, 48)
		c.jcc(condA, c.bail(pc))
		c.mov(rax, p)
		c.shiftCL(shl, rax)
		c.shiftCL(sar, rax)
		c.rr(opCmp, rax, p)
		c.jcc(condNE, c.bail(pc))
		c.shiftCL(shl, rax)
	case code.FLOORDIV, code.MOD:
		c.divide(pc, op, p, q, b, imm)
	}
	c.putInt(dst)
	return true
}

// divide makes RAX the floor of p/q or what remains, all shifted; q is imm, positive, if b is -1. It bails unless q is positive.
func (c *compiler) divide(pc int, op code.Op, p, q reg, b int, imm int64) {
	if b < 0 && imm&(imm-1) == 0 {
		c.mov(rax, p)
		if op == code.MOD {
			c.ri(immAnd, rax, int32(imm-1)<<intShift)
			return
		}
		c.shift(sar, rax, byte(bits.TrailingZeros64(uint64(imm))))
		c.ri(immAnd, rax, -1<<intShift)
		return
	}
	if b < 0 {
		// By multiplication with the reciprocal, exact for 48-bit dividends and 15-bit divisors (Hacker's Delight, ch. 10); of a negative
		// number, by that of its complement.
		hi, _ := bits.Div64(1, 0, uint64(imm))
		c.mov(rax, p)
		c.mov(rcx, p)
		c.shift(sar, rax, intShift)
		c.shift(sar, rcx, 63)
		c.rr(opXor, rax, rcx)
		if op == code.MOD && p == rdx {
			// The product overwrites p: it is had again from the frame's register, in rcx's place.
			c.bytes(0x50) // push rax
		}
		c.movImm(rdx, hi+1)
		c.bytes(0x48, 0xf7, 0xe2) // mul rdx
		c.rr(opXor, rdx, rcx)
		if op == code.FLOORDIV {
			c.mov(rax, rdx)
			c.shift(shl, rax, intShift)
			return
		}
		if p == rdx {
			c.bytes(0x58) // pop rax
			c.rr(opXor, rax, rcx)
			c.shift(shl, rax, intShift)
		} else {
			c.mov(rax, p)
		}
		c.movImm(rcx, uint64(imm)<<intShift)
		c.imul(rdx, rcx)
		c.rr(opSub, rax, rdx)
		return
	}
	long, floor, done := c.newLabel(), c.newLabel(), c.newLabel()
	c.mov(rax, p)
	c.mov(rcx, q)
	c.shift(sar, rax, intShift)
	c.shift(sar, rcx, intShift)
	c.ri(immCmp, rcx, 0)
	c.jcc(condLE, c.bail(pc))
	c.mov(rdx, rax)
	c.rr(opOr, rdx, rcx)
	c.shift(shr, rdx, 32)
	c.jcc(condNE, long)
	c.div32(rcx) // EDX is 0
	c.jmp(done)
	c.bind(long)
	c.cqo()
	c.idiv(rcx)
	c.rr(opTest, rdx, rdx)
	c.jcc(condS, floor)
	c.jmp(done)
	c.bind(floor)
	c.ri(immSub, rax, 1)
	c.rr(opAdd, rdx, rcx)
	c.bind(done)
	if op == code.MOD {
		c.mov(rax, rdx)
	}
	c.shift(shl, rax, intShift)
}

func (c *compiler) unary(pc int, op code.Op, dst, a int) bool {
	switch c.kindAt(pc, a) {
	case Int:
		c.mov(rax, c.get(pc, a, Int, rdx))
		if op == code.INVERT {
			c.ri(immXor, rax, -1<<intShift)
		} else {
			c.neg(rax)
			c.jcc(condO, c.bail(pc))
		}
		c.putInt(dst)
		return true
	case Float:
		if op == code.NEG {
			p := c.get(pc, a, Float, 1)
			c.movGX(rax, p)
			c.flipSign(rax)
			c.movXG(0, rax)
			c.putFloat(dst)
			return true
		}
	}
	return false
}

func (c *compiler) not(pc, dst, a int) {
	switch k := c.kindAt(pc, a); k {
	case Int:
		p := c.get(pc, a, Int, rdx)
		c.rr(opTest, p, p)
	case List:
		c.cmpMem(c.get(pc, a, List, rdx), int32(object.ListLenAt), 0)
	default:
		// Of True, False and None only.
		known := c.newLabel()
		c.loadWord(rdx, a)
		c.rc(opCmp, rdx, word(object.False))
		c.jcc(condE, known)
		c.rc(opCmp, rdx, word(object.None))
		c.jcc(condE, known)
		c.rc(opCmp, rdx, word(object.True))
		is := c.newLabel()
		c.jcc(condE, is)
		c.truthy(c.bail(pc))
		c.bind(is)
		c.rr(opTest, rdx, rdx) // an address: not zero
		c.bind(known)
	}
	c.putBool(dst, condE)
}

// truthy goes to bail unless the Value in RDX is an object of a type without __bool__ and __len__. It uses RCX.
func (c *compiler) truthy(bail label) {
	c.rm(opLea, rcx, rdx, -1)
	c.shift(shr, rcx, 48)
	c.jcc(condNE, bail)
	c.load(rcx, rdx, 0)
	c.load(rcx, rcx, int32(object.TypeSlotsAt))
	c.cmpMem(rcx, int32(object.SlotsBoolAt), 0)
	c.jcc(condNE, bail)
	c.cmpMem(rcx, int32(object.SlotsLenAt), 0)
	c.jcc(condNE, bail)
}

// jumpTruth emits a jump to to if the truth of register a is want.
func (c *compiler) jumpTruth(pc, a, to int, want bool) {
	yes := condE
	if want {
		yes = condNE
	}
	switch c.kindAt(pc, a) {
	case Int:
		p := c.get(pc, a, Int, rdx)
		c.rr(opTest, p, p)
	case Float:
		p := c.get(pc, a, Float, 1)
		c.xorpd(0, 0)
		c.ucomisd(p, 0)
		if want {
			e := c.edgeTo(pc, to)
			c.jcc(condP, e)
			c.jcc(condNE, e)
			return
		}
		over := c.newLabel()
		c.jcc(condP, over)
		c.jcc(condE, c.edgeTo(pc, to))
		c.bind(over)
		return
	case List:
		c.cmpMem(c.get(pc, a, List, rdx), int32(object.ListLenAt), 0)
	default:
		bail := c.bail(pc)
		e := c.edgeTo(pc, to)
		over := c.newLabel()
		c.loadWord(rdx, a)
		c.rc(opCmp, rdx, word(object.True))
		if want {
			c.jcc(condE, e)
		} else {
			c.jcc(condE, over)
		}
		c.rc(opCmp, rdx, word(object.False))
		if want {
			c.jcc(condE, over)
		} else {
			c.jcc(condE, e)
		}
		c.rc(opCmp, rdx, word(object.None))
		if want {
			c.jcc(condE, over)
		} else {
			c.jcc(condE, e)
		}
		c.truthy(bail)
		if want {
			c.jmp(e)
		}
		c.bind(over)
		return
	}
	c.jcc(yes, c.edgeTo(pc, to))
}

// intCond returns the condition of x cop y for signed numbers, and its opposite.
func intCond(cop object.CompareOp) (yes, no cond) {
	switch cop {
	case object.CmpLT:
		return condL, condGE
	case object.CmpLE:
		return condLE, condG
	case object.CmpEQ:
		return condE, condNE
	case object.CmpNE:
		return condNE, condE
	case object.CmpGT:
		return condG, condLE
	}
	return condGE, condL
}

// compareNumbers compares two numbers, b being -1 for an immediate; it reports whether as floats, and what may be tested then.
func (c *compiler) compareNumbers(pc int, cop object.CompareOp, a, b int, imm int64) (floats, ok bool) {
	x, y := c.kinds2(pc, a, b)
	switch {
	case !isNumber(x) || !isNumber(y):
		return false, false
	case x == Int && y == Int:
		p := c.get(pc, a, Int, rdx)
		if b < 0 {
			c.ri(immCmp, p, int32(imm)<<intShift)
		} else {
			c.rr(opCmp, p, c.get(pc, b, Int, rcx))
		}
		return false, true
	}
	p := c.number(pc, a, x, 0, 1)
	q := c.number(pc, b, y, imm, 2)
	if cop == object.CmpLT || cop == object.CmpLE {
		p, q = q, p
	}
	c.ucomisd(p, q)
	return true, true
}

func (c *compiler) compareValue(pc int, cop object.CompareOp, dst, a, b int) bool {
	if c.compareStrs(pc, cop, a, b) {
		c.putBool(dst, [...]cond{condE, condNE}[b2i(cop == object.CmpNE)])
		return true
	}
	if c.orderStrs(pc, a, b) {
		yes, _ := orderCond(cop)
		c.putBool(dst, yes)
		return true
	}
	floats, ok := c.compareNumbers(pc, cop, a, b, 0)
	if !ok {
		return false
	}
	if !floats {
		yes, _ := intCond(cop)
		c.putBool(dst, yes)
		return true
	}
	switch cop {
	case object.CmpEQ, object.CmpNE:
		// Not ordered: not equal.
		c.movImm(rax, word(object.Bool(cop == object.CmpEQ)))
		c.movImm(rcx, word(object.Bool(cop != object.CmpEQ)))
		c.cmov(condNE, rax, rcx)
		c.cmov(condP, rax, rcx)
		c.putWord(dst)
	case object.CmpLT, object.CmpGT:
		c.putBool(dst, condA)
	default:
		c.putBool(dst, condAE)
	}
	return true
}

func (c *compiler) compareJump(pc int, cop object.CompareOp, want bool, a, b int, imm int64, to int) bool {
	x, y := c.kinds2(pc, a, b)
	if x == y && (x == Str || x == Tuple) {
		equality := cop == object.CmpEQ || cop == object.CmpNE
		if x == Tuple && !equality {
			return false
		}
		c.tick(pc, to)
		if equality {
			c.compareStrs(pc, cop, a, b)
			c.jcc([...]cond{condE, condNE}[b2i((cop == object.CmpNE) == want)], c.edgeTo(pc, to))
			return true
		}
		c.orderStrs(pc, a, b)
		yes, no := orderCond(cop)
		if !want {
			yes = no
		}
		c.jcc(yes, c.edgeTo(pc, to))
		return true
	}
	if !isNumber(x) || !isNumber(y) {
		return false
	}
	c.tick(pc, to)
	floats, _ := c.compareNumbers(pc, cop, a, b, imm)
	e := c.edgeTo(pc, to)
	if !floats {
		yes, no := intCond(cop)
		if !want {
			yes = no
		}
		c.jcc(yes, e)
		return true
	}
	switch {
	case cop == object.CmpEQ && want, cop == object.CmpNE && !want:
		over := c.newLabel()
		c.jcc(condP, over)
		c.jcc(condE, e)
		c.bind(over)
	case cop == object.CmpEQ, cop == object.CmpNE:
		c.jcc(condNE, e)
		c.jcc(condP, e)
	case cop == object.CmpLT || cop == object.CmpGT:
		c.jcc([...]cond{condBE, condA}[b2i(want)], e)
	default:
		c.jcc([...]cond{condB, condAE}[b2i(want)], e)
	}
	return true
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (c *compiler) forLoop(pc int, ins inst) bool {
	it, to := ins.B(), pc+1+ins.SC()
	k := c.kindAt(pc, it)
	if k == StrIter {
		c.strLoop(pc, ins.A(), it, to)
		return true
	}
	if k != RangeIter && k != ListIter && k != TupleIter {
		return false
	}
	c.tick(pc, to)
	p := c.get(pc, it, k, rdx)
	end := c.newLabel()
	if k == RangeIter {
		var r object.RangeIter
		left := int32(unsafe.Offsetof(r.Left))
		c.load(rcx, p, left)
		c.rr(opTest, rcx, rcx)
		c.jcc(condLE, end)
		c.load(rax, p, int32(unsafe.Offsetof(r.End)))
		body := append([]value(nil), c.cur...)
		c.loopItem(p, left, int32(unsafe.Offsetof(r.By)))
		c.shift(shl, rax, intShift)
		c.putInt(ins.A())
		c.jmp(c.edgeTo(pc, to))
		c.cur = body
		c.bind(end)
		c.loopEnds(p, int32(object.ThreadSpareRangeAt))
		return true
	}
	var li object.ListIter
	var ti object.TupleIter
	body := append([]value(nil), c.cur...)
	if k == ListIter {
		c.load(rcx, p, int32(unsafe.Offsetof(li.L)))
		c.rr(opTest, rcx, rcx)
		over := c.newLabel()
		c.jcc(condE, over)
		// The array and the position, checked against its capacity: boxed numbers compare as they are.
		c.load(rcx, rcx, int32(object.ListArrayAt))
		c.load(rax, p, int32(unsafe.Offsetof(li.I)))
		c.rc(opAdd, rax, object.IntBias)
		c.rm(opCmp, rax, rcx, 0)
		c.jcc(condAE, end)
		c.load(rax, p, int32(unsafe.Offsetof(li.I)))
		c.rx(opMov, rax, rcx, rax, 8, 8)
		c.rr(opTest, rax, rax)
		c.jcc(condE, end)
		c.putLoopItem(pc, ins.A(), p, int32(unsafe.Offsetof(li.I)))
		c.jmp(c.edgeTo(pc, to))
		c.cur = body
		c.bind(end)
		c.exhausted(p, int32(unsafe.Offsetof(li.L)), int32(object.ThreadSpareListAt), over)
		return true
	}
	c.load(rcx, p, int32(unsafe.Offsetof(ti.T)))
	c.rr(opTest, rcx, rcx)
	over := c.newLabel()
	c.jcc(condE, over)
	c.load(rax, p, int32(unsafe.Offsetof(ti.I)))
	c.rm(opCmp, rax, rcx, int32(object.TupleItemsAt)+8)
	c.jcc(condAE, end)
	c.load(rcx, rcx, int32(object.TupleItemsAt))
	c.rx(opMov, rax, rcx, rax, 8, 0)
	c.putLoopItem(pc, ins.A(), p, int32(unsafe.Offsetof(ti.I)))
	c.jmp(c.edgeTo(pc, to))
	c.cur = body
	c.bind(end)
	c.exhausted(p, int32(unsafe.Offsetof(ti.T)), int32(object.ThreadSpareTupleAt), over)
	return true
}

// loopItem makes RAX, which is the End of the range iterator p, the next item, RCX being what is left, and steps.
func (c *compiler) loopItem(p reg, left, by int32) {
	// End - Left*By
	c.bytes(0x51) // push rcx
	c.bytes(rex(true, rcx, 0, p), 0x0f, 0xaf)
	c.mem(rcx, p, by) // imul rcx, [p+by]
	c.rr(opSub, rax, rcx)
	c.bytes(0x59) // pop rcx
	c.ri(immSub, rcx, 1)
	c.store(p, left, rcx)
}

// putLoopItem makes register a of the frame the item in RAX and moves the position at [p+i] on, unless the item is not of the kind that is
// expected.
func (c *compiler) putLoopItem(pc, a int, p reg, i int32) {
	k := c.hintWritten(pc, a)
	h := c.homeOf(a, k)
	if k == Any || h == noHome {
		c.incMem(p, i)
		c.putWord(a)
		return
	}
	c.unbox(k, h, c.bail(pc))
	if !isNumber(k) {
		c.store(regsBase, int32(a*8), rax)
	}
	c.incMem(p, i)
	c.cur[a] = value{kind: k, dirty: isNumber(k)}
}

// incMem adds 1 to the word at [base+disp].
func (c *compiler) incMem(base reg, disp int32) {
	c.bytes(rex(true, 0, 0, base), 0x83)
	c.mem(0, base, disp)
	c.bytes(1)
}

// exhausted makes the iterator p forget what it iterates over, at [p+of], and give itself back; over is where those arrive that have done so.
func (c *compiler) exhausted(p reg, of, spare int32, over label) {
	c.movImm(rax, 0)
	c.store(p, of, rax)
	c.loopEnds(p, spare)
	c.bind(over)
}

// loopEnds gives the exhausted iterator p back to the thread if it is one of a loop.
func (c *compiler) loopEnds(p reg, spare int32) {
	over := c.newLabel()
	c.bytes(rex(false, 0, 0, p), 0xf7) // test dword [p+flags], imm32
	c.mem(0, p, int32(object.HeaderFlagsAt))
	c.imm32(object.HeaderLoopFlag)
	c.jcc(condE, over)
	if spare == int32(object.ThreadSpareListAt) {
		c.load(rax, thread, spare)
		c.store(thread, int32(object.ThreadSpareList2At), rax)
	}
	c.store(thread, spare, p)
	c.bind(over)
}

func (c *compiler) unpack(pc int, ins inst) bool {
	n := ins.Instr.C()
	if n > 127 || c.kindAt(pc, ins.B()) != Tuple {
		return false
	}
	p := c.get(pc, ins.B(), Tuple, rdx)
	c.cmpMem(p, int32(object.TupleItemsAt)+8, int8(n))
	c.jcc(condNE, c.bail(pc))
	c.load(rdx, p, int32(object.TupleItemsAt))
	for i := range n {
		c.load(rax, rdx, int32(i*8))
		c.putWord(ins.A() + i)
	}
	return true
}

// index makes RCX the index in register i of the frame, or the number imm if i is -1, of a sequence whose length is at [p+length]; it
// bails if it is still negative after the length was added.
func (c *compiler) index(pc, i int, imm int64, p reg, length int32) {
	ok := c.newLabel()
	if i >= 0 {
		c.mov(rcx, c.get(pc, i, Int, rcx))
		c.shift(sar, rcx, intShift)
		c.jcc(condNS, ok)
		c.rm(opAdd, rcx, p, length)
		c.jcc(condS, c.bail(pc))
		c.bind(ok)
		return
	}
	c.movImm(rcx, uint64(imm))
	if imm < 0 {
		c.rm(opAdd, rcx, p, length)
		c.jcc(condS, c.bail(pc))
	}
}

func (c *compiler) getItem(pc, dst, a, i int, imm int64) bool {
	k := c.kindAt(pc, a)
	if k == Dict && c.findEntry(pc, a, i, imm, nil) {
		c.load(rax, rax, int32(object.EntryValAt))
		c.rr(opTest, rax, rax)
		c.jcc(condE, c.bail(pc))
		c.putLoaded(pc, dst)
		return true
	}
	if i >= 0 && c.kindAt(pc, i) != Int {
		return false
	}
	switch k {
	case List:
		p := c.get(pc, a, List, rdx)
		c.index(pc, i, imm, p, int32(object.ListLenAt))
		c.load(rdx, p, int32(object.ListArrayAt))
		c.load(rax, rdx, 0)
		c.rc(opSub, rax, object.IntBias)
		c.rr(opCmp, rcx, rax)
		c.jcc(condAE, c.bail(pc))
		c.rx(opMov, rax, rdx, rcx, 8, 8)
		c.rr(opTest, rax, rax)
		c.jcc(condE, c.bail(pc))
		c.putLoaded(pc, dst)
		return true
	case Tuple:
		p := c.get(pc, a, Tuple, rdx)
		c.index(pc, i, imm, p, int32(object.TupleItemsAt)+8)
		c.rm(opCmp, rcx, p, int32(object.TupleItemsAt)+8)
		c.jcc(condAE, c.bail(pc))
		c.load(rdx, p, int32(object.TupleItemsAt))
		c.rx(opMov, rax, rdx, rcx, 8, 0)
		c.putLoaded(pc, dst)
		return true
	case Str:
		p := c.get(pc, a, Str, rdx)
		c.index(pc, i, imm, p, int32(object.StrLenAt))
		c.rm(opCmp, rcx, p, int32(object.StrLenAt))
		c.jcc(condAE, c.bail(pc))
		c.load(rax, p, int32(object.StrTextAt)+8)
		c.rm(opCmp, rax, p, int32(object.StrLenAt))
		c.jcc(condNE, c.bail(pc)) // not ASCII
		c.load(rdx, p, int32(object.StrTextAt))
		c.loadByte(rax, rdx, rcx)
		c.movImm(rcx, uint64(object.ASCIICharStrsAt()))
		c.rx(opMov, rax, rcx, rax, 8, 0)
		c.putLoaded(pc, dst)
		return true
	case Bytes:
		p := c.get(pc, a, Bytes, rdx)
		c.index(pc, i, imm, p, int32(object.BytesDataAt)+8)
		c.rm(opCmp, rcx, p, int32(object.BytesDataAt)+8)
		c.jcc(condAE, c.bail(pc))
		c.load(rdx, p, int32(object.BytesDataAt))
		c.loadByte(rax, rdx, rcx)
		c.shift(shl, rax, intShift)
		c.putInt(dst)
		return true
	case ByteArray:
		p := c.get(pc, a, ByteArray, rdx)
		c.byteAt(pc, i, imm, p)
		c.loadByte(rax, rdx, rcx)
		c.shift(shl, rax, intShift)
		c.putInt(dst)
		return true
	}
	return false
}

// byteAt makes RDX the address of the memory of the bytearray p, and RCX an index in it.
func (c *compiler) byteAt(pc, i int, imm int64, p reg) {
	c.index(pc, i, imm, p, int32(object.ByteArrayLenAt))
	c.rm(opCmp, rcx, p, int32(object.ByteArrayLenAt))
	c.jcc(condAE, c.bail(pc))
	c.load(rdx, p, int32(object.ByteArrayStoreAt))
	c.rr(opTest, rdx, rdx)
	c.jcc(condE, c.bail(pc))
	c.rm(opCmp, rcx, rdx, 8) // its length, which the other may be ahead of
	c.jcc(condAE, c.bail(pc))
	c.load(rdx, rdx, 0)
}

func (c *compiler) setItem(pc, a, i, v int) bool {
	k := c.kindAt(pc, a)
	if k == Dict && !object.Multithreaded() && c.findEntry(pc, a, i, 0, nil) {
		// The item is there: it gets another value.
		c.mov(rdx, rax)
		c.onlyThread(pc)
		c.cmpMem(rdx, int32(object.EntryValAt), 0)
		c.jcc(condE, c.bail(pc))
		c.boxed(rax, v)
		c.store(rdx, int32(object.EntryValAt), rax)
		return true
	}
	if k != List && k != ByteArray || c.kindAt(pc, i) != Int || object.Multithreaded() {
		return false
	}
	if k == ByteArray && (c.kindAt(pc, v) != Int || c.general[v] == noHome) {
		return false
	}
	c.onlyThread(pc)
	if k == ByteArray {
		b := c.get(pc, v, Int, rdx)
		c.byteAt(pc, i, 0, c.get(pc, a, k, rdx))
		c.mov(rax, b)
		c.shift(shr, rax, intShift)
		c.ri(immCmp, rax, 256)
		c.jcc(condAE, c.bail(pc))
		c.storeByte(rdx, rcx, rax)
		return true
	}
	p := c.get(pc, a, List, rdx)
	c.index(pc, i, 0, p, int32(object.ListLenAt))
	c.rm(opCmp, rcx, p, int32(object.ListLenAt))
	c.jcc(condAE, c.bail(pc))
	c.load(rdx, p, int32(object.ListArrayAt))
	c.boxed(rax, v)
	c.rx(0x89, rax, rdx, rcx, 8, 8)
	return true
}
