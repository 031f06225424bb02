//go:build linux && amd64 && !race

// This file implements the machine code of remainders, quotients and powers of floats, of divmod, and of arithmetic with the results of
// comparisons. Why the results are exact, or rounded right, is said in package libm (mod.go, powHalves), which computes the same.

package jit

import (
	"math"
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// hasFMA reports whether the processor can multiply and add with one rounding.
func hasFMA() bool

var fma = hasFMA()

// tempX is a register for use within one instruction, as X0 to X2 are. Go's own code has a zero there and makes it one again after assembly.
const tempX = reg(15)

// The fused operations on d, a and b.
const (
	fmaSub = 0xba // d = a*b - d
	fmaNeg = 0xbc // d = -(a*b) + d

	fmaSub213 = 0xaa // d = a*d - b
)

// fused emits a fused operation on d, a and b.
func (a *assembler) fused(op byte, d, x, y reg) {
	p := rex(true, d, 0, y)
	a.bytes(0xc4, ^p<<5&0xe0|2, 0x81|byte(^x&15)<<3, op|1, 0xc0|byte(d&7)<<3|byte(y&7))
}

// cvttsd2si makes d the float in s, cut off; 1<<63 if it is too large.
func (a *assembler) cvttsd2si(d, s reg) { a.sse(0xf2, 0x2c, true, d, s) }

// divideFloat emits FLOORDIV and MOD of numbers one of which is a float. It bails out for quotients of 2^50 and more, infinities and zeros
// as divisors.
func (c *compiler) divideFloat(pc int, op code.Op, dst, a, b int, x, y Kind, imm int64) bool {
	if !fma {
		return false
	}
	p := c.number(pc, a, x, 0, 1)
	q := c.number(pc, b, y, imm, 2)
	c.movX(0, p)
	c.sd(sseDiv, 0, q)
	c.cvttsd2si(rax, 0)
	c.movImm(rcx, 1<<50)
	c.rr(opAdd, rcx, rax)
	c.shift(shr, rcx, 51)
	c.jcc(condNE, c.bail(pc))
	c.movGX(rdx, p)
	c.movX(1, p)
	c.xorpd(0, 0)
	c.cvtsi2sd(0, rax)
	c.fused(fmaNeg, 1, 0, q) // what remains, perhaps of the wrong sign
	c.ucomisd(1, 1)
	c.jcc(condP, c.bail(pc))
	c.movGX(rcx, q)
	if op == code.FLOORDIV {
		whole, done := c.newLabel(), c.newLabel()
		c.rr(opXor, rdx, rcx) // its sign is that of a quotient of zero
		c.xorpd(0, 0)
		c.ucomisd(1, 0)
		c.jcc(condE, whole)
		c.push(rax)
		c.movGX(rax, 1)
		c.rr(opXor, rax, rcx)
		c.shift(shr, rax, 63)
		c.mov(rcx, rax)
		c.pop(rax)
		c.rr(opSub, rax, rcx)
		c.bind(whole)
		c.cvtsi2sd(0, rax)
		c.rr(opTest, rax, rax)
		c.jcc(condNE, done)
		c.shift(shr, rdx, 63)
		c.shift(shl, rdx, 63)
		c.movXG(0, rdx)
		c.bind(done)
		c.putFloat(dst)
		return true
	}
	same, done := c.newLabel(), c.newLabel()
	c.movGX(rax, 1)
	c.mov(rdx, rax)
	c.rr(opXor, rax, rcx)
	c.jcc(condNS, same)
	c.shift(shl, rdx, 1)
	c.jcc(condE, done)
	c.sd(sseAdd, 1, q)
	c.jmp(same)
	c.bind(done) // zero, of the sign of the divisor
	c.shift(shr, rcx, 63)
	c.shift(shl, rcx, 63)
	c.movXG(1, rcx)
	c.bind(same)
	c.movX(0, 1)
	c.putFloat(dst)
	return true
}

// constant returns what register r of the code s has, as a LOAD_CONST or LOAD_INT has just loaded it, or as the frame has it now: temporaries
// keep the constants that a loop needs. It is for the code to test that it still does.
func (c *compiler) constant(pc int, s *scope, r int) (v object.Value) {
	if at := pc - s.off; at > 0 && !c.leaders[pc] {
		switch ins := s.c.Instrs[at-1]; {
		case ins.Op() == code.LOAD_CONST && ins.A() == r:
			return s.code.Consts[uint32(ins>>32)]
		case ins.Op() == code.LOAD_INT && ins.A() == r:
			return object.SmallInt(int64(ins.W()))
		}
	}
	if s.parent == nil && r >= len(s.c.Locals) {
		return unsafe.Slice(c.req.Frame.Regs, c.nregs)[r]
	}
	return v
}

// power emits POW where the exponent is a constant: a small multiple of a half for numbers that are not very large or small, 2 or 3 for ints.
func (c *compiler) power(pc int, s *scope, dst, a, b int) bool {
	v := c.constant(pc, s, b-s.base)
	k := c.kindAt(pc, a)
	if k == Any && !c.hinted(pc, a) && v.IsFloat() {
		k = Float
	}
	var y float64
	switch {
	case v.IsInt() && k == Int && v.Int() == 2 && (c.cur[b].kind == Int || c.cur[b].kind == Any):
		c.same(pc, b, Int, v)
		return c.arithInt(pc, code.MUL, dst, a, a, 0)
	case v.IsFloat():
		y = v.Float()
	case v.IsInt() && k == Float:
		y = float64(v.Int())
	default:
		return false
	}
	n := int(y * 2)
	if !fma || !isNumber(k) || float64(n) != y*2 || n == 0 || n < -6 || n > 6 || n == 5 || n == -5 {
		return false
	}
	if v.IsInt() {
		c.same(pc, b, Int, v)
	} else {
		c.same(pc, b, Float, v)
	}
	const hi, lo, help, one = reg(2), reg(0), reg(1), tempX
	x := tempX
	c.movX(x, c.number(pc, a, k, 0, 1))
	c.movGX(rax, x)
	c.shift(shr, rax, 52)
	c.ri(immSub, rax, 1023-60)
	c.ri(immCmp, rax, 120)
	c.jcc(condAE, c.bail(pc)) // or negative
	pair := true              // the power is hi + lo
	switch m := max(n, -n); m {
	case 2:
		c.movX(hi, x)
		pair = false
	case 1, 3:
		c.sd(sseSqrt, hi, x)
		if n == 1 {
			pair = false
			break
		}
		// What the root lacks: (x - hi*hi) / (2*hi).
		c.movX(help, hi)
		c.sd(sseAdd, help, help)
		c.movX(lo, x)
		c.fused(fmaNeg, lo, hi, hi)
		c.sd(sseDiv, lo, help)
		if m == 3 {
			c.timesPair(x, hi, lo, help)
		}
	case 4, 6:
		c.movX(hi, x)
		c.sd(sseMul, hi, x)
		if n == 4 {
			pair = false
			break
		}
		c.movX(lo, hi)
		c.fused(fmaSub, lo, x, x)
		if m == 6 {
			c.timesPair(x, hi, lo, help)
		}
	}
	if n < 0 {
		c.movConst(one, 1)
		c.movX(help, one)
		c.sd(sseDiv, help, hi)
		if n == -2 {
			c.movX(hi, help)
		} else {
			c.fused(fmaNeg, one, hi, help)
			c.fused(fmaNeg, one, lo, help)
			c.sd(sseMul, one, help)
			c.movX(hi, help)
			c.movX(lo, one)
		}
	}
	if pair {
		// Rounded, unless another number within the bound of the error would be rounded otherwise.
		c.movConst(help, 0x1p-90)
		c.sd(sseMul, help, hi)
		c.sd(sseSub, lo, help)
		c.sd(sseAdd, help, help)
		c.sd(sseAdd, help, lo)
		c.sd(sseAdd, lo, hi)
		c.sd(sseAdd, help, hi)
		c.ucomisd(lo, help)
		c.jcc(condNE, c.bail(pc))
	} else {
		c.movX(0, hi)
	}
	c.putFloat(dst)
	return true
}

// timesPair multiplies the pair hi + lo by x.
func (c *compiler) timesPair(x, hi, lo, help reg) {
	c.movX(help, hi)
	c.sd(sseMul, hi, x)
	c.sd(sseMul, lo, x)
	c.fused(fmaSub213, help, x, hi) // what the product lacks
	c.sd(sseAdd, lo, help)
}

// same bails out unless register r of the frame is the number v, of kind k.
func (c *compiler) same(pc, r int, k Kind, v object.Value) {
	if k == Int {
		p := c.get(pc, r, Int, rdx)
		c.movImm(rax, uint64(v.Int())<<intShift)
		c.rr(opCmp, p, rax)
	} else {
		p := c.get(pc, r, Float, 1)
		c.movGX(rax, p)
		c.movImm(rcx, math.Float64bits(v.Float()))
		c.rr(opCmp, rax, rcx)
	}
	c.jcc(condNE, c.bail(pc))
}

// arithBool emits ADD and SUB of a small int and the result of a comparison.
func (c *compiler) arithBool(pc int, op code.Op, dst, a, b int) bool {
	if op == code.ADD && c.cur[a].boolean {
		a, b = b, a
	}
	if b < 0 || !c.cur[b].boolean || c.cur[a].boolean || c.kindAt(pc, a) != Int || op != code.ADD && op != code.SUB {
		return false
	}
	p := c.get(pc, a, Int, rdx)
	c.loadWord(rax, b)
	c.rc(opCmp, rax, word(object.True))
	c.movImm(rax, 0)
	c.movImm(rcx, 1<<intShift)
	c.cmov(condE, rax, rcx)
	if op == code.ADD {
		c.rr(opAdd, rax, p)
	} else {
		c.mov(rcx, rax)
		c.mov(rax, p)
		c.rr(opSub, rax, rcx)
	}
	c.jcc(condO, c.bail(pc))
	c.putInt(dst)
	return true
}

// divmod emits a call of divmod with ints and the UNPACK_SEQUENCE behind it, to which nobody sees the tuple; ok is false if it is something else.
func (c *compiler) divmod(pc int, s *scope, ins inst, args, n int) bool {
	at := pc + 1 - s.off
	if n != 2 || c.leaders[pc+1] || at >= len(s.c.Instrs) || c.kindAt(pc, args) != Int || c.kindAt(pc, args+1) != Int {
		return false
	}
	u := s.c.Instrs[at]
	if u.Op() != code.UNPACK_SEQUENCE || u.C() != 2 || u.B() != ins.Instr.C() || u.B() < len(s.c.Locals) {
		return false
	}
	p := c.get(pc, args, Int, rdx)
	c.divide(pc, code.FLOORDIV, p, c.get(pc, args+1, Int, rcx), 0, 0)
	dst := s.base + u.A()
	c.putInt(dst)
	c.mov(rax, rdx)
	c.shift(shl, rax, intShift)
	c.putInt(dst + 1)
	return true
}

// floatToInt makes RAX the float in x, cut off or rounded down, as a shifted int.
func (c *compiler) floatToInt(pc int, x reg, floor bool) {
	c.cvttsd2si(rax, x)
	c.movImm(rcx, 1<<47)
	c.rr(opAdd, rcx, rax)
	c.shift(shr, rcx, 48)
	c.jcc(condNE, c.bail(pc))
	if floor {
		c.xorpd(0, 0)
		c.cvtsi2sd(0, rax)
		c.ucomisd(x, 0)
		c.movImm(rcx, 0)
		c.movImm(rdx, 1)
		c.cmov(condB, rcx, rdx)
		c.rr(opSub, rax, rcx)
	}
	c.shift(shl, rax, intShift)
}

// calledNative ends a call at pc that was compiled as a function of the library, and the instruction behind it, if control goes on behind that:
// control comes back when the evaluator has executed the call.
func (c *compiler) calledNative(pc, to int, ins inst) {
	if to > pc+2 || c.bailAt < 0 || !c.canHelp(pc, ins) {
		return
	}
	if to == pc+1 {
		c.rejoinHere(pc)
	} else {
		c.resumeAt(&c.bailExit.Next, pc, pc+1)
	}
}

// rangeBy emits a call of range with three ints, from register args on, for a loop: see rangeLoop.
func (c *compiler) rangeBy(pc, args, dst int) bool {
	for i := range 3 {
		c.get(pc, args+i, Int, rdx) // is one, be it in its home or in the frame
	}
	start, stop, step := args, args+1, args+2
	c.load(rax, thread, int32(object.ThreadSpareRangeAt))
	c.rr(opTest, rax, rax)
	c.jcc(condE, c.bail(pc))
	// RAX becomes the number of items, which is the distance, rounded up, over the step, both made positive.
	up, none, long, divided := c.newLabel(), c.newLabel(), c.newLabel(), c.newLabel()
	c.plainInt(rax, stop)
	c.plainInt(rcx, start)
	c.rr(opSub, rax, rcx)
	c.plainInt(rcx, step)
	c.rr(opTest, rcx, rcx)
	c.jcc(condE, c.bail(pc))
	c.jcc(condNS, up)
	c.neg(rcx)
	c.neg(rax)
	c.bind(up)
	c.rr(opAdd, rax, rcx)
	c.ri(immSub, rax, 1)
	c.rr(opCmp, rax, rcx)
	c.jcc(condL, none)
	c.mov(rdx, rax)
	c.rr(opOr, rdx, rcx)
	c.shift(shr, rdx, 32)
	c.jcc(condNE, long)
	c.div32(rcx)
	c.jmp(divided)
	c.bind(long)
	c.cqo()
	c.idiv(rcx)
	c.jmp(divided)
	c.bind(none)
	c.movImm(rax, 0)
	c.bind(divided)
	c.mov(rdx, rax)
	c.plainInt(rcx, step)
	c.push(rax)
	c.imul(rdx, rcx)
	c.plainInt(rax, start)
	c.rr(opAdd, rdx, rax)
	var it object.RangeIter
	c.load(rax, thread, int32(object.ThreadSpareRangeAt))
	c.storeImm(thread, int32(object.ThreadSpareRangeAt), 0)
	c.store(rax, int32(unsafe.Offsetof(it.End)), rdx)
	c.store(rax, int32(unsafe.Offsetof(it.By)), rcx)
	c.pop(rcx)
	c.store(rax, int32(unsafe.Offsetof(it.Left)), rcx)
	c.putKnown(dst, RangeIter)
	return true
}

// plainInt makes d the small int in register r of the frame, not shifted.
func (c *compiler) plainInt(d reg, r int) {
	if c.cur[r].kind == Int {
		c.mov(d, c.general[r])
	} else {
		c.load(d, regsBase, int32(r*8))
		c.shift(shl, d, intShift)
		c.flipSign(d)
	}
	c.shift(sar, d, intShift)
}

// listPop makes register dst the last item of the list in register l, which loses it, unless the list is to get a smaller array: see popAt.
func (c *compiler) listPop(pc, dst, l int) {
	const least = 32 // the capacity up to which a list keeps its array
	c.onlyThread(pc)
	const p = rdx // the list; its home may be the result's
	c.mov(p, c.get(pc, l, List, rdx))
	roomy := c.newLabel()
	c.load(rcx, p, int32(object.ListLenAt))
	c.rr(opTest, rcx, rcx)
	c.jcc(condE, c.bail(pc))
	c.load(rax, p, int32(object.ListArrayAt))
	c.load(rax, rax, 0)
	c.rc(opSub, rax, object.IntBias)
	c.ri(immCmp, rax, least)
	c.jcc(condLE, roomy)
	c.shift(sar, rax, 2)
	c.rr(opCmp, rcx, rax)
	c.jcc(condL, c.bail(pc))
	c.bind(roomy)
	c.load(rax, p, int32(object.ListArrayAt))
	c.rx(opMov, rax, rax, rcx, 8, 0)
	c.rr(opTest, rax, rax)
	c.jcc(condE, c.bail(pc))
	c.putLoaded(pc, dst)
	c.addImm(p, int32(object.ListLenAt), -1)
	c.load(rcx, p, int32(object.ListLenAt))
	c.load(rax, p, int32(object.ListArrayAt))
	c.shift(shl, rcx, 3)
	c.rr(opAdd, rax, rcx)
	c.storeImm(rax, 8, 0)
}
