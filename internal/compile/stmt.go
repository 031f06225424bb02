// This file implements the dispatch of statements, and the simple ones: return, raise, assert, if, expression statements.

package compile

import (
	"weft/internal/code"
	"weft/internal/syntax"
)

func (c *compiler) stmts(list []syntax.Stmt) {
	for _, s := range list {
		c.stmt(s)
	}
}

func (c *compiler) stmt(s syntax.Stmt) {
	if !c.enter() {
		return
	}
	defer c.leave()
	switch s := s.(type) {
	case *syntax.FunctionDef:
		c.functionDef(s)
	case *syntax.AsyncFunctionDef:
		c.asyncFunctionDef(s)
	case *syntax.ClassDef:
		c.classDef(s)
	case *syntax.Return:
		c.returnStmt(s)
	case *syntax.Delete:
		for _, t := range s.Targets {
			c.delete(t)
		}
	case *syntax.Assign:
		c.assignStmt(s)
	case *syntax.TypeAlias:
		c.typeAlias(s)
	case *syntax.AugAssign:
		c.augAssign(s)
	case *syntax.AnnAssign:
		c.annAssign(s)
	case *syntax.For:
		c.conditional(func() { c.forStmt(s) })
	case *syntax.AsyncFor:
		c.conditional(func() { c.asyncFor(s) })
	case *syntax.While:
		c.conditional(func() { c.while(s) })
	case *syntax.If:
		c.conditional(func() { c.ifStmt(s) })
	case *syntax.With:
		c.conditional(func() { c.with(s.Items, s.Body, false) })
	case *syntax.AsyncWith:
		c.conditional(func() { c.with(s.Items, s.Body, true) })
	case *syntax.Match:
		c.conditional(func() { c.match(s) })
	case *syntax.Raise:
		c.raise(s)
	case *syntax.Try:
		c.conditional(func() { c.try(s) })
	case *syntax.TryStar:
		c.conditional(func() { c.tryStar(s) })
	case *syntax.Assert:
		c.assert(s)
	case *syntax.Import:
		c.importStmt(s)
	case *syntax.ImportFrom:
		c.importFrom(s)
	case *syntax.ExprStmt:
		c.exprStmt(s)
	case *syntax.Break:
		c.breakStmt(s)
	case *syntax.Continue:
		c.continueStmt(s)
	case *syntax.Pass:
		c.u.markLine(s.Pos)
	case *syntax.Global, *syntax.Nonlocal:
	default:
		c.errorAt(syntax.Pos{}, "this statement cannot be compiled")
	}
}

// conditional marks that annotations in f stand under a condition.
func (c *compiler) conditional(f func()) {
	u := c.u
	u.condBlock++
	f()
	u.condBlock--
}

func (c *compiler) exprStmt(s *syntax.ExprStmt) {
	u := c.u
	if u.interactive && u.kind == scopeModule {
		t := u.push()
		c.expr(s.Value, t)
		u.emit(s.Pos, code.INTRINSIC1, t, t, code.IntrinsicPrint)
		u.pop(1)
		return
	}
	c.effect(s.Value)
}

func (c *compiler) ifStmt(s *syntax.If) {
	u := c.u
	end := u.newLabel()
	if len(s.Orelse) == 0 {
		c.jumpIf(s.Test, false, end)
		c.stmts(s.Body)
		u.place(end)
		return
	}
	orelse := u.newLabel()
	c.jumpIf(s.Test, false, orelse)
	c.stmts(s.Body)
	u.jump(syntax.Pos{}, code.JUMP, 0, 0, end)
	u.place(orelse)
	c.stmts(s.Orelse)
	u.place(end)
}

// returnStmt evaluates the value, leaves the blocks around from the inside out, and returns.
func (c *compiler) returnStmt(s *syntax.Return) {
	u := c.u
	if !u.block.Kind.FunctionLike() {
		c.errorAt(s.Pos, "'return' outside function")
		return
	}
	if s.Value != nil && u.block.Coroutine && u.block.Generator {
		c.errorAt(s.Pos, "'return' with value in async generator")
		return
	}
	mark := u.top
	if s.Value == nil {
		p := c.beforeLeaving(s.Pos, false)
		restore := c.unwind(s.Pos, false)
		u.emit(p, code.RETURN_NONE, 0, 0, 0)
		restore()
		return
	}
	k, isConst := c.fold(s.Value)
	if isConst {
		p := s.Value.Position()
		if p.Line != s.Line {
			p = s.Pos
		}
		at := p
		p = c.beforeLeaving(p, false)
		restore := c.unwind(at, false)
		if _, none := k.(code.None); none {
			u.emit(p, code.RETURN_NONE, 0, 0, 0)
		} else {
			t := u.push()
			u.loadConst(p, k, t)
			u.emit(p, code.RETURN, t, 0, 0)
		}
		restore()
		u.top = mark
		return
	}
	if e, ok := s.Value.(*syntax.IfExp); ok && !c.unwindRunsCode() {
		c.returnIf(s.Pos, e)
		return
	}
	r := c.operand(s.Value)
	if isLocal(r) && c.unwindRunsCode() {
		t := u.push()
		u.emit(s.Pos, code.MOVE, t, r, 0)
		r = t
	}
	p := s.Pos
	if c.unwindRunsCode() {
		p = syntax.Pos{}
	}
	restore := c.unwind(s.Pos, false)
	u.emit(p, code.RETURN, r, 0, 0)
	restore()
	u.top = mark
}

// returnIf compiles return a if test else b with a return in each branch.
func (c *compiler) returnIf(p syntax.Pos, e *syntax.IfExp) {
	if !c.enter() {
		return
	}
	defer c.leave()
	orelse := c.u.newLabel()
	c.jumpIf(e.Test, false, orelse)
	c.returnStmt(&syntax.Return{Pos: p, Value: e.Body})
	c.u.place(orelse)
	c.returnStmt(&syntax.Return{Pos: p, Value: e.Orelse})
}

func (c *compiler) raise(s *syntax.Raise) {
	u := c.u
	mark := u.top
	var a, b, n reg
	if s.Exc != nil {
		n = 1
		if s.Cause != nil {
			n = 2
			a = c.operandKeep(s.Exc, -1, s.Cause)
			b = c.operand(s.Cause)
		} else {
			a = c.operand(s.Exc)
			b = a
		}
	}
	if n == 0 {
		a = u.push() // unused, but a register must be named
		b = a
	}
	u.emit(s.Pos, code.RAISE, a, b, n)
	u.top = mark
}

func (c *compiler) assert(s *syntax.Assert) {
	u := c.u
	switch t := s.Test.(type) {
	case *syntax.Tuple:
		if len(t.Elts) > 0 {
			c.warn(s.Pos, "assertion is always true, perhaps remove parentheses?")
		}
	case *syntax.Constant:
		if k, ok := t.Value.(syntax.ConstTuple); ok && len(k) > 0 {
			c.warn(s.Pos, "assertion is always true, perhaps remove parentheses?")
		}
	}
	if c.opts.Optimize > 0 {
		return
	}
	end := u.newLabel()
	c.jumpIf(s.Test, true, end)
	mark := u.top
	t := u.push()
	u.emit(s.Pos, code.LOAD_COMMON, t, code.CommonAssertionError, 0)
	if s.Msg != nil {
		c.expr(s.Msg, u.push())
		u.emit(s.Pos, code.CALL, t, 1, t)
	}
	u.emit(s.Test.Position(), code.RAISE, t, t, 1)
	u.top = mark
	u.place(end)
}
