// This file implements the diagnosis of parameter lists: of functions, lambdas and types.

package syntax

// paramRules is the grammar of one sort of parameters: those of def end with a parenthesis, those of lambda with a colon and
// have no annotations.
type paramRules struct {
	*diag
	lambda bool
}

func (d *diag) params() bool { return paramRules{d, false}.all() }

func (d *diag) lambdaParams() bool { return paramRules{d, true}.all() }

func (r paramRules) end() kind {
	if r.lambda {
		return kColon
	}
	return kRPar
}

func (r paramRules) all() bool {
	if r.invalid {
		r.invalidParameters()
	}
	return r.try(r.parameters)
}

func (r paramRules) parameters() bool {
	star := func() bool { return r.maybe(r.starEtc) }
	return r.try(func() bool { return r.slashNoDefault() && r.many(r.noDefault) && r.many(r.withDefault) && star() }) ||
		r.try(func() bool { return r.slashWithDefault() && r.many(r.withDefault) && star() }) ||
		r.try(func() bool { return r.many1(r.noDefault) && r.many(r.withDefault) && star() }) ||
		r.try(func() bool { return r.many1(r.withDefault) && star() }) ||
		r.try(r.starEtc)
}

// afterSlash matches the comma behind a slash, or sees the end.
func (r paramRules) afterSlash() bool { return r.t(kComma) || r.at(r.end()) }

func (r paramRules) slashNoDefault() bool {
	return r.try(func() bool { return r.many1(r.noDefault) && r.t(kSlash) && r.afterSlash() })
}

func (r paramRules) slashWithDefault() bool {
	return r.try(func() bool { return r.many(r.noDefault) && r.many1(r.withDefault) && r.t(kSlash) && r.afterSlash() })
}

// param matches a name with its annotation.
func (r paramRules) param() bool {
	return r.t(kName) && (r.lambda || r.maybe(func() bool { return r.t(kColon) && r.expression() != nil }))
}

// closeParam matches what must follow a parameter.
func (r paramRules) closeParam() bool {
	if r.lambda {
		return r.t(kComma) || r.at(kColon)
	}
	return r.try(func() bool { return r.t(kComma) && r.opt(kTypeComment) }) ||
		r.try(func() bool { return r.opt(kTypeComment) && r.at(kRPar) })
}

func (r paramRules) noDefault() bool {
	return r.try(func() bool { return r.param() && r.closeParam() })
}

func (r paramRules) withDefault() bool {
	return r.try(func() bool { return r.param() && r.defaultValue() && r.closeParam() })
}

func (r paramRules) maybeDefault() bool {
	return r.try(func() bool { return r.param() && r.maybe(r.defaultValue) && r.closeParam() })
}

func (r paramRules) defaultValue() bool {
	if r.try(func() bool { return r.t(kEqual) && r.expression() != nil }) {
		return true
	}
	if r.invalid {
		r.try(func() bool {
			a := r.begin()
			if r.t(kEqual) && r.at(kRPar, kComma) {
				return r.raiseAt(a, "expected default value expression")
			}
			return false
		})
	}
	return false
}

func (r paramRules) starEtc() bool {
	if r.invalid {
		r.invalidStarEtc()
	}
	kwds := func() bool { return r.maybe(r.kwds) }
	return r.try(func() bool { return r.t(kStar) && r.noDefault() && r.many(r.maybeDefault) && kwds() }) ||
		!r.lambda && r.try(func() bool {
			return r.t(kStar) && r.t(kName) && r.t(kColon) && r.starExpression() != nil && r.closeParam() &&
				r.many(r.maybeDefault) && kwds()
		}) ||
		r.try(func() bool { return r.t(kStar) && r.t(kComma) && r.many1(r.maybeDefault) && kwds() }) ||
		r.try(r.kwds)
}

func (r paramRules) kwds() bool {
	if r.invalid {
		r.invalidKwds()
	}
	return r.try(func() bool { return r.t(kDoubleStar) && r.noDefault() })
}

func (r paramRules) invalidParameters() {
	m := r.mark
	defer func() { r.diag.mark = m }()
	back := func() bool { r.diag.mark = m; return r.err == nil }
	slash := func() bool { return r.slashNoDefault() || r.slashWithDefault() }
	a := r.begin()
	if r.t(kSlash) && r.t(kComma) {
		r.raiseAt(a, "at least one argument must precede /")
		return
	}
	if back() && r.try(slash) && r.many(r.maybeDefault) {
		if a := r.begin(); r.t(kSlash) {
			r.raiseAt(a, "/ may appear only once")
			return
		}
	}
	if back() && r.maybe(r.slashNoDefault) && r.many(r.noDefault) && (r.slashWithDefault() || r.many1(r.withDefault)) {
		if a := r.begin(); r.noDefault() {
			// The place of the parameter does not include its comma.
			r.raiseAt(r.paramPos(a), "parameter without a default follows parameter with a default")
			return
		}
	}
	if back() && r.many(r.noDefault) {
		a := r.begin()
		ok := false
		if r.lambda {
			ok = r.t(kLPar) && r.list(r.param)
		} else {
			ok = r.t(kLPar) && r.many1(r.noDefault)
		}
		if ok && r.opt(kComma) {
			if b := r.begin(); r.t(kRPar) {
				what := "Function parameters"
				if r.lambda {
					what = "Lambda expression parameters"
				}
				r.raiseRange(a, b, "%s cannot be parenthesized", what)
				return
			}
		}
	}
	if back() && r.maybe(slash) && r.many(r.maybeDefault) && r.t(kStar) && (r.t(kComma) || r.noDefault()) && r.many(r.maybeDefault) {
		if a := r.begin(); r.t(kSlash) {
			r.raiseAt(a, "/ must be ahead of *")
			return
		}
	}
	if back() && r.many1(r.maybeDefault) && r.t(kSlash) {
		if a := r.begin(); r.t(kStar) {
			r.raiseAt(a, "expected comma between / and *")
		}
	}
}

// paramPos returns the place of the parameter that was matched from a on, without the comma behind it.
func (r paramRules) paramPos(a Pos) Pos {
	for i := r.mark - 1; i >= 0; i-- {
		if e := &r.toks[i]; e.kind != kComma && e.kind != kTypeComment {
			return Pos{a.Line, a.Col, e.EndLine, e.EndCol}
		}
	}
	return a
}

func (r paramRules) invalidStarEtc() {
	m := r.mark
	defer func() { r.diag.mark = m }()
	back := func() bool { r.diag.mark = m; return r.err == nil }
	a := r.begin()
	if r.t(kStar) && (r.t(r.end()) || r.t(kComma) && (r.t(r.end()) || r.t(kDoubleStar))) {
		if r.lambda {
			r.raise("named arguments must follow bare *")
		} else {
			r.raiseAt(a, "named arguments must follow bare *")
		}
		return
	}
	if back() && !r.lambda && r.t(kStar) && r.t(kComma) && r.t(kTypeComment) {
		r.raise("bare * has associated type comment")
		return
	}
	if back() && r.t(kStar) && r.param() {
		if a := r.begin(); r.t(kEqual) {
			r.raiseAt(a, "var-positional argument cannot have default value")
			return
		}
	}
	if back() && r.t(kStar) && (r.noDefault() || r.t(kComma)) && r.many(r.maybeDefault) {
		if a := r.begin(); r.t(kStar) && (r.noDefault() || r.t(kComma)) {
			r.raiseAt(a, "* argument may appear only once")
		}
	}
}

func (r paramRules) invalidKwds() {
	m := r.mark
	defer func() { r.diag.mark = m }()
	back := func() bool { r.diag.mark = m; return r.err == nil }
	const follow = "arguments cannot follow var-keyword argument"
	if r.t(kDoubleStar) && r.param() {
		if a := r.begin(); r.t(kEqual) {
			r.raiseAt(a, "var-keyword argument cannot have default value")
			return
		}
	}
	if back() && r.t(kDoubleStar) && r.param() && r.t(kComma) {
		if a := r.begin(); r.param() {
			r.raiseAt(r.span(a), follow)
			return
		}
	}
	if back() && r.t(kDoubleStar) && r.param() && r.t(kComma) {
		if t := r.any(kStar, kDoubleStar, kSlash); t != nil {
			r.raiseAt(t.Pos, follow)
		}
	}
}

func (d *diag) lambdef() Expr {
	return d.tryE(func() Expr {
		a := d.begin()
		if !d.t(kLambda) {
			return nil
		}
		defer d.leave(depthLambda)
		if !d.enter(depthLambda) {
			return nil
		}
		if d.maybe(d.lambdaParams) && d.t(kColon) && d.expression() != nil {
			return &Lambda{Pos: d.span(a)}
		}
		return nil
	})
}

func (d *diag) typeParams() bool {
	if d.invalid {
		m := d.mark
		if d.t(kLSqb) {
			if t := d.tk(kRSqb); t != nil {
				return d.raiseFrom(t.Pos, "Type parameter list cannot be empty")
			}
		}
		d.mark = m
	}
	return d.t(kLSqb) && d.list(d.typeParam) && d.opt(kComma) && d.t(kRSqb)
}

func (d *diag) typeParam() bool {
	return d.memoB(rTypeParam, func() bool {
		value := func() bool { return d.maybe(func() bool { return d.t(kEqual) && d.expression() != nil }) }
		if d.try(func() bool {
			return d.t(kName) && d.maybe(func() bool { return d.t(kColon) && d.expression() != nil }) && value()
		}) {
			return true
		}
		if d.invalid {
			d.invalidTypeParam(kStar, "TypeVarTuple")
			d.invalidTypeParam(kDoubleStar, "ParamSpec")
		}
		return d.try(func() bool {
			return d.t(kStar) && d.t(kName) && d.maybe(func() bool { return d.t(kEqual) && d.starExpression() != nil })
		}) || d.try(func() bool { return d.t(kDoubleStar) && d.t(kName) && value() })
	})
}

func (d *diag) invalidTypeParam(star kind, what string) {
	d.try(func() bool {
		if !d.t(star) || !d.t(kName) {
			return false
		}
		a := d.begin()
		if !d.t(kColon) {
			return false
		}
		if e := d.expression(); e != nil {
			kind := "bound"
			if _, ok := e.(*Tuple); ok {
				kind = "constraints"
			}
			return d.raiseFrom(a, "cannot use %s with %s", kind, what)
		}
		return false
	})
}
