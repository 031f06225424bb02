// This file implements the diagnosis of strings, f-strings and t-strings.

package syntax

import "strings"

func (d *diag) strings() Expr {
	return d.memoE(rStrings, func() Expr {
		if d.invalid {
			d.invalidConcat()
		}
		if e := d.tryE(func() Expr { return d.concatenation(d.plainString) }); e != nil {
			return e
		}
		return d.concatenation(d.tstring)
	})
}

// concatenation matches one string or several.
func (d *diag) concatenation(one func() Expr) Expr {
	a := d.begin()
	var parts []Expr
	if !d.many1(func() bool { return d.collect(&parts, one()) }) {
		return nil
	}
	bytes, text, f := false, false, false
	for _, e := range parts {
		switch e := e.(type) {
		case *Constant:
			if _, ok := e.Value.(ConstBytes); ok {
				bytes = true
			} else {
				text = true
			}
		default:
			f = true
		}
	}
	if bytes && (text || f) {
		d.raise("cannot mix bytes and nonbytes literals")
		return nil
	}
	if len(parts) == 1 {
		return parts[0]
	}
	if f {
		if _, ok := parts[0].(*TemplateStr); ok {
			return &TemplateStr{Pos: d.span(a)}
		}
		return &JoinedStr{Pos: d.span(a)}
	}
	return &Constant{Pos: d.span(a), Value: parts[0].(*Constant).Value}
}

func (d *diag) invalidConcat() {
	const msg = "cannot mix t-string literals with string or bytes literals"
	for _, order := range [][2]func() Expr{{d.plainString, d.tstring}, {d.tstring, d.plainString}} {
		d.try(func() bool {
			var last Expr
			if !d.many1(func() bool {
				e := order[0]()
				if e != nil {
					last = e
				}
				return e != nil
			}) {
				return false
			}
			if b := order[1](); b != nil {
				return d.raiseRange(last.Position(), b.Position(), msg)
			}
			return false
		})
	}
}

// plainString matches a string or an f-string.
func (d *diag) plainString() Expr {
	if e := d.fstring(kFStart); e != nil {
		return e
	}
	t := d.tk(kString)
	if t == nil {
		return nil
	}
	body, raw, bytes, _ := stringParts(d.text(t))
	if bytes {
		for i := 0; i < len(body); i++ {
			if body[i] >= 0x80 {
				d.raiseAt(t.Pos, "bytes can only contain ASCII literal characters")
				return nil
			}
		}
	}
	if !raw && strings.IndexByte(body, '\\') >= 0 {
		var r escapes
		if bytes {
			r = decodeBytes(body)
		} else {
			r = decodeString(body, d.opts.UnicodeName)
		}
		if !d.escapes(body, r, t, leadingQuotes(d.st.scan.src, t)) {
			return nil
		}
	}
	if bytes {
		return &Constant{Pos: t.Pos, Value: ConstBytes(body)}
	}
	return &Constant{Pos: t.Pos, Value: ConstStr(body)}
}

// escapes raises or warns of what decoding a string found.
func (d *diag) escapes(body string, r escapes, t *token, lead int) bool {
	if r.err != nil {
		what := "value error"
		if r.unicode {
			what = "unicode error"
		}
		return d.raise("(%s) %s", what, r.err)
	}
	if r.bad >= 0 && !d.invalid {
		if c := body[r.bad+1]; t.kind == kString || c != '{' && c != '}' {
			d.warn = append(d.warn, (&parser{}).warnBadEscape(body, r, t.Pos, lead))
		}
	}
	return true
}

func (d *diag) tstring() Expr { return d.memoE(rTString, func() Expr { return d.fstring(kTStart) }) }

// fstring matches an f-string or t-string.
func (d *diag) fstring(start kind) Expr {
	return d.tryE(func() Expr {
		a := d.begin()
		if !d.t(start) {
			return nil
		}
		defer d.leave(depthBracket)
		if !d.enter(depthBracket) {
			return nil
		}
		middle, end := kFMiddle, kFEnd
		if start == kTStart {
			middle, end = kTMiddle, kTEnd
		}
		var pieces []token
		d.many(func() bool {
			if d.replacementField(start == kTStart) {
				return true
			}
			t := d.tk(middle)
			if t != nil {
				pieces = append(pieces, *t)
			}
			return t != nil
		})
		last := d.tk(end)
		if last == nil {
			return nil
		}
		for i := range pieces {
			t := &pieces[i]
			if body := d.text(t); !t.raw && strings.IndexByte(body, '\\') >= 0 {
				if !d.escapes(body, decodeString(body, d.opts.UnicodeName), last, leadingQuotes(d.st.scan.src, last)) {
					return nil
				}
			}
		}
		if start == kTStart {
			return &TemplateStr{Pos: d.span(a)}
		}
		return &JoinedStr{Pos: d.span(a)}
	})
}

func (d *diag) replacementField(tstring bool) bool {
	letter := "f"
	if tstring {
		letter = "t"
	}
	ok := d.try(func() bool {
		if !d.t(kLBrace) || d.annotatedRHS() == nil || !d.opt(kEqual) ||
			!d.maybe(func() bool { return d.conversion(letter) }) ||
			!d.maybe(func() bool { return d.formatSpec(tstring) }) || !d.t(kRBrace) {
			return false
		}
		return true
	})
	if !ok && d.invalid {
		d.invalidReplacementField(letter)
	}
	return ok
}

// conversion matches !name.
func (d *diag) conversion(letter string) bool {
	bang := d.tk(kExclamation)
	if bang == nil {
		return false
	}
	t := d.tk(kName)
	if t == nil {
		return false
	}
	if bang.Line != t.Line || bang.EndCol != t.Col {
		return d.raiseRange(bang.Pos, t.Pos, "%s-string: conversion type must come right after the exclamation mark", letter)
	}
	if name := d.ident(t); name != "s" && name != "r" && name != "a" {
		return d.raiseAt(t.Pos, "%s-string: invalid conversion character '%s': expected 's', 'r', or 'a'", letter, name)
	}
	return true
}

func (d *diag) formatSpec(tstring bool) bool {
	return d.t(kColon) && d.many(func() bool { return d.specItem(tstring) })
}

func (d *diag) specItem(tstring bool) bool {
	middle := kFMiddle
	if tstring {
		middle = kTMiddle
	}
	if t := d.tk(middle); t != nil {
		if body := d.text(t); !t.raw && strings.IndexByte(body, '\\') >= 0 {
			return d.escapes(body, decodeString(body, d.opts.UnicodeName), t, 0)
		}
		return true
	}
	return d.replacementField(tstring)
}

func (d *diag) invalidReplacementField(letter string) {
	m := d.mark
	defer func() { d.mark = m }()
	back := func() bool { d.mark = m; return d.err == nil }
	for _, x := range []struct {
		k    kind
		text string
	}{{kEqual, "="}, {kExclamation, "!"}, {kColon, ":"}, {kRBrace, "}"}} {
		d.mark = m
		if !d.t(kLBrace) {
			return
		}
		if t := d.tk(x.k); t != nil {
			d.raiseAt(t.Pos, "%s-string: valid expression required before '%s'", letter, x.text)
			return
		}
	}
	value := func() bool { return d.annotatedRHS() != nil }
	conv := func() bool { return d.maybe(func() bool { return d.t(kExclamation) && d.t(kName) }) }
	prefix := letter + "-string: "
	if back() && d.t(kLBrace) && d.absent(value) {
		d.raiseNext(prefix + "expecting a valid expression after '{'")
	}
	if back() && d.t(kLBrace) && value() && d.no(kEqual, kExclamation, kColon, kRBrace) {
		d.raiseNext(prefix + "expecting '=', or '!', or ':', or '}'")
	}
	if back() && d.t(kLBrace) && value() && d.t(kEqual) && d.no(kExclamation, kColon, kRBrace) {
		d.raiseNext(prefix + "expecting '!', or ':', or '}'")
	}
	if back() && d.t(kLBrace) && value() && d.opt(kEqual) {
		n := d.mark
		if d.t(kExclamation) && d.at(kColon, kRBrace) {
			d.raiseNext(prefix + "missing conversion character")
		}
		d.mark = n
		if d.t(kExclamation) && d.no(kName) {
			d.raiseNext(prefix + "invalid conversion character")
		}
	}
	if back() && d.t(kLBrace) && value() && d.opt(kEqual) && conv() && d.no(kColon, kRBrace) {
		d.raiseNext(prefix + "expecting ':' or '}'")
	}
	if back() && d.t(kLBrace) && value() && d.opt(kEqual) && conv() && d.t(kColon) &&
		d.many(func() bool { return d.specItem(false) }) && d.no(kRBrace) {
		d.raiseNext(prefix + "expecting '}', or format specs")
	}
	if back() && d.t(kLBrace) && value() && d.opt(kEqual) && conv() && d.no(kRBrace) {
		d.raiseNext(prefix + "expecting '}'")
	}
}
