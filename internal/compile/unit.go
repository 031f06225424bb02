// This file implements the unit, one block under compilation: its registers, labels, emission of instructions, and the
// tracking of which locals are certainly bound.

package compile

import (
	"weft/internal/code"
	"weft/internal/symtable"
	"weft/internal/syntax"
)

type scopeKind uint8

const (
	scopeModule scopeKind = iota
	scopeClass
	scopeFunction
	scopeAsyncFunction
	scopeLambda
	scopeComprehension
	scopeAnnotations
)

// reg is a register before assembly: named locals count from 0 in order of first use, temporaries from tempBase, hoisted
// constants from hoistBase. The assembler makes them dense.
type reg = int32

const (
	tempBase  reg = 1 << 20
	hoistBase reg = 1 << 24
)

func isLocal(r reg) bool { return r < tempBase }

// label is a jump target; 0 is none.
type label int32

type labelInfo struct {
	state   bits // locals bound on every way to the label
	reached bool // some way to the label was seen
}

// Pseudo-instructions in unit.ins.
const (
	opLabel code.Op = 0xfff0 + iota // label .to stands here
	opHoist                         // loads of the constants that loop .b hoisted
)

// inst is one instruction before assembly. b holds a 32-bit operand (W, K); c of an 's' operand is a name index.
type inst struct {
	op      code.Op
	a, b, c int32
	to      label
	guard   int32 // 1-based index into unit.handlers, 0 for none
	pos     syntax.Pos
}

// handler is where an exception goes: into register reg, then to label.
type handler struct {
	to  label
	reg reg
}

// localVar is a named local. seq orders locals by first use, as CPython does; 0 means not used yet.
type localVar struct {
	name string
	kind code.LocalKind
	seq  int
}

// unit is one block under compilation.
type unit struct {
	parent                    *unit
	kind                      scopeKind
	block                     *symtable.Block
	name                      string
	qualname                  string
	firstLine                 int
	argCount, posOnly, kwOnly int
	hasDoc                    bool
	interactive               bool

	ins, cold []inst
	labels    []labelInfo
	handlers  []handler
	guard     int32 // the innermost handler, as in inst
	reachable bool
	pending   syntax.Pos // see markLine
	bound     bits
	killable  map[string]bool // locals that del or except-as may unbind
	walrus    map[string]bool // targets of := in this unit

	locals   []localVar
	seq      int
	localReg map[string]reg // names that are locals, cells or free here, but not hidden ones
	hidden   map[string][]reg
	comps    []*compScope
	top, max int // live temporaries, and the most there were

	loops    int // depth of loops
	hoists   []hoistedLoop
	hoisted  map[string]reg // constants hoisted out of the current outermost loop
	maxHoist int

	fblocks []fblock

	consts    []code.Const
	constIdx  map[string]int32
	codeIdx   map[*code.Code]int32
	names     []string
	nameIdx   map[string]int32
	statics   map[string]bool
	deferred  []deferredAnnotation
	condBlock int // >0: inside if, for, while, try, with, match
	nextCond  int
	condSet   reg // holds __conditional_annotations__ all along
	// annotateAt is where the making of a module's __annotate__ is inserted.
	annotateAt int
}

// hoistedLoop is an outermost loop with the constants it uses.
type hoistedLoop struct {
	loads []hoistedConst
}

// hoistedConst is a constant in a register: a small int v, or constant number v.
type hoistedConst struct {
	reg reg
	int bool
	v   int32
}

// enterUnit starts a new unit inside the current one.
func (c *compiler) enterUnit(kind scopeKind, block *symtable.Block, name string, firstLine int) *unit {
	u := &unit{
		parent: c.u, kind: kind, block: block, name: name, firstLine: firstLine,
		reachable: true, localReg: map[string]reg{}, constIdx: map[string]int32{}, nameIdx: map[string]int32{},
		labels: make([]labelInfo, 1),
	}
	c.u = u
	u.qualname = qualname(u)
	if block == nil {
		return u
	}
	for _, v := range block.Varnames {
		k := code.KindLocal
		if block.Scope(v) == symtable.Cell {
			k = code.KindCell
		}
		r := u.newLocal(v, k|code.KindArg)
		u.localReg[v] = r
		if k == code.KindLocal {
			u.setBound(r)
		}
	}
	for _, v := range block.CellVars() {
		if s := block.Symbols[v]; s.Scope == symtable.Cell && s.Flags&symtable.DefCompCell == 0 {
			u.local(v, code.KindCell)
		}
	}
	for _, v := range block.FreeVars() {
		u.freeVar(v)
	}
	u.scan()
	return u
}

// leaveUnit finishes the current unit: it returns None when control can reach the end, assembles, and goes back to the
// enclosing unit.
func (c *compiler) leaveUnit() *code.Code {
	u := c.u
	if u.reachable {
		u.emit(syntax.Pos{}, code.RETURN_NONE, 0, 0, 0)
	}
	c.u = u.parent
	if c.err != nil {
		return nil
	}
	co, err := c.assemble(u)
	if err != nil {
		c.errorAt(syntax.Pos{Line: int32(u.firstLine), EndLine: int32(u.firstLine)}, "%s", err.Error())
		return nil
	}
	return co
}

// scan finds the locals that del and except-as can unbind and the targets of :=. It enters inner functions too, whose
// decorators and defaults belong to the unit; what it finds there in vain costs at most a needless check or copy.
func (u *unit) scan() {
	if !u.block.Kind.FunctionLike() {
		return
	}
	syntax.Walk(u.block.Node, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Delete:
			for _, t := range n.Targets {
				u.scanDel(t)
			}
		case *syntax.ExceptHandler:
			if n.Name != "" {
				u.addKillable(n.Name)
			}
		case *syntax.NamedExpr:
			if t, ok := n.Target.(*syntax.Name); ok {
				if u.walrus == nil {
					u.walrus = map[string]bool{}
				}
				u.walrus[u.block.Mangle(t.Id)] = true
			}
		}
		return true
	})
}

func (u *unit) scanDel(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.Name:
		u.addKillable(e.Id)
	case *syntax.Tuple:
		for _, x := range e.Elts {
			u.scanDel(x)
		}
	case *syntax.List:
		for _, x := range e.Elts {
			u.scanDel(x)
		}
	}
}

func (u *unit) addKillable(name string) {
	if u.killable == nil {
		u.killable = map[string]bool{}
	}
	u.killable[u.block.Mangle(name)] = true
}

// Registers.

func (u *unit) newLocal(name string, kind code.LocalKind) reg {
	u.locals = append(u.locals, localVar{name: name, kind: kind})
	return reg(len(u.locals) - 1)
}

// touch marks the first use of local r.
func (u *unit) touch(r reg) {
	if v := &u.locals[r]; v.seq == 0 {
		u.seq++
		v.seq = u.seq
	}
}

// push allocates the next temporary.
func (u *unit) push() reg {
	r := tempBase + reg(u.top)
	u.top++
	if u.top > u.max {
		u.max = u.top
	}
	return r
}

// pushN allocates n consecutive temporaries and returns the first.
func (u *unit) pushN(n int) reg {
	r := tempBase + reg(u.top)
	u.top += n
	if u.top > u.max {
		u.max = u.top
	}
	return r
}

func (u *unit) pop(n int) { u.top -= n }

// fresh tells whether r is the topmost temporary, so that a window may start there.
func (u *unit) fresh(r reg) bool { return r == tempBase+reg(u.top)-1 }

// Emission.

// emit appends an instruction unless control cannot get here.
func (u *unit) emit(p syntax.Pos, op code.Op, a, b, c reg) {
	if !u.reachable {
		return
	}
	p = u.withLine(p)
	u.ins = append(u.ins, inst{op: op, a: a, b: b, c: c, guard: u.guard, pos: p})
	if ends(op) {
		u.reachable = false
	}
}

// markLine is for a statement that does nothing: its line goes to the next instruction when that has none, else to a NOP, so
// that tracing sees it.
func (u *unit) markLine(p syntax.Pos) {
	if u.reachable {
		u.withLine(syntax.Pos{Line: noLine})
		u.pending = p
	}
}

// flushLine gives a pending line an instruction now: before a loop that would repeat it.
func (u *unit) flushLine() { u.withLine(syntax.Pos{Line: noLine}) }

// withLine settles a pending line before an instruction at p and returns the place of the instruction.
func (u *unit) withLine(p syntax.Pos) syntax.Pos {
	q := u.pending
	if q.Line == 0 {
		return p
	}
	u.pending = syntax.Pos{}
	if p.Line == 0 {
		return q
	}
	if p.Line != q.Line {
		u.ins = append(u.ins, inst{op: code.NOP, guard: u.guard, pos: q})
	}
	return p
}

// ends tells whether control never goes on to the next instruction.
func ends(op code.Op) bool {
	switch op {
	case code.JUMP, code.RETURN, code.RETURN_NONE, code.RAISE, code.RERAISE:
		return true
	}
	return false
}

// emitSite appends an instruction with an 's' operand.
func (u *unit) emitSite(p syntax.Pos, op code.Op, a, b reg, name string) {
	if u.reachable {
		u.emit(p, op, a, b, u.nameIndex(name))
	}
}

// jump appends a jump.
func (u *unit) jump(p syntax.Pos, op code.Op, a, b reg, to label) {
	if !u.reachable {
		return
	}
	p = u.withLine(p)
	u.mergeInto(to, u.bound)
	u.ins = append(u.ins, inst{op: op, a: a, b: b, to: to, guard: u.guard, pos: p})
	if op == code.JUMP {
		u.reachable = false
	}
}

func (u *unit) newLabel() label {
	u.labels = append(u.labels, labelInfo{})
	return label(len(u.labels) - 1)
}

func (u *unit) mergeInto(l label, state bits) {
	info := &u.labels[l]
	if !info.reached {
		info.reached = true
		info.state = state.clone()
		return
	}
	info.state = info.state.and(state)
}

// place puts l here. Code after it is reachable when some jump or the fall-through gets here.
func (u *unit) place(l label) {
	u.withLine(syntax.Pos{Line: noLine})
	if u.reachable {
		u.mergeInto(l, u.bound)
	}
	info := &u.labels[l]
	u.reachable = info.reached
	if !info.reached {
		return
	}
	u.bound = info.state.clone()
	u.ins = append(u.ins, inst{op: opLabel, to: l})
}

// placeLoop is place for a label that is jumped back to: locals that something in the unit unbinds count as unbound.
func (u *unit) placeLoop(l label) {
	u.place(l)
	u.forgetKillable()
}

func (u *unit) forgetKillable() {
	for name := range u.killable {
		if r, ok := u.localReg[name]; ok {
			u.bound.clear(r)
		}
	}
}

// flow is the state of control between two instructions.
type flow struct {
	reachable bool
	bound     bits
}

func (u *unit) saveFlow() flow     { return flow{u.reachable, u.bound.clone()} }
func (u *unit) restoreFlow(f flow) { u.reachable, u.bound = f.reachable, f.bound }

// outOfLine compiles f apart from the main path: what it emits goes behind the end of the unit. f must begin with a place
// or placeHandler; control returns to the main path by jumps to labels.
func (u *unit) outOfLine(f func()) {
	saved := u.saveFlow()
	guard, pending := u.guard, u.pending
	start := len(u.ins)
	u.reachable, u.pending = false, syntax.Pos{}
	f()
	u.pending = pending
	u.cold = append(u.cold, u.ins[start:]...)
	u.ins = u.ins[:start]
	u.guard = guard
	u.restoreFlow(saved)
}

// Handlers.

// newHandler makes a handler whose exception goes to r.
func (u *unit) newHandler(r reg) (label, int32) {
	l := u.newLabel()
	u.handlers = append(u.handlers, handler{l, r})
	return l, int32(len(u.handlers))
}

// placeHandler puts the handler at l here. entry is the flow at the beginning of the protected code; used tells whether any
// instruction was protected.
func (u *unit) placeHandler(l label, entry flow) {
	info := &u.labels[l]
	info.reached = entry.reachable
	info.state = entry.bound.clone()
	u.reachable = false
	u.place(l)
	if u.reachable {
		u.ins[len(u.ins)-1].pos.Line = noLine
	}
	u.forgetKillable()
}

// noLine as the line of an opLabel says that the code there does not inherit the place of the instruction before it.
const noLine = -1

// Names and constants.

func (u *unit) nameIndex(name string) int32 {
	if i, ok := u.nameIdx[name]; ok {
		return i
	}
	i := int32(len(u.names))
	u.names = append(u.names, name)
	u.nameIdx[name] = i
	return i
}

func (u *unit) constIndex(k code.Const) int32 {
	if co, ok := k.(*code.Code); ok {
		if i, ok := u.codeIdx[co]; ok {
			return i
		}
		if u.codeIdx == nil {
			u.codeIdx = map[*code.Code]int32{}
		}
		u.codeIdx[co] = int32(len(u.consts))
		u.consts = append(u.consts, k)
		return u.codeIdx[co]
	}
	key := constKey(k)
	if i, ok := u.constIdx[key]; ok {
		return i
	}
	i := int32(len(u.consts))
	u.consts = append(u.consts, k)
	u.constIdx[key] = i
	return i
}

// loadConst loads k into dst.
func (u *unit) loadConst(p syntax.Pos, k code.Const, dst reg) {
	if !u.reachable {
		return
	}
	if n, ok := k.(code.Int); ok && n == code.Int(int32(n)) {
		u.emit(p, code.LOAD_INT, dst, int32(n), 0)
		return
	}
	u.emit(p, code.LOAD_CONST, dst, u.constIndex(k), 0)
}

func (u *unit) loadNone(p syntax.Pos, dst reg) { u.loadConst(p, code.None{}, dst) }

// constOperand returns a register that holds k: a hoisted one inside loops, else a new temporary.
func (u *unit) constOperand(p syntax.Pos, k code.Const) reg {
	if !u.reachable {
		return u.push()
	}
	n, small := k.(code.Int)
	small = small && n == code.Int(int32(n))
	if u.loops > 0 {
		key := constKey(k)
		if r, ok := u.hoisted[key]; ok {
			return r
		}
		if len(u.hoisted) < maxHoistedConsts {
			if u.hoisted == nil {
				u.hoisted = map[string]reg{}
			}
			r := hoistBase + reg(len(u.hoisted))
			u.hoisted[key] = r
			if len(u.hoisted) > u.maxHoist {
				u.maxHoist = len(u.hoisted)
			}
			h := hoistedConst{reg: r, int: small, v: int32(n)}
			if !small {
				h.v = u.constIndex(k)
			}
			l := &u.hoists[len(u.hoists)-1]
			l.loads = append(l.loads, h)
			return r
		}
	}
	t := u.push()
	u.loadConst(p, k, t)
	return t
}

// maxHoistedConsts bounds how many registers a loop spends on constants.
const maxHoistedConsts = 24

// enterLoop and leaveLoop bracket a loop; the outermost one gets a place for hoisted constants in front of it.
func (u *unit) enterLoop() {
	u.loops++
	if u.loops == 1 {
		u.hoists = append(u.hoists, hoistedLoop{})
		u.hoisted = nil
		if u.reachable {
			u.ins = append(u.ins, inst{op: opHoist, b: int32(len(u.hoists) - 1), guard: u.guard})
		}
	}
}

func (u *unit) leaveLoop() {
	u.loops--
	if u.loops == 0 {
		u.hoisted = nil
	}
}

// Bound locals.

// bits is a set of named locals. A register beyond the end is not in the set.
type bits []uint64

func (b bits) has(r reg) bool {
	i := int(r >> 6)
	return i < len(b) && b[i]&(1<<(r&63)) != 0
}

func (b bits) clear(r reg) {
	if i := int(r >> 6); i < len(b) {
		b[i] &^= 1 << (r & 63)
	}
}

func (b bits) clone() bits {
	if len(b) == 0 {
		return nil
	}
	return append(bits(nil), b...)
}

func (b bits) and(o bits) bits {
	if len(b) > len(o) {
		b = b[:len(o)]
	}
	for i := range b {
		b[i] &= o[i]
	}
	return b
}

func (u *unit) setBound(r reg) {
	i := int(r >> 6)
	for i >= len(u.bound) {
		u.bound = append(u.bound, 0)
	}
	u.bound[i] |= 1 << (r & 63)
}

// isBound tells whether local r certainly holds a value.
func (u *unit) isBound(r reg) bool { return !u.reachable || u.bound.has(r) }
