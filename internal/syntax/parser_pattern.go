// This file implements match statements and their patterns (PEP 634).

package syntax

// match parses a match statement, or returns nil, having moved nothing, when the word is an ordinary name.
func (p *parser) match() Stmt {
	if !startsStarExpr(p.peek(1)) {
		return nil
	}
	m := p.mark()
	a := p.start()
	p.advance()
	subject := p.subject()
	if p.k != kColon || p.peek(1) != kNewline || p.peek(2) != kIndent {
		p.fail()
		p.reset(m)
		return nil
	}
	p.advance()
	p.advance()
	p.advance()
	var cases []*MatchCase
	for p.is("case") {
		c := &MatchCase{}
		p.advance()
		c.Pattern = p.patterns()
		if p.take(kIf) {
			c.Guard = p.namedExpression()
		}
		c.Body = p.block()
		cases = append(cases, c)
	}
	if cases == nil {
		p.fail()
	}
	p.expect(kDedent)
	p.since(10, "Pattern matching is")
	return &Match{Pos: p.upToCode(a), Subject: subject, Cases: cases}
}

func (p *parser) subject() Expr {
	a := p.start()
	star := p.k == kStar
	e := p.starNamed()
	if p.k != kComma {
		if star {
			p.fail()
		}
		return e
	}
	n := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.take(kComma) {
		if !startsStarExpr(p.k) {
			break
		}
		p.exprs = append(p.exprs, p.starNamed())
	}
	elts := p.popExprs(n)
	return &Tuple{Pos: p.upTo(a), Elts: elts}
}

// badPattern is what pattern methods return after a failure.
func (p *parser) badPattern() Pattern {
	p.fail()
	return &MatchAs{}
}

// patterns parses what stands after case: a pattern, or an open sequence.
func (p *parser) patterns() Pattern {
	a := p.start()
	first, star := p.maybeStar()
	if p.k != kComma {
		if star {
			p.fail()
		}
		return first
	}
	list := []Pattern{first}
	for p.take(kComma) {
		if p.k == kColon || p.k == kIf {
			break
		}
		x, _ := p.maybeStar()
		list = append(list, x)
	}
	return &MatchSequence{Pos: p.upTo(a), Patterns: list}
}

// maybeStar parses a pattern or *name.
func (p *parser) maybeStar() (pat Pattern, star bool) {
	if p.k != kStar {
		return p.pattern(), false
	}
	a := p.start()
	p.advance()
	s := &MatchStar{}
	if p.is("_") {
		p.advance()
	} else {
		s.Name = p.captureTarget()
	}
	s.Pos = p.upTo(a)
	return s, true
}

// captureTarget parses a name that is bound.
func (p *parser) captureTarget() string {
	if p.k != kName || p.is("_") {
		p.fail()
		return ""
	}
	switch p.peek(1) {
	case kDot, kLPar, kEqual:
		p.fail()
		return ""
	}
	return p.name()
}

// pattern parses alternatives with an optional as.
func (p *parser) pattern() Pattern {
	a := p.start()
	x := p.orPattern()
	if p.k != kAs {
		return x
	}
	p.advance()
	name := p.captureTarget()
	return &MatchAs{Pos: p.upTo(a), Pattern: x, Name: name}
}

func (p *parser) orPattern() Pattern {
	a := p.start()
	x := p.closedPattern()
	if p.k != kVbar {
		return x
	}
	list := []Pattern{x}
	for p.take(kVbar) {
		list = append(list, p.closedPattern())
	}
	return &MatchOr{Pos: p.upTo(a), Patterns: list}
}

func (p *parser) closedPattern() Pattern {
	a := p.start()
	switch p.k {
	case kNumber, kMinus, kString, kFStart, kTStart:
		v := p.literalExpr()
		return &MatchValue{Pos: p.upTo(a), Value: v}
	case kNone:
		p.advance()
		return &MatchSingleton{Pos: a, Value: ConstNone{}}
	case kTrue:
		p.advance()
		return &MatchSingleton{Pos: a, Value: ConstTrue{}}
	case kFalse:
		p.advance()
		return &MatchSingleton{Pos: a, Value: ConstFalse{}}
	case kName:
		switch p.peek(1) {
		case kDot, kLPar:
			v := p.nameOrAttr()
			if p.k == kLPar {
				return p.classPattern(a, v)
			}
			if p.k == kEqual {
				p.fail()
			}
			return &MatchValue{Pos: p.upTo(a), Value: v}
		case kEqual:
			return p.badPattern()
		}
		if p.is("_") {
			p.advance()
			return &MatchAs{Pos: a}
		}
		return &MatchAs{Pos: a, Name: p.name()}
	case kLPar:
		p.enter(depthBracket)
		x := p.groupPattern()
		p.leave(depthBracket)
		return x
	case kLSqb:
		p.advance()
		p.enter(depthBracket)
		var list []Pattern
		for p.k != kRSqb && !p.failed {
			x, _ := p.maybeStar()
			list = append(list, x)
			if !p.take(kComma) {
				break
			}
		}
		p.leave(depthBracket)
		p.expect(kRSqb)
		return &MatchSequence{Pos: p.upTo(a), Patterns: list}
	case kLBrace:
		p.enter(depthBracket)
		x := p.mappingPattern()
		p.leave(depthBracket)
		return x
	}
	return p.badPattern()
}

// groupPattern parses (pattern), or a sequence in parentheses.
func (p *parser) groupPattern() Pattern {
	a := p.start()
	p.advance()
	if p.take(kRPar) {
		return &MatchSequence{Pos: p.upTo(a)}
	}
	first, star := p.maybeStar()
	if p.k != kComma {
		if star {
			p.fail()
		}
		p.expect(kRPar)
		return first
	}
	list := []Pattern{first}
	for p.take(kComma) {
		if p.k == kRPar {
			break
		}
		x, _ := p.maybeStar()
		list = append(list, x)
	}
	p.expect(kRPar)
	return &MatchSequence{Pos: p.upTo(a), Patterns: list}
}

// nameOrAttr parses a.b.c as an expression.
func (p *parser) nameOrAttr() Expr {
	a := p.start()
	var e Expr = &Name{Pos: a, Id: p.name()}
	for p.take(kDot) {
		attr := p.name()
		e = &Attribute{Pos: p.upTo(a), Value: e, Attr: attr}
	}
	return e
}

// literalExpr parses a number, possibly signed or complex, or strings.
func (p *parser) literalExpr() Expr {
	if isStringToken(p.k) {
		return p.strings()
	}
	a := p.start()
	left := p.signedNumber()
	if p.k != kPlus && p.k != kMinus {
		return left
	}
	if isImaginary(left) {
		return p.bad()
	}
	op := OpAdd
	if p.k == kMinus {
		op = OpSub
	}
	p.advance()
	if p.k != kNumber {
		return p.bad()
	}
	right := p.number()
	if !isImaginary(right) {
		return p.bad()
	}
	return &BinOp{Pos: p.upTo(a), Left: left, Op: op, Right: right}
}

func (p *parser) signedNumber() Expr {
	a := p.start()
	minus := p.take(kMinus)
	if p.k != kNumber {
		return p.bad()
	}
	n := p.number()
	if minus {
		return &UnaryOp{Pos: p.upTo(a), Op: OpUSub, Operand: n}
	}
	return n
}

func isImaginary(e Expr) bool {
	if u, ok := e.(*UnaryOp); ok {
		e = u.Operand
	}
	c, ok := e.(*Constant)
	if !ok {
		return false
	}
	_, ok = c.Value.(ConstComplex)
	return ok
}

func (p *parser) mappingPattern() Pattern {
	a := p.start()
	p.advance()
	m := &MatchMapping{}
	for p.k != kRBrace && !p.failed {
		if p.take(kDoubleStar) {
			m.Rest = p.captureTarget()
			p.take(kComma)
			break
		}
		var key Expr
		switch p.k {
		case kNone:
			key = p.constant(ConstNone{})
		case kTrue:
			key = p.constant(ConstTrue{})
		case kFalse:
			key = p.constant(ConstFalse{})
		case kName:
			key = p.nameOrAttr()
			if _, ok := key.(*Name); ok {
				p.fail()
			}
		default:
			key = p.literalExpr()
		}
		p.expect(kColon)
		m.Keys = append(m.Keys, key)
		m.Patterns = append(m.Patterns, p.pattern())
		if !p.take(kComma) {
			break
		}
	}
	p.expect(kRBrace)
	m.Pos = p.upTo(a)
	return m
}

func (p *parser) classPattern(a Pos, cls Expr) Pattern {
	p.advance()
	p.enter(depthBracket)
	c := &MatchClass{Cls: cls}
	for p.k != kRPar && !p.failed {
		if p.k == kName && p.peek(1) == kEqual {
			c.KwdAttrs = append(c.KwdAttrs, p.name())
			p.advance()
			c.KwdPatterns = append(c.KwdPatterns, p.pattern())
		} else {
			if c.KwdAttrs != nil {
				p.fail()
			}
			c.Patterns = append(c.Patterns, p.pattern())
		}
		if !p.take(kComma) {
			break
		}
	}
	p.leave(depthBracket)
	p.expect(kRPar)
	c.Pos = p.upTo(a)
	return c
}
