// This file implements for, async for and while.

package compile

import (
	"weft/internal/code"
	"weft/internal/syntax"
)

// forStmt compiles a for statement; forLoop shows the loop itself. break goes behind orelse.
func (c *compiler) forStmt(s *syntax.For) {
	u := c.u
	next, exit := u.newLabel(), u.newLabel()
	it := u.push()
	c.getIter(s.Iter, it)
	c.forLoop(s.Iter.Position(), s.Target, it, next, func() {
		c.pushBlock(fblock{kind: blockLoop, guard: u.guard, pos: s.Pos, next: next, exit: exit})
		c.stmts(s.Body)
		u.jump(syntax.Pos{}, code.JUMP, 0, 0, next)
		c.popBlock()
	})
	u.pop(1)
	c.stmts(s.Orelse)
	u.place(exit)
}

// getIter evaluates iter(e) into it, the topmost temporary. A display of constants becomes a tuple.
func (c *compiler) getIter(e syntax.Expr, it reg) {
	u := c.u
	mark := u.top
	var r reg
	if k, ok := c.iterConst(e); ok {
		u.loadConst(e.Position(), k, it)
		r = it
	} else {
		r = c.operandHint(e, it)
	}
	u.top = mark
	u.emit(e.Position(), code.GET_ITER, it, r, 0)
}

func (c *compiler) iterConst(e syntax.Expr) (code.Const, bool) {
	switch e.(type) {
	case *syntax.List, *syntax.Set:
		return c.foldContainer(e)
	}
	return nil, false
}

// forLoop compiles the loop over the iterator in it, which stands at the bottom as in while:
//
//	      goto next
//	body: target = item
//	      body
//	next: item = next(it), goto body unless exhausted
//
// body must end with a jump to next.
func (c *compiler) forLoop(p syntax.Pos, target syntax.Expr, it reg, next label, body func()) {
	u := c.u
	local := false
	var item reg
	if n, ok := target.(*syntax.Name); ok {
		item, local = c.fastLocal(n.Id)
	}
	if local {
		u.touch(item)
	} else {
		item = u.push()
	}
	u.enterLoop()
	u.jump(syntax.Pos{}, code.JUMP, 0, 0, next)
	start := len(u.ins)
	u.placeLoop(next)
	after := u.saveFlow()
	if local {
		u.setBound(item)
	}
	begin := u.newLabel()
	u.jump(p, code.FOR_LOOP, item, it, begin)
	n := len(u.ins) - start
	u.reachable = false
	u.place(begin)
	if !local {
		c.assign(target, item)
		u.pop(1)
	}
	body()
	rotate(u.ins[start:], n)
	u.leaveLoop()
	u.restoreFlow(after)
}

// while compiles the test once, at the bottom:
//
//	      goto next
//	body: body
//	next: if test goto body
//	      orelse
//	exit:
func (c *compiler) while(s *syntax.While) {
	u := c.u
	next, body, exit := u.newLabel(), u.newLabel(), u.newLabel()
	block := fblock{kind: blockLoop, guard: u.guard, pos: s.Pos, next: next, exit: exit}
	k, isConst := c.fold(s.Test)
	if isConst && truth(k) {
		u.markLine(s.Test.Position())
		u.flushLine()
		u.enterLoop()
		u.placeLoop(next)
		c.pushBlock(block)
		c.stmts(s.Body)
		u.jump(syntax.Pos{}, code.JUMP, 0, 0, next)
		c.popBlock()
		u.leaveLoop()
		c.stmts(s.Orelse) // unreachable, but checked
		u.place(exit)
		return
	}
	u.enterLoop()
	u.jump(s.Pos, code.JUMP, 0, 0, next)
	start := len(u.ins)
	u.placeLoop(next)
	c.jumpIf(s.Test, true, body)
	end := len(u.ins)
	after := u.saveFlow()
	u.reachable = false
	u.place(body)
	c.pushBlock(block)
	c.stmts(s.Body)
	u.jump(syntax.Pos{}, code.JUMP, 0, 0, next)
	c.popBlock()
	rotate(u.ins[start:], end-start)
	u.leaveLoop()
	u.restoreFlow(after)
	c.stmts(s.Orelse)
	u.place(exit)
}

// rotate moves the first n instructions behind the others.
func rotate(list []inst, n int) {
	first := append([]inst(nil), list[:n]...)
	copy(list, list[n:])
	copy(list[len(list)-n:], first)
}

// asyncFor compiles
//
//	      it = aiter(x)
//	next: t = await anext(it)        exceptions: goto done
//	      target = t
//	      body
//	      goto next
//	done: (out of line) re-raise unless StopAsyncIteration; goto else
//	else: orelse
//	exit:
func (c *compiler) asyncFor(s *syntax.AsyncFor) {
	u := c.u
	next, orelse, exit := u.newLabel(), u.newLabel(), u.newLabel()
	it := u.push()
	mark := u.top
	r := c.operandHint(s.Iter, it)
	u.top = mark
	u.emit(s.Iter.Position(), code.GET_AITER, it, r, 0)
	u.enterLoop()
	u.placeLoop(next)
	c.asyncNext(s.Pos, s.Iter.Position(), s.Target, it, orelse)
	c.pushBlock(fblock{kind: blockLoop, guard: u.guard, pos: s.Pos, next: next, exit: exit})
	c.stmts(s.Body)
	u.jump(syntax.Pos{}, code.JUMP, 0, 0, next)
	c.popBlock()
	u.leaveLoop()
	u.place(orelse)
	u.pop(1)
	c.stmts(s.Orelse)
	u.place(exit)
}

// asyncNext awaits the next item of it and assigns it to target; the end of the iteration goes to done.
func (c *compiler) asyncNext(p, iterPos syntax.Pos, target syntax.Expr, it reg, done label) {
	u := c.u
	outer := u.guard
	entry := u.saveFlow()
	t := u.push()
	l, guard := u.newHandler(t)
	u.guard = guard
	sub := u.push()
	u.emit(p, code.GET_ANEXT, sub, it, 0)
	u.loadNone(p, t)
	c.send(p, t, sub)
	u.pop(1)
	u.guard = outer
	u.outOfLine(func() {
		u.placeHandler(l, entry)
		u.emit(iterPos, code.END_ASYNC_FOR, t, 0, 0)
		u.jump(syntax.Pos{}, code.JUMP, 0, 0, done)
	})
	c.assign(target, t)
	u.pop(1)
}
