// This file implements handing on: a suspended thread that another one wakes waits in the hand of that one's worker, which runs it as soon
// as the waker waits or has ended. Two threads that take turns so take them on one worker: no other goroutine has to be woken and
// switched to, and no other processor.
//
// A thread must not wait there for long while a processor is idle. The hand is emptied, and what it held given to a worker of its own, before the
// waker does what may block (letOthers), when it wakes another one, and when it has run on for two looks at the clock (Thread.EndSlice); and
// somebody looks after the hands meanwhile (watchHands), for a thread may run for long without a safe point.

package object

import (
	"runtime"
	"sync/atomic"
	"time"
)

// hand is where a thread waits for a worker that will be free soon. Several workers may share one.
type hand struct {
	th   atomic.Pointer[Thread]
	seen atomic.Uint64 // the stamp of what th was at the last look at the clock of who runs on the worker
	_    [48]byte
}

// numHands is how many there are for all workers.
const numHands = 16

// handStamp changes whenever th is woken.
func handStamp(th *Thread) uint64 { return th.serial()<<32 | uint64(atomic.LoadUint32(&th.unparks)) }

// newWorker returns a worker of the runtime.
func (rt *Runtime) newWorker() *worker {
	w := &worker{park: make(chan struct{}, 1)}
	if rt.Config.Model == ModelGoroutine && !rt.Config.GIL {
		p := &rt.pool
		w.hand = &p.hands[p.made.Add(1)%numHands]
	}
	return w
}

// hold has th, which is awake and has no worker, wait in h. What waited there gets another worker.
func (p *pool) hold(h *hand, th *Thread) {
	if old := h.th.Swap(th); old != nil {
		p.submit(old)
	}
	p.watch(th.Rt)
}

// watch makes sure that somebody looks after the hands, and the leader.
func (p *pool) watch(rt *Runtime) {
	if !p.watched.Load() && p.watched.CompareAndSwap(false, true) {
		go p.watchHands(rt)
	}
}

// empty lets another worker run what h holds. h may be nil.
func (p *pool) empty(h *hand) {
	if h == nil || h.th.Load() == nil {
		return
	}
	if th := h.th.Swap(nil); th != nil {
		p.submit(th)
	}
}

// letOthers is called by th, which keeps its worker, before it does what may take long: who waits for one is not to wait for this one.
func (th *Thread) letOthers() {
	p := &th.Rt.pool
	p.help(th.Rt)
	p.empty(th.worker.hand)
	p.abdicate(th.Rt, th.worker)
}

// emptyLater empties h if it was called with the same thread in it before.
func (p *pool) emptyLater(h *hand) {
	if h == nil {
		return
	}
	th := h.th.Load()
	if th == nil {
		return
	}
	if s := handStamp(th); h.seen.Load() != s {
		h.seen.Store(s)
		return
	}
	p.empty(h)
}

// take takes the thread that w's hand holds; nil: none.
func (w *worker) take() *Thread {
	if w.hand == nil || w.hand.th.Load() == nil {
		return nil
	}
	th := w.hand.th.Swap(nil)
	if th == nil {
		return nil
	}
	if w.turns++; w.turns%64 == 0 {
		w.breathe(th.Rt)
	}
	return th
}

// maxTurns is how long threads may run one after the other on a worker before other goroutines have the processor.
const maxTurns = time.Millisecond

// breathe does what EndSlice does, for threads that run so shortly that it does not.
func (w *worker) breathe(rt *Runtime) {
	now := int64(Clock())
	if w.since == 0 {
		w.since = now
		return
	}
	ran := time.Duration(now - w.since)
	if rt.look(now, ran) || ran > maxTurns {
		w.since = now
		rt.pool.help(rt)
		runtime.Gosched()
	}
}

// The looks of watchHands.
const (
	firstHandLook = 50 * time.Microsecond
	lastHandLook  = time.Millisecond
)

// watchHands gives threads that have waited in a hand since its last look to other workers, until there are none for a while.
func (p *pool) watchHands(rt *Runtime) {
	var led leadLook
	var last [numHands]uint64
	every, quiet := firstHandLook, 0
	for {
		time.Sleep(every)
		every = min(2*every, lastHandLook)
		quiet++
		if p.relieve(rt, &led) {
			quiet = 0
		}
		for i := range p.hands {
			h := &p.hands[i]
			th := h.th.Load()
			if th == nil {
				continue
			}
			quiet = 0
			s := handStamp(th)
			if last[i] == s && h.th.CompareAndSwap(th, nil) {
				p.submit(th)
				every = firstHandLook
			}
			last[i] = s
		}
		if quiet < 5 {
			continue
		}
		p.watched.Store(false)
		for i := range p.hands {
			if p.hands[i].th.Load() != nil && p.watched.CompareAndSwap(false, true) {
				quiet = 0
				break
			}
		}
		if quiet != 0 {
			return
		}
	}
}
