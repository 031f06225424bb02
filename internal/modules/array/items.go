// This file implements the typecodes: reading, writing and converting items.

package array

import (
	"math"
	"strings"
	"unsafe"

	"weft/internal/object"
)

// The letters of the typecodes, and the size of their items in the same order. All are in native byte order.
const typecodes = "bBuwhHiIlLqQfd"

// itemSize returns the size of an item in bytes, or 0 for what is no typecode.
func itemSize(code rune) int {
	switch code {
	case 'b', 'B':
		return 1
	case 'h', 'H':
		return 2
	case 'u', 'w', 'i', 'I', 'f':
		return 4
	case 'l', 'L', 'q', 'Q', 'd':
		return 8
	}
	return 0
}

// load returns the item at p.
func load(code byte, p unsafe.Pointer) value {
	switch code {
	case 'b':
		return object.SmallInt(int64(*(*int8)(p)))
	case 'B':
		return object.SmallInt(int64(*(*uint8)(p)))
	case 'h':
		return object.SmallInt(int64(*(*int16)(p)))
	case 'H':
		return object.SmallInt(int64(*(*uint16)(p)))
	case 'i':
		return object.SmallInt(int64(*(*int32)(p)))
	case 'I':
		return object.SmallInt(int64(*(*uint32)(p)))
	case 'l', 'q':
		return object.Int(*(*int64)(p))
	case 'L', 'Q':
		return object.Uint(*(*uint64)(p))
	case 'f':
		return object.Float(float64(*(*float32)(p)))
	case 'd':
		return object.Float(*(*float64)(p))
	}
	if r := *(*uint32)(p); r <= 0x10FFFF {
		return object.NewRune(rune(r))
	}
	return value{} // see badChar
}

// badChar is the error for an item that load could not make a character of.
func badChar(th *thread) error { return object.ValueErrorf(th, "chr() arg not in range(0x110000)") }

// store writes what encode returned at p.
func store(size int, p unsafe.Pointer, bits uint64) {
	switch size {
	case 1:
		*(*uint8)(p) = uint8(bits)
	case 2:
		*(*uint16)(p) = uint16(bits)
	case 4:
		*(*uint32)(p) = uint32(bits)
	default:
		*(*uint64)(p) = bits
	}
}

// encode converts v to the bits of an item. It may run Python code.
func encode(th *thread, code byte, v value) (uint64, error) {
	switch code {
	case 'b':
		return signed(th, v, "signed short integer", math.MinInt16, math.MaxInt16, "signed char", math.MinInt8, math.MaxInt8)
	case 'B':
		return signed(th, v, "signed short integer", math.MinInt16, math.MaxInt16, "unsigned byte integer", 0, math.MaxUint8)
	case 'h':
		return signed(th, v, "signed short integer", math.MinInt16, math.MaxInt16, "", 0, 0)
	case 'H':
		return signed(th, v, "signed integer", math.MinInt32, math.MaxInt32, "unsigned short", 0, math.MaxUint16)
	case 'i':
		return signed(th, v, "signed integer", math.MinInt32, math.MaxInt32, "", 0, 0)
	case 'l', 'q':
		i, err := object.Index(th, v)
		if err != nil {
			return 0, err
		}
		n, ok := object.Int64(i)
		if !ok {
			if code == 'q' {
				return 0, object.OverflowErrorf(th, "int too big to convert")
			}
			return 0, object.OverflowErrorf(th, "Python int too large to convert to C long")
		}
		return uint64(n), nil
	case 'I', 'L', 'Q':
		i, err := object.Index(th, v)
		if err != nil {
			return 0, err
		}
		n, ok := object.Int64(i)
		u := uint64(n)
		if !ok {
			b := object.Big(i)
			if n = int64(b.Sign()); n > 0 {
				if !b.IsUint64() {
					if code == 'Q' {
						return 0, object.OverflowErrorf(th, "int too big to convert")
					}
					return 0, object.OverflowErrorf(th, "Python int too large to convert to C unsigned long")
				}
				u = b.Uint64()
			}
		}
		switch {
		case n < 0 && code == 'Q':
			return 0, object.OverflowErrorf(th, "can't convert negative int to unsigned")
		case n < 0:
			return 0, object.OverflowErrorf(th, "can't convert negative value to unsigned int")
		case code == 'I' && u > math.MaxUint32:
			return 0, object.OverflowErrorf(th, "unsigned int is greater than maximum")
		}
		return u, nil
	case 'f':
		f, err := object.ToFloat(th, v)
		return uint64(math.Float32bits(float32(f))), err
	case 'd':
		f, err := object.ToFloat(th, v)
		return math.Float64bits(f), err
	}
	if !object.IsStr(v) {
		return 0, object.TypeErrorf(th, "array item must be a unicode character, not %s", v.Type().DisplayName())
	}
	s := object.AsStr(v)
	if s.Len() != 1 {
		return 0, object.TypeErrorf(th, "array item must be a unicode character, not a string of length %d", s.Len())
	}
	return uint64(s.At(0)), nil
}

// signed converts an int that has to fit the C type first, and then, if it has a name, the narrower one.
func signed(th *thread, v value, first string, lo, hi int64, then string, lo2, hi2 int64) (uint64, error) {
	i, err := object.Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := object.Int64(i)
	if !ok {
		return 0, object.OverflowErrorf(th, "Python int too large to convert to C long")
	}
	switch {
	case n < lo:
		return 0, object.OverflowErrorf(th, "%s is less than minimum", first)
	case n > hi:
		return 0, object.OverflowErrorf(th, "%s is greater than maximum", first)
	case then == "":
	case n < lo2:
		return 0, object.OverflowErrorf(th, "%s is less than minimum", then)
	case n > hi2:
		return 0, object.OverflowErrorf(th, "%s is greater than maximum", then)
	}
	return uint64(n), nil
}

// machineFormat is the number by which pickles name the layout of items: see _array_reconstructor.
func machineFormat(code byte) int {
	switch code {
	case 'B':
		return 0
	case 'b':
		return 1
	case 'H':
		return 2
	case 'h':
		return 4
	case 'I':
		return 6
	case 'i':
		return 8
	case 'L', 'Q':
		return 10
	case 'l', 'q':
		return 12
	case 'f':
		return 14
	case 'd':
		return 16
	}
	return 20
}

// isText reports whether the typecode is one of characters.
func isText(code byte) bool { return code == 'u' || code == 'w' }

// swap reverses the bytes of each item.
func swap(data []byte, size int) {
	for len(data) >= size {
		for i, j := 0, size-1; i < j; i, j = i+1, j-1 {
			data[i], data[j] = data[j], data[i]
		}
		data = data[size:]
	}
}

// fromMachine converts data of a machine format other than the typecode's own: it returns the typecode of the new items and
// their bytes.
func fromMachine(th *thread, code byte, format int, data string) (byte, []byte, error) {
	size, letter := 0, byte(0)
	switch format &^ 1 {
	case 0:
		return "Bb"[format], []byte(data), nil
	case 2, 4:
		size, letter = 2, "Hh"[format>>1-1]
	case 6, 8:
		size, letter = 4, "Ii"[format>>1-3]
	case 10, 12:
		size, letter = 8, "Qq"[format>>1-5]
	case 14:
		size, letter = 4, code
	case 16:
		size, letter = 8, code
	case 18:
		size, letter = 2, code
	case 20:
		size, letter = 4, code
	}
	if len(data)%size != 0 {
		return 0, nil, object.ValueErrorf(th, "string length not a multiple of item size")
	}
	order := -1
	if format&1 != 0 {
		order = 1
	}
	var items []value
	switch format &^ 1 {
	case 14, 16, 18, 20:
	default:
		b := []byte(data)
		if order > 0 {
			swap(b, size)
		}
		return letter, b, nil
	}
	switch {
	case format >= 18:
		var s *object.Str
		var err error
		if size == 2 {
			s, _, _, err = object.DecodeUTF16(th, data, "strict", order, true)
		} else {
			s, _, _, err = object.DecodeUTF32(th, data, "strict", order, true)
		}
		if err != nil {
			return 0, nil, err
		}
		for i := range s.Len() {
			items = append(items, object.NewRune(s.At(i)))
		}
	default:
		b := []byte(data)
		if order > 0 {
			swap(b, size)
		}
		for ; len(b) > 0; b = b[size:] {
			var f float64
			if size == 4 {
				f = float64(math.Float32frombits(uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24))
			} else {
				var u uint64
				for i := range 8 {
					u |= uint64(b[i]) << (8 * i)
				}
				f = math.Float64frombits(u)
			}
			items = append(items, object.Float(f))
		}
	}
	out := make([]byte, 0, len(items)*8)
	n := itemSize(rune(code))
	for _, v := range items {
		bits, err := encode(th, code, v)
		if err != nil {
			return 0, nil, err
		}
		for i := range n {
			out = append(out, byte(bits>>(8*i)))
		}
	}
	return code, out, nil
}

// text returns the characters of an array of typecode u or w.
func (a *array) text(th *thread) (value, error) {
	a.Lock()
	data := string(a.data)
	a.Unlock()
	if a.code == 'w' {
		s, _, _, err := object.DecodeUTF32(th, data, "strict", -1, true)
		if err != nil {
			return value{}, err
		}
		return s.Value(), nil
	}
	parts := make([]value, 0, len(data)/4)
	ascii := true
	for i := 0; i < len(data); i += 4 {
		r := uint32(data[i]) | uint32(data[i+1])<<8 | uint32(data[i+2])<<16 | uint32(data[i+3])<<24
		if r > 0x10FFFF {
			return value{}, object.ValueErrorf(th, "character U+%x is not in range [U+0000; U+10ffff]", r)
		}
		ascii = ascii && r < 128
		parts = append(parts, object.NewRune(rune(r)))
	}
	if ascii {
		var b strings.Builder
		for i := 0; i < len(data); i += 4 {
			b.WriteByte(data[i])
		}
		return object.NewASCII(b.String()), nil
	}
	return object.StrJoin(th, parts), nil
}
