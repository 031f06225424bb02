// This file implements the tests of wtf8: tables, a naive model, and the oracle's codec.

package wtf8

import (
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"weft/internal/testkit/oracle"
)

// naive decodes by the definition, as the model the fast functions are held against.
func naive(s string) (runes []rune, offs []int) {
	for i := 0; i < len(s); {
		r, n := decodeMultiOrASCII(s[i:])
		runes, offs = append(runes, r), append(offs, i)
		i += n
	}
	return runes, append(offs, len(s))
}

func decodeMultiOrASCII(s string) (rune, int) {
	if s[0] < 0x80 {
		return rune(s[0]), 1
	}
	return decodeMulti(s)
}

func randomText(rng *rand.Rand, n int) string {
	var b []byte
	for range n {
		var r rune
		switch rng.Intn(6) {
		case 0, 1:
			r = rng.Int31n(128)
		case 2:
			r = rng.Int31n(0x800)
		case 3:
			r = rng.Int31n(0x10000)
		case 4:
			r = 0xD800 + rng.Int31n(0x800)
		case 5:
			r = rng.Int31n(MaxRune + 1)
		}
		b = AppendRune(b, r)
	}
	return string(b)
}

func TestWalkingAgreesWithTheModel(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	for _, n := range []int{0, 1, 2, 7, 8, 9, 63, 64, 65, 200, 5000} {
		for range 20 {
			s := randomText(rng, n)
			if rng.Intn(4) == 0 {
				s = strings.Repeat("x", n)
			}
			rs, offs := naive(s)
			if got := RuneCount(s); got != len(rs) {
				t.Fatalf("RuneCount = %d, want %d", got, len(rs))
			}
			if !Valid(s) {
				t.Fatalf("Valid(%q) = false", s)
			}
			tab := NewOffsetTable(s)
			m := rune(0)
			ascii, surr := true, false
			for k := range offs {
				if got := Index(s, k); got != offs[k] {
					t.Fatalf("Index(%d) = %d, want %d", k, got, offs[k])
				}
				if got := tab.Offset(s, k); got != offs[k] {
					t.Fatalf("Offset(%d) = %d, want %d", k, got, offs[k])
				}
				if got := tab.RuneIndex(s, offs[k]); got != k {
					t.Fatalf("RuneIndex(%d) = %d, want %d", offs[k], got, k)
				}
				if k == len(rs) {
					break
				}
				m = max(m, rs[k])
				ascii = ascii && rs[k] < 0x80
				surr = surr || IsSurrogate(rs[k])
				if r, sz := DecodeLast(s, offs[k+1]); r != rs[k] || sz != offs[k+1]-offs[k] || sz != RuneLen(r) {
					t.Fatalf("DecodeLast = %x %d, want %x", r, sz, rs[k])
				}
			}
			if Index(s, len(rs)+1) != -1 || Index(s, -1) != -1 {
				t.Fatal("index out of range accepted")
			}
			if MaxRuneOf(s) != m || IsASCII(s) != ascii || HasSurrogate(s) != surr {
				t.Fatalf("MaxRuneOf/IsASCII/HasSurrogate of %q", s)
			}
			if FromRunes(Runes(s)) != s {
				t.Fatal("FromRunes(Runes(s)) != s")
			}
		}
	}
}

func TestEveryCodePointRoundTrips(t *testing.T) {
	for r := rune(0); r <= MaxRune; r++ {
		s := String(r)
		if got, n := DecodeRune(s, 0); got != r || n != len(s) || !Valid(s) {
			t.Fatalf("%x: got %x, %d", r, got, n)
		}
		if !IsSurrogate(r) && s != string(r) {
			t.Fatalf("%x: %x", r, s)
		}
	}
}

func TestIsASCIIFindsTheOneByte(t *testing.T) {
	for n := 0; n < 70; n++ {
		b := []byte(strings.Repeat("a", n))
		if !IsASCII(string(b)) {
			t.Fatalf("length %d", n)
		}
		for i := range b {
			b[i] = 0x80
			if IsASCII(string(b)) || asciiPrefix(string(b)) != i {
				t.Fatalf("length %d, byte %d", n, i)
			}
			b[i] = 'a'
		}
	}
}

func TestValidRejects(t *testing.T) {
	for _, s := range []string{"\x80", "\xc0\x80", "\xc1\xbf", "\xc3", "\xe0\x80\x80", "\xe1\x80", "\xf0\x80\x80\x80",
		"\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xf0\x90\x80", "\xff", "a\xc3a"} {
		if Valid(s) {
			t.Errorf("Valid(%x) = true", s)
		}
	}
}

const decodeScript = `
import sys, codecs
def esc(s): return s.encode('utf-8','surrogatepass').hex()
for line in sys.stdin:
    h, errors, final = line.rstrip('\n').split(' ')
    b = bytes.fromhex(h)
    try:
        s, n = codecs.utf_8_decode(b, errors, final == '1')
        print('ok', esc(s) or '-', n)
    except UnicodeDecodeError as e:
        print('err', e.start, e.end, e.reason)
`

func TestDecodeLikeTheOracle(t *testing.T) {
	rng := rand.New(rand.NewSource(2))
	pool := []byte{'a', 'b', 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed,
		0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff}
	names := []string{"strict", "replace", "ignore", "surrogateescape", "surrogatepass", "backslashreplace"}
	var in strings.Builder
	type tcase struct {
		b     []byte
		name  string
		final bool
	}
	var cases []tcase
	add := func(b []byte) {
		for _, name := range names {
			for f := 0; f < 2; f++ {
				cases = append(cases, tcase{b, name, f == 1})
				fmt.Fprintf(&in, "%x %s %d\n", b, name, f)
			}
		}
	}
	for range 6000 {
		b := make([]byte, 1+rng.Intn(7))
		for i := range b {
			b[i] = pool[rng.Intn(len(pool))]
		}
		add(b)
	}
	for range 300 {
		b := []byte(randomText(rng, 1+rng.Intn(20)))
		add(b[:rng.Intn(len(b)+1)])
	}
	for i, want := range oracle.Lines(t, decodeScript, in.String()) {
		c := cases[i]
		h, ok := DecodeHandlerFor(c.name)
		if !ok {
			t.Fatal(c.name)
		}
		s, n, err := Decode(c.b, h, c.final)
		var got string
		var de *DecodeError
		if errors.As(err, &de) {
			got = fmt.Sprintf("err %d %d %s", de.Start, de.End, de.Reason)
		} else {
			x := hex.EncodeToString([]byte(s))
			if x == "" {
				x = "-"
			}
			got = fmt.Sprintf("ok %s %d", x, n)
			if !Valid(s) {
				t.Fatalf("result not well-formed: %x", s)
			}
		}
		if got != want {
			t.Fatalf("%x %s final=%v: got %s, want %s", c.b, c.name, c.final, got, want)
		}
	}
}

const encodeScript = `
import sys
for line in sys.stdin:
    h, errors = line.rstrip('\n').split(' ')
    s = bytes.fromhex(h).decode('utf-8', 'surrogatepass')
    try:
        print('ok', s.encode('utf-8', errors).hex() or '-')
    except UnicodeEncodeError as e:
        print('err', e.start, e.end, e.reason)
`

func TestEncodeLikeTheOracle(t *testing.T) {
	rng := rand.New(rand.NewSource(3))
	names := []string{"strict", "replace", "ignore", "surrogateescape", "surrogatepass", "backslashreplace",
		"xmlcharrefreplace"}
	var in strings.Builder
	var strs, hs []string
	for range 2000 {
		s := randomText(rng, 1+rng.Intn(6))
		if rng.Intn(2) == 0 {
			s += String(0xDC80+rng.Int31n(128)) + String(0xDC80+rng.Int31n(128))
		}
		for _, name := range names {
			fmt.Fprintf(&in, "%x %s\n", s, name)
			strs, hs = append(strs, s), append(hs, name)
		}
	}
	for i, want := range oracle.Lines(t, encodeScript, in.String()) {
		h, ok := EncodeHandlerFor(hs[i])
		if !ok {
			t.Fatal(hs[i])
		}
		b, err := Encode(strs[i], h)
		got := "ok " + hex.EncodeToString(b)
		if len(b) == 0 {
			got += "-"
		}
		var ee *EncodeError
		if errors.As(err, &ee) {
			got = fmt.Sprintf("err %d %d %s", ee.Start, ee.End, ee.Reason)
		}
		if got != want {
			t.Fatalf("%x %s: got %s, want %s", strs[i], hs[i], got, want)
		}
	}
}

func BenchmarkRuneCount(b *testing.B) {
	s := strings.Repeat("héllo wörld ", 1000)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		RuneCount(s)
	}
}

func BenchmarkIsASCII(b *testing.B) {
	s := strings.Repeat("hello world ", 1000)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		IsASCII(s)
	}
}
