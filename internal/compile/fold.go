// This file implements constant folding: which expressions are constants, with CPython's limits on their size.

package compile

import (
	"math"
	"math/big"
	"unicode/utf8"

	"weft/internal/code"
	"weft/internal/syntax"
)

// CPython's limits (Python/flowgraph.c): folding must not make code objects large.
const (
	maxFoldBits       = 128
	maxFoldCollection = 256
	maxFoldStr        = 4096
	maxFoldItems      = 1024
	maxFoldDepth      = 2000
)

// fold returns the value of e when it is a constant expression.
func (c *compiler) fold(e syntax.Expr) (code.Const, bool) { return c.foldDeep(e, 0) }

func (c *compiler) foldDeep(e syntax.Expr, depth int) (code.Const, bool) {
	switch e := e.(type) {
	case *syntax.Constant:
		return constant(e.Value), true
	case *syntax.Name:
		if e.Id == "__debug__" && e.Ctx == syntax.Load {
			return code.Bool(c.opts.Optimize == 0), true
		}
		return nil, false
	case *syntax.BinOp, *syntax.UnaryOp, *syntax.Tuple, *syntax.Subscript:
	default:
		return nil, false
	}
	if k, seen := c.folded[e]; seen {
		return k, k != nil
	}
	if depth > maxFoldDepth {
		return nil, false
	}
	k := c.foldNode(e, depth+1)
	c.folded[e] = k
	return k, k != nil
}

func (c *compiler) foldNode(e syntax.Expr, depth int) code.Const {
	switch e := e.(type) {
	case *syntax.BinOp:
		l, ok := c.foldDeep(e.Left, depth)
		if !ok {
			return nil
		}
		r, ok := c.foldDeep(e.Right, depth)
		if !ok {
			return nil
		}
		return foldBinary(e.Op, l, r)
	case *syntax.UnaryOp:
		k, ok := c.foldDeep(e.Operand, depth)
		if !ok {
			return nil
		}
		return foldUnary(e.Op, k)
	case *syntax.Tuple:
		if e.Ctx != syntax.Load {
			return nil
		}
		for _, x := range e.Elts {
			if !mayFold(x) {
				return nil
			}
		}
		t := make(code.Tuple, len(e.Elts))
		for i, x := range e.Elts {
			k, ok := c.foldDeep(x, depth)
			if !ok {
				return nil
			}
			t[i] = k
		}
		return t
	case *syntax.Subscript:
		if e.Ctx != syntax.Load || !mayFold(e.Slice) {
			return nil
		}
		v, ok := c.foldDeep(e.Value, depth)
		if !ok {
			return nil
		}
		i, ok := c.foldDeep(e.Slice, depth)
		if !ok {
			return nil
		}
		return foldSubscript(v, i)
	}
	return nil
}

// mayFold rules out at a glance what is no constant.
func mayFold(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Constant, *syntax.BinOp, *syntax.UnaryOp, *syntax.Tuple, *syntax.Subscript:
		return true
	case *syntax.Name:
		return e.Id == "__debug__"
	}
	return false
}

func foldUnary(op syntax.UnaryOperator, k code.Const) code.Const {
	if op == syntax.OpNot {
		return code.Bool(!truth(k))
	}
	if b, ok := toBig(k); ok {
		switch op {
		case syntax.OpUSub:
			return fromBig(b.Neg(b))
		case syntax.OpUAdd:
			return fromBig(b)
		case syntax.OpInvert:
			if _, isBool := k.(code.Bool); isBool {
				return nil // deprecated: warns at run time
			}
			return fromBig(b.Not(b))
		}
	}
	switch k := k.(type) {
	case code.Float:
		switch op {
		case syntax.OpUSub:
			return -k
		case syntax.OpUAdd:
			return k
		}
	case code.Complex:
		switch op {
		case syntax.OpUSub:
			z := complex128(k)
			return code.Complex(complex(-real(z), -imag(z)))
		case syntax.OpUAdd:
			return k
		}
	}
	return nil
}

// foldBinary returns l op r, or nil when it raises, is too large, or is not worth it.
func foldBinary(op syntax.Operator, l, r code.Const) code.Const {
	a, aInt := toBig(l)
	b, bInt := toBig(r)
	if aInt && bInt {
		return foldInts(op, l, r, a, b)
	}
	if op == syntax.OpMult {
		if aInt {
			return foldRepeat(r, a)
		}
		if bInt {
			if k := foldRepeat(l, b); k != nil {
				return k
			}
		}
	}
	if op == syntax.OpAdd {
		switch x := l.(type) {
		case code.Str:
			if y, ok := r.(code.Str); ok {
				return x + y
			}
		case code.Bytes:
			if y, ok := r.(code.Bytes); ok {
				return x + y
			}
		case code.Tuple:
			if y, ok := r.(code.Tuple); ok {
				return append(append(code.Tuple{}, x...), y...)
			}
		}
	}
	x, xOK := toFloat(l)
	y, yOK := toFloat(r)
	if xOK && yOK {
		return foldFloats(op, x, y)
	}
	return foldComplex(op, l, r)
}

func toFloat(k code.Const) (float64, bool) {
	switch k := k.(type) {
	case code.Float:
		return float64(k), true
	case code.Int, code.Bool, code.BigInt:
		b, _ := toBig(k)
		f, _ := new(big.Float).SetInt(b).Float64()
		return f, !math.IsInf(f, 0)
	}
	return 0, false
}

func foldInts(op syntax.Operator, l, r code.Const, a, b *big.Int) code.Const {
	z := new(big.Int)
	switch op {
	case syntax.OpAdd:
		return fromBig(z.Add(a, b))
	case syntax.OpSub:
		return fromBig(z.Sub(a, b))
	case syntax.OpMult:
		if a.Sign() != 0 && b.Sign() != 0 && a.BitLen()+b.BitLen() > maxFoldBits {
			return nil
		}
		return fromBig(z.Mul(a, b))
	case syntax.OpDiv:
		if b.Sign() == 0 || a.BitLen() > 53 || b.BitLen() > 53 {
			return nil
		}
		x, _ := toFloat(l)
		y, _ := toFloat(r)
		return code.Float(x / y)
	case syntax.OpFloorDiv, syntax.OpMod:
		if b.Sign() == 0 {
			return nil
		}
		m := new(big.Int)
		z.QuoRem(a, b, m)
		if m.Sign() != 0 && m.Sign() != b.Sign() {
			z.Sub(z, big.NewInt(1))
			m.Add(m, b)
		}
		if op == syntax.OpMod {
			return fromBig(m)
		}
		return fromBig(z)
	case syntax.OpPow:
		if b.Sign() < 0 {
			if a.Sign() == 0 || a.BitLen() > 53 || b.BitLen() > 30 {
				return nil
			}
			x, _ := toFloat(l)
			y, _ := toFloat(r)
			return foldFloats(op, x, y)
		}
		if b.Sign() > 0 && a.Sign() != 0 {
			if !b.IsInt64() || int64(a.BitLen()) > maxFoldBits/b.Int64() {
				return nil
			}
		}
		if !b.IsInt64() {
			return nil
		}
		return fromBig(z.Exp(a, b, nil))
	case syntax.OpLShift:
		if b.Sign() < 0 {
			return nil
		}
		if a.Sign() == 0 {
			return code.Int(0)
		}
		if !b.IsInt64() || b.Int64() > maxFoldBits || int64(a.BitLen()) > maxFoldBits-b.Int64() {
			return nil
		}
		return fromBig(z.Lsh(a, uint(b.Int64())))
	case syntax.OpRShift:
		if b.Sign() < 0 || !b.IsInt64() || b.Int64() > math.MaxInt32 {
			return nil
		}
		return fromBig(z.Rsh(a, uint(b.Int64())))
	case syntax.OpBitOr, syntax.OpBitXor, syntax.OpBitAnd:
		switch op {
		case syntax.OpBitOr:
			z.Or(a, b)
		case syntax.OpBitXor:
			z.Xor(a, b)
		default:
			z.And(a, b)
		}
		_, lb := l.(code.Bool)
		_, rb := r.(code.Bool)
		if lb && rb {
			return code.Bool(z.Sign() != 0)
		}
		return fromBig(z)
	}
	return nil
}

// foldRepeat is k * n for the sequences.
func foldRepeat(k code.Const, n *big.Int) code.Const {
	var size, limit int
	switch k := k.(type) {
	case code.Str:
		size, limit = utf8.RuneCountInString(string(k)), maxFoldStr
	case code.Bytes:
		size, limit = len(k), maxFoldStr
	case code.Tuple:
		size, limit = len(k), maxFoldCollection
	default:
		return nil
	}
	times := 0
	if size > 0 {
		if !n.IsInt64() || n.Sign() < 0 || n.Int64() > int64(limit/size) {
			return nil
		}
		times = int(n.Int64())
	}
	switch k := k.(type) {
	case code.Str:
		s := code.Str("")
		for range times {
			s += k
		}
		return s
	case code.Bytes:
		s := code.Bytes("")
		for range times {
			s += k
		}
		return s
	case code.Tuple:
		if times > 0 && countItems(k, maxFoldItems/times) < 0 {
			return nil
		}
		t := code.Tuple{}
		for range times {
			t = append(t, k...)
		}
		return t
	}
	return nil
}

// countItems returns what is left of limit after counting the items of nested tuples, negative when there are more.
func countItems(k code.Const, limit int) int {
	if t, ok := k.(code.Tuple); ok {
		limit -= len(t)
		for _, x := range t {
			if limit < 0 {
				return limit
			}
			limit = countItems(x, limit)
		}
	}
	return limit
}

func foldFloats(op syntax.Operator, x, y float64) code.Const {
	switch op {
	case syntax.OpAdd:
		return code.Float(x + y)
	case syntax.OpSub:
		return code.Float(x - y)
	case syntax.OpMult:
		return code.Float(x * y)
	case syntax.OpDiv:
		if y != 0 {
			return code.Float(x / y)
		}
	case syntax.OpMod, syntax.OpFloorDiv:
		if y == 0 || math.IsInf(x, 0) || math.IsNaN(x) || math.IsInf(y, 0) || math.IsNaN(y) {
			return nil
		}
		mod := math.Mod(x, y)
		div := (x - mod) / y
		if mod != 0 {
			if (y < 0) != (mod < 0) {
				mod += y
				div--
			}
		} else {
			mod = math.Copysign(0, y)
		}
		if op == syntax.OpMod {
			return code.Float(mod)
		}
		if div == 0 {
			return code.Float(math.Copysign(0, x/y))
		}
		f := math.Floor(div)
		if div-f > 0.5 {
			f++
		}
		return code.Float(f)
	case syntax.OpPow:
		// Only where every libm agrees on the last bit: powers of two, and small integral powers of small integers.
		if x == 2 && y == math.Trunc(y) && math.Abs(y) < 1000 {
			return code.Float(math.Ldexp(1, int(y)))
		}
		if y != math.Trunc(y) || math.Abs(y) > 64 || x != math.Trunc(x) || math.Abs(x) > 1024 || x == 0 {
			return nil
		}
		r := math.Pow(x, math.Abs(y))
		if r >= 1<<53 || r <= -(1<<53) {
			return nil
		}
		if y < 0 {
			r = 1 / r
		}
		return code.Float(r)
	}
	return nil
}

// foldComplex handles + - * with a complex operand; since 3.14 a real operand leaves the other's imaginary part alone.
func foldComplex(op syntax.Operator, l, r code.Const) code.Const {
	z, zOK := l.(code.Complex)
	w, wOK := r.(code.Complex)
	if !zOK && !wOK {
		return nil
	}
	a, b := real(complex128(z)), imag(complex128(z))
	p, q := real(complex128(w)), imag(complex128(w))
	switch {
	case zOK && wOK:
		switch op {
		case syntax.OpAdd:
			return code.Complex(complex(a+p, b+q))
		case syntax.OpSub:
			return code.Complex(complex(a-p, b-q))
		}
	case wOK:
		x, ok := toFloat(l)
		if !ok {
			return nil
		}
		switch op {
		case syntax.OpAdd:
			return code.Complex(complex(x+p, q))
		case syntax.OpSub:
			return code.Complex(complex(x-p, -q))
		case syntax.OpMult:
			return code.Complex(complex(x*p, x*q))
		}
	default:
		x, ok := toFloat(r)
		if !ok {
			return nil
		}
		switch op {
		case syntax.OpAdd:
			return code.Complex(complex(a+x, b))
		case syntax.OpSub:
			return code.Complex(complex(a-x, b))
		case syntax.OpMult:
			return code.Complex(complex(a*x, b*x))
		case syntax.OpDiv:
			if x != 0 {
				return code.Complex(complex(a/x, b/x))
			}
		}
	}
	return nil
}

// foldSubscript is v[i] for an int index.
func foldSubscript(v, i code.Const) code.Const {
	n, ok := i.(code.Int)
	if !ok {
		return nil
	}
	at := func(size int) int {
		k := int64(n)
		if k < 0 {
			k += int64(size)
		}
		if k < 0 || k >= int64(size) {
			return -1
		}
		return int(k)
	}
	switch v := v.(type) {
	case code.Tuple:
		if k := at(len(v)); k >= 0 {
			return v[k]
		}
	case code.Bytes:
		if k := at(len(v)); k >= 0 {
			return code.Int(v[k])
		}
	case code.Str:
		for _, ch := range []byte(v) {
			if ch >= 0x80 {
				return nil // WTF-8: leave it to run time
			}
		}
		if k := at(len(v)); k >= 0 {
			return v[k : k+1]
		}
	}
	return nil
}

// imm returns the value of e when it is an int, not a bool, that fits an immediate operand.
func (c *compiler) imm(e syntax.Expr) (int32, bool) {
	if !mayFold(e) {
		return 0, false
	}
	k, ok := c.fold(e)
	if !ok {
		return 0, false
	}
	n, ok := k.(code.Int)
	return int32(n), ok && n == code.Int(int16(n))
}

// foldContainer returns the constant that stands for a list or set display of constants where it is only iterated or
// searched: a tuple or a frozenset.
func (c *compiler) foldContainer(e syntax.Expr) (code.Const, bool) {
	var elts []syntax.Expr
	set := false
	switch e := e.(type) {
	case *syntax.List:
		elts = e.Elts
	case *syntax.Set:
		elts, set = e.Elts, true
	default:
		return c.fold(e)
	}
	t := make(code.Tuple, len(elts))
	for i, x := range elts {
		k, ok := c.fold(x)
		if !ok {
			return nil, false
		}
		t[i] = k
	}
	if !set {
		return t, true
	}
	return frozenSet(t)
}

// frozenSet removes equal items. Equality across types (1, 1.0, True) is decided for real numbers; ok is false for items
// whose equality is not obvious or that cannot be hashed.
func frozenSet(t code.Tuple) (code.Const, bool) {
	var out code.FrozenSet
	seen := map[string]bool{}
	for _, k := range t {
		key := ""
		switch k := k.(type) {
		case code.Int, code.Bool, code.BigInt:
			b, _ := toBig(k)
			key = "n" + b.String()
		case code.Float:
			f := float64(k)
			if math.IsNaN(f) || math.IsInf(f, 0) || f != math.Trunc(f) {
				key = constKey(k)
				break
			}
			b, _ := big.NewFloat(f).Int(nil)
			key = "n" + b.String()
		case code.Str, code.Bytes, code.None, code.Ellipsis:
			key = constKey(k)
		default:
			return nil, false
		}
		if !seen[key] {
			seen[key] = true
			out = append(out, k)
		}
	}
	if len(out) == 0 {
		return nil, false
	}
	return out, true
}
