// This file implements the code object as plain data.

package code

// Flags are the co_flags bits, with CPython's values.
const (
	FlagOptimized         = 0x1
	FlagNewLocals         = 0x2
	FlagVarArgs           = 0x4
	FlagVarKeywords       = 0x8
	FlagNested            = 0x10
	FlagGenerator         = 0x20
	FlagCoroutine         = 0x80
	FlagIterableCoroutine = 0x100
	FlagAsyncGenerator    = 0x200
	FlagFutureDivision    = 0x20000
	FlagFutureAnnotations = 0x1000000
	FlagHasDocstring      = 0x4000000
	FlagMethod            = 0x8000000
)

// LocalKind says what a named local's register holds.
type LocalKind uint8

const (
	// KindLocal marks a plain local: the register holds the value.
	KindLocal LocalKind = 1 << iota
	// KindCell marks a cell variable: the register holds a cell (made by MAKE_CELL; an argument's value moves into it).
	KindCell
	// KindFree marks a free variable: the register holds a cell of the closure (COPY_FREE_VARS).
	KindFree
	// KindHidden marks a variable of an inlined comprehension: locals() shows it only while it is bound.
	KindHidden
	// KindArg marks a parameter.
	KindArg
)

// Local is a named local variable; its register is its index in Code.Locals.
type Local struct {
	Name string
	Kind LocalKind
}

// Site is an instruction's name together with the place where the machine keeps what it learnt there. Each instruction that
// has an 's' operand owns its site, unless there are more than 65,536 of them: then some of one opcode and name share.
type Site struct {
	Name uint32 // index into Names
}

// Handler is one row of the exception table: an exception raised by an instruction in [Start, End) is put into register Reg
// and control goes to Target. Rows are sorted by Start; of nested ranges the innermost comes last, and the last row that
// covers the instruction wins.
type Handler struct {
	Start, End, Target uint32
	Reg                uint16
}

// Span is the source range of an instruction: lines from 1, columns in UTF-8 bytes from 0. Line 0 means none; Col -1 unknown.
type Span struct {
	Line, EndLine, Col, EndCol int32
}

// PosRun says that instructions from Start up to the next run's Start have this Span.
type PosRun struct {
	Start uint32
	Span
}

// Code is one compiled block: module, class body, function, lambda, generator expression, annotation scope.
// What DecodeLazy returns has only the fields up to NumRegs until Load was called, and no Positions until Runs was.
// Parameters are the first ArgCount+KwOnlyArgCount locals, then *args, then **kwargs, as in co_varnames.
type Code struct {
	Name, QualName, Filename string
	FirstLine                int
	ArgCount                 int // positional, including positional-only
	PosOnlyArgCount          int
	KwOnlyArgCount           int
	Flags                    uint32
	Locals                   []Local // parameters, other locals, cell variables that are no parameters, free variables (co_freevars order)
	NumFree                  int     // the last NumFree locals are the free variables
	NumRegs                  int     // registers in all, named locals included
	Instrs                   []Instr // ends with TRAP
	Consts                   []Const // Consts[0] is the docstring if FlagHasDocstring
	Names                    []string
	Sites                    []Site
	Handlers                 []Handler
	Positions                []PosRun // of code that was decoded: read them with Runs

	missing uint32 // atomic; what of the fields behind NumRegs is not decoded yet: missingBody, missingPositions or 0
	lazy    *lazyFile
	rest    int // where in it that stands
}

// SpanAt returns the source range of instruction pc.
func (c *Code) SpanAt(pc int) Span {
	runs := c.Runs()
	lo, hi := 0, len(runs)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if int(runs[mid].Start) <= pc {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return Span{Line: int32(c.FirstLine), EndLine: int32(c.FirstLine), Col: -1, EndCol: -1}
	}
	return runs[lo-1].Span
}

// Const is a constant: None, Bool, Ellipsis, Int, BigInt, Float, Complex, Str, Bytes, Tuple, FrozenSet, Slice or *Code.
type Const interface{ isConst() }

type (
	// None is the constant None.
	None struct{}
	// Ellipsis is the constant ....
	Ellipsis struct{}
	// Bool is True or False.
	Bool bool
	// Int is an int that fits 64 bits.
	Int int64
	// BigInt is any other int, in decimal-free form: big-endian magnitude bytes and a sign.
	BigInt struct {
		Neg bool
		Abs string
	}
	// Float is a float.
	Float float64
	// Complex is a complex number.
	Complex complex128
	// Str is a string in WTF-8.
	Str string
	// Bytes is a bytes object.
	Bytes string
	// Tuple is a tuple of constants.
	Tuple []Const
	// FrozenSet is a frozenset of constants.
	FrozenSet []Const
	// Slice is a slice of constants.
	Slice struct{ Start, Stop, Step Const }
)

func (None) isConst()      {}
func (Ellipsis) isConst()  {}
func (Bool) isConst()      {}
func (Int) isConst()       {}
func (BigInt) isConst()    {}
func (Float) isConst()     {}
func (Complex) isConst()   {}
func (Str) isConst()       {}
func (Bytes) isConst()     {}
func (Tuple) isConst()     {}
func (FrozenSet) isConst() {}
func (Slice) isConst()     {}
func (*Code) isConst()     {}
