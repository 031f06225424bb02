// This file implements the measurements on the node tree that emit relies on:
// widths and first sets.

package sre

import "math"

// first is a set of characters that may come next, and whether the end of the
// subject may.
type first struct {
	bits bitset
	high bool // some character from 256 up
	eof  bool
}

func anyFirst() first { return first{allBits(), true, true} }

func (a first) or(b first) first {
	return first{a.bits.or(b.bits), a.high || b.high, a.eof || b.eof}
}

func (a first) and(b first) first {
	return first{a.bits.and(b.bits), a.high && b.high, a.eof && b.eof}
}

func (a first) isAny() bool { return a == anyFirst() }

func (s *charSet) first() first { return first{bits: s.bits, high: s.high != highNone} }

// summary is what a piece of pattern does to the first set of what follows:
// before(F) = own ∪ (F ∩ mask if it can be passed without consuming).
type summary struct {
	own   first
	pass  bool
	mask  first  // meaningful if pass
	width uint64 // fewest characters consumed, saturating
	marks bool   // contains a MARK
}

func transparent() summary { return summary{pass: true, mask: anyFirst()} }

func (s *summary) before(f first) first {
	if !s.pass {
		return s.own
	}
	return s.own.or(f.and(s.mask))
}

// then is the summary of s followed by t.
func (s summary) then(t summary) summary {
	r := summary{
		own:   s.before(t.own),
		pass:  s.pass && t.pass,
		width: addWidth(s.width, t.width),
		marks: s.marks || t.marks,
	}
	if r.pass {
		r.mask = s.mask.and(t.mask)
	}
	return r
}

// either is the summary of a choice between s and t.
func (s summary) either(t summary) summary {
	return summary{
		own:   s.own.or(t.own),
		pass:  s.pass || t.pass,
		mask:  s.mask.or(t.mask),
		width: min(s.width, t.width),
		marks: s.marks || t.marks,
	}
}

func addWidth(a, b uint64) uint64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

func mulWidth(a, b uint64) uint64 {
	if a != 0 && b > math.MaxInt64/a {
		return math.MaxInt64
	}
	return a * b
}

// measureSeq fills in the summaries of a sequence and returns its own.
//
// With early set nothing is assumed about any node. That is for lists with a
// SUCCESS in the middle, which re._compiler does not make.
func measureSeq(seq []*node, early bool) summary {
	s := transparent()
	for i := len(seq) - 1; i >= 0; i-- {
		seq[i].measure(early)
		s = seq[i].sum.then(s)
	}
	return s
}

func (n *node) measure(early bool) {
	for _, k := range n.kids {
		n.bodies = append(n.bodies, measureSeq(k, early))
	}
	if early {
		n.sum = transparent()
		n.sum.own = anyFirst()
		n.sum.marks = true
		return
	}
	var s summary
	switch n.kind {
	case nChar:
		s.width = 1
		if n.ch < 256 {
			s.own.bits.add(uint8(n.ch))
		} else {
			s.own.high = true
		}
	case nSet:
		s.width = 1
		s.own = n.set.first()
	case nMark:
		s = transparent()
		s.marks = true
	case nAt:
		s = transparent()
		switch n.x {
		case atEnd, atEndLine:
			s.mask = first{eof: true}
			s.mask.bits.add('\n')
		case atEndString:
			s.mask = first{eof: true}
		}
	case nAccept:
		s.own = anyFirst()
	case nFail:
		// A failing path needs any number of characters; the least harmful
		// answer for widths of choices is the largest.
		s.width = math.MaxInt64
	case nBranch:
		s = n.bodies[0]
		for _, b := range n.bodies[1:] {
			s = s.either(b)
		}
	case nRepOne:
		if n.max > 0 {
			s.own = n.set.first()
		}
		if n.min == 0 {
			s.pass, s.mask = true, anyFirst()
		}
		s.width = uint64(n.min)
	case nLoop:
		if n.max > 0 {
			s = n.bodies[0]
		}
		if n.min == 0 {
			s.pass, s.mask = true, anyFirst()
		}
		s.width = mulWidth(uint64(n.min), s.width)
	case nAtomic:
		s = n.bodies[0]
	case nAssert:
		s = transparent()
		if n.x == 0 {
			s.mask = n.bodies[0].before(anyFirst())
		}
		s.marks = n.bodies[0].marks
	case nAssertNot:
		s = transparent()
		s.marks = n.bodies[0].marks
	case nBackref:
		s = transparent()
		s.own = first{bits: allBits(), high: true}
	case nCond:
		s = n.bodies[0].either(n.bodies[1])
	}
	n.sum = s
}
