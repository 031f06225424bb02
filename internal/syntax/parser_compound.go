// This file implements the parsing of compound statements.

package syntax

// compound parses a compound statement and pushes it; it reports false when there is none.
func (p *parser) compound() bool {
	var s Stmt
	switch p.k {
	case kIf:
		s = p.ifStatement()
	case kFor:
		s = p.forStatement(p.start(), false)
	case kWhile:
		s = p.while()
	case kTry:
		s = p.try()
	case kWith:
		s = p.with(p.start(), false)
	case kDef:
		s = p.function(p.start(), nil, false)
	case kClass:
		s = p.classDef(nil)
	case kAt:
		s = p.decorated()
	case kAsync:
		s = p.async(nil)
	case kName:
		if !p.is("match") {
			return false
		}
		if s = p.match(); s == nil {
			p.suspectHere()
			return false
		}
	default:
		return false
	}
	if !p.failed {
		p.stmts = append(p.stmts, s)
	}
	return true
}

func (p *parser) async(decorators []Expr) Stmt {
	a := p.start()
	p.advance()
	switch p.k {
	case kDef:
		return p.function(a, decorators, true)
	case kFor:
		if decorators == nil {
			return p.forStatement(a, true)
		}
	case kWith:
		if decorators == nil {
			return p.with(a, true)
		}
	}
	p.fail()
	return &Pass{}
}

// block parses a colon and a suite.
func (p *parser) block() []Stmt {
	p.expect(kColon)
	return p.suite()
}

// suite parses an indented block, or simple statements on the same line.
func (p *parser) suite() []Stmt {
	n := len(p.stmts)
	p.suites++
	defer func() { p.suites-- }()
	if p.k != kNewline {
		p.simpleStatements()
		return p.popStmts(n)
	}
	p.advance()
	p.expect(kIndent)
	for {
		p.statement()
		if p.k == kDedent || p.failed {
			break
		}
	}
	p.expect(kDedent)
	return p.popStmts(n)
}

func (p *parser) ifStatement() Stmt {
	a := p.start()
	p.advance()
	root := &If{}
	root.Test = p.namedExpression()
	root.Body = p.block()
	// The chain of elifs is built in a loop; each one ends where the last one ends.
	chain := []*If{root}
	starts := []Pos{a}
	last := root
	depth := 0
	for p.k == kElif {
		b := p.start()
		p.advance()
		p.enter(depthUnary)
		depth++
		e := &If{}
		e.Test = p.namedExpression()
		e.Body = p.block()
		last.Orelse = []Stmt{e}
		last = e
		chain = append(chain, e)
		starts = append(starts, b)
	}
	last.Orelse = p.elseBlock()
	p.leave(depth)
	for i, s := range chain {
		s.Pos = p.upToCode(starts[i])
	}
	return root
}

// elseBlock parses an else clause if there is one.
func (p *parser) elseBlock() []Stmt {
	if !p.take(kElse) {
		return nil
	}
	return p.block()
}

func (p *parser) while() Stmt {
	a := p.start()
	p.advance()
	test := p.namedExpression()
	body := p.block()
	orelse := p.elseBlock()
	return &While{Pos: p.upToCode(a), Test: test, Body: body, Orelse: orelse}
}

func (p *parser) forStatement(a Pos, async bool) Stmt {
	p.advance()
	target := p.targets()
	p.expect(kIn)
	iter := p.starExpressions()
	p.expect(kColon)
	comment := p.typeComment()
	body := p.suite()
	orelse := p.elseBlock()
	pos := p.upToCode(a)
	if async {
		p.since(5, "Async for loops are")
		return &AsyncFor{pos, target, iter, body, orelse, comment}
	}
	return &For{pos, target, iter, body, orelse, comment}
}

func (p *parser) with(a Pos, async bool) Stmt {
	p.advance()
	var items []*WithItem
	if p.k == kLPar {
		m := p.mark()
		items = p.withItems(true)
		if p.k != kColon {
			p.fail()
			p.reset(m)
			items = nil
		}
	}
	if items == nil {
		items = p.withItems(false)
	}
	p.expect(kColon)
	comment := p.typeComment()
	body := p.suite()
	pos := p.upToCode(a)
	if async {
		p.since(5, "Async with statements are")
		return &AsyncWith{pos, items, body, comment}
	}
	return &With{pos, items, body, comment}
}

// withItems parses the items of a with statement, with or without parentheses around them.
func (p *parser) withItems(parens bool) []*WithItem {
	if parens {
		p.expect(kLPar)
	}
	var items []*WithItem
	for {
		item := &WithItem{ContextExpr: p.expression()}
		if p.take(kAs) {
			item.OptionalVars = p.target()
			if p.k != kComma && p.k != kRPar && p.k != kColon {
				p.fail()
			}
		}
		items = append(items, item)
		if !p.take(kComma) || parens && p.k == kRPar {
			break
		}
	}
	if parens {
		p.expect(kRPar)
	}
	return items
}

func (p *parser) try() Stmt {
	a := p.start()
	p.advance()
	body := p.block()
	if p.k == kFinally {
		p.advance()
		final := p.block()
		return &Try{Pos: p.upToCode(a), Body: body, Finalbody: final}
	}
	if p.k != kExcept {
		p.fail()
		return &Pass{}
	}
	star := p.peek(1) == kStar
	var handlers []*ExceptHandler
	for p.k == kExcept {
		handlers = append(handlers, p.except(star))
	}
	orelse := p.elseBlock()
	var final []Stmt
	if p.take(kFinally) {
		final = p.block()
	}
	pos := p.upToCode(a)
	if star {
		p.since(11, "Exception groups are")
		return &TryStar{pos, body, handlers, orelse, final}
	}
	return &Try{pos, body, handlers, orelse, final}
}

func (p *parser) except(star bool) *ExceptHandler {
	a := p.start()
	p.advance()
	h := &ExceptHandler{}
	if star {
		p.expect(kStar)
	}
	if star || p.k != kColon {
		b := p.start()
		h.Type = p.expression()
		if p.k == kComma {
			h.Type = p.tupleTail(b, h.Type)
			p.since(14, "except expressions without parentheses are")
		} else if p.take(kAs) {
			h.Name = p.name()
		}
	}
	h.Body = p.block()
	h.Pos = p.upToCode(a)
	return h
}

func (p *parser) decorated() Stmt {
	n := len(p.exprs)
	for p.take(kAt) {
		p.exprs = append(p.exprs, p.namedExpression())
		p.expect(kNewline)
	}
	decorators := p.popExprs(n)
	switch p.k {
	case kDef:
		return p.function(p.start(), decorators, false)
	case kClass:
		return p.classDef(decorators)
	case kAsync:
		return p.async(decorators)
	}
	p.fail()
	return &Pass{}
}

func (p *parser) classDef(decorators []Expr) Stmt {
	a := p.start()
	p.advance()
	c := &ClassDef{DecoratorList: decorators}
	c.Name = p.name()
	if p.k == kLSqb {
		c.TypeParams = p.typeParams()
	}
	if p.k == kLPar {
		open := p.start()
		p.advance()
		c.Bases, c.Keywords = p.arguments(open, false)
	}
	c.Body = p.block()
	c.Pos = p.upToCode(a)
	return c
}

func (p *parser) function(a Pos, decorators []Expr, async bool) Stmt {
	p.advance()
	name := p.name()
	var params []TypeParam
	if p.k == kLSqb {
		params = p.typeParams()
	}
	p.expect(kLPar)
	args := &Arguments{}
	if p.k != kRPar {
		args = p.parameters(kRPar)
	}
	p.expect(kRPar)
	var returns Expr
	if p.take(kArrow) {
		returns = p.expression()
	}
	p.expect(kColon)
	comment := p.typeComment()
	if comment == nil && p.k == kNewline && p.opts.TypeComments && p.peek(1) == kTypeComment {
		// The comment may stand on a line of its own at the head of the block.
		if p.peek(2) == kNewline && p.peek(3) == kIndent {
			p.advance()
			comment = p.typeComment()
			p.suspectHere()
		}
	}
	body := p.suite()
	pos := p.upToCode(a)
	if async {
		p.since(5, "Async functions are")
		return &AsyncFunctionDef{pos, name, args, body, decorators, returns, comment, params}
	}
	return &FunctionDef{pos, name, args, body, decorators, returns, comment, params}
}
