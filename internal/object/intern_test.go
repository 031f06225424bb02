package object

import (
	"strconv"
	"strings"
	"sync"
	"testing"
)

// TestInternFromManyThreads: whoever interns a text gets the same str, also while the table grows.
func TestInternFromManyThreads(t *testing.T) {
	const texts, threads = 3 * firstSlots, 8
	got := make([][]*Str, threads)
	var wg sync.WaitGroup
	for w := range threads {
		wg.Go(func() {
			got[w] = make([]*Str, texts)
			for k := range texts {
				i := (k*7919 + w*1013) % texts // 7919 is prime: each text once, in another order for each thread
				s := "interned " + strconv.Itoa(i)
				if w%2 == 0 {
					got[w][i] = Intern(s)
				} else {
					got[w][i] = InternStr(AsStr(NewStr(s)))
				}
			}
		})
	}
	wg.Wait()
	for i, s := range got[0] {
		if !s.interned() || s.String() != "interned "+strconv.Itoa(i) {
			t.Fatalf("text %d: %q, interned: %v", i, s, s.interned())
		}
		for w := range threads {
			if got[w][i] != s {
				t.Fatalf("threads have different strs of %q", s)
			}
		}
	}
}

func TestInternKeepsTheFirst(t *testing.T) {
	for _, text := range []string{"", "x", "é", "firstOfItsKind", strings.Repeat("long ", 50)} {
		s := Intern(text)
		if s.String() != text || Intern(strings.Clone(text)) != s || InternStr(AsStr(NewStr(text))) != s {
			t.Errorf("%q is not interned once", text)
		}
	}
	s := AsStr(NewStr("a str that nobody has interned"))
	if InternStr(s) != s || Intern(s.String()) != s {
		t.Error("the first str with a text is not the interned one")
	}
}

// TestReserve: a dict that was told how many items come has the same items as one that was not.
func TestReserve(t *testing.T) {
	for _, before := range []int{0, 1, 5, 8, 20} {
		for _, room := range []int{0, 1, 7, 9, 100} {
			d := NewDict()
			put := func(from, to int) {
				for i := from; i < to; i++ {
					d.SetName("k"+strconv.Itoa(i), Int(int64(i)))
				}
			}
			put(0, before)
			if before > 2 {
				d.DelStr(Intern("k1"))
			}
			d.Reserve(room)
			put(before, before+room)
			full := d.Table()
			if room > 0 && d.live > int(full.n) {
				t.Fatalf("%d items in a table of %d", d.live, full.n)
			}
			put(before+room, before+room+30)
			for i := range before + room + 30 {
				v := d.GetName("k" + strconv.Itoa(i))
				if gone := i == 1 && before > 2; gone != v.IsAbsent() || !gone && v != Int(int64(i)) {
					t.Fatalf("before %d, room %d: k%d is wrong", before, room, i)
				}
			}
		}
	}
}
