package object

// This file implements the tests of thread-local tables.

import (
	"sync"
	"testing"
)

func TestLocalTableForgetsThreads(t *testing.T) {
	var table LocalTable
	threads := make([]Thread, 1000)
	dicts := make([]*Dict, len(threads))
	for i := range threads {
		threads[i].ident = identOf(uint64(i + 1))
		dicts[i] = NewDict()
		table.Set(&threads[i], dicts[i])
	}
	check := func(from int) {
		t.Helper()
		for i := range threads {
			want := dicts[i]
			if i < from {
				want = nil
			}
			if got := table.Get(&threads[i]); got != want {
				t.Fatalf("thread %d has %p, not %p", i, got, want)
			}
		}
	}
	check(0)
	for i := range 500 {
		threads[i].endLocals()
	}
	check(500)
	for round := range 2000 { // short threads leave nothing behind
		th := Thread{ident: identOf(uint64(5000 + round))}
		table.Set(&th, dicts[0])
		if table.Get(&th) != dicts[0] {
			t.Fatal("not found")
		}
		th.endLocals()
	}
	check(500)
	if s := (*localSlots)(table.slots); len(s.a) > 4096 {
		t.Errorf("%d slots for 500 threads", len(s.a))
	}
	for i := range threads {
		threads[i].endLocals()
	}
	if table.slots != nil || table.firstDict != nil {
		t.Error("something is left")
	}
}

func TestHammerLocalTable(t *testing.T) {
	var tables [4]LocalTable
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 500 {
				th := &Thread{ident: identOf(uint64(1 + g + 8*i))}
				d := NewDict()
				for j := range tables {
					if tables[j].Get(th) != nil {
						t.Error("a new thread has a dictionary")
					}
					tables[j].Set(th, d)
				}
				for range 20 {
					for j := range tables {
						if tables[j].Get(th) != d {
							t.Error("not its own")
						}
					}
				}
				if i%3 == 0 {
					tables[0].Set(th, nil)
				}
				th.endLocals()
			}
		}()
	}
	wg.Wait()
}
