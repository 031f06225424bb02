package libm

import (
	"math"
	"math/rand"
	"testing"
)

func TestRemaindersAreThoseOfPackageMath(t *testing.T) {
	special := []float64{0, 1, 3, 7.5, 0.1, 1e-300, 5e-324, 1e308, math.MaxFloat64, math.Inf(1), math.NaN(), 0x1p-1022, 0x1.fffffffffffffp-1023, 1 << 53, 1<<53 - 1}
	rnd := rand.New(rand.NewSource(1))
	some := func() float64 {
		var x float64
		switch rnd.Intn(6) {
		case 0:
			x = special[rnd.Intn(len(special))]
		case 1:
			x = float64(rnd.Intn(1000)) / 8
		case 2:
			x = math.Float64frombits(rnd.Uint64())
		case 3:
			x = math.Float64frombits(rnd.Uint64() >> (12 + rnd.Intn(50))) // subnormal
		case 4:
			x = rnd.NormFloat64() * 1000
		default:
			x = math.Ldexp(rnd.Float64(), rnd.Intn(130)-60)
		}
		if rnd.Intn(2) == 0 {
			x = -x
		}
		return x
	}
	n := 1000000
	if testing.Short() {
		n = 50000
	}
	same := func(name string, x, y, got, want float64) {
		if math.Float64bits(got) != math.Float64bits(want) && !(got != got && want != want) {
			t.Fatalf("%s(%v, %v) = %v, want %v", name, x, y, got, want)
		}
	}
	for range n {
		x, y := some(), some()
		switch rnd.Intn(4) {
		case 0: // near a multiple, where the quotient is rounded up
			y = math.Abs(y)
			x = math.Nextafter(float64(y*float64(rnd.Intn(1<<rnd.Intn(31)))), []float64{0, math.Inf(1)}[rnd.Intn(2)])
		case 1:
			x = y * some()
		}
		m := math.Mod(x, y)
		same("Mod", x, y, Mod(x, y), m)
		if y == 0 {
			continue
		}
		div := (x - m) / y // as CPython goes about it
		if m != 0 {
			if (y < 0) != (m < 0) {
				m += y
				div--
			}
		} else {
			m = math.Copysign(0, y)
		}
		if div != 0 {
			floor := math.Floor(div)
			if div-floor > 0.5 {
				floor++
			}
			div = floor
		} else {
			div = math.Copysign(0, x/y)
		}
		same("FloorMod", x, y, FloorMod(x, y), m)
		d, m2 := FloorDivMod(x, y)
		same("FloorDivMod's quotient", x, y, d, div)
		same("FloorDivMod's remainder", x, y, m2, m)
	}
}

func BenchmarkMod(b *testing.B) {
	x := 1e9
	for b.Loop() {
		x = FloorMod(x*16807, 2147483647)
	}
	_ = x
}
