// This file implements calls.

package compile

import (
	"weft/internal/code"
	"weft/internal/symtable"
	"weft/internal/syntax"
)

// maxWindowArgs is how many arguments are passed in registers; CPython's limit (_PY_STACK_USE_GUIDELINE) is 30, but only
// the order in which duplicate keywords are noticed could tell.
const maxWindowArgs = 200

// call compiles a call:
//
//	f(a, k=b):   t = f; t+1 = a; t+2 = b; CALL_KW t
//	o.m(a):      LOAD_METHOD t (t+1 is o or absent); t+2 = a; CALL_METHOD t
//	f(*a, **k):  t = f; t+1 = a or list of all; t+2 = dict; CALL_EX t
func (c *compiler) call(e *syntax.Call, dst reg) {
	u := c.u
	c.checkKeywords(e.Keywords)
	mark := u.top
	base := dst
	if !u.fresh(dst) {
		base = u.push()
	}
	if !c.methodCall(e, base, dst) {
		c.checkCaller(e.Func)
		c.expr(e.Func, base)
		end := u.newLabel()
		if c.inlineBuiltin(e, base, end) {
			c.arguments(e.Pos, base, base, nil, e.Args, "", e.Keywords)
			u.place(end)
			if dst != base {
				u.emit(e.Pos, code.MOVE, dst, base, 0)
			}
		} else {
			c.arguments(e.Pos, base, dst, nil, e.Args, "", e.Keywords)
		}
	}
	u.top = mark
}

// inlineBuiltin compiles all(genexpr), any(genexpr) and tuple(genexpr) as a loop, for the case that the function in base is
// the builtin; the result goes to base and control to end:
//
//	      if base is not the builtin goto skip
//	      it = genexpr
//	next: t = next(it), else goto done
//	      if t goto next                     (all)
//	      base = False; goto end
//	done: base = True; goto end
//	skip:
func (c *compiler) inlineBuiltin(e *syntax.Call, base reg, end label) bool {
	f, ok := e.Func.(*syntax.Name)
	if !ok || len(e.Args) != 1 || len(e.Keywords) != 0 {
		return false
	}
	if _, ok := e.Args[0].(*syntax.GeneratorExp); !ok {
		return false
	}
	var common reg
	var again code.Op // the jump that goes on with the loop
	switch f.Id {
	case "all":
		common, again = code.CommonAll, code.JTRUE
	case "any":
		common, again = code.CommonAny, code.JFALSE
	case "tuple":
		common, again = code.CommonTuple, code.JUMP
	default:
		return false
	}
	u, p := c.u, f.Pos
	mark := u.top
	next, done, skip := u.newLabel(), u.newLabel(), u.newLabel()
	it := u.push()
	u.emit(p, code.LOAD_COMMON, it, common, 0)
	u.jump(p, code.JIS_NOT, base, it, skip)
	c.expr(e.Args[0], it)
	t := u.push()
	if again == code.JUMP {
		u.emit(p, code.BUILD_LIST, base, base, 0)
	}
	u.placeLoop(next)
	u.jump(p, code.FOR_ITER, t, it, done)
	if again == code.JUMP {
		u.emit(p, code.LIST_APPEND, base, t, 0)
		u.jump(p, code.JUMP, 0, 0, next)
	} else {
		u.jump(p, again, t, 0, next)
		u.loadConst(p, code.Bool(again == code.JFALSE), base)
		u.jump(p, code.JUMP, 0, 0, end)
	}
	u.place(done)
	if again == code.JUMP {
		u.emit(p, code.LIST_TO_TUPLE, base, base, 0)
	} else {
		u.loadConst(p, code.Bool(again == code.JTRUE), base)
	}
	u.jump(p, code.JUMP, 0, 0, end)
	u.place(skip)
	u.top = mark
	return true
}

// checkKeywords rejects a keyword given twice.
func (c *compiler) checkKeywords(list []*syntax.Keyword) {
	if len(list) < 2 {
		return
	}
	seen := make(map[string]bool, len(list))
	for i, k := range list {
		if k.Arg == "" || seen[k.Arg] {
			continue
		}
		seen[k.Arg] = true
		_ = i
	}
	if len(seen) == len(list) {
		return
	}
	for i, k := range list {
		if k.Arg == "" {
			continue
		}
		for _, o := range list[i+1:] {
			if o.Arg == k.Arg {
				c.errorAt(o.Pos, "keyword argument repeated: %s", k.Arg)
				return
			}
		}
	}
}

// plainArgs tells whether a call has neither * nor ** and few enough arguments for a window.
func plainArgs(args []syntax.Expr, kws []*syntax.Keyword) bool {
	if len(args)+len(kws) > maxWindowArgs || hasStar(args) {
		return false
	}
	for _, k := range kws {
		if k.Arg == "" {
			return false
		}
	}
	return true
}

// methodCall compiles o.m(...) in the window at base, into dst; false when the call has another form.
func (c *compiler) methodCall(e *syntax.Call, base, dst reg) bool {
	u := c.u
	m, ok := e.Func.(*syntax.Attribute)
	if !ok || !plainArgs(e.Args, e.Keywords) || c.isImport(m.Value) {
		return false
	}
	p := attrPos(m.Pos, m)
	if call := c.superCall(m); call != nil {
		mark := u.top
		zero := c.superArgs(call, base)
		u.top = mark
		op := code.LOAD_SUPER_METHOD
		if zero {
			op = code.LOAD_SUPER_METHOD_0
		}
		u.emitSite(m.Pos, op, base, base, u.block.Mangle(m.Attr))
	} else {
		r := c.operandHint(m.Value, base)
		u.top = int(base-tempBase) + 1
		u.emitSite(p, code.LOAD_METHOD, base, r, u.block.Mangle(m.Attr))
	}
	u.push()
	for _, a := range e.Args {
		c.expr(a, u.push())
	}
	p = attrPos(e.Pos, m)
	n := reg(len(e.Args))
	if len(e.Keywords) == 0 {
		u.emit(p, code.CALL_METHOD, base, n, dst)
		return true
	}
	names := c.keywordArgs(e.Keywords)
	u.emit(p, code.CALL_METHOD_KW, base, n+reg(len(e.Keywords)), names)
	c.moveResult(p, dst, base)
	return true
}

// moveResult moves the result of a call that has no operand for its destination.
func (c *compiler) moveResult(p syntax.Pos, dst, base reg) {
	if dst != base {
		c.u.emit(p, code.MOVE, dst, base, 0)
	}
}

// isImport tells whether e is a name that the module imports: its attributes are seldom methods.
func (c *compiler) isImport(e syntax.Expr) bool {
	n, ok := e.(*syntax.Name)
	if !ok {
		return false
	}
	s := c.table.Top.Symbols[n.Id]
	return s != nil && s.Flags&symtable.DefImport != 0
}

// keywordArgs evaluates the values into new temporaries and returns the constant with the names.
func (c *compiler) keywordArgs(list []*syntax.Keyword) reg {
	u := c.u
	names := make(code.Tuple, len(list))
	for i, k := range list {
		names[i] = code.Str(k.Arg)
		c.expr(k.Value, u.push())
	}
	if !u.reachable {
		return 0
	}
	return u.constIndex(names)
}

// arguments completes a call whose function is in base, the topmost temporary, and puts the result into dst. pushed are
// values that precede args: the body and the name of a class, already in the registers behind base. extra, when not "", is a
// variable passed after args.
func (c *compiler) arguments(p syntax.Pos, base, dst reg, pushed []reg, args []syntax.Expr, extra string, kws []*syntax.Keyword) {
	u := c.u
	if plainArgs(args, kws) {
		if len(args) == 1 && len(pushed)+len(kws) == 0 && extra == "" {
			c.soleArg = args[0]
		}
		for _, a := range args {
			c.expr(a, u.push())
		}
		n := reg(len(pushed) + len(args))
		if extra != "" {
			c.loadName(p, extra, u.push())
			n++
		}
		if len(kws) == 0 {
			u.emit(p, code.CALL, base, n, dst)
			return
		}
		names := c.keywordArgs(kws)
		u.emit(p, code.CALL_KW, base, n+reg(len(kws)), names)
		c.moveResult(p, dst, base)
		return
	}
	list := base + 1
	if len(pushed) == 0 {
		list = u.push()
	} else {
		// The list takes the place of the first value, which is copied up first.
		mark := u.top
		w := u.pushN(len(pushed))
		for i, r := range pushed {
			u.emit(p, code.MOVE, w+reg(i), r, 0)
		}
		u.emit(p, code.BUILD_LIST, list, w, reg(len(pushed)))
		u.top = mark - len(pushed) + 1
	}
	switch {
	case len(pushed) == 0 && extra == "" && len(args) == 1 && isStar(args[0]):
		c.expr(args[0].(*syntax.Starred).Value, list)
	case len(pushed) == 0 && len(args) == 0 && extra == "":
		u.emit(p, code.BUILD_TUPLE, list, list, 0)
	case len(pushed) == 0:
		c.grow(p, args, list, displayList)
	default:
		mark := u.top
		for _, a := range args {
			if s, ok := a.(*syntax.Starred); ok {
				u.emit(p, code.LIST_EXTEND, list, c.operand(s.Value), 1)
			} else {
				u.emit(p, code.LIST_APPEND, list, c.operand(a), 0)
			}
			u.top = mark
		}
	}
	if extra != "" {
		t := u.push()
		c.loadName(p, extra, t)
		u.emit(p, code.LIST_APPEND, list, t, 0)
		u.pop(1)
	}
	if len(kws) == 0 {
		u.emit(p, code.CALL_EX, base, 0, 0)
		c.moveResult(p, dst, base)
		return
	}
	kwargs := u.push()
	if len(kws) == 1 && kws[0].Arg == "" { // the call takes any mapping
		c.expr(kws[0].Value, kwargs)
	} else {
		c.mergeKeywords(p, base, kwargs, kws)
	}
	u.emit(p, code.CALL_EX, base, 1, 0)
	c.moveResult(p, dst, base)
}

// mergeKeywords builds the dict of the keyword arguments of a call of fn: runs of plain ones by BUILD_MAP, ** by DICT_MERGE.
func (c *compiler) mergeKeywords(p syntax.Pos, fn, dict reg, kws []*syntax.Keyword) {
	u := c.u
	mark := u.top
	have := false
	for i := 0; i < len(kws); {
		if kws[i].Arg == "" {
			if !have {
				u.emit(p, code.BUILD_MAP, dict, dict, 0)
				have = true
			}
			r := c.operand(kws[i].Value)
			u.emit(p, code.DICT_MERGE, dict, r, fn)
			u.top = mark
			i++
			continue
		}
		n := i
		for n < len(kws) && kws[n].Arg != "" && n-i < bigDisplay {
			n++
		}
		base := u.pushN(2 * (n - i))
		u.top = mark
		for j, k := range kws[i:n] {
			u.loadConst(p, code.Str(k.Arg), u.push())
			c.expr(k.Value, u.push())
			_ = j
		}
		if have {
			m := base
			u.emit(p, code.BUILD_MAP, m, base, reg(n-i))
			u.emit(p, code.DICT_MERGE, dict, m, fn)
		} else {
			u.emit(p, code.BUILD_MAP, dict, base, reg(n-i))
			have = true
		}
		u.top = mark
		i = n
	}
}

// superCall returns the call of super in "super().attr" or "super(a, b).attr" when it may be compiled without making the
// super object, else nil.
func (c *compiler) superCall(e *syntax.Attribute) *syntax.Call {
	u := c.u
	call, ok := e.Value.(*syntax.Call)
	if !ok || e.Attr == "__class__" || len(call.Keywords) != 0 {
		return nil
	}
	f, ok := call.Func.(*syntax.Name)
	if !ok || f.Id != "super" {
		return nil
	}
	if u.block.Scope("super") != symtable.GlobalImplicit || c.table.Top.Scope("super") != symtable.ScopeNone {
		return nil
	}
	switch len(call.Args) {
	case 2:
		if hasStar(call.Args) {
			return nil
		}
		return call
	case 0:
		if u.argCount == 0 {
			return nil
		}
		if u.block.Scope("__class__") == symtable.Free {
			return call
		}
	}
	return nil
}

// superArgs loads super, the class and the object into the window at base; zero tells that they were implied.
func (c *compiler) superArgs(call *syntax.Call, base reg) (zero bool) {
	u := c.u
	f := call.Func.(*syntax.Name)
	c.loadName(f.Pos, f.Id, base)
	if len(call.Args) == 2 {
		c.expr(call.Args[0], u.push())
		c.expr(call.Args[1], u.push())
		return false
	}
	c.loadName(call.Pos, "__class__", u.push())
	c.loadVar(call.Pos, 0, u.push())
	return true
}

// loadVar loads the variable of parameter r into dst.
func (c *compiler) loadVar(p syntax.Pos, r, dst reg) {
	u := c.u
	v := u.locals[r]
	if v.kind&code.KindCell != 0 {
		u.emit(p, code.LOAD_DEREF, dst, r, u.nameIndex(v.name))
		return
	}
	c.checkBound(p, r)
	u.emit(p, code.MOVE, dst, r, 0)
}
