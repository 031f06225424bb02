//go:build linux && amd64 && !race

// This file implements the machine code of lists that are made of others: [x] + l.

package jit

import (
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// listBefore emits a BUILD_LIST of a few items and the ADD that puts a list behind them, which does not make the first list: see
// interp.buildList. Both lists are short: their items are in a list from the stock.
func (c *compiler) listBefore(pc int, s *scope, ins inst) bool {
	n, r := ins.Instr.C(), ins.Instr.A()
	u := s.c.Instrs[pc+1-s.off]
	if u.Op() != code.ADD || u.B() != r || u.C() == r || r < len(s.c.Locals) || n < 1 || n > 3 || s.parent != nil || c.leaders[pc+1] ||
		!c.canHelp(pc, ins) || object.Multithreaded() {
		return false
	}
	l := s.base + u.C()
	if c.kindAt(pc, l) != List {
		return false
	}
	p := c.get(pc, l, List, rdx)
	c.onlyThread(pc)
	bail := c.bail(pc)
	lacking := c.lacking(pc, func(th *object.Thread) {
		if x := *th.Frame.Reg(l); x.IsExact(object.ListType) {
			th.StockLists(object.AsList(x).Len() + n)
		}
	})
	lacks := c.lacks
	// Which shelf: they are for 3, 5, 7 ... items.
	c.load(rcx, p, int32(object.ListLenAt))
	c.rr(opTest, rcx, rcx)
	c.jcc(condE, bail)
	c.ri(immAdd, rcx, int32(n-2))
	c.ri(immCmp, rcx, object.MaxStockList-2)
	c.jcc(condA, bail)
	c.shift(shr, rcx, 1)
	c.movImm(rax, uint64(unsafe.Sizeof(object.Shelf{})))
	c.imul(rcx, rax)
	c.load(rax, thread, int32(object.ThreadStockAt))
	c.rr(opTest, rax, rax)
	c.jcc(condE, lacking)
	c.rr(opAdd, rax, rcx)
	c.fromShelf(rax, int32(object.StockListsAt), lacking)

	c.load(rcx, rdx, int32(object.ListArrayAt))
	for i := range n {
		c.boxed(rax, ins.B()+i)
		c.store(rcx, int32(8+i*8), rax)
	}
	c.push(rbx)
	c.push(rsi)
	c.load(rax, regsBase, int32(l*8))
	c.load(rbx, rax, int32(object.ListLenAt))
	c.load(rax, rax, int32(object.ListArrayAt))
	c.rm(opLea, rsi, rbx, int32(n))
	c.store(rdx, int32(object.ListLenAt), rsi)
	again := c.newLabel()
	c.bind(again)
	c.rx(opMov, rsi, rax, rbx, 8, 0)
	c.rx(0x89, rsi, rcx, rbx, 8, int8(n*8))
	c.ri(immSub, rbx, 1)
	c.jcc(condNE, again)
	c.pop(rsi)
	c.pop(rbx)
	c.mov(rax, rdx)
	c.putKnown(s.base+u.A(), List)

	// The evaluator executes both, too.
	on := c.newLabel()
	c.bind(on)
	for _, x := range []*Exit{c.bailExit, lacks} {
		c.rejoins = append(c.rejoins, rejoin{at: x, pc: pc + 2, label: on, state: c.snapshot(), skipped: true})
	}
	return true
}
