// This file implements Decimal: conversion, construction, operators and comparison.

package decimal

import (
	"math"
	"math/big"
	"strings"
	"unsafe"

	"weft/internal/floatfmt"
	"weft/internal/object"
	"weft/internal/ucd"
)

// decimalObject is a Decimal.
type decimalObject struct {
	object.Header
	num
}

func asDecimal(v value) *decimalObject { return (*decimalObject)(v.Ptr()) }

func isDecimal(v value) bool {
	return v.IsObj() && (v.Header().Type() == decimalType || object.IsInstance(v, decimalType))
}

func newDecimal(x num) value {
	d := &decimalObject{num: x}
	d.SetType(decimalType)
	return object.FromPtr(unsafe.Pointer(d))
}

// ofType makes an instance of a class.
func ofType(t *object.Type, x num) value {
	if t == decimalType {
		return newDecimal(x)
	}
	v := t.New()
	asDecimal(v).num = x
	return v
}

func intValue(v value) num {
	if n, ok := object.Int64(v); ok {
		if n < 0 {
			return smallNum(true, uint64(-n), 0)
		}
		return smallNum(false, uint64(n), 0)
	}
	b := object.Big(v)
	return makeNum(b.Sign() < 0, new(big.Int).Abs(b), 0)
}

// operand converts what arithmetic takes: decimals and ints.
func operand(v value) (num, bool) {
	if isDecimal(v) {
		return asDecimal(v).num, true
	}
	if object.IsInt(v) {
		return intValue(v), true
	}
	return num{}, false
}

func notSupported(th *thread, v value) error {
	return object.TypeErrorf(th, "conversion from %s to Decimal is not supported", v.Type().DisplayName())
}

func need(th *thread, v value) (num, error) {
	x, ok := operand(v)
	if !ok {
		return x, notSupported(th, v)
	}
	return x, nil
}

// floatValue converts a float exactly.
func floatValue(f float64) num {
	neg := math.Signbit(f)
	switch {
	case f != f:
		return num{neg: neg, kind: quiet}
	case math.IsInf(f, 0):
		return inf(neg)
	case f == 0:
		return num{neg: neg}
	}
	frac, e := math.Frexp(math.Abs(f))
	m := uint64(frac * (1 << 53))
	e -= 53
	for m&1 == 0 {
		m >>= 1
		e++
	}
	c := new(big.Int).SetUint64(m)
	if e >= 0 {
		return makeNum(neg, c.Lsh(c, uint(e)), 0)
	}
	c.Mul(c, new(big.Int).Exp(big.NewInt(5), big.NewInt(int64(-e)), nil))
	return makeNum(neg, c, e)
}

// strValue reads text; conditions come back as a status. loose allows blanks around and underscores between.
func strValue(v value, loose bool) (num, uint32) {
	s := object.AsStr(v)
	t := s.String()
	if !s.IsASCII() {
		t = ucd.DecimalASCII(t)
	}
	if loose {
		t = strings.ReplaceAll(floatfmt.TrimSpace(t), "_", "")
	}
	x, ok := parse(t)
	if !ok {
		return num{kind: quiet}, conversionSyntax
	}
	return x, 0
}

// exactly checks that an exact number is within all limits.
func exactly(x num) (num, uint32) {
	if x.kind != finite {
		return x, 0
	}
	c := exactCtx()
	r := c.fix(x)
	if c.status&(overflow|inexact|rounded|clamped) != 0 {
		return num{kind: quiet}, invalidOperation
	}
	return r, 0
}

// convert makes a number of anything the constructor takes, or create_decimal of the context o.
func convert(th *thread, v value, o *contextObject) (num, uint32, error) {
	switch {
	case isDecimal(v):
		return asDecimal(v).num, 0, nil
	case object.IsStr(v):
		x, st := strValue(v, o == nil)
		return x, st, nil
	case object.IsInt(v):
		return intValue(v), 0, nil
	case object.IsTuple(v) || object.IsList(v):
		return tupleValue(th, v)
	case object.IsFloat(v):
		return floatValue(object.AsFloat(v)), floatOperation, nil
	}
	return num{}, 0, notSupported(th, v)
}

// tupleValue reads (sign, digits, exponent).
func tupleValue(th *thread, v value) (x num, st uint32, err error) {
	items, err := object.ToSlice(th, v)
	if err != nil {
		return
	}
	if len(items) != 3 {
		return x, 0, object.ValueErrorf(th, "argument must be a sequence of length 3")
	}
	if !object.IsInt(items[0]) {
		return x, 0, object.ValueErrorf(th, "sign must be an integer with the value 0 or 1")
	}
	sg, ok := object.Int64(items[0])
	if !ok || sg != 0 && sg != 1 {
		return x, 0, object.ValueErrorf(th, "sign must be an integer with the value 0 or 1")
	}
	x.neg = sg == 1
	if object.IsStr(items[2]) {
		switch object.AsStr(items[2]).String() {
		case "F":
			x.kind = infinite
			return x, 0, nil
		case "n":
			x.kind = quiet
		case "N":
			x.kind = signaling
		default:
			return x, 0, object.ValueErrorf(th, "string argument in the third position must be 'F', 'n' or 'N'")
		}
	} else if !object.IsInt(items[2]) {
		return x, 0, object.ValueErrorf(th, "exponent must be an integer")
	} else {
		e, ok := object.Int64(items[2])
		if !ok {
			return x, 0, object.OverflowErrorf(th, "Python int too large to convert to C ssize_t")
		}
		x.exp = int(min(max(e, -4e18), 4e18))
	}
	if !object.IsTuple(items[1]) && !object.IsList(items[1]) {
		return x, 0, object.ValueErrorf(th, "coefficient must be a tuple of digits")
	}
	ds, err := object.ToSlice(th, items[1])
	if err != nil {
		return
	}
	b := make([]byte, len(ds))
	for i, d := range ds {
		if !object.IsInt(d) {
			return x, 0, object.ValueErrorf(th, "coefficient must be a tuple of digits")
		}
		n, ok := object.Int64(d)
		if !ok || n < 0 || n > 9 {
			return x, 0, object.ValueErrorf(th, "coefficient must be a tuple of digits")
		}
		b[i] = byte('0' + n)
	}
	x, _ = x.readDigits(string(b), true)
	return x, 0, nil
}

var decimalDef = object.NewDef(object.Method{Name: "Decimal", Sig: "(value=\"0\", context=None)"}, nil)

func decimalNew(th *thread, t *object.Type, args []value, kw *object.Tuple) (value, error) {
	var v, c value
	if kw.Len() == 0 && len(args) == 1 {
		v = args[0]
	} else {
		a, err := object.BindSig(th, decimalDef, args, kw)
		if err != nil {
			return value{}, err
		}
		v, c = a[0], a[1]
	}
	if v.IsAbsent() {
		return ofType(t, num{}), nil
	}
	if !c.IsAbsent() && !c.Is(object.None) && !isContext(c) {
		return value{}, object.TypeErrorf(th, "optional argument must be a context")
	}
	if isDecimal(v) {
		if t == decimalType && v.Type() == decimalType {
			return v, nil
		}
		return ofType(t, asDecimal(v).num), nil
	}
	x, st, err := convert(th, v, nil)
	if err != nil {
		return value{}, err
	}
	if st == 0 || st == floatOperation {
		var more uint32
		x, more = exactly(x)
		st |= more
	}
	if st != 0 {
		o, err := contextArg(th, c)
		if err != nil {
			return value{}, err
		}
		if err := o.note(th, st); err != nil {
			return value{}, err
		}
	}
	return ofType(t, x), nil
}

// binary makes the slot of an operator.
func binary(f func(c *ctx, a, b *num) num) object.BinaryFunc {
	return func(th *thread, a, b value) (value, error) {
		x, ok := operand(a)
		y, ok2 := operand(b)
		if !ok || !ok2 {
			return object.NotImplemented, nil
		}
		o, err := current(th)
		if err != nil {
			return value{}, err
		}
		c := o.rules()
		r := f(&c, &x, &y)
		if err := o.note(th, c.status); err != nil {
			return value{}, err
		}
		return newDecimal(r), nil
	}
}

func unary(f func(c *ctx, a *num) num) object.UnaryFunc {
	return func(th *thread, a value) (value, error) {
		o, err := current(th)
		if err != nil {
			return value{}, err
		}
		c := o.rules()
		x := asDecimal(a).num
		r := f(&c, &x)
		if err := o.note(th, c.status); err != nil {
			return value{}, err
		}
		return newDecimal(r), nil
	}
}

func decimalDivmod(th *thread, a, b value) (value, error) {
	x, ok := operand(a)
	y, ok2 := operand(b)
	if !ok || !ok2 {
		return object.NotImplemented, nil
	}
	o, err := current(th)
	if err != nil {
		return value{}, err
	}
	c := o.rules()
	q, r := c.divmod(&x, &y)
	if err := o.note(th, c.status); err != nil {
		return value{}, err
	}
	return object.TupleOf(newDecimal(q), newDecimal(r)), nil
}

func decimalPow(th *thread, a, b, m value) (value, error) {
	x, ok := operand(a)
	y, ok2 := operand(b)
	if !ok || !ok2 {
		return object.NotImplemented, nil
	}
	o, err := current(th)
	if err != nil {
		return value{}, err
	}
	c := o.rules()
	var r num
	if m.IsAbsent() || m.Is(object.None) {
		r = c.pow(&x, &y)
	} else {
		z, ok := operand(m)
		if !ok {
			return object.NotImplemented, nil
		}
		r = c.powMod(&x, &y, &z)
	}
	if err := o.note(th, c.status); err != nil {
		return value{}, err
	}
	return newDecimal(r), nil
}

func decimalCompare(th *thread, a, b value, op object.CompareOp) (value, error) {
	x := asDecimal(a).num
	y, ok := operand(b)
	equality := op == object.CmpEQ || op == object.CmpNE
	if !ok {
		f := b
		if object.IsComplex(b) && equality {
			if z := object.AsComplex(b); imag(z) == 0 {
				f = object.Float(real(z))
			} else {
				return object.Bool(op == object.CmpNE), nil
			}
		}
		if object.IsFloat(f) {
			o, err := current(th)
			if err != nil {
				return value{}, err
			}
			if equality {
				o.Lock()
				o.status |= floatOperation
				o.Unlock()
			} else if err := o.note(th, floatOperation); err != nil {
				return value{}, err
			}
			y = floatValue(object.AsFloat(f))
		} else {
			is, err := object.IsInstanceOf(th, b, stateOf(th).rational)
			if err != nil {
				return value{}, err
			}
			if !is {
				return object.NotImplemented, nil
			}
			d, err := object.GetAttrName(th, b, "denominator")
			if err != nil {
				return value{}, err
			}
			n, err := object.GetAttrName(th, b, "numerator")
			if err != nil {
				return value{}, err
			}
			if !object.IsInt(d) || !object.IsInt(n) {
				return object.NotImplemented, nil
			}
			y = intValue(n)
			if x.kind == finite {
				z := intValue(d)
				x = exactCtx().product(&x, &z)
			}
		}
	}
	if x.isNaN() || y.isNaN() {
		if x.kind == signaling || y.kind == signaling || !equality {
			o, err := current(th)
			if err == nil {
				err = o.note(th, invalidOperation)
			}
			if err != nil {
				return value{}, err
			}
		}
		return object.Bool(op == object.CmpNE), nil
	}
	r := cmp(&x, &y)
	var res bool
	switch op {
	case object.CmpLT:
		res = r < 0
	case object.CmpLE:
		res = r <= 0
	case object.CmpEQ:
		res = r == 0
	case object.CmpNE:
		res = r != 0
	case object.CmpGT:
		res = r > 0
	case object.CmpGE:
		res = r >= 0
	}
	return object.Bool(res), nil
}

func decimalHash(th *thread, self value) (int64, error) {
	x := &asDecimal(self).num
	switch x.kind {
	case signaling:
		return 0, object.TypeErrorf(th, "Cannot hash a signaling NaN value")
	case quiet:
		return int64(object.Address(self) >> 4), nil
	case infinite:
		if x.neg {
			return -314159, nil
		}
		return 314159, nil
	}
	p := big.NewInt(1<<61 - 1)
	base, e := big.NewInt(10), x.exp
	if e < 0 {
		base.ModInverse(base, p)
		e = -e
	}
	h := new(big.Int).Exp(base, big.NewInt(int64(e)), p)
	h.Mul(h, x.coef())
	h.Mod(h, p)
	r := h.Int64()
	if x.neg {
		r = -r
	}
	if r == -1 {
		r = -2
	}
	return r, nil
}

// truncated returns int(x).
func truncated(th *thread, x *num) (value, error) {
	switch x.kind {
	case infinite:
		return value{}, object.OverflowErrorf(th, "cannot convert Infinity to integer")
	case quiet, signaling:
		return value{}, object.ValueErrorf(th, "cannot convert NaN to integer")
	}
	if x.exp > room/8 {
		return value{}, object.RaiseArgs(th, object.MemoryErrorType)
	}
	r, _ := x.rescale(0, roundDown)
	n := new(big.Int).Set(r.coef())
	if x.neg {
		n.Neg(n)
	}
	return object.BigInt(n), nil
}

func decimalInt(th *thread, self value) (value, error) { return truncated(th, &asDecimal(self).num) }

func decimalFloat(th *thread, self value) (value, error) {
	x := &asDecimal(self).num
	switch x.kind {
	case signaling:
		return value{}, object.ValueErrorf(th, "cannot convert signaling NaN to float")
	case quiet:
		if x.neg {
			return object.Float(math.Copysign(math.NaN(), -1)), nil
		}
		return object.Float(math.NaN()), nil
	}
	f, err := floatfmt.Parse(x.text(false, true))
	if err != nil {
		f = math.NaN()
	}
	return object.Float(f), nil
}

func decimalRepr(th *thread, self value) (value, error) {
	s, err := decimalText(th, self)
	return object.NewASCII("Decimal('" + s + "')"), err
}

func decimalText(th *thread, self value) (string, error) {
	o, err := current(th)
	if err != nil {
		return "", err
	}
	return asDecimal(self).text(false, o.rules().capitals == 1), nil
}

func decimalStr(th *thread, self value) (value, error) {
	s, err := decimalText(th, self)
	return object.NewASCII(s), err
}

func decimalSpec() object.TypeSpec {
	s := object.TypeSpec{
		Type: decimalType, Module: "decimal", Flags: object.TypeBase, Layout: object.LayoutOf[decimalObject](), Sig: "(value=\"0\", context=None)",
		Doc: "Construct a new Decimal object.\n\nvalue can be an integer, a string, a tuple of sign, digits and exponent, a float or another\nDecimal; without one the number is 0. The context only decides about errors.",
		Slots: object.Slots{
			New: decimalNew, Repr: decimalRepr, Str: decimalStr, Hash: decimalHash, Compare: decimalCompare,
			Bool: func(th *thread, self value) (bool, error) { return !asDecimal(self).isZero(), nil },
			Neg:  unary((*ctx).minus), Pos: unary((*ctx).plus), Abs: unary((*ctx).absolute),
			Int: decimalInt, Float: decimalFloat, Divmod: decimalDivmod, Pow: decimalPow,
		},
		Methods: decimalMethods(),
		GetSets: []object.GetSet{
			{Name: "real", Get: func(th *thread, self value) (value, error) { return self, nil }},
			{Name: "imag", Get: func(th *thread, self value) (value, error) { return newDecimal(num{}), nil }},
		},
	}
	for op, f := range map[object.BinOp]func(c *ctx, a, b *num) num{object.OpAdd: (*ctx).add, object.OpSub: (*ctx).sub, object.OpMul: (*ctx).mul,
		object.OpTrueDiv: (*ctx).div, object.OpFloorDiv: (*ctx).divInt, object.OpMod: (*ctx).rem} {
		s.Slots.Bin[op] = binary(f)
	}
	return s
}
