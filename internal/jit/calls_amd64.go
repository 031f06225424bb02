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
	if len(infos) == 1 && infos[0].Kind == object.AttrClass && c.objectIn(pc, ins.B()) {
		c.loop.refs = append(c.loop.refs, infos[0])
		c.sameClass(pc, infos[0])
		if v := infos[0].Val; isFunction(v) {
			c.putFunction(ins.A(), v)
		} else {
			c.movImm(rax, word(v))
			c.putLoaded(pc, ins.A())
		}
		return true
	}
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
	eachOf(c, pc, infos[:n], func(i *object.AttrInfo, other label) {
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
	})
	if n == 1 && infos[0].Kind == object.AttrDict { // of a module, for one: a function of it is known
		c.putObject(pc, ins.A(), object.LoadSlot(infos[0].Slot))
	} else {
		c.putLoaded(pc, ins.A())
	}
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
	i, a, n := infos[0], ins.A(), 0
	for _, i := range infos {
		if i.Kind != object.AttrTypeMethod && i.Kind != object.AttrMethod {
			break
		}
		n++
	}
	if n == 0 && i.Kind != object.AttrDict && i.Kind != object.AttrClass || !c.objectIn(pc, ins.B()) {
		return false
	}
	c.loop.refs = append(c.loop.refs, i)
	switch i.Kind {
	case object.AttrDict:
		c.sameType(pc, i.Type, i.Version, c.bail(pc))
		c.sameShape(i.Offset, i.Shape, c.bail(pc))
		c.dictSlot(pc, i)
		c.putObject(pc, a, object.LoadSlot(i.Slot))
		c.movImm(rax, 0)
		c.putWord(a + 1)
		c.cur[a+1].absent = true
		return true
	case object.AttrClass:
		c.sameClass(pc, i)
		c.movImm(rax, 0)
		c.putWord(a + 1)
		c.cur[a+1].absent = true
		c.putFunction(a, i.Val)
		return true
	}
	eachOf(c, pc, infos[:n], func(i *object.AttrInfo, other label) {
		c.sameType(pc, i.Type, i.Version, other)
		if i.Kind != object.AttrTypeMethod {
			c.sameShape(i.Offset, i.Shape, other)
		}
		c.movImm(rax, word(i.Val))
	})
	c.store(regsBase, int32((a+1)*8), rdx)
	c.cur[a+1] = value{}
	if n == 1 {
		c.putFunction(a, i.Val)
		c.cur[a].self = kindOfType(i.Type)
	} else {
		c.putWord(a)
	}
	return true
}

// putFunction makes register r of the frame v, which is known then if it is something to call.
func (c *compiler) putFunction(r int, v object.Value) {
	c.movImm(rax, word(v))
	c.putWord(r)
	if isFunction(v) {
		c.cur[r].obj = v.Ptr()
	}
}

// sameClass bails unless the object in RDX is the type that i is about, as it was.
func (c *compiler) sameClass(pc int, i *object.AttrInfo) {
	c.address(rax, unsafe.Pointer(i.Obj))
	c.rr(opCmp, rdx, rax)
	c.jcc(condNE, c.bail(pc))
	c.cmpMem32Imm(rax, int32(object.TypeVersionAt), int32(i.ObjVersion))
	c.jcc(condNE, c.bail(pc))
}

// eachOf emits, for an object in RDX whose type is in RCX, what one emits for each of infos, in turn: the code goes to the label other if the
// object is not what the info is about, and bails out behind the last.
func eachOf[I any](c *compiler, pc int, infos []*I, one func(i *I, other label)) {
	done := c.newLabel()
	for k, i := range infos {
		c.loop.refs = append(c.loop.refs, i)
		if k == len(infos)-1 {
			one(i, c.bail(pc))
			break
		}
		other := c.newLabel()
		one(i, other)
		c.jmp(done)
		c.bind(other)
		c.load(rcx, rdx, 0)
	}
	c.bind(done)
}

func (c *compiler) storeAttr(pc int, s *scope, ins inst) bool {
	infos := c.req.Store(s.code, ins.Instr)
	n := 0
	for n < len(infos) && !(infos[n].Add && infos[n].Next == nil) {
		n++
	}
	if n == 0 || object.Multithreaded() || !c.objectIn(pc, ins.A()) {
		return false
	}
	c.onlyThread(pc)
	eachOf(c, pc, infos[:n], func(i *object.StoreInfo, other label) {
		c.sameType(pc, i.Type, i.Version, other)
		if !i.Slot {
			c.sameShape(i.Offset, i.Shape, other)
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
	})
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
		known := c.req.Intrinsic(fn)
		if known == DivMod && c.divmod(pc, s, ins, args, n) {
			return pc + 2
		}
		if c.intrinsic(pc, known, ins.C(), args, n) {
			return pc + 1
		}
		return pc
	}
	regs := make([]int, n)
	for i := range regs {
		regs[i] = args + i
	}
	return c.inline(pc, s, (*object.Function)(obj), regs, ins.C(), 0, nil)
}

// inline emits a call of f as part of the caller's code, for a frame of the given flags: its arguments are in registers args, the result is for
// register ret. Behind the last test comes what prepare emits, if it is not nil. It returns the instruction where control goes on, or pc if f is
// to have a frame of its own.
func (c *compiler) inline(pc int, s *scope, f *object.Function, args []int, ret int, flags uint16, prepare func()) int {
	callee, n := f.LoadCode(), len(args)
	base := s.base + s.c.NumRegs
	missing := int(callee.ArgCount) - n
	defaults := f.LoadDefaults()
	if c.apart[callee] || !callee.Fast || !callee.Plain() || callee.Runs != object.CodeRuns || missing < 0 || missing > len(defaults.Items()) || f.Globals != c.loop.Globals || f.Builtins != c.loop.Builtins ||
		len(callee.C.Instrs) > maxCallee || base+callee.C.NumRegs > c.total || s.depth+1 >= maxDepth || len(c.scopes) > maxAllCalls {
		return pc
	}
	for t := s; t != nil; t = t.parent {
		if t.code == callee && len(callee.C.Instrs) > maxRecursive {
			return pc
		}
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
	c.address(rax, unsafe.Pointer(f))
	c.load(rcx, rax, int32(unsafe.Offsetof(f.Code)))
	c.address(rax, unsafe.Pointer(callee))
	c.rr(opCmp, rcx, rax)
	c.jcc(condNE, c.bail(pc))
	c.loop.refs = append(c.loop.refs, callee)
	if missing > 0 {
		c.address(rax, unsafe.Pointer(f))
		c.load(rcx, rax, int32(unsafe.Offsetof(f.Defaults)))
		c.address(rax, unsafe.Pointer(defaults))
		c.rr(opCmp, rcx, rax)
		c.jcc(condNE, c.bail(pc))
		c.loop.refs = append(c.loop.refs, defaults)
	}

	if prepare != nil {
		prepare()
	}
	last := c.scopes[len(c.scopes)-1]
	t := &scope{code: callee, c: callee.C, fn: f, parent: s, base: base, off: last.off + len(last.c.Instrs), call: pc, ret: ret, flags: flags, depth: s.depth + 1, seen: c.req.SeenIn(callee)}
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
	for i, r := range args {
		c.move(base+i, r)
	}
	for i, v := range defaults.Items()[len(defaults.Items())-missing:] {
		c.loadConst(base+n+i, v)
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
	if self := c.cur[args-1].self; k == Any && self != Any {
		k = self
	}
	if c.strIntrinsic(pc, fn, k, dst, args, n) {
		return true
	}
	switch {
	case fn == IsInstance && n == 2:
		return c.isInstance(pc, dst, args)
	case fn == Len && n == 1:
		if !c.length(pc, args, k) {
			return false
		}
		if k == Set {
			c.reuseSet(pc, args)
		}
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
	case fn == Sqrt && n == 1 && isNumber(k):
		x := c.number(pc, args, k, 0, 1)
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
	case fn == ToFloat && n == 1 && isNumber(k):
		c.movX(0, c.number(pc, args, k, 0, 1))
		c.putFloat(dst)
		return true
	case (fn == ToInt || fn == Floor) && n == 1 && k == Int:
		c.mov(rax, c.get(pc, args, Int, rdx))
		c.putInt(dst)
		return true
	case (fn == ToInt || fn == Floor) && n == 1 && k == Float:
		c.floatToInt(pc, c.get(pc, args, Float, 1), fn == Floor)
		c.putInt(dst)
		return true
	case fn == Pop && n == 1 && k == List && !object.Multithreaded():
		c.listPop(pc, dst, args)
		return true
	case fn == Append && n == 2 && !object.Multithreaded():
		if k != List {
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

// loops reports whether the GET_ITER at pc begins a loop over an iterator that only the loop can see.
func (s *scope) loops(pc int) bool {
	ins := s.c.Instrs[pc]
	next := s.c.Instrs[pc+1].Op()
	return ins.Op() == code.GET_ITER && (next == code.JUMP || next == code.FOR_LOOP) && ins.A() >= len(s.c.Locals)
}

// rangeLoop emits a call of range and the GET_ITER behind it where a loop begins: see object.Thread.RangeLoop.
func (c *compiler) rangeLoop(pc int, s *scope, ins inst) bool {
	obj, n := c.cur[ins.A()].obj, ins.Instr.B()
	if s.parent != nil || obj == nil || c.req.Intrinsic(object.FromPtr(obj)) != Range || n < 1 || n > 3 || !s.loops(pc+1) {
		return false
	}
	iter := inst{s.c.Instrs[pc+1], s.base}
	if iter.B() != ins.C() || iter.A() != ins.C() {
		return false
	}
	args := ins.A() + 1
	for i := range n {
		if c.kindAt(pc, args+i) != Int {
			return false
		}
	}
	if n == 3 {
		return c.rangeBy(pc, args, ins.C())
	}
	c.mov(rdx, c.get(pc, args+n-1, Int, rdx))
	if n == 2 {
		c.mov(rcx, c.get(pc, args, Int, rcx))
	} else {
		c.movImm(rcx, 0)
	}
	// RCX is where it starts, RDX where it ends, or the same if that is before.
	c.rr(opCmp, rdx, rcx)
	c.cmov(condL, rdx, rcx)
	c.shift(sar, rdx, intShift)
	c.shift(sar, rcx, intShift)
	c.load(rax, thread, int32(object.ThreadSpareRangeAt))
	c.rr(opTest, rax, rax)
	c.jcc(condE, c.bail(pc))
	var it object.RangeIter
	c.storeImm(thread, int32(object.ThreadSpareRangeAt), 0)
	c.store(rax, int32(unsafe.Offsetof(it.End)), rdx)
	c.rr(opSub, rdx, rcx)
	c.store(rax, int32(unsafe.Offsetof(it.Left)), rdx)
	c.storeImm(rax, int32(unsafe.Offsetof(it.By)), 1)
	c.putKnown(ins.C(), RangeIter)
	return true
}

// getIter emits GET_ITER at the beginning of a loop over a list or a tuple.
func (c *compiler) getIter(pc int, s *scope, ins inst) bool {
	k := c.kindAt(pc, ins.B())
	if k != List && k != Tuple || !s.loops(pc-s.off) {
		return false
	}
	var li object.ListIter
	var ti object.TupleIter
	spare, of, at, iter := int32(object.ThreadSpareListAt), unsafe.Offsetof(li.L), unsafe.Offsetof(li.I), ListIter
	if k == Tuple {
		spare, of, at, iter = int32(object.ThreadSpareTupleAt), unsafe.Offsetof(ti.T), unsafe.Offsetof(ti.I), TupleIter
	}
	p := c.get(pc, ins.B(), k, rdx)
	c.load(rax, thread, spare)
	c.rr(opTest, rax, rax)
	c.jcc(condE, c.bail(pc))
	if k == List {
		c.load(rcx, thread, int32(object.ThreadSpareList2At))
		c.store(thread, spare, rcx)
		spare = int32(object.ThreadSpareList2At)
	}
	c.storeImm(thread, spare, 0)
	c.store(rax, int32(of), p)
	c.storeImm(rax, int32(at), 0)
	c.putKnown(ins.A(), iter)
	return true
}

// putKnown makes register r of the frame the object in RAX, which is of kind k.
func (c *compiler) putKnown(r int, k Kind) {
	c.putWord(r)
	if h := c.general[r]; h != noHome {
		c.mov(h, rax)
		c.cur[r] = value{kind: k}
	}
}
