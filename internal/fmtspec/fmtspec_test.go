// This file implements the tests of fmtspec against the oracle.

package fmtspec

import (
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/rand"
	"strconv"
	"strings"
	"testing"

	"weft/internal/testkit/oracle"
	"weft/internal/wtf8"
)

func describe(s string, err error) string {
	var e *Error
	if errors.As(err, &e) {
		name := [...]string{"ValueError", "TypeError", "OverflowError", "MemoryError"}[e.Kind]
		return name + " " + hex.EncodeToString([]byte(e.Msg))
	}
	return "ok " + hex.EncodeToString([]byte(s))
}

func unhex(s string) string {
	k, h, _ := strings.Cut(s, " ")
	b, _ := hex.DecodeString(h)
	return fmt.Sprintf("%s %q", k, b)
}

func check(t *testing.T, script string, questions, got []string) {
	t.Helper()
	want := oracle.Lines(t, script, strings.Join(questions, "\n")+"\n")
	if len(want) != len(got) {
		t.Fatalf("%d answers to %d questions", len(want), len(got))
	}
	bad := 0
	for i := range got {
		if got[i] != want[i] {
			f := strings.Fields(questions[i])
			if len(f) > 1 {
				b, _ := hex.DecodeString(f[len(f)-1])
				f[len(f)-1] = fmt.Sprintf("%q", b)
			}
			t.Errorf("%v: got %s, want %s", f, unhex(got[i]), unhex(want[i]))
			if bad++; bad > 20 {
				t.FailNow()
			}
		}
	}
}

const prelude = `
import sys, struct
def F(s): return struct.unpack('<d', struct.pack('<Q', int(s)))[0]
def T(h): return bytes.fromhex(h).decode('utf-8', 'surrogatepass')
def answer(f):
    try: r = f()
    except Exception as e: print(type(e).__name__, str(e).encode('utf-8', 'surrogatepass').hex())
    else: print('ok', (r if isinstance(r, bytes) else r.encode('utf-8', 'surrogatepass')).hex())
`

func randomSpec(rng *rand.Rand) string {
	if rng.Intn(8) == 0 {
		var b []byte
		for range rng.Intn(7) {
			pool := []rune("<>=^+- z#0123,_.dbcoxXneEfFgG%s\u00e9\u20ac\U0001F600 \x01")
			b = wtf8.AppendRune(b, pool[rng.Intn(len(pool))])
		}
		return string(b)
	}
	var b strings.Builder
	opt := func(n int, choices ...string) {
		if rng.Intn(n) == 0 {
			b.WriteString(choices[rng.Intn(len(choices))])
		}
	}
	opt(3, "<", ">", "=", "^", "*<", "0>", "x=", "é^", "\U0001F600>", "0=", " =")
	opt(3, "+", "-", " ")
	opt(6, "z")
	opt(4, "#")
	opt(4, "0")
	opt(2, "1", "5", "\u0661\uff10", "10", "17", "30", "8")
	opt(3, ",", "_")
	opt(3, ".0", ".1", ".3", ".6", ".12", ".20", ".,", "._", ".5,", ".7_", ".10,")
	opt(1, "", "", "d", "b", "o", "x", "X", "n", "c", "e", "E", "f", "F", "g", "G", "%", "s", "f", "g", "d", "y")
	return b.String()
}

func TestFormatLikeTheOracle(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	var qs, got []string
	floats := []float64{0, math.Copysign(0, -1), 1, -1.5, 1234567.891, -9999999, 1e22, 1e-7, 0.001, math.Inf(1), math.Inf(-1), math.NaN(),
		-0.0001, 123456789012345678, 1e300, 0.5, 99.995}
	strs := []string{"", "a", "hello", "héllo", "\U0001F600\U0001F600", "\xed\xa0\x80x"}
	ints := []int64{0, 1, -1, 5, 97, 255, -255, 1234, 12345678, -1234567890123, math.MaxInt64, math.MinInt64, 0x10FFFF, 0x110000, 0xD800}
	bigs := []*big.Int{new(big.Int).Lsh(big.NewInt(1), 100), new(big.Int).Neg(new(big.Int).Lsh(big.NewInt(3), 200)), new(big.Int).Lsh(big.NewInt(1), 1024), big.NewInt(65)}
	for range 60000 {
		spec := randomSpec(rng)
		x := hex.EncodeToString([]byte(spec)) // last field; may be empty
		switch rng.Intn(5) {
		case 0:
			s := strs[rng.Intn(len(strs))]
			qs = append(qs, fmt.Sprintf("s -%x %s", s, x))
			r, err := FormatStr(s, spec, "str")
			got = append(got, describe(r, err))
		case 1:
			n := ints[rng.Intn(len(ints))]
			qs = append(qs, fmt.Sprintf("i %d %s", n, x))
			r, err := FormatInt64(n, spec, "int", nil)
			got = append(got, describe(r, err))
		case 2:
			n := bigs[rng.Intn(len(bigs))]
			qs = append(qs, fmt.Sprintf("i %d %s", n, x))
			r, err := FormatBig(n, spec, "int", nil, 4300)
			got = append(got, describe(r, err))
		case 3:
			f := floats[rng.Intn(len(floats))]
			qs = append(qs, fmt.Sprintf("f %d %s", math.Float64bits(f), x))
			r, err := FormatFloat(f, spec, "float", nil)
			got = append(got, describe(r, err))
		case 4:
			f, g := floats[rng.Intn(len(floats))], floats[rng.Intn(len(floats))]
			qs = append(qs, fmt.Sprintf("c %d,%d %s", math.Float64bits(f), math.Float64bits(g), x))
			r, err := FormatComplex(f, g, spec, "complex", nil)
			got = append(got, describe(r, err))
		}
	}
	check(t, prelude+`
for line in sys.stdin:
    kind, v, spec = line.rstrip('\n').split(' ')
    if kind == 's': v = T(v[1:])
    elif kind == 'i': v = int(v)
    elif kind == 'f': v = F(v)
    else: v = complex(*map(F, v.split(',')))
    answer(lambda: format(v, T(spec)))
`, qs, got)
}

func TestFormatErrorsAndLimits(t *testing.T) {
	for _, c := range []struct{ spec, want string }{
		{strings.Repeat("9", 30), "Too many decimal digits in format string"},
		{"9999999999999", ""},
		{".2147483648f", "precision too big"},
		{".2147483647f", ""},
	} {
		if _, err := FormatFloat(1, c.spec, "float", nil); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v", c.spec, err)
		}
	}
	if _, err := FormatBig(new(big.Int).Exp(big.NewInt(10), big.NewInt(4300), nil), "", "int", nil, 4300); err == nil ||
		err.Error() != "Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit" {
		t.Error(err)
	}
}

func TestLocaleGrouping(t *testing.T) {
	de := &Locale{",", ".", []byte{3, 3}}
	in := &Locale{".", ",", []byte{3, 2, 0}}
	once := &Locale{".", ",", []byte{3, 127}}
	fr := &Locale{",", "\u202f", []byte{3}}
	for _, c := range []struct {
		v    any
		spec string
		loc  *Locale
		want string
	}{
		{int64(1234567), "n", de, "1.234.567"},
		{1234567.5, "n", de, "1,23457e+06"},
		{123456.5, "n", de, "123.456"},
		{int64(123456789), "n", in, "12,34,56,789"},
		{int64(123456789), "n", once, "123456,789"},
		{int64(1234567), "012n", fr, "0\u202f001\u202f234\u202f567"},
		{int64(1234567), "n", nil, "1234567"},
	} {
		var got string
		var err error
		switch v := c.v.(type) {
		case int64:
			got, err = FormatInt64(v, c.spec, "int", c.loc)
		case float64:
			got, err = FormatFloat(v, c.spec, "float", c.loc)
		}
		if err != nil || got != c.want {
			t.Errorf("%v %s: %q, %v; want %q", c.v, c.spec, got, err, c.want)
		}
	}
}

const fieldScript = prelude + `
import _string
def run(s):
    out = []
    for lit, name, spec, conv in _string.formatter_parser(s):
        out.append(repr((lit, name, spec, conv)))
        if name is not None:
            first, rest = _string.formatter_field_name_split(name)
            out.append(ascii(first))
            for a, k in rest: out.append(ascii((a, k)))
    return ascii(' '.join(out))
for line in sys.stdin:
    kind, s = line.rstrip('\n').split(' ')
    answer(lambda: run(T(s)))
`

// pyASCII is ascii() of a str, enough for the alphabet of the test.
func pyASCII(s string) string {
	q := "'"
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		q = `"`
	}
	var b strings.Builder
	b.WriteString(q)
	for _, r := range s {
		switch {
		case r == '\\' || string(r) == q:
			b.WriteString("\\" + string(r))
		case r < 0x80:
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, "\\x%02x", r)
		default:
			fmt.Fprintf(&b, "\\u%04x", r)
		}
	}
	return b.String() + q
}

func runFields(s string) (string, error) {
	var out []string
	repr := func(s string) string { return "'" + s + "'" }
	key := func(k Key) string {
		if k.Index >= 0 {
			return strconv.Itoa(k.Index)
		}
		return pyASCII(k.Name)
	}
	for i := 0; ; {
		f, next, ok, err := NextField(s, i)
		if err != nil {
			return "", err
		}
		if !ok {
			return pyASCII(strings.Join(out, " ")), nil
		}
		i = next
		if !f.Present {
			out = append(out, "("+repr(f.Literal)+", None, None, None)")
			continue
		}
		conv := "None"
		if f.Conversion != 0 {
			conv = repr(string(f.Conversion))
		}
		out = append(out, "("+repr(f.Literal)+", "+repr(f.Name)+", "+repr(f.Spec)+", "+conv+")")
		first, rest, err := SplitFieldName(f.Name)
		if err != nil {
			return "", err
		}
		out = append(out, key(first))
		for {
			k, more, ok, err := NextAccessor(rest)
			if err != nil {
				return "", err
			}
			if !ok {
				break
			}
			rest = more
			attr := "False"
			if k.Attr {
				attr = "True"
			}
			out = append(out, "("+attr+", "+key(k)+")")
		}
	}
}

func TestFieldsLikeTheOracle(t *testing.T) {
	rng := rand.New(rand.NewSource(2))
	qs := []string{"", "{", "}", "{}", "{{", "}}", "{0", "{0!", "{!}", "{!r", "{!r}", "{!r:", "{!rx}", "{:{}}", "{:{", "{a.b[c]}", "{a[b}", "{[}]}", "{a[0]b}", "{a..b}", "{a.}", "{[]}",
		"{99999999999999999999}", "{a[99999999999999999999]}", "{-1}", "{ 0}", "{00}", "{a{b}}", "{!é}", "{!ré}", "é{é}é", "{0[01]}", "{0[é]}", "{\u0661}", "{a[\u0661\u0662]}"}
	for range 20000 {
		var b []byte
		for range 1 + rng.Intn(10) {
			pool := []rune("{{{}}}:![].a01ré-")
			b = wtf8.AppendRune(b, pool[rng.Intn(len(pool))])
		}
		qs = append(qs, string(b))
	}
	var got []string
	for i, q := range qs {
		r, err := runFields(q)
		got = append(got, describe(r, err))
		qs[i] = "f " + hex.EncodeToString([]byte(q))
	}
	check(t, fieldScript, qs, got)
}

// percent is a small str % and bytes % over int, float and str arguments, to drive the scanner as an interpreter would.
func percent(format string, args []any, isBytes bool) (string, error) {
	var dst []byte
	sc := NewScanner(format, isBytes)
	k := 0
	next := func() (any, error) {
		if k >= len(args) {
			return nil, &Error{TypeError, "not enough arguments for format string"}
		}
		k++
		return args[k-1], nil
	}
	star := func() (int, error) {
		a, err := next()
		if err != nil {
			return 0, err
		}
		n, ok := a.(int64)
		if !ok {
			return 0, &Error{TypeError, "* wants int"}
		}
		return int(n), nil
	}
	for {
		d, perr := sc.Next()
		dst = append(dst, d.Literal...)
		if d.End {
			break
		}
		if d.HasKey {
			return "", &Error{TypeError, "format requires a mapping"}
		}
		if d.WidthStar {
			n, err := star()
			if err != nil {
				return "", err
			}
			d.SetWidth(n)
		}
		if d.PrecStar {
			n, err := star()
			if err != nil {
				return "", err
			}
			if n > math.MaxInt32 {
				return "", &Error{OverflowError, "Python int too large to convert to C int"}
			}
			d.SetPrec(n)
		}
		if perr != nil {
			return "", perr
		}
		if d.Percent() {
			dst = append(dst, '%')
			continue
		}
		a, err := next()
		if err != nil {
			return "", err
		}
		switch d.Conv {
		case 'd', 'i', 'u', 'x', 'X', 'o':
			n, ok := a.(int64)
			if !ok {
				return "", &Error{TypeError, "int"}
			}
			if n%2 == 0 {
				dst, err = AppendDirectiveBig(dst, big.NewInt(n), &d, 0)
			} else {
				dst, err = AppendDirectiveInt64(dst, n, &d)
			}
		case 'e', 'E', 'f', 'F', 'g', 'G':
			f, ok := a.(float64)
			if !ok {
				return "", &Error{TypeError, "float"}
			}
			dst, err = AppendDirectiveFloat(dst, f, &d)
		case 's':
			s, ok := a.(string)
			if !ok {
				return "", &Error{TypeError, "str"}
			}
			dst, err = AppendDirectiveStr(dst, s, &d, isBytes)
		default:
			return "", d.Unsupported(isBytes)
		}
		if err != nil {
			return "", err
		}
	}
	if k < len(args) {
		what := "string"
		if isBytes {
			what = "bytes"
		}
		return "", &Error{TypeError, "not all arguments converted during " + what + " formatting"}
	}
	return string(dst), nil
}

func TestPercentLikeTheOracle(t *testing.T) {
	rng := rand.New(rand.NewSource(3))
	var qs, got []string
	ints := []int64{0, 1, -1, 255, -255, 12345, 1 << 40}
	floats := []float64{0, 1.5, -2.25, 1e10, math.Inf(-1), math.NaN(), 123456.789}
	strs := []string{"", "ab", "hé\U0001F600"}
	for range 40000 {
		var b strings.Builder
		var args []any
		var desc []string
		addInt := func(n int64) {
			args = append(args, n)
			desc = append(desc, fmt.Sprintf("i%d", n))
		}
		for range 1 + rng.Intn(2) {
			b.WriteString([]string{"", "x", "é", "%%"}[rng.Intn(4)])
			b.WriteByte('%')
			for rng.Intn(2) == 0 {
				b.WriteByte("-+ #0"[rng.Intn(5)])
			}
			switch rng.Intn(6) {
			case 0, 1:
				fmt.Fprint(&b, rng.Intn(14))
			case 2:
				b.WriteByte('*')
				addInt(int64(rng.Intn(30) - 15))
			}
			switch rng.Intn(8) {
			case 0, 1:
				fmt.Fprintf(&b, ".%d", rng.Intn(14))
			case 2:
				b.WriteByte('.')
			case 3:
				b.WriteString(".*")
				addInt(int64(rng.Intn(20) - 3))
			case 4:
				b.WriteByte('l')
			}
			switch rng.Intn(16) {
			case 0:
				b.WriteString([]string{"y", "é", "%", "\x01", "(a", "(a)d", "\x7f", "l", "", "h", "99999999999999999999d", ".9999999999999d"}[rng.Intn(12)])
				addInt(1)
			case 1, 2, 3, 4, 5, 6:
				b.WriteByte("diuxXo"[rng.Intn(6)])
				addInt(ints[rng.Intn(len(ints))])
			case 7, 8, 9, 10, 11:
				b.WriteByte("eEfFgG"[rng.Intn(6)])
				f := floats[rng.Intn(len(floats))]
				args = append(args, f)
				desc = append(desc, fmt.Sprintf("f%d", math.Float64bits(f)))
			default:
				b.WriteByte('s')
				s := strs[rng.Intn(len(strs))]
				args = append(args, s)
				desc = append(desc, fmt.Sprintf("s%x", s))
			}
		}
		if rng.Intn(10) == 0 {
			args, desc = args[1:], desc[1:]
			ok := true
			for _, a := range args {
				_, isInt := a.(int64)
				ok = ok && isInt
			}
			if !ok {
				continue // type errors are the caller's
			}
		}
		isBytes := rng.Intn(3) == 0
		kind := "s"
		if isBytes {
			kind = "b"
		}
		r, err := percent(b.String(), args, isBytes)
		if err != nil && (err.Error() == "int" || err.Error() == "float" || err.Error() == "str") {
			continue
		}
		got = append(got, describe(r, err))
		qs = append(qs, fmt.Sprintf("%s %s %x", kind, strings.Join(desc, ","), b.String()))
	}
	check(t, prelude+`
for line in sys.stdin:
    kind, args, s = line.rstrip('\n').split(' ')
    def conv(a):
        if a[0] == 'i': return int(a[1:])
        if a[0] == 'f': return F(a[1:])
        return bytes.fromhex(a[1:]) if kind == 'b' else T(a[1:])
    args = tuple(conv(a) for a in args.split(',') if a)
    fmt = bytes.fromhex(s) if kind == 'b' else T(s)
    answer(lambda: fmt % args)
`, qs, got)
}

func BenchmarkFloat2f(b *testing.B) {
	for b.Loop() {
		FormatFloat(1234.5678, ".2f", "float", nil)
	}
}

func BenchmarkIntWidth(b *testing.B) {
	for b.Loop() {
		FormatInt64(1234567, ">12,", "int", nil)
	}
}
