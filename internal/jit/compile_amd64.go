//go:build linux && amd64 && !race

// This file implements the compiler of loops: which registers live where, blocks and edges, and the ways out. The instructions are in
// emit_amd64.go.

package jit

import (
	"slices"
	"sort"
	"sync/atomic"
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

// Bounds on what is compiled.
const (
	maxRegs      = 300
	maxInstrs    = 1500
	maxCallee    = 80 // instructions of a function that is compiled into its caller
	maxDepth     = 4
	maxRecursive = 30  // instructions of a function that is compiled into itself
	calleeRegs   = 100 // registers of all calls under way
	callGain     = 20  // roughly the nanoseconds that a call gains where both functions have machine code
	maxAllCalls  = 40
)

// The machine's registers: R12 is the address of the frame's registers, R13 the thread, R15 Thread.Slice. RAX, RCX, RDX and X0 to X2 are
// for use within one instruction. The others are homes of registers of the frame.
const (
	regsBase = r12
	thread   = r13
	sliceReg = r15
	noHome   = reg(0xff)
)

func generalHomes() []reg { return []reg{rbx, rsi, rdi, r8, r9, r10, r11, r14} }

const firstFloatHome, lastFloatHome = 3, 14

// value is the state of a register of the frame: kind Any means that its value is in the frame only. Otherwise it is in its home, an
// Int shifted left by intShift so that the processor's overflow flag tells when it is no small int any more, a Float as a double, an
// object as its address; if it is dirty, the frame has an older value. Objects are never dirty.
type value struct {
	kind  Kind
	dirty bool
	self  Kind // behind a LOAD_METHOD whose method obj is: of what kind the object probably is
	// absent: nothing is there, as behind the function of a LOAD_METHOD that is no method
	absent bool
	// boolean: the frame's register is True or False
	boolean bool
	obj     unsafe.Pointer // not nil: the value is this object
	was     unsafe.Pointer // not nil: the value probably still is this object, which is to be tested: see recall
}

const intShift = 15

// edge is a jump to be compiled: the state control arrives with.
type edge struct {
	from  int // instruction, -1: the evaluator
	to    int
	label label
	state []value
	comes bool // from the evaluator
}

// exit is a way out to be emitted: what is dirty is written back.
type exit struct {
	label label
	to    *Exit
	state []value
	slice bool
}

// rejoin is the way back into the code behind an instruction that the evaluator has executed because an assumption failed: the registers
// are made what the code believes them to be.
type rejoin struct {
	at    *Exit
	pc    int // behind the instruction
	label label
	state []value
	// skipped: the evaluator has executed two instructions
	skipped bool
}

// unwind is a way out that first pops registers.
type unwind struct {
	label, to label
	pops      []reg
}

// aside is code to be emitted behind the rest, for what is not expected.
type aside struct {
	label label
	state []value
	emit  func()
}

type loopRange struct {
	first, last int
	reads       map[int]bool
}

// scope is code that is compiled into the loop: that of the loop itself, or of a function where it is called. The registers of a scope
// follow those of its caller, where the frame's would be.
type scope struct {
	code   *object.Code
	c      *code.Code
	fn     *object.Function
	parent *scope
	key    int // see Place
	base   int // its first register
	off    int // its first instruction: instructions are numbered through
	call   int // the instruction that calls it
	ret    int // the register for the result
	flags  uint16
	depth  int
	seen   []Kind // what its registers were seen to be
}

// inst is an instruction of a scope: its registers are numbered through.
type inst struct {
	code.Instr
	base int
}

func (i inst) A() int { return i.base + i.Instr.A() }
func (i inst) B() int { return i.base + i.Instr.B() }
func (i inst) C() int { return i.base + i.Instr.C() }

type compiler struct {
	assembler
	*workspace
	req       *Request
	c         *code.Code
	scopes    []*scope
	at        *scope // of the current instruction
	nregs     int    // of the loop's own code
	total     int    // including calls
	first     int    // the region: from the header, or a loop that stands before it,
	last      int    // to the last jump back to it
	loops     []loopRange
	general   []reg // homes of the frame's registers
	floats    []reg
	seen      []Kind // Request.Seen
	live      [][]uint64
	cur       []value
	states    map[int][]value // of blocks emitted
	starts    map[int]label
	leaders   map[int]bool
	edges     []edge
	exits     []exit
	fails     []exit // exits with nothing to write back
	rejoins   []rejoin
	unwinds   []unwind
	asides    []aside
	bailAt    label // the way out before the current instruction; -1: none yet
	bailExit  *Exit // the same
	lacks     *Exit // the way out before the current instruction where the stock lacks something, or nil
	epilogue  label
	resumes   []resume
	resumed   *Exit // what the code at the offset resumedAt comes behind
	resumedAt int
	entry     label // of a function's code, with its frame pushed
	called    label // of a function's code, without
	returned  *Exit
	suspended *Exit
	// apart are the functions not to compile into their callers; spoilt is one that turned out to be such.
	apart  map[*object.Code]bool
	spoilt *object.Code
	loop   *Loop
	free   []reg // homes nobody has
	freeX  []reg
	gain   int // roughly the nanoseconds that an iteration gains
}

// resume says that a field of an exit is the address of a label.
type resume struct {
	field *uintptr
	label label
}

// Available reports whether this machine has a compiler of loops.
const Available = true

// workspace is memory that compilations use one after another.
type workspace struct {
	code  []byte
	slab  []value
	taken int // how much of slab is in use
}

var spare atomic.Pointer[workspace]

// Compile returns machine code for a loop, or nil if that is not worth it, too much, or not allowed by the system.
func Compile(req *Request) *Loop {
	w := spare.Swap(nil)
	if w == nil {
		w = &workspace{code: make([]byte, 0, 16<<10), slab: make([]value, 4000)}
	}
	defer spare.Store(w)
	apart := map[*object.Code]bool{}
	for {
		c := compile(req, apart, w)
		clear(w.slab[:w.taken]) // it holds addresses of objects
		w.taken = 0
		if c == nil {
			return nil
		}
		if c.spoilt == nil {
			w.code = c.b
			return c.install()
		}
		apart[c.spoilt] = true
	}
}

// compile compiles a loop; functions of apart run in frames of their own. If another one has to, that is the compiler's spoilt; it is nil if
// the loop is not to be compiled.
func compile(req *Request, apart map[*object.Code]bool, w *workspace) *compiler {
	c := &compiler{workspace: w, apart: apart, req: req, c: req.Code.C, nregs: req.Code.C.NumRegs, first: max(req.Header, 0), seen: req.Seen, bailAt: -1}
	c.b = w.code[:0]
	c.total = c.nregs
	if !req.Frame.OfGen { // whose registers are elsewhere
		c.total += calleeRegs
	}
	c.scopes = []*scope{{code: req.Code, c: c.c}}
	if c.nregs > maxRegs || req.Frame.Globals == nil || req.Frame.Builtins == nil {
		return nil
	}
	if !c.findLoops() {
		return nil
	}
	c.liveness()
	c.assignHomes()
	c.states, c.starts = map[int][]value{}, map[int]label{}
	c.loop = &Loop{Header: req.Header, Code: req.Code, Globals: req.Frame.Globals, Builtins: req.Frame.Builtins}
	c.epilogue, c.entry = c.newLabel(), c.newLabel()
	c.cur = make([]value, c.total)
	c.load(sliceReg, thread, int32(object.ThreadSliceAt))
	c.bind(c.entry)
	c.enterFrom(-1, max(req.Header, 0))
	for len(c.edges) > 0 && c.spoilt == nil {
		e := c.edges[len(c.edges)-1]
		c.edges = c.edges[:len(c.edges)-1]
		c.bind(e.label)
		c.restore(e.state)
		if e.comes {
			c.load(sliceReg, thread, int32(object.ThreadSliceAt))
		}
		c.enterFrom(e.from, e.to)
	}
	if c.spoilt != nil {
		return c
	}
	if c.gain <= 0 && !always && !(c.isFunction() && c.gain > -callGain) {
		return nil
	}
	most := 1
	for p := c.first; p <= c.last; p++ {
		most = max(most, c.weight(p))
	}
	c.loop.Gain = c.gain / most
	if c.isFunction() && !req.Frame.OfGen {
		c.emitCalled()
	}
	c.emitExits()
	return c
}

// isFunction reports whether what is compiled is a function.
func (c *compiler) isFunction() bool { return c.req.Header == Function }

// findLoops finds the region and the loops in it.
func (c *compiler) findLoops() bool {
	c.leaders = map[int]bool{}
	back := map[int]int{}
	for pc, ins := range c.c.Instrs {
		if off, ok := ins.JumpOffset(); ok {
			to := pc + 1 + off
			c.leaders[to] = true
			if off < 0 {
				back[to] = pc
			}
		}
	}
	last, ok := back[c.first]
	if c.isFunction() {
		last, ok = len(c.c.Instrs)-1, true
	} else if !ok && c.first > 0 && c.c.Instrs[c.first-1].Op() == code.UNPACK_SEQUENCE {
		// The evaluator comes behind what it has done with the FOR_LOOP.
		c.first--
		last, ok = back[c.first]
	}
	if !ok || last-c.first > maxInstrs {
		return false
	}
	c.last = last
	// A loop in it may stand before its header: one that begins with a loop whose condition comes last.
	for more := true; more; {
		more = false
		for pc := c.first; pc <= c.last; pc++ {
			if off, ok := c.c.Instrs[pc].JumpOffset(); ok && c.last-pc-1-off <= maxInstrs && pc+1+off < c.first && back[pc+1+off] <= c.last {
				c.first, more = pc+1+off, true
			}
		}
	}
	for to, from := range back {
		if to >= c.first && from <= c.last {
			l := loopRange{first: to, last: from, reads: map[int]bool{}}
			for pc := to; pc <= from; pc++ {
				c.c.Instrs[pc].Reads(func(r int) { l.reads[r] = true })
			}
			c.loops = append(c.loops, l)
		}
	}
	sort.Slice(c.loops, func(i, j int) bool {
		return c.loops[i].last-c.loops[i].first < c.loops[j].last-c.loops[j].first
	})
	return true
}

// liveness finds which registers are read before they are written, from each instruction of the region on. What is behind the region is
// taken to read everything; exceptions do not count, as they leave the machine code: it is for choosing what to load.
func (c *compiler) liveness() {
	n, words := c.last-c.first+1, (c.nregs+63)/64
	c.live = make([][]uint64, n)
	buf := make([]uint64, n*words)
	for i := range c.live {
		c.live[i] = buf[i*words : (i+1)*words]
	}
	tmp := make([]uint64, words)
	for changed := true; changed; {
		changed = false
		for pc := c.last; pc >= c.first; pc-- {
			ins := c.c.Instrs[pc]
			clear(tmp)
			flow := func(to int) {
				if to >= c.first && to <= c.last {
					for w, x := range c.live[to-c.first] {
						tmp[w] |= x
					}
				}
			}
			if off, ok := ins.JumpOffset(); ok {
				flow(pc + 1 + off)
				if ins.Op() == code.FOR_LOOP { // which writes its item where it jumps
					tmp[ins.A()/64] &^= 1 << (ins.A() % 64)
				}
			}
			if !ins.Op().Terminates() {
				flow(pc + 1)
			}
			ins.Writes(func(r int) { tmp[r/64] &^= 1 << (r % 64) })
			ins.Reads(func(r int) { tmp[r/64] |= 1 << (r % 64) })
			for w, x := range tmp {
				if c.live[pc-c.first][w] != x {
					c.live[pc-c.first][w] = x
					changed = true
				}
			}
		}
	}
}

func (c *compiler) liveAt(pc, r int) bool {
	return pc < c.first || pc > c.last || r >= c.nregs || c.live[pc-c.first][r/64]&(1<<(r%64)) != 0
}

// assignHomes gives the registers that are used most a place in the processor, those in inner loops first.
func (c *compiler) assignHomes() {
	weight := make([]int, c.nregs)
	for pc := c.first; pc <= c.last; pc++ {
		w := c.weight(pc)
		ins := c.c.Instrs[pc]
		count := func(r int) { weight[r] += w }
		ins.Reads(count)
		ins.Writes(count)
		if op := ins.Op(); op == code.FOR_LOOP {
			count(ins.A())
		}
	}
	order := make([]int, 0, c.nregs)
	for r, w := range weight {
		if w > 0 {
			order = append(order, r)
		}
	}
	sort.SliceStable(order, func(i, j int) bool { return weight[order[i]] > weight[order[j]] })
	c.general, c.floats = make([]reg, c.total), make([]reg, c.total)
	for i := range c.general {
		c.general[i], c.floats[i] = noHome, noHome
	}
	homes, nextFloat := generalHomes(), reg(firstFloatHome)
	for _, r := range order {
		if len(homes) > 0 && c.seen[r] != Float {
			c.general[r], homes = homes[0], homes[1:]
		}
		if nextFloat <= lastFloatHome && (c.seen[r] == Float || c.seen[r] == Any) {
			c.floats[r] = nextFloat
			nextFloat++
		}
	}
	c.free = homes
	for ; nextFloat <= lastFloatHome; nextFloat++ {
		c.freeX = append(c.freeX, nextFloat)
	}
}

// scopeOf returns the scope of instruction p.
func (c *compiler) scopeOf(p int) *scope {
	for i := len(c.scopes) - 1; ; i-- {
		if s := c.scopes[i]; p >= s.off {
			return s
		}
	}
}

// inside reports whether p is an instruction to compile: in the loop, or in a call.
func (c *compiler) inside(p int) bool {
	return p >= c.first && p <= c.last || p >= c.scopes[0].off+len(c.c.Instrs)
}

// rootOf returns the instruction of the loop's own code that p is part of.
func (c *compiler) rootOf(p int) int {
	if p < 0 {
		return p
	}
	s := c.scopeOf(p)
	for ; s.parent != nil; s = s.parent {
		p = s.call
	}
	return p
}

// weight is how much an instruction counts: eightfold in each inner loop.
func (c *compiler) weight(p int) int {
	w := 1
	for _, l := range c.loops {
		if p = c.rootOf(p); p >= l.first && p <= l.last {
			w *= 8
		}
	}
	return w
}

// place is the Place of register r at instruction p.
func (c *compiler) place(p, r int) Place {
	s := c.scopeOf(p)
	return Place{s.key, p - s.off, r - s.base}
}

// written is the Place of register r behind instruction p.
func (c *compiler) written(p, r int) Place {
	s := c.scopeOf(p)
	return Place{s.key, p - s.off, -1 - (r - s.base)}
}

// kindAt returns what is known or assumed of register r at the instruction pc.
func (c *compiler) kindAt(pc, r int) Kind {
	if k := c.cur[r].kind; k != Any {
		return k
	}
	return c.hint(pc, r)
}

// hint returns what is assumed of register r at the instruction pc.
func (c *compiler) hint(pc, r int) Kind {
	return c.hintOf(c.place(pc, r), r)
}

func (c *compiler) hintOf(p Place, r int) Kind {
	if k, ok := c.req.Hints[p]; ok {
		if k == Mixed {
			return Any
		}
		return k
	}
	return c.seenOf(r)
}

// seenOf returns what was seen of register r, wherever that was.
func (c *compiler) seenOf(r int) Kind {
	if r < c.nregs {
		return c.seen[r]
	}
	// Of the calls under way, it is of the last whose registers begin before it.
	for s := c.at; s != nil; s = s.parent {
		if r >= s.base {
			if r-s.base < len(s.seen) {
				return s.seen[r-s.base]
			}
			break
		}
	}
	return Any
}

// enterFrom continues at the instruction to: it jumps there if there is code already, and emits it otherwise.
func (c *compiler) enterFrom(from, to int) {
	for {
		if !c.inside(to) {
			c.jmp(c.exitTo(to, false))
			return
		}
		if s, ok := c.states[to]; ok {
			if !c.conform(to, s) {
				return
			}
			c.jmp(c.starts[to])
			return
		}
		if c.leaders[to] || from < 0 {
			c.dropDead(to)
			c.dropWrong(to)
			c.preload(c.rootOf(from), to)
			for i := range c.cur {
				if c.cur[i].obj != nil && !c.noSelf(i) {
					c.cur[i].was = c.cur[i].obj
				}
				c.cur[i].obj, c.cur[i].absent, c.cur[i].boolean = nil, false, false
				if k := c.cur[i].kind; k == Int || k == Float {
					c.cur[i].dirty = true
				}
				if !c.isLocal(i) && !c.liveAt(to, i) {
					c.cur[i] = value{} // whoever else comes here may have something else in it
				}
			}
			l := c.newLabel()
			c.bind(l)
			c.starts[to] = l
			c.states[to] = append([]value(nil), c.cur...)
		}
		c.bailAt, c.lacks = -1, nil
		next := c.emit(to)
		c.bailAt, c.lacks = -1, nil
		if next < 0 {
			return
		}
		from, to = to, next
	}
}

// dropDead forgets the registers that are not read from the instruction to on, so that control need not come there with the same kinds in them.
func (c *compiler) dropDead(to int) {
	handlers := len(c.c.Handlers) > 0 // which may read what liveness does not know of
	for r := range c.nregs {
		if v := c.cur[r]; v.kind != Any && !c.liveAt(to, r) && (!v.dirty || !c.isLocal(r) && !handlers) {
			c.cur[r] = value{}
		}
	}
}

// dropWrong forgets the registers that were seen to be of another kind at the instruction to, where a block begins: an assumption on the way
// there, which need not be the way that control comes mostly, had it otherwise.
func (c *compiler) dropWrong(to int) {
	for r := range c.cur {
		if c.cur[r].kind == Any {
			continue
		}
		if k, ok := c.req.Hints[c.place(to, r)]; ok && k != c.cur[r].kind {
			c.flush(r)
			c.cur[r] = value{}
		}
	}
}

// preload loads what the loops that control enters on the way from from to to read into its homes.
func (c *compiler) preload(from, to int) {
	for _, l := range c.loops {
		if to < l.first || to > l.last || from >= l.first && from <= l.last {
			continue
		}
		for r := range c.cur {
			if l.reads[r] && c.cur[r].kind == Any && c.liveAt(to, r) {
				k := c.hint(to, r)
				if k != Any && c.homeOf(r, k) != noHome {
					c.loadHome(to, r, k)
				}
			}
		}
	}
}

func (c *compiler) homeOf(r int, k Kind) reg {
	switch k {
	case Float:
		return c.floats[r]
	case Generator: // nothing is kept there while one runs
		return noHome
	}
	return c.general[r]
}

// loadHome loads register r of the frame, which must be of kind k, into its home.
func (c *compiler) loadHome(pc, r int, k Kind) {
	c.load(rax, regsBase, int32(r*8))
	c.unbox(k, c.homeOf(r, k), c.exitTo(pc, false))
	c.cur[r] = value{kind: k}
}

// unbox puts the value in RAX, which must be of kind k, into d, or goes to bail. It uses RCX.
func (c *compiler) unbox(k Kind, d reg, bail label) {
	switch k {
	case Int:
		c.mov(rcx, rax)
		c.shift(shr, rcx, 49)
		c.ri(immCmp, rcx, 1)
		c.jcc(condNE, bail)
		c.shift(shl, rax, intShift)
		c.flipSign(rax)
		c.mov(d, rax)
	case Float:
		c.mov(rcx, rax)
		c.rc(opSub, rcx, object.FloatBias)
		c.jcc(condB, bail)
		c.movXG(d, rcx)
	default:
		c.rm(opLea, rcx, rax, -1)
		c.shift(shr, rcx, 48)
		c.jcc(condNE, bail)
		c.load(rcx, rax, 0)
		c.rc(opCmp, rcx, typeAddress(k))
		c.jcc(condNE, bail)
		c.mov(d, rax)
	}
}

// typeAddress returns the address of the type of kind k. Types of the runtime are no objects of Go's heap, and do not move.
func typeAddress(k Kind) uint64 {
	t := map[Kind]*object.Type{List: object.ListType, Tuple: object.TupleType, Bytes: object.BytesType, ByteArray: object.ByteArrayType, Str: object.StrType, Dict: object.DictType, Set: object.SetType,
		RangeIter: object.RangeIterType, ListIter: object.ListIterType, TupleIter: object.TupleIterType,
		Enumerate: object.EnumerateType, Zip: object.ZipType, Generator: object.GeneratorType, StrIter: object.StrASCIIIterType, Appender: object.BuiltinType}[k]
	return uint64(uintptr(unsafe.Pointer(t)))
}

// boxInt makes RAX the Value of the int in s.
func (c *compiler) boxInt(s reg) {
	c.mov(rax, s)
	c.shift(sar, rax, intShift)
	c.rc(opAdd, rax, object.IntBias)
}

// boxFloat makes RAX the Value of the float in s.
func (c *compiler) boxFloat(s reg) {
	ok := c.newLabel()
	c.movGX(rax, s)
	c.ucomisd(s, s)
	c.jcc(condNP, ok)
	c.rc(opAnd, rax, 1<<63)
	c.rc(opOr, rax, 0x7ff8<<48)
	c.bind(ok)
	c.rc(opAdd, rax, object.FloatBias)
}

// flush writes register r back to the frame if it is dirty. It uses RAX.
func (c *compiler) flush(r int) {
	if !c.cur[r].dirty {
		return
	}
	c.writeBack(r, c.cur[r].kind)
	c.cur[r].dirty = false
}

func (c *compiler) writeBack(r int, k Kind) {
	if k == Int {
		c.boxInt(c.general[r])
	} else {
		c.boxFloat(c.floats[r])
	}
	c.store(regsBase, int32(r*8), rax)
}

// flushAll writes everything back.
func (c *compiler) flushAll() {
	for r := range c.cur {
		c.flush(r)
	}
}

// conform makes the state that of the block at pc, s; false: it cannot be, and control has left.
func (c *compiler) conform(pc int, s []value) bool {
	for r := range c.cur {
		if k := c.cur[r].kind; s[r].kind != Any && k != Any && k != s[r].kind {
			c.jmp(c.exitTo(pc, false))
			return false
		}
	}
	for r := range c.cur {
		if s[r].kind == Any && c.cur[r].dirty {
			if c.isLocal(r) || c.liveAt(pc, r) {
				c.flush(r)
			}
			c.cur[r] = value{}
		}
	}
	for r := range c.cur {
		if s[r].kind != Any && c.cur[r].kind == Any {
			c.loadHome(pc, r, s[r].kind)
		}
	}
	return true
}

// isLocal reports whether register r is one that others can see whenever they look.
func (c *compiler) isLocal(r int) bool { return r < len(c.c.Locals) || r >= c.nregs }

// conforms reports whether control can go to the block of state s at pc without anything to do.
func (c *compiler) conforms(pc int, s []value) bool {
	for r := range c.cur {
		if s[r].kind != Any && s[r].kind != c.cur[r].kind || s[r].kind == Any && c.cur[r].dirty && (c.isLocal(r) || c.liveAt(pc, r)) {
			return false
		}
	}
	return true
}

// snapshot returns the current state, without the unknown at its end; restore makes it the current one.
func (c *compiler) snapshot() []value {
	n := len(c.cur)
	for n > 0 && c.cur[n-1] == (value{}) {
		n--
	}
	if c.taken+n > len(c.slab) {
		c.slab, c.taken = make([]value, 2*len(c.slab)+n), 0
	}
	s := c.slab[c.taken : c.taken+n : c.taken+n]
	c.taken += n
	copy(s, c.cur)
	return s
}

func (c *compiler) restore(s []value) { clear(c.cur[copy(c.cur, s):]) }

// edgeTo returns a label for a conditional jump from one instruction to another, in the current state.
func (c *compiler) edgeTo(from, to int) label {
	if !c.inside(to) {
		return c.exitTo(to, false)
	}
	if s, ok := c.states[to]; ok && c.conforms(to, s) {
		return c.starts[to]
	}
	e := edge{from: from, to: to, label: c.newLabel(), state: c.snapshot()}
	c.edges = append(c.edges, e)
	return e.label
}

// exitTo returns a label that leaves for the instruction at pc, in the current state.
func (c *compiler) exitTo(pc int, slice bool) label {
	return c.exitFor(c.exitAt(pc), slice)
}

// exitFor returns a label that leaves by x, in the current state.
func (c *compiler) exitFor(x *Exit, slice bool) label {
	e := exit{label: c.newLabel(), to: x, state: c.snapshot(), slice: slice}
	c.exits = append(c.exits, e)
	x.Plain = x.Plain && !slice
	return e.label
}

// exitAt describes leaving for instruction p.
func (c *compiler) exitAt(p int) *Exit {
	s := c.scopeOf(p)
	x := &Exit{PC: p - s.off, Scope: s.key, Loop: c.loop, Code: c.req.Code, Ins: uint64(s.c.Instrs[p-s.off]), Plain: c.inside(p)}
	c.loop.Exits = append(c.loop.Exits, x)
	x.IP = uintptr(unsafe.Pointer(&s.c.Instrs[x.PC])) + 8
	for ; s.parent != nil; s = s.parent {
		x.Calls = append(x.Calls, Call{Fn: s.fn, Code: s.code, PC: s.call - s.parent.off, Ret: s.ret - s.parent.base, Flags: s.flags})
	}
	slices.Reverse(x.Calls)
	return x
}

// bail returns a label that leaves for the current instruction, pc, as if it had not begun: it may be used until the instruction writes
// a register.
func (c *compiler) bail(pc int) label {
	if c.bailAt < 0 {
		c.bailExit = c.exitAt(pc)
		c.bailAt = c.exitFor(c.bailExit, false)
	}
	return c.bailAt
}

// help makes the evaluator execute the instruction at pc; control comes back with everything in the frame. It returns the exit.
func (c *compiler) help(pc int) *Exit {
	c.flushAll()
	x := c.exitAt(pc)
	x.Helps = true
	if c.resumed != nil && c.resumedAt == len(c.b) {
		c.resumed.Then = x
	}
	c.leaveBy(x)
	c.forget(pc)
	return x
}

// forget makes the state that with everything in the frame, behind the instruction at pc. What is to be called, and is not written by it, is probably
// still there.
func (c *compiler) forget(pc int) {
	s := c.scopeOf(pc)
	for r, v := range c.cur {
		if v.obj != nil {
			v.was = v.obj
		}
		keep := v.was != nil && r >= s.base+len(s.c.Locals) && !c.noSelf(r)
		c.cur[r] = value{}
		if keep {
			c.cur[r].was, c.cur[r].self = v.was, v.self
		}
	}
	s.c.Instrs[pc-s.off].Writes(func(r int) { c.cur[s.base+r] = value{} })
}

// noSelf reports whether there is no object behind the function in register r.
func (c *compiler) noSelf(r int) bool { return r+1 < len(c.cur) && c.cur[r+1].absent }

// recall makes sure that register r is what it probably still is.
func (c *compiler) recall(pc, r int) {
	v := c.cur[r]
	if v.obj != nil || v.was == nil {
		return
	}
	c.movImm(rax, uint64(uintptr(v.was)))
	c.rm(opCmp, rax, regsBase, int32(r*8))
	c.jcc(condNE, c.bail(pc))
	c.cur[r].obj, c.cur[r].was = v.was, nil
}

// leaveBy leaves by x with nothing to write back.
func (c *compiler) leaveBy(x *Exit) {
	c.address(rax, unsafe.Pointer(x))
	c.jmp(c.epilogue)
}

// resumeHere makes the code that follows what control comes back to when the instruction that left by x has been executed, by the
// evaluator or, if it is a call, by other machine code.
func (c *compiler) resumeHere(x *Exit) {
	l := c.newLabel()
	c.bind(l)
	c.resumes = append(c.resumes, resume{&x.Next, l})
	c.load(sliceReg, thread, int32(object.ThreadSliceAt))
	l = c.newLabel()
	c.bind(l)
	c.resumes = append(c.resumes, resume{&x.Back, l})
	c.resumed, c.resumedAt = x, len(c.b)
}

// resumeAt makes code that goes on at the instruction to what control comes back to.
func (c *compiler) resumeAt(field *uintptr, from, to int) {
	e := edge{from: from, to: to, label: c.newLabel(), comes: true}
	c.edges = append(c.edges, e)
	c.resumes = append(c.resumes, resume{field, e.label})
}

// rejoinHere makes the code that follows, which is behind the instruction at pc, what control comes back to after it has bailed out there.
func (c *compiler) rejoinHere(pc int) {
	l := c.newLabel()
	c.bind(l)
	for _, x := range []*Exit{c.bailExit, c.lacks} {
		if x != nil && (x == c.lacks || c.bailAt >= 0) {
			c.rejoins = append(c.rejoins, rejoin{at: x, pc: pc + 1, label: l, state: c.snapshot()})
		}
	}
}

// emitRejoin emits the way to r's code.
func (c *compiler) emitRejoin(r rejoin) {
	clear(c.cur)
	c.bailAt = -1
	if r.skipped {
		l := c.newLabel()
		c.bind(l)
		c.resumes = append(c.resumes, resume{&r.at.Skipped, l})
		c.load(sliceReg, thread, int32(object.ThreadSliceAt))
	} else {
		c.resumeHere(r.at)
	}
	for i, v := range r.state {
		switch {
		case v.obj != nil:
			c.movImm(rax, uint64(uintptr(v.obj)))
			c.rm(opCmp, rax, regsBase, int32(i*8))
			c.jcc(condNE, c.bail(r.pc))
		case v.absent:
			c.cmpMem(regsBase, int32(i*8), 0)
			c.jcc(condNE, c.bail(r.pc))
		case v.boolean:
			known := c.newLabel()
			c.load(rax, regsBase, int32(i*8))
			c.rc(opCmp, rax, word(object.True))
			c.jcc(condE, known)
			c.rc(opCmp, rax, word(object.False))
			c.jcc(condNE, c.bail(r.pc))
			c.bind(known)
		}
	}
	for i, v := range r.state {
		if v.kind != Any {
			c.load(rax, regsBase, int32(i*8))
			c.unbox(v.kind, c.homeOf(i, v.kind), c.bail(r.pc))
		}
	}
	c.jmp(r.label)
}

func (c *compiler) emitExits() {
	for _, a := range c.asides {
		c.bind(a.label)
		c.restore(a.state)
		a.emit()
	}
	for _, r := range c.rejoins {
		c.emitRejoin(r)
	}
	for _, x := range c.exits {
		c.bind(x.label)
		c.cur = x.state
		c.flushAll()
		if x.slice {
			c.movImm(sliceReg, 0)
		}
		c.leaveBy(x.to)
	}
	for _, u := range c.unwinds {
		c.bind(u.label)
		for _, r := range u.pops {
			c.pop(r)
		}
		c.jmp(u.to)
	}
	for _, x := range c.fails {
		c.bind(x.label)
		c.leaveBy(x.to)
	}
	c.bind(c.epilogue)
	c.store(thread, int32(object.ThreadSliceAt), sliceReg)
	c.ret()
}

// install puts the code into memory.
func (c *compiler) install() *Loop {
	l := c.loop
	base := makeExecutable(l, c.finish(), c.req.Budget)
	if base == 0 {
		return nil
	}
	l.Entry = base
	if c.isFunction() && c.req.Frame.OfGen {
		l.Begin = base + uintptr(c.labels[c.entry])
		l.First = uintptr(unsafe.Pointer(&c.c.Instrs[0]))
	} else if c.isFunction() {
		l.Call = base + uintptr(c.labels[c.called])
	}
	for _, r := range c.resumes {
		*r.field = base + uintptr(c.labels[r.label])
	}
	return l
}

// Enter runs the machine code at address from for the frame f, the innermost, until it leaves, and returns where. It returns nil if code
// cannot run now.
func Enter(th *object.Thread, f *object.Frame, from uintptr) *Exit {
	return enter(from, unsafe.Pointer(f.Regs), unsafe.Pointer(th))
}
