// This file implements the parsing of operators: from walrus and lambda down to powers, and the lists of expressions that
// statements take.

package syntax

// starExpressions parses what stands after return, =, in: expressions or *expressions with commas; more than one, or a
// trailing comma, make a tuple.
func (p *parser) starExpressions() Expr {
	a := p.start()
	e := p.starExpression()
	if p.k != kComma {
		return e
	}
	n := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.take(kComma) {
		if !startsStarExpr(p.k) {
			break
		}
		p.exprs = append(p.exprs, p.starExpression())
	}
	elts := p.popExprs(n)
	return &Tuple{Pos: p.upTo(a), Elts: elts}
}

// starExpression parses *or_expr or an expression.
func (p *parser) starExpression() Expr {
	if p.k == kStar {
		a := p.start()
		p.advance()
		v := p.bitOr()
		return &Starred{Pos: p.upTo(a), Value: v}
	}
	return p.expression()
}

// starNamed parses an item of a display: *or_expr or a named expression.
func (p *parser) starNamed() Expr {
	if p.k == kStar {
		return p.starExpression()
	}
	return p.namedExpression()
}

// namedExpression parses an expression or name := expression.
func (p *parser) namedExpression() Expr {
	if p.k == kName && p.peek(1) == kColonEqual {
		return p.walrus()
	}
	return p.expression()
}

func (p *parser) walrus() Expr {
	a := p.start()
	t := &Name{Pos: a, Id: p.name(), Ctx: Store}
	p.expect(kColonEqual)
	v := p.expression()
	p.since(8, "Assignment expressions are")
	return &NamedExpr{Pos: p.upTo(a), Target: t, Value: v}
}

// startsExpr reports whether an expression can begin with k.
func startsExpr(k kind) bool {
	switch k {
	case kName, kNumber, kString, kFStart, kTStart, kLPar, kLSqb, kLBrace, kEllipsis, kPlus, kMinus, kTilde, kFalse, kNone,
		kTrue, kAwait, kLambda, kNot:
		return true
	}
	return false
}

func startsStarExpr(k kind) bool { return k == kStar || startsExpr(k) }

// expression parses a conditional expression, a lambda, or anything below.
func (p *parser) expression() Expr {
	if p.k == kLambda {
		return p.lambda()
	}
	a := p.start()
	e := p.disjunction()
	if p.k != kIf {
		return e
	}
	p.advance()
	test := p.disjunction()
	p.expect(kElse)
	p.enter(depthUnary)
	orelse := p.expression()
	p.leave(depthUnary)
	return &IfExp{Pos: p.upTo(a), Test: test, Body: e, Orelse: orelse}
}

func (p *parser) lambda() Expr {
	a := p.start()
	p.advance()
	p.enter(depthLambda)
	args := &Arguments{}
	if p.k != kColon {
		args = p.parameters(kColon)
	}
	p.expect(kColon)
	body := p.expression()
	p.leave(depthLambda)
	return &Lambda{Pos: p.upTo(a), Args: args, Body: body}
}

func (p *parser) disjunction() Expr {
	a := p.start()
	e := p.conjunction()
	if p.k != kOr {
		return e
	}
	n := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.take(kOr) {
		p.exprs = append(p.exprs, p.conjunction())
	}
	values := p.popExprs(n)
	return &BoolOp{Pos: p.upTo(a), Op: OpOr, Values: values}
}

func (p *parser) conjunction() Expr {
	a := p.start()
	e := p.inversion()
	if p.k != kAnd {
		return e
	}
	n := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.take(kAnd) {
		p.exprs = append(p.exprs, p.inversion())
	}
	values := p.popExprs(n)
	return &BoolOp{Pos: p.upTo(a), Op: OpAnd, Values: values}
}

func (p *parser) inversion() Expr {
	if p.k != kNot {
		return p.comparison()
	}
	a := p.start()
	p.advance()
	p.enter(depthUnary)
	e := p.inversion()
	p.leave(depthUnary)
	return &UnaryOp{Pos: p.upTo(a), Op: OpNot, Operand: e}
}

func (p *parser) comparison() Expr {
	a := p.start()
	left := p.bitOr()
	op, ok := p.comparisonOp()
	if !ok {
		return left
	}
	c := &Compare{Left: left, Ops: make([]CmpOp, 0, 1), Comparators: make([]Expr, 0, 1)}
	for ok {
		c.Ops = append(c.Ops, op)
		c.Comparators = append(c.Comparators, p.bitOr())
		op, ok = p.comparisonOp()
	}
	c.Pos = p.upTo(a)
	return c
}

// comparisonOp passes a comparison operator if one is there.
func (p *parser) comparisonOp() (op CmpOp, ok bool) {
	switch p.k {
	case kEqEqual:
		op = CmpEq
	case kNotEqual:
		if (p.text[p.tok().start] == '<') != p.barry {
			p.fail()
			return 0, false
		}
		op = CmpNotEq
	case kLess:
		op = CmpLt
	case kLessEqual:
		op = CmpLtE
	case kGreater:
		op = CmpGt
	case kGreaterEqual:
		op = CmpGtE
	case kIn:
		op = CmpIn
	case kNot:
		if p.peek(1) != kIn {
			return 0, false
		}
		p.advance()
		op = CmpNotIn
	case kIs:
		op = CmpIs
		p.advance()
		if p.take(kNot) {
			op = CmpIsNot
		}
		return op, true
	default:
		return 0, false
	}
	p.advance()
	return op, true
}

// Binding strength of the binary operators, in the order of their token kinds.
var binaryPrec = [...]int8{0: 5, kMinus - kPlus: 5, kStar - kPlus: 6, kAt - kPlus: 6, kSlash - kPlus: 6,
	kPercent - kPlus: 6, kDoubleStar - kPlus: 0, kLeftShift - kPlus: 4, kRightShift - kPlus: 4, kVbar - kPlus: 1,
	kCircumflex - kPlus: 2, kAmper - kPlus: 3, kDoubleSlash - kPlus: 6}

func (p *parser) bitOr() Expr { return p.binary(1) }

// binary parses operators that bind at least as strongly as prec.
func (p *parser) binary(prec int8) Expr {
	a := p.start()
	left := p.factor()
	for p.k >= kPlus && p.k <= kDoubleSlash {
		q := binaryPrec[p.k-kPlus]
		if q < prec || q == 0 {
			break
		}
		op := Operator(p.k - kPlus)
		if op == OpMatMult {
			p.since(5, "The '@' operator is")
		}
		p.advance()
		right := p.binary(q + 1)
		left = &BinOp{Pos: p.upTo(a), Left: left, Op: op, Right: right}
	}
	return left
}

func (p *parser) factor() Expr {
	var op UnaryOperator
	switch p.k {
	case kMinus:
		op = OpUSub
	case kPlus:
		op = OpUAdd
	case kTilde:
		op = OpInvert
	default:
		return p.power()
	}
	a := p.start()
	p.advance()
	p.enter(depthUnary)
	e := p.factor()
	p.leave(depthUnary)
	return &UnaryOp{Pos: p.upTo(a), Op: op, Operand: e}
}

func (p *parser) power() Expr {
	a := p.start()
	var e Expr
	if p.k == kAwait {
		p.advance()
		v := p.primary()
		p.since(5, "Await expressions are")
		e = &Await{Pos: p.upTo(a), Value: v}
	} else {
		e = p.primary()
	}
	if p.k != kDoubleStar {
		return e
	}
	p.advance()
	p.enter(depthPower)
	right := p.factor()
	p.leave(depthPower)
	return &BinOp{Pos: p.upTo(a), Left: e, Op: OpPow, Right: right}
}

// yieldOrStar parses a yield expression or expressions.
func (p *parser) yieldOrStar() Expr {
	if p.k == kYield {
		return p.yield()
	}
	return p.starExpressions()
}

func (p *parser) yield() Expr {
	a := p.start()
	p.advance()
	if p.take(kFrom) {
		v := p.expression()
		return &YieldFrom{Pos: p.upTo(a), Value: v}
	}
	var v Expr
	if startsStarExpr(p.k) {
		v = p.starExpressions()
	}
	return &Yield{Pos: p.upTo(a), Value: v}
}

// expressions parses expressions with commas, without stars: what eval takes.
func (p *parser) expressions() Expr {
	a := p.start()
	e := p.expression()
	if p.k != kComma {
		return e
	}
	return p.tupleTail(a, e)
}

// tupleTail parses the rest of a tuple without parentheses and stars; the current token is the first comma.
func (p *parser) tupleTail(a Pos, first Expr) Expr {
	n := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.take(kComma) {
		if !startsExpr(p.k) {
			break
		}
		p.exprs = append(p.exprs, p.expression())
	}
	elts := p.popExprs(n)
	return &Tuple{Pos: p.upTo(a), Elts: elts}
}
