// This file implements writing: Python values to bytes.

package marshal

import (
	"bytes"
	"encoding/binary"
	"math"
	"math/big"
	"sort"

	"weft/internal/code"
	"weft/internal/object"
)

type writer struct {
	th        *thread
	out       []byte
	version   int
	allowCode bool
	refs      map[value]uint32 // version 3 and later
	depth     int
}

// write returns the bytes of v; it raises ValueError for what cannot be marshalled.
//
// CPython marks an object as one that may be referred to later unless it happens to be the only owner. There are no reference
// counts here, so every object is marked; the reader does not care.
func write(th *thread, v value, version int, allowCode bool) ([]byte, error) {
	w := writer{th: th, version: version, allowCode: allowCode}
	if version >= 3 {
		w.refs = map[value]uint32{}
	}
	if err := w.object(v); err != nil {
		return nil, err
	}
	return w.out, nil
}

func (w *writer) long(n int) { w.out = binary.LittleEndian.AppendUint32(w.out, uint32(n)) }

func (w *writer) double(f float64) {
	w.out = binary.LittleEndian.AppendUint64(w.out, math.Float64bits(f))
}

// text writes a float as version 0 and 1 do: the length in a byte, then repr.
func (w *writer) text(f float64) error {
	s, err := object.ReprString(w.th, object.Float(f))
	w.out = append(append(w.out, byte(len(s))), s...)
	return err
}

func (w *writer) size(n int) error {
	if n > math.MaxInt32 {
		return object.ValueErrorf(w.th, "unmarshallable object")
	}
	w.long(n)
	return nil
}

func (w *writer) object(v value) error {
	if w.depth++; w.depth > maxDepth {
		return object.ValueErrorf(w.th, "object too deeply nested to marshal")
	}
	defer func() { w.depth-- }()
	switch {
	case v.Is(object.None):
		w.out = append(w.out, 'N')
		return nil
	case v.Is(object.StopIterationType.Value()):
		w.out = append(w.out, 'S')
		return nil
	case v.Is(object.Ellipsis):
		w.out = append(w.out, '.')
		return nil
	case v.Is(object.False):
		w.out = append(w.out, 'F')
		return nil
	case v.Is(object.True):
		w.out = append(w.out, 'T')
		return nil
	}
	flag := byte(0)
	if w.refs != nil {
		if n, ok := w.refs[v]; ok {
			w.out = append(w.out, 'r')
			w.long(int(n))
			return nil
		}
		w.refs[v] = uint32(len(w.refs))
		flag = flagRef
	}
	return w.complex(v, flag)
}

func (w *writer) complex(v value, flag byte) error {
	emit := func(t byte) { w.out = append(w.out, t|flag) }
	switch t := v.Type(); t {
	case object.IntType:
		b := object.Big(v)
		if b.IsInt64() && b.Int64() >= math.MinInt32 && b.Int64() <= math.MaxInt32 {
			emit('i')
			w.long(int(b.Int64()))
			return nil
		}
		emit('l')
		return w.bigInt(b)
	case object.FloatType:
		if w.version > 1 {
			emit('g')
			w.double(object.AsFloat(v))
			return nil
		}
		emit('f')
		return w.text(object.AsFloat(v))
	case object.ComplexType:
		c := object.AsComplex(v)
		if w.version > 1 {
			emit('y')
			w.double(real(c))
			w.double(imag(c))
			return nil
		}
		emit('x')
		if err := w.text(real(c)); err != nil {
			return err
		}
		return w.text(imag(c))
	case object.BytesType:
		emit('s')
		return w.string(object.AsBytes(v).String())
	case object.StrType:
		return w.str(object.AsStr(v), emit)
	case object.TupleType:
		items := object.AsTuple(v).Items()
		if w.version >= 4 && len(items) < 256 {
			emit(')')
			w.out = append(w.out, byte(len(items)))
			return w.items(items)
		}
		emit('(')
		return w.sized(items)
	case object.ListType:
		emit('[')
		return w.sized(object.AsList(v).Snapshot())
	case object.DictType:
		emit('{')
		keys, vals := object.AsDict(v).Items()
		for i, k := range keys {
			if err := w.object(k); err != nil {
				return err
			}
			if err := w.object(vals[i]); err != nil {
				return err
			}
		}
		w.out = append(w.out, '0')
		return nil
	case object.SetType, object.FrozenSetType:
		if t == object.SetType {
			emit('<')
		} else {
			emit('>')
		}
		return w.set(object.AsSet(v).Items())
	case object.SliceType:
		if w.version < 5 {
			break
		}
		emit(':')
		s := object.AsSlice(v)
		return w.items([]value{s.Start, s.Stop, s.Step})
	case object.CodeType:
		if !w.allowCode {
			return object.ValueErrorf(w.th, "marshalling code objects is disallowed")
		}
		emit('c')
		return w.string(string(code.Encode(object.AsCode(v).C)))
	default:
		if t.Slots().Buffer == nil {
			break
		}
		b, err := object.GetBuffer(w.th, v, object.BufferSimple)
		if err != nil {
			break
		}
		defer b.Done(w.th)
		emit('s')
		return w.string(string(b.Bytes()))
	}
	return object.ValueErrorf(w.th, "unmarshallable object")
}

func (w *writer) string(s string) error {
	if err := w.size(len(s)); err != nil {
		return err
	}
	w.out = append(w.out, s...)
	return nil
}

func (w *writer) str(s *object.Str, emit func(byte)) error {
	text := s.String()
	interned := w.version >= 1 && s.Interned()
	switch {
	case w.version >= 4 && s.IsASCII() && len(text) < 256:
		if interned && w.version >= 3 {
			emit('Z')
		} else {
			emit('z')
		}
		w.out = append(append(w.out, byte(len(text))), text...)
		return nil
	case w.version >= 4 && s.IsASCII():
		if interned {
			emit('A')
		} else {
			emit('a')
		}
	case interned && w.version >= 3:
		emit('t')
	default:
		emit('u')
	}
	return w.string(text)
}

// bigInt writes 15-bit digits, lowest first, behind their signed number.
func (w *writer) bigInt(b *big.Int) error {
	n := (b.BitLen() + 14) / 15
	if n > math.MaxInt32 {
		return object.ValueErrorf(w.th, "unmarshallable object")
	}
	if b.Sign() < 0 {
		w.long(-n)
	} else {
		w.long(n)
	}
	raw := b.Bytes() // highest first
	acc, bits := uint32(0), 0
	for i := len(raw) - 1; i >= 0; i-- {
		acc |= uint32(raw[i]) << bits
		if bits += 8; bits >= 15 {
			w.out = binary.LittleEndian.AppendUint16(w.out, uint16(acc&0x7fff))
			acc >>= 15
			bits -= 15
			n--
		}
	}
	if n > 0 {
		w.out = binary.LittleEndian.AppendUint16(w.out, uint16(acc))
	}
	return nil
}

func (w *writer) items(items []value) error {
	for _, x := range items {
		if err := w.object(x); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) sized(items []value) error {
	if err := w.size(len(items)); err != nil {
		return err
	}
	return w.items(items)
}

// set writes elements in the order of their own bytes, so that equal sets are written alike.
func (w *writer) set(items []value) error {
	keys := make([][]byte, len(items))
	for i, x := range items {
		one := writer{th: w.th, version: w.version, allowCode: w.allowCode, depth: w.depth}
		if w.version >= 3 {
			one.refs = map[value]uint32{}
		}
		if err := one.object(x); err != nil {
			return err
		}
		keys[i] = one.out
	}
	order := make([]int, len(items))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(i, j int) bool { return bytes.Compare(keys[order[i]], keys[order[j]]) < 0 })
	sorted := make([]value, len(items))
	for i, k := range order {
		sorted[i] = items[k]
	}
	return w.sized(sorted)
}
