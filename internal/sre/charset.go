// This file implements character sets: everything that matches exactly one
// character, reduced to a table for characters below 256 and a rule above.

package sre

import "sync/atomic"

// fold says what happens to a character before it is looked up in a set.
type fold uint8

const (
	foldNone fold = iota
	foldASCII
	foldLocale // the C locale: ASCII letters match either case
	foldUnicode
)

// highRule says what a set does with characters from 256 up.
type highRule uint8

const (
	highNone highRule = iota // none matches
	highAll                  // all match
	highIs                   // only ch matches
	highNot                  // all but ch match
	highEval                 // ask the code list
)

// page holds the members of a set among 256 consecutive characters.
type page [4]uint64

// charSet is a set of characters. It is immutable once built, but for the
// cache of pages, which are added atomically.
type charSet struct {
	tab  [256]uint8 // 1 for members
	bits bitset     // the same as bits, for analysis
	high highRule
	fold fold
	ch   uint32   // for highIs and highNot
	code []uint32 // for highEval: a validated charset with its FAILURE

	// Answers of the code list for characters from 256 to 65535, by page.
	pages atomic.Pointer[[256]atomic.Pointer[page]]
	// asked counts questions to the code list since the last page was made.
	asked atomic.Uint32
}

func (s *charSet) has(ch uint32) bool {
	if ch < 256 {
		return s.tab[ch] != 0
	}
	return s.hasHigh(ch)
}

func (s *charSet) hasHigh(ch uint32) bool {
	switch s.high {
	case highAll:
		return true
	case highIs:
		return ch == s.ch
	case highNot:
		return ch != s.ch
	case highEval:
		if pg := s.page(ch); pg != nil {
			return pg.has(ch)
		}
		return s.ask(ch)
	}
	return false
}

func (p *page) has(ch uint32) bool { return p[ch>>6&3]>>(ch&63)&1 != 0 }

// page returns the page of ch if there is one.
func (s *charSet) page(ch uint32) *page {
	if pages := s.pages.Load(); pages != nil && ch < 0x10000 {
		return pages[ch>>8].Load()
	}
	return nil
}

// ask evaluates the code list for a character of which there is no page. A page
// is made once as many questions were asked as making it takes, so that short
// texts of many scripts do not pay for it.
func (s *charSet) ask(ch uint32) bool {
	if ch < 0x10000 && s.asked.Add(1) >= 256 {
		s.asked.Store(0)
		pages := s.pages.Load()
		if pages == nil {
			s.pages.CompareAndSwap(nil, new([256]atomic.Pointer[page]))
			pages = s.pages.Load()
		}
		pg := new(page)
		for c := ch &^ 255; c <= ch|255; c++ {
			if charsetHas(s.code, s.fold, c) {
				pg[c>>6&3] |= 1 << (c & 63)
			}
		}
		pages[ch>>8].Store(pg)
		return pg.has(ch)
	}
	return charsetHas(s.code, s.fold, ch)
}

// runOf returns the end of the run of members in text from pos to limit.
func runOf[T unit](s *charSet, text []T, pos, limit int) int {
	if narrow[T]() {
		for i, u := range text[pos:limit] {
			if s.tab[uint8(u)] == 0 {
				return pos + i
			}
		}
		return limit
	}
	var pg *page // the page of characters with high bits base
	var base uint32
	for i, u := range text[pos:limit] {
		c := uint32(u)
		if c < 256 {
			if s.tab[c] == 0 {
				return pos + i
			}
			continue
		}
		if c>>8 != base {
			if pg = nil; s.high == highEval {
				pg = s.page(c)
			}
			if pg != nil {
				base = c >> 8
			} else {
				base = 0
			}
		}
		if pg != nil {
			if !pg.has(c) {
				return pos + i
			}
		} else if !s.hasHigh(c) {
			return pos + i
		}
	}
	return limit
}

// literalSet is the set of LITERAL_LOC_IGNORE or its negation: ch and whatever
// ASCII case mappings make equal to it.
func literalSet(ch uint32, negate bool) *charSet {
	s := &charSet{ch: ch}
	switch {
	case ch < 256 && negate:
		s.high = highAll
	case ch >= 256 && negate:
		s.high = highNot
	case ch >= 256:
		s.high = highIs
	}
	if ch < 256 {
		s.bits.add(uint8(ch))
	}
	if ASCIIIsCased(ch) {
		s.bits.add(uint8(ch ^ 32))
	}
	if negate {
		s.bits = s.bits.not()
	}
	s.fill()
	return s
}

// fill makes the table from the bits.
func (s *charSet) fill() {
	for c := range s.tab {
		s.tab[c] = uint8(s.bits[c>>6] >> (c & 63) & 1)
	}
}

// codeSet is the set of an IN opcode; code is validated, ends in FAILURE and
// is kept.
func codeSet(code []uint32, f fold) *charSet {
	s := &charSet{fold: f, code: code, high: highOf(code, f)}
	if f != foldUnicode {
		// A single character above 255 needs no code list.
		switch {
		case len(code) == 3 && code[0] == cLiteral && code[1] >= 256:
			s.high, s.ch = highIs, code[1]
		case len(code) == 4 && code[0] == cNegate && code[1] == cLiteral && code[2] >= 256:
			s.high, s.ch = highNot, code[2]
		}
	}
	if s.high != highEval {
		s.code = nil
	}
	s.bits = foldBits(charsetBits(code), f)
	s.fill()
	return s
}

// charsetBits finds the members below 256 of a charset, without folding.
func charsetBits(code []uint32) bitset {
	var in, done bitset // members; characters already decided
	ok := true
	decide := func(b bitset) {
		if ok {
			in = in.or(b.and(done.not()))
		}
		done = done.or(b)
	}
	for i := 0; i < len(code); {
		op := code[i]
		i++
		switch op {
		case cFailure:
			if !ok {
				in = in.or(done.not())
			}
			return in
		case cNegate:
			ok = !ok
		case cLiteral:
			decide(rangeBits(code[i], code[i]))
			i++
		case cCategory:
			decide(categoryBits(code[i]))
			i++
		case cRange:
			decide(rangeBits(code[i], code[i+1]))
			i += 2
		case cRangeUniIgnore:
			b := rangeBits(code[i], code[i+1])
			for c := range uint32(256) {
				if up := unicodeToUpper(c); code[i] <= up && up <= code[i+1] {
					b.add(uint8(c))
				}
			}
			decide(b)
			i += 2
		case cCharset:
			decide(wordBits(code[i:]))
			i += 8
		case cBigCharset:
			n := int(code[i])
			block := int(code[i+1] & 255)
			decide(wordBits(code[i+65+block*8:]))
			i += 65 + n*8
		}
	}
	return in
}

// foldBits is the set of characters that f maps into b.
func foldBits(b bitset, f fold) bitset {
	pair := func(upper int) {
		lower := uint8(upper + 32)
		switch {
		case b.has(lower):
			b.add(uint8(upper))
		case f == foldLocale && b.has(uint8(upper)):
			b.add(lower)
		case f != foldLocale:
			b[upper>>6] &^= 1 << (upper & 63)
		}
	}
	if f != foldNone {
		for c := 'A'; c <= 'Z'; c++ {
			pair(int(c))
		}
	}
	if f == foldUnicode {
		// In Latin-1 these are the upper-case letters; their pairs are Latin-1 too.
		for c := 0xc0; c <= 0xde; c++ {
			if c != 0xd7 {
				pair(c)
			}
		}
	}
	return b
}

func foldChar(f fold, ch uint32) uint32 {
	switch f {
	case foldASCII, foldLocale:
		return ASCIIToLower(ch)
	case foldUnicode:
		return UnicodeToLower(ch)
	}
	return ch
}

// charsetHas folds ch and asks a charset.
func charsetHas(code []uint32, f fold, ch uint32) bool {
	lo := foldChar(f, ch)
	if evalCharset(code, lo) {
		return true
	}
	if f == foldLocale {
		up := asciiToUpper(ch)
		return up != lo && evalCharset(code, up)
	}
	return false
}

// evalCharset asks a validated charset about ch: the first item that holds ch
// decides, and each NEGATE before it turns the answer round.
func evalCharset(code []uint32, ch uint32) bool {
	ok := true
	for i := 0; i < len(code); {
		op := code[i]
		i++
		switch op {
		case cFailure:
			return !ok
		case cNegate:
			ok = !ok
		case cLiteral:
			if ch == code[i] {
				return ok
			}
			i++
		case cCategory:
			if inCategory(code[i], ch) {
				return ok
			}
			i++
		case cRange:
			if code[i] <= ch && ch <= code[i+1] {
				return ok
			}
			i += 2
		case cRangeUniIgnore:
			if code[i] <= ch && ch <= code[i+1] {
				return ok
			}
			if up := unicodeToUpper(ch); code[i] <= up && up <= code[i+1] {
				return ok
			}
			i += 2
		case cCharset:
			if ch < 256 && code[i+int(ch>>5)]>>(ch&31)&1 != 0 {
				return ok
			}
			i += 8
		case cBigCharset:
			n := int(code[i])
			i++
			if ch < 0x10000 {
				block := code[i+int(ch>>10)] >> (ch >> 8 & 3 * 8) & 255
				if code[i+64+int(block)*8+int(ch>>5&7)]>>(ch&31)&1 != 0 {
					return ok
				}
			}
			i += 64 + n*8
		}
	}
	return false
}

// highOf finds whether a charset treats all characters above 255 alike.
func highOf(code []uint32, f fold) highRule {
	if f == foldUnicode {
		return highEval // some fold to characters below 256
	}
	in, out := highAll, highNone
	for i := 0; i < len(code); {
		op := code[i]
		i++
		switch op {
		case cFailure:
			return out
		case cNegate:
			in, out = out, in
		case cLiteral:
			if code[i] >= 256 {
				return highEval
			}
			i++
		case cCategory:
			if code[i] >= catUniDigit {
				return highEval
			}
			if code[i]&1 != 0 {
				return in
			}
			i++
		case cRange:
			if code[i+1] >= 256 && code[i] <= code[i+1] {
				if code[i] <= 256 && code[i+1] >= 0x10ffff {
					return in
				}
				return highEval
			}
			i += 2
		case cCharset:
			i += 8
		default:
			return highEval
		}
	}
	return highEval
}

// bitset is a set of characters below 256.
type bitset [4]uint64

func (b *bitset) add(c uint8) { b[c>>6] |= 1 << (c & 63) }

func (b bitset) has(c uint8) bool { return b[c>>6]>>(c&63)&1 != 0 }

func (b bitset) or(o bitset) bitset {
	return bitset{b[0] | o[0], b[1] | o[1], b[2] | o[2], b[3] | o[3]}
}

func (b bitset) and(o bitset) bitset {
	return bitset{b[0] & o[0], b[1] & o[1], b[2] & o[2], b[3] & o[3]}
}

func (b bitset) not() bitset { return bitset{^b[0], ^b[1], ^b[2], ^b[3]} }

// rangeBits is the set of characters from lo to hi.
func rangeBits(lo, hi uint32) (b bitset) {
	for c := lo; c <= hi && c < 256; c++ {
		b.add(uint8(c))
	}
	return b
}

// wordBits is the set of a bitmap of eight words.
func wordBits(w []uint32) (b bitset) {
	for i := range b {
		b[i] = uint64(w[2*i]) | uint64(w[2*i+1])<<32
	}
	return b
}

// categoryBits is the set of a category; the test compares it with inCategory.
func categoryBits(cat uint32) (b bitset) {
	switch cat &^ 1 {
	case catDigit, catUniDigit:
		b = bitset{0x03ff000000000000}
	case catSpace:
		b = bitset{0x0000000100003e00}
	case catWord, catLocWord:
		b = bitset{0x03ff000000000000, 0x07fffffe87fffffe}
	case catLinebreak:
		b = bitset{0x0000000000000400}
	case catUniSpace:
		b = bitset{0x00000001f0003e00, 0, 0x0000000100000020}
	case catUniWord:
		b = bitset{0x03ff000000000000, 0x07fffffe87fffffe, 0x762c040000000000, 0xff7fffffff7fffff}
	case catUniLinebreak:
		b = bitset{0x0000000070003c00, 0, 0x0000000000000020}
	}
	if cat&1 != 0 {
		b = b.not()
	}
	return b
}

func allBits() bitset { return bitset{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)} }
