// This file implements the tests of strsearch.

package strsearch

import (
	"math/rand"
	"strings"
	"testing"
)

func TestLastIndexAgreesWithStrings(t *testing.T) {
	rng := rand.New(rand.NewSource(1))
	text := func(n, letters int) string {
		b := make([]byte, n)
		for i := range b {
			b[i] = 'a' + byte(rng.Intn(letters))
		}
		return string(b)
	}
	for range 3000 {
		letters := 1 + rng.Intn(3)
		s := text(rng.Intn(2000), letters)
		sep := text(rng.Intn(20), letters)
		if rng.Intn(2) == 0 && len(s) > 2 {
			k := rng.Intn(len(s))
			sep = s[k : k+rng.Intn(len(s)-k)]
		}
		want := strings.LastIndex(s, sep)
		if got := LastIndex(s, sep); got != want {
			t.Fatalf("LastIndex(%q, %q) = %d, want %d", s, sep, got, want)
		}
	}
}

func BenchmarkLastIndexAbsent(b *testing.B) {
	s := strings.Repeat("hello world, this is text. ", 40000)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		LastIndex(s, "zebra")
	}
}

func BenchmarkLastIndexHard(b *testing.B) {
	s := strings.Repeat("a", 1000000)
	sep := strings.Repeat("a", 1000) + "b"
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		LastIndex(s, sep)
	}
}
