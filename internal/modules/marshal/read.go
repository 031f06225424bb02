// This file implements reading: bytes to Python values.

package marshal

import (
	"encoding/binary"
	"math"
	"math/big"

	"weft/internal/code"
	"weft/internal/object"
)

// reader reads from data, or from a Python file if file is not absent. refs are the objects that may be referred to; an entry
// that is not complete yet is absent.
type reader struct {
	th        *thread
	data      []byte
	pos       int
	file      value
	allowCode bool
	refs      []value
	depth     int
}

func (r *reader) bad(what string) error {
	return object.ValueErrorf(r.th, "bad marshal data (%s)", what)
}

func (r *reader) eof(what string) error {
	return object.Raise(r.th, object.EOFErrorType, what)
}

// bytes returns the next n bytes, valid until the next call.
func (r *reader) bytes(n int) ([]byte, error) {
	if r.file.IsAbsent() {
		if n > len(r.data)-r.pos {
			return nil, r.eof("marshal data too short")
		}
		b := r.data[r.pos : r.pos+n]
		r.pos += n
		return b, nil
	}
	if n == 0 {
		return nil, nil
	}
	var out []byte
	// In pieces, so that a wrong size does not take the memory it names.
	for len(out) < n {
		k := min(n-len(out), 1<<20)
		buf := object.NewByteArray(make([]byte, k))
		view, err := object.NewMemoryView(r.th, buf.Value())
		if err != nil {
			return nil, err
		}
		res, err := object.CallMethod(r.th, r.file, "readinto", view)
		if err != nil {
			return nil, err
		}
		got, err := object.AsIndex(r.th, res, nil)
		if err != nil {
			return nil, err
		}
		if got > k {
			return nil, object.ValueErrorf(r.th, "read() returned too much data: %d bytes requested, %d returned", k, got)
		}
		if got < k {
			return nil, r.eof("EOF read where not expected")
		}
		s, err := object.ToBytes(r.th, buf.Value())
		if err != nil {
			return nil, err
		}
		if len(s) < k { // the program shrank the buffer
			return nil, r.eof("EOF read where not expected")
		}
		out = append(out, s[:k]...)
	}
	return out, nil
}

func (r *reader) byte() (int, error) {
	b, err := r.bytes(1)
	if err != nil {
		return 0, err
	}
	return int(b[0]), nil
}

func (r *reader) long() (int, error) {
	b, err := r.bytes(4)
	if err != nil {
		return 0, err
	}
	return int(int32(binary.LittleEndian.Uint32(b))), nil
}

// size reads the length of what; short says that it is one byte.
func (r *reader) size(short bool, what string) (int, error) {
	if short {
		return r.byte()
	}
	n, err := r.long()
	if err == nil && n < 0 {
		err = r.bad(what + " size out of range")
	}
	return n, err
}

func (r *reader) double() (float64, error) {
	b, err := r.bytes(8)
	if err != nil {
		return 0, err
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b)), nil
}

func (r *reader) floatText() (float64, error) {
	n, err := r.byte()
	if err != nil {
		return 0, err
	}
	b, err := r.bytes(n)
	if err != nil {
		return 0, err
	}
	v, err := object.Call(r.th, object.FloatType.Value(), object.NewStr(object.DecodeLatin1(string(b)).String()))
	if err != nil {
		return 0, err
	}
	return object.AsFloat(v), nil
}

// top reads a whole value.
func (r *reader) top() (value, error) {
	v, err := r.object()
	if err == nil && v.IsAbsent() {
		err = object.TypeErrorf(r.th, "NULL object in marshal data for object")
	}
	return v, err
}

// object reads one value; it is absent for the end mark of a dictionary.
func (r *reader) object() (value, error) {
	t, err := r.byte()
	if err != nil {
		if r.file.IsAbsent() {
			return value{}, r.eof("EOF read where object expected")
		}
		return value{}, err
	}
	if r.depth++; r.depth > maxDepth {
		return value{}, object.ValueErrorf(r.th, "recursion limit exceeded")
	}
	defer func() { r.depth-- }()
	flag := t&flagRef != 0
	t &^= flagRef
	switch t {
	case '0':
		return value{}, nil
	case 'N':
		return object.None, nil
	case 'S':
		return object.StopIterationType.Value(), nil
	case '.':
		return object.Ellipsis, nil
	case 'F':
		return object.False, nil
	case 'T':
		return object.True, nil
	case 'r':
		n, err := r.long()
		if err != nil {
			return value{}, err
		}
		if n < 0 || n >= len(r.refs) || r.refs[n].IsAbsent() {
			return value{}, r.bad("invalid reference")
		}
		return r.refs[n], nil
	}
	if t == '(' || t == ')' || t == '[' || t == '{' || t == '<' || t == '>' || t == ':' || t == 'c' {
		return r.container(t, flag)
	}
	v, err := r.atom(t)
	if err == nil && flag {
		r.refs = append(r.refs, v)
	}
	return v, err
}

func (r *reader) atom(t int) (value, error) {
	switch t {
	case 'i':
		n, err := r.long()
		return object.SmallInt(int64(n)), err
	case 'I':
		b, err := r.bytes(8)
		if err != nil {
			return value{}, err
		}
		return object.Int(int64(binary.LittleEndian.Uint64(b))), nil
	case 'l':
		return r.bigInt()
	case 'f':
		f, err := r.floatText()
		return object.Float(f), err
	case 'g':
		f, err := r.double()
		return object.Float(f), err
	case 'x', 'y':
		get := r.double
		if t == 'x' {
			get = r.floatText
		}
		re, err := get()
		if err != nil {
			return value{}, err
		}
		im, err := get()
		return object.NewComplex(complex(re, im)), err
	case 's':
		b, err := r.sized(false, "bytes object")
		if err != nil {
			return value{}, err
		}
		return object.NewBytes(string(b)), nil
	case 'A', 'a', 'Z', 'z':
		b, err := r.sized(t == 'Z' || t == 'z', "string")
		if err != nil {
			return value{}, err
		}
		s := object.DecodeLatin1(string(b))
		if t == 'A' || t == 'Z' {
			s = object.InternStr(s)
		}
		return s.Value(), nil
	case 't', 'u':
		b, err := r.sized(false, "string")
		if err != nil {
			return value{}, err
		}
		s, err := object.DecodeBytes(r.th, string(b), "utf-8", "surrogatepass")
		if err != nil {
			return value{}, err
		}
		if t == 't' {
			s = object.InternStr(s)
		}
		return s.Value(), nil
	}
	return value{}, r.bad("unknown type code")
}

func (r *reader) sized(short bool, what string) ([]byte, error) {
	n, err := r.size(short, what)
	if err != nil {
		return nil, err
	}
	return r.bytes(n)
}

func (r *reader) bigInt() (value, error) {
	n, err := r.long()
	if err != nil {
		return value{}, err
	}
	if n == math.MinInt32 {
		return value{}, r.bad("long size out of range")
	}
	neg := n < 0
	if neg {
		n = -n
	}
	b, err := r.bytes(2 * n)
	if err != nil {
		return value{}, err
	}
	raw := make([]byte, (15*n+7)/8+2) // highest first
	at := len(raw) - 1
	acc, bits := uint32(0), 0
	for i := 0; i < n; i++ {
		d := binary.LittleEndian.Uint16(b[2*i:])
		if d > 0x7fff {
			return value{}, r.bad("digit out of range in long")
		}
		if i == n-1 && d == 0 {
			return value{}, r.bad("unnormalized long data")
		}
		acc |= uint32(d) << bits
		for bits += 15; bits >= 8; bits -= 8 {
			raw[at] = byte(acc)
			acc >>= 8
			at--
		}
	}
	raw[at] = byte(acc)
	x := new(big.Int).SetBytes(raw)
	if neg {
		x.Neg(x)
	}
	return object.BigInt(x), nil
}

// room is how many items to allocate for a container that claims n.
func (r *reader) room(n int) int {
	if r.file.IsAbsent() {
		return min(n, len(r.data)-r.pos)
	}
	return min(n, 1<<12)
}

// next reads an item of what, which must be there.
func (r *reader) next(what string) (value, error) {
	v, err := r.object()
	if err == nil && v.IsAbsent() {
		err = object.TypeErrorf(r.th, "NULL object in marshal data for %s", what)
	}
	return v, err
}

func (r *reader) container(t int, flag bool) (value, error) {
	at := len(r.refs)
	if flag {
		r.refs = append(r.refs, value{}) // not complete
	}
	ref := func(v value) {
		if flag {
			r.refs[at] = v
		}
	}
	switch t {
	case '(', ')':
		n, err := r.size(t == ')', "tuple")
		if err != nil {
			return value{}, err
		}
		if n > r.room(n) {
			// The input ends too early, or it is a file: no tuple yet that could refer to itself.
			var items []value
			for range n {
				x, err := r.next("tuple")
				if err != nil {
					return value{}, err
				}
				items = append(items, x)
			}
			v := object.NewTuple(items).Value()
			ref(v)
			return v, nil
		}
		items := make([]value, n)
		for i := range items {
			items[i] = object.None // what a tuple inside itself shows until it is complete
		}
		v := object.NewTuple(items).Value()
		ref(v)
		for i := range items {
			x, err := r.next("tuple")
			if err != nil {
				return value{}, err
			}
			items[i] = x
		}
		return v, nil
	case '[':
		n, err := r.size(false, "list")
		if err != nil {
			return value{}, err
		}
		l := object.NewList(make([]value, 0, r.room(n)))
		ref(l.Value())
		for range n {
			x, err := r.next("list")
			if err != nil {
				return value{}, err
			}
			l.Append(x)
		}
		return l.Value(), nil
	case '{':
		d := object.NewDict()
		ref(d.Value())
		for {
			k, err := r.object()
			if err != nil {
				return value{}, err
			}
			if k.IsAbsent() {
				return d.Value(), nil
			}
			x, err := r.object()
			if err != nil {
				return value{}, err
			}
			if x.IsAbsent() {
				return d.Value(), nil
			}
			if err := object.SetItem(r.th, d.Value(), k, x); err != nil {
				return value{}, err
			}
		}
	case '<', '>':
		n, err := r.size(false, "set")
		if err != nil {
			return value{}, err
		}
		s := object.NewSet()
		if t == '>' {
			s = object.NewFrozenSet()
		}
		if t == '<' || n == 0 {
			ref(s.Value())
		}
		for range n {
			x, err := r.next("set")
			if err != nil {
				return value{}, err
			}
			if err := s.Add(r.th, x); err != nil {
				return value{}, err
			}
		}
		ref(s.Value())
		return s.Value(), nil
	case ':':
		var part [3]value
		for i := range part {
			x, err := r.object()
			if err != nil || x.IsAbsent() {
				return value{}, err
			}
			part[i] = x
		}
		v := object.NewSlice(part[0], part[1], part[2])
		ref(v)
		return v, nil
	}
	return r.code(ref)
}

func (r *reader) code(ref func(v value)) (value, error) {
	if !r.allowCode {
		return value{}, object.ValueErrorf(r.th, "unmarshalling code objects is disallowed")
	}
	b, err := r.sized(false, "bytes object")
	if err != nil {
		return value{}, err
	}
	c, err := code.Decode(b)
	if err == nil {
		err = code.Verify(c)
	}
	if err != nil {
		return value{}, r.bad("code object of another Python")
	}
	v := object.NewCode(c).Value()
	ref(v)
	return v, nil
}
