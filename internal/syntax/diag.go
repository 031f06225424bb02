// This file implements the machinery of the diagnosis: what is wrong with a program that the parser refused.
//
// CPython's messages follow from the order in which its PEG parser tries alternatives, and from rules that only describe
// mistakes. To give the same message at the same place, the diagnosis is a backtracking recognizer with the same
// alternatives in the same order, each a method named after the rule. It runs twice over the statement that failed: without
// the rules for mistakes, to find how far the program makes sense, then with them. Its speed does not matter; memory of
// results (memo) keeps it from being exponential.

package syntax

import (
	"fmt"
	"unicode/utf8"
)

type ruleID uint8

const (
	rSimpleStmt ruleID = iota
	rBlock
	rExpression
	rStarExpression
	rDisjunction
	rConjunction
	rInversion
	rBitOr
	rBitXor
	rBitAnd
	rShift
	rSum
	rTerm
	rFactor
	rAwaitPrimary
	rPrimary
	rTPrimary
	rStrings
	rTString
	rArguments
	rStarTarget
	rTargetWithStarAtom
	rDelTarget
	rNamedInvalid
	rClosedPattern
	rStarPattern
	rTypeParam
	rDottedName
	rImportStmt
)

type memoKey struct {
	mark int32
	rule ruleID
}

type memoEntry struct {
	end  int
	node any
}

type diag struct {
	st      *stream
	src     *Source
	opts    *Options
	toks    []token
	mark    int
	memo    map[memoKey]memoEntry
	invalid bool // the rules for mistakes are on

	barry bool
	depth int
	err   *Error
	final bool   // the error stands, whatever the rest of the text holds
	known *token // place of errors without a place of their own, instead of the last token
	warn  []Warning
}

// diagnose returns the error for a program that does not parse. The first skip tokens are statements that do parse; before
// are the warnings found in them.
func diagnose(src *Source, mode Mode, opts *Options, skip int, barry bool, before []Warning) ([]Warning, *Error) {
	d := &diag{st: newStream(src, mode, opts), src: src, opts: opts, barry: barry, memo: map[memoKey]memoEntry{}}
	for len(d.toks) < skip && d.fetch() {
	}
	warnings := func() []Warning { return mergeWarnings(append(before, d.warn...), d.st.scan.warnings) }
	if d.err == nil {
		d.mark = skip
		d.start(mode)
	}
	s := d.st.scan
	if opts.AllowIncompleteInput && (s.done == doneEOF || s.done == doneEOFString || s.done == doneEOLString) {
		d.err = nil
		d.raiseKind(IncompleteInput, "incomplete input")
		return warnings(), d.err
	}
	if d.err != nil {
		if d.tokensAreFine() {
			d.checkTokens()
		}
		return warnings(), d.err
	}
	last := len(d.toks) - 1
	d.mark = skip
	d.depth = 0
	d.invalid = true
	clear(d.memo)
	if last >= 0 {
		d.start(mode)
	}
	d.finish(last)
	return warnings(), d.err
}

// start parses the whole text in the way of the mode.
func (d *diag) start(mode Mode) {
	switch mode {
	case ModeEval:
		_ = d.expressions() != nil && d.newlines() && d.t(kEOF)
	case ModeSingle:
		d.statementNewline()
	case ModeFuncType:
		d.funcType()
	default:
		d.statements()
		d.t(kEOF)
	}
}

func (d *diag) newlines() bool {
	for d.t(kNewline) {
	}
	return d.err == nil
}

// finish makes the error when no rule did, or lets a scanner's error further on take precedence.
func (d *diag) finish(last int) {
	if d.err != nil {
		if d.tokensAreFine() {
			d.checkTokens()
		}
		return
	}
	if last < 0 {
		d.raise("error at start before reading any input")
		return
	}
	t := &d.toks[last]
	s := d.st.scan
	switch {
	case t.kind == kError && s.done == doneEOF:
		d.unexpectedEOF()
	case t.kind == kIndent:
		d.raiseKind(IndentationError, "unexpected indent")
	case t.kind == kDedent:
		d.raiseKind(IndentationError, "unexpected unindent")
	default:
		d.raiseAt(t.Pos, "invalid syntax")
		d.checkTokens()
	}
}

func (d *diag) unexpectedEOF() {
	if d.st.scan.level > 0 {
		d.neverClosed()
	} else {
		d.raise("unexpected EOF while parsing")
	}
}

func (d *diag) tokensAreFine() bool {
	k := d.err.Kind
	return !d.final && d.st.scan.done == doneOK && (k == SyntaxError || k == IndentationError || k == TabError)
}

// checkTokens scans the rest of the text: an error of the scanner, or a bracket left open above, explains more than the
// error found so far.
func (d *diag) checkTokens() {
	line := d.toks[len(d.toks)-1].Line
	if d.known != nil {
		line = d.known.Line
	}
	s := d.st.scan
	var t token
	for {
		s.next(&t)
		switch t.kind {
		case kError:
			if len(s.modes) > 0 {
				// Inside an f-string the error in the expression says more than the end that is missed for it.
			} else if s.err != nil {
				d.err = s.err
			} else if s.level > 0 && line > s.parens[s.level-1].line {
				d.err = nil
				d.neverClosed()
			}
			return
		case kEOF:
			return
		}
	}
}

func (d *diag) neverClosed() {
	p := d.st.scan.parens[d.st.scan.level-1]
	d.locate(SyntaxError, int(p.line), int(p.col)+1, int(p.line), 0, fmt.Sprintf("'%c' was never closed", p.ch))
}

// fetch reads one more token. It reports false, with an error, when there is none.
func (d *diag) fetch() bool {
	d.toks = append(d.toks, token{})
	t := &d.toks[len(d.toks)-1]
	d.st.next(t)
	if t.kind != kError {
		return true
	}
	s := d.st.scan
	switch {
	case s.err != nil:
		d.err = s.err
	case s.done == doneEOF:
		d.unexpectedEOF()
	case s.done == doneDedent:
		d.raiseKind(IndentationError, "unindent does not match any outer indentation level")
	case s.done == doneTabs:
		d.locate(TabError, int(s.line), 1, int(s.line), 0, "inconsistent use of tabs and spaces in indentation")
	case s.done == doneTooDeep:
		d.locate(IndentationError, int(s.line), 1, int(s.line), 0, "too many levels of indentation")
	case s.done == doneContinuation:
		d.locate(SyntaxError, int(s.line), max(s.pos-s.bufStart-1, 0)+1, int(s.line), 0, "unexpected character after line continuation character")
	default:
		d.raise("unknown parsing error")
	}
	return false
}

// cur returns the current token, or nil after an error.
func (d *diag) cur() *token {
	if d.err != nil || d.mark == len(d.toks) && !d.fetch() {
		return nil
	}
	return &d.toks[d.mark]
}

// tk passes a token of kind k and returns it, or nil.
func (d *diag) tk(k kind) *token {
	t := d.cur()
	if t == nil || t.kind != k {
		return nil
	}
	d.mark++
	return t
}

// t passes a token of kind k if it is there.
func (d *diag) t(k kind) bool { return d.tk(k) != nil }

// at reports whether the current token is of one of the kinds.
func (d *diag) at(kinds ...kind) bool {
	t := d.cur()
	if t == nil {
		return false
	}
	for _, k := range kinds {
		if t.kind == k {
			return true
		}
	}
	return false
}

// any passes a token of one of the kinds and returns it, or nil.
func (d *diag) any(kinds ...kind) *token {
	if !d.at(kinds...) {
		return nil
	}
	d.mark++
	return &d.toks[d.mark-1]
}

// opt passes a token of kind k if it is there; it is false only after an error.
func (d *diag) opt(k kind) bool {
	d.t(k)
	return d.err == nil
}

// force passes a token that must be there.
func (d *diag) force(k kind, text string) bool {
	t := d.cur()
	if t == nil {
		return false
	}
	if t.kind != k {
		d.raiseAt(t.Pos, "expected '%s'", text)
		return false
	}
	d.mark++
	return true
}

// soft passes the name word if it is there.
func (d *diag) soft(word string) *token {
	t := d.cur()
	if t == nil || t.kind != kName || d.text(t) != word {
		return nil
	}
	d.mark++
	return t
}

func (d *diag) text(t *token) string { return d.st.scan.src[t.start:t.end] }

// try runs an alternative, and comes back when it fails.
func (d *diag) try(f func() bool) bool {
	m := d.mark
	if d.err == nil && f() && d.err == nil {
		return true
	}
	d.mark = m
	return false
}

// tryE is try for an expression.
func (d *diag) tryE(f func() Expr) Expr {
	m := d.mark
	if d.err == nil {
		if e := f(); e != nil && d.err == nil {
			return e
		}
	}
	d.mark = m
	return nil
}

// ahead reports whether f matches here, and does not move.
func (d *diag) ahead(f func() bool) bool {
	m := d.mark
	ok := d.err == nil && f()
	d.mark = m
	return ok && d.err == nil
}

// absent reports whether f does not match here, and does not move.
func (d *diag) absent(f func() bool) bool {
	m := d.mark
	ok := d.err == nil && f()
	d.mark = m
	return !ok && d.err == nil
}

// no reports whether the current token is of none of the kinds.
func (d *diag) no(kinds ...kind) bool {
	ok := d.at(kinds...)
	return !ok && d.err == nil
}

// maybe runs an optional part; it is false only after an error.
func (d *diag) maybe(f func() bool) bool {
	d.try(f)
	return d.err == nil
}

// many runs f as often as it matches; it is false only after an error.
func (d *diag) many(f func() bool) bool {
	for d.try(f) {
	}
	return d.err == nil
}

// many1 is many, at least once.
func (d *diag) many1(f func() bool) bool { return d.try(f) && d.many(f) }

// list matches f, with commas between.
func (d *diag) list(f func() bool) bool {
	return d.try(f) && d.many(func() bool { return d.t(kComma) && f() })
}

// memoE remembers what an expression rule found at a place.
func (d *diag) memoE(rule ruleID, f func() Expr) Expr {
	key := memoKey{int32(d.mark), rule}
	if m, ok := d.memo[key]; ok {
		d.mark = m.end
		e, _ := m.node.(Expr)
		return e
	}
	e := d.tryE(f)
	if d.err == nil {
		d.memo[key] = memoEntry{d.mark, e}
	}
	return e
}

// memoB remembers whether a rule matched at a place.
func (d *diag) memoB(rule ruleID, f func() bool) bool {
	key := memoKey{int32(d.mark), rule}
	if m, ok := d.memo[key]; ok {
		d.mark = m.end
		return m.node.(bool)
	}
	ok := d.try(f)
	if d.err == nil {
		d.memo[key] = memoEntry{d.mark, ok}
	}
	return ok
}

// enter counts nesting; every enter is paired with a leave.
func (d *diag) enter(n int) bool {
	d.depth += n
	if d.depth > maxDepth && d.err == nil {
		d.err = tooComplex(d.src)
	}
	return d.err == nil
}

func (d *diag) leave(n int) { d.depth -= n }

// begin returns the position of the current token, for span.
func (d *diag) begin() Pos {
	if t := d.cur(); t != nil {
		return t.Pos
	}
	return Pos{}
}

// span returns the position from a to the end of what was passed.
func (d *diag) span(a Pos) Pos {
	for i := d.mark - 1; i >= 0; i-- {
		switch e := &d.toks[i]; e.kind {
		case kNewline, kIndent, kDedent, kEOF:
		default:
			a.EndLine, a.EndCol = e.EndLine, e.EndCol
			return a
		}
	}
	return a
}

// locate makes the error, unless there is one. Columns are byte offsets from 1.
func (d *diag) locate(kind ErrorKind, line, col, endLine, endCol int, msg string) {
	if d.err != nil {
		return
	}
	s := d.st.scan
	text := d.src.Line(line)
	switch {
	case d.src.OnDisk:
		text += "\n"
	case int(s.line) <= line && s.lineEnd() > s.bufStart:
		text = s.src[s.lineStart:max(s.lineEnd(), s.readTo)]
	}
	if endCol > 0 {
		endCol = charOffset(text, endCol)
	}
	d.err = &Error{Kind: kind, Msg: msg, Filename: d.src.Filename, Line: line, Col: charOffset(text, col), EndLine: endLine,
		EndCol: endCol, Text: text, HasText: true, HasEnd: true}
}

// raise makes a SyntaxError at the last token that was read.
func (d *diag) raise(format string, args ...any) bool {
	return d.raiseKind(SyntaxError, format, args...)
}

func (d *diag) raiseKind(kind ErrorKind, format string, args ...any) bool {
	t := d.known
	if t == nil {
		t = &d.toks[len(d.toks)-1]
	}
	d.raiseToken(kind, t, fmt.Sprintf(format, args...))
	return false
}

func (d *diag) raiseToken(kind ErrorKind, t *token, msg string) {
	s := d.st.scan
	col, endCol := int(t.Col)+1, -1
	if t.Col == -1 {
		col = 0
		if s.pos != s.bufStart {
			col = s.pos - s.lineStart
		}
	}
	if t.EndCol != -1 {
		endCol = int(t.EndCol) + 1
	}
	d.locate(kind, int(t.Line), col, int(t.EndLine), endCol, msg)
}

// raiseNext makes a SyntaxError at the current token.
func (d *diag) raiseNext(msg string) bool {
	if t := d.cur(); t != nil {
		d.raiseToken(SyntaxError, t, msg)
	}
	return false
}

// raiseAt makes a SyntaxError that covers p.
func (d *diag) raiseAt(p Pos, format string, args ...any) bool {
	d.locate(SyntaxError, int(p.Line), int(p.Col)+1, int(p.EndLine), int(p.EndCol)+1, fmt.Sprintf(format, args...))
	return false
}

// raiseRange makes a SyntaxError from the beginning of a to the end of b.
func (d *diag) raiseRange(a, b Pos, format string, args ...any) bool {
	return d.raiseAt(Pos{a.Line, a.Col, b.EndLine, b.EndCol}, format, args...)
}

// raiseFrom makes a SyntaxError from the beginning of a to where the scanner is.
func (d *diag) raiseFrom(a Pos, format string, args ...any) bool {
	s := d.st.scan
	d.locate(SyntaxError, int(a.Line), int(a.Col)+1, int(s.line), s.pos-s.lineStart, fmt.Sprintf(format, args...))
	return false
}

// raiseTarget makes the error about the part of e that cannot be assigned to, if there is one.
func (d *diag) raiseTarget(use targetUse, e Expr) bool {
	bad := invalidTarget(e, use)
	if bad == nil {
		return false
	}
	verb := "assign to"
	if use == delTargets {
		verb = "delete"
	}
	return d.raiseAt(bad.Position(), "cannot %s %s", verb, exprName(bad))
}

// targetUse is what a target is for.
type targetUse uint8

const (
	starTargets targetUse = iota
	delTargets
	forTargets
)

// invalidTarget returns the first part of e that cannot be a target, or nil.
func invalidTarget(e Expr, use targetUse) Expr {
	switch e := e.(type) {
	case *List:
		for _, x := range e.Elts {
			if bad := invalidTarget(x, use); bad != nil {
				return bad
			}
		}
		return nil
	case *Tuple:
		for _, x := range e.Elts {
			if bad := invalidTarget(x, use); bad != nil {
				return bad
			}
		}
		return nil
	case *Starred:
		if use == delTargets {
			return e
		}
		return invalidTarget(e.Value, use)
	case *Compare:
		// "a in b" after for reads as a comparison.
		if use == forTargets {
			if e.Ops[0] == CmpIn {
				return invalidTarget(e.Left, use)
			}
			return nil
		}
		return e
	case *Name, *Subscript, *Attribute:
		return nil
	}
	return e
}

// exprName names the kind of an expression as messages do.
func exprName(e Expr) string {
	switch e := e.(type) {
	case *Attribute:
		return "attribute"
	case *Subscript:
		return "subscript"
	case *Starred:
		return "starred"
	case *Name:
		return "name"
	case *List:
		return "list"
	case *Tuple:
		return "tuple"
	case *Lambda:
		return "lambda"
	case *Call:
		return "function call"
	case *BoolOp, *BinOp, *UnaryOp:
		return "expression"
	case *GeneratorExp:
		return "generator expression"
	case *Yield, *YieldFrom:
		return "yield expression"
	case *Await:
		return "await expression"
	case *ListComp:
		return "list comprehension"
	case *SetComp:
		return "set comprehension"
	case *DictComp:
		return "dict comprehension"
	case *Dict:
		return "dict literal"
	case *Set:
		return "set display"
	case *JoinedStr, *FormattedValue:
		return "f-string expression"
	case *TemplateStr, *Interpolation:
		return "t-string expression"
	case *Constant:
		switch e.Value.(type) {
		case ConstNone:
			return "None"
		case ConstTrue:
			return "True"
		case ConstFalse:
			return "False"
		case ConstEllipsis:
			return "ellipsis"
		}
		return "literal"
	case *Compare:
		return "comparison"
	case *IfExp:
		return "conditional expression"
	case *NamedExpr:
		return "named expression"
	}
	return "expression"
}

// tooComplex is the error for programs that nest too deeply.
func tooComplex(src *Source) *Error {
	return &Error{Kind: MemoryError, Msg: "Parser stack overflowed - Python source too complex to compile", Filename: src.Filename, Bare: true}
}

func (d *diag) ident(t *token) string {
	s := d.text(t)
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return normalize(s)
		}
	}
	return s
}
