//go:build linux && amd64 && !race

// This file implements what machine code keeps for the thread to use again.

package jit

import (
	"weft/internal/code"
	"weft/internal/object"
)

// reuseSet keeps the set in register r, the only argument of a call that is over, if nobody else refers to it: see object.Set.Reuse. It leaves RAX
// alone.
func (c *compiler) reuseSet(pc, r int) {
	s := c.scopeOf(pc)
	sole := false
	for _, ins := range s.c.Instrs {
		sole = sole || ins.Op() == code.BUILD_SET && ins.A() == r-s.base && ins.C() == 0 && ins.B() == ins.A()-1
	}
	if !sole {
		return
	}
	over := c.newLabel()
	c.load(rdx, regsBase, int32(r*8))
	c.bytes(rex(false, 0, 0, rdx), 0xf7) // test dword [rdx+flags], imm32
	c.mem(0, rdx, int32(object.HeaderFlagsAt))
	c.imm32(int32(object.SetSoleFlag))
	c.jcc(condE, over)
	c.load(rcx, thread, int32(object.ThreadExtrasAt))
	c.rr(opTest, rcx, rcx)
	c.jcc(condE, over)
	c.store(rcx, int32(object.ExtrasSetAt), rdx)
	c.bind(over)
}
