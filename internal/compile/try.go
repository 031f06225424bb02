// This file implements try statements.

package compile

import (
	"weft/internal/code"
	"weft/internal/syntax"
)

// Handlers keep two temporaries: e, where the exception arrives, and p, the exception that was being handled before.

func (c *compiler) try(s *syntax.Try) {
	c.u.markLine(s.Pos)
	if len(s.Finalbody) > 0 {
		c.tryFinally(s.Pos, s.Finalbody, func() {
			if len(s.Handlers) > 0 {
				c.tryExcept(s)
			} else {
				c.stmts(s.Body)
			}
		})
		return
	}
	c.tryExcept(s)
}

func (c *compiler) tryStar(s *syntax.TryStar) {
	c.u.markLine(s.Pos)
	if len(s.Finalbody) > 0 {
		c.tryFinally(s.Pos, s.Finalbody, func() { c.tryExceptStar(s) })
		return
	}
	c.tryExceptStar(s)
}

// tryFinally compiles try: body finally: final. The final body is compiled for the normal way out, for exceptions, and
// again for each return, break or continue that leaves the body:
//
//	      body                       exceptions: F
//	      final
//	out of line:
//	F:    (e) p = handled; handled = e     exceptions: C
//	      final
//	      handled = p; reraise e
//	C:    (e) handled = p; reraise e
func (c *compiler) tryFinally(p syntax.Pos, final []syntax.Stmt, body func()) {
	u := c.u
	outer := u.guard
	entry := u.saveFlow()
	mark := u.top
	e := tempBase + reg(u.top)
	l, guard := u.newHandler(e)
	u.guard = guard
	c.pushBlock(fblock{kind: blockFinally, guard: outer, pos: p, final: final})
	body()
	c.popBlock()
	u.guard = outer
	c.stmts(final)
	u.outOfLine(func() {
		u.placeHandler(l, entry)
		u.pushN(2)
		cl, cguard := u.newHandler(e)
		handling := u.saveFlow()
		u.guard = cguard
		u.emit(syntax.Pos{}, code.PUSH_EXC, e+1, e, 0)
		c.pushBlock(fblock{kind: blockFinallyEnd, guard: outer, pos: p, reg: e + 1})
		c.quiet++
		c.stmts(final)
		c.quiet--
		c.popBlock()
		u.guard = outer
		u.emit(syntax.Pos{}, code.POP_EXC, e+1, 0, 0)
		u.emit(syntax.Pos{}, code.RERAISE, e, 0, 0)
		u.placeHandler(cl, handling)
		u.emit(syntax.Pos{}, code.POP_EXC, e+1, 0, 0)
		u.emit(syntax.Pos{}, code.RERAISE, e, 1, 0)
		u.top = mark
	})
}

// tryExcept compiles the body, else and except clauses:
//
//	      body                            exceptions: H
//	      orelse
//	end:
//	out of line:
//	H:    (e) p = handled; handled = e    exceptions from here on: C
//	      t = e matches type; if not t goto next
//	      name = e
//	      clause                          exceptions: N when there is a name
//	      handled = p; forget name; goto end
//	N:    (e) forget name; handled = p; reraise e
//	next: ...
//	      handled = p; reraise e
//	C:    (e) handled = p; reraise e
func (c *compiler) tryExcept(s *syntax.Try) {
	u := c.u
	outer := u.guard
	entry := u.saveFlow()
	e := tempBase + reg(u.top)
	l, guard := u.newHandler(e)
	end := u.newLabel()
	u.guard = guard
	c.pushBlock(fblock{kind: blockTry, guard: outer, pos: s.Pos})
	c.stmts(s.Body)
	c.popBlock()
	u.guard = outer
	c.stmts(s.Orelse)
	u.outOfLine(func() {
		mark := u.top
		u.placeHandler(l, entry)
		prev := u.pushN(2) + 1
		cl, cguard := u.newHandler(e)
		handling := u.saveFlow()
		u.guard = cguard
		u.emit(syntax.Pos{}, code.PUSH_EXC, prev, e, 0)
		c.pushBlock(fblock{kind: blockHandlers, guard: outer, pos: s.Pos})
		for i, h := range s.Handlers {
			if h.Type == nil && i < len(s.Handlers)-1 {
				c.errorAt(h.Pos, "default 'except:' must be last")
			}
			next := u.newLabel()
			if h.Type != nil {
				top := u.top
				t := c.operand(h.Type)
				r := u.push()
				u.emit(h.Pos, code.EXC_MATCH, r, e, t)
				u.jump(h.Pos, code.JFALSE, r, 0, next)
				u.top = top
			}
			c.handlerBody(h, e, prev, outer, end)
			u.place(next)
		}
		c.popBlock()
		u.guard = outer
		unmatched := s.Handlers[len(s.Handlers)-1].Pos // where the last test failed
		u.emit(unmatched, code.POP_EXC, prev, 0, 0)
		u.emit(unmatched, code.RERAISE, e, 0, 0)
		u.placeHandler(cl, handling)
		u.emit(syntax.Pos{}, code.POP_EXC, prev, 0, 0)
		u.emit(syntax.Pos{}, code.RERAISE, e, 1, 0)
		u.top = mark
	})
	u.place(end)
}

// handlerBody compiles the clause h for the exception in e and goes to end.
func (c *compiler) handlerBody(h *syntax.ExceptHandler, e, prev reg, outer int32, end label) {
	u := c.u
	block := fblock{kind: blockHandler, guard: outer, pos: h.Pos, reg: prev, name: h.Name}
	if h.Name == "" {
		c.pushBlock(block)
		c.stmts(h.Body)
		c.popBlock()
		guard := u.guard
		u.guard = outer
		u.emit(syntax.Pos{}, code.POP_EXC, prev, 0, 0)
		u.jump(syntax.Pos{}, code.JUMP, 0, 0, end)
		u.guard = guard
		return
	}
	c.storeName(h.Pos, h.Name, e)
	nl, nguard := u.newHandler(e)
	named := u.saveFlow()
	guard := u.guard
	u.guard = nguard
	c.pushBlock(block)
	c.stmts(h.Body)
	c.popBlock()
	u.guard = outer
	u.emit(syntax.Pos{}, code.POP_EXC, prev, 0, 0)
	c.forgetName(syntax.Pos{}, h.Name)
	u.jump(syntax.Pos{}, code.JUMP, 0, 0, end)
	u.guard = guard
	u.placeHandler(nl, named)
	c.forgetName(syntax.Pos{}, h.Name)
	u.guard = outer
	u.emit(syntax.Pos{}, code.POP_EXC, prev, 0, 0)
	u.emit(syntax.Pos{}, code.RERAISE, e, 1, 0)
	u.guard = guard
}

// tryExceptStar compiles except* clauses. Every clause takes its part of the group; what the clauses raise is collected:
//
//	      body                            exceptions: H
//	      orelse
//	end:
//	out of line:
//	H:    (e) p = handled; handled = e    exceptions from here on: C
//	      list = []; rest = e
//	      rest, match = split rest by type; if match is None goto next
//	      name = match; handled = match
//	      clause                          exceptions: N
//	      forget name; goto next
//	N:    (x) forget name; list.append(x)
//	next: ...
//	      list.append(rest)
//	      x = PREP_RERAISE_STAR(e, list); handled = p
//	      if x is None goto end
//	      reraise x
//	C:    (e) handled = p; reraise e
func (c *compiler) tryExceptStar(s *syntax.TryStar) {
	u := c.u
	outer := u.guard
	entry := u.saveFlow()
	e := tempBase + reg(u.top)
	l, guard := u.newHandler(e)
	end := u.newLabel()
	u.guard = guard
	c.pushBlock(fblock{kind: blockTry, guard: outer, pos: s.Pos})
	c.stmts(s.Body)
	c.popBlock()
	u.guard = outer
	c.stmts(s.Orelse)
	u.outOfLine(func() {
		mark := u.top
		u.placeHandler(l, entry)
		u.push()
		prev := u.push()
		orig := u.pushN(2) // the window of PREP_RERAISE_STAR
		list := orig + 1
		rest := u.pushN(2)
		cl, cguard := u.newHandler(e)
		handling := u.saveFlow()
		u.guard = cguard
		first := s.Handlers[0].Pos
		u.emit(syntax.Pos{}, code.PUSH_EXC, prev, e, 0)
		u.emit(first, code.MOVE, orig, e, 0)
		u.emit(first, code.BUILD_LIST, list, list, 0)
		u.emit(first, code.MOVE, rest, e, 0)
		c.pushBlock(fblock{kind: blockHandlersStar, guard: outer, pos: s.Pos})
		for _, h := range s.Handlers {
			c.starHandler(h, rest, list, outer)
		}
		c.popBlock()
		u.emit(syntax.Pos{}, code.LIST_APPEND, list, rest, 0)
		u.emit(syntax.Pos{}, code.INTRINSIC2, e, orig, code.IntrinsicPrepReraiseStar)
		u.guard = outer
		u.emit(syntax.Pos{}, code.POP_EXC, prev, 0, 0)
		u.jump(syntax.Pos{}, code.JNONE, e, 0, end)
		u.emit(syntax.Pos{}, code.RERAISE, e, 0, 0)
		u.placeHandler(cl, handling)
		u.emit(syntax.Pos{}, code.POP_EXC, prev, 0, 0)
		u.emit(syntax.Pos{}, code.RERAISE, e, 1, 0)
		u.top = mark
	})
	u.place(end)
}

// starHandler compiles one except* clause. EG_MATCH makes the matching part the exception being handled.
func (c *compiler) starHandler(h *syntax.ExceptHandler, rest, list reg, outer int32) {
	u := c.u
	next := u.newLabel()
	mark := u.top
	match := rest + 1
	t := c.operand(h.Type)
	u.emit(h.Pos, code.EG_MATCH, rest, rest, t)
	u.top = mark
	u.jump(h.Pos, code.JNONE, match, 0, next)
	if h.Name != "" {
		c.storeName(h.Pos, h.Name, match)
	}
	x := u.push()
	nl, nguard := u.newHandler(x)
	named := u.saveFlow()
	guard := u.guard
	u.guard = nguard
	c.pushBlock(fblock{kind: blockHandler, guard: outer, pos: h.Pos, reg: -1, name: h.Name})
	c.stmts(h.Body)
	c.popBlock()
	u.guard = guard
	if h.Name != "" {
		c.forgetName(syntax.Pos{}, h.Name)
	}
	u.jump(syntax.Pos{}, code.JUMP, 0, 0, next)
	u.placeHandler(nl, named)
	if h.Name != "" {
		c.forgetName(syntax.Pos{}, h.Name)
	}
	u.emit(syntax.Pos{}, code.LIST_APPEND, list, x, 0)
	u.place(next)
	u.top = mark
}
