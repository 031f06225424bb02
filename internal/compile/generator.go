// This file implements yield, yield from and await.

package compile

import (
	"weft/internal/code"
	"weft/internal/syntax"
)

func (c *compiler) yield(e *syntax.Yield, dst reg) {
	u := c.u
	if !u.block.Kind.FunctionLike() {
		c.errorAt(e.Pos, "'yield' outside function")
		return
	}
	c.viaTemp(e.Pos, dst, func(t reg) {
		if e.Value != nil {
			c.expr(e.Value, t)
		} else {
			u.loadNone(e.Pos, t)
		}
		u.emit(e.Pos, code.YIELD, t, 0, 0)
	})
}

func (c *compiler) yieldFrom(e *syntax.YieldFrom, dst reg) {
	u := c.u
	if !u.block.Kind.FunctionLike() {
		c.errorAt(e.Pos, "'yield from' outside function")
		return
	}
	if u.kind == scopeAsyncFunction {
		c.errorAt(e.Pos, "'yield from' inside async function")
		return
	}
	c.viaTemp(e.Pos, dst, func(t reg) {
		sub := u.push()
		r := c.operandHint(e.Value, sub)
		u.emit(e.Pos, code.GET_YIELD_FROM_ITER, sub, r, 0)
		u.loadNone(e.Pos, t)
		c.send(e.Pos, t, sub)
		u.top = int(sub - tempBase)
	})
}

func (c *compiler) await(e *syntax.Await, dst reg) {
	c.viaTemp(e.Pos, dst, func(t reg) {
		u := c.u
		sub := u.push()
		r := c.operandHint(e.Value, sub)
		u.top = int(sub-tempBase) + 1
		u.emit(e.Pos, code.GET_AWAITABLE, sub, r, 0)
		u.loadNone(e.Pos, t)
		c.send(e.Pos, t, sub)
		u.top = int(sub - tempBase)
	})
}

// awaitIn awaits the value in t and leaves the result there. kind is that of GET_AWAITABLE.
func (c *compiler) awaitIn(p syntax.Pos, t reg, kind reg) {
	u := c.u
	sub := u.push()
	u.emit(p, code.GET_AWAITABLE, sub, t, kind)
	u.loadNone(p, t)
	c.send(p, t, sub)
	u.pop(1)
}

// send drives the sub-iterator in sub to its end; t holds what is sent and in the end the result:
//
//	again: t = send(sub, t), if it returned goto done
//	       t = yield t (on behalf of sub)
//	       goto again
//	done:
//
// The evaluator relies on this shape, so nothing may be moved between the three instructions.
func (c *compiler) send(p syntax.Pos, t, sub reg) {
	u := c.u
	again, done := u.newLabel(), u.newLabel()
	u.place(again)
	u.jump(p, code.SEND, t, sub, done)
	u.emit(p, code.YIELD_DELEGATE, t, sub, 0)
	u.jump(p, code.JUMP, 0, 0, again)
	u.place(done)
}
