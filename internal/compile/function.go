// This file implements def, async def and lambda.

package compile

import (
	"weft/internal/code"
	"weft/internal/symtable"
	"weft/internal/syntax"
)

// makeFunction makes a function of co in dst, with the cells that co needs:
//
//	dst = MAKE_FUNCTION co; t... = cells; dst.closure = tuple(t...)
func (c *compiler) makeFunction(p syntax.Pos, co *code.Code, dst reg) {
	u := c.u
	if co == nil || !u.reachable {
		return
	}
	u.emit(p, code.MAKE_FUNCTION, dst, u.constIndex(co), 0)
	if co.NumFree == 0 {
		return
	}
	mark := u.top
	base := u.pushN(co.NumFree)
	for i, v := range co.Locals[len(co.Locals)-co.NumFree:] {
		u.emit(p, code.MOVE, base+reg(i), c.closureCell(v.Name), 0)
	}
	u.emit(p, code.SET_CLOSURE, dst, base, reg(co.NumFree))
	u.top = mark
}

// defaults are the registers of what a function takes from its definition; -1 when absent.
type defaults struct {
	tuple, dict, annotate reg
}

func noDefaults() defaults { return defaults{-1, -1, -1} }

// setDefaults attaches d to the function in f.
func (c *compiler) setDefaults(p syntax.Pos, f reg, d defaults) {
	set := func(r reg, kind reg) {
		if r >= 0 {
			c.u.emit(p, code.SET_FUNCTION_ATTR, f, r, kind)
		}
	}
	set(d.annotate, code.FuncAnnotate)
	set(d.dict, code.FuncKwDefaults)
	set(d.tuple, code.FuncDefaults)
}

// evalDefaults evaluates the default values into new temporaries.
func (c *compiler) evalDefaults(p syntax.Pos, args *syntax.Arguments) defaults {
	u := c.u
	d := noDefaults()
	if n := len(args.Defaults); n > 0 {
		d.tuple = u.push()
		c.tupleOf(p, args.Defaults, d.tuple)
	}
	n := 0
	for _, k := range args.KwDefaults {
		if k != nil {
			n++
		}
	}
	if n > 0 {
		d.dict = u.push()
		mark := u.top
		base := u.top
		for i, k := range args.KwDefaults {
			if k == nil {
				continue
			}
			u.loadConst(p, code.Str(u.block.Mangle(args.Kwonlyargs[i].Arg)), u.push())
			c.expr(k, u.push())
		}
		u.emit(p, code.BUILD_MAP, d.dict, tempBase+reg(base), reg(n))
		u.top = mark
	}
	return d
}

// tupleOf evaluates list into a tuple in dst, the topmost temporary.
func (c *compiler) tupleOf(p syntax.Pos, list []syntax.Expr, dst reg) {
	u := c.u
	t := make(code.Tuple, len(list))
	all := true
	for i, e := range list {
		k, ok := c.fold(e)
		if !ok {
			all = false
			break
		}
		t[i] = k
	}
	if all {
		u.loadConst(p, t, dst)
		return
	}
	c.display(p, list, dst, displayTuple)
}

// funcDef is what FunctionDef and AsyncFunctionDef have in common.
type funcDef struct {
	node       syntax.Stmt
	pos        syntax.Pos
	name       string
	args       *syntax.Arguments
	body       []syntax.Stmt
	decorators []syntax.Expr
	returns    syntax.Expr
	typeParams []syntax.TypeParam
	async      bool
}

func (c *compiler) functionDef(n *syntax.FunctionDef) {
	c.function(&funcDef{n, n.Pos, n.Name, n.Args, n.Body, n.DecoratorList, n.Returns, n.TypeParams, false})
}

func (c *compiler) asyncFunctionDef(n *syntax.AsyncFunctionDef) {
	c.function(&funcDef{n, n.Pos, n.Name, n.Args, n.Body, n.DecoratorList, n.Returns, n.TypeParams, true})
}

// firstLine is co_firstlineno of a decorated definition: the line of the first decorator.
func firstLine(p syntax.Pos, decorators []syntax.Expr) int {
	if len(decorators) > 0 {
		return int(decorators[0].Position().Line)
	}
	return int(p.Line)
}

// decorate evaluates the decorators into consecutive temporaries and returns the first; apply calls them, last first, on the
// value in the temporary behind them, and leaves the result in the first.
func (c *compiler) decorate(list []syntax.Expr) (apply func(value reg) reg) {
	u := c.u
	first := tempBase + reg(u.top)
	for _, d := range list {
		c.expr(d, u.push())
	}
	return func(value reg) reg {
		if len(list) == 0 {
			return value
		}
		for i := len(list) - 1; i >= 0; i-- {
			u.emit(list[i].Position(), code.CALL, first+reg(i), 1, first+reg(i))
		}
		return first
	}
}

// function compiles a definition:
//
//	decorators; defaults; t = function; t = decorator(t) ...; name = t
//
// A generic one is made by the function of its type parameter scope, which takes the defaults as arguments:
//
//	t = MAKE_FUNCTION <generic parameters of f>; t = t(defaults, kwdefaults)
func (c *compiler) function(f *funcDef) {
	u := c.u
	mark := u.top
	apply := c.decorate(f.decorators)
	line := firstLine(f.pos, f.decorators)
	value := u.push()
	d := c.evalDefaults(f.pos, f.args)
	if len(f.typeParams) == 0 {
		d = c.functionAnnotations(f, d)
		c.functionBody(f, line, value)
		c.setDefaults(f.pos, value, d)
	} else {
		c.genericFunction(f, line, value, d)
	}
	c.storeName(f.pos, f.name, apply(value))
	u.top = mark
}

func (c *compiler) genericFunction(f *funcDef, line int, value reg, d defaults) {
	block := c.table.LookupPart(f.node, symtable.PartTypeParams)
	g := c.enterUnit(scopeAnnotations, block, "<generic parameters of "+f.name+">", line)
	inner := noDefaults()
	n := reg(0)
	if d.tuple >= 0 {
		inner.tuple = n
		n++
	}
	if d.dict >= 0 {
		inner.dict = n
		n++
	}
	g.argCount = int(n)
	params := g.push()
	c.typeParams(f.typeParams, params)
	fn := g.push()
	inner = c.functionAnnotations(f, inner)
	c.functionBody(f, line, fn)
	c.setDefaults(f.pos, fn, inner)
	w := g.pushN(2)
	g.emit(f.pos, code.MOVE, w, fn, 0)
	g.emit(f.pos, code.MOVE, w+1, params, 0)
	g.emit(f.pos, code.INTRINSIC2, w, w, code.IntrinsicSetFunctionTypeParams)
	g.emit(f.pos, code.RETURN, w, 0, 0)
	co := c.leaveUnit()
	u := c.u
	base := u.pushN(1 + int(n))
	c.makeFunction(f.pos, co, base)
	i := base + 1
	if d.tuple >= 0 {
		u.emit(f.pos, code.MOVE, i, d.tuple, 0)
		i++
	}
	if d.dict >= 0 {
		u.emit(f.pos, code.MOVE, i, d.dict, 0)
	}
	u.emit(f.pos, code.CALL, base, n, value)
}

// functionBody compiles the code of f and makes the function in dst.
func (c *compiler) functionBody(f *funcDef, line int, dst reg) {
	kind := scopeFunction
	if f.async {
		kind = scopeAsyncFunction
	}
	u := c.enterUnit(kind, c.table.Lookup(f.node), f.name, line)
	u.setArgs(f.args)
	body := f.body
	if doc, _, ok := docstring(body); ok {
		body = body[1:]
		if c.opts.Optimize < 2 {
			u.hasDoc = true
			u.constIndex(code.Str(cleanDoc(doc)))
		}
	}
	end := c.stopIteration()
	c.stmts(body)
	end()
	c.makeFunction(f.pos, c.leaveUnit(), dst)
}

func (u *unit) setArgs(a *syntax.Arguments) {
	u.posOnly = len(a.Posonlyargs)
	u.argCount = len(a.Posonlyargs) + len(a.Args)
	u.kwOnly = len(a.Kwonlyargs)
}

func (c *compiler) lambda(e *syntax.Lambda, dst reg) {
	c.viaTemp(e.Pos, dst, func(t reg) {
		mark := c.u.top
		d := c.evalDefaults(e.Pos, e.Args)
		u := c.enterUnit(scopeLambda, c.table.Lookup(e), "<lambda>", int(e.Line))
		u.setArgs(e.Args)
		c.lambdaBody(e.Body, e.Body)
		c.makeFunction(e.Pos, c.leaveUnit(), t)
		c.setDefaults(e.Pos, t, d)
		c.u.top = mark
	})
}

// lambdaBody returns the value of e, part of the lambda's body.
func (c *compiler) lambdaBody(e, body syntax.Expr) {
	if !c.enter() {
		return
	}
	defer c.leave()
	u := c.u
	if e, ok := e.(*syntax.IfExp); ok {
		orelse := u.newLabel()
		c.jumpIf(e.Test, false, orelse)
		c.lambdaBody(e.Body, body)
		u.place(orelse)
		c.lambdaBody(e.Orelse, body)
		return
	}
	mark := u.top
	r := c.operand(e)
	u.emit(body.Position(), code.RETURN, r, 0, 0)
	u.top = mark
}

// stopIteration wraps the body of a generator or coroutine, up to the call of the function it returns, in a handler that
// turns an escaping StopIteration into RuntimeError:
//
//	body; return None
//	handler e: e = STOPITERATION_ERROR e; reraise e
func (c *compiler) stopIteration() (end func()) {
	u := c.u
	if !u.block.Generator && !u.block.Coroutine {
		return func() {}
	}
	entry := u.saveFlow()
	l, guard := u.newHandler(tempBase)
	u.guard = guard
	c.pushBlock(fblock{kind: blockStopIteration})
	return func() {
		c.popBlock()
		if u.reachable {
			u.emit(syntax.Pos{}, code.RETURN_NONE, 0, 0, 0)
		}
		u.guard = 0
		u.outOfLine(func() {
			u.placeHandler(l, entry)
			t := u.push()
			u.emit(syntax.Pos{}, code.INTRINSIC1, t, t, code.IntrinsicStopIterationError)
			u.emit(syntax.Pos{}, code.RERAISE, t, 1, 0)
			u.pop(1)
		})
	}
}
