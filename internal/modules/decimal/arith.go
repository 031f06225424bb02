// This file implements the arithmetic of decimal numbers (General Decimal Arithmetic Specification).

package decimal

import "math/big"

func both(xs ...*num) (zero, infinity bool) {
	for _, x := range xs {
		zero = zero || x.isZero()
		infinity = infinity || x.kind == infinite
	}
	return
}

func (c *ctx) add(a, b *num) num {
	if a.kind|b.kind != finite {
		if r, ok := c.nans(a, b); !ok {
			return r
		}
		if a.kind == infinite {
			if b.kind == infinite && a.neg != b.neg {
				return c.raise(invalidOperation)
			}
			return *a
		}
		return *b
	}
	exp := min(a.exp, b.exp)
	negZero := c.rounding == roundFloor && a.neg != b.neg
	az, bz := a.isZero(), b.isZero()
	switch {
	case az && bz:
		return c.fix(num{neg: a.neg && b.neg || negZero, exp: exp})
	case az || bz:
		x := *a
		if az {
			x = *b
		}
		if exp < x.exp {
			exp = max(exp, x.exp-c.prec-1)
			if x.exp-exp < room {
				x, _ = x.rescale(exp, c.rounding)
			}
		}
		return c.fix(x)
	}
	hi, lo := *a, *b
	if hi.exp < lo.exp {
		hi, lo = lo, hi
	}
	if hi.exp != lo.exp {
		// What is far below the last digit of the result counts only as something.
		e := hi.exp + min(-1, hi.len()-c.prec-2)
		if lo.len()+lo.exp-1 < e {
			lo = smallNum(lo.neg, 1, e)
		}
		hi, _ = hi.rescale(lo.exp, roundDown)
	}
	exp = lo.exp
	if hi.neg == lo.neg {
		if hi.big == nil && lo.big == nil {
			if s := hi.small + lo.small; s >= hi.small {
				return c.fix(smallNum(hi.neg, s, exp))
			}
		}
		return c.fix(makeNum(hi.neg, new(big.Int).Add(hi.coef(), lo.coef()), exp))
	}
	if hi.big == nil && lo.big == nil {
		switch {
		case hi.small == lo.small:
			return c.fix(num{neg: negZero, exp: exp})
		case hi.small > lo.small:
			return c.fix(smallNum(hi.neg, hi.small-lo.small, exp))
		}
		return c.fix(smallNum(lo.neg, lo.small-hi.small, exp))
	}
	d := new(big.Int).Sub(hi.coef(), lo.coef())
	switch d.Sign() {
	case 0:
		return c.fix(num{neg: negZero, exp: exp})
	case -1:
		return c.fix(makeNum(lo.neg, d.Neg(d), exp))
	}
	return c.fix(makeNum(hi.neg, d, exp))
}

func (c *ctx) sub(a, b *num) num {
	if a.isNaN() || b.isNaN() {
		r, _ := c.nans(a, b)
		return r
	}
	n := b.negated()
	return c.add(a, &n)
}

// product multiplies without rounding.
func (c *ctx) product(a, b *num) num {
	neg := a.neg != b.neg
	if a.kind|b.kind != finite {
		if r, ok := c.nans(a, b); !ok {
			return r
		}
		if z, _ := both(a, b); z {
			return c.raise(invalidOperation)
		}
		return inf(neg)
	}
	exp := a.exp + b.exp
	if a.big == nil && b.big == nil && a.small < 1<<32 && b.small < 1<<32 {
		return smallNum(neg, a.small*b.small, exp)
	}
	return makeNum(neg, new(big.Int).Mul(a.coef(), b.coef()), exp)
}

func (c *ctx) mul(a, b *num) num { return c.fix(c.product(a, b)) }

func (c *ctx) fma(a, b, t *num) num {
	if a.isNaN() || b.isNaN() {
		r, _ := c.nans(a, b, t)
		return r
	}
	p := c.product(a, b) // infinity times zero is invalid before the third operand is looked at
	if p.isNaN() {
		return p
	}
	return c.add(&p, t)
}

func (c *ctx) div(a, b *num) num {
	neg := a.neg != b.neg
	if a.kind|b.kind != finite {
		if r, ok := c.nans(a, b); !ok {
			return r
		}
		if a.kind == infinite {
			if b.kind == infinite {
				return c.raise(invalidOperation)
			}
			return inf(neg)
		}
		c.status |= clamped
		return num{neg: neg, exp: c.etiny()}
	}
	if b.isZero() {
		if a.isZero() {
			return c.raise(divUndefined)
		}
		c.status |= divisionByZero
		return inf(neg)
	}
	ideal := a.exp - b.exp
	if a.isZero() {
		return c.fix(num{neg: neg, exp: ideal})
	}
	shift := b.len() - a.len() + c.prec + 1
	if shift > room {
		return c.raise(invalidOperation | 0x200)
	}
	exp := ideal - shift
	x, y := a.coef(), b.coef()
	if shift >= 0 {
		x = new(big.Int).Mul(x, pow10(shift))
	} else {
		y = new(big.Int).Mul(y, pow10(-shift))
	}
	q, r := new(big.Int).QuoRem(x, y, new(big.Int))
	if r.Sign() != 0 {
		if new(big.Int).Rem(q, big.NewInt(5)).Sign() == 0 {
			q.Add(q, pows[0])
		}
		return c.fix(makeNum(neg, q, exp))
	}
	return c.fix(stripped(makeNum(neg, q, exp), ideal))
}

// stripped drops zeros at the end while the exponent is below limit.
func stripped(x num, limit int) num {
	for x.big != nil && x.exp < limit {
		k := min(limit-x.exp, 16)
		q, r := new(big.Int).QuoRem(x.big, pow10(k), new(big.Int))
		for r.Sign() != 0 && k > 1 {
			k /= 2
			q, r = new(big.Int).QuoRem(x.big, pow10(k), new(big.Int))
		}
		if r.Sign() != 0 {
			return x
		}
		x = x.withCoef(q)
		x.exp += k
	}
	for x.exp < limit && x.big == nil && x.small%10 == 0 && x.small != 0 {
		x.small /= 10
		x.exp++
	}
	return x
}

// divide returns the integer quotient and the remainder of finite numbers, b not zero; ok is false if the quotient is too long.
func (c *ctx) divide(a, b *num) (q, r num, ok bool) {
	neg := a.neg != b.neg
	ideal := min(a.exp, b.exp)
	if b.kind == infinite {
		ideal = a.exp
	}
	diff := 0
	if b.kind == finite {
		diff = a.adjusted() - b.adjusted()
	}
	if a.isZero() || b.kind == infinite || diff <= -2 {
		r = *a
		if a.exp-ideal < room {
			r, _ = a.rescale(ideal, c.rounding)
		}
		return num{neg: neg}, r, true
	}
	if diff <= c.prec {
		x, y := a.coef(), b.coef()
		if a.exp >= b.exp {
			x = new(big.Int).Mul(x, pow10(a.exp-b.exp))
		} else {
			y = new(big.Int).Mul(y, pow10(b.exp-a.exp))
		}
		n, m := new(big.Int).QuoRem(x, y, new(big.Int))
		if digitsOf(n) <= c.prec {
			return makeNum(neg, n, 0), makeNum(a.neg, m, ideal), true
		}
	}
	return num{}, num{}, false
}

func (c *ctx) divInt(a, b *num) num {
	if r, ok := c.nans(a, b); !ok {
		return r
	}
	neg := a.neg != b.neg
	if a.kind == infinite {
		if b.kind == infinite {
			return c.raise(invalidOperation)
		}
		return inf(neg)
	}
	if b.isZero() {
		if a.isZero() {
			return c.raise(divUndefined)
		}
		c.status |= divisionByZero
		return inf(neg)
	}
	q, _, ok := c.divide(a, b)
	if !ok {
		return c.raise(divImpossible)
	}
	return q
}

func (c *ctx) rem(a, b *num) num {
	if r, ok := c.nans(a, b); !ok {
		return r
	}
	if a.kind == infinite {
		return c.raise(invalidOperation)
	}
	if b.isZero() {
		if a.isZero() {
			return c.raise(divUndefined)
		}
		return c.raise(invalidOperation)
	}
	_, r, ok := c.divide(a, b)
	if !ok {
		return c.raise(divImpossible)
	}
	return c.fix(r)
}

func (c *ctx) divmod(a, b *num) (num, num) {
	if r, ok := c.nans(a, b); !ok {
		return r, r
	}
	neg := a.neg != b.neg
	if a.kind == infinite {
		if b.kind == infinite {
			r := c.raise(invalidOperation)
			return r, r
		}
		return inf(neg), c.raise(invalidOperation)
	}
	if b.isZero() {
		if a.isZero() {
			r := c.raise(divUndefined)
			return r, r
		}
		c.status |= divisionByZero
		return inf(neg), c.raise(invalidOperation)
	}
	q, r, ok := c.divide(a, b)
	if !ok {
		n := c.raise(divImpossible)
		return n, n
	}
	return q, c.fix(r)
}

func (c *ctx) remNear(a, b *num) num {
	if r, ok := c.nans(a, b); !ok {
		return r
	}
	if a.kind == infinite {
		return c.raise(invalidOperation)
	}
	if b.isZero() {
		if a.isZero() {
			return c.raise(divUndefined)
		}
		return c.raise(invalidOperation)
	}
	if b.kind == infinite {
		return c.fix(*a)
	}
	ideal := min(a.exp, b.exp)
	if a.isZero() {
		return c.fix(num{neg: a.neg, exp: ideal})
	}
	diff := a.adjusted() - b.adjusted()
	if diff >= c.prec+1 {
		return c.raise(divImpossible)
	}
	if diff <= -2 {
		x := *a
		if a.exp-ideal < room {
			x, _ = a.rescale(ideal, c.rounding)
		}
		return c.fix(x)
	}
	x, y := a.coef(), b.coef()
	if a.exp >= b.exp {
		x = new(big.Int).Mul(x, pow10(a.exp-b.exp))
	} else {
		y = new(big.Int).Mul(y, pow10(b.exp-a.exp))
	}
	q, r := new(big.Int).QuoRem(x, y, new(big.Int))
	if t := new(big.Int).Lsh(r, 1); t.Cmp(y) > 0 || t.Cmp(y) == 0 && q.Bit(0) == 1 {
		r.Sub(r, y)
		q.Add(q, pows[0])
	}
	if digitsOf(q) > c.prec {
		return c.raise(divImpossible)
	}
	neg := a.neg
	if r.Sign() < 0 {
		neg = !neg
		r.Neg(r)
	}
	return c.fix(makeNum(neg, r, ideal))
}

// cmp compares numbers that are not NaNs.
func cmp(a, b *num) int {
	if a.kind == infinite || b.kind == infinite {
		v := func(x *num) int {
			if x.kind != infinite {
				return 0
			}
			if x.neg {
				return -1
			}
			return 1
		}
		return v(a) - v(b)
	}
	az, bz := a.isZero(), b.isZero()
	switch {
	case az && bz:
		return 0
	case az:
		if b.neg {
			return 1
		}
		return -1
	case bz:
		if a.neg {
			return -1
		}
		return 1
	case a.neg != b.neg:
		if a.neg {
			return -1
		}
		return 1
	}
	r := cmpMag(a, b)
	if a.neg {
		return -r
	}
	return r
}

// cmpMag compares the sizes of finite numbers that are not zero.
func cmpMag(a, b *num) int {
	if x, y := a.adjusted(), b.adjusted(); x != y {
		if x < y {
			return -1
		}
		return 1
	}
	x, y := a.coef(), b.coef()
	if a.exp > b.exp {
		x = new(big.Int).Mul(x, pow10(a.exp-b.exp))
	} else if b.exp > a.exp {
		y = new(big.Int).Mul(y, pow10(b.exp-a.exp))
	}
	return x.Cmp(y)
}

func sign(n int) num {
	switch {
	case n < 0:
		return smallNum(true, 1, 0)
	case n > 0:
		return smallNum(false, 1, 0)
	}
	return num{}
}

func (c *ctx) compare(a, b *num) num {
	if r, ok := c.nans(a, b); !ok {
		return r
	}
	return sign(cmp(a, b))
}

func (c *ctx) compareSignal(a, b *num) num {
	if a.isNaN() || b.isNaN() {
		c.status |= invalidOperation
		r, _ := c.nans(a, b)
		return r
	}
	return sign(cmp(a, b))
}

// totalOrder compares as compare_total does.
func totalOrder(a, b *num) int {
	if a.neg != b.neg {
		if a.neg {
			return -1
		}
		return 1
	}
	flip := 1
	if a.neg {
		flip = -1
	}
	if a.isNaN() || b.isNaN() {
		rank := func(x *num) int { return [4]int{0, 0, 2, 1}[x.kind] }
		if r := rank(a) - rank(b); r != 0 {
			if r < 0 {
				return -flip
			}
			return flip
		}
		return flip * a.coef().Cmp(b.coef())
	}
	if r := cmp(a, b); r != 0 {
		if r < 0 {
			return -1
		}
		return 1
	}
	if a.kind == infinite {
		return 0
	}
	switch {
	case a.exp < b.exp:
		return -flip
	case a.exp > b.exp:
		return flip
	}
	return 0
}

func totalCompare(c *ctx, a, b *num) num { return sign(totalOrder(a, b)) }

func totalCompareMag(c *ctx, a, b *num) num {
	x, y := a.abs(), b.abs()
	return sign(totalOrder(&x, &y))
}

// extreme is max, min, max_mag and min_mag: want is 1 for a maximum.
func extreme(want int, mag bool) func(c *ctx, a, b *num) num {
	return func(c *ctx, a, b *num) num {
		if a.isNaN() || b.isNaN() {
			if a.kind == quiet && !b.isNaN() {
				return c.fix(*b)
			}
			if b.kind == quiet && !a.isNaN() {
				return c.fix(*a)
			}
			r, _ := c.nans(a, b)
			return r
		}
		r := 0
		if mag {
			x, y := a.abs(), b.abs()
			r = cmp(&x, &y)
		} else {
			r = cmp(a, b)
		}
		if r == 0 {
			r = totalOrder(a, b)
		}
		if r*want >= 0 {
			return c.fix(*a)
		}
		return c.fix(*b)
	}
}

func (c *ctx) plus(a *num) num {
	if r, ok := c.nans(a); !ok {
		return r
	}
	x := *a
	if x.isZero() && c.rounding != roundFloor {
		x.neg = false
	}
	return c.fix(x)
}

func (c *ctx) minus(a *num) num {
	if r, ok := c.nans(a); !ok {
		return r
	}
	x := a.negated()
	if x.isZero() && c.rounding != roundFloor {
		x.neg = false
	}
	return c.fix(x)
}

func (c *ctx) absolute(a *num) num {
	if a.neg {
		return c.minus(a)
	}
	return c.plus(a)
}

func (c *ctx) normalize(a *num) num {
	if r, ok := c.nans(a); !ok {
		return r
	}
	x := c.fix(*a)
	if x.kind != finite {
		return x
	}
	if x.isZero() {
		return num{neg: x.neg}
	}
	top := c.emax
	if c.clamp == 1 {
		top = c.etop()
	}
	return stripped(x, top)
}

func (c *ctx) quantize(a, b *num) num {
	if a.kind|b.kind != finite {
		if r, ok := c.nans(a, b); !ok {
			return r
		}
		if a.kind == infinite && b.kind == infinite {
			return *a
		}
		return c.raise(invalidOperation)
	}
	exp := b.exp
	if exp < c.etiny() || exp > c.emax {
		return c.raise(invalidOperation)
	}
	if a.isZero() {
		return c.fix(num{neg: a.neg, exp: exp})
	}
	adj := a.adjusted()
	if adj > c.emax || adj-exp+1 > c.prec {
		return c.raise(invalidOperation)
	}
	r, tail := a.rescale(exp, c.rounding)
	if r.adjusted() > c.emax || r.len() > c.prec {
		return c.raise(invalidOperation)
	}
	if !r.isZero() && r.adjusted() < c.emin {
		c.status |= subnormal
	}
	if exp > a.exp {
		if tail != tailZero {
			c.status |= inexact
		}
		c.status |= rounded
	}
	return c.fix(r)
}

// integral is to_integral_value, and with flags to_integral_exact.
func (c *ctx) integral(a *num, flags bool) num {
	if r, ok := c.nans(a); !ok {
		return r
	}
	if a.kind == infinite || a.exp >= 0 {
		return *a
	}
	if a.isZero() {
		return num{neg: a.neg}
	}
	r, tail := a.rescale(0, c.rounding)
	if flags {
		if tail != tailZero {
			c.status |= inexact
		}
		c.status |= rounded
	}
	return r
}

func (c *ctx) sqrt(a *num) num {
	if r, ok := c.nans(a); !ok {
		return r
	}
	if a.kind == infinite && !a.neg {
		return *a
	}
	if a.isZero() {
		e := a.exp >> 1
		return c.fix(num{neg: a.neg, exp: e})
	}
	if a.neg {
		return c.raise(invalidOperation)
	}
	prec := c.prec + 1
	e := a.exp >> 1
	l := (a.len() >> 1) + 1
	x := a.coef()
	if a.exp&1 != 0 {
		x = new(big.Int).Mul(x, pows[1])
	} else {
		l = (a.len() + 1) >> 1
	}
	shift := prec - l
	exact := true
	if shift >= 0 {
		x = new(big.Int).Mul(x, pow10(2*shift))
	} else {
		var r *big.Int
		x, r = new(big.Int).QuoRem(x, pow10(-2*shift), new(big.Int))
		exact = r.Sign() == 0
	}
	e -= shift
	n := new(big.Int).Sqrt(x)
	exact = exact && new(big.Int).Mul(n, n).Cmp(x) == 0
	if exact {
		if shift >= 0 {
			n.Quo(n, pow10(shift))
		} else {
			n.Mul(n, pow10(-shift))
		}
		e += shift
	} else if new(big.Int).Rem(n, big.NewInt(5)).Sign() == 0 {
		n.Add(n, pows[0])
	}
	old := c.rounding
	c.rounding = roundHalfEven
	r := c.fix(makeNum(false, n, e))
	c.rounding = old
	return r
}

func (c *ctx) logb(a *num) num {
	if r, ok := c.nans(a); !ok {
		return r
	}
	if a.kind == infinite {
		return inf(false)
	}
	if a.isZero() {
		c.status |= divisionByZero
		return inf(true)
	}
	return c.fix(intNum(a.adjusted()))
}

func intNum(n int) num {
	if n < 0 {
		return smallNum(true, uint64(-n), 0)
	}
	return smallNum(false, uint64(n), 0)
}

// integer returns an integral number if it lies within ±limit.
func (x *num) integer(limit int) (int, bool) {
	if x.kind != finite || x.exp != 0 || x.big != nil || x.small > uint64(limit) {
		return 0, false
	}
	if x.neg {
		return -int(x.small), true
	}
	return int(x.small), true
}

func (c *ctx) scaleb(a, b *num) num {
	if r, ok := c.nans(a, b); !ok {
		return r
	}
	if b.kind != finite || b.exp != 0 {
		return c.raise(invalidOperation)
	}
	n, ok := b.integer(2 * (c.emax + c.prec))
	if !ok {
		return c.raise(invalidOperation)
	}
	if a.kind == infinite {
		return *a
	}
	x := *a
	x.exp += n
	return c.fix(x)
}

// moved is shift and rotate.
func moved(rotate bool) func(c *ctx, a, b *num) num {
	return func(c *ctx, a, b *num) num {
		if r, ok := c.nans(a, b); !ok {
			return r
		}
		n, ok := b.integer(c.prec)
		if !ok {
			return c.raise(invalidOperation)
		}
		if a.kind == infinite || c.prec > room {
			return *a
		}
		x := a.coef()
		if a.len() > c.prec {
			x = new(big.Int).Rem(x, pow10(c.prec))
		}
		if n < 0 && rotate {
			n += c.prec
		}
		if n < 0 {
			return num{neg: a.neg, exp: a.exp}.withCoef(new(big.Int).Quo(x, pow10(-n)))
		}
		hi, lo := new(big.Int).QuoRem(x, pow10(c.prec-n), new(big.Int))
		r := lo.Mul(lo, pow10(n))
		if rotate {
			r.Add(r, hi)
		}
		return num{neg: a.neg, exp: a.exp}.withCoef(r)
	}
}

// bits returns the digits of a logical operand, the last first; ok is false if it is none.
func (c *ctx) logicalBits(a *num) ([]byte, bool) {
	if a.kind != finite || a.neg || a.exp != 0 {
		return nil, false
	}
	s := []byte(a.digits())
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
	for _, d := range s {
		if d > '1' {
			return nil, false
		}
	}
	if len(s) > c.prec {
		s = s[:c.prec]
	}
	return s, true
}

func logical(f func(x, y byte) bool) func(c *ctx, a, b *num) num {
	return func(c *ctx, a, b *num) num {
		x, ok := c.logicalBits(a)
		y, ok2 := c.logicalBits(b)
		if !ok || !ok2 {
			return c.raise(invalidOperation)
		}
		n := max(len(x), len(y))
		out := make([]byte, n)
		get := func(s []byte, i int) byte {
			if i < len(s) {
				return s[i] - '0'
			}
			return 0
		}
		for i := range n {
			out[n-1-i] = '0'
			if f(get(x, i), get(y, i)) {
				out[n-1-i] = '1'
			}
		}
		r, _ := num{}.readDigits(string(out), false)
		return r
	}
}

func (c *ctx) logicalInvert(a *num) num {
	x, ok := c.logicalBits(a)
	if !ok || c.prec > room {
		return c.raise(invalidOperation)
	}
	out := make([]byte, c.prec)
	for i := range out {
		d := byte('1')
		if i < len(x) && x[i] == '1' {
			d = '0'
		}
		out[c.prec-1-i] = d
	}
	r, _ := num{}.readDigits(string(out), false)
	return r
}

// largest is the largest finite number of a context.
func (c *ctx) largest(neg bool) num {
	return makeNum(neg, new(big.Int).Sub(pow10(c.prec), pows[0]), c.etop())
}

// next is next_minus (down) and next_plus.
func (c *ctx) next(a *num, down bool) num {
	if r, ok := c.nans(a); !ok {
		return r
	}
	if a.kind == infinite {
		if a.neg == down {
			return *a
		}
		return c.largest(a.neg)
	}
	w := *c
	w.status = 0
	w.rounding = roundCeiling
	if down {
		w.rounding = roundFloor
	}
	x := w.fix(*a)
	if x.kind == infinite || cmp(&x, a) != 0 {
		return x
	}
	step := smallNum(down, 1, c.etiny()-1)
	return w.add(a, &step)
}

func (c *ctx) nextToward(a, b *num) num {
	if r, ok := c.nans(a, b); !ok {
		return r
	}
	r := cmp(a, b)
	if r == 0 {
		x := *a
		x.neg = b.neg
		return x
	}
	x := c.next(a, r > 0)
	if x.kind == infinite {
		c.status |= overflow | inexact | rounded
	} else if x.adjusted() < c.emin {
		c.status |= underflow | subnormal | inexact | rounded
		if x.isZero() {
			c.status |= clamped
		}
	}
	return x
}

func (x *num) class(c *ctx) string {
	if x.isNaN() {
		return [2]string{"NaN", "sNaN"}[x.kind-quiet]
	}
	s := "+"
	if x.neg {
		s = "-"
	}
	switch {
	case x.kind == infinite:
		return s + "Infinity"
	case x.isZero():
		return s + "Zero"
	case x.adjusted() < c.emin:
		return s + "Subnormal"
	}
	return s + "Normal"
}
