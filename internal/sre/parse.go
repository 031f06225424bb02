// This file implements the verification of a code list and its translation
// into a tree of nodes.

package sre

import "encoding/binary"

// maxDepth bounds the nesting of a code list, since analysis recurses.
const maxDepth = 10000

// nodeKind is the kind of a node.
type nodeKind uint8

const (
	nChar      nodeKind = iota // one given character: ch
	nSet                       // one character of set; rep tells simple forms
	nMark                      // set mark x
	nAt                        // position test x
	nAccept                    // end of the innermost region
	nFail                      // never matches
	nBranch                    // first of kids that leads to a match
	nRepOne                    // single-character repeat: set, min, max, mode
	nLoop                      // repeat of kids[0]: min, max, mode
	nAtomic                    // kids[0] without backtracking into it
	nAssert                    // kids[0] matches x characters back
	nAssertNot                 // kids[0] does not match x characters back
	nBackref                   // group x again, folded
	nCond                      // kids[0] if group x matched, else kids[1]
)

// repMode is how a repeat chooses its count.
type repMode uint8

const (
	greedy repMode = iota
	lazy
	possessive
)

// setForm tells sets apart that have a faster test than the table.
type setForm uint8

const (
	formTable  setForm = iota // look into the table
	formChar                  // exactly ch
	formNot                   // anything but ch
	formAnyAll                // anything
)

// node is one element of a sequence; a sequence is a []*node.
type node struct {
	kind nodeKind
	mode repMode
	form setForm // nSet, nRepOne
	late bool    // nRepOne: matches nothing even where a position is beyond the end
	fold fold    // nBackref
	ch   uint32  // nChar, formChar, formNot
	x    uint32
	set  *charSet
	min  uint32
	max  uint32 // MaxRepeat: without limit
	kids [][]*node

	// Results of measure (analyze.go).
	sum summary
	// bodies are the summaries of kids.
	bodies []summary
}

// parser walks a code list. Jumps of a valid list only go forward and nest.
type parser struct {
	code   []uint32
	groups uint64
	depth  int
	marks  int // one more than the highest mark
	sets   map[string]*charSet
	refs   bool // some node depends on what groups matched
	early  bool // a SUCCESS stands elsewhere than at the end of a region
}

// parseCode verifies a complete code list.
func (p *parser) parseCode() ([]*node, error) {
	n := len(p.code)
	if n == 0 || p.code[n-1] != cSuccess || p.groups > MaxGroups {
		return nil, ErrInvalidCode
	}
	seq, jump, err := p.seq(0, n-1)
	if err != nil {
		return nil, err
	}
	if jump {
		return nil, ErrInvalidCode
	}
	return append(seq, &node{kind: nAccept}), nil
}

// skip reads the skip word at i, which must be at least least and stay within end.
func (p *parser) skip(i, end, least int) (int, error) {
	if i >= end {
		return 0, ErrInvalidCode
	}
	s := p.code[i]
	if uint64(s) > uint64(end-i) || int(s) < least {
		return 0, ErrInvalidCode
	}
	return int(s), nil
}

// body parses code[lo:hi], which must not end in a JUMP.
func (p *parser) body(lo, hi int) ([]*node, error) {
	seq, jump, err := p.seq(lo, hi)
	if err == nil && jump {
		err = ErrInvalidCode
	}
	return seq, err
}

// seq parses code[lo:hi]. It reports whether the last instruction is a JUMP,
// of which the operand is the last word; the caller checks where it leads.
func (p *parser) seq(lo, hi int) (out []*node, jump bool, err error) {
	if lo > hi {
		return nil, false, ErrInvalidCode
	}
	if p.depth++; p.depth > maxDepth {
		return nil, false, ErrTooDeep
	}
	defer func() { p.depth-- }()
	code := p.code
	for i := lo; i < hi; {
		op := code[i]
		args := hi - i - 1 // words left after the opcode
		switch op {
		case cMark:
			if args < 1 || uint64(code[i+1]) > 2*p.groups+1 {
				return nil, false, ErrInvalidCode
			}
			out = append(out, &node{kind: nMark, x: code[i+1]})
			p.marks = max(p.marks, int(code[i+1])+1)
			i += 2

		case cLiteral, cNotLiteral, cLiteralIgnore, cNotLiteralIgnore, cLiteralUniIgnore,
			cNotLiteralUniIgnore, cLiteralLocIgnore, cNotLiteralLocIgnore:
			if args < 1 {
				return nil, false, ErrInvalidCode
			}
			out = append(out, p.literalNode(op, code[i+1]))
			i += 2

		case cSuccess:
			p.early = true
			out = append(out, &node{kind: nAccept})
			i++

		case cFailure:
			out = append(out, &node{kind: nFail})
			i++

		case cAt:
			if args < 1 || code[i+1] >= atCount {
				return nil, false, ErrInvalidCode
			}
			out = append(out, &node{kind: nAt, x: code[i+1]})
			i += 2

		case cAny, cAnyAll:
			out = append(out, p.anyNode(op))
			i++

		case cIn, cInIgnore, cInUniIgnore, cInLocIgnore:
			s, err := p.skip(i+1, hi, 2)
			if err != nil {
				return nil, false, err
			}
			last := i + s
			if !p.charset(i+2, last) || code[last] != cFailure {
				return nil, false, ErrInvalidCode
			}
			f := foldNone
			switch op {
			case cInIgnore:
				f = foldASCII
			case cInUniIgnore:
				f = foldUnicode
			case cInLocIgnore:
				f = foldLocale
			}
			out = append(out, &node{kind: nSet, set: p.set(code[i+2:last+1], f)})
			i = last + 1

		case cInfo:
			next, err := p.info(i, hi)
			if err != nil {
				return nil, false, err
			}
			i = next

		case cBranch:
			n, next, err := p.branch(i, hi)
			if err != nil {
				return nil, false, err
			}
			out = append(out, n)
			i = next

		case cRepeatOne, cMinRepeatOne, cPossessiveRepeatOne:
			s, err := p.repeatHead(i, hi, 4)
			if err != nil {
				return nil, false, err
			}
			last := i + s
			body, err := p.body(i+4, last)
			if err != nil {
				return nil, false, err
			}
			// The compiler only emits this for bodies of one character.
			if code[last] != cSuccess || len(body) != 1 {
				return nil, false, ErrInvalidCode
			}
			n := &node{kind: nRepOne, min: code[i+2], max: code[i+3]}
			switch op {
			case cMinRepeatOne:
				n.mode = lazy
			case cPossessiveRepeatOne:
				n.mode = possessive
			}
			switch b := body[0]; b.kind {
			case nChar:
				n.set, n.form, n.ch = p.set([]uint32{cLiteral, b.ch, cFailure}, foldNone), formChar, b.ch
			case nSet:
				n.set, n.form, n.ch = b.set, b.form, b.ch
			case nFail:
				n.set = &charSet{}
			default:
				return nil, false, ErrInvalidCode
			}
			out = append(out, n)
			i = last + 1

		case cRepeat, cPossessiveRepeat:
			s, err := p.repeatHead(i, hi, 3)
			if err != nil {
				return nil, false, err
			}
			last := i + 1 + s
			if last >= hi {
				return nil, false, ErrInvalidCode
			}
			body, err := p.body(i+4, last)
			if err != nil {
				return nil, false, err
			}
			n := &node{kind: nLoop, min: code[i+2], max: code[i+3], kids: [][]*node{body}}
			switch {
			case op == cPossessiveRepeat && code[last] == cSuccess:
				n.mode = possessive
			case op == cRepeat && code[last] == cMaxUntil:
			case op == cRepeat && code[last] == cMinUntil:
				n.mode = lazy
			default:
				return nil, false, ErrInvalidCode
			}
			if len(body) == 1 && body[0].kind == nSet {
				// A choice that turned out to be a set.
				b := body[0]
				n.kind, n.kids, n.late = nRepOne, nil, true
				n.set, n.form, n.ch = b.set, b.form, b.ch
			}
			out = append(out, n)
			i = last + 1

		case cAtomicGroup:
			s, err := p.skip(i+1, hi, 2)
			if err != nil {
				return nil, false, err
			}
			body, err := p.body(i+2, i+s)
			if err != nil {
				return nil, false, err
			}
			if code[i+s] != cSuccess {
				return nil, false, ErrInvalidCode
			}
			out = append(out, &node{kind: nAtomic, kids: [][]*node{body}})
			i += s + 1

		case cAssert, cAssertNot:
			s, err := p.skip(i+1, hi, 3)
			if err != nil {
				return nil, false, err
			}
			body, err := p.body(i+3, i+s)
			if err != nil {
				return nil, false, err
			}
			if code[i+s] != cSuccess {
				return nil, false, ErrInvalidCode
			}
			n := &node{kind: nAssert, x: code[i+2], kids: [][]*node{body}}
			if op == cAssertNot {
				n.kind = nAssertNot
			}
			out = append(out, n)
			i += s + 1

		case cGroupref, cGrouprefIgnore, cGrouprefUniIgnore, cGrouprefLocIgnore:
			if args < 1 || uint64(code[i+1]) >= p.groups {
				return nil, false, ErrInvalidCode
			}
			n := &node{kind: nBackref, x: code[i+1]}
			switch op {
			case cGrouprefIgnore:
				n.fold = foldASCII
			case cGrouprefUniIgnore:
				n.fold = foldUnicode
			case cGrouprefLocIgnore:
				n.fold = foldLocale
			}
			p.refs = true
			p.marks = max(p.marks, 2*int(code[i+1])+2)
			out = append(out, n)
			i += 2

		case cGrouprefExists:
			n, next, err := p.cond(i, hi)
			if err != nil {
				return nil, false, err
			}
			out = append(out, n)
			i = next

		case cJump:
			if args != 1 {
				return nil, false, ErrInvalidCode
			}
			return out, true, nil

		default:
			return nil, false, ErrInvalidCode
		}
	}
	return out, false, nil
}

// repeatHead checks <op> <skip> <min> <max> at i.
func (p *parser) repeatHead(i, hi, least int) (int, error) {
	s, err := p.skip(i+1, hi, least)
	if err != nil {
		return 0, err
	}
	if hi-i < 5 || p.code[i+2] > p.code[i+3] {
		return 0, ErrInvalidCode
	}
	return s, nil
}

// branch parses <BRANCH> (<skip> code <JUMP> <to end>)* <0> at i.
func (p *parser) branch(i, hi int) (*node, int, error) {
	n := &node{kind: nBranch}
	target := -1
	for i++; ; {
		s, err := p.skip(i, hi, 0)
		if err != nil {
			return nil, 0, err
		}
		if s == 0 {
			break
		}
		if s < 3 {
			return nil, 0, ErrInvalidCode
		}
		body, err := p.body(i+1, i+s-2)
		if err != nil {
			return nil, 0, err
		}
		if p.code[i+s-2] != cJump {
			return nil, 0, ErrInvalidCode
		}
		j, err := p.skip(i+s-1, hi, 0)
		if err != nil {
			return nil, 0, err
		}
		if to := i + s - 1 + j; target < 0 {
			target = to
		} else if target != to {
			return nil, 0, ErrInvalidCode
		}
		n.kids = append(n.kids, body)
		i += s
	}
	if i+1 != target {
		return nil, 0, ErrInvalidCode
	}
	if set := p.union(n.kids); set != nil {
		return set, target, nil
	}
	return n, target, nil
}

// union returns a node for alternatives that are one character each, or nil.
func (p *parser) union(kids [][]*node) *node {
	u := &charSet{}
	for _, k := range kids {
		if len(k) != 1 {
			return nil
		}
		switch n := k[0]; {
		case n.kind == nChar && n.ch < 256:
			u.bits.add(uint8(n.ch))
		case n.kind == nSet && (n.set.high == highNone || n.set.high == highAll):
			u.bits = u.bits.or(n.set.bits)
			u.high = max(u.high, n.set.high)
		default:
			return nil
		}
	}
	u.fill()
	n := &node{kind: nSet, set: u}
	if u.high == highAll && u.bits == allBits() {
		n.form = formAnyAll
	}
	return n
}

// cond parses <GROUPREF_EXISTS> <group> <skip> yes [<JUMP> <skip> no] at i.
// Only the JUMP before the skip's target tells that there is a no part.
func (p *parser) cond(i, hi int) (*node, int, error) {
	if hi-i < 3 || uint64(p.code[i+1]) >= p.groups {
		return nil, 0, ErrInvalidCode
	}
	s := uint64(p.code[i+2])
	if s < 1+1 || s-1 > uint64(hi-(i+2)) {
		return nil, 0, ErrInvalidCode
	}
	end := i + 1 + int(s)
	yes, jump, err := p.seq(i+3, end)
	if err != nil {
		return nil, 0, err
	}
	n := &node{kind: nCond, x: p.code[i+1], kids: [][]*node{yes, nil}}
	p.refs = true
	p.marks = max(p.marks, 2*int(n.x)+2)
	if jump {
		j, err := p.skip(end-1, hi, 1)
		if err != nil {
			return nil, 0, err
		}
		no, err := p.body(end, end-1+j)
		if err != nil {
			return nil, 0, err
		}
		n.kids[1] = no
		end += j - 1
	}
	return n, end, nil
}

// info checks an INFO block at i and returns the index after it. Its contents
// are not used: emit derives the same and more from the nodes.
func (p *parser) info(i, hi int) (int, error) {
	s, err := p.skip(i+1, hi, 4)
	if err != nil {
		return 0, err
	}
	next := i + 1 + s
	flags := p.code[i+2]
	if flags&^(infoPrefix|infoLiteral|infoCharset) != 0 ||
		flags&infoPrefix != 0 && flags&infoCharset != 0 ||
		flags&infoLiteral != 0 && flags&infoPrefix == 0 {
		return 0, ErrInvalidCode
	}
	at := i + 5
	if flags&infoPrefix != 0 {
		if next-at < 2 {
			return 0, ErrInvalidCode
		}
		n := uint64(p.code[at])
		at += 2
		if 2*n > uint64(next-at) {
			return 0, ErrInvalidCode
		}
		at += int(n)
		for _, o := range p.code[at : at+int(n)] {
			if uint64(o) >= n {
				return 0, ErrInvalidCode
			}
		}
		at += int(n)
	}
	if flags&infoCharset != 0 {
		if next-1 < at || !p.charset(at, next-1) || p.code[next-1] != cFailure {
			return 0, ErrInvalidCode
		}
		at = next
	}
	if at != next {
		return 0, ErrInvalidCode
	}
	return next, nil
}

// charset checks that code[lo:hi] consists of complete set items.
func (p *parser) charset(lo, hi int) bool {
	for i := lo; i < hi; {
		op := p.code[i]
		i++
		switch op {
		case cNegate:
		case cLiteral:
			i++
		case cRange, cRangeUniIgnore:
			i += 2
		case cCharset:
			i += 8
		case cBigCharset:
			if hi-i < 1+64 {
				return false
			}
			n := p.code[i]
			i++
			for _, w := range p.code[i : i+64] {
				if w&255 >= n || w>>8&255 >= n || w>>16&255 >= n || w>>24 >= n {
					return false
				}
			}
			i += 64
			if uint64(n)*8 > uint64(hi-i) {
				return false
			}
			i += int(n) * 8
		case cCategory:
			if i >= hi || p.code[i] >= catCount {
				return false
			}
			i++
		default:
			return false
		}
		if i > hi {
			return false
		}
	}
	return lo <= hi
}

// set returns the set of a validated charset, one for all equal ones.
func (p *parser) set(code []uint32, f fold) *charSet {
	key := make([]byte, 0, 1+4*len(code))
	key = append(key, byte(f))
	for _, c := range code {
		key = binary.LittleEndian.AppendUint32(key, c)
	}
	s := p.sets[string(key)]
	if s == nil {
		s = codeSet(code, f)
		if p.sets == nil {
			p.sets = make(map[string]*charSet)
		}
		p.sets[string(key)] = s
	}
	return s
}

// literalNode makes the node of a LITERAL or NOT_LITERAL of any folding.
func (p *parser) literalNode(op, ch uint32) *node {
	f, negate := foldNone, false
	switch op {
	case cLiteral:
		return &node{kind: nChar, ch: ch}
	case cNotLiteral:
		negate = true
	case cLiteralIgnore:
		f = foldASCII
	case cNotLiteralIgnore:
		f, negate = foldASCII, true
	case cLiteralUniIgnore:
		f = foldUnicode
	case cNotLiteralUniIgnore:
		f, negate = foldUnicode, true
	case cLiteralLocIgnore:
		f = foldLocale
	case cNotLiteralLocIgnore:
		f, negate = foldLocale, true
	}
	n := &node{kind: nSet}
	if op == cNotLiteral {
		n.form, n.ch = formNot, ch
	}
	if f == foldLocale {
		// Unlike a set, the literal itself may stand in either case.
		n.set = literalSet(ch, negate)
		return n
	}
	if negate {
		n.set = p.set([]uint32{cNegate, cLiteral, ch, cFailure}, f)
	} else {
		n.set = p.set([]uint32{cLiteral, ch, cFailure}, f)
	}
	return n
}

// anyNode makes the node of ANY or ANY_ALL.
func (p *parser) anyNode(op uint32) *node {
	if op == cAny {
		return p.literalNode(cNotLiteral, '\n')
	}
	return &node{kind: nSet, form: formAnyAll, set: p.set([]uint32{cNegate, cFailure}, foldNone)}
}
