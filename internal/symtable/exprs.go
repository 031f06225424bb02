// This file implements the walk over expressions, comprehensions and assignment expressions among them.

package symtable

import "weft/internal/syntax"

func (b *builder) exprs(list []syntax.Expr) {
	for _, e := range list {
		b.expr(e)
	}
}

// opt visits e if there is one.
func (b *builder) opt(e syntax.Expr) {
	if e != nil {
		b.expr(e)
	}
}

func (b *builder) expr(e syntax.Expr) {
	defer b.up()
	if !b.down() {
		return
	}
	switch e := e.(type) {
	case *syntax.Name:
		b.nameExpr(e)
	case *syntax.Constant:
	case *syntax.Attribute:
		b.checkName(e.Attr, e.Pos, e.Ctx)
		b.expr(e.Value)
	case *syntax.Call:
		b.expr(e.Func)
		b.exprs(e.Args)
		b.keywords(e.Keywords)
	case *syntax.NamedExpr:
		b.namedExpr(e)
	case *syntax.BoolOp:
		b.exprs(e.Values)
	case *syntax.BinOp:
		b.expr(e.Left)
		b.expr(e.Right)
	case *syntax.UnaryOp:
		b.expr(e.Operand)
	case *syntax.Lambda:
		args := e.Args
		if args == nil {
			args = &syntax.Arguments{}
		}
		b.defaults(args)
		b.open("lambda", Function, e, PartBody, e.Pos)
		b.arguments(args)
		b.expr(e.Body)
		b.exit()
	case *syntax.IfExp:
		b.expr(e.Test)
		b.expr(e.Body)
		b.expr(e.Orelse)
	case *syntax.Dict:
		for _, k := range e.Keys {
			b.opt(k)
		}
		b.exprs(e.Values)
	case *syntax.Set:
		b.exprs(e.Elts)
	case *syntax.ListComp:
		b.comprehension(e, e.Pos, ListCompKind, "listcomp", e.Generators, nil, e.Elt)
	case *syntax.SetComp:
		b.comprehension(e, e.Pos, SetCompKind, "setcomp", e.Generators, nil, e.Elt)
	case *syntax.DictComp:
		b.comprehension(e, e.Pos, DictCompKind, "dictcomp", e.Generators, e.Value, e.Key)
	case *syntax.GeneratorExp:
		b.comprehension(e, e.Pos, GenExpKind, "genexpr", e.Generators, nil, e.Elt)
	case *syntax.Yield:
		b.yield(e.Value, e.Pos)
	case *syntax.YieldFrom:
		b.yield(e.Value, e.Pos)
	case *syntax.Await:
		b.await(e)
	case *syntax.Compare:
		b.expr(e.Left)
		b.exprs(e.Comparators)
	case *syntax.FormattedValue:
		b.expr(e.Value)
		b.opt(e.FormatSpec)
	case *syntax.Interpolation:
		b.expr(e.Value)
		b.opt(e.FormatSpec)
	case *syntax.JoinedStr:
		b.exprs(e.Values)
	case *syntax.TemplateStr:
		b.exprs(e.Values)
	case *syntax.Subscript:
		b.expr(e.Value)
		b.expr(e.Slice)
	case *syntax.Starred:
		b.expr(e.Value)
	case *syntax.Slice:
		b.opt(e.Lower)
		b.opt(e.Upper)
		b.opt(e.Step)
	case *syntax.List:
		b.exprs(e.Elts)
	case *syntax.Tuple:
		b.exprs(e.Elts)
	}
}

func (b *builder) nameExpr(e *syntax.Name) {
	if b.cur.unevaluated {
		return
	}
	if e.Ctx != syntax.Load {
		b.defCtx(e.Id, DefLocal, e.Pos, e.Ctx)
		return
	}
	b.def(e.Id, Use, e.Pos)
	// super() without arguments finds the class through __class__.
	if e.Id == "super" && b.cur.Kind.FunctionLike() {
		b.def("__class__", Use, e.Pos)
	}
}

func (b *builder) yield(value syntax.Expr, pos syntax.Pos) {
	b.notHere("yield expression", pos)
	b.opt(value)
	b.cur.Generator = true
	switch b.cur.Comp {
	case ListCompKind:
		b.fail(pos, "'yield' inside list comprehension")
	case SetCompKind:
		b.fail(pos, "'yield' inside set comprehension")
	case DictCompKind:
		b.fail(pos, "'yield' inside dict comprehension")
	case GenExpKind:
		b.fail(pos, "'yield' inside generator expression")
	}
}

func (b *builder) await(e *syntax.Await) {
	b.notHere("await expression", e.Pos)
	if !b.topLevelAwait() {
		if !b.cur.Kind.FunctionLike() {
			b.fail(e.Pos, "'await' outside function")
		} else if !b.asyncDef() && b.cur.Comp == NoComp {
			b.fail(e.Pos, "'await' outside async function")
		}
	}
	b.expr(e.Value)
	b.cur.Coroutine = true
}

// notHere fails if what stands directly in an annotation or another lazily run block.
func (b *builder) notHere(what string, pos syntax.Pos) {
	switch b.cur.Kind {
	case Annotation:
		b.fail(pos, what+" cannot be used within an annotation")
	case TypeVariable:
		b.fail(pos, what+" cannot be used within "+b.cur.ScopeInfo)
	case TypeAlias:
		b.fail(pos, what+" cannot be used within a type alias")
	case TypeParameters:
		b.fail(pos, what+" cannot be used within the definition of a generic")
	}
}

func (b *builder) namedExpr(e *syntax.NamedExpr) {
	b.notHere("named expression", e.Pos)
	if b.cur.compIterExpr > 0 {
		b.fail(e.Pos, "assignment expression cannot be used in a comprehension iterable expression")
	}
	if b.cur.Comp != NoComp {
		if target, ok := e.Target.(*syntax.Name); ok {
			b.bindOutside(target)
		}
	}
	b.expr(e.Value)
	b.expr(e.Target)
}

// bindOutside binds the target of an assignment expression inside a comprehension in the block that contains the
// comprehension (PEP 572), which the comprehension then refers to as if by a nonlocal or global statement.
func (b *builder) bindOutside(target *syntax.Name) {
	name, pos := target.Id, target.Pos
	for i := len(b.stack) - 1; i >= 0; i-- {
		blk := b.stack[i]
		if blk.Comp != NoComp {
			if f := b.lookup(blk, name); f&DefCompIter != 0 && f&DefLocal != 0 {
				b.fail(pos, "assignment expression cannot rebind comprehension iteration variable '"+name+"'")
				return
			}
			continue
		}
		switch blk.Kind {
		case Function:
			if b.lookup(blk, name)&DefGlobal != 0 {
				b.def(name, DefGlobal, pos)
			} else {
				b.def(name, DefNonlocal, pos)
			}
			b.directive(name, pos)
			b.defIn(blk, name, DefLocal, pos)
			return
		case Module:
			b.def(name, DefGlobal, pos)
			b.directive(name, pos)
			b.defIn(blk, name, DefGlobal, pos)
			return
		case Class:
			b.fail(pos, "assignment expression within a comprehension cannot be used in a class body")
			return
		case TypeParameters:
			b.fail(pos, "assignment expression within a comprehension cannot be used within the definition of a generic")
			return
		case TypeAlias:
			b.fail(pos, "assignment expression within a comprehension cannot be used in a type alias")
			return
		case TypeVariable:
			b.fail(pos, "assignment expression within a comprehension cannot be used in a TypeVar bound")
			return
		case Annotation:
			// CPython goes on outwards here.
		}
	}
}

func (b *builder) comprehension(e syntax.Expr, pos syntax.Pos, kind CompKind, name string, generators []*syntax.Comprehension,
	value, elt syntax.Expr) {
	if len(generators) == 0 {
		return
	}
	// The outermost iterable is evaluated by the block around.
	first := generators[0]
	b.cur.compIterExpr++
	b.expr(first.Iter)
	b.cur.compIterExpr--

	c := b.open(name, Function, e, PartBody, pos)
	c.Comp = kind
	if first.IsAsync {
		c.Coroutine = true
	}
	b.def(".0", DefParam, pos)
	b.compTarget(first.Target)
	b.exprs(first.Ifs)
	for _, g := range generators[1:] {
		b.compTarget(g.Target)
		c.compIterExpr++
		b.expr(g.Iter)
		c.compIterExpr--
		b.exprs(g.Ifs)
		if g.IsAsync {
			c.Coroutine = true
		}
	}
	b.opt(value)
	b.expr(elt)
	c.Generator = kind == GenExpKind
	b.exit()

	if !c.Coroutine || c.Generator {
		return
	}
	if !b.asyncDef() && b.cur.Comp == NoComp && !b.topLevelAwait() {
		b.fail(pos, "asynchronous comprehension outside of an asynchronous function")
	}
	b.cur.Coroutine = true
}

func (b *builder) compTarget(target syntax.Expr) {
	b.cur.compTarget = true
	b.expr(target)
	b.cur.compTarget = false
}
