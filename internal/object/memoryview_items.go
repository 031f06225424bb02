// This file implements the items, slices and iterators of memoryview.

package object

import (
	"encoding/binary"
	"unsafe"
)

// codeOf returns the item code of the view's native format.
func (m *MemoryView) codeOf() structCode {
	size, _, _ := structSizes(m.code)
	return structCode{c: m.code, native: true, size: size, count: 1}
}

// unsupported raises the NotImplementedError for a format that is not native.
func (m *MemoryView) unsupported(th *Thread) error {
	return Raisef(th, NotImplementedErrorType, "memoryview: format %s not supported", m.formatText())
}

// item returns the item at byte offset at.
func (m *MemoryView) item(th *Thread, at int) (Value, error) {
	switch m.code {
	case 'B':
		return SmallInt(int64(sharedByte(m.data, at))), nil
	case 0:
		return Value{}, m.unsupported(th)
	}
	c := m.codeOf()
	p := m.data[at : at+c.size]
	if raceEnabled {
		p = sharedCopy(p)
	}
	return c.unpack(binary.LittleEndian, p), nil
}

// setItem stores v at byte offset at.
func (m *MemoryView) setItem(th *Thread, at int, v Value) error {
	if m.code == 0 {
		return m.unsupported(th)
	}
	if m.code == 'B' && v.IsInt() && uint64(v.Int()) <= 255 {
		if err := m.check(th); err != nil { // the index may have released it
			return err
		}
		one := [1]byte{byte(v.Int())}
		copyShared(m.data[at:], one[:])
		return nil
	}
	badType := func() error { return TypeErrorf(th, "memoryview: invalid type for format '%s'", m.formatText()) }
	badValue := func() error { return ValueErrorf(th, "memoryview: invalid value for format '%s'", m.formatText()) }
	var buf [16]byte
	c := m.codeOf()
	p := buf[:c.size]
	switch m.code {
	case 'c':
		if !IsBytes(v) {
			return badType()
		}
		if len(AsBytes(v).s) != 1 {
			return badValue()
		}
		p[0] = AsBytes(v).s[0]
	case 'f', 'd', 'e':
		x, err := ToFloat(th, v)
		if err != nil {
			if IsErr(err, TypeErrorType) {
				err = badType()
			}
			return err
		}
		if m.code == 'f' {
			binary.LittleEndian.PutUint32(p, float32Bits(x))
		} else if err := packFloat(th, binary.LittleEndian, p, x, m.code); err != nil {
			return badValue()
		}
	case '?':
		b, err := IsTrue(th, v)
		if err != nil {
			return err
		}
		if b {
			p[0] = 1
		}
	default:
		if !IsInt(v) {
			if v.Type().Slots().Index == nil {
				return badType()
			}
			var err error
			if v, err = Index(th, v); err != nil {
				if IsErr(err, TypeErrorType) {
					err = badType()
				}
				return err
			}
		}
		if err := c.packInt(th, binary.LittleEndian, p, v); err != nil {
			return badValue()
		}
	}
	if err := m.check(th); err != nil { // Python code may have run
		return err
	}
	copyShared(m.data[at:], p)
	return nil
}

// offset returns the byte offset of index i in dimension d, relative to at.
func (m *MemoryView) offset(th *Thread, at, i, d int) (int, error) {
	n := m.shape[d]
	if i < 0 {
		i += n
	}
	if uint(i) >= uint(n) {
		return 0, IndexErrorf(th, "index out of bounds on dimension %d", d+1)
	}
	return at + i*m.strides[d], nil
}

// indexValue converts an index of any integer type.
func indexValue(th *Thread, v Value) (int, error) {
	if v.IsInt() {
		return int(v.Int()), nil
	}
	return AsIndex(th, v, IndexErrorType)
}

func isIndex(v Value) bool { return IsInt(v) || v.Type().Slots().Index != nil }

// tupleOffset returns the byte offset of the item that a tuple of ints selects.
func (m *MemoryView) tupleOffset(th *Thread, key *Tuple) (int, error) {
	if n := key.Len(); n > len(m.shape) {
		return 0, TypeErrorf(th, "cannot index %d-dimension view with %d-element tuple", len(m.shape), n)
	} else if n < len(m.shape) {
		return 0, Raise(th, NotImplementedErrorType, "sub-views are not implemented")
	}
	at := m.off
	for d, k := range key.items {
		i, err := indexValue(th, k)
		if err != nil {
			return 0, err
		}
		if at, err = m.offset(th, at, i, d); err != nil {
			return 0, err
		}
	}
	return at, nil
}

func tupleAll(v Value, f func(Value) bool) bool {
	if !IsTuple(v) {
		return false
	}
	for _, x := range AsTuple(v).items {
		if !f(x) {
			return false
		}
	}
	return true
}

// sliced returns the view with a slice of its first dimension.
func (m *MemoryView) sliced(th *Thread, key Value) (*MemoryView, error) {
	n, err := m.sameMemory(th) // first: __index__ may release m
	if err != nil {
		return nil, err
	}
	start, _, step, count, err := AsSlice(key).Indices(th, m.shape[0])
	if err != nil {
		_ = n.Release(th)
		return nil, err
	}
	n.shape = append([]int(nil), m.shape...)
	n.strides = append([]int(nil), m.strides...)
	n.off += start * m.strides[0]
	n.shape[0] = max(count, 0)
	n.strides[0] = m.strides[0] * step
	n.setLayout()
	return n, nil
}

func memoryviewGetItem(th *Thread, self, key Value) (Value, error) {
	m := (*MemoryView)(self.p)
	if err := m.check(th); err != nil {
		return Value{}, err
	}
	if len(m.shape) == 0 {
		switch {
		case IsTuple(key) && AsTuple(key).Len() == 0:
			return m.item(th, m.off)
		case key.Is(Ellipsis):
			return self, nil
		}
		return Value{}, TypeErrorf(th, "invalid indexing of 0-dim memory")
	}
	switch {
	case isIndex(key):
		i, err := indexValue(th, key)
		if err != nil {
			return Value{}, err
		}
		return m.itemAt(th, i)
	case IsSlice(key):
		n, err := m.sliced(th, key)
		if err != nil {
			return Value{}, err
		}
		return n.Value(), nil
	case tupleAll(key, isIndex):
		at, err := m.tupleOffset(th, AsTuple(key))
		if err != nil {
			return Value{}, err
		}
		if err := m.check(th); err != nil {
			return Value{}, err
		}
		return m.item(th, at)
	case tupleAll(key, IsSlice):
		return Value{}, Raise(th, NotImplementedErrorType, "multi-dimensional slicing is not implemented")
	}
	return Value{}, TypeErrorf(th, "memoryview: invalid slice key")
}

// itemAt returns item i of the first dimension.
func (m *MemoryView) itemAt(th *Thread, i int) (Value, error) {
	if err := m.check(th); err != nil {
		return Value{}, err
	}
	if m.code == 0 {
		return Value{}, m.unsupported(th)
	}
	switch len(m.shape) {
	case 0:
		return Value{}, TypeErrorf(th, "invalid indexing of 0-dim memory")
	case 1:
		at, err := m.offset(th, m.off, i, 0)
		if err != nil {
			return Value{}, err
		}
		return m.item(th, at)
	}
	return Value{}, Raise(th, NotImplementedErrorType, "multi-dimensional sub-views are not implemented")
}

func memoryviewSetItem(th *Thread, self, key, val Value) error {
	m := (*MemoryView)(self.p)
	if err := m.check(th); err != nil {
		return err
	}
	if m.code == 0 {
		return m.unsupported(th)
	}
	if m.readonly {
		return TypeErrorf(th, "cannot modify read-only memory")
	}
	if val.IsAbsent() {
		return TypeErrorf(th, "cannot delete memory")
	}
	if len(m.shape) == 0 {
		if key.Is(Ellipsis) || IsTuple(key) && AsTuple(key).Len() == 0 {
			return m.setItem(th, m.off, val)
		}
		return TypeErrorf(th, "invalid indexing of 0-dim memory")
	}
	switch {
	case isIndex(key):
		if len(m.shape) > 1 {
			return Raise(th, NotImplementedErrorType, "sub-views are not implemented")
		}
		i, err := indexValue(th, key)
		if err != nil {
			return err
		}
		at, err := m.offset(th, m.off, i, 0)
		if err != nil {
			return err
		}
		return m.setItem(th, at, val)
	case IsSlice(key) && len(m.shape) == 1:
		return m.setSlice(th, key, val)
	case tupleAll(key, isIndex):
		at, err := m.tupleOffset(th, AsTuple(key))
		if err != nil {
			return err
		}
		return m.setItem(th, at, val)
	case IsSlice(key) || tupleAll(key, IsSlice):
		return Raise(th, NotImplementedErrorType, "memoryview slice assignments are currently restricted to ndim = 1")
	}
	return TypeErrorf(th, "memoryview: invalid slice key")
}

// setSlice copies a buffer of the same structure into a slice of a one-dimensional view.
func (m *MemoryView) setSlice(th *Thread, key, val Value) error {
	b, err := GetBuffer(th, val, BufferFullRO)
	if err != nil {
		return err
	}
	defer b.Done(th)
	src := (&managedBuffer{buf: b}).newView()
	dst, err := m.sliced(th, key)
	if err != nil {
		return err
	}
	defer func() { _ = dst.Release(th) }()
	if err := m.check(th); err != nil {
		return err
	}
	same := len(src.shape) == 1 && src.shape[0] == dst.shape[0] && src.itemSize == dst.itemSize && equalFormat(src.formatText(), dst.formatText())
	if !same {
		return ValueErrorf(th, "memoryview assignment: lvalue and rvalue have different structures")
	}
	if src.ccontig && dst.ccontig {
		copyShared(dst.data[dst.off:], src.data[src.off:src.off+src.nbytes()])
		return nil
	}
	data := src.contents(false) // a copy: the two may overlap
	at := dst.off
	for i := 0; i < len(data); i += dst.itemSize {
		copyShared(dst.data[at:], data[i:i+dst.itemSize])
		at += dst.strides[0]
	}
	return nil
}

func equalFormat(a, b string) bool {
	if a != "" && a[0] == '@' {
		a = a[1:]
	}
	if b != "" && b[0] == '@' {
		b = b[1:]
	}
	return a == b
}

// contents returns the items in C order, or in Fortran order: the memory itself where that is contiguous in this order and
// copying is not asked for by the caller.
func (m *MemoryView) contents(fortran bool) []byte {
	n := m.nbytes()
	if n == 0 {
		return nil
	}
	if !fortran && m.ccontig || fortran && m.fcontig {
		return sharedCopy(m.data[m.off : m.off+n])
	}
	out := make([]byte, 0, n)
	if fortran {
		return m.appendFortran(out, m.off, len(m.shape)-1)
	}
	return m.appendC(out, m.off, 0)
}

func (m *MemoryView) appendC(out []byte, at, d int) []byte {
	if d == len(m.shape) {
		return appendShared(out, m.data[at:at+m.itemSize])
	}
	for range m.shape[d] {
		out = m.appendC(out, at, d+1)
		at += m.strides[d]
	}
	return out
}

func (m *MemoryView) appendFortran(out []byte, at, d int) []byte {
	if d < 0 {
		return appendShared(out, m.data[at:at+m.itemSize])
	}
	for range m.shape[d] {
		out = m.appendFortran(out, at, d-1)
		at += m.strides[d]
	}
	return out
}

// MemoryViewIter iterates over the first dimension of a memoryview. seq and next are atomic; absent: at the end.
type MemoryViewIter struct {
	Header
	seq  Value
	next int
	n    int
}

func memoryViewIterSpec() TypeSpec {
	return TypeSpec{
		Type:   MemoryViewIterType,
		Flags:  typeHidden | TypeNoInstantiate,
		Layout: LayoutOf[MemoryViewIter](),
		Slots: Slots{
			Iter: func(th *Thread, self Value) (Value, error) { return self, nil },
			Next: memoryviewIterNext,
		},
	}
}

func memoryviewIter(th *Thread, self Value) (Value, error) {
	m := (*MemoryView)(self.p)
	if err := m.check(th); err != nil {
		return Value{}, err
	}
	if len(m.shape) == 0 {
		return Value{}, TypeErrorf(th, "invalid indexing of 0-dim memory")
	}
	if m.code == 0 {
		return Value{}, m.unsupported(th)
	}
	return Value{unsafe.Pointer(&MemoryViewIter{Header: Header{typ: MemoryViewIterType}, seq: self, n: m.shape[0]})}, nil
}

func memoryviewIterNext(th *Thread, self Value) (Value, error) {
	it := (*MemoryViewIter)(self.p)
	seq := LoadSlot(&it.seq)
	if seq.IsAbsent() {
		return Value{}, nil
	}
	i := loadInt(&it.next)
	if i >= it.n {
		StoreSlot(&it.seq, Value{})
		return Value{}, nil
	}
	storeInt(&it.next, i+1)
	return (*MemoryView)(seq.p).itemAt(th, i)
}
