// This file implements the second pass: it decides the scope of every name, inlines comprehensions, and finds the cells.
//
// The pass goes through the blocks from the outside in, carrying which names the function-like blocks around bind; on the
// way back it collects which names the blocks inside want from them. CPython copies sets of names for each block; here one
// table of names is changed on the way in and restored on the way out.

package symtable

import (
	"slices"

	"weft/internal/syntax"
)

// binding is what the blocks around say about a name.
type binding uint8

const (
	bound         binding = 1 << iota // some function-like block binds it
	boundTypeParm                     // the innermost block to bind it has it as a type parameter
)

type analyzer struct {
	filename string
	env      map[string]binding
	undo     []undoBinding
	err      *syntax.Error
}

type undoBinding struct {
	name string
	old  binding
}

// names is a set of names; nil is the empty set.
type names map[string]struct{}

func (s *names) add(name string) {
	if *s == nil {
		*s = names{}
	}
	(*s)[name] = struct{}{}
}

func (s names) has(name string) bool {
	_, ok := s[name]
	return ok
}

func (s *names) addAll(t names) {
	if *s == nil {
		*s = t
		return
	}
	for name := range t {
		(*s)[name] = struct{}{}
	}
}

// drop removes name and tells whether it was there.
func (s names) drop(name string) bool {
	if !s.has(name) {
		return false
	}
	delete(s, name)
	return true
}

func (s names) sorted() []string {
	if len(s) == 0 {
		return nil
	}
	list := make([]string, 0, len(s))
	for name := range s {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

func (a *analyzer) set(name string, b binding) {
	old := a.env[name]
	if old == b {
		return
	}
	a.undo = append(a.undo, undoBinding{name, old})
	a.env[name] = b
}

func (a *analyzer) restore(mark int) {
	for i := len(a.undo) - 1; i >= mark; i-- {
		a.env[a.undo[i].name] = a.undo[i].old
	}
	a.undo = a.undo[:mark]
}

// fail records the error that a global or nonlocal declaration of name (mangled) in b is wrong.
func (a *analyzer) fail(b *Block, name, msg string) {
	if a.err != nil {
		return
	}
	a.err = &syntax.Error{Kind: syntax.SyntaxError, Msg: msg, Filename: a.filename}
	for _, d := range b.directives {
		if d.name == name {
			a.err = errorAt(a.filename, d.pos, msg)
			return
		}
	}
}

// block analyses b and everything inside. class is the class block that b can see although it is not in between, or nil.
// It returns the names that b and the blocks inside want from the blocks around.
func (a *analyzer) block(b, class *Block) (free names) {
	mark := len(a.undo)
	defer a.restore(mark)

	for _, name := range b.Order {
		a.name(b, class, b.Symbols[name], &free)
		if a.err != nil {
			return nil
		}
	}
	switch {
	case b.Kind == Class:
		// What a class binds is not seen inside, except for these.
		a.set("__class__", a.env["__class__"]|bound)
		a.set("__classdict__", a.env["__classdict__"]|bound)
		a.set("__conditional_annotations__", a.env["__conditional_annotations__"]|bound)
	case b.Kind != Module:
		for _, name := range b.Order {
			if s := b.Symbols[name]; s.Scope == Local {
				a.set(name, a.env[name]|bound)
			}
		}
	}

	var wanted, inlinedCells names
	inlined := false
	for _, child := range b.Children {
		var seen *Block
		if child.CanSeeClassScope {
			seen = class
			if b.Kind == Class {
				seen = b
			}
		}
		childFree := a.block(child, seen)
		if a.err != nil {
			return nil
		}
		if child.Comp != NoComp && !child.Generator && !b.CanSeeClassScope {
			inline(b, child, &childFree, &inlinedCells)
			child.CompInlined = true
			inlined = true
		}
		wanted.addAll(childFree)
	}
	if inlined {
		children := make([]*Block, 0, len(b.Children))
		for _, child := range b.Children {
			if child.CompInlined {
				children = append(children, child.Children...)
			} else {
				children = append(children, child)
			}
		}
		b.Children = children
	}

	if b.Kind == Class {
		b.NeedsClassClosure = wanted.drop("__class__") || b.NeedsClassClosure
		b.NeedsClassDict = wanted.drop("__classdict__") || b.NeedsClassDict
		b.NeedsConditionalAnnotations = wanted.drop("__conditional_annotations__") || b.NeedsConditionalAnnotations
	}
	b.ChildFree = len(wanted) > 0 || b.ChildFree
	for _, name := range b.Order {
		s := b.Symbols[name]
		if b.Kind.FunctionLike() && s.Scope == Local && (wanted.has(name) || inlinedCells.has(name)) {
			s.Scope = Cell
			delete(wanted, name)
		}
		if inlinedCells.has(name) {
			s.Flags |= DefCompCell
		}
		b.HasFree = b.HasFree || s.Scope == Free
	}
	passes := b.Kind == Class || b.CanSeeClassScope
	for _, name := range wanted.sorted() {
		if s := b.Symbols[name]; s != nil {
			if passes {
				s.Flags |= DefFreeClass
			}
			continue
		}
		if b.Kind != Module && a.env[name]&bound == 0 {
			continue
		}
		b.symbol(name).Scope = Free
		b.HasFree = true
	}
	free.addAll(wanted)
	return free
}

// name decides the scope of s as far as the block and those around it tell; a local may become a cell later.
func (a *analyzer) name(b, class *Block, s *Symbol, free *names) {
	outer := a.env[s.Name]
	switch {
	case s.Flags&DefGlobal != 0:
		if s.Flags&DefNonlocal != 0 {
			a.fail(b, s.Name, "name '"+s.Name+"' is nonlocal and global")
			return
		}
		s.Scope = GlobalExplicit
		if b.Kind != Class {
			a.set(s.Name, outer&^bound)
		}
	case s.Flags&DefNonlocal != 0:
		switch {
		case b.Kind == Module:
			a.fail(b, s.Name, "nonlocal declaration not allowed at module level")
		case outer&bound == 0:
			a.fail(b, s.Name, "no binding for nonlocal '"+s.Name+"' found")
		case outer&boundTypeParm != 0:
			a.fail(b, s.Name, "nonlocal binding not allowed for type parameter '"+s.Name+"'")
		}
		s.Scope = Free
		free.add(s.Name)
	case s.Flags&DefBound != 0:
		s.Scope = Local
		// A class, too, hides that a name is a type parameter further out.
		if s.Flags&DefTypeParam != 0 {
			a.set(s.Name, outer|boundTypeParm)
		} else {
			a.set(s.Name, outer&^boundTypeParm)
		}
	case class != nil && class.flags(s.Name)&DefGlobal != 0:
		s.Scope = GlobalExplicit
	case class != nil && class.flags(s.Name)&DefBound != 0 && class.flags(s.Name)&DefNonlocal == 0:
		// The class's own name wins over that of a function around the class, and is looked up at run time.
		s.Scope = GlobalImplicit
	case outer&bound != 0:
		s.Scope = Free
		free.add(s.Name)
	default:
		s.Scope = GlobalImplicit
	}
}

// inline moves the names of the comprehension c into b, the block that contains it (PEP 709). free is what c wants from b
// and further out; cells collects the names that must be cells because something inside c captures them.
func inline(b, c *Block, free, cells *names) {
	kept := c.Order[:0:0]
	for _, name := range c.Order {
		s := c.Symbols[name]
		kept = append(kept, name)
		if s.Flags&DefParam != 0 {
			continue // .0
		}
		scope := s.Scope
		if scope == Cell || s.Flags&DefCompCell != 0 {
			cells.add(name)
		}
		if scope == Free && b.Kind == Class {
			switch name {
			case "__class__", "__classdict__", "__conditional_annotations__":
				// The body of the class itself cannot see these.
				scope = GlobalImplicit
				free.drop(name)
				kept = kept[:len(kept)-1]
				delete(c.Symbols, name)
			}
		}
		existing := b.Symbols[name]
		if existing == nil {
			n := b.symbol(name)
			n.Flags, n.Scope = s.Flags, scope
			continue
		}
		// What was free in the comprehension and is local around it is now simply local, unless something inside the
		// comprehension still wants it, or b is a class.
		if existing.Flags&DefBound != 0 && b.Kind != Class && !freeInChild(c, name) {
			free.drop(name)
		}
	}
	c.Order = kept
}

func freeInChild(b *Block, name string) bool {
	return slices.ContainsFunc(b.Children, func(c *Block) bool { return c.Scope(name) == Free })
}

func (b *Block) flags(name string) Flags {
	if s := b.Symbols[name]; s != nil {
		return s.Flags
	}
	return 0
}
