// This file implements a test of code.Liveness on compiled code.

package compile

import (
	"os"
	"testing"

	"weft/internal/code"
	"weft/internal/syntax"
)

// TestArgumentsAreDeadDuringTheCall checks that a call's own window is not live while it runs, so that a collection inside
// the callee finds the arguments unreferenced, and that what lies below, which was computed for later, mostly is.
func TestArgumentsAreDeadDuringTheCall(t *testing.T) {
	below, dead := 0, 0
	var walk func(c *code.Code)
	walk = func(c *code.Code) {
		l := code.NewLiveness(c)
		for pc, i := range c.Instrs {
			n := 0
			switch i.Op() {
			case code.CALL:
				n = 1 + i.B()
			case code.CALL_METHOD:
				n = 2 + i.B()
			default:
				continue
			}
			for r := i.A(); r < i.A()+n; r++ {
				if l.Live(pc, r) {
					t.Errorf("%s:%d instruction %d: r%d is live during the call\n%s", c.Filename, c.FirstLine, pc, r, code.Disassemble(c))
					return
				}
			}
			for r := len(c.Locals); r < i.A(); r++ {
				below++
				if !l.Live(pc, r) {
					dead++
				}
			}
		}
		for _, k := range c.Consts {
			if k, ok := k.(*code.Code); ok {
				walk(k)
			}
		}
	}
	for _, path := range library(t) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		co, _, err := CompileSource(path, data, syntax.ModeExec, Options{})
		if err != nil {
			t.Fatal(err)
		}
		walk(co)
	}
	t.Log(dead, "of", below, "temporaries below a call are dead")
}
