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
	e := &Error{Kind: kind, Msg: msg, Filename: s.Filename, Line: int(p.Line), EndLine: int(p.EndLine), Text: line + "\n", HasText: true}
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
	return utf8.RuneCountInString(line[:off-1]) + 1
}

const bom = "\xef\xbb\xbf"

// Decode makes a Source of the bytes of a file: it honours a UTF-8 byte order mark and a PEP 263 cookie in the first two
// lines. UTF-8, Latin-1 and ASCII are known here; codec, which may be nil, is asked for anything else. The error is an
// *Error (SyntaxError), or what codec returned.
func Decode(filename string, data []byte, codec Codec) (*Source, error) {
	text := string(data)
	marked := strings.HasPrefix(text, bom)
	text = strings.TrimPrefix(text, bom)
	encoding := cookie(text)
	if marked && encoding != "" && encoding != "utf-8" {
		return nil, &Error{Kind: SyntaxError, Msg: "encoding problem: " + encoding + " with BOM", Filename: filename}
	}
	name := encoding
	switch encoding {
	case "", "utf-8", "ascii", "us-ascii":
		if !utf8.ValidString(text) {
			return nil, badUTF8(filename, text, encoding)
		}
		if i := nonASCII(text); i >= 0 && (encoding == "ascii" || encoding == "us-ascii") {
			return nil, &Error{Kind: SyntaxError, Filename: filename, Msg: fmt.Sprintf(
				"(unicode error) 'ascii' codec can't decode byte 0x%02x in position %d: ordinal not in range(128)", text[i], i)}
		}
		if name == "" {
			name = "utf-8"
		}
	case "iso-8859-1":
		text = latin1(text)
	default:
		var ok bool
		var err error
		if codec != nil {
			text, ok, err = codec(encoding, []byte(text))
		}
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, &Error{Kind: SyntaxError, Msg: "unknown encoding: " + encoding, Filename: filename}
		}
	}
	s := NewSource(filename, text)
	s.Encoding = name
	return s, nil
}

// cookie returns the normalized encoding that a PEP 263 comment in the first two lines names, or "".
func cookie(text string) string {
	for range 2 {
		line, rest, _ := strings.Cut(text, "\n")
		line = strings.TrimSuffix(line, "\r")
		body := strings.TrimLeft(line, " \t\f")
		if body != "" && body[0] != '#' {
			return ""
		}
		if i := strings.Index(body, "coding"); i >= 0 {
			for ; i >= 0; i = nextIndex(body, i, "coding") {
				spec := body[i+len("coding"):]
				if spec == "" || spec[0] != ':' && spec[0] != '=' {
					continue
				}
				spec = strings.TrimLeft(spec[1:], " \t")
				n := 0
				for n < len(spec) && (class[spec[n]]&cIdent != 0 && spec[n] < 0x80 || spec[n] == '-' || spec[n] == '.') {
					n++
				}
				if n > 0 {
					return normalizeEncoding(spec[:n])
				}
			}
		}
		text = rest
	}
	return ""
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
func badUTF8(filename, text, encoding string) error {
	i := 0
	for i < len(text) {
		r, w := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && w == 1 {
			break
		}
		i += w
	}
	line := 1 + strings.Count(text[:i], "\n")
	return &Error{Kind: SyntaxError, Filename: filename, Line: line, Msg: fmt.Sprintf(
		"Non-UTF-8 code starting with '\\x%02x' in file %s on line %d, but no encoding declared; "+
			"see https://peps.python.org/pep-0263/ for details", text[i], filename, line)}
}
