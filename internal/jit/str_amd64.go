//go:build linux && amd64 && !race

// This file implements the machine code that works on the text of strs, and compares them: alone, in tuples and where something is looked
// for. A new str is cut from the memory without pointers that the thread keeps for short ones; when that is used up, the evaluator makes it.

package jit

import (
	"unsafe"

	"weft/internal/object"
)

const (
	strText   = int32(object.StrTextAt)
	strSize   = int32(object.StrTextAt) + 8 // in bytes
	strLength = int32(object.StrLenAt)      // in code points
	strWords  = int32(object.StrWords)

	maxSame    = 256 // bytes that are compared here
	maxScanned = 32  // bytes that one is looked for in
	maxNewStr  = int32(object.MaxInlineStr)
)

// isObject goes to no unless the Value in r is an object, and of type t if that is not nil. It uses tmp.
func (c *compiler) isObject(r, tmp reg, t *object.Type, no label) {
	c.rm(opLea, tmp, r, -1)
	c.shift(shr, tmp, 48)
	c.jcc(condNE, no)
	if t != nil {
		c.load(tmp, r, 0)
		c.rc(opCmp, tmp, uint64(uintptr(unsafe.Pointer(t))))
		c.jcc(condNE, no)
	}
}

// never makes the condition condNE.
func (c *compiler) never() { c.rr(opTest, rsp, rsp) }

// sameBytes compares the n bytes at a and b: the condition is condE if they are the same. It uses all four registers.
func (c *compiler) sameBytes(a, b, n, tmp reg) {
	words, rest, bytes, done := c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel()
	c.bind(words)
	c.ri(immCmp, n, 8)
	c.jcc(condB, rest)
	c.load(tmp, a, 0)
	c.rm(opCmp, tmp, b, 0)
	c.jcc(condNE, done)
	c.ri(immAdd, a, 8)
	c.ri(immAdd, b, 8)
	c.ri(immSub, n, 8)
	c.jmp(words)
	c.bind(rest)
	c.rr(opTest, n, n)
	c.jcc(condE, done)
	c.bind(bytes)
	c.loadByteAt(tmp, a)
	c.cmpByteAt(tmp, b)
	c.jcc(condNE, done)
	c.ri(immAdd, a, 1)
	c.ri(immAdd, b, 1)
	c.ri(immSub, n, 1)
	c.jcc(condNE, bytes)
	c.bind(done)
}

// cmpByteAt compares the low byte of r, which must be rax, rcx, rdx or rbx, with the one at [base].
func (a *assembler) cmpByteAt(r, base reg) {
	a.bytes(rex(false, r, 0, base), 0x3a)
	a.mem(r, base, 0)
}

// sameStrs compares the strs p and q: the condition is condE if they are equal. It uses RAX, RCX, where q may be, and RDX, where p may be, and goes to
// long if they are so long that the evaluator does better.
func (c *compiler) sameStrs(p, q, tmp reg, long label) {
	known := c.newLabel()
	c.rr(opCmp, p, q)
	c.jcc(condE, known)
	c.load(rax, p, strSize)
	c.rm(opCmp, rax, q, strSize)
	c.jcc(condNE, known)
	c.ri(immCmp, rax, maxSame)
	c.jcc(condA, long)
	c.load(rdx, p, strText)
	c.load(rcx, q, strText)
	c.sameBytes(rdx, rcx, rax, tmp)
	c.bind(known)
}

// compareStrs emits the comparison of two str objects for being equal, if that is what they are: the condition is condE then.
func (c *compiler) compareStrs(pc int, cop object.CompareOp, a, b int) bool {
	if cop != object.CmpEQ && cop != object.CmpNE || b < 0 {
		return false
	}
	x, y := c.kindAt(pc, a), c.kindAt(pc, b)
	if x == Tuple && y == Tuple {
		c.sameTuples(pc, a, b)
		return true
	}
	if x != Str || y != Str {
		return false
	}
	known := c.newLabel()
	p, q := c.get(pc, a, Str, rdx), c.get(pc, b, Str, rcx)
	c.rr(opCmp, p, q)
	c.jcc(condE, known)
	c.load(rax, p, strSize)
	c.rm(opCmp, rax, q, strSize)
	c.jcc(condNE, known)
	c.ri(immCmp, rax, maxSame)
	c.jcc(condA, c.bail(pc))
	c.load(rdx, p, strText)
	c.load(rcx, q, strText)
	c.push(rbx)
	c.sameBytes(rdx, rcx, rax, rbx)
	c.pop(rbx)
	c.bind(known)
	return true
}

// orderStrs emits the comparison of two strs for their order, if that is what they are: the conditions are those of unsigned numbers.
func (c *compiler) orderStrs(pc, a, b int) bool {
	if b < 0 || c.kindAt(pc, a) != Str || c.kindAt(pc, b) != Str {
		return false
	}
	p, q := c.get(pc, a, Str, rdx), c.get(pc, b, Str, rcx)
	next, ends, known, least := c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel()
	c.load(rax, p, strSize)
	c.rm(opCmp, rax, q, strSize)
	c.jcc(condBE, least)
	c.load(rax, q, strSize)
	c.bind(least)
	c.ri(immCmp, rax, maxSame)
	c.jcc(condA, c.bail(pc))
	c.pushMem(p, strSize)
	c.pushMem(q, strSize)
	c.push(rbx)
	c.load(rdx, p, strText)
	c.load(rcx, q, strText)
	c.bind(next)
	c.rr(opTest, rax, rax)
	c.jcc(condE, ends)
	c.loadByteAt(rbx, rdx)
	c.cmpByteAt(rbx, rcx)
	c.jcc(condNE, known)
	c.ri(immAdd, rdx, 1)
	c.ri(immAdd, rcx, 1)
	c.ri(immSub, rax, 1)
	c.jmp(next)
	c.bind(ends)
	c.load(rax, rsp, 16)
	c.rm(opCmp, rax, rsp, 8)
	c.bind(known)
	c.pop(rbx)
	c.pop(rax)
	c.pop(rax)
	return true
}

// pushMem pushes the word at [base+disp].
func (a *assembler) pushMem(base reg, disp int32) {
	a.bytes(rex(false, 0, 0, base), 0xff)
	a.mem(6, base, disp)
}

// orderCond returns the condition of x cop y behind orderStrs, and its opposite.
func orderCond(cop object.CompareOp) (yes, no cond) {
	switch cop {
	case object.CmpLT:
		return condB, condAE
	case object.CmpLE:
		return condBE, condA
	case object.CmpGT:
		return condA, condBE
	}
	return condAE, condB
}

// sameTuples compares two tuples: the condition is condE if they are equal. It knows items that are one object, strs and small ints.
func (c *compiler) sameTuples(pc, a, b int) {
	p, q := c.get(pc, a, Tuple, rdx), c.get(pc, b, Tuple, rcx)
	next, more, plain, differ, known, over := c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel()
	items, count := int32(object.TupleItemsAt), int32(object.TupleItemsAt)+8
	bail := c.bailAfter(pc, rdi, rsi, rbx)
	c.rr(opCmp, p, q)
	c.jcc(condE, over)
	c.load(rax, p, count)
	c.rm(opCmp, rax, q, count)
	c.jcc(condNE, over)
	c.load(rdx, p, items)
	c.load(rcx, q, items)
	c.push(rbx)
	c.push(rsi)
	c.push(rdi)
	c.mov(rsi, rdx)
	c.mov(rdi, rcx)
	c.rx(opLea, rbx, rdx, rax, 8, 0)
	c.bind(next)
	c.rr(opCmp, rsi, rbx)
	c.jcc(condE, known)
	c.load(rdx, rsi, 0)
	c.load(rcx, rdi, 0)
	c.rr(opCmp, rdx, rcx)
	c.jcc(condE, more)
	c.isObject(rdx, rax, object.StrType, plain)
	c.isObject(rcx, rax, object.StrType, bail)
	c.push(rbx)
	c.sameStrs(rdx, rcx, rbx, c.bailAfter(pc, rbx, rdi, rsi, rbx))
	c.pop(rbx)
	c.jcc(condNE, known)
	c.bind(more)
	c.ri(immAdd, rsi, 8)
	c.ri(immAdd, rdi, 8)
	c.jmp(next)
	c.bind(plain)
	c.shift(shr, rdx, 49)
	c.ri(immCmp, rdx, 1)
	c.jcc(condNE, bail)
	c.shift(shr, rcx, 49)
	c.ri(immCmp, rcx, 1)
	c.jcc(condNE, bail)
	c.bind(differ)
	c.never()
	c.bind(known)
	c.pop(rdi)
	c.pop(rsi)
	c.pop(rbx)
	c.bind(over)
}

// inSequence emits whether the str in register a is in the tuple, or the character a in the str, b.
func (c *compiler) inSequence(pc int, in bool, dst, a, b int) bool {
	k := c.kindAt(pc, b)
	if c.kindAt(pc, a) != Str || k != Str && k != Tuple {
		return false
	}
	if k == Str {
		c.inStr(pc, a, b)
	} else {
		c.inTuple(pc, a, b)
	}
	c.putBool(dst, [...]cond{condNE, condE}[b2i(in)])
	return true
}

// inStr makes the condition condE if the single byte a is in the str b.
func (c *compiler) inStr(pc, a, b int) {
	p, q := c.get(pc, a, Str, rdx), c.get(pc, b, Str, rcx)
	next, known := c.newLabel(), c.newLabel()
	c.cmpMem(p, strSize, 1)
	c.jcc(condNE, c.bail(pc))
	c.load(rax, q, strSize)
	c.ri(immCmp, rax, maxScanned)
	c.jcc(condA, c.bail(pc))
	c.load(rdx, p, strText)
	c.load(rcx, q, strText)
	c.loadByteAt(rdx, rdx)
	c.rr(opAdd, rax, rcx)
	c.bind(next)
	c.rr(opCmp, rcx, rax)
	none := c.newLabel()
	c.jcc(condE, none)
	c.cmpByteAt(rdx, rcx)
	c.jcc(condE, known)
	c.ri(immAdd, rcx, 1)
	c.jmp(next)
	c.bind(none)
	c.never()
	c.bind(known)
}

// inTuple makes the condition condE if the str a is in the tuple b.
func (c *compiler) inTuple(pc, a, b int) {
	p, q := c.get(pc, a, Str, rdx), c.get(pc, b, Tuple, rcx)
	next, more, none, known := c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel()
	bail := c.bailAfter(pc, rdi, rsi, rbx)
	c.mov(rdx, p)
	c.load(rax, q, int32(object.TupleItemsAt)+8)
	c.load(rcx, q, int32(object.TupleItemsAt))
	c.push(rbx)
	c.push(rsi)
	c.push(rdi)
	c.mov(rdi, rdx)
	c.mov(rsi, rcx)
	c.rx(opLea, rbx, rcx, rax, 8, 0)
	c.bind(next)
	c.rr(opCmp, rsi, rbx)
	c.jcc(condE, none)
	c.load(rdx, rsi, 0)
	c.rr(opCmp, rdx, rdi)
	c.jcc(condE, known)
	c.rm(opLea, rax, rdx, -1)
	c.shift(shr, rax, 48)
	c.jcc(condNE, more) // a number
	c.isObject(rdx, rax, object.StrType, bail)
	c.push(rbx)
	c.sameStrs(rdx, rdi, rbx, c.bailAfter(pc, rbx, rdi, rsi, rbx))
	c.pop(rbx)
	c.jcc(condE, known)
	c.bind(more)
	c.ri(immAdd, rsi, 8)
	c.jmp(next)
	c.bind(none)
	c.never()
	c.bind(known)
	c.pop(rdi)
	c.pop(rsi)
	c.pop(rbx)
}

// strClasses are the classes of characters that the methods of a str ask for: see object.ASCIIClassesAt.
func strClasses(fn Intrinsic) int32 {
	switch fn {
	case IsSpace:
		return object.ClassSpace
	case IsDigit:
		return object.ClassDigit
	case IsAlpha:
		return object.ClassUpper | object.ClassLower
	case IsAlnum:
		return object.ClassUpper | object.ClassLower | object.ClassDigit
	case IsUpper:
		return object.ClassUpper
	case IsLower:
		return object.ClassLower
	}
	return 0
}

// strIntrinsic is intrinsic for functions and methods of strs; k is the kind of the first argument.
func (c *compiler) strIntrinsic(pc int, fn Intrinsic, k Kind, dst, args, n int) bool {
	switch {
	case fn == Chr && n == 1 && k == Int:
		c.mov(rax, c.get(pc, args, Int, rdx))
		c.shift(sar, rax, intShift)
		c.ri(immCmp, rax, 128)
		c.jcc(condAE, c.bail(pc))
		c.charOf(dst)
		return true
	case fn == DictGet && k == Dict && (n == 2 || n == 3):
		return c.dictGet(pc, dst, args, n)
	case fn == ToStr && n == 1 && (k == Int || k == Any && c.hinted(pc, args)):
		c.intStr(pc, dst, args)
		return true
	case k != Str:
		return false
	case fn == ToStr && n == 1:
		c.mov(rax, c.get(pc, args, Str, rdx))
		c.putKnown(dst, Str)
		return true
	case fn == Ord && n == 1:
		p := c.get(pc, args, Str, rdx)
		c.cmpMem(p, strSize, 1)
		c.jcc(condNE, c.bail(pc))
		c.load(rdx, p, strText)
		c.loadByteAt(rax, rdx)
		c.shift(shl, rax, intShift)
		c.putInt(dst)
		return true
	case strClasses(fn) != 0 && n == 1:
		c.allOf(pc, dst, args, strClasses(fn), fn == IsUpper || fn == IsLower)
		return true
	case (fn == Startswith || fn == Endswith) && n == 2 && c.kindAt(pc, args+1) == Str:
		p, q := c.get(pc, args, Str, rdx), c.get(pc, args+1, Str, rcx)
		none, known := c.newLabel(), c.newLabel()
		c.load(rax, q, strSize)
		c.ri(immCmp, rax, maxSame)
		c.jcc(condA, c.bail(pc))
		c.rm(opCmp, rax, p, strSize)
		c.jcc(condA, none)
		c.pushMem(p, strSize)
		c.load(rdx, p, strText)
		c.load(rcx, q, strText)
		if fn == Endswith {
			c.rm(opAdd, rdx, rsp, 0)
			c.rr(opSub, rdx, rax)
		}
		c.ri(immAdd, rsp, 8)
		c.push(rbx)
		c.sameBytes(rdx, rcx, rax, rbx)
		c.pop(rbx)
		c.jmp(known)
		c.bind(none)
		c.never()
		c.bind(known)
		c.putBool(dst, condE)
		return true
	}
	return false
}

// allOf emits whether all characters of the str in register i, and at least one, are of the given classes; single says that there must be one only,
// since case is not a matter of each by itself.
func (c *compiler) allOf(pc, dst, i int, classes int32, single bool) {
	p := c.get(pc, i, Str, rdx)
	c.load(rax, p, strSize)
	if single {
		c.ri(immCmp, rax, 1)
		c.jcc(condNE, c.bail(pc))
	} else {
		c.ri(immSub, rax, 1)
		c.ri(immCmp, rax, maxScanned)
		c.jcc(condAE, c.bail(pc)) // the empty one, too
		c.ri(immAdd, rax, 1)
		c.rm(opCmp, rax, p, strLength)
		c.jcc(condNE, c.bail(pc))
	}
	next, known := c.newLabel(), c.newLabel()
	c.load(rdx, p, strText)
	c.movImm(rcx, uint64(object.ASCIIClassesAt()))
	c.push(rbx)
	c.bind(next)
	c.loadByteAt(rbx, rdx)
	c.loadByte(rbx, rcx, rbx)
	c.ri(immAnd, rbx, classes)
	c.jcc(condE, known)
	if !single {
		c.ri(immAdd, rdx, 1)
		c.ri(immSub, rax, 1)
		c.jcc(condNE, next)
		c.never()
	}
	c.bind(known)
	c.pop(rbx)
	c.putBool(dst, condNE)
}

// strLoop emits FOR_LOOP over the characters of an ASCII str.
func (c *compiler) strLoop(pc, dst, it, to int) {
	var si object.StrIter
	str, at := int32(unsafe.Offsetof(si.S)), int32(unsafe.Offsetof(si.Pos))
	c.tick(pc, to)
	p := c.get(pc, it, StrIter, rdx)
	end := c.newLabel()
	c.load(rcx, p, str)
	c.load(rax, p, at)
	c.rm(opCmp, rax, rcx, strSize)
	c.jcc(condAE, end)
	body := append([]value(nil), c.cur...)
	c.load(rcx, rcx, strText)
	c.loadByte(rax, rcx, rax)
	c.incMem(p, at)
	c.charOf(dst)
	c.jmp(c.edgeTo(pc, to))
	c.cur = body
	c.bind(end)
	c.movImm(rax, word(object.EmptyStr().Value()))
	c.store(p, str, rax)
}

// charOf makes register dst of the frame the str of the ASCII character in RAX.
func (c *compiler) charOf(dst int) {
	c.movImm(rcx, uint64(object.ASCIICharStrsAt()))
	c.rx(opMov, rax, rcx, rax, 8, 0)
	c.putKnown(dst, Str)
}

// isSequence emits MATCH_SEQUENCE for what is a tuple, a list, or a simple value that is none.
func (c *compiler) isSequence(pc, dst, a int) bool {
	k := c.kindAt(pc, a)
	switch k {
	case Tuple, List, Str, Dict:
		c.get(pc, a, k, rdx)
		c.movImm(rax, word(object.Bool(k == Tuple || k == List)))
		c.putWord(dst)
		return true
	}
	return false
}

// length makes RAX the length of register a of the frame, of kind k, as an int.
func (c *compiler) length(pc, a int, k Kind) bool {
	var at uintptr
	switch k {
	case List:
		at = object.ListLenAt
	case Tuple:
		at = object.TupleItemsAt + 8
	case Bytes:
		at = object.BytesDataAt + 8
	case Str:
		at = object.StrLenAt
	case Dict:
		at = object.DictLenAt
	case Set:
		at = object.SetLenAt
	default:
		return false
	}
	c.load(rax, c.get(pc, a, k, rdx), int32(at))
	c.shift(shl, rax, intShift)
	return true
}

// sliceStr emits GETSLICE of an ASCII str.
func (c *compiler) sliceStr(pc, dst, a int) bool {
	if c.kindAt(pc, a) != Str {
		return false
	}
	for _, r := range [...]int{a + 1, a + 2} {
		if k := c.kindAt(pc, r); k != Int && k != Any {
			return false
		}
	}
	p := c.get(pc, a, Str, rdx)
	c.load(rax, p, strSize)
	c.rm(opCmp, rax, p, strLength)
	c.jcc(condNE, c.bail(pc))
	c.bound(a+1, p, c.bail(pc), false)
	c.push(rcx)
	c.bound(a+2, p, c.bailAfter(pc, rcx), true)
	c.pop(rax)
	empty, one, made := c.newLabel(), c.newLabel(), c.newLabel()
	c.rr(opSub, rcx, rax)
	c.jcc(condLE, empty)
	c.ri(immCmp, rcx, maxNewStr)
	c.jcc(condA, c.bail(pc))
	c.rm(opAdd, rax, p, strText)
	c.ri(immCmp, rcx, 1)
	c.jcc(condE, one)
	c.push(rbx)
	c.push(rsi)
	c.push(rdi)
	c.mov(rsi, rax)
	c.cutStr(c.popping(c.lacking(pc, nil), rdi, rsi, rbx))
	c.copyBytes(rdx, rsi, rcx)
	c.mov(rax, rbx)
	c.pop(rdi)
	c.pop(rsi)
	c.pop(rbx)
	c.jmp(made)
	c.bind(empty)
	c.movImm(rax, word(object.EmptyStr().Value()))
	c.jmp(made)
	c.bind(one)
	c.loadByteAt(rax, rax)
	c.movImm(rcx, uint64(object.ASCIICharStrsAt()))
	c.rx(opMov, rax, rcx, rax, 8, 0)
	c.bind(made)
	c.putKnown(dst, Str)
	return true
}

// bound makes RCX the bound of a slice of the str p that is in register r: a small int or None, which is the beginning or the end. It uses RAX.
func (c *compiler) bound(r int, p reg, bail label, end bool) {
	done, number, positive := c.newLabel(), c.newLabel(), c.newLabel()
	if c.cur[r].kind == Int {
		c.mov(rcx, c.general[r])
	} else {
		c.loadWord(rcx, r)
		c.rc(opCmp, rcx, word(object.None))
		c.jcc(condNE, number)
		if end {
			c.load(rcx, p, strLength)
		} else {
			c.movImm(rcx, 0)
		}
		c.jmp(done)
		c.bind(number)
		c.mov(rax, rcx)
		c.shift(shr, rax, 49)
		c.ri(immCmp, rax, 1)
		c.jcc(condNE, bail)
		c.shift(shl, rcx, intShift)
		c.flipSign(rcx)
	}
	c.shift(sar, rcx, intShift)
	c.jcc(condNS, positive)
	c.rm(opAdd, rcx, p, strLength)
	c.jcc(condNS, positive)
	c.movImm(rcx, 0)
	c.bind(positive)
	c.rm(opCmp, rcx, p, strLength)
	c.jcc(condLE, done)
	c.load(rcx, p, strLength)
	c.bind(done)
}

// cutStr makes RBX a new ASCII str of RCX bytes, 2 to maxNewStr, and RDX the address of its text, which is to be filled; it goes to bail if the
// thread has no memory for it at hand: see object.newInline. It uses RAX and RDI.
func (c *compiler) cutStr(bail label) {
	c.rm(opLea, rax, rcx, 8*strWords+7)
	c.shift(shr, rax, 3)
	c.load32(rdi, thread, int32(object.ThreadPieceLeftAt))
	c.rr(opSub, rdi, rax)
	c.jcc(condB, bail)
	c.load(rbx, thread, int32(object.ThreadPieceAt))
	c.ri(immAdd, rbx, object.PieceSize)
	c.storeLow(thread, int32(object.ThreadPieceLeftAt), rdi)
	c.rr(opAdd, rdi, rax)
	c.shift(shl, rdi, 3)
	c.rr(opSub, rbx, rdi)
	c.movImm(rax, uint64(uintptr(unsafe.Pointer(object.StrType))))
	c.store(rbx, 0, rax)
	c.rm(opLea, rdx, rbx, 8*strWords)
	c.store(rbx, strText, rdx)
	c.store(rbx, strSize, rcx)
	c.store(rbx, strLength, rcx)
}

// copyBytes copies n bytes, at least one, from from to to. It uses these and RAX.
func (c *compiler) copyBytes(to, from, n reg) {
	words, rest, bytes, done := c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel()
	c.bind(words)
	c.ri(immSub, n, 8)
	c.jcc(condB, rest)
	c.load(rax, from, 0)
	c.store(to, 0, rax)
	c.ri(immAdd, from, 8)
	c.ri(immAdd, to, 8)
	c.jmp(words)
	c.bind(rest)
	c.ri(immAdd, n, 8)
	c.jcc(condE, done)
	c.bind(bytes)
	c.loadByteAt(rax, from)
	c.storeByteAt(to, rax)
	c.ri(immAdd, from, 1)
	c.ri(immAdd, to, 1)
	c.ri(immSub, n, 1)
	c.jcc(condNE, bytes)
	c.bind(done)
}

// storeByteAt stores the low byte of s, which must be rax, rcx, rdx or rbx, at [base].
func (a *assembler) storeByteAt(base, s reg) {
	a.bytes(rex(false, s, 0, base), 0x88)
	a.mem(s, base, 0)
}

// intStr makes register dst of the frame the str of the int in register i, if that is not negative and has 31 bits, or of the str there if it may be one.
func (c *compiler) intStr(pc, dst, i int) {
	more, sized, digit, one, made := c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel()
	if c.kindAt(pc, i) == Int {
		c.mov(rax, c.get(pc, i, Int, rdx))
	} else {
		number := c.newLabel()
		c.loadWord(rax, i)
		c.mov(rcx, rax)
		c.shift(shr, rcx, 49)
		c.ri(immCmp, rcx, 1)
		c.jcc(condE, number)
		c.isObject(rax, rcx, object.StrType, c.bail(pc))
		c.jmp(made)
		c.bind(number)
		c.shift(shl, rax, intShift)
		c.flipSign(rax)
	}
	c.shift(sar, rax, intShift)
	c.mov(rcx, rax)
	c.shift(shr, rcx, 31)
	c.jcc(condNE, c.bail(pc))
	c.ri(immCmp, rax, 10)
	c.jcc(condB, one)
	c.push(rbx)
	c.push(rsi)
	c.push(rdi)
	c.mov(rsi, rax)
	c.movImm(rcx, 1)
	c.movImm(rax, 10)
	c.bind(more)
	c.rr(opCmp, rsi, rax)
	c.jcc(condB, sized)
	c.rx(opLea, rax, rax, rax, 4, 0)
	c.rr(opAdd, rax, rax)
	c.ri(immAdd, rcx, 1)
	c.jmp(more)
	c.bind(sized)
	c.cutStr(c.popping(c.lacking(pc, nil), rdi, rsi, rbx))
	c.rx(opLea, rdi, rdx, rcx, 1, 0)
	c.mov(rax, rsi)
	c.movImm(rdx, 0xcccccccd) // to divide by 10
	c.bind(digit)
	c.ri(immSub, rdi, 1)
	c.mov(rcx, rax)
	c.imul(rcx, rdx)
	c.shift(shr, rcx, 35)
	c.rx(opLea, rsi, rcx, rcx, 4, 0)
	c.rr(opAdd, rsi, rsi)
	c.rr(opSub, rax, rsi)
	c.ri(immAdd, rax, '0')
	c.storeByteAt(rdi, rax)
	c.mov(rax, rcx)
	c.rr(opTest, rax, rax)
	c.jcc(condNE, digit)
	c.mov(rax, rbx)
	c.pop(rdi)
	c.pop(rsi)
	c.pop(rbx)
	c.jmp(made)
	c.bind(one)
	c.ri(immAdd, rax, '0')
	c.movImm(rcx, uint64(object.ASCIICharStrsAt()))
	c.rx(opMov, rax, rcx, rax, 8, 0)
	c.bind(made)
	c.putKnown(dst, Str)
}

// appendBound emits a call with one argument of a list's method append.
func (c *compiler) appendBound(pc int, ins inst) {
	c.onlyThread(pc)
	p := c.get(pc, ins.A(), Appender, rdx)
	c.load(rax, p, int32(object.BuiltinDefAt))
	c.rm(opLea, rax, rax, int32(object.DefAppendsAt))
	c.loadByteAt(rax, rax)
	c.rr(opTest, rax, rax)
	c.jcc(condE, c.bail(pc))
	c.rm(opLea, rax, p, int32(object.BuiltinBoundAt))
	c.loadByteAt(rax, rax)
	c.rr(opTest, rax, rax)
	c.jcc(condE, c.bail(pc))
	c.load(rdx, p, int32(object.BuiltinSelfAt))
	c.isObject(rdx, rax, object.ListType, c.bail(pc))
	c.append(pc, ins.A()+1)
	c.movImm(rax, word(object.None))
	c.putWord(ins.C())
}
