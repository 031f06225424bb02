// This file implements character sets: everything that matches exactly one
// character, reduced to a table for characters below 256 and a rule above.

package sre

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

// charSet is a set of characters. It is immutable once built.
type charSet struct {
	tab  [256]uint8 // 1 for members
	bits bitset     // the same as bits, for analysis
	high highRule
	fold fold
	ch   uint32   // for highIs and highNot
	code []uint32 // for highEval: a validated charset with its FAILURE
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
		return charsetHas(s.code, s.fold, ch)
	}
	return false
}

// fill computes the table from a membership function for characters below 256.
func (s *charSet) fill(has func(ch uint32) bool) *charSet {
	for ch := range uint32(256) {
		if has(ch) {
			s.tab[ch] = 1
			s.bits.add(uint8(ch))
		}
	}
	return s
}

// literalSet is the set of a LITERAL or NOT_LITERAL opcode of any case folding.
func literalSet(ch uint32, f fold, negate bool) *charSet {
	s := &charSet{ch: ch}
	code := []uint32{cLiteral, ch, cFailure}
	if negate {
		code = []uint32{cNegate, cLiteral, ch, cFailure}
	}
	if f == foldUnicode {
		s.high, s.fold, s.code = highEval, f, code
	} else if negate {
		s.high = highNot
	} else {
		s.high = highIs
	}
	if s.high == highIs && ch < 256 {
		s.high = highNone
	} else if s.high == highNot && ch < 256 {
		s.high = highAll
	}
	return s.fill(func(c uint32) bool {
		if f == foldLocale {
			return (c == ch || ASCIIToLower(c) == ch || asciiToUpper(c) == ch) != negate
		}
		return (foldChar(f, c) == ch) != negate
	})
}

// codeSet is the set of an IN opcode; code is validated, ends in FAILURE and
// is kept.
func codeSet(code []uint32, f fold) *charSet {
	s := &charSet{fold: f, code: code, high: highOf(code, f)}
	if s.high != highEval {
		s.code = nil
	}
	return s.fill(func(c uint32) bool { return charsetHas(code, f, c) })
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

func allBits() bitset { return bitset{^uint64(0), ^uint64(0), ^uint64(0), ^uint64(0)} }
