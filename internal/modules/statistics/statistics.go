// This file implements the module.

// Package statistics is the native module _statistics.
package statistics

import (
	"math"

	"weft/internal/libm"
	"weft/internal/object"
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_statistics",
		Doc:  "Accelerators for the statistics module.\n",
		Methods: []object.Method{
			{Name: "_normal_dist_inv_cdf", Sig: "(p, mu, sigma, /)", Fn: statisticsNormalDistInvCdf},
		},
	}
}

// The coefficients of algorithm AS 241 (M. J. Wichura, Applied Statistics 37, 1988), PPND16: the numerator and the denominator for
// the middle, the near tails and the far tails, the highest power first.
var (
	midNum  = [8]float64{2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0}
	midDen  = [8]float64{5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1}
	nearNum = [8]float64{7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0, 3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0}
	nearDen = [8]float64{1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1}
	farNum  = [8]float64{2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0}
	farDen  = [8]float64{2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1}
)

// poly is the polynomial at r. The conversions keep the products from being fused with the sums.
func poly(c *[8]float64, r float64) float64 {
	x := c[0]
	for _, k := range c[1:] {
		x = float64(x*r) + k
	}
	return x
}

func statisticsNormalDistInvCdf(th *object.Thread, args []object.Value) (object.Value, error) {
	var a [3]float64
	for i := range a {
		var err error
		if a[i], err = object.ToFloat(th, args[i]); err != nil {
			return object.Value{}, err
		}
	}
	p, mu, sigma := a[0], a[1], a[2]
	q := p - 0.5
	var x float64
	if math.Abs(q) <= 0.425 {
		r := 0.180625 - float64(q*q)
		x = float64(poly(&midNum, r)*q) / poly(&midDen, r)
	} else {
		r := p
		if q > 0 {
			r = 1 - p
		}
		if r <= 0 || r >= 1 {
			return object.Value{}, object.ValueErrorf(th, "inv_cdf undefined for these parameters")
		}
		r = math.Sqrt(-libm.Log(r))
		if r <= 5 {
			r -= 1.6
			x = poly(&nearNum, r) / poly(&nearDen, r)
		} else {
			r -= 5
			x = poly(&farNum, r) / poly(&farDen, r)
		}
		if q < 0 {
			x = -x
		}
	}
	return object.Float(mu + float64(x*sigma)), nil
}
