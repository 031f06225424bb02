// This file implements the tests of bigconv against the oracle.

package bigconv

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand"
	"strings"
	"testing"

	"weft/internal/testkit/oracle"
)

func check(t *testing.T, script string, questions, got []string) {
	t.Helper()
	want := oracle.Lines(t, prelude+script, strings.Join(questions, "\n")+"\n")
	if len(want) != len(got) {
		t.Fatalf("%d answers to %d questions", len(want), len(got))
	}
	bad := 0
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%.300s: got %.300s, want %.300s", questions[i], got[i], want[i])
			if bad++; bad > 20 {
				t.FailNow()
			}
		}
	}
}

const prelude = `
import sys, struct, math, operator
sys.set_int_max_str_digits(0)
def F(s): return struct.unpack('<d', struct.pack('<Q', int(s)))[0]
def show(r):
    if isinstance(r, float): return 'f%d' % struct.unpack('<Q', struct.pack('<d', r))
    if isinstance(r, bytes): return 'b' + r.hex()
    if isinstance(r, tuple): return ' '.join(map(show, r))
    return str(r)
def answer(f):
    try: print(show(f()))
    except Exception as e: print(type(e).__name__, e)
`

func show(v any, err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Class + " " + e.Msg
	}
	switch v := v.(type) {
	case float64:
		return fmt.Sprintf("f%d", math.Float64bits(v))
	case []byte:
		return fmt.Sprintf("b%x", v)
	}
	return fmt.Sprint(v)
}

func randBig(rng *rand.Rand, maxBits int) *big.Int {
	n := new(big.Int).Rand(rng, new(big.Int).Lsh(big.NewInt(1), uint(1+rng.Intn(maxBits))))
	switch rng.Intn(4) {
	case 0:
		n.Lsh(n, uint(rng.Intn(maxBits)))
	case 1: // near a power of two
		n.Lsh(big.NewInt(1), uint(rng.Intn(maxBits)))
		n.Add(n, big.NewInt(int64(rng.Intn(5)-2)))
	}
	if rng.Intn(2) == 0 {
		n.Neg(n)
	}
	return n
}

func TestParseIntLikeTheOracle(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	var qs, got []string
	ask := func(s string, base, limit int) {
		qs = append(qs, fmt.Sprintf("%x %d %d", s, base, limit))
		small, large, err := ParseInt(s, base, limit)
		switch {
		case err == ErrSyntax:
			got = append(got, "ValueError invalid literal")
		case large != nil:
			if large.IsInt64() {
				t.Errorf("%s: large but fits", s)
			}
			got = append(got, show(large, err))
		default:
			got = append(got, show(small, err))
		}
	}
	for _, s := range []string{"", " ", "0", "00", "01", "-0", "+0", "0_0", "0_1", "_0", "0_", "0x", "0x_", "0x_1", "0x__1", "0x1_", "0X1F", "0b102", "0b", "0o17", "0o8", "- 1", "--1", "+-1", " 1 ",
		"1 2", "\t\n\v\f\r1\r", "\x1c1", "1\x00", "zz", "0xz", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "0b_1", "0x 1", "00x1", "0_x1", "0x-1", "1.0", "1e5"} {
		for _, base := range []int{0, 2, 8, 10, 16, 36, 1, 37, -1} {
			ask(s, base, 0)
		}
	}
	for range 5000 {
		b := make([]byte, 1+rng.Intn(8))
		for i := range b {
			b[i] = "0011100_xXboBO29afz+- "[rng.Intn(22)]
		}
		ask(string(b), []int{0, 0, 2, 8, 10, 16, 36, 7}[rng.Intn(8)], 0)
	}
	for range 400 {
		base := 2 + rng.Intn(35)
		n := randBig(rng, 3000)
		ask(n.Text(base), base, 0)
	}
	for _, k := range []int{640, 641, 1000, 1001, 2000} {
		ask(strings.Repeat("1", k), 10, 1000)
		ask("-"+strings.Repeat("1", k)+"_", 10, 1000)
		ask(strings.Repeat("1", k)+"x", 10, 1000)
		ask(strings.Repeat("0", k), 3, 1000)
		ask(strings.Repeat("1", k), 16, 1000)
	}
	check(t, `
for line in sys.stdin:
    h, base, limit = line.rstrip('\n').split(' ')
    sys.set_int_max_str_digits(int(limit))
    try: r = int(bytes.fromhex(h).decode(), int(base))
    except ValueError as e:
        print('ValueError', 'invalid literal' if str(e).startswith('invalid literal') else e)
    else:
        sys.set_int_max_str_digits(0)
        print(r)
`, qs, got)
}

func TestLongTextRoundTrips(t *testing.T) {
	rng := rand.New(rand.NewSource(2))
	for _, bitLen := range []int{10000, 50000, 300000} {
		n := new(big.Int).Rand(rng, new(big.Int).Lsh(big.NewInt(1), uint(bitLen)))
		for _, base := range []int{2, 3, 8, 10, 16, 32, 36} {
			s := n.Text(base)
			if _, got, err := ParseInt("000"+s, base, 0); err != nil || got.Cmp(n) != 0 {
				t.Errorf("%d bits, base %d", bitLen, base)
			}
			if base == 10 {
				if got, err := Text(n, 0); err != nil || got != s {
					t.Error(err)
				}
			}
		}
	}
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(1000), nil)
	m := new(big.Int).Sub(p, big.NewInt(1))
	for _, c := range []struct {
		n   *big.Int
		max int
		ok  bool
	}{{p, 1000, false}, {p, 1001, true}, {m, 1000, true}, {m, 999, false}, {new(big.Int).Neg(m), 1000, true}, {p, 0, true}, {p, 640, false}} {
		_, err := Text(c.n, c.max)
		if (err == nil) != c.ok || err != nil && err.Error() != fmt.Sprintf("Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit", c.max) {
			t.Errorf("%d: %v", c.max, err)
		}
	}
}

func TestArithmeticLikeTheOracle(t *testing.T) {
	rng := rand.New(rand.NewSource(3))
	var qs, got []string
	for i := range 6000 {
		size := []int{60, 120, 1100, 2300}[i%4]
		a, b := randBig(rng, size), randBig(rng, []int{10, 70, size}[rng.Intn(3)])
		if rng.Intn(50) == 0 {
			b.SetInt64(0)
		}
		qs = append(qs, fmt.Sprintf("truediv %d %d", a, b), fmt.Sprintf("float %d 0", a))
		f, err := TrueDiv(a, b)
		got = append(got, show(f, err))
		if a.IsInt64() && b.IsInt64() {
			g, err2 := TrueDivInt64(a.Int64(), b.Int64())
			if show(g, err2) != show(f, err) {
				t.Fatalf("TrueDivInt64(%d, %d)", a, b)
			}
		}
		f, err = Float64(a)
		got = append(got, show(f, err))

		sh := big.NewInt(int64(rng.Intn(300) - 20))
		l, err := Lsh(a, sh)
		qs, got = append(qs, fmt.Sprintf("lshift %d %d", a, sh)), append(got, show(l, err))
		l, err = Rsh(a, sh)
		qs, got = append(qs, fmt.Sprintf("rshift %d %d", a, sh)), append(got, show(l, err))
		qs, got = append(qs, fmt.Sprintf("bitcount %d 0", a)), append(got, fmt.Sprint(BitCount(a), " ", a.BitLen()))
		k := big.NewInt(int64(rng.Intn(40) + 1))
		qs, got = append(qs, fmt.Sprintf("round %d %d", a, k)), append(got, show(RoundTo(a, k), nil))

		length := rng.Intn(a.BitLen()/8 + 3)
		little, signed := rng.Intn(2) == 0, rng.Intn(2) == 0
		bs, err := ToBytes(a, length, little, signed)
		mode := fmt.Sprintf("%v,%v,%d", little, signed, length)
		qs, got = append(qs, fmt.Sprintf("tobytes %d %s", a, mode)), append(got, show(bs, err))
		if err == nil && FromBytes(bs, little, signed).Cmp(a) != 0 {
			t.Fatalf("FromBytes(ToBytes(%d))", a)
		}

		e := big.NewInt(int64(rng.Intn(60) - 20))
		if e.Sign() >= 0 {
			p, err := Pow(a, e)
			if a.BitLen() < 200 {
				qs, got = append(qs, fmt.Sprintf("pow %d %d", a, e)), append(got, show(p, err))
			}
		}
		if a.BitLen() < 300 {
			m := randBig(rng, 100)
			if rng.Intn(20) == 0 {
				m.SetInt64(int64(rng.Intn(5) - 2))
			}
			p, err := PowMod(a, e, m)
			qs, got = append(qs, fmt.Sprintf("powmod %d %d,%d", a, e, m)), append(got, show(p, err))
		}
	}
	check(t, `
for line in sys.stdin:
    op, a, b = line.split()
    a = int(a)
    if op == 'tobytes':
        little, signed, length = b.split(',')
        answer(lambda: a.to_bytes(int(length), 'little' if little == 'true' else 'big', signed=signed == 'true'))
        continue
    if op == 'powmod':
        e, m = map(int, b.split(','))
        answer(lambda: pow(a, e, m))
        continue
    b = int(b)
    answer({
        'truediv': lambda: a / b, 'float': lambda: float(a),
        'lshift': lambda: a << b, 'rshift': lambda: a >> b, 'bitcount': lambda: (a.bit_count(), a.bit_length()),
        'round': lambda: round(a, -b), 'pow': lambda: a ** b,
    }[op])
`, qs, got)
}

func TestFloatToIntLikeTheOracle(t *testing.T) {
	rng := rand.New(rand.NewSource(4))
	var qs, got []string
	fs := []float64{0, math.Copysign(0, -1), 0.5, -0.5, 1, -1.5, 1 << 62, 1 << 63, -(1 << 63), 1<<63 + 2048, 1e300, 5e-324, math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN(), 0.1}
	for range 2000 {
		fs = append(fs, math.Float64frombits(rng.Uint64()), rng.NormFloat64()*1e20)
	}
	for _, f := range fs {
		small, large, err := FromFloat(f)
		if large != nil {
			got = append(got, show(large, err))
		} else {
			got = append(got, show(small, err))
		}
		num, den, err := AsIntegerRatio(f)
		got = append(got, show(fmt.Sprint(num, " ", den), err))
		n := randBig(rng, 100)
		if f == math.Trunc(f) && math.Abs(f) < 1e200 && rng.Intn(2) == 0 {
			big.NewFloat(f).Int(n)
		}
		c, ok := CompareFloat(n, f)
		got = append(got, fmt.Sprintf("%v %v %v", ok && c < 0, ok && c == 0, ok && c > 0))
		qs = append(qs, fmt.Sprintf("int %d 0", math.Float64bits(f)), fmt.Sprintf("ratio %d 0", math.Float64bits(f)), fmt.Sprintf("cmp %d %d", math.Float64bits(f), n))
	}
	check(t, `
for line in sys.stdin:
    op, f, n = line.split()
    f = F(f); n = int(n)
    if op == 'int': answer(lambda: int(f))
    elif op == 'ratio': answer(lambda: f.as_integer_ratio())
    else: print(str(n < f).lower(), str(n == f).lower(), str(n > f).lower())
`, qs, got)
}

func TestHugeSizesFailCleanly(t *testing.T) {
	huge := new(big.Int).Lsh(big.NewInt(1), 70)
	one := big.NewInt(1)
	for _, c := range []struct {
		f    func() (*big.Int, error)
		want error
	}{
		{func() (*big.Int, error) { return Lsh(one, huge) }, ErrTooManyDigits},
		{func() (*big.Int, error) { return Lsh(one, big.NewInt(1<<50)) }, ErrMemory},
		{func() (*big.Int, error) { return Lsh(new(big.Int), huge) }, nil},
		{func() (*big.Int, error) { return Rsh(one, huge) }, nil},
		{func() (*big.Int, error) { return Pow(big.NewInt(10), huge) }, ErrMemory},
		{func() (*big.Int, error) { return Pow(big.NewInt(10), big.NewInt(1<<40)) }, ErrMemory},
		{func() (*big.Int, error) { return Pow(big.NewInt(-1), huge) }, nil},
		{func() (*big.Int, error) { return Pow(new(big.Int), huge) }, nil},
	} {
		if _, err := c.f(); err != c.want {
			t.Errorf("got %v, want %v", err, c.want)
		}
	}
}

func BenchmarkParse1e6(b *testing.B) {
	s := strings.Repeat("1234567890", 100000)
	for b.Loop() {
		ParseInt(s, 10, 0)
	}
}
