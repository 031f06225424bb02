//go:build linux && amd64 && !race

// This file implements the machine code of loops over enumerate and zip objects whose items are taken apart at once.

package jit

import (
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// Where iterators over lists, tuples and strs have what they iterate over and their position.
const (
	iterOf = int32(unsafe.Offsetof(object.ListIter{}.L))
	iterAt = int32(unsafe.Offsetof(object.ListIter{}.I))
)

var (
	_ [iterOf]struct{} = [unsafe.Offsetof(object.TupleIter{}.T)]struct{}{}
	_ [iterAt]struct{} = [unsafe.Offsetof(object.TupleIter{}.I)]struct{}{}
	_ [iterOf]struct{} = [unsafe.Offsetof(object.StrIter{}.S)]struct{}{}
	_ [iterAt]struct{} = [unsafe.Offsetof(object.StrIter{}.Pos)]struct{}{}
)

// unpacks reports whether the loop of the FOR_LOOP ins, whose body is at to, begins with unpacking the item, a temporary, into two.
func (s *scope) unpacks(ins code.Instr, to int) bool {
	u := s.c.Instrs[to]
	return u.Op() == code.UNPACK_SEQUENCE && u.C() == 2 && u.B() == ins.A() && u.B() >= len(s.c.Locals)
}

// pairLoop emits a FOR_LOOP over an enumerate, or a zip of two, and the UNPACK_SEQUENCE that the body begins with: see object.NextPair. It
// knows those over lists, tuples and ASCII strs, until one is at its end.
func (c *compiler) pairLoop(pc int, s *scope, ins inst) bool {
	to, k := pc+1+ins.SC(), c.kindAt(pc, ins.B())
	if k != Enumerate && k != Zip || s.parent != nil || !s.unpacks(ins.Instr, to-s.off) || !c.canHelp(pc, ins) {
		return false
	}
	c.tick(pc, to)
	dst := s.base + s.c.Instrs[to-s.off].A()
	p := c.get(pc, ins.B(), k, rdx)
	bail := c.bail(pc)
	if k == Enumerate {
		c.cmpMem(p, int32(object.EnumerateBigAt), 0)
		c.jcc(condNE, bail)
		c.movImm(rax, uint64(object.MaxSmallInt))
		c.rm(opCmp, rax, p, int32(object.EnumerateNAt))
		c.jcc(condE, bail)
		c.load(rax, p, int32(object.EnumerateItAt))
		c.peek(bail)
		c.putWord(dst + 1)
		c.load(rcx, p, int32(object.EnumerateItAt))
		c.incMem(rcx, iterAt)
		c.load(rax, p, int32(object.EnumerateNAt))
		c.incMem(p, int32(object.EnumerateNAt))
		c.rc(opAdd, rax, object.IntBias)
		c.putWord(dst)
	} else {
		c.cmpMem(p, int32(object.ZipItsAt)+8, 2)
		c.jcc(condNE, bail)
		c.cmpMem32Imm(p, int32(object.ZipStrictAt), 0)
		c.jcc(condNE, bail)
		c.load(rcx, p, int32(object.ZipItsAt))
		c.load(rax, rcx, 0)
		c.rm(opCmp, rax, rcx, 8) // twice the same: it steps in between
		c.jcc(condE, bail)
		c.peek(bail)
		c.push(rax)
		popped := c.bailAfter(pc, rax)
		c.load(rax, p, int32(object.ZipItsAt))
		c.load(rax, rax, 8)
		c.peek(popped)
		c.putWord(dst + 1)
		c.load(rcx, p, int32(object.ZipItsAt))
		c.load(rax, rcx, 8)
		c.incMem(rax, iterAt)
		c.load(rax, rcx, 0)
		c.incMem(rax, iterAt)
		c.pop(rax)
		c.putWord(dst)
	}
	body := append([]value(nil), c.cur...)
	c.jmp(c.edgeTo(pc, to+1))
	c.cur = body
	c.resumeAt(&c.bailExit.Unpacked, pc, to+1)
	return true
}

// peek makes RAX, an iterator, its next item, or goes to bail. It uses RCX.
func (c *compiler) peek(bail label) {
	tuple, str, done := c.newLabel(), c.newLabel(), c.newLabel()
	c.address(rcx, unsafe.Pointer(object.ListIterType))
	c.rm(opCmp, rcx, rax, 0)
	c.jcc(condNE, tuple)
	c.load(rcx, rax, iterOf)
	c.rr(opTest, rcx, rcx)
	c.jcc(condE, bail)
	c.load(rcx, rcx, int32(object.ListArrayAt))
	c.load(rax, rax, iterAt)
	c.rc(opAdd, rax, object.IntBias)
	c.rm(opCmp, rax, rcx, 0)
	c.jcc(condAE, bail)
	c.rc(opSub, rax, object.IntBias)
	c.rx(opMov, rax, rcx, rax, 8, 8)
	c.rr(opTest, rax, rax)
	c.jcc(condE, bail)
	c.jmp(done)
	c.bind(tuple)
	c.address(rcx, unsafe.Pointer(object.TupleIterType))
	c.rm(opCmp, rcx, rax, 0)
	c.jcc(condNE, str)
	c.load(rcx, rax, iterOf)
	c.rr(opTest, rcx, rcx)
	c.jcc(condE, bail)
	c.load(rax, rax, iterAt)
	c.rm(opCmp, rax, rcx, int32(object.TupleItemsAt)+8)
	c.jcc(condAE, bail)
	c.load(rcx, rcx, int32(object.TupleItemsAt))
	c.rx(opMov, rax, rcx, rax, 8, 0)
	c.jmp(done)
	c.bind(str)
	c.address(rcx, unsafe.Pointer(object.StrASCIIIterType))
	c.rm(opCmp, rcx, rax, 0)
	c.jcc(condNE, bail)
	c.load(rcx, rax, iterOf)
	c.load(rax, rax, iterAt)
	c.rm(opCmp, rax, rcx, int32(object.StrTextAt)+8)
	c.jcc(condAE, bail)
	c.load(rcx, rcx, int32(object.StrTextAt))
	c.loadByte(rax, rcx, rax)
	c.movImm(rcx, uint64(object.ASCIICharStrsAt()))
	c.rx(opMov, rax, rcx, rax, 8, 0)
	c.bind(done)
}
