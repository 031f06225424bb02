// This file implements the attributes and methods of code objects, and making code objects from parts: code(), replace().
//
// Offsets that Python sees (co_lines, co_positions, f_lasti) count lastiScale per instruction, from lastiScale on: offset 0 stands
// for the beginning of a call, which belongs to the line of the definition and has no instruction. co_code holds our own bytecode:
// eight bytes per instruction. Code that is made from parts must pass the verifier before it can run.

package object

import (
	"encoding/binary"
	"math"
	"strings"

	"weft/internal/code"
)

func codeGetSets() []GetSet {
	num := func(name string, f func(c *code.Code) int) GetSet {
		return GetSet{Name: name, Set: readonlyAttr, Get: func(th *Thread, self Value) (Value, error) {
			return Int(int64(f(AsCode(self).C))), nil
		}}
	}
	val := func(name string, f func(c *Code) Value) GetSet {
		return GetSet{Name: name, Set: readonlyAttr, Get: func(th *Thread, self Value) (Value, error) {
			return f(AsCode(self)), nil
		}}
	}
	return []GetSet{
		num("co_argcount", func(c *code.Code) int { return c.ArgCount }),
		num("co_posonlyargcount", func(c *code.Code) int { return c.PosOnlyArgCount }),
		num("co_kwonlyargcount", func(c *code.Code) int { return c.KwOnlyArgCount }),
		num("co_stacksize", func(c *code.Code) int { return c.NumRegs - len(c.Locals) }),
		num("co_flags", func(c *code.Code) int { return int(c.Flags) }),
		num("co_nlocals", func(c *code.Code) int { return len(varNames(c)) }),
		num("co_firstlineno", func(c *code.Code) int { return c.FirstLine }),
		val("co_consts", func(c *Code) Value { return NewTupleCopy(c.Consts).Value() }),
		val("co_names", func(c *Code) Value { return strTuple(c.Names) }),
		val("co_filename", func(c *Code) Value { return c.Filename.Value() }),
		val("co_name", func(c *Code) Value { return c.Name.Value() }),
		val("co_qualname", func(c *Code) Value { return c.QualName().Value() }),
		val("co_linetable", func(c *Code) Value { return BytesOf(lineTable(c.C)) }),
		val("co_exceptiontable", func(c *Code) Value { return BytesOf(exceptionTable(c.C)) }),
		{Name: "co_lnotab", Get: codeLnotab},
		{Name: "_co_code_adaptive", Get: codeCode},
		{Name: "co_varnames", Get: func(th *Thread, self Value) (Value, error) {
			return namesOf(AsCode(self), varNames(AsCode(self).C)), nil
		}},
		{Name: "co_cellvars", Get: func(th *Thread, self Value) (Value, error) {
			return namesOf(AsCode(self), cellNames(AsCode(self).C)), nil
		}},
		{Name: "co_freevars", Get: func(th *Thread, self Value) (Value, error) {
			return namesOf(AsCode(self), freeNames(AsCode(self).C)), nil
		}},
		{Name: "co_code", Get: codeCode},
	}
}

func codeMethods() []Method {
	return []Method{
		{Name: "co_lines", Sig: "(self, /)", Fn: codeCoLines},
		{Name: "co_positions", Sig: "(self, /)", Fn: codeCoPositions},
		{Name: "co_branches", Sig: "(self, /)", Fn: codeCoBranches},
		{Name: "replace", Sig: "($self, /, **changes)", Raw: codeReplace, Doc: "Return a copy of the code object with new values for the specified fields."},
		{Name: "__replace__", Sig: "($self, /, **changes)", Raw: codeReplaceDunder, Doc: "The same as replace()."},
		{Name: "_varname_from_oparg", Sig: "(self, /, oparg)", Fn: codeVarnameFromOparg},
	}
}

func strTuple(names []*Str) Value {
	items := make([]Value, len(names))
	for i, n := range names {
		items[i] = n.Value()
	}
	return NewTuple(items).Value()
}

func namesOf(c *Code, idx []int) Value {
	items := make([]Value, len(idx))
	for i, j := range idx {
		items[i] = c.Locals[j].Value()
	}
	return NewTuple(items).Value()
}

// varNames returns the indexes of co_varnames: parameters and plain locals.
func varNames(c *code.Code) (out []int) {
	for i, l := range c.Locals {
		if l.Kind&(code.KindArg|code.KindLocal) != 0 && l.Kind&code.KindFree == 0 {
			out = append(out, i)
		}
	}
	return
}

func cellNames(c *code.Code) (out []int) {
	for i, l := range c.Locals {
		if l.Kind&code.KindCell != 0 {
			out = append(out, i)
		}
	}
	return
}

func freeNames(c *code.Code) (out []int) {
	for i := len(c.Locals) - c.NumFree; i < len(c.Locals); i++ {
		out = append(out, i)
	}
	return
}

func codeCode(th *Thread, self Value) (Value, error) {
	in := AsCode(self).C.Instrs
	b := make([]byte, 8*len(in))
	for i, x := range in {
		binary.LittleEndian.PutUint64(b[8*i:], uint64(x))
	}
	return BytesOf(b), nil
}

func codeVarnameFromOparg(th *Thread, args []Value) (Value, error) {
	i, err := AsIndex(th, args[1], IndexErrorType)
	if err != nil {
		return Value{}, err
	}
	c := AsCode(args[0])
	if i < 0 || i >= len(c.Locals) {
		return Value{}, IndexErrorf(th, "tuple index out of range")
	}
	return c.Locals[i].Value(), nil
}

// entrySpan is the source range of the beginning of a call, line 0 that of a module.
func entrySpan(c *code.Code) code.Span {
	if c.Name == "<module>" && c.Flags&code.FlagNewLocals == 0 {
		return code.Span{EndLine: 1}
	}
	return code.Span{Line: int32(c.FirstLine), EndLine: int32(c.FirstLine)}
}

// units calls f for each run of units with one source range: of the beginning of a call and then of instructions.
func units(c *code.Code, f func(start, end int, s code.Span) bool) {
	if f(0, 1, entrySpan(c)) {
		spans(c, func(s, e int, sp code.Span) bool { return f(s+1, e+1, sp) })
	}
}

// spans calls f for each run of instructions with one source range.
func spans(c *code.Code, f func(start, end int, s code.Span) bool) {
	n := len(c.Instrs)
	next, runs := 0, c.Runs()
	for i, r := range runs {
		if int(r.Start) > next && i == 0 {
			if !f(0, int(r.Start), code.Span{Col: -1, EndCol: -1}) {
				return
			}
		}
		end := n
		if i+1 < len(runs) {
			end = int(runs[i+1].Start)
		}
		next = end
		if end > int(r.Start) && !f(int(r.Start), end, r.Span) {
			return
		}
	}
	if len(runs) == 0 && n > 0 {
		f(0, n, code.Span{Line: int32(c.FirstLine), EndLine: int32(c.FirstLine), Col: -1, EndCol: -1})
	}
}

func lineOrNone(n int32) Value {
	if n <= 0 {
		return None
	}
	return SmallInt(int64(n))
}

func colOrNone(n int32) Value {
	if n < 0 {
		return None
	}
	return SmallInt(int64(n))
}

func codeCoLines(th *Thread, args []Value) (Value, error) {
	var out []Value
	start, end, line := 0, 0, int32(-2)
	flush := func() {
		if line != -2 {
			at := lineOrNone(line)
			if start == 0 {
				at = SmallInt(int64(line))
			}
			out = append(out, TupleOf(SmallInt(int64(start*lastiScale)), SmallInt(int64(end*lastiScale)), at))
		}
	}
	units(AsCode(args[0]).C, func(s, e int, sp code.Span) bool {
		if sp.Line == line {
			end = e
			return true
		}
		flush()
		start, end, line = s, e, sp.Line
		return true
	})
	flush()
	return GetIter(th, NewList(out).Value())
}

func codeCoPositions(th *Thread, args []Value) (Value, error) {
	var out []Value
	units(AsCode(args[0]).C, func(s, e int, sp code.Span) bool {
		if th.Rt.Config.Flags.NoDebugRanges {
			sp.EndLine, sp.Col, sp.EndCol = sp.Line, -1, -1
		}
		v := TupleOf(lineOrNone(sp.Line), lineOrNone(sp.EndLine), colOrNone(sp.Col), colOrNone(sp.EndCol))
		if s == 0 {
			v = TupleOf(SmallInt(int64(sp.Line)), SmallInt(int64(sp.EndLine)), colOrNone(sp.Col), colOrNone(sp.EndCol))
		}
		for ; s < e; s++ {
			out = append(out, v)
		}
		return true
	})
	return GetIter(th, NewList(out).Value())
}

// codeCoBranches lists the conditional jumps as (instruction, where it falls through, where it jumps to).
func codeCoBranches(th *Thread, args []Value) (Value, error) {
	c := AsCode(args[0]).C
	var out []Value
	for i, in := range c.Instrs {
		op := in.Op()
		if op >= code.NumOps {
			continue
		}
		off := 0
		switch f := code.Ops()[op].Format; {
		case op == code.JUMP || op == code.SEND:
			continue
		case strings.HasSuffix(string(f), "J"):
			off = in.W()
		case strings.HasSuffix(string(f), "j"):
			off = in.SC()
		default:
			continue
		}
		out = append(out, TupleOf(offsetOf(i), offsetOf(i+1), offsetOf(i+1+off)))
	}
	return GetIter(th, NewList(out).Value())
}

// appendVarint and appendSvarint write numbers as CPython's location table does: six bits a byte, bit 6 set if more follow.
func appendVarint(b []byte, n uint) []byte {
	for n >= 64 {
		b = append(b, byte(n&63|64))
		n >>= 6
	}
	return append(b, byte(n))
}

func appendSvarint(b []byte, n int) []byte {
	if n < 0 {
		return appendVarint(b, uint(-n)<<1|1)
	}
	return appendVarint(b, uint(n)<<1)
}

// lineTable writes the positions in the form of CPython's co_linetable, an instruction counting as one code unit. Only the
// long, column-less and empty forms are used.
func lineTable(c *code.Code) []byte {
	b := []byte{}
	line := c.FirstLine
	units(c, func(s, e int, sp code.Span) bool {
		for s < e {
			n := min(e-s, 8)
			s += n
			head := func(kind int) { b = append(b, byte(0x80|kind<<3|(n-1))) }
			switch {
			case sp.Line <= 0:
				head(15)
				continue
			case sp.Col < 0 || sp.EndCol < 0:
				head(13)
				b = appendSvarint(b, int(sp.Line)-line)
			default:
				head(14)
				b = appendSvarint(b, int(sp.Line)-line)
				b = appendVarint(b, uint(max(0, sp.EndLine-sp.Line)))
				b = appendVarint(b, uint(sp.Col+1))
				b = appendVarint(b, uint(sp.EndCol+1))
			}
			line = int(sp.Line)
		}
		return true
	})
	return b
}

// parseLineTable reads any table in that form; ok is false if it is malformed.
func parseLineTable(b []byte, first int) (runs []code.PosRun, ok bool) {
	at, line := 0, first
	varint := func() (n uint, ok bool) {
		for shift := 0; len(b) > 0 && shift < 60; shift += 6 {
			c := b[0]
			b = b[1:]
			n |= uint(c&63) << shift
			if c&64 == 0 {
				return n, c&0x80 == 0
			}
		}
		return 0, false
	}
	svarint := func() (int, bool) {
		u, ok := varint()
		if u&1 != 0 {
			return -int(u >> 1), ok
		}
		return int(u >> 1), ok
	}
	for len(b) > 0 {
		h := b[0]
		if h&0x80 == 0 {
			return nil, false
		}
		b = b[1:]
		kind, n := int(h>>3&15), int(h&7)+1
		sp := code.Span{Col: -1, EndCol: -1}
		need := func(k int) bool { return len(b) >= k }
		switch {
		case kind == 15:
		case kind == 14:
			d, ok1 := svarint()
			e, ok2 := varint()
			c, ok3 := varint()
			ec, ok4 := varint()
			if !ok1 || !ok2 || !ok3 || !ok4 {
				return nil, false
			}
			line += d
			sp = code.Span{Line: int32(line), EndLine: int32(line + int(e)), Col: int32(c) - 1, EndCol: int32(ec) - 1}
		case kind == 13:
			d, ok := svarint()
			if !ok {
				return nil, false
			}
			line += d
			sp.Line, sp.EndLine = int32(line), int32(line)
		case kind >= 10:
			if !need(2) {
				return nil, false
			}
			line += kind - 10
			sp = code.Span{Line: int32(line), EndLine: int32(line), Col: int32(b[0]), EndCol: int32(b[1])}
			b = b[2:]
		default:
			if !need(1) {
				return nil, false
			}
			c := b[0]
			b = b[1:]
			col := int32(kind)<<3 | int32(c>>4&7)
			sp = code.Span{Line: int32(line), EndLine: int32(line), Col: col, EndCol: col + int32(c&15)}
		}
		if line < 0 || line > math.MaxInt32 {
			return nil, false
		}
		start := max(at-1, 0) // the first unit is the beginning of a call
		if at += n; at > 1 && (len(runs) == 0 || runs[len(runs)-1].Span != sp) {
			runs = append(runs, code.PosRun{Start: uint32(start), Span: sp})
		}
	}
	return runs, true
}

// exceptionTable writes the handlers in the form of CPython's co_exceptiontable, the register standing for the stack depth.
func exceptionTable(c *code.Code) []byte {
	b := []byte{}
	num := func(n uint, first byte) {
		var tmp [10]byte
		i := len(tmp)
		for cont := byte(0); ; cont = 64 {
			i--
			tmp[i] = byte(n&63) | cont
			if n >>= 6; n == 0 {
				break
			}
		}
		tmp[i] |= first
		b = append(b, tmp[i:]...)
	}
	for _, h := range c.Handlers {
		num(uint(h.Start)+1, 0x80)
		num(uint(h.End-h.Start), 0)
		num(uint(h.Target)+1, 0)
		num(uint(h.Reg)<<1, 0)
	}
	return b
}

func parseExceptionTable(b []byte) (hs []code.Handler, ok bool) {
	num := func() (n uint, ok bool) {
		for i := 0; len(b) > 0 && i < 6; i++ {
			c := b[0]
			b = b[1:]
			n = n<<6 | uint(c&63)
			if c&64 == 0 {
				return n, n < math.MaxUint32
			}
		}
		return 0, false
	}
	for len(b) > 0 {
		s, ok1 := num()
		l, ok2 := num()
		t, ok3 := num()
		r, ok4 := num()
		if !ok1 || !ok2 || !ok3 || !ok4 || s == 0 || t == 0 || s+l > math.MaxUint32 || r>>1 > math.MaxUint16 {
			return nil, false
		}
		hs = append(hs, code.Handler{Start: uint32(s - 1), End: uint32(s + l - 1), Target: uint32(t - 1), Reg: uint16(r >> 1)})
	}
	return hs, true
}

// codeLnotab is the old line table: pairs of code bytes and lines, a signed byte.
func codeLnotab(th *Thread, self Value) (Value, error) {
	if err := Warn(th, DeprecationWarningType, "co_lnotab is deprecated, use co_lines instead.", 1); err != nil {
		return Value{}, err
	}
	c := AsCode(self).C
	b := []byte{}
	at, line := 0, c.FirstLine
	units(c, func(s, e int, sp code.Span) bool {
		if sp.Line <= 0 || int(sp.Line) == line {
			return true
		}
		db, dl := s*lastiScale-at, int(sp.Line)-line
		for ; db > 254; db -= 254 {
			b = append(b, 254, 0)
		}
		for ; dl > 127; dl -= 127 {
			b = append(b, byte(db), 127)
			db = 0
		}
		for ; dl < -128; dl += 128 {
			b = append(b, byte(db), 128)
			db = 0
		}
		b = append(b, byte(db), byte(int8(dl)))
		at, line = s*lastiScale, int(sp.Line)
		return true
	})
	return BytesOf(b), nil
}

// codeParts are the arguments of code().
type codeParts struct {
	nums                       map[string]int
	linetable, exctable        string
	consts                     []Value
	names, vars, frees, cells  []string
	filename, name, qualname   string
	kinds                      map[string]code.LocalKind // of the code that is replaced
	instrs                     []code.Instr              // unchanged if not nil
	sites                      []code.Site
	positions                  []code.PosRun // unchanged if not nil
	handlers                   []code.Handler
	keepPositions, keepHandler bool
}

// codeFields are the keywords of replace(), in the order of code()'s parameters.
var codeFields = [...]string{"co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_stacksize", "co_flags", "co_code",
	"co_consts", "co_names", "co_varnames", "co_filename", "co_name", "co_qualname", "co_firstlineno", "co_linetable",
	"co_exceptiontable", "co_freevars", "co_cellvars"}

func partsOf(c *Code) *codeParts {
	cc := c.C
	p := &codeParts{nums: map[string]int{
		"co_argcount": cc.ArgCount, "co_posonlyargcount": cc.PosOnlyArgCount, "co_kwonlyargcount": cc.KwOnlyArgCount,
		"co_nlocals": len(varNames(cc)), "co_stacksize": cc.NumRegs - len(cc.Locals), "co_flags": int(cc.Flags), "co_firstlineno": cc.FirstLine},
		consts: append([]Value(nil), c.Consts...), names: append([]string(nil), cc.Names...),
		filename: c.Filename.s, name: c.Name.s, qualname: cc.QualName, kinds: map[string]code.LocalKind{},
		instrs: cc.Instrs, sites: cc.Sites, positions: cc.Runs(), handlers: cc.Handlers, keepPositions: true, keepHandler: true}
	pick := func(idx []int) (out []string) {
		for _, i := range idx {
			out = append(out, cc.Locals[i].Name)
		}
		return
	}
	p.vars, p.cells, p.frees = pick(varNames(cc)), pick(cellNames(cc)), pick(freeNames(cc))
	for _, l := range cc.Locals {
		p.kinds[l.Name] |= l.Kind
	}
	return p
}

// set stores one field; fn names the function in errors ("replace" or "code").
func (p *codeParts) set(th *Thread, fn, field string, v Value) error {
	bad := func(want string) error {
		return TypeErrorf(th, "%s() argument '%s' must be %s, not %s", fn, field, want, ArgTypeName(v))
	}
	switch field {
	case "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_stacksize", "co_flags", "co_firstlineno":
		n, err := AsIndex(th, v, OverflowErrorType)
		if err != nil {
			return err
		}
		if n < 0 && field != "co_flags" || field == "co_firstlineno" && n < 1 && fn == "replace" {
			return ValueErrorf(th, "%s must be a positive integer", field)
		}
		if n > math.MaxInt32 {
			return OverflowErrorf(th, "signed integer is greater than maximum")
		}
		p.nums[field] = n
	case "co_code", "co_linetable", "co_exceptiontable":
		if !IsBytes(v) {
			return bad("bytes")
		}
		b := AsBytes(v).s
		switch field {
		case "co_code":
			if len(b)%8 != 0 {
				return ValueErrorf(th, "code: co_code is malformed")
			}
			p.instrs = make([]code.Instr, len(b)/8)
			for i := range p.instrs {
				p.instrs[i] = code.Instr(binary.LittleEndian.Uint64([]byte(b[8*i : 8*i+8])))
			}
		case "co_linetable":
			p.linetable, p.keepPositions = b, false
		default:
			p.exctable, p.keepHandler = b, false
		}
	case "co_filename", "co_name", "co_qualname":
		if !IsStr(v) {
			return bad("str")
		}
		s := AsStr(v).s
		switch field {
		case "co_filename":
			p.filename = s
		case "co_name":
			p.name = s
		default:
			p.qualname = s
		}
	default:
		if !IsTuple(v) {
			return bad("tuple")
		}
		items := AsTuple(v).items
		if field == "co_consts" {
			p.consts = append([]Value(nil), items...)
			return nil
		}
		names := make([]string, len(items))
		for i, x := range items {
			if !IsStr(x) {
				return Raise(th, SystemErrorType, "non-string found in code slot")
			}
			names[i] = AsStr(x).s
		}
		switch field {
		case "co_names":
			p.names = names
		case "co_varnames":
			p.vars = names
		case "co_freevars":
			p.frees = names
		default:
			p.cells = names
		}
	}
	return nil
}

// build makes the code object.
func (p *codeParts) build(th *Thread) (Value, error) {
	n := p.nums
	total := n["co_argcount"] + n["co_kwonlyargcount"]
	if n["co_flags"]&code.FlagVarArgs != 0 {
		total++
	}
	if n["co_flags"]&code.FlagVarKeywords != 0 {
		total++
	}
	switch {
	case n["co_posonlyargcount"] > n["co_argcount"]:
		return Value{}, ValueErrorf(th, "code: co_posonlyargcount is greater than co_argcount")
	case total > len(p.vars):
		return Value{}, ValueErrorf(th, "code: co_varnames is too small")
	case n["co_nlocals"] != len(p.vars):
		return Value{}, ValueErrorf(th, "code: co_nlocals != len(co_varnames)")
	}
	c := &code.Code{Name: p.name, QualName: p.qualname, Filename: p.filename, FirstLine: n["co_firstlineno"],
		ArgCount: n["co_argcount"], PosOnlyArgCount: n["co_posonlyargcount"], KwOnlyArgCount: n["co_kwonlyargcount"],
		Flags: uint32(n["co_flags"]), Instrs: p.instrs, Names: p.names, Sites: p.sites, Handlers: p.handlers, Positions: p.positions}
	isCell := map[string]bool{}
	for _, s := range p.cells {
		isCell[s] = true
	}
	done := map[string]bool{}
	for i, s := range p.vars {
		l := code.Local{Name: s, Kind: code.KindLocal}
		if i < total {
			l.Kind |= code.KindArg
		}
		if isCell[s] {
			l.Kind = l.Kind&^code.KindLocal | code.KindCell
			done[s] = true
		}
		l.Kind |= p.kinds[s] & code.KindHidden
		if k := p.kinds[s]; k != 0 && k&code.KindArg == l.Kind&code.KindArg && k&code.KindCell == l.Kind&code.KindCell {
			l.Kind = k
		}
		c.Locals = append(c.Locals, l)
	}
	for _, s := range p.cells {
		if !done[s] {
			c.Locals = append(c.Locals, code.Local{Name: s, Kind: code.KindCell | p.kinds[s]&code.KindHidden})
		}
	}
	for _, s := range p.frees {
		c.Locals = append(c.Locals, code.Local{Name: s, Kind: code.KindFree})
	}
	c.NumFree = len(p.frees)
	c.NumRegs = len(c.Locals) + n["co_stacksize"]
	// The name index of a site is only its name: where there are fewer names than before the verifier says so.
	for _, v := range p.consts {
		c.Consts = append(c.Consts, constOf(v, 0))
	}
	var ok bool
	if !p.keepPositions {
		if c.Positions, ok = parseLineTable([]byte(p.linetable), c.FirstLine); !ok {
			return Value{}, ValueErrorf(th, "code: co_linetable is malformed")
		}
	}
	if !p.keepHandler {
		if c.Handlers, ok = parseExceptionTable([]byte(p.exctable)); !ok {
			return Value{}, ValueErrorf(th, "code: co_exceptiontable is malformed")
		}
	}
	if err := code.Verify(c); err != nil {
		return Value{}, ValueErrorf(th, "code: co_code is malformed: %s", err.Error())
	}
	o := NewCode(c)
	copy(o.Consts, p.consts) // the very objects, also those that are no constants of ours
	return o.Value(), nil
}

// constOf returns a value as a constant; what is none becomes None, which the verifier accepts where any object will do.
func constOf(v Value, depth int) code.Const {
	if depth > 100 {
		return code.None{}
	}
	list := func(items []Value) []code.Const {
		out := make([]code.Const, len(items))
		for i, x := range items {
			out[i] = constOf(x, depth+1)
		}
		return out
	}
	switch {
	case v.IsInt():
		return code.Int(v.Int())
	case v.IsFloat():
		return code.Float(v.Float())
	case v.Is(True), v.Is(False):
		return code.Bool(v.Is(True))
	case v.Is(Ellipsis):
		return code.Ellipsis{}
	}
	switch v.Type() {
	case IntType:
		if n, ok := Int64(v); ok {
			return code.Int(n)
		}
		b := Big(v)
		return code.BigInt{Neg: b.Sign() < 0, Abs: string(b.Bytes())}
	case ComplexType:
		return code.Complex((*ComplexObj)(v.p).c)
	case StrType:
		return code.Str(AsStr(v).s)
	case BytesType:
		return code.Bytes(AsBytes(v).s)
	case TupleType:
		return code.Tuple(list(AsTuple(v).items))
	case FrozenSetType:
		var items []Value
		for pos := 0; ; {
			x, ok := AsSet(v).Next(&pos)
			if !ok {
				return code.FrozenSet(list(items))
			}
			items = append(items, x)
		}
	case SliceType:
		s := AsSlice(v)
		return code.Slice{Start: constOf(s.Start, depth+1), Stop: constOf(s.Stop, depth+1), Step: constOf(s.Step, depth+1)}
	case CodeType:
		return AsCode(v).C
	}
	return code.None{}
}

func codeReplace(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
	return codeReplaceAs(th, args, kwnames, "replace")
}

func codeReplaceDunder(th *Thread, args []Value, kwnames *Tuple) (Value, error) {
	return codeReplaceAs(th, args, kwnames, "__replace__")
}

func codeReplaceAs(th *Thread, args []Value, kwnames *Tuple, fn string) (Value, error) {
	npos := len(args) - kwnames.Len()
	if npos > 1 {
		return Value{}, TypeErrorf(th, "%s() takes no positional arguments", fn)
	}
	p := partsOf(AsCode(args[0]))
next:
	for i, k := range kwnames.Items() {
		name := AsStr(k).s
		for _, f := range codeFields {
			if f == name {
				if err := p.set(th, "replace", name, args[npos+i]); err != nil {
					return Value{}, err
				}
				continue next
			}
		}
		return Value{}, TypeErrorf(th, "%s() got an unexpected keyword argument '%s'", fn, name)
	}
	return p.build(th)
}

func codeNew(th *Thread, t *Type, args []Value, kwnames *Tuple) (Value, error) {
	if err := NoKw(th, "code", kwnames); err != nil {
		return Value{}, err
	}
	switch n := len(args); {
	case n < 16:
		return Value{}, TypeErrorf(th, "code expected at least 16 arguments, got %d", n)
	case n > 18:
		return Value{}, TypeErrorf(th, "code expected at most 18 arguments, got %d", n)
	}
	p := &codeParts{nums: map[string]int{}, kinds: map[string]code.LocalKind{}}
	for i, v := range args {
		if err := p.set(th, "code", codeFields[i], v); err != nil {
			return Value{}, err
		}
	}
	p.sites = sitesFor(p.instrs, len(p.names))
	return p.build(th)
}

// sitesFor makes the sites that instructions name: co_code does not carry their names, so site i has name i where there are
// so many names. Code that went through marshal keeps its own.
func sitesFor(in []code.Instr, names int) []code.Site {
	n := 0
	for _, x := range in {
		if op := x.Op(); op < code.NumOps && strings.HasSuffix(string(code.Ops()[op].Format), "s") {
			n = max(n, x.C()+1)
		}
	}
	sites := make([]code.Site, n)
	for i := range sites {
		sites[i].Name = uint32(min(i, max(0, names-1)))
	}
	return sites
}

func codeCompare(th *Thread, a, b Value, op CompareOp) (Value, error) {
	if op != CmpEQ && op != CmpNE || !a.isExact(CodeType) || !b.isExact(CodeType) {
		return NotImplemented, nil
	}
	eq, err := codeEqual(th, AsCode(a), AsCode(b))
	return Bool(eq == (op == CmpEQ)), err
}

// codeEqual compares everything but the file name.
func codeEqual(th *Thread, a, b *Code) (bool, error) {
	x, y := a.C, b.C
	if a == b {
		return true, nil
	}
	if x.Name != y.Name || x.ArgCount != y.ArgCount || x.PosOnlyArgCount != y.PosOnlyArgCount || x.KwOnlyArgCount != y.KwOnlyArgCount ||
		x.Flags != y.Flags || x.FirstLine != y.FirstLine || x.NumRegs != y.NumRegs || x.NumFree != y.NumFree ||
		!sameSlice(x.Instrs, y.Instrs) || !sameSlice(x.Names, y.Names) || !sameSlice(x.Locals, y.Locals) ||
		!sameSlice(x.Sites, y.Sites) || !sameSlice(x.Handlers, y.Handlers) || !sameSlice(x.Runs(), y.Runs()) ||
		len(a.Consts) != len(b.Consts) {
		return false, nil
	}
	for i := range a.Consts {
		if eq, err := constEqual(th, a.Consts[i], b.Consts[i]); err != nil || !eq {
			return false, err
		}
	}
	return true, nil
}

func sameSlice[T comparable](a, b []T) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// constEqual compares constants with their types: 1, 1.0 and True differ, as do 0.0 and -0.0.
func constEqual(th *Thread, a, b Value) (bool, error) {
	if a.Is(b) {
		return true, nil
	}
	if a.Type() != b.Type() || a.IsInt() || a.IsFloat() {
		return false, nil // unboxed numbers are equal only as words
	}
	if a.isExact(TupleType) {
		x, y := AsTuple(a).items, AsTuple(b).items
		if len(x) != len(y) {
			return false, nil
		}
		for i := range x {
			if eq, err := constEqual(th, x[i], y[i]); err != nil || !eq {
				return false, err
			}
		}
		return true, nil
	}
	if a.isExact(ComplexType) {
		x, y := (*ComplexObj)(a.p).c, (*ComplexObj)(b.p).c
		return math.Float64bits(real(x)) == math.Float64bits(real(y)) && math.Float64bits(imag(x)) == math.Float64bits(imag(y)), nil
	}
	return Equal(th, a, b)
}

func codeHash(th *Thread, self Value) (int64, error) {
	c := AsCode(self)
	h := uint64(c.Name.Hash())
	mix := func(n uint64) { h = (h ^ n) * 0x100000001b3 }
	for _, n := range []int{c.C.ArgCount, c.C.PosOnlyArgCount, c.C.KwOnlyArgCount, int(c.C.Flags), c.C.FirstLine, len(c.Consts)} {
		mix(uint64(n))
	}
	for _, in := range c.C.Instrs {
		mix(uint64(in))
	}
	if h == math.MaxUint64 {
		h--
	}
	return int64(h), nil
}
