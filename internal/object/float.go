// This file implements float: arithmetic, comparison, conversion, methods.

package object

import (
	"math"

	"weft/internal/bigconv"
	"weft/internal/floatfmt"
	"weft/internal/fmtspec"
	"weft/internal/libm"
	"weft/internal/pyhash"
	"weft/internal/ucd"
)

func floatSpec() TypeSpec {
	return TypeSpec{
		Type:   FloatType,
		Make:   makeFloat,
		Flags:  TypeBase | TypeSubFloat | TypeMatchSelf,
		Layout: LayoutOf[FloatObj](),
		Sig:    "(x=0, /)",
		Doc:    "Convert a string or number to a floating-point number, if possible.",
		Slots: Slots{
			New: floatNew, Repr: floatRepr, Hash: floatHash, Compare: floatCompare,
			Bool: func(th *Thread, self Value) (bool, error) { return AsFloat(self) != 0, nil },
			Neg:  func(th *Thread, self Value) (Value, error) { return Float(-AsFloat(self)), nil },
			Pos:  floatPos, Float: floatPos, Int: floatInt,
			Abs: func(th *Thread, self Value) (Value, error) { return Float(math.Abs(AsFloat(self))), nil },
			Bin: [numBinOps]BinaryFunc{OpAdd: floatAdd, OpSub: floatSub, OpMul: floatMul, OpTrueDiv: floatTrueDiv,
				OpFloorDiv: floatFloorDiv, OpMod: floatMod},
			Pow: floatPow, Divmod: floatDivmod,
		},
		Methods: []Method{
			{Name: "__ceil__", Fn: floatCeil, Sig: "(self, /)", Doc: "Return the ceiling as an integer."},
			{Name: "__floor__", Fn: floatFloor, Sig: "(self, /)", Doc: "Return the floor as an integer."},
			{Name: "__trunc__", Fn: func(th *Thread, a []Value) (Value, error) { return floatInt(th, a[0]) }, Sig: "(self, /)", Doc: "Return the integer closest to it between 0 and it."},
			{Name: "__format__", Fn: floatFormat, Sig: "(self, format_spec, /)", Doc: "Format the float according to format_spec."},
			{Name: "__getformat__", Kind: ClassMethod, Fn: floatGetformat, Sig: "(type, typestr, /)", Doc: "Return how the machine stores 'double' or 'float'."},
			{Name: "__getnewargs__", Fn: func(th *Thread, a []Value) (Value, error) { return TupleOf(Float(AsFloat(a[0]))), nil }, Sig: "(self, /)"},
			{Name: "__round__", Fn: floatRound, Sig: "(self, ndigits=None, /)", Doc: "Return the integer closest to it, or a float rounded to ndigits; ties go to the even one."},
			{Name: "as_integer_ratio", Fn: floatAsIntegerRatio, Sig: "(self, /)", Doc: "Return a pair of integers whose ratio is exactly the float, with a positive denominator.\n\n  >>> (2.75).as_integer_ratio()\n  (11, 4)"},
			{Name: "conjugate", Fn: func(th *Thread, a []Value) (Value, error) { return floatPos(th, a[0]) }, Sig: "(self, /)", Doc: "Return the float itself."},
			{Name: "from_number", Kind: ClassMethod, Fn: floatFromNumber, Sig: "(type, number, /)", Doc: "Convert a real number to a floating-point number."},
			{Name: "fromhex", Kind: ClassMethod, Fn: floatFromhex, Sig: "(type, string, /)", Doc: "Create a floating-point number from a hexadecimal string.\n\n  >>> float.fromhex('0x1.8p3')\n  12.0"},
			{Name: "hex", Fn: func(th *Thread, a []Value) (Value, error) { return NewASCII(floatfmt.Hex(AsFloat(a[0]))), nil }, Sig: "(self, /)", Doc: "Return a hexadecimal representation of the number.\n\n  >>> (12.0).hex()\n  '0x1.8000000000000p+3'"},
			{Name: "is_integer", Fn: func(th *Thread, a []Value) (Value, error) {
				f := AsFloat(a[0])
				return Bool(f == math.Trunc(f) && !math.IsInf(f, 0)), nil
			}, Sig: "(self, /)", Doc: "Return whether the float is an integer."},
		},
		GetSets: []GetSet{
			{Name: "real", Get: floatPos, Doc: "the real part of a complex number"},
			{Name: "imag", Get: func(th *Thread, self Value) (Value, error) { return Float(0), nil }, Doc: "the imaginary part of a complex number"},
		},
	}
}

// floatPair returns two operands as floats if both are real numbers; ok is false if one is not.
func floatPair(th *Thread, a, b Value) (x, y float64, ok bool, err error) {
	conv := func(v Value) (float64, bool, error) {
		if IsFloat(v) {
			return AsFloat(v), true, nil
		}
		if IsInt(v) {
			f, err := intToFloat(th, v)
			return f, true, err
		}
		return 0, false, nil
	}
	x, ok, err = conv(a)
	if !ok || err != nil {
		return
	}
	y, ok, err = conv(b)
	return
}

func floatPos(th *Thread, self Value) (Value, error) { return Float(AsFloat(self)), nil }

func floatRepr(th *Thread, self Value) (Value, error) {
	var b [32]byte
	return CopyASCII(th, floatfmt.AppendRepr(b[:0], AsFloat(self))), nil
}

func floatHash(th *Thread, self Value) (int64, error) {
	h, ok := pyhash.HashFloat(AsFloat(self))
	if !ok { // NaN: by identity
		return pyhash.Pointer(uintptr(self.word())), nil
	}
	return h, nil
}

func floatCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if !IsFloat(a) {
		return NotImplemented, nil
	}
	x := AsFloat(a)
	var y float64
	switch {
	case IsFloat(b):
		y = AsFloat(b)
	case IsInt(b):
		n, small := Int64(b)
		if small && n > -1<<53 && n < 1<<53 {
			y = float64(n)
			break
		}
		c, ok := bigconv.CompareFloat(Big(b), x)
		if !ok {
			return Bool(op == CmpNE), nil
		}
		return Bool(compareInt(0, int64(c), op)), nil
	default:
		return NotImplemented, nil
	}
	switch op {
	case CmpLT:
		return Bool(x < y), nil
	case CmpLE:
		return Bool(x <= y), nil
	case CmpEQ:
		return Bool(x == y), nil
	case CmpNE:
		return Bool(x != y), nil
	case CmpGT:
		return Bool(x > y), nil
	}
	return Bool(x >= y), nil
}

// floatOp makes a binary slot of a function on floats.
func floatOp(th *Thread, a, b Value, f func(x, y float64) float64) (Value, error) {
	x, y, ok, err := floatPair(th, a, b)
	if err != nil {
		return Value{}, err
	}
	if !ok {
		return NotImplemented, nil
	}
	return Float(f(x, y)), nil
}

func floatAdd(th *Thread, a, b Value) (Value, error) {
	return floatOp(th, a, b, func(x, y float64) float64 { return x + y })
}

func floatSub(th *Thread, a, b Value) (Value, error) {
	return floatOp(th, a, b, func(x, y float64) float64 { return x - y })
}

func floatMul(th *Thread, a, b Value) (Value, error) {
	return floatOp(th, a, b, func(x, y float64) float64 { return x * y })
}

func floatZeroDivision(th *Thread) error {
	return Raise(th, ZeroDivisionErrorType, "division by zero")
}

func floatTrueDiv(th *Thread, a, b Value) (Value, error) {
	x, y, ok, err := floatPair(th, a, b)
	switch {
	case err != nil:
		return Value{}, err
	case !ok:
		return NotImplemented, nil
	case y == 0:
		return Value{}, floatZeroDivision(th)
	}
	return Float(x / y), nil
}

func floatFloorDiv(th *Thread, a, b Value) (Value, error) {
	x, y, ok, err := floatPair(th, a, b)
	switch {
	case err != nil:
		return Value{}, err
	case !ok:
		return NotImplemented, nil
	case y == 0:
		return Value{}, floatZeroDivision(th)
	}
	d, _ := libm.FloorDivMod(x, y)
	return Float(d), nil
}

func floatMod(th *Thread, a, b Value) (Value, error) {
	x, y, ok, err := floatPair(th, a, b)
	switch {
	case err != nil:
		return Value{}, err
	case !ok:
		return NotImplemented, nil
	case y == 0:
		return Value{}, floatZeroDivision(th)
	}
	return Float(libm.FloorMod(x, y)), nil
}

func floatDivmod(th *Thread, a, b Value) (Value, error) {
	x, y, ok, err := floatPair(th, a, b)
	switch {
	case err != nil:
		return Value{}, err
	case !ok:
		return NotImplemented, nil
	case y == 0:
		return Value{}, floatZeroDivision(th)
	}
	d, m := libm.FloorDivMod(x, y)
	return TupleOf(Float(d), Float(m)), nil
}

func floatPow(th *Thread, a, b, mod Value) (Value, error) {
	if !mod.Is(None) {
		if IsFloat(a) || IsFloat(b) || IsFloat(mod) {
			return Value{}, TypeErrorf(th, "pow() 3rd argument not allowed unless all arguments are integers")
		}
		return NotImplemented, nil
	}
	x, y, ok, err := floatPair(th, a, b)
	switch {
	case err != nil:
		return Value{}, err
	case !ok:
		return NotImplemented, nil
	case x != x && y != 0:
		return Float(x), nil
	case y != y && x != 1:
		return Float(y), nil
	case x == 0 && y < 0 && !math.IsInf(y, 0):
		return Value{}, Raise(th, ZeroDivisionErrorType, "zero to a negative power")
	case x < 0 && !math.IsInf(x, 0) && !math.IsInf(y, 0) && y != math.Floor(y):
		return Binary(th, OpPow, NewComplex(complex(x, 0)), NewComplex(complex(y, 0)))
	}
	r := libm.Pow(x, y)
	if math.IsInf(r, 0) && !math.IsInf(x, 0) && !math.IsInf(y, 0) {
		return Value{}, RaiseArgs(th, OverflowErrorType, SmallInt(34), NewASCII("Numerical result out of range"))
	}
	return Float(r), nil
}

func floatInt(th *Thread, self Value) (Value, error) { return floatToInt(th, AsFloat(self)) }

// floatToInt returns int(f), truncated. It raises OverflowError for infinities and ValueError for NaN.
func floatToInt(th *Thread, f float64) (Value, error) {
	if f > MinSmallInt && f < MaxSmallInt {
		return SmallInt(int64(f)), nil
	}
	small, large, err := bigconv.FromFloat(f)
	if err != nil {
		return Value{}, raiseLeaf(th, err)
	}
	if large != nil {
		return BigInt(large), nil
	}
	return Int(small), nil
}

// FloatToInt returns the int that f truncates to. It raises OverflowError and ValueError for what has none.
func FloatToInt(th *Thread, f float64) (Value, error) { return floatToInt(th, f) }

// Round is round(v, digits); digits may be absent.
func Round(th *Thread, v, digits Value) (Value, error) {
	if digits.IsAbsent() || digits.Is(None) {
		if v.IsFloat() {
			return floatToInt(th, math.RoundToEven(v.Float()))
		}
		if v.IsInt() {
			return v, nil
		}
		digits = Value{}
	} else if v.IsFloat() {
		return floatRound(th, []Value{v, digits})
	}
	f, bound, err := LookupSpecial(th, v, nmRound)
	if err != nil {
		return Value{}, err
	}
	if f.IsAbsent() {
		return Value{}, TypeErrorf(th, "type %s doesn't define __round__ method", v.Type().DisplayName())
	}
	if digits.IsAbsent() {
		return callLoaded(th, f, bound, v, nil)
	}
	return callLoaded(th, f, bound, v, []Value{digits})
}

var nmRound = Intern("__round__")

func floatCeil(th *Thread, a []Value) (Value, error) { return floatToInt(th, math.Ceil(AsFloat(a[0]))) }
func floatFloor(th *Thread, a []Value) (Value, error) {
	return floatToInt(th, math.Floor(AsFloat(a[0])))
}

func floatFormat(th *Thread, a []Value) (Value, error) {
	if !IsStr(a[1]) {
		return Value{}, TypeErrorf(th, "__format__() argument must be str, not %s", ArgTypeName(a[1]))
	}
	if AsStr(a[1]).s == "" {
		s, err := ToStr(th, a[0])
		if err != nil {
			return Value{}, err
		}
		return s.Value(), nil
	}
	s, err := fmtspec.FormatFloat(AsFloat(a[0]), AsStr(a[1]).s, a[0].Type().DisplayName(), nil)
	if err != nil {
		return Value{}, raiseLeaf(th, err)
	}
	return NewStr(s), nil
}

func floatGetformat(th *Thread, a []Value) (Value, error) {
	if !IsStr(a[1]) {
		return Value{}, TypeErrorf(th, "__getformat__() argument must be str, not %s", ArgTypeName(a[1]))
	}
	switch AsStr(a[1]).s {
	case "double", "float":
		return NewASCII("IEEE, little-endian"), nil
	}
	return Value{}, ValueErrorf(th, "__getformat__() argument 1 must be 'double' or 'float'")
}

func floatRound(th *Thread, a []Value) (Value, error) {
	f := AsFloat(a[0])
	if a[1].IsAbsent() || a[1].Is(None) {
		return floatToInt(th, math.RoundToEven(f))
	}
	n, err := AsIndex(th, a[1], nil)
	if err != nil {
		return Value{}, err
	}
	r, rerr := floatfmt.Round(f, n)
	if rerr != nil {
		return Value{}, OverflowErrorf(th, "rounded value too large to represent")
	}
	return Float(r), nil
}

func floatAsIntegerRatio(th *Thread, a []Value) (Value, error) {
	n, d, err := bigconv.AsIntegerRatio(AsFloat(a[0]))
	if err != nil {
		return Value{}, raiseLeaf(th, err)
	}
	return TupleOf(BigInt(n), BigInt(d)), nil
}

func floatFromhex(th *Thread, a []Value) (Value, error) {
	if !IsStr(a[1]) {
		return Value{}, TypeErrorf(th, "bad argument type for built-in operation")
	}
	f, err := floatfmt.FromHex(AsStr(a[1]).s)
	if err != nil {
		if err.Error() == "hexadecimal value too large to represent as a float" {
			return Value{}, OverflowErrorf(th, "%s", err.Error())
		}
		return Value{}, ValueErrorf(th, "%s", err.Error())
	}
	if (*Type)(a[0].p) == FloatType {
		return Float(f), nil
	}
	return Call(th, a[0], Float(f))
}

func floatFromNumber(th *Thread, a []Value) (Value, error) {
	f, err := ToFloat(th, a[1])
	if err != nil {
		return Value{}, err
	}
	if (*Type)(a[0].p) == FloatType {
		return Float(f), nil
	}
	return Call(th, a[0], Float(f))
}

func floatNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if t == FloatType || funcPtr(t.Slots().Init) == funcPtr(FloatType.Slots().Init) {
		if err := NoKw(th, "float", kwnames); err != nil {
			return Value{}, err
		}
	}
	args = args[:len(args)-kwnames.Len()]
	f := 0.0
	switch len(args) {
	case 0:
	case 1:
		var err error
		if f, err = floatOf(th, args[0]); err != nil {
			return Value{}, err
		}
	default:
		return Value{}, TypeErrorf(th, "float expected at most 1 argument, got %d", len(args))
	}
	if t == FloatType {
		return Float(f), nil
	}
	r := t.New()
	(*FloatObj)(r.p).f = f
	return r, nil
}

// floatOf is float(v): a number, or text.
func floatOf(th *Thread, v Value) (float64, error) {
	if v.IsFloat() {
		return v.Float(), nil
	}
	if IsInt(v) && v.Type().Slots().Float != nil && v.Type().Flags()&TypeHeap == 0 {
		return intToFloat(th, v)
	}
	var s string
	switch sl := v.Type().Slots(); {
	case sl.Float != nil:
		return callFloat(th, sl, v)
	case sl.Index != nil:
		return ToFloat(th, v)
	case IsStr(v):
		s = AsStr(v).s
		if !AsStr(v).IsASCII() {
			s = ucd.DecimalASCII(s)
		}
	case IsBytesLike(v):
		b, err := ToBytes(th, v)
		if err != nil {
			return 0, err
		}
		s = b
	default:
		return 0, TypeErrorf(th, "float() argument must be a string or a real number, not '%s'", v.Type().DisplayName())
	}
	f, err := floatfmt.Parse(floatfmt.TrimSpace(s))
	if err != nil {
		r, rerr := ReprString(th, v)
		if rerr != nil {
			return 0, rerr
		}
		return 0, ValueErrorf(th, "could not convert string to float: %s", r)
	}
	return f, nil
}
