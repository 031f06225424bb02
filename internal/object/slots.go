// This file implements the slot table of a type: the Go functions behind Python's special methods.

package object

import "weft/internal/code"

// The function types of slots. Every result error is a *Exception. A binary slot receives its operands in source order and is
// called for either of them being of the type, as CPython's number slots are; it returns NotImplemented for what it does not
// know. Iteration ends with the absent Value and a nil error.
type (
	UnaryFunc   func(th *Thread, self Value) (Value, error)
	BinaryFunc  func(th *Thread, a, b Value) (Value, error)
	TernaryFunc func(th *Thread, a, b, c Value) (Value, error)
	CompareFunc func(th *Thread, a, b Value, op CompareOp) (Value, error)
	HashFunc    func(th *Thread, self Value) (int64, error)
	BoolFunc    func(th *Thread, self Value) (bool, error)
	LenFunc     func(th *Thread, self Value) (int, error)
	// SetItemFunc stores, or deletes when val is absent.
	SetItemFunc  func(th *Thread, self, key, val Value) error
	ContainsFunc func(th *Thread, self, item Value) (bool, error)
	// CallFunc receives positional arguments followed by the values of the keywords named by kwnames (nil: none). args is a
	// window on the caller's registers: it must not be kept or written after the call returns.
	CallFunc func(th *Thread, self Value, args []Value, kwnames *Tuple) (Value, error)
	NewFunc  func(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error)
	InitFunc func(th *Thread, self Value, args []Value, kwnames *Tuple) error
	AttrFunc func(th *Thread, self Value, name *Str) (Value, error)
	// SetAttrFunc stores, or deletes when val is absent.
	SetAttrFunc func(th *Thread, self Value, name *Str, val Value) error
	// DescrGetFunc is __get__; obj is absent for access through the type.
	DescrGetFunc func(th *Thread, descr, obj, typ Value) (Value, error)
	// DescrSetFunc is __set__, or __delete__ when val is absent.
	DescrSetFunc func(th *Thread, descr, obj, val Value) error
	BufferFunc   func(th *Thread, self Value, flags BufferFlags) (*Buffer, error)
)

// BinOp numbers the thirteen binary operators in the order ORDER BINOP of code/opcodes.go.
type BinOp uint8

// The binary operators.
const (
	OpAdd BinOp = iota
	OpSub
	OpMul
	OpMatMul
	OpTrueDiv
	OpFloorDiv
	OpMod
	OpPow
	OpLShift
	OpRShift
	OpAnd
	OpOr
	OpXor
	numBinOps
)

// CompareOp numbers the six comparisons in the order ORDER CMP of code/opcodes.go.
type CompareOp uint8

// The comparisons.
const (
	CmpLT CompareOp = iota
	CmpLE
	CmpEQ
	CmpNE
	CmpGT
	CmpGE
)

// Swapped returns the comparison with its operands exchanged.
func (op CompareOp) Swapped() CompareOp {
	return [...]CompareOp{CmpGT, CmpGE, CmpEQ, CmpNE, CmpLT, CmpLE}[op]
}

// String returns the operator's symbol.
func (op CompareOp) String() string { return [...]string{"<", "<=", "==", "!=", ">", ">="}[op] }

// The orders agree with the opcodes.
var _ = [1]struct{}{}[int(code.XOR-code.ADD)-int(OpXor)]
var _ = [1]struct{}{}[int(code.GE-code.LT)-int(CmpGE)]

// Slots is a type's slot table. It is immutable once published; changing a class publishes a new table. A nil slot means the
// operation is not supported. Inherited slots are copied from the bases (typeobject.go, slotdefs.go).
type Slots struct {
	Repr, Str UnaryFunc
	Hash      HashFunc
	Compare   CompareFunc
	Call      CallFunc
	New       NewFunc
	Init      InitFunc
	GetAttr   AttrFunc
	SetAttr   SetAttrFunc
	DescrGet  DescrGetFunc
	DescrSet  DescrSetFunc
	Del       func(th *Thread, self Value) error // __del__
	// TryEnter does what __enter__ does, and reports true, if that takes no waiting and its result is True. It is for the type itself, not
	// for subclasses.
	TryEnter func(th *Thread, self Value) bool

	Iter, Next          UnaryFunc
	Await, AIter, ANext UnaryFunc
	Bool                BoolFunc
	Neg, Pos, Abs       UnaryFunc
	Invert              UnaryFunc
	Int, Float, Index   UnaryFunc
	Bin, IBin           [numBinOps]BinaryFunc // OpPow in Bin is unused: see Pow
	Pow                 TernaryFunc           // c is None for the ** operator
	IPow                TernaryFunc
	Divmod              BinaryFunc
	Len                 LenFunc
	GetItem             BinaryFunc // a[b]
	SetItem             SetItemFunc
	Contains            ContainsFunc
	Concat, IConcat     BinaryFunc // sequence +, tried after the number slots
	Repeat, IRepeat     func(th *Thread, self Value, n int) (Value, error)
	Buffer              BufferFunc

	// Items returns what iterating over a container of a built-in type gives, at one moment and without running Python code.
	// Instances of heap types do not use it: see ItemsNow.
	Items func(self Value) []Value
}
