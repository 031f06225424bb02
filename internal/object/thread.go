// This file implements Thread: what the runtime knows about one Python thread, its register stack, and parking.
//
// A Thread is owned by the goroutine that runs it. Other threads touch only the fields marked shared.

package object

import (
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"unsafe"
)

// Pending bits: reasons to leave the fast path at the next safe point.
const (
	PendingSignal   uint32 = 1 << iota // a signal handler must run (main thread)
	PendingAsyncExc                    // AsyncExc is set
	PendingStop                        // the interpreter shuts down: daemon threads end here
	PendingTrace                       // a trace or profile function is installed
	PendingCalls                       // the runtime has work for a Python thread (finalizers, weakref callbacks)
	PendingCancel                      // the runtime is cancelled; it stays set
	PendingSwitch                      // another thread wants the GIL
	PendingSeed                        // always set: the run has a seed and several threads, see seeded.go
	PendingWhere                       // somebody asks for the OS thread
)

// pendingWakes are the bits for which a thread does not wait.
const pendingWakes = PendingSignal | PendingAsyncExc | PendingStop | PendingCalls | PendingCancel

// ends reports whether th is to end where it is.
func (th *Thread) ends() bool { return loadUint32(&th.Pending)&(PendingStop|PendingCancel) != 0 }

// Thread is one Python thread.
type Thread struct {
	Rt    *Runtime
	Frame *Frame // innermost frame, or nil
	// Pending is shared: bits set by others, tested at safe points.
	Pending uint32
	parked  atomic.Uint32 // see worker.go
	// Exc is the innermost entry of the stack of exceptions being handled.
	Exc  *ExcState
	base ExcState

	Depth       int // Python frames on this thread
	NativeDepth int // Go-stack recursion: evaluator re-entries, repr, compare, ...
	// Suspended says that the native method the evaluator has just called has suspended the thread; maySuspend that one may.
	Suspended  bool
	maySuspend bool
	Jump       bool // what the method behind a comparison decided about the jump that is to follow
	Yielded    bool // how the evaluator returned a generator's value to Go: it yielded, or it ended
	noWorker   bool // it gets a worker when it has the GIL
	timedAway  bool // until is in Runtime.clock's heap; guarded by its mu
	tracing    bool
	lacked     uint8  // how often something was not in Stock, while there was none
	Sliced     uint32 // see jit.NextSlice
	Slice      int    // backward jumps until the clock is looked at
	SliceStart int64  // on Clock; 0: the clock has not been looked at since the thread waited

	// SpareList, SpareTuple and SpareRange are exhausted iterators of loops, or nil; see ListLoop.
	SpareList  *ListIter
	SpareList2 *ListIter // another, where loops lie within loops
	SpareTuple *TupleIter
	SpareRange *RangeIter
	Stock      *Stock   // what machine code takes new objects from; nil: nothing yet
	Operands   [2]Value // of an operator whose method machine code calls; they are not looked at
	slice      *Slice   // see TakeSlice
	matched    *Tuple   // see MatchTuple
	// Sink takes what the innermost generator that is being drained yields, Fold is its way for machine code; see Engine.Drain.
	Sink      Sink
	Fold      *Fold
	collector *collector // see collectAll
	extras    *extras    // see extra

	frames []*Frame // the stack of reusable frames; frames[:fp] are in use (generators' frames are their own)
	fp     int

	stack   *threadStack // nil: it has none, or no longer
	chunk   *regChunk
	scratch []Value
	sp      int

	fresh *freshRing // atomic; see watchSoon

	ident       int64
	name        atomic.Pointer[string] // see SetName
	worker      *worker                // what it runs on, or did last (not ModelSingle)
	job         Job
	rest        Waiter // not nil: the thread is suspended, and this is to be done first
	wait        waiting
	timeline    timelinePart
	gilWait     *gilWait // while a trace is recorded; nil: it does not wait for the GIL
	unparks     uint32   // atomic; how often Unpark came (not ModelSingle)
	timer       int32    // see deadlines; guarded by Runtime.clock's mu, or as single.timers
	osThread    int64    // atomic; the OS thread it runs on as far as known, 0: unknown
	turn        *turn    // ModelSingle only
	until       int64    // when SuspendUntil wakes it, on Clock; 0: never
	nextWaiter  *Thread  // the next that waits for a descriptor; guarded by its fdDesc's mu
	asyncExc    Value    // guarded by Rt.mu
	slot        int32    // index in Runtime.threads; guarded by its mu
	deep        int32    // see EnterDeep
	cutter               // for its small objects without pointers
	tuple       *Tuple   // see TakeTuple
	scratchList *List    // see TakeScratch

	// Local is for native modules: state per thread, keyed by the module's own key type.
	Local  map[any]any
	locals *threadLocals // see LocalTable

	// TraceFunc and ProfileFunc are what sys.settrace and sys.setprofile set (absent: none).
	TraceFunc, ProfileFunc Value
	// ContextVars is the current contextvars context (absent: none yet).
	Context Value
}

// extras are what many threads never need, so that a Thread is not larger than what Go allocates fast. They are the thread's own.
type extras struct {
	gens     [len(genSizes)]*Generator // generators that have ended, by size; see Generator.Reuse
	set      *Set                      // that was somebody's only argument; see Set.Reuse
	setTable *setTable                 // its second table, empty
	joined   []Value                   // for the items of a joiner
	reprSeen []unsafe.Pointer          // objects whose repr is being computed
	textBuf  []byte                    // see takeBuf
	ints     *IntTemps
	hooks    Hooks
	gate     *StartGate // see NewStartGate; until it is open
}

// Hooks are what sys.set_asyncgen_hooks (absent: none) and sys.set_coroutine_origin_tracking_depth have set.
type Hooks struct {
	AsyncGenFirstIter, AsyncGenFinalizer Value
	CoroOriginDepth                      int
}

// extra returns the thread's extras, making them at first use.
func (th *Thread) extra() *extras {
	if th.extras == nil {
		th.extras = new(extras)
	}
	return th.extras
}

// Hooks returns the thread's hooks, which the caller may change if change.
func (th *Thread) Hooks(change bool) *Hooks {
	if change || th.extras != nil {
		return &th.extra().hooks
	}
	return new(Hooks)
}

// ExcState is an entry of the stack of exceptions being handled: one per thread and one per running generator.
type ExcState struct {
	Value Value // absent: none
	Prev  *ExcState
}

// Handled returns the exception being handled, as sys.exception() does, or nil.
func (th *Thread) Handled() *Exception {
	for s := th.Exc; s != nil; s = s.Prev {
		if !s.Value.IsAbsent() {
			return (*Exception)(s.Value.p)
		}
	}
	return nil
}

// HandledNow is Handled for another thread than the calling one: what it handled a moment ago. (The owner writes plainly: the race
// detector must not look.)
//
//go:norace
func (th *Thread) HandledNow() Value {
	for s := th.Exc; s != nil; s = s.Prev {
		if v := s.Value; v.p != nil {
			return v
		}
	}
	return None
}

// Ident returns threading.get_ident().
func (th *Thread) Ident() int64 { return th.ident }

// serial returns the thread's serial number in the process, from 1 on; identOf returns the ident of the thread with that number.
func (th *Thread) serial() uint64 { return uint64(th.ident-firstIdent) >> 12 }

func identOf(serial uint64) int64 { return firstIdent + int64(serial)<<12 }

// firstIdent makes idents look as those of CPython do, which are addresses.
const firstIdent = 0x7f0000000000

// Interrupt sets pending bits and wakes the thread if it is parked interruptibly.
func (th *Thread) Interrupt(bits uint32) {
	th.setPending(bits)
	th.Unpark()
	th.Rt.systemCalls.interrupt(th)
}

func (th *Thread) setPending(bits uint32) { atomic.OrUint32(&th.Pending, bits) }

// ClearPending clears pending bits.
func (th *Thread) ClearPending(bits uint32) {
	for {
		old := atomic.LoadUint32(&th.Pending)
		if atomic.CompareAndSwapUint32(&th.Pending, old, old&^bits) {
			return
		}
	}
}

// SafePoint runs what is pending for this thread: signal handlers, asynchronous exceptions, shutdown.
func (th *Thread) SafePoint() error {
	if loadUint32(&th.Pending) == 0 {
		return nil
	}
	if th.rest != nil && th.wait.state&0xff != 0 {
		th.Running() // it is suspended and in Waiter.Proceed: what is pending may take long
	}
	return th.Rt.engine.HandlePending(th)
}

// regChunk is a piece of a thread's register stack.
type regChunk struct {
	regs []Value
	top  int
	prev *regChunk
	next *regChunk // kept for reuse
}

// firstChunk is the size of the first piece. That of the main thread is larger: calls that lie on the edge of a piece take longer.
const (
	firstChunk = 64
	mainChunk  = 1000
)

// newRegs returns n registers with two to spare behind them: the address of an empty argument window may lie there, and must not
// lie in another allocation.
func newRegs(n int) []Value { return make([]Value, n+spareRegs)[:n:n] }

const spareRegs = 2

// PushRegs allocates n zeroed registers on the thread's stack. PopRegs must be called in reverse order.
func (th *Thread) PushRegs(n int) *Value {
	c := th.chunk
	if c.top+n > len(c.regs) {
		c = th.growRegs(n)
	}
	p := &c.regs[c.top]
	c.top += n
	return p
}

func (th *Thread) growRegs(n int) *regChunk {
	c := th.chunk
	if c.next != nil && len(c.next.regs) >= n {
		c.next.top = 0
		th.chunk = c.next
		return c.next
	}
	size := len(c.regs) * 4
	if size > 16384 {
		size = 16384
	}
	if size < n {
		size = n
	}
	next := &regChunk{regs: newRegs(size), prev: c}
	c.next = next
	th.chunk = next
	return next
}

// PopRegs frees the n registers PushRegs gave last, clearing them so that they keep nothing alive.
func (th *Thread) PopRegs(n int) {
	c := th.chunk
	clear(c.regs[c.top-n : c.top])
	c.top -= n
	if c.top == 0 && c.prev != nil {
		th.chunk = c.prev
	}
}

// PushFrame makes a frame for code c, with all registers absent, the innermost of the thread. The caller fills in Fn, Globals,
// Builtins, NS, Closure, Ret, Entry and Flags, which are stale.
func (th *Thread) PushFrame(c *Code) *Frame {
	if th.fp == len(th.frames) {
		th.moreFrames()
	}
	f := th.frames[th.fp]
	th.fp++
	ch := th.chunk
	n := int(c.NumRegs)
	if ch.top+n > len(ch.regs) {
		ch = th.growRegs(n)
	}
	f.Regs = (*Value)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(ch.regs)), ch.top*8))
	ch.top += n
	f.NPushed = n
	f.Code = c
	f.IP = c.entry()
	f.Prev = th.Frame
	th.Frame = f
	th.Depth++
	return f
}

// PushArgs is PushFrame for a call of fn, whose code c runs at once: n values, at most c.ArgCount, are copied from args on, and what
// else the code wants is for the caller to bind. The result goes to register ret of the frame that calls.
func (th *Thread) PushArgs(fn *Function, c *Code, args *Value, n int, ret int) *Frame {
	ch := th.chunk
	size := int(c.NumRegs)
	top := ch.top
	if th.fp == len(th.frames) || top+size > len(ch.regs) {
		// In a call of its own: what lives across a call is saved to the stack, always.
		return th.pushArgsSlow(fn, c, args, n, ret)
	}
	f := *(**Frame)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(th.frames)), th.fp*8))
	th.fp++
	regs := (*Value)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(ch.regs)), top*8))
	ch.top = top + size
	f.NPushed = size
	f.IP = c.entry()
	f.Ret = ret
	*f.odd() = 0
	th.Depth++
	// Loaded first and stored together, the pointers need few looks at the state of the collector.
	globals, builtins, closure, prev := fn.Globals, fn.Builtins, fn.Closure, th.Frame
	f.Regs = regs
	f.Code = c
	f.Fn = fn
	f.Globals = globals
	f.Builtins = builtins
	f.Closure = closure
	f.Prev = prev
	th.Frame = f
	switch n {
	case 0:
	case 1:
		*regs = *args
	case 2:
		x, y := *args, *valueAt(args, 1)
		*regs, *valueAt(regs, 1) = x, y
	case 3:
		x, y, z := *args, *valueAt(args, 1), *valueAt(args, 2)
		*regs, *valueAt(regs, 1), *valueAt(regs, 2) = x, y, z
	default:
		for i := 0; i < n; i++ {
			*valueAt(regs, i) = *valueAt(args, i)
		}
	}
	return f
}

// valueAt returns the place of the i-th value from p on.
func valueAt(p *Value, i int) *Value { return (*Value)(unsafe.Add(unsafe.Pointer(p), i*8)) }

// pushArgsSlow is PushArgs where there is no room.
//
//go:noinline
func (th *Thread) pushArgsSlow(fn *Function, c *Code, args *Value, n int, ret int) *Frame {
	if th.fp == len(th.frames) {
		th.moreFrames()
	}
	if th.chunk.top+int(c.NumRegs) > len(th.chunk.regs) {
		th.growRegs(int(c.NumRegs))
	}
	return th.PushArgs(fn, c, args, n, ret)
}

// moreFrames makes spare frames, in one allocation.
func (th *Thread) moreFrames() {
	fs := make([]Frame, max(4, min(len(th.frames), 256)))
	for i := range fs {
		th.frames = append(th.frames, &fs[i])
	}
}

// HasRoom reports whether frames can be pushed above f, the innermost, without anything being moved or made: so many, with so many
// registers in all, which will lie right behind those of f, and are absent.
func (th *Thread) HasRoom(f *Frame, frames, regs int) bool {
	ch := th.chunk
	return ch.top+regs <= len(ch.regs) && uintptr(unsafe.Pointer(&ch.regs[0]))+uintptr(ch.top)*8 == uintptr(unsafe.Pointer(f.Regs))+uintptr(f.Code.NumRegs)*8 &&
		th.fp+frames <= len(th.frames) && th.Depth+frames < int(loadInt64(&th.Rt.limit))
}

// PopFrame ends the innermost frame, which PushFrame made, and returns the one before it.
func (th *Thread) PopFrame(f *Frame) *Frame {
	n := uintptr(f.NPushed) * 8
	if loadPtr(&f.Obj) != nil || n > 24*8 {
		return th.popFrameSlow(f)
	}
	prev := f.Prev
	ch := th.chunk
	top := ch.top - int(n/8)
	ch.top = top
	p := unsafe.Pointer(f.Regs)
	// By hand: typical frames are small, and clear() of memory with pointers has a high fixed price.
	for ; n >= 32; n -= 32 {
		q := (*[4]Value)(unsafe.Add(p, n-32))
		q[0], q[1], q[2], q[3] = Value{}, Value{}, Value{}, Value{}
	}
	for ; n > 0; n -= 8 {
		*(*Value)(unsafe.Add(p, n-8)) = Value{}
	}
	if top == 0 && ch.prev != nil {
		th.chunk = ch.prev
	}
	th.fp--
	th.Frame = prev
	th.Depth--
	return prev
}

// popFrameSlow is PopFrame for large frames and such that Python code has seen.
//
//go:noinline
func (th *Thread) popFrameSlow(f *Frame) *Frame {
	if o := loadPtr(&f.Obj); o != nil {
		o.Detach()
		storePtr(&f.Obj, nil)
	}
	th.PopRegs(f.NPushed)
	th.fp--
	th.Frame = f.Prev
	th.Depth--
	return f.Prev
}

// OverLimit reports whether one more Python frame would pass the recursion limit.
func (th *Thread) OverLimit() bool {
	return th.Depth >= int(loadInt64(&th.Rt.limit))
}

// Args returns n absent Values of scratch space for building an argument window; FreeArgs gives them back, last first.
func (th *Thread) Args(n int) []Value {
	if th.sp+n > len(th.scratch) {
		size := 2*len(th.scratch) + n
		if size < 32 {
			size = 32
		}
		// Windows in use keep the old array.
		th.scratch, th.sp = make([]Value, size), 0
	}
	a := th.scratch[th.sp : th.sp+n : th.sp+n]
	th.sp += n
	return a
}

// FreeArgs gives back what Args returned.
func (th *Thread) FreeArgs(a []Value) {
	n := len(a)
	if n <= 8 { // clear() of memory with pointers has a high fixed price
		p := unsafe.Pointer(unsafe.SliceData(a))
		for i := uintptr(0); i < uintptr(n)*8; i += 8 {
			*(*Value)(unsafe.Add(p, i)) = Value{}
		}
	} else {
		clear(a)
	}
	if n > 0 && th.sp >= n && &th.scratch[th.sp-n] == &a[0] {
		th.sp -= n
	}
}

// maxNativeDepth bounds recursion on the Go stack; sys.setrecursionlimit is about Python frames only, as in CPython.
const maxNativeDepth = 20000

// Enter counts one level of native recursion; every caller that gets nil calls Leave. It raises RecursionError; where is the
// end of its message, such as " while getting the repr of an object", or "".
func (th *Thread) Enter(where string) error {
	th.NativeDepth++
	if th.NativeDepth > maxNativeDepth {
		th.NativeDepth--
		return Raise(th, RecursionErrorType, "maximum recursion depth exceeded"+where)
	}
	return nil
}

// Leave undoes Enter.
func (th *Thread) Leave() { th.NativeDepth-- }

// maxMachineCode is how many bytes of memory compiled loops may take in all.
const maxMachineCode = 64 << 20

// Runtime is one Python interpreter: its modules, threads and settings.
type Runtime struct {
	engine Engine
	// MachineCode is how many bytes of memory compiled loops may still take; 0 without a JIT.
	MachineCode atomic.Int64
	// EarlySlices counts the slices that ended before hot code is looked for, see package jit.
	EarlySlices atomic.Uint32

	Modules        *Dict   // sys.modules
	Builtins       *Dict   // the builtins module's dictionary
	Sys            *Module // the sys module
	BuiltinsModule *Module
	// ImportDef is the definition behind the builtin __import__: the import statement recognises it and goes straight on.
	ImportDef *NativeDef
	// ImportLock is the global import lock of _imp.
	ImportLock ReentrantLock
	basesLock  ReentrantLock // held while __bases__ is assigned
	Config     Config
	// What SetSysPath0 was given.
	sysPath0    string
	hasSysPath0 bool

	mu      sync.Mutex
	threads []*Thread // guarded by mu; all that run
	Main    *Thread
	limit   int64 // atomic; recursion limit
	lastID  int64 // atomic

	// State is for native modules: state per runtime, keyed by the module's own key type. Guarded by mu: use GetState.
	state map[any]any

	finalizing uint32                // atomic
	cancelled  atomic.Pointer[error] // nil: it is not, see cancel.go

	maxStrDigits int64  // atomic
	signals      uint64 // atomic; bit n: signal n arrived

	gil            *gil // nil: none
	pool           pool
	single         *single      // nil: another model
	osThreads      osThreads    // ModelOS only
	switchInterval atomic.Int64 // nanoseconds
	waits          [waitShards]waitCounts
	yields         atomic.Int64 // calls of Thread.Yield
	watchdog       watchdog
	deadlocks      deadlocks
	joinIdent      func(v Value) int64 // guarded by mu; see SetJoinIdent

	timeline   atomic.Pointer[Timeline] // nil: nothing is recorded
	timelineMu sync.Mutex               // held while a recording begins or ends

	systemCalls systemCalls
	poller      fdPoller
	clock       clock
	busyUntil   atomic.Int64 // see busy
	// FDFlags changes whenever a descriptor's O_NONBLOCK, or a socket's timeout in the kernel, may have been changed by this process.
	FDFlags     atomic.Uint32
	ioBuffers   sync.Pool                            // of *IOBuffer
	stacks      sync.Pool                            // of *threadStack
	auditHooks  *[]Value                             // atomic; sys.addaudithook
	signalHook  func(th *Thread) error               // guarded by mu
	calls       []pendingCall                        // guarded by mu
	Monitor     Monitor                              // sys.monitoring
	finalizers  finalizers                           // see collect.go
	cycleHook   uint32                               // atomic; hookCycles has been called
	anyFresh    uint32                               // atomic; a thread has had a freshRing
	onCycle     []func(asked bool)                   // guarded by mu; see OnCycle
	signalTaps  map[int]func() bool                  // guarded by mu
	signalSelf  func(sig int) bool                   // guarded by mu
	onSignalTap func(sig int)                        // guarded by mu
	completers  map[string]func(th *Thread, d *Dict) // guarded by mu; see OnLibraryModule
}

// Config is what a Runtime is started with.
type Config struct {
	Args        []string // sys.argv
	Executable  string
	Flags       Flags
	Options     map[string]string // -X
	NativeNames []string          // sys.builtin_module_names
	Model       Model             // -X threads
	GIL         bool              // -X gil
	Seed        *uint64           // -X seed, for ModelSingle; nil: none
	Deadlock    DeadlockMode      // -X deadlock
	LibraryDir  string            // where the Python library appears in sys.path
	// JITAvailable says that this machine has a compiler of loops, JIT that it is to be used.
	JITAvailable, JIT bool
}

// Flags are the sys.flags that the machine needs to know.
type Flags struct {
	Debug, Inspect, Interactive, Optimize, DontWriteBytecode, NoUserSite, NoSite int
	IgnoreEnvironment, Verbose, BytesWarning, Quiet, HashRandomization           int
	Isolated                                                                     int
	DevMode                                                                      bool
	UTF8Mode                                                                     int
	WarnDefaultEncoding                                                          int
	FaultHandler                                                                 bool // faulthandler.enable() at the start, -X faulthandler
	NoDebugRanges                                                                bool // code objects tell lines only, -X no_debug_ranges
	SafePath                                                                     bool
	IntMaxStrDigits                                                              int
	Warnings                                                                     []string
	UnbufferedStdio                                                              bool
	// ThreadInheritContext and ContextAwareWarnings are 0 or 1; nil is 1 without a GIL and 0 with it, as in CPython's two builds.
	ThreadInheritContext, ContextAwareWarnings *int
}

// CPUCount is the number of processors that -X cpu_count or PYTHON_CPU_COUNT says there are; 0: nobody says.
func (rt *Runtime) CPUCount() int {
	text, ok := rt.Config.Options["cpu_count"]
	if !ok && rt.Config.Flags.IgnoreEnvironment == 0 {
		text = os.Getenv("PYTHON_CPU_COUNT")
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// NewRuntime returns a runtime with its main thread. The built-in types are made ready; no module exists yet.
func NewRuntime(e Engine, cfg Config) (*Runtime, *Thread) {
	bootstrap()
	rt := &Runtime{engine: e, Config: cfg, Modules: NewDict(), Builtins: NewDict(), limit: 1000, state: map[any]any{}}
	rt.maxStrDigits = int64(cfg.Flags.IntMaxStrDigits)
	if cfg.JIT {
		rt.MachineCode.Store(maxMachineCode)
	}
	th := rt.NewThread("MainThread")
	th.chunk.regs = newRegs(mainChunk)
	th.worker = rt.newWorker()
	rt.Main = th
	rt.addThread(th)
	rt.startModel(th)
	return rt, th
}

// Engine returns the runtime's engine.
func (rt *Runtime) Engine() Engine { return rt.engine }

// RecursionLimit returns sys.getrecursionlimit().
func (rt *Runtime) RecursionLimit() int { return int(loadInt64(&rt.limit)) }

// SetRecursionLimit sets it.
func (rt *Runtime) SetRecursionLimit(n int) { atomic.StoreInt64(&rt.limit, int64(n)) }

// State returns the runtime's state under key, made by create at first use.
func (rt *Runtime) State(key any, create func() any) any {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	v, ok := rt.state[key]
	if !ok {
		v = create()
		rt.state[key] = v
	}
	return v
}

// Finalizing reports sys.is_finalizing().
func (rt *Runtime) Finalizing() bool { return loadUint32(&rt.finalizing) != 0 }

// SetFinalizing marks the start of shutdown.
func (rt *Runtime) SetFinalizing() { atomic.StoreUint32(&rt.finalizing, 1) }

// NewThread returns a thread that has not started.
func (rt *Runtime) NewThread(name string) *Thread {
	id := atomic.AddInt64(&rt.lastID, 1)
	s, _ := rt.stacks.Get().(*threadStack)
	if s == nil {
		s = newThreadStack()
	}
	th := s.ended
	if th == nil {
		th = &Thread{Rt: rt, ident: identOf(uint64(id)), Slice: 256}
	} else {
		s.ended = nil
		th.renew(id)
	}
	if name != "" {
		th.SetName(name)
	}
	th.Exc = &th.base
	th.stack, th.chunk, th.frames, th.scratch = s, &s.chunk, s.spare[:len(s.frames)], s.args[:]
	return th
}

// renew makes th, which has left its stack with itself, a thread that has not started. What tells one wait from another goes on counting:
// who has seen th in its last life may look again, or wake it, and must not take it for what it was. (A wake-up for nothing may come to any
// thread.)
func (th *Thread) renew(id int64) {
	was := waiting{state: th.wait.state &^ 0xff}
	cut, turn, unparks := th.cutter, th.turn, atomic.LoadUint32(&th.unparks)
	*th = Thread{Rt: th.Rt, ident: identOf(uint64(id)), Slice: 256, wait: was, cutter: cut, turn: turn, unparks: unparks}
}

// mayRenew reports whether th, which has ended by itself, can be another thread: nothing remembers it but by its ident.
func (th *Thread) mayRenew() bool {
	rt := th.Rt
	return !raceEnabled && rt.Config.Model != ModelOS && rt.gil == nil && th.extras == nil && th.Local == nil && rt.timeline.Load() == nil && loadPtr(&th.fresh) == nil
}

// threadStack is where a thread's frames are at first, in one piece: Thread.chunk and Thread.frames. A thread that has ended leaves it to
// another.
type threadStack struct {
	chunk  regChunk
	regs   [firstChunk + spareRegs]Value
	frames [4]Frame
	spare  [8]*Frame
	args   [16]Value
	ended  *Thread // the thread that had it last, if it can be another
}

func newThreadStack() *threadStack {
	s := new(threadStack)
	s.chunk.regs = s.regs[:firstChunk:firstChunk]
	for i := range s.frames {
		s.spare[i] = &s.frames[i]
	}
	return s
}

// leaveStack gives the stack of th, which has ended, away, and perhaps th with it, unless it was ended in the middle of something.
func (th *Thread) leaveStack() {
	s := th.stack
	if s == nil || th.fp != 0 || th.chunk != &s.chunk || s.chunk.top != 0 || th.sp != 0 {
		return
	}
	th.stack, th.chunk, th.frames, th.scratch, s.chunk.next = nil, nil, nil, nil, nil
	if th.mayRenew() {
		s.ended = th
	}
	th.Rt.stacks.Put(s)
}

func (rt *Runtime) addThread(th *Thread) {
	rt.mu.Lock()
	th.slot = int32(len(rt.threads))
	rt.threads = append(rt.threads, th)
	rt.mu.Unlock()
	if loadUint32(&rt.Monitor.active) != 0 {
		th.updateTracing()
	}
}

func (rt *Runtime) removeThread(th *Thread) {
	if t := rt.timeline.Load(); t != nil {
		t.end(th)
	}
	th.endLocals()
	rt.mu.Lock()
	n := len(rt.threads) - 1
	last := rt.threads[n]
	rt.threads[th.slot], last.slot = last, th.slot
	rt.threads[n] = nil
	rt.threads = rt.threads[:n]
	rt.mu.Unlock()
	if !rt.watchdog.running.Load() && rt.Config.Deadlock != DeadlockOff && rt.toWatch() {
		rt.startWatch() // the others may have waited for it
	}
	if n == 1 && rt.CancelCause() != nil {
		rt.Main.Unpark() // see AwaitEnd
	}
}

// Count returns the number of running threads, the main one included.
func (rt *Runtime) Count() int {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	return len(rt.threads)
}

// Threads returns the running threads at one moment.
func (rt *Runtime) Threads() []*Thread {
	rt.mu.Lock()
	defer rt.mu.Unlock()
	return append([]*Thread(nil), rt.threads...)
}

// TakePending clears one pending bit and reports whether it was set.
func (th *Thread) TakePending(bit uint32) bool {
	for {
		old := atomic.LoadUint32(&th.Pending)
		if old&bit == 0 {
			return false
		}
		if atomic.CompareAndSwapUint32(&th.Pending, old, old&^bit) {
			return true
		}
	}
}

// SetAsyncExc arranges for exc, a class or instance, to be raised in the running thread with an ident at its next safe point; absent withdraws
// it. It reports whether there is such a thread.
func (rt *Runtime) SetAsyncExc(ident int64, exc Value) bool {
	rt.mu.Lock()
	i := slices.IndexFunc(rt.threads, func(th *Thread) bool { return th.ident == ident })
	if i < 0 {
		rt.mu.Unlock()
		return false
	}
	th := rt.threads[i]
	th.asyncExc = exc
	rt.mu.Unlock()
	if !exc.IsAbsent() {
		th.Interrupt(PendingAsyncExc) // without effect if it has ended by now
	}
	return true
}

// TakeAsyncExc returns the asynchronous exception as an error, or nil.
func (th *Thread) TakeAsyncExc() error {
	th.Rt.mu.Lock()
	exc := th.asyncExc
	th.asyncExc = Value{}
	th.Rt.mu.Unlock()
	if exc.IsAbsent() {
		return nil
	}
	if exc.Type().HasFlag(TypeSubType) {
		return RaiseType(th, (*Type)(exc.p))
	}
	return RaiseValue(th, exc)
}

// SetSignalHook sets what the main thread runs when a signal has arrived: the signal module's handler dispatch.
func (rt *Runtime) SetSignalHook(hook func(th *Thread) error) {
	rt.mu.Lock()
	rt.signalHook = hook
	rt.mu.Unlock()
}

// RunSignals runs the hook if a signal is pending for th.
func (rt *Runtime) RunSignals(th *Thread) error {
	if !th.TakePending(PendingSignal) {
		return nil
	}
	rt.mu.Lock()
	hook := rt.signalHook
	rt.mu.Unlock()
	if hook == nil {
		return nil
	}
	return hook(th)
}

// AddPendingCall queues f to be run by a Python thread (the main one) at its next safe point.
func (rt *Runtime) AddPendingCall(f func(th *Thread) error) {
	rt.mu.Lock()
	rt.calls = append(rt.calls, pendingCall{f: f})
	rt.mu.Unlock()
	rt.Main.Interrupt(PendingCalls)
}

// pendingCall is what AddPendingCall queues.
type pendingCall struct {
	f   func(th *Thread) error
	seq int // what one collection found is called in this order where runs are to be repeatable
}

// addPendingCall is AddPendingCall with a place in the order.
func (rt *Runtime) addPendingCall(seq int, f func(th *Thread) error) {
	rt.mu.Lock()
	rt.calls = append(rt.calls, pendingCall{f, seq})
	rt.mu.Unlock()
	rt.Main.Interrupt(PendingCalls)
}

// RunPendingCalls runs what AddPendingCall queued, until one fails. It takes all at once: a safe point within one of them runs only
// what was queued since, so that what was queued together is run in order.
func (rt *Runtime) RunPendingCalls(th *Thread) error {
	for {
		rt.mu.Lock()
		calls := rt.calls
		rt.calls = nil
		rt.mu.Unlock()
		if len(calls) == 0 {
			return nil
		}
		for i := 0; i < len(calls); {
			// Within the call, what a handler raises would be ignored.
			err := rt.RunSignals(th)
			if err == nil {
				c := calls[i]
				calls[i] = pendingCall{} // it may hold a dead object
				i++
				err = c.f(th)
			}
			if err != nil {
				if rest := calls[i:]; len(rest) > 0 {
					rt.mu.Lock()
					rt.calls = append(rest, rt.calls...)
					rt.mu.Unlock()
					rt.Main.Interrupt(PendingCalls)
				}
				return err
			}
		}
	}
}
