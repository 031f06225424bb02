// This file implements the diagnosis of atoms, displays and comprehensions.

package syntax

func (d *diag) atom() Expr {
	t := d.cur()
	if t == nil {
		return nil
	}
	pos := t.Pos
	switch t.kind {
	case kName:
		d.mark++
		return &Name{Pos: pos, Id: d.ident(t)}
	case kTrue:
		d.mark++
		return &Constant{Pos: pos, Value: ConstTrue{}}
	case kFalse:
		d.mark++
		return &Constant{Pos: pos, Value: ConstFalse{}}
	case kNone:
		d.mark++
		return &Constant{Pos: pos, Value: ConstNone{}}
	case kEllipsis:
		d.mark++
		return &Constant{Pos: pos, Value: ConstEllipsis{}}
	case kString, kFStart, kTStart:
		return d.strings()
	case kNumber:
		return d.number()
	}
	if !d.at(kLPar, kLSqb, kLBrace) {
		return nil
	}
	defer d.leave(depthBracket)
	if !d.enter(depthBracket) {
		return nil
	}
	var rules []func() Expr
	switch t.kind {
	case kLPar:
		rules = []func() Expr{d.tuple, d.group, d.genexp}
	case kLSqb:
		rules = []func() Expr{d.listDisplay, d.listcomp}
	case kLBrace:
		rules = []func() Expr{d.dict, d.set, d.dictcomp, d.setcomp}
	}
	for _, r := range rules {
		if e := d.tryE(r); e != nil {
			return e
		}
	}
	return nil
}

func (d *diag) number() Expr {
	t := d.tk(kNumber)
	if t == nil {
		return nil
	}
	v, err := numberValue(d.text(t), d.opts.MaxIntDigits)
	if err != nil {
		d.locate(SyntaxError, int(t.Line), 0, int(t.EndLine), 0, err.msg)
		return nil
	}
	return &Constant{Pos: t.Pos, Value: v}
}

func (d *diag) group() Expr {
	if e := d.tryE(func() Expr {
		if !d.t(kLPar) {
			return nil
		}
		e := d.yieldExpr()
		if e == nil {
			e = d.namedExpression()
		}
		if e != nil && d.t(kRPar) {
			return e
		}
		return nil
	}); e != nil {
		return e
	}
	if !d.invalid {
		return nil
	}
	d.try(func() bool {
		if d.t(kLPar) {
			if a := d.starredExpression(); a != nil && d.t(kRPar) {
				return d.raiseAt(a.Position(), "cannot use starred expression here")
			}
		}
		return false
	})
	d.try(func() bool {
		if d.t(kLPar) {
			a := d.begin()
			if d.t(kDoubleStar) && d.expression() != nil && d.t(kRPar) {
				return d.raiseAt(a, "cannot use double starred expression here")
			}
		}
		return false
	})
	return nil
}

func (d *diag) listDisplay() Expr {
	return d.tryE(func() Expr {
		a := d.begin()
		if !d.t(kLSqb) {
			return nil
		}
		l := &List{}
		if t := d.starNamedExpressions(); t != nil {
			l.Elts = t.Elts
		}
		if !d.t(kRSqb) {
			return nil
		}
		l.Pos = d.span(a)
		return l
	})
}

func (d *diag) tuple() Expr {
	return d.tryE(func() Expr {
		a := d.begin()
		if !d.t(kLPar) {
			return nil
		}
		t := &Tuple{}
		d.try(func() bool {
			e := d.starNamedExpression()
			if e == nil || !d.t(kComma) {
				return false
			}
			t.Elts = []Expr{e}
			if rest := d.starNamedExpressions(); rest != nil {
				t.Elts = append(t.Elts, rest.Elts...)
			}
			return true
		})
		if !d.t(kRPar) {
			return nil
		}
		t.Pos = d.span(a)
		return t
	})
}

func (d *diag) set() Expr {
	a := d.begin()
	if d.t(kLBrace) {
		if t := d.starNamedExpressions(); t != nil && d.t(kRBrace) {
			return &Set{Pos: d.span(a), Elts: t.Elts}
		}
	}
	return nil
}

func (d *diag) dict() Expr {
	a := d.begin()
	if d.try(func() bool {
		return d.t(kLBrace) && d.maybe(func() bool { return d.list(d.doubleStarredKVPair) && d.opt(kComma) }) && d.t(kRBrace)
	}) {
		return &Dict{Pos: d.span(a)}
	}
	// CPython tries this one in its first pass too.
	d.try(func() bool { return d.t(kLBrace) && d.invalidDoubleStarredKVPairs() && d.t(kRBrace) })
	return nil
}

func (d *diag) doubleStarredKVPair() bool {
	return d.try(func() bool { return d.t(kDoubleStar) && d.bitOr() != nil }) || d.kvpair()
}

func (d *diag) kvpair() bool {
	return d.try(func() bool { return d.expression() != nil && d.t(kColon) && d.expression() != nil })
}

func (d *diag) invalidDoubleStarredKVPairs() bool {
	if d.try(func() bool { return d.list(d.doubleStarredKVPair) && d.t(kComma) && d.invalidKVPair() }) {
		return true
	}
	d.starredValue()
	d.try(func() bool {
		if d.expression() != nil {
			a := d.begin()
			if d.t(kColon) && d.at(kRBrace, kComma) {
				return d.raiseAt(a, "expression expected after dictionary key and ':'")
			}
		}
		return false
	})
	return false
}

// starredValue raises for key: *value.
func (d *diag) starredValue() {
	d.try(func() bool {
		if d.expression() != nil && d.t(kColon) {
			a := d.begin()
			if d.t(kStar) && d.bitOr() != nil {
				return d.raiseFrom(a, "cannot use a starred expression in a dictionary value")
			}
		}
		return false
	})
}

func (d *diag) invalidKVPair() bool {
	d.try(func() bool {
		if a := d.expression(); a != nil && d.no(kColon) {
			p := a.Position()
			d.locate(SyntaxError, int(p.Line), int(p.EndCol), int(p.EndLine), 0, "':' expected after dictionary key")
		}
		return false
	})
	d.starredValue()
	return d.try(func() bool {
		if d.expression() != nil {
			a := d.begin()
			if d.t(kColon) && d.at(kRBrace, kComma) {
				return d.raiseAt(a, "expression expected after dictionary key and ':'")
			}
		}
		return false
	})
}

// forIfClauses matches the for clauses of a comprehension.
func (d *diag) forIfClauses() []*Comprehension {
	var gens []*Comprehension
	if d.many1(func() bool {
		c := d.forIfClause()
		if c != nil {
			gens = append(gens, c)
		}
		return c != nil
	}) {
		return gens
	}
	return nil
}

func (d *diag) forIfClause() *Comprehension {
	cut := false
	var c *Comprehension
	clause := func() bool {
		c = &Comprehension{}
		if !d.t(kFor) {
			return false
		}
		if c.Target = d.starTargets(); c.Target == nil || !d.t(kIn) {
			return false
		}
		cut = true
		if c.Iter = d.disjunction(); c.Iter == nil {
			return false
		}
		return d.many(func() bool {
			if !d.t(kIf) {
				return false
			}
			e := d.disjunction()
			if e != nil {
				c.Ifs = append(c.Ifs, e)
			}
			return e != nil
		})
	}
	if d.try(func() bool { return d.t(kAsync) && clause() }) {
		return c
	}
	if cut {
		return nil
	}
	if d.try(clause) {
		return c
	}
	if cut || !d.invalid {
		return nil
	}
	if d.try(func() bool {
		return d.opt(kAsync) && d.t(kFor) && d.bitOr() != nil && d.many(func() bool { return d.t(kComma) && d.bitOr() != nil }) &&
			d.opt(kComma) && d.no(kIn)
	}) {
		d.raise("'in' expected after for-loop variables")
		return nil
	}
	d.invalidForTarget()
	return nil
}

func (d *diag) listcomp() Expr {
	return d.comprehension(kLSqb, kRSqb, d.namedExpression, func(p Pos, e Expr, g []*Comprehension) Expr {
		return &ListComp{p, e, g}
	})
}

func (d *diag) setcomp() Expr {
	return d.comprehension(kLBrace, kRBrace, d.namedExpression, func(p Pos, e Expr, g []*Comprehension) Expr {
		return &SetComp{p, e, g}
	})
}

func (d *diag) genexp() Expr {
	elt := func() Expr {
		if e := d.assignmentExpression(); e != nil {
			return e
		}
		return d.plainExpression()
	}
	return d.comprehension(kLPar, kRPar, elt, func(p Pos, e Expr, g []*Comprehension) Expr {
		return &GeneratorExp{p, e, g}
	})
}

// comprehension matches elt and for clauses between two brackets, or raises for what looks like it.
func (d *diag) comprehension(open, end kind, elt func() Expr, build func(Pos, Expr, []*Comprehension) Expr) Expr {
	if e := d.tryE(func() Expr {
		a := d.begin()
		if !d.t(open) {
			return nil
		}
		e := elt()
		if e == nil {
			return nil
		}
		gens := d.forIfClauses()
		if gens == nil || !d.t(end) {
			return nil
		}
		return build(d.span(a), e, gens)
	}); e != nil {
		return e
	}
	if d.invalid {
		d.invalidComprehension()
	}
	return nil
}

func (d *diag) invalidComprehension() {
	d.try(func() bool {
		if d.any(kLSqb, kLPar, kLBrace) != nil {
			if a := d.starredExpression(); a != nil && d.forIfClauses() != nil {
				return d.raiseAt(a.Position(), "iterable unpacking cannot be used in comprehension")
			}
		}
		return false
	})
	d.try(func() bool {
		if d.any(kLSqb, kLBrace) != nil {
			if a := d.starNamedExpression(); a != nil && d.t(kComma) {
				if b := d.starNamedExpressions(); b != nil && d.forIfClauses() != nil {
					return d.raiseRange(a.Position(), b.Elts[len(b.Elts)-1].Position(), "did you forget parentheses around the comprehension target?")
				}
			}
		}
		return false
	})
	d.try(func() bool {
		if d.any(kLSqb, kLBrace) != nil {
			if a := d.starNamedExpression(); a != nil {
				b := d.begin()
				if d.t(kComma) && d.forIfClauses() != nil {
					return d.raiseRange(a.Position(), b, "did you forget parentheses around the comprehension target?")
				}
			}
		}
		return false
	})
}

func (d *diag) dictcomp() Expr {
	if e := d.tryE(func() Expr {
		a := d.begin()
		if !d.t(kLBrace) || !d.kvpair() {
			return nil
		}
		if gens := d.forIfClauses(); gens != nil && d.t(kRBrace) {
			return &DictComp{Pos: d.span(a), Generators: gens}
		}
		return nil
	}); e != nil {
		return e
	}
	if d.invalid {
		d.try(func() bool {
			if d.t(kLBrace) {
				a := d.begin()
				if d.t(kDoubleStar) && d.bitOr() != nil && d.forIfClauses() != nil && d.t(kRBrace) {
					return d.raiseAt(a, "dict unpacking cannot be used in dict comprehension")
				}
			}
			return false
		})
	}
	return nil
}
