// This file implements class statements.

package compile

import (
	"sort"

	"weft/internal/code"
	"weft/internal/symtable"
	"weft/internal/syntax"
)

// classDef compiles a class statement:
//
//	decorators; t = __build_class__; t+1 = function of the body; t+2 = name; t+3... = bases; call t; decorate; name = t
//
// A generic one does this in the function of its type parameter scope, with typing.Generic[params] as the last base.
func (c *compiler) classDef(s *syntax.ClassDef) {
	u := c.u
	mark := u.top
	apply := c.decorate(s.DecoratorList)
	line := firstLine(s.Pos, s.DecoratorList)
	value := u.push()
	if len(s.TypeParams) == 0 {
		c.buildClass(s, line, value, "")
	} else {
		block := c.table.LookupPart(s, symtable.PartTypeParams)
		g := c.enterUnit(scopeAnnotations, block, "<generic parameters of "+s.Name+">", line)
		t := g.push()
		c.typeParams(s.TypeParams, t)
		c.storeName(s.Pos, ".type_params", t)
		c.buildClass(s, line, t, ".generic_base")
		g.emit(s.Pos, code.RETURN, t, 0, 0)
		co := c.leaveUnit()
		c.makeFunction(s.Pos, co, value)
		u.emit(s.Pos, code.CALL, value, 0, value)
	}
	c.storeName(s.Pos, s.Name, apply(value))
	u.top = mark
}

// buildClass calls __build_class__ for s and leaves the class in dst, the topmost temporary.
func (c *compiler) buildClass(s *syntax.ClassDef, line int, dst reg, genericBase string) {
	co := c.classBody(s, line)
	u := c.u
	mark := u.top
	u.emit(s.Pos, code.LOAD_BUILD_CLASS, dst, 0, 0)
	fn, name := u.push(), u.push()
	c.makeFunction(s.Pos, co, fn)
	u.loadConst(s.Pos, code.Str(s.Name), name)
	if genericBase != "" {
		t := u.push()
		c.loadName(s.Pos, ".type_params", t)
		u.emit(s.Pos, code.INTRINSIC1, t, t, code.IntrinsicSubscriptGeneric)
		c.storeName(s.Pos, genericBase, t)
		u.pop(1)
	}
	c.checkKeywords(s.Keywords)
	c.arguments(s.Pos, dst, dst, []reg{fn, name}, s.Bases, genericBase, s.Keywords)
	u.top = mark
}

// classBody compiles the code of the body:
//
//	__module__ = __name__; __qualname__ = ...; __firstlineno__ = ...
//	body
//	__static_attributes__ = (...); __classdictcell__, __classcell__ = cells; return the __class__ cell or None
func (c *compiler) classBody(s *syntax.ClassDef, line int) *code.Code {
	u := c.enterUnit(scopeClass, c.table.Lookup(s), s.Name, line)
	p := syntax.Pos{Line: int32(line), EndLine: int32(line)}
	b := u.block
	// The implicit cells come first, in this order.
	if b.NeedsClassClosure {
		u.local("__class__", code.KindCell)
	}
	if b.NeedsClassDict {
		u.local("__classdict__", code.KindCell)
	}
	if b.NeedsConditionalAnnotations {
		u.local("__conditional_annotations__", code.KindCell)
	}
	t := u.push()
	c.loadName(p, "__name__", t)
	c.storeName(p, "__module__", t)
	u.loadConst(p, code.Str(u.qualname), t)
	c.storeName(p, "__qualname__", t)
	u.loadConst(p, code.Int(line), t)
	c.storeName(p, "__firstlineno__", t)
	if len(s.TypeParams) > 0 {
		c.loadName(p, ".type_params", t)
		c.storeName(p, "__type_params__", t)
	}
	if b.NeedsClassDict {
		u.emit(p, code.LOAD_LOCALS, t, 0, 0)
		u.emit(p, code.STORE_DEREF, t, u.local("__classdict__", code.KindCell), 0)
	}
	if b.NeedsConditionalAnnotations {
		u.emit(p, code.BUILD_SET, t, t, 0)
		u.emit(p, code.STORE_DEREF, t, u.local("__conditional_annotations__", code.KindCell), 0)
		u.condSet = t
	} else {
		u.pop(1)
	}
	c.body(s.Body, p, false)
	t = u.push()
	u.loadConst(syntax.Pos{}, u.staticAttributes(), t)
	c.storeName(syntax.Pos{}, "__static_attributes__", t)
	if b.NeedsClassDict {
		c.storeName(syntax.Pos{}, "__classdictcell__", u.local("__classdict__", code.KindCell))
	}
	if b.NeedsClassClosure {
		cell := u.local("__class__", code.KindCell)
		c.storeName(syntax.Pos{}, "__classcell__", cell)
		u.emit(syntax.Pos{}, code.RETURN, cell, 0, 0)
	}
	u.pop(1)
	return c.leaveUnit()
}

// staticAttributes returns the sorted names that methods assign as self.name.
func (u *unit) staticAttributes() code.Tuple {
	names := make([]string, 0, len(u.statics))
	for n := range u.statics {
		names = append(names, n)
	}
	sort.Strings(names)
	t := make(code.Tuple, len(names))
	for i, n := range names {
		t[i] = code.Str(n)
	}
	return t
}

// noteStatic records self.attr = ... for the class around.
func (c *compiler) noteStatic(e *syntax.Attribute) {
	n, ok := e.Value.(*syntax.Name)
	if !ok || n.Id != "self" {
		return
	}
	for u := c.u.parent; u != nil; u = u.parent {
		if u.kind == scopeClass {
			if u.statics == nil {
				u.statics = map[string]bool{}
			}
			u.statics[e.Attr] = true
			return
		}
	}
}
