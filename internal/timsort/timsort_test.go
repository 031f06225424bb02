// This file implements the tests of timsort: order, stability, failure, and the exact comparisons of the oracle.

package timsort

import (
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand"
	"slices"
	"strconv"
	"strings"
	"testing"

	"weft/internal/testkit/oracle"
)

type item struct{ key, id int }

// inputs gives key sequences of many shapes.
func inputs(rng *rand.Rand) [][]int {
	var out [][]int
	for _, n := range []int{0, 1, 2, 3, 5, 10, 31, 32, 33, 63, 64, 65, 66, 100, 127, 128, 129, 500, 1000, 1023, 1025, 3000, 5000} {
		mk := func(f func(i int) int) {
			a := make([]int, n)
			for i := range a {
				a[i] = f(i)
			}
			out = append(out, a)
		}
		mk(func(i int) int { return rng.Intn(1 << 30) })
		mk(func(i int) int { return rng.Intn(4) })
		mk(func(i int) int { return i })
		mk(func(i int) int { return -i })
		mk(func(i int) int { return -i / 3 })
		mk(func(i int) int { return i / 3 })
		mk(func(i int) int { return 7 })
		mk(func(i int) int { return i % 50 })
		mk(func(i int) int { return -(i % 77) / 2 })
		mk(func(i int) int {
			if rng.Intn(20) == 0 {
				return rng.Intn(n + 1)
			}
			return i
		})
		mk(func(i int) int {
			if i > n-10 {
				return rng.Intn(n + 1)
			}
			return i
		})
		mk(func(i int) int { return (i * 7919) % (n/2 + 1) })
		mk(func(i int) int {
			if i < n/2 {
				return i
			}
			return i - n/2
		})
		mk(func(i int) int {
			if i < n/3 {
				return i + 2*n
			}
			return i
		})
		run := rng.Intn(200) + 1
		up := true
		v := 0
		mk(func(i int) int {
			if rng.Intn(run) == 0 {
				up = !up
				v = rng.Intn(n + 1)
				run = rng.Intn(200) + 1
			}
			if up {
				v += rng.Intn(3)
			} else {
				v -= rng.Intn(3)
			}
			return v
		})
	}
	return out
}

func TestSortsStably(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	for _, in := range inputs(rng) {
		items := make([]item, len(in))
		keys, vals := slices.Clone(in), make([]int, len(in))
		for i, k := range in {
			items[i] = item{k, i}
			vals[i] = i
		}
		if err := Sort(items, func(a, b item) (bool, error) { return a.key < b.key, nil }); err != nil {
			t.Fatal(err)
		}
		if err := SortPairs(keys, vals, func(a, b int) (bool, error) { return a < b, nil }); err != nil {
			t.Fatal(err)
		}
		for i := range items {
			if i > 0 && (items[i-1].key > items[i].key || items[i-1].key == items[i].key && items[i-1].id > items[i].id) {
				t.Fatalf("order at %d of %d", i, len(in))
			}
			if keys[i] != items[i].key || vals[i] != items[i].id {
				t.Fatalf("pairs differ at %d", i)
			}
		}
	}
}

func TestAFailingOrInconsistentLessLeavesAPermutation(t *testing.T) {
	rng := rand.New(rand.NewSource(2))
	stop := errors.New("stop")
	for _, in := range inputs(rng) {
		for range 4 {
			calls := 0
			limit := rng.Intn(len(in)*8 + 1)
			a, b := slices.Clone(in), slices.Clone(in)
			err := SortPairs(a, b, func(x, y int) (bool, error) {
				if calls++; calls > limit {
					return false, stop
				}
				return x < y, nil
			})
			if err != nil && err != stop || !slices.Equal(a, b) {
				t.Fatal("pairs torn", err)
			}
			_ = Sort(b, func(x, y int) (bool, error) { return rng.Intn(2) == 0, nil })
			want := slices.Clone(in)
			for _, s := range [][]int{want, a, b} {
				slices.Sort(s)
			}
			if !slices.Equal(a, want) || !slices.Equal(b, want) {
				t.Fatal("not a permutation")
			}
		}
	}
}

func TestComparesAsTheOracleDoes(t *testing.T) {
	rng := rand.New(rand.NewSource(3))
	var in strings.Builder
	var got []string
	var lens []int
	for _, keys := range inputs(rng) {
		items := make([]item, len(keys))
		for i, k := range keys {
			items[i] = item{k, i}
			in.WriteString(strconv.Itoa(k) + " ")
		}
		in.WriteByte('\n')
		h := fnv.New64a()
		calls := 0
		_ = Sort(items, func(a, b item) (bool, error) {
			calls++
			fmt.Fprintf(h, "%d,%d;", a.id, b.id)
			return a.key < b.key, nil
		})
		got = append(got, fmt.Sprintf("%d %016x", calls, h.Sum64()))
		lens = append(lens, len(keys))
	}
	want := oracle.Lines(t, `
import sys
class C:
    __slots__ = 'k', 'i'
    def __init__(self, k, i): self.k = k; self.i = i
    def __lt__(a, b):
        log.append(f'{a.i},{b.i};')
        return a.k < b.k
for line in sys.stdin:
    log = []
    l = [C(int(k), i) for i, k in enumerate(line.split())]
    l.sort()
    h = 0xcbf29ce484222325
    for c in ''.join(log).encode(): h = (h ^ c) * 0x100000001b3 & 0xffffffffffffffff
    print(len(log), f'{h:016x}')
`, in.String())
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("input %d of length %d, shape %d: comparisons %s, want %s", i, lens[i], i%15, got[i], want[i])
		}
	}
}

func benchmark(b *testing.B, n int, f func(i int) int) {
	src := make([]int, n)
	for i := range src {
		src[i] = f(i)
	}
	a := make([]int, n)
	for b.Loop() {
		copy(a, src)
		_ = Sort(a, func(x, y int) (bool, error) { return x < y, nil })
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/item")
}

func BenchmarkRandom(b *testing.B) {
	rng := rand.New(rand.NewSource(1))
	benchmark(b, 100000, func(int) int { return rng.Int() })
}

func BenchmarkAscending(b *testing.B) {
	benchmark(b, 100000, func(i int) int { return i })
}

func BenchmarkRuns(b *testing.B) {
	benchmark(b, 100000, func(i int) int { return i % 1000 })
}
