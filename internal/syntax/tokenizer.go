// This file implements the token stream of the library's tokenize module: the scanner with comments, line ends and exact positions.

package syntax

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Token is one token as tokenize shows it. Type is its number in the library's token module; columns are characters, from 0, and
// -1 where CPython has no place.
type Token struct {
	Type                       int
	Text                       string
	Line, Col, EndLine, EndCol int
	// LineText is the source of the lines that the token stands in.
	LineText string
}

// Numbers of tokens.
const (
	tokEndMarker = 0
	tokName      = 1
	tokNumber    = 2
	tokString    = 3
	tokNewline   = 4
	tokIndent    = 5
	tokDedent    = 6
	tokOp        = 55
	tokComment   = 65
	tokNL        = 66
)

// tokenNumbers holds the numbers of the kinds; keywords are names.
var tokenNumbers = func() (t [256]uint8) {
	for i := range t {
		t[i] = tokName
	}
	for k, n := range map[kind]uint8{
		kEOF: tokEndMarker, kNewline: tokNewline, kIndent: tokIndent, kDedent: tokDedent, kTypeComment: 57, kTypeIgnore: 56, kName: tokName,
		kNumber: tokNumber, kString: tokString, kFStart: 59, kFMiddle: 60, kFEnd: 61, kTStart: 62, kTMiddle: 63, kTEnd: 64, kLPar: 7,
		kRPar: 8, kLSqb: 9, kRSqb: 10, kLBrace: 25, kRBrace: 26, kColon: 11, kComma: 12, kSemi: 13, kDot: 23, kEllipsis: 52, kArrow: 51,
		kColonEqual: 53, kExclamation: 54, kEqual: 22, kOp: tokOp, kEqEqual: 27, kNotEqual: 28, kLess: 20, kLessEqual: 29, kGreater: 21,
		kGreaterEqual: 30, kPlus: 14, kMinus: 15, kStar: 16, kAt: 49, kSlash: 17, kPercent: 24, kDoubleStar: 35, kLeftShift: 33,
		kRightShift: 34, kVbar: 18, kCircumflex: 32, kAmper: 19, kDoubleSlash: 47, kTilde: 31, kPlusEqual: 36, kMinusEqual: 37,
		kStarEqual: 38, kAtEqual: 50, kSlashEqual: 39, kPercentEqual: 40, kDoubleStarEqual: 46, kLeftShiftEqual: 44, kRightShiftEqual: 45,
		kVbarEqual: 42, kCircumflexEqual: 43, kAmperEqual: 41, kDoubleSlashEqual: 48, kComment: tokComment, kNL: tokNL,
	} {
		t[k] = n
	}
	return
}()

// Tokenizer is a token stream over lines of text. Lines are read as they are needed, some ahead. A token whose scanning came to the
// end of what was read is forgotten: more lines are read, the scanner goes back to the last line end outside of brackets, where its
// state was saved, and passes again over the tokens that were given out since.
type Tokenizer struct {
	s        *scanner
	saved    scanner
	since    int // tokens given out since the state was saved
	read     func() (line string, ok bool)
	ahead    int // how many lines to read the next time
	complete bool
	text     []byte
	extra    bool
	crlf     []int // offsets of the line ends that were \r\n
	implicit []int // offsets of the line ends that were not there
	over     bool

	// The last conversion of an offset into a column.
	colLine, colOff, col int
	wide                 bool // the line is not ASCII
	lineFrom, lineTo     int
	lineText             string
	// The last token's line.
	lastLine int32
	lastText string
}

// NewTokenizer returns the token stream of the lines that read returns until ok is false. They must be UTF-8; one without a line end
// gets one. With extra, comments and line ends that mean nothing are tokens, operators are only operators, and some errors are left to
// the reader.
func NewTokenizer(read func() (line string, ok bool), extra bool) *Tokenizer {
	t := &Tokenizer{read: read, ahead: 8, extra: extra, colLine: -1, lineFrom: -1}
	t.s = newScanner(&Source{Filename: "<string>"}, false)
	t.s.extra = extra
	t.saved = *t.s
	t.extend()
	return t
}

// extend reads more lines and goes back to the saved state, and from there to behind the last token given out.
func (t *Tokenizer) extend() {
	from := len(t.text)
	for i := 0; i < t.ahead; i++ {
		l, ok := t.read()
		if !ok {
			t.complete = true
			break
		}
		t.add(l)
	}
	t.ahead *= 2
	*t.s = t.saved
	s := t.s
	s.src, s.size = string(t.text)+"\x00", len(t.text)
	if i := bytes.IndexByte(t.text[from:], 0); i >= 0 && t.saved.nullLine < 0 {
		s.nullLine = bytes.LastIndexByte(t.text[:from+i], '\n') + 1
		t.saved.nullLine = s.nullLine
	}
	t.saved.src, t.saved.size = s.src, s.size
	t.colLine, t.lineFrom = -1, -1
	var k token
	for i := 0; i < t.since; i++ {
		s.next(&k)
	}
	s.warnings = nil
}

// add appends a line to the text, without carriage returns at its end.
func (t *Tokenizer) add(l string) {
	for {
		i := strings.Index(l, "\r\n")
		if i < 0 {
			break
		}
		t.text = append(t.text, l[:i]...)
		t.crlf = append(t.crlf, len(t.text))
		t.text = append(t.text, '\n')
		l = l[i+2:]
	}
	if l == "" {
		return
	}
	if strings.HasSuffix(l, "\r") {
		t.text = append(t.text, l[:len(l)-1]...)
		t.crlf = append(t.crlf, len(t.text))
		t.implicit = append(t.implicit, len(t.text))
		t.text = append(t.text, '\n')
		return
	}
	t.text = append(t.text, l...)
	if l[len(l)-1] != '\n' {
		t.implicit = append(t.implicit, len(t.text))
		t.text = append(t.text, '\n')
	}
}

// scan scans a token that does not depend on lines not read yet.
func (t *Tokenizer) scan(k *token) {
	s := t.s
	for {
		s.next(k)
		atEnd := s.pos >= s.size || s.done == doneEOF || s.done == doneEOFString || s.done == doneEOLString
		if t.complete || !atEnd {
			break
		}
		t.extend()
	}
	t.since++
}

// save saves the scanner's state behind a line end outside of brackets and strings.
func (t *Tokenizer) save() {
	if t.complete || t.s.level > 0 || len(t.s.modes) > 0 {
		return
	}
	t.saved, t.since = *t.s, 0
	t.saved.warnings = nil
}

// has reports whether the sorted offsets contain one in [from, to).
func has(offs []int, from, to int) bool {
	lo, hi := 0, len(offs)
	for lo < hi {
		if m := (lo + hi) / 2; offs[m] < from {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo < len(offs) && offs[lo] < to
}

// original returns the text from one offset to another as it was given.
func (t *Tokenizer) original(from, to int) string {
	text := t.s.src[from:to]
	if len(t.crlf) == 0 && len(t.implicit) == 0 || !has(t.crlf, from, to) && !has(t.implicit, from, to) {
		return text
	}
	var b strings.Builder
	for i := from; i < to; i++ {
		c := t.s.src[i]
		if c == '\n' {
			if has(t.crlf, i, i+1) {
				b.WriteByte('\r')
			}
			if i == to-1 && has(t.implicit, i, to) {
				continue
			}
		}
		b.WriteByte(c)
	}
	return b.String()
}

// given is original, but lines that had no end have one.
func (t *Tokenizer) given(from, to int) string {
	text := t.original(from, to)
	if to > from && t.s.src[to-1] == '\n' && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return text
}

// column returns the number of characters from the start of a line to an offset.
func (t *Tokenizer) column(line, off int) int {
	if line != t.colLine {
		t.colLine, t.colOff, t.col = line, line, 0
		end := strings.IndexByte(t.s.src[line:], '\n')
		if end < 0 {
			end = t.s.size - line
		}
		t.wide = false
		for i := line; i < line+end; i++ {
			if t.s.src[i] >= 0x80 {
				t.wide = true
				break
			}
		}
	}
	if !t.wide && !strings.Contains(t.s.src[t.colOff:max(off, t.colOff)], "\n") {
		return off - line
	}
	if off < t.colOff {
		t.colOff, t.col = line, 0
	}
	t.col += utf8.RuneCountInString(t.s.src[t.colOff:off])
	t.colOff = off
	return t.col
}

// line returns the text of the lines from an offset to the end of the one that is being read.
func (t *Tokenizer) line(from int) string {
	to := t.s.lineEnd()
	if from != t.lineFrom || to != t.lineTo {
		t.lineFrom, t.lineTo, t.lineText = from, to, t.original(from, to)
	}
	return t.lineText
}

// Next returns the next token. ok is false at the end; err is what CPython's tokenizer raises, with AtEnd set where the text ended
// too early.
func (t *Tokenizer) Next() (out Token, ok, atEnd bool, err *Error) {
	if t.over {
		return Token{}, false, true, nil
	}
	s := t.s
	var k token
	t.scan(&k)
	if k.kind == kError {
		err, atEnd = t.failure()
		return Token{}, false, atEnd, err
	}
	if k.kind == kEOF {
		t.over = true
	}
	if k.kind == kNewline || k.kind == kNL {
		defer t.save()
	}
	out = Token{Type: int(tokenNumbers[k.kind]), Line: int(s.line), EndLine: int(s.line), Col: -1, EndCol: -1}
	trailing := k.kind == kEOF || k.kind == kDedent && s.done == doneEOF
	start, end := int(k.start), int(k.end)
	from := s.lineStart
	switch k.kind {
	case kString, kFStart, kFMiddle, kTStart, kTMiddle:
		out.Line = int(k.Line)
		from = start - int(k.Col)
	case kIndent:
		start = s.lineStart
	case kNL:
		end++
	}
	switch {
	case !t.extra && s.done == doneEOF:
		if s.size == 0 {
			return Token{}, false, true, nil
		}
		if t.lastLine == s.line {
			out.LineText = t.lastText
		}
	case !trailing:
		out.LineText = t.line(from)
	}
	t.lastLine, t.lastText = int32(out.Line), out.LineText
	if k.kind == kEOF || !t.extra && (k.kind == kIndent || k.kind == kDedent) {
		if trailing && t.extra {
			out.Line++
			out.EndLine = out.Line
			out.Col, out.EndCol = 0, 0
		}
		return out, true, true, nil
	}
	out.Text = t.original(start, end)
	out.Col = t.column(from, start)
	if end >= s.lineStart {
		if out.Line == out.EndLine {
			out.EndCol = out.Col + utf8.RuneCountInString(s.src[start:end])
		} else {
			out.EndCol = utf8.RuneCountInString(s.src[s.lineStart:end])
		}
	}
	if !t.extra {
		if k.kind == kNewline && has(t.crlf, end, end+1) {
			out.Text = "\r"
			out.EndCol++
		}
		return out, true, false, nil
	}
	switch {
	case trailing:
		out.Line++
		out.EndLine = out.Line
		out.Col, out.EndCol = 0, 0
	case out.Type > tokDedent && out.Type < tokOp:
		out.Type = tokOp
	case k.kind == kNewline:
		out.Text = t.original(end, end+1)
		out.EndCol++
		if has(t.crlf, end, end+1) {
			out.EndCol++
		}
	case k.kind == kNL:
		if has(t.crlf, start, end) {
			out.EndCol++
		}
	}
	return out, true, false, nil
}

// Warnings returns the warnings found since the last call.
func (t *Tokenizer) Warnings() []Warning {
	w := t.s.warnings
	t.s.warnings = nil
	return w
}

// failure returns the error that the scanner stopped with.
func (t *Tokenizer) failure() (err *Error, atEnd bool) {
	s := t.s
	t.over = false
	if s.err != nil {
		e := *s.err
		if len(t.crlf) > 0 {
			e.Text = strings.TrimSuffix(t.given(s.lineStart, s.lineEnd()), "\n")
		}
		if i := strings.IndexByte(e.Text, 0); i >= 0 {
			e.Text = e.Text[:i]
		}
		return &e, false
	}
	buf := s.bufStart
	if len(s.modes) > 0 {
		buf = s.modes[0].lineStart
	}
	e := &Error{Kind: SyntaxError, Filename: s.filename, Line: int(s.line)}
	switch s.done {
	case doneEOF, doneOK:
		e.Msg = "unexpected EOF in multi-line statement"
		if s.inToken || len(s.modes) > 0 {
			e.Col = s.size - buf
		}
		return e, true
	case doneDedent:
		e.Kind, e.Msg = IndentationError, "unindent does not match any outer indentation level"
	case doneTabs:
		e.Kind, e.Msg = TabError, "inconsistent use of tabs and spaces in indentation"
	case doneTooDeep:
		e.Kind, e.Msg = IndentationError, "too many levels of indentation"
	case doneContinuation:
		e.Msg = "unexpected character after line continuation character"
	default:
		e.Msg = "unknown tokenization error"
	}
	text := t.given(buf, max(s.lineEnd(), buf))
	e.HasText = true
	e.Text = strings.TrimSuffix(text, "\n")
	e.Col = utf8.RuneCountInString(text)
	return e, false
}
