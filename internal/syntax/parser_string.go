// This file implements strings in the tree: concatenation, f-strings (PEP 701) and t-strings (PEP 750).

package syntax

import "strings"

func isStringToken(k kind) bool { return k == kString || k == kFStart || k == kTStart }

// strings parses one or more adjacent literals.
func (p *parser) strings() Expr {
	a := p.start()
	if p.k == kString && !isStringToken(p.peek(1)) {
		e := p.stringToken()
		return e
	}
	n := len(p.exprs)
	plain, bytes, f, t := false, false, false, false
	for isStringToken(p.k) {
		switch p.k {
		case kString:
			c := p.stringToken()
			if _, ok := c.Value.(ConstBytes); ok {
				bytes = true
			} else {
				plain = true
			}
			p.exprs = append(p.exprs, c)
		case kFStart:
			f = true
			p.fstring()
		case kTStart:
			t = true
			p.since(14, "t-strings are")
			p.fstring()
		}
	}
	if bytes && (plain || f) || t && (plain || bytes || f) {
		p.fail()
	}
	if p.failed {
		clear(p.exprs[n:])
		p.exprs = p.exprs[:n]
		return p.bad()
	}
	if !f && !t {
		return p.joinConstants(n, bytes)
	}
	values := p.foldConstants(n)
	if t {
		return &TemplateStr{Pos: p.upTo(a), Values: values}
	}
	return &JoinedStr{Pos: p.upTo(a), Values: values}
}

// joinConstants concatenates the constants from n on.
func (p *parser) joinConstants(n int, bytes bool) Expr {
	parts := p.exprs[n:]
	first := parts[0].(*Constant)
	var b strings.Builder
	for _, e := range parts {
		switch v := e.(*Constant).Value.(type) {
		case ConstBytes:
			b.WriteString(string(v))
		case ConstStr:
			b.WriteString(string(v))
		}
	}
	c := &Constant{Pos: spanning(first, parts[len(parts)-1]), Kind: first.Kind}
	if bytes {
		c.Value = ConstBytes(b.String())
	} else {
		c.Value = ConstStr(b.String())
	}
	clear(parts)
	p.exprs = p.exprs[:n]
	return c
}

// foldConstants joins runs of constants from n on, and drops the empty ones.
func (p *parser) foldConstants(n int) []Expr {
	parts := p.exprs[n:]
	out := parts[:0]
	for i := 0; i < len(parts); i++ {
		c, ok := parts[i].(*Constant)
		if !ok {
			out = append(out, parts[i])
			continue
		}
		j := i + 1
		for j < len(parts) {
			if _, ok := parts[j].(*Constant); !ok {
				break
			}
			j++
		}
		if j > i+1 {
			var b strings.Builder
			for _, e := range parts[i:j] {
				b.WriteString(string(e.(*Constant).Value.(ConstStr)))
			}
			c = &Constant{Pos: spanning(c, parts[j-1]), Value: ConstStr(b.String()), Kind: c.Kind}
			i = j - 1
		}
		if c.Value.(ConstStr) != "" {
			out = append(out, c)
		}
	}
	var values []Expr
	if len(out) > 0 {
		values = make([]Expr, len(out))
		copy(values, out)
	}
	clear(parts)
	p.exprs = p.exprs[:n]
	return values
}

// stringToken passes a string token and returns its constant.
func (p *parser) stringToken() *Constant {
	t := p.tok()
	body, raw, bytes, u := stringParts(p.text[t.start:t.end])
	c := &Constant{Pos: t.Pos}
	if u {
		c.Kind = "u"
	}
	if bytes {
		for i := 0; i < len(body); i++ {
			if body[i] >= 0x80 {
				p.fail()
				return c
			}
		}
	}
	if !raw && strings.IndexByte(body, '\\') >= 0 {
		var r escapes
		if bytes {
			r = decodeBytes(body)
		} else {
			r = decodeString(body, p.opts.UnicodeName)
		}
		if r.err != nil {
			p.fail()
			return c
		}
		if r.bad >= 0 {
			p.warnings = append(p.warnings, p.warnBadEscape(body, r, t.Pos, leadingQuotes(p.text, t)))
		}
		body = r.text
	} else {
		body = p.literalText(body)
	}
	if bytes {
		c.Value = ConstBytes(body)
	} else {
		c.Value = ConstStr(body)
	}
	p.advance()
	return c
}

// literalText copies text that is to outlive the source; short texts are shared.
func (p *parser) literalText(s string) string {
	if len(s) <= 32 {
		return p.intern(s)
	}
	return strings.Clone(s)
}

// leadingQuotes returns how many quotes the token's text begins with.
func leadingQuotes(text string, t *token) int {
	n := 0
	for c := text[t.start]; n < 3 && (c == '"' || c == '\'') && text[int(t.start)+n] == c; n++ {
	}
	if n == 2 {
		n = 1 // an empty string has no escapes; this is a quote of the body
	}
	return n
}

// warnBadEscape makes the warning about the escape at r.bad of body. at is the token that CPython blames, lead the width of
// what precedes body in it. When the warning is an error, its place counts non-ASCII characters as ten.
func (p *parser) warnBadEscape(body string, r escapes, at Pos, lead int) Warning {
	c := body[r.bad+1 : r.bad+2]
	if r.octal {
		c = body[r.bad+1 : r.bad+4]
	}
	w := Warning{Line: int(at.Line)}
	w.Msg, w.ErrMsg = escapeWarning(c, r.octal)
	before := body[:r.bad]
	col := int(at.Col) + lead + escapedLen(before)
	if n := strings.Count(before, "\n"); n > 0 {
		w.Line += n
		col = escapedLen(before[strings.LastIndexByte(before, '\n')+1:])
	}
	w.Pos = Pos{int32(w.Line), int32(col), int32(w.Line), int32(col) + 2}
	return w
}

// fstring parses an f-string or t-string and pushes its parts.
func (p *parser) fstring() {
	p.enter(depthBracket)
	defer p.leave(depthBracket)
	end, middle, tstring := kFEnd, kFMiddle, p.k == kTStart
	if tstring {
		end, middle = kTEnd, kTMiddle
	}
	p.advance()
	type bad struct {
		body string
		r    escapes
	}
	var bads []bad
	for {
		switch p.k {
		case kLBrace:
			p.field(tstring, tstring)
		case middle:
			t := p.tok()
			body := p.text[t.start:t.end]
			c := &Constant{Pos: t.Pos}
			if !t.raw && strings.IndexByte(body, '\\') >= 0 {
				r := decodeString(body, p.opts.UnicodeName)
				if r.err != nil {
					p.fail()
					return
				}
				if r.bad >= 0 && body[r.bad+1] != '{' && body[r.bad+1] != '}' {
					bads = append(bads, bad{body, r})
				}
				body = r.text
			} else {
				body = p.literalText(body)
			}
			if body != "" {
				c.Value = ConstStr(body)
				p.exprs = append(p.exprs, c)
			}
			p.advance()
		case end:
			for _, b := range bads {
				// CPython blames the token at the end.
				p.warnings = append(p.warnings, p.warnBadEscape(b.body, b.r, p.tok().Pos, leadingQuotes(p.text, p.tok())))
			}
			p.advance()
			return
		default:
			p.fail()
			return
		}
	}
}

// field parses a replacement field and pushes it, after the text of its expression when it has an "=". interpolation tells
// a field of a t-string from one of an f-string or of any format.
func (p *parser) field(tstring, interpolation bool) {
	a := p.start()
	open := p.i
	p.advance()
	value := p.yieldOrStar()
	debug := p.take(kEqual)
	last := p.i
	conversion := -1
	if p.take(kExclamation) {
		t := p.tok()
		c := p.text[t.start]
		if p.k != kName || t.end != t.start+1 || c != 's' && c != 'r' && c != 'a' || t.start != p.toks[p.i-1].end {
			p.fail()
			return
		}
		conversion = int(c)
		p.advance()
	}
	var spec Expr
	if p.k == kColon {
		spec = p.formatSpec(tstring)
	}
	p.expect(kRBrace)
	if p.failed {
		return
	}
	if debug && conversion < 0 && spec == nil {
		conversion = 'r'
	}
	var text string
	if debug || interpolation {
		text = p.fieldText(open, p.fieldEnd(open, last))
	}
	if debug {
		end := p.toks[last].Pos
		p.exprs = append(p.exprs, &Constant{Pos: Pos{a.Line, a.Col + 1, end.Line, end.Col}, Value: ConstStr(text)})
	}
	pos := p.upTo(a)
	if interpolation {
		str := strings.TrimRight(text, " \t\n\r\f\v=")
		p.exprs = append(p.exprs, &Interpolation{Pos: pos, Value: value, Str: ConstStr(str), Conversion: conversion, FormatSpec: spec})
	} else {
		p.exprs = append(p.exprs, &FormattedValue{Pos: pos, Value: value, Conversion: conversion, FormatSpec: spec})
	}
}

// fieldEnd returns the token before which the text of a field ends: last, but CPython stops at a != outside brackets when a
// format follows (t'{a!=b:}' has the text "a").
func (p *parser) fieldEnd(open, last int) int {
	if p.toks[last].kind != kColon {
		return last
	}
	level := p.toks[open].level
	for i := open + 1; i < last; i++ {
		if t := &p.toks[i]; t.kind == kNotEqual && t.level == level && p.text[t.start] == '!' {
			return i
		}
	}
	return last
}

// fieldText returns the source between the tokens open and last, without comments.
func (p *parser) fieldText(open, last int) string {
	text := p.text[p.toks[open].end:p.toks[last].start]
	if strings.IndexByte(text, '#') < 0 {
		return p.literalText(text)
	}
	var b strings.Builder
	for i := open; i < last; i++ {
		if i > open {
			b.WriteString(p.text[p.toks[i].start:p.toks[i].end])
		}
		gap := p.text[p.toks[i].end:p.toks[i+1].start]
		for {
			h := strings.IndexByte(gap, '#')
			if h < 0 {
				break
			}
			b.WriteString(gap[:h])
			gap = gap[h:]
			if nl := strings.IndexByte(gap, '\n'); nl >= 0 {
				gap = gap[nl:]
			} else {
				gap = ""
			}
		}
		b.WriteString(gap)
	}
	return b.String()
}

// formatSpec parses what follows the colon of a field.
func (p *parser) formatSpec(tstring bool) Expr {
	a := p.start()
	p.advance()
	n := len(p.exprs)
	count, constant := 0, true // constant: there are only pieces of text
	for {
		switch p.k {
		case kLBrace:
			p.field(tstring, false)
			constant = false
		case kFMiddle, kTMiddle:
			t := p.tok()
			body := p.text[t.start:t.end]
			if !t.raw && strings.IndexByte(body, '\\') >= 0 {
				r := decodeString(body, p.opts.UnicodeName)
				if r.err != nil {
					p.fail()
					return p.bad()
				}
				if r.bad >= 0 && body[r.bad+1] != '{' && body[r.bad+1] != '}' {
					p.warnings = append(p.warnings, p.warnBadEscape(body, r, t.Pos, 0))
				}
				body = r.text
			} else {
				body = p.literalText(body)
			}
			p.exprs = append(p.exprs, &Constant{Pos: t.Pos, Value: ConstStr(body)})
			p.advance()
		default:
			if p.failed {
				return p.bad()
			}
			pos := p.upTo(a)
			if count > 1 && constant {
				// As in CPython, several pieces without a field make a bare constant.
				c := p.joinConstants(n, false).(*Constant)
				c.Pos = pos
				return c
			}
			return &JoinedStr{Pos: pos, Values: p.foldConstants(n)}
		}
		count++
	}
}
