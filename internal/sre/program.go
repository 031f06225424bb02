// This file implements Program, a verified pattern ready to run, and the entry
// points Compile, Match and Iter.

package sre

import (
	"math"
	"sync"
)

// Program is a compiled pattern. It is immutable and safe for concurrent use.
type Program struct {
	insts    []*inst
	entry    *inst
	groups   int
	marks    int // length of the array of marks
	loops    int
	regions  int
	minWidth int // fewest characters a match has

	// How a search finds places where an attempt is worthwhile.
	start    startRule
	literal  []uint32    // startLiteral: the text the match begins with
	lit8     string      // the same in 8-bit units, if all fit
	tab      *[256]uint8 // startSet: 1 for characters a match may begin with
	tabHigh  bool        // startSet: the same for characters from 256 up
	firstSet *charSet    // startSet: if not nil, exactly the first character
	only     bool        // startLiteral: the literal is all there is
	lead     *inst       // a leading unlimited repeat: starts within one run fail alike

	pool sync.Pool // of *machine
}

// startRule tells where a match can begin.
type startRule uint8

const (
	startAnywhere startRule = iota
	startOrigin             // only at position 0
	startLine               // at position 0 and after newlines
	startLiteral            // where literal stands
	startSet                // where a character of tab stands
)

// Compile verifies a code list as made by re._compiler._code for a pattern with
// the given number of groups, and prepares it. It keeps parts of code, which
// must not change afterwards. Errors: ErrInvalidCode (RuntimeError in Python)
// and ErrTooDeep.
func Compile(code []uint32, groups int) (*Program, error) {
	if groups < 0 || len(code) > math.MaxInt32/4 {
		return nil, ErrInvalidCode
	}
	p := &parser{code: code, groups: uint64(groups)}
	seq, err := p.parseCode()
	if err != nil {
		return nil, err
	}
	sum := measureSeq(seq, p.early)
	e := &emitter{}
	e.end = e.add(inst{op: opAccept})
	entry := e.seq(seq, e.end, anyFirst())
	prog := &Program{
		insts:    e.insts,
		entry:    entry,
		groups:   groups,
		marks:    (p.marks + 1) &^ 1,
		loops:    e.loops,
		regions:  e.regions,
		minWidth: int(min(sum.width, math.MaxInt)),
	}
	prog.planSearch(seq, sum, p, e)
	return prog, nil
}

// Groups returns the number of capturing groups.
func (p *Program) Groups() int { return p.groups }

// planSearch decides how a search finds the next place to try.
func (p *Program) planSearch(seq []*node, sum summary, ps *parser, e *emitter) {
	if ps.early {
		return
	}
	i := 0
	for seq[i].kind == nMark {
		i++
	}
	n := seq[i]
	if n.kind == nRepOne && n.max == MaxRepeat && !ps.refs {
		p.lead = p.entry
		for p.lead.op == opMark {
			p.lead = p.lead.next
		}
	}
	if n.kind == nAt {
		switch n.x {
		case atBeginning, atBeginningString:
			p.start = startOrigin
			return
		case atBeginningLine:
			p.start = startLine
			return
		}
	}
	j := i
	marks := i > 0
	for ; seq[j].kind == nChar || seq[j].kind == nMark; j++ {
		if seq[j].kind == nChar {
			p.literal = append(p.literal, seq[j].ch)
		} else {
			marks = true
		}
	}
	if p.literal != nil {
		p.start = startLiteral
		p.only = !marks && seq[j].kind == nAccept
		b := make([]byte, len(p.literal))
		for i, c := range p.literal {
			if c > 255 {
				return
			}
			b[i] = byte(c)
		}
		p.lit8 = string(b)
		return
	}
	f := sum.before(anyFirst())
	if f.eof || f.bits == allBits() && f.high {
		return
	}
	p.start = startSet
	p.tab = e.table(f.bits, bitset{})
	p.tabHigh = f.high
	if n.kind == nSet || n.kind == nRepOne && n.min > 0 {
		p.firstSet = n.set
	}
}

// Mode is the kind of a match.
type Mode uint8

// Modes of Match.
const (
	Match     Mode = iota // at Pos
	FullMatch             // at Pos, and all of the text up to End
	Search                // at the first place from Pos
)

// DefaultMemLimit is the backtracking memory in bytes that one match may use.
const DefaultMemLimit = 1 << 30

// Request says what to match.
type Request struct {
	// Pos and End bound the text in positions; both are clamped to the subject.
	// As in CPython, the text before Pos is visible to anchors and lookbehind,
	// and the text from End on does not exist. Pos may exceed End.
	Pos, End int
	Mode     Mode
	// MustAdvance refuses an empty match at Pos.
	MustAdvance bool
	// Interrupt, if not nil, is called every few thousand steps; its error ends
	// the match and is returned.
	Interrupt func() error
	// MemLimit bounds the backtracking memory in bytes; 0 means DefaultMemLimit.
	MemLimit int
}

// Match tries to match s. If ok, marks[2*g] and marks[2*g+1] are the start and
// end of group g, or -1 if it did not take part; group 0 is the whole match.
// Groups that marks has no room for are not reported. lastIndex is the number
// of the group that ended last, or -1. Errors: ErrMemory, ErrBadSpan, and what
// Interrupt returned.
func (p *Program) Match(s *Subject, req *Request, marks []int) (lastIndex int, ok bool, err error) {
	n := s.Len()
	pos := min(max(req.Pos, 0), n)
	end := min(max(req.End, 0), n)
	if p.minWidth > 0 && end-pos < p.minWidth {
		return -1, false, nil
	}
	if p.only && req.Mode != FullMatch {
		// The whole pattern is a literal.
		at := pos
		if req.Mode == Search {
			at = p.nextLiteral(s, pos, end)
		} else if !p.literalAt(s, pos) {
			at = -1
		}
		if at < 0 {
			return -1, false, nil
		}
		if len(marks) > 1 {
			marks[0], marks[1] = at, at+len(p.literal)
		}
		fillUnset(marks, 2)
		return -1, true, nil
	}
	m := p.machine(req)
	var start, stop int
	switch s.kind {
	case 2:
		start, stop, err = attempt(m, s.u16, pos, end, req)
	case 4:
		start, stop, err = attempt(m, s.u32, pos, end, req)
	default:
		start, stop, err = attempt(m, s.u8, pos, end, req)
	}
	lastIndex = -1
	if err == nil && start >= 0 {
		ok = true
		lastIndex = m.lastIndex
		if len(marks) > 1 {
			marks[0], marks[1] = start, stop
		}
		k := 0
		for ; k+1 < len(m.marks) && k+3 < len(marks); k += 2 {
			a, b := m.marks[k], m.marks[k+1]
			if a < 0 || b < 0 {
				a, b = -1, -1
			} else if a > b {
				ok, lastIndex, err = false, -1, ErrBadSpan
			}
			marks[k+2], marks[k+3] = a, b
		}
		fillUnset(marks, k+2)
	}
	m.release()
	return lastIndex, ok, err
}

func fillUnset(marks []int, from int) {
	for i := from; i < len(marks); i++ {
		marks[i] = -1
	}
}

func (p *Program) nextLiteral(s *Subject, pos, end int) int {
	switch s.kind {
	case 2:
		return findLiteral(p, s.u16[:end], pos)
	case 4:
		return findLiteral(p, s.u32[:end], pos)
	}
	return findLiteral(p, s.u8[:end], pos)
}

func (p *Program) literalAt(s *Subject, pos int) bool {
	for i, c := range p.literal {
		if s.At(pos+i) != c {
			return false
		}
	}
	return true
}

// Iter yields successive matches as findall, finditer, split, sub and scanner
// objects do: each search begins where the last match ended, and a match may
// be empty unless it would begin and end where the one before ended.
// An Iter belongs to one thread.
type Iter struct {
	Program *Program
	Subject *Subject
	Request Request
	done    bool
}

// Next finds the next match; parameters and results are those of Match.
// Once it has found nothing, or failed, it finds nothing any more.
func (it *Iter) Next(marks []int) (lastIndex int, ok bool, err error) {
	var own [2]int
	if len(marks) < 2 {
		marks = own[:]
	}
	n := it.Subject.Len()
	if it.done || min(max(it.Request.Pos, 0), n) > min(max(it.Request.End, 0), n) {
		return -1, false, nil
	}
	lastIndex, ok, err = it.Program.Match(it.Subject, &it.Request, marks)
	if !ok {
		it.done = true
		return lastIndex, ok, err
	}
	it.Request.Pos = marks[1]
	it.Request.MustAdvance = marks[0] == marks[1]
	return lastIndex, ok, err
}
