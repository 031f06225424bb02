//go:build linux && amd64 && !race

// This file implements the machine code of class patterns.

package jit

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/code"
	"weft/internal/object"
)

const (
	maxPattern  = 4  // positional sub-patterns
	maxPatterns = 40 // how often it is looked where the attributes of a pattern are
)

// pattern is where the attributes are that a class pattern asks for, in instances of exactly the class: an immutable record.
type pattern struct {
	of      *object.Type
	version uint64 // that the type must have
	shape   *object.Shape
	ext     uintptr             // of the Ext in the instance
	at      [maxPattern]uintptr // of the values in Vals
}

// patterns is what is known of one pattern; p is atomic.
type patterns struct {
	p     *pattern
	looks int
}

// learn finds out where the first n attributes named by the class of x are, if that is where their values are.
func (k *patterns) learn(x object.Value, n int) {
	if k.looks++; k.looks > maxPatterns {
		return
	}
	t := x.Type()
	p := &pattern{of: t, version: uint64(t.Version())}
	names := t.Lookup(nameMatchArgs)
	if !names.IsExact(object.TupleType) || object.AsTuple(names).Len() < n {
		return
	}
	for i, name := range object.AsTuple(names).Items()[:n] {
		if !name.IsExact(object.StrType) {
			return
		}
		info := object.CacheAttr(x, object.Intern(object.AsStr(name).String()))
		if info.Kind != object.AttrSlot || uint64(info.Version) != p.version || i > 0 && (info.Shape != p.shape || info.Offset != p.ext) {
			return
		}
		p.shape, p.ext, p.at[i] = info.Shape, info.Offset, object.ValsFirstAt+uintptr(info.Index)*8
		for _, other := range p.at[:i] {
			if other == p.at[i] { // which is an error
				return
			}
		}
	}
	atomic.StorePointer((*unsafe.Pointer)(unsafe.Pointer(&k.p)), unsafe.Pointer(p))
}

var nameMatchArgs = object.Intern("__match_args__")

// matchClass emits a MATCH_CLASS of positional sub-patterns with what follows it: the JNONE, and the UNPACK_SEQUENCE of the attributes, which lie
// in no tuple. False: it is for the evaluator.
func (c *compiler) matchClass(pc int, s *scope, ins inst) bool {
	n, b := ins.Instr.C(), ins.B()
	obj := c.cur[b+1].obj
	if obj == nil || s.parent != nil || n < 1 || n > maxPattern || c.leaders[pc] || c.leaders[pc+1] || c.leaders[pc+2] || !c.canHelp(pc, ins) ||
		!c.inside(pc+2) || isNumber(c.cur[b].kind) || !object.FromPtr(obj).IsExact(object.TypeType) {
		return false
	}
	cls := (*object.Type)(obj)
	names, jump, unpack := s.c.Instrs[pc-1-s.off], s.c.Instrs[pc+1-s.off], s.c.Instrs[pc+2-s.off]
	if names.Op() != code.LOAD_CONST || names.A() != ins.Instr.B()+2 || jump.Op() != code.JNONE || jump.A() != ins.Instr.A() || jump.W() < 0 ||
		unpack.Op() != code.UNPACK_SEQUENCE || unpack.B() != ins.Instr.A() || unpack.C() != n ||
		ins.A() >= b && ins.A() <= b+2 || object.IntType.IsSubtype(cls) || object.FloatType.IsSubtype(cls) {
		return false
	}
	if k := s.code.Consts[uint32(names>>32)]; !k.IsExact(object.TupleType) || object.AsTuple(k).Len() != 0 {
		return false
	}
	known, found := new(answers), new(patterns)
	c.loop.refs = append(c.loop.refs, known, found, cls)
	lacking := c.lacking(pc, func(th *object.Thread) {
		switch x := *th.Frame.Reg(b); {
		case !x.IsObj():
		case x.Type() == cls:
			found.learn(x, n)
		default:
			known.add(x.Type(), cls)
		}
	})
	c.resumeAt(&c.lacks.Next, pc, pc+1)
	c.cur[ins.A()] = value{}
	other, none, matched := c.newLabel(), c.newLabel(), c.newLabel()
	var p pattern
	c.address(rax, obj)
	c.address(rcx, unsafe.Pointer(object.TypeType))
	c.rm(opCmp, rcx, rax, 0)
	c.jcc(condNE, lacking)
	c.loadWord(rdx, b)
	c.rm(opLea, rcx, rdx, -1)
	c.shift(shr, rcx, 48)
	c.jcc(condNE, none) // a number
	c.load(rcx, rdx, 0)
	c.address(rax, unsafe.Pointer(cls))
	c.rr(opCmp, rcx, rax)
	c.jcc(condNE, other)
	c.address(rax, unsafe.Pointer(found))
	c.load(rax, rax, int32(unsafe.Offsetof(patterns{}.p)))
	c.rr(opTest, rax, rax)
	c.jcc(condE, lacking)
	c.load32(rdx, rcx, int32(object.TypeVersionAt))
	c.rm(opCmp, rdx, rax, int32(unsafe.Offsetof(p.version)))
	c.jcc(condNE, lacking)
	c.loadWord(rdx, b)
	c.rm(opAdd, rdx, rax, int32(unsafe.Offsetof(p.ext)))
	c.load(rcx, rdx, int32(object.ExtShapeAt))
	c.rm(opCmp, rcx, rax, int32(unsafe.Offsetof(p.shape)))
	c.jcc(condNE, lacking)
	c.load(rdx, rdx, int32(object.ExtValsAt))
	item := func(i int) {
		c.load(rcx, rax, int32(unsafe.Offsetof(p.at))+int32(i*8))
		c.rx(opMov, rcx, rdx, rcx, 1, 0)
	}
	for i := range n {
		item(i)
		c.rr(opTest, rcx, rcx)
		c.jcc(condE, lacking)
	}
	before := c.snapshot()
	for i := range n {
		item(i)
		r := s.base + unpack.A() + i
		c.store(regsBase, int32(r*8), rcx)
		c.cur[r] = value{}
	}
	after := c.snapshot()
	c.jmp(matched)

	c.restore(before)
	c.bind(other)
	c.typeAnswer(known, lacking)
	c.rc(opCmp, rax, word(object.False))
	c.jcc(condNE, lacking)
	c.bind(none)
	c.movImm(rax, word(object.None))
	c.store(regsBase, int32(ins.A()*8), rax)
	c.jmp(c.edgeTo(pc+1, pc+2+jump.W()))
	c.restore(after)
	c.bind(matched)
	return true
}
