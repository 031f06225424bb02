// This file implements the check of a tree that a program built itself: what the grammar of the classes cannot say and the compiler
// relies on, as lists that are not empty, contexts, and places that make sense.

package ast

import (
	"fmt"

	"weft/internal/object"
	"weft/internal/syntax"
)

// checker holds the first thing found wrong; nothing more is looked at then.
type checker struct {
	text string
	typ  *object.Type
}

// validate raises ValueError, in a few cases TypeError, for a tree that CPython's compile() rejects.
func validate(th *thread, mod syntax.Mod) error {
	var c checker
	switch m := mod.(type) {
	case *syntax.Module:
		c.stmts(m.Body)
	case *syntax.Interactive:
		c.stmts(m.Body)
	case *syntax.Expression:
		c.load(m.Body)
	case *syntax.FunctionType:
		c.loads(m.Argtypes)
		c.load(m.Returns)
	}
	if c.typ != nil {
		return object.Raisef(th, c.typ, "%s", c.text)
	}
	return nil
}

func (c *checker) bad(format string, args ...any) { c.badAs(object.ValueErrorType, format, args...) }

func (c *checker) badAs(t *object.Type, format string, args ...any) {
	if c.typ == nil {
		c.typ, c.text = t, fmt.Sprintf(format, args...)
	}
}

func (c *checker) nonempty(n int, what, owner string) {
	if n == 0 {
		c.bad("empty %s on %s", what, owner)
	}
}

func (c *checker) position(p syntax.Pos) {
	switch {
	case p.Line > p.EndLine:
		c.bad("AST node line range (%d, %d) is not valid", p.Line, p.EndLine)
	case p.Line < 0 && p.EndLine != p.Line || p.Col < 0 && p.Col != p.EndCol:
		c.bad("AST node column range (%d, %d) for line range (%d, %d) is not valid", p.Col, p.EndCol, p.Line, p.EndLine)
	case p.Line == p.EndLine && p.Col > p.EndCol:
		c.bad("line %d, column %d-%d is not a valid range", p.Line, p.Col, p.EndCol)
	}
}

func (c *checker) load(e syntax.Expr) { c.expr(e, syntax.Load) }

func (c *checker) loads(list []syntax.Expr) {
	for _, e := range list {
		c.load(e)
	}
}

func (c *checker) keywords(list []*syntax.Keyword) {
	for _, k := range list {
		c.load(k.Value)
	}
}

// expr checks an expression that stands in the context ctx; an absent one is right.
func (c *checker) expr(e syntax.Expr, ctx syntax.ExprContext) {
	if e == nil || c.typ != nil {
		return
	}
	c.position(e.Position())
	got, targets := syntax.Load, true
	switch e := e.(type) {
	case *syntax.Attribute:
		got = e.Ctx
	case *syntax.Subscript:
		got = e.Ctx
	case *syntax.Starred:
		got = e.Ctx
	case *syntax.Name:
		got = e.Ctx
	case *syntax.List:
		got = e.Ctx
	case *syntax.Tuple:
		got = e.Ctx
	default:
		targets = false
	}
	switch {
	case targets && got != ctx:
		c.bad("expression must have %s context but has %s instead", ctx, got)
	case !targets && ctx != syntax.Load:
		c.bad("expression which can't be assigned to in %s context", ctx)
	}
	switch e := e.(type) {
	case *syntax.BoolOp:
		if len(e.Values) < 2 {
			c.bad("BoolOp with less than 2 values")
		}
		c.loads(e.Values)
	case *syntax.NamedExpr:
		if _, ok := e.Target.(*syntax.Name); !ok {
			c.badAs(object.TypeErrorType, "NamedExpr target must be a Name")
		}
		c.load(e.Value)
	case *syntax.BinOp:
		c.load(e.Left)
		c.load(e.Right)
	case *syntax.UnaryOp:
		c.load(e.Operand)
	case *syntax.Lambda:
		c.arguments(e.Args)
		c.load(e.Body)
	case *syntax.IfExp:
		c.load(e.Test)
		c.load(e.Body)
		c.load(e.Orelse)
	case *syntax.Dict:
		if len(e.Keys) != len(e.Values) {
			c.bad("Dict doesn't have the same number of keys as values")
		}
		c.loads(e.Keys)
		c.loads(e.Values)
	case *syntax.Set:
		c.loads(e.Elts)
	case *syntax.ListComp:
		c.comprehension(e.Generators)
		c.load(e.Elt)
	case *syntax.SetComp:
		c.comprehension(e.Generators)
		c.load(e.Elt)
	case *syntax.GeneratorExp:
		c.comprehension(e.Generators)
		c.load(e.Elt)
	case *syntax.DictComp:
		c.comprehension(e.Generators)
		c.load(e.Key)
		c.load(e.Value)
	case *syntax.Await:
		c.load(e.Value)
	case *syntax.Yield:
		c.load(e.Value)
	case *syntax.YieldFrom:
		c.load(e.Value)
	case *syntax.Compare:
		switch {
		case len(e.Comparators) == 0:
			c.bad("Compare with no comparators")
		case len(e.Comparators) != len(e.Ops):
			c.bad("Compare has a different number of comparators and operands")
		}
		c.loads(e.Comparators)
		c.load(e.Left)
	case *syntax.Call:
		c.load(e.Func)
		c.loads(e.Args)
		c.keywords(e.Keywords)
	case *syntax.FormattedValue:
		c.load(e.Value)
		c.load(e.FormatSpec)
	case *syntax.Interpolation:
		c.load(e.Value)
		c.load(e.FormatSpec)
	case *syntax.JoinedStr:
		c.loads(e.Values)
	case *syntax.TemplateStr:
		c.loads(e.Values)
	case *syntax.Attribute:
		c.load(e.Value)
	case *syntax.Subscript:
		c.load(e.Slice)
		c.load(e.Value)
	case *syntax.Starred:
		c.expr(e.Value, ctx)
	case *syntax.List:
		c.exprs(e.Elts, ctx)
	case *syntax.Tuple:
		c.exprs(e.Elts, ctx)
	case *syntax.Slice:
		c.load(e.Lower)
		c.load(e.Upper)
		c.load(e.Step)
	}
}

func (c *checker) exprs(list []syntax.Expr, ctx syntax.ExprContext) {
	for _, e := range list {
		c.expr(e, ctx)
	}
}

func (c *checker) comprehension(gens []*syntax.Comprehension) {
	if len(gens) == 0 {
		c.bad("comprehension with no generators")
	}
	for _, g := range gens {
		c.expr(g.Target, syntax.Store)
		c.load(g.Iter)
		c.loads(g.Ifs)
	}
}

func (c *checker) arguments(a *syntax.Arguments) {
	arg := func(list ...*syntax.Arg) {
		for _, p := range list {
			if p != nil {
				c.position(p.Pos)
				c.load(p.Annotation)
			}
		}
	}
	arg(a.Posonlyargs...)
	arg(a.Args...)
	arg(a.Vararg)
	arg(a.Kwonlyargs...)
	arg(a.Kwarg)
	if len(a.Defaults) > len(a.Posonlyargs)+len(a.Args) {
		c.bad("more positional defaults than args on arguments")
	}
	if len(a.KwDefaults) != len(a.Kwonlyargs) {
		c.bad("length of kwonlyargs is not the same as kw_defaults on arguments")
	}
	c.loads(a.Defaults)
	c.loads(a.KwDefaults)
}

func (c *checker) typeParams(list []syntax.TypeParam) {
	for _, p := range list {
		c.position(p.Position())
		switch p := p.(type) {
		case *syntax.TypeVar:
			c.load(p.Bound)
			c.load(p.DefaultValue)
		case *syntax.ParamSpec:
			c.load(p.DefaultValue)
		case *syntax.TypeVarTuple:
			c.load(p.DefaultValue)
		}
	}
}

func (c *checker) body(list []syntax.Stmt, owner string) {
	c.nonempty(len(list), "body", owner)
	c.stmts(list)
}

func (c *checker) stmts(list []syntax.Stmt) {
	for _, s := range list {
		if c.typ != nil {
			return
		}
		c.position(s.Position())
		c.stmt(s)
	}
}

func (c *checker) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.FunctionDef:
		c.function("FunctionDef", s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams)
	case *syntax.AsyncFunctionDef:
		c.function("AsyncFunctionDef", s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams)
	case *syntax.ClassDef:
		c.body(s.Body, "ClassDef")
		c.typeParams(s.TypeParams)
		c.loads(s.Bases)
		c.keywords(s.Keywords)
		c.loads(s.DecoratorList)
	case *syntax.Return:
		c.load(s.Value)
	case *syntax.Delete:
		c.nonempty(len(s.Targets), "targets", "Delete")
		c.exprs(s.Targets, syntax.Del)
	case *syntax.Assign:
		c.nonempty(len(s.Targets), "targets", "Assign")
		c.exprs(s.Targets, syntax.Store)
		c.load(s.Value)
	case *syntax.TypeAlias:
		if _, ok := s.Name.(*syntax.Name); !ok {
			c.badAs(object.TypeErrorType, "TypeAlias with non-Name name")
		}
		c.expr(s.Name, syntax.Store)
		c.typeParams(s.TypeParams)
		c.load(s.Value)
	case *syntax.AugAssign:
		c.expr(s.Target, syntax.Store)
		c.load(s.Value)
	case *syntax.AnnAssign:
		if _, ok := s.Target.(*syntax.Name); !ok && s.Simple {
			c.badAs(object.TypeErrorType, "AnnAssign with simple non-Name target")
		}
		c.expr(s.Target, syntax.Store)
		c.load(s.Value)
		c.load(s.Annotation)
	case *syntax.For:
		c.forLoop("For", s.Target, s.Iter, s.Body, s.Orelse)
	case *syntax.AsyncFor:
		c.forLoop("AsyncFor", s.Target, s.Iter, s.Body, s.Orelse)
	case *syntax.While:
		c.load(s.Test)
		c.body(s.Body, "While")
		c.stmts(s.Orelse)
	case *syntax.If:
		c.load(s.Test)
		c.body(s.Body, "If")
		c.stmts(s.Orelse)
	case *syntax.With:
		c.with("With", s.Items, s.Body)
	case *syntax.AsyncWith:
		c.with("AsyncWith", s.Items, s.Body)
	case *syntax.Match:
		c.load(s.Subject)
		c.nonempty(len(s.Cases), "cases", "Match")
		for _, k := range s.Cases {
			c.pattern(k.Pattern, false)
			c.load(k.Guard)
			c.body(k.Body, "match_case")
		}
	case *syntax.Raise:
		if s.Exc == nil && s.Cause != nil {
			c.bad("Raise with cause but no exception")
		}
		c.load(s.Exc)
		c.load(s.Cause)
	case *syntax.Try:
		c.try("Try", s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *syntax.TryStar:
		c.try("TryStar", s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *syntax.Assert:
		c.load(s.Test)
		c.load(s.Msg)
	case *syntax.Import:
		c.nonempty(len(s.Names), "names", "Import")
	case *syntax.ImportFrom:
		if s.Level < 0 {
			c.bad("Negative ImportFrom level")
		}
		c.nonempty(len(s.Names), "names", "ImportFrom")
	case *syntax.Global:
		c.nonempty(len(s.Names), "names", "Global")
	case *syntax.Nonlocal:
		c.nonempty(len(s.Names), "names", "Nonlocal")
	case *syntax.ExprStmt:
		c.load(s.Value)
	}
}

func (c *checker) function(owner string, a *syntax.Arguments, body []syntax.Stmt, decorators []syntax.Expr, returns syntax.Expr, params []syntax.TypeParam) {
	c.body(body, owner)
	c.typeParams(params)
	c.arguments(a)
	c.loads(decorators)
	c.load(returns)
}

func (c *checker) forLoop(owner string, target, iter syntax.Expr, body, orelse []syntax.Stmt) {
	c.expr(target, syntax.Store)
	c.load(iter)
	c.body(body, owner)
	c.stmts(orelse)
}

func (c *checker) with(owner string, items []*syntax.WithItem, body []syntax.Stmt) {
	c.nonempty(len(items), "items", owner)
	for _, it := range items {
		c.load(it.ContextExpr)
		c.expr(it.OptionalVars, syntax.Store)
	}
	c.body(body, owner)
}

func (c *checker) try(owner string, body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse, final []syntax.Stmt) {
	c.body(body, owner)
	if len(handlers) == 0 && len(final) == 0 {
		c.bad("%s has neither except handlers nor finalbody", owner)
	}
	if len(handlers) == 0 && len(orelse) > 0 {
		c.bad("%s has orelse but no except handlers", owner)
	}
	for _, h := range handlers {
		c.position(h.Pos)
		c.load(h.Type)
		c.body(h.Body, "ExceptHandler")
	}
	c.stmts(orelse)
	c.stmts(final)
}

// pattern checks a pattern; star tells whether *name may stand here.
func (c *checker) pattern(p syntax.Pattern, star bool) {
	if c.typ != nil {
		return
	}
	c.position(p.Position())
	switch p := p.(type) {
	case *syntax.MatchValue:
		c.patternValue(p.Value)
	case *syntax.MatchSingleton:
		if !isSingleton(p.Value) {
			c.bad("MatchSingleton can only contain True, False and None")
		}
	case *syntax.MatchSequence:
		c.patterns(p.Patterns, true)
	case *syntax.MatchMapping:
		if len(p.Keys) != len(p.Patterns) {
			c.bad("MatchMapping doesn't have the same number of keys as patterns")
		}
		c.capture(p.Rest)
		for _, k := range p.Keys {
			if k, ok := k.(*syntax.Constant); ok && isSingleton(k.Value) {
				continue
			}
			c.patternValue(k)
		}
		c.patterns(p.Patterns, false)
	case *syntax.MatchClass:
		if len(p.KwdAttrs) != len(p.KwdPatterns) {
			c.bad("MatchClass doesn't have the same number of keyword attributes as patterns")
		}
		c.load(p.Cls)
		for cls := p.Cls; ; {
			if a, ok := cls.(*syntax.Attribute); ok {
				cls = a.Value
				continue
			}
			if _, ok := cls.(*syntax.Name); !ok {
				c.bad("MatchClass cls field can only contain Name or Attribute nodes.")
			}
			break
		}
		c.patterns(p.Patterns, false)
		c.patterns(p.KwdPatterns, false)
	case *syntax.MatchStar:
		if !star {
			c.bad("can't use MatchStar here")
		}
		c.capture(p.Name)
	case *syntax.MatchAs:
		c.capture(p.Name)
		if p.Pattern != nil {
			if p.Name == "" {
				c.bad("MatchAs must specify a target name if a pattern is given")
			}
			c.pattern(p.Pattern, false)
		}
	case *syntax.MatchOr:
		if len(p.Patterns) < 2 {
			c.bad("MatchOr requires at least 2 patterns")
		}
		c.patterns(p.Patterns, false)
	}
}

func (c *checker) patterns(list []syntax.Pattern, star bool) {
	for _, p := range list {
		c.pattern(p, star)
	}
}

func (c *checker) capture(name string) {
	if name == "_" {
		c.bad("can't capture name '_' in patterns")
	}
}

func isSingleton(v syntax.ConstValue) bool {
	switch v.(type) {
	case syntax.ConstNone, syntax.ConstTrue, syntax.ConstFalse:
		return true
	}
	return false
}

// patternValue checks what a pattern compares with: a number, text, bytes, or an attribute.
func (c *checker) patternValue(e syntax.Expr) {
	c.load(e)
	switch e := e.(type) {
	case *syntax.Constant:
		switch e.Value.(type) {
		case syntax.ConstInt, syntax.ConstFloat, syntax.ConstComplex, syntax.ConstStr, syntax.ConstBytes:
			return
		}
		c.bad("unexpected constant inside of a literal pattern")
		return
	case *syntax.Attribute, *syntax.JoinedStr, *syntax.TemplateStr:
		return
	case *syntax.UnaryOp:
		if signed(e, true, true) {
			return
		}
	case *syntax.BinOp:
		if (e.Op == syntax.OpAdd || e.Op == syntax.OpSub) && signed(e.Left, true, false) && isNumber(e.Right, false, true) {
			return
		}
	}
	c.bad("patterns may only match literals and attribute lookups")
}

// signed tells whether e is a number, real or imaginary as asked for, perhaps with a minus.
func signed(e syntax.Expr, real, imaginary bool) bool {
	if u, ok := e.(*syntax.UnaryOp); ok && u.Op == syntax.OpUSub {
		e = u.Operand
	}
	return isNumber(e, real, imaginary)
}

func isNumber(e syntax.Expr, real, imaginary bool) bool {
	k, ok := e.(*syntax.Constant)
	if !ok {
		return false
	}
	switch k.Value.(type) {
	case syntax.ConstInt, syntax.ConstFloat:
		return real
	case syntax.ConstComplex:
		return imaginary
	}
	return false
}
