// This file implements the methods of Decimal and Context.

package decimal

import (
	"math/big"

	"weft/internal/object"
)

type (
	unaryOp  = func(c *ctx, a *num) num
	binaryOp = func(c *ctx, a, b *num) num
)

// finish notes the conditions of a computation and returns its result.
func finish(th *thread, o *contextObject, c *ctx, r num) (value, error) {
	if err := o.note(th, c.status); err != nil {
		return value{}, err
	}
	return newDecimal(r), nil
}

// ops are the functions that Decimal and Context both have, under one name but for a few.
func unaryOps() map[string]unaryOp {
	return map[string]unaryOp{
		"exp": (*ctx).exp, "ln": (*ctx).ln, "log10": (*ctx).log10, "sqrt": (*ctx).sqrt, "normalize": (*ctx).normalize,
		"next_minus":     func(c *ctx, a *num) num { return c.next(a, true) },
		"next_plus":      func(c *ctx, a *num) num { return c.next(a, false) },
		"logb":           (*ctx).logb,
		"logical_invert": (*ctx).logicalInvert,
	}
}

func binaryOps() map[string]binaryOp {
	return map[string]binaryOp{
		"compare": (*ctx).compare, "compare_signal": (*ctx).compareSignal,
		"max": extreme(1, false), "max_mag": extreme(1, true), "min": extreme(-1, false), "min_mag": extreme(-1, true),
		"next_toward": (*ctx).nextToward, "remainder_near": (*ctx).remNear,
		"compare_total": totalCompare, "compare_total_mag": totalCompareMag,
		"copy_sign":   func(c *ctx, a, b *num) num { r := *a; r.neg = b.neg; return r },
		"logical_and": logical(func(x, y byte) bool { return x&y != 0 }), "logical_or": logical(func(x, y byte) bool { return x|y != 0 }),
		"logical_xor": logical(func(x, y byte) bool { return x != y }),
		"rotate":      moved(true), "shift": moved(false), "scaleb": (*ctx).scaleb,
	}
}

// tests are the predicates without a context.
func tests() map[string]func(x *num) bool {
	return map[string]func(x *num) bool{
		"is_canonical": func(x *num) bool { return true },
		"is_finite":    func(x *num) bool { return x.kind == finite },
		"is_infinite":  func(x *num) bool { return x.kind == infinite },
		"is_nan":       func(x *num) bool { return x.isNaN() },
		"is_qnan":      func(x *num) bool { return x.kind == quiet },
		"is_snan":      func(x *num) bool { return x.kind == signaling },
		"is_signed":    func(x *num) bool { return x.neg },
		"is_zero":      func(x *num) bool { return x.isZero() },
	}
}

func ranged() map[string]func(c *ctx, x *num) bool {
	return map[string]func(c *ctx, x *num) bool{
		"is_normal":    func(c *ctx, x *num) bool { return x.kind == finite && !x.isZero() && x.adjusted() >= c.emin },
		"is_subnormal": func(c *ctx, x *num) bool { return x.kind == finite && !x.isZero() && x.adjusted() < c.emin },
	}
}

func sameQuantum(a, b *num) bool {
	if a.kind != finite || b.kind != finite {
		return a.isNaN() && b.isNaN() || a.kind == infinite && b.kind == infinite
	}
	return a.exp == b.exp
}

func self(v value) num { return asDecimal(v).num }

// withRounding computes to_integral with optional rounding and context.
func withRounding(flags bool) object.NativeFn {
	return func(th *thread, args []value) (value, error) {
		o, err := contextArg(th, args[2])
		if err != nil {
			return value{}, err
		}
		c := o.rules()
		if !args[1].IsAbsent() && !args[1].Is(object.None) {
			if c.rounding, err = modeArg(th, args[1]); err != nil {
				return value{}, err
			}
		}
		x := self(args[0])
		return finish(th, o, &c, c.integral(&x, flags))
	}
}

func decimalMethods() []object.Method {
	var rows []object.Method
	add := func(name, sig, doc string, fn object.NativeFn) {
		rows = append(rows, object.Method{Name: name, Sig: sig, Fn: fn, Doc: doc})
	}
	for name, f := range unaryOps() {
		add(name, "(self, /, context=None)", "The operation "+name+" of the General Decimal Arithmetic Specification.", func(th *thread, args []value) (value, error) {
			o, err := contextArg(th, args[1])
			if err != nil {
				return value{}, err
			}
			c := o.rules()
			x := self(args[0])
			return finish(th, o, &c, f(&c, &x))
		})
	}
	for name, f := range binaryOps() {
		add(name, "(self, /, other, context=None)", "The operation "+name+" of the General Decimal Arithmetic Specification.", func(th *thread, args []value) (value, error) {
			o, err := contextArg(th, args[2])
			if err != nil {
				return value{}, err
			}
			y, err := need(th, args[1])
			if err != nil {
				return value{}, err
			}
			c := o.rules()
			x := self(args[0])
			return finish(th, o, &c, f(&c, &x, &y))
		})
	}
	for name, f := range tests() {
		add(name, "(self, /)", "", func(th *thread, args []value) (value, error) { return object.Bool(f(&asDecimal(args[0]).num)), nil })
	}
	for name, f := range ranged() {
		add(name, "(self, /, context=None)", "", func(th *thread, args []value) (value, error) {
			o, err := contextArg(th, args[1])
			if err != nil {
				return value{}, err
			}
			c := o.rules()
			return object.Bool(f(&c, &asDecimal(args[0]).num)), nil
		})
	}
	add("to_integral", "(self, /, rounding=None, context=None)", "Identical to the to_integral_value() method.", withRounding(false))
	add("to_integral_value", "(self, /, rounding=None, context=None)", "Round to the nearest integer without Inexact or Rounded.", withRounding(false))
	add("to_integral_exact", "(self, /, rounding=None, context=None)", "Round to the nearest integer, signaling Inexact and Rounded.", withRounding(true))
	add("quantize", "(self, /, exp, rounding=None, context=None)", "Return the number rounded to the exponent of another.", func(th *thread, args []value) (value, error) {
		o, err := contextArg(th, args[3])
		if err != nil {
			return value{}, err
		}
		c := o.rules()
		if !args[2].IsAbsent() && !args[2].Is(object.None) {
			if c.rounding, err = modeArg(th, args[2]); err != nil {
				return value{}, err
			}
		}
		y, err := need(th, args[1])
		if err != nil {
			return value{}, err
		}
		x := self(args[0])
		return finish(th, o, &c, c.quantize(&x, &y))
	})
	add("fma", "(self, /, other, third, context=None)", "Fused multiply-add: self*other + third, rounded once.", func(th *thread, args []value) (value, error) {
		o, err := contextArg(th, args[3])
		if err != nil {
			return value{}, err
		}
		y, err := need(th, args[1])
		if err != nil {
			return value{}, err
		}
		z, err := need(th, args[2])
		if err != nil {
			return value{}, err
		}
		c := o.rules()
		x := self(args[0])
		return finish(th, o, &c, c.fma(&x, &y, &z))
	})
	add("same_quantum", "(self, /, other, context=None)", "Test whether both numbers have the same exponent.", func(th *thread, args []value) (value, error) {
		if _, err := contextArg(th, args[2]); err != nil {
			return value{}, err
		}
		y, err := need(th, args[1])
		if err != nil {
			return value{}, err
		}
		return object.Bool(sameQuantum(&asDecimal(args[0]).num, &y)), nil
	})
	same := func(th *thread, args []value) (value, error) { return args[0], nil }
	add("canonical", "(self, /)", "Return the number itself.", same)
	add("conjugate", "(self, /)", "Return the number itself.", same)
	add("__copy__", "(self, /)", "", same)
	add("__deepcopy__", "(self, memo, /)", "", same)
	add("radix", "(self, /)", "Return Decimal(10).", func(th *thread, args []value) (value, error) { return newDecimal(smallNum(false, 10, 0)), nil })
	add("copy_abs", "(self, /)", "Return the absolute value, without rounding.", func(th *thread, args []value) (value, error) {
		return newDecimal(self(args[0]).abs()), nil
	})
	add("copy_negate", "(self, /)", "Return the negation, without rounding.", func(th *thread, args []value) (value, error) {
		return newDecimal(self(args[0]).negated()), nil
	})
	add("adjusted", "(self, /)", "Return the exponent of the first digit.", func(th *thread, args []value) (value, error) {
		x := &asDecimal(args[0]).num
		if x.kind != finite {
			return object.SmallInt(0), nil
		}
		return object.Int(int64(x.adjusted())), nil
	})
	add("number_class", "(self, /, context=None)", "Return a text that says which kind of number it is.", func(th *thread, args []value) (value, error) {
		o, err := contextArg(th, args[1])
		if err != nil {
			return value{}, err
		}
		c := o.rules()
		return object.NewASCII(asDecimal(args[0]).class(&c)), nil
	})
	add("to_eng_string", "(self, /, context=None)", "Convert to a string with exponents that are multiples of three.", func(th *thread, args []value) (value, error) {
		o, err := contextArg(th, args[1])
		if err != nil {
			return value{}, err
		}
		return object.NewASCII(asDecimal(args[0]).text(true, o.rules().capitals == 1)), nil
	})
	add("as_tuple", "(self, /)", "Return sign, digits and exponent.", decimalAsTuple)
	add("as_integer_ratio", "(self, /)", "Return the number as a fraction in lowest terms.", decimalAsIntegerRatio)
	add("__format__", "(self, format_spec, override=None, /)", "", decimalFormat)
	add("__reduce__", "(self, /)", "", func(th *thread, args []value) (value, error) {
		s, err := decimalStr(th, args[0])
		return object.TupleOf(args[0].Type().Value(), object.TupleOf(s)), err
	})
	add("__round__", "(self, ndigits=None, /)", "", decimalRound)
	round := func(mode int) object.NativeFn {
		return func(th *thread, args []value) (value, error) {
			c := exactCtx()
			c.rounding = mode
			x := self(args[0])
			if x.kind != finite {
				return truncated(th, &x)
			}
			r := c.integral(&x, false)
			return truncated(th, &r)
		}
	}
	add("__ceil__", "(self, /)", "", round(roundCeiling))
	add("__floor__", "(self, /)", "", round(roundFloor))
	add("__trunc__", "(self, /)", "", func(th *thread, args []value) (value, error) { return decimalInt(th, args[0]) })
	add("__complex__", "(self, /)", "", func(th *thread, args []value) (value, error) {
		f, err := decimalFloat(th, args[0])
		if err != nil {
			return value{}, err
		}
		return object.NewComplex(complex(f.Float(), 0)), nil
	})
	add("__sizeof__", "(self, /)", "", func(th *thread, args []value) (value, error) {
		n := max(4, (asDecimal(args[0]).len()+18)/19)
		return object.Int(int64(72 + 8*n)), nil
	})
	rows = append(rows,
		object.Method{Name: "from_float", Kind: object.ClassMethod, Sig: "(type, f, /)", Fn: decimalFromFloat, Doc: "Class method that converts a float to a decimal number, exactly."},
		object.Method{Name: "from_number", Kind: object.ClassMethod, Sig: "(type, number, /)", Fn: decimalFromNumber, Doc: "Class method that converts a real number to a decimal number, exactly."})
	return rows
}

func decimalAsTuple(th *thread, args []value) (value, error) {
	x := &asDecimal(args[0]).num
	var digits []value
	exp := object.Int(int64(x.exp))
	switch x.kind {
	case infinite:
		exp = object.NewASCII("F")
		digits = []value{object.SmallInt(0)}
	case quiet:
		exp = object.NewASCII("n")
	case signaling:
		exp = object.NewASCII("N")
	}
	if x.kind == finite || x.isNaN() && (x.small != 0 || x.big != nil) {
		for _, d := range []byte(x.digits()) {
			digits = append(digits, object.SmallInt(int64(d-'0')))
		}
	}
	sg := object.SmallInt(0)
	if x.neg {
		sg = object.SmallInt(1)
	}
	return object.Call(th, stateOf(th).tuple, sg, object.NewTuple(digits).Value(), exp)
}

func decimalAsIntegerRatio(th *thread, args []value) (value, error) {
	x := &asDecimal(args[0]).num
	switch x.kind {
	case infinite:
		return value{}, object.OverflowErrorf(th, "cannot convert Infinity to integer ratio")
	case quiet, signaling:
		return value{}, object.ValueErrorf(th, "cannot convert NaN to integer ratio")
	}
	if x.exp > room/8 || x.exp < -room/8 {
		return value{}, object.RaiseArgs(th, object.MemoryErrorType)
	}
	n, d := new(big.Int).Set(x.coef()), big.NewInt(1)
	if x.exp >= 0 {
		n.Mul(n, pow10(x.exp))
	} else {
		d.Set(pow10(-x.exp))
		if g := new(big.Int).GCD(nil, nil, n, d); n.Sign() != 0 {
			n.Quo(n, g)
			d.Quo(d, g)
		} else {
			d.SetInt64(1)
		}
	}
	if x.neg {
		n.Neg(n)
	}
	return object.TupleOf(object.BigInt(n), object.BigInt(d)), nil
}

func decimalRound(th *thread, args []value) (value, error) {
	x := self(args[0])
	if args[1].IsAbsent() {
		c := exactCtx()
		if x.kind == finite {
			x = c.integral(&x, false)
		}
		return truncated(th, &x)
	}
	if !object.IsInt(args[1]) {
		return value{}, object.TypeErrorf(th, "optional arg must be an integer")
	}
	n, err := object.AsSsize(th, args[1])
	if err != nil {
		return value{}, err
	}
	o, err := current(th)
	if err != nil {
		return value{}, err
	}
	c := o.rules()
	q := smallNum(false, 1, -max(n, -maxEmax))
	return finish(th, o, &c, c.quantize(&x, &q))
}

// fromExact makes an instance of a class of an exact number; other classes are called.
func fromExact(th *thread, cls value, x num) (value, error) {
	if t := object.AsType(cls); t != decimalType {
		return object.Call(th, cls, newDecimal(x))
	}
	return newDecimal(x), nil
}

func decimalFromFloat(th *thread, args []value) (value, error) {
	v := args[1]
	switch {
	case object.IsInt(v):
		return fromExact(th, args[0], intValue(v))
	case object.IsFloat(v):
		return fromExact(th, args[0], floatValue(object.AsFloat(v)))
	}
	return value{}, object.TypeErrorf(th, "argument must be int or float")
}

func decimalFromNumber(th *thread, args []value) (value, error) {
	v := args[1]
	switch {
	case object.IsInt(v) || object.IsFloat(v):
		return decimalFromFloat(th, args)
	case isDecimal(v):
		return fromExact(th, args[0], self(v))
	}
	return value{}, object.TypeErrorf(th, "Cannot convert %s to Decimal", func() string { s, _ := object.ReprString(th, v); return s }())
}

// contextMethods are Context's: the operations with operands as arguments.
func contextMethods() []object.Method {
	var rows []object.Method
	add := func(name, sig, doc string, fn object.NativeFn) {
		rows = append(rows, object.Method{Name: name, Sig: sig, Fn: fn, Doc: doc})
	}
	un := unaryOps()
	un["abs"], un["minus"], un["plus"] = (*ctx).absolute, (*ctx).minus, (*ctx).plus
	un["to_integral"] = func(c *ctx, a *num) num { return c.integral(a, false) }
	un["to_integral_value"] = un["to_integral"]
	un["to_integral_exact"] = func(c *ctx, a *num) num { return c.integral(a, true) }
	un["_apply"] = func(c *ctx, a *num) num { return c.fix(*a) }
	un["copy_abs"] = func(c *ctx, a *num) num { return a.abs() }
	un["copy_negate"] = func(c *ctx, a *num) num { return a.negated() }
	un["copy_decimal"] = func(c *ctx, a *num) num { return *a }
	for name, f := range un {
		add(name, "(self, x, /)", "The operation "+name+" of the General Decimal Arithmetic Specification.", func(th *thread, args []value) (value, error) {
			x, err := need(th, args[1])
			if err != nil {
				return value{}, err
			}
			o := asContext(args[0])
			c := o.rules()
			return finish(th, o, &c, f(&c, &x))
		})
	}
	bin := binaryOps()
	bin["add"], bin["subtract"], bin["multiply"], bin["divide"], bin["divide_int"], bin["remainder"], bin["quantize"] =
		(*ctx).add, (*ctx).sub, (*ctx).mul, (*ctx).div, (*ctx).divInt, (*ctx).rem, (*ctx).quantize
	pair := func(th *thread, args []value) (x, y num, err error) {
		if x, err = need(th, args[1]); err == nil {
			y, err = need(th, args[2])
		}
		return
	}
	for name, f := range bin {
		add(name, "(self, x, y, /)", "The operation "+name+" of the General Decimal Arithmetic Specification.", func(th *thread, args []value) (value, error) {
			x, y, err := pair(th, args)
			if err != nil {
				return value{}, err
			}
			o := asContext(args[0])
			c := o.rules()
			return finish(th, o, &c, f(&c, &x, &y))
		})
	}
	add("divmod", "(self, x, y, /)", "Return quotient and remainder of the division x / y.", func(th *thread, args []value) (value, error) {
		x, y, err := pair(th, args)
		if err != nil {
			return value{}, err
		}
		o := asContext(args[0])
		c := o.rules()
		q, r := c.divmod(&x, &y)
		if err := o.note(th, c.status); err != nil {
			return value{}, err
		}
		return object.TupleOf(newDecimal(q), newDecimal(r)), nil
	})
	add("same_quantum", "(self, x, y, /)", "Test whether both numbers have the same exponent.", func(th *thread, args []value) (value, error) {
		x, y, err := pair(th, args)
		return object.Bool(sameQuantum(&x, &y)), err
	})
	add("fma", "(self, x, y, z, /)", "Return x multiplied by y, plus z.", func(th *thread, args []value) (value, error) {
		x, y, err := pair(th, args)
		if err != nil {
			return value{}, err
		}
		z, err := need(th, args[3])
		if err != nil {
			return value{}, err
		}
		o := asContext(args[0])
		c := o.rules()
		return finish(th, o, &c, c.fma(&x, &y, &z))
	})
	add("power", "(self, /, a, b, modulo=None)", "Compute a**b, with modulo (a**b) % modulo.", func(th *thread, args []value) (value, error) {
		x, y, err := pair(th, args)
		if err != nil {
			return value{}, err
		}
		o := asContext(args[0])
		c := o.rules()
		if args[3].IsAbsent() || args[3].Is(object.None) {
			return finish(th, o, &c, c.pow(&x, &y))
		}
		z, err := need(th, args[3])
		if err != nil {
			return value{}, err
		}
		return finish(th, o, &c, c.powMod(&x, &y, &z))
	})
	for name, f := range tests() {
		add(name, "(self, x, /)", "", func(th *thread, args []value) (value, error) {
			if name == "is_canonical" && !isDecimal(args[1]) {
				return value{}, object.TypeErrorf(th, "argument must be a Decimal")
			}
			x, err := need(th, args[1])
			return object.Bool(f(&x)), err
		})
	}
	for name, f := range ranged() {
		add(name, "(self, x, /)", "", func(th *thread, args []value) (value, error) {
			x, err := need(th, args[1])
			c := asContext(args[0]).rules()
			return object.Bool(f(&c, &x)), err
		})
	}
	add("canonical", "(self, x, /)", "Return x.", func(th *thread, args []value) (value, error) {
		if !isDecimal(args[1]) {
			return value{}, object.TypeErrorf(th, "argument must be a Decimal")
		}
		return args[1], nil
	})
	add("radix", "(self, /)", "Return 10.", func(th *thread, args []value) (value, error) { return newDecimal(smallNum(false, 10, 0)), nil })
	add("Etiny", "(self, /)", "Return the least exponent: Emin - prec + 1.", func(th *thread, args []value) (value, error) {
		c := asContext(args[0]).rules()
		return object.Int(int64(c.etiny())), nil
	})
	add("Etop", "(self, /)", "Return Emax - prec + 1.", func(th *thread, args []value) (value, error) {
		c := asContext(args[0]).rules()
		return object.Int(int64(c.etop())), nil
	})
	text := func(eng bool) object.NativeFn {
		return func(th *thread, args []value) (value, error) {
			x, err := need(th, args[1])
			if err != nil {
				return value{}, err
			}
			return object.NewASCII(x.text(eng, asContext(args[0]).rules().capitals == 1)), nil
		}
	}
	add("to_sci_string", "(self, x, /)", "Convert a number to a string using scientific notation.", text(false))
	add("to_eng_string", "(self, x, /)", "Convert a number to a string, using engineering notation.", text(true))
	add("number_class", "(self, x, /)", "Return a text that says which kind of number x is.", func(th *thread, args []value) (value, error) {
		x, err := need(th, args[1])
		if err != nil {
			return value{}, err
		}
		c := asContext(args[0]).rules()
		return object.NewASCII(x.class(&c)), nil
	})
	add("clear_flags", "(self, /)", "Reset all flags to False.", func(th *thread, args []value) (value, error) {
		o := asContext(args[0])
		o.Lock()
		o.status = 0
		o.Unlock()
		return object.None, nil
	})
	add("clear_traps", "(self, /)", "Set all traps to False.", func(th *thread, args []value) (value, error) {
		o := asContext(args[0])
		o.Lock()
		o.traps = 0
		o.Unlock()
		return object.None, nil
	})
	dup := func(th *thread, args []value) (value, error) {
		o := asContext(args[0])
		o.Lock()
		c := o.ctx
		o.Unlock()
		return newContext(th, contextType, c).value(), nil
	}
	add("copy", "(self, /)", "Return a copy with the same flags.", dup)
	add("__copy__", "(self, /)", "", dup)
	add("__reduce__", "(self, /)", "", contextReduce)
	add("create_decimal", "(self, num=\"0\", /)", "Create a Decimal of num, rounded to the context.", func(th *thread, args []value) (value, error) {
		o := asContext(args[0])
		if args[1].IsAbsent() {
			return newDecimal(num{}), nil
		}
		x, st, err := convert(th, args[1], o)
		if err != nil {
			return value{}, err
		}
		c := o.rules()
		c.status = st
		if x.isNaN() && st&conversionSyntax == 0 && (x.small != 0 || x.big != nil) && x.len() > c.prec-c.clamp {
			c.status |= conversionSyntax
			x = num{kind: quiet}
		}
		return finish(th, o, &c, c.fix(x))
	})
	add("create_decimal_from_float", "(self, f, /)", "Create a Decimal of a float, rounded to the context.", func(th *thread, args []value) (value, error) {
		var x num
		switch {
		case object.IsInt(args[1]):
			x = intValue(args[1])
		case object.IsFloat(args[1]):
			x = floatValue(object.AsFloat(args[1]))
		default:
			return value{}, object.TypeErrorf(th, "argument must be int or float")
		}
		o := asContext(args[0])
		c := o.rules()
		return finish(th, o, &c, c.fix(x))
	})
	return rows
}

func contextReduce(th *thread, args []value) (value, error) {
	o := asContext(args[0])
	o.Lock()
	c := o.ctx
	o.Unlock()
	st := stateOf(th)
	list := func(bits uint32) value {
		var l []value
		for i, n := range signalNames {
			if bits&signalBits[i] != 0 {
				l = append(l, st.classes[n].Value())
			}
		}
		return object.NewList(l).Value()
	}
	n := func(i int) value { return object.Int(int64(i)) }
	return object.TupleOf(args[0].Type().Value(), object.TupleOf(n(c.prec), object.Intern(modeNames[c.rounding]).Value(), n(c.emin), n(c.emax),
		n(c.capitals), n(c.clamp), list(c.status), list(c.traps))), nil
}
