// This file implements comparisons and conditional jumps.

package compile

import (
	"weft/internal/code"
	"weft/internal/syntax"
)

// cmpOps gives the instructions of a comparison operator: the value, the jump if true, the jump if not true; 0 when there
// is no fused jump. "Not less" is not "greater or equal": NaN and user types differ.
func cmpOps(op syntax.CmpOp) (value, yes, no code.Op) {
	switch op {
	case syntax.CmpLt:
		return code.LT, code.JLT, code.JNLT
	case syntax.CmpLtE:
		return code.LE, code.JLE, code.JNLE
	case syntax.CmpEq:
		return code.EQ, code.JEQ, code.JNEQ
	case syntax.CmpNotEq:
		return code.NE, code.JNE, code.JNNE
	case syntax.CmpGt:
		return code.GT, code.JGT, code.JNGT
	case syntax.CmpGtE:
		return code.GE, code.JGE, code.JNGE
	case syntax.CmpIs:
		return code.IS, code.JIS, code.JIS_NOT
	case syntax.CmpIsNot:
		return code.IS_NOT, code.JIS_NOT, code.JIS
	case syntax.CmpIn:
		return code.IN, 0, 0
	}
	return code.NOT_IN, 0, 0
}

// negatedTest gives the instruction for "not a op b" where negating the operator is the same.
func negatedTest(op syntax.CmpOp) (code.Op, bool) {
	switch op {
	case syntax.CmpIs:
		return code.IS_NOT, true
	case syntax.CmpIsNot:
		return code.IS, true
	case syntax.CmpIn:
		return code.NOT_IN, true
	case syntax.CmpNotIn:
		return code.IN, true
	}
	return 0, false
}

// compareOperand is operand for the right side of op: a display of constants that is only searched becomes one constant.
func (c *compiler) compareOperand(op syntax.CmpOp, e syntax.Expr) reg {
	if op == syntax.CmpIn || op == syntax.CmpNotIn {
		switch e.(type) {
		case *syntax.List, *syntax.Set:
			if k, ok := c.foldContainer(e); ok {
				return c.u.constOperand(e.Position(), k)
			}
		}
	}
	return c.operand(e)
}

// compare leaves in dst the value of a comparison. A chain a < b < c evaluates b once:
//
//	t = a < b; if not t goto end; t = b < c; end:
func (c *compiler) compare(e *syntax.Compare, dst reg) {
	u := c.u
	c.checkCompare(e)
	mark := u.top
	if len(e.Ops) == 1 {
		op, _, _ := cmpOps(e.Ops[0])
		l := c.operandKeep(e.Left, dst, e.Comparators[0])
		r := c.compareOperand(e.Ops[0], e.Comparators[0])
		u.top = mark
		u.emit(e.Pos, op, dst, l, r)
		return
	}
	if isLocal(dst) {
		t := u.push()
		c.compareChain(e, t)
		u.top = mark
		u.emit(e.Pos, code.MOVE, dst, t, 0)
		return
	}
	c.compareChain(e, dst)
	u.top = mark
}

func (c *compiler) compareChain(e *syntax.Compare, dst reg) {
	u := c.u
	end := u.newLabel()
	l := c.operandKeep(e.Left, -1, e.Comparators[0])
	for i, x := range e.Comparators {
		op, _, _ := cmpOps(e.Ops[i])
		if i == len(e.Comparators)-1 {
			r := c.compareOperand(e.Ops[i], x)
			u.emit(e.Pos, op, dst, l, r)
			break
		}
		r := c.operandKeep(x, -1, e.Comparators[i+1])
		u.emit(e.Pos, op, dst, l, r)
		u.jump(e.Pos, code.JFALSE, dst, 0, end)
		l = r
	}
	u.place(end)
}

// jumpIf goes to target when bool(e) is cond, else falls through.
func (c *compiler) jumpIf(e syntax.Expr, cond bool, target label) {
	if !c.enter() {
		return
	}
	defer c.leave()
	u := c.u
	if k, ok := c.fold(e); ok {
		if truth(k) == cond {
			u.jump(e.Position(), code.JUMP, 0, 0, target)
		} else {
			u.markLine(e.Position())
		}
		return
	}
	mark := u.top
	switch e := e.(type) {
	case *syntax.UnaryOp:
		if e.Op == syntax.OpNot {
			c.jumpIf(e.Operand, !cond, target)
			return
		}
	case *syntax.BoolOp:
		last := len(e.Values) - 1
		decides := e.Op == syntax.OpOr // the truth value that decides at once
		if decides == cond {
			for _, v := range e.Values {
				c.jumpIf(v, cond, target)
			}
			return
		}
		next := u.newLabel()
		for _, v := range e.Values[:last] {
			c.jumpIf(v, decides, next)
		}
		c.jumpIf(e.Values[last], cond, target)
		u.place(next)
		return
	case *syntax.IfExp:
		orelse, end := u.newLabel(), u.newLabel()
		c.jumpIf(e.Test, false, orelse)
		c.jumpIf(e.Body, cond, target)
		u.jump(syntax.Pos{}, code.JUMP, 0, 0, end)
		u.place(orelse)
		c.jumpIf(e.Orelse, cond, target)
		u.place(end)
		return
	case *syntax.Compare:
		c.jumpCompare(e, cond, target)
		return
	}
	r := c.operand(e)
	u.top = mark
	op := code.JFALSE
	if cond {
		op = code.JTRUE
	}
	u.jump(e.Position(), op, r, 0, target)
}

func (c *compiler) jumpCompare(e *syntax.Compare, cond bool, target label) {
	u := c.u
	c.checkCompare(e)
	mark := u.top
	last := len(e.Ops) - 1
	if last == 0 {
		l := c.operandKeep(e.Left, -1, e.Comparators[0])
		c.jumpOp(e, 0, l, -1, cond, target)
		u.top = mark
		return
	}
	fail := target
	if cond {
		fail = u.newLabel()
	}
	l := c.operandKeep(e.Left, -1, e.Comparators[0])
	for i := range last {
		r := c.operandKeep(e.Comparators[i], -1, e.Comparators[i+1])
		c.jumpOp(e, i, l, r, false, fail)
		l = r
	}
	c.jumpOp(e, last, l, -1, cond, target)
	u.top = mark
	if cond {
		u.place(fail)
	}
}

// jumpOp jumps to target if (l ops[i] comparators[i]) is cond. r is the right operand's register, or -1 when it has not
// been evaluated yet.
func (c *compiler) jumpOp(e *syntax.Compare, i int, l, r reg, cond bool, target label) {
	u := c.u
	op, x := e.Ops[i], e.Comparators[i]
	value, yes, no := cmpOps(op)
	if op == syntax.CmpIs || op == syntax.CmpIsNot {
		if k, ok := x.(*syntax.Constant); ok {
			if _, none := k.Value.(syntax.ConstNone); none {
				j := code.JNONE
				if (op == syntax.CmpIs) != cond {
					j = code.JNOT_NONE
				}
				u.jump(e.Pos, j, l, 0, target)
				return
			}
		}
	}
	if yes != 0 && r < 0 && op != syntax.CmpIs && op != syntax.CmpIsNot {
		if n, ok := c.imm(x); ok {
			j := yes
			if !cond {
				j = no
			}
			u.jump(e.Pos, j-code.JLT+code.JLT_I, l, n, target)
			return
		}
	}
	if r < 0 {
		r = c.compareOperand(op, x)
	}
	if yes == 0 {
		t := u.push()
		u.emit(e.Pos, value, t, l, r)
		j := code.JFALSE
		if cond {
			j = code.JTRUE
		}
		u.jump(e.Pos, j, t, 0, target)
		u.pop(1)
		return
	}
	if !cond {
		yes = no
	}
	u.jump(e.Pos, yes, l, r, target)
}
