// This file implements the diagnosis of compound statements.

package syntax

func (d *diag) compoundStmt() bool {
	t := d.cur()
	if t == nil {
		return false
	}
	switch t.kind {
	case kDef:
		return d.functionDef()
	case kIf:
		return d.ifStmt()
	case kClass:
		return d.classDef()
	case kAt:
		return d.try(d.functionDef) || d.classDef()
	case kAsync:
		return d.try(d.functionDef) || d.try(d.withStmt) || d.forStmt()
	case kWith:
		return d.withStmt()
	case kFor:
		return d.forStmt()
	case kTry:
		return d.tryStmt()
	case kWhile:
		return d.whileStmt()
	}
	return d.matchStmt()
}

func (d *diag) block() bool {
	return d.memoB(rBlock, func() bool {
		if d.try(func() bool { return d.t(kNewline) && d.t(kIndent) && d.statements() && d.t(kDedent) }) || d.try(d.simpleStmts) {
			return true
		}
		if d.invalid && d.t(kNewline) && d.no(kIndent) {
			d.raiseKind(IndentationError, "expected an indented block")
		}
		return false
	})
}

// noIndent reports whether the block after a colon is missing.
func (d *diag) noIndent() bool { return d.t(kNewline) && d.no(kIndent) }

func (d *diag) raiseIndent(what string, line int32) bool {
	return d.raiseKind(IndentationError, "expected an indented block after %s on line %d", what, line)
}

func (d *diag) decorators() bool {
	return d.many1(func() bool { return d.t(kAt) && d.namedExpression() != nil && d.t(kNewline) })
}

func (d *diag) classDef() bool {
	return d.try(func() bool { return d.decorators() && d.classDefRaw() }) || d.try(d.classDefRaw)
}

func (d *diag) classDefRaw() bool {
	head := func() bool {
		return d.t(kClass) && d.t(kName) && d.maybe(d.typeParams) &&
			d.maybe(func() bool { return d.t(kLPar) && d.maybe(d.argumentsB) && d.t(kRPar) })
	}
	if d.invalid {
		m := d.mark
		if d.try(func() bool { return head() && d.t(kNewline) }) {
			return d.raise("expected ':'")
		}
		line := d.begin().Line
		if d.try(func() bool { return head() && d.t(kColon) && d.noIndent() }) {
			return d.raiseIndent("class definition", line)
		}
		d.mark = m
	}
	return head() && d.t(kColon) && d.block()
}

func (d *diag) argumentsB() bool { return d.arguments() != nil }

func (d *diag) functionDef() bool {
	return d.try(func() bool { return d.decorators() && d.functionDefRaw() }) || d.try(d.functionDefRaw)
}

func (d *diag) functionDefRaw() bool {
	returns := func() bool { return d.maybe(func() bool { return d.t(kArrow) && d.expression() != nil }) }
	if d.invalid {
		m := d.mark
		var line int32
		if d.opt(kAsync) {
			line = d.begin().Line
			if d.t(kDef) && d.t(kName) && d.maybe(d.typeParams) && d.t(kLPar) && d.maybe(d.params) && d.t(kRPar) && returns() &&
				d.t(kColon) && d.noIndent() {
				return d.raiseIndent("function definition", line)
			}
		}
		d.mark = m
		if d.opt(kAsync) && d.t(kDef) && d.t(kName) && d.maybe(d.typeParams) && d.force(kLPar, "(") && d.maybe(d.params) &&
			d.t(kRPar) && returns() && d.force(kColon, ":") && d.maybe(d.funcTypeComment) && d.block() {
			return true
		}
		d.mark = m
	}
	body := func() bool {
		return d.t(kDef) && d.t(kName) && d.maybe(d.typeParams) && d.t(kLPar) && d.maybe(d.params) && d.t(kRPar) && returns() &&
			d.t(kColon) && d.maybe(d.funcTypeComment) && d.block()
	}
	return d.try(body) || d.try(func() bool { return d.t(kAsync) && body() })
}

func (d *diag) funcTypeComment() bool {
	if d.try(func() bool {
		return d.t(kNewline) && d.t(kTypeComment) && d.ahead(func() bool { return d.t(kNewline) && d.t(kIndent) })
	}) {
		return true
	}
	if d.invalid && d.try(func() bool {
		return d.t(kTypeComment) && d.t(kNewline) && d.t(kTypeComment) && d.t(kNewline) && d.t(kIndent)
	}) {
		return d.raise("Cannot have two type comments on def")
	}
	return d.t(kTypeComment)
}

func (d *diag) ifStmt() bool {
	if d.invalid && d.invalidHead(kIf, "'if' statement") {
		return false
	}
	if d.err != nil {
		return false
	}
	return d.try(func() bool {
		return d.t(kIf) && d.namedExpression() != nil && d.t(kColon) && d.block() && d.elifStmt()
	}) || d.try(func() bool {
		return d.t(kIf) && d.namedExpression() != nil && d.t(kColon) && d.block() && d.maybe(d.elseBlock)
	})
}

// invalidHead raises when the statement that begins with k and has one expression lacks its colon or its block.
func (d *diag) invalidHead(k kind, what string) bool {
	if d.try(func() bool { return d.t(k) && d.namedExpression() != nil && d.t(kNewline) }) {
		d.raise("expected ':'")
		return true
	}
	line := d.begin().Line
	if d.try(func() bool { return d.t(k) && d.namedExpression() != nil && d.t(kColon) && d.noIndent() }) {
		d.raiseIndent(what, line)
		return true
	}
	return d.err != nil
}

func (d *diag) elifStmt() bool {
	defer d.leave(depthUnary)
	if !d.enter(depthUnary) {
		return false
	}
	if d.invalid && d.invalidHead(kElif, "'elif' statement") {
		return false
	}
	return d.try(func() bool {
		return d.t(kElif) && d.namedExpression() != nil && d.t(kColon) && d.block() && d.elifStmt()
	}) || d.try(func() bool {
		return d.t(kElif) && d.namedExpression() != nil && d.t(kColon) && d.block() && d.maybe(d.elseBlock)
	})
}

func (d *diag) elseBlock() bool {
	if d.invalid {
		line := d.begin().Line
		if d.try(func() bool { return d.t(kElse) && d.t(kColon) && d.noIndent() }) {
			return d.raiseIndent("'else' statement", line)
		}
		if d.try(func() bool { return d.t(kElse) && d.t(kColon) && d.block() && d.t(kElif) }) {
			return d.raise("'elif' block follows an 'else' block")
		}
	}
	return d.t(kElse) && d.force(kColon, ":") && d.block()
}

func (d *diag) whileStmt() bool {
	if d.invalid && d.invalidHead(kWhile, "'while' statement") {
		return false
	}
	return d.t(kWhile) && d.namedExpression() != nil && d.t(kColon) && d.block() && d.maybe(d.elseBlock)
}

func (d *diag) forStmt() bool {
	if d.invalid {
		head := func() bool { return d.t(kFor) && d.starTargets() != nil && d.t(kIn) && d.starExpressions() != nil }
		if d.try(func() bool { return d.opt(kAsync) && head() && d.t(kNewline) }) {
			return d.raise("expected ':'")
		}
		var line int32
		if d.try(func() bool {
			d.opt(kAsync)
			line = d.begin().Line
			return head() && d.t(kColon) && d.noIndent()
		}) {
			return d.raiseIndent("'for' statement", line)
		}
	}
	cut := false
	body := func() bool {
		if !d.t(kFor) || d.starTargets() == nil || !d.t(kIn) {
			return false
		}
		cut = true
		return d.starExpressions() != nil && d.t(kColon) && d.opt(kTypeComment) && d.block() && d.maybe(d.elseBlock)
	}
	if d.try(body) {
		return true
	}
	if cut {
		return false
	}
	if d.try(func() bool { return d.t(kAsync) && body() }) {
		return true
	}
	if cut || !d.invalid {
		return false
	}
	return d.invalidForTarget()
}

func (d *diag) invalidForTarget() bool {
	return d.try(func() bool {
		if d.opt(kAsync) && d.t(kFor) {
			if a := d.starExpressions(); a != nil {
				return d.raiseTarget(forTargets, a)
			}
		}
		return false
	})
}

func (d *diag) withStmt() bool {
	asTarget := func() bool { return d.maybe(func() bool { return d.t(kAs) && d.starTarget() != nil }) }
	plain := func() bool { return d.list(func() bool { return d.expression() != nil && asTarget() }) }
	parens := func() bool {
		return d.t(kLPar) && d.list(func() bool { return d.expressions() != nil && asTarget() }) && d.opt(kComma) && d.t(kRPar)
	}
	if d.invalid {
		var line int32
		for _, items := range []func() bool{plain, parens} {
			if d.try(func() bool {
				d.opt(kAsync)
				line = d.begin().Line
				return d.t(kWith) && items() && d.t(kColon) && d.noIndent()
			}) {
				return d.raiseIndent("'with' statement", line)
			}
		}
	}
	items := func() bool { return d.list(d.withItem) }
	grouped := func() bool { return d.t(kLPar) && items() && d.opt(kComma) && d.t(kRPar) }
	tail := func() bool { return d.t(kColon) && d.opt(kTypeComment) && d.block() }
	if d.try(func() bool { return d.t(kWith) && grouped() && tail() }) ||
		d.try(func() bool { return d.t(kWith) && items() && tail() }) ||
		d.try(func() bool { return d.t(kAsync) && d.t(kWith) && grouped() && d.t(kColon) && d.block() }) ||
		d.try(func() bool { return d.t(kAsync) && d.t(kWith) && items() && tail() }) {
		return true
	}
	if !d.invalid {
		return false
	}
	for _, f := range []func() bool{plain, parens} {
		if d.try(func() bool { return d.opt(kAsync) && d.t(kWith) && f() && d.t(kNewline) }) {
			return d.raise("expected ':'")
		}
	}
	return false
}

func (d *diag) withItem() bool {
	if d.try(func() bool {
		return d.expression() != nil && d.t(kAs) && d.starTarget() != nil && d.at(kComma, kRPar, kColon)
	}) {
		return true
	}
	if d.invalid {
		d.try(func() bool {
			if d.expression() != nil && d.t(kAs) {
				if a := d.expression(); a != nil && d.at(kComma, kRPar, kColon) {
					return d.raiseTarget(starTargets, a)
				}
			}
			return false
		})
	}
	return d.expression() != nil
}

func (d *diag) tryStmt() bool {
	if d.invalid {
		line := d.begin().Line
		if d.try(func() bool { return d.t(kTry) && d.t(kColon) && d.noIndent() }) {
			return d.raiseIndent("'try' statement", line)
		}
		if d.try(func() bool { return d.t(kTry) && d.t(kColon) && d.block() && d.no(kExcept, kFinally) }) {
			return d.raise("expected 'except' or 'finally' block")
		}
		asName := func() bool { return d.maybe(func() bool { return d.t(kAs) && d.t(kName) }) }
		if d.try(func() bool {
			if !(d.t(kTry) && d.t(kColon) && d.many(d.block) && d.many1(d.exceptBlock)) {
				return false
			}
			a := d.begin()
			if !d.t(kExcept) {
				return false
			}
			b := d.begin()
			return d.t(kStar) && d.expression() != nil && asName() && d.t(kColon) &&
				d.raiseRange(a, b, "cannot have both 'except' and 'except*' on the same 'try'")
		}) {
			return false
		}
		if d.try(func() bool {
			if !(d.t(kTry) && d.t(kColon) && d.many(d.block) && d.many1(d.exceptStarBlock)) {
				return false
			}
			a := d.begin()
			return d.t(kExcept) && d.maybe(func() bool { return d.expression() != nil && asName() }) && d.t(kColon) &&
				d.raiseAt(a, "cannot have both 'except' and 'except*' on the same 'try'")
		}) {
			return false
		}
	}
	head := func() bool { return d.t(kTry) && d.force(kColon, ":") && d.block() }
	rest := func() bool { return d.maybe(d.elseBlock) && d.maybe(d.finallyBlock) }
	return d.try(func() bool { return head() && d.finallyBlock() }) ||
		d.try(func() bool { return head() && d.many1(d.exceptBlock) && rest() }) ||
		d.try(func() bool { return head() && d.many1(d.exceptStarBlock) && rest() })
}

func (d *diag) exceptBlock() bool {
	asName := func() bool { return d.maybe(func() bool { return d.t(kAs) && d.t(kName) }) }
	if d.invalid {
		line := d.begin().Line
		if d.try(func() bool { return d.t(kExcept) && d.expression() != nil && asName() && d.t(kColon) && d.noIndent() }) ||
			d.try(func() bool { return d.t(kExcept) && d.t(kColon) && d.noIndent() }) {
			return d.raiseIndent("'except' statement", line)
		}
	}
	tail := func() bool { return d.t(kColon) && d.block() }
	if d.try(func() bool { return d.t(kExcept) && d.expression() != nil && tail() }) ||
		d.try(func() bool { return d.t(kExcept) && d.expression() != nil && d.t(kAs) && d.t(kName) && tail() }) ||
		d.try(func() bool { return d.t(kExcept) && d.expressions() != nil && tail() }) ||
		d.try(func() bool { return d.t(kExcept) && tail() }) {
		return true
	}
	if !d.invalid {
		return false
	}
	if d.try(func() bool { return d.t(kExcept) && d.manyTypes() }) {
		return false
	}
	if d.try(func() bool { return d.t(kExcept) && d.expression() != nil && asName() && d.t(kNewline) }) ||
		d.try(func() bool { return d.t(kExcept) && d.t(kNewline) }) {
		return d.raise("expected ':'")
	}
	d.try(func() bool {
		if d.t(kExcept) && d.expression() != nil && d.t(kAs) {
			if a := d.expression(); a != nil && d.t(kColon) && d.block() {
				return d.raiseAt(a.Position(), "cannot use except statement with %s", exprName(a))
			}
		}
		return false
	})
	return false
}

// manyTypes raises for several exception types with as but without parentheses.
func (d *diag) manyTypes() bool {
	a := d.expression()
	if a != nil && d.t(kComma) && d.expressions() != nil && d.t(kAs) && d.t(kName) && d.t(kColon) {
		return d.raiseFrom(a.Position(), "multiple exception types must be parenthesized when using 'as'")
	}
	return false
}

func (d *diag) exceptStarBlock() bool {
	asName := func() bool { return d.maybe(func() bool { return d.t(kAs) && d.t(kName) }) }
	head := func() bool { return d.t(kExcept) && d.t(kStar) }
	if d.invalid {
		line := d.begin().Line
		if d.try(func() bool { return head() && d.expression() != nil && asName() && d.t(kColon) && d.noIndent() }) {
			return d.raiseIndent("'except*' statement", line)
		}
	}
	tail := func() bool { return d.t(kColon) && d.block() }
	if d.try(func() bool { return head() && d.expression() != nil && tail() }) ||
		d.try(func() bool { return head() && d.expression() != nil && d.t(kAs) && d.t(kName) && tail() }) ||
		d.try(func() bool { return head() && d.expressions() != nil && tail() }) {
		return true
	}
	if !d.invalid {
		return false
	}
	if d.try(func() bool { return head() && d.manyTypes() }) {
		return false
	}
	if d.try(func() bool { return head() && d.expression() != nil && asName() && d.t(kNewline) }) {
		return d.raise("expected ':'")
	}
	if d.try(func() bool { return head() && d.any(kNewline, kColon) != nil }) {
		return d.raise("expected one or more exception types")
	}
	d.try(func() bool {
		if head() && d.expression() != nil && d.t(kAs) {
			if a := d.expression(); a != nil && d.t(kColon) && d.block() {
				return d.raiseAt(a.Position(), "cannot use except* statement with %s", exprName(a))
			}
		}
		return false
	})
	return false
}

func (d *diag) finallyBlock() bool {
	if d.invalid {
		line := d.begin().Line
		if d.try(func() bool { return d.t(kFinally) && d.t(kColon) && d.noIndent() }) {
			return d.raiseIndent("'finally' statement", line)
		}
	}
	return d.t(kFinally) && d.force(kColon, ":") && d.block()
}
