// This file implements the functions of one complex number. The formulas are those of W. Kahan, "Branch Cuts for Complex
// Elementary Functions", as CPython's cmath applies them.

package cmath

import (
	"math"

	"weft/internal/libm"
)

// Bounds beyond which squares or exponentials would leave the range of floats.
const (
	large   = math.MaxFloat64 / 4
	tiny    = 0x1p-1022 // the smallest normal number
	ln2     = math.Ln2
	scaleUp = 53
	scaleBy = -27
)

func sqrtLarge() float64 { return math.Sqrt(large) }
func logLarge() float64  { return libm.Log(large) }

func finite(x float64) bool { return x-x == 0 }

func hypot(x, y float64) float64 { return libm.Length(x, y) }

// parts splits z and reports whether both parts are finite.
func parts(z complex128) (x, y float64, ok bool) {
	x, y = real(z), imag(z)
	return x, y, finite(x) && finite(y)
}

// infinite returns a number of infinite parts with the signs of c and s.
func infinite(c, s float64) complex128 {
	return complex(math.Copysign(math.Inf(1), c), math.Copysign(math.Inf(1), s))
}

// turn multiplies by i, turnBack by -i.
func turn(z complex128) complex128     { return complex(-imag(z), real(z)) }
func turnBack(z complex128) complex128 { return complex(imag(z), -real(z)) }

// logHalf is log(|z|) for parts whose squares overflow.
func logHalf(x, y float64) float64 { return libm.Log(hypot(x/2, y/2)) }

// root is sqrt without its fault, which it never has.
func root(x, y float64) complex128 {
	r, _ := sqrt(complex(x, y))
	return r
}

func isLarge(x, y float64) bool { return math.Abs(x) > large || math.Abs(y) > large }

func acos(z complex128) (complex128, fault) {
	x, y, ok := parts(z)
	switch {
	case !ok:
		return acosTable.at(x, y), fine
	case isLarge(x, y):
		l := logHalf(x, y) + ln2*2
		if x < 0 {
			return complex(libm.Atan2(math.Abs(y), x), -math.Copysign(l, y)), fine
		}
		return complex(libm.Atan2(math.Abs(y), x), math.Copysign(l, -y)), fine
	}
	s1, s2 := root(1-x, -y), root(1+x, y)
	return complex(2*libm.Atan2(real(s1), real(s2)), libm.Asinh(float64(real(s2)*imag(s1))-float64(imag(s2)*real(s1)))), fine
}

func acosh(z complex128) (complex128, fault) {
	x, y, ok := parts(z)
	switch {
	case !ok:
		return acoshTable.at(x, y), fine
	case isLarge(x, y):
		return complex(logHalf(x, y)+ln2*2, libm.Atan2(y, x)), fine
	}
	s1, s2 := root(x-1, y), root(x+1, y)
	return complex(libm.Asinh(float64(real(s1)*real(s2))+float64(imag(s1)*imag(s2))), 2*libm.Atan2(imag(s1), real(s2))), fine
}

func asin(z complex128) (complex128, fault) {
	r, f := asinh(turn(z))
	return turnBack(r), f
}

func asinh(z complex128) (complex128, fault) {
	x, y, ok := parts(z)
	switch {
	case !ok:
		return asinhTable.at(x, y), fine
	case isLarge(x, y):
		l := logHalf(x, y) + ln2*2
		if y >= 0 {
			l = math.Copysign(l, x)
		} else {
			l = -math.Copysign(l, -x)
		}
		return complex(l, libm.Atan2(y, math.Abs(x))), fine
	}
	s1, s2 := root(1+y, -x), root(1-y, x)
	return complex(libm.Asinh(float64(real(s1)*imag(s2))-float64(real(s2)*imag(s1))),
		libm.Atan2(y, float64(real(s1)*real(s2))-float64(imag(s1)*imag(s2)))), fine
}

func atan(z complex128) (complex128, fault) {
	r, f := atanh(turn(z))
	return turnBack(r), f
}

func atanh(z complex128) (complex128, fault) {
	x, y, ok := parts(z)
	if !ok {
		return atanhTable.at(x, y), fine
	}
	if math.Signbit(x) {
		r, f := atanh(-z)
		return -r, f
	}
	ay := math.Abs(y)
	switch {
	case x > sqrtLarge() || ay > sqrtLarge():
		h := hypot(x/2, y/2) // not to overflow
		return complex(x/4/h/h, -math.Copysign(math.Pi/2, -y)), fine
	case x == 1 && ay < math.Sqrt(tiny):
		if ay == 0 {
			return complex(math.Inf(1), y), domain
		}
		return complex(-libm.Log(math.Sqrt(ay)/math.Sqrt(hypot(ay, 2))), math.Copysign(libm.Atan2(2, -ay)/2, y)), fine
	}
	return complex(libm.Log1p(4*x/(float64((1-x)*(1-x))+float64(ay*ay)))/4,
		-libm.Atan2(-2*y, float64((1-x)*(1+x))-float64(ay*ay))/2), fine
}

func cos(z complex128) (complex128, fault) { return cosh(turn(z)) }

func cosh(z complex128) (complex128, fault) {
	x, y, ok := parts(z)
	if !ok {
		if math.IsInf(y, 0) && x == x {
			return z, domain
		}
		if math.IsInf(x, 0) && finite(y) && y != 0 {
			r := infinite(libm.Cos(y), libm.Sin(y))
			if x < 0 {
				r = complex(real(r), -imag(r))
			}
			return r, fine
		}
		return coshTable.at(x, y), fine
	}
	if math.Abs(x) > logLarge() {
		x1 := x - math.Copysign(1, x)
		return ranged(libm.Cos(y)*libm.Cosh(x1)*math.E, libm.Sin(y)*libm.Sinh(x1)*math.E)
	}
	return ranged(libm.Cos(y)*libm.Cosh(x), libm.Sin(y)*libm.Sinh(x))
}

// ranged makes a result, which overflowed if a part is infinite.
func ranged(x, y float64) (complex128, fault) {
	if math.IsInf(x, 0) || math.IsInf(y, 0) {
		return complex(x, y), overflow
	}
	return complex(x, y), fine
}

func exp(z complex128) (complex128, fault) {
	x, y, ok := parts(z)
	if !ok {
		if math.IsInf(y, 0) && (finite(x) || math.IsInf(x, 1)) {
			return z, domain
		}
		if math.IsInf(x, 0) && finite(y) && y != 0 {
			r := infinite(libm.Cos(y), libm.Sin(y))
			if x < 0 {
				r = complex(math.Copysign(0, real(r)), math.Copysign(0, imag(r)))
			}
			return r, fine
		}
		return expTable.at(x, y), fine
	}
	if x > logLarge() {
		l := libm.Exp(x - 1)
		return ranged(l*libm.Cos(y)*math.E, l*libm.Sin(y)*math.E)
	}
	l := libm.Exp(x)
	return ranged(l*libm.Cos(y), l*libm.Sin(y))
}

func log(z complex128) (complex128, fault) {
	x, y, ok := parts(z)
	if !ok {
		return logTable.at(x, y), fine
	}
	ax, ay := math.Abs(x), math.Abs(y)
	var r float64
	switch {
	case ax > large || ay > large:
		r = libm.Log(hypot(ax/2, ay/2)) + ln2
	case ax < tiny && ay < tiny:
		if ax == 0 && ay == 0 {
			return complex(math.Inf(-1), libm.Atan2(y, x)), domain
		}
		r = libm.Log(hypot(math.Ldexp(ax, 53), math.Ldexp(ay, 53))) - 53*ln2
	default:
		h := hypot(ax, ay)
		if 0.71 <= h && h <= 1.73 {
			am, an := max(ax, ay), min(ax, ay)
			r = libm.Log1p(float64((am-1)*(am+1))+float64(an*an)) / 2
		} else {
			r = libm.Log(h)
		}
	}
	return complex(r, libm.Atan2(y, x)), fine
}

func log10(z complex128) (complex128, fault) {
	r, f := log(z)
	return complex(real(r)/math.Ln10, imag(r)/math.Ln10), f
}

func sin(z complex128) (complex128, fault) {
	r, f := sinh(turn(z))
	return turnBack(r), f
}

func sinh(z complex128) (complex128, fault) {
	x, y, ok := parts(z)
	if !ok {
		if math.IsInf(y, 0) && x == x {
			return z, domain
		}
		if math.IsInf(x, 0) && finite(y) && y != 0 {
			r := infinite(libm.Cos(y), libm.Sin(y))
			if x < 0 {
				r = complex(-real(r), imag(r))
			}
			return r, fine
		}
		return sinhTable.at(x, y), fine
	}
	if math.Abs(x) > logLarge() {
		x1 := x - math.Copysign(1, x)
		return ranged(libm.Cos(y)*libm.Sinh(x1)*math.E, libm.Sin(y)*libm.Cosh(x1)*math.E)
	}
	return ranged(libm.Cos(y)*libm.Sinh(x), libm.Sin(y)*libm.Cosh(x))
}

func sqrt(z complex128) (complex128, fault) {
	x, y, ok := parts(z)
	switch {
	case !ok:
		return sqrtTable.at(x, y), fine
	case x == 0 && y == 0:
		return complex(0, y), fine
	}
	ax, ay := math.Abs(x), math.Abs(y)
	var s float64
	if ax < tiny && ay < tiny {
		ax = math.Ldexp(ax, scaleUp)
		s = math.Ldexp(math.Sqrt(ax+hypot(ax, math.Ldexp(ay, scaleUp))), scaleBy)
	} else {
		ax /= 8
		s = 2 * math.Sqrt(ax+hypot(ax, ay/8))
	}
	d := ay / (2 * s)
	if x >= 0 {
		return complex(s, math.Copysign(d, y)), fine
	}
	return complex(d, math.Copysign(s, y)), fine
}

func tan(z complex128) (complex128, fault) {
	r, f := tanh(turn(z))
	return turnBack(r), f
}

func tanh(z complex128) (complex128, fault) {
	x, y, ok := parts(z)
	if !ok {
		if math.IsInf(y, 0) && finite(x) {
			return z, domain
		}
		if math.IsInf(x, 0) && finite(y) && y != 0 {
			return complex(math.Copysign(1, x), math.Copysign(0, 2*libm.Sin(y)*libm.Cos(y))), fine
		}
		return tanhTable.at(x, y), fine
	}
	if math.Abs(x) > logLarge() {
		return complex(math.Copysign(1, x), 4*libm.Sin(y)*libm.Cos(y)*libm.Exp(-2*math.Abs(x))), fine
	}
	tx, ty := libm.Tanh(x), libm.Tan(y)
	cx := 1 / libm.Cosh(x)
	txty := tx * ty
	denom := 1 + float64(txty*txty)
	return complex(tx*(1+float64(ty*ty))/denom, ((ty/denom)*cx)*cx), fine
}
