// This file implements expressions other than calls, comparisons, comprehensions, strings and functions.

package compile

import (
	"weft/internal/code"
	"weft/internal/syntax"
)

// bigDisplay is how many items a display may have before it is built item by item, so that frames stay small.
const bigDisplay = 64

// operand returns a register that holds the value of e: that of a local itself, or a new temporary. The caller pops.
func (c *compiler) operand(e syntax.Expr) reg { return c.operandHint(e, -1) }

// operandHint is operand, but a temporary that is needed is hint when that is the topmost one.
func (c *compiler) operandHint(e syntax.Expr, hint reg) reg {
	u := c.u
	switch e := e.(type) {
	case *syntax.Name:
		if r, ok := c.fastLocal(e.Id); ok && e.Id != "__debug__" {
			c.checkBound(e.Pos, r)
			return r
		}
	case *syntax.NamedExpr:
		if t, ok := e.Target.(*syntax.Name); ok {
			if r, ok := c.fastLocal(t.Id); ok {
				c.assignExpr(e.Target, e.Value)
				return r
			}
		}
	}
	if mayFold(e) {
		if k, ok := c.fold(e); ok {
			return u.constOperand(e.Position(), k)
		}
	}
	t := hint
	if hint < 0 || !u.fresh(hint) {
		t = u.push()
	}
	c.expr(e, t)
	return t
}

// operandKeep is operandHint for an operand that is used after later were evaluated: a local that these rebind is copied.
func (c *compiler) operandKeep(e syntax.Expr, hint reg, later ...syntax.Expr) reg {
	u := c.u
	r := c.operandHint(e, hint)
	if isLocal(r) && u.walrus[u.locals[r].name] && rebinds(u, u.locals[r].name, later) {
		t := u.push()
		u.emit(e.Position(), code.MOVE, t, r, 0)
		return t
	}
	return r
}

// rebinds tells whether evaluating one of list may assign to the local name.
func rebinds(u *unit, name string, list []syntax.Expr) bool {
	found := false
	for _, e := range list {
		if e == nil || found {
			continue
		}
		syntax.Walk(e, func(n syntax.Node) bool {
			if n, ok := n.(*syntax.NamedExpr); ok {
				if t, ok := n.Target.(*syntax.Name); ok && u.block.Mangle(t.Id) == name {
					found = true
				}
			}
			return !found
		})
	}
	return found
}

// window evaluates list into consecutive registers, the first of which is base, already allocated and on top. The caller
// pops the others.
func (c *compiler) window(list []syntax.Expr, base reg) {
	for i, e := range list {
		r := base
		if i > 0 {
			r = c.u.push()
		}
		c.expr(e, r)
	}
}

// effect evaluates e for its effects only.
func (c *compiler) effect(e syntax.Expr) {
	u := c.u
	mark := u.top
	switch e := e.(type) {
	case *syntax.Constant:
		u.markLine(e.Pos)
		return
	case *syntax.BoolOp:
		if !c.enter() {
			return
		}
		defer c.leave()
		end := u.newLabel()
		last := len(e.Values) - 1
		for _, v := range e.Values[:last] {
			c.jumpIf(v, e.Op == syntax.OpOr, end)
		}
		c.effect(e.Values[last])
		u.place(end)
		return
	}
	c.operand(e)
	u.top = mark
}

// expr evaluates e into dst, whose content is dead.
func (c *compiler) expr(e syntax.Expr, dst reg) {
	if !c.enter() {
		return
	}
	defer c.leave()
	u := c.u
	if mayFold(e) {
		if k, ok := c.fold(e); ok {
			u.loadConst(e.Position(), k, dst)
			return
		}
	}
	switch e := e.(type) {
	case *syntax.Name:
		c.loadName(e.Pos, e.Id, dst)
	case *syntax.BinOp:
		c.binOp(e, dst)
	case *syntax.UnaryOp:
		c.unaryOp(e, dst)
	case *syntax.BoolOp:
		c.boolOp(e, dst)
	case *syntax.NamedExpr:
		c.namedExpr(e, dst)
	case *syntax.Lambda:
		c.lambda(e, dst)
	case *syntax.IfExp:
		c.ifExp(e, dst)
	case *syntax.Dict:
		c.dict(e, dst)
	case *syntax.Set:
		c.display(e.Pos, e.Elts, dst, displaySet)
	case *syntax.List:
		c.display(e.Pos, e.Elts, dst, displayList)
	case *syntax.Tuple:
		c.display(e.Pos, e.Elts, dst, displayTuple)
	case *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp:
		c.comprehension(e, dst)
	case *syntax.Await:
		c.await(e, dst)
	case *syntax.Yield:
		c.yield(e, dst)
	case *syntax.YieldFrom:
		c.yieldFrom(e, dst)
	case *syntax.Compare:
		c.compare(e, dst)
	case *syntax.Call:
		c.call(e, dst)
	case *syntax.JoinedStr:
		c.joinedStr(e, dst)
	case *syntax.FormattedValue:
		c.formattedValue(e, dst)
	case *syntax.TemplateStr:
		c.templateStr(e, dst)
	case *syntax.Interpolation:
		c.interpolation(e, dst)
	case *syntax.Attribute:
		c.attribute(e, dst)
	case *syntax.Subscript:
		c.subscript(e, dst)
	case *syntax.Slice:
		c.slice(e, dst)
	case *syntax.Starred:
		if e.Ctx == syntax.Store {
			c.errorAt(e.Pos, "starred assignment target must be in a list or tuple")
		} else {
			c.errorAt(e.Pos, "can't use starred expression here")
		}
	default:
		c.errorAt(syntax.Pos{}, "this expression cannot be compiled")
	}
}

// binops gives the instruction of each operator.
func binop(op syntax.Operator) code.Op {
	return [...]code.Op{
		syntax.OpAdd: code.ADD, syntax.OpSub: code.SUB, syntax.OpMult: code.MUL, syntax.OpMatMult: code.MATMUL,
		syntax.OpDiv: code.TRUEDIV, syntax.OpMod: code.MOD, syntax.OpPow: code.POW, syntax.OpLShift: code.LSHIFT,
		syntax.OpRShift: code.RSHIFT, syntax.OpBitOr: code.OR, syntax.OpBitXor: code.XOR, syntax.OpBitAnd: code.AND,
		syntax.OpFloorDiv: code.FLOORDIV,
	}[op]
}

// binopImm gives the form of the instruction with an immediate right operand, 0 when there is none.
func binopImm(op syntax.Operator) code.Op {
	switch op {
	case syntax.OpAdd:
		return code.ADD_I
	case syntax.OpSub:
		return code.SUB_I
	case syntax.OpMult:
		return code.MUL_I
	case syntax.OpFloorDiv:
		return code.FLOORDIV_I
	case syntax.OpMod:
		return code.MOD_I
	case syntax.OpBitAnd:
		return code.AND_I
	case syntax.OpLShift:
		return code.LSHIFT_I
	case syntax.OpRShift:
		return code.RSHIFT_I
	}
	return 0
}

func (c *compiler) binOp(e *syntax.BinOp, dst reg) {
	u := c.u
	mark := u.top
	if e.Op == syntax.OpMod {
		if j := percentFormat(e); j != nil {
			c.joinedStr(j, dst)
			return
		}
	}
	if op := binopImm(e.Op); op != 0 {
		if n, ok := c.imm(e.Right); ok {
			l := c.operandHint(e.Left, dst)
			u.top = mark
			u.emit(e.Pos, op, dst, l, n)
			return
		}
	}
	l := c.operandKeep(e.Left, dst, e.Right)
	r := c.operand(e.Right)
	u.top = mark
	u.emit(e.Pos, binop(e.Op), dst, l, r)
}

func (c *compiler) unaryOp(e *syntax.UnaryOp, dst reg) {
	u := c.u
	mark := u.top
	if e.Op == syntax.OpNot {
		if cmp, ok := e.Operand.(*syntax.Compare); ok && len(cmp.Ops) == 1 {
			// The negation of an identity or membership test is one instruction.
			if op, ok := negatedTest(cmp.Ops[0]); ok {
				c.checkCompare(cmp)
				l := c.operandKeep(cmp.Left, dst, cmp.Comparators[0])
				r := c.compareOperand(cmp.Ops[0], cmp.Comparators[0])
				u.top = mark
				u.emit(cmp.Pos, op, dst, l, r)
				return
			}
		}
	}
	r := c.operandHint(e.Operand, dst)
	u.top = mark
	op := [...]code.Op{syntax.OpInvert: code.INVERT, syntax.OpNot: code.NOT, syntax.OpUAdd: code.POS, syntax.OpUSub: code.NEG}[e.Op]
	u.emit(e.Pos, op, dst, r, 0)
}

// boolOp leaves in dst the first operand that decides, else the last:
//
//	dst = v0; if [not] dst goto end; dst = v1; ...; end:
func (c *compiler) boolOp(e *syntax.BoolOp, dst reg) {
	if isLocal(dst) {
		c.viaTemp(e.Pos, dst, func(t reg) { c.boolOp(e, t) })
		return
	}
	u := c.u
	end := u.newLabel()
	op := code.JFALSE
	if e.Op == syntax.OpOr {
		op = code.JTRUE
	}
	last := len(e.Values) - 1
	for _, v := range e.Values[:last] {
		if k, ok := c.fold(v); ok && truth(k) != (e.Op == syntax.OpOr) {
			continue // decides nothing
		}
		c.expr(v, dst)
		u.jump(e.Pos, op, dst, 0, end)
	}
	c.expr(e.Values[last], dst)
	u.place(end)
}

func (c *compiler) namedExpr(e *syntax.NamedExpr, dst reg) {
	u := c.u
	t, ok := e.Target.(*syntax.Name)
	if !ok {
		c.errorAt(e.Pos, "cannot use assignment expressions with this target")
		return
	}
	if r, ok := c.fastLocal(t.Id); ok {
		c.assignExpr(e.Target, e.Value)
		if r != dst {
			u.emit(e.Pos, code.MOVE, dst, r, 0)
		}
		return
	}
	c.viaTemp(e.Pos, dst, func(v reg) {
		c.expr(e.Value, v)
		c.storeName(t.Pos, t.Id, v)
	})
}

func (c *compiler) ifExp(e *syntax.IfExp, dst reg) {
	u := c.u
	orelse, end := u.newLabel(), u.newLabel()
	c.jumpIf(e.Test, false, orelse)
	c.expr(e.Body, dst)
	u.jump(syntax.Pos{}, code.JUMP, 0, 0, end)
	u.place(orelse)
	c.expr(e.Orelse, dst)
	u.place(end)
}

type displayKind uint8

const (
	displayList displayKind = iota
	displayTuple
	displaySet
)

// display builds a list, tuple or set. Short ones without stars are built from a window; the others begin as an empty list
// or set that grows:
//
//	t = []; t.append(e0); t.extend(s1); ...; dst = t
func (c *compiler) display(p syntax.Pos, elts []syntax.Expr, dst reg, kind displayKind) {
	u := c.u
	build := [...]code.Op{displayList: code.BUILD_LIST, displayTuple: code.BUILD_TUPLE, displaySet: code.BUILD_SET}[kind]
	n := len(elts)
	if n == 0 {
		u.emit(p, build, dst, dst, 0)
		return
	}
	if c.constDisplay(p, elts, dst, kind) {
		return
	}
	if !hasStar(elts) && n <= bigDisplay {
		c.viaWindow(dst, func(base reg) {
			c.window(elts, base)
			u.pop(n - 1)
			u.emit(p, build, dst, base, reg(n))
		})
		return
	}
	if kind == displayTuple {
		c.viaTemp(p, dst, func(t reg) {
			c.grow(p, elts, t, displayList)
			u.emit(p, code.LIST_TO_TUPLE, t, t, 0)
		})
		return
	}
	c.viaTemp(p, dst, func(t reg) { c.grow(p, elts, t, kind) })
}

// viaWindow calls f with the first register of a window: dst when it is on top, else a new temporary, popped afterwards.
func (c *compiler) viaWindow(dst reg, f func(base reg)) {
	u := c.u
	if u.fresh(dst) {
		f(dst)
		return
	}
	f(u.push())
	u.pop(1)
}

// grow builds a list or set with stars, or a long one, in the temporary t.
func (c *compiler) grow(p syntax.Pos, elts []syntax.Expr, t reg, kind displayKind) {
	u := c.u
	mark := u.top
	build, add, extend, flag := code.BUILD_LIST, code.LIST_APPEND, code.LIST_EXTEND, reg(1)
	if kind == displaySet {
		build, add, extend, flag = code.BUILD_SET, code.SET_ADD, code.SET_UPDATE, 0
	}
	// The items before the first star form a window when they are few.
	n := 0
	for n < len(elts) && n < bigDisplay && !isStar(elts[n]) {
		n++
	}
	if len(elts) > bigDisplay && !hasStar(elts) {
		n = 0
	}
	if n > 0 {
		base := u.push()
		c.window(elts[:n], base)
		u.emit(p, build, t, base, reg(n))
		u.top = mark
	} else {
		u.emit(p, build, t, t, 0)
	}
	for _, e := range elts[n:] {
		if s, ok := e.(*syntax.Starred); ok {
			r := c.operand(s.Value)
			u.top = mark
			u.emit(p, extend, t, r, flag)
			continue
		}
		r := c.operand(e)
		u.top = mark
		u.emit(p, add, t, r, 0)
	}
}

// constDisplay builds a list or set of three or more constants from one constant.
func (c *compiler) constDisplay(p syntax.Pos, elts []syntax.Expr, dst reg, kind displayKind) bool {
	if kind == displayTuple || len(elts) < 3 {
		return false
	}
	for _, e := range elts {
		if !mayFold(e) {
			return false
		}
	}
	t := make(code.Tuple, len(elts))
	for i, e := range elts {
		k, ok := c.fold(e)
		if !ok {
			return false
		}
		t[i] = k
	}
	u := c.u
	var k code.Const = t
	build, extend, flag := code.BUILD_LIST, code.LIST_EXTEND, reg(1)
	if kind == displaySet {
		build, extend, flag = code.BUILD_SET, code.SET_UPDATE, 0
		fs, ok := frozenSet(t)
		if !ok {
			return false
		}
		k = fs
	}
	c.viaTemp(p, dst, func(r reg) {
		mark := u.top
		u.emit(p, build, r, r, 0)
		v := u.constOperand(p, k)
		u.emit(p, extend, r, v, flag)
		u.top = mark
	})
	return true
}

func isStar(e syntax.Expr) bool {
	_, ok := e.(*syntax.Starred)
	return ok
}

func hasStar(elts []syntax.Expr) bool {
	for _, e := range elts {
		if isStar(e) {
			return true
		}
	}
	return false
}

// dict builds a dict: short runs of pairs from a window, the rest pair by pair, **m by update.
func (c *compiler) dict(e *syntax.Dict, dst reg) {
	u := c.u
	n := len(e.Values)
	plain := true
	for _, k := range e.Keys {
		if k == nil {
			plain = false
		}
	}
	if n == 0 {
		u.emit(e.Pos, code.BUILD_MAP, dst, dst, 0)
		return
	}
	if plain && n*2 <= bigDisplay {
		c.viaWindow(dst, func(base reg) {
			c.pairs(e.Keys, e.Values, base)
			u.pop(2*n - 1)
			u.emit(e.Pos, code.BUILD_MAP, dst, base, reg(n))
		})
		return
	}
	c.viaTemp(e.Pos, dst, func(t reg) {
		mark := u.top
		n := 0
		for n < len(e.Keys) && n*2 < bigDisplay && e.Keys[n] != nil && !plain {
			n++
		}
		if n > 0 {
			base := u.push()
			c.pairs(e.Keys[:n], e.Values[:n], base)
			u.emit(e.Pos, code.BUILD_MAP, t, base, reg(n))
			u.top = mark
		} else {
			u.emit(e.Pos, code.BUILD_MAP, t, t, 0)
		}
		for i := n; i < len(e.Keys); i++ {
			if e.Keys[i] == nil {
				r := c.operand(e.Values[i])
				u.emit(e.Pos, code.DICT_UPDATE, t, r, 0)
			} else {
				k := c.operandKeep(e.Keys[i], -1, e.Values[i])
				v := c.operand(e.Values[i])
				u.emit(e.Pos, code.MAP_ADD, t, k, v)
			}
			u.top = mark
		}
	})
}

// pairs evaluates keys and values in turn into a window that starts at base.
func (c *compiler) pairs(keys, values []syntax.Expr, base reg) {
	for i := range keys {
		r := base
		if i > 0 {
			r = c.u.push()
		}
		c.expr(keys[i], r)
		c.expr(values[i], c.u.push())
	}
}

// attrPos is the place of an attribute access: when the expression spans lines, it begins at the attribute's name.
func attrPos(p syntax.Pos, e *syntax.Attribute) syntax.Pos {
	if p.Line == e.EndLine {
		return p
	}
	p.Line = e.EndLine
	n := int32(codePoints(e.Attr))
	if n <= e.EndCol {
		p.Col = e.EndCol - n
	} else {
		p.Col, p.EndCol = -1, -1
	}
	if p.EndLine < p.Line {
		p.EndLine = p.Line
	}
	if p.Line == p.EndLine && p.EndCol < p.Col {
		p.EndCol = p.Col
	}
	return p
}

func codePoints(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i]&0xc0 != 0x80 {
			n++
		}
	}
	return n
}

func (c *compiler) attribute(e *syntax.Attribute, dst reg) {
	u := c.u
	mark := u.top
	if call := c.superCall(e); call != nil {
		c.viaTempWindow(e.Pos, dst, func(base reg) {
			zero := c.superArgs(call, base)
			op := code.LOAD_SUPER_ATTR
			if zero {
				op = code.LOAD_SUPER_ATTR_0
			}
			u.emitSite(e.Pos, op, base, base, u.block.Mangle(e.Attr))
		})
		u.top = mark
		return
	}
	r := c.operandHint(e.Value, dst)
	u.top = mark
	u.emitSite(attrPos(e.Pos, e), code.LOAD_ATTR, dst, r, u.block.Mangle(e.Attr))
}

// viaTempWindow is viaTemp for a window whose result lands in its first register.
func (c *compiler) viaTempWindow(p syntax.Pos, dst reg, f func(base reg)) {
	u := c.u
	mark := u.top
	if u.fresh(dst) {
		f(dst)
		u.top = mark
		return
	}
	base := u.push()
	f(base)
	u.top = mark
	u.emit(p, code.MOVE, dst, base, 0)
}

// twoPartSlice tells whether e is a slice without a step that is no constant: it has instructions of its own.
func (c *compiler) twoPartSlice(e syntax.Expr) (*syntax.Slice, bool) {
	s, ok := e.(*syntax.Slice)
	if !ok || s.Step != nil {
		return nil, false
	}
	if _, ok := c.constSlice(s); ok {
		return nil, false
	}
	return s, true
}

// constSlice returns the slice constant that s is when its parts are literals.
func (c *compiler) constSlice(s *syntax.Slice) (code.Const, bool) {
	part := func(e syntax.Expr) (code.Const, bool) {
		if e == nil {
			return code.None{}, true
		}
		return c.fold(e)
	}
	a, ok1 := part(s.Lower)
	b, ok2 := part(s.Upper)
	d, ok3 := part(s.Step)
	return code.Slice{Start: a, Stop: b, Step: d}, ok1 && ok2 && ok3
}

// bound evaluates a part of a slice into dst; a missing one is None.
func (c *compiler) sliceBound(s *syntax.Slice, e syntax.Expr, dst reg) {
	if e == nil {
		c.u.loadNone(s.Pos, dst)
		return
	}
	c.expr(e, dst)
}

func (c *compiler) slice(s *syntax.Slice, dst reg) {
	u := c.u
	if k, ok := c.constSlice(s); ok {
		u.loadConst(s.Pos, k, dst)
		return
	}
	mark := u.top
	n := 2
	base := u.pushN(1)
	c.sliceBound(s, s.Lower, base)
	c.sliceBound(s, s.Upper, u.push())
	if s.Step != nil {
		n = 3
		c.expr(s.Step, u.push())
	}
	u.top = mark
	u.emit(s.Pos, code.BUILD_SLICE, dst, base, reg(n))
}

func (c *compiler) subscript(e *syntax.Subscript, dst reg) {
	u := c.u
	mark := u.top
	c.checkSubscripter(e.Value)
	c.checkIndex(e.Value, e.Slice)
	if s, ok := c.twoPartSlice(e.Slice); ok {
		c.viaWindow(dst, func(base reg) {
			c.expr(e.Value, base)
			c.sliceBound(s, s.Lower, u.push())
			c.sliceBound(s, s.Upper, u.push())
			u.pop(2)
			u.emit(e.Pos, code.GETSLICE, dst, base, 0)
		})
		return
	}
	if n, ok := c.imm(e.Slice); ok {
		v := c.operandHint(e.Value, dst)
		u.top = mark
		u.emit(e.Pos, code.GETITEM_I, dst, v, n)
		return
	}
	v := c.operandKeep(e.Value, dst, e.Slice)
	i := c.indexOperand(e.Slice)
	u.top = mark
	u.emit(e.Pos, code.GETITEM, dst, v, i)
}

// indexOperand is operand for what stands in brackets: a constant slice may be hoisted like other constants.
func (c *compiler) indexOperand(e syntax.Expr) reg {
	if s, ok := e.(*syntax.Slice); ok {
		if k, ok := c.constSlice(s); ok {
			return c.u.constOperand(s.Pos, k)
		}
	}
	return c.operand(e)
}
