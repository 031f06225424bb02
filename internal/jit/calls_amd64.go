//go:build linux && amd64 && !race

// This file implements the machine code of attributes and calls.

package jit

import (
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// objectIn makes RDX register r of the frame, which must be an object, and RCX its type.
func (c *compiler) objectIn(pc, r int) bool {
	if isNumber(c.kindAt(pc, r)) {
		return false
	}
	c.loadWord(rdx, r)
	c.rm(opLea, rcx, rdx, -1)
	c.shift(shr, rcx, 48)
	c.jcc(condNE, c.bail(pc))
	c.load(rcx, rdx, 0)
	return true
}

// sameType goes to other unless RCX is the type t, which must be of that version still. It uses RAX.
func (c *compiler) sameType(pc int, t *object.Type, version uint32, other label) {
	c.address(rax, unsafe.Pointer(t))
	c.rr(opCmp, rcx, rax)
	c.jcc(condNE, other)
	c.cmpMem32Imm(rax, int32(object.TypeVersionAt), int32(version))
	c.jcc(condNE, c.bail(pc))
}

// sameShape goes to other unless the object in RDX has a shape. It uses RAX.
func (c *compiler) sameShape(at uintptr, s *object.Shape, other label) {
	c.address(rax, unsafe.Pointer(s))
	c.rm(opCmp, rax, rdx, int32(at+object.ExtShapeAt))
	c.jcc(condNE, other)
}

func (c *compiler) loadAttr(pc int, s *scope, ins inst) bool {
	infos := c.req.Attr(s.code, ins.Instr)
	n := 0
	for _, i := range infos {
		switch i.Kind {
		case object.AttrSlot, object.AttrTypeSlot, object.AttrValue, object.AttrTypeValue, object.AttrDict:
			n++
			continue
		}
		break
	}
	if n == 0 || !c.objectIn(pc, ins.B()) {
		return false
	}
	infos = infos[:n]
	done := c.newLabel()
	for k, i := range infos {
		c.loop.refs = append(c.loop.refs, i)
		other := c.bail(pc)
		if k < n-1 {
			other = c.newLabel()
		}
		c.sameType(pc, i.Type, i.Version, other)
		if i.Kind != object.AttrTypeSlot && i.Kind != object.AttrTypeValue {
			c.sameShape(i.Offset, i.Shape, other)
		}
		switch i.Kind {
		case object.AttrSlot, object.AttrTypeSlot:
			c.load(rax, rdx, int32(i.Offset+object.ExtValsAt))
			c.load(rax, rax, int32(object.ValsFirstAt)+int32(i.Index*8))
			c.rr(opTest, rax, rax)
			c.jcc(condE, c.bail(pc))
		case object.AttrDict:
			c.dictSlot(pc, i)
		default:
			c.movImm(rax, word(i.Val))
		}
		if k < n-1 {
			c.jmp(done)
			c.bind(other)
			c.load(rcx, rdx, 0)
		}
	}
	c.bind(done)
	c.putLoaded(pc, ins.A())
	return true
}

// dictSlot makes RAX the value that an object in dict mode, in RDX, has where i found it.
func (c *compiler) dictSlot(pc int, i *object.AttrInfo) {
	c.load(rcx, rdx, int32(i.Offset+object.ExtDictAt))
	c.address(rax, unsafe.Pointer(i.Table))
	c.rm(opCmp, rax, rcx, int32(object.DictTableAt))
	c.jcc(condNE, c.bail(pc))
	c.address(rax, unsafe.Pointer(i.Slot))
	c.load(rax, rax, 0)
	c.rr(opTest, rax, rax)
	c.jcc(condE, c.bail(pc))
}

func (c *compiler) loadMethod(pc int, s *scope, ins inst) bool {
	infos := c.req.Attr(s.code, ins.Instr)
	if len(infos) == 0 {
		return false
	}
	i := infos[0]
	switch i.Kind {
	case object.AttrTypeMethod, object.AttrMethod, object.AttrDict:
	default:
		return false
	}
	if !c.objectIn(pc, ins.B()) {
		return false
	}
	c.loop.refs = append(c.loop.refs, i)
	c.sameType(pc, i.Type, i.Version, c.bail(pc))
	if i.Kind != object.AttrTypeMethod {
		c.sameShape(i.Offset, i.Shape, c.bail(pc))
	}
	a := ins.A()
	if i.Kind == object.AttrDict {
		c.dictSlot(pc, i)
		c.putObject(pc, a, object.LoadSlot(i.Slot))
		c.movImm(rax, 0)
		c.putWord(a + 1)
		c.cur[a+1].absent = true
		return true
	}
	c.mov(rax, rdx)
	c.putWord(a + 1)
	c.movImm(rax, word(i.Val))
	c.putWord(a)
	if isFunction(i.Val) {
		c.cur[a].obj = i.Val.Ptr()
	}
	return true
}

func (c *compiler) storeAttr(pc int, s *scope, ins inst) bool {
	infos := c.req.Store(s.code, ins.Instr)
	if len(infos) == 0 || object.Multithreaded() || infos[0].Add && infos[0].Next == nil {
		return false
	}
	i := infos[0]
	if !c.objectIn(pc, ins.A()) {
		return false
	}
	c.loop.refs = append(c.loop.refs, i)
	c.onlyThread(pc)
	c.sameType(pc, i.Type, i.Version, c.bail(pc))
	if !i.Slot {
		c.sameShape(i.Offset, i.Shape, c.bail(pc))
	}
	c.load(rcx, rdx, int32(i.Offset+object.ExtValsAt))
	if i.Add && !i.Slot {
		c.rr(opTest, rcx, rcx)
		c.jcc(condE, c.bail(pc))
		c.cmpMem32Imm(rcx, int32(object.ValsLenAt), int32(i.Index))
		c.jcc(condLE, c.bail(pc))
	}
	c.boxed(rax, ins.B())
	c.store(rcx, int32(object.ValsFirstAt)+int32(i.Index*8), rax)
	if i.Add && !i.Slot {
		c.address(rax, unsafe.Pointer(i.Next))
		c.store(rdx, int32(i.Offset+object.ExtShapeAt), rax)
	}
	return true
}

// onlyThread bails once there are several threads: while there is one, nobody is disturbed by a plain store. It uses RAX.
func (c *compiler) onlyThread(pc int) {
	c.movImm(rax, uint64(object.MultithreadedAt()))
	c.cmpMem32Imm(rax, 0, 0)
	c.jcc(condNE, c.bail(pc))
}

// listAppend emits LIST_APPEND, whose list nobody else knows.
func (c *compiler) listAppend(pc int, ins inst) {
	c.loadWord(rdx, ins.A())
	c.append(pc, ins.B())
}

// append appends register v of the frame to the list in RDX, which must have room.
func (c *compiler) append(pc, v int) {
	c.load(rcx, rdx, int32(object.ListLenAt))
	c.load(rax, rdx, int32(object.ListArrayAt))
	c.load(rax, rax, 0)
	c.rc(opSub, rax, object.IntBias)
	c.rr(opCmp, rcx, rax)
	c.jcc(condGE, c.bail(pc))
	c.boxed(rax, v)
	// The list's array again: boxed uses RAX.
	c.bytes(0x52) // push rdx
	c.load(rdx, rdx, int32(object.ListArrayAt))
	c.rx(0x89, rax, rdx, rcx, 8, 8)
	c.bytes(0x5a) // pop rdx
	c.incMem(rdx, int32(object.ListLenAt))
}

// call emits a call with n arguments from register args on, where the function is known: it returns the instruction where control goes
// on, or pc if there is no machine code.
func (c *compiler) call(pc int, s *scope, ins inst, args, n int) int {
	obj := c.cur[ins.A()].obj
	if obj == nil {
		return pc
	}
	fn := object.FromPtr(obj)
	if !fn.IsExact(object.FunctionType) {
		if c.intrinsic(pc, c.req.Intrinsic(fn), ins.C(), args, n) {
			return pc + 1
		}
		return pc
	}
	f := (*object.Function)(obj)
	callee := f.LoadCode()
	base := s.base + s.c.NumRegs
	if !callee.Fast || !callee.Plain() || callee.Runs != object.CodeRuns || int(callee.ArgCount) != n || f.Globals != c.loop.Globals || f.Builtins != c.loop.Builtins ||
		len(callee.C.Instrs) > maxCallee || base+callee.C.NumRegs > c.total || s.depth+1 >= maxDepth || len(c.scopes) > maxAllCalls {
		return pc
	}
	returns := 0
	for _, i := range callee.C.Instrs {
		if off, ok := i.JumpOffset(); ok && off < 0 {
			return pc
		}
		if i.Op() == code.RETURN || i.Op() == code.RETURN_NONE {
			returns++
		}
	}
	if returns == 0 {
		return pc
	}
	// The function's code can be replaced.
	c.address(rax, obj)
	c.load(rcx, rax, int32(unsafe.Offsetof(f.Code)))
	c.address(rax, unsafe.Pointer(callee))
	c.rr(opCmp, rcx, rax)
	c.jcc(condNE, c.bail(pc))
	c.loop.refs = append(c.loop.refs, callee)

	last := c.scopes[len(c.scopes)-1]
	t := &scope{code: callee, c: callee.C, fn: f, parent: s, base: base, off: last.off + len(last.c.Instrs), call: pc, ret: ins.C(), depth: s.depth + 1}
	t.key = (s.key*1000003 + pc - s.off + 1) & (1<<40 - 1)
	c.scopes = append(c.scopes, t)
	c.loop.Depth = max(c.loop.Depth, t.depth)
	c.loop.Regs = max(c.loop.Regs, base+t.c.NumRegs-c.nregs)
	for p, i := range t.c.Instrs {
		if off, ok := i.JumpOffset(); ok {
			c.leaders[t.off+p+1+off] = true
		}
		giveHome := func(r int) {
			if r += base; c.general[r] == noHome && c.floats[r] == noHome {
				if len(c.free) > 0 {
					c.general[r], c.free = c.free[0], c.free[1:]
				}
				if len(c.freeX) > 0 {
					c.floats[r], c.freeX = c.freeX[0], c.freeX[1:]
				}
			}
		}
		i.Writes(giveHome)
		i.Reads(giveHome)
	}
	if returns > 1 {
		c.leaders[pc+1] = true
	}
	for i := range n {
		c.move(base+i, args+i)
	}
	return t.off
}

// endCall makes the registers of a call as they are before one: absent.
func (c *compiler) endCall(s *scope) {
	c.movImm(rax, 0)
	for r := s.base; r < s.base+s.c.NumRegs; r++ {
		c.store(regsBase, int32(r*8), rax)
		c.cur[r] = value{}
	}
}

// intrinsic emits what a function of the library does.
func (c *compiler) intrinsic(pc int, fn Intrinsic, dst, args, n int) bool {
	if n == 0 {
		return false
	}
	k := c.kindAt(pc, args)
	switch {
	case fn == Len && n == 1:
		var at uintptr
		switch k {
		case List:
			at = object.ListLenAt
		case Tuple:
			at = object.TupleItemsAt + 8
		case Bytes:
			at = object.BytesDataAt + 8
		default:
			return false
		}
		c.load(rax, c.get(pc, args, k, rdx), int32(at))
		c.shift(shl, rax, intShift)
		c.putInt(dst)
		return true
	case fn == Abs && n == 1 && k == Int:
		c.mov(rax, c.get(pc, args, Int, rdx))
		c.mov(rcx, rax)
		c.neg(rcx)
		c.jcc(condO, c.bail(pc))
		c.cmov(condNS, rax, rcx)
		c.putInt(dst)
		return true
	case fn == Abs && n == 1 && k == Float:
		c.movGX(rax, c.get(pc, args, Float, 1))
		c.shift(shl, rax, 1)
		c.shift(shr, rax, 1)
		c.movXG(0, rax)
		c.putFloat(dst)
		return true
	case fn == Sqrt && n == 1 && k == Float:
		x := c.get(pc, args, Float, 1)
		c.xorpd(0, 0)
		c.ucomisd(x, 0)
		c.jcc(condB, c.bail(pc)) // negative, or not a number
		c.sd(sseSqrt, 0, x)
		c.putFloat(dst)
		return true
	case (fn == Min || fn == Max) && k == Int && n >= 2 && n <= 4:
		for i := range n {
			if c.kindAt(pc, args+i) != Int {
				return false
			}
		}
		c.mov(rdx, c.get(pc, args, Int, rdx))
		for i := 1; i < n; i++ {
			b := c.get(pc, args+i, Int, rcx)
			c.rr(opCmp, b, rdx)
			c.cmov([...]cond{condL, condG}[fn-Min], rdx, b)
		}
		c.mov(rax, rdx)
		c.putInt(dst)
		return true
	case (fn == Min || fn == Max) && k == Float && n == 2 && c.kindAt(pc, args+1) == Float:
		a, b := c.get(pc, args, Float, 1), c.get(pc, args+1, Float, 2)
		over := c.newLabel()
		c.movX(0, a)
		if fn == Min {
			c.ucomisd(a, b)
		} else {
			c.ucomisd(b, a)
		}
		c.jcc(condBE, over)
		c.movX(0, b)
		c.bind(over)
		c.putFloat(dst)
		return true
	case fn == Append && n == 2 && !object.Multithreaded():
		if c.kindAt(pc, args) != List {
			return false
		}
		c.onlyThread(pc)
		c.mov(rdx, c.get(pc, args, List, rdx))
		c.append(pc, args+1)
		c.movImm(rax, word(object.None))
		c.putWord(dst)
		return true
	}
	return false
}
