// This file implements tests of the verifier.

package code

import (
	"strings"
	"testing"
)

func TestVerifyAcceptsTheSample(t *testing.T) {
	if err := Verify(sample()); err != nil {
		t.Fatal(err)
	}
}

// f and g return the codes inside a sample.
func f(c *Code) *Code { return c.Consts[0].(*Code) }
func g(c *Code) *Code { return f(c).Consts[3].(*Code) }

func TestVerifyRejects(t *testing.T) {
	for _, tt := range []struct {
		name   string
		break_ func(c *Code)
		want   string
	}{
		{"a register beyond the frame", func(c *Code) { f(c).Instrs[8] = Make(MOVE, 12, 0, 0) }, "register out of range"},
		{"too many registers", func(c *Code) { c.NumRegs = 1 << 16 }, "registers"},
		{"more locals than registers", func(c *Code) { f(c).NumRegs = 5 }, "locals"},
		{"an unknown opcode", func(c *Code) { c.Instrs[0] = Instr(NumOps) }, "unknown opcode"},
		{"a window that sticks out", func(c *Code) { f(c).Instrs[10] = Make(CALL_KW, 11, 2, 2) }, "window out of range"},
		{"an unpacking window that sticks out", func(c *Code) { c.Instrs[4] = Make(UNPACK_EX, 0, 0, 1|2<<8) }, "window"},
		{"a const out of range", func(c *Code) { c.Instrs[2] = MakeWide(LOAD_CONST, 0, 2) }, "constant out of range"},
		{"a negative const", func(c *Code) { c.Instrs[2] = MakeWide(LOAD_CONST, 0, -1) }, "constant out of range"},
		{"a site out of range", func(c *Code) { c.Instrs[1] = Make(STORE_NAME, 0, 0, 1) }, "site out of range"},
		{"a site of two opcodes", func(c *Code) { f(c).Instrs[18] = Make(LOAD_METHOD, 9, 6, 0) }, "site of another opcode"},
		{"a site without a name", func(c *Code) { c.Sites[0].Name = 9 }, "has no name"},
		{"a name out of range", func(c *Code) { g(c).Instrs[1] = Make(LOAD_DEREF, 2, 1, 1) }, "name out of range"},
		{"a jump behind the end", func(c *Code) { c.Instrs[5] = Make(JLT_I, 0, 1, 100) }, "jump out"},
		{"a jump to TRAP", func(c *Code) { c.Instrs[5] = Make(JLT_I, 0, 1, 1) }, "jump out"},
		{"a jump before the start", func(c *Code) { c.Instrs[5] = Make(JLT_I, 0, 1, 0xfff0) }, "jump out"},
		{"a wide jump before the start", func(c *Code) { f(c).Instrs[6] = MakeWide(JUMP, 0, -1<<31) }, "jump out"},
		{"no TRAP", func(c *Code) { c.Instrs = c.Instrs[:len(c.Instrs)-1] }, "does not end with TRAP"},
		{"no instructions", func(c *Code) { c.Instrs = nil }, "does not end with TRAP"},
		{"TRAP in the middle", func(c *Code) { c.Instrs[2] = Make(TRAP, 0, 0, 0) }, "TRAP in the middle"},
		{"a fall into TRAP", func(c *Code) { c.Instrs[6] = Make(NOP, 0, 0, 0) }, "runs into TRAP"},
		{"a handler out of range", func(c *Code) { f(c).Handlers[0].Target = 24 }, "range out of"},
		{"a handler register out of range", func(c *Code) { f(c).Handlers[0].Reg = 12 }, "register out of"},
		{"an empty handler range", func(c *Code) { f(c).Handlers[0].End = 3 }, "range out of"},
		{"handlers out of order", func(c *Code) { f(c).Handlers[0].Start = 4 }, "not sorted"},
		{"an inner handler first", func(c *Code) { f(c).Handlers[0].End = 5 }, "not sorted"},
		{"positions out of order", func(c *Code) { f(c).Positions[1].Start = 0 }, "not sorted"},
		{"a negative line", func(c *Code) { f(c).Positions[1].Line = -5 }, "negative line"},
		{"YIELD_DELEGATE without SEND", func(c *Code) { g(c).Instrs[5] = Make(NOP, 0, 0, 0) }, "not after its SEND"},
		{"YIELD_DELEGATE with another iterator", func(c *Code) { g(c).Instrs[6] = Make(YIELD_DELEGATE, 2, 4, 0) }, "its SEND"},
		{"YIELD_DELEGATE without JUMP", func(c *Code) { g(c).Instrs[7] = MakeWide(JUMP, 0, -1) }, "before the JUMP"},
		{"a jump to YIELD_DELEGATE", func(c *Code) { g(c).Instrs[4] = MakeWide(JUMP, 0, 1) }, "leads to YIELD_DELEGATE"},
		{"YIELD in a plain function", func(c *Code) { f(c).Instrs[8] = Make(YIELD, 8, 0, 0) }, "not a generator"},
		{"STORE_NAME in a function", func(c *Code) { f(c).Instrs[7] = Make(STORE_NAME, 7, 0, 0) }, "no namespace"},
		{"a docstring that is no string", func(c *Code) { f(c).Consts[0] = Int(1) }, "docstring"},
		{"a function of no code", func(c *Code) { f(c).Consts[3] = Int(1) }, "no code object"},
		{"keywords that are no names", func(c *Code) { f(c).Consts[2] = Tuple{Int(1)} }, "keywords"},
		{"more keywords than arguments", func(c *Code) { f(c).Consts[2] = Tuple{Str("a"), Str("b"), Str("c")} }, "keywords"},
		{"an absent constant", func(c *Code) { c.Consts[1] = Tuple{nil} }, "absent constant"},
		{"a nil code", func(c *Code) { c.Consts[1] = (*Code)(nil) }, "nil code"},
		{"a malformed string", func(c *Code) { c.Consts[1] = Str("\xff") }, "malformed string"},
		{"a malformed name", func(c *Code) { c.Names[0] = "\xff" }, "malformed name"},
		{"an int with a leading zero", func(c *Code) { c.Consts[1] = BigInt{false, "\x00\x00\x00\x00\x00\x00\x00\x00\x01"} }, "malformed int"},
		{"too many parameters", func(c *Code) { f(c).ArgCount = 9 }, "parameter counts"},
		{"overflowing parameters", func(c *Code) { f(c).ArgCount = 1<<63 - 1 }, "parameter counts"},
		{"a parameter that is not marked", func(c *Code) { f(c).Locals[0].Kind = KindLocal }, "wrong kind"},
		{"a free variable that is not marked", func(c *Code) { g(c).Locals[1].Kind = KindCell }, "wrong kind"},
		{"COPY_FREE_VARS of other registers", func(c *Code) { g(c).Instrs[0] = Make(COPY_FREE_VARS, 2, 1, 0) }, "free variables"},
		{"an unknown conversion", func(c *Code) { f(c).Instrs[16] = Make(FORMAT_SIMPLE, 10, 8, 4) }, "kind out of range"},
		{"a free variable read before its cell is there", func(c *Code) { g(c).Instrs[0] = Make(NOP, 0, 0, 0) }, "anything where it needs a cell"},
		{"a cell variable without a cell", func(c *Code) { f(c).Instrs[0] = Make(NOP, 0, 0, 0) }, "a cell"},
		{"a list that may be something else", func(c *Code) { f(c).Instrs[6] = MakeWide(JUMP, 0, -4) }, ""},
		{"a list overwritten in the loop", func(c *Code) { f(c).Instrs[3] = Make(GET_ITER, 6, 3, 0) }, "anything where it needs a list"},
		{"a list in a local", func(c *Code) { f(c).Instrs[5] = Make(LIST_APPEND, 0, 8, 0) }, `in the local "a"`},
		{"a string of something else", func(c *Code) { f(c).Instrs[15] = MakeWide(LOAD_CONST, 9, 1) }, "needs a str"},
		{"constants that nest too deeply", func(c *Code) {
			k := Const(Tuple{})
			for range maxConstDepth {
				k = Tuple{k}
			}
			c.Consts[1] = k
		}, "nest too deeply"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := sample()
			tt.break_(c)
			err := Verify(c)
			if tt.want == "" {
				if err != nil {
					t.Errorf("Verify: %v", err)
				}
				return
			}
			if err == nil {
				t.Fatal("Verify accepts it")
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Verify: %v, want %q", err, tt.want)
			}
		})
	}
}

func TestVerifyJoinsStates(t *testing.T) {
	// r1 is a list on one path only.
	c := &Code{NumRegs: 3, Flags: FlagOptimized, Instrs: []Instr{
		MakeWide(JFALSE, 0, 1),
		Make(BUILD_LIST, 1, 0, 0),
		Make(LIST_APPEND, 1, 0, 0),
		Make(RETURN_NONE, 0, 0, 0),
		Make(TRAP, 0, 0, 0),
	}}
	if err := Verify(c); err == nil || !strings.Contains(err.Error(), "needs a list") {
		t.Errorf("Verify: %v", err)
	}
	// An exception between making the list and appending leads to a handler that must not count on it.
	c.Instrs = []Instr{
		Make(NEG, 2, 0, 0),
		Make(BUILD_LIST, 1, 0, 0),
		Make(NEG, 2, 0, 0),
		Make(LIST_APPEND, 1, 0, 0),
		Make(RETURN_NONE, 0, 0, 0),
		Make(LIST_APPEND, 1, 0, 0),
		Make(RETURN_NONE, 0, 0, 0),
		Make(TRAP, 0, 0, 0),
	}
	c.Handlers = []Handler{{0, 4, 5, 2}}
	if err := Verify(c); err == nil || !strings.Contains(err.Error(), "needs a list") {
		t.Errorf("Verify: %v", err)
	}
	for _, start := range []uint32{1, 2} { // making a list does not raise
		c.Handlers[0].Start = start
		if err := Verify(c); err != nil {
			t.Errorf("Verify: %v", err)
		}
	}
	c.Handlers[0].Reg = 1
	if err := Verify(c); err == nil || !strings.Contains(err.Error(), "needs a list") {
		t.Errorf("Verify: %v", err)
	}
}

func TestVerifySurvivesHostileSizes(t *testing.T) {
	// Many handlers over all of a long code, and many registers of interest.
	const n = 20000
	c := &Code{NumRegs: maxRegs, Flags: FlagOptimized}
	for i := range n {
		c.Instrs = append(c.Instrs, Make(LIST_APPEND, 1+i, 0, 0), MakeWide(JFALSE, 0, int32(n-i)))
	}
	for i := range n {
		c.Handlers = append(c.Handlers, Handler{0, uint32(2*n - i), uint32(i), 0})
	}
	c.Instrs = append(c.Instrs, Make(RETURN_NONE, 0, 0, 0), Make(TRAP, 0, 0, 0))
	if err := Verify(c); err == nil {
		t.Error("Verify accepts it")
	}
}
