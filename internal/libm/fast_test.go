package libm

import (
	"math"
	"math/rand"
	"testing"
)

func TestBothWaysAgree(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	n := 300000
	if testing.Short() {
		n = 20000
	}
	some := func() float64 {
		switch rnd.Intn(4) {
		case 0:
			return rnd.Float64()
		case 1:
			return 1 + (rnd.Float64()-0.5)*math.Ldexp(1, -rnd.Intn(40))
		case 2:
			return float64(rnd.Intn(1000)) / 8
		}
		return math.Exp(rnd.NormFloat64() * 20)
	}
	missed, all := map[string]int{}, 0
	check := func(name string, x, y, fast float64, ok bool, slow float64) {
		if !ok {
			missed[name]++
		} else if fast != slow {
			t.Fatalf("%s(%v, %v): %v by the short way, %v by the long one", name, x, y, fast, slow)
		}
	}
	for range n {
		all++
		x, y := some(), (rnd.Float64()-0.5)*20
		switch rnd.Intn(3) {
		case 0:
			y = float64(rnd.Intn(20)-10) / 2
		case 1:
			y = some()
		}
		if x > 0 {
			r, ok := powFast(x, y)
			check("pow", x, y, r, ok, powSlow(x, y))
			h := float64(rnd.Intn(33)-16) / 2
			r, ok = powHalves(x, h)
			check("powHalves", x, h, r, ok, powSlow(x, h))
			r, ok = logFast(x)
			check("log", x, 0, r, ok, logDD(x).value())
		}
		if rnd.Intn(2) == 0 {
			x = -x
		}
		r, ok := expFast(x)
		if ok {
			v, e := expDD(dd{x, 0})
			check("exp", x, 0, r, ok, v.ldexp(e))
		}
		s, c := sincosDD(x)
		r, ok = sinFast(x, 0)
		check("sin", x, 0, r, ok, s.value())
		r, ok = sinFast(x, 16)
		check("cos", x, 0, r, ok, c.value())
	}
	t.Logf("of %d: %v", all, missed)
}
