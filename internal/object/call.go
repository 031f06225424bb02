// This file implements native functions and the call protocol: Go functions with text signatures, the binding of arguments,
// and calling any object from Go.

package object

import (
	"fmt"
	"slices"
	"strings"
	"unsafe"
)

// The types of native callables.
var (
	BuiltinType          = &Type{Name: "builtin_function_or_method"}
	MethodDescriptorType = &Type{Name: "method_descriptor"}
	ClassMethodDescrType = &Type{Name: "classmethod_descriptor"}
	MethodType           = &Type{Name: "method"}
)

// NativeDef is a native function's definition, made once from a table row.
type NativeDef struct {
	Name, Doc, Sig string
	Fn             NativeFn
	Raw            RawFn
	params         []*Str // positional, then keyword-only
	npos           int    // positional parameters
	posOnly        int    // of these, positional-only
	required       int    // positional parameters without a default
	kwRequired     uint64 // bit i: keyword-only parameter i is required
	varArgs        bool
	self           bool // the first parameter is self (or cls)
	// Direct is one more than the number of positional arguments that Fn takes as they are; 0: none, or the evaluator looks at them first.
	Direct int
	owner  *Type
	module string // of a module's function, unless builtins
	Kind   MethodKind
	// Drains, Looks, Appends, Python, Resumes: see Method.
	Drains, Looks, Appends, Python bool
	Resumes                        int
}

// Builtin is a native function, or a native method bound to self.
type Builtin struct {
	Header
	Def      *NativeDef
	Self     Value // absent for a module's function unless it is the module
	Bound    bool  // Self is passed as the first argument
	Module   Value // __module__: str or absent
	weakrefs unsafe.Pointer
}

// MethodDescriptor is a native method as it lies in its type's dictionary.
type MethodDescriptor struct {
	Header
	Def   *NativeDef
	Owner *Type
}

// BoundMethod is a method object: a callable and the instance it is bound to.
type BoundMethod struct {
	Header
	Func, Self Value
	weakrefs   unsafe.Pointer
}

// NewDef makes a definition from a table row. It panics on a malformed signature: tables are ours.
func NewDef(m Method, owner *Type) *NativeDef {
	d := &NativeDef{Name: m.Name, Doc: m.Doc, Sig: m.Sig, Fn: m.Fn, Raw: m.Raw, owner: owner, Kind: m.Kind, Drains: m.Drains, Looks: m.Looks, Appends: m.Appends, Python: m.Python, Resumes: m.Resumes}
	if m.Raw == nil {
		d.parseSig(m.Sig)
		if d.kwRequired == 0 && d.npos == len(d.params) && d.Resumes == 0 {
			d.Direct = d.npos + 1
		}
	} else if strings.HasPrefix(m.Sig, "(self") || strings.HasPrefix(m.Sig, "(cls") || strings.HasPrefix(m.Sig, "(type,") || owner != nil && m.Kind != StaticMethod {
		d.self = true
	}
	return d
}

// parseSig reads "(self, a, b=None, /, *, c=1)".
func (d *NativeDef) parseSig(sig string) {
	if len(sig) < 2 || sig[0] != '(' || sig[len(sig)-1] != ')' {
		panic(fmt.Sprintf("object: bad signature %q of %s", sig, d.Name))
	}
	kwOnly := false
	var few [8]*Str
	var parts [8]string
	params := few[:0]
	for i, p := range splitParams(parts[:0], sig[1:len(sig)-1]) {
		name, _, hasDefault := strings.Cut(p, "=")
		switch {
		case p == "/":
			d.posOnly = d.npos
		case p == "*":
			kwOnly = true
		case strings.HasPrefix(p, "**"):
			panic("object: **kwargs needs Raw: " + d.Name)
		case strings.HasPrefix(p, "*"):
			d.varArgs = true
		case kwOnly:
			if !hasDefault {
				d.kwRequired |= 1 << (len(params) - d.npos)
			}
			params = append(params, Intern(name))
		default:
			if d.varArgs {
				panic("object: keyword-only after *args needs Raw: " + d.Name)
			}
			if i == 0 && d.owner != nil && d.Kind != StaticMethod {
				d.self = true
			}
			params = append(params, Intern(name))
			d.npos++
			if !hasDefault {
				d.required = d.npos
			}
		}
	}
	if len(params) == 1 && params[0] == selfParams[0] {
		d.params = selfParams
	} else {
		d.params = slices.Clone(params)
	}
	if d.varArgs {
		d.posOnly = d.npos
	}
	if d.self && d.posOnly == 0 {
		d.posOnly = 1
	}
}

// selfParams are the parameters of a method that has no others; immutable.
var selfParams = []*Str{Intern("self")}

// splitParams splits at top-level commas, and appends the parts to out.
func splitParams(out []string, s string) []string {
	depth, start := 0, 0
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == '\\' {
				i++
			} else if c == quote {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == ')' || c == ']' || c == '}':
			depth--
		case c == ',' && depth == 0:
			out = append(out, strings.TrimSpace(s[start:i]))
			start = i + 1
		}
	}
	if last := strings.TrimSpace(s[start:]); last != "" {
		out = append(out, last)
	}
	return out
}

// Call calls the native function with unbound arguments (self included, if it has one).
func (d *NativeDef) Call(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
	return d.CallWith(th, args, kwnames, false)
}

// CallWith is Call; bound says that errors are to name the type of self, not the one that has the method.
func (d *NativeDef) CallWith(th *Thread, args []Value, kwnames *Tuple, bound bool) (Value, error) {
	if d.Raw != nil {
		return d.Raw(th, args, kwnames)
	}
	if kwnames == nil {
		if len(args) == len(d.params) || (d.varArgs && len(args) > d.npos) {
			if len(args) >= d.npos && d.kwRequired == 0 && d.npos == len(d.params) {
				return d.Fn(th, args)
			}
		}
		if len(args) >= d.required && len(args) <= d.npos && d.kwRequired == 0 {
			full := th.Args(len(d.params))
			//lint:ignore S1001 copy() has a high fixed price
			for i, x := range args {
				full[i] = x
			}
			v, err := d.Fn(th, full)
			th.FreeArgs(full)
			return v, err
		}
	}
	return d.callSlow(th, args, kwnames, bound)
}

// callSlow checks in the order of CPython's argument parser: how many there are, what is missing, what is given twice or unknown.
func (d *NativeDef) callSlow(th *Thread, args []Value, kwnames *Tuple, bound bool) (Value, error) {
	self := Value{}
	if bound {
		self = args[0]
	}
	npos, nkw := len(args)-kwnames.Len(), kwnames.Len()
	if d.Python {
		if err := d.pythonError(th, args, kwnames); err != nil {
			return Value{}, err
		}
	}
	if npos < d.selfCount() {
		return Value{}, d.arityError(th, npos, self)
	}
	if nkw > 0 && (d.varArgs || d.posOnly >= len(d.params)) {
		return Value{}, TypeErrorf(th, "%s() takes no keyword arguments", d.qualified(self))
	}
	if n := len(d.params); len(args) > n && d.posOnly < n && !d.varArgs {
		n -= d.selfCount()
		word, plural := "", "s"
		if npos == d.selfCount() {
			word = "keyword "
		}
		if n == 1 {
			plural = ""
		}
		return Value{}, TypeErrorf(th, "%s() takes at most %d %sargument%s (%d given)", d.Name, n, word, plural, len(args)-d.selfCount())
	}
	if npos > d.npos && !d.varArgs || npos < min(d.posOnly, d.required) {
		return Value{}, d.arityError(th, npos, self)
	}
	full := th.Args(max(len(d.params), npos))
	defer th.FreeArgs(full)
	copy(full, args[:npos])
	found := 0
	for i := max(npos, d.posOnly); i < len(d.params); i++ {
		if k := d.keyword(kwnames, i); k >= 0 {
			full[i] = args[npos+k]
			found++
		} else if i < d.required || i >= d.npos && d.kwRequired>>(i-d.npos)&1 != 0 {
			return Value{}, TypeErrorf(th, "%s() missing required argument '%s' (pos %d)", d.Name, d.params[i].s, i+1-d.selfCount())
		}
	}
	if found == nkw {
		return d.Fn(th, full)
	}
	for i := d.posOnly; i < npos; i++ {
		if d.keyword(kwnames, i) >= 0 {
			return Value{}, TypeErrorf(th, "argument for %s() given by name ('%s') and position (%d)", d.Name, d.params[i].s, i+1-d.selfCount())
		}
	}
	var names []string
	for _, p := range d.params[d.posOnly:] {
		names = append(names, p.s)
	}
	for _, k := range kwnames.items {
		if !slices.Contains(names, AsStr(k).s) {
			return Value{}, UnexpectedKeyword(th, d.Name, AsStr(k).s, names)
		}
	}
	return Value{}, TypeErrorf(th, "invalid keyword argument for %s()", d.Name)
}

// keyword returns the index in kwnames of parameter i, or -1.
func (d *NativeDef) keyword(kwnames *Tuple, i int) int {
	for j := range kwnames.Len() {
		if k := AsStr(kwnames.items[j]); k == d.params[i] || k.s == d.params[i].s {
			return j
		}
	}
	return -1
}

// UnexpectedKeyword is the TypeError of a native function without a parameter kw; names are those it has.
func UnexpectedKeyword(th *Thread, name, kw string, names []string) error {
	if s := SuggestName(kw, names); s != "" {
		return TypeErrorf(th, "%s() got an unexpected keyword argument '%s'. Did you mean '%s'?", name, kw, s)
	}
	return TypeErrorf(th, "%s() got an unexpected keyword argument '%s'", name, kw)
}

func (d *NativeDef) selfCount() int {
	if d.self {
		return 1
	}
	return 0
}

// qualified returns the name as "takes no arguments" errors show it: with its type for methods, its module for functions. self is
// what a method is bound to, absent for a call through its type.
func (d *NativeDef) qualified(self Value) string {
	switch {
	case self.IsAbsent():
	case IsType(self):
		return AsType(self).QualName() + "." + d.Name
	default:
		return self.Type().QualName() + "." + d.Name
	}
	if d.owner != nil {
		return d.owner.ShortName() + "." + d.Name
	}
	if d.module != "" {
		return d.module + "." + d.Name
	}
	return d.Name
}

// arityError words a wrong number of positional arguments as CPython does for each kind of native function.
func (d *NativeDef) arityError(th *Thread, npos int, self Value) error {
	s := d.selfCount()
	given := npos - s
	if given < 0 {
		return TypeErrorf(th, "unbound method %s() needs an argument", d.qualified(self))
	}
	max, min := d.npos-s, d.required-s
	if min < 0 {
		min = 0
	}
	plural := func(n int) string {
		if n == 1 {
			return ""
		}
		return "s"
	}
	if d.posOnly == d.npos && d.npos == len(d.params) { // no keywords
		switch {
		case max == 0 && !d.varArgs:
			return TypeErrorf(th, "%s() takes no arguments (%d given)", d.qualified(self), given)
		case max == 1 && min == 1 && !d.varArgs:
			return TypeErrorf(th, "%s() takes exactly one argument (%d given)", d.qualified(self), given)
		case given < min && (max > min || d.varArgs):
			return TypeErrorf(th, "%s expected at least %d argument%s, got %d", d.Name, min, plural(min), given)
		case given > max && max > min:
			return TypeErrorf(th, "%s expected at most %d argument%s, got %d", d.Name, max, plural(max), given)
		}
		return TypeErrorf(th, "%s expected %d argument%s, got %d", d.Name, max, plural(max), given)
	}
	if given > max {
		if max == 0 {
			return TypeErrorf(th, "%s() takes no positional arguments", d.Name)
		}
		how := "at most"
		if min == max {
			how = "exactly"
		}
		return TypeErrorf(th, "%s() takes %s %d positional argument%s (%d given)", d.Name, how, max, plural(max), given)
	}
	how := "at least"
	if n := d.posOnly - s; n < min {
		min = n
	}
	if min == max {
		how = "exactly"
	}
	return TypeErrorf(th, "%s() takes %s %d positional argument%s (%d given)", d.Name, how, min, plural(min), given)
}

// NewBuiltin returns a native function object of a module (module: its name as str, or absent).
func NewBuiltin(d *NativeDef, self, module Value) Value {
	b := &Builtin{Header: Header{typ: BuiltinType}, Def: d, Self: self, Module: module}
	return Value{unsafe.Pointer(b)}
}

// BindBuiltin returns a native method bound to self.
func BindBuiltin(d *NativeDef, self Value) Value {
	b := &Builtin{Header: Header{typ: BuiltinType}, Def: d, Self: self, Bound: true}
	return Value{unsafe.Pointer(b)}
}

// NewNative returns a native function for Go code that needs a callable of its own; sig is as in Method.
func NewNative(name, sig string, fn NativeFn) Value {
	return NewBuiltin(NewDef(Method{Name: name, Sig: sig, Fn: fn}, nil), Value{}, Value{})
}

// NewBoundMethod returns a method object.
func NewBoundMethod(fn, self Value) Value {
	return Value{unsafe.Pointer(&BoundMethod{Header: Header{typ: MethodType}, Func: fn, Self: self})}
}

// CallBuiltin calls a Builtin.
func CallBuiltin(th *Thread, b *Builtin, args []Value, kwnames *Tuple) (Value, error) {
	if !b.Bound {
		return b.Def.Call(th, args, kwnames)
	}
	full := th.Args(len(args) + 1)
	full[0] = b.Self
	copy(full[1:], args)
	v, err := b.Def.CallWith(th, full, kwnames, true)
	th.FreeArgs(full)
	return v, err
}

// CallMethodDescriptor calls a native method through its type: args[0] must be an instance of the owner.
func CallMethodDescriptor(th *Thread, m *MethodDescriptor, args []Value, kwnames *Tuple) (Value, error) {
	if len(args)-kwnames.Len() < 1 {
		return Value{}, TypeErrorf(th, "unbound method %s.%s() needs an argument", m.Owner.DisplayName(), m.Def.Name)
	}
	if t := args[0].Type(); t != m.Owner && !t.IsSubtype(m.Owner) {
		return Value{}, TypeErrorf(th, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", m.Def.Name, m.Owner.DisplayName(), t.DisplayName())
	}
	return m.Def.Call(th, args, kwnames)
}

// pushDirect pushes a frame for the call of f with args if f is a Python function, or a method that is one, and nothing but copying is to
// be done for the call; else it returns nil. runFrame runs the frame.
func (th *Thread) pushDirect(f Value, args []Value) *Frame {
	if !f.IsObj() {
		return nil
	}
	switch f.Header().Type() {
	case FunctionType:
		fn := (*Function)(f.p)
		c := fn.LoadCode().Ready()
		if !c.Fast || !th.mayPush() {
			return nil
		}
		n, argc := len(args), int(c.ArgCount)
		if n == argc {
			return th.PushArgs(fn, c, unsafe.SliceData(args), n, 0)
		}
		if defaults := fn.LoadDefaults().Items(); n < argc && argc-n <= len(defaults) {
			nf := th.PushArgs(fn, c, unsafe.SliceData(args), n, 0)
			for i, x := range defaults[len(defaults)-(argc-n):] {
				*nf.Reg(n + i) = x
			}
			return nf
		}
	case MethodType:
		if m := (*BoundMethod)(f.p); m.Func.isExact(FunctionType) {
			return th.pushMethod((*Function)(m.Func.p), m.Self, args)
		}
	}
	return nil
}

// pushMethod is pushDirect for fn called with self in front of args.
func (th *Thread) pushMethod(fn *Function, self Value, args []Value) *Frame {
	c := fn.LoadCode().Ready()
	if !c.Fast || len(args)+1 != int(c.ArgCount) || !th.mayPush() {
		return nil
	}
	nf := th.PushArgs(fn, c, nil, 0, 0)
	*nf.Regs = self
	for i, x := range args {
		*nf.Reg(i + 1) = x
	}
	return nf
}

// mayPush reports whether a call from Go needs no further checks.
func (th *Thread) mayPush() bool {
	return loadUint32(&th.Pending) == 0 && th.NativeDepth < maxNativeDepth && !th.OverLimit()
}

// runFrame runs a frame that pushDirect or pushMethod made.
func (th *Thread) runFrame(f *Frame) (Value, error) {
	f.Entry = true
	th.NativeDepth++
	v, err := th.Rt.engine.RunFrame(th, f)
	th.NativeDepth--
	return v, err
}

// CallArgs calls f with positional arguments followed by the values of the keywords kwnames (nil: none). args is only read.
func CallArgs(th *Thread, f Value, args []Value, kwnames *Tuple) (Value, error) {
	if f.IsObj() {
		if kwnames == nil {
			if nf := th.pushDirect(f, args); nf != nil {
				return th.runFrame(nf)
			}
		}
		switch h := f.Header(); h.Type() {
		case FunctionType:
			return th.Rt.engine.CallFunction(th, (*Function)(f.p), args, kwnames)
		case BuiltinType:
			if b := (*Builtin)(f.p); kwnames == nil && !b.Bound && b.Def.Direct == len(args)+1 {
				return b.Def.Fn(th, args)
			}
			return CallBuiltin(th, (*Builtin)(f.p), args, kwnames)
		case MethodDescriptorType:
			return CallMethodDescriptor(th, (*MethodDescriptor)(f.p), args, kwnames)
		case MethodType:
			m := (*BoundMethod)(f.p)
			full := th.Args(len(args) + 1)
			full[0] = m.Self
			copy(full[1:], args)
			v, err := CallArgs(th, m.Func, full, kwnames)
			th.FreeArgs(full)
			return v, err
		case TypeType:
			return callType(th, (*Type)(f.p), args, kwnames)
		}
	}
	t := f.Type()
	if call := t.Slots().Call; call != nil {
		if err := th.Enter(" while calling a Python object"); err != nil {
			return Value{}, err
		}
		v, err := call(th, f, args, kwnames)
		th.Leave()
		return v, err
	}
	return Value{}, TypeErrorf(th, "'%s' object is not callable", t.DisplayName())
}

// callDirect is CallArgs for what is often a native function that takes the arguments as they are.
func callDirect(th *Thread, f Value, args []Value) (Value, error) {
	if f.isExact(BuiltinType) {
		if b := (*Builtin)(f.p); !b.Bound && b.Def.Direct == len(args)+1 {
			return b.Def.Fn(th, args)
		}
	}
	return CallArgs(th, f, args, nil)
}

// Call calls f with positional arguments.
func Call(th *Thread, f Value, args ...Value) (Value, error) {
	if nf := th.pushDirect(f, args); nf != nil {
		return th.runFrame(nf)
	}
	if len(args) == 0 {
		return CallArgs(th, f, nil, nil)
	}
	w := th.Args(len(args))
	copy(w, args)
	v, err := callDirect(th, f, w)
	th.FreeArgs(w)
	return v, err
}

// CallDict calls f with positional arguments and the keywords of a dict (nil: none), whose keys must be strs.
func CallDict(th *Thread, f Value, args []Value, kwargs *Dict) (Value, error) {
	if kwargs == nil || kwargs.Len() == 0 {
		return CallArgs(th, f, args, nil)
	}
	keys, vals := kwargs.Items()
	for i, k := range keys {
		if !IsStr(k) {
			return Value{}, TypeErrorf(th, "keywords must be strings")
		}
		keys[i] = InternStr(AsStr(k)).Value()
	}
	full := th.Args(len(args) + len(vals))
	copy(full, args)
	copy(full[len(args):], vals)
	v, err := CallArgs(th, f, full, NewTuple(keys))
	th.FreeArgs(full)
	return v, err
}

// CallMethod calls the attribute name of self with positional arguments.
func CallMethod(th *Thread, self Value, name string, args ...Value) (Value, error) {
	f, bound, err := LoadMethod(th, self, Intern(name))
	if err != nil {
		return Value{}, err
	}
	return callLoaded(th, f, bound, self, args)
}

// CallSpecial calls the special method name looked up on the type of self; found is false if there is none.
func CallSpecial(th *Thread, self Value, name string, args ...Value) (v Value, found bool, err error) {
	f, bound, err := LookupSpecial(th, self, Intern(name))
	if err != nil || f.IsAbsent() {
		return Value{}, false, err
	}
	v, err = callLoaded(th, f, bound, self, args)
	return v, true, err
}

// callLoaded calls what LoadMethod or LookupSpecial returned.
func callLoaded(th *Thread, f Value, unbound bool, self Value, args []Value) (Value, error) {
	if !unbound {
		return Call(th, f, args...)
	}
	if f.isExact(FunctionType) {
		if nf := th.pushMethod((*Function)(f.p), self, args); nf != nil {
			return th.runFrame(nf)
		}
	}
	w := th.Args(len(args) + 1)
	w[0] = self
	copy(w[1:], args)
	v, err := CallArgs(th, f, w, nil)
	th.FreeArgs(w)
	return v, err
}

// KwArg returns the value of keyword name and its index among the keywords, or absent and -1.
func KwArg(args []Value, kwnames *Tuple, name string) (Value, int) {
	npos := len(args) - kwnames.Len()
	for i, k := range kwnames.Items() {
		if AsStr(k).s == name {
			return args[npos+i], i
		}
	}
	return Value{}, -1
}

// NoKw raises the TypeError for a callable that takes no keyword arguments, if there are any.
func NoKw(th *Thread, name string, kwnames *Tuple) error {
	if kwnames.Len() > 0 {
		return TypeErrorf(th, "%s() takes no keyword arguments", name)
	}
	return nil
}

// BindSig binds constructor arguments by a text signature, for Slots.New and Slots.Init: d comes from NewDef with owner nil and
// a signature without self. The result has one Value per parameter, absent where none was given.
func BindSig(th *Thread, d *NativeDef, args []Value, kwnames *Tuple) ([]Value, error) {
	if kwnames == nil && d.kwRequired == 0 && len(args) >= d.required && len(args) <= d.npos && !d.varArgs {
		bound := make([]Value, len(d.params))
		copy(bound, args)
		return bound, nil
	}
	var bound []Value
	tmp := *d
	tmp.Fn = func(th *Thread, a []Value) (Value, error) {
		bound = append([]Value(nil), a...)
		return Value{}, nil
	}
	_, err := tmp.Call(th, args, kwnames)
	return bound, err
}
