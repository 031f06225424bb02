//go:build linux && amd64 && !race

package jit

import (
	"bytes"
	"encoding/hex"
	"testing"
)

// TestEncodings checks instructions against their encodings, which objdump reads as the text beside them.
func TestEncodings(t *testing.T) {
	for _, c := range []struct {
		text, want string
		emit       func(a *assembler)
	}{
		{"mov rax, r12", "498bc4", func(a *assembler) { a.mov(rax, r12) }},
		{"mov r15, [r13+8]", "4d8b7d08", func(a *assembler) { a.load(r15, r13, 8) }},
		{"mov rax, [r12+0x400]", "498b842400040000", func(a *assembler) { a.load(rax, r12, 0x400) }},
		{"mov [r12-8], rdi", "49897c24f8", func(a *assembler) { a.store(r12, -8, rdi) }},
		{"mov rax, [rdx+rcx*8+8]", "488b44ca08", func(a *assembler) { a.rx(opMov, rax, rdx, rcx, 8, 8) }},
		{"mov [r8+r9*1+0], r10", "4f89540800", func(a *assembler) { a.rx(0x89, r10, r8, r9, 1, 0) }},
		{"mov r9d, 5", "41b905000000", func(a *assembler) { a.movImm(r9, 5) }},
		{"mov rcx, -2", "48c7c1feffffff", func(a *assembler) { a.movImm(rcx, ^uint64(1)) }},
		{"movabs r14, 0x123456789abc", "49bebc9a785634120000", func(a *assembler) { a.movImm(r14, 0x123456789abc) }},
		{"add rbx, r11", "4903db", func(a *assembler) { a.rr(opAdd, rbx, r11) }},
		{"sub r15, 1", "4983ef01", func(a *assembler) { a.ri(immSub, r15, 1) }},
		{"and rax, 0xffff8000", "4881e00080ffff", func(a *assembler) { a.ri(immAnd, rax, -32768) }},
		{"cmp dword [rax+4], 7", "8178" + "0407000000", func(a *assembler) { a.cmpMem32Imm(rax, 4, 7) }},
		{"cmp qword [r12+16], 0", "49837c241000", func(a *assembler) { a.cmpMem(r12, 16, 0) }},
		{"shl rax, 15", "48c1e00f", func(a *assembler) { a.shift(shl, rax, 15) }},
		{"sar r9, cl", "49d3f9", func(a *assembler) { a.shiftCL(sar, r9) }},
		{"btc rax, 63", "480fbaf83f", func(a *assembler) { a.flipSign(rax) }},
		{"imul rdx, rcx", "480fafd1", func(a *assembler) { a.imul(rdx, rcx) }},
		{"idiv rcx", "48f7f9", func(a *assembler) { a.idiv(rcx) }},
		{"div ecx", "40f7f1", func(a *assembler) { a.div32(rcx) }},
		{"neg r10", "49f7da", func(a *assembler) { a.neg(r10) }},
		{"cmovl rax, r8", "490f4cc0", func(a *assembler) { a.cmov(condL, rax, r8) }},
		{"movzx rax, byte [rdx+rcx]", "480fb6440a00", func(a *assembler) { a.loadByte(rax, rdx, rcx) }},
		{"mov [rdx+rcx], al", "4088440a00", func(a *assembler) { a.storeByte(rdx, rcx, rax) }},
		{"addsd xmm0, xmm12", "f2410f58c4", func(a *assembler) { a.sd(sseAdd, 0, 12) }},
		{"movapd xmm9, xmm1", "66440f28c9", func(a *assembler) { a.movX(9, 1) }},
		{"movq xmm3, rax", "66480f6ed8", func(a *assembler) { a.movXG(3, rax) }},
		{"movq rcx, xmm10", "664c0f7ed1", func(a *assembler) { a.movGX(rcx, 10) }},
		{"ucomisd xmm4, xmm0", "660f2ee0", func(a *assembler) { a.ucomisd(4, 0) }},
		{"cvtsi2sd xmm1, rax", "f2480f2ac8", func(a *assembler) { a.cvtsi2sd(1, rax) }},
		{"mov qword [rax+8], 5", "48c7400805000000", func(a *assembler) { a.storeImm(rax, 8, 5) }},
		{"add qword [r13+0x10], -1", "49834510ff", func(a *assembler) { a.addImm(r13, 16, -1) }},
		{"mov ecx, [rax+4]", "408b4804", func(a *assembler) { a.load32(rcx, rax, 4) }},
		{"mov [rbx+60h], r10d", "44895360", func(a *assembler) { a.storeLow(rbx, 0x60, r10) }},
		{"mov dword [rax+4], 7", "40c7400407000000", func(a *assembler) { a.store32(rax, 4, 7) }},
		{"movups [r12+0x10], xmm0", "410f11442410", func(a *assembler) { a.storeX(r12, 16, 0) }},
		{"jmp r8", "41ffe0", func(a *assembler) { a.jmpReg(r8) }},
		{"jmp [rax+8]", "40ff6008", func(a *assembler) { a.jmpMem(rax, 8) }},
		{"push rax", "4050", func(a *assembler) { a.push(rax) }},
		{"pop r11", "415b", func(a *assembler) { a.pop(r11) }},
		{"mov ebx, [rax+rbx*4]", "408b5c9800", func(a *assembler) { a.loadIndexed32(rbx, rax, rbx) }},
		{"cvttsd2si rax, xmm9", "f2490f2cc1", func(a *assembler) { a.cvttsd2si(rax, 9) }},
		{"vfnmadd231sd xmm1, xmm0, xmm12", "c4c2f9bdcc", func(a *assembler) { a.fused(fmaNeg, 1, 0, 12) }},
		{"vfmsub231sd xmm0, xmm15, xmm15", "c4c281bbc7", func(a *assembler) { a.fused(fmaSub, 0, 15, 15) }},
		{"vfmsub213sd xmm15, xmm3, xmm2", "c462e1abfa", func(a *assembler) { a.fused(fmaSub213, 15, 3, 2) }},
		{"ret", "c3", func(a *assembler) { a.ret() }},
	} {
		a := &assembler{}
		c.emit(a)
		want, err := hex.DecodeString(c.want)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.b, want) {
			t.Errorf("%s: %x, want %x", c.text, a.b, want)
		}
	}
}

// TestFinish checks displacements: a jump back, one ahead, and a constant.
func TestFinish(t *testing.T) {
	a := &assembler{}
	back, ahead := a.newLabel(), a.newLabel()
	a.bind(back)
	a.jcc(condE, ahead) // 6 bytes
	a.jmp(back)         // 5
	a.bind(ahead)
	a.rc(opAdd, rax, 0x1122334455667788) // 7
	b := a.finish()
	want, _ := hex.DecodeString("0f8405000000" + "e9f5ffffff" + "4803050e000000" + "cccccccccccccccccccccccccccc" + "8877665544332211")
	if !bytes.Equal(b, want) {
		t.Errorf("%x, want %x", b, want)
	}
}
