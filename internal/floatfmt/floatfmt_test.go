// This file implements the tests of floatfmt against the oracle.

package floatfmt

import (
	"errors"
	"fmt"
	"math"
	"math/rand"
	"strings"
	"testing"

	"weft/internal/testkit/oracle"
)

var special = []float64{0, math.Copysign(0, -1), 1, -1, 0.5, 2.5, 1e15, 1e16, 1e17, 123456789012345680, 9999999999999998,
	9999999999999999, 1e-4, 1e-5, 0.00012345, 9.999e-5, 1e22, 1e23, 5e-324, 2.2250738585072014e-308, math.MaxFloat64, math.Inf(1),
	math.Inf(-1), math.NaN(), 0.1, 1 / 3.0, 2 / 3.0, 100, 1e100, 1e-100, 9.5, 99.5, 0.05, 0.15, 0.25, 0.35, 1.005, 2.675,
	5.684341886080802e-14, 9007199254740993, 25, 250000, 2.5e5, 35, 1e308, 1.7e308, 1.5e308, 5e307, 0.999999, 0.9999996, 1234567, 123456.5}

func samples(rng *rand.Rand, n int) []float64 {
	out := append([]float64(nil), special...)
	for range n {
		out = append(out, math.Float64frombits(rng.Uint64()), rng.NormFloat64(), float64(rng.Intn(1<<20))/float64(int(1)<<rng.Intn(20)),
			float64(rng.Intn(100000))/1000, math.Trunc(rng.Float64()*1e17), float64(rng.Intn(2000)-1000)*math.Pow(10, float64(rng.Intn(40)-20)))
	}
	return out
}

// check asks the oracle every question and compares the answers.
func check(t *testing.T, script string, questions, got []string) {
	t.Helper()
	want := oracle.Lines(t, script, strings.Join(questions, "\n")+"\n")
	if len(want) != len(got) {
		t.Fatalf("%d answers to %d questions", len(want), len(got))
	}
	bad := 0
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s: got %q, want %q", questions[i], got[i], want[i])
			if bad++; bad > 20 {
				t.FailNow()
			}
		}
	}
}

const decl = `
import sys, struct
def F(s): return struct.unpack('<d', struct.pack('<Q', int(s)))[0]
def B(f): return struct.unpack('<Q', struct.pack('<d', f))[0] if f == f else 'nan'
`

func bitsOf(f float64) string {
	if f != f {
		return "nan"
	}
	return fmt.Sprint(math.Float64bits(f))
}

func TestReprAndHexLikeTheOracle(t *testing.T) {
	var qs, got []string
	fs := samples(rand.New(rand.NewSource(1)), 5000)
	for i, f := range fs {
		qs = append(qs, fmt.Sprint(math.Float64bits(f)))
		g := fs[(i*7+1)%len(fs)]
		got = append(got, Repr(f)+" "+Hex(f)+" "+ComplexRepr(f, g)+" "+ComplexRepr(0, f))
		qs[i] += fmt.Sprintf(" %d", math.Float64bits(g))
	}
	check(t, decl+`
for line in sys.stdin:
    f, g = map(F, line.split())
    print(repr(f), f.hex(), repr(complex(f, g)), repr(complex(0, f)))
`, qs, got)
}

func TestFormatLikeTheOracle(t *testing.T) {
	var qs, got []string
	rng := rand.New(rand.NewSource(2))
	precs := []int{0, 1, 2, 3, 6, 10, 15, 16, 17, 18, 20, 50, 340, 800, 1100}
	for _, f := range samples(rng, 400) {
		for _, code := range "eEfFgG" {
			for range 3 {
				p := precs[rng.Intn(len(precs))]
				fl := Flags(rng.Intn(8)) &^ AddDot0
				z := ""
				alt, sign := "", ""
				if fl&Alt != 0 {
					alt = "#"
				}
				if fl&Sign != 0 {
					sign = "+"
				}
				if rng.Intn(3) == 0 {
					fl |= NoNegZero
					z = "z"
				}
				qs = append(qs, fmt.Sprintf("%d %s%s%s.%d%c", math.Float64bits(f), sign, z, alt, p, code))
				got = append(got, Format(f, byte(code), p, fl))
			}
		}
	}
	check(t, decl+`
for line in sys.stdin:
    f, spec = line.split()
    print(format(F(f), spec))
`, qs, got)
}

func TestRoundLikeTheOracle(t *testing.T) {
	var qs, got []string
	rng := rand.New(rand.NewSource(3))
	for _, f := range samples(rng, 1500) {
		for _, n := range []int{0, 1, 2, 3, -1, -2, -5, -15, -16, -17, -300, -308, -309, 5, 16, 20, 300, 322, 323, 324, rng.Intn(40) - 20} {
			qs = append(qs, fmt.Sprintf("%d %d", math.Float64bits(f), n))
			r, err := Round(f, n)
			if err != nil {
				got = append(got, err.Error())
			} else {
				got = append(got, bitsOf(r))
			}
		}
	}
	check(t, decl+`
for line in sys.stdin:
    f, n = line.split()
    try: print(B(round(F(f), int(n))))
    except OverflowError as e: print(e)
`, qs, got)
}

func TestParseLikeTheOracle(t *testing.T) {
	qs := []string{"1", "1.", ".5", ".", "", "1e", "1e5", "1E+5", "1e-5", "1e+", "+1", "-1", "--1", "+-1", "1_0", "1__0", "_1", "1_", "1_.5", "1._5",
		"1.5_5", "1e1_0", "1_e10", "1e_10", "inf", "Infinity", "-INF", "+nan", "nan", "-nan", "infinit", "nanx", "0x10", "1e400", "-1e400", "1e-400",
		"1e99999999999999999999999", "1e-99999999999999999999", "0e99999999999", "1 2", "0." + strings.Repeat("0", 20000) + "1e20001",
		"1" + strings.Repeat("0", 20000) + "e-20000", strings.Repeat("9", 900), "0." + strings.Repeat("0", 320) + strings.Repeat("7", 900), "1e00000000005", "1e-00000000005",
		"2.2250738585072011e-308", "2.2250738585072012e-308", "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324",
		"1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "9007199254740993", "9007199254740992.99999999999999999999",
		"9007199254740993.00000000000000000001", "1j", "i", "n", "in", "1_000.000_1e1_0", "e5", ".e5", "1.e5", "0.1e-0", "00012", "-0", "-0.0", "+.5e-3"}
	rng := rand.New(rand.NewSource(4))
	const pool = "0123456789012345678901234567890123456789..eE+-__inf"
	for range 4000 {
		b := make([]byte, 1+rng.Intn(10))
		for i := range b {
			b[i] = pool[rng.Intn(len(pool))]
		}
		qs = append(qs, string(b))
	}
	for _, f := range samples(rng, 1000) {
		qs = append(qs, Repr(f), Format(f, 'e', 16+rng.Intn(40), 0))
	}
	var got []string
	for _, q := range qs {
		f, err := Parse(q)
		if err != nil {
			got = append(got, "error")
		} else {
			got = append(got, bitsOf(f))
		}
	}
	check(t, decl+`
for line in sys.stdin:
    try: print(B(float(line.rstrip('\n'))))
    except ValueError as e: print('error')
`, qs, got)
}

func TestParseComplexLikeTheOracle(t *testing.T) {
	qs := []string{"1", "1j", "j", "+j", "-j", "J", "1+j", "1-j", "1+1j", "1-2.5e3j", "(1+2j)", "( 1+2j )", " 1+2j ", "(1+2j", "1+2j)", "()", "", " ", "(", ")",
		"1 + 2j", "1+ 2j", "inf+nanj", "-inf-infj", "nanj", "infj", "infinityj", "1_0+2_0j", "1_+2j", "1+2", "1j+2", "1jj", "1+2jj", "((1j))", "+1-1J", "+-1j", "1e5j", "1e5+1e-5j", "-0-0j", "1+-2j"}
	rng := rand.New(rand.NewSource(5))
	const pool = "1234567890..e+-+-jjjJ_ ()in"
	for range 6000 {
		b := make([]byte, 1+rng.Intn(8))
		for i := range b {
			b[i] = pool[rng.Intn(len(pool))]
		}
		qs = append(qs, string(b))
	}
	var got []string
	for _, q := range qs {
		re, im, err := ParseComplex(q)
		if err != nil {
			got = append(got, "error")
		} else {
			got = append(got, bitsOf(re)+" "+bitsOf(im))
		}
	}
	check(t, decl+`
for line in sys.stdin:
    try:
        c = complex(line.rstrip('\n'))
        print(B(c.real), B(c.imag))
    except ValueError as e: print('error')
`, qs, got)
}

func TestFromHexLikeTheOracle(t *testing.T) {
	qs := []string{"", "0x", "0x1", "1", "0x1.", "0x.8", ".", "0x1p", "0x1p+", "0x1p5", "0x1P-5", "-0x1.8p1", "inf", "-Infinity", "nan", "infx", " 0x1 ", "\t0x1\v", "0x1 p1",
		"0x1p1024", "0x1p1023", "0x1.fffffffffffff7p1023", "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7ffffffffffffffffffp1023", "0x1p-1074", "0x1p-1075", "0x1.0000000001p-1075",
		"0x1.8p-1075", "0x3p-1075", "0x1p-1076", "0x0p99999999999999999999", "0x1p99999999999999999999", "0x1p-99999999999999999999", "0x0.0000000000000000000000000000000001p+136",
		"0x" + strings.Repeat("f", 300), "0x" + strings.Repeat("f", 200), "0x1.00000000000008p0", "0x1.00000000000018p0", "0x1.000000000000080000000000000000000001p0", "0x1..8", "1_0", "g", "0xg", "--1", "-0x0p0", "0x123456789abcdef.123p-3", "0.0000000000000000000000000000000000000000123p5"}
	rng := rand.New(rand.NewSource(6))
	for range 4000 {
		var b strings.Builder
		for range 1 + rng.Intn(24) {
			b.WriteByte("0000123456789abcdefABCDEF8888"[rng.Intn(29)])
		}
		s := b.String()
		if k := rng.Intn(len(s) + 1); rng.Intn(2) == 0 {
			s = s[:k] + "." + s[k:]
		}
		if rng.Intn(4) > 0 {
			s += fmt.Sprintf("p%d", rng.Intn(2300)-1150)
		}
		qs = append(qs, s)
	}
	var got []string
	for _, q := range qs {
		f, err := FromHex(q)
		switch {
		case errors.Is(err, ErrHexOverflow):
			got = append(got, "OverflowError "+err.Error())
		case err != nil:
			got = append(got, "ValueError "+err.Error())
		default:
			got = append(got, bitsOf(f))
		}
	}
	check(t, decl+`
for line in sys.stdin:
    try: print(B(float.fromhex(line.rstrip('\n'))))
    except (ValueError, OverflowError) as e: print(type(e).__name__, e)
`, qs, got)
}

func BenchmarkRepr(b *testing.B) {
	for b.Loop() {
		Repr(3.141592653589793)
	}
}

func BenchmarkFormat2f(b *testing.B) {
	for b.Loop() {
		Format(1234.5678, 'f', 2, 0)
	}
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		Parse("3.141592653589793")
	}
}
