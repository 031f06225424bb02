//go:build linux && amd64 && !race

// This file implements the machine code that looks into dicts and sets: for small ints, and for strs that are the very objects that the
// dict or set holds, as names mostly are. Whether there is an equal one among the others, the evaluator finds out.

package jit

import "weft/internal/object"

// hashOf makes d the hash of the key in RCX, which is of kind k; it goes to unknown if that would have to be computed.
func (c *compiler) hashOf(k Kind, d reg, unknown label) {
	if k == Str {
		c.load(d, rcx, int32(object.StrHashAt))
		c.rr(opTest, d, d)
		c.jcc(condE, unknown)
		return
	}
	c.mov(d, rcx)
	c.rc(opSub, d, object.IntBias)
	c.ri(immCmp, d, -1)
	c.jcc(condE, unknown)
}

// findEntry makes RAX the address of the entry of dict a for the key in register i, or the number imm if that is -1, which it bails out
// without: see dictTable.findStr and findInt. The entry may have been deleted: its value is absent then.
func (c *compiler) findEntry(pc, a, i int, imm int64) bool {
	k := Int
	if i >= 0 {
		if k = c.kindAt(pc, i); k != Str && k != Int {
			return false
		}
		c.get(pc, i, k, rdx)
	}
	c.load(rdx, c.get(pc, a, Dict, rdx), int32(object.DictTableAt))
	if i >= 0 {
		c.boxed(rcx, i)
	} else {
		c.movImm(rcx, word(object.SmallInt(imm)))
	}
	bail := c.bailAfter(pc, rdi, rsi, rbx)
	hit, hashed, next, probe := c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel()
	c.push(rbx)
	c.push(rsi)
	c.push(rdi)
	c.cmpMem(rdx, int32(object.TableIndexAt), 0)
	c.jcc(condNE, hashed)
	c.load(rbx, rdx, int32(object.TableUsedAt))
	c.rx(opLea, rbx, rbx, rbx, 2, 0)
	c.shift(shl, rbx, 3)
	c.load(rax, rdx, int32(object.TableEntriesAt))
	c.rr(opAdd, rbx, rax)
	c.bind(next)
	c.rr(opCmp, rax, rbx)
	c.jcc(condAE, bail)
	c.rm(opCmp, rcx, rax, 0)
	c.jcc(condE, hit)
	c.ri(immAdd, rax, int32(object.EntrySize))
	c.jmp(next)

	c.bind(hashed)
	c.hashOf(k, rdi, bail)
	c.mov(rsi, rdi)
	c.bind(probe)
	c.load32(rbx, rdx, int32(object.TableMaskAt))
	c.rr(opAnd, rbx, rsi)
	c.load(rax, rdx, int32(object.TableIndexAt))
	c.loadIndexed32(rbx, rax, rbx)
	c.rr(opTest, rbx, rbx)
	c.jcc(condE, bail)
	c.rx(opLea, rbx, rbx, rbx, 2, 0)
	c.shift(shl, rbx, 3)
	c.load(rax, rdx, int32(object.TableEntriesAt))
	c.rx(opLea, rax, rax, rbx, 1, -int8(object.EntrySize))
	c.rm(opCmp, rcx, rax, 0)
	c.jcc(condE, hit)
	c.shift(shr, rdi, 5)
	c.rx(opLea, rsi, rsi, rsi, 4, 0)
	c.rx(opLea, rsi, rsi, rdi, 1, 1)
	c.jmp(probe)

	c.bind(hit)
	c.pop(rdi)
	c.pop(rsi)
	c.pop(rbx)
	return true
}

var _ [object.EntrySize]struct{} = [24]struct{}{} // as findEntry multiplies

// bailAfter returns a label that bails out after it has popped registers.
func (c *compiler) bailAfter(pc int, pops ...reg) label {
	l := c.newLabel()
	c.unwinds = append(c.unwinds, unwind{label: l, pops: pops, to: c.bail(pc)})
	return l
}

// contains emits whether register a is in the set, or the dict, b.
func (c *compiler) contains(pc int, in bool, dst, a, b int) bool {
	k := c.kindAt(pc, a)
	if k != Str && k != Int {
		return false
	}
	switch c.kindAt(pc, b) {
	case Dict:
		if !c.findEntry(pc, b, a, 0) {
			return false
		}
		c.cmpMem(rax, int32(object.EntryValAt), 0)
		c.putBool(dst, [...]cond{condE, condNE}[b2i(in)])
		return true
	case Set:
		c.get(pc, a, k, rdx)
		c.load(rdx, c.get(pc, b, Set, rdx), int32(object.SetTableAt))
		c.boxed(rcx, a)
		c.hashOf(k, rax, c.bail(pc))
		c.push(rbx)
		c.load(rbx, rdx, int32(object.SetEntriesAt)+8)
		c.ri(immSub, rbx, 1)
		c.rr(opAnd, rax, rbx)
		c.pop(rbx)
		c.shift(shl, rax, 4)
		c.rm(opAdd, rax, rdx, int32(object.SetEntriesAt))
		c.load(rax, rax, 0)
		known := c.newLabel()
		c.rr(opCmp, rax, rcx)
		c.jcc(condE, known)
		c.rr(opTest, rax, rax)
		c.jcc(condNE, c.bail(pc)) // another one: it may be further on
		c.ri(immCmp, rcx, 0)      // which is an object or a number: not equal
		c.bind(known)
		c.putBool(dst, [...]cond{condNE, condE}[b2i(in)])
		return true
	}
	return false
}

var _ [object.SetEntrySize]struct{} = [16]struct{}{} // as contains shifts
