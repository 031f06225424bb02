//go:build linux && amd64 && !race

// This file implements an assembler for the instructions of the amd64 that compiled loops are made of.

package jit

import (
	"encoding/binary"
	"math"
)

// reg is a general register or an SSE register, by its number in the encoding.
type reg uint8

const (
	rax reg = iota
	rcx
	rdx
	rbx
	rsp
	rbp
	rsi
	rdi
	r8
	r9
	r10
	r11
	r12
	r13
	r14
	r15
)

// cond is a condition code of Jcc, SETcc and CMOVcc.
type cond uint8

const (
	condO cond = iota
	condNO
	condB
	condAE
	condE
	condNE
	condBE
	condA
	condS
	condNS
	condP
	condNP
	condL
	condGE
	condLE
	condG
)

// label is a place in the code: an index of assembler.labels.
type label int

// assembler collects machine code. Jumps and constants are resolved by finish.
type assembler struct {
	b      []byte
	labels []int // offsets, -1 where not yet bound
	fixes  []fix
	pool   []uint64
	poolAt map[uint64]int
}

// fix is a 32-bit displacement, relative to its end, still to be filled in.
type fix struct {
	at    int
	label label // or, if pool >= 0, a constant
	pool  int
}

func (a *assembler) newLabel() label {
	a.labels = append(a.labels, -1)
	return label(len(a.labels) - 1)
}

func (a *assembler) bind(l label) { a.labels[l] = len(a.b) }

func (a *assembler) bytes(b ...byte) { a.b = append(a.b, b...) }
func (a *assembler) imm32(n int32)   { a.b = binary.LittleEndian.AppendUint32(a.b, uint32(n)) }

// rex returns a REX prefix for the operands reg and rm.
func rex(w bool, r, x, b reg) byte {
	p := byte(0x40) | byte(r>>3)<<2 | byte(x>>3)<<1 | byte(b>>3)
	if w {
		p |= 8
	}
	return p
}

// rr emits op with two registers, 64 bits wide.
func (a *assembler) rr(op byte, r, rm reg) {
	a.bytes(rex(true, r, 0, rm), op, 0xc0|byte(r&7)<<3|byte(rm&7))
}

// mem emits the ModRM byte and displacement of [base+disp].
func (a *assembler) mem(r, base reg, disp int32) {
	switch {
	case disp >= -128 && disp < 128:
		a.bytes(0x40 | byte(r&7)<<3 | byte(base&7))
		if base&7 == rsp {
			a.bytes(0x24)
		}
		a.bytes(byte(disp))
	default:
		a.bytes(0x80 | byte(r&7)<<3 | byte(base&7))
		if base&7 == rsp {
			a.bytes(0x24)
		}
		a.imm32(disp)
	}
}

// rm emits op with a register and [base+disp], 64 bits wide.
func (a *assembler) rm(op byte, r, base reg, disp int32) {
	a.bytes(rex(true, r, 0, base), op)
	a.mem(r, base, disp)
}

// rx emits op with a register and [base+index*scale+disp], 64 bits wide; scale is 1, 2, 4 or 8.
func (a *assembler) rx(op byte, r, base, index reg, scale byte, disp int8) {
	a.bytes(rex(true, r, index, base), op, 0x44|byte(r&7)<<3, scaleBits(scale)<<6|byte(index&7)<<3|byte(base&7), byte(disp))
}

func scaleBits(s byte) byte {
	switch s {
	case 2:
		return 1
	case 4:
		return 2
	case 8:
		return 3
	}
	return 0
}

// rc emits op with a register and a constant in the pool, 64 bits wide.
func (a *assembler) rc(op byte, r reg, c uint64) {
	a.bytes(rex(true, r, 0, 0), op, 0x05|byte(r&7)<<3)
	a.fixConst(c)
}

func (a *assembler) fixConst(c uint64) {
	if a.poolAt == nil {
		a.poolAt = map[uint64]int{}
	}
	k, ok := a.poolAt[c]
	if !ok {
		k = len(a.pool)
		a.pool = append(a.pool, c)
		a.poolAt[c] = k
	}
	a.fixes = append(a.fixes, fix{at: len(a.b), pool: k})
	a.imm32(0)
}

// The two-operand instructions: the opcode that reads the second operand from r/m.
const (
	opMov  = 0x8b
	opAdd  = 0x03
	opOr   = 0x0b
	opAnd  = 0x23
	opSub  = 0x2b
	opXor  = 0x33
	opCmp  = 0x3b
	opTest = 0x85
	opLea  = 0x8d
)

func (a *assembler) mov(d, s reg) {
	if d != s {
		a.rr(opMov, d, s)
	}
}
func (a *assembler) load(d, base reg, disp int32)      { a.rm(opMov, d, base, disp) }
func (a *assembler) store(base reg, disp int32, s reg) { a.rm(0x89, s, base, disp) }

// movImm sets d to n, without changing the flags.
func (a *assembler) movImm(d reg, n uint64) {
	switch {
	case n <= math.MaxUint32:
		if d >= 8 {
			a.bytes(0x41)
		}
		a.bytes(0xb8 | byte(d&7))
		a.imm32(int32(n))
	case int64(n) == int64(int32(n)):
		a.bytes(rex(true, 0, 0, d), 0xc7, 0xc0|byte(d&7))
		a.imm32(int32(n))
	default:
		a.bytes(rex(true, 0, 0, d), 0xb8|byte(d&7))
		a.b = binary.LittleEndian.AppendUint64(a.b, n)
	}
}

// The instructions with a 32-bit immediate: their number in ModRM.
const (
	immAdd = 0
	immOr  = 1
	immAnd = 4
	immSub = 5
	immXor = 6
	immCmp = 7
)

func (a *assembler) ri(op byte, r reg, n int32) {
	if n >= -128 && n < 128 {
		a.bytes(rex(true, 0, 0, r), 0x83, 0xc0|op<<3|byte(r&7), byte(n))
		return
	}
	a.bytes(rex(true, 0, 0, r), 0x81, 0xc0|op<<3|byte(r&7))
	a.imm32(n)
}

// cmpMem compares the word at [base+disp] with n.
func (a *assembler) cmpMem(base reg, disp int32, n int8) {
	a.bytes(rex(true, 0, 0, base), 0x83)
	a.mem(7, base, disp)
	a.bytes(byte(n))
}

// The shifts: their number in ModRM.
const (
	shl = 4
	shr = 5
	sar = 7
)

func (a *assembler) shift(op byte, r reg, n byte) {
	a.bytes(rex(true, 0, 0, r), 0xc1, 0xc0|op<<3|byte(r&7), n)
}
func (a *assembler) shiftCL(op byte, r reg) { a.bytes(rex(true, 0, 0, r), 0xd3, 0xc0|op<<3|byte(r&7)) }
func (a *assembler) neg(r reg)              { a.bytes(rex(true, 0, 0, r), 0xf7, 0xd8|byte(r&7)) }
func (a *assembler) imul(d, s reg) {
	a.bytes(rex(true, d, 0, s), 0x0f, 0xaf, 0xc0|byte(d&7)<<3|byte(s&7))
}
func (a *assembler) cqo()       { a.bytes(0x48, 0x99) }
func (a *assembler) idiv(r reg) { a.bytes(rex(true, 0, 0, r), 0xf7, 0xf8|byte(r&7)) }
func (a *assembler) ret()       { a.bytes(0xc3) }

// div32 divides edx:eax by r, 32 bits wide, unsigned.
func (a *assembler) div32(r reg) { a.bytes(rex(false, 0, 0, r), 0xf7, 0xf0|byte(r&7)) }

// flipSign inverts bit 63.
func (a *assembler) flipSign(r reg) { a.bytes(rex(true, 0, 0, r), 0x0f, 0xba, 0xf8|byte(r&7), 63) }

// loadByte loads a byte at [base+index], extended with zeros.
func (a *assembler) loadByte(d, base, index reg) {
	a.bytes(rex(true, d, index, base), 0x0f, 0xb6, 0x44|byte(d&7)<<3, byte(index&7)<<3|byte(base&7), 0)
}

// loadByteAt loads the byte at [base].
func (a *assembler) loadByteAt(d, base reg) {
	a.bytes(rex(true, d, 0, base), 0x0f, 0xb6)
	a.mem(d, base, 0)
}

// storeByte stores the low byte of s, which must be rax, rcx, rdx or rbx, at [base+index].
func (a *assembler) storeByte(base, index, s reg) {
	a.bytes(rex(false, s, index, base), 0x88, 0x44|byte(s&7)<<3, byte(index&7)<<3|byte(base&7), 0)
}

func (a *assembler) cmov(c cond, d, s reg) {
	a.bytes(rex(true, d, 0, s), 0x0f, 0x40|byte(c), 0xc0|byte(d&7)<<3|byte(s&7))
}

func (a *assembler) jcc(c cond, l label) {
	a.bytes(0x0f, 0x80|byte(c))
	a.fixes = append(a.fixes, fix{at: len(a.b), label: l, pool: -1})
	a.imm32(0)
}

func (a *assembler) jmp(l label) {
	a.bytes(0xe9)
	a.fixes = append(a.fixes, fix{at: len(a.b), label: l, pool: -1})
	a.imm32(0)
}

// The scalar operations on doubles.
const (
	sseAdd  = 0x58
	sseMul  = 0x59
	sseSub  = 0x5c
	sseDiv  = 0x5e
	sseSqrt = 0x51
)

func (a *assembler) sse(prefix, op byte, w bool, d, s reg) {
	if prefix != 0 {
		a.bytes(prefix)
	}
	if p := rex(w, d, 0, s); p != 0x40 {
		a.bytes(p)
	}
	a.bytes(0x0f, op, 0xc0|byte(d&7)<<3|byte(s&7))
}

func (a *assembler) sd(op byte, d, s reg) { a.sse(0xf2, op, false, d, s) }
func (a *assembler) ucomisd(x, y reg)     { a.sse(0x66, 0x2e, false, x, y) }
func (a *assembler) xorpd(d, s reg)       { a.sse(0x66, 0x57, false, d, s) }
func (a *assembler) movXG(d, s reg)       { a.sse(0x66, 0x6e, true, d, s) } // movq xmm, r64
func (a *assembler) movGX(d, s reg)       { a.sse(0x66, 0x7e, true, s, d) } // movq r64, xmm
func (a *assembler) cvtsi2sd(d, s reg)    { a.sse(0xf2, 0x2a, true, d, s) }
func (a *assembler) movX(d, s reg) {
	if d != s {
		a.sse(0x66, 0x28, false, d, s) // movapd
	}
}

// finish resolves jumps and constants and returns the code, to be placed at an address divisible by 16.
func (a *assembler) finish() []byte {
	for len(a.b)%16 != 0 {
		a.bytes(0xcc)
	}
	at := len(a.b)
	for _, c := range a.pool {
		a.b = binary.LittleEndian.AppendUint64(a.b, c)
	}
	for _, f := range a.fixes {
		to := 0
		if f.pool >= 0 {
			to = at + f.pool*8
		} else {
			to = a.labels[f.label]
		}
		binary.LittleEndian.PutUint32(a.b[f.at:], uint32(int32(to-f.at-4)))
	}
	return a.b
}

// cmpMem32Imm compares the 32-bit word at [base+disp] with n.
func (a *assembler) cmpMem32Imm(base reg, disp, n int32) {
	if base >= 8 {
		a.bytes(0x41)
	}
	a.bytes(0x81)
	a.mem(7, base, disp)
	a.imm32(n)
}

// storeImm stores n at [base+disp], 64 bits wide, addImm adds n to what is there.
func (a *assembler) storeImm(base reg, disp, n int32) {
	a.bytes(rex(true, 0, 0, base), 0xc7)
	a.mem(0, base, disp)
	a.imm32(n)
}

func (a *assembler) addImm(base reg, disp int32, n int8) {
	a.bytes(rex(true, 0, 0, base), 0x83)
	a.mem(0, base, disp)
	a.bytes(byte(n))
}

// load32 and store32 load, zero-extended, and store the 32-bit word at [base+disp].
func (a *assembler) load32(d, base reg, disp int32) {
	a.bytes(rex(false, d, 0, base), 0x8b)
	a.mem(d, base, disp)
}

func (a *assembler) store32(base reg, disp, n int32) {
	a.bytes(rex(false, 0, 0, base), 0xc7)
	a.mem(0, base, disp)
	a.imm32(n)
}

// storeLow stores the low 32 bits of s at [base+disp].
func (a *assembler) storeLow(base reg, disp int32, s reg) {
	a.bytes(rex(false, s, 0, base), 0x89)
	a.mem(s, base, disp)
}

// storeX stores the 128 bits of s at [base+disp].
func (a *assembler) storeX(base reg, disp int32, s reg) {
	if p := rex(false, s, 0, base); p != 0x40 {
		a.bytes(p)
	}
	a.bytes(0x0f, 0x11)
	a.mem(s, base, disp)
}

// jmpMem jumps to the address at [base+disp].
func (a *assembler) jmpMem(base reg, disp int32) {
	a.bytes(rex(false, 0, 0, base), 0xff)
	a.mem(4, base, disp)
}

// jmpReg jumps to the address in r.
func (a *assembler) jmpReg(r reg) { a.bytes(rex(false, 0, 0, r), 0xff, 0xe0|byte(r&7)) }

func (a *assembler) push(r reg) { a.bytes(rex(false, 0, 0, r), 0x50|byte(r&7)) }
func (a *assembler) pop(r reg)  { a.bytes(rex(false, 0, 0, r), 0x58|byte(r&7)) }

// loadIndexed32 loads, zero-extended, the 32-bit word at [base+index*4].
func (a *assembler) loadIndexed32(d, base, index reg) {
	a.bytes(rex(false, d, index, base), 0x8b, 0x44|byte(d&7)<<3, scaleBits(4)<<6|byte(index&7)<<3|byte(base&7), 0)
}
