//go:build linux && amd64 && !race

// This file implements the way into compiled code and back.

#include "textflag.h"

// func enter(code uintptr, regs, th unsafe.Pointer) *Exit
// A function in assembly is not preempted: the switch stays as it is found.
TEXT ·enter(SB), NOSPLIT, $0-32
	XORL AX, AX
	CMPL runtime·writeBarrier(SB), $0
	JNE  out
	MOVQ code+0(FP), AX
	MOVQ regs+8(FP), R12
	MOVQ th+16(FP), R13
	CALL AX
out:
	MOVQ AX, ret+24(FP)
	RET

// func hasFMA() bool
// The processor has it, and the system keeps the registers that it comes with.
TEXT ·hasFMA(SB), NOSPLIT, $0-1
	MOVL $1, AX
	XORL CX, CX
	CPUID
	MOVB $0, ret+0(FP)
	ANDL $(1<<12 | 1<<27 | 1<<28), CX // FMA, OSXSAVE, AVX
	CMPL CX, $(1<<12 | 1<<27 | 1<<28)
	JNE  done
	XORL CX, CX
	XGETBV
	ANDL $6, AX
	CMPL AX, $6
	JNE  done
	MOVB $1, ret+0(FP)
done:
	RET
