// This file implements the part of the verifier that proves what kind of object certain registers hold.
//
// It is a forward data-flow analysis over the registers that some instruction requires to be a cell, list, set, dict or
// str. A named local that is no cell can be written from outside (frame.f_locals), so nothing is ever known of it. Code
// without such instructions is not analysed at all.

package code

import (
	"errors"
	"fmt"
)

// objKind is what is known of a register. Order matters not; kindNone is the state of code not reached yet.
type objKind uint8

const (
	kindNone objKind = iota
	kindAny
	kindCell
	kindList
	kindSet
	kindDict
	kindStr // or what FORMAT_PIECE leaves: BUILD_STRING takes both
)

var objKindNames = [...]string{"nothing", "anything", "a cell", "a list", "a set", "a dict", "a str"}

// operandKinds calls need for each register that i requires to hold a certain kind.
func operandKinds(i Instr, need func(reg int, k objKind)) {
	switch i.Op() {
	case LOAD_DEREF, STORE_DEREF, DELETE_DEREF, LOAD_DICT_OR_DEREF:
		need(i.B(), kindCell)
	case LIST_APPEND, LIST_EXTEND:
		need(i.A(), kindList)
	case LIST_TO_TUPLE:
		need(i.B(), kindList)
	case SET_ADD, SET_UPDATE:
		need(i.A(), kindSet)
	case MAP_ADD, DICT_UPDATE, DICT_MERGE:
		need(i.A(), kindDict)
	case BUILD_STRING:
		for r := i.B(); r < i.B()+i.C(); r++ {
			need(r, kindStr)
		}
	}
}

// kindAnalysis holds the memory of the analysis, which the codes of one Verify share.
type kindAnalysis struct {
	slots  []int32 // by register: 1 + index into states, 0 when not of interest
	used   []int   // the registers with a slot
	leader []int32 // by instruction: 1 + index of the state at its start, 0 when none begins there
	cover  []int32 // by instruction: 1 + index of the handler that covers it
	next   []int32 // for cover: the next instruction without a handler
	states []objKind
	cur    []objKind
	queued []bool
	work   []int
}

// Limits against hostile files, far above what compiled programs need.
const (
	maxKindStates = 1 << 26
	maxKindSteps  = 200 // per instruction
)

var errTooComplex = errors.New("too complex to verify")

func (a *kindAnalysis) check(c *Code, targets []bool) error {
	a.used = a.used[:0]
	if len(a.slots) < c.NumRegs {
		a.slots = make([]int32, c.NumRegs)
	}
	for _, i := range c.Instrs {
		operandKinds(i, func(reg int, _ objKind) {
			if a.slots[reg] == 0 && tracked(c, reg) {
				a.used = append(a.used, reg)
				a.slots[reg] = int32(len(a.used))
			} else if !tracked(c, reg) {
				a.slots[reg] = -1
			}
		})
	}
	defer func() {
		clear(a.slots[:c.NumRegs])
	}()
	for pc, i := range c.Instrs {
		var err error
		operandKinds(i, func(reg int, k objKind) {
			if a.slots[reg] < 0 && err == nil {
				err = fmt.Errorf("instruction %d (%s): %s in the local %q", pc, i.Op(), objKindNames[k], c.Locals[reg].Name)
			}
		})
		if err != nil {
			return err
		}
	}
	if len(a.used) == 0 {
		return nil
	}
	return a.run(c, targets)
}

// tracked tells whether only the code itself writes the register.
func tracked(c *Code, reg int) bool {
	return reg >= len(c.Locals) || c.Locals[reg].Kind&(KindCell|KindFree) != 0
}

func (a *kindAnalysis) run(c *Code, targets []bool) error {
	n, width := len(c.Instrs), len(a.used)
	a.leader = resetInt32s(a.leader, n)
	leaders := 0
	for pc := range c.Instrs {
		if pc == 0 || targets[pc] {
			leaders++
			a.leader[pc] = int32(leaders)
		}
	}
	if leaders*width > maxKindStates {
		return errTooComplex
	}
	if size := leaders * width; cap(a.states) < size {
		a.states = make([]objKind, size)
	} else {
		a.states = a.states[:size]
		clear(a.states)
	}
	if cap(a.cur) < width {
		a.cur = make([]objKind, width)
	}
	a.cur = a.cur[:width]
	a.queued = resetBools(a.queued, n)
	a.work = a.work[:0]
	a.coverage(c)

	for s := range a.cur {
		a.cur[s] = kindAny
	}
	a.flow(0)
	for steps := 0; len(a.work) > 0; {
		pc := a.work[len(a.work)-1]
		a.work = a.work[:len(a.work)-1]
		a.queued[pc] = false
		copy(a.cur, a.state(pc))
		untold := true // the handler has not seen the current state; only what can raise shows it
		for {
			if steps++; steps/maxKindSteps > n {
				return errTooComplex
			}
			i := c.Instrs[pc]
			var err error
			operandKinds(i, func(reg int, k objKind) {
				if got := a.cur[a.slots[reg]-1]; got != k && err == nil {
					err = fmt.Errorf("instruction %d (%s): register %d holds %s where it needs %s", pc, i.Op(), reg,
						objKindNames[got], objKindNames[k])
				}
			})
			if err != nil {
				return err
			}
			info := &ops[i.Op()]
			raises := info.Raises || info.Calls
			untold = untold || pc > 0 && a.cover[pc] != a.cover[pc-1]
			if raises && untold {
				a.handler(c, pc)
				untold = false
			}
			if a.write(c, i) {
				untold = true
				if raises { // perhaps after it has written
					a.handler(c, pc)
					untold = false
				}
			}
			if off, ok := jumpOffset(i); ok {
				a.flow(pc + 1 + off)
			}
			if i.Op().Terminates() {
				break
			}
			pc++
			if a.leader[pc] != 0 {
				a.flow(pc)
				break
			}
		}
	}
	return nil
}

// coverage fills a.cover: of the handlers that cover an instruction the last one gets control.
func (a *kindAnalysis) coverage(c *Code) {
	a.cover = resetInt32s(a.cover, len(c.Instrs))
	if len(c.Handlers) == 0 {
		return
	}
	a.next = resetInt32s(a.next, len(c.Instrs)+1)
	for pc := range a.next {
		a.next[pc] = int32(pc)
	}
	find := func(pc int32) int32 {
		for a.next[pc] != pc {
			a.next[pc] = a.next[a.next[pc]]
			pc = a.next[pc]
		}
		return pc
	}
	for k := len(c.Handlers) - 1; k >= 0; k-- {
		h := c.Handlers[k]
		for pc := find(int32(h.Start)); pc < int32(h.End); pc = find(pc) {
			a.cover[pc] = int32(k + 1)
			a.next[pc] = pc + 1
		}
	}
}

func (a *kindAnalysis) state(pc int) []objKind {
	w := len(a.used)
	at := int(a.leader[pc]-1) * w
	return a.states[at : at+w]
}

// flow merges the current state into that of the leader at pc, which is visited again if this changes it.
func (a *kindAnalysis) flow(pc int) {
	st, changed := a.state(pc), false
	for s, k := range a.cur {
		switch {
		case st[s] == kindNone:
			st[s], changed = k, true
		case st[s] != k && st[s] != kindAny:
			st[s], changed = kindAny, true
		}
	}
	if changed && !a.queued[pc] {
		a.queued[pc] = true
		a.work = append(a.work, pc)
	}
}

// handler merges the current state into the handler that covers pc.
func (a *kindAnalysis) handler(c *Code, pc int) {
	k := a.cover[pc]
	if k == 0 {
		return
	}
	h := c.Handlers[k-1]
	s := a.slots[h.Reg] - 1
	if s < 0 {
		a.flow(int(h.Target))
		return
	}
	old := a.cur[s]
	a.cur[s] = kindAny
	a.flow(int(h.Target))
	a.cur[s] = old
}

// write changes the current state as i does and tells whether it changed.
func (a *kindAnalysis) write(c *Code, i Instr) bool {
	changed := false
	set := func(reg int, k objKind) {
		if s := a.slots[reg] - 1; s >= 0 && a.cur[s] != k {
			a.cur[s], changed = k, true
		}
	}
	op := i.Op()
	switch op {
	case MOVE:
		k := kindAny
		if s := a.slots[i.B()] - 1; s >= 0 {
			k = a.cur[s]
		}
		set(i.A(), k)
		return changed
	case MAKE_CELL:
		set(i.A(), kindCell)
		return changed
	case COPY_FREE_VARS:
		for r := i.A(); r < i.A()+i.B(); r++ {
			set(r, kindCell)
		}
		return changed
	case LOAD_CONST:
		k := kindAny
		if _, ok := c.Consts[i.W()].(Str); ok {
			k = kindStr
		}
		set(i.A(), k)
		return changed
	case BUILD_LIST:
		set(i.A(), kindList)
		return changed
	case BUILD_SET:
		set(i.A(), kindSet)
		return changed
	case BUILD_MAP:
		set(i.A(), kindDict)
		return changed
	case BUILD_STRING, FORMAT_SIMPLE, FORMAT_PIECE, FORMAT_SPEC:
		set(i.A(), kindStr)
		return changed
	case CONVERT:
		k := kindAny
		if i.C() != ConvNone {
			k = kindStr
		}
		set(i.A(), k)
		return changed
	case DELETE_FAST, UNBIND:
		set(i.A(), kindAny)
		return changed
	}
	f := ops[op].Format
	if f[len(f)-1] == 'r' {
		set(i.C(), kindAny)
	}
	switch f[0] {
	case 'r', 'm':
		set(i.A(), kindAny)
	case 'w':
		// A window that starts at A is written, except for SETSLICE's; of a call only the result. Forgetting more than
		// need be costs nothing: the arguments of a call are not used again.
		if op != SETSLICE {
			w, _ := windows(i)
			for r := w.First; r < w.First+w.Count; r++ {
				set(r, kindAny)
			}
		}
	}
	return changed
}

func resetInt32s(s []int32, n int) []int32 {
	if cap(s) < n {
		return make([]int32, n)
	}
	s = s[:n]
	clear(s)
	return s
}
