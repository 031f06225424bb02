// This file implements assignment, augmented assignment and del.

package compile

import (
	"weft/internal/code"
	"weft/internal/syntax"
)

// assignStmt compiles t1 = t2 = value: the value once, then the targets from left to right.
func (c *compiler) assignStmt(s *syntax.Assign) {
	u := c.u
	if len(s.Targets) == 1 {
		c.assignExpr(s.Targets[0], s.Value)
		return
	}
	mark := u.top
	r := c.operand(s.Value)
	if isLocal(r) {
		// Another target may bind the local that holds the value, or read it back changed.
		for _, t := range s.Targets {
			if _, ok := t.(*syntax.Name); !ok {
				v := u.push()
				u.emit(s.Value.Position(), code.MOVE, v, r, 0)
				r = v
				break
			}
		}
	}
	for _, t := range s.Targets {
		c.assign(t, r)
	}
	u.top = mark
}

// assignExpr assigns the value of an expression to one target.
func (c *compiler) assignExpr(target, value syntax.Expr) {
	u := c.u
	mark := u.top
	switch t := target.(type) {
	case *syntax.Name:
		if r, ok := c.fastLocal(t.Id); ok {
			c.expr(value, r)
			u.touch(r)
			if u.reachable {
				u.setBound(r)
			}
			return
		}
	case *syntax.Tuple:
		if c.assignParallel(t.Elts, value) {
			return
		}
	case *syntax.List:
		if c.assignParallel(t.Elts, value) {
			return
		}
	}
	r := c.operand(value)
	if isLocal(r) && len(u.walrus) > 0 {
		if _, ok := target.(*syntax.Name); !ok && rebinds(u, u.locals[r].name, []syntax.Expr{target}) {
			t := u.push()
			u.emit(value.Position(), code.MOVE, t, r, 0)
			r = t
		}
	}
	c.assign(target, r)
	u.top = mark
}

// assignParallel compiles a, b = x, y without making the tuple: all values first, then the targets. A value that is a
// local is copied only when an earlier target binds that local.
func (c *compiler) assignParallel(targets []syntax.Expr, value syntax.Expr) bool {
	var values []syntax.Expr
	switch v := value.(type) {
	case *syntax.Tuple:
		values = v.Elts
	case *syntax.List:
		values = v.Elts
	}
	n := len(values)
	if n == 0 || n != len(targets) || n > 16 || hasStar(values) || hasStar(targets) {
		return false
	}
	u := c.u
	mark := u.top
	// targetReg[i] is the fast local that target i binds, -1 when it binds none. simple: no target binds several.
	regs := make([]reg, n)
	simple := true
	targetReg := make([]reg, n)
	for i, t := range targets {
		targetReg[i] = -1
		switch t := t.(type) {
		case *syntax.Name:
			if r, ok := c.fastLocal(t.Id); ok {
				targetReg[i] = r
			}
		case *syntax.Attribute, *syntax.Subscript:
			simple = simple && len(u.walrus) == 0
		default:
			simple = false
		}
	}
	for i, v := range values {
		r := c.operandKeep(v, -1, values[i+1:]...)
		if isLocal(r) {
			clobbered := !simple
			for _, t := range targetReg[:i] {
				clobbered = clobbered || t == r
			}
			if clobbered {
				t := u.push()
				u.emit(v.Position(), code.MOVE, t, r, 0)
				r = t
			}
		}
		regs[i] = r
	}
	for i, t := range targets {
		c.assign(t, regs[i])
	}
	u.top = mark
	return true
}

// assign stores r into a target.
func (c *compiler) assign(target syntax.Expr, r reg) {
	if !c.enter() {
		return
	}
	defer c.leave()
	u := c.u
	mark := u.top
	switch t := target.(type) {
	case *syntax.Name:
		c.storeName(t.Pos, t.Id, r)
	case *syntax.Attribute:
		c.noteStatic(t)
		o := c.operand(t.Value)
		u.emitSite(attrPos(t.Pos, t), code.STORE_ATTR, o, r, u.block.Mangle(t.Attr))
	case *syntax.Subscript:
		if s, ok := c.twoPartSlice(t.Slice); ok {
			base := u.push()
			c.expr(t.Value, base)
			c.sliceBound(s, s.Lower, u.push())
			c.sliceBound(s, s.Upper, u.push())
			u.emit(t.Pos, code.SETSLICE, base, r, 0)
			break
		}
		o := c.operandKeep(t.Value, -1, t.Slice)
		i := c.indexOperand(t.Slice)
		u.emit(t.Pos, code.SETITEM, o, i, r)
	case *syntax.Tuple:
		c.unpack(t.Pos, t.Elts, r)
	case *syntax.List:
		c.unpack(t.Pos, t.Elts, r)
	case *syntax.Starred:
		c.errorAt(t.Pos, "starred assignment target must be in a list or tuple")
	default:
		c.errorAt(target.Position(), "cannot assign to this target")
	}
	u.top = mark
}

// unpack spreads the iterable r over the targets:
//
//	t, t+1, ... = r; target0 = t; target1 = t+1; ...
func (c *compiler) unpack(p syntax.Pos, targets []syntax.Expr, r reg) {
	u := c.u
	n := len(targets)
	star := -1
	for i, t := range targets {
		if !isStar(t) {
			continue
		}
		if star >= 0 {
			c.errorAt(p, "multiple starred expressions in assignment")
			return
		}
		star = i
		if i >= 1<<8 || n-i-1 >= 1<<8 {
			c.errorAt(p, "too many expressions in star-unpacking assignment")
			return
		}
	}
	base := u.pushN(max(n, 1))
	if star >= 0 {
		u.emit(p, code.UNPACK_EX, base, r, reg(star|(n-star-1)<<8))
	} else {
		u.emit(p, code.UNPACK_SEQUENCE, base, r, reg(n))
	}
	for i, t := range targets {
		if s, ok := t.(*syntax.Starred); ok {
			t = s.Value
		}
		c.assign(t, base+reg(i))
	}
}

// inplace gives the augmented form of an operator's instruction.
func inplace(op syntax.Operator) code.Op { return binop(op) - code.ADD + code.IADD }

// augment emits dst = l op= value.
func (c *compiler) augment(s *syntax.AugAssign, dst, l reg) {
	u := c.u
	if s.Op == syntax.OpAdd || s.Op == syntax.OpSub {
		if n, ok := c.imm(s.Value); ok {
			op := code.IADD_I
			if s.Op == syntax.OpSub {
				op = code.ISUB_I
			}
			u.emit(s.Pos, op, dst, l, n)
			return
		}
	}
	if isLocal(l) && u.walrus[u.locals[l].name] && rebinds(u, u.locals[l].name, []syntax.Expr{s.Value}) {
		t := u.push()
		u.emit(s.Pos, code.MOVE, t, l, 0)
		l = t
	}
	r := c.operand(s.Value)
	u.emit(s.Pos, inplace(s.Op), dst, l, r)
}

// augAssign compiles target op= value: the parts of the target are evaluated once.
func (c *compiler) augAssign(s *syntax.AugAssign) {
	u := c.u
	mark := u.top
	switch t := s.Target.(type) {
	case *syntax.Name:
		if r, ok := c.fastLocal(t.Id); ok {
			c.checkBound(t.Pos, r)
			c.augment(s, r, r)
			break
		}
		v := u.push()
		c.loadName(t.Pos, t.Id, v)
		c.augment(s, v, v)
		c.storeName(t.Pos, t.Id, v)
	case *syntax.Attribute:
		o := c.operandKeep(t.Value, -1, s.Value)
		v := u.push()
		p := attrPos(t.Pos, t)
		name := u.block.Mangle(t.Attr)
		u.emitSite(p, code.LOAD_ATTR, v, o, name)
		c.augment(s, v, v)
		u.emitSite(p, code.STORE_ATTR, o, v, name)
	case *syntax.Subscript:
		if sl, ok := c.twoPartSlice(t.Slice); ok {
			base := u.push()
			c.expr(t.Value, base)
			c.sliceBound(sl, sl.Lower, u.push())
			c.sliceBound(sl, sl.Upper, u.push())
			v := u.push()
			u.emit(t.Pos, code.GETSLICE, v, base, 0)
			c.augment(s, v, v)
			u.emit(t.Pos, code.SETSLICE, base, v, 0)
			break
		}
		o := c.operandKeep(t.Value, -1, t.Slice, s.Value)
		var i reg
		if sl, ok := t.Slice.(*syntax.Slice); ok {
			i = c.indexOperand(sl)
		} else {
			i = c.operandKeep(t.Slice, -1, s.Value)
		}
		v := u.push()
		u.emit(t.Pos, code.GETITEM, v, o, i)
		c.augment(s, v, v)
		u.emit(t.Pos, code.SETITEM, o, i, v)
	default:
		c.errorAt(s.Pos, "invalid target of an augmented assignment")
	}
	u.top = mark
}

// delete compiles del of one target.
func (c *compiler) delete(target syntax.Expr) {
	if !c.enter() {
		return
	}
	defer c.leave()
	u := c.u
	mark := u.top
	switch t := target.(type) {
	case *syntax.Name:
		c.deleteName(t.Pos, t.Id)
	case *syntax.Attribute:
		o := c.operand(t.Value)
		u.emitSite(attrPos(t.Pos, t), code.DELETE_ATTR, o, 0, u.block.Mangle(t.Attr))
	case *syntax.Subscript:
		o := c.operandKeep(t.Value, -1, t.Slice)
		i := c.indexOperand(t.Slice)
		u.emit(t.Pos, code.DELITEM, o, i, 0)
	case *syntax.Tuple:
		for _, x := range t.Elts {
			c.delete(x)
		}
	case *syntax.List:
		for _, x := range t.Elts {
			c.delete(x)
		}
	default:
		c.errorAt(target.Position(), "cannot delete this target")
	}
	u.top = mark
}
