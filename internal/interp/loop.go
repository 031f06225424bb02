// This file implements the dispatch loop: the fast path of every instruction. What does not fit in about a dozen lines, or is
// uncommon, is in a function named xSlow or in the topic's file. It is longer than other files because one Go function must
// hold the whole loop: the frame's registers and instruction pointer stay in machine registers only inside it.

package interp

import (
	"math/bits"
	"sync/atomic"
	"unsafe"

	"weft/internal/code"
	"weft/internal/jit"
	"weft/internal/object"
)

type (
	value = object.Value
	frame = object.Frame
)

// ra, rb and rc address the registers that the operands of ins name.
func ra(regs unsafe.Pointer, ins uint64) *value { return (*value)(unsafe.Add(regs, ins>>13&0x7fff8)) }
func rb(regs unsafe.Pointer, ins uint64) *value { return (*value)(unsafe.Add(regs, ins>>29&0x7fff8)) }
func rc(regs unsafe.Pointer, ins uint64) *value { return (*value)(unsafe.Add(regs, ins>>45&0x7fff8)) }

// sb and sc are the signed operands; wide is B and C as one.
func sb(ins uint64) int64   { return int64(int16(ins >> 32)) }
func sc(ins uint64) int64   { return int64(int16(ins >> 48)) }
func wide(ins uint64) int64 { return int64(int32(ins >> 32)) }

// window returns n registers from p. (unsafe.Slice multiplies to see whether the size overflows; that, in the loop, made regs a
// variable that is saved at every instruction.)
func window(p *value, n int) []value { return (*[1 << 40]value)(unsafe.Pointer(p))[:n:n] }

func next(p *value, n int) *value { return (*value)(unsafe.Add(unsafe.Pointer(p), n*8)) }

// run executes frame f, which is th.Frame and marked Entry, until it returns, yields or raises. For a generator that yields,
// its State says so. If err is not nil it is raised at f's current instruction first.
func run(th *object.Thread, f *frame, err error) (value, error) {
	var (
		regs unsafe.Pointer
		pc   unsafe.Pointer
		op   object.BinOp
		cop  object.CompareOp
		x, y value
		dst  *value
		off  int64
		cond bool
		ins  uint64
	)
	if err != nil {
		if f, err = unwind(th, f, err, true); err != nil {
			return value{}, err
		}
	}
	regs, pc = unsafe.Pointer(f.Regs), framePC(f)

	for {
		ins = *(*uint64)(pc)
		pc = unsafe.Add(pc, 8)
		switch code.Op(ins & 0xffff) {
		case code.NOP:
			if ins>>16 != 0 {
				f.IP = uintptr(pc)
				err = object.TraceStub(th, int(ins>>16))
				goto done
			}

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
			if c := (*globalCache)(atomic.LoadPointer(&siteOf(f, ins).Cache)); c != nil && f.Globals.RawTable() == c.globals &&
				(c.builtins == nil || c.globals.Used() == c.used && f.Builtins.RawTable() == c.builtins) {
				if x = object.LoadSlot(c.slot); !x.IsAbsent() {
					*ra(regs, ins) = x
					continue
				}
			}
			f.IP = uintptr(pc)
			x, err = loadGlobalSlow(th, f, siteOf(f, ins))
			goto result

		case code.STORE_GLOBAL:
			f.IP = uintptr(pc)
			f.Globals.SetStr(siteOf(f, ins).Name, *ra(regs, ins))
			goto resync

		case code.DELETE_GLOBAL:
			f.IP = uintptr(pc)
			err = deleteGlobal(th, f, siteOf(f, ins).Name)
			goto done

		case code.LOAD_NAME:
			f.IP = uintptr(pc)
			x, err = loadName(th, f, siteOf(f, ins))
			goto result

		case code.STORE_NAME:
			f.IP = uintptr(pc)
			err = storeName(th, f, siteOf(f, ins).Name, *ra(regs, ins))
			goto done

		case code.DELETE_NAME:
			f.IP = uintptr(pc)
			err = deleteName(th, f, siteOf(f, ins).Name)
			goto done

		case code.MAKE_CELL:
			f.IP = uintptr(pc)
			x = object.NewCell(*ra(regs, ins)).Value()
			goto store

		case code.COPY_FREE_VARS:
			dst = ra(regs, ins)
			for i, v := range f.Closure.Items() {
				*next(dst, i) = v
			}

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
			x, err = loadDictOrDeref(th, f, *ra(regs, ins), ins, *rb(regs, ins))
			goto result

		case code.LOAD_DICT_OR_GLOBAL:
			f.IP = uintptr(pc)
			x, err = loadDictOrGlobal(th, f, *ra(regs, ins), &f.Code.Sites[ins>>48])
			goto result

		case code.LOAD_LOCALS:
			if f.NS.IsAbsent() {
				f.IP = uintptr(pc)
				err = object.Raise(th, object.SystemErrorType, "no locals")
				goto raise
			}
			*ra(regs, ins) = f.NS

		case code.LOAD_BUILD_CLASS:
			f.IP = uintptr(pc)
			x, err = loadBuildClass(th, f)
			goto result

		case code.LOAD_COMMON:
			f.IP = uintptr(pc)
			x = commonConstant(th, int(uint16(ins>>32)))
			goto store

		case code.ADD:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				if s := x.Int() + y.Int(); object.FitsSmall(s) {
					*ra(regs, ins) = object.SmallInt(s)
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				if r := x.Float() + y.Float(); r == r {
					*ra(regs, ins) = object.BoxFloat(r)
					continue
				}
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
				if r := x.Float() - y.Float(); r == r {
					*ra(regs, ins) = object.BoxFloat(r)
					continue
				}
			}
			op = object.OpSub
			goto binary

		case code.MUL:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				// The product as two words: it fits where the upper one is the lower one's sign.
				a, b := x.Int(), y.Int()
				hi, lo := bits.Mul64(uint64(a), uint64(b))
				if int64(hi)-(a>>63&b)-(b>>63&a) == int64(lo)>>63 && object.FitsSmall(int64(lo)) {
					*ra(regs, ins) = object.SmallInt(int64(lo))
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				if r := x.Float() * y.Float(); r == r {
					*ra(regs, ins) = object.BoxFloat(r)
					continue
				}
			}
			op = object.OpMul
			goto binary

		case code.TRUEDIV:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if x.IsFloat() && y.IsFloat() {
				if d := y.Float(); d != 0 {
					if r := x.Float() / d; r == r {
						*ra(regs, ins) = object.BoxFloat(r)
						continue
					}
				}
			}
			op = object.OpTrueDiv
			goto binary

		case code.FLOORDIV:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				if a, b := x.Int(), y.Int(); uint64(a)|uint64(b) < 1<<32 && b != 0 {
					*ra(regs, ins) = object.SmallInt(int64(uint32(a) / uint32(b)))
					continue
				} else if b > 0 {
					q := a / b
					if a < 0 && q*b != a {
						q--
					}
					*ra(regs, ins) = object.SmallInt(q)
					continue
				}
			}
			op = object.OpFloorDiv
			goto binary

		case code.MOD:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				if a, b := x.Int(), y.Int(); uint64(a)|uint64(b) < 1<<32 && b != 0 {
					*ra(regs, ins) = object.SmallInt(int64(uint32(a) % uint32(b)))
					continue
				} else if b > 0 {
					r := a % b
					if r < 0 {
						r += b
					}
					*ra(regs, ins) = object.SmallInt(r)
					continue
				}
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
				if a, b := x.Int(), y.Int(); uint64(b) <= 48 {
					if s := a << uint(b); s>>uint(b) == a && object.FitsSmall(s) {
						*ra(regs, ins) = object.SmallInt(s)
						continue
					}
				}
			}
			op = object.OpLShift
			goto binary

		case code.RSHIFT:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				if b := y.Int(); b >= 0 {
					*ra(regs, ins) = object.SmallInt(x.Int() >> min(uint64(b), 63))
					continue
				}
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
				if r := x.Float() + y.Float(); r == r {
					*ra(regs, ins) = object.BoxFloat(r)
					continue
				}
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
				if r := x.Float() - y.Float(); r == r {
					*ra(regs, ins) = object.BoxFloat(r)
					continue
				}
			}
			op = object.OpSub
			goto inplace

		case code.IMUL:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				// The product as two words: it fits where the upper one is the lower one's sign.
				a, b := x.Int(), y.Int()
				hi, lo := bits.Mul64(uint64(a), uint64(b))
				if int64(hi)-(a>>63&b)-(b>>63&a) == int64(lo)>>63 && object.FitsSmall(int64(lo)) {
					*ra(regs, ins) = object.SmallInt(int64(lo))
					continue
				}
			} else if x.IsFloat() && y.IsFloat() {
				if r := x.Float() * y.Float(); r == r {
					*ra(regs, ins) = object.BoxFloat(r)
					continue
				}
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
			} else if x.IsFloat() {
				if r := x.Float() + float64(sc(ins)); r == r {
					*ra(regs, ins) = object.BoxFloat(r)
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
			} else if x.IsFloat() {
				if r := x.Float() - float64(sc(ins)); r == r {
					*ra(regs, ins) = object.BoxFloat(r)
					continue
				}
			}
			op, y = object.OpSub, object.SmallInt(sc(ins))
			goto binary

		case code.MUL_I:
			x = *rb(regs, ins)
			if x.IsInt() {
				// The product as two words: it fits where the upper one is the lower one's sign.
				a, b := x.Int(), sc(ins)
				hi, lo := bits.Mul64(uint64(a), uint64(b))
				if int64(hi)-(a>>63&b)-(b>>63&a) == int64(lo)>>63 && object.FitsSmall(int64(lo)) {
					*ra(regs, ins) = object.SmallInt(int64(lo))
					continue
				}
			} else if x.IsFloat() {
				if r := x.Float() * float64(sc(ins)); r == r {
					*ra(regs, ins) = object.BoxFloat(r)
					continue
				}
			}
			op, y = object.OpMul, object.SmallInt(sc(ins))
			goto binary

		case code.FLOORDIV_I:
			x = *rb(regs, ins)
			if x.IsInt() {
				if a, b := x.Int(), sc(ins); uint64(a)|uint64(b) < 1<<32 && b != 0 {
					*ra(regs, ins) = object.SmallInt(int64(uint32(a) / uint32(b)))
					continue
				} else if b > 0 {
					q := a / b
					if a < 0 && q*b != a {
						q--
					}
					*ra(regs, ins) = object.SmallInt(q)
					continue
				}
			}
			op, y = object.OpFloorDiv, object.SmallInt(sc(ins))
			goto binary

		case code.MOD_I:
			x = *rb(regs, ins)
			if x.IsInt() {
				if a, b := x.Int(), sc(ins); uint64(a)|uint64(b) < 1<<32 && b != 0 {
					*ra(regs, ins) = object.SmallInt(int64(uint32(a) % uint32(b)))
					continue
				} else if b > 0 {
					r := a % b
					if r < 0 {
						r += b
					}
					*ra(regs, ins) = object.SmallInt(r)
					continue
				}
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
				if a, b := x.Int(), sc(ins); uint64(b) <= 48 {
					if s := a << uint(b); s>>uint(b) == a && object.FitsSmall(s) {
						*ra(regs, ins) = object.SmallInt(s)
						continue
					}
				}
			}
			op, y = object.OpLShift, object.SmallInt(sc(ins))
			goto binary

		case code.RSHIFT_I:
			x = *rb(regs, ins)
			if x.IsInt() {
				if b := sc(ins); b >= 0 {
					*ra(regs, ins) = object.SmallInt(x.Int() >> min(uint64(b), 63))
					continue
				}
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
			} else if x.IsFloat() {
				if r := x.Float() + float64(sc(ins)); r == r {
					*ra(regs, ins) = object.BoxFloat(r)
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
			} else if x.IsFloat() {
				if r := x.Float() - float64(sc(ins)); r == r {
					*ra(regs, ins) = object.BoxFloat(r)
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
				if r := -x.Float(); r == r {
					*ra(regs, ins) = object.BoxFloat(r)
					continue
				}
			}
			f.IP = uintptr(pc)
			x, err = negSlow(th, x)
			goto result

		case code.POS:
			f.IP = uintptr(pc)
			x, err = posSlow(th, *rb(regs, ins))
			goto result

		case code.INVERT:
			f.IP = uintptr(pc)
			x, err = invertSlow(th, *rb(regs, ins))
			goto result

		case code.NOT:
			x = *rb(regs, ins)
			switch {
			case x.Is(object.True):
				*ra(regs, ins) = object.False
			case x.Is(object.False) || x.Is(object.None):
				*ra(regs, ins) = object.True
			default:
				f.IP = uintptr(pc)
				cond, err = object.IsTrue(th, x)
				x = object.Bool(!cond)
				goto result
			}

		case code.LT:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				*ra(regs, ins) = object.Bool(x.Int() < y.Int())
				continue
			}
			if x.IsFloat() && y.IsFloat() {
				*ra(regs, ins) = object.Bool(x.Float() < y.Float())
				continue
			}
			cop = object.CmpLT
			goto compare

		case code.LE:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				*ra(regs, ins) = object.Bool(x.Int() <= y.Int())
				continue
			}
			if x.IsFloat() && y.IsFloat() {
				*ra(regs, ins) = object.Bool(x.Float() <= y.Float())
				continue
			}
			cop = object.CmpLE
			goto compare

		case code.EQ:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				*ra(regs, ins) = object.Bool(x.Int() == y.Int())
				continue
			}
			if x.IsFloat() && y.IsFloat() {
				*ra(regs, ins) = object.Bool(x.Float() == y.Float())
				continue
			}
			cop = object.CmpEQ
			goto compare

		case code.NE:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				*ra(regs, ins) = object.Bool(x.Int() != y.Int())
				continue
			}
			if x.IsFloat() && y.IsFloat() {
				*ra(regs, ins) = object.Bool(x.Float() != y.Float())
				continue
			}
			cop = object.CmpNE
			goto compare

		case code.GT:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				*ra(regs, ins) = object.Bool(x.Int() > y.Int())
				continue
			}
			if x.IsFloat() && y.IsFloat() {
				*ra(regs, ins) = object.Bool(x.Float() > y.Float())
				continue
			}
			cop = object.CmpGT
			goto compare

		case code.GE:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if object.BothInt(x, y) {
				*ra(regs, ins) = object.Bool(x.Int() >= y.Int())
				continue
			}
			if x.IsFloat() && y.IsFloat() {
				*ra(regs, ins) = object.Bool(x.Float() >= y.Float())
				continue
			}
			cop = object.CmpGE
			goto compare

		case code.IS:
			*ra(regs, ins) = object.Bool(rb(regs, ins).Is(*rc(regs, ins)))

		case code.IS_NOT:
			*ra(regs, ins) = object.Bool(!rb(regs, ins).Is(*rc(regs, ins)))

		case code.IN:
			f.IP = uintptr(pc)
			cond, err = object.Contains(th, *rc(regs, ins), *rb(regs, ins))
			x = object.Bool(cond)
			goto result

		case code.NOT_IN:
			f.IP = uintptr(pc)
			cond, err = object.Contains(th, *rc(regs, ins), *rb(regs, ins))
			x = object.Bool(!cond)
			goto result

		case code.JUMP:
			off = wide(ins)
			goto jump

		case code.JTRUE:
			x = *ra(regs, ins)
			if x.Is(object.False) || x.Is(object.None) {
				continue
			}
			if x.Is(object.True) {
				off = wide(ins)
				goto jump
			}
			f.IP = uintptr(pc)
			cond, err = object.IsTrue(th, x)
			goto truth

		case code.JFALSE:
			x = *ra(regs, ins)
			if x.Is(object.True) {
				continue
			}
			if x.Is(object.False) || x.Is(object.None) {
				off = wide(ins)
				goto jump
			}
			f.IP = uintptr(pc)
			cond, err = object.IsTrue(th, x)
			goto truth

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
			if x.IsFloat() && y.IsFloat() {
				if x.Float() < y.Float() {
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
			if x.IsFloat() && y.IsFloat() {
				if x.Float() <= y.Float() {
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
			if x.IsFloat() && y.IsFloat() {
				if x.Float() == y.Float() {
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
			if x.IsFloat() && y.IsFloat() {
				if x.Float() != y.Float() {
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
			if x.IsFloat() && y.IsFloat() {
				if x.Float() > y.Float() {
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
			if x.IsFloat() && y.IsFloat() {
				if x.Float() >= y.Float() {
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
			if x.IsFloat() && y.IsFloat() {
				if !(x.Float() < y.Float()) {
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
			if x.IsFloat() && y.IsFloat() {
				if !(x.Float() <= y.Float()) {
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
			if x.IsFloat() && y.IsFloat() {
				if !(x.Float() == y.Float()) {
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
			if x.IsFloat() && y.IsFloat() {
				if !(x.Float() != y.Float()) {
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
			if x.IsFloat() && y.IsFloat() {
				if !(x.Float() > y.Float()) {
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
			if x.IsFloat() && y.IsFloat() {
				if !(x.Float() >= y.Float()) {
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
			if x.IsFloat() {
				if x.Float() < float64(sb(ins)) {
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
			if x.IsFloat() {
				if x.Float() <= float64(sb(ins)) {
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
			if x.IsFloat() {
				if x.Float() == float64(sb(ins)) {
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
			if x.IsFloat() {
				if x.Float() != float64(sb(ins)) {
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
			if x.IsFloat() {
				if x.Float() > float64(sb(ins)) {
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
			if x.IsFloat() {
				if x.Float() >= float64(sb(ins)) {
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
			if x.IsFloat() {
				if !(x.Float() < float64(sb(ins))) {
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
			if x.IsFloat() {
				if !(x.Float() <= float64(sb(ins))) {
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
				if !(x.Int() == sb(ins)) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			if x.IsFloat() {
				if !(x.Float() == float64(sb(ins))) {
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
				if !(x.Int() != sb(ins)) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			if x.IsFloat() {
				if !(x.Float() != float64(sb(ins))) {
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
			if x.IsFloat() {
				if !(x.Float() > float64(sb(ins))) {
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
			if x.IsFloat() {
				if !(x.Float() >= float64(sb(ins))) {
					off = sc(ins)
					goto jump
				}
				continue
			}
			y, cop, cond = object.SmallInt(sb(ins)), object.CmpGE, false
			goto compareJump

		case code.GET_ITER:
			f.IP = uintptr(pc)
			x = *rb(regs, ins)
			if x.IsObj() && x.Header().Type() == object.ListType && forLoop(f, ins) {
				x = th.ListLoop(object.AsList(x))
				goto store
			}
			x, err = getIter(th, x)
			goto result

		case code.FOR_ITER:
			x = *rb(regs, ins)
			f.IP = uintptr(pc)
			if resumeInline(th, f, x, object.None, int(uint16(ins>>16))) {
				goto resync
			}
			x, err = object.Next(th, x)
			goto iterated

		case code.FOR_LOOP:
			x = *rb(regs, ins)
			switch x.Header().Type() {
			case object.RangeIterType:
				it := (*object.RangeIter)(x.Ptr())
				n := object.LoadInt(&it.Left)
				if n <= 0 {
					if it.OfLoop() {
						th.SpareRange = it
					}
					continue
				}
				object.StoreInt(&it.Left, n-1)
				*ra(regs, ins) = object.SmallInt(it.End - int64(n)*it.By)
				off = sc(ins)
				goto jump
			case object.ListIterType:
				it := (*object.ListIter)(x.Ptr())
				if l := object.LoadPtr(&it.L); l != nil {
					i, a := object.LoadInt(&it.I), l.Array()
					if uint64(i) < uint64(a.Int()) {
						if x = object.LoadSlot(next(a, i+1)); !x.IsAbsent() {
							object.StoreInt(&it.I, i+1)
							*ra(regs, ins) = x
							off = sc(ins)
							goto jump
						}
					}
					object.StorePtr(&it.L, nil)
					if it.OfLoop() {
						th.SpareList, th.SpareList2 = it, th.SpareList
					}
				}
				continue
			case object.GeneratorType:
				f.IP = uintptr(pc)
				if resumeInline(th, f, x, object.None, int(uint16(ins>>16))) {
					goto resumed
				}
				x, err = object.Next(th, sentTo(th.Frame))
				goto iterated
			case object.TupleIterType:
				it := (*object.TupleIter)(x.Ptr())
				if t := object.LoadPtr(&it.T); t != nil {
					if i, items := object.LoadInt(&it.I), t.Items(); uint(i) < uint(len(items)) {
						object.StoreInt(&it.I, i+1)
						*ra(regs, ins) = items[i]
						off = sc(ins)
						goto jump
					}
					object.StorePtr(&it.T, nil)
					if it.OfLoop() {
						th.SpareTuple = it
					}
				}
				continue
			case object.StrASCIIIterType:
				it := (*object.StrIter)(x.Ptr())
				if i, t := object.LoadInt(&it.Pos), object.LoadPtr(&it.S).String(); uint(i) < uint(len(t)) {
					object.StoreInt(&it.Pos, i+1)
					*ra(regs, ins) = object.ASCIICharStr(t[i])
					off = sc(ins)
					goto jump
				}
				object.StorePtr(&it.S, object.EmptyStr())
				continue
			case object.SetIterType:
				f.IP = uintptr(pc)
				x, err = object.SetIterNext(th, x)
				goto iterated
			case object.DictKeyIterType:
				f.IP = uintptr(pc)
				x, err = object.DictKeyIterNext(th, x)
				goto iterated
			case object.BytesIterType:
				f.IP = uintptr(pc)
				x, err = object.BytesIterNext(th, x)
				goto iterated
			}
			f.IP = uintptr(pc)
			{
				// Where the body begins with unpacking the item, a temporary, into two: spare the tuple.
				u := *(*uint64)(unsafe.Add(pc, sc(ins)*8))
				if u&0xffff == uint64(code.UNPACK_SEQUENCE) && u>>48 == 2 && uint16(u>>32) == uint16(ins>>16) && int(uint16(ins>>16)) >= len(f.Code.C.Locals) {
					if x, y, cond, err = object.NextPair(th, x); err != nil {
						goto raise
					}
					f = th.Frame
					regs, pc = unsafe.Pointer(f.Regs), framePC(f)
					ins = *(*uint64)(unsafe.Add(pc, -8))
					if cond { // x, y is the next item
						if x.IsAbsent() {
							continue
						}
						off = sc(ins)
						dst = ra(regs, *(*uint64)(unsafe.Add(pc, off*8)))
						*dst, *next(dst, 1) = x, y
						off++
						goto jump
					}
					x = *rb(regs, ins)
				}
			}
			x, err = object.Next(th, x)
			goto iterated

		case code.UNPACK_SEQUENCE:
			x = *rb(regs, ins)
			n := int(ins >> 48)
			if x.IsObj() && x.Header().Type() == object.TupleType {
				if items := object.AsTuple(x).Items(); len(items) == n {
					dst = ra(regs, ins)
					for i, v := range items {
						*next(dst, i) = v
					}
					continue
				}
			}
			f.IP = uintptr(pc)
			err = unpackSlow(th, x, window(ra(regs, ins), n))
			goto done

		case code.UNPACK_EX:
			f.IP = uintptr(pc)
			err = unpackEx(th, *rb(regs, ins), ra(regs, ins), int(ins>>48))
			goto done

		case code.GET_LEN:
			x = *rb(regs, ins)
			if x.IsObj() && x.Header().Type() == object.TupleType {
				*ra(regs, ins) = object.SmallInt(int64(len(object.AsTuple(x).Items())))
				continue
			}
			f.IP = uintptr(pc)
			x, err = getLen(th, x)
			goto result

		case code.BUILD_TUPLE:
			f.IP = uintptr(pc)
			if u := *(*uint64)(pc); u&0xffff == uint64(code.RETURN) && u>>16&0xffff == ins>>16&0xffff && f.Plain() && returnTuple(th, f, ins) {
				goto resync
			}
			f = th.Frame
			ins = *(*uint64)(unsafe.Add(framePC(f), -8))
			x, err = buildTuple(th, f, ins)
			goto result

		case code.BUILD_LIST:
			f.IP = uintptr(pc)
			x = buildList(f, ins)
			goto store

		case code.BUILD_SET:
			f.IP = uintptr(pc)
			x, err = buildSet(th, f, ins)
			goto result

		case code.BUILD_MAP:
			f.IP = uintptr(pc)
			x, err = buildMap(th, window(rb(regs, ins), 2*int(ins>>48)))
			goto result

		case code.BUILD_STRING:
			f.IP = uintptr(pc)
			x = object.StrJoin(th, window(rb(regs, ins), int(ins>>48)))
			goto store

		case code.BUILD_SLICE:
			f.IP = uintptr(pc)
			x = buildSlice(th, f, ins)
			goto store

		case code.BUILD_TEMPLATE:
			f.IP = uintptr(pc)
			x, err = object.NewTemplate(th, *rb(regs, ins), *next(rb(regs, ins), 1))
			goto result

		case code.BUILD_INTERPOLATION:
			f.IP = uintptr(pc)
			dst = rb(regs, ins)
			x, err = object.NewInterpolation(th, *dst, *next(dst, 1), int(ins>>48), *next(dst, 2))
			goto result

		case code.LIST_APPEND:
			{
				// Nobody else knows the list.
				l := object.AsList(*ra(regs, ins))
				a, i := l.Array(), l.Len()
				if int64(i) < a.Int() {
					object.StoreSlot(next(a, i+1), *rb(regs, ins))
					l.SetLen(i + 1)
					continue
				}
			}
			f.IP = uintptr(pc)
			listAppend(f, object.AsList(*ra(regs, ins)), *rb(regs, ins))
			goto resync

		case code.LIST_EXTEND:
			f.IP = uintptr(pc)
			err = listExtend(th, object.AsList(*ra(regs, ins)), *rb(regs, ins), ins>>48 == 1)
			goto done

		case code.LIST_TO_TUPLE:
			f.IP = uintptr(pc)
			x = object.NewTuple(object.AsList(*rb(regs, ins)).Snapshot()).Value()
			goto store

		case code.SET_ADD:
			f.IP = uintptr(pc)
			err = object.AsSet(*ra(regs, ins)).Add(th, *rb(regs, ins))
			goto done

		case code.SET_UPDATE:
			f.IP = uintptr(pc)
			err = setUpdate(th, object.AsSet(*ra(regs, ins)), *rb(regs, ins))
			goto done

		case code.MAP_ADD:
			f.IP = uintptr(pc)
			err = mapAdd(th, f, object.AsDict(*ra(regs, ins)), *rb(regs, ins), *rc(regs, ins))
			goto done

		case code.DICT_UPDATE:
			f.IP = uintptr(pc)
			err = dictUpdate(th, object.AsDict(*ra(regs, ins)), *rb(regs, ins))
			goto done

		case code.DICT_MERGE:
			f.IP = uintptr(pc)
			err = dictMerge(th, object.AsDict(*ra(regs, ins)), *rb(regs, ins), *rc(regs, ins))
			goto done

		case code.FORMAT_SIMPLE:
			x = *rb(regs, ins)
			if x.IsObj() && x.Header().Type() == object.StrType && ins>>48 <= code.ConvStr {
				*ra(regs, ins) = x
				continue
			}
			f.IP = uintptr(pc)
			x, err = formatValue(th, x, int(ins>>48), value{})
			goto result

		case code.FORMAT_PIECE:
			x = *rb(regs, ins)
			if x.IsInt() || x.IsFloat() || x.Header().Type() == object.StrType && ins>>48 <= code.ConvStr {
				*ra(regs, ins) = x
				continue
			}
			f.IP = uintptr(pc)
			x, err = formatValue(th, x, int(ins>>48), value{})
			goto result

		case code.FORMAT_SPEC:
			f.IP = uintptr(pc)
			x, err = formatValue(th, *rb(regs, ins), int(ins>>48), *next(rb(regs, ins), 1))
			goto result

		case code.CONVERT:
			f.IP = uintptr(pc)
			x, err = convert(th, *rb(regs, ins), int(ins>>48))
			goto result

		case code.GETITEM:
			x, y = *rb(regs, ins), *rc(regs, ins)
			if x.IsObj() && y.IsInt() {
				i := y.Int()
				switch x.Header().Type() {
				case object.ListType:
					l := object.AsList(x)
					a := l.Array()
					if i < 0 {
						i += int64(l.Len())
					}
					if uint64(i) < uint64(a.Int()) {
						if x = object.LoadSlot(next(a, int(i)+1)); !x.IsAbsent() {
							*ra(regs, ins) = x
							continue
						}
						x = *rb(regs, ins)
					}
				case object.TupleType:
					t := object.AsTuple(x).Items()
					if i < 0 {
						i += int64(len(t))
					}
					if uint64(i) < uint64(len(t)) {
						*ra(regs, ins) = t[i]
						continue
					}
				case object.StrType:
					if s := object.AsStr(x); s.IsASCII() {
						t := s.String()
						if i < 0 {
							i += int64(len(t))
						}
						if uint64(i) < uint64(len(t)) {
							*ra(regs, ins) = object.ASCIICharStr(t[i])
							continue
						}
					}
				}
			}
			f.IP = uintptr(pc)
			err = getItem(th, f, ra(regs, ins), x, y)
			goto done

		case code.GETITEM_I:
			x = *rb(regs, ins)
			if x.IsObj() {
				i := sc(ins)
				switch x.Header().Type() {
				case object.ListType:
					l := object.AsList(x)
					a := l.Array()
					if i < 0 {
						i += int64(l.Len())
					}
					if uint64(i) < uint64(a.Int()) {
						if x = object.LoadSlot(next(a, int(i)+1)); !x.IsAbsent() {
							*ra(regs, ins) = x
							continue
						}
						x = *rb(regs, ins)
					}
				case object.TupleType:
					t := object.AsTuple(x).Items()
					if i < 0 {
						i += int64(len(t))
					}
					if uint64(i) < uint64(len(t)) {
						*ra(regs, ins) = t[i]
						continue
					}
				case object.StrType:
					if s := object.AsStr(x); s.IsASCII() {
						t := s.String()
						if i < 0 {
							i += int64(len(t))
						}
						if uint64(i) < uint64(len(t)) {
							*ra(regs, ins) = object.ASCIICharStr(t[i])
							continue
						}
					}
				}
			}
			f.IP = uintptr(pc)
			err = getItem(th, f, ra(regs, ins), x, object.SmallInt(sc(ins)))
			goto done

		case code.SETITEM:
			x, y = *ra(regs, ins), *rb(regs, ins)
			if x.IsObj() && y.IsInt() && x.Header().Type() == object.ListType && !object.Multithreaded() {
				l, i := object.AsList(x), y.Int()
				if i < 0 {
					i += int64(l.Len())
				}
				if uint64(i) < uint64(l.Len()) {
					object.StoreSlot(next(l.Array(), int(i)+1), *rc(regs, ins))
					continue
				}
			}
			f.IP = uintptr(pc)
			err = setItem(th, f, x, y, *rc(regs, ins))
			goto done

		case code.DELITEM:
			f.IP = uintptr(pc)
			err = object.DelItem(th, *ra(regs, ins), *rb(regs, ins))
			goto done

		case code.GETSLICE:
			f.IP = uintptr(pc)
			x, err = getSlice(th, f, ins)
			goto result

		case code.SETSLICE:
			f.IP = uintptr(pc)
			dst = ra(regs, ins)
			err = object.SetSlice(th, *dst, *next(dst, 1), *next(dst, 2), *rb(regs, ins))
			goto done

		case code.LOAD_ATTR:
			x = *rb(regs, ins)
			if c := (*attrCache)(atomic.LoadPointer(&siteOf(f, ins).Cache)); c != nil && x.IsObj() && x.Header().Type() == c.Type && c.Type.VersionIs(c.Version) {
				switch c.Kind {
				case object.AttrSlot:
					if e := object.ExtAt(x, c.Offset); e.Shape() == c.Shape {
						if y = object.LoadSlot(e.Vals().At(c.Index)); !y.IsAbsent() {
							*ra(regs, ins) = y
							continue
						}
					}
				case object.AttrTypeSlot:
					if y = object.LoadSlot(object.ExtAt(x, c.Offset).Vals().At(c.Index)); !y.IsAbsent() {
						*ra(regs, ins) = y
						continue
					}
				case object.AttrValue:
					if object.ExtAt(x, c.Offset).Shape() == c.Shape {
						*ra(regs, ins) = c.Val
						continue
					}
				case object.AttrTypeValue:
					*ra(regs, ins) = c.Val
					continue
				case object.AttrDict:
					if e := object.ExtAt(x, c.Offset); e.Shape() == c.Shape && e.DictOf().RawTable() == c.Table {
						if y = object.LoadSlot(c.Slot); !y.IsAbsent() {
							*ra(regs, ins) = y
							continue
						}
					}
				case object.AttrClass:
					if x.Ptr() == unsafe.Pointer(c.Obj) && c.Obj.VersionIs(c.ObjVersion) {
						*ra(regs, ins) = c.Val
						continue
					}
				}
			}
			f.IP = uintptr(pc)
			err = loadAttr(th, f, ra(regs, ins), x, siteOf(f, ins))
			goto done

		case code.LOAD_METHOD:
			x = *rb(regs, ins)
			if c := (*attrCache)(atomic.LoadPointer(&siteOf(f, ins).Cache)); c != nil && x.IsObj() && x.Header().Type() == c.Type && c.Type.VersionIs(c.Version) {
				if c.Kind == object.AttrTypeMethod || c.Kind == object.AttrMethod && object.ExtAt(x, c.Offset).Shape() == c.Shape {
					dst = ra(regs, ins)
					*dst, *next(dst, 1) = c.Val, x
					continue
				}
				if (c.Kind == object.AttrClass || c.Kind == object.AttrClassMethod) && x.Ptr() == unsafe.Pointer(c.Obj) && c.Obj.VersionIs(c.ObjVersion) {
					if c.Kind == object.AttrClass {
						x = value{}
					}
					dst = ra(regs, ins)
					*dst, *next(dst, 1) = c.Val, x
					continue
				}
			}
			f.IP = uintptr(pc)
			err = loadMethod(th, x, siteOf(f, ins), ra(regs, ins))
			goto done

		case code.STORE_ATTR:
			x = *ra(regs, ins)
			if c := (*storeCache)(atomic.LoadPointer(&siteOf(f, ins).Cache)); c != nil && x.IsObj() && x.Header().Type() == c.Type && c.Type.VersionIs(c.Version) && !object.Multithreaded() {
				e := object.ExtAt(x, c.Offset)
				if c.Slot || e.Shape() == c.Shape && !c.Add {
					object.StoreSlot(e.Vals().At(c.Index), *rb(regs, ins))
					continue
				}
				if c.Next != nil && e.Shape() == c.Shape && e.Vals().Has(c.Index) {
					object.StoreSlot(e.Vals().At(c.Index), *rb(regs, ins))
					e.SetShape(c.Next)
					continue
				}
			}
			f.IP = uintptr(pc)
			err = storeAttr(th, x, siteOf(f, ins), *rb(regs, ins))
			goto done

		case code.DELETE_ATTR:
			f.IP = uintptr(pc)
			err = object.SetAttr(th, *ra(regs, ins), siteOf(f, ins).Name, value{})
			goto done

		case code.LOAD_SUPER_ATTR, code.LOAD_SUPER_ATTR_0:
			f.IP = uintptr(pc)
			x, err = superAttr(th, window(rb(regs, ins), 3), siteOf(f, ins).Name, code.Op(ins&0xffff) == code.LOAD_SUPER_ATTR_0)
			goto result

		case code.LOAD_SUPER_METHOD, code.LOAD_SUPER_METHOD_0:
			f.IP = uintptr(pc)
			err = superMethod(th, window(rb(regs, ins), 3), siteOf(f, ins), code.Op(ins&0xffff) == code.LOAD_SUPER_METHOD_0, ra(regs, ins))
			goto done

		case code.LOAD_SPECIAL:
			f.IP = uintptr(pc)
			err = loadSpecial(th, *rb(regs, ins), ra(regs, ins), int(ins>>48))
			goto done

		case code.CALL:
			dst = ra(regs, ins)
			f.IP = uintptr(pc)
			if x = *dst; x.IsObj() && x.Header().Type() == object.FunctionType {
				fn := (*object.Function)(x.Ptr())
				if c := fn.LoadCode(); atomic.LoadUint32(&c.Runs) == object.CodeRuns && !th.OverLimit() && atomic.LoadUint32(&th.Pending) == 0 {
					if c.Fast && uint16(ins>>32) == uint16(c.ArgCount) {
						f = th.PushArgs(fn, c, next(dst, 1), int(c.ArgCount), int(ins>>48))
						if atomic.LoadUint32(&f.Code.Enters) != 0 {
							err = enterFunction(th, f)
							goto done
						}
					} else if f, err = pushBound(th, fn, c, next(dst, 1), int(uint16(ins>>32)), nil, int(ins>>48)); err != nil {
						goto raise
					}
					regs, pc = unsafe.Pointer(f.Regs), framePC(f)
					continue
				}
			}
			if x.IsObj() && x.Header().Type() == object.BuiltinType && !th.Traced() {
				b := (*object.Builtin)(x.Ptr())
				if b.Bound {
					y = b.Self
					if b.Def.Appends && uint16(ins>>32) == 1 && !object.Multithreaded() && y.IsObj() && y.Header().Type() == object.ListType {
						l := object.AsList(y)
						a, i := l.Array(), l.Len()
						if int64(i) < a.Int() {
							object.StoreSlot(next(a, i+1), *next(dst, 1))
							l.SetLen(i + 1)
							*rc(regs, ins) = object.None
							continue
						}
					}
					if b.Def.Direct == int(uint16(ins>>32))+2 {
						*dst = y
						x, err = b.Def.Fn(th, window(dst, int(uint16(ins>>32))+1))
						goto called
					}
				} else if b.Def.Direct == int(uint16(ins>>32))+1 {
					x, err = b.Def.Fn(th, window(next(dst, 1), int(uint16(ins>>32))))
					goto called
				}
			}
			err = call(th, f, rc(regs, ins), dst, next(dst, 1), int(uint16(ins>>32)), nil)
			goto done

		case code.CALL_METHOD:
			dst = ra(regs, ins)
			f.IP = uintptr(pc)
			if y = *next(dst, 1); y.IsAbsent() {
				err = call(th, f, rc(regs, ins), dst, next(dst, 2), int(uint16(ins>>32)), nil)
				goto done
			}
			if x = *dst; x.Header().Type() == object.FunctionType {
				fn := (*object.Function)(x.Ptr())
				if c := fn.LoadCode(); atomic.LoadUint32(&c.Runs) == object.CodeRuns && !th.OverLimit() && atomic.LoadUint32(&th.Pending) == 0 {
					if c.Fast && int32(uint16(ins>>32))+1 == c.ArgCount {
						f = th.PushArgs(fn, c, next(dst, 1), int(c.ArgCount), int(ins>>48))
						if atomic.LoadUint32(&f.Code.Enters) != 0 {
							err = enterFunction(th, f)
							goto done
						}
					} else if f, err = pushBound(th, fn, c, next(dst, 1), int(uint16(ins>>32))+1, nil, int(ins>>48)); err != nil {
						goto raise
					}
					regs, pc = unsafe.Pointer(f.Regs), framePC(f)
					continue
				}
			}
			if x.Header().Type() == object.MethodDescriptorType {
				m := (*object.MethodDescriptor)(x.Ptr())
				if y.IsObj() && y.Header().Type() == m.Owner && !th.Traced() {
					if m.Def.Appends && uint16(ins>>32) == 1 && !object.Multithreaded() && m.Owner == object.ListType {
						l := object.AsList(y)
						a, i := l.Array(), l.Len()
						if int64(i) < a.Int() {
							object.StoreSlot(next(a, i+1), *next(dst, 2))
							l.SetLen(i + 1)
							*rc(regs, ins) = object.None
							continue
						}
					}
					if m.Def.Direct == int(uint16(ins>>32))+2 {
						x, err = m.Def.Fn(th, window(next(dst, 1), int(uint16(ins>>32))+1))
						goto called
					}
				}
			}
			err = call(th, f, rc(regs, ins), dst, next(dst, 1), int(uint16(ins>>32))+1, nil)
			goto done

		case code.CALL_KW:
			dst = ra(regs, ins)
			f.IP = uintptr(pc)
			if x = *dst; x.IsObj() && x.Header().Type() == object.FunctionType {
				fn := (*object.Function)(x.Ptr())
				if c := fn.LoadCode(); atomic.LoadUint32(&c.Runs) == object.CodeRuns && !th.OverLimit() && atomic.LoadUint32(&th.Pending) == 0 {
					if f, err = pushBound(th, fn, c, next(dst, 1), int(uint16(ins>>32)), object.AsTuple(f.Code.Consts[ins>>48]), int(uint16(ins>>16))); err != nil {
						goto raise
					}
					regs, pc = unsafe.Pointer(f.Regs), framePC(f)
					continue
				}
			}
			err = call(th, f, dst, dst, next(dst, 1), int(uint16(ins>>32)), object.AsTuple(f.Code.Consts[ins>>48]))
			goto done

		case code.CALL_METHOD_KW:
			dst = ra(regs, ins)
			f.IP = uintptr(pc)
			args, n := next(dst, 1), int(uint16(ins>>32))+1
			if x = *dst; !args.IsAbsent() && x.Header().Type() == object.FunctionType {
				fn := (*object.Function)(x.Ptr())
				if c := fn.LoadCode(); atomic.LoadUint32(&c.Runs) == object.CodeRuns && !th.OverLimit() && atomic.LoadUint32(&th.Pending) == 0 {
					if f, err = pushBound(th, fn, c, args, n, object.AsTuple(f.Code.Consts[ins>>48]), int(uint16(ins>>16))); err != nil {
						goto raise
					}
					regs, pc = unsafe.Pointer(f.Regs), framePC(f)
					continue
				}
			}
			if args.IsAbsent() {
				args, n = next(dst, 2), n-1
			}
			err = call(th, f, dst, dst, args, n, object.AsTuple(f.Code.Consts[ins>>48]))
			goto done

		case code.CALL_EX:
			dst = ra(regs, ins)
			f.IP = uintptr(pc)
			err = callEx(th, f, dst, uint16(ins>>32) != 0)
			goto done

		case code.MAKE_FUNCTION:
			f.IP = uintptr(pc)
			x = makeFunction(f, (*object.Code)(f.Code.Consts[uint32(ins>>32)].Ptr()))
			goto store

		case code.SET_FUNCTION_ATTR:
			f.IP = uintptr(pc)
			setFunctionAttr((*object.Function)(ra(regs, ins).Ptr()), int(ins>>48), *rb(regs, ins))
			goto resync

		case code.SET_CLOSURE:
			f.IP = uintptr(pc)
			err = setClosure(th, *ra(regs, ins), window(rb(regs, ins), int(ins>>48)))
			goto done

		case code.MAKE_GENERATOR:
			f.IP = uintptr(pc)
			err = generatorExpr(th, f, int(uint16(ins>>16)), int(uint16(ins>>32)), (*object.Code)(f.Code.Consts[ins>>48].Ptr()))
			goto done

		case code.RETURN:
			x = *ra(regs, ins)
			goto ret

		case code.RETURN_NONE:
			x = object.None
			goto ret

		case code.INTRINSIC1:
			f.IP = uintptr(pc)
			x, err = intrinsic1(th, f, int(ins>>48), *rb(regs, ins))
			goto result

		case code.INTRINSIC2:
			f.IP = uintptr(pc)
			x, err = intrinsic2(th, f, int(ins>>48), *rb(regs, ins), *next(rb(regs, ins), 1))
			goto result

		case code.IMPORT_NAME:
			f.IP = uintptr(pc)
			x, err = importName(th, f, f.Code.Names[ins>>48], *rb(regs, ins), *next(rb(regs, ins), 1))
			goto result

		case code.IMPORT_FROM:
			f.IP = uintptr(pc)
			x, err = importFrom(th, *rb(regs, ins), f.Code.Names[ins>>48])
			goto result

		case code.IMPORT_STAR:
			f.IP = uintptr(pc)
			err = importStar(th, f, *ra(regs, ins))
			goto done

		case code.YIELD, code.YIELD_DELEGATE:
			x = *ra(regs, ins)
			f.IP = uintptr(pc)
			if f.Flags == object.FrameDrained {
				if th.Sink.Take(x) {
					x = object.None
					goto store
				}
				f = th.Frame
				regs, pc = unsafe.Pointer(f.Regs), framePC(f)
				ins = *(*uint64)(unsafe.Add(pc, -8))
				x = *ra(regs, ins)
			}
			*ra(regs, ins) = value{} // while it is suspended, the generator does not keep what it has given
			cond = false
			if f.Code.C.Flags&code.FlagAsyncGenerator != 0 && code.Op(ins&0xffff) == code.YIELD {
				x, cond = yieldAsync(th, x)
				f = th.Frame
			}
			if f.Flags&object.FrameTraced != 0 {
				if x, err = object.TraceReturn(th, x, object.EventPyYield); err != nil {
					goto raise
				}
				f = th.Frame
			}
			if f.Flags&object.FrameMachine != 0 {
				err = yieldCompiled(th, f, x)
				goto done
			}
			// Once suspended, another thread may resume the generator and write to its frame.
			if f.Entry {
				suspend(th, f.Generator())
				th.Yielded = true
				return x, nil
			}
			dst = f.Prev.Reg(f.Ret)
			suspend(th, f.Generator())
			*dst = x
			f = th.Frame
			regs, pc = unsafe.Pointer(f.Regs), framePC(f)
			if ins = *(*uint64)(unsafe.Add(pc, -8)); cond || code.Op(ins&0xffff) == code.FOR_LOOP {
				off = sc(ins)
				goto jump
			}

		case code.SEND:
			f.IP = uintptr(pc)
			x = *rb(regs, ins)
			if resumeInline(th, f, x, *ra(regs, ins), int(uint16(ins>>16))) {
				goto resumed
			}
			if x, cond, err = sendSlow(th); err != nil {
				goto raise
			}
			f = th.Frame
			regs, pc = unsafe.Pointer(f.Regs), framePC(f)
			ins = *(*uint64)(unsafe.Add(pc, -8))
			*ra(regs, ins) = x
			if cond {
				off = sc(ins)
				goto jump
			}

		case code.GET_YIELD_FROM_ITER:
			f.IP = uintptr(pc)
			x, err = yieldFromIter(th, f, *rb(regs, ins))
			goto result

		case code.GET_AWAITABLE:
			f.IP = uintptr(pc)
			x, err = getAwaitable(th, f, *rb(regs, ins), int(ins>>48), int(uint16(ins>>16)))
			goto result

		case code.GET_AITER:
			f.IP = uintptr(pc)
			x, err = getAIter(th, *rb(regs, ins))
			goto result

		case code.GET_ANEXT:
			f.IP = uintptr(pc)
			x, err = getANext(th, *rb(regs, ins))
			goto result

		case code.END_ASYNC_FOR:
			f.IP = uintptr(pc)
			if err = endAsyncFor(*ra(regs, ins)); err != nil {
				goto reraise
			}
			goto resync

		case code.RAISE:
			f.IP = uintptr(pc)
			if ins>>48 == 0 {
				err = reraised(th)
				goto reraise
			}
			err = raise(th, *ra(regs, ins), *rb(regs, ins), int(ins>>48))
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
			cond, err = object.ExcMatch(th, *rb(regs, ins), *rc(regs, ins))
			x = object.Bool(cond)
			goto result

		case code.EG_MATCH:
			f.IP = uintptr(pc)
			err = egMatch(th, ra(regs, ins), *rb(regs, ins), *rc(regs, ins))
			goto done

		case code.WITH_EXCEPT_START:
			f.IP = uintptr(pc)
			x, err = withExceptStart(th, *rb(regs, ins), *next(rb(regs, ins), 1), *rc(regs, ins))
			goto result

		case code.MATCH_SEQUENCE:
			x = *rb(regs, ins)
			*ra(regs, ins) = object.Bool(x.IsObj() && x.Header().Type().HasFlag(object.TypeSequence))

		case code.MATCH_MAPPING:
			x = *rb(regs, ins)
			*ra(regs, ins) = object.Bool(x.IsObj() && x.Header().Type().HasFlag(object.TypeMapping))

		case code.MATCH_KEYS:
			f.IP = uintptr(pc)
			x, err = matchKeys(th, *rb(regs, ins), object.AsTuple(*rc(regs, ins)))
			goto result

		case code.MATCH_CLASS:
			f.IP = uintptr(pc)
			dst = rb(regs, ins)
			x, err = matchClass(th, *dst, *next(dst, 1), int(ins>>48), object.AsTuple(*next(dst, 2)))
			goto result

		default:
			f.IP = uintptr(pc)
			err = object.Raisef(th, object.SystemErrorType, "unknown opcode %d", ins&0xffff)
			goto raise
		}
		continue

		// Behind a call that may have run anything, the loop's variables are taken from the thread again: none of them lives across a
		// call, so that none has to be saved to the Go stack at every instruction.

		// x, unless there is an error, is the result of the current instruction.
	result:
		if err != nil {
			goto raise
		}
	store:
		f = th.Frame
		regs, pc = unsafe.Pointer(f.Regs), framePC(f)
		*ra(regs, *(*uint64)(unsafe.Add(pc, -8))) = x
		continue

		// x, unless there is an error, is the result of the current CALL or CALL_METHOD.
	called:
		if err != nil {
			goto raise
		}
		f = th.Frame
		regs, pc = unsafe.Pointer(f.Regs), framePC(f)
		*rc(regs, *(*uint64)(unsafe.Add(pc, -8))) = x
		continue

		// The innermost frame is that of a generator that was resumed.
	resumed:
		if th.Frame.Resume == nil {
			goto resync
		}
		err = resumeCompiled(th, th.Frame)

		// The current instruction is done, unless there is an error, or has pushed a frame.
	done:
		if err != nil {
			goto raise
		}
	resync:
		f = th.Frame
		regs, pc = unsafe.Pointer(f.Regs), framePC(f)
		continue

		// A taken jump by off instructions; backward ones are safe points.
	jump:
		pc = unsafe.Add(pc, off*8)
		if off < 0 {
			if th.Slice--; th.Slice < 0 || atomic.LoadUint32(&th.Pending) != 0 {
				f.IP = uintptr(pc)
				err = jumpPoint(th, f, int(off))
				goto done
			}
			if atomic.LoadPointer(&f.Code.Compiled) != nil {
				f.IP = uintptr(pc)
				err = runCompiled(th, f)
				goto done
			}
		}
		continue

		// JTRUE or JFALSE, the truth of the value being cond.
	truth:
		if err != nil {
			goto raise
		}
		f = th.Frame
		regs, pc = unsafe.Pointer(f.Regs), framePC(f)
		ins = *(*uint64)(unsafe.Add(pc, -8))
		if cond == (code.Op(ins&0xffff) == code.JTRUE) {
			off = wide(ins)
			goto jump
		}
		continue

		// FOR_LOOP or FOR_ITER, the next item being x, absent at the end.
	iterated:
		if err != nil {
			goto raise
		}
		f = th.Frame
		regs, pc = unsafe.Pointer(f.Regs), framePC(f)
		ins = *(*uint64)(unsafe.Add(pc, -8))
		if !x.IsAbsent() {
			*ra(regs, ins) = x
		}
		if x.IsAbsent() == (code.Op(ins&0xffff) == code.FOR_ITER) {
			off = sc(ins)
			goto jump
		}
		continue

	compare:
		f.IP = uintptr(pc)
		err = compare(th, f, ra(regs, ins), cop, x, y)
		goto done

		// A conditional jump on x cop y being cond.
	compareJump:
		f.IP = uintptr(pc)
		if cond, err = compareJump(th, f, x, y, cop, cond); err != nil {
			goto raise
		}
		f = th.Frame
		regs, pc = unsafe.Pointer(f.Regs), framePC(f)
		if cond {
			off = sc(*(*uint64)(unsafe.Add(pc, -8)))
			goto jump
		}
		continue

	binary:
		f.IP = uintptr(pc)
		err = binary(th, f, ra(regs, ins), op, x, y)
		goto done

	inplace:
		f.IP = uintptr(pc)
		err = inplace(th, f, ra(regs, ins), op, x, y)
		goto done

		// Return x from f.
	ret:
		if th.Slice--; th.Slice < 0 && jit.Available {
			f.IP = uintptr(pc)
			x = foundCalled(th, f, x)
			f = th.Frame
			pc = framePC(f)
		}
		if f.Plain() {
			*f.Prev.Reg(f.Ret) = x
			f = th.PopFrame(f)
			regs, pc = unsafe.Pointer(f.Regs), framePC(f)
			continue
		}
		if f.Flags == object.FrameInit && !f.OfGen && !f.Entry && x.Is(object.None) {
			f = th.PopFrame(f)
			regs, pc = unsafe.Pointer(f.Regs), framePC(f)
			ins = *(*uint64)(unsafe.Add(pc, -8))
			// The instance waits where the class was.
			if ins&0xffff == uint64(code.CALL) || ins&0xffff == uint64(code.CALL_METHOD) {
				*rc(regs, ins) = *ra(regs, ins)
			}
			continue
		}
		f.IP = uintptr(pc)
		if f.Flags&object.FrameTraced != 0 {
			if x, err = object.TraceReturn(th, x, object.EventPyReturn); err != nil {
				goto raise
			}
			f = th.Frame
		}
		if f.Entry {
			leaveEntry(th, f)
			return x, nil
		}
		if f.Flags&object.FrameMachine != 0 {
			err = returnCompiled(th, f, x)
			goto done
		}
		if err = leaveOdd(th, f, x); err != nil {
			goto raise
		}
		f = th.Frame
		regs, pc = unsafe.Pointer(f.Regs), framePC(f)
		ins = *(*uint64)(unsafe.Add(pc, -8))
		switch o := code.Op(ins & 0xffff); {
		case o == code.FOR_ITER || o == code.SEND, // a generator has ended
			o >= code.JLT && o <= code.JNGE_I && th.Jump:
			off = sc(ins)
			goto jump
		}
		continue

	raise:
		if th.Suspended {
			return value{}, err
		}
		f, err = unwind(th, th.Frame, err, true)
		goto unwound
	reraise:
		f, err = unwind(th, th.Frame, err, false)
	unwound:
		if err != nil {
			return value{}, err
		}
		regs, pc = unsafe.Pointer(f.Regs), framePC(f)
	}
}

// forLoop reports whether the GET_ITER ins, f's current instruction, begins a loop over an iterator that only the loop can see.
func forLoop(f *frame, ins uint64) bool {
	op := code.Op(*(*uint64)(framePC(f)) & 0xffff)
	return (op == code.JUMP || op == code.FOR_LOOP) && int(uint16(ins>>16)) >= len(f.Code.C.Locals)
}

// siteOf returns the site of a current instruction that has one: the verifier has checked the index.
func siteOf(f *frame, ins uint64) *object.Site {
	return (*object.Site)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(f.Code.Sites)), uintptr(ins>>48)*unsafe.Sizeof(object.Site{})))
}

// framePC returns f.IP as a pointer; f.Code keeps the instructions alive.
func framePC(f *frame) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&f.IP)) }

// jumpPoint is the safe point of a jump by off instructions to where f.IP is. While it lasts the jump is the current instruction: what is
// raised here is raised in the block that holds the jump, which need not hold the instruction before the target (while True: pass).
func jumpPoint(th *object.Thread, f *frame, off int) error {
	often := th.Slice < 0
	if err := sliceEnds(th, f, off); err != nil {
		return err
	}
	if often && jit.Available && atomic.LoadPointer(&f.Code.Compiled) != nil {
		return runCompiled(th, f)
	}
	return nil
}

// sliceEnds is jumpPoint without running machine code.
func sliceEnds(th *object.Thread, f *frame, off int) error {
	target := f.IP
	f.IP = target - uintptr(off*8)
	often := th.Slice < 0
	if err := safePoint(th); err != nil {
		return err
	}
	f.IP = target
	if often && jit.Available {
		foundHot(th, f)
	}
	return nil
}

// safePoint is reached at backward jumps and calls when the slice is used up or something is pending.
func safePoint(th *object.Thread) error {
	if th.Slice < 0 {
		jit.NextSlice(th)
		th.EndSlice()
	}
	th.SwitchPoint()
	return th.SafePoint()
}
