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
