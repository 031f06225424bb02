// This file implements the entry points of the parser.

package syntax

import "sort"

// Mode selects what a text is parsed as.
type Mode uint8

// The modes of compile(), and ModeFuncType for ast.parse(mode="func_type").
const (
	ModeExec Mode = iota
	ModeEval
	ModeSingle
	ModeFuncType
)

// Options changes how text is parsed.
type Options struct {
	// BarryAsFLUFL makes <> the inequality operator (PEP 401); "from __future__ import barry_as_FLUFL" sets it from there on.
	BarryAsFLUFL bool
	// TypeComments keeps "# type:" comments.
	TypeComments bool
	// DontImplyDedent leaves out the implied end of blocks at the end of interactive input (PyCF_DONT_IMPLY_DEDENT).
	DontImplyDedent bool
	// AllowIncompleteInput turns an error at the end of the text into IncompleteInput (PyCF_ALLOW_INCOMPLETE_INPUT).
	AllowIncompleteInput bool
	// UnicodeName finds the text of \N{name}; it reports false for an unknown name. nil knows no name.
	UnicodeName func(name string) (string, bool)
	// MaxIntDigits is sys.get_int_max_str_digits(); 0 means no limit, negative the default of 4300.
	MaxIntDigits int
	// FeatureVersion is the minor version of ast.parse(feature_version=(3, n)); 0 means the newest.
	FeatureVersion int
}

// Parse parses src. The warnings are those found before the error, if any. The error, if not nil, is always an *Error.
// With Options.AllowIncompleteInput, a text that ends too early yields an Error of kind IncompleteInput.
func Parse(src *Source, mode Mode, opts Options) (Mod, []Warning, error) {
	text := src.parserText(mode)
	p := newParser(text, mode, &opts)
	mod := p.parse(mode)
	if p.tooDeep {
		return nil, nil, tooComplex(src)
	}
	if p.tooNew != "" {
		d := &diag{st: p.stream, src: text}
		d.raiseToken(SyntaxError, p.tok(), p.tooNew)
		return nil, p.warnings, d.err
	}
	if p.failed {
		c := p.checkedBefore
		if p.suspects && p.suspect.i < c.i {
			c = p.suspect
		}
		warnings, err := diagnose(text, mode, &opts, c.i, c.barry, p.warnings[:c.warnings])
		if err == nil {
			// The two readings of the grammar disagree: a bug, but the program is refused all the same.
			err = text.errorAt(SyntaxError, "invalid syntax", p.tok().Pos)
		}
		return nil, warnings, err
	}
	return mod, mergeWarnings(p.warnings, p.scan.warnings), nil
}

// mergeWarnings returns both lists in the order of lines.
func mergeWarnings(a, b []Warning) []Warning {
	if len(b) == 0 {
		return a
	}
	all := append(a, b...)
	sort.SliceStable(all, func(i, j int) bool { return all[i].Line < all[j].Line })
	return all
}

// parse parses the whole of the text as mode says.
func (p *parser) parse(mode Mode) Mod {
	switch mode {
	case ModeEval:
		e := p.expressions()
		p.endOfText()
		return &Expression{e}
	case ModeSingle:
		return p.interactive()
	case ModeFuncType:
		return p.funcType()
	}
	n := len(p.stmts)
	for p.k != kEOF && !p.failed {
		p.checkedBefore, p.checked = p.checked, p.mark()
		p.statement()
	}
	m := &Module{Body: p.popStmts(n)}
	if p.ignores != nil {
		m.TypeIgnores = p.ignores
	}
	return m
}

func (p *parser) endOfText() {
	for p.k == kNewline {
		p.advance()
	}
	if p.k != kEOF {
		p.fail()
	}
}

// interactive parses one statement of a dialogue.
func (p *parser) interactive() Mod {
	// The last newline is not passed: what is behind it must not be read.
	if p.k == kNewline {
		return &Interactive{[]Stmt{&Pass{p.start()}}}
	}
	if !p.compound() {
		p.simpleStatements()
	} else if p.k != kNewline {
		p.fail()
	}
	body := p.popStmts(0)
	if !p.failed && p.trailingCode() {
		p.fail()
	}
	return &Interactive{body}
}

// trailingCode reports whether there is more than white space and comments behind the last token that was read.
func (p *parser) trailingCode() bool {
	s := p.scan
	for i := s.pos; i < s.size; i++ {
		switch c := s.src[i]; c {
		case ' ', '\t', '\n', '\f':
		case '#':
			for i+1 < s.size && s.src[i+1] != '\n' {
				i++
			}
		default:
			return true
		}
	}
	return false
}

// funcType parses a signature type comment: (int, *str, **Any) -> None.
func (p *parser) funcType() Mod {
	m := &FunctionType{}
	p.expect(kLPar)
	n := len(p.exprs)
	for star := 0; p.k != kRPar; {
		switch {
		case star < 1 && p.take(kStar):
			star = 1
		case star < 2 && p.take(kDoubleStar):
			star = 2
		case star > 0:
			p.fail()
		}
		p.exprs = append(p.exprs, p.expression())
		if !p.take(kComma) {
			break
		}
		if p.k == kRPar {
			p.fail()
		}
	}
	if args := p.popExprs(n); len(args) > 0 {
		m.Argtypes = args
	}
	p.expect(kRPar)
	p.expect(kArrow)
	m.Returns = p.expression()
	p.endOfText()
	return m
}
