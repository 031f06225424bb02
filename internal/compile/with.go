// This file implements with and async with.

package compile

import (
	"weft/internal/code"
	"weft/internal/syntax"
)

// with compiles the items from the outside in:
//
//	      x, x+1 = type(m).__exit__, m; t = type(m).__enter__(m)
//	      target = t                        exceptions from here on: W
//	      body
//	      x(x+1, None, None, None)
//	end:
//	out of line:
//	W:    (e) p = handled; handled = e      exceptions: C
//	      t = x(x+1, type(e), e, traceback of e)
//	      if t goto S
//	      handled = p; reraise e
//	S:    handled = p; goto end
//	C:    (e) handled = p; reraise e
//
// async with awaits the results of both methods.
func (c *compiler) with(items []*syntax.WithItem, body []syntax.Stmt, async bool) {
	u := c.u
	item := items[0]
	p := item.ContextExpr.Position()
	kind, enter, exit := blockWith, code.SpecialEnter, code.SpecialExit
	if async {
		kind, enter, exit = blockAsyncWith, code.SpecialAEnter, code.SpecialAExit
	}
	mark := u.top
	x := u.pushN(2)
	t := u.push()
	m := c.operandHint(item.ContextExpr, t)
	u.top = int(t-tempBase) + 1
	u.push()
	u.emit(p, code.LOAD_SPECIAL, x, m, reg(exit))
	u.emit(p, code.LOAD_SPECIAL, t, m, reg(enter))
	u.emit(p, code.CALL_METHOD, t, 0, t)
	u.pop(1)
	if async {
		c.awaitIn(p, t, 1)
	}
	outer := u.guard
	entry := u.saveFlow()
	e := t
	l, guard := u.newHandler(e)
	end := u.newLabel()
	u.guard = guard
	c.pushBlock(fblock{kind: kind, guard: outer, pos: p, reg: x})
	if item.OptionalVars != nil {
		c.assign(item.OptionalVars, t)
	}
	u.pop(1)
	if len(items) > 1 {
		c.with(items[1:], body, async)
	} else {
		c.stmts(body)
	}
	c.popBlock()
	u.guard = outer
	if async {
		// The exit method may be awaited again when the handler runs it; it never is after this.
		u.guard = outer
	}
	u.pushN(3)
	c.callExit(p, x, async)
	u.pop(3)
	u.outOfLine(func() {
		u.placeHandler(l, entry)
		u.push()
		prev := u.push()
		res := u.push()
		cl, cguard := u.newHandler(e)
		handling := u.saveFlow()
		suppress := u.newLabel()
		u.guard = cguard
		u.emit(p, code.PUSH_EXC, prev, e, 0)
		u.emit(p, code.WITH_EXCEPT_START, res, x, e)
		if async {
			c.awaitIn(p, res, 2)
		}
		u.jump(syntax.Pos{}, code.JTRUE, res, 0, suppress)
		u.guard = outer
		u.emit(syntax.Pos{}, code.POP_EXC, prev, 0, 0)
		u.emit(syntax.Pos{}, code.RERAISE, e, 1, 0)
		u.place(suppress)
		u.emit(syntax.Pos{}, code.POP_EXC, prev, 0, 0)
		u.jump(syntax.Pos{}, code.JUMP, 0, 0, end)
		u.placeHandler(cl, handling)
		u.emit(syntax.Pos{}, code.POP_EXC, prev, 0, 0)
		u.emit(syntax.Pos{}, code.RERAISE, e, 1, 0)
		u.pop(3)
	})
	u.place(end)
	u.top = mark
}

// callExit calls the exit method in x, x+1 with three Nones, in the window of five registers at x.
func (c *compiler) callExit(p syntax.Pos, x reg, async bool) {
	u := c.u
	for i := reg(2); i < 5; i++ {
		u.loadNone(p, x+i)
	}
	u.emit(p, code.CALL_METHOD, x, 3, x)
	if async {
		c.awaitIn(p, x, 2)
	}
}
