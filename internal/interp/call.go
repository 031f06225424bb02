// This file implements calls: pushing frames for Python functions, the binding of arguments, and calling everything else.

package interp

import (
	"strings"
	"sync/atomic"
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// call calls *fnSlot with the n arguments from args on (keyword values last, named by kw) for a CALL instruction of f whose
// result goes to dst. A Python function gets a frame, now the innermost; otherwise the result is in dst when it returns. The register before args is free:
// a receiver is put there.
func call(th *object.Thread, f *frame, dst, fnSlot, args *value, n int, kw *object.Tuple) error {
	callee := *fnSlot
	if !callee.IsObj() {
		return notCallable(th, callee)
	}
	var v value
	var err error
	if th.Profiled() && isNative(callee) {
		if v, err = object.ProfileCall(th, callee, window(args, n), kw); err != nil {
			return err
		}
		*dst = v
		return nil
	}
	switch callee.Header().Type() {
	case object.FunctionType:
		fn := (*object.Function)(callee.Ptr())
		if err = pushCall(th, f, dst, fn, window(args, n), kw); err == nil && dst.IsExact(object.CoroutineType) && th.Frame == f {
			startAwaited(th, f, dst)
		}
		return err
	case object.BuiltinType:
		b := (*object.Builtin)(callee.Ptr())
		if b.Bound {
			args, n = next(args, -1), n+1
			*args = b.Self
		}
		if b.Def.Resumes == n && n > 0 && kw == nil && resumeCall(th, f, dst, args, n) {
			return nil
		}
		if b.Def.Direct == n+1 && kw == nil {
			v, err = b.Def.Fn(th, window(args, n))
		} else {
			v, err = b.Def.CallWith(th, window(args, n), kw, b.Bound)
		}
	case object.MethodDescriptorType:
		m := (*object.MethodDescriptor)(callee.Ptr())
		if kw == nil && n > 0 && args.IsObj() && args.Header().Type() == m.Owner {
			if m.Def.Resumes == n && resumeCall(th, f, dst, args, n) {
				return nil
			}
			if m.Def.Direct == n+1 {
				v, err = m.Def.Fn(th, window(args, n))
			} else {
				v, err = m.Def.CallWith(th, window(args, n), nil, false)
			}
		} else {
			v, err = object.CallMethodDescriptor(th, m, window(args, n), kw)
		}
	case object.MethodType:
		m := (*object.BoundMethod)(callee.Ptr())
		if m.Func.IsExact(object.FunctionType) {
			args = next(args, -1)
			*args = m.Self
			return pushCall(th, f, dst, (*object.Function)(m.Func.Ptr()), window(args, n+1), kw)
		}
		v, err = object.CallArgs(th, callee, window(args, n), kw)
	case object.TypeType:
		return callType(th, f, dst, fnSlot, args, n, kw)
	default:
		if fn := object.PythonCall(callee); fn != nil {
			args = next(args, -1)
			*args = callee
			return pushCall(th, f, dst, fn, window(args, n+1), kw)
		}
		if object.CallsAsType(callee) {
			return callType(th, f, dst, fnSlot, args, n, kw)
		}
		if tail := callee.Header().Type().Tail(); tail != nil {
			fn, w, names, err := tail(th, callee, window(args, n), kw)
			if err != nil {
				return err
			}
			if fn.IsExact(object.FunctionType) {
				err = pushCall(th, f, dst, (*object.Function)(fn.Ptr()), w, names)
			} else if v, err = object.CallArgs(th, fn, w, names); err == nil {
				*dst = v
			}
			th.FreeArgs(w)
			return err
		}
		v, err = object.CallArgs(th, callee, window(args, n), kw)
	}
	if err != nil {
		return err
	}
	*dst = v
	return nil
}

// isNative reports whether a profile function hears of calls of v.
func isNative(v value) bool {
	return v.IsExact(object.BuiltinType) || v.IsExact(object.MethodDescriptorType)
}

// callType calls a class whose metatype does not change what that means.
func callType(th *object.Thread, f *frame, dst, fnSlot, args *value, n int, kw *object.Tuple) error {
	callee := *fnSlot
	t := (*object.Type)(callee.Ptr())
	if t == object.RangeType && kw == nil {
		// The head of a loop: spare the range.
		if ins := *(*uint64)(framePC(f)); code.Op(ins&0xffff) == code.GET_ITER && rb(unsafe.Pointer(f.Regs), ins) == dst && ins>>16&0xffff == ins>>32&0xffff {
			f.IP += 8
			if forLoop(f, ins) {
				if v := th.RangeLoop(window(args, n)); !v.IsAbsent() {
					*dst = v
					return nil
				}
			}
			f.IP -= 8
		}
	}
	if kw == nil {
		if mk := t.Maker(); mk != nil {
			v, err := mk(th, t, window(args, n))
			if err == nil {
				*dst = v
			}
			return err
		}
	}
	if t == object.StrType && n == 1 && kw == nil {
		s, err := object.ToStr(th, *args)
		if err == nil {
			*dst = s.Value()
		}
		return err
	}
	if init, exc := t.Ctor(); init != nil {
		var self value
		if exc {
			self = object.NewException(t, window(args, n-kw.Len()))
		} else {
			self = t.New()
		}
		args = next(args, -1)
		*args = self
		if c := init.LoadCode(); c.Fast && n+1 == int(c.ArgCount) && kw == nil && atomic.LoadUint32(&c.Runs) == object.CodeRuns && !th.OverLimit() &&
			atomic.LoadUint32(&th.Pending) == 0 {
			*fnSlot = self // see below
			th.PushArgs(init, c, args, n+1, regOf(f, dst)).Flags = object.FrameInit
			return nil
		}
		if err := pushCall(th, f, dst, init, window(args, n+1), kw); err != nil {
			return err
		}
		if th.Frame != f {
			// The result goes to dst when __init__ has returned; until then the instance takes the place of the class.
			th.Frame.Flags |= object.FrameInit
			*fnSlot = self
			return nil
		}
		if !dst.Is(object.None) {
			return object.TypeErrorf(th, "__init__() should return None, not '%s'", dst.Type().DisplayName())
		}
		*dst = self // a stand-in has done it
		return nil
	}
	v, err := object.CallArgs(th, callee, window(args, n), kw)
	if err != nil {
		return err
	}
	*dst = v
	return nil
}

func notCallable(th *object.Thread, v value) error {
	return object.TypeErrorf(th, "'%s' object is not callable", v.Type().DisplayName())
}

// regOf returns the number of the register of f that dst points to.
func regOf(f *frame, dst *value) int {
	return int(uintptr(unsafe.Pointer(dst))-uintptr(unsafe.Pointer(f.Regs))) / 8
}

// pushCall binds args to fn's parameters in a new frame. For generator functions it makes the generator, puts it into dst and
// pushes none.
func pushCall(th *object.Thread, f *frame, dst *value, fn *object.Function, args []value, kw *object.Tuple) error {
	c := fn.LoadCode().Ready()
	ret := regOf(f, dst)
	if c.Runs == object.CodeRuns && !th.OverLimit() && atomic.LoadUint32(&th.Pending) == 0 {
		_, err := pushBound(th, fn, c, unsafe.SliceData(args), len(args), kw, ret)
		return err
	}
	if c.Runs == object.CodeSuspends {
		v, err := callGenerator(th, f, fn, c, args, kw, ret)
		if err == nil {
			*dst = v
		}
		return err
	}
	if th.OverLimit() {
		return recursionError(th)
	}
	nf, err := bindFrame(th, fn, c, args, kw)
	if err != nil {
		return err
	}
	nf.Ret = ret
	nf.Entry = false
	if c.Runs == object.CodeStandin {
		if atomic.LoadUint32(&th.Pending) != 0 && !th.Traced() {
			th.OpenGate() // what is pending may take long
			if err := safePoint(th); err != nil {
				pop(th, nf)
				return err
			}
		}
		if atomic.LoadUint32(&th.Pending) == 0 {
			if v, ok := c.Standin()(th, fn, window(nf.Regs, int(c.NumRegs))); ok {
				pop(th, nf)
				*dst = v
				return nil
			}
		}
		th.OpenGate() // what runs now does not
	}
	if atomic.LoadUint32(&th.Pending) != 0 {
		if err := safePoint(th); err != nil {
			pop(th, nf)
			return err
		}
		if th.Traced() {
			return object.TraceCall(th, nf, object.EventPyStart, nil)
		}
	}
	return nil
}

// pushBound pushes a frame for a call of fn, whose code c runs at once, with n values from args on; its result goes to register ret of
// the caller. Nothing is pending, and the recursion limit is not reached. args may be nil when n is 0.
func pushBound(th *object.Thread, fn *object.Function, c *object.Code, args *value, n int, kw *object.Tuple, ret int) (*frame, error) {
	argc := int(c.ArgCount)
	if kw == nil && c.Simple && n <= argc {
		nf := th.PushArgs(fn, c, args, n, ret)
		if n == argc {
			return nf, nil
		}
		if d := fn.LoadDefaults().Items(); n >= argc-len(d) {
			for i := n; i < argc; i++ {
				*next(nf.Regs, i) = d[len(d)-argc+i]
			}
			return nf, nil
		}
		err := bindAnew(th, fn, c, nf.Regs, unsafe.Slice(args, n), nil)
		pop(th, nf)
		return nil, err
	}
	nf := th.PushArgs(fn, c, args, min(n-kw.Len(), argc), ret)
	if c.C.Flags&code.FlagOptimized == 0 {
		nf.NS, nf.Flags = fn.Globals.Value(), object.FrameNamespace
	}
	if err := bindRest(th, fn, c, nf.Regs, unsafe.Slice(args, n), kw); err != nil {
		pop(th, nf)
		return nil, err
	}
	return nf, nil
}

func recursionError(th *object.Thread) error {
	return object.Raise(th, object.RecursionErrorType, "maximum recursion depth exceeded")
}

// enter counts a frame that Go code is about to run; see object.Thread.Enter.
func enter(th *object.Thread) error {
	if th.OverLimit() {
		return recursionError(th)
	}
	return th.Enter("")
}

// bindFrame pushes a frame for fn and binds its arguments.
func bindFrame(th *object.Thread, fn *object.Function, c *object.Code, args []value, kw *object.Tuple) (*frame, error) {
	return pushBound(th, fn, c, unsafe.SliceData(args), len(args), kw, 0)
}

// leaveEntry ends f, whose result goes to Go.
func leaveEntry(th *object.Thread, f *frame) {
	if f.OfGen {
		finish(th, f)
		th.Yielded = false // a generator resumed meanwhile has left true
		return
	}
	pop(th, f)
}

// leaveOdd ends f, whose result x goes to the frame that called it: a generator's frame, or one with flags.
func leaveOdd(th *object.Thread, f *frame, x value) error {
	prev, r := f.Prev, f.Ret
	switch {
	case f.OfGen:
		finish(th, f)
		if f.Code.C.Flags&code.FlagAsyncGenerator != 0 {
			return endAsyncGen(th, prev)
		}
		regs, ins := unsafe.Pointer(prev.Regs), *(*uint64)(unsafe.Add(framePC(prev), -8))
		switch g := f.Generator(); code.Op(ins & 0xffff) {
		case code.SEND:
			*ra(regs, ins) = x
			fallthrough
		case code.FOR_LOOP, code.FOR_ITER:
			if it := rb(regs, ins); it.Is(g.Value()) {
				g.Reuse(th, it)
			}
		case code.CALL, code.CALL_METHOD, code.CALL_EX:
			return object.Ended(th, x)
		}
	case f.Flags&object.FrameInit != 0:
		pop(th, f)
		if !x.Is(object.None) {
			return object.TypeErrorf(th, "__init__() should return None, not '%s'", x.Type().DisplayName())
		}
		// The instance waits where the class was.
		regs, ins := unsafe.Pointer(prev.Regs), *(*uint64)(unsafe.Add(framePC(prev), -8))
		if op := code.Op(ins & 0xffff); op == code.CALL || op == code.CALL_METHOD {
			*rc(regs, ins) = *ra(regs, ins)
		}
	case f.Flags&object.FrameOp != 0:
		own := f.Flags&object.FrameInplace != 0
		pop(th, f)
		return methodDone(th, prev, x, own)
	case f.Flags&object.FrameDiscard != 0:
		pop(th, f)
	default:
		pop(th, f)
		*prev.Reg(r) = x
	}
	return nil
}

// pop ends a frame that bindFrame or RunCode pushed.
func pop(th *object.Thread, f *frame) {
	th.PopFrame(f) // a frame object that outlives f takes the namespace with it
	f.NS = value{}
}

// bindRest binds what is behind the first positional arguments, at most ArgCount, which lie in regs already; the other registers are
// absent. What is wrong, or unusual, is left to bind.
func bindRest(th *object.Thread, fn *object.Function, c *object.Code, regs *value, args []value, kw *object.Tuple) error {
	npos, argc := len(args)-kw.Len(), int(c.ArgCount)
	named := argc + int(c.KwOnly)
	left := named - npos // named parameters without a value
	at := named
	if npos > argc {
		if !c.VarArgs {
			return bindAnew(th, fn, c, regs, args, kw)
		}
		left = int(c.KwOnly)
	}
	if c.VarArgs {
		*next(regs, at) = th.TupleCopy(args[min(npos, argc):npos]).Value()
		at++
	}
	var kwargs *object.Dict
	if c.VarKw {
		kwargs = object.NewDictSize(kw.Len())
		*next(regs, at) = kwargs.Value()
	}
	for i, kv := range kw.Items() {
		j := namedParam(c, kv, named)
		switch {
		case j >= 0 && next(regs, j).IsAbsent():
			*next(regs, j) = args[npos+i]
			left--
		case j < 0 && kwargs != nil && kv.IsExact(object.StrType) && object.AsStr(kv).Interned():
			kwargs.AddStr(object.AsStr(kv), args[npos+i])
		default:
			return bindAnew(th, fn, c, regs, args, kw)
		}
	}
	if left > 0 && !bindDefaults(fn, c, regs, npos) {
		return bindAnew(th, fn, c, regs, args, kw)
	}
	return nil
}

// namedParam returns the index of the parameter, among those that may be given by name, whose name is the same object; or -1.
func namedParam(c *object.Code, name value, named int) int {
	for j, l := range c.Locals[c.PosOnly:named] {
		if unsafe.Pointer(l) == name.Ptr() {
			return j + int(c.PosOnly)
		}
	}
	return -1
}

// bindDefaults gives named parameters from number npos on that have no value their defaults; false: one has none.
func bindDefaults(fn *object.Function, c *object.Code, regs *value, npos int) bool {
	argc := int(c.ArgCount)
	if npos < argc {
		defaults := fn.LoadDefaults().Items()
		m := argc - len(defaults)
		for i := npos; i < argc; i++ {
			if p := next(regs, i); p.IsAbsent() {
				if i < m {
					return false
				}
				*p = defaults[i-m]
			}
		}
	}
	if c.KwOnly > 0 {
		d := fn.LoadKwDefaults()
		pos := 0
		for i := argc; i < argc+int(c.KwOnly); i++ {
			p := next(regs, i)
			if !p.IsAbsent() {
				pos++
				continue
			}
			if d == nil {
				return false
			}
			// Mostly the parameters are in the order of the items.
			name := c.Locals[i]
			k, v, _ := d.Next(&pos)
			if k.Ptr() != unsafe.Pointer(name) {
				pos--
				if v = d.GetStr(name); v.IsAbsent() {
					return false
				}
			}
			*p = v
		}
	}
	return true
}

// bindAnew is bind into registers that may have values.
func bindAnew(th *object.Thread, fn *object.Function, c *object.Code, regs *value, args []value, kw *object.Tuple) error {
	w := window(regs, int(c.NumRegs))
	clear(w)
	return bind(th, fn, c, w, args, kw)
}

// bind puts arguments into the parameter registers (Language Reference 6.3.4).
func bind(th *object.Thread, fn *object.Function, c *object.Code, regs []value, args []value, kw *object.Tuple) error {
	cc := c.C
	npos := len(args) - kw.Len()
	argc, kwonly := cc.ArgCount, cc.KwOnlyArgCount
	named := argc + kwonly
	at := named
	// *args
	n := npos
	if n > argc {
		n = argc
	}
	copy(regs, args[:n])
	if cc.Flags&code.FlagVarArgs != 0 {
		regs[at] = th.TupleCopy(args[n:npos]).Value()
		at++
	}
	var kwargs *object.Dict
	if cc.Flags&code.FlagVarKeywords != 0 {
		kwargs = object.NewDictSize(kw.Len())
		regs[at] = kwargs.Value()
	}
	for i, kv := range kw.Items() {
		val := args[npos+i]
		if !object.IsStr(kv) {
			return object.TypeErrorf(th, "%s() keywords must be strings", funcName(fn))
		}
		name := object.AsStr(kv)
		j := findParam(c, name, cc.PosOnlyArgCount, named)
		if j >= 0 {
			if !regs[j].IsAbsent() {
				return object.TypeErrorf(th, "%s() got multiple values for argument '%s'", funcName(fn), name)
			}
			regs[j] = val
			continue
		}
		if kwargs == nil {
			return unexpectedKeyword(th, fn, c, kw, name)
		}
		if err := kwargs.Set(th, kv, val); err != nil {
			return err
		}
	}
	if npos > argc && cc.Flags&code.FlagVarArgs == 0 {
		return tooManyPositional(th, fn, c, npos, regs)
	}
	if npos < argc {
		defaults := fn.LoadDefaults().Items()
		m := argc - len(defaults)
		var missing []string
		for i := npos; i < m; i++ {
			if regs[i].IsAbsent() {
				missing = append(missing, c.Locals[i].String())
			}
		}
		if missing != nil {
			return object.MissingArguments(th, funcName(fn), "positional", missing)
		}
		for i := max(m, npos); i < argc; i++ {
			if regs[i].IsAbsent() {
				regs[i] = defaults[i-m]
			}
		}
	}
	if kwonly > 0 {
		var missing []string
		kwd := fn.LoadKwDefaults()
		for i := argc; i < named; i++ {
			if !regs[i].IsAbsent() {
				continue
			}
			if kwd != nil {
				if v := kwd.GetStr(c.Locals[i]); !v.IsAbsent() {
					regs[i] = v
					continue
				}
			}
			missing = append(missing, c.Locals[i].String())
		}
		if missing != nil {
			return object.MissingArguments(th, funcName(fn), "keyword-only", missing)
		}
	}
	return nil
}

// findParam returns the index of the parameter called name in [from, to), or -1.
func findParam(c *object.Code, name *object.Str, from, to int) int {
	for j := from; j < to; j++ {
		if c.Locals[j] == name {
			return j
		}
	}
	for j := from; j < to; j++ {
		if c.Locals[j].String() == name.String() {
			return j
		}
	}
	return -1
}

func funcName(fn *object.Function) string { return fn.QualNameString() }

func unexpectedKeyword(th *object.Thread, fn *object.Function, c *object.Code, kw *object.Tuple, name *object.Str) error {
	var posOnly []string
	for _, kv := range kw.Items() {
		if object.IsStr(kv) && findParam(c, object.AsStr(kv), 0, c.C.PosOnlyArgCount) >= 0 {
			posOnly = append(posOnly, object.AsStr(kv).String())
		}
	}
	if posOnly != nil {
		return object.TypeErrorf(th, "%s() got some positional-only arguments passed as keyword arguments: '%s'", funcName(fn), strings.Join(posOnly, ", "))
	}
	var candidates []string
	for _, l := range c.Locals[c.C.PosOnlyArgCount : c.C.ArgCount+c.C.KwOnlyArgCount] {
		candidates = append(candidates, l.String())
	}
	if s := object.SuggestName(name.String(), candidates); s != "" {
		return object.TypeErrorf(th, "%s() got an unexpected keyword argument '%s'. Did you mean '%s'?", funcName(fn), name, s)
	}
	return object.TypeErrorf(th, "%s() got an unexpected keyword argument '%s'", funcName(fn), name)
}

func tooManyPositional(th *object.Thread, fn *object.Function, c *object.Code, given int, regs []value) error {
	argc := c.C.ArgCount
	kwGiven := 0
	for i := argc; i < argc+c.C.KwOnlyArgCount; i++ {
		if !regs[i].IsAbsent() {
			kwGiven++
		}
	}
	return object.TooManyArguments(th, funcName(fn), argc, fn.LoadDefaults().Len(), given, kwGiven)
}

// callEx is CALL_EX: fn(*args, **kwargs) with the three from dst on.
func callEx(th *object.Thread, f *frame, dst *value, hasKw bool) error {
	fn, argv := *dst, *next(dst, 1)
	if hasKw {
		p := next(dst, 2)
		if !p.IsExact(object.DictType) {
			d := object.NewDict()
			if err := dictMerge(th, d, *p, fn); err != nil {
				return err
			}
			*p = d.Value()
		} else if !object.IsTuple(argv) && !argv.IsExact(object.ListType) {
			*p = object.AsDict(*p).Copy().Value() // what making the tuple runs may change it
		}
	}
	var args []value // nothing runs before they are copied
	switch {
	case object.IsTuple(argv):
		args = object.AsTuple(argv).Items()
	case argv.IsExact(object.ListType):
		args = object.AsList(argv).Current()
	default:
		if argv.Type().Slots().Iter == nil && argv.Type().Slots().GetItem == nil {
			return object.TypeErrorf(th, "%s argument after * must be an iterable, not %s", describe(th, fn), argv.Type().DisplayName())
		}
		var err error
		if args, err = object.ToSlice(th, argv); err != nil {
			return err
		}
	}
	if done, err := callExFast(th, f, dst, args, argv, hasKw); done {
		return err
	}
	if !hasKw {
		w := th.Args(len(args) + 2) // room for a receiver in front, and never empty
		copy(w[1:], args)
		err := call(th, f, dst, dst, &w[1], len(args), nil)
		th.FreeArgs(w)
		return err
	}
	kwargs := object.AsDict(*next(dst, 2))
	n := kwargs.Len()
	w := th.Args(len(args) + 2*n + 2)
	copy(w[1:], args)
	at := len(args) + 1
	keys, vals := kwargs.AppendItems(w[at+n:at+n:at+2*n], w[at:at:at+n])
	all := w
	if len(keys) > n { // another thread has added some
		all = append(append(make([]value, 0, at+len(vals)+1), w[:at]...), vals...)
	}
	var names *object.Tuple
	var err error
	for i, k := range keys {
		if !object.IsStr(k) {
			err = object.TypeErrorf(th, "keywords must be strings")
			break
		}
		keys[i] = object.InternStr(object.AsStr(k)).Value()
	}
	if err == nil {
		if len(keys) > 0 {
			names = object.NewTupleCopy(keys)
		}
		err = call(th, f, dst, dst, &all[1], len(args)+len(keys), names)
	}
	th.FreeArgs(w)
	return err
}

// callExFast is callEx for a Python function, or a method bound to an object, that runs at once: the arguments go from items, those of
// argv, and the dict behind it straight to the parameters. done is false where that is not so simple; nothing has happened then.
func callExFast(th *object.Thread, f *frame, dst *value, items []value, argv value, hasKw bool) (done bool, err error) {
	callee := *dst
	var self value
	if callee.IsExact(object.MethodType) {
		m := (*object.BoundMethod)(callee.Ptr())
		callee, self = m.Func, m.Self
	}
	var kwargs *object.Dict
	if hasKw {
		kwv := *next(dst, 2)
		if !kwv.IsExact(object.DictType) {
			return false, nil
		}
		if d := object.AsDict(kwv); d.Len() > 0 {
			kwargs = d
		}
	}
	if !callee.IsExact(object.FunctionType) {
		return false, nil
	}
	fn := (*object.Function)(callee.Ptr())
	c := fn.LoadCode().Ready()
	if c.Runs != object.CodeRuns || th.OverLimit() || atomic.LoadUint32(&th.Pending) != 0 {
		return false, nil
	}
	npos, argc, recv := len(items), int(c.ArgCount), 0
	if !self.IsAbsent() {
		npos, recv = npos+1, 1
	}
	named := argc + int(c.KwOnly)
	if npos > argc && !c.VarArgs || recv > argc {
		return false, nil
	}
	ret := regOf(f, dst)
	nf := th.PushArgs(fn, c, nil, 0, ret)
	regs := nf.Regs
	if recv != 0 {
		*regs = self
	}
	n := min(len(items), argc-recv)
	for i, x := range items[:n] {
		*next(regs, recv+i) = x
	}
	at := named
	if c.VarArgs {
		if n == 0 && argv.IsExact(object.TupleType) {
			*next(regs, at) = argv
		} else {
			*next(regs, at) = th.TupleCopy(items[n:]).Value()
		}
		at++
	}
	left := named - min(npos, argc)
	if kwargs != nil || c.VarKw {
		n, ok := bindDict(c, regs, named, at, kwargs)
		if !ok {
			pop(th, nf)
			return false, nil
		}
		left -= n
	}
	if left > 0 && !bindDefaults(fn, c, regs, npos) {
		pop(th, nf)
		return false, nil
	}
	return true, nil
}

// bindDict binds the items of d, which may be nil, to parameters without a value and, where the code takes **kwargs, to a new dict in
// register at. It returns how many parameters have got one; ok is false if an item cannot be bound.
func bindDict(c *object.Code, regs *value, named, at int, d *object.Dict) (n int, ok bool) {
	if d == nil {
		*next(regs, at) = object.NewDict().Value()
		return 0, true
	}
	var rest *object.Dict
	for pos := 0; ; {
		k, v, more := d.Next(&pos)
		if !more {
			break
		}
		if !k.IsExact(object.StrType) {
			return 0, false
		}
		name := object.AsStr(k)
		j := namedParam(c, object.InternStr(name).Value(), named)
		switch {
		case j >= 0 && next(regs, j).IsAbsent():
			*next(regs, j) = v
			n++
		case j < 0 && c.VarKw:
			if rest == nil {
				rest = object.NewDictSize(d.Len() - n)
			}
			rest.AddStr(name, v)
		default:
			return 0, false
		}
	}
	if c.VarKw {
		if rest == nil {
			rest = object.NewDict()
		}
		*next(regs, at) = rest.Value()
	}
	return n, true
}

// describe names a callable as the errors about * and ** arguments do: module-qualified, with "()".
func describe(th *object.Thread, fn value) string {
	return object.FuncStr(th, fn)
}

// CallFunction runs a Python function called from Go; see object.Engine.
func CallFunction(th *object.Thread, fn *object.Function, args []value, kw *object.Tuple) (value, error) {
	c := fn.LoadCode().Ready()
	if c.Runs == object.CodeSuspends {
		return makeGenerator(th, fn, c, args, kw, false, false)
	}
	if err := enter(th); err != nil {
		return value{}, err
	}
	nf, err := bindFrame(th, fn, c, args, kw)
	if err != nil {
		th.Leave()
		return value{}, err
	}
	nf.Entry = true
	err = th.SafePoint() // a native function may call back for ever
	if err == nil && th.Traced() {
		err = object.TraceCall(th, nf, object.EventPyStart, nil)
	}
	v, err := run(th, nf, err)
	th.Leave()
	return v, err
}

// RunCode runs module, class and exec code; see object.Engine.
func RunCode(th *object.Thread, c *object.Code, globals *object.Dict, ns value, closure *object.Tuple) (value, error) {
	if err := enter(th); err != nil {
		return value{}, err
	}
	defer th.Leave()
	c.Ready()
	if c.Runs == object.CodeSuspends { // an await outside functions: the caller awaits what eval() returns
		fn := object.NewFunction(c, globals)
		fn.Builtins, fn.Closure = builtinsOf(th, globals), closure
		v, err := makeGenerator(th, fn, c, nil, nil, false, false)
		if err == nil && c.C.Flags&code.FlagOptimized == 0 {
			(*object.Generator)(v.Ptr()).Frame.NS = ns
		}
		return v, err
	}
	if ns.IsObj() && ns.Header().Type() == object.DictType {
		object.AsDict(ns).Reserve(storedNames(c.C))
	}
	nf := pushCode(th, c, globals, ns, closure)
	if c.C.Flags&code.FlagOptimized != 0 {
		nf.NS = value{} // function code given to exec()
	}
	var err error
	if th.Traced() {
		err = object.TraceCall(th, nf, object.EventPyStart, nil)
	}
	return run(th, nf, err)
}

// storedNames returns how many names the code of a module or class binds; what is bound twice may count twice.
func storedNames(c *code.Code) int {
	n := 0
	for _, in := range c.Instrs {
		if in.Op() == code.STORE_NAME {
			n++
		}
	}
	return n
}

// pushCode pushes a frame for module, class or exec code.
func pushCode(th *object.Thread, c *object.Code, globals *object.Dict, ns value, closure *object.Tuple) *frame {
	f := th.PushFrame(c)
	f.Fn, f.Globals, f.Builtins = nil, globals, builtinsOf(th, globals)
	f.NS, f.Closure, f.Flags, f.Entry = ns, closure, 0, true
	return f
}

// RunProgram is RunCode for the code of __main__ in the main thread, the calling one: waiting suspends it, as far as possible.
func RunProgram(th *object.Thread, c *object.Code, globals *object.Dict) (value, error) {
	c.Ready()
	if th.Frame != nil || th.Traced() || th.Profiled() || c.Runs == object.CodeSuspends {
		return RunCode(th, c, globals, globals.Value(), nil)
	}
	if err := enter(th); err != nil {
		return value{}, err
	}
	defer th.Leave()
	return th.Rt.RunMain(pushCode(th, c, globals, globals.Value(), nil))
}

// builtinsOf returns the builtins that code with these globals uses.
func builtinsOf(th *object.Thread, globals *object.Dict) *object.Dict {
	if b := object.BuiltinsOf(globals); b != nil {
		return b
	}
	return th.Rt.Builtins
}
