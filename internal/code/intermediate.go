// This file implements the search for intermediate results: operands that one instruction makes for another one alone.

package code

// Intermediate says of an instruction with two operands how many instructions before it each was made, if it is an intermediate result: a
// temporary that an arithmetic instruction of the same block wrote, and that nobody reads but this instruction. 0: it is not.
type Intermediate struct{ X, Y uint8 }

// intermediateReach is how far back Intermediates looks.
const intermediateReach = 16

// Intermediates returns what is known of the operands of each instruction of c, which must have passed Verify. Only arithmetic and comparisons
// are looked at. It takes time in proportion to the code.
func Intermediates(c *Code) []Intermediate {
	out := make([]Intermediate, len(c.Instrs))
	live := NewLiveness(c)
	block := make([]bool, len(c.Instrs)+1) // what jumps and handlers lead to
	for pc, i := range c.Instrs {
		if off, ok := jumpOffset(i); ok {
			block[pc+1+off] = true
		}
	}
	for _, h := range c.Handlers {
		block[h.Target] = true
	}
	made := func(pc, r int) uint8 {
		if r < len(c.Locals) || live.Live(pc, r) {
			return 0
		}
		for q := pc - 1; q >= 0 && pc-q <= intermediateReach && !block[q+1]; q-- {
			i := c.Instrs[q]
			if i.Op().Terminates() {
				return 0
			}
			found, read := false, false
			i.Writes(func(x int) { found = found || x == r })
			if found {
				if i.Op().Arithmetic() {
					return uint8(pc - q)
				}
				return 0
			}
			i.Reads(func(x int) { read = read || x == r })
			if read {
				return 0
			}
		}
		return 0
	}
	for pc, i := range c.Instrs {
		switch op := i.Op(); {
		case op.Arithmetic() && op >= ADD_I:
			out[pc].X = made(pc, i.B())
		case op.Arithmetic(), LT <= op && op <= GE:
			out[pc].X = made(pc, i.B())
			if i.C() != i.B() {
				out[pc].Y = made(pc, i.C())
			}
		case JLT <= op && op <= JNGE:
			out[pc].X = made(pc, i.A())
			if i.B() != i.A() {
				out[pc].Y = made(pc, i.B())
			}
		}
	}
	return out
}

// Arithmetic reports whether op is a binary operator, of two registers or of a register and a number.
func (op Op) Arithmetic() bool { return ADD <= op && op <= ISUB_I }
