// This file implements liveness of temporaries: which registers of a waiting frame its code will still read.

package code

// Liveness knows for each instruction of a code object which temporaries are read after it. Temporaries that are not live
// hold garbage that only looks alive; a precise collection clears them first. Named locals always count as live, since
// locals() shows them. A Liveness is immutable; making one takes time and memory in proportion to the code, so keep it.
type Liveness struct {
	first int // number of named locals
	words int // words of a set
	after []uint64
}

// NewLiveness analyses c, which must have passed Verify.
func NewLiveness(c *Code) *Liveness {
	n := len(c.Instrs)
	l := &Liveness{first: len(c.Locals), words: (c.NumRegs - len(c.Locals) + 63) / 64}
	l.after = make([]uint64, n*l.words)
	if l.words == 0 {
		return l
	}
	cover := make([]int32, n) // 1 + index of the handler that gets the exceptions of an instruction
	for k, h := range c.Handlers {
		for pc := h.Start; pc < h.End; pc++ {
			cover[pc] = int32(k + 1)
		}
	}
	before := make([]uint64, n*l.words)
	set := func(s []uint64, pc int) []uint64 { return s[pc*l.words : (pc+1)*l.words] }
	tmp := make([]uint64, l.words)
	for changed := true; changed; {
		changed = false
		for pc := n - 1; pc >= 0; pc-- {
			i := c.Instrs[pc]
			op := i.Op()
			out := set(l.after, pc)
			// A loop instruction writes its register on one of the two ways only.
			written := -1
			if op == FOR_ITER || op == FOR_LOOP {
				written = i.A() - l.first
			}
			flow := func(to int, writes bool) {
				for w, x := range set(before, to) {
					if writes && written >= 0 && w == written/64 {
						x &^= 1 << (written % 64)
					}
					out[w] |= x
				}
			}
			if off, ok := jumpOffset(i); ok {
				flow(pc+1+off, op == FOR_LOOP)
			}
			if !op.Terminates() && pc+1 < n {
				flow(pc+1, op == FOR_ITER)
			}
			copy(tmp, out)
			l.writes(i, func(r int) {
				if r -= l.first; r >= 0 {
					tmp[r/64] &^= 1 << (r % 64)
				}
			})
			l.reads(i, func(r int) {
				if r -= l.first; r >= 0 {
					tmp[r/64] |= 1 << (r % 64)
				}
			})
			if k := cover[pc]; k > 0 && (ops[op].Raises || ops[op].Calls) {
				h := c.Handlers[k-1]
				r := int(h.Reg) - l.first
				for w, x := range set(before, int(h.Target)) {
					if r >= 0 && w == r/64 {
						x &^= 1 << (r % 64)
					}
					tmp[w] |= x
					// While the instruction runs, what its handler reads is alive as well.
					out[w] |= x
				}
			}
			if union(set(before, pc), tmp) {
				changed = true
			}
		}
	}
	// What the instruction writes itself is not yet there while it runs.
	for pc := range n {
		out := set(l.after, pc)
		l.writes(c.Instrs[pc], func(r int) {
			if r -= l.first; r >= 0 {
				out[r/64] &^= 1 << (r % 64)
			}
		})
	}
	return l
}

// Live tells whether register r of a frame that waits in instruction pc (a call or a yield) is still of use.
func (l *Liveness) Live(pc, r int) bool {
	if r -= l.first; r < 0 {
		return true
	}
	return r < l.words*64 && l.after[pc*l.words+r/64]&(1<<(r%64)) != 0
}

func union(dst, src []uint64) bool {
	changed := false
	for i, x := range src {
		if x&^dst[i] != 0 {
			dst[i] |= x
			changed = true
		}
	}
	return changed
}

// writesWindow tells whether the window at operand A is written rather than read.
func writesWindow(op Op) bool {
	switch op {
	case COPY_FREE_VARS, UNPACK_SEQUENCE, UNPACK_EX, LOAD_METHOD, LOAD_SPECIAL, EG_MATCH, LOAD_SUPER_METHOD, LOAD_SUPER_METHOD_0:
		return true
	}
	return false
}

// writes visits the registers that i writes whenever it completes and goes on to the next instruction or jumps.
func (l *Liveness) writes(i Instr, visit func(r int)) {
	op := i.Op()
	switch op {
	case FOR_ITER, FOR_LOOP:
		return // not when exhausted
	case CALL_KW, CALL_METHOD_KW, CALL_EX, MAKE_GENERATOR:
		visit(i.A())
		return
	}
	f := ops[op].Format
	if f[0] == 'r' || f[0] == 'm' {
		visit(i.A())
	}
	if f[len(f)-1] == 'r' {
		visit(i.C())
	}
	if writesWindow(op) {
		w, _ := windows(i)
		for r := w.First; r < w.First+w.Count; r++ {
			visit(r)
		}
	}
}

// reads visits the registers that i reads.
func (l *Liveness) reads(i Instr, visit func(r int)) {
	op := i.Op()
	f := ops[op].Format
	for k := 0; k < len(f); k++ {
		if f[k] == 'u' || f[k] == 'm' {
			visit([3]int{i.A(), i.B(), i.C()}[k])
		}
	}
	w1, w2 := windows(i)
	if writesWindow(op) {
		w1 = w2
	}
	for r := w1.First; r < w1.First+w1.Count; r++ {
		visit(r)
	}
}

// Reads visits the registers that i reads, and Writes those it writes whenever it completes.
func (i Instr) Reads(visit func(r int)) { (*Liveness)(nil).reads(i, visit) }

// Writes: see Reads.
func (i Instr) Writes(visit func(r int)) { (*Liveness)(nil).writes(i, visit) }

// JumpOffset returns the offset of a jump, relative to the next instruction.
func (i Instr) JumpOffset() (off int, ok bool) { return jumpOffset(i) }
