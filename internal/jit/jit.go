// This file implements what the evaluator and the compiler of loops tell each other; it is the same on every machine.

package jit

import (
	"math"
	"sync/atomic"
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// Kind is what is known of a value, or assumed.
type Kind uint8

const (
	Any       Kind = iota // nothing
	Int                   // a small int
	Float                 // a float
	List                  // exactly a list, and so on
	Tuple                 //
	Bytes                 //
	ByteArray             //
	Str                   //
	Dict                  //
	Set                   //
	RangeIter             //
	ListIter              //
	TupleIter             //
	Enumerate             //
	Zip                   //
	Generator             //
	StrIter               // over an ASCII str
	Appender              // a list's method append
	Mixed                 // of several kinds, so that nothing is to be assumed
)

// KindOf returns the kind of v, which may be absent.
func KindOf(v object.Value) Kind {
	switch {
	case v.IsInt():
		return Int
	case v.IsFloat():
		return Float
	case v.IsAbsent():
		return Any
	}
	if t := v.Header().Type(); t != object.BuiltinType {
		return kindOfType(t)
	} else if b := (*object.Builtin)(v.Ptr()); b.Bound && b.Def.Appends {
		return Appender
	}
	return Any
}

// kindOfType returns the kind of objects of type t.
func kindOfType(t *object.Type) Kind {
	switch t {
	case object.ListType:
		return List
	case object.TupleType:
		return Tuple
	case object.BytesType:
		return Bytes
	case object.ByteArrayType:
		return ByteArray
	case object.StrType:
		return Str
	case object.DictType:
		return Dict
	case object.SetType:
		return Set
	case object.RangeIterType:
		return RangeIter
	case object.ListIterType:
		return ListIter
	case object.StrASCIIIterType:
		return StrIter
	case object.TupleIterType:
		return TupleIter
	case object.EnumerateType:
		return Enumerate
	case object.ZipType:
		return Zip
	case object.GeneratorType:
		return Generator
	}
	return Any
}

// Global is where a LOAD_GLOBAL finds its value as long as the tables are those it learnt.
type Global struct {
	Slot              *object.Value
	Globals, Builtins *object.DictTable // Builtins nil: the name is in the globals
	Used              int               // of Globals, for a builtin
}

// Request is a loop, or a function, to compile.
type Request struct {
	Code   *object.Code
	Frame  *object.Frame // a frame that runs it
	Budget *atomic.Int64 // bytes of machine code that may still be made
	Header int           // the target of a backward jump, or Function
	Seen   []Kind        // what its registers were when the loop was found hot, or when the function returned
	// Hints says what a register was seen to be before an instruction (or, the register as -1-r, behind it) where that is not as in Seen.
	Hints map[Place]Kind
	// SeenIn returns what the registers of a function were when it returned, nil if that is not known.
	SeenIn func(c *object.Code) []Kind
	// Global returns what a LOAD_GLOBAL of c has learnt, Attr what a LOAD_ATTR or LOAD_METHOD has, Store what a STORE_ATTR has, Super what a
	// LOAD_SUPER_METHOD has.
	Global func(c *object.Code, ins code.Instr) (Global, bool)
	Attr   func(c *object.Code, ins code.Instr) []*object.AttrInfo
	Store  func(c *object.Code, ins code.Instr) []*object.StoreInfo
	Super  func(c *object.Code, ins code.Instr) (Super, bool)
	// Operator returns what an arithmetic operator or a comparison calls, as far as that is known; nil: nothing.
	Operator func(p Place, ins code.Instr) *Operator
	// Intrinsic says which function of the library fn is, if it is one that there is machine code for.
	Intrinsic func(fn object.Value) Intrinsic
	// Helped says whether the evaluator can execute an instruction between two pieces of machine code.
	Helped func(ins code.Instr) bool
}

// Super is what a LOAD_SUPER_METHOD has learnt: for objects of type Start, while that has the version, Attr is behind Class.
type Super struct {
	Start, Class *object.Type
	Version      uint32
	Attr         object.Value
}

// Operator is the method, written in Python, that an operator calls with its operands.
type Operator struct {
	Fn       *object.Function
	Of       *object.Type // that of the first operand
	With     *object.Type // that of the second; nil: it is a small int or a float
	Versions [2]uint32    // that the types must have
	Flags    uint16       // of the method's frame
}

// Function, in place of a loop's header, stands for the whole function.
const Function = -1

// Kinds returns the kinds of the values of a frame's registers.
func Kinds(f *object.Frame) []Kind {
	k := make([]Kind, f.Code.C.NumRegs)
	for i, v := range unsafe.Slice(f.Regs, len(k)) {
		k[i] = KindOf(v)
	}
	return k
}

// Intrinsic is a function of the library that machine code can stand for.
type Intrinsic uint8

// The intrinsics, with the kinds of arguments that there is machine code for.
const (
	NoIntrinsic Intrinsic = iota
	Len                   // of a built-in collection
	Abs                   // of a number
	Min                   // of two to four ints or two floats
	Max
	Sqrt       // of a number that is not negative
	Floor      // of a number, to an int
	DivMod     // of ints, where the result is unpacked
	Append     // to a list
	IsInstance // of a class whose metaclass is type
	Pop        // the last item of a list
	Range      // the type, called for a loop
	ToInt      // the type int, called with a number
	ToFloat    // the type float, called with a number
	Ord        // of a single ASCII character
	Chr        // of the number of an ASCII character
	// The methods of a str that is a single ASCII character.
	IsSpace
	IsDigit
	IsAlpha
	IsAlnum
	IsUpper
	IsLower
	Startswith // of two strs
	Endswith
	ToStr   // the type str, called for a str or an int
	DictGet // of a str or a small int
)

// Place is a register at an instruction. Scope tells calls that were compiled into the loop apart: 0 is the loop's own code.
type Place struct{ Scope, PC, Reg int }

// Never, in place of a register, says with the kind Mixed that help does not know what is to be done there.
const Never = math.MinInt

// Cached, in place of a register, says with the kind Mixed that the instruction has been compiled again because its inline cache had learnt.
const Cached = math.MinInt + 1

// Call is a call that was compiled into a loop and is under way: the evaluator makes a frame for it.
type Call struct {
	Fn   *object.Function
	Code *object.Code
	PC   int // of the call, in the caller
	Ret  int // the caller's register for the result
	// Flags are those of the frame.
	Flags uint16
}

// Exit is a place where control leaves the machine code.
type Exit struct {
	PC    int    // the instruction to execute next
	Calls []Call // of the innermost of these, if there are any
	Scope int    // see Place
	// Next, Jump, Unpacked and Skipped are the addresses where machine code goes on once the evaluator has executed the instruction: behind
	// it, where it jumps to, behind the UNPACK_SEQUENCE there, and behind the next one, if that was executed at once. 0: the evaluator goes on itself.
	Next, Jump, Unpacked, Skipped uintptr
	// Back is where machine code goes on behind the machine code of a function that was called here, IP the Frame.IP of its caller then.
	Back, IP uintptr
	// Yielded is where machine code goes on when a generator that it has resumed here yields. Of a YIELD, Back is where the generator goes on
	// when it is resumed, RDX being what is sent.
	Yielded uintptr
	Ended   uintptr // the same when it ends; 0: the evaluator goes on
	Loop    *Loop
	Code    *object.Code // that of Loop
	Ins     uint64       // the instruction at PC
	Callee  uint32       // of a call: the Entry, OfGen and Flags of the frame of what is called, in one word
	// Prepare is what the thread does first when control has left here; nil: nothing.
	Prepare  func(th *object.Thread)
	Then     *Exit  // where control would leave again at once; nil: it would not
	Count    uint32 // how often control came here, roughly
	Plain    bool   // it is neither the end of a slice, nor of the loop, nor of the function: there is something to learn if it is often taken
	OfCallee bool   // only of what is called there is something to learn
	Helps    bool   // it is no assumption that failed: there is no machine code for the instruction
	// Unexplored: nothing was known of an operand.
	Unexplored bool
	Returned   bool // the frame has returned to one that does not wait in machine code, and which goes on
	Suspended  bool // the same, but that it has yielded
}

// Loop is a compiled loop, or function.
type Loop struct {
	Header   int
	Code     *object.Code
	Entry    uintptr      // for the evaluator, with the frame that runs it
	Call     uintptr      // of a function: for the machine code of its callers, without
	Exits    []*Exit      // what the code holds addresses of
	Calls    bool         // it may call functions whose machine code it finds
	Gain     int          // roughly the nanoseconds that a backward jump's worth of it gains
	Globals  *object.Dict // the frame must have these, and these builtins
	Builtins *object.Dict
	Begin    uintptr // of a generator's whole body: where those that resume it in machine code begin it, First is its Frame.IP then
	First    uintptr
	Waits    []*Exit // of a generator: those where it may wait: it yields there, or delegates
	// Depth and Regs are the frames, and their registers, that there must be room for.
	Depth, Regs int
	refs        []any // what else the code holds addresses of
	Owner       any   // the caller's
}

// NextSlice begins th's next slice. Its length varies, so that slices of a loop do not always end at the same of its calls: where they end is
// how hot code is found.
func NextSlice(th *object.Thread) {
	th.Sliced = th.Sliced*1103515245 + 12345
	th.Slice = SliceJumps - int(th.Sliced>>16&sliceVaries)
}

// Learns reports whether the machine code for op depends on what its inline cache has learnt.
func Learns(op code.Op) bool {
	return op == code.LOAD_SUPER_METHOD || op == code.LOAD_SUPER_METHOD_0 || op == code.LOAD_GLOBAL || op == code.LOAD_ATTR || op == code.LOAD_METHOD || op == code.STORE_ATTR
}
