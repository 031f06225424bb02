// This file implements what threads record about themselves while somebody wants a trace of them: see package timeline.
//
// Runtime.timeline is nil as a rule. The places that look at it are those where a thread stops or goes on running: beginWait, endWait,
// Unpark, Yield, the GIL's queue, and a thread's start and end. The evaluator's loop knows nothing of it.

package object

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"weft/internal/timeline"
)

// Timeline is a recording of what the threads of a runtime do.
type Timeline struct {
	rec   *timeline.Recorder
	model Model
	os    uint32 // ModelSingle: the OS thread
	sites sites
}

// timelinePart is a thread's part in recordings. What is not atomic is the thread's own.
type timelinePart struct {
	woken   uint64 // atomic; see timeline.Woken: by whom, and when, it was made ready last
	osAt    uint64 // when os was looked at
	os      uint32 // the OS thread it runs on
	timeout uint32 // of the wait that begins, in microseconds; 0: none
	missed  uint32 // how much was not recorded since the last record
	// timedOut says that a timeout ended the wait that ends; it may be left over from long ago.
	timedOut bool
}

// StartTimeline begins to record what the threads do into the file path, for the caller th. limit is how long the file may become; 0:
// the usual. The error is that of the file, or ErrTimelineRuns.
func (rt *Runtime) StartTimeline(th *Thread, path string, limit int64) error {
	rt.timelineMu.Lock()
	defer rt.timelineMu.Unlock()
	if rt.timeline.Load() != nil {
		return ErrTimelineRuns
	}
	t := &Timeline{model: rt.Config.Model}
	if t.model == ModelSingle {
		t.os = uint32(nativeID())
	}
	info := "weft -X threads=" + rt.Config.Model.String()
	if rt.gil != nil {
		info += " -X gil=1"
	}
	if len(rt.Config.Args) > 0 {
		info += " " + strings.Join(rt.Config.Args, " ")
	}
	rec, err := timeline.Begin(timeline.Config{Path: path, Limit: limit, Info: info, Waits: waitNames[:], GIL: rt.gil != nil, Site: t.sites.text})
	if err != nil {
		return err
	}
	t.rec = rec
	now := rec.Ticks()
	for _, x := range rt.Threads() {
		if name := x.Name(); name != "" {
			rec.Name(uint32(x.serial()), name)
		}
		r := timeline.Record{T: now, Thread: uint32(x.serial()), Kind: timeline.Found}
		if x == th {
			r.X = t.native(x, now)
		} else if w, _, _, _ := x.Waiting(); w.Kind != WaitNone {
			r.Sub = uint8(w.Kind)
			t.on(&r, w)
		}
		rec.Put(&r)
	}
	rt.timeline.Store(t)
	return nil
}

// ErrTimelineRuns is returned when a recording is under way already.
var ErrTimelineRuns = errors.New("a trace is being written already")

// StopTimeline ends the recording and returns what became of it, as text that a user wants to read: "" if all went well. ok is false if
// there was no recording. The error is that of the file: it holds what could be written.
func (rt *Runtime) StopTimeline() (s timeline.Summary, err error, ok bool) {
	rt.timelineMu.Lock()
	defer rt.timelineMu.Unlock()
	t := rt.timeline.Load()
	if t == nil {
		return s, nil, false
	}
	rt.timeline.Store(nil)
	s, err = t.rec.Stop()
	return s, err, true
}

// native returns the OS thread that th, the calling thread, runs on, as it was a moment ago at least.
func (t *Timeline) native(th *Thread, now uint64) uint32 {
	if t.model == ModelSingle {
		th.timeline.os = t.os
		return t.os
	}
	x := &th.timeline
	if x.os == 0 || t.model != ModelOS && now-x.osAt > osFor {
		x.os, x.osAt = uint32(nativeID()), now
	}
	return x.os
}

// osFor is how long a thread is believed to be on the OS thread where it was, in ticks: some ten microseconds. To ask takes as long as
// everything else that is recorded of a hand-over, and threads that wake each other more often than that mostly stay where they are.
const osFor = 50_000

// on fills in what a wait is for.
func (t *Timeline) on(r *timeline.Record, w Wait) {
	switch w.Kind {
	case WaitDescriptor:
		r.X, r.Flags = uint32(w.FD), timeline.OnFD
	case WaitLock, WaitRLock:
		r.A = uint64(uintptr(w.On) - unsafe.Sizeof(Header{})) // the address of the Python object, which begins with a header
		r.By = uint32(atomic.LoadUint64(&(*Lock)(w.On).state))
	case WaitIO:
		r.A = uint64(uintptr(w.On))
		r.By = uint32(atomic.LoadUint64(&(*Lock)(w.On).state))
	default:
		r.A = uint64(uintptr(w.On))
	}
}

// skip reports whether nothing is to be recorded of th, the calling thread, now.
func (t *Timeline) skip(th *Thread) bool {
	if t.rec.Paused() {
		th.timeline.missed++
		return true
	}
	return false
}

// put records r of th, the calling thread.
func (t *Timeline) put(th *Thread, r *timeline.Record) {
	if th.timeline.missed != 0 {
		t.again(th, r)
	}
	t.rec.Put(r)
}

// again is put after a pause.
func (t *Timeline) again(th *Thread, r *timeline.Record) {
	t.rec.Skipped(th.timeline.missed)
	th.timeline.missed = 0
	r.Flags |= timeline.Missed
	if name := th.Name(); name != "" && r.Kind != timeline.End {
		t.rec.Name(r.Thread, name) // it may be new
	}
}

// wait records that th, the calling thread, begins to wait.
func (t *Timeline) wait(th *Thread, w Wait) {
	if t.skip(th) {
		return
	}
	r := timeline.Record{T: t.rec.Ticks(), Thread: uint32(th.serial()), Kind: timeline.Wait, Sub: uint8(w.Kind), Site: t.sites.of(th)}
	t.on(&r, w)
	th.timeline.timedOut = false
	if us := th.timeline.timeout; us != 0 {
		th.timeline.timeout = 0
		if r.Flags&timeline.OnFD != 0 || w.On == nil {
			r.A = uint64(us) * 1000
			r.Flags |= timeline.TimedA
		} else {
			r.X = us
			r.Flags |= timeline.Timed
		}
	}
	t.put(th, &r)
}

// run records that th, the calling thread, runs again.
func (t *Timeline) run(th *Thread) {
	if t.skip(th) {
		return
	}
	now := t.rec.Ticks()
	t.put(th, &timeline.Record{T: now, A: atomic.LoadUint64(&th.timeline.woken), Thread: uint32(th.serial()), X: t.native(th, now),
		Kind: timeline.Run, Flags: th.takeTimedOut()})
}

func (th *Thread) takeTimedOut() uint8 {
	if th.timeline.timedOut {
		th.timeline.timedOut = false
		return timeline.TimedOut
	}
	return 0
}

// yield records that th, the calling thread, lets others run.
func (t *Timeline) yield(th *Thread) {
	if t.skip(th) {
		return
	}
	t.put(th, &timeline.Record{T: t.rec.Ticks(), Thread: uint32(th.serial()), Kind: timeline.Yield})
}

// wantGIL records that th, the calling thread, waits for the GIL, which by holds.
func (t *Timeline) wantGIL(th, by *Thread) {
	if t.skip(th) {
		return
	}
	r := timeline.Record{T: t.rec.Ticks(), A: atomic.LoadUint64(&th.timeline.woken), Thread: uint32(th.serial()), Kind: timeline.GIL,
		Flags: th.takeTimedOut()}
	if by != nil {
		r.By = uint32(by.serial())
	}
	t.put(th, &r)
}

// wantedGIL records what wantGIL would have, for th, the calling thread, which has it by now.
func (t *Timeline) wantedGIL(th *Thread, w *gilWait) {
	if t.skip(th) {
		return
	}
	r := timeline.Record{T: w.at, A: w.woken, Thread: uint32(th.serial()), Kind: timeline.GIL, Flags: th.takeTimedOut()}
	if w.by != nil {
		r.By = uint32(w.by.serial())
	}
	t.put(th, &r)
}

// wake leaves with th, which is about to be woken, by whom: nil if no thread does it.
func (t *Timeline) wake(th, by *Thread) {
	if t.rec.Paused() {
		return
	}
	n := uint32(0)
	if by != nil {
		n = uint32(by.serial())
	}
	atomic.StoreUint64(&th.timeline.woken, timeline.Woken(t.rec.Ticks(), n))
}

// start records that th, the calling thread, runs for the first time.
func (t *Timeline) start(th *Thread) {
	if t.skip(th) {
		return
	}
	now := t.rec.Ticks()
	t.put(th, &timeline.Record{T: now, A: atomic.LoadUint64(&th.timeline.woken), Thread: uint32(th.serial()), X: t.native(th, now), Kind: timeline.Start})
	if name := th.Name(); name != "" {
		t.rec.Name(uint32(th.serial()), name)
	}
}

// end records that th, the calling thread, has ended.
func (t *Timeline) end(th *Thread) {
	if x := &th.timeline; t.rec.Paused() && x.os == 0 {
		t.rec.Skipped(x.missed + 1) // nothing was recorded of it
		return
	}
	t.put(th, &timeline.Record{T: t.rec.Ticks(), Thread: uint32(th.serial()), Kind: timeline.End})
}

// timeWait notes for the recording how long th will wait at most.
func (th *Thread) timeWait(timeout time.Duration) {
	if th.Rt.timeline.Load() != nil {
		th.timeline.timeout = uint32(min((timeout+time.Microsecond-1)/time.Microsecond, 1<<32-1))
	}
}

// sites numbers the places in the program where threads wait.
type sites struct {
	cache [256]atomic.Pointer[site]
	mu    sync.Mutex
	known map[siteKey]*site // guarded by mu
	list  []*site           // guarded by mu; list[i] is number i+1
}

type siteKey struct {
	code *Code
	pc   int
}

// site is one such place. It is immutable.
type site struct {
	siteKey
	number  uint32
	library bool // in Python's library: where that was called is of more interest
}

// maxSiteFrames is how many frames of the library are passed over.
const maxSiteFrames = 8

// of returns the number of the place where th, the calling thread, is: the innermost that is not in Python's library, if that is near.
func (s *sites) of(th *Thread) uint32 {
	first := uint32(0)
	f := th.Frame
	for range maxSiteFrames {
		if f == nil {
			break
		}
		pc := f.Lasti()
		if pc >= 0 {
			k := siteKey{f.Code, pc}
			slot := &s.cache[(uintptr(unsafe.Pointer(k.code))>>6^uintptr(pc))%uintptr(len(s.cache))]
			x := slot.Load()
			if x == nil || x.siteKey != k {
				x = s.add(k, th.Rt)
				slot.Store(x)
			}
			if !x.library {
				return x.number
			}
			if first == 0 {
				first = x.number
			}
		}
		f = f.Prev
	}
	return first
}

// add numbers a place.
func (s *sites) add(k siteKey, rt *Runtime) *site {
	s.mu.Lock()
	defer s.mu.Unlock()
	if x := s.known[k]; x != nil {
		return x
	}
	name := k.code.C.Filename
	x := &site{k, uint32(len(s.list) + 1), strings.HasPrefix(name, rt.Config.LibraryDir) || strings.HasPrefix(name, "<frozen ")}
	if s.known == nil {
		s.known = map[siteKey]*site{}
	}
	s.known[k] = x
	s.list = append(s.list, x)
	return x
}

// text returns what is written of a place.
func (s *sites) text(number uint32) string {
	s.mu.Lock()
	x := s.list[number-1]
	s.mu.Unlock()
	c := x.code.C
	return fmt.Sprintf("%s:%d in %s", filepath.Base(c.Filename), c.SpanAt(x.pc).Line, c.QualName)
}

// TimelineRuns reports whether a recording is under way.
func (rt *Runtime) TimelineRuns() bool { return rt.timeline.Load() != nil }
