// This file implements text: a string or buffer as the engine sees it, and the pieces of it that results are made of.

package sre

import (
	"strings"
	"sync/atomic"
	"unsafe"
	"weak"

	"weft/internal/object"
	engine "weft/internal/sre"
)

// What a pattern was compiled from, and what it therefore matches.
const (
	kindAny uint8 = iota
	kindStr
	kindBytes
)

// text is the object that is searched. s is its data, the code units of a str or the bytes of a buffer; for an exporter of a
// buffer other than bytes, s aliases its memory and must be copied from.
type text struct {
	subj  engine.Subject
	s     string
	str   *object.Str    // nil: bytes
	buf   *object.Buffer // of other exporters than bytes; nil when released
	obj   value
	ascii bool
	bytes bool
	alias bool // s is memory of a buffer
}

// subjects keeps the decoded form of the non-ASCII string that was searched last, as long as the string lives.
type subjects struct{ last atomic.Pointer[decoded] }

type decoded struct {
	s    weak.Pointer[object.Str]
	subj engine.Subject
}

type subjectsKey struct{}

// minCached is the length from which on decoding a string again costs more than looking for its decoded form.
const minCached = 64

func subjectOf(th *thread, s *object.Str) engine.Subject {
	if s.IsASCII() {
		return engine.StringSubject(s.String(), true)
	}
	if s.Len() < minCached {
		return engine.StringSubject(s.String(), false)
	}
	c := th.Rt.State(subjectsKey{}, func() any { return new(subjects) }).(*subjects)
	if d := c.last.Load(); d != nil && d.s.Value() == s {
		return d.subj
	}
	d := &decoded{weak.Make(s), engine.StringSubject(s.String(), false)}
	c.last.Store(d)
	return d.subj
}

// open prepares v for searching by a pattern of some kind. A text that open returned needs done.
func (t *text) open(th *thread, v value, kind uint8) error {
	t.obj = v
	if object.IsStr(v) {
		if kind == kindBytes {
			return object.TypeErrorf(th, "cannot use a bytes pattern on a string-like object")
		}
		t.str = object.AsStr(v)
		t.s, t.ascii = t.str.String(), t.str.IsASCII()
		t.subj = subjectOf(th, t.str)
		return nil
	}
	t.bytes = true
	if object.IsBytes(v) {
		t.s = object.AsBytes(v).String()
	} else {
		if !object.IsBytesLike(v) {
			return object.TypeErrorf(th, "expected string or bytes-like object, got '%s'", v.Type().DisplayName())
		}
		b, err := object.GetBuffer(th, v, object.BufferSimple)
		if err != nil {
			return object.TypeErrorf(th, "expected string or bytes-like object, got '%s'", v.Type().DisplayName())
		}
		data := b.Bytes()
		t.buf, t.alias = b, true
		t.s = unsafe.String(unsafe.SliceData(data), len(data))
	}
	if kind == kindStr {
		t.done(th)
		return object.TypeErrorf(th, "cannot use a string pattern on a bytes-like object")
	}
	t.subj = engine.BytesSubject(unsafe.Slice(unsafe.StringData(t.s), len(t.s)))
	return nil
}

// done releases what open holds.
func (t *text) done(th *thread) {
	if t.buf != nil {
		t.buf.Done(th)
		t.buf = nil
	}
}

// slice returns the piece from i to j, which must be positions in order.
func (t *text) slice(th *thread, i, j int) value {
	if t.str != nil {
		return t.str.Slice(th, i, j)
	}
	switch {
	case t.alias:
		return object.NewBytes(strings.Clone(t.s[i:j]))
	case i == 0 && j == len(t.s) && t.obj.IsExact(object.BytesType):
		return t.obj
	}
	return object.NewBytes(t.s[i:j])
}

// group returns the piece that a group matched, or def.
func (t *text) group(th *thread, marks []int, g int, def value) value {
	if a := marks[2*g]; a >= 0 {
		return t.slice(th, a, marks[2*g+1])
	}
	return def
}

// pieces collects what sub and expand join: positions of the text, and other values.
type pieces struct {
	t     *text
	b     []byte
	count int   // items so far
	first value // the only item, as a value, if it was one
	err   error
}

// span appends a piece of the text.
func (p *pieces) span(i, j int) {
	p.count++
	if p.t.ascii || p.t.bytes {
		p.b = append(p.b, p.t.s[i:j]...)
		return
	}
	p.b = append(p.b, object.AsStr(p.t.slice(nil, i, j)).String()...)
}

// add appends a value, which must be of the text's kind; of anything else the first is remembered as an error.
func (p *pieces) add(th *thread, v value) {
	switch {
	case p.err != nil:
	case p.t.bytes && object.IsBytes(v):
		p.b = append(p.b, object.AsBytes(v).String()...)
	case p.t.bytes && object.IsBytesLike(v):
		b, err := object.GetBuffer(th, v, object.BufferSimple)
		if err != nil {
			p.err = err
			break
		}
		p.b = append(p.b, b.Bytes()...)
		b.Done(th)
	case !p.t.bytes && object.IsStr(v):
		if p.count == 0 {
			p.first = v
		}
		p.b = append(p.b, object.AsStr(v).String()...)
	case p.t.bytes:
		p.err = object.TypeErrorf(th, "sequence item %d: expected a bytes-like object, %s found", p.count, v.Type().DisplayName())
	default:
		p.err = object.TypeErrorf(th, "sequence item %d: expected str instance, %s found", p.count, v.Type().DisplayName())
	}
	p.count++
}

// value returns all joined.
func (p *pieces) value() (value, error) {
	if p.err != nil {
		return value{}, p.err
	}
	if p.t.bytes {
		return object.BytesOf(p.b), nil
	}
	if p.count == 1 && p.first.IsExact(object.StrType) {
		return p.first, nil
	}
	if len(p.b) == 0 {
		return object.EmptyStr().Value(), nil
	}
	return object.NewStr(unsafe.String(&p.b[0], len(p.b))), nil
}

// expand appends a template filled from a match.
func (p *pieces) expand(th *thread, tpl *template, marks []int) error {
	p.add(th, tpl.literal)
	for i := range tpl.chunks {
		c := &tpl.chunks[i]
		if c.group >= len(marks)/2 {
			return object.IndexErrorf(th, "no such group")
		}
		if a := marks[2*c.group]; a >= 0 {
			p.span(a, marks[2*c.group+1])
		}
		if !c.literal.IsAbsent() {
			p.add(th, c.literal)
		}
	}
	return nil
}
