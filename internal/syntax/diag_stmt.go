// This file implements the diagnosis of statements: their rules, each with the rules for its mistakes.

package syntax

func (d *diag) statements() bool { return d.many1(d.statement) }

func (d *diag) statement() bool { return d.try(d.compoundStmt) || d.try(d.simpleStmts) }

func (d *diag) statementNewline() bool {
	ok := d.try(func() bool { return d.compoundStmt() && d.t(kNewline) }) || d.try(d.simpleStmts) || d.t(kNewline)
	if ok && d.err == nil && (&parser{stream: d.st}).trailingCode() {
		d.raise("multiple statements found while compiling a single statement")
		d.final = true
	}
	if !ok {
		d.t(kEOF)
	}
	return false
}

func (d *diag) funcType() bool {
	expr := func() bool { return d.expression() != nil }
	return d.t(kLPar) && d.maybe(func() bool {
		return d.try(func() bool {
			return d.list(expr) && d.t(kComma) && d.t(kStar) && expr() && d.t(kComma) && d.t(kDoubleStar) && expr()
		}) ||
			d.try(func() bool { return d.list(expr) && d.t(kComma) && d.t(kStar) && expr() }) ||
			d.try(func() bool { return d.list(expr) && d.t(kComma) && d.t(kDoubleStar) && expr() }) ||
			d.try(func() bool { return d.t(kStar) && expr() && d.t(kComma) && d.t(kDoubleStar) && expr() }) ||
			d.try(func() bool { return d.t(kStar) && expr() }) ||
			d.try(func() bool { return d.t(kDoubleStar) && expr() }) || d.list(expr)
	}) && d.t(kRPar) && d.t(kArrow) && expr() && d.newlines() && d.t(kEOF)
}

func (d *diag) simpleStmts() bool {
	return d.try(func() bool { return d.simpleStmt() && d.no(kSemi) && d.t(kNewline) }) ||
		d.try(func() bool {
			return d.simpleStmt() && d.many(func() bool { return d.t(kSemi) && d.simpleStmt() }) && d.opt(kSemi) && d.t(kNewline)
		})
}

func (d *diag) simpleStmt() bool {
	return d.memoB(rSimpleStmt, func() bool {
		if d.try(d.assignment) {
			return true
		}
		if d.try(func() bool { return d.soft("type") != nil && d.typeAlias() }) {
			return true
		}
		if d.starExpressions() != nil {
			return true
		}
		t := d.cur()
		if t == nil {
			return false
		}
		switch t.kind {
		case kReturn:
			return d.t(kReturn) && d.maybe(func() bool { return d.starExpressions() != nil })
		case kImport, kFrom:
			return d.importStmt()
		case kRaise:
			return d.raiseStmt()
		case kPass, kBreak, kContinue:
			return d.t(t.kind)
		case kDel:
			return d.delStmt()
		case kYield:
			return d.yieldExpr() != nil
		case kAssert:
			return d.assertStmt()
		case kGlobal, kNonlocal:
			return d.t(t.kind) && d.list(func() bool { return d.t(kName) })
		}
		return false
	})
}

func (d *diag) typeAlias() bool {
	return d.t(kName) && d.maybe(d.typeParams) && d.t(kEqual) && d.expression() != nil
}

func (d *diag) assignment() bool {
	annotated := func() bool {
		return d.t(kColon) && d.expression() != nil && d.maybe(func() bool { return d.t(kEqual) && d.annotatedRHS() != nil })
	}
	if d.try(func() bool { return d.t(kName) && annotated() }) {
		return true
	}
	if d.try(func() bool {
		return (d.try(func() bool { return d.t(kLPar) && d.singleTarget() != nil && d.t(kRPar) }) ||
			d.singleSubscriptAttributeTarget() != nil) && annotated()
	}) {
		return true
	}
	target := func() bool { return d.starTargets() != nil && d.t(kEqual) }
	if d.try(func() bool { return d.many1(target) && d.annotatedRHS() != nil && d.no(kEqual) && d.opt(kTypeComment) }) {
		return true
	}
	cut := false
	if d.try(func() bool {
		if d.singleTarget() == nil || !d.augAssign() {
			return false
		}
		cut = true
		return d.annotatedRHS() != nil
	}) {
		return true
	}
	if cut || !d.invalid {
		return false
	}
	return d.invalidAssignment()
}

func (d *diag) augAssign() bool {
	t := d.cur()
	if t == nil || t.kind < kPlusEqual || t.kind > kDoubleSlashEqual {
		return false
	}
	d.mark++
	return true
}

func (d *diag) annotatedRHS() Expr {
	if e := d.yieldExpr(); e != nil {
		return e
	}
	return d.starExpressions()
}

func (d *diag) invalidAssignment() bool {
	m := d.mark
	if a := d.invalidAnnAssignTarget(); a != nil && d.t(kColon) && d.expression() != nil {
		return d.raiseAt(a.Position(), "only single target (not %s) can be annotated", exprName(a))
	}
	d.mark = m
	if a := d.starNamedExpression(); a != nil && d.t(kComma) && d.many(func() bool { return d.starNamedExpressions() != nil }) &&
		d.t(kColon) && d.expression() != nil {
		return d.raiseAt(a.Position(), "only single target (not tuple) can be annotated")
	}
	d.mark = m
	if a := d.expression(); a != nil && d.t(kColon) && d.expression() != nil {
		return d.raiseAt(a.Position(), "illegal target for annotation")
	}
	d.mark = m
	targets := func() bool { return d.many(func() bool { return d.starTargets() != nil && d.t(kEqual) }) }
	if targets() {
		if a := d.starExpressions(); a != nil && d.t(kEqual) {
			if d.raiseTarget(starTargets, a); d.err != nil {
				return false
			}
		}
	}
	d.mark = m
	if targets() {
		if a := d.yieldExpr(); a != nil && d.t(kEqual) {
			return d.raiseAt(a.Position(), "assignment to yield expression not possible")
		}
	}
	d.mark = m
	if a := d.starExpressions(); a != nil && d.augAssign() && d.annotatedRHS() != nil {
		return d.raiseAt(a.Position(), "'%s' is an illegal expression for augmented assignment", exprName(a))
	}
	d.mark = m
	return false
}

func (d *diag) invalidAnnAssignTarget() Expr {
	if e := d.tryE(d.listDisplay); e != nil {
		return e
	}
	if e := d.tryE(d.tuple); e != nil {
		return e
	}
	return d.tryE(func() Expr {
		if !d.t(kLPar) {
			return nil
		}
		if e := d.invalidAnnAssignTarget(); e != nil && d.t(kRPar) {
			return e
		}
		return nil
	})
}

func (d *diag) raiseStmt() bool {
	if d.try(func() bool { return d.t(kRaise) && d.expression() != nil && d.t(kFrom) && d.expression() != nil }) {
		return true
	}
	return d.t(kRaise) && d.maybe(func() bool { return d.expression() != nil })
}

func (d *diag) delStmt() bool {
	if d.try(func() bool { return d.t(kDel) && d.delTargets() != nil && d.at(kSemi, kNewline) }) {
		return true
	}
	if !d.invalid {
		return false
	}
	return d.try(func() bool {
		if d.t(kDel) {
			if a := d.starExpressions(); a != nil {
				return d.raiseTarget(delTargets, a)
			}
		}
		return false
	})
}

func (d *diag) assertStmt() bool {
	return d.t(kAssert) && d.expression() != nil && d.maybe(func() bool { return d.t(kComma) && d.expression() != nil })
}

func (d *diag) importStmt() bool {
	return d.memoB(rImportStmt, func() bool {
		if d.invalid {
			m := d.mark
			a := d.begin()
			if d.t(kImport) && d.list(func() bool { return d.dottedName() != nil }) && d.t(kFrom) && d.dottedName() != nil {
				return d.raiseFrom(a, "Did you mean to use 'from ... import ...' instead?")
			}
			d.mark = m
			if d.t(kImport) {
				if t := d.tk(kNewline); t != nil {
					return d.raiseFrom(t.Pos, "Expected one or more names after 'import'")
				}
			}
			d.mark = m
		}
		return d.try(func() bool { return d.t(kImport) && d.list(d.dottedAsName) }) || d.try(d.importFrom)
	})
}

func (d *diag) importFrom() bool {
	dots := 0
	dot := func() bool {
		if d.any(kDot, kEllipsis) == nil {
			return false
		}
		dots++
		return true
	}
	var module Expr
	var flufl bool
	if d.try(func() bool {
		if !d.t(kFrom) || !d.many(dot) {
			return false
		}
		module = d.dottedName()
		return module != nil && d.t(kImport) && d.importFromTargets(&flufl)
	}) {
		if n, ok := module.(*Name); ok && dots == 0 && n.Id == "__future__" && flufl {
			d.barry = true
		}
		return true
	}
	return d.try(func() bool { return d.t(kFrom) && d.many1(dot) && d.t(kImport) && d.importFromTargets(&flufl) })
}

func (d *diag) importFromTargets(flufl *bool) bool {
	names := func() bool { return d.list(func() bool { return d.importFromAsName(flufl) }) }
	if d.try(func() bool { return d.t(kLPar) && names() && d.opt(kComma) && d.t(kRPar) }) ||
		d.try(func() bool { return names() && d.no(kComma) }) || d.t(kStar) {
		return true
	}
	if !d.invalid {
		return false
	}
	if d.try(func() bool { return names() && d.t(kComma) && d.t(kNewline) }) {
		return d.raise("trailing comma not allowed without surrounding parentheses")
	}
	if t := d.tk(kNewline); t != nil {
		return d.raiseFrom(t.Pos, "Expected one or more names after 'import'")
	}
	return false
}

// badImportTarget raises when what stands after as is no plain name.
func (d *diag) badImportTarget() bool {
	if d.absent(func() bool { return d.t(kName) && d.at(kComma, kRPar, kSemi, kNewline) }) {
		if a := d.expression(); a != nil {
			d.raiseAt(a.Position(), "cannot use %s as import target", exprName(a))
		}
	}
	return false
}

func (d *diag) importFromAsName(flufl *bool) bool {
	if d.invalid {
		d.try(func() bool { return d.t(kName) && d.t(kAs) && d.badImportTarget() })
	}
	t := d.tk(kName)
	if t == nil {
		return false
	}
	if d.text(t) == "barry_as_FLUFL" {
		*flufl = true
	}
	return d.maybe(func() bool { return d.t(kAs) && d.t(kName) })
}

func (d *diag) dottedAsName() bool {
	if d.invalid {
		d.try(func() bool { return d.dottedName() != nil && d.t(kAs) && d.badImportTarget() })
	}
	return d.dottedName() != nil && d.maybe(func() bool { return d.t(kAs) && d.t(kName) })
}

func (d *diag) dottedName() Expr {
	return d.memoE(rDottedName, func() Expr {
		a := d.begin()
		t := d.tk(kName)
		if t == nil {
			return nil
		}
		var e Expr = &Name{Pos: t.Pos, Id: d.ident(t)}
		for d.try(func() bool { return d.t(kDot) && d.t(kName) }) {
			e = &Attribute{Pos: d.span(a), Value: e}
		}
		return e
	})
}
