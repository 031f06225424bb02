// This file implements the tests that need no recorded results: hostile code,
// limits, interruption, sharing.

package sre

import (
	"errors"
	"math/rand"
	"sync"
	"testing"
)

func TestInvalidCode(t *testing.T) {
	bad := [][]uint32{
		nil,
		{},
		{cLiteral, 'a'},
		{cLiteral, cSuccess},
		{99, cSuccess},
		{cJump, 0, cSuccess},
		{cJump, 1, cSuccess},
		{cCategory, 0, cSuccess},
		{cAt, atCount, cSuccess},
		{cMark, 4, cSuccess},
		{cGroupref, 1, cSuccess},
		{cIn, 1, cFailure, cSuccess},
		{cIn, 4, cLiteral, 'a', cSuccess},
		{cIn, 3, cNegate, cNegate, cSuccess},
		{cIn, 1 << 31, cLiteral, 'a', cFailure, cSuccess},
		{cBranch, 0, cSuccess},
		{cBranch, 1, cJump, 0, cSuccess},
		{cRepeatOne, 4, 2, 1, cSuccess, cSuccess},
		{cRepeatOne, 4, 0, 1, cSuccess, cSuccess},
		{cRepeat, 3, 0, 1, cSuccess, cSuccess},
		{cRepeat, 1 << 31, 0, 1, cMaxUntil, cSuccess},
		{cAssert, 2, 0, cSuccess},
		{cGrouprefExists, 0, 0, cSuccess},
		{cGrouprefExists, 0, 1, cSuccess},
		{cInfo, 4, 8, 0, 0, cSuccess},
		{cInfo, 4, infoPrefix, 0, 0, cSuccess},
		{cInfo, 6, infoPrefix, 0, 0, 1 << 31, 0, cSuccess},
		{cSubpattern, cSuccess},
	}
	for _, code := range bad {
		if _, err := Compile(code, 1); !errors.Is(err, ErrInvalidCode) {
			t.Errorf("%v: got %v", code, err)
		}
	}
	if _, err := Compile([]uint32{cSuccess}, -1); err == nil {
		t.Error("negative groups accepted")
	}
	if _, err := Compile([]uint32{cSuccess}, MaxGroups+1); err == nil {
		t.Error("too many groups accepted")
	}
	if _, err := Compile([]uint32{cSuccess}, MaxGroups); err != nil {
		t.Error(err)
	}
}

func TestDeepNesting(t *testing.T) {
	var code []uint32
	for range 200000 {
		code = append(code, cAtomicGroup, 0)
	}
	n := len(code)
	for range n/2 + 1 {
		code = append(code, cSuccess)
	}
	for i := 1; i < n; i += 2 {
		// The group at i-1 ends at the matching SUCCESS from the back.
		code[i] = uint32(len(code) - 2 - (i-1)/2 - i)
	}
	if _, err := Compile(code, 0); !errors.Is(err, ErrTooDeep) {
		t.Errorf("got %v", err)
	}
}

// slow is the code of (?:a|aa|b)*c, which is exponential on a run of a.
func slow() []uint32 {
	return []uint32{
		cRepeat, 22, 0, MaxRepeat,
		cBranch,
		5, cLiteral, 'a', cJump, 14,
		7, cLiteral, 'a', cLiteral, 'a', cJump, 7,
		5, cLiteral, 'b', cJump, 2,
		cFailure,
		cMaxUntil,
		cLiteral, 'c',
		cSuccess,
	}
}

func TestInterrupt(t *testing.T) {
	p, err := Compile(slow(), 0)
	if err != nil {
		t.Fatal(err)
	}
	text := make([]byte, 100)
	for i := range text {
		text[i] = 'a'
	}
	stop := errors.New("stop")
	calls := 0
	s := BytesSubject(text)
	_, ok, err := p.Match(&s, &Request{End: len(text), Interrupt: func() error {
		if calls++; calls == 3 {
			return stop
		}
		return nil
	}}, nil)
	if ok || err != stop || calls != 3 {
		t.Errorf("got %v, %v after %d calls", ok, err, calls)
	}
	// The program is usable again.
	s = BytesSubject([]byte("ac"))
	if _, ok, err = p.Match(&s, &Request{End: 2}, nil); !ok || err != nil {
		t.Errorf("afterwards: %v, %v", ok, err)
	}
}

func TestMemoryLimit(t *testing.T) {
	p, err := Compile(slow(), 0)
	if err != nil {
		t.Fatal(err)
	}
	text := make([]byte, 100000)
	for i := range text {
		text[i] = 'a'
	}
	s := BytesSubject(text)
	if _, _, err := p.Match(&s, &Request{End: len(text), MemLimit: 1 << 16}, nil); err != ErrMemory {
		t.Errorf("got %v", err)
	}
}

func TestSharedProgram(t *testing.T) {
	p, err := Compile(slow(), 0)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			text := []byte("aababaabc")[g%4:]
			s := BytesSubject(text)
			marks := make([]int, 2)
			for range 200 {
				if _, ok, err := p.Match(&s, &Request{End: len(text)}, marks); !ok || err != nil || marks[1] != len(text) {
					t.Errorf("got %v %v %v", ok, err, marks)
				}
			}
		})
	}
	wg.Wait()
}

// TestHammerPages lets threads fill the page cache of one set together.
func TestHammerPages(t *testing.T) {
	p, err := Compile(codeOf(cRepeatOne, 9, 1, MaxRepeat, cIn, 4, cCategory, catUniWord, cFailure, cSuccess), 0)
	if err != nil {
		t.Fatal(err)
	}
	text := make([]rune, 0, 4000)
	for i := range 4000 {
		text = append(text, 0x400+rune(i%0x100), 0x4e00+rune(i*7%0x5000))
	}
	s := StringSubject(string(text), false)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			marks := make([]int, 2)
			n := 0
			it := Iter{Program: p, Subject: &s, Request: Request{End: s.Len(), Mode: Search}}
			for {
				_, ok, err := it.Next(marks)
				if err != nil || !ok {
					break
				}
				for i := marks[0]; i < marks[1]; i++ {
					if !isUniWord(s.At(i)) {
						t.Errorf("%#x is not a word character", s.At(i))
					}
				}
				n += marks[1] - marks[0]
			}
			want := 0
			for i := range s.Len() {
				if isUniWord(s.At(i)) {
					want++
				}
			}
			if n != want {
				t.Errorf("%d characters in words, want %d", n, want)
			}
		})
	}
	wg.Wait()
}

// codeOf ends a code list.
func codeOf(parts ...uint32) []uint32 { return append(parts, cSuccess) }

func TestSetTables(t *testing.T) {
	for cat := range uint32(catCount) {
		b := categoryBits(cat)
		for c := range uint32(256) {
			if b.has(uint8(c)) != inCategory(cat, c) {
				t.Errorf("category %d, character %#x: table says %v", cat, c, b.has(uint8(c)))
			}
		}
	}
	for c := range uint32(256) {
		lower := UnicodeToLower(c)
		if up := c >= 'A' && c <= 'Z' || c >= 0xc0 && c <= 0xde && c != 0xd7; up != (lower != c) || up && lower != c+32 {
			t.Errorf("lower case of %#x is %#x", c, lower)
		}
	}
	for _, r := range seedCodes(t) {
		for i, op := range r.Code {
			f := foldNone
			switch op {
			case cIn:
			case cInIgnore:
				f = foldASCII
			case cInUniIgnore:
				f = foldUnicode
			case cInLocIgnore:
				f = foldLocale
			default:
				continue
			}
			if i+1 >= len(r.Code) {
				continue
			}
			p := parser{code: r.Code}
			n, err := p.skip(i+1, len(r.Code), 2)
			if err != nil || !p.charset(i+2, i+n) || r.Code[i+n] != cFailure {
				continue // an operand, not an opcode
			}
			code := r.Code[i+2 : i+n+1]
			s := codeSet(code, f)
			for c := range uint32(0x3000) {
				if s.has(c) != charsetHas(code, f, c) {
					t.Fatalf("%s: set at %d, character %#x: %v", r.Pattern, i, c, s.has(c))
				}
			}
		}
	}
}

func TestSubjectDecoding(t *testing.T) {
	for _, c := range []struct {
		text string
		want []uint32
	}{
		{"", nil},
		{"ab", []uint32{'a', 'b'}},
		{"a\u00e9", []uint32{'a', 0xe9}},
		{"\u00ff\u0100", []uint32{0xff, 0x100}},
		{"\xed\xb2\x80x", []uint32{0xdc80, 'x'}},
		{"\U0001F600\u0436", []uint32{0x1f600, 0x436}},
	} {
		s := StringSubject(c.text, false)
		if s.Len() != len(c.want) {
			t.Errorf("%q: length %d", c.text, s.Len())
			continue
		}
		for i, w := range c.want {
			if s.At(i) != w {
				t.Errorf("%q[%d] = %x", c.text, i, s.At(i))
			}
		}
	}
	for _, broken := range []string{"\xff", "\xe4\xb8", "\xf0\x9f\x98", "\xc3", "\x80\x80"} {
		s := StringSubject(broken, false)
		_ = s.Len()
	}
}

// tryCode compiles hostile code and runs it where it is accepted. The result
// does not matter as long as nothing panics.
func tryCode(code []uint32, groups int, text string) (accepted bool) {
	p, err := Compile(code, groups)
	if err != nil {
		return false
	}
	steps := 0
	marks := make([]int, 2*(min(groups, 10)+1))
	for _, s := range []Subject{BytesSubject([]byte(text)), StringSubject(text+"\u0436", false), StringSubject("\U0001F600"+text, false)} {
		for _, mode := range []Mode{Match, FullMatch, Search} {
			for _, span := range [][2]int{{0, s.Len()}, {1, s.Len()}, {s.Len(), 1}} {
				steps = 0
				_, _, _ = p.Match(&s, &Request{Pos: span[0], End: span[1], Mode: mode, MemLimit: 1 << 16, Interrupt: func() error {
					if steps++; steps > 3 {
						return ErrMemory
					}
					return nil
				}}, marks)
			}
		}
	}
	return true
}

// TestHostileCode damages valid code lists and puts opcodes together at random.
func TestHostileCode(t *testing.T) {
	seeds := seedCodes(t)
	rnd := rand.New(rand.NewSource(1))
	n := 0
	rounds := 60000
	if testing.Short() {
		rounds = 5000
	}
	for range rounds {
		seed := seeds[rnd.Intn(len(seeds))]
		code := append([]uint32(nil), seed.Code...)
		for range 1 + rnd.Intn(4) {
			i := rnd.Intn(len(code))
			switch rnd.Intn(5) {
			case 0:
				code[i] = uint32(rnd.Intn(cRangeUniIgnore + 2))
			case 1:
				code[i] += uint32(rnd.Intn(5) - 2)
			case 2:
				code[i] = rnd.Uint32()
			case 3:
				code[i] = MaxRepeat - uint32(rnd.Intn(3))
			case 4:
				j := rnd.Intn(len(code))
				code[i], code[j] = code[j], code[i]
			}
		}
		if tryCode(code, seed.Groups, "ab1 \nxaab") {
			n++
		}
	}
	t.Logf("%d of %d accepted", n, rounds)
}

func FuzzCode(f *testing.F) {
	for _, s := range seedCodes(f) {
		b := make([]byte, 0, len(s.Code))
		for _, c := range s.Code {
			b = append(b, byte(min(c, 255)))
		}
		f.Add(b, s.Groups)
	}
	f.Fuzz(func(t *testing.T, b []byte, groups int) {
		code := make([]uint32, len(b))
		for i, c := range b {
			code[i] = uint32(c)
			if c == 255 {
				code[i] = MaxRepeat
			}
		}
		tryCode(code, groups, "ab1 \nxaab")
	})
}
