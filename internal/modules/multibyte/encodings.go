package multibyte

// This file implements the encodings: the step from bytes to one character, and from one character to bytes.

import "strings"

// state is what an encoding with escape sequences remembers: the two charsets of ISO 2022, whether the second is in use, and
// whether it is inside an escape sequence that is not of ISO 2022, which is passed on.
type state struct {
	g0, g1           byte
	shifted, through bool
}

// number packs the state for getstate().
func (s state) number() uint64 {
	n := uint64(s.g0) | uint64(s.g1)<<8
	if s.shifted {
		n |= 1 << 16
	}
	if s.through {
		n |= 1 << 17
	}
	return n
}

func stateOf(n uint64) state {
	return state{g0: byte(n), g1: byte(n >> 8), shifted: n>>16&1 != 0, through: n>>17&1 != 0}
}

// step is what decode found at the front of its input: n bytes that are the characters rs[:count]; or bad bytes that are none; or,
// when both are 0, not enough bytes.
type step struct {
	rs     [2]rune
	count  int
	n, bad int
}

func char(r rune, n int) step { return step{rs: [2]rune{r}, count: 1, n: n} }

func bad(n int) step { return step{bad: n} }

// multibyte is an encoding. It is immutable.
type multibyte struct {
	name string
	// ascii: bytes below 0x80 are the characters of ASCII in any state, without an effect on it.
	ascii bool
	// decode looks at the front of b, which is not empty.
	decode func(b []byte, s *state) step
	// encode appends the code of r to out. n is the number of characters it took, 0: there is no code; -1: it depends on the next one,
	// which is none at the end of the input.
	encode func(out []byte, r, next rune, s *state) (b []byte, n int)
	// finish appends what goes back to the state at the beginning; nil: nothing.
	finish func(out []byte, s *state) []byte
}

func appendCode(out []byte, code uint32) []byte {
	switch {
	case code > 0xffff:
		return append(out, byte(code>>16), byte(code>>8), byte(code))
	case code > 0xff:
		return append(out, byte(code>>8), byte(code))
	}
	return append(out, byte(code))
}

// plain is an encoding without states of the characters in t. single: a byte that begins no character is wrong at once, without
// a look at the next.
func plain(name string, t *table, single string) *multibyte {
	return &multibyte{
		name: name, ascii: true,
		decode: func(b []byte, _ *state) step {
			c := b[0]
			if r := t.one[c]; r != none {
				return char(r, 1)
			}
			for i := range len(single) {
				if single[i] == c {
					return bad(1)
				}
			}
			if len(b) < 2 {
				return step{}
			}
			if c == 0x8f && t.three != nil {
				if len(b) < 3 {
					return step{}
				}
				if r := t.three[int(b[1])<<8|int(b[2])]; r != none {
					return char(r, 3)
				}
				return bad(1)
			}
			if r := t.two[int(c)<<8|int(b[1])]; r != none {
				return char(r, 2)
			}
			return bad(1)
		},
		encode: func(out []byte, r, _ rune, _ *state) ([]byte, int) {
			code, ok := t.codes[r]
			if !ok {
				return out, 0
			}
			return appendCode(out, code), 1
		},
	}
}

// gb18030 is plain with characters of four bytes.
func gb18030(t *table) *multibyte {
	m := plain("gb18030", t, "")
	short, shortEncode := m.decode, m.encode
	m.decode = func(b []byte, s *state) step {
		if b[0] < 0x80 || len(b) < 2 || b[1] < 0x30 || b[1] > 0x39 {
			return short(b, s)
		}
		if len(b) < 4 {
			return step{}
		}
		if b[0] < 0x81 || b[0] > 0xfe || b[2] < 0x81 || b[2] > 0xfe || b[3] < 0x30 || b[3] > 0x39 {
			return bad(1)
		}
		n := ((int(b[0])-0x81)*10+int(b[1])-0x30)*1260 + (int(b[2])-0x81)*10 + int(b[3]) - 0x30
		if n < len(t.chars) {
			return char(t.chars[n], 4)
		}
		if n -= 189000; n >= 0 && n < 0x100000 {
			return char(rune(0x10000+n), 4)
		}
		return bad(1)
	}
	m.encode = func(out []byte, r, next rune, s *state) ([]byte, int) {
		if out, n := shortEncode(out, r, next, s); n != 0 {
			return out, n
		}
		n := int(r) - 0x10000 + 189000
		if r < 0x10000 {
			if n = int(t.ranks[r]); r < 0x80 || r >= 0xd800 && r < 0xe000 || n == none {
				return out, 0
			}
		}
		return append(out, byte(0x81+n/12600), byte(0x30+n/1260%10), byte(0x81+n/10%126), byte(0x30+n%10)), 1
	}
	return m
}

// hkscs is plain with four characters that are two in Unicode.
func hkscs(t *table) *multibyte {
	m := plain("big5hkscs", t, "")
	short, shortEncode := m.decode, m.encode
	m.decode = func(b []byte, s *state) step {
		if len(b) > 1 && b[0] == 0x88 {
			switch b[1] {
			case 0x62:
				return step{rs: [2]rune{0xca, 0x304}, count: 2, n: 2}
			case 0x64:
				return step{rs: [2]rune{0xca, 0x30c}, count: 2, n: 2}
			case 0xa3:
				return step{rs: [2]rune{0xea, 0x304}, count: 2, n: 2}
			case 0xa5:
				return step{rs: [2]rune{0xea, 0x30c}, count: 2, n: 2}
			}
		}
		return short(b, s)
	}
	m.encode = func(out []byte, r, next rune, s *state) ([]byte, int) {
		if r == 0xca || r == 0xea {
			base := byte(0x62)
			if r == 0xea {
				base = 0xa3
			}
			switch next {
			case 0x304:
				return append(out, 0x88, base), 2
			case 0x30c:
				return append(out, 0x88, base+2), 2
			case none:
				return out, -1
			}
		}
		return shortEncode(out, r, next, s)
	}
	return m
}

// The letters of Hangul in KS X 1001 by their numbers in a syllable; row A4.
const (
	initials = "\xa1\xa2\xa4\xa7\xa8\xa9\xb1\xb2\xb3\xb5\xb6\xb7\xb8\xb9\xba\xbb\xbc\xbd\xbe"
	finals   = "\xd4\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa9\xaa\xab\xac\xad\xae\xaf\xb0\xb1\xb2\xb4\xb5\xb6\xb7\xb8\xba\xbb\xbc\xbd\xbe"
	filler   = 0xd4
	vowels   = 0xbf // the first of 21
)

// eucKR is plain with syllables that are made of letters: a filler, then one letter for each part (KS X 1001:1998, annex 3).
func eucKR(t *table) *multibyte {
	m := plain("euc_kr", t, "")
	short, shortEncode := m.decode, m.encode
	m.decode = func(b []byte, s *state) step {
		if len(b) < 2 || b[0] != 0xa4 || b[1] != filler {
			return short(b, s)
		}
		if len(b) < 8 {
			return step{}
		}
		index := func(letters string, c byte) int {
			for i := range len(letters) {
				if letters[i] == c {
					return i
				}
			}
			return -1
		}
		first, vowel, last := index(initials, b[3]), int(b[5])-vowels, index(finals, b[7])
		if b[2] != 0xa4 || b[4] != 0xa4 || b[6] != 0xa4 || first < 0 || vowel < 0 || vowel > 20 || last < 0 {
			return bad(1)
		}
		return char(rune(0xac00+first*588+vowel*28+last), 8)
	}
	m.encode = func(out []byte, r, next rune, s *state) ([]byte, int) {
		if out, n := shortEncode(out, r, next, s); n != 0 {
			return out, n
		}
		if r < 0xac00 || r > 0xd7a3 {
			return out, 0
		}
		n := int(r - 0xac00)
		return append(out, 0xa4, filler, 0xa4, initials[n/588], 0xa4, byte(vowels+n/28%21), 0xa4, finals[n%28]), 1
	}
	return m
}

// hz is HZ-GB-2312 (RFC 1843).
func hz(t *table) *multibyte {
	return &multibyte{
		name: "hz",
		decode: func(b []byte, s *state) step {
			c := b[0]
			if c == '~' {
				if len(b) < 2 {
					return step{}
				}
				switch {
				case b[1] == '~' && !s.shifted:
					return char('~', 2)
				case b[1] == '{' && !s.shifted:
					s.shifted = true
					return step{n: 2}
				case b[1] == '\n' && !s.shifted:
					return step{n: 2}
				case b[1] == '}' && s.shifted:
					s.shifted = false
					return step{n: 2}
				}
				return bad(1)
			}
			if c&0x80 != 0 {
				return bad(1)
			}
			if !s.shifted {
				return char(rune(c), 1)
			}
			if len(b) < 2 {
				return step{}
			}
			if r := t.two[int(c|0x80)<<8|int(b[1]|0x80)]; r != none && b[1] < 0x80 {
				return char(r, 2)
			}
			return bad(1)
		},
		encode: func(out []byte, r, _ rune, s *state) ([]byte, int) {
			if r < 0x80 {
				if s.shifted {
					out, s.shifted = append(out, "~}"...), false
				}
				if r == '~' {
					out = append(out, '~')
				}
				return append(out, byte(r)), 1
			}
			code, ok := t.codes[r]
			if !ok {
				return out, 0
			}
			if !s.shifted {
				out, s.shifted = append(out, "~{"...), true
			}
			return append(out, byte(code>>8)&0x7f, byte(code)&0x7f), 1
		},
		finish: func(out []byte, s *state) []byte {
			if s.shifted {
				out = append(out, "~}"...)
			}
			*s = state{}
			return out
		},
	}
}

// designation is a charset of an ISO 2022 encoding: the escape sequence that calls it up, and its characters.
type designation struct {
	mark   byte // its name in a state
	escape string
	width  int
	second bool // it goes to G1
	decode func(code int) rune
	encode func(r rune) (code int, ok bool)
}

const (
	markASCII   = 'B'
	markRoman   = 'J'
	markKana    = 'I'
	markJIS     = 'B' | 0x80
	markOldJIS  = '@' | 0x80
	markJIS0212 = 'D' | 0x80
	markKS      = 'C' | 0x80
)

func asciiSet() designation {
	return designation{mark: markASCII, escape: "\x1b(B", width: 1,
		decode: func(c int) rune { return rune(c) },
		encode: func(r rune) (int, bool) { return int(r), r < 0x80 }}
}

func romanSet() designation {
	return designation{mark: markRoman, escape: "\x1b(J", width: 1,
		decode: func(c int) rune {
			switch c {
			case 0x5c:
				return 0xa5
			case 0x7e:
				return 0x203e
			}
			return rune(c)
		},
		encode: func(r rune) (int, bool) {
			switch r {
			case 0xa5:
				return 0x5c, true
			case 0x203e:
				return 0x7e, true
			}
			return int(r), r < 0x80 && r != 0x5c && r != 0x7e
		}}
}

func kanaSet() designation {
	return designation{mark: markKana, escape: "\x1b(I", width: 1,
		decode: func(c int) rune {
			if c < 0x21 || c > 0x5f {
				return none
			}
			return rune(c + 0xff40)
		},
		encode: func(r rune) (int, bool) { return int(r) - 0xff40, r >= 0xff61 && r <= 0xff9f }}
}

// doubleSet is a charset whose codes are those of a table without the high bits: of two bytes, or of three.
func doubleSet(mark byte, escape string, t *table, three, second bool) designation {
	return designation{mark: mark, escape: escape, width: 2, second: second,
		decode: func(c int) rune {
			if three {
				return t.three[c|0x8080]
			}
			return t.two[c|0x8080]
		},
		encode: func(r rune) (int, bool) {
			code, ok := t.codes[r]
			if !ok || (code > 0xffff) != three || code < 0xa100 || code&0x8080 != 0x8080 {
				return 0, false
			}
			return int(code & 0x7f7f), true
		}}
}

const (
	esc = 0x1b
	so  = 0x0e
	si  = 0x0f
)

// ends reports whether an escape sequence ends with c.
func ends(c byte) bool { return c >= '@' && c <= 'Z' }

// iso2022 is an encoding with the escape sequences of ISO 2022; sets are tried in their order when characters are encoded.
func iso2022(name string, sets ...designation) *multibyte {
	jis90 := name == "iso2022_jp_1" || name == "iso2022_jp_ext"
	shifts := false
	for _, d := range sets {
		shifts = shifts || d.second
	}
	known := append([]designation{asciiSet()}, sets...)
	find := func(mark byte) *designation {
		if mark == 0 {
			mark = markASCII
		}
		for i := range known {
			if known[i].mark == mark {
				return &known[i]
			}
		}
		return nil
	}
	return &multibyte{
		name: name,
		decode: func(b []byte, s *state) step {
			c := b[0]
			switch {
			case s.through:
				s.through = !ends(c)
				return char(rune(c), 1)
			case c == esc && len(b) < 2:
				return step{}
			case c == esc && strings.IndexByte("()$.&", b[1]) < 0:
				s.through = true
				return char(esc, 1)
			case c == esc:
				// The sequence ends at the first of these; without an end within its length it is none.
				n := 0
				for i := 1; i < 16; i++ {
					if i >= len(b) {
						return step{}
					}
					if jis90 && b[i] == '&' && i+1 < len(b) && b[i+1] == '@' {
						i++ // announces JIS X 0208:1990, which the next sequence calls up
						continue
					}
					if ends(b[i]) {
						n = i + 1
						break
					}
				}
				if n == 0 {
					return bad(1)
				}
				for i := range known {
					if string(b[:n]) == known[i].escape {
						if known[i].second {
							s.g1 = known[i].mark
						} else {
							s.g0 = known[i].mark
						}
						return step{n: n}
					}
				}
				if jis90 && n == 6 && string(b[3:6]) == "\x1b$B" {
					s.g0 = markJIS
					return step{n: n}
				}
				return bad(n)
			case c == si && shifts:
				s.shifted = false
				return step{n: 1}
			case c == so && shifts:
				s.shifted = true
				return step{n: 1}
			case c == '\n':
				s.shifted = false
				return char('\n', 1)
			case c < 0x20:
				return char(rune(c), 1)
			case c >= 0x80:
				return bad(1)
			}
			mark := s.g0
			if s.shifted {
				mark = s.g1
			}
			d := find(mark)
			if d == nil {
				return bad(1)
			}
			if len(b) < d.width {
				return step{}
			}
			code := int(c)
			if d.width == 2 {
				if b[1] >= 0x80 {
					return bad(2)
				}
				code = code<<8 | int(b[1])
			}
			if r := d.decode(code); r != none {
				return char(r, d.width)
			}
			return bad(d.width)
		},
		encode: func(out []byte, r, _ rune, s *state) ([]byte, int) {
			if r < 0x80 {
				out = backToASCII(out, s)
				if r == '\n' {
					s.shifted = false
				}
				return append(out, byte(r)), 1
			}
			for i := range sets {
				d := &sets[i]
				code, ok := d.encode(r)
				if !ok {
					continue
				}
				if d.second {
					if s.g1 != d.mark {
						out, s.g1 = append(out, d.escape...), d.mark
					}
					if !s.shifted {
						out, s.shifted = append(out, so), true
					}
				} else {
					if s.shifted {
						out, s.shifted = append(out, si), false
					}
					if s.g0 != d.mark {
						out, s.g0 = append(out, d.escape...), d.mark
					}
				}
				if d.width == 2 {
					out = append(out, byte(code>>8))
				}
				return append(out, byte(code)), 1
			}
			return out, 0
		},
		finish: func(out []byte, s *state) []byte {
			out = backToASCII(out, s)
			s.g0 = 0
			return out
		},
	}
}

func backToASCII(out []byte, s *state) []byte {
	if s.shifted {
		out, s.shifted = append(out, si), false
	}
	if s.g0 != 0 && s.g0 != markASCII {
		out, s.g0 = append(out, "\x1b(B"...), markASCII
	}
	return out
}

// newEncoding makes the encoding of a name that module has; nil: there is none.
func newEncoding(ts *tables, module, name string) *multibyte {
	switch module + "." + name {
	case "_codecs_cn.gb2312":
		return plain(name, ts.gb2312.made(gb2312Charset), "")
	case "_codecs_cn.gbk":
		return plain(name, ts.gbk.made(gbkCharset), "")
	case "_codecs_cn.gb18030":
		return gb18030(ts.gb18030.made(gb18030Charset))
	case "_codecs_cn.hz":
		return hz(ts.gb2312.made(gb2312Charset))
	case "_codecs_hk.big5hkscs":
		return hkscs(ts.hkscs.made(hkscsCharset))
	case "_codecs_tw.big5":
		return plain(name, ts.big5.made(big5Charset), "")
	case "_codecs_tw.cp950":
		return plain(name, ts.cp950.made(cp950Charset), "")
	case "_codecs_kr.euc_kr":
		return eucKR(ts.ksx.made(ksxCharset))
	case "_codecs_kr.cp949":
		return plain(name, ts.cp949.made(cp949Charset), "")
	case "_codecs_jp.shift_jis":
		return plain(name, ts.sjis.made(sjisCharset), "\x80\xa0\xeb\xec\xed\xee\xef\xf0\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe\xff")
	case "_codecs_jp.cp932":
		return plain(name, ts.cp932.made(cp932Charset), "")
	case "_codecs_jp.euc_jp":
		return plain(name, ts.jis.made(jisCharset), "")
	case "_codecs_iso2022.iso2022_kr":
		return iso2022(name, doubleSet(markKS, "\x1b$)C", ts.ksx.made(ksxCharset), false, true))
	}
	t := &ts.jis
	switch module + "." + name {
	case "_codecs_iso2022.iso2022_jp", "_codecs_iso2022.iso2022_jp_1", "_codecs_iso2022.iso2022_jp_ext":
		t.made(jisCharset)
	default:
		return nil
	}
	sets := []designation{doubleSet(markJIS, "\x1b$B", t, false, false)}
	if name != "iso2022_jp" {
		sets = append(sets, doubleSet(markJIS0212, "\x1b$(D", t, true, false))
	}
	sets = append(sets, romanSet())
	if name == "iso2022_jp_ext" {
		sets = append(sets, kanaSet())
	}
	return iso2022(name, append(sets, doubleSet(markOldJIS, "\x1b$@", t, false, false))...)
}
