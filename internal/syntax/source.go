// This file implements source text: decoding of bytes, the table of lines, and conversion of positions for messages.

package syntax

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Source is decoded program text. It is immutable.
type Source struct {
	Filename string
	// Text is valid UTF-8 without byte order mark; \r\n and \r have become \n.
	Text string
	// Encoding is the encoding that the cookie or the mark named, or "utf-8".
	Encoding string
	// OnDisk tells that Filename is a file with this text. Errors then show the line with its newline, as CPython does.
	OnDisk bool
	lines  []int32 // offset of the start of each line
}

// Codec decodes bytes in an encoding that this package does not know itself. ok is false when there is no such encoding.
// A non-nil error is returned by Decode as it is.
type Codec func(encoding string, data []byte) (text string, ok bool, err error)

// NewSource makes a Source of text that was a str: no mark, no cookie. text must be UTF-8 without surrogates.
func NewSource(filename, text string) *Source {
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	s := &Source{Filename: filename, Text: text, Encoding: "utf-8"}
	s.lines = append(make([]int32, 0, strings.Count(text, "\n")+1), 0)
	for i := 0; ; {
		j := strings.IndexByte(text[i:], '\n')
		if j < 0 {
			break
		}
		i += j + 1
		if i < len(text) {
			s.lines = append(s.lines, int32(i))
		}
	}
	return s
}

// parserText returns the source as the parser reads it: a file ends with a newline.
func (s *Source) parserText(mode Mode) *Source {
	if mode != ModeExec || strings.HasSuffix(s.Text, "\n") {
		return s
	}
	t := *s
	t.Text += "\n"
	return &t
}

// NumLines returns how many lines there are; an empty text has one.
func (s *Source) NumLines() int { return len(s.lines) }

// Line returns line n, counted from 1, without its newline; "" when there is no such line.
func (s *Source) Line(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	start, end := int(s.lines[n-1]), len(s.Text)
	if n < len(s.lines) {
		end = int(s.lines[n])
	}
	return strings.TrimSuffix(s.Text[start:end], "\n")
}

// Segment returns the text that p covers, as ast.get_source_segment; "" when p is outside the text.
func (s *Source) Segment(p Pos) string {
	if p.Line < 1 || int(p.EndLine) > len(s.lines) || p.Line > p.EndLine {
		return ""
	}
	start, end := int(s.lines[p.Line-1]+p.Col), int(s.lines[p.EndLine-1]+p.EndCol)
	if start < 0 || start > end || end > len(s.Text) {
		return ""
	}
	return s.Text[start:end]
}

// errorAt makes an error that covers p.
func (s *Source) errorAt(kind ErrorKind, msg string, p Pos) *Error {
	line := s.Line(int(p.Line))
	e := &Error{Kind: kind, Msg: msg, Filename: s.Filename, Line: int(p.Line), EndLine: int(p.EndLine), Text: line + "\n", HasText: true, HasEnd: true}
	e.Col = charOffset(e.Text, int(p.Col)+1)
	e.EndCol = charOffset(e.Text, int(p.EndCol)+1)
	return e
}

// charOffset turns a byte offset, counted from 1, into a character offset in line, counted from 1. Offsets behind the line
// mean its end.
func charOffset(line string, off int) int {
	if off <= 0 {
		return off
	}
	if off > len(line)+1 {
		off = len(line) + 1
	}
	n := 0
	for i := 0; i < off; n++ {
		_, w := utf8.DecodeRuneInString(line[i:min(off, len(line))])
		if w == 1 && i < len(line) && line[i] >= utf8.RuneSelf {
			w = off - i // a character that off cuts through
		}
		i += max(w, 1)
	}
	return n
}

const bom = "\xef\xbb\xbf"

// Decode makes a Source of bytes as compile() does: it honours a UTF-8 byte order mark and a PEP 263 cookie in the first two
// lines. UTF-8, Latin-1 and ASCII are known here; codec, which may be nil, is asked for anything else. The error is an
// *Error, or what codec returned; CPython turns a LookupError or UnicodeError of a codec into SyntaxError(str(e), (filename,
// 0, -1, None)).
func Decode(filename string, data []byte, codec Codec) (*Source, error) {
	return decode(filename, data, codec, false)
}

// DecodeFile is Decode for a script that is run, whose errors name the file, and null characters are left to the parser.
func DecodeFile(filename string, data []byte, codec Codec) (*Source, error) {
	s, err := decode(filename, data, codec, true)
	if s != nil {
		s.OnDisk = true
	}
	return s, err
}

func decode(filename string, data []byte, codec Codec, file bool) (*Source, error) {
	text := string(data)
	if !file && strings.IndexByte(text, 0) >= 0 {
		return nil, &Error{Kind: SyntaxError, Msg: "source code string cannot contain null bytes", Bare: true}
	}
	marked := strings.HasPrefix(text, bom)
	text = strings.TrimPrefix(text, bom)
	encoding, line := cookie(text)
	if marked && encoding != "" && encoding != "utf-8" {
		s := NewSource(filename, text)
		e := &Error{Kind: SyntaxError, Msg: "encoding problem: " + encoding + " with BOM", Line: line, EndLine: line, HasEnd: true,
			Text: s.Line(line), HasText: true}
		e.EndCol = utf8.RuneCountInString(e.Text)
		if file {
			e.Filename = filename
		}
		return nil, e
	}
	fail := func(msg string) error {
		if file {
			return &Error{Kind: SyntaxError, Msg: "encoding problem: " + encoding, Bare: true}
		}
		return &Error{Kind: SyntaxError, Msg: msg, Filename: filename, Col: -1}
	}
	name := encoding
	switch strings.ReplaceAll(strings.ToLower(encoding), "_", "-") {
	case "", "utf-8":
		if !utf8.ValidString(text) {
			return nil, badUTF8(filename, text, file)
		}
		name = "utf-8"
	case "utf8", "u8", "utf", "cp65001":
		if i, width, reason := invalidUTF8(text); i >= 0 {
			where := fmt.Sprintf("byte 0x%02x in position %d", text[i], i)
			if width > 1 {
				where = fmt.Sprintf("bytes in position %d-%d", i, i+width-1)
			}
			return nil, fail("'utf-8' codec can't decode " + where + ": " + reason)
		}
	case "ascii", "us-ascii", "646":
		if i := nonASCII(text); i >= 0 {
			return nil, fail(fmt.Sprintf("'ascii' codec can't decode byte 0x%02x in position %d: ordinal not in range(128)", text[i], i))
		}
	case "iso-8859-1", "latin1", "iso8859-1", "8859", "cp819", "l1", "latin", "iso8859":
		text = latin1(text)
	default:
		var ok bool
		var err error
		if codec != nil {
			text, ok, err = codec(encoding, []byte(text))
		}
		if err != nil {
			if file {
				err = fail("")
			}
			return nil, err
		}
		if !ok {
			return nil, fail("unknown encoding: " + encoding)
		}
	}
	s := NewSource(filename, text)
	s.Encoding = name
	return s, nil
}

// cookie returns the normalized encoding that a PEP 263 comment in the first two lines names, and the number of the line, or
// "".
func cookie(text string) (string, int) {
	for n := range 2 {
		line, rest, _ := strings.Cut(text, "\n")
		line = strings.TrimSuffix(line, "\r")
		body := strings.TrimLeft(line, " \t\f")
		if body != "" && body[0] != '#' {
			return "", 0
		}
		if i := strings.Index(body, "coding"); i >= 0 {
			for ; i >= 0; i = nextIndex(body, i, "coding") {
				spec := body[i+len("coding"):]
				if spec == "" || spec[0] != ':' && spec[0] != '=' {
					continue
				}
				spec = strings.TrimLeft(spec[1:], " \t")
				w := 0
				for w < len(spec) && (class[spec[w]]&cIdent != 0 && spec[w] < 0x80 || spec[w] == '-' || spec[w] == '.') {
					w++
				}
				if w > 0 {
					return normalizeEncoding(spec[:w]), n + 1
				}
			}
		}
		text = rest
	}
	return "", 0
}

func nextIndex(s string, i int, sub string) int {
	j := strings.Index(s[i+1:], sub)
	if j < 0 {
		return -1
	}
	return i + 1 + j
}

// normalizeEncoding maps the usual spellings of UTF-8 and Latin-1 to one, as CPython's tokenizer does.
func normalizeEncoding(name string) string {
	short := name
	if len(short) > 12 {
		short = short[:12]
	}
	short = strings.ReplaceAll(strings.ToLower(short), "_", "-")
	is := func(want string) bool { return short == want || strings.HasPrefix(short, want+"-") }
	switch {
	case is("utf-8"):
		return "utf-8"
	case is("latin-1"), is("iso-8859-1"), is("iso-latin-1"):
		return "iso-8859-1"
	}
	return name
}

func latin1(text string) string {
	if nonASCII(text) < 0 {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		b.WriteRune(rune(text[i]))
	}
	return b.String()
}

func nonASCII(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return i
		}
	}
	return -1
}

// badUTF8 makes the error about the first byte that is not UTF-8.
func badUTF8(filename, text string, file bool) error {
	i, _, _ := invalidUTF8(text)
	start := strings.LastIndexByte(text[:i], '\n') + 1
	line := 1 + strings.Count(text[:i], "\n")
	whole, _, _ := strings.Cut(text[start:], "\n")
	e := &Error{Kind: SyntaxError, Line: line, EndLine: line, HasEnd: true, HasText: true,
		Text: strings.ToValidUTF8(strings.TrimSuffix(whole, "\r"), "\uFFFD")}
	e.Col = utf8.RuneCountInString(text[start:i]) + 1
	e.EndCol = e.Col
	e.Filename = filename
	in := ""
	if file {
		in = " in file " + filename
	}
	e.Msg = fmt.Sprintf("Non-UTF-8 code starting with '\\x%02x'%s on line %d, but no encoding declared; see "+
		"https://peps.python.org/pep-0263/ for details", text[i], in, line)
	return e
}

// invalidUTF8 returns the place, the width and the reason of the first bytes that are not UTF-8, in the codec's terms, or -1.
func invalidUTF8(s string) (at, width int, reason string) {
	for i := 0; i < len(s); {
		r, w := utf8.DecodeRuneInString(s[i:])
		if r != utf8.RuneError || w != 1 {
			i += w
			continue
		}
		need := 0
		switch c := s[i]; {
		case c >= 0xC2 && c <= 0xDF:
			need = 1
		case c >= 0xE0 && c <= 0xEF:
			need = 2
		case c >= 0xF0 && c <= 0xF4:
			need = 3
		default:
			return i, 1, "invalid start byte"
		}
		n := 1
		for n <= need && i+n < len(s) && s[i+n]&0xC0 == 0x80 {
			lead := s[i]
			if n == 1 && (lead == 0xE0 && s[i+1] < 0xA0 || lead == 0xED && s[i+1] > 0x9F || lead == 0xF0 && s[i+1] < 0x90 ||
				lead == 0xF4 && s[i+1] > 0x8F) {
				break
			}
			n++
		}
		if i+n >= len(s) {
			return i, n, "unexpected end of data"
		}
		return i, n, "invalid continuation byte"
	}
	return -1, 0, ""
}
