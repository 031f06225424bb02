// This file implements the functions that deal with code and namespaces: compile, eval, exec, globals, locals, vars, dir.

package builtins

import (
	"weft/internal/object"
)

func builtinsCompile(th *thread, args []value) (value, error) {
	filename, err := object.FSDecode(th, args[1])
	if err != nil {
		return value{}, err
	}
	if !object.IsStr(args[2]) {
		return value{}, object.TypeErrorf(th, "compile() argument 'mode' must be str, not %s", object.ArgTypeName(args[2]))
	}
	flags, optimize := 0, -1
	if !args[3].IsAbsent() {
		if flags, err = object.AsIndex(th, args[3], object.OverflowErrorType); err != nil {
			return value{}, err
		}
	}
	dontInherit := false
	if !args[4].IsAbsent() {
		if dontInherit, err = object.IsTrue(th, args[4]); err != nil {
			return value{}, err
		}
	}
	if !args[5].IsAbsent() {
		if optimize, err = object.AsIndex(th, args[5], object.OverflowErrorType); err != nil {
			return value{}, err
		}
	}
	if !dontInherit {
		flags |= inherited(th)
	}
	return compileSource(th, args[0], filename, object.AsStr(args[2]).String(), flags, optimize)
}

// inherited returns the future flags of the calling code.
func inherited(th *thread) int {
	if f := th.Frame; f != nil {
		return int(f.Code.C.Flags) & object.FutureMask
	}
	return 0
}

func compileSource(th *thread, source value, filename, mode string, flags, optimize int) (value, error) {
	return th.Rt.Engine().Compile(th, source, filename, mode, flags, optimize)
}

// namespaces resolves the globals and locals arguments of eval and exec.
func namespaces(th *thread, name string, globals, locals value) (*object.Dict, value, error) {
	none := func(v value) bool { return v.IsAbsent() || v.Is(object.None) }
	if !none(globals) && !object.IsDict(globals) {
		msg := name + "() globals must be a dict, not " + globals.Type().DisplayName()
		if name == "eval" {
			if !none(locals) || true {
				msg = "globals must be a dict"
				if object.IsMapping(globals) {
					msg = "globals must be a real dict; try eval(code, {}, mapping)"
				}
			}
		}
		return nil, value{}, object.TypeErrorf(th, "%s", msg)
	}
	if !none(locals) && !object.IsMapping(locals) {
		if name == "eval" {
			return nil, value{}, object.TypeErrorf(th, "locals must be a mapping")
		}
		return nil, value{}, object.TypeErrorf(th, "locals must be a mapping or None, not %s", locals.Type().DisplayName())
	}
	if none(globals) {
		if th.Frame == nil {
			return nil, value{}, object.TypeErrorf(th, "%s must be given globals and locals when called without a frame", name)
		}
		globals = th.Frame.Globals.Value()
		if none(locals) {
			l, err := object.FrameLocals(th, th.Frame)
			if err != nil {
				return nil, value{}, err
			}
			locals = l
		}
	}
	if none(locals) {
		locals = globals
	}
	g := object.AsDict(globals)
	if g.GetStr(object.NameBuiltins).IsAbsent() {
		b := th.Rt.BuiltinsModule.Value()
		if th.Frame != nil {
			b = th.Frame.Builtins.Value()
		}
		if g != nil {
			g.SetStr(object.NameBuiltins, b)
		}
	}
	return g, locals, nil
}

func builtinsEval(th *thread, args []value) (value, error) {
	g, l, err := namespaces(th, "eval", args[1], args[2])
	if err != nil {
		return value{}, err
	}
	src := args[0]
	if src.IsExact(object.CodeType) {
		c := (*object.Code)(src.Ptr())
		if c.C.NumFree > 0 {
			return value{}, object.TypeErrorf(th, "code object passed to eval() may not contain free variables")
		}
		return th.Rt.Engine().RunCode(th, c, g, l, nil)
	}
	if !object.IsStr(src) && !object.IsBytesLike(src) {
		return value{}, object.TypeErrorf(th, "eval() arg 1 must be a string, bytes or code object")
	}
	c, err := compileSource(th, object.TrimEvalSource(src), "<string>", "eval", inherited(th), -1)
	if err != nil {
		return value{}, err
	}
	return th.Rt.Engine().RunCode(th, (*object.Code)(c.Ptr()), g, l, nil)
}

func builtinsExec(th *thread, args []value) (value, error) {
	g, l, err := namespaces(th, "exec", args[1], args[2])
	if err != nil {
		return value{}, err
	}
	src, closure := args[0], args[3]
	var c *object.Code
	var cells *object.Tuple
	if src.IsExact(object.CodeType) {
		c = (*object.Code)(src.Ptr())
		n := c.C.NumFree
		if n == 0 {
			if !closure.IsAbsent() && !closure.Is(object.None) {
				return value{}, object.TypeErrorf(th, "cannot use a closure with this code object")
			}
		} else {
			ok := object.IsTuple(closure) && object.AsTuple(closure).Len() == n
			if ok {
				for _, x := range object.AsTuple(closure).Items() {
					ok = ok && x.IsExact(object.CellType)
				}
			}
			if !ok {
				return value{}, object.TypeErrorf(th, "code object requires a closure of exactly length %d", n)
			}
			cells = object.AsTuple(closure)
		}
	} else {
		if !closure.IsAbsent() && !closure.Is(object.None) {
			return value{}, object.TypeErrorf(th, "closure argument can only be used when source is a code object")
		}
		if !object.IsStr(src) && !object.IsBytesLike(src) {
			return value{}, object.TypeErrorf(th, "exec() arg 1 must be a string, bytes or code object")
		}
		v, err := compileSource(th, src, "<string>", "exec", inherited(th), -1)
		if err != nil {
			return value{}, err
		}
		c = (*object.Code)(v.Ptr())
	}
	if _, err := th.Rt.Engine().RunCode(th, c, g, l, cells); err != nil {
		return value{}, err
	}
	return object.None, nil
}

func builtinsGlobals(th *thread, args []value) (value, error) {
	if th.Frame == nil {
		return object.None, nil
	}
	return th.Frame.Globals.Value(), nil
}

func builtinsLocals(th *thread, args []value) (value, error) {
	if th.Frame == nil {
		return value{}, object.Raise(th, object.SystemErrorType, "frame does not exist")
	}
	return object.FrameLocals(th, th.Frame)
}

func builtinsVars(th *thread, args []value) (value, error) {
	if args[0].IsAbsent() {
		return builtinsLocals(th, nil)
	}
	d, err := object.GetAttrOpt(th, args[0], object.NameDict)
	if err == nil && d.IsAbsent() {
		return value{}, object.TypeErrorf(th, "vars() argument must have __dict__ attribute")
	}
	return d, err
}

func builtinsDir(th *thread, args []value) (value, error) {
	var names value
	if args[0].IsAbsent() {
		l, err := builtinsLocals(th, nil)
		if err != nil {
			return value{}, err
		}
		if names, err = object.CallMethod(th, l, "keys"); err != nil {
			return value{}, err
		}
	} else {
		v, found, err := object.CallSpecial(th, args[0], "__dir__")
		if err != nil {
			return value{}, err
		}
		if !found {
			return value{}, object.TypeErrorf(th, "object does not provide __dir__")
		}
		names = v
	}
	items, err := object.ToSlice(th, names)
	if err != nil {
		return value{}, err
	}
	l := object.NewList(items).Value()
	if _, err := object.ListSort(th, []value{l}, nil); err != nil {
		return value{}, err
	}
	return l, nil
}
