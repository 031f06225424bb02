// This file implements the state machines: from the records of a thread to slices of its track and of the others.

package timeline

import (
	"fmt"
	"slices"
	"time"
)

// state is what a thread does.
type state uint8

const (
	unknown state = iota // nothing was heard of it yet, or a record of it was dropped
	running
	ready
	waiting
	waitingGIL
	ended
)

// thread is what the writer knows of a thread.
type thread struct {
	serial  uint32
	state   state
	named   bool // its track has a name
	open    bool // the state's slice has been begun in the file
	openOS  bool // likewise on the OS thread's track
	short   bool // ready: if that is over soon, it was running since held all the time
	onFD    bool
	kind    uint8
	x       uint32 // fd
	os      uint32 // where it runs, or ran last; 0: not known
	by      uint32 // waiting: who held it; waitingGIL: who held the GIL; running, ready: who woke it
	site    uint32
	on      uint64
	since   int64 // when the state began
	held    int64
	timeout int64  // nanoseconds
	name    string // in quotes
}

// writer makes a file of records. One goroutine uses it at a time.
type writer struct {
	r    *Recorder
	cfg  Config
	out  *file
	conv *converter

	threads map[uint32]*thread
	osEnd   map[uint32]int64 // until when something is on an OS thread's track; its keys are the tracks there are
	gilEnd  int64
	begun   []mark // waits that may have to be begun in the file
	recs    []Record
	names   []string // names[0] is number firstName
	first   uint64
	sites   map[uint32]string
	flows   uint64
	pauses  []int64 // when pauses began
	inPause int64   // how long they were, together
	filled  int64   // when the budget was made up last
	gc      collector
}

// mark is a state of a thread.
type mark struct {
	th    *thread
	since int64
}

// openAfter is how long a state lasts before it is begun in the file although its end is not known.
const openAfter = 200e6

// shortYield is how short a pause at the end of a slice is not worth showing.
const shortYield = 5e3

func newWriter(r *Recorder, out *file, cfg Config) *writer {
	w := &writer{r: r, cfg: cfg, out: out, conv: newConverter(r), threads: map[uint32]*thread{}, osEnd: map[uint32]int64{}, sites: map[uint32]string{}}
	w.gc.begin(w.conv.start)
	return w
}

// flush writes what has been recorded since the last time, or a part of it if it is very much; more says that.
func (w *writer) flush() (more bool) {
	w.conv.advance()
	var names []string
	w.recs, names = w.r.take(w.recs[:0])
	w.names = append(w.names, names...)
	slices.SortFunc(w.recs, func(a, b Record) int {
		switch {
		case a.T < b.T:
			return -1
		case a.T > b.T:
			return 1
		}
		return 0
	})
	for i := range w.recs {
		w.step(&w.recs[i])
	}
	now := w.conv.last[1].ns
	kept := w.begun[:0]
	for _, m := range w.begun {
		if m.th.since != m.since || m.th.open || m.th.state == ended {
			continue
		}
		if now-m.since < openAfter {
			kept = append(kept, m)
			continue
		}
		w.openState(m.th)
	}
	clear(w.begun[len(kept):])
	w.begun = kept
	w.gc.look(w)
	w.out.flush()
	now = w.conv.now().ns
	if began := w.r.refill(time.Duration(now - w.filled)); began != 0 {
		w.conv.advance()
		w.pause(w.conv.ns(began), now)
	}
	w.filled = now
	return len(w.recs) >= maxTake/2
}

// pause shows a pause of the recording.
func (w *writer) pause(from, to int64) {
	w.pauses = append(w.pauses, from)
	w.inPause += to - from
	w.out.paused(from, to)
}

// missed ends the state of a thread to which other things happened in a pause: when that began is the last that is known.
func (w *writer) missed(th *thread) {
	if th.state == unknown || th.state == ended {
		return
	}
	i, _ := slices.BinarySearch(w.pauses, th.since)
	if i == len(w.pauses) {
		w.lost(th, th.since)
		th.state = unknown
		return
	}
	at := w.pauses[i]
	w.cut(th, at, notRecorded)
	if th.state == waiting || th.state == waitingGIL {
		th.open = false
	}
	th.state = unknown
}

// cut writes what th has been doing up to a time; flag says how a wait goes on.
func (w *writer) cut(th *thread, at int64, flag uint8) {
	switch th.state {
	case running:
		w.ran(th, th.since, at)
	case ready:
		if th.short {
			w.ran(th, th.held, th.since)
		}
		w.ready(th, th.since, at, 0, "")
	case waiting, waitingGIL:
		w.out.wait(th.since, at, th, w, flag, 0)
	}
}

// thread returns what is known of a thread.
func (w *writer) thread(serial uint32) *thread {
	th := w.threads[serial]
	if th == nil {
		th = &thread{serial: serial}
		w.threads[serial] = th
	}
	return th
}

// step runs the state machine of rec's thread.
func (w *writer) step(rec *Record) {
	th := w.thread(rec.Thread)
	t := w.conv.ns(rec.T)
	if rec.Flags&Missed != 0 {
		w.missed(th)
	}
	switch rec.Kind {
	case Name:
		if i := rec.A - w.first; i < uint64(len(w.names)) {
			th.name = quote(w.names[i])
			th.named = true
			w.out.threadName(th)
		}
	case Found:
		w.found(th, rec, t)
	case Wait:
		w.leave(th, t)
		w.enter(th, waiting, t)
		th.kind, th.site, th.by = rec.Sub, rec.Site, rec.By
		th.on, th.x, th.onFD, th.timeout = rec.A, rec.X, rec.Flags&OnFD != 0, 0
		switch {
		case rec.Flags&TimedA != 0:
			th.on, th.timeout = 0, int64(rec.A)
		case rec.Flags&Timed != 0:
			th.timeout = int64(rec.X) * 1000
		}
	case GIL:
		if th.state == unknown && rec.A != 0 { // a new thread
			at, by := unpackWoken(rec.A, rec.T)
			w.ready(th, w.conv.ns(at), t, by, "start")
		} else {
			w.awake(th, rec, t)
		}
		w.enter(th, waitingGIL, t)
		th.by = rec.By
	case Yield:
		if th.state != running {
			w.lost(th, t)
			w.enter(th, ready, t)
			return
		}
		held, open, openOS := th.since, th.open, th.openOS
		w.enter(th, ready, t)
		th.short, th.held, th.open, th.openOS = true, held, open, openOS
	case Start:
		if th.state == waitingGIL {
			w.awake(th, rec, t)
			w.run(th, rec.X, t)
			return
		}
		th.state = unknown
		if rec.A != 0 {
			at, by := unpackWoken(rec.A, rec.T)
			th.since = w.conv.ns(at)
			w.ready(th, th.since, t, by, "start")
		}
		w.run(th, rec.X, t)
	case Run:
		if th.state == ready && th.short && t-th.since < shortYield && (th.os == rec.X || rec.X == 0) {
			open, openOS := th.open, th.openOS
			w.enter(th, running, th.held)
			th.open, th.openOS = open, openOS
			return
		}
		w.awake(th, rec, t)
		w.run(th, rec.X, t)
	case Sample:
		if th.state == running && th.os != rec.X {
			w.leave(th, t)
			w.run(th, rec.X, t)
		}
	case End:
		w.leave(th, t)
		w.gone(th)
		th.state = ended
		delete(w.threads, th.serial)
	}
}

// gone gives a thread that never had a name one.
func (w *writer) gone(th *thread) {
	if !th.named {
		th.named = true
		th.name = quote(th.label())
		w.out.threadName(th)
	}
}

// label is a name for a thread that has none.
func (th *thread) label() string { return fmt.Sprintf("thread %d", th.serial) }

// found handles a thread that was there when the recording began.
func (w *writer) found(th *thread, rec *Record, t int64) {
	if th.state != unknown {
		return // a record of its own was earlier
	}
	if rec.Sub == 0 {
		w.run(th, rec.X, t)
		return
	}
	w.enter(th, waiting, t)
	th.kind, th.on, th.x, th.onFD = rec.Sub, rec.A, rec.X, rec.Flags&OnFD != 0
	th.timeout, th.by, th.site = 0, 0, 0
}

// enter begins a state.
func (w *writer) enter(th *thread, s state, t int64) {
	th.state, th.since, th.open, th.openOS, th.short, th.onFD = s, t, false, false, false, false
	w.begun = append(w.begun, mark{th, t})
}

// run begins to run.
func (w *writer) run(th *thread, os uint32, t int64) {
	if os == 0 {
		os = th.os
	}
	th.os = os
	if os != 0 {
		if _, ok := w.osEnd[os]; !ok {
			w.osEnd[os] = 0
			w.out.osThread(os)
		}
	}
	w.enter(th, running, t)
}

// leave ends the state a thread is in at t, when it was running or that is not known.
func (w *writer) leave(th *thread, t int64) {
	if th.state == running {
		w.ran(th, th.since, t)
		return
	}
	w.lost(th, t)
}

// lost ends the state a thread is in without saying how long it lasted: a record is missing.
func (w *writer) lost(th *thread, t int64) {
	if th.open {
		w.out.close(t, th)
	}
	if th.openOS {
		w.closeOS(th, t)
	}
	th.open, th.openOS = false, false
}

// ran shows that th ran.
func (w *writer) ran(th *thread, from, to int64) {
	if th.open {
		w.out.close(to, th)
	} else {
		w.out.running(from, to, th)
	}
	switch {
	case th.openOS:
		w.closeOS(th, to)
	case th.os != 0:
		if from := max(from, w.osEnd[th.os]); from < to {
			w.out.onOS(from, to, th)
			w.osEnd[th.os] = to
		}
	}
	if w.cfg.GIL {
		if from := max(from, w.gilEnd); from < to {
			w.out.onGIL(from, to, th)
			w.gilEnd = to
		}
	}
	th.open, th.openOS = false, false
}

func (w *writer) closeOS(th *thread, t int64) {
	w.out.closeOS(t, th.os)
	w.osEnd[th.os] = max(t, w.osEnd[th.os])
}

// awake ends a wait, and the time a thread was ready, as rec, which is of kind Run or GIL, says.
func (w *writer) awake(th *thread, rec *Record, t int64) {
	switch th.state {
	case ready:
		if th.short {
			w.ran(th, th.held, th.since)
		} else {
			w.lost(th, t)
		}
		w.ready(th, th.since, t, 0, "")
	case waiting, waitingGIL:
		end, by := t, uint32(0)
		switch {
		case rec.Flags&TimedOut != 0:
			if th.timeout > 0 {
				end = min(th.since+th.timeout, t)
			}
		case rec.A != 0:
			if at, who := unpackWoken(rec.A, rec.T); w.conv.ns(at) >= th.since {
				end, by = w.conv.ns(at), who
			}
		}
		name := "wake"
		if th.state == waitingGIL {
			name = "GIL"
			w.out.wait(th.since, t, th, w, rec.Flags, by)
			end = t
		} else {
			w.out.wait(th.since, end, th, w, rec.Flags, by)
		}
		th.open = false
		w.ready(th, end, t, by, name)
	default:
		w.lost(th, t)
	}
}

// ready shows that th was ready from one time to another, made so by another thread if by is not 0.
func (w *writer) ready(th *thread, from, to int64, by uint32, arrow string) {
	if from < to {
		w.out.ready(from, to, th, by, w)
	}
	if by != 0 && by != th.serial {
		w.flows++
		w.out.flow(w.flows, arrow, by, from, th.serial, to)
	}
}

// openState begins a state in the file whose end is not known.
func (w *writer) openState(th *thread) {
	if th.open {
		return
	}
	switch th.state {
	case running:
		w.out.open(th.since, th, w)
		if th.os != 0 && w.osEnd[th.os] <= th.since {
			w.out.openOS(th.since, th)
			th.openOS = true
		}
	case waiting, waitingGIL:
		w.out.open(th.since, th, w)
	default:
		return
	}
	th.open = true
}

// finish writes what is left and ends the file, of a recording that was stopped at a time.
func (w *writer) finish(stopped uint64) (Summary, error) {
	for w.flush() {
	}
	w.flush()
	if p := w.r.paused.Load(); p != 0 && !w.out.isFull() && w.out.err == nil {
		if from, to := w.conv.ns(p), w.conv.ns(stopped); to-from > 2e6 { // not the one that begins where the recording is stopped
			w.pause(from, to)
			for _, th := range w.threads {
				if th.since < from {
					w.missed(th) // what it does now is not known
				}
			}
		}
	}
	now := w.conv.last[1].ns
	left := make([]*thread, 0, len(w.threads))
	for _, th := range w.threads {
		left = append(left, th)
	}
	slices.SortFunc(left, func(a, b *thread) int { return int(a.serial) - int(b.serial) })
	for _, th := range left {
		w.cut(th, now, stillWaiting)
		w.gone(th)
	}
	s := Summary{Path: w.cfg.Path, Dropped: w.r.dropped.Load(), Paused: time.Duration(w.inPause), Length: time.Duration(now), Limit: w.cfg.Limit}
	err := w.out.finish(&s)
	return s, err
}

// Flags, beside those of Record, for waits whose end is not known.
const (
	stillWaiting = 1 << 7
	notRecorded  = 1 << 6
)

// siteText returns what a site means.
func (w *writer) siteText(site uint32) string {
	s, ok := w.sites[site]
	if !ok {
		s = quote(w.cfg.Site(site))
		w.sites[site] = s
	}
	return s
}

// nameOf returns the name of a thread, in quotes.
func (w *writer) nameOf(serial uint32) string {
	if th := w.threads[serial]; th != nil && th.name != "" {
		return th.name
	}
	return quote((&thread{serial: serial}).label())
}
