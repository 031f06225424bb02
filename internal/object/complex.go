// This file implements complex: arithmetic, comparison, conversion, methods.

package object

import (
	"math"
	"math/cmplx"
	"unsafe"

	"weft/internal/floatfmt"
	"weft/internal/fmtspec"
	"weft/internal/libm"
	"weft/internal/pyhash"
	"weft/internal/ucd"
)

func complexSpec() TypeSpec {
	return TypeSpec{
		Type:   ComplexType,
		Flags:  TypeBase,
		Layout: LayoutOf[ComplexObj](),
		Sig:    "(real=0, imag=0)",
		Doc:    "Create a complex number from a string or numbers.\n\nIf a string is given, parse it as a complex number.\nIf a single number is given, convert it to a complex number.\nIf the 'real' or 'imag' arguments are given, create a complex number\nwith the specified real and imaginary components.",
		Slots: Slots{
			New: complexNew, Repr: complexRepr, Hash: complexHash, Compare: complexCompare,
			Bool: func(th *Thread, self Value) (bool, error) { return asComplex(self) != 0, nil },
			Neg:  func(th *Thread, self Value) (Value, error) { return NewComplex(-asComplex(self)), nil },
			Pos:  func(th *Thread, self Value) (Value, error) { return NewComplex(asComplex(self)), nil },
			Abs:  complexAbs,
			Bin:  [numBinOps]BinaryFunc{OpAdd: complexAdd, OpSub: complexSub, OpMul: complexMul, OpTrueDiv: complexTrueDiv},
			Pow:  complexPow,
		},
		Methods: []Method{
			{Name: "__complex__", Fn: func(th *Thread, a []Value) (Value, error) { return NewComplex(asComplex(a[0])), nil }, Sig: "(self, /)", Doc: "Convert this value to exact type complex."},
			{Name: "__format__", Fn: complexFormat, Sig: "(self, format_spec, /)", Doc: "Convert to a string according to format_spec."},
			{Name: "__getnewargs__", Fn: func(th *Thread, a []Value) (Value, error) {
				c := asComplex(a[0])
				return TupleOf(Float(real(c)), Float(imag(c))), nil
			}, Sig: "(self, /)"},
			{Name: "conjugate", Fn: func(th *Thread, a []Value) (Value, error) { return NewComplex(cmplx.Conj(asComplex(a[0]))), nil }, Sig: "(self, /)", Doc: "Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j."},
			{Name: "from_number", Kind: ClassMethod, Fn: complexFromNumber, Sig: "(type, number, /)", Doc: "Convert number to a complex floating-point number."},
		},
		GetSets: []GetSet{
			{Name: "real", Get: func(th *Thread, self Value) (Value, error) { return Float(real(asComplex(self))), nil }, Set: readonlyAttr, Doc: "the real part of a complex number"},
			{Name: "imag", Get: func(th *Thread, self Value) (Value, error) { return Float(imag(asComplex(self))), nil }, Set: readonlyAttr, Doc: "the imaginary part of a complex number"},
		},
	}
}

func asComplex(v Value) complex128 { return (*ComplexObj)(v.p).c }

// IsComplex reports whether v is a complex or an instance of a subclass.
func IsComplex(v Value) bool { return v.IsObj() && v.Header().Type().IsSubtype(ComplexType) }

// AsComplex returns the value of a complex; call only if IsComplex.
func AsComplex(v Value) complex128 { return asComplex(v) }

// complexOperand is one operand of mixed arithmetic: real tells that it has no imaginary part of its own (C99 Annex G rules, as
// CPython since 3.14).
type complexOperand struct {
	re, im float64
	isReal bool
}

func complexArg(th *Thread, v Value) (complexOperand, bool, error) {
	switch {
	case IsComplex(v):
		c := asComplex(v)
		return complexOperand{real(c), imag(c), false}, true, nil
	case IsFloat(v):
		return complexOperand{AsFloat(v), 0, true}, true, nil
	case IsInt(v):
		f, err := intToFloat(th, v)
		return complexOperand{f, 0, true}, true, err
	}
	return complexOperand{}, false, nil
}

func complexOp(th *Thread, a, b Value, f func(x, y complexOperand) (complex128, error)) (Value, error) {
	x, ok, err := complexArg(th, a)
	if err != nil || !ok {
		return NotImplemented, err
	}
	y, ok, err := complexArg(th, b)
	if err != nil || !ok {
		return NotImplemented, err
	}
	c, err := f(x, y)
	if err != nil {
		return Value{}, err
	}
	return th.complex(c), nil
}

// complex is NewComplex; the number is an object without pointers, as a short string is.
func (c *cutter) complex(z complex128) Value {
	o := (*ComplexObj)(c.cut(uint32(unsafe.Sizeof(ComplexObj{}) / 8)))
	setRaw(unsafe.Pointer(&o.typ), unsafe.Pointer(ComplexType))
	o.c = z
	return o.Value()
}

// ComplexOp is x op y of two complex numbers of the type itself; ok is false for operators and operands that need more.
func (th *Thread) ComplexOp(op BinOp, x, y Value) (v Value, ok bool) {
	a, b := asComplex(x), asComplex(y)
	switch op {
	case OpAdd:
		a += b
	case OpSub:
		a -= b
	case OpMul:
		a = complexProduct(real(a), imag(a), real(b), imag(b))
	default:
		return v, false
	}
	return th.complex(a), true
}

func complexAdd(th *Thread, a, b Value) (Value, error) {
	return complexOp(th, a, b, func(x, y complexOperand) (complex128, error) {
		switch {
		case x.isReal:
			return complex(x.re+y.re, y.im), nil
		case y.isReal:
			return complex(x.re+y.re, x.im), nil
		}
		return complex(x.re+y.re, x.im+y.im), nil
	})
}

func complexSub(th *Thread, a, b Value) (Value, error) {
	return complexOp(th, a, b, func(x, y complexOperand) (complex128, error) {
		switch {
		case x.isReal:
			return complex(x.re-y.re, -y.im), nil
		case y.isReal:
			return complex(x.re-y.re, x.im), nil
		}
		return complex(x.re-y.re, x.im-y.im), nil
	})
}

func complexMul(th *Thread, a, b Value) (Value, error) {
	return complexOp(th, a, b, func(x, y complexOperand) (complex128, error) {
		switch {
		case x.isReal:
			return complex(x.re*y.re, x.re*y.im), nil
		case y.isReal:
			return complex(x.re*y.re, x.im*y.re), nil
		}
		return complexProduct(x.re, x.im, y.re, y.im), nil
	})
}

// complexProduct multiplies with the recovery of infinities of C99 Annex G.5.1.
func complexProduct(a, b, c, d float64) complex128 {
	re, im := float64(a*c)-float64(b*d), float64(a*d)+float64(b*c)
	if re != re && im != im {
		return complexRecover(a, b, c, d)
	}
	return complex(re, im)
}

// complexRecover is complexProduct where both parts of the plain product are no numbers.
func complexRecover(a, b, c, d float64) complex128 {
	ac, bd, ad, bc := float64(a*c), float64(b*d), float64(a*d), float64(b*c)
	recalc := false
	box := func(f float64) float64 {
		if math.IsInf(f, 0) {
			return math.Copysign(1, f)
		}
		return math.Copysign(0, f)
	}
	zero := func(f float64) float64 {
		if math.IsNaN(f) {
			return math.Copysign(0, f)
		}
		return f
	}
	if math.IsInf(a, 0) || math.IsInf(b, 0) {
		a, b, c, d = box(a), box(b), zero(c), zero(d)
		recalc = true
	}
	if math.IsInf(c, 0) || math.IsInf(d, 0) {
		c, d, a, b = box(c), box(d), zero(a), zero(b)
		recalc = true
	}
	if !recalc && (math.IsInf(ac, 0) || math.IsInf(bd, 0) || math.IsInf(ad, 0) || math.IsInf(bc, 0)) {
		a, b, c, d = zero(a), zero(b), zero(c), zero(d)
		recalc = true
	}
	if recalc {
		return complex(math.Inf(1)*(a*c-b*d), math.Inf(1)*(a*d+b*c))
	}
	return complex(ac-bd, ad+bc)
}

func complexTrueDiv(th *Thread, a, b Value) (Value, error) {
	return complexOp(th, a, b, func(x, y complexOperand) (complex128, error) {
		if y.re == 0 && y.im == 0 {
			return 0, Raise(th, ZeroDivisionErrorType, "division by zero")
		}
		if y.isReal {
			return complex(x.re/y.re, x.im/y.re), nil
		}
		return complexQuotient(x, y), nil
	})
}

// complexQuotient divides by Smith's method.
func complexQuotient(x, y complexOperand) complex128 {
	var re, im float64
	switch {
	case math.Abs(y.re) >= math.Abs(y.im):
		ratio := y.im / y.re
		denom := y.re + float64(y.im*ratio)
		if x.isReal {
			re, im = x.re/denom, float64(-x.re*ratio)/denom
		} else {
			re, im = (x.re+float64(x.im*ratio))/denom, (x.im-float64(x.re*ratio))/denom
		}
	case math.Abs(y.im) >= math.Abs(y.re):
		ratio := y.re / y.im
		denom := float64(y.re*ratio) + y.im
		if x.isReal {
			re, im = float64(x.re*ratio)/denom, -x.re/denom
		} else {
			re, im = (float64(x.re*ratio)+x.im)/denom, (float64(x.im*ratio)-x.re)/denom
		}
	default:
		return complex(math.NaN(), math.NaN())
	}
	if math.IsNaN(re) && math.IsNaN(im) {
		inf := func(f float64) float64 {
			if math.IsInf(f, 0) {
				return math.Copysign(1, f)
			}
			return math.Copysign(0, f)
		}
		finite := func(f float64) bool { return !math.IsInf(f, 0) && !math.IsNaN(f) }
		if (math.IsInf(x.re, 0) || math.IsInf(x.im, 0)) && finite(y.re) && finite(y.im) {
			p, q := inf(x.re), inf(x.im)
			re, im = math.Inf(1)*(p*y.re+q*y.im), math.Inf(1)*(q*y.re-p*y.im)
		} else if (math.IsInf(y.re, 0) || math.IsInf(y.im, 0)) && finite(x.re) && finite(x.im) {
			p, q := inf(y.re), inf(y.im)
			re, im = 0*(x.re*p+x.im*q), 0*(x.im*p-x.re*q)
		}
	}
	return complex(re, im)
}

func complexPow(th *Thread, a, b, mod Value) (Value, error) {
	if !mod.Is(None) {
		if IsComplex(a) || IsComplex(b) || IsComplex(mod) {
			return Value{}, ValueErrorf(th, "complex modulo")
		}
		return NotImplemented, nil
	}
	return complexOp(th, a, b, func(x, y complexOperand) (complex128, error) {
		var r complex128
		switch {
		case y.re == 0 && y.im == 0:
			return 1, nil
		case y.im == 0 && y.re == math.Floor(y.re) && math.Abs(y.re) <= 100:
			n := int(y.re)
			r = 1
			p := complex(x.re, x.im)
			for k := max(n, -n); k > 0; k >>= 1 {
				if k&1 != 0 {
					r = complexProduct(real(r), imag(r), real(p), imag(p))
				}
				p = complexProduct(real(p), imag(p), real(p), imag(p))
			}
			if n < 0 {
				if r == 0 {
					return 0, Raise(th, ZeroDivisionErrorType, "zero to a negative or complex power")
				}
				r = complexQuotient(complexOperand{1, 0, false}, complexOperand{real(r), imag(r), false})
			}
		case x.re == 0 && x.im == 0:
			if y.im != 0 || y.re < 0 {
				return 0, Raise(th, ZeroDivisionErrorType, "zero to a negative or complex power")
			}
			return 0, nil
		default:
			vabs := libm.Length(x.re, x.im)
			length := libm.Pow(vabs, y.re)
			at := libm.Atan2(x.im, x.re)
			phase := at * y.re
			if y.im != 0 {
				length *= libm.Exp(-at * y.im)
				phase += y.im * libm.Log(vabs)
			}
			r = complex(length*libm.Cos(phase), length*libm.Sin(phase))
		}
		if math.IsInf(real(r), 0) || math.IsInf(imag(r), 0) {
			if !math.IsInf(x.re, 0) && !math.IsInf(x.im, 0) && !math.IsInf(y.re, 0) && !math.IsInf(y.im, 0) {
				return 0, Raise(th, OverflowErrorType, "complex exponentiation")
			}
		}
		return r, nil
	})
}

func complexAbs(th *Thread, self Value) (Value, error) {
	c := asComplex(self)
	r := libm.Length(real(c), imag(c))
	if math.IsInf(r, 0) && !math.IsInf(real(c), 0) && !math.IsInf(imag(c), 0) {
		return Value{}, OverflowErrorf(th, "absolute value too large")
	}
	return Float(r), nil
}

func complexRepr(th *Thread, self Value) (Value, error) {
	c := asComplex(self)
	return NewASCII(floatfmt.ComplexRepr(real(c), imag(c))), nil
}

func complexHash(th *Thread, self Value) (int64, error) {
	c := asComplex(self)
	h := func(f float64) int64 {
		v, ok := pyhash.HashFloat(f)
		if !ok {
			v = pyhash.Pointer(uintptr(self.word()))
		}
		return v
	}
	return pyhash.Complex(h(real(c)), h(imag(c))), nil
}

func complexCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if op != CmpEQ && op != CmpNE || !IsComplex(a) {
		return NotImplemented, nil
	}
	c := asComplex(a)
	eq := false
	switch {
	case IsComplex(b):
		eq = c == asComplex(b)
	case IsInt(b) || IsFloat(b):
		if imag(c) == 0 {
			r, err := floatCompare(th, Float(real(c)), b, CmpEQ)
			if err != nil {
				return Value{}, err
			}
			eq = r.Is(True)
		}
	default:
		return NotImplemented, nil
	}
	return Bool(eq == (op == CmpEQ)), nil
}

func complexFormat(th *Thread, a []Value) (Value, error) {
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
	c := asComplex(a[0])
	s, err := fmtspec.FormatComplex(real(c), imag(c), AsStr(a[1]).s, a[0].Type().DisplayName(), nil)
	if err != nil {
		return Value{}, raiseLeaf(th, err)
	}
	return NewStr(s), nil
}

// ToComplex returns complex(v) for a number: __complex__, __float__, __index__. It raises TypeError.
func ToComplex(th *Thread, v Value) (complex128, error) {
	if v.isExact(ComplexType) {
		return asComplex(v), nil
	}
	if r, found, err := CallSpecial(th, v, "__complex__"); err != nil {
		return 0, err
	} else if found {
		if !IsComplex(r) {
			return 0, TypeErrorf(th, "__complex__ returned non-complex (type %s)", r.Type().DisplayName())
		}
		return asComplex(r), nil
	}
	if IsComplex(v) {
		return asComplex(v), nil
	}
	f, err := ToFloat(th, v)
	return complex(f, 0), err
}

func complexFromNumber(th *Thread, a []Value) (Value, error) {
	c, err := ToComplex(th, a[1])
	if err != nil {
		return Value{}, err
	}
	if (*Type)(a[0].p) == ComplexType {
		return NewComplex(c), nil
	}
	return Call(th, a[0], NewComplex(c))
}

var complexDef = NewDef(Method{Name: "complex", Sig: "(real=0, imag=0)"}, nil)

func complexNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	bound, err := BindSig(th, complexDef, args, kwnames)
	if err != nil {
		return Value{}, err
	}
	r, i := bound[0], bound[1]
	var c complex128
	number := func(v Value) bool {
		s := v.Type().Slots()
		return IsComplex(v) || s.Float != nil || s.Index != nil || !v.Type().LookupName("__complex__").IsAbsent()
	}
	switch {
	case r.IsAbsent() && i.IsAbsent():
	case !r.IsAbsent() && IsStr(r):
		if !i.IsAbsent() {
			return Value{}, TypeErrorf(th, "complex() argument 'real' must be a real number, not str")
		}
		s := AsStr(r).s
		if !AsStr(r).IsASCII() {
			s = ucd.DecimalASCII(s)
		}
		re, im, perr := floatfmt.ParseComplex(s)
		if perr != nil {
			return Value{}, ValueErrorf(th, "complex() arg is a malformed string")
		}
		c = complex(re, im)
	case i.IsAbsent():
		if !number(r) {
			return Value{}, TypeErrorf(th, "complex() argument must be a string or a number, not %s", r.Type().DisplayName())
		}
		if c, err = ToComplex(th, r); err != nil {
			return Value{}, err
		}
	default:
		var rc, ic complex128
		if !r.IsAbsent() {
			if !number(r) {
				return Value{}, TypeErrorf(th, "complex() argument 'real' must be a real number, not %s", r.Type().DisplayName())
			}
			if rc, err = ToComplex(th, r); err != nil {
				return Value{}, err
			}
			if IsComplex(r) {
				if err := Warn(th, DeprecationWarningType, "complex() argument 'real' must be a real number, not "+r.Type().DisplayName(), 1); err != nil {
					return Value{}, err
				}
			}
		}
		if !number(i) || IsStr(i) {
			return Value{}, TypeErrorf(th, "complex() argument 'imag' must be a real number, not %s", i.Type().DisplayName())
		}
		if IsComplex(i) {
			if err := Warn(th, DeprecationWarningType, "complex() argument 'imag' must be a real number, not "+i.Type().DisplayName(), 1); err != nil {
				return Value{}, err
			}
			ic = asComplex(i)
		} else if f, err := ToFloat(th, i); err != nil {
			return Value{}, err
		} else {
			ic = complex(f, 0)
		}
		re, im := real(rc), imag(rc)
		if IsComplex(i) {
			re -= imag(ic)
		}
		if !r.IsAbsent() && IsComplex(r) {
			im += real(ic)
		} else {
			im = real(ic)
		}
		c = complex(re, im)
	}
	if t == ComplexType {
		return NewComplex(c), nil
	}
	v := t.New()
	(*ComplexObj)(v.p).c = c
	return v, nil
}
