// This file implements the result of the analysis: blocks, symbols, and how to find them.

package symtable

import (
	"slices"
	"strings"

	"weft/internal/syntax"
)

// Scope is where a name of a block lives. The values are those of CPython's symtable (Include/internal/pycore_symtable.h).
type Scope uint8

const (
	// ScopeNone is the scope of no name: Block.Scope returns it for a name the block does not mention.
	ScopeNone Scope = iota
	// Local names live in the block itself; of a class or module block that means its namespace.
	Local
	// GlobalExplicit names were declared global, here or in an enclosing block.
	GlobalExplicit
	// GlobalImplicit names have no binding in any function-like block around: global or built in.
	GlobalImplicit
	// Free names live in a cell that an enclosing function-like block (or __class__ block) made.
	Free
	// Cell names are local, and some inner block refers to them.
	Cell
)

// String returns the name that CPython uses.
func (s Scope) String() string {
	if int(s) < len(scopeNames) {
		return scopeNames[s]
	}
	return "?"
}

var scopeNames = [...]string{"NONE", "LOCAL", "GLOBAL_EXPLICIT", "GLOBAL_IMPLICIT", "FREE", "CELL"}

// Flags are the facts about a name in a block. The bits are those of CPython, which the _symtable module shows to programs.
type Flags uint32

const (
	DefGlobal    Flags = 1 << iota // a global statement names it
	DefLocal                       // assigned
	DefParam                       // a parameter
	DefNonlocal                    // a nonlocal statement names it
	Use                            // read
	_                              // CPython's DEF_FREE, unused since 3.13
	DefFreeClass                   // free here, through a class, and also bound in that class
	DefImport                      // bound by an import
	DefAnnot                       // annotated
	DefCompIter                    // target of a comprehension's for
	DefTypeParam                   // a type parameter
	DefCompCell                    // a cell that came in with an inlined comprehension

	// DefBound is any way of being bound in the block; a type parameter is DefLocal as well.
	DefBound = DefLocal | DefParam | DefImport
)

// ScopeShift is where CPython puts the Scope above the Flags in the number it shows to programs.
const ScopeShift = 12

// Symbol is a name of one block. Name is mangled already.
type Symbol struct {
	Name  string
	Flags Flags
	Scope Scope
}

// BlockKind says what makes a block.
type BlockKind uint8

// The kinds of blocks, numbered as CPython's _Py_block_ty.
const (
	Function BlockKind = iota // def, lambda, comprehension, generator expression
	Class
	Module
	Annotation     // the __annotate__ function of a module, class or function
	TypeAlias      // the lazily run value of a type statement
	TypeParameters // around a generic def, class or type statement
	TypeVariable   // the lazily run bound, constraints or default of a type parameter
)

// String returns the name that symtable.SymbolTable.get_type shows.
func (k BlockKind) String() string {
	return [...]string{"function", "class", "module", "annotation", "type alias", "type parameters", "type variable"}[k]
}

// FunctionLike tells whether names bound in such a block are registers (all but class and module).
func (k BlockKind) FunctionLike() bool { return k != Class && k != Module }

// CompKind says which comprehension a block is.
type CompKind uint8

// The kinds of comprehensions.
const (
	NoComp CompKind = iota
	ListCompKind
	DictCompKind
	SetCompKind
	GenExpKind
)

// Part tells the blocks that belong to one node apart.
type Part uint8

const (
	// PartBody is the block of the node itself: a module, function, lambda, class, comprehension, the value of a TypeAlias;
	// for a type parameter its bound or constraints.
	PartBody Part = iota
	// PartTypeParams is the TypeParameters block around a generic FunctionDef, AsyncFunctionDef, ClassDef or TypeAlias.
	PartTypeParams
	// PartAnnotations is the Annotation block: of a *Module, *Interactive or *ClassDef (also Block.Annotations), of a
	// FunctionDef or AsyncFunctionDef keyed by the def, of nothing else. nil when there is nothing annotated.
	PartAnnotations
	// PartDefault is the default value of a TypeVar, ParamSpec or TypeVarTuple.
	PartDefault
	// partLocalAnnotations is what a function's annotated local variables are checked in; it never runs.
	partLocalAnnotations
)

type blockKey struct {
	node syntax.Node
	part Part
}

// Block is one block.
type Block struct {
	Kind BlockKind
	// Name is the function's, class's, alias's or type parameter's name; "top" for modules; "lambda", "listcomp", "setcomp",
	// "dictcomp", "genexpr" for these; "__annotate__" for annotations.
	Name string
	Node syntax.Node
	Part Part
	// ScopeInfo says in words which part of a generic definition this is ("a TypeVar bound", ...), or "".
	ScopeInfo string
	Pos       syntax.Pos
	// Symbols holds every name of the block, mangled; Order lists them in order of first mention.
	Symbols map[string]*Symbol
	Order   []string
	// Varnames are the parameters of the block in co_varnames order: positional-only, positional, keyword-only, *args,
	// **kwargs; the implicit parameter ".0" of a comprehension, ".format" of an annotation or lazily run block; of the
	// TypeParameters block of a function ".defaults", always, and ".kwdefaults", only if there are such defaults.
	Varnames []string
	Children []*Block // in source order; without inlined comprehensions, whose children stand in their place
	Parent   *Block   // the lexically enclosing block; nil for the module

	Comp        CompKind
	CompInlined bool // a list, dict or set comprehension that is to be compiled into Parent (PEP 709)
	// Annotations is the Annotation block of a module or class, or of a function's signature (then it stands in
	// Parent.Children); nil when nothing is annotated. Under "from __future__ import annotations" it is in no Children and
	// only its parameter has a Scope, since the annotations become strings.
	Annotations *Block

	Nested       bool // inside a function-like block: code.FlagNested
	Generator    bool // contains yield, or is a generator expression
	Coroutine    bool // async def, or a comprehension that awaits
	VarArgs      bool
	VarKeywords  bool
	ReturnsValue bool // has a return with a value
	HasDocstring bool
	Method       bool // a function directly in a class block (also through its type parameters)
	HasFree      bool // has free names
	ChildFree    bool // some block inside has free names

	NeedsClassClosure           bool // class: a method uses __class__ or super
	NeedsClassDict              bool // class: an annotation scope inside wants __classdict__
	NeedsConditionalAnnotations bool // class, module: __conditional_annotations__ is wanted, for annotations under if, try, ...
	CanSeeClassScope            bool // annotation scope in a class: names are looked up in __classdict__ first
	AnnotationsUsed             bool // Annotation: something is annotated; else: contains an annotated assignment

	private string          // class name for mangling
	mangled map[string]bool // names that mangle, where a generic class restricts them; nil for all
	building
}

// Scope returns where name (mangled) lives in b; ScopeNone when b does not mention it.
func (b *Block) Scope(name string) Scope {
	if s := b.Symbols[name]; s != nil {
		return s.Scope
	}
	return ScopeNone
}

// Mangle returns name as it is stored in b (private names of classes).
func (b *Block) Mangle(name string) string {
	if b.private == "" || (b.mangled != nil && !b.mangled[name]) {
		return name
	}
	return Mangle(b.private, name)
}

// CellVars returns the names of the cells of b that it owns, sorted: co_cellvars apart from the order of parameters.
// The implicit __class__, __classdict__ and __conditional_annotations__ of a class are not among them: see the Needs flags.
func (b *Block) CellVars() []string {
	return b.named(func(s *Symbol) bool { return s.Scope == Cell || s.Flags&DefCompCell != 0 })
}

// FreeVars returns the free names of b, sorted: co_freevars.
func (b *Block) FreeVars() []string {
	return b.named(func(s *Symbol) bool { return s.Scope == Free || s.Flags&DefFreeClass != 0 })
}

func (b *Block) named(keep func(*Symbol) bool) []string {
	var names []string
	for _, name := range b.Order {
		if keep(b.Symbols[name]) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Table is the result for one tree.
type Table struct {
	Filename string
	Top      *Block
	Future   Future
	blocks   map[blockKey]*Block
}

// Lookup returns the block of node, nil when it has none.
func (t *Table) Lookup(node syntax.Node) *Block { return t.blocks[blockKey{node, PartBody}] }

// LookupPart returns the block that is the given part of node, nil when there is none.
func (t *Table) LookupPart(node syntax.Node, part Part) *Block { return t.blocks[blockKey{node, part}] }

// Build analyses mod. future holds the features that come from outside (compile()'s flags, the enclosing code of an exec);
// those that mod's own future statements ask for are added, and Table.Future holds both. The error, if not nil, is always an *syntax.Error without Text: CPython reads the line from the file
// when it shows the error, and so must the caller. Its columns count bytes, as CPython's do here.
func Build(mod syntax.Mod, filename string, future Future) (*Table, error) {
	return build(mod, filename, future)
}

// Mangle returns the private name of class for name: __x becomes _class__x unless it ends in two underscores or contains a
// dot. Leading underscores of class are dropped; a class of only underscores, or class "", mangles nothing.
func Mangle(class, name string) string {
	if class == "" || !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.IndexByte(name, '.') >= 0 {
		return name
	}
	class = strings.TrimLeft(class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}
