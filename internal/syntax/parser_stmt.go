// This file implements the parsing of simple statements.

package syntax

// statement parses a compound statement or a line of simple ones, and pushes them.
func (p *parser) statement() {
	if !p.compound() {
		p.simpleStatements()
	}
}

// simpleStatements parses a line of simple statements, its newline included, and pushes them.
func (p *parser) simpleStatements() {
	for {
		s := p.simple()
		if p.failed {
			return
		}
		p.stmts = append(p.stmts, s)
		if p.k != kSemi {
			break
		}
		p.advance()
		if p.k == kNewline {
			break
		}
	}
	if p.mode == ModeSingle && p.suites == 0 && p.k == kNewline {
		return // see interactive
	}
	p.expect(kNewline)
}

func (p *parser) simple() Stmt {
	a := p.start()
	switch p.k {
	case kReturn:
		p.advance()
		var v Expr
		if startsStarExpr(p.k) {
			v = p.starExpressions()
		}
		return &Return{Pos: p.upTo(a), Value: v}
	case kImport:
		return p.importName()
	case kFrom:
		return p.importFrom()
	case kRaise:
		return p.raise()
	case kPass:
		p.advance()
		return &Pass{a}
	case kBreak:
		p.advance()
		return &Break{a}
	case kContinue:
		p.advance()
		return &Continue{a}
	case kDel:
		return p.del()
	case kYield:
		// A yield is a value, or (with an "=" behind it) an error.
		v := p.yield()
		return &ExprStmt{Pos: p.upTo(a), Value: v}
	case kAssert:
		p.advance()
		test := p.expression()
		var msg Expr
		if p.take(kComma) {
			msg = p.expression()
		}
		return &Assert{Pos: p.upTo(a), Test: test, Msg: msg}
	case kGlobal:
		names := p.nameList()
		return &Global{Pos: p.upTo(a), Names: names}
	case kNonlocal:
		names := p.nameList()
		return &Nonlocal{Pos: p.upTo(a), Names: names}
	case kName:
		if p.peek(1) == kName && p.is("type") {
			return p.typeAlias()
		}
	}
	return p.expressionStatement()
}

// expressionStatement parses everything that begins with an expression: assignments of all kinds too.
func (p *parser) expressionStatement() Stmt {
	a := p.start()
	bare := p.k == kName
	e := p.starExpressions()
	switch p.k {
	case kEqual:
		n := len(p.exprs)
		for p.take(kEqual) {
			p.store(e, Store, true)
			p.exprs = append(p.exprs, e)
			if p.k == kYield {
				e = p.yield()
				break
			}
			e = p.starExpressions()
		}
		targets := p.popExprs(n)
		comment := p.typeComment()
		return &Assign{Pos: p.upTo(a), Targets: targets, Value: e, TypeComment: comment}
	case kColon:
		if !isSingle(e) || behindTarget(a, e) {
			p.fail()
			break
		}
		p.store(e, Store, false)
		p.advance()
		_, name := e.(*Name)
		ann := p.expression()
		p.since(6, "Variable annotation syntax is")
		var v Expr
		if p.take(kEqual) {
			v = p.yieldOrStar()
		}
		return &AnnAssign{Pos: p.upTo(a), Target: e, Annotation: ann, Value: v, Simple: name && bare}
	}
	if p.k >= kPlusEqual && p.k <= kDoubleSlashEqual {
		if !isSingle(e) {
			p.fail()
		}
		p.store(e, Store, false)
		op := Operator(p.k - kPlusEqual)
		p.advance()
		v := p.yieldOrStar()
		return &AugAssign{Pos: p.upTo(a), Target: e, Op: op, Value: v}
	}
	return &ExprStmt{Pos: p.upTo(a), Value: e}
}

// behindTarget reports whether e, in a statement that begins at begin, is an attribute or item of something that begins with a target in parentheses, as (a).b and
// (a[0])(1).c do: CPython's grammar has then decided for `(target): annotation`, and refuses it.
func behindTarget(begin Pos, e Expr) bool {
	if q := e.Position(); q.Line != begin.Line || q.Col != begin.Col {
		return false // it is all in parentheses
	}
	for n := e; ; {
		switch x := n.(type) {
		case *Attribute:
			n = x.Value
		case *Subscript:
			n = x.Value
		case *Call:
			n = x.Func
		default:
			return false
		}
		if q := n.Position(); q.Line != begin.Line || q.Col != begin.Col {
			return isSingle(n)
		}
	}
}

func (p *parser) nameList() []string {
	p.advance()
	names := []string{p.name()}
	for p.take(kComma) {
		names = append(names, p.name())
	}
	return names
}

func (p *parser) raise() Stmt {
	a := p.start()
	p.advance()
	var exc, cause Expr
	if startsExpr(p.k) {
		exc = p.expression()
		if p.take(kFrom) {
			cause = p.expression()
		}
	}
	return &Raise{Pos: p.upTo(a), Exc: exc, Cause: cause}
}

func (p *parser) del() Stmt {
	a := p.start()
	p.advance()
	n := len(p.exprs)
	for {
		e := p.primary()
		p.store(e, Del, false)
		p.exprs = append(p.exprs, e)
		if !p.take(kComma) || p.k == kSemi || p.k == kNewline {
			break
		}
	}
	targets := p.popExprs(n)
	if p.k != kSemi && p.k != kNewline {
		p.fail()
	}
	return &Delete{Pos: p.upTo(a), Targets: targets}
}

// dottedName parses a.b.c.
func (p *parser) dottedName() string {
	first := p.name()
	if p.k != kDot {
		return first
	}
	b := []byte(first)
	for p.take(kDot) {
		b = append(b, '.')
		b = append(b, p.name()...)
	}
	return p.intern(string(b))
}

func (p *parser) importName() Stmt {
	a := p.start()
	p.advance()
	var names []*Alias
	for {
		b := p.start()
		alias := &Alias{Name: p.dottedName()}
		if p.take(kAs) {
			alias.Asname = p.name()
		}
		alias.Pos = p.upTo(b)
		names = append(names, alias)
		if !p.take(kComma) {
			break
		}
	}
	return &Import{Pos: p.upTo(a), Names: names}
}

func (p *parser) importFrom() Stmt {
	a := p.start()
	p.advance()
	s := &ImportFrom{}
	for {
		if p.k == kDot {
			s.Level++
		} else if p.k == kEllipsis {
			s.Level += 3
		} else {
			break
		}
		p.advance()
	}
	if s.Level == 0 || p.k != kImport {
		s.Module = p.dottedName()
	}
	p.expect(kImport)
	switch p.k {
	case kStar:
		s.Names = []*Alias{{Pos: p.start(), Name: "*"}}
		p.advance()
	case kLPar:
		p.advance()
		s.Names = p.importAliases(true)
		p.expect(kRPar)
	default:
		s.Names = p.importAliases(false)
	}
	s.Pos = p.upTo(a)
	if s.Module == "__future__" && s.Level == 0 {
		for _, n := range s.Names {
			if n.Name == "barry_as_FLUFL" {
				p.barry = true
			}
		}
	}
	return s
}

// importAliases parses name as asname lists; trailing allows a comma at the end.
func (p *parser) importAliases(trailing bool) []*Alias {
	var names []*Alias
	for {
		b := p.start()
		alias := &Alias{Name: p.name()}
		if p.take(kAs) {
			alias.Asname = p.name()
		}
		alias.Pos = p.upTo(b)
		names = append(names, alias)
		if !p.take(kComma) || trailing && p.k == kRPar {
			return names
		}
	}
}

func (p *parser) typeAlias() Stmt {
	a := p.start()
	p.advance()
	name := &Name{Pos: p.start(), Ctx: Store}
	name.Id = p.name()
	var params []TypeParam
	if p.k == kLSqb {
		params = p.typeParams()
	}
	p.expect(kEqual)
	v := p.expression()
	p.since(12, "Type statement is")
	return &TypeAlias{Pos: p.upTo(a), Name: name, TypeParams: params, Value: v}
}
