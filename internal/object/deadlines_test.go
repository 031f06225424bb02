// This file implements the test of the heap of deadlines.

package object

import (
	"math/rand/v2"
	"testing"
)

// TestDeadlines adds and removes deadlines in a random order: the earliest is always first, and each thread knows its place.
func TestDeadlines(t *testing.T) {
	var h deadlines
	at := map[*Thread]int64{}
	check := func() {
		t.Helper()
		first := int64(never)
		for i, d := range h {
			if int(d.th.timer) != i+1 || at[d.th] != d.at {
				t.Fatalf("entry %d is of %d and due at %d, not %d", i, d.th.timer, d.at, at[d.th])
			}
			first = min(first, d.at)
		}
		if h.first() != first || len(h) != len(at) {
			t.Fatalf("first is %d, not %d; %d of %d", h.first(), first, len(h), len(at))
		}
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for round := range 3 {
		for range 1500 {
			th := &Thread{}
			at[th] = rng.Int64N(1000)
			h.add(at[th], th)
			if rng.IntN(3) == 0 {
				th = h[rng.IntN(len(h))].th
				h.remove(th)
				delete(at, th)
				if th.timer != 0 {
					t.Fatal("it was removed and has a place")
				}
			}
			if len(h)%64 == round {
				check()
			}
		}
		last := int64(0)
		for h.first() < never {
			if h.first() < last {
				t.Fatalf("%d comes after %d", h.first(), last)
			}
			last = h.first()
			delete(at, h.pop())
		}
		check()
	}
	if cap(h) > 1024 {
		t.Errorf("an empty heap keeps room for %d", cap(h))
	}
	if n := laterBy(never-1, 2); n != never-1 {
		t.Errorf("far too late: %d", n)
	}
}
