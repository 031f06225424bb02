// Package opcode is the native module _opcode: Weft's own instructions, by number, and those of a code object. The library's
// opcode and dis modules are Weft's too (internal/stdlib/overlay) and stand on it.
package opcode

// This file implements the module.

import (
	"encoding/binary"
	"strings"

	"weft/internal/code"
	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

// offset returns what Python sees as the offset of an instruction, as in f_lasti, tb_lasti and co_lines(): 0 is the beginning of a
// call, before all instructions.
func offset(i int) value { return object.Int(2 * int64(i+1)) }

// rawRegisters is the number of registers that raw bytecode is read with: as many as an operand can name.
const rawRegisters = 1 << 16

// Spec describes the module.
func Spec() object.ModuleSpec {
	test := func(name, what string, is func(f code.Format, op code.Op) bool) object.Method {
		return object.Method{Name: name, Sig: "(opcode)", Doc: "Return True if " + what + ", False otherwise.", Fn: func(th *thread, a []value) (value, error) {
			n, err := object.AsCInt(th, a[0])
			if err != nil {
				return value{}, err
			}
			return object.Bool(valid(int64(n)) && is(code.Ops()[n].Format, code.Op(n))), nil
		}}
	}
	has := func(name, what, letters string) object.Method {
		return test(name, what, func(f code.Format, op code.Op) bool { return strings.ContainsAny(string(f), letters) })
	}
	texts := func(name, doc string, list func() []string) object.Method {
		return object.Method{Name: name, Sig: "()", Doc: doc, Fn: func(th *thread, a []value) (value, error) { return strList(list()), nil }}
	}
	unary, binaries := code.Intrinsics()
	return object.ModuleSpec{
		Name: "_opcode",
		Doc:  "The instructions of Weft's register machine.",
		Methods: []object.Method{
			{Name: "stack_effect", Fn: opcodeStackEffect, Sig: "(opcode, oparg=None, /, *, jump=None)", Doc: "Not available: Weft's machine has registers, not a stack."},
			test("is_valid", "opcode is valid", func(code.Format, code.Op) bool { return true }),
			has("has_arg", "the opcode has operands", "rumwsnkKicjJW"),
			has("has_const", "the opcode accesses a constant", "kK"),
			has("has_name", "the opcode accesses a name", "sn"),
			has("has_jump", "the opcode has a jump target", "jJ"),
			test("has_free", "the opcode accesses a cell variable", usesCell),
			has("has_local", "the opcode accesses registers, and so local variables", "rumw"),
			test("has_exc", "the opcode sets an exception handler: none does", func(code.Format, code.Op) bool { return false }),
			{Name: "get_executor", Fn: opcodeGetExecutor, Sig: "(*, code, offset)", Doc: "Raise RuntimeError: there are no executors."},
			{Name: "get_specialization_stats", Sig: "()", Doc: "Return None.", Fn: func(th *thread, a []value) (value, error) { return object.None, nil }},
			{Name: "get_nb_ops", Fn: opcodeGetNbOps, Sig: "()", Doc: "Return a list of the names and symbols of binary operators: none, each is an opcode of its own."},
			texts("get_intrinsic1_descs", "Return a list of names of the unary intrinsics.", func() []string { return unary }),
			texts("get_intrinsic2_descs", "Return a list of names of the binary intrinsics.", func() []string { return binaries }),
			texts("get_special_method_names", "Return a list of special method names.", code.SpecialMethods),
			texts("names", "Return a list of the names of the opcodes, by number.", opcodeNames),
			{Name: "effect", Fn: opcodeEffect, Sig: "(opcode, /)", Doc: "Return what the opcode does, written as an assignment over the registers R."},
			{Name: "instructions", Fn: opcodeInstructions, Sig: "(code, /)", Doc: "Return a list of tuples (opcode, operands, value, texts) for the instructions\nof a code object or of raw bytecode. The text of a jump's target is None."},
			{Name: "exception_table", Fn: opcodeExceptionTable, Sig: "(code, /)", Doc: "Return a list of tuples (start, end, target, register, name of the register)."},
			{Name: "register_count", Fn: opcodeRegisterCount, Sig: "(code, /)", Doc: "Return the number of registers of a frame, those of the local variables included."},
		},
		Exec: func(th *thread, m *object.Module) error {
			m.Dict().SetName("ENABLE_SPECIALIZATION", object.False)
			m.Dict().SetName("ENABLE_SPECIALIZATION_FT", object.False)
			return nil
		},
	}
}

func valid(n int64) bool { return n >= 0 && n < int64(code.NumOps) }

func usesCell(_ code.Format, op code.Op) bool {
	switch op {
	case code.MAKE_CELL, code.COPY_FREE_VARS, code.LOAD_DEREF, code.STORE_DEREF, code.DELETE_DEREF, code.LOAD_DICT_OR_DEREF:
		return true
	}
	return false
}

func strList(list []string) value {
	out := make([]value, len(list))
	for i, s := range list {
		out[i] = object.NewStr(s)
	}
	return object.NewList(out).Value()
}

func opcodeNames() []string {
	out := make([]string, code.NumOps)
	for i := range out {
		out[i] = code.Op(i).String()
	}
	return out
}

func opcodeStackEffect(th *thread, a []value) (value, error) {
	n, err := object.AsCInt(th, a[0])
	if err != nil {
		return value{}, err
	}
	if !valid(int64(n)) {
		return value{}, object.ValueErrorf(th, "invalid opcode or oparg")
	}
	return value{}, object.Raise(th, object.NotImplementedErrorType, "weft: stack_effect(): the machine has registers, not a stack")
}

func opcodeGetExecutor(th *thread, a []value) (value, error) {
	return value{}, object.RuntimeErrorf(th, "Executors are not available in this build")
}

func opcodeGetNbOps(th *thread, a []value) (value, error) { return object.NewList(nil).Value(), nil }

func opcodeEffect(th *thread, a []value) (value, error) {
	n, err := object.AsCInt(th, a[0])
	if err != nil {
		return value{}, err
	}
	if !valid(int64(n)) {
		return value{}, object.ValueErrorf(th, "invalid opcode")
	}
	return object.NewStr(code.Ops()[n].Effect), nil
}

// codeArg reads a code object or raw bytecode, whose constants are nil.
func codeArg(th *thread, v value, what string) (*code.Code, []value, error) {
	if object.IsCode(v) {
		c := object.AsCode(v)
		return c.C, c.Consts, nil
	}
	if object.IsBytes(v) {
		b := object.AsBytes(v).String()
		if len(b)%8 != 0 {
			return nil, nil, object.ValueErrorf(th, "the length of Weft's bytecode is a multiple of 8, not %d", len(b))
		}
		c := &code.Code{NumRegs: rawRegisters, Instrs: make([]code.Instr, len(b)/8)}
		for i := range c.Instrs {
			c.Instrs[i] = code.Instr(binary.LittleEndian.Uint64([]byte(b[8*i : 8*i+8])))
		}
		return c, nil, nil
	}
	return nil, nil, object.TypeErrorf(th, "%s() argument must be a code object or bytes, not %s", what, object.ArgTypeName(v))
}

func opcodeInstructions(th *thread, a []value) (value, error) {
	c, consts, err := codeArg(th, a[0], "instructions")
	if err != nil {
		return value{}, err
	}
	out := make([]value, len(c.Instrs))
	for pc, in := range c.Instrs {
		if out[pc], err = instruction(th, c, consts, pc, in); err != nil {
			return value{}, err
		}
	}
	return object.NewList(out).Value(), nil
}

// instruction makes the tuple of one instruction. Its value is the constant, the name or the offset it jumps to, the number that
// is its only input, or else None.
func instruction(th *thread, c *code.Code, consts []value, pc int, in code.Instr) (value, error) {
	val := object.None
	ops := c.Operands(pc)
	nums, texts := make([]value, len(ops)), make([]value, 0, len(ops))
	for k, o := range ops {
		nums[k] = object.Int(int64(o.Value))
		text := o.Text
		switch o.Letter {
		case 'k':
			if o.Value >= 0 && o.Value < len(consts) {
				val = consts[o.Value]
				r, err := object.ReprString(th, val)
				if err != nil {
					return value{}, err
				}
				text = r
			}
		case 's', 'n':
			if o.Value >= 0 && o.Value < len(c.Names) {
				val = object.NewStr(c.Names[o.Value])
			}
		case 'j':
			nums[k] = offset(o.Value)
			val = nums[k]
			texts = append(texts, object.None)
		case 'i':
			if in.Op() == code.LOAD_INT {
				val = nums[k]
			}
		}
		if text != "" {
			texts = append(texts, object.NewStr(text))
		}
	}
	return object.TupleOf(object.SmallInt(int64(in.Op())), object.TupleOf(nums...), val, object.TupleOf(texts...)), nil
}

func opcodeExceptionTable(th *thread, a []value) (value, error) {
	c, _, err := codeArg(th, a[0], "exception_table")
	if err != nil {
		return value{}, err
	}
	out := make([]value, len(c.Handlers))
	for i, h := range c.Handlers {
		at := func(n uint32) value { return offset(int(n)) }
		out[i] = object.TupleOf(at(h.Start), at(h.End), at(h.Target), object.SmallInt(int64(h.Reg)), object.NewStr(c.Register(int(h.Reg))))
	}
	return object.NewList(out).Value(), nil
}

func opcodeRegisterCount(th *thread, a []value) (value, error) {
	c, _, err := codeArg(th, a[0], "register_count")
	if err != nil {
		return value{}, err
	}
	return object.SmallInt(int64(c.NumRegs)), nil
}
