// This file implements the parsing of atoms, displays, comprehensions, and what may follow an atom: attributes, calls,
// subscripts.

package syntax

import "strings"

// primary parses an atom and its trailers.
func (p *parser) primary() Expr {
	a := p.start()
	e := p.atom()
	for {
		switch p.k {
		case kDot:
			p.advance()
			attr := p.name()
			e = &Attribute{Pos: p.upTo(a), Value: e, Attr: attr}
		case kLPar:
			e = p.call(a, e)
		case kLSqb:
			p.advance()
			p.enter(depthBracket)
			index := p.slices()
			p.leave(depthBracket)
			p.expect(kRSqb)
			e = &Subscript{Pos: p.upTo(a), Value: e, Slice: index}
		default:
			return e
		}
	}
}

// call parses the arguments of a call of f, which began at a.
func (p *parser) call(a Pos, f Expr) Expr {
	open := p.start()
	p.advance()
	c := &Call{Func: f}
	p.enter(depthBracket)
	c.Args, c.Keywords = p.arguments(open, true)
	p.leave(depthBracket)
	c.Pos = p.upTo(a)
	return c
}

// arguments parses arguments up to and including the closing parenthesis. open is the place of the opening one. genexp
// allows a bare generator expression as the only argument.
func (p *parser) arguments(open Pos, genexp bool) (args []Expr, keywords []*Keyword) {
	if p.take(kRPar) {
		return nil, nil
	}
	n := len(p.exprs)
	doubleStar := false
	for p.k != kRPar {
		a := p.start()
		switch {
		case p.k == kStar:
			if doubleStar {
				p.fail()
			}
			p.advance()
			v := p.expression()
			p.exprs = append(p.exprs, &Starred{Pos: p.upTo(a), Value: v})
		case p.k == kDoubleStar:
			p.advance()
			v := p.expression()
			keywords = append(keywords, &Keyword{Pos: p.upTo(a), Value: v})
			doubleStar = true
		case p.k == kName && p.peek(1) == kEqual:
			name := p.name()
			p.advance()
			v := p.expression()
			keywords = append(keywords, &Keyword{Pos: p.upTo(a), Arg: name, Value: v})
		default:
			if keywords != nil {
				p.fail()
			}
			e := p.namedExpression()
			if p.k == kFor || p.k == kAsync {
				if !genexp || len(p.exprs) != n || keywords != nil {
					p.fail()
				}
				gens := p.comprehensions()
				p.expect(kRPar)
				return []Expr{&GeneratorExp{Pos: p.upTo(open), Elt: e, Generators: gens}}, nil
			}
			p.exprs = append(p.exprs, e)
		}
		if !p.take(kComma) {
			break
		}
	}
	p.expect(kRPar)
	if len(p.exprs) > n {
		args = p.popExprs(n)
	}
	return args, keywords
}

// slices parses the inside of a subscript.
func (p *parser) slices() Expr {
	a := p.start()
	var e Expr
	if p.k != kStar {
		e = p.slice()
		if p.k != kComma {
			return e
		}
	} else {
		e = p.starredArg()
	}
	n := len(p.exprs)
	p.exprs = append(p.exprs, e)
	for p.take(kComma) {
		switch {
		case p.k == kStar:
			p.exprs = append(p.exprs, p.starredArg())
		case p.k == kColon || startsExpr(p.k):
			p.exprs = append(p.exprs, p.slice())
		default:
			elts := p.popExprs(n)
			return &Tuple{Pos: p.upTo(a), Elts: elts}
		}
	}
	elts := p.popExprs(n)
	return &Tuple{Pos: p.upTo(a), Elts: elts}
}

func (p *parser) starredArg() Expr {
	a := p.start()
	p.advance()
	v := p.expression()
	return &Starred{Pos: p.upTo(a), Value: v}
}

func (p *parser) slice() Expr {
	a := p.start()
	var lower, upper, step Expr
	if p.k != kColon {
		named := p.k == kName && p.peek(1) == kColonEqual
		lower = p.namedExpression()
		if p.k != kColon {
			return lower
		}
		if named {
			return p.bad()
		}
	}
	p.expect(kColon)
	if startsExpr(p.k) {
		upper = p.expression()
	}
	if p.take(kColon) && startsExpr(p.k) {
		step = p.expression()
	}
	return &Slice{Pos: p.upTo(a), Lower: lower, Upper: upper, Step: step}
}

func (p *parser) atom() Expr {
	t := p.tok()
	switch p.k {
	case kName:
		e := &Name{Pos: t.Pos, Id: p.ident(t)}
		p.advance()
		return e
	case kNumber:
		return p.number()
	case kString, kFStart, kTStart:
		return p.strings()
	case kNone:
		return p.constant(ConstNone{})
	case kTrue:
		return p.constant(ConstTrue{})
	case kFalse:
		return p.constant(ConstFalse{})
	case kEllipsis:
		return p.constant(ConstEllipsis{})
	case kLPar:
		p.enter(depthBracket)
		e := p.parenthesized()
		p.leave(depthBracket)
		return e
	case kLSqb:
		p.enter(depthBracket)
		e := p.list()
		p.leave(depthBracket)
		return e
	case kLBrace:
		p.enter(depthBracket)
		e := p.braces()
		p.leave(depthBracket)
		return e
	}
	return p.bad()
}

func (p *parser) constant(v ConstValue) Expr {
	e := &Constant{Pos: p.start(), Value: v}
	p.advance()
	return e
}

func (p *parser) number() Expr {
	t := p.tok()
	if p.opts.FeatureVersion != 0 && strings.Contains(p.text[t.start:t.end], "_") {
		p.since(6, "Underscores in numeric literals are")
	}
	v, err := numberValue(p.text[t.start:t.end], p.opts.MaxIntDigits)
	if err != nil {
		return p.bad()
	}
	return p.constant(v)
}

// parenthesized parses a group, a tuple or a generator expression.
func (p *parser) parenthesized() Expr {
	a := p.start()
	p.advance()
	switch p.k {
	case kRPar:
		p.advance()
		return &Tuple{Pos: p.upTo(a)}
	case kYield:
		e := p.yield()
		p.expect(kRPar)
		return e
	}
	starred := p.k == kStar
	e := p.starNamed()
	switch p.k {
	case kComma:
		return p.tupleRest(a, e)
	case kFor, kAsync:
		if starred {
			p.fail()
		}
		gens := p.comprehensions()
		p.expect(kRPar)
		return &GeneratorExp{Pos: p.upTo(a), Elt: e, Generators: gens}
	}
	if starred {
		p.fail()
	}
	p.expect(kRPar)
	return e
}

func (p *parser) tupleRest(a Pos, first Expr) Expr {
	n := len(p.exprs)
	p.exprs = append(p.exprs, first)
	p.items(kRPar)
	p.expect(kRPar)
	elts := p.popExprs(n)
	return &Tuple{Pos: p.upTo(a), Elts: elts}
}

// items collects the items of a display that follow the first one.
func (p *parser) items(end kind) {
	for p.take(kComma) {
		if p.k == end {
			return
		}
		p.exprs = append(p.exprs, p.starNamed())
	}
}

func (p *parser) list() Expr {
	a := p.start()
	p.advance()
	if p.take(kRSqb) {
		return &List{Pos: p.upTo(a)}
	}
	starred := p.k == kStar
	e := p.starNamed()
	if p.k == kFor || p.k == kAsync {
		if starred {
			p.fail()
		}
		gens := p.comprehensions()
		p.expect(kRSqb)
		return &ListComp{Pos: p.upTo(a), Elt: e, Generators: gens}
	}
	n := len(p.exprs)
	p.exprs = append(p.exprs, e)
	p.items(kRSqb)
	p.expect(kRSqb)
	elts := p.popExprs(n)
	return &List{Pos: p.upTo(a), Elts: elts}
}

// braces parses dict and set displays and comprehensions.
func (p *parser) braces() Expr {
	a := p.start()
	p.advance()
	if p.take(kRBrace) {
		return &Dict{Pos: p.upTo(a)}
	}
	if p.k == kDoubleStar {
		return p.dictRest(a, nil, nil)
	}
	starred := p.k == kStar
	named := p.k == kName && p.peek(1) == kColonEqual
	e := p.starNamed()
	if p.k == kColon {
		if starred || named {
			return p.bad()
		}
		p.advance()
		v := p.expression()
		if p.k == kFor || p.k == kAsync {
			gens := p.comprehensions()
			p.expect(kRBrace)
			return &DictComp{Pos: p.upTo(a), Key: e, Value: v, Generators: gens}
		}
		return p.dictRest(a, e, v)
	}
	if p.k == kFor || p.k == kAsync {
		if starred {
			p.fail()
		}
		gens := p.comprehensions()
		p.expect(kRBrace)
		return &SetComp{Pos: p.upTo(a), Elt: e, Generators: gens}
	}
	n := len(p.exprs)
	p.exprs = append(p.exprs, e)
	p.items(kRBrace)
	p.expect(kRBrace)
	elts := p.popExprs(n)
	return &Set{Pos: p.upTo(a), Elts: elts}
}

// dictRest parses the items of a dict display after the first, or from a first ** on when value is nil.
func (p *parser) dictRest(a Pos, key, value Expr) Expr {
	// Keys and values alternate on the stack.
	n := len(p.exprs)
	if value != nil {
		p.exprs = append(p.exprs, key, value)
	}
	for value == nil || p.take(kComma) {
		if p.k == kRBrace && value != nil {
			break
		}
		if p.take(kDoubleStar) {
			value = p.bitOr()
			p.exprs = append(p.exprs, nil, value)
			continue
		}
		key = p.expression()
		p.expect(kColon)
		value = p.expression()
		p.exprs = append(p.exprs, key, value)
	}
	p.expect(kRBrace)
	pairs := p.exprs[n:]
	keys, values := make([]Expr, len(pairs)/2), make([]Expr, len(pairs)/2)
	for i := range keys {
		keys[i], values[i] = pairs[2*i], pairs[2*i+1]
	}
	clear(pairs)
	p.exprs = p.exprs[:n]
	return &Dict{Pos: p.upTo(a), Keys: keys, Values: values}
}

// comprehensions parses for clauses.
func (p *parser) comprehensions() []*Comprehension {
	gens := make([]*Comprehension, 0, 1)
	for p.k == kFor || p.k == kAsync {
		c := &Comprehension{}
		if p.take(kAsync) {
			c.IsAsync = true
			p.since(6, "Async comprehensions are")
		}
		p.expect(kFor)
		c.Target = p.targets()
		p.expect(kIn)
		c.Iter = p.disjunction()
		for p.take(kIf) {
			c.Ifs = append(c.Ifs, p.disjunction())
		}
		gens = append(gens, c)
	}
	return gens
}
