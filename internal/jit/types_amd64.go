//go:build linux && amd64 && !race

// This file implements the machine code of isinstance() and super().

package jit

import (
	"sync/atomic"
	"unsafe"

	"weft/internal/object"
)

// answers is what an isinstance() has found out about the types it saw: pointers to immutable records, atomic.
type answers [6]*answer

type answer struct {
	of      *object.Type
	version uint64 // that the type must have
	is      uint64 // the word of True or False
}

// add makes the answer for objects of type t, if there is one for all of them, known to a.
func (a *answers) add(t, cls *object.Type) {
	is, ok := object.TypeIsInstance(t, cls)
	if !ok {
		return
	}
	x := &answer{of: t, version: uint64(t.Version()), is: word(object.Bool(is))}
	at := 0
	for i := range a {
		old := (*answer)(atomic.LoadPointer((*unsafe.Pointer)(unsafe.Pointer(&a[i]))))
		if old == nil || old.of == t || !old.of.VersionIs(uint32(old.version)) {
			at = i
			break
		}
	}
	atomic.StorePointer((*unsafe.Pointer)(unsafe.Pointer(&a[at])), unsafe.Pointer(x))
}

// isInstance emits isinstance() of the register args and the class that the next one is known to be.
func (c *compiler) isInstance(pc, dst, args int) bool {
	obj := c.cur[args+1].obj
	if obj == nil || !object.FromPtr(obj).IsExact(object.TypeType) {
		return false
	}
	cls := (*object.Type)(obj)
	isInt, isFloat := word(object.Bool(object.IntType.IsSubtype(cls))), word(object.Bool(object.FloatType.IsSubtype(cls)))
	// Its metaclass may be another one now.
	c.address(rax, obj)
	c.address(rcx, unsafe.Pointer(object.TypeType))
	c.rm(opCmp, rcx, rax, 0)
	c.jcc(condNE, c.bail(pc))
	switch c.cur[args].kind {
	case Int:
		c.movImm(rax, isInt)
		c.putWord(dst)
		return true
	case Float:
		c.movImm(rax, isFloat)
		c.putWord(dst)
		return true
	}
	known := new(answers)
	c.loop.refs = append(c.loop.refs, known)
	lacking := c.lacking(pc, func(th *object.Thread) {
		if x := *th.Frame.Reg(args); x.IsObj() {
			known.add(x.Type(), cls)
		}
	})
	object, done := c.newLabel(), c.newLabel()
	c.loadWord(rdx, args)
	c.rm(opLea, rcx, rdx, -1)
	c.shift(shr, rcx, 48)
	c.jcc(condE, object)
	c.movImm(rax, isFloat)
	c.movImm(rcx, isInt)
	c.shift(shr, rdx, 49)
	c.ri(immCmp, rdx, 1)
	c.cmov(condE, rax, rcx)
	c.jmp(done)
	c.bind(object)
	c.load(rcx, rdx, 0)
	c.typeAnswer(known, lacking)
	c.bind(done)
	c.putWord(dst)
	return true
}

// typeAnswer makes RAX what is known about the type in RCX. It uses RDX.
func (c *compiler) typeAnswer(known *answers, lacking label) {
	var a answer
	done := c.newLabel()
	c.address(rdx, unsafe.Pointer(known))
	for i := range known {
		c.load(rax, rdx, int32(i*8))
		c.rr(opTest, rax, rax)
		c.jcc(condE, lacking)
		next := c.newLabel()
		c.rm(opCmp, rcx, rax, int32(unsafe.Offsetof(a.of)))
		c.jcc(condNE, next)
		c.load32(rdx, rcx, int32(object.TypeVersionAt))
		c.rm(opCmp, rdx, rax, int32(unsafe.Offsetof(a.version)))
		c.jcc(condNE, lacking)
		c.load(rax, rax, int32(unsafe.Offsetof(a.is)))
		c.jmp(done)
		c.bind(next)
	}
	c.jmp(lacking)
	c.bind(done)
}

// superMethod emits LOAD_SUPER_METHOD.
func (c *compiler) superMethod(pc int, s *scope, ins inst) bool {
	l, ok := c.req.Super(s.code, ins.Instr)
	if !ok || isNumber(c.kindAt(pc, ins.B()+2)) {
		return false
	}
	c.loop.refs = append(c.loop.refs, l)
	for i, v := range []*object.Type{object.SuperType, l.Class} {
		c.loadWord(rdx, ins.B()+i)
		c.address(rax, unsafe.Pointer(v))
		c.rr(opCmp, rdx, rax)
		c.jcc(condNE, c.bail(pc))
	}
	c.objectIn(pc, ins.B()+2)
	c.sameType(pc, l.Start, l.Version, c.bail(pc))
	c.store(regsBase, int32((ins.A()+1)*8), rdx)
	c.cur[ins.A()+1] = value{}
	c.putFunction(ins.A(), l.Attr)
	return true
}
