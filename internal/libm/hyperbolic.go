// This file implements hyperbolic functions by the usual formulas of C libraries, on exact exponentials and logarithms, so that
// they round as those do. Package math's Expm1, Log1p and Atanh already agree with C libraries to the last bit.

package libm

import "math"

// Expm1 returns e**x - 1.
func Expm1(x float64) float64 { return math.Expm1(x) }

// Log1p returns log(1+x).
func Log1p(x float64) float64 { return math.Log1p(x) }

// Atanh returns the inverse hyperbolic tangent of |x| <= 1.
func Atanh(x float64) float64 { return math.Atanh(x) }

// Sinh returns the hyperbolic sine.
func Sinh(x float64) float64 {
	a, h := math.Abs(x), math.Copysign(0.5, x)
	switch {
	case special(x) || a < 1.0/(1<<28):
		return x
	case a < 1:
		t := math.Expm1(a)
		return h * (2*t - t*t/(t+1))
	case a < 22:
		t := math.Expm1(a)
		return h * (t + t/(t+1))
	case a < 709.7:
		return h * Exp(a)
	}
	w := Exp(a / 2)
	return h * w * w
}

// Cosh returns the hyperbolic cosine.
func Cosh(x float64) float64 {
	a := math.Abs(x)
	switch {
	case special(x):
		return a
	case a < math.Ln2/2:
		t := math.Expm1(a)
		w := 1 + t
		return 1 + t*t/(w+w)
	case a < 22:
		t := Exp(a)
		return float64(t/2) + 0.5/t
	case a < 709.7:
		return Exp(a) / 2
	}
	w := Exp(a / 2)
	return w / 2 * w
}

// Tanh returns the hyperbolic tangent.
func Tanh(x float64) float64 {
	a := math.Abs(x)
	z := 1.0
	switch {
	case x != x || a < 1.0/(1<<55):
		return x
	case a < 1:
		t := math.Expm1(-2 * a)
		z = -t / (t + 2)
	case a < 22:
		z = 1 - 2/(math.Expm1(2*a)+2)
	}
	return math.Copysign(z, x)
}

// Asinh returns the inverse hyperbolic sine.
func Asinh(x float64) float64 {
	a := math.Abs(x)
	var w float64
	switch {
	case special(x) || a < 1.0/(1<<28):
		return x
	case a > 1<<28:
		w = Log(a) + math.Ln2
	case a > 2:
		w = Log(2*a + 1/(math.Sqrt(float64(a*a)+1)+a))
	default:
		t := a * a
		w = math.Log1p(a + t/(1+math.Sqrt(1+t)))
	}
	return math.Copysign(w, x)
}

// Acosh returns the inverse hyperbolic cosine of x >= 1; NaN for smaller x.
func Acosh(x float64) float64 {
	switch {
	case x < 1 || special(x):
		return math.Acosh(x)
	case x > 1<<28:
		return Log(x) + math.Ln2
	case x > 2:
		return Log(2*x - 1/(x+math.Sqrt(float64(x*x)-1)))
	}
	t := x - 1
	return math.Log1p(t + math.Sqrt(2*t+float64(t*t)))
}
