// This file implements contexts, signals and the module's table.

package decimal

import (
	"math/big"
	"slices"
	"unsafe"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

var (
	decimalType     = &object.Type{Name: "Decimal"}
	contextType     = &object.Type{Name: "Context"}
	signalMixinType = &object.Type{Name: "SignalDictMixin"}
	managerType     = &object.Type{Name: "ContextManager"}
)

// contextObject is a Context; its lock guards ctx. It keeps its two signal dictionaries.
type contextObject struct {
	object.Header
	ctx
	flagsDict, trapsDict value
}

// signalDict is the flags or the traps of a context, as a mapping.
type signalDict struct {
	object.Header
	of    *contextObject
	traps bool
}

// manager is what localcontext returns.
type manager struct {
	object.Header
	local, saved value
}

func asContext(v value) *contextObject { return (*contextObject)(v.Ptr()) }

func (o *contextObject) value() value { return object.FromPtr(unsafe.Pointer(o)) }

func isContext(v value) bool { return v.IsObj() && object.IsInstance(v, contextType) }

// signals in the order in which they are looked at; their bits.
var (
	signalNames = [9]string{"InvalidOperation", "FloatOperation", "DivisionByZero", "Overflow", "Underflow", "Subnormal", "Inexact", "Rounded", "Clamped"}
	signalBits  = [9]uint32{anyInvalid, floatOperation, divisionByZero, overflow, underflow, subnormal, inexact, rounded, clamped}
	condNames   = [5]string{"InvalidOperation", "ConversionSyntax", "DivisionImpossible", "DivisionUndefined", "InvalidContext"}
	condBits    = [5]uint32{invalidOperation, conversionSyntax, divImpossible, divUndefined, invalidContext}
	modeNames   = [8]string{"ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"}
)

// moduleState is what a runtime keeps.
type moduleState struct {
	classes         map[string]*object.Type // of signals and conditions
	signalClass     *object.Type
	tuple           value // DecimalTuple
	rational        value // numbers.Rational
	varGet, varSet  value // of the context variable
	template        *contextObject
	basic, extended *contextObject
}

type stateKey struct{}

func stateOf(th *thread) *moduleState {
	return th.Rt.State(stateKey{}, func() any { return &moduleState{classes: map[string]*object.Type{}} }).(*moduleState)
}

// newContext makes a context object of the rules in c.
func newContext(th *thread, t *object.Type, c ctx) *contextObject {
	o := asContext(t.New())
	o.ctx = c
	st := stateOf(th)
	for _, traps := range []bool{false, true} {
		v := st.signalClass.New()
		d := (*signalDict)(v.Ptr())
		d.of, d.traps = o, traps
		if traps {
			o.trapsDict = v
		} else {
			o.flagsDict = v
		}
	}
	return o
}

// rules returns a copy of the context, with no conditions.
func (o *contextObject) rules() ctx {
	o.Lock()
	c := o.ctx
	o.Unlock()
	c.status = 0
	return c
}

// current returns the thread's context.
func current(th *thread) (*contextObject, error) {
	st := stateOf(th)
	v, err := object.Call(th, st.varGet, object.None)
	if err != nil {
		return nil, err
	}
	if isContext(v) {
		return asContext(v), nil
	}
	c := st.template.rules()
	o := newContext(th, contextType, c)
	_, err = object.Call(th, st.varSet, o.value())
	return o, err
}

// contextArg reads an optional context argument.
func contextArg(th *thread, v value) (*contextObject, error) {
	if v.IsAbsent() || v.Is(object.None) {
		return current(th)
	}
	if !isContext(v) {
		return nil, object.TypeErrorf(th, "optional argument must be a context")
	}
	return asContext(v), nil
}

// note adds conditions to the context, and raises what is trapped.
func (o *contextObject) note(th *thread, status uint32) error {
	if status == 0 {
		return nil
	}
	o.Lock()
	o.status |= status
	hit := status & o.traps
	if status&0x200 != 0 {
		hit |= 0x200
	}
	o.Unlock()
	if hit == 0 {
		return nil
	}
	if hit&0x200 != 0 {
		return object.RaiseArgs(th, object.MemoryErrorType)
	}
	st := stateOf(th)
	var class *object.Type
	var list []value
	for i, b := range condBits {
		if hit&b != 0 {
			list = append(list, st.classes[condNames[i]].Value())
		}
	}
	for i, b := range signalBits {
		if hit&b == 0 {
			continue
		}
		if class == nil {
			class = st.classes[signalNames[i]]
		}
		if i > 0 {
			list = append(list, st.classes[signalNames[i]].Value())
		}
	}
	return object.RaiseArgs(th, class, object.NewList(list).Value())
}

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_decimal",
		Doc:  "C decimal arithmetic module",
		Methods: []object.Method{
			{Name: "getcontext", Fn: decimalGetcontext, Sig: "()", Doc: "Get the current default context."},
			{Name: "setcontext", Fn: decimalSetcontext, Sig: "(context, /)", Doc: "Set a new default context."},
			{Name: "localcontext", Raw: decimalLocalcontext, Sig: "(ctx=None, **kwargs)", Doc: "Return a context manager for a with statement: it makes a copy of the context current,\nthe thread's own if none is given, and restores the old one. Keywords set attributes of\nthe copy."},
			{Name: "IEEEContext", Fn: decimalIEEEContext, Sig: "(bits, /)", Doc: "Return the context of an IEEE interchange format of so many bits."},
		},
		Types: []object.TypeSpec{decimalSpec(), contextSpec()},
		Exec:  exec,
	}
}

func exec(th *thread, m *object.Module) error {
	for _, s := range []object.TypeSpec{signalMixinSpec(), managerSpec()} {
		object.ReadyType(&s)
	}
	st := stateOf(th)
	d := m.Dict()
	get := func(module, name string) (value, error) {
		mod, err := th.Rt.Engine().Import(th, object.Intern(module), object.None, object.None, object.TupleOf(object.NewASCII(name)), 0)
		if err != nil {
			return value{}, err
		}
		return object.GetAttrName(th, mod, name)
	}
	class := func(name string, bases ...*object.Type) error {
		c := st.classes[name]
		if c == nil { // a second import of the module has the same classes
			var err error
			if c, err = object.NewClass(th, "decimal", name, bases, object.NewDict()); err != nil {
				return err
			}
			st.classes[name] = c
		}
		d.SetName(name, c.Value())
		return nil
	}
	for _, c := range []struct {
		name  string
		bases []string
		extra *object.Type
	}{
		{"DecimalException", nil, object.ArithmeticErrorType},
		{"Clamped", []string{"DecimalException"}, nil},
		{"InvalidOperation", []string{"DecimalException"}, nil},
		{"DivisionByZero", []string{"DecimalException"}, object.ZeroDivisionErrorType},
		{"Inexact", []string{"DecimalException"}, nil},
		{"Rounded", []string{"DecimalException"}, nil},
		{"Subnormal", []string{"DecimalException"}, nil},
		{"Overflow", []string{"Inexact", "Rounded"}, nil},
		{"Underflow", []string{"Inexact", "Rounded", "Subnormal"}, nil},
		{"FloatOperation", []string{"DecimalException"}, object.TypeErrorType},
		{"ConversionSyntax", []string{"InvalidOperation"}, nil},
		{"DivisionImpossible", []string{"InvalidOperation"}, nil},
		{"DivisionUndefined", []string{"InvalidOperation"}, object.ZeroDivisionErrorType},
		{"InvalidContext", []string{"InvalidOperation"}, nil},
	} {
		var bases []*object.Type
		for _, b := range c.bases {
			bases = append(bases, st.classes[b])
		}
		if c.extra != nil {
			bases = append(bases, c.extra)
		}
		if err := class(c.name, bases...); err != nil {
			return err
		}
	}
	if st.template == nil {
		if err := st.fill(th, get); err != nil {
			return err
		}
	}
	d.SetName("DecimalTuple", st.tuple)
	d.SetName("DefaultContext", st.template.value())
	d.SetName("BasicContext", st.basic.value())
	d.SetName("ExtendedContext", st.extended.value())
	for _, n := range modeNames {
		d.SetName(n, object.Intern(n).Value())
	}
	d.SetName("MAX_PREC", object.Int(maxPrec))
	d.SetName("MAX_EMAX", object.Int(maxEmax))
	d.SetName("MIN_EMIN", object.Int(minEmin))
	d.SetName("MIN_ETINY", object.Int(minEmin-(maxPrec-1)))
	d.SetName("IEEE_CONTEXT_MAX_BITS", object.SmallInt(512))
	d.SetName("HAVE_THREADS", object.True)
	d.SetName("HAVE_CONTEXTVAR", object.True)
	d.SetName("__version__", object.NewASCII("1.70"))
	d.SetName("__libmpdec_version__", object.NewASCII("4.0.0"))
	return nil
}

// fill makes what all imports of the module share.
func (st *moduleState) fill(th *thread, get func(module, name string) (value, error)) error {
	mapping, err := get("collections.abc", "MutableMapping")
	if err != nil {
		return err
	}
	sd, err := object.Call(th, mapping.Type().Value(), object.NewASCII("SignalDict"), object.TupleOf(signalMixinType.Value(), mapping), object.NewDict().Value())
	if err != nil {
		return err
	}
	st.signalClass = object.AsType(sd)
	namedtuple, err := get("collections", "namedtuple")
	if err != nil {
		return err
	}
	if st.tuple, err = object.Call(th, namedtuple, object.NewASCII("DecimalTuple"), object.NewASCII("sign digits exponent")); err != nil {
		return err
	}
	if err := object.SetAttrName(th, st.tuple, "__module__", object.NewASCII("decimal")); err != nil {
		return err
	}
	if st.rational, err = get("numbers", "Rational"); err != nil {
		return err
	}
	number, err := get("numbers", "Number")
	if err != nil {
		return err
	}
	if _, err := object.CallMethod(th, number, "register", decimalType.Value()); err != nil {
		return err
	}
	cv, err := get("_contextvars", "ContextVar")
	if err != nil {
		return err
	}
	v, err := object.Call(th, cv, object.NewASCII("decimal_context"))
	if err != nil {
		return err
	}
	if st.varGet, err = object.GetAttrName(th, v, "get"); err != nil {
		return err
	}
	if st.varSet, err = object.GetAttrName(th, v, "set"); err != nil {
		return err
	}
	std := ctx{prec: 28, emin: -999999, emax: 999999, rounding: roundHalfEven, capitals: 1, traps: anyInvalid | divisionByZero | overflow}
	basic := std
	basic.prec, basic.rounding, basic.traps = 9, roundHalfUp, anyInvalid|divisionByZero|overflow|underflow|clamped
	st.basic = newContext(th, contextType, basic)
	ext := std
	ext.prec, ext.traps = 9, 0
	st.extended = newContext(th, contextType, ext)
	st.template = newContext(th, contextType, std)
	return nil
}

func decimalGetcontext(th *thread, args []value) (value, error) {
	o, err := current(th)
	if err != nil {
		return value{}, err
	}
	return o.value(), nil
}

// setCurrent makes a context the thread's; the templates are copied first.
func setCurrent(th *thread, v value) error {
	if !isContext(v) {
		return object.TypeErrorf(th, "optional argument must be a context")
	}
	st := stateOf(th)
	if o := asContext(v); o == st.template || o == st.basic || o == st.extended {
		v = newContext(th, contextType, o.rules()).value()
	}
	_, err := object.Call(th, st.varSet, v)
	return err
}

func decimalSetcontext(th *thread, args []value) (value, error) {
	if !isContext(args[0]) {
		return value{}, object.TypeErrorf(th, "optional argument must be a context")
	}
	return object.None, setCurrent(th, args[0])
}

var contextKeywords = [8]string{"prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"}

func decimalLocalcontext(th *thread, args []value, kw *object.Tuple) (value, error) {
	npos := len(args) - kw.Len()
	if npos > 1 {
		return value{}, object.TypeErrorf(th, "localcontext() takes at most 1 positional argument (%d given)", npos)
	}
	var from value
	if npos == 1 {
		from = args[0]
	}
	for i, k := range kw.Items() {
		if object.AsStr(k).String() == "ctx" {
			from = args[npos+i]
		}
	}
	saved, err := current(th)
	if err != nil {
		return value{}, err
	}
	src, err := contextArg(th, from)
	if err != nil {
		return value{}, err
	}
	src.Lock()
	c := src.ctx
	src.Unlock()
	local := newContext(th, contextType, c)
next:
	for i, k := range kw.Items() {
		name := object.AsStr(k).String()
		if name == "ctx" {
			continue
		}
		for _, n := range contextKeywords {
			if n == name {
				if v := args[npos+i]; !v.Is(object.None) {
					if err := object.SetAttr(th, local.value(), object.AsStr(k), v); err != nil {
						return value{}, err
					}
				}
				continue next
			}
		}
		return value{}, object.TypeErrorf(th, "this function got an unexpected keyword argument '%s'", name)
	}
	v := managerType.New()
	m := (*manager)(v.Ptr())
	m.local, m.saved = local.value(), saved.value()
	return v, nil
}

func managerSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: managerType, Module: "decimal", Flags: object.TypeNoInstantiate, Layout: object.LayoutOf[manager](),
		Methods: []object.Method{
			{Name: "__enter__", Sig: "(self, /)", Fn: func(th *thread, args []value) (value, error) {
				m := (*manager)(args[0].Ptr())
				return m.local, setCurrent(th, m.local)
			}},
			{Name: "__exit__", Sig: "(self, /, *exc)", Fn: func(th *thread, args []value) (value, error) {
				return object.False, setCurrent(th, (*manager)(args[0].Ptr()).saved)
			}},
		},
	}
}

func decimalIEEEContext(th *thread, args []value) (value, error) {
	bits, err := object.AsSsize(th, args[0])
	if err != nil {
		return value{}, err
	}
	if bits <= 0 || bits > 512 || bits%32 != 0 {
		return value{}, object.ValueErrorf(th, "argument must be a multiple of 32, with a maximum of 512")
	}
	emax := 3 * (1 << (bits/16 + 3))
	return newContext(th, contextType, ctx{prec: 9*(bits/32) - 2, emax: emax, emin: 1 - emax, rounding: roundHalfEven, capitals: 1, clamp: 1}).value(), nil
}

// modeArg reads a rounding mode.
func modeArg(th *thread, v value) (int, error) {
	if object.IsStr(v) {
		for i, n := range modeNames {
			if object.AsStr(v).String() == n {
				return i, nil
			}
		}
	}
	return 0, object.TypeErrorf(th, "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]")
}

func badSignal(th *thread) error {
	return object.Raise(th, object.KeyErrorType, "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]")
}

// signalBit returns the bit of a signal class, 0 for anything else.
func signalBit(th *thread, v value) uint32 {
	st := stateOf(th)
	for i, n := range signalNames {
		if c := st.classes[n]; c != nil && v.Is(c.Value()) {
			return signalBits[i]
		}
	}
	return 0
}

// signalsArg reads a list or mapping of signals.
func signalsArg(th *thread, v value, list bool) (uint32, error) {
	if v.IsObj() && object.IsInstance(v, signalMixinType) {
		return asSignals(v).bits(), owned(th, v)
	}
	if object.IsDict(v) {
		d := object.AsDict(v)
		if d.Len() != len(signalNames) {
			return 0, object.Raise(th, object.KeyErrorType, "invalid signal dict")
		}
		bits := uint32(0)
		keys, vals := d.Items()
		for i, k := range keys {
			b := signalBit(th, k)
			if b == 0 {
				return 0, badSignal(th)
			}
			on, err := object.IsTrue(th, vals[i])
			if err != nil {
				return 0, err
			}
			if on {
				bits |= b
			}
		}
		return bits, nil
	}
	if !object.IsList(v) || !list {
		return 0, object.TypeErrorf(th, "argument must be a signal dict")
	}
	bits := uint32(0)
	for _, x := range object.AsList(v).Snapshot() {
		b := signalBit(th, x)
		if b == 0 {
			return 0, badSignal(th)
		}
		bits |= b
	}
	return bits, nil
}

// setAttr sets an attribute of a context from a Python value; list allows a list of signals.
func (o *contextObject) setAttr(th *thread, name string, v value, list bool) error {
	if v.IsAbsent() {
		return object.Raise(th, object.AttributeErrorType, "context attributes cannot be deleted")
	}
	switch name {
	case "rounding":
		m, err := modeArg(th, v)
		if err != nil {
			return err
		}
		o.Lock()
		o.rounding = m
		o.Unlock()
		return nil
	case "flags", "traps":
		bits, err := signalsArg(th, v, list)
		if err != nil {
			return err
		}
		o.Lock()
		if name == "flags" {
			o.status = bits
		} else {
			o.traps = bits
		}
		o.Unlock()
		return nil
	}
	if !object.IsInt(v) {
		return object.TypeErrorf(th, "an integer is required")
	}
	n, err := object.AsSsize(th, v)
	if err != nil {
		return err
	}
	o.Lock()
	defer o.Unlock()
	switch name {
	case "prec":
		if n < 1 || n > maxPrec {
			return object.ValueErrorf(th, "valid range for prec is [1, MAX_PREC]")
		}
		o.prec = n
	case "Emin":
		if n < minEmin || n > 0 {
			return object.ValueErrorf(th, "valid range for Emin is [MIN_EMIN, 0]")
		}
		o.emin = n
	case "Emax":
		if n < 0 || n > maxEmax {
			return object.ValueErrorf(th, "valid range for Emax is [0, MAX_EMAX]")
		}
		o.emax = n
	case "capitals":
		if n != 0 && n != 1 {
			return object.ValueErrorf(th, "valid values for capitals are [0, 1]")
		}
		o.capitals = n
	case "clamp":
		if n != 0 && n != 1 {
			return object.ValueErrorf(th, "valid values for clamp are [0, 1]")
		}
		o.clamp = n
	}
	return nil
}

var contextDef = object.NewDef(object.Method{Name: "Context", Sig: "(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)"}, nil)

func contextSpec() object.TypeSpec {
	attr := func(name string, f func(c *ctx) value) object.GetSet {
		return object.GetSet{Name: name,
			Get: func(th *thread, self value) (value, error) {
				o := asContext(self)
				o.Lock()
				defer o.Unlock()
				return f(&o.ctx), nil
			},
			Set: func(th *thread, self, val value) error { return asContext(self).setAttr(th, name, val, false) },
		}
	}
	dict := func(name string, f func(o *contextObject) value) object.GetSet {
		return object.GetSet{Name: name, Get: func(th *thread, self value) (value, error) { return f(asContext(self)), nil },
			Set: func(th *thread, self, val value) error { return asContext(self).setAttr(th, name, val, false) }}
	}
	num := func(n int) value { return object.Int(int64(n)) }
	return object.TypeSpec{
		Type: contextType, Module: "decimal", Flags: object.TypeBase, Layout: object.LayoutOf[contextObject](),
		Sig: "(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)",
		Doc: "The rules of computations with decimals: precision, rounding, limits of exponents, and\nwhich conditions raise exceptions.",
		Slots: object.Slots{
			New: func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
				st := stateOf(th)
				c := ctx{prec: 28, emin: -999999, emax: 999999, rounding: roundHalfEven, capitals: 1, traps: anyInvalid | divisionByZero | overflow}
				if st.template != nil {
					c = st.template.rules()
				}
				return newContext(th, t, c).value(), nil
			},
			Init: func(th *thread, self value, args []value, kw *object.Tuple) error {
				for _, k := range kw.Items() {
					if !slices.Contains(contextKeywords[:], object.AsStr(k).String()) {
						return object.TypeErrorf(th, "this function got an unexpected keyword argument '%s'", object.AsStr(k).String())
					}
				}
				a, err := object.BindSig(th, contextDef, args, kw)
				if err != nil {
					return err
				}
				for i, n := range contextKeywords {
					if a[i].IsAbsent() || a[i].Is(object.None) {
						continue
					}
					if err := asContext(self).setAttr(th, n, a[i], true); err != nil {
						return err
					}
				}
				return nil
			},
			Repr: contextRepr,
		},
		Methods: contextMethods(),
		GetSets: []object.GetSet{
			attr("prec", func(c *ctx) value { return num(c.prec) }),
			attr("Emax", func(c *ctx) value { return num(c.emax) }),
			attr("Emin", func(c *ctx) value { return num(c.emin) }),
			attr("rounding", func(c *ctx) value { return object.Intern(modeNames[c.rounding]).Value() }),
			attr("capitals", func(c *ctx) value { return num(c.capitals) }),
			attr("clamp", func(c *ctx) value { return num(c.clamp) }),
			dict("flags", func(o *contextObject) value { return o.flagsDict }),
			dict("traps", func(o *contextObject) value { return o.trapsDict }),
		},
	}
}

// bitNames lists signals in the order of libmpdec's bits.
func bitNames(bits uint32) string {
	s, invalid := "[", false
	add := func(n string) {
		if len(s) > 1 {
			s += ", "
		}
		s += n
	}
	for b := uint32(1); b <= underflow; b <<= 1 {
		switch {
		case bits&b == 0:
		case b&anyInvalid != 0:
			if !invalid {
				invalid = true
				add("InvalidOperation")
			}
		default:
			for i, sb := range signalBits {
				if sb == b {
					add(signalNames[i])
				}
			}
		}
	}
	return s + "]"
}

func contextRepr(th *thread, self value) (value, error) {
	o := asContext(self)
	o.Lock()
	c := o.ctx
	o.Unlock()
	s := "Context(prec=" + big.NewInt(int64(c.prec)).String() + ", rounding=" + modeNames[c.rounding] + ", Emin=" + big.NewInt(int64(c.emin)).String() +
		", Emax=" + big.NewInt(int64(c.emax)).String() + ", capitals=" + string(rune('0'+c.capitals)) + ", clamp=" + string(rune('0'+c.clamp)) +
		", flags=" + bitNames(c.status) + ", traps=" + bitNames(c.traps) + ")"
	return object.NewASCII(s), nil
}

func (d *signalDict) bits() uint32 {
	if d.of == nil {
		return 0
	}
	d.of.Lock()
	defer d.of.Unlock()
	if d.traps {
		return d.of.traps
	}
	return d.of.status
}

func asSignals(v value) *signalDict { return (*signalDict)(v.Ptr()) }

// owned raises ValueError for a signal dict that somebody made by calling its type: it is no context's.
func owned(th *thread, v value) error {
	if asSignals(v).of == nil {
		return object.ValueErrorf(th, "invalid signal dict")
	}
	return nil
}

func signalMixinSpec() object.TypeSpec {
	return object.TypeSpec{
		Type: signalMixinType, Module: "decimal", Flags: object.TypeBase, Layout: object.LayoutOf[signalDict](), NoHash: true,
		Slots: object.Slots{
			New: func(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) { return t.New(), nil },
			Len: func(th *thread, self value) (int, error) { return len(signalNames), owned(th, self) },
			GetItem: func(th *thread, self, key value) (value, error) {
				if err := owned(th, self); err != nil {
					return value{}, err
				}
				b := signalBit(th, key)
				if b == 0 {
					return value{}, badSignal(th)
				}
				return object.Bool(asSignals(self).bits()&b != 0), nil
			},
			SetItem: func(th *thread, self, key, val value) error {
				if err := owned(th, self); err != nil {
					return err
				}
				if val.IsAbsent() {
					return object.ValueErrorf(th, "signal keys cannot be deleted")
				}
				b := signalBit(th, key)
				if b == 0 {
					return badSignal(th)
				}
				on, err := object.IsTrue(th, val)
				d := asSignals(self)
				if err != nil {
					return err
				}
				d.of.Lock()
				p := &d.of.status
				if d.traps {
					p = &d.of.traps
				}
				if on {
					*p |= b
				} else {
					*p &^= b
				}
				d.of.Unlock()
				return nil
			},
			Iter: func(th *thread, self value) (value, error) {
				if err := owned(th, self); err != nil {
					return value{}, err
				}
				return object.GetIter(th, signalTuple(th))
			},
			Repr: func(th *thread, self value) (value, error) {
				if err := owned(th, self); err != nil {
					return value{}, err
				}
				bits := asSignals(self).bits()
				s := "{"
				for i, n := range signalNames {
					if i > 0 {
						s += ", "
					}
					on := "False"
					if bits&signalBits[i] != 0 {
						on = "True"
					}
					s += "<class 'decimal." + n + "'>:" + on
				}
				return object.NewASCII(s + "}"), nil
			},
			Compare: func(th *thread, a, b value, op object.CompareOp) (value, error) {
				if op != object.CmpEQ && op != object.CmpNE {
					return object.NotImplemented, nil
				}
				if err := owned(th, a); err != nil {
					return value{}, err
				}
				x := asSignals(a).bits()
				var y uint32
				if b.IsObj() && object.IsInstance(b, signalMixinType) {
					if err := owned(th, b); err != nil {
						return value{}, err
					}
					y = asSignals(b).bits()
				} else if object.IsDict(b) {
					var err error
					if y, err = signalsArg(th, b, false); err != nil {
						if object.IsErr(err, object.KeyErrorType) {
							return object.Bool(op == object.CmpNE), nil
						}
						return value{}, err
					}
				} else {
					return object.NotImplemented, nil
				}
				same := true
				for _, bit := range signalBits {
					same = same && (x&bit != 0) == (y&bit != 0)
				}
				return object.Bool(same == (op == object.CmpEQ)), nil
			},
		},
		Methods: []object.Method{
			{Name: "copy", Sig: "(self, /)", Fn: func(th *thread, args []value) (value, error) {
				if err := owned(th, args[0]); err != nil {
					return value{}, err
				}
				bits := asSignals(args[0]).bits()
				d := object.NewDict()
				for i, k := range object.AsTuple(signalTuple(th)).Items() {
					if err := d.Set(th, k, object.Bool(bits&signalBits[i] != 0)); err != nil {
						return value{}, err
					}
				}
				return d.Value(), nil
			}},
		},
	}
}

func signalTuple(th *thread) value {
	var items []value
	st := stateOf(th)
	for _, n := range signalNames {
		items = append(items, st.classes[n].Value())
	}
	return object.NewTuple(items).Value()
}
