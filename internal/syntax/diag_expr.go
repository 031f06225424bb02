// This file implements the diagnosis of expressions.

package syntax

func (d *diag) expressions() Expr { return d.exprTuple(d.expression) }

func (d *diag) starExpressions() Expr { return d.exprTuple(d.starExpression) }

// exprTuple matches item, or several with commas, which make a tuple.
func (d *diag) exprTuple(item func() Expr) Expr {
	return d.tryE(func() Expr {
		a := d.begin()
		first := item()
		if first == nil {
			return nil
		}
		elts := []Expr{first}
		for d.try(func() bool {
			if !d.t(kComma) {
				return false
			}
			e := item()
			elts = append(elts, e)
			if e == nil {
				elts = elts[:len(elts)-1]
			}
			return e != nil
		}) {
		}
		if !d.t(kComma) && len(elts) == 1 {
			return first
		}
		if d.err != nil {
			return nil
		}
		return &Tuple{Pos: d.span(a), Elts: elts}
	})
}

func (d *diag) starExpression() Expr {
	return d.memoE(rStarExpression, func() Expr {
		if e := d.starred(d.bitOr); e != nil {
			return e
		}
		return d.expression()
	})
}

// starred matches a star and what value matches.
func (d *diag) starred(value func() Expr) Expr {
	return d.tryE(func() Expr {
		a := d.begin()
		if !d.t(kStar) {
			return nil
		}
		if v := value(); v != nil {
			return &Starred{Pos: d.span(a), Value: v}
		}
		return nil
	})
}

// starNamedExpressions matches items with commas; the result is a tuple for their sake only.
func (d *diag) starNamedExpressions() *Tuple {
	m := d.mark
	t := &Tuple{}
	if d.list(func() bool {
		e := d.starNamedExpression()
		if e != nil {
			t.Elts = append(t.Elts, e)
		}
		return e != nil
	}) && d.opt(kComma) {
		return t
	}
	d.mark = m
	return nil
}

func (d *diag) starNamedExpression() Expr {
	if e := d.starred(d.bitOr); e != nil {
		return e
	}
	return d.namedExpression()
}

func (d *diag) assignmentExpression() Expr {
	return d.tryE(func() Expr {
		t := d.tk(kName)
		if t == nil || !d.t(kColonEqual) {
			return nil
		}
		a := d.toks[d.mark-2]
		v := d.expression()
		if v == nil {
			return nil
		}
		return &NamedExpr{Pos: d.span(a.Pos), Target: &Name{Pos: a.Pos, Id: d.ident(&a), Ctx: Store}, Value: v}
	})
}

func (d *diag) namedExpression() Expr {
	return d.tryE(func() Expr {
		if e := d.assignmentExpression(); e != nil {
			return e
		}
		if d.invalid {
			d.invalidNamedExpression()
		}
		return d.plainExpression()
	})
}

// plainExpression is an expression with no := behind it.
func (d *diag) plainExpression() Expr {
	return d.tryE(func() Expr {
		if e := d.expression(); e != nil && d.no(kColonEqual) {
			return e
		}
		return nil
	})
}

func (d *diag) invalidNamedExpression() {
	d.memoB(rNamedInvalid, func() bool {
		m := d.mark
		if a := d.expression(); a != nil && d.t(kColonEqual) && d.expression() != nil {
			return d.raiseAt(a.Position(), "cannot use assignment expressions with %s", exprName(a))
		}
		d.mark = m
		if t := d.tk(kName); t != nil {
			a := t.Pos
			if d.t(kEqual) {
				if b := d.bitOr(); b != nil && d.no(kEqual, kColonEqual) {
					return d.raiseRange(a, b.Position(), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
				}
			}
		}
		d.mark = m
		if d.absent(func() bool {
			return d.listDisplay() != nil || d.tuple() != nil || d.genexp() != nil || d.any(kTrue, kNone, kFalse) != nil
		}) {
			if a := d.bitOr(); a != nil && d.t(kEqual) && d.bitOr() != nil && d.no(kEqual, kColonEqual) {
				return d.raiseAt(a.Position(), "cannot assign to %s here. Maybe you meant '==' instead of '='?", exprName(a))
			}
		}
		d.mark = m
		return false
	})
}

func (d *diag) expression() Expr {
	return d.memoE(rExpression, func() Expr {
		if d.invalid {
			d.invalidExpression()
			d.invalidLegacyExpression()
		}
		return d.anyExpression(d.expression)
	})
}

// anyExpression matches a conditional expression whose last part is orelse, a disjunction or a lambda.
func (d *diag) anyExpression(orelse func() Expr) Expr {
	if e := d.tryE(func() Expr {
		a := d.begin()
		body := d.disjunction()
		if body == nil || !d.t(kIf) {
			return nil
		}
		test := d.disjunction()
		if test == nil || !d.t(kElse) {
			return nil
		}
		defer d.leave(depthUnary)
		if !d.enter(depthUnary) {
			return nil
		}
		if e := orelse(); e != nil {
			return &IfExp{Pos: d.span(a), Test: test, Body: body, Orelse: e}
		}
		return nil
	}); e != nil {
		return e
	}
	if e := d.disjunction(); e != nil {
		return e
	}
	return d.lambdef()
}

// expressionWithoutInvalid is an expression below which no mistakes are looked for.
func (d *diag) expressionWithoutInvalid() Expr {
	saved := d.invalid
	d.invalid = false
	defer func() { d.invalid = saved }()
	return d.tryE(func() Expr { return d.anyExpression(d.expression) })
}

func (d *diag) invalidExpression() {
	m := d.mark
	defer func() { d.mark = m }()
	if d.t(kString) {
		var first, last Expr
		if d.many1(func() bool {
			if !d.no(kString) {
				return false
			}
			e := d.expressionWithoutInvalid()
			if e == nil {
				return false
			}
			if first == nil {
				first = e
			}
			last = e
			return true
		}) && d.t(kString) {
			d.raiseRange(first.Position(), last.Position(), "invalid syntax. Is this intended to be part of the string?")
			return
		}
	}
	d.mark = m
	if d.absent(func() bool {
		return d.try(func() bool { return d.t(kName) && d.t(kString) }) || d.softKeyword()
	}) {
		if a := d.disjunction(); a != nil {
			if b := d.expressionWithoutInvalid(); b != nil {
				d.missingComma(a, b)
			}
		}
	}
	d.mark = m
	if a := d.disjunction(); a != nil && d.t(kIf) {
		if b := d.disjunction(); b != nil && d.no(kElse, kColon) {
			d.raiseRange(a.Position(), b.Position(), "expected 'else' after 'if' expression")
			return
		}
	}
	d.mark = m
	if a := d.disjunction(); a != nil && d.t(kIf) && d.disjunction() != nil && d.t(kElse) &&
		d.absent(func() bool { return d.expression() != nil }) {
		d.raiseNext("expected expression after 'else', but statement is given")
		return
	}
	d.mark = m
	if t := d.any(kPass, kBreak, kContinue); t != nil {
		a := t.Pos
		if d.t(kIf) && d.disjunction() != nil && d.t(kElse) && d.simpleStmt() {
			d.raiseAt(a, "expected expression before 'if', but statement is given")
			return
		}
	}
	d.mark = m
	if t := d.tk(kLambda); t != nil {
		a := t.Pos
		if d.maybe(d.lambdaParams) {
			if b := d.tk(kColon); b != nil {
				end := b.Pos
				if d.at(kFMiddle) {
					d.raiseRange(a, end, "f-string: lambda expressions are not allowed without parentheses")
				} else if d.at(kTMiddle) {
					d.raiseRange(a, end, "t-string: lambda expressions are not allowed without parentheses")
				}
			}
		}
	}
}

// softKeyword passes a name that is a keyword in some places.
func (d *diag) softKeyword() bool {
	t := d.tk(kName)
	if t == nil {
		return false
	}
	switch d.text(t) {
	case "_", "case", "match", "type":
		return true
	}
	return false
}

// missingComma raises for two expressions side by side inside brackets.
func (d *diag) missingComma(a, b Expr) {
	if d.err != nil || d.toks[d.mark-1].level == 0 {
		return
	}
	// "print x" and "exec x" have a message of their own.
	if n, ok := a.(*Name); ok && isLegacy(n.Id) {
		return
	}
	d.raiseRange(a.Position(), b.Position(), "invalid syntax. Perhaps you forgot a comma?")
}

func isLegacy(name string) bool { return name == "print" || name == "exec" }

func (d *diag) invalidLegacyExpression() {
	m := d.mark
	defer func() { d.mark = m }()
	t := d.tk(kName)
	if t == nil {
		return
	}
	a, name := t.Pos, d.ident(t)
	if !d.no(kLPar) {
		return
	}
	if b := d.starExpressions(); b != nil && isLegacy(name) {
		d.raiseRange(a, b.Position(), "Missing parentheses in call to '%s'. Did you mean %s(...)?", name, name)
	}
}

func (d *diag) yieldExpr() Expr {
	return d.tryE(func() Expr {
		a := d.begin()
		if e := d.tryE(func() Expr {
			if d.t(kYield) && d.t(kFrom) {
				if v := d.expression(); v != nil {
					return &YieldFrom{Pos: d.span(a), Value: v}
				}
			}
			return nil
		}); e != nil {
			return e
		}
		if !d.t(kYield) {
			return nil
		}
		v := d.starExpressions()
		if d.err != nil {
			return nil
		}
		return &Yield{Pos: d.span(a), Value: v}
	})
}

func (d *diag) disjunction() Expr {
	return d.memoE(rDisjunction, func() Expr { return d.boolOp(OpOr, kOr, d.conjunction) })
}

func (d *diag) conjunction() Expr {
	return d.memoE(rConjunction, func() Expr { return d.boolOp(OpAnd, kAnd, d.inversion) })
}

func (d *diag) boolOp(op BoolOperator, k kind, operand func() Expr) Expr {
	a := d.begin()
	first := operand()
	if first == nil {
		return nil
	}
	values := []Expr{first}
	for d.try(func() bool {
		if !d.t(k) {
			return false
		}
		e := operand()
		if e != nil {
			values = append(values, e)
		}
		return e != nil
	}) {
	}
	if len(values) == 1 {
		return first
	}
	return &BoolOp{Pos: d.span(a), Op: op, Values: values}
}

func (d *diag) inversion() Expr {
	return d.memoE(rInversion, func() Expr {
		if e := d.unary(kNot, OpNot, d.inversion); e != nil {
			return e
		}
		return d.comparison()
	})
}

func (d *diag) unary(k kind, op UnaryOperator, operand func() Expr) Expr {
	return d.tryE(func() Expr {
		a := d.begin()
		if !d.t(k) {
			return nil
		}
		defer d.leave(depthUnary)
		if !d.enter(depthUnary) {
			return nil
		}
		if e := operand(); e != nil {
			return &UnaryOp{Pos: d.span(a), Op: op, Operand: e}
		}
		return nil
	})
}

func (d *diag) comparison() Expr {
	return d.tryE(func() Expr {
		a := d.begin()
		left := d.bitOr()
		if left == nil {
			return nil
		}
		c := &Compare{Left: left}
		for d.try(func() bool {
			op, ok := d.comparisonOp()
			if !ok {
				return false
			}
			e := d.bitOr()
			if e != nil {
				c.Ops, c.Comparators = append(c.Ops, op), append(c.Comparators, e)
			}
			return e != nil
		}) {
		}
		if c.Ops == nil {
			return left
		}
		c.Pos = d.span(a)
		return c
	})
}

func (d *diag) comparisonOp() (CmpOp, bool) {
	t := d.cur()
	if t == nil {
		return 0, false
	}
	d.mark++
	switch t.kind {
	case kEqEqual:
		return CmpEq, true
	case kNotEqual:
		flufl := d.text(t) == "<>"
		if d.barry && !flufl {
			d.raise("with Barry as BDFL, use '<>' instead of '!='")
		}
		return CmpNotEq, flufl == d.barry
	case kLess:
		return CmpLt, true
	case kLessEqual:
		return CmpLtE, true
	case kGreater:
		return CmpGt, true
	case kGreaterEqual:
		return CmpGtE, true
	case kNot:
		return CmpNotIn, d.t(kIn)
	case kIn:
		return CmpIn, true
	case kIs:
		if d.t(kNot) {
			return CmpIsNot, true
		}
		return CmpIs, true
	}
	return 0, false
}

// leftAssoc matches operand, or several with operators between them.
func (d *diag) leftAssoc(operand func() Expr, ops ...kind) Expr {
	a := d.begin()
	left := operand()
	if left == nil {
		return nil
	}
	for d.try(func() bool {
		t := d.any(ops...)
		if t == nil {
			return false
		}
		op := Operator(t.kind - kPlus)
		right := operand()
		if right != nil {
			left = &BinOp{Pos: d.span(a), Left: left, Op: op, Right: right}
		}
		return right != nil
	}) {
	}
	return left
}

func (d *diag) bitOr() Expr {
	return d.memoE(rBitOr, func() Expr { return d.leftAssoc(d.bitXor, kVbar) })
}

func (d *diag) bitXor() Expr {
	return d.memoE(rBitXor, func() Expr { return d.leftAssoc(d.bitAnd, kCircumflex) })
}

func (d *diag) bitAnd() Expr {
	return d.memoE(rBitAnd, func() Expr { return d.leftAssoc(d.shift, kAmper) })
}

func (d *diag) shift() Expr {
	return d.memoE(rShift, func() Expr {
		if d.invalid {
			d.notOperand(func() bool {
				return d.sum() != nil && d.any(kPlus, kMinus, kStar, kSlash, kPercent, kDoubleSlash, kAt) != nil
			}, d.inversion)
		}
		return d.leftAssoc(d.sum, kLeftShift, kRightShift)
	})
}

// notOperand raises when after an operator stands a not.
func (d *diag) notOperand(before func() bool, operand func() Expr) {
	d.try(func() bool {
		if !before() {
			return false
		}
		a := d.begin()
		if !d.t(kNot) {
			return false
		}
		if b := operand(); b != nil {
			d.raiseRange(a, b.Position(), "'not' after an operator must be parenthesized")
		}
		return false
	})
}

func (d *diag) sum() Expr {
	return d.memoE(rSum, func() Expr { return d.leftAssoc(d.term, kPlus, kMinus) })
}

func (d *diag) term() Expr {
	return d.memoE(rTerm, func() Expr {
		if d.invalid {
			d.notOperand(func() bool { return d.any(kPlus, kMinus, kTilde) != nil }, d.factor)
		}
		return d.leftAssoc(d.factor, kStar, kSlash, kDoubleSlash, kPercent, kAt)
	})
}

func (d *diag) factor() Expr {
	return d.memoE(rFactor, func() Expr {
		if e := d.unary(kPlus, OpUAdd, d.factor); e != nil {
			return e
		}
		if e := d.unary(kMinus, OpUSub, d.factor); e != nil {
			return e
		}
		if e := d.unary(kTilde, OpInvert, d.factor); e != nil {
			return e
		}
		return d.power()
	})
}

func (d *diag) power() Expr {
	return d.tryE(func() Expr {
		a := d.begin()
		left := d.awaitPrimary()
		if left == nil {
			return nil
		}
		if e := d.tryE(func() Expr {
			if !d.t(kDoubleStar) {
				return nil
			}
			defer d.leave(depthPower)
			if !d.enter(depthPower) {
				return nil
			}
			if right := d.factor(); right != nil {
				return &BinOp{Pos: d.span(a), Left: left, Op: OpPow, Right: right}
			}
			return nil
		}); e != nil {
			return e
		}
		return left
	})
}

func (d *diag) awaitPrimary() Expr {
	return d.memoE(rAwaitPrimary, func() Expr {
		a := d.begin()
		if e := d.tryE(func() Expr {
			if d.t(kAwait) {
				if v := d.primary(); v != nil {
					return &Await{Pos: d.span(a), Value: v}
				}
			}
			return nil
		}); e != nil {
			return e
		}
		return d.primary()
	})
}

func (d *diag) primary() Expr {
	return d.memoE(rPrimary, func() Expr {
		a := d.begin()
		e := d.atom()
		for e != nil {
			next := d.trailer(a, e)
			if next == nil {
				break
			}
			e = next
		}
		return e
	})
}

// trailer matches what may follow e in a primary, and returns the whole.
func (d *diag) trailer(a Pos, e Expr) Expr {
	if x := d.attribute(a, e, Load); x != nil {
		return x
	}
	if x := d.tryE(func() Expr {
		if g := d.genexp(); g != nil {
			return &Call{Pos: d.span(a), Func: e, Args: []Expr{g}}
		}
		return nil
	}); x != nil {
		return x
	}
	if x := d.tryE(func() Expr {
		if !d.t(kLPar) {
			return nil
		}
		defer d.leave(depthBracket)
		if !d.enter(depthBracket) {
			return nil
		}
		c := d.arguments()
		if !d.t(kRPar) {
			return nil
		}
		x := &Call{Pos: d.span(a), Func: e}
		if c != nil {
			x.Args, x.Keywords = c.Args, c.Keywords
		}
		return x
	}); x != nil {
		return x
	}
	return d.subscript(a, e, Load)
}

func (d *diag) attribute(a Pos, e Expr, ctx ExprContext) Expr {
	return d.tryE(func() Expr {
		if !d.t(kDot) {
			return nil
		}
		if t := d.tk(kName); t != nil {
			return &Attribute{Pos: d.span(a), Value: e, Attr: d.ident(t), Ctx: ctx}
		}
		return nil
	})
}

func (d *diag) subscript(a Pos, e Expr, ctx ExprContext) Expr {
	return d.tryE(func() Expr {
		if !d.t(kLSqb) {
			return nil
		}
		defer d.leave(depthBracket)
		if !d.enter(depthBracket) {
			return nil
		}
		if s := d.slices(); s != nil && d.t(kRSqb) {
			return &Subscript{Pos: d.span(a), Value: e, Slice: s, Ctx: ctx}
		}
		return nil
	})
}

func (d *diag) slices() Expr {
	if e := d.tryE(func() Expr {
		if e := d.slice(); e != nil && d.no(kComma) {
			return e
		}
		return nil
	}); e != nil {
		return e
	}
	return d.tryE(func() Expr {
		a := d.begin()
		if d.list(func() bool { return d.slice() != nil || d.starredExpression() != nil }) && d.opt(kComma) {
			return &Tuple{Pos: d.span(a)}
		}
		return nil
	})
}

func (d *diag) slice() Expr {
	a := d.begin()
	expr := func() bool { return d.maybe(func() bool { return d.expression() != nil }) }
	if d.try(func() bool {
		return expr() && d.t(kColon) && expr() && d.maybe(func() bool { return d.t(kColon) && expr() })
	}) {
		return &Slice{Pos: d.span(a)}
	}
	return d.namedExpression()
}
