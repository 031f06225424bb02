// This file implements the module's table, and the functions that are operators.

// Package operator is the native module _operator. Its objects are immutable.
package operator

import (
	"crypto/subtle"

	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// Spec describes the module.
func Spec() object.ModuleSpec {
	return object.ModuleSpec{
		Name: "_operator",
		Doc:  "Operator interface.\n\nThis module exports a set of functions implemented in C corresponding\nto the intrinsic operators of Python.  For example, operator.add(x, y)\nis equivalent to the expression x+y.",
		Methods: []object.Method{
			{Name: "_compare_digest", Sig: "(a, b, /)", Fn: operatorCompareDigest, Doc: "Return 'a == b' in a time that does not depend on the contents, but perhaps on the\nlengths and types.\n\nBoth must be ASCII strs, or both bytes-like objects: use it to compare digests and passwords."},
			{Name: "abs", Sig: "(a, /)", Fn: operatorAbs, Doc: "Same as abs(a)."},
			{Name: "add", Sig: "(a, b, /)", Fn: operatorAdd, Doc: "Same as a + b."},
			{Name: "and_", Sig: "(a, b, /)", Fn: operatorAnd, Doc: "Same as a & b."},
			{Name: "concat", Sig: "(a, b, /)", Fn: operatorConcat, Doc: "Same as a + b, for a and b sequences."},
			{Name: "contains", Sig: "(a, b, /)", Fn: operatorContains, Doc: "Same as b in a (note reversed operands)."},
			{Name: "countOf", Sig: "(a, b, /)", Fn: operatorCountOf, Doc: "Return the number of items in a which are, or which equal, b."},
			{Name: "delitem", Sig: "(a, b, /)", Fn: operatorDelitem, Doc: "Same as del a[b]."},
			{Name: "eq", Sig: "(a, b, /)", Fn: operatorEq, Doc: "Same as a == b."},
			{Name: "floordiv", Sig: "(a, b, /)", Fn: operatorFloordiv, Doc: "Same as a // b."},
			{Name: "ge", Sig: "(a, b, /)", Fn: operatorGe, Doc: "Same as a >= b."},
			{Name: "getitem", Sig: "(a, b, /)", Fn: operatorGetitem, Doc: "Same as a[b]."},
			{Name: "gt", Sig: "(a, b, /)", Fn: operatorGt, Doc: "Same as a > b."},
			{Name: "iadd", Sig: "(a, b, /)", Fn: operatorIadd, Doc: "Same as a += b."},
			{Name: "iand", Sig: "(a, b, /)", Fn: operatorIand, Doc: "Same as a &= b."},
			{Name: "iconcat", Sig: "(a, b, /)", Fn: operatorIconcat, Doc: "Same as a += b, for a and b sequences."},
			{Name: "ifloordiv", Sig: "(a, b, /)", Fn: operatorIfloordiv, Doc: "Same as a //= b."},
			{Name: "ilshift", Sig: "(a, b, /)", Fn: operatorIlshift, Doc: "Same as a <<= b."},
			{Name: "imatmul", Sig: "(a, b, /)", Fn: operatorImatmul, Doc: "Same as a @= b."},
			{Name: "imod", Sig: "(a, b, /)", Fn: operatorImod, Doc: "Same as a %= b."},
			{Name: "imul", Sig: "(a, b, /)", Fn: operatorImul, Doc: "Same as a *= b."},
			{Name: "index", Sig: "(a, /)", Fn: operatorIndex, Doc: "Same as a.__index__()"},
			{Name: "indexOf", Sig: "(a, b, /)", Fn: operatorIndexOf, Doc: "Return the first index of b in a."},
			{Name: "inv", Sig: "(a, /)", Fn: operatorInv, Doc: "Same as ~a."},
			{Name: "invert", Sig: "(a, /)", Fn: operatorInvert, Doc: "Same as ~a."},
			{Name: "ior", Sig: "(a, b, /)", Fn: operatorIor, Doc: "Same as a |= b."},
			{Name: "ipow", Sig: "(a, b, /)", Fn: operatorIpow, Doc: "Same as a **= b."},
			{Name: "irshift", Sig: "(a, b, /)", Fn: operatorIrshift, Doc: "Same as a >>= b."},
			{Name: "is_", Sig: "(a, b, /)", Fn: operatorIs, Doc: "Same as a is b."},
			{Name: "is_none", Sig: "(a, /)", Fn: operatorIsNone, Doc: "Same as a is None."},
			{Name: "is_not", Sig: "(a, b, /)", Fn: operatorIsNot, Doc: "Same as a is not b."},
			{Name: "is_not_none", Sig: "(a, /)", Fn: operatorIsNotNone, Doc: "Same as a is not None."},
			{Name: "isub", Sig: "(a, b, /)", Fn: operatorIsub, Doc: "Same as a -= b."},
			{Name: "itruediv", Sig: "(a, b, /)", Fn: operatorItruediv, Doc: "Same as a /= b."},
			{Name: "ixor", Sig: "(a, b, /)", Fn: operatorIxor, Doc: "Same as a ^= b."},
			{Name: "le", Sig: "(a, b, /)", Fn: operatorLe, Doc: "Same as a <= b."},
			{Name: "length_hint", Sig: "(obj, default=0, /)", Fn: operatorLengthHint, Doc: "Return an estimate of the number of items in obj.\n\nThis is useful for presizing containers when building from an iterable.\n\nIf the object supports len(), the result will be exact.\nOtherwise, it may over- or under-estimate by an arbitrary amount."},
			{Name: "lshift", Sig: "(a, b, /)", Fn: operatorLshift, Doc: "Same as a << b."},
			{Name: "lt", Sig: "(a, b, /)", Fn: operatorLt, Doc: "Same as a < b."},
			{Name: "matmul", Sig: "(a, b, /)", Fn: operatorMatmul, Doc: "Same as a @ b."},
			{Name: "mod", Sig: "(a, b, /)", Fn: operatorMod, Doc: "Same as a % b."},
			{Name: "mul", Sig: "(a, b, /)", Fn: operatorMul, Doc: "Same as a * b."},
			{Name: "ne", Sig: "(a, b, /)", Fn: operatorNe, Doc: "Same as a != b."},
			{Name: "neg", Sig: "(a, /)", Fn: operatorNeg, Doc: "Same as -a."},
			{Name: "not_", Sig: "(a, /)", Fn: operatorNot, Doc: "Same as not a."},
			{Name: "or_", Sig: "(a, b, /)", Fn: operatorOr, Doc: "Same as a | b."},
			{Name: "pos", Sig: "(a, /)", Fn: operatorPos, Doc: "Same as +a."},
			{Name: "pow", Sig: "(a, b, /)", Fn: operatorPow, Doc: "Same as a ** b."},
			{Name: "rshift", Sig: "(a, b, /)", Fn: operatorRshift, Doc: "Same as a >> b."},
			{Name: "setitem", Sig: "(a, b, c, /)", Fn: operatorSetitem, Doc: "Same as a[b] = c."},
			{Name: "sub", Sig: "(a, b, /)", Fn: operatorSub, Doc: "Same as a - b."},
			{Name: "truediv", Sig: "(a, b, /)", Fn: operatorTruediv, Doc: "Same as a / b."},
			{Name: "truth", Sig: "(a, /)", Fn: operatorTruth, Doc: "Return True if a is true, False otherwise."},
			{Name: "xor", Sig: "(a, b, /)", Fn: operatorXor, Doc: "Same as a ^ b."},
			{Name: "call", Sig: "(obj, /, *args, **kwargs)", Raw: operatorCall, Doc: "Same as obj(*args, **kwargs)."},
		},
		Types: []object.TypeSpec{attrgetterSpec(), itemgetterSpec(), methodcallerSpec()},
	}
}

func operatorLt(th *thread, args []value) (value, error) {
	return object.Compare(th, args[0], args[1], object.CmpLT)
}

func operatorLe(th *thread, args []value) (value, error) {
	return object.Compare(th, args[0], args[1], object.CmpLE)
}

func operatorEq(th *thread, args []value) (value, error) {
	return object.Compare(th, args[0], args[1], object.CmpEQ)
}

func operatorNe(th *thread, args []value) (value, error) {
	return object.Compare(th, args[0], args[1], object.CmpNE)
}

func operatorGe(th *thread, args []value) (value, error) {
	return object.Compare(th, args[0], args[1], object.CmpGE)
}

func operatorGt(th *thread, args []value) (value, error) {
	return object.Compare(th, args[0], args[1], object.CmpGT)
}

func operatorAdd(th *thread, args []value) (value, error) {
	return object.Binary(th, object.OpAdd, args[0], args[1])
}

func operatorIadd(th *thread, args []value) (value, error) {
	return object.Inplace(th, object.OpAdd, args[0], args[1])
}

func operatorSub(th *thread, args []value) (value, error) {
	return object.Binary(th, object.OpSub, args[0], args[1])
}

func operatorIsub(th *thread, args []value) (value, error) {
	return object.Inplace(th, object.OpSub, args[0], args[1])
}

func operatorMul(th *thread, args []value) (value, error) {
	return object.Binary(th, object.OpMul, args[0], args[1])
}

func operatorImul(th *thread, args []value) (value, error) {
	return object.Inplace(th, object.OpMul, args[0], args[1])
}

func operatorMatmul(th *thread, args []value) (value, error) {
	return object.Binary(th, object.OpMatMul, args[0], args[1])
}

func operatorImatmul(th *thread, args []value) (value, error) {
	return object.Inplace(th, object.OpMatMul, args[0], args[1])
}

func operatorTruediv(th *thread, args []value) (value, error) {
	return object.Binary(th, object.OpTrueDiv, args[0], args[1])
}

func operatorItruediv(th *thread, args []value) (value, error) {
	return object.Inplace(th, object.OpTrueDiv, args[0], args[1])
}

func operatorFloordiv(th *thread, args []value) (value, error) {
	return object.Binary(th, object.OpFloorDiv, args[0], args[1])
}

func operatorIfloordiv(th *thread, args []value) (value, error) {
	return object.Inplace(th, object.OpFloorDiv, args[0], args[1])
}

func operatorMod(th *thread, args []value) (value, error) {
	return object.Binary(th, object.OpMod, args[0], args[1])
}

func operatorImod(th *thread, args []value) (value, error) {
	return object.Inplace(th, object.OpMod, args[0], args[1])
}

func operatorPow(th *thread, args []value) (value, error) {
	return object.Binary(th, object.OpPow, args[0], args[1])
}

func operatorIpow(th *thread, args []value) (value, error) {
	return object.Inplace(th, object.OpPow, args[0], args[1])
}

func operatorLshift(th *thread, args []value) (value, error) {
	return object.Binary(th, object.OpLShift, args[0], args[1])
}

func operatorIlshift(th *thread, args []value) (value, error) {
	return object.Inplace(th, object.OpLShift, args[0], args[1])
}

func operatorRshift(th *thread, args []value) (value, error) {
	return object.Binary(th, object.OpRShift, args[0], args[1])
}

func operatorIrshift(th *thread, args []value) (value, error) {
	return object.Inplace(th, object.OpRShift, args[0], args[1])
}

func operatorAnd(th *thread, args []value) (value, error) {
	return object.Binary(th, object.OpAnd, args[0], args[1])
}

func operatorIand(th *thread, args []value) (value, error) {
	return object.Inplace(th, object.OpAnd, args[0], args[1])
}

func operatorOr(th *thread, args []value) (value, error) {
	return object.Binary(th, object.OpOr, args[0], args[1])
}

func operatorIor(th *thread, args []value) (value, error) {
	return object.Inplace(th, object.OpOr, args[0], args[1])
}

func operatorXor(th *thread, args []value) (value, error) {
	return object.Binary(th, object.OpXor, args[0], args[1])
}

func operatorIxor(th *thread, args []value) (value, error) {
	return object.Inplace(th, object.OpXor, args[0], args[1])
}

// unary calls a unary slot.
func unary(th *thread, f object.UnaryFunc, x value, sym string) (value, error) {
	if f == nil {
		return value{}, object.TypeErrorf(th, "bad operand type for %s: '%s'", sym, x.Type().DisplayName())
	}
	return f(th, x)
}

func operatorAbs(th *thread, args []value) (value, error) {
	return unary(th, args[0].Type().Slots().Abs, args[0], "abs()")
}

func operatorNeg(th *thread, args []value) (value, error) {
	return unary(th, args[0].Type().Slots().Neg, args[0], "unary -")
}

func operatorPos(th *thread, args []value) (value, error) {
	return unary(th, args[0].Type().Slots().Pos, args[0], "unary +")
}

func operatorInv(th *thread, args []value) (value, error) {
	return unary(th, args[0].Type().Slots().Invert, args[0], "unary ~")
}

func operatorInvert(th *thread, args []value) (value, error) { return operatorInv(th, args) }

// isSequence is PySequence_Check.
func isSequence(v value) bool { return v.Type().Slots().GetItem != nil && !object.IsDict(v) }

func operatorConcat(th *thread, args []value) (value, error) {
	a, b := args[0], args[1]
	if f := a.Type().Slots().Concat; f != nil {
		return f(th, a, b)
	}
	if isSequence(a) && isSequence(b) {
		if f := a.Type().Slots().Bin[object.OpAdd]; f != nil {
			if r, err := f(th, a, b); err != nil || !r.Is(object.NotImplemented) {
				return r, err
			}
		}
	}
	return value{}, object.TypeErrorf(th, "'%s' object can't be concatenated", a.Type().DisplayName())
}

func operatorIconcat(th *thread, args []value) (value, error) {
	a, b := args[0], args[1]
	s := a.Type().Slots()
	if s.IConcat != nil {
		return s.IConcat(th, a, b)
	}
	if s.Concat == nil && isSequence(a) && isSequence(b) {
		if f := s.IBin[object.OpAdd]; f != nil {
			if r, err := f(th, a, b); err != nil || !r.Is(object.NotImplemented) {
				return r, err
			}
		}
	}
	return operatorConcat(th, args)
}

func boolean(b bool, err error) (value, error) {
	if err != nil {
		return value{}, err
	}
	return object.Bool(b), nil
}

func operatorContains(th *thread, args []value) (value, error) {
	return boolean(object.Contains(th, args[0], args[1]))
}

// each calls f for the items of v, with its own error for what is not iterable.
func each(th *thread, v value, f func(x value) (bool, error)) error {
	if s := v.Type().Slots(); s.Iter == nil && s.GetItem == nil {
		return object.TypeErrorf(th, "argument of type '%s' is not iterable", v.Type().DisplayName())
	}
	return object.Iterate(th, v, f)
}

func operatorCountOf(th *thread, args []value) (value, error) {
	n := int64(0)
	err := each(th, args[0], func(x value) (bool, error) {
		eq, err := object.EqualOrIs(th, x, args[1])
		if eq {
			n++
		}
		return true, err
	})
	if err != nil {
		return value{}, err
	}
	return object.Int(n), nil
}

func operatorIndexOf(th *thread, args []value) (value, error) {
	n, found := int64(-1), false
	err := each(th, args[0], func(x value) (bool, error) {
		n++
		var err error
		found, err = object.EqualOrIs(th, x, args[1])
		return !found, err
	})
	if err != nil {
		return value{}, err
	}
	if !found {
		return value{}, object.ValueErrorf(th, "sequence.index(x): x not in sequence")
	}
	return object.Int(n), nil
}

func operatorGetitem(th *thread, args []value) (value, error) {
	return object.GetItem(th, args[0], args[1])
}

func operatorSetitem(th *thread, args []value) (value, error) {
	if err := object.SetItem(th, args[0], args[1], args[2]); err != nil {
		return value{}, err
	}
	return object.None, nil
}

func operatorDelitem(th *thread, args []value) (value, error) {
	if err := object.DelItem(th, args[0], args[1]); err != nil {
		return value{}, err
	}
	return object.None, nil
}

func operatorIndex(th *thread, args []value) (value, error) {
	v, err := object.Index(th, args[0])
	if err == nil && object.IsBool(v) {
		v = object.BigInt(object.Big(v))
	}
	return v, err
}

func operatorIs(th *thread, args []value) (value, error) {
	return object.Bool(args[0].Is(args[1])), nil
}

func operatorIsNot(th *thread, args []value) (value, error) {
	return object.Bool(!args[0].Is(args[1])), nil
}

func operatorIsNone(th *thread, args []value) (value, error) {
	return object.Bool(args[0].Is(object.None)), nil
}

func operatorIsNotNone(th *thread, args []value) (value, error) {
	return object.Bool(!args[0].Is(object.None)), nil
}

func operatorNot(th *thread, args []value) (value, error) {
	t, err := object.IsTrue(th, args[0])
	return boolean(!t, err)
}

func operatorTruth(th *thread, args []value) (value, error) {
	return boolean(object.IsTrue(th, args[0]))
}

func operatorLengthHint(th *thread, args []value) (value, error) {
	def := 0
	if !args[1].IsAbsent() {
		var err error
		if def, err = object.AsIndex(th, args[1], object.OverflowErrorType); err != nil {
			return value{}, err
		}
	}
	n, err := object.LengthHint(th, args[0], def)
	if err != nil {
		return value{}, err
	}
	return object.Int(int64(n)), nil
}

func operatorCall(th *thread, args []value, kwnames *object.Tuple) (value, error) {
	if len(args)-kwnames.Len() < 1 {
		return value{}, object.TypeErrorf(th, "call expected at least 1 argument, got 0")
	}
	return object.CallArgs(th, args[0], args[1:], kwnames)
}

func operatorCompareDigest(th *thread, args []value) (value, error) {
	a, b := args[0], args[1]
	if object.IsStr(a) && object.IsStr(b) {
		x, y := object.AsStr(a), object.AsStr(b)
		if !x.IsASCII() || !y.IsASCII() {
			return value{}, object.TypeErrorf(th, "comparing strings with non-ASCII characters is not supported")
		}
		return object.Bool(subtle.ConstantTimeCompare([]byte(x.String()), []byte(y.String())) == 1), nil
	}
	if !object.IsBytesLike(a) && !object.IsBytesLike(b) {
		return value{}, object.TypeErrorf(th, "unsupported operand types(s) or combination of types: '%s' and '%s'", a.Type().DisplayName(), b.Type().DisplayName())
	}
	x, err := object.GetBuffer(th, a, object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer release(th, x)
	y, err := object.GetBuffer(th, b, object.BufferSimple)
	if err != nil {
		return value{}, err
	}
	defer release(th, y)
	return object.Bool(subtle.ConstantTimeCompare(x.Bytes(), y.Bytes()) == 1), nil
}

func release(th *thread, b *object.Buffer) {
	if b.Release != nil {
		b.Release(th)
	}
}
