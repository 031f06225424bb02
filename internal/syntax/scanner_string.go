// This file implements the scanning of string literals, f-strings and t-strings.

package syntax

// prefixed scans a string literal with a prefix whose first letter is at start. It reports false, and moves nothing, when
// the letters are not a prefix.
func (s *scanner) prefixed(t *token, start int) bool {
	var b, u, r, f, tt bool
	i := start
	for {
		switch c := s.src[i]; {
		case !b && (c == 'b' || c == 'B'):
			b = true
		case !u && (c == 'u' || c == 'U'):
			u = true
		case !r && (c == 'r' || c == 'R'):
			r = true
		case !f && (c == 'f' || c == 'F'):
			f = true
		case !tt && (c == 't' || c == 'T'):
			tt = true
		default:
			return false
		}
		i++
		if s.src[i] == '"' || s.src[i] == '\'' {
			break
		}
	}
	bad := ""
	switch {
	case u && b:
		bad = "'u' and 'b'"
	case u && r:
		bad = "'u' and 'r'"
	case u && f:
		bad = "'u' and 'f'"
	case u && tt:
		bad = "'u' and 't'"
	case b && f:
		bad = "'b' and 'f'"
	case b && tt:
		bad = "'b' and 't'"
	case f && tt:
		bad = "'f' and 't'"
	}
	if bad != "" {
		s.pos = i + 1
		s.failRange(start+1-s.lineStart, s.pos-s.lineStart, "%s prefixes are incompatible", bad)
		s.setBare(t, kError)
		return true
	}
	s.pos = i
	if f || tt {
		s.fstringStart(t, start, tt, r)
	} else {
		s.stringLiteral(t, start)
	}
	return true
}

// stringLiteral scans a string whose prefix began at start and whose quote is at pos.
func (s *scanner) stringLiteral(t *token, start int) {
	src := s.src
	open := s.pos
	quote := src[open]
	firstLine, firstLineStart := s.line, s.lineStart
	i := s.pos + 1
	if src[i] != quote || src[i+1] != quote {
		// One quote, or an empty string.
		escaped := false
		for {
			c := src[i]
			if c == quote {
				s.pos = i + 1
				if i == open+1 {
					s.looked() // it might have been a triple quote
				}
				break
			}
			if c == '\n' || c == 0 && i >= s.size {
				s.pos = i
				s.unterminated(t, start, firstLine, firstLineStart, quote, 1, escaped)
				return
			}
			i++
			if c != '\\' {
				continue
			}
			if i >= s.size {
				continue
			}
			if src[i] == quote {
				escaped = true
			}
			if src[i] == '\n' {
				i++
				s.pos = i
				s.newline = true
				if !s.more() {
					if s.done == doneError {
						s.setBare(t, kError)
						return
					}
					s.unterminated(t, start, firstLine, firstLineStart, quote, 1, escaped)
					return
				}
				continue
			}
			i++
		}
	} else {
		i += 2
		for {
			c := src[i]
			if c == quote && src[i+1] == quote && src[i+2] == quote {
				s.pos = i + 3
				break
			}
			if c == 0 && i >= s.size {
				s.pos = i
				s.unterminated(t, start, firstLine, firstLineStart, quote, 3, false)
				return
			}
			i++
			if c == '\\' && i < s.size {
				c = src[i]
				i++
			}
			if c == '\n' {
				s.pos = i
				s.newline = true
				if !s.more() && s.done == doneError {
					s.setBare(t, kError)
					return
				}
			}
		}
	}
	t.kind = kString
	t.start, t.end = int32(start), int32(s.pos)
	t.Line, t.EndLine = firstLine, s.line
	t.Col, t.EndCol = int32(start-firstLineStart), int32(s.pos-s.lineStart)
	t.level = uint8(s.level)
}

// unterminated reports a string that does not end. The place of the error is the first character of the literal.
func (s *scanner) unterminated(t *token, start int, line int32, lineStart int, quote byte, size int, escaped bool) {
	atEOF := s.pos >= s.size
	detected := s.line
	s.readTo = s.lineEnd()
	s.pos = start + 1
	s.line, s.lineStart = line, lineStart
	s.newline = false
	defer s.setBare(t, kError)
	if n := len(s.modes); n > 0 {
		if m := &s.modes[n-1]; m.quote == quote && int(m.size) == size {
			s.fail("%c-string: expecting '}'", m.letter())
			return
		}
	}
	switch {
	case size == 3:
		s.fail("unterminated triple-quoted string literal (detected at line %d)", detected)
		if atEOF {
			s.done = doneEOFString
		}
		return
	case escaped:
		s.fail("unterminated string literal (detected at line %d); perhaps you escaped the end quote?", detected)
	default:
		s.fail("unterminated string literal (detected at line %d)", detected)
	}
	if atEOF {
		s.done = doneEOLString
	}
}

// fstringStart scans the opening of an f-string or t-string; pos is at the quote.
func (s *scanner) fstringStart(t *token, start int, tstring, raw bool) {
	quote := s.src[s.pos]
	size := 1
	if s.src[s.pos+1] == quote && s.src[s.pos+2] == quote {
		size = 3
	}
	s.pos += size
	if len(s.modes)+1 >= maxFStringLevel {
		s.fail("too many nested f-strings or t-strings")
		s.setBare(t, kError)
		return
	}
	s.modes = append(s.modes, fmode{quote: quote, size: uint8(size), raw: raw, tstring: tstring, start: start,
		lineStart: s.lineStart, line: s.line, exprDepth: -1})
	k := kFStart
	if tstring {
		k = kTStart
	}
	s.set(t, k, start)
	t.quote = uint8(size)
	t.raw = raw
}

// fstring scans in the text of an f-string or t-string: the end, a piece of text, or the brace of a replacement field.
func (s *scanner) fstring(t *token) {
	m := &s.modes[len(s.modes)-1]
	src := s.src
	start := s.pos
	firstLine := s.line
	s.inToken = true
	if src[start] == '{' && src[start+1] != '{' {
		if !s.openField(t, m) {
			return
		}
		s.regular(t)
		return
	}
	if s.atQuote(start, m) {
		s.pos += int(m.size)
		k := kFEnd
		if m.tstring {
			k = kTEnd
		}
		s.modes = s.modes[:len(s.modes)-1]
		s.set(t, k, start)
		return
	}
	firstLineStart := s.lineStart
	end := -1
	named := false // inside \N{...}
	i := start
loop:
	for {
		c := src[i]
		inSpec := m.inSpec && m.insideExpr()
		switch {
		case c == 0 && i >= s.size, c == '\n' && m.size == 1:
			s.pos = i
			if inSpec && c == '\n' {
				s.pos++
				s.fail("%c-string: newlines are not allowed in format specifiers for single quoted %c-strings", m.letter(), m.letter())
				s.setBare(t, kError)
				return
			}
			s.fstringUnterminated(t, m)
			return
		case c == '\n':
			i++
			s.pos = i
			s.newline = true
			if !s.more() && s.done == doneError {
				s.setBare(t, kError)
				return
			}
		case c == m.quote && s.atQuote(i, m):
			s.pos = i
			break loop
		case c == '{':
			if src[i+1] == '{' && !inSpec {
				s.pos = i + 2
				end = i + 1
				break loop
			}
			s.pos = i
			if !s.openField(t, m) {
				return
			}
			break loop
		case c == '}':
			switch {
			case named:
				s.pos = i + 1
			case src[i+1] == '}' && !inSpec && m.depth == 0:
				s.pos = i + 2
				end = i + 1
			default:
				s.pos = i
				m.regular = true
				m.inSpec = false
			}
			break loop
		case c == '\\' && i+1 < s.size:
			i++
			switch src[i] {
			case '{', '}':
				if !m.raw {
					s.warnEscape(i)
				}
			case 'N':
				i++
				if !m.raw && src[i] == '{' {
					named = true
					i++
				}
			case '\n':
				// The newline counts like any other.
				if m.size == 1 {
					i++
					s.pos = i
					s.newline = true
					if !s.more() && s.done == doneError {
						s.setBare(t, kError)
						return
					}
				}
			default:
				i++
			}
		default:
			i++
		}
	}
	k := kFMiddle
	if m.tstring {
		k = kTMiddle
	}
	if end < 0 {
		end = s.pos
	}
	t.kind = k
	t.start, t.end = int32(start), int32(end)
	t.Line, t.EndLine = firstLine, s.line
	t.Col, t.EndCol = int32(start-firstLineStart), int32(s.pos-s.lineStart)
	t.level = uint8(s.level)
	t.raw = m.raw
}

// atQuote reports whether the literal of m ends at i.
func (s *scanner) atQuote(i int, m *fmode) bool {
	q := m.quote
	return s.src[i] == q && (m.size == 1 || s.src[i+1] == q && s.src[i+2] == q)
}

// openField enters a replacement field whose brace is at pos.
func (s *scanner) openField(t *token, m *fmode) bool {
	m.exprDepth++
	if m.exprDepth >= maxExprNesting {
		s.fail("%c-string: expressions nested too deeply", m.letter())
		s.setBare(t, kError)
		return false
	}
	m.regular = true
	m.inSpec = false
	return true
}

func (s *scanner) fstringUnterminated(t *token, m *fmode) {
	atEOF := s.pos >= s.size
	detected := s.line
	s.readTo = s.lineEnd()
	s.pos = m.start + 1
	s.line, s.lineStart = m.line, m.lineStart
	s.newline = false
	if m.size == 3 {
		s.fail("unterminated triple-quoted %c-string literal (detected at line %d)", m.letter(), detected)
		if atEOF {
			s.done = doneEOFString
		}
	} else {
		s.fail("unterminated %c-string literal (detected at line %d)", m.letter(), detected)
	}
	s.setBare(t, kError)
}

// warnEscape warns of a backslash before the brace at i.
func (s *scanner) warnEscape(i int) {
	c := s.src[i : i+1]
	msg, errMsg := escapeWarning(c, false)
	col := int32(i - s.lineStart)
	s.warnings = append(s.warnings, Warning{Msg: msg, ErrMsg: errMsg, Line: int(s.line), Pos: Pos{s.line, col, s.line, col}, scanned: true})
}
