// This file implements the diagnosis of call arguments and assignment targets.

package syntax

func (d *diag) arguments() *Call {
	e := d.memoE(rArguments, func() Expr {
		if e := d.tryE(func() Expr {
			if c := d.args(); c != nil && d.opt(kComma) && d.at(kRPar) {
				return c
			}
			return nil
		}); e != nil {
			return e
		}
		if d.invalid {
			d.invalidArguments()
		}
		return nil
	})
	c, _ := e.(*Call)
	return c
}

// args matches arguments; the result is a call of nothing.
func (d *diag) args() *Call {
	m := d.mark
	a := d.begin()
	c := &Call{}
	if d.list(func() bool {
		e := d.starredExpression()
		if e == nil {
			e = d.tryE(func() Expr {
				x := d.assignmentExpression()
				if x == nil {
					x = d.plainExpression()
				}
				if x != nil && d.no(kEqual) {
					return x
				}
				return nil
			})
		}
		if e != nil {
			c.Args = append(c.Args, e)
		}
		return e != nil
	}) {
		d.try(func() bool { return d.t(kComma) && d.kwargs(c) })
		if d.err == nil {
			c.Pos = d.span(a)
			return c
		}
		return nil
	}
	d.mark = m
	if d.err == nil && d.kwargs(c) {
		c.Pos = d.span(a)
		return c
	}
	d.mark = m
	return nil
}

func (d *diag) kwargs(c *Call) bool {
	n, k := len(c.Args), len(c.Keywords)
	back := func() bool {
		c.Args, c.Keywords = c.Args[:n], c.Keywords[:k]
		return d.err == nil
	}
	starred := func() bool { return d.list(func() bool { return d.kwargOrStarred(c, kStar) }) }
	double := func() bool { return d.list(func() bool { return d.kwargOrStarred(c, kDoubleStar) }) }
	return d.try(func() bool { return starred() && d.t(kComma) && double() }) || back() && d.try(starred) || back() && d.try(double)
}

// kwargOrStarred matches name=value, or a value with the star that may stand here.
func (d *diag) kwargOrStarred(c *Call, star kind) bool {
	if d.invalid {
		d.invalidKwarg()
	}
	if d.try(func() bool {
		t := d.tk(kName)
		if t == nil {
			return false
		}
		kw := &Keyword{Pos: t.Pos, Arg: d.ident(t)}
		if !d.t(kEqual) || d.expression() == nil {
			return false
		}
		c.Keywords = append(c.Keywords, kw)
		return true
	}) {
		return true
	}
	if star == kStar {
		e := d.starredExpression()
		if e != nil {
			c.Args = append(c.Args, e)
		}
		return e != nil
	}
	return d.try(func() bool {
		if !d.t(kDoubleStar) || d.expression() == nil {
			return false
		}
		c.Keywords = append(c.Keywords, &Keyword{})
		return true
	})
}

func (d *diag) starredExpression() Expr {
	if d.invalid {
		d.try(func() bool {
			a := d.begin()
			if d.t(kStar) && d.expression() != nil && d.t(kEqual) {
				if b := d.expression(); b != nil {
					return d.raiseRange(a, b.Position(), "cannot assign to iterable argument unpacking")
				}
			}
			return false
		})
	}
	if e := d.starred(d.expression); e != nil {
		return e
	}
	if d.invalid && d.try(func() bool { return d.t(kStar) }) {
		d.raise("Invalid star expression")
	}
	return nil
}

func (d *diag) invalidKwarg() {
	m := d.mark
	defer func() { d.mark = m }()
	if t := d.any(kTrue, kFalse, kNone); t != nil {
		a, text := t.Pos, d.text(t)
		if b := d.tk(kEqual); b != nil {
			d.raiseRange(a, b.Pos, "cannot assign to %s", text)
			return
		}
	}
	d.mark = m
	if t := d.tk(kName); t != nil {
		a := t.Pos
		if t := d.tk(kEqual); t != nil {
			b := t.Pos
			if d.expression() != nil && d.forIfClauses() != nil {
				d.raiseRange(a, b, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
				return
			}
		}
	}
	d.mark = m
	if d.absent(func() bool { return d.t(kName) && d.t(kEqual) }) {
		if a := d.expression(); a != nil {
			if b := d.tk(kEqual); b != nil {
				d.raiseRange(a.Position(), b.Pos, `expression cannot contain assignment, perhaps you meant "=="?`)
				return
			}
		}
	}
	d.mark = m
	a := d.begin()
	if d.t(kDoubleStar) && d.expression() != nil && d.t(kEqual) {
		if b := d.expression(); b != nil {
			d.raiseRange(a, b.Position(), "cannot assign to keyword argument unpacking")
		}
	}
}

// lastOf returns the end of the last for clause.
func lastOf(gens []*Comprehension) Pos {
	g := gens[len(gens)-1]
	if n := len(g.Ifs); n > 0 {
		return g.Ifs[n-1].Position()
	}
	return g.Iter.Position()
}

func (d *diag) invalidArguments() {
	const genexp = "Generator expression must be parenthesized"
	m := d.mark
	defer func() { d.mark = m }()
	scratch := func() *Call { return &Call{} }
	if d.try(func() bool {
		return d.try(func() bool {
			return d.list(func() bool {
				return d.starredExpression() != nil || d.try(func() bool {
					x := d.assignmentExpression()
					if x == nil {
						x = d.plainExpression()
					}
					return x != nil && d.no(kEqual)
				})
			}) && d.t(kComma) && d.kwargs(scratch())
		}) || d.kwargs(scratch())
	}) {
		a := d.begin()
		if d.t(kComma) && d.list(func() bool { return d.starredExpression() != nil && d.no(kEqual) }) {
			d.raiseFrom(a, "iterable argument unpacking follows keyword argument unpacking")
			return
		}
	}
	d.mark = m
	if a := d.expression(); a != nil {
		if b := d.forIfClauses(); b != nil && d.t(kComma) && d.maybe(func() bool {
			return d.args() != nil || d.expression() != nil && d.forIfClauses() != nil
		}) {
			d.raiseRange(a.Position(), lastOf(b), genexp)
			return
		}
	}
	d.mark = m
	if t := d.tk(kName); t != nil {
		a := t.Pos
		if t := d.tk(kEqual); t != nil {
			b := t.Pos
			if d.expression() != nil && d.forIfClauses() != nil {
				d.raiseRange(a, b, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
				return
			}
		}
	}
	d.mark = m
	if d.maybe(func() bool { return d.args() != nil && d.t(kComma) }) {
		if t := d.tk(kName); t != nil {
			a := t.Pos
			if t := d.tk(kEqual); t != nil {
				b := t.Pos
				if d.at(kComma, kRPar) {
					d.raiseRange(a, b, "expected argument value expression")
					return
				}
			}
		}
	}
	d.mark = m
	if a := d.args(); a != nil {
		if b := d.forIfClauses(); b != nil && len(a.Args) > 1 {
			d.raiseRange(a.Args[len(a.Args)-1].Position(), lastOf(b), genexp)
			return
		}
	}
	d.mark = m
	if d.args() != nil && d.t(kComma) {
		if a := d.expression(); a != nil {
			if b := d.forIfClauses(); b != nil {
				d.raiseRange(a.Position(), lastOf(b), genexp)
				return
			}
		}
	}
	d.mark = m
	if a := d.args(); a != nil && d.t(kComma) && d.args() != nil {
		for _, k := range a.Keywords {
			if k.Arg == "" {
				d.raise("positional argument follows keyword argument unpacking")
				return
			}
		}
		d.raise("positional argument follows keyword argument")
	}
}

func (d *diag) starTargets() Expr {
	if e := d.tryE(func() Expr {
		if e := d.starTarget(); e != nil && d.no(kComma) {
			return e
		}
		return nil
	}); e != nil {
		return e
	}
	return d.tryE(func() Expr {
		a := d.begin()
		t := &Tuple{Ctx: Store}
		if d.list(func() bool { return d.collect(&t.Elts, d.starTarget()) }) && d.opt(kComma) {
			t.Pos = d.span(a)
			return t
		}
		return nil
	})
}

// collect appends e unless it is nil, which it reports.
func (d *diag) collect(list *[]Expr, e Expr) bool {
	if e != nil {
		*list = append(*list, e)
	}
	return e != nil
}

func (d *diag) starTarget() Expr {
	return d.memoE(rStarTarget, func() Expr {
		if e := d.starred(func() Expr {
			if d.no(kStar) {
				return d.starTarget()
			}
			return nil
		}); e != nil {
			return e
		}
		return d.targetWithStarAtom()
	})
}

func (d *diag) targetWithStarAtom() Expr {
	return d.memoE(rTargetWithStarAtom, func() Expr {
		if e := d.subscriptOrAttribute(Store); e != nil {
			return e
		}
		return d.targetAtom(Store, d.targetWithStarAtom, func(end kind) []Expr {
			var elts []Expr
			if d.list(func() bool { return d.collect(&elts, d.starTarget()) }) && d.opt(kComma) {
				// A single target in parentheses needs its comma.
				if end == kRPar && len(elts) == 1 && d.toks[d.mark-1].kind != kComma {
					return nil
				}
				return elts
			}
			return nil
		})
	})
}

// subscriptOrAttribute matches a target that ends in .name or [index].
func (d *diag) subscriptOrAttribute(ctx ExprContext) Expr {
	for _, f := range []func(Pos, Expr, ExprContext) Expr{d.attribute, d.subscript} {
		if e := d.tryE(func() Expr {
			a := d.begin()
			p := d.tPrimary()
			if p == nil {
				return nil
			}
			if e := f(a, p, ctx); e != nil && d.no(kLPar, kLSqb, kDot) {
				return e
			}
			return nil
		}); e != nil {
			return e
		}
	}
	return nil
}

// targetAtom matches a name, a target in parentheses, or a display of targets.
func (d *diag) targetAtom(ctx ExprContext, inner func() Expr, items func(end kind) []Expr) Expr {
	if t := d.tk(kName); t != nil {
		return &Name{Pos: t.Pos, Id: d.ident(t), Ctx: ctx}
	}
	if !d.at(kLPar, kLSqb) {
		return nil
	}
	defer d.leave(depthBracket)
	if !d.enter(depthBracket) {
		return nil
	}
	if e := d.tryE(func() Expr {
		if d.t(kLPar) {
			if e := inner(); e != nil && d.t(kRPar) {
				return e
			}
		}
		return nil
	}); e != nil {
		return e
	}
	if e := d.tryE(func() Expr {
		a := d.begin()
		if !d.t(kLPar) {
			return nil
		}
		var elts []Expr
		d.try(func() bool { elts = items(kRPar); return elts != nil })
		if d.t(kRPar) {
			return &Tuple{Pos: d.span(a), Elts: elts, Ctx: ctx}
		}
		return nil
	}); e != nil {
		return e
	}
	return d.tryE(func() Expr {
		a := d.begin()
		if !d.t(kLSqb) {
			return nil
		}
		var elts []Expr
		d.try(func() bool { elts = items(kRSqb); return elts != nil })
		if d.t(kRSqb) {
			return &List{Pos: d.span(a), Elts: elts, Ctx: ctx}
		}
		return nil
	})
}

func (d *diag) singleTarget() Expr {
	if e := d.singleSubscriptAttributeTarget(); e != nil {
		return e
	}
	if t := d.tk(kName); t != nil {
		return &Name{Pos: t.Pos, Id: d.ident(t), Ctx: Store}
	}
	return d.tryE(func() Expr {
		if d.t(kLPar) {
			if e := d.singleTarget(); e != nil && d.t(kRPar) {
				return e
			}
		}
		return nil
	})
}

func (d *diag) singleSubscriptAttributeTarget() Expr { return d.subscriptOrAttribute(Store) }

// tPrimary matches a primary that is followed by a further trailer.
func (d *diag) tPrimary() Expr {
	return d.memoE(rTPrimary, func() Expr {
		more := func() bool { return d.at(kLPar, kLSqb, kDot) }
		a := d.begin()
		e := d.tryE(func() Expr {
			if e := d.atom(); e != nil && more() {
				return e
			}
			return nil
		})
		for e != nil {
			next := d.tTrailer(a, e, more)
			if next == nil {
				break
			}
			e = next
		}
		return e
	})
}

func (d *diag) tTrailer(a Pos, e Expr, more func() bool) Expr {
	check := func(f func() Expr) Expr {
		return d.tryE(func() Expr {
			if x := f(); x != nil && more() {
				return x
			}
			return nil
		})
	}
	if x := check(func() Expr { return d.attribute(a, e, Load) }); x != nil {
		return x
	}
	if x := check(func() Expr { return d.subscript(a, e, Load) }); x != nil {
		return x
	}
	if x := check(func() Expr {
		if g := d.genexp(); g != nil {
			return &Call{Pos: d.span(a), Func: e, Args: []Expr{g}}
		}
		return nil
	}); x != nil {
		return x
	}
	return check(func() Expr {
		if !d.t(kLPar) {
			return nil
		}
		defer d.leave(depthBracket)
		if !d.enter(depthBracket) {
			return nil
		}
		d.arguments()
		if !d.t(kRPar) {
			return nil
		}
		return &Call{Pos: d.span(a), Func: e}
	})
}

// delTargets matches the targets of del.
func (d *diag) delTargets() []Expr {
	var elts []Expr
	m := d.mark
	if d.list(func() bool { return d.collect(&elts, d.delTarget()) }) && d.opt(kComma) {
		return elts
	}
	d.mark = m
	return nil
}

func (d *diag) delTarget() Expr {
	return d.memoE(rDelTarget, func() Expr {
		if e := d.subscriptOrAttribute(Del); e != nil {
			return e
		}
		return d.targetAtom(Del, d.delTarget, func(kind) []Expr { return d.delTargets() })
	})
}
