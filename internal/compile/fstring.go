// This file implements f-strings and t-strings.

package compile

import (
	"weft/internal/code"
	"weft/internal/syntax"
)

// joinedStr concatenates the parts in a window; very long ones in several steps.
func (c *compiler) joinedStr(e *syntax.JoinedStr, dst reg) {
	u := c.u
	values := e.Values
	switch len(values) {
	case 0:
		u.loadConst(e.Pos, code.Str(""), dst)
		return
	case 1:
		c.expr(values[0], dst)
		return
	}
	c.viaTempWindow(e.Pos, dst, func(base reg) {
		n := min(len(values), bigDisplay)
		c.strings(values[:n], base)
		u.emit(e.Pos, code.BUILD_STRING, base, base, reg(n))
		u.top = int(base-tempBase) + 1
		for values = values[n:]; len(values) > 0; values = values[n:] {
			n = min(len(values), bigDisplay)
			c.strings(values[:n], u.push())
			u.emit(e.Pos, code.BUILD_STRING, base, base, reg(n+1))
			u.top = int(base-tempBase) + 1
		}
	})
}

// strings is window for parts of a string. A tree that a program made may hold parts that are none: these are formatted.
func (c *compiler) strings(list []syntax.Expr, base reg) {
	for i, e := range list {
		r := base
		if i > 0 {
			r = c.u.push()
		}
		if v, ok := e.(*syntax.FormattedValue); ok && v.FormatSpec == nil {
			c.formatSimple(v, code.FORMAT_PIECE, r)
			continue
		}
		c.expr(e, r)
		if !isString(e) {
			c.u.emit(e.Position(), code.FORMAT_SIMPLE, r, r, code.ConvNone)
		}
	}
}

func isString(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Constant:
		_, ok := e.Value.(syntax.ConstStr)
		return ok
	case *syntax.FormattedValue:
		return true
	case *syntax.JoinedStr:
		return len(e.Values) != 1 || isString(e.Values[0])
	}
	return false
}

// conversion maps !s, !r, !a to the kinds of the instructions.
func conversion(n int) reg {
	switch n {
	case 's':
		return code.ConvStr
	case 'r':
		return code.ConvRepr
	case 'a':
		return code.ConvASCII
	}
	return code.ConvNone
}

func (c *compiler) formattedValue(e *syntax.FormattedValue, dst reg) {
	u := c.u
	if e.FormatSpec == nil {
		c.formatSimple(e, code.FORMAT_SIMPLE, dst)
		return
	}
	c.viaWindow(dst, func(base reg) {
		c.expr(e.Value, base)
		c.expr(e.FormatSpec, u.push())
		u.pop(1)
		u.emit(e.Pos, code.FORMAT_SPEC, dst, base, conversion(e.Conversion))
	})
}

// formatSimple formats a value without a specification, by FORMAT_SIMPLE or FORMAT_PIECE.
func (c *compiler) formatSimple(e *syntax.FormattedValue, op code.Op, dst reg) {
	mark := c.u.top
	r := c.operandHint(e.Value, dst)
	c.u.top = mark
	c.u.emit(e.Pos, op, dst, r, conversion(e.Conversion))
}

// templateStr makes a Template from the tuple of its strings, one more than its interpolations, and the tuple of these.
func (c *compiler) templateStr(e *syntax.TemplateStr, dst reg) {
	u := c.u
	strs := code.Tuple{code.Str("")}
	var parts []syntax.Expr
	for _, v := range e.Values {
		if k, ok := v.(*syntax.Constant); ok {
			if s, ok := k.Value.(syntax.ConstStr); ok {
				strs[len(strs)-1] = strs[len(strs)-1].(code.Str) + code.Str(s)
				continue
			}
		}
		parts = append(parts, v)
		strs = append(strs, code.Str(""))
	}
	c.viaWindow(dst, func(base reg) {
		mark := u.top
		u.loadConst(e.Pos, strs, base)
		t := u.push()
		c.display(e.Pos, parts, t, displayTuple)
		u.top = mark
		u.emit(e.Pos, code.BUILD_TEMPLATE, dst, base, 0)
	})
}

func (c *compiler) interpolation(e *syntax.Interpolation, dst reg) {
	u := c.u
	c.viaWindow(dst, func(base reg) {
		mark := u.top
		c.expr(e.Value, base)
		u.loadConst(e.Pos, constant(e.Str), u.push())
		spec := u.push()
		if e.FormatSpec != nil {
			c.expr(e.FormatSpec, spec)
		} else {
			u.loadConst(e.Pos, code.Str(""), spec)
		}
		u.top = mark
		u.emit(e.Pos, code.BUILD_INTERPOLATION, dst, base, conversion(e.Conversion))
	})
}
