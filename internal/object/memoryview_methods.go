// This file implements the methods of memoryview that copy, cast and search, and its comparison.

package object

import (
	"math"
)

func float32Bits(x float64) uint32 { return math.Float32bits(float32(x)) }

func memoryviewTobytes(th *Thread, args []Value) (Value, error) {
	m := (*MemoryView)(args[0].p)
	order := "C"
	if !args[1].IsAbsent() && !args[1].Is(None) {
		if !IsStr(args[1]) {
			return Value{}, TypeErrorf(th, "tobytes() argument 'order' must be str or None, not %s", ArgTypeName(args[1]))
		}
		order = AsStr(args[1]).s
	}
	if err := m.check(th); err != nil {
		return Value{}, err
	}
	switch order {
	case "C":
		return BytesOf(m.contents(false)), nil
	case "F":
		return BytesOf(m.contents(true)), nil
	case "A":
		return BytesOf(m.contents(m.fcontig && !m.ccontig)), nil
	}
	return Value{}, ValueErrorf(th, "order must be 'C', 'F' or 'A'")
}

func memoryviewHex(th *Thread, args []Value) (Value, error) {
	m := (*MemoryView)(args[0].p)
	if err := m.check(th); err != nil {
		return Value{}, err
	}
	sep, group, err := hexArgs(th, args[1], args[2])
	if err != nil {
		return Value{}, err
	}
	if err := m.check(th); err != nil {
		return Value{}, err
	}
	return HexText(th, byteString(m.contents(false)), sep, group)
}

func memoryviewTolist(th *Thread, args []Value) (Value, error) {
	m := (*MemoryView)(args[0].p)
	if err := m.check(th); err != nil {
		return Value{}, err
	}
	if m.code == 0 {
		return Value{}, m.unsupported(th)
	}
	return m.list(th, m.off, 0)
}

func (m *MemoryView) list(th *Thread, at, d int) (Value, error) {
	if d == len(m.shape) {
		return m.item(th, at)
	}
	items := make([]Value, m.shape[d])
	for i := range items {
		v, err := m.list(th, at, d+1)
		if err != nil {
			return Value{}, err
		}
		items[i] = v
		at += m.strides[d]
	}
	return NewList(items).Value(), nil
}

func memoryviewToreadonly(th *Thread, args []Value) (Value, error) {
	n, err := (*MemoryView)(args[0].p).sameMemory(th)
	if err != nil {
		return Value{}, err
	}
	n.readonly = true
	return n.Value(), nil
}

func isByteCode(c byte) bool { return c == 'b' || c == 'B' || c == 'c' }

func memoryviewCast(th *Thread, args []Value) (Value, error) {
	m := (*MemoryView)(args[0].p)
	if !IsStr(args[1]) {
		return Value{}, TypeErrorf(th, "cast() argument 'format' must be str, not %s", ArgTypeName(args[1]))
	}
	if err := m.check(th); err != nil {
		return Value{}, err
	}
	if !m.ccontig {
		return Value{}, TypeErrorf(th, "memoryview: casts are restricted to C-contiguous views")
	}
	shapeArg := args[2]
	given := !shapeArg.IsAbsent()
	if given || len(m.shape) != 1 {
		for _, n := range m.shape {
			if n == 0 {
				return Value{}, TypeErrorf(th, "memoryview: cannot cast view with zeros in shape or strides")
			}
		}
	}
	var dims []Value
	if given {
		switch {
		case IsList(shapeArg):
			dims = AsList(shapeArg).Snapshot()
		case IsTuple(shapeArg):
			dims = AsTuple(shapeArg).items
		default:
			return Value{}, TypeErrorf(th, "shape must be a list or a tuple")
		}
		if len(dims) > 64 {
			return Value{}, ValueErrorf(th, "memoryview: number of dimensions must not exceed 64")
		}
		if len(m.shape) != 1 && len(dims) != 1 {
			return Value{}, TypeErrorf(th, "memoryview: cast must be 1D -> ND or ND -> 1D")
		}
	}
	format := AsStr(args[1]).s
	size := m.nbytes()
	if m.code == 0 {
		return Value{}, ValueErrorf(th, "memoryview: source format must be a native single character format prefixed with an optional '@'")
	}
	code := nativeCode(format)
	if code == 0 || format == "" {
		return Value{}, ValueErrorf(th, "memoryview: destination format must be a native single character format prefixed with an optional '@'")
	}
	if !isByteCode(m.code) && !isByteCode(code) {
		return Value{}, TypeErrorf(th, "memoryview: cannot cast between two non-byte formats")
	}
	itemSize, _, _ := structSizes(code)
	if size%itemSize != 0 {
		return Value{}, TypeErrorf(th, "memoryview: length is not a multiple of itemsize")
	}
	shape := []int{size / itemSize}
	if given {
		shape = make([]int, len(dims))
		product := 1
		for i, d := range dims {
			if !IsInt(d) {
				return Value{}, TypeErrorf(th, "memoryview.cast(): elements of shape must be integers")
			}
			x, err := asSsize(th, d)
			if err != nil {
				return Value{}, err
			}
			if x <= 0 {
				return Value{}, ValueErrorf(th, "memoryview.cast(): elements of shape must be integers > 0")
			}
			if x > math.MaxInt/product {
				return Value{}, ValueErrorf(th, "memoryview.cast(): product(shape) > SSIZE_MAX")
			}
			product *= x
			shape[i] = x
		}
		if product > math.MaxInt/itemSize || product*itemSize != size {
			return Value{}, TypeErrorf(th, "memoryview: product(shape) * itemsize != buffer size")
		}
	}
	n, err := m.sameMemory(th)
	if err != nil {
		return Value{}, err
	}
	n.format, n.itemSize, n.shape, n.strides = format, itemSize, shape, cStrides(shape, itemSize)
	n.setLayout()
	return n.Value(), nil
}

func memoryviewCount(th *Thread, args []Value) (Value, error) {
	m := (*MemoryView)(args[0].p)
	it, err := memoryviewIter(th, args[0])
	if err != nil {
		return Value{}, err
	}
	if len(m.shape) > 1 {
		return Value{}, Raise(th, NotImplementedErrorType, "multi-dimensional sub-views are not implemented")
	}
	n := int64(0)
	for {
		x, err := memoryviewIterNext(th, it)
		if err != nil {
			return Value{}, err
		}
		if x.IsAbsent() {
			return SmallInt(n), nil
		}
		eq, err := EqualOrIs(th, x, args[1])
		if err != nil {
			return Value{}, err
		}
		if eq {
			n++
		}
	}
}

func memoryviewIndex(th *Thread, args []Value) (Value, error) {
	m := (*MemoryView)(args[0].p)
	start, stop := 0, math.MaxInt
	var err error
	if !args[2].IsAbsent() {
		if start, err = sliceIndex(th, args[2], 0); err != nil {
			return Value{}, err
		}
	}
	if !args[3].IsAbsent() {
		if stop, err = sliceIndex(th, args[3], math.MaxInt); err != nil {
			return Value{}, err
		}
	}
	if err := m.check(th); err != nil {
		return Value{}, err
	}
	switch len(m.shape) {
	case 0:
		return Value{}, TypeErrorf(th, "invalid lookup on 0-dim memory")
	case 1:
	default:
		return Value{}, Raise(th, NotImplementedErrorType, "multi-dimensional lookup is not implemented")
	}
	n := m.shape[0]
	if start < 0 {
		start = max(start+n, 0)
	}
	if stop < 0 {
		stop = max(stop+n, 0)
	}
	stop = min(stop, n)
	for i := start; i < stop; i++ {
		x, err := m.itemAt(th, i)
		if err != nil {
			return Value{}, err
		}
		eq, err := EqualOrIs(th, x, args[1])
		if err != nil {
			return Value{}, err
		}
		if eq {
			return SmallInt(int64(i)), nil
		}
	}
	return Value{}, ValueErrorf(th, "memoryview.index(x): x not found")
}

func memoryviewCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if op != CmpEQ && op != CmpNE {
		return NotImplemented, nil
	}
	result := func(eq bool) (Value, error) { return Bool(eq == (op == CmpEQ)), nil }
	v := (*MemoryView)(a.p)
	if loadPtr(&v.mb) == nil {
		return result(a.Is(b))
	}
	var w *MemoryView
	if IsMemoryView(b) {
		w = (*MemoryView)(b.p)
		if loadPtr(&w.mb) == nil {
			return result(a.Is(b))
		}
	} else {
		if b.Type().Slots().Buffer == nil {
			return NotImplemented, nil
		}
		buf, err := GetBuffer(th, b, BufferFullRO)
		if err != nil {
			return NotImplemented, nil
		}
		defer buf.Done(th)
		w = (&managedBuffer{buf: buf}).newView()
	}
	if len(v.shape) != len(w.shape) {
		return result(false)
	}
	for i, n := range v.shape {
		if w.shape[i] != n {
			return result(false)
		}
		if n == 0 {
			break
		}
	}
	if v.nbytes() == 0 || w.nbytes() == 0 {
		return result(true)
	}
	if v.code == w.code && v.code != 0 && v.code != 'f' && v.code != 'd' && v.code != 'e' {
		if v.ccontig && w.ccontig {
			return result(byteString(v.data[v.off:v.off+v.nbytes()]) == byteString(w.data[w.off:w.off+w.nbytes()]))
		}
		return result(byteString(v.contents(false)) == byteString(w.contents(false)))
	}
	fv, fw := v.comparer(), w.comparer()
	if fv == nil || fw == nil {
		return result(false)
	}
	x, y := v.contents(false), w.contents(false)
	for i, j := 0, 0; i < len(x); i, j = i+v.itemSize, j+w.itemSize {
		p, q := fv.Unpack(x[i:i+v.itemSize]), fw.Unpack(y[j:j+w.itemSize])
		if len(p) != len(q) {
			return result(false)
		}
		for k := range p {
			eq, err := Equal(th, p[k], q[k])
			if err != nil || !eq {
				if err != nil {
					return Value{}, err
				}
				return result(false)
			}
		}
	}
	return result(true)
}

// comparer returns the format for unpacking the view's items, nil for one that the struct module does not know.
func (m *MemoryView) comparer() *StructFormat {
	f, err := CompileStruct(m.formatText())
	if err != nil || f.Size != m.itemSize {
		return nil
	}
	return f
}
