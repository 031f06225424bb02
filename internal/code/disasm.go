// This file implements the disassembler: a readable listing of a code object and of those inside it.

package code

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"
)

// Disassemble returns a listing of c: a header, one line for each instruction, the exception table, then the listings of
// the code objects among the constants. Named locals are shown by name, other registers as r7, jump targets as L1, L2, ...
// in order of place. It does not need a verified code: what is out of range is shown as a number with a question mark.
func Disassemble(c *Code) string {
	var d disassembler
	d.code(c, map[*Code]bool{})
	return d.String()
}

type disassembler struct {
	strings.Builder
}

func (d *disassembler) code(c *Code, seen map[*Code]bool) {
	if seen[c] {
		return
	}
	seen[c] = true
	c.Load()
	fmt.Fprintf(d, "code %s: %q line %d", c.QualName, c.Filename, c.FirstLine)
	if flags := flagNames(c.Flags); flags != "" {
		fmt.Fprintf(d, " [%s]", flags)
	}
	d.WriteByte('\n')
	fmt.Fprintf(d, "  args %d, positional-only %d, keyword-only %d, registers %d\n", c.ArgCount, c.PosOnlyArgCount,
		c.KwOnlyArgCount, c.NumRegs)
	if len(c.Locals) > 0 {
		d.WriteString("  locals")
		for i, l := range c.Locals {
			if i > 0 {
				d.WriteByte(',')
			}
			d.WriteByte(' ')
			d.WriteString(l.Name)
			if k := l.Kind.String(); k != "" {
				fmt.Fprintf(d, " (%s)", k)
			}
		}
		d.WriteByte('\n')
	}
	if c.Flags&FlagHasDocstring != 0 && len(c.Consts) > 0 {
		fmt.Fprintf(d, "  doc %s\n", ConstString(c.Consts[0]))
	}

	labels := c.labels()
	line := int32(-1)
	for pc, i := range c.Instrs {
		if l := labels[pc]; l != 0 {
			fmt.Fprintf(d, "%6s L%d:\n", "", l)
		}
		at := ""
		if s := c.SpanAt(pc); s.Line != line {
			line = s.Line
			if line > 0 {
				at = strconv.Itoa(int(line))
			} else {
				at = "-"
			}
		}
		text := fmt.Sprintf("%5s %5d  %-19s %s", at, pc, i.Op(), c.operands(pc, i, labels))
		d.WriteString(strings.TrimRight(text, " "))
		d.WriteByte('\n')
	}
	for _, h := range c.Handlers {
		fmt.Fprintf(d, "  handler %d..%d -> L%d in %s\n", h.Start, h.End-1, labels[int(h.Target)], c.reg(int(h.Reg)))
	}
	for _, k := range c.Consts {
		d.constant(k, seen, 0)
	}
}

func (d *disassembler) constant(k Const, seen map[*Code]bool, depth int) {
	switch k := k.(type) {
	case *Code:
		if k != nil {
			d.WriteByte('\n')
			d.code(k, seen)
		}
	case Tuple:
		if depth < maxConstDepth {
			for _, e := range k {
				d.constant(e, seen, depth+1)
			}
		}
	}
}

// labels numbers the instructions that jumps and handlers lead to, from 1 in order of place.
func (c *Code) labels() map[int]int {
	set := map[int]int{}
	for pc, i := range c.Instrs {
		if i.Op() < NumOps {
			if off, ok := jumpOffset(i); ok {
				set[pc+1+off] = 0
			}
		}
	}
	for _, h := range c.Handlers {
		set[int(h.Target)] = 0
	}
	n := 0
	for pc := range c.Instrs {
		if _, ok := set[pc]; ok {
			n++
			set[pc] = n
		}
	}
	return set
}

func (c *Code) reg(r int) string {
	if r < len(c.Locals) {
		return c.Locals[r].Name
	}
	if r >= c.NumRegs {
		return "r" + strconv.Itoa(r) + "?"
	}
	return "r" + strconv.Itoa(r)
}

func (c *Code) name(n int) string {
	if n < 0 || n >= len(c.Names) {
		return "name " + strconv.Itoa(n) + "?"
	}
	return "'" + c.Names[n] + "'"
}

func (c *Code) constText(n int) string {
	if n < 0 || n >= len(c.Consts) {
		return "const " + strconv.Itoa(n) + "?"
	}
	return ConstString(c.Consts[n])
}

func (c *Code) label(pc int, labels map[int]int) string {
	if l := labels[pc]; l != 0 {
		return "L" + strconv.Itoa(l)
	}
	return strconv.Itoa(pc) + "?"
}

var (
	convNames       = []string{"", "str", "repr", "ascii"}
	funcAttrNames   = []string{"defaults", "kwdefaults", "annotate", "closure", "type_params"}
	commonNames     = []string{"AssertionError", "NotImplementedError", "tuple", "all", "any"}
	specialNames    = []string{"__enter__", "__exit__", "__aenter__", "__aexit__"}
	intrinsic1Names = []string{"PRINT", "STOPITERATION_ERROR", "TYPEVAR", "PARAMSPEC", "TYPEVARTUPLE", "SUBSCRIPT_GENERIC",
		"TYPEALIAS", "UNPACK_STAR", "SETUP_ANNOTATIONS"}
	intrinsic2Names = []string{"PREP_RERAISE_STAR", "TYPEVAR_WITH_BOUND", "TYPEVAR_WITH_CONSTRAINTS",
		"SET_TYPEPARAM_DEFAULT", "SET_FUNCTION_TYPE_PARAMS", "COPY_DICT_WITHOUT_KEYS"}
)

// kindText returns the text of a kind operand, "" for a plain number.
func kindText(i Instr, field int) string {
	var list []string
	x := i.C()
	switch i.Op() {
	case LOAD_COMMON:
		list, x = commonNames, i.B()
	case FORMAT_SIMPLE, FORMAT_PIECE, FORMAT_SPEC, CONVERT, BUILD_INTERPOLATION:
		list = convNames
	case SET_FUNCTION_ATTR:
		list = funcAttrNames
	case LOAD_SPECIAL:
		list = specialNames
	case INTRINSIC1:
		list = intrinsic1Names
	case INTRINSIC2:
		list = intrinsic2Names
	case UNPACK_EX:
		return fmt.Sprintf("%d+*+%d", x&255, x>>8)
	}
	if (i.Op() == LOAD_COMMON) != (field == 1) || x >= len(list) {
		return ""
	}
	return list[x]
}

func (c *Code) operands(pc int, i Instr, labels map[int]int) string {
	if i.Op() >= NumOps {
		return fmt.Sprintf("%#016x", uint64(i))
	}
	var parts []string
	for _, o := range c.Operands(pc) {
		switch {
		case o.Letter == 'j':
			parts = append(parts, "-> "+c.label(o.Value, labels))
		case o.Text != "":
			parts = append(parts, o.Text)
		}
	}
	return strings.Join(parts, ", ")
}

// Operand is one operand of an instruction.
type Operand struct {
	// Letter is that of Format, those for wide operands written as the narrow ones: 'k' for 'K', 'j' for 'J', 'i' for 'W'.
	Letter byte
	// Value is the number in the instruction; the index into Names of an 's' and 'n' (-1 if there is no such site), and the index
	// of the instruction that a 'j' leads to.
	Value int
	// Text is what a listing shows: "" for a jump, whose label only the listing knows, and for a count that a window tells already.
	Text string
}

// Operands returns the operands of instruction pc, in the order of its fields; there are none for an unknown opcode. The code
// need not be verified.
func (c *Code) Operands(pc int) []Operand {
	i := c.Instrs[pc]
	if i.Op() >= NumOps {
		return nil
	}
	f := ops[i.Op()].Format
	w1, w2 := windows(i)
	out := make([]Operand, 0, 3)
	for k := 0; k < len(f); k++ {
		o := Operand{Letter: f[k], Value: [3]int{i.A(), i.B(), i.C()}[k]}
		switch f[k] {
		case 'r', 'u', 'm':
			o.Text = c.reg(o.Value)
		case 'w':
			w := w1
			if w.First != o.Value || w.Count == 0 && w2.First == o.Value && w2.Count > 0 || k == 1 && w2.Count > 0 {
				w = w2
			}
			if w.Count > 0 {
				o.Text = c.reg(o.Value)
			}
			if w.Count > 1 {
				o.Text += ".." + c.reg(o.Value+w.Count-1)
			}
		case 's':
			if o.Value < len(c.Sites) {
				o.Value = int(c.Sites[o.Value].Name)
				o.Text = c.name(o.Value)
			} else {
				o.Text = "site " + strconv.Itoa(o.Value) + "?"
				o.Value = -1
			}
		case 'n':
			o.Text = c.name(o.Value)
		case 'k':
			o.Text = c.constText(o.Value)
		case 'K':
			o.Letter, o.Value = 'k', i.W()
			o.Text = c.constText(o.Value)
		case 'i':
			if k == 1 {
				o.Value = i.SB()
			} else {
				o.Value = i.SC()
			}
			o.Text = strconv.Itoa(o.Value)
		case 'c':
			if o.Text = kindText(i, k); o.Text == "" && !countOfWindow(i.Op()) {
				o.Text = strconv.Itoa(o.Value)
			}
		case 'j':
			o.Value = pc + 1 + i.SC()
		case 'J':
			o.Letter, o.Value = 'j', pc+1+i.W()
		case 'W':
			o.Letter, o.Value = 'i', i.W()
			o.Text = strconv.Itoa(o.Value)
		default:
			continue
		}
		out = append(out, o)
	}
	return out
}

// Register returns the name of register r in listings: that of a named local, or r7.
func (c *Code) Register(r int) string { return c.reg(r) }

// Intrinsics returns the names of the kinds of INTRINSIC1 and INTRINSIC2, by number.
func Intrinsics() (unary, binary []string) {
	return append([]string(nil), intrinsic1Names...), append([]string(nil), intrinsic2Names...)
}

// SpecialMethods returns the names of the kinds of LOAD_SPECIAL, by number.
func SpecialMethods() []string { return append([]string(nil), specialNames...) }

// countOfWindow tells whether the count operand only repeats the extent of the window.
func countOfWindow(op Op) bool {
	switch op {
	case COPY_FREE_VARS, UNPACK_SEQUENCE, BUILD_TUPLE, BUILD_LIST, BUILD_SET, BUILD_MAP, BUILD_STRING, BUILD_SLICE, SET_CLOSURE, CALL,
		CALL_METHOD, CALL_KW, CALL_METHOD_KW, CALL_EX, MAKE_GENERATOR, FORMAT_SIMPLE, FORMAT_PIECE, FORMAT_SPEC, BUILD_INTERPOLATION:
		return true
	}
	return false
}

// String names the kinds, "" for a plain local.
func (k LocalKind) String() string {
	var s []string
	for i, name := range [...]string{"", "cell", "free", "hidden", "arg"} {
		if name != "" && k&(1<<i) != 0 {
			s = append(s, name)
		}
	}
	return strings.Join(s, " ")
}

func flagNames(f uint32) string {
	var s []string
	for _, x := range [...]struct {
		bit  uint32
		name string
	}{
		{FlagOptimized, "optimized"}, {FlagNewLocals, "newlocals"}, {FlagVarArgs, "varargs"}, {FlagVarKeywords, "varkeywords"},
		{FlagNested, "nested"}, {FlagGenerator, "generator"}, {FlagCoroutine, "coroutine"},
		{FlagIterableCoroutine, "iterable_coroutine"}, {FlagAsyncGenerator, "async_generator"},
		{FlagFutureDivision, "division"}, {FlagFutureAnnotations, "annotations"}, {FlagHasDocstring, "docstring"},
		{FlagMethod, "method"},
	} {
		if f&x.bit != 0 {
			s = append(s, x.name)
			f &^= x.bit
		}
	}
	if f != 0 {
		s = append(s, fmt.Sprintf("%#x", f))
	}
	return strings.Join(s, " ")
}

// ConstString returns a short text for a constant, close to its Python form.
func ConstString(k Const) string { return constString(k, 0) }

func constString(k Const, depth int) string {
	if depth > 20 {
		return "..."
	}
	list := func(open string, ks []Const, shut string) string {
		s := make([]string, len(ks))
		for i, e := range ks {
			s[i] = constString(e, depth+1)
		}
		return open + strings.Join(s, ", ") + shut
	}
	switch k := k.(type) {
	case None:
		return "None"
	case Ellipsis:
		return "..."
	case Bool:
		if k {
			return "True"
		}
		return "False"
	case Int:
		return strconv.FormatInt(int64(k), 10)
	case BigInt:
		s := new(big.Int).SetBytes([]byte(k.Abs)).Text(16)
		if k.Neg {
			return "-0x" + s
		}
		return "0x" + s
	case Float:
		s := strconv.FormatFloat(float64(k), 'g', -1, 64)
		if !strings.ContainsAny(s, ".eIN") {
			s += ".0"
		}
		return s
	case Complex:
		return fmt.Sprint(complex128(k))
	case Str:
		return strconv.Quote(string(k))
	case Bytes:
		return "b" + strconv.Quote(string(k))
	case Tuple:
		if len(k) == 1 {
			return list("(", k, ",)")
		}
		return list("(", k, ")")
	case FrozenSet:
		return list("frozenset{", k, "}")
	case Slice:
		return list("slice(", []Const{k.Start, k.Stop, k.Step}, ")")
	case *Code:
		if k != nil {
			return "<code " + k.QualName + ">"
		}
	}
	return "<absent>"
}
