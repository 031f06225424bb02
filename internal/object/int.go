// This file implements int: arithmetic, comparison, conversion, methods. Its representation is in number.go, bool is in bool.go.

package object

import (
	"encoding/binary"
	"errors"
	"math"
	"math/big"
	"math/bits"

	"weft/internal/bigconv"
	"weft/internal/fmtspec"
	"weft/internal/pyhash"
	"weft/internal/ucd"
)

func intSpec() TypeSpec {
	self := func(th *Thread, a []Value) (Value, error) { return intExact(a[0]), nil }
	return TypeSpec{
		Type:   IntType,
		Make:   makeInt,
		Flags:  TypeBase | TypeSubInt | TypeMatchSelf,
		Layout: LayoutOf[IntObj](),
		Doc:    "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 without arguments.\nA number is truncated towards zero. With base, x is text or bytes\nholding an integer literal in that base; base 0 takes the base from\nthe literal's prefix.\n\n  >>> int('0x1f', 0)\n  31",
		Slots: Slots{
			New: intNew, Repr: intRepr, Hash: intHash, Compare: intCompare, Bool: intBool,
			Neg: intNeg, Pos: intPos, Abs: intAbs, Invert: intInvert, Int: intPos, Float: intFloat, Index: intPos,
			Bin: [numBinOps]BinaryFunc{
				OpAdd: intAdd, OpSub: intSub, OpMul: intMul, OpTrueDiv: intTrueDiv, OpFloorDiv: intFloorDiv, OpMod: intMod,
				OpLShift: intLShift, OpRShift: intRShift, OpAnd: intAnd, OpOr: intOr, OpXor: intXor,
			},
			Pow: intPow, Divmod: intDivmod,
		},
		Methods: []Method{
			{Name: "__ceil__", Fn: self, Sig: "(self, /)", Doc: "The ceiling of an integer is the integer itself."},
			{Name: "__floor__", Fn: self, Sig: "(self, /)", Doc: "The floor of an integer is the integer itself."},
			{Name: "__trunc__", Fn: self, Sig: "(self, /)", Doc: "Truncating an integer gives the integer itself."},
			{Name: "__format__", Fn: intFormat, Sig: "(self, format_spec, /)", Doc: "Convert to a string according to format_spec."},
			{Name: "__getnewargs__", Fn: func(th *Thread, a []Value) (Value, error) { return TupleOf(intExact(a[0])), nil }, Sig: "(self, /)"},
			{Name: "__round__", Fn: intRound, Sig: "(self, ndigits=None, /)", Doc: "Rounding an integer gives the integer itself; a negative ndigits rounds to a power of ten."},
			{Name: "__sizeof__", Fn: intSizeof, Sig: "(self, /)", Doc: "Return the size in memory, in bytes."},
			{Name: "as_integer_ratio", Fn: func(th *Thread, a []Value) (Value, error) { return TupleOf(intExact(a[0]), SmallInt(1)), nil }, Sig: "(self, /)", Doc: "Return the pair (the integer itself, 1).\n\n  >>> (7).as_integer_ratio()\n  (7, 1)"},
			{Name: "bit_count", Fn: intBitCount, Sig: "(self, /)", Doc: "Return the number of ones in the binary representation of the absolute value.\n\n  >>> (-11).bit_count()\n  3"},
			{Name: "bit_length", Fn: intBitLength, Sig: "(self, /)", Doc: "Return the number of bits needed to represent the integer in binary.\n\n  >>> (11).bit_length()\n  4"},
			{Name: "conjugate", Fn: self, Sig: "(self, /)", Doc: "Return the integer itself."},
			{Name: "from_bytes", Kind: ClassMethod, Fn: intFromBytes, Sig: "(type, /, bytes, byteorder='big', *, signed=False)", Doc: "Return the integer that an array of bytes represents."},
			{Name: "is_integer", Fn: func(th *Thread, a []Value) (Value, error) { return True, nil }, Sig: "(self, /)", Doc: "Return True."},
			{Name: "to_bytes", Fn: intToBytes, Sig: "(self, /, length=1, byteorder='big', *, signed=False)", Doc: "Return an array of bytes that represents the integer."},
		},
		GetSets: []GetSet{
			{Name: "real", Get: intPos, Doc: "the real part of a complex number"},
			{Name: "imag", Get: func(th *Thread, self Value) (Value, error) { return SmallInt(0), nil }, Doc: "the imaginary part of a complex number"},
			{Name: "numerator", Get: intPos, Doc: "the numerator of a rational number in lowest terms"},
			{Name: "denominator", Get: func(th *Thread, self Value) (Value, error) { return SmallInt(1), nil }, Doc: "the denominator of a rational number in lowest terms"},
		},
	}
}

// raiseLeaf turns an error of the leaf packages into the Python exception that it names.
func raiseLeaf(th *Thread, err error) error {
	var be *bigconv.Error
	if errors.As(err, &be) {
		switch be.Class {
		case "OverflowError":
			return Raise(th, OverflowErrorType, be.Msg)
		case "ZeroDivisionError":
			return Raise(th, ZeroDivisionErrorType, be.Msg)
		case "MemoryError":
			return RaiseArgs(th, MemoryErrorType)
		}
		return Raise(th, ValueErrorType, be.Msg)
	}
	var fe *fmtspec.Error
	if errors.As(err, &fe) {
		switch fe.Kind {
		case fmtspec.OverflowError:
			return Raise(th, OverflowErrorType, fe.Msg)
		case fmtspec.TypeError:
			return Raise(th, TypeErrorType, fe.Msg)
		case fmtspec.MemoryError:
			return RaiseArgs(th, MemoryErrorType)
		}
		return Raise(th, ValueErrorType, fe.Msg)
	}
	return Raise(th, ValueErrorType, err.Error())
}

// intExact returns the exact int equal to v, an int or an instance of a subclass.
func intExact(v Value) Value {
	if v.IsInt() || v.Header().Type() == IntType {
		return v
	}
	o := (*IntObj)(v.p)
	if o.big != nil {
		return BigInt(o.big)
	}
	return Int(o.n)
}

// intPair returns two int operands: as machine words if both fit, else as big ones. ok is false if one is no int.
func intPair(a, b Value) (x, y int64, p, q *big.Int, ok bool) {
	if !IsInt(a) || !IsInt(b) {
		return 0, 0, nil, nil, false
	}
	x, small := Int64(a)
	y, small2 := Int64(b)
	if small && small2 {
		return x, y, nil, nil, true
	}
	return 0, 0, Big(a), Big(b), true
}

func intRepr(th *Thread, self Value) (Value, error) {
	if n, ok := Int64(self); ok {
		return intStr(th, n).Value(), nil
	}
	s, err := bigconv.Text(Big(self), th.Rt.IntMaxStrDigits())
	if err != nil {
		return Value{}, raiseLeaf(th, err)
	}
	return NewASCII(s), nil
}

// intStr returns the decimal text of n.
func intStr(th *Thread, n int64) *Str {
	if uint64(n) < 10 {
		return asciiStrs['0'+n]
	}
	// Not from a table: whether equal texts are one object shows in pickles.
	u, size := uint64(n), 0
	if n < 0 {
		u, size = -u, 1
	}
	// A number of k bits has (k*1233)>>12 or one more decimal digits.
	d := bits.Len64(u) * 1233 >> 12
	if u >= pow10[d] {
		d++
	}
	size += d
	s, b := newInline(th, size, size)
	b[0] = '-'
	for i := size; ; {
		if u < 100 {
			b[i-1] = digitPairs[2*u+1]
			if u >= 10 {
				b[i-2] = digitPairs[2*u]
			}
			return s
		}
		q := u / 100
		r := u - q*100
		u = q
		i -= 2
		b[i], b[i+1] = digitPairs[2*r], digitPairs[2*r+1]
	}
}

var pow10 = [...]uint64{1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19}

const digitPairs = "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"

func intHash(th *Thread, self Value) (int64, error) {
	if n, ok := Int64(self); ok {
		return pyhash.HashInt64(n), nil
	}
	return pyhash.HashBig(Big(self)), nil
}

func intBool(th *Thread, self Value) (bool, error) {
	n, ok := Int64(self)
	return !ok || n != 0, nil
}

func intCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	var o bigOperands
	x, y, p, q, ok := o.pair(a, b)
	switch {
	case !ok:
		return NotImplemented, nil
	case p == nil:
		return Bool(compareInt(x, y, op)), nil
	}
	return Bool(compareInt(int64(p.Cmp(q)), 0, op)), nil
}

// CompareInts compares exact ints.
func CompareInts(a, b Value, op CompareOp) bool {
	v, _ := intCompare(nil, a, b, op)
	return v.Is(True)
}

func intAdd(th *Thread, a, b Value) (Value, error) {
	var o bigOperands
	x, y, p, q, ok := o.pair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if p == nil {
		if s := x + y; (s > x) == (y > 0) {
			return Int(s), nil
		}
		p, q = o.bigs(x, y)
	}
	return intResult(newBigResult(max(len(p.Bits()), len(q.Bits()))+1).Add(p, q)), nil
}

func intSub(th *Thread, a, b Value) (Value, error) {
	var o bigOperands
	x, y, p, q, ok := o.pair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if p == nil {
		if s := x - y; (s < x) == (y > 0) {
			return Int(s), nil
		}
		p, q = o.bigs(x, y)
	}
	return intResult(newBigResult(max(len(p.Bits()), len(q.Bits()))+1).Sub(p, q)), nil
}

func intMul(th *Thread, a, b Value) (Value, error) {
	var o bigOperands
	x, y, p, q, ok := o.pair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if p == nil {
		if x != math.MinInt64 && y != math.MinInt64 {
			ux, uy := uint64(max(x, -x)), uint64(max(y, -y))
			if hi, lo := bits.Mul64(ux, uy); hi == 0 && lo <= math.MaxInt64 {
				return Int(x * y), nil
			}
		}
		p, q = o.bigs(x, y)
	}
	return intResult(newBigResult(len(p.Bits())+len(q.Bits())).Mul(p, q)), nil
}

func intTrueDiv(th *Thread, a, b Value) (Value, error) {
	x, y, p, q, ok := intPair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	var f float64
	var err error
	if p == nil {
		f, err = bigconv.TrueDivInt64(x, y)
	} else {
		f, err = bigconv.TrueDiv(p, q)
	}
	if err != nil {
		return Value{}, raiseLeaf(th, err)
	}
	return Float(f), nil
}

// bigOne is 1; it is only read.
var bigOne = big.NewInt(1)

// intDivision returns the floored quotient and remainder.
func intDivision(th *Thread, a, b Value, wantQ, wantR bool) (quo, rem Value, err error) {
	var o bigOperands
	x, y, p, q, ok := o.pair(a, b)
	if !ok {
		return NotImplemented, NotImplemented, nil
	}
	if p == nil {
		if y == 0 {
			return Value{}, Value{}, Raise(th, ZeroDivisionErrorType, "division by zero")
		}
		if x != math.MinInt64 || y != -1 {
			d, r := x/y, x%y
			if r != 0 && (r < 0) != (y < 0) {
				d--
				r += y
			}
			return Int(d), Int(r), nil
		}
		p, q = o.bigs(x, y)
	}
	if q.Sign() == 0 {
		return Value{}, Value{}, Raise(th, ZeroDivisionErrorType, "division by zero")
	}
	n, m := len(p.Bits()), len(q.Bits())
	switch same := p.Sign() == q.Sign() || p.Sign() == 0; {
	case n < m || n == m && p.CmpAbs(q) < 0:
		if !same {
			r := newBigResult(m)
			r.Add(p, q)
			return Int(-1), intResult(r), nil
		}
		if a.IsInt() || a.isExact(IntType) {
			return Int(0), a, nil
		}
	case m == 1 && n <= maxWordDivision && !wantQ:
		if r := wordRemainder(p, uint64(q.Bits()[0])); r <= math.MaxInt64 {
			if r != 0 && !same {
				r = uint64(q.Bits()[0]) - r
			}
			if r <= math.MaxInt64 {
				return Value{}, Int(int64(r) * int64(q.Sign())), nil
			}
		}
	}
	d, r := newBigResult(max(n-m, 0)+2), newBigResult(n+m)
	divide(d, r, p, q, wantQ)
	if wantQ {
		quo = intResult(d)
	}
	if wantR {
		rem = intResult(r)
	}
	return quo, rem, nil
}

// maxWordDivision is the number of words up to which a remainder by a word is taken word by word.
const maxWordDivision = 16

// wordRemainder returns |p| % q.
func wordRemainder(p *big.Int, q uint64) (r uint64) {
	w := p.Bits()
	for i := len(w) - 1; i >= 0; i-- {
		_, r = bits.Div64(r, uint64(w[i]), q)
	}
	return r
}

func intFloorDiv(th *Thread, a, b Value) (Value, error) {
	q, _, err := intDivision(th, a, b, true, false)
	return q, err
}

func intMod(th *Thread, a, b Value) (Value, error) {
	_, r, err := intDivision(th, a, b, false, true)
	return r, err
}

func intDivmod(th *Thread, a, b Value) (Value, error) {
	q, r, err := intDivision(th, a, b, true, true)
	if err != nil || q.Is(NotImplemented) {
		return q, err
	}
	return TupleOf(q, r), nil
}

func intPow(th *Thread, a, b, mod Value) (Value, error) {
	if !IsInt(a) || !IsInt(b) || !mod.Is(None) && !IsInt(mod) {
		return NotImplemented, nil
	}
	if !mod.Is(None) {
		r, err := bigconv.PowMod(Big(a), Big(b), Big(mod))
		if err != nil {
			return Value{}, raiseLeaf(th, err)
		}
		return BigInt(r), nil
	}
	x, small := Int64(a)
	y, small2 := Int64(b)
	if small2 && y >= 0 && small {
		if r, ok := powSmall(x, y); ok {
			return Int(r), nil
		}
	}
	if Big(b).Sign() < 0 {
		f, err := bigconv.Float64(Big(a))
		if err != nil {
			return Value{}, raiseLeaf(th, err)
		}
		g, err := bigconv.Float64(Big(b))
		if err != nil {
			return Value{}, raiseLeaf(th, err)
		}
		return floatPow(th, Float(f), Float(g), None)
	}
	r, err := bigconv.Pow(Big(a), Big(b))
	if err != nil {
		return Value{}, raiseLeaf(th, err)
	}
	return BigInt(r), nil
}

// powSmall computes x**y by squaring while the result fits 64 bits.
func powSmall(x, y int64) (int64, bool) {
	r := int64(1)
	for {
		if y&1 != 0 {
			hi, lo := bits.Mul64(uint64(max(r, -r)), uint64(max(x, -x)))
			if hi != 0 || lo > math.MaxInt64 {
				return 0, false
			}
			r *= x
		}
		if y >>= 1; y == 0 {
			return r, true
		}
		if x > math.MaxInt32 || x < -math.MaxInt32 {
			return 0, false
		}
		x *= x
	}
}

func intLShift(th *Thread, a, b Value) (Value, error) {
	x, y, p, q, ok := intPair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if p == nil {
		if y >= 0 && y < 63 && x<<y>>y == x {
			return Int(x << y), nil
		}
		p, q = big.NewInt(x), big.NewInt(y)
	}
	r, err := bigconv.Lsh(p, q)
	if err != nil {
		return Value{}, raiseLeaf(th, err)
	}
	return BigInt(r), nil
}

func intRShift(th *Thread, a, b Value) (Value, error) {
	x, y, p, q, ok := intPair(a, b)
	if !ok {
		return NotImplemented, nil
	}
	if p == nil && y >= 0 {
		return Int(x >> min(uint64(y), 63)), nil
	}
	if p == nil {
		p, q = big.NewInt(x), big.NewInt(y)
	}
	r, err := bigconv.Rsh(p, q)
	if err != nil {
		return Value{}, raiseLeaf(th, err)
	}
	return BigInt(r), nil
}

func intAnd(th *Thread, a, b Value) (Value, error) {
	var o bigOperands
	x, y, p, q, ok := o.pair(a, b)
	switch {
	case !ok:
		return NotImplemented, nil
	case p == nil:
		return Int(x & y), nil
	}
	return intResult(newBigResult(max(len(p.Bits()), len(q.Bits()))+1).And(p, q)), nil
}

func intOr(th *Thread, a, b Value) (Value, error) {
	var o bigOperands
	x, y, p, q, ok := o.pair(a, b)
	switch {
	case !ok:
		return NotImplemented, nil
	case p == nil:
		return Int(x | y), nil
	}
	return intResult(newBigResult(max(len(p.Bits()), len(q.Bits()))+1).Or(p, q)), nil
}

func intXor(th *Thread, a, b Value) (Value, error) {
	var o bigOperands
	x, y, p, q, ok := o.pair(a, b)
	switch {
	case !ok:
		return NotImplemented, nil
	case p == nil:
		return Int(x ^ y), nil
	}
	return intResult(newBigResult(max(len(p.Bits()), len(q.Bits()))+1).Xor(p, q)), nil
}

func intNeg(th *Thread, self Value) (Value, error) {
	if n, ok := Int64(self); ok && n != math.MinInt64 {
		return Int(-n), nil
	}
	return BigInt(new(big.Int).Neg(Big(self))), nil
}

func intPos(th *Thread, self Value) (Value, error) { return intExact(self), nil }

func intAbs(th *Thread, self Value) (Value, error) {
	if n, ok := Int64(self); ok {
		if n >= 0 {
			return Int(n), nil
		}
	} else if Big(self).Sign() >= 0 {
		return intExact(self), nil
	}
	return intNeg(th, self)
}

func intInvert(th *Thread, self Value) (Value, error) {
	if n, ok := Int64(self); ok {
		return Int(^n), nil
	}
	return BigInt(new(big.Int).Not(Big(self))), nil
}

func intFloat(th *Thread, self Value) (Value, error) {
	f, err := intToFloat(th, self)
	return Float(f), err
}

// intToFloat returns float(v) for an int; it raises OverflowError.
func intToFloat(th *Thread, v Value) (float64, error) {
	if n, ok := Int64(v); ok {
		return float64(n), nil
	}
	f, err := bigconv.Float64(Big(v))
	if err != nil {
		return 0, raiseLeaf(th, err)
	}
	return f, nil
}

func intFormat(th *Thread, a []Value) (Value, error) {
	if !IsStr(a[1]) {
		return Value{}, TypeErrorf(th, "__format__() argument must be str, not %s", ArgTypeName(a[1]))
	}
	spec := AsStr(a[1]).s
	if spec == "" {
		if a[0].IsInt() || a[0].Header().Type() == IntType {
			return intRepr(th, a[0])
		}
		s, err := ToStr(th, a[0])
		if err != nil {
			return Value{}, err
		}
		return s.Value(), nil
	}
	name := a[0].Type().DisplayName()
	var s string
	var err error
	if n, ok := Int64(a[0]); ok {
		s, err = fmtspec.FormatInt64(n, spec, name, nil)
	} else {
		s, err = fmtspec.FormatBig(Big(a[0]), spec, name, nil, th.Rt.IntMaxStrDigits())
	}
	if err != nil {
		return Value{}, raiseLeaf(th, err)
	}
	return NewStr(s), nil
}

func intRound(th *Thread, a []Value) (Value, error) {
	if a[1].IsAbsent() || a[1].Is(None) {
		return intExact(a[0]), nil
	}
	n, err := Index(th, a[1])
	if err != nil {
		return Value{}, err
	}
	k := Big(n)
	if k.Sign() >= 0 {
		return intExact(a[0]), nil
	}
	return BigInt(bigconv.RoundTo(Big(a[0]), new(big.Int).Neg(k))), nil
}

func intSizeof(th *Thread, a []Value) (Value, error) {
	n := a[0].Type().basicSize() + 4*max(1, (Big(a[0]).BitLen()+29)/30)
	return Int(int64(n)), nil
}

func intBitCount(th *Thread, a []Value) (Value, error) {
	if n, ok := Int64(a[0]); ok {
		return SmallInt(int64(bits.OnesCount64(uint64(max(n, -n))))), nil
	}
	return Int(int64(bigconv.BitCount(Big(a[0])))), nil
}

func intBitLength(th *Thread, a []Value) (Value, error) {
	if n, ok := Int64(a[0]); ok {
		return SmallInt(int64(bits.Len64(uint64(max(n, -n))))), nil
	}
	return Int(int64(Big(a[0]).BitLen())), nil
}

// byteOrder reads a byteorder argument: true for little.
func byteOrder(th *Thread, fn string, v Value) (bool, error) {
	if v.IsAbsent() {
		return false, nil
	}
	if !IsStr(v) {
		return false, TypeErrorf(th, "%s() argument 'byteorder' must be str, not %s", fn, ArgTypeName(v))
	}
	switch AsStr(v).s {
	case "little":
		return true, nil
	case "big":
		return false, nil
	}
	return false, ValueErrorf(th, "byteorder must be either 'little' or 'big'")
}

func intToBytes(th *Thread, a []Value) (Value, error) {
	length := 1
	if !a[1].IsAbsent() {
		n, err := AsIndex(th, a[1], OverflowErrorType)
		if err != nil {
			return Value{}, err
		}
		if n < 0 {
			return Value{}, ValueErrorf(th, "length argument must be non-negative")
		}
		length = n
	}
	little, err := byteOrder(th, "to_bytes", a[2])
	if err != nil {
		return Value{}, err
	}
	signed := false
	if !a[3].IsAbsent() {
		if signed, err = IsTrue(th, a[3]); err != nil {
			return Value{}, err
		}
	}
	if n := uint64(a[0].Int()); a[0].IsInt() && length <= 8 && fitsBytes(int64(n), length, signed) {
		var room [8]byte
		if little {
			binary.LittleEndian.PutUint64(room[:], n)
			return CopyBytes(room[:length]), nil
		}
		binary.BigEndian.PutUint64(room[:], n)
		return CopyBytes(room[8-length:]), nil
	}
	if err := checkAlloc(th, length, 1); err != nil {
		return Value{}, err
	}
	b, err := bigconv.ToBytes(Big(a[0]), length, little, signed)
	if err != nil {
		return Value{}, raiseLeaf(th, err)
	}
	return BytesOf(b), nil
}

// fitsBytes reports whether n can be written in length bytes, at most 8.
func fitsBytes(n int64, length int, signed bool) bool {
	switch {
	case !signed:
		return n >= 0 && (length == 8 || n < 1<<(8*length))
	case length == 0:
		return n == 0
	}
	return n<<(64-8*length)>>(64-8*length) == n
}

// intOfBytes is int.from_bytes().
func intOfBytes(src string, little, signed bool) Value {
	k := len(src)
	if k == 0 || k > 7 {
		return BigInt(bigconv.FromBytes([]byte(src), little, signed))
	}
	n := uint64(0)
	for i := range k {
		if little {
			n = n<<8 | uint64(src[k-1-i])
		} else {
			n = n<<8 | uint64(src[i])
		}
	}
	if signed {
		return Int(int64(n<<(64-8*k)) >> (64 - 8*k))
	}
	return Int(int64(n))
}

func intFromBytes(th *Thread, a []Value) (Value, error) {
	little, err := byteOrder(th, "from_bytes", a[2])
	if err != nil {
		return Value{}, err
	}
	signed := false
	if !a[3].IsAbsent() {
		if signed, err = IsTrue(th, a[3]); err != nil {
			return Value{}, err
		}
	}
	src, err := ToBytes(th, a[1])
	if err != nil {
		return Value{}, err
	}
	v := intOfBytes(src, little, signed)
	if t := (*Type)(a[0].p); t != IntType {
		return Call(th, a[0], v)
	}
	return v, nil
}

// ToBytes returns bytes(v) as PyObject_Bytes does: __bytes__, a buffer, or an iterable of ints.
func ToBytes(th *Thread, v Value) (string, error) {
	if v.isExact(BytesType) {
		return AsBytes(v).s, nil
	}
	if r, found, err := CallSpecial(th, v, "__bytes__"); err != nil {
		return "", err
	} else if found {
		if !IsBytes(r) {
			return "", TypeErrorf(th, "__bytes__ returned non-bytes (type %s)", r.Type().DisplayName())
		}
		return AsBytes(r).s, nil
	}
	if IsBytesLike(v) {
		b, err := GetBuffer(th, v, BufferSimple)
		if err != nil {
			return "", err
		}
		s := string(b.Bytes())
		if b.Release != nil {
			b.Release(th)
		}
		return s, nil
	}
	if IsStr(v) || v.Type().Slots().Iter == nil && v.Type().Slots().GetItem == nil {
		return "", TypeErrorf(th, "cannot convert '%s' object to bytes", v.Type().DisplayName())
	}
	var out []byte
	err := Iterate(th, v, func(x Value) (bool, error) {
		n, err := AsIndex(th, x, nil)
		if err != nil {
			return false, err
		}
		if n < 0 || n > 255 {
			return false, ValueErrorf(th, "bytes must be in range(0, 256)")
		}
		out = append(out, byte(n))
		return true, nil
	})
	return string(out), err
}

func intNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	var v Value
	var err error
	npos := len(args) - kwnames.Len()
	switch {
	case npos == 0 && kwnames.Len() == 0:
		v = SmallInt(0)
	case npos == 1 && kwnames.Len() == 0:
		v, err = ToInt(th, args[0])
	default:
		base, _ := KwArg(args, kwnames, "base")
		if npos+kwnames.Len() > 2 {
			if t == IntType && kwnames.Len() == 0 {
				return Value{}, TypeErrorf(th, "int expected at most 2 arguments, got %d", len(args))
			}
			word := ""
			if npos == 0 {
				word = "keyword "
			}
			return Value{}, TypeErrorf(th, "int() takes at most 2 %sarguments (%d given)", word, len(args))
		}
		for _, k := range kwnames.Items() {
			if AsStr(k).s != "base" {
				return Value{}, UnexpectedKeyword(th, "int", AsStr(k).s, []string{"base"})
			}
		}
		if npos == 0 {
			return Value{}, TypeErrorf(th, "int() missing string argument")
		}
		if npos == 2 {
			base = args[1]
		}
		b, err := AsIndex(th, base, nil)
		if err != nil {
			return Value{}, err
		}
		if b != 0 && (b < 2 || b > 36) {
			return Value{}, ValueErrorf(th, "int() base must be >= 2 and <= 36, or 0")
		}
		if !IsStr(args[0]) && !IsBytes(args[0]) && !(args[0].IsObj() && args[0].Type().IsSubtype(ByteArrayType)) {
			return Value{}, TypeErrorf(th, "int() can't convert non-string with explicit base")
		}
		if v, err = intFromText(th, args[0], b); err != nil {
			return Value{}, err
		}
	}
	if err != nil || t == IntType {
		return v, err
	}
	r := t.New()
	o := (*IntObj)(r.p)
	if n, ok := Int64(v); ok {
		o.n = n
	} else {
		o.big = Big(v)
	}
	return r, nil
}

// ToInt returns int(v): __int__, __index__, or text. It raises TypeError or ValueError.
func ToInt(th *Thread, v Value) (Value, error) {
	if v.IsInt() {
		return v, nil
	}
	s := v.Type().Slots()
	if s.Int != nil {
		r, err := s.Int(th, v)
		if err != nil {
			return Value{}, err
		}
		if !IsInt(r) {
			return Value{}, TypeErrorf(th, "__int__ returned non-int (type %s)", r.Type().DisplayName())
		}
		return intExact(r), warnIntSubclass(th, "__int__", r)
	}
	if s.Index != nil {
		r, err := Index(th, v)
		if err != nil {
			return Value{}, err
		}
		return intExact(r), nil
	}
	if IsStr(v) || IsBytesLike(v) {
		return intFromText(th, v, 10)
	}
	return Value{}, TypeErrorf(th, "int() argument must be a string, a bytes-like object or a real number, not '%s'", v.Type().DisplayName())
}

// intFromText parses str or bytes-like text.
func intFromText(th *Thread, v Value, base int) (Value, error) {
	var s string
	if IsStr(v) {
		s = AsStr(v).s
		if !AsStr(v).IsASCII() {
			s = ucd.DecimalASCII(s)
		}
	} else {
		b, err := ToBytes(th, v)
		if err != nil {
			return Value{}, err
		}
		s = b
	}
	small, large, err := bigconv.ParseInt(s, base, th.Rt.IntMaxStrDigits())
	if err != nil {
		if err == bigconv.ErrSyntax {
			shown := v
			if !IsStr(v) {
				shown = NewBytes(s)
			}
			r, rerr := ReprString(th, shown)
			if rerr != nil {
				return Value{}, rerr
			}
			return Value{}, ValueErrorf(th, "invalid literal for int() with base %d: %s", base, r)
		}
		return Value{}, raiseLeaf(th, err)
	}
	if large != nil {
		return BigInt(large), nil
	}
	return Int(small), nil
}

// Power is pow(a, b, mod) with a modulus that is not None.
func Power(th *Thread, a, b, mod Value) (Value, error) {
	for i, v := range []Value{a, b, mod} {
		f := v.Type().Slots().Pow
		if f == nil || i > 0 && funcPtr(f) == funcPtr(a.Type().Slots().Pow) || i > 1 && funcPtr(f) == funcPtr(b.Type().Slots().Pow) {
			continue
		}
		r, err := f(th, a, b, mod)
		if err != nil || !r.Is(NotImplemented) {
			return r, err
		}
	}
	return Value{}, TypeErrorf(th, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'", a.Type().DisplayName(), b.Type().DisplayName(), mod.Type().DisplayName())
}
