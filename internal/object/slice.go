// This file implements the slice object and slicing. Its methods are in slice_methods.go.

package object

import (
	"math"
	"unsafe"
)

// SliceType is slice.
var SliceType = &Type{Name: "slice"}

// Slice is a slice object; immutable.
type Slice struct {
	Header
	Start, Stop, Step Value
}

// NewSlice returns slice(start, stop, step); None stands for a missing part.
func NewSlice(start, stop, step Value) Value {
	return Value{unsafe.Pointer(&Slice{Header: Header{typ: SliceType}, Start: start, Stop: stop, Step: step})}
}

// TakeSlice returns a slice that is good until the thread's next TakeSlice.
func (th *Thread) TakeSlice(start, stop, step Value) Value {
	s := th.slice
	if s == nil {
		s = &Slice{Header: Header{typ: SliceType}}
		th.slice = s
	}
	s.Start, s.Stop, s.Step = start, stop, step
	return Value{unsafe.Pointer(s)}
}

// IsSlice reports whether v is a slice.
func IsSlice(v Value) bool { return v.isExact(SliceType) }

// AsSlice casts v; call only if IsSlice.
func AsSlice(v Value) *Slice { return (*Slice)(v.p) }

// sliceIndex converts one part of a slice: def for None, out-of-range ints clamped.
func sliceIndex(th *Thread, v Value, def int) (int, error) {
	if v.Is(None) {
		return def, nil
	}
	if v.IsInt() {
		return int(v.Int()), nil
	}
	if !IsInt(v) && v.Type().Slots().Index == nil {
		return 0, TypeErrorf(th, "slice indices must be integers or None or have an __index__ method")
	}
	return AsIndex(th, v, nil)
}

// unpack converts the parts of a slice to Go ints, with the extreme values where a part is None or too large. It may run
// Python code (__index__).
func (s *Slice) unpack(th *Thread) (start, stop, step int, err error) {
	if step, err = sliceIndex(th, s.Step, 1); err != nil {
		return
	}
	if step == 0 {
		return 0, 0, 0, ValueErrorf(th, "slice step cannot be zero")
	}
	step = max(step, -math.MaxInt)
	defStart, defStop := 0, math.MaxInt
	if step < 0 {
		defStart, defStop = math.MaxInt, math.MinInt
	}
	if start, err = sliceIndex(th, s.Start, defStart); err != nil {
		return
	}
	stop, err = sliceIndex(th, s.Stop, defStop)
	return
}

// adjustSlice returns the first position and the number of items of an unpacked slice of a sequence of length n. Where the
// number is 0, start is the position for an insertion.
func adjustSlice(start, stop, step, n int) (first, count int) {
	start, stop = clampSlice(start, stop, step, n)
	switch step { // without a division
	case 1:
		return start, max(stop-start, 0)
	case -1:
		return start, max(start-stop, 0)
	}
	if step > 0 && start < stop {
		count = (stop-start-1)/step + 1
	} else if step < 0 && stop < start {
		count = (start-stop-1)/-step + 1
	}
	return start, count
}

// clampSlice resolves negative positions and limits both to the sequence.
func clampSlice(start, stop, step, n int) (int, int) {
	lo, hi := 0, n
	if step < 0 {
		lo, hi = -1, n-1
	}
	if start < 0 {
		start = max(start+n, lo)
	} else {
		start = min(start, hi)
	}
	if stop < 0 {
		stop = max(stop+n, lo)
	} else {
		stop = min(stop, hi)
	}
	return start, stop
}

// Unpack converts the parts of the slice to Go ints, clamped; AdjustSlice fits them to a length.
func (s *Slice) Unpack(th *Thread) (start, stop, step int, err error) { return s.unpack(th) }

// AdjustSlice fits what Unpack returned to a sequence of n items.
func AdjustSlice(start, stop, step, n int) (first, last, count int) {
	i, count := adjustSlice(start, stop, step, n)
	if stop < 0 {
		stop = max(stop+n, 0)
	}
	return i, min(stop, n), max(count, 0)
}

// Indices returns start, stop, step and the number of items for a sequence of length n, as slice.indices adjusts them.
func (s *Slice) Indices(th *Thread, n int) (start, stop, step, count int, err error) {
	if start, stop, step, err = s.unpack(th); err != nil {
		return
	}
	first, count := adjustSlice(start, stop, step, n)
	_, stop = clampSlice(start, stop, step, n)
	return first, stop, step, count, nil
}

// sliceParts are the parts of a slice converted to ints, before they are adjusted to a length.
type sliceParts struct {
	start, stop, step int
	noStart, noStop   bool
}

// ints converts the parts, which may run Python code; adjust can then be called under a lock.
func (s *Slice) ints(th *Thread) (p sliceParts, err error) {
	p.noStart, p.noStop = s.Start.Is(None), s.Stop.Is(None)
	if p.step, err = sliceIndex(th, s.Step, 1); err != nil {
		return
	}
	if p.step == 0 {
		return p, ValueErrorf(th, "slice step cannot be zero")
	}
	p.step = max(p.step, -(1<<63 - 1))
	if p.start, err = sliceIndex(th, s.Start, 0); err != nil {
		return
	}
	p.stop, err = sliceIndex(th, s.Stop, 0)
	return
}

// adjust returns start, stop, step and the number of items for a sequence of length n.
func (p sliceParts) adjust(n int) (start, stop, step, count int) {
	lo, hi := 0, n
	if p.step < 0 {
		lo, hi = -1, n-1
	}
	clamp := func(i int) int {
		if i < 0 {
			return max(i+n, lo)
		}
		return min(i, hi)
	}
	start, stop, step = clamp(p.start), clamp(p.stop), p.step
	if p.noStart {
		start = lo
		if step < 0 {
			start = hi
		}
	}
	if p.noStop {
		stop = hi
		if step < 0 {
			stop = lo
		}
	}
	if step > 0 && start < stop {
		count = (stop-start-1)/step + 1
	} else if step < 0 && stop < start {
		count = (start-stop-1)/-step + 1
	}
	return
}

// GetSlice returns v[start:stop], without a slice object for the common types.
func GetSlice(th *Thread, v, start, stop Value) (Value, error) {
	if v.IsObj() && (start.IsInt() || start.Is(None)) && (stop.IsInt() || stop.Is(None)) {
		lo, hi := 0, math.MaxInt
		if start.IsInt() {
			lo = int(start.Int())
		}
		if stop.IsInt() {
			hi = int(stop.Int())
		}
		switch v.Header().Type() {
		case StrType:
			s := AsStr(v)
			if uint(lo) < uint(hi) && uint(hi) <= uint(s.n) && uint(hi-lo-2) < maxInline-1 && s.IsASCII() { // the usual case
				r, b := newInline(th, hi-lo, hi-lo)
				copy(b, s.s[lo:hi])
				return r.Value(), nil
			}
			i, n := adjustSlice(lo, hi, 1, s.n)
			return s.Slice(th, i, i+n), nil
		case ListType:
			l := AsList(v)
			l.Lock()
			i, n := adjustSlice(lo, hi, 1, l.n)
			out := NewListCopy(itemsOf(l.a, l.n)[i : i+n])
			l.Unlock()
			return out.Value(), nil
		case TupleType:
			items := AsTuple(v).items
			i, n := adjustSlice(lo, hi, 1, len(items))
			if n == len(items) {
				return v, nil
			}
			return NewTupleCopy(items[i : i+n]).Value(), nil
		case BytesType:
			b := AsBytes(v).s
			i, n := adjustSlice(lo, hi, 1, len(b))
			return NewBytes(b[i : i+n]), nil
		}
	}
	return GetItem(th, v, NewSlice(start, stop, None))
}

// SetSlice stores v[start:stop] = val, without a slice object for lists. val absent deletes.
func SetSlice(th *Thread, v, start, stop, val Value) error {
	if v.isExact(ListType) && !val.IsAbsent() && (start.IsInt() || start.Is(None)) && (stop.IsInt() || stop.Is(None)) {
		lo, hi := 0, math.MaxInt
		if start.IsInt() {
			lo = int(start.Int())
		}
		if stop.IsInt() {
			hi = int(stop.Int())
		}
		err := listSetrange(th, AsList(v), lo, hi, val)
		if val.isExact(ListType) && AsList(val).flags&flagScratch != 0 {
			th.giveScratch(AsList(val))
		}
		return err
	}
	if val.isExact(ListType) {
		AsList(val).Expose()
	}
	if val.IsAbsent() {
		return DelItem(th, v, NewSlice(start, stop, None))
	}
	return SetItem(th, v, NewSlice(start, stop, None), val)
}
