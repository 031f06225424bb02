// This file implements the module's table, and its short functions.

package builtins

import (
	"math"
	"math/big"
	"strings"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "builtins",
		Doc:  "Built-in functions, types, exceptions, and other objects.\n\nThis module provides direct access to all 'built-in'\nidentifiers of Python; for example, builtins.len is\nthe full name for the built-in function len().\n\nThis module is not normally accessed explicitly by most\napplications, but can be useful in modules that provide\nobjects with the same name as a builtin and in which the\nbuiltin of that name is also needed.",
		Methods: []object.Method{
			{Name: "__build_class__", Raw: object.BuildClass, Sig: "(func, name, /, *bases, **kwds)", Doc: "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nWhat the class statement calls."},
			{Name: "__import__", Fn: builtinsImport, Sig: "(name, globals=None, locals=None, fromlist=(), level=0)", Doc: "Import a module; the import statement calls this. Use importlib.import_module() instead."},
			{Name: "abs", Fn: builtinsAbs, Sig: "(x, /)", Doc: "Return the absolute value of the argument."},
			{Name: "all", Fn: builtinsAll, Sig: "(iterable, /)", Doc: "Return True if no item of the iterable is false.", Drains: true},
			{Name: "aiter", Fn: builtinsAiter, Sig: "(async_iterable, /)", Doc: "Return an asynchronous iterator for an asynchronous iterable."},
			{Name: "anext", Fn: builtinsAnext, Sig: "(aiterator, default=<unrepresentable>, /)", Doc: "Return the next item of the asynchronous iterator, or the default at its end."},
			{Name: "any", Fn: builtinsAny, Sig: "(iterable, /)", Doc: "Return True if some item of the iterable is true.", Drains: true},
			{Name: "ascii", Fn: builtinsASCII, Sig: "(obj, /)", Doc: "Return repr(obj) with all non-ASCII characters escaped."},
			{Name: "bin", Fn: builtinsBin, Sig: "(number, /)", Doc: "Return the binary representation of an integer.\n\n  >>> bin(11)\n  '0b1011'"},
			{Name: "breakpoint", Raw: builtinsBreakpoint, Sig: "(*args, **kws)", Doc: "Call sys.breakpointhook(*args, **kws)."},
			{Name: "callable", Fn: builtinsCallable, Sig: "(obj, /)", Doc: "Return whether the object can be called."},
			{Name: "chr", Fn: builtinsChr, Sig: "(i, /)", Doc: "Return the one-character string of code point i."},
			{Name: "compile", Fn: builtinsCompile, Sig: "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)", Doc: "Compile source into a code object for exec() or eval()."},
			{Name: "delattr", Fn: builtinsDelattr, Sig: "(obj, name, /)", Doc: "Delete the named attribute."},
			{Name: "dir", Fn: builtinsDir, Sig: "(object=None, /)", Doc: "dir([object]) -> list of strings\n\nReturn a sorted list of names: of the current scope, or of the attributes of an object."},
			{Name: "divmod", Fn: builtinsDivmod, Sig: "(x, y, /)", Doc: "Return the tuple (x//y, x%y)."},
			{Name: "eval", Fn: builtinsEval, Sig: "(source, /, globals=None, locals=None)", Doc: "Evaluate an expression in the given namespaces."},
			{Name: "exec", Fn: builtinsExec, Sig: "(source, /, globals=None, locals=None, *, closure=None)", Doc: "Execute source in the given namespaces."},
			{Name: "format", Fn: builtinsFormat, Sig: "(value, format_spec='', /)", Doc: "Return type(value).__format__(value, format_spec)."},
			{Name: "getattr", Fn: builtinsGetattr, Sig: "(object, name, default=None, /)", Doc: "getattr(object, name[, default]) -> value\n\nReturn the named attribute, or the default where there is none."},
			{Name: "globals", Fn: builtinsGlobals, Sig: "()", Doc: "Return the dictionary of the current module's namespace."},
			{Name: "hasattr", Fn: builtinsHasattr, Sig: "(obj, name, /)", Doc: "Return whether the object has the named attribute."},
			{Name: "hash", Fn: builtinsHash, Sig: "(obj, /)", Doc: "Return the hash value of the object.", Looks: true},
			{Name: "hex", Fn: builtinsHex, Sig: "(number, /)", Doc: "Return the hexadecimal representation of an integer.\n\n  >>> hex(31)\n  '0x1f'"},
			{Name: "id", Fn: builtinsID, Sig: "(obj, /)", Doc: "Return the identity of the object: unique among those alive."},
			{Name: "input", Fn: builtinsInput, Sig: "(prompt='', /)", Doc: "Read a line from standard input, without its newline."},
			{Name: "isinstance", Fn: builtinsIsinstance, Sig: "(obj, class_or_tuple, /)", Doc: "Return whether the object is an instance of a class or of a subclass of it."},
			{Name: "issubclass", Fn: builtinsIssubclass, Sig: "(cls, class_or_tuple, /)", Doc: "Return whether cls is derived from another class, or is it."},
			{Name: "iter", Fn: builtinsIter, Sig: "(object, sentinel=None, /)", Doc: "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nReturn an iterator over an iterable, or one that calls a callable until it returns the sentinel."},
			{Name: "len", Fn: builtinsLen, Sig: "(obj, /)", Doc: "Return the number of items in a container.", Looks: true},
			{Name: "locals", Fn: builtinsLocals, Sig: "()", Doc: "Return a mapping of the current scope's local variables."},
			{Name: "max", Raw: builtinsMax, Sig: "(*args, **kwargs)", Doc: "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nReturn the largest item of an iterable, or of the arguments.", Drains: true},
			{Name: "min", Raw: builtinsMin, Sig: "(*args, **kwargs)", Doc: "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nReturn the smallest item of an iterable, or of the arguments.", Drains: true},
			{Name: "next", Fn: builtinsNext, Resumes: 1, Sig: "(iterator, default=None, /)", Doc: "next(iterator[, default])\n\nReturn the next item of the iterator, or the default at its end."},
			{Name: "oct", Fn: builtinsOct, Sig: "(number, /)", Doc: "Return the octal representation of an integer.\n\n  >>> oct(9)\n  '0o11'"},
			{Name: "ord", Fn: builtinsOrd, Sig: "(character, /)", Doc: "Return the code point of a one-character string."},
			{Name: "pow", Fn: builtinsPow, Sig: "(base, exp, mod=None)", Doc: "Return base**exp, or base**exp % mod, computed efficiently."},
			{Name: "print", Raw: builtinsPrint, Sig: "(*args, sep=' ', end='\\n', file=None, flush=False)", Doc: "Print the values to a stream, sys.stdout by default."},
			{Name: "repr", Fn: builtinsRepr, Sig: "(obj, /)", Doc: "Return the canonical string representation of the object."},
			{Name: "round", Fn: builtinsRound, Sig: "(number, ndigits=None)", Doc: "Round a number to a given precision in decimal digits."},
			{Name: "setattr", Fn: builtinsSetattr, Sig: "(obj, name, value, /)", Doc: "Set the named attribute."},
			{Name: "sorted", Raw: builtinsSorted, Sig: "(iterable, /, *, key=None, reverse=False)", Doc: "Return a new sorted list of the items of an iterable.", Drains: true},
			{Name: "sum", Fn: builtinsSum, Sig: "(iterable, /, start=0)", Doc: "Return the sum of a start value and the items of an iterable.", Drains: true},
			{Name: "vars", Fn: builtinsVars, Sig: "(object=None, /)", Doc: "vars([object]) -> dictionary\n\nReturn the __dict__ of an object, or locals()."},
		},
		Exec: func(th *thread, m *object.Module) error {
			d := m.Dict()
			for _, t := range object.BuiltinTypes() {
				d.SetName(t.DisplayName(), t.Value())
			}
			d.SetName("EnvironmentError", object.OSErrorType.Value())
			d.SetName("IOError", object.OSErrorType.Value())
			d.SetName("None", object.None)
			d.SetName("True", object.True)
			d.SetName("False", object.False)
			d.SetName("Ellipsis", object.Ellipsis)
			d.SetName("NotImplemented", object.NotImplemented)
			d.SetName("__debug__", object.Bool(th.Rt.Config.Flags.Optimize == 0))
			th.Rt.ImportDef = (*object.Builtin)(d.GetName("__import__").Ptr()).Def
			return nil
		},
	}
}

func str(s *object.Str, err error) (value, error) {
	if err != nil {
		return value{}, err
	}
	return s.Value(), nil
}

func boolean(b bool, err error) (value, error) {
	if err != nil {
		return value{}, err
	}
	return object.Bool(b), nil
}

func builtinsImport(th *thread, args []value) (value, error) {
	if !object.IsStr(args[0]) {
		return value{}, object.TypeErrorf(th, "module name must be a string")
	}
	level := 0
	if !args[4].IsAbsent() {
		n, err := object.AsIndex(th, args[4], object.OverflowErrorType)
		if err != nil {
			return value{}, err
		}
		level = n
	}
	none := func(v value) value {
		if v.IsAbsent() {
			return object.None
		}
		return v
	}
	return th.Rt.Engine().Import(th, object.AsStr(args[0]), none(args[1]), none(args[2]), none(args[3]), level)
}

func builtinsAbs(th *thread, args []value) (value, error) {
	x := args[0]
	if x.IsFloat() {
		return object.Float(math.Abs(x.Float())), nil
	}
	if x.IsInt() {
		if n := x.Int(); n < 0 {
			return object.Int(-n), nil
		}
		return x, nil
	}
	if f := x.Type().Slots().Abs; f != nil {
		return f(th, x)
	}
	return value{}, object.TypeErrorf(th, "bad operand type for abs(): '%s'", x.Type().DisplayName())
}

// anyAll searches an iterable for an item whose truth is want.
func anyAll(th *thread, it value, want bool) (found bool, err error) {
	s := &seeker{want: want, fold: object.Fold{Mode: object.FoldTrue}}
	if want {
		s.fold.Mode = object.FoldFalse
	}
	err = object.Drain(th, it, s)
	return s.found, err
}

// seeker is the Sink of any() and all().
type seeker struct {
	fold        object.Fold
	want, found bool
}

// Fold implements object.Sink.
func (s *seeker) Fold() *object.Fold { return &s.fold }

// Take implements object.Sink.
func (s *seeker) Take(x value) bool {
	if s.want {
		return x.Is(object.False) || x.Is(object.None)
	}
	return x.Is(object.True) || x.IsInt() && x.Int() != 0
}

// TakeSlow implements object.Sink.
func (s *seeker) TakeSlow(th *thread, x value) (more bool, err error) {
	t, err := object.IsTrue(th, x)
	s.found = err == nil && t == s.want
	return !s.found, err
}

func builtinsAll(th *thread, args []value) (value, error) {
	found, err := anyAll(th, args[0], false)
	return boolean(!found, err)
}

func builtinsAny(th *thread, args []value) (value, error) {
	return boolean(anyAll(th, args[0], true))
}

func builtinsAiter(th *thread, args []value) (value, error) {
	f := args[0].Type().Slots().AIter
	if f == nil {
		return value{}, object.TypeErrorf(th, "'%s' object is not an async iterable", args[0].Type().DisplayName())
	}
	it, err := f(th, args[0])
	if err == nil && it.Type().Slots().ANext == nil {
		return value{}, object.TypeErrorf(th, "aiter() returned not an async iterator of type '%s'", it.Type().DisplayName())
	}
	return it, err
}

func builtinsAnext(th *thread, args []value) (value, error) {
	f := args[0].Type().Slots().ANext
	if f == nil {
		return value{}, object.TypeErrorf(th, "'%s' object is not an async iterator", args[0].Type().DisplayName())
	}
	a, err := f(th, args[0])
	if err != nil || args[1].IsAbsent() {
		return a, err
	}
	return object.NewAnextAwaitable(a, args[1]), nil
}

func builtinsASCII(th *thread, args []value) (value, error) { return object.ASCII(th, args[0]) }

func intText(th *thread, v value, base int, prefix string) (value, error) {
	i, err := object.Index(th, v)
	if err != nil {
		return value{}, err
	}
	b := object.Big(i)
	s := new(big.Int).Abs(b).Text(base)
	if b.Sign() < 0 {
		prefix = "-" + prefix
	}
	return object.NewASCII(prefix + s), nil
}

func builtinsBin(th *thread, args []value) (value, error) { return intText(th, args[0], 2, "0b") }
func builtinsOct(th *thread, args []value) (value, error) { return intText(th, args[0], 8, "0o") }
func builtinsHex(th *thread, args []value) (value, error) { return intText(th, args[0], 16, "0x") }

func builtinsBreakpoint(th *thread, args []value, kw *object.Tuple) (value, error) {
	hook, err := object.GetAttrName(th, th.Rt.Sys.Value(), "breakpointhook")
	if err != nil {
		return value{}, object.RuntimeErrorf(th, "lost sys.breakpointhook")
	}
	return object.CallArgs(th, hook, args, kw)
}

func builtinsCallable(th *thread, args []value) (value, error) {
	return object.Bool(object.IsCallable(args[0])), nil
}

func builtinsChr(th *thread, args []value) (value, error) {
	i, err := object.AsIndex(th, args[0], nil)
	if err != nil {
		return value{}, err
	}
	if i < 0 || i > 0x10FFFF {
		return value{}, object.ValueErrorf(th, "chr() arg not in range(0x110000)")
	}
	return object.NewRune(rune(i)), nil
}

func builtinsDelattr(th *thread, args []value) (value, error) {
	name, err := attrName(th, args[1])
	if err != nil {
		return value{}, err
	}
	return object.None, object.SetAttr(th, args[0], name, value{})
}

func attrName(th *thread, v value) (*object.Str, error) {
	if !object.IsStr(v) {
		return nil, object.TypeErrorf(th, "attribute name must be string, not '%s'", v.Type().DisplayName())
	}
	return object.InternStr(object.AsStr(v)), nil
}

func builtinsDivmod(th *thread, args []value) (value, error) {
	return object.Divmod(th, args[0], args[1])
}

func builtinsFormat(th *thread, args []value) (value, error) {
	spec := object.EmptyStr()
	if !args[1].IsAbsent() {
		if !object.IsStr(args[1]) {
			return value{}, object.TypeErrorf(th, "format() argument 2 must be str, not %s", object.ArgTypeName(args[1]))
		}
		spec = object.AsStr(args[1])
	}
	return str(object.Format(th, args[0], spec))
}

func builtinsGetattr(th *thread, args []value) (value, error) {
	name, err := attrName(th, args[1])
	if err != nil {
		return value{}, err
	}
	if args[2].IsAbsent() {
		return object.GetAttr(th, args[0], name)
	}
	v, err := object.GetAttrOpt(th, args[0], name)
	if err == nil && v.IsAbsent() {
		return args[2], nil
	}
	return v, err
}

func builtinsHasattr(th *thread, args []value) (value, error) {
	name, err := attrName(th, args[1])
	if err != nil {
		return value{}, err
	}
	v, err := object.GetAttrOpt(th, args[0], name)
	return boolean(!v.IsAbsent(), err)
}

func builtinsHash(th *thread, args []value) (value, error) {
	h, err := object.Hash(th, args[0])
	return object.Int(h), err
}

func builtinsID(th *thread, args []value) (value, error) { return object.ID(args[0]), nil }

func builtinsIsinstance(th *thread, args []value) (value, error) {
	return boolean(object.IsInstanceOf(th, args[0], args[1]))
}

func builtinsIssubclass(th *thread, args []value) (value, error) {
	return boolean(object.IsSubclassOf(th, args[0], args[1]))
}

func builtinsIter(th *thread, args []value) (value, error) {
	if args[1].IsAbsent() {
		return object.GetIter(th, args[0])
	}
	if !object.IsCallable(args[0]) {
		return value{}, object.TypeErrorf(th, "iter(v, w): v must be callable")
	}
	return object.NewCallIter(args[0], args[1]), nil
}

func builtinsLen(th *thread, args []value) (value, error) {
	n, err := object.Len(th, args[0])
	if args[0].IsExact(object.SetType) {
		object.AsSet(args[0]).Reuse(th)
	}
	return object.Int(int64(n)), err
}

func builtinsNext(th *thread, args []value) (value, error) {
	v, err := object.NextValue(th, args[0])
	if err != nil && !args[1].IsAbsent() && object.IsErr(err, object.StopIterationType) {
		return args[1], nil
	}
	return v, err
}

func builtinsOrd(th *thread, args []value) (value, error) {
	v := args[0]
	var n int
	switch {
	case object.IsStr(v):
		if n = object.AsStr(v).Len(); n == 1 {
			return object.SmallInt(int64(object.AsStr(v).At(0))), nil
		}
	case object.IsBytesLike(v):
		b, err := object.GetBuffer(th, v, object.BufferSimple)
		if err != nil {
			return value{}, err
		}
		defer b.Release(th)
		if n = len(b.Bytes()); n == 1 {
			return object.SmallInt(int64(b.Bytes()[0])), nil
		}
	default:
		return value{}, object.TypeErrorf(th, "ord() expected string of length 1, but %s found", v.Type().DisplayName())
	}
	return value{}, object.TypeErrorf(th, "ord() expected a character, but string of length %d found", n)
}

func builtinsPow(th *thread, args []value) (value, error) {
	mod := args[2]
	if mod.IsAbsent() || mod.Is(object.None) {
		return object.Binary(th, object.OpPow, args[0], args[1])
	}
	return object.Power(th, args[0], args[1], mod)
}

func builtinsRepr(th *thread, args []value) (value, error) { return str(object.Repr(th, args[0])) }

func builtinsRound(th *thread, args []value) (value, error) {
	return object.Round(th, args[0], args[1])
}

func builtinsSetattr(th *thread, args []value) (value, error) {
	name, err := attrName(th, args[1])
	if err != nil {
		return value{}, err
	}
	return object.None, object.SetAttr(th, args[0], name, args[2])
}

func builtinsSorted(th *thread, args []value, kw *object.Tuple) (value, error) {
	if n := len(args) - kw.Len(); n != 1 {
		return value{}, object.TypeErrorf(th, "sorted expected 1 argument, got %d", n)
	}
	l, err := object.ListOf(th, args[0])
	if err != nil {
		return value{}, err
	}
	if len(args) == 1 {
		if err := l.Sort(th, value{}, false); err != nil {
			return value{}, err
		}
		return l.Value(), nil
	}
	w := append([]value{l.Value()}, args[1:]...)
	if _, err := object.ListSort(th, w, kw); err != nil {
		return value{}, err
	}
	return l.Value(), nil
}

// minMax is min() and max(): op is the comparison that makes a later item win.
func minMax(th *thread, name string, args []value, kw *object.Tuple, op object.CompareOp) (value, error) {
	npos := len(args) - kw.Len()
	if npos == 0 {
		return value{}, object.TypeErrorf(th, "%s expected at least 1 argument, got 0", name)
	}
	key, def := object.None, value{}
	for i, k := range kw.Items() {
		switch object.AsStr(k).String() {
		case "key":
			key = args[npos+i]
		case "default":
			def = args[npos+i]
		default:
			return value{}, object.UnexpectedKeyword(th, name, object.AsStr(k).String(), []string{"key", "default"})
		}
	}
	if npos > 1 && kw == nil {
		return extremeOf(th, args, op)
	}
	m := &extreme{key: key, op: op}
	if npos > 1 {
		if !def.IsAbsent() {
			return value{}, object.TypeErrorf(th, "Cannot specify a default for %s() with multiple positional arguments", name)
		}
		for _, x := range args[:npos] {
			if _, err := m.TakeSlow(th, x); err != nil {
				return value{}, err
			}
		}
		return m.best, nil
	}
	if err := object.Drain(th, args[0], m); err != nil {
		return value{}, err
	}
	if m.best.IsAbsent() {
		if def.IsAbsent() {
			return value{}, object.ValueErrorf(th, "%s() iterable argument is empty", name)
		}
		return def, nil
	}
	return m.best, nil
}

// extremeOf is min() or max() of several arguments.
func extremeOf(th *thread, args []value, op object.CompareOp) (value, error) {
	best := args[0]
	for _, x := range args[1:] {
		wins, ok := beats(x, best, op)
		if !ok {
			var err error
			if wins, err = object.CompareBool(th, x, best, op); err != nil {
				return value{}, err
			}
		}
		if wins {
			best = x
		}
	}
	return best, nil
}

// extreme is the Sink of min() and max().
type extreme struct {
	key, best, bestKey value
	op                 object.CompareOp
}

// Fold implements object.Sink.
func (m *extreme) Fold() *object.Fold { return nil }

// Take implements object.Sink.
func (m *extreme) Take(x value) bool {
	if !m.key.Is(object.None) {
		return false
	}
	wins, ok := m.best.IsAbsent(), true
	if !wins {
		wins, ok = beats(x, m.bestKey, m.op)
	}
	if wins {
		m.best, m.bestKey = x, x
	}
	return ok
}

// beats returns x op b, op being < or >, where that is known at once.
func beats(x, b value, op object.CompareOp) (wins, ok bool) {
	switch {
	case object.BothInt(x, b):
		return x.Int() < b.Int() == (op == object.CmpLT) && !x.Is(b), true
	case !x.IsFloat() || !b.IsFloat():
		return false, false
	case op == object.CmpLT:
		return x.Float() < b.Float(), true
	}
	return x.Float() > b.Float(), true
}

// TakeSlow implements object.Sink.
func (m *extreme) TakeSlow(th *thread, x value) (more bool, err error) {
	k := x
	if !m.key.Is(object.None) {
		if k, err = object.Call(th, m.key, x); err != nil {
			return false, err
		}
	}
	if m.best.IsAbsent() {
		m.best, m.bestKey = x, k
		return true, nil
	}
	wins, err := object.CompareBool(th, k, m.bestKey, m.op)
	if wins {
		m.best, m.bestKey = x, k
	}
	return err == nil, err
}

func builtinsMax(th *thread, args []value, kw *object.Tuple) (value, error) {
	return minMax(th, "max", args, kw, object.CmpGT)
}

func builtinsMin(th *thread, args []value, kw *object.Tuple) (value, error) {
	return minMax(th, "min", args, kw, object.CmpLT)
}

func builtinsSum(th *thread, args []value) (value, error) {
	start := args[1]
	if start.IsAbsent() {
		start = object.SmallInt(0)
	}
	switch {
	case object.IsStr(start):
		return value{}, object.TypeErrorf(th, "sum() can't sum strings [use ''.join(seq) instead]")
	case object.IsBytes(start):
		return value{}, object.TypeErrorf(th, "sum() can't sum bytes [use b''.join(seq) instead]")
	case start.IsObj() && start.Header().Type() == object.ByteArrayType:
		return value{}, object.TypeErrorf(th, "sum() can't sum bytearray [use b''.join(seq) instead]")
	}
	acc := newSummer(start)
	if err := object.Drain(th, args[0], acc); err != nil {
		return value{}, err
	}
	return acc.result(), nil
}

// summer adds numbers as sum() does: ints in a machine word while they fit, floats with compensated summation (as CPython
// since 3.12), anything else with the + operator.
type summer struct {
	fold  object.Fold // its mode is FoldNone where it is neither ints nor floats
	total value
}

func newSummer(start value) *summer {
	s := &summer{total: start}
	if start.IsInt() {
		s.fold.Mode, s.fold.N = object.FoldInts, start.Int()
	} else if start.IsFloat() {
		s.fold.Mode, s.fold.F = object.FoldFloats, start.Float()
	}
	return s
}

func (s *summer) result() value {
	switch d := &s.fold; d.Mode {
	case object.FoldInts:
		return object.Int(d.N)
	case object.FoldFloats:
		if d.C != 0 && d.C-d.C == 0 {
			return object.Float(d.F + d.C)
		}
		return object.Float(d.F)
	}
	return s.total
}

// Fold implements object.Sink.
func (s *summer) Fold() *object.Fold { return &s.fold }

// Take implements object.Sink.
func (s *summer) Take(x value) bool {
	d := &s.fold
	switch d.Mode {
	case object.FoldInts:
		n, ok := int64(0), x.IsInt()
		if ok {
			n = x.Int()
		} else {
			n, ok = word(x)
		}
		if ok {
			t := d.N + n
			if (d.N^t)&(n^t) < 0 {
				return false
			}
			d.N = t
			return true
		}
		if x.IsFloat() {
			d.Mode, d.F = object.FoldFloats, float64(d.N)
			addFloat(d, x.Float())
			return true
		}
	case object.FoldFloats:
		if x.IsFloat() {
			addFloat(d, x.Float())
			return true
		}
		if x.IsInt() {
			d.F += float64(x.Int())
			return true
		}
	}
	return false
}

// TakeSlow implements object.Sink.
func (s *summer) TakeSlow(th *thread, x value) (bool, error) {
	s.total = s.result()
	s.fold = object.Fold{}
	t, err := object.Binary(th, object.OpAdd, s.total, x)
	if err != nil {
		return false, err
	}
	s.total = t
	if n, ok := word(t); ok {
		s.fold.Mode, s.fold.N = object.FoldInts, n
	} else if t.IsFloat() {
		s.fold.Mode, s.fold.F = object.FoldFloats, t.Float()
	}
	return true, nil
}

// word returns the value of an int or bool that fits a machine word.
func word(x value) (int64, bool) {
	switch {
	case x.IsInt():
		return x.Int(), true
	case x.IsExact(object.IntType):
		return object.Int64(x)
	case x.Is(object.True):
		return 1, true
	}
	return 0, x.Is(object.False)
}

// addFloat is a step of Neumaier's compensated summation.
func addFloat(d *object.Fold, x float64) {
	t := d.F + x
	if abs(d.F) >= abs(x) {
		d.C += (d.F - t) + x
	} else {
		d.C += (x - t) + d.F
	}
	d.F = t
}

func abs(f float64) float64 {
	if f < 0 {
		return -f
	}
	return f
}

func builtinsPrint(th *thread, args []value, kw *object.Tuple) (value, error) {
	npos := len(args) - kw.Len()
	sep, end, file, flush := " ", "\n", value{}, false
	for i, k := range kw.Items() {
		v := args[npos+i]
		switch name := object.AsStr(k).String(); name {
		case "sep", "end":
			s := &sep
			if name == "end" {
				s = &end
			}
			if v.Is(object.None) {
				continue
			}
			if !object.IsStr(v) {
				return value{}, object.TypeErrorf(th, "%s must be None or a string, not %s", name, v.Type().DisplayName())
			}
			*s = object.AsStr(v).String()
		case "file":
			file = v
		case "flush":
			var err error
			if flush, err = object.IsTrue(th, v); err != nil {
				return value{}, err
			}
		default:
			return value{}, object.UnexpectedKeyword(th, "print", name, []string{"sep", "end", "file", "flush"})
		}
	}
	if file.IsAbsent() || file.Is(object.None) {
		out := th.Rt.Sys.Dict().GetName("stdout")
		if out.IsAbsent() {
			return value{}, object.RuntimeErrorf(th, "lost sys.stdout")
		}
		if out.Is(object.None) {
			return object.None, nil
		}
		file = out
	}
	// One write per piece, as CPython does it: a stream that counts writes can tell.
	if w := object.FastWriter(file); w != nil {
		var b strings.Builder
		for i, v := range args[:npos] {
			if i > 0 {
				b.WriteString(sep)
			}
			// What stands before an object is out before its __str__ runs, which may print, or fail.
			if b.Len() > 0 && v.Type().HasFlag(object.TypeHeap) {
				if err := w(th, b.String()); err != nil {
					return value{}, err
				}
				b.Reset()
			}
			s, err := object.ToString(th, v)
			if err != nil {
				if b.Len() > 0 {
					if werr := w(th, b.String()); werr != nil {
						return value{}, werr
					}
				}
				return value{}, err
			}
			b.WriteString(s)
		}
		b.WriteString(end)
		if err := w(th, b.String()); err != nil {
			return value{}, err
		}
	} else {
		write := func(v value) error {
			_, err := object.CallMethod(th, file, "write", v)
			return err
		}
		for i, v := range args[:npos] {
			if i > 0 {
				if err := write(object.NewStr(sep)); err != nil {
					return value{}, err
				}
			}
			s, err := object.ToStr(th, v)
			if err != nil {
				return value{}, err
			}
			if err := write(s.Value()); err != nil {
				return value{}, err
			}
		}
		if err := write(object.NewStr(end)); err != nil {
			return value{}, err
		}
	}
	if flush {
		if _, err := object.CallMethod(th, file, "flush"); err != nil {
			return value{}, err
		}
	}
	return object.None, nil
}

func builtinsInput(th *thread, args []value) (value, error) {
	d := th.Rt.Sys.Dict()
	stream := func(name string) (value, error) {
		v := d.GetName(name)
		if v.IsAbsent() || v.Is(object.None) {
			return v, object.RuntimeErrorf(th, "input(): lost sys.%s", name)
		}
		return v, nil
	}
	in, err := stream("stdin")
	if err != nil {
		return value{}, err
	}
	out, err := stream("stdout")
	if err != nil {
		return value{}, err
	}
	errStream, err := stream("stderr")
	if err != nil {
		return value{}, err
	}
	// A stream that cannot be flushed is as good as one that need not be.
	if _, err := object.CallMethod(th, errStream, "flush"); err != nil && !object.IsErr(err, object.ExceptionType) {
		return value{}, err
	}
	if !args[0].IsAbsent() {
		s, err := object.ToStr(th, args[0])
		if err != nil {
			return value{}, err
		}
		if _, err := object.CallMethod(th, out, "write", s.Value()); err != nil {
			return value{}, err
		}
	}
	if _, err := object.CallMethod(th, out, "flush"); err != nil && !object.IsErr(err, object.ExceptionType) {
		return value{}, err
	}
	line, err := object.CallMethod(th, in, "readline")
	if err != nil {
		return value{}, err
	}
	if !object.IsStr(line) {
		return value{}, object.TypeErrorf(th, "object.readline() returned non-string")
	}
	s := object.AsStr(line).String()
	if s == "" {
		return value{}, object.Raise(th, object.EOFErrorType, "EOF when reading a line")
	}
	return object.NewStr(strings.TrimSuffix(s, "\n")), nil
}
