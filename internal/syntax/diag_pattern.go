// This file implements the diagnosis of match statements.

package syntax

func (d *diag) matchStmt() bool {
	if d.try(func() bool {
		return d.soft("match") != nil && d.subjectExpr() && d.t(kColon) && d.t(kNewline) && d.t(kIndent) &&
			d.many1(d.caseBlock) && d.t(kDedent)
	}) {
		return true
	}
	if !d.invalid {
		return false
	}
	if d.try(func() bool { return d.soft("match") != nil && d.subjectExpr() && d.t(kNewline) }) {
		return d.raise("expected ':'")
	}
	line := d.begin().Line
	if d.try(func() bool { return d.soft("match") != nil && d.subjectExpr() && d.t(kColon) && d.noIndent() }) {
		return d.raiseIndent("'match' statement", line)
	}
	return false
}

func (d *diag) subjectExpr() bool {
	return d.try(func() bool {
		return d.starNamedExpression() != nil && d.t(kComma) && d.maybe(func() bool { return d.starNamedExpressions() != nil })
	}) || d.namedExpression() != nil
}

func (d *diag) caseBlock() bool {
	guard := func() bool { return d.maybe(func() bool { return d.t(kIf) && d.namedExpression() != nil }) }
	head := func() bool { return d.soft("case") != nil && d.patterns() != nil && guard() }
	if d.invalid {
		if d.try(func() bool { return head() && d.t(kNewline) }) {
			return d.raise("expected ':'")
		}
		line := d.begin().Line
		if d.try(func() bool { return head() && d.t(kColon) && d.noIndent() }) {
			return d.raiseIndent("'case' statement", line)
		}
	}
	return d.try(func() bool { return head() && d.t(kColon) && d.block() })
}

// pat is what pattern rules return: a place is all that messages need.
type pat struct{ Pos }

func (d *diag) tryP(f func() bool) *pat {
	a := d.begin()
	if d.try(f) {
		return &pat{d.span(a)}
	}
	return nil
}

func (d *diag) patterns() *pat {
	if p := d.tryP(d.openSequencePattern); p != nil {
		return p
	}
	return d.pattern()
}

func (d *diag) patternB() bool { return d.pattern() != nil }

func (d *diag) pattern() *pat {
	if p := d.tryP(d.asPattern); p != nil {
		return p
	}
	return d.tryP(d.orPattern)
}

func (d *diag) asPattern() bool {
	if d.try(func() bool { return d.orPattern() && d.t(kAs) && d.captureTarget() }) {
		return true
	}
	if !d.invalid {
		return false
	}
	d.try(func() bool {
		if d.orPattern() && d.t(kAs) {
			if t := d.soft("_"); t != nil {
				return d.raiseAt(t.Pos, "cannot use '_' as a target")
			}
		}
		return false
	})
	d.try(func() bool {
		if d.orPattern() && d.t(kAs) {
			if a := d.expression(); a != nil {
				return d.raiseAt(a.Position(), "cannot use %s as pattern target", exprName(a))
			}
		}
		return false
	})
	return false
}

func (d *diag) orPattern() bool {
	return d.try(d.closedPattern) && d.many(func() bool { return d.t(kVbar) && d.closedPattern() })
}

func (d *diag) closedPattern() bool {
	return d.memoB(rClosedPattern, func() bool {
		defer d.leave(depthBracket)
		if !d.enter(depthBracket) {
			return false
		}
		return d.try(d.literalExpr) || d.try(d.captureTarget) || d.soft("_") != nil ||
			d.try(func() bool { return d.attr() != nil && d.no(kDot, kLPar, kEqual) }) ||
			d.try(func() bool { return d.t(kLPar) && d.pattern() != nil && d.t(kRPar) }) ||
			d.try(d.sequencePattern) || d.try(d.mappingPattern) || d.try(d.classPattern)
	})
}

// literalExpr matches a number, strings, or a constant.
func (d *diag) literalExpr() bool {
	return d.try(func() bool { return d.signed() != nil && d.no(kPlus, kMinus) }) ||
		d.try(func() bool {
			re := d.signed()
			if re == nil {
				return false
			}
			if isImaginary(re) {
				p := re.Position()
				if u, ok := re.(*UnaryOp); ok {
					p = u.Operand.Position()
				}
				return d.raiseAt(p, "real number required in complex literal")
			}
			if d.any(kPlus, kMinus) == nil {
				return false
			}
			im := d.number()
			if im == nil {
				return false
			}
			if !isImaginary(im) {
				return d.raiseAt(im.Position(), "imaginary number required in complex literal")
			}
			return true
		}) || d.at(kString, kFStart, kTStart) && d.strings() != nil || d.any(kNone, kTrue, kFalse) != nil
}

func (d *diag) signed() Expr {
	if e := d.number(); e != nil {
		return e
	}
	return d.unary(kMinus, OpUSub, d.number)
}

func (d *diag) captureTarget() bool {
	return d.absent(func() bool { return d.soft("_") != nil }) && d.t(kName) && d.no(kDot, kLPar, kEqual)
}

func (d *diag) nameOrAttr() Expr { return d.dottedName() }

// attr matches a dotted name with at least one dot.
func (d *diag) attr() Expr {
	return d.tryE(func() Expr {
		e := d.dottedName()
		if _, ok := e.(*Attribute); ok {
			return e
		}
		return nil
	})
}

func (d *diag) sequencePattern() bool {
	return d.try(func() bool { return d.t(kLSqb) && d.maybe(d.maybeSequencePattern) && d.t(kRSqb) }) ||
		d.try(func() bool { return d.t(kLPar) && d.maybe(d.openSequencePattern) && d.t(kRPar) })
}

func (d *diag) openSequencePattern() bool {
	return d.maybeStarPattern() && d.t(kComma) && d.maybe(d.maybeSequencePattern)
}

func (d *diag) maybeSequencePattern() bool { return d.list(d.maybeStarPattern) && d.opt(kComma) }

func (d *diag) maybeStarPattern() bool {
	return d.memoB(rStarPattern, func() bool {
		return d.try(func() bool { return d.t(kStar) && d.captureTarget() }) ||
			d.try(func() bool { return d.t(kStar) && d.soft("_") != nil })
	}) || d.pattern() != nil
}

func (d *diag) mappingPattern() bool {
	item := func() bool {
		return (d.try(d.literalExpr) || d.attr() != nil) && d.t(kColon) && d.pattern() != nil
	}
	items := func() bool { return d.list(item) }
	rest := func() bool { return d.t(kDoubleStar) && d.captureTarget() }
	if d.try(func() bool { return d.t(kLBrace) && d.t(kRBrace) }) ||
		d.try(func() bool { return d.t(kLBrace) && rest() && d.opt(kComma) && d.t(kRBrace) }) ||
		d.try(func() bool { return d.t(kLBrace) && items() && d.t(kComma) && rest() && d.opt(kComma) && d.t(kRBrace) }) ||
		d.try(func() bool { return d.t(kLBrace) && items() && d.opt(kComma) && d.t(kRBrace) }) {
		return true
	}
	return false
}

func (d *diag) classPattern() bool {
	keyword := func() bool { return d.t(kName) && d.t(kEqual) && d.pattern() != nil }
	positional := func() bool { return d.list(d.patternB) }
	keywords := func() bool { return d.list(keyword) }
	head := func() bool { return d.nameOrAttr() != nil && d.t(kLPar) }
	if d.try(func() bool { return head() && d.t(kRPar) }) ||
		d.try(func() bool { return head() && positional() && d.opt(kComma) && d.t(kRPar) }) ||
		d.try(func() bool { return head() && keywords() && d.opt(kComma) && d.t(kRPar) }) ||
		d.try(func() bool {
			return head() && positional() && d.t(kComma) && keywords() && d.opt(kComma) && d.t(kRPar)
		}) {
		return true
	}
	if d.invalid {
		d.try(func() bool {
			if !head() || !d.maybe(func() bool { return positional() && d.t(kComma) }) || !keywords() || !d.t(kComma) {
				return false
			}
			if a := d.tryP(positional); a != nil {
				return d.raiseAt(a.Pos, "positional patterns follow keyword patterns")
			}
			return false
		})
	}
	return false
}
