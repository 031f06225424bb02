//go:build linux && amd64 && !race

// This file implements the machine code of generators' bodies.

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

// What Frame.Entry, OfGen and Flags are, as one number, of a generator's frame: one that is being drained.
const frameDrainedWord = 1 | 1<<8 | int32(object.FrameDrained)<<16

// yield emits a YIELD of a generator that is being drained: the sink takes the item.
func (c *compiler) yield(pc int, s *scope, ins inst) bool {
	if !c.req.Frame.OfGen || s.parent != nil || s.c.Flags&code.FlagAsyncGenerator != 0 || c.req.Frame.Flags&object.FrameDrained == 0 {
		return false
	}
	c.load(rax, thread, int32(object.ThreadFrameAt))
	c.load32(rcx, rax, frameEntry)
	c.ri(immCmp, rcx, frameDrainedWord)
	c.jcc(condNE, c.bail(pc))
	c.take(pc, ins.A())
	c.movImm(rax, word(object.None))
	c.putWord(ins.A())
	c.bailExit.Plain = false
	return true
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
