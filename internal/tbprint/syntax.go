// This file implements the display of syntax errors: the line, and carets under the place.

package tbprint

import (
	"strings"
	"unicode/utf8"

	"weft/internal/object"
	"weft/internal/ucd"
)

// attr returns an attribute, None if it is missing.
func (p *printer) attr(e *object.Exception, name string) object.Value {
	v, err := object.GetAttrOpt(p.th, e.Value(), object.Intern(name))
	if err != nil || v.IsAbsent() {
		return object.None
	}
	return v
}

// number returns an int attribute; ok is false if it is none.
func (p *printer) number(e *object.Exception, name string) (int, bool) {
	v := p.attr(e, name)
	if !object.IsInt(v) {
		return 0, false
	}
	n, ok := object.Int64(v)
	return int(n), ok
}

func (p *printer) syntaxError(e *object.Exception) string {
	t := p.theme
	var b strings.Builder
	suffix := ""
	file := p.attr(e, "filename")
	name := "<string>"
	if !file.Is(object.None) {
		if s := p.safeString(file, "filename", "str", false); s != "" {
			name = s
		}
	}
	line := p.attr(e, "lineno")
	if !line.Is(object.None) {
		b.WriteString("  File " + t.filename + "\"" + name + "\"" + t.reset + ", line " + t.line + p.safeString(line, "lineno", "str", false) + t.reset + "\n")
	} else if !file.Is(object.None) {
		suffix = " (" + name + ")"
	}
	if text := p.attr(e, "text"); object.IsStr(text) {
		p.syntaxText(&b, e, object.AsStr(text).String())
	}
	msg := "<no detail available>"
	if m := p.attr(e, "msg"); !m.Is(object.None) {
		if s := p.safeString(m, "msg", "str", false); s != "" {
			msg = s
		}
	}
	b.WriteString(t.typ + typeName(e) + t.reset + ": " + t.message + msg + t.reset + suffix + "\n")
	return b.String()
}

// syntaxText writes the source line and the carets. Offsets count code points from 1.
func (p *printer) syntaxText(b *strings.Builder, e *object.Exception, text string) {
	rtext := strings.TrimRight(text, "\n")
	ltext := strings.TrimLeft(rtext, " \n\f")
	runes := []rune(ltext)
	size := utf8.RuneCountInString(rtext)
	spaces := size - len(runes)
	offset, ok := p.number(e, "offset")
	if !ok {
		if p.attr(e, "offset").Is(object.None) {
			b.WriteString("    " + ltext + "\n")
		}
		return
	}
	end := size + 1
	l, lok := p.number(e, "lineno")
	el, elok := p.number(e, "end_lineno")
	if lok == elok && l == el {
		end = offset
		if n, ok := p.number(e, "end_offset"); ok && n != 0 {
			end = n
		}
	}
	if full := utf8.RuneCountInString(text); text != "" {
		if offset > full {
			offset = size + 1
		}
		if end > full {
			end = size + 1
		}
	}
	if offset >= end || end < 0 {
		end = offset + 1
	}
	col, endCol := offset-1-spaces, end-1-spaces
	if col < 0 {
		b.WriteString("    " + ltext + "\n")
		return
	}
	t := p.theme
	at := func(i int) int { return max(0, min(i, len(runes))) }
	b.WriteString("    " + string(runes[:at(col)]) + t.highlight + string(runes[at(col):at(endCol)]) + t.reset + string(runes[at(endCol):]) + "\n    ")
	for _, r := range runes[:at(col)] {
		if !ucd.IsSpace(r) {
			r = ' '
		}
		b.WriteRune(r)
	}
	b.WriteString(t.highlight + strings.Repeat("^", max(0, endCol-col)) + t.reset + "\n")
}
