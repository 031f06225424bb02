// This file implements type parameters and type aliases.

package compile

import (
	"weft/internal/code"
	"weft/internal/symtable"
	"weft/internal/syntax"
)

// typeParams makes the type parameters, binds each, and leaves the tuple of all in dst, the topmost temporary.
func (c *compiler) typeParams(list []syntax.TypeParam, dst reg) {
	u := c.u
	mark := u.top
	base := reg(-1)
	seenDefault := false
	for _, tp := range list {
		r := u.push()
		if base < 0 {
			base = r
		}
		p := tp.Position()
		switch tp := tp.(type) {
		case *syntax.TypeVar:
			u.loadConst(p, code.Str(tp.Name), r)
			if tp.Bound != nil {
				kind := reg(code.IntrinsicTypeVarWithBound)
				if _, ok := tp.Bound.(*syntax.Tuple); ok {
					kind = code.IntrinsicTypeVarWithConstraints
				}
				fn := u.push()
				c.lazyValue(tp.Bound, c.table.Lookup(tp), tp.Name, false, fn)
				u.pop(1)
				u.emit(p, code.INTRINSIC2, r, r, kind)
			} else {
				u.emit(p, code.INTRINSIC1, r, r, code.IntrinsicTypeVar)
			}
			seenDefault = c.typeParamDefault(tp, tp.Name, tp.DefaultValue, false, seenDefault, r)
			c.storeName(p, tp.Name, r)
		case *syntax.TypeVarTuple:
			u.loadConst(p, code.Str(tp.Name), r)
			u.emit(p, code.INTRINSIC1, r, r, code.IntrinsicTypeVarTuple)
			seenDefault = c.typeParamDefault(tp, tp.Name, tp.DefaultValue, true, seenDefault, r)
			c.storeName(p, tp.Name, r)
		case *syntax.ParamSpec:
			u.loadConst(p, code.Str(tp.Name), r)
			u.emit(p, code.INTRINSIC1, r, r, code.IntrinsicParamSpec)
			seenDefault = c.typeParamDefault(tp, tp.Name, tp.DefaultValue, false, seenDefault, r)
			c.storeName(p, tp.Name, r)
		}
	}
	u.emit(list[0].Position(), code.BUILD_TUPLE, dst, base, reg(len(list)))
	u.top = mark
}

// typeParamDefault sets the default of the type parameter in r.
func (c *compiler) typeParamDefault(tp syntax.TypeParam, name string, e syntax.Expr, star, seen bool, r reg) bool {
	u := c.u
	if e == nil {
		if seen {
			c.errorAt(tp.Position(), "non-default type parameter '%s' follows default type parameter", name)
		}
		return seen
	}
	fn := u.push()
	c.lazyValue(e, c.table.LookupPart(tp, symtable.PartDefault), name, star, fn)
	u.pop(1)
	u.emit(tp.Position(), code.INTRINSIC2, r, r, code.IntrinsicSetTypeParamDefault)
	return true
}

// lazyValue makes in dst the function that evaluates e when somebody asks: a bound, a default, the value of an alias. Its
// parameter .format is 1 by default.
func (c *compiler) lazyValue(e syntax.Expr, block *symtable.Block, name string, star bool, dst reg) {
	p := e.Position()
	c.lazyFunction(e, block, p, name, star, dst)
}

func (c *compiler) lazyFunction(e syntax.Expr, block *symtable.Block, p syntax.Pos, name string, star bool, dst reg) {
	u := c.enterAnnotations(p, block, name)
	s, ok := e.(*syntax.Starred)
	if star && ok {
		t := u.push()
		c.expr(s.Value, t)
		u.emit(p, code.UNPACK_SEQUENCE, t, t, 1)
		u.emit(p, code.RETURN, t, 0, 0)
	} else {
		u.emit(p, code.RETURN, c.operand(e), 0, 0)
	}
	co := c.leaveUnit()
	u = c.u
	c.makeFunction(p, co, dst)
	t := u.push()
	u.loadConst(p, code.Tuple{code.Int(1)}, t)
	u.emit(p, code.SET_FUNCTION_ATTR, dst, t, code.FuncDefaults)
	u.pop(1)
}

// typeAlias compiles type Name[params] = value:
//
//	t = TypeAliasType from (name, params or None, function of the value); Name = t
func (c *compiler) typeAlias(s *syntax.TypeAlias) {
	u := c.u
	mark := u.top
	name := ""
	if n, ok := s.Name.(*syntax.Name); ok {
		name = n.Id
	}
	r := u.push()
	if len(s.TypeParams) > 0 {
		block := c.table.LookupPart(s, symtable.PartTypeParams)
		g := c.enterUnit(scopeAnnotations, block, "<generic parameters of "+name+">", int(s.Line))
		t, params := g.push(), g.push()
		g.loadConst(s.Pos, code.Str(name), t)
		c.typeParams(s.TypeParams, params)
		c.aliasOf(s, name, t)
		g.emit(s.Pos, code.RETURN, t, 0, 0)
		co := c.leaveUnit()
		c.makeFunction(s.Pos, co, r)
		u.emit(s.Pos, code.CALL, r, 0, r)
	} else {
		u.loadConst(s.Pos, code.Str(name), r)
		u.loadNone(s.Pos, u.push())
		c.aliasOf(s, name, r)
	}
	c.storeName(s.Pos, name, r)
	u.top = mark
}

// aliasOf completes the window at w, which holds name and type parameters, and makes the alias there.
func (c *compiler) aliasOf(s *syntax.TypeAlias, name string, w reg) {
	u := c.u
	fn := u.push()
	c.lazyFunction(s.Value, c.table.Lookup(s), s.Pos, name, false, fn)
	u.emit(s.Pos, code.BUILD_TUPLE, w, w, 3)
	u.emit(s.Pos, code.INTRINSIC1, w, w, code.IntrinsicTypeAlias)
}
