// This file implements attempts: a match at one place, or a search for the
// first place where an attempt succeeds.

package sre

import (
	"bytes"
	"unsafe"
)

// unit is a code unit of a subject.
type unit interface{ uint8 | uint16 | uint32 }

// bytesOf views a string as bytes, which must not be written to.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

// narrow reports whether T has 8 bits; it is constant in each instance.
func narrow[T unit]() bool {
	var t T
	return unsafe.Sizeof(t) == 1
}

// asBytes views 8-bit units as bytes. Only for narrow[T]().
func asBytes[T unit](s []T) []byte { return *(*[]byte)(unsafe.Pointer(&s)) }

// attempt matches or searches and returns the span, or -1, -1.
func attempt[T unit](m *machine, text []T, pos, end int, req *Request) (int, int, error) {
	m.full = req.Mode == FullMatch
	m.search = req.Mode == Search
	m.mustAdvance = req.MustAdvance
	if m.search {
		if pos > end-m.prog.minWidth {
			return -1, -1, nil
		}
		at := findStart(m.prog, text[:end], pos)
		if at < 0 || at > end-m.prog.minWidth {
			return -1, -1, nil
		}
		if at != pos {
			m.mustAdvance = false
		}
		pos = at
	}
	stop, err := run(m, text, pos, end)
	if stop < 0 || err != nil {
		return -1, -1, err
	}
	return m.start, stop, nil
}

// nextStart moves on to the next place where an attempt is worthwhile after
// the one at m.start has failed. It returns -1 if there is none.
func nextStart[T unit](m *machine, text []T) int {
	p := m.prog
	m.mustAdvance = false
	at := m.start
	if p.lead != nil {
		// Each place inside the run of a leading repeat offers a subset of
		// the continuations that just failed.
		at = scan(p.lead, text, at, len(text))
	}
	at++
	last := len(text) - p.minWidth
	if at > last {
		return -1
	}
	if p.start != startAnywhere {
		if at = findStart(p, text, at); at > last {
			return -1
		}
	}
	m.start = at
	return at
}

// findStart returns the first place from at on where a match may begin, or -1.
func findStart[T unit](p *Program, text []T, at int) int {
	switch p.start {
	case startOrigin:
		if at > 0 {
			return -1
		}
	case startLine:
		if at > 0 && text[at-1] != '\n' {
			at = findUnit(text, at, '\n')
			if at >= 0 {
				at++
			}
		}
	case startLiteral:
		return findLiteral(p, text, at)
	case startSet:
		tab := p.tab
		if narrow[T]() {
			for ; at < len(text); at++ {
				if tab[uint8(text[at])] != 0 {
					return at
				}
			}
			return -1
		}
		return findFirst(p, text, at)
	}
	return at
}

// findFirst is findStart for startSet in wide text.
func findFirst[T unit](p *Program, text []T, at int) int {
	set := p.firstSet
	var pg *page // the page of characters with high bits base
	var base uint32
	for ; at < len(text); at++ {
		c := uint32(text[at])
		if c < 256 {
			if p.tab[c] != 0 {
				return at
			}
			continue
		}
		if !p.tabHigh {
			continue
		}
		if set == nil {
			return at
		}
		if c>>8 != base {
			if pg = nil; set.high == highEval {
				pg = set.page(c)
			}
			if pg != nil {
				base = c >> 8
			} else {
				base = 0
			}
		}
		if pg != nil {
			if pg.has(c) {
				return at
			}
		} else if set.hasHigh(c) {
			return at
		}
	}
	return -1
}

// findUnit returns the first place from at on where c stands, or -1.
func findUnit[T unit](text []T, at int, c T) int {
	if narrow[T]() {
		i := bytes.IndexByte(asBytes(text[at:]), byte(c))
		if i < 0 {
			return -1
		}
		return at + i
	}
	for i, u := range text[at:] {
		if u == c {
			return at + i
		}
	}
	return -1
}

// findLiteral returns the first place from at on where the literal stands, or -1.
func findLiteral[T unit](p *Program, text []T, at int) int {
	if narrow[T]() {
		if p.lit8 == "" {
			return -1
		}
		var i int
		if len(p.lit8) == 1 {
			i = bytes.IndexByte(asBytes(text[at:]), p.lit8[0])
		} else {
			i = bytes.Index(asBytes(text[at:]), bytesOf(p.lit8))
		}
		if i < 0 {
			return -1
		}
		return at + i
	}
	lit := p.literal
	c := T(lit[0])
	if uint32(c) != lit[0] {
		return -1
	}
next:
	for at+len(lit) <= len(text) {
		at = findUnit(text, at, c)
		if at < 0 || at+len(lit) > len(text) {
			return -1
		}
		for i, u := range text[at : at+len(lit)] {
			if uint32(u) != lit[i] {
				at++
				continue next
			}
		}
		return at
	}
	return -1
}

// scan returns the end of the run from pos to limit of characters that the
// repeat matches.
func scan[T unit](in *inst, text []T, pos, limit int) int {
	if pos >= limit {
		return pos
	}
	switch in.form {
	case formAnyAll:
		return limit
	case formNot:
		if narrow[T]() {
			if in.x > 255 {
				return limit
			}
			i := bytes.IndexByte(asBytes(text[pos:limit]), byte(in.x))
			if i < 0 {
				return limit
			}
			return pos + i
		}
		for i, u := range text[pos:limit] {
			if uint32(u) == in.x {
				return pos + i
			}
		}
		return limit
	case formChar:
		for i, u := range text[pos:limit] {
			if uint32(u) != in.x {
				return pos + i
			}
		}
		return limit
	}
	return runOf(in.set, text, pos, limit)
}
