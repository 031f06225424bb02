// This file implements the uncommon paths of operators: mixed numbers here, everything else in package object.

package interp

import "weft/internal/object"

// float returns v as a float64 if it is an exact float or a small int that converts exactly.
func float(v value) (float64, bool) {
	if v.IsFloat() {
		return v.Float(), true
	}
	if v.IsInt() {
		return float64(v.Int()), true // 49 bits are exact
	}
	return 0, false
}

// binaryFast is the operators of mixed numbers and of str that need no look at types; ok is false for the rest.
func binaryFast(op object.BinOp, x, y value) (v value, ok bool) {
	if x.IsFloat() || y.IsFloat() {
		if a, ok := float(x); ok {
			if b, ok := float(y); ok {
				switch op {
				case object.OpAdd:
					return object.Float(a + b), true
				case object.OpSub:
					return object.Float(a - b), true
				case object.OpMul:
					return object.Float(a * b), true
				case object.OpTrueDiv:
					if b != 0 {
						return object.Float(a / b), true
					}
				}
			}
		}
	} else if op == object.OpTrueDiv && object.BothInt(x, y) && y.Int() != 0 {
		return object.Float(float64(x.Int()) / float64(y.Int())), true
	} else if op == object.OpAdd && x.IsExact(object.StrType) && y.IsExact(object.StrType) {
		return object.StrConcat(object.AsStr(x), object.AsStr(y)), true
	}
	return v, false
}

func binarySlow(th *object.Thread, op object.BinOp, x, y value) (value, error) {
	if v, ok := binaryFast(op, x, y); ok {
		return v, nil
	}
	return object.Binary(th, op, x, y)
}

func inplaceSlow(th *object.Thread, op object.BinOp, x, y value) (value, error) {
	if v, ok := binaryFast(op, x, y); ok {
		return v, nil
	}
	return object.Inplace(th, op, x, y)
}

func compareSlow(th *object.Thread, x, y value, op object.CompareOp) (value, error) {
	if a, ok := float(x); ok {
		if b, ok := float(y); ok {
			return object.Bool(compareFloats(a, b, op)), nil
		}
	}
	return object.Compare(th, x, y, op)
}

// compareJump reports whether a jump on x op y being sense is to be taken.
func compareJump(th *object.Thread, x, y value, op object.CompareOp, sense bool) (bool, error) {
	r, err := compareBool(th, x, y, op)
	return r == sense, err
}

func compareBool(th *object.Thread, x, y value, op object.CompareOp) (bool, error) {
	if a, ok := float(x); ok {
		if b, ok := float(y); ok {
			return compareFloats(a, b, op), nil
		}
	} else if x.IsExact(object.StrType) && y.IsExact(object.StrType) {
		switch op {
		case object.CmpEQ:
			return object.AsStr(x).String() == object.AsStr(y).String(), nil
		case object.CmpNE:
			return object.AsStr(x).String() != object.AsStr(y).String(), nil
		}
	}
	return object.CompareBool(th, x, y, op)
}

func unary(th *object.Thread, x value, f object.UnaryFunc, sym string) (value, error) {
	if f == nil {
		return value{}, object.TypeErrorf(th, "bad operand type for unary %s: '%s'", sym, x.Type().DisplayName())
	}
	return f(th, x)
}

func negSlow(th *object.Thread, x value) (value, error) {
	return unary(th, x, x.Type().Slots().Neg, "-")
}

func posSlow(th *object.Thread, x value) (value, error) {
	return unary(th, x, x.Type().Slots().Pos, "+")
}

func invertSlow(th *object.Thread, x value) (value, error) {
	return unary(th, x, x.Type().Slots().Invert, "~")
}

// getItem is GETITEM where the loop could not: x[key] goes to dst, at once or from the frame of a __getitem__.
func getItem(th *object.Thread, f *frame, dst *value, x, key value) error {
	var v value
	var err error
	switch {
	case x.IsExact(object.DictType):
		if v, err = object.AsDict(x).Get(th, key); err != nil {
			return err
		}
		if !v.IsAbsent() {
			*dst = v
			return nil
		}
	case key.IsInt() && x.IsExact(object.StrType):
		s, i := object.AsStr(x), key.Int()
		if i < 0 {
			i += int64(s.Len())
		}
		if uint64(i) < uint64(s.Len()) {
			*dst = object.NewRune(s.At(int(i)))
			return nil
		}
	default:
		if fn := object.PythonGetItem(x); fn != nil {
			w := th.Args(2)
			w[0], w[1] = x, key
			err = pushCall(th, f, dst, fn, w, nil)
			th.FreeArgs(w)
			return err
		}
	}
	if v, err = object.GetItem(th, x, key); err == nil {
		*dst = v
	}
	return err
}

// getLen is GET_LEN.
func getLen(th *object.Thread, x value) (value, error) {
	n, err := object.Len(th, x)
	return object.Int(int64(n)), err
}

func setItem(th *object.Thread, x, key, v value) error {
	if x.IsExact(object.DictType) {
		return object.AsDict(x).Set(th, key, v)
	}
	return object.SetItem(th, x, key, v)
}

func compareFloats(x, y float64, op object.CompareOp) bool {
	switch op {
	case object.CmpLT:
		return x < y
	case object.CmpLE:
		return x <= y
	case object.CmpEQ:
		return x == y
	case object.CmpNE:
		return x != y
	case object.CmpGT:
		return x > y
	}
	return x >= y
}
