// This file implements the tests of the sorts without observable comparisons.

package timsort

import (
	"fmt"
	"math"
	"math/rand"
	"slices"
	"strings"
	"testing"
)

func checkOrdered[K comparable](t *testing.T, keys []K, less func(a, b K) bool, sort func([]K, []int)) {
	t.Helper()
	want := make([]int, len(keys))
	for i := range want {
		want[i] = i
	}
	got := slices.Clone(want)
	slices.SortStableFunc(want, func(a, b int) int {
		switch {
		case less(keys[a], keys[b]):
			return -1
		case less(keys[b], keys[a]):
			return 1
		}
		return 0
	})
	sorted := slices.Clone(keys)
	sort(sorted, got)
	if !slices.Equal(got, want) {
		t.Fatalf("values of %d keys out of order", len(keys))
	}
	for i, k := range sorted {
		if k != keys[want[i]] {
			t.Fatalf("key %d of %d", i, len(keys))
		}
	}
}

func TestOrderedSortsAreStable(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	for _, in := range inputs(rng) {
		ints := make([]int64, len(in))
		floats := make([]float64, len(in))
		strs := make([]string, len(in))
		for i, k := range in {
			ints[i] = int64(k)
			floats[i] = float64(k) / 8
			strs[i] = fmt.Sprint(k)
			switch rng.Intn(20) {
			case 0:
				ints[i] = int64(rng.Uint64())
				floats[i] = rng.NormFloat64() * 1e300
				strs[i] = strings.Repeat("common prefix ", rng.Intn(3)) + strs[i]
			case 1:
				floats[i] = math.Inf(1 - 2*rng.Intn(2))
				strs[i] = strs[i] + "\x00"
			case 2:
				floats[i] = math.Copysign(0, float64(rng.Intn(2))-0.5)
				strs[i] = ""
			}
		}
		checkOrdered(t, ints, func(a, b int64) bool { return a < b }, SortInt64[int])
		checkOrdered(t, floats, func(a, b float64) bool { return a < b }, SortFloat64[int])
		checkOrdered(t, strs, func(a, b string) bool { return a < b }, SortStrings[int])
		for i := range strs {
			strs[i] = "the same start of all " + strs[i]
		}
		checkOrdered(t, strs, func(a, b string) bool { return a < b }, SortStrings[int])
	}
}

func BenchmarkOrderedInt64(b *testing.B) {
	for _, n := range []int{10, 100, 1000, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			rng := rand.New(rand.NewSource(1))
			src, a, v := make([]int64, n), make([]int64, n), make([]uintptr, n)
			for i := range src {
				src[i] = rng.Int63n(1 << 40)
			}
			for b.Loop() {
				copy(a, src)
				SortInt64(a, v)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/item")
		})
	}
}

func BenchmarkOrderedStrings(b *testing.B) {
	for _, n := range []int{100, 100000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			rng := rand.New(rand.NewSource(1))
			src, a, v := make([]string, n), make([]string, n), make([]uintptr, n)
			for i := range src {
				src[i] = fmt.Sprint(rng.Int63())
			}
			for b.Loop() {
				copy(a, src)
				SortStrings(a, v)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/item")
		})
	}
}
