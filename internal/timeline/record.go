// This file implements Record and Recorder: what threads say about themselves, and where they put it.

package timeline

import (
	"errors"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// Kind says what a Record tells.
type Kind uint8

const (
	Wait   Kind = iota + 1 // Thread begins to wait: for Wait, on A, Site; By holds it
	GIL                    // what it waited for is there, and it waits for the GIL, which By holds; A as in Run
	Run                    // it runs, on the OS thread X; A: Woken said when it was made ready and by whom
	Yield                  // its time is up: it is ready
	Start                  // it runs for the first time, otherwise as Run; A: who created it
	End                    // it has ended
	Name                   // its name is name A
	Found                  // as the recording began, it was there: Sub is a wait's kind, or 0: it runs or is ready
	Sample                 // it runs on the OS thread X
)

// Flags of a Record.
const (
	TimedOut uint8 = 1 << iota // Run: a timeout ended the wait
	Timed                      // Wait: a timeout will end it, after X microseconds
	TimedA                     // Wait: a timeout will end it, after A nanoseconds, and A is nothing else
	OnFD                       // Wait: X is the descriptor it waits for
	Missed                     // all: since the thread's last record things happened to it while nothing was recorded
)

// Record is one thing that happened to a thread. It holds no pointers: the collector need not look at it.
type Record struct {
	T      uint64 // Ticks
	A      uint64 // see Kind
	Thread uint32 // serial number, from 1 on
	By     uint32 // serial number of another thread, or 0
	X      uint32 // see Kind
	Site   uint32 // Wait: where in the program, a number that Config.Site knows, or 0
	Kind   Kind
	Sub    uint8 // Wait, Found: what it waits for, an index of Config.Waits
	Flags  uint8
}

// Woken packs a time and a thread's serial number into one word, which other threads can leave with a thread by one store. The word 0
// says nothing.
func Woken(ticks uint64, by uint32) uint64 {
	return ticks>>wokenShift<<wokenSerial | uint64(by)&(1<<wokenSerial-1)
}

const (
	wokenSerial = 28 // bits of the serial number
	wokenShift  = 5  // bits of the time that are lost at its end
)

// unpackWoken undoes Woken: the time is the latest one not after now that w may mean.
func unpackWoken(w, now uint64) (ticks uint64, by uint32) {
	const period = 1 << (64 - wokenSerial)
	t := now >> wokenShift
	t = t&^(period-1) | w>>wokenSerial
	if t > now>>wokenShift && t >= period {
		t -= period
	}
	return t << wokenShift, uint32(w & (1<<wokenSerial - 1))
}

// MaxRecords is how many records wait for the writer at most.
const MaxRecords = 1 << 18

// A recording costs a program little because at most PerSecond records are taken in a second, after a first Burst. When they are used up,
// Paused reports true until the writer has come round: what happens meanwhile is not recorded, and the file says so.
const (
	PerSecond = 60_000
	Burst     = 60_000

	laterBurst = Burst / 4 // short pauses are better than long ones
)

const (
	chunkSize = 512
	maxChunks = MaxRecords / chunkSize
	shards    = 16
)

// chunk is a piece of the buffer.
type chunk struct {
	recs [chunkSize]Record
	n    int
}

// shard is the part of the buffer where some of the threads put their records.
type shard struct {
	mu   sync.Mutex
	cur  *chunk   // guarded by mu
	full []*chunk // guarded by mu; oldest first
	_    [64]byte
}

// Recorder takes records. Its methods may be called by any goroutine.
type Recorder struct {
	tsc   bool      // Ticks is the processor's counter
	epoch time.Time // Ticks counts from here, otherwise

	shards  [shards]shard
	chunks  atomic.Int64  // in use
	dropped atomic.Uint64 // things that were not recorded
	closed  atomic.Bool
	budget  atomic.Int64  // how many records may be taken before a pause
	paused  atomic.Uint64 // when a pause began; 0: there is none

	mu    sync.Mutex
	free  []*chunk // guarded by mu
	names []string // guarded by mu; those not written yet
	first uint64   // guarded by mu; the number of names[0]

	stop chan struct{}
	done chan struct{}
	w    *writer
	once sync.Once
}

// Put records rec. It never waits for the file; a record that finds no room is counted.
func (r *Recorder) Put(rec *Record) {
	s := &r.shards[rec.Thread%shards]
	s.mu.Lock()
	c := s.cur
	if c == nil || c.n == chunkSize {
		if c = r.nextLocked(s); c == nil {
			s.mu.Unlock()
			r.dropped.Add(1)
			return
		}
	}
	c.recs[c.n] = *rec
	c.n++
	s.mu.Unlock()
}

// nextLocked gives s, which is locked, a new chunk, or returns nil if there are too many.
func (r *Recorder) nextLocked(s *shard) *chunk {
	if r.closed.Load() {
		return nil
	}
	if r.chunks.Add(1) > maxChunks {
		r.chunks.Add(-1)
		r.paused.CompareAndSwap(0, r.Ticks())
		return nil
	}
	if r.budget.Add(-chunkSize) < 0 {
		r.paused.CompareAndSwap(0, r.Ticks())
	}
	if s.cur != nil {
		s.full = append(s.full, s.cur)
	}
	r.mu.Lock()
	if n := len(r.free); n > 0 {
		s.cur, r.free = r.free[n-1], r.free[:n-1]
		r.mu.Unlock()
	} else {
		r.mu.Unlock()
		s.cur = new(chunk)
	}
	return s.cur
}

// Paused reports whether nothing should be recorded now, because too much was. Who does not record something counts it, sets Missed in
// the thread's next record, and tells Skipped of it.
func (r *Recorder) Paused() bool { return r.paused.Load() != 0 }

// Skipped says that n things were not recorded because of a pause.
func (r *Recorder) Skipped(n uint32) { r.dropped.Add(uint64(n)) }

// refill makes up the budget after so much time, and ends a pause. It reports when that began.
func (r *Recorder) refill(passed time.Duration) (began uint64) {
	if r.closed.Load() {
		return 0
	}
	more := min(int64(passed.Microseconds())*PerSecond/1e6, laterBurst-r.budget.Load())
	if r.budget.Add(max(more, 0)) > chunkSize {
		began = r.paused.Swap(0)
	}
	return began
}

// Name records a thread's name.
func (r *Recorder) Name(thread uint32, name string) {
	r.mu.Lock()
	if len(r.names) >= MaxRecords {
		r.mu.Unlock()
		r.dropped.Add(1)
		return
	}
	n := r.first + uint64(len(r.names))
	r.names = append(r.names, name)
	r.mu.Unlock()
	r.Put(&Record{T: r.Ticks(), A: n, Thread: thread, Kind: Name})
}

// take moves at least some of what was recorded to recs, if there is anything, and returns the names told of since the last time.
func (r *Recorder) take(recs []Record) ([]Record, []string) {
	for i := range r.shards {
		s := &r.shards[i]
		s.mu.Lock()
		full, cur := s.full, s.cur
		s.full = nil
		if len(full) > maxTake/shards/chunkSize {
			s.full = append(s.full, full[maxTake/shards/chunkSize:]...)
			full, cur = full[:maxTake/shards/chunkSize], nil
		} else {
			s.cur = nil
		}
		s.mu.Unlock()
		if cur != nil {
			full = append(full, cur)
		}
		for _, c := range full {
			recs = append(recs, c.recs[:c.n]...)
			r.budget.Add(int64(chunkSize - c.n))
			c.n = 0
		}
		r.chunks.Add(-int64(len(full)))
		r.mu.Lock()
		if len(r.free) < maxFree {
			r.free = append(r.free, full...)
		}
		r.mu.Unlock()
	}
	r.mu.Lock()
	names := r.names
	r.names, r.first = nil, r.first+uint64(len(names))
	r.mu.Unlock()
	return recs, names
}

const (
	maxTake = 1 << 17 // how many records are looked at in one go, about
	maxFree = 256     // chunks that are kept
)

// Config says what to write and where.
type Config struct {
	Path  string
	Limit int64 // how long the file may become; 0: DefaultLimit
	// Info is shown as the label of the trace: the program, the threading model.
	Info string
	// Waits are the names of kinds of waits, by Record.Sub.
	Waits []string
	// GIL says that one thread at a time runs, because of a lock that gets a track of its own.
	GIL bool
	// Site returns what a Record.Site means. The writer calls it, once for each.
	Site func(site uint32) string
}

// DefaultLimit is how long a file becomes: what `weft view` reads.
const DefaultLimit = 100 << 20

// Summary says what became of a recording.
type Summary struct {
	Path    string
	Events  uint64        // written
	Dropped uint64        // things that were not recorded, because too much happened at once
	Paused  time.Duration // how long nothing was recorded for that reason
	Full    uint64        // events that did not fit into the file
	Bytes   int64         // of the file
	Length  time.Duration // of the recording
	End     time.Duration // less than Length: the file ends here
	Limit   int64
}

// ErrStopped is returned by Stop for a recording that has been stopped.
var ErrStopped = errors.New("not recording")

// Begin creates the file and starts a recording. The error is that of the file.
func Begin(cfg Config) (*Recorder, error) {
	r, err := newRecorder(cfg)
	if err != nil {
		return nil, err
	}
	go r.serve()
	return r, nil
}

// newRecorder creates the file and what writes it.
func newRecorder(cfg Config) (*Recorder, error) {
	f, err := os.OpenFile(cfg.Path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return nil, err
	}
	if cfg.Limit <= 0 {
		cfg.Limit = DefaultLimit
	}
	r := &Recorder{tsc: kernelUsesTSC(), epoch: time.Now(), stop: make(chan struct{}), done: make(chan struct{})}
	r.budget.Store(Burst)
	waits := make([]string, len(cfg.Waits))
	for i, s := range cfg.Waits {
		waits[i] = quote(s)
	}
	r.w = newWriter(r, &file{f: f, waits: waits, limit: cfg.Limit}, cfg)
	if err := r.w.out.begin(&cfg); err != nil {
		f.Close()
		return nil, err
	}
	return r, nil
}

// flushEvery is how often records are written, and writerShare the reciprocal of the writer's share of a processor.
const (
	flushEvery   = 50 * time.Millisecond
	flushAtLeast = 500 * time.Millisecond // on a machine where the writer is kept waiting, too
	writerShare  = 16
)

// serve is the writer's goroutine.
func (r *Recorder) serve() {
	defer close(r.done)
	t := time.NewTimer(flushEvery)
	defer t.Stop()
	for {
		select {
		case <-r.stop:
			return
		case <-t.C:
			start := time.Now()
			r.w.flush()
			if r.w.out.err != nil || r.w.out.isFull() {
				r.closed.Store(true) // what is recorded from now on would not be written
				r.paused.CompareAndSwap(0, r.Ticks())
			}
			t.Reset(min(max(flushEvery, writerShare*time.Since(start)), flushAtLeast))
		}
	}
}

// Stop ends the recording and writes what is left of it. The error is the first that writing met; what was written before stays.
// Records that come later are forgotten.
func (r *Recorder) Stop() (Summary, error) {
	first := false
	r.once.Do(func() { first = true })
	if !first {
		return Summary{}, ErrStopped
	}
	close(r.stop)
	<-r.done
	r.closed.Store(true)
	stopped := r.Ticks()
	r.paused.CompareAndSwap(0, stopped)
	return r.w.finish(stopped)
}
