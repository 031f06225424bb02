// This file implements the tests of ucd: every code point against the oracle, and strings against its methods.

package ucd

import (
	"fmt"
	"hash/crc32"
	"math/rand"
	"strings"
	"testing"

	"weft/internal/floatfmt"
	"weft/internal/testkit/oracle"
	"weft/internal/wtf8"
)

// block is how many code points share one checksum.
const block = 256

// compareAll checks describe(r) against the oracle's describe(c), for all code points: checksums by block first, then the
// lines of differing blocks. Of the planes without characters one block in 64 is compared.
func compareAll(t *testing.T, script string, describe func(r rune) string) {
	t.Helper()
	script = `
import sys, zlib
import unicodedata as new
old = new.ucd_3_2_0
def hx(s): return s.encode('utf-8', 'surrogatepass').hex()
def num(v): return '-' if v is None else repr(float(v))
def b(*v): return ''.join('01'[bool(x)] for x in v)
def it(v): return '-1' if v is None else str(v)
` + script + `
def skip(s): return s >= 0x40000 and s & 0x3fff != 0 and not 0xe0000 <= s < 0xe1000
start, size = map(int, sys.stdin.read().split())
if size:
    for cp in range(start, start + size): print(describe(chr(cp)))
else:
    for s in range(0, 0x110000, 256):
        if skip(s): print('-'); continue
        print('%08x' % zlib.crc32(''.join(describe(chr(cp)) + '\n' for cp in range(s, s + 256)).encode()))
`
	bad := 0
	for i, want := range oracle.Lines(t, script, "0 0") {
		if want == "-" {
			continue
		}
		h := crc32.NewIEEE()
		for cp := i * block; cp < (i+1)*block; cp++ {
			fmt.Fprintln(h, describe(rune(cp)))
		}
		if fmt.Sprintf("%08x", h.Sum32()) == want {
			continue
		}
		for k, line := range oracle.Lines(t, script, fmt.Sprint(i*block, " ", block)) {
			if got := describe(rune(i*block + k)); got != line {
				t.Errorf("U+%04X: got %s, want %s", i*block+k, got, line)
				if bad++; bad > 20 {
					t.FailNow()
				}
			}
		}
	}
}

func flagsText(bs ...bool) string {
	var b strings.Builder
	for _, x := range bs {
		if x {
			b.WriteByte('1')
		} else {
			b.WriteByte('0')
		}
	}
	return b.String()
}

func hexText(s string) string { return fmt.Sprintf("%x", s) }

func pyFloat(v float64, ok bool) string {
	if !ok {
		return "-"
	}
	return floatfmt.Repr(v)
}

func TestPredicatesOfEveryCodePoint(t *testing.T) {
	compareAll(t, `
def describe(c): return b(c.isalpha(), c.isalnum(), c.isdecimal(), c.isdigit(), c.isnumeric(), c.islower(), c.isupper(), c.istitle(),
    c.isspace(), c.isprintable(), c.isidentifier(), ('a'+c).isidentifier(), len(('a'+c+'b').splitlines()) == 2)
`, func(r rune) string {
		s := wtf8.String(r)
		if StrIsAlpha(s) != IsAlpha(r) || StrIsSpace(s) != IsSpace(r) || StrIsLower(s) != IsLower(r) || StrIsUpper(s) != IsUpper(r) {
			t.Errorf("string and code point differ: %X", r)
		}
		return flagsText(IsAlpha(r), IsAlnum(r), IsDecimal(r), IsDigit(r), IsNumeric(r), IsLower(r), IsUpper(r), StrIsTitle(s),
			IsSpace(r), IsPrintable(r), StrIsIdentifier(s), StrIsIdentifier("a"+s), IsLineBreak(r))
	})
}

func TestCaseOfEveryCodePoint(t *testing.T) {
	compareAll(t, `
import _sre
def describe(c): return ' '.join((hx(c.lower()), hx(c.upper()), hx(c.title()), hx(c.casefold()), hx(c.swapcase()), hx(('a'+c).title()), hx((c+'a').title()),
    hx(('A'+c+'\u03a3').lower()), hx((c+'\u03a3').lower()), hx(('A\u03a3'+c).lower()), str(_sre.unicode_tolower(ord(c))), b(_sre.unicode_iscased(ord(c)))))
`, func(r rune) string {
		c := wtf8.String(r)
		return strings.Join([]string{hexText(Lower(c)), hexText(Upper(c)), hexText(Title(c)), hexText(Casefold(c)), hexText(Swapcase(c)),
			hexText(Title("a" + c)), hexText(Title(c + "a")), hexText(Lower("A" + c + "\u03a3")), hexText(Lower(c + "\u03a3")), hexText(Lower("A\u03a3" + c)),
			fmt.Sprint(ToLower(r)), flagsText(IsCased(r))}, " ")
	})
}

func TestPropertiesOfEveryCodePoint(t *testing.T) {
	for _, db := range []DB{Latest, V320} {
		name := []string{"new", "old"}[db]
		t.Run(name, func(t *testing.T) {
			compareAll(t, `
def describe(c, db=`+name+`): return ' '.join((db.category(c), db.bidirectional(c), str(db.combining(c)), str(db.mirrored(c)), db.east_asian_width(c),
    it(db.decimal(c, None)), it(db.digit(c, None)), num(db.numeric(c, None)), db.decomposition(c)))
`, func(r rune) string {
				return strings.Join([]string{db.Category(r), db.Bidirectional(r), fmt.Sprint(db.Combining(r)), fmt.Sprint(db.Mirrored(r)), db.EastAsianWidth(r),
					fmt.Sprint(db.Decimal(r)), fmt.Sprint(db.Digit(r)), pyFloat(db.Numeric(r)), db.Decomposition(r)}, " ")
			})
		})
	}
}

func TestNamesOfEveryCodePoint(t *testing.T) {
	compareAll(t, `
def describe(c): return ' '.join((new.name(c, '-'), old.name(c, '-')))
`, func(r rune) string {
		a, ok := Latest.Name(r)
		if !ok {
			a = "-"
		} else {
			for _, s := range []string{a, strings.ToLower(a)} {
				if got, ok := LookupChar(s); !ok || got != r {
					t.Errorf("LookupChar(%q) = %X, %v", s, got, ok)
				}
			}
		}
		o, ok := V320.Name(r)
		if !ok {
			o = "-"
		}
		return a + " " + o
	})
}

func TestNormalFormsOfEveryCodePoint(t *testing.T) {
	for _, db := range []DB{Latest, V320} {
		name := []string{"new", "old"}[db]
		t.Run(name, func(t *testing.T) {
			compareAll(t, `
def describe(c, db=`+name+`): return ' '.join(hx(db.normalize(f, c)) + b(db.is_normalized(f, c)) for f in ('NFC', 'NFD', 'NFKC', 'NFKD'))
`, func(r rune) string {
				c := wtf8.String(r)
				var out []string
				for f := NFC; f <= NFKD; f++ {
					out = append(out, hexText(db.Normalize(f, c))+flagsText(db.IsNormalized(f, c)))
				}
				return strings.Join(out, " ")
			})
		})
	}
}

func randomString(rng *rand.Rand, pool []rune) string {
	var b []byte
	for range 1 + rng.Intn(8) {
		r := pool[rng.Intn(len(pool))]
		if rng.Intn(12) == 0 {
			r = rng.Int31n(wtf8.MaxRune + 1)
		}
		b = wtf8.AppendRune(b, r)
	}
	return string(b)
}

func ask(t *testing.T, script string, questions, got []string) {
	t.Helper()
	want := oracle.Lines(t, `
import sys
import unicodedata as new
old = new.ucd_3_2_0
def tx(h): return bytes.fromhex(h).decode('utf-8', 'surrogatepass')
def hx(s): return s.encode('utf-8', 'surrogatepass').hex()
def b(*v): return ''.join('01'[bool(x)] for x in v)
`+script, strings.Join(questions, "\n")+"\n")
	if len(want) != len(got) {
		t.Fatalf("%d answers to %d questions", len(want), len(got))
	}
	bad := 0
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s: got %s, want %s", questions[i], got[i], want[i])
			if bad++; bad > 10 {
				t.FailNow()
			}
		}
	}
}

func TestNormalizeStringsLikeTheOracle(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	pool := []rune("aAeo\u0300\u0301\u0323\u0308\u0304\u0345\u0327\u1100\u1161\u11a8\uac00\uac01\u00e9\u1e69\u0344\u0958\u09c7\u09be\u0b47\u2126\ufb01\U0001D15E\U000110BA\u3099\u304b\u0f71\u0f72\u0f73\u05b0\u094d\U00016D63\U00016D67\U00016D68\ud7b0")
	var qs, got []string
	for range 20000 {
		s := randomString(rng, pool)
		var out []string
		for _, db := range []DB{Latest, V320} {
			for f := NFC; f <= NFKD; f++ {
				out = append(out, hexText(db.Normalize(f, s))+flagsText(db.IsNormalized(f, s)))
			}
		}
		qs, got = append(qs, hexText(s)), append(got, strings.Join(out, " "))
	}
	ask(t, `
for line in sys.stdin:
    s = tx(line)
    print(' '.join(hx(db.normalize(f, s)) + b(db.is_normalized(f, s)) for db in (new, old) for f in ('NFC', 'NFD', 'NFKC', 'NFKD')))
`, qs, got)
}

func TestCaseStringsLikeTheOracle(t *testing.T) {
	rng := rand.New(rand.NewSource(2))
	pool := []rune("aBzZ 1_-'.\u00df\u0130\u0131\u03a3\u03c3\u03c2\u00e9\u01c5\u01c4\u0345\u0301\ufb03\u1f88\u10d0\u1c90\u13a0\uab70\u00aa\u02b0\u2160\u24b6\u0660\u00b2\u00bd\u3000\x1c\u0149")
	var qs, got []string
	for i := range 20000 {
		s := randomString(rng, pool)
		if i%4 == 0 {
			s = strings.Map(func(r rune) rune { return r & 0x7F }, s)
		}
		qs = append(qs, hexText(s))
		got = append(got, strings.Join([]string{hexText(Lower(s)), hexText(Upper(s)), hexText(Title(s)), hexText(Casefold(s)), hexText(Swapcase(s)), hexText(Capitalize(s)),
			flagsText(StrIsLower(s), StrIsUpper(s), StrIsTitle(s), StrIsAlpha(s), StrIsAlnum(s), StrIsDecimal(s), StrIsDigit(s), StrIsNumeric(s), StrIsSpace(s), StrIsPrintable(s), StrIsIdentifier(s)),
			hexText(TrimSpace(s)), hexText(TrimLeftSpace(s)), hexText(TrimRightSpace(s))}, " "))
	}
	ask(t, `
for line in sys.stdin:
    s = tx(line)
    print(' '.join((hx(s.lower()), hx(s.upper()), hx(s.title()), hx(s.casefold()), hx(s.swapcase()), hx(s.capitalize()),
        b(s.islower(), s.isupper(), s.istitle(), s.isalpha(), s.isalnum(), s.isdecimal(), s.isdigit(), s.isnumeric(), s.isspace(), s.isprintable(), s.isidentifier()),
        hx(s.strip()), hx(s.lstrip()), hx(s.rstrip()))))
`, qs, got)
}

func TestLookupLikeTheOracle(t *testing.T) {
	var qs, got []string
	add := func(s string) {
		qs = append(qs, s)
		line := "-"
		if v, ok := Latest.Lookup(s); ok {
			line = hexText(v)
		}
		v, ok := V320.Lookup(s)
		if ok {
			line += " " + hexText(v)
		}
		r, ok := LookupChar(s)
		if ok {
			line += " " + hexText(wtf8.String(r))
		}
		got = append(got, line)
	}
	for i := firstAlias; i < nameCount; i++ {
		s := string(appendName(nil, i))
		add(s)
		add(strings.ToLower(s))
		add(s + "X")
	}
	for _, s := range []string{"SPACE", " SPACE", "SPACE ", "", "CJK UNIFIED IDEOGRAPH-4E00", "CJK UNIFIED IDEOGRAPH-4e00", "CJK UNIFIED IDEOGRAPH-04E00", "CJK UNIFIED IDEOGRAPH-20000",
		"CJK UNIFIED IDEOGRAPH-2A6E0", "CJK UNIFIED IDEOGRAPH-F900", "CJK COMPATIBILITY IDEOGRAPH-F900", "TANGUT IDEOGRAPH-17000", "HANGUL SYLLABLE ", "HANGUL SYLLABLE A", "HANGUL SYLLABLE GAGX",
		"HANGUL SYLLABLE GGAGG", "HANGUL SYLLABLE AG", "HANGUL SYLLABLE NGA", "EGYPTIAN HIEROGLYPH-13460", "EGYPTIAN HIEROGLYPH A001", "TIBETAN MARK GTER YIG MGO -UM RNAM BCAD MA",
		"NUSHU CHARACTER-1B170", "KHITAN SMALL SCRIPT CHARACTER-18B00", "BELL", "\u00e9", "CJK UNIFIED IDEOGRAPH-+4E0", "HANGUL SYLLABLE H", "HANGUL SYLLABLE YA"} {
		add(s)
	}
	ask(t, `
for line in sys.stdin:
    s = line.rstrip('\n')
    out = []
    try: out.append(hx(new.lookup(s)))
    except KeyError: out.append('-')
    try: out.append(hx(old.lookup(s)))
    except KeyError: pass
    try: out.append(hx(eval("'\\N{%s}'" % s)))
    except SyntaxError: pass
    print(' '.join(out))
`, qs, got)
}

func TestDecimalASCII(t *testing.T) {
	for in, want := range map[string]string{
		"12": "12", "\u0661\u0662": "12", "\u00a01\u3000": " 1 ", "1\u00bd2": "1?", "\x7f": "\x7f", "\u0661\x7f": "1?", "\U0001D7CE.5": "0.5",
	} {
		if got := DecimalASCII(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func BenchmarkLowerASCII(b *testing.B) {
	s := strings.Repeat("Hello World ", 10)
	for b.Loop() {
		Lower(s)
	}
}

func BenchmarkUpperText(b *testing.B) {
	s := strings.Repeat("Grüße aus Köln ", 10)
	for b.Loop() {
		Upper(s)
	}
}

func BenchmarkName(b *testing.B) {
	for b.Loop() {
		Latest.Name(0x1F600)
	}
}
