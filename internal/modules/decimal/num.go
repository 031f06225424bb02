// This file implements decimal numbers without Python: representation, contexts, rounding, text.

package decimal

import (
	"math/big"
	"strconv"
	"strings"
)

// Kinds of numbers.
const (
	finite = iota
	infinite
	quiet
	signaling
)

// num is a decimal number: coefficient times ten to exp. A coefficient that fits is in small, else in big. The coefficient of a
// NaN is its payload. Numbers are not changed once others see them; big is never changed.
type num struct {
	neg   bool
	kind  uint8
	exp   int
	small uint64
	big   *big.Int
}

// Conditions, with libmpdec's bits.
const (
	clamped          = 0x1
	conversionSyntax = 0x2
	divisionByZero   = 0x4
	divImpossible    = 0x8
	divUndefined     = 0x10
	inexact          = 0x40
	invalidContext   = 0x80
	invalidOperation = 0x100
	floatOperation   = 0x400
	overflow         = 0x800
	rounded          = 0x1000
	subnormal        = 0x2000
	underflow        = 0x4000
	anyInvalid       = conversionSyntax | divImpossible | divUndefined | invalidContext | invalidOperation | 0x20 | 0x200
)

// Rounding modes.
const (
	roundUp = iota
	roundDown
	roundCeiling
	roundFloor
	roundHalfUp
	roundHalfDown
	roundHalfEven
	round05Up
)

const (
	maxPrec = 999999999999999999
	maxEmax = 999999999999999999
	minEmin = -999999999999999999
	// room is the number of digits beyond which nothing is computed: memory would not hold it.
	room = 1 << 33
)

// ctx is a context: the rules of a computation, and the conditions it met.
type ctx struct {
	prec, emin, emax int
	rounding         int
	capitals, clamp  int
	traps, status    uint32
}

func (c *ctx) etiny() int { return c.emin - c.prec + 1 }
func (c *ctx) etop() int  { return c.emax - c.prec + 1 }

func exactCtx() *ctx {
	return &ctx{prec: maxPrec, emin: minEmin, emax: maxEmax, rounding: roundHalfEven}
}

var pows = makePows()

func makePows() []*big.Int {
	p := make([]*big.Int, 200)
	p[0] = big.NewInt(1)
	for i := 1; i < len(p); i++ {
		p[i] = new(big.Int).Mul(p[i-1], big.NewInt(10))
	}
	return p
}

// pow10 returns ten to n, which must not be changed.
func pow10(n int) *big.Int {
	if n < len(pows) {
		return pows[n]
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

var smallPows = [20]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19}

// digitsOf counts the digits of n; 0 has one.
func digitsOf(n *big.Int) int {
	if n.IsUint64() {
		return digits64(n.Uint64())
	}
	k := int(float64(n.BitLen()-1)*0.30102999566398120) + 1
	if n.CmpAbs(pow10(k)) >= 0 {
		k++
	}
	return k
}

func digits64(n uint64) int {
	k := 1
	for k < 20 && n >= smallPows[k] {
		k++
	}
	return k
}

func (x *num) coef() *big.Int {
	if x.big != nil {
		return x.big
	}
	return new(big.Int).SetUint64(x.small)
}

// withCoef returns x with another coefficient, which it takes over.
func (x num) withCoef(c *big.Int) num {
	if c.IsUint64() {
		x.small, x.big = c.Uint64(), nil
	} else {
		x.small, x.big = 0, c
	}
	return x
}

func makeNum(neg bool, c *big.Int, exp int) num { return num{neg: neg, exp: exp}.withCoef(c) }

func smallNum(neg bool, c uint64, exp int) num { return num{neg: neg, exp: exp, small: c} }

func inf(neg bool) num { return num{neg: neg, kind: infinite} }

func (x *num) len() int {
	if x.big != nil {
		return digitsOf(x.big)
	}
	return digits64(x.small)
}

func (x *num) isZero() bool { return x.kind == finite && x.small == 0 && x.big == nil }
func (x *num) isNaN() bool  { return x.kind >= quiet }

// adjusted is the exponent of the first digit.
func (x *num) adjusted() int { return x.exp + x.len() - 1 }

func (x *num) odd() bool {
	if x.big != nil {
		return x.big.Bit(0) == 1
	}
	return x.small&1 == 1
}

func (x num) abs() num     { x.neg = false; return x }
func (x num) negated() num { x.neg = !x.neg; return x }

func (c *ctx) raise(cond uint32) num {
	c.status |= cond
	return num{kind: quiet}
}

// parts of a dropped tail, compared with half a unit.
const (
	tailZero = iota
	tailLow
	tailHalf
	tailHigh
)

// dropDigits divides by ten to n.
func dropDigits(c *big.Int, n int) (q *big.Int, tail int) {
	if n <= 0 {
		return c, tailZero
	}
	if n > digitsOf(c) {
		if c.Sign() == 0 {
			return c, tailZero
		}
		return new(big.Int), tailLow
	}
	p := pow10(n)
	q, r := new(big.Int).QuoRem(c, p, new(big.Int))
	if r.Sign() == 0 {
		return q, tailZero
	}
	return q, tailLow + 1 + r.Lsh(r, 1).Cmp(p)
}

// away reports whether a number with a last digit and a dropped tail is rounded away from zero.
func away(mode, tail int, neg bool, last uint) bool {
	if tail == tailZero {
		return false
	}
	switch mode {
	case roundUp:
		return true
	case roundCeiling:
		return !neg
	case roundFloor:
		return neg
	case roundHalfUp:
		return tail >= tailHalf
	case roundHalfDown:
		return tail > tailHalf
	case roundHalfEven:
		return tail > tailHalf || tail == tailHalf && last&1 == 1
	case round05Up:
		return last == 0 || last == 5
	}
	return false
}

func lastDigit(c *big.Int) uint {
	if c.IsUint64() {
		return uint(c.Uint64() % 10)
	}
	return uint(new(big.Int).Rem(c, pow10(1)).Uint64())
}

// rescale returns x, not special, with exponent exp, rounded if need be; without regard to any precision.
func (x num) rescale(exp, mode int) (num, int) {
	if x.isZero() {
		x.exp = exp
		return x, tailZero
	}
	if exp <= x.exp {
		if n := x.exp - exp; n > 0 {
			if n < 20 && x.big == nil && x.small < smallPows[19]/smallPows[min(n, 19)] {
				x.small *= smallPows[n]
			} else {
				x = x.withCoef(new(big.Int).Mul(x.coef(), pow10(n)))
			}
			x.exp = exp
		}
		return x, tailZero
	}
	q, tail := dropDigits(x.coef(), exp-x.exp)
	if away(mode, tail, x.neg, lastDigit(q)) {
		q = new(big.Int).Add(q, pows[0])
	}
	r := x.withCoef(q)
	r.exp = exp
	return r, tail
}

// fixNaN cuts the payload of a NaN to what the context holds.
func (c *ctx) fixNaN(x num) num {
	limit := c.prec - c.clamp
	if (x.small != 0 || x.big != nil) && x.len() > limit {
		x = x.withCoef(new(big.Int).Rem(x.coef(), pow10(limit)))
	}
	return x
}

// fix rounds x to the context, noting conditions.
func (c *ctx) fix(x num) num {
	if x.kind != finite {
		if x.isNaN() {
			return c.fixNaN(x)
		}
		return x
	}
	etiny, etop := c.etiny(), c.etop()
	if x.isZero() {
		top := c.emax
		if c.clamp == 1 {
			top = etop
		}
		if e := min(max(x.exp, etiny), top); e != x.exp {
			c.status |= clamped
			x.exp = e
		}
		return x
	}
	n := x.len()
	least := n + x.exp - c.prec
	if least > etop {
		return c.overflow(x.neg)
	}
	tiny := least < etiny
	if tiny {
		least = etiny
	}
	if x.exp < least {
		q, tail := dropDigits(x.coef(), least-x.exp)
		if away(c.rounding, tail, x.neg, lastDigit(q)) {
			q = new(big.Int).Add(q, pows[0])
			if digitsOf(q) > c.prec {
				q.Quo(q, pows[1])
				least++
			}
		}
		if least > etop {
			return c.overflow(x.neg)
		}
		r := x.withCoef(q)
		r.exp = least
		if tail != tailZero && tiny {
			c.status |= underflow
		}
		if tiny {
			c.status |= subnormal
		}
		if tail != tailZero {
			c.status |= inexact
		}
		c.status |= rounded
		if r.isZero() {
			c.status |= clamped
		}
		return r
	}
	if tiny {
		c.status |= subnormal
	}
	if c.clamp == 1 && x.exp > etop {
		c.status |= clamped
		x, _ = x.rescale(etop, roundDown)
	}
	return x
}

func (c *ctx) overflow(neg bool) num {
	c.status |= overflow | inexact | rounded
	switch c.rounding {
	case roundHalfUp, roundHalfEven, roundHalfDown, roundUp:
		return inf(neg)
	case roundCeiling:
		if !neg {
			return inf(neg)
		}
	case roundFloor:
		if neg {
			return inf(neg)
		}
	}
	return makeNum(neg, new(big.Int).Sub(pow10(c.prec), pows[0]), c.etop())
}

// nans handles operands that are NaNs; ok tells that there are none.
func (c *ctx) nans(xs ...*num) (num, bool) {
	for _, x := range xs {
		if x.kind == signaling {
			c.status |= invalidOperation
			r := *x
			r.kind = quiet
			return c.fixNaN(r), false
		}
	}
	for _, x := range xs {
		if x.kind == quiet {
			return c.fixNaN(*x), false
		}
	}
	return num{}, true
}

// text writes x as str does; eng: with exponents that are multiples of three.
func (x *num) text(eng bool, capitals bool) string {
	sign := ""
	if x.neg {
		sign = "-"
	}
	if x.kind != finite {
		if x.kind == infinite {
			return sign + "Infinity"
		}
		s := "NaN"
		if x.kind == signaling {
			s = "sNaN"
		}
		if x.small != 0 || x.big != nil {
			s += x.digits()
		}
		return sign + s
	}
	d := x.digits()
	left := x.exp + len(d)
	dot := 1
	switch {
	case x.exp <= 0 && left > -6:
		dot = left
	case !eng:
	case d == "0":
		dot = (left+1)%3 - 1
		if (left+1)%3 < 0 {
			dot += 3
		}
	default:
		dot = (left-1)%3 + 1
		if (left-1)%3 < 0 {
			dot += 3
		}
	}
	var whole, frac string
	switch {
	case dot <= 0:
		whole, frac = "0", "."+strings.Repeat("0", -dot)+d
	case dot >= len(d):
		whole = d + strings.Repeat("0", dot-len(d))
	default:
		whole, frac = d[:dot], "."+d[dot:]
	}
	e := ""
	if left != dot {
		e = "e"
		if capitals {
			e = "E"
		}
		if left > dot {
			e += "+"
		}
		e += strconv.Itoa(left - dot)
	}
	return sign + whole + frac + e
}

func (x *num) digits() string {
	if x.big != nil {
		return x.big.String()
	}
	return strconv.FormatUint(x.small, 10)
}

// parse reads a number from ASCII text; ok is false for a syntax error. The value is exact, except that exponents beyond all
// bounds are cut.
func parse(s string) (x num, ok bool) {
	if s == "" {
		return
	}
	if s[0] == '+' || s[0] == '-' {
		x.neg = s[0] == '-'
		s = s[1:]
	}
	switch l := strings.ToLower(s); {
	case l == "inf" || l == "infinity":
		x.kind = infinite
		return x, true
	case strings.HasPrefix(l, "nan") || strings.HasPrefix(l, "snan"):
		x.kind = quiet
		if l[0] == 's' {
			x.kind = signaling
			l = l[1:]
		}
		return x.readDigits(l[3:], true)
	}
	e := strings.IndexAny(s, "eE")
	exp := 0
	if e >= 0 {
		t := s[e+1:]
		s = s[:e]
		neg := false
		if t != "" && (t[0] == '+' || t[0] == '-') {
			neg = t[0] == '-'
			t = t[1:]
		}
		if t == "" {
			return x, false
		}
		for i := range len(t) {
			if t[i] < '0' || t[i] > '9' {
				return x, false
			}
			if exp < 4e17 {
				exp = exp*10 + int(t[i]-'0')
			} else {
				exp = 4e18
			}
		}
		if neg {
			exp = -exp
		}
	}
	if i := strings.IndexByte(s, '.'); i >= 0 {
		exp -= len(s) - i - 1
		s = s[:i] + s[i+1:]
	}
	x.exp = exp
	return x.readDigits(s, false)
}

func (x num) readDigits(s string, mayMiss bool) (num, bool) {
	if s == "" {
		return x, mayMiss
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return x, false
		}
	}
	if len(s) < 20 {
		x.small, _ = strconv.ParseUint(s, 10, 64)
		return x, true
	}
	n, ok := new(big.Int).SetString(s, 10)
	if !ok {
		return x, false
	}
	return x.withCoef(n), true
}
