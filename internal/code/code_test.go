// This file implements the code objects that the tests of this package share.

package code

import (
	"math"
	"math/cmplx"
	"reflect"
	"strings"
	"testing"
)

// sample returns a verified code with every kind of constant, nested codes, handlers and positions of all shapes.
func sample() *Code {
	gen := &Code{
		Name: "g", QualName: "f.<locals>.g", Filename: "sample.py", FirstLine: 4,
		ArgCount: 1, Flags: FlagOptimized | FlagNewLocals | FlagNested | FlagGenerator,
		Locals:  []Local{{"a", KindArg}, {"x", KindFree}},
		NumFree: 1, NumRegs: 5,
		Instrs: []Instr{
			Make(COPY_FREE_VARS, 1, 1, 0),
			Make(LOAD_DEREF, 2, 1, 0),
			Make(YIELD, 2, 0, 0),
			Make(GET_YIELD_FROM_ITER, 3, 0, 0),
			MakeWide(LOAD_CONST, 2, 0),
			Make(SEND, 2, 3, 2),
			Make(YIELD_DELEGATE, 2, 3, 0),
			MakeWide(JUMP, 0, -3),
			Make(RETURN, 2, 0, 0),
			Make(INTRINSIC1, 4, 4, IntrinsicStopIterationError),
			Make(RERAISE, 4, 1, 0),
			Make(TRAP, 0, 0, 0),
		},
		Consts:    []Const{None{}},
		Names:     []string{"x"},
		Handlers:  []Handler{{Start: 1, End: 9, Target: 9, Reg: 4}},
		Positions: []PosRun{{0, Span{0, 0, -1, -1}}, {1, Span{5, 5, 8, 9}}, {3, Span{5, 7, 300, 2}}, {9, Span{0, 0, -1, -1}}},
	}
	f := &Code{
		Name: "f", QualName: "f", Filename: "sample.py", FirstLine: 2,
		ArgCount: 2, PosOnlyArgCount: 1, KwOnlyArgCount: 1,
		Flags:   FlagOptimized | FlagNewLocals | FlagVarArgs | FlagVarKeywords | FlagHasDocstring,
		Locals:  []Local{{"a", KindArg}, {"b", KindArg}, {"k", KindArg}, {"args", KindArg}, {"kw", KindArg}, {"x", KindCell}},
		NumRegs: 12,
		Instrs: []Instr{
			Make(MAKE_CELL, 5, 0, 0),
			Make(STORE_DEREF, 0, 5, 0),
			Make(BUILD_LIST, 6, 0, 0),
			Make(GET_ITER, 7, 3, 0),
			Make(FOR_ITER, 8, 7, 2),
			Make(LIST_APPEND, 6, 8, 0),
			MakeWide(JUMP, 0, -3),
			Make(LOAD_GLOBAL, 7, 0, 0),
			Make(MOVE, 8, 0, 0),
			Make(MOVE, 9, 1, 0),
			Make(CALL_KW, 7, 2, 2),
			MakeWide(MAKE_FUNCTION, 8, 3),
			Make(BUILD_TUPLE, 9, 5, 1),
			Make(SET_FUNCTION_ATTR, 8, 9, FuncClosure),
			MakeWide(JFALSE, 6, 3),
			MakeWide(LOAD_CONST, 9, 0),
			Make(FORMAT_SIMPLE, 10, 8, ConvRepr),
			Make(BUILD_STRING, 6, 9, 2),
			Make(LOAD_METHOD, 9, 6, 1),
			Make(CALL_METHOD, 9, 0, 0),
			Make(RETURN, 9, 0, 0),
			Make(PUSH_EXC, 11, 10, 0),
			Make(POP_EXC, 11, 0, 0),
			Make(RERAISE, 10, 0, 0),
			Make(TRAP, 0, 0, 0),
		},
		Consts:   []Const{Str("Doc."), Int(7), Tuple{Str("b")}, gen},
		Names:    []string{"print", "upper"},
		Sites:    []Site{{0}, {1}},
		Handlers: []Handler{{3, 18, 21, 10}, {3, 7, 21, 10}},
		Positions: []PosRun{{0, Span{2, 2, 0, 5}}, {1, Span{3, 3, 4, 10}}, {2, Span{5, 5, 255, 510}}, {18, Span{9, 9, 0, 0}},
			{20, Span{8, 8, 1, 2}}, {21, Span{8, 8, 1 << 20, 1<<20 + 7}}},
	}
	return &Code{
		Name: "<module>", QualName: "<module>", Filename: "sample.py", FirstLine: 1, NumRegs: 3,
		Instrs: []Instr{
			MakeWide(MAKE_FUNCTION, 0, 0),
			Make(STORE_NAME, 0, 0, 0),
			MakeWide(LOAD_CONST, 0, 1),
			MakeWide(LOAD_INT, 1, -70000),
			Make(UNPACK_EX, 0, 0, 1|1<<8),
			Make(JLT_I, 0, 0xfff0, 0),
			Make(RETURN_NONE, 0, 0, 0),
			Make(TRAP, 0, 0, 0),
		},
		Consts: []Const{f, Tuple{None{}, Ellipsis{}, Bool(true), Bool(false), Int(-1), Int(math.MaxInt64), Int(math.MinInt64),
			BigInt{false, "\x01\x00\x00\x00\x00\x00\x00\x00\x00"}, BigInt{true, "\x80\x00\x00\x00\x00\x00\x00\x01"}, Float(1.5),
			Float(math.Copysign(0, -1)), Float(0), Float(math.Inf(1)), Complex(complex(0, 2)), Str(""), Str("é\xed\xa0\x80"),
			Bytes("\x00\xff"), Tuple{}, Tuple{Tuple{Int(1)}}, FrozenSet{Int(1), Str("x")}, Slice{None{}, Int(1), Float(2)}}},
		Names: []string{"f"},
		Sites: []Site{{0}},
	}
}

// same compares codes, taking empty and absent lists for equal.
func same(a, b *Code) bool { return reflect.DeepEqual(normal(a), normal(b)) }

func normal(c *Code) *Code {
	n := *c
	if len(n.Locals) == 0 {
		n.Locals = nil
	}
	if len(n.Names) == 0 {
		n.Names = nil
	}
	if len(n.Sites) == 0 {
		n.Sites = nil
	}
	if len(n.Handlers) == 0 {
		n.Handlers = nil
	}
	if len(n.Positions) == 0 {
		n.Positions = nil
	}
	n.Consts = normalConsts(n.Consts)
	return &n
}

func normalConsts(ks []Const) []Const {
	var out []Const
	for _, k := range ks {
		switch x := k.(type) {
		case *Code:
			k = normal(x)
		case Tuple:
			k = Tuple(normalConsts(x))
		case FrozenSet:
			k = FrozenSet(normalConsts(x))
		case Float:
			if x != x {
				k = Str("nan")
			}
		case Complex:
			if cmplx.IsNaN(complex128(x)) {
				k = Str("nanj")
			}
		}
		out = append(out, k)
	}
	return out
}

func TestOpTableIsComplete(t *testing.T) {
	seen := map[string]bool{}
	for op, info := range ops {
		if info.Name == "" || len(info.Format) < 2 || info.Effect == "" || seen[info.Name] {
			t.Errorf("opcode %d: %+v", op, info)
		}
		seen[info.Name] = true
		wide := strings.ContainsAny(string(info.Format), "WKJ")
		if (len(info.Format) == 2) != wide {
			t.Errorf("%s: format %q", info.Name, info.Format)
		}
		// A 'w' must come with an extent in windows.
		w1, w2 := windows(Make(Op(op), 1, 2, 3))
		n := strings.Count(string(info.Format), "w")
		got := 0
		for _, w := range []Window{w1, w2} {
			if w.Count > 0 {
				got++
			}
		}
		if got != n {
			t.Errorf("%s: format %q has %d windows, windows() says %d", info.Name, info.Format, n, got)
		}
	}
}
