package timeline

// This file implements the tests of recordings: what the file holds, and what it holds when something goes wrong.

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// event is one event of a file.
type event struct {
	Ph, Name, Cat string
	Pid, Tid, ID  int
	TS, Dur       float64
	Args          map[string]any
}

func read(t *testing.T, path string) []event {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var es []event
	if err := json.Unmarshal(b, &es); err != nil {
		t.Fatalf("%v\n%s", err, b[max(0, len(b)-300):])
	}
	return es
}

func config(t *testing.T) Config {
	return Config{Path: filepath.Join(t.TempDir(), "out.json"), Info: `a "test"`, Waits: []string{"none", "lock", "sleep"},
		Site: func(site uint32) string { return "file.py:7 in f" }}
}

// rest lets a little time pass.
func rest() { time.Sleep(200 * time.Microsecond) }

// overlaps reports a slice that begins before another of its track has ended.
func overlaps(t *testing.T, es []event) {
	t.Helper()
	type key struct{ pid, tid int }
	tracks := map[key][]event{}
	for _, e := range es {
		if e.Ph == "X" {
			k := key{e.Pid, e.Tid}
			tracks[k] = append(tracks[k], e)
		}
	}
	for k, l := range tracks {
		sort.SliceStable(l, func(i, j int) bool { return l[i].TS < l[j].TS })
		for i := 1; i < len(l); i++ {
			if l[i].TS < l[i-1].TS+l[i-1].Dur-0.0015 {
				t.Errorf("track %v: %q at %.3f begins before %q at %.3f ends, after %.3f", k, l[i].Name, l[i].TS, l[i-1].Name, l[i-1].TS, l[i-1].Dur)
			}
		}
	}
}

func TestOneThreadWakesAnother(t *testing.T) {
	cfg := config(t)
	cfg.GIL = true
	r, err := Begin(cfg)
	if err != nil {
		t.Fatal(err)
	}
	r.Name(1, "main <1>")
	r.Put(&Record{T: r.Ticks(), Thread: 1, Kind: Found, X: 70})
	rest()
	r.Put(&Record{T: r.Ticks(), A: Woken(r.Ticks(), 1), Thread: 2, Kind: Start, X: 71})
	rest()
	r.Put(&Record{T: r.Ticks(), A: 0xabc0, Thread: 2, Kind: Wait, Sub: 1, By: 1, Site: 9})
	rest()
	woken := Woken(r.Ticks(), 1)
	rest()
	r.Put(&Record{T: r.Ticks(), A: woken, Thread: 2, Kind: GIL, By: 1})
	rest()
	woken = Woken(r.Ticks(), 1)
	r.Put(&Record{T: r.Ticks(), Thread: 1, A: 1e6, Flags: TimedA, Kind: Wait, Sub: 2})
	rest()
	r.Put(&Record{T: r.Ticks(), A: woken, Thread: 2, Kind: Run, X: 71})
	rest()
	r.Put(&Record{T: r.Ticks(), Thread: 2, Kind: End})
	time.Sleep(2 * time.Millisecond)
	r.Put(&Record{T: r.Ticks(), Thread: 1, Kind: Run, X: 70, Flags: TimedOut})
	s, err := r.Stop()
	if err != nil || s.Dropped != 0 || s.Full != 0 {
		t.Fatalf("%+v, %v", s, err)
	}
	if _, err := r.Stop(); err != ErrStopped {
		t.Errorf("a second Stop: %v", err)
	}
	es := read(t, cfg.Path)
	overlaps(t, es)
	var names []string
	ends := map[int][2]int{}
	for _, e := range es {
		switch {
		case e.Ph == "X" && e.Pid == pidThreads && e.Tid == 2:
			names = append(names, e.Name)
			if e.Name == "lock" {
				if e.Args["for"] != "lock at 0xabc0" || e.Args["holder"] != "main <1>" || e.Args["at"] != "file.py:7 in f" || e.Args["by"] != "main <1>" {
					t.Errorf("the wait says %v", e.Args)
				}
			}
		case e.Ph == "X" && e.Name == "sleep":
			if e.Dur < 900 || e.Dur > 1100 || e.Args["end"] != "timeout" {
				t.Errorf("a sleep of a millisecond is %.3f long and says %v", e.Dur, e.Args)
			}
		case e.Ph == "s":
			ends[e.ID] = [2]int{e.Tid, 0}
		case e.Ph == "f":
			ends[e.ID] = [2]int{ends[e.ID][0], e.Tid}
		}
	}
	if got := strings.Join(names, " "); got != "ready running lock ready GIL running" {
		t.Errorf("thread 2: %s", got)
	}
	if len(ends) != 3 { // start, wake, GIL
		t.Errorf("%d arrows", len(ends))
	}
	for id, e := range ends {
		if e != [2]int{1, 2} {
			t.Errorf("arrow %d goes from %d to %d", id, e[0], e[1])
		}
	}
}

func TestWhatLastsIsBegunInTheFile(t *testing.T) {
	cfg := config(t)
	r, err := Begin(cfg)
	if err != nil {
		t.Fatal(err)
	}
	r.Put(&Record{T: r.Ticks(), Thread: 1, Kind: Found, X: 70})
	rest()
	r.Put(&Record{T: r.Ticks(), A: 0xabc0, Thread: 1, Kind: Wait, Sub: 1})
	for end := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		b, err := os.ReadFile(cfg.Path)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), `"ph":"B"`) {
			break
		}
		if time.Now().After(end) {
			t.Fatal("a killed program would not show what it waits for")
		}
	}
	if _, err := r.Stop(); err != nil {
		t.Fatal(err)
	}
	begun := 0
	for _, e := range read(t, cfg.Path) {
		switch e.Ph {
		case "B":
			begun++
		case "E":
			begun--
			if e.Args["end"] != "not yet" {
				t.Errorf("the end says %v", e.Args)
			}
		}
	}
	if begun != 0 {
		t.Errorf("%d slices have no end", begun)
	}
}

func TestTheBufferIsBounded(t *testing.T) {
	cfg := config(t)
	r, err := newRecorder(cfg)
	if err != nil {
		t.Fatal(err)
	}
	const more = 5000
	for i := range MaxRecords + more {
		if r.Put(&Record{T: r.Ticks(), Thread: uint32(i%shards + 1), Kind: Yield}); i == Burst*9/10 && r.Paused() || i == Burst+shards*chunkSize && !r.Paused() {
			t.Errorf("paused at %d: %v", i, r.Paused())
		}
	}
	if d := r.dropped.Load(); d != more {
		t.Errorf("%d records were dropped, not %d", d, more)
	}
	r.w.out.limit = 1 << 20
	r.closed.Store(true)
	s, err := r.w.finish(r.Ticks())
	if err != nil || s.Dropped != more {
		t.Errorf("%+v, %v", s, err)
	}
	es := read(t, cfg.Path)
	if last := es[len(es)-1]; last.Name != "recording" || last.Args["dropped_records"] != float64(more) {
		t.Errorf("the file says %v", last)
	}
}

func TestTheFileIsBounded(t *testing.T) {
	cfg := config(t)
	cfg.Limit = 64 << 10
	r, err := newRecorder(cfg)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 10000 {
		r.Put(&Record{T: r.Ticks(), Thread: 1, Kind: []Kind{Wait, Run}[i%2], X: 70, Sub: 1})
	}
	s, err := r.w.finish(r.Ticks())
	if err != nil || s.Full == 0 || s.Bytes > cfg.Limit || s.End >= s.Length {
		t.Errorf("%+v, %v", s, err)
	}
	overlaps(t, read(t, cfg.Path))
}

func TestAFullDisk(t *testing.T) {
	if _, err := Begin(Config{Path: filepath.Join(t.TempDir(), "no", "out.json")}); !errors.Is(err, syscall.ENOENT) {
		t.Errorf("no such folder: %v", err)
	}
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip(err)
	}
	if _, err := Begin(Config{Path: "/dev/full"}); !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("full from the beginning: %v", err)
	}
	cfg := config(t)
	r, err := Begin(cfg)
	if err != nil {
		t.Fatal(err)
	}
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	r.w.out.f.Close()
	r.w.out.f = full // the recorder writes nothing as long as nothing is recorded but the heap: both ways are right
	for range 100 {
		r.Put(&Record{T: r.Ticks(), Thread: 1, Kind: Wait, Sub: 1})
		r.Put(&Record{T: r.Ticks(), Thread: 1, Kind: Run, X: 70})
	}
	if s, err := r.Stop(); !errors.Is(err, syscall.ENOSPC) || s.Path != cfg.Path {
		t.Errorf("full later: %+v, %v", s, err)
	}
}

func TestWokenIsUnpacked(t *testing.T) {
	for _, c := range []struct{ at, now uint64 }{{1 << 10, 1 << 10}, {1 << 20, 1<<20 + 4096}, {1<<50 + 64, 1<<50 + 1<<40}, {1<<41 - 32, 1<<41 + 32}} {
		if at, by := unpackWoken(Woken(c.at, 12345), c.now); at != c.at || by != 12345 {
			t.Errorf("%d at %d: %d by %d", c.at, c.now, at, by)
		}
	}
}

func TestHammerRecorder(t *testing.T) {
	cfg := config(t)
	r, err := Begin(cfg)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			id := uint32(n + 1)
			r.Put(&Record{T: r.Ticks(), Thread: id, Kind: Start, X: 70 + id%3})
			for i := range 3000 {
				r.Put(&Record{T: r.Ticks(), Thread: id, Kind: Wait, Sub: 1, A: 64})
				r.Put(&Record{T: r.Ticks(), Thread: id, Kind: Run, A: Woken(r.Ticks(), id%8+1), X: 70 + uint32(i)%3})
				if i%500 == 0 {
					r.Name(id, "named")
					time.Sleep(time.Millisecond)
				}
			}
			r.Put(&Record{T: r.Ticks(), Thread: id, Kind: End})
		}()
	}
	wg.Wait()
	s, err := r.Stop()
	if err != nil || s.Dropped != 0 {
		t.Fatalf("%+v, %v", s, err)
	}
	overlaps(t, read(t, cfg.Path))
}

func BenchmarkPut(b *testing.B) {
	r, err := newRecorder(Config{Path: filepath.Join(b.TempDir(), "out.json")})
	if err != nil {
		b.Fatal(err)
	}
	var recs []Record
	for i := range b.N {
		if i%100000 == 99999 {
			b.StopTimer()
			recs, _ = r.take(recs[:0])
			b.StartTimer()
		}
		r.Put(&Record{T: r.Ticks(), Thread: 1, Kind: Wait})
	}
}
