// Package math is the native module math (Library Reference, "math"). Elementary functions are the leaf package internal/libm's.
//
// The package has no state. Start reading at the table in math.go; integer.go has the functions of integers, sums.go those of
// sequences, gamma.go the gamma function.
package math

// This file implements the table and the functions of one or two floats.

import (
	"math"
	"math/big"

	"weft/internal/libm"
	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	two := func(name, sig, doc string, f func(x, y float64) float64) object.Method {
		return object.Method{Name: name, Sig: sig, Doc: doc, Fn: func(th *thread, a []value) (value, error) {
			x, y, err := floats(th, a)
			if err != nil {
				return value{}, err
			}
			return object.Float(f(x, y)), nil
		}}
	}
	return object.ModuleSpec{
		Name: "math",
		Doc:  "This module provides access to the mathematical functions\ndefined by the C standard.",
		Methods: []object.Method{
			one("acos", libm.Acos, "expected a number in range from -1 up to 1, got ", false, "Return the arc cosine of x in radians, from 0 to pi."),
			one("acosh", libm.Acosh, "expected argument value not less than 1, got ", false, "Return the inverse hyperbolic cosine of x."),
			one("asin", libm.Asin, "expected a number in range from -1 up to 1, got ", false, "Return the arc sine of x in radians, from -pi/2 to pi/2."),
			one("asinh", libm.Asinh, "", false, "Return the inverse hyperbolic sine of x."),
			one("atan", libm.Atan, "", false, "Return the arc tangent of x in radians, from -pi/2 to pi/2."),
			two("atan2", "(y, x, /)", "Return the arc tangent of y/x in radians, in the quadrant that the signs say.", libm.Atan2),
			one("atanh", libm.Atanh, "expected a number between -1 and 1, got ", false, "Return the inverse hyperbolic tangent of x."),
			one("cbrt", libm.Cbrt, "", false, "Return the cube root of x."),
			{Name: "ceil", Fn: mathCeil, Sig: "(x, /)", Doc: "Return the smallest integer that is at least x."},
			two("copysign", "(x, y, /)", "Return a float with the size of x and the sign of y.", math.Copysign),
			one("cos", libm.Cos, "expected a finite input, got ", false, "Return the cosine of x radians."),
			one("cosh", libm.Cosh, "", true, "Return the hyperbolic cosine of x."),
			one("degrees", func(x float64) float64 { return x * (180 / math.Pi) }, "", false, "Convert angle x from radians to degrees."),
			{Name: "dist", Fn: mathDist, Sig: "(p, q, /)", Doc: "Return the Euclidean distance between two points, given as sequences of coordinates."},
			one("erf", libm.Erf, "", false, "Return the error function at x."),
			one("erfc", libm.Erfc, "", false, "Return 1 - erf(x), exact also where that is small."),
			one("exp", libm.Exp, "", true, "Return e to the power of x."),
			one("exp2", libm.Exp2, "", true, "Return 2 to the power of x."),
			one("expm1", libm.Expm1, "", true, "Return exp(x)-1, exact also for small x."),
			one("fabs", math.Abs, "", false, "Return the absolute value of x as a float."),
			{Name: "factorial", Fn: mathFactorial, Sig: "(n, /)", Doc: "Return n factorial."},
			{Name: "floor", Fn: mathFloor, Sig: "(x, /)", Doc: "Return the largest integer that is at most x."},
			{Name: "fma", Fn: mathFma, Sig: "(x, y, z, /)", Doc: "Return x*y + z, rounded once."},
			{Name: "fmod", Fn: mathFmod, Sig: "(x, y, /)", Doc: "Return the remainder of x/y as C does, with the sign of x."},
			{Name: "frexp", Fn: mathFrexp, Sig: "(x, /)", Doc: "Return (m, e) with x == m * 2**e and 0.5 <= abs(m) < 1."},
			{Name: "fsum", Fn: mathFsum, Sig: "(seq, /)", Doc: "Return the sum of floats, rounded once."},
			{Name: "gamma", Fn: mathGamma, Sig: "(x, /)", Doc: "Return the gamma function at x."},
			{Name: "gcd", Fn: mathGcd, Sig: "(*integers)", Doc: "Return the greatest common divisor."},
			{Name: "hypot", Fn: mathHypot, Sig: "(*coordinates)", Doc: "Return the length of the vector from the origin to a point."},
			{Name: "isclose", Fn: mathIsclose, Sig: "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", Doc: "Report whether two floats are close to each other.\n\n  rel_tol\n    the largest difference, relative to the larger of the two\n  abs_tol\n    the largest difference that is always close enough"},
			{Name: "isfinite", Fn: test(func(x float64) bool { return x-x == 0 }), Sig: "(x, /)", Doc: "Return True if x is neither an infinity nor a NaN."},
			{Name: "isinf", Fn: test(func(x float64) bool { return math.IsInf(x, 0) }), Sig: "(x, /)", Doc: "Return True if x is an infinity."},
			{Name: "isnan", Fn: test(math.IsNaN), Sig: "(x, /)", Doc: "Return True if x is a NaN."},
			{Name: "isqrt", Fn: mathIsqrt, Sig: "(n, /)", Doc: "Return the integer part of the square root of n."},
			{Name: "lcm", Fn: mathLcm, Sig: "(*integers)", Doc: "Return the least common multiple."},
			{Name: "ldexp", Fn: mathLdexp, Sig: "(x, i, /)", Doc: "Return x * 2**i."},
			{Name: "lgamma", Fn: mathLgamma, Sig: "(x, /)", Doc: "Return the logarithm of the absolute value of the gamma function at x."},
			{Name: "log", Raw: mathLog, Doc: "log(x, [base=math.e])\nReturn the logarithm of x to the base; without one, the natural logarithm."},
			{Name: "log10", Fn: mathLog10, Sig: "(x, /)", Doc: "Return the logarithm of x to base 10."},
			one("log1p", libm.Log1p, "expected argument value > -1, got ", false, "Return log(1+x), exact also for small x."),
			{Name: "log2", Fn: mathLog2, Sig: "(x, /)", Doc: "Return the logarithm of x to base 2."},
			{Name: "modf", Fn: mathModf, Sig: "(x, /)", Doc: "Return the fractional and the integer part of x, both floats with the sign of x."},
			{Name: "nextafter", Fn: mathNextafter, Sig: "(x, y, /, *, steps=None)", Doc: "Return the float that is one step, or the given number of steps, from x towards y."},
			{Name: "perm", Fn: mathPerm, Sig: "(n, k=None, /)", Doc: "Return in how many ways k of n things can be chosen in order; without k, n factorial."},
			{Name: "comb", Fn: mathComb, Sig: "(n, k, /)", Doc: "Return in how many ways k of n things can be chosen without order."},
			{Name: "pow", Fn: mathPow, Sig: "(x, y, /)", Doc: "Return x**y of two floats."},
			{Name: "prod", Fn: mathProd, Sig: "(iterable, /, *, start=1)", Doc: "Return the product of start and the numbers of an iterable."},
			one("radians", func(x float64) float64 { return x * (math.Pi / 180) }, "", false, "Convert angle x from degrees to radians."),
			{Name: "remainder", Fn: mathRemainder, Sig: "(x, y, /)", Doc: "Return x - n*y, n being the integer nearest to x/y, the even one of two."},
			one("sin", libm.Sin, "expected a finite input, got ", false, "Return the sine of x radians."),
			one("sinh", libm.Sinh, "", true, "Return the hyperbolic sine of x."),
			one("sqrt", math.Sqrt, "expected a nonnegative input, got ", false, "Return the square root of x."),
			{Name: "sumprod", Fn: mathSumprod, Sig: "(p, q, /)", Doc: "Return the sum of the products of two sequences' items."},
			one("tan", libm.Tan, "expected a finite input, got ", false, "Return the tangent of x radians."),
			one("tanh", libm.Tanh, "", false, "Return the hyperbolic tangent of x."),
			{Name: "trunc", Fn: mathTrunc, Sig: "(x, /)", Doc: "Return x without its fraction: x.__trunc__()."},
			{Name: "ulp", Fn: mathUlp, Sig: "(x, /)", Doc: "Return the value of the last bit of x."},
		},
		Exec: func(th *thread, m *object.Module) error {
			for name, x := range map[string]float64{"pi": math.Pi, "e": math.E, "tau": 2 * math.Pi, "inf": math.Inf(1), "nan": math.NaN()} {
				m.Dict().SetName(name, object.Float(x))
			}
			return nil
		},
	}
}

// real converts an argument.
func real(th *thread, v value) (float64, error) {
	if v.IsFloat() {
		return v.Float(), nil
	}
	return object.ToFloat(th, v)
}

func floats(th *thread, a []value) (x, y float64, err error) {
	if x, err = real(th, a[0]); err != nil {
		return
	}
	y, err = real(th, a[1])
	return
}

func finite(x float64) bool { return x-x == 0 }

func test(f func(x float64) bool) object.NativeFn {
	return func(th *thread, a []value) (value, error) {
		x, err := real(th, a[0])
		if err != nil {
			return value{}, err
		}
		return object.Bool(f(x)), nil
	}
}

func rangeError(th *thread) error  { return object.OverflowErrorf(th, "math range error") }
func domainError(th *thread) error { return object.ValueErrorf(th, "math domain error") }

// domainText raises a ValueError that shows the argument.
func domainText(th *thread, text string, x float64) error {
	r, err := object.ReprString(th, object.Float(x))
	if err != nil {
		return err
	}
	return object.ValueErrorf(th, "%s", text+r)
}

// one makes the row of a function of one float. A NaN from a number, or an infinity from a finite one unless the function
// overflows, is an error with the given text.
func one(name string, f func(float64) float64, text string, overflows bool, doc string) object.Method {
	return object.Method{Name: name, Sig: "(x, /)", Doc: doc, Fn: func(th *thread, a []value) (value, error) {
		x, err := real(th, a[0])
		if err != nil {
			return value{}, err
		}
		r := f(x)
		if !finite(r) {
			switch {
			case r != r && x == x, r == r && finite(x) && !overflows:
				if text == "" {
					if r == r {
						break // degrees(1e308)
					}
					return value{}, domainError(th)
				}
				return value{}, domainText(th, text, x)
			case r == r && finite(x):
				return value{}, rangeError(th)
			}
		}
		return object.Float(r), nil
	}}
}

// rounded is ceil and floor.
func rounded(th *thread, v value, special string, f func(float64) float64) (value, error) {
	if v.IsInt() {
		return v, nil
	}
	if v.IsFloat() {
		return object.FloatToInt(th, f(v.Float()))
	}
	if !v.IsExact(object.FloatType) {
		r, found, err := object.CallSpecial(th, v, special)
		if found || err != nil {
			return r, err
		}
	}
	x, err := real(th, v)
	if err != nil {
		return value{}, err
	}
	return object.FloatToInt(th, f(x))
}

func mathCeil(th *thread, a []value) (value, error) { return rounded(th, a[0], "__ceil__", math.Ceil) }

func mathFloor(th *thread, a []value) (value, error) {
	return rounded(th, a[0], "__floor__", math.Floor)
}

func mathTrunc(th *thread, a []value) (value, error) {
	if a[0].IsFloat() {
		return object.ToInt(th, a[0])
	}
	r, found, err := object.CallSpecial(th, a[0], "__trunc__")
	if !found && err == nil {
		return value{}, object.TypeErrorf(th, "type %s doesn't define __trunc__ method", a[0].Type().ShortName())
	}
	return r, err
}

func mathFma(th *thread, a []value) (value, error) {
	x, y, err := floats(th, a)
	if err != nil {
		return value{}, err
	}
	z, err := real(th, a[2])
	if err != nil {
		return value{}, err
	}
	r := math.FMA(x, y, z)
	switch {
	case r != r && x == x && y == y && z == z:
		return value{}, object.ValueErrorf(th, "invalid operation in fma")
	case math.IsInf(r, 0) && finite(x) && finite(y) && finite(z):
		return value{}, object.OverflowErrorf(th, "overflow in fma")
	}
	return object.Float(r), nil
}

func mathFmod(th *thread, a []value) (value, error) {
	x, y, err := floats(th, a)
	if err != nil {
		return value{}, err
	}
	if math.IsInf(y, 0) && finite(x) {
		return object.Float(x), nil
	}
	if x != x {
		return object.Float(x), nil
	}
	r := libm.Mod(x, y)
	if r != r && x == x && y == y {
		return value{}, domainError(th)
	}
	return object.Float(r), nil
}

func mathRemainder(th *thread, a []value) (value, error) {
	x, y, err := floats(th, a)
	if err != nil {
		return value{}, err
	}
	r := math.Remainder(x, y)
	if r != r && x == x && y == y {
		return value{}, domainError(th)
	}
	if r == 0 {
		r = math.Copysign(0, x)
	}
	return object.Float(r), nil
}

func mathPow(th *thread, a []value) (value, error) {
	x, y, err := floats(th, a)
	if err != nil {
		return value{}, err
	}
	r := libm.Pow(x, y)
	if !finite(r) && finite(x) && finite(y) {
		if r != r || x == 0 {
			return value{}, domainError(th)
		}
		return value{}, rangeError(th)
	}
	return object.Float(r), nil
}

func mathFrexp(th *thread, a []value) (value, error) {
	x, err := real(th, a[0])
	if err != nil {
		return value{}, err
	}
	m, e := x, 0
	if finite(x) {
		m, e = math.Frexp(x)
	}
	return object.TupleOf(object.Float(m), object.Int(int64(e))), nil
}

func mathModf(th *thread, a []value) (value, error) {
	x, err := real(th, a[0])
	if err != nil {
		return value{}, err
	}
	switch {
	case x != x:
		return object.TupleOf(object.Float(x), object.Float(x)), nil
	case !finite(x):
		return object.TupleOf(object.Float(math.Copysign(0, x)), object.Float(x)), nil
	}
	i := math.Trunc(x)
	return object.TupleOf(object.Float(math.Copysign(x-i, x)), object.Float(math.Copysign(i, x))), nil
}

func mathLdexp(th *thread, a []value) (value, error) {
	x, err := real(th, a[0])
	if err != nil {
		return value{}, err
	}
	if !object.IsInt(a[1]) {
		return value{}, object.TypeErrorf(th, "Expected an int as second argument to ldexp.")
	}
	n, ok := object.Int64(a[1])
	if !ok {
		n = math.MaxInt32
		if object.Big(a[1]).Sign() < 0 {
			n = math.MinInt32
		}
	}
	if x == 0 || !finite(x) {
		return object.Float(x), nil
	}
	n = min(max(n, -5000), 5000)
	r := ldexp(x, int(n))
	if math.IsInf(r, 0) {
		return value{}, rangeError(th)
	}
	return object.Float(r), nil
}

// ldexp rounds once, also to a subnormal number.
func ldexp(x float64, n int) float64 {
	_, e := math.Frexp(x)
	if e+n > -1021 {
		return math.Ldexp(x, n)
	}
	b := new(big.Float).SetMode(big.ToNearestEven).SetFloat64(x)
	r, _ := b.SetMantExp(b, n).Float64()
	return r
}

func mathUlp(th *thread, a []value) (value, error) {
	x, err := real(th, a[0])
	if err != nil {
		return value{}, err
	}
	x = math.Abs(x)
	if !finite(x) {
		return object.Float(x), nil
	}
	next := math.Nextafter(x, math.Inf(1))
	if math.IsInf(next, 0) {
		return object.Float(x - math.Nextafter(x, 0)), nil
	}
	return object.Float(next - x), nil
}

func mathNextafter(th *thread, a []value) (value, error) {
	x, y, err := floats(th, a)
	if err != nil {
		return value{}, err
	}
	if a[2].IsAbsent() || a[2].Is(object.None) {
		if bits := math.Float64bits(x); bits == 1 || bits == 1<<63|1 { // of the zeros C's function steps to the one with the sign of x
			if x > 0 && y < x || x < 0 && y > x {
				return object.Float(math.Copysign(0, x)), nil
			}
		}
		return object.Float(nextafter(x, y, 1)), nil
	}
	i, err := object.Index(th, a[2])
	if err != nil {
		return value{}, err
	}
	b := object.Big(i)
	if b.Sign() < 0 {
		return value{}, object.ValueErrorf(th, "steps must be a non-negative integer")
	}
	n := uint64(math.MaxUint64)
	if b.IsUint64() {
		n = b.Uint64()
	}
	return object.Float(nextafter(x, y, n)), nil
}

// nextafter steps on the line of all floats: their bits, with the sign taken off, are consecutive.
func nextafter(x, y float64, n uint64) float64 {
	switch {
	case n == 0 || x != x:
		return x
	case y != y || x == y:
		return y
	}
	const sign = 1 << 63
	bx, by := math.Float64bits(x), math.Float64bits(y)
	ax, ay := bx&^sign, by&^sign
	if (bx^by)&sign != 0 { // through zero
		switch {
		case ax+ay <= n:
			return y
		case n <= ax:
			return math.Float64frombits(bx - n)
		}
		return math.Float64frombits(by&sign | (n - ax))
	}
	if ax > ay {
		if ax-ay <= n {
			return y
		}
		return math.Float64frombits(bx - n)
	}
	if ay-ax <= n {
		return y
	}
	return math.Float64frombits(bx + n)
}

func mathIsclose(th *thread, a []value) (value, error) {
	x, y, err := floats(th, a)
	if err != nil {
		return value{}, err
	}
	rel, abs := 1e-9, 0.0
	if !a[2].IsAbsent() {
		if rel, err = real(th, a[2]); err != nil {
			return value{}, err
		}
	}
	if !a[3].IsAbsent() {
		if abs, err = real(th, a[3]); err != nil {
			return value{}, err
		}
	}
	if rel < 0 || abs < 0 {
		return value{}, object.ValueErrorf(th, "tolerances must be non-negative")
	}
	if x == y {
		return object.True, nil
	}
	if math.IsInf(x, 0) || math.IsInf(y, 0) {
		return object.False, nil
	}
	d := math.Abs(y - x)
	return object.Bool(d <= math.Abs(rel*y) || d <= math.Abs(rel*x) || d <= abs), nil
}

// logarithm is log, log2 and log10, also of integers beyond the floats.
func logarithm(th *thread, v value, f func(float64) float64) (float64, error) {
	if !v.IsFloat() && object.IsInt(v) && !v.IsInt() {
		return logInt(th, object.Big(v), f)
	}
	if v.IsInt() && v.Int() <= 0 {
		return 0, object.ValueErrorf(th, "expected a positive input")
	}
	if !v.IsFloat() && !v.IsInt() && v.Type().Slots().Float == nil && v.Type().Slots().Index != nil {
		i, err := object.Index(th, v)
		if err != nil {
			return 0, err
		}
		return logInt(th, object.Big(i), f)
	}
	x, err := real(th, v)
	if err != nil {
		return 0, err
	}
	if x <= 0 {
		return 0, domainText(th, "expected a positive input, got ", x)
	}
	return f(x), nil
}

func logInt(th *thread, b *big.Int, f func(float64) float64) (float64, error) {
	if b.Sign() <= 0 {
		return 0, object.ValueErrorf(th, "expected a positive input")
	}
	x, _ := new(big.Float).SetInt(b).Float64()
	if !math.IsInf(x, 0) {
		return f(x), nil
	}
	m := new(big.Float).SetPrec(53).SetMode(big.ToNearestEven).SetInt(b)
	e := m.MantExp(m)
	mf, _ := m.Float64()
	return f(mf) + f(2)*float64(e), nil
}

func mathLog(th *thread, args []value, kw *object.Tuple) (value, error) {
	if kw.Len() > 0 {
		return value{}, object.TypeErrorf(th, "math.log() takes no keyword arguments")
	}
	switch {
	case len(args) < 1:
		return value{}, object.TypeErrorf(th, "log expected at least 1 argument, got 0")
	case len(args) > 2:
		return value{}, object.TypeErrorf(th, "log expected at most 2 arguments, got %d", len(args))
	}
	x, err := logarithm(th, args[0], libm.Log)
	if err != nil || len(args) == 1 {
		return object.Float(x), err
	}
	b, err := logarithm(th, args[1], libm.Log)
	if err != nil {
		return value{}, err
	}
	if b == 0 {
		return value{}, object.Raise(th, object.ZeroDivisionErrorType, "division by zero")
	}
	return object.Float(x / b), nil
}

func mathLog2(th *thread, a []value) (value, error) {
	x, err := logarithm(th, a[0], libm.Log2)
	return object.Float(x), err
}

func mathLog10(th *thread, a []value) (value, error) {
	x, err := logarithm(th, a[0], libm.Log10)
	return object.Float(x), err
}
