// This file implements the backtracking machine: the loop over instructions,
// and how each kind of frame resumes. It is long because the loop is one function.

package sre

import (
	"math/bits"
	"unsafe"
)

// frame is a choice that can be taken back to, or a change to be undone. The
// instruction at pc pushed it and gives it its meaning:
//
//	opMark              mark x was a, lastIndex was b
//	opSplit             at position a, go to y
//	opBranch            at position a, try the targets in the bits of b
//	opRepMax            continue at position b or, failing that, down to a
//	opRepMin            at position b, repeat once more, up to position a
//	opLoopEnter         loop x had count c-1 and last position b
//	opMaxUntil          the same, and at position a, leave the loop
//	opMinUntil          the same, and at position a, iterate
//	opPossHead          at position a, leave the loop
//	opAssertNot         at position a, go to z
type frame struct {
	a  int
	b  int64
	c  uint32
	pc int32
}

const frameSize = int(unsafe.Sizeof(frame{}))

// loopReg is the state of a loop that counts or may match nothing.
type loopReg struct {
	count int // iterations done, less one until the first choice
	last  int // where the last optional iteration began, or -1
	base  int // possessive: stack height when the iteration began
}

// regionReg is the state of an atomic group or assertion.
type regionReg struct {
	base int // stack height when it began
	pos  int // position when it began
}

// machine holds what a match needs. It is used by one thread at a time.
type machine struct {
	prog        *Program
	stack       []frame
	marks       []int
	loops       []loopReg
	regions     []regionReg
	lastIndex   int
	start       int  // where the current attempt began
	search      bool // go on to later starts
	full        bool
	mustAdvance bool // applies to the first attempt only
	marked      bool // some mark may be set
	maxFrames   int
	budget      int
	interrupt   func() error
}

const (
	// pollSteps is the number of choices between two calls of Interrupt.
	pollSteps = 1 << 13
	// keepFrames is the largest stack that goes back to the pool.
	keepFrames = 1 << 14
)

func (p *Program) machine(req *Request) *machine {
	m, _ := p.pool.Get().(*machine)
	if m == nil {
		m = &machine{
			prog:    p,
			marks:   make([]int, p.marks),
			loops:   make([]loopReg, p.loops),
			regions: make([]regionReg, p.regions),
		}
	}
	m.reset()
	limit := req.MemLimit
	if limit <= 0 {
		limit = DefaultMemLimit
	}
	m.maxFrames = limit / frameSize
	m.budget = pollSteps
	m.interrupt = req.Interrupt
	return m
}

func (m *machine) release() {
	m.interrupt = nil
	if len(m.stack) > keepFrames {
		m.stack = nil
	}
	m.prog.pool.Put(m)
}

// grow makes room for more frames or fails with ErrMemory.
func (m *machine) grow() error {
	n := min(max(2*len(m.stack), 32), m.maxFrames)
	if n <= len(m.stack) {
		return ErrMemory
	}
	stack := make([]frame, n)
	copy(stack, m.stack)
	m.stack = stack
	return nil
}

// poll is called when the budget is used up.
func (m *machine) poll() error {
	m.budget = pollSteps
	if m.interrupt != nil {
		return m.interrupt()
	}
	return nil
}

// cut removes the frames from base up, except those that restore marks.
func (m *machine) cut(in *inst, base, sp int) int {
	if base == 0 || in.flags&flagPure != 0 {
		return base
	}
	w := base
	for i := base; i < sp; i++ {
		if m.prog.insts[m.stack[i].pc].op == opMark {
			m.stack[w] = m.stack[i]
			w++
		}
	}
	return w
}

// unwind removes the frames from base up and restores the marks they saved.
func (m *machine) unwind(base, sp int) {
	for sp > base {
		sp--
		f := &m.stack[sp]
		if in := m.prog.insts[f.pc]; in.op == opMark {
			m.marks[in.x] = f.a
			m.lastIndex = int(f.b)
		}
	}
}

// reset clears the marks for another attempt.
func (m *machine) reset() {
	m.marked = false
	m.lastIndex = -1
	for i := range m.marks {
		m.marks[i] = -1
	}
}

// may looks up the next character, or the end of the text, in the table of in.
func may[T unit](in *inst, text []T, pos int) uint8 {
	if uint(pos) < uint(len(text)) {
		if c := uint32(text[pos]); c < 256 {
			return in.tab[c]
		}
		return in.hi
	}
	return in.eof
}

// keepFlag is the flag of an opRepMax that never gives back.
func keepFlag[T unit]() uint8 {
	if narrow[T]() {
		return flagPoss8
	}
	return flagPossWide
}

// run tries to match at start, and in a search at later places, and returns the
// end of the match, or -1; m.start is where it begins.
func run[T unit](m *machine, whole []T, start, end int) (int, error) {
	text := whole[:end]
	sp := 0
	pos := start
	in := m.prog.entry
	m.start = start

	for {
		switch in.op {
		case opChar:
			if uint(pos) < uint(len(text)) && uint32(text[pos]) == in.x {
				pos++
				in = in.next
				continue
			}

		case opSet:
			if uint(pos) < uint(len(text)) && in.set.has(uint32(text[pos])) {
				pos++
				in = in.next
				continue
			}

		case opAnyAll:
			if pos < len(text) {
				pos++
				in = in.next
				continue
			}

		case opStr:
			lit := in.ext.lit
			if pos <= len(text) && len(lit) <= len(text)-pos {
				sub := text[pos : pos+len(lit)]
				i := 0
				for i < len(sub) && i < len(lit) && uint32(sub[i]) == lit[i] {
					i++
				}
				if i == len(lit) {
					pos += i
					in = in.next
					continue
				}
			}

		case opMark:
			x := in.x
			marks := m.marks
			if sp > 0 {
				if sp >= len(m.stack) {
					if err := m.grow(); err != nil {
						return -1, err
					}
				}
				m.stack[sp] = frame{a: marks[x], b: int64(m.lastIndex), pc: in.self}
				sp++
			}
			m.marked = true
			marks[x] = pos
			if x&1 != 0 {
				m.lastIndex = int(x/2) + 1
			}
			in = in.next
			continue

		case opAt:
			if at(in, whole, pos, end) {
				in = in.next
				continue
			}

		case opSplit:
			switch may(in, text, pos) {
			case 1:
				in = in.next
			case 2:
				in = in.y
			case 3:
				if sp >= len(m.stack) {
					if err := m.grow(); err != nil {
						return -1, err
					}
				}
				m.stack[sp] = frame{a: pos, pc: in.self}
				sp++
				in = in.next
			default:
				goto fail
			}
			if m.budget--; m.budget < 0 {
				if err := m.poll(); err != nil {
					return -1, err
				}
			}
			continue

		case opBranch:
			var mask uint64
			x := in.ext
			if uint(pos) < uint(len(text)) {
				if c := uint32(text[pos]); c < 256 {
					mask = x.masks[c]
				} else {
					mask = x.hiMask
				}
			} else {
				mask = x.eofMask
			}
			if mask != 0 {
				i := bits.TrailingZeros64(mask)
				if mask &= mask - 1; mask != 0 {
					if sp >= len(m.stack) {
						if err := m.grow(); err != nil {
							return -1, err
						}
					}
					m.stack[sp] = frame{a: pos, b: int64(mask), pc: in.self}
					sp++
				}
				in = x.targets[i]
				continue
			}

		case opRepPoss:
			if room := len(text) - pos; room >= in.min || in.flags&flagLate != 0 {
				limit := len(text)
				if in.max < room {
					limit = pos + in.max
				}
				p := scan(in, text, pos, limit)
				if p-pos >= in.min {
					pos = p
					in = in.next
					continue
				}
			}

		case opRepMax:
			if room := len(text) - pos; room >= in.min || in.flags&flagLate != 0 {
				limit := len(text)
				if in.max < room {
					limit = pos + in.max
				}
				p := scan(in, text, pos, limit)
				low := pos + in.min
				if p < low {
					goto fail
				}
				if in.flags&keepFlag[T]() == 0 {
					if in.flags&flagAny == 0 {
						for may(in, text, p) == 0 {
							if p--; p < low {
								goto fail
							}
						}
					}
					if p > low {
						if sp >= len(m.stack) {
							if err := m.grow(); err != nil {
								return -1, err
							}
						}
						m.stack[sp] = frame{a: low, b: int64(p - 1), pc: in.self}
						sp++
					}
				}
				pos = p
				in = in.next
				continue
			}

		case opRepMin:
			if room := len(text) - pos; room >= in.min || in.flags&flagLate != 0 {
				limit := len(text)
				if in.max < room {
					limit = pos + in.max
				}
				p := pos
				if in.min > 0 {
					p = scan(in, text, pos, pos+in.min)
					if p-pos < in.min {
						goto fail
					}
				}
				p = lazyStop(in, text, p, limit)
				if p < 0 {
					goto fail
				}
				if p < limit && in.set.has(uint32(text[p])) {
					if sp >= len(m.stack) {
						if err := m.grow(); err != nil {
							return -1, err
						}
					}
					m.stack[sp] = frame{a: limit, b: int64(p), pc: in.self}
					sp++
				}
				pos = p
				in = in.next
				continue
			}

		case opLoopEnter:
			r := &m.loops[in.x]
			if sp > 0 {
				if sp >= len(m.stack) {
					if err := m.grow(); err != nil {
						return -1, err
					}
				}
				m.stack[sp] = frame{b: int64(r.last), c: uint32(r.count + 1), pc: in.self}
				sp++
			}
			r.count, r.last = -1, -1
			in = in.next
			continue

		case opMaxUntil, opMinUntil:
			if m.budget--; m.budget < 0 {
				if err := m.poll(); err != nil {
					return -1, err
				}
			}
			r := &m.loops[in.x]
			count := r.count + 1
			if in.max == maxCount && count > in.min {
				count = in.min // more makes no difference, and the number stays small
			}
			f := frame{a: pos, b: int64(r.last), c: uint32(r.count + 1), pc: in.z.self}
			switch {
			case count < in.min:
				// The body only; the registers are undone.
			case count >= in.max || in.flags&flagNullable != 0 && pos == r.last:
				in = in.next
				continue
			default:
				switch may(in, text, pos) {
				case 0:
					goto fail
				case 1: // only the body is possible
				case 2: // only the exit is possible
					in = in.next
					continue
				default:
					f.pc = in.self
					if in.op == opMinUntil {
						if sp >= len(m.stack) {
							if err := m.grow(); err != nil {
								return -1, err
							}
						}
						m.stack[sp] = f
						sp++
						in = in.next
						continue
					}
				}
				r.last = pos
			}
			if f.pc == in.self || sp > 0 {
				if sp >= len(m.stack) {
					if err := m.grow(); err != nil {
						return -1, err
					}
				}
				m.stack[sp] = f
				sp++
			}
			r.count = count
			in = in.y
			continue

		case opPossEnter:
			r := &m.loops[in.x]
			r.count, r.last = 0, -1
			in = in.next
			continue

		case opPossHead:
			if m.budget--; m.budget < 0 {
				if err := m.poll(); err != nil {
					return -1, err
				}
			}
			r := &m.loops[in.x]
			r.base = sp
			if r.count >= in.min {
				if r.count >= in.max || pos == r.last || may(in, text, pos) == 0 {
					in = in.next
					continue
				}
				r.last = pos
				if sp >= len(m.stack) {
					if err := m.grow(); err != nil {
						return -1, err
					}
				}
				m.stack[sp] = frame{a: pos, pc: in.self}
				sp++
			}
			in = in.y
			continue

		case opPossTail:
			r := &m.loops[in.x]
			r.count++
			sp = m.cut(in, r.base, sp)
			in = in.next
			continue

		case opAtomic:
			m.regions[in.x].base = sp
			in = in.next
			continue

		case opAtomicEnd:
			sp = m.cut(in, m.regions[in.x].base, sp)
			in = in.next
			continue

		case opAssert:
			if pos >= in.min {
				m.regions[in.x] = regionReg{sp, pos}
				pos -= in.min
				in = in.next
				continue
			}

		case opAssertEnd:
			r := &m.regions[in.x]
			pos = r.pos
			sp = m.cut(in, r.base, sp)
			in = in.next
			continue

		case opAssertNot:
			if pos < in.min {
				in = in.z
				continue
			}
			m.regions[in.x].base = sp
			if sp >= len(m.stack) {
				if err := m.grow(); err != nil {
					return -1, err
				}
			}
			m.stack[sp] = frame{a: pos, pc: in.self}
			sp++
			pos -= in.min
			in = in.next
			continue

		case opAssertNotEnd:
			base := m.regions[in.x].base
			m.unwind(base, sp)
			sp = base

		case opBackref:
			if a := m.marks[2*in.x]; uint(a) < uint(pos) && pos < len(text) && in.fold == foldNone &&
				text[pos] != whole[a] && m.marks[2*in.x+1] > a {
				goto fail // most often the first character tells
			}
			if p := backref(in, m.marks, whole, text, pos); p >= 0 {
				pos = p
				in = in.next
				continue
			}

		case opCond:
			if a, b := m.marks[2*in.x], m.marks[2*in.x+1]; a >= 0 && b >= a {
				in = in.next
			} else {
				in = in.y
			}
			continue

		case opAccept:
			if (!m.full || pos == end) && (!m.mustAdvance || pos != m.start) {
				return pos, nil
			}
		}

	fail:
		if m.budget--; m.budget < 0 {
			if err := m.poll(); err != nil {
				return -1, err
			}
		}
	resume:
		for {
			if sp == 0 {
				if m.marked {
					m.reset()
				}
				if !m.search {
					return -1, nil
				}
				pos = nextStart(m, text)
				if pos < 0 {
					return -1, nil
				}
				in = m.prog.entry
				break resume
			}
			f := &m.stack[sp-1]
			in = m.prog.insts[f.pc]
			switch in.op {
			case opMark:
				sp--
				m.marks[in.x] = f.a
				m.lastIndex = int(f.b)

			case opSplit:
				sp--
				pos = f.a
				in = in.y
				break resume

			case opBranch:
				mask := uint64(f.b)
				pos = f.a
				in = in.ext.targets[bits.TrailingZeros64(mask)]
				if mask &= mask - 1; mask != 0 {
					f.b = int64(mask)
				} else {
					sp--
				}
				break resume

			case opRepMax:
				p, low := int(f.b), f.a
				if in.flags&flagAny == 0 {
					for p >= low && may(in, text, p) == 0 {
						p--
					}
				}
				if p > low {
					f.b = int64(p - 1)
				} else {
					sp--
					if p < low {
						continue
					}
				}
				pos = p
				in = in.next
				break resume

			case opRepMin:
				// The frame was only pushed if one more matches.
				p := lazyStop(in, text, int(f.b)+1, f.a)
				if p < 0 {
					sp--
					continue
				}
				if p < f.a && in.set.has(uint32(text[p])) {
					f.b = int64(p)
				} else {
					sp--
				}
				pos = p
				in = in.next
				break resume

			case opLoopEnter:
				sp--
				r := &m.loops[in.x]
				r.count, r.last = int(f.c)-1, int(f.b)

			case opMaxUntil:
				sp--
				r := &m.loops[in.x]
				r.count, r.last = int(f.c)-1, int(f.b)
				pos = f.a
				in = in.next
				break resume

			case opMinUntil:
				// The frame stays to restore the registers.
				pos = f.a
				f.pc = in.z.self
				r := &m.loops[in.x]
				r.count, r.last = int(f.c), pos
				if in.max == maxCount && r.count > in.min {
					r.count = in.min
				}
				in = in.y
				break resume

			case opPossHead:
				sp--
				pos = f.a
				in = in.next
				break resume

			case opAssertNot:
				sp--
				pos = f.a
				in = in.z
				break resume

			default:
				sp-- // not reached: nothing else pushes frames
			}
		}
	}
}

// lazyStop returns the first position from p on where a lazy repeat may stop,
// or -1 if there is none up to limit.
func lazyStop[T unit](in *inst, text []T, p, limit int) int {
	if in.flags&flagAny != 0 {
		return p
	}
	for may(in, text, p) == 0 {
		if p >= limit || !in.set.has(uint32(text[p])) {
			return -1
		}
		p++
	}
	return p
}

// at tests a position. The character at end is visible only to a test at a
// position beyond end.
func at[T unit](in *inst, whole []T, pos, end int) bool {
	switch in.x {
	case atBeginning, atBeginningString:
		return pos == 0
	case atBeginningLine:
		return pos == 0 || whole[pos-1] == '\n'
	case atEnd:
		return pos == end || pos == end-1 && whole[pos] == '\n'
	case atEndLine:
		return pos == end || pos < len(whole) && whole[pos] == '\n'
	case atEndString:
		return pos == end
	}
	before := pos > 0 && in.set.has(uint32(whole[pos-1]))
	after := pos < end && in.set.has(uint32(whole[pos]))
	switch in.x {
	case atBoundary, atLocBoundary, atUniBoundary:
		return before != after
	}
	return before == after
}

// backref matches the text of a group again and returns the position after it, or -1.
func backref[T unit](in *inst, marks []int, whole, text []T, pos int) int {
	a, b := marks[2*in.x], marks[2*in.x+1]
	if a < 0 || b < a {
		return -1
	}
	if a == b {
		return pos
	}
	if b-a > len(text)-pos {
		return -1
	}
	group, here := whole[a:b], text[pos:pos+b-a]
	if in.fold == foldNone {
		for i, u := range group {
			if u != here[i] {
				return -1
			}
		}
		return pos + b - a
	}
	for i, u := range group {
		if u != here[i] && foldChar(in.fold, uint32(u)) != foldChar(in.fold, uint32(here[i])) {
			return -1
		}
	}
	return pos + b - a
}
