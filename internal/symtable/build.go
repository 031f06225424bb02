// This file implements the walk over the tree that records which block binds and reads which name.

package symtable

import (
	"strings"

	"weft/internal/syntax"
)

// MaxDepth is how deeply nodes may nest. CPython's limit is its C stack: somewhere between 20,000 and 50,000 levels.
const MaxDepth = 30000

// building is what a Block holds only while the walk is in it.
type building struct {
	directives    []directive // where names were declared global or nonlocal
	compTarget    bool        // in the target of a comprehension's for
	compIterExpr  int         // depth of comprehension iterables around
	conditional   bool        // under if, for, while, try, with, match
	unevaluated   bool        // in an annotation of a local variable, which never runs
	annotations   *Block      // the Annotation block of annotated assignments in this block
	inAnnotations bool
}

type directive struct {
	name string // mangled
	pos  syntax.Pos
}

type builder struct {
	table    *Table
	cur      *Block
	stack    []*Block
	private  string
	future   Future
	lastFut  syntax.Pos
	depth    int
	err      *syntax.Error // the first error; nothing is recorded after it
	slab     []Symbol
	detached []*Block // Annotation blocks that no block has as a child
}

func build(mod syntax.Mod, filename string, future Future) (*Table, error) {
	found, last, err := findFuture(mod, filename)
	if err != nil {
		return nil, err
	}
	b := &builder{future: future | found, lastFut: last}
	b.table = &Table{Filename: filename, Future: b.future, blocks: map[blockKey]*Block{}}
	top := b.newBlock("top", Module, mod, PartBody, syntax.Pos{})
	b.table.Top = top
	b.enter(top)
	switch mod := mod.(type) {
	case *syntax.Module:
		top.HasDocstring = hasDocstring(mod.Body)
		b.stmts(mod.Body)
	case *syntax.Interactive:
		b.stmts(mod.Body)
	case *syntax.Expression:
		b.expr(mod.Body)
	default:
		return nil, &syntax.Error{Kind: syntax.ValueError, Msg: "this compiler does not handle FunctionTypes", Filename: filename}
	}
	b.exit()
	if b.err != nil {
		return nil, b.err
	}
	a := &analyzer{filename: filename, env: map[string]binding{}}
	a.block(top, nil)
	if a.err != nil {
		return nil, a.err
	}
	for _, d := range b.detached {
		for _, s := range d.Symbols {
			if s.Flags&DefParam != 0 {
				s.Scope = Local
			}
		}
	}
	for _, blk := range b.table.blocks {
		blk.building = building{}
	}
	return b.table, nil
}

func (b *builder) fail(p syntax.Pos, msg string) {
	if b.err == nil {
		b.err = errorAt(b.table.Filename, p, msg)
	}
}

// down counts a level of nesting; it tells whether to go on. up must follow in any case.
func (b *builder) down() bool {
	b.depth++
	if b.depth > MaxDepth && b.err == nil {
		b.err = &syntax.Error{
			Kind: syntax.RecursionError, Msg: "maximum recursion depth exceeded during compilation", Filename: b.table.Filename,
		}
	}
	return b.err == nil
}

func (b *builder) up() { b.depth-- }

// Blocks.

func (b *builder) newBlock(name string, kind BlockKind, node syntax.Node, part Part, pos syntax.Pos) *Block {
	blk := &Block{
		Kind: kind, Name: name, Node: node, Part: part, Pos: pos,
		Symbols: map[string]*Symbol{},
		Parent:  b.cur,
		private: b.private,
	}
	if b.cur != nil {
		blk.Nested = b.cur.Nested || b.cur.Kind.FunctionLike()
		blk.Method = b.cur.Kind == Class && kind == Function
	}
	b.table.blocks[blockKey{node, part}] = blk
	return blk
}

// enter makes blk, which may have been entered before, the current block.
func (b *builder) enter(blk *Block) {
	prev := b.cur
	b.stack = append(b.stack, blk)
	b.cur = blk
	if prev == nil {
		return
	}
	// An assignment expression is not allowed anywhere inside the iterable of a comprehension, not even in a lambda there.
	blk.compIterExpr = prev.compIterExpr
	if prev.mangled != nil && blk.Kind != Class {
		blk.mangled = prev.mangled
	}
	if blk.Kind == Annotation {
		if b.future&FutureAnnotations != 0 {
			if !blk.inAnnotations {
				blk.inAnnotations = true
				b.detached = append(b.detached, blk)
			}
			return // the annotations become strings and name nothing
		}
		if blk.inAnnotations {
			return // a child already
		}
		blk.inAnnotations = true
	}
	prev.Children = append(prev.Children, blk)
}

func (b *builder) exit() {
	b.stack = b.stack[:len(b.stack)-1]
	b.cur = nil
	if n := len(b.stack); n > 0 {
		b.cur = b.stack[n-1]
	}
}

func (b *builder) open(name string, kind BlockKind, node syntax.Node, part Part, pos syntax.Pos) *Block {
	blk := b.newBlock(name, kind, node, part, pos)
	b.enter(blk)
	if kind == Annotation || kind == TypeVariable || kind == TypeAlias {
		b.def(".format", DefParam, pos)
		b.def(".format", Use, pos)
	}
	return blk
}

// openTypeParams opens the block around a generic definition.
func (b *builder) openTypeParams(name string, node syntax.Node, pos syntax.Pos, args *syntax.Arguments, isClass bool) {
	inClass := b.cur.Kind == Class
	b.open(name, TypeParameters, node, PartTypeParams, pos)
	if inClass {
		b.cur.CanSeeClassScope = true
		b.def("__classdict__", Use, pos)
	}
	if isClass {
		b.def(".type_params", DefLocal, pos)
		b.def(".type_params", Use, pos)
		b.def(".generic_base", DefLocal, pos)
		b.def(".generic_base", Use, pos)
	}
	if args != nil {
		// CPython's parser never leaves the list of defaults out, so this parameter stands for every function.
		b.def(".defaults", DefParam, pos)
		for _, d := range args.KwDefaults {
			if d != nil {
				b.def(".kwdefaults", DefParam, pos)
				break
			}
		}
	}
}

// Names.

// symbol returns the symbol of name, which it makes if need be.
func (b *Block) symbol(name string) *Symbol {
	s := b.Symbols[name]
	if s == nil {
		s = &Symbol{Name: name}
		b.Symbols[name] = s
		b.Order = append(b.Order, name)
	}
	return s
}

// lookup returns what is known of name in blk, as the current block mangles names.
func (b *builder) lookup(blk *Block, name string) Flags { return blk.flags(b.mangle(blk, name)) }

func (b *builder) mangle(blk *Block, name string) string {
	if b.private == "" || (blk.mangled != nil && !blk.mangled[name]) {
		return name
	}
	return Mangle(b.private, name)
}

// def records that name is bound or used in the current block.
func (b *builder) def(name string, flag Flags, pos syntax.Pos) {
	ctx := syntax.Store
	if flag == Use {
		ctx = syntax.Load
	}
	b.defCtx(name, flag, pos, ctx)
}

func (b *builder) defCtx(name string, flag Flags, pos syntax.Pos, ctx syntax.ExprContext) {
	if flag&DefBound != 0 && !b.checkName(name, pos, ctx) {
		return
	}
	if flag&DefTypeParam != 0 && b.cur.mangled != nil {
		b.cur.mangled[name] = true
	}
	b.defIn(b.cur, name, flag, pos)
}

func (b *builder) defIn(blk *Block, name string, flag Flags, pos syntax.Pos) {
	if b.err != nil {
		return
	}
	mangled := b.mangle(b.cur, name)
	s := blk.Symbols[mangled]
	if s == nil {
		if len(b.slab) == 0 {
			b.slab = make([]Symbol, 64)
		}
		s, b.slab = &b.slab[0], b.slab[1:]
		s.Name = mangled
		blk.Symbols[mangled] = s
		blk.Order = append(blk.Order, mangled)
	} else {
		if flag&DefParam != 0 && s.Flags&DefParam != 0 {
			b.fail(pos, "duplicate argument '"+name+"' in function definition")
			return
		}
		if flag&DefTypeParam != 0 && s.Flags&DefTypeParam != 0 {
			b.fail(pos, "duplicate type parameter '"+name+"'")
			return
		}
	}
	s.Flags |= flag
	if blk.compTarget {
		if s.Flags&(DefGlobal|DefNonlocal) != 0 {
			b.fail(pos, "comprehension inner loop cannot rebind assignment expression target '"+name+"'")
			return
		}
		s.Flags |= DefCompIter
	}
	if flag&DefParam != 0 {
		blk.Varnames = append(blk.Varnames, mangled)
	} else if flag&DefGlobal != 0 {
		b.table.Top.symbol(mangled).Flags |= flag
	}
}

func (b *builder) checkName(name string, pos syntax.Pos, ctx syntax.ExprContext) bool {
	if name != "__debug__" || ctx == syntax.Load {
		return true
	}
	if ctx == syntax.Store {
		b.fail(pos, "cannot assign to __debug__")
	} else {
		b.fail(pos, "cannot delete __debug__")
	}
	return false
}

func (b *builder) directive(name string, pos syntax.Pos) {
	b.cur.directives = append(b.cur.directives, directive{b.mangle(b.cur, name), pos})
}

// Statements.

func (b *builder) stmts(list []syntax.Stmt) {
	for _, s := range list {
		b.stmt(s)
	}
}

// conditionally runs visit in a part of the block that may not run, or may run twice.
func (b *builder) conditionally(visit func()) {
	blk := b.cur
	was := blk.conditional
	blk.conditional = true
	visit()
	blk.conditional = was
}

func (b *builder) stmt(s syntax.Stmt) {
	defer b.up()
	if !b.down() {
		return
	}
	switch s := s.(type) {
	case *syntax.FunctionDef:
		b.function(s, s.Pos, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, false)
	case *syntax.AsyncFunctionDef:
		b.function(s, s.Pos, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, s.TypeParams, true)
	case *syntax.ClassDef:
		b.class(s)
	case *syntax.TypeAlias:
		b.typeAlias(s)
	case *syntax.Return:
		if s.Value != nil {
			b.expr(s.Value)
			b.cur.ReturnsValue = true
		}
	case *syntax.Delete:
		b.exprs(s.Targets)
	case *syntax.Assign:
		b.exprs(s.Targets)
		b.expr(s.Value)
	case *syntax.AnnAssign:
		b.annAssign(s)
	case *syntax.AugAssign:
		b.expr(s.Target)
		b.expr(s.Value)
	case *syntax.For:
		b.loop(s.Target, s.Iter, s.Body, s.Orelse)
	case *syntax.AsyncFor:
		b.needCoroutine("'async for' outside async function", s.Pos)
		b.loop(s.Target, s.Iter, s.Body, s.Orelse)
	case *syntax.While:
		b.expr(s.Test)
		b.conditionally(func() { b.stmts(s.Body); b.stmts(s.Orelse) })
	case *syntax.If:
		b.expr(s.Test)
		b.conditionally(func() { b.stmts(s.Body); b.stmts(s.Orelse) })
	case *syntax.Match:
		b.expr(s.Subject)
		b.conditionally(func() {
			for _, c := range s.Cases {
				b.pattern(c.Pattern)
				b.opt(c.Guard)
				b.stmts(c.Body)
			}
		})
	case *syntax.Raise:
		if s.Exc != nil {
			b.expr(s.Exc)
			b.opt(s.Cause)
		}
	case *syntax.Try:
		b.try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *syntax.TryStar:
		b.try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *syntax.Assert:
		b.expr(s.Test)
		b.opt(s.Msg)
	case *syntax.Import:
		b.aliases(s.Names)
	case *syntax.ImportFrom:
		b.aliases(s.Names)
		if isFuture(s) && (s.Line > b.lastFut.Line || (s.Line == b.lastFut.EndLine && s.Col > b.lastFut.EndCol)) {
			b.fail(s.Pos, "from __future__ imports must occur at the beginning of the file")
		}
	case *syntax.Global:
		b.declare(s.Names, s.Pos, DefGlobal, "global")
	case *syntax.Nonlocal:
		b.declare(s.Names, s.Pos, DefNonlocal, "nonlocal")
	case *syntax.ExprStmt:
		b.expr(s.Value)
	case *syntax.With:
		b.with(s.Items, s.Body)
	case *syntax.AsyncWith:
		b.needCoroutine("'async with' outside async function", s.Pos)
		b.with(s.Items, s.Body)
	case *syntax.Pass, *syntax.Break, *syntax.Continue:
	}
}

func (b *builder) topLevelAwait() bool {
	return b.future&AllowTopLevelAwait != 0 && b.cur.Kind == Module
}

func (b *builder) asyncDef() bool { return b.cur.Kind == Function && b.cur.Coroutine }

func (b *builder) needCoroutine(msg string, pos syntax.Pos) {
	if b.topLevelAwait() {
		b.cur.Coroutine = true
	}
	if !b.cur.Coroutine {
		b.fail(pos, msg)
	}
}

func (b *builder) loop(target, iter syntax.Expr, body, orelse []syntax.Stmt) {
	b.expr(target)
	b.expr(iter)
	b.conditionally(func() { b.stmts(body); b.stmts(orelse) })
}

func (b *builder) with(items []*syntax.WithItem, body []syntax.Stmt) {
	b.conditionally(func() {
		for _, item := range items {
			b.expr(item.ContextExpr)
			b.opt(item.OptionalVars)
		}
		b.stmts(body)
	})
}

func (b *builder) try(body []syntax.Stmt, handlers []*syntax.ExceptHandler, orelse, final []syntax.Stmt) {
	b.conditionally(func() {
		b.stmts(body)
		for _, h := range handlers {
			b.opt(h.Type)
			if h.Name != "" {
				b.def(h.Name, DefLocal, h.Pos)
			}
			b.stmts(h.Body)
		}
		b.stmts(orelse)
		b.stmts(final)
	})
}

func (b *builder) function(node syntax.Stmt, pos syntax.Pos, name string, args *syntax.Arguments, body []syntax.Stmt,
	decorators []syntax.Expr, returns syntax.Expr, params []syntax.TypeParam, async bool) {
	if args == nil {
		args = &syntax.Arguments{}
	}
	b.def(name, DefLocal, pos)
	b.defaults(args)
	b.exprs(decorators)
	if len(params) > 0 {
		b.openTypeParams(name, node, pos, args, false)
		b.typeParams(params)
	}
	fn := b.newBlock(name, Function, node, PartBody, pos)
	fn.HasDocstring = hasDocstring(body)
	b.signature(node, pos, args, returns, fn)
	b.enter(fn)
	fn.Coroutine = async
	b.arguments(args)
	b.stmts(body)
	b.exit()
	if len(params) > 0 {
		b.exit()
	}
}

// signature visits the annotations of a function's parameters and result.
func (b *builder) signature(node syntax.Stmt, pos syntax.Pos, args *syntax.Arguments, returns syntax.Expr, fn *Block) {
	seesClass := b.cur.CanSeeClassScope || b.cur.Kind == Class
	ann := b.open("__annotate__", Annotation, node, PartAnnotations, pos)
	if seesClass {
		ann.CanSeeClassScope = true
		b.def("__classdict__", Use, pos)
	}
	one := func(e syntax.Expr) {
		if e != nil {
			ann.AnnotationsUsed = true
			b.expr(e)
		}
	}
	list := func(args []*syntax.Arg) {
		for _, a := range args {
			one(a.Annotation)
		}
	}
	list(args.Posonlyargs)
	list(args.Args)
	if args.Vararg != nil {
		one(args.Vararg.Annotation)
	}
	if args.Kwarg != nil {
		one(args.Kwarg.Annotation)
	}
	list(args.Kwonlyargs)
	one(returns)
	b.exit()
	if ann.AnnotationsUsed {
		fn.Annotations = ann
	}
}

func (b *builder) defaults(args *syntax.Arguments) {
	b.exprs(args.Defaults)
	for _, d := range args.KwDefaults {
		b.opt(d)
	}
}

func (b *builder) arguments(args *syntax.Arguments) {
	list := func(args []*syntax.Arg) {
		for _, a := range args {
			b.def(a.Arg, DefParam, a.Pos)
		}
	}
	list(args.Posonlyargs)
	list(args.Args)
	list(args.Kwonlyargs)
	if a := args.Vararg; a != nil {
		b.def(a.Arg, DefParam, a.Pos)
		b.cur.VarArgs = true
	}
	if a := args.Kwarg; a != nil {
		b.def(a.Arg, DefParam, a.Pos)
		b.cur.VarKeywords = true
	}
}

func (b *builder) class(s *syntax.ClassDef) {
	b.def(s.Name, DefLocal, s.Pos)
	b.exprs(s.DecoratorList)
	outer := b.private
	generic := len(s.TypeParams) > 0
	if generic {
		b.openTypeParams(s.Name, s, s.Pos, nil, true)
		// In this block only the type parameters themselves are private to the class.
		b.private = s.Name
		b.cur.private = s.Name
		b.cur.mangled = map[string]bool{}
		b.typeParams(s.TypeParams)
	}
	b.exprs(s.Bases)
	b.keywords(s.Keywords)
	class := b.open(s.Name, Class, s, PartBody, s.Pos)
	b.private = s.Name
	class.private = s.Name
	if generic {
		b.def("__type_params__", DefLocal, s.Pos)
		b.def(".type_params", Use, s.Pos)
	}
	class.HasDocstring = hasDocstring(s.Body)
	b.stmts(s.Body)
	b.exit()
	if generic {
		b.exit()
	}
	b.private = outer
}

func (b *builder) typeAlias(s *syntax.TypeAlias) {
	b.expr(s.Name)
	name := ""
	if n, ok := s.Name.(*syntax.Name); ok {
		name = n.Id
	}
	inClass := b.cur.Kind == Class
	generic := len(s.TypeParams) > 0
	if generic {
		b.openTypeParams(name, s, s.Pos, nil, false)
		b.typeParams(s.TypeParams)
	}
	b.open(name, TypeAlias, s, PartBody, s.Pos)
	if inClass {
		b.cur.CanSeeClassScope = true
		b.def("__classdict__", Use, position(s.Value))
	}
	b.expr(s.Value)
	b.exit()
	if generic {
		b.exit()
	}
}

func position(e syntax.Expr) syntax.Pos {
	if e == nil {
		return syntax.Pos{}
	}
	return e.Position()
}

func (b *builder) typeParams(list []syntax.TypeParam) {
	for _, p := range list {
		switch p := p.(type) {
		case *syntax.TypeVar:
			what := "a TypeVar bound"
			if _, ok := p.Bound.(*syntax.Tuple); ok {
				what = "a TypeVar constraint"
			}
			b.def(p.Name, DefTypeParam|DefLocal, p.Pos)
			b.typeVariable(p.Bound, p.Name, p, PartBody, what)
			b.typeVariable(p.DefaultValue, p.Name, p, PartDefault, "a TypeVar default")
		case *syntax.TypeVarTuple:
			b.def(p.Name, DefTypeParam|DefLocal, p.Pos)
			b.typeVariable(p.DefaultValue, p.Name, p, PartDefault, "a TypeVarTuple default")
		case *syntax.ParamSpec:
			b.def(p.Name, DefTypeParam|DefLocal, p.Pos)
			b.typeVariable(p.DefaultValue, p.Name, p, PartDefault, "a ParamSpec default")
		}
	}
}

// typeVariable visits the bound or default e, if any, of a type parameter.
func (b *builder) typeVariable(e syntax.Expr, name string, p syntax.TypeParam, part Part, what string) {
	if name == "__classdict__" {
		b.fail(p.Position(), "reserved name '"+name+"' cannot be used for type parameter")
		return
	}
	if e == nil {
		return
	}
	inClass := b.cur.CanSeeClassScope
	b.open(name, TypeVariable, p, part, e.Position())
	b.cur.ScopeInfo = what
	if inClass {
		b.cur.CanSeeClassScope = true
		b.def("__classdict__", Use, e.Position())
	}
	b.expr(e)
	b.exit()
}

func (b *builder) annAssign(s *syntax.AnnAssign) {
	b.cur.AnnotationsUsed = true
	if target, ok := s.Target.(*syntax.Name); ok {
		known := b.lookup(b.cur, target.Id)
		switch {
		case known&(DefGlobal|DefNonlocal) != 0 && b.cur.Kind != Module && s.Simple:
			how := "nonlocal"
			if known&DefGlobal != 0 {
				how = "global"
			}
			b.fail(s.Pos, "annotated name '"+target.Id+"' can't be "+how)
			return
		case s.Simple:
			b.def(target.Id, DefAnnot|DefLocal, target.Pos)
		case s.Value != nil:
			b.def(target.Id, DefLocal, target.Pos)
		}
	} else {
		b.expr(s.Target)
	}
	b.annotation(s.Annotation)
	b.opt(s.Value)
}

// annotation visits the annotation of an annotated assignment.
func (b *builder) annotation(e syntax.Expr) {
	owner := b.cur
	pos := position(e)
	// A module's annotations always count as conditional, since the module may have run in part when they are asked for.
	if (owner.Kind == Module || (owner.Kind == Class && owner.conditional)) && !owner.NeedsConditionalAnnotations {
		owner.NeedsConditionalAnnotations = true
		b.def("__conditional_annotations__", Use, pos)
	}
	if owner.annotations == nil {
		part := PartAnnotations
		if owner.Kind != Module && owner.Kind != Class {
			part = partLocalAnnotations
		}
		ann := b.open("__annotate__", Annotation, owner.Node, part, pos)
		owner.annotations = ann
		if owner.Kind == Class && b.future&FutureAnnotations == 0 {
			ann.CanSeeClassScope = true
			b.def("__classdict__", Use, pos)
		}
		if part == PartAnnotations {
			ann.AnnotationsUsed = true
			owner.Annotations = ann
		}
	} else {
		b.enter(owner.annotations)
	}
	// The annotation of a local variable never runs; only the errors in it count.
	b.cur.unevaluated = owner.Kind == Function
	b.expr(e)
	b.cur.unevaluated = false
	b.exit()
}

func (b *builder) declare(list []string, pos syntax.Pos, flag Flags, how string) {
	for _, name := range list {
		known := b.lookup(b.cur, name)
		switch {
		case known&DefParam != 0:
			b.fail(pos, "name '"+name+"' is parameter and "+how)
		case known&Use != 0:
			b.fail(pos, "name '"+name+"' is used prior to "+how+" declaration")
		case known&DefAnnot != 0:
			b.fail(pos, "annotated name '"+name+"' can't be "+how)
		case known&DefLocal != 0:
			b.fail(pos, "name '"+name+"' is assigned to before "+how+" declaration")
		}
		b.def(name, flag, pos)
		b.directive(name, pos)
	}
}

func (b *builder) aliases(list []*syntax.Alias) {
	for _, a := range list {
		name := a.Asname
		if name == "" {
			name = a.Name
		}
		if name == "*" {
			if b.cur.Kind != Module {
				b.fail(a.Pos, "import * only allowed at module level")
			}
			continue
		}
		if dot := strings.IndexByte(name, '.'); dot >= 0 {
			name = name[:dot]
		}
		b.def(name, DefImport, a.Pos)
	}
}

func (b *builder) keywords(list []*syntax.Keyword) {
	for _, k := range list {
		if k.Arg != "" {
			b.checkName(k.Arg, k.Pos, syntax.Store)
		}
	}
	for _, k := range list {
		b.expr(k.Value)
	}
}

// Patterns.

func (b *builder) patterns(list []syntax.Pattern) {
	for _, p := range list {
		b.pattern(p)
	}
}

func (b *builder) pattern(p syntax.Pattern) {
	defer b.up()
	if !b.down() {
		return
	}
	switch p := p.(type) {
	case *syntax.MatchValue:
		b.expr(p.Value)
	case *syntax.MatchSequence:
		b.patterns(p.Patterns)
	case *syntax.MatchStar:
		if p.Name != "" {
			b.def(p.Name, DefLocal, p.Pos)
		}
	case *syntax.MatchMapping:
		b.exprs(p.Keys)
		b.patterns(p.Patterns)
		if p.Rest != "" {
			b.def(p.Rest, DefLocal, p.Pos)
		}
	case *syntax.MatchClass:
		b.expr(p.Cls)
		b.patterns(p.Patterns)
		for i, attr := range p.KwdAttrs {
			if i < len(p.KwdPatterns) {
				b.checkName(attr, p.KwdPatterns[i].Position(), syntax.Store)
			}
		}
		b.patterns(p.KwdPatterns)
	case *syntax.MatchAs:
		if p.Pattern != nil {
			b.pattern(p.Pattern)
		}
		if p.Name != "" {
			b.def(p.Name, DefLocal, p.Pos)
		}
	case *syntax.MatchOr:
		b.patterns(p.Patterns)
	}
}
