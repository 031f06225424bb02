// This file implements the parsing of parameters: of functions, of lambdas, and of types.

package syntax

// parameters parses a parameter list up to end, which is kRPar for def (with annotations) or kColon for lambda.
func (p *parser) parameters(end kind) *Arguments {
	args := &Arguments{}
	def := end == kRPar
	slash, star := false, false
	bare := false // a bare * still waits for its first parameter
	for p.k != end {
		switch p.k {
		case kSlash:
			if slash || star || len(args.Args) == 0 {
				p.fail()
			}
			slash = true
			p.since(8, "Positional-only parameters are")
			p.advance()
			args.Posonlyargs, args.Args = args.Args, nil
		case kStar:
			if star {
				p.fail()
			}
			star = true
			p.advance()
			if p.k == kComma {
				bare = true
				break
			}
			args.Vararg = p.parameter(def, true)
		case kDoubleStar:
			if bare {
				p.fail()
			}
			p.advance()
			args.Kwarg = p.parameter(def, false)
			p.take(kComma)
			p.paramComment(args.Kwarg)
			if p.k != end {
				p.fail()
			}
			return args
		default:
			a := p.parameter(def, false)
			var value Expr
			if p.take(kEqual) {
				p.enter(depthDefault)
				value = p.expression()
				p.leave(depthDefault)
			}
			if star {
				bare = false
				args.Kwonlyargs = append(args.Kwonlyargs, a)
				args.KwDefaults = append(args.KwDefaults, value)
				break
			}
			if value != nil {
				args.Defaults = append(args.Defaults, value)
			} else if args.Defaults != nil {
				p.fail()
			}
			args.Args = append(args.Args, a)
		}
		var last *Arg
		switch {
		case star && len(args.Kwonlyargs) > 0:
			last = args.Kwonlyargs[len(args.Kwonlyargs)-1]
		case star:
			last = args.Vararg
		case len(args.Args) > 0:
			last = args.Args[len(args.Args)-1]
		}
		if !p.take(kComma) {
			p.paramComment(last)
			break
		}
		p.paramComment(last)
	}
	if p.k != end || bare {
		p.fail()
	}
	return args
}

// paramComment gives a a type comment that stands behind it.
func (p *parser) paramComment(a *Arg) {
	if p.k != kTypeComment {
		return
	}
	if a == nil {
		p.fail()
		return
	}
	a.TypeComment = p.typeComment()
}

// parameter parses a name and, when annotated, its annotation; after a single star the annotation may be starred.
func (p *parser) parameter(annotated, star bool) *Arg {
	a := p.start()
	arg := &Arg{Arg: p.name()}
	if annotated && p.take(kColon) {
		if star {
			arg.Annotation = p.starExpression()
		} else {
			arg.Annotation = p.expression()
		}
	}
	arg.Pos = p.upTo(a)
	return arg
}

// typeParams parses [T: bound = default, *Ts, **P].
func (p *parser) typeParams() []TypeParam {
	p.expect(kLSqb)
	p.enter(depthBracket)
	defer p.leave(depthBracket)
	var params []TypeParam
	for {
		a := p.start()
		switch {
		case p.take(kStar):
			t := &TypeVarTuple{Name: p.name()}
			if p.take(kEqual) {
				p.since(13, "Type parameter defaults are")
				t.DefaultValue = p.starExpression()
			}
			t.Pos = p.upTo(a)
			params = append(params, t)
		case p.take(kDoubleStar):
			t := &ParamSpec{Name: p.name()}
			if p.take(kEqual) {
				p.since(13, "Type parameter defaults are")
				t.DefaultValue = p.expression()
			}
			t.Pos = p.upTo(a)
			params = append(params, t)
		default:
			t := &TypeVar{Name: p.name()}
			if p.take(kColon) {
				t.Bound = p.expression()
			}
			if p.take(kEqual) {
				p.since(13, "Type parameter defaults are")
				t.DefaultValue = p.expression()
			}
			t.Pos = p.upTo(a)
			params = append(params, t)
		}
		if !p.take(kComma) || p.k == kRSqb {
			break
		}
	}
	p.expect(kRSqb)
	p.since(12, "Type parameter lists are")
	return params
}
