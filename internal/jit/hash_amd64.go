//go:build linux && amd64 && !race

// This file implements the machine code that looks into dicts and sets, for small ints and strs. It leaves it to the evaluator where a hash is to
// be computed, and where another key has the same.

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

// findEntry makes RAX the address of the entry of dict a for the key in register i, or the number imm if that is -1: see dictTable.findStr and
// findInt. The entry may have been deleted: its value is absent then. Where there is none it goes to missing, or bails out if that is nil.
func (c *compiler) findEntry(pc, a, i int, imm int64, missing *label) bool {
	k := Int
	if i >= 0 {
		if k = c.kindAt(pc, i); k != Str && k != Int {
			return false
		}
	}
	c.load(rdx, c.get(pc, a, Dict, rdx), int32(object.DictTableAt))
	if i >= 0 {
		c.key(pc, i, k)
	} else {
		c.movImm(rcx, word(object.SmallInt(imm)))
	}
	bail := c.bailAfter(pc, rdi, rsi, rbx)
	hit, hashed, next, probe, none, same := c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel()
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
	entry, all := c.newLabel(), c.newLabel()
	c.rr(opCmp, rax, rbx)
	c.jcc(condAE, all)
	c.rm(opCmp, rcx, rax, 0)
	c.jcc(condE, hit)
	c.ri(immAdd, rax, int32(object.EntrySize))
	c.jmp(next)
	c.bind(all)
	if k == Str {
		c.hashOf(k, rdi, bail)
		c.load(rax, rdx, int32(object.TableEntriesAt))
		c.bind(entry)
		c.rr(opCmp, rax, rbx)
		c.jcc(condAE, none)
		c.rm(opCmp, rdi, rax, int32(object.EntryHashAt))
		c.jcc(condE, same)
		c.ri(immAdd, rax, int32(object.EntrySize))
		c.jmp(entry)
	} else {
		c.jmp(none)
	}

	c.bind(hashed)
	c.hashOf(k, rdi, bail)
	c.mov(rsi, rdi)
	c.bind(probe)
	c.load32(rbx, rdx, int32(object.TableMaskAt))
	c.rr(opAnd, rbx, rsi)
	c.load(rax, rdx, int32(object.TableIndexAt))
	c.loadIndexed32(rbx, rax, rbx)
	c.rr(opTest, rbx, rbx)
	c.jcc(condE, none)
	c.rx(opLea, rbx, rbx, rbx, 2, 0)
	c.shift(shl, rbx, 3)
	c.load(rax, rdx, int32(object.TableEntriesAt))
	c.rx(opLea, rax, rax, rbx, 1, -int8(object.EntrySize))
	c.rm(opCmp, rcx, rax, 0)
	c.jcc(condE, hit)
	if k == Str {
		c.load(rbx, rcx, int32(object.StrHashAt))
		c.rm(opCmp, rbx, rax, int32(object.EntryHashAt))
		c.jcc(condE, same)
	}
	c.shift(shr, rdi, 5)
	c.rx(opLea, rsi, rsi, rsi, 4, 0)
	c.rx(opLea, rsi, rsi, rdi, 1, 1)
	c.jmp(probe)

	if k == Str {
		c.bind(same)
		c.load(rbx, rax, 0)
		c.sameKey(bail)
		c.jmp(hit)
	}
	c.bind(none)
	if missing == nil {
		c.jmp(bail)
	} else {
		c.cmpMem32Imm(rdx, int32(object.TableOddAt), 0)
		c.jcc(condNE, bail)
		c.pop(rdi)
		c.pop(rsi)
		c.pop(rbx)
		c.jmp(*missing)
	}

	c.bind(hit)
	c.pop(rdi)
	c.pop(rsi)
	c.pop(rbx)
	return true
}

// key makes RCX the Value of register i of the frame, which must be of kind k. It uses RAX.
func (c *compiler) key(pc, i int, k Kind) {
	switch r := c.get(pc, i, k, rcx); {
	case r == rcx && k == Int:
		c.boxInt(rcx)
		c.mov(rcx, rax)
	case r != rcx:
		c.boxed(rcx, i)
	}
}

// sameKey goes to bail unless the Value in RBX is a str equal to the one in RCX. It uses these, RSI and RDI.
func (c *compiler) sameKey(bail label) {
	c.isObject(rbx, rdi, object.StrType, bail)
	c.load(rdi, rbx, strSize)
	c.rm(opCmp, rdi, rcx, strSize)
	c.jcc(condNE, bail)
	c.ri(immCmp, rdi, maxSame)
	c.jcc(condA, bail)
	c.load(rsi, rbx, strText)
	c.load(rcx, rcx, strText)
	c.sameBytes(rsi, rcx, rdi, rbx)
	c.jcc(condNE, bail)
}

// dictGet emits dict.get with n arguments from register args on.
func (c *compiler) dictGet(pc, dst, args, n int) bool {
	missing, known := c.newLabel(), c.newLabel()
	if !c.findEntry(pc, args, args+1, 0, &missing) {
		return false
	}
	c.load(rax, rax, int32(object.EntryValAt))
	c.rr(opTest, rax, rax)
	c.jcc(condE, c.bail(pc))
	c.jmp(known)
	c.bind(missing)
	if n == 3 {
		c.boxed(rax, args+2)
	} else {
		c.movImm(rax, word(object.None))
	}
	c.bind(known)
	c.putLoaded(pc, dst)
	return true
}

var _ [object.EntrySize]struct{} = [24]struct{}{} // as findEntry multiplies

// bailAfter returns a label that bails out after it has popped registers.
func (c *compiler) bailAfter(pc int, pops ...reg) label {
	return c.popping(c.bail(pc), pops...)
}

// popping returns a label that pops registers before it goes to to.
func (c *compiler) popping(to label, pops ...reg) label {
	l := c.newLabel()
	c.unwinds = append(c.unwinds, unwind{label: l, pops: pops, to: to})
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
		missing, known := c.newLabel(), c.newLabel()
		if !c.findEntry(pc, b, a, 0, &missing) {
			return false
		}
		c.cmpMem(rax, int32(object.EntryValAt), 0)
		c.jmp(known)
		c.bind(missing)
		c.rr(opCmp, rax, rax)
		c.bind(known)
		c.putBool(dst, [...]cond{condE, condNE}[b2i(in)])
		return true
	case Set:
		c.load(rdx, c.get(pc, b, Set, rdx), int32(object.SetTableAt))
		c.key(pc, a, k)
		c.inSet(pc, k)
		c.putBool(dst, [...]cond{condNE, condE}[b2i(in)])
		return true
	}
	return false
}

// setAdd emits SET_ADD, whose set nobody else knows, of a small int or a str: it finds it, or has a free slot for it, where it looks first.
func (c *compiler) setAdd(pc int, ins inst) bool {
	k := c.kindAt(pc, ins.B())
	if k != Str && k != Int || object.Multithreaded() {
		return false
	}
	c.get(pc, ins.B(), k, rdx)
	c.onlyThread(pc)
	c.loadWord(rdx, ins.A())
	c.load(rdx, rdx, int32(object.SetTableAt))
	c.movImm(rax, uint64(object.EmptySetTableAt()))
	c.rr(opCmp, rdx, rax)
	c.jcc(condE, c.bail(pc))
	c.boxed(rcx, ins.B())
	c.hashOf(k, rax, c.bail(pc))
	there := c.newLabel()
	c.push(rbx)
	c.push(rsi)
	bail := c.bailAfter(pc, rsi, rbx)
	c.load(rbx, rdx, int32(object.SetEntriesAt)+8)
	c.ri(immSub, rbx, 1)
	c.mov(rsi, rax)
	c.rr(opAnd, rsi, rbx)
	c.shift(shl, rsi, 4)
	c.rm(opAdd, rsi, rdx, int32(object.SetEntriesAt))
	c.rm(opCmp, rcx, rsi, 0)
	c.jcc(condE, there)
	c.cmpMem(rsi, 0, 0)
	c.jcc(condNE, bail)
	c.store(rsi, 8, rax)
	// Would it grow?
	c.load(rax, rdx, int32(object.SetFillAt))
	c.rx(opLea, rax, rax, rax, 4, 5)
	c.rx(opLea, rbx, rbx, rbx, 2, 0)
	c.rr(opCmp, rax, rbx)
	c.jcc(condGE, bail)
	c.store(rsi, 0, rcx)
	c.incMem(rdx, int32(object.SetFillAt))
	c.load(rax, regsBase, int32(ins.A()*8))
	c.incMem(rax, int32(object.SetUsedAt))
	c.bind(there)
	c.pop(rsi)
	c.pop(rbx)
	return true
}

var _ [object.SetEntrySize]struct{} = [16]struct{}{} // as inSet steps

// inSet makes the condition condE if the key in RCX, of kind k, is in the table of a set in RDX: see setTable.find. It looks at the slots in a
// row only.
func (c *compiler) inSet(pc int, k Kind) {
	bail := c.bailAfter(pc, rdi, rsi, rbx)
	wide, next, same, none, known := c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel()
	c.push(rbx)
	c.push(rsi)
	c.push(rdi)
	c.hashOf(k, rdi, bail)
	c.load(rbx, rdx, int32(object.SetEntriesAt)+8)
	c.ri(immSub, rbx, 1)
	c.mov(rax, rdi)
	c.rr(opAnd, rax, rbx)
	c.rm(opLea, rsi, rax, object.SetProbes)
	c.rr(opCmp, rsi, rbx)
	c.movImm(rsi, object.SetProbes)
	c.jcc(condBE, wide)
	c.movImm(rsi, 0)
	c.bind(wide)
	c.shift(shl, rax, 4)
	c.rm(opAdd, rax, rdx, int32(object.SetEntriesAt))
	c.bind(next)
	c.load(rbx, rax, 0)
	c.rr(opCmp, rbx, rcx)
	c.jcc(condE, known)
	c.rr(opTest, rbx, rbx)
	c.jcc(condE, none)
	c.rm(opCmp, rdi, rax, int32(object.SetHashAt))
	c.jcc(condE, same)
	c.ri(immAdd, rax, int32(object.SetEntrySize))
	c.ri(immSub, rsi, 1)
	c.jcc(condNS, next)
	c.jmp(bail)
	c.bind(same)
	if k == Str {
		c.sameKey(bail)
		c.rr(opCmp, rax, rax)
		c.jmp(known)
	} else {
		c.jmp(bail)
	}
	c.bind(none)
	c.never()
	c.bind(known)
	c.pop(rdi)
	c.pop(rsi)
	c.pop(rbx)
}
