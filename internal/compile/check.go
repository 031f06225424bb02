// This file implements the SyntaxWarnings about code that is surely a mistake.

package compile

import (
	"weft/internal/syntax"
)

// checkIsArg tells whether e is fine as an operand of is: anything but a literal other than the singletons.
func checkIsArg(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Tuple:
		for _, x := range e.Elts {
			if _, ok := x.(*syntax.Constant); !ok {
				return true
			}
		}
		return false
	case *syntax.Constant:
		switch e.Value.(type) {
		case syntax.ConstNone, syntax.ConstTrue, syntax.ConstFalse, syntax.ConstEllipsis:
			return true
		}
		return false
	}
	return true
}

func (c *compiler) checkCompare(e *syntax.Compare) {
	left, leftExpr := checkIsArg(e.Left), e.Left
	for i, op := range e.Ops {
		right := checkIsArg(e.Comparators[i])
		if (op == syntax.CmpIs || op == syntax.CmpIsNot) && !(left && right) {
			literal := leftExpr
			if left {
				literal = e.Comparators[i]
			}
			if op == syntax.CmpIs {
				c.warn(e.Pos, `"is" with '%s' literal. Did you mean "=="?`, inferType(literal))
			} else {
				c.warn(e.Pos, `"is not" with '%s' literal. Did you mean "!="?`, inferType(literal))
			}
			return
		}
		left, leftExpr = right, e.Comparators[i]
	}
}

// inferType returns the name of the type that e surely has, or "".
func inferType(e syntax.Expr) string {
	switch e := e.(type) {
	case *syntax.Tuple:
		return "tuple"
	case *syntax.List, *syntax.ListComp:
		return "list"
	case *syntax.Dict, *syntax.DictComp:
		return "dict"
	case *syntax.Set, *syntax.SetComp:
		return "set"
	case *syntax.GeneratorExp:
		return "generator"
	case *syntax.Lambda:
		return "function"
	case *syntax.TemplateStr, *syntax.Interpolation:
		return "string.templatelib.Template"
	case *syntax.JoinedStr, *syntax.FormattedValue:
		return "str"
	case *syntax.Constant:
		switch e.Value.(type) {
		case syntax.ConstNone:
			return "NoneType"
		case syntax.ConstTrue, syntax.ConstFalse:
			return "bool"
		case syntax.ConstEllipsis:
			return "ellipsis"
		case syntax.ConstInt:
			return "int"
		case syntax.ConstFloat:
			return "float"
		case syntax.ConstComplex:
			return "complex"
		case syntax.ConstStr:
			return "str"
		case syntax.ConstBytes:
			return "bytes"
		case syntax.ConstTuple:
			return "tuple"
		case syntax.ConstFrozenSet:
			return "frozenset"
		}
	}
	return ""
}

func (c *compiler) checkCaller(e syntax.Expr) {
	if _, ok := e.(*syntax.Lambda); ok {
		return
	}
	if t := inferType(e); t != "" {
		c.warn(e.Position(), "'%s' object is not callable; perhaps you missed a comma?", t)
	}
}

func (c *compiler) checkSubscripter(e syntax.Expr) {
	switch x := e.(type) {
	case *syntax.Constant:
		switch x.Value.(type) {
		case syntax.ConstNone, syntax.ConstEllipsis, syntax.ConstInt, syntax.ConstTrue, syntax.ConstFalse,
			syntax.ConstFloat, syntax.ConstComplex, syntax.ConstFrozenSet:
		default:
			return
		}
	case *syntax.Set, *syntax.SetComp, *syntax.GeneratorExp, *syntax.Lambda:
	case *syntax.TemplateStr, *syntax.Interpolation:
	default:
		return
	}
	c.warn(e.Position(), "'%s' object is not subscriptable; perhaps you missed a comma?", inferType(e))
}

func (c *compiler) checkIndex(e, index syntax.Expr) {
	t := inferType(index)
	if t == "" || t == "int" || t == "bool" {
		return
	}
	switch x := e.(type) {
	case *syntax.Constant:
		switch x.Value.(type) {
		case syntax.ConstStr, syntax.ConstBytes, syntax.ConstTuple:
		default:
			return
		}
	case *syntax.Tuple, *syntax.List, *syntax.ListComp, *syntax.JoinedStr, *syntax.FormattedValue:
	default:
		return
	}
	c.warn(e.Position(), "%s indices must be integers or slices, not %s; perhaps you missed a comma?", inferType(e), t)
}

// checkFinally warns of return, break and continue that leave a finally block (PEP 765).
func (c *compiler) checkFinally(root syntax.Node) {
	w := finallyWalk{c: c}
	w.visit(root)
}

// finallyWalk knows whether the current statement is inside a finally block and inside a loop in it.
type finallyWalk struct {
	c               *compiler
	finally, inLoop bool
}

func (w *finallyWalk) stmts(list []syntax.Stmt) {
	for _, s := range list {
		w.visit(s)
	}
}

func (w *finallyWalk) visit(n syntax.Node) {
	if !w.c.enter() {
		return
	}
	defer w.c.leave()
	saved := *w
	switch n := n.(type) {
	case *syntax.Module:
		w.stmts(n.Body)
	case *syntax.Interactive:
		w.stmts(n.Body)
	case *syntax.FunctionDef:
		w.finally, w.inLoop = false, false
		w.stmts(n.Body)
	case *syntax.AsyncFunctionDef:
		w.finally, w.inLoop = false, false
		w.stmts(n.Body)
	case *syntax.ClassDef:
		w.stmts(n.Body)
	case *syntax.For:
		w.loop(n.Body, n.Orelse)
	case *syntax.AsyncFor:
		w.loop(n.Body, n.Orelse)
	case *syntax.While:
		w.loop(n.Body, n.Orelse)
	case *syntax.If:
		w.stmts(n.Body)
		w.stmts(n.Orelse)
	case *syntax.With:
		w.stmts(n.Body)
	case *syntax.AsyncWith:
		w.stmts(n.Body)
	case *syntax.Match:
		for _, m := range n.Cases {
			w.stmts(m.Body)
		}
	case *syntax.Try:
		w.try(n.Body, n.Handlers, n.Orelse, n.Finalbody)
	case *syntax.TryStar:
		w.try(n.Body, n.Handlers, n.Orelse, n.Finalbody)
	case *syntax.Return:
		if w.finally {
			w.c.warn(n.Pos, "'return' in a 'finally' block")
		}
	case *syntax.Break:
		if w.finally && !w.inLoop {
			w.c.warn(n.Pos, "'break' in a 'finally' block")
		}
	case *syntax.Continue:
		if w.finally && !w.inLoop {
			w.c.warn(n.Pos, "'continue' in a 'finally' block")
		}
	}
	*w = saved
}

func (w *finallyWalk) loop(body, orelse []syntax.Stmt) {
	saved := *w
	w.inLoop = true
	w.stmts(body)
	*w = saved
	w.stmts(orelse)
}

func (w *finallyWalk) try(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse, final []syntax.Stmt) {
	w.stmts(body)
	for _, h := range handlers {
		w.stmts(h.Body)
	}
	w.stmts(orelse)
	w.finally, w.inLoop = true, false
	w.stmts(final)
}
