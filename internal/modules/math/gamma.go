// This file implements the gamma function by Lanczos' approximation, with the published coefficients for g = 6.0246800...
// and 13 terms.

package math

import (
	"math"

	"weft/internal/libm"
	"weft/internal/object"
)

const (
	lanczosG     = 6.024680040776729583740234375
	lanczosGHalf = 5.524680040776729583740234375
	logPi        = 1.144729885849400174143427351353058711647
	gammaText    = "expected a noninteger or positive integer, got "
)

// lanczosSum is the rational function of the approximation, for x > 0.
func lanczosSum(x float64) float64 {
	nums := [...]float64{
		23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
		35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
		6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
		248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
		2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
		8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
		2.5066282746310002701649081771338373386264310793408,
	}
	dens := [...]float64{0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1}
	var num, den float64
	if x < 5 {
		for i := len(nums) - 1; i >= 0; i-- {
			num = float64(num*x) + nums[i]
			den = float64(den*x) + dens[i]
		}
	} else {
		for i := range nums {
			num = num/x + nums[i]
			den = den/x + dens[i]
		}
	}
	return num / den
}

// sinPi returns sin(pi*x).
func sinPi(x float64) float64 {
	y := math.Mod(math.Abs(x), 2)
	var r float64
	switch math.Round(2 * y) {
	case 0:
		r = libm.Sin(math.Pi * y)
	case 1:
		r = libm.Cos(math.Pi * (y - 0.5))
	case 2:
		r = libm.Sin(math.Pi * (1 - y))
	case 3:
		r = -libm.Cos(math.Pi * (y - 1.5))
	default:
		r = libm.Sin(math.Pi * (y - 2))
	}
	return math.Copysign(1, x) * r
}

// gammaOf returns gamma(x) for finite x that is no pole; it may overflow to an infinity.
func gammaOf(x float64) float64 {
	a := math.Abs(x)
	if x == math.Floor(x) && x <= 23 {
		r := 1.0
		for i := 2.0; i < x; i++ {
			r *= i
		}
		return r
	}
	switch {
	case a < 1e-20:
		return 1 / x
	case a > 200 && x < 0:
		return 0 / sinPi(x)
	case a > 200:
		return math.Inf(1)
	}
	y := a + lanczosGHalf
	var z float64 // what rounding y lost
	if a > lanczosGHalf {
		z = (y - a) - lanczosGHalf
	} else {
		z = (y - lanczosGHalf) - a
	}
	z = z * lanczosG / y
	var r float64
	if x < 0 {
		r = -math.Pi / sinPi(a) / a * libm.Exp(y) / lanczosSum(a)
		r -= float64(z * r)
		if a < 140 {
			return r / libm.Pow(y, a-0.5)
		}
		p := libm.Pow(y, a/2-0.25)
		return r / p / p
	}
	r = lanczosSum(a) / libm.Exp(y)
	r += float64(z * r)
	if a < 140 {
		return r * libm.Pow(y, a-0.5)
	}
	p := libm.Pow(y, a/2-0.25)
	return r * p * p
}

func mathGamma(th *thread, args []value) (value, error) {
	x, err := real(th, args[0])
	if err != nil {
		return value{}, err
	}
	switch {
	case x != x || math.IsInf(x, 1):
		return object.Float(x), nil
	case x == 0 || x < 0 && x == math.Floor(x):
		return value{}, domainText(th, gammaText, x)
	}
	r := gammaOf(x)
	if math.IsInf(r, 0) {
		return value{}, rangeError(th)
	}
	return object.Float(r), nil
}

func mathLgamma(th *thread, args []value) (value, error) {
	x, err := real(th, args[0])
	if err != nil {
		return value{}, err
	}
	a := math.Abs(x)
	switch {
	case x != x:
		return object.Float(x), nil
	case math.IsInf(x, 0):
		return object.Float(a), nil
	case x == math.Floor(x) && x <= 2:
		if x <= 0 {
			return value{}, domainText(th, gammaText, x)
		}
		return object.Float(0), nil
	case a < 1e-20:
		return object.Float(-libm.Log(a)), nil
	}
	r := libm.Log(lanczosSum(a)) - lanczosG
	r += float64((a - 0.5) * (libm.Log(a+lanczosG-0.5) - 1))
	if x < 0 {
		r = logPi - libm.Log(math.Abs(sinPi(a))) - libm.Log(a) - r
	}
	if math.IsInf(r, 0) {
		return value{}, rangeError(th)
	}
	return object.Float(r), nil
}
