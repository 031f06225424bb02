// This file implements int objects, conversions between Python and Go numbers, and the dispatch of operators. The operators'
// own arithmetic is in int.go, float.go and complex.go.

package object

import (
	"math"
	"math/big"
	"unsafe"
)

// The numeric types.
var (
	IntType     = &Type{Name: "int"}
	FloatType   = &Type{Name: "float"}
	ComplexType = &Type{Name: "complex"}
)

// IntObj is an int as a heap object: an exact int outside the small range, a bool, or an instance of a subclass. An exact int
// inside the small range is never an IntObj.
type IntObj struct {
	Header
	n   int64    // the value if big is nil
	big *big.Int // never changed once set
}

// FloatObj is an instance of a subclass of float. An exact float is never a heap object.
type FloatObj struct {
	Header
	f float64
}

// ComplexObj is a complex object.
type ComplexObj struct {
	Header
	c complex128
}

// Int returns the int i.
func Int(i int64) Value {
	if FitsSmall(i) {
		return SmallInt(i)
	}
	// Without pointers that the collector would have to follow, as a short text is.
	o := (*IntObj)(unsafe.Pointer(new([unsafe.Sizeof(IntObj{}) / 8]uint64)))
	setRaw(unsafe.Pointer(&o.typ), unsafe.Pointer(IntType))
	o.n = i
	return Value{unsafe.Pointer(o)}
}

// Uint returns the int i.
func Uint(i uint64) Value {
	if i <= MaxSmallInt {
		return SmallInt(int64(i))
	}
	return BigInt(new(big.Int).SetUint64(i))
}

// BigInt returns the int b, which it takes over: b must not be changed afterwards.
func BigInt(b *big.Int) Value {
	if b.IsInt64() {
		return Int(b.Int64())
	}
	return Value{unsafe.Pointer(&IntObj{Header: Header{typ: IntType}, big: b})}
}

// NewComplex returns the complex number c.
func NewComplex(c complex128) Value {
	return Value{unsafe.Pointer(&ComplexObj{Header: Header{typ: ComplexType}, c: c})}
}

// IsInt reports whether v is an int, a bool or an instance of another subclass of int.
func IsInt(v Value) bool {
	if v.IsInt() {
		return true
	}
	return v.IsObj() && v.Header().Type().HasFlag(TypeSubInt)
}

// IsFloat reports whether v is a float or an instance of a subclass.
func IsFloat(v Value) bool {
	return v.IsFloat() || v.IsObj() && v.Header().Type().HasFlag(TypeSubFloat)
}

// AsFloat returns the value of a float; call only if IsFloat.
func AsFloat(v Value) float64 {
	if v.IsFloat() {
		return v.Float()
	}
	return (*FloatObj)(v.p).f
}

// Int64 returns the value of an int if it fits 64 bits; call only if IsInt.
func Int64(v Value) (int64, bool) {
	if v.IsInt() {
		return v.Int(), true
	}
	o := (*IntObj)(v.p)
	return o.n, o.big == nil
}

// Big returns the value of an int as a big.Int, which must not be changed; call only if IsInt.
func Big(v Value) *big.Int {
	if v.IsInt() {
		return big.NewInt(v.Int())
	}
	o := (*IntObj)(v.p)
	if o.big != nil {
		return o.big
	}
	return big.NewInt(o.n)
}

// warnIntSubclass warns of a special method that returned r, an int, if it is no exact one.
func warnIntSubclass(th *Thread, method string, r Value) error {
	if r.IsInt() || r.isExact(IntType) {
		return nil
	}
	return Warn(th, DeprecationWarningType, method+" returned non-int (type "+r.Type().DisplayName()+").  "+
		"The ability to return an instance of a strict subclass of int is deprecated, and may be removed in a future version of Python.", 1)
}

// Index returns operator.index(v): an exact int or an instance of a subclass. It raises TypeError.
func Index(th *Thread, v Value) (Value, error) {
	if IsInt(v) {
		return v, nil
	}
	f := v.Type().Slots().Index
	if f == nil {
		return Value{}, TypeErrorf(th, "'%s' object cannot be interpreted as an integer", v.Type().DisplayName())
	}
	r, err := f(th, v)
	if err != nil {
		return Value{}, err
	}
	if !IsInt(r) {
		return Value{}, TypeErrorf(th, "__index__ returned non-int (type %s)", r.Type().DisplayName())
	}
	return r, warnIntSubclass(th, "__index__", r)
}

// AsCInt converts an argument of C type int; it raises TypeError or OverflowError.
func AsCInt(th *Thread, v Value) (int, error) {
	r, err := Index(th, v)
	if err != nil {
		return 0, err
	}
	if n, ok := Int64(r); ok && n >= math.MinInt32 && n <= math.MaxInt32 {
		return int(n), nil
	}
	return 0, OverflowErrorf(th, "Python int too large to convert to C int")
}

// AsCLong returns operator.index(v) as a C long; it raises OverflowError as CPython does.
func AsCLong(th *Thread, v Value) (int64, error) {
	r, err := Index(th, v)
	if err != nil {
		return 0, err
	}
	n, ok := Int64(r)
	if !ok {
		return 0, OverflowErrorf(th, "Python int too large to convert to C long")
	}
	return n, nil
}

// AsFD returns the file descriptor that v is, an int or an object with a method fileno. TypeError: it is neither; ValueError: it is
// negative; a RuntimeWarning: it is a bool. (C-API, PyObject_AsFileDescriptor.)
func AsFD(th *Thread, v Value) (int, error) {
	if !IsInt(v) {
		m, err := GetAttrOpt(th, v, Intern("fileno"))
		if err != nil {
			return 0, err
		}
		if m.IsAbsent() {
			return 0, TypeErrorf(th, "argument must be an int, or have a fileno() method.")
		}
		if v, err = Call(th, m); err != nil {
			return 0, err
		}
		if !IsInt(v) {
			return 0, TypeErrorf(th, "fileno() returned a non-integer")
		}
	} else if v.Is(True) || v.Is(False) {
		if err := Warn(th, RuntimeWarningType, "bool is used as a file descriptor", 1); err != nil {
			return 0, err
		}
	}
	n, err := AsCInt(th, v)
	if err == nil && n < 0 {
		err = ValueErrorf(th, "file descriptor cannot be a negative integer (%d)", n)
	}
	return n, err
}

// AsIndex returns operator.index(v) as a Go int. Out of range it raises an exception of class overflow with CPython's text;
// nil: it is clamped.
func AsIndex(th *Thread, v Value, overflow *Type) (int, error) {
	if v.IsInt() {
		return int(v.Int()), nil
	}
	r, err := Index(th, v)
	if err != nil {
		return 0, err
	}
	if i, ok := Int64(r); ok {
		return int(i), nil
	}
	if overflow != nil {
		return 0, Raisef(th, overflow, "cannot fit '%s' into an index-sized integer", v.Type().DisplayName())
	}
	if Big(r).Sign() < 0 {
		return -1 << 63, nil
	}
	return 1<<63 - 1, nil
}

// opNames are the operators' symbols in messages, in ORDER BINOP.
var opNames = [numBinOps]string{"+", "-", "*", "@", "/", "//", "%", "** or pow()", "<<", ">>", "&", "|", "^"}

// Binary is a op b (Data model 3.3.8): the reflected operation of a proper subclass first, then a's slot, then b's, then the
// sequence forms of + and *.
func Binary(th *Thread, op BinOp, a, b Value) (Value, error) {
	if BothInt(a, b) {
		switch op {
		case OpAdd:
			return Int(a.Int() + b.Int()), nil
		case OpSub:
			return Int(a.Int() - b.Int()), nil
		case OpMul:
			if x, y := a.Int(), b.Int(); int64(int32(x)) == x && int64(int32(y)) == y {
				return Int(x * y), nil
			}
		}
	} else if a.IsObj() {
		if ta := a.Header().Type(); b.IsObj() && ta == b.Header().Type() {
			if s := ta.Slots(); op == OpAdd && s.Bin[OpAdd] == nil && s.Concat != nil {
				return s.Concat(th, a, b)
			}
		} else if op == OpMul && b.IsInt() && (ta == ListType || ta == StrType || ta == TupleType || ta == BytesType) {
			return ta.Slots().Repeat(th, a, int(b.Int()))
		}
	}
	v, err := binaryTry(th, op, a, b)
	if err != nil || !v.Is(NotImplemented) {
		return v, err
	}
	return binaryNone(th, op, a, b, false)
}

func binaryTypeError(th *Thread, sym string, op BinOp, a, b Value) error {
	if op == OpRShift && a.isExact(BuiltinType) && (*Builtin)(a.p).Def.Name == "print" {
		return TypeErrorf(th, "unsupported operand type(s) for %s: '%s' and '%s'. Did you mean \"print(<message>, file=<output_stream>)\"?",
			sym, a.Type().DisplayName(), b.Type().DisplayName())
	}
	return TypeErrorf(th, "unsupported operand type(s) for %s: '%s' and '%s'", sym, a.Type().DisplayName(), b.Type().DisplayName())
}

func (s *Slots) bin(op BinOp) BinaryFunc {
	if op == OpPow {
		if p := s.Pow; p != nil {
			return func(th *Thread, a, b Value) (Value, error) { return p(th, a, b, None) }
		}
		return nil
	}
	return s.Bin[op]
}

// binaryTry is Binary without the sequence forms; NotImplemented if neither side knows the operation.
func binaryTry(th *Thread, op BinOp, a, b Value) (Value, error) {
	ta, tb := a.Type(), b.Type()
	fa := ta.Slots().bin(op)
	if ta == tb {
		if fa == nil {
			return NotImplemented, nil
		}
		return fa(th, a, b)
	}
	fb := tb.Slots().bin(op)
	if fb != nil && fa != nil && tb.IsSubtype(ta) && !sameSlot(ta, tb, op) {
		if v, err := fb(th, a, b); err != nil || !v.Is(NotImplemented) {
			return v, err
		}
		return fa(th, a, b)
	}
	if fa != nil {
		if v, err := fa(th, a, b); err != nil || !v.Is(NotImplemented) {
			return v, err
		}
		if sameSlot(ta, tb, op) {
			return NotImplemented, nil
		}
	}
	if fb != nil {
		return fb(th, a, b)
	}
	return NotImplemented, nil
}

// sameSlot reports whether two types have the same Go function behind an operator.
func sameSlot(ta, tb *Type, op BinOp) bool {
	sa, sb := ta.Slots(), tb.Slots()
	if op == OpPow {
		return funcPtr(sa.Pow) == funcPtr(sb.Pow)
	}
	return funcPtr(sa.Bin[op]) == funcPtr(sb.Bin[op])
}

// funcPtr returns the identity of a Go function value.
func funcPtr[F any](f F) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&f)) }

// sequenceOp tries sequence concatenation and repetition.
func sequenceOp(th *Thread, op BinOp, a, b Value, inplace bool) (v Value, done bool, err error) {
	sa, sb := a.Type().Slots(), b.Type().Slots()
	switch op {
	case OpAdd:
		if inplace && sa.IConcat != nil {
			v, err = sa.IConcat(th, a, b)
			return v, true, err
		}
		if sa.Concat != nil {
			v, err = sa.Concat(th, a, b)
			return v, true, err
		}
	case OpMul:
		rep, seq, n := sa.Repeat, a, b
		if inplace && sa.IRepeat != nil {
			rep = sa.IRepeat
		}
		if rep == nil {
			// CPython's a *= b does not look at b when a has any of the sequence slots, as all classes written in Python have.
			if inplace && (a.Type().Flags()&TypeHeap != 0 || sa.Contains != nil || sa.Concat != nil) {
				return
			}
			rep, seq, n = sb.Repeat, b, a
		}
		if rep == nil {
			return
		}
		if n.Type().Slots().Index == nil && !IsInt(n) {
			return Value{}, true, TypeErrorf(th, "can't multiply sequence by non-int of type '%s'", n.Type().DisplayName())
		}
		i, err := AsIndex(th, n, OverflowErrorType)
		if err != nil {
			return Value{}, true, err
		}
		v, err = rep(th, seq, i)
		return v, true, err
	}
	return
}

// Inplace is the augmented form a op= b: the in-place slot of a, else Binary.
func Inplace(th *Thread, op BinOp, a, b Value) (Value, error) {
	s := a.Type().Slots()
	var v Value
	var err error
	if op == OpPow {
		if s.IPow != nil {
			v, err = s.IPow(th, a, b, None)
			if err != nil || !v.Is(NotImplemented) {
				return v, err
			}
		}
	} else if f := s.IBin[op]; f != nil {
		v, err = f(th, a, b)
		if err != nil || !v.Is(NotImplemented) {
			return v, err
		}
	}
	v, err = binaryTry(th, op, a, b)
	if err != nil || !v.Is(NotImplemented) {
		return v, err
	}
	return binaryNone(th, op, a, b, true)
}
