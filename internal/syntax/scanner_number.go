// This file implements the scanning of numeric literals.

package syntax

// number scans a number at pos, which is at a digit, or at a dot with a digit after it.
func (s *scanner) number(t *token) {
	start := s.pos
	if s.numberTail() {
		s.set(t, kNumber, start)
		s.looked()
	} else {
		s.setBare(t, kError)
	}
}

// numberTail moves pos behind the number. It reports false after an error.
func (s *scanner) numberTail() bool {
	start := s.pos
	c := s.src[s.pos]
	if c == '.' {
		s.pos++
		return s.fraction()
	}
	if c != '0' {
		if !s.decimalTail() {
			return false
		}
		return s.afterDecimal()
	}
	s.pos++
	switch s.src[s.pos] {
	case 'x', 'X':
		s.pos++
		for {
			if s.src[s.pos] == '_' {
				s.pos++
			}
			if class[s.src[s.pos]]&cHex == 0 {
				s.fail("invalid hexadecimal literal")
				return false
			}
			for class[s.src[s.pos]]&cHex != 0 {
				s.pos++
			}
			if s.src[s.pos] != '_' {
				return s.endOfNumber("hexadecimal")
			}
		}
	case 'o', 'O':
		return s.radix('7', "octal")
	case 'b', 'B':
		return s.radix('1', "binary")
	}
	// Zeros, possibly an old octal literal.
	for {
		if s.src[s.pos] == '_' {
			s.pos++
			if class[s.src[s.pos]]&cDigit == 0 {
				s.fail("invalid decimal literal")
				return false
			}
		}
		if s.src[s.pos] != '0' {
			break
		}
		s.pos++
	}
	zerosEnd := s.pos + 1 // CPython has read the character after the zeros here
	nonzero := false
	if class[s.src[s.pos]]&cDigit != 0 {
		nonzero = true
		if !s.decimalTail() {
			return false
		}
	}
	switch s.src[s.pos] {
	case '.':
		s.pos++
		return s.fraction()
	case 'e', 'E':
		return s.exponent()
	case 'j', 'J':
		s.pos++
		return s.endOfNumber("imaginary")
	}
	if nonzero && !s.extra {
		s.failRange(start+1-s.lineStart, zerosEnd-s.lineStart,
			"leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers")
		return false
	}
	return s.endOfNumber("decimal")
}

// radix scans the digits of an octal or binary literal; pos is at the letter.
func (s *scanner) radix(maxDigit byte, name string) bool {
	s.pos++
	for {
		if s.src[s.pos] == '_' {
			s.pos++
		}
		c := s.src[s.pos]
		if c < '0' || c > maxDigit {
			if class[c]&cDigit != 0 {
				s.pos++
				s.fail("invalid digit '%c' in %s literal", c, name)
			} else {
				s.fail("invalid %s literal", name)
			}
			return false
		}
		for s.src[s.pos] >= '0' && s.src[s.pos] <= maxDigit {
			s.pos++
		}
		if s.src[s.pos] != '_' {
			break
		}
	}
	if c := s.src[s.pos]; class[c]&cDigit != 0 {
		s.pos++
		s.fail("invalid digit '%c' in %s literal", c, name)
		return false
	}
	return s.endOfNumber(name)
}

// decimalTail passes digits and the underscores between them; pos is at a digit.
func (s *scanner) decimalTail() bool {
	for {
		for class[s.src[s.pos]]&cDigit != 0 {
			s.pos++
		}
		if s.src[s.pos] != '_' {
			return true
		}
		s.pos++
		if class[s.src[s.pos]]&cDigit == 0 {
			s.fail("invalid decimal literal")
			return false
		}
	}
}

func (s *scanner) afterDecimal() bool {
	if s.src[s.pos] == '.' {
		s.pos++
		return s.fraction()
	}
	return s.exponent()
}

// fraction scans what may follow the dot.
func (s *scanner) fraction() bool {
	if class[s.src[s.pos]]&cDigit != 0 && !s.decimalTail() {
		return false
	}
	return s.exponent()
}

// exponent scans an exponent, if there is one, and the end of the number.
func (s *scanner) exponent() bool {
	if c := s.src[s.pos]; c == 'e' || c == 'E' {
		e := s.pos
		s.pos++
		if c := s.src[s.pos]; c == '+' || c == '-' {
			s.pos++
			if class[s.src[s.pos]]&cDigit == 0 {
				s.fail("invalid decimal literal")
				return false
			}
		} else if class[c]&cDigit == 0 {
			s.pos = e
			return s.endOfNumber("decimal")
		}
		if !s.decimalTail() {
			return false
		}
	}
	if c := s.src[s.pos]; c == 'j' || c == 'J' {
		s.pos++
		return s.endOfNumber("imaginary")
	}
	return s.endOfNumber("decimal")
}

// endOfNumber checks what follows a number. The keywords that may follow one directly cause a warning; any other letter is
// an error.
func (s *scanner) endOfNumber(name string) bool {
	c := s.src[s.pos]
	if class[c]&cIdent == 0 || c >= 128 || s.extra {
		return true
	}
	keyword := false
	switch c {
	case 'a':
		keyword = s.word("and")
	case 'e':
		keyword = s.word("else")
	case 'f':
		keyword = s.word("for")
	case 'i':
		n := s.src[s.pos+1]
		keyword = n == 'f' || n == 'n' || n == 's'
	case 'o':
		keyword = s.word("or")
	case 'n':
		keyword = s.word("not")
	}
	if !keyword {
		s.fail("invalid %s literal", name)
		return false
	}
	msg := "invalid " + name + " literal"
	col := int32(s.pos - s.lineStart - 1)
	s.warnings = append(s.warnings, Warning{Msg: msg, ErrMsg: msg, Line: int(s.line), Pos: Pos{s.line, col, s.line, col}, scanned: true})
	return true
}

// word reports whether w stands at pos, and is not the beginning of a longer word.
func (s *scanner) word(w string) bool {
	end := s.pos + len(w)
	return end < len(s.src) && s.src[s.pos:end] == w && class[s.src[end]]&cIdent == 0
}
