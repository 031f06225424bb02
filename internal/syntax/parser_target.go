// This file implements assignment targets: they are parsed as expressions, then checked and marked.

package syntax

// targets parses the targets of a for clause or statement: a target, or several with commas.
func (p *parser) targets() Expr {
	a := p.start()
	e := p.target()
	if p.k != kComma {
		return e
	}
	n := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.take(kComma) {
		switch p.k {
		case kStar, kName, kLPar, kLSqb, kLBrace, kString, kFStart, kTStart, kNumber, kNone, kTrue, kFalse, kEllipsis:
			p.exprs = append(p.exprs, p.target())
			continue
		}
		break
	}
	elts := p.popExprs(n)
	return &Tuple{Pos: p.upTo(a), Elts: elts, Ctx: Store}
}

// target parses one target, which may have a star.
func (p *parser) target() Expr {
	if p.k == kStar {
		a := p.start()
		p.advance()
		v := p.primary()
		p.store(v, Store, false)
		return &Starred{Pos: p.upTo(a), Value: v, Ctx: Store}
	}
	e := p.primary()
	p.store(e, Store, false)
	return e
}

// store marks e as a target, or fails when it is none. star allows a starred target.
func (p *parser) store(e Expr, ctx ExprContext, star bool) {
	switch e := e.(type) {
	case *Name:
		e.Ctx = ctx
	case *Attribute:
		e.Ctx = ctx
	case *Subscript:
		e.Ctx = ctx
	case *Starred:
		if !star || ctx == Del {
			p.fail()
			return
		}
		e.Ctx = ctx
		p.store(e.Value, ctx, false)
	case *Tuple:
		e.Ctx = ctx
		for _, x := range e.Elts {
			p.store(x, ctx, true)
		}
	case *List:
		e.Ctx = ctx
		for _, x := range e.Elts {
			p.store(x, ctx, true)
		}
	default:
		p.fail()
	}
}

// isSingle reports whether e may be the target of an augmented or annotated assignment.
func isSingle(e Expr) bool {
	switch e.(type) {
	case *Name, *Attribute, *Subscript:
		return true
	}
	return false
}
