// This file implements leading: one worker of the models goroutine and os waits for the poller. What it wakes there gets workers of its own;
// when that happens time and again, the leader runs the threads itself, one after the other: no goroutine has to be woken for a thread that
// soon waits for its descriptor again.
//
// Nobody waits for the poller meanwhile, and the threads wait for each other. So another worker leads from when the leader's thread does what may
// block (letOthers), has run for a slice, or was still running when somebody looked twice (watchHands); and another one helps when there is
// more to do than takes a moment.

package object

import (
	"runtime"
	"time"
)

// batch is threads that were woken together and need a worker.
type batch struct{ ths []*Thread }

// unparkInto is Unpark; a thread that needs a worker goes into b, for the caller to give it one. Without b it gets one at once.
func (th *Thread) unparkInto(b *batch) {
	if b == nil {
		th.Unpark()
		return
	}
	th.unpark(nil, b)
}

const (
	leadGap  = 4 * time.Millisecond // when batches come faster than that, the leader runs them
	leadFast = 8                    // how many more have to than do not
	leadHelp = time.Millisecond     // what a batch takes before another worker helps
	leadLong = time.Millisecond     // what a thread may take before another worker leads
	leadRest = 5 * time.Millisecond // how long the leader keeps its processor; Go's monitor would take it after 10 ms, and again and again
)

// appoint lets a worker lead.
func (p *pool) appoint(rt *Runtime) {
	p.mu.Lock()
	if w := p.idleLocked(); w != nil {
		p.leader.Store(w)
		p.mu.Unlock()
		w.park <- struct{}{}
		return
	}
	p.startLocked(rt, nil)
	p.mu.Unlock()
}

// abdicate lets another worker lead if w does, and run what is left of its batch.
func (p *pool) abdicate(rt *Runtime, w *worker) {
	if p.leader.Load() == w && p.leader.CompareAndSwap(w, nil) {
		p.help(rt)
		p.appoint(rt)
	}
}

// lead is w's life as long as it leads.
func (p *pool) lead(rt *Runtime, w *worker) {
	var b batch
	var last int64
	w.fast = 0
	for p.leader.Load() == w {
		rt.poller.await(&b, w, w.fast >= leadFast && w.hand != nil && !rt.busy())
		if len(b.ths) == 0 {
			continue
		}
		now := int64(Clock())
		if now-last > int64(leadGap) {
			w.fast /= 2
		} else if w.fast < 4*leadFast {
			w.fast++
		}
		if last = now; w.fast < leadFast || w.hand == nil {
			for i, th := range b.ths {
				p.submit(th)
				b.ths[i] = nil
			}
			b.ths = b.ths[:0]
			continue
		}
		p.watch(rt)
		w.runs.Add(1)
		p.runBatch(rt, w, &b, now)
		w.runs.Add(1)
		last = int64(Clock())
	}
}

// runBatch runs the threads of b, beginning at the time now.
func (p *pool) runBatch(rt *Runtime, w *worker, b *batch, now int64) {
	th := b.ths[0]
	if rest := b.ths[1:]; len(rest) > 0 {
		p.mu.Lock()
		for _, th := range rest {
			p.ready.push(th)
		}
		p.queued.Add(int32(len(rest)))
		p.mu.Unlock()
	}
	clear(b.ths)
	b.ths = b.ths[:0]
	for th != nil {
		w.run(th)
		if th = w.take(); th == nil {
			th = p.pop()
		}
		if w.turns++; w.turns%8 != 0 || th == nil {
			continue
		}
		at := int64(Clock())
		if at-now > int64(leadHelp) {
			now = at
			p.help(rt)
		}
		if rest := at - w.rested; rest > int64(leadRest) || rest > int64(maxTurns) && rt.busy() {
			w.rested = at
			runtime.Gosched()
		}
	}
}

// leadLook is when somebody looked what the leader does.
type leadLook struct {
	runs uint32 // what worker.runs was
	at   int64  // since when
}

// relieve lets another worker lead if the leader has been running the same batch since before the last look, for long. It reports whether a leader
// is running any.
func (p *pool) relieve(rt *Runtime, last *leadLook) bool {
	w := p.leader.Load()
	if w == nil {
		return false
	}
	switch n := w.runs.Load(); {
	case n%2 == 0:
		return false
	case n != last.runs:
		last.runs, last.at = n, int64(Clock())
	case int64(Clock())-last.at > int64(leadLong):
		p.abdicate(rt, w)
	}
	return true
}
