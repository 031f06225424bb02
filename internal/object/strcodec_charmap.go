// This file implements the codec of character maps: encodings of one byte per character given by a table or a mapping.

package object

import (
	"unsafe"

	"weft/internal/wtf8"
)

// EncodingMapType is EncodingMap, what charmap_build returns.
var EncodingMapType = &Type{Name: "EncodingMap"}

// EncodingMap maps characters of the BMP to bytes; immutable. Page 0 of level one is the characters below 256.
type EncodingMap struct {
	Header
	pages [256]*[256]byte // 0 means not mapped, but for U+0000 itself
	size  int             // of CPython's three-level table
}

func encodingMapSpec() TypeSpec {
	return TypeSpec{
		Type:   EncodingMapType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[EncodingMap](),
		Methods: []Method{{Name: "size", Sig: "(self, /)", Doc: "Return the size in bytes.", Fn: func(th *Thread, args []Value) (Value, error) {
			return Int(int64((*EncodingMap)(args[0].p).size)), nil
		}}},
	}
}

const undefinedChar = 0xFFFE

// BuildCharmap returns the encoding map of a decoding table: an EncodingMap, or a dict where that cannot express it.
func BuildCharmap(th *Thread, table *Str) (Value, error) {
	n := min(table.n, 256)
	m := &EncodingMap{Header: Header{typ: EncodingMapType}}
	runes := wtf8.Runes(table.s)[:n]
	fits := runes[0] == 0
	level2, level3 := map[rune]bool{}, map[rune]bool{}
	for i := 1; i < n && fits; i++ {
		r := runes[i]
		if r == 0 || r > 0xFFFF {
			fits = false
			break
		}
		if r == undefinedChar {
			continue
		}
		level2[r>>11], level3[r>>7] = true, true
		p := m.pages[r>>8]
		if p == nil {
			p = new([256]byte)
			m.pages[r>>8] = p
		}
		p[r&0xFF] = byte(i)
	}
	if fits && len(level2) < 0xFF && len(level3) < 0xFF {
		m.size = 63 + 16*len(level2) + 128*len(level3)
		return Value{unsafe.Pointer(m)}, nil
	}
	d := NewDict()
	for i, r := range runes {
		if err := d.Set(th, SmallInt(int64(r)), SmallInt(int64(i))); err != nil {
			return Value{}, err
		}
	}
	return d.Value(), nil
}

const undefinedReason = "character maps to <undefined>"

// DecodeCharmap decodes one character per byte by a mapping: a str indexed by the byte, or any mapping from bytes to ordinals,
// strings or None.
func DecodeCharmap(th *Thread, data, errors string, mapping Value) (*Str, error) {
	d := decodeErrors{th: th, data: data, encoding: "charmap", errors: errors}
	b := make([]byte, 0, len(data)+len(data)/4)
	var table []rune
	if IsStr(mapping) {
		table = wtf8.Runes(AsStr(mapping).s[:AsStr(mapping).byteIndex(min(256, AsStr(mapping).n))])
	}
	for i := 0; i < len(d.data); {
		c := d.data[i]
		if table != nil || IsStr(mapping) {
			if int(c) < len(table) && table[c] != undefinedChar {
				b = wtf8.AppendRune(b, table[c])
				i++
				continue
			}
		} else {
			v, err := GetItem(th, mapping, SmallInt(int64(c)))
			switch {
			case err != nil:
				if !IsErr(err, LookupErrorType) {
					return nil, err
				}
			case v.Is(None):
			case IsInt(v):
				n, ok := Int64(v)
				if ok && n == undefinedChar {
					break
				}
				if !ok || n < 0 || n > wtf8.MaxRune {
					return nil, TypeErrorf(th, "character mapping must be in range(0x%x)", wtf8.MaxRune+1)
				}
				b = wtf8.AppendRune(b, rune(n))
				i++
				continue
			case IsStr(v):
				if s := AsStr(v); s.n != 1 || s.At(0) != undefinedChar {
					b = append(b, s.s...)
					i++
					continue
				}
			default:
				return nil, TypeErrorf(th, "character mapping must return integer, None or str")
			}
		}
		var err error
		if b, i, err = d.handle(b, i, i+1, undefinedReason); err != nil {
			return nil, err
		}
	}
	return strBytes(b, -1), nil
}

// charmapByte appends what a mapping gives for r; ok is false if it is not mapped.
func charmapByte(th *Thread, b []byte, mapping Value, r rune) (out []byte, ok bool, err error) {
	if mapping.isExact(EncodingMapType) {
		m := (*EncodingMap)(mapping.p)
		if r == 0 {
			return append(b, 0), true, nil
		}
		if r > 0xFFFF || m.pages[r>>8] == nil {
			return b, false, nil
		}
		c := m.pages[r>>8][r&0xFF]
		if c == 0 {
			return b, false, nil
		}
		return append(b, c), true, nil
	}
	v, err := GetItem(th, mapping, SmallInt(int64(r)))
	if err != nil {
		if IsErr(err, LookupErrorType) {
			return b, false, nil
		}
		return b, false, err
	}
	switch {
	case v.Is(None):
		return b, false, nil
	case IsInt(v):
		n, fits := Int64(v)
		if !fits || n < 0 || n > 255 {
			return b, false, TypeErrorf(th, "character mapping must be in range(256)")
		}
		return append(b, byte(n)), true, nil
	case IsBytes(v):
		return append(b, AsBytes(v).s...), true, nil
	}
	return b, false, TypeErrorf(th, "character mapping must return integer, bytes or None, not %s", v.Type().DisplayName())
}

// EncodeCharmap encodes by a mapping from ordinals to bytes, numbers of bytes or None.
func EncodeCharmap(th *Thread, s *Str, errors string, mapping Value) (Value, error) {
	e := encodeErrors{th: th, s: s, encoding: "charmap", errors: errors}
	b := make([]byte, 0, s.n)
	t := s.s
	pos := 0
	for i := 0; i < len(t); {
		r, w := wtf8.DecodeRune(t, i)
		out, ok, err := charmapByte(th, b, mapping, r)
		if err != nil {
			return Value{}, err
		}
		if ok {
			b = out
			i += w
			pos++
			continue
		}
		end := pos + 1
		for j := i + w; j < len(t); end++ {
			r, w := wtf8.DecodeRune(t, j)
			_, ok, err := charmapByte(th, nil, mapping, r)
			if err != nil {
				return Value{}, err
			}
			if ok {
				break
			}
			j += w
		}
		bytes, repl, resume, err := e.handle(pos, end, undefinedReason)
		if err != nil {
			return Value{}, err
		}
		b = append(b, bytes...)
		if repl != nil {
			for j := 0; j < len(repl.s); {
				r, w := wtf8.DecodeRune(repl.s, j)
				out, ok, err := charmapByte(th, b, mapping, r)
				if err != nil {
					return Value{}, err
				}
				if !ok {
					return Value{}, e.fail(pos, end, undefinedReason)
				}
				b = out
				j += w
			}
		}
		pos, i = resume, s.byteIndex(resume)
	}
	return NewBytes(byteString(b)), nil
}
