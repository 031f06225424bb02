// This file implements the verifier: the checks that a code object from a cache file must pass before it may run.
//
// What Verify guarantees to the evaluator and to object.Code:
//
//   - every register, window, constant, name and site operand is in range, and so is every kind operand;
//   - jumps and handlers lead to instructions of the same code and never to TRAP, and no path falls through into TRAP;
//   - no two different opcodes share a site, so an inline cache is only ever read by the opcode that wrote it;
//   - the operands that are named cell, list, set, dict and str in the Effect column hold exactly such an object, for
//     the opcodes that operandKinds lists (see verify_kinds.go);
//   - cells: COPY_FREE_VARS names exactly the free variables;
//   - YIELD_DELEGATE stands between its SEND and its JUMP, and nothing else leads to it;
//   - instructions that need a namespace, or a generator's frame, occur only in code that has one;
//   - the keyword names of calls are a tuple of strings, not longer than the arguments; MAKE_FUNCTION names a code object;
//   - strings are WTF-8; constants are not nil and nest at most maxConstDepth deep.
//
// What it does not check, so that the machine must: that a closure handed to SET_FUNCTION_ATTR is a tuple of as many cells
// as the code has free variables (COPY_FREE_VARS relies on the former), that values which POP_EXC, RERAISE, EXC_MATCH and
// the like take for exceptions are such, and that the items of MATCH_KEYS, MATCH_CLASS, BUILD_TEMPLATE,
// BUILD_INTERPOLATION and of the intrinsics have the types they ask for.

package code

import (
	"errors"
	"fmt"

	"weft/internal/wtf8"
)

const (
	// maxConstDepth bounds the nesting of constants and codes, for those who recurse over them.
	maxConstDepth = 500
	maxRegs       = 0xffff
	maxInstrs     = 1<<31 - 1
)

// Verify checks c and every code object inside it. It returns nil, or an error that says what is wrong and where. A code
// that the compiler made must pass; one from a cache file may not.
func Verify(c *Code) error {
	v := &verifier{}
	return v.code(c, 0)
}

type verifier struct {
	sites   []Op   // the opcode that has the site, plus one
	targets []bool // where jumps, handlers and the start lead
	kinds   kindAnalysis
}

func (v *verifier) code(c *Code, depth int) error {
	if c == nil {
		return errors.New("code: nil code object")
	}
	if depth > maxConstDepth {
		return errors.New("code: constants nest too deeply")
	}
	c.Load()
	if err := v.one(c); err != nil {
		return fmt.Errorf("code: %s: %w", c.QualName, err)
	}
	for i, k := range c.Consts {
		if err := v.constant(k, depth+1); err != nil {
			return fmt.Errorf("%w (constant %d of %s)", err, i, c.QualName)
		}
	}
	return nil
}

func (v *verifier) constant(k Const, depth int) error {
	if depth > maxConstDepth {
		return errors.New("code: constants nest too deeply")
	}
	switch k := k.(type) {
	case None, Ellipsis, Bool, Int, Float, Complex, Bytes:
	case Str:
		if !wtf8.Valid(string(k)) {
			return errors.New("code: malformed string")
		}
	case BigInt:
		if len(k.Abs) < 8 || k.Abs[0] == 0 {
			return errors.New("code: malformed int")
		}
	case Tuple:
		return v.constants(k, depth)
	case FrozenSet:
		return v.constants(k, depth)
	case Slice:
		return v.constants([]Const{k.Start, k.Stop, k.Step}, depth)
	case *Code:
		return v.code(k, depth)
	default:
		return errors.New("code: absent constant")
	}
	return nil
}

func (v *verifier) constants(list []Const, depth int) error {
	for _, k := range list {
		if err := v.constant(k, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// one checks everything about c itself.
func (v *verifier) one(c *Code) error {
	if err := checkHeader(c); err != nil {
		return err
	}
	if err := v.instrs(c); err != nil {
		return err
	}
	if err := v.tables(c); err != nil {
		return err
	}
	for pc, i := range c.Instrs {
		if i.Op() == YIELD_DELEGATE && v.targets[pc] {
			return fmt.Errorf("instruction %d: something leads to YIELD_DELEGATE", pc)
		}
	}
	return v.kinds.check(c, v.targets)
}

func checkHeader(c *Code) error {
	for _, s := range [...]string{c.Name, c.QualName, c.Filename} {
		if !wtf8.Valid(s) {
			return errors.New("malformed name")
		}
	}
	for _, s := range c.Names {
		if !wtf8.Valid(s) {
			return errors.New("malformed name")
		}
	}
	if c.NumRegs < 0 || c.NumRegs > maxRegs {
		return fmt.Errorf("%d registers", c.NumRegs)
	}
	if len(c.Locals) > c.NumRegs {
		return fmt.Errorf("%d locals in %d registers", len(c.Locals), c.NumRegs)
	}
	if c.NumFree < 0 || c.NumFree > len(c.Locals) {
		return fmt.Errorf("%d free variables", c.NumFree)
	}
	// Each count is bounded before they are added up, so that the sum cannot overflow.
	for _, n := range [...]int{c.ArgCount, c.KwOnlyArgCount, c.PosOnlyArgCount} {
		if n < 0 || n > len(c.Locals) {
			return errors.New("parameter counts out of range")
		}
	}
	params := NumParams(c)
	if c.PosOnlyArgCount > c.ArgCount || params > len(c.Locals)-c.NumFree {
		return errors.New("parameter counts out of range")
	}
	for i, l := range c.Locals {
		if !wtf8.Valid(l.Name) {
			return errors.New("malformed name")
		}
		if free := i >= len(c.Locals)-c.NumFree; free != (l.Kind&KindFree != 0) {
			return fmt.Errorf("local %q has a wrong kind: the last %d are the free variables", l.Name, c.NumFree)
		}
		if (i < params) != (l.Kind&KindArg != 0) {
			return fmt.Errorf("local %q has a wrong kind: the first %d are the parameters", l.Name, params)
		}
		if l.Kind&KindFree != 0 && l.Kind&KindCell != 0 {
			return fmt.Errorf("local %q is both cell and free", l.Name)
		}
	}
	if len(c.Names) > 1<<31-1 || len(c.Consts) > 1<<31-1 || len(c.Sites) > 1<<16 || len(c.Instrs) > maxInstrs {
		return errors.New("too large")
	}
	for i, s := range c.Sites {
		if int64(s.Name) >= int64(len(c.Names)) {
			return fmt.Errorf("site %d has no name", i)
		}
	}
	if c.FirstLine < 0 || c.FirstLine > 1<<31-1 {
		return errors.New("first line out of range")
	}
	if c.Flags&FlagHasDocstring != 0 {
		if len(c.Consts) == 0 {
			return errors.New("no docstring")
		}
		if _, ok := c.Consts[0].(Str); !ok {
			return errors.New("the docstring is no string")
		}
	}
	if n := len(c.Instrs); n < 2 || c.Instrs[n-1].Op() != TRAP {
		return errors.New("the code does not end with TRAP")
	}
	if op := c.Instrs[len(c.Instrs)-2].Op(); !op.Terminates() {
		return fmt.Errorf("%s runs into TRAP", op)
	}
	return nil
}

// NumParams returns how many locals of c are parameters, *args and **kwargs included.
func NumParams(c *Code) int {
	n := c.ArgCount + c.KwOnlyArgCount
	if c.Flags&FlagVarArgs != 0 {
		n++
	}
	if c.Flags&FlagVarKeywords != 0 {
		n++
	}
	return n
}

// Terminates tells whether control never goes from op to the next instruction.
func (op Op) Terminates() bool {
	switch op {
	case JUMP, RETURN, RETURN_NONE, RAISE, RERAISE, TRAP:
		return true
	}
	return false
}

// jumpOffset returns the operand that an instruction adds to pc, relative to the next instruction.
func jumpOffset(i Instr) (off int, ok bool) {
	f := ops[i.Op()].Format
	switch {
	case f[1] == 'J':
		return i.W(), true
	case len(f) == 3 && f[2] == 'j':
		return i.SC(), true
	}
	return 0, false
}

// Window is a run of registers that an instruction reads or writes together.
type Window struct{ First, Count int }

// windows returns the windows of i; Count 0 means none. The operand that starts each is written 'w' in the format.
func windows(i Instr) (a, b Window) {
	switch i.Op() {
	case COPY_FREE_VARS:
		return Window{i.A(), i.B()}, b
	case UNPACK_SEQUENCE:
		return Window{i.A(), i.C()}, b
	case UNPACK_EX:
		return Window{i.A(), i.C()&255 + 1 + i.C()>>8}, b
	case BUILD_TUPLE, BUILD_LIST, BUILD_SET, BUILD_STRING, BUILD_SLICE, SET_CLOSURE:
		return Window{i.B(), i.C()}, b
	case BUILD_MAP:
		return Window{i.B(), 2 * i.C()}, b
	case BUILD_TEMPLATE, FORMAT_SPEC, INTRINSIC2, IMPORT_NAME, WITH_EXCEPT_START:
		return Window{i.B(), 2}, b
	case BUILD_INTERPOLATION, GETSLICE, LOAD_SUPER_ATTR, LOAD_SUPER_ATTR_0, MATCH_CLASS:
		return Window{i.B(), 3}, b
	case SETSLICE:
		return Window{i.A(), 3}, b
	case LOAD_METHOD, LOAD_SPECIAL, EG_MATCH:
		return Window{i.A(), 2}, b
	case LOAD_SUPER_METHOD, LOAD_SUPER_METHOD_0:
		return Window{i.A(), 2}, Window{i.B(), 3}
	case CALL, CALL_KW, MAKE_GENERATOR:
		return Window{i.A(), 1 + i.B()}, b
	case CALL_METHOD, CALL_METHOD_KW:
		return Window{i.A(), 2 + i.B()}, b
	case CALL_EX:
		return Window{i.A(), 2 + i.B()}, b
	}
	return a, b
}

// instrs checks each instruction by itself and collects in v.targets where jumps lead.
func (v *verifier) instrs(c *Code) error {
	n := len(c.Instrs)
	v.targets = resetBools(v.targets, n)
	v.sites = make([]Op, len(c.Sites))
	for pc, i := range c.Instrs {
		op := i.Op()
		if op >= NumOps {
			return fmt.Errorf("instruction %d: unknown opcode %d", pc, op)
		}
		if op == TRAP && pc != n-1 {
			return fmt.Errorf("instruction %d: TRAP in the middle", pc)
		}
		bad := func(what string) error { return fmt.Errorf("instruction %d (%s): %s", pc, op, what) }
		f := ops[op].Format
		for k := 0; k < len(f); k++ {
			var x int
			switch k {
			case 0:
				x = i.A()
			case 1:
				x = i.B()
			case 2:
				x = i.C()
			}
			switch f[k] {
			case 'r', 'u', 'm':
				if x >= c.NumRegs {
					return bad("register out of range")
				}
			case 's':
				if x >= len(c.Sites) {
					return bad("site out of range")
				}
				if was := v.sites[x]; was != 0 && was != op+1 {
					return bad("site of another opcode")
				}
				v.sites[x] = op + 1
			case 'n':
				if x >= len(c.Names) {
					return bad("name out of range")
				}
			case 'k':
				if x >= len(c.Consts) {
					return bad("constant out of range")
				}
			case 'K':
				if w := i.W(); w < 0 || w >= len(c.Consts) {
					return bad("constant out of range")
				}
			case 'j', 'J':
				off := i.SC()
				if f[k] == 'J' {
					off = i.W()
				}
				to := pc + 1 + off
				if to < 0 || to >= n-1 {
					return bad("jump out of the code")
				}
				v.targets[to] = true
			}
		}
		w1, w2 := windows(i)
		if w1.First+w1.Count > c.NumRegs || w2.First+w2.Count > c.NumRegs {
			return bad("window out of range")
		}
		if what := checkSpecial(c, pc, i); what != "" {
			return bad(what)
		}
	}
	return nil
}

// checkSpecial checks what only this opcode demands; it returns what is wrong, or "".
func checkSpecial(c *Code, pc int, i Instr) string {
	kind := func(x, n int) string {
		if x >= n {
			return "kind out of range"
		}
		return ""
	}
	switch i.Op() {
	case COPY_FREE_VARS:
		if i.B() != c.NumFree || i.A() != len(c.Locals)-c.NumFree {
			return "not the free variables"
		}
	case LOAD_COMMON:
		return kind(i.B(), CommonAny+1)
	case FORMAT_SIMPLE, FORMAT_PIECE, FORMAT_SPEC, CONVERT, BUILD_INTERPOLATION:
		return kind(i.C(), ConvASCII+1)
	case SET_FUNCTION_ATTR:
		return kind(i.C(), FuncTypeParams+1)
	case LOAD_SPECIAL:
		return kind(i.C(), SpecialAExit+1)
	case INTRINSIC1:
		if i.C() == IntrinsicSetupAnnotations && c.Flags&FlagOptimized != 0 {
			return "no namespace"
		}
		return kind(i.C(), IntrinsicSetupAnnotations+1)
	case INTRINSIC2:
		return kind(i.C(), IntrinsicCopyDictWithoutKeys+1)
	case RAISE:
		return kind(i.C(), 3)
	case GET_AWAITABLE:
		return kind(i.C(), 3)
	case LIST_EXTEND:
		return kind(i.C(), 2)
	case CALL_EX:
		return kind(i.B(), 2)
	case BUILD_SLICE:
		if i.C() != 2 && i.C() != 3 {
			return "kind out of range"
		}
	case MAKE_FUNCTION:
		if k, ok := c.Consts[i.W()].(*Code); !ok || k == nil {
			return "the constant is no code object"
		}
	case MAKE_GENERATOR:
		k, ok := c.Consts[i.C()].(*Code)
		if !ok || k == nil || k.ArgCount != 1 || k.KwOnlyArgCount != 0 || k.NumFree != i.B() ||
			k.Flags&(FlagGenerator|FlagCoroutine|FlagAsyncGenerator|FlagVarArgs|FlagVarKeywords) != FlagGenerator {
			return "the constant is no generator of one argument"
		}
	case CALL_KW, CALL_METHOD_KW:
		names, ok := c.Consts[i.C()].(Tuple)
		if !ok || len(names) > i.B() {
			return "the constant does not name keywords"
		}
		for _, k := range names {
			if _, ok := k.(Str); !ok {
				return "the constant does not name keywords"
			}
		}
	case LOAD_NAME, STORE_NAME, DELETE_NAME, LOAD_LOCALS, IMPORT_STAR:
		if c.Flags&FlagOptimized != 0 {
			return "no namespace"
		}
	case YIELD:
		if c.Flags&(FlagGenerator|FlagCoroutine|FlagAsyncGenerator) == 0 {
			return "not a generator"
		}
	case YIELD_DELEGATE:
		if c.Flags&(FlagGenerator|FlagCoroutine|FlagAsyncGenerator) == 0 {
			return "not a generator"
		}
		if pc == 0 || pc+1 >= len(c.Instrs) {
			return "not after SEND"
		}
		send, jump := c.Instrs[pc-1], c.Instrs[pc+1]
		if send.Op() != SEND || send.SC() != 2 || send.A() != i.A() || send.B() != i.B() {
			return "not after its SEND"
		}
		if jump.Op() != JUMP || jump.W() != -3 {
			return "not before the JUMP to its SEND"
		}
	}
	return ""
}

// tables checks handlers and positions and adds the handlers to v.targets.
func (v *verifier) tables(c *Code) error {
	n := uint32(len(c.Instrs))
	for k, h := range c.Handlers {
		if h.Start >= h.End || h.End >= n || h.Target >= n-1 {
			return fmt.Errorf("handler %d: range out of the code", k)
		}
		if int(h.Reg) >= c.NumRegs {
			return fmt.Errorf("handler %d: register out of range", k)
		}
		if k > 0 {
			p := c.Handlers[k-1]
			if h.Start < p.Start || (h.Start == p.Start && h.End > p.End) {
				return fmt.Errorf("handler %d: not sorted", k)
			}
		}
		v.targets[h.Target] = true
	}
	runs := c.Runs()
	for k, p := range runs {
		if p.Start >= n || (k > 0 && p.Start <= runs[k-1].Start) {
			return fmt.Errorf("position %d: not sorted", k)
		}
		if p.Line < 0 {
			return fmt.Errorf("position %d: negative line", k)
		}
	}
	return nil
}

// resetBools returns a slice of n falses, in s's memory when it is large enough.
func resetBools(s []bool, n int) []bool {
	if cap(s) < n {
		return make([]bool, n)
	}
	s = s[:n]
	clear(s)
	return s
}
