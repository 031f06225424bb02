// This file implements exp, ln, log10 and powers. Results are computed with ever more digits until rounding them is safe.

package decimal

import (
	"math"
	"math/big"
	"strconv"
)

// atanhInverse returns artanh(1/n) times two to b.
func atanhInverse(n int64, b uint) *big.Int {
	t := new(big.Int).Lsh(big.NewInt(1), b)
	t.Quo(t, big.NewInt(n))
	sum := new(big.Int)
	q, sq := new(big.Int), big.NewInt(n*n)
	for k := int64(1); t.Sign() != 0; k += 2 {
		sum.Add(sum, q.Quo(t, big.NewInt(k)))
		t.Quo(t, sq)
	}
	return sum
}

// ln2and10 returns the logarithms of 2 and 10 times two to b.
func ln2and10(b uint) (two, ten *big.Int) {
	x, y, z := atanhInverse(31, b+16), atanhInverse(49, b+16), atanhInverse(161, b+16)
	mix := func(i, j, k int64) *big.Int {
		s := new(big.Int).Mul(x, big.NewInt(i))
		s.Add(s, new(big.Int).Mul(y, big.NewInt(j)))
		s.Add(s, new(big.Int).Mul(z, big.NewInt(k)))
		return s.Rsh(s, 16)
	}
	return mix(14, 10, 6), mix(46, 34, 20)
}

// lnFixed returns ln(x) times two to b, for a positive number. The error is some units times two to 40, at most.
func lnFixed(x *num, b uint) *big.Int {
	two, ten := ln2and10(b + 64)
	c := x.coef()
	k := c.BitLen()
	w := b + 64
	// m is in [1/2, 1).
	m := new(big.Int)
	if uint(k) <= w {
		m.Lsh(c, w-uint(k))
	} else {
		m.Rsh(c, uint(k)-w)
	}
	s := uint(8 + math.Sqrt(float64(w))/4)
	g := w + s
	m.Lsh(m, s)
	one := new(big.Int).Lsh(big.NewInt(1), g)
	for range s {
		m.Lsh(m, g)
		m.Sqrt(m)
	}
	// ln(m) = 2 artanh((m-1)/(m+1))
	z := new(big.Int).Sub(m, one)
	z.Lsh(z, g)
	z.Quo(z, new(big.Int).Add(m, one))
	sq := new(big.Int).Mul(z, z)
	sq.Rsh(sq, g)
	sum, t, q := new(big.Int), z, new(big.Int)
	for i := int64(1); t.Sign() != 0 && t.BitLen() > 1; i += 2 {
		sum.Add(sum, q.Quo(t, big.NewInt(i)))
		t.Mul(t, sq)
		t.Rsh(t, g)
	}
	sum.Lsh(sum, 1+s) // of ln(m), times two to g
	sum.Rsh(sum, s)
	sum.Add(sum, new(big.Int).Mul(two, big.NewInt(int64(k))))
	sum.Add(sum, new(big.Int).Mul(ten, big.NewInt(int64(x.exp))))
	return sum.Rsh(sum, 64)
}

// expFixed returns exp(x / two to b) as n times ten to e, n having about d digits.
func expFixed(x *big.Int, b uint, d int) (n *big.Int, e int) {
	_, ten := ln2and10(b)
	k, r := new(big.Int).DivMod(x, ten, new(big.Int))
	s := uint(8 + math.Sqrt(float64(b))/4)
	g := b + s + 16
	r.Lsh(r, g-b)
	r.Rsh(r, s)
	sum := new(big.Int).Lsh(big.NewInt(1), g)
	t := new(big.Int).Set(sum)
	for i := int64(1); ; i++ {
		t.Mul(t, r)
		t.Rsh(t, g)
		t.Quo(t, big.NewInt(i))
		if t.Sign() == 0 {
			break
		}
		sum.Add(sum, t)
	}
	for range s {
		sum.Mul(sum, sum)
		sum.Rsh(sum, g)
	}
	n = sum.Mul(sum, pow10(d-1))
	n.Rsh(n, g)
	return n, int(k.Int64()) - d + 1
}

// safe reports whether rounding n to p digits cannot be changed by an error of a unit or two.
func safe(n *big.Int, p int) bool {
	extra := digitsOf(n) - p
	if extra < 2 {
		return false
	}
	half := new(big.Int).Mul(big.NewInt(5), pow10(extra-1))
	r := new(big.Int).Rem(new(big.Int).Abs(n), half)
	return r.Cmp(big.NewInt(3)) > 0 && r.Sub(half, r).Cmp(big.NewInt(3)) > 0
}

func bitsFor(digits int) uint { return uint(float64(digits)*3.3219281) + 80 }

// halfEven rounds a result as these functions do, whatever the context says.
func (c *ctx) halfEven(x num) num {
	old := c.rounding
	c.rounding = roundHalfEven
	x = c.fix(x)
	c.rounding = old
	return x
}

func repeated(d byte, n int) *big.Int {
	b := make([]byte, n)
	for i := range b {
		b[i] = d
	}
	r, _ := new(big.Int).SetString(string(b), 10)
	return r
}

func (c *ctx) tooLong() bool { return c.prec > 1<<24 }

func (c *ctx) exp(a *num) num {
	if r, ok := c.nans(a); !ok {
		return r
	}
	if a.kind == infinite {
		if a.neg {
			return num{}
		}
		return *a
	}
	if a.isZero() {
		return smallNum(false, 1, 0)
	}
	p, adj := c.prec, a.adjusted()
	switch {
	case !a.neg && adj > len(strconv.Itoa((c.emax+1)*3)):
		return c.halfEven(smallNum(false, 1, c.emax+1))
	case a.neg && adj > len(strconv.Itoa((-c.etiny()+1)*3)):
		return c.halfEven(smallNum(false, 1, c.etiny()-1))
	case c.tooLong():
		return c.raise(invalidOperation | 0x200)
	case !a.neg && adj < -p:
		return c.halfEven(makeNum(false, new(big.Int).Add(pow10(p), pows[0]), -p))
	case a.neg && adj < -p-1:
		return c.halfEven(makeNum(false, repeated('9', p+1), -p-1))
	}
	for extra := 4; ; extra += extra / 2 {
		b := bitsFor(p+extra) + 70
		x := fixedPoint(a, b)
		n, e := expFixed(x, b, p+extra)
		if safe(n, p) || extra > 2*p+200 {
			return c.halfEven(makeNum(false, n, e))
		}
	}
}

// fixedPoint returns a times two to b; a must not be much larger than that.
func fixedPoint(a *num, b uint) *big.Int {
	x := new(big.Int).Set(a.coef())
	if a.exp >= 0 {
		x.Mul(x, pow10(a.exp))
		x.Lsh(x, b)
	} else if -a.exp > 4*int(b)+a.len() {
		x.SetInt64(0)
	} else {
		x.Lsh(x, b)
		x.Quo(x, pow10(-a.exp))
	}
	if a.neg {
		x.Neg(x)
	}
	return x
}

// fromFixed turns x / two to b into about d digits; ok is false if there are not enough bits.
func fromFixed(x *big.Int, b uint, d int) (num, bool) {
	if x.BitLen() < int(bitsFor(d))-16 {
		return num{}, false
	}
	// k digits behind the point
	lead := int(float64(x.BitLen()-int(b)) * 0.30103)
	k := d - lead
	n := new(big.Int).Abs(x)
	if k >= 0 {
		n.Mul(n, pow10(k))
		n.Rsh(n, b)
	} else {
		n.Quo(n, pow10(-k))
		n.Rsh(n, b)
	}
	return makeNum(x.Sign() < 0, n, -k), true
}

// logarithm is ln, or log10 if base10.
func (c *ctx) logarithm(a *num, base10 bool) num {
	if r, ok := c.nans(a); !ok {
		return r
	}
	if a.isZero() {
		return inf(true)
	}
	if a.kind == infinite && !a.neg {
		return inf(false)
	}
	if a.neg {
		return c.raise(invalidOperation)
	}
	if base10 {
		if x := stripped(*a, 1<<62); x.big == nil && x.small == 1 {
			return c.halfEven(intNum(x.exp))
		}
	} else if one := smallNum(false, 1, 0); a.adjusted() == 0 && cmp(a, &one) == 0 {
		return num{}
	}
	if c.tooLong() {
		return c.raise(invalidOperation | 0x200)
	}
	p := c.prec
	slack := a.len()
	if a.adjusted() == 0 || a.adjusted() == -1 { // near 1 digits cancel
		slack = max(slack, 2*a.len())
	}
	for extra := 4; ; extra += extra / 2 {
		b := bitsFor(p+extra+slack) + 70
		x := lnFixed(a, b)
		if base10 {
			_, ten := ln2and10(b)
			x.Lsh(x, b)
			x.Quo(x, ten)
		}
		if r, ok := fromFixed(x, b, p+extra); ok && (safe(r.coef(), p) || extra > 2*p+200) {
			return c.halfEven(r)
		}
		if extra > 2*p+20000 {
			return c.raise(invalidOperation)
		}
	}
}

func (c *ctx) ln(a *num) num    { return c.logarithm(a, false) }
func (c *ctx) log10(a *num) num { return c.logarithm(a, true) }

// isInteger reports whether a finite number has no fraction.
func (x *num) isInteger() bool {
	if x.exp >= 0 || x.isZero() {
		return true
	}
	s := stripped(*x, 0)
	return s.exp >= 0
}

// oddInteger reports whether an integer is odd.
func (x *num) oddInteger() bool {
	s := stripped(*x, 0)
	return s.exp == 0 && s.odd()
}

func (c *ctx) pow(a, b *num) num {
	if r, ok := c.nans(a, b); !ok {
		return r
	}
	if b.isZero() {
		if a.isZero() {
			return c.raise(invalidOperation)
		}
		return smallNum(false, 1, 0)
	}
	neg := false
	x := *a
	if a.neg {
		if b.kind == finite && b.isInteger() {
			neg = b.oddInteger()
		} else if !a.isZero() {
			if b.kind == infinite {
				neg = false
				if a.kind != infinite || true {
					return c.raise(invalidOperation)
				}
			}
			return c.raise(invalidOperation)
		}
		x.neg = false
	}
	if x.isZero() {
		if !b.neg {
			return num{neg: neg}
		}
		return inf(neg)
	}
	if x.kind == infinite {
		if !b.neg {
			return inf(neg)
		}
		return num{neg: neg}
	}
	one := smallNum(false, 1, 0)
	if x.adjusted() == 0 && cmp(&x, &one) == 0 {
		exp := 0
		if b.kind == finite && b.isInteger() {
			if !b.neg {
				n := c.prec
				if k, ok := toInt(b, c.prec); ok {
					n = k
				}
				exp = 0
				if x.exp < 0 {
					if n > 0 && -x.exp > c.prec/n {
						exp = -c.prec
					} else {
						exp = x.exp * n
					}
				}
			}
			if exp < 1-c.prec {
				exp = 1 - c.prec
				c.status |= rounded
			}
		} else {
			c.status |= inexact | rounded
			exp = 1 - c.prec
		}
		if -exp > room {
			return c.raise(invalidOperation | 0x200)
		}
		return makeNum(neg, new(big.Int).Set(pow10(-exp)), exp)
	}
	adj := x.adjusted()
	if b.kind == infinite {
		if b.neg == (adj < 0) {
			return inf(neg)
		}
		return num{neg: neg}
	}
	// Results far out of range.
	bound := logBound(&x) + b.adjusted()
	if (adj >= 0) == !b.neg {
		if bound >= len(strconv.Itoa(c.emax)) {
			return c.fix(smallNum(neg, 1, c.emax+1))
		}
	} else if bound >= len(strconv.Itoa(-c.etiny())) {
		return c.fix(smallNum(neg, 1, c.etiny()-1))
	}
	if c.tooLong() {
		return c.raise(invalidOperation | 0x200)
	}
	integer := b.isInteger()
	if integer {
		base := stripped(x, 1<<62)
		y := b.abs()
		if n, ok := toInt(&y, 1<<40); ok && (base.coef().IsInt64() && base.coef().Int64() == 1 || float64(base.len())*float64(n) < float64(4*c.prec+4000)) {
			if math.Abs(float64(base.exp)*float64(n)) > 4e18 {
				if (base.exp > 0) == !b.neg {
					return c.fix(smallNum(neg, 1, c.emax+1))
				}
				return c.fix(smallNum(neg, 1, c.etiny()-1))
			}
			r := makeNum(neg, new(big.Int).Exp(base.coef(), big.NewInt(int64(n)), nil), base.exp*n)
			if !b.neg {
				// The exponent that multiplying would give, as far as there is room.
				if x.exp < base.exp && x.exp < 0 || x.exp < base.exp {
					ideal := x.exp * n
					if r.exp-ideal > c.prec-r.len() {
						c.status |= rounded // of the zeros that multiplying gives some do not fit
					}
					if k := min(r.exp-ideal, c.prec-r.len()); k > 0 {
						r, _ = r.rescale(r.exp-k, roundDown)
					}
				}
				return c.fix(r)
			}
			u := smallNum(false, 1, 0)
			return c.div(&u, &r)
		}
	}
	p := c.prec
	for extra := 4; ; extra += extra / 2 {
		d := p + extra
		w := bitsFor(d+x.len()+b.len()) + 200
		l := lnFixed(&x, w)
		t := l.Mul(l, b.coef())
		if b.exp >= 0 {
			t.Mul(t, pow10(b.exp))
		} else {
			t.Quo(t, pow10(-b.exp))
		}
		if b.neg {
			t.Neg(t)
		}
		n, e := expFixed(t, w, d)
		exact := extra > p+60
		if !safe(n, p) && !exact {
			continue
		}
		if exact { // all the digits after some are zeros or nines: that is the result
			k := digitsOf(n) - p - 1
			h := new(big.Int).Mul(big.NewInt(5), pow10(k-1))
			n.Add(n, h)
			n.Quo(n, pow10(k))
			e += k
		}
		r := c.fix(makeNum(neg, n, e))
		c.status |= inexact | rounded
		if c.status&subnormal != 0 {
			c.status |= underflow
		}
		return r
	}
}

// toInt returns an integral number that is at most limit in size.
func toInt(x *num, limit int) (int, bool) {
	s := stripped(*x, 0)
	if s.exp < 0 || s.exp > 18 || s.big != nil {
		return 0, false
	}
	r, _ := s.rescale(0, roundDown)
	if r.big != nil || r.small > uint64(limit) {
		return 0, false
	}
	if r.neg {
		return -int(r.small), true
	}
	return int(r.small), true
}

// logBound returns a lower bound for the adjusted exponent of log10(x).
func logBound(x *num) int {
	adj := x.adjusted()
	if adj >= 1 {
		return len(strconv.Itoa(adj)) - 1
	}
	if adj <= -2 {
		return len(strconv.Itoa(-1-adj)) - 1
	}
	if adj == 0 { // 1 < x < 10
		t := new(big.Int).Sub(x.coef(), pow10(-x.exp))
		return digitsOf(t) - 1 + x.exp - 1
	}
	// 0.1 <= x < 1
	t := new(big.Int).Sub(pow10(-x.exp), x.coef())
	return digitsOf(t) - 1 + x.exp - 1
}

// powMod is power with a modulus.
func (c *ctx) powMod(a, b, m *num) num {
	if r, ok := c.nans(a, b, m); !ok {
		return r
	}
	for _, x := range []*num{a, b, m} {
		if x.kind != finite || !x.isInteger() {
			return c.raise(invalidOperation)
		}
	}
	if b.neg && !b.isZero() || m.isZero() || m.adjusted() >= c.prec || a.isZero() && b.isZero() || m.exp > 1<<20 || b.adjusted() > 1<<20 {
		return c.raise(invalidOperation)
	}
	neg := a.neg && !b.isZero() && b.oddInteger()
	whole := func(x *num) *big.Int {
		r, _ := x.rescale(0, roundDown)
		return r.coef()
	}
	mod := whole(m)
	base := a.coef()
	if a.exp <= 0 {
		base = whole(a)
	} else { // the zeros at its end may be many
		base = new(big.Int).Mul(base, new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(a.exp)), mod))
	}
	r := new(big.Int).Exp(base, whole(b), mod)
	if mod.Cmp(pows[0]) == 0 {
		r.SetInt64(0)
	}
	return makeNum(neg, r, 0)
}
