//go:build linux && amd64 && !race

// This file implements the machine code that makes objects: it takes them from the thread's stock (object.Stock), or cuts them from its piece
// of memory without pointers.

package jit

import (
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// lacking returns a label that leaves for the instruction at pc, as bail's does, where there is nothing to take: prepare sees to that the next
// time there is.
func (c *compiler) lacking(pc int, prepare func(th *object.Thread)) label {
	c.lacks = c.exitAt(pc)
	c.lacks.Plain, c.lacks.Prepare = false, prepare
	return c.exitFor(c.lacks, false)
}

// fromStock makes RDX an object from the shelf at offset at of the thread's stock, of the class of if that is not nil. It uses RAX and RCX.
func (c *compiler) fromStock(at uintptr, of *object.Type, lacking label) {
	shelf := int32(at)
	c.load(rdx, thread, int32(object.ThreadStockAt))
	c.rr(opTest, rdx, rdx)
	c.jcc(condE, lacking)
	if of != nil {
		c.address(rax, unsafe.Pointer(of))
		c.rm(opCmp, rax, rdx, shelf+int32(object.ShelfOfAt))
		c.jcc(condNE, lacking)
	}
	c.fromShelf(rdx, shelf, lacking)
}

// fromShelf makes RDX an object from the shelf at an offset from stock, which may be RDX. It uses RCX.
func (c *compiler) fromShelf(stock reg, shelf int32, lacking label) {
	c.load(rcx, stock, shelf+int32(object.ShelfNAt))
	c.ri(immSub, rcx, 1)
	c.jcc(condS, lacking)
	c.store(stock, shelf+int32(object.ShelfNAt), rcx)
	c.rx(opLea, rcx, stock, rcx, 8, 0)
	c.load(rdx, rcx, shelf+int32(object.ShelfObjsAt))
	c.storeImm(rcx, shelf+int32(object.ShelfObjsAt), 0)
}

// cut makes RDX zeroed memory without pointers of the given number of words. It uses RAX and RCX.
func (c *compiler) cut(words int, lacking label) {
	left := int32(object.ThreadPieceLeftAt)
	c.load32(rcx, thread, left)
	c.ri(immCmp, rcx, int32(words))
	c.jcc(condB, lacking)
	c.load(rdx, thread, int32(object.ThreadPieceAt))
	c.rm(opLea, rdx, rdx, object.PieceSize)
	c.mov(rax, rcx)
	c.shift(shl, rax, 3)
	c.rr(opSub, rdx, rax)
	c.ri(immSub, rcx, int32(words))
	c.storeLow(thread, left, rcx)
}

// buildTuple emits BUILD_TUPLE, unless the next instruction is likely to take the tuple apart, or looks something up with it: the evaluator
// executes both then without making it.
func (c *compiler) buildTuple(pc int, s *scope, ins inst) bool {
	n := ins.Instr.C()
	at, ok := object.StockTuple(n)
	if !ok || c.consumed(pc, s, ins) {
		return false
	}
	lacking := c.lacking(pc, func(th *object.Thread) { th.StockTuples(n) })
	objects, made := c.newLabel(), c.newLabel()
	any, numbers := false, true
	for i := range n {
		k := c.cur[ins.B()+i].kind
		any = any || k == Any
		numbers = numbers && (k == Any || isNumber(k))
	}
	if numbers { // as far as is known
		for i := range n {
			if c.cur[ins.B()+i].kind == Any {
				c.load(rcx, regsBase, int32((ins.B()+i)*8))
				c.ri(immSub, rcx, 1)
				c.shift(shr, rcx, 48)
				c.jcc(condE, objects)
			}
		}
		c.cut(int(object.TupleSize)/8+n, lacking)
		c.address(rax, unsafe.Pointer(object.TupleType))
		c.store(rdx, 0, rax)
		c.rm(opLea, rax, rdx, int32(object.TupleSize))
		c.store(rdx, int32(object.TupleItemsAt), rax)
		c.storeImm(rdx, int32(object.TupleItemsAt)+8, int32(n))
		c.storeImm(rdx, int32(object.TupleItemsAt)+16, int32(n))
		if any {
			c.jmp(made)
		}
	}
	if any || !numbers {
		c.bind(objects)
		c.fromStock(at, nil, lacking)
	}
	c.bind(made)
	for i := range n {
		c.boxed(rax, ins.B()+i)
		c.store(rdx, int32(object.TupleSize)+int32(i*8), rax)
	}
	c.mov(rax, rdx)
	c.putKnown(ins.A(), Tuple)
	return true
}

// consumed reports whether the evaluator may execute BUILD_TUPLE and the next instruction at once, see interp.buildTuple.
func (c *compiler) consumed(pc int, s *scope, ins inst) bool {
	u, r := s.c.Instrs[pc+1-s.off], ins.Instr.A()
	temporary := r >= len(s.c.Locals)
	switch u.Op() {
	case code.GETITEM:
		return temporary && u.C() == r
	case code.SETITEM, code.IN, code.NOT_IN:
		return temporary && u.B() == r
	case code.LT, code.LE, code.EQ, code.NE, code.GT, code.GE:
		return temporary && u.C() == r
	case code.CALL:
		if u.B() == 1 && u.A()+1 == r {
			obj := c.cur[s.base+u.A()].obj
			return obj == nil || object.OnlyLooks(object.FromPtr(obj))
		}
	case code.RETURN:
		return u.A() == r && s.parent == nil
	}
	return false
}

// buildList emits BUILD_LIST of a few items, unless the next instruction adds it to another list: see interp.buildList.
func (c *compiler) buildList(pc int, s *scope, ins inst) bool {
	n := ins.Instr.C()
	at, ok := object.StockList(n)
	if op := s.c.Instrs[pc+1-s.off].Op(); !ok || op == code.ADD || op == code.IADD {
		return false
	}
	c.fromStock(at, nil, c.lacking(pc, func(th *object.Thread) { th.StockLists(n) }))
	c.storeImm(rdx, int32(object.ListLenAt), int32(n))
	c.load(rcx, rdx, int32(object.ListArrayAt))
	for i := range n {
		c.boxed(rax, ins.B()+i)
		c.store(rcx, int32(8+i*8), rax)
	}
	c.mov(rax, rdx)
	c.putKnown(ins.A(), List)
	return true
}

// class returns the class that register r is known to be, if its instances can be taken from the stock: see object.Type.Ctor.
func (c *compiler) class(r int) *object.Type {
	if obj := c.cur[r].obj; obj != nil && isClass(object.FromPtr(obj)) {
		return (*object.Type)(obj)
	}
	return nil
}

// isClass reports whether v is a class whose instances can be taken from the stock.
func isClass(v object.Value) bool {
	if !v.IsObj() || !v.Header().Type().IsSubtype(object.TypeType) {
		return false
	}
	_, ok := object.StockInstance((*object.Type)(v.Ptr()))
	return ok
}

// construct emits a call of the class t in register fn, with n arguments from register args on: an instance, and the call of its __init__. It
// returns the instruction where control goes on.
func (c *compiler) construct(pc int, s *scope, ins inst, t *object.Type, args, n int) (ok bool, next int) {
	fn, first := ins.A(), args-1
	at, ok := object.StockInstance(t)
	init, _ := t.Ctor()
	if !ok || !init.LoadCode().Fast {
		return false, pc + 1
	}
	version := t.Version()
	c.loop.refs = append(c.loop.refs, t, init)
	lacking := c.lacking(pc, func(th *object.Thread) { th.StockInstances(t) })
	instance := func() {
		c.fromStock(at, t, lacking)
		c.store(regsBase, int32(fn*8), rdx)
		c.cur[fn] = value{}
		if first != fn {
			c.store(regsBase, int32(first*8), rdx)
			c.cur[first] = value{}
		}
	}
	c.address(rax, unsafe.Pointer(t))
	c.cmpMem32Imm(rax, int32(object.TypeVersionAt), int32(version))
	c.jcc(condNE, c.bail(pc))
	regs := make([]int, n+1)
	for i := range regs {
		regs[i] = first + i
	}
	if to := c.inline(pc, s, init, regs, ins.C(), object.FrameInit, instance); to != pc {
		return true, to
	}
	if s.parent != nil || !c.canHelp(pc, ins) {
		return false, pc + 1
	}
	// If there is no machine code for __init__, the evaluator does it all.
	c.address(rdx, unsafe.Pointer(init))
	c.load(rdx, rdx, functionCode)
	c.cmpMem(rdx, codeEnter, 0)
	c.jcc(condE, lacking)
	instance()
	c.flushAll()
	c.rm(opLea, calledArgs, regsBase, int32(first*8))
	x := c.enterFrame(pc, s, -1, init, n+1, ins.C(), object.FrameInit)
	x.Prepare = func(th *object.Thread) { // __init__ has not been called: nor has the class
		*th.Frame.Reg(fn) = t.Value()
		if first != fn {
			*th.Frame.Reg(first) = object.Value{}
		}
	}
	return true, pc + 1
}
