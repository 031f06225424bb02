package libm

import (
	"math"
	"math/big"
	"testing"
)

func TestTablesHoldLogarithmsAndPowers(t *testing.T) {
	// 2^(j/32) to the 32nd is 2^j.
	for j, v := range exp2Table {
		p := new(big.Float).SetPrec(300).SetFloat64(v.hi)
		p.Add(p, big.NewFloat(v.lo))
		for range 5 {
			p.Mul(p, p)
		}
		p.Quo(p, new(big.Float).SetMantExp(big.NewFloat(1), j))
		if d, _ := p.Sub(p, big.NewFloat(1)).Float64(); math.Abs(d) > 1e-30 {
			t.Errorf("exp2Table[%d] is off by %g", j, d)
		}
	}
	for i, l := range logTable {
		v, e := expDD(l)
		v = v.scale(e).mulF(float64(181+i) / 256).addF(-1)
		if math.Abs(v.hi) > 1e-27 {
			t.Errorf("logTable[%d] is off by %g", i, v.hi)
		}
	}
}

func TestFunctionsAgreeWithPackageMath(t *testing.T) {
	near := func(a, b float64) bool {
		return a == b || a != a && b != b || math.Abs(a-b) <= 4e-16*math.Abs(b)*2 || math.Abs(a-b) < 1e-320
	}
	fns := map[string][2]func(float64) float64{
		"exp": {Exp, math.Exp}, "log": {Log, math.Log}, "sin": {Sin, math.Sin}, "cos": {Cos, math.Cos}, "expm1": {Expm1, math.Expm1},
		"log1p": {Log1p, math.Log1p}, "atan": {Atan, math.Atan}, "asinh": {Asinh, math.Asinh}, "tanh": {Tanh, math.Tanh},
		"sinh": {Sinh, math.Sinh}, "cosh": {Cosh, math.Cosh}, "cbrt": {Cbrt, math.Cbrt}, "exp2": {Exp2, math.Exp2},
	}
	for name, f := range fns {
		for _, x := range []float64{0, 1, -1, 0.5, 2, 1e-9, 1e-300, 0.3, 3, 10, 100.25, 700, 1e5, 1e22, math.Inf(1), math.Inf(-1), math.NaN(), -745, -740.5} {
			if a, b := f[0](x), f[1](x); !near(a, b) {
				t.Errorf("%s(%g) = %v, package math says %v", name, x, a, b)
			}
		}
	}
}

func BenchmarkPow(b *testing.B) {
	x := 1.1
	for b.Loop() {
		x = Pow(1.7, 3.3)
	}
	_ = x
}

func BenchmarkSin(b *testing.B) {
	x := 1.1
	for b.Loop() {
		x = Sin(1.7)
	}
	_ = x
}
