// This file implements the tests of pyhash against the oracle.

package pyhash

import (
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

const script = `
import sys, struct
for line in sys.stdin:
    kind, _, arg = line.rstrip('\n').partition(' ')
    if kind == 's': print(hash(bytes.fromhex(arg).decode('utf-8', 'surrogatepass')))
    elif kind == 'b': print(hash(bytes.fromhex(arg)))
    elif kind == 'i': print(hash(int(arg)))
    elif kind == 'f': print(hash(struct.unpack('<d', struct.pack('<Q', int(arg)))[0]))
    elif kind == 't': print(hash(tuple(map(int, arg.split()))))
    elif kind == 'z': print(hash(frozenset(map(int, arg.split()))))
    elif kind == 'l': print(hash(slice(*map(int, arg.split()))))
    elif kind == 'c': print(hash(complex(*map(float, arg.split()))))
`

func TestHashesLikeTheOracle(t *testing.T) {
	for _, seed := range []uint32{0, 42, 4294967295} {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			key := KeyFromSeed(seed)
			rng := rand.New(rand.NewSource(int64(seed)))
			var in strings.Builder
			var got []int64
			add := func(h int64, format string, args ...any) {
				fmt.Fprintf(&in, format+"\n", args...)
				got = append(got, h)
			}
			text := func(n int, limit int32) string {
				var b []byte
				for range n {
					b = wtf8.AppendRune(b, rng.Int31n(limit))
				}
				return string(b)
			}
			for n := 0; n < 40; n++ {
				for _, limit := range []int32{128, 256, 0x800, 0x10000, 0x110000} {
					s := text(n, limit)
					add(key.String(s), "s %x", s)
					add(key.Bytes([]byte(s)), "b %x", s)
				}
			}
			for _, n := range []int{255, 256, 257, 1000} {
				s := text(n, 0x3000)
				add(key.String(s), "s %x", s)
				add(key.Bytes([]byte(s)), "b %x", s)
			}
			ints := []int64{0, 1, -1, -2, Modulus, -Modulus, Modulus - 1, Modulus + 1, -Modulus - 1, math.MaxInt64,
				math.MinInt64, 2 * Modulus, 1 << 61, 1 << 62}
			for range 200 {
				ints = append(ints, rng.Int63()-rng.Int63(), int64(rng.Uint64()))
			}
			for _, n := range ints {
				add(HashInt64(n), "i %d", n)
				add(HashBig(big.NewInt(n)), "i %d", n)
			}
			for range 300 {
				n := new(big.Int).Rand(rng, new(big.Int).Lsh(big.NewInt(1), uint(1+rng.Intn(700))))
				if rng.Intn(2) == 0 {
					n.Neg(n)
				}
				add(HashBig(n), "i %d", n)
			}
			for _, sh := range []uint{61, 64, 122, 128, 192, 244, 640} {
				for d := int64(-2); d <= 2; d++ {
					n := new(big.Int).Add(new(big.Int).Lsh(big.NewInt(1), sh), big.NewInt(d))
					add(HashBig(n), "i %d", n)
					n.Neg(n)
					add(HashBig(n), "i %d", n)
				}
			}
			floats := []float64{0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, math.Inf(1), math.Inf(-1), 1e300, -1e300, 5e-324,
				math.MaxFloat64, 1 << 61, 1 << 62, 1 << 63, -1 << 63, 1<<61 - 1, 2.5, 1e16, 0.1, 1 << 53}
			for range 1000 {
				f := math.Float64frombits(rng.Uint64())
				if f == f {
					floats = append(floats, f)
				}
				floats = append(floats, rng.NormFloat64(), float64(rng.Intn(1000))/8)
			}
			for _, f := range floats {
				h, ok := HashFloat(f)
				if !ok {
					t.Fatalf("HashFloat(%v) says NaN", f)
				}
				add(h, "f %d", math.Float64bits(f))
			}
			for n := range 30 {
				tu, fs := NewTuple(), Frozenset{}
				var parts []string
				for k := range n {
					v := rng.Int63n(1<<60)*2 + int64(k)%2
					if rng.Intn(2) == 0 {
						v = int64(k)
					}
					parts = append(parts, strconv.FormatInt(v, 10))
					tu.Add(HashInt64(v))
				}
				seen := map[string]bool{}
				for _, p := range parts {
					if !seen[p] {
						seen[p] = true
						v, _ := strconv.ParseInt(p, 10, 64)
						fs.Add(HashInt64(v))
					}
				}
				add(tu.Sum(n), "t %s", strings.Join(parts, " "))
				add(fs.Sum(len(seen)), "z %s", strings.Join(parts, " "))
			}
			sl := NewTuple()
			sl.Add(1)
			sl.Add(HashInt64(-1))
			sl.Add(3)
			add(sl.SumSlice(), "l 1 -1 3")
			re, _ := HashFloat(1.5)
			im, _ := HashFloat(-2.25)
			add(Complex(re, im), "c 1.5 -2.25")
			want := oracle.Lines(t, script, in.String(), fmt.Sprintf("PYTHONHASHSEED=%d", seed))
			lines := strings.Split(in.String(), "\n")
			if len(want) != len(got) {
				t.Fatalf("%d answers to %d questions", len(want), len(got))
			}
			for i := range want {
				if strconv.FormatInt(got[i], 10) != want[i] {
					t.Errorf("%s: got %d, want %s", lines[i], got[i], want[i])
				}
			}
		})
	}
}

func TestNoHashIsMinusOne(t *testing.T) {
	if HashInt64(-1) != -2 || HashBig(big.NewInt(-1)) != -2 || Pointer(math.MaxUint) != -2 || Complex(-1, 0) != -2 {
		t.Error("-1 came out")
	}
	if _, ok := HashFloat(math.NaN()); ok {
		t.Error("NaN has no value hash")
	}
}

func BenchmarkString8(b *testing.B) {
	k := KeyFromSeed(42)
	for b.Loop() {
		k.String("abcdefgh")
	}
}

func BenchmarkString1000(b *testing.B) {
	k := KeyFromSeed(42)
	s := strings.Repeat("abcdefghij", 100)
	b.SetBytes(1000)
	for b.Loop() {
		k.String(s)
	}
}
