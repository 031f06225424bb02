// This file implements the packing of values into bytes by format strings (Library Reference, "struct"), for the _struct module
// and for memoryview.

package object

import (
	"encoding/binary"
	"math"
	"math/big"
)

// StructError is struct.error, still to be raised: the class belongs to the _struct module.
type StructError struct{ Msg string }

func (e *StructError) Error() string { return e.Msg }

// StructFormat is a compiled format string; immutable.
type StructFormat struct {
	Size  int // bytes
	Items int // values
	codes []structCode
	order binary.ByteOrder
}

// structCode is one format character with its repeat count.
type structCode struct {
	c      byte
	native bool // of native size: for ranges and 'P'
	off    int
	size   int // of one item
	count  int // items, or the length of 's' and 'p'
}

// structSizes gives size and alignment of the native formats, and the standard size (0: native only).
func structSizes(c byte) (size, align, std int) {
	switch c {
	case 'x', 'b', 'B', 'c', 's', 'p', '?':
		return 1, 1, 1
	case 'h', 'H', 'e':
		return 2, 2, 2
	case 'i', 'I', 'f':
		return 4, 4, 4
	case 'l', 'L':
		return 8, 8, 4
	case 'q', 'Q', 'd':
		return 8, 8, 8
	case 'n', 'N', 'P':
		return 8, 8, 0
	case 'F':
		return 8, 4, 8
	case 'D':
		return 16, 8, 16
	}
	return 0, 0, 0
}

// CompileStruct compiles a format string. The error is a *StructError.
func CompileStruct(format string) (*StructFormat, error) {
	f := &StructFormat{order: binary.LittleEndian}
	native := true
	i := 0
	if format != "" {
		switch format[0] {
		case '@':
			i++
		case '=', '<':
			i++
			native = false
		case '>', '!':
			i++
			native = false
			f.order = binary.BigEndian
		}
	}
	tooLong := &StructError{"total struct size too long"}
	for i < len(format) {
		c := format[i]
		i++
		if c == ' ' || '\t' <= c && c <= '\r' {
			continue
		}
		num, given := 1, false
		if '0' <= c && c <= '9' {
			num, given = int(c-'0'), true
			for ; i < len(format) && '0' <= format[i] && format[i] <= '9'; i++ {
				d := int(format[i] - '0')
				if num > (math.MaxInt-d)/10 {
					return nil, tooLong
				}
				num = num*10 + d
			}
			if i == len(format) {
				return nil, &StructError{"repeat count given without format specifier"}
			}
			c = format[i]
			i++
		}
		_ = given
		if c == 0 {
			return nil, &StructError{"embedded null character"}
		}
		size, align, std := structSizes(c)
		if !native {
			size, align = std, 1
		}
		if size == 0 {
			return nil, &StructError{"bad char in struct format"}
		}
		if rem := f.Size % align; rem != 0 {
			if f.Size > math.MaxInt-align {
				return nil, tooLong
			}
			f.Size += align - rem
		}
		if num > (math.MaxInt-f.Size)/size {
			return nil, tooLong
		}
		code := structCode{c: c, native: native, off: f.Size, size: size, count: num}
		switch c {
		case 'x':
		case 's', 'p':
			f.Items++
			f.codes = append(f.codes, code)
		default:
			f.Items += num
			if num > 0 {
				f.codes = append(f.codes, code)
			}
		}
		f.Size += num * size
	}
	return f, nil
}

// Pack writes args, of which there must be Items, to dst, which must have Size bytes and be zero where 'x' leaves it. The error is
// a *StructError or an exception.
func (f *StructFormat) Pack(th *Thread, dst []byte, args []Value) error {
	k := 0
	for ci := range f.codes {
		c := &f.codes[ci]
		if c.c == 's' || c.c == 'p' {
			v := args[k]
			k++
			var data string
			switch {
			case IsBytes(v):
				data = AsBytes(v).s
			case IsByteArray(v):
				data = AsByteArray(v).Copy()
			default:
				return &StructError{"argument for '" + string(rune(c.c)) + "' must be a bytes object"}
			}
			p := dst[c.off : c.off+c.count]
			if c.c == 'p' {
				if len(p) == 0 {
					continue
				}
				n := min(len(data), len(p)-1)
				clear(p[1+n:])
				copy(p[1:], data[:n])
				p[0] = byte(min(n, 255))
				continue
			}
			clear(p[copy(p, data):])
			continue
		}
		for i := range c.count {
			at := c.off + i*c.size
			if err := c.pack(th, f.order, dst[at:at+c.size], args[k]); err != nil {
				if IsInt(args[k]) && IsErr(err, OverflowErrorType) {
					err = &StructError{"int too large to convert"}
				}
				return err
			}
			k++
		}
	}
	return nil
}

// pack writes one value.
func (c *structCode) pack(th *Thread, order binary.ByteOrder, p []byte, v Value) error {
	switch c.c {
	case 'b', 'B', 'h', 'H', 'i', 'I', 'l', 'L', 'q', 'Q', 'n', 'N', 'P':
		return c.packInt(th, order, p, v)
	case '?':
		b, err := IsTrue(th, v)
		if err != nil {
			return err
		}
		p[0] = 0
		if b {
			p[0] = 1
		}
		return nil
	case 'c':
		if !IsBytes(v) || len(AsBytes(v).s) != 1 {
			return &StructError{"char format requires a bytes object of length 1"}
		}
		p[0] = AsBytes(v).s[0]
		return nil
	case 'e', 'f', 'd':
		x, err := ToFloat(th, v)
		if err != nil {
			return &StructError{"required argument is not a float"}
		}
		return packFloat(th, order, p, x, c.c)
	}
	z, err := ToComplex(th, v)
	if err != nil {
		return &StructError{"required argument is not a complex"}
	}
	code := byte('f')
	if c.c == 'D' {
		code = 'd'
	}
	half := len(p) / 2
	if err := packFloat(th, order, p[:half], real(z), code); err != nil {
		return err
	}
	return packFloat(th, order, p[half:], imag(z), code)
}

func packFloat(th *Thread, order binary.ByteOrder, p []byte, x float64, code byte) error {
	switch code {
	case 'd':
		order.PutUint64(p, math.Float64bits(x))
	case 'f':
		y := float32(x)
		if math.IsInf(float64(y), 0) && !math.IsInf(x, 0) {
			return OverflowErrorf(th, "float too large to pack with f format")
		}
		order.PutUint32(p, math.Float32bits(y))
	case 'e':
		h, ok := HalfFromFloat(x)
		if !ok {
			return OverflowErrorf(th, "float too large to pack with e format")
		}
		order.PutUint16(p, h)
	}
	return nil
}

// HalfFromFloat returns x as an IEEE 754 binary16, rounded half to even; ok is false if it is too large.
func HalfFromFloat(x float64) (h uint16, ok bool) {
	bits := math.Float64bits(x)
	sign := uint16(bits>>48) & 0x8000
	switch {
	case x != x:
		return sign | 0x7e00, true
	case math.IsInf(x, 0):
		return sign | 0x7c00, true
	case x == 0:
		return sign, true
	}
	frac, exp := math.Frexp(math.Abs(x)) // frac in [0.5, 1)
	exp--
	frac *= 2
	if exp >= 16 {
		return 0, false
	}
	if exp < -25 {
		return sign, true
	}
	var scaled float64
	if exp < -14 {
		scaled = math.Ldexp(frac, 24+exp) // subnormal: units of 2**-24
		exp = 0
	} else {
		scaled = (frac - 1) * 1024
		exp += 15
	}
	n := uint32(math.RoundToEven(scaled)) // 1024 carries into the exponent
	r := uint32(exp)<<10 + n
	if r >= 0x7c00 {
		return 0, false
	}
	return sign | uint16(r), true
}

// FloatFromHalf returns the value of an IEEE 754 binary16.
func FloatFromHalf(h uint16) float64 {
	sign := 1.0
	if h&0x8000 != 0 {
		sign = -1
	}
	exp, frac := int(h>>10&31), float64(h&0x3ff)
	switch exp {
	case 31:
		if frac != 0 {
			return math.NaN()
		}
		return math.Inf(int(sign))
	case 0:
		return sign * math.Ldexp(frac, -24)
	}
	return sign * math.Ldexp(1024+frac, exp-25)
}

// signedCode reports whether c is the code of a signed int.
func signedCode(c byte) bool {
	switch c {
	case 'b', 'h', 'i', 'l', 'q', 'n':
		return true
	}
	return false
}

// packInt writes an int.
func (c *structCode) packInt(th *Thread, order binary.ByteOrder, p []byte, v Value) error {
	if !IsInt(v) {
		if v.Type().Slots().Index == nil {
			return &StructError{"required argument is not an integer"}
		}
		var err error
		if v, err = Index(th, v); err != nil {
			return err
		}
	}
	bits := uint(c.size * 8)
	n, small := Int64(v)
	var u uint64
	signed := signedCode(c.c)
	switch {
	case c.c == 'P':
		if small {
			u = uint64(n)
		} else if b := Big(v); b.IsUint64() {
			u = b.Uint64()
		} else {
			return &StructError{"int too large to convert"}
		}
	case signed:
		if !small || bits < 64 && (n < -1<<(bits-1) || n > 1<<(bits-1)-1) {
			return c.rangeError(bits, true)
		}
		u = uint64(n)
	case small:
		if n < 0 || bits < 64 && n > 1<<bits-1 {
			return c.rangeError(bits, false)
		}
		u = uint64(n)
	default:
		b := Big(v)
		if bits < 64 || !b.IsUint64() {
			return c.rangeError(bits, false)
		}
		u = b.Uint64()
	}
	switch c.size {
	case 1:
		p[0] = byte(u)
	case 2:
		order.PutUint16(p, uint16(u))
	case 4:
		order.PutUint32(p, uint32(u))
	case 8:
		order.PutUint64(p, u)
	}
	return nil
}

func (c *structCode) rangeError(bits uint, signed bool) error {
	one := big.NewInt(1)
	lo, hi := new(big.Int), new(big.Int).Lsh(one, bits)
	if signed {
		hi.Lsh(one, bits-1)
		lo.Neg(hi)
	}
	hi.Sub(hi, one)
	return &StructError{"'" + string(rune(c.c)) + "' format requires " + lo.String() + " <= number <= " + hi.String()}
}

// Unpack reads Items values from src, which must have Size bytes.
func (f *StructFormat) Unpack(src []byte) []Value {
	return f.appendTo(make([]Value, 0, f.Items), src)
}

// UnpackTuple is Unpack to a tuple.
func (f *StructFormat) UnpackTuple(src []byte) Value {
	if f.Items == 0 {
		return emptyTuple.Value()
	}
	t := newTupleN(f.Items)
	f.appendTo(t.items[:0], src)
	return t.Value()
}

// appendTo appends the values in src to out, which has room for them.
func (f *StructFormat) appendTo(out []Value, src []byte) []Value {
	for ci := range f.codes {
		c := &f.codes[ci]
		switch c.c {
		case 's':
			out = append(out, NewBytes(string(src[c.off:c.off+c.count])))
			continue
		case 'p':
			if c.count == 0 {
				out = append(out, emptyBytes.Value())
				continue
			}
			n := min(int(src[c.off]), c.count-1)
			out = append(out, NewBytes(string(src[c.off+1:c.off+1+n])))
			continue
		}
		for i := range c.count {
			at := c.off + i*c.size
			out = append(out, c.unpack(f.order, src[at:at+c.size]))
		}
	}
	return out
}

// byteObjs are the bytes objects of length one.
var byteObjs = func() (t [256]*Bytes) {
	for i := range t {
		t[i] = &Bytes{Header: Header{typ: BytesType, flags: flagImmortal}, s: string([]byte{byte(i)})}
	}
	return
}()

// unpack reads one value.
func (c *structCode) unpack(order binary.ByteOrder, p []byte) Value {
	switch c.c {
	case 'b':
		return SmallInt(int64(int8(p[0])))
	case 'B':
		return SmallInt(int64(p[0]))
	case 'c':
		return byteObjs[p[0]].Value()
	case '?':
		return Bool(p[0] != 0)
	case 'h':
		return SmallInt(int64(int16(order.Uint16(p))))
	case 'H':
		return SmallInt(int64(order.Uint16(p)))
	case 'i':
		return SmallInt(int64(int32(order.Uint32(p))))
	case 'I':
		return SmallInt(int64(order.Uint32(p)))
	case 'l', 'q', 'n':
		if c.size == 4 {
			return SmallInt(int64(int32(order.Uint32(p))))
		}
		return Int(int64(order.Uint64(p)))
	case 'L', 'Q', 'N', 'P':
		if c.size == 4 {
			return SmallInt(int64(order.Uint32(p)))
		}
		return Uint(order.Uint64(p))
	case 'e':
		return Float(FloatFromHalf(order.Uint16(p)))
	case 'f':
		return Float(float64(math.Float32frombits(order.Uint32(p))))
	case 'd':
		return Float(math.Float64frombits(order.Uint64(p)))
	case 'F':
		return NewComplex(complex(float64(math.Float32frombits(order.Uint32(p))), float64(math.Float32frombits(order.Uint32(p[4:])))))
	}
	return NewComplex(complex(math.Float64frombits(order.Uint64(p)), math.Float64frombits(order.Uint64(p[8:]))))
}

// Codes returns the number of format characters with their counts.
func (f *StructFormat) Codes() int { return len(f.codes) }
