// This file implements annotations: the __annotate__ functions of PEP 649, and the strings of "from __future__ import
// annotations".

package compile

import (
	"weft/internal/code"
	"weft/internal/symtable"
	"weft/internal/syntax"
)

// deferredAnnotation is an annotation of a simple name in a module or class. index is its number in the set
// __conditional_annotations__, -1 when it is made unconditionally.
type deferredAnnotation struct {
	stmt  *syntax.AnnAssign
	index int
}

// enterAnnotations starts a unit with the parameter .format, which begins with
//
//	if format > 2 (VALUE_WITH_FAKE_GLOBALS): raise NotImplementedError
func (c *compiler) enterAnnotations(p syntax.Pos, block *symtable.Block, name string) *unit {
	u := c.enterUnit(scopeAnnotations, block, name, int(p.Line))
	u.posOnly, u.argCount = 1, 1
	body := u.newLabel()
	u.jump(p, code.JNGT_I, 0, 2, body)
	t := u.push()
	u.emit(p, code.LOAD_COMMON, t, code.CommonNotImplementedError, 0)
	u.emit(p, code.RAISE, t, 0, 1)
	u.pop(1)
	u.place(body)
	return u
}

// leaveAnnotations ends the unit and shows its parameter as "format".
func (c *compiler) leaveAnnotations() *code.Code {
	c.u.locals[0].name = "format"
	return c.leaveUnit()
}

// functionAnnotations adds to d the function that computes the annotations of f: values, or under the future import texts.
func (c *compiler) functionAnnotations(f *funcDef, d defaults) defaults {
	block := c.table.LookupPart(f.node, symtable.PartAnnotations)
	if block == nil || !block.AnnotationsUsed {
		return d
	}
	u := c.enterAnnotations(f.pos, block, block.Name)
	base := u.top
	n := 0
	c.eachAnnotation(f, func(name string, ann syntax.Expr) {
		u.loadConst(f.pos, code.Str(u.block.Mangle(name)), u.push())
		v := u.push()
		if c.futureAnnotations() {
			u.loadConst(ann.Position(), code.Str(c.unparse(ann)), v)
		} else if s, ok := ann.(*syntax.Starred); ok {
			c.expr(s.Value, v)
			u.emit(f.pos, code.UNPACK_SEQUENCE, v, v, 1)
		} else {
			c.expr(ann, v)
		}
		n++
	})
	t := u.push()
	u.emit(f.pos, code.BUILD_MAP, t, tempBase+reg(base), reg(n))
	u.emit(f.pos, code.RETURN, t, 0, 0)
	co := c.leaveAnnotations()
	d.annotate = c.u.push()
	c.makeFunction(f.pos, co, d.annotate)
	return d
}

// eachAnnotation visits the annotations of f in the order of __annotations__.
func (c *compiler) eachAnnotation(f *funcDef, visit func(name string, ann syntax.Expr)) {
	arg := func(a *syntax.Arg) {
		if a != nil && a.Annotation != nil {
			visit(a.Arg, a.Annotation)
		}
	}
	for _, a := range f.args.Args {
		arg(a)
	}
	for _, a := range f.args.Posonlyargs {
		arg(a)
	}
	arg(f.args.Vararg)
	for _, a := range f.args.Kwonlyargs {
		arg(a)
	}
	arg(f.args.Kwarg)
	if f.returns != nil {
		visit("return", f.returns)
	}
}

// annAssign compiles target: annotation = value. The annotation of a simple name of a module or class is deferred to
// __annotate__; others are not evaluated, but the parts of a target without a value are.
func (c *compiler) annAssign(s *syntax.AnnAssign) {
	u := c.u
	if s.Value != nil {
		c.assignExpr(s.Target, s.Value)
	}
	scoped := u.kind == scopeModule || u.kind == scopeClass
	switch t := s.Target.(type) {
	case *syntax.Name:
		if !s.Simple || !scoped {
			break
		}
		if c.futureAnnotations() {
			mark := u.top
			v := u.push()
			u.loadConst(s.Annotation.Position(), code.Str(c.unparse(s.Annotation)), v)
			d, k := u.push(), u.push()
			c.loadName(s.Pos, "__annotations__", d)
			u.loadConst(s.Pos, code.Str(u.block.Mangle(t.Id)), k)
			u.emit(s.Pos, code.SETITEM, d, k, v)
			u.top = mark
			break
		}
		a := deferredAnnotation{s, -1}
		if u.kind == scopeModule || u.condBlock > 0 {
			a.index = u.nextCond
			u.nextCond++
			i := u.push()
			u.loadConst(s.Pos, code.Int(a.index), i)
			u.emit(s.Pos, code.SET_ADD, u.condSet, i, 0)
			u.pop(1)
		}
		u.deferred = append(u.deferred, a)
	case *syntax.Attribute:
		if s.Value == nil {
			c.effect(t.Value)
		}
	case *syntax.Subscript:
		if s.Value == nil {
			c.effect(t.Value)
			c.annSubscript(t.Slice)
		}
	default:
		c.errorAt(s.Pos, "invalid target of an annotation")
	}
}

// annSubscript evaluates the parts of a subscript, to find what is undefined.
func (c *compiler) annSubscript(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.Slice:
		for _, x := range []syntax.Expr{e.Lower, e.Upper, e.Step} {
			if x != nil {
				c.effect(x)
			}
		}
	case *syntax.Tuple:
		for _, x := range e.Elts {
			c.annSubscript(x)
		}
	default:
		c.effect(e)
	}
}

// deferredAnnotations makes the __annotate__ function of a module or class from the annotations seen in its body:
//
//	d = {}
//	if 0 in __conditional_annotations__: d['x'] = annotation of x
//	...
//	return d
//
// A module makes it before its first statement, so that it is there however far the module gets.
func (c *compiler) deferredAnnotations(p syntax.Pos) {
	u := c.u
	if len(u.deferred) == 0 {
		return
	}
	saved := u.saveFlow()
	start := len(u.ins)
	if u.kind == scopeModule {
		u.reachable = true
	}
	block := u.block.Annotations
	a := c.enterAnnotations(p, block, block.Name)
	d := a.push()
	a.emit(p, code.BUILD_MAP, d, d, 0)
	for _, x := range u.deferred {
		skip := a.newLabel()
		mark := a.top
		if x.index >= 0 {
			i, set := a.push(), a.push()
			a.loadConst(x.stmt.Pos, code.Int(x.index), i)
			if u.kind == scopeClass {
				a.emit(x.stmt.Pos, code.LOAD_DEREF, set, a.local("__conditional_annotations__", code.KindFree), a.nameIndex("__conditional_annotations__"))
			} else {
				a.emitSite(x.stmt.Pos, code.LOAD_GLOBAL, set, 0, "__conditional_annotations__")
			}
			a.emit(x.stmt.Pos, code.IN, i, i, set)
			a.jump(x.stmt.Pos, code.JFALSE, i, 0, skip)
			a.top = mark
		}
		v := a.push()
		c.expr(x.stmt.Annotation, v)
		k := a.push()
		a.loadConst(x.stmt.Pos, code.Str(u.block.Mangle(x.stmt.Target.(*syntax.Name).Id)), k)
		a.emit(p, code.SETITEM, d, k, v)
		a.top = mark
		a.place(skip)
	}
	a.emit(p, code.RETURN, d, 0, 0)
	co := c.leaveAnnotations()
	t := u.push()
	c.makeFunction(p, co, t)
	name := "__annotate__"
	if u.kind == scopeClass {
		name = "__annotate_func__"
	}
	c.storeName(p, name, t)
	u.pop(1)
	if u.kind == scopeModule {
		frag := append([]inst(nil), u.ins[start:]...)
		u.ins = append(u.ins[:u.annotateAt:u.annotateAt], append(frag, u.ins[u.annotateAt:start]...)...)
		u.restoreFlow(saved)
	}
}
