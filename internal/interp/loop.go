// This file implements the dispatch loop: the fast path of every instruction. What does not fit in about a dozen lines, or is
// uncommon, is in a function named xSlow or in the topic's file. It is longer than other files because one Go function must
// hold the whole loop: the frame's registers and instruction pointer stay in machine registers only inside it.

package interp

import (
	"math"
	"runtime"
	"sync/atomic"
	"time"
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

type (
	value = object.Value
	frame = object.Frame
)

// sliceJumps is how many backward jumps and calls go by between two looks at the clock.
const sliceJumps = 256

// ra, rb and rc address the registers that the operands of ins name.
func ra(regs unsafe.Pointer, ins uint64) *value { return (*value)(unsafe.Add(regs, ins>>13&0x7fff8)) }
func rb(regs unsafe.Pointer, ins uint64) *value { return (*value)(unsafe.Add(regs, ins>>29&0x7fff8)) }
func rc(regs unsafe.Pointer, ins uint64) *value { return (*value)(unsafe.Add(regs, ins>>45&0x7fff8)) }

// sb and sc are the signed operands; wide is B and C as one.
func sb(ins uint64) int64   { return int64(int16(ins >> 32)) }
func sc(ins uint64) int64   { return int64(int16(ins >> 48)) }
func wide(ins uint64) int64 { return int64(int32(ins >> 32)) }

// window returns n registers from p.
func window(p *value, n int) []value { return unsafe.Slice(p, n) }

func next(p *value, n int) *value { return (*value)(unsafe.Add(unsafe.Pointer(p), n*8)) }

// entryPC returns the address of a code object's first instruction.
func entryPC(c *object.Code) unsafe.Pointer { return unsafe.Pointer(&c.C.Instrs[0]) }

// run executes frame f, which is th.Frame and marked Entry, until it returns, yields or raises. For a generator that yields,
// its State says so. If err is not nil it is raised at f's current instruction first.
func run(th *object.Thread, f *frame, err error) (value, error) {
	regs := unsafe.Pointer(f.Regs)
	var pc unsafe.Pointer
	if f.IP == 0 {
		pc = entryPC(f.Code)
	} else {
		pc = ptrOf(f.IP, f.Code)
	}
	var (
		op   object.BinOp
		cop  object.CompareOp
		x, y value
		dst  *value
		off  int64
		cond bool
		ins  uint64
	)
	if err != nil {
		addTraceback(th, f, err)
		if f, err = unwind(th, f, err); err != nil {
			return value{}, err
		}
		regs, pc = unsafe.Pointer(f.Regs), ptrOf(f.IP, f.Code)
	}

	for {
		ins = *(*uint64)(pc)
		pc = unsafe.Add(pc, 8)
		switch code.Op(ins & 0xffff) {
		case code.NOP:

		case code.MOVE:
			*ra(regs, ins) = *rb(regs, ins)

		case code.LOAD_CONST:
			*ra(regs, ins) = f.Code.Consts[uint32(ins>>32)]

		case code.LOAD_INT:
			*ra(regs, ins) = object.SmallInt(wide(ins))

		case code.CHECK_BOUND:
			if ra(regs, ins).IsAbsent() {
				f.IP = uintptr(pc)
				err = unboundLocal(th, f.Code.Names[uint16(ins>>32)])
				goto raise
			}

		case code.UNBIND:
			*ra(regs, ins) = value{}

		case code.DELETE_FAST:
			if ra(regs, ins).IsAbsent() {
				f.IP = uintptr(pc)
				err = unboundLocal(th, f.Code.Names[uint16(ins>>32)])
				goto raise
			}
			*ra(regs, ins) = value{}

		case code.LOAD_GLOBAL:
			site := &f.Code.Sites[ins>>48]
			if c := (*globalCache)(atomic.LoadPointer(&site.Cache)); c != nil && f.Globals.Table() == c.globals {
				if c.pos >= 0 {
					if v := c.globals.At(c.pos); !v.IsAbsent() {
						*ra(regs, ins) = v
						continue
					}
				} else if c.globals.Used() == c.used && f.Builtins.Table() == c.builtins {
					if v := c.builtins.At(c.bpos); !v.IsAbsent() {
						*ra(regs, ins) = v
						continue
					}
				}
			}
			f.IP = uintptr(pc)
			if x, err = loadGlobalSlow(th, f, site); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.STORE_GLOBAL:
			f.Globals.SetStr(f.Code.Sites[ins>>48].Name, *ra(regs, ins))

		case code.DELETE_GLOBAL:
			f.IP = uintptr(pc)
			if err = deleteGlobal(th, f, f.Code.Sites[ins>>48].Name); err != nil {
				goto raise
			}

		case code.LOAD_NAME:
			f.IP = uintptr(pc)
			site := &f.Code.Sites[ins>>48]
			if x, err = loadName(th, f, site); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.STORE_NAME:
			if f.NS.IsExact(object.DictType) {
				object.AsDict(f.NS).SetStr(f.Code.Sites[ins>>48].Name, *ra(regs, ins))
				continue
			}
			f.IP = uintptr(pc)
			if err = storeNameSlow(th, f, f.Code.Sites[ins>>48].Name, *ra(regs, ins)); err != nil {
				goto raise
			}

		case code.DELETE_NAME:
			f.IP = uintptr(pc)
			if err = deleteName(th, f, f.Code.Sites[ins>>48].Name); err != nil {
				goto raise
			}

		case code.MAKE_CELL:
			p := ra(regs, ins)
			*p = object.NewCell(*p).Value()

		case code.COPY_FREE_VARS:
			copy(window(ra(regs, ins), int(uint16(ins>>32))), f.Closure.Items())

		case code.LOAD_DEREF:
			x = object.LoadSlot(&(*object.Cell)(rb(regs, ins).Ptr()).V)
			if x.IsAbsent() {
				f.IP = uintptr(pc)
				err = unboundDeref(th, f, int(uint16(ins>>32)), f.Code.Names[ins>>48])
				goto raise
			}
			*ra(regs, ins) = x

		case code.STORE_DEREF:
			object.StoreSlot(&(*object.Cell)(rb(regs, ins).Ptr()).V, *ra(regs, ins))

		case code.DELETE_DEREF:
			p := &(*object.Cell)(rb(regs, ins).Ptr()).V
			if object.LoadSlot(p).IsAbsent() {
				f.IP = uintptr(pc)
				err = unboundDeref(th, f, int(uint16(ins>>32)), f.Code.Names[ins>>48])
				goto raise
			}
			object.StoreSlot(p, value{})

		case code.LOAD_DICT_OR_DEREF:
			f.IP = uintptr(pc)
			if x, err = loadDictOrDeref(th, f, *ra(regs, ins), ins, *rb(regs, ins)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.LOAD_DICT_OR_GLOBAL:
			f.IP = uintptr(pc)
			if x, err = loadDictOrGlobal(th, f, *ra(regs, ins), &f.Code.Sites[ins>>48]); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.LOAD_LOCALS:
			if f.NS.IsAbsent() {
				f.IP = uintptr(pc)
				err = object.Raise(th, object.SystemErrorType, "no locals")
				goto raise
			}
			*ra(regs, ins) = f.NS

		case code.LOAD_BUILD_CLASS:
			f.IP = uintptr(pc)
			if x, err = loadBuildClass(th, f); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.LOAD_COMMON:
			*ra(regs, ins) = commonConstant(th, int(uint16(ins>>32)))

		case code.ADD:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				if s := x.Int() + y.Int(); object.FitsSmall(s) {
					*ra(regs, ins) = object.SmallInt(s)
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				*ra(regs, ins) = object.Float(x.Float() + y.Float())
				continue
			}
			op = object.OpAdd
			goto binary

		case code.SUB:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				if s := x.Int() - y.Int(); object.FitsSmall(s) {
					*ra(regs, ins) = object.SmallInt(s)
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				*ra(regs, ins) = object.Float(x.Float() - y.Float())
				continue
			}
			op = object.OpSub
			goto binary

		case code.MUL:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				if p, ok := mulInt(x.Int(), y.Int()); ok {
					*ra(regs, ins) = object.SmallInt(p)
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				*ra(regs, ins) = object.Float(x.Float() * y.Float())
				continue
			}
			op = object.OpMul
			goto binary

		case code.TRUEDIV:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if x.IsFloat() && y.IsFloat() {
				if d := y.Float(); d != 0 {
					*ra(regs, ins) = object.Float(x.Float() / d)
					continue
				}
			}
			op = object.OpTrueDiv
			goto binary

		case code.FLOORDIV:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) && y.Int() > 0 {
				*ra(regs, ins) = object.SmallInt(floorDiv(x.Int(), y.Int()))
				continue
			}
			op = object.OpFloorDiv
			goto binary

		case code.MOD:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) && y.Int() > 0 {
				*ra(regs, ins) = object.SmallInt(floorMod(x.Int(), y.Int()))
				continue
			}
			op = object.OpMod
			goto binary

		case code.AND:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				*ra(regs, ins) = object.SmallInt(x.Int() & y.Int())
				continue
			}
			op = object.OpAnd
			goto binary

		case code.OR:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				*ra(regs, ins) = object.SmallInt(x.Int() | y.Int())
				continue
			}
			op = object.OpOr
			goto binary

		case code.XOR:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				*ra(regs, ins) = object.SmallInt(x.Int() ^ y.Int())
				continue
			}
			op = object.OpXor
			goto binary

		case code.LSHIFT:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				if s, ok := lshiftInt(x.Int(), y.Int()); ok {
					*ra(regs, ins) = object.SmallInt(s)
					continue
				}
			}
			op = object.OpLShift
			goto binary

		case code.RSHIFT:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) && y.Int() >= 0 {
				*ra(regs, ins) = object.SmallInt(x.Int() >> min(uint64(y.Int()), 63))
				continue
			}
			op = object.OpRShift
			goto binary

		case code.MATMUL:
			x, y, op = *rb(regs, ins), *rc(regs, ins), object.OpMatMul
			goto binary

		case code.POW:
			x, y, op = *rb(regs, ins), *rc(regs, ins), object.OpPow
			goto binary

		case code.IADD:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				if s := x.Int() + y.Int(); object.FitsSmall(s) {
					*ra(regs, ins) = object.SmallInt(s)
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				*ra(regs, ins) = object.Float(x.Float() + y.Float())
				continue
			}
			op = object.OpAdd
			goto inplace

		case code.ISUB:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				if s := x.Int() - y.Int(); object.FitsSmall(s) {
					*ra(regs, ins) = object.SmallInt(s)
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				*ra(regs, ins) = object.Float(x.Float() - y.Float())
				continue
			}
			op = object.OpSub
			goto inplace

		case code.IMUL:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				if p, ok := mulInt(x.Int(), y.Int()); ok {
					*ra(regs, ins) = object.SmallInt(p)
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				*ra(regs, ins) = object.Float(x.Float() * y.Float())
				continue
			}
			op = object.OpMul
			goto inplace

		case code.IMATMUL, code.ITRUEDIV, code.IFLOORDIV, code.IMOD, code.IPOW, code.ILSHIFT, code.IRSHIFT, code.IAND, code.IOR, code.IXOR:
			x, y = *rb(regs, ins), *rc(regs, ins)
			op = object.BinOp(code.Op(ins&0xffff) - code.IADD)
			goto inplace

		case code.ADD_I:
			x = *rb(regs, ins)
			if x.IsInt() {
				if s := x.Int() + sc(ins); object.FitsSmall(s) {
					*ra(regs, ins) = object.SmallInt(s)
					continue
				}
			}
			op, y = object.OpAdd, object.SmallInt(sc(ins))
			goto binary

		case code.SUB_I:
			x = *rb(regs, ins)
			if x.IsInt() {
				if s := x.Int() - sc(ins); object.FitsSmall(s) {
					*ra(regs, ins) = object.SmallInt(s)
					continue
				}
			}
			op, y = object.OpSub, object.SmallInt(sc(ins))
			goto binary

		case code.MUL_I:
			x = *rb(regs, ins)
			if x.IsInt() {
				if p, ok := mulInt(x.Int(), sc(ins)); ok {
					*ra(regs, ins) = object.SmallInt(p)
					continue
				}
			}
			op, y = object.OpMul, object.SmallInt(sc(ins))
			goto binary

		case code.FLOORDIV_I:
			x = *rb(regs, ins)
			if x.IsInt() && sc(ins) > 0 {
				*ra(regs, ins) = object.SmallInt(floorDiv(x.Int(), sc(ins)))
				continue
			}
			op, y = object.OpFloorDiv, object.SmallInt(sc(ins))
			goto binary

		case code.MOD_I:
			x = *rb(regs, ins)
			if x.IsInt() && sc(ins) > 0 {
				*ra(regs, ins) = object.SmallInt(floorMod(x.Int(), sc(ins)))
				continue
			}
			op, y = object.OpMod, object.SmallInt(sc(ins))
			goto binary

		case code.AND_I:
			x = *rb(regs, ins)
			if x.IsInt() {
				*ra(regs, ins) = object.SmallInt(x.Int() & sc(ins))
				continue
			}
			op, y = object.OpAnd, object.SmallInt(sc(ins))
			goto binary

		case code.LSHIFT_I:
			x = *rb(regs, ins)
			if x.IsInt() {
				if s, ok := lshiftInt(x.Int(), sc(ins)); ok {
					*ra(regs, ins) = object.SmallInt(s)
					continue
				}
			}
			op, y = object.OpLShift, object.SmallInt(sc(ins))
			goto binary

		case code.RSHIFT_I:
			x = *rb(regs, ins)
			if x.IsInt() && sc(ins) >= 0 {
				*ra(regs, ins) = object.SmallInt(x.Int() >> min(uint64(sc(ins)), 63))
				continue
			}
			op, y = object.OpRShift, object.SmallInt(sc(ins))
			goto binary

		case code.IADD_I:
			x = *rb(regs, ins)
			if x.IsInt() {
				if s := x.Int() + sc(ins); object.FitsSmall(s) {
					*ra(regs, ins) = object.SmallInt(s)
					continue
				}
			}
			op, y = object.OpAdd, object.SmallInt(sc(ins))
			goto inplace

		case code.ISUB_I:
			x = *rb(regs, ins)
			if x.IsInt() {
				if s := x.Int() - sc(ins); object.FitsSmall(s) {
					*ra(regs, ins) = object.SmallInt(s)
					continue
				}
			}
			op, y = object.OpSub, object.SmallInt(sc(ins))
			goto inplace

		case code.NEG:
			x = *rb(regs, ins)
			if x.IsInt() && x.Int() != object.MinSmallInt {
				*ra(regs, ins) = object.SmallInt(-x.Int())
				continue
			}
			if x.IsFloat() {
				*ra(regs, ins) = object.Float(-x.Float())
				continue
			}
			f.IP = uintptr(pc)
			if x, err = negSlow(th, x); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.POS:
			f.IP = uintptr(pc)
			if x, err = posSlow(th, *rb(regs, ins)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.INVERT:
			f.IP = uintptr(pc)
			if x, err = invertSlow(th, *rb(regs, ins)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.NOT:
			x = *rb(regs, ins)
			switch {
			case x.Is(object.True):
				*ra(regs, ins) = object.False
			case x.Is(object.False) || x.Is(object.None):
				*ra(regs, ins) = object.True
			default:
				f.IP = uintptr(pc)
				if cond, err = object.IsTrue(th, x); err != nil {
					goto raise
				}
				*ra(regs, ins) = object.Bool(!cond)
			}

		case code.LT, code.LE, code.EQ, code.NE, code.GT, code.GE:
			cop = object.CompareOp(code.Op(ins&0xffff) - code.LT)
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				*ra(regs, ins) = object.Bool(compareInts(x.Int(), y.Int(), cop))
				continue
			}
			f.IP = uintptr(pc)
			if x, err = compareSlow(th, x, y, cop); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.IS:
			*ra(regs, ins) = object.Bool(rb(regs, ins).Is(*rc(regs, ins)))

		case code.IS_NOT:
			*ra(regs, ins) = object.Bool(!rb(regs, ins).Is(*rc(regs, ins)))

		case code.IN:
			f.IP = uintptr(pc)
			if cond, err = object.Contains(th, *rc(regs, ins), *rb(regs, ins)); err != nil {
				goto raise
			}
			*ra(regs, ins) = object.Bool(cond)

		case code.NOT_IN:
			f.IP = uintptr(pc)
			if cond, err = object.Contains(th, *rc(regs, ins), *rb(regs, ins)); err != nil {
				goto raise
			}
			*ra(regs, ins) = object.Bool(!cond)

		case code.JUMP:
			off = wide(ins)
			goto jump

		case code.JTRUE:
			x = *ra(regs, ins)
			if x.Is(object.False) || x.Is(object.None) {
				continue
			}
			off = wide(ins)
			if x.Is(object.True) {
				goto jump
			}
			f.IP = uintptr(pc)
			if cond, err = object.IsTrue(th, x); err != nil {
				goto raise
			}
			if cond {
				goto jump
			}

		case code.JFALSE:
			x = *ra(regs, ins)
			if x.Is(object.True) {
				continue
			}
			off = wide(ins)
			if x.Is(object.False) || x.Is(object.None) {
				goto jump
			}
			f.IP = uintptr(pc)
			if cond, err = object.IsTrue(th, x); err != nil {
				goto raise
			}
			if !cond {
				goto jump
			}

		case code.JNONE:
			if ra(regs, ins).Is(object.None) {
				off = wide(ins)
				goto jump
			}

		case code.JNOT_NONE:
			if !ra(regs, ins).Is(object.None) {
				off = wide(ins)
				goto jump
			}

		case code.JIS:
			if ra(regs, ins).Is(*rb(regs, ins)) {
				off = sc(ins)
				goto jump
			}

		case code.JIS_NOT:
			if !ra(regs, ins).Is(*rb(regs, ins)) {
				off = sc(ins)
				goto jump
			}

		case code.JABSENT:
			if ra(regs, ins).IsAbsent() {
				off = wide(ins)
				goto jump
			}

		case code.JLT:
			x, y = *ra(regs, ins), *rb(regs, ins)
			if object.BothInt(x, y) {
				if x.Int() < y.Int() {
					off = sc(ins)
					goto jump
				}
				continue
			}
			cop, cond = object.CmpLT, true
			goto compareJump

		case code.JLE:
			x, y = *ra(regs, ins), *rb(regs, ins)
			if object.BothInt(x, y) {
				if x.Int() <= y.Int() {
					off = sc(ins)
					goto jump
				}
				continue
			}
			cop, cond = object.CmpLE, true
			goto compareJump

		case code.JEQ:
			x, y = *ra(regs, ins), *rb(regs, ins)
			if object.BothInt(x, y) {
				if x.Is(y) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			cop, cond = object.CmpEQ, true
			goto compareJump

		case code.JNE:
			x, y = *ra(regs, ins), *rb(regs, ins)
			if object.BothInt(x, y) {
				if !x.Is(y) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			cop, cond = object.CmpNE, true
			goto compareJump

		case code.JGT:
			x, y = *ra(regs, ins), *rb(regs, ins)
			if object.BothInt(x, y) {
				if x.Int() > y.Int() {
					off = sc(ins)
					goto jump
				}
				continue
			}
			cop, cond = object.CmpGT, true
			goto compareJump

		case code.JGE:
			x, y = *ra(regs, ins), *rb(regs, ins)
			if object.BothInt(x, y) {
				if x.Int() >= y.Int() {
					off = sc(ins)
					goto jump
				}
				continue
			}
			cop, cond = object.CmpGE, true
			goto compareJump

		case code.JNLT:
			x, y = *ra(regs, ins), *rb(regs, ins)
			if object.BothInt(x, y) {
				if !(x.Int() < y.Int()) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			cop, cond = object.CmpLT, false
			goto compareJump

		case code.JNLE:
			x, y = *ra(regs, ins), *rb(regs, ins)
			if object.BothInt(x, y) {
				if !(x.Int() <= y.Int()) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			cop, cond = object.CmpLE, false
			goto compareJump

		case code.JNEQ:
			x, y = *ra(regs, ins), *rb(regs, ins)
			if object.BothInt(x, y) {
				if !x.Is(y) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			cop, cond = object.CmpEQ, false
			goto compareJump

		case code.JNNE:
			x, y = *ra(regs, ins), *rb(regs, ins)
			if object.BothInt(x, y) {
				if x.Is(y) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			cop, cond = object.CmpNE, false
			goto compareJump

		case code.JNGT:
			x, y = *ra(regs, ins), *rb(regs, ins)
			if object.BothInt(x, y) {
				if !(x.Int() > y.Int()) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			cop, cond = object.CmpGT, false
			goto compareJump

		case code.JNGE:
			x, y = *ra(regs, ins), *rb(regs, ins)
			if object.BothInt(x, y) {
				if !(x.Int() >= y.Int()) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			cop, cond = object.CmpGE, false
			goto compareJump

		case code.JLT_I:
			x = *ra(regs, ins)
			if x.IsInt() {
				if x.Int() < sb(ins) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			y, cop, cond = object.SmallInt(sb(ins)), object.CmpLT, true
			goto compareJump

		case code.JLE_I:
			x = *ra(regs, ins)
			if x.IsInt() {
				if x.Int() <= sb(ins) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			y, cop, cond = object.SmallInt(sb(ins)), object.CmpLE, true
			goto compareJump

		case code.JEQ_I:
			x = *ra(regs, ins)
			if x.IsInt() {
				if x.Int() == sb(ins) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			y, cop, cond = object.SmallInt(sb(ins)), object.CmpEQ, true
			goto compareJump

		case code.JNE_I:
			x = *ra(regs, ins)
			if x.IsInt() {
				if x.Int() != sb(ins) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			y, cop, cond = object.SmallInt(sb(ins)), object.CmpNE, true
			goto compareJump

		case code.JGT_I:
			x = *ra(regs, ins)
			if x.IsInt() {
				if x.Int() > sb(ins) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			y, cop, cond = object.SmallInt(sb(ins)), object.CmpGT, true
			goto compareJump

		case code.JGE_I:
			x = *ra(regs, ins)
			if x.IsInt() {
				if x.Int() >= sb(ins) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			y, cop, cond = object.SmallInt(sb(ins)), object.CmpGE, true
			goto compareJump

		case code.JNLT_I:
			x = *ra(regs, ins)
			if x.IsInt() {
				if !(x.Int() < sb(ins)) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			y, cop, cond = object.SmallInt(sb(ins)), object.CmpLT, false
			goto compareJump

		case code.JNLE_I:
			x = *ra(regs, ins)
			if x.IsInt() {
				if !(x.Int() <= sb(ins)) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			y, cop, cond = object.SmallInt(sb(ins)), object.CmpLE, false
			goto compareJump

		case code.JNEQ_I:
			x = *ra(regs, ins)
			if x.IsInt() {
				if x.Int() != sb(ins) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			y, cop, cond = object.SmallInt(sb(ins)), object.CmpEQ, false
			goto compareJump

		case code.JNNE_I:
			x = *ra(regs, ins)
			if x.IsInt() {
				if x.Int() == sb(ins) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			y, cop, cond = object.SmallInt(sb(ins)), object.CmpNE, false
			goto compareJump

		case code.JNGT_I:
			x = *ra(regs, ins)
			if x.IsInt() {
				if !(x.Int() > sb(ins)) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			y, cop, cond = object.SmallInt(sb(ins)), object.CmpGT, false
			goto compareJump

		case code.JNGE_I:
			x = *ra(regs, ins)
			if x.IsInt() {
				if !(x.Int() >= sb(ins)) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			y, cop, cond = object.SmallInt(sb(ins)), object.CmpGE, false
			goto compareJump

		case code.GET_ITER:
			f.IP = uintptr(pc)
			if x, err = object.GetIter(th, *rb(regs, ins)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.FOR_ITER:
			x = *rb(regs, ins)
			if x.IsExact(object.GeneratorType) {
				g := (*object.Generator)(x.Ptr())
				if g.TryRun() <= object.GenSuspended {
					f.IP = uintptr(pc)
					f = resumeInline(th, f, g, int(uint16(ins>>16)), object.None)
					regs, pc = unsafe.Pointer(f.Regs), resumePC(f)
					continue
				}
			}
			f.IP = uintptr(pc)
			if x, err = object.Next(th, x); err != nil {
				goto raise
			}
			if x.IsAbsent() {
				off = sc(ins)
				goto jump
			}
			*ra(regs, ins) = x

		case code.FOR_LOOP:
			x = *rb(regs, ins)
			switch t := x.Header().Type(); t {
			case object.RangeIterType:
				x = (*object.RangeIter)(x.Ptr()).Step()
			case object.ListIterType:
				x = object.ListIterStep(x)
			case object.TupleIterType:
				x = object.TupleIterStep(x)
			case object.GeneratorType:
				g := (*object.Generator)(x.Ptr())
				if g.TryRun() <= object.GenSuspended {
					f.IP = uintptr(pc)
					f = resumeInline(th, f, g, int(uint16(ins>>16)), object.None)
					regs, pc = unsafe.Pointer(f.Regs), resumePC(f)
					continue
				}
				fallthrough
			default:
				f.IP = uintptr(pc)
				if object.PairIter(t) {
					// Where the body begins with unpacking the item, a temporary, into two: spare the tuple.
					off = sc(ins)
					u := *(*uint64)(unsafe.Add(pc, off*8))
					if u&0xffff == uint64(code.UNPACK_SEQUENCE) && u>>48 == 2 && uint16(u>>32) == uint16(ins>>16) && int(uint16(ins>>16)) >= len(f.Code.C.Locals) {
						var ok bool
						if x, y, ok, err = object.NextPair(th, x); err != nil {
							goto raise
						}
						if ok {
							if x.IsAbsent() {
								continue
							}
							dst = ra(regs, u)
							*dst, *next(dst, 1) = x, y
							off++
							goto jump
						}
						x = *rb(regs, ins)
					}
				}
				if x, err = object.Next(th, x); err != nil {
					goto raise
				}
			}
			if x.IsAbsent() {
				continue
			}
			*ra(regs, ins) = x
			off = sc(ins)
			goto jump

		case code.UNPACK_SEQUENCE:
			x = *rb(regs, ins)
			n := int(ins >> 48)
			if x.IsExact(object.TupleType) {
				if items := object.AsTuple(x).Items(); len(items) == n {
					dst = ra(regs, ins)
					for i, v := range items {
						*next(dst, i) = v
					}
					continue
				}
			}
			f.IP = uintptr(pc)
			if err = unpackSlow(th, x, window(ra(regs, ins), n)); err != nil {
				goto raise
			}

		case code.UNPACK_EX:
			f.IP = uintptr(pc)
			if err = unpackEx(th, *rb(regs, ins), ra(regs, ins), int(ins>>48)); err != nil {
				goto raise
			}

		case code.GET_LEN:
			f.IP = uintptr(pc)
			var n int
			if n, err = object.Len(th, *rb(regs, ins)); err != nil {
				goto raise
			}
			*ra(regs, ins) = object.Int(int64(n))

		case code.BUILD_TUPLE:
			*ra(regs, ins) = object.NewTupleCopy(window(rb(regs, ins), int(ins>>48))).Value()

		case code.BUILD_LIST:
			*ra(regs, ins) = object.NewListCopy(window(rb(regs, ins), int(ins>>48))).Value()

		case code.BUILD_SET:
			f.IP = uintptr(pc)
			if x, err = buildSet(th, window(rb(regs, ins), int(ins>>48))); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.BUILD_MAP:
			f.IP = uintptr(pc)
			if x, err = buildMap(th, window(rb(regs, ins), 2*int(ins>>48))); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.BUILD_STRING:
			*ra(regs, ins) = object.StrJoin(window(rb(regs, ins), int(ins>>48)))

		case code.BUILD_SLICE:
			w := window(rb(regs, ins), int(ins>>48))
			x = object.None
			if len(w) == 3 {
				x = w[2]
			}
			*ra(regs, ins) = object.NewSlice(w[0], w[1], x)

		case code.BUILD_TEMPLATE:
			f.IP = uintptr(pc)
			if x, err = object.NewTemplate(th, *rb(regs, ins), *next(rb(regs, ins), 1)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.BUILD_INTERPOLATION:
			f.IP = uintptr(pc)
			w := window(rb(regs, ins), 3)
			if x, err = object.NewInterpolation(th, w[0], w[1], int(ins>>48), w[2]); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.LIST_APPEND:
			object.AsList(*ra(regs, ins)).Append(*rb(regs, ins))

		case code.LIST_EXTEND:
			f.IP = uintptr(pc)
			if err = listExtend(th, object.AsList(*ra(regs, ins)), *rb(regs, ins), ins>>48 == 1); err != nil {
				goto raise
			}

		case code.LIST_TO_TUPLE:
			*ra(regs, ins) = object.NewTuple(object.AsList(*rb(regs, ins)).Snapshot()).Value()

		case code.SET_ADD:
			f.IP = uintptr(pc)
			if err = object.AsSet(*ra(regs, ins)).Add(th, *rb(regs, ins)); err != nil {
				goto raise
			}

		case code.SET_UPDATE:
			f.IP = uintptr(pc)
			if err = setUpdate(th, object.AsSet(*ra(regs, ins)), *rb(regs, ins)); err != nil {
				goto raise
			}

		case code.MAP_ADD:
			f.IP = uintptr(pc)
			if err = object.AsDict(*ra(regs, ins)).Set(th, *rb(regs, ins), *rc(regs, ins)); err != nil {
				goto raise
			}

		case code.DICT_UPDATE:
			f.IP = uintptr(pc)
			if err = dictUpdate(th, object.AsDict(*ra(regs, ins)), *rb(regs, ins)); err != nil {
				goto raise
			}

		case code.DICT_MERGE:
			f.IP = uintptr(pc)
			if err = dictMerge(th, object.AsDict(*ra(regs, ins)), *rb(regs, ins), *rc(regs, ins)); err != nil {
				goto raise
			}

		case code.FORMAT_SIMPLE:
			x = *rb(regs, ins)
			if x.IsExact(object.StrType) && ins>>48 <= code.ConvStr {
				*ra(regs, ins) = x
				continue
			}
			f.IP = uintptr(pc)
			if x, err = formatValue(th, x, int(ins>>48), value{}); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.FORMAT_SPEC:
			f.IP = uintptr(pc)
			if x, err = formatValue(th, *rb(regs, ins), int(ins>>48), *next(rb(regs, ins), 1)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.CONVERT:
			f.IP = uintptr(pc)
			if x, err = convert(th, *rb(regs, ins), int(ins>>48)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.GETITEM:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if y.IsInt() && x.IsExact(object.ListType) {
				l, i := object.AsList(x), y.Int()
				if i < 0 {
					i += int64(l.Len())
				}
				if v := l.Get(int(i)); !v.IsAbsent() {
					*ra(regs, ins) = v
					continue
				}
			} else if x.IsExact(object.DictType) {
				f.IP = uintptr(pc)
				var v value
				if v, err = object.AsDict(x).Get(th, y); err != nil {
					goto raise
				}
				if !v.IsAbsent() {
					*ra(regs, ins) = v
					continue
				}
			}
			f.IP = uintptr(pc)
			if fn := object.PythonGetItem(x); fn != nil {
				w := th.Args(2)
				w[0], w[1] = x, y
				nf, e := pushCall(th, f, ra(regs, ins), fn, w, nil)
				th.FreeArgs(w)
				if e != nil {
					err = e
					goto raise
				}
				if nf != nil {
					f = nf
					regs, pc = unsafe.Pointer(f.Regs), entryPC(f.Code)
				}
				continue
			}
			if x, err = getItemSlow(th, x, y); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.GETITEM_I:
			x = *rb(regs, ins)
			if i := sc(ins); x.IsExact(object.ListType) {
				l := object.AsList(x)
				if i < 0 {
					i += int64(l.Len())
				}
				if v := l.Get(int(i)); !v.IsAbsent() {
					*ra(regs, ins) = v
					continue
				}
			} else if x.IsExact(object.TupleType) {
				t := object.AsTuple(x).Items()
				if uint64(i) < uint64(len(t)) {
					*ra(regs, ins) = t[i]
					continue
				}
			}
			f.IP = uintptr(pc)
			if x, err = getItemSlow(th, x, object.SmallInt(sc(ins))); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.SETITEM:
			x, y = *ra(regs, ins), *rb(regs, ins)
			if y.IsInt() && x.IsExact(object.ListType) {
				l, i := object.AsList(x), y.Int()
				if i < 0 {
					i += int64(l.Len())
				}
				if l.Set(int(i), *rc(regs, ins)) {
					continue
				}
			}
			f.IP = uintptr(pc)
			if err = setItemSlow(th, x, y, *rc(regs, ins)); err != nil {
				goto raise
			}

		case code.DELITEM:
			f.IP = uintptr(pc)
			if err = object.DelItem(th, *ra(regs, ins), *rb(regs, ins)); err != nil {
				goto raise
			}

		case code.GETSLICE:
			f.IP = uintptr(pc)
			w := window(rb(regs, ins), 3)
			if x, err = object.GetSlice(th, w[0], w[1], w[2]); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.SETSLICE:
			f.IP = uintptr(pc)
			w := window(ra(regs, ins), 3)
			if err = object.SetItem(th, w[0], object.NewSlice(w[1], w[2], object.None), *rb(regs, ins)); err != nil {
				goto raise
			}

		case code.LOAD_ATTR:
			x = *rb(regs, ins)
			site := &f.Code.Sites[ins>>48]
			if c := (*attrCache)(atomic.LoadPointer(&site.Cache)); c != nil && x.IsObj() && x.Header().Type() == c.Type && c.Type.VersionIs(c.Version) {
				if c.Kind == object.AttrSlot {
					if e := object.ExtAt(x, c.Offset); e.Shape() == c.Shape {
						if v := e.Val(c.Index); !v.IsAbsent() {
							*ra(regs, ins) = v
							continue
						}
					}
				} else if c.Kind == object.AttrProperty {
					if fn := object.PropertyGetter(c.Val); fn != nil {
						f.IP = uintptr(pc)
						nf, e := pushCall(th, f, ra(regs, ins), fn, window(rb(regs, ins), 1), nil)
						if e != nil {
							err = e
							goto raise
						}
						if nf != nil {
							f = nf
							regs, pc = unsafe.Pointer(f.Regs), entryPC(f.Code)
						}
						continue
					}
				} else if v := c.load(x); !v.IsAbsent() {
					*ra(regs, ins) = v
					continue
				}
			}
			f.IP = uintptr(pc)
			if x, err = loadAttrSlow(th, x, site); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.LOAD_METHOD:
			x = *rb(regs, ins)
			site := &f.Code.Sites[ins>>48]
			dst = ra(regs, ins)
			if c := (*attrCache)(atomic.LoadPointer(&site.Cache)); c != nil && x.IsObj() && x.Header().Type() == c.Type && c.Type.VersionIs(c.Version) {
				if c.Kind == object.AttrTypeMethod || c.Kind == object.AttrMethod && object.ExtAt(x, c.Offset).Shape() == c.Shape {
					*dst = c.Val
					*next(dst, 1) = x
					continue
				}
				if fn, recv := c.method(x); !fn.IsAbsent() {
					*dst, *next(dst, 1) = fn, recv
					continue
				}
			}
			f.IP = uintptr(pc)
			if err = loadMethodSlow(th, x, site, dst); err != nil {
				goto raise
			}

		case code.STORE_ATTR:
			x = *ra(regs, ins)
			site := &f.Code.Sites[ins>>48]
			if c := (*storeCache)(atomic.LoadPointer(&site.Cache)); c != nil && x.IsObj() && x.Header().Type() == c.Type && c.Type.VersionIs(c.Version) {
				if c.store(x, *rb(regs, ins), site.Name) {
					continue
				}
			}
			f.IP = uintptr(pc)
			if err = storeAttrSlow(th, x, site, *rb(regs, ins)); err != nil {
				goto raise
			}

		case code.DELETE_ATTR:
			f.IP = uintptr(pc)
			if err = object.SetAttr(th, *ra(regs, ins), f.Code.Sites[ins>>48].Name, value{}); err != nil {
				goto raise
			}

		case code.LOAD_SUPER_ATTR, code.LOAD_SUPER_ATTR_0:
			f.IP = uintptr(pc)
			w := window(rb(regs, ins), 3)
			if x, err = superAttr(th, w, f.Code.Sites[ins>>48].Name, code.Op(ins&0xffff) == code.LOAD_SUPER_ATTR_0); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.LOAD_SUPER_METHOD, code.LOAD_SUPER_METHOD_0:
			f.IP = uintptr(pc)
			w := window(rb(regs, ins), 3)
			self := w[2]
			if x, cond, err = superMethod(th, w, f.Code.Sites[ins>>48].Name, code.Op(ins&0xffff) == code.LOAD_SUPER_METHOD_0); err != nil {
				goto raise
			}
			dst = ra(regs, ins)
			*dst = x
			if !cond {
				self = value{}
			}
			*next(dst, 1) = self

		case code.LOAD_SPECIAL:
			f.IP = uintptr(pc)
			if err = loadSpecial(th, *rb(regs, ins), ra(regs, ins), int(ins>>48)); err != nil {
				goto raise
			}

		case code.CALL:
			dst = ra(regs, ins)
			f.IP = uintptr(pc)
			if x = *dst; x.IsExact(object.FunctionType) {
				fn := (*object.Function)(x.Ptr())
				if c := fn.LoadCode(); c.Fast && uint16(ins>>32) == uint16(c.ArgCount) && !th.OverLimit() && atomic.LoadUint32(&th.Pending) == 0 {
					f = th.PushCall(fn, c, next(dst, 1))
					f.Ret = int(ins >> 48)
					regs, pc = unsafe.Pointer(f.Regs), entryPC(c)
					continue
				}
			}
			nf, e := call(th, f, rc(regs, ins), dst, next(dst, 1), int(uint16(ins>>32)), nil)
			if e != nil {
				err = e
				goto raise
			}
			if nf != nil {
				f = nf
				regs, pc = unsafe.Pointer(f.Regs), entryPC(f.Code)
			}

		case code.CALL_METHOD:
			dst = ra(regs, ins)
			f.IP = uintptr(pc)
			args, n := next(dst, 1), int(uint16(ins>>32))+1
			if args.IsAbsent() {
				args, n = next(dst, 2), n-1
			}
			if x = *dst; x.IsExact(object.FunctionType) {
				fn := (*object.Function)(x.Ptr())
				if c := fn.LoadCode(); c.Fast && n == int(c.ArgCount) && !th.OverLimit() && atomic.LoadUint32(&th.Pending) == 0 {
					f = th.PushCall(fn, c, args)
					f.Ret = int(ins >> 48)
					regs, pc = unsafe.Pointer(f.Regs), entryPC(c)
					continue
				}
			}
			nf, e := call(th, f, rc(regs, ins), dst, args, n, nil)
			if e != nil {
				err = e
				goto raise
			}
			if nf != nil {
				f = nf
				regs, pc = unsafe.Pointer(f.Regs), entryPC(f.Code)
			}

		case code.CALL_KW:
			dst = ra(regs, ins)
			f.IP = uintptr(pc)
			nf, e := call(th, f, dst, dst, next(dst, 1), int(uint16(ins>>32)), object.AsTuple(f.Code.Consts[ins>>48]))
			if e != nil {
				err = e
				goto raise
			}
			if nf != nil {
				f = nf
				regs, pc = unsafe.Pointer(f.Regs), entryPC(f.Code)
			}

		case code.CALL_METHOD_KW:
			dst = ra(regs, ins)
			f.IP = uintptr(pc)
			args, n := next(dst, 1), int(uint16(ins>>32))+1
			if args.IsAbsent() {
				args, n = next(dst, 2), n-1
			}
			nf, e := call(th, f, dst, dst, args, n, object.AsTuple(f.Code.Consts[ins>>48]))
			if e != nil {
				err = e
				goto raise
			}
			if nf != nil {
				f = nf
				regs, pc = unsafe.Pointer(f.Regs), entryPC(f.Code)
			}

		case code.CALL_EX:
			dst = ra(regs, ins)
			f.IP = uintptr(pc)
			nf, e := callEx(th, f, dst, uint16(ins>>32) != 0)
			if e != nil {
				err = e
				goto raise
			}
			if nf != nil {
				f = nf
				regs, pc = unsafe.Pointer(f.Regs), entryPC(f.Code)
			}

		case code.MAKE_FUNCTION:
			fn := object.NewFunction((*object.Code)(f.Code.Consts[uint32(ins>>32)].Ptr()), f.Globals)
			fn.Builtins = f.Builtins
			*ra(regs, ins) = fn.Value()

		case code.SET_FUNCTION_ATTR:
			setFunctionAttr((*object.Function)(ra(regs, ins).Ptr()), int(ins>>48), *rb(regs, ins))

		case code.RETURN:
			x = *ra(regs, ins)
			goto ret

		case code.RETURN_NONE:
			x = object.None
			goto ret

		case code.INTRINSIC1:
			f.IP = uintptr(pc)
			if x, err = intrinsic1(th, f, int(ins>>48), *rb(regs, ins)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.INTRINSIC2:
			f.IP = uintptr(pc)
			if x, err = intrinsic2(th, f, int(ins>>48), *rb(regs, ins), *next(rb(regs, ins), 1)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.IMPORT_NAME:
			f.IP = uintptr(pc)
			if x, err = importName(th, f, f.Code.Names[ins>>48], *rb(regs, ins), *next(rb(regs, ins), 1)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.IMPORT_FROM:
			f.IP = uintptr(pc)
			if x, err = importFrom(th, *rb(regs, ins), f.Code.Names[ins>>48]); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.IMPORT_STAR:
			f.IP = uintptr(pc)
			if err = importStar(th, f, *ra(regs, ins)); err != nil {
				goto raise
			}

		case code.YIELD, code.YIELD_DELEGATE:
			x = *ra(regs, ins)
			f.IP = uintptr(pc)
			g := f.Generator()
			if f.Code.C.Flags&code.FlagAsyncGenerator != 0 && code.Op(ins&0xffff) == code.YIELD {
				x = object.AsyncGenWrap(x)
			}
			// Once suspended, another thread may resume the generator and write to its frame.
			entry, r := f.Entry, f.Ret
			f = suspend(th, g)
			if entry {
				th.Yielded = true
				return x, nil
			}
			dst = f.Reg(r)
			regs, pc = unsafe.Pointer(f.Regs), ptrOf(f.IP, f.Code)
			*dst = x
			if ins = *(*uint64)(unsafe.Add(pc, -8)); code.Op(ins&0xffff) == code.FOR_LOOP {
				off = sc(ins)
				goto jump
			}

		case code.SEND:
			f.IP = uintptr(pc)
			x = *rb(regs, ins)
			if x.IsExact(object.GeneratorType) || x.IsExact(object.CoroutineType) {
				g := (*object.Generator)(x.Ptr())
				y = *ra(regs, ins)
				if s := g.TryRun(); s == object.GenSuspended || s == object.GenCreated && y.Is(object.None) {
					f = resumeInline(th, f, g, int(uint16(ins>>16)), y)
					regs, pc = unsafe.Pointer(f.Regs), resumePC(f)
					continue
				} else if s == object.GenCreated {
					g.Unrun()
				}
			}
			if x, cond, err = sendSlow(th, x, *ra(regs, ins)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x
			if cond {
				off = sc(ins)
				goto jump
			}

		case code.GET_YIELD_FROM_ITER:
			f.IP = uintptr(pc)
			if x, err = yieldFromIter(th, f, *rb(regs, ins)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.GET_AWAITABLE:
			f.IP = uintptr(pc)
			if x, err = object.GetAwaitable(th, *rb(regs, ins), int(ins>>48)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.GET_AITER:
			f.IP = uintptr(pc)
			if x, err = getAIter(th, *rb(regs, ins)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.GET_ANEXT:
			f.IP = uintptr(pc)
			if x, err = getANext(th, *rb(regs, ins)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.END_ASYNC_FOR:
			if e := object.AsException(*ra(regs, ins)); !object.IsErr(e, object.StopAsyncIterationType) {
				f.IP = uintptr(pc)
				err = e
				goto reraise
			}

		case code.RAISE:
			f.IP = uintptr(pc)
			err = raise(th, *ra(regs, ins), *rb(regs, ins), int(ins>>48))
			if ins>>48 == 0 {
				goto reraise
			}
			goto raise

		case code.RERAISE:
			f.IP = uintptr(pc)
			err = object.AsException(*ra(regs, ins))
			goto reraise

		case code.PUSH_EXC:
			x = th.Exc.Value
			if x.IsAbsent() {
				x = object.None
			}
			th.Exc.Value = *rb(regs, ins)
			*ra(regs, ins) = x

		case code.POP_EXC:
			x = *ra(regs, ins)
			if x.Is(object.None) {
				x = value{}
			}
			th.Exc.Value = x

		case code.EXC_MATCH:
			f.IP = uintptr(pc)
			if cond, err = object.ExcMatch(th, *rb(regs, ins), *rc(regs, ins)); err != nil {
				goto raise
			}
			*ra(regs, ins) = object.Bool(cond)

		case code.EG_MATCH:
			f.IP = uintptr(pc)
			if x, y, err = object.EGMatch(th, *rb(regs, ins), *rc(regs, ins)); err != nil {
				goto raise
			}
			dst = ra(regs, ins)
			if !x.Is(object.None) {
				th.Exc.Value = x
			}
			*dst, *next(dst, 1) = y, x

		case code.WITH_EXCEPT_START:
			f.IP = uintptr(pc)
			if x, err = withExceptStart(th, *rb(regs, ins), *next(rb(regs, ins), 1), *rc(regs, ins)); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.MATCH_SEQUENCE:
			*ra(regs, ins) = object.Bool(rb(regs, ins).Type().HasFlag(object.TypeSequence))

		case code.MATCH_MAPPING:
			*ra(regs, ins) = object.Bool(rb(regs, ins).Type().HasFlag(object.TypeMapping))

		case code.MATCH_KEYS:
			f.IP = uintptr(pc)
			if x, err = matchKeys(th, *rb(regs, ins), object.AsTuple(*rc(regs, ins))); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		case code.MATCH_CLASS:
			f.IP = uintptr(pc)
			w := window(rb(regs, ins), 3)
			if x, err = matchClass(th, w[0], w[1], int(ins>>48), object.AsTuple(w[2])); err != nil {
				goto raise
			}
			*ra(regs, ins) = x

		default:
			f.IP = uintptr(pc)
			err = object.Raisef(th, object.SystemErrorType, "unknown opcode %d", ins&0xffff)
			goto raise
		}
		continue

		// A taken jump by off instructions; backward ones are safe points.
	jump:
		pc = unsafe.Add(pc, off*8)
		if off < 0 {
			if th.Slice--; th.Slice < 0 || atomic.LoadUint32(&th.Pending) != 0 {
				f.IP = uintptr(pc)
				if err = safePoint(th); err != nil {
					goto raise
				}
			}
		}
		continue

		// A conditional jump on x cop y being cond.
	compareJump:
		off = sc(ins)
		if x.IsFloat() && y.IsFloat() {
			if compareFloats(x.Float(), y.Float(), cop) == cond {
				goto jump
			}
			continue
		}
		f.IP = uintptr(pc)
		{
			r, e := compareBoolSlow(th, x, y, cop)
			if e != nil {
				err = e
				goto raise
			}
			if r == cond {
				goto jump
			}
		}
		continue

	binary:
		f.IP = uintptr(pc)
		if x, err = binarySlow(th, op, x, y); err != nil {
			goto raise
		}
		*ra(regs, ins) = x
		continue

	inplace:
		f.IP = uintptr(pc)
		if x, err = inplaceSlow(th, op, x, y); err != nil {
			goto raise
		}
		*ra(regs, ins) = x
		continue

		// Return x from f.
	ret:
		if !f.OfGen && f.Flags == 0 && !f.Entry {
			prev, r := f.Prev, f.Ret
			th.PopFrame(f)
			f = prev
			regs, pc = unsafe.Pointer(f.Regs), ptrOf(f.IP, f.Code)
			*(*value)(unsafe.Add(regs, r*8)) = x
			continue
		}
		if f.OfGen {
			f.IP = uintptr(pc)
			finish(th, f)
			if f.Entry {
				th.Yielded = false // a generator resumed meanwhile has left true
				return x, nil
			}
			// The caller stands behind a FOR_ITER, FOR_LOOP or SEND: it is exhausted.
			f = f.Prev
			regs, pc = unsafe.Pointer(f.Regs), ptrOf(f.IP, f.Code)
			ins = *(*uint64)(unsafe.Add(pc, -8))
			switch code.Op(ins & 0xffff) {
			case code.SEND:
				*ra(regs, ins) = x
			case code.FOR_LOOP:
				continue
			}
			off = sc(ins)
			goto jump
		}
		if f.Flags&object.FrameInit != 0 {
			if !x.Is(object.None) {
				f.IP = uintptr(pc)
				err = object.TypeErrorf(th, "__init__() should return None, not '%s'", x.Type().DisplayName())
				goto raise
			}
			prev := f.Prev
			pop(th, f)
			f = prev
			regs, pc = unsafe.Pointer(f.Regs), ptrOf(f.IP, f.Code)
			// The instance waits where the class was.
			ins = *(*uint64)(unsafe.Add(pc, -8))
			if op := code.Op(ins & 0xffff); op == code.CALL || op == code.CALL_METHOD {
				*rc(regs, ins) = *ra(regs, ins)
			}
			continue
		}
		{
			prev, entry, r := f.Prev, f.Entry, f.Ret
			pop(th, f)
			if entry {
				return x, nil
			}
			f = prev
			*f.Reg(r) = x
			regs, pc = unsafe.Pointer(f.Regs), ptrOf(f.IP, f.Code)
		}
		continue

	raise:
		addTraceback(th, f, err)
	reraise:
		if f, err = unwind(th, f, err); err != nil {
			return value{}, err
		}
		regs, pc = unsafe.Pointer(f.Regs), ptrOf(f.IP, f.Code)
	}
}

// ptrOf turns a frame's IP back into a pointer; c keeps the instructions alive.
func ptrOf(ip uintptr, c *object.Code) unsafe.Pointer {
	base := unsafe.Pointer(&c.C.Instrs[0])
	return unsafe.Add(base, ip-uintptr(base))
}

// resumePC returns where a resumed generator frame goes on.
func resumePC(f *frame) unsafe.Pointer {
	if f.IP == 0 {
		return entryPC(f.Code)
	}
	return ptrOf(f.IP, f.Code)
}

// safePoint is reached at backward jumps and calls when the slice is used up or something is pending.
func safePoint(th *object.Thread) error {
	if th.Slice < 0 {
		th.Slice = sliceJumps
		if object.Multithreaded() {
			now := time.Now()
			if now.Sub(th.SliceStart) > maxSlice {
				th.SliceStart = now
				runtime.Gosched()
			}
		}
	}
	return th.SafePoint()
}

// maxSlice is how long a thread runs before it lets others of its processor run.
const maxSlice = 4 * time.Millisecond

func mulInt(x, y int64) (int64, bool) {
	if x == int64(int32(x)) && y == int64(int32(y)) {
		p := x * y
		return p, object.FitsSmall(p)
	}
	if x > -1<<31 && x < 1<<31 || y > -1<<31 && y < 1<<31 {
		// |x*y| may pass 2^63 only if both are large; 49 bits times 32 bits can.
		hi := math.Abs(float64(x)) * math.Abs(float64(y))
		if hi < 1<<47 {
			return x * y, true
		}
	}
	return 0, false
}

func floorDiv(x, y int64) int64 {
	q := x / y
	if x < 0 && q*y != x {
		q--
	}
	return q
}

// floorMod is x % y for y > 0.
func floorMod(x, y int64) int64 {
	if uint64(x)|uint64(y) < 1<<32 {
		return int64(uint32(x) % uint32(y))
	}
	r := x % y
	if r < 0 {
		r += y
	}
	return r
}

func lshiftInt(x, n int64) (int64, bool) {
	if uint64(n) > 48 {
		return 0, x == 0 && n >= 0
	}
	s := x << uint(n)
	return s, s>>uint(n) == x && object.FitsSmall(s)
}

func compareInts(x, y int64, op object.CompareOp) bool {
	switch op {
	case object.CmpLT:
		return x < y
	case object.CmpLE:
		return x <= y
	case object.CmpEQ:
		return x == y
	case object.CmpNE:
		return x != y
	case object.CmpGT:
		return x > y
	}
	return x >= y
}

func compareFloats(x, y float64, op object.CompareOp) bool {
	switch op {
	case object.CmpLT:
		return x < y
	case object.CmpLE:
		return x <= y
	case object.CmpEQ:
		return x == y
	case object.CmpNE:
		return x != y
	case object.CmpGT:
		return x > y
	}
	return x >= y
}
