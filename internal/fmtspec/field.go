// This file implements the replacement-field syntax of str.format (Library Reference, "Format String Syntax").

package fmtspec

import (
	"math"
	"strings"

	"weft/internal/ucd"
	"weft/internal/wtf8"
)

// Field is one step of a format string: literal text and, when Present, the replacement field that follows it.
type Field struct {
	Literal    string
	Present    bool
	Name       string // with attributes and indexes; "" means automatic numbering
	Spec       string
	Conversion rune // after '!', 0 when absent
	// Nested says that Spec contains a field of its own.
	Nested bool
}

// NextField parses one step of s from byte offset i on. next is where the following step starts; at the end of s, ok is
// false. The error is a ValueError.
func NextField(s string, i int) (f Field, next int, ok bool, err error) {
	if i >= len(s) {
		return f, i, false, nil
	}
	start := i
	for i < len(s) && s[i] != '{' && s[i] != '}' {
		i++
	}
	if i == len(s) {
		return Field{Literal: s[start:]}, i, true, nil
	}
	c := s[i]
	i++
	atEnd := i >= len(s)
	if c == '}' && (atEnd || s[i] != '}') {
		return f, i, false, valueErr("Single '}' encountered in format string")
	}
	if atEnd {
		return f, i, false, valueErr("Single '{' encountered in format string")
	}
	if s[i] == c {
		return Field{Literal: s[start:i]}, i + 1, true, nil
	}
	f.Literal = s[start : i-1]
	f.Present = true
	next, err = f.parse(s, i)
	return f, next, err == nil, err
}

// parse reads the field whose '{' is just before i and returns the offset behind its '}'.
func (f *Field) parse(s string, i int) (int, error) {
	start := i
	var c byte
scan:
	for i < len(s) {
		c = s[i]
		i++
		switch c {
		case '{':
			return i, valueErr("unexpected '{' in field name")
		case '[':
			for i < len(s) && s[i] != ']' {
				i++
			}
		case '}', ':', '!':
			break scan
		}
	}
	if c != '}' && c != ':' && c != '!' {
		return i, valueErr("expected '}' before end of string")
	}
	f.Name = s[start : i-1]
	if c == '}' {
		return i, nil
	}
	if c == '!' {
		if i >= len(s) {
			return i, valueErr("end of string while looking for conversion specifier")
		}
		r, n := wtf8.DecodeRune(s, i)
		f.Conversion = r
		i += n
		if i < len(s) {
			c, n := s[i], wtf8.Width(s[i])
			i += n
			if c == '}' {
				return i, nil
			}
			if c != ':' {
				return i, valueErr("expected ':' after conversion specifier")
			}
		}
	}
	start = i
	depth := 1
	for i < len(s) {
		switch s[i] {
		case '{':
			f.Nested = true
			depth++
		case '}':
			depth--
			if depth == 0 {
				f.Spec = s[start:i]
				return i + 1, nil
			}
		}
		i++
	}
	return i, valueErr("unmatched '{' in format spec")
}

// Key is a piece of a field name: a number when Index >= 0, else the text Name.
type Key struct {
	Name  string
	Index int
	Attr  bool // ".name" rather than "[name]"
}

// SplitFieldName splits a field name at its first '.' or '['. first.Index is -1 when it is not a number; an empty first
// asks for automatic numbering. rest goes to NextAccessor. The error is a ValueError.
func SplitFieldName(name string) (first Key, rest string, err error) {
	i := strings.IndexAny(name, ".[")
	if i < 0 {
		i = len(name)
	}
	first.Name, rest = name[:i], name[i:]
	first.Index, err = index(first.Name)
	return first, rest, err
}

// NextAccessor reads one ".attr" or "[item]" from rest; at the end ok is false. The error is a ValueError.
func NextAccessor(rest string) (k Key, more string, ok bool, err error) {
	if rest == "" {
		return k, "", false, nil
	}
	k.Index = -1
	switch rest[0] {
	case '.':
		k.Attr = true
		i := strings.IndexAny(rest[1:], ".[")
		if i < 0 {
			i = len(rest) - 1
		}
		k.Name, more = rest[1:1+i], rest[1+i:]
	case '[':
		i := strings.IndexByte(rest, ']')
		if i < 0 {
			return k, "", false, valueErr("Missing ']' in format string")
		}
		k.Name, more = rest[1:i], rest[i+1:]
		if k.Index, err = index(k.Name); err != nil {
			return k, "", false, err
		}
	default:
		return k, "", false, valueErr("Only '.' or '[' may follow ']' in format field specifier")
	}
	if k.Name == "" {
		return k, "", false, valueErr("Empty attribute in format string")
	}
	return k, more, true, nil
}

// index returns the value of a text of decimal digits only, or -1.
func index(s string) (int, error) {
	if s == "" {
		return -1, nil
	}
	n := 0
	for i := 0; i < len(s); {
		r, size := wtf8.DecodeRune(s, i)
		d := ucd.Decimal(r)
		if d < 0 {
			return -1, nil
		}
		if n > (math.MaxInt-d)/10 {
			return -1, valueErr("Too many decimal digits in format string")
		}
		n = n*10 + d
		i += size
	}
	return n, nil
}

// UnknownConversion returns the ValueError for a conversion other than r, s and a.
func UnknownConversion(c rune) error {
	if c > 32 && c < 127 {
		return valueErr("Unknown conversion specifier %c", c)
	}
	return valueErr("Unknown conversion specifier \\x%x", c)
}
