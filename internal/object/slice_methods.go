// This file implements the methods of slice.

package object

import (
	"math/big"

	"weft/internal/pyhash"
)

func sliceSpec() TypeSpec {
	return TypeSpec{
		Type:   SliceType,
		Doc:    "slice(stop)\nslice(start, stop[, step])\n\nThe positions that an extended slice expression such as a[0:10:2] selects.",
		Layout: LayoutOf[Slice](),
		Slots:  Slots{New: sliceNew, Repr: sliceRepr, Hash: sliceHash, Compare: sliceCompare},
		GetSets: []GetSet{
			{Name: "start", Get: func(th *Thread, self Value) (Value, error) { return AsSlice(self).Start, nil }, Set: readonlyAttr},
			{Name: "stop", Get: func(th *Thread, self Value) (Value, error) { return AsSlice(self).Stop, nil }, Set: readonlyAttr},
			{Name: "step", Get: func(th *Thread, self Value) (Value, error) { return AsSlice(self).Step, nil }, Set: readonlyAttr},
		},
		Methods: []Method{
			{Name: "indices", Sig: "(self, object, /)", Fn: sliceIndices, Doc: "S.indices(len) -> (start, stop, stride)\n\nReturn the parts of the slice as they apply to a sequence of the given length:\npositions behind the ends are clipped, and None is replaced."},
			{Name: "__reduce__", Sig: "(self, /)", Fn: sliceReduce, Doc: docReduce},
		},
	}
}

func sliceNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if err := NoKw(th, "slice", kwnames); err != nil {
		return Value{}, err
	}
	switch len(args) {
	case 1:
		return NewSlice(None, args[0], None), nil
	case 2:
		return NewSlice(args[0], args[1], None), nil
	case 3:
		return NewSlice(args[0], args[1], args[2]), nil
	}
	return Value{}, rangeArity(th, "slice", len(args), 1, 3)
}

// rangeArity raises the TypeError for a number of positional arguments outside min to max.
func rangeArity(th *Thread, name string, n, min, max int) error {
	if n < min {
		return TypeErrorf(th, "%s expected at least %d argument%s, got %d", name, min, plural(min), n)
	}
	return TypeErrorf(th, "%s expected at most %d argument%s, got %d", name, max, plural(max), n)
}

func sliceRepr(th *Thread, self Value) (Value, error) {
	s := AsSlice(self)
	out := "slice("
	for i, part := range []Value{s.Start, s.Stop, s.Step} {
		r, err := Repr(th, part)
		if err != nil {
			return Value{}, err
		}
		if i > 0 {
			out += ", "
		}
		out += r.s
	}
	return NewStr(out + ")"), nil
}

func sliceHash(th *Thread, self Value) (int64, error) {
	s := AsSlice(self)
	acc := pyhash.NewTuple()
	for _, part := range [...]Value{s.Start, s.Stop, s.Step} {
		h, err := Hash(th, part)
		if err != nil {
			return 0, err
		}
		acc.Add(h)
	}
	return acc.SumSlice(), nil
}

func sliceCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if !IsSlice(a) || !IsSlice(b) {
		return NotImplemented, nil
	}
	x, y := AsSlice(a), AsSlice(b)
	if x == y {
		return Bool(op == CmpEQ || op == CmpLE || op == CmpGE), nil
	}
	return compareItems(th, []Value{x.Start, x.Stop, x.Step}, []Value{y.Start, y.Stop, y.Step}, op)
}

// compareItems compares two sequences that do not change, as tuples compare.
func compareItems(th *Thread, x, y []Value, op CompareOp) (Value, error) {
	n := min(len(x), len(y))
	for i := 0; i < n; i++ {
		v, w := x[i], y[i]
		if v.p == w.p {
			continue
		}
		eq, err := EqualOrIs(th, v, w)
		if err != nil {
			return Value{}, err
		}
		if !eq {
			switch op {
			case CmpEQ:
				return False, nil
			case CmpNE:
				return True, nil
			}
			return Compare(th, v, w, op)
		}
	}
	return Bool(compareInt(int64(len(x)), int64(len(y)), op)), nil
}

// bigPart converts one part of a slice to a big int; nil for None.
func bigPart(th *Thread, v Value) (*big.Int, error) {
	if v.Is(None) {
		return nil, nil
	}
	if !IsInt(v) && v.Type().Slots().Index == nil {
		return nil, TypeErrorf(th, "slice indices must be integers or None or have an __index__ method")
	}
	i, err := Index(th, v)
	if err != nil {
		return nil, err
	}
	return Big(i), nil
}

// bigIndices is slice.indices for a length of any size.
func (s *Slice) bigIndices(th *Thread, n *big.Int) (start, stop, step *big.Int, err error) {
	if step, err = bigPart(th, s.Step); err != nil {
		return
	}
	if step == nil {
		step = big.NewInt(1)
	}
	if step.Sign() == 0 {
		return nil, nil, nil, ValueErrorf(th, "slice step cannot be zero")
	}
	lo, hi := new(big.Int), n
	if step.Sign() < 0 {
		lo, hi = big.NewInt(-1), new(big.Int).Sub(n, big.NewInt(1))
	}
	part := func(v Value, def *big.Int) (*big.Int, error) {
		i, err := bigPart(th, v)
		if err != nil {
			return nil, err
		}
		switch {
		case i == nil:
			return def, nil
		case i.Sign() < 0:
			if i = new(big.Int).Add(i, n); i.Cmp(lo) < 0 {
				i = lo
			}
		case i.Cmp(hi) > 0:
			i = hi
		}
		return i, nil
	}
	defStart, defStop := lo, hi
	if step.Sign() < 0 {
		defStart, defStop = hi, lo
	}
	if start, err = part(s.Start, defStart); err != nil {
		return
	}
	stop, err = part(s.Stop, defStop)
	return
}

func sliceIndices(th *Thread, args []Value) (Value, error) {
	s := AsSlice(args[0])
	n, err := Index(th, args[1])
	if err != nil {
		return Value{}, err
	}
	size := Big(n)
	if size.Sign() < 0 {
		return Value{}, ValueErrorf(th, "length should not be negative")
	}
	start, stop, step, err := s.bigIndices(th, size)
	if err != nil {
		return Value{}, err
	}
	return TupleOf(bigCopy(start), bigCopy(stop), bigCopy(step)), nil
}

// bigCopy returns the int b, which may be shared.
func bigCopy(b *big.Int) Value {
	if b.IsInt64() {
		return Int(b.Int64())
	}
	return BigInt(new(big.Int).Set(b))
}

func sliceReduce(th *Thread, args []Value) (Value, error) {
	s := AsSlice(args[0])
	return TupleOf(SliceType.Value(), TupleOf(s.Start, s.Stop, s.Step)), nil
}
