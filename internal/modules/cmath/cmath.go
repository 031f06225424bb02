// Package cmath is the native module cmath (Library Reference, "cmath"). Elementary functions are the leaf package
// internal/libm's.
//
// The package has no state. Start reading at the table in cmath.go; functions.go has the functions themselves, special.go their
// results for arguments that are not finite.
package cmath

// This file implements the table of the module, and the functions that are no function of one complex number.

import (
	"math"

	"weft/internal/libm"
	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// fault is what a function reports beside its result: C's errno.
type fault uint8

const (
	fine fault = iota
	domain
	overflow
)

func (f fault) raise(th *thread) error {
	switch f {
	case domain:
		return object.ValueErrorf(th, "math domain error")
	case overflow:
		return object.OverflowErrorf(th, "math range error")
	}
	return nil
}

// one makes the row of a function of one complex number.
func one(name, doc string, f func(z complex128) (complex128, fault)) object.Method {
	return object.Method{Name: name, Sig: "(z, /)", Doc: doc, Fn: func(th *thread, a []value) (value, error) {
		z, err := object.ToComplex(th, a[0])
		if err != nil {
			return value{}, err
		}
		r, flt := f(z)
		if flt != fine {
			return value{}, flt.raise(th)
		}
		return object.NewComplex(r), nil
	}}
}

// test makes the row of a predicate.
func test(name, doc string, f func(x, y float64) bool) object.Method {
	return object.Method{Name: name, Sig: "(z, /)", Doc: doc, Fn: func(th *thread, a []value) (value, error) {
		z, err := object.ToComplex(th, a[0])
		if err != nil {
			return value{}, err
		}
		return object.Bool(f(real(z), imag(z))), nil
	}}
}

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "cmath",
		Doc:  "This module provides access to mathematical functions for complex\nnumbers.",
		Methods: []object.Method{
			one("acos", "Return the arc cosine of z.", acos),
			one("acosh", "Return the inverse hyperbolic cosine of z.", acosh),
			one("asin", "Return the arc sine of z.", asin),
			one("asinh", "Return the inverse hyperbolic sine of z.", asinh),
			one("atan", "Return the arc tangent of z.", atan),
			one("atanh", "Return the inverse hyperbolic tangent of z.", atanh),
			one("cos", "Return the cosine of z.", cos),
			one("cosh", "Return the hyperbolic cosine of z.", cosh),
			one("exp", "Return e to the power of z.", exp),
			{Name: "isclose", Fn: cmathIsclose, Sig: "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", Doc: "Report whether two complex numbers are close to each other.\n\n  rel_tol\n    the largest difference, relative to the larger of the two\n  abs_tol\n    the largest difference that is always close enough"},
			test("isfinite", "Return True if both parts of z are finite.", func(x, y float64) bool { return finite(x) && finite(y) }),
			test("isinf", "Return True if a part of z is infinite.", func(x, y float64) bool { return math.IsInf(x, 0) || math.IsInf(y, 0) }),
			test("isnan", "Return True if a part of z is a NaN.", func(x, y float64) bool { return x != x || y != y }),
			{Name: "log", Fn: cmathLog, Sig: "(z, base=<unrepresentable>, /)", Doc: "Return the logarithm of z to the base; without one, the natural logarithm."},
			one("log10", "Return the logarithm of z to base 10.", log10),
			{Name: "phase", Fn: cmathPhase, Sig: "(z, /)", Doc: "Return the angle of z in polar coordinates."},
			{Name: "polar", Fn: cmathPolar, Sig: "(z, /)", Doc: "Return the length and the angle of z in polar coordinates."},
			{Name: "rect", Fn: cmathRect, Sig: "(r, phi, /)", Doc: "Return the complex number with the given polar coordinates."},
			one("sin", "Return the sine of z.", sin),
			one("sinh", "Return the hyperbolic sine of z.", sinh),
			one("sqrt", "Return the square root of z.", sqrt),
			one("tan", "Return the tangent of z.", tan),
			one("tanh", "Return the hyperbolic tangent of z.", tanh),
		},
		Exec: func(th *thread, m *object.Module) error {
			for name, x := range map[string]float64{"pi": math.Pi, "e": math.E, "tau": 2 * math.Pi, "inf": math.Inf(1), "nan": math.NaN()} {
				m.Dict().SetName(name, object.Float(x))
			}
			m.Dict().SetName("infj", object.NewComplex(complex(0, math.Inf(1))))
			m.Dict().SetName("nanj", object.NewComplex(complex(0, math.NaN())))
			return nil
		},
	}
}

func cmathIsclose(th *thread, args []value) (value, error) {
	a, err := object.ToComplex(th, args[0])
	if err != nil {
		return value{}, err
	}
	b, err := object.ToComplex(th, args[1])
	if err != nil {
		return value{}, err
	}
	rel, abs := 1e-9, 0.0
	if !args[2].IsAbsent() {
		if rel, err = object.ToFloat(th, args[2]); err != nil {
			return value{}, err
		}
	}
	if !args[3].IsAbsent() {
		if abs, err = object.ToFloat(th, args[3]); err != nil {
			return value{}, err
		}
	}
	if rel < 0 || abs < 0 {
		return value{}, object.ValueErrorf(th, "tolerances must be non-negative")
	}
	inf := func(z complex128) bool { return math.IsInf(real(z), 0) || math.IsInf(imag(z), 0) }
	switch {
	case a == b:
		return object.True, nil
	case inf(a) || inf(b):
		return object.False, nil
	}
	length := func(z complex128) float64 { return hypot(real(z), imag(z)) }
	diff := length(complex(real(a)-real(b), imag(a)-imag(b)))
	return object.Bool(diff <= rel*length(b) || diff <= rel*length(a) || diff <= abs), nil
}

func cmathLog(th *thread, args []value) (value, error) {
	z, err := object.ToComplex(th, args[0])
	if err != nil {
		return value{}, err
	}
	r, flt := log(z)
	if !args[1].IsAbsent() {
		base, err := object.ToComplex(th, args[1])
		if err != nil {
			return value{}, err
		}
		d, f := log(base)
		flt = f // CPython forgets the fault of log(z)
		if flt == fine {
			q, err := object.Binary(th, object.OpTrueDiv, object.NewComplex(r), object.NewComplex(d))
			if err == nil {
				return q, nil
			}
			if !object.IsErr(err, object.ZeroDivisionErrorType) {
				return value{}, err
			}
			flt = domain
		}
	}
	if flt != fine {
		return value{}, flt.raise(th)
	}
	return object.NewComplex(r), nil
}

func cmathPhase(th *thread, args []value) (value, error) {
	z, err := object.ToComplex(th, args[0])
	if err != nil {
		return value{}, err
	}
	phi := libm.Atan2(imag(z), real(z))
	if phi == 0 && imag(z) != 0 && finite(real(z)) { // the C library reports underflow to 0
		return value{}, overflow.raise(th)
	}
	return object.Float(phi), nil
}

func cmathPolar(th *thread, args []value) (value, error) {
	z, err := object.ToComplex(th, args[0])
	if err != nil {
		return value{}, err
	}
	r := hypot(real(z), imag(z))
	if math.IsInf(r, 0) && finite(real(z)) && finite(imag(z)) {
		return value{}, overflow.raise(th)
	}
	return object.TupleOf(object.Float(r), object.Float(libm.Atan2(imag(z), real(z)))), nil
}

func cmathRect(th *thread, args []value) (value, error) {
	r, err := object.ToFloat(th, args[0])
	if err != nil {
		return value{}, err
	}
	phi, err := object.ToFloat(th, args[1])
	if err != nil {
		return value{}, err
	}
	var z complex128
	switch {
	case !finite(r) || !finite(phi):
		switch {
		case r != 0 && r == r && math.IsInf(phi, 0):
			return value{}, domain.raise(th)
		case math.IsInf(r, 0) && finite(phi) && phi != 0:
			z = infinite(libm.Cos(phi), libm.Sin(phi))
			if r < 0 {
				z = -z
			}
		default:
			z = rectTable.at(r, phi)
		}
	case phi == 0:
		z = complex(r, r*phi)
	default:
		z = complex(r*libm.Cos(phi), r*libm.Sin(phi))
	}
	return object.NewComplex(z), nil
}
