// This file implements the parser's machinery: the token stream, failure, positions, and collection of lists. The parser
// proper is in parser_*.go: recursive descent, one method for a construct, precedence climbing for binary operators.
//
// The parser only tells good programs from bad ones. When it fails, the diagnosis (diag*.go) reads the program again to
// find out what to say; so nothing here makes a message.

package syntax

import (
	"fmt"
	"strings"
)

// maxDepth bounds the nesting of a program, in the unit of CPython's parser: calls of its grammar rules.
const maxDepth = 6000

// Depth that a construct costs in that unit.
const (
	depthUnary   = 1
	depthPower   = 2
	depthLambda  = 2
	depthDefault = 8
	depthBracket = 29
)

// stream hands out the tokens of a source. In single mode it ends open blocks and the last line at the end of the text.
type stream struct {
	scan        *scanner
	mode        Mode
	implyDedent bool
	started     bool
	ignores     []*TypeIgnore
}

func newStream(src *Source, mode Mode, opts *Options) *stream {
	return &stream{scan: newScanner(src, opts.TypeComments), mode: mode, implyDedent: !opts.DontImplyDedent}
}

func (st *stream) next(t *token) {
	s := st.scan
	s.next(t)
	for t.kind == kTypeIgnore {
		st.ignores = append(st.ignores, &TypeIgnore{t.Line, strings.Clone(s.src[t.start:t.end])})
		s.next(t)
	}
	if st.mode != ModeSingle {
		return
	}
	if t.kind == kEOF && st.started {
		t.kind = kNewline
		st.started = false
		if s.indent > 0 && st.implyDedent {
			s.pending = -s.indent
			s.indent = 0
		}
	} else {
		st.started = true
	}
}

// parser reads one source. After a failure the current token is an error that no rule matches, and every method returns
// at once with a placeholder.
type parser struct {
	*stream
	text     string
	toks     []token
	i        int  // index of the current token
	k        kind // its kind
	failed   bool
	tooDeep  bool
	tooNew   string // the message, when the program uses what Options.FeatureVersion does not have
	depth    int
	suites   int // nesting of suites
	barry    bool
	opts     *Options
	warnings []Warning
	names    map[string]string
	exprs    []Expr // stack on which lists are collected
	stmts    []Stmt
	// Where the top-level statement began that is being parsed, and the one before it: the diagnosis begins there, because
	// some mistakes (an elif behind an else) are found from the end of a statement that is good in itself.
	checked, checkedBefore mark
	// An earlier place where that happens to good statements in CPython: a call of something named match, or a comment on the
	// types of a def. It is the beginning of the first such top-level statement.
	suspect  mark
	suspects bool
}

func newParser(src *Source, mode Mode, opts *Options) *parser {
	p := &parser{stream: newStream(src, mode, opts), opts: opts, barry: opts.BarryAsFLUFL}
	p.text = p.scan.src
	p.toks = make([]token, 0, len(p.text)/5+16)
	p.names = make(map[string]string, 64)
	p.fetch()
	p.k = p.toks[0].kind
	p.checked = p.mark()
	p.checkedBefore = p.checked
	return p
}

// fetch appends one token.
func (p *parser) fetch() {
	p.toks = append(p.toks, token{})
	p.next(&p.toks[len(p.toks)-1])
}

// advance moves to the next token.
func (p *parser) advance() {
	if p.failed {
		return
	}
	p.i++
	if p.i == len(p.toks) {
		p.fetch()
	}
	p.k = p.toks[p.i].kind
}

// peek returns the kind of the token n places on.
func (p *parser) peek(n int) kind {
	if p.failed {
		return kError
	}
	for len(p.toks) <= p.i+n {
		if k := p.toks[len(p.toks)-1].kind; k == kEOF || k == kError {
			return k
		}
		p.fetch()
	}
	return p.toks[p.i+n].kind
}

// fail gives the program up.
func (p *parser) fail() {
	p.failed = true
	p.k = kError
}

// take passes a token of kind k if it is there.
func (p *parser) take(k kind) bool {
	if p.k != k {
		return false
	}
	p.advance()
	return true
}

// expect passes a token of kind k, or fails.
func (p *parser) expect(k kind) {
	if p.k != k {
		p.fail()
		return
	}
	p.advance()
}

// since fails when Options.FeatureVersion asks for a Python older than 3.minor, the first to have what.
func (p *parser) since(minor int, what string) {
	if v := p.opts.FeatureVersion; v == 0 || v >= minor || p.failed {
		return
	}
	p.tooNew = fmt.Sprintf("%s only supported in Python 3.%d and greater", what, minor)
	p.fail()
}

// suspectHere notes that CPython's second reading may find fault with the current top-level statement.
func (p *parser) suspectHere() {
	if !p.suspects {
		p.suspects, p.suspect = true, p.checked
	}
}

// mark is a place to return to.
type mark struct {
	i, depth, warnings, exprs, stmts int
	barry                            bool
}

func (p *parser) mark() mark {
	return mark{p.i, p.depth, len(p.warnings), len(p.exprs), len(p.stmts), p.barry}
}

// reset returns to a mark, also after a failure (unless the program nests too deeply: that is final).
func (p *parser) reset(m mark) {
	if p.tooDeep {
		return
	}
	p.i, p.depth, p.barry = m.i, m.depth, m.barry
	p.warnings, p.exprs, p.stmts = p.warnings[:m.warnings], p.exprs[:m.exprs], p.stmts[:m.stmts]
	p.failed, p.tooNew = false, ""
	p.k = p.toks[p.i].kind
}

// enter counts nesting; every enter is paired with a leave.
func (p *parser) enter(n int) {
	p.depth += n
	if p.depth > maxDepth {
		p.tooDeep = true
		p.fail()
	}
}

func (p *parser) leave(n int) { p.depth -= n }

// tok returns the current token.
func (p *parser) tok() *token { return &p.toks[p.i] }

// start returns the position of the current token, to be completed by upTo.
func (p *parser) start() Pos { return p.toks[p.i].Pos }

// upTo returns the position from the beginning of a to the end of the token before the current one.
func (p *parser) upTo(a Pos) Pos {
	if p.i > 0 {
		e := &p.toks[p.i-1]
		a.EndLine, a.EndCol = e.EndLine, e.EndCol
	}
	return a
}

// upToCode is upTo for statements with blocks: it does not count line ends and dedents.
func (p *parser) upToCode(a Pos) Pos {
	for i := p.i - 1; i >= 0; i-- {
		switch e := &p.toks[i]; e.kind {
		case kNewline, kIndent, kDedent, kEOF:
		default:
			a.EndLine, a.EndCol = e.EndLine, e.EndCol
			return a
		}
	}
	return a
}

func spanning(a, b Expr) Pos {
	p, q := a.Position(), b.Position()
	return Pos{p.Line, p.Col, q.EndLine, q.EndCol}
}

// bad is what expression methods return after a failure.
func (p *parser) bad() Expr {
	p.fail()
	return &Name{Id: "?"}
}

// intern returns one copy of a string, which does not hold the source text in memory.
func (p *parser) intern(s string) string {
	if t, ok := p.names[s]; ok {
		return t
	}
	t := strings.Clone(s)
	p.names[t] = t
	return t
}

// ident returns the identifier of the name token t.
func (p *parser) ident(t *token) string {
	s := p.text[t.start:t.end]
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return p.intern(normalize(s))
		}
	}
	return p.intern(s)
}

// name passes a name token and returns its identifier.
func (p *parser) name() string {
	if p.k != kName {
		p.fail()
		return "?"
	}
	id := p.ident(p.tok())
	p.advance()
	return id
}

// is reports whether the current token is the name word: a soft keyword.
func (p *parser) is(word string) bool {
	if p.k != kName {
		return false
	}
	t := p.tok()
	return p.text[t.start:t.end] == word
}

// popExprs returns a copy of the collected expressions from n on, and removes them.
func (p *parser) popExprs(n int) []Expr {
	out := make([]Expr, len(p.exprs)-n)
	copy(out, p.exprs[n:])
	clear(p.exprs[n:])
	p.exprs = p.exprs[:n]
	return out
}

func (p *parser) popStmts(n int) []Stmt {
	out := make([]Stmt, len(p.stmts)-n)
	copy(out, p.stmts[n:])
	clear(p.stmts[n:])
	p.stmts = p.stmts[:n]
	return out
}

// typeComment passes a type comment if one is there.
func (p *parser) typeComment() *string {
	if p.k != kTypeComment {
		return nil
	}
	t := p.tok()
	s := strings.Clone(p.text[t.start:t.end])
	p.advance()
	return &s
}
