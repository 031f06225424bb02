// This file implements the translation of the node tree into instructions,
// from the end backwards, so that each piece knows what follows it.

package sre

// opcode is the operation of an instruction.
type opcode uint8

// In the pictures, "→ n" means: continue at next; c is the character at pos.
const (
	opFail         opcode = iota // take back the last choice
	opAccept                     // the whole pattern has matched, if mode and must-advance agree
	opChar                       // c == x: pos++ → n
	opSet                        // c in set: pos++ → n
	opAnyAll                     // any c: pos++ → n
	opStr                        // text here == ext.lit: pos += len → n
	opMark                       // marks[x] = pos → n
	opAt                         // position test x → n
	opSplit                      // → x, and should that fail → y; tab, hi and eof tell which are possible
	opBranch                     // → the first possible of ext.targets, then the others
	opRepPoss                    // min..max of set, as many as possible, for good → n
	opRepMax                     // min..max of set, as many as possible, then fewer → n
	opRepMin                     // min..max of set, as few as possible, then more → n
	opLoopEnter                  // loop x starts: no iteration done → n, its until
	opMaxUntil                   // loop x: another iteration → y, then → n
	opMinUntil                   // loop x: → n, then another iteration → y
	opPossEnter                  // possessive loop x starts → n
	opPossHead                   // possessive loop x: another iteration → y, or else → n
	opPossTail                   // possessive loop x: an iteration is done; forget its choices → n
	opAtomic                     // region x starts → n
	opAtomicEnd                  // forget the choices since region x began → n
	opAssert                     // remember pos for region x, pos -= y → n
	opAssertEnd                  // forget choices, pos as at the start of region x → n
	opAssertNot                  // remember pos for region x, pos -= y → n, and should that fail → z
	opAssertNotEnd               // undo everything since region x began, and fail
	opBackref                    // text here == group x: pos += its length → n
	opCond                       // group x matched → n, or else → y
)

// Flags of instructions.
const (
	flagPoss8    uint8 = 1 << iota // opRepMax: no giving back if units have 8 bits
	flagPossWide                   // opRepMax: the same for wider units
	flagAny                        // opRep*: no test of what follows
	flagNullable                   // loops: the body may match nothing
	flagPure                       // regions: the body sets no marks
	flagLate                       // opRep*: succeeds beyond the end of the text
)

// inst is one instruction. Each use of the fields is told at the opcodes.
type inst struct {
	op    opcode
	flags uint8
	form  setForm // opRep*
	fold  fold    // opBackref
	hi    uint8   // entry of tab for characters from 256 up
	eof   uint8   // entry of tab at the end of the subject
	self  int32   // index of this instruction
	x     uint32
	next  *inst
	y     *inst
	tab   *[256]uint8 // opRep*: 1 if c may follow; loops and opSplit: 1 for the body or next, 2 for the exit or y
	set   *charSet
	min   int
	max   int // maxCount: without limit
	ext   *instExt
	z     *inst
}

// instExt holds the rarer operands.
type instExt struct {
	lit     []uint32
	targets []*inst
	masks   *[256]uint64 // candidates of opBranch per character, as bits
	hiMask  uint64
	eofMask uint64
}

const maxCount = int(^uint(0) >> 1)

// branchWidth is the largest number of targets of one opBranch.
const branchWidth = 64

type emitter struct {
	insts   []*inst
	loops   int
	regions int
	end     *inst // where a SUCCESS in the current region leads
	tabs    map[[2]bitset]*[256]uint8
}

func (e *emitter) add(in inst) *inst {
	in.self = int32(len(e.insts))
	e.insts = append(e.insts, &in)
	return &in
}

// table makes a shared table with bit 0 for members of a and bit 1 for those of b.
func (e *emitter) table(a, b bitset) *[256]uint8 {
	k := [2]bitset{a, b}
	if t := e.tabs[k]; t != nil {
		return t
	}
	t := new([256]uint8)
	for i := range t {
		c := uint8(i)
		if a.has(c) {
			t[i] |= 1
		}
		if b.has(c) {
			t[i] |= 2
		}
	}
	if e.tabs == nil {
		e.tabs = make(map[[2]bitset]*[256]uint8)
	}
	e.tabs[k] = t
	return t
}

func b2u(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// choose sets the tables of an instruction that chooses between a and b.
func (e *emitter) choose(in *inst, a, b first) {
	in.tab = e.table(a.bits, b.bits)
	in.hi = b2u(a.high) | b2u(b.high)<<1
	in.eof = b2u(a.eof) | b2u(b.eof)<<1
}

// seq emits a sequence that continues at next, where f may come first.
func (e *emitter) seq(seq []*node, next *inst, f first) *inst {
	for i := len(seq) - 1; i >= 0; i-- {
		n := seq[i]
		if n.kind == nChar && i > 0 && seq[i-1].kind == nChar {
			j := i
			for j > 0 && seq[j-1].kind == nChar {
				j--
			}
			lit := make([]uint32, 0, i-j+1)
			for _, c := range seq[j : i+1] {
				lit = append(lit, c.ch)
			}
			next = e.add(inst{op: opStr, next: next, ext: &instExt{lit: lit}})
			for ; i > j; i-- {
				f = seq[i].sum.before(f)
			}
			f = seq[j].sum.before(f)
			continue
		}
		next = e.node(n, next, f)
		f = n.sum.before(f)
	}
	return next
}

// node emits one node that continues at next, where f may come first.
func (e *emitter) node(n *node, next *inst, f first) *inst {
	switch n.kind {
	case nChar:
		return e.add(inst{op: opChar, next: next, x: n.ch})
	case nSet:
		if n.form == formAnyAll {
			return e.add(inst{op: opAnyAll, next: next})
		}
		return e.add(inst{op: opSet, next: next, set: n.set})
	case nMark:
		return e.add(inst{op: opMark, next: next, x: n.x})
	case nAt:
		return e.at(n, next)
	case nAccept:
		return e.end
	case nFail:
		return e.add(inst{op: opFail})
	case nBranch:
		return e.branch(n, next, f)
	case nRepOne:
		return e.repOne(n, next, f)
	case nLoop:
		if n.mode == possessive {
			return e.possLoop(n, next, f)
		}
		return e.loop(n, next, f)
	case nAtomic:
		x := e.region()
		end := e.add(inst{op: opAtomicEnd, flags: pure(n), next: next, x: x})
		return e.add(inst{op: opAtomic, next: e.body(n, end), x: x})
	case nAssert:
		x := e.region()
		end := e.add(inst{op: opAssertEnd, flags: pure(n), next: next, x: x})
		body := e.body(n, end)
		return e.add(inst{op: opAssert, next: body, x: x, min: int(n.x)})
	case nAssertNot:
		x := e.region()
		end := e.add(inst{op: opAssertNotEnd, x: x})
		body := e.body(n, end)
		return e.add(inst{op: opAssertNot, next: body, x: x, min: int(n.x), z: next})
	case nBackref:
		return e.add(inst{op: opBackref, next: next, x: n.x, fold: n.fold})
	case nCond:
		yes := e.seq(n.kids[0], next, f)
		no := e.seq(n.kids[1], next, f)
		return e.add(inst{op: opCond, next: yes, x: n.x, y: no})
	}
	return e.add(inst{op: opFail})
}

// body emits the contents of a region that is finished by the instruction at
// end. What follows the region must not prune choices inside it.
func (e *emitter) body(n *node, end *inst) *inst {
	outer := e.end
	e.end = end
	pc := e.seq(n.kids[0], end, anyFirst())
	e.end = outer
	return pc
}

func (e *emitter) region() uint32 {
	e.regions++
	return uint32(e.regions - 1)
}

func pure(n *node) uint8 {
	if n.bodies[0].marks {
		return 0
	}
	return flagPure
}

func (e *emitter) at(n *node, next *inst) *inst {
	in := inst{op: opAt, next: next, x: n.x}
	switch n.x {
	case atBoundary, atNonBoundary, atLocBoundary, atLocNonBoundary:
		in.set = wordSet(foldNone)
	case atUniBoundary, atUniNonBoundary:
		in.set = wordSet(foldUnicode)
	}
	return e.add(in)
}

// wordSet is the set of word characters.
func wordSet(f fold) *charSet {
	cat := uint32(catWord)
	if f == foldUnicode {
		cat = catUniWord
	}
	return codeSet([]uint32{cCategory, cat, cFailure}, foldNone)
}

func (e *emitter) branch(n *node, next *inst, f first) *inst {
	entries := make([]*inst, len(n.kids))
	firsts := make([]first, len(n.kids))
	for i, k := range n.kids {
		entries[i] = e.seq(k, next, f)
		firsts[i] = n.bodies[i].before(f)
	}
	return e.alternatives(entries, firsts)
}

// alternatives emits a choice between entries, which must not be empty.
func (e *emitter) alternatives(entries []*inst, firsts []first) *inst {
	for len(entries) > branchWidth {
		// Fold the last branchWidth entries into one, as often as needed.
		at := len(entries) - branchWidth
		var all first
		for _, f := range firsts[at:] {
			all = all.or(f)
		}
		pc := e.alternatives(entries[at:], firsts[at:])
		entries = append(entries[:at:at], pc)
		firsts = append(firsts[:at:at], all)
	}
	switch len(entries) {
	case 1:
		return entries[0]
	case 2:
		in := inst{op: opSplit, next: entries[0], y: entries[1]}
		e.choose(&in, firsts[0], firsts[1])
		return e.add(in)
	}
	x := &instExt{targets: entries, masks: new([256]uint64)}
	for i, f := range firsts {
		bit := uint64(1) << i
		for c := range x.masks {
			if f.bits.has(uint8(c)) {
				x.masks[c] |= bit
			}
		}
		if f.high {
			x.hiMask |= bit
		}
		if f.eof {
			x.eofMask |= bit
		}
	}
	return e.add(inst{op: opBranch, ext: x})
}

func (e *emitter) repOne(n *node, next *inst, f first) *inst {
	in := inst{op: opRepMax, next: next, form: n.form, x: n.ch, set: n.set, min: int(n.min), max: int(n.max)}
	if n.max == MaxRepeat {
		in.max = maxCount
	}
	if n.late && n.min == 0 {
		in.flags = flagLate
	}
	switch {
	case n.mode == possessive || in.min == in.max:
		in.op = opRepPoss
		return e.add(in)
	case n.mode == lazy:
		in.op = opRepMin
	case ends(next):
		// Whatever makes the end reject the longest run rejects shorter ones.
		in.op = opRepPoss
		return e.add(in)
	default:
		// A run never has to give back if what it holds cannot start the rest.
		own := n.set.first()
		if own.bits.and(f.bits) == (bitset{}) {
			in.flags |= flagPoss8
			if !own.high || !f.high {
				in.flags |= flagPossWide
			}
		}
	}
	if f.isAny() {
		in.flags |= flagAny
	}
	e.choose(&in, f, first{})
	return e.add(in)
}

// ends reports whether only marks stand between in and the end of a region.
func ends(in *inst) bool {
	for in.op == opMark {
		in = in.next
	}
	switch in.op {
	case opAccept, opAtomicEnd, opAssertEnd, opAssertNotEnd, opPossTail:
		return true
	}
	return false
}

// loop emits a greedy or lazy repeat of more than a single character.
func (e *emitter) loop(n *node, next *inst, f first) *inst {
	body, sum := n.kids[0], n.bodies[0]
	nullable := sum.width == 0
	switch {
	case n.max == 0:
		return next
	case n.min == 1 && n.max == 1:
		return e.seq(body, next, f)
	case n.max == 1:
		in := e.add(inst{op: opSplit})
		e.split(in, n.mode, e.seq(body, next, f), next, sum.before(f), f)
		return in
	case n.max == MaxRepeat && n.min <= 1 && !nullable:
		// No count is needed. The choice is emitted first, since the body
		// returns to it, and filled in afterwards.
		until := e.add(inst{op: opSplit})
		entry := e.seq(body, until, sum.own.or(f))
		e.split(until, n.mode, entry, next, sum.own, f)
		if n.min == 1 {
			return entry
		}
		return until
	}
	x := uint32(e.loops)
	e.loops++
	in := e.add(inst{op: opMaxUntil, next: next, x: x, min: int(n.min), max: int(n.max)})
	if n.max == MaxRepeat {
		in.max = maxCount
	}
	if n.mode == lazy {
		in.op = opMinUntil
	}
	if nullable {
		in.flags |= flagNullable
	}
	in.z = e.add(inst{op: opLoopEnter, next: in, x: x})
	again := sum.own.or(f)
	in.y = e.seq(body, in, again)
	e.choose(in, sum.before(again), f)
	return in.z
}

// split fills in the choice between body and exit in the order that mode asks for.
func (e *emitter) split(in *inst, mode repMode, body, exit *inst, fb, fe first) {
	in.next, in.y = body, exit
	if mode == lazy {
		in.next, in.y = exit, body
		fb, fe = fe, fb
	}
	e.choose(in, fb, fe)
}

func (e *emitter) possLoop(n *node, next *inst, f first) *inst {
	if n.max == 0 {
		return next
	}
	x := uint32(e.loops)
	e.loops++
	head := e.add(inst{op: opPossHead, next: next, x: x, min: int(n.min), max: int(n.max)})
	if n.max == MaxRepeat {
		head.max = maxCount
	}
	tail := e.add(inst{op: opPossTail, flags: pure(n), next: head, x: x})
	head.y = e.body(n, tail)
	e.choose(head, n.bodies[0].before(anyFirst()), first{})
	return e.add(inst{op: opPossEnter, next: head, x: x})
}
