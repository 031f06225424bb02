// This file implements traversal of the tree: Children for one level, Walk for all of it.

package syntax

// Walk calls visit for n and everything below it, parents first and children in field order. When visit returns false, the
// children of that node are skipped. It keeps its own stack, so a tree of any depth is safe.
func Walk(n Node, visit func(Node) bool) {
	stack := []Node{n}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if !visit(n) {
			continue
		}
		start := len(stack)
		Children(n, func(c Node) { stack = append(stack, c) })
		for i, j := start, len(stack)-1; i < j; i, j = i+1, j-1 {
			stack[i], stack[j] = stack[j], stack[i]
		}
	}
}

// Children calls visit for each direct child of n that is present, in the order of the ASDL fields. The absent keys of a
// Dict and the absent entries of KwDefaults are passed over.
func Children(n Node, visit func(Node)) {
	switch n := n.(type) {
	case *Module:
		each(n.Body, visit)
		each(n.TypeIgnores, visit)
	case *Interactive:
		each(n.Body, visit)
	case *Expression:
		expr(n.Body, visit)
	case *FunctionType:
		each(n.Argtypes, visit)
		expr(n.Returns, visit)

	case *FunctionDef:
		visit(n.Args)
		each(n.Body, visit)
		each(n.DecoratorList, visit)
		expr(n.Returns, visit)
		each(n.TypeParams, visit)
	case *AsyncFunctionDef:
		visit(n.Args)
		each(n.Body, visit)
		each(n.DecoratorList, visit)
		expr(n.Returns, visit)
		each(n.TypeParams, visit)
	case *ClassDef:
		each(n.Bases, visit)
		each(n.Keywords, visit)
		each(n.Body, visit)
		each(n.DecoratorList, visit)
		each(n.TypeParams, visit)
	case *Return:
		expr(n.Value, visit)
	case *Delete:
		each(n.Targets, visit)
	case *Assign:
		each(n.Targets, visit)
		expr(n.Value, visit)
	case *TypeAlias:
		expr(n.Name, visit)
		each(n.TypeParams, visit)
		expr(n.Value, visit)
	case *AugAssign:
		expr(n.Target, visit)
		expr(n.Value, visit)
	case *AnnAssign:
		expr(n.Target, visit)
		expr(n.Annotation, visit)
		expr(n.Value, visit)
	case *For:
		expr(n.Target, visit)
		expr(n.Iter, visit)
		each(n.Body, visit)
		each(n.Orelse, visit)
	case *AsyncFor:
		expr(n.Target, visit)
		expr(n.Iter, visit)
		each(n.Body, visit)
		each(n.Orelse, visit)
	case *While:
		expr(n.Test, visit)
		each(n.Body, visit)
		each(n.Orelse, visit)
	case *If:
		expr(n.Test, visit)
		each(n.Body, visit)
		each(n.Orelse, visit)
	case *With:
		each(n.Items, visit)
		each(n.Body, visit)
	case *AsyncWith:
		each(n.Items, visit)
		each(n.Body, visit)
	case *Match:
		expr(n.Subject, visit)
		each(n.Cases, visit)
	case *Raise:
		expr(n.Exc, visit)
		expr(n.Cause, visit)
	case *Try:
		each(n.Body, visit)
		each(n.Handlers, visit)
		each(n.Orelse, visit)
		each(n.Finalbody, visit)
	case *TryStar:
		each(n.Body, visit)
		each(n.Handlers, visit)
		each(n.Orelse, visit)
		each(n.Finalbody, visit)
	case *Assert:
		expr(n.Test, visit)
		expr(n.Msg, visit)
	case *Import:
		each(n.Names, visit)
	case *ImportFrom:
		each(n.Names, visit)
	case *ExprStmt:
		expr(n.Value, visit)

	case *BoolOp:
		each(n.Values, visit)
	case *NamedExpr:
		expr(n.Target, visit)
		expr(n.Value, visit)
	case *BinOp:
		expr(n.Left, visit)
		expr(n.Right, visit)
	case *UnaryOp:
		expr(n.Operand, visit)
	case *Lambda:
		visit(n.Args)
		expr(n.Body, visit)
	case *IfExp:
		expr(n.Test, visit)
		expr(n.Body, visit)
		expr(n.Orelse, visit)
	case *Dict:
		for _, k := range n.Keys {
			expr(k, visit)
		}
		each(n.Values, visit)
	case *Set:
		each(n.Elts, visit)
	case *ListComp:
		expr(n.Elt, visit)
		each(n.Generators, visit)
	case *SetComp:
		expr(n.Elt, visit)
		each(n.Generators, visit)
	case *DictComp:
		expr(n.Key, visit)
		expr(n.Value, visit)
		each(n.Generators, visit)
	case *GeneratorExp:
		expr(n.Elt, visit)
		each(n.Generators, visit)
	case *Await:
		expr(n.Value, visit)
	case *Yield:
		expr(n.Value, visit)
	case *YieldFrom:
		expr(n.Value, visit)
	case *Compare:
		expr(n.Left, visit)
		each(n.Comparators, visit)
	case *Call:
		expr(n.Func, visit)
		each(n.Args, visit)
		each(n.Keywords, visit)
	case *FormattedValue:
		expr(n.Value, visit)
		expr(n.FormatSpec, visit)
	case *Interpolation:
		expr(n.Value, visit)
		expr(n.FormatSpec, visit)
	case *JoinedStr:
		each(n.Values, visit)
	case *TemplateStr:
		each(n.Values, visit)
	case *Attribute:
		expr(n.Value, visit)
	case *Subscript:
		expr(n.Value, visit)
		expr(n.Slice, visit)
	case *Starred:
		expr(n.Value, visit)
	case *List:
		each(n.Elts, visit)
	case *Tuple:
		each(n.Elts, visit)
	case *Slice:
		expr(n.Lower, visit)
		expr(n.Upper, visit)
		expr(n.Step, visit)

	case *Comprehension:
		expr(n.Target, visit)
		expr(n.Iter, visit)
		each(n.Ifs, visit)
	case *ExceptHandler:
		expr(n.Type, visit)
		each(n.Body, visit)
	case *Arguments:
		each(n.Posonlyargs, visit)
		each(n.Args, visit)
		if n.Vararg != nil {
			visit(n.Vararg)
		}
		each(n.Kwonlyargs, visit)
		for _, d := range n.KwDefaults {
			expr(d, visit)
		}
		if n.Kwarg != nil {
			visit(n.Kwarg)
		}
		each(n.Defaults, visit)
	case *Arg:
		expr(n.Annotation, visit)
	case *Keyword:
		expr(n.Value, visit)
	case *WithItem:
		expr(n.ContextExpr, visit)
		expr(n.OptionalVars, visit)
	case *MatchCase:
		visit(n.Pattern)
		expr(n.Guard, visit)
		each(n.Body, visit)

	case *MatchValue:
		expr(n.Value, visit)
	case *MatchSequence:
		each(n.Patterns, visit)
	case *MatchMapping:
		each(n.Keys, visit)
		each(n.Patterns, visit)
	case *MatchClass:
		expr(n.Cls, visit)
		each(n.Patterns, visit)
		each(n.KwdPatterns, visit)
	case *MatchAs:
		if n.Pattern != nil {
			visit(n.Pattern)
		}
	case *MatchOr:
		each(n.Patterns, visit)

	case *TypeVar:
		expr(n.Bound, visit)
		expr(n.DefaultValue, visit)
	case *ParamSpec:
		expr(n.DefaultValue, visit)
	case *TypeVarTuple:
		expr(n.DefaultValue, visit)
	}
}

func each[T Node](list []T, visit func(Node)) {
	for _, n := range list {
		visit(n)
	}
}

func expr(e Expr, visit func(Node)) {
	if e != nil {
		visit(e)
	}
}
