package libm

// This file implements the error function by the rational approximations of Sun Microsystems' fdlibm (1993), whose coefficients are
// the numbers below; sums are ordered as in glibc, for the same last digits.

import "math"

// rational is a quotient of polynomials, each by rising powers.
type rational struct{ over, under []float64 }

func nearZero() rational {
	return rational{[]float64{
		0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -2.3763016656650163e-05,
	}, []float64{
		1.0, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -3.960228278775368e-06,
	}}
}

func aroundOne() rational {
	return rational{[]float64{
		-0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
		0.035478304325618236, -0.002166375594868791,
	}, []float64{
		1.0, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
		0.011984499846799107,
	}}
}

func middle() rational {
	return rational{[]float64{
		-0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
		-184.60509290671104, -81.2874355063066, -9.814329344169145,
	}, []float64{
		1.0, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783, 108.63500554177944,
		6.570249770319282, -0.0604244152148581,
	}}
}

func far() rational {
	return rational{[]float64{
		-0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896, -1025.0951316110772,
		-483.5191916086514,
	}, []float64{
		1.0, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644, 474.52854120695537,
		-22.44095244658582,
	}}
}

// pairs evaluates a polynomial in x from pairs of its terms, which need no result of one another.
func pairs(coefficients []float64, x float64) float64 {
	x2 := x * x
	x4 := x2 * x2
	powers := [...]float64{1, x2, x4, x4 * x2, x4 * x4}
	sum := 0.0
	for i := 0; i < len(coefficients); i += 2 {
		term := coefficients[i]
		if i+1 < len(coefficients) {
			term += float64(x * coefficients[i+1])
		}
		if i == 0 {
			sum = term
		} else {
			sum += float64(powers[i/2] * term)
		}
	}
	return sum
}

func (r rational) at(x float64) float64 { return pairs(r.over, x) / pairs(r.under, x) }

// erfOne is erf(1), rounded to 24 bits: what the approximation around one is added to.
const erfOne = 0x1.b0ac16p-01

// tail is erfc(x) for x from 1.25 to 28.
func tail(x float64) float64 {
	r := far()
	if x < 1/0.35 {
		r = middle()
	}
	s := 1 / (x * x)
	z := math.Float64frombits(math.Float64bits(x) &^ (1<<32 - 1)) // its square is exact
	return Exp(float64(-z*z)-0.5625) * Exp(float64((z-x)*(z+x))+r.at(s)) / x
}

// Erf returns the error function.
func Erf(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x != x:
		return x
	case a < 0x1p-28:
		const slope = 1.28379167095512586316e-01 // 2/sqrt(pi) - 1
		if a < 0x1p-1015 {
			return 0.0625 * (16*x + 16*slope*x) // no step is subnormal
		}
		return x + slope*x
	case a < 0.84375:
		return x + float64(x*nearZero().at(x*x))
	case a < 1.25:
		return math.Copysign(erfOne+aroundOne().at(a-1), x)
	case a >= 6:
		return math.Copysign(1, x)
	}
	return math.Copysign(1-tail(a), x)
}

// Erfc returns 1 - erf(x), without the loss of digits.
func Erfc(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x != x:
		return x
	case a < 0x1p-56:
		return 1 - x
	case a < 0.84375:
		y := nearZero().at(x * x)
		if x < 0.25 {
			return 1 - (x + float64(x*y))
		}
		return 0.5 - (float64(x*y) + (x - 0.5))
	case a < 1.25:
		q := aroundOne().at(a - 1)
		if x >= 0 {
			return (1 - erfOne) - q
		}
		return 1 + (erfOne + q)
	case x < -6:
		return 2
	case a >= 28:
		return 0
	case x < 0:
		return 2 - tail(a)
	}
	return tail(x)
}
