// This file implements the data of execution: code objects with their inline caches, functions, cells, frames and generators.
// The Python-visible attributes are in function.go, codeobject.go, frameobject.go and generator.go.

package object

import (
	"sync/atomic"
	"unsafe"
	"weak"

	"weft/internal/code"
)

// The types of execution.
var (
	CodeType      = &Type{Name: "code"}
	FunctionType  = &Type{Name: "function"}
	CellType      = &Type{Name: "cell"}
	FrameType     = &Type{Name: "frame"}
	GeneratorType = &Type{Name: "generator"}
	CoroutineType = &Type{Name: "coroutine"}
	AsyncGenType  = &Type{Name: "async_generator"}
)

// Code is a code object: compiled code with its constants made into Values, its names interned, and its inline caches. Of code
// from the embedded library there are only C's flags and numbers, Name, QualName, Filename and the numbers below until Ready was
// called, which calls and AsCode do.
type Code struct {
	Header
	C              *code.Code
	Consts         []Value
	Names          []*Str
	Sites          []Site
	Name, Filename *Str
	qualName       *Str   // atomic; see QualName
	Locals         []*Str // names of C.Locals
	// Simple: a call with exactly ArgCount positional arguments needs no further binding (no *args, **kwargs, keyword-only) and no
	// namespace.
	Simple bool
	// Fast: Simple, and a call runs the code at once (it makes no generator).
	Fast bool
	// VarArgs, VarKw: the code takes *args, **kwargs.
	VarArgs, VarKw                     bool
	Runs                               uint32 // atomic; what a call does: CodeRuns and so on
	ArgCount, PosOnly, KwOnly, NumRegs int32  // of C
	Enters                             uint32 // atomic; 1: the evaluator is to run the machine code of calls, see Enter
	version                            uint32
	named                              *nameSlot // atomic; see moduleName
	guards                             []uint64  // see GuardedAt; a bit per instruction, or nil
	twins                              [2]*twin  // atomic; the code with stubs, see trace.go
	switching                          *twin     // atomic; the code with switch points, see seeded.go
	original                           *Code     // of code with stubs
	self                               *twin     // of code with stubs
	standin                            Standin   // see SetStandin
	// Hot and Compiled are atomic: what the evaluator knows of the code's loops, nil while none was found hot, and the same if there is
	// machine code for one.
	Hot, Compiled unsafe.Pointer
	// Enter is the machine code of calls (a *jit.Loop), nil if there is none; atomic.
	Enter unsafe.Pointer
	// Body is the same of generators that calls make.
	Body unsafe.Pointer
}

// Site is where one instruction keeps its name and what it learnt. Cache points to an immutable record.
type Site struct {
	Name  *Str
	Cache unsafe.Pointer // atomic; *interp's record*
	Miss  uint32         // atomic-ish counter, approximate
}

// Value returns the code object as a Value.
func (c *Code) Value() Value { return Value{unsafe.Pointer(c)} }

// entry returns the address of the first instruction, a frame's IP before it runs.
func (c *Code) entry() uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(c.C.Instrs))) }

// Cell is a cell object: a variable shared by closures.
type Cell struct {
	Header
	V Value // atomic; absent: empty
}

// Plain reports whether c is what the compiler made: no twin with stubs.
func (c *Code) Plain() bool { return c.original == nil }

// MakesGenerator reports whether a call makes a generator, coroutine or async generator that runs c.
func (c *Code) MakesGenerator() bool {
	return c.C.Flags&(code.FlagGenerator|code.FlagCoroutine|code.FlagAsyncGenerator) != 0
}

// NewCell returns a cell holding v (absent: empty).
func NewCell(v Value) *Cell { return &Cell{Header: Header{typ: CellType}, V: v} }

// Value returns the cell as a Value.
func (c *Cell) Value() Value { return Value{unsafe.Pointer(c)} }

// Function is a function object. Fields that can be assigned from Python are read and written through LoadSlot and StoreSlot
// or the ptr helpers.
type Function struct {
	Header
	Ext
	Code     *Code // atomic
	Globals  *Dict
	Builtins *Dict
	Defaults *Tuple // atomic; nil: none
	Closure  *Tuple // nil: none
	Module   Value
	rare     *FunctionRare // atomic; nil: nothing differs from what Code says
}

// FunctionRare is what few functions have. Like those of Function, the fields can be assigned from Python.
type FunctionRare struct {
	KwDefaults     *Dict // atomic; nil: none
	Name, QualName *Str  // atomic
	Doc            Value
	Annotate       Value // __annotate__ function, absent: none
	Annots         Value // __annotations__, absent: not computed
	TypeParams     Value
}

// Rare returns f's rare fields, made if need be.
func (f *Function) Rare() *FunctionRare {
	if r := loadPtr(&f.rare); r != nil {
		return r
	}
	c := f.LoadCode()
	r := &FunctionRare{Name: c.Name, QualName: c.QualName(), Doc: c.doc()}
	if !casPtr(&f.rare, nil, r) {
		return loadPtr(&f.rare)
	}
	return r
}

// LoadName returns the function's current __name__.
func (f *Function) LoadName() *Str {
	if r := loadPtr(&f.rare); r != nil {
		return loadPtr(&r.Name)
	}
	return f.LoadCode().Name
}

// LoadQualName returns the function's current __qualname__.
func (f *Function) LoadQualName() *Str {
	if r := loadPtr(&f.rare); r != nil {
		return loadPtr(&r.QualName)
	}
	return f.LoadCode().QualName()
}

// Value returns the function as a Value.
func (f *Function) Value() Value { return Value{unsafe.Pointer(f)} }

// LoadCode returns the function's current code.
func (f *Function) LoadCode() *Code { return loadPtr(&f.Code) }

// LoadDefaults returns the function's current defaults.
func (f *Function) LoadDefaults() *Tuple { return loadPtr(&f.Defaults) }

// LoadKwDefaults returns the function's current keyword-only defaults.
func (f *Function) LoadKwDefaults() *Dict {
	if r := loadPtr(&f.rare); r != nil {
		return loadPtr(&r.KwDefaults)
	}
	return nil
}

// Frame is one activation. Frames on a thread's stack are reused; what Python sees is a FrameObject.
type Frame struct {
	Code     *Code
	Fn       *Function // nil for module, class and exec code
	Regs     *Value    // R[0]
	IP       uintptr   // address behind the instruction being executed (current whenever other code can look): see Lasti
	Prev     *Frame
	Globals  *Dict
	Builtins *Dict
	NS       Value // namespace of module, class and exec code; absent in functions
	Obj      *FrameObject
	Ret      int  // caller's register for the result
	NPushed  int  //  registers to pop when it ends; 0 for generators
	Entry    bool //  the evaluator returns to Go when this frame ends
	OfGen    bool // the frame is that of a generator, see Generator
	Flags    uint16
	Closure  *Tuple
	Resume   unsafe.Pointer // where machine code goes on behind a call (a *jit.Exit), if it is one for the place that IP is now
}

// Lasti returns the index of the instruction being executed, -1 before the first. Another thread than the one that runs f may ask:
// it gets a recent place, or -1 where f runs other code by now. (The owner writes IP plainly, in every other instruction: the
// race detector must not look.)
//
//go:norace
func (f *Frame) Lasti() int {
	ip, c := f.IP, f.Code
	if ip == 0 || c == nil {
		return -1
	}
	i := int(ip-uintptr(unsafe.Pointer(&c.C.Instrs[0])))/8 - 1
	if uint(i) >= uint(len(c.C.Instrs)) {
		return -1
	}
	return i
}

// loadForeign is LoadSlot for a register that its thread may write meanwhile, which it does plainly: the race detector must not
// look.
//
//go:norace
func loadForeign(p *Value) Value { return *p }

// SetLasti makes instruction i the current one.
func (f *Frame) SetLasti(i int) {
	f.IP = uintptr(unsafe.Pointer(&f.Code.C.Instrs[0])) + uintptr(i+1)*8
}

// Frame flags.
const (
	FrameInit      uint16 = 1 << iota // an __init__ called by a type call: the result must be None and the instance is the value
	FrameClass                        // a class body
	FrameOp                           // the method of an operator: NotImplemented is not the result
	FrameInplace                      // with FrameOp: the in-place method
	FrameDiscard                      // the result is of no use
	FrameTraced                       // its end is reported, see trace.go
	FrameDrained                      // a generator's frame, the thread's Sink takes what it yields
	FrameNamespace                    // a function of module, class or exec code: the namespace is that of the globals
	FrameMachine                      // its caller waits in machine code, see Resume
	FrameJump                         // with FrameOp: the result decides a jump
)

// odd returns Entry, OfGen and Flags as one number.
func (f *Frame) odd() *uint32 { return (*uint32)(unsafe.Pointer(&f.Entry)) }

// Plain reports whether f is neither Entry nor OfGen and has no flags: its end is nothing but the return to its caller.
func (f *Frame) Plain() bool { return *f.odd() == 0 }

// Waited reports whether f is Plain but for a caller that waits in machine code.
func (f *Frame) Waited() bool { return !f.Entry && !f.OfGen && f.Flags == FrameMachine }

// Reg returns a pointer to register i.
func (f *Frame) Reg(i int) *Value {
	return (*Value)(unsafe.Add(unsafe.Pointer(f.Regs), i*8))
}

// FrameObject is the frame Python sees. While the activation runs, F is it; when it ends, the registers are copied and F is nil.
type FrameObject struct {
	Header
	F                        *Frame // atomic; nil once the activation has ended
	Code                     *Code
	Globals, Builtins        *Dict
	regs                     *Value       // atomic; the registers of named locals: the activation's, or a copy once it has ended
	Back                     *FrameObject // once the activation has ended
	Trace                    Value        // f_trace
	Extra                    *Dict        // atomic; f_locals additions
	th                       *Thread
	ns                       Value // its namespace, once the activation has ended
	at                       int32 // the current instruction, once the activation has ended
	Lineno                   int32 // set while a line without code is reported; 0: none
	lastLine                 int32 // the line reported last
	TraceLines, TraceOpcodes bool
	Dead                     bool // the activation has ended
	foreign                  bool // a snapshot of another thread's activation
	room                     int8 // how many registers may lie behind it: see newFrameObject
}

// Value returns the frame object as a Value.
func (f *FrameObject) Value() Value { return Value{unsafe.Pointer(f)} }

// Generator states.
const (
	GenCreated uint32 = iota
	GenSuspended
	GenRunning
	GenClosed
)

// Generator is a generator, coroutine or async generator object: a frame with registers of its own. They lie behind it in the same
// allocation, unless there are many: see allocGenerator.
//
// What Go is to finalize must not point to itself. So the Frame.Regs of a generator that does not run is nil if the registers
// are behind it and it may get a finalizer; see hideRegs.
type Generator struct {
	Header
	Frame   Frame
	State   uint32 // atomic
	watched uint32 // atomic; see genWatched
	Exc     ExcState
	rare    *genRare // atomic; nil if nothing in it is set. Async generators have one
}

// genRare is what few generators need.
type genRare struct {
	name, qualName *Str                       // atomic; nil: those of the code
	stash          *weak.Pointer[FrameObject] // atomic; while suspended: the frame object, if there is one
	origin         Value                      // coroutine: cr_origin

	// Async generators: the closed flag, running flag of asend/athrow, and hooks state.
	AGClosed, AGRunning, AGHooks bool
	finalizer                    Value
}

// Value returns the generator as a Value.
func (g *Generator) Value() Value { return Value{unsafe.Pointer(g)} }

// TryRun moves the generator from Created or Suspended to Running and returns the state it had; Running or Closed mean it did not.
func (g *Generator) TryRun() uint32 {
	if !Multithreaded() {
		s := loadUint32(&g.State)
		if s <= GenSuspended {
			storeUint32(&g.State, GenRunning)
		}
		return s
	}
	for {
		s := atomic.LoadUint32(&g.State)
		if s == GenRunning || s == GenClosed || atomic.CompareAndSwapUint32(&g.State, s, GenRunning) {
			return s
		}
	}
}

// Leave ends the running that a TryRun began: the frame is no longer the thread's afterwards.
func (g *Generator) Leave(state uint32) { storeUint32(&g.State, state) }

// Unrun undoes a TryRun that returned GenCreated.
func (g *Generator) Unrun() { atomic.StoreUint32(&g.State, GenCreated) }

// Module is a module object.
type Module struct {
	Header
	Ext // holds __dict__, always in dict mode
	Def unsafe.Pointer
	// State is a native module's own state.
	State any
}

// Value returns the module as a Value.
func (m *Module) Value() Value { return Value{unsafe.Pointer(m)} }
