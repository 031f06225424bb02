// This file implements the uncommon paths of operators: mixed numbers here, everything else in package object.

package interp

import (
	"math"
	"sync/atomic"
	"unsafe"

	"weft/internal/code"
	"weft/internal/libm"
	"weft/internal/object"
)

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

// smallInt returns v as an int64 if it is a small int or a bool.
func smallInt(v value) (int64, bool) {
	switch {
	case v.IsInt():
		return v.Int(), true
	case v.Is(object.True):
		return 1, true
	}
	return 0, v.Is(object.False)
}

// binaryFast is the operators of mixed numbers and of str that need no look at types; ok is false for the rest.
func binaryFast(th *object.Thread, op object.BinOp, x, y value) (v value, ok bool) {
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
				case object.OpMod:
					if b != 0 {
						return object.Float(libm.FloorMod(a, b)), true
					}
				case object.OpFloorDiv:
					if b != 0 {
						d, _ := libm.FloorDivMod(a, b)
						return object.Float(d), true
					}
				case object.OpPow:
					if a > 0 {
						if r := libm.Pow(a, b); r <= math.MaxFloat64 {
							return object.Float(r), true
						}
					}
				}
			}
		}
	} else if op == object.OpTrueDiv && object.BothInt(x, y) && y.Int() != 0 {
		return object.Float(float64(x.Int()) / float64(y.Int())), true
	} else if op == object.OpAdd && x.IsExact(object.StrType) && y.IsExact(object.StrType) {
		return object.StrConcat(th, object.AsStr(x), object.AsStr(y)), true
	} else if x.IsExact(object.ComplexType) && y.IsExact(object.ComplexType) {
		return th.ComplexOp(op, x, y)
	} else if op <= object.OpSub {
		if a, ok := smallInt(x); ok {
			if b, ok := smallInt(y); ok {
				if op == object.OpSub {
					b = -b
				}
				return object.Int(a + b), true
			}
		}
	}
	return v, false
}

// push pushes the frame of a method of two operands; its result goes to dst, as flags say.
func push(th *object.Thread, f *frame, dst *value, fn *object.Function, x, y value, flags uint16) error {
	if c := fn.LoadCode(); c.Fast && c.ArgCount == 2 && atomic.LoadUint32(&c.Runs) == object.CodeRuns && !th.OverLimit() && atomic.LoadUint32(&th.Pending) == 0 {
		nf := th.PushArgs(fn, c, nil, 0, regOf(f, dst))
		*nf.Regs, *next(nf.Regs, 1) = x, y
		nf.Flags = flags
		return nil
	}
	w := th.Args(2)
	w[0], w[1] = x, y
	err := pushCall(th, f, dst, fn, w, nil)
	th.FreeArgs(w)
	if err == nil && th.Frame != f {
		th.Frame.Flags |= flags
	}
	return err
}

// pushable reports whether the frame of fn can be pushed for an operator: fn is no generator function, whose result is there at
// once.
func pushable(fn *object.Function) bool {
	return fn != nil && atomic.LoadUint32(&fn.LoadCode().Runs) == object.CodeRuns
}

// binary is x op y where the loop could not: the result goes to dst, at once or from the frame of a method.
func binary(th *object.Thread, f *frame, dst *value, op object.BinOp, x, y value) error {
	v, ok := binaryFast(th, op, x, y)
	if !ok {
		if op == object.OpAdd && x.IsExact(object.ListType) {
			if y.IsExact(object.ListType) {
				*dst = object.ListConcat(object.AsList(x), object.AsList(y))
				return nil
			}
			object.AsList(x).Expose()
		}
		if object.LargeInts(x, y) && largeInts(th, f, dst, op, x, y) {
			return nil
		}
		th.ForgetInts()
		if fn := object.PythonBinary(op, x, y); pushable(fn) {
			return push(th, f, dst, fn, x, y, object.FrameOp)
		}
		var err error
		if v, err = object.Binary(th, op, x, y); err != nil {
			return err
		}
	}
	*dst = v
	return nil
}

// inplace is binary for x op= y.
func inplace(th *object.Thread, f *frame, dst *value, op object.BinOp, x, y value) error {
	v, ok := binaryFast(th, op, x, y)
	if !ok {
		if object.LargeInts(x, y) && largeInts(th, f, dst, op, x, y) {
			return nil
		}
		th.ForgetInts()
		if fn, own := object.PythonInplace(op, x, y); pushable(fn) {
			flags := object.FrameOp
			if own {
				flags |= object.FrameInplace
			}
			return push(th, f, dst, fn, x, y, flags)
		}
		var err error
		if v, err = object.Inplace(th, op, x, y); err != nil {
			return err
		}
	}
	*dst = v
	return nil
}

// compare is x op y where the loop could not.
func compare(th *object.Thread, f *frame, dst *value, op object.CompareOp, x, y value) error {
	if x.IsExact(object.StrType) {
		if y.IsExact(object.StrType) && (op == object.CmpEQ || op == object.CmpNE) {
			*dst = object.Bool((object.AsStr(x).String() == object.AsStr(y).String()) == (op == object.CmpEQ))
			return nil
		}
	} else if a, ok := float(x); ok {
		if b, ok := float(y); ok {
			*dst = object.Bool(compareFloats(a, b, op))
			return nil
		}
	} else if object.LargeInts(x, y) {
		*dst = object.Bool(largeCompare(th, f, x, y, op))
		return nil
	} else if fn := object.PythonCompare(op, x, y); pushable(fn) {
		return push(th, f, dst, fn, x, y, object.FrameOp)
	}
	v, err := object.Compare(th, x, y, op)
	if err == nil {
		*dst = v
	}
	return err
}

// compareJump reports whether a jump on x op y being sense is to be taken; not yet where it pushed the frame of a method.
func compareJump(th *object.Thread, f *frame, x, y value, op object.CompareOp, sense bool) (bool, error) {
	if x.IsExact(object.StrType) {
		if y.IsExact(object.StrType) && (op == object.CmpEQ || op == object.CmpNE) {
			return (object.AsStr(x).String() == object.AsStr(y).String()) == (sense == (op == object.CmpEQ)), nil
		}
	} else if a, ok := float(x); ok {
		if b, ok := float(y); ok {
			return compareFloats(a, b, op) == sense, nil
		}
	} else if object.LargeInts(x, y) {
		return largeCompare(th, f, x, y, op) == sense, nil
	} else if fn := object.PythonCompare(op, x, y); pushable(fn) {
		return false, push(th, f, f.Regs, fn, x, y, object.FrameOp|object.FrameJump)
	}
	r, err := object.CompareBool(th, x, y, op)
	return r == sense, err
}

// immediateOps are the operators of the instructions from ADD_I on.
var immediateOps = [...]object.BinOp{object.OpAdd, object.OpSub, object.OpMul, object.OpFloorDiv, object.OpMod, object.OpAnd, object.OpLShift,
	object.OpRShift, object.OpAdd, object.OpSub}

// methodDone ends the operator of f's current instruction, whose method returned v; own: it was the in-place method.
func methodDone(th *object.Thread, f *frame, v value, own bool) error {
	regs, ins := unsafe.Pointer(f.Regs), *(*uint64)(unsafe.Add(framePC(f), -8))
	var err error
	switch op := code.Op(ins & 0xffff); {
	case op >= code.JLT && op <= code.JNGE_I:
		i := int(op - code.JLT)
		if v.Is(object.NotImplemented) {
			y := *rb(regs, ins)
			if i >= 12 {
				y = object.SmallInt(sb(ins))
			}
			if v, err = object.CompareAfter(th, object.CompareOp(i%6), *ra(regs, ins), y); err != nil {
				return err
			}
		}
		t, err := object.IsTrue(th, v)
		th.Jump = t == (i/6%2 == 0)
		return err
	case !v.Is(object.NotImplemented):
	case op >= code.LT && op <= code.GE:
		v, err = object.CompareAfter(th, object.CompareOp(op-code.LT), *rb(regs, ins), *rc(regs, ins))
	default:
		x, y := *rb(regs, ins), *rc(regs, ins)
		var bin object.BinOp
		in := false
		switch {
		case op >= code.ADD_I && op <= code.ISUB_I:
			bin, y, in = immediateOps[op-code.ADD_I], object.SmallInt(sc(ins)), op >= code.IADD_I
		case op >= code.IADD && op <= code.IXOR:
			bin, in = object.BinOp(op-code.IADD), true
		default:
			bin = object.BinOp(op - code.ADD)
		}
		if own {
			v, err = object.InplaceAfter(th, bin, x, y)
		} else {
			v, err = object.BinaryAfter(th, bin, x, y, in)
		}
	}
	if err == nil {
		*ra(regs, ins) = v
	}
	return err
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
	case key.IsInt() && x.IsExact(object.ByteArrayType):
		b, i := object.AsByteArray(x), key.Int()
		if i < 0 {
			i += int64(b.Len())
		}
		if c, ok := b.At(int(i)); ok {
			*dst = object.SmallInt(int64(c))
			return nil
		}
	case key.IsInt() && x.IsExact(object.BytesType):
		s, i := object.AsBytes(x).String(), key.Int()
		if i < 0 {
			i += int64(len(s))
		}
		if uint64(i) < uint64(len(s)) {
			*dst = object.SmallInt(int64(s[i]))
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
	case key.IsExact(object.SliceType) && x.IsExact(object.ListType) && storedAhead(f, dst):
		s, ok := object.AsSlice(key), false
		if v, ok = th.TakeScratch(object.AsList(x), s.Start, s.Stop, s.Step); ok {
			*dst = v
			return nil
		}
	case key.IsExact(object.SliceType) && (x.IsExact(object.StrType) || x.IsExact(object.ListType) || x.IsExact(object.TupleType)):
		if s := object.AsSlice(key); s.Step.Is(object.None) {
			if v, err = object.GetSlice(th, x, s.Start, s.Stop); err == nil {
				*dst = v
			}
			return err
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

// setItem is SETITEM where the loop could not.
func setItem(th *object.Thread, f *frame, x, key, v value) error {
	if x.IsExact(object.DictType) {
		return object.AsDict(x).Set(th, key, v)
	}
	if key.IsInt() && v.IsInt() && x.IsExact(object.ByteArrayType) && object.AsByteArray(x).Put(key.Int(), v.Int()) {
		return nil
	}
	if fn := object.PythonSetItem(x); pushable(fn) {
		w := th.Args(3)
		w[0], w[1], w[2] = x, key, v
		err := pushCall(th, f, f.Regs, fn, w, nil)
		th.FreeArgs(w)
		if err == nil {
			th.Frame.Flags |= object.FrameDiscard
		}
		return err
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
