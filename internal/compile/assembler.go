// This file implements the assembler: it numbers registers, constants and names, resolves jumps, and makes the tables of
// exceptions and positions.

package compile

import (
	"errors"
	"sort"
	"strings"

	"weft/internal/code"
	"weft/internal/symtable"
	"weft/internal/syntax"
)

var errTooLarge = errors.New("code block is too large")

// assemble makes the code object of u.
func (c *compiler) assemble(u *unit) (*code.Code, error) {
	co := &code.Code{
		Name: u.name, QualName: u.qualname, Filename: c.opts.Filename, FirstLine: u.firstLine,
		ArgCount: u.argCount, PosOnlyArgCount: u.posOnly, KwOnlyArgCount: u.kwOnly, Flags: c.flags(u),
	}
	regs := u.layout(co)
	list := u.unpackDirectly(u.tidy(u.expand()), regs)
	list = append(u.makePrologue(co, regs), list...)
	a := &assembler{u: u, co: co, list: list}
	a.relax()
	if err := a.tables(); err != nil {
		return nil, err
	}
	if err := a.encode(regs); err != nil {
		return nil, err
	}
	return co, nil
}

// flags computes co_flags.
func (c *compiler) flags(u *unit) uint32 {
	b := u.block
	var f uint32
	if b.Kind.FunctionLike() {
		f |= code.FlagOptimized | code.FlagNewLocals
		if b.Nested {
			f |= code.FlagNested
		}
		switch {
		case b.Generator && b.Coroutine:
			f |= code.FlagAsyncGenerator
		case b.Generator:
			f |= code.FlagGenerator
		case b.Coroutine:
			f |= code.FlagCoroutine
		}
		if b.VarArgs {
			f |= code.FlagVarArgs
		}
		if b.VarKeywords {
			f |= code.FlagVarKeywords
		}
		if b.Method {
			f |= code.FlagMethod
		}
	}
	if u.hasDoc {
		f |= code.FlagHasDocstring
	}
	const futures = 0x1fe0000
	f |= uint32(c.table.Future) & futures
	if u.kind == scopeModule && c.opts.Future&symtable.AllowTopLevelAwait != 0 && b.Coroutine && !b.Generator {
		f |= code.FlagCoroutine
	}
	return f
}

// layout decides the order of the named locals and returns the final register of each.
func (u *unit) layout(co *code.Code) []reg {
	const (
		arg = iota
		plain
		cell
		implicit
		free
	)
	type entry struct {
		group, id int
	}
	list := make([]entry, len(u.locals))
	for i, v := range u.locals {
		g := plain
		switch {
		case v.kind&code.KindArg != 0:
			g = arg
		case v.kind&code.KindFree != 0:
			g = free
		case v.kind&code.KindCell != 0:
			g = cell
			if u.kind == scopeClass && strings.HasPrefix(v.name, "__") && v.kind&code.KindHidden == 0 {
				g = implicit
			}
		}
		list[i] = entry{g, i}
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.group != b.group {
			return a.group < b.group
		}
		if a.group == cell || a.group == free {
			return u.locals[a.id].name < u.locals[b.id].name
		}
		x, y := u.locals[a.id].seq, u.locals[b.id].seq
		if a.group == plain && x != y {
			return x != 0 && (y == 0 || x < y)
		}
		return a.id < b.id
	})
	regs := make([]reg, len(list))
	co.Locals = make([]code.Local, len(list))
	for i, e := range list {
		regs[e.id] = reg(i)
		co.Locals[i] = code.Local{Name: u.locals[e.id].name, Kind: u.locals[e.id].kind}
		if e.group == free {
			co.NumFree++
		}
	}
	// The function of a type parameter scope has the variable .defaults even when nothing is passed for it.
	for i := code.NumParams(co); i < len(list); i++ {
		co.Locals[i].Kind &^= code.KindArg
	}
	co.NumRegs = len(list) + u.max + u.maxHoist
	return regs
}

// makePrologue returns the instructions that make the cells.
func (u *unit) makePrologue(co *code.Code, regs []reg) []inst {
	var out []inst
	p := syntax.Pos{Line: int32(u.firstLine), EndLine: int32(u.firstLine), Col: -1, EndCol: -1}
	if co.NumFree > 0 {
		// The free variables are consecutive only after layout: name the first by its final place.
		first := reg(len(co.Locals) - co.NumFree)
		for id, r := range regs {
			if r == first {
				out = append(out, inst{op: code.COPY_FREE_VARS, a: reg(id), b: reg(co.NumFree), pos: p})
			}
		}
	}
	order := make([]reg, len(regs))
	for id, r := range regs {
		order[r] = reg(id)
	}
	for _, id := range order {
		k := u.locals[id].kind
		if k&code.KindCell != 0 && k&code.KindHidden == 0 {
			out = append(out, inst{op: code.MAKE_CELL, a: id, pos: p})
		}
	}
	return out
}

type assembler struct {
	u    *unit
	co   *code.Code
	list []inst
	at   []int32 // instruction number of each label
}

// number assigns instruction numbers and returns how many instructions there are.
func (a *assembler) number() int {
	a.at = make([]int32, len(a.u.labels))
	n := 0
	for _, in := range a.list {
		if in.op == opLabel {
			a.at[in.to] = int32(n)
		} else {
			n++
		}
	}
	return n
}

// relax replaces jumps whose 16-bit offset does not reach by a short jump around a long one:
//
//	FOR_LOOP x, it -> far     FOR_LOOP x, it -> T; jump S; T: jump far; S:
//	JLT a, b -> far           JNLT a, b -> S; jump far; S:
func (a *assembler) relax() {
	for a.number() > 1<<15-64 {
		pc := int32(0)
		var out []inst
		changed := false
		for _, in := range a.list {
			if in.op == opLabel {
				out = append(out, in)
				continue
			}
			pc++
			if in.to == 0 || !strings.HasSuffix(string(code.Ops()[in.op].Format), "j") || fits16(a.at[in.to]-pc) {
				out = append(out, in)
				continue
			}
			changed = true
			skip := a.u.newLabel()
			far := inst{op: code.JUMP, to: in.to, guard: in.guard, pos: in.pos}
			if inv := inverse(in.op); inv != 0 {
				in.op, in.to = inv, skip
				out = append(out, in, far, inst{op: opLabel, to: skip})
				continue
			}
			t := a.u.newLabel()
			in.to = t
			out = append(out, in, inst{op: code.JUMP, to: skip, guard: in.guard, pos: in.pos}, inst{op: opLabel, to: t}, far,
				inst{op: opLabel, to: skip})
		}
		a.list = out
		if !changed {
			return
		}
	}
}

func fits16(n int32) bool { return n == int32(int16(n)) }

// tables orders constants and names so that 16-bit operands reach theirs, and fills Consts and Names.
func (a *assembler) tables() error {
	u := a.u
	constMap := identity(len(u.consts))
	nameMap := identity(len(u.names))
	if len(u.consts) > 1<<16 || len(u.names) > 1<<16 {
		kUsed, nUsed := make([]bool, len(u.consts)), make([]bool, len(u.names))
		if u.hasDoc {
			kUsed[0] = true
		}
		for _, in := range a.list {
			if in.op == opLabel {
				continue
			}
			f := code.Ops()[in.op].Format
			for i, letter := range f {
				v := [...]int32{in.a, in.b, in.c}[min(i, 2)]
				switch letter {
				case 'k':
					kUsed[v] = true
				case 'n':
					nUsed[v] = true
				}
			}
		}
		constMap, nameMap = firstOnes(kUsed), firstOnes(nUsed)
		for i := range a.list {
			in := &a.list[i]
			if in.op == opLabel {
				continue
			}
			for j, letter := range code.Ops()[in.op].Format {
				p := [...]*int32{&in.a, &in.b, &in.c}[min(j, 2)]
				switch letter {
				case 'k', 'K':
					*p = constMap[*p]
				case 'n', 's':
					*p = nameMap[*p]
				}
			}
		}
	}
	a.co.Consts = make([]code.Const, len(u.consts))
	for i, k := range u.consts {
		a.co.Consts[constMap[i]] = k
	}
	a.co.Names = make([]string, len(u.names))
	for i, n := range u.names {
		a.co.Names[nameMap[i]] = n
	}
	return nil
}

func identity(n int) []int32 {
	m := make([]int32, n)
	for i := range m {
		m[i] = int32(i)
	}
	return m
}

// firstOnes numbers the chosen ones before the others.
func firstOnes(chosen []bool) []int32 {
	m := make([]int32, len(chosen))
	n := int32(0)
	for _, want := range []bool{true, false} {
		for i, c := range chosen {
			if c == want {
				m[i] = n
				n++
			}
		}
	}
	return m
}

// encode packs the instructions.
func (a *assembler) encode(regs []reg) error {
	co, u := a.co, a.u
	n := a.number()
	nlocals := reg(len(regs))
	final := func(r reg) reg {
		switch {
		case r >= hoistBase:
			return nlocals + reg(u.max) + r - hoistBase
		case r >= tempBase:
			return nlocals + r - tempBase
		}
		return regs[r]
	}
	if co.NumRegs > 1<<16 || n > 1<<30 {
		return errTooLarge
	}
	co.Instrs = make([]code.Instr, 0, n+1)
	var last code.Span
	var sites map[siteKey]int32
	guardStart, guard := 0, int32(0)
	flush := func(end int) {
		if guard != 0 && end > guardStart {
			h := u.handlers[guard-1]
			co.Handlers = append(co.Handlers, code.Handler{
				Start: uint32(guardStart), End: uint32(end), Target: uint32(a.at[h.to]), Reg: uint16(final(h.reg)),
			})
		}
	}
	for _, in := range a.list {
		pc := len(co.Instrs)
		if in.op == opLabel {
			if in.pos.Line == noLine {
				last = code.Span{Col: -1, EndCol: -1}
				co.Positions = appendRun(co.Positions, pc, last)
			}
			continue
		}
		info := &code.Ops()[in.op]
		if in.pos.Line != 0 {
			s := code.Span{Line: in.pos.Line, EndLine: in.pos.EndLine, Col: in.pos.Col, EndCol: in.pos.EndCol}
			if s != last || pc == 0 {
				last = s
				co.Positions = appendRun(co.Positions, pc, s)
			}
		}
		if in.guard != guard {
			// An instruction that cannot raise may be on either side of a boundary.
			if info.Raises || info.Calls {
				flush(pc)
				guard, guardStart = in.guard, pc
			}
		}
		v := [3]int32{in.a, in.b, in.c}
		wide := false
		for i, letter := range info.Format {
			switch letter {
			case 'r', 'u', 'm', 'w':
				v[i] = final(v[i])
			case 'j':
				v[i] = a.at[in.to] - int32(pc+1)
				if !fits16(v[i]) {
					return errTooLarge
				}
			case 'J':
				v[i] = a.at[in.to] - int32(pc+1)
				wide = true
			case 'K', 'W':
				wide = true
			case 's':
				if sites == nil {
					sites = map[siteKey]int32{}
				}
				v[i] = a.site(sites, in.op, v[i])
				if v[i] < 0 {
					return errTooLarge
				}
			case 'k', 'n', 'c':
				if v[i] < 0 || v[i] > 1<<16-1 {
					return errTooLarge
				}
			}
		}
		if wide {
			co.Instrs = append(co.Instrs, code.MakeWide(in.op, int(v[0]), v[1]))
		} else {
			co.Instrs = append(co.Instrs, code.Make(in.op, int(v[0]), int(v[1]), int(v[2])))
		}
	}
	flush(len(co.Instrs))
	co.Instrs = append(co.Instrs, code.Make(code.TRAP, 0, 0, 0))
	return nil
}

// siteKey is what instructions may share a site by when there are too many for one each.
type siteKey struct {
	op   code.Op
	name int32
}

// site returns the number of a new site, or, when they run short, of one that an instruction of the same kind has.
func (a *assembler) site(sites map[siteKey]int32, op code.Op, name int32) int32 {
	const spare = 1 << 15
	key := siteKey{op, name}
	if len(a.co.Sites) >= spare {
		if i, ok := sites[key]; ok {
			return i
		}
	}
	i := int32(len(a.co.Sites))
	if i > 1<<16-1 {
		return -1
	}
	a.co.Sites = append(a.co.Sites, code.Site{Name: uint32(name)})
	sites[key] = i
	return i
}

// appendRun begins a run at pc; one that is empty is overwritten.
func appendRun(runs []code.PosRun, pc int, s code.Span) []code.PosRun {
	if n := len(runs); n > 0 && runs[n-1].Start == uint32(pc) {
		runs[n-1].Span = s
		return runs
	}
	return append(runs, code.PosRun{Start: uint32(pc), Span: s})
}
