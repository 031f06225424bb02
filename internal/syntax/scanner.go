// This file implements the scanner: lines, indentation, names, operators and brackets. Numbers are in scanner_number.go,
// strings in scanner_string.go.

package syntax

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of CPython's tokenizer.
const (
	maxIndent       = 100
	maxParens       = 200
	maxFStringLevel = 150
	maxExprNesting  = 3
	tabSize         = 8
)

// doneCode tells why the scanner stopped, in the terms that choose the message.
type doneCode uint8

const (
	doneOK doneCode = iota
	doneEOF
	doneError // err is set
	doneEOFString
	doneEOLString
	doneDedent
	doneTabs
	doneTooDeep
	doneContinuation
)

type paren struct {
	ch   byte
	line int32
	col  int32
}

// fmode is one level of f-string or t-string nesting. The scanner is between braces (regular) or in the text.
type fmode struct {
	quote     byte
	size      uint8
	raw       bool
	tstring   bool
	regular   bool
	inSpec    bool
	start     int
	lineStart int
	line      int32
	depth     int32 // open brackets inside this literal
	exprDepth int32 // depth at which the innermost replacement field began; -1 in the text at top level
}

func (m *fmode) insideExpr() bool { return m.exprDepth >= 0 }

func (m *fmode) letter() byte {
	if m.tstring {
		return 't'
	}
	return 'f'
}

// scanner turns text into tokens, one call of next at a time. Its cursor moves exactly as CPython's does, because several
// messages report the cursor instead of a token: the line advances only when its first character is read.
type scanner struct {
	src       string // text and one zero byte, which stands for the end
	size      int    // length without the zero byte
	pos       int
	line      int32
	lineStart int
	bufStart  int  // start of the line on which the current token began
	newline   bool // pos is at the start of a line that has not been counted yet
	atBOL     bool
	readTo    int // end of the last line that was read, when the cursor was moved back
	inToken   bool
	nullLine  int // offset of the line that holds a null character, or -1

	pending  int
	indent   int
	indents  [maxIndent]int32
	altIndts [maxIndent]int32

	level  int
	parens [maxParens]paren

	modes []fmode

	typeComments bool
	extra        bool // Tokenizer: comments and idle line ends are tokens, and some checks are left out
	commentNL    bool // extra: the comment that was the last token has its line to itself
	done         doneCode
	err          *Error
	filename     string
	warnings     []Warning
}

func newScanner(src *Source, typeComments bool) *scanner {
	s := &scanner{src: src.Text + "\x00", size: len(src.Text), filename: src.Filename, typeComments: typeComments, nullLine: -1,
		atBOL: true, newline: true}
	if i := strings.IndexByte(src.Text, 0); i >= 0 {
		s.nullLine = strings.LastIndexByte(src.Text[:i], '\n') + 1
	}
	return s
}

// more makes the character at pos readable: it counts a new line where one begins. It reports false at the end of the text,
// and after an error.
func (s *scanner) more() bool {
	if s.done == doneError {
		return false
	}
	if s.pos >= s.size {
		s.done = doneEOF
		return false
	}
	if s.newline {
		s.newline = false
		s.line++
		s.lineStart = s.pos
		if !s.inToken {
			s.bufStart = s.pos
		}
		if s.pos == s.nullLine {
			s.fail("source code cannot contain null bytes")
			return false
		}
	}
	return true
}

// lineEnd returns the end of the current line, its newline included.
func (s *scanner) lineEnd() int {
	if i := strings.IndexByte(s.src[s.lineStart:s.size], '\n'); i >= 0 {
		return s.lineStart + i + 1
	}
	return s.size
}

// fail records an error at the cursor, as CPython's _PyTokenizer_syntaxerror: the column is that of the last character read.
func (s *scanner) fail(format string, args ...any) kind { return s.failRange(-1, -1, format, args...) }

// failRange is fail with columns in characters, counted from 1; -1 stands for the cursor.
func (s *scanner) failRange(col, endCol int, format string, args ...any) kind {
	if s.err != nil {
		return kError
	}
	if col == -1 {
		col = utf8.RuneCountInString(s.src[s.lineStart:s.pos])
	}
	if endCol == -1 {
		endCol = col
	}
	text := s.src[s.lineStart:s.lineEnd()]
	s.err = &Error{Kind: SyntaxError, Msg: fmt.Sprintf(format, args...), Filename: s.filename, Line: int(s.line), Col: col,
		EndLine: int(s.line), EndCol: endCol, Text: strings.TrimSuffix(text, "\n"), HasText: true, HasEnd: true}
	s.done = doneError
	return kError
}

// stop ends the scan with a reason for which the parser makes the message.
func (s *scanner) stop(code doneCode) kind {
	s.done = code
	return kError
}

// next scans one token into t.
func (s *scanner) next(t *token) {
	if n := len(s.modes); n > 0 && !s.modes[n-1].regular {
		s.fstring(t)
		return
	}
	s.regular(t)
}

// set fills t for text from start to pos on the current line.
func (s *scanner) set(t *token, k kind, start int) {
	t.kind = k
	t.start = int32(start)
	t.end = int32(s.pos)
	t.Line = s.line
	t.EndLine = s.line
	t.Col = int32(start - s.lineStart)
	t.EndCol = int32(s.pos - s.lineStart)
	t.level = uint8(s.level)
}

// setBare fills t for a token without text.
func (s *scanner) setBare(t *token, k kind) {
	*t = token{Pos: Pos{s.line, -1, s.line, -1}, start: int32(s.pos), end: int32(s.pos), kind: k}
}

func (s *scanner) regular(t *token) {
	var blank bool
nextLine:
	s.inToken = false
	blank = false
	if s.atBOL {
		s.atBOL = false
		var ok bool
		if blank, ok = s.indentation(); !ok {
			s.setBare(t, kError)
			return
		}
	}
	if s.pending != 0 {
		if s.pending < 0 {
			s.pending++
			s.setBare(t, kDedent)
		} else {
			s.pending--
			s.setBare(t, kIndent)
		}
		return
	}
	// CPython peeks at the next character here, before it forgets the token.
	s.more()
again:
	s.inToken = false
	if s.newline && !s.more() {
		s.end(t)
		return
	}
	src := s.src
	i := s.pos
	for class[src[i]]&cSpace != 0 {
		i++
	}
	s.pos = i
	c := src[i]
	start := i
	s.inToken = true

	if class[c]&cStart != 0 {
		if class[c]&cPrefix != 0 && s.prefixed(t, start) {
			return
		}
		or := uint8(0)
		for class[src[i]]&cIdent != 0 {
			or |= src[i]
			i++
		}
		s.pos = i
		if or >= 0x80 {
			if !s.verifyIdentifier(start) {
				s.setBare(t, kError)
				return
			}
			s.set(t, kName, start)
			s.looked()
			return
		}
		k := kName
		if i-start <= 8 && i-start >= 2 {
			k = keyword(src[start:i])
		}
		s.set(t, k, start)
		s.looked()
		return
	}

	if c == '#' {
		j := strings.IndexByte(src[i:s.size], '\n')
		if j < 0 {
			j = s.size - i
		}
		s.pos = i + j
		if s.extra {
			s.commentNL = blank
			s.set(t, kComment, start)
			return
		}
		if s.typeComments && s.typeComment(t, start, blank) {
			return
		}
		c = src[s.pos]
		i = s.pos
	}

	if c == '\n' {
		s.pos = i + 1
		s.newline = true
		s.atBOL = true
		t.kind = kNewline
		if s.extra && (blank || s.level > 0 || s.commentNL) {
			s.commentNL = false
			t.kind = kNL
		} else if blank || s.level > 0 {
			goto nextLine
		}
		t.start, t.end = int32(start), int32(i)
		t.Line, t.EndLine = s.line, s.line
		t.Col, t.EndCol = int32(start-s.lineStart), int32(i+1-s.lineStart)
		return
	}
	switch c {
	case 0:
		if s.pos >= s.size {
			s.more()
			s.end(t)
			return
		}
	case '.':
		if class[src[i+1]]&cDigit != 0 {
			s.number(t)
			return
		}
		if src[i+1] == '.' && src[i+2] == '.' {
			s.pos = i + 3
			s.set(t, kEllipsis, start)
			return
		}
		s.pos = i + 1
		s.set(t, kDot, start)
		s.looked()
		return
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		s.number(t)
		return
	case '\'', '"':
		s.stringLiteral(t, start)
		return
	case '\\':
		s.pos = i + 1
		if !s.continuation() {
			s.setBare(t, kError)
			return
		}
		goto again
	}
	s.operator(t, start, c)
}

// end fills t at the end of the text.
func (s *scanner) end(t *token) {
	if s.done != doneEOF || s.level > 0 {
		s.setBare(t, kError)
		return
	}
	s.setBare(t, kEOF)
}

// continuation passes the newline after a backslash at pos-1. It reports false for anything else there, and at the end.
func (s *scanner) continuation() bool {
	if s.pos >= s.size || s.src[s.pos] != '\n' {
		if s.pos < s.size {
			s.pos++
		}
		s.stop(doneContinuation)
		return false
	}
	s.pos++
	s.newline = true
	return s.more()
}

// indentation measures the white space at the start of a line and queues the indents or dedents it means. blank tells that
// the line has no code.
func (s *scanner) indentation() (blank, ok bool) {
	var col, alt, contCol int32
	for {
		if s.newline && !s.more() {
			if s.done == doneError {
				return false, false
			}
			break
		}
		c := s.src[s.pos]
		if c == ' ' {
			col++
			alt++
		} else if c == '\t' {
			col = (col/tabSize + 1) * tabSize
			alt++
		} else if c == '\f' {
			col, alt = 0, 0
		} else if c == '\\' {
			// The first backslash decides the indentation of what comes after it.
			if contCol == 0 {
				contCol = col
			}
			s.pos++
			if !s.continuation() {
				return false, false
			}
			continue
		} else {
			break
		}
		s.pos++
	}
	c := s.src[s.pos]
	if c == '#' || c == '\n' {
		return true, true
	}
	if c == 0 && s.pos >= s.size {
		s.more()
	}
	if s.level > 0 {
		return false, true
	}
	if contCol != 0 {
		col, alt = contCol, contCol
	}
	top, altTop := s.indents[s.indent], s.altIndts[s.indent]
	switch {
	case col == top:
		if alt != altTop {
			return false, s.indentError()
		}
	case col > top:
		if s.indent+1 >= maxIndent {
			s.pos = s.lineEnd()
			s.stop(doneTooDeep)
			return false, false
		}
		if alt <= altTop {
			return false, s.indentError()
		}
		s.pending++
		s.indent++
		s.indents[s.indent], s.altIndts[s.indent] = col, alt
	default:
		for s.indent > 0 && col < s.indents[s.indent] {
			s.pending--
			s.indent--
		}
		if col != s.indents[s.indent] {
			s.pos = s.lineEnd()
			s.stop(doneDedent)
			return false, false
		}
		if alt != s.altIndts[s.indent] {
			return false, s.indentError()
		}
	}
	return false, true
}

func (s *scanner) indentError() bool {
	s.pos = s.lineEnd()
	s.stop(doneTabs)
	return false
}

// typeComment makes a token of the comment from start to pos when it is a type comment.
func (s *scanner) typeComment(t *token, start int, blank bool) bool {
	text := s.src[start:s.pos]
	i := 0
	for _, c := range []byte("# type: ") {
		if c == ' ' {
			for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
				i++
			}
		} else if i < len(text) && text[i] == c {
			i++
		} else {
			return false
		}
	}
	rest := text[i:]
	if strings.HasPrefix(rest, "ignore") && (len(rest) == 6 || rest[6] < 128 && class[rest[6]]&cIdent == 0 || len(rest) > 6 && rest[6] == '_') {
		s.set(t, kTypeIgnore, start+i+6)
		if blank {
			s.pos++
			s.newline = true
			s.atBOL = true
		}
		return true
	}
	s.set(t, kTypeComment, start+i)
	return true
}

// verifyIdentifier checks the characters of a name with non-ASCII characters in it (PEP 3131).
func (s *scanner) verifyIdentifier(start int) bool {
	if s.extra {
		return true
	}
	name := s.src[start:s.pos]
	for i, r := range name {
		if r < 128 || (i == 0 && isXIDStart(r)) || (i > 0 && isXIDContinue(r)) {
			continue
		}
		s.pos = start + i + utf8.RuneLen(r)
		s.badRune(r)
		return false
	}
	return true
}

func (s *scanner) badRune(r rune) kind {
	if unicode.IsPrint(r) {
		return s.fail("invalid character '%c' (U+%04X)", r, r)
	}
	return s.fail("invalid non-printable character U+%04X", r)
}

// operator scans punctuation that begins with c at start.
func (s *scanner) operator(t *token, start int, c byte) {
	src := s.src
	var mode *fmode
	if n := len(s.modes); n > 0 {
		mode = &s.modes[n-1]
	}
	if mode != nil && c == ':' && mode.insideExpr() && mode.depth-1 == mode.exprDepth {
		mode.regular = false
		mode.inSpec = true
		s.pos = start + 1
		s.set(t, kColon, start)
		return
	}
	c1 := src[start+1]
	var c2 byte
	if c1 != 0 {
		c2 = src[start+2]
	}
	k, n := kOp, 1
	switch c {
	case '(':
		k = kLPar
	case ')':
		k = kRPar
	case '[':
		k = kLSqb
	case ']':
		k = kRSqb
	case '{':
		k = kLBrace
	case '}':
		k = kRBrace
	case ',':
		k = kComma
	case ';':
		k = kSemi
	case '~':
		k = kTilde
	case ':':
		k = kColon
		if c1 == '=' {
			k, n = kColonEqual, 2
		}
	case '=':
		k = kEqual
		if c1 == '=' {
			k, n = kEqEqual, 2
		}
	case '!':
		k = kExclamation
		if c1 == '=' {
			k, n = kNotEqual, 2
		}
	case '<':
		k = kLess
		switch {
		case c1 == '=':
			k, n = kLessEqual, 2
		case c1 == '>':
			k, n = kNotEqual, 2
		case c1 == '<' && c2 == '=':
			k, n = kLeftShiftEqual, 3
		case c1 == '<':
			k, n = kLeftShift, 2
		}
	case '>':
		k = kGreater
		switch {
		case c1 == '=':
			k, n = kGreaterEqual, 2
		case c1 == '>' && c2 == '=':
			k, n = kRightShiftEqual, 3
		case c1 == '>':
			k, n = kRightShift, 2
		}
	case '+':
		k, n = withEqual(kPlus, kPlusEqual, c1)
	case '-':
		k, n = withEqual(kMinus, kMinusEqual, c1)
		if c1 == '>' {
			k, n = kArrow, 2
		}
	case '*':
		if c1 == '*' {
			k, n = withEqual(kDoubleStar, kDoubleStarEqual, c2)
			n++
		} else {
			k, n = withEqual(kStar, kStarEqual, c1)
		}
	case '/':
		if c1 == '/' {
			k, n = withEqual(kDoubleSlash, kDoubleSlashEqual, c2)
			n++
		} else {
			k, n = withEqual(kSlash, kSlashEqual, c1)
		}
	case '%':
		k, n = withEqual(kPercent, kPercentEqual, c1)
	case '@':
		k, n = withEqual(kAt, kAtEqual, c1)
	case '&':
		k, n = withEqual(kAmper, kAmperEqual, c1)
	case '|':
		k, n = withEqual(kVbar, kVbarEqual, c1)
	case '^':
		k, n = withEqual(kCircumflex, kCircumflexEqual, c1)
	default:
		if c < ' ' || c == 0x7f {
			s.pos = start + 1
			s.fail("invalid non-printable character U+%04X", rune(c))
			s.setBare(t, kError)
			return
		}
	}
	s.pos = start + n
	switch k {
	case kLPar, kLSqb, kLBrace:
		if s.level >= maxParens {
			s.fail("too many nested parentheses")
			s.setBare(t, kError)
			return
		}
		s.parens[s.level] = paren{c, s.line, int32(start - s.lineStart)}
		s.level++
		if mode != nil {
			mode.depth++
		}
	case kRPar, kRSqb, kRBrace:
		if !s.closing(c, mode) {
			s.setBare(t, kError)
			return
		}
	}
	s.set(t, k, start)
	if n <= 2 {
		s.looked()
	}
}

// looked notes that the character behind a token had to be looked at to end it: at the end of the text, the end was seen.
func (s *scanner) looked() {
	if s.pos >= s.size && s.done == doneOK {
		s.done = doneEOF
	}
}

func withEqual(k, kEq kind, c byte) (kind, int) {
	if c == '=' {
		return kEq, 2
	}
	return k, 1
}

// closing pops the bracket that c closes, and checks that it fits.
func (s *scanner) closing(c byte, mode *fmode) bool {
	if mode != nil && mode.depth == 0 && c == '}' {
		s.fail("%c-string: single '}' is not allowed", mode.letter())
		return false
	}
	if s.level == 0 && !s.extra {
		s.fail("unmatched '%c'", c)
		return false
	}
	var open paren
	if s.level > 0 {
		s.level--
		open = s.parens[s.level]
	}
	if !s.extra && !(open.ch == '(' && c == ')' || open.ch == '[' && c == ']' || open.ch == '{' && c == '}') {
		if mode != nil && open.ch == '{' && mode.depth-1 == mode.exprDepth {
			s.fail("%c-string: unmatched '%c'", mode.letter(), c)
			return false
		}
		if open.line != s.line {
			s.fail("closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", c, open.ch, open.line)
		} else {
			s.fail("closing parenthesis '%c' does not match opening parenthesis '%c'", c, open.ch)
		}
		return false
	}
	if mode != nil {
		mode.depth--
		if mode.depth < 0 {
			s.fail("%c-string: unmatched '%c'", mode.letter(), c)
			return false
		}
		if c == '}' && mode.depth == mode.exprDepth {
			mode.exprDepth--
			mode.regular = false
			mode.inSpec = false
		}
	}
	return true
}
