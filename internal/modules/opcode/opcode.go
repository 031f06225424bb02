// Package opcode is the native module _opcode: facts about CPython 3.14's instructions, by number, as the library's opcode and
// dis modules publish them. Weft's own instructions are others; see package code.
package opcode

// This file implements the module.

import (
	"weft/internal/object"
)

type (
	value  = object.Value
	thread = object.Thread
)

type span struct{ first, last int }

var isValid = []span{{0, 120}, {128, 211}, {234, 266}}

var hasArg = []span{{44, 120}, {128, 128}, {143, 153}, {155, 195}, {197, 197}, {200, 200}, {209, 211}, {237, 237}, {239, 239}, {241, 245}, {247, 251}, {253, 253}, {255, 255}, {257, 261}, {263, 266}}

var hasConst = []span{{82, 82}, {190, 191}}

var hasName = []span{{61, 61}, {64, 65}, {72, 73}, {80, 80}, {91, 93}, {96, 96}, {110, 110}, {115, 116}, {179, 179}, {189, 189}, {194, 195}, {200, 200}, {249, 249}}

var hasJump = []span{{68, 68}, {70, 70}, {75, 77}, {100, 103}, {106, 106}, {172, 176}, {237, 237}, {248, 248}, {257, 260}}

var hasFree = []span{{62, 62}, {90, 90}, {97, 97}, {111, 111}}

var hasLocal = []span{{3, 3}, {63, 63}, {83, 89}, {112, 114}, {261, 261}, {266, 266}}

var hasExc = []span{{263, 265}}

var intrinsic1 = []string{"INTRINSIC_1_INVALID", "INTRINSIC_PRINT", "INTRINSIC_IMPORT_STAR", "INTRINSIC_STOPITERATION_ERROR", "INTRINSIC_ASYNC_GEN_WRAP", "INTRINSIC_UNARY_POSITIVE", "INTRINSIC_LIST_TO_TUPLE", "INTRINSIC_TYPEVAR", "INTRINSIC_PARAMSPEC", "INTRINSIC_TYPEVARTUPLE", "INTRINSIC_SUBSCRIPT_GENERIC", "INTRINSIC_TYPEALIAS"}

var intrinsic2 = []string{"INTRINSIC_2_INVALID", "INTRINSIC_PREP_RERAISE_STAR", "INTRINSIC_TYPEVAR_WITH_BOUND", "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS", "INTRINSIC_SET_FUNCTION_TYPE_PARAMS", "INTRINSIC_SET_TYPEPARAM_DEFAULT"}

var specials = []string{"__enter__", "__exit__", "__aenter__", "__aexit__"}

var operators = [][2]string{{"NB_ADD", "+"}, {"NB_AND", "&"}, {"NB_FLOOR_DIVIDE", "//"}, {"NB_LSHIFT", "<<"}, {"NB_MATRIX_MULTIPLY", "@"}, {"NB_MULTIPLY", "*"}, {"NB_REMAINDER", "%"}, {"NB_OR", "|"}, {"NB_POWER", "**"}, {"NB_RSHIFT", ">>"}, {"NB_SUBTRACT", "-"}, {"NB_TRUE_DIVIDE", "/"}, {"NB_XOR", "^"}, {"NB_INPLACE_ADD", "+="}, {"NB_INPLACE_AND", "&="}, {"NB_INPLACE_FLOOR_DIVIDE", "//="}, {"NB_INPLACE_LSHIFT", "<<="}, {"NB_INPLACE_MATRIX_MULTIPLY", "@="}, {"NB_INPLACE_MULTIPLY", "*="}, {"NB_INPLACE_REMAINDER", "%="}, {"NB_INPLACE_OR", "|="}, {"NB_INPLACE_POWER", "**="}, {"NB_INPLACE_RSHIFT", ">>="}, {"NB_INPLACE_SUBTRACT", "-="}, {"NB_INPLACE_TRUE_DIVIDE", "/="}, {"NB_INPLACE_XOR", "^="}, {"NB_SUBSCR", "[]"}}

// Spec describes the module.
func Spec() object.ModuleSpec {
	test := func(name, what string, set []span) object.Method {
		return object.Method{Name: name, Sig: "(opcode)", Doc: "Return True if " + what + ", False otherwise.", Fn: func(th *thread, a []value) (value, error) {
			n, err := object.AsCInt(th, a[0])
			if err != nil {
				return value{}, err
			}
			for _, s := range set {
				if n >= s.first && n <= s.last {
					return object.True, nil
				}
			}
			return object.False, nil
		}}
	}
	texts := func(name, doc string, list []string) object.Method {
		return object.Method{Name: name, Sig: "()", Doc: doc, Fn: func(th *thread, a []value) (value, error) {
			out := make([]value, len(list))
			for i, s := range list {
				out[i] = object.NewStr(s)
			}
			return object.NewList(out).Value(), nil
		}}
	}
	return object.ModuleSpec{
		Name: "_opcode",
		Doc:  "Opcode support module.",
		Methods: []object.Method{
			{Name: "stack_effect", Fn: opcodeStackEffect, Sig: "(opcode, oparg=None, /, *, jump=None)", Doc: "Not available: Weft's machine has registers, not a stack."},
			test("is_valid", "opcode is valid", isValid),
			test("has_arg", "the opcode uses its oparg", hasArg),
			test("has_const", "the opcode accesses a constant", hasConst),
			test("has_name", "the opcode accesses an attribute by name", hasName),
			test("has_jump", "the opcode has a jump target", hasJump),
			test("has_free", "the opcode accesses a free variable", hasFree),
			test("has_local", "the opcode accesses a local variable", hasLocal),
			test("has_exc", "the opcode sets an exception handler", hasExc),
			{Name: "get_executor", Fn: opcodeGetExecutor, Sig: "(*, code, offset)", Doc: "Raise RuntimeError: there are no executors."},
			{Name: "get_specialization_stats", Sig: "()", Doc: "Return None.", Fn: func(th *thread, a []value) (value, error) { return object.None, nil }},
			{Name: "get_nb_ops", Fn: opcodeGetNbOps, Sig: "()", Doc: "Return a list of the names and symbols of binary operators."},
			texts("get_intrinsic1_descs", "Return a list of names of the unary intrinsics.", intrinsic1),
			texts("get_intrinsic2_descs", "Return a list of names of the binary intrinsics.", intrinsic2),
			texts("get_special_method_names", "Return a list of special method names.", specials),
		},
		Exec: func(th *thread, m *object.Module) error {
			m.Dict().SetName("ENABLE_SPECIALIZATION", object.False)
			m.Dict().SetName("ENABLE_SPECIALIZATION_FT", object.False)
			return nil
		},
	}
}

func opcodeStackEffect(th *thread, a []value) (value, error) {
	n, err := object.AsCInt(th, a[0])
	if err != nil {
		return value{}, err
	}
	for _, s := range isValid {
		if n >= s.first && n <= s.last {
			return value{}, object.Raise(th, object.NotImplementedErrorType, "weft: stack_effect(): the machine has registers, not a stack")
		}
	}
	return value{}, object.ValueErrorf(th, "invalid opcode or oparg")
}

func opcodeGetExecutor(th *thread, a []value) (value, error) {
	return value{}, object.RuntimeErrorf(th, "Executors are not available in this build")
}

func opcodeGetNbOps(th *thread, a []value) (value, error) {
	out := make([]value, len(operators))
	for i, o := range operators {
		out[i] = object.TupleOf(object.NewStr(o[0]), object.NewStr(o[1]))
	}
	return object.NewList(out).Value(), nil
}
