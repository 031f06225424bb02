// This file implements the entry points of the compiler, its options, and errors and warnings.

package compile

import (
	"fmt"

	"weft/internal/code"
	"weft/internal/symtable"
	"weft/internal/syntax"
)

// Options changes how a tree is compiled.
type Options struct {
	// Filename becomes co_filename; "" means the Source's.
	Filename string
	// Optimize is 0, 1 (-O: no asserts, __debug__ is False) or 2 (-OO: no docstrings either).
	Optimize int
	// Future holds features that come from outside, and symtable.AllowTopLevelAwait.
	Future symtable.Future
	// Parse and Codec are for CompileSource only.
	Parse syntax.Options
	Codec syntax.Codec
}

// maxDepth bounds the nesting of statements and expressions; deeper trees raise RecursionError as in CPython.
const maxDepth = 15000

// maxBlocks is CPython's limit of nested loops, try and with statements in one code block (CO_MAXBLOCKS).
const maxBlocks = 21

// CompileSource decodes, parses and compiles data. The error is an *syntax.Error or what opts.Codec returned.
func CompileSource(filename string, data []byte, mode syntax.Mode, opts Options) (*code.Code, []syntax.Warning, error) {
	src, err := syntax.Decode(filename, data, opts.Codec)
	if err != nil {
		return nil, nil, err
	}
	mod, warnings, err := syntax.Parse(src, mode, opts.Parse)
	if err != nil {
		return nil, warnings, err
	}
	co, more, err := Compile(mod, src, opts)
	return co, append(warnings, more...), err
}

// Compile compiles the tree mod. src may be nil when opts.Filename is set. The error is always an *syntax.Error; like those
// of the symbol table it has no Text and its columns count bytes, as in CPython, which reads the line from the file when it
// shows the error. mod must be a *Module, *Interactive or *Expression.
func Compile(mod syntax.Mod, src *syntax.Source, opts Options) (*code.Code, []syntax.Warning, error) {
	if opts.Filename == "" && src != nil {
		opts.Filename = src.Filename
	}
	c := &compiler{opts: opts, folded: map[syntax.Expr]code.Const{}, comps: map[syntax.Expr]*code.Code{}}
	c.checkFinally(mod)
	if c.err != nil {
		return nil, c.warnings, c.err
	}
	table, err := symtable.Build(mod, opts.Filename, opts.Future)
	if err != nil {
		return nil, c.warnings, err
	}
	c.table = table
	co := c.mod(mod)
	if c.err != nil {
		return nil, c.warnings, c.err
	}
	return co, c.warnings, nil
}

type compiler struct {
	opts     Options
	table    *symtable.Table
	u        *unit
	err      error
	warnings []syntax.Warning
	depth    int
	folded   map[syntax.Expr]code.Const // results of fold; nil for a node that is no constant
	comps    map[syntax.Expr]*code.Code // comprehension functions, see callComp
	soleArg  syntax.Expr                // the only argument of the call that was compiled last
	quiet    int                        // >0: warnings were given already (second copy of a finally body)
}

// enter counts one level of nesting; it reports false, with the error set, when there are too many.
func (c *compiler) enter() bool {
	if c.err != nil {
		return false
	}
	c.depth++
	if c.depth > maxDepth {
		c.err = &syntax.Error{Kind: syntax.RecursionError, Msg: "maximum recursion depth exceeded during compilation", Filename: c.opts.Filename}
		return false
	}
	return true
}

func (c *compiler) leave() { c.depth-- }

// errorAt records a SyntaxError that covers p, unless there is an error already.
func (c *compiler) errorAt(p syntax.Pos, format string, args ...any) {
	if c.err != nil {
		return
	}
	c.err = &syntax.Error{
		Kind: syntax.SyntaxError, Msg: fmt.Sprintf(format, args...), Filename: c.opts.Filename,
		Line: int(p.Line), Col: int(p.Col) + 1, EndLine: int(p.EndLine), EndCol: int(p.EndCol) + 1,
	}
}

// warn records a SyntaxWarning at p.
func (c *compiler) warn(p syntax.Pos, format string, args ...any) {
	if c.err != nil || c.quiet > 0 {
		return
	}
	msg := fmt.Sprintf(format, args...)
	c.warnings = append(c.warnings, syntax.Warning{Msg: msg, Line: int(p.Line), ErrMsg: msg, Pos: p})
}

func (c *compiler) futureAnnotations() bool {
	return c.table.Future&symtable.FutureAnnotations != 0
}

// mod compiles the tree's root.
func (c *compiler) mod(mod syntax.Mod) *code.Code {
	u := c.enterUnit(scopeModule, c.table.Top, "<module>", 1)
	switch m := mod.(type) {
	case *syntax.Module:
		c.moduleBody(m.Body, false)
	case *syntax.Interactive:
		u.interactive = true
		c.moduleBody(m.Body, true)
	case *syntax.Expression:
		r := c.operand(m.Body)
		u.emit(syntax.Pos{}, code.RETURN, r, 0, 0)
	default:
		c.errorAt(syntax.Pos{}, "this tree cannot be compiled")
	}
	return c.leaveUnit()
}

func (c *compiler) moduleBody(body []syntax.Stmt, interactive bool) {
	u := c.u
	p := syntax.Pos{Line: 1, EndLine: 1}
	first := body
	if _, _, ok := docstring(body); ok && !interactive && c.opts.Optimize >= 2 {
		first = body[1:]
	}
	if len(first) > 0 {
		p = first[0].Position()
	}
	u.annotateAt = len(u.ins)
	if u.block.NeedsConditionalAnnotations {
		u.local("__conditional_annotations__", code.KindCell) // unused, but CPython's module has it too
		t := u.push()
		u.emit(p, code.BUILD_SET, t, t, 0)
		u.emitSite(p, code.STORE_NAME, t, 0, "__conditional_annotations__")
		u.condSet = t
	}
	c.body(body, p, interactive)
}

// body compiles the statements of a module or class: docstring, annotations, statements.
func (c *compiler) body(body []syntax.Stmt, p syntax.Pos, interactive bool) {
	u := c.u
	if c.futureAnnotations() && u.block.AnnotationsUsed {
		t := u.push()
		u.emit(p, code.INTRINSIC1, t, t, code.IntrinsicSetupAnnotations)
		u.pop(1)
	}
	if !interactive {
		if doc, pos, ok := docstring(body); ok {
			body = body[1:]
			if c.opts.Optimize < 2 {
				t := u.push()
				u.loadConst(pos, code.Str(cleanDoc(doc)), t)
				c.storeName(syntax.Pos{}, "__doc__", t)
				u.pop(1)
			}
		}
	}
	c.stmts(body)
	if !c.futureAnnotations() {
		c.deferredAnnotations(p)
	}
}
