// This file implements comprehensions and generator expressions.

package compile

import (
	"weft/internal/code"
	"weft/internal/symtable"
	"weft/internal/syntax"
)

// compr is a comprehension of any kind.
type compr struct {
	node       syntax.Expr
	pos        syntax.Pos
	kind       symtable.CompKind
	elt, value syntax.Expr // value of a dict comprehension, else nil
	generators []*syntax.Comprehension
	sole       bool // it is the only argument of a call, whose function is in the register before it
}

func comprOf(e syntax.Expr) *compr {
	switch e := e.(type) {
	case *syntax.ListComp:
		return &compr{e, e.Pos, symtable.ListCompKind, e.Elt, nil, e.Generators, false}
	case *syntax.SetComp:
		return &compr{e, e.Pos, symtable.SetCompKind, e.Elt, nil, e.Generators, false}
	case *syntax.DictComp:
		return &compr{e, e.Pos, symtable.DictCompKind, e.Key, e.Value, e.Generators, false}
	case *syntax.GeneratorExp:
		return &compr{e, e.Pos, symtable.GenExpKind, e.Elt, nil, e.Generators, false}
	}
	return nil
}

func (k *compr) name() string {
	switch k.kind {
	case symtable.ListCompKind:
		return "<listcomp>"
	case symtable.SetCompKind:
		return "<setcomp>"
	case symtable.DictCompKind:
		return "<dictcomp>"
	}
	return "<genexpr>"
}

// comprehension compiles e into dst. Most list, set and dict comprehensions become part of the function around them, with
// registers of their own for the variables they bind:
//
//	      it = iter(x); t = []
//	      goto next                       exceptions: X
//	body: if not test goto next
//	      t.append(elt)
//	next: v = next(it), goto body unless exhausted
//	      v = absent; dst = t
//	X:    (out of line) v = absent; reraise
//
// The others are functions of one argument, the iterator; so are generator expressions, whose function is never made.
func (c *compiler) comprehension(e syntax.Expr, dst reg) {
	k := comprOf(e)
	k.sole = e == c.soleArg
	block := c.table.Lookup(e)
	if block == nil {
		c.errorAt(k.pos, "no symbol table for a comprehension")
		return
	}
	if block.CompInlined {
		c.viaTemp(k.pos, dst, func(t reg) {
			k.sole = k.sole && t == dst
			c.inlineComp(k, block, t)
		})
		return
	}
	c.viaTemp(k.pos, dst, func(t reg) { c.callComp(k, block, t) })
}

// callComp makes the function of a comprehension in t, the topmost temporary, and calls it.
func (c *compiler) callComp(k *compr, block *symtable.Block, t reg) {
	k.sole = false
	co := c.comps[k.node] // made already when the expression stands in two places, as in all(...)
	if _, here := c.u.codeIdx[co]; co == nil || !here {
		co = c.compCode(k, block)
		c.comps[k.node] = co
	}
	u := c.u
	mark := u.top
	if k.kind == symtable.GenExpKind && co != nil && co.Flags&code.FlagAsyncGenerator == 0 && u.reachable {
		if n := u.constIndex(co); n <= 0xffff {
			c.outerIter(k, t)
			base := u.pushN(co.NumFree)
			for i, v := range co.Locals[len(co.Locals)-co.NumFree:] {
				u.emit(k.pos, code.MOVE, base+reg(i), c.closureCell(v.Name), 0)
			}
			u.emit(k.pos, code.MAKE_GENERATOR, t, reg(co.NumFree), reg(n))
			u.top = mark
			return
		}
	}
	c.makeFunction(k.pos, co, t)
	it := u.push()
	c.outerIter(k, it)
	u.top = mark
	u.emit(k.pos, code.CALL, t, 1, t)
	if block.Coroutine && k.kind != symtable.GenExpKind {
		c.awaitIn(k.pos, t, 0)
	}
}

// compCode compiles the function of a comprehension.
func (c *compiler) compCode(k *compr, block *symtable.Block) *code.Code {
	u := c.enterUnit(scopeComprehension, block, k.name(), int(k.pos.Line))
	u.argCount = 1
	if k.kind == symtable.GenExpKind {
		end := c.stopIteration()
		c.generator(k, 0, 0, -1)
		end()
	} else {
		r := u.push()
		c.buildEmpty(k, r)
		c.generator(k, 0, 0, r)
		u.emit(k.pos, code.RETURN, r, 0, 0)
	}
	return c.leaveUnit()
}

// outerIter evaluates the outermost iterable into it and makes its iterator there.
func (c *compiler) outerIter(k *compr, it reg) {
	u := c.u
	g := k.generators[0]
	if g.IsAsync {
		mark := u.top
		r := c.operandHint(g.Iter, it)
		u.top = mark
		u.emit(g.Iter.Position(), code.GET_AITER, it, r, 0)
		return
	}
	c.getIter(g.Iter, it)
}

func (c *compiler) buildEmpty(k *compr, t reg) {
	op := code.BUILD_LIST
	switch k.kind {
	case symtable.SetCompKind:
		op = code.BUILD_SET
	case symtable.DictCompKind:
		op = code.BUILD_MAP
	}
	b := t
	if k.sole && op == code.BUILD_SET {
		b-- // see BUILD_SET
	}
	c.u.emit(k.pos, op, t, b, 0)
}

func (c *compiler) inlineComp(k *compr, block *symtable.Block, t reg) {
	u := c.u
	mark := u.top
	it := u.push()
	c.outerIter(k, it)
	scope := &compScope{block: block, regs: map[string]hiddenVar{}}
	var vars []reg
	for _, name := range block.Order {
		s := block.Symbols[name]
		if s.Flags&symtable.DefLocal == 0 || s.Scope != symtable.Local && s.Scope != symtable.Cell {
			continue // only used here, or the target of := that belongs to a scope around
		}
		cell := s.Scope == symtable.Cell
		r := u.takeHidden(name, cell)
		u.touch(r)
		scope.regs[name] = hiddenVar{r, cell}
		vars = append(vars, r)
		if cell {
			u.emit(k.pos, code.MAKE_CELL, r, 0, 0)
		}
	}
	outer := u.guard
	entry := u.saveFlow()
	l, guard := u.newHandler(it) // the iterator is of no use to the handler
	if len(vars) > 0 {
		u.guard = guard
	}
	u.comps = append(u.comps, scope)
	c.buildEmpty(k, t)
	c.generator(k, 0, it, t)
	u.comps = u.comps[:len(u.comps)-1]
	u.guard = outer
	forget := func() {
		for _, r := range vars {
			u.emit(k.pos, code.UNBIND, r, 0, 0)
			u.bound.clear(r)
		}
	}
	forget()
	if len(vars) > 0 {
		u.outOfLine(func() {
			u.placeHandler(l, entry)
			forget()
			u.emit(k.pos, code.RERAISE, it, 0, 0)
		})
	}
	for name, v := range scope.regs {
		u.giveHidden(name, v)
	}
	u.top = mark
}

// takeHidden returns a register for a variable of an inlined comprehension.
func (u *unit) takeHidden(name string, cell bool) reg {
	key := name
	kind := code.KindLocal | code.KindHidden
	if cell {
		key, kind = name+" cell", code.KindCell|code.KindHidden
	}
	if free := u.hidden[key]; len(free) > 0 {
		u.hidden[key] = free[:len(free)-1]
		return free[len(free)-1]
	}
	return u.newLocal(name, kind)
}

// giveHidden makes the register available to later comprehensions.
func (u *unit) giveHidden(name string, v hiddenVar) {
	if u.hidden == nil {
		u.hidden = map[string][]reg{}
	}
	if v.cell {
		name += " cell"
	}
	u.hidden[name] = append(u.hidden[name], v.reg)
}

// generator compiles the for clauses from number i on. The iterator of the first is in it; t is the collection that grows,
// -1 in a generator expression.
func (c *compiler) generator(k *compr, i int, it reg, t reg) {
	if !c.enter() {
		return
	}
	defer c.leave()
	u := c.u
	g := k.generators[i]
	mark := u.top
	if i > 0 && !g.IsAsync {
		if x, ok := singleItem(g.Iter); ok {
			// for y in [x]: an assignment
			c.assignExpr(g.Target, x)
			skip := u.newLabel()
			c.generatorBody(k, i, t, skip)
			u.place(skip)
			u.top = mark
			return
		}
	}
	if i > 0 {
		it = u.push()
		if g.IsAsync {
			r := c.operandHint(g.Iter, it)
			u.top = int(it-tempBase) + 1
			u.emit(g.Iter.Position(), code.GET_AITER, it, r, 0)
		} else {
			c.getIter(g.Iter, it)
		}
	}
	next := u.newLabel()
	if g.IsAsync {
		done := u.newLabel()
		u.enterLoop()
		u.placeLoop(next)
		c.asyncNext(k.pos, k.pos, g.Target, it, done)
		c.generatorBody(k, i, t, next)
		u.jump(k.elt.Position(), code.JUMP, 0, 0, next)
		u.leaveLoop()
		u.place(done)
	} else {
		c.forLoop(g.Iter.Position(), g.Target, it, next, func() {
			c.generatorBody(k, i, t, next)
			u.jump(k.elt.Position(), code.JUMP, 0, 0, next)
		})
	}
	u.top = mark
}

// singleItem returns x of [x] or (x,).
func singleItem(e syntax.Expr) (syntax.Expr, bool) {
	var elts []syntax.Expr
	switch e := e.(type) {
	case *syntax.List:
		elts = e.Elts
	case *syntax.Tuple:
		elts = e.Elts
	}
	if len(elts) == 1 && !isStar(elts[0]) {
		return elts[0], true
	}
	return nil, false
}

// generatorBody compiles what clause i repeats: its conditions, then the next clause or the element. A false condition goes
// to skip.
func (c *compiler) generatorBody(k *compr, i int, t reg, skip label) {
	u := c.u
	for _, test := range k.generators[i].Ifs {
		c.jumpIf(test, false, skip)
	}
	if i+1 < len(k.generators) {
		c.generator(k, i+1, 0, t)
		return
	}
	mark := u.top
	p := k.elt.Position()
	switch k.kind {
	case symtable.GenExpKind:
		v := u.push()
		c.expr(k.elt, v)
		u.emit(p, code.YIELD, v, 0, 0)
	case symtable.ListCompKind:
		u.emit(p, code.LIST_APPEND, t, c.operand(k.elt), 0)
	case symtable.SetCompKind:
		u.emit(p, code.SET_ADD, t, c.operand(k.elt), 0)
	case symtable.DictCompKind:
		key := c.operandKeep(k.elt, -1, k.value)
		v := c.operand(k.value)
		end := k.value.Position()
		p.EndLine, p.EndCol = end.EndLine, end.EndCol
		u.emit(p, code.MAP_ADD, t, key, v)
	}
	u.top = mark
}
