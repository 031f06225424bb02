// This file implements the clean-up of a unit's instructions: jump threading, inversion of jumps over jumps, and removal of
// what cannot be reached.

package compile

import "weft/internal/code"

// expand turns opHoist into the loads it stands for and joins the out-of-line code.
func (u *unit) expand() []inst {
	out := make([]inst, 0, len(u.ins)+len(u.cold)+8)
	for _, list := range [][]inst{u.ins, u.cold} {
		for _, in := range list {
			if in.op != opHoist {
				out = append(out, in)
				continue
			}
			for _, h := range u.hoists[in.b].loads {
				op := code.LOAD_CONST
				if h.int {
					op = code.LOAD_INT
				}
				out = append(out, inst{op: op, a: h.reg, b: h.v, guard: in.guard, pos: in.pos})
			}
		}
	}
	return out
}

// inverse returns the jump that is taken exactly when op is not, 0 when there is none.
func inverse(op code.Op) code.Op {
	switch op {
	case code.JTRUE:
		return code.JFALSE
	case code.JFALSE:
		return code.JTRUE
	case code.JNONE:
		return code.JNOT_NONE
	case code.JNOT_NONE:
		return code.JNONE
	case code.JIS:
		return code.JIS_NOT
	case code.JIS_NOT:
		return code.JIS
	}
	switch {
	case op >= code.JLT && op <= code.JGE:
		return op - code.JLT + code.JNLT
	case op >= code.JNLT && op <= code.JNGE:
		return op - code.JNLT + code.JLT
	case op >= code.JLT_I && op <= code.JGE_I:
		return op - code.JLT_I + code.JNLT_I
	case op >= code.JNLT_I && op <= code.JNGE_I:
		return op - code.JNLT_I + code.JLT_I
	}
	return 0
}

// tidy repeats the clean-up until nothing changes, a few times at most.
func (u *unit) tidy(list []inst) []inst {
	for range 4 {
		changed := u.thread(list)
		n := len(list)
		list = u.sweep(list)
		if !changed && len(list) == n {
			break
		}
	}
	return list
}

// labelIndex maps each label to the index of its opLabel.
func (u *unit) labelIndex(list []inst) []int32 {
	at := make([]int32, len(u.labels))
	for i := range at {
		at[i] = -1
	}
	for i, in := range list {
		if in.op == opLabel {
			at[in.to] = int32(i)
		}
	}
	return at
}

// thread retargets jumps to jumps, and replaces jumps to returns.
func (u *unit) thread(list []inst) bool {
	at := u.labelIndex(list)
	changed := false
	for i := range list {
		in := &list[i]
		if in.to == 0 || in.op == opLabel || in.op == code.SEND {
			continue
		}
		for range 8 {
			j := at[in.to]
			for j >= 0 && int(j) < len(list) && list[j].op == opLabel {
				j++
			}
			if j < 0 || int(j) >= len(list) || int(j) == i {
				break
			}
			t := &list[j]
			if t.op == code.JUMP && t.to != in.to {
				in.to = t.to
				changed = true
				continue
			}
			if (t.op == code.RETURN_NONE || t.op == code.RETURN) && in.op == code.JUMP && i > 0 && list[i-1].op != code.YIELD_DELEGATE {
				pos := in.pos
				*in = *t
				if pos.Line != 0 && (t.op == code.RETURN_NONE || t.pos.Line == 0) {
					in.pos = pos
				}
				changed = true
			}
			break
		}
	}
	return changed
}

// sweep removes instructions behind an unconditional transfer up to the next label in use, jumps to the next instruction,
// and unused labels; and it inverts a conditional jump over a jump.
func (u *unit) sweep(list []inst) []inst {
	used := make([]bool, len(u.labels))
	seen := make([]bool, len(u.handlers)+1)
	for _, in := range list {
		if in.op != opLabel {
			used[in.to] = true
			if !seen[in.guard] {
				seen[in.guard] = true
				if in.guard > 0 {
					used[u.handlers[in.guard-1].to] = true
				}
			}
		}
	}
	used[0] = false
	out := list[:0]
	dead := false
	for i := range list {
		in := list[i]
		if in.op == opLabel {
			if !used[in.to] {
				continue
			}
			dead = false
			// A jump to here that directly precedes is of no use.
			for len(out) > 0 {
				k := len(out) - 1
				for k >= 0 && out[k].op == opLabel {
					k--
				}
				if k < 0 || out[k].op != code.JUMP || out[k].to != in.to || k > 0 && out[k-1].op == code.YIELD_DELEGATE {
					break
				}
				if line := out[k].pos.Line; line != 0 && line != lineBefore(out[:k]) && line != lineAfter(list[i:]) {
					// A pass, break or continue that nothing else stands for: tracing shall see it.
					out[k].op, out[k].to = code.NOP, 0
					break
				}
				out = append(out[:k], out[k+1:]...)
			}
			out = append(out, in)
			continue
		}
		if dead {
			continue
		}
		if in.op == code.JUMP && len(out) > 0 {
			// cond -> A; jump B; A: becomes not cond -> B; A:
			prev := &out[len(out)-1]
			if inv := inverse(prev.op); inv != 0 && labelFollows(list[i+1:], prev.to) {
				prev.op, prev.to = inv, in.to
				dead = true
				continue
			}
		}
		out = append(out, in)
		dead = ends(in.op)
	}
	return out
}

// lineBefore returns the line of the last instruction of list that has one; lineAfter of the first instruction.
func lineBefore(list []inst) int32 {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].op != opLabel && list[i].pos.Line != 0 {
			return list[i].pos.Line
		}
	}
	return 0
}

func lineAfter(list []inst) int32 {
	for _, in := range list {
		if in.op != opLabel {
			return in.pos.Line
		}
	}
	return 0
}

// unpackDirectly lets UNPACK_SEQUENCE write named locals when they turned out to be neighbours, so that the moves from the
// temporaries, which nothing else uses, are not needed. regs are the final registers of the locals.
func (u *unit) unpackDirectly(list []inst, regs []reg) []inst {
	out := list[:0]
	for i := 0; i < len(list); i++ {
		in := list[i]
		if in.op == code.UNPACK_SEQUENCE && !isLocal(in.a) && in.c > 0 && i+int(in.c) < len(list) && movesInOrder(list[i+1:i+1+int(in.c)], in.a, regs) {
			in.a = list[i+1].a
			i += int(in.c)
		}
		out = append(out, in)
	}
	return out
}

// movesInOrder tells whether moves are those of consecutive temporaries from t on to consecutive locals.
func movesInOrder(moves []inst, t reg, regs []reg) bool {
	for k, m := range moves {
		if m.op != code.MOVE || m.b != t+reg(k) || !isLocal(m.a) || regs[m.a] != regs[moves[0].a]+reg(k) {
			return false
		}
	}
	return true
}

// labelFollows tells whether l stands at the beginning of list.
func labelFollows(list []inst, l label) bool {
	for _, in := range list {
		if in.op != opLabel {
			return false
		}
		if in.to == l {
			return true
		}
	}
	return false
}
