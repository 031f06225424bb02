// This file implements names: which register, cell, global or namespace entry a name means, and loads and stores of it.

package compile

import (
	"weft/internal/code"
	"weft/internal/symtable"
	"weft/internal/syntax"
)

// place of a name.
type nameKind uint8

const (
	nameFast    nameKind = iota // register reg
	nameCell                    // cell in register reg
	nameGlobal                  // globals, then builtins
	nameDynamic                 // the block's namespace, then globals, then builtins
)

type nameRef struct {
	kind  nameKind
	reg   reg
	name  string // mangled
	scope symtable.Scope
	// viaLocals: a cell read in a class body; the namespace comes first. viaClassDict: read in an annotation scope of a
	// class; the class's namespace, which is in the cell __classdict__, comes first.
	viaLocals, viaClassDict bool
}

// compScope is an inlined comprehension whose code is being made.
type compScope struct {
	block *symtable.Block
	regs  map[string]hiddenVar // the names it binds
}

type hiddenVar struct {
	reg  reg
	cell bool
}

// qualname computes __qualname__ of a unit whose parent is set (Language Reference, "qualified name").
func qualname(u *unit) string {
	p := u.parent
	if p == nil || p.parent == nil {
		return u.name
	}
	if p.kind == scopeAnnotations {
		// A type parameter scope does not show: what counts is the block around it.
		if p.parent.parent == nil {
			return u.name
		}
		p = p.parent
	}
	switch u.kind {
	case scopeFunction, scopeAsyncFunction, scopeClass:
		if p.block.Scope(p.block.Mangle(u.name)) == symtable.GlobalExplicit {
			return u.name
		}
	}
	switch p.kind {
	case scopeFunction, scopeAsyncFunction, scopeLambda:
		return p.qualname + ".<locals>." + u.name
	}
	return p.qualname + "." + u.name
}

// local returns the register of a name that is a local, cell or free variable of the unit itself.
func (u *unit) local(name string, kind code.LocalKind) reg {
	if r, ok := u.localReg[name]; ok {
		return r
	}
	r := u.newLocal(name, kind)
	u.localReg[name] = r
	return r
}

// freeVar returns the register of a free variable. In a class with an implicit __class__ for its methods, the __class__ of the code
// around it is another variable with the same name.
func (u *unit) freeVar(name string) reg {
	if name != "__class__" || u.kind != scopeClass || !u.block.NeedsClassClosure || len(u.comps) > 0 {
		return u.local(name, code.KindFree)
	}
	const key = "outer __class__"
	r, ok := u.localReg[key]
	if !ok {
		r = u.newLocal(name, code.KindFree)
		u.localReg[key] = r
	}
	return r
}

// resolve finds what name (mangled) means at the current place.
func (c *compiler) resolve(name string) nameRef {
	u := c.u
	scope := u.block.Scope(name)
	inClass := u.kind == scopeClass
	for i := len(u.comps) - 1; i >= 0; i-- {
		s := u.comps[i]
		if v, ok := s.regs[name]; ok {
			k := nameFast
			if v.cell {
				k = nameCell
			}
			return nameRef{kind: k, reg: v.reg, name: name, scope: symtable.Local}
		}
		if i == len(u.comps)-1 {
			// Another inlined comprehension may have made a name local to the function that is global in this one.
			own := s.block.Scope(name)
			if own == symtable.GlobalImplicit || own == symtable.GlobalExplicit {
				scope = own
				break
			}
			if inClass {
				scope = own
			}
		}
	}
	return c.resolveIn(name, scope)
}

func (c *compiler) resolveIn(name string, scope symtable.Scope) nameRef {
	u := c.u
	ref := nameRef{name: name, scope: scope}
	functionLike := u.block.Kind.FunctionLike()
	inComp := len(u.comps) > 0
	switch scope {
	case symtable.Free:
		ref.kind, ref.reg = nameCell, u.freeVar(name)
		ref.viaLocals = u.kind == scopeClass && !inComp
		ref.viaClassDict = u.block.CanSeeClassScope
	case symtable.Cell:
		ref.kind, ref.reg = nameCell, u.local(name, code.KindCell)
		ref.viaLocals = u.kind == scopeClass && !inComp
		ref.viaClassDict = u.block.CanSeeClassScope
	case symtable.Local:
		if functionLike {
			ref.kind, ref.reg = nameFast, u.local(name, code.KindLocal)
		} else {
			ref.kind = nameDynamic
		}
	case symtable.GlobalImplicit:
		switch {
		case functionLike:
			ref.kind = nameGlobal
			ref.viaClassDict = u.block.CanSeeClassScope
		case u.kind == scopeClass && inComp:
			ref.kind = nameGlobal
		default:
			ref.kind = nameDynamic
		}
	case symtable.GlobalExplicit:
		ref.kind = nameGlobal
	default:
		ref.kind = nameDynamic
		if functionLike {
			ref.kind = nameGlobal
		}
	}
	return ref
}

// fastLocal returns the register of id when it is a plain local here.
func (c *compiler) fastLocal(id string) (reg, bool) {
	ref := c.resolve(c.u.block.Mangle(id))
	return ref.reg, ref.kind == nameFast
}

// checkBound emits the test of a local that may be unbound.
func (c *compiler) checkBound(p syntax.Pos, r reg) {
	u := c.u
	u.touch(r)
	if u.isBound(r) {
		return
	}
	u.emit(p, code.CHECK_BOUND, r, u.nameIndex(u.locals[r].name), 0)
	u.setBound(r)
}

// loadName loads the variable id into dst.
func (c *compiler) loadName(p syntax.Pos, id string, dst reg) {
	u := c.u
	ref := c.resolve(u.block.Mangle(id))
	if ref.kind == nameFast {
		u.touch(ref.reg)
	}
	if !u.reachable {
		return
	}
	switch ref.kind {
	case nameFast:
		c.checkBound(p, ref.reg)
		if dst != ref.reg {
			u.emit(p, code.MOVE, dst, ref.reg, 0)
		}
	case nameCell:
		switch {
		case ref.viaLocals:
			c.viaTemp(p, dst, func(t reg) {
				u.emit(p, code.LOAD_LOCALS, t, 0, 0)
				u.emit(p, code.LOAD_DICT_OR_DEREF, t, ref.reg, u.nameIndex(ref.name))
			})
		case ref.viaClassDict:
			c.viaTemp(p, dst, func(t reg) {
				c.loadClassDict(p, t)
				u.emit(p, code.LOAD_DICT_OR_DEREF, t, ref.reg, u.nameIndex(ref.name))
			})
		default:
			u.emit(p, code.LOAD_DEREF, dst, ref.reg, u.nameIndex(ref.name))
		}
	case nameGlobal:
		if ref.viaClassDict && ref.scope == symtable.GlobalImplicit {
			c.viaTemp(p, dst, func(t reg) {
				c.loadClassDict(p, t)
				u.emitSite(p, code.LOAD_DICT_OR_GLOBAL, t, 0, ref.name)
			})
			return
		}
		u.emitSite(p, code.LOAD_GLOBAL, dst, 0, ref.name)
	default:
		u.emitSite(p, code.LOAD_NAME, dst, 0, ref.name)
	}
}

func (c *compiler) loadClassDict(p syntax.Pos, dst reg) {
	u := c.u
	u.emit(p, code.LOAD_DEREF, dst, u.local("__classdict__", code.KindFree), u.nameIndex("__classdict__"))
}

// storeName stores r into the variable id.
func (c *compiler) storeName(p syntax.Pos, id string, r reg) {
	u := c.u
	ref := c.resolve(u.block.Mangle(id))
	if ref.kind == nameFast {
		u.touch(ref.reg)
	}
	if !u.reachable {
		return
	}
	switch ref.kind {
	case nameFast:
		if r != ref.reg {
			u.emit(p, code.MOVE, ref.reg, r, 0)
		}
		u.setBound(ref.reg)
	case nameCell:
		u.emit(p, code.STORE_DEREF, r, ref.reg, 0)
	case nameGlobal:
		u.emitSite(p, code.STORE_GLOBAL, r, 0, ref.name)
	default:
		u.emitSite(p, code.STORE_NAME, r, 0, ref.name)
	}
}

// deleteName unbinds the variable id.
func (c *compiler) deleteName(p syntax.Pos, id string) {
	u := c.u
	ref := c.resolve(u.block.Mangle(id))
	if ref.kind == nameFast {
		u.touch(ref.reg)
	}
	if !u.reachable {
		return
	}
	switch ref.kind {
	case nameFast:
		if u.isBound(ref.reg) {
			u.emit(p, code.UNBIND, ref.reg, 0, 0)
		} else {
			u.emit(p, code.DELETE_FAST, ref.reg, u.nameIndex(ref.name), 0)
		}
		u.bound.clear(ref.reg)
	case nameCell:
		u.emit(p, code.DELETE_DEREF, 0, ref.reg, u.nameIndex(ref.name))
	case nameGlobal:
		u.emitSite(p, code.DELETE_GLOBAL, 0, 0, ref.name)
	default:
		u.emitSite(p, code.DELETE_NAME, 0, 0, ref.name)
	}
}

// forgetName is what the end of an except clause does to its name: name = None; del name.
func (c *compiler) forgetName(p syntax.Pos, id string) {
	u := c.u
	if r, ok := c.fastLocal(id); ok {
		u.touch(r)
		u.emit(p, code.UNBIND, r, 0, 0)
		u.bound.clear(r)
		return
	}
	t := u.push()
	u.loadNone(p, t)
	c.storeName(p, id, t)
	u.pop(1)
	c.deleteName(p, id)
}

// closureCell returns the register that holds the cell of name for a function made here.
func (c *compiler) closureCell(name string) reg {
	u := c.u
	for i := len(u.comps) - 1; i >= 0; i-- {
		if v, ok := u.comps[i].regs[name]; ok && v.cell {
			return v.reg
		}
	}
	if r, ok := u.localReg[name]; ok {
		return r
	}
	s := u.block.Symbols[name]
	if s != nil && (s.Scope == symtable.Free || s.Flags&symtable.DefFreeClass != 0) {
		return u.local(name, code.KindFree)
	}
	// A cell of this block, or one of the implicit ones of a class (__class__, __classdict__, ...).
	return u.local(name, code.KindCell)
}

// viaTemp calls f with dst when it is a temporary on top, else with a new temporary that is then moved to dst.
func (c *compiler) viaTemp(p syntax.Pos, dst reg, f func(t reg)) {
	u := c.u
	if u.fresh(dst) {
		f(dst)
		return
	}
	t := u.push()
	f(t)
	u.pop(1)
	u.emit(p, code.MOVE, dst, t, 0)
}
